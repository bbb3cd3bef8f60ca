package eval

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// matter is what a reader takes as a page's own: found by the shape of its
// paragraphs, without anything of the program that is measured.
type matter struct {
	r      *rand.Rand
	lang   string
	blocks []block // in order
	text   string  // of all blocks
}

// block is an innermost element with text of its own.
type block struct {
	n    *html.Node
	text string
	part string // "prose", "item", "cell", "head", "caption", "other"
}

// alter is one edit, and how it is taken back.
type alter struct {
	what     string
	do, undo func()
}

type mutation struct {
	name string
	each int // of one page
	make func(*matter) (alter, bool)
}

var mutations = []mutation{
	{"digit", 2, mutateDigit},
	{"date", 2, mutateDate},
	{"name", 2, mutateName},
	{"negation put in", 1, mutateNegate},
	{"negation taken out", 1, mutateAffirm},
	{"two facts swapped", 1, mutateSwap},
	{"two items' facts swapped", 1, mutateSwapItems},
	{"sentence removed", 1, mutateCutSentence},
	{"sentence added", 1, mutateAddSentence},
	{"paragraph removed", 1, mutateCutParagraph},
	{"item or row removed", 1, mutateCutItem},
	{"item or row added", 1, mutateAddItem},
	{"verb turned round", 1, mutateVerb},
	{"headline", 1, mutateHeadline},
	{"caption", 1, mutateCaption},
}

var frameWords = regexp.MustCompile(`(?i)cookie|consent|share|social|related|sidebar|newsletter|subscri|comment|breadcrumb|menu|modal|popup|banner|footer|navbar|sr-only|hidden|teaser|promo|recirc|\btoc\b|repl(y|ies)|reaction|dateline|byline|\bmeta`)

// hides tells whether an element is the page's frame, or not seen.
func hides(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Nav, atom.Header, atom.Footer, atom.Aside, atom.Form, atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Head, atom.Svg, atom.Iframe, atom.Button, atom.Select, atom.Textarea, atom.Dialog:
		return !(n.DataAtom == atom.Header && within(n, atom.Article) || n.DataAtom == atom.Form && within(n, atom.Main))
	}
	for _, a := range n.Attr {
		switch v := strings.ToLower(a.Val); a.Key {
		case "hidden":
			return true
		case "aria-hidden":
			return v == "true"
		case "style":
			if strings.Contains(strings.ReplaceAll(v, " ", ""), "display:none") {
				return true
			}
		case "role":
			if v == "navigation" || v == "banner" || v == "contentinfo" || v == "dialog" || v == "complementary" {
				return true
			}
		case "class", "id":
			if n.DataAtom != atom.Body && n.DataAtom != atom.Html && frameWords.MatchString(v) {
				return true
			}
		}
	}
	return false
}

func within(n *html.Node, a atom.Atom) bool {
	for n = n.Parent; n != nil; n = n.Parent {
		if n.DataAtom == a {
			return true
		}
	}
	return false
}

var blockAtoms = map[atom.Atom]string{atom.P: "prose", atom.Li: "item", atom.Td: "cell", atom.Th: "cell", atom.Dt: "cell", atom.Dd: "cell", atom.H1: "head", atom.H2: "head", atom.H3: "head",
	atom.H4: "head", atom.H5: "head", atom.H6: "head", atom.Figcaption: "caption", atom.Div: "other", atom.Blockquote: "other", atom.Section: "other", atom.Article: "other", atom.Main: "other",
	atom.Table: "other", atom.Tr: "other", atom.Tbody: "other", atom.Ul: "other", atom.Ol: "other", atom.Dl: "other", atom.Figure: "other", atom.Body: "other", atom.Pre: "other", atom.Header: "other", atom.Form: "other", atom.Center: "other"}

