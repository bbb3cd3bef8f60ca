package web

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"archiver/internal/catalog"
)

const snapA = "/reports/kz-2020/27/snapshots/20200221101500"

func TestSnapshotPage(t *testing.T) {
	d := newStudy(t)
	first, _ := studyCourt(d)
	s := newServer(t, d, func(c *Config) { c.Viewer = "/viewer" })
	p := studyShow(t, s, snapA, 200)
	for _, img := range p.all("img") {
		if studyAttr(img, "loading") != "" {
			t.Error("a picture that waits to be scrolled to is not printed")
		}
	}
	p.says("Snapshot of 21 February 2020, 10:15:00 UTC", "The ruling", "1 day after the report's date", "Shows the source.", "Snapshot 1 of 2",
		"stands here word for word", "is not in this text", // the two quotes
		"SHA-256 of the WACZ file "+first.SHA256, "SHA-256 of what the server sent "+first.PayloadSHA256, "HTTP status 200",
		"192.0.2.7", "http/1.1, tls/1.3", "TLS_AES_128_GCM_SHA256", "nginx/1.18", "Mozilla/5.0 (compatible; archiver/1)", "of court.example, issued by CN=court.example",
		"Chromium 130", "The picture is cut at 500 pixels", "scroll (3)", first.Object)
	p.silent("Not our own capture", "withdrawn", "does not show the source")
	files := "http://content.test/files/" + first.SourceID + "/20200221101500/"
	p.leads(snapA+"/proof", "/reports/kz-2020/27/bundle.zip?at=20200221101500", "/reports/kz-2020/27/snapshots/20200305080000",
		"/reports/kz-2020/27/diff?from=20200221101500&to=20200305080000", files+"original", files+"text", files+"html", files+"png", files+"warc", files+"wacz",
		"http://content.test/replay/"+first.SourceID+"/20200221101500")
	if slices.Contains(p.links(), files+"pdf") {
		t.Error("a print is offered that there is not")
	}
	if marks := p.texts("mark"); len(marks) != 1 || marks[0] != "quote begins: The court sat for 14 days in March" {
		t.Errorf("marked in the text: %q", marks)
	}
	img := p.all("img")
	if len(img) != 1 || studyAttr(img[0], "src") != files+"png" || !strings.Contains(studyAttr(img[0], "alt"), "21 February 2020") {
		t.Errorf("%d pictures", len(img))
	}
	frame := p.all("iframe")
	if len(frame) != 1 || !strings.HasPrefix(studyAttr(frame[0], "src"), "http://content.test/replay/") || studyAttr(frame[0], "sandbox") == "" || studyAttr(frame[0], "title") == "" {
		t.Errorf("%d frames", len(frame))
	}
	// The second leads back to the first, which stands for the footnote.
	p = studyShow(t, s, "/reports/kz-2020/27/snapshots/20200305080000", 200)
	p.says("Compare with the snapshot that stands for the footnote", "Found at "+urlCourt+"/2")
	p.silent("with the one before", "first:", "last:")
	d.take(studyCapture{url: urlCourt, at: "20200401080000", text: "x", final: urlCourt})
	p = studyShow(t, s, "/reports/kz-2020/27/snapshots/20200401080000", 200)
	p.says("Snapshot 3 of 3", "first: 21 February 2020, 10:15:00 UTC", "previous: 5 March 2020, 08:00:00 UTC", "Compare with the one before")
	p.silent("Found at", "next:", "last:")
	studyShow(t, s, snapA, 200).says("next: 5 March 2020, 08:00:00 UTC", "last: 1 April 2020, 08:00:00 UTC")
	// No viewer: no replay.
	p = studyShow(t, newServer(t, d), snapA, 200)
	p.silent("Replay")
}

