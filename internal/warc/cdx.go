package warc

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// CDX is one line of a CDXJ index
// (https://specs.webrecorder.net/cdxj/0.1.0/): a capture and where it is.
type CDX struct {
	SURT      string // sort key, see Key
	Timestamp string // 14 digits, UTC
	URL       string
	Mime      string // of the response, without parameters; may be empty
	Status    string // may be empty
	// Digest is that of the payload in hexadecimal, without a label, as other
	// tools write it; may be empty.
	Digest string
	// RecordDigest is the digest of the gzip member, with its "sha256:".
	RecordDigest   string
	Offset, Length int64 // of the gzip member in the file
	Filename       string
	// Method is of the request, where it was not GET, and RequestBody what it sent, as a
	// query: see SentQuery.
	Method, RequestBody string
}

// cdxBlock is the JSON part, in the order and with the strings that other
// tools write.
type cdxBlock struct {
	URL          string `json:"url"`
	Mime         string `json:"mime,omitempty"`
	Status       cdxStr `json:"status,omitempty"`
	Digest       string `json:"digest,omitempty"`
	Length       cdxStr `json:"length"`
	Offset       cdxStr `json:"offset"`
	Filename     string `json:"filename"`
	RecordDigest string `json:"recordDigest,omitempty"`
	Method       string `json:"method,omitempty"`
	RequestBody  string `json:"requestBody,omitempty"`
}

// cdxStr is a string that some tools write as a number.
type cdxStr string

func (s *cdxStr) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		return json.Unmarshal(b, (*string)(s))
	}
	var n json.Number
	if err := json.Unmarshal(b, &n); err != nil {
		return err
	}
	*s = cdxStr(n)
	return nil
}

// Line returns the index line, without a line end.
func (c CDX) Line() string {
	var b bytes.Buffer
	b.WriteString(c.SURT + " " + c.Timestamp + " ")
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	// A struct of strings always encodes.
	_ = e.Encode(cdxBlock{c.URL, c.Mime, cdxStr(c.Status), c.Digest, cdxStr(strconv.FormatInt(c.Length, 10)),
		cdxStr(strconv.FormatInt(c.Offset, 10)), c.Filename, c.RecordDigest, c.Method, c.RequestBody})
	return strings.TrimSuffix(b.String(), "\n")
}

// ErrCDX is wrapped by the errors of ParseCDX.
var ErrCDX = errors.New("malformed CDXJ line")

// ParseCDX parses an index line. Fields it does not know are ignored.
func ParseCDX(line string) (CDX, error) {
	surt, rest, ok := strings.Cut(strings.TrimRight(line, "\r\n"), " ")
	ts, block, ok2 := strings.Cut(rest, " ")
	if !ok || !ok2 || surt == "" || len(ts) != 14 || strings.Trim(ts, "0123456789") != "" {
		return CDX{}, fmt.Errorf("parse index: %w", ErrCDX)
	}
	var j cdxBlock
	if err := json.Unmarshal([]byte(block), &j); err != nil {
		return CDX{}, fmt.Errorf("parse index: %w: %w", ErrCDX, err)
	}
	off, err1 := strconv.ParseUint(string(j.Offset), 10, 63)
	n, err2 := strconv.ParseUint(string(j.Length), 10, 63)
	if err1 != nil || err2 != nil || n == 0 || off+n > 1<<62 {
		return CDX{}, fmt.Errorf("parse index: %w: offset %q, length %q", ErrCDX, j.Offset, j.Length)
	}
	return CDX{SURT: surt, Timestamp: ts, URL: j.URL, Mime: j.Mime, Status: string(j.Status), Digest: j.Digest,
		RecordDigest: j.RecordDigest, Offset: int64(off), Length: int64(n), Filename: j.Filename,
		Method: j.Method, RequestBody: j.RequestBody}, nil
}
