package compare

import (
	"strings"
	"sync"

	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/meaning"
)

// A line of a few words that came to a page may be a template's, and then it is
// noise: a label, a counter, a credit. It is the text's where it was put in between
// two paragraphs that stood side by side, or between the headline and the text, in
// the box that they stand in; and a headline over the headline is the page's. What
// such a line says is for a person to weigh. Where its words are those of a removal,
// a restriction, a correction or an update, it is told near the text wherever it
// stands.

const (
	leastPut    = 4  // words of a line within the text
	leastOver   = 3  // of a headline over the headline
	mostPut     = 30 // words
	mostAcross  = 8  // lines between one that came and its neighbours of before
	mostAway    = 6  // lines before the headline and behind the text
	mostNamedBy = 2  // lines behind the text that are named though they stand in another box
	mostLinked  = 50 // per cent of a notice inside links
)

// takenAway finds the notices that stood near the text and are gone.
func (x *inPlace) takenAway() {
	y := &inPlace{l: x.g, g: x.l, f: x.h, h: x.f, a: x.b, b: x.a, inA: x.inB, inB: x.inA, told: x.new, new: x.told, noticesOnly: true}
	for _, p := range x.places {
		y.places = append(y.places, Place{Old: p.Now, Now: p.Old})
	}
	n := len(y.places)
	y.putIn()
	for _, p := range y.places[n:] {
		x.places = append(x.places, Place{Old: p.Now, weak: true})
	}
	x.f = y.h
}

// putIn finds the lines that were put in.
func (x *inPlace) putIn() {
	d, f := &x.g, &x.h
	p := &puts{inPlace: x, d: d, f: f, first: -1, title: -1, last: -1}
	left := mostPlaced
	for i, b := range d.Stream.Blocks {
		if x.inA[x.b[i]] > 0 || b.Len() == 0 || b.Len() > mostPut || x.new[b.Start] || hasCells(d.Stream, i) {
			continue
		}
		if left--; left < 0 {
			break
		}
		if f.site == nil {
			f.Place()
			f.readSites()
		}
		if !p.known {
			p.survey()
		}
		told := f.Linked[i] <= mostLinked && (p.notice(i) || !x.noticesOnly && !f.site[i] && p.ofText(i))
		came := !told && !x.noticesOnly && f.Linked[i] <= mostHeld && !f.site[i] && x.came.Len() == 0 && p.nearText(i) && (p.base[b.Start] || i <= p.last+mostNamedBy) && (!p.ofTemplate(i) || !p.furnishes(i))
		switch {
		case !told && !came || p.stood(b) || d.placed(x, 1, b.Span) || d.standsThere(b.Span):
		case told:
			x.new[b.Start] = true
			x.places = append(x.places, Place{Now: b.Span, weak: true})
		default:
			x.came = b.Span
		}
	}
}

// puts is what is asked of all lines that came.
type puts struct {
	*inPlace
	d     *Side
	f     *Flow
	known bool
	title int             // the block with the page's title, or -1
	first int             // the first paragraph that both pages have, or -1
	last  int             // and the last one
	from  int             // what is near the text begins there
	where map[uint64]int  // where a block of the old page stands
	count map[uint64]int  // blocks of the new page
	words []bool          // of the new page: the old one holds them
	items []bool          // for each box whether it is a new item of a feed, see inItem
	base  map[uint32]bool // where blocks of its main text begin
}

