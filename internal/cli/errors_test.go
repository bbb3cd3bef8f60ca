package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"syscall"
	"testing"

	"archiver/internal/config"
	"archiver/internal/mirror"
	"archiver/internal/store"
	"archiver/internal/store/s3"
)

// TestSentences: each of several errors is told by itself, once, and one within a
// sentence does not break its line.
func TestSentences(t *testing.T) {
	a, b := errors.New("a"), errors.New("b")
	for _, c := range []struct {
		err  error
		want []string
	}{
		{a, []string{"a"}},
		{errors.Join(a, b), []string{"a", "b"}},
		{errors.Join(a, a), []string{"a"}},
		{errors.Join(errors.Join(a, nil), errors.Join(b, errors.New("c"))), []string{"a", "b", "c"}},
		{fmt.Errorf("x: %w", errors.Join(a, b)), []string{"x: a; b"}},
		{fmt.Errorf("y: %w", fmt.Errorf("x: %w (so)", errors.Join(a, b))), []string{"y: x: a; b (so)"}},
		{errors.New("one\narchiver: hint: run this"), []string{"one\narchiver: hint: run this"}}, // which oneLine makes one of
		{fmt.Errorf("%w and %w", a, b), []string{"a and b"}},
	} {
		if got := sentences(c.err); !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.err, got, c.want)
		}
	}
	var out, errs strings.Builder
	e := &env{out: &out, err: &errs, json: true}
	if code := e.finish(errors.Join(a, b)); code != exitNoLook {
		t.Error(code)
	}
	if got := errs.String(); got != "archiver: error: a\narchiver: error: b\n" {
		t.Errorf("%q", got)
	}
	if got := out.String(); !strings.Contains(got, `"error": "a; b"`) || !strings.Contains(got, `"errors"`) {
		t.Errorf("%s", got)
	}
}

// TestMirrorHint: what is to be done about the mirror names the mirror's keys.
func TestMirrorHint(t *testing.T) {
	e := &env{}
	for kind, key := range map[error]string{
		s3.ErrUnavailable: "archive.mirror.endpoint", s3.ErrAlien: "archive.mirror.endpoint", s3.ErrNoBucket: "archive.mirror.url", s3.ErrNoLock: "archive.mirror.lock",
	} {
		err := &s3.Error{Op: "open bucket", Key: "x", Kind: kind}
		code, hint := e.explain(fmt.Errorf("open the mirror: %w", ofMirror(err)))
		if !strings.Contains(hint, key) {
			t.Errorf("%v: %q", kind, hint)
		}
		if of, _ := e.explain(err); of != code {
			t.Errorf("%v: exit code %d, of the archive %d", kind, code, of)
		}
		if _, again := e.mirrorHint(ofMirror(err)); again != hint {
			t.Errorf("%v: %q, then %q", kind, hint, again)
		}
	}
	if ofMirror(nil) != nil {
		t.Error("an error of none")
	}
	if _, hint := e.mirrorHint(&mirror.RaceError{Err: store.ErrConflict}); !strings.Contains(hint, "another machine") {
		t.Errorf("always slower than another: %q", hint)
	}
}

// TestDiskHint: what to do where a disk is full or can't be written to.
func TestDiskHint(t *testing.T) {
	e := &env{}
	for no, hint := range map[syscall.Errno]string{syscall.ENOSPC: "make room", syscall.EDQUOT: "make room", syscall.EROFS: "can still be read", syscall.EMFILE: "ulimit -n"} {
		err := fmt.Errorf("store snapshot: %w", &fs.PathError{Op: "write", Path: "x", Err: no})
		if code, got := e.explain(errors.Join(err, errors.New("log"))); code != exitNoLook || !strings.Contains(got, hint) {
			t.Errorf("%v: %d, %q", no, code, got)
		}
	}
	for err, more := range map[error]bool{syscall.ENOSPC: true, syscall.EACCES: false} {
		var said bytes.Buffer
		(&env{out: io.Discard, err: &said}).warnUnrecorded(fmt.Errorf("store snapshot: %w", err))
		if got := strings.Join(strings.Fields(said.String()), " "); !strings.Contains(got, "looks are not recorded: store snapshot") || strings.Contains(got, "make room there") != more {
			t.Errorf("%v: %q", err, got)
		}
	}
}

// TestConfigCode: what is wrong in the configuration is a mistake in its use.
func TestConfigCode(t *testing.T) {
	err := fmt.Errorf("open: %w", &config.Error{File: "archiver.yaml", Key: "log.origin", Msg: "it is another"})
	if code, _ := (&env{configPath: config.DefaultPath}).explain(err); code != exitUsage {
		t.Errorf("exit code %d", code)
	}
}
