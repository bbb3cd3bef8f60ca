package verdict

import (
	"slices"
	"testing"

	"archiver/internal/verdict/lex"
)

// What stands before the running text may come and go, unless it is a title,
// a sentence, a row of a table, or tells what became of the document; a fact in
// place of another is an edit there too.
func TestHeadOfPage(t *testing.T) {
	for _, c := range []struct {
		old, now []string // blocks before the article
		edited   bool
	}{
		{[]string{"Home > News > Courts"}, nil, false},
		{[]string{"Accueil > Enquêtes", "mardi 28 février 2017, par Le bureau"}, nil, false},
		{[]string{"Leah Brandt, education correspondent Tue 8 Nov 2022 06.00 GMT 3 min read"}, []string{"Leah Brandt"}, false},
		{[]string{"Adopted 26 March 2021 · Document CFD/C/VLD/CO/3"}, []string{"Adopted Friday, March 26, 2021 · CFD/C/VLD/CO/3"}, false},
		{[]string{"Adopted 26 March 2021 · Document CFD/C/VLD/CO/3"}, []string{"Adopted 27 March 2021 · Document CFD/C/VLD/CO/3"}, true},
		{[]string{"18.03.2021, 14:05 Просмотров: 1 204"}, []string{"18 марта 2021 года, 14:05 Обновлено: 19.03.2021, 09:12 Автор: Ольга Чернова Просмотров: 9 871"}, false},
		{[]string{"Par Maëlle Quéré - Publié le 17 janvier 2023 à 18h40"}, []string{"Par Maëlle Quéré - Publié le 17/01/2023 à 18:40, mis à jour le 18/01/2023 à 07:12"}, false},
		{[]string{"6 ақпан 2020, 11:20"}, []string{"2020 жылғы 6 ақпан, 11:20 Жаңартылды: 2020 жылғы 7 ақпан"}, false},
		{[]string{"Колония в посёлке Берёзовый. Фото: Заречье-Инфо"}, []string{"Колония в посёлке Берёзовый. Фото: архив Заречье-Инфо"}, false},
		{[]string{"Mere Water Watch @merewatch"}, []string{"Mere Water Watch @merewaterwatch"}, false},
		{[]string{"Textes adoptés PDF 138k WORD 52k"}, []string{"Textes adoptés PDF 141k WORD 58k"}, false},
		{[]string{"Скачать PDF 1,2 Мб"}, []string{"Скачать PDF 3,4 Мб"}, false},
		{nil, []string{"Withdrawn on 12 May 2020"}, true},
		{nil, []string{"Документ утратил силу"}, true},
		{nil, []string{"Құжаттың күші жойылды, өзгертілді, 2020"}, true},
		{nil, []string{"Texte abrogé le 12 mai 2020"}, true},
		{nil, []string{"This article was amended on 5 May to give the right number of pupils."}, true},
		{[]string{"Published: May 30, 2018 | Reading time: 4 min | PDF version"}, []string{"Published: May 30, 2018 | 5 min read | PDF version"}, false},
		{[]string{"Lecture : 3 min"}, []string{"Lecture : 12 min"}, false},
		{[]string{"The hearing took 40 minutes, the reading of the sentence took 3."}, []string{"The hearing took 50 minutes, the reading of the sentence took 3."}, true},
		{[]string{"Entry 5821"}, []string{"Entry 9004"}, false},
		{[]string{"№ 5821"}, []string{"№ 5822"}, true},
		{[]string{"Case C1/2015/3321"}, []string{"Case C1/2015/3322"}, true},
		{[]string{"Total 412"}, []string{"Total 421"}, true},
		{[]string{"Fine for each day of delay\t450"}, []string{"Fine for each day of delay\t550"}, true},
		{[]string{"Автор: Бауыржан Кәрімов | 16.01.2026 | 👁 655 | 💬 0"}, []string{"Автор: Бауыржан Кәрімов | 16.01.2026 | 👁 2.1K | 💬 3 | ⏱ 2 мин"}, false},
		{[]string{"Автор: Бауыржан Кәрімов | 16.01.2026 | 👁 655 | 💬 0"}, []string{"Бауыржан КӘРІМОВ, «Өлке тынысы» | 👁 655 | 💬 0"}, false},
		{[]string{"Автор: Бауыржан Кәрімов | 16.01.2026 | 👁 655 | 💬 0"}, []string{"Автор: Бауыржан Кәрімов | 16.01.2026 | Facebook 14 Twitter 0 Telegram 31"}, false},
		{[]string{"Автор: Бауыржан Кәрімов | 16.01.2026 | 👁 655"}, []string{"Автор: Бауыржан Кәрімов | 17.01.2026 | 👁 2.1K"}, true},
		{[]string{"Автор: Бауыржан Кәрімов | 16.01.2026 | 👁 655"}, []string{"Автор: Мұрат Кәрімов | 16.01.2026 | 👁 2.1K"}, true},
		{[]string{"Вопрос № 4417820 14 ноября 2025 г. Лесной Просмотров 96"}, []string{"Вопрос № 4417820 5 месяцев назад Просмотров 2 204"}, false},
		{[]string{"Вопрос № 4417820 14 ноября 2025 г. Лесной Просмотров 96"}, []string{"Вопрос № 4417821 14 ноября 2025 г. Лесной Просмотров 96"}, true},
		{[]string{"Погибло 12 шахтёров и 3 спасателя, сообщает в четверг агентство области"}, []string{"Погибло 15 шахтёров и 4 спасателя, сообщает в четверг агентство области"}, true},
		{[]string{"12 мая 2020, 14:05. Читают: 5821"}, []string{"12 мая 2020, 14:05. Читают: 9004"}, false},
		{[]string{"12 мая 2020, 14:05. Всего: 5821"}, []string{"12 мая 2020, 14:05. Всего: 9004"}, true},
		{[]string{"По данным на 12 мая 2020 года погибших при обвале шахты: 21"}, []string{"По данным на 12 мая 2020 года погибших при обвале шахты: 28."}, true},
		{[]string{"Deadline for objections: 12 May 2019"}, []string{"Deadline for objections: 30 May 2019"}, true},
	} {
		tg := &tongues[0]
		old := tg.with(append(slices.Clone(c.old), tg.article...))
		now := tg.with(append(slices.Clone(c.now), tg.article...))
		j := Judge(refOf(old), lookAt(200, now), Probes{}, nil)
		if got := j.Verdict == Changed; got != c.edited {
			t.Errorf("%q → %q: %s/%s %s", c.old, c.now, j.Verdict, j.Reason, j.Detail)
		}
		if changes := Diff(Prepare(old), Prepare(now)).Changes; (len(changes) > 0) != c.edited {
			t.Errorf("%q → %q: Diff gives %d changes", c.old, c.now, len(changes))
		}
	}
}

