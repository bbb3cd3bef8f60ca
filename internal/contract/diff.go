package contract

import (
	"time"

	"archiver/internal/catalog"
)

// Diff is what diff prints with --json.
type Diff struct {
	Version    int      `json:"version"`
	Ref        string   `json:"ref"`
	URL        string   `json:"url"`
	From       Capture  `json:"from"`
	To         Capture  `json:"to"`
	Similarity float64  `json:"similarity"`
	Changes    []Change `json:"changes"`
	Quotes     []Quoted `json:"quotes"` // those that do not stand as they stood
	Noise      int      `json:"noise"`

	Pictures *Pictures `json:"pictures"` // null where they were not compared

	Other bool   `json:"other_document,omitempty"` // hardly anything of the older text is left
	Later *Later `json:"later,omitempty"`          // what a later look found than the newer side
}

// Later is what a look found of which there is no text to compare.
type Later struct {
	LookedAt  time.Time `json:"looked_at"`
	Verdict   string    `json:"verdict"`
	Reason    string    `json:"reason"`
	Confirmed bool      `json:"confirmed"`
	Detail    string    `json:"detail"`
}

// Capture is one side of a difference: a snapshot, or the source as it is now.
type Capture struct {
	CapturedAt    time.Time `json:"captured_at"`
	SHA256        string    `json:"sha256"` // "" for the live source
	PayloadSHA256 string    `json:"payload_sha256"`
	Object        string    `json:"object"`
	Live          bool      `json:"live,omitempty"`

	Provenance *catalog.Provenance `json:"provenance,omitempty"` // of a copy that another archive had
}

// Change is one passage that differs: lost, gained, edited or moved. Before and After
// are the words around it.
type Change struct {
	Kind    string `json:"kind"`
	Old     string `json:"old"`
	New     string `json:"new"`
	PageOld int    `json:"page_old"` // of a PDF, from 1; else 0
	PageNew int    `json:"page_new"`
	Moved   bool   `json:"moved,omitempty"`
	Before  string `json:"before"`
	After   string `json:"after"`
	Was     string `json:"was_after,omitempty"` // of what moved: the words before it then
	Facts   []Fact `json:"facts"`
	Parts   []Part `json:"parts"`
}

// Fact is a number, date, name or negation that changed.
type Fact struct {
	Kind string `json:"kind"`
	Old  string `json:"old"`
	New  string `json:"new"`
}

// Part is a stretch of an edited passage: kept, lost or gained; Fact names what kind
// of fact it is, if one.
type Part struct {
	Op   string `json:"op"`
	Text string `json:"text"`
	Fact string `json:"fact,omitempty"`
}

// Quoted is a quote of the citation that does not stand as it stood; Changes are the
// indexes of the changes that touch it.
type Quoted struct {
	Text    string `json:"text"`
	From    string `json:"from"`
	To      string `json:"to"`
	Now     string `json:"now,omitempty"`
	Changes []int  `json:"changes"`
}

// Pictures is how two pictures compare, in pixels.
type Pictures struct {
	Same    float64 `json:"same"` // share of both pages, laid over each other, that looks the same
	Changed int     `json:"changed"`
	Added   int     `json:"added"`
	Removed int     `json:"removed"`
	File    string  `json:"file,omitempty"` // that shows it
}
