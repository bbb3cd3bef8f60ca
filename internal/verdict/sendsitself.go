package verdict

import (
	"bytes"
	"regexp"
	"slices"
	"sync"

	"archiver/internal/verdict/compare"
	"archiver/internal/verdict/pages"
)

// A page on which a reader can do nothing, with a form that he does not see and that a
// script sends off for him, is a step on the way to another one: a check of the browser
// in any language, or of who he is.

var (
	shownControl = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`<(?:a\s[^>]*href|button|select|textarea)\b`) })
	hiddenField  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\btype\s*=\s*["']?hidden\b`) })
	sentOff      = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\.(?:submit|requestsubmit)\s*\(`) })
)

// sendsItself tells whether such a page stands in place of the text.
func (b *bench) sendsItself() bool {
	e := b.e
	if pages.KindOf(b.look.Page) != "html" || b.known && b.c.Share >= compare.Alive || e.words > mostInterposed || b.ref == nil && b.tellsMuch() || b.saysGone() != "" || e.titledGone() != "" {
		return false
	}
	head := e.head()
	if !bytes.Contains(head, []byte("<form")) || !sentOff().Match(head) || shownControl().Match(head) {
		return false
	}
	fields := formField().FindAll(head, 50)
	return len(fields) > 0 && !slices.ContainsFunc(fields, func(f []byte) bool { return !hiddenField().Match(f) })
}
