package verdict

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Signs that say something, between the words: a limit's ≤, a check mark in a table, a
// grade's plus, the arrow before a figure. They are no words, since most signs of a page
// are ornament: bullets, separators, arrows of links. What a sign says is told by where
// it stands, and two texts with the same words are compared by them.

// signKind is what signs are there for.
type signKind uint8

const (
	signNone    signKind = iota
	signCompare          // < ≤ ≈ ±, and × ÷ between numbers
	signCheck            // ✓ ✗ 👍 ❌, flags and coloured disks
	signBullet           // ● ○: a bullet at the start of a line
	signTrend            // ↑ ▼: beside a figure, or alone in a cell
	signStar             // stars, which are counted
	signGrade            // the plus or minus of A+ or 50+
	signRange            // what stands between two figures
)

// signs are the signs that say something, by what they say: those on a line say the same.
var signs = func() map[rune]struct {
	kind signKind
	is   rune
} {
	m := map[rune]struct {
		kind signKind
		is   rune
	}{}
	for _, l := range []struct {
		kind  signKind
		lines string
	}{
		{signCompare, "< ＜\n> ＞\n≤ ≦ ⩽\n≥ ≧ ⩾\n≈ ~ ∼ ≅\n≠\n=\n±\n× ✕\n÷"},
		{signCheck, "✓ ✔ ✅ ☑ 🗹\n✗ ✘ ❌ ✖ ☒ ❎\n☐\n👍\n👎\n⚠\n🚫 ⛔\n🔴 🟥\n🟢 🟩\n🟡 🟨\n🟠 🟧\n🔵 🟦"},
		{signBullet, "● ⬤ ■ ◼\n○ ◯ □ ◻\n◐ ◑"},
		{signTrend, "↑ ▲ ⬆ 🔺\n↓ ▼ ⬇ 🔻\n→ ➡\n← ⬅\n↗\n↘"},
		{signStar, "★ ⭐\n☆"},
	} {
		for line := range strings.SplitSeq(l.lines, "\n") {
			first, _ := utf8.DecodeRuneInString(line)
			for _, f := range strings.Fields(line) {
				r, _ := utf8.DecodeRuneInString(f)
				m[r] = struct {
					kind signKind
					is   rune
				}{l.kind, first}
			}
		}
	}
	return m
}()

// sayingSigns are the signs between two words that say something there, as one string
// each, and whether one that comes or goes says something too.
type sayingSigns struct {
	is    string
	alone bool
}

// signsAt gives the signs before token i, or behind the last one for i at the end of r,
// no further than the ends of the text given.
func (s *stream) signsAt(i int, r span, start, end uint32) sayingSigns {
	from, to := start, end
	if i > r.from {
		from = s.tok[i-1].end
	}
	if i < r.to {
		to = s.tok[i].start
	}
	if to <= from {
		return sayingSigns{}
	}
	gap := s.text[from:to]
	if len(gap) == 1 && (gap[0] == ' ' || gap[0] == '\n' || gap[0] == '\t') {
		return sayingSigns{}
	}
	before, after := i > r.from && s.tok[i-1].flags&tokNumber != 0, i < r.to && s.tok[i].flags&tokNumber != 0
	if before && after {
		switch strings.Trim(gap, " \u00a0\u2009") {
		case "–", "-", "—", "−", "‑", "‒":
			return sayingSigns{is: "–"}
		case ",", ";":
			return sayingSigns{is: ","}
		}
	}
	var out sayingSigns
	stars := 0
	for k, c := range gap {
		sign := signs[c]
		kind := sign.kind
		is := sign.is
		switch {
		case kind == signNone && c >= 0x1F1E6 && c <= 0x1F1FF:
			kind, is = signCheck, c
		case kind == signNone && k == 0 && (c == '+' || c == '-' || c == '−' || c == '–') && i > r.from && s.grade(i-1, c) && !startsWord(gap[k+utf8.RuneLen(c):], i < r.to):
			kind, is = signGrade, c
			if c != '+' {
				is = '-'
			}
		case kind == signNone && (c == '+' || c == '−' || c == '-') && after && k+utf8.RuneLen(c) == len(gap) && !before && (k == 0 || strings.ContainsRune(" \t\n(", rune(gap[k-1]))):
			kind, is = signGrade, c
			if c != '+' {
				is = '-'
			}
			// Without it a figure says the same as with a plus, and a telephone number
			// too; a minus that goes is a token of its own.
			out.is += string(is)
			continue
		}
		if c == '+' || c == '−' || c == '-' || c == '–' {
			if kind == signNone && s.aloneInCell(int(from)+k, c) {
				// Yes and no; a dash that comes or goes is a cell without a figure.
				if c != '+' {
					c = '-'
				}
				out.is += string(c)
				continue
			}
		}
		if kind == signNone {
			continue
		}
		cell := s.aloneInCell(int(from)+k, c)
		rest := strings.TrimLeft(gap[k+utf8.RuneLen(c):], " \u00a0")
		switch kind {
		case signCompare:
			if !(after && rest == "") {
				// Between words > may be the sign of a path, = of a list.
				if !after || c == '=' {
					if cell {
						break
					}
				}
				out.is += string(is)
				continue
			}
			out.is, out.alone = out.is+string(is), out.alone || c != '='
			continue
		case signCheck:
			out.is, out.alone = out.is+string(is), out.alone || cell
			continue
		case signBullet:
			if cell || i > r.from && !strings.ContainsAny(gap[:k], "\n") && s.text[s.tok[i-1].end:][:1] != "\n" {
				out.is, out.alone = out.is+string(is), out.alone || cell
			}
			continue
		case signTrend:
			if cell || after || before && k <= 1 {
				out.is += string(is)
			}
			continue
		case signStar:
			stars++
			out.is += string(is)
			continue
		case signGrade:
			out.is, out.alone = out.is+string(is), true
			continue
		}
	}
	if stars == 1 && out.is != "" && utf8.RuneCountInString(out.is) == 1 {
		out.is = "★" // one star is a button: it is filled or not
	}
	return out
}

