package source

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// docxFile is a DOCX put together from what stands in its parts.
type docxFile struct {
	body, footnotes, endnotes, settings, numbering string
	links                                          map[string]string // rId to address, of all parts
	more                                           map[string]string // further files
}

const (
	wordSpace = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"` +
		` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"` +
		` xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"`
	relSpace = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	relType  = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
)

// bytes packs the file.
func (f docxFile) bytes(tb testing.TB) []byte {
	tb.Helper()
	part := func(root, inner string) string {
		return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:` + root + wordSpace + `>` + inner + `</w:` + root + `>`
	}
	links := ""
	for _, id := range slices.Sorted(maps.Keys(f.links)) {
		to := f.links[id]
		links += fmt.Sprintf(`<Relationship Id="%s" Type="%shyperlink" Target="%s" TargetMode="External"/>`, id, relType, strings.ReplaceAll(to, "&", "&amp;"))
	}
	parts := map[string]string{
		"_rels/.rels":                   relSpace + `<Relationship Id="rId1" Type="` + relType + `officeDocument" Target="word/document.xml"/></Relationships>`,
		"docProps/core.xml":             `<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>Water &amp; wells</dc:title></cp:coreProperties>`,
		"word/document.xml":             part("document", "<w:body>"+f.body+"</w:body>"),
		"word/footnotes.xml":            part("footnotes", `<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/><w:t>https://separator.example/</w:t></w:r></w:p></w:footnote>`+f.footnotes),
		"word/endnotes.xml":             part("endnotes", f.endnotes),
		"word/settings.xml":             part("settings", f.settings),
		"word/numbering.xml":            part("numbering", f.numbering),
		"word/comments.xml":             part("comments", `<w:comment w:id="0">`+para(run("https://comment.example/"))+`</w:comment>`),
		"word/_rels/footnotes.xml.rels": relSpace + links + `</Relationships>`,
		"word/_rels/endnotes.xml.rels":  relSpace + links + `</Relationships>`,
	}
	rels := relSpace + links
	for _, kind := range []string{"footnotes", "endnotes", "settings", "numbering", "comments"} {
		rels += fmt.Sprintf(`<Relationship Id="x%s" Type="%s%s" Target="%s.xml"/>`, kind, relType, kind, kind)
	}
	parts["word/_rels/document.xml.rels"] = rels + `</Relationships>`
	for name, text := range f.more {
		parts[name] = text
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		text := parts[name]
		w, err := z.Create(name)
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			tb.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

func para(inner ...string) string { return "<w:p>" + strings.Join(inner, "") + "</w:p>" }

func run(text string) string { return `<w:r><w:t xml:space="preserve">` + text + `</w:t></w:r>` }

// ref is a footnote's mark, end an endnote's, and note a note with such an ID.
func ref(id string) string { return `<w:r><w:footnoteReference w:id="` + id + `"/></w:r>` }
func end(id string) string { return `<w:r><w:endnoteReference w:id="` + id + `"/></w:r>` }

func footnote(id string, inner ...string) string {
	return `<w:footnote w:id="` + id + `">` + para(append([]string{`<w:r><w:footnoteRef/></w:r>`, run(" ")}, inner...)...) + `</w:footnote>`
}

func endnote(id string, inner ...string) string {
	return strings.ReplaceAll(footnote(id, inner...), "footnote", "endnote")
}

func link(id, text string) string {
	return `<w:hyperlink r:id="` + id + `">` + run(text) + `</w:hyperlink>`
}

// linkField is a link as Word's older way of it: a field over several runs.
func linkField(instr, text string) string {
	half := len(instr) / 2
	return `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">` + instr[:half] + `</w:instrText></w:r><w:r><w:instrText>` + instr[half:] +
		`</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>` + run(text) + `<w:r><w:fldChar w:fldCharType="end"/></w:r>`
}

func importedDOCX(t *testing.T, f docxFile) *Imported {
	t.Helper()
	im, err := Import("report.bin", f.bytes(t), ImportOptions{Published: published()}) // known by its bytes
	if err != nil {
		t.Fatal(err)
	}
	return im
}

// TestDOCX imports one report with most of what word processors write.
func TestDOCX(t *testing.T) {
	f := docxFile{
		links: map[string]string{
			"rId1": "https://canal.example/loss?a=1&b=2", "rId2": "https://wells.example/data", "rId3": "https://real.example/page",
			"rId4": "https://web.archive.org/web/20200221101500/https://news.example/one", "rId5": "mailto:a@b.example",
		},
		body: para(`<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>`, run("1. Water")) +
			para(run("By 2023 the canal had "), run("lost a third"), ref("2"), run(" of its water. Dr. Smith measured 200 wells."), ref("3"), run(" No one came."), end("1")) +
			para(run("The ministry "), `<w:del w:id="1"><w:r><w:delText>denied</w:delText></w:r>`+ref("9")+`</w:del>`, `<w:ins w:id="2">`+run("closed")+`</w:ins>`, run(" the office."), ref("4")) +
			`<w:tbl><w:tr><w:tc>` + para(run("2022")) + `</w:tc><w:tc>` + para(run("190 wells"), ref("5")) + `</w:tc></w:tr></w:tbl>` +
			para(run("Beside a box"), `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><w:txbxContent>`+para(run("Boxed words stand here."), ref("6"))+
				`</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>`+para(run("Boxed words stand here."), ref("6"))+`</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>`, run(" goes the text."), ref("7")) +
			para(run("It is so"), `<w:r><w:footnoteReference w:customMarkFollows="1" w:id="8"/><w:t>†</w:t></w:r>`, run(", they say; area of 40 m"), `<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>`, run(".")),
		footnotes: footnote("2", run("See "), link("rId1", "the canal’s report"), run(", p. 14.")) +
			footnote("3", linkField(` HYPERLINK "https://wells.example/data" \l "t3" \o "a tip" `, "https://wells.example/data#t3"), run(", Table 3; "), `<w:fldSimple w:instr=" HYPERLINK https://second.example/x ">`+run("second")+`</w:fldSimple>`) +
			footnote("4", run("https://plain.exa"), run("mple/split"), run("/over-runs.pdf, para. 6")) +
			footnote("5", link("rId3", "https://shown.example/other")) +
			footnote("6", link("rId4", "Archived")) +
			`<w:footnote w:id="7">` + para() + para(`<w:r><w:footnoteRef/></w:r>`, run(" First paragraph.")) + para(run("https://second.example/paragraph")) + `</w:footnote>` +
			`<w:footnote w:id="8">` + para(run("† https://custom.example/"), `<w:r><w:rPr><w:vanish/></w:rPr><w:t> https://hidden.example/</w:t></w:r>`) + `</w:footnote>` +
			footnote("9", run("https://deleted.example/")),
		endnotes: endnote("1", run("Interview, 3 May 2023; "), link("rId5", "write")),
	}
	want := `title Water & wells
note 1: See the canal’s report (https://canal.example/loss?a=1&b=2), p. 14.
  claim By 2023 the canal had lost a third of its water.
  url https://canal.example/loss?a=1&b=2
    at p. 14
note 2: https://wells.example/data#t3, Table 3; second (https://second.example/x)
  claim Dr. Smith measured 200 wells.
  url https://wells.example/data#t3
    at Table 3
  url https://second.example/x
note 3: https://plain.example/split/over-runs.pdf, para. 6
  claim The ministry closed the office.
  url https://plain.example/split/over-runs.pdf
    at para. 6
note 4: https://real.example/page
  claim 2022 | 190 wells
  url https://real.example/page
note 6: First paragraph. https://second.example/paragraph
  claim Beside a box goes the text.
  url https://second.example/paragraph
note 5: Archived (https://web.archive.org/web/20200221101500/https://news.example/one)
  claim Boxed words stand here.
  url https://news.example/one
    copy 2020-02-21T10:15:00Z https://web.archive.org/web/20200221101500/https://news.example/one
note †: https://custom.example/
  claim It is so, they say; area of 40 m2.
  url https://custom.example/
paragraph 2: note i has no URL: left out
paragraph 5: note 4: the link shows https://shown.example/other and leads to https://real.example/page: where it leads is taken
`
	if got := shown(importedDOCX(t, f)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestDOCXNumbers gives notes the numbers that a word processor shows.
func TestDOCXNumbers(t *testing.T) {
	notes, ends := "", ""
	for _, id := range []string{"1", "2", "3", "4"} {
		notes += footnote(id, run("https://a.example/"+id))
		ends += endnote(id, run("https://e.example/"+id))
	}
	section := func(inner string) string { return `<w:pPr><w:sectPr>` + inner + `</w:sectPr></w:pPr>` }
	all := run("Text.") + ref("1") + run(" More.") + ref("2")
	for _, tt := range []struct{ name, settings, body, want string }{
		{"plain", "", para(all), "1 2"},
		{"both kinds", "", para(all + end("1") + end("2")), "1 2 i ii"},
		{"both as figures", `<w:endnotePr><w:numFmt w:val="decimal"/></w:endnotePr>`, para(all + end("1")), "1 2 e1"},
		{"from seven", `<w:footnotePr><w:numStart w:val="7"/></w:footnotePr>`, para(all), "7 8"},
		{"letters", `<w:footnotePr><w:numFmt w:val="upperLetter"/></w:footnotePr>`, para(all), "A B"},
		{"signs", `<w:footnotePr><w:numFmt w:val="chicago"/></w:footnotePr>`, para(all), "* †"},
		{"anew in each section", `<w:footnotePr><w:numRestart w:val="eachSect"/></w:footnotePr>`, para(section(""), all) + para(run("B."), ref("3")), "1 2 s2-1"},
		{"endnotes anew as figures", `<w:endnotePr><w:numFmt w:val="decimal"/><w:numRestart w:val="eachSect"/></w:endnotePr>`, para(section(""), run("A.")+ref("1")+end("1")) + para(run("B."), ref("2")+end("2")), "1 e1 2 s2-e1"},
		{"a section of its own format", "", para(section(`<w:footnotePr><w:numFmt w:val="lowerRoman"/></w:footnotePr>`), all) + para(run("B."), ref("3")), "i ii 3"},
		{"anew on each page", `<w:footnotePr><w:numRestart w:val="eachPage"/></w:footnotePr>`, para(all), "1 2 counted through"},
		{"a note that is not there", "", para(run("Text."), ref("77")) + para(all), "2 3 mark 1 has no note"},
	} {
		im := importedDOCX(t, docxFile{settings: tt.settings, body: tt.body, footnotes: notes, endnotes: ends})
		var got []string
		for _, f := range im.Manifest.Footnotes {
			if len(f.Claims) != 1 {
				t.Errorf("%s: %s: claims %q", tt.name, f.Number, f.Claims)
			}
			got = append(got, string(f.Number))
		}
		labels, warned := strings.Join(got, " "), shown(im)
		rest, ok := strings.CutPrefix(tt.want, labels)
		if !ok || !strings.Contains(warned, strings.TrimSpace(rest)) {
			t.Errorf("%s: got %s, want %s\n%s", tt.name, labels, tt.want, warned)
		}
	}
	for n, want := range map[int]string{4: "iv 4 d §", 49: "xlix 49 ww 49", 2019: "mmxix 2019 2019 2019"} {
		if got := strings.Join([]string{numberAs("lowerRoman", n), numberAs("cardinalText", n), numberAs("lowerLetter", n), numberAs("chicago", n)}, " "); got != want {
			t.Errorf("%d: got %s, want %s", n, got, want)
		}
	}
}

// TestDOCXByHand reads notes that the author typed as text and as a list.
func TestDOCXByHand(t *testing.T) {
	sup := func(s string) string {
		return `<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>` + s + `</w:t></w:r>`
	}
	listed := func(s string) string {
		return para(`<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr>`, run(s))
	}
	numbering := `<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>`
	text := para(run("Wells ran dry."), sup("1"), sup("2"), run(" Canals did not."), sup("1"))
	text = strings.Replace(text, sup("1")+sup("2"), sup("1")+sup(", 2"), 1)
	for name, notes := range map[string]string{
		"text": para(run("1. https://a.example/x")) + para(run("2. https://b.example/y")),
		"list": listed("https://a.example/x") + listed("https://b.example/y"),
	} {
		im := importedDOCX(t, docxFile{body: text + notes, numbering: numbering})
		if got, want := short(im), "1 <Wells ran dry.> <Canals did not.> https://a.example/x; 2 <Wells ran dry.> https://b.example/y; "; got != want {
			t.Errorf("%s: got %s\nwant %s", name, got, want)
		}
	}
}

// TestDOCXHostile gives errors that say what is wrong, and takes no time for it.
func TestDOCXHostile(t *testing.T) {
	var broken *BrokenError
	var large *TooLargeError
	var other *UnsupportedError
	whole := docxFile{body: para(run("Text."), ref("1")), footnotes: footnote("1", run("https://a.example/"))}
	good := whole.bytes(t)
	with := func(name, text string) []byte {
		f := whole
		f.more = map[string]string{name: text}
		return f.bytes(t)
	}
	entities := `<!DOCTYPE w [<!ENTITY a "https://a.example/"><!ENTITY b "&a;&a;&a;&a;">]><w:document` + wordSpace + `><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:document>`
	for name, tt := range map[string]struct {
		data []byte
		want any
	}{
		"cut":         {good[:len(good)-40], &broken},
		"no document": {bytes.ReplaceAll(good, []byte("word/document.xml"), []byte("xord/document.xml")), &other},
		"a bomb":      {with("word/document.xml", "<w:document"+wordSpace+">"+strings.Repeat(" ", maxParts)), &large},
		"deep":        {with("word/document.xml", "<w:document"+wordSpace+">"+strings.Repeat("<w:p>", 5000)), &broken},
		"entities":    {with("word/document.xml", entities), &broken},
		"torn XML":    {with("word/footnotes.xml", "<w:footnotes"+wordSpace+"><w:footnote>"), &broken},
		"odt":         {bytes.ReplaceAll(with("content.xml", "<a/>"), []byte("word/document.xml"), []byte("xord/document.xml")), &other},
	} {
		if _, err := Import("r.docx", tt.data, ImportOptions{ID: "a"}); !errors.As(err, tt.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, body := range map[string]string{
		"references":  strings.Repeat(ref("1"), 50000),
		"fields":      strings.Repeat(`<w:r><w:fldChar w:fldCharType="begin"/></w:r>`, 50000),
		"boxes":       strings.Repeat("<w:txbxContent>", 900) + strings.Repeat("</w:txbxContent>", 900),
		"ends":        strings.Repeat(`<w:r><w:fldChar w:fldCharType="end"/></w:r>`, 1000),
		"sections":    strings.Repeat("<w:sectPr/>", 50000),
		"runs":        strings.Repeat(run("a"), 100000),
		"raised runs": strings.Repeat(`<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r>`, 50000),
	} {
		f := whole
		f.body += para(body)
		if _, err := Import("r.docx", f.bytes(t), ImportOptions{ID: "a"}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// FuzzImportDOCX takes the text and the notes of a DOCX.
func FuzzImportDOCX(f *testing.F) {
	f.Add(para(run("Text."), ref("1"), end("1"))+para(`<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>`, run("a")), footnote("1", linkField(` HYPERLINK "https://a.example/x" \l "y"`, "https://a.exa-")+run("mple/"))+endnote("1", link("rId1", "x")))
	f.Add(`<w:tbl><w:tr><w:tc>`+para(ref("1"))+`<w:txbxContent><w:p/></w:txbxContent></w:tc></w:tr></w:tbl><w:sectPr><w:footnotePr><w:numFmt w:val="chicago"/></w:footnotePr></w:sectPr>`, `<w:footnote w:id="1"><w:p/><w:p><w:r><w:br/></w:r></w:p></w:footnote>`)
	f.Fuzz(func(t *testing.T, body, notes string) {
		if len(body)+len(notes) > 64<<10 {
			return
		}
		file := docxFile{body: body, footnotes: notes, endnotes: strings.ReplaceAll(notes, "footnote", "endnote"), links: map[string]string{"rId1": "https://l.example/"}}
		checkImport(t, "r.docx", file.bytes(t))
	})
}

// TestDOCXNoteTable reads a table that stands in a note.
func TestDOCXNoteTable(t *testing.T) {
	im := importedDOCX(t, docxFile{
		body: para(run("One."), ref("1")) + para(run("Two."), ref("2")),
		footnotes: `<w:footnote w:id="1">` + para(`<w:r><w:footnoteRef/></w:r>`, run(" See the table.")) + `<w:tbl><w:tr><w:tc>` + para(run("2022")) + `</w:tc><w:tc>` + para(run("https://cell.example/")) +
			`</w:tc></w:tr></w:tbl>` + para(run("https://after.example/")) + `</w:footnote>` + footnote("2", run("https://two.example/")),
	})
	want := `title Water & wells
note 1: See the table. 2022 | https://cell.example/ https://after.example/
  claim One.
  url https://cell.example/
  url https://after.example/
note 2: https://two.example/
  claim Two.
  url https://two.example/
`
	if got := shown(im); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
