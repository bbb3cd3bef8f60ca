package passage

import (
	"archiver/internal/verdict/pages"
	"testing"
)

// Figures of other scripts are figures, and Arabic vowels and drawn out letters are noise.
func TestArabicWriting(t *testing.T) {
	for _, c := range [][2]string{{"قتل ١٢٣ شخصا في ٢٠٢٤", "قتل 123 شخصا في 2024"}, {"الكتـــاب", "الكتاب"}, {"كِتَابٌ", "كتاب"}, {"۱۲۳", "123"}, {"१२३", "123"}, {"١٬٢٣٤", "1,234"}, {"١٫٥", "1.5"}, {"کارگری", "كارگري"}} {
		if !SameWords(c[0], c[1]) {
			t.Errorf("%q and %q are not the same words", c[0], c[1])
		}
	}
	if SameWords("١٢٣", "124") {
		t.Error("123 and 124 are the same words")
	}
}

// Lam and alef are one sign where they meet, which a PDF may hold in either order.
// On other pages the order tells words apart.
func TestLamAndAlef(t *testing.T) {
	same := func(a, b, kind string) bool {
		page := pages.Page{Kind: kind, Visible: "نشرت الوزارة قائمة " + b + " يوم الجمعة.", Main: "نشرت الوزارة قائمة " + b + " يوم الجمعة."}
		return FindQuote(pages.Prepare(page), "قائمة "+a+" يوم الجمعة").State == StateVerbatim
	}
	for _, c := range [][2]string{{"الأصل", "األصل"}, {"الإصلاحات", "اإلصالحات"}, {"لا", "ال"}, {"خلال", "خالل"}} {
		if !same(c[0], c[1], "pdf") {
			t.Errorf("%q and %q are not the same words in a PDF", c[0], c[1])
		}
	}
	for _, c := range [][2]string{{"الأصل", "الاصل"}, {"مال", "مل"}} {
		if same(c[0], c[1], "pdf") {
			t.Errorf("%q and %q are the same words in a PDF", c[0], c[1])
		}
	}
	for _, c := range [][2]string{{"طالب", "طلاب"}, {"فعال", "فعلا"}, {"مثال", "مثلا"}, {"كالب", "كلاب"}} {
		if same(c[0], c[1], "html") || same(c[1], c[0], "text") || SameWords(c[0], c[1]) {
			t.Errorf("%q and %q are the same words", c[0], c[1])
		}
	}
	const without, with = "وقال الوزير إن القرار يسري يوم الجمعة على كل مدن البلاد", "وقال الوزير إن القرار لا يسري يوم الجمعة على كل مدن البلاد"
	for _, kind := range []string{"pdf", "html"} {
		if q := FindQuote(pages.Prepare(pages.Page{Kind: kind, Visible: with, Main: with}), without); q.Found {
			t.Errorf("a negation in a page of kind %s: %s", kind, q.State)
		}
	}
}

// Switzerland writes ss for ß, and so do capitals.
func TestSharpS(t *testing.T) {
	for _, c := range [][2]string{{"Die Straße", "die Strasse"}, {"MASSNAHME", "Maßnahme"}, {"STRAẞE", "Straße"}} {
		if !SameWords(c[0], c[1]) {
			t.Errorf("%q and %q are not the same words", c[0], c[1])
		}
	}
}
