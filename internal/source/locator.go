package source

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The words that a place within a document is named by, in the languages that
// reports are written in, each before its number.
const (
	placeWord = `items?|pp?\.?|pages?|pgs?\.|paras?\.?|paragraphs?|§{1,2}|¶{1,2}|sections?|secs?\.|ss\.|arts?\.|articles?|chapters?|chs?\.|chap\.|` +
		`tables?|figs?\.|figures?|annex(?:es)?|appendix|appendices|lines?|vols?\.|volumes?|slides?|points?|recommendations?|recs?\.|clauses?|rules?|` +
		`principles?|parts?|pts?\.|notes?|footnotes?|columns?|cols?\.|rows?|minutes?|min\.|at|from|timestamp|alinéas?|al\.|tableau|annexes?|ek-?|puntos?|apartados?|considérants?|cons\.|გვ\.|дод(?:аток|атк\p{L}+|\.)|розд\.|арк\.|pkt|ust\.|rozdz\.|sect\.|exhibits?|scheds?\.|fols?\.|ff\.|q\.|tabl\.|tablo|pièces?|разд\.|л\.|პუნქტი|paragraphes?|pars?\.|chapitres?|madde\p{L}*|md\.|sayfa|syf\.|fıkra\p{L}*|bölüm\p{L}*|Artikel|Anhang|Anlage|artículos?|páginas?|capítulos?|anexos?|` +
		`п\.|пп\.|пункт\p{L}*|ст\.|стать\p{L}*|с\.|стр\.|страниц\p{L}*|абз\.|абзац\p{L}*|гл\.|глав\p{L}*|раздел\p{L}*|табл\.|таблиц\p{L}*|` +
		`рис\.|прил\.|приложени\p{L}*|ч\.|част\p{L}*|том|бет|бап|S\.|Seiten?|Rn\.|Rdnr\.|Rz\.|párrs?\.|עמ['׳]|עמודים|עמוד|סעיף|פסקה|Abs\.|Absatz|Nr\.|Ziff\.|Ziffer|Kapitel|Tabelle|págs?\.|pág\.|n°|no\.|№`
	placeNumber = `(?:\d[\d.:/]*\p{L}?|[A-Z](?:\.\s?|-)?\d[\d.-]*|[IVXLC]+|[A-Z])(?:\([a-z\d]{1,4}\)|\s\((?:[a-z]|[ivx]{2,4})\))*(?:[–-]\([a-z\d]{1,4}\))?(?:\sff?\b)?`
	placeJoin   = `\s*(?:,|;|–|—|-{1,3}|&|\+|and|to|et|à|und|bis|y|и|до|және|мен)\s*`
)

var (
	placed1 = pattern(`(?i:(?:^|[^\p{L}\p{N}])((?:` + placeWord + `)\s*))(?:№\s*)?` + placeNumber + `\b?(?:` + placeJoin + `(?:(?i:` + placeWord + `)\s*)?` + placeNumber + `|\s+(?i:` + placeWord + `)\s*` + placeNumber + `)*`)
	// In Kazakh and Turkish the number comes first: 12-бет, 12. madde.
	placed2 = pattern(`\d+(?:[–-]\d+)?\s?-\s?(?:(?:бет|бап|тарма[қғ]|тарау|бөлі[мг]|кесте|қосымша)\p{L}*|[бт](?:\.|$))(?:,?\s\d+\s?-\s?(?:бет|бап|тарма[қғ]|тарау|бөлі[мг]|кесте)\p{L}*)*|\d+(?:[–-]\d+)?\.?\s(?:madde|sayfa|paragraf|fıkra|bölüm)\p{L}*`)
	// In Chinese and Japanese it stands between two characters, in Arabic behind a word.
	placed3 = pattern(`\d+(?:\s?[–~～-]\s?\d+)?\s?[頁쪽]|[表图圖]\s?\d{1,3}(?:[^\p{Han}\d]|$)|第\s?[\d〇一二三四五六七八九十百]+(?:\s?[–~～-]\s?\d+)?\s?[页頁条條章节節款段项項]|(?:صفحة|ص\.?|المادة|الفقرة|الفصل)\s?[\d٠-٩]+(?:\s?[–-]\s?[\d٠-٩]+)?`)
	// numberOf is the number of a law or a decree, where places in it follow.
	numberOf = pattern(`^(?i:no\.|nr\.|n°|№)\s*[\d/-]+\p{L}?\s*[.,;]?\s+(?:[–—-]\s+)?`)
	// numberOnly is a place that may be nothing but such a number.
	numberOnly = pattern(`^(?i:no\.|nr\.|n°|№)`)
	// yearAfter is a word and a year, with places behind them.
	yearAfter = pattern(`^[^\p{L}]*\p{L}+\s(?:1[5-9]|20)\d\d,\s`)
	// yearBehind is the year of the source behind pages of it: "pp. 101–109, 2008".
	yearBehind = pattern(`^((?i:[^\d]*\b(?:pp?\.|pages?|s\.|с\.|стр\.)\s?\d{1,3}(?:\s?[–-]\s?\d{1,3})?|.*\bpp?\.\s?\d{1,3}(?:\s?[–-]\s?\d{1,3})?)),\s(?:19|20)\d\d$`)
	// volumeBehind is the volume of a series of which the abbreviation follows.
	volumeBehind = pattern(`,\s\d+$`)
	series       = pattern(`^\s\p{Lu}\p{L}*\.`)
	joinedOn     = pattern(placeJoin + `\p{L}$`)
	clock        = pattern(`\b\d{1,2}:\d{2}(?::\d{2})?\b`)
	lead         = pattern(`(?i)^(?:see(?: also)?|cf\.|source|sources|available(?: online)? at|at|url|link|in|from|см\.(?: также)?|и|and|et|und|источник|ссылка|voir(?: aussi)?|siehe(?: auch)?|ver(?: también)?|қараңыз|дереккөз|сілтеме)\s*[:.]?$`)
	visited      = pattern(`(?i)access|retriev|visit|consult|обращен|просмотр|abgerufen|қаралған|archiv|архив`)
)

