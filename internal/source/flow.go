package source

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// maxClaim bounds a claim in bytes; a longer one is cut around its mark.
	maxClaim = 8000
	// maxClaims bounds those of one footnote, and maxClaimBytes all of a
	// report's: without, a hostile report could ask for its own square.
	maxClaims     = 100
	maxClaimBytes = 4 << 20
)

// placed is a mark in running text.
type placed struct {
	at     int
	labels []string
}

// running is text put together from passages, with the marks in it.
type running struct {
	text  []byte
	marks []placed
	kind  blockKind
	// linked: it ends with a link, as what tells of an address does.
	linked bool
}

// claims gives for each label the sentences that carry its mark, in order.
func claims(flow []passage, title string) map[string][]string {
	out := map[string][]string{}
	budget := maxClaimBytes
	h := habitsOf(flow)
	repeated := headsOf(flow, title)
	for i := 0; i < len(flow); {
		if pageNumber(flow[i]) {
			i++
			continue
		}
		var run running
		run.kind = flow[i].kind
		run.add(flow[i].toks)
		i++
		for i < len(flow) {
			next := i // behind what pages begin and end with
			notes, number := flow[i].afterNotes, false
			for next < len(flow) && next < i+maxHeads && (pageNumber(flow[next]) || repeated[next]) {
				number = number || hasDigit(flow[next])
				next++
				notes = notes || next < len(flow) && flow[next].afterNotes
			}
			if next == len(flow) || !run.goesOn(flow[next], notes && (number || next == i)) {
				break
			}
			run.space()
			run.add(flow[next].toks)
			i = next + 1
		}
		run.claims(out, &budget, h)
	}
	return out
}

// add appends a passage's text: one space for any, none before a full stop
// that a mark was put before.
func (r *running) add(ts []tok) {
	afterMark := false
	between := -1   // where the mark before stood, if nothing but separators follow it so far
	opened := ""    // the brackets right before the mark
	parted := false // a blank stands behind the mark
	for _, t := range ts {
		switch t.kind {
		case breakTok:
			if bare, ok := bytes.CutSuffix(r.text, []byte("\u2010")); ok { // the line's own hyphen
				r.text = bare
				continue
			}
			r.space()
		case markTok:
			if !afterMark && between < 0 {
				opened = string(markOpened().Find(r.text[max(0, len(r.text)-4):]))
			}
			if between >= 0 && len(t.mark.labels) > 0 {
				r.text = r.text[:between]
			}
			if len(t.mark.labels) > 0 {
				r.marks = append(r.marks, placed{len(r.text), t.mark.labels})
			}
			afterMark, between, parted = true, len(r.text), false
		case textTok:
			if strings.TrimSpace(t.text) != "" {
				r.linked = t.link > 0
			}
			for _, c := range t.text {
				if !separates(c) {
					between = -1
				}
				if c == ' ' {
					parted = true
					r.space()
					continue
				}
				if n := len(r.text); afterMark && n > 0 && r.text[n-1] == ' ' && !r.apart(c, parted) && strings.ContainsRune(".,;:!?…)"+wideMarks, c) {
					r.text, between = r.text[:n-1], min(between, n-1)
					for k := len(r.marks) - 1; k >= 0 && r.marks[k].at > n-1; k-- {
						r.marks[k].at = n - 1
					}
				}
				if n := len(r.text); c == '.' && afterMark && n > 0 && r.text[n-1] == '.' && len(r.marks) > 0 && r.marks[len(r.marks)-1].at == n && !titles()[strings.ToLower(lastToken(string(r.text[max(0, n-32):n-1])))] {
					continue // "etc. [1].", and not "cf. [1]."
				}
				if afterMark && opened != "" && strings.ContainsRune(closers[opened], c) {
					r.unwrap(len(opened))
					opened = ""
					continue
				}
				afterMark = false
				r.text = utf8.AppendRune(r.text, c)
			}
		}
	}
}

// markOpened is what may stand before a mark and belong to it, and closers what then
// stands behind it.
var (
	markOpened = pattern(`(?:\^?\(|\[|\^)$`)
	closers    = map[string]string{"(": ")", "^(": ")", "[": "]", "^": "^"}
)

// unwrap takes out n bytes of brackets at the end, which hold nothing but marks.
func (r *running) unwrap(n int) {
	r.text = r.text[:len(r.text)-n]
	for k := len(r.marks) - 1; k >= 0 && r.marks[k].at > len(r.text); k-- {
		r.marks[k].at = len(r.text)
	}
}

// separates reports what may stand between two marks and be no part of the sentence.
func separates(c rune) bool { return strings.ContainsRune(" ,;–-", c) }

// apart reports that a blank stands between a mark and the sign c, as French sets it: one
// that stands before the mark alone is the mark's.
func (r *running) apart(c rune, parted bool) bool {
	return parted && len(r.marks) > 0 && strings.ContainsRune("?!:;…", c)
}

