package west2

import (
	"fmt"
	"regexp"
	"strings"
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
			panic(fmt.Sprintf("west2: %q stands %d times, want once", old, n))
		}
		return strings.Replace(p, old, new, 1)
	}
}

// all replaces a string wherever it stands, which must be somewhere.
func all(old, new string) edit {
	return func(p string) string {
		if !strings.Contains(p, old) {
			panic(fmt.Sprintf("west2: %q stands nowhere", old))
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
		head, rest, ok := strings.Cut(p, from)
		_, tail, ok2 := strings.Cut(rest, to)
		if !ok || !ok2 {
			panic(fmt.Sprintf("west2: no %q to %q", from, to))
		}
		return head + from + text + to + tail
	}
}

// span replaces from one string to another, both included.
func span(from, to, text string) edit {
	return func(p string) string {
		head, rest, ok := strings.Cut(p, from)
		_, tail, ok2 := strings.Cut(rest, to)
		if !ok || !ok2 {
			panic(fmt.Sprintf("west2: no %q to %q", from, to))
		}
		return head + text + tail
	}
}

// swap exchanges two strings that each stand once, the first before the second.
func swap(a, b string) edit {
	return func(p string) string {
		p = sub(a, "\x00")(p)
		p = sub(b, a)(p)
		return sub("\x00", b)(p)
	}
}

// rewrite replaces every match of a pattern, of which there must be one.
func rewrite(pattern, text string) edit {
	re := regexp.MustCompile(pattern)
	return func(p string) string {
		if !re.MatchString(p) {
			panic(fmt.Sprintf("west2: no match of %q", pattern))
		}
		return re.ReplaceAllString(p, text)
	}
}

// windows1252 encodes a page as old servers do. It panics on a character that
// the encoding hasn't.
func windows1252(page string) []byte {
	high := map[rune]byte{'€': 0x80, '…': 0x85, '‘': 0x91, '’': 0x92, '“': 0x93, '”': 0x94,
		'•': 0x95, '–': 0x96, '—': 0x97, 'œ': 0x9c, 'Œ': 0x8c}
	out := make([]byte, 0, len(page))
	for _, r := range page {
		b, ok := high[r]
		switch {
		case ok:
			out = append(out, b)
		case r < 0x80 || r >= 0xa0 && r <= 0xff:
			out = append(out, byte(r))
		default:
			panic(fmt.Sprintf("west2: no %q in windows-1252", r))
		}
	}
	return out
}

// decompose writes French letters as a base letter and a combining mark.
func decompose(page string) string {
	return strings.NewReplacer(
		"é", "e\u0301", "è", "e\u0300", "ê", "e\u0302", "ë", "e\u0308", "à", "a\u0300", "â", "a\u0302",
		"ç", "c\u0327", "î", "i\u0302", "ï", "i\u0308", "ô", "o\u0302", "û", "u\u0302", "ù", "u\u0300",
		"É", "E\u0301", "À", "A\u0300", "È", "E\u0300",
	).Replace(page)
}

// entities writes French letters as named character references.
func entities(page string) string {
	return strings.NewReplacer(
		"é", "&eacute;", "è", "&egrave;", "ê", "&ecirc;", "à", "&agrave;", "â", "&acirc;",
		"ç", "&ccedil;", "î", "&icirc;", "ô", "&ocirc;", "û", "&ucirc;", "ù", "&ugrave;",
		"É", "&Eacute;", "À", "&Agrave;", "«", "&laquo;", "»", "&raquo;", "\u00a0", "&nbsp;", "’", "&rsquo;",
	).Replace(page)
}
