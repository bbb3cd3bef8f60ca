package watch

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/ledger"
	"archiver/internal/source"
	"archiver/internal/store"
	"archiver/internal/verdict"
	"archiver/internal/wacz"
	"archiver/internal/warc"
)

// give has a file taken in for the first citation of a report.
func (w *world) give(m *source.Manifest, file []byte, change func(*Saved)) (*Added, error) {
	w.t.Helper()
	list := cites(m)
	s := Saved{Cite: list[0], Others: list, File: bytes.NewReader(file), Name: "saved.bin", Modified: w.now.Add(-time.Hour), By: "Anna", Why: "members alone see it"}
	if change != nil {
		change(&s)
	}
	return w.w.Add(context.Background(), s)
}

func (w *world) mustGive(m *source.Manifest, file []byte, change func(*Saved)) *Added {
	w.t.Helper()
	a, err := w.give(m, file, change)
	if err != nil {
		w.t.Fatal(err)
	}
	return a
}

func savedAt(t time.Time) func(*Saved) { return func(s *Saved) { s.At = t } }

var tags = regexp.MustCompile("<[^>]*>")

// printed is a page as a browser's print has it.
func printed(page string) []byte {
	_, page, _ = strings.Cut(page, "<main>")
	var c, out bytes.Buffer
	c.WriteString("BT /F 11 Tf 14 TL 60 780 Td\n")
	for p := range strings.SplitSeq(page, "</p>") {
		for f := strings.Fields(tags.ReplaceAllString(p, " ")); len(f) > 0; {
			n := min(len(f), 12)
			fmt.Fprintf(&c, "(%s) Tj T*\n", strings.Join(f[:n], " "))
			f = f[n:]
		}
		c.WriteString("T*\n")
	}
	c.WriteString("ET")
	var at []int
	out.WriteString("%PDF-1.4\n")
	for i, o := range []string{"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
		"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> /Contents 5 0 R >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", c.Len(), c.String())} {
		at = append(at, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := out.Len()
	out.WriteString("xref\n0 6\n0000000000 65535 f \n")
	for _, o := range at {
		fmt.Fprintf(&out, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&out, "trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", start)
	return out.Bytes()
}

func pngPicture() []byte {
	var b bytes.Buffer
	png.Encode(&b, image.NewRGBA(image.Rect(0, 0, 40, 30)))
	return b.Bytes()
}

func jpegPicture() []byte {
	var b bytes.Buffer
	jpeg.Encode(&b, image.NewRGBA(image.Rect(0, 0, 40, 30)), nil)
	return b.Bytes()
}

// recorded is a response record as other programs write it.
func recorded(url string, at time.Time, status int, more, body string) string {
	block := fmt.Sprintf("HTTP/1.1 %d X\r\nContent-Type: text/html; charset=utf-8\r\n%s\r\n%s", status, more, body)
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: %s\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
		warc.NewID(), url, at.Format(time.RFC3339), len(block), block)
}

func gzipped(records ...string) []byte {
	var b bytes.Buffer
	for _, r := range records {
		z := gzip.NewWriter(&b)
		io.WriteString(z, r)
		z.Close()
	}
	return b.Bytes()
}

// packaged is a WACZ with WARC files of others.
func packaged(t *testing.T, pages []string, files ...[]byte) []byte {
	t.Helper()
	var list []wacz.Page
	for _, u := range pages {
		list = append(list, wacz.Page{URL: u, At: onDay(-1), Text: "x"})
	}
	return packagedWith(t, list, files...)
}

func packagedWith(t *testing.T, pages []wacz.Page, files ...[]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z, err := wacz.NewWriter(&b, wacz.Options{Created: onDay(-1), Software: "another"})
	for _, f := range files {
		left := int64(1 << 30)
		g, e := wacz.ReadGiven(context.Background(), bytes.NewReader(f), int64(len(f)), &left)
		if err == nil && e == nil {
			e = z.AddGiven(g)
		}
		err = errors.Join(err, e)
	}
	for _, p := range pages {
		err = errors.Join(err, z.AddPage(p))
	}
	if err == nil {
		_, err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const login = "<!DOCTYPE html><title>Log in</title><form action=/login><h1>Log in to continue</h1><input name=u><input type=password name=p></form>"

// Every form is taken in with its bytes as they are, and labelled.
func TestAdd(t *testing.T) {
	text := article(1)
	sum := func(b string) string { s := sha256.Sum256([]byte(b)); return hex.EncodeToString(s[:]) }
	for name, c := range map[string]struct {
		file   func(url string) []byte
		form   string
		class  string
		kind   string
		body   string // of the main document; "": the file itself
		text   bool
		dated  string
		status int
	}{
		"html":  {file: func(string) []byte { return []byte(text) }, form: "html", class: "source", kind: "html", text: true, dated: "modified"},
		"login": {file: func(string) []byte { return []byte(login) }, form: "html", class: "wall", kind: "html", text: true, dated: "modified"},
		"scripts": {file: func(string) []byte { return []byte(text + "<script>while(true){}</script>") },
			form: "html", class: "source", kind: "html", text: true, dated: "modified"},
		"pdf":  {file: func(string) []byte { return printed(text) }, form: "pdf", class: "source", kind: "pdf", text: true, dated: "modified"},
		"png":  {file: func(string) []byte { return pngPicture() }, form: "png", class: "source", kind: "image", dated: "modified"},
		"jpeg": {file: func(string) []byte { return jpegPicture() }, form: "jpeg", class: "source", kind: "image", dated: "modified"},
		"a page and a ZIP in one": {file: func(u string) []byte {
			return append([]byte(text+strings.Repeat(" ", 4<<10)), packaged(t, nil, gzipped(recorded(u, onDay(-2), 200, "", "x")))...)
		},
			form: "html", class: "source", kind: "html", text: true, dated: "modified"},
		"warc": {file: func(u string) []byte { return []byte(recorded(u, onDay(-2), 200, "", text)) },
			form: "warc", class: "source", kind: "html", body: text, text: true, dated: "record", status: 200},
		"warc.gz with a redirect, and an older record": {file: func(u string) []byte {
			return gzipped(recorded(u, onDay(-9), 200, "", article(7)), recorded(u+"/", onDay(-2), 302, "Location: /elsewhere\r\n", ""),
				recorded(strings.TrimSuffix(u, "/x")+"/elsewhere", onDay(-2), 200, "", login), recorded(u, onDay(-2), 200, "", text))
		}, form: "warc", class: "source", kind: "html", body: text, text: true, dated: "record", status: 200},
		"wacz": {file: func(u string) []byte {
			return packaged(t, []string{u}, gzipped(recorded("http://other.example/", onDay(-3), 200, "", login)), gzipped(recorded(u, onDay(-2), 200, "", text)))
		}, form: "wacz", class: "source", kind: "html", body: text, text: true, dated: "record", status: 200},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			url := w.at("a", "/x", status(403, "<title>Just a moment...</title>"))
			m := report("r", url)
			file := c.file(url)
			if c.body == "" {
				c.body = string(file)
			}
			a := w.mustGive(m, file, nil)
			s := a.Snapshot
			p := s.Provenance
			want := catalog.Provenance{Kind: "person", Retrieved: w.now, By: "Anna", Why: "members alone see it", File: "saved.bin",
				FileSHA256: sum(string(file)), FileBytes: int64(len(file)), Form: c.form, Dated: c.dated}
			at := w.now.Add(-time.Hour)
			if c.dated == "record" {
				at = onDay(-2)
			}
			if !c.text {
				want.Finding = noText
			}
			if a.Already || *p != want || s.Class != c.class || s.Kind != c.kind || s.PayloadSHA256 != sum(c.body) || s.Status != c.status || !s.CapturedAt.Equal(at) || s.LogIndex < 0 {
				t.Errorf("%+v\n%+v\nof %s", s, *p, at)
			}
			pack, closer, err := OpenSnapshot(context.Background(), w.store, s.Object)
			if err != nil {
				t.Fatal(err)
			}
			defer closer.Close()
			if f := pack.Verify(context.Background()); len(f) > 0 {
				t.Errorf("inside: %v", f)
			}
			main, err := pack.Main()
			if err != nil {
				t.Fatal(err)
			}
			body, _ := Payload(pack, main)
			if b, err := io.ReadAll(body); string(b) != c.body {
				t.Errorf("the page comes back as %d bytes, %v", len(b), err)
			}
			if page := pack.Pages()[0]; page.SavedBy != "Anna" || page.Source != url || (page.Text != "") != c.text {
				t.Errorf("page: %+v", page)
			}
			if doc, err := w.w.ReadSnapshot(context.Background(), s.Object); err != nil || (doc.Visible != "") != c.text {
				t.Errorf("read again: %v", err)
			}
			// The same again is known; the catalog comes from the log.
			for _, change := range []func(*Saved){nil, savedAt(s.CapturedAt)} {
				if b := w.mustGive(m, file, change); !b.Already || b.Snapshot.Object != s.Object {
					t.Errorf("again: %+v", b)
				}
			}
			before := w.snapshots(url)
			w.cat.Close()
			catalog.Remove(w.dir + "/catalog.db")
			w.open()
			if after := w.snapshots(url); !reflect.DeepEqual(before, after) || len(after) != 1 {
				t.Errorf("rebuilt: %+v, was %+v", after, before)
			}
			row := w.pass(Options{NoLook: true}, m).Citations[0]
			if wantState := map[string]string{"source": Intact, "wall": Wall}[c.class]; row.Archive.State != wantState || row.Archive.Provenance == nil {
				t.Errorf("archive: %+v", row.Archive)
			}
			w.sound()
		})
	}
}

// TestAddDayThenMoment: a copy of which the day alone was known is another one where the
// moment is known by now; by its day it is known again.
func TestAddDayThenMoment(t *testing.T) {
	w := newWorld(t)
	m := report("r", w.at("a", "/x", says(1)))
	file := []byte(article(1))
	day := onDay(-2).UTC().Truncate(24 * time.Hour)
	byDay := func(s *Saved) { s.At, s.Day = day, true }
	first := w.mustGive(m, file, byDay)
	if again := w.mustGive(m, file, byDay); !again.Already || again.Snapshot.Object != first.Snapshot.Object {
		t.Errorf("by its day: %+v", again)
	}
	at := day.Add(9*time.Hour + 30*time.Minute)
	if a := w.mustGive(m, file, savedAt(at)); a.Already || !a.Snapshot.CapturedAt.Equal(at) || a.Snapshot.Provenance.Dated != "given" {
		t.Errorf("by its moment: %+v", a)
	}
}

// chromeMHTML is how a page begins that Chrome saved as a single file.
const chromeMHTML = "From: <Saved by Blink>\r\nSnapshot-Content-Location: http://a.example/x\r\nSubject: =?utf-8?Q?News:=20MIME?=\r\nDate: Wed, 3 Jun 2026 10:00:00 -0000\r\n" +
	"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----MultipartBoundary--x----\"\r\n\r\n\r\n------MultipartBoundary--x----\r\n" +
	"Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"

// A page about e-mails is a page.
func TestRecogniseHTML(t *testing.T) {
	for _, page := range []string{"<!DOCTYPE html><pre>" + chromeMHTML + "</pre>", "<!-- saved by: x -->\n<html>\nMIME-Version: 1.0\nContent-Type: multipart/related\n"} {
		if f, err := recogniseFile(t.Context(), strings.NewReader(page), int64(len(page))); err != nil || f.form != formHTML {
			t.Errorf("%q: %+v, %v", page[:20], f, err)
		}
	}
}

// What can't be taken in is refused in words, and leaves nothing.
func TestAddRefused(t *testing.T) {
	w := newWorld(t)
	url := w.at("a", "/x", says(1))
	m := report("r", url)
	text := article(1)
	good := packaged(t, []string{url}, gzipped(recorded(url, onDay(-2), 200, "", text)))
	spoilt := bytes.Clone(good)
	spoilt[bytes.Index(spoilt, []byte{0x1f, 0x8b, 8})+200] ^= 1
	renamed := bytes.ReplaceAll(good, []byte("pages/pages.jsonl"), []byte("../es/pages.jsonl"))
	spoiltPNG := pngPicture()
	spoiltPNG[bytes.Index(spoiltPNG, []byte("IDAT"))+8] ^= 1
	huge := gzipped(strings.Repeat("a", 1<<20))
	bomb := recorded(url, onDay(-2), 200, "Content-Encoding: gzip\r\n", strings.Repeat(string(huge), MaxSaved>>20+1))
	twice := recorded(url, onDay(-2), 200, "", text) + recorded(url, onDay(-2), 200, "", article(2))
	for name, c := range map[string]struct {
		file   []byte
		change func(*Saved)
		want   string
		hint   string
	}{
		"empty":              {nil, nil, "it is empty", ""},
		"text":               {[]byte("some words"), nil, "it is text (text/plain) by its bytes", "a copy can be a WACZ"},
		"a script":           {[]byte("#!/usr/bin/env python3\npage = '<div><p>It rose.</p></div>'\nprint(page)\n"), nil, "text with tags of HTML in it, and no page", "a copy can be a WACZ"},
		"a program":          {[]byte("\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00"), nil, "by its bytes", "a copy can be"},
		"gif":                {[]byte("GIF89a\x01\x00\x01\x00\x00\x00\x00;"), nil, "image/gif", "a copy can be"},
		"a broken picture":   {pngPicture()[:20], nil, "none that can be read", ""},
		"a cut png":          {pngPicture()[:len(pngPicture())-12], nil, "cut off", "save it anew"},
		"a spoilt png":       {spoiltPNG, nil, "damaged", "save it anew"},
		"a cut jpeg":         {jpegPicture()[:len(jpegPicture())-9], nil, "cut off", "save it anew"},
		"a cut pdf":          {printed(text)[:len(printed(text))*2/3], nil, "can't be read as the PDF", "save it anew"},
		"a broken pdf":       {[]byte("%PDF-1.7\n" + strings.Repeat("\x93rubbish ", 500)), nil, "can't be read as the PDF", ""},
		"mhtml":              {[]byte("From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\"\r\n\r\n"), nil, "MHTML", "print it as PDF"},
		"mhtml of chrome":    {[]byte(chromeMHTML + article(1)), nil, "MHTML", "print it as PDF"},
		"mhtml of others":    {[]byte("\r\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\tboundary=x\n\n--x\n\n" + article(1)), nil, "MHTML", "print it as PDF"},
		"another zip":        {[]byte("PK\x03\x04" + strings.Repeat("x", 100)), nil, "no WACZ that can be taken", ""},
		"gzip of a page":     {gzipped(text), nil, "no WARC that can be taken: the record at 0", ""},
		"a cut warc":         {gzipped(recorded(url, onDay(-2), 200, "", text))[:300], nil, "no WARC that can be taken: the record at 0", ""},
		"packed as a whole":  {gzipped(recorded(url, onDay(-2), 200, "", text) + recorded(url, onDay(-3), 200, "", text)), nil, "no WARC that can be taken", ""},
		"a changed wacz":     {spoilt, nil, "archive/given.warc.gz", ""},
		"a name that climbs": {renamed, nil, "has a name that is not allowed", ""},
		"another page": {packaged(t, []string{"http://other.example/p"}, gzipped(recorded("http://other.example/p", onDay(-2), 200, "", text))), nil,
			"it holds no page of " + url, "It holds http://other.example/p"},
		"another page, not listed": {gzipped(recorded("http://other.example/q", onDay(-2), 200, "", text)), nil, "it holds no page of " + url, "It holds http://other.example/q"},
		"a false page":             {good, func(s *Saved) { s.Page = "http://nowhere.example/" }, "it holds no page of http://nowhere.example/", "It holds " + url},
		"a page of a picture":      {pngPicture(), func(s *Saved) { s.Page = url }, "no page to choose", ""},
		"redirects in a ring":      {[]byte(recorded(url, onDay(-2), 302, "Location: "+url+"\r\n", "")), nil, "from redirect to redirect", "--page"},
		"a bomb in a record":       {gzipped(bomb), nil, "unpacks to more than", ""},
		"two pages of one time":    {[]byte(twice), nil, "several records of " + url, ""},
		"a broken body":            {[]byte(recorded(url, onDay(-2), 200, "Content-Encoding: gzip\r\n", string(gzipped(text)[:90]))), nil, "can't be unpacked", ""},
		"to come":                  {[]byte(text), savedAt(noon.AddDate(1, 0, 0)), "which is to come", "--at DATE"},
		"before the web":           {[]byte(text), savedAt(time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC)), "before there was a web", "--at DATE"},
		"a record of the future":   {[]byte(recorded(url, noon.AddDate(3, 0, 0), 200, "", text)), nil, "which is to come", "--at DATE"},
		"false digest": {[]byte(strings.Replace(recorded(url, onDay(-2), 200, "", text), "Content-Type: application/http",
			"WARC-Block-Digest: sha256:"+strings.Repeat("0", 64)+"\r\nContent-Type: application/http", 1)), nil, "does not hold: block-digest", ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := w.give(m, c.file, c.change)
			var bad *UnfitFileError
			if !errors.As(err, &bad) || !strings.Contains(bad.Why, c.want) || !strings.Contains(bad.Hint, c.hint) {
				t.Errorf("%v (%+v), want %q, with the hint %q", err, bad, c.want, c.hint)
			}
		})
	}
	if l := w.snapshots(url); len(l) != 0 {
		t.Errorf("left: %+v", l)
	}
	w.sound()
}

