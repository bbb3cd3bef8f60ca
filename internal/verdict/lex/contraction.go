package lex

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// Spelling merges the two ways to spell English words: organisation, programme,
// colour, travelled. What it makes of other words is no matter.
func Spelling(w string) string {
	const least = 6
	if len(w) < least || w[0] >= utf8.RuneSelf {
		return w
	}
	if stem, ok := strings.CutSuffix(w, "re"); ok {
		w = stem + "er"
	}
	return spellings().Replace(w)
}

var spellings = sync.OnceValue(func() *strings.Replacer {
	return strings.NewReplacer("z", "s", "our", "or", "mme", "m", "ll", "l", "ogue", "og", "ence", "ense", "oe", "e", "ae", "e")
})

// Contraction gives the words that token i was drawn together from, nil for none.
func (s *Stream) Contraction(i int) []string {
	w := s.Word(i)
	if w == "cannot" {
		return []string{"can", "not"}
	}
	raw := s.Text[s.Tokens[i].Start:s.Tokens[i].End]
	if len(raw) == len(w) || !strings.ContainsFunc(raw, isApostrophe) {
		// It is, I am: an apostrophe behind two letters parts two words.
		if i > 0 && len(w) <= 2 && s.Tokens[i].Start > s.Tokens[i-1].End && s.apostropheBetween(i-1, i) {
			if long := drawn(w, s.Word(i-1)); long != "" {
				return []string{long}
			}
		}
		return nil
	}
	raw = strings.ToLower(raw)
	if stem, ok := strings.CutSuffix(w, "nt"); ok && strings.HasSuffix(strings.TrimSuffix(raw, "t"), raw[len(stem)+1:len(raw)-1]) {
		switch stem {
		case "wo":
			stem = "will"
		case "ca":
			stem = "can"
		case "sha":
			stem = "shall"
		}
		return []string{stem, "not"}
	}
	at := strings.LastIndexFunc(raw, isApostrophe)
	_, size := utf8.DecodeRuneInString(raw[at:])
	end := raw[at+size:]
	if stem, ok := strings.CutSuffix(w, end); ok {
		if long := drawn(end, stem); long != "" {
			return []string{stem, long}
		}
	}
	return nil
}

func (s *Stream) apostropheBetween(a, b int) bool {
	gap := s.Text[s.Tokens[a].End:s.Tokens[b].Start]
	r, n := utf8.DecodeRuneInString(gap)
	return n == len(gap) && isApostrophe(r)
}

// drawn is the word behind an apostrophe in full.
func drawn(end, stem string) string {
	switch end {
	case "ve":
		return "have"
	case "re":
		return "are"
	case "ll":
		return "will"
	case "m":
		if stem == "i" {
			return "am"
		}
	case "d":
		return "would"
	case "s":
		switch stem {
		case "it", "he", "she", "that", "there", "who", "what", "where", "here", "how":
			return "is"
		}
	}
	return ""
}
