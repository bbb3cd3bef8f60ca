package compare

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/meaning"
)

// Two ways to write the same: with or without accents on capitals, "œ" or "oe",
// "12 %" or "12 per cent", "17h10" or "17:10", "No." or "№", "Art. 5" or "Article
// 5", "M." or "Monsieur".

const longWriting = 5 // words of a change that may be one of writing alone

// written are words and signs that stand for each other.
var written = map[string]string{"per cent": "%", "percent": "%", "pour cent": "%", "p 100": "%", "pct": "%", "процент": "%", "процента": "%", "процентов": "%", "пайыз": "%", "пайызы": "%",
	"m": "monsieur", "mr": "mister", "mme": "madame", "mlle": "mademoiselle", "mm": "messieurs", "me": "maître", "dr": "doctor", "docteur": "doctor", "st": "saint", "ste": "sainte", "&": "and", "et": "and"}

var clock = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(\d{1,2})\s?[h:]\s?(\d\d)\b`) })

// sameWriting tells whether a change puts the same in another way of writing.
func (d *Side) sameWriting(c Change) bool {
	if !c.paired {
		return c.Len() > 0 && (inBrackets(d.Stream, c.Span) || backlinks(d.Stream, c.Span))
	}
	if c.Len() > 2*longWriting || c.There.Len() > 2*longWriting || c.There.To > len(d.other.Tokens) {
		return false
	}
	if d.bracketed(c) || c.Len()+c.There.Len() > 0 && backlinks(d.Stream, c.Span) && backlinks(d.other, c.There) {
		return true
	}
	for c.Len() > 0 && c.There.Len() > 0 && d.Stream.Tokens[c.From].Hash == d.other.Tokens[c.There.From].Hash {
		c.From, c.There.From = c.From+1, c.There.From+1
	}
	for c.Len() > 0 && c.There.Len() > 0 && d.Stream.Tokens[c.To-1].Hash == d.other.Tokens[c.There.To-1].Hash {
		c.To, c.There.To = c.To-1, c.There.To-1
	}
	if c.Len() == 0 || c.There.Len() == 0 {
		return hourSign(d.Stream, c.Span) || hourSign(d.other, c.There)
	}
	if c.Len() > longWriting || c.There.Len() > longWriting {
		return false
	}
	if abbreviates(d.Stream, c.Span, d.other, c.There) || abbreviates(d.other, c.There, d.Stream, c.Span) {
		return true
	}
	w := writing(d.Stream, c.Span)
	return w != "" && w == writing(d.other, c.There) && lex.SameFigures(d.Stream, c.Span, d.other, c.There)
}

// hourSign tells whether a run is the "h" between hours and minutes, for which
// the other page has a colon.
func hourSign(s *lex.Stream, r lex.Span) bool {
	return r.Len() == 1 && s.Word(r.From) == "h" && r.From > 0 && r.To < len(s.Tokens) && s.Tokens[r.From-1].Flags&s.Tokens[r.To].Flags&lex.Number != 0
}

// backlinks tells whether a run is empty, or the letters with which a note begins
// that lead back to where it is called: "^ a b".
func backlinks(s *lex.Stream, r lex.Span) bool {
	if r.Len() == 0 {
		return true
	}
	b := s.Blocks[s.BlockOf(r.From)]
	text := s.Text[b.Start:]
	if r.From != b.From || r.Len() == b.Len() || !strings.HasPrefix(text, "^") && !strings.HasPrefix(text, "↑") {
		return false
	}
	for i := r.From; i < r.To; i++ {
		if utf8.RuneCountInString(s.Word(i)) != 1 || s.Tokens[i].Flags&lex.Number != 0 {
			return false
		}
	}
	return true
}

// bracketed tells whether what differs are marks of notes in square brackets:
// "[1]", "[a]", "[note 1]".
func (d *Side) bracketed(c Change) bool {
	return c.Len()+c.There.Len() > 0 && (c.Len() == 0 || inBrackets(d.Stream, c.Span)) && (c.There.Len() == 0 || inBrackets(d.other, c.There))
}

var noteText = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^\[\s?([a-z]|\d{1,3}|(note|nb|n|прим|notes?)\.? ?\d{1,3})\s?\]$`)
})

