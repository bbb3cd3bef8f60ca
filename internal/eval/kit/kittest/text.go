package kittest

import (
	"bytes"
	"html"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"archiver/internal/eval/kit"
	"archiver/internal/eval/set"
)

var (
	unread = regexp.MustCompile(`(?is)<head\b.*?</head>|<(script|style|template|noscript)\b.*?</(script|style|template|noscript)>|<sup\b[^>]*>(<[^>]*>|[\s\d\[\]()*])*</sup>|<del\b.*?</del>|<!--.*?-->`)
	inline = regexp.MustCompile(`(?i)</?(a|b|i|em|strong|span|sub|sup|abbr|mark|u|q|cite|time|ins|small|code|nobr|font)\b[^>]*>`)
	tags   = regexp.MustCompile(`<[^>]*>`)
)

// text is what a reader sees of an answer, in one line.
func text(a set.Answer) string { return visible(decode(a)) }

// visible is what a reader sees of a page, footnote marks aside, in one line.
func visible(page string) string {
	page = inline.ReplaceAllString(unread.ReplaceAllString(page, ""), "")
	return strings.Join(strings.Fields(html.UnescapeString(tags.ReplaceAllString(page, " "))), " ")
}

// decode reads an answer's bytes, whatever its label says: UTF-8 if they can be,
// else KOI8-R if the page says so, else a Cyrillic page or a western one by how
// many of them are not ASCII.
func decode(a set.Answer) string {
	high := 0
	for _, b := range a.Body {
		if b >= 0x80 {
			high++
		}
	}
	switch {
	case utf8.Valid(a.Body):
		return string(a.Body)
	case bytes.Contains(a.Body, []byte("charset=koi8-r")):
		return kit.Decode("koi8-r", a.Body)
	case 10*high > len(a.Body):
		return kit.Decode("windows-1251", a.Body)
	}
	return kit.Decode("windows-1252", a.Body)
}

// fold takes away what may differ in a text that stays the same to a reader:
// spaces, quotation marks, dashes, the letter ё, letters that look alike.
func fold(text string) string { return marks.Replace(norm.NFC.String(text)) }

var marks = strings.NewReplacer(
	" ", "", "\u00a0", "", "\u202f", "", "\u2009", "", "\u00ad", "", "\u200b", "",
	"«", "", "»", "", "“", "", "”", "", "„", "", `"`, "", "‘", "", "’", "", "'", "",
	"—", "", "–", "", "-", "", "…", "...", "ё", "е",
	"a", "а", "c", "с", "e", "е", "o", "о", "p", "р", "x", "х", "ə", "ә", "h", "һ",
	"ı", "і", "i", "і", "A", "А", "B", "В", "C", "С", "E", "Е", "H", "Н", "K", "К", "M", "М", "O", "О", "P", "Р", "T", "Т", "X", "Х",
)
