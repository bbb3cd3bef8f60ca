package source

import (
	"bytes"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"
)

// tame makes a blank of what begins a page, and blanks what no report has and what takes Markdown parsers quadratic
// time or memory: hundreds of nested quotes, of links in one line, of columns,
// thousands of lines in one block that may define a link.
// Lines keep their numbers.
func tame(data []byte) []byte {
	const most = 200
	var out []byte // a copy, once something must change
	change := func(i int) {
		if out == nil {
			out = bytes.Clone(data)
		}
		out[i] = ' '
	}
	quotes, links, pipes, defs, prefix, rule := 0, 0, 0, 0, true, true
	start := 0
	for i, c := range data {
		switch c {
		case '\f':
			change(i)
			continue
		case '\n':
			if rule && pipes > most {
				for k := start; k < i; k++ {
					change(k)
				}
			}
			if i == start {
				defs = 0
			}
			quotes, links, pipes, prefix, rule, start = 0, 0, 0, true, true, i+1
			continue
		case '[':
			if prefix {
				if defs++; defs > 10*most || unclosed(data[i:], most) {
					change(i)
				}
			}
		case '>':
			if prefix {
				if quotes++; quotes > most {
					change(i)
				}
			}
		case '(':
			if i > 0 && data[i-1] == ']' {
				if links++; links > most {
					change(i)
				}
			}
		case '|':
			pipes++
		}
		prefix = prefix && (c == '>' || c == ' ' || c == '\t')
		rule = rule && strings.IndexByte("|:- \t\r", c) >= 0
	}
	if out == nil {
		return data
	}
	return out
}

// unclosed reports that a bracket does not close within so many lines: no label does.
func unclosed(data []byte, lines int) bool {
	for range lines {
		n := bytes.IndexByte(data, '\n')
		if n < 0 || bytes.IndexByte(data[:n], ']') >= 0 || len(bytes.TrimSpace(data[:n])) == 0 {
			return false
		}
		data = data[n+1:]
	}
	return true
}

// unescape resolves backslashes and entities in text.
func unescape(s []byte, raw bool) []byte {
	if raw {
		return s
	}
	return util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(s)))
}

// unstyled takes the marks of emphasis and strike-through out of a text: runs
// of asterisks, tildes and underscores that touch a word, underscores within
// one aside. Escaped ones stay. It ends in the source at stop.
func unstyled(s, src []byte, stop int) []byte {
	if !bytes.ContainsAny(s, "*_~") {
		return s
	}
	base := stop - len(s) // blanks that stand for a tab may come first
	at := func(i int) byte {
		switch i += base; {
		case i < 0, i >= len(src):
			return ' '
		case i < base || i >= stop:
			return src[i]
		}
		return s[i-base]
	}
	inWord := func(c byte) bool { return c >= utf8.RuneSelf || util.IsAlphaNumeric(c) }
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		c := s[i]
		if c == '\\' && i+1 < len(s) {
			out = append(out, c, s[i+1])
			i += 2
			continue
		}
		n := i
		for n < len(s) && s[n] == c && (c == '*' || c == '_' || c == '~') {
			n++
		}
		run := n - i
		left, right := at(i-1), at(n)
		switch {
		case run == 0:
			out = append(out, c)
			i++
			continue
		case run > 3, util.IsSpace(left) && util.IsSpace(right),
			c == '*' && run == 1 && !util.IsSpace(left) && (util.IsSpace(right) || util.IsPunct(right)) && !opened(src, base+i) && !bytes.Contains(s[1+bytes.LastIndexAny(s[:i], " \n\t("):i], []byte("://")),
			c == '_' && inWord(left) && inWord(right), c == '~' && run < 2, c == '_' && inAddress(src, base+i, base+n):
			out = append(out, s[i:n]...)
		}
		i = n
	}
	return out
}

// opened reports that an asterisk may end what another one began before it in the
// paragraph. Else it is a sign: "in 1987* and later".
func opened(src []byte, at int) bool {
	const most = 400
	ended := 0 // emphasis that ends before it
	for i := at - 1; i >= 0 && at-i < most; i-- {
		switch {
		case src[i] == '\n' && (i == 0 || src[i-1] == '\n'):
			return false
		case src[i] != '*' || i > 0 && src[i-1] == '\\':
		case util.IsSpace(src[i+1]) || util.IsPunct(src[i+1]) && i > 0 && !util.IsSpace(src[i-1]):
			ended++
		case ended > 0:
			ended--
		default:
			return true
		}
	}
	return at >= most
}

// inAddress reports that a run of underscores stands within a word that is part of an
// address, of which the line before may hold the beginning. At the ends of an address
// they are emphasis, whatever stands around it.
func inAddress(s []byte, from, stop int) bool {
	const most = 300
	inner := func(c byte) bool { return util.IsAlphaNumeric(c) || strings.IndexByte("/-=&%#?+", c) >= 0 }
	if from == 0 || stop == len(s) || !inner(s[from-1]) && s[from-1] != ')' || !inner(s[stop]) && s[stop] != '(' {
		return false
	}
	start, end := from, stop
	for start > 0 && from-start < most && !util.IsSpace(s[start-1]) {
		start--
	}
	for end < len(s) && end-stop < most && !util.IsSpace(s[end]) {
		end++
	}
	return bytes.IndexByte(s[start:end], '/') >= 0 && bytes.IndexByte(s[start:end], '.') >= 0
}

// undented is plain text with what lines are indented by made such that no code is read
// in them: programs that lay pages out as text indent what stands in their middle.
// Everything keeps its place. Text with notes of Markdown is left as it is.
func undented(name string, data []byte) []byte {
	if !strings.EqualFold(filepath.Ext(name), ".txt") || bytes.Contains(data, []byte("[^")) {
		return data
	}
	out := bytes.Clone(data)
	start, tab := 0, false // of the line's text
	for i, c := range data {
		switch {
		case c == '\n':
			start, tab = i+1, false
			continue
		case start < 0:
			continue
		case c == ' ' || c == '\t':
			tab = tab || c == '\t'
			continue
		}
		if i-start > 3 || tab {
			for k := start; k < i; k++ {
				out[k] = ' '
			}
			// No-break spaces are two bytes, and indent nothing.
			for k := start; k+1 < i; k += 2 {
				copy(out[k:], "\u00a0")
			}
		}
		start = -1
	}
	return out
}
