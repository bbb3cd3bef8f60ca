package warc

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
)

func pack(t testing.TB, coding string, in []byte) []byte {
	var b bytes.Buffer
	var w io.WriteCloser
	switch coding {
	case "gzip":
		w = gzip.NewWriter(&b)
	case "zlib":
		w = zlib.NewWriter(&b)
	case "raw":
		w, _ = flate.NewWriter(&b, 6)
	case "br":
		w = brotli.NewWriter(&b)
	case "zstd":
		w, _ = zstd.NewWriter(&b, zstd.WithEncoderConcurrency(1))
	}
	if _, err := w.Write(in); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func decode(coding string, in []byte, limit int64) ([]byte, error) {
	r, err := DecodeContent(http.Header{"Content-Encoding": {coding}}, bytes.NewReader(in), limit)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

func TestDecodeContent(t *testing.T) {
	text := []byte(strings.Repeat("Жители said: \"no\". ", 3000))
	gz := pack(t, "gzip", text)
	for _, c := range []struct {
		name, coding string
		in           []byte
		want         []byte
	}{
		{"none", "", text, text},
		{"identity", "identity", text, text},
		{"gzip", "gzip", gz, text},
		{"x-gzip, upper case", "X-GZip", gz, text},
		{"gzip members", "gzip", append(bytes.Clone(gz), gz...), append(bytes.Clone(text), text...)},
		{"gzip and padding", "gzip", append(bytes.Clone(gz), 0, 0, 0), text},
		{"gzip and stray bytes", "gzip", append(bytes.Clone(gz), 0x1f, 0x8b, 7), text},
		{"zlib", "deflate", pack(t, "zlib", text), text},
		{"raw deflate", "deflate", pack(t, "raw", text), text},
		{"br", "br", pack(t, "br", text), text},
		{"zstd", "zstd", pack(t, "zstd", text), text},
		{"in turn", "gzip, br ,zstd", pack(t, "zstd", pack(t, "br", gz)), text},
		{"labelled gzip, plain", "gzip", text, text},
		{"labelled zstd, plain", "zstd", text, text},
		{"empty gzip", "gzip", nil, nil},
		{"empty br", "br", nil, nil},
		{"empty deflate", "deflate", nil, nil},
		{"empty zstd", "zstd", nil, nil},
	} {
		for range 2 { // the second time with pooled decoders
			got, err := decode(c.coding, c.in, 1<<20)
			if err != nil || !bytes.Equal(got, c.want) {
				t.Errorf("%s: %d bytes, %v", c.name, len(got), err)
			}
		}
		// Exactly at the limit is not over it; one byte more is.
		if n := int64(len(c.want)); n > 0 {
			if _, err := decode(c.coding, c.in, n); err != nil {
				t.Errorf("%s: at the limit: %v", c.name, err)
			}
			if got, err := decode(c.coding, c.in, n-1); err != ErrTooLarge || int64(len(got)) != n-1 {
				t.Errorf("%s: over the limit: %d bytes, %v", c.name, len(got), err)
			}
		}
	}
}

func TestDecodeContentFaults(t *testing.T) {
	text := make([]byte, 100_000)
	for i := range text {
		text[i] = byte('a' + rand.IntN(26))
	}
	for _, c := range [][2]string{{"gzip", "gzip"}, {"deflate", "zlib"}, {"deflate", "raw"}, {"br", "br"}, {"zstd", "zstd"}} {
		packed := pack(t, c[1], text)
		got, err := decode(c[0], packed[:len(packed)/2], 1<<20)
		var de *DecodeError
		if !errors.As(err, &de) || de.Coding != c[0] || !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("%s cut: %v", c[1], err)
		}
		if !bytes.HasPrefix(text, got) {
			t.Errorf("%s cut: wrong bytes", c[1])
		}
		bad := bytes.Clone(packed)
		for i := 50; i < len(bad); i += 7 {
			bad[i] ^= 0x55
		}
		if _, err := decode(c[0], bad, 1<<20); !errors.As(err, &de) {
			t.Errorf("%s garbled: %v", c[1], err)
		}
		if got, err := decode(c[0], packed, 1<<20); err != nil || !bytes.Equal(got, text) {
			t.Errorf("%s after a fault: %v", c[1], err)
		}
	}
	var unknown *UnknownCodingError
	if _, err := decode("gzip, compress", nil, 1); !errors.As(err, &unknown) || unknown.Coding != "compress" {
		t.Errorf("unknown coding: %v", err)
	}
	if _, err := decode("gzip,gzip,gzip,gzip,gzip", nil, 1); !errors.As(err, &unknown) {
		t.Errorf("too many codings: %v", err)
	}
	// An error of the source is never taken for the end of the data.
	fault := errors.New("disk")
	packed := pack(t, "gzip", text)
	for _, n := range []int{0, 5, len(packed) / 2, len(packed)} {
		in := io.MultiReader(bytes.NewReader(packed[:n]), iotest.ErrReader(fault))
		r, _ := DecodeContent(http.Header{"Content-Encoding": {"gzip"}}, in, 1<<20)
		if _, err := io.ReadAll(r); !errors.Is(err, fault) {
			t.Errorf("error of the source after %d bytes: %v", n, err)
		}
	}
}

// Bombs end at the limit, in flat memory, also when bombs are packed in bombs.
func TestDecodeContentBombs(t *testing.T) {
	zeros := make([]byte, 32<<20) // more than may be allocated
	for _, c := range [][2]string{{"gzip", "gzip"}, {"br", "br"}, {"zstd", "zstd"}} {
		bomb := pack(t, c[1], zeros)
		r, err := DecodeContent(http.Header{"Content-Encoding": {c[0]}}, bytes.NewReader(bomb), 1<<20)
		if err != nil {
			t.Fatal(err)
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		n, err := io.Copy(io.Discard, r)
		runtime.ReadMemStats(&after)
		if n != 1<<20 || err != ErrTooLarge {
			t.Errorf("%s: %d bytes, %v", c[0], n, err)
		}
		if used := after.TotalAlloc - before.TotalAlloc; used > 24<<20 {
			t.Errorf("%s: allocated %d MiB", c[0], used>>20)
		}
	}
	nothing := bytes.Repeat(pack(t, "gzip", nil), 1<<20)
	if got, err := decode("gzip, gzip", pack(t, "gzip", nothing), 1<<20); err != ErrTooLarge || len(got) != 0 {
		t.Errorf("members of nothing: %d bytes, %v", len(got), err)
	}
}

func TestDecodeContentLeavesNoGoroutine(t *testing.T) { // raced
	packed := pack(t, "zstd", make([]byte, 1<<20))
	before := runtime.NumGoroutine()
	for range 50 {
		r, err := DecodeContent(http.Header{"Content-Encoding": {"zstd"}}, bytes.NewReader(packed), 0)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadFull(r, make([]byte, 10)); err != nil { // and abandon it
			t.Fatal(err)
		}
	}
	if after := runtime.NumGoroutine(); after > before {
		t.Errorf("%d goroutines, %d before", after, before)
	}
}

func FuzzDecode(f *testing.F) {
	for _, c := range []string{"gzip", "zlib", "raw", "br", "zstd"} {
		f.Add(map[string]string{"zlib": "deflate", "raw": "deflate"}[c], pack(f, c, []byte("hello, hello, hello")))
	}
	f.Add("gzip, br", []byte("\x1f\x8b\x08"))
	f.Fuzz(func(t *testing.T, coding string, in []byte) {
		got, err := decode(coding, in, 1<<16)
		if len(got) > 1<<16 {
			t.Fatalf("%d bytes over the limit, %v", len(got), err)
		}
	})
}

func TestCompressed(t *testing.T) {
	for ct, want := range map[string]bool{"image/jpeg": true, "image/svg+xml": false, "IMAGE/PNG; x=y": true, "text/html; charset=x": false,
		"application/pdf;charset=": true, "video/mp4": true, "audio/wav": false, "": false, "application/json": false, "font/woff2": true,
		"application/vnd.openxmlformats-officedocument.wordprocessingml.document": true, "application/octet-stream": false} {
		if got := Compressed(http.Header{"Content-Type": {ct}}); got != want {
			t.Errorf("%q: %v", ct, got)
		}
	}
	for ce, want := range map[string]bool{"br": true, "identity": false, "identity, gzip": true} {
		if got := Compressed(http.Header{"Content-Type": {"text/html"}, "Content-Encoding": {ce}}); got != want {
			t.Errorf("%q: %v", ce, got)
		}
	}
}