// readMatter gives nil where a page has no two paragraphs.
func readMatter(tree *html.Node) *matter {
	var all []block
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode && hides(n) {
			return
		}
		leaf := blockAtoms[n.DataAtom] != ""
		for c := range n.Descendants() {
			if leaf && c.Type == html.ElementNode && (blockAtoms[c.DataAtom] != "" || c.DataAtom == atom.Br) {
				leaf = false
			}
		}
		if leaf && n.Type == html.ElementNode {
			if t := strings.Join(strings.Fields(textOf(n)), " "); t != "" {
				part := blockAtoms[n.DataAtom]
				if within(n, atom.Figcaption) {
					part = "caption"
				} else if within(n, atom.Td) || within(n, atom.Th) {
					part = "cell"
				} else if within(n, atom.Li) {
					part = "item"
				}
				all = append(all, block{n, t, part})
			}
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(tree)
	// The innermost element that holds nearly all of the paragraphs.
	weight, total := map[*html.Node]int{}, 0
	isParagraph := func(b block) bool {
		return (b.part == "prose" || b.part == "other") && len(strings.Fields(b.text)) >= 8 && strings.ContainsAny(b.text[len(b.text)-1:], ".!?") && linked(b.n)*2 < len(b.text)
	}
	for _, b := range all {
		if isParagraph(b) {
			total += len(b.text)
			for n := b.n; n != nil; n = n.Parent {
				weight[n] += len(b.text)
			}
		}
	}
	column := tree
	for next := tree; next != nil; {
		column, next = next, nil
		for c := column.FirstChild; c != nil; c = c.NextSibling {
			if weight[c]*100 > total*85 {
				next = c
			}
		}
	}
	first, last, n := -1, -1, 0
	for i, b := range all {
		if isParagraph(b) && contains(column, b.n) {
			if n++; first < 0 {
				first = i
			}
			last = i
		}
	}
	if n < 2 {
		return nil
	}
	m := &matter{}
	for i, b := range all {
		if i < first && b.n.DataAtom == atom.H1 || i >= first && i <= last && contains(column, b.n) {
			m.blocks = append(m.blocks, b)
			m.text += b.text + "\n"
		}
	}
	m.lang = languageOf(m.text)
	return m
}

func contains(n, c *html.Node) bool {
	for ; c != nil; c = c.Parent {
		if c == n {
			return true
		}
	}
	return false
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode && !inHidden(c, n) {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

func inHidden(c, upTo *html.Node) bool {
	for c = c.Parent; c != nil && c != upTo; c = c.Parent {
		if hides(c) {
			return true
		}
	}
	return false
}

func linked(n *html.Node) (sum int) {
	for c := range n.Descendants() {
		if c.DataAtom == atom.A {
			sum += len(textOf(c))
		}
	}
	return sum
}

func languageOf(text string) string {
	t := " " + strings.ToLower(text[:min(len(text), 20000)]) + " "
	n := func(words ...string) (sum int) {
		for _, w := range words {
			sum += strings.Count(t, " "+w+" ")
		}
		return sum
	}
	best, most := "", 2
	for _, l := range []struct {
		lang  string
		count int
	}{{"en", n("the", "and", "of", "to", "was")}, {"fr", n("le", "la", "les", "des", "et", "une")}, {"ru", n("и", "в", "на", "не", "что", "с")},
		{"kk", n("және", "мен", "үшін", "бұл", "деп", "бір", "туралы")*3 + strings.Count(t, "ң")/4}, {"de", n("der", "die", "und", "das", "von") * 2}} {
		if l.count > most {
			best, most = l.lang, l.count
		}
	}
	return best
}

// spot is a place in a text node.
type spot struct {
	node     *html.Node
	from, to int
}

func (s spot) text() string { return s.node.Data[s.from:s.to] }

// find lists where a pattern stands in blocks of some parts; it is its first
// group that is meant, if it has one.
func (m *matter) find(pattern *regexp.Regexp, parts string, keep func(spot) bool) (list []spot) {
	for _, b := range m.blocks {
		if !strings.Contains(parts, b.part) {
			continue
		}
		for c := range b.n.Descendants() {
			if c.Type != html.TextNode || inHidden(c, b.n) || c.Parent.DataAtom == atom.Sup {
				continue
			}
			for _, at := range pattern.FindAllStringSubmatchIndex(c.Data, -1) {
				s := spot{c, at[0], at[1]}
				if len(at) > 2 && at[2] >= 0 {
					s.from, s.to = at[2], at[3]
				}
				if keep == nil || keep(s) {
					list = append(list, s)
				}
			}
		}
	}
	return list
}

func (m *matter) one(list []spot) (spot, bool) {
	if len(list) == 0 {
		return spot{}, false
	}
	return list[m.r.IntN(len(list))], true
}

// put replaces the text of a spot.
func (s spot) put(with string) alter {
	old := s.node.Data
	left, right := old[:s.from], old[s.to:]
	return alter{
		what: fmt.Sprintf("…%s[%s → %s]%s…", lastOf(left, 40), old[s.from:s.to], with, firstOf(right, 40)),
		do:   func() { s.node.Data = left + with + right },
		undo: func() { s.node.Data = old },
	}
}

func lastOf(s string, n int) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	return string(r[max(0, len(r)-n):])
}

func firstOf(s string, n int) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	return string(r[:min(n, len(r))])
}

// Most of a page's text is of these parts.
const anyText = "prose item cell other"

var numberForm = regexp.MustCompile(`\d[\d.,\x{a0}]*\d|\d`)

func mutateDigit(m *matter) (alter, bool) {
	s, ok := m.one(m.find(numberForm, anyText, func(s spot) bool { return outOfBrackets(s) }))
	if !ok {
		return alter{}, false
	}
	t := []byte(s.text())
	for {
		if i := m.r.IntN(len(t)); t[i] >= '0' && t[i] <= '9' {
			t[i] = '0' + (t[i]-'0'+1+byte(m.r.IntN(8)))%10
			if t[i] == '0' && i == 0 {
				t[i] = '9'
			}
			if string(t) != s.text() {
				return s.put(string(t)), true
			}
		}
	}
}

// outOfBrackets leaves marks of notes alone.
func outOfBrackets(s spot) bool {
	return !(s.from > 0 && s.node.Data[s.from-1] == '[') && len(strings.TrimSpace(s.node.Data)) > 3
}

const monthNames = `January|February|March|April|May|June|July|August|September|October|November|December|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря|қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre`

var (
	monthList = strings.Split(monthNames, "|")
	dateForm  = regexp.MustCompile(`(?:\d{1,2}\s(?:` + monthNames + `)|(?:` + monthNames + `)\s\d{1,2},|\d{1,2}\.\d{1,2}\.\d{4}|(?:` + monthNames + `)\s(?:19|20)\d\d)`)
	monthForm = regexp.MustCompile(monthNames)
)

func mutateDate(m *matter) (alter, bool) {
	// A line that is a date and a few words tells when the page was last touched.
	s, ok := m.one(m.find(dateForm, anyText, func(s spot) bool { return len(strings.Fields(s.node.Data)) >= 8 || within(s.node, atom.Td) }))
	if !ok {
		return alter{}, false
	}
	t := s.text()
	if at := monthForm.FindStringIndex(t); at != nil && m.r.IntN(2) == 0 {
		i := slices.Index(monthList, t[at[0]:at[1]])
		i = i/12*12 + (i+1+m.r.IntN(10))%12
		return s.put(t[:at[0]] + monthList[i] + t[at[1]:]), true
	}
	at := regexp.MustCompile(`\d+`).FindStringIndex(t)
	n := 0
	fmt.Sscan(t[at[0]:at[1]], &n)
	was := n
	if n > 31 {
		n += 1 + m.r.IntN(4)
	} else {
		n = 1 + (n+m.r.IntN(20))%28
	}
	if n == was {
		n++
	}
	return s.put(t[:at[0]] + fmt.Sprint(n) + t[at[1]:]), true
}

var (
	latinName    = regexp.MustCompile(`[a-zà-ÿ]{2,},? ([A-Z][a-z]{3,})\b`)
	cyrillicName = regexp.MustCompile(`[а-яёәғқңөұүһі]{2,},? ([А-ЯӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі]{4,})`)
	latinNames   = []string{"Harwood", "Mercer", "Lindqvist", "Okafor", "Brennan", "Dalton", "Ferris", "Kendal"}
	russianStems = []string{"Горшков", "Белкин", "Лаптев", "Зимин", "Рогов", "Чижов"}
)

func (m *matter) names(parts string) []spot {
	p := latinName
	switch m.lang {
	case "de", "":
		return nil
	case "ru", "kk":
		p = cyrillicName
	}
	return m.find(p, parts, func(s spot) bool { return !monthForm.MatchString(s.text()) })
}

// otherName is another name in the same case.
func (m *matter) otherName(name string) string {
	if m.lang != "ru" && m.lang != "kk" {
		return latinNames[m.r.IntN(len(latinNames))]
	}
	stem := russianStems[m.r.IntN(len(russianStems))]
	for _, end := range []string{"ым", "ом", "ой", "ой", "ого", "у", "а", "е", "ға", "ге", "ның", "нің", "ның", "да", "де", "ты", "ды"} {
		if strings.HasSuffix(name, end) {
			return stem + end
		}
	}
	return stem
}

func mutateName(m *matter) (alter, bool) {
	s, ok := m.one(m.names(anyText))
	if !ok {
		return alter{}, false
	}
	return s.put(m.otherName(s.text())), true
}

// puts are where a negation can be put in, and what stands there then.
var puts = map[string]struct {
	at   *regexp.Regexp
	with func(string) string
}{
	"en": {regexp.MustCompile(`[a-z] (was|were|is|are|has|had|did|will|can|could|should|must|may) [a-z]`), func(s string) string { return s + " not" }},
	"ru": {regexp.MustCompile(`[а-я]{3,} ([а-я]{3,}(?:ал|ил|али|или|ает|ют|ит|ла))[ .,]`), func(s string) string { return "не " + s }},
	"fr": {regexp.MustCompile(`[a-zé] (sont|peut|peuvent|doit|doivent|sera|seront|fut|reste|permet|vise|sont) [a-z]`), func(s string) string { return "ne " + s + " pas" }},
	"kk": {regexp.MustCompile(` (болды|алды|берді|келді|қалды|етті|болған|жасады|айтты|болады)[ .,]`), func(s string) string {
		return strings.NewReplacer("болды", "болмады", "алды", "алмады", "берді", "бермеді", "келді", "келмеді", "қалды", "қалмады", "етті", "етпеді", "болған", "болмаған", "жасады", "жасамады", "айтты", "айтпады", "болады", "болмайды").Replace(s)
	}},
}

func mutateNegate(m *matter) (alter, bool) {
	p, ok := puts[m.lang]
	if !ok {
		return alter{}, false
	}
	s, ok := m.one(m.find(p.at, anyText, func(s spot) bool {
		rest := s.node.Data[s.to:]
		return !strings.HasPrefix(rest, " not") && !strings.HasPrefix(rest, " pas") && !strings.HasSuffix(s.node.Data[:s.from], " не ")
	}))
	if !ok {
		return alter{}, false
	}
	return s.put(p.with(s.text())), true
}

var negations = map[string]*regexp.Regexp{
	"en": regexp.MustCompile(`[a-z]( not|n't) [a-z]`), "ru": regexp.MustCompile(` (не )[а-я]{3,}`), "fr": regexp.MustCompile(`[a-zé] (ne [a-zé]+ pas)\b`), "kk": regexp.MustCompile(`[а-яәғқңөұүһі]( емес)[ .,]`),
}

func mutateAffirm(m *matter) (alter, bool) {
	p, ok := negations[m.lang]
	if !ok {
		return alter{}, false
	}
	s, ok := m.one(m.find(p, anyText, nil))
	if !ok {
		return alter{}, false
	}
	with := ""
	if m.lang == "fr" {
		with = strings.TrimSuffix(strings.TrimPrefix(s.text(), "ne "), " pas")
	}
	return s.put(with), true
}

// swap exchanges two spots.
func swap(a, b spot) alter {
	if a.node == b.node {
		if a.from > b.from {
			a, b = b, a
		}
		d := a.node.Data
		return spot{a.node, a.from, b.to}.put(b.text() + d[a.to:b.from] + a.text())
	}
	x, y := a.put(b.text()), b.put(a.text())
	return alter{what: x.what + " and " + y.what, do: func() { x.do(); y.do() }, undo: func() { x.undo(); y.undo() }}
}

// mutateSwap exchanges two numbers or two names of one paragraph.
func mutateSwap(m *matter) (alter, bool) {
	var pairs [][2]spot
	for _, list := range [][]spot{m.find(numberForm, "prose other item", outOfBrackets), m.names("prose other item")} {
		for i := 0; i+1 < len(list); i++ {
			if a, b := list[i], list[i+1]; a.node == b.node && a.text() != b.text() && b.from-a.to < 120 && b.from-a.to > 6 && len(strings.Fields(a.node.Data[a.to:b.from])) > 2 {
				pairs = append(pairs, [2]spot{a, b})
			}
		}
	}
	if len(pairs) == 0 {
		return alter{}, false
	}
	p := pairs[m.r.IntN(len(pairs))]
	return swap(p[0], p[1]), true
}

// mutateSwapItems exchanges what stands in the same place of two cells or behind
// the labels of two items.
func mutateSwapItems(m *matter) (alter, bool) {
	type fact struct {
		spot
		column int
		parent *html.Node
	}
	var facts []fact
	for _, b := range m.blocks {
		switch b.n.DataAtom {
		case atom.Td, atom.Dd, atom.Li:
		default:
			continue
		}
		if b.n.FirstChild == nil {
			continue
		}
		c := b.n.LastChild
		if c.Type != html.TextNode || b.n.DataAtom != atom.Li && b.n.FirstChild != c || len([]rune(c.Data)) > 60 {
			continue
		}
		from := 0
		if b.n.DataAtom == atom.Li {
			if from = strings.LastIndex(c.Data, ": ") + 1; from == 0 {
				continue
			}
		}
		for from < len(c.Data) && c.Data[from] <= ' ' {
			from++
		}
		to := len(strings.TrimRight(c.Data, " \n\t.;"))
		if to <= from {
			continue
		}
		column := 0
		for p := b.n.PrevSibling; p != nil && b.n.DataAtom == atom.Td; p = p.PrevSibling {
			column += int(b2i(p.Type == html.ElementNode))
		}
		if b.n.DataAtom == atom.Td && column == 0 {
			continue
		}
		group := b.n.Parent
		if b.n.DataAtom == atom.Td {
			group = group.Parent
		}
		facts = append(facts, fact{spot{c, from, to}, column, group})
	}
	var pairs [][2]spot
	for i, a := range facts {
		for _, b := range facts[i+1:] {
			if a.column == b.column && a.parent == b.parent && a.node != b.node && !strings.EqualFold(a.text(), b.text()) {
				pairs = append(pairs, [2]spot{a.spot, b.spot})
				break
			}
		}
	}
	if len(pairs) == 0 {
		return alter{}, false
	}
	p := pairs[m.r.IntN(len(pairs))]
	return swap(p[0], p[1]), true
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

var sentenceForm = regexp.MustCompile(`[.!?] ([A-ZА-ЯÀÉӘҒҚҢӨҰҮҺІ][^.!?]{30,}[a-zа-яёéәғқңөұүһі)]{2}[.!?])(?:\s|$)`)

func mutateCutSentence(m *matter) (alter, bool) {
	s, ok := m.one(m.find(sentenceForm, "prose other item", func(s spot) bool { return strings.Count(m.text, s.text()) == 1 }))
	if !ok {
		return alter{}, false
	}
	return s.put(""), true
}

// added are sentences that no page has.
var added = map[string][]string{
	"en": {"The ministry has since rejected the request.", "Two more people were charged on Friday.", "The committee did not publish its reasons.", "An appeal is pending before the regional court.", "The company paid nothing."},
	"ru": {"Министерство отклонило эту просьбу.", "В пятницу обвинения предъявили ещё двоим.", "Комиссия не назвала причин.", "Жалобу рассмотрит областной суд."},
	"kk": {"Министрлік бұл өтінішті қабылдамады.", "Жұма күні тағы екі адамға айып тағылды.", "Комиссия себебін айтқан жоқ."},
	"fr": {"Le ministère a rejeté cette demande.", "Deux autres personnes ont été inculpées vendredi.", "La commission n'a pas publié ses motifs."},
	"de": {"Das Ministerium hat den Antrag abgelehnt.", "Zwei weitere Personen wurden angeklagt."},
}

func mutateAddSentence(m *matter) (alter, bool) {
	list := added[m.lang]
	ends := m.find(regexp.MustCompile(`[a-zа-яёéәғқңөұүһі]{2}\.( )[A-ZА-ЯÀÉӘҒҚҢӨҰҮҺІ]`), "prose other", nil)
	s, ok := m.one(ends)
	if !ok || list == nil {
		return alter{}, false
	}
	return s.put(" " + list[m.r.IntN(len(list))] + " "), true
}

// cut takes an element out.
func cut(n *html.Node, what string) alter {
	up, next := n.Parent, n.NextSibling
	return alter{what: "out: " + what, do: func() { up.RemoveChild(n) }, undo: func() { up.InsertBefore(n, next) }}
}

func mutateCutParagraph(m *matter) (alter, bool) {
	var list []block
	for i, b := range m.blocks {
		if i > 0 && i+1 < len(m.blocks) && b.part == "prose" && len(strings.Fields(b.text)) >= 5 && strings.HasSuffix(b.text, ".") && strings.Count(m.text, b.text+"\n") == 1 && linked(b.n)*2 < len(b.text) {
			list = append(list, b)
		}
	}
	if len(list) == 0 {
		return alter{}, false
	}
	b := list[m.r.IntN(len(list))]
	return cut(b.n, b.text), true
}

// lines are the rows and items of the matter that have no others within.
func (m *matter) lines() (list []block) {
	seen := map[*html.Node]bool{}
	for _, b := range m.blocks {
		n := b.n
		for n != nil && n.DataAtom != atom.Li && n.DataAtom != atom.Tr {
			n = n.Parent
		}
		if n == nil || b.part != "item" && b.part != "cell" || seen[n] || n.Parent == nil || b.n.DataAtom == atom.Th {
			continue
		}
		seen[n] = true
		t := strings.Join(strings.Fields(spaced(n)), " ")
		if linked(n)*2 < len(t) && len(strings.Fields(t)) >= 2 && utf8.RuneCountInString(t) < 400 && strings.Count(m.text, b.text) == 1 {
			list = append(list, block{n, t, b.part})
		}
	}
	return list
}

func spaced(n *html.Node) string {
	var out strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			out.WriteString(c.Data + " ")
		}
	}
	return out.String()
}

