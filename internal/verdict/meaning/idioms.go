package meaning

import (
	"slices"
	"strings"
	"sync"

	"archiver/internal/verdict/lex"
)

// idioms join sentences or stress a word, and use for that words which say
// something elsewhere: "de plus" is not more, "above all" is not all. One a line
// or between commas.
const idiomList = `de plus, en outre, de même, tout d abord, avant tout, en tout cas, de toute façon, non seulement, en plus, tout de même, malgré tout, d une part, d autre part, par ailleurs, du moins, au moins en partie
	above all, first of all, after all, at all, in all, not only, at any rate, in any case, in any event, all the same, what is more, once more, last but not least, more or less, as a whole, on the whole, no doubt, of course, in addition, as well as, at the same time, at last, once again
	тем не менее, более того, тем более, прежде всего, в любом случае, в первую очередь, во первых, во вторых, в третьих, все же, все еще, в том числе, всего лишь, не только, так же как, во всяком случае, как правило, в целом, не говоря уже, ко всему прочему, в свою очередь, без сомнения, кроме того, при этом
	бірінші кезекте, ең алдымен, ең бастысы, соған қарамастан, бұған қоса, сонымен бірге, сонымен қатар, тек қана емес, кем дегенде
	vor allem, außerdem, nicht nur, unter anderem, sobre todo, ante todo, no solo, sin embargo, además`

type idiom struct {
	words []string
	hash  uint64
}

var idioms = sync.OnceValue(func() map[string][]idiom {
	m := map[string][]idiom{}
	for _, s := range strings.FieldsFunc(idiomList, func(r rune) bool { return r == ',' || r == '\n' }) {
		words := strings.Fields(s)
		for i := range words {
			words[i] = lex.Normalise(words[i])
		}
		if len(words) > 0 {
			m[words[0]] = append(m[words[0]], idiom{words, meaningOf("idiom %s", strings.Join(words, " "))})
		}
	}
	// The longer ones first.
	for _, list := range m {
		slices.SortFunc(list, func(a, b idiom) int { return len(b.words) - len(a.words) })
	}
	return m
})

// idiom reads an idiom that starts with token i.
func (t *termReader) idiom(i int) (hash uint64, words int) {
	s := t.f.s
next:
	for _, id := range idioms()[s.Word(i)] {
		for k, w := range id.words {
			if i+k >= len(s.Tokens) || s.Word(i+k) != w {
				continue next
			}
		}
		return id.hash, len(id.words)
	}
	return 0, 0
}