// A box that a template puts below the text is furniture; a last paragraph, a
// new item of a list or one more name is none.
func TestTailOfPage(t *testing.T) {
	for _, c := range []struct {
		old, now []string // blocks behind the article
		edited   bool
	}{
		{nil, []string{"Procédure", "Documents liés", "Proposition B8-0162/2019", "Suites données"}, false},
		{nil, []string{"Рубрики", "Тюрьмы", "Суды", "Закон"}, false},
		{nil, []string{"The trial goes on."}, true},
		{nil, []string{"The trial was opened on the 12th of May in the capital."}, true},
		{[]string{"Recommendations:", "to publish the list every year;"}, []string{"Recommendations:", "to publish the list every year;", "to tell the parents of the result at once."}, true},
		{nil, []string{"Correction", "2019, not 2018", "The number"}, true},
	} {
		tg := &tongues[0]
		old := tg.with(append(slices.Clone(tg.article), c.old...))
		now := tg.with(append(slices.Clone(tg.article), c.now...))
		j := Judge(refOf(old), lookAt(200, now), Probes{}, nil)
		if got := j.Verdict == Changed; got != c.edited {
			t.Errorf("%q → %q: %s/%s %s", c.old, c.now, j.Verdict, j.Reason, j.Detail)
		}
	}
}

