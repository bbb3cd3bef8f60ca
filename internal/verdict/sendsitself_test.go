package verdict

import (
	"strings"
	"testing"
)

// A form that is sent off before anybody sees it is a check or a step on the way to
// another page; one that a reader can use, or beside which he can go on, is none.
func TestFormSendsItself(t *testing.T) {
	page := func(lines ...string) Page {
		return Page{Kind: "html", Title: lines[0], Visible: lines[1], Main: lines[1], Scripts: 1}
	}
	ref := refOf(Page{Kind: "html", Title: "The district court", Visible: strings.Join(tongues[0].article, "\n"), Main: strings.Join(tongues[0].article, "\n")})
	wait := page("One moment, please...", "Please wait while your request is being verified...")
	unlisted := page("Kuting", "So‘rovingiz ko‘rib chiqilguncha biroz kutib turishingizni so‘raymiz, bu uzoq davom etmaydi.")
	const (
		form   = `<form id="f" action="/z0f76a1d"><input type="hidden" name="k" value="1"></form>`
		send   = `<script>document.getElementById("f").submit()</script>`
		onload = `<body onload="document.forms[0].submit()">`
		search = `<form><input name="q"></form>`
		button = `<form id="f"><input type="hidden" name="k"><button>Go on</button></form>`
		link   = `<a href="/">Home</a>`
	)
	for name, c := range map[string]struct {
		page Page
		head string
		want Reason
	}{
		"by a script":          {wait, form + send, BotWall},
		"as it is loaded":      {wait, onload + form, BotWall},
		"in Uzbek":             {unlisted, form + send, BotWall},
		"nothing sends it":     {unlisted, form, Replaced},
		"a button":             {unlisted, button + send, Replaced},
		"a search":             {unlisted, form + search + send, Replaced},
		"a way on":             {unlisted, form + send + link, Replaced},
		"it says what is gone": {page("Page not found", "The page you are looking for does not exist any more."), form + send, Soft404},
		"beside the text":      {ref.Page.Page, form + send, Same},
	} {
		l := lookAt(200, c.page).head("<html><body>" + c.head)
		j := Judge(ref, l, Probes{Sibling: faulty(Timeout), Home: faulty(Timeout)}, nil)
		if j.Reason != c.want {
			t.Errorf("%s: %s/%s, want %s: %q", name, j.Verdict, j.Reason, c.want, j.Evidence)
		}
	}
}