func mutateCutItem(m *matter) (alter, bool) {
	list := m.lines()
	if len(list) < 2 {
		return alter{}, false
	}
	b := list[m.r.IntN(len(list))]
	return cut(b.n, b.text), true
}

func clone(n *html.Node) *html.Node {
	c := &html.Node{Type: n.Type, DataAtom: n.DataAtom, Data: n.Data, Namespace: n.Namespace, Attr: slices.Clone(n.Attr)}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		c.AppendChild(clone(k))
	}
	return c
}

// mutateAddItem puts a copy of a line with other words and numbers behind it.
func mutateAddItem(m *matter) (alter, bool) {
	list := m.lines()
	if len(list) < 2 {
		return alter{}, false
	}
	b := list[m.r.IntN(len(list))]
	n := clone(b.n)
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			c.Data = strings.Map(func(r rune) rune {
				switch {
				case r >= '0' && r <= '9':
					return '0' + (r-'0'+3)%10
				case r >= 'a' && r <= 'z':
					return 'a' + (r-'a'+4)%26
				case r >= 'а' && r <= 'я':
					return 'а' + (r-'а'+4)%32
				}
				return r
			}, c.Data)
		}
	}
	up, next := b.n.Parent, b.n.NextSibling
	return alter{what: "behind " + b.text + ": " + strings.Join(strings.Fields(spaced(n)), " "), do: func() { up.InsertBefore(n, next) }, undo: func() { up.RemoveChild(n) }}, true
}

