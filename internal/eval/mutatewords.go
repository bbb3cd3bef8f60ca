package eval

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

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
