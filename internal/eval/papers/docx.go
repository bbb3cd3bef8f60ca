package papers

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"hash/crc32"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// An edition is how a DOCX of a paper is written.
type edition struct {
	runs     int  // words of one run; 0: a run is a paragraph
	soft     bool // long words carry an optional hyphen, some hyphens are non-breaking
	stored   bool // parts are not compressed
	backward bool // parts in another order
	rsid     string

	header, footer      string
	author, editor, app string
	created, modified   string
	revision            int
	inserted            []string    // passages marked as inserted
	deleted             [][2]string // a passage, and what is marked as deleted before it
	reformatted         []string    // passages whose change of format is marked
	comments            []string
	smart               bool // spelling marks, bookmarks, rendered page breaks
}

const (
	wordNS = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	wordCT = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	docxCT = wordCT + "document"
)

// DOCX is the paper as a Word document.
func (d paper) DOCX(e edition) []byte {
	if e.rsid == "" {
		e.rsid = "00A41C7E"
	}
	w := &word{edition: e}
	for _, b := range d.blocks {
		w.block(b)
	}
	parts := [][2]string{
		{"[Content_Types].xml", w.types()},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + office + `officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/><Relationship Id="rId3" Type="` + office + `extended-properties" Target="docProps/app.xml"/></Relationships>`},
		{"word/document.xml", `<w:document ` + wordNS + `><w:body>` + w.body.String() + `<w:sectPr w:rsidR="` + e.rsid + `">` + w.edges() + `<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1418" w:bottom="1134" w:left="1418" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr></w:body></w:document>`},
		{"word/_rels/document.xml.rels", w.relations()},
		{"word/styles.xml", `<w:styles ` + wordNS + `><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/></w:style></w:styles>`},
		{"word/settings.xml", `<w:settings ` + wordNS + `><w:zoom w:percent="100"/><w:rsids><w:rsidRoot w:val="` + e.rsid + `"/></w:rsids></w:settings>`},
		{"word/footnotes.xml", `<w:footnotes ` + wordNS + `><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>` + w.notes.String() + `</w:footnotes>`},
		{"docProps/core.xml", fmt.Sprintf(`<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>%s</dc:title><dc:creator>%s</dc:creator><cp:lastModifiedBy>%s</cp:lastModifiedBy><cp:revision>%d</cp:revision><dcterms:created xsi:type="dcterms:W3CDTF">%s</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">%s</dcterms:modified></cp:coreProperties>`, esc(d.title), esc(e.author), esc(e.editor), e.revision, e.created, e.modified)},
		{"docProps/app.xml", `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>` + esc(e.app) + `</Application><Words>` + strconv.Itoa(len(strings.Fields(d.words()))) + `</Words></Properties>`},
	}
	if e.header != "" {
		parts = append(parts, [2]string{"word/header1.xml", `<w:hdr ` + wordNS + `><w:p><w:r><w:t xml:space="preserve">` + esc(e.header) + `</w:t></w:r></w:p></w:hdr>`})
	}
	if e.footer != "" {
		parts = append(parts, [2]string{"word/footer1.xml", `<w:ftr ` + wordNS + `><w:p><w:r><w:t xml:space="preserve">` + esc(e.footer) + ` </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>`})
	}
	if len(e.comments) > 0 {
		var b strings.Builder
		for i, c := range e.comments {
			fmt.Fprintf(&b, `<w:comment w:id="%d" w:author="%s" w:date="%s" w:initials="X"><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:comment>`, i, esc(e.editor), e.modified, esc(c))
		}
		parts = append(parts, [2]string{"word/comments.xml", `<w:comments ` + wordNS + `>` + b.String() + `</w:comments>`})
	}
	if e.backward { // the types stay first
		for i, j := 1, len(parts)-1; i < j; i, j = i+1, j-1 {
			parts[i], parts[j] = parts[j], parts[i]
		}
	}
	return zipped(parts, e.stored)
}

