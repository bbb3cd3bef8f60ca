package verdict

import (
	"strings"
	"unicode/utf8"
)

// Who took a picture is said at the end of its caption, or on a line of its own,
// in the words of the template: "© Private" becomes "Photo: private", an archive
// is named or not. It is known by its place, by the word or sign that it begins
// with, and by holding names and nothing that tells of the matter.

// Bounds of a credit.
const (
	mostAscription = 8 // words
	mostAscribed   = 4
)

// ascribing are what credits are made of besides names.
var ascribing = phraseSet("photo", "photos", "photograph", "photographer", "picture", "image", "images", "credit", "courtesy", "archive", "archives", "private", "handout", "supplied", "provided", "author", "by", "of", "the", "via", "from", "family", "personal", "copyright", "c",
	"фото", "фотография", "фотограф", "снимок", "архив", "архива", "из", "личный", "личного", "частный", "частного", "семейного", "предоставлено", "предоставлена", "предоставил", "предоставила", "автор", "автором", "автора", "редакции", "редакция", "семьи", "семьей", "пресс", "служба", "службы", "кадр", "скриншот",
	"сурет", "суретті", "суреті", "түсірген", "автордың", "автор", "авторы", "мұрағат", "мұрағаты", "мұрағатынан", "мұрағаттан", "архивтен", "архиві", "архивінен", "жеке", "отбасылық", "ұсынған", "баспасөз", "қызметі", "қызметінің", "редакция", "алынды", "алынған",
	"photographie", "crédit", "crédits", "cliché", "archives", "privé", "privée", "privées", "fourni", "fournie", "par", "de", "du", "des", "la", "le", "les", "d", "l", "famille", "auteur", "dr", "collection",
	"file", "illustrative", "illustration", "reader", "readers", "stock", "иллюстративное", "иллюстративный", "иллюстрационное", "архивное", "архивный", "читателя", "читательницы", "очевидца", "көрнекі", "мұрағаттық", "оқырман", "lecteur", "lectrice", "prétexte",
	"foto", "fotos", "bild", "bilder", "symbolbild", "symbolfoto", "archivbild", "archivfoto", "archiv", "privat", "imagen", "archivo", "cortesía", "ilustrativa", "immagine", "archivio", "repertorio", "imagem", "arquivo", "divulgação", "fot", "zdjęcie", "archiwum", "ilustracyjne", "fotoğraf", "arşiv", "temsili",
	"знімок", "світлина", "ілюстративне", "ілюстративний", "архіву", "читача", "здымак", "фота", "ілюстрацыйны", "ілюстрацыйнае", "архіўны", "архіва", "чытача", "чытачкі", "surat", "сүрөт", "صورة", "أرشيف")

// ascribes are those words of which one begins a credit.
var ascribes = phraseSet("photo", "photos", "photograph", "photographer", "picture", "image", "credit", "courtesy", "copyright",
	"фото", "фотография", "фотограф", "снимок", "сурет", "суретті", "суреті", "photographie", "crédit", "crédits", "cliché",
	"illustrative", "illustration", "иллюстративное", "иллюстративный", "архивное", "foto", "fotos", "bild", "symbolbild", "symbolfoto", "archivbild", "archivfoto", "imagen", "immagine", "imagem", "fot", "zdjęcie", "fotoğraf", "знімок", "світлина", "ілюстративне", "здымак", "фота", "ілюстрацыйны", "ілюстрацыйнае", "surat", "сүрөт", "صورة")

// ascription gives the credit that a block ends with: what stands behind the last
// end of a sentence, or all of it; an empty one if there is none.
func (s *stream) ascription(bi int) span {
	b := s.blocks[bi]
	none := span{b.to, b.to}
	if strings.IndexByte(s.blockText(bi), '\t') >= 0 {
		return none
	}
	for i := b.to - 1; i >= b.from && b.to-i <= mostAscription; i-- {
		r := span{i, b.to}
		if (i == b.from || s.parted(i) || s.setsIn(r)) && s.isAscription(r) {
			return r
		}
		if !s.ascriptionGoesOn(i) {
			break
		}
	}
	return none
}

// parted tells whether a sentence or a bracket ends or begins before a word, or
// the sign of copyright stands there.
func (s *stream) parted(i int) bool {
	between := s.text[s.tok[i-1].end:s.tok[i].start]
	return strings.ContainsAny(between, ".!?…()[]|©/—") || strings.Contains(between, " – ")
}

// setsIn tells whether a run begins, in the middle of a line, as only a new line
// would: with a large letter of a common word, behind a small one or before another
// word of credits. A name may be written so as well: "the Karabel Photo Award".
func (s *stream) setsIn(r span) bool {
	if !ascribes()[s.word(r.from)] || s.tok[r.from].flags&tokUpper == 0 || s.endsSentence(s.blockOf(r.from)) {
		return false
	}
	if s.tok[r.from-1].flags&(tokUpper|tokNumber|tokSign) == 0 {
		return true
	}
	return r.len() > 1 && ascribing()[s.word(r.from+1)] && s.tok[r.from+1].flags&tokUpper == 0
}

