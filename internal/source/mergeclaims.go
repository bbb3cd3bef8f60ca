package source

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
)

// claimed warns of the sentences that carry a footnote's mark, where the report's are
// not the manifest's any more: these are kept as they stand.
func (e *editor) claimed(old, now Footnote, node ast.Node) {
	if len(old.Claims) == 0 {
		return // a person may have taken them out
	}
	line := where(node).line
	if list, ok := value(node.(*ast.MappingNode), "claims").(*ast.SequenceNode); ok {
		line = where(list).line
	}
	warn := func(format string, args ...any) {
		e.warnings = append(e.warnings, Warning{Line: line, Msg: fmt.Sprintf(format, args...)})
	}
	gone, fresh := unsaid(old.Claims, now.Claims), unsaid(now.Claims, old.Claims)
	for _, was := range gone {
		if i := slices.IndexFunc(fresh, func(is string) bool { return cutAnew(was, is) }); i >= 0 {
			fresh = slices.Delete(fresh, i, i+1)
			continue
		}
		i := nearestClaim(was, fresh)
		switch {
		case i >= 0:
			a, b := differing(was, fresh[i])
			warn("footnote %s: the report's sentence has changed, from “%s” to “%s”: the old one is kept under claims", old.Number, a, b)
			fresh = append(fresh[:i:i], fresh[i+1:]...)
		case len(fresh) > 0: // most often somebody's own words for it
			if e.reworded == nil {
				e.rewordedAt = line
			}
			e.reworded = append(e.reworded, string(old.Number))
			return
		default:
			warn("footnote %s: the report no longer has the sentence “%s”: kept under claims", old.Number, clipTo(was, 60))
		}
	}
	for _, is := range fresh {
		warn("footnote %s: the report has another sentence with its mark, “%s”: it is not added under claims", old.Number, clipTo(is, 60))
	}
}

// rewordings warns, in one line, of the footnotes whose claims are no sentences of the
// report, or of none that is there now: which of the two cannot be told.
func (e *editor) rewordings() {
	if len(e.reworded) == 0 {
		return
	}
	const most = 10
	which := strings.Join(e.reworded[:min(most, len(e.reworded))], ", ")
	if n := len(e.reworded) - most; n > 0 {
		which += fmt.Sprintf(" and %d more", n)
	}
	s := "s"
	if len(e.reworded) == 1 {
		s = ""
	}
	e.warnings = append(e.warnings, Warning{Line: e.rewordedAt, Msg: fmt.Sprintf("footnote%s %s: under claims stand other words than the report's, a person's own, or the report has changed; they are kept", s, which)})
}

// unsaid lists the sentences that say what none of the others does.
func unsaid(list, others []string) (out []string) {
	known := map[string]bool{}
	for _, s := range others {
		known[saying(s)] = true
	}
	for _, s := range list {
		if !known[saying(s)] {
			out = append(out, s)
		}
	}
	return out
}

// saying is a sentence without what two readings of one report may write in two ways,
// such as quotation marks, hyphens and spaces. What a number is made of stays.
func saying(s string) string {
	rs := []rune(s)
	digit := func(i int) bool { return i >= 0 && i < len(rs) && unicode.IsDigit(rs[i]) }
	var b strings.Builder
	for i, r := range rs {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r), unicode.IsSymbol(r), r == '%':
			b.WriteRune(r)
		case (r == '.' || r == ',' || r == ':' || r == '/') && digit(i-1) && digit(i+1):
			b.WriteRune(r)
		case unicode.Is(unicode.Pd, r) && digit(i+1):
			b.WriteByte('-')
		}
	}
	return b.String()
}

// cutAnew reports that one of two claims is the other and whole sentences beside it: the
// text is the same, and we have learned better where its sentences end.
func cutAnew(a, b string) bool {
	if len(a) < len(b) {
		a, b = b, a
	}
	stopped := func(s string) bool {
		last, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(s, func(r rune) bool { return closes(r) || r == '«' }))
		return ends(last)
	}
	before, after, found := strings.Cut(a, b)
	head := strings.TrimRight(before, " ")
	return found && (before == "" || head != before && stopped(head)) &&
		(after == "" || strings.HasPrefix(after, " ") && stopped(b))
}

// nearestClaim is the index of the sentence that shares most words with another one;
// -1: none shares half of the longer one's.
func nearestClaim(s string, list []string) int {
	all := strings.Fields(strings.ToLower(s))
	words := map[string]bool{}
	for _, w := range all {
		words[w] = true
	}
	best, most := -1, 0
	for i, o := range list {
		n, others := 0, strings.Fields(strings.ToLower(o))
		for _, w := range others {
			if words[w] {
				n++
			}
		}
		if n > most && 2*n >= max(len(all), len(others)) {
			best, most = i, n
		}
	}
	return best
}

// differing shortens two sentences to where they begin to differ, and a little before.
func differing(a, b string) (string, string) {
	x, y := strings.Fields(a), strings.Fields(b)
	same := 0
	for same < len(x) && same < len(y) && x[same] == y[same] {
		same++
	}
	from := max(0, same-4)
	cut := func(words []string) string {
		s := strings.Join(words[min(from, len(words)):], " ")
		if from > 0 {
			s = "… " + s
		}
		return clipTo(s, 60)
	}
	return cut(x), cut(y)
}

// clipTo cuts a text after n characters.
func clipTo(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return strings.TrimSpace(string([]rune(s)[:n-1])) + "…"
}
