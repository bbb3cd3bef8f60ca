package source

import (
	"slices"
	"strings"
)

// Notes that are only numbered may be the lines of one paragraph, as where each ends
// with a <br>, and the first of its lines may say what they are: "Notes:".

// maxNotesHead bounds such a line in words.
const maxNotesHead = 5

// numberedFrom is where in a block the first note begins that a number begins: with its
// first token that is shown, or behind a line that is no sentence. -1: nowhere.
func numberedFrom(ts []tok, first int) int {
	if first < 0 {
		return -1
	}
	if ts[first].kind == textTok && leadNumber().MatchString(ts[first].text) {
		return first
	}
	end := lineEnd(ts, first)
	k := end + 1
	for k < len(ts) && ts[k].kind == anchorTok {
		k++
	}
	if k >= len(ts) || ts[k].kind != textTok || !hasURL(ts[k:]) {
		return -1
	}
	if m := leadNumber().FindStringSubmatchIndex(ts[k].text); m == nil || ts[k].text[m[3]] == ' ' {
		return -1 // "1 Main Street"
	}
	var head strings.Builder
	for _, t := range ts[first:end] {
		if t.kind == markTok || t.link > 0 {
			return -1
		}
		head.WriteString(t.text)
	}
	last := []rune(strings.TrimRight(head.String(), " "))
	if n := len(strings.Fields(head.String())); n == 0 || n > maxNotesHead || ends(last[len(last)-1]) || last[len(last)-1] == ',' {
		return -1
	}
	return k
}

// noteLines parts a block, from its token from on, into the notes that its lines begin,
// the first of them with the number in ts[at]: those of the next numbers, written alike,
// that are marked or have an address.
func noteLines(ts []tok, from, at int, marked func(label string) bool) (out []note) {
	m := leadNumber().FindStringSubmatchIndex(ts[at].text)
	form := ts[at].text[m[3]:min(m[3]+1, len(ts[at].text))]
	label := ts[at].text[m[2]:m[3]]
	add := func(from, at, stop int) {
		head := ts[at]
		head.text = head.text[len(leadNumber().FindString(head.text)):]
		out = append(out, note{label: label, line: ts[at].line, toks: append(append(slices.Clone(ts[from:at]), head), ts[at+1:stop]...)})
	}
	for i := at + 1; i < len(ts); i++ {
		if ts[i-1].kind != breakTok || ts[i].kind != textTok {
			continue
		}
		m := leadNumber().FindStringSubmatchIndex(ts[i].text)
		if m == nil || ts[i].text[m[3]:min(m[3]+1, len(ts[i].text))] != form {
			continue
		}
		if n := ts[i].text[m[2]:m[3]]; next(label, n) && (marked(n) || hasURL(ts[i:lineEnd(ts, i)])) {
			add(from, at, i-1)
			from, at, label = i, i, n
		}
	}
	add(from, at, len(ts))
	return out
}
