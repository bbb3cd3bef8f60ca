package verdict

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"archiver/internal/verdict/compare"
	"archiver/internal/verdict/lex"
)

// furnish puts what pages change by themselves around and between the
// article's paragraphs, chosen by n: 0 for the old page, 1 for the new.
func (t *tongue) furnish(n int, r *rand.Rand, with []string) Page {
	parts := map[string]func() []string{
		"dates":    func() []string { return []string{t.updated[n]} },
		"counters": func() []string { return []string{t.counter[n]} },
		"ago":      func() []string { return []string{t.ago[n]} },
		"legal":    func() []string { return []string{t.legal[n]} },
		"cookies": func() []string {
			if n == 0 {
				return nil
			}
			return []string{t.cookies}
		},
		"advert": func() []string {
			if n == 0 {
				return nil
			}
			return t.advert
		},
		"obfuscated": func() []string {
			return []string{[]string{"info@example.kz", "[email protected]"}[n]}
		},
	}
	blocks := slices.Clone(t.article)
	for _, w := range with {
		at := r.IntN(len(blocks) + 1)
		// What belongs together stays together.
		blocks = slices.Insert(blocks, at, strings.Join(parts[w](), "\n"))
	}
	return t.with(blocks)
}

// Noise never alarms: dates, counters, relative times, copyright years, cookie
// banners, labelled adverts, hidden addresses, and moved paragraphs.
func TestNoiseNeverAlarms(t *testing.T) {
	kinds := []string{"dates", "counters", "ago", "legal", "cookies", "advert", "obfuscated"}
	for i := range tongues {
		tg := &tongues[i]
		for seed := range uint64(60) {
			n := 1 + int(seed)%len(kinds)
			pick := rand.New(rand.NewPCG(seed, 3))
			with := slices.Clone(kinds)
			pick.Shuffle(len(with), func(a, b int) { with[a], with[b] = with[b], with[a] })
			with = with[:n]
			old := tg.furnish(0, rand.New(rand.NewPCG(seed, 7)), with)
			now := tg.furnish(1, rand.New(rand.NewPCG(seed, 7)), with)
			if seed%3 == 0 { // and the paragraphs change places
				lines := strings.Split(now.Main, "\n")
				if !slices.Contains(with, "advert") { // which must stay with its label
					pick.Shuffle(len(lines), func(a, b int) { lines[a], lines[b] = lines[b], lines[a] })
				}
				now.Main = strings.Join(lines, "\n")
				now.Visible = "Menu\n" + now.Main
			}
			j := Judge(refOf(old), lookAt(200, now), Probes{}, []string{tg.quote})
			if j.Verdict != OK {
				t.Errorf("%s, %v, seed %d: %s/%s: %s", tg.lang, with, seed, j.Verdict, j.Reason, j.Detail)
			}
			if Differs(Prepare(old), Prepare(now)) {
				t.Errorf("%s, %v, seed %d: differs", tg.lang, with, seed)
			}
		}
	}
}

// Edits are always found, among any noise: a figure, a negation, a name, a
// date, a sentence.
func TestEditsAlwaysFound(t *testing.T) {
	kinds := []string{"dates", "counters", "ago", "legal", "cookies", "advert"}
	for i := range tongues {
		tg := &tongues[i]
		edits := map[string][2]string{"figure": tg.figure, "negation": tg.negation, "name": tg.name, "date": tg.date, "negation put in": {tg.negation[1], tg.negation[0]}}
		for name, e := range edits {
			for seed := range uint64(12) {
				base := *tg
				if name == "negation put in" {
					base.article = strings.Split(strings.Replace(strings.Join(tg.article, "\n"), tg.negation[0], tg.negation[1], 1), "\n")
				}
				with := kinds[:seed%uint64(len(kinds))]
				old := base.furnish(0, rand.New(rand.NewPCG(seed, 7)), with)
				edited := base
				edited.article = strings.Split(strings.Replace(strings.Join(base.article, "\n"), e[0], e[1], 1), "\n")
				if strings.Join(edited.article, "") == strings.Join(base.article, "") {
					t.Fatalf("%s: %s changes nothing", tg.lang, name)
				}
				now := edited.furnish(1, rand.New(rand.NewPCG(seed, 7)), with)
				if j := Judge(refOf(old), lookAt(200, now), Probes{}, nil); j.Verdict != Changed || j.Reason != Edited {
					t.Errorf("%s, %s, %v: %s/%s %s", tg.lang, name, with, j.Verdict, j.Reason, j.Detail)
				}
			}
		}
		// Each digit of each figure, and each sentence.
		text := strings.Join(tg.article, "\n")
		for at, c := range text {
			if c < '0' || c > '9' {
				continue
			}
			now := text[:at] + string(rune('0'+(c-'0'+1)%10)) + text[at+1:]
			if j := Judge(refOf(tg.page()), lookAt(200, tg.with(strings.Split(now, "\n"))), Probes{}, nil); j.Reason != Edited {
				t.Errorf("%s: digit at %d: %s/%s", tg.lang, at, j.Verdict, j.Reason)
			}
		}
		for k, p := range tg.article {
			for _, s := range strings.SplitAfter(p, ". ") {
				article := slices.Clone(tg.article)
				article[k] = strings.Replace(p, s, "", 1)
				if j := Judge(refOf(tg.page()), lookAt(200, tg.with(article)), Probes{}, nil); j.Reason != Edited {
					t.Errorf("%s: sentence %q removed: %s/%s", tg.lang, s, j.Verdict, j.Reason)
				}
			}
		}
	}
}

