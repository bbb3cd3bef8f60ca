package verdict

import (
	"slices"
	"strings"
	"testing"
)

// The day of an article is its template's, as a heading too; another day in its
// place is an edit, and so is the day of an event that is taken away.
func TestDateHeadings(t *testing.T) {
	for _, c := range []struct {
		name     string
		old, now []string // before the article; headings begin with "# ", the title with "## "
		edited   bool
	}{
		{"in the byline now", []string{"# Marginal Notes", "# Thursday, 17 October 2024", "## What the meters say"}, []string{"‹ Marginal Notes", "## What the meters say", "October 17, 2024 · by Ledgerman"}, false},
		{"in the byline, in Russian", []string{"# Заметки", "# четверг, 17 октября 2024 г.", "## Что показали счётчики"}, []string{"‹ Заметки", "## Что показали счётчики", "17.10.2024 · Автор: Ревизор"}, false},
		{"in the byline, in French", []string{"# Notes en marge", "# jeudi 17 octobre 2024", "## Ce que disent les compteurs"}, []string{"‹ Notes en marge", "## Ce que disent les compteurs", "Par Le comptable, le 17/10/2024"}, false},
		{"in the byline, in Kazakh", []string{"# Жиекте жазылған", "# 2024 жылғы 17 қазан, бейсенбі", "## Есептегіштер не дейді"}, []string{"‹ Жиекте жазылған", "## Есептегіштер не дейді", "17.10.2024 · Авторы: Есепші"}, false},
		{"under the title, in the byline now", []string{"## What the meters say", "# 17 October 2024"}, []string{"## What the meters say", "17/10/2024, by Ledgerman"}, false},
		{"left out", []string{"# Marginal Notes", "# Thursday, 17 October 2024", "## What the meters say"}, []string{"# Marginal Notes", "## What the meters say"}, false},
		{"left out, in Russian", []string{"# Заметки", "# четверг, 17 октября 2024 г.", "## Что показали счётчики"}, []string{"‹ Заметки", "## Что показали счётчики"}, false},
		{"another day over the title", []string{"# Marginal Notes", "# Thursday, 17 October 2024", "## What the meters say"}, []string{"# Marginal Notes", "# Friday, 18 October 2024", "## What the meters say"}, true},
		{"another day in the byline", []string{"# Marginal Notes", "# Thursday, 17 October 2024", "## What the meters say"}, []string{"‹ Marginal Notes", "## What the meters say", "October 18, 2024 · by Ledgerman"}, true},
		{"another day under the title", []string{"## What the meters say", "# 17 October 2024", "Posted 17 October 2024 by Ledgerman"}, []string{"## What the meters say", "# 18 October 2024", "Posted 17 October 2024 by Ledgerman"}, true},
		{"the day of an event is taken away", []string{"## The hearing on the meters", "# 17 October 2024"}, []string{"## The hearing on the meters"}, true},
		{"and the page was posted that day", []string{"## The hearing on the meters", "# 17 October 2024", "Posted 17 October 2024 by Ledgerman"}, []string{"## The hearing on the meters", "Posted 17 October 2024 by Ledgerman"}, true},
		{"a month", []string{"# Marginal Notes", "# October 2024", "## What the meters say"}, []string{"# Marginal Notes", "# November 2024", "## What the meters say"}, true},
	} {
		article := tongues[0].article
		page := func(head []string) Page {
			p := Page{Kind: "html"}
			var lines []string
			for _, l := range head {
				text := strings.TrimLeft(l, "# ")
				if strings.HasPrefix(l, "#") {
					p.Headings = append(p.Headings, text)
				}
				if strings.HasPrefix(l, "##") {
					p.Title = "Marginal Notes: " + text
				}
				lines = append(lines, text)
			}
			p.Main = strings.Join(append(slices.Clone(lines), article...), "\n")
			p.Visible = "Menu\n" + p.Main + "\nOctober (2)"
			return p
		}
		old, now := page(c.old), page(c.now)
		j := Judge(refOf(old), lookAt(200, now), Probes{}, nil)
		if got := j.Verdict == Changed; got != c.edited {
			t.Errorf("%s: %s/%s %s", c.name, j.Verdict, j.Reason, j.Detail)
		}
	}
}