// Short things within the text count: an item of a list, a short sentence, a
// heading, a name under a law, what a form costs.
func TestShortThingsInText(t *testing.T) {
	body := func(lines ...string) []string { return append(slices.Clone(tongues[0].article), lines...) }
	for name, c := range map[string]struct {
		old, now []string
		edited   bool
	}{
		"an item gone":             {body("What they ask for:", "A second doctor", "Windows that open", "A list of complaints"), body("What they ask for:", "A second doctor", "A list of complaints"), true},
		"an item gone, in French":  {body("Formulaire gratuit", "Interprète gratuit", "Photos : 5 euros"), body("Formulaire gratuit", "Photos : 5 euros"), true},
		"an item more":             {body("1932: fire in the east wing", "1968: eleven men fled", "2019: report of the inspectors"), body("1932: fire in the east wing", "1968: eleven men fled", "2015: two men died", "2019: report of the inspectors"), true},
		"a short sentence":         {body("What does it cost?", "Nothing.", "Who pays for it in the end?"), body("What does it cost?", "12 euros.", "Who pays for it in the end?"), true},
		"what it costs":            {body("Форма бесплатна", "Фото: 5 рублей"), body("Форма бесплатна", "Фото: 8 рублей"), true},
		"who signed":               {body("Президент республики", "А. Громов"), body("Президент республики", "В. Ветров"), true},
		"visitors":                 {body("Посетителей: 118"), body("Посетителей: 512"), false},
		"views in Kazakh":          {body("Қаралды: 118"), body("Қаралды: 512"), false},
		"a date within a sentence": {body("Now we wait for the court. The hearing is on 9 June."), body("Now we wait for the court. The hearing is on 19 June."), true},
		"a date of something":      {body("Дата решения: 20.05.2019"), body("Дата решения: 21.05.2019"), true},
		"a date in a row":          {body("Дата решения\t20.05.2019"), body("Дата решения\t21.05.2019"), true},
		"of the page":              {body("This page was last edited on 4 March 2020, at 10:15."), body("This page was last edited on 9 June 2020, at 08:00."), false},
		"of the page, in French":   {body("Dernière mise à jour : 20 novembre 2019"), body("Dernière mise à jour : 5 août 2021"), false},
		"of a source":              {body("Source : Office de la statistique, base Accueil, mise à jour du 14/06/2022."), body("Source : Office de la statistique, base Accueil, mise à jour du 20/07/2022."), false},
		"an edition of a law":      {body("(с изменениями по состоянию на 01.01.2020 г.)"), body("(с изменениями по состоянию на 01.07.2021 г.)"), true},
		"the press office's line":  {body("Пресс-служба управления", "Просмотров: 341"), body("Просмотров: 341"), false},
	} {
		tg := &tongues[0]
		old, now := tg.with(c.old), tg.with(c.now)
		j := Judge(refOf(old), lookAt(200, now), Probes{}, nil)
		if got := j.Verdict == Changed; got != c.edited {
			t.Errorf("%s: %s/%s %s", name, j.Verdict, j.Reason, j.Detail)
		}
		if changes := Diff(Prepare(old), Prepare(now)).Changes; (len(changes) > 0) != c.edited {
			t.Errorf("%s: Diff gives %d changes", name, len(changes))
		}
	}
}

// A heading in place of another is an edit, however short.
func TestHeadingReplaced(t *testing.T) {
	tg := &tongues[0]
	with := func(h string) Page {
		p := tg.with(slices.Insert(slices.Clone(tg.article), 2, h))
		p.Headings = append(p.Headings, h)
		return p
	}
	for _, c := range [][2]string{{"By when?", "Until when?"}, {"Positive aspects", "Concerns"}, {"Итоги", "Выводы"}} {
		if j := Judge(refOf(with(c[0])), lookAt(200, with(c[1])), Probes{}, nil); j.Reason != Edited {
			t.Errorf("%q → %q: %s/%s %s", c[0], c[1], j.Verdict, j.Reason, j.Detail)
		}
	}
}

// A footnote's mark that came or went is no change of the text; a number is.
func TestFootnoteMarks(t *testing.T) {
	for _, c := range []struct {
		old, now string
		edited   bool
	}{
		{"The complaints were read by the same office [1] whose officers are accused.", "The complaints were read by the same office whose officers are accused.", false},
		{"Жалобы рассматривало то же ведомство, чьих сотрудников обвиняют.", "Жалобы рассматривало то же ведомство,[12] чьих сотрудников обвиняют.", false},
		{"Les plaintes sont lues par le même bureau dont les agents sont accusés.", "Les plaintes sont lues par le même bureau dont les agents sont accusés [2].", false},
		{"The complaints were read by the same office whose officers are accused.", "The complaints were read by the same office whose 3 officers are accused.", true},
		{"The firm let out 12 tons of CO in the first year of its work there.", "The firm let out 12 tons of CO2 in the first year of its work there.", true},
		{"The river rose by 1.5 metres within a single night of that winter.", "The river rose by 1 metres within a single night of that winter.", true},
	} {
		tg := &tongues[0]
		old, now := tg.with(append(slices.Clone(tg.article), c.old)), tg.with(append(slices.Clone(tg.article), c.now))
		for _, j := range []Judgement{Judge(refOf(old), lookAt(200, now), Probes{}, nil), Judge(refOf(now), lookAt(200, old), Probes{}, nil)} {
			if got := j.Verdict == Changed; got != c.edited {
				t.Errorf("%q → %q: %s/%s %s", c.old, c.now, j.Verdict, j.Reason, j.Detail)
			}
		}
	}
}

