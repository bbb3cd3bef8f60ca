package verdict

import (
	"slices"
	"testing"

	"archiver/internal/verdict/compare"
)

// What stands behind the text under the name that the byline has is told as any
// other paragraph is.
func TestAuthorBox(t *testing.T) {
	by := func(name string) []string { return slices.Insert(slices.Clone(laidOld), 1, "page/head|By "+name) }
	const place = 7
	bio := "page/wrap/text/step#3|Olga Weir writes on the harbour and on all that the city buys and sells."
	for _, c := range []struct {
		name, author string
		at           int
		lines        []string
		edited       bool
	}{
		{"another name", "Anna Berg", place, []string{"page/wrap/text/step#3|Olga Weir", bio}, true},
		{"within the text", "Olga Weir", 4, []string{"page/wrap/text/step#3|Olga Weir", bio}, true},
		{"no box of its own", "Olga Weir", place, []string{"page/wrap/text|Olga Weir", "page/wrap/text|Olga Weir was told by the board that it would sell the rest of the quay as well."}, true},
		{"a figure", "Olga Weir", place, []string{"page/wrap/text/step#3|Olga Weir", "page/wrap/text/step#3|Olga Weir was told by the board that it would sell the quay for 5 million crowns."}, true},
		{"a denial", "Olga Weir", place, []string{"page/wrap/text/step#3|Olga Weir", "page/wrap/text/step#3|The board says that it was never asked, and that nothing of this is so."}, true},
		{"a correction", "Olga Weir", place, []string{"page/wrap/text/step#3|Olga Weir", "page/wrap/text/step#3|This is a correction of what was said of the surveyor in an earlier text."}, true},
		{"a third step", "Olga Weir", place, []string{"page/wrap/text/step#3|The third step that the auditors recommend is that the chair of the board be elected anew."}, true},
	} {
		old := by(c.author)
		a, b := Prepare(laid(true, old...)), Prepare(laid(true, slices.Insert(slices.Clone(old), c.at, c.lines...)...))
		for i, pair := range [][2]*Prepared{{a, b}, {b, a}} {
			if got := compare.Pages(pair[0], pair[1]); got.Significant != c.edited {
				t.Errorf("%s, %d: %v, want %v: %+v", c.name, i, got.Significant, c.edited, got.Edits)
			}
		}
	}
}

// A box about several authors says of each who he is, before the text or behind it.
// What they did, what became of them, and what somebody else is, is told.
func TestAuthorsBox(t *testing.T) {
	const box = "page/wrap/text/bio#9|"
	old := slices.Insert(slices.Clone(laidOld), 1, "page/head|Olga Weir, Anna Berg", "page/head|Ольга Вейр, Анна Берг")
	for _, c := range []struct {
		text   string
		edited bool
	}{
		{"Olga Weir is a senior fellow in the programme on trade. Anna Berg was a visiting fellow until 2023.", false},
		{"Olga Weir is a senior fellow of the institute in the capital.", false},
		{"Ольга Вейр — старший научный сотрудник института торговли. Анна Берг была приглашённым сотрудником до 2023 года.", false},
		{"Ольга Вейр — сауда институтының аға ғылыми қызметкері. Анна Берг — 2023 жылға дейін шақырылған қызметкер.", false},
		{"Olga Weir est chercheuse au programme sur le commerce. Anna Berg était chercheuse invitée jusqu’en 2023.", false},

		{"Olga Weir is a senior fellow in the programme on trade. The harbour was a visiting place until 2023.", true},
		{"Olga Weir is a senior fellow in the programme on trade. Mark Holt was a visiting fellow until 2023.", true},
		{"Olga Weir is a senior fellow in the programme on trade. Anna Berg took money from the harbour board.", true},
		{"Olga Weir is a senior fellow in the programme on trade. Anna Berg was paid 2023 crowns by the harbour board.", true},
		{"Olga Weir is no fellow in the programme on trade, as the board of it says today.", true},
		{"Olga Weir is in custody, and has been arrested with two others of the harbour board.", true},
		{"Ольга Вейр — старший научный сотрудник института торговли. Анна Берг получала деньги от порта до 2023 года.", true},
		{"Ольга Вейр — сауда институтының аға ғылыми қызметкері. Анна Берг порт кеңесінен өткен жылы бірнеше рет ақша алған екен.", true},
		{"Olga Weir est chercheuse au programme sur le commerce. Anna Berg recevait l’argent du port depuis 2023.", true},
	} {
		for _, at := range []int{3, 8} {
			a, b := Prepare(laid(true, old...)), Prepare(laid(true, slices.Insert(slices.Clone(old), at, box+c.text)...))
			for i, pair := range [][2]*Prepared{{a, b}, {b, a}} {
				if got := compare.Pages(pair[0], pair[1]); got.Significant != c.edited {
					t.Errorf("%q at %d, %d: %v, want %v: %+v", c.text, at, i, got.Significant, c.edited, got.Edits)
				}
			}
		}
		within := Prepare(laid(true, slices.Insert(slices.Clone(old), 4, "page/wrap/text|"+c.text)...))
		if got := compare.Pages(Prepare(laid(true, old...)), within); !got.Significant {
			t.Errorf("%q within the text is not told", c.text)
		}
	}
}
