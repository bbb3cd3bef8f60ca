package meaning

import (
	"strings"
	"unicode/utf8"
)

// prefixFamilies are beginnings of words of which one says something else than the
// others before the same stem: two- and three-storey in one word, micro and milli,
// over and under, import and export.
var prefixFamilies = [][]string{
	strings.Fields(`одно двух дву двое трех тре трое четырех пяти шести семи восьми девяти десяти одиннадцати двенадцати пятнадцати двадцати тридцати сорока пятидесяти шестидесяти семидесяти восьмидесяти девяносто сто двухсот трехсот пятисот тысяче много полу`),
	strings.Fields(`бір екі үш төрт бес алты жеті сегіз тоғыз көп`),
	strings.Fields(`nano micro milli centi deci kilo mega giga tera`),
	strings.Fields(`нано микро милли санти деци кило мега гига тера макро`),
	strings.Fields(`over under`), strings.Fields(`pre post`), strings.Fields(`up down`), strings.Fields(`in out ex de im`), strings.Fields(`en dis`), strings.Fields(`minim maxim`),
	strings.Fields(`до после`), strings.Fields(`пере недо`), strings.Fields(`в вы ис`), strings.Fields(`им экс`), strings.Fields(`миним максим`), strings.Fields(`моно поли`),
	strings.Fields(`sur sous`), strings.Fields(`aug dim`), strings.Fields(`mono poly multi bi tri`),
}

// otherPrefix tells whether two words differ in such a beginning.
func otherPrefix(a, b string) bool {
	return prefixesOf(prefixFamilies, a, b, func(p, q, stem string) bool { return !assimilated(a, b) })
}

// prefixesOf tells whether two words are one stem behind different prefixes of a family, of
// which holds is true.
func prefixesOf(families [][]string, a, b string, holds func(p, q, stem string) bool) bool {
	for _, family := range families {
		for _, p := range family {
			rest, ok := strings.CutPrefix(a, p)
			if !ok || utf8.RuneCountInString(rest) < stemLetters {
				continue
			}
			for _, q := range family {
				if other, ok := strings.CutPrefix(b, q); ok && q != p && (rest == other || SameStem(rest, other)) && holds(p, q, rest) {
					return true
				}
			}
		}
	}
	return false
}

// assimilations are prefixes that take the sound of what follows. Before the same stem
// they are one prefix, and one of the two words is misspelt: "inpossible", "безсмысленно".
var assimilations = [][]string{
	strings.Fields(`in im il ir`), strings.Fields(`con com col cor`), strings.Fields(`без бес`), strings.Fields(`раз рас роз рос`), strings.Fields(`из ис`), strings.Fields(`воз вос`), strings.Fields(`низ нис`), strings.Fields(`чрез чрес`),
}

// assimilated tells whether two words are one, of which one has such a prefix as no word
// has it before that stem.
func assimilated(a, b string) bool {
	return prefixesOf(assimilations, a, b, func(p, q, stem string) bool { return fits(p, stem) != fits(q, stem) })
}

// fits tells whether such a prefix may stand before a stem.
func fits(prefix, stem string) bool {
	r, _ := utf8.DecodeRuneInString(stem)
	switch prefix {
	case "im", "com":
		return strings.ContainsRune("bmp", r)
	case "il", "col":
		return r == 'l'
	case "ir", "cor":
		return r == 'r'
	case "in", "con":
		return !strings.ContainsRune("bmplr", r)
	}
	return strings.HasSuffix(prefix, "с") == strings.ContainsRune("кпстфхцчшщ", r)
}