// The page of a package is found where redirects led when it was looked at, or where
// a person says.
func TestAddPage(t *testing.T) {
	w := newWorld(t)
	url := w.at("a", "/x", status(403, "<title>Just a moment...</title>"))
	m := report("r", url)
	moved := "http://members.example/post/7"
	file := gzipped(recorded(moved, onDay(-2), 200, "", article(1)))
	a := w.mustGive(m, file, func(s *Saved) { s.Page = moved })
	if s := a.Snapshot; s.FinalURL != moved || s.Provenance.Note != "its page was named: "+moved || s.Class != "source" {
		t.Errorf("%+v, %+v", s, s.Provenance)
	}
	// Followed within the file.
	file = gzipped(recorded(url, onDay(-2), 301, "Location: "+moved+"\r\n", ""), recorded(moved, onDay(-2), 200, "", article(1)))
	if s := w.mustGive(m, file, nil).Snapshot; s.FinalURL != moved || s.Provenance.Note != "" {
		t.Errorf("%+v, %+v", s, s.Provenance)
	}
	// Of several the one nearest to the date.
	file = []byte(recorded(url, onDay(-30), 200, "", article(3)) + recorded(url, onDay(-2), 200, "", article(1)))
	s := w.mustGive(m, file, savedAt(onDay(-29))).Snapshot
	if doc, err := w.w.ReadSnapshot(context.Background(), s.Object); err != nil || !strings.Contains(doc.Visible, passage(3)) || !s.CapturedAt.Equal(onDay(-29)) {
		t.Errorf("read: %v, %+v", err, s)
	}
	w.sound()
}

