package passage

import (
	"regexp"
	"strconv"
	"strings"
	"sync"

	"archiver/internal/verdict/lex"
)

var notesHeading = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^(?:notes?|footnotes?|endnotes?|references?|примечани[яе]|сноски|ескертпелер|сілтемелер|notes de bas de page|références|fußnoten|anmerkungen)[ :.]*$`)
})

// note is the footnote or endnote that bears a number: at the foot of a page, after a
// heading of notes, or what reads like one; not the paragraph with that number.
func (o *outline) note(pl Place, w part) (part, bool) {
	const least = 60
	var best part
	listed := false // after a heading of notes
	for i := w.From; i < w.To; i++ {
		if notesHeading().MatchString(strings.TrimSpace(o.lines[i].text)) {
			listed = true
		}
		m := o.lines[i].mark
		if m.number != pl.Number || m.worded && m.kind != PlaceNote {
			continue
		}
		c := part{Span: lex.Span{From: i, To: o.noteEnd(i, w.To)}, place: pl, skip: len(o.lines[i].text)}
		if m.rest != "" {
			c.skip = strings.LastIndex(o.lines[i].text, m.rest)
		}
		if o.lines[i].foot || m.worded {
			c.score += 100
		}
		if listed {
			c.score += 80
		}
		if reference().MatchString(o.firstLine(c)) {
			c.score += least
		}
		if c.score >= least && c.score > best.score {
			best = c
		}
	}
	return best, best.To > 0
}

// noteEnd is the line after a note: that of the next number, or where its page ends.
func (o *outline) noteEnd(i, limit int) int {
	const longest = 12 // lines
	stop := min(limit, i+longest)
	for k := i + 1; k < stop; k++ {
		l := o.lines[k]
		if l.mark.style == o.lines[i].mark.style || l.page != o.lines[i].page || !o.pdf && strings.TrimSpace(l.text) != "" && o.lines[i].mark.rest != "" {
			return k
		}
	}
	return stop
}

// count is the so-many-th paragraph of a part that numbers none: of an article after
// its heading, of a page among its paragraphs of whole sentences.
func (o *outline) count(pl Place, w part) (part, bool) {
	n, err := strconv.Atoi(pl.Number)
	if err != nil {
		return part{}, false
	}
	paras := strings.Split(o.text(w), "\n")
	if len(paras) > 0 && w.skip > 0 && heading(paras[0]) {
		paras = paras[1:]
	}
	whole := w.score < 0
	for _, s := range paras {
		if s == "" || whole && (heading(s) || len(strings.Fields(s)) < 8) {
			continue
		}
		if n--; n == 0 {
			return part{Span: w.Span, place: pl, counted: s, score: sure}, true
		}
	}
	return part{}, false
}

// numbers tells whether a part numbers its paragraphs.
func (o *outline) numbers(w part) bool {
	for i := w.From + 1; i < w.To; i++ {
		if m := o.lines[i].mark; !m.worded && strings.Contains(m.style, "#") && m.style != "#" {
			return true
		}
	}
	return false
}

// heading tells whether a paragraph ends like no sentence.
func heading(s string) bool {
	return !strings.ContainsAny(s[max(0, len(s)-4):], ".!?;:…")
}
