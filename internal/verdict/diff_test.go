package verdict

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"archiver/internal/verdict/compare"
	"archiver/internal/verdict/lex"
)

// agrees holds a diff against the judgement of the same pair: a change where
// Judge says that something changed, noise alone where it says noise, nothing
// where it says same.
func agrees(t *testing.T, what string, old, now Page) Changes {
	t.Helper()
	a, b := Prepare(old), Prepare(now)
	c := Diff(a, b)
	j := Judge(&Reference{URL: cited, FinalURL: cited, Status: 200, Page: a}, lookAt(200, now), Probes{}, nil)
	switch {
	case j.Verdict == Changed && len(c.Changes) == 0:
		t.Errorf("%s: Judge says %s (%s), Diff shows nothing but %d as noise", what, j.Reason, j.Detail, len(c.Noise))
	case j.Verdict == OK && len(c.Changes) > 0:
		t.Errorf("%s: Judge says %s, Diff shows %+v", what, j.Reason, c.Changes)
	case j.Reason == Same && len(c.Noise) > 0:
		t.Errorf("%s: Judge says same, Diff has noise %+v", what, c.Noise)
	}
	if err := whole(a, b, c); err != "" {
		t.Errorf("%s: %s", what, err)
	}
	return c
}

// whole tells where the pieces of a change do not make up its passages.
func whole(a, b *Prepared, c Changes) string {
	for _, ch := range append(slices.Clone(c.Changes), c.Noise...) {
		for _, side := range []struct {
			text, without string
			pdf           bool
		}{{ch.Old, OpGained, a.Page.Kind == "pdf"}, {ch.New, OpLost, b.Page.Kind == "pdf"}} {
			var pieces []string
			for _, p := range ch.Parts {
				if p.Op != side.without {
					pieces = append(pieces, p.Text)
				}
			}
			// White space is collapsed in the passage alone, and may make a sign
			// or a hidden address of what was none.
			if side.text != "" && wordsOf(side.pdf, pieces...) != wordsOf(side.pdf, side.text) && lettersOf(side.pdf, pieces...) != lettersOf(side.pdf, side.text) {
				return fmt.Sprintf("%s: the pieces but those %s are\n%q, the passage is\n%q", ch.Kind, side.without, pieces, side.text)
			}
		}
		if ch.Old == "" && ch.New == "" {
			return "a change of nothing"
		}
	}
	return ""
}

func wordsOf(pdf bool, pieces ...string) string {
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(lex.Text(p, pdf).Words() + " ")
	}
	return strings.ReplaceAll(b.String(), " ", "")
}

func lettersOf(pdf bool, pieces ...string) string {
	for i, p := range pieces {
		pieces[i] = strings.Map(func(r rune) rune {
			if unicode.In(r, unicode.L, unicode.Nd, unicode.M, unicode.Cf) {
				return r
			}
			return ' '
		}, p)
	}
	return wordsOf(pdf, pieces...)
}

// One change in each language: what kind it is, which facts are named.
func TestDiffNamesWhatChanged(t *testing.T) {
	for i := range tongues {
		tg := &tongues[i]
		for _, row := range []struct {
			what string
			edit [2]string
			fact Fact
		}{
			{"figure", tg.figure, Fact{Kind: NumberFact, Old: tg.figure[0], New: tg.figure[1]}},
			{"negation", tg.negation, Fact{Kind: NegationFact, Old: map[string]string{"en": "not", "ru": "не", "kk": "емес", "fr": "n'affecte pas"}[tg.lang], New: ""}},
			{"name", tg.name, Fact{Kind: NameFact, Old: strings.Fields(tg.name[0])[1], New: strings.Fields(tg.name[1])[1]}},
			{"date", tg.date, Fact{Kind: DateFact, Old: tg.date[0], New: tg.date[1]}},
		} {
			c := agrees(t, tg.lang+" "+row.what, tg.page(), tg.swap(row.edit[0], row.edit[1]))
			if len(c.Changes) != 1 || len(c.Noise) != 0 {
				t.Errorf("%s, %s: %d changes, %d noise", tg.lang, row.what, len(c.Changes), len(c.Noise))
				continue
			}
			ch := c.Changes[0]
			if ch.Kind != KindEdited || !slices.Equal(ch.Facts, []Fact{row.fact}) {
				t.Errorf("%s, %s: %s, facts %q, want %q", tg.lang, row.what, ch.Kind, ch.Facts, row.fact)
			}
			if !strings.Contains(ch.Old, row.edit[0]) || !strings.Contains(ch.New, row.edit[1]) {
				t.Errorf("%s, %s: %q → %q", tg.lang, row.what, ch.Old, ch.New)
			}
			same := 0
			for _, p := range ch.Parts {
				if p.Op == OpSame {
					same += len(strings.Fields(p.Text))
				}
			}
			if same < 8 {
				t.Errorf("%s, %s: only %d words were left alone: %+v", tg.lang, row.what, same, ch.Parts)
			}
		}
	}
}

