package webtest

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// document is a page's content, before a site and a message are put around it.
type document struct {
	seed    uint64
	lang    string
	charset string // of the bytes; utf-8 where empty
	label   string // the Content-Type header; made from charset where empty
	meta    string // the charset that the page itself claims; none where empty
	furnish int    // another number: other adverts, dates, counters
	edit    string // replaces the figure in the sentence that has one
	omit    bool   // leaves the quoted sentence out
	words   int    // paragraphs; 8 where 0
}

// quoteOf is the sentence that a citation of the document quotes.
func quoteOf(seed uint64) string {
	return fmt.Sprintf("The inspectors of district %d found that nobody had been asked before the decision was taken.", seed)
}

// html renders the document as one of its site's pages.
func (d document) html() []byte {
	n := d.words
	if n == 0 {
		n = 8
	}
	paragraphs := Prose(d.lang, d.seed, n)
	figure := d.edit
	if figure == "" {
		figure = fmt.Sprint(1000 + d.seed*7)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "<!DOCTYPE html>\n<html lang=\"%s\"><head>", d.lang)
	if d.meta != "" {
		fmt.Fprintf(&b, "<meta charset=\"%s\">", d.meta)
	}
	title := d.title()
	fmt.Fprintf(&b, "<title>%s - Site</title><link rel=stylesheet href=/s.css></head>\n<body><nav><ul><li><a href=/>Home</a><li><a href=/news>News</a></ul></nav>\n", title)
	fmt.Fprintf(&b, "<aside class=\"ad\"><img src=/i/%d.png alt> %s</aside>\n", d.furnish, strings.SplitAfter(Prose(d.lang, 9000+uint64(d.furnish), 1)[0], ".")[0])
	fmt.Fprintf(&b, "<main><article><h1>%s</h1>\n<p class=\"date\">%d.06.2024</p>\n", title, 1+d.furnish%28)
	for i, p := range paragraphs {
		fmt.Fprintf(&b, "<p>%s</p>\n", p)
		switch {
		case i == 1:
			fmt.Fprintf(&b, "<p>In that year %s permits were issued in the whole of the district, and %s of them were contested before the court.</p>\n", figure, figure[:1])
		case i == 2 && !d.omit:
			fmt.Fprintf(&b, "<p>%s</p>\n", quoteOf(d.seed))
		}
	}
	fmt.Fprintf(&b, "</article></main>\n<div class=\"counter\">%d</div><footer>© %d</footer></body></html>\n", 4711*d.furnish, 2024+d.furnish%2)
	out, err := d.encoding().NewEncoder().String(b.String())
	if err != nil {
		panic(fmt.Sprintf("webtest: %s cannot hold %s: %v", d.charset, d.lang, err)) // a mistake in the table
	}
	return []byte(out)
}

func (d document) title() string {
	return strings.TrimSuffix(strings.SplitAfter(Prose(d.lang, d.seed+5000, 1)[0], ".")[0], ".")
}

func (d document) encoding() encoding.Encoding {
	switch d.charset {
	case "windows-1251":
		return charmap.Windows1251
	case "koi8-r":
		return charmap.KOI8R
	case "iso-8859-1":
		return charmap.ISO8859_1
	case "utf-16":
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	}
	return unicode.UTF8
}

// contentType is the header's value.
func (d document) contentType() string {
	switch {
	case d.label != "":
		return d.label
	case d.charset == "":
		return "text/html; charset=UTF-8"
	case d.charset == "utf-16":
		return "text/html" // the byte order mark tells
	}
	return "text/html; charset=" + d.charset
}

// pdf sets the document as one uncompressed page after another.
func (d document) pdf() []byte {
	var out bytes.Buffer
	var offsets []int
	object := func(body string) {
		offsets = append(offsets, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", len(offsets), body)
	}
	paragraphs := append(Prose(d.lang, d.seed, 6), quoteOf(d.seed))
	var kids strings.Builder
	for i := range paragraphs {
		fmt.Fprintf(&kids, "%d 0 R ", 4+2*i)
	}
	out.WriteString("%PDF-1.4\n")
	object("<< /Type /Catalog /Pages 2 0 R >>")
	object(fmt.Sprintf("<< /Type /Pages /Kids [ %s] /Count %d >>", kids.String(), len(paragraphs)))
	object("<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>")
	for i, p := range paragraphs {
		var c strings.Builder
		c.WriteString("BT /F 11 Tf 14 TL 60 780 Td\n")
		for f := strings.Fields(p); len(f) > 0; {
			n := min(len(f), 12)
			fmt.Fprintf(&c, "(%s) Tj T*\n", strings.Join(f[:n], " "))
			f = f[n:]
		}
		c.WriteString("ET")
		object(fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> /Contents %d 0 R >>", 5+2*i))
		object(fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", c.Len(), c.String()))
	}
	start := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&out, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&out, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, start)
	return out.Bytes()
}

// picture is a small PNG of one colour.
func picture(n int) []byte {
	img := image.NewRGBA(image.Rect(0, 0, 24, 24))
	for y := range 24 {
		for x := range 24 {
			img.Set(x, y, color.RGBA{byte(n * 37), byte(x * 9), byte(y * 9), 255})
		}
	}
	var b bytes.Buffer
	_ = png.Encode(&b, img) // a Buffer takes everything
	return b.Bytes()
}
