package fetch

import (
	"bytes"
	"io"
	"strings"

	"golang.org/x/net/html"
)

// tags finds the tags of a page where html.Tokenizer finds them, at the speed
// of a search: it goes from one "<" to the next and reads no attributes, only
// their quotes. The sections named below are of
// https://html.spec.whatwg.org/#tokenization.
type tags struct {
	doc []byte
	pos int // where to look on
	buf [len("plaintext")]byte
}

// tag is one tag, by parts of the page that it stands in.
type tag struct {
	name []byte // in lower case, valid until the next tag; empty if longer than any that matters
	rest []byte // all after the name, with the closing bracket
	end  bool   // </name>
}

// next gives the next whole tag; false at the page's end.
func (s *tags) next() (tag, bool) {
	for {
		i := bytes.IndexByte(s.doc[s.pos:], '<')
		if i < 0 {
			return tag{}, false
		}
		s.pos += i + 1
		switch after := s.doc[s.pos:]; {
		case len(after) == 0:
			return tag{}, false
		case isLetter(after[0]):
			return s.tag(false)
		case after[0] == '/' && len(after) > 1 && isLetter(after[1]):
			s.pos++
			return s.tag(true)
		case bytes.HasPrefix(after, []byte("!--")):
			s.pos += len("!--")
			s.pos += commentEnd(s.doc[s.pos:])
		case after[0] == '!' || after[0] == '?' || after[0] == '/': // a doctype, or a bogus comment
			if i = bytes.IndexByte(after, '>'); i < 0 {
				return tag{}, false
			}
			s.pos += i + 1
		}
	}
}

// tag reads the tag whose name begins here.
func (s *tags) tag(end bool) (t tag, ok bool) {
	start, i := s.pos, s.pos
	for i < len(s.doc) && !isSpace(s.doc[i]) && s.doc[i] != '/' && s.doc[i] != '>' {
		i++
	}
	n := attributesEnd(s.doc[i:])
	if n < 0 {
		s.pos = len(s.doc)
		return tag{}, false
	}
	s.pos = i + n
	if i-start <= len(s.buf) {
		t.name = s.buf[:i-start]
		for k, c := range s.doc[start:i] {
			if 'A' <= c && c <= 'Z' {
				c |= 0x20
			}
			t.name[k] = c
		}
	}
	t.rest, t.end = s.doc[i:s.pos], end
	return t, true
}

// attributesEnd gives where the bracket ends that closes a tag, from behind its
// name; -1 if none does ("before attribute name" and the states after it). Only
// a quote after an equals sign hides a bracket.
func attributesEnd(b []byte) int {
	i := 0
	space := func() bool { // skips it; false at the end
		for i < len(b) && isSpace(b[i]) {
			i++
		}
		return i < len(b)
	}
	for space() {
		if b[i] == '>' {
			return i + 1
		}
		if b[i] == '=' { // as its first byte it belongs to a name
			i++
		}
		for i < len(b) && !isSpace(b[i]) && b[i] != '/' && b[i] != '>' && b[i] != '=' {
			i++
		}
		switch {
		case !space():
			return -1
		case b[i] == '/':
			i++
			continue
		case b[i] != '=':
			continue
		}
		i++
		switch {
		case !space():
			return -1
		case b[i] == '"' || b[i] == '\'':
			n := bytes.IndexByte(b[i+1:], b[i])
			if n < 0 {
				return -1
			}
			i += n + 2
		default:
			for i < len(b) && !isSpace(b[i]) && b[i] != '>' {
				i++
			}
		}
	}
	return -1
}

// commentEnd gives where a comment ends, from behind its "<!--" ("comment
// start" and the states after it).
func commentEnd(b []byte) int {
	for _, short := range []string{">", "->"} {
		if bytes.HasPrefix(b, []byte(short)) {
			return len(short)
		}
	}
	for i := 0; ; {
		n := bytes.Index(b[i:], []byte("--"))
		if n < 0 {
			return len(b)
		}
		i += n + 1 // dashes may overlap
		for _, end := range []string{"->", "-!>"} {
			if bytes.HasPrefix(b[i:], []byte(end)) {
				return i + len(end)
			}
		}
	}
}

// text takes what is the text of the element just begun, whatever it looks
// like, where name is of a kind that has such text.
func (s *tags) text(name string) []byte {
	rest := s.doc[s.pos:]
	n := 0
	switch name {
	case "iframe", "noembed", "noframes", "style", "textarea", "title", "xmp":
		n = textEnd(rest, name)
	case "plaintext":
		n = len(rest)
	case "script":
		if n = textEnd(rest, name); bytes.Contains(rest[:n], []byte("<!--")) {
			n = escapedScript(rest)
		}
	}
	s.pos += n
	return rest[:n]
}

// textEnd finds the end tag of an element that holds nothing but text.
func textEnd(b []byte, name string) int {
	for i := 0; ; i += 2 {
		n := bytes.Index(b[i:], []byte("</"))
		if n < 0 {
			return len(b)
		}
		i += n
		after := b[i+2:]
		if len(after) > len(name) && strings.EqualFold(string(after[:len(name)]), name) &&
			(isSpace(after[len(name)]) || after[len(name)] == '/' || after[len(name)] == '>') {
			return i
		}
	}
}

// escapedScript is textEnd for a script with "<!--" in it, which can hide its
// end tag in ways best left to those who know ("script data escaped" and the
// states after it).
func escapedScript(b []byte) int {
	z := html.NewTokenizer(io.MultiReader(strings.NewReader("<script>"), bytes.NewReader(b)))
	z.Next()
	z.Next()
	return len(z.Raw())
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
