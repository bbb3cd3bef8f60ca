package verdict

// Beside a text a site tells what it does for its visitors: how to be accredited, to
// register, to subscribe. Such a box may say that something was withdrawn or is no
// longer valid, and mean a pass. It is known by its place behind the text and outside
// of its column, by a heading of its own that names the service and nothing else, and
// by not speaking of the page.

const mostService = 4 // words of such a heading

// services name what a site does for its visitors, servicesOf stand beside them.
var (
	services = phraseSet("accreditation", "accreditations", "registration", "subscription", "subscriptions", "newsletter", "newsletters", "membership",
		"аккредитация", "регистрация", "подписка", "рассылка", "абонемент",
		"аккредиттеу", "аккредитация", "тіркеу", "тіркелу", "жазылу", "жазылым", "абонемент",
		"accréditation", "accréditations", "inscription", "inscriptions", "abonnement", "abonnements", "infolettre", "adhésion")
	servicesOf = phraseSet("press", "media", "and", "our", "the", "online", "e", "mail", "for", "of", "journalists", "visitors",
		"сми", "прессы", "журналистов", "для", "и", "наша", "на", "рассылку", "посетителей",
		"бақ", "журналистерді", "журналистер", "үшін", "және", "үлгісі",
		"de", "la", "le", "à", "des", "du", "et", "presse", "médias", "journalistes", "notre", "lettre", "visiteurs")
)

// serves tells whether a box beside the text is one of a service.
func (d *side) serves(f *flow, own int32) bool {
	if own < 0 || f.column < 0 || f.around(f.column, own) || !f.beside(own) || f.kinds[f.lay.Look[own]] {
		return false
	}
	t := &f.tally[own]
	if !t.label || t.headline || t.own || t.row || t.lines < 2 || t.words > mostInsert {
		return false
	}
	first := true
	for i, b := range f.vis.blocks {
		if !f.around(own, f.box[i]) {
			if !first && f.held[i] && f.isProse(i) && f.around(f.column, f.box[i]) {
				return false // more of the text follows
			}
			continue
		}
		if first && !f.vis.namesService(b.span) || !first && statusIn(f.vis, b.span) && d.speaksOfTitle(f.vis, b.span) {
			return false
		}
		first = false
	}
	return !first
}

// namesService tells whether a heading names a service.
func (s *stream) namesService(r span) bool {
	found := false
	for i := r.from; i < r.to; i++ {
		switch w := s.word(i); {
		case services()[w]:
			found = true
		case !servicesOf()[w]:
			return false
		}
	}
	return found && r.len() <= mostService
}

// speaksOfTitle tells whether a paragraph has a word of the page's title.
func (d *side) speaksOfTitle(s *stream, r span) bool {
	for _, p := range []*Prepared{d.page, d.peer} {
		title := p.title()
		for k := range title.tok {
			stem, ok := title.stem(k)
			for i := r.from; ok && i < r.to; i++ {
				if w, long := s.stem(i); long && w == stem {
					return true
				}
			}
		}
	}
	return false
}
