package verdict

import (
	"strings"

	"archiver/internal/verdict/compare"
	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/pages"
)

// parked tells why a page is a parked name.
func (b *bench) parked() string {
	e := b.e
	if e.words >= compare.FewWords {
		return ""
	}
	tells := e.articleBut(ofDomains)
	if s := e.says(parkingPhrases); s != "" && !tells {
		return "says: " + s
	}
	if e.words < 150 && !tells && (b.ref == nil || b.known && b.c.Share < compare.Alive) {
		if s := e.titled(parkingPhrases, func() map[string]bool { return nil }); s != "" {
			return "title or heading: " + s
		}
	}
	if e.words < 150 && !tells && (b.ref == nil || b.known && b.c.Share < compare.Alive) {
		if s := e.message((*lex.Stream).SaysParked); s != "" {
			return "says: " + s
		}
	}
	if b.look.Page != nil && leadsToLander(b.look.Page.Page.ScriptRedirect) {
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
	if !b.known || b.c.Share >= nothing {
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
	s := b.look.Page.Visible()
	n := 0
	for i := range s.Tokens {
		if spam().Class(s.Word(i)) != 0 {
			n++
		}
	}
	return per*n >= len(s.Tokens)
}

// has tells whether a word of a vocabulary stands in a text.
func has(s *lex.Stream, t *lex.WordTable) bool {
	for i := range s.Tokens {
		if t.Class(s.Word(i)) != 0 {
			return true
		}
	}
	return false
}

// spamWords returns the different words of that vocabulary in a page.
func spamWords(p *pages.Prepared) (words []string, inTitle bool) {
	seen := map[string]bool{}
	for n, s := range []*lex.Stream{p.Title(), p.Visible()} {
		for i := range s.Tokens {
			w := s.Word(i)
			if spam().Class(w) == 0 {
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
