package cli

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/jedib0t/go-pretty/v6/text"

	"archiver/internal/verdict"
)

const underline = "\x1b[4m"

// folded is how many words of unchanged text are shown on each side of what
// changed.
const folded = 12

// printDiff shows a comparison to a person: in full, or its head alone.
func (e *env) printDiff(d *comparison, full bool) {
	fmt.Fprintf(e.out, "footnote %s: %s\n", d.cite.Ref, oneLine(d.cite.Citation.URL))
	for _, side := range []struct {
		name string
		c    capture
	}{{"from", d.from}, {"to", d.to}} {
		fmt.Fprintf(e.out, "%-5s%s", side.name, longDate(side.c.at))
		if side.c.live {
			fmt.Fprint(e.out, "  the live source, not kept\n")
		} else {
			fmt.Fprintf(e.out, "\n     sha256 %s\n     %s\n", side.c.sha256, oneLine(side.c.object))
			if side.c.from != nil {
				fmt.Fprintln(e.out, wrap(provenanceWords(side.c.from), width(e.out), "     "))
			}
		}
	}
	cols := width(e.out)
	fmt.Fprintln(e.out, "\n"+wrap(d.summary(), cols, ""))
	if d.pictures != nil {
		fmt.Fprintln(e.out, wrap(pictureWords(d.pictures), cols, ""))
	}
	if d.later != nil {
		fmt.Fprintln(e.out, e.paint(e.out, red, wrap(d.laterWords(), cols, "")))
	}
	if d.same() && (d.later == nil || d.later.Verdict == verdict.Changed) {
		e.say("%s compares it with the live source", e.line("diff", d.cite.Ref, "--to", "now"))
	}
	for _, q := range d.quotes {
		fmt.Fprintln(e.out)
		fmt.Fprintln(e.out, e.paint(e.out, red, wrap(q.words(), cols, "")))
		if q.reads != "" {
			fmt.Fprintln(e.out, wrap("now reads: “"+q.reads+"”", cols, "  "))
		}
	}
	if !full {
		return
	}
	if d.other() {
		e.printBeginnings(d)
		if !e.verbose {
			e.say("-v compares them word by word all the same")
			return
		}
	}
	for i, ch := range d.changes.Changes {
		fmt.Fprintln(e.out)
		e.printChange(fmt.Sprintf("%d. %s", i+1, changeTitle(ch)), ch, d.touching(i))
	}
	switch n := len(d.changes.Noise); {
	case n == 0:
	case !e.verbose:
		e.say("-v shows what was set aside as noise")
	default:
		fmt.Fprintf(e.out, "\n%s\n", e.paint(e.out, bold, setAside(n)+" aside as noise"))
		for _, ch := range d.changes.Noise {
			fmt.Fprintln(e.out)
			e.printChange(changeTitle(ch), ch, nil)
		}
	}
}

func setAside(n int) string { return plural(n, "change") + " set" }

// summary is the result in one sentence.
func (d *comparison) summary() string {
	switch {
	case d.same():
		return "both are the same snapshot: nothing to compare"
	case d.sameBytes():
		return "the same bytes: nothing changed"
	case d.other():
		return d.otherWords()
	}
	facts := map[string]int{}
	kinds := map[string]int{}
	for _, ch := range d.changes.Changes {
		kinds[ch.Kind]++
		for _, f := range ch.Facts {
			facts[f.Kind]++
		}
	}
	var parts, changed []string
	for _, kind := range []string{verdict.NumberFact, verdict.DateFact, verdict.NameFact, verdict.NegationFact, verdict.AddressFact} {
		if n := facts[kind]; n > 0 {
			word := kind
			if n > 1 {
				word = strings.TrimSuffix(kind, "s") + map[bool]string{true: "es", false: "s"}[kind == verdict.AddressFact]
			}
			changed = append(changed, fmt.Sprintf("%d %s", n, word))
		}
	}
	if len(changed) > 0 {
		parts = append(parts, strings.Join(changed, ", ")+" changed")
	}
	var passages []string
	for _, k := range []struct{ kind, noun, what string }{{verdict.KindEdited, "passage", "edited"}, {verdict.KindLost, "paragraph", "gone"},
		{verdict.KindGained, "paragraph", "new"}, {verdict.KindMoved, "paragraph", "moved"}} {
		if n := kinds[k.kind]; n > 0 {
			passages = append(passages, plural(n, k.noun)+" "+k.what)
		}
	}
	if len(passages) > 0 {
		parts = append(parts, strings.Join(passages, ", "))
	}
	switch n := len(d.changes.Noise); {
	case len(parts) == 0 && n == 0:
		return "says the same: no word of the text changed"
	case len(parts) == 0:
		return "says the same: " + setAside(n) + " aside as noise"
	case n > 0:
		parts = append(parts, setAside(n)+" aside as noise")
	}
	return strings.Join(parts, "; ") + fmt.Sprintf(" (%s of the older text still stands)", percent(d.changes.Similarity))
}

