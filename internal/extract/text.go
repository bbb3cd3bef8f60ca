package extract

import (
	"bytes"
	"context"
	"encoding/xml"
	"io"
	"strings"
)

// readText fills doc from text in UTF-8 that is not HTML. XML is read as its
// character data, one block an element; JSON by its values, an oEmbed answer by what
// it shows; a table by its cells; plain text by its paragraphs; everything else as it stands.
func readText(ctx context.Context, doc *Document, text []byte) {
	if looksXML(text) {
		if s, ok := xmlText(ctx, text); ok {
			doc.Visible, doc.Main = s, s
			return
		}
	}
	if readOEmbed(ctx, doc, text) {
		return
	}
	if visible, main, cut, ok := jsonText(ctx, text); ok {
		doc.Visible, doc.Main = visible, main
		if cut {
			doc.noteCut()
		}
		return
	}
	if n := wholeWords(text, maxVisible); n < len(text) {
		text = text[:n]
		doc.noteCut()
	}
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	text = bytes.Map(func(r rune) rune {
		switch {
		case r == '\r' || r == '\f':
			return '\n'
		case r < ' ' && r != '\n' && r != '\t':
			return ' '
		}
		return r
	}, text)
	if table, ok := tableText(text, tableType(doc.MediaType)); ok {
		doc.Visible, doc.Main = table, table
		return
	}
	doc.Visible = strings.TrimRight(string(text), " \t\n")
	if doc.MediaType == "text/plain" || doc.MediaType == "text/markdown" || doc.MediaType == "" {
		doc.Visible = unwrap(doc.Visible)
	}
	doc.Main = doc.Visible
}

// tableType tells that a media type is of tables.
func tableType(mediaType string) bool {
	switch mediaType {
	case "text/csv", "application/csv", "text/x-csv", "application/x-csv", "text/tab-separated-values", "text/comma-separated-values":
		return true
	}
	return false
}

func looksXML(text []byte) bool {
	text = bytes.TrimLeft(text, " \t\r\n")
	return bytes.HasPrefix(text, []byte("<?xml")) || bytes.HasPrefix(text, []byte("<rss")) || bytes.HasPrefix(text, []byte("<feed"))
}

// xmlText reports false for what is no well-formed XML.
func xmlText(ctx context.Context, text []byte) (string, bool) {
	d := xml.NewDecoder(bytes.NewReader(text))
	d.Strict = false
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // decoded already
	p := &page{doc: &Document{}, span: -1, node: -1}
	for n := 1; n%checkEvery != 0 || ctx.Err() == nil; n++ {
		t, err := d.RawToken()
		if err == io.EOF {
			break
		}
		if err != nil {
			return "", false
		}
		switch t := t.(type) {
		case xml.CharData:
			p.text(t)
		case xml.StartElement, xml.EndElement:
			p.newBlock()
		}
	}
	return string(p.out), true
}