const edges = " \n\t-–—,;:.()[]<>|•·" + wideCommas

// pinpoint is the part of a text beside a URL that tells a place in the source:
// "Items 92 and 93", "p. 12", "12-бет"; "" if there is none.
func pinpoint(s string) string {
	place, _ := findPlace(s)
	return place
}

// findPlace is pinpoint, and tells whether the place may be the number of the source
// itself: "Order No. 7".
func findPlace(s string) (place string, weak bool) {
	s = strings.Trim(strings.TrimRight(squeeze(s), " "+wayBack), " \n\t-–—,;:[]<>|•·")
	s = strings.TrimSuffix(s, ".")
	if strings.HasPrefix(s, "(") {
		depth := 0
		end := strings.IndexFunc(s, func(r rune) bool {
			if r == '(' {
				depth++
			} else if r == ')' {
				depth--
			}
			return depth == 0
		})
		if end == len(s)-1 {
			s = s[:end]
		}
		s = s[1:]
	}
	// ", p. 12. See also" leads to what comes next.
	if k := strings.LastIndexAny(s, ".;,"); k >= 0 && lead().MatchString(strings.TrimSpace(s[k+1:])) {
		s = strings.TrimRight(s[:k], " .;,")
	}
	const most = 40 // places that are looked at
	for range most {
		found := nextPlace(s)
		if found == nil {
			break
		}
		if found[0] == 0 && place == "" && utf8.RuneCountInString(s) <= 80 && !visited().MatchString(s) && !numberOnly().MatchString(s) {
			if k := furtherPart(s); k > 0 {
				s = s[:k]
			}
			return trimPlace(s), false // "para. 12 of the annex"
		}
		if m := yearAfter().FindStringIndex(s[found[0]:found[1]]); m != nil {
			found[0] += m[1] // "Minutes 1967, p. 3"
		}
		at := trimPlace(yearBehind().ReplaceAllString(s[found[0]:found[1]], "$1"))
		if series().MatchString(s[found[1]:]) {
			at = volumeBehind().ReplaceAllString(at, "") // "art. 1, 989 U.N.T.S. 175"
		}
		if n := len(numberOf().FindString(at)); n > 0 {
			if m := placed1().FindStringIndex(at[n:]); m != nil && m[0] == 0 {
				at = at[n:]
			}
		}
		if !numberOnly().MatchString(at) {
			return at, false
		}
		if place == "" {
			place = at
		}
		s = s[found[1]:]
	}
	return place, place != ""
}

