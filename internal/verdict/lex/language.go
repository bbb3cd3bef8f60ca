package lex

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

// LanguageOf maps the commonest words, normalised, to the languages that have them, as
// codes of two letters.
var LanguageOf = sync.OnceValue(func() map[string][]string {
	m := map[string][]string{}
	for lang, list := range commonWords {
		for _, w := range strings.Fields(list) {
			w = Normalise(w)
			m[w] = append(m[w], lang)
		}
	}
	return m
})
