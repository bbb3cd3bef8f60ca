package eval

import (
	"reflect"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"archiver/internal/eval/set"
)

// TestMutations edits the made pages, and wants nearly all edits told.
func TestMutations(t *testing.T) {
	m, err := runMutations(t.Context(), Cases(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range m.gates() {
		t.Error(g)
	}
	for _, u := range m.Untold {
		t.Logf("not told: %s: %s", u.Name, u.Why)
	}
	if m.Pages < 30 || len(m.Kinds) < 10 {
		t.Errorf("%d pages, %d kinds of edit: too few to say anything", m.Pages, len(m.Kinds))
	}
}

// TestMutationsAtOnce edits a few pages, two at a time: TestMutations edits them all,
// and runs without the race detector.
func TestMutationsAtOnce(t *testing.T) { // raced
	pages := specimens(Cases(), false)[:3]
	m, err := mutate(t.Context(), pages)
	if err != nil {
		t.Fatal(err)
	}
	if m.Pages < 2 || m.Pages+m.Skipped != len(pages) {
		t.Errorf("%d pages edited and %d skipped of %d", m.Pages, m.Skipped, len(pages))
	}
}

const mutable = `<html><body><nav><ul><li>Courts since 1999: 12</li></ul></nav><main><h1>The inquiry into the dam</h1>
<p>The dam above Mereton was built in 1974 and has not been inspected since, says Ann Lee.</p>
<ul><li>Upheld: Ann Lee</li><li>Dismissed: Bob Ray</li></ul>
<table><tr><td>North</td><td>12</td></tr><tr><td>South</td><td>31</td></tr></table>
<p>On 4 March 2019 the minister was told of it. He did not answer the letter from Harrow.</p></main>
<footer><p>The paper has been printed in this town every week since 1881.</p></footer></body></html>`

// TestMatter: what is edited stands in the text, and each edit is taken back.
func TestMatter(t *testing.T) {
	tree, err := html.Parse(strings.NewReader(mutable))
	if err != nil {
		t.Fatal(err)
	}
	m := readMatter(tree)
	if m == nil || m.lang != "en" || strings.Contains(m.text, "1881") || strings.Contains(m.text, "1999") || !strings.Contains(m.text, "Bob Ray") {
		t.Fatalf("the matter is %+v", m)
	}
	before := textOf(tree)
	page := specimen{name: "dam", site: "dam", body: []byte(mutable)}
	list, err := mutatePage(t.Context(), &page)
	if err != nil || len(list) < 10 {
		t.Fatalf("%d edits, %v", len(list), err)
	}
	again, _ := mutatePage(t.Context(), &page)
	if !reflect.DeepEqual(list, again) {
		t.Error("the same page is edited otherwise the second time")
	}
	if textOf(tree) != before {
		t.Error("an edit was not taken back")
	}
}

// TestSpecimens: a page that several cases cite is edited once.
func TestSpecimens(t *testing.T) {
	web := func(body string) set.Web { return set.Web{"/a": {Body: []byte(body)}} }
	list := specimens([]set.Case{{Path: "/a", Before: web("x")}, {Path: "/a", Before: web("x")}, {Path: "/a", Before: web("y")}, {Path: "/b", Before: web("z")}}, false)
	if len(list) != 2 {
		t.Errorf("%d pages, want 2", len(list))
	}
}
