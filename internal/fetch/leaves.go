package fetch

import (
	"bytes"
	"regexp"
	"sync"
)

// leaves gives the fixed address that a script leaves for by itself, while it is
// loaded; "" if none. What stands in a string (a page that the script writes, its
// buttons included) or a comment is no code, and what is done at a click, or in a
// function that nobody names again, is left to the reader.
func leaves(js, page []byte) string {
	var code []byte
	for _, m := range locationScript().FindAllSubmatchIndex(js, 20) {
		if code == nil {
			code = codeOf(js)
		}
		at := m[0] + bytes.Index(js[m[0]:m[1]], []byte("location"))
		if code[at] != 'l' || handled(js, code, at, page) {
			continue
		}
		for i := 2; i+1 < len(m); i += 2 { // one group matched, the other is empty
			if m[i] >= 0 {
				return string(js[m[i]:m[i+1]])
			}
		}
	}
	return ""
}

var (
	// handler is what stands before a function that an event calls.
	handler = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?:\.\s*on(\w+)\s*=|addEventListener\s*\(\s*["'](\w+)["']\s*,|\.\s*on\s*\(\s*["'](\w+)[^"']*["']\s*,|\.\s*(click|submit|change)\s*\()[^;{}]*$`)
	})
	called = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`function\s+([\w$]+)\s*\([^()]*\)\s*$`) })
)

// handled tells whether the code at a place runs at an event that a reader brings
// about, or never.
func handled(js, code []byte, at int, page []byte) bool {
	var open []int
	for i := range at {
		switch code[i] {
		case '{':
			open = append(open, i)
		case '}':
			if len(open) > 0 {
				open = open[:len(open)-1]
			}
		}
	}
	for _, i := range append(open, at) {
		before := js[max(0, i-200):i]
		if m := handler().FindSubmatch(before); m != nil {
			switch event := string(bytes.ToLower(bytes.Join(m[1:], nil))); event {
			case "load", "domcontentloaded", "pageshow", "readystatechange":
			default:
				return true
			}
		}
		if m := called().FindSubmatch(before); m != nil && bytes.Count(page, m[1]) == 1 {
			return true
		}
	}
	return false
}

// codeOf is a script with its strings, regular expressions and comments blanked.
func codeOf(js []byte) []byte {
	out := bytes.Clone(js)
	last := byte('(') // the last character of code that is no space
	for i := 0; i < len(js); {
		var end int
		switch c := js[i]; {
		case c == '"' || c == '\'' || c == '`':
			end = closing(js, i, c)
		case c == '/' && bytes.HasPrefix(js[i:], []byte("//")):
			if end = bytes.IndexByte(js[i:], '\n'); end < 0 {
				end = len(js)
			} else {
				end += i
			}
		case c == '/' && bytes.HasPrefix(js[i:], []byte("/*")):
			if end = bytes.Index(js[i+2:], []byte("*/")); end < 0 {
				end = len(js)
			} else {
				end += i + 4
			}
		case c == '/' && bytes.IndexByte([]byte("(,=:[!&|?{};+-*%~<>^"), last) >= 0:
			end = closing(js, i, c)
		default:
			if c != ' ' && c != '\t' && c != '\n' && c != '\r' {
				last = c
			}
			i++
			continue
		}
		for k := i; k < end; k++ {
			out[k] = ' '
		}
		if js[i] != '/' || end > i+1 && js[i+1] != '/' && js[i+1] != '*' {
			last = 'x' // a value stood there
		}
		i = end
	}
	return out
}

// closing is where a literal that begins at i with c ends. One that only ends in
// another line is no string, nor a regular expression: it is a character.
func closing(js []byte, i int, c byte) int {
	class := false
	for k := i + 1; k < len(js); k++ {
		switch {
		case js[k] == '\\':
			k++
		case js[k] == '\n' && c != '`':
			return i + 1
		case c == '/' && js[k] == '[':
			class = true
		case c == '/' && js[k] == ']':
			class = false
		case js[k] == c && !class:
			return k + 1
		}
	}
	return len(js)
}
