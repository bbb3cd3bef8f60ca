package wacz

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha1"
	"encoding/base32"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"archiver/internal/warc"
)

// theirs writes a record as other programs do.
func theirs(kind, uri, date, contentType, block string, more ...string) string {
	s := "WARC/1.0\r\nWARC-Type: " + kind + "\r\nWARC-Record-ID: <urn:uuid:6a0f1b3c-0000-4000-8000-000000000001>\r\n"
	if uri != "" {
		s += "WARC-Target-URI: " + uri + "\r\n"
	}
	if date != "" {
		s += "WARC-Date: " + date + "\r\n"
	}
	for _, m := range more {
		s += m + "\r\n"
	}
	return s + fmt.Sprintf("Content-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", contentType, len(block), block)
}

func members(records ...string) []byte {
	var b bytes.Buffer
	for _, r := range records {
		z := gzip.NewWriter(&b)
		io.WriteString(z, r)
		z.Close()
	}
	return b.Bytes()
}

const (
	httpType = "application/http; msgtype=response"
	theirDay = "2020-02-21T10:15:00Z"
)

func sha1Of(s string) string {
	sum := sha1.Sum([]byte(s))
	return "sha1:" + base32.StdEncoding.EncodeToString(sum[:])
}

// pack puts what was given into a package with a page, and opens it.
func packGiven(t testing.TB, gs []*Given, page string) *Archive {
	t.Helper()
	var b bytes.Buffer
	w, err := NewWriter(&b, Options{Created: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), Software: "test"})
	if err == nil {
		err = w.WriteRecord(warc.Info("data.warc.gz", time.Now()), warc.WriteOptions{})
	}
	for _, g := range gs {
		if err == nil {
			err = w.AddGiven(g)
		}
	}
	if err == nil && page != "" {
		err = w.AddPage(Page{URL: page, At: parseTime(theirDay), Status: 200, SavedBy: "Anna"})
	}
	if err != nil {
		t.Fatal(err)
	}
	if w.WriteRecord(warc.Info("late", time.Now()), warc.WriteOptions{}) == nil {
		t.Error("a record is written after the files of others")
	}
	if _, err := w.Close(); err != nil {
		t.Fatal(err)
	}
	a, err := Open(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// A file of another program is taken over byte for byte, and its records are found
// as if they were ours.
func TestGiven(t *testing.T) {
	body := "<p>hello"
	chunks := "8\r\n" + body + "\r\n0\r\n\r\n"
	answer := "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
	chunked := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks
	const url = "https://example.org/a"
	info := theirs("warcinfo", "", theirDay, "application/warc-fields", "software: wget\r\n")
	for name, file := range map[string][]byte{
		"plain":                 []byte(info + theirs("response", url, theirDay, httpType, answer)),
		"packed":                members(info, theirs("response", url, theirDay, httpType, answer)),
		"packed, line ends":     append(members(info), append([]byte("\r\n"), members(theirs("response", url, theirDay, httpType, answer))...)...),
		"angle brackets":        members(info, theirs("response", "<"+url+">", theirDay, httpType, answer)),
		"digests of SHA-1":      members(theirs("response", url, theirDay, httpType, answer, "WARC-Block-Digest: "+sha1Of(answer), "WARC-Payload-Digest: "+sha1Of(body))),
		"digest with chunks":    members(theirs("response", url, theirDay, httpType, chunked, "WARC-Payload-Digest: "+sha1Of(chunks))),
		"digest without chunks": members(theirs("response", url, theirDay, httpType, chunked, "WARC-Payload-Digest: "+sha1Of(body))),
		"resource":              members(theirs("resource", url, theirDay, "text/html", body), theirs("revisit", url, "2021-01-01T00:00:00Z", httpType, "HTTP/1.1 304 Not Modified\r\n\r\n")),
	} {
		t.Run(name, func(t *testing.T) {
			left := int64(1 << 20)
			g, err := ReadGiven(context.Background(), bytes.NewReader(file), int64(len(file)), &left)
			if err != nil {
				t.Fatal(err)
			}
			if left >= 1<<20 || left < 1<<19 {
				t.Errorf("%d bytes left", left)
			}
			a := packGiven(t, []*Given{g, g}, url)
			found := a.Verify(context.Background())
			if len(found) != 1 || found[0].Code != CodeUnsigned {
				t.Errorf("findings: %v", found)
			}
			if p := a.Pages()[0]; p.SavedBy != "Anna" {
				t.Errorf("page: %+v", p)
			}
			main, err := a.Main()
			if err != nil {
				t.Fatal(err)
			}
			if got, err := io.ReadAll(main.Body); err != nil || string(got) != body {
				t.Errorf("body %q, %v", got, err)
			}
			r, _ := a.WARC()
			if all, _ := io.ReadAll(r); bytes.Count(all, file) != 2 {
				t.Error("the file is not there as it was given")
			}
			back, err := a.Givens(context.Background(), &left)
			if err != nil || len(back) != 3 || len(back[1].Captures()) != len(g.Captures()) {
				t.Errorf("given on: %d files, %v", len(back), err)
			}
		})
	}
}

// Answers to what was sent are found as warcio.js indexes them: by the request that
// stands right behind its answer or right before it, each with one other.
func TestGivenSent(t *testing.T) {
	const url = "https://example.org/api"
	answer := theirs("response", url, theirDay, httpType, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{}")
	ask := func(url, method, body string) string {
		return theirs("request", url, theirDay, "application/http; msgtype=request", method+" /api HTTP/1.1\r\nContent-Type: application/json\r\n\r\n"+body)
	}
	plain, sent := "org,example)/api", func(n int) string { return fmt.Sprintf("org,example)/api?__wb_method=post&n=%d", n) }
	post := func(n int) string { return ask(url, "POST", fmt.Sprintf(`{"n": %d}`, n)) }
	for name, c := range map[string]struct {
		records []string
		want    []string
	}{
		"behind":          {[]string{answer, post(1), answer, post(2)}, []string{sent(1), sent(2)}},
		"before":          {[]string{post(1), answer, post(2), answer}, []string{sent(1), sent(2)}},
		"between two":     {[]string{answer, post(1), answer}, []string{sent(1), plain}},
		"of a revisit":    {[]string{theirs("revisit", url, theirDay, httpType, "HTTP/1.1 304 Not Modified\r\n\r\n"), post(1)}, []string{sent(1)}},
		"of another page": {[]string{answer, ask(url+"/2", "POST", "{}"), answer}, []string{plain, plain}},
		"not adjacent":    {[]string{answer, theirs("warcinfo", "", theirDay, "application/warc-fields", "a: b\r\n"), post(1)}, []string{plain}},
		"nothing sent":    {[]string{answer, ask(url, "GET", "")}, []string{plain}},
	} {
		file := members(c.records...)
		left := int64(1 << 20)
		g, err := ReadGiven(context.Background(), bytes.NewReader(file), int64(len(file)), &left)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, l := range g.Captures() {
			got = append(got, l.SURT)
			if (l.Method == "POST") != strings.Contains(l.SURT, "__wb_method") || l.Key() != l.SURT {
				t.Errorf("%s: %+v", name, l)
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		a := packGiven(t, []*Given{g}, url)
		found := a.Verify(context.Background())
		if len(found) != 1 || found[0].Code != CodeUnsigned {
			t.Errorf("%s: findings: %v", name, found)
		}
		if at, ok := a.Find(url, parseTime(theirDay)); !ok || (at.Method == "") != slices.Contains(c.want, plain) {
			t.Errorf("%s: the page is %+v, %v", name, at, ok)
		}
	}
}

// What can't be taken over is refused, with where it is broken.
func TestGivenRefused(t *testing.T) {
	const url = "https://example.org/a"
	good := theirs("response", url, theirDay, httpType, "HTTP/1.1 200 OK\r\n\r\nhello")
	cut := members(good)
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"nothing":         {nil, "holds no record"},
		"another file":    {[]byte("%PDF-1.4 and so on"), "not a WARC record"},
		"cut":             {cut[:len(cut)-20], "record at 0: "},
		"cut, plain":      {[]byte(good[:len(good)-10]), "record at 0: "},
		"one member":      {members(good + good), "more bytes after the record|packed together"},
		"no address":      {members(theirs("response", "", theirDay, httpType, "HTTP/1.1 200 OK\r\n\r\n")), "has no address"},
		"no date":         {members(theirs("response", url, "", httpType, "HTTP/1.1 200 OK\r\n\r\n")), "has no date"},
		"a date of words": {members(theirs("response", url, "yesterday at noon", httpType, "x")), "has no date"},
		"no length":       {[]byte("WARC/1.0\r\nWARC-Type: response\r\n\r\n"), "content length"},
		"a false length":  {[]byte(strings.Replace(good, "Content-Length: 24", "Content-Length: 9223372036854775807", 1)), "record at 0: "},
		"a bomb":          {members(theirs("resource", url, theirDay, "text/plain", strings.Repeat("a", 2<<20))), "unpacks to more than"},
		"rubbish between": {append(append(members(good), "rubbish"...), members(good)...), "not a WARC record"},
	} {
		t.Run(name, func(t *testing.T) {
			left := int64(1 << 20)
			_, err := ReadGiven(context.Background(), bytes.NewReader(c.file), int64(len(c.file)), &left)
			var fault *GivenError
			said := false
			for want := range strings.SplitSeq(c.want, "|") {
				said = said || err != nil && strings.Contains(err.Error(), want)
			}
			if !errors.As(err, &fault) || !said {
				t.Errorf("%v, want %s", err, c.want)
			}
		})
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	left := int64(1 << 20)
	if _, err := ReadGiven(ctx, strings.NewReader(good), int64(len(good)), &left); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	left = 1 << 20
	if _, err := ReadGiven(context.Background(), brokenDisk{}, 100, &left); err == nil || errors.As(err, new(*GivenError)) {
		t.Errorf("a disk that fails is blamed on the file: %v", err)
	}
}

type brokenDisk struct{}

func (brokenDisk) ReadAt([]byte, int64) (int, error) { return 0, errors.New("disk fails") }

// Whatever is given: it is refused, or lies in the package as it was, each record
// where the index says.
func FuzzGiven(f *testing.F) {
	const url = "https://example.org/a"
	good := theirs("response", url, theirDay, httpType, "HTTP/1.1 200 OK\r\n\r\nhello")
	f.Add([]byte(good))
	f.Add(members(good, theirs("resource", url, theirDay, "image/png", "x")))
	f.Add([]byte(theirs("revisit", "<http://ex ample/>", theirDay, httpType, "") + "\r\n\r\n" + string(members(good))))
	f.Fuzz(func(t *testing.T, file []byte) {
		left := int64(1 << 20)
		g, err := ReadGiven(context.Background(), bytes.NewReader(file), int64(len(file)), &left)
		if err != nil {
			if !errors.As(err, new(*GivenError)) {
				t.Fatal(err)
			}
			return
		}
		a := packGiven(t, []*Given{g}, "")
		if len(a.Index()) != len(g.Captures()) {
			t.Fatalf("%d of %d lines can be read", len(a.Index()), len(g.Captures()))
		}
		for _, x := range a.Verify(context.Background()) {
			switch x.Code {
			case CodeUnsigned, CodeBlockDigest, CodePayloadDigest, CodeDigestUnknown: // what others wrote
			default:
				t.Fatalf("%+v", x)
			}
		}
		for _, c := range a.Index() {
			if x, err := a.Response(c); err == nil {
				_, _ = io.Copy(io.Discard, io.LimitReader(x.Body, 1<<20))
			}
		}
	})
}
