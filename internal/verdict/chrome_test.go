package verdict

import (
	"slices"
	"strings"
	"testing"

	"archiver/internal/verdict/compare"
	"archiver/internal/verdict/lex"
)

// chromePage is an article with a head and a foot.
func chromePage(title, head, foot string) Page {
	text := head + "\nThe inquiry into the harbour office ended on Friday after two years of hearings in the old court of the town.\n" +
		"The clerk told the commission that 214 letters had been put into a drawer and never been read by anybody.\n" +
		"A decision is expected in spring, when the three judges of the court come back from the north.\n" + foot
	return Page{Kind: "html", Title: title, Visible: text, Main: text, Headings: []string{"The harbour inquiry"}}
}

// What a template writes otherwise, and beside each what looks alike and is told.
func TestChrome(t *testing.T) {
	const title, head = "The harbour inquiry - The Herald", "The harbour inquiry"
	rows := func(list ...string) string { return strings.Join(list, "\n") }
	for _, c := range []struct {
		name, was, is string
		head          bool // it stands above the text
		told          bool
	}{
		{"an address masked", "Rosalind Pike rpike at tides.example", "Rosalind Pike rpike@tides.example", false, false},
		{"masked in Russian", "Пишите на info(собака)sot.example", "Пишите на info@sot.example", false, false},
		{"another address", "Write to rpike at tides.example", "Write to opike@tides.example", false, true},
		{"the author by a letter", "By Anna Kell / The Herald", "By A. Kell", true, false},
		{"a picture's author by a letter", "The old court in spring. Photo: Anna Kell / The Herald", "The old court in spring. Photo: A. Kell", false, false},
		{"another author", "The old court in May, said Anna Kell of the board.", "The old court in May, said B. Kell of the board.", false, true},
		{"midnight", "Received on 11.04.2018", "Received on 11.04.2018 00:00:00", false, false},
		{"midnight in a row", "Case\t2-441\nReceived\t11.04.2018", "Case\t2-441\nReceived\t11.04.2018 00:00:00", false, false},
		{"another day in a row", "Case\t2-441\nReceived\t11.04.2018", "Case\t2-441\nReceived\t12.04.2018 00:00:00", false, true},
		{"the page's own making", "This is no official record. Reported as of 11/02/2018 06:00:14.", "This is no official record. Reported as of 04/17/2019 05:59:58.", false, false},
		{"a deadline put off", "Deadline\n31 March 2022\nPurpose", "Deadline\n29 April 2022 (extended)\nPurpose", true, true},
		{"a deadline in Russian", "Срок подачи: 31 марта 2022", "Срок подачи: 29 апреля 2022", true, true},
		{"a page's date", "Updated\n31 March 2022\nPurpose", "Updated\n29 April 2022\nPurpose", true, false},
		{"rows that are counted", rows("District\tVoters\tBallots", "Lasko\t21 408\t15 977", "Tarsk\t34 112\t22 060", "Harbour\t52 930\t27 415"),
			rows("No\tDistrict\tVoters\tBallots", "1\tLasko\t21 408\t15 977", "2\tTarsk\t34 112\t22 060", "3\tHarbour\t52 930\t27 415"), false, false},
		{"rows that are counted, one edited", rows("District\tVoters\tBallots", "Lasko\t21 408\t15 977", "Tarsk\t34 112\t22 060", "Harbour\t52 930\t27 415"),
			rows("No\tDistrict\tVoters\tBallots", "1\tLasko\t21 408\t15 977", "2\tTarsk\t34 112\t22 066", "3\tHarbour\t52 930\t27 415"), false, true},
		{"a first column of figures", rows("District\tVoters\tBallots", "Lasko\t21 408\t15 977", "Tarsk\t34 112\t22 060", "Harbour\t52 930\t27 415"),
			rows("Seats\tDistrict\tVoters\tBallots", "4\tLasko\t21 408\t15 977", "2\tTarsk\t34 112\t22 060", "7\tHarbour\t52 930\t27 415"), false, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			put := func(s string) *Prepared {
				if c.head {
					return Prepare(chromePage(title, head+"\n"+s, ""))
				}
				return Prepare(chromePage(title, head, s))
			}
			if got := compare.Pages(put(c.was), put(c.is)); got.Significant != c.told {
				t.Errorf("told %v, want %v: %+v", got.Significant, c.told, got.Edits)
			}
		})
	}
}

// Apostrophes of any script are one sign.
func TestApostrophes(t *testing.T) {
	for _, s := range []string{"з’явіўся", "зʼявіўся", "з'явіўся", "з＇явіўся"} {
		if got := lex.Normalise(s); got != lex.Normalise("з'явіўся") {
			t.Errorf("%s: %q", s, got)
		}
	}
	if lex.Normalise("Fargʻona") != lex.Normalise("Farg‘ona") {
		t.Error("an Uzbek word in two writings is two")
	}
}

// A print view may leave out the tree that counts the chapters, but not a chapter.
func TestChapterMarks(t *testing.T) {
	page := func(one, two string) *Prepared {
		p := chromePage("Rules", "Rules\n"+one, "")
		p.Visible += two + "\nThe board pays the costs of a visit within twenty days of the report, and tells the member so."
		p.Main = p.Visible
		return Prepare(p)
	}
	if c := compare.Pages(page("Chapter 1", "Chapter 2"), page("", "")); c.Significant {
		t.Errorf("%+v", c.Edits)
	}
}

// A title that is no longer written over the text still stands in the window's head;
// another headline in its place is told.
func TestOnlyTitled(t *testing.T) {
	const title = "Nobody at the quay read what citizens wrote"
	page := func(headline string) *Prepared {
		p := chromePage(title+" - The Herald", headline, "")
		p.Headings = []string{headline}
		if headline == "" {
			p.Headings = nil
		}
		return Prepare(p)
	}
	if c := compare.Pages(page(title), page("")); c.Significant {
		t.Errorf("the title alone is left out: %+v", c.Edits)
	}
	if c := compare.Pages(page(title), page("Somebody at the quay read what citizens wrote")); !c.Significant {
		t.Error("another headline is not told")
	}
}

// A line behind the text that is one link leads elsewhere; one that is no link, and
// one with a figure, may be the text's.
func TestLinkBehind(t *testing.T) {
	const line = "More about the harbour board of the city and its list →"
	for _, c := range []struct {
		name, put string
		links     bool
		told      bool
	}{
		{"a link", "page/wrap/text|" + line, true, false},
		{"no link", "page/wrap/text|" + line, false, true},
		{"a link with a figure", "page/wrap/text|More about the harbour board of the city and 4 others →", true, true},
	} {
		lines := append(slices.Clone(laidOld), c.put)
		for _, turn := range []bool{false, true} {
			a, b := Prepare(laid(c.links, laidOld...)), Prepare(laid(c.links, lines...))
			if turn {
				a, b = b, a
			}
			if got := compare.Pages(a, b); got.Significant != c.told {
				t.Errorf("%s, turned %v: told %v: %+v", c.name, turn, got.Significant, got.Edits)
			}
		}
	}
}
