package source

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// habits is what a report's own text shows of how it sets full stops: no list knows all
// abbreviations of all languages, but no sentence begins with a small letter.
type habits struct {
	// ordinals: small numbers with a full stop go on in small letters, as in "am 3. des
	// Monats" or "12. maddesi".
	ordinals bool
	// short are the words that stand with a full stop only, and go on behind it.
	short map[string]bool
	// bare are short words that stand without a full stop.
	bare map[string]bool
}

// isClipped reports a word that looks like an abbreviation, and is nowhere used as
// another one.
func (h *habits) isClipped(word string) bool {
	return clipped(word) && !(h != nil && h.bare[word])
}

// isShort reports that the report uses a word as an abbreviation.
func (h *habits) isShort(word string) bool { return h != nil && h.short[word] }

// ordinal reports that a number with a full stop may be an ordinal one.
func (h *habits) ordinal(word string) bool {
	return h != nil && h.ordinals && len(word) <= 2 && isDigits(word)
}

// endsNamed reports that before a number stands a name, or nothing: "Yargıtay 3. Ceza Dairesi".
// Behind other words a number may end a sentence, and a capital begin the next.
func endsNamed(s string) bool {
	s = strings.TrimRight(s, " ")
	r, _ := utf8.DecodeRuneInString(s[strings.LastIndexByte(s, ' ')+1:])
	return s == "" || unicode.IsUpper(r)
}

// maxShort bounds an abbreviation in letters, and mostShort how many are looked for.
const (
	maxShort  = 7
	mostShort = 20000
)

// habitsOf reads them off a report's text.
func habitsOf(flow []passage) *habits {
	h := &habits{short: map[string]bool{}, bare: map[string]bool{}}
	numbers := 0
	for _, p := range flow {
		first := true // of the passage: "1. the parties" is an item of a list
		item := 0     // the last one of a list within the text: "1. the law; 2. the court"
		for _, t := range p.toks {
			if t.kind != textTok {
				continue
			}
			eachStop(t.text, func(word, rest string, at int) {
				next, _ := utf8.DecodeRuneInString(rest)
				if isDigits(word) {
					switch n, _ := strconv.Atoi(word); {
					case len(word) > 2 || !small(next):
					case n == item+1:
						item = n
					case !(first && strings.TrimSpace(t.text[:at-len(word)]) == ""):
						numbers++
					}
					return
				}
				if shortWord(word) && smallWord(rest) && len(h.short) < mostShort {
					h.short[word] = true
				}
			})
			first = false
		}
	}
	h.ordinals = numbers > 1
	h.words(flow)
	return h
}

// words finds what stands without a full stop, and so is a word.
func (h *habits) words(flow []passage) {
	bare := func(word string) {
		delete(h.short, word)
		if len(h.bare) < mostShort && len(word) <= 4*maxShort && utf8.RuneCountInString(word) <= maxShort {
			h.bare[word] = true
		}
	}
	for _, p := range flow {
		for _, t := range p.toks {
			if t.kind != textTok {
				continue
			}
			start := -1
			for i, r := range t.text {
				switch letter := unicode.IsLetter(r); {
				case letter && start < 0:
					start = i
				case !letter && start >= 0:
					if r != '.' {
						bare(t.text[start:i])
					}
					start = -1
				}
			}
			if start >= 0 && len(p.toks) == 1 {
				bare(t.text[start:])
			}
		}
	}
}

// eachStop calls f for each single full stop in a text that a blank follows, with the
// word before it, what stands behind the blank, and where the stop is.
func eachStop(s string, f func(word, rest string, at int)) {
	for i := 0; ; i++ {
		k := strings.Index(s[i:], ". ")
		if k < 0 {
			return
		}
		i += k
		if word := lastToken(s[:i]); word != "" {
			f(word, strings.TrimLeft(s[i+1:min(len(s), i+16)], " "), i)
		}
	}
}

// shortWord reports a word of few letters, all small but for the first.
func shortWord(s string) bool {
	n := 0
	for _, r := range s {
		if n++; !unicode.IsLower(r) && (n > 1 || !unicode.IsUpper(r)) || n > maxShort {
			return false
		}
	}
	return n > 1
}

// startsSmall reports that a text goes on with a small letter, and no name as "iPhone".
func startsSmall(s string) bool {
	first, size := utf8.DecodeRuneInString(s)
	second, _ := utf8.DecodeRuneInString(s[size:])
	return small(first) && !unicode.IsUpper(second)
}

// small reports a small letter of a script that has capitals as well: Georgian begins its
// sentences with the only letters that it has, which Unicode calls small.
func small(r rune) bool { return unicode.IsLower(r) && !unicode.Is(unicode.Georgian, r) }

// smallWord reports that a text goes on with a word in small letters, which no address
// and no name is: "al-Qasim".
func smallWord(s string) bool {
	word, _, _ := strings.Cut(s, " ")
	word = strings.TrimRight(word, ".,;:)")
	return startsSmall(s) && !strings.ContainsFunc(word, unicode.IsUpper) && !strings.ContainsAny(word, "/.:@")
}

// headless reports that what stands before a full stop is no sentence, but the beginning
// of one: a short word behind an article or a preposition, or alone before a number. Before
// a word it may be all that is said: "Yes."
func (h *habits) headless(s, word string, digit bool) bool {
	letters := 5
	if first, _ := utf8.DecodeRuneInString(word); !digit && !unicode.IsUpper(first) {
		letters = 3 // "In court. Judges laughed"
	}
	s = s[strings.LastIndexByte(s, '|')+1:] // of a row, its cell
	if len(s) >= 40 || h != nil && h.bare[word] {
		return false
	}
	if last, _ := utf8.DecodeLastRuneInString(word); unicode.Is(unicode.Cyrillic, last) && strings.ContainsRune(vowels, last) {
		return false // they are cut behind a consonant
	}
	before := strings.Fields(strings.TrimSuffix(s, word))
	if len(before) == 2 && openers()[strings.ToLower(before[0])] && isDigits(before[1]) {
		return startsSmall(word) && utf8.RuneCountInString(word) <= letters // "У 2018 р. Укравтодор"
	}
	return utf8.RuneCountInString(word) <= letters && shortWord(word) &&
		(len(before) == 0 && digit || len(before) == 1 && openers()[strings.ToLower(before[0])])
}

// vowels are those of the Latin and Cyrillic scripts, without accents and with.
const vowels = "aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýÿāăąēėęěīįıōőœūůűųаеёиоуыэюяәіөұүїє"

// clipped reports a word that can't be spoken, as abbreviations are: "md", "Bkz". In
// Czech and its like words do with an r or l; capitals alone are a name, "CC", or several:
// "MPs".
func clipped(word string) bool {
	if many := strings.TrimSuffix(word, "s"); len(many) > 1 && many != word && strings.ToUpper(many) == many {
		return false
	}
	n, lower, inner := 0, false, false
	for _, r := range word {
		if !unicode.In(r, unicode.Latin, unicode.Cyrillic) || strings.ContainsRune(vowels, unicode.ToLower(r)) {
			return false
		}
		lower = unicode.IsLower(r) // the last one
		inner = inner || n > 0 && unicode.IsUpper(r)
		n++
	}
	return n > 1 && n < 6 && lower && (n == 2 || inner || !strings.ContainsAny(word, "rlRLрлРЛ"))
}

// doubled reports a letter twice, as Spanish abbreviates plurals: "EE. UU.".
func doubled(word string) bool {
	a, size := utf8.DecodeRuneInString(word)
	return size > 0 && size < len(word) && unicode.IsUpper(a) && word[size:] == word[:size]
}
