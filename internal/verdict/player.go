package verdict

import (
	"strings"
	"sync"
)

// Labels of linked files and lines of players: their sizes, lengths and rates are
// the server's, and say nothing of what the page says.

// mostPlayer bounds the words of a player's line.
const mostPlayer = 16

// What words of a player are: its own, or small ones beside them.
const (
	playerOwn wordClass = 1 << iota
	playerSmall
)

// playerWords are those of a player: what it does, and in what form.
var playerWords = sync.OnceValue(func() *wordTable {
	return makeLexicon([]wordList{{playerSmall, `s с x х`}, {playerOwn, `play pause mute speed volume listened plays played audio podcast mp mp3 mp4 aac ogg wav kbps kbit mbit
		speed скорость громкость прослушано прослушан* прослушиван* пауза воспроизвести аудио подкаст кбит мбит
		жылдамдық жылдамдығы тыңдалды тыңдалым* тыңдалған аудио подкаст дыбыс кбит мбит үзіліс ойнату
		vitesse lecture écoutes écouté écoutée écouter audio son pause balado podcast débit kbits
		geschwindigkeit lautstärke abspielen velocidad reproducir швидкість гучність прослухано`}})
})

// fileLabel tells whether a change is in the size of a linked file, in whatever
// unit, or in what a template says of the link behind it: "PDF - 1,21 Mb",
// "PDF - 1,2 Mo - nouvelle fenêtre".
func (d *side) fileLabel(c change) bool {
	return c.paired && !d.s.endsSentence(c.block) && !d.isRow(c.block) &&
		d.s.tellsFile(d.s.blocks[c.block].span) && d.s.isSize(c.span) && d.other.isSize(c.there)
}

// tellsFile tells whether a run names a kind of file and its size.
func (s *stream) tellsFile(r span) bool {
	kind, size := false, false
	for i := r.from; i < r.to; i++ {
		w := s.word(i)
		kind = kind || fileNames[w]
		size = size || i > r.from && fileUnits[w] && s.tok[i-1].flags&tokNumber != 0
	}
	return kind && size
}

var (
	fileNames = map[string]bool{"pdf": true, "doc": true, "docx": true, "odt": true, "xls": true, "xlsx": true, "rtf": true, "zip": true, "epub": true, "csv": true, "ppt": true, "pptx": true, "mp3": true, "word": true}
	fileUnits = map[string]bool{"kb": true, "mb": true, "gb": true, "kib": true, "mib": true, "ko": true, "mo": true, "go": true, "кб": true, "мб": true, "гб": true, "кбайт": true, "мбайт": true, "kbyte": true, "mbyte": true}
)

// isSize tells whether a run is a number before the unit of a file's size, or such
// a unit behind a number, with no more than a hint of a template behind it.
func (s *stream) isSize(r span) bool {
	number := func(i int) bool { return i >= 0 && i < len(s.tok) && s.tok[i].flags&tokNumber != 0 }
	unit := func(i int) bool { return i < len(s.tok) && fileUnits[s.word(i)] }
	i := r.from
	for i < r.to && (number(i) && unit(i+1) || unit(i) && number(i-1)) {
		i++
	}
	return i == r.to || hints()[s.phrase(span{i, r.to})]
}

// playerLine tells whether a change is in what a player shows on both pages: how
// far it is, how long and how large the file is, and what can be done with it.
func (d *side) playerLine(c change) bool {
	return c.paired && c.there.len() > 0 && d.s.inPlayer(c.span) && d.other.inPlayer(c.there)
}

// inPlayer tells whether a run stands behind the time that something plays for, or
// in it, among nothing but numbers and a player's words, two of them at least.
func (s *stream) inPlayer(r span) bool {
	bi := s.blockOf(r.from)
	b := s.blocks[bi]
	if r.to > b.to || s.endsSentence(bi) || strings.IndexByte(s.blockText(bi), '\t') >= 0 {
		return false
	}
	from := r.from
	for from > b.from && s.playerPart(from-1) >= 0 {
		from--
	}
	for from < r.to && !s.isClock(from) {
		from++
	}
	to, own := from, 0
	for ; to < b.to && s.playerPart(to) >= 0; to++ {
		own += s.playerPart(to)
	}
	inClock := r.from > from || r.from == from && r.len() > 0
	return inClock && r.to <= to && own >= 2 && to-from <= mostPlayer
}

// playerPart is 1 for a word of a player, 0 for a number or a small word beside
// it, and -1 for any other.
func (s *stream) playerPart(i int) int {
	w := s.word(i)
	k := playerWords().class(w)
	switch {
	case k&playerSmall != 0, s.tok[i].flags&tokNumber != 0, strings.Trim(w, "0123456789x.") == "": // "1.5x"
		return 0
	case k != 0 || fileUnits[w] || lexicon().class(w)&(classFile|classCounter) != 0:
		return 1
	}
	return -1
}

// isClock tells whether a length in minutes and seconds begins with a word: "24:16".
func (s *stream) isClock(i int) bool {
	if i+1 >= len(s.tok) || s.tok[i].flags&s.tok[i+1].flags&tokNumber == 0 {
		return false
	}
	return s.text[s.tok[i].end:s.tok[i+1].start] == ":" && s.tok[i+1].end-s.tok[i+1].start == 2
}
