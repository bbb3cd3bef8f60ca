package extract

import (
	"bytes"
	"encoding/binary"
	"mime"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	xunicode "golang.org/x/text/encoding/unicode"
)

// labelWindow is how far into a page a charset label is looked for. Browsers
// stop at 1,024 bytes; pages with long comments or scripts in front do not.
const labelWindow = 16 << 10

// coding is one way to read bytes as text: a single-byte table or a decoder.
type coding struct {
	name  string
	table func(byte) rune   // bytes from 0x80; nil: use enc
	enc   encoding.Encoding // nil and table nil: UTF-8
}

func (c coding) utf8() bool   { return c.table == nil && c.enc == nil }
func (c coding) single() bool { return c.table != nil }

// decode gives src as valid UTF-8. What is valid UTF-8 already is not copied.
func (c coding) decode(src []byte) []byte {
	switch {
	case c.utf8():
		if utf8.Valid(src) {
			return src
		}
		return bytes.ToValidUTF8(src, []byte("\ufffd"))
	case c.single():
		out := make([]byte, 0, len(src)+len(src)/2)
		for _, b := range src {
			if b < utf8.RuneSelf {
				out = append(out, b)
			} else {
				out = utf8.AppendRune(out, c.table(b))
			}
		}
		return out
	}
	out, err := c.enc.NewDecoder().Bytes(src)
	if err != nil { // x/text decoders replace what they cannot read
		out = bytes.ToValidUTF8(src, []byte("\ufffd"))
	}
	return out
}

// lookup finds the coding a label names. Beside the WHATWG's labels it knows
// misspellings seen in the wild and the Kazakh tables, which the WHATWG's
// standard (https://encoding.spec.whatwg.org) leaves out.
func lookup(label string) (coding, bool) {
	label = strings.ToLower(strings.Trim(label, " \t\r\n\f\"'`;,"))
	switch label {
	case "win-1251", "win1251", "cp-1251", "windows1251", "windows-cp1251", "1251", "windows_1251", "x-windows-1251":
		label = "windows-1251"
	case "win-1252", "win1252", "cp-1252", "windows1252", "windows_1252":
		label = "windows-1252"
	case "koi8r", "koi-8", "koi-8-r", "koi8_r":
		label = "koi8-r"
	case "koi8u", "koi-8-u", "koi8_u":
		label = "koi8-u"
	case "cp-866", "dos-866", "x-cp866", "ibm-866":
		label = "ibm866"
	case "utf", "utf_8", "utf-8-sig":
		label = "utf-8"
	case "mac-cyrillic", "maccyrillic":
		label = "x-mac-cyrillic"
	case "kz-1048", "kz1048", "strk1048", "strk1048-2002", "rk1048", "cskz1048":
		return coding{name: "kz-1048", table: kz1048}, true
	case "pt154", "ptcp154", "csptcp154", "cp154", "cyrillic-asian":
		return coding{name: "ptcp154", table: ptcp154}, true
	}
	enc, err := htmlindex.Get(label)
	if err != nil || enc == encoding.Replacement {
		return coding{}, false
	}
	name, err := htmlindex.Name(enc)
	if err != nil || name == "x-user-defined" {
		return coding{}, false
	}
	if name == "utf-8" {
		return coding{name: name}, true
	}
	if cm, ok := enc.(*charmap.Charmap); ok {
		return coding{name: name, table: cm.DecodeByte}, true
	}
	return coding{name: name, enc: enc}, true
}

