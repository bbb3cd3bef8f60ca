package warc

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os/exec"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/klauspost/compress/gzip"
)

var when = time.Date(2020, 2, 21, 10, 15, 0, 123456789, time.FixedZone("", 3600))

func block(s string) Block {
	return Block{Content: strings.NewReader(s), Length: int64(len(s)), SHA256: sha256.Sum256([]byte(s))}
}

// exchange is the three records of one exchange, as they are written.
func exchange() []*Record {
	c := Capture{URL: "https://пример.рф/a b", Date: when, IP: "192.0.2.1", Protocols: []string{"http/1.1", "tls/1.3"}, CipherSuite: "TLS_AES_128_GCM_SHA256"}
	b := block("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")
	sum := sha256.Sum256([]byte("abc"))
	b.PayloadSHA256, b.Truncated = &sum, "length"
	resp := c.Response(b)
	id := resp.Header.Get("WARC-Record-ID")
	return []*Record{Info("data.warc.gz", when, Field{"software", "archiver 1"}, Field{"operator", "A\r\nB"}, Field{"beacon", ""}),
		resp, c.Request(block("GET /a%20b HTTP/1.1\r\n\r\n"), id), Metadata(id, when, "application/json", []byte(`{"a":1}`)),
		Resource("urn:text:https://пример.рф/a b", when, "text/plain; charset=utf-8", []byte("abc"))}
}

func TestBuild(t *testing.T) {
	recs := exchange()
	id := recs[1].Header.Get("WARC-Record-ID")
	want := Header{{"WARC-Type", "response"}, {"WARC-Record-ID", id}, {"WARC-Date", "2020-02-21T09:15:00.123456Z"},
		{"WARC-Target-URI", "https://xn--e1afmkfd.xn--p1ai/a%20b"}, {"WARC-IP-Address", "192.0.2.1"},
		{"WARC-Protocol", "http/1.1"}, {"WARC-Protocol", "tls/1.3"}, {"WARC-Cipher-Suite", "TLS_AES_128_GCM_SHA256"},
		{"Content-Type", "application/http; msgtype=response"},
		{"WARC-Block-Digest", "sha256:4da6c4a0a1a5bb16dbb8b0f7eb22a6ca45eec0a8f8b5f7a8e4cde6c5c6cba4a8"},
		{"WARC-Payload-Digest", "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}, {"WARC-Truncated", "length"}}
	want[9].Value = recs[1].Header.Get("WARC-Block-Digest")
	if !reflect.DeepEqual(recs[1].Header, want) {
		t.Errorf("response:\n got %q\nwant %q", recs[1].Header, want)
	}
	if got := recs[2].Header.Get("WARC-Concurrent-To"); got != id {
		t.Errorf("request is concurrent to %q", got)
	}
	uuid := strings.Trim(id, "<>")[len("urn:uuid:"):]
	if got := recs[3].Header.Get("WARC-Target-URI"); got != "urn:archiver:exchange:"+uuid || len(uuid) != 36 {
		t.Errorf("metadata is of %q", got)
	}
	info, _ := io.ReadAll(recs[0].Content)
	if want := "software: archiver 1\r\noperator: A  B\r\nformat: WARC File Format 1.1\r\nconformsTo: https://"; !strings.HasPrefix(string(info), want) {
		t.Errorf("warcinfo: %q", info)
	}
}

func TestWriteRead(t *testing.T) {
	for _, stored := range []bool{false, true} {
		var file bytes.Buffer
		w := NewWriter(&file)
		var entries []Entry
		for _, r := range exchange() {
			e, err := w.Write(r, WriteOptions{Stored: stored})
			if err != nil {
				t.Fatal(err)
			}
			entries = append(entries, e)
		}
		want := exchange()
		r := NewReader(iotest.HalfReader(bytes.NewReader(file.Bytes())))
		for i, e := range entries {
			member := file.Bytes()[e.Offset : e.Offset+e.Length]
			if sha256.Sum256(member) != e.Digest {
				t.Errorf("record %d: wrong digest", i)
			}
			z, err := gzip.NewReader(bytes.NewReader(member))
			if err != nil {
				t.Fatal(err)
			}
			plain, err := io.ReadAll(z)
			if err != nil {
				t.Fatalf("record %d is no gzip member of its own: %v", i, err)
			}
			if stored && int64(len(plain)) > e.Length {
				t.Errorf("record %d: stored %d bytes in %d", i, len(plain), e.Length)
			}
			rec, err := r.Next()
			if err != nil {
				t.Fatal(err)
			}
			got, err := io.ReadAll(rec.Content)
			wantBody, _ := io.ReadAll(want[i].Content)
			if err != nil || !bytes.Equal(got, wantBody) || rec.Offset != e.Offset || rec.Length != int64(len(got)) {
				t.Errorf("record %d: got %q at %d, %v", i, got, rec.Offset, err)
			}
			if sum := rec.Header.Get("WARC-Block-Digest"); sum != Digest(sha256.Sum256(got)) {
				t.Errorf("record %d: block digest %s", i, sum)
			}
		}
		if _, err := r.Next(); err != io.EOF {
			t.Errorf("after the last: %v", err)
		}
		// Any gzip program reads the file.
		cmd := exec.Command("gzip", "-t")
		cmd.Stdin = &file
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("gzip -t: %v %s", err, out)
		}
	}
}

func TestPayload(t *testing.T) {
	for i, want := range []string{"", "abc", "", `{"a":1}`, "abc"} {
		r := exchange()[i]
		p, err := Payload(r)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(p); err != nil || i > 0 && string(got) != want {
			t.Errorf("record %d: %q, %v", i, got, err)
		}
	}
}

func TestWriterRefuses(t *testing.T) {
	for _, f := range []Field{{"A", "b\r\nWARC-Type: forged"}, {"A", "b\n"}, {"A", "\x00"}, {"A b", "c"}, {"A:", "c"}, {"", "c"}, {"A\r\nB", "c"}} {
		var file bytes.Buffer
		w := NewWriter(&file)
		_, err := w.Write(&Record{Header: Header{f}}, WriteOptions{})
		var he *HeaderError
		if !errors.As(err, &he) || file.Len() > 0 {
			t.Errorf("%q: %v, %d bytes written", f, err, file.Len())
		}
		if _, err := w.Write(&Record{}, WriteOptions{}); err != nil {
			t.Errorf("after a refusal: %v", err)
		}
	}
	for _, n := range []int64{2, 4, -1} {
		w := NewWriter(io.Discard)
		_, err := w.Write(&Record{Content: strings.NewReader("abc"), Length: n}, WriteOptions{})
		var le *LengthError
		if !errors.As(err, &le) || le.Want != n {
			t.Errorf("length %d: %v", n, err)
		}
		if _, err := w.Write(&Record{}, WriteOptions{}); (err == nil) != (n < 0) {
			t.Errorf("length %d: the next write gives %v", n, err)
		}
	}
	fault := errors.New("disk")
	w := NewWriter(io.Discard)
	if _, err := w.Write(&Record{Content: iotest.ErrReader(fault), Length: 1}, WriteOptions{}); !errors.Is(err, fault) {
		t.Errorf("error of the source: %v", err)
	}
}

const plainRecord = "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 3\r\n\r\nabc\r\n\r\n"

func zipped(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, s)
	w.Close()
	return b.String()
}

