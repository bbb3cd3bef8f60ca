package verdict

import (
	"slices"
	"strings"
	"testing"

	"archiver/internal/verdict/compare"
	"archiver/internal/verdict/lex"
)

// laid makes a page of lines "boxes|text". The boxes are named from the outside
// in, with "/" between; names up to "#" that are the same are of one kind.
func laid(links bool, lines ...string) Page {
	var l Layout
	index := map[string]int32{}
	var text []string
	for _, line := range lines {
		path, words, _ := strings.Cut(line, "|")
		up := int32(-1)
		full := ""
		for name := range strings.SplitSeq(path, "/") {
			if name == "" {
				continue
			}
			full += "/" + name
			if _, ok := index[full]; !ok {
				kind, _, _ := strings.Cut(name, "#")
				index[full] = int32(len(l.Parent))
				l.Parent = append(l.Parent, up)
				l.Look = append(l.Look, uint32(lex.HashOf([]byte(kind))))
				l.Flow = append(l.Flow, kind == "ul" || kind == "li")
			}
			up = index[full]
		}
		l.Line = append(l.Line, up)
		if words != "" && up >= 0 {
			for len(l.Calls) < len(l.Parent) {
				l.Calls = append(l.Calls, false)
			}
			l.Calls[up] = strings.HasSuffix(words, "↓")
		}
		l.Linked = append(l.Linked, map[bool]uint8{true: 95}[links && strings.Contains(words, "→")])
		text = append(text, words)
	}
	all := strings.Join(text, "\n")
	return Page{Kind: "html", Title: "The harbour board sold the quay", Headings: []string{"The harbour board sold the quay"}, Visible: all, Main: all, Layout: l}
}

var laidOld = []string{
	"page/head|The harbour board sold the quay",
	"page/wrap/text|The board sold a strip of the old fish quay for four million crowns, although its own surveyor had put the value higher.",
	"page/wrap/text|The sale was agreed at a meeting of three board members in August, when two others were away from the city.",
	"page/wrap/text/step#1|The first step that the auditors recommend is a second valuation of all the land that is to be sold.",
	"page/wrap/text/step#2|The second step that they recommend is that minutes be kept of each meeting, and sent to all the members.",
	"page/wrap/text|Councillors will debate the report in June, and two of them want the sale undone before the summer.",
	"page/foot|Terms of use and contact",
}

// What came in a box of its own is the site's, what came beside the text is not.
func TestBoxes(t *testing.T) {
	for _, c := range []struct {
		name  string
		at    int
		lines []string
		want  bool // significant
	}{
		{"a second story below", 6, []string{"page/next|Vote on the levy: what the parties want", "page/next|Parliament votes tonight on the levy, and for once nobody is sure of what will come out."}, false},
		{"an alert above", 1, []string{"page/bar|Travellers should come to the port four hours before the ferry leaves, as the staff is on strike until Friday."}, false},
		{"a promotion between paragraphs", 3, []string{"page/wrap/text/promo|Fund local reporting", "page/wrap/text/promo|The Ledger has no owner but its readers, who pay five crowns a month for it and get the crossword."}, false},
		{"links between paragraphs", 3, []string{"page/wrap/text/more|The ferry strike is in its second day, and no end of it is to be seen by anybody →"}, false},
		{"an offer with a link at its end", 3, []string{"page/wrap/text/offer|The Ledger has no owner but its readers, and each of them can read all of it on paper and online for five crowns a month. Read on ↓"}, false},
		{"an addition in a box", 3, []string{"page/wrap/text/upd|UPD 18:40", "page/wrap/text/upd|The chair of the board was arrested in the evening for two months."}, true},
		{"a short sentence in a box", 3, []string{"page/wrap/text/plain|The chair of the board was arrested in the evening."}, true},
		{"a paragraph between paragraphs", 3, []string{"page/wrap/text|No minutes were kept, and the report says that the full board was told of it six weeks later."}, true},
		{"a paragraph at the end", 6, []string{"page/wrap/text|The chair of the board said that she accepted most of the findings, and that she would not resign."}, true},
		{"another box of the same kind", 5, []string{"page/wrap/text/step#3|The third step that they recommend is that the chair of the board be elected anew each year."}, true},
		{"a list", 3, []string{"page/wrap/text/ul/li#1|Two of the members were away on the day of the meeting;", "page/wrap/text/ul/li#2|None of the minutes of the meeting was kept by the board."}, true},
		{"a box that tells of the document", 3, []string{"page/wrap/text/note|Correction", "page/wrap/text/note|An earlier version of this article said that the quay was sold for five million crowns."}, true},
		{"a box that tells of the document and asks for a click", 3, []string{"page/wrap/text/call|Update", "page/wrap/text/call|This article was amended to say that the quay was sold for five million crowns.", "page/wrap/text/call|Follow ↓"}, true},
		{"a box with a question", 3, []string{"page/wrap/text/ask|Do you want to know more about what we do here?", "page/wrap/text/ask|The Friends of the library meet each month in the reading room, and there is tea for all who come."}, false},
		{"a box with a paragraph and nothing else", 3, []string{"page/wrap/text/plain|The auditors also found that a letter from the buyer had been lost, and that nobody had looked for it since August."}, true},
		{"a link in a list of what was named", 5, []string{"page/wrap/text|Councillors have since asked for three papers, which are these:", "page/wrap/text|The report of the auditors of the city on the sale of the quay →", "page/wrap/text|Nobody on the board has seen any of them, as it says itself."}, true},
		{"a short sentence between paragraphs", 3, []string{"page/wrap/text|The chair has since resigned."}, true},
		{"a paragraph right in the body", 7, []string{"|All of the texts on this site may be used again by anybody, but for the photographs of the old harbour."}, false},
		{"another column of the same kind", 6, []string{"page/wrap/text#2|The chair of the board said that she accepted most of the findings, and that she would not resign."}, true},
	} {
		old, now := Prepare(laid(true, laidOld...)), Prepare(laid(true, slices.Insert(slices.Clone(laidOld), c.at, c.lines...)...))
		if got := compare.Pages(old, now); got.Significant != c.want {
			t.Errorf("%s comes: %v, want %v: %+v", c.name, got.Significant, c.want, got.Edits)
		}
		if got := compare.Pages(now, old); got.Significant != c.want {
			t.Errorf("%s goes: %v, want %v: %+v", c.name, got.Significant, c.want, got.Edits)
		}
	}
}
