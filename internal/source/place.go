package source

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// PlaceKind is what a locator counts.
type PlaceKind int

// The kinds. What is numbered but has no text of its own, such as tables, is none.
const (
	Page PlaceKind = iota
	Section
	Article
	Recital   // of a preamble, by a letter or a number
	Paragraph // of a numbered text; item, point, recommendation, § and the like
	Point     // of a paragraph, by a letter or a small roman number: (a), (iv)
	Count     // a paragraph that bears no number, counted from the first: абзац, alinéa
	Note      // a footnote or an endnote of the source
)

// Place is one place that a locator names.
type Place struct {
	Kind   PlaceKind
	Number string // "92", "3.2", "iv": in small letters
}

// maxLocator bounds a locator in bytes; the rest is not read.
const maxLocator = 4000

// maxPlaces bounds the places of one locator: "pp. 1-900" is not a passage.
const maxPlaces = 50

var (
	placeKinds = []struct {
		kind  PlaceKind
		weak  bool // a number of the document as often as a place in it
		words string
	}{
		{Page, false, `pp?\.?|pages?|pgs?\.|с\.|сс\.|стр\.|страниц\p{L}*|(?-i:S\.)|Seiten?|págs?\.|páginas?|бет\p{L}*`},
		{Article, false, `arts?\.|articles?|ст\.|стать\p{L}*|Artikel|Art\.|artículos?|бап\p{L}*`},
		{Recital, false, `recitals?|considérants?|considerandos?|Erwägungsgr\p{L}*`},
		{Note, false, `notes?|footnotes?|endnotes?|fn\.|nn?\.|notes? de bas de page|Fußnoten?|Fn\.|сноск\p{L}*|примечани\p{L}*|прим\.`},
		{Count, false, `абз\.|абзац\p{L}*|alinéas?|al\.`},
		{Section, false, `sections?|secs?\.|chapters?|chs?\.|chap\.|chapitres?|parts?|pts?\.|annex(?:es)?|appendix|appendices|гл\.|глав\p{L}*|раздел\p{L}*|прил\.|приложени\p{L}*|Kapitel|capítulos?`},
		{Paragraph, false, `items?|paras?\.?|paragraphs?|paragraphes?|§{1,2}|¶{1,2}|points?|recommendations?|recommandations?|recs?\.|clauses?|rules?|principles?|principes?|letters?|lit\.|lettres?|` +
			`подп\.|подпункт\p{L}*|пп?\.|пункт\p{L}*|част\p{L}*|ч\.|Abs\.|Absatz|Ziff\.|Ziffer`},
		{Paragraph, true, `no\.|n°|№|Nr\.`},
	}
	placeNames = sync.OnceValue(func() *regexp.Regexp {
		var groups []string
		for _, k := range placeKinds {
			groups = append(groups, "("+k.words+")")
		}
		return regexp.MustCompile(`(?i)(?:^|[^\p{L}\p{N}])(?:` + strings.Join(groups, "|") + `)\s*(?:№|nos?\.|n°)?\s*(` + oneNumber + `)`)
	})
	// In Kazakh, and at times in Russian, the number comes first: 7-бап.
	placeAfter = pattern(`(?i)(\d+)(?:\s?[–-]\s?(\d+))?\s?-?\s?(?:(бет)|(бап|бабы)|(тарау|бөлім)|(тармақ|тармағ))\p{L}*`)
	moreNumber = pattern(`(?i)^(\s*(?:,|;|–|—|-|&|\+|\bto\b|\bà\b|\bbis\b|\band\b|\bet\b|\bund\b|\by\b|\s(?:и|до|және|мен|à)\s)\s*)(` + oneNumber + `)`)
	ofNumber   = pattern(`^\s?\((\d{1,3}|\p{Ll}|[ivxl]{2,6})\)`)
	preamble   = pattern(`(?i)преамбул|preamble|préambule`)
	wordBehind = pattern(`^\s+\p{L}{3,}`)
	joinBehind = pattern(`(?i)^\s+(?:and|und|bis|және|мен|of|der|des)\b`)
)

// oneNumber is a number, a roman number, or a letter: a small one in brackets or
// quotation marks alone, else "part a" would be a place.
const oneNumber = `\d{1,5}(?:\.\d{1,3})*|(?-i:[IVXLC]{1,7}\b|[A-Z]{1,2}\b|[ivxl]{2,6}\b|[ivx](?:$|[,;.)])|[АБВГДЕЖЗИК](?:$|[ ,;.])|[(«“"](?:\p{Ll}|[ivxl]{2,6})[)»”"]|\p{Ll}\))`

