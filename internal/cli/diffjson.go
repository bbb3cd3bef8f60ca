package cli

import (
	"time"

	"archiver/internal/catalog"
	"archiver/internal/verdict"
)

// diffJSON is what diff prints with --json.
type diffJSON struct {
	Version    int          `json:"version"`
	Ref        string       `json:"ref"`
	URL        string       `json:"url"`
	From       captureJSON  `json:"from"`
	To         captureJSON  `json:"to"`
	Similarity float64      `json:"similarity"`
	Changes    []changeJSON `json:"changes"`
	Quotes     []quotedJSON `json:"quotes"` // those that do not stand as they stood
	Noise      int          `json:"noise"`

	Pictures *picturesJSON `json:"pictures"` // null where they were not compared
}

type captureJSON struct {
	CapturedAt    time.Time `json:"captured_at"`
	SHA256        string    `json:"sha256"` // "" for the live source
	PayloadSHA256 string    `json:"payload_sha256"`
	Object        string    `json:"object"`
	Live          bool      `json:"live,omitempty"`

	Provenance *catalog.Provenance `json:"provenance,omitempty"` // of a copy that another archive had
}

type changeJSON struct {
	Kind    string     `json:"kind"`
	Old     string     `json:"old"`
	New     string     `json:"new"`
	PageOld int        `json:"page_old"` // of a PDF, from 1; else 0
	PageNew int        `json:"page_new"`
	Moved   bool       `json:"moved,omitempty"`
	Before  string     `json:"before"`
	After   string     `json:"after"`
	Was     string     `json:"was_after,omitempty"` // of what moved: the words before it then
	Facts   []factJSON `json:"facts"`
	Parts   []partJSON `json:"parts"`
}

type factJSON struct {
	Kind string `json:"kind"`
	Old  string `json:"old"`
	New  string `json:"new"`
}

type partJSON struct {
	Op   string `json:"op"`
	Text string `json:"text"`
	Fact string `json:"fact,omitempty"`
}

type quotedJSON struct {
	Text    string `json:"text"`
	From    string `json:"from"`
	To      string `json:"to"`
	Now     string `json:"now,omitempty"`
	Changes []int  `json:"changes"`
}

func (d *comparison) json() diffJSON {
	v := diffJSON{Version: 1, Pictures: d.pictures, Ref: d.cite.Ref, URL: d.cite.Citation.URL, From: d.from.json(), To: d.to.json(),
		Similarity: d.changes.Similarity, Changes: []changeJSON{}, Quotes: []quotedJSON{}, Noise: len(d.changes.Noise)}
	for _, ch := range d.changes.Changes {
		v.Changes = append(v.Changes, viewChange(ch))
	}
	for _, q := range d.quotes {
		v.Quotes = append(v.Quotes, quotedJSON{q.text, q.was, q.now, q.reads, append([]int{}, q.changes...)})
	}
	return v
}

func (c capture) json() captureJSON {
	return captureJSON{CapturedAt: c.at, SHA256: c.sha256, PayloadSHA256: c.payload, Object: c.object, Live: c.live, Provenance: c.from}
}

func viewChange(ch verdict.Change) changeJSON {
	v := changeJSON{Kind: ch.Kind, Old: ch.Old, New: ch.New, PageOld: ch.PageOld, PageNew: ch.PageNew, Moved: ch.Moved && ch.Kind != verdict.KindMoved,
		Before: ch.Before, After: ch.After, Was: ch.Was, Facts: []factJSON{}, Parts: []partJSON{}}
	for _, f := range ch.Facts {
		v.Facts = append(v.Facts, factJSON(f))
	}
	for _, p := range ch.Parts {
		v.Parts = append(v.Parts, partJSON(p))
	}
	return v
}