// Of a page that scripts fill, the text is read that whoever saved it saw: from a
// record of its own, or from the package's list of pages.
func TestAddRendered(t *testing.T) {
	shell := "<!DOCTYPE html><title>Social</title><div id=root></div><script src=/app.js></script><script>boot()</script>"
	said := strings.Repeat(passage(1)+". ", 6)
	resource := func(url string) string {
		return fmt.Sprintf("WARC/1.1\r\nWARC-Type: resource\r\nWARC-Record-ID: %s\r\nWARC-Target-URI: urn:text:%s\r\nWARC-Date: %s\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
			warc.NewID(), url, onDay(-2).Format(time.RFC3339), len(said), said)
	}
	for name, file := range map[string]func(url string) []byte{
		"nothing": func(u string) []byte { return gzipped(recorded(u, onDay(-2), 200, "", shell)) },
		"record":  func(u string) []byte { return gzipped(recorded(u, onDay(-2), 200, "", shell), resource(u)) },
		"list": func(u string) []byte {
			return packagedWith(t, []wacz.Page{{URL: u, At: onDay(-2), Text: said}}, gzipped(recorded(u, onDay(-2), 200, "", shell)))
		},
		"both": func(u string) []byte {
			return packagedWith(t, []wacz.Page{{URL: u, At: onDay(-2), Text: "another text that is not of it"}}, gzipped(recorded(u, onDay(-2), 200, "", shell), resource(u)))
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			url := w.at("a", "/x", status(200, shell))
			m := report("r", url)
			m.Footnotes[0].Citations[0].Quotes = []string{passage(1)}
			a := w.mustGive(m, file(url), nil)
			doc, err := w.w.ReadSnapshot(context.Background(), a.Snapshot.Object)
			if err != nil {
				t.Fatal(err)
			}
			class, missing := "source", 0
			if name == "nothing" {
				class, missing = "wall", 1
			}
			if a.Snapshot.Class != class || len(a.Missing) != missing || strings.Contains(doc.Visible, passage(1)) != (missing == 0) {
				t.Errorf("%+v, %q, read again %q", a.Snapshot, a.Missing, doc.Visible)
			}
			row := w.pass(all, m).Citations[0]
			if missing == 0 && (row.Archive.State != Intact || row.Live.Reason != verdict.Unreadable || row.Result != "warn") {
				t.Errorf("%+v, %+v, %q", row.Archive, row.Live, row.Why)
			}
			pack, closer, err := OpenSnapshot(context.Background(), w.store, a.Snapshot.Object)
			if err != nil {
				t.Fatal(err)
			}
			defer closer.Close()
			if f := pack.Verify(context.Background()); len(f) > 0 {
				t.Errorf("inside: %v", f)
			}
			w.sound()
		})
	}
}

