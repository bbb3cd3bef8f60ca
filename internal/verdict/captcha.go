package verdict

import (
	"bytes"
	"regexp"
	"sync"
)

// Those who write pages call a check by its name, in whatever language it is asked for: a
// form in place of the text that wants nothing but the letters of a picture is one.

const mostCaptcha = 30 // words that stand on such a page besides the site's own

var (
	captchaForm  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?s)<form\b.*?</form>`) })
	captchaParts = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`<(?:img|input|canvas)\b[^>]*\b(?:src|name|id|class)\s*=\s*["']?[^"'>]*captcha`)
	})
	formField  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`<input\b[^>]*>`) })
	hiddenType = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`\btype\s*=\s*["']?(?:hidden|submit|button|image|reset)`)
	})
)

// asksLetters tells whether such a form stands in place of the text.
func (b *bench) asksLetters() bool {
	e := b.e
	if kindOf(b.look.Page) != "html" || b.known && b.c.share >= alive || e.words >= fewWords || e.novel().words > mostCaptcha || b.ref == nil && b.tellsMuch() || e.article() || b.saysGone() != "" || e.titledGone() != "" {
		return false
	}
	if !bytes.Contains(e.head(), []byte("captcha")) {
		return false
	}
	for _, form := range captchaForm().FindAll(e.head(), 20) {
		if !captchaParts().Match(form) || bytes.Contains(form, []byte("<textarea")) {
			continue
		}
		fields := 0
		for _, f := range formField().FindAll(form, 50) {
			if !hiddenType().Match(f) {
				fields++
			}
		}
		if fields <= 1 {
			return true
		}
	}
	return false
}