func (p *puts) survey() {
	p.known = true
	p.where, p.count, p.base = map[uint64]int{}, map[uint64]int{}, map[uint32]bool{}
	for _, b := range p.d.Page.Base().Blocks {
		p.base[b.Start] = true
	}
	for k, h := range p.a {
		p.where[h] = k
	}
	beside := -1
	for i, h := range p.b {
		p.count[h]++
		if p.inA[h] == 0 {
			continue
		}
		if (p.title < 0 || !p.d.isHeading(p.title)) && p.d.IsTitle(i) && (p.d.isHeading(i) || p.title < 0 && p.first < 0 && !p.f.site[i] && p.f.Linked[i] == 0) {
			p.title = i
		}
		if p.d.prose(i) && p.f.Linked[i] <= mostHeld {
			if beside < 0 {
				beside = i
			}
			if p.f.site[i] {
				continue
			}
			if p.first < 0 {
				p.first = i
			}
			p.last = i
		}
	}
	if p.first < 0 {
		p.first, p.last = beside, beside // what is the text is a guess
	}
	p.from = p.first
	if p.title >= 0 {
		p.from = min(p.from, p.title)
	}
	for n := 0; p.from > 0 && n < mostAway; p.from-- {
		n += int(lex.Bit(!p.new[p.d.Stream.Blocks[p.from-1].Start])) // new items of a feed do not count
	}
}

// stood tells whether most of a line stands in some line of the old page: it was cut
// or set otherwise, and what was edited in it is found by its words. That a date of it
// stood there shows nothing of the words that came before it.
func (p *puts) stood(b lex.Block) bool {
	if p.words == nil {
		p.words = lex.Cover(p.d.Stream.Tokens, p.d.other, p.d.set).In
	}
	n, all := 0, 0
	for i := b.From; i < b.To; i++ {
		if p.d.Stream.Tokens[i].Flags&lex.Number != 0 || lex.Vocabulary().Class(p.d.Stream.Word(i))&(lex.ClassMonth|lex.ClassDay|lex.ClassGlue) != 0 || meaning.IsDatePart(p.d.Stream, i) {
			continue
		}
		all++
		n += int(lex.Bit(p.words[i]))
	}
	return 2*n > all || all == 0 // a date alone is a template's
}

// held gives the nearest block before or behind one that the old page has too.
func (p *puts) held(i, step int) int {
	for j := i + step; j >= 0 && j < len(p.b) && (j-i)*step <= mostAcross; j += step {
		if p.inA[p.b[j]] > 0 {
			return j
		}
	}
	return -1
}

// sideBySide tells whether two blocks stood side by side on the old page, but for
// counters and dates that are others now.
func (p *puts) sideBySide(before, behind int) bool {
	k := p.where[p.b[before]] + 1
	for n := 0; k < len(p.a) && n < mostAcross && p.inB[p.a[k]] == 0 && p.l.ticks(k); n++ {
		k++
	}
	return k < len(p.a) && p.a[k] == p.b[behind]
}

// kin tells whether two blocks stand in one box, in boxes of one kind side by side,
// or one beside the other's box.
func (p *puts) kin(i, j int) bool {
	a, b := p.f.box[i], p.f.box[j]
	return p.f.siblings(i, j) || b >= 0 && p.f.Layout.Parent[b] == a
}

// ofText tells whether a line stands where only the text, or its headline, does.
func (p *puts) ofText(i int) bool {
	d := p.d
	b := d.Stream.Blocks[i]
	if p.first < 0 || p.f.Linked[i] > 0 || d.Stream.EndsSentence(i) || p.furnishes(i) {
		return false
	}
	heading := d.isHeading(i)
	before, behind := p.held(i, -1), p.held(i, 1)
	if heading && i < p.first && p.title > i && b.Len() >= leastOver {
		return p.f.box[i] == p.f.box[p.title] || p.f.around(p.f.box[i], p.f.box[p.first])
	}
	if before < 0 || behind < 0 || !p.sideBySide(before, behind) || b.Len() < leastPut && !(heading && b.Len() >= 2) {
		return false
	}
	text := func(j int) bool { return d.prose(j) || d.isHeading(j) }
	switch {
	case before >= p.first && behind <= p.last:
		return text(before) && text(behind) && p.base[d.Stream.Blocks[before].Start] && p.base[d.Stream.Blocks[behind].Start] && p.kin(i, before) && p.kin(i, behind) && !p.inItem(i) && (!nameAndOffice(d.Stream, b) || closes(d.Stream, b.Span))
	case behind <= p.first && p.title >= 0 && before >= p.title:
		return (p.kin(i, behind) || p.f.box[i] == p.f.box[p.title]) && (!nameAndOffice(d.Stream, b) || closes(d.Stream, b.Span))
	}
	return false
}

