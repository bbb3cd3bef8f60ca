package verdict

import (
	"testing"

	"archiver/internal/verdict/compare"
)

// The name and the date of a line of metadata may be joined in another way.
func TestRejoined(t *testing.T) {
	for _, c := range []struct {
		old, now string
		edited   bool
	}{
		{"Answered on 16 July 2019", "Answered: 16 July 2019", false},
		{"Question asked on the 5 July 2019", "Question asked: 5 July 2019", false},
		{"Ответ дан от 16 июля 2019 года", "Ответ дан: 16 июля 2019 года", false},
		{"Réponse donnée le 16 juillet 2019", "Réponse donnée : 16 juillet 2019", false},
		{"Жауап берілген күні 16 шілде 2019", "Жауап берілген: 16 шілде 2019", false},

		{"Answered on 16 July 2019 by the minister", "Answered: 16 July 2019 by the minister", false},

		{"Answered on 16 July 2019 by the minister", "Answered: 16 July 2019 by the deputy", true},
		{"Answers due by 16 July 2019", "Answers due: 16 July 2019", true},
		{"Answered on 16 July 2019", "Answered: 17 July 2019", true},
		{"Valid from 16 July 2019", "Valid until 16 July 2019", true},
		{"Not answered on 16 July 2019", "Answered: 16 July 2019", true},
		{"Ответ дан до 16 июля 2019 года", "Ответ дан: 16 июля 2019 года", true},
		{"Réponse donnée avant le 16 juillet 2019", "Réponse donnée : 16 juillet 2019", true},
		{"Жауап берілмеген 16 шілде 2019", "Жауап берілген: 16 шілде 2019", true},
	} {
		tg := &tongues[0]
		for i, pair := range [][2]string{{c.old, c.now}, {c.now, c.old}} {
			if got := compare.Pages(Prepare(tg.among(pair[0])), Prepare(tg.among(pair[1]))); got.Significant != c.edited {
				t.Errorf("%q → %q, %d: %v, want %v: %+v", c.old, c.now, i, got.Significant, c.edited, got.Edits)
			}
		}
	}
}
