package verdict

import (
	"strings"
	"sync"
)

// phrases are runs of whole words, normalised.
type phrases struct {
	list    []string
	byFirst map[string][]int // the phrases that begin with a word, in order
}

func phraseList(list ...string) func() *phrases {
	return sync.OnceValue(func() *phrases {
		p := &phrases{list: make([]string, len(list)), byFirst: make(map[string][]int, len(list))}
		for i, s := range list {
			p.list[i] = normalise(s)
			first, _, _ := strings.Cut(p.list[i], " ")
			p.byFirst[first] = append(p.byFirst[first], i)
		}
		return p
	})
}

// first returns the first phrase of the list that stands in words, which are
// normalised and have one space between; "" if there is none.
func (p *phrases) first(words string) string {
	best := len(p.list)
	for len(words) > 0 {
		word, rest, _ := strings.Cut(words, " ")
		for _, i := range p.byFirst[word] {
			if i >= best {
				break
			}
			if after, ok := strings.CutPrefix(words, p.list[i]); ok && (after == "" || after[0] == ' ') {
				best = i
			}
		}
		words = rest
	}
	if best == len(p.list) {
		return ""
	}
	return p.list[best]
}

// phraseSet is a set of whole texts.
func phraseSet(list ...string) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool {
		m := make(map[string]bool, len(list))
		for _, p := range list {
			m[normalise(p)] = true
		}
		return m
	})
}
