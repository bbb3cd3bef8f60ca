package fetch

import (
	"strings"
	"unicode/utf8"
)

// cssRefs are the references of a style sheet, as written, in its order.
type cssRefs struct {
	imports []string // @import: style sheets
	urls    []string // url(), image-set() strings: images and fonts
}

// scanCSS finds what a style sheet or a style attribute loads. It is a reader
// of tokens after https://www.w3.org/TR/css-syntax-3/, not a parser: it knows
// comments, strings, escapes, url() and the at-rules that matter. Broken input
// gives what could be read. At most max references are returned.
func scanCSS(css string, max int) cssRefs {
	s := cssScanner{src: css}
	var out cssRefs
	// at is the at-rule whose prelude is being read: its strings are no images.
	at := ""
	sets := 0 // depth of parentheses inside image-set(), 0 outside
	for s.pos < len(s.src) && len(out.imports)+len(out.urls) < max {
		c := s.src[s.pos]
		switch {
		case c == '/' && strings.HasPrefix(s.src[s.pos:], "/*"):
			s.comment()
		case c == '"' || c == '\'':
			str, ok := s.str()
			switch {
			case !ok:
			case at == "import":
				out.imports = append(out.imports, str)
				at = "imported" // only the first is the address
			case sets > 0 && isLoadable(str):
				out.urls = append(out.urls, str)
			}
		case c == '@':
			s.pos++
			at = strings.ToLower(s.name())
		case c == ';' || c == '{' || c == '}':
			s.pos++
			at, sets = "", 0
		case isNameStart(c):
			name := strings.ToLower(s.name())
			if s.pos >= len(s.src) || s.src[s.pos] != '(' {
				break
			}
			s.pos++
			switch {
			case name == "url" || name == "src":
				ref := s.url()
				switch {
				case !isLoadable(ref) || at == "namespace" || at == "document" || at == "-moz-document":
				case at == "import":
					out.imports = append(out.imports, ref)
					at = "imported"
				default:
					out.urls = append(out.urls, ref)
				}
			case sets > 0: // type("image/png") inside a set is no address
				s.skipCall()
			case name == "image-set" || name == "-webkit-image-set":
				sets = 1
			}
		case sets > 0 && c == '(':
			sets++
			s.pos++
		case sets > 0 && c == ')':
			sets--
			s.pos++
		default:
			s.pos++
		}
	}
	return out
}

// isLoadable sorts out what is no address of its own: an inline image, a
// reference into the same document.
func isLoadable(ref string) bool {
	return ref != "" && ref[0] != '#' && !(len(ref) > 5 && strings.EqualFold(ref[:5], "data:"))
}

type cssScanner struct {
	src string
	pos int
}

func (s *cssScanner) comment() {
	if n := strings.Index(s.src[s.pos+2:], "*/"); n >= 0 {
		s.pos += n + 4
		return
	}
	s.pos = len(s.src)
}

// str reads a quoted string; ok is false for one that a line end breaks off.
func (s *cssScanner) str() (val string, ok bool) {
	quote := s.src[s.pos]
	s.pos++
	start := s.pos
	// Nearly all strings have no escape: no copy then.
	for s.pos < len(s.src) {
		switch c := s.src[s.pos]; c {
		case quote:
			val = s.src[start:s.pos]
			s.pos++
			return val, true
		case '\n', '\r', '\f':
			return "", false
		case '\\':
			return s.strEscaped(quote, start)
		}
		s.pos++
	}
	return s.src[start:], true
}

func (s *cssScanner) strEscaped(quote byte, start int) (string, bool) {
	var b strings.Builder
	b.WriteString(s.src[start:s.pos])
	for s.pos < len(s.src) {
		c := s.src[s.pos]
		switch {
		case c == quote:
			s.pos++
			return b.String(), true
		case c == '\n' || c == '\r' || c == '\f':
			return "", false
		case c == '\\':
			s.escape(&b)
		default:
			b.WriteByte(c)
			s.pos++
		}
	}
	return b.String(), true
}

