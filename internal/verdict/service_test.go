package verdict

import (
	"slices"
	"testing"

	"archiver/internal/verdict/compare"
)

// A box beside the text, behind it, that a service names may say that passes were
// withdrawn. What speaks of the page, has a figure or another heading is told.
func TestServiceBox(t *testing.T) {
	const place = 6
	for _, c := range []struct {
		name, heading, text string
		edited              bool
	}{
		{"en", "Accreditation", "Journalists who wish to attend must apply three working days ahead. Passes issued before January are no longer valid and have been withdrawn.", false},
		{"en, two words", "Press accreditation", "Journalists who wish to attend must apply three working days ahead. Passes issued before January are no longer valid and have been withdrawn.", false},
		{"ru", "Аккредитация", "Журналисты подают заявки за три рабочих дня. Пропуска, выданные до января, более не действительны и отозваны.", false},
		{"kk", "Аккредиттеу", "Журналистер үш жұмыс күні бұрын өтінім береді. Қаңтарға дейін берілген рұқсаттар енді жарамсыз, олар кері қайтарып алынды.", false},
		{"fr", "Inscription à la newsletter", "Les lecteurs reçoivent la lettre chaque matin de la semaine. Chaque carte prise avant janvier a perdu sa valeur et se trouve annulée.", false},

		{"the title's words", "Accreditation", "Journalists who wish to attend must apply three working days ahead. What was said of the harbour is no longer valid and has been withdrawn.", true},
		{"the page", "Accreditation", "Journalists who wish to attend must apply three working days ahead. This text is no longer valid and has been withdrawn by the press office.", true},
		{"a figure", "Accreditation", "Journalists who wish to attend must apply three working days ahead. The text of 5 March is no longer valid and has been withdrawn by us.", true},
		{"another heading", "Correction", "Journalists who wish to attend must apply three working days ahead. Passes issued before January are no longer valid and have been withdrawn.", true},
		{"a heading that tells", "Accreditation withdrawn", "Journalists who wish to attend must apply three working days ahead. Passes issued before January are no longer valid and have been withdrawn.", true},
		{"ru, another heading", "Уточнение", "Журналисты подают заявки за три рабочих дня. Пропуска, выданные до января, более не действительны и отозваны.", true},
		{"kk, another heading", "Түзету", "Журналистер үш жұмыс күні бұрын өтінім береді. Қаңтарға дейін берілген рұқсаттар енді жарамсыз, олар кері қайтарып алынды.", true},
		{"fr, another heading", "Rectificatif", "Les lecteurs reçoivent la lettre chaque matin de la semaine. Chaque carte prise avant janvier a perdu sa valeur et se trouve annulée.", true},
	} {
		old := Prepare(laid(true, laidOld...))
		box := func(path string, at int) *Prepared {
			return Prepare(laid(true, slices.Insert(slices.Clone(laidOld), at, path+"|"+c.heading, path+"|"+c.text)...))
		}
		for i, pair := range [][2]*Prepared{{old, box("page/acc", place)}, {box("page/acc", place), old}} {
			if got := compare.Pages(pair[0], pair[1]); got.Significant != c.edited {
				t.Errorf("%s, %d: %v, want %v: %+v", c.name, i, got.Significant, c.edited, got.Edits)
			}
		}
		for _, within := range []*Prepared{box("page/wrap/text", place), box("page/wrap/text/acc", 4), box("page/wrap/text/step#4", place)} {
			if got := compare.Pages(old, within); !got.Significant {
				t.Errorf("%s: a section of the text is not told", c.name)
			}
		}
	}
}