// What a person saved is what a citation is compared with, where it lies nearest,
// and is never taken for what we saw ourselves.
func TestAddedIsCompared(t *testing.T) {
	page := article(1)
	for _, c := range []struct {
		name string
		file []byte
		then string // what the page says once it can be read
		want string
	}{
		{"the same page", []byte(page), page, "ok same taken"},
		{"another word", []byte(page), strings.Replace(page, "nine hundred", "four hundred", 1), "changed edited taken"},
		{"another page", []byte(page), article(2), "changed replaced taken"},
		{"a print of the same", printed(page), page, "ok noise taken|ok same taken"},
		{"a print of another", printed(page), article(2), "changed replaced taken"},
		{"a picture", pngPicture(), article(2), "ok first-seen taken"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			url := w.at("a", "/x", status(401, login))
			other := w.at("b", "/x", says(5))
			m := report("r", url, other)
			first := w.pass(all, m).Citations[0]
			w.want(first, "blocked login-wall taken")
			if first.Archive.State != Wall || first.Result != "fail" {
				t.Errorf("before: %s, %+v", first.Result, first.Archive)
			}
			w.mustGive(m, c.file, savedAt(onDay(0)))
			w.open()
			w.now = w.now.Add(day)
			row := w.pass(all, m).Citations[0]
			w.want(row, "blocked login-wall kept")
			if row.Archive.State != Intact || row.Result != "warn" || row.Archive.Provenance == nil {
				t.Errorf("blocked: %s, %+v, %q", row.Result, row.Archive, row.Why)
			}
			w.at("a", "/x", status(200, c.then))
			w.now = w.now.Add(day)
			row = w.pass(all, m).Citations[0]
			if got := fmt.Sprintf("%s %s %s", row.Live.Verdict, row.Live.Reason, row.Snapshot); !strings.Contains("|"+c.want+"|", "|"+got+"|") {
				t.Errorf("%s, want %s (%s; %q)", got, c.want, row.Live.Detail, row.Live.Evidence)
			}
			if l := w.snapshots(url); len(l) != 3 || !row.Archive.Provenance.Retrieved.Equal(noon) {
				t.Errorf("%d snapshots, archive %+v", len(l), row.Archive)
			}
			// From then on our own tells whether to take another.
			w.now = w.now.Add(day)
			if row = w.pass(all, m).Citations[0]; row.Snapshot != "kept" {
				t.Errorf("the same page is taken again: %+v", row.Live)
			}
			w.sound()
		})
	}
}

