package extract

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// TestRTF: the text alone, in the code page of its font or as numbers.
func TestRTF(t *testing.T) {
	x := New(Config{})
	for name, c := range map[string]struct{ body, want string }{
		"numbers":         {`{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman Times;}}{\info{\title No}}\pard The road is \b closed\b0 , \u1076?\u1086?\u1088?\u1086?\u1075?\u1072?.\par Next\~line\par}`, "The road is closed, дорога.\nNext line"},
		"code page":       {`{\rtf1\ansi\ansicpg1251 \'e4\'ee\'f0\'ee\'e3\'e0 \'e7\'e0\'ea\'f0\'fb\'f2\'e0}`, "дорога закрыта"},
		"page of a font":  {`{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}}\f0 Caf\'e9 {\f1\'e4\'e0} \'e9}`, "Café да é"},
		"a table":         {`{\rtf1\trowd Town\cell Cases\cell\row Karsk\cell 4{\b 1}\cell\row}`, "Town\tCases\t\nKarsk\t41"},
		"what is not it":  {`{\rtf1{\*\generator Word;}{\stylesheet{\s1 Head;}}{\header Page 1}Seen{\v hidden} \{twice\}{\pict\bin3 }}}}. {\field{\*\fldinst HYPERLINK "http://a"}{\fldrslt here}}}`, "Seen {twice}. here"},
		"lines of source": {"{\\rtf1 The ro\nad\\par\r\nends{\\footnote See 2}}", "The road\nendsSee 2"},
		"a surrogate":     {`{\rtf1\uc2 \u-10179??\u-8704?? \uc0\u233}`, "😀 é"},
		"the usual font":  {`{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset204 B;}{\f1\fcharset0 A;}}\pard \'e4\'ee {\f0 \'e4}\f1\'e9\plain\'e4}`, "до дéд"},
		"other pages":     {`{\rtf1\ansi\ansicpg932 \'93\'fa\'96\'7b}`, "日本"},
		"UTF-8":           {"{\\rtf1\\ansi\\ansicpg65001 дорога}", "дорога"},
		"a Macintosh":     {`{\rtf1\mac caf\'8e}`, "café"},
		"DOS":             {`{\rtf1\ansi\ansicpg437 caf\'82}`, "café"},
		"hidden to plain": {`{\rtf1 {\v no}\v no\plain  seen {\deleted no}}`, "seen"},
		"never shown":     {`{\rtf1{\stylesheet{\s1\v0 Normal;}}{\info{\title\v0 T}}Seen}`, "Seen"},
		"starred notes":   {`{\rtf1 Text{\super \chftn{\*\footnote\chftn  See 2}} {\*\unknown no}on}`, "Text See 2 on"},
		"a box":           {`{\rtf1 A {\shp{\*\shpinst{\sp{\sn wzName}{\sv no}}{\shptxt box}}} B}`, "A box B"},
		"no letter after": {`{\rtf1\uc1 \u1076\par Next \u8220\ldblquote x\u8221\rdblquote}`, "д\nNext “x”"},
		"broken":          {`{\rtf1 The road \'4`, "The road"},
	} {
		if doc := extract(t, x, c.body, "application/msword"); doc.Kind != KindOther || doc.Visible != c.want || doc.Main != c.want {
			t.Errorf("%s: %q, want %q", name, doc.Visible, c.want)
		}
	}
}

// TestRTFCutShort: the last brace closes the first.
func TestRTFCutShort(t *testing.T) {
	x := New(Config{})
	for body, want := range map[string]string{
		`{\rtf1 The road is closed}`: "", `{\rtf1 The road {\b is} cl`: FindingCutShort, `{\rtf1 The road}}`: "",
		"{\\rtf1 a" + strings.Repeat("{", 2000) + strings.Repeat("}", 2000) + "}": "",
		"{\\rtf1 " + strings.Repeat("{road }", maxVisible/5+9) + "}":              FindingTooLarge,
	} {
		if doc := extract(t, x, body, ""); doc.Finding != want {
			t.Errorf("%.40q: %q, want %q", body, doc.Finding, want)
		}
	}
}

func FuzzRTF(f *testing.F) {
	for _, s := range []string{`{\rtf1\ansi\ansicpg1251{\fonttbl{\f0\fcharset204 A;}}\f0 \'e4\u1076?{\v x}\par\cell\row}`, `{\rtf1{\pict\bin9 }}}{\*\footnote a}\uc2\u-8704??`, `{\rtf1\bin-5 \bin99999999999 \u99999999999`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		doc := &Document{}
		readRTF(t.Context(), doc, body)
		if !utf8.ValidString(doc.Visible) || len(doc.Visible) > 4*len(body) {
			t.Errorf("%d bytes give %d of text, valid: %t", len(body), len(doc.Visible), utf8.ValidString(doc.Visible))
		}
	})
}

