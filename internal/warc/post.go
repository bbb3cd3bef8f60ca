package warc

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"encoding/json"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
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
		query = decodeText(body)
	case "application/json", "text/plain":
		query = jsonQuery(decodeText(body))
	case "multipart/form-data":
		query = formQuery(contentType, decodeText(body))
	default:
		query = "__wb_post_data=" + base64.StdEncoding.EncodeToString(body)
	}
	units := 0 // of UTF-16
	for i, r := range query {
		if units += utf16.RuneLen(r); units > maxQuery {
			return query[:i]
		}
	}
	return query
}

// decodeText reads UTF-8 as browsers do (https://encoding.spec.whatwg.org/#utf-8-decode):
// without a mark of the byte order, and with one replacement for as much of a letter as
// is there.
func decodeText(body []byte) string {
	body = bytes.TrimPrefix(body, []byte("\ufeff"))
	if utf8.Valid(body) {
		return string(body)
	}
	var b strings.Builder
	for len(body) > 0 {
		r, n := utf8.DecodeRune(body)
		if r == utf8.RuneError && n == 1 {
			for n < min(3, len(body)) && !utf8.FullRune(body[:n+1]) {
				n++
			}
		}
		b.WriteRune(r)
		body = body[n:]
	}
	return b.String()
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

// Is tells whether it is of the address that has the key, whatever was sent there.
func (c CDX) Is(key string) bool { return c.SURT == key || c.Method != "" && SURT(c.URL) == key }

// params is a list of names and values.
type params struct {
	names, values []string
	at            map[string]int
	again         map[string]int // how often a name was there already
}

func (p *params) set(name, value string) {
	if i, ok := p.at[name]; ok {
		p.values[i] = value
		return
	}
	if p.at == nil {
		p.at, p.again = map[string]int{}, map[string]int{}
	}
	p.at[name] = len(p.names)
	p.names, p.values = append(p.names, name), append(p.values, value)
}

// add sets one under a name that is numbered if it is there already.
func (p *params) add(name, value string) {
	if value == "" {
		return
	}
	if _, ok := p.at[name]; ok {
		p.again[name]++
		name += "." + strconv.Itoa(p.again[name]+1) + "_"
	}
	p.set(name, value)
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

// jsonQuery takes the values out of JSON by their names, in the order of JavaScript; ""
// where it is none.
func jsonQuery(body string) string {
	if !json.Valid([]byte(body)) {
		return ""
	}
	d := json.NewDecoder(strings.NewReader(body))
	d.UseNumber()
	var p params
	readValue(d).addTo(&p, "")
	return p.String()
}

// value is one of JSON: a text, or the values in a list or an object.
type value struct {
	text   string
	names  []string // of an object
	inside []value
}

// readValue reads the next one of what is valid.
func readValue(d *json.Decoder) (v value) {
	t, _ := d.Token()
	switch t := t.(type) {
	case string:
		v.text = t
	case json.Number:
		v.text = number(t)
	case bool:
		v.text = strconv.FormatBool(t)
	case nil:
		v.text = "null"
	case json.Delim:
		at := map[string]int{}
		for d.More() {
			if t == '[' {
				v.inside = append(v.inside, readValue(d))
				continue
			}
			key, _ := d.Token()
			name, _ := key.(string)
			if i, ok := at[name]; ok { // the last of a name, at the place of the first
				v.inside[i] = readValue(d)
				continue
			}
			at[name] = len(v.names)
			v.names, v.inside = append(v.names, name), append(v.inside, readValue(d))
		}
		d.Token() // the bracket
	}
	return v
}

// addTo adds the texts in v. Of an object, JavaScript has the names that are numbers of
// places in a list first, in their order.
func (v value) addTo(p *params, name string) {
	if len(p.names) >= maxQuery {
		return
	}
	p.add(name, v.text)
	if v.names == nil {
		for _, in := range v.inside {
			in.addTo(p, name)
		}
		return
	}
	order := make([]int, len(v.names))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(place(v.names[a]), place(v.names[b])) })
	for _, i := range order {
		v.inside[i].addTo(p, v.names[i])
	}
}

// place is the number that a name is (https://tc39.es/ecma262/#array-index), or the
// highest there is.
func place(name string) uint64 {
	n, err := strconv.ParseUint(name, 10, 32)
	if err != nil || n == math.MaxUint32 || strconv.FormatUint(n, 10) != name {
		return math.MaxUint64
	}
	return n
}

// number writes one as JavaScript does.
func number(n json.Number) string {
	f, _ := n.Float64()
	if math.IsInf(f, 0) {
		return strings.TrimPrefix(strconv.FormatFloat(f, 'g', -1, 64), "+") + "inity"
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
func formQuery(contentType, body string) string {
	_, boundary, ok := strings.Cut(contentType, "boundary=")
	if !ok || boundary == "" {
		return ""
	}
	var p params
	for _, part := range strings.Split(body, boundary) {
		if m := formPart.FindStringSubmatch(strings.TrimSpace(strings.TrimRight(part, "-"))); m != nil && len(p.names) < maxQuery {
			p.set(m[1], m[2])
		}
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