// A picture proves no quote, and says so; a page does.
func TestAddedQuotes(t *testing.T) {
	w := newWorld(t)
	url := w.at("a", "/x", status(401, login))
	m := report("r", url)
	m.Footnotes[0].Citations[0].Quotes = []string{passage(1)}
	w.pass(all, m)
	a := w.mustGive(m, pngPicture(), savedAt(onDay(0)))
	if a.Unread == "" || a.Quotes != 1 || len(a.Missing) != 1 {
		t.Errorf("%+v", a)
	}
	row := w.pass(Options{NoLook: true}, m).Citations[0]
	if row.Result != "fail" || !strings.Contains(strings.Join(row.Why, " "), "has no text that could be read, and so cannot prove the quote") || row.Archive.State != Intact {
		t.Errorf("%s %q", row.Result, row.Why)
	}
	cited, err := w.w.ReadCited(context.Background(), cites(m)[0])
	if err != nil || cited.Unread == "" {
		t.Errorf("cited: %+v, %v", cited, err)
	}
	// A page farther off has the text.
	if a := w.mustGive(m, []byte(article(1)), savedAt(onDay(-20))); len(a.Missing) != 0 || a.Judgement.Class != verdict.ClassSource {
		t.Errorf("%+v", a)
	}
	if row = w.pass(Options{NoLook: true}, m).Citations[0]; row.Result != "warn" || !row.Archive.CapturedAt.Equal(onDay(0)) {
		t.Errorf("%s %q %+v", row.Result, row.Why, row.Archive)
	}
	if cited, err = w.w.ReadCited(context.Background(), cites(m)[0]); err != nil || !cited.Snapshot.CapturedAt.Equal(onDay(-20)) {
		t.Errorf("cited: %v", err)
	}
}

