package web

import (
	"bytes"
	"context"
	"fmt"
	"image/png"
	"net/http"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"archiver/internal/catalog"
	"archiver/internal/contract"
	"archiver/internal/source"
)

const (
	diffAB = "/reports/kz-2020/27/diff?from=20200221101500&to=20200305080000"
	picAB  = "/reports/kz-2020/27/diff.png?from=20200221101500&to=20200305080000"
)

func TestDiffPage(t *testing.T) {
	d := newStudy(t)
	first, second := studyCourt(d)
	s := newServer(t, d)
	p := studyShow(t, s, diffAB, 200)
	p.says("2 numbers, 1 name, 1 negation changed; 3 passages edited, 1 paragraph gone, 1 paragraph new.", "of the older text still stands.",
		"number: “ 14 ” became “ 41 ”", "name: “ Anna ” became “ Anders ”", "negation: “ No ” is gone", first.SHA256, second.SHA256,
		"Quotes of the footnote that it touches", "stood there word for word, is reworded: see whether it says the same", "Now it reads:", "Touches the quote",
		"looks the same.", "Edited", "Gone", "New")
	p.leads("#change-1", snapA, "/reports/kz-2020/27/snapshots/20200305080000", picAB,
		"/reports/kz-2020/27/diff?from=20200221101500&to=20200305080000&view=side")
	if got := p.texts("del"); !slices.Contains(got, "gone: 14 end of change.") || !slices.Contains(got, "gone: A paragraph about the costs of the case that goes away entirely later on. end of change.") {
		t.Errorf("gone: %q", got)
	}
	if got := p.texts("ins"); !slices.Contains(got, "new: 41 end of change.") {
		t.Errorf("new: %q", got)
	}
	for _, n := range append(p.all("del"), p.all("ins")...) {
		if strings.Contains(studyText(n), "14") && studyAttr(n, "class") != "fact" {
			t.Error("a number that changed is not marked as one")
		}
	}
	// Each side has its own words alone.
	p = studyShow(t, s, diffAB+"&view=side", 200)
	if len(p.all("del")) == 0 || len(p.all("ins")) == 0 {
		t.Error("nothing is marked side by side")
	}
	p.says("Before The court sat for gone: 14 end of change. days in March", "After The court sat for new: 41 end of change. days in March")
	// Choosing: both are offered, those asked for are chosen.
	var chosen []string
	for _, o := range p.all("option") {
		if slices.ContainsFunc(o.Attr, func(a html.Attribute) bool { return a.Key == "selected" }) {
			chosen = append(chosen, studyAttr(o, "value"))
		}
	}
	if !slices.Equal(chosen, []string{"20200221101500", "20200305080000"}) || len(p.all("option")) != 4 {
		t.Errorf("chosen: %q", chosen)
	}
	// Without any, the one that stands for the footnote and the newest.
	p = studyShow(t, s, "/reports/kz-2020/27/diff", 200)
	p.says("2 numbers, 1 name")
}

// TestDiffMoments: what is not there is stood for by what is, and that is said.
func TestDiffMoments(t *testing.T) {
	d := newStudy(t)
	studyCourt(d)
	s := newServer(t, d)
	p := studyShow(t, s, "/reports/kz-2020/27/diff?from=2020-02-25&to=20260101000000", 200)
	p.says("The snapshot of 21 February 2020, 10:15:00 UTC stands for 25 February 2020, of which there is none.",
		"The snapshot of 5 March 2020, 08:00:00 UTC stands for 1 January 2026, 00:00:00 UTC", "2 numbers, 1 name")
	studyShow(t, s, "/reports/kz-2020/27/diff?from=20200221101500&to=20200221101500", 200).says("Both are the same snapshot")
	studyShow(t, s, "/reports/kz-2020/27/diff?from=%3Cb%3E", 404).says("“<b>” is no date.")
}