// A title is text, wherever it stands and however short it is.
func TestTitleIsText(t *testing.T) {
	tg := &tongues[0]
	old := tg.with(append([]string{"Court lifts ban 2019"}, tg.article...))
	now := tg.with(append([]string{"Court upholds ban 2019"}, tg.article...))
	old.Title, now.Title = "Court lifts ban 2019 | Courier", "Court upholds ban 2019 | Courier"
	if j := Judge(refOf(old), lookAt(200, now), Probes{}, nil); j.Reason != Edited {
		t.Errorf("%s/%s %s", j.Verdict, j.Reason, j.Detail)
	}
}

// The figures of one row of a table that stand in another are an edit; the
// same rows in another order, and columns in another order, are none.
func TestRowsExchanged(t *testing.T) {
	tg := &tongues[0]
	rows := []string{"Tarn Housing Association\t93\t76\t54\t22\t17", "Penrith Council\t41\t40\t12\t9\t3", "Eskdale Police Authority\t63\t35\t24\t11\t10"}
	for name, c := range map[string]struct {
		rows   []string
		edited bool
	}{
		"figures exchanged":     {[]string{"Tarn Housing Association\t63\t35\t24\t11\t10", rows[1], "Eskdale Police Authority\t93\t76\t54\t22\t17"}, true},
		"rows in another order": {[]string{rows[2], rows[0], rows[1]}, false},
		"one figure":            {[]string{rows[0], rows[1], "Eskdale Police Authority\t63\t35\t24\t12\t10"}, true},
		"a row gone":            {rows[:2], true},
	} {
		old, now := tg.with(append(slices.Clone(tg.article), rows...)), tg.with(append(slices.Clone(tg.article), c.rows...))
		j := Judge(refOf(old), lookAt(200, now), Probes{}, nil)
		if got := j.Verdict == Changed; got != c.edited {
			t.Errorf("%s: %s/%s %s", name, j.Verdict, j.Reason, j.Detail)
		}
		if changes := Diff(Prepare(old), Prepare(now)).Changes; (len(changes) > 0) != c.edited {
			t.Errorf("%s: Diff gives %d changes", name, len(changes))
		}
	}
}

// A sentence that left the article is gone from it, though a reader's comment
// quotes it; a paragraph that only stands in another box now is not.
func TestLeftTheArticle(t *testing.T) {
	for i := range tongues {
		tg := &tongues[i]
		for k, p := range tg.article {
			if len(lex.Text(p, false).Tokens) < 6 {
				continue
			}
			old := tg.page()
			now := tg.page()
			rest := slices.Delete(slices.Clone(tg.article), k, k+1)
			now.Main = joinLines(append([]string{tg.title}, rest...))
			now.Visible = "Menu\n" + now.Main + "\nJoan\n> " + p + " So it was, and I was there."
			j := Judge(refOf(old), lookAt(200, now), Probes{}, nil)
			if j.Reason != Edited {
				t.Errorf("%s: %q is quoted by a reader: %s/%s %s", tg.lang, p, j.Verdict, j.Reason, j.Detail)
			}
			if len(Diff(Prepare(old), Prepare(now)).Changes) == 0 {
				t.Errorf("%s: %q is quoted by a reader: Diff gives no change", tg.lang, p)
			}
			now.Visible = "Menu\n" + now.Main + "\nBox\n" + p
			if j := Judge(refOf(old), lookAt(200, now), Probes{}, nil); j.Verdict != OK {
				t.Errorf("%s: %q stands in a box: %s/%s %s", tg.lang, p, j.Verdict, j.Reason, j.Detail)
			}
		}
	}
}

func joinLines(lines []string) (s string) {
	for i, l := range lines {
		if i > 0 {
			s += "\n"
		}
		s += l
	}
	return s
}
