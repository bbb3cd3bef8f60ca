package extract

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"
)

// line is a line of text at a place on a page, in points.
type line struct {
	x, y int
	text string
}

// pdf builds a file by hand: one page for each list of lines. Its one font is
// drawn by no glyphs, but maps its codes to Unicode, so that any script can be
// read back.
func pdf(pages [][]line, o pdfOptions) string {
	var chars []rune
	for _, p := range pages {
		for _, l := range p {
			for _, r := range l.text {
				if !slices.Contains(chars, r) {
					chars = append(chars, r)
				}
			}
		}
	}
	var cmap strings.Builder
	cmap.WriteString("/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange\n")
	for i, r := range chars {
		fmt.Fprintf(&cmap, "1 beginbfchar <%02x> <%04x> endbfchar\n", i+1, r)
	}
	cmap.WriteString("endcmap end")
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"", // pages
		"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /ToUnicode 4 0 R /FirstChar 0 /LastChar 255 /Widths [" + strings.Repeat("600 ", 256) + "] >>",
		stream("", cmap.String()),
		"<< /Title (" + o.title + ") /Producer (test) >>",
		stream("/Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 1", "\x00\xff\x00\xff\x00\xff\x00\xff"),
		"<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + strings.Repeat("41", 32) + "> /U <" + strings.Repeat("42", 32) + "> >>",
	}
	var kids []string
	for _, lines := range pages {
		var c strings.Builder
		for _, l := range lines {
			fmt.Fprintf(&c, "BT /F 10 Tf %d %d Td <", l.x, l.y)
			for _, r := range l.text {
				fmt.Fprintf(&c, "%02x", slices.Index(chars, r)+1)
			}
			c.WriteString("> Tj ET\n")
		}
		content := stream("", c.String()+"q 100 0 0 100 50 50 cm /I Do Q")
		if o.content != "" {
			content = o.content
		}
		objects = append(objects, content)
		objects = append(objects, fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents %d 0 R /Resources << /Font << /F 3 0 R >> /XObject << /I 6 0 R >> >> >>", len(objects)))
		kids = append(kids, fmt.Sprintf("%d 0 R", len(objects)))
	}
	objects[1] = fmt.Sprintf("<< /Type /Pages /Count %d /Kids [%s] >>", len(kids), strings.Join(kids, " "))

	var b strings.Builder
	b.WriteString("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
	var offsets []int
	for i, obj := range objects {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, obj)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, off := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", off)
	}
	encrypt := ""
	if o.encrypted {
		encrypt = "/Encrypt 7 0 R /ID [<00> <00>]"
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R /Info 5 0 R %s >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, encrypt, xref)
	return b.String()
}

type pdfOptions struct {
	title     string
	encrypted bool
	content   string // replaces every page's content
}

func stream(dict, data string) string {
	return fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", dict, len(data), data)
}

// bomb is a stream of n times s that is packed twice, so that it is small.
func bomb(s string, n int) string {
	var once, twice bytes.Buffer
	w := zlib.NewWriter(&once)
	many := bytes.Repeat([]byte(s), 1000)
	for range n / 1000 {
		w.Write(many)
	}
	w.Close()
	w = zlib.NewWriter(&twice)
	w.Write(once.Bytes())
	w.Close()
	return stream("/Filter [/FlateDecode /FlateDecode]", twice.String())
}

func needPDF(t testing.TB) {
	t.Helper()
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Fatal("pdftotext is missing: apt install poppler-utils (make test does)")
	}
}

func TestPDF(t *testing.T) {
	needPDF(t)
	x := tester(t, 0)
	doc := extract(t, x, pdf([][]line{
		{{50, 750, "Resolution on the right of assembly"}, {50, 700, "Решение суда вступило в силу"}},
		{{50, 750, "Қазақстан Үкіметінің қаулысы, ғылым"}, {50, 738, "hyphen-"}, {50, 726, "ated word"}},
	}, pdfOptions{title: `Title \(one\)`}), "application/octet-stream")
	if doc.Kind != KindPDF || doc.Finding != "" || doc.MediaType != "application/pdf" {
		t.Fatalf("%s, finding %q: %s", doc.Kind, doc.Finding, doc.Detail)
	}
	want := []string{
		"Resolution on the right of assembly\n\nРешение суда вступило в силу",
		"Қазақстан Үкіметінің қаулысы, ғылым\nhyphenated\nword",
	}
	if !slices.Equal(doc.Pages, want) {
		t.Errorf("pages %q", doc.Pages)
	}
	text := "Resolution on the right of assembly\nРешение суда вступило в силу\nҚазақстан Үкіметінің қаулысы, ғылым hyphenated word"
	if doc.Visible != text || doc.Main != doc.Visible {
		t.Errorf("visible %q\nmain %q", doc.Visible, doc.Main)
	}
	if doc.Title != "Title (one)" {
		t.Errorf("title %q", doc.Title)
	}
}