func TestDiffGone(t *testing.T) {
	d := newStudy(t)
	first, _ := studyCourt(d)
	d.take(studyCapture{url: urlCourt, at: "20200401080000"}) // no text
	s := newServer(t, d)
	studyShow(t, s, "/reports/kz-2020/27/diff?from=20200221101500&to=20200401080000", 404).says("These can't be compared.", "has no text")
	d.withdraw(first, "danger", "A. Editor")
	p := studyShow(t, s, diffAB, http.StatusGone)
	p.says("The snapshot of 21 February 2020, 10:15:00 UTC was withdrawn")
	p.silent("The court sat")
	if w := studyGet(t, s, picAB); w.Code != http.StatusNotFound || strings.HasPrefix(w.Header().Get("Content-Type"), "image/") {
		t.Errorf("the picture of a withdrawn one: status %d", w.Code)
	}
}

func TestDiffPicture(t *testing.T) {
	d := newStudy(t)
	studyCourt(d)
	d.take(studyCapture{url: urlCourt, at: "20200401080000", text: "no picture"})
	s := newServer(t, d)
	w := studyGet(t, s, picAB)
	h := w.Header()
	if w.Code != 200 || h.Get("Content-Type") != "image/png" || h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Content-Security-Policy") != "default-src 'none'; sandbox" || h.Get("Cache-Control") != "private, no-store" {
		t.Errorf("status %d, %v", w.Code, h)
	}
	if _, err := png.Decode(bytes.NewReader(w.Body.Bytes())); err != nil {
		t.Error(err)
	}
	studyShow(t, s, "/reports/kz-2020/27/diff.png?from=20200221101500&to=20200401080000", 404).says("it has no picture")
	studyShow(t, s, "/reports/kz-2020/27/diff.png?from=20200221101500&to=20200221101501", 404).says("There are no two such snapshots.")
	// What is no picture is not sent as one.
	s = newServer(t, &badPicture{d})
	if w := studyGet(t, s, picAB); w.Code != 500 || strings.Contains(w.Body.String(), "alert") {
		t.Errorf("status %d: %s", w.Code, w.Body)
	}
}

type badPicture struct{ *study }

func (badPicture) DiffPicture(context.Context, source.Cite, catalog.Snapshot, catalog.Snapshot) ([]byte, error) {
	return []byte("<script>alert(1)</script>"), nil
}

// bigDiff gives a difference as it is told to.
type bigDiff struct {
	*study
	diff *contract.Diff
}

func (b bigDiff) Diff(context.Context, source.Cite, catalog.Snapshot, catalog.Snapshot) (*contract.Diff, error) {
	return b.diff, nil
}

// TestDiffBounds: of many changes some are shown, and it says how many are not.
func TestDiffBounds(t *testing.T) {
	d := newStudy(t)
	studyCourt(d)
	diff := &contract.Diff{From: contract.Capture{Object: "a"}, To: contract.Capture{Object: "b"}, Similarity: 0.004,
		Quotes: []contract.Quoted{{Text: "q", From: "verbatim", To: "gone", Changes: []int{0, 1500, 99999, -1}}}}
	for i := range 2500 {
		diff.Changes = append(diff.Changes, contract.Change{Kind: "gained", New: "x", Parts: []contract.Part{{Op: "gained", Text: fmt.Sprint("new ", i)}}})
	}
	s := newServer(t, bigDiff{d, diff})
	p := studyShow(t, s, diffAB+"&view=side", 200)
	if n := len(p.all("article")); n != firstChanges {
		t.Errorf("%d changes", n)
	}
	p.says("2300 more changes are not shown.", "2500 paragraphs new", "Under 1 % of the older text", "is gone, Change 1", "Change 1501")
	more := "/reports/kz-2020/27/diff?all=1&from=20200221101500&to=20200305080000&view=side"
	p.leads(more, "#change-1")
	p = studyShow(t, s, more, 200)
	if n := len(p.all("article")); n != mostChanges {
		t.Errorf("%d changes of all", n)
	}
	p.says("500 more changes are not shown.", "The command archiver diff tells all of them.")
	p.leads("#change-1501")
}

