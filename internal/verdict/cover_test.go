package verdict

import (
	"strings"
	"testing"
)

// What lies over a page is told where it is new and no reader gets past it, or it
// says that the text is gone; never where it wants something of the reader.
func TestNewCover(t *testing.T) {
	for _, l := range tongues {
		ref := siteOf(l.title, l.article...)
		for _, c := range []struct {
			name, cover, was string
			closes, told     bool
		}{
			{name: "nothing"},
			{name: "a wall of consent", cover: l.consent},
			{name: "a wall of consent", cover: l.cookies, closes: true},
			{name: "a login", cover: l.login},
			{name: "a check", cover: l.bot},
			{name: "a country", cover: l.geo},
			{name: "an advert that can be closed", cover: l.advert[1], closes: true},
			{name: "not found", cover: l.notFound, told: true},
			{name: "not found, with a button", cover: l.notFound, closes: true, told: true},
			{name: "not found, as in the reference", cover: l.notFound, was: l.notFound},
			{name: "the text itself", cover: l.title + "\n" + strings.Join(l.article[:3], "\n")},
		} {
			old, now := ref, ref
			old.Cover, now.Cover, now.CoverCloses = c.was, c.cover, c.closes
			const url = "https://herald.example/dam"
			a, b := Prepare(old), Prepare(now)
			j := Judge(&Reference{URL: url, Status: 200, Page: a}, &Look{URL: url, Status: 200, Page: b, Rendered: true}, Probes{}, []string{l.quote})
			told := j.Reason == Edited && strings.Contains(j.Detail, "notice now covers the page: “")
			if told != c.told || !told && j.Verdict != OK || Differs(a, b) != c.told {
				t.Errorf("%s: %s: %s %s %q, differs %v", l.lang, c.name, j.Verdict, j.Reason, j.Detail, Differs(a, b))
			}
		}
	}
	for _, c := range []struct {
		cover  string
		closes bool
		told   bool
	}{
		{"This article has been removed\n\nBy decision of the ministry.", false, true},
		{"This article has been removed\n\nBy decision of the ministry.\nOK", true, true},
		{"By order of the Karabel court of 3 May all that stood here is under seal.", false, true},
		{"Страница удалена по решению суда", false, true},
		{"Мақала сот шешімі бойынша жойылды", false, true},
		{"Cet article a été retiré à la demande du ministère.", false, true},
		{"Loading", false, false},
		{"Loading, please wait", false, false},
		{"Herald", false, false},
		{"Sign up for our newsletter\nYour e-mail address\nSubscribe", true, false},
		{"Are you over 18?\nYes\nNo", true, false},
		{"You have reached your limit of free articles. Subscribe to continue reading.", false, false},
		{"Download our app\nNot now", true, false},
		{"Choose your language\nEnglish\nFrançais", true, false},
		{"We need your support. Donate to our readers' fund today.", false, false},
	} {
		now := siteOf("Dam closed", tongues[0].article...)
		a := Prepare(now)
		now.Cover, now.CoverCloses = c.cover, c.closes
		if got := newCover(a, Prepare(now)); (got != "") != c.told {
			t.Errorf("%q: %q", c.cover, got)
		}
	}
}