// Of one day our own capture stands first, then an archive's copy, then a person's.
func TestNearestByOrigin(t *testing.T) {
	person, archive := &catalog.Provenance{Kind: "person"}, &catalog.Provenance{Kind: "wayback"}
	at := func(day, hour int, p *catalog.Provenance) catalog.Snapshot {
		return catalog.Snapshot{Class: "source", CapturedAt: onDay(day).Add(time.Duration(hour) * time.Hour), Provenance: p, Object: fmt.Sprint(day, hour, p)}
	}
	for i, c := range []struct {
		list []catalog.Snapshot
		want int
	}{
		{[]catalog.Snapshot{at(2, 1, person), at(2, 2, archive), at(2, 3, nil)}, 2},
		{[]catalog.Snapshot{at(2, 1, person), at(2, 2, archive)}, 1},
		{[]catalog.Snapshot{at(2, 1, person), at(3, 2, archive), at(3, 3, nil)}, 0},
		{[]catalog.Snapshot{at(2, 1, archive), at(2, 2, person), at(2, 5, nil), at(2, 4, nil)}, 3},
	} {
		if got := nearestSource(c.list, onDay(0).Truncate(day), false, nil); got == nil || got.Object != c.list[c.want].Object {
			t.Errorf("%d: %+v", i, got)
		}
	}
}