// opposites are words and what says the contrary.
var opposites = map[string][][2]string{
	"en": {{"upheld", "dismissed"}, {"increased", "fell"}, {"accepted", "rejected"}, {"denied", "admitted"}, {"released", "detained"}, {"allowed", "forbade"}, {"acquitted", "convicted"}, {"granted", "refused"}, {"found", "lost"}, {"before", "after"}, {"include", "exclude"}, {"may", "must"}, {"all", "some"}, {"more", "less"}, {"permitted", "prohibited"}},
	"ru": {{"отклонил", "удовлетворил"}, {"отказал", "разрешил"}, {"вырос", "упал"}, {"освободили", "задержали"}, {"оправдал", "осудил"}, {"принял", "отверг"}, {"до", "после"}, {"больше", "меньше"}, {"открыли", "закрыли"}},
	"kk": {{"қабылдады", "қайтарды"}, {"ашты", "жапты"}, {"көп", "аз"}, {"дейін", "кейін"}, {"босатты", "қамады"}, {"өсті", "азайды"}},
	"fr": {{"accepté", "rejeté"}, {"avant", "après"}, {"plus", "moins"}, {"libéré", "arrêté"}, {"augmenté", "diminué"}, {"condamné", "relaxé"}, {"avec", "sans"}, {"ouvert", "fermé"}},
}