// nextPlace finds the first place in a text.
func nextPlace(s string) (found []int) {
	for _, p := range []*regexp.Regexp{placed1(), placed2(), placed3(), clock()} {
		m := p.FindStringSubmatchIndex(s)
		if p == placed1() {
			m = wholePlace(s, m)
		}
		if m != nil && (found == nil || m[0] < found[0]) {
			found = m[:2]
		}
	}
	return found
}

// wholePlace goes on from a match of placed1 to the first that is no part of a word: the
// S of "U.S. 1", the B of "from Berlin".
func wholePlace(s string, m []int) []int {
	const most = 40
	at := 0
	for range most {
		if m == nil {
			return nil
		}
		from, to := at+m[2], at+m[1]
		before, _ := utf8.DecodeLastRuneInString(s[:max(0, from-1)])
		glued := from > 1 && s[from-1] == '.' && unicode.IsUpper(before) // "U.S.", not "op.cit.p."
		last, _ := utf8.DecodeLastRuneInString(s[:to])
		next, _ := utf8.DecodeRuneInString(s[to:])
		if !glued && unicode.IsLetter(last) && unicode.IsLetter(next) {
			cut := joinedOn().FindStringIndex(s[from:to])
			if glued = cut == nil || cut[0] == 0; !glued {
				to = from + cut[0]
			}
		}
		if !glued {
			return []int{from, to}
		}
		at = to
		m = placed1().FindStringSubmatchIndex(s[at:])
	}
	return nil
}

// trimPlace takes off what does not belong to a place, and brackets that were opened
// before.
func trimPlace(s string) string {
	s = strings.TrimLeft(s, edges)
	for s != "" {
		r, size := utf8.DecodeLastRuneInString(s)
		if !strings.ContainsRune(edges, r) || r == ')' && (strings.Count(s, "(") >= strings.Count(s, ")") || strings.LastIndexByte(s[:len(s)-1], '(') > strings.LastIndexByte(s[:len(s)-1], ')')) {
			break
		}
		s = s[:len(s)-size]
	}
	return s
}

// locators reads the texts before, between and after a note's addresses, and
// gives each address its place.
func locators(segments []string) []string {
	n := len(segments) - 1
	out := make([]string, n)
	weak := make([]bool, n)
	for i, s := range segments {
		ahead, behind := "", s // for the address before and the one after
		switch {
		case i == n:
			ahead, behind = s, ""
		case i > 0:
			// ", p. 4; Table 2: " – the first half is the former's.
			if k := parting(s); k >= 0 {
				ahead, behind = s[:k], s[k+1:]
			} else if t := strings.TrimSpace(s); strings.HasPrefix(t, ",") || strings.HasPrefix(t, "(") {
				ahead, behind = s, ""
				if out[i-1] != "" && !weak[i-1] {
					ahead, behind = "", s // the former has its place
				}
			}
		}
		if k := furtherPart(ahead); k >= 0 {
			ahead = ahead[:k] // ", see also note 2"
		}
		if i > 0 && (out[i-1] == "" || weak[i-1]) {
			if place, poor := findPlace(ahead); place != "" && (out[i-1] == "" || !poor) {
				out[i-1] = place
			} else if m := anyPlace().FindStringSubmatch(ahead); m != nil && !isYear(m[3]) && !isMonth(m[2]) && !lead().MatchString(m[2]) && !visited().MatchString(m[2]) {
				out[i-1] = m[1]
			}
		}
		if i < n {
			last := lastPart(behind)
			if out[i], weak[i] = findPlace(last); out[i] == "" && last != behind && !another().MatchString(last) && !further().MatchString(last) {
				out[i], weak[i] = findPlace(behind) // the rest only says more of it
			}
			if k := strings.LastIndexByte(behind, ';'); k >= 0 && out[i] != "" && pinpoint(behind[k:]) == "" {
				weak[i] = true // a place behind the address is nearer
			}
			if place := lastPlace(last); place != "" && (out[i] == "" || numberOnly().MatchString(out[i])) {
				out[i], weak[i] = place, false
			}
			if out[i] == "" && i == 0 {
				out[i] = label(behind)
			}
		}
	}
	return out
}

// anyPlace is what stands behind an address and is nothing but a word and a number: a
// place in it, whatever the language.
var anyPlace = pattern(`^\s*[,(]\s*((\p{L}{1,14}\.?)\s?(\d{1,4})(?:\s?[–-]\s?\d{1,4})?)[\s.,;)]*$`)

