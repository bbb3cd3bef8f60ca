package extract

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

// fakePDF puts a shell script in the place of pdftotext.
func fakePDF(t *testing.T, script string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "pdftotext"), []byte(script+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir)
}

// A tool that hangs is killed with all its children.
func TestWorkerKilledWithItsChildren(t *testing.T) {
	fakePDF(t, "#!/bin/sh\n/bin/sleep 300 & printf '<page >\n<line >\n<word >%s</word>\n' $!; /bin/sleep 300")
	x := New(Config{Timeout: time.Second})
	start := time.Now()
	doc := extract(t, x, "%PDF-1.4", "")
	if doc.Finding != FindingTimeout || doc.Visible == "" {
		t.Fatalf("finding %q, text %q", doc.Finding, doc.Visible)
	}
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("took %v", took)
	}
	for range 100 {
		// A process that has ended, but that nobody has waited for, has no
		// command line.
		if line, err := os.ReadFile("/proc/" + doc.Visible + "/cmdline"); err != nil || len(line) == 0 {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Errorf("process %s outlived its tool", doc.Visible)
}

func TestWorkerFloods(t *testing.T) {
	fakePDF(t, "#!/bin/sh\nexec /bin/cat /dev/zero")
	doc := extract(t, New(Config{}), "%PDF-1.4", "")
	if doc.Finding != FindingTooLarge {
		t.Errorf("finding %q: %s", doc.Finding, doc.Detail)
	}
}

// A failure of the worker itself is ours, and no finding about the document.
func TestWorkerFails(t *testing.T) {
	docx := word(t, par(run("word")))
	for name, argv := range map[string][]string{
		"missing":      {"/nonexistent/worker"},
		"refuses":      {"/bin/sh", "-c", "echo 'archiver: error: extract worker: limit memory: no' >&2; exit 1"},
		"wrong limits": {os.Args[0], "extract-worker", "nonsense"},
	} {
		x := New(Config{Worker: argv})
		if _, err := x.Extract(context.Background(), Input{Body: strings.NewReader(docx)}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	fakePDF(t, "#!/nonexistent/interpreter")
	if _, err := New(Config{}).Extract(context.Background(), Input{Body: strings.NewReader("%PDF-1.4")}); err == nil {
		t.Error("a pdftotext that cannot be run: no error")
	}
}

func TestPDFLimits(t *testing.T) {
	fakePDF(t, "#!/bin/sh\nprintf '<page >\n<line >\n'; exec /bin/sed 's|.*|<word >&</word>|' /proc/self/limits")
	doc := extract(t, New(Config{Timeout: 90 * time.Second, Memory: 96 << 20}), "%PDF-1.4", "")
	for name, want := range map[string]string{"cpu time": "90 91", "address space": "100663296 100663296", "file size": "0 0", "core file size": "0 0"} {
		_, rest, _ := strings.Cut(doc.Visible, "Max "+name)
		if got := strings.Join(strings.Fields(rest)[:2], " "); got != want {
			t.Errorf("limits of %s are %s, want %s", name, got, want)
		}
	}
	// Without one of its limits the tool does not run.
	for _, limits := range [][]string{{"no", "2", "100000"}, {"1", "no", "100000"}, {"1", "2", "no"}} {
		argv := append([]string{"/bin/sh", "-c", setLimits, "sh"}, append(limits, "/bin/echo", "read")...)
		f, err := os.Open(os.DevNull)
		if err != nil {
			t.Fatal(err)
		}
		res, err := New(Config{}).work(context.Background(), f, argv)
		if err != nil || !res.notStarted() || len(res.out) > 0 {
			t.Errorf("%q: %+v, %v", limits, res, err)
		}
		f.Close()
	}
}

func TestWorkerSeesNoEnvironment(t *testing.T) {
	t.Setenv("ARCHIVER_SECRET", "x")
	fakePDF(t, "#!/bin/sh\nprintf '<page >\\n<line >\\n'; /usr/bin/env | /bin/sed 's|.*|<word >&</word>|'")
	if doc := extract(t, New(Config{}), "%PDF-1.4", ""); strings.Contains(doc.Visible, "SECRET") || !strings.Contains(doc.Visible, "PWD") {
		t.Errorf("environment of a worker: %q", doc.Visible)
	}
}

func TestRunWorkerArguments(t *testing.T) {
	for _, args := range [][]string{nil, {"1"}, {"x", "1"}, {"1", "x"}, {"1", "1", "dance"}} {
		if err := RunWorker(args, strings.NewReader(""), io.Discard); err == nil || !strings.HasPrefix(err.Error(), workerFailed) {
			t.Errorf("%q: error %v", args, err)
		}
	}
}

// Bytes that end in an error are a finding; a spool that cannot be read is not.
func TestBodyErrors(t *testing.T) {
	x := New(Config{})
	broken := io.MultiReader(strings.NewReader("<!DOCTYPE html><p>Half a pa"), iotest.ErrReader(errors.New("bad checksum")))
	doc, err := x.Extract(context.Background(), Input{Body: broken})
	if err != nil || doc.Finding != FindingDamaged || doc.Visible != "Half a pa" || !strings.Contains(doc.Detail, "bad checksum") {
		t.Errorf("%v, %+v", err, doc)
	}
	disk := iotest.ErrReader(&fs.PathError{Op: "read", Path: "spool", Err: errors.New("input/output error")})
	if _, err := x.Extract(context.Background(), Input{Body: disk}); err == nil {
		t.Error("a disk that fails gives no error")
	}
}

func TestText(t *testing.T) {
	for _, c := range []struct{ name, body, declared, want string }{
		{"plain", "One line\r\n  two\tthree\n\n", "text/plain", "One line\n  two\tthree"},
		{"json", `{"a": "b"}`, "application/json", "a: b"},
		{"markdown", "# Title\n\nText[^1]\n", "text/markdown", "# Title\n\nText[^1]"},
		{"feed", `<?xml version="1.0"?><rss><item><title>A &amp; B</title><description><![CDATA[<b>c</b>]]></description></item></rss>`, "text/xml", "A & B\n<b>c</b>"},
		{"broken xml", `<?xml version="1.0"?><a><b attr=">text`, "text/xml", `<?xml version="1.0"?><a><b attr=">text`},
	} {
		doc := extract(t, New(Config{}), c.body, c.declared)
		if doc.Kind != KindText || doc.Visible != c.want || doc.Main != c.want {
			t.Errorf("%s: %s %q, want %q", c.name, doc.Kind, doc.Visible, c.want)
		}
	}
}
