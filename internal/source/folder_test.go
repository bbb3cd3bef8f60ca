package source

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// TestFolder: what is read again and again says what reading everything anew says, its
// mistakes included, and manifests whose files stayed are not parsed again.
func TestFolder(t *testing.T) {
	dir := t.TempDir()
	f := &Folder{Dir: dir}
	named := func(id string) string { return strings.Replace(good, "rivers-2024", id, 1) }
	var before *Set
	for i, step := range []struct {
		name, text string // "": the file is removed
		same       []int  // places of manifests that are those of the last good set
	}{
		{"a.yaml", named("a"), nil},
		{"b.yml", named("b"), []int{0}},
		{"b.yml", named("b"), []int{0, 1}}, // written anew, with the same bytes
		{"c.yaml", named("c"), []int{0, 1}},
		{"b.yml", strings.Replace(named("b"), "capture: http", "capture: browser", 1), nil}, // disagrees
		{"a.yaml", "junk: [", nil},
		{"a.yaml", named("B"), nil}, // b's ID
		{"a.yaml", named("a"), nil}, // still disagrees
		{"b.yml", named("b"), []int{2}},
		{"c.yaml", strings.Replace(named("c"), "capture: http", "capture: auto", 1), nil},
		{"c.yaml", "", []int{0, 1}},
		{"a.yaml", "", []int{0}},
		{"d.yaml", "\xff", nil},
		{"d.yaml", "", []int{0}},
	} {
		if path := filepath.Join(dir, step.name); step.text == "" {
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
		} else {
			write(t, dir, step.name, step.text)
		}
		set, err := f.Load()
		anew, want := LoadDir(dir)
		if !reflect.DeepEqual(err, want) || fmt.Sprint(err) != fmt.Sprint(want) {
			t.Fatalf("step %d: %v, and anew %v", i, err, want)
		}
		if !reflect.DeepEqual(set, anew) {
			t.Fatalf("step %d: other manifests than anew", i)
		}
		if err != nil {
			continue
		}
		if again, err := f.Load(); again != set || err != nil {
			t.Errorf("step %d: nothing changed, and the set is another: %v", i, err)
		}
		for _, n := range step.same {
			was := -1
			for k, m := range before.Manifests {
				if m == set.Manifests[n] {
					was = k
				}
			}
			if was < 0 {
				t.Errorf("step %d: manifest %d was parsed again", i, n)
			}
		}
		before = set
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Load(); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("missing folder: %v", err)
	}
}

// TestSound: a manifest with a mistake takes no other one with it, nor do two that
// contradict each other; what stood before stands on, and each mistake is told.
func TestSound(t *testing.T) {
	dir := t.TempDir()
	f := &Folder{Dir: dir}
	named := func(id string) string { return strings.Replace(good, "rivers-2024", id, 1) }
	contrary := func(id string) string { return strings.Replace(named(id), "capture: http", "capture: browser", 1) }
	for i, step := range []struct {
		name, text string // "": the file is removed
		anew, on   string // IDs in a set that is read anew, and in one that goes on
		wrong      string // files that are told of
	}{
		{"b.yaml", "junk: [", "", "", "b"},
		{"a.yaml", named("a"), "a", "a", "b"},
		{"b.yaml", named("b"), "a b", "a b", ""},
		{"b.yaml", "shedule: x", "a", "a b", "b"},
		{"c.yaml", named("c"), "a c", "a b c", "b"},
		{"b.yaml", named("b"), "a b c", "a b c", ""},
		{"a.yaml", named("B"), "c", "a b c", "b"},    // b's ID
		{"a.yaml", contrary("a"), "c", "a b c", "b"}, // disagrees with both
		{"a.yaml", named("a"), "a b c", "a b c", ""},
		{"d.yaml", named("c"), "a b", "a b c", "d"}, // a copy of c
		{"e.yaml", named("c"), "a b", "a b c", "d"}, // and a third: it is no more right
		{"e.yaml", "", "a b", "a b c", "d"},
		{"d.yaml", "", "a b c", "a b c", ""},
		{"b.yaml", "\xff", "a c", "a b c", "b"},
		{"b.yaml", "", "a c", "a c", ""},
	} {
		if path := filepath.Join(dir, step.name); step.text == "" {
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
		} else {
			write(t, dir, step.name, step.text)
		}
		tell := func(set *Set, err error) (ids, wrong string) {
			for _, m := range set.Manifests {
				ids += " " + m.ID
			}
			if err == nil {
				return strings.TrimSpace(ids), ""
			}
			several := []error{err}
			if list, ok := err.(interface{ Unwrap() []error }); ok {
				several = list.Unwrap()
			}
			for _, err := range several {
				var mistake *Error
				if !errors.As(err, &mistake) {
					t.Fatal(err)
				}
				wrong += " " + strings.TrimSuffix(filepath.Base(mistake.File), ".yaml")
			}
			return strings.TrimSpace(ids), strings.TrimSpace(wrong)
		}
		ids, wrong := tell(LoadSound(dir))
		if ids != step.anew || wrong != step.wrong {
			t.Errorf("step %d, anew: %q, wrong %q; want %q and %q", i, ids, wrong, step.anew, step.wrong)
		}
		set, err := f.Sound()
		ids, wrong = tell(set, err)
		if ids != step.on || wrong != step.wrong {
			t.Errorf("step %d, going on: %q, wrong %q; want %q and %q", i, ids, wrong, step.on, step.wrong)
		}
		if again, _ := f.Sound(); again != set {
			t.Errorf("step %d: nothing changed, and the set is another", i)
		}
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Sound(); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("missing folder: %v", err)
	}
}

// TestMissing: a set says which reports it lacks, by their IDs where a line tells, and
// names footnotes as it does with all of them.
func TestMissing(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a.yaml", "id: a\npublished: 2026-01-05\nfootnotes:\n  - number: 1\n    citations:\n      - url: https://www.example.org/\n")
	write(t, dir, "b.yaml", "id: \"bee\" # a comment\r\nshedule: x\r\n")
	write(t, dir, "c.yaml", "\xff")
	write(t, dir, "d.yaml", "id: dee\npublished: 2026-01-05\n")
	write(t, dir, "e.yaml", "id: Dee\npublished: 2026-01-05\n")
	set, err := LoadSound(dir)
	if err == nil {
		t.Fatal("no mistake was told")
	}
	var ids []string
	for _, m := range set.Missing {
		ids = append(ids, m.ID)
	}
	if got := strings.Join(ids, " "); got != "bee c dee Dee" {
		t.Errorf("missing: %q", got)
	}
	for name, want := range map[string]bool{"a": false, "b": true, "bee": true, "c": true, "Dee": true, "f": false} {
		if set.Lacks(name) != want {
			t.Errorf("Lacks(%q) is %v", name, !want)
		}
	}
	for c := range set.Citations() {
		if c.Ref != "a/1" {
			t.Errorf("REF %q", c.Ref)
		}
	}
}