// TestSnapshotTickets: where reading needs signing in, the links to the other origin
// carry a ticket each.
func TestSnapshotTickets(t *testing.T) { // raced
	d := newStudy(t)
	studyCourt(d)
	s := newServer(t, d, func(c *Config) { c.Access.Private = true })
	if w := studyGet(t, s, snapA); w.Code == http.StatusOK || strings.Contains(w.Body.String(), "The court sat") {
		t.Errorf("status %d for nobody", w.Code)
	}
	list, err := s.timeline(t.Context(), mustCite(t, d, "kz-2020/27"))
	if err != nil {
		t.Fatal(err)
	}
	var p snapshotPage
	if err := s.fill(t.Context(), &p, mustCite(t, d, "kz-2020/27"), list[0]); err != nil {
		t.Fatal(err)
	}
	for _, f := range p.Forms {
		if !strings.Contains(f.URL, "?ticket=") {
			t.Errorf("%s has no ticket", f.URL)
		}
	}
	if !strings.Contains(p.Picture, "?ticket=") {
		t.Errorf("%s has no ticket", p.Picture)
	}
}

// TestSnapshotNearest: a moment that is not there leads to what stands for it.
func TestSnapshotNearest(t *testing.T) {
	d := newStudy(t)
	studyCourt(d)
	s := newServer(t, d)
	base := "/reports/kz-2020/27/"
	for path, want := range map[string]string{
		base + "snapshots/20200222000000":       base + "snapshots/20200221101500?asked=20200222000000",
		base + "snapshots/20200222000000/proof": base + "snapshots/20200221101500/proof?asked=20200222000000",
		base + "snapshots/20190101000000":       base + "snapshots/20200221101500?asked=20190101000000",
		base + "snapshots/20260101000000":       base + "snapshots/20200305080000?asked=20260101000000",
		base + "at?date=2020-02-29":             base + "snapshots/20200221101500?asked=2020-02-29",
		base + "at?date=2020-03-05":             base + "snapshots/20200305080000",
		base + "at?date=2020-03-05T07:59:59Z":   base + "snapshots/20200221101500?asked=2020-03-05T07%3A59%3A59Z",
	} {
		if got := studyGet(t, s, path).Header().Get("Location"); got != want {
			t.Errorf("%s leads to %s, want %s", path, got, want)
		}
	}
	studyShow(t, s, base+"snapshots/20200221101500?asked=20200222000000", 200).
		says("There is no snapshot of 22 February 2020, 00:00:00 UTC. This is the one that stands for it.")
	studyShow(t, s, base+"snapshots/20200221101500?asked=%3Cscript%3E", 200).silent("This is the one that stands for it")
}

// TestSnapshotWall: what shows no source says so.
func TestSnapshotWall(t *testing.T) {
	d := newStudy(t)
	d.take(studyCapture{url: urlPress, at: "20200401080000", title: "Just a moment", text: "Checking your browser", class: "wall", verdict: [2]string{"blocked", "bot-wall"}})
	d.take(studyCapture{url: urlPress, at: "20200402080000", text: "Not found", class: "error", verdict: [2]string{"dead", "http-404"}})
	s := newServer(t, d)
	p := studyShow(t, s, "/reports/kz-2020/27.2/snapshots/20200401080000", 200)
	p.says("This snapshot does not show the source.", "It shows a wall", "blocked bot-wall", "(an error page)")
	p.silent("Shows the source.")
	studyShow(t, s, "/reports/kz-2020/27.2/snapshots/20200402080000", 200).says("It shows an error page", "dead http-404")
}

