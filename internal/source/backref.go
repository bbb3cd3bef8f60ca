package source

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A note may say only that it cites what an earlier one does: "Ibid., para. 5", "Smith,
// supra note 12, at 4", "Там же. С. 45". Where no link leads to that note, nothing but
// the words tells it.

// backRef is one such reference in a note.
type backRef struct {
	kind  referTo
	label string   // of toNote
	names []string // of toWork: what it calls the work by
	words string   // as it is written, for messages
	ahead string   // what stands before it, from the reference before
	said  string   // what stands behind it, up to the next one
	start int
	end   int
}

type referTo int

const (
	toBefore  referTo = iota // the note before: "Ibid."
	toNote                   // a note by its number
	toSeveral                // more of them than one
	toWork                   // a work by its author: "Smith, op. cit."
)

const (
	leadWord = `(?:(?:but )?see(?: also| generally)?|cf\.?|voir(?: aussi)?|vgl\.|siehe(?: auch)?|см\.(?: также)?|ср\.|véase(?: también)?|ver|vid\.|vedi|bkz\.|zie|қараңыз|қар\.)`

	ibidWord = `ibid(?:em)?|ibíd(?:em)?|ib\.|id\.|idem|loc\.? ?cit|там же|там само|ebd|ebenda|ebendort|tamże|сонда|бұл да сонда|aynı yer|ivi|同上|同前|同書`

	// noteLong are the words for a note that mean nothing else: "n. 12" may be the number
	// of a law.
	noteLong  = `(?:(?:foot|end)?notes?|fnn?\.?|fußnoten?|anm\.|anmerkung(?:en)?|notas?|сноск\p{L}*|сн\.|прим\.|примеч\.|примечани\p{L}*|виноск\p{L}*|ескертпе\p{L}*|dipnot\p{L}*|noot|przypis\p{L}*)`
	noteAny   = `(?:` + noteLong + `|nn?\.?)`
	noteNo    = `\s?(\d{1,4}(?:(?:\s?[–-]\s?|\s(?:and|&|et|und|y|и|та|және|ve)\s)\d{1,4})?)`
	aboveWord = `(?:supra|above|ante|oben|ci-dessus|выше|вище|жоғарыда\p{L}*|arriba|yukarıda\p{L}*|powyżej)`
	opCit     = `(?:op\.? ?cit|opus cit|ob\. ?cit|dz\. ?cyt|a\. ?a\. ?o|указ\. ?(?:соч|раб|источ|произв)\p{L}*|цит\. ?(?:соч|пр)\p{L}*|назв\. ?пр\p{L}*|a\. ?g\. ?e|(?:аталған|көрсетілген) еңбе\p{L}*)\.?`
)

var (
	// ibid is what a note begins with that cites the source of the one before.
	ibid = pattern(`^(?i:[\s(\[]*(?:` + leadWord + `,?\s)?((?:` + ibidWord + `)\.?))`)
	// ibidOn is how a note may go on behind it: "Idem sentences" is no reference.
	ibidOn = pattern(`^(?:$|[,.;:()\[\]–—-]|\d|at\s\[)`)
	// seesLater is how it goes on with something else: "Id. See also …".
	seesLater = pattern(`(?i)^[\s.,:–—-]*` + leadWord + `[\s,]`)
	// idem says whose work it is, and where a title follows it is another one.
	idem   = pattern(`(?i)^id(?:em|\.)?$`)
	titled = pattern(`^[\s.,:–—-]*[\p{Lu}“„"«‘]`)

	// noteRef is a note by its number. Each way to write one has that in a group of its own.
	noteRef = pattern(`(?i)(?:^|[^\p{L}\p{N}])(?:` + strings.Join([]string{
		aboveWord + `[\s,.:(]{1,3}(?:(?:at|in|en|in der|à la|в)\s)?` + noteAny + noteNo,
		noteAny + noteNo + `[\s,]{1,2}` + aboveWord,
		`(?:` + leadWord + `\s|` + opCit + `[\s,.(]{1,3})(?:` + aboveWord + `,?\s|in\s)?` + noteAny + noteNo,
		`\(\s?(?:` + noteLong + `|n)` + noteNo + `\s?\)`,
		noteNo + `\s?-\s?(?:сілтеме|ескертпе)\p{L}*`,
		`(?:前掲?|同|见|見|参见|參見)\s?[注註]\s?[\[(（〔]?` + noteNo,
	}, "|") + `)`)
	// noteFirst is one that a note begins with.
	noteFirst = pattern(`(?i)^[\s(\[]*` + noteLong + noteNo)
	// noteOfWork goes on where the note is one of another work, or leads to the text: "note
	// 12 to the accounts", "supra note 12 and accompanying text".
	noteOfWork = pattern(`(?i)^(?:[.:]?[\p{L}\p{N}]|\.\d|\s(?:of|to|in|on|du|de|des|der|zu|к|в|del|della)\s|[,\s]+(?:and|&|und|et|и)?\s?(?:the\s)?(?:accompanying|соответствующ\p{L}*)?\s?(?:text|текст)\b)`)
	workRef    = pattern(`(?i)(?:^|[^\p{L}\p{N}])(` + opCit + `|supra)`)
	nameWord   = pattern(`\p{Lu}[\p{L}’'-]{2,}`)
)

