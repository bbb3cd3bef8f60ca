package source

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"archiver/internal/extract"
)

// printed is an HTML page as Chromium prints it.
func printed(t *testing.T, html string) []byte {
	t.Helper()
	tool := ""
	for _, name := range []string{"chromium-headless-shell", "chromium"} {
		if path, err := exec.LookPath(name); err == nil {
			tool = path
			break
		}
	}
	if tool == "" {
		t.Fatal("there is no Chromium to print with: apt install chromium-headless-shell")
	}
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in.html"), filepath.Join(dir, "out.pdf")
	if err := os.WriteFile(in, []byte(html), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(tool, "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir="+filepath.Join(dir, "profile"), "--no-pdf-header-footer", "--print-to-pdf="+out, "file://"+in)
	if msg, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, msg)
	}
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// sheets lays text and notes out on pages of A5 with a running head and number.
func sheets(pages ...[2]string) string {
	var b strings.Builder
	b.WriteString(`<!DOCTYPE html><meta charset="utf-8"><title>Water and wells</title><style>
@page { size: 148mm 210mm; margin: 0 } body { margin: 0; font: 11pt/1.4 serif }
section { position: relative; height: 209mm; page-break-after: always; overflow: hidden }
section > * { position: absolute; left: 15mm; right: 15mm; margin: 0 }
header { top: 8mm; font-size: 8pt } .text { top: 20mm } .text p { margin: 0 0 2mm } footer { bottom: 5mm; text-align: center; font-size: 9pt }
.notes { bottom: 16mm; font-size: 8pt; line-height: 1.3 } .notes p { margin: 0 } sup { font-size: 65%; line-height: 0 } a { color: inherit }
.left { right: 77mm !important } .right { left: 77mm !important } .two { column-count: 2; height: 165mm; column-fill: auto } </style>`)
	for i, p := range pages {
		b.WriteString(`<section><header>Water and wells, 2023</header><div class="text">` + p[0] + `</div><div class="notes">` + p[1] + `</div><footer>` + string(rune('1'+i)) + `</footer></section>`)
	}
	return b.String()
}

// filler is text without a mark.
func filler(n int) string {
	return "<p>" + strings.Repeat("Nobody counted the wells that lay beyond the river, or asked who had dug them. ", n) + "</p>"
}

func importedPDF(t *testing.T, data []byte) string {
	t.Helper()
	im, err := Import("report.bin", data, ImportOptions{Published: published()})
	if err != nil {
		t.Fatal(err)
	}
	return shown(im)
}