// Words with a negation worked into them.
func TestDiffTurnedWords(t *testing.T) {
	for _, row := range [][4]string{
		{"Судья признал его виновным по трём статьям кодекса.", "Судья признал его невиновным по трём статьям кодекса.", "виновным", "невиновным"},
		{"Оператор қысымды былтыр күн сайын өлшегенін айтты.", "Оператор қысымды былтыр күн сайын өлшемегенін айтты.", "өлшегенін", "өлшемегенін"},
		{"The council called the arrest lawful and closed the case.", "The council called the arrest unlawful and closed the case.", "lawful", "unlawful"},
	} {
		tg := &tongues[0]
		c := agrees(t, row[2], tg.with(append(slices.Clone(tg.article), row[0])), tg.with(append(slices.Clone(tg.article), row[1])))
		if want := (Fact{Kind: NegationFact, Old: row[2], New: row[3]}); len(c.Changes) != 1 || !slices.Equal(c.Changes[0].Facts, []Fact{want}) {
			t.Errorf("%q: %+v", row[1], c.Changes)
		}
	}
}

// What is a name at the beginning of a sentence, and what is none at all.
func TestDiffNames(t *testing.T) {
	tg := &tongues[0]
	for _, row := range []struct {
		old, now string
		want     []Fact
	}{
		{"Saulebek spoke last. The judge thanked Saulebek.", "Bekturova spoke last. The judge thanked Bekturova.", []Fact{{Kind: NameFact, Old: "Saulebek", New: "Bekturova"}}},
		{"Engineers looked at the wall again in spring.", "Officials looked at the wall again in spring.", nil},
		{"YOU MUST NOT ENTER THE LOWER GALLERY ALONE.", "YOU MUST NOT ENTER THE UPPER GALLERY ALONE.", nil},
		{"The form has to be signed before You go in.", "The form has to be signed before one goes in.", nil},
		{"The lease ends after one year of use.", "The lease ends after two years of use.", []Fact{{Kind: NumberFact, Old: "one", New: "two"}}},
		{"The lease is one that nobody could read.", "The lease is something that nobody could read.", nil},
		{"At night it was -5 in the gallery of the dam.", "At night it was 5 in the gallery of the dam.", []Fact{{Kind: NumberFact, Old: "-5", New: "5"}}},
	} {
		c := agrees(t, row.now, tg.with(append(slices.Clone(tg.article), row.old)), tg.with(append(slices.Clone(tg.article), row.now)))
		if len(c.Changes) != 1 || !slices.Equal(c.Changes[0].Facts, row.want) {
			t.Errorf("%q: %+v, want %q", row.now, c.Changes, row.want)
		}
	}
}

// Paragraphs gone, new and moved, in the order of reading.
func TestDiffParagraphs(t *testing.T) {
	for i := range tongues {
		tg := &tongues[i]
		other := strings.SplitAfter(strings.Split(tg.other().Main, "\n")[1], ". ")
		fresh := strings.TrimSpace(other[0] + other[1])
		a := tg.article
		now := tg.with([]string{a[0], fresh, a[1], a[4], strings.Replace(a[3], ".", ", 2031.", 1)})
		c := agrees(t, tg.lang, tg.page(), now)
		var kinds []string
		for _, ch := range c.Changes {
			kind := ch.Kind
			if ch.Kind == KindEdited && ch.Moved {
				kind = "edited and moved"
			}
			kinds = append(kinds, kind)
		}
		// The third paragraph is gone; of the last two, which changed places,
		// one was edited besides. Either may be the one that moved.
		if got := strings.Join(kinds, ", "); got != "gained, lost, moved, edited" && got != "gained, lost, edited and moved" {
			t.Errorf("%s: %s", tg.lang, got)
			continue
		}
		if g := c.Changes[0]; g.New != fresh || g.Old != "" || !strings.HasSuffix(a[0], g.Before) || !strings.HasPrefix(a[1], g.After) {
			t.Errorf("%s: gained %+v", tg.lang, g)
		}
		if l := c.Changes[1]; l.Old != a[2] || l.New != "" || len(l.Facts) != 0 {
			t.Errorf("%s: lost %+v", tg.lang, l)
		}
		for _, ch := range c.Changes[2:] {
			if ch.Kind == KindMoved && (ch.Old != ch.New || ch.Was == "" || ch.Was == ch.Before) {
				t.Errorf("%s: moved %+v", tg.lang, ch)
			}
		}
	}
}

