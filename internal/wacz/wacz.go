// Package wacz packs records into a WACZ file, version 1.1.1
// (https://specs.webrecorder.net/wacz/1.1.1/), signs it anonymously
// (https://specs.webrecorder.net/wacz-auth/0.1.0/), opens such files, also
// those of other programs, and verifies every digest inside.
//
// The signature names a key and proves no time. It does not cover the ZIP's own
// bookkeeping either: only a digest of the whole file, kept elsewhere, does.
// That is what Sum is for, and comparing it is the caller's duty.
//
// It neither fetches nor renders, and takes no archive apart onto a disk.
package wacz

import (
	"encoding/json"
	"strings"
	"time"
	"unicode/utf8"
)

// Names inside the ZIP.
const (
	warcName    = "data.warc.gz"
	archiveDir  = "archive/"
	indexDir    = "indexes/"
	pagesDir    = "pages/"
	indexPath   = indexDir + "index.cdx"
	pagesPath   = pagesDir + "pages.jsonl"
	packagePath = "datapackage.json"
	digestPath  = "datapackage-digest.json"
)

// MaxText bounds the text of a page, in bytes. The rest is left out.
const MaxText = 16 << 20

// Page is an entry point into the archive. The first page is the main one.
type Page struct {
	ID string // any; empty: made up
	// URL is where the content is: the last URL when redirects led there.
	URL   string
	Title string
	At    time.Time // the WARC-Date of the page's records
	Text  string    // what the page says; cut at MaxText
	Mime  string
	// Status is the HTTP status of the response, zero when there is none.
	Status int
	// Source is the URL that was asked for, when it is another one: a
	// property of our own.
	Source string
	// CopiedFrom names the archive whose copy of Source this is, where it is
	// not Source itself that was asked: a property of our own.
	CopiedFrom string
	// SavedBy names the person who saved this copy of Source and had it taken
	// in, where this program did not capture it: a property of our own.
	SavedBy string
}

// pageLine is a page as a line of pages.jsonl.
type pageLine struct {
	ID     string `json:"id"`
	URL    string `json:"url"`
	Source string `json:"source,omitempty"`
	TS     string `json:"ts"`
	Title  string `json:"title"`
	Mime   string `json:"mime,omitempty"`
	Status int    `json:"status,omitempty"`
	Text   string `json:"text,omitempty"`
	Copied string `json:"copiedFrom,omitempty"`
	Saved  string `json:"savedBy,omitempty"`
}

// pagesHeader is the first line of pages.jsonl.
type pagesHeader struct {
	Format  string `json:"format"`
	ID      string `json:"id"`
	Title   string `json:"title"`
	HasText bool   `json:"hasText"`
}

const pagesFormat = "json-pages-1.0"

// datapackage is datapackage.json, a Frictionless data package.
type datapackage struct {
	Profile      string     `json:"profile"`
	WACZVersion  string     `json:"wacz_version"`
	Title        string     `json:"title,omitempty"`
	Description  string     `json:"description,omitempty"`
	Created      string     `json:"created"`
	Software     string     `json:"software"`
	MainPageURL  string     `json:"mainPageUrl,omitempty"`
	MainPageDate string     `json:"mainPageDate,omitempty"`
	Resources    []resource `json:"resources"`
}

type resource struct {
	Name  string `json:"name"`
	Path  string `json:"path"`
	Hash  string `json:"hash"`
	Bytes int64  `json:"bytes"`
}

// packageDigest is datapackage-digest.json.
type packageDigest struct {
	Path       string      `json:"path"`
	Hash       string      `json:"hash"`
	SignedData *signedData `json:"signedData,omitempty"`
}

// signedData may hold nothing that the specification does not list. Domain is
// read only, to tell a signature of the other kind.
type signedData struct {
	Hash      string `json:"hash"`
	Created   string `json:"created"`
	Software  string `json:"software"`
	Version   string `json:"version"`
	Signature string `json:"signature"`
	PublicKey string `json:"publicKey,omitempty"`
	Domain    string `json:"domain,omitempty"`
}

// clean makes text valid UTF-8 of at most max bytes.
func clean(s string, max int) string {
	if len(s) > max {
		s = s[:max]
		for i := 1; i < utf8.UTFMax && len(s) > 0; i++ {
			if r, n := utf8.DecodeLastRuneInString(s); r != utf8.RuneError || n > 1 {
				break
			}
			s = s[:len(s)-1]
		}
	}
	if utf8.ValidString(s) {
		return s // the usual case, and ValidString reads several bytes at a time
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}

func parseTime(s string) time.Time {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}

func (p *Page) UnmarshalJSON(b []byte) error {
	var l pageLine
	if err := json.Unmarshal(b, &l); err != nil {
		return err
	}
	*p = l.page()
	return nil
}

func (l *pageLine) page() Page {
	return Page{ID: l.ID, URL: l.URL, Source: l.Source, At: parseTime(l.TS), Title: l.Title, Mime: l.Mime, Status: l.Status, Text: l.Text, CopiedFrom: l.Copied, SavedBy: l.Saved}
}
