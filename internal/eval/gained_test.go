package eval

import (
	"fmt"
	"strings"
	"testing"

	"archiver/internal/extract"
	"archiver/internal/verdict"
)

// judgePages judges one page against another.
func judgePages(t *testing.T, x *extract.Extractor, was, is string) (verdict.Judgement, bool) {
	t.Helper()
	m := &measured{x: x}
	var pages []*verdict.Prepared
	for _, s := range []string{was, is} {
		p, err := m.read(s)
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, p)
	}
	const url = "https://review.example/late-pay"
	j := verdict.Judge(&verdict.Reference{URL: url, FinalURL: url, Status: 200, Page: pages[0]},
		&verdict.Look{URL: url, FinalURL: url, Status: 200, Page: pages[1]}, verdict.Probes{}, nil)
	return j, verdict.Due(pages[0], pages[1])
}

// A line that came within the text is told, with the least confidence; one near the
// text that may be a template's is not, but what is shown then is kept and named; a
// template's own lines are neither.
func TestLineCame(t *testing.T) {
	x := extract.New(extract.Config{})
	for _, c := range []struct {
		name, line string
		at         string // within, or a slot
		told, due  bool
	}{
		{"a fact", "<p>The general was acquitted of all charges</p>", "within", true, true},
		{"a heading", "<h2>What the general says</h2>", "within", true, true},
		{"a notice", "<p>This article has been removed</p>", "within", true, true},
		{"a heading without a word of a notice", "<h2>The general has been cleared</h2>", "head", true, true},
		{"a notice over the text", "<h2>Access restricted</h2>", "head", true, true},
		{"a notice behind the text", "<div><p>Retraction: the figures were made up</p></div>", "after", true, true},
		{"a fact of a country", "<p>US court rejects the appeal of the general</p>", "within", true, true},
		{"a fact in French", "<p>Le général a été relaxé du chef de meurtre</p>", "within", true, true},
		{"spoken to the reader", "<p>Here is what you need to know today</p>", "within", false, true},
		{"spoken of the page", "<p>This article was first shown in Russian</p>", "within", false, true},
		{"the page's age", "<p>This article is more than 2 years old</p>", "head", false, true},
		{"a byline", "<p>Anna Kell, correspondent for the courts in Almaty</p>", "head", false, false},
		{"words at the end", "<p>With thanks to the town of Kordai</p>", "inside", false, true},
		{"an advert", "<p>Advertisement</p>", "within", false, false},
		{"a credit", "<p>Photo: Anna Kell</p>", "within", false, false},
		{"a link", `<p><a href="/n/1">The minister was removed from office</a></p>`, "within", false, false},
		{"a label of links", `<p>More on the trial</p><p><a href="/n/1">The minister was removed from office</a></p>`, "within", false, false},
		{"a call", "<p>Subscribe to our channel and miss nothing</p>", "within", false, false},
		{"a date", "<p>Updated 5 March 2024</p>", "head", false, false},
		{"what may be", "<p>This page may be removed</p>", "inside", false, true},
		{"beside the text", "<div><p>Trams run late this evening</p></div>", "side", false, false},
	} {
		for build, lay := range builds {
			title, list := tellings["en"][0], tellings["en"][1:]
			page := func(line string, views int) string {
				text, s := fmt.Sprintf("<p>%d views</p><p>%s</p><p>%s</p>", views, list[0], list[1]), slots{}
				if c.at == "within" {
					text += line
				} else {
					s = where[c.at](line)
				}
				return lay("en", title, text+"<p>"+strings.Join(list[2:], "</p><p>")+"</p>", s)
			}
			j, due := judgePages(t, x, page("", 214), page(c.line, 230))
			// Where no element tells, a line beside the text is as one right behind it.
			want := c.due || c.at == "side" && build != "main and article"
			if told := j.Reason == verdict.Edited; told != c.told || due != want {
				t.Errorf("%s in %s: told %v, due %v: %s/%s %s", c.name, build, told, due, j.Verdict, j.Reason, j.Detail)
			} else if c.told && c.at != "after" && j.Confidence != verdict.Weak {
				t.Errorf("%s in %s: told with confidence %s", c.name, build, j.Confidence)
			} else if !c.told && c.due && !(strings.Contains(j.Detail, "came near") && strings.Contains(fmt.Sprint(j.Evidence), "came near")) {
				t.Errorf("%s in %s: is not named: %s %q", c.name, build, j.Detail, j.Evidence)
			}
		}
	}
}