// An archive's copy is looked for beside what a person saved, of a source that is
// dead or never showed itself.
func TestRescueBesideAdded(t *testing.T) {
	w := newWorld(t)
	s := w.rescuer()
	url := w.at("a", "/gone", gone)
	w.at("b", "/x", says(5))
	m := report("r", url, w.at("b", "/x", says(5)))
	w.mustGive(m, []byte(article(1)), savedAt(onDay(0)))
	s.Add(copyOf(url, 0, article(1)))
	row := w.pass(all, m).Citations[0]
	w.wantRequests(url, "rescue copied")
	if p := row.Archive.Provenance; p == nil || p.Kind != "wayback" {
		t.Errorf("archive: %+v, %+v", row.Archive, p)
	}
}

// What was withdrawn does not come back by hand.
func TestAddWithdrawn(t *testing.T) {
	w := newWorld(t)
	url := w.at("a", "/x", status(401, login))
	m := report("r", url)
	a := w.mustGive(m, []byte(article(1)), savedAt(onDay(-2)))
	_, err := w.w.Withdraw(context.Background(), Withdrawal{Snapshot: a.Snapshot, URL: url, Why: "names a witness", By: "x", Remover: w.store.(store.Remover)})
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{article(1), article(1) + "<!-- another byte -->"} {
		var gone *WithdrawnError
		if _, err := w.give(m, []byte(file), savedAt(onDay(-3))); !errors.As(err, &gone) {
			t.Errorf("%v", err)
		}
	}
	if row := w.pass(Options{NoLook: true}, m).Citations[0]; row.Archive.State != Missing || row.Archive.Withdrawn == nil {
		t.Errorf("%+v", row.Archive)
	}
}

