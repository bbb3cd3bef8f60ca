package extract

import (
	"strings"
	"testing"
)

// Each line of the visible text has the box around it, and boxes of one kind
// look alike.
func TestLayout(t *testing.T) {
	doc := fromHTML(t, `<body><div class="text"><h2>Article 1 <button>Fold</button></h2><p>One.</p><div class="in">Two <a href="/x">is a link</a></div><p>This <a href="/y">link</a> is within</p><p><a href="/z">Whole</a></p><ul><li>Three</li></ul></div><div class="text"><p>Four</p></div><div id="a1">Five</div><div id="a2">Six</div>`)
	l := doc.Layout
	lines := strings.Split(doc.Visible, "\n")
	if len(l.Line) != len(lines) || len(l.Linked) != len(lines) {
		t.Fatalf("%d lines, %d boxes", len(lines), len(l.Line))
	}
	box := map[string]int32{}
	for i, line := range lines {
		word, _, _ := strings.Cut(line, " ")
		box[strings.Trim(word, ".")] = l.Line[i]
		if linked := l.Linked[i] > 50; linked != (word == "Two" || word == "Whole") {
			t.Errorf("%q linked: %d %%", line, l.Linked[i])
		}
		if link := int(l.Link[i]); (link >= len("is a link") && link <= len(" is a link")) != (word == "Two") {
			t.Errorf("%q ends with a link of %d bytes", line, link)
		}
	}
	look := func(s string) uint32 { return l.Look[box[s]] }
	if box["One"] == box["Four"] || look("One") != look("Four") || look("One") == look("Two") || look("Five") != look("Six") || look("Five") == look("One") {
		t.Errorf("looks: %v in %v", box, l.Look)
	}
	if l.Parent[box["Two"]] != box["One"] || !l.Flow[box["Three"]] || l.Flow[box["Two"]] {
		t.Errorf("boxes: %+v", l)
	}
	if strings.Contains(doc.Main, "Fold") || !strings.Contains(doc.Main, "Article 1") {
		t.Errorf("main: %q", doc.Main)
	}
}

// What a name, an element or a label gives away is the site's. What only stands
// beside the column is not, and no aside within it.
func TestLayoutSite(t *testing.T) {
	const text = "<p>The commission heard forty witnesses in the spring, and found that none of them had been told of their rights.</p><p>It asked the ministry for an answer by the first of June, and has had none to this day.</p>"
	doc := fromHTML(t, `<body><nav><a href="/">Home</a></nav><main><article><h1>Report</h1>`+text+`<aside><p>Heard: 40</p></aside>`+text+`</article><section><p>Beside it.</p></section><div class="comments"><p>Shame on them.</p></div></main><footer>Imprint</footer>`)
	site := map[string]bool{"Home": true, "Imprint": true, "Shame": true}
	for i, line := range strings.Split(doc.Visible, "\n") {
		word, _, _ := strings.Cut(line, " ")
		if got := doc.Layout.Site[i]; got != site[word] {
			t.Errorf("%q is the site's: %v", line, got)
		}
	}
}
