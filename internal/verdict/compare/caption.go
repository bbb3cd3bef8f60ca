package compare

import (
	"strings"
	"unicode/utf8"

	"archiver/internal/verdict/lex"
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
var ascribing = lex.PhraseSet("photo", "photos", "photograph", "photographer", "picture", "image", "images", "credit", "courtesy", "archive", "archives", "private", "handout", "supplied", "provided", "author", "by", "of", "the", "via", "from", "family", "personal", "copyright", "c",
	"фото", "фотография", "фотограф", "снимок", "архив", "архива", "из", "личный", "личного", "частный", "частного", "семейного", "предоставлено", "предоставлена", "предоставил", "предоставила", "автор", "автором", "автора", "редакции", "редакция", "семьи", "семьей", "пресс", "служба", "службы", "кадр", "скриншот",
	"сурет", "суретті", "суреті", "түсірген", "автордың", "автор", "авторы", "мұрағат", "мұрағаты", "мұрағатынан", "мұрағаттан", "архивтен", "архиві", "архивінен", "жеке", "отбасылық", "ұсынған", "баспасөз", "қызметі", "қызметінің", "редакция", "алынды", "алынған",
	"photographie", "crédit", "crédits", "cliché", "archives", "privé", "privée", "privées", "fourni", "fournie", "par", "de", "du", "des", "la", "le", "les", "d", "l", "famille", "auteur", "dr", "collection",
	"file", "illustrative", "illustration", "reader", "readers", "stock", "иллюстративное", "иллюстративный", "иллюстрационное", "архивное", "архивный", "читателя", "читательницы", "очевидца", "көрнекі", "мұрағаттық", "оқырман", "lecteur", "lectrice", "prétexte",
	"foto", "fotos", "bild", "bilder", "symbolbild", "symbolfoto", "archivbild", "archivfoto", "archiv", "privat", "imagen", "archivo", "cortesía", "ilustrativa", "immagine", "archivio", "repertorio", "imagem", "arquivo", "divulgação", "fot", "zdjęcie", "archiwum", "ilustracyjne", "fotoğraf", "arşiv", "temsili",
	"знімок", "світлина", "ілюстративне", "ілюстративний", "архіву", "читача", "здымак", "фота", "ілюстрацыйны", "ілюстрацыйнае", "архіўны", "архіва", "чытача", "чытачкі", "surat", "сүрөт", "صورة", "أرشيف")

// ascribes are those words of which one begins a credit.
var ascribes = lex.PhraseSet("photo", "photos", "photograph", "photographer", "picture", "image", "credit", "courtesy", "copyright",
	"фото", "фотография", "фотограф", "снимок", "сурет", "суретті", "суреті", "photographie", "crédit", "crédits", "cliché",
	"illustrative", "illustration", "иллюстративное", "иллюстративный", "архивное", "foto", "fotos", "bild", "symbolbild", "symbolfoto", "archivbild", "archivfoto", "imagen", "immagine", "imagem", "fot", "zdjęcie", "fotoğraf", "знімок", "світлина", "ілюстративне", "здымак", "фота", "ілюстрацыйны", "ілюстрацыйнае", "surat", "сүрөт", "صورة")

// ascription gives the credit that a block ends with: what stands behind the last
// end of a sentence, or all of it; an empty one if there is none.
func ascription(s *lex.Stream, bi int) lex.Span {
	b := s.Blocks[bi]
	none := lex.Span{From: b.To, To: b.To}
	if b.Cells {
		return none
	}
	for i := b.To - 1; i >= b.From && b.To-i <= mostAscription; i-- {
		r := lex.Span{From: i, To: b.To}
		if (i == b.From || parted(s, i) || setsIn(s, r)) && isAscription(s, r) {
			return r
		}
		if !ascriptionGoesOn(s, i) {
			break
		}
	}
	return none
}

// parted tells whether a sentence or a bracket ends or begins before a word, or
// the sign of copyright stands there.
func parted(s *lex.Stream, i int) bool {
	between := s.Text[s.Tokens[i-1].End:s.Tokens[i].Start]
	return strings.ContainsAny(between, ".!?…()[]|©/—") || strings.Contains(between, " – ")
}

// setsIn tells whether a run begins, in the middle of a line, as only a new line
// would: with a large letter of a common word, behind a small one or before another
// word of credits. A name may be written so as well: "the Karabel Photo Award".
func setsIn(s *lex.Stream, r lex.Span) bool {
	if !ascribes()[s.Word(r.From)] || s.Tokens[r.From].Flags&lex.Upper == 0 || s.EndsSentence(s.BlockOf(r.From)) {
		return false
	}
	if s.Tokens[r.From-1].Flags&(lex.Upper|lex.Number|lex.Sign) == 0 {
		return true
	}
	return r.Len() > 1 && ascribing()[s.Word(r.From+1)] && s.Tokens[r.From+1].Flags&lex.Upper == 0
}

// signature gives the names behind the last bar or sign of copyright of a block,
// where there is nothing else: by themselves they may be anything.
func signature(s *lex.Stream, bi int) lex.Span {
	b := s.Blocks[bi]
	none := lex.Span{From: b.To, To: b.To}
	if b.Cells {
		return none
	}
	for i := b.To - 1; i > b.From && b.To-i <= mostAscribed+2; i-- {
		if t := s.Tokens[i]; t.Flags&lex.Upper == 0 && !ascribing()[s.Word(i)] || t.Flags&(lex.Number|lex.Sign|lex.Email) != 0 {
			break
		}
		if strings.ContainsAny(s.Text[s.Tokens[i-1].End:s.Tokens[i].Start], "|©/") {
			return lex.Span{From: i, To: b.To}
		}
	}
	return none
}

// ascriptionGoesOn tells whether what stands before a word may belong to the same
// credit: no sentence ends there.
func ascriptionGoesOn(s *lex.Stream, i int) bool {
	b := s.Blocks[s.BlockOf(i)]
	return i > b.From && !strings.ContainsAny(s.Text[s.Tokens[i-1].End:s.Tokens[i].Start], "!?…")
}

// isAscription tells whether a run is a credit: a word or a sign that begins one,
// such words, and names.
func isAscription(s *lex.Stream, r lex.Span) bool {
	if r.Len() == 0 || r.Len() > mostAscription || StatusIn(s, r) {
		return false
	}
	sign := ascribes()[s.Word(r.From)] || strings.HasSuffix(strings.TrimRight(s.Text[:s.Tokens[r.From].Start], " \u00a0"), "©")
	names := 0
	for i := r.From; i < r.To; i++ {
		t := s.Tokens[i]
		w := s.Word(i)
		switch {
		case ascribing()[w]:
		case t.Flags&lex.Number != 0 && len(w) == 4 && (w[:2] == "19" || w[:2] == "20"):
		case t.Flags&(lex.Number|lex.Sign|lex.Email) == 0 && t.Flags&lex.Upper != 0:
			names++
		default:
			return false
		}
	}
	end, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s.Text[s.Tokens[r.To-1].End:s.Blocks[s.BlockOf(r.From)].End], " \"»”’)]"))
	return sign && names <= mostAscribed && end != '!' && end != '?'
}

