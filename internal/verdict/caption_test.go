package verdict

import (
	"slices"
	"testing"

	"archiver/internal/verdict/compare"
)

// among gives a page whose text has lines between its second and its third
// paragraph.
func (t *tongue) among(lines ...string) Page {
	return t.with(slices.Insert(slices.Clone(t.article), 2, lines...))
}

// Whose picture it is may be said in other words, or not be said. What the
// picture shows, and another name in place of one, is told.
func TestCaptions(t *testing.T) {
	for _, c := range []struct {
		old, now string
		edited   bool
	}{
		{"The poet reading in Karabel town library, May 2015. © Private", "The poet reading in Karabel town library, May 2015. Photo: private", false},
		{"The poet reading in Karabel town library, May 2015.", "The poet reading in Karabel town library, May 2015. Photo: private", false},
		{"The poet reading in Karabel town library (photo: Anna Berg)", "The poet reading in Karabel town library. Photo: Anna Berg / archive", false},
		{"Шахтаның кіреберісі, 2023 жылғы 12 қыркүйек. Сурет: Тұғыр", "Шахтаның кіреберісі, 2023 жылғы 12 қыркүйек. Фото: “Тұғыр” архиві", false},
		{"Колония в посёлке Берёзовый осенью. Фото: Заречье-Инфо", "Колония в посёлке Берёзовый осенью. Фото из архива «Заречье-Инфо»", false},
		{"Колония в посёлке Берёзовый осенью", "Колония в посёлке Берёзовый осенью. Фото предоставлено автором", false},
		{"Le barrage après la crue de mars. Photo DR", "Le barrage après la crue de mars. © Collection privée", false},
		{"Фото: Иван Петров", "Фото предоставлено автором", false},
		{"Кладбище посёлка Верхняя Ильма", "Кладбище посёлка Верхняя Ильма Фото предоставлено автором", false},
		{"The cemetery above the old town of Karabel", "The cemetery above the old town of Karabel Photo courtesy of the author", false},
		{"Ескі Қарабел қаласының зираты", "Ескі Қарабел қаласының зираты Сурет жеке мұрағаттан", false},
		{"Le cimetière du vieux bourg", "Le cimetière du vieux bourg Photo Anne Roux", false},
		{"La criée a vendu moins de poisson en mars qu’en mai. | L’ÉCHO DES CÔTES", "La criée a vendu moins de poisson en mars qu’en mai. © Photo : archives L’Écho des Côtes", false},
		{"The fair sold less fish in March than it did in May. | THE COAST MAIL", "The fair sold less fish in March than it did in May. Photo: The Coast Mail / archive", false},
		{"Базар наурызда мамырдағыдан аз балық сатты. | ЖАҒАЛАУ ҮНІ", "Базар наурызда мамырдағыдан аз балық сатты. Сурет: Жағалау Үні", false},
		{"Рынок в марте продал меньше рыбы, чем в мае. | БЕРЕГОВОЙ ВЕСТНИК", "Рынок в марте продал меньше рыбы, чем в мае. Фото: архив «Береговой Вестник»", false},
		{"Photo: Anna Berg", "", false},

		{"The poet reading in Karabel town library, May 2015. © Private", "The poet reading in Karabel town library, May 2016. Photo: private", true},
		{"The poet reading in Karabel town library, May 2015. Photo: Anna Berg", "The poet reading in Karabel town library, May 2015. Photo: Olga Weir", true},
		{"The poet reading in Karabel town library, May 2015. Photo: Anna Berg", "The judge reading in Karabel town library, May 2015. Photo: Anna Berg", true},
		{"The poet reading in Karabel town library, May 2015. Photo: the scene in spring", "The poet reading in Karabel town library, May 2015. Photo: the scene of the crime", true},
		{"The poet reading in Karabel town library, May 2015. © Private", "The poet reading in Karabel town library, May 2015. Not verified.", true},
		{"The poet reading in Karabel town library, May 2015. Photo: private", "The poet reading in Karabel town library, May 2015. Photo: made by a program", true},
		{"The poet reading in Karabel town library, May 2015.", "The poet reading in Karabel town library, May 2015. He died.", true},
		{"Шахтаның кіреберісі, 2023 жылғы 12 қыркүйек. Сурет: Тұғыр", "Шахтаның кіреберісі, 2023 жылғы 13 қыркүйек. Фото: “Тұғыр” архиві", true},
		{"Колония в посёлке Берёзовый осенью. Фото: Заречье-Инфо", "Колония в посёлке Берёзовый осенью. Фото с места обстрела", true},
		{"Le barrage avant la crue de mars. Photo DR", "Le barrage après la crue de mars. Photo DR", true},
		{"Le barrage après la crue de mars. Photo Anne Roux", "Le barrage après la crue de mars. Photo Luc Morel", true},
		{"Le barrage après la crue de mars. | L’ÉCHO DES CÔTES", "Le barrage après la crue de mars. © Photo : archives Le Télégramme", true},
		{"Le barrage après la crue de mars. | L’ÉCHO DES CÔTES", "Le barrage après la crue de mars. | LE PRÉFET DES CÔTES", true},
		{"Le barrage après la crue de mars", "Le barrage après la crue de mars | LA VILLE MORTE", true},
		{"Кладбище посёлка Верхняя Ильма", "Кладбище посёлка Верхняя Ильма Фото сделано до обстрела", true},
		{"Кладбище посёлка Верхняя Ильма", "Кладбище посёлка Нижняя Ильма Фото предоставлено автором", true},
		{"The winner of the Karabel Press", "The winner of the Karabel Press Photo Award", true},
		{"Ескі Қарабел қаласының зираты", "Ескі Қарабел қаласының зираты Сурет жалған", true},
	} {
		tg := &tongues[0]
		for i, pair := range [][2]string{{c.old, c.now}, {c.now, c.old}} {
			page := func(s string) *Prepared {
				if s == "" {
					return Prepare(tg.among())
				}
				return Prepare(tg.among(s))
			}
			if got := compare.Pages(page(pair[0]), page(pair[1])); got.Significant != c.edited {
				t.Errorf("%q → %q, %d: %v, want %v: %+v", c.old, c.now, i, got.Significant, c.edited, got.Edits)
			}
		}
	}
}
