package source

import (
	"fmt"
	"strconv"
	"strings"

	"archiver/internal/extract"
)

// inText lists the web addresses that a report's own text holds, in no note, each once.
// They are not imported: a text links to much that is no evidence for it.
func (l *layout) inText() (out []string) {
	scratch := &Imported{} // its warnings are of no use here
	seen := map[string]bool{}
	for _, p := range l.flow {
		if p.kind == code {
			continue
		}
		_, citations, _ := scratch.readNote(note{line: p.line, toks: p.toks}, l.rep.links)
		scratch.Warnings = nil
		for _, c := range citations {
			if !seen[c.URL] {
				seen[c.URL] = true
				out = append(out, c.URL)
			}
		}
	}
	return out
}

// blankPages lists the pages of a PDF that hold no word: pictures, or nothing at all.
func blankPages(laid *extract.Laid) (out []int) {
	worded := map[int]bool{}
	for _, l := range laid.Lines {
		worded[l.Page] = true
	}
	for i := range laid.Pages {
		if !worded[i+1] {
			out = append(out, i+1)
		}
	}
	return out
}

// pageRanges writes pages as people do: "2–6, 9".
func pageRanges(pages []int) string {
	const most = 5
	var parts []string
	for i := 0; i < len(pages); {
		k := i
		for k+1 < len(pages) && pages[k+1] == pages[k]+1 {
			k++
		}
		s := strconv.Itoa(pages[i])
		if k > i {
			s = fmt.Sprintf("%s–%d", s, pages[k])
		}
		if parts = append(parts, s); len(parts) > most {
			return strings.Join(parts[:most], ", ") + " and more"
		}
		i = k + 1
	}
	return strings.Join(parts, ", ")
}
