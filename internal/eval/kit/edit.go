package kit

import (
	"fmt"
	"regexp"
	"strings"
)

// An Edit changes a page, or panics if it finds nothing to change.
type Edit func(page string) string

// Apply makes edits, one after another.
func Apply(page string, edits []Edit) string {
	for _, e := range edits {
		page = e(page)
	}
	return page
}

// Sub replaces a string that must stand once.
func Sub(old, new string) Edit {
	return func(p string) string {
		if n := strings.Count(p, old); n != 1 {
			panic(fmt.Sprintf("kit: %q stands %d times, want once", old, n))
		}
		return strings.Replace(p, old, new, 1)
	}
}

// All replaces a string wherever it stands, which must be somewhere.
func All(old, new string) Edit {
	return func(p string) string {
		if !strings.Contains(p, old) {
			panic(fmt.Sprintf("kit: %q stands nowhere", old))
		}
		return strings.ReplaceAll(p, old, new)
	}
}

// Drop removes a string that must stand once.
func Drop(old string) Edit { return Sub(old, "") }

// Below puts text after an anchor that must stand once.
func Below(anchor, text string) Edit { return Sub(anchor, anchor+text) }

// Above puts text before an anchor that must stand once.
func Above(anchor, text string) Edit { return Sub(anchor, text+anchor) }

// Move takes a string that must stand once to after an anchor.
func Move(text, anchor string) Edit {
	return func(p string) string { return Below(anchor, text)(Drop(text)(p)) }
}

// Swap exchanges two strings that each stand once.
func Swap(a, b string) Edit {
	return func(p string) string {
		p = Sub(a, "\x00")(p)
		p = Sub(b, a)(p)
		return Sub("\x00", b)(p)
	}
}

// Part returns what first stands between two strings of a page, both left out.
func Part(page, from, to string) string {
	_, mid, _ := cut(page, from, to)
	return mid
}

// cut parts a page before and after what first stands between two strings.
func cut(page, from, to string) (head, mid, tail string) {
	head, rest, ok := strings.Cut(page, from)
	mid, tail, ok2 := strings.Cut(rest, to)
	if !ok || !ok2 {
		panic(fmt.Sprintf("kit: no part %q to %q", from, to))
	}
	return head, mid, tail
}

// Between replaces what stands between two strings, which stay.
func Between(from, to, text string) Edit { return Span(from, to, from+text+to) }

// Span replaces from one string to another, both included.
func Span(from, to, text string) Edit {
	return func(p string) string {
		head, _, tail := cut(p, from, to)
		return head + text + tail
	}
}

// Within makes edits only between two strings.
func Within(from, to string, edits ...Edit) Edit {
	return func(p string) string {
		return Between(from, to, Apply(Part(p, from, to), edits))(p)
	}
}

// Rewrite replaces every match of a pattern, of which there must be one.
func Rewrite(pattern, text string) Edit {
	re := regexp.MustCompile(pattern)
	return func(p string) string {
		if !re.MatchString(p) {
			panic(fmt.Sprintf("kit: no match of %q", pattern))
		}
		return re.ReplaceAllString(p, text)
	}
}

// Fill puts an article's text into another template, in the place of @BODY@.
func Fill(template, body string) string { return Sub("@BODY@", body)(template) }
