package source

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// The words that a place within a document is named by, in the languages that
// reports are written in, each before its number.
const (
	placeWord = `items?|pp?\.?|pages?|pgs?\.|paras?\.?|paragraphs?|§{1,2}|¶{1,2}|sections?|secs?\.|arts?\.|articles?|chapters?|chs?\.|chap\.|` +
		`tables?|figs?\.|figures?|annex(?:es)?|appendix|appendices|lines?|vols?\.|volumes?|slides?|points?|recommendations?|recs?\.|clauses?|rules?|` +
		`principles?|parts?|pts?\.|notes?|footnotes?|columns?|cols?\.|rows?|minutes?|min\.|at|from|timestamp|alinéas?|al\.|tableau|annexes?|` +
		`п\.|пп\.|пункт\p{L}*|ст\.|стать\p{L}*|с\.|стр\.|страниц\p{L}*|абз\.|абзац\p{L}*|гл\.|глав\p{L}*|раздел\p{L}*|табл\.|таблиц\p{L}*|` +
		`рис\.|прил\.|приложени\p{L}*|ч\.|част\p{L}*|том|бет|бап|S\.|Seiten?|Abs\.|Absatz|Nr\.|Ziff\.|Ziffer|Kapitel|Tabelle|págs?\.|pág\.|n°|no\.|№`
	placeNumber = `(?:\d[\d.:/]*\p{L}?|[IVXLC]+|[A-Z])(?:\([a-z\d]{1,4}\))*`
	placeJoin   = `\s*(?:,|;|–|—|-|&|\+|and|to|et|à|und|bis|y|и|до|және|мен)\s*`
)

var (
	placed1 = pattern(`(?i:(?:^|[^\p{L}\p{N}])((?:` + placeWord + `)\s*))(?:№\s*)?` + placeNumber + `\b?(?:` + placeJoin + `(?:(?i:` + placeWord + `)\s*)?` + placeNumber + `|\s+(?i:` + placeWord + `)\s*` + placeNumber + `)*`)
	// In Kazakh the number comes first: 12-бет.
	placed2 = pattern(`\d+(?:[–-]\d+)?\s?-\s?(?:бет|бап|тармақ|тарау|бөлім|кесте)\p{L}*`)
	// In Chinese and Japanese it stands between two characters, in Arabic behind a word.
	placed3 = pattern(`第\s?[\d〇一二三四五六七八九十百]+(?:\s?[–~～-]\s?\d+)?\s?[页頁条條章节節款段项項]|(?:صفحة|ص\.?|المادة|الفقرة|الفصل)\s?[\d٠-٩]+(?:\s?[–-]\s?[\d٠-٩]+)?`)
	// numberOf is the number of a law or a decree, where places in it follow.
	numberOf = pattern(`^(?i:no\.|nr\.|n°|№)\s*[\d/-]+\p{L}?\s*[,;]?\s+`)
	clock    = pattern(`\b\d{1,2}:\d{2}(?::\d{2})?\b`)
	lead     = pattern(`(?i)^(?:see(?: also)?|cf\.|source|sources|available(?: online)? at|at|url|link|in|from|см\.(?: также)?|и|and|et|und|источник|ссылка|voir(?: aussi)?|siehe(?: auch)?|ver(?: también)?|қараңыз|дереккөз|сілтеме)\s*[:.]?$`)
	visited  = pattern(`(?i)access|retriev|visit|consult|обращен|просмотр|abgerufen|қаралған|archiv|архив`)
)

const edges = " \n\t-–—,;:.()[]<>|•·"

// pinpoint is the part of a text beside a URL that tells a place in the source:
// "Items 92 and 93", "p. 12", "12-бет"; "" if there is none.
func pinpoint(s string) string {
	s = strings.Trim(strings.TrimRight(squeeze(s), " "+wayBack), " \n\t-–—,;:[]<>|•·")
	s = strings.TrimSuffix(s, ".")
	if strings.HasPrefix(s, "(") {
		s = strings.TrimSuffix(s[1:], ")")
	}
	// ", p. 12. See also" leads to what comes next.
	if k := strings.LastIndexAny(s, ".;,"); k >= 0 && lead().MatchString(strings.TrimSpace(s[k+1:])) {
		s = strings.TrimRight(s[:k], " .;,")
	}
	if s == "" {
		return ""
	}
	var found []int
	for _, p := range []*regexp.Regexp{placed1(), placed2(), placed3(), clock()} {
		if m := p.FindStringIndex(s); m != nil && (found == nil || m[0] < found[0]) {
			if p == placed1() {
				m[0] = p.FindStringSubmatchIndex(s)[2]
			}
			found = m
		}
	}
	if found == nil {
		return ""
	}
	if found[0] == 0 && utf8.RuneCountInString(s) <= 80 && !visited().MatchString(s) {
		return s // "para. 12 of the annex"
	}
	s = strings.Trim(s[found[0]:found[1]], edges[:len(edges)-1])
	if n := len(numberOf().FindString(s)); n > 0 {
		if m := placed1().FindStringIndex(s[n:]); m != nil && m[0] == 0 {
			s = s[n:]
		}
	}
	return s
}

// locators reads the texts before, between and after a note's addresses, and
// gives each address its place.
func locators(segments []string) []string {
	n := len(segments) - 1
	out := make([]string, n)
	for i, s := range segments {
		ahead, behind := "", s // for the address before and the one after
		switch {
		case i == n:
			ahead, behind = s, ""
		case i > 0:
			// ", p. 4; Table 2: " – the first half is the former's.
			if k := strings.IndexAny(s, ";\n"); k >= 0 {
				ahead, behind = s[:k], s[k+1:]
			} else if t := strings.TrimSpace(s); strings.HasPrefix(t, ",") || strings.HasPrefix(t, "(") {
				ahead, behind = s, ""
			}
		}
		if i > 0 && out[i-1] == "" {
			out[i-1] = pinpoint(ahead)
		}
		if i < n {
			if out[i] = pinpoint(behind); out[i] == "" && i == 0 {
				out[i] = label(behind)
			}
		}
	}
	return out
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