// TestPDFNotes finds notes at the foot of pages, their marks, and their links.
func TestPDFNotes(t *testing.T) {
	t.Parallel()
	got := importedPDF(t, printed(t, sheets(
		[2]string{`<h1>Water and wells</h1><p>By 2023 the canal had lost a third of its water.<sup>1</sup> Dr. Smith measured 200 wells on 40 m<sup>2</sup> of land<sup>2, 3</sup> and closed the office. The ministry, which had been told of it more than once, called the measure-<br>ments<sup>4</sup> a mistake.</p>` + filler(12) + `<p>Villagers who live below the dam say that they were never asked about the</p>`,
			`<p><sup>1</sup> See <a href="https://canal.example/reports/2023/loss-of-water-in-the-northern-canals-and-what-came-of-it/full-text.pdf">https://canal.example/reports/2023/loss-of-water-in-the-northern-<br>canals-and-what-came-of-it/full-text.pdf</a>, p. 14.</p>
<p><sup>2</sup> Table 3 - https://wells.example/data?set=2023&amp;page=<br>17&amp;view=all</p>
<p><sup>3</sup> <a href="https://web.archive.org/web/20200221101500/https://news.example/one">Archived</a></p>
<p><sup>4</sup> <a href="https://real.example/page">https://shown.example/other</a> and a long remark of the ministry, of which the</p>`},
		[2]string{`<p>new level<sup>5</sup>, nor told when it would rise. Later Tokmak joined the protest.<sup>6</sup></p>` + filler(3) + `<p>No one came.<sup>78</sup></p>`,
			`<p>greater part stands on this page, with https://later.example/x at its end.</p><p><sup>5</sup> https://mayor.example/says</p><p><sup>6</sup> https://news.example/a-story-that-is-<br>told.html; <a href="https://news.example/half-">https://news.example/half-</a><br>an-address.html</p>
<p><sup>7</sup> https://seven.example/with_a_name_of_which_the_line_has_room_for_this_much_and_mo<br>re_not.html</p><p><sup>8</sup> https://eight.example/with_a_name_of_which_the_line_has_room_for_this_much_and.mo<br>re, p. 3</p>`},
		[2]string{filler(5), ""},
	)))
	want := `title Water and wells
note 1: See https://canal.example/reports/2023/loss-of-water-in-the-northern-canals-and-what-came-of-it/full-text.pdf, p. 14.
  claim By 2023 the canal had lost a third of its water.
  url https://canal.example/reports/2023/loss-of-water-in-the-northern-canals-and-what-came-of-it/full-text.pdf
    at p. 14
note 2: Table 3 - https://wells.example/data?set=2023&page=17&view=all
  claim Dr. Smith measured 200 wells on 40 m2 of land and closed the office.
  url https://wells.example/data?set=2023&page=17&view=all
    at Table 3
note 3: Archived (https://web.archive.org/web/20200221101500/https://news.example/one)
  claim Dr. Smith measured 200 wells on 40 m2 of land and closed the office.
  url https://news.example/one
    copy 2020-02-21T10:15:00Z https://web.archive.org/web/20200221101500/https://news.example/one
note 4: https://real.example/page and a long remark of the ministry, of which the greater part stands on this page, with https://later.example/x at its end.
  claim The ministry, which had been told of it more than once, called the measurements a mistake.
  url https://real.example/page
  url https://later.example/x
note 5: https://mayor.example/says
  claim Villagers who live below the dam say that they were never asked about the new level, nor told when it would rise.
  url https://mayor.example/says
note 6: https://news.example/a-story-that-is-told.html; https://news.example/half-an-address.html
  claim Later Tokmak joined the protest.
  url https://news.example/a-story-that-is-told.html
  url https://news.example/half-an-address.html
note 7: https://seven.example/with_a_name_of_which_the_line_has_room_for_this_much_and_more_not.html
  claim No one came.
  url https://seven.example/with_a_name_of_which_the_line_has_room_for_this_much_and_more_not.html
note 8: https://eight.example/with_a_name_of_which_the_line_has_room_for_this_much_and.mo re, p. 3
  claim No one came.
  url https://eight.example/with_a_name_of_which_the_line_has_room_for_this_much_and.mo
    at p. 3
page 1: note 2: a line end broke a URL: mended to https://wells.example/data?set=2023&page=17&view=all, from https://wells.example/data?set=2023&page= and 17&view=all: check it
page 1: note 4: the link shows https://shown.example/other and leads to https://real.example/page: where it leads is taken
page 2: note 6: a line end broke a URL: mended to https://news.example/a-story-that-is-told.html, from https://news.example/a-story-that-is- and told.html: check it, the hyphen may be the line's own
page 2: note 6: a line end broke a URL: mended to https://news.example/half-an-address.html, from https://news.example/half- and an-address.html: check it, the hyphen may be the line's own
page 2: note 7: a line end broke a URL: mended to https://seven.example/with_a_name_of_which_the_line_has_room_for_this_much_and_more_not.html, from …/with_a_name_of_which_the_line_has_room_for_this_much_and_mo and re_not.html: check it
page 2: note 8: https://eight.example/with_a_name_of_which_the_line_has_room_for_this_much_and.m… may go on in the next line with "re,": kept as it stands
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestPDFColumns reads notes below two columns, and notes below each of them,
// that are numbered anew on each page.
func TestPDFColumns(t *testing.T) {
	t.Parallel()
	note := func(n, host string) string {
		return `<p><sup>` + n + `</sup> https://` + host + `.example/` + n + `</p>`
	}
	got := importedPDF(t, printed(t, sheets(
		[2]string{`<div class="two">` + filler(4) + `<p>The canal is dry.<sup>1</sup></p>` + filler(9) + `<p>The wells are not.<sup>2</sup></p>` + filler(3) + `</div>`,
			note("1", "canal") + note("2", "wells")},
		[2]string{`</div><div class="text left">` + filler(4) + `<p>The dam is old.<sup>1</sup></p>` + filler(4) + `</div><div class="text right">` + filler(5) + `<p>The mayor is not.<sup>2</sup></p>` + filler(3),
			`</div><div class="notes left">` + note("1", "dam") + `</div><div class="notes right">` + note("2", "mayor")},
	)))
	want := `title Water and wells
note p1-1: https://canal.example/1
  claim The canal is dry.
  url https://canal.example/1
note p1-2: https://wells.example/2
  claim The wells are not.
  url https://wells.example/2
note p2-1: https://dam.example/1
  claim The dam is old.
  url https://dam.example/1
note p2-2: https://mayor.example/2
  claim The mayor is not.
  url https://mayor.example/2
page 1: note 1 stands on several pages: this one is called p1-1
page 1: note 2 stands on several pages: this one is called p1-2
page 2: note 1 stands on several pages: this one is called p2-1
page 2: note 2 stands on several pages: this one is called p2-2
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestPDFEndnotes reads notes in a chapter at the end, in letters of any size.
func TestPDFEndnotes(t *testing.T) {
	t.Parallel()
	got := importedPDF(t, printed(t, sheets(
		[2]string{filler(3) + `<p>The canal is dry.<sup>1</sup> The wells are not.<sup>2</sup></p>` + filler(3) + `<p>No one came.<sup>3</sup> No one went.<sup>4</sup></p>`, ""},
		[2]string{`<h2>Notes</h2><p>1. Canal office, https://canal.example/x, p. 4.</p><p>2. https://wells.example/a-long-name/that-goes-on/<br>in-the-next-line.html</p><p>3. Interview, 3 May 2023.</p><p>4. <a href="https://web.archive.org/web/2020/https://four.example/">the archived page</a></p>`, ""})))
	want := `title Water and wells
note 1: Canal office, https://canal.example/x, p. 4.
  claim The canal is dry.
  url https://canal.example/x
    at p. 4
note 2: https://wells.example/a-long-name/that-goes-on/in-the-next-line.html
  claim The wells are not.
  url https://wells.example/a-long-name/that-goes-on/in-the-next-line.html
note 4: the archived page (https://web.archive.org/web/2020/https://four.example/)
  claim No one went.
  url https://four.example/
    copy 2020-01-01T00:00:00Z https://web.archive.org/web/2020/https://four.example/
page 2: note 2: a line end broke a URL: mended to https://wells.example/a-long-name/that-goes-on/in-the-next-line.html, from https://wells.example/a-long-name/that-goes-on/ and in-the-next-line.html: check it
page 2: note 3 has no URL: left out
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestPDFBroken says what is wrong with a PDF and what to do.
func TestPDFBroken(t *testing.T) {
	page := `%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R >> endobj
