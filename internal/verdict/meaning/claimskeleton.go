package meaning

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// forms are the skeletons of a word of a name: its sounds in Latin letters,
// with what systems of romanisation disagree on merged. Z is zh, S is sh, ch
// and shch; й, ы, і, y and j are i; kh and x are h; ц, ts and tz are c.
type forms struct {
	whole []string // the word as it stands; several where a letter has several sounds
	cut   []string // without a Russian or Kazakh case ending
	stem  string   // a word of Latin letters without its last vowel, which case endings replace
}

// Skeletons are the sounds of a word in small letters, as Latin letters: the same for a
// name however its script was changed. Several where a letter has several sounds.
func Skeletons(word string) []string { return spell(word).whole }

// spell gives the skeletons of a word in small letters.
func spell(word string) forms {
	var out forms
	if utf8.RuneCountInString(word) > 40 {
		return out
	}
	if cyrillicWord(word) {
		out.whole = []string{skeleton(word)}
		for _, stem := range cutEndings(word) {
			if s := skeleton(stem); len(s) >= 3 && s != out.whole[0] && !slices.Contains(out.cut, s) {
				out.cut = append(out.cut, s)
			}
		}
		return out
	}
	plain := latin(word)
	add := func(s string) {
		if s = squeeze(s); s != "" && !slices.Contains(out.whole, s) {
			out.whole = append(out.whole, s)
		}
	}
	s := latinSounds().Replace(plain)
	if strings.Contains(s, "j") {
		add(strings.ReplaceAll(s, "j", "Z"))
	}
	add(strings.ReplaceAll(s, "j", "i"))
	if strings.Contains(plain, "x") {
		add(strings.ReplaceAll(strings.ReplaceAll(latinSounds().Replace(strings.ReplaceAll(plain, "x", "kh")), "j", "i"), "x", "h"))
	}
	if len(out.whole) == 0 {
		return out
	}
	if w := out.whole[0]; strings.HasSuffix(w, "e") && len(w) > 5 {
		out.whole = append(out.whole, w[:len(w)-1]) // Poutine
	}
	if w := out.whole[0]; strings.ContainsAny(w[len(w)-1:], "aeiou") {
		out.stem = w[:len(w)-1]
	}
	return out
}

func cyrillicWord(w string) bool {
	for _, r := range w {
		if r >= 0x400 && r < 0x530 {
			return true
		}
	}
	return false
}

// latin takes the marks off Latin letters.
func latin(w string) string {
	ascii := true
	for i := range len(w) {
		ascii = ascii && w[i] < 0x80
	}
	if ascii {
		return strings.ReplaceAll(w, "'", "")
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(w) {
		switch {
		case r == 'ı':
			b.WriteByte('i')
		case r == 'ł':
			b.WriteByte('l')
		case r == 'ŋ':
			b.WriteByte('n')
		case r == 'ß':
			b.WriteString("ss")
		case r == 0x327: // ş
			b.WriteByte('h')
		case r == 0x30C: // š ž č
			b.WriteByte('h')
		case r < 0x80 && r != '\'':
			b.WriteRune(r)
		}
	}
	return b.String()
}

// latinSounds: the longest first. A c before e, i, y is a ц, else a k.
var latinSounds = sync.OnceValue(func() *strings.Replacer {
	return strings.NewReplacer(
		"shch", "S", "stch", "S", "tsch", "S", "sch", "S", "tch", "S", "sh", "S", "ch", "S",
		"dzh", "Z", "dj", "Z", "zh", "Z", "kh", "h", "gh", "g", "ts", "c", "tz", "c",
		"ck", "k", "cc", "k", "ce", "ce", "ci", "ci", "cy", "ci", "c", "k",
		"ph", "f", "th", "t", "ou", "u", "qu", "k", "q", "k", "x", "ks", "w", "v", "y", "i")
})

const cyrillicSounds = `а a б b в v г g д d е e ё e ж Z з z и i й i к k л l м m н n о o п p р r с s т t у u ф f х h ц c ч S ш S щ S ы i э e ю iu я ia
	ә a ғ g қ k ң n ө o ұ u ү u һ h і i ї i є e ґ g ў u` // ъ and ь have none

var cyrillicSound = sync.OnceValue(func() map[rune]string {
	m := map[rune]string{}
	pairs := strings.Fields(cyrillicSounds)
	for i := 0; i < len(pairs); i += 2 {
		r, _ := utf8.DecodeRuneInString(pairs[i])
		m[r] = pairs[i+1]
	}
	return m
})

// skeleton romanises a Cyrillic word.
func skeleton(w string) string {
	var b strings.Builder
	table := cyrillicSound()
	for _, r := range w {
		if s, ok := table[r]; ok {
			b.WriteString(s)
		} else if r >= 'a' && r <= 'z' {
			b.WriteRune(r)
		}
	}
	return squeeze(strings.ReplaceAll(b.String(), "ts", "c"))
}

// squeeze merges what spellings disagree on: doubled letters, an i before
// another vowel (Tokayev, Токаев), a d before zh (Dzhanabek, Жанабек).
func squeeze(s string) string {
	s = strings.ReplaceAll(s, "dZ", "Z")
	out := make([]byte, 0, len(s))
	for i := range len(s) {
		if n := len(out); n == 0 || out[n-1] != s[i] {
			out = append(out, s[i])
		}
	}
	k := 0
	for i, c := range out {
		if c == 'i' && i+1 < len(out) && strings.IndexByte("aeou", out[i+1]) >= 0 {
			continue
		}
		out[k] = c
		k++
	}
	return string(out[:k])
}

// Case endings of names, of three letters at most, and the adjectives that are
// made of places. Plural -ов is none: it would make Оралов of Орал.
const caseEndings = `а я у ю е и ы о ом ем ой ей ою ею ого его ому ему ым им ам ям ах ях ами ями ую юю ая яя ое ее ые ие ый ий ых их
	ның нің дың дің тың тің ға ге қа ке на не ды ді ты ті ны ні н да де та те нда нде дан ден тан тен нан нен мен бен пен
	дағы дегі тағы тегі сы сі ы і лар лер дар дер тар тер лық лік дық дік тық тік
	ский ская ское ские ского скому ским ском ской скую ских скими`

var endings = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for _, e := range strings.Fields(caseEndings) {
		m[e] = true
	}
	return m
})

// cutEndings gives what is left of a Cyrillic word without each ending it may
// have.
func cutEndings(w string) []string {
	var out []string
	runes := 0
	for i := len(w); i > 0; {
		_, n := utf8.DecodeLastRuneInString(w[:i])
		i -= n
		if runes++; runes > 5 {
			break
		}
		if endings()[w[i:]] {
			out = append(out, w[:i])
		}
	}
	return out
}
