package source

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Numbers may begin anew: below each page, behind each chapter, or in lists for all
// chapters at the end. Notes of the same number are then parted, and each mark is given
// the one that it stands for.

// noteRun is notes of which no two have the same label, one behind the other.
type noteRun struct {
	notes  []int           // in layout.notes
	labels map[string]bool // of them
	end    int             // the block that the last ends in
}

// flowMark is a mark in the text.
type flowMark struct {
	tok    *tok
	block  int
	headed bool // a heading stands between it and the mark before
}

// partRuns calls a note s2-1 whose number was given before, where marks tell that it is
// another one. It is told by renamed.
func (l *layout) partRuns() {
	runs := l.noteRuns()
	if len(runs) < 2 {
		return
	}
	marks := l.flowMarks()
	if len(marks) == 0 {
		return
	}
	zones := zonesBelow(runs, marks)
	if marks[len(marks)-1].block < l.notes[runs[0].notes[0]].first {
		if zones = l.zonesOfChapters(runs, marks); zones == nil {
			return
		}
	}
	given := map[string]bool{} // by the runs before
	for k, run := range runs {
		names := map[string]string{}
		for _, m := range zones[k] {
			for _, label := range m.tok.mark.labels {
				if run.labels[label] && given[label] {
					names[label] = fmt.Sprintf("s%d-%s", k+1, label)
				}
			}
		}
		for _, i := range run.notes {
			// What no mark leads to is mostly a list of something else.
			given[l.notes[i].label] = given[l.notes[i].label] || len(zones[k]) > 0
			if n := &l.notes[i]; names[n.label] != "" {
				n.renamed, n.label = n.label, names[n.label]
				l.taken[n.label] = true
			}
		}
		for _, m := range zones[k] {
			own := *m.tok.mark
			own.labels = slices.Clone(own.labels)
			for i, label := range own.labels {
				if names[label] != "" {
					own.labels[i] = names[label]
				}
			}
			m.tok.mark = &own
		}
	}
}

func (l *layout) noteRuns() (runs []noteRun) {
	for i, n := range l.notes {
		k := len(runs) - 1
		if k < 0 || runs[k].labels[n.label] && isDigits(n.label) {
			runs = append(runs, noteRun{labels: map[string]bool{}})
			k++
		}
		runs[k].notes, runs[k].end = append(runs[k].notes, i), n.last
		runs[k].labels[n.label] = true
	}
	return runs
}

func (l *layout) flowMarks() (out []flowMark) {
	headed := false
	for i := range l.flow {
		headed = headed || l.flow[i].kind == heading
		for k := range l.flow[i].toks {
			if t := &l.flow[i].toks[k]; t.kind == markTok && len(t.mark.labels) > 0 && l.byID[t.mark.target] == "" {
				out = append(out, flowMark{t, l.flow[i].block, headed})
				headed = false
			}
		}
	}
	return out
}

// zonesBelow gives each run the marks that stand before its end, and behind the run
// before it.
func zonesBelow(runs []noteRun, marks []flowMark) [][]flowMark {
	zones := make([][]flowMark, len(runs))
	k := 0
	for _, m := range marks {
		for k < len(runs) && runs[k].end < m.block {
			k++
		}
		if k == len(runs) {
			break
		}
		zones[k] = append(zones[k], m)
	}
	return zones
}

// chapters gives the highest mark of each chapter, if the marks begin with 1 anew below
// headings, and count on in each. Marks that lead to one list of works for all chapters
// begin with 1 by chance, and do not count.
func (l *layout) chapters() []int {
	tops, last, headed := []int{0}, 0, false
	for i, ts := range l.toks {
		headed = headed || l.rep.blocks[i].kind == heading
		within := false // behind text: before it a note may begin
		for _, t := range ts {
			within = within || t.kind == textTok && strings.TrimSpace(t.text) != ""
			if !within || t.kind != markTok || len(t.mark.labels) == 0 {
				continue
			}
			n, _ := strconv.Atoi(t.mark.labels[0])
			if n == 1 && last > 1 && headed {
				tops = append(tops, 0)
			}
			last, headed = n, false
			if tops = countOn(tops, t.mark.labels); tops == nil {
				return nil
			}
		}
	}
	return tops
}

// countOn notes marks as those of the last chapter; nil: they don't count on.
func countOn(tops []int, labels []string) []int {
	top := &tops[len(tops)-1]
	for _, label := range labels {
		n, err := strconv.Atoi(label)
		if err == nil && n > *top+1 {
			return nil
		}
		*top = max(*top, n)
	}
	return tops
}

// fits reports that a list may be the notes of a chapter with so many marks: more than
// a few that nothing marks are notes of something else.
func fits(notes, marks int) bool {
	const tenth = 10
	return notes >= marks && notes <= marks+marks/tenth
}

// zonesOfChapters gives each run the marks of a chapter, where there are as many of
// either: they begin with 1 anew, below a heading. nil: they don't fit.
func (l *layout) zonesOfChapters(runs []noteRun, marks []flowMark) (zones [][]flowMark) {
	headed := false
	last := 0
	for _, m := range marks {
		headed = headed || m.headed
		n, _ := strconv.Atoi(m.tok.mark.labels[0])
		if len(zones) == 0 || n == 1 && last > 1 && headed {
			zones = append(zones, nil)
			headed = false
		}
		last = n
		zones[len(zones)-1] = append(zones[len(zones)-1], m)
	}
	if len(zones) != len(runs) {
		return nil
	}
	for k, zone := range zones {
		tops := []int{0}
		for _, m := range zone {
			if tops = countOn(tops, m.tok.mark.labels); tops == nil {
				return nil
			}
		}
		if !fits(len(runs[k].notes), tops[0]) {
			return nil
		}
	}
	return zones
}
