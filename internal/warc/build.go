package warc

import (
	"bytes"
	"crypto/sha256"
	"io"
	"strings"
	"time"
)

// Capture is what the records of one HTTP exchange have in common.
type Capture struct {
	// URL is the target. It is made ASCII by URI.
	URL string
	// Date is when the exchange began: the same in all its records.
	Date time.Time
	// IP is the server's address; empty when a proxy stood between.
	IP string
	// Protocols are the values of WARC-Protocol, one field each, such as
	// "http/1.1" and "tls/1.3".
	Protocols []string
	// CipherSuite is the IANA name of the TLS cipher suite, or empty.
	CipherSuite string
}

// Block is the content of an HTTP record: the message as it was on the wire.
type Block struct {
	Content io.Reader
	Length  int64
	// SHA256 is the digest of the Length bytes.
	SHA256 [32]byte
	// PayloadSHA256 is the digest of the body without its transfer coding.
	// Nil leaves the field out.
	PayloadSHA256 *[32]byte
	// Truncated is "", or why the block ends early: length, time,
	// disconnect, unspecified.
	Truncated string
}

func (c Capture) record(kind, msgtype string, b Block) *Record {
	h := make(Header, 0, 14)
	h.Add("WARC-Type", kind)
	h.Add("WARC-Record-ID", NewID())
	h.Add("WARC-Date", Date(c.Date))
	h.Add("WARC-Target-URI", URI(c.URL))
	h.Add("WARC-IP-Address", c.IP)
	for _, p := range c.Protocols {
		h.Add("WARC-Protocol", p)
	}
	h.Add("WARC-Cipher-Suite", c.CipherSuite)
	h.Add("Content-Type", "application/http; msgtype="+msgtype)
	h.Add("WARC-Block-Digest", Digest(b.SHA256))
	if b.PayloadSHA256 != nil {
		h.Add("WARC-Payload-Digest", Digest(*b.PayloadSHA256))
	}
	h.Add("WARC-Truncated", b.Truncated)
	return &Record{Header: h, Content: b.Content, Length: b.Length}
}

// Response builds the response record of an exchange.
func (c Capture) Response(b Block) *Record { return c.record("response", "response", b) }

// Request builds the request record. concurrentTo is the ID of the response
// record, or empty when no response came.
func (c Capture) Request(b Block, concurrentTo string) *Record {
	r := c.record("request", "request", b)
	r.Header.Add("WARC-Concurrent-To", concurrentTo)
	return r
}

// Metadata builds a record of what is known of an exchange beside its bytes.
// of is the ID of the exchange's response (or request) record. The target is a
// name of its own, "urn:archiver:exchange:<uuid>": under the page's own URL
// indexers take the record for a capture of the page.
func Metadata(of string, date time.Time, contentType string, content []byte) *Record {
	uuid := strings.TrimSuffix(strings.TrimPrefix(of, "<urn:uuid:"), ">")
	r := own("metadata", "urn:archiver:exchange:"+uuid, date, contentType, content)
	r.Header.Add("WARC-Concurrent-To", of)
	return r
}

// Resource builds a record of something that no server sent in this form, such
// as a screenshot ("urn:view:" + URL), the page's text ("urn:text:" + URL) or
// its print ("urn:pdf:" + URL).
func Resource(uri string, date time.Time, contentType string, content []byte) *Record {
	r := own("resource", uri, date, contentType, content)
	r.Header.Add("WARC-Payload-Digest", r.Header.Get("WARC-Block-Digest"))
	return r
}

// File builds the resource record of a file that is too large to be held: b is
// its bytes, of which PayloadSHA256 is not asked.
func File(uri string, date time.Time, contentType string, b Block) *Record {
	r := own("resource", uri, date, contentType, nil)
	r.Header.Set("WARC-Block-Digest", Digest(b.SHA256))
	r.Header.Add("WARC-Payload-Digest", Digest(b.SHA256))
	r.Content, r.Length = b.Content, b.Length
	return r
}

// Info builds the warcinfo record that opens a file. fields go into its block;
// "software" belongs there, "operator" and a public beacon value may.
func Info(filename string, date time.Time, fields ...Field) *Record {
	var b bytes.Buffer
	all := append(append([]Field(nil), fields...),
		Field{"format", "WARC File Format 1.1"},
		Field{"conformsTo", "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"})
	for _, f := range all {
		if f.Value != "" {
			b.WriteString(oneLine(f.Name) + ": " + oneLine(f.Value) + "\r\n")
		}
	}
	r := own("warcinfo", "", date, "application/warc-fields", b.Bytes())
	r.Header.Add("WARC-Filename", oneLine(filename))
	return r
}

func own(kind, uri string, date time.Time, contentType string, content []byte) *Record {
	h := make(Header, 0, 8)
	h.Add("WARC-Type", kind)
	h.Add("WARC-Record-ID", NewID())
	h.Add("WARC-Date", Date(date))
	h.Add("WARC-Target-URI", URI(uri))
	h.Add("Content-Type", contentType)
	h.Add("WARC-Block-Digest", Digest(sha256.Sum256(content)))
	return &Record{Header: h, Content: bytes.NewReader(content), Length: int64(len(content))}
}

// oneLine keeps a value from ending its line and beginning another field.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, s)
}