// readAll notes each record's content, and each fault.
func readAll(r io.Reader) (got []string) {
	x := NewReader(r)
	for {
		rec, err := x.Next()
		if err == io.EOF {
			return got
		}
		var re *ReadError
		switch {
		case errors.As(err, &re):
			got = append(got, fmt.Sprintf("%d: %v", re.Offset, re.Err))
			continue
		case err != nil:
			return append(got, "error")
		}
		b, err := io.ReadAll(rec.Content)
		if err != nil {
			b = append(b, '!')
		}
		got = append(got, string(b))
	}
}

func TestReader(t *testing.T) {
	z := zipped(plainRecord)
	broken := []byte(z)
	broken[len(broken)-5] ^= 1 // in the checksum
	for _, c := range []struct {
		name, in string
		want     []string
	}{
		{"empty", "", nil},
		{"only line ends", "\r\n\r\n", nil},
		{"plain", plainRecord + plainRecord, []string{"abc", "abc"}},
		{"bare line feeds, folded", "\nWARC/1.1\nA: b\n c\ncontent-length:3\n\nabc", []string{"abc"}},
		{"gzip", z + z, []string{"abc", "abc"}},
		{"one member", zipped(plainRecord + plainRecord), []string{"abc", "abc"}},
		{"mixed", z + plainRecord + z, []string{"abc", "abc", "abc"}},
		{"junk between", z + "junk\nand more" + z, []string{"abc", fmt.Sprint(len(z), ": not a WARC record"), "abc"}},
		{"junk first", "junk" + z, []string{"0: not a WARC record", "abc"}},
		{"junk line first", "junk\n" + z, []string{"0: not a WARC record", "abc"}},
		{"bad checksum", string(broken) + z, []string{"abc", "0: gzip: invalid checksum", "abc"}},
		{"cut in the content", plainRecord[:54], []string{"ab!", "0: unexpected EOF"}},
		{"cut member", z[:len(z)-20], []string{"0: unexpected EOF"}},
		{"cut header", "WARC/1.0\r\nA: b", []string{"0: unexpected EOF"}},
		{"no length", "WARC/1.0\r\nA: b\r\n\r\n" + plainRecord, []string{"0: missing or bad content length", "abc"}},
		{"negative length", "WARC/1.0\r\nContent-Length: -3\r\n\r\n", []string{"0: missing or bad content length"}},
		{"huge length", "WARC/1.0\r\nContent-Length: 9999999999999999999\r\n\r\n", []string{"0: missing or bad content length"}},
		{"length too large", "WARC/1.0\r\nContent-Length: 9223372036854775807\r\n\r\nabc", []string{"abc!", "0: unexpected EOF"}},
		{"length too small", "WARC/1.0\r\nContent-Length: 1\r\n\r\nabc\r\n\r\n" + plainRecord, []string{"a", "32: not a WARC record", "abc"}},
		{"length too small, gzip", zipped("WARC/1.0\r\nContent-Length: 1\r\n\r\nabc\r\n\r\n") + z, []string{"a", "0: more bytes after the record than it announces", "abc"}},
		{"no colon", "WARC/1.0\r\nnonsense\r\n\r\n", []string{"0: malformed header"}},
		{"fold first", "WARC/1.0\r\n x\r\n\r\n", []string{"0: malformed header"}},
		{"endless line", "WARC/1.0\r\nA: " + long(maxHeader), []string{"0: header too large"}},
		{"endless fields", "WARC/1.0\r\n" + strings.Repeat("A: b\r\n", 2*maxLines), []string{"0: header too large"}},
		{"endless folds", "WARC/1.0\r\nA: b\r\n" + strings.Repeat(" \r\n", 2*maxLines), []string{"0: header too large"}},
		{"bad method", "\x1f\x8b\x07" + z, []string{"0: not a WARC record", "abc"}},
	} {
		if got := readAll(strings.NewReader(c.in)); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
	}
	fault := errors.New("disk")
	for i := range len(z) {
		x := NewReader(io.MultiReader(strings.NewReader(z[:i]), iotest.ErrReader(fault)))
		_, err := x.Next()
		for err == nil {
			_, err = x.Next()
		}
		var re *ReadError
		if !errors.Is(err, fault) || errors.As(err, &re) {
			t.Fatalf("error of the source after %d bytes: %v", i, err)
		}
	}
}

