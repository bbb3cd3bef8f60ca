package source

import "bytes"

// An addition is what Draft.Write puts into a note: a space and an element
//
//	<span class="archiver-copy">…</span>
//
// in Markdown as in HTML. By this form, and nothing else, it is found again. No
// span stands within it.
const (
	additionOpen  = ` <span class="archiver-copy">`
	additionClose = `</span>`
	// maxAddition bounds one in bytes, its tags left out; what is longer is none.
	maxAddition = 16 << 10
)

// Editors put a class in other quotes, and break lines where there was a space.
var additionTag = pattern(`<span\s+class=(?:"archiver-copy"|'archiver-copy'|archiver-copy)\s*>`)

// additions finds what was added, with the white space before.
func additions(data []byte) []span {
	var out []span
	for at := 0; at < len(data); {
		m := additionTag().FindIndex(data[at:])
		if m == nil {
			break
		}
		start, body := at+m[0], at+m[1]
		at = body
		end := nextSpan(data[body:min(len(data), body+maxAddition)])
		if end < 0 {
			continue // it is not closed, or another span is opened in it
		}
		for start > 0 && isBlankByte(data[start-1]) && (len(out) == 0 || start > out[len(out)-1].end) {
			start--
		}
		at = body + end + len(additionClose)
		out = append(out, span{start, at})
	}
	return out
}

// nextSpan is where the next tag of a span is, if it closes one; else -1.
func nextSpan(data []byte) int {
	for at := 0; ; at++ {
		i := bytes.IndexByte(data[at:], '<')
		if i < 0 {
			return -1
		}
		at += i
		rest := data[at:]
		switch {
		case len(rest) >= len(additionClose) && string(rest[:len(additionClose)]) == additionClose:
			return at
		case len(rest) >= 5 && bytes.EqualFold(rest[:5], []byte("<span")), len(rest) >= 6 && bytes.EqualFold(rest[:6], []byte("</span")):
			return -1
		}
	}
}

func isBlankByte(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

// without takes spans out of data.
func without(data []byte, spans []span) []byte {
	out := make([]byte, 0, len(data))
	at := 0
	for _, s := range spans {
		out = append(out, data[at:s.start]...)
		at = s.end
	}
	return append(out, data[at:]...)
}

// blankAdditions makes what was added blank: lines and offsets stay.
func blankAdditions(data []byte) []byte {
	spans := additions(data)
	if len(spans) == 0 {
		return data
	}
	out := bytes.Clone(data)
	for _, s := range spans {
		for i := s.start; i < s.end; i++ {
			if out[i] != '\n' && out[i] != '\r' {
				out[i] = ' '
			}
		}
	}
	return out
}

// Unannotated is a report without what Draft.Write has added to it, and how many
// additions those were.
func Unannotated(data []byte) ([]byte, int) {
	spans := additions(data)
	if len(spans) == 0 {
		return data, 0
	}
	return without(data, spans), len(spans)
}