// TestSheetsAndSlides: rows with their cells, and the text of slides in their order.
func TestSheetsAndSlides(t *testing.T) {
	x := tester(t, 0)
	book := zipped(t, "xl/workbook.xml", "<workbook/>",
		"xl/sharedStrings.xml", `<sst><si><t>Town</t></si><si><r><t>Ka</t></r><r><t>rsk</t></r><rPh><t>no</t></rPh></si></sst>`,
		"xl/worksheets/sheet10.xml", `<worksheet><sheetData><row><c t="inlineStr"><is><t>Last</t></is></c></row></sheetData></worksheet>`,
		"xl/worksheets/sheet2.xml", `<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"/><c r="C1" t="str"><f>A1</f><v>Cases</v></c></row>
<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2"><v>12.300000000000001</v></c><c r="C2"><v>1200000</v></c><c r="D2" t="s"><v>9</v></c></row></sheetData></worksheet>`)
	if doc := extract(t, x, book, "application/vnd.ms-excel"); doc.Kind != KindOther || doc.MediaType != typeXLSX || doc.Visible != "Town\tCases\nKarsk\t12.3\t1200000\nLast" {
		t.Errorf("a workbook gives %q (%s)", doc.Visible, doc.MediaType)
	}
	slides := zipped(t, "ppt/presentation.xml", "<p/>", "ppt/slides/slide2.xml", `<s><p><r><t>Second</t></r></p></s>`, "ppt/slides/slide1.xml", `<s><p><r><t>The first</t></r><r><t> one</t></r></p></s>`)
	if doc := extract(t, x, slides, ""); doc.Kind != KindOther || doc.Visible != "The first one\nSecond" {
		t.Errorf("slides give %q", doc.Visible)
	}
	ods := zipped(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", `<c><table><table-row><table-cell><p>Town</p></table-cell><table-cell><p>41</p></table-cell></table-row></table></c>`)
	if doc := extract(t, x, ods, ""); doc.Kind != KindOther || doc.Visible != "Town\t41" {
		t.Errorf("a table of OpenDocument gives %q", doc.Visible)
	}
}

// TestSheetsOfOtherPrograms: sheets by any name, figures that none shows in full, and a
// long text that many cells name.
func TestSheetsOfOtherPrograms(t *testing.T) {
	x := tester(t, 0)
	named := zipped(t, "xl/workbook.xml", "<workbook/>", "xl/worksheets/Sheet2.xml", `<s><row><c><v>2</v></c></row></s>`, "xl/worksheets/Sheet1.xml", `<s><row><c><v>1</v></c></row></s>`,
		"xl/worksheets/data.xml", `<s><row><c><v>Inf</v></c><c><v>1e300</v></c><c><v>-1E-5</v></c></row></s>`, "xl/worksheets/_rels/sheet1.xml", `<s><row><c><v>9</v></c></row></s>`)
	if doc := extract(t, x, named, ""); doc.Visible != "Inf\t1e300\t-0.00001\n1\n2" {
		t.Errorf("a workbook gives %q", doc.Visible)
	}
	long := zipped(t, "xl/workbook.xml", "<workbook/>", "xl/sharedStrings.xml", "<sst><si><t>"+strings.Repeat("karsk ", 200_000)+"</t></si></sst>",
		"xl/worksheets/sheet1.xml", `<s><row>`+strings.Repeat(`<c t="s"><v>0</v></c>`, 10_000)+`</row></s>`)
	if doc := extract(t, x, long, ""); doc.MediaType != typeXLSX || doc.Finding != FindingTooLarge || len(doc.Visible) < maxVisible/2 {
		t.Errorf("a long text that many cells name: %s, %q, %d bytes", doc.MediaType, doc.Finding, len(doc.Visible))
	}
}

func FuzzXLSX(f *testing.F) {
	f.Add([]byte(`<sst><si><t>a</t><rPh><t>b</t></rPh></si></sst>`), []byte(`<s><row><c t="s"><v>0</v></c><c t="inlineStr"><is><t>x</t></is></c><c><v>1e-20</v></c></row></s>`))
	f.Add([]byte(`<si><si>`), []byte(`<c t="s"><v>-1</v></c></c>`))
	f.Fuzz(func(t *testing.T, shared, sheet []byte) {
		z := zipped(t, "xl/workbook.xml", "<w/>", "xl/sharedStrings.xml", string(shared), "xl/worksheets/sheet1.xml", string(sheet))
		if doc := readOffice(strings.NewReader(z), int64(len(z)), 1<<20); doc.MediaType != typeXLSX {
			t.Errorf("read as %s", doc.MediaType)
		}
	})
}
