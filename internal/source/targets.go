package source

import "strings"

// findTargets names the notes that marks link to: the mark comes first in the
// text and what it points to later, unless their ids tell otherwise.
func (l *layout) findTargets() {
	at := l.at
	for i, ts := range l.toks {
		for j, t := range ts {
			if _, ok := at[t.text]; t.kind == anchorTok && !ok {
				at[t.text] = [2]int{i, j}
			}
		}
	}
	used := map[string]bool{}
	origins := map[string]bool{} // ids of marks that lead to notes further on
	for i, ts := range l.toks {
		for j, t := range ts {
			if t.kind != markTok || t.mark.trust != linked || len(t.mark.labels) == 0 {
				continue
			}
			id := t.mark.target
			to, ok := at[id]
			if !ok {
				continue
			}
			back := to[0] < i || (to[0] == i && to[1] < j)
			if _, known := l.byID[id]; back && !known && (origins[id] || !noteTarget().MatchString(id)) {
				t.mark.labels, t.mark.back = nil, t.mark.labels // the way back from a note
				continue
			}
			for k := j - 1; k >= 0 && !back && ts[k].kind == anchorTok; k-- {
				origins[ts[k].text] = true
			}
			if _, ok := l.byID[id]; ok {
				continue
			}
			label := t.mark.labels[0]
			if used[label] && checkLabel(id) == "" {
				label = id // numbers start anew in each chapter
			}
			used[label] = true
			l.byID[id] = label
		}
	}
	l.findSiblings(used)
	l.dropBack(origins)
}

// dropBack takes out what leads back from a note in words: a link to its mark that is last
// in its block.
func (l *layout) dropBack(origins map[string]bool) {
	for i, ts := range l.toks {
		for j := len(ts) - 1; j >= 0; j-- {
			t := &ts[j]
			if from, ok := l.at[t.ref]; t.kind == textTok && t.ref != "" && origins[t.ref] && ok && from[0] < i {
				t.kind, t.mark = markTok, &mark{trust: linked, line: t.line, target: t.ref}
				t.text, t.ref = "", ""
			} else if t.kind == textTok && strings.Trim(t.text, " []()"+wayBack) != "" {
				break
			}
		}
	}
}
