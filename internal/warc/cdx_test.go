package warc

import (
	"errors"
	"strings"
	"testing"
)

func TestCDX(t *testing.T) {
	c := CDX{SURT: "com,example)/?a&b", Timestamp: "20200221101500", URL: "https://example.com/?b&a", Mime: "text/html",
		Status: "200", Digest: "ab", RecordDigest: "sha256:cd", Offset: 12, Length: 345, Filename: "data.warc.gz"}
	want := `com,example)/?a&b 20200221101500 {"url":"https://example.com/?b&a","mime":"text/html","status":"200",` +
		`"digest":"ab","length":"345","offset":"12","filename":"data.warc.gz","recordDigest":"sha256:cd"}`
	if got := c.Line(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got, err := ParseCDX(want + "\r\n"); err != nil || got != c {
		t.Errorf("parsed %+v, %v", got, err)
	}
	// Other tools write numbers, and fields of their own.
	got, err := ParseCDX(`a 20200221101500 {"url":"u","status":200,"length":1,"offset":0,"filename":"f","x":[1]}`)
	if err != nil || got.Status != "200" || got.Length != 1 {
		t.Errorf("parsed %+v, %v", got, err)
	}
}

func TestParseCDXRefuses(t *testing.T) {
	block := ` {"url":"u","length":"1","offset":"0","filename":"f"}`
	for _, line := range []string{"", " ", "a", "a 20200221101500", " 20200221101500" + block, "a 2020" + block,
		"a 2020022110150x" + block, "a 20200221101500 {", "a 20200221101500 []", `!meta 0 {"format":"cdxj"}`,
		`a 20200221101500 {"length":"-1","offset":"0"}`, `a 20200221101500 {"length":"1","offset":"-1"}`,
		`a 20200221101500 {"length":"0","offset":"0"}`, `a 20200221101500 {"length":"1","offset":"9223372036854775807"}`,
		`a 20200221101500 {"length":"1e3","offset":"0"}`, `a 20200221101500 {"length":true,"offset":"0"}`} {
		if c, err := ParseCDX(line); !errors.Is(err, ErrCDX) {
			t.Errorf("%q: got %+v, %v", line, c, err)
		}
	}
}

func FuzzCDX(f *testing.F) {
	f.Add(`com,example)/ 20200221101500 {"url":"https://example.com/","mime":"text/html","status":"200","digest":"d","length":"2","offset":"1","filename":"f","recordDigest":"r"}`)
	f.Add(`a 20200221101500 {"url":"<&>\u2028\"","status":200,"length":1,"offset":0}`)
	f.Fuzz(func(t *testing.T, line string) {
		c, err := ParseCDX(line)
		if err != nil {
			return
		}
		out := c.Line()
		if strings.ContainsAny(out, "\r\n") && !strings.ContainsAny(strings.TrimRight(line, "\r\n"), "\r\n") {
			t.Fatalf("a line end came in: %q", out)
		}
		if again, err := ParseCDX(out); err != nil || again != c {
			t.Fatalf("%q\nparsed  %+v\nwritten %q\nparsed  %+v, %v", line, c, out, again, err)
		}
	})
}
