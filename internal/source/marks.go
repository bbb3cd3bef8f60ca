package source

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// tok is a piece of a block's text once marks are told from text.
type tok struct {
	kind tokKind
	text string // as shown; of a mark too, should it turn out to be none
	line int
	link int
	mark *mark
	ref  string // the id of another place of the document that it links to, if it is no mark
	end  int    // as piece.end
	dash bool   // it is raised, and leads from one mark to another
}

type tokKind int

const (
	textTok tokKind = iota
	breakTok
	anchorTok
	markTok
)

// trust says how surely a mark is one.
type trust int

const (
	// plain: a bracketed or raised digit in the text. A mark only if there is
	// a note for it.
	plain trust = iota
	// raised: within <sup>. A number without a note is worth a warning.
	raised
	// linked: a link to another place of the document.
	linked
	// certain: [^label].
	certain
)

// mark points to one or more notes.
type mark struct {
	labels []string
	trust  trust
	target string // of a link: the id it points to
	line   int
	// back holds what the way back from a note shows, usually its number; it
	// has no labels.
	back []string
}

var (
	// textMark is what may be a mark in plain text: [[12]], [12], 【12】, [1, 2], [5, p. 12], ^12^, ^1,\ 2^,
	// ¹², and as programs that read pages into formulas write one, $^{12}$, ${ }^{12}$.
	textMark = pattern(`\[\[(\d{1,4})\]\]|[\[【](\d{1,4}(?:\s?[,;–-]\s?\d{1,4})*)(?:,\s(?:\pL{1,5}\.|§{1,2})\s?\d{1,4}(?:\s?[–-]\s?\d{1,4})?)?[\]】]|\^(\d{1,4}(?:\\?\s?[,;–-]\\?\s?\d{1,4})*)\^|([⁰¹²³⁴⁵⁶⁷⁸⁹]+)` +
		`|\$\s?(?:\{\s?\}\s?)?\^\s?\{?\s?(?:\\(?:text|mathrm|textsuperscript)\s?\{\s?)?\[?\s?(\d{1,4}(?:\s?[,;–-]\s?\d{1,4})*)\s?\]?[\s}]{0,4}\$`)
	// numbers is a list of marks, with ranges.
	numbers = pattern(`^\d{1,4}(?:\s*[,;–-]\s*\d{1,4})*[,;]?$`)
	// named is a number with a word before it, as in many Wikipedias: "note 2", "注 1".
	named = pattern(`^[\pL-]{1,14}\.?\s?\d{1,3}$`)
	// starred is a number with an asterisk before it, as Japanese programs write marks.
	starred = pattern(`^\*\d{1,3}$`)
	// noteName is one that says what it is, raised or not. "Table 2" leads to a table.
	noteName = pattern(`(?i)^(?:(?:foot|end)?notes?|fn|nb|n|notas?|anm|anmerkung|fußnote|прим|примечание|сноска|ескертпе|eskertpe|dipnot|注|註|注釈|脚注|脚註)\.?\s?\d{1,3}$`)
	symbol   = pattern(`^(?:[*†‡§¶#]{1,4}|[a-zA-Zа-яА-Я]{1,2}|[ivxlc]{1,6}|(?:note|n|fn|nb)\.?\s?\d{1,4})$`)
	// remark is what is raised and no part of the sentence: a page of the source,
	// as Wikipedia puts it behind a mark, or what an editor says of the text.
	remark = pattern(`^(?::\s?[\divxlc][\divxlc ,–-]*|\[\pL[^\[\]]{3,60}\])$`)
	// noteTarget is how the address of a note within a document tends to look.
	noteTarget = pattern(`(?i)^_?(user-content-)?(ftn|fn|edn|en|sdfootnote|sdendnote|footnote|endnote|note|cite_note|cite-note|bib|reference|ref)([-_:.]|\d|$)`)
	backTarget = pattern(`(?i)ref(?:$|[-_:.\d])|back|cite_ref|anc$`)
)

