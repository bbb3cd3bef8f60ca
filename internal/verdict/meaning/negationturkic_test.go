package meaning

import (
	"archiver/internal/verdict/lex"
	"testing"
)

// Words that only look like a verb and its negation.
func TestNoTurkicNegation(t *testing.T) {
	for _, c := range [][2]string{
		{"yayımladı", "yayımlandı"}, {"kapat", "kapatma"}, {"geldi", "gelirdi"}, {"report", "remark"}, {"roman", "ran"}, {"karma", "kar"},
		{"командир", "кодир"}, {"cinema", "cine"}, {"firma", "fir"}, {"summary", "sury"}, {"drama", "dra"}, {"domain", "doin"},
	} {
		if turkicNegated(c[0], c[1]) || turkicNegated(c[1], c[0]) {
			t.Errorf("%s and %s are a verb and its negation", c[0], c[1])
		}
	}
	for _, c := range [][2]string{{"yazır", "yazmır"}, {"oldu", "olmadı"}, {"gelir", "gelmez"}, {"gidiyorlar", "gitmiyorlar"}, {"барган", "барбаган"}, {"keladi", "kelmaydi"}} {
		if !turkicNegated(lex.Normalise(c[0]), lex.Normalise(c[1])) {
			t.Errorf("%s is not the negation of %s", c[1], c[0])
		}
	}
}
