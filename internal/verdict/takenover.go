package verdict

import (
	"strings"
)

// parked tells why a page is a parked name.
func (b *bench) parked() string {
	e := b.e
	if e.words >= fewWords {
		return ""
	}
	tells := e.articleBut((*stream).ofDomains)
	if s := e.says(parkingPhrases); s != "" && !tells {
		return "says: " + s
	}
	if e.words < 150 && !tells && (b.ref == nil || b.known && b.c.share < alive) {
		if s := e.titled(parkingPhrases, func() map[string]bool { return nil }); s != "" {
			return "title or heading: " + s
		}
	}
	if e.words < 150 && !tells && (b.ref == nil || b.known && b.c.share < alive) {
		if s := e.message((*stream).saysParked); s != "" {
			return "says: " + s
		}
	}
	if b.look.Page != nil && leadsToLander(b.look.Page.page.ScriptRedirect) {
		return "a script leads to /lander"
	}
	if e.words < 60 && containsAny(e.head(), parkingMarks) {
		return "a parking service's own address in a page without text"
	}
	return ""
}

// leadsToLander tells the address at which parking services keep their page.
func leadsToLander(target string) bool {
	target, _, _ = strings.Cut(target, "?")
	return strings.HasSuffix(strings.TrimRight(target, "/"), "/lander")
}

// hijacked tells why a page was taken over: nothing of the old text, and the
// vocabulary of those who take over names where the reference had none.
func (b *bench) hijacked() string {
	if !b.known || b.c.share >= nothing {
		return ""
	}
	now, inTitle := spamWords(b.look.Page)
	if b.e.article() && b.ofTheSite() && !b.spammed() {
		return "" // another article, about such things
	}
	old, _ := spamWords(b.ref.Page)
	if len(old) > 1 {
		return ""
	}
	if len(now) >= 3 || inTitle && len(now) >= 2 {
		return "another text, of " + strings.Join(now[:min(4, len(now))], ", ")
	}
	return ""
}

// spammed tells whether a page is full of that vocabulary.
func (b *bench) spammed() bool {
	const per = 20 // words, one of which is of it
	s := b.look.Page.visible()
	n := 0
	for i := range s.tok {
		if spam().class(s.word(i)) != 0 {
			n++
		}
	}
	return per*n >= len(s.tok)
}

// has tells whether a word of a vocabulary stands in a text.
func (s *stream) has(t *wordTable) bool {
	for i := range s.tok {
		if t.class(s.word(i)) != 0 {
			return true
		}
	}
	return false
}

// spamWords returns the different words of that vocabulary in a page.
func spamWords(p *Prepared) (words []string, inTitle bool) {
	seen := map[string]bool{}
	for n, s := range []*stream{p.title(), p.visible()} {
		for i := range s.tok {
			w := s.word(i)
			if spam().class(w) == 0 {
				continue
			}
			inTitle = inTitle || n == 0
			if !seen[w] {
				seen[w] = true
				words = append(words, w)
			}
		}
	}
	return words, inTitle
}