// Lines that sites put into their texts, or over them, in the text's own box.
const templates = `Advertisement
Article continues after this advertisement
You have 2 free articles left this month
Most popular in this section
Get unlimited access for one dollar a week
Enter your email address to receive updates
Image source, Getty Images
Media caption, Watch: protests in Almaty
Photograph by Anna Kell for the Courier
Anna Kell, BBC News, Almaty
Reporting from Almaty, Kazakhstan
First published on Tue 5 Mar 2024 14.05 GMT
Estimated reading time: 4 minutes
Save this story for later
Follow live updates on our blog
This article is more than 2 years old
View comments (12)
Listen to the audio version
Got a tip? Write to us
Swipe left for more photos
Do you have an opinion on this issue
Читайте также
Подпишитесь на нашу рассылку
Следите за новостями в Telegram
Материал подготовил Борис Иванов
Время на чтение: 4 минуты
Мнение автора может не совпадать с позицией редакции
Temps de lecture : 4 minutes
Par Anna Kell, envoyée spéciale à Almaty
Le reste de cet article est réservé aux abonnés
Дереккөз: Азаттық радиосы
Біздің арнаға жазылыңыз`

func TestLinesOfTemplates(t *testing.T) {
	x := extract.New(extract.Config{})
	list := tellings["en"][1:]
	for line := range strings.SplitSeq(templates, "\n") {
		for build, lay := range builds {
			for at := range 2 {
				page := func(s string) string {
					text := []string{"", ""}
					text[at] = s
					return lay("en", tellings["en"][0], "<p>"+list[0]+"</p><p>"+list[1]+"</p>"+text[1]+"<p>"+strings.Join(list[2:], "</p><p>")+"</p>", slots{head: text[0]})
				}
				if j, _ := judgePages(t, x, page(""), page("<p>"+line+"</p>")); j.Verdict != verdict.OK {
					t.Errorf("%q in %s, %d: %s/%s %s", line, build, at, j.Verdict, j.Reason, j.Confidence)
				}
			}
		}
	}
}

// Whole new items on top of a feed take nothing from those below them. What comes
// between them, in an item without a date or in a box of another kind, is told.
func TestFeedGrew(t *testing.T) {
	x := extract.New(extract.Config{})
	post := func(day int, text string) string {
		return fmt.Sprintf(`<article class=post><div class=who>River Watch, %d March 2024</div><p>%s</p><div>%d likes</div></article>`, day, text, day)
	}
	old := []string{post(9, "A barge without lights went past the old mill at night."), post(8, "The water at the lower lock is brown again this morning, and it smells of oil."),
		post(7, "Three volunteers were fined for standing on the quay."), post(6, "We counted 31 dead fish at the weir, and told the water board.")}
	newer := post(10, "The bridge is open again, and all who stood there are thanked.") + post(11, "A heron has come back to the island after a year.")
	pinned := strings.Replace(post(1, "Who we are and how one can write to us safely."), "<div class=who>", "<div>Pinned</div><div class=who>", 1)
	page := func(items ...string) string {
		return `<html><head><title>River Watch</title></head><body><header><a href="/">Home</a></header><main><h1>River Watch</h1><div class=feed>` + strings.Join(items, "") + `</div></main></body></html>`
	}
	with := func(at int, item string) []string {
		out := append([]string{}, old[:at]...)
		return append(append(out, item), old[at:]...)
	}
	for _, c := range []struct {
		name    string
		was, is string
		want    verdict.Verdict
	}{
		{"on top", page(old...), page(with(0, newer)...), verdict.OK},
		{"under one that is pinned", page(append([]string{pinned}, old...)...), page(append([]string{pinned, newer}, old...)...), verdict.OK},
		{"between", page(old...), page(with(2, newer)...), verdict.Changed},
		{"without a date", page(old...), page(with(0, `<article class=post><div class=who>River Watch</div><p>The mayor has admitted in front of the whole council that there is a pipe at the mill.</p><div>likes</div></article>`)...), verdict.Changed},
		{"in a box of another kind", page(old...), page(with(0, `<div class=note><p>10 March 2024</p><h2>This account has been suspended</h2></div>`)...), verdict.Changed},
		{"on top, and one edited", page(old...), strings.Replace(page(with(0, newer)...), "31 dead", "13 dead", 1), verdict.Changed},
		{"on top, and one gone", page(old...), strings.Replace(page(with(0, newer)...), old[1], "", 1), verdict.Changed},
	} {
		if j, _ := judgePages(t, x, c.was, c.is); j.Verdict != c.want {
			t.Errorf("%s: %s/%s, want %s: %s %q", c.name, j.Verdict, j.Reason, c.want, j.Detail, j.Evidence)
		}
	}
}