// Where Judge says noise, so does Diff, and where edited, there is a change,
// among any noise.
func TestDiffAgreesWithJudge(t *testing.T) {
	kinds := []string{"dates", "counters", "ago", "legal", "cookies", "advert", "obfuscated"}
	for i := range tongues {
		tg := &tongues[i]
		edits := map[string][2]string{"": {}, "figure": tg.figure, "negation": tg.negation, "name": tg.name, "date": tg.date,
			"sentence": {tg.article[3], tg.article[3] + " " + tg.article[3][:40] + " 17."}, "paragraph": {tg.article[2], strings.Split(tg.other().Main, "\n")[1]}}
		for name, e := range edits {
			for seed := range uint64(25) {
				pick := rand.New(rand.NewPCG(seed, 5))
				with := slices.Clone(kinds)
				pick.Shuffle(len(with), func(a, b int) { with[a], with[b] = with[b], with[a] })
				with = with[:int(seed)%(len(kinds)+1)]
				edited := *tg
				if name != "" {
					edited.article = strings.Split(strings.Replace(strings.Join(tg.article, "\n"), e[0], e[1], 1), "\n")
				}
				old := tg.furnish(0, rand.New(rand.NewPCG(seed, 7)), with)
				now := edited.furnish(1, rand.New(rand.NewPCG(seed, 7)), with)
				if seed%4 == 0 {
					lines := strings.Split(now.Main, "\n")
					pick.Shuffle(len(lines), func(a, b int) { lines[a], lines[b] = lines[b], lines[a] })
					now.Main = strings.Join(lines, "\n")
					now.Visible = "Menu\n" + now.Main
				}
				what := fmt.Sprintf("%s, %q, %v, seed %d", tg.lang, name, with, seed)
				c := agrees(t, what, old, now)
				if name == "figure" && !slices.ContainsFunc(c.Changes, func(ch Change) bool {
					return slices.Contains(ch.Facts, Fact{Kind: NumberFact, Old: e[0], New: e[1]})
				}) {
					t.Errorf("%s: the figure is in no change: %+v", what, c.Changes)
				}
				agrees(t, what+", back", now, old)
			}
		}
		for _, other := range []Page{tg.other(), tg.small("Error", tg.notFound), {Kind: "html"}, {Kind: "pdf"}, {}, tongues[(i+1)%4].page()} {
			agrees(t, tg.lang+" replaced", tg.page(), other)
			agrees(t, tg.lang+" replaced, back", other, tg.page())
		}
	}
}

// The addresses of a page are one word to the measure.
func TestDiffAddress(t *testing.T) {
	tg := &tongues[0]
	with := func(s string) Page { return tg.with(append(slices.Clone(tg.article), s)) }
	c := agrees(t, "address", with("Write to info@example.kz about the survey."), with("Write to press@example.kz about the survey."))
	if want := []Fact{{Kind: AddressFact, Old: "info@example.kz", New: "press@example.kz"}}; len(c.Changes) != 1 || !slices.Equal(c.Changes[0].Facts, want) {
		t.Errorf("%+v", c.Changes)
	}
	c = agrees(t, "hidden", with("Write to info@example.kz about the survey."), with("Write to [email protected] about the survey."))
	if len(c.Changes) != 0 {
		t.Errorf("%+v", c.Changes)
	}
	// An address elsewhere, so that no two stand in one place.
	c = agrees(t, "elsewhere", with("a@b.kz"), with("The survey of the valley is sent to c@d.kz now."))
	if len(c.Changes) == 0 {
		t.Error("a new address elsewhere: nothing")
	}
}

// A PDF is told with the pages, and a change of line ends is none.
func TestDiffPDF(t *testing.T) {
	var text []string
	for i := range 60 {
		text = append(text, strings.TrimSpace(article(uint64(i), 300, wordsEN)))
	}
	leaves := func(paras []string, columns int) Page {
		p := Page{Kind: "pdf"}
		for from := 0; from < len(paras); from += 10 {
			var main []string
			for _, para := range paras[from:min(from+10, len(paras))] {
				main = append(main, fold(para, columns))
			}
			body := strings.Join(main, "\n\n")
			p.Pages = append(p.Pages, fmt.Sprintf("Annual report %d\n%s\n", len(p.Pages)+1, body))
			p.Main += body + "\n"
		}
		p.Visible = strings.Join(p.Pages, "\n")
		return p
	}
	old := leaves(text, 70)
	if c := agrees(t, "other line ends", old, leaves(text, 55)); len(c.Changes) != 0 {
		t.Errorf("other line ends: %+v", c.Changes)
	}
	edited := slices.Clone(text)
	words := strings.Fields(edited[34])
	words[9] = "90017"
	edited[34] = strings.Join(words, " ")
	c := agrees(t, "figure", old, leaves(edited, 55))
	if len(c.Changes) != 1 || c.Changes[0].PageOld != 4 || c.Changes[0].PageNew != 4 || len(c.Changes[0].Facts) == 0 || c.Changes[0].Facts[0].New != "90017" {
		t.Errorf("a figure on page 4: %+v", c.Changes)
	}
	c = agrees(t, "gone", old, leaves(slices.Delete(slices.Clone(text), 21, 22), 70))
	if len(c.Changes) != 1 || c.Changes[0].Kind != KindLost || c.Changes[0].PageOld != 3 || c.Changes[0].PageNew != 0 {
		t.Errorf("a paragraph of page 3: %+v", c.Changes)
	}
}

