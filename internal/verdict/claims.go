package verdict

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/meaning"
	"archiver/internal/verdict/pages"
	"archiver/internal/verdict/passage"
)

// Item is a figure, a date or a name that a sentence takes from its source.
type Item = meaning.Item

// Claim lists what a sentence of a report takes from its source: see meaning.Claim.
func Claim(sentence string) []Item { return meaning.Claim(sentence) }

// leastQuoted is of how many words on what stands between quotation marks is somebody's
// words, and not a name or a term that is held at arm's length.
const leastQuoted = 4

// leastRepeated is of how many words on a sentence that stands in its source too was taken
// from there.
const leastRepeated = 6

// Quotations lists what a sentence gives as the words of another, without the marks.
func Quotations(sentence string) []string {
	var out []string
	closing := map[rune]string{'“': "”", '„': "“”", '«': "»", '"': `"`, '”': "”"}
	for i := 0; i < len(sentence); {
		r, n := utf8.DecodeRuneInString(sentence[i:])
		i += n
		ends := closing[r]
		if ends == "" {
			continue
		}
		end := strings.IndexAny(sentence[i:], ends)
		if end < 0 {
			delete(closing, r) // nor does one come behind the next
			continue
		}
		if text := strings.Trim(sentence[i:i+end], " \t\n\u00a0\u202f"); len(strings.Fields(text)) >= leastQuoted && !slices.Contains(out, text) {
			out = append(out, text)
		}
		_, n = utf8.DecodeRuneInString(sentence[i+end:])
		i += end + n
	}
	return out
}

// mostLost bounds what is told of the claims of one footnote.
const mostLost = 20

// ClaimsLost lists what the sentences of a report take from a page, as they write it, that
// stood in the text of the page then and stands nowhere in it now: quotations word for
// word, sentences that are the page's own, figures, dates and names in any language that
// is known. It is advice, and no part of a verdict: a sentence may rest on what is said in
// other words too. To read a page of 60 KB for it takes some 20 ms.
func ClaimsLost(then, now *Prepared, claims []string) (lost []string) {
	if !then.HasText() || !now.HasText() {
		return nil
	}
	var stood *meaning.Facts
	var said []string // that are lost
	for _, c := range claims {
		for _, q := range Quotations(c) {
			if !slices.Contains(said, q) && passage.FindQuote(then, q).State == passage.StateVerbatim && !passage.FindQuote(now, q).Found {
				said, lost = append(said, q), append(lost, q)
			}
		}
		// A sentence that is the source's own, or nearly: with "not" put in it is lost whole.
		if !slices.Contains(said, c) && repeats(then, c) && !passage.FindQuote(now, c).Found {
			said, lost = append(said, c), append(lost, c)
			continue
		}
		for _, it := range Claim(c) {
			if slices.Contains(lost, inPlace(c, it)) || slices.ContainsFunc(said, func(q string) bool { return strings.Contains(q, it.Text) }) {
				continue
			}
			if stood == nil { // in its text: the year in a footer is no source
				stood = meaning.IndexFacts(then.Base(), pages.KindOf(then) == "pdf")
			}
			if _, found := stood.Find(it); !found {
				continue
			}
			if _, found := now.FindFact(it); !found {
				lost = append(lost, inPlace(c, it))
			}
		}
	}
	return lost[:min(len(lost), mostLost)]
}

// FiguresLost lists the figures that the sentences of a report take from the text of a page
// and that stand nowhere in it now. What is a change of them is no noise, however it looks.
// No source is a line in which a page counts its readers or says when it was made, nor is a
// lone digit, which is met by chance.
func FiguresLost(then, now *Prepared, claims []string) (lost []string) {
	if !then.HasText() || !now.HasText() {
		return nil
	}
	var stood *meaning.Facts
	for _, c := range claims {
		for _, it := range Claim(c) {
			if it.Kind != meaning.FactFigure || !countable(it.Text) || slices.Contains(lost, inPlace(c, it)) {
				continue
			}
			if stood == nil {
				stood = meaning.IndexFacts(lex.Text(told(then.Base()), false), pages.KindOf(then) == "pdf")
			}
			if _, found := stood.Find(it); !found {
				continue
			}
			if _, found := now.FindFact(it); !found {
				lost = append(lost, inPlace(c, it))
			}
		}
	}
	return lost[:min(len(lost), mostLost)]
}

// countable tells whether a figure is more than a lone digit.
func countable(figure string) bool {
	n := 0
	for _, r := range figure {
		if unicode.IsDigit(r) || unicode.IsLetter(r) {
			n++
		}
	}
	return n > 1
}

// told is a text without the lines in which a page speaks of itself.
func told(s *lex.Stream) string {
	const itself = lex.ClassCounter | lex.ClassDated | lex.ClassAgo | lex.ClassLegal
	var out strings.Builder
	for i, b := range s.Blocks {
		speaks := false
		for k := b.From; k < b.To && b.Len() <= mostItself; k++ {
			speaks = speaks || lex.Vocabulary().Class(s.Word(k))&itself != 0
		}
		if !speaks || s.EndsSentence(i) {
			out.WriteString(s.BlockText(i))
			out.WriteByte('\n')
		}
	}
	return out.String()
}

// mostItself is how many words such a line has.
const mostItself = 12

// repeats tells whether a page says a sentence of the report, nearly word for word.
func repeats(p *Prepared, sentence string) bool {
	return len(strings.Fields(sentence)) >= leastRepeated && passage.FindQuote(p, sentence).Found
}

