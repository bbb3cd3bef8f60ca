package contract

import "time"

// Proof says what is proved of one snapshot, and how anyone can check it.
type Proof struct {
	Version int       `json:"version"`
	Checked time.Time `json:"checked_at"`
	Holds   bool      `json:"holds"` // every step does
	Steps   []Step    `json:"steps"`

	Origin     string      `json:"origin"` // the log's name
	LogIndex   int64       `json:"log_index"`
	LogSize    int64       `json:"log_size"` // of the checkpoint that the proof leads to
	Entry      string      `json:"entry"`    // the log's entry, as it stands there
	Record     string      `json:"record"`   // the record behind it, as it is hashed
	Checkpoint string      `json:"checkpoint"`
	Inclusion  []string    `json:"inclusion"` // hashes, base64, from the leaf up (RFC 6962, 2.1.1)
	Timestamps []Timestamp `json:"timestamps"`
	Witnesses  []string    `json:"witnesses"` // names of those whose cosignature of Checkpoint holds

	Commands []Command `json:"commands"`
	Limits   []string  `json:"limits"` // what is not proved, in words
}

// Step is one thing that was checked.
type Step struct {
	What   string `json:"what"`
	Holds  bool   `json:"holds"`
	Detail string `json:"detail"`
}

// Timestamp is one by an authority (RFC 3161) over the log at a size that has the
// snapshot in it.
type Timestamp struct {
	Authority string    `json:"authority"`
	At        time.Time `json:"at"`
	LogSize   int64     `json:"log_size"`
	Object    string    `json:"object"`
}

// Command is a command line with which a part of the proof can be checked.
type Command struct {
	What string `json:"what"`
	Line string `json:"line"`
}
