package passage

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"archiver/internal/verdict/lex"
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
func signsAt(s *lex.Stream, i int, r lex.Span, start, end uint32) sayingSigns {
	from, to := start, end
	if i > r.From {
		from = s.Tokens[i-1].End
	}
	if i < r.To {
		to = s.Tokens[i].Start
	}
	if to <= from {
		return sayingSigns{}
	}
	gap := s.Text[from:to]
	if len(gap) == 1 && (gap[0] == ' ' || gap[0] == '\n' || gap[0] == '\t') {
		return sayingSigns{}
	}
	before, after := i > r.From && s.Tokens[i-1].Flags&lex.Number != 0, i < r.To && s.Tokens[i].Flags&lex.Number != 0
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
		case kind == signNone && k == 0 && (c == '+' || c == '-' || c == '−' || c == '–') && i > r.From && grade(s, i-1, c) && !startsWord(gap[k+utf8.RuneLen(c):], i < r.To):
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
			if kind == signNone && aloneInCell(s, int(from)+k, c) {
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
		cell := aloneInCell(s, int(from)+k, c)
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
			if cell || i > r.From && !strings.ContainsAny(gap[:k], "\n") && s.Text[s.Tokens[i-1].End:][:1] != "\n" {
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
func grade(s *lex.Stream, i int, sign rune) bool {
	t := s.Tokens[i]
	if t.Flags&lex.Number != 0 {
		return sign == '+'
	}
	w := s.Text[t.Start:t.End]
	return len(w) <= 3 && t.Flags&lex.Upper != 0 && strings.ToUpper(w) == w && unicode.IsLetter(rune(w[0]))
}

// aloneInCell tells whether a sign stands in a cell of a table by itself.
func aloneInCell(s *lex.Stream, at int, c rune) bool {
	before := strings.TrimRight(s.Text[:at], " \u00a0\ufe0f")
	after := strings.TrimLeft(s.Text[at+utf8.RuneLen(c):], " \u00a0\ufe0f")
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

// SignsApart gives the place where two blocks of the same words differ in a sign that
// says something.
func SignsApart(s *lex.Stream, x lex.Block, t *lex.Stream, y lex.Block, heading bool) (old, now string, ok bool) {
	cut := func(s *lex.Stream, b lex.Block, i int) string {
		from, to := max(b.From, b.From+i-3), min(b.To, b.From+i+3)
		start, end := s.Tokens[from].Start, s.Tokens[to-1].End
		if from == b.From {
			start = b.Start
		}
		if to == b.To {
			end = min(b.End, uint32(len(s.Text)))
		}
		return strings.Join(strings.Fields(s.Text[start:end]), " ")
	}
	for i := 0; i <= x.Len(); i++ {
		p, q := signsAt(s, x.From+i, x.Span, x.Start, min(x.End, uint32(len(s.Text)))), signsAt(t, y.From+i, y.Span, y.Start, min(y.End, uint32(len(t.Text))))
		if p.differ(q) {
			return cut(s, x, i), cut(t, y, i), true
		}
	}
	if heading && asks(s, x) != asks(t, y) {
		return cut(s, x, x.Len()), cut(t, y, y.Len()), true
	}
	if i := doubts(s, x, t, y); i >= 0 {
		return cut(s, x, i), cut(t, y, i), true
	}
	return "", "", false
}

// asks tells whether a line ends with a question mark.
func asks(s *lex.Stream, b lex.Block) bool {
	t := strings.TrimRight(s.Text[s.Tokens[b.To-1].End:min(int(b.End), len(s.Text))], " \t\u00a0\"'»”’)")
	return strings.HasSuffix(t, "?") || strings.HasSuffix(t, "？") || strings.HasSuffix(t, "؟")
}

// doubts gives the place in two blocks of the same words where one to three words with
// small letters are in quotation marks in one and not in the other: the "election".
// Names are written with and without; -1 if there is none.
func doubts(s *lex.Stream, x lex.Block, t *lex.Stream, y lex.Block) int {
	if x.Len() < 4 {
		return -1
	}
	p, q := quoted(s, x), quoted(t, y)
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
func quoted(s *lex.Stream, b lex.Block) (out [][2]int) {
	const marks = "\"“”„«»"
	open := -1
	for i := b.From; i <= b.To; i++ {
		from, to := b.Start, min(b.End, uint32(len(s.Text)))
		if i > b.From {
			from = s.Tokens[i-1].End
		}
		if i < b.To {
			to = s.Tokens[i].Start
		}
		gap := s.Text[from:max(from, to)]
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
				small = small && s.Tokens[k].Flags&(lex.Upper|lex.Number) == 0
			}
			if small && i-open < b.Len()-1 {
				out = append(out, [2]int{open - b.From, i - b.From})
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

// mostTurned bounds the places of a passage that are looked at.
const mostTurned = 500

// signsTurned finds a passage by its words where they stand with other signs wherever they do:
// ≥ for ≤.
func signsTurned(s *lex.Stream, q *lex.Stream, loose bool) (lex.Span, bool) {
	from, found, first := 0, false, lex.Span{}
	for n := 0; n < mostTurned; n++ {
		at, ok := verbatimFrom(s, q.Norm, loose, from)
		if !ok {
			break
		}
		if !otherSigns(s, at, q) {
			return lex.Span{}, false
		}
		if !found {
			found, first = true, at
		}
		from = int(s.Tokens[at.From].Norm) + 1
	}
	return first, found
}

// otherSigns tells whether the words of a passage stand with other signs between them.
func otherSigns(s *lex.Stream, at lex.Span, q *lex.Stream) bool {
	if at.Len() != len(q.Tokens) {
		return false // words that were split or joined: nothing can be told
	}
	r := lex.Span{From: 0, To: len(q.Tokens)}
	around := lex.Span{From: max(0, at.From-1), To: min(len(s.Tokens), at.To+1)}
	start, end := s.Tokens[around.From].Start, s.Tokens[around.To-1].End
	if around.From == at.From {
		start = 0
	}
	if around.To == at.To {
		end = uint32(len(s.Text))
	}
	for i := 0; i <= len(q.Tokens); i++ {
		p := signsAt(q, i, r, 0, uint32(len(q.Text)))
		t := signsAt(s, at.From+i, around, start, end)
		if i == 0 || i == len(q.Tokens) {
			if p.is != "" && t.is != "" && p.is != t.is && !strings.HasSuffix(t.is, p.is) {
				return true
			}
			continue
		}
		if p.is != t.is && p.differ(t) && !strings.ContainsAny(s.Text[s.Tokens[at.From+i-1].End:s.Tokens[at.From+i].Start], "\n") {
			return true
		}
	}
	return false
}
