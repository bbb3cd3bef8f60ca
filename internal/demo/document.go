package demo

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/xml"
	"fmt"
	"strings"
)

// The page of the PDF: A4 in points, and what fits on it in Times 11.
const (
	pageWidth, pageHeight = 595, 842
	margin, leading       = 72, 15
	lineChars             = 88
	linesPerPage          = 44
)

// pdf sets a text as a small PDF 1.4 (ISO 32000-1): Times, compressed pages, a
// running head and page numbers. Only Latin-1 letters.
func pdf(t text) []byte {
	var lines []string
	for _, b := range t.blocks {
		if b.Heading {
			lines = append(lines, "")
		}
		lines = append(append(lines, wrap(b.Text, lineChars)...), "")
	}
	lines = append(append(wrap(t.byline, lineChars), "", t.title, ""), lines...)

	var out bytes.Buffer
	var offsets []int
	object := func(body string) {
		offsets = append(offsets, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", len(offsets), body)
	}
	pages := (len(lines) + linesPerPage - 1) / linesPerPage
	var kids strings.Builder
	for i := range pages {
		fmt.Fprintf(&kids, "%d 0 R ", 4+2*i)
	}
	out.WriteString("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
	object("<< /Type /Catalog /Pages 2 0 R >>")
	object(fmt.Sprintf("<< /Type /Pages /Kids [ %s] /Count %d >>", kids.String(), pages))
	object("<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>")
	for i := range pages {
		object(fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Resources << /Font << /F 3 0 R >> >> /Contents %d 0 R >>",
			pageWidth, pageHeight, 5+2*i))
		var c, z bytes.Buffer
		show := func(x, y int, s string) { fmt.Fprintf(&c, "BT /F 11 Tf %d %d Td (%s) Tj ET\n", x, y, pdfString(s)) }
		show(margin, pageHeight-45, "Council for Civic Dialogue of the Steppe States, Opinion No. 17")
		for n, line := range lines[i*linesPerPage : min(len(lines), (i+1)*linesPerPage)] {
			if line != "" {
				show(margin, pageHeight-margin-leading*(n+1), line)
			}
		}
		show(pageWidth/2, 40, fmt.Sprint(i+1))
		w := zlib.NewWriter(&z)
		w.Write(c.Bytes()) // a Buffer takes everything
		w.Close()
		object(fmt.Sprintf("<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream", z.Len(), z.String()))
	}
	object("<< /Title (" + pdfString(t.title) + ") /Producer (archiver demo) >>")
	start := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&out, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&out, "trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, len(offsets), start)
	return out.Bytes()
}

// pdfString escapes a literal string, as Latin-1.
func pdfString(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '(' || r == ')' || r == '\\':
			b.WriteByte('\\')
			b.WriteByte(byte(r))
		case r > 0xFF:
			b.WriteByte('?')
		default:
			b.WriteByte(byte(r))
		}
	}
	return b.String()
}

// wrap breaks a paragraph into lines of at most n characters.
func wrap(s string, n int) (lines []string) {
	line := ""
	for _, word := range strings.Fields(s) {
		if line != "" && len(line)+1+len(word) > n {
			lines, line = append(lines, line), ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}

// docx packs a text as the smallest Word document (ECMA-376) that opens.
func docx(t text) []byte {
	var body strings.Builder
	para := func(style, s string) {
		body.WriteString("<w:p>")
		if style != "" {
			body.WriteString(`<w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>`)
		}
		body.WriteString(`<w:r><w:t xml:space="preserve">`)
		_ = xml.EscapeText(&body, []byte(s)) // a Builder takes everything
		body.WriteString("</w:t></w:r></w:p>")
	}
	para("Heading1", t.title)
	para("", t.byline)
	for _, b := range t.blocks {
		para("", b.Text)
	}
	const head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + body.String() + `</w:body></w:document>`},
	} {
		w, err := z.Create(f[0])
		if err == nil {
			_, err = w.Write([]byte(head + f[1]))
		}
		if err != nil {
			panic(fmt.Sprintf("demo: pack %s: %v", f[0], err)) // a Buffer takes everything
		}
	}
	_ = z.Close()
	return out.Bytes()
}