func inBrackets(s *lex.Stream, r lex.Span) bool {
	from, to := int(s.Tokens[r.From].Start), int(s.Tokens[r.To-1].End)
	open := strings.LastIndexByte(s.Text[max(0, from-8):from], '[')
	end := strings.IndexByte(s.Text[to:min(len(s.Text), to+4)], ']')
	return open >= 0 && end >= 0 && noteText().MatchString(s.Text[max(0, from-8)+open:to+end+1])
}

// currency keeps the signs of currencies apart from each other and from none.
var currency = strings.NewReplacer("€", " euro ", "$", " dollar ", "£", " pound ", "₽", " рубль ")

// writing is a run in one way of writing.
func writing(s *lex.Stream, r lex.Span) string {
	raw := s.Text[s.Tokens[r.From].Start:s.Tokens[r.To-1].End]
	var out strings.Builder
	for _, c := range currency.Replace(clock().ReplaceAllString(raw, "$1:$2")) {
		if unicode.IsUpper(c) {
			c = unaccented(c)
		}
		switch c = unicode.ToLower(c); {
		case c == 'œ':
			out.WriteString("oe")
		case c == 'æ':
			out.WriteString("ae")
		case c == 'ё':
			out.WriteRune('е')
		case c == '%' || c == ':' || c == '-' || unicode.IsLetter(c) || unicode.IsDigit(c):
			out.WriteRune(c)
		case c == '’' || c == '\'' || unicode.IsSpace(c) || c == '.':
			out.WriteByte(' ')
		}
	}
	w := strings.Join(strings.Fields(out.String()), " ")
	if same := written[w]; same != "" {
		return same
	}
	if n, ok := meaning.NumeralOf(w); ok {
		return strconv.Itoa(n)
	}
	if m := century().FindStringSubmatch(w); m != nil {
		return strconv.Itoa(romanValue(m[1])) + "e"
	}
	return w
}

