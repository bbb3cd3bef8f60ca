package verdict

import "strings"

// fact tells whether a token carries a fact by itself: a number, a date, a
// negation, a name. One of them changed is an edit, however short.
func (s *stream) fact(i int) bool {
	t := s.tok[i]
	if t.flags&(tokNumber|tokSign|tokEmail) != 0 {
		return true
	}
	c := lexicon().class(s.word(i))
	if c&(classNo|classNumeral|classMonth) != 0 {
		return true
	}
	return s.name(i)
}

// name tells whether a token looks like a name: written with a large letter
// where the position does not ask for one. German nouns are names by this
// rule, which errs on the side of showing a change.
func (s *stream) name(i int) bool {
	t := s.tok[i]
	return t.flags&tokUpper != 0 && t.flags&tokFirst == 0 && lexicon().class(s.word(i))&(classStop|classGlue) == 0
}

// negates tells whether b is a with a negation worked into the word: не-, un-,
// in- before it, or the Kazakh suffix ма/ме/ба/бе/па/пе within it.
func negates(a, b string) bool {
	if a == b {
		return false
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	for _, p := range []string{"не", "без", "бес", "un", "in", "im", "ir", "il", "dis", "non"} {
		if b == p+a && len(a) >= 4 {
			return true
		}
	}
	// The middles that are left between the common beginning and end.
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	for i > 0 && i < len(b) && b[i]&0xC0 == 0x80 {
		i--
	}
	j := 0
	for j < len(a)-i && a[len(a)-1-j] == b[len(b)-1-j] {
		j++
	}
	for j > 0 && b[len(b)-j]&0xC0 == 0x80 {
		j--
	}
	if i < 4 {
		return false
	}
	short, long := a[i:len(a)-j], b[i:len(b)-j]
	switch short {
	case "", "а", "е", "й", "ы", "і", "и":
	default:
		return false
	}
	for _, m := range []string{"ма", "ме", "ба", "бе", "па", "пе"} {
		// ма and its mirror ам: the common beginning may have eaten the first
		// letter of the suffix and given back its like at the end.
		if rest, ok := strings.CutPrefix(long, m); ok && (rest == "" || rest == "й" || rest == "с") {
			return true
		}
	}
	return false
}