func (r *running) space() {
	if n := len(r.text); n > 0 && r.text[n-1] != ' ' {
		r.text = append(r.text, ' ')
	}
}

// unfinished reports that the text stops within a sentence.
func (r *running) unfinished() bool {
	s := strings.TrimRight(string(r.text[max(0, len(r.text)-32):]), ` "'”’»)]`)
	last, _ := utf8.DecodeLastRuneInString(s)
	const most = 80 // bytes in which a bracket may be left open: "(see Fig."
	tail := r.text[max(0, len(r.text)-most):]
	return s != "" && (!ends(last) && last != ':' || bytes.LastIndexByte(tail, '(') > bytes.LastIndexByte(tail, ')'))
}

// goesOn reports that a passage continues the sentence at hand, as across a
// page break with notes at the foot of the page.
func (r *running) goesOn(p passage, afterNotes bool) bool {
	if p.kind != paragraph || (r.kind != paragraph && r.kind != item) || !r.unfinished() {
		return false
	}
	first := rune(0)
	for _, t := range p.toks {
		if t.kind == textTok && itemHead().MatchString(t.text) {
			return false
		}
		if s := strings.TrimLeft(t.text, ` "'“«(`); t.kind == textTok && s != "" {
			first, _ = utf8.DecodeRuneInString(s)
			break
		}
	}
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(string(r.text[max(0, len(r.text)-8):]), " "))
	switch {
	case small(first):
		return true
	case first == 0 || r.kind == item:
		return false
	}
	return afterNotes && !r.linked || last == ',' || last == '-' || unicode.IsDigit(first) && placeAhead().Match(r.text[max(0, len(r.text)-32):])
}

// itemHead is how an item begins that is written as text: "(b) Pay the victims".
var itemHead = pattern(`^\s*\(?(?:[a-zа-я]|[ivx]{1,5})\)\s`)

// placeAhead is how a text ends that a number has to follow: "under Article". A heading
// has no small letters before the word: "Minutes".
var placeAhead = pattern(`(?:^|[^\p{L}\p{N}])\p{Ll}+\s+(?i:` + placeWord + `)\s*$`)

var pagePattern = pattern(`(?i)^[^\p{L}\p{N}]*(?:page|p\.|стр\.?|страница|бет)?\s*\d{1,4}(?:\s*(?:/|of|из|de|sur)\s*\d{1,4})?[^\p{L}\p{N}]*$`)

// pageNumber reports a passage that is only the number of a page.
func pageNumber(p passage) bool {
	const most = 40 // bytes of it, rules aside
	var all strings.Builder
	for _, t := range p.toks {
		if t.kind == markTok {
			return false
		}
		if t.kind == textTok {
			all.WriteString(strings.Trim(t.text, "-–—_=*{}"))
		}
		if all.Len() > most {
			return false
		}
	}
	return p.kind == paragraph && pagePattern().MatchString(all.String())
}

// claims splits the text into sentences and hands them to their marks.
func (r *running) claims(out map[string][]string, budget *int, h *habits) {
	if len(r.marks) == 0 {
		return
	}
	stops := map[int]bool{}
	for _, m := range r.marks {
		stops[m.at] = true
	}
	text := string(r.text)
	spans := sentences(text, stops, h)
	k := 0
	var last struct {
		span
		text string
	}
	for _, m := range r.marks {
		// The last sentence that begins before the mark: one that stands
		// after the full stop, or after the space, belongs to it too.
		for k+1 < len(spans) && spans[k+1].start < m.at {
			k++
		}
		if len(spans) == 0 {
			return
		}
		window := around(spans[k], m.at)
		for _, label := range m.labels {
			have := out[label]
			if len(have) >= maxClaims || *budget <= 0 {
				continue
			}
			if last.span != window {
				last.span, last.text = window, cut(text, spans[k], window)
			}
			if s := last.text; s != "" && !slices.Contains(have, s) {
				*budget -= len(s)
				out[label] = append(have, s)
			}
		}
	}
}

// around is the part of a sentence that is shown for a mark: all of it, or the
// one of few overlapping windows that has the mark in its middle.
func around(s span, at int) span {
	if s.end-s.start <= maxClaim {
		return s
	}
	const step = maxClaim / 2
	from := s.start + max(0, (at-s.start)/step*step-step/2)
	return span{from, min(s.end, from+maxClaim)}
}

// bullets are what items of a list begin with where they are written as text.
const bullets = "•◦▪▫▸►‣●○■□∙⁃"

func cut(text string, s, window span) string {
	out := strings.TrimSpace(strings.ToValidUTF8(text[window.start:window.end], ""))
	if item := strings.TrimLeft(out, bullets+" "); len(item) < len(out) {
		out = strings.TrimLeft(item, ". ")
	}
	if window.start > s.start {
		out = "… " + out
	}
	if window.end < s.end {
		out += " …"
	}
	return out
}
