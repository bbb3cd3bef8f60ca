package watch

import (
	"encoding/json"
	"fmt"
	"io"
	"time"

	"archiver/internal/browser"
	"archiver/internal/extract"
	"archiver/internal/fetch"
	"archiver/internal/wacz"
	"archiver/internal/warc"
)

// A rendered look has records of what the browser showed, beside the exchanges:
// resources under names of their own, "urn:view:" and so on before the page's URL.
// view, thumbnail, text and pageinfo are the names that Browsertrix gives them.

const domType = "text/html; charset=utf-8"

// pageInfo is the record of how a page was shown.
type pageInfo struct {
	Cited    string `json:"cited"`
	URL      string `json:"url"`       // of the document as it was sent
	FinalURL string `json:"final_url"` // in the browser's address line, at the end
	Title    string `json:"title,omitempty"`
	Status   int    `json:"status"`
	Started  string `json:"started"`
	Done     string `json:"done"`
	browser.Environment
	Actions []browser.Action `json:"actions,omitempty"` // what was done to the page
	Cut     []string         `json:"cut,omitempty"`     // the limits that it met
	Crashed bool             `json:"crashed,omitempty"`
	Shades  bool             `json:"closed_shadow_roots,omitempty"` // they are in the document, if there were any
	Cover   *browser.Cover   `json:"cover,omitempty"`               // what lay over the page
	Counts  map[string]int   `json:"counts"`                        // of the exchanges, by status; 0: no answer
	// Unbrought are the requests for the page's content that came to nothing.
	Unbrought []unbrought `json:"unbrought,omitempty"`
}

// packViews writes them. The WARC-Date is the page's own, so that viewers find
// picture and text beside it.
func packViews(z *wacz.Writer, l *fetch.Look) error {
	p := l.Rendered
	info, err := json.Marshal(infoOf(l))
	if err != nil {
		return err
	}
	for _, v := range []struct {
		name, mime string
		content    []byte
	}{
		{"view", "image/png", p.Screenshot},
		{"thumbnail", "image/png", p.Thumbnail},
		{"text", "text/plain; charset=utf-8", []byte(p.Text)},
		{"dom", domType, p.DOM},
		{"pdf", "application/pdf", p.PDF},
		{"pageinfo", "application/json", info},
	} {
		if len(v.content) == 0 {
			continue
		}
		stored := v.mime == "image/png" || v.mime == "application/pdf"
		rec := warc.Resource("urn:"+v.name+":"+l.Main.URL, l.Main.Started, v.mime, v.content)
		if err := z.WriteRecord(rec, warc.WriteOptions{Stored: stored}); err != nil {
			return fmt.Errorf("%s of %s: %w", v.name, l.Main.URL, err)
		}
	}
	return nil
}

func infoOf(l *fetch.Look) pageInfo {
	p := l.Rendered
	counts := map[string]int{}
	for _, e := range l.Exchanges {
		word := "none"
		if e.Status != 0 {
			word = fmt.Sprint(e.Status)
		}
		counts[word]++
	}
	return pageInfo{Cited: l.URL, URL: l.Main.URL, FinalURL: clip(p.FinalURL, 4000), Title: clip(p.Title, 1000), Status: l.Main.Status,
		Started: p.Started.UTC().Format(time.RFC3339Nano), Done: p.Done.UTC().Format(time.RFC3339Nano),
		Environment: p.Environment, Actions: p.Actions, Cut: p.Cut, Crashed: p.Crashed, Shades: p.Shades, Cover: p.Cover, Counts: counts, Unbrought: unbroughtOf(l.Troubles)}
}

// cover notes what lay over a page.
func cover(d *extract.Document, c *browser.Cover) {
	if c != nil {
		d.Cover, d.CoverCloses = c.Text, c.Closes
	}
}

// readCover reads what lay over the page of a snapshot; nil where nothing did, and
// where the snapshot does not tell.
func readCover(a *wacz.Archive) (*browser.Cover, error) {
	info, err := readInfo(a)
	if err != nil || info == nil {
		return nil, err
	}
	return info.Cover, nil
}

// readInfo reads how the page of a snapshot was shown; nil where it does not tell.
func readInfo(a *wacz.Archive) (*pageInfo, error) {
	const most = 1 << 20 // of a pageinfo
	at, ok := a.View("pageinfo")
	if !ok {
		return nil, nil
	}
	rec, closer, err := a.Record(at)
	if err != nil {
		return nil, err
	}
	defer closer.Close()
	b, err := io.ReadAll(io.LimitReader(rec.Content, most))
	if err != nil {
		return nil, err
	}
	var info pageInfo
	if json.Unmarshal(b, &info) != nil {
		return nil, nil // of another program's making
	}
	return &info, nil
}
