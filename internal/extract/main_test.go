package extract

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

// TestMain lets the test binary be its own worker, as archiver is.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "extract-worker" {
		if err := RunWorker(os.Args[2:], os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// tester reads documents as archiver does, in its own worker.
func tester(t testing.TB, timeout time.Duration) *Extractor {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if timeout == 0 {
		timeout = 3 * time.Minute // the machine may be busy
	}
	return New(Config{Worker: []string{self, "extract-worker"}, Timeout: timeout})
}

func extract(t testing.TB, x *Extractor, body, contentType string) *Document {
	t.Helper()
	doc, err := x.Extract(context.Background(), Input{
		Body: strings.NewReader(body), Size: int64(len(body)), ContentType: contentType, URL: "https://example.org/a/b?c=1",
	})
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// fromHTML is what a plain HTML page gives, without a worker.
func fromHTML(t testing.TB, body string) *Document {
	t.Helper()
	return extract(t, New(Config{}), body, "text/html; charset=utf-8")
}
