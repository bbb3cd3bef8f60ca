package verdict

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
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
func (d *side) sameWriting(c change) bool {
	if !c.paired {
		return c.len() > 0 && (d.s.inBrackets(c.span) || d.s.backlinks(c.span))
	}
	if c.len() > 2*longWriting || c.there.len() > 2*longWriting || c.there.to > len(d.other.tok) {
		return false
	}
	if d.bracketed(c) || c.len()+c.there.len() > 0 && d.s.backlinks(c.span) && d.other.backlinks(c.there) {
		return true
	}
	for c.len() > 0 && c.there.len() > 0 && d.s.tok[c.from].hash == d.other.tok[c.there.from].hash {
		c.from, c.there.from = c.from+1, c.there.from+1
	}
	for c.len() > 0 && c.there.len() > 0 && d.s.tok[c.to-1].hash == d.other.tok[c.there.to-1].hash {
		c.to, c.there.to = c.to-1, c.there.to-1
	}
	if c.len() == 0 || c.there.len() == 0 {
		return d.s.hourSign(c.span) || d.other.hourSign(c.there)
	}
	if c.len() > longWriting || c.there.len() > longWriting {
		return false
	}
	if d.s.abbreviates(c.span, d.other, c.there) || d.other.abbreviates(c.there, d.s, c.span) {
		return true
	}
	w := d.s.writing(c.span)
	return w != "" && w == d.other.writing(c.there) && sameFigures(d.s, c.span, d.other, c.there)
}

// hourSign tells whether a run is the "h" between hours and minutes, for which
// the other page has a colon.
func (s *stream) hourSign(r span) bool {
	return r.len() == 1 && s.word(r.from) == "h" && r.from > 0 && r.to < len(s.tok) && s.tok[r.from-1].flags&s.tok[r.to].flags&tokNumber != 0
}

// backlinks tells whether a run is empty, or the letters with which a note begins
// that lead back to where it is called: "^ a b".
func (s *stream) backlinks(r span) bool {
	if r.len() == 0 {
		return true
	}
	b := s.blocks[s.blockOf(r.from)]
	text := s.text[b.start:]
	if r.from != b.from || r.len() == b.len() || !strings.HasPrefix(text, "^") && !strings.HasPrefix(text, "↑") {
		return false
	}
	for i := r.from; i < r.to; i++ {
		if utf8.RuneCountInString(s.word(i)) != 1 || s.tok[i].flags&tokNumber != 0 {
			return false
		}
	}
	return true
}

// bracketed tells whether what differs are marks of notes in square brackets:
// "[1]", "[a]", "[note 1]".
func (d *side) bracketed(c change) bool {
	return c.len()+c.there.len() > 0 && (c.len() == 0 || d.s.inBrackets(c.span)) && (c.there.len() == 0 || d.other.inBrackets(c.there))
}

