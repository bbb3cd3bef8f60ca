package source

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A page may hold a note twice: where the reader finds it, and right behind its mark, for
// a box that opens when the mark is touched. The second is no part of the text.

// leastShown is how long in bytes a note must be to be known again.
const leastShown = 12

// dropShown takes out of the text what stands behind a mark and says what its note says.
func (l *layout) dropShown() {
	said, tails := map[string]string{}, map[string]string{} // in letters, and what is behind the last
	for _, n := range l.notes {
		text := plainSaid(n.toks)
		if own := letters(text); len(own) >= leastShown {
			said[n.label] = own
			tails[n.label] = text[1+strings.LastIndexFunc(text, func(r rune) bool { return letters(string(r)) != "" }):]
		}
	}
	if len(said) == 0 {
		return
	}
	for _, p := range l.flow {
		for i, t := range p.toks {
			if t.kind != markTok || len(l.labels(t.mark)) != 1 {
				continue
			}
			want := said[l.labels(t.mark)[0]]
			if want == "" {
				continue
			}
			if k, off := behindSaid(p.toks, i+1, want); k > 0 && boxed(p.toks, i, k, off) {
				for at := i + 1; at < k; at++ {
					p.toks[at] = tok{kind: textTok, line: p.toks[at].line, end: p.toks[at].end}
				}
				rest := p.toks[k].text[off:]
				p.toks[k].text = strings.TrimPrefix(rest, tails[l.labels(t.mark)[0]])
			}
		}
	}
}

// boxed reports that what stands behind the mark ts[i], up to byte off of ts[k], is a box
// and not the next sentence, which may begin with the name that is all of the note: "[1]
// Human Rights Watch said". A box touches its mark, or holds an address, and the sentence
// after it begins anew.
func boxed(ts []tok, i, k, off int) bool {
	address, touches := false, true
	for j := i + 1; j <= k; j++ {
		if ts[j].kind == textTok {
			touches = touches && (j > i+1 || !strings.HasPrefix(ts[j].text, " "))
			address = address || strings.Contains(ts[j].text, "://")
		}
	}
	if !touches && !address {
		return false
	}
	before := ' '
	for j := i - 1; j >= 0 && before == ' '; j-- {
		if s := strings.TrimRight(ts[j].text, " "); ts[j].kind == textTok && s != "" {
			before, _ = utf8.DecodeLastRuneInString(s)
		}
	}
	rest := strings.TrimLeft(ts[k].text[off:], " ")
	for j := k + 1; j < len(ts) && rest == ""; j++ {
		if ts[j].kind == textTok {
			rest = strings.TrimLeft(ts[j].text, " ")
		}
	}
	anew := rest == "" || !startsSmall(rest) && (rest[0] != ',' || !ends(before))
	return anew || !ends(before) && !closes(before)
}

// behindSaid is the token, and the byte in it, behind what says the same as a note; 0: the
// text says something else.
func behindSaid(ts []tok, from int, want string) (k, off int) {
	for k := from; k < len(ts) && ts[k].kind != markTok; k++ {
		if ts[k].kind != textTok {
			continue
		}
		for off, r := range ts[k].text {
			word := unicode.IsLetter(r) || unicode.IsDigit(r)
			switch {
			case want == "" && !word:
				return k, off
			case want == "":
				return 0, 0 // within a word
			case !word:
			case !strings.HasPrefix(want, string(r)):
				return 0, 0
			default:
				want = want[len(string(r)):]
			}
		}
		if want == "" {
			return k, len(ts[k].text)
		}
	}
	return 0, 0
}

// plainSaid is what a note says, its own number and the way back left out.
func plainSaid(ts []tok) string {
	var out strings.Builder
	for _, t := range ts {
		if t.kind == textTok {
			out.WriteString(t.text)
		}
	}
	return strings.TrimRight(out.String(), " "+wayBack)
}

// letters are those of a text, and its digits.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}
