package extract

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"slices"
	"strings"
	"testing"
)

// zipped packs parts, given as name and content in turn.
func zipped(t testing.TB, parts ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		f, err := w.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, parts[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const wordStart = `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="w" xmlns:mc="mc"><w:body>`

func run(text string) string { return `<w:r><w:t xml:space="preserve">` + text + `</w:t></w:r>` }
func par(runs ...string) string {
	return `<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>` + strings.Join(runs, "") + `</w:p>`
}

func word(t testing.TB, body string, more ...string) string {
	return zipped(t, append([]string{"[Content_Types].xml", "<Types/>", "word/document.xml", wordStart + body + `</w:body></w:document>`}, more...)...)
}

func TestDOCX(t *testing.T) {
	x := tester(t, 0)
	body := word(t,
		`<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>`+run("Қаулы туралы")+`</w:p>`+
			par(run("The Commit"), run("tee fo"), `<w:proofErr/>`, run("und that"), `<w:r><w:tab/><w:t>much</w:t><w:br/><w:t>&amp; more</w:t></w:r>`, `<w:r><w:footnoteReference w:id="1"/></w:r>`)+
			par(run("kept "), `<w:del><w:r><w:delText>deleted</w:delText></w:r></w:del>`, `<w:ins>`+run("inserted")+`</w:ins>`,
				`<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>`, `<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> shown</w:t></w:r>`,
				`<w:r><w:instrText>PAGE</w:instrText></w:r>`)+
			`<w:tbl><w:tr><w:tc>`+par(run("2018"))+`</w:tc><w:tc>`+par(run("12"))+`</w:tc></w:tr><w:tr><w:tc>`+par(run("2019"))+`</w:tc><w:tc>`+par(run("31"))+`</w:tc></w:tr></w:tbl>`+
			par(run("before "), `<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>`+par(run("in a box"))+`</w:txbxContent></mc:Choice><mc:Fallback>`+par(run("in a box"))+`</mc:Fallback></mc:AlternateContent></w:r>`, run("after")),
		"word/footnotes.xml", `<w:footnotes xmlns:w="w"><w:footnote>`+par(run("See item 12."))+`</w:footnote></w:footnotes>`,
		"word/header1.xml", `<w:hdr xmlns:w="w">`+par(run("running header"))+`</w:hdr>`,
		"docProps/core.xml", `<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>Decree &amp; notes</dc:title></cp:coreProperties>`)
	doc := extract(t, x, body, "application/octet-stream")
	want := strings.Join([]string{
		"Қаулы туралы", "The Committee found that much", "& more", "kept inserted shown", "2018\t12", "2019\t31", "before after",
		"See item 12.", "in a box",
	}, "\n")
	if doc.Kind != KindDOCX || doc.MediaType != typeDOCX || doc.Finding != "" {
		t.Fatalf("%s %s, finding %q: %s", doc.Kind, doc.MediaType, doc.Finding, doc.Detail)
	}
	if doc.Visible != want || doc.Main != want {
		t.Errorf("got\n%s\nwant\n%s", doc.Visible, want)
	}
	if doc.Title != "Decree & notes" || !slices.Equal(doc.Headings, []string{"Қаулы туралы"}) {
		t.Errorf("title %q, headings %q", doc.Title, doc.Headings)
	}
}

func TestODT(t *testing.T) {
	body := zipped(t, "mimetype", typeODT, "content.xml", `<o:document-content xmlns:o="o" xmlns:t="t" xmlns:tb="tb"><o:body><o:text>
		<t:tracked-changes><t:p>deleted</t:p></t:tracked-changes>
		<t:h t:outline-level="1">Heading</t:h><t:p>One <t:span>t</t:span>wo<t:note><t:note-citation>1</t:note-citation><t:note-body><t:p>The note</t:p></t:note-body></t:note> three<t:line-break/>four</t:p>
		<tb:table><tb:table-row><tb:table-cell><t:p>a</t:p></tb:table-cell><tb:table-cell><t:p>b</t:p></tb:table-cell></tb:table-row></tb:table>
		</o:text></o:body></o:document-content>`, "meta.xml", "<m><dc:title>T</dc:title></m>")
	doc := extract(t, tester(t, 0), body, "")
	if want := "Heading\nOne two three\nfour\na\tb\nThe note"; doc.Kind != KindODT || doc.Visible != want || doc.Title != "T" {
		t.Errorf("%s %q: %q, want %q", doc.Kind, doc.Title, doc.Visible, want)
	}
	if !slices.Equal(doc.Headings, []string{"Heading"}) {
		t.Errorf("headings %q", doc.Headings)
	}
}

func TestZIPFindings(t *testing.T) {
	x := tester(t, 0)
	good := word(t, par(run("Some words")))
	for _, c := range []struct{ name, body, kind, finding string }{
		{"archive", zipped(t, "a.txt", "a"), KindArchive, ""},
		{"spreadsheet", zipped(t, "xl/workbook.xml", "<w/>"), KindOther, ""},
		{"truncated", good[:len(good)/2], KindArchive, FindingCutShort},
		{"broken XML", word(t, "<w:p><w:r><w:t>Some words</w:t></w:p>"), KindDOCX, FindingDamaged},
		{"deep XML", word(t, strings.Repeat("<w:r>", 2*maxNested)), KindDOCX, FindingDamaged},
		{"vanishing root", zipped(t, "word/document.xml", "<w:rPr><w:vanish/></w:rPr>"), KindDOCX, ""},
		{"encrypted ODT", zipped(t, "mimetype", typeODT, "content.xml", "\x00", "META-INF/manifest.xml", "<m:encryption-data/>"), KindODT, FindingEncrypted},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := extract(t, x, c.body, "")
			if doc.Kind != c.kind || doc.Finding != c.finding {
				t.Errorf("%s, finding %q, want %s, %q: %s", doc.Kind, doc.Finding, c.kind, c.finding, doc.Detail)
			}
			if c.name == "broken XML" && doc.Visible != "Some words" {
				t.Errorf("what came before the fault is lost: %q", doc.Visible)
			}
		})
	}
}

