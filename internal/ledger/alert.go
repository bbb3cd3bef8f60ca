package ledger

import "time"

// AlertRecord says what is told of a report. It is logged before anything is sent: from
// then on its states count as told, and what is sent is made of it alone, however often.
type AlertRecord struct {
	ID     string `json:"id"` // of the message: the same each time it is sent
	Report string `json:"report"`
	// First is set on the first one of a report, which tells how it stands.
	First     bool        `json:"first,omitempty"`
	To        []string    `json:"to"`        // names of the targets
	Footnotes int         `json:"footnotes"` // of the report that cite a source
	Looked    int         `json:"looked"`    // of these, whose sources all were looked at
	Now       int         `json:"now"`       // of these, in this run
	Items     []AlertItem `json:"items"`
}

// AlertItem is one state that is told, of one source, for the citations in For that
// share it.
type AlertItem struct {
	For  []string `json:"for"`  // "REPORT/FOOTNOTE"; with URL, the citation
	Refs []string `json:"refs"` // of the same, as a person writes them
	URL  string   `json:"url"`
	Part string   `json:"part"` // "live" or "archive"
	// State is what is told: "" that it is well again; else dead, edited, corrupt …
	State string `json:"state"`
	// Before is the state that was told last.
	Before string `json:"before,omitempty"`
	// Again is how often the same was told before, in the same story of to and fro.
	Again int `json:"again,omitempty"`
	// Shows is when the snapshot was taken whose text was seen, of a page that has changed.
	Shows time.Time `json:"shows,omitzero"`
	// Lost are the SHA-256 of the passages that are gone, hex; of an edited page, of what
	// the report itself says and it no longer does.
	Lost     []string  `json:"lost,omitempty"`
	Verdict  string    `json:"verdict,omitempty"`
	Reason   string    `json:"reason,omitempty"`
	Detail   string    `json:"detail"` // what is the case, in a sentence
	Since    time.Time `json:"since,omitzero"`
	LastGood time.Time `json:"last_good,omitzero"`
	// CapturedAt and SHA256 are those of the archived copy.
	CapturedAt time.Time `json:"captured_at,omitzero"`
	SHA256     string    `json:"sha256,omitempty"`
}

// The parts of a citation that an AlertItem is about.
const (
	AlertLive    = "live"
	AlertArchive = "archive"
)

// AlertSentRecord says what came of sending an alert to one target.
type AlertSentRecord struct {
	Alert  int64  `json:"alert"` // log index of the AlertRecord
	ID     string `json:"id"`    // of the message
	Target string `json:"target"`
	// Outcome is sent; failed, and it is tried again at Next; given-up; or dropped: the
	// target is not configured any more.
	Outcome string `json:"outcome"`
	Try     int    `json:"try"` // counted from 1
	Detail  string `json:"detail,omitempty"`
	// Ambiguous: the target may have taken the message, so that the next one may be a
	// repetition.
	Ambiguous bool      `json:"ambiguous,omitempty"`
	Next      time.Time `json:"next,omitzero"`
}

// The outcomes of an AlertSentRecord.
const (
	AlertSent    = "sent"
	AlertFailed  = "failed"
	AlertGivenUp = "given-up"
	AlertDropped = "dropped"
)
