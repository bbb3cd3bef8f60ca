package eval

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

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