// TestSnapshotGone: what was withdrawn, is missing or damaged shows nothing of itself.
func TestSnapshotGone(t *testing.T) {
	d := newStudy(t)
	first, second := studyCourt(d)
	d.withdraw(first, "It names <b>a witness\u202e</b>.", "A. Editor")
	object := filepath.Join(d.dir, filepath.FromSlash(second.Object))
	s := newServer(t, d)
	p := studyShow(t, s, snapA, http.StatusGone)
	p.says("This snapshot was withdrawn.", "Its bytes were taken away.", "It names <b>a witness</b>.", "By A. Editor", "1 June 2020", first.SHA256)
	p.silent("The court sat", "The ruling", "Downloads", "Cite this")
	if len(p.all("img")) > 0 {
		t.Error("its picture is shown")
	}
	studyShow(t, s, snapA+"/proof", http.StatusGone).says("This snapshot was withdrawn.", "A. Editor", first.SHA256)
	// Nothing takes its place without being asked for.
	if got := studyGet(t, s, "/reports/kz-2020/27/at?date=2020-02-22").Header().Get("Location"); got != snapA+"?asked=2020-02-22" {
		t.Errorf("a day leads to %q", got)
	}

	b, err := os.ReadFile(object)
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)/2] ^= 1
	if err := os.Chmod(object, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(object, b, 0o644); err != nil {
		t.Fatal(err)
	}
	snapB := "/reports/kz-2020/27/snapshots/20200305080000"
	p = studyShow(t, s, snapB, http.StatusNotFound)
	p.says("This snapshot can't be shown.", "its bytes are not those that the log lists", second.SHA256)
	p.silent("The court sat", "Downloads")
	studyShow(t, s, snapB+"/proof", http.StatusNotFound).says("Nothing could be checked.", "its bytes are not those that the log lists")
	if err := os.Remove(object); err != nil {
		t.Fatal(err)
	}
	studyShow(t, s, snapB, http.StatusNotFound).says("its bytes are missing from the archive")
}

// TestSnapshotHostile: what a page says of itself does nothing to ours.
func TestSnapshotHostile(t *testing.T) {
	d := newStudy(t)
	bad := `</textarea></mark><script>alert(1)</script><svg onload=alert(1)> javascript:alert(1) ` + "\u202egpj.exe\u202c \x00\x1b[31m"
	d.take(studyCapture{url: urlEvil, at: "20210101080000", title: bad + strings.Repeat("W", 5000), text: bad + "\n" + strings.Repeat("x", 100_000) + "\n" + bad,
		final: "javascript:alert(1)", server: bad, picture: true,
		provenance: &catalog.Provenance{Kind: "person", By: bad, Why: bad, File: bad, Form: bad, Note: bad, Retrieved: studyDay("2021-02-01"), Dated: "day"}})
	s := newServer(t, d)
	p := studyShow(t, s, "/reports/hr-2021/x%2Fy/snapshots/20210101080000", 200)
	p.says("Not our own capture.", "<script>alert(1)</script>", "by their own word, to the day")
	if len(p.Text) > 3*maxShownChars {
		t.Errorf("the page says %d bytes", len(p.Text))
	}
	for _, area := range p.all("textarea") {
		if len(studyText(area)) > 2000 {
			t.Errorf("a citation of %d bytes", len(studyText(area)))
		}
	}
}

func TestSnapshotText(t *testing.T) {
	word := strings.Repeat("word ", 9) + "word\n"
	v := viewText(strings.Repeat(word, 400), nil, false, nil)
	if n := len(v.Paragraphs); n != 300 || !v.Cut || v.Words != 4000 {
		t.Errorf("%d paragraphs, cut %v, %d words", n, v.Cut, v.Words)
	}
	v = viewText("a b c\n\n \nd", nil, false, nil)
	if len(v.Paragraphs) != 2 || v.Cut || v.Words != 4 {
		t.Errorf("%+v", v)
	}
	v = viewText(strings.Repeat("字", 100_000), nil, false, nil)
	if len(v.Paragraphs) != 1 || !v.Cut || len([]rune(v.Paragraphs[0].Runs[0].Text)) != maxShownChars {
		t.Errorf("text without spaces: %d paragraphs, cut %v", len(v.Paragraphs), v.Cut)
	}
	if v = viewText("", nil, false, []string{"a quote of some words"}); len(v.Paragraphs) != 0 || v.Quotes[0].Found {
		t.Errorf("no text: %+v", v)
	}
}

