package verdict

import (
	"strings"
	"testing"
)

// TestCaptchaForm: a form that wants nothing but the letters of a picture is a check, by
// what its parts are called. One that a message can be sent with is a form of the site.
func TestCaptchaForm(t *testing.T) {
	page := func(lines ...string) Page {
		text := strings.Join(append([]string{"The district court", "About the court", "Cases", "Contacts"}, lines...), "\n")
		return Page{Kind: "html", Title: "The district court", Visible: text, Main: text}
	}
	ref := refOf(page(tongues[0].article...))
	asks := page("Suratdagi harflarni kiriting", "Davom etish")
	const (
		check  = `<form action="/"><img src="/captcha.php?1"><input type="hidden" name="t"><input name=code><input type="submit"></form>`
		token  = `<form><input type="email" name="mail"><input type="hidden" name="g-recaptcha-response"><input type="submit"></form>`
		search = `<form><input name="q"><input name="captcha_token" type="hidden"></form>`
		mailed = `<form><input type="email" name="mail"><img src="/captcha.php"></form>`
		letter = `<form><input name="name"><input type="email" name="mail"><textarea name="text"></textarea><img src="/captcha.php"><input name="captcha"></form>`
	)
	for name, c := range map[string]struct {
		ref  *Reference
		page Page
		head string
		want Reason
	}{
		"in place of the text": {ref, asks, check, BotWall},
		"at a first look":      {nil, asks, check, BotWall},
		"a letter to the site": {ref, asks, letter, Empty},
		"letters of news":      {nil, asks, token, FirstSeen},
		"a search":             {nil, asks, search, FirstSeen},
		"an address is wanted": {nil, asks, mailed, FirstSeen},
		"no such form":         {ref, asks, `<p>captcha</p><form><input name=q></form>`, Empty},
		"beside the text":      {ref, page(tongues[0].article...), check, Same},
		"beside another text":  {ref, page(tongues[1].article...), check, Replaced},
		"it says what is gone": {ref, page("Page not found", "The page you are looking for does not exist."), check, Replaced},
	} {
		l := lookAt(200, c.page).head("<html><body>" + c.head)
		if j := Judge(c.ref, l, Probes{}, nil); j.Reason != c.want && !(c.want == Replaced && j.Reason == Soft404) {
			t.Errorf("%s: %s/%s, want %s: %q", name, j.Verdict, j.Reason, c.want, j.Evidence)
		}
	}
}