// tokens tells marks from text in one block.
func (r *report) tokens(b *block) []tok {
	if r.refs == nil {
		r.findRefs()
	}
	var out []tok
	for i := 0; i < len(b.pieces); i++ {
		p, from := b.pieces[i], len(out)
		switch {
		case p.kind == breakPiece:
			out = append(out, tok{kind: breakTok, text: p.text, line: p.line})
		case p.kind == anchorPiece:
			out = append(out, tok{kind: anchorTok, text: p.text, line: p.line})
		case p.kind == markPiece:
			out = append(out, tok{kind: markTok, text: "[^" + p.text + "]", line: p.line,
				mark: &mark{labels: []string{p.text}, trust: certain, line: p.line}})
		case b.kind == code:
			out = append(out, tok{text: p.text, line: p.line})
		case p.link > 0 && r.fragment(p.link) != "":
			n := i + 1
			for n < len(b.pieces) && b.pieces[n].link == p.link {
				n++
			}
			out = append(out, r.linkTokens(b.pieces[i:n])...)
			i = n - 1
		case p.sup > 0:
			n := i + 1
			for n < len(b.pieces) && b.pieces[n].sup == p.sup && b.pieces[n].kind != markPiece && b.pieces[n].kind != anchorPiece &&
				(b.pieces[n].link == 0 || r.fragment(b.pieces[n].link) == "") {
				n++
			}
			out = append(out, r.supTokens(b.pieces[i:n], lastWord(out))...)
			i = n - 1
		case p.link > 0:
			out = append(out, tok{text: p.text, line: p.line, link: p.link})
		default:
			// Parsers hand over "[", "1" and "]" one by one.
			text, n := plainLine(b.pieces, i)
			for n < len(b.pieces) && b.pieces[n].kind == breakPiece && b.pieces[n].text != hardBreak && markOpen().MatchString(text[max(0, len(text)-64):]) {
				more, next := plainLine(b.pieces, n+1)
				if !markClosed().MatchString(more) {
					break
				}
				text, n = text+" "+more, next // the line ended within a list of marks
			}
			p.text = text
			out = append(out, r.plainTokens(p)...)
			i = n - 1
		}
		for k := from; k < len(out); k++ {
			out[k].end = b.pieces[i].end
		}
	}
	return out
}

// markOpen is how a line ends in the middle of a list of marks, and markClosed how the
// next one goes on.
var (
	markOpen   = pattern(`\[\d{1,4}(?:\s?[,;–-]\s?\d{1,4})*\s?[,;–-]\s?$`)
	markClosed = pattern(`^\s?\d{1,4}(?:\s?[,;–-]\s?\d{1,4})*\]`)
)

// plainLine is the plain text from a piece on to the end of its line, and where it ends.
func plainLine(pieces []piece, from int) (string, int) {
	var all strings.Builder
	n := from
	for n < len(pieces) && pieces[n].kind == textPiece && pieces[n].link == 0 && pieces[n].sup == 0 && pieces[n].line == pieces[from].line {
		all.WriteString(pieces[n].text)
		n++
	}
	return all.String(), n
}

// fragment is the id that a link within the document points to, or "".
func (r *report) fragment(link int) string {
	id, ok := strings.CutPrefix(r.links[link-1], "#")
	if !ok {
		return ""
	}
	return id
}

// isNamed tells whether what a link shows is a mark with a word in it.
func isNamed(shown string, raised bool) bool {
	return named().MatchString(shown) && (raised || noteName().MatchString(shown))
}

// linkTokens reads a link to another place of the document: a mark, the way
// back from a note, or just a link.
func (r *report) linkTokens(pieces []piece) []tok {
	var all strings.Builder
	sup := false
	var out []tok
	for _, p := range pieces {
		if p.kind == textPiece {
			all.WriteString(p.text)
			sup = sup || p.sup > 0
		}
		if p.kind == anchorPiece {
			out = append(out, tok{kind: anchorTok, text: p.text, line: p.line})
		}
	}
	first := pieces[0]
	id := r.fragment(first.link)
	shown := bareMark(all.String())
	if starred().MatchString(shown) {
		_, shown, _ = strings.Cut(shown, "*")
	}
	labels := r.labelList(shown)
	sure := sup || r.noteref[first.link] || r.refs.mutual[first.link]
	if labels == nil && (symbol().MatchString(shown) || isNamed(shown, sup || r.noteref[first.link])) {
		labels = []string{strings.Join(strings.Fields(shown), "-")}
	}
	t := tok{text: all.String(), line: first.line}
	switch {
	case backTarget().MatchString(id) && !strings.HasPrefix(strings.ToLower(id), "ref"),
		shown == "" || strings.ContainsAny(shown, "↩↑^⤴⏎"), r.refs.back[first.link]:
		t.text = "" // the way back
		t.kind = markTok
		t.mark = &mark{trust: linked, line: first.line, target: id, back: labels}
	case !sure && isYear(beforeComma(shown)) && !noteOf(id, beforeComma(shown), strings.HasPrefix(strings.TrimSpace(all.String()), "[")):
		// "Smith (2001, 12)" leads to a list of works
		t.ref = id
	case labels != nil && (sure || noteTarget().MatchString(id) || strings.HasPrefix(strings.TrimSpace(all.String()), "[")):
		t.kind = markTok
		t.mark = &mark{labels: labels, trust: linked, line: first.line, target: id}
	default:
		t.ref = id
	}
	return append(out, t)
}

func beforeComma(s string) string {
	s, _, _ = strings.Cut(s, ",")
	return s
}

// workID is how the id of a work in a list looks that is called by a name.
var workID = pattern(`(?i)^_?(?:user-content-)?(?:bib|reference|ref)[-_:.]?\pL`)

// noteOf reports that an id which a number leads to is that of a note, and of no work
// that appeared in such a year: notes are numbered beyond 1500 too.
func noteOf(id, number string, bracketed bool) bool {
	if bracketed && !strings.Contains(id, number) {
		return true
	}
	return noteTarget().MatchString(id) && !workID().MatchString(id)
}