// lettered is a short word and a number with a letter of its parts, last before an address
// and apart from what is said of its source. No number of an issue, an edition, a law or a
// version has one: without it they look the same as places, so those have their words.
var lettered = pattern(`[,;.(]\s+(\p{Ll}{1,12}\.?\s?\d{1,3}(?:\.\d{1,2}){0,2}(?:\s?\(\d{1,4}\))*\s?\([a-z]\))[\s,;:(]*$`)

// inBrackets is a paragraph of a judgment, behind its number: "[2001] HCA 50, [23]".
var inBrackets = pattern(`\d,\s(?:at\s)?(\[\d{1,4}\](?:\s?[–-]\s?\[\d{1,4}\])?)[\s,;:(]*$`)

// lastPlace is a place right before an address that its shape shows, in words of no list:
// "r. 44(3)(a)".
func lastPlace(s string) string {
	s = squeeze(s)
	if m := inBrackets().FindStringSubmatch(s); m != nil {
		return m[1]
	}
	if m := lettered().FindStringSubmatch(s); m != nil {
		return m[1]
	}
	return ""
}

// isMonth reports a word that begins as the name of a month: "May 12" is a date.
func isMonth(word string) bool {
	word = strings.ToLower(word)
	rs := []rune(word)
	return len(rs) > 2 && (months()[string(rs[:3])] || ordinals()[word] || mays()[word])
}

// parting is where in the text between two addresses that of the latter begins: at a
// semicolon, or in a new line, but where the line broke before anything was said; -1:
// it may be of either.
func parting(s string) int {
	if k := strings.LastIndexByte(s, ';'); k >= 0 && strings.Trim(s[k:], edges) == "" {
		return k // all before it is of the former, in lines or not
	}
	k := strings.IndexAny(s, ";\n")
	if k >= 0 && s[k] == '\n' && strings.Trim(s[:k], edges) == "" && strings.Contains(s[k:], ";") {
		return strings.IndexByte(s, ';')
	}
	return k
}

// another begins what names a further source.
var another = pattern(`(?i)^\s*(?:see|cf\.|compare|siehe|vgl\.|voir|véase|ver|см\.|ср\.|қараңыз)\s`)

// further begins what names a source besides the one before: "; see also https://…".
var further = pattern(`(?i)^\s*(?:` + furtherWord + `)\s`)

const furtherWord = `(?:but )?see (?:also|further)|cf\.|contra|siehe auch|vgl\.|voir aussi|véase también|ver también|см\. (?:также|ещё)|ср\.|ayrıca bkz\.|zie ook|vedi anche|veja também`

// furtherWords is what further finds, where a sentence or a part of one begins.
var furtherWords = pattern(`(?i)[.;,]\s+(?:` + furtherWord + `)\s`)

// furtherPart is where the last part of a text begins that names a source besides the one
// before: "Ibid., p. 3. Cf. https://…"; -1: there is none.
func furtherPart(s string) int {
	k := -1
	for _, m := range furtherWords().FindAllStringIndex(s, -1) {
		k = m[0] + 1
	}
	return k
}

// lastPart is the text behind the last semicolon, where that names a source of its own:
// "Smith, note 1, at 40; see also Roe, Seas (2019), https://…".
func lastPart(s string) string {
	const most = 4 // words that lead to an address: "; available online at"
	if k := furtherPart(s); k >= 0 {
		return s[k:]
	}
	if k := strings.LastIndexByte(s, ';'); k >= 0 && (len(strings.Fields(s[k+1:])) > most || ownPlace(s[k+1:])) {
		return s[k+1:]
	}
	return s
}

// ownPlace reports a text that names something before a place in it: "Poe, Salt, p. 9".
func ownPlace(s string) bool {
	const least = 3 // words
	s = strings.TrimSpace(s)
	found := nextPlace(s)
	return found != nil && len(strings.Fields(s[:found[0]])) >= least-1
}

// label is a short text that a dash leads from to a URL, as in "Operative part -
// https://…": a place though it has no number.
func label(s string) string {
	t := strings.TrimRight(squeeze(s), " ")
	if !strings.HasSuffix(t, " -") && !strings.HasSuffix(t, "–") && !strings.HasSuffix(t, "—") {
		return ""
	}
	t = strings.Trim(t, edges)
	if utf8.RuneCountInString(t) > 40 || len(strings.Fields(t)) > 6 || lead().MatchString(t) || visited().MatchString(t) {
		return ""
	}
	return t
}