var century = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^([ivxl]+) ?(?:e|ème|th)$`) })

// romanValue reads a Roman number.
func romanValue(s string) (n int) {
	value := map[byte]int{'i': 1, 'v': 5, 'x': 10, 'l': 50}
	for i := range len(s) {
		if i+1 < len(s) && value[s[i]] < value[s[i+1]] {
			n -= value[s[i]]
		} else {
			n += value[s[i]]
		}
	}
	return n
}

// accents are the capitals that are written without them, too.
var accents = map[rune]rune{'À': 'A', 'Â': 'A', 'Ä': 'A', 'Ç': 'C', 'É': 'E', 'È': 'E', 'Ê': 'E', 'Ë': 'E', 'Î': 'I', 'Ï': 'I', 'Ô': 'O', 'Ö': 'O', 'Ù': 'U', 'Û': 'U', 'Ü': 'U'}

func unaccented(c rune) rune {
	if a, ok := accents[c]; ok {
		return a
	}
	return c
}

// abbreviates tells whether a word with a dot, or a sign, stands for the other's
// before the same number: "Art. 5", "№ 5".
func abbreviates(s *lex.Stream, r lex.Span, other *lex.Stream, there lex.Span) bool {
	i, j := r.To, there.To
	if r.Len() > 2 || there.Len() > 2 || i >= len(s.Tokens) || j >= len(other.Tokens) || s.Tokens[i].Hash != other.Tokens[j].Hash || s.Tokens[i].Flags&lex.Number == 0 {
		return false
	}
	if isNumberSign(s, r) && isNumberSign(other, there) {
		return true
	}
	if r.Len() != 1 || there.Len() != 1 || s.Tokens[r.From].Flags&(lex.Number|lex.Sign) != 0 {
		return false
	}
	short, long := s.Word(r.From), other.Word(there.From)
	dotted := strings.HasPrefix(s.Text[s.Tokens[r.From].End:], ".")
	return dotted && utf8.RuneCountInString(short) <= 4 && len(long) > len(short) && strings.HasPrefix(long, short)
}

// numberSigns are the ways to say that a number follows.
var numberSigns = map[string]bool{"no": true, "n": true, "n°": true, "nº": true, "№": true, "nr": true, "nos": true, "number": true, "numéro": true, "номер": true, "#": true}

func isNumberSign(s *lex.Stream, r lex.Span) bool {
	w := strings.ToLower(strings.Trim(s.Text[s.Tokens[r.From].Start:s.Tokens[r.To-1].End], " ."))
	return numberSigns[w]
}

// retrievals are the words before the day on which somebody looked at a source.
var retrievals = map[string]bool{"retrieved": true, "accessed": true, "archived": true, "consulté": true, "consultée": true, "consultés": true, "visited": true, "viewed": true, "обращения": true, "просмотра": true, "қаралған": true, "қаралды": true}

// retrieved tells whether a change is that of such a day, or of the words for it.
func (d *Side) retrieved(c Change) bool {
	if c.Len() == 0 || c.Len() > 8 {
		return false
	}
	from, named := c.From, false
	for from < c.To && (retrievals[d.Stream.Word(from)] || retrievalGlue[d.Stream.Word(from)]) {
		named = named || retrievals[d.Stream.Word(from)]
		from++
	}
	if !d.dateish(lex.Span{From: from, To: c.To}) || !endsNote(d.Stream, c.To) {
		return false
	}
	for i, steps := c.From-1, 0; !named && i >= d.Stream.Blocks[c.block].From && steps < 6; i, steps = i-1, steps+1 {
		named = retrievals[d.Stream.Word(i)]
		if !meaning.IsDatePart(d.Stream, i) && !retrievalGlue[d.Stream.Word(i)] {
			break
		}
	}
	return named
}

// endsNote tells whether a sign or the end of its paragraph follows the date that a
// run ends in. "It was retrieved on 4 March from the river" tells of something else.
func endsNote(s *lex.Stream, at int) bool {
	b := s.Blocks[s.BlockOf(at-1)]
	for at < b.To && meaning.IsDatePart(s, at) {
		at++
	}
	return at == b.To || strings.ContainsAny(s.Text[s.Tokens[at-1].End:s.Tokens[at].Start], ".,;:)]|\"·—–-")
}

var retrievalGlue = map[string]bool{"on": true, "le": true, "the": true, "from": true, "original": true, "lire": true, "en": true, "ligne": true, "күні": true}

// agoForDate tells whether a short line has a time that passed ("five months
// ago") in place of a date, or the other way round.
func (d *Side) agoForDate(c Change) bool {
	b := d.Stream.Blocks[c.block]
	if !c.paired || c.Len() == 0 || c.There.Len() == 0 || b.Len() > 14 || d.Stream.EndsSentence(c.block) || d.isRow(c.block) || c.There.To > len(d.other.Tokens) {
		return false
	}
	return dateish(d.Stream, c.Span) && passed(d.other, c.There) || passed(d.Stream, c.Span) && dateish(d.other, c.There)
}

// passed tells whether a run is a time that passed, and a word at most.
func passed(s *lex.Stream, r lex.Span) bool {
	units, others, ago := 0, 0, false
	for i := r.From; i < r.To; i++ {
		w := s.Word(i)
		k := lex.Vocabulary().Class(w)
		switch {
		case s.Tokens[i].Flags&lex.Number != 0 || k&(lex.ClassNumeral|lex.ClassGlue) != 0:
		case k&lex.ClassAgo != 0:
			units++
		default:
			others++
		}
		ago = ago || w == "ago" || w == "назад" || w == "бұрын" || w == "тому" || w == "il"
	}
	return ago && units > 0 && others <= 1
}