func TestDOCXBomb(t *testing.T) {
	body := word(t, strings.Repeat(par(run(strings.Repeat("words ", 1000))), 1000))
	if len(body) > 100_000 {
		t.Fatalf("the bomb has %d bytes", len(body))
	}
	doc := readOffice(strings.NewReader(body), int64(len(body)), 1<<20)
	if doc.Kind != KindDOCX || doc.Finding != FindingTooLarge || len(doc.Visible) < 900_000 || len(doc.Visible) > 1<<20 {
		t.Errorf("%s, finding %q, %d bytes of text", doc.Kind, doc.Finding, len(doc.Visible))
	}
}

func TestZIPWithoutMemory(t *testing.T) {
	x := tester(t, 0)
	x.cfg.Memory = 1 << 20 // beside what the Go runtime has reserved
	doc, err := x.Extract(context.Background(), Input{
		Body:        strings.NewReader(word(t, par(run(strings.Repeat("words ", maxInflated/7))))),
		ContentType: typeDOCX,
	})
	if err != nil || doc.Kind != KindDOCX || doc.Finding != FindingTooLarge || !strings.Contains(doc.Detail, "memory") {
		t.Errorf("%v, %+v", err, doc)
	}
}

// TestSheetsThatCannotBeRead: what is declared to be a workbook is none of another kind
// because its reader died, or because it breaks off.
func TestSheetsThatCannotBeRead(t *testing.T) {
	for _, declared := range []string{typeXLSX, "application/vnd.oasis.opendocument.spreadsheet"} {
		book := zipped(t, "xl/workbook.xml", "<w/>", "xl/worksheets/sheet1.xml", "<s><row><c><v>1</v></c></row></s>")
		if doc := extract(t, tester(t, 0), book[:len(book)/2], declared); doc.Kind != KindOther || doc.MediaType != declared || doc.Finding != FindingCutShort {
			t.Errorf("half of it: %s, %s, %s", doc.Kind, doc.MediaType, doc.Finding)
		}
		x := tester(t, 0)
		x.cfg.Memory = 1 << 20
		doc, err := x.Extract(context.Background(), Input{Body: strings.NewReader(zipped(t, "xl/workbook.xml", "<w/>", "xl/sharedStrings.xml", "<sst>"+strings.Repeat("<si><t>words </t></si>", maxInflated/30)+"</sst>")), ContentType: declared})
		if err != nil || doc.Kind != KindOther || doc.MediaType != declared || doc.Finding == "" {
			t.Errorf("without memory: %v, %s, %s, %s: %s", err, doc.Kind, doc.MediaType, doc.Finding, doc.Detail)
		}
	}
}

func FuzzDOCX(f *testing.F) {
	f.Add([]byte(word(f, par(run("Some words")))), []byte(wordStart+par(run("a"))))
	f.Add([]byte(zipped(f, "mimetype", typeODT, "content.xml", "<p>x<note-body><p>y")), []byte("<rPr><vanish/><p><tc/></p>"))
	f.Add([]byte("PK\x03\x04"), []byte("<r><rPr><vanish/></rPr><t>x</t><pStyle val='Title'/></r></r>"))
	f.Fuzz(func(t *testing.T, archive, xml []byte) {
		readOffice(bytes.NewReader(archive), int64(len(archive)), 1<<20)
		for _, odt := range []bool{false, true} {
			o := &office{odt: odt}
			_ = o.part(bytes.NewReader(xml)) // that it ends is enough
		}
	})
}
