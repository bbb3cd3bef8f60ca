package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestUsage: a command line that makes no sense is answered in our words, with what
// was wrong, what comes near, and what to do; none of cobra's own reach a person.
func TestUsage(t *testing.T) {
	dir := t.TempDir()
	manifest := "id: a\npublished: 2026-01-05\nfootnotes:\n  - number: 1\n    citations:\n      - url: https://www.example.org/a\n"
	if err := os.MkdirAll(filepath.Join(dir, "sources"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "sources/a.yaml"), []byte(manifest), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(dir, "configs"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "configs/archiver.yaml"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct{ line, says, hint string }{
		{"impor x", "there is no command “impor”", "did you mean archiver import?"},
		{"3", "there is no command “3”", "archiver help lists the commands"},
		{"lst", "there is no command “lst”", "did you mean archiver list? archiver help"},
		{"re", "there is no command “re”", "did you mean archiver recover, or archiver reindex?"},
		{"--config nope.yaml list", "read nope.yaml: no such file or directory", "is the path right, and is it a file that this user may read? Without --config it is configs/archiver.yaml"},
		{"help impor", "help: there is no command “impor”", "did you mean archiver help import?"},
		{"storage prob", "storage: there is no “prob” in it", "did you mean archiver storage probe?"},
		{"recover x", "recover: nothing goes after it but flags, and there is “x”", "archiver recover --help"},
		{"get", "get: REF is missing: archiver get REF", "a footnote's number, such as 27"},
		{"get 1 2", "get: “2” is too much: archiver get REF", "archiver get --help"},
		{"status a b", "status: “b” is too much: archiver status [REPORT|REF]", "archiver status --help"},
		{"copy", "copy: FROM and TO are missing: archiver copy FROM TO", "s3://evidence/archive"},
		{"copy a", "copy: TO is missing", "s3://evidence/archive"},
		{"copy x x", "copy: file:", "name a TO outside of FROM"},
		{"import", "import: FILE is missing", "such as report.md"},
		{"quote", "quote: REF is missing: archiver quote REF [TEXT]", "archiver list shows them"},
		{"quote 1 the quick fox", "quote: it takes one TEXT, and there are 3 words after 1", `archiver quote 1 "the quick fox"`},
		{"quote 1 -x", "quote: there is no flag -x", `archiver quote -- REF "- TEXT"`},
		{"diff 1 --form x", "diff: there is no flag --form", "did you mean --from?"},
		{"get 1 --conf x", "get: there is no flag --conf", "did you mean --config?"},
		{"diff -z 1", "diff: there is no flag -z", "archiver diff --help shows its flags"},
		{"get --=x", "get: there is no flag --=x", "archiver get --help"},
		{"--nope", "there is no flag --nope", "archiver help"},
		{"diff 1 --from", "diff: --from needs a value after it: a DATE, such as 2020-02-21", "archiver diff --help"},
		{"export 1 -o", "export: -o needs a value after it: DIR", "archiver export --help"},
		{"check --strict=maybe", "check: --strict can't be “maybe”: it is written without a value", "archiver check --help"},
		{"verify --bundle x --level sample", "verify: --bundle and --level don't go together", "archiver verify --help"},
		{"get a", "there is no citation \"a\"", "a is a report: name one of its footnotes, such as 1; archiver list"},
		{"check 1", "find report \"1\": there is none", "1 is a footnote, and this takes reports: archiver status 1 tells"},
		{"add 1 none.html", "add: there is no file none.html", "name the file that was saved"},
		{"get \x1b[2J 2", "get: “2” is too much", "archiver get --help"},
	} {
		run := func(args ...string) (int, string, string) {
			var out, errs bytes.Buffer
			e := &env{out: &output{w: &out}, err: &errs, now: time.Now}
			code := e.execute(context.Background(), append([]string{"--config", filepath.Join(dir, "configs/archiver.yaml")}, args...))
			return code, out.String(), errs.String()
		}
		args := strings.Split(row.line, " ")
		code, out, errs := run(args...)
		if code != exitUsage || out != "" || !strings.Contains(errs, "error: "+row.says) || !strings.Contains(strings.ReplaceAll(errs, " --config "+filepath.Join(dir, "configs/archiver.yaml"), ""), row.hint) {
			t.Errorf("%s: exit %d, %s%s", row.line, code, out, errs)
		}
		for _, theirs := range []string{"arg(s)", "unknown", "shorthand", "argument", "strconv", "syntax", "\x1b"} {
			if strings.Contains(errs, theirs) {
				t.Errorf("%s: %q reached a person: %s", row.line, theirs, errs)
			}
		}
		_, out, _ = run(append([]string{"--json"}, args...)...)
		var v errorJSON
		if err := json.Unmarshal([]byte(out), &v); err != nil || v.Exit != exitUsage || !strings.Contains(v.Error, row.says) {
			t.Errorf("%s --json: %v, %s", row.line, err, out)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, row := range []struct {
		have, want string
		near       bool
	}{{"form", "from", true}, {"conf", "config", true}, {"al", "all", true}, {"x", "why", false}, {"jsn", "json", true}, {"zzz", "to", false}, {"", "to", false}, {strings.Repeat("a", 1<<20), "to", false}} {
		if got := nearWord(row.have, row.want); got != row.near {
			t.Errorf("%.20q for %q: %v", row.have, row.want, got)
		}
	}
}

// TestNoFolder: a file that can't be written is told with the folder that is not there.
func TestNoFolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "none", "a.html")
	err := copyToFile(path, strings.NewReader("x"))
	if code, hint := (&env{}).explain(err); code != exitUsage || hint == "" || !strings.Contains(err.Error(), "there is no folder "+filepath.Dir(path)) {
		t.Errorf("%v: exit %d, %s", err, code, hint)
	}
}

// TestHelpIsWhole: each command stands in a group of the help, and says what it does in
// more than its heading; what a flag takes is named.
func TestHelpIsWhole(t *testing.T) {
	root := newRoot(&env{out: io.Discard, err: io.Discard})
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		if c.GroupID == "" {
			t.Errorf("%s is in no group", c.Name())
		}
		if c.Long == "" && !c.HasSubCommands() {
			t.Errorf("%s tells no more than %q", c.Name(), c.Short)
		}
		if flags := c.LocalFlags().FlagUsages(); strings.Contains(flags, " string ") {
			t.Errorf("%s: what a flag takes has no name:\n%s", c.Name(), flags)
		}
	}
	for _, g := range groups {
		for _, name := range g.names {
			if c, _, err := root.Find([]string{name}); err != nil || c.Name() != name {
				t.Errorf("%s: there is no command %s", g.title, name)
			}
		}
	}
	var out bytes.Buffer
	e := &env{out: &out, err: &out, now: time.Now, program: "archiver"}
	if code := e.execute(t.Context(), []string{}); code != 0 {
		t.Errorf("exit code %d", code)
	}
	said := out.String()
	first, last := strings.Index(said, "\n  import "), strings.Index(said, "\n  copy ")
	if first < 0 || last < first || !strings.Contains(said, "27.2") || !strings.Contains(said, "Exit codes") {
		t.Errorf("the help is\n%s", said)
	}
}