// startsWord tells whether what follows a sign is glued to it.
func startsWord(rest string, more bool) bool { return rest == "" && more }

// grade tells whether a plus or minus may belong to a token: A+, BB−, 50+.
func (s *stream) grade(i int, sign rune) bool {
	t := s.tok[i]
	if t.flags&tokNumber != 0 {
		return sign == '+'
	}
	w := s.text[t.start:t.end]
	return len(w) <= 3 && t.flags&tokUpper != 0 && strings.ToUpper(w) == w && unicode.IsLetter(rune(w[0]))
}

// aloneInCell tells whether a sign stands in a cell of a table by itself.
func (s *stream) aloneInCell(at int, c rune) bool {
	before := strings.TrimRight(s.text[:at], " \u00a0\ufe0f")
	after := strings.TrimLeft(s.text[at+utf8.RuneLen(c):], " \u00a0\ufe0f")
	tab := strings.HasSuffix(before, "\t") || strings.HasPrefix(after, "\t")
	return tab && (before == "" || strings.ContainsAny(before[len(before)-1:], "\t\n")) && (after == "" || after[0] == '\t' || after[0] == '\n')
}

// differ tells whether one says something else than the other.
func (a sayingSigns) differ(b sayingSigns) bool {
	if a.is == b.is {
		return false
	}
	return a.is != "" && b.is != "" || a.is != "" && a.alone || b.is != "" && b.alone
}

// tellSigns adds the signs that became others where the words around stayed.
func (c *comparison) tellSigns(a, b *Prepared) {
	const most = 20
	s, t := a.base(), b.base()
	where := map[uint64][]int{}
	for j, x := range t.blocks {
		h := t.blockHash(x)
		where[h] = append(where[h], j)
	}
	seen := map[uint64]int{}
	count := map[uint64]int{}
	for _, x := range s.blocks {
		count[s.blockHash(x)]++
	}
	for _, x := range s.blocks {
		h := s.blockHash(x)
		k := seen[h]
		seen[h]++
		if len(where[h]) != count[h] || len(c.edits) >= most {
			continue
		}
		y := t.blocks[where[h][k]]
		if x.len() != y.len() || s.text[x.start:min(int(x.end), len(s.text))] == t.text[y.start:min(int(y.end), len(t.text))] {
			continue
		}
		old, now, ok := s.signsApart(x, t, y, a.headings()[s.headingHash(x)])
		if !ok {
			continue
		}
		c.significant = true
		c.lost++
		c.gained++
		c.edits = append(c.edits, edit{old: old, now: now, fact: true, words: 1})
	}
}

// headingHash is the hash by which headings are known.
func (s *stream) headingHash(b block) uint64 {
	h := uint64(fnvOffset)
	for i := b.from; i < b.to; i++ {
		h = (h ^ s.tok[i].hash) * mixPrime
	}
	return h
}

