package browser

import (
	"context"
	"strings"
	"time"
	"unicode"
)

// A page may take its text away again after a while, or when it is scrolled: it sells it, or
// counts down to something. And one that is to be read may have another in its place for all
// that is done against it. So it is read before anything is done to it too, and what was read
// first is what the capture gives where at the end there is far less of it, or another page.
// A page that lets its text be read, however shortly, has it. But where one text took the
// place of another in the page, the second is what it has to say.

// reading is what stood there at one time.
type reading struct {
	document int    // of the tab
	sent     string // the address that the document came with
	status   int
	facts    facts
	page     Page // its texts alone
}

const (
	leastTaken = 250 // letters that are less, for a text to have been taken away
	partTaken  = 4   // and of all letters at least one in so many
	partNew    = 4   // and of those taken less than one in so many that are new
)

// firstReadTime is for a page that may be busy: it is not stopped for that.
var firstReadTime = share{4 * time.Second, 16}

// remember reads the page as it stands, for the case that it will not stand so at the end.
// What was read before of the same page stays, if this is an error or far less, and not anew.
func (s *session) remember(ctx context.Context, anew bool) {
	if anew {
		s.first = nil
	}
	c, cancel := s.within(ctx, firstReadTime)
	defer cancel()
	r := &reading{}
	_, r.document = s.observer.at()
	s.mu.Lock()
	r.sent = s.document
	s.mu.Unlock()
	r.status = s.proxy.statusOf(r.sent)
	var dom, text viewed
	if s.gone() || s.stopped() || s.viewIn(c, s.frame, "facts", 0, &r.facts) != nil || s.viewIn(c, s.frame, "text", maxText, &text) != nil {
		return // it says so later, if that is so for good
	}
	inside := s.inside(c)
	if s.viewIn(c, s.frame, "dom", maxDOM, &dom, inside...) != nil || dom.Text == "" || dom.Cut || text.Cut {
		return
	}
	for _, f := range inside {
		text.Text += "\n\n" + f.text
	}
	r.page.DOM, r.page.Text, r.page.Read = []byte(dom.Text), text.Text, time.Now().UTC()
	_, now := s.observer.at()
	if now != r.document || s.first.of(r.sent) && (s.first.status/100 == 2 && r.status/100 != 2 || s.first.outdoes(r.page.Text)) {
		return
	}
	s.first = r
}

// of tells whether it is of the page at an address, whatever the query.
func (r *reading) of(address string) bool {
	return r != nil && withoutQuery(r.sent) == withoutQuery(address)
}

// outdoes tells whether much of its text was taken away of a page that says something now.
func (r *reading) outdoes(now string) bool {
	all := letters(r.page.Text)
	if all-letters(now) < leastTaken {
		return false
	}
	count := map[string]int{}
	for w := range strings.FieldsSeq(now) {
		count[w]++
	}
	taken, added := 0, 0
	for w := range strings.FieldsSeq(r.page.Text) {
		if count[w]--; count[w] < 0 {
			taken += letters(w)
		}
	}
	for w, n := range count {
		added += max(n, 0) * letters(w)
	}
	return taken*partTaken > all && added*partNew < taken
}

// keep gives what was read first in place of what is there now.
func (s *session) keep(p *Page, why string) {
	r := s.first
	p.FinalURL, p.Title, p.Status = r.facts.URL, r.facts.Title, r.status
	p.DOM, p.Text, p.Read, p.Shades = r.page.DOM, r.page.Text, r.page.Read, false
	s.did("text", "as it was read first: "+why)
}

func letters(text string) (n int) {
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n
}