// A member may expand a thousandfold: what is not announced is not unpacked.
func TestReaderBomb(t *testing.T) {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, plainRecord)
	w.Write(make([]byte, 64<<20))
	w.Close()
	// Measured against unpacking it on the same machine. A busy one may be slow
	// once, not five times.
	var read, unpack time.Duration
	for range 5 {
		start := time.Now()
		if got := readAll(bytes.NewReader(b.Bytes())); got[0] != "abc" || !strings.Contains(got[1], "more bytes") {
			t.Errorf("got %q", got[:2])
		}
		read = time.Since(start)
		start = time.Now()
		z, err := gzip.NewReader(bytes.NewReader(b.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, z); err != nil {
			t.Fatal(err)
		}
		if unpack = time.Since(start); read < unpack/2 {
			return
		}
	}
	t.Errorf("took %v, unpacking all of it takes %v", read, unpack)
}

func TestLargeRecordInFlatMemory(t *testing.T) {
	const size = 64 << 20 // four times what may be used
	src := rand.NewChaCha8([32]byte{})
	var peak uint64
	in := iotest.DataErrReader(io.LimitReader(src, size))
	probe := readerFunc(func(p []byte) (int, error) {
		if src.Uint64()%512 == 0 {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			peak = max(peak, m.HeapAlloc)
		}
		return in.Read(p)
	})
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	base := m.HeapAlloc
	pr, pw := io.Pipe()
	go func() {
		_, err := NewWriter(pw).Write(&Record{Content: probe, Length: size}, WriteOptions{Stored: true})
		pw.CloseWithError(err)
	}()
	rec, err := NewReader(pr).Next()
	if err != nil {
		t.Fatal(err)
	}
	if n, err := io.Copy(io.Discard, rec.Content); n != size || err != nil {
		t.Fatalf("%d bytes, %v", n, err)
	}
	if peak > base+16<<20 {
		t.Errorf("memory grew by %d MiB", (peak-base)>>20)
	}
}

type readerFunc func(p []byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

func FuzzReader(f *testing.F) {
	z := zipped(plainRecord)
	for _, s := range []string{plainRecord, z, z[:30] + z, "WARC/1.1\nContent-Length:1\n\nabcWARC/", "\x1f\x8b\x08\x00"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		if got := readAll(bytes.NewReader(in)); len(got) > 2*len(in) {
			t.Fatalf("%d results of %d bytes", len(got), len(in))
		}
	})
}

func BenchmarkWrite(b *testing.B) {
	page := []byte(strings.Repeat("<p>The authorities have failed to comply with the obligations.</p>\n", 750))
	for _, stored := range []bool{false, true} {
		b.Run(fmt.Sprintf("stored=%v", stored), func(b *testing.B) {
			w := NewWriter(io.Discard)
			b.SetBytes(int64(len(page)))
			for b.Loop() {
				r := Capture{URL: "https://example.com/", Date: when}.Response(Block{Content: bytes.NewReader(page), Length: int64(len(page))})
				if _, err := w.Write(r, WriteOptions{Stored: stored}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// TestTargetURI: angle brackets go in pairs.
func TestTargetURI(t *testing.T) {
	for in, want := range map[string]string{
		"https://example.com/":    "https://example.com/",
		"<https://example.com/>":  "https://example.com/",
		"https://example.com/>":   "https://example.com/>",
		"<https://example.com/>>": "https://example.com/>",
		"<https://example.com/":   "<https://example.com/",
		"<":                       "<",
		"<>":                      "",
		"":                        "",
	} {
		if got := (Header{{"WARC-Target-URI", in}}).TargetURI(); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
}
