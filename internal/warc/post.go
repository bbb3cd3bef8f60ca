package warc

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Answers to requests that send something are found again by what was sent: indexers
// append it to the address as a query, and viewers do the same with what a page sends
// (https://iipc.github.io/warc-specifications/guidelines/cdx-non-get-requests/). What is
// done here is what warcio.js does, which the viewers are built on.

const (
	// maxQuery is how much of a query an index keeps, as other indexers do.
	maxQuery = 4096
	// MaxSent is up to what length what was sent is looked at.
	MaxSent = 1 << 20
)

// SentQuery is what was sent, by its content type, as a query.
func SentQuery(contentType string, body []byte) string {
	mime, _, _ := strings.Cut(contentType, ";")
	query := ""
	switch mime {
	case "application/x-www-form-urlencoded":
		query = strings.ToValidUTF8(string(body), "\ufffd")
	case "application/json", "text/plain":
		query = jsonQuery(body)
	case "multipart/form-data":
		query = formQuery(contentType, body)
	default:
		query = "__wb_post_data=" + base64.StdEncoding.EncodeToString(body)
	}
	if len(query) > maxQuery {
		query = strings.ToValidUTF8(query[:maxQuery], "")
	}
	return query
}

// Key is what the index is sorted by: of an answer to a request that sent something, its
// address with that.
func (c CDX) Key() string {
	switch c.Method {
	case "", "GET", "HEAD":
		return SURT(c.URL)
	}
	sep := "?"
	if strings.Contains(c.URL, "?") {
		sep = "&"
	}
	return SURT(c.URL + sep + "__wb_method=" + c.Method + "&" + decodeURI(c.RequestBody))
}

// params is a list of names and values; a name that is there already is numbered.
type params struct {
	names, values []string
	had           map[string]int // how often a name was asked for; all names are in it
}

func (p *params) add(name, value string) {
	if value == "" {
		return
	}
	if p.had == nil {
		p.had = map[string]int{}
	}
	p.had[name]++
	if n := p.had[name]; n > 1 {
		name += "." + strconv.Itoa(n) + "_"
		p.had[name]++
	}
	p.names, p.values = append(p.names, name), append(p.values, value)
}

func (p *params) String() string {
	var b strings.Builder
	for i := range p.names {
		if b.Len() > 3*maxQuery {
			break
		}
		if i > 0 {
			b.WriteByte('&')
		}
		b.WriteString(formEscape(p.names[i]) + "=" + formEscape(p.values[i]))
	}
	return b.String()
}

// jsonQuery takes the values out of JSON by their names, in order; "" where it is none.
func jsonQuery(body []byte) string {
	if !json.Valid(body) {
		return ""
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	var p params
	name, names := "", []string{} // of the value that comes, and of those around
	inside := []byte{}            // kinds of the brackets that are open
	key := false
	for len(p.names) < maxQuery {
		t, err := d.Token()
		if err != nil {
			break
		}
		switch v := t.(type) {
		case json.Delim:
			switch v {
			case '{', '[':
				inside, names, key = append(inside, byte(v)), append(names, name), v == '{'
				continue
			}
			name = names[len(names)-1]
			inside, names = inside[:len(inside)-1], names[:len(names)-1]
		case string:
			if key {
				name, key = v, false
				continue
			}
			p.add(name, v)
		case json.Number:
			p.add(name, number(v))
		case bool:
			p.add(name, strconv.FormatBool(v))
		case nil:
			p.add(name, "null")
		}
		key = len(inside) > 0 && inside[len(inside)-1] == '{'
	}
	return p.String()
}

// number writes one as JavaScript does.
func number(n json.Number) string {
	f, err := n.Float64()
	if err != nil {
		return string(n)
	}
	if abs := max(f, -f); abs != 0 && (abs < 1e-6 || abs >= 1e21) {
		s := strconv.FormatFloat(f, 'e', -1, 64)
		mantissa, exponent, _ := strings.Cut(s, "e")
		return mantissa + "e" + exponent[:1] + strings.TrimLeft(exponent[1:], "0")
	}
	if f == 0 {
		return "0"
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

// formPart matches the name of a field and the first line of its value.
var formPart = regexp.MustCompile(`(?i)name="([^"]+)"\r\n\r\n([^\r\n]*)`)

// formQuery takes the fields out of a form. The last of a name counts.
func formQuery(contentType string, body []byte) string {
	_, boundary, ok := strings.Cut(contentType, "boundary=")
	if !ok || boundary == "" {
		return ""
	}
	var p params
	for _, part := range strings.Split(strings.ToValidUTF8(string(body), "\ufffd"), boundary) {
		m := formPart.FindStringSubmatch(strings.TrimSpace(strings.TrimRight(part, "-")))
		if m == nil || len(p.names) == maxQuery {
			continue
		}
		i := 0
		for i < len(p.names) && p.names[i] != m[1] {
			i++
		}
		if i == len(p.names) {
			p.names, p.values = append(p.names, m[1]), append(p.values, "")
		}
		p.values[i] = m[2]
	}
	return p.String()
}

// formEscape is that of https://url.spec.whatwg.org/#urlencoded-serializing.
func formEscape(s string) string {
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte("*-._", c) >= 0:
			b.WriteByte(c)
		case c == ' ':
			b.WriteByte('+')
		default:
			appendEscaped(&b, c)
		}
	}
	return b.String()
}

// decodeURI is JavaScript's; "" for what it refuses.
func decodeURI(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		if s[i] != '%' {
			b.WriteByte(s[i])
			i++
			continue
		}
		var run []byte
		at := i
		for i+2 < len(s) && s[i] == '%' {
			c, err := strconv.ParseUint(s[i+1:i+3], 16, 8)
			if err != nil {
				return ""
			}
			run = append(run, byte(c))
			i += 3
		}
		if at == i || !utf8.Valid(run) {
			return ""
		}
		for n := 0; n < len(run); n++ {
			if strings.IndexByte(";/?:@&=+$,#", run[n]) >= 0 {
				b.WriteString(s[at+3*n : at+3*n+3])
			} else {
				b.WriteByte(run[n])
			}
		}
	}
	return b.String()
}

// SentBy reads the head of a request and what it sent, up to MaxSent. The method is ""
// where there is none; body is nil where more was sent.
func SentBy(r io.Reader) (method, contentType string, body []byte) {
	raw, err := io.ReadAll(io.LimitReader(r, MaxHTTPHead+MaxSent))
	head, body, ok := bytes.Cut(raw, []byte("\r\n\r\n"))
	if err != nil || !ok {
		return "", "", nil
	}
	line, fields, _ := strings.Cut(string(head), "\r\n")
	method, _, _ = strings.Cut(line, " ")
	h := &HTTPHead{Header: map[string][]string{}}
	h.parseFields([]byte(fields + "\r\n"))
	if body, err = io.ReadAll(Unchunk(h.Header, bytes.NewReader(body))); err != nil || len(body) > MaxSent {
		return method, h.Header.Get("Content-Type"), nil
	}
	return method, h.Header.Get("Content-Type"), body
}