4 0 obj << /Length 19 >> stream
10 10 100 100 re f
endstream endobj
`
	lock := "5 0 obj << /Filter /Standard /V 1 /R 2 /P -4 /O <" + strings.Repeat("41", 32) + "> /U <" + strings.Repeat("42", 32) + "> >> endobj\n"
	const id = " /ID [<41414141414141414141414141414141> <41414141414141414141414141414141>]"
	for name, tt := range map[string]struct{ data, what, hint string }{
		"a scan":   {page + "trailer << /Root 1 0 R >>\n%%EOF\n", "its pages are pictures", "ocrmypdf"},
		"a locked": {page + lock + "trailer << /Root 1 0 R /Encrypt 5 0 R" + id + " >>\n%%EOF\n", "a password is needed", "qpdf --decrypt"},
		"garbage":  {"%PDF-1.7\n" + strings.Repeat("garbage ", 200), "cannot be read", "the file that it was made from"},
	} {
		_, err := Import("r.pdf", []byte(tt.data), ImportOptions{ID: "a"})
		var broken *BrokenError
		if !errors.As(err, &broken) || !strings.Contains(broken.What, tt.what) || !strings.Contains(broken.Hint, tt.hint) {
			t.Errorf("%s: %+v", name, err)
		}
	}
}

// FuzzImportPDF takes what poppler's programs say of a PDF.
func FuzzImportPDF(f *testing.F) {
	word := func(x, y, h int, s string) string {
		return fmt.Sprintf("<word xMin=\"%d\" yMin=\"%d\" xMax=\"%d\" yMax=\"%d\">%s</word>\n", x, y, x+6*len(s), y+h, s)
	}
	line := func(words ...string) string {
		return "<block>\n<line>\n" + strings.Join(words, "") + "</line>\n</block>\n"
	}
	page := func(lines ...string) string {
		return "<page width=\"400\" height=\"600\">\n" + strings.Join(lines, "") + "</page>\n"
	}
	f.Add(page(line(word(10, 50, 12, "Text."), word(45, 49, 7, "1,"), word(60, 49, 7, "2")), line(word(10, 500, 8, "1"), word(20, 500, 8, "https://a.example/x-")), line(word(10, 510, 8, "y.html")), line(word(10, 520, 8, "2"), word(20, 520, 8, "See")))+
		page(line(word(10, 50, 12, "More."), word(45, 49, 7, "1")), line(word(10, 500, 5, "1")), line(word(18, 500, 8, "https://b.example/"))),
		"<page number=\"1\">\n<text top=\"520\" left=\"20\" width=\"18\" height=\"8\" font=\"1\"><a href=\"https://l.example/?a&amp;b\">See</a></text>\n</page>")
	f.Fuzz(func(t *testing.T, text, links string) {
		laid := extract.LayXML(strings.NewReader(text), strings.NewReader(links))
		checkImportWith(t, "r.pdf", []byte("%PDF-1.7"), ImportOptions{LayPDF: func([]byte) (*extract.Laid, error) { return laid, nil }})
	})
}

// TestPDFLinksWithin keeps the links to the web where marks are links to their
// notes, as LibreOffice and LaTeX make them: pdftohtml tells of those as it goes.
func TestPDFLinksWithin(t *testing.T) {
	t.Parallel()
	got := importedPDF(t, printed(t, sheets(
		[2]string{`<p>By 2023 the canal had lost a third of its water.<sup><a href="#n1">1</a></sup></p>` + filler(12),
			`<p id="n1"><sup>1</sup> <a href="https://canal.example/loss">The loss of water</a>, p. 14.</p>`},
		[2]string{`<p>No one came.<sup><a href="#n2">2</a></sup></p>` + filler(12),
			`<p id="n2"><sup>2</sup> <a href="https://nobody.example/came">Who came</a></p>`},
	)))
	want := `title Water and wells