// Places reads a locator: "Items 92 and 93", "pp. 14-15", "ст. 7", "7-бап",
// "points 12 et 13". It gives the places in the order in which they are named;
// none where it does not tell any by number.
func Places(locator string) []Place {
	s := squeeze(locator)
	if len(s) > maxLocator {
		s = strings.ToValidUTF8(s[:maxLocator], "")
	}
	var out, weak []Place
	ofPreamble := preamble().MatchString(s)
	add := func(list *[]Place, p Place) {
		p.Number = strings.ToLower(strings.Trim(p.Number, `()«»“”",;. `))
		switch letters := strings.Trim(p.Number, "0123456789.") != ""; {
		case p.Kind == Paragraph && ofPreamble:
			p.Kind = Recital // пункт В преамбулы
		case p.Kind == Paragraph && letters:
			p.Kind = Point
		}
		if p.Kind == Count && len(p.Number) > 2 {
			return // et al. 2019
		}
		if !slices.Contains(*list, p) && len(*list) < maxPlaces {
			*list = append(*list, p)
		}
	}
	for _, m := range placeAfter().FindAllStringSubmatch(s, -1) {
		kind := Page
		for i, k := range []PlaceKind{Page, Article, Section, Paragraph} {
			if m[3+i] != "" {
				kind = k
			}
		}
		for _, n := range numbersTo(m[1], m[2]) {
			add(&out, Place{kind, n})
		}
	}
	for at := 0; at < len(s); {
		m := placeNames().FindStringSubmatchIndex(s[at:])
		if m == nil {
			break
		}
		list, kind := &out, Page
		for i, k := range placeKinds {
			if m[2+2*i] >= 0 {
				kind = k.kind
				if k.weak {
					list = &weak
				}
			}
		}
		last := 2 + 2*len(placeKinds)
		number := strings.TrimRight(s[at+m[last]:at+m[last+1]], ",;. ")
		own := placeAfter().FindStringIndex(s[at+m[last]:])
		at += m[last] + len(number)
		if own != nil && own[0] == 0 {
			continue // "7-баптың 2-тармағы": it belongs to the word after it
		}
		add(list, Place{kind, number})
		for {
			sub := ofNumber().FindStringSubmatchIndex(s[at:])
			if sub == nil {
				break
			}
			if kind != Page { // Article 7 (2) (b)
				add(list, Place{Paragraph, s[at+sub[2] : at+sub[3]]})
			}
			at += sub[1]
		}
		for {
			m := moreNumber().FindStringSubmatchIndex(s[at:])
			if m == nil {
				break
			}
			join, next := strings.TrimSpace(s[at+m[2]:at+m[3]]), strings.TrimRight(s[at+m[4]:at+m[5]], ",;. ")
			behind := s[at+m[4]+len(next):]
			if wordBehind().MatchString(behind) && !joinBehind().MatchString(behind) && strings.Trim(join, ",;") == "" {
				break // "p. 14, 3 March"
			}
			if strings.HasPrefix(behind, "-") && placeAfter().MatchString(next+behind) {
				break
			}
			at += m[4] + len(next)
			switch strings.ToLower(join) {
			case "-", "–", "—", "to", "à", "bis", "до":
				for _, n := range numbersTo(number, next) {
					add(list, Place{kind, n})
				}
			default:
				add(list, Place{kind, next})
			}
			number = next
		}
	}
	if len(out) == 0 {
		return weak
	}
	return out
}

// lettersTo lists the letters from one to another.
func lettersTo(from, to string) []string {
	a, b := strings.ToLower(strings.Trim(from, "()")), strings.ToLower(strings.Trim(to, "()"))
	if len(a) != 1 || len(b) != 1 || a[0] < 'a' || b[0] > 'z' || a[0] >= b[0] {
		return []string{from, to}
	}
	var out []string
	for c := a[0]; c <= b[0]; c++ {
		out = append(out, string(c))
	}
	return out
}

// numbersTo counts from one number to another; it gives the first alone where
// there is no other, and both where they are no range.
func numbersTo(from, to string) []string {
	if to == "" {
		return []string{from}
	}
	a, err := strconv.Atoi(from)
	b, err2 := strconv.Atoi(to)
	if err != nil || err2 != nil {
		return lettersTo(from, to)
	}
	if b < a || b-a >= maxPlaces {
		return []string{from, to}
	}
	var out []string
	for n := a; n <= b; n++ {
		out = append(out, strconv.Itoa(n))
	}
	return out
}

// Sentences splits a paragraph into sentences, as claims are.
func Sentences(text string) []string {
	var out []string
	for _, s := range sentences(text, nil, nil) {
		out = append(out, text[s.start:s.end])
	}
	return out
}
