package compare

import (
	"unicode/utf8"

	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/pages"
)

// Beside a text a site tells what it does for its visitors: how to be accredited, to
// register, to subscribe. Such a box may say that something was withdrawn or is no
// longer valid, and mean a pass. It is known by its place behind the text and outside
// of its column, by a heading of its own that names the service and nothing else, and
// by not speaking of the page.

const mostService = 4 // words of such a heading

// services name what a site does for its visitors, servicesOf stand beside them.
var (
	services = lex.PhraseSet("accreditation", "accreditations", "registration", "subscription", "subscriptions", "newsletter", "newsletters", "membership",
		"аккредитация", "регистрация", "подписка", "рассылка", "абонемент",
		"аккредиттеу", "аккредитация", "тіркеу", "тіркелу", "жазылу", "жазылым", "абонемент",
		"accréditation", "accréditations", "inscription", "inscriptions", "abonnement", "abonnements", "infolettre", "adhésion")
	servicesOf = lex.PhraseSet("press", "media", "and", "our", "the", "online", "e", "mail", "for", "of", "journalists", "visitors",
		"сми", "прессы", "журналистов", "для", "и", "наша", "на", "рассылку", "посетителей",
		"бақ", "журналистерді", "журналистер", "үшін", "және", "үлгісі",
		"de", "la", "le", "à", "des", "du", "et", "presse", "médias", "journalistes", "notre", "lettre", "visiteurs")
)

// serves tells whether a box beside the text is one of a service.
func (d *Side) serves(f *Flow, own int32) bool {
	if own < 0 || f.column < 0 || f.around(f.column, own) || !f.beside(own) || f.kinds[f.Layout.Look[own]] {
		return false
	}
	t := &f.tally[own]
	if !t.label || t.headline || t.own || t.row || t.lines < 2 || t.words > mostInsert {
		return false
	}
	first := true
	for i, b := range f.Visible.Blocks {
		if !f.around(own, f.box[i]) {
			if !first && f.held[i] && f.isProse(i) && f.around(f.column, f.box[i]) {
				return false // more of the text follows
			}
			continue
		}
		if first && !namesService(f.Visible, b.Span) || !first && StatusIn(f.Visible, b.Span) && d.speaksOfTitle(f.Visible, b.Span) {
			return false
		}
		first = false
	}
	return !first
}

// namesService tells whether a heading names a service.
func namesService(s *lex.Stream, r lex.Span) bool {
	found := false
	for i := r.From; i < r.To; i++ {
		switch w := s.Word(i); {
		case services()[w]:
			found = true
		case !servicesOf()[w]:
			return false
		}
	}
	return found && r.Len() <= mostService
}

// speaksOfTitle tells whether a paragraph has a word of the page's title.
func (d *Side) speaksOfTitle(s *lex.Stream, r lex.Span) bool {
	for _, p := range []*pages.Prepared{d.Page, d.Peer} {
		title := p.Title()
		for k := range title.Tokens {
			stem, ok := StemOf(title, k)
			for i := r.From; ok && i < r.To; i++ {
				if w, long := StemOf(s, i); long && w == stem {
					return true
				}
			}
		}
	}
	return false
}

// stemmed is by how many letters words are held against each other.
const stemmed = 5

// StemOf is the beginning of a word that says something.
func StemOf(s *lex.Stream, i int) (string, bool) {
	w := s.Word(i)
	if s.Tokens[i].Flags&(lex.Number|lex.Sign|lex.Email) != 0 || lex.Vocabulary().Class(w) != 0 || utf8.RuneCountInString(w) < stemmed {
		return "", false
	}
	r := []rune(w)
	return string(r[:stemmed]), true
}