note 1: The loss of water (https://canal.example/loss), p. 14.
  claim By 2023 the canal had lost a third of its water.
  url https://canal.example/loss
    at p. 14
note 2: Who came (https://nobody.example/came)
  claim No one came.
  url https://nobody.example/came
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestPDFMostlyNotes knows notes as such where they have more letters than the
// text: a note that goes on on the next page is one note.
func TestPDFMostlyNotes(t *testing.T) {
	t.Parallel()
	remark := strings.Repeat("the witness told at length what was done in the village, and named who had ordered it; ", 5)
	got := importedPDF(t, printed(t, sheets(
		[2]string{`<p>The canal lost a third of its water.<sup>1</sup> Nobody counted the wells.<sup>2</sup></p>`,
			`<p><sup>1</sup> One: ` + remark + `https://one.example/a</p><p><sup>2</sup> Two: ` + remark + ` and so it says in</p>`},
		[2]string{`<p>The ministry closed its office.<sup>3</sup> Villagers were not asked.</p>`,
			`<p>https://two.example/b and elsewhere.</p><p><sup>3</sup> Three: ` + remark + `https://three.example/c</p>`},
	)))
	for _, want := range []string{"  url https://one.example/a\n", "  claim Nobody counted the wells.\n  url https://two.example/b\n", "  claim The ministry closed its office.\n  url https://three.example/c\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %q:\n%s", want, got)
		}
	}
}

// TestPDFRomanEndnotes finds endnotes with the figures that word processors give them.
func TestPDFRomanEndnotes(t *testing.T) {
	t.Parallel()
	got := importedPDF(t, printed(t, sheets(
		[2]string{`<p>The canal lost a third of its water.<sup>1</sup> Nobody counted the wells,<sup>i</sup> and no one came.<sup>ii, iii</sup> They ask for</p><p>i. the water;</p><p>ii. the wells.</p>` + filler(3), `<p><sup>1</sup> https://foot.example/a</p>`},
		[2]string{`<p>Later the mayor joined.<sup>iv</sup></p>` + filler(2) + `<p style="font-size:10pt">i Interview; see <a href="https://end.example/i">the transcript</a>.<br>ii https://end.example/ii and elsewhere, in a book that is far too long for one line</p>
<p style="font-size:10pt">iii https://end.example/iii</p><p style="font-size:10pt">iv Letter, <a href="https://end.example/iv">page 3</a></p>`, ""},
	)))
	want := `title Water and wells
note 1: https://foot.example/a
  claim The canal lost a third of its water.
  url https://foot.example/a
note i: Interview; see the transcript (https://end.example/i).
  claim Nobody counted the wells, and no one came.
  url https://end.example/i
note ii: https://end.example/ii and elsewhere, in a book that is far too long for one line
  claim Nobody counted the wells, and no one came.
  url https://end.example/ii
note iii: https://end.example/iii
  claim Nobody counted the wells, and no one came.
  url https://end.example/iii
note iv: Letter, page 3 (https://end.example/iv)
  claim Later the mayor joined.
  url https://end.example/iv
    at page 3
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestPDFStretched reads the first line of a note whose words stand far apart.
func TestPDFStretched(t *testing.T) {
	t.Parallel()
	got := importedPDF(t, printed(t, sheets(
		[2]string{`<p>The canal lost a third of its water.<sup>1</sup> Nobody counted the wells.<sup>2</sup> No one came.<sup>3</sup></p>` + filler(8),
			`<p><sup>1</sup> https://one.example/a</p>
<p style="text-align-last:justify"><sup>2</sup>“Letter of experts”, https://two.example/results/of-a/</p><p>communication-file.pdf</p><p><sup>3</sup> https://three.example/c</p>`},
	)))
	want := `title Water and wells
note 1: https://one.example/a
  claim The canal lost a third of its water.
  url https://one.example/a
note 2: “Letter of experts”, https://two.example/results/of-a/communication-file.pdf
  claim Nobody counted the wells.
  url https://two.example/results/of-a/communication-file.pdf
note 3: https://three.example/c
  claim No one came.
  url https://three.example/c
page 1: note 2: a line end broke a URL: mended to https://two.example/results/of-a/communication-file.pdf, from https://two.example/results/of-a/ and communication-file.pdf: check it
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestPDFPlainNotes knows the notes at the foot where they are in the letters of the
// text, and a number that stands by itself over the address that it belongs to.
func TestPDFPlainNotes(t *testing.T) {
	t.Parallel()
	page := sheets(
		[2]string{`<p>The canal lost a third of its water.<sup>1</sup> Nobody counted the wells.<sup>2</sup> No one</p>`,
			`<p><sup>1</sup> https://one.example/a and the remark that</p><p>stands under it</p>
