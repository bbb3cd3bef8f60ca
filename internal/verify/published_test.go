package verify_test

import (
	"bytes"
	"cmp"
	"crypto/x509"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"archiver/internal/bundle"
	"archiver/internal/ledger"
	"archiver/internal/store"
	"archiver/internal/tsa"
	"archiver/internal/verify"
	"archiver/internal/wacz"
)

// published is the set of good and broken archives, snapshots, proofs and
// bundles, for any implementation. Its README.md explains it.
const published = "testdata"

var makeSet = flag.Bool("make-set", false, "add to the published set the cases that it has not; those that it has are never changed")

// expect is expect.json.
type expect struct {
	What   string            `json:"what"`
	Of     string            `json:"of,omitempty"`     // the case that this one differs from in the files that lie here
	Remove []string          `json:"remove,omitempty"` // files of that one
	Links  map[string]string `json:"links,omitempty"`  // symbolic links to be made
	Script *int              `json:"script,omitempty"` // of a bundle: the exit code of its verify.py
	// Findings is in the order of code and object.
	Findings []expected `json:"findings"`
}

type expected struct {
	Code     string `json:"code"`
	Object   string `json:"object,omitempty"`
	Severity string `json:"severity"`       // error, warning, note
	From     string `json:"from,omitempty"` // all, deep: the level from which on it is found
}