// A kill at any step leaves what the next command mends: the copy is there once.
func TestAddCrash(t *testing.T) {
	for _, fault := range []store.Fault{store.FailBefore, store.FailAfter} {
		for n := 1; n <= 7; n++ {
			t.Run(fmt.Sprintf("write %d, fault %d", n, fault), func(t *testing.T) {
				mem := store.NewMem(t)
				w := newWorldOver(t, mem)
				url := w.at("a", "/x", status(401, login))
				m := report("r", url)
				w.pass(all, m)
				made := 0
				mem.Inject(func(c store.Call) store.Fault {
					if c.Write == 0 {
						return store.NoFault
					}
					if made++; made >= n {
						return fault
					}
					return store.NoFault
				})
				_, err := w.give(m, []byte(article(1)), savedAt(onDay(0)))
				if made < n {
					t.Fatalf("%d writes were made", made)
				}
				mem.Inject(func(store.Call) store.Fault { return store.NoFault })
				w.now = w.now.Add(time.Minute)
				w.open()
				a := w.mustGive(m, []byte(article(1)), savedAt(onDay(0)))
				l := w.snapshots(url)
				if len(l) != 2 || a.Snapshot.Provenance == nil || a.Snapshot.Provenance.By != "Anna" {
					t.Errorf("after %v: %+v", err, l)
				}
				w.sound()
			})
		}
	}
}

// A record of the log says all of it to whoever reads it, and of others nothing more
// than before.
func TestProvenanceRecord(t *testing.T) {
	w := newWorld(t)
	url := w.at("a", "/x", status(401, login))
	m := report("r", url)
	s := w.mustGive(m, []byte(article(1)), savedAt(onDay(0))).Snapshot
	r, err := ledger.OpenReader(context.Background(), w.store)
	if err != nil {
		t.Fatal(err)
	}
	line, err := r.Record(context.Background(), s.LogIndex, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"kind":"person"`, `"by":"Anna"`, `"why":"members alone see it"`, `"file_sha256":"` + s.PayloadSHA256 + `"`, `"dated":"given"`} {
		if !strings.Contains(string(line.Raw), want) {
			t.Errorf("%s is not in %s", want, line.Raw)
		}
	}
	if strings.Contains(string(line.Raw), "memento") || strings.Contains(string(line.Raw), `"service"`) {
		t.Errorf("%s", line.Raw)
	}
}

// Of several answers to one address at one moment nobody can say which the person saw:
// none is taken, in whatever order they lie. What says the same again is no other answer.
func TestAddTwins(t *testing.T) {
	one, other := article(1), article(2)
	for name, c := range map[string]struct {
		bodies []string
		refuse bool
	}{
		"two": {[]string{one, other}, true}, "turned": {[]string{other, one}, true},
		"there and back": {[]string{one, other, one}, true}, "the same": {[]string{one, one}, false},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			u := w.at("a", "/x", says(1))
			var all []string
			var files [][]byte
			for _, body := range c.bodies {
				r := recorded(u, onDay(-2), 200, "", body)
				all, files = append(all, r), append(files, gzipped(r))
			}
			for form, file := range map[string][]byte{"warc": gzipped(all...), "wacz": packaged(t, []string{u}, gzipped(all...)), "files": packaged(t, []string{u}, files...)} {
				_, err := w.give(report("r", u), file, nil)
				var unfit *UnfitFileError
				if got := errors.As(err, &unfit); got != c.refuse || err != nil && !got {
					t.Errorf("%s: %v", form, err)
				}
			}
		})
	}
}
