package contract

import (
	"encoding/json"
	"time"

	"archiver/internal/catalog"
)

// History is the timeline of a source: what history prints with --json.
type History struct {
	Version      int           `json:"version"`
	Ref          string        `json:"ref"`
	URL          string        `json:"url"`
	Snapshots    []Snapshot    `json:"snapshots"`
	Observations []Observation `json:"observations"`
	Acts         []Act         `json:"acts"`     // what people decided: archiver accept, archiver quote
	Requests     []Request     `json:"requests"` // what other archives were asked
}

// Snapshot is one stored capture of a source. Bytes is the size of the WACZ.
type Snapshot struct {
	CapturedAt    time.Time `json:"captured_at"`
	Class         string    `json:"class"`
	SHA256        string    `json:"sha256"`
	Object        string    `json:"object"`
	PayloadSHA256 string    `json:"payload_sha256"`
	Status        int       `json:"status"`
	ContentType   string    `json:"content_type"`
	Bytes         int64     `json:"bytes"`
	LogIndex      int64     `json:"log_index"`
	Browser       string    `json:"browser,omitempty"` // that rendered it

	Provenance *catalog.Provenance `json:"provenance,omitempty"` // of a copy from another archive, or from a person
	Withdrawn  *Withdrawn          `json:"withdrawn,omitempty"`  // its bytes were taken away
	Flaw       string              `json:"flaw,omitempty"`       // what the last audit of it found, as a code of verify
	Refused    *Refused            `json:"refused,omitempty"`    // a lock refused its withdrawal
}

// Request is something that another archive was asked for the source.
type Request struct {
	At       time.Time       `json:"at"`
	Kind     string          `json:"kind"` // rescue, save
	Service  string          `json:"service"`
	Outcome  string          `json:"outcome"`
	LogIndex int64           `json:"log_index"`
	Record   json.RawMessage `json:"record"` // as it is logged
}

// Observation is a look. Verdict and Reason are what it meant for the
// citation, as in status; of a URL that several cite, and before the citation
// was judged, for the source.
type Observation struct {
	At      time.Time       `json:"at"`
	Verdict string          `json:"verdict"`
	Reason  string          `json:"reason"`
	Source  catalog.Opinion `json:"source"` // against the newest snapshot
}

// Act is something that a person decided of a citation.
type Act struct {
	At       time.Time       `json:"at"`
	Kind     string          `json:"kind"` // acceptance, quote
	For      string          `json:"for"`  // REPORT/FOOTNOTE
	LogIndex int64           `json:"log_index"`
	Record   json.RawMessage `json:"record"` // as it is logged
}