// TestSnapshotQuotes: where the quotes stand, also behind what is shown.
func TestSnapshotQuotes(t *testing.T) {
	filler := strings.Repeat("nothing of note was said here\n", 700)
	text := "Éé ü ß the court sat for fourteen\ndays in March and heard witnesses\u202e again.\n" + filler + "At its very end the ruling names the seven judges of the bench.\n"
	v := viewText(text, nil, false, []string{
		"the court sat for fourteen days in March and heard witnesses",
		"days in March and heard witnesses again", // over the end of the first
		"the ruling names the seven judges of the bench",
		"something else that nobody ever wrote in that place",
	})
	var marked []string
	for _, p := range v.Paragraphs {
		for _, r := range p.Runs {
			if r.Quote > 0 {
				marked = append(marked, fmt.Sprintf("%d:%s:%v", r.Quote, r.Text, r.First))
			}
		}
	}
	want := []string{"1:the court sat for fourteen:true", "1:days in March and heard witnesses\ufffd:false", "2: again:true"}
	if !slices.Equal(marked, want) {
		t.Errorf("marked %q, want %q", marked, want)
	}
	for i, want := range []struct {
		found, shown bool
		away         string
	}{{true, true, ""}, {true, true, ""}, {true, false, "the ruling names the seven judges of the bench"}, {false, false, ""}} {
		q := v.Quotes[i]
		if q.Found != want.found || q.Shown != want.shown || !strings.Contains(q.Away, want.away) || want.away == "" && q.Away != "" {
			t.Errorf("quote %d: %+v", q.N, q)
		}
	}
}

// TestSnapshotPDF: the pages of a PDF are marked where they can be told.
func TestSnapshotPDF(t *testing.T) {
	pages := []string{"The first page says little.", "On the second page no remedy was\ngiven to anyone.", "The third."}
	v := viewText("ignored", pages, true, []string{"no remedy was given to anyone"})
	var got []int
	for _, p := range v.Paragraphs {
		got = append(got, p.Page)
	}
	if !slices.Equal(got, []int{1, 2, 0, 3}) || !v.Quotes[0].Shown || v.Quotes[0].Page != 2 {
		t.Errorf("pages %v, quote %+v", got, v.Quotes[0])
	}
	d := newStudy(t)
	d.take(studyCapture{url: urlPDF, at: "20200221101500", kind: "pdf", text: strings.Join(pages, "\n")})
	p := studyShow(t, newServer(t, d), "/reports/kz-2020/3/snapshots/20200221101500", 200)
	p.says("On the second page", "stands here word for word")
	p.silent("Page 2")
	p = studyShow(t, newServer(t, pagedStudy{d, pages}), "/reports/kz-2020/3/snapshots/20200221101500", 200)
	p.says("Page 2 On the second page", "stands here word for word page 2")
}

func TestSnapshotCitations(t *testing.T) {
	d := newStudy(t)
	first, _ := studyCourt(d)
	s := newServer(t, d)
	link := "http://pages.test" + snapA
	var got []string
	for _, area := range studyShow(t, s, snapA, 200).all("textarea") {
		got = append(got, studyText(area))
	}
	want := []string{
		`<a href="https://court.example/ruling" data-originalurl="https://court.example/ruling" data-versionurl="http://content.test/memento/20200221101500/https://court.example/ruling" data-versiondate="2020-02-21">The ruling</a>`,
		"[The ruling](https://court.example/ruling), archived copy: [2020-02-21 10:15 UTC](" + link + "), SHA-256 " + first.SHA256,
		"“The ruling”, https://court.example/ruling, archived copy: 2020-02-21 10:15 UTC, SHA-256 " + first.SHA256 + ", " + link,
	}
	if !slices.Equal(got, want) {
		t.Errorf("citations:\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestLagWords(t *testing.T) {
	for at, want := range map[string]string{
		"20200220235959": "on the day at which the report cites it",
		"20200221000000": "1 day after the report's date",
		"20200301000000": "10 days after the report's date",
		"20200219235959": "1 day before the report's date",
		"20190220000000": "365 days before the report's date",
	} {
		if got := lagWords(studyDay("2020-02-20"), studyDay(at)); got != want {
			t.Errorf("%s: %q, want %q", at, got, want)
		}
	}
}