func readExpect(dir string) (e expect, err error) {
	b, err := os.ReadFile(filepath.Join(published, dir, "expect.json"))
	if err != nil {
		return e, err
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err = d.Decode(&e); err != nil {
		err = fmt.Errorf("%s: %w", dir, err)
	}
	return e, err
}

// cases lists the folders of cases.
func cases(t *testing.T) (list []string) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(published), ".", func(p string, d fs.DirEntry, err error) error {
		if err == nil && d.Name() == "expect.json" {
			list = append(list, path.Dir(p))
			return fs.SkipDir
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// assemble puts a case together, as make.py does.
func assemble(t *testing.T, dir string) string {
	t.Helper()
	e, err := readExpect(dir)
	if err != nil {
		t.Fatal(err)
	}
	to := t.TempDir()
	for _, from := range []string{e.Of, dir} {
		if from == "" {
			continue
		}
		err := fs.WalkDir(os.DirFS(filepath.Join(published, from)), ".", func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || p == "expect.json" || p == "log.head" && from == e.Of {
				return err
			}
			b, err := os.ReadFile(filepath.Join(published, from, p))
			if err != nil {
				return err
			}
			if err := os.MkdirAll(filepath.Join(to, filepath.Dir(p)), 0o755); err != nil {
				return err
			}
			return os.WriteFile(filepath.Join(to, p), b, 0o644)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range e.Remove {
		if err := os.Remove(filepath.Join(to, name)); err != nil {
			t.Fatal(err)
		}
	}
	for name, target := range e.Links {
		os.MkdirAll(filepath.Join(to, filepath.Dir(name)), 0o755)
		if err := os.Symlink(target, filepath.Join(to, name)); err != nil {
			t.Fatal(err)
		}
	}
	return to
}

func setRoots(t *testing.T) []*x509.Certificate {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(published, "keys/roots.pem"))
	if err != nil {
		t.Fatal(err)
	}
	roots, _, err := tsa.ParseRoots(b)
	if err != nil {
		t.Fatal(err)
	}
	return roots
}

// judge tells what is found in a case that was put together in dir.
func judge(t *testing.T, kind, dir string, roots []*x509.Certificate) (found []expected, script *int) {
	t.Helper()
	switch kind {
	case "archives":
		found = judgeArchive(t, dir, roots)
	case "snapshots":
		found = judgeSnapshot(t, filepath.Join(dir, "snapshot.wacz"))
	case "proofs":
		found = judgeProof(t, dir)
	case "bundles":
		found = judgeBundle(t, filepath.Join(dir, "bundle"), roots)
		script = runScript(t, filepath.Join(dir, "bundle"))
	default:
		t.Fatalf("a case of the kind %q", kind)
	}
	slices.SortFunc(found, func(a, b expected) int {
		return cmp.Or(strings.Compare(a.Code, b.Code), strings.Compare(a.Object, b.Object), strings.Compare(a.Severity, b.Severity))
	})
	return slices.Compact(found), script
}

// judgeArchive verifies at each level: what a lower one finds, a higher one does.
func judgeArchive(t *testing.T, dir string, roots []*x509.Certificate) (found []expected) {
	t.Helper()
	head, err := os.ReadFile(filepath.Join(dir, "log.head"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	st, err := store.NewFS(filepath.Join(dir, "archive"))
	if err != nil {
		t.Fatal(err)
	}
	before := map[expected]bool{}
	for _, level := range []struct {
		from string
		o    verify.Options
	}{{"", verify.Options{Level: verify.Structure}}, {"all", verify.Options{}}, {"deep", verify.Options{Deep: true}}} {
		level.o.Head, level.o.Roots = head, roots
		rep, err := verify.Archive(t.Context(), st, level.o)
		if err != nil {
			t.Fatal(err)
		}
		now := map[expected]bool{}
		for _, x := range []struct {
			severity string
			list     []verify.Finding
		}{{"error", rep.Findings}, {"warning", rep.Warnings}, {"note", rep.Notes}} {
			for _, f := range x.list {
				key := expected{Code: f.Code, Object: f.Object, Severity: x.severity}
				now[key] = true
				if !before[key] {
					before[key] = true
					key.From = level.from
					found = append(found, key)
				}
			}
		}
		for key := range before {
			if !now[key] {
				t.Errorf("level %q no longer finds %+v", level.from, key)
			}
		}
	}
	return found
}

func judgeSnapshot(t *testing.T, name string) (found []expected) {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	a, err := wacz.Open(bytes.NewReader(b), int64(len(b)))
	var format *wacz.FormatError
	if errors.As(err, &format) {
		return []expected{{Code: wacz.CodeFormat, Object: format.Path, Severity: "error"}}
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range a.Verify(t.Context()) {
		found = append(found, expected{Code: f.Code, Object: f.Path, Severity: "error"})
	}
	return found
}

func judgeProof(t *testing.T, dir string) []expected {
	t.Helper()
	read := func(name string) []byte {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
		return b
	}
	var witnesses []string
	if key := read("witness.pub"); key != nil {
		witnesses = append(witnesses, string(key))
	}
	p, err := ledger.CheckProof(read("entry.tlog-proof"), read("record.json"), strings.TrimSuffix(string(read("log.pub")), "\n"), witnesses...)
	var bad *ledger.ProofError
	if errors.As(err, &bad) {
		return []expected{{Code: bad.Code, Severity: "error"}}
	}
	if err != nil || len(p.Cosignatures) != len(witnesses) {
		t.Fatalf("%+v, %v", p, err)
	}
	return nil
}

// judgeBundle checks as another version of the program than that which made it:
// this one's words for things may be others.
func judgeBundle(t *testing.T, dir string, roots []*x509.Certificate) (found []expected) {
	t.Helper()
	res, err := bundle.Check(t.Context(), dir, bundle.CheckOptions{Roots: roots, Software: "archiver of another version"})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range res.Findings {
		found = append(found, expected{Code: f.Code, Object: f.File, Severity: "error"})
	}
	for _, f := range res.Warnings {
		found = append(found, expected{Code: f.Code, Object: f.File, Severity: "warning"})
	}
	return found
}

// python is the interpreter itself: the command may be a script that looks for it,
// which takes longer than most of what is run here.
var python = sync.OnceValue(func() string {
	if out, err := exec.Command("python3", "-c", "import sys; print(sys.executable)").Output(); err == nil {
		return strings.TrimSpace(string(out))
	}
	return "python3"
})

func runScript(t *testing.T, dir string) *int {
	t.Helper()
	c := exec.Command(python(), "-IS", filepath.Join(dir, "verify.py")) // -S: without what else is installed for Python
	c.Dir = t.TempDir()
	out, err := c.CombinedOutput()
	code := c.ProcessState.ExitCode()
	if code < 0 || code > 1 || bytes.Contains(out, []byte("Traceback")) {
		t.Errorf("verify.py: %v\n%s", err, out)
	}
	return &code
}

// words says of a finding that it is about words of this version, which an older
// bundle may have otherwise.
func words(f expected) bool {
	return f.Severity == "warning" && slices.Contains([]string{bundle.CodeStatement, bundle.CodeScript, bundle.CodeCustody, bundle.CodeFacts}, f.Code)
}

// TestPublished: each case gives what was published that it gives. What fails
// here is a change of the format or of a code: neither may change.
func TestPublished(t *testing.T) {
	if *makeSet {
		makePublished(t)
	}
	roots := setRoots(t)
	limit := make(chan bool, runtime.NumCPU())
	for _, dir := range cases(t) {
		t.Run(dir, func(t *testing.T) {
			t.Parallel()
			limit <- true
			defer func() { <-limit }()
			want, err := readExpect(dir)
			if err != nil {
				t.Fatal(err)
			}
			kind, rest, _ := strings.Cut(dir, "/")
			got, script := judge(t, kind, assemble(t, dir), roots)
			if kind == "bundles" {
				got = slices.DeleteFunc(got, func(f expected) bool { return words(f) && !slices.Contains(want.Findings, f) })
			}
			if !slices.Equal(got, want.Findings) {
				t.Errorf("found %+v\nwant  %+v", got, want.Findings)
			}
			if (script == nil) != (want.Script == nil) || script != nil && *script != *want.Script {
				t.Errorf("verify.py ends with %d, want %d", *script, *want.Script)
			}
			if err := fits(rest, want); err != nil {
				t.Error(err)
			}
		})
	}
}

// fits says whether a case is in the folder of its kind, named by its code.
func fits(name string, e expect) error {
	sort, name, _ := strings.Cut(name, "/")
	severity := map[string]string{"warn": "warning", "bad": "error", "good": ""}[sort]
	for _, f := range e.Findings {
		if f.Severity == "error" && severity != "error" || f.Severity == "warning" && severity == "" && f.Code != bundle.CodeWitness {
			return fmt.Errorf("is called %s, and has %+v", sort, f)
		}
	}
	if severity == "" || slices.ContainsFunc(e.Findings, func(f expected) bool {
		return (f.Severity == severity || f.Severity == "note") && (name == f.Code || strings.HasPrefix(name, f.Code+"-"))
	}) {
		return nil
	}
	return fmt.Errorf("is not named by a code that it gives: %s", name)
}

// TestMakePy: the script for others puts the same together. One case of each sort
// stands for all: a start of Python takes its time.
func TestMakePy(t *testing.T) {
	done := map[string]bool{}
	for _, dir := range cases(t) {
		e, err := readExpect(dir)
		if err != nil {
			t.Fatal(err)
		}
		if sort := fmt.Sprint(e.Of == "", e.Links != nil, len(e.Remove) > 0, strings.Contains(dir, "forked")); done[sort] {
			continue
		} else {
			done[sort] = true
		}
		want, got := assemble(t, dir), filepath.Join(t.TempDir(), "case")
		if out, err := exec.Command("python3", "-I", filepath.Join(published, "make.py"), filepath.Join(published, dir), got).CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", dir, err, out)
		}
		if a, b := listing(t, want), listing(t, got); a != b {
			t.Errorf("%s: make.py gives\n%s\nwant\n%s", dir, b, a)
		}
	}
	if len(done) < 5 {
		t.Errorf("only %d sorts of cases", len(done))
	}
}

func listing(t *testing.T, dir string) string {
	t.Helper()
	var out strings.Builder
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, _ := filepath.Rel(dir, p)
		if target, err := os.Readlink(p); err == nil {
			fmt.Fprintf(&out, "%s -> %s\n", name, target)
			return nil
		}
		b, err := os.ReadFile(p)
		fmt.Fprintf(&out, "%s %s\n", name, sumOf(b))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

var (
	codeRow  = regexp.MustCompile("(?m)^\\| `([a-z0-9-]+)` \\| ([a-z ,]+) \\| [^|\n]+ \\|$")
	absent   = regexp.MustCompile("(?m)^- `([a-z0-9-]+)`: ")
	sections = map[string]string{"archives": "## Codes of archives", "snapshots": "## Codes of snapshots", "proofs": "## Codes of proofs", "bundles": "## Codes of bundles"}
)

// TestCodes: the README lists every code there is, and no other; the cases give
// each of them, but for those of which it says why not.
func TestCodes(t *testing.T) {
	b, err := os.ReadFile(filepath.Join(published, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	have := map[string]map[string]bool{"archives": codesOf(t, "."), "snapshots": codesOf(t, "../wacz"), "bundles": codesOf(t, "../bundle"), "proofs": {}}
	for code := range codesOf(t, "../ledger") {
		if kind := "archives"; strings.HasPrefix(code, "proof-") {
			have["proofs"][code] = true
		} else {
			have[kind][code] = true
		}
	}
	reached := map[string]map[string]string{}
	for _, dir := range cases(t) {
		e, err := readExpect(dir)
		if err != nil {
			t.Fatal(err)
		}
		kind, _, _ := strings.Cut(dir, "/")
		if reached[kind] == nil {
			reached[kind] = map[string]string{}
		}
		for _, f := range e.Findings {
			reached[kind][f.Code] += f.Severity + " "
		}
	}
	for kind, title := range sections {
		_, text, ok := strings.Cut(string(b), title+"\n")
		text, _, _ = strings.Cut(text, "\n## ")
		listed := map[string]string{}
		for _, m := range codeRow.FindAllStringSubmatch(text, -1) {
			if listed[m[1]] != "" {
				t.Errorf("%s: %s is listed twice", title, m[1])
			}
			listed[m[1]] = m[2]
		}
		if !ok || len(listed) == 0 {
			t.Errorf("README.md has no table under %q", title)
		}
		left := map[string]bool{}
		for _, m := range absent.FindAllStringSubmatch(text, -1) {
			left[m[1]] = true
		}
		for code := range have[kind] {
			if listed[code] == "" {
				t.Errorf("%s: %s is not listed", title, code)
			}
			if (reached[kind][code] == "") != left[code] {
				t.Errorf("%s: %s: a case gives it, %v; said to be given by none, %v", title, code, reached[kind][code] != "", left[code])
			}
			for _, severity := range strings.Fields(reached[kind][code]) {
				if !strings.Contains(listed[code], severity) {
					t.Errorf("%s: %s is listed as %s, and a case has it as %s", title, code, listed[code], severity)
				}
			}
		}
		for code := range listed {
			if !have[kind][code] {
				t.Errorf("%s: there is no code %s", title, code)
			}
		}
	}
}

// codesOf reads the values of a package's constants Code….
func codesOf(t *testing.T, dir string) map[string]bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	codes := map[string]bool{}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if spec, ok := n.(*ast.ValueSpec); ok {
				for i, name := range spec.Names {
					if lit, ok := valueAt(spec.Values, i).(*ast.BasicLit); ok && strings.HasPrefix(name.Name, "Code") && lit.Kind == token.STRING {
						code, _ := strconv.Unquote(lit.Value)
						codes[code] = true
					}
				}
			}
			return true
		})
	}
	return codes
}

func valueAt(values []ast.Expr, i int) ast.Expr {
	if i < len(values) {
		return values[i]
	}
	return nil
}