// backRefs reads what a note's text refers back to. What it cites of its own is not
// looked at: it has no address.
func backRefs(text string) (out []backRef) {
	if m := ibid().FindStringSubmatchIndex(text); m != nil && !continues(text, m[3]) {
		rest := strings.TrimLeft(text[m[3]:], " ")
		goesOn := startsPlace(rest) || seesLater().MatchString(rest)
		other := idem().MatchString(text[m[2]:m[3]]) && titled().MatchString(rest)
		if goesOn || ibidOn().MatchString(rest) && !other {
			out = append(out, backRef{kind: toBefore, start: m[2], end: m[3]})
		}
	}
	for _, m := range noteRef().FindAllStringSubmatchIndex(text, maxEntries) {
		out = addNoteRef(out, text, m)
	}
	if m := noteFirst().FindStringSubmatchIndex(text); m != nil {
		out = addNoteRef(out, text, m)
	}
	from := 0
	for _, m := range workRef().FindAllStringSubmatchIndex(text, maxEntries) {
		ahead := text[from:m[2]]
		if k := strings.LastIndexByte(ahead, ';'); k >= 0 {
			ahead = ahead[k+1:]
		}
		from = m[3]
		names := nameWord().FindAllString(ahead, maxEntries)
		names = slices.DeleteFunc(names, func(s string) bool { return leading().MatchString(s) })
		if len(names) > 0 && len(ahead) <= maxAuthor && !continues(text, m[3]) && !overlaps(out, m[2], m[3]) {
			out = append(out, backRef{kind: toWork, names: names, start: m[2], end: m[3]})
		}
	}
	slices.SortStableFunc(out, func(a, b backRef) int { return a.start - b.start })
	for i := range out {
		r, from, to := &out[i], 0, len(text)
		if i > 0 {
			from = out[i-1].end
		}
		if i+1 < len(out) {
			to = out[i+1].start
		}
		r.words = strings.Trim(text[r.start:r.end], " ,;:([-–—")
		r.ahead, r.said = text[from:r.start], text[r.end:to]
	}
	return out
}

var leading = pattern(`(?i)^` + leadWord + `$`)

// addNoteRef adds the reference that a match is, unless it leads to something else.
func addNoteRef(list []backRef, text string, m []int) []backRef {
	for g := 2; g+1 < len(m); g += 2 {
		if m[g] < 0 {
			continue
		}
		if overlaps(list, m[0], m[1]) || noteOfWork().MatchString(text[m[1]:]) {
			return list
		}
		r := backRef{kind: toNote, label: text[m[g]:m[g+1]], start: m[0], end: m[1]}
		if !isDigits(r.label) {
			r.kind = toSeveral
		}
		return append(list, r)
	}
	return list
}

