package cli

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"archiver/internal/demo"
	"archiver/internal/webtest/origin"
)

// asArchiver makes the test binary be the program.
const asArchiver = "TEST_AS_ARCHIVER"

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == workerCommand {
		os.Exit(Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
	}
	if origin.Child() {
		return
	}
	if os.Getenv(asArchiver) != "" {
		os.Exit(Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
	}
	testscript.Main(m, map[string]func(){
		"archiver": func() { os.Exit(Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

// TestScript runs testdata/script: each file is one story on the command line,
// against the made-up web.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			env.Values[webKey{}] = new(*demo.Web)
			env.Setenv("GORACE", os.Getenv("GORACE"))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"web":    scriptWeb,
			"exits":  scriptExits,
			"json":   scriptJSON,
			"flip":   scriptFlip,
			"unflip": scriptUnflip,
			"narrow": scriptNarrow,
			"second": scriptSecond,
		},
	})
}

// scriptWeb: "web start" serves the made-up web and writes report.md and
// configs/archiver.yaml; "web age"; "web stop".
func scriptWeb(ts *testscript.TestScript, _ bool, args []string) {
	served := ts.Value(webKey{}).(**demo.Web)
	switch args[0] {
	case "start":
		web, err := demo.New(demo.Options{})
		ts.Check(err)
		ts.Defer(func() { web.Close() })
		*served = web
		ts.Check(os.WriteFile(ts.MkAbs("report.md"), web.Report(), 0o644))
		ts.Check(os.MkdirAll(ts.MkAbs("configs"), 0o755))
		cfg := fmt.Sprintf("fetch:\n  retries: 0\n  timeout: 5s\n  allow_networks: [\"127.0.0.0/8:%s\"]\n  per_host: {delay: 0s}\n", web.Port())
		ts.Check(os.WriteFile(ts.MkAbs("configs/archiver.yaml"), []byte(cfg), 0o644))
		ts.Setenv("PORT", web.Port())
	case "age":
		(*served).Age()
	case "stop":
		ts.Check((*served).Close())
	default:
		ts.Fatalf("web %s: start, age or stop", args[0])
	}
}

// webKey is under what a script keeps its web.
type webKey struct{}

// scriptExits: "exits N archiver ARG…" runs a command and wants exit code N.
func scriptExits(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	if err != nil {
		m := regexp.MustCompile(`exit status (\d+)`).FindStringSubmatch(err.Error())
		if m == nil {
			ts.Fatalf("run %v: %v", args[1:], err)
		}
		got, _ = strconv.Atoi(m[1])
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// scriptJSON: "json FILE|stdout PATH REGEXP": the value at PATH matches. A path
// is keys and indices joined by dots; "ref=4" picks the element with that ref.
func scriptJSON(ts *testscript.TestScript, neg bool, args []string) {
	b, err := json.Marshal(valueAt(ts, args[0], args[1]))
	ts.Check(err)
	if ok := regexp.MustCompile(args[2]).Match(b); ok == neg {
		ts.Fatalf("%s is %s; want %s", args[1], b, args[2])
	}
}

// scriptSecond: "second VAR FILE|stdout PATH" puts the moment at PATH, to the
// second, into a variable.
func scriptSecond(ts *testscript.TestScript, _ bool, args []string) {
	at, err := time.Parse(time.RFC3339, fmt.Sprint(valueAt(ts, args[1], args[2])))
	ts.Check(err)
	ts.Setenv(args[0], at.Format(time.RFC3339))
}

func valueAt(ts *testscript.TestScript, file, path string) any {
	var v any
	if err := json.Unmarshal([]byte(ts.ReadFile(file)), &v); err != nil {
		ts.Fatalf("%s is no JSON document: %v", file, err)
	}
	for _, step := range strings.Split(path, "/") {
		switch x := v.(type) {
		case map[string]any:
			v = x[step]
		case []any:
			v = pick(x, step)
		default:
			v = nil
		}
	}
	return v
}

func pick(list []any, step string) any {
	if key, want, ok := strings.Cut(step, "="); ok {
		for _, el := range list {
			if m, ok := el.(map[string]any); ok && fmt.Sprint(m[key]) == want {
				return el
			}
		}
		return nil
	}
	if i, err := strconv.Atoi(step); err == nil && i < len(list) {
		return list[i]
	}
	if step == "len" {
		return len(list)
	}
	return nil
}

// scriptFlip: "flip GLOB OFFSET" changes one byte of the first matching file.
// A negative offset counts from the end. Its key is then in $FLIPPED.
func scriptFlip(ts *testscript.TestScript, _ bool, args []string) {
	files, err := filepath.Glob(ts.MkAbs(args[0]))
	ts.Check(err)
	if len(files) == 0 {
		ts.Fatalf("no file matches %s", args[0])
	}
	b, err := os.ReadFile(files[0])
	ts.Check(err)
	at, err := strconv.Atoi(args[1])
	ts.Check(err)
	if at < 0 {
		at += len(b)
	}
	ts.Check(os.WriteFile(ts.MkAbs(".flipped"), []byte(files[0]+"\n"), 0o644))
	ts.Check(os.WriteFile(ts.MkAbs(".sound"), b, 0o644))
	b[at] ^= 1
	ts.Check(os.Chmod(files[0], 0o644))
	ts.Check(os.WriteFile(files[0], b, 0o644))
	rel, err := filepath.Rel(ts.MkAbs("archive"), files[0])
	ts.Check(err)
	ts.Setenv("FLIPPED", rel)
}

// scriptUnflip puts the last flipped file right.
func scriptUnflip(ts *testscript.TestScript, _ bool, _ []string) {
	path := strings.TrimSpace(ts.ReadFile(".flipped"))
	ts.Check(os.WriteFile(path, []byte(ts.ReadFile(".sound")), 0o644))
}

// scriptNarrow: no line of stdout is wider than N columns.
func scriptNarrow(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[0])
	ts.Check(err)
	for line := range strings.Lines(ts.ReadFile("stdout")) {
		if len([]rune(strings.TrimRight(line, "\n"))) > n {
			ts.Fatalf("wider than %d columns: %q", n, line)
		}
	}
}
