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
	for _, family := range prefixFamilies {
		for _, p := range family {
			restA, ok := strings.CutPrefix(a, p)
			if !ok || utf8.RuneCountInString(restA) < stemLetters {
				continue
			}
			for _, q := range family {
				if restB, ok := strings.CutPrefix(b, q); ok && q != p && (restA == restB || SameStem(restA, restB)) {
					return true
				}
			}
		}
	}
	return false
}
