package extract

import (
	"bufio"
	"bytes"
	"context"
	"html"
	"io"
	"os"
	"os/exec"
	"strings"
	"unicode/utf8"
)

// pdfLink is where on a page text leads somewhere.
type pdfLink struct {
	rect
	to string
}

const (
	maxPDFLinks = 200000
	maxLinkTo   = 16 << 10 // bytes
)

// holds tells whether most of a word stands in the link.
func (k pdfLink) holds(w rect) bool {
	wide := min(k.x1, w.x1) - max(k.x0, w.x0)
	return wide > 0.5*w.width() && k.overlapY(w) > 0.4 // the two programs differ over fonts that don't tell their height
}

// pdfLinks asks pdftohtml (poppler) where on each page of a PDF text links to the
// web: it holds the areas of annotations against the letters in them. why tells
// what hindered it.
func (x *Extractor) pdfLinks(ctx context.Context, f *os.File) (links [][]pdfLink, why string, err error) {
	tool, err := exec.LookPath("pdftohtml")
	if err != nil {
		return nil, "pdftohtml is missing: apt install poppler-utils", nil
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, "", err
	}
	var l linkReader
	res, err := x.stream(ctx, f, x.limited(tool, "-xml", "-i", "-stdout", "-zoom", "1", "-noroundcoord", "-nomerge", "-enc", "UTF-8", "/proc/self/fd/0"), l.read)
	switch {
	case err != nil:
		return nil, "", err
	case res.timeout:
		return l.pages, "pdftohtml took too long", nil
	case res.cut:
		return l.pages, "there are too many", nil
	case res.code != 0 && len(l.pages) == 0:
		return nil, "pdftohtml could not read them: " + lastLine(res.notes), nil
	}
	return l.pages, "", nil
}

// linkReader takes the output of pdftohtml -xml: a line for each run of text.
type linkReader struct {
	pages [][]pdfLink
	count int
	bytes int
}

func (l *linkReader) read(r io.Reader) bool {
	in := bufio.NewScanner(r)
	in.Buffer(make([]byte, 64<<10), maxPDFLine)
	for in.Scan() {
		if l.bytes += len(in.Bytes()); l.bytes > maxOutput || l.count > maxPDFLinks {
			return false
		}
		l.take(bytes.TrimLeft(in.Bytes(), " \t"))
	}
	return in.Err() != bufio.ErrTooLong
}

func (l *linkReader) take(b []byte) {
	switch {
	// Before it the program tells of links within the document, in the same line.
	case bytes.HasPrefix(b, []byte("<page ")), bytes.HasPrefix(b, []byte("link to page ")) && bytes.Contains(b, []byte(" <page ")):
		l.pages = append(l.pages, nil)
	case bytes.HasPrefix(b, []byte("<text ")) && len(l.pages) > 0:
		attrs, text, ok := bytes.Cut(b, []byte(">"))
		if ok && bytes.Contains(text, []byte("<a href=")) {
			l.text(rect{attr(attrs, " left"), attr(attrs, " top"), attr(attrs, " left") + attr(attrs, " width"), attr(attrs, " top") + attr(attrs, " height")}, text)
		}
	}
}

// text finds the links in a run: as wide a part of it as their letters are of all.
func (l *linkReader) text(all rect, b []byte) {
	type part struct {
		from, to int
		href     string
		text     string
	}
	var parts []part
	letters, href, from := 0, "", 0
	shown := ""
	for len(b) > 0 {
		if b[0] != '<' {
			n := bytes.IndexByte(b, '<')
			if n < 0 {
				n = len(b)
			}
			text := html.UnescapeString(string(b[:n]))
			letters += utf8.RuneCountInString(text)
			shown += text
			b = b[n:]
			continue
		}
		tag, rest, ok := bytes.Cut(b, []byte(">"))
		if !ok {
			return
		}
		b = rest
		switch {
		case bytes.HasPrefix(tag, []byte("<a href=\"")):
			s, _, _ := bytes.Cut(tag[9:], []byte(`"`))
			href, from, shown = html.UnescapeString(string(s)), letters, ""
		case bytes.HasPrefix(tag, []byte("</a")):
			parts = append(parts, part{from, letters, href, shown})
		case bytes.HasPrefix(tag, []byte("</text")):
			b = nil
		}
	}
	for _, p := range parts {
		if !leadsOut(p.href) || letters == 0 || p.to == p.from {
			continue
		}
		if a, z := addressIn(p.text, p.href); z > 0 {
			p.from, p.to = p.from+a, p.from+z
		} else if k := otherAddress(p.text, p.href); k > 0 {
			p.to = p.from + k
		}
		w := all.width() / float32(letters)
		k := pdfLink{all, p.href}
		k.x0, k.x1 = all.x0+w*float32(p.from), all.x0+w*float32(p.to)
		last := len(l.pages) - 1
		l.pages[last] = append(l.pages[last], k)
		l.count++
	}
}

// addressIn finds a link's own address in the text that pdftohtml gives it, in
// letters: where text is written in one go, all of it is said to be linked.
func addressIn(text, href string) (from, to int) {
	bare := func(s string) string {
		if _, rest, ok := strings.Cut(s, "://"); ok {
			s = rest
		}
		return strings.ToLower(strings.TrimRight(strings.TrimPrefix(s, "www."), "/.,;:)"))
	}
	want, at := bare(href), 0
	for _, word := range strings.SplitAfter(text, " ") {
		n := utf8.RuneCountInString(word)
		if w := strings.TrimSpace(word); strings.Contains(w, "://") || strings.HasPrefix(w, "www.") {
			if have := bare(w); have != "" && strings.HasPrefix(want, have) {
				return at, at + utf8.RuneCountInString(w)
			}
		}
		at += n
	}
	return 0, 0
}

// otherAddress finds, in letters, where text that is said to be linked comes to an address
// of another site behind other words; 0: nowhere. What only touches a link's area is said
// to be in it.
func otherAddress(text, href string) int {
	at, behind := 0, false // behind: other words came before
	for _, word := range strings.SplitAfter(text, " ") {
		if _, rest, ok := strings.Cut(word, "://"); ok && behind {
			host, _, _ := strings.Cut(strings.TrimSpace(rest), "/")
			if host = strings.TrimRight(host, ".,;:)"); host != "" && !strings.Contains(strings.ToLower(href), strings.ToLower(host)) {
				return at
			}
		}
		at += utf8.RuneCountInString(word)
		behind = behind || strings.TrimSpace(word) != ""
	}
	return 0
}

// leadsOut tells whether a link leads out of the document: pdftohtml makes those
// within it links to pages that it might have written.
func leadsOut(href string) bool {
	scheme, _, ok := strings.Cut(href, ":")
	return ok && len(href) <= maxLinkTo && len(scheme) > 1 && len(scheme) < 20 && strings.Trim(strings.ToLower(scheme), "abcdefghijklmnopqrstuvwxyz+-.") == "" && utf8.ValidString(href)
}
