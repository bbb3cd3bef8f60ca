package verdict

import (
	"bytes"
	"regexp"
	"slices"
	"sync"

	"archiver/internal/verdict/compare"
	"archiver/internal/verdict/pages"
)

// Those who write pages call a check by its name, in whatever language it is asked for: a
// form in place of the text that wants nothing but the letters of a picture is one.

const mostCaptcha = 30 // words that stand on such a page besides the site's own

var (
	captchaForm  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?s)<form\b.*?</form>`) })
	captchaParts = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`<(?:img|input|canvas)\b[^>]*\b(?:src|name|id|class)\s*=\s*["']?[^"'>]*captcha[^>]*>`)
	})
	formField  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`<input\b[^>]*>`) })
	hiddenType = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`\btype\s*=\s*["']?(?:hidden|submit|button|image|reset)`)
	})
	otherType = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`\btype\s*=\s*["']?(?:email|search|tel|url|password|file|date)`)
	})
)

// asksLetters tells whether such a form stands in place of the text.
func (b *bench) asksLetters() bool {
	e := b.e
	if pages.KindOf(b.look.Page) != "html" || b.known && b.c.Share >= compare.Alive || e.words >= compare.FewWords || e.novel().Words > mostCaptcha || b.ref == nil && b.tellsMuch() || e.article() || b.saysGone() != "" || e.titledGone() != "" {
		return false
	}
	if !bytes.Contains(e.head(), []byte("captcha")) {
		return false
	}
	for _, form := range captchaForm().FindAll(e.head(), 20) {
		if wantsLetters(form) {
			return true
		}
	}
	return false
}

// wantsLetters tells whether a form wants letters and nothing else. What it has without
// showing it is a token against robots, as forms for letters of news have it.
func wantsLetters(form []byte) bool {
	if bytes.Contains(form, []byte("<textarea")) {
		return false
	}
	shown := slices.DeleteFunc(captchaParts().FindAll(form, 50), hiddenType().Match)
	fields := slices.DeleteFunc(formField().FindAll(form, 50), hiddenType().Match)
	return len(shown) > 0 && len(fields) <= 1 && !slices.ContainsFunc(fields, otherType().Match)
}