// percent never rounds to all or nothing.
func percent(share float64) string {
	switch {
	case share > 0.99 && share < 1:
		return "over 99 %"
	case share > 0 && share < 0.01:
		return "under 1 %"
	}
	return fmt.Sprintf("%.0f %%", 100*share)
}

func (q touchedQuote) words() string {
	s := fmt.Sprintf("quote “%s”: %s, %s", q.text, stood(q.was, "stood there word for word", "was lightly edited already", "was reworded already", "was not there"),
		stood(q.now, "stands there word for word", "is lightly edited", "is reworded: see whether it says the same", "is gone"))
	if len(q.changes) > 0 {
		var n []string
		for _, i := range q.changes {
			n = append(n, fmt.Sprint(i+1))
		}
		s += " (change " + strings.Join(n, ", ") + ")"
	}
	return s
}

// stood says a quote's state in words.
func stood(state, verbatim, edited, unclear, gone string) string {
	switch state {
	case verdict.StateVerbatim:
		return verbatim
	case verdict.StateEdited:
		return edited
	case verdict.StateUnclear:
		return unclear
	}
	return gone
}

// touching lists the quotes that a change touches.
func (d *comparison) touching(i int) []string {
	var out []string
	for _, q := range d.quotes {
		for _, k := range q.changes {
			if k == i {
				out = append(out, q.text)
			}
		}
	}
	return out
}

// changeTitle says what a change is, and on which page of a PDF.
func changeTitle(ch verdict.Change) string {
	title := map[string]string{verdict.KindEdited: "edited", verdict.KindLost: "gone", verdict.KindGained: "new", verdict.KindMoved: "moved"}[ch.Kind]
	if ch.Moved && ch.Kind == verdict.KindEdited {
		title = "edited and moved"
	}
	switch a, b := ch.PageOld, ch.PageNew; {
	case a > 0 && b > 0 && a != b:
		return fmt.Sprintf("%s, page %d, now %d", title, a, b)
	case max(a, b) > 0:
		return fmt.Sprintf("%s, page %d", title, max(a, b))
	}
	return title
}

func (e *env) printChange(title string, ch verdict.Change, quotes []string) {
	const indent = "   "
	cols := width(e.out)
	fmt.Fprintln(e.out, e.paint(e.out, bold, title))
	if ch.Moved && ch.Was != "" {
		fmt.Fprintln(e.out, wrap("stood after “… "+ch.Was+"”", cols, indent))
	}
	if w := whereabouts(ch); w != "" {
		fmt.Fprintln(e.out, wrap(w, cols, indent))
	}
	fmt.Fprintln(e.out, e.passage(ch, cols, indent))
	for _, f := range ch.Facts {
		fmt.Fprintln(e.out, wrap(factWords(f.Kind, f.Old, f.New), cols, indent))
	}
	for _, q := range quotes {
		fmt.Fprintln(e.out, wrap("touches the quote “"+q+"”", cols, indent))
	}
}

// whereabouts tells where a passage stands that has no unchanged words of its
// own to show it.
func whereabouts(ch verdict.Change) string {
	if ch.Kind == verdict.KindEdited && !ch.Moved {
		return ""
	}
	switch {
	case ch.Before != "" && ch.Moved:
		return "now after “… " + ch.Before + "”"
	case ch.Before != "":
		return "after “… " + ch.Before + "”"
	case ch.After != "":
		return "before “" + ch.After + " …”"
	}
	return ""
}

func factWords(kind, old, now string) string {
	switch {
	case old == "":
		return kind + ": new “" + now + "”"
	case now == "":
		return kind + ": “" + old + "” is gone"
	}
	return kind + ": “" + old + "” → “" + now + "”"
}

// fold shortens a piece of unchanged text in the middle; at the passage's
// beginning or end on that side alone.
func fold(s string, first, last bool) string {
	words := strings.Fields(s)
	head, tail := folded, folded
	if first {
		head = 0
	}
	if last {
		tail = 0
	}
	if len(words) <= head+tail+2 {
		return s
	}
	var out string
	if head > 0 {
		out = leading(s) + strings.Join(words[:head], " ") + " "
	}
	out += "…"
	if tail > 0 {
		out += " " + strings.Join(words[len(words)-tail:], " ") + trailing(s)
	}
	return out
}