// inPlace is an item as its sentence has it, a lone figure with the word after it, which mostly
// says of what it is.
func inPlace(sentence string, it Item) string {
	if it.Kind != meaning.FactFigure || strings.Contains(it.Text, " ") {
		return it.Text
	}
	for at := 0; ; {
		k := strings.Index(sentence[at:], it.Text+" ")
		if k < 0 {
			return it.Text
		}
		k, at = at+k, at+k+len(it.Text)
		if before, _ := utf8.DecodeLastRuneInString(sentence[:k]); unicode.IsLetter(before) || unicode.IsNumber(before) || strings.ContainsRune(".,'’", before) {
			continue // the end of another figure
		}
		rest := sentence[at+1:]
		end := strings.IndexFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' && r != '’' && r != '\'' })
		if end < 0 {
			end = len(rest)
		}
		return strings.TrimSpace(it.Text + " " + rest[:end])
	}
}

// The weight of an item by its kind: a figure is seldom met by chance, a name often.
var weights = map[string]int{meaning.FactFigure: 3, meaning.FactDate: 2, meaning.FactName: 1}

const (
	mostBearing   = 3      // sentences that are offered
	leastBears    = 3      // what one has to weigh: a figure, or a date and a name
	mostSentences = 20_000 // of a page, that are read
	leastWords    = 5      // of a sentence
)

// Bearing lists the passages of a page that the sentences of a report rest on: what they
// quote of it word for word, and the sentences that hold most of their figures, dates and
// names, in any language that is known. A row of a table is as good as a sentence: what one
// cell says, another one says of what.
func Bearing(p *Prepared, claims []string) (out []string) {
	if !p.HasText() {
		return nil
	}
	var items []Item
	for _, c := range claims {
		for _, q := range Quotations(c) {
			if passage.FindQuote(p, q).State == passage.StateVerbatim && !slices.Contains(out, q) {
				out = append(out, q)
			}
		}
		if q := strings.TrimSpace(c); repeats(p, q) && passage.FindQuote(p, q).State == passage.StateVerbatim {
			if !slices.Contains(out, q) {
				out = append(out, q)
			}
			continue
		}
		items = append(items, Claim(c)...)
	}
	type candidate struct {
		text  string
		bears []bool // which items
		whole bool   // it is a sentence rather than a heading, or a row of what the claims speak of
	}
	var all []candidate
	pdf := pages.KindOf(p) == "pdf"
	named := tellingWords(claims)
	for _, at := range sentences(p.Base()) {
		text, row := "", ""
		if at.row {
			row = p.Base().BlockText(at.block)
			text = cellsOf(row)
		} else {
			text = p.Base().Marked(at.Span)
		}
		if !at.row && at.Len() < leastWords || at.row && len(tellingWords([]string{text})) == 0 || len(text) > passage.MaxExcerpt {
			continue
		}
		whole := ends(text)
		if at.row {
			whole = slices.ContainsFunc(p.Base().Tokens[at.From:at.To], func(t lex.Token) bool { return named[t.Hash] })
		}
		facts, bears, any := meaning.IndexFacts(lex.Text(cmp.Or(row, text), pdf), pdf), make([]bool, len(items)), false
		for k, it := range items {
			if _, found := facts.Find(it); found {
				bears[k], any = true, true
			}
		}
		if any {
			all = append(all, candidate{text, bears, whole})
		}
	}
	borne := make([]bool, len(items)) // by what is chosen
	least := 0                        // a claim with nothing but a date rests on that
	for _, it := range items {
		least += weights[it.Kind]
	}
	least = max(weights[meaning.FactDate], min(least, leastBears))
	for range mostBearing {
		best, most := -1, least-1
		for i, c := range all {
			n := 0
			for k, bears := range c.bears {
				if bears && !borne[k] {
					n += weights[items[k].Kind]
				}
			}
			if n >= least && c.whole {
				n++
			}
			if n > most {
				best, most = i, n
			}
		}
		if best < 0 {
			break
		}
		for k, bears := range all[best].bears {
			borne[k] = borne[k] || bears
		}
		if text := all[best].text; !slices.ContainsFunc(out, func(o string) bool { return strings.Contains(text, o) }) {
			out = append(out, text)
		}
	}
	return out
}

// said is a sentence of a text, or a row of a table.
type said struct {
	lex.Span
	block int
	row   bool
}

// sentences are the first so many of a text. Behind those in the cells of a row comes the
// row as a whole.
func sentences(s *lex.Stream) (out []said) {
	for i, b := range s.Blocks {
		for _, at := range s.EachSentence(b.Span) {
			out = append(out, said{at, i, false})
		}
		if strings.ContainsRune(s.BlockText(i), '\t') {
			out = append(out, said{b.Span, i, true})
		}
		if len(out) >= mostSentences {
			break
		}
	}
	return out
}

// cellsOf is a row of a table as a person writes it.
func cellsOf(row string) string {
	var cells []string
	for cell := range strings.SplitSeq(row, "\t") {
		if cell = strings.Join(strings.Fields(cell), " "); cell != "" {
			cells = append(cells, cell)
		}
	}
	return strings.Join(cells, " | ")
}

// tellingWords are the words of texts that say something, numbers aside.
func tellingWords(texts []string) map[uint64]bool {
	out := map[uint64]bool{}
	for _, text := range texts {
		s := lex.Text(text, false)
		for i, t := range s.Tokens {
			if t.Flags&lex.Number == 0 && s.Telling(i) {
				out[t.Hash] = true
			}
		}
	}
	return out
}

// ends tells whether a text ends as sentences do.
func ends(text string) bool {
	return strings.HasSuffix(strings.TrimRight(text, `"”»’)`), ".") || strings.ContainsAny(text[max(0, len(text)-4):], "!?…。।")
}
