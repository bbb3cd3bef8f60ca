package compare

import "archiver/internal/verdict/lex"

// furnishes tells whether there is a sign that a line that came is the site's: it is
// one that templates put into a text, or about reading the page. The words of an
// apology or a disproof speak against it.
func (p *puts) furnishes(i int) bool {
	b := p.d.Stream.Blocks[i]
	if Alerts(p.d.Stream, b.Span) && !p.d.leadsOn(i) && !p.tick(i) {
		return false
	}
	return p.ofTemplate(i) || p.ofReading(i) || isFormula(p.d.Stream, b.Span)
}

// alert tells whether a line has the words of an apology, a disproof or a legal label,
// or says how a case ended. Behind the box of the text it has to speak of itself.
func (p *puts) alert(i int) bool {
	d := p.d
	b := d.Stream.Blocks[i]
	if !p.nearText(i) || p.f.site[i] || p.f.Linked[i] > 0 || b.Len() > mostAlert || d.leadsOn(i) || p.inItem(i) {
		return false
	}
	alerts := Alerts(d.Stream, b.Span)
	if d.Stream.EndsSentence(i) && !(alerts && ofSelf(d.Stream, b.Span)) || !alerts && !closes(d.Stream, b.Span) {
		return false
	}
	beside := func(j int) bool { return j >= 0 && p.kin(i, j) }
	return alerts && ofSelf(d.Stream, b.Span) || p.base[b.Start] || i <= p.last || beside(p.last) || beside(p.title)
}

// lowerCase counts the words of a run that a text has and a date line has not: they are
// of no class that date lines are made of, and no names.
func lowerCase(s *lex.Stream, r lex.Span) (n int) {
	for i := r.From; i < r.To; i++ {
		const dated = lex.ClassMonth | lex.ClassDay | lex.ClassDated | lex.ClassGlue | lex.ClassAgo | lex.ClassByline | lex.ClassStop
		if t := s.Tokens[i].Flags; t&(lex.Number|lex.Sign|lex.Upper) == 0 && lex.Vocabulary().Class(s.Word(i))&dated == 0 {
			n++
		}
	}
	return n
}

// works are what a paper calls its texts: a line may begin so that says what became of
// one, or be a credit or a label.
var works = lex.PhraseSet("story", "article", "материал", "статья", "текст")

// goesOnWith tells whether a line that begins with such a word is a credit, a label or
// a link to the next one.
func goesOnWith(s *lex.Stream, b lex.Block) bool {
	if b.Len() < 2 {
		return true
	}
	switch s.Word(b.From + 1) {
	case "continues", "follows", "by", "подготовил", "подготовила", "подготовлен", "подготовили", "продолжается", "ниже", "suivant", "précédent", "par", "дня", "недели", "по":
		return true
	}
	return false
}

// ofTemplate tells whether a line is one that templates put into a text: a label of
// what follows, a credit, a date, a call.
func (p *puts) ofTemplate(i int) bool {
	d := p.d
	b := d.Stream.Blocks[i]
	k := d.census(b.Span)
	told := lowerCase(d.Stream, b.Span) // a date line has none but the words of date lines, and names
	if p.tick(i) || d.siteLine(i) || ascription(d.Stream, i) == b.Span || k.files > 0 || k.rates > 0 && k.numbers > 0 || k.months > 0 && k.numbers > 0 && told < 2 || k.dated > 0 && (k.numbers+k.months+k.days > 0 && told < 3 || k.others < 3) || k.bylines > 0 && (k.others < 3 || d.leads(b.Span, lex.ClassByline)) || k.others < 2 || Appeals(d.Stream, b.Span) || LastSign(d.Stream.BlockText(i)) == ":" || namesOnly(d.Stream, b.Span) && b.Len() <= 4 && !d.isHeading(i) {
		return true
	}
	if w := d.Stream.Word(b.From); invitations()[w] || calls()[w] || works()[w] && goesOnWith(d.Stream, b) {
		return true
	}
	// A label of links.
	j := i + 1
	return j < len(p.b) && p.f.Linked[j] > mostLinked && p.inA[p.b[j]] == 0
}

// ofReading tells whether a line is about reading the page: it speaks to its reader,
// of its own age or making, or says what may be. A text seldom does so in a line.
func (p *puts) ofReading(i int) bool {
	d := p.d
	b := d.Stream.Blocks[i]
	k := d.census(b.Span)
	if hasOf(d.Stream, b.Span, readerWords()) || mayBe(d.Stream, b.Span) || k.numbers > 0 && k.others <= 4 && ages(d.Stream, b.Span) {
		return true
	}
	for j := b.From; j+1 < b.To; j++ {
		if selfWords().Class(d.Stream.Word(j))&selfThis != 0 && selfWords().Class(d.Stream.Word(j+1))&selfNoun != 0 {
			return true // and what became of it would be a notice
		}
	}
	return false
}

// readerWords are those by which a page speaks to its reader.
var readerWords = lex.PhraseSet("you", "your", "yours", "we", "my",
	"вы", "вас", "вам", "ваш", "ваша", "ваше", "ваши", "вашей", "вашу", "мы", "нам", "ты", "тебя", "твой",
	"сіз", "сізге", "сіздің", "сізді", "біз", "бізбен",
	"vous", "votre", "vos", "nous", "tu", "wir", "uns", "dein", "usted", "ustedes", "nosotros", "nos", "ви", "ваш", "ваша", "siz", "sizin", "biz") // none that is also a common word of another kind

// calls are the words by which a template calls on readers.
var calls = lex.PhraseSet("join", "support", "donate", "continue", "scroll", "click", "tap", "become", "try", "buy", "order", "register", "submit", "send", "contact", "enter", "enable", "save", "swipe", "loading", "got", "more", "skip", "image", "media", "figure", "graphic", "chart", "map", "estimated", "reporting", "trending", "related", "discover", "explore", "find", "discuss",
	"поддержите", "поддержать", "читайте", "смотрите", "слушайте", "подпишитесь", "подписывайтесь", "присоединяйтесь", "нажмите", "листайте", "пишите", "звоните", "оставить", "продолжение", "следите", "узнавайте", "войдите", "введите", "обсудите", "загрузка", "напишите", "расскажите",
	"қолдаңыз", "жазылыңыз", "қосылыңыз", "басыңыз", "жалғасы",
	"soutenez", "rejoignez", "abonnez", "lisez", "regardez", "écoutez", "cliquez", "découvrez", "retrouvez", "suivez", "inscrivez",
	"lesen", "sehen", "hören", "folgen", "abonnieren", "unterstützen", "teilen", "lea", "lee", "siga", "síguenos", "suscríbase", "suscríbete", "apoya", "comparte", "compartir")
