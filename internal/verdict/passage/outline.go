package passage

import (
	"regexp"
	"strconv"
	"strings"
	"sync"

	"archiver/internal/verdict/pages"
)

// outlinesOf are the texts to search, the likelier first: the main text, then all
// of it.
func outlinesOf(d *pages.Prepared) []*outline {
	if len(d.Page.Pages) > 0 {
		return []*outline{newOutline(pdfLines(d), true)}
	}
	var out []*outline
	for _, text := range []string{d.Page.Main, d.Page.Visible} {
		var lines []textLine
		for l := range strings.SplitSeq(text, "\n") {
			lines = append(lines, textLine{text: l})
		}
		out = append(out, newOutline(lines, false))
		if d.Page.Main == d.Page.Visible {
			break
		}
	}
	return out
}

// textLine is a line of a text, and the page of a PDF that it stands on.
type textLine struct {
	text string
	page int
	mark mark // that it begins with
	foot bool // of the notes at the foot of its page
}

// pdfLines are a PDF's lines without its running headers, each with its page. The
// running lines are what the visible text has after the main text; in another
// extractor's text, what is in no line of the main text.
func pdfLines(d *pages.Prepared) []textLine {
	var lines []textLine
	if aside, ok := strings.CutPrefix(d.Page.Visible, d.Page.Main+"\n"); ok && d.Page.Main != "" {
		running := map[string]bool{}
		for l := range strings.SplitSeq(aside, "\n") {
			running[l] = true
		}
		for i, page := range d.Page.Pages {
			for l := range strings.SplitSeq(page, "\n") {
				if !running[l] {
					lines = append(lines, textLine{text: l, page: i + 1})
				}
			}
		}
		return lines
	}
	main := strings.Split(d.Page.Main, "\n")
	next := 0
	for i, page := range d.Page.Pages {
		for l := range strings.SplitSeq(page, "\n") {
			if next < len(main) && main[next] == l {
				next++
			} else if strings.TrimSpace(l) != "" {
				continue
			}
			lines = append(lines, textLine{text: l, page: i + 1})
		}
	}
	if next < len(main)/2 { // the main text is not made of these lines
		lines = lines[:0]
		for i, page := range d.Page.Pages {
			for l := range strings.SplitSeq(page, "\n") {
				lines = append(lines, textLine{text: l, page: i + 1})
			}
		}
	}
	return lines
}

// outline is a text with the numbers that its lines begin with.
type outline struct {
	lines []textLine
	pdf   bool
}

func newOutline(lines []textLine, pdf bool) *outline {
	before := "" // the last line with words
	for i := range lines {
		lines[i].mark = markOf(lines[i].text)
		if pdf && year().MatchString(lines[i].mark.number) && goesOn(before, "a") {
			lines[i].mark = mark{} // "on 12 April / 2018. The Government replied"
		}
		if strings.TrimSpace(lines[i].text) != "" {
			before = lines[i].text
		}
	}
	letters(lines)
	o := &outline{lines, pdf}
	if pdf {
		o.footnotes()
	}
	return o
}

// letters unmarks lines that begin with a letter, an initial or an abbreviation, and
// are in no row: those without a neighbour by their letter or roman number.
func letters(lines []textLine) {
	have := map[string]map[string]bool{}
	lettered := func(m mark) bool { return !m.worded && strings.ContainsAny(m.style, "Aa") }
	for _, l := range lines {
		if lettered(l.mark) {
			if have[l.mark.style] == nil {
				have[l.mark.style] = map[string]bool{}
			}
			have[l.mark.style][l.mark.number] = true
		}
	}
	for i := range lines {
		m := lines[i].mark
		if !lettered(m) {
			continue
		}
		kept := false
		for _, n := range append(nextTo(m.number, -1), nextTo(m.number, 1)...) {
			kept = kept || have[m.style][n]
		}
		if !kept {
			lines[i].mark = mark{}
		}
	}
}

// nextTo lists what may stand after a number in its row (step 1), or before it (-1):
// a letter may be a roman number too.
func nextTo(number string, step int) (out []string) {
	if n, err := strconv.Atoi(number); err == nil {
		return []string{strconv.Itoa(n + step)}
	}
	switch r := []rune(number); {
	case len(r) == 1 && (r[0] >= 'a' && r[0] <= 'z' || r[0] >= 'а' && r[0] <= 'я'):
		out = append(out, string(r[0]+rune(step)))
		switch {
		case number == "z" && step > 0:
			out = append(out, "aa")
		case number == "и" && step > 0 || number == "к" && step < 0: // й is left out at times
			out = append(out, string(r[0]+2*rune(step)))
		}
	case len(r) == 2 && r[0] >= 'a' && r[0] <= 'z' && r[1] >= 'a' && r[1] <= 'z':
		out = append(out, string(r[0])+string(r[1]+rune(step)))
		if number == "aa" && step < 0 {
			out = append(out, "z")
		}
	}
	if n := romanNumber(number); n > 0 && n+step > 0 {
		out = append(out, romanOf(n+step))
	}
	return out
}

var romanSigns = []struct {
	n int
	s string
}{{100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}}

func romanOf(n int) string {
	var b strings.Builder
	for _, r := range romanSigns {
		for ; n >= r.n && b.Len() < 16; n -= r.n {
			b.WriteString(r.s)
		}
	}
	return b.String()
}

// romanNumber is the value of a roman number in small letters; 0 if it is none.
func romanNumber(s string) int {
	n, rest := 0, s
	for _, r := range romanSigns {
		for strings.HasPrefix(rest, r.s) {
			n, rest = n+r.n, rest[len(r.s):]
		}
	}
	if rest != "" || romanOf(n) != s {
		return 0
	}
	return n
}