func leading(s string) string  { return s[:len(s)-len(strings.TrimLeft(s, " \t\n"))] }
func trailing(s string) string { return s[len(strings.TrimRight(s, " \t\n")):] }

// foldIn shortens a piece of a change that is the same. Of what only moved both
// ends are shown.
func foldIn(ch verdict.Change, i int) string {
	moved := ch.Kind == verdict.KindMoved
	return fold(ch.Parts[i].Text, i == 0 && !moved, i == len(ch.Parts)-1 && !moved)
}

// passage shows the pieces of a change: in colour, or marked as git diff
// --word-diff marks them.
func (e *env) passage(ch verdict.Change, cols int, indent string) string {
	colour := e.paint(e.out, red, "x") != "x"
	l := layout{cols: max(cols-len(indent), 20), indent: indent}
	for i, p := range ch.Parts {
		words := p.Text
		open, end, style := "", "", ""
		switch p.Op {
		case verdict.OpSame:
			words = foldIn(ch, i)
		case verdict.OpLost:
			open, end, style = "[-", "-]", red
		case verdict.OpGained:
			open, end, style = "{+", "+}", green
		}
		// The marks go around a run, whose pieces differ in their facts only.
		first := i == 0 || ch.Parts[i-1].Op != p.Op
		last := i == len(ch.Parts)-1 || ch.Parts[i+1].Op != p.Op
		if colour {
			open, end = "", ""
			if p.Fact != "" {
				style += underline
			}
		} else {
			style = ""
		}
		if !first {
			open = ""
		}
		if !last {
			end = ""
		}
		l.add(strings.ReplaceAll(words, "\t", " | "), open, end, style)
	}
	return l.String()
}

// layout sets styled words in lines.
type layout struct {
	cols   int
	indent string
	b      strings.Builder
	at     int  // columns used
	space  bool // white space before the next word
}

// add sets a text between two marks; white space at its ends stays outside.
func (l *layout) add(s, open, end, style string) {
	body := strings.TrimSpace(s)
	l.space = l.space || leading(s) != ""
	if body == "" {
		l.glue(open+end, "")
		l.space = l.space || s != ""
		return
	}
	words := strings.Fields(body)
	for i, w := range words {
		w = capped(oneLine(w))
		if i == 0 {
			w = open + w
		} else {
			l.space = true
		}
		if i == len(words)-1 {
			w += end
		}
		l.glue(w, style)
	}
	l.space = trailing(s) != "" || s != "" && strings.TrimRight(s, " \t\n\u00a0") != s
}

// widestWord is how many columns are shown of a word: whole lines without a
// space tell a person nothing. --json has all of it.
const widestWord = 400

func capped(w string) string {
	if len(w) <= widestWord {
		return w
	}
	if cut, _ := fitting(w, widestWord); cut < len(w) {
		return w[:cut] + "…"
	}
	return w
}

// fitting is how many bytes of a text fit into so many columns, and how many
// columns they take.
func fitting(w string, cols int) (cut, used int) {
	for cut < len(w) {
		r, size := utf8.DecodeRuneInString(w[cut:])
		n := text.RuneWidth(r)
		if used+n > cols {
			break
		}
		cut, used = cut+size, used+n
	}
	return cut, used
}

// glue sets one word; what has no space before it stays with the word before,
// unless it is wider than a line.
func (l *layout) glue(w, style string) {
	if w == "" {
		return
	}
	n := text.StringWidth(w)
	switch {
	case l.at == 0:
		l.b.WriteString(l.indent)
	case l.at+n+1 > l.cols && (l.space || n > 1):
		l.b.WriteString("\n" + l.indent)
		l.at = 0
	case l.space:
		l.b.WriteByte(' ')
		l.at++
	}
	l.space = false
	for n > l.cols { // a URL, or an attack
		cut, used := fitting(w, l.cols)
		if cut == 0 {
			break
		}
		l.write(w[:cut], style)
		l.b.WriteString("\n" + l.indent)
		w, l.at = w[cut:], 0
		n -= used
	}
	l.write(w, style)
	l.at += n
}

func (l *layout) write(w, style string) {
	if style != "" {
		w = style + w + reset
	}
	l.b.WriteString(w)
}

func (l *layout) String() string { return l.b.String() }