// What tells a fact from furniture.
func TestFactsAndFurniture(t *testing.T) {
	tg := &tongues[0]
	for _, row := range []struct {
		old, now string
		edited   bool
	}{
		{"Updated: 12 May 2019", "Updated: 14 June 2020", false},
		{"12 May 2019", "14 June 2020", false},
		{"Last revised by editor Ivan Petrov on 12 May 2019", "Last revised by editor Ivan Petrov on 14 June 2020", false},
		{"Thursday, 12 May 2019, 14:05", "Friday, 13 May 2019, 09:12", false},
		{"The strike began on 12 May 2019.", "The strike began on 13 May 2019.", true},
		{"Deadline for objections: 12 May 2019", "Deadline for objections: 30 May 2019", true},
		{"1,204 views", "9,311 views", false},
		{"The bench was painted 3 days ago", "The bench was painted 4 days ago", false},
		{"The bench was painted 3 days ago", "The bench was stolen 3 days ago", true},
		{"Views: 12", "Views: 13", false},
		{"Comments (12)", "Comments (345)", false},
		{"12 комментариев", "15 комментариев", false},
		{"By Ivan Petrov, 12 May 2019, 1,204 views, Share", "By Ivan Petrov, 12 May 2019, 9,310 views, Share", false},
		{"USD 450.21 EUR 490.12", "USD 451.90 EUR 488.40", false},
		{"Погода +15 °C", "Погода +17 °C", false},
		{"Population\t118,000\t4.5", "Population\t128,000\t4.5", true},
		{"Население\t118 000", "Население\t128 000", true},
		{"Membership costs 450 tenge a year for every adult reader.", "Membership costs 550 tenge a year for every adult reader.", true},
		{"No one was hurt in the fire.", "One was hurt in the fire.", true},
		{"The court shall not hear the appeal of the owner.", "The court shall hear the appeal of the owner.", true},
		{"Виновные не наказаны до сих пор, сообщил прокурор.", "Виновные наказаны до сих пор, сообщил прокурор.", true},
		{"Судья признал его виновным по трём статьям кодекса.", "Судья признал его невиновным по трём статьям кодекса.", true},
		{"Мекеме бұл туралы жауап берген жоқ, деді өкіл.", "Мекеме бұл туралы жауап берген, деді өкіл.", true},
		{"This web site is kept by volunteers of the library.", "This website is kept by volunteers of the library.", false},
		{"See the report (opens in a new tab) of the commission for more.", "See the report of the commission for more.", false},
		{"Write to info@example.kz about the survey of the river.", "Write to [email protected] about the survey of the river.", false},
		{"Write to info@example.kz about the survey of the river.", "Write to press@example.kz about the survey of the river.", true},
		{"“Quoted” — and dashed – words… of the page", "\"Quoted\" - and dashed - words... of the page", false},
		{"Всё ещё идёт проверка отчёта о плотине.", "Все еще идет проверка отчета о плотине.", false},
		{"Учёный секретарь подписал протокол.", "Учeный сeкретарь подписал прoтокол.", false},
		{"The river rose by 1.5 metres within a single night.", "The river rose by 15 metres within a single night.", true},
		{"The river rose by 1.5 metres within a single night.", "The river rose by 1,5 metres within a single night.", false},
		{"The firm paid 5 000 to each of the families.", "The firm paid 5,000 to each of the families.", false},
	} {
		for _, at := range []int{0, 2, 5} {
			old := tg.with(slices.Insert(slices.Clone(tg.article), at, row.old))
			now := tg.with(slices.Insert(slices.Clone(tg.article), at, row.now))
			j := Judge(refOf(old), lookAt(200, now), Probes{}, nil)
			if got := j.Verdict == Changed; got != row.edited || j.Verdict != OK && j.Reason != Edited {
				t.Errorf("%q → %q at %d: %s/%s %s", row.old, row.now, at, j.Verdict, j.Reason, j.Detail)
			}
		}
	}
}

