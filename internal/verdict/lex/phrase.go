package lex

import (
	"strings"
	"sync"
)

// Phrases are runs of whole words, normalised.
type Phrases struct {
	List    []string
	byFirst map[string][]int // the phrases that begin with a word, in order
}

// PhraseList makes the phrases of a list when they are first asked for. The list need
// not be normalised.
func PhraseList(list ...string) func() *Phrases {
	return sync.OnceValue(func() *Phrases {
		p := &Phrases{List: make([]string, len(list)), byFirst: make(map[string][]int, len(list))}
		for i, s := range list {
			p.List[i] = Normalise(s)
			first, _, _ := strings.Cut(p.List[i], " ")
			p.byFirst[first] = append(p.byFirst[first], i)
		}
		return p
	})
}

// First returns the first phrase of the list that stands in words, which are
// normalised and have one space between; "" if there is none.
func (p *Phrases) First(words string) string {
	best := len(p.List)
	for len(words) > 0 {
		word, rest, _ := strings.Cut(words, " ")
		for _, i := range p.byFirst[word] {
			if i >= best {
				break
			}
			if after, ok := strings.CutPrefix(words, p.List[i]); ok && (after == "" || after[0] == ' ') {
				best = i
			}
		}
		words = rest
	}
	if best == len(p.List) {
		return ""
	}
	return p.List[best]
}

// PhraseSet is a set of whole texts.
func PhraseSet(list ...string) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool {
		m := make(map[string]bool, len(list))
		for _, p := range list {
			m[Normalise(p)] = true
		}
		return m
	})
}

// Normalise is the text of a header field or the like in a form that tables can be asked
// for.
func Normalise(s string) string {
	return Text(s, false).Words()
}

// WordSet is the set of the words of a list, which has white space between them and is
// normalised.
func WordSet(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}