func TestPDFTwoColumns(t *testing.T) {
	needPDF(t)
	var lines []line
	for i := range 12 {
		lines = append(lines, line{40, 700 - 12*i, fmt.Sprintf("left column words %02d", i)}, line{320, 700 - 12*i, fmt.Sprintf("right column words %02d", i)})
	}
	doc := extract(t, tester(t, 0), pdf([][]line{lines}, pdfOptions{}), "application/pdf")
	if strings.Index(doc.Visible, "left column words 11") > strings.Index(doc.Visible, "right column words 00") {
		t.Errorf("columns are read across: %q", doc.Visible)
	}
}

func TestPDFRunningLines(t *testing.T) {
	needPDF(t)
	var pages [][]line
	for i := range 4 {
		pages = append(pages, []line{
			{50, 780, "Report of the Committee"}, {50, 700, fmt.Sprintf("Paragraph %d says this.", i+1)}, {50, 688, "a"}, {50, 676, "b"},
			{50, 664, "Said on every page, inside the text"}, {50, 652, "c"}, {50, 640, "d"}, {50, 20, fmt.Sprintf("Page %d of 4", i+1)},
		})
	}
	pages[1][4].text = "Report of the Committee" // in the text as well
	pages = append(pages, []line{{50, 700, "Said on every page, inside the text"}})
	doc := extract(t, tester(t, 0), pdf(pages, pdfOptions{}), "application/pdf")
	for running, want := range map[string][2]int{"Report of the Committee": {2, 1}, "Page 3 of 4": {1, 0}} {
		if got := [2]int{strings.Count(doc.Visible, running), strings.Count(doc.Main, running)}; got != want {
			t.Errorf("%q is visible and in the main text %v times, want %v\n%s", running, got, want, doc.Main)
		}
	}
	if strings.Count(doc.Main, "Said on every page") != 4 {
		t.Errorf("main text lost what is inside the pages:\n%s", doc.Main)
	}
}

func TestPDFFindings(t *testing.T) {
	needPDF(t)
	x := tester(t, 0)
	good := pdf([][]line{{{50, 700, "Some words"}}}, pdfOptions{})
	long := strings.Replace(good, "endobj\n", "endobj\n"+strings.Repeat("% filler in front of the objects that follow\n", 60), 1)
	for _, c := range []struct{ name, body, finding string }{
		{"rubbish in front", "\x00\x01 rubbish\n" + good, ""},
		{"encrypted", pdf([][]line{{{50, 700, "Some words"}}}, pdfOptions{encrypted: true}), FindingEncrypted},
		{"scanned", pdf([][]line{{}, {}}, pdfOptions{}), FindingNeedsOCR},
		{"truncated", good[:200], FindingDamaged},
		{"rubbish", "%PDF-1.7\n" + strings.Repeat("\x93rubbish ", 500), FindingDamaged},
		{"without its end", long[:len(long)-400], FindingCutShort},
		{"half of it", long[:len(long)/2], FindingCutShort},
		{"without the mark alone", strings.TrimSuffix(long, "%%EOF\n"), ""},
		{"mark alone", "%PDF-", FindingDamaged},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := extract(t, x, c.body, "application/pdf")
			if doc.Kind != KindPDF || doc.Finding != c.finding {
				t.Errorf("%s, finding %q, want %q: %s", doc.Kind, doc.Finding, c.finding, doc.Detail)
			}
			if (c.finding == "") != (doc.Detail == "") {
				t.Errorf("detail %q", doc.Detail)
			}
			if c.finding == "" && doc.Visible != "Some words" {
				t.Errorf("%q", doc.Visible)
			}
		})
	}
}