// TestDiffHostile: the words of the pages that are compared are words.
func TestDiffHostile(t *testing.T) {
	d := newStudy(t)
	studyCourt(d)
	bad := `</del></ins><script>alert(1)</script>` + "\u202e\x00\u2066"
	long := strings.Repeat("z", 3*maxPassage)
	diff := &contract.Diff{From: contract.Capture{Object: "a", SHA256: bad}, To: contract.Capture{Object: "b"}, Similarity: 0.5, Noise: 2,
		Pictures: &contract.Pictures{Same: 0.9999},
		Quotes:   []contract.Quoted{{Text: bad, From: bad, To: bad, Now: bad}},
		Changes: []contract.Change{
			{Kind: "edited", Old: bad, New: bad, Moved: true, Before: bad, After: bad, Was: bad, PageOld: 3, PageNew: 4,
				Facts: []contract.Fact{{Kind: bad, Old: bad, New: bad}, {Kind: "number", New: bad}, {Kind: "name", Old: bad}},
				Parts: []contract.Part{{Op: "same", Text: bad}, {Op: "lost", Text: bad, Fact: bad}, {Op: "gained", Text: bad, Fact: "number"}, {Op: bad, Text: bad}}},
			{Kind: bad, Old: long, Parts: []contract.Part{{Op: "lost", Text: long}, {Op: "same", Text: "never shown"}}},
			{Kind: "moved", Old: "a", New: "a", Before: "b", Was: "c", Parts: []contract.Part{{Op: "same", Text: "a"}}},
			{Kind: "lost", Old: "\u202e", Parts: []contract.Part{{Op: "lost", Text: " \n"}}},
		}}
	for _, view := range []string{"inline", "side"} {
		p := studyShow(t, newServer(t, bigDiff{d, diff}), diffAB+"&view="+view, 200)
		p.says("<script>alert(1)</script>", "Edited and moved, page 3, now page 4", "It stood after", "Now after", "The passage is longer than can be shown here.",
			"2 changes set aside as noise", "In the pictures of both, 99.9 % looks the same.")
		p.silent("never shown")
		if len(p.Text) > 2*maxPassage {
			t.Errorf("the page says %d bytes", len(p.Text))
		}
	}
}

func TestFolded(t *testing.T) {
	words := func(n int) string { return strings.TrimSpace(strings.Repeat("w ", n)) }
	for _, c := range []struct {
		text        string
		first, last bool
		want        string
	}{
		{words(26), false, false, words(26)},
		{words(30), false, false, words(12) + " [… 6 unchanged words …] " + words(12)},
		{" " + words(30) + "\n", false, false, " " + words(12) + " [… 6 unchanged words …] " + words(12) + "\n"},
		{words(30), true, false, "[… 18 unchanged words …] " + words(12)},
		{words(30), false, true, words(12) + " [… 18 unchanged words …]"},
		{words(30), true, true, "[… 30 unchanged words …]"},
		{"", false, false, ""},
	} {
		if got := folded(c.text, c.first, c.last); got != c.want {
			t.Errorf("folded(%q, %v, %v) = %q, want %q", c.text, c.first, c.last, got, c.want)
		}
	}
}

func TestDiffSummary(t *testing.T) {
	side := func(object, payload string) contract.Capture {
		return contract.Capture{Object: object, PayloadSHA256: payload}
	}
	for want, d := range map[string]contract.Diff{
		"Both are the same snapshot: there is nothing to compare.":                                  {From: side("a", "x"), To: side("a", "x"), Similarity: 1},
		"The server sent the same bytes both times: nothing changed.":                               {From: side("a", "x"), To: side("b", "x"), Similarity: 1},
		"Both say the same: no word of the text changed.":                                           {From: side("a", "x"), To: side("b", "y"), Similarity: 1},
		"Both say the same: 1 change set aside as noise.":                                           {From: side("a", "x"), To: side("b", "y"), Similarity: 1, Noise: 1},
		"1 paragraph gone; 2 changes set aside as noise. Over 99 % of the older text still stands.": {From: side("a", "x"), To: side("b", "y"), Similarity: 0.999, Noise: 2, Changes: []contract.Change{{Kind: "lost"}}},
		"Another document stands there: 0 % of the older text is left. What a comparison word by word finds in both are words that any two texts share.": {From: side("a", "x"), To: side("b", "y"), Other: true,
			Changes: []contract.Change{{Kind: "lost"}}},
		"1 date, 1 e-mail address changed; 1 passage edited. 50 % of the older text still stands.": {From: side("a", "x"), To: side("b", "y"), Similarity: 0.5,
			Changes: []contract.Change{{Kind: "edited", Facts: []contract.Fact{{Kind: "date"}, {Kind: "address"}}}}},
	} {
		if got := diffSummary(&d); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