<p><sup>2</sup> <span style="white-space:nowrap">https://two.example/reports-of-the-ministry-of-wells-and-of-dams/2023.pdf</span></p>`},
		[2]string{`<p>came to the office.<sup>3</sup> Later it was closed.</p>` + filler(3), `<p><sup>3</sup> https://three.example/c</p>`},
	)
	got := importedPDF(t, printed(t, strings.Replace(page, "8pt; line-height: 1.3", "11pt; line-height: 1.3", 1)))
	want := `title Water and wells
note 1: https://one.example/a and the remark that stands under it
  claim The canal lost a third of its water.
  url https://one.example/a
note 2: https://two.example/reports-of-the-ministry-of-wells-and-of-dams/2023.pdf
  claim Nobody counted the wells.
  url https://two.example/reports-of-the-ministry-of-wells-and-of-dams/2023.pdf
note 3: https://three.example/c
  claim No one came to the office.
  url https://three.example/c
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestPDFPrintedPage imports a page of HTML as a browser prints it: a list of notes
// at the end, with arrows back, long addresses on lines of their own, and two marks
// that look like one.
func TestPDFPrintedPage(t *testing.T) {
	t.Parallel()
	got := importedPDF(t, printed(t, `<!DOCTYPE html><meta charset="utf-8"><title>Wells</title><style>@page { size: 148mm 210mm; margin: 15mm } body { font: 11pt/1.6 serif; hyphens: none }</style>
<p>It is dry.<sup><a href="#n1">1</a></sup></p><p>On 17 January the ministers of the wells in their letter have then stated: <span style="white-space:nowrap">“There is no lack of water”</span>.<sup><a href="#n2">2</a></sup> The area is 40 km<sup>2</sup> in all. No one came.<sup><a href="#n3">3</a></sup><sup><a href="#n4">4</a></sup></p><hr><ol>
<li id="n1"><p><a href="https://one.example/a">https://one.example/a</a><a href="#m">↩︎</a></p></li>
<li id="n2"><p><a href="https://long.example/a_story_of_it.php?story_identifier=2723522941071795x100002423464135_of_52_in_all">https://long.example/a_story_of_it.php?story_identifier=2723522941071795x100002423464135_of_52_in_all</a>; <a href="https://two.example/b-page-that-tells-more-of-it">https://two.example/b-page-that-tells-more-of-it</a><a href="#m">↩︎</a></p></li>
<li id="n3"><p><a href="https://three.example/c">https://three.example/c</a> ↩︎</p></li>
<li id="n4"><p>https://four.example/d↩︎</p></li></ol>`))
	want := `title Wells
note 1: https://one.example/a
  claim It is dry.
  url https://one.example/a
note 2: https://long.example/a_story_of_it.php?story_identifier=2723522941071795x100002423464135_of_52_in_all; https://two.example/b-page-that-tells-more-of-it
  claim On 17 January the ministers of the wells in their letter have then stated: “There is no lack of water”.
  url https://long.example/a_story_of_it.php?story_identifier=2723522941071795x100002423464135_of_52_in_all
  url https://two.example/b-page-that-tells-more-of-it
note 3: https://three.example/c
  claim No one came.
  url https://three.example/c
note 4: https://four.example/d
  claim No one came.
  url https://four.example/d
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
