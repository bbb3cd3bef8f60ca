package meaning

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Negates tells whether one of two words is the other with a negation worked into
// it: a prefix (не-, un-, бей-), the English -less, the Kazakh suffixes of verbs
// (-ма, -ме, -ба, -бе, -па, -пе) and of its kin, and of want (-сыз, -сіз). Endings may differ.
func Negates(a, b string) bool {
	if a == b || a == "" || b == "" {
		return false
	}
	return prefixed(a, b) || prefixed(b, a) || wants(a, b) || wants(b, a) || verbNegated(a, b) || verbNegated(b, a) ||
		turkicNegated(a, b) || turkicNegated(b, a)
}

// negatingPrefixes turn a word into its opposite, or into what it falls short of.
var negatingPrefixes = []string{
	"не", "недо", "без", "бес", "ни", "анти", "противо", "вне", "бей", "псевдо", "экс",
	"un", "in", "im", "ir", "il", "dis", "non", "mis", "anti", "under", "over", "dé", "dés", "mé", "mal", "des", "ex",
}

// prefixed tells whether b is a with such a prefix.
func prefixed(a, b string) bool {
	for _, p := range negatingPrefixes {
		if rest, ok := strings.CutPrefix(b, p); ok && len(a) >= 4 && (rest == a || len(rest) >= 4 && SameStem(rest, a)) {
			return true
		}
	}
	return false
}

// wants tells whether a lacks what b has: hopeless and hopeful, ескертусіз and
// ескертіп.
func wants(a, b string) bool {
	if stem, ok := strings.CutSuffix(a, "less"); ok {
		return utf8.RuneCountInString(stem) >= 3 && strings.HasPrefix(b, stem) && !strings.HasPrefix(b[len(stem):], "less")
	}
	for _, s := range []string{"сыз", "сіз"} {
		i := strings.LastIndex(a, s)
		if i < 0 {
			continue
		}
		stem := a[:i]
		// The noun of an action ends in у or ю, which other forms have not.
		for _, v := range []string{"у", "ю"} {
			if cut, ok := strings.CutSuffix(stem, v); ok && utf8.RuneCountInString(cut) >= 3 {
				stem = cut
				break
			}
		}
		least := 3
		if utf8.RuneCountInString(stem) == 2 && (strings.HasPrefix(b, stem+"л") || strings.HasPrefix(b, stem+"д") || strings.HasPrefix(b, stem+"т")) {
			least = 2 // әлсіз, әлді
		}
		if utf8.RuneCountInString(stem) >= least && strings.HasPrefix(b, stem) && !strings.Contains(b, "сыз") && !strings.Contains(b, "сіз") {
			return true
		}
	}
	return false
}

// kkNegative are the endings of a Kazakh verb behind the suffix of negation, and
// kkPositive those that a verb without it has in their place.
var (
	kkNegative = strings.Fields(`й йді йды йтін йтын йік йық ймін ймын йміз ймыз йсің йсың ді ды дім дым дік дық дің дың ген ған гені ғаны генін ғанын генде ғанда геннен ғаннан
		гендігі ғандығы гендіктен ғандықтан гендер ғандар пті пты п с са се сын сін стен стан сты сті стік стық у уі уы уге уға уін уын уді уды удің удың уде уда уден удан йтіні йтыны йтінін йтынын йінше йынша лі лы`)
	kkPositive = strings.Fields(`ді ды ті ты еді ады йді йды дім дым тім тым дік дық тік тық ген ған кен қан гені ғаны кені қаны генін ғанын кенін қанын генде ғанда кенде қанда геннен ғаннан кеннен қаннан
		гендігі ғандығы кендігі қандығы гендіктен ғандықтан кендіктен қандықтан гендер ғандар кендер қандар іп ып п іпті ыпты пті пты ер ар р са се сын сін у ю уі уы юі юы уге уға юге юға уін уын юін юын уді уды удің удың уде уда уден удан
		етін атын йтін йтын етіні атыны йтіні йтыны етінін атынын е а й ік ық еміз амыз емін амын гелі ғалы келі қалы ы і қ к`)
)

// verbNegated tells whether b is the Kazakh verb a with a negation in it:
// келмейді and келеді, айтпаған and айтқан.
func verbNegated(a, b string) bool {
	n := commonPrefix(a, b)
	// The suffix may begin with a letter that the other form has there too, and
	// the stem may have lost a vowel: есті-меу, ест-у.
	for cut := 0; cut < 3 && n > 0; cut++ {
		if utf8.RuneCountInString(a[:n]) >= 2 {
			rest := b[n:]
			for _, vowel := range []string{"", "і", "ы"} {
				r, ok := strings.CutPrefix(rest, vowel)
				if !ok {
					continue
				}
				for _, m := range []string{"ма", "ме", "ба", "бе", "па", "пе"} {
					if end, ok := strings.CutPrefix(r, m); ok && slices.Contains(kkNegative, end) && positiveEnd(a[n:]) {
						return true
					}
				}
			}
		}
		_, size := utf8.DecodeLastRuneInString(a[:n])
		n -= size
	}
	return false
}

func positiveEnd(s string) bool {
	for _, vowel := range []string{"", "і", "ы"} {
		if r, ok := strings.CutPrefix(s, vowel); ok && slices.Contains(kkPositive, r) {
			return true
		}
	}
	return false
}

// commonPrefix is how many bytes two words begin with alike, whole letters.
func commonPrefix(a, b string) int {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	for i > 0 && (i < len(a) && !utf8.RuneStart(a[i]) || i < len(b) && !utf8.RuneStart(b[i])) {
		i--
	}
	return i
}
