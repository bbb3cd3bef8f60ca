package compare

import (
	"archiver/internal/verdict/pages"
	"archiver/internal/verdict/passage"
)

// A sign that says something may change where every word stays.

// tellSigns adds the signs that became others where the words around stayed.
func (c *Result) tellSigns(a, b *pages.Prepared) {
	const most = 20
	s, t := a.Base(), b.Base()
	where := map[uint64][]int{}
	for j, x := range t.Blocks {
		h := t.BlockHash(x)
		where[h] = append(where[h], j)
	}
	seen := map[uint64]int{}
	count := map[uint64]int{}
	for _, x := range s.Blocks {
		count[s.BlockHash(x)]++
	}
	for _, x := range s.Blocks {
		h := s.BlockHash(x)
		k := seen[h]
		seen[h]++
		if len(where[h]) != count[h] || len(c.Edits) >= most {
			continue
		}
		y := t.Blocks[where[h][k]]
		if x.Len() != y.Len() || s.Text[x.Start:min(int(x.End), len(s.Text))] == t.Text[y.Start:min(int(y.End), len(t.Text))] {
			continue
		}
		old, now, ok := passage.SignsApart(s, x, t, y, a.Headings()[s.BlockHash(x)])
		if !ok {
			continue
		}
		c.Significant = true
		c.Lost++
		c.Gained++
		c.Edits = append(c.Edits, Edit{Old: old, Now: now, fact: true, words: 1})
	}
}
