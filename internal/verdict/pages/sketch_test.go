package pages

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestSketch: a page that fills names in is known for the same, and pages of
// one template or none are not.
func TestSketch(t *testing.T) {
	page := func(text string) *Sketch { return NewSketch(Prepare(Page{Kind: "html", Visible: text, Main: text})) }
	portal := func(host string) *Sketch {
		return page("Welcome, dear guest. You asked for http://" + host + ".example:8080/x but have to enter your room number first. " +
			"Choose a plan for the network of our house and accept what it comes with. Breakfast is served from seven to ten in the hall.")
	}
	others := []*Sketch{page("The page that you look for is not here any more, or never was. Please go back to the start, or search."),
		page("In the year of the great flood the council of the district counted nine hundred empty houses along the river, and its members wept.")}
	missed := 0
	for i := range 200 {
		a, b := portal(fmt.Sprint("h", i)), portal(fmt.Sprint("other-", 7*i))
		if !a.Like(b) {
			t.Errorf("%d: not alike", i)
		}
		if !slices.ContainsFunc(a.Bands(), func(m uint64) bool { return slices.Contains(b.Bands(), m) }) {
			missed++
		}
		for _, o := range others {
			if a.Like(o) || slices.ContainsFunc(a.Bands(), func(m uint64) bool { return slices.Contains(o.Bands(), m) }) {
				t.Errorf("%d: like another page", i)
			}
		}
	}
	if missed > 6 {
		t.Errorf("%d of 200 share no band", missed)
	}
	if page("hardly a word") != nil || page(strings.Repeat("a great many words stand here ", 100)) != nil {
		t.Error("a page of hardly any words, or of many, has a sketch")
	}
	if s := (*Sketch)(nil); s.Like(s) || s.Bands() != nil {
		t.Error("what has no sketch is like nothing")
	}
}
