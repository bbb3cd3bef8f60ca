package extract

import (
	"slices"
	"strings"
)

// A web page that was printed by a browser has around its text what it has on the
// screen: a row of links to share it, lists of other pages, the site's address. In
// HTML such lines are known by their boxes. Here they are what comes behind the
// text, from a label of such a list on, as long as there is no more text.

const (
	mostBehind  = 40 // paragraphs of it
	leastProse  = 8  // words of a sentence that is text
	leastRemark = 3  // of one that may be a remark on it
)

// isPrint tells whether all pages were printed by a browser: from a web address.
func isPrint(pages []*pdfPage) bool {
	return len(pages) > 0 && !slices.ContainsFunc(pages, func(p *pdfPage) bool { return !p.printed })
}

// splitPrint parts the paragraphs of a printed web page into its text and what comes
// behind it. A short sentence there may be a remark on the text, and is left to it.
func splitPrint(paragraphs []string) (text, behind []string) {
	end := len(paragraphs)
	for i := end - 1; i > 0 && len(paragraphs)-i <= mostBehind; i-- {
		p := paragraphs[i]
		if strings.Contains(p, "\t") || endsSentence([]byte(p)) && len(strings.Fields(p)) >= leastProse {
			break
		}
		if leadsAway(p) {
			end = i
		}
	}
	text = paragraphs[:end:end]
	for _, p := range paragraphs[end:] {
		if endsSentence([]byte(p)) && len(strings.Fields(p)) >= leastRemark && !strings.Contains(p, "©") {
			text = append(text, p)
		} else {
			behind = append(behind, p)
		}
	}
	return text, behind
}

// leadsAway tells whether a line is the label of such a list, or begins with one.
func leadsAway(line string) bool {
	label, _, _ := strings.Cut(line, ":")
	return len(label) <= maxLabel && lookUp(inlineLabels(), []byte(label)) == listLabel
}