// A heading is text, though it looks like a counter or a date line.
func TestHeadingsAreText(t *testing.T) {
	for _, h := range [][2]string{{"Motion passed by 12 votes", "Motion passed by 21 votes"}, {"Published 12 May 2019", "Published 13 May 2019"}} {
		old, now := tongues[0].page(), tongues[0].page()
		old.Headings, now.Headings = []string{h[0]}, []string{h[1]}
		old.Visible, now.Visible = h[0]+"\n"+old.Visible, h[1]+"\n"+now.Visible
		old.Main, now.Main = h[0]+"\n"+old.Main, h[1]+"\n"+now.Main
		if j := Judge(refOf(old), lookAt(200, now), Probes{}, nil); j.Reason != Edited {
			t.Errorf("%s: %s/%s", h[0], j.Verdict, j.Reason)
		}
	}
}

// A "not" that stands in many places is missed where it was taken out.
func TestChangeHiddenByRepetition(t *testing.T) {
	rest := strings.Join([]string{
		"Some are on a trial and do what they want.",
		"Please do cancel, pay within the week.",
		"Some wait and do not cancel at all.",
	}, "\n") + "\n"
	with, without := rest+"Of these on a trial and do not cancel, pay within the week at the desk.", rest+"Of these on a trial and do cancel, pay within the week at the desk."
	a, b := Prepare(Page{Visible: with, Main: with}), Prepare(Page{Visible: without, Main: without})
	for _, p := range [][2]*Prepared{{a, b}, {b, a}} {
		if c := lex.Cover(p[0].Main().Tokens, p[1].Visible(), p[1].Set()); slices.Contains(c.In, false) {
			t.Fatal("the example hides nothing: a word is in no shingle of the other page")
		}
		c := compare.Pages(p[0], p[1])
		if !c.Significant || !slices.ContainsFunc(c.Edits, func(e compare.Edit) bool { return strings.Contains(e.Old+e.Now, "do not cancel") }) {
			t.Errorf("missed: %+v", c)
		}
	}
}

// A list in the text that changed is told.
func TestListInText(t *testing.T) {
	tg := &tongues[0]
	lines := []string{
		"Mayor opens the second bridge over the river Sary", "Wheat price falls for the third week in a row", "Ten students win medals at chess games in Turin",
		"New tram line to the airport delayed until autumn", "Museum shows gold of the steppe for one month only", "Doctors warn of early flu in mountain villages",
		"Library asks readers to return books from last century", "Football club sells its young goalkeeper to Lisbon", "Snow closes the northern pass to heavy lorries",
	}
	for _, at := range []int{2, len(tg.article)} {
		old := tg.with(slices.Insert(slices.Clone(tg.article), at, lines[:6]...))
		now := tg.with(slices.Insert(slices.Clone(tg.article), at, lines[3:]...))
		if j := Judge(refOf(old), lookAt(200, now), Probes{}, nil); j.Reason != Edited {
			t.Errorf("changed list at %d: %s/%s", at, j.Verdict, j.Reason)
		}
	}
}

// The text that an extractor took for furniture on one of the days only is
// neither lost nor gained.
func TestViewsThatDisagree(t *testing.T) {
	tg := &tongues[0]
	whole, swallowed := tg.page(), tg.page()
	swallowed.Main = ""
	for _, pair := range [][2]Page{{whole, swallowed}, {swallowed, whole}} {
		if Differs(Prepare(pair[0]), Prepare(pair[1])) {
			t.Error("differs")
		}
	}
}