// signsApart gives the place where two blocks of the same words differ in a sign that
// says something.
func (s *stream) signsApart(x block, t *stream, y block, heading bool) (old, now string, ok bool) {
	cut := func(s *stream, b block, i int) string {
		from, to := max(b.from, b.from+i-3), min(b.to, b.from+i+3)
		start, end := s.tok[from].start, s.tok[to-1].end
		if from == b.from {
			start = b.start
		}
		if to == b.to {
			end = min(b.end, uint32(len(s.text)))
		}
		return strings.Join(strings.Fields(s.text[start:end]), " ")
	}
	for i := 0; i <= x.len(); i++ {
		p, q := s.signsAt(x.from+i, x.span, x.start, min(x.end, uint32(len(s.text)))), t.signsAt(y.from+i, y.span, y.start, min(y.end, uint32(len(t.text))))
		if p.differ(q) {
			return cut(s, x, i), cut(t, y, i), true
		}
	}
	if heading && s.asks(x) != t.asks(y) {
		return cut(s, x, x.len()), cut(t, y, y.len()), true
	}
	if i := s.doubts(x, t, y); i >= 0 {
		return cut(s, x, i), cut(t, y, i), true
	}
	return "", "", false
}

// asks tells whether a line ends with a question mark.
func (s *stream) asks(b block) bool {
	t := strings.TrimRight(s.text[s.tok[b.to-1].end:min(int(b.end), len(s.text))], " \t\u00a0\"'»”’)")
	return strings.HasSuffix(t, "?") || strings.HasSuffix(t, "？") || strings.HasSuffix(t, "؟")
}

// doubts gives the place in two blocks of the same words where one to three words with
// small letters are in quotation marks in one and not in the other: the "election".
// Names are written with and without; -1 if there is none.
func (s *stream) doubts(x block, t *stream, y block) int {
	if x.len() < 4 {
		return -1
	}
	p, q := s.quoted(x), t.quoted(y)
	other := func(list, of [][2]int) int {
		for _, r := range list {
			if !slices.Contains(of, r) && r[1]-r[0] <= 3 {
				return r[0]
			}
		}
		return -1
	}
	if len(p) == len(q) {
		return -1
	}
	if len(p) > len(q) {
		return other(p, q)
	}
	return other(q, p)
}

// quoted are the runs of small words within a block that stand in quotation marks.
func (s *stream) quoted(b block) (out [][2]int) {
	const marks = "\"“”„«»"
	open := -1
	for i := b.from; i <= b.to; i++ {
		from, to := b.start, min(b.end, uint32(len(s.text)))
		if i > b.from {
			from = s.tok[i-1].end
		}
		if i < b.to {
			to = s.tok[i].start
		}
		gap := s.text[from:max(from, to)]
		n := 0
		for _, r := range gap {
			if strings.ContainsRune(marks, r) {
				n++
			}
		}
		if n == 0 {
			continue
		}
		if n == 1 && open >= 0 {
			small := true
			for k := open; k < i; k++ {
				small = small && s.tok[k].flags&(tokUpper|tokNumber) == 0
			}
			if small && i-open < b.len()-1 {
				out = append(out, [2]int{open - b.from, i - b.from})
			}
			open = -1
			continue
		}
		open = -1
		if n == 1 {
			open = i
		}
	}
	return out
}

// turned finds a passage by its words where they stand with other signs wherever they do:
// ≥ for ≤.
func (s *stream) turned(q *stream, loose bool) (span, bool) {
	from, found, first := 0, false, span{}
	for n := 0; n < mostLooks; n++ {
		at, ok := s.verbatimFrom(q.norm, loose, from)
		if !ok {
			break
		}
		if !s.otherSigns(at, q) {
			return span{}, false
		}
		if !found {
			found, first = true, at
		}
		from = int(s.tok[at.from].norm) + 1
	}
	return first, found
}

// otherSigns tells whether the words of a passage stand with other signs between them.
func (s *stream) otherSigns(at span, q *stream) bool {
	if at.len() != len(q.tok) {
		return false // words that were split or joined: nothing can be told
	}
	r := span{0, len(q.tok)}
	around := span{max(0, at.from-1), min(len(s.tok), at.to+1)}
	start, end := s.tok[around.from].start, s.tok[around.to-1].end
	if around.from == at.from {
		start = 0
	}
	if around.to == at.to {
		end = uint32(len(s.text))
	}
	for i := 0; i <= len(q.tok); i++ {
		p := q.signsAt(i, r, 0, uint32(len(q.text)))
		t := s.signsAt(at.from+i, around, start, end)
		if i == 0 || i == len(q.tok) {
			if p.is != "" && t.is != "" && p.is != t.is && !strings.HasSuffix(t.is, p.is) {
				return true
			}
			continue
		}
		if p.is != t.is && p.differ(t) && !strings.ContainsAny(s.text[s.tok[at.from+i-1].end:s.tok[at.from+i].start], "\n") {
			return true
		}
	}
	return false
}
