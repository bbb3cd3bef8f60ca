package passage

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/pages"
)

// page is the page of a PDF that bears the number, or else the one that has it
// when counted from the first.
func (o *outline) page(p *pages.Prepared, pl Place, w part) (part, bool) {
	want, err := strconv.Atoi(pl.Number)
	if err != nil || len(p.Page.Pages) == 0 {
		return part{}, false
	}
	shift := printedShift(p.Page.Pages)
	n := want - shift
	at := part{Span: lex.Span{From: -1, To: -1}, place: pl, score: sure}
	for i := w.From; i < w.To; i++ {
		if o.lines[i].page == n {
			if at.From < 0 {
				at.From = i
			}
			at.To = i + 1
		}
	}
	at.page = Located{Page: n, Printed: shift != 0}
	return at, at.From >= 0
}

var pageLabel = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^[\s|–—-]*(?:page|p\.|стр\.?|страница|seite|página)?\s*(\d{1,4})(?:\s*(?:/|of|из|de|sur|von)\s*\d{1,4})?(?:\s?-?\s?бет)?[\s|–—-]*$`)
})

// printedShift is by how much the printed page numbers of a PDF are ahead of a
// count from its first page: what most of the pages that bear one agree on.
func printedShift(pages []string) int {
	const edge = 3
	votes := map[int]int{}
	for i, page := range pages {
		lines := slices.DeleteFunc(strings.Split(page, "\n"), func(s string) bool { return strings.TrimSpace(s) == "" })
		seen := map[int]bool{}
		for k, l := range lines {
			if k >= edge && k < len(lines)-edge {
				continue
			}
			if m := pageLabel().FindStringSubmatch(l); m != nil {
				if n, err := strconv.Atoi(m[1]); err == nil && !seen[n-i-1] {
					seen[n-i-1] = true
					votes[n-i-1]++
				}
			}
		}
	}
	best := 0
	for shift, n := range votes {
		if n > votes[best] || n == votes[best] && shift < best && best != 0 {
			best = shift
		}
	}
	if votes[best] < 2 {
		return 0
	}
	return best
}