func overlaps(list []backRef, start, end int) bool {
	return slices.ContainsFunc(list, func(r backRef) bool { return start < r.end && r.start < end })
}

// backParts are the parts of a note with an address that have none, and refer back.
type backParts struct {
	first string   // that the note begins with
	rest  []string // behind an address
}

// refs are what they refer back to.
func (a backParts) refs() (out []backRef) {
	if a.first != "" {
		out = backRefs(a.first)
	}
	for _, s := range a.rest { // what "ibid." means there is in this very note
		out = append(out, slices.DeleteFunc(backRefs(s), func(r backRef) bool { return r.kind == toBefore })...)
	}
	return out
}

var (
	// asideEnd is where a part that refers back ends before an address of which nothing is
	// said: "see note 1, and https://…", "supra note 1; also available at https://…".
	asideEnd = pattern(`(?i)[,.]?\s(?:and|also|or|und|auch|et|aussi|y|e|également|también|и|также|и также|та|також|және|ve)(?:\s(?:see|also|at|in|on|available|siehe|auch|voir|см\.|также|ver))*[\s:,]*$`)
	// asideStart is where one may begin behind an address: "(see note 1)", ". Cf. note 1".
	asideStart = pattern(`(?i)[.,(]\s*` + leadWord + `\s`)
)

// asidesIn takes the asides out of the texts before, between and after a note's addresses.
// What stands beside an address without a border is said of that one.
func asidesIn(segments []string) (apart backParts, own []string) {
	own = slices.Clone(segments)
	last := len(segments) - 1
	for i, s := range segments {
		from, to := 0, len(s)
		if i > 0 {
			from = asideFrom(s)
		}
		if i < last && from >= 0 {
			to = asideTo(s[from:])
			to += from
		}
		if from < 0 || to <= from || last == 0 {
			continue
		}
		if i == 0 {
			apart.first = squeeze(s[:to])
		} else {
			apart.rest = append(apart.rest, squeeze(s[from:to]))
		}
		own[i] = s[:from] + s[to:]
	}
	for i, s := range own { // "Roe, supra note 1, p. 4, https://…": page 4 it is
		for _, r := range slices.Backward(backRefs(s)) {
			if r.kind == toNote && !noteFirst().MatchString(s) {
				own[i] = own[i][:r.start] + " " + own[i][r.end:]
			}
		}
	}
	return apart, own
}

// asideTo is where the aside ends that a text before an address begins with; 0: none does.
func asideTo(s string) int {
	ends := []int{strings.LastIndexByte(s, ';'), furtherPart(s)}
	if m := asideEnd().FindStringIndex(s); m != nil {
		ends = append(ends, m[0])
	}
	for _, k := range ends {
		if k > 0 && len(backRefs(squeeze(s[:k]))) > 0 {
			return k
		}
	}
	return 0
}

// asideFrom is where an aside begins behind an address; -1: none does.
func asideFrom(s string) int {
	from := -1
	for _, p := range []func() *regexp.Regexp{semicolon, asideStart} {
		if m := p().FindStringIndex(s); m != nil && (from < 0 || m[0] < from) {
			from = m[0]
		}
	}
	if from < 0 || !slices.ContainsFunc(backRefs(squeeze(s[from+1:])), func(r backRef) bool { return r.kind != toBefore }) {
		return -1
	}
	return from
}

var semicolon = pattern(`;`)

// continues reports that a word goes on where it was taken to end.
func continues(s string, at int) bool {
	last, _ := utf8.DecodeLastRuneInString(s[:at])
	next, _ := utf8.DecodeRuneInString(s[at:])
	return unicode.IsLetter(last) && unicode.IsLetter(next) && !unicode.Is(unicode.Han, last)
}

// startsPlace reports a text that begins with a place in a source: "at 5".
func startsPlace(s string) bool {
	found := nextPlace(s)
	return found != nil && strings.Trim(s[:found[0]], edges) == ""
}