// ascribedTo are the names of a credit.
func ascribedTo(s *lex.Stream, r lex.Span) map[uint64]bool {
	out := map[uint64]bool{}
	for i := r.From; i < r.To; i++ {
		if !ascribing()[s.Word(i)] && s.Tokens[i].Flags&lex.Number == 0 {
			out[s.Tokens[i].Hash] = true
		}
	}
	return out
}

// ascribed tells whether a change lies within the credits of two captions, or
// within that of one where the other has none, and no name stands for another.
func (d *Side) ascribed(c Change) bool {
	b := d.Stream.Blocks[c.block]
	own, signed := ascription(d.Stream, c.block), false
	if own.Len() == 0 && c.paired {
		own = signature(d.Stream, c.block)
		signed = own.Len() > 0
	}
	if c.From < own.From || d.IsTitle(c.block) || d.isHeading(c.block) {
		return false
	}
	if !c.paired {
		// Came or went as a whole.
		return c.Span == b.Span && own == b.Span && b.Len() >= 2
	}
	if c.There.To > len(d.other.Tokens) || c.There.From >= len(d.other.Tokens) && c.There.Len() > 0 {
		return false
	}
	theirs := lex.Span{From: c.There.From, To: c.There.From}
	at := c.There.From
	if at > 0 && (c.There.Len() == 0 && (at == len(d.other.Tokens) || d.other.Blocks[d.other.BlockOf(at)].From == at)) {
		at--
	}
	if at < len(d.other.Tokens) {
		k := ascription(d.other, d.other.BlockOf(at))
		if k.Len() == 0 && !signed {
			k = signature(d.other, d.other.BlockOf(at))
			signed = k.Len() > 0
		}
		if k.From <= c.There.From && c.There.To <= k.To && k.Len() > 0 {
			theirs = k
		} else if c.There.Len() > 0 {
			return false
		}
	}
	if own.Len() == 0 && theirs.Len() == 0 || own.Len() == 0 && c.Len() > 0 {
		return false
	}
	mine, others := ascribedTo(d.Stream, own), ascribedTo(d.other, theirs)
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
func (d *Side) captionCame(f *Flow, c Change) bool {
	b := d.Stream.Blocks[c.block]
	at := f.At[c.block]
	if !d.gain || c.within || at <= 0 || b.Len() > mostPut || d.isHeading(c.block) || d.isRow(c.block) || d.status(b.Span) || ascription(d.Stream, c.block).Len() == 0 {
		return false
	}
	n := f.box[at]
	return n >= 0 && f.Layout.Flow[n] && !f.holds[n] && n != f.box[at-1]
}
