package pages

import (
	"fmt"
	"strings"
	"testing"
)

func sketch(text string, addresses ...string) *Sketch {
	return NewSketch(Prepare(Page{Kind: "html", Visible: text, Main: text}), addresses...)
}

// TestSketch: a page that fills names in is known for the same, and other pages are not.
func TestSketch(t *testing.T) {
	portal := func(host string) *Sketch {
		url := "http://" + host + ".example:8080/x"
		return sketch("Welcome, dear guest. You asked for "+url+" but have to enter your room number first. "+
			"Choose a plan for the network of our house and accept what it comes with. Breakfast is served from seven to ten in the hall.", url)
	}
	others := []*Sketch{sketch("The page that you look for is not here any more, or never was. Please go back to the start, or search."),
		sketch("In the year of the great flood the council of the district counted nine hundred empty houses along the river, and its members wept.")}
	for i := range 200 {
		a, b := portal(fmt.Sprint("h", i)), portal(fmt.Sprint("other-", 7*i))
		if !a.Like(b) || !a.Same(b) || !b.Same(a) {
			t.Errorf("%d: not the same", i)
		}
		for _, o := range others {
			if a.Like(o) || a.Same(o) {
				t.Errorf("%d: like another page", i)
			}
		}
	}
	if sketch("hardly a word") != nil || sketch(strings.Repeat("a great many words stand here ", 100)) != nil {
		t.Error("a page of hardly any words, or of many, has a sketch")
	}
	if s := (*Sketch)(nil); s.Like(s) || s.Same(s) || sketch(strings.Repeat("some words of a page ", 5)).Same(s) {
		t.Error("what has no sketch is like nothing")
	}
}

// TestSame: what is filled into a page is what was asked for, and numbers; a text of
// its own in a frame that others have too makes another page.
func TestSame(t *testing.T) {
	const frame = " The centre keeps copies of all decisions that it is sent. Its staff read every paper, note who signed it, and file it by the day of receipt. " +
		"Enquiries are answered on working days from nine to five, and visitors are asked to call before they come to the house."
	for name, c := range map[string]struct {
		a, b       string
		urlA, urlB string
		same       bool
	}{
		"as it is":            {frame, frame, "", "", true},
		"numbers":             {"Visit 3021 of 12 May, ticket a93f7c, 10.0.0.17." + frame, "Visit 3055 of 13 May, ticket 7e01bb, 10.0.0.18." + frame, "", "", true},
		"a name":              {"Good morning, Aigerim." + frame, "Good morning, Wolfgang Amadeus." + frame, "", "", true},
		"addresses":           {"You asked for one.example/the/long/road to market." + frame, "You asked for other.test/kein weg/zurück." + frame, "http://one.example/the/long/road?to=market", "http://other.test/kein%20weg/zur%C3%BCck", true},
		"more of one alone":   {"The bridge over the river was closed in spring." + frame, frame, "", "", true},
		"a text of their own": {"The bridge over the river was closed in spring." + frame, "Four prisoners went home after a long hunger strike." + frame, "", "", false},
		"in other letters":    {"Мост через реку закрыт с весны." + frame, "Четверо заключённых вернулись домой после долгой голодовки." + frame, "", "", false},
	} {
		a, b := sketch(c.a, c.urlA), sketch(c.b, c.urlB)
		if !a.Like(b) {
			t.Errorf("%s: not alike", name)
		}
		if a.Same(b) != c.same || b.Same(a) != c.same {
			t.Errorf("%s: the same: %v, want %v", name, !c.same, c.same)
		}
	}
}
