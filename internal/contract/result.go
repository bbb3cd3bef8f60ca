// Package contract is the JSON that others build on, as Go types: what the commands
// print with --json, what the server's interface gives, and what its pages show. Names
// and meanings are those of the contract, and are only ever added to. Times are UTC.
package contract

import (
	"encoding/json"
	"time"

	"archiver/internal/catalog"
)

// Result is how the citations of a pass, or of a report, stand.
type Result struct {
	Version   int            `json:"version"`
	CheckedAt time.Time      `json:"checked_at"`
	Passed    bool           `json:"passed"`
	Summary   map[string]int `json:"summary"` // citations by verdict; each of the six is there
	Hosts     []Host         `json:"hosts"`
	Citations []Citation     `json:"citations"`
}

// Citation is how one citation stands: the live source, and the archived copy.
type Citation struct {
	Report   string          `json:"report"`
	Footnote json.RawMessage `json:"footnote"`
	Ref      string          `json:"ref"`
	URL      string          `json:"url"`
	Result   string          `json:"result"`
	Passed   bool            `json:"passed"`
	Accepted bool            `json:"accepted"`
	Settled  bool            `json:"settled"` // a person has accepted all that is wrong: nothing is to be done
	Live     *Live           `json:"live"`    // null where the source was never looked at
	Archive  Archive         `json:"archive"`
	Why      []string        `json:"why"` // the reasons of the result, in words
	Snapshot string          `json:"snapshot,omitempty"`
	Advice   string          `json:"advice"`           // what to do, in words; "" where nothing is
	Claims   []Claim         `json:"claims,omitempty"` // only where they were looked up
}

// Live is the state of the source on the web, by the newest look.
type Live struct {
	Verdict    string     `json:"verdict"`
	Reason     string     `json:"reason"`
	Status     int        `json:"status"`
	FinalURL   string     `json:"final_url"`
	Similarity float64    `json:"similarity"`
	Quotes     []Quote    `json:"quotes"`
	ClaimsLost []string   `json:"claims_lost,omitempty"` // what the report's own sentences say, and the page did and no longer does
	Confirmed  bool       `json:"confirmed"`
	Looks      int        `json:"looks,omitempty"`
	Since      *time.Time `json:"since"`
	LastGood   *time.Time `json:"last_good,omitempty"`
	Detail     string     `json:"detail"` // what is the case, in a sentence

	Working       string     `json:"working,omitempty"`        // how that came about, in a sentence
	LooksNeeded   int        `json:"looks_needed,omitempty"`   // that confirm it, with enough time between
	ConfirmableAt *time.Time `json:"confirmable_at,omitempty"` // at the earliest
	LookedAt      *time.Time `json:"looked_at"`
	Confidence    string     `json:"confidence"`    // A beyond doubt, B likely, C a weak sign
	ComparedWith  *Copy      `json:"compared_with"` // null for a first look
	Evidence      []string   `json:"evidence"`      // none where all is well
	Aside         []string   `json:"aside,omitempty"`
}

// Copy names one snapshot.
type Copy struct {
	CapturedAt time.Time `json:"captured_at"`
	SHA256     string    `json:"sha256"`
	Object     string    `json:"object"`
}

// Quote is a passage that must stay in the source. State is verbatim, edited, unclear
// or gone; Now is what stands in its place.
type Quote struct {
	Text  string `json:"text"`
	Found bool   `json:"found"`
	State string `json:"state"`
	Now   string `json:"now,omitempty"`
	// Outside tells that it stands outside of the article alone: in a comment, a box or a list.
	Outside bool `json:"outside,omitempty"`
}

// Archive is the state of the snapshot that stands for a citation: intact, wall,
// missing or corrupt.
type Archive struct {
	State      string     `json:"state"`
	CapturedAt *time.Time `json:"captured_at"`
	LagDays    *int       `json:"lag_days"`
	SHA256     string     `json:"sha256"`
	Object     string     `json:"object"`
	Detail     string     `json:"detail,omitempty"`
	// ReadAt, in status of an archive in a bucket, is when the snapshot was last
	// read again: State is as of then, or, where it is not there, as it was taken.
	ReadAt *time.Time `json:"read_at,omitempty"`
	// Provenance says from which archive or person a copy is; not there for
	// our own captures.
	Provenance *catalog.Provenance `json:"provenance,omitempty"`
	// Browser is the one that rendered the snapshot; not there where none did.
	Browser string `json:"browser,omitempty"`
	// Withdrawn is the snapshot that would stand for the citation, had its bytes not
	// been taken away. The rest tells of the one that does now; state is missing
	// where there is none.
	Withdrawn *Withdrawn `json:"withdrawn,omitempty"`
	// Sound is the snapshot that stands in for one that is missing or corrupt.
	Sound *Copy `json:"sound,omitempty"`
	// Refused, in status, are withdrawals of the source's snapshots that locks refused.
	Refused []Refused `json:"refused,omitempty"`
}

// Withdrawn says what became of a snapshot.
type Withdrawn struct {
	At       time.Time `json:"at"`
	Why      string    `json:"why"`
	By       string    `json:"by,omitempty"`
	State    string    `json:"state"` // decided: its bytes may still lie there; removed
	LogIndex int64     `json:"log_index"`
	// Of the citation's archive alone: which snapshot it was.
	CapturedAt *time.Time `json:"captured_at,omitempty"`
	SHA256     string     `json:"sha256,omitempty"`
}

// Refused is a withdrawal that was decided and that a lock refused: the snapshot
// is there, and in use.
type Refused struct {
	CapturedAt time.Time  `json:"captured_at"` // of the snapshot
	At         time.Time  `json:"at"`          // when the lock refused
	Why        string     `json:"why"`
	By         string     `json:"by,omitempty"`
	Mode       string     `json:"mode"`            // of the lock
	Until      *time.Time `json:"until,omitempty"` // when it ends; not there: nobody has said
	LogIndex   int64      `json:"log_index"`
}

// Host is a host whose sources fail alike: one finding for all of them.
type Host struct {
	Host    string    `json:"host"`
	Verdict string    `json:"verdict"`
	Reason  string    `json:"reason"`
	Sources int       `json:"sources"`
	Since   time.Time `json:"since"`
	Refs    []string  `json:"refs"`
	Detail  string    `json:"detail"`
}

// Claim says which figures, dates and names of a sentence of the report
// stand in the sources of its footnote. It is advice: no part of the result.
type Claim struct {
	Text  string      `json:"text"`
	Found int         `json:"found"`
	Of    int         `json:"of"`
	Items []ClaimItem `json:"items"`
}

// ClaimItem is one figure, date or name of a claim.
type ClaimItem struct {
	Text  string `json:"text"`
	Kind  string `json:"kind"` // figure, date, name
	Found bool   `json:"found"`
	Where string `json:"where,omitempty"` // as the source writes it
	Ref   string `json:"ref,omitempty"`   // of the citation whose snapshot has it
}