// detect decides how to read src, and tells what decided (see
// Document.CharsetFrom). Labels lie often enough that the bytes come first
// wherever they are conclusive: a byte order mark, then real UTF-8, then
// labels that the bytes do not contradict, then Cyrillic by the frequency of
// its letters, and windows-1252 for the rest. skip is the length of the mark.
func detect(src []byte, contentType string) (c coding, from string, skip int) {
	if c, from, skip := unmistakable(src); from != "" {
		return c, from, skip
	}
	st := count(src)
	if st.high == 0 {
		if bytes.IndexByte(src, 0x1b) >= 0 { // ISO-2022-JP is ASCII with escapes
			if c, from, ok := labelled(src, contentType, st); ok && c.name == "iso-2022-jp" {
				return c, from, 0
			}
		}
		return coding{name: "utf-8"}, "ascii", 0
	}
	if st.multi > 0 && st.invalid*20 <= st.multi {
		return coding{name: "utf-8"}, "utf-8", 0
	}
	if c, from, ok := labelled(src, contentType, st); ok {
		return c, from, 0
	}
	// Hardly any other encoding makes whole characters of UTF-8: where there are as many
	// as bytes that are part of none, these are what was damaged, or cut.
	bad := st.invalid - st.cut
	if st.multi > 0 && bad*2 <= st.multi {
		return coding{name: "utf-8"}, "utf-8", 0
	}
	if st.wordy() {
		if c, ok := cyrillic(src, coding{}); ok {
			return c, "letters", 0
		}
	}
	if st.multi > 0 && bad <= st.multi {
		return coding{name: "utf-8"}, "utf-8", 0
	}
	return coding{name: "windows-1252", table: charmap.Windows1252.DecodeByte}, "default", 0
}

// Decode gives a page or a plain text, for which no server named an encoding, as
// valid UTF-8; the encoding's name in lower case; and the length of the byte order
// mark, which the text goes without.
func Decode(src []byte) (text []byte, charset string, mark int) {
	c, _, mark := detect(src, "")
	return c.decode(src[mark:]), c.name, mark
}

// unmistakable knows the encodings that show in the first bytes.
func unmistakable(src []byte) (c coding, from string, skip int) {
	switch {
	case bytes.HasPrefix(src, []byte("\xef\xbb\xbf")):
		return coding{name: "utf-8"}, "bom", 3
	case bytes.HasPrefix(src, []byte("\xff\xfe")):
		return utf16Coding(xunicode.LittleEndian), "bom", 2
	case bytes.HasPrefix(src, []byte("\xfe\xff")):
		return utf16Coding(xunicode.BigEndian), "bom", 2
	}
	if order, ok := zeroBytes(src); ok {
		return utf16Coding(order), "utf-16", 0
	}
	return coding{}, "", 0
}

func utf16Coding(order xunicode.Endianness) coding {
	name := "utf-16le"
	if order == xunicode.BigEndian {
		name = "utf-16be"
	}
	return coding{name: name, enc: xunicode.UTF16(order, xunicode.IgnoreBOM)}
}

// zeroBytes recognises UTF-16 without a mark: in markup and in Western text
// nearly every other byte is zero.
func zeroBytes(src []byte) (xunicode.Endianness, bool) {
	src = src[:min(len(src), 1024)&^1]
	var even, odd int
	for i := 0; i < len(src); i += 2 {
		if src[i] == 0 {
			even++
		}
		if src[i+1] == 0 {
			odd++
		}
	}
	pairs := len(src) / 2
	switch {
	case pairs < 4:
	case odd*10 > pairs*4 && even*20 < pairs:
		return xunicode.LittleEndian, true
	case even*10 > pairs*4 && odd*20 < pairs:
		return xunicode.BigEndian, true
	}
	return xunicode.LittleEndian, false
}

// stats counts what tells encodings apart.
type stats struct {
	high    int // bytes from 0x80
	runs    int // unbroken runs of them
	multi   int // well-formed multi-byte UTF-8 sequences
	invalid int // bytes from 0x80 outside of any
	cut     int // of these, those at the end that may have begun one
}

// wordy tells that high bytes come as whole words and not as single accented
// letters: a script of its own.
func (s stats) wordy() bool { return s.high*2 >= s.runs*5 }

func count(src []byte) stats {
	var s stats
	for i := 0; i < len(src); {
		if src[i] < utf8.RuneSelf {
			i++
			for len(src)-i >= 8 && binary.LittleEndian.Uint64(src[i:])&0x8080808080808080 == 0 {
				i += 8
			}
			continue
		}
		s.runs++
		for i < len(src) && src[i] >= utf8.RuneSelf {
			_, n := utf8.DecodeRune(src[i:])
			s.high += n
			if n == 1 {
				if s.invalid++; s.cut == 0 && !utf8.FullRune(src[i:]) {
					s.cut = len(src) - i
				}
			} else {
				s.multi++
			}
			i += n
		}
	}
	return s
}