// What the measure finds where no passage differs is told in its own words: a
// page of a few words between the lines that run through the document.
func TestDiffOfRunningLines(t *testing.T) {
	text := strings.Split(strings.TrimSpace(article(1, 3000, wordsEN)), "\n")
	pdf := func(head string) Page {
		p := Page{Kind: "pdf"}
		for _, body := range []string{text[0], "Saulebek\t4", text[1], text[2]} {
			p.Pages = append(p.Pages, fmt.Sprintf("%s\n%s\n%s", head, body, head))
			p.Main += body + "\n"
		}
		p.Visible = strings.Join(p.Pages, "\n")
		return p
	}
	c := agrees(t, "another head", pdf("Annual report of the prosecutor for 2019"), pdf("Yearly review by the court in 2021"))
	if len(c.Changes) == 0 || len(c.Noise) != 0 {
		t.Errorf("%+v", c)
	}
}

func fold(text string, columns int) string {
	var b strings.Builder
	n := 0
	for _, w := range strings.Fields(text) {
		if n > 0 && n+len(w) > columns {
			b.WriteByte('\n')
			n = 0
		} else if n > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w)
		n += len(w) + 1
	}
	return b.String()
}

// Two megabytes, edited all over, replaced, or made to be hard, are compared in
// seconds.
func TestDiffOfLargeTexts(t *testing.T) {
	const size = 2 << 20
	text := article(3, size, wordsRU)
	page := func(s string) Page { return Page{Kind: "html", Visible: s, Main: s} }
	words := strings.Fields(text)
	for i := 50; i < len(words); i += 61 {
		words[i] = fmt.Sprint(i)
	}
	for what, now := range map[string]string{
		"edited":   strings.Join(words, " "),
		"replaced": article(4, size, wordsRU),
		"other":    article(4, size, wordsFR),
		"turned":   text[len(text)/2:] + "\n" + text[:len(text)/2],
	} {
		start := time.Now()
		Diff(Prepare(page(text)), Prepare(page(strings.ToValidUTF8(now, ""))))
		if took := time.Since(start); took > time.Minute { // quadratic would be hours; a busy machine and the race detector are no fault
			t.Errorf("%s: %v", what, took)
		} else {
			t.Logf("%s: %v", what, took)
		}
	}
	same := strings.Repeat("0\t0\t0\t0\n", size/8)
	start := time.Now()
	Diff(Prepare(page("a\n"+same+"1\n"+same[:1000]+"z")), Prepare(page("b\n"+same[:len(same)/2]+"2\n"+same[:len(same)/3]+"y")))
	if took := time.Since(start); took > time.Minute {
		t.Errorf("one row again and again: %v", took)
	} else {
		t.Logf("one row again and again: %v", took)
	}
}

// Diff never fails; its pieces give back the passages, and it agrees with the
// measure.
func FuzzDiff(f *testing.F) {
	for i, s := range seeds() {
		f.Add(tongues[i%4].page().Visible, s, "html")
		f.Add(s, tongues[i%4].with(tongues[(i+1)%4].article[:3]).Visible, "pdf")
	}
	f.Add("a b c d\ne f g h", "e f g h\na b c d", "html")
	f.Add("5 300 km\n-5 a@b.cd", "5-300 km\n5 c@d.ef", "html")
	f.Fuzz(func(t *testing.T, old, now, kind string) {
		leaves := strings.Split(now, "\f")
		a := Prepare(Page{Kind: kind, Visible: old, Main: strings.TrimPrefix(old, "a")})
		b := Prepare(Page{Kind: kind, Visible: now, Main: now, Pages: leaves})
		c := Diff(a, b)
		if err := whole(a, b, c); err != "" {
			t.Fatal(err)
		}
		m := compare.Pages(a, b)
		if changed := m.Significant || !m.Same && m.Share < compare.Alive; a.HasText() && changed != (len(c.Changes) > 0) {
			t.Fatalf("measure %+v, changes %+v", m, c.Changes)
		}
		if d := Diff(a, a); len(d.Changes)+len(d.Noise) > 0 {
			t.Fatalf("a page differs from itself: %+v", d)
		}
	})
}