// TestPDFBlank: on a page without text there may be a picture of one, or nothing.
func TestPDFBlank(t *testing.T) {
	needPDF(t)
	x := tester(t, 0)
	for name, c := range map[string]struct {
		pages   int
		content string
		kind    string
		finding string
	}{
		"nothing":          {1, stream("", " "), KindEmpty, ""},
		"white on two":     {2, stream("", "1 g 0 0 600 800 re f"), KindEmpty, ""},
		"a picture":        {1, "", KindPDF, FindingNeedsOCR},
		"a thin line":      {1, stream("", "50 400 m 500 400 l S"), KindPDF, FindingNeedsOCR},
		"too many to draw": {6, stream("", " "), KindPDF, FindingNeedsOCR},
		"a dot on each":    {2, stream("", "0.5 g 300 400 4 4 re f"), KindPDF, FindingNeedsOCR},
		// What stands on it could not be read: that is no blank page.
		"spoilt": {1, stream("/Filter /FlateDecode", "what no packer writes"), KindPDF, FindingDamaged},
	} {
		doc := extract(t, x, pdf(make([][]line, c.pages), pdfOptions{content: c.content}), "application/pdf")
		if doc.Kind != c.kind || doc.Finding != c.finding {
			t.Errorf("%s: kind %q, finding %q; want %q, %q", name, doc.Kind, doc.Finding, c.kind, c.finding)
		}
	}
}

func TestPDFMemoryBomb(t *testing.T) {
	needPDF(t)
	body := pdf([][]line{{{1, 1, "x"}}}, pdfOptions{content: bomb("BT /F 10 Tf 1 1 Td <0101010101010101010101010101010101> Tj ET ", 200_000)})
	if len(body) > 50_000 {
		t.Fatalf("the bomb has %d bytes", len(body))
	}
	x := tester(t, time.Minute)
	x.cfg.Memory = 64 << 20
	doc := extract(t, x, body, "application/pdf")
	if doc.Finding != FindingTooLarge {
		t.Errorf("finding %q: %s", doc.Finding, doc.Detail)
	}
}

func TestPDFHang(t *testing.T) {
	needPDF(t)
	body := pdf([][]line{{{1, 1, "x"}}}, pdfOptions{content: bomb("q Q ", 20_000_000)})
	start := time.Now()
	doc := extract(t, tester(t, 300*time.Millisecond), body, "application/pdf")
	if doc.Finding != FindingTimeout {
		t.Errorf("finding %q: %s", doc.Finding, doc.Detail)
	}
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("killed after %v", took)
	}
}

func TestPDFWithoutTool(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	doc := extract(t, tester(t, 0), pdf([][]line{{}}, pdfOptions{}), "application/pdf")
	if doc.Finding != FindingNoTool || !strings.Contains(doc.Detail, "apt install poppler-utils") {
		t.Errorf("finding %q: %s", doc.Finding, doc.Detail)
	}
}

func TestPDFTitle(t *testing.T) {
	for name, c := range map[string]struct{ file, want string }{
		"literal":   {"1 0 obj << /Producer (x) /Title (A \\(b\\) \\351t\\351\\\n) >> endobj", "A (b) été"},
		"nested":    {"<< /Title (a (b) c) /CreationDate (D:2020) >>", "a (b) c"},
		"utf-16":    {"<< /Title <FEFF049A0430> /Producer (x) >>", "Қа"},
		"xmp":       {"<dc:title><rdf:Alt><rdf:li xml:lang='x-default'>A &amp; B</rdf:li></rdf:Alt></dc:title>", "A & B"},
		"bookmark":  {"1 0 obj << /Title (Chapter) /Parent 2 0 R >> endobj", ""},
		"encrypted": {"<< /Title (xyz) /Producer (x) >> trailer << /Encrypt 1 0 R >>", ""},
		"open":      {"<< /Producer (x) /Title (", ""},
		"cut":       {"<< /Producer (x) /Title", ""},
	} {
		if got := pdfTitle(strings.NewReader(c.file), int64(len(c.file))); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// FuzzPDF covers what is done to a PDF in our own process: its title, and the
// text that pdftotext gives.
func FuzzPDF(f *testing.F) {
	f.Add([]byte(pdf([][]line{{{1, 1, "x"}}, {}}, pdfOptions{title: "t"})))
	f.Add([]byte("<page width=\"595.0\" height=\"842.0\">\n<block>\n<line>\n<word xMin=\"1\" yMin=\"2\" xMax=\"30\" yMax=\"12\">a&amp;-</word>\n</line>\n<line>\n<word xMin=\"1\" yMin=\"14\" xMax=\"30\" yMax=\"24\">b</word>\n</line>\n</block>\n</page>\n<page width=\"nan\">\n<line>\n<word>1</word>\n"))
	f.Add([]byte("/Title<feff00/Producer"))
	f.Add([]byte(`/Title(\)\777\`))
	f.Fuzz(func(t *testing.T, b []byte) {
		pdfTitle(bytes.NewReader(b), int64(len(b)))
		var doc Document
		var words pdfReader
		words.read(bytes.NewReader(b))
		doc.setPDF(words.pages)
		if len(doc.Main) > len(doc.Visible) {
			t.Fatalf("main text is longer than the visible: %q %q", doc.Main, doc.Visible)
		}
	})
}
