package pages

import "archiver/internal/verdict/lex"

// A server may choose the language of a page by the visitor.

// language guesses a page's language by its commonest words, "" if it is none
// of the table's or there is too little text.
func language(p *Prepared) string {
	counts := map[string]int{}
	n := min(len(p.Visible().Tokens), 2000)
	for i := 0; i < n; i++ {
		for _, lang := range lex.LanguageOf()[p.Visible().Word(i)] {
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

// OtherLanguage tells whether two pages are certainly in two languages.
func OtherLanguage(a, b *Prepared) bool {
	x, y := language(a), language(b)
	return x != "" && y != "" && x != y
}