// inItem tells whether a line stands in one of several boxes of one kind that have
// dates, and nothing of it was there: a comment, a post.
func (p *puts) inItem(i int) bool {
	if p.items == nil {
		p.items = make([]bool, len(p.f.Layout.Parent))
		_, groups := p.f.items(p.d)
		for _, list := range groups {
			for _, n := range list {
				p.items[n] = true
			}
		}
		for k := range p.b {
			for n := p.f.box[k]; n >= 0 && p.inA[p.b[k]] > 0 && p.d.Stream.Blocks[k].Len() >= leastPost; n = p.f.Layout.Parent[n] {
				p.items[n] = false
			}
		}
	}
	for n := p.f.box[i]; n >= 0; n = p.f.Layout.Parent[n] {
		if p.items[n] {
			return true
		}
	}
	return false
}

// nameAndOffice tells whether a line is somebody's name and what he is, behind a
// comma: a byline.
func nameAndOffice(s *lex.Stream, b lex.Block) bool {
	for i := b.From; i+1 < b.To && i < b.From+mostNamed && s.Tokens[i].Flags&lex.Upper != 0; i++ {
		if i > b.From && strings.Contains(s.Text[s.Tokens[i].End:s.Tokens[i+1].Start], ",") {
			return true
		}
	}
	return false
}

// notice tells whether a line near the text has the words of a removal, a
// restriction, a correction or an update; farther off it has to speak of its page.
func (p *puts) notice(i int) bool {
	d := p.d
	b := d.Stream.Blocks[i]
	if p.first < 0 || p.tick(i) || mayBe(d.Stream, b.Span) && !Alerts(d.Stream, b.Span) {
		return false
	}
	if p.f.site[i] && (p.f.Linked[i] > 0 || !p.nearText(i) || i > p.last || !namesItself(d.Stream, b.Span)) {
		return false // a box that is called a notice may be one on the page
	}
	if d.fateOf(b.Span, false) || p.alert(i) {
		return true
	}
	if at, ok := d.noteLabel(b); ok && at < b.To && d.tellsMore(lex.Span{From: at, To: b.To}) {
		return true
	}
	return p.nearText(i) && b.Len() <= lex.MaxFound && !hasOf(d.Stream, b.Span, insertedThings()) &&
		(namesItself(d.Stream, b.Span) && (d.Stream.SaysGone(b.Span) || takenDown().First(phrase(d.Stream, b.Span)) != "") || saysShut(d.Stream, b.Span))
}

// nearText tells whether a line stands within the text or a few lines from it.
func (p *puts) nearText(i int) bool { return i >= p.from && i <= p.last+mostAway }

// mayBe tells whether a line asks for something, or says what may be.
func mayBe(s *lex.Stream, r lex.Span) bool {
	for i := r.From; i < r.To; i++ {
		if wondersAt(s, i, r) {
			return true
		}
	}
	return false
}

// wondersAt tells whether a word is one of those; "9 May" is none.
func wondersAt(s *lex.Stream, i int, r lex.Span) bool {
	if s.Word(i) == "si" && i+1 < r.To && reflexive[s.Word(i+1)] {
		return false // of Italian verbs, and no "if"
	}
	number := func(j int) bool { return j >= r.From && j < r.To && s.Tokens[j].Flags&lex.Number != 0 }
	return selfWords().Class(s.Word(i))&selfAsk != 0 && !(lex.Vocabulary().Class(s.Word(i))&lex.ClassMonth != 0 && (number(i-1) || number(i+1)))
}

// reflexive are what stands behind the Italian "si" of a verb.
var reflexive = map[string]bool{"è": true, "sono": true, "erano": true, "furono": true}

// tick tells whether a line is a label, a counter or the like.
func (p *puts) tick(i int) bool {
	d := p.d
	b := d.Stream.Blocks[i]
	k := d.census(b.Span)
	return p.count[p.b[i]] > 1 || lex.Hints()[phrase(d.Stream, b.Span)] || hasParts(d.Stream.BlockText(i)) || isAgo(d, b.Span) ||
		k.advert+k.related+k.consent+k.legal > 0 || k.counters > 0 && k.numbers > 0
}