func mutateVerb(m *matter) (alter, bool) {
	turn := map[string]string{}
	var words []string
	for _, p := range opposites[m.lang] {
		turn[p[0]], turn[p[1]] = p[1], p[0]
		words = append(words, p[0], p[1])
	}
	if words == nil {
		return alter{}, false
	}
	s, ok := m.one(m.find(regexp.MustCompile(` (`+strings.Join(words, "|")+`)[ .,;]`), anyText, nil))
	if !ok {
		return alter{}, false
	}
	return s.put(turn[s.text()]), true
}

func mutateHeadline(m *matter) (alter, bool) {
	var list []spot
	n := 0
	for _, b := range m.blocks {
		if b.n.DataAtom != atom.H1 {
			continue
		}
		n++
		list = append(list, (&matter{blocks: []block{b}}).find(regexp.MustCompile(`\pL{4,}`), "head", nil)...)
	}
	if n != 1 || len(list) < 3 {
		return alter{}, false
	}
	s, _ := m.one(list)
	with := map[string][]string{"ru": {"школы", "договор"}, "kk": {"мектеп", "шарт"}, "fr": {"école", "contrat"}}[m.lang]
	if with == nil {
		with = []string{"school", "contract"}
	}
	w := with[m.r.IntN(2)]
	if r, _ := utf8.DecodeRuneInString(s.text()); unicode.IsUpper(r) {
		r, n := utf8.DecodeRuneInString(w)
		w = string(unicode.ToUpper(r)) + w[n:]
	}
	return s.put(w), true
}

func mutateCaption(m *matter) (alter, bool) {
	list := append(m.find(numberForm, "caption", nil), m.names("caption")...)
	s, ok := m.one(list)
	if !ok {
		return alter{}, false
	}
	if t := s.text(); t[0] >= '0' && t[0] <= '9' {
		b := []byte(t)
		b[len(b)-1] = '0' + (b[len(b)-1]-'0'+3)%10
		return s.put(string(b)), true
	}
	return s.put(m.otherName(s.text())), true
}
