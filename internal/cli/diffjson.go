package cli

import (
	"archiver/internal/contract"
	"archiver/internal/verdict"
)

func (d *comparison) json() contract.Diff {
	v := contract.Diff{Version: 1, Pictures: d.pictures, Ref: d.cite.Ref, URL: d.cite.Citation.URL, From: d.from.json(), To: d.to.json(),
		Similarity: d.changes.Similarity, Changes: []contract.Change{}, Quotes: []contract.Quoted{}, Noise: len(d.changes.Noise),
		Other: d.other(), Later: viewLater(d.later)}
	for _, ch := range d.changes.Changes {
		v.Changes = append(v.Changes, viewChange(ch))
	}
	for _, q := range d.quotes {
		v.Quotes = append(v.Quotes, contract.Quoted{Text: q.text, From: q.was, To: q.now, Now: q.reads, Changes: append([]int{}, q.changes...)})
	}
	return v
}

func (c capture) json() contract.Capture {
	return contract.Capture{CapturedAt: c.at, SHA256: c.sha256, PayloadSHA256: c.payload, Object: c.object, Live: c.live, Provenance: c.from}
}

func viewChange(ch verdict.Change) contract.Change {
	v := contract.Change{Kind: ch.Kind, Old: ch.Old, New: ch.New, PageOld: ch.PageOld, PageNew: ch.PageNew, Moved: ch.Moved && ch.Kind != verdict.KindMoved,
		Before: ch.Before, After: ch.After, Was: ch.Was, Facts: []contract.Fact{}, Parts: []contract.Part{}}
	for _, f := range ch.Facts {
		v.Facts = append(v.Facts, contract.Fact(f))
	}
	for _, p := range ch.Parts {
		v.Parts = append(v.Parts, contract.Part(p))
	}
	return v
}
