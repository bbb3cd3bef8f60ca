package contract

import (
	"time"

	"archiver/internal/catalog"
)

// Search is what a search for words gives: what search prints with --json. Of each
// source there is one hit, those first whose newest snapshot is newest.
type Search struct {
	Version int         `json:"version"`
	Query   string      `json:"query"`
	Hits    []SearchHit `json:"hits"`
	Cursor  string      `json:"cursor,omitempty"` // gives the next hits; not there where these are the last
	Indexed Indexed     `json:"indexed"`
}

// SearchHit is a source with snapshots that say what was asked for. CapturedAt to
// LogIndex, and Snippet, are of the newest of them.
type SearchHit struct {
	Refs       []string           `json:"refs"` // of the footnotes that cite it; none where none does any more
	URL        string             `json:"url"`
	Title      string             `json:"title"`
	CapturedAt time.Time          `json:"captured_at"`
	SHA256     string             `json:"sha256"`
	Object     string             `json:"object"`
	LogIndex   int64              `json:"log_index"`
	Snapshots  int                `json:"snapshots"` // that say it; 200 stands for more
	Oldest     time.Time          `json:"oldest"`    // of them
	Snippet    []catalog.Fragment `json:"snippet"`
}

// Indexed is of how many snapshots the text can be searched.
type Indexed struct {
	Snapshots int64 `json:"snapshots"`
	Unread    int64 `json:"unread"` // whose text could not be read
}
