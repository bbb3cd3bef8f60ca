package verdict

import (
	"testing"
)

// The same date in another format says the same; another date does not.
func TestSameDate(t *testing.T) {
	for _, c := range []struct {
		old, now string
		same     bool
	}{
		{"The hearing of 12 May 2019 was put off by the judge.", "The hearing of 12.05.2019 was put off by the judge.", true},
		{"The hearing of 12 May 2019 was put off by the judge.", "The hearing of May 12, 2019 was put off by the judge.", true},
		{"The hearing of 12 May 2019 was put off by the judge.", "The hearing of Sunday, 12 May 2019 was put off by the judge.", true},
		{"The hearing of 12 May 2019 was put off by the judge.", "The hearing of 2019-05-12 was put off by the judge.", true},
		{"The hearing of 12 May 2019 was put off by the judge.", "The hearing of 05/12/2019 was put off by the judge.", true},
		{"The hearing of 12 May 2019 was put off by the judge.", "The hearing of 13.05.2019 was put off by the judge.", false},
		{"The hearing of 12 May 2019 was put off by the judge.", "The hearing of 12 May 2018 was put off by the judge.", false},
		{"The hearing of 12 May 2019 was put off by the judge.", "The hearing of 12 June 2019 was put off by the judge.", false},
		{"The hearing of 05.06.2019 was put off by the judge.", "The hearing of 06.05.2019 was put off by the judge.", false},
		{"The hearing of 05.06.2019 was put off by the judge.", "The hearing of 6 May 2019 was put off by the judge.", false},
		{"Заседание 22.05.2019 10:14 отложено судьёй до осени.", "Заседание 22 мая 2019 года 10:14 отложено судьёй до осени.", true},
		{"Заседание 22.05.2019 10:14 отложено судьёй до осени.", "Заседание 22 мая 2019 г. отложено судьёй до осени.", true},
		{"Заседание 22.05.2019 10:14 отложено судьёй до осени.", "Заседание 22 мая 2019 года 10:41 отложено судьёй до осени.", false},
		{"Заседание 22.05.2019 отложено судьёй до осени.", "Заседание 22 марта 2019 года отложено судьёй до осени.", false},
		{"Отырыс 2020 жылғы 6 ақпанда сағат 11:20 басталды деп хабарланды.", "Отырыс 06.02.2020 11:20 басталды деп хабарланды.", true},
		{"Отырыс 2020 жылғы 6 ақпанда басталды деп хабарланды.", "Отырыс 06.03.2020 басталды деп хабарланды.", false},
		{"Les chiffres de juillet 2022 ont été publiés par l'institut.", "Les chiffres de 07/2022 ont été publiés par l'institut.", true},
		{"Les chiffres de juillet 2022 ont été publiés par l'institut.", "Les chiffres de 08/2022 ont été publiés par l'institut.", false},
		{"La réunion du 1er mars 2021 à 18h40 n'a rien donné.", "La réunion du 01/03/2021 à 18:40 n'a rien donné.", true},
		{"La réunion du 1er mars 2021 à 18h40 n'a rien donné.", "La réunion du 02/03/2021 à 18:40 n'a rien donné.", false},
	} {
		tg := &tongues[0]
		old := tg.with(append([]string{c.old}, tg.article...))
		now := tg.with(append([]string{c.now}, tg.article...))
		for _, j := range []Judgement{Judge(refOf(old), lookAt(200, now), Probes{}, nil), Judge(refOf(now), lookAt(200, old), Probes{}, nil)} {
			if (j.Verdict == OK) != c.same {
				t.Errorf("%q → %q: %s/%s %s", c.old, c.now, j.Verdict, j.Reason, j.Detail)
			}
		}
		if changes := Diff(Prepare(old), Prepare(now)).Changes; (len(changes) == 0) != c.same {
			t.Errorf("%q → %q: Diff gives %d changes", c.old, c.now, len(changes))
		}
	}
}
