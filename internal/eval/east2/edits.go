package east2

import (
	"fmt"
	"regexp"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// An edit changes a page. An edit that finds nothing to change panics, so that
// no case can lose its point unseen; the package's test builds every case.
type edit func(page string) string

func apply(page string, edits []edit) string {
	for _, e := range edits {
		page = e(page)
	}
	return page
}

// sub replaces a string that must stand once.
func sub(old, new string) edit {
	return func(p string) string {
		if n := strings.Count(p, old); n != 1 {
			panic(fmt.Sprintf("east2: %q stands %d times, want once", old, n))
		}
		return strings.Replace(p, old, new, 1)
	}
}

// all replaces a string wherever it stands, which must be somewhere.
func all(old, new string) edit {
	return func(p string) string {
		if !strings.Contains(p, old) {
			panic(fmt.Sprintf("east2: %q stands nowhere", old))
		}
		return strings.ReplaceAll(p, old, new)
	}
}

// drop removes a string that must stand once.
func drop(old string) edit { return sub(old, "") }

// below puts text after an anchor that must stand once.
func below(anchor, text string) edit { return sub(anchor, anchor+text) }

// above puts text before an anchor that must stand once.
func above(anchor, text string) edit { return sub(anchor, text+anchor) }

// between replaces what stands between two strings, which stay.
func between(from, to, text string) edit {
	return func(p string) string {
		return strings.Replace(p, from+part(p, from, to)+to, from+text+to, 1)
	}
}

// span replaces from one string to another, both included.
func span(from, to, text string) edit {
	return func(p string) string {
		return strings.Replace(p, from+part(p, from, to)+to, text, 1)
	}
}

// move takes a string that must stand once to after an anchor.
func move(text, anchor string) edit {
	return func(p string) string { return below(anchor, text)(drop(text)(p)) }
}

// rewrite replaces every match of a pattern, of which there must be one.
func rewrite(pattern, text string) edit {
	re := regexp.MustCompile(pattern)
	return func(p string) string {
		if !re.MatchString(p) {
			panic(fmt.Sprintf("east2: no match of %q", pattern))
		}
		return re.ReplaceAllString(p, text)
	}
}

// within makes edits only between two strings.
func within(from, to string, edits ...edit) edit {
	return func(p string) string {
		return between(from, to, apply(part(p, from, to), edits))(p)
	}
}

var notText = regexp.MustCompile(`(?s)<script.*?</script>|<style.*?</style>|<[^>]*>`)

// onText applies f to what stands between tags; it must change something.
func onText(f func(string) string) edit {
	return func(p string) string {
		var b strings.Builder
		end := 0
		for _, loc := range notText.FindAllStringIndex(p, -1) {
			b.WriteString(f(p[end:loc[0]]))
			b.WriteString(p[loc[0]:loc[1]])
			end = loc[1]
		}
		b.WriteString(f(p[end:]))
		if b.String() == p {
			panic("east2: an edit of the text changed nothing")
		}
		return b.String()
	}
}

// letters replaces pairs of strings everywhere in text, leaving tags alone.
func letters(pairs ...string) edit { return onText(strings.NewReplacer(pairs...).Replace) }

// withoutYo writes е for ё, as half of the Russian web does.
var withoutYo = letters("ё", "е", "Ё", "Е")

// straight writes quotation marks and dashes as typewriters do.
var straight = letters("«", "&quot;", "»", "&quot;", "“", "&quot;", "”", "&quot;", " — ", " - ", "…", "...")

// softHyphens offers a word break between a vowel and a syllable, as
// typographers' scripts do.
var softHyphens = onText(func(t string) string { return syllable.ReplaceAllString(t, "$1\u00ad$2") })

var (
	syllable = regexp.MustCompile(`([аеёиоуыэюяәіөүұ])([бвгджзклмнпрстфхцчшщғқң][аеёиоуыэюяәіөүұ])`)
)

// decomposed writes letters with marks as a letter and a mark, as some phones do.
func decomposed(page string) string { return norm.NFD.String(page) }

// encode gives the bytes of a page in an old charset; what the charset hasn't
// becomes a character reference, as old content systems did.
func encode(charset, page string) []byte {
	var e *encoding.Encoder
	switch charset {
	case "":
		return []byte(page)
	case "windows-1251":
		e = charmap.Windows1251.NewEncoder()
	case "koi8-r":
		e = charmap.KOI8R.NewEncoder()
	default:
		panic("east2: unknown charset " + charset)
	}
	b, err := encoding.HTMLEscapeUnsupported(e).Bytes([]byte(page))
	if err != nil {
		panic("east2: " + err.Error())
	}
	return b
}

// decodeOld reads windows-1251.
func decodeOld(b []byte) string {
	s, err := charmap.Windows1251.NewDecoder().Bytes(b)
	if err != nil {
		panic("east2: " + err.Error())
	}
	return string(s)
}
