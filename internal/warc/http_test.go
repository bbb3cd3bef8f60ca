package warc

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"
)

func TestReadHTTPHead(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     HTTPHead
		rest     string
		err      error
	}{
		{"plain", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nSet-Cookie: a\r\nset-cookie: b\r\n\r\nbody",
			HTTPHead{Proto: "HTTP/1.1", Status: 200, StatusText: "OK", Header: http.Header{"Content-Type": {"text/html"}, "Set-Cookie": {"a", "b"}}}, "body", nil},
		{"bare line feeds, no reason", "HTTP/1.0 404\nA:b\n\nx",
			HTTPHead{Proto: "HTTP/1.0", Status: 404, Header: http.Header{"A": {"b"}}}, "x", nil},
		{"folded, without colon", "HTTP/1.1 200  two words\r\nA: b\r\n c\r\n\td\r\nnonsense\r\n e\r\nB: \xd0\r\n\r\n",
			HTTPHead{Proto: "HTTP/1.1", Status: 200, StatusText: " two words", Header: http.Header{"A": {"b c d"}, "B": {"\xd0"}}}, "", nil},
		{"no fields", "HTTP/1.1 204 No Content\r\n\r\n",
			HTTPHead{Proto: "HTTP/1.1", Status: 204, StatusText: "No Content", Header: http.Header{}}, "", nil},
		{"cut", "HTTP/1.1 200 OK\r\nA: b",
			HTTPHead{Proto: "HTTP/1.1", Status: 200, StatusText: "OK", Header: http.Header{"A": {"b"}}}, "", io.ErrUnexpectedEOF},
	} {
		br := bufio.NewReaderSize(iotest.OneByteReader(strings.NewReader(c.in)), 16)
		h, err := ReadHTTPHead(br, 1000)
		if err != c.err || h == nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		c.want.Raw = []byte(strings.TrimSuffix(c.in, c.rest))
		if !reflect.DeepEqual(*h, c.want) {
			t.Errorf("%s:\n got %+v\nwant %+v", c.name, *h, c.want)
		}
		if rest, _ := io.ReadAll(br); string(rest) != c.rest {
			t.Errorf("%s: left %q", c.name, rest)
		}
	}
	for in, want := range map[string]error{
		"":                               ErrNoHTTPHead,
		"GET / HTTP/1.1\r\n\r\n":         ErrNoHTTPHead,
		"HTTP/1.1 2x0 OK\r\n\r\n":        ErrNoHTTPHead,
		"HTTP/1.1 2000 OK\r\n\r\n":       ErrNoHTTPHead,
		"HTTP/1.1 200 OK\r\n" + long(99): ErrHeadTooLarge,
		long(200):                        ErrHeadTooLarge,
	} {
		if h, err := ReadHTTPHead(bufio.NewReaderSize(strings.NewReader(in), 16), 100); !errors.Is(err, want) {
			t.Errorf("%.30q: got %v, %v, want %v", in, h, err, want)
		}
	}
}

func long(n int) string { return strings.Repeat("x", n) }

func FuzzHTTPHead(f *testing.F) {
	f.Add([]byte("HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\nbody"))
	f.Add([]byte("HTTP/1.0 404\nA:b\n: x\n\n"))
	f.Fuzz(func(t *testing.T, in []byte) {
		br := bufio.NewReaderSize(bytes.NewReader(in), 16)
		h, err := ReadHTTPHead(br, 1<<10)
		if err != nil {
			return
		}
		rest, _ := io.ReadAll(br)
		if !bytes.Equal(append(h.Raw, rest...), in) {
			t.Fatalf("bytes lost: head %q, rest %q", h.Raw, rest)
		}
	})
}

func TestUnchunk(t *testing.T) {
	for _, c := range []struct {
		name, in, want string
		err            error
	}{
		{"plain", "4\r\nWiki\r\n5;x=\"y\"\r\npedia\r\n0\r\nTrailer: x\r\n\r\n", "Wikipedia", nil},
		{"bare line feeds, upper case, padding", "A  \n0123456789\n0\n\n", "0123456789", nil},
		{"empty", "0\r\n\r\n", "", nil},
		{"no body", "", "", nil},
		{"not chunked after all", "<html>hello", "<html>hello", nil},
		{"not chunked, no line end", long(9000), long(9000), nil},
		{"cut in data", "8\r\nabc", "abc", nil},
		{"cut after data", "3\r\nabc", "abc", nil},
		{"cut in the next size", "3\r\nabc\r\n1", "abc", nil},
		{"cut in the first size", "1f", "", nil},
		{"no last chunk", "3\r\nabc\r\n", "abc", nil},
		{"turns to garbage", "3\r\nabc\r\nzz\r\n", "abc", ErrChunk},
		{"wrong size", "2\r\nabc\r\n0\r\n\r\n", "ab", ErrChunk},
		{"huge size", "fffffffffffffff\r\nabc", "abc", nil},
		{"too long a size is no size", "ffffffffffffffff\r\nabc", "ffffffffffffffff\r\nabc", nil},
		{"endless size line", "3\r\nabc\r\n1;" + long(9000), "abc", ErrChunk},
		{"negative", "-3\r\nabc", "-3\r\nabc", nil},
	} {
		for _, h := range []string{"chunked", "gzip, Chunked"} {
			r := Unchunk(http.Header{"Transfer-Encoding": {h}}, iotest.HalfReader(strings.NewReader(c.in)))
			got, err := io.ReadAll(iotest.OneByteReader(r))
			if string(got) != c.want || err != c.err {
				t.Errorf("%s: got %.50q, %v", c.name, got, err)
			}
		}
	}
	if got, _ := io.ReadAll(Unchunk(http.Header{}, strings.NewReader("3\r\nabc"))); string(got) != "3\r\nabc" {
		t.Errorf("without the header: got %q", got)
	}
	fault := errors.New("disk")
	r := Unchunk(http.Header{"Transfer-Encoding": {"chunked"}}, io.MultiReader(strings.NewReader("5\r\nab"), iotest.ErrReader(fault)))
	if got, err := io.ReadAll(r); string(got) != "ab" || err != fault {
		t.Errorf("error of the source: got %q, %v", got, err)
	}
}

func FuzzUnchunk(f *testing.F) {
	f.Add([]byte("4\r\nWiki\r\n0\r\n\r\n"), 3)
	f.Add([]byte("zz"), 1)
	f.Fuzz(func(t *testing.T, in []byte, size int) {
		h := http.Header{"Transfer-Encoding": {"chunked"}}
		out, err := io.ReadAll(Unchunk(h, bytes.NewReader(in)))
		if len(out) > len(in) || err != nil && err != ErrChunk {
			t.Fatalf("%d bytes from %d, %v", len(out), len(in), err)
		}
		var framed bytes.Buffer
		for rest := in; len(rest) > 0; {
			n := min(max(size, 1), len(rest))
			fmt.Fprintf(&framed, "%x\r\n%s\r\n", n, rest[:n])
			rest = rest[n:]
		}
		framed.WriteString("0\r\n\r\n")
		if out, err := io.ReadAll(Unchunk(h, &framed)); err != nil || !bytes.Equal(out, in) {
			t.Fatalf("framed and unframed: %q, %v", out, err)
		}
	})
}