// signature gives the names behind the last bar or sign of copyright of a block,
// where there is nothing else: by themselves they may be anything.
func (s *stream) signature(bi int) span {
	b := s.blocks[bi]
	none := span{b.to, b.to}
	if strings.IndexByte(s.blockText(bi), '\t') >= 0 {
		return none
	}
	for i := b.to - 1; i > b.from && b.to-i <= mostAscribed+2; i-- {
		if t := s.tok[i]; t.flags&tokUpper == 0 && !ascribing()[s.word(i)] || t.flags&(tokNumber|tokSign|tokEmail) != 0 {
			break
		}
		if strings.ContainsAny(s.text[s.tok[i-1].end:s.tok[i].start], "|©/") {
			return span{i, b.to}
		}
	}
	return none
}

// ascriptionGoesOn tells whether what stands before a word may belong to the same
// credit: no sentence ends there.
func (s *stream) ascriptionGoesOn(i int) bool {
	b := s.blocks[s.blockOf(i)]
	return i > b.from && !strings.ContainsAny(s.text[s.tok[i-1].end:s.tok[i].start], "!?…")
}

// isAscription tells whether a run is a credit: a word or a sign that begins one,
// such words, and names.
func (s *stream) isAscription(r span) bool {
	if r.len() == 0 || r.len() > mostAscription || statusIn(s, r) {
		return false
	}
	sign := ascribes()[s.word(r.from)] || strings.HasSuffix(strings.TrimRight(s.text[:s.tok[r.from].start], " \u00a0"), "©")
	names := 0
	for i := r.from; i < r.to; i++ {
		t := s.tok[i]
		w := s.word(i)
		switch {
		case ascribing()[w]:
		case t.flags&tokNumber != 0 && len(w) == 4 && (w[:2] == "19" || w[:2] == "20"):
		case t.flags&(tokNumber|tokSign|tokEmail) == 0 && t.flags&tokUpper != 0:
			names++
		default:
			return false
		}
	}
	end, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s.text[s.tok[r.to-1].end:s.blocks[s.blockOf(r.from)].end], " \"»”’)]"))
	return sign && names <= mostAscribed && end != '!' && end != '?'
}

// ascribedTo are the names of a credit.
func (s *stream) ascribedTo(r span) map[uint64]bool {
	out := map[uint64]bool{}
	for i := r.from; i < r.to; i++ {
		if !ascribing()[s.word(i)] && s.tok[i].flags&tokNumber == 0 {
			out[s.tok[i].hash] = true
		}
	}
	return out
}

// ascribed tells whether a change lies within the credits of two captions, or
// within that of one where the other has none, and no name stands for another.
func (d *side) ascribed(c change) bool {
	b := d.s.blocks[c.block]
	own, signed := d.s.ascription(c.block), false
	if own.len() == 0 && c.paired {
		own = d.s.signature(c.block)
		signed = own.len() > 0
	}
	if c.from < own.from || d.isTitle(c.block) || d.isHeading(c.block) {
		return false
	}
	if !c.paired {
		// Came or went as a whole.
		return c.span == b.span && own == b.span && b.len() >= 2
	}
	if c.there.to > len(d.other.tok) || c.there.from >= len(d.other.tok) && c.there.len() > 0 {
		return false
	}
	theirs := span{c.there.from, c.there.from}
	at := c.there.from
	if at > 0 && (c.there.len() == 0 && (at == len(d.other.tok) || d.other.blocks[d.other.blockOf(at)].from == at)) {
		at--
	}
	if at < len(d.other.tok) {
		k := d.other.ascription(d.other.blockOf(at))
		if k.len() == 0 && !signed {
			k = d.other.signature(d.other.blockOf(at))
			signed = k.len() > 0
		}
		if k.from <= c.there.from && c.there.to <= k.to && k.len() > 0 {
			theirs = k
		} else if c.there.len() > 0 {
			return false
		}
	}
	if own.len() == 0 && theirs.len() == 0 || own.len() == 0 && c.len() > 0 {
		return false
	}
	mine, others := d.s.ascribedTo(own), d.other.ascribedTo(theirs)
	if signed && (len(mine) == 0 || len(mine) != len(others)) {
		return false
	}
	return subset(mine, others) || subset(others, mine)
}

func subset(a, b map[uint64]bool) bool {
	for h := range a {
		if !b[h] {
			return false
		}
	}
	return true
}

// captionCame tells whether a paragraph that came ends with the credit of a picture and
// stands in a box of its own, as captions do: a page has now these pictures, now those.
func (d *side) captionCame(f *flow, c change) bool {
	b := d.s.blocks[c.block]
	at := f.at[c.block]
	if !d.gain || c.within || at <= 0 || b.len() > mostPut || d.isHeading(c.block) || d.isRow(c.block) || d.status(b.span) || d.s.ascription(c.block).len() == 0 {
		return false
	}
	n := f.box[at]
	return n >= 0 && f.lay.Flow[n] && !f.holds[n] && n != f.box[at-1]
}
