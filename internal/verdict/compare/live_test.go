package compare

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/pages"
)

// A live blog may be turned round and write its times in another way, and it may
// say that it is over. An entry that has another time is told.
func TestLiveBlogs(t *testing.T) {
	entries := []string{
		"The hearing is adjourned. The judge asked both sides to hand in their papers by Monday noon.",
		"Second expert at the bar. To him 23 of the 40 drains were blocked as early as the autumn.",
		"The first expert stands by his report: the drains worked on the whole, and the flood was beyond all measure.",
		"The defence asks that the report be set aside. The court refuses after ten minutes.",
		"Good morning to all. The dam burst in March and killed seventeen of those who lived below it.",
	}
	times := [][2]int{{19, 5}, {17, 30}, {16, 20}, {10, 30}, {9, 30}}
	headings := func(lines []string) (out []string) { // the times
		for _, l := range lines {
			if len(l) < 32 && strings.ContainsAny(l, "0123456789") {
				out = append(out, l)
			}
		}
		return out
	}
	page := func(format string, turned bool, more ...string) *pages.Prepared {
		lines := []string{"Live: the third day of the trial", "The court heard two experts on the state of the drains, and both of them at great length.", "The hearing goes on in the morning of the next day at half past nine."}
		lines = append(lines, more...)
		order := []int{0, 1, 2, 3, 4}
		if turned {
			slices.Reverse(order)
		}
		for _, i := range order {
			lines = append(lines, fmt.Sprintf(format, times[i][0], times[i][1]), entries[i])
		}
		text := strings.Join(lines, "\n")
		return pages.Prepare(pages.Page{Kind: "html", Title: lines[0], Headings: headings(lines), Visible: "Home\nCourts\n" + text, Main: text})
	}
	changed := func(p *pages.Prepared, from, to string) *pages.Prepared {
		if !strings.Contains(p.Page.Main, from) {
			t.Fatalf("no %q", from)
		}
		text := strings.Replace(p.Page.Main, from, to, 1)
		return pages.Prepare(pages.Page{Kind: "html", Title: p.Page.Title, Headings: headings(strings.Split(text, "\n")), Visible: "Home\nCourts\n" + text, Main: text})
	}
	old := page("%02d:%02d", false)
	for _, c := range []struct {
		name   string
		now    *pages.Prepared
		edited bool
	}{
		{"turned round", page("%02d:%02d", true), false},
		{"turned round, times in French", page("%02d h %02d Partager", true), false},
		{"times and a label", page("%d.%02d Поделиться", false), false},
		{"over, in English", page("%02d:%02d", true, "Our live coverage has now ended."), false},
		{"over, in French", page("%02d:%02d", false, "Ce direct est terminé."), false},
		{"over, in Russian", page("%02d:%02d", false, "На этом мы завершаем онлайн"), false},
		{"over, in Kazakh", page("%02d:%02d", false, "Тікелей эфир аяқталды."), false},

		{"turned round, another time", changed(page("%02d h %02d Partager", true), "17 h 30", "18 h 30"), true},
		{"times with a date, another time", changed(page("9 October 2019, %02d:%02d", true), "17:30", "18:30"), true},
		{"times exchanged", changed(changed(changed(page("%02d h %02d", false), "17 h 30", "X"), "16 h 20", "17 h 30"), "X", "16 h 20"), true},
		{"an entry less", changed(page("%02d:%02d", true), entries[3], "The court rises."), true},
		{"a figure in an entry", changed(page("%02d h %02d Partager", true), "23 of the 40", "32 of the 40"), true},
		{"an entry more", page("%02d:%02d", true, "20:10", "The witness whom all had waited for since the spring has died."), true},
		{"the trial is over", page("%02d:%02d", false, "The trial is over, and none of those accused was found guilty."), true},
		{"the live trial is over, and how", page("%02d:%02d", false, "Live: it ended in an acquittal of all of the six accused."), true},
	} {
		for i, pair := range [][2]*pages.Prepared{{old, c.now}, {c.now, old}} {
			if got := Pages(pair[0], pair[1]); got.Significant != c.edited {
				t.Errorf("%s, %d: %v, want %v: %+v", c.name, i, got.Significant, c.edited, got.Edits)
			}
		}
	}
}

func TestStampOf(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"19 h 05", "19:05", true}, {"9:30", "09:30", true}, {"12:30", "12.30", true}, {"7:05", "19:05", false}, {"19:50", "19:05", false}, {"9 October 2019, 19:05", "9 October 2019, 19:06", false},
		{"9 October 2019, 19:05", "9 November 2019, 19:05", false}, {"19:05:30", "05:30", false},
	} {
		read := func(s string) string {
			x := lex.Text(s, false)
			time, _, ok := stampOf(x, lex.Span{From: 0, To: len(x.Tokens)})
			if !ok {
				t.Errorf("%q is no stamp", s)
			}
			return time
		}
		if got := read(c.a) == read(c.b); got != c.same {
			t.Errorf("%q and %q: %v", c.a, c.b, got)
		}
	}
}