// maxFoot bounds the notes at the foot of a page, in lines.
const maxFoot = 20

// footnotes marks the notes at the foot of each page: from the first line near its
// end that begins with a bare number on, where no other kind of number follows.
func (o *outline) footnotes() {
	for end := len(o.lines); end > 0; {
		from := end
		for from > 0 && o.lines[from-1].page == o.lines[end-1].page {
			from--
		}
		first := end
		for i := end - 1; i >= max(from, end-maxFoot); i-- {
			m := o.lines[i].mark
			if m.style != "" && m.style != "#" {
				break
			}
			if m.style == "#" && m.rest != "" {
				first = i
			}
		}
		for i := first; i < end; i++ {
			o.lines[i].foot = true
		}
		end = from
	}
}

// mark is the number that a line begins with.
type mark struct {
	// style is "word 2" for a mark with a word, else its signs: "#.", "(#)", "#"; A and
	// a stand for letters and roman numbers, large and small.
	style  string
	kind   PlaceKind
	worded bool
	number string
	rest   string // the line after it
}

// The words that stand before a number, or in Kazakh after it, at the beginning
// of what it counts.
const (
	sectionMark   = `section|sec\.|chapter|chap\.|part|annex|appendix|глава|раздел|приложение|часть|kapitel|chapitre|titre|título|capítulo`
	articleMark   = `article|art\.|статья|ст\.|artikel|artículo|бап`
	recitalMark   = `recital|considérant|considerando`
	noteMark      = `note|footnote|endnote|примечание|сноска`
	paragraphMark = `paragraph|para\.|item|point|recommendation|clause|rule|principle|§|¶|пункт|п\.|абзац|принцип|правило|рекомендация|ziffer|absatz|alinéa|principe|recommandation`
	markNumber    = `(\d{1,4}(?:\.\d{1,3}){0,3}(?:\s?(?:bis|ter|quater))?|[ivxlc]{1,7}|[a-z])`
)

var (
	wordMark = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)^(?:(` + sectionMark + `)|(` + articleMark + `)|(` + paragraphMark + `)|(` + recitalMark + `)|(` + noteMark + `))\s*(?:№|no\.|n°)?\s*` + markNumber + `(?:er|-1)?(?:[.:)\]–—-]+\s*|\s+|$)(.*)$`)
	})
	kazakhMark = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)^(\d{1,4}(?:-\d)?)\s?-?\s?(?:(тарау|бөлім)|(бап)|(тармақ))\p{L}*(?:[.:]+\s*|\s+|$)(.*)$`)
	})
	signMark = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^([(\[]?)(\d{1,4}(?:\.\d{1,3}){0,3}|[IVXLC]{1,7}|[ivxl]{2,6}|[A-Z]{1,2}|[a-zа-яА-Я])([.)\]]{1,2})(?:\s+(.*)|)$`)
	})
	plainMark = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^(\d{1,4}(?:\.\d{1,3}){0,3})(?:\s+([\p{Lu}"“«].*)|\s*)$`)
	})
	leaders   = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?:\.\s?){4,}|…{2,}|\s\d{1,4}$`) })
	contents  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?:\.\s?){6,}|…{3,}`) })
	year      = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(?:1[89]|20)\d\d$`) })
	reference = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)^(?:see\b|ibid|id\.|cf\.|supra|available at|https?:|там же|см\.|указ\. соч|voir\b|op\. cit|siehe\b|қараңыз|сонда|[A-Z]{1,5}/[A-Z\d]+/)`)
	})
)

func markOf(line string) mark {
	s := strings.Trim(line, " \t\u00a0\"“«*•·–—-")
	if s == "" {
		return mark{}
	}
	if m := wordMark().FindStringSubmatch(s); m != nil {
		k := mark{worded: true, number: strings.ToLower(m[6]), rest: m[7]}
		for i, kind := range []PlaceKind{PlaceSection, PlaceArticle, PlaceParagraph, PlaceRecital, PlaceNote} {
			if m[i+1] != "" {
				k.kind = kind
			}
		}
		// "Part i was" is a sentence, and "Section B" a heading.
		if strings.Trim(k.number, "abcdefghijklmnopqrstuvwxyz") == "" && k.number == m[6] {
			return mark{}
		}
		k.style = "word " + strconv.Itoa(int(k.kind))
		return k
	}
	if m := kazakhMark().FindStringSubmatch(s); m != nil {
		k := mark{worded: true, number: m[1], rest: m[5]}
		for i, kind := range []PlaceKind{PlaceSection, PlaceArticle, PlaceParagraph} {
			if m[i+2] != "" {
				k.kind = kind
			}
		}
		k.style = "word " + strconv.Itoa(int(k.kind))
		return k
	}
	if m := signMark().FindStringSubmatch(s); m != nil {
		class := "#"
		switch {
		case m[2] != strings.ToLower(m[2]):
			class = "A"
		case m[2][0] > '9':
			class = "a"
		}
		return mark{style: m[1] + class + strings.Repeat(".#", strings.Count(m[2], ".")) + m[3], kind: PlaceParagraph, number: strings.ToLower(m[2]), rest: m[4]}
	}
	if m := plainMark().FindStringSubmatch(s); m != nil {
		return mark{style: "#" + strings.Repeat(".#", strings.Count(m[1], ".")), kind: PlaceParagraph, number: m[1], rest: m[2]}
	}
	return mark{}
}
