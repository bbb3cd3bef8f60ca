package contract

import "encoding/json"

// Accepted is the state that a person lives with.
type Accepted struct {
	Verdict string   `json:"verdict,omitempty"`
	Archive string   `json:"archive,omitempty"`
	Reason  string   `json:"reason,omitempty"`
	Quotes  []string `json:"quotes,omitempty"` // the passages that were lost
	Lost    []string `json:"lost,omitempty"`   // when the snapshots were taken that are gone
	Seen    string   `json:"seen,omitempty"`   // when the snapshot was taken that shows the text
	On      string   `json:"on,omitempty"`
	Why     string   `json:"why,omitempty"`
}

// Acceptance is what accept prints with --json.
type Acceptance struct {
	Version  int             `json:"version"`
	Report   string          `json:"report"`
	Footnote json.RawMessage `json:"footnote"`
	Ref      string          `json:"ref"`
	URL      string          `json:"url"`
	Accepted Accepted        `json:"accepted"`
	Replaced *Accepted       `json:"replaced"` // null where none stood
	Result   string          `json:"result"`   // from now on
	Remains  []string        `json:"remains"`  // what it does not cover, in words
	Manifest string          `json:"manifest"`
	LogIndex int64           `json:"log_index"`
}