// insertedThings are what a page shows within its text and beside it: what became of them
// is not what became of the page.
var insertedThings = lex.PhraseSet("video", "videos", "clip", "player", "comment", "comments", "photo", "image", "audio", "podcast", "tweet", "quote", "result", "results", "search", "registration", "poll", "link", "map", "gallery", "widget", "module",
	"видео", "видеозапись", "ролик", "клип", "плеер", "комментарий", "комментарии", "комментарием", "комментарии", "фото", "изображение", "аудио", "твит", "поиск", "поиску", "регистрация", "опрос", "ссылка", "карта", "галерея", "модуль",
	"бейне", "бейнежазба", "пікір", "пікірлер", "сурет", "іздеу", "тіркелу", "сауалнама", "сілтеме",
	"vidéo", "vidéos", "lecteur", "commentaire", "commentaires", "photo", "recherche", "inscription", "sondage", "lien", "carte",
	"kommentar", "kommentare", "bild", "suche", "anmeldung", "umfrage", "karte", "vídeo", "comentario", "comentarios", "imagen", "búsqueda", "encuesta", "enlace", "відео", "коментар", "коментарі")

// namesItself tells whether a line names what it stands on.
func namesItself(s *lex.Stream, r lex.Span) bool {
	for i := r.From; i < r.To; i++ {
		if selfWords().Class(s.Word(i))&selfNoun != 0 || selfPlaces()[s.Word(i)] {
			return true
		}
	}
	return false
}

// selfPlaces are what feeds are.
var selfPlaces = lex.PhraseSet("account", "profile", "channel", "user", "group", "аккаунт", "профиль", "канал", "пользователь", "группа", "сообщество", "арна", "парақша", "топ", "compte", "profil", "chaîne", "konto", "kanal", "cuenta", "perfil", "canal")

// takenDown are other words for a page's going.
var takenDown = lex.PhraseList("taken down", "taken offline", "been pulled", "снята с сайта", "снят с сайта", "сайттан алынды", "n est plus en ligne", "nest plus en ligne", "mise hors ligne", "mis hors ligne", "vom netz genommen", "offline genommen", "dado de baja")

// saysShut tells whether a line says that access is restricted.
func saysShut(s *lex.Stream, b lex.Span) bool {
	access, shut := false, false
	for i := b.From; i < b.To && b.Len() <= mostShut; i++ {
		k := shutWords().Class(s.Word(i))
		access, shut = access || k&1 != 0, shut || k&2 != 0
	}
	return access && shut
}

const mostShut = 10 // words

// shutWords are what is restricted (1), and its being so (2).
var shutWords = sync.OnceValue(func() *lex.WordTable {
	return lex.NewWordTable([]lex.WordList{
		{Class: 1, Words: `access publication page article document content account profile channel доступ доступа аккаунт профиль канал страница публикация публикации материал статья страница
			қолжетімділік қолжетімділігі жеткізу кіру материал мақала арна парақша accès publication contenu page article compte profil chaîne
			zugriff zugang veröffentlichung inhalt seite konto profil kanal acceso cuenta perfil publicación contenido accesso pubblicazione acesso dostęp erişim доступ публікація الوصول`},
		{Class: 2, Words: `restricted blocked denied forbidden prohibited banned suspended limited closed
			ограничен* заблокирован* запрещен* закрыт* приостановлен* шектел* шектеу* бұғаттал* тыйым жабыл* тоқтатыл*
			restreint restreinte restreints bloqué bloquée interdit interdite suspendu suspendue refusé
			gesperrt eingeschränkt verweigert untersagt verboten blockiert restringido restringida bloqueado bloqueada prohibido prohibida denegado limitato vietato negato restrito bloqueada zablokowan* ograniczon* engellen* kısıtlan* yasak* обмежен* заблокован* заборонен* محظور مقيد`},
	})
})
