package extract

import (
	"bytes"
	"encoding/hex"
	"html"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// pdfWindow is how much of each end of a PDF its title is looked for in.
const pdfWindow = 128 << 10

// pdfTitle gives a PDF's own title where it stands uncompressed: in the XMP
// packet, else in the information dictionary. A title is worth this look and
// no more: it is often the name of a template.
func pdfTitle(r io.ReaderAt, size int64) string {
	head := window(r, 0, min(size, pdfWindow))
	tail := window(r, max(int64(len(head)), size-pdfWindow), size)
	for _, part := range [...][]byte{tail, head} {
		if t := xmpTitle(part); t != "" {
			return t
		}
	}
	if bytes.Contains(tail, []byte("/Encrypt")) || bytes.Contains(head, []byte("/Encrypt")) {
		return "" // its strings are encrypted
	}
	for _, part := range [...][]byte{tail, head} {
		if t := infoTitle(part); t != "" {
			return t
		}
	}
	return ""
}

func window(r io.ReaderAt, from, to int64) []byte {
	if to <= from {
		return nil
	}
	b := make([]byte, to-from)
	n, _ := r.ReadAt(b, from) // what can be read is enough
	return b[:n]
}

func xmpTitle(b []byte) string {
	_, rest, ok := bytes.Cut(b, []byte("<dc:title>"))
	if !ok {
		return ""
	}
	rest, _, _ = bytes.Cut(rest, []byte("</dc:title>"))
	_, rest, ok = bytes.Cut(rest, []byte("<rdf:li"))
	if !ok {
		return ""
	}
	_, rest, _ = bytes.Cut(rest, []byte(">"))
	rest, _, _ = bytes.Cut(rest, []byte("<"))
	return collapse([]byte(html.UnescapeString(string(rest))), maxTitle)
}

// infoTitle finds /Title beside the other keys of an information dictionary:
// bookmarks have titles too.
func infoTitle(b []byte) string {
	for at := 0; ; {
		i := bytes.Index(b[at:], []byte("/Title"))
		if i < 0 {
			return ""
		}
		i += at
		at = i + len("/Title")
		around := b[max(0, i-1024):min(len(b), i+1024)]
		if j := bytes.LastIndex(b[max(0, i-1024):i], []byte("obj")); j >= 0 {
			around = around[j:]
		}
		around, _, _ = bytes.Cut(around, []byte("endobj"))
		if !bytes.Contains(around, []byte("/Producer")) && !bytes.Contains(around, []byte("/CreationDate")) {
			continue
		}
		return pdfString(bytes.TrimLeft(b[at:min(len(b), at+2*maxTitle)], " \t\r\n"))
	}
}

// pdfString decodes the text string (ISO 32000-1, 7.3.4 and 7.9.2) that b
// starts with.
func pdfString(b []byte) string {
	if len(b) < 2 {
		return ""
	}
	var raw []byte
	switch b[0] {
	case '<':
		digits, _, ok := bytes.Cut(b[1:], []byte(">"))
		if !ok {
			return ""
		}
		raw = make([]byte, hex.DecodedLen(len(digits)))
		n, _ := hex.Decode(raw, digits) // as far as it is hexadecimal
		raw = raw[:n]
	case '(':
		raw = literal(b[1:])
	}
	var text string
	switch {
	case bytes.HasPrefix(raw, []byte("\xfe\xff")):
		var units []uint16
		for i := 2; i+1 < len(raw); i += 2 {
			units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
		}
		text = string(utf16.Decode(units))
	case bytes.HasPrefix(raw, []byte("\xef\xbb\xbf")):
		text = strings.ToValidUTF8(string(raw[3:]), "\ufffd")
	default: // PDFDocEncoding, which is Latin-1 in all that titles use
		for _, c := range raw {
			text += string(rune(c))
		}
	}
	if !utf8.ValidString(text) {
		return ""
	}
	return collapse([]byte(text), maxTitle)
}

// literal reads a string in parentheses up to its closing one.
func literal(b []byte) []byte {
	var out []byte
	for depth, i := 1, 0; i < len(b); i++ {
		c := b[i]
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return out
			}
		case '\\':
			i++
			if i == len(b) {
				return out
			}
			switch c = b[i]; {
			case c == 'n' || c == 'r' || c == 't':
				c = ' '
			case c == '\n':
				continue
			case '0' <= c && c <= '7':
				v := 0
				for n := 0; n < 3 && i < len(b) && '0' <= b[i] && b[i] <= '7'; n++ {
					v = v*8 + int(b[i]-'0')
					i++
				}
				i--
				c = byte(v)
			}
		}
		out = append(out, c)
	}
	return out
}