// isYear reports a year that works are cited by: "2001", "2001a".
func isYear(s string) bool {
	return len(s) >= 4 && len(s) <= 5 && isDigits(s[:4]) && s[:4] >= "1500" && s[:4] < "2100" && (len(s) == 4 || s[4] >= 'a' && s[4] <= 'z')
}

// supTokens reads raised text: a list of marks, or an exponent or ordinal.
func (r *report) supTokens(pieces []piece, before string) []tok {
	var all strings.Builder
	for _, p := range pieces {
		if p.kind == textPiece {
			all.WriteString(p.text)
		}
	}
	first := pieces[0]
	t := tok{text: all.String(), line: first.line, link: first.link}
	shown := strings.TrimSuffix(bareMark(all.String()), ".")
	labels := r.labelList(shown)
	if labels == nil && symbol().MatchString(shown) {
		labels = []string{strings.Join(strings.Fields(shown), "-")}
	}
	if strings.Trim(shown, " ,;–-") == "" || remark().MatchString(strings.TrimSpace(t.text)) {
		t.dash = shown == "–" || shown == "-"
		t.text = "" // between two marks, or said of the text
	}
	if labels != nil && !exponent(before, shown) {
		t.kind = markTok
		t.mark = &mark{labels: labels, trust: raised, line: first.line}
	}
	return []tok{t}
}

// plainTokens looks for marks in plain text.
func (r *report) plainTokens(p piece) []tok {
	var out []tok
	rest := p.text
	for _, m := range textMark().FindAllStringSubmatchIndex(p.text, -1) {
		at := len(p.text) - len(rest)
		if m[0] > at {
			out = append(out, tok{text: p.text[at:m[0]], line: p.line})
		}
		shown, kind := p.text[m[0]:m[1]], plain
		var labels []string
		switch {
		case m[2] >= 0:
			labels = r.labelList(p.text[m[2]:m[3]])
		case m[4] >= 0:
			labels = r.labelList(p.text[m[4]:m[5]])
		case m[6] >= 0:
			labels, kind = r.labelList(strings.ReplaceAll(p.text[m[6]:m[7]], `\`, "")), raised
		case m[10] >= 0:
			labels, kind = r.labelList(p.text[m[10]:m[11]]), raised
		default:
			labels = r.labelList(strings.Map(lower, shown))
		}
		t := tok{text: shown, line: p.line}
		if labels != nil && (m[8] < 0 && m[10] < 0 || !exponent(p.text[:m[0]], labels[0])) {
			t.kind, t.mark = markTok, &mark{labels: labels, trust: kind, line: p.line}
		}
		out = append(out, t)
		rest = p.text[m[1]:]
	}
	if rest != "" {
		out = append(out, tok{text: rest, line: p.line})
	}
	return out
}

// lower turns a raised digit into a plain one.
func lower(r rune) rune {
	switch r {
	case '¹':
		return '1'
	case '²':
		return '2'
	case '³':
		return '3'
	}
	return '0' + r - '⁰'
}

var dashes = pattern(`\s*[–-]\s*`)

// maxLabels bounds the marks of a report, each number of a range counted: a
// few bytes could ask for many.
const maxLabels = 200000

// maxRange bounds the notes of one range.
const maxRange = 50

// labelList reads "44, 45" or "3–5"; nil when s is nothing of the kind.
func (r *report) labelList(s string) []string {
	if s = asciiDigits(s); r.labels > maxLabels || !numbers().MatchString(s) {
		return nil
	}
	var out []string
	for _, part := range strings.FieldsFunc(dashes().ReplaceAllString(s, "-"), func(r rune) bool { return r == ',' || r == ';' || r == ' ' }) {
		var ends []int
		for n := range strings.SplitSeq(part, "-") {
			if v, err := strconv.Atoi(n); err == nil {
				ends = append(ends, v)
			}
		}
		if len(ends) == 2 && ends[0] < ends[1] && ends[1]-ends[0] <= maxRange {
			for n := ends[0]; n < ends[1]; n++ {
				out = append(out, strconv.Itoa(n))
			}
			ends = ends[1:]
		}
		for _, n := range ends {
			out = append(out, strconv.Itoa(n))
		}
	}
	r.labels += len(out)
	return out
}

// exponent reports that a raised 2, 3 or so after a unit, or after ten, is
// arithmetic.
func exponent(before, raised string) bool {
	n, err := strconv.Atoi(raised)
	if err != nil || n > 30 {
		return false
	}
	i := strings.LastIndexFunc(before, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	word := before
	if i >= 0 {
		_, size := utf8.DecodeRuneInString(before[i:])
		word = before[i+size:]
	}
	switch strings.TrimLeft(word, "0123456789") {
	case "m", "km", "cm", "mm", "dm", "ft", "м", "км", "см", "мм", "дм":
		return n == 2 || n == 3
	case "":
		return word == "10"
	}
	return false
}

// lastWord is the end of the text so far, up to 40 bytes.
func lastWord(ts []tok) string {
	if len(ts) == 0 || ts[len(ts)-1].kind != textTok {
		return ""
	}
	s := ts[len(ts)-1].text
	return strings.ToValidUTF8(s[max(0, len(s)-40):], "")
}
