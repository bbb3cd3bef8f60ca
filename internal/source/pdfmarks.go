package source

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"archiver/internal/extract"
)

// maxNoteGap is how many notes one after the other may have numbers that are not
// seen to begin a line.
const maxNoteGap = 10

// countNotes finds the numbers that lines begin with, up to where there are no
// more: a year in a table is none of a note. And it finds those that stand raised.
func (p *pdfReport) countNotes() {
	first := map[int]bool{}
	p.known, p.alone = map[int]bool{}, map[string]bool{}
	for _, l := range p.lines {
		for k, w := range l.Words {
			if k == 0 {
				label := noteLabel(w.Text)
				if m := leadNumber().FindStringSubmatch(w.Text); label == "" && m != nil {
					label = m[1] // no space behind "1."
				}
				if v, err := strconv.Atoi(label); err == nil {
					first[v] = true
				}
			} else if w.Raised && l.Kind != extract.NoteLine && !exponent(before(l.Words, k), w.Text) {
				for _, s := range strings.FieldsFunc(w.Text, notDigit) {
					p.alone[s] = true
				}
			}
		}
	}
	for n, last := 1, 0; n-last <= maxNoteGap; n++ {
		if first[n] {
			p.known[n], last = true, n
		}
	}
}

// before is what word k stands right behind.
func before(words []extract.LaidWord, k int) string {
	if k == 0 || words[k].Space {
		return ""
	}
	return words[k-1].Text
}

// pair divides the numbers of two notes at the document's end, that follow the last
// one and stand so close that they look like one. Both have a note, and no other mark.
func (p *pdfReport) pair(s string) (a, b string, ok bool) {
	a, b = strconv.Itoa(p.count+1), strconv.Itoa(p.count+2)
	return a, b, p.count > 0 && s == a+b && p.known[p.count+1] && p.known[p.count+2] && !p.alone[a] && !p.alone[b]
}

// counted keeps the highest number of a mark that has a note: a year is higher, an
// exponent lower.
func (p *pdfReport) counted(text string) {
	fields := strings.FieldsFunc(text, notDigit)
	if n := len(fields); n > 0 {
		last := fields[n-1]
		if _, b, ok := p.pair(last); ok {
			last = b
		}
		if v, err := strconv.Atoi(last); err == nil && p.known[v] && v > p.count {
			p.count = v
		}
	}
}

func notDigit(r rune) bool { return r < '0' || r > '9' }

// joinMarks puts a mark to its sentence that had no room in the line: it stands alone in
// the next one, smaller, and a note has its number.
func (p *pdfReport) joinMarks() {
	for i := 1; i < len(p.lines); i++ {
		l, above := &p.lines[i], p.lines[i-1]
		if len(l.Words) != 1 || l.Kind != above.Kind || l.Page != above.Page || !above.Full || l.Size > 0.95*above.Size || len(above.Words) == 0 {
			continue
		}
		shown := l.Words[0].Text
		n, err := strconv.Atoi(shown)
		if err != nil || p.alone[shown] {
			continue
		}
		last, _ := utf8.DecodeLastRuneInString(above.Words[len(above.Words)-1].Text)
		if (p.known[n] || p.twoKnown(shown)) && (ends(last) || closes(last)) {
			l.Join, l.Size = extract.JoinSpace, above.Size
		}
	}
}

// twoKnown reports that a number is those of two notes, one behind the other.
func (p *pdfReport) twoKnown(shown string) bool {
	for k := 1; k < len(shown); k++ {
		a, _ := strconv.Atoi(shown[:k])
		if shown[k:] == strconv.Itoa(a+1) && p.known[a] && p.known[a+1] {
			return true
		}
	}
	return false
}