// url reads what follows "url(", to its closing parenthesis.
func (s *cssScanner) url() string {
	s.space()
	if s.pos < len(s.src) && (s.src[s.pos] == '"' || s.src[s.pos] == '\'') {
		val, ok := s.str()
		s.skipCall() // modifiers, the parenthesis
		if !ok {
			return ""
		}
		return strings.TrimSpace(val)
	}
	var b strings.Builder
	for s.pos < len(s.src) {
		c := s.src[s.pos]
		switch {
		case c == ')':
			s.pos++
			return strings.TrimSpace(b.String())
		case c == '\\':
			s.escape(&b)
		case c == '"' || c == '\'' || c == '(':
			s.badURL()
			return ""
		default:
			b.WriteByte(c)
			s.pos++
		}
	}
	return strings.TrimSpace(b.String())
}

// badURL goes past a url token that can't be one; quotes mean nothing in it.
func (s *cssScanner) badURL() {
	for s.pos < len(s.src) {
		c := s.src[s.pos]
		s.pos++
		if c == ')' {
			return
		}
		if c == '\\' && s.pos < len(s.src) {
			s.pos++
		}
	}
}

// skipCall goes past the parenthesis that closes the call we are in.
func (s *cssScanner) skipCall() {
	for depth := 1; s.pos < len(s.src); {
		switch c := s.src[s.pos]; {
		case c == '"' || c == '\'':
			s.str()
			continue
		case c == '/' && strings.HasPrefix(s.src[s.pos:], "/*"):
			s.comment()
			continue
		case c == '\\':
			s.pos++
		case c == '(':
			depth++
		case c == ')':
			if depth--; depth == 0 {
				s.pos++
				return
			}
		}
		s.pos++
	}
	s.pos = min(s.pos, len(s.src))
}

func (s *cssScanner) space() {
	for s.pos < len(s.src) && isSpace(s.src[s.pos]) {
		s.pos++
	}
}

// name reads an identifier, escapes undone ("u\72l" is url).
func (s *cssScanner) name() string {
	start := s.pos
	for s.pos < len(s.src) && isName(s.src[s.pos]) {
		s.pos++
	}
	if s.pos >= len(s.src) || s.src[s.pos] != '\\' {
		return s.src[start:s.pos]
	}
	var b strings.Builder
	b.WriteString(s.src[start:s.pos])
	for s.pos < len(s.src) {
		switch c := s.src[s.pos]; {
		case isName(c):
			b.WriteByte(c)
			s.pos++
		case c == '\\':
			s.escape(&b)
		default:
			return b.String()
		}
	}
	return b.String()
}

// escape reads a backslash and what it escapes.
func (s *cssScanner) escape(b *strings.Builder) {
	s.pos++
	if s.pos >= len(s.src) {
		return
	}
	c := s.src[s.pos]
	if !isHex(c) {
		s.pos++
		switch c {
		case '\r': // an escaped line end is nothing
			if s.pos < len(s.src) && s.src[s.pos] == '\n' {
				s.pos++
			}
		case '\n', '\f':
		default:
			b.WriteByte(c)
		}
		return
	}
	r := rune(0)
	for n := 0; n < 6 && s.pos < len(s.src) && isHex(s.src[s.pos]); n++ {
		r = r<<4 | rune(unhex(s.src[s.pos]))
		s.pos++
	}
	if s.pos < len(s.src) && isSpace(s.src[s.pos]) {
		s.pos++
	}
	if r == 0 || !utf8.ValidRune(r) {
		r = utf8.RuneError
	}
	b.WriteRune(r)
}

func unhex(c byte) byte {
	switch {
	case c <= '9':
		return c - '0'
	case c <= 'F':
		return c - 'A' + 10
	}
	return c - 'a' + 10
}

// isSpace says whether c is white space to CSS and HTML.
func isSpace(c byte) bool {
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'
}

func isNameStart(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' || c == '-' || c == '\\' || c >= 0x80
}

func isName(c byte) bool { return isNameStart(c) && c != '\\' || '0' <= c && c <= '9' }
