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
