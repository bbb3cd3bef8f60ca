package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
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
