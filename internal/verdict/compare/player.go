package compare

import (
	"strings"
	"sync"

	"archiver/internal/verdict/lex"
)

// Labels of linked files and lines of players: their sizes, lengths and rates are
// the server's, and say nothing of what the page says.

// mostPlayer bounds the words of a player's line.
const mostPlayer = 16

// What words of a player are: its own, or small ones beside them.
const (
	playerOwn lex.WordClass = 1 << iota
	playerSmall
)

// playerWords are those of a player: what it does, and in what form.
var playerWords = sync.OnceValue(func() *lex.WordTable {
	return lex.NewWordTable([]lex.WordList{{Class: playerSmall, Words: `s с x х`}, {Class: playerOwn, Words: `play pause mute speed volume listened plays played audio podcast mp mp3 mp4 aac ogg wav kbps kbit mbit
		speed скорость громкость прослушано прослушан* прослушиван* пауза воспроизвести аудио подкаст кбит мбит
		жылдамдық жылдамдығы тыңдалды тыңдалым* тыңдалған аудио подкаст дыбыс кбит мбит үзіліс ойнату
		vitesse lecture écoutes écouté écoutée écouter audio son pause balado podcast débit kbits
		geschwindigkeit lautstärke abspielen velocidad reproducir швидкість гучність прослухано`}})
})

// fileLabel tells whether a change is in the size of a linked file, in whatever
// unit, or in what a template says of the link behind it: "PDF - 1,21 Mb",
// "PDF - 1,2 Mo - nouvelle fenêtre".
func (d *Side) fileLabel(c Change) bool {
	return c.paired && !d.Stream.EndsSentence(c.block) && !d.isRow(c.block) &&
		tellsFile(d.Stream, d.Stream.Blocks[c.block].Span) && saysSize(d.Stream, c.Span) && saysSize(d.other, c.There)
}

// tellsFile tells whether a run names a kind of file and its size.
func tellsFile(s *lex.Stream, r lex.Span) bool {
	kind, size := false, false
	for i := r.From; i < r.To; i++ {
		w := s.Word(i)
		kind = kind || fileNames[w]
		size = size || i > r.From && fileUnits[w] && s.Tokens[i-1].Flags&lex.Number != 0
	}
	return kind && size
}

var (
	fileNames = map[string]bool{"pdf": true, "doc": true, "docx": true, "odt": true, "xls": true, "xlsx": true, "rtf": true, "zip": true, "epub": true, "csv": true, "ppt": true, "pptx": true, "mp3": true, "word": true}
	fileUnits = map[string]bool{"kb": true, "mb": true, "gb": true, "kib": true, "mib": true, "ko": true, "mo": true, "go": true, "кб": true, "мб": true, "гб": true, "кбайт": true, "мбайт": true, "kbyte": true, "mbyte": true}
)

// saysSize tells whether a run is a number before the unit of a file's size, or such
// a unit behind a number, with no more than a hint of a template behind it.
func saysSize(s *lex.Stream, r lex.Span) bool {
	number := func(i int) bool { return i >= 0 && i < len(s.Tokens) && s.Tokens[i].Flags&lex.Number != 0 }
	unit := func(i int) bool { return i < len(s.Tokens) && fileUnits[s.Word(i)] }
	i := r.From
	for i < r.To && (number(i) && unit(i+1) || unit(i) && number(i-1)) {
		i++
	}
	return i == r.To || lex.Hints()[phrase(s, lex.Span{From: i, To: r.To})]
}

// playerLine tells whether a change is in what a player shows on both pages: how
// far it is, how long and how large the file is, and what can be done with it.
func (d *Side) playerLine(c Change) bool {
	return c.paired && c.There.Len() > 0 && inPlayer(d.Stream, c.Span) && inPlayer(d.other, c.There)
}

// inPlayer tells whether a run stands behind the time that something plays for, or
// in it, among nothing but numbers and a player's words, two of them at least.
func inPlayer(s *lex.Stream, r lex.Span) bool {
	bi := s.BlockOf(r.From)
	b := s.Blocks[bi]
	if r.To > b.To || s.EndsSentence(bi) || strings.IndexByte(s.BlockText(bi), '\t') >= 0 {
		return false
	}
	from := r.From
	for from > b.From && playerPart(s, from-1) >= 0 {
		from--
	}
	for from < r.To && !isClock(s, from) {
		from++
	}
	to, own := from, 0
	for ; to < b.To && playerPart(s, to) >= 0; to++ {
		own += playerPart(s, to)
	}
	inClock := r.From > from || r.From == from && r.Len() > 0
	return inClock && r.To <= to && own >= 2 && to-from <= mostPlayer
}

// playerPart is 1 for a word of a player, 0 for a number or a small word beside
// it, and -1 for any other.
func playerPart(s *lex.Stream, i int) int {
	w := s.Word(i)
	k := playerWords().Class(w)
	switch {
	case k&playerSmall != 0, s.Tokens[i].Flags&lex.Number != 0, strings.Trim(w, "0123456789x.") == "": // "1.5x"
		return 0
	case k != 0 || fileUnits[w] || lex.Vocabulary().Class(w)&(lex.ClassFile|lex.ClassCounter) != 0:
		return 1
	}
	return -1
}

// isClock tells whether a length in minutes and seconds begins with a word: "24:16".
func isClock(s *lex.Stream, i int) bool {
	if i+1 >= len(s.Tokens) || s.Tokens[i].Flags&s.Tokens[i+1].Flags&lex.Number == 0 {
		return false
	}
	return s.Text[s.Tokens[i].End:s.Tokens[i+1].Start] == ":" && s.Tokens[i+1].End-s.Tokens[i+1].Start == 2
}
