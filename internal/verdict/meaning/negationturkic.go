package meaning

import (
	"strings"
	"unicode/utf8"
)

// Turkish, Azerbaijani, Uzbek and Kyrgyz negate a verb within it, as Kazakh does: geldi
// and gelmedi, yazır and yazmır, kelgan and kelmagan, барган and барбаган.

// evenVowels undoes the harmony of vowels, so that an ending has one form.
var evenVowels = strings.NewReplacer("ı", "i", "u", "i", "ü", "i", "e", "a", "ə", "a", "ы", "и", "у", "и", "ү", "и", "е", "а", "э", "а", "о", "а", "ө", "а")

// turkicEndings are what may follow the negation, and what stands in the place of both
// where a verb has none; vowels evened, the former's other endings cut off.
var turkicEndings = []struct{ negated, plain string }{
	{"di", "di ti"}, {"miş", "miş"}, {"mis", "mis"}, {"yacak", "acak yacak"}, {"yacağ", "acağ yacağ"}, {"yacaq", "acaq yacaq"},
	{"yan", "an yan"}, {"yib", "ib yib"}, {"yip", "ip yip"}, {"sin", "sin"}, {"mali", "mali"}, {"z", "r ar ir"}, {"r", "r ir yir"},
	{"yar", "ar yar"}, {"gan", "gan kan qan"}, {"ydi", "adi ydi"}, {"yman", "aman yman"}, {"sa", "sa"}, {"yi", "i yi"},
	{"ди", "ди ти"}, {"йт", "ат йт"}, {"ган", "ган кан"}, {"гандиг", "гандиг кандиг"}, {"сын", "сын"}, {"син", "син"}, {"са", "са"},
}

// turkicNegated tells whether b is the verb a with a negation in it.
func turkicNegated(a, b string) bool {
	n := commonPrefix(a, b)
	if strings.HasPrefix(a[n:], "d") && strings.HasPrefix(b[n:], "tm") { // ediyor, etmiyor
		a, n = a[:n]+"t"+a[n+1:], n+1
	}
	for cut := 0; cut < 2 && n > 0; cut++ {
		if stem := a[:n]; utf8.RuneCountInString(stem) >= 2 && turkicEnds(evenVowels.Replace(a[n:]), evenVowels.Replace(b[n:])) {
			return true
		}
		_, size := utf8.DecodeLastRuneInString(a[:n])
		n -= size
	}
	return false
}

// turkicEnds tells whether negated is the ending plain with a negation before it.
func turkicEnds(plain, negated string) bool {
	for _, m := range []string{"ma", "ба", "па", "ма"} {
		end, ok := strings.CutPrefix(negated, m)
		if !ok {
			continue
		}
		for _, e := range turkicEndings {
			rest, ok := strings.CutPrefix(end, e.negated)
			if !ok {
				continue
			}
			for _, p := range strings.Fields(e.plain) {
				if plain == p+rest {
					return true
				}
			}
		}
	}
	// The vowel of the negation is narrow before the present: geliyor, gelmiyor.
	end, ok := strings.CutPrefix(negated, "mi")
	return ok && (strings.HasPrefix(end, "yor") || strings.HasPrefix(end, "r")) && (plain == "i"+end || plain == end)
}