func zipped(parts [][2]string, stored bool) []byte {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, part := range parts {
		body := []byte(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" + part[1])
		head := &zip.FileHeader{Name: part[0], Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)}
		var err error
		if stored {
			head.Method = zip.Store
			head.CRC32 = crc32.ChecksumIEEE(body)
			head.CompressedSize64, head.UncompressedSize64 = uint64(len(body)), uint64(len(body))
			w, e := z.CreateRaw(head)
			if err = e; err == nil {
				_, err = w.Write(body)
			}
		} else {
			w, e := z.CreateHeader(head)
			if err = e; err == nil {
				_, err = w.Write(body)
			}
		}
		if err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return out.Bytes()
}

// A word is a DOCX's main part as it grows.
type word struct {
	edition
	body, notes strings.Builder
	called, ids int
}

func (w *word) block(b block) {
	if b.kind == table {
		w.table(b)
		return
	}
	style := map[kind]string{heading: `<w:pStyle w:val="Heading1"/>`, centred: `<w:jc w:val="center"/>`}[b.kind]
	fmt.Fprintf(&w.body, `<w:p w:rsidR="%s" w:rsidRDefault="%s"><w:pPr>%s</w:pPr>`, w.rsid, w.rsid, style)
	if b.label != "" {
		w.body.WriteString(`<w:r><w:t>` + esc(b.label) + `</w:t></w:r><w:r><w:tab/></w:r>`)
	}
	notes := b.notes
	for i, piece := range strings.Split(b.text, "¤") {
		if i > 0 {
			w.note(notes[0])
			notes = notes[1:]
		}
		w.marked(piece)
	}
	w.body.WriteString("</w:p>")
}

func (w *word) note(text string) {
	w.called++
	fmt.Fprintf(&w.body, `<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="%d"/></w:r>`, w.called)
	fmt.Fprintf(&w.notes, `<w:footnote w:id="%d"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> %s</w:t></w:r></w:p></w:footnote>`, w.called, esc(text))
}

// marked writes text with its revision marks.
func (w *word) marked(text string) {
	who := func() string {
		w.ids++
		return fmt.Sprintf(`w:id="%d" w:author="%s" w:date="%s"`, 900+w.ids, esc(w.editor), w.modified)
	}
	for _, in := range w.inserted {
		if a, z, ok := strings.Cut(text, in); ok {
			w.marked(a)
			w.body.WriteString(`<w:ins ` + who() + `>`)
			w.plain(in, "")
			w.body.WriteString(`</w:ins>`)
			w.marked(z)
			return
		}
	}
	for _, d := range w.deleted {
		before, out := d[0], d[1]
		if a, z, ok := strings.Cut(text, before); ok {
			w.plain(a, "")
			w.body.WriteString(`<w:del ` + who() + `><w:r><w:delText xml:space="preserve">` + esc(out) + `</w:delText></w:r></w:del>`)
			w.plain(before+z, "")
			return
		}
	}
	for _, f := range w.reformatted {
		if a, z, ok := strings.Cut(text, f); ok {
			w.plain(a, "")
			w.plain(f, `<w:rPr><w:i/><w:rPrChange `+who()+`><w:rPr/></w:rPrChange></w:rPr>`)
			w.plain(z, "")
			return
		}
	}
	w.plain(text, "")
}

// plain writes text as runs.
func (w *word) plain(text, format string) {
	if text == "" {
		return
	}
	words := strings.SplitAfter(text, " ")
	step := w.runs
	if step == 0 {
		step = len(words)
	}
	for i := 0; i < len(words); i += step {
		if w.smart && i%14 == 0 && i > 0 {
			w.ids++
			fmt.Fprintf(&w.body, `<w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="%d" w:name="_Hlk%d"/><w:bookmarkEnd w:id="%d"/><w:proofErr w:type="spellEnd"/>`, w.ids, 41000+w.ids, w.ids)
		}
		run := strings.Join(words[i:min(i+step, len(words))], "")
		if w.smart && i == 0 && len(text) > 200 {
			_, n := utf8.DecodeRuneInString(run)
			run = run[:n] + "\x00" + run[n:]
		}
		t := esc(run)
		if w.soft {
			t = softened(t)
		}
		t = strings.ReplaceAll(t, "\x00", `</w:t><w:lastRenderedPageBreak/><w:t xml:space="preserve">`)
		w.body.WriteString(`<w:r w:rsidRPr="` + w.rsid + `">` + format + `<w:t xml:space="preserve">` + t + `</w:t></w:r>`)
	}
}

// softened puts optional hyphens into long words, and makes hyphens not break.
func softened(t string) string {
	t = strings.ReplaceAll(t, "-", `</w:t><w:noBreakHyphen/><w:t xml:space="preserve">`)
	for _, at := range [...]string{"ement", "ation", "ament"} {
		t = strings.ReplaceAll(t, at, at[:1]+`</w:t><w:softHyphen/><w:t xml:space="preserve">`+at[1:])
	}
	return t
}

func (w *word) table(b block) {
	w.body.WriteString(`<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>`)
	for i, r := range b.rows {
		w.body.WriteString(`<w:tr w:rsidR="` + w.rsid + `">`)
		if i == 0 {
			w.body.WriteString(`<w:trPr><w:tblHeader/></w:trPr>`)
		}
		for _, c := range r {
			w.body.WriteString(`<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr><w:p>`)
			w.plain(c, "")
			w.body.WriteString(`</w:p></w:tc>`)
		}
		w.body.WriteString(`</w:tr>`)
	}
	w.body.WriteString(`</w:tbl><w:p/>`)
}

func (w *word) edges() (s string) {
	if w.header != "" {
		s += `<w:headerReference w:type="default" r:id="rId11"/>`
	}
	if w.footer != "" {
		s += `<w:footerReference w:type="default" r:id="rId12"/>`
	}
	return s
}

func (w *word) relations() string {
	s := `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	add := func(id, kind, target string) {
		s += `<Relationship Id="` + id + `" Type="` + office + kind + `" Target="` + target + `"/>`
	}
	add("rId1", "styles", "styles.xml")
	add("rId2", "settings", "settings.xml")
	add("rId3", "footnotes", "footnotes.xml")
	if w.header != "" {
		add("rId11", "header", "header1.xml")
	}
	if w.footer != "" {
		add("rId12", "footer", "footer1.xml")
	}
	if len(w.comments) > 0 {
		add("rId13", "comments", "comments.xml")
	}
	return s + `</Relationships>`
}

func (w *word) types() string {
	s := `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`
	add := func(part, kind string) { s += `<Override PartName="` + part + `" ContentType="` + kind + `"/>` }
	add("/word/document.xml", wordCT+"document.main+xml")
	add("/word/styles.xml", wordCT+"styles+xml")
	add("/word/settings.xml", wordCT+"settings+xml")
	add("/word/footnotes.xml", wordCT+"footnotes+xml")
	add("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")
	add("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml")
	if w.header != "" {
		add("/word/header1.xml", wordCT+"header+xml")
	}
	if w.footer != "" {
		add("/word/footer1.xml", wordCT+"footer+xml")
	}
	if len(w.comments) > 0 {
		add("/word/comments.xml", wordCT+"comments+xml")
	}
	return s + `</Types>`
}

func esc(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(s))
	return b.String()
}