// inSquare is a paragraph of a judgment behind a reference: "Id. at [35]".
var inSquare = pattern(`^[\s,.]*(?:at\s)?(\[\d{1,4}\](?:\s?[–-]\s?\[\d{1,4}\])?)[\s.]*$`)

// bareNumber is a page behind a reference that nothing names: "ibid 345", "(n 12) 45–47".
var bareNumber = pattern(`^[\s,.:)\]]*(\d{1,4}(?:\s?[–-]\s?\d{1,4})?(?:\s?ff?\b)?)[\s.)]*$`)

// remarked is what a note says of its own citation: "at 12 (emphasis added)".
var remarked = pattern(`\s\([^()\d]{3,60}\)[\s.]*$`)

// place is where in the source the reference means; "" if it does not say. Words that
// stand before it tell of something else.
func (r *backRef) place() string {
	const most = 4 // words
	said := r.said
	if k := furtherPart(said); k >= 0 {
		said = said[:k]
	}
	said, _, _ = strings.Cut(said, ";")
	said = remarked().ReplaceAllString(said, "")
	if m := bareNumber().FindStringSubmatch(said); m != nil {
		return m[1]
	}
	if m := inSquare().FindStringSubmatch(said); m != nil {
		return m[1]
	}
	said = strings.TrimLeft(said, edges)
	if found := nextPlace(said); found != nil && len(strings.Fields(said[:found[0]])) <= most {
		return pinpoint(said)
	}
	if r.kind == toBefore {
		return ""
	}
	ahead := r.ahead
	if k := strings.LastIndexByte(ahead, ';'); k >= 0 {
		ahead = ahead[k+1:]
	}
	return pinpoint(ahead)
}

// alone reports a reference with nothing behind it: it means the same place too.
func (r *backRef) alone() bool { return r.kind == toBefore && strings.Trim(r.said, edges) == "" }

// linkedRefs are the links of a note to notes, and its text with the numbers that they
// show. A mark right behind a word is a note on this one, and no reference.
func (l *layout) linkedRefs(n note) (out []backRef, text string) {
	var said []string
	var all strings.Builder
	from := 0
	for i, t := range n.toks {
		label := ""
		switch {
		case t.ref != "":
			label = l.byID[t.ref]
		case t.kind == markTok && t.mark.trust >= linked && len(t.mark.labels) == 1:
			label = l.labels(t.mark)[0]
		case t.kind == markTok && t.mark.trust >= linked && len(t.mark.labels) == 0 && len(t.mark.back) == 1:
			label = t.mark.back[0] // a place in the text, right at the mark
		}
		if label == "" || label == n.label || label == n.renamed || len(out) == maxEntries {
			continue
		}
		before := saidIn(n.toks[from:i])
		if from == 0 {
			before = flatten(note{label: n.label, byID: n.byID, toks: n.toks[:i]}, l.rep.links).text
		}
		if before == "" && (from > 0 || t.ref == "" && len(t.mark.labels) == 0) || before != "" && !strings.HasSuffix(before, " ") && !strings.HasSuffix(before, "(") {
			continue
		}
		said, from = append(said, before), i+1
		shown := t.text
		if t.ref == "" {
			shown = label
		}
		all.WriteString(before + shown)
		out = append(out, backRef{kind: toNote, label: label, words: "note " + label, ahead: before})
	}
	if len(out) == 0 {
		return nil, ""
	}
	said = append(said, strings.TrimRight(saidIn(n.toks[from:]), " "+wayBack))
	for i := range out {
		out[i].said = said[i+1]
	}
	out = slices.DeleteFunc(out, func(r backRef) bool { return noteOfWork().MatchString(r.said) })
	if refs := backRefs(squeeze(said[0])); len(refs) > 0 && refs[0].kind == toBefore {
		out = append(refs[:1], out...)
	}
	return out, squeeze(all.String() + said[len(said)-1])
}

func saidIn(ts []tok) string {
	var b strings.Builder
	for _, t := range ts {
		switch t.kind {
		case textTok:
			b.WriteString(t.text)
		case breakTok:
			b.WriteByte(' ')
		}
	}
	return b.String()
}