var noteText = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^\[\s?([a-z]|\d{1,3}|(note|nb|n|прим|notes?)\.? ?\d{1,3})\s?\]$`)
})

func (s *stream) inBrackets(r span) bool {
	from, to := int(s.tok[r.from].start), int(s.tok[r.to-1].end)
	open := strings.LastIndexByte(s.text[max(0, from-8):from], '[')
	end := strings.IndexByte(s.text[to:min(len(s.text), to+4)], ']')
	return open >= 0 && end >= 0 && noteText().MatchString(s.text[max(0, from-8)+open:to+end+1])
}

// currency keeps the signs of currencies apart from each other and from none.
var currency = strings.NewReplacer("€", " euro ", "$", " dollar ", "£", " pound ", "₽", " рубль ")

// writing is a run in one way of writing.
func (s *stream) writing(r span) string {
	raw := s.text[s.tok[r.from].start:s.tok[r.to-1].end]
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
	if k := knowledge().of([]byte(w)); k != nil && k.numeral == numUnit {
		return strconv.Itoa(int(k.value))
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
func (s *stream) abbreviates(r span, other *stream, there span) bool {
	i, j := r.to, there.to
	if r.len() > 2 || there.len() > 2 || i >= len(s.tok) || j >= len(other.tok) || s.tok[i].hash != other.tok[j].hash || s.tok[i].flags&tokNumber == 0 {
		return false
	}
	if s.isNumberSign(r) && other.isNumberSign(there) {
		return true
	}
	if r.len() != 1 || there.len() != 1 || s.tok[r.from].flags&(tokNumber|tokSign) != 0 {
		return false
	}
	short, long := s.word(r.from), other.word(there.from)
	dotted := strings.HasPrefix(s.text[s.tok[r.from].end:], ".")
	return dotted && utf8.RuneCountInString(short) <= 4 && len(long) > len(short) && strings.HasPrefix(long, short)
}

// numberSigns are the ways to say that a number follows.
var numberSigns = map[string]bool{"no": true, "n": true, "n°": true, "nº": true, "№": true, "nr": true, "nos": true, "number": true, "numéro": true, "номер": true, "#": true}

func (s *stream) isNumberSign(r span) bool {
	w := strings.ToLower(strings.Trim(s.text[s.tok[r.from].start:s.tok[r.to-1].end], " ."))
	return numberSigns[w]
}

// retrievals are the words before the day on which somebody looked at a source.
var retrievals = map[string]bool{"retrieved": true, "accessed": true, "archived": true, "consulté": true, "consultée": true, "consultés": true, "visited": true, "viewed": true, "обращения": true, "просмотра": true, "қаралған": true, "қаралды": true}

// retrieved tells whether a change is that of such a day, or of the words for it.
func (d *side) retrieved(c change) bool {
	if c.len() == 0 || c.len() > 8 {
		return false
	}
	from, named := c.from, false
	for from < c.to && (retrievals[d.s.word(from)] || retrievalGlue[d.s.word(from)]) {
		named = named || retrievals[d.s.word(from)]
		from++
	}
	if !d.dateish(span{from, c.to}) || !d.s.endsNote(c.to) {
		return false
	}
	for i, steps := c.from-1, 0; !named && i >= d.s.blocks[c.block].from && steps < 6; i, steps = i-1, steps+1 {
		named = retrievals[d.s.word(i)]
		if !datePart(d.s, i) && !retrievalGlue[d.s.word(i)] {
			break
		}
	}
	return named
}

// endsNote tells whether a sign or the end of its paragraph follows the date that a
// run ends in. "It was retrieved on 4 March from the river" tells of something else.
func (s *stream) endsNote(at int) bool {
	b := s.blocks[s.blockOf(at-1)]
	for at < b.to && datePart(s, at) {
		at++
	}
	return at == b.to || strings.ContainsAny(s.text[s.tok[at-1].end:s.tok[at].start], ".,;:)]|\"·—–-")
}

var retrievalGlue = map[string]bool{"on": true, "le": true, "the": true, "from": true, "original": true, "lire": true, "en": true, "ligne": true, "күні": true}

// agoForDate tells whether a short line has a time that passed ("five months
// ago") in place of a date, or the other way round.
func (d *side) agoForDate(c change) bool {
	b := d.s.blocks[c.block]
	if !c.paired || c.len() == 0 || c.there.len() == 0 || b.len() > 14 || d.s.endsSentence(c.block) || d.isRow(c.block) || c.there.to > len(d.other.tok) {
		return false
	}
	return dateish(d.s, c.span) && passed(d.other, c.there) || passed(d.s, c.span) && dateish(d.other, c.there)
}

// passed tells whether a run is a time that passed, and a word at most.
func passed(s *stream, r span) bool {
	units, others, ago := 0, 0, false
	for i := r.from; i < r.to; i++ {
		w := s.word(i)
		k := lexicon().class(w)
		switch {
		case s.tok[i].flags&tokNumber != 0 || k&(classNumeral|classGlue) != 0:
		case k&classAgo != 0:
			units++
		default:
			others++
		}
		ago = ago || w == "ago" || w == "назад" || w == "бұрын" || w == "тому" || w == "il"
	}
	return ago && units > 0 && others <= 1
}