// labelled picks between the labels of header and page, and overrules both
// where the bytes contradict them.
func labelled(src []byte, contentType string, st stats) (coding, string, bool) {
	type vote struct {
		coding
		from string
	}
	var votes []vote
	if _, params, err := mime.ParseMediaType(contentType); err == nil || params != nil {
		if c, ok := lookup(params["charset"]); ok {
			votes = append(votes, vote{c, "header"})
		}
	}
	inner, from := declared(src[:min(len(src), labelWindow)])
	if c, ok := lookup(inner); ok {
		votes = append(votes, vote{c, from})
	}
	// A UTF-8 page with a piece in another encoding: most of it can be read.
	for _, v := range votes {
		if v.utf8() && st.invalid*2 <= st.multi {
			return v.coding, v.from, true
		}
	}
	for i, v := range votes {
		switch {
		case v.utf8() || v.name == "utf-16le" || v.name == "utf-16be":
			continue // would have been seen in the bytes
		case v.name == "windows-1252" || v.name == "iso-8859-15":
			// The label that servers send unasked. A page that knows better
			// is believed; so are letters that make words of another script.
			if i == 0 && len(votes) > 1 && !votes[1].utf8() && votes[1].name != v.name {
				continue
			}
			if st.wordy() {
				if c, ok := cyrillic(src, coding{}); ok {
					return c, "letters", true
				}
			}
		case v.single():
			if c, ok := cyrillic(src, v.coding); ok && c.name != v.name {
				return c, "letters", true
			}
		case garbled(v.coding, src):
			continue
		}
		return v.coding, v.from, true
	}
	return coding{}, "", false
}

// garbled tells that src is not in a multi-byte coding: over a tenth of what
// is not ASCII cannot be read.
func garbled(c coding, src []byte) bool {
	var bad, other int
	for _, r := range string(c.decode(src[:min(len(src), labelWindow)])) {
		if r == utf8.RuneError {
			bad++
		} else if r >= utf8.RuneSelf {
			other++
		}
	}
	return bad*10 > other+9 // the last character may be cut
}

// declared finds the charset a page names in its own text: in an XML
// declaration or a meta element outside comments and scripts.
func declared(head []byte) (label, from string) {
	if trimmed := bytes.TrimLeft(head, " \t\r\n\f"); bytes.HasPrefix(trimmed, []byte("<?xml")) {
		decl, _, _ := bytes.Cut(trimmed, []byte("?>"))
		if _, rest, ok := bytes.Cut(decl, []byte("encoding")); ok {
			rest = bytes.TrimLeft(rest, " \t\r\n=")
			if len(rest) > 0 && (rest[0] == '"' || rest[0] == '\'') {
				if label, _, ok := bytes.Cut(rest[1:], rest[:1]); ok {
					return string(label), "xml"
				}
			}
		}
	}
	if !containsFold(head, "charset") {
		return "", "" // spares most pages without a label the tokenizer
	}
	z := html.NewTokenizer(bytes.NewReader(head))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return "", ""
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			if string(name) != "meta" {
				continue
			}
			var content string
			for more {
				var k, v []byte
				k, v, more = z.TagAttr()
				switch string(k) {
				case "charset":
					if len(v) > 0 {
						return string(v), "meta"
					}
				case "content":
					content = string(v)
				}
			}
			if label := charsetOf(content); label != "" {
				return label, "meta"
			}
		}
	}
}

// charsetOf takes the label out of "text/html; charset=…", however sloppy.
func charsetOf(s string) string {
	i := strings.Index(strings.ToLower(s), "charset")
	if i < 0 {
		return ""
	}
	s = strings.TrimLeft(s[i+len("charset"):], " \t\r\n")
	if !strings.HasPrefix(s, "=") {
		return ""
	}
	s = strings.TrimLeft(s[1:], " \t\r\n\"'")
	if end := strings.IndexAny(s, " \t\r\n;,\"'"); end >= 0 {
		s = s[:end]
	}
	return s
}
