package verdict

import (
	"strings"
	"sync"
)

// commonWords tell languages apart that share a script. The lists need not be
// long: a page of fifty words holds some of them.
var commonWords = map[string]string{
	"en": "the of and to in is that for was with are this from have has which by",
	"ru": "и в не на что с по это как из для от его или к при также был были",
	"kk": "және мен бен пен үшін туралы бойынша осы бұл деп болып емес бар жылы да де",
	"fr": "le la les et des est dans que qui pour une du sur pas par au aux avec",
	"de": "der die das und ist nicht ein eine mit von zu den auf für dem des im",
	"es": "el los las y de que en una por con para del se es como más",
	"uk": "і та в не на що з у до це як для від або його також був були",
}

var languageOf = sync.OnceValue(func() map[string][]string {
	m := map[string][]string{}
	for lang, list := range commonWords {
		for _, w := range strings.Fields(list) {
			w = normalise(w)
			m[w] = append(m[w], lang)
		}
	}
	return m
})

// language guesses a page's language by its commonest words, "" if it is none
// of the table's or there is too little text.
func language(p *Prepared) string {
	counts := map[string]int{}
	n := min(len(p.visible().tok), 2000)
	for i := 0; i < n; i++ {
		for _, lang := range languageOf()[p.visible().word(i)] {
			counts[lang]++
		}
	}
	best, most, second := "", 0, 0
	for _, lang := range []string{"en", "ru", "kk", "fr", "de", "es", "uk"} {
		switch c := counts[lang]; {
		case c > most:
			best, second, most = lang, most, c
		case c > second:
			second = c
		}
	}
	if most < 5 || most <= second {
		return ""
	}
	return best
}

func otherLanguage(a, b *Prepared) bool {
	x, y := language(a), language(b)
	return x != "" && y != "" && x != y
}
