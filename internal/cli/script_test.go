package cli

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"archiver/internal/demo"
	"archiver/internal/webtest/authority"
	"archiver/internal/webtest/origin"
	"archiver/internal/webtest/ram"
	"archiver/internal/webtest/s3server"
	"archiver/internal/webtest/wayback"
	"archiver/internal/webtest/witness"
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
		os.Exit(asProgram())
	}
	if os.Getenv(actChild) != "" || os.Getenv(deskChild) != "" {
		os.Exit(m.Run()) // without a copy of itself, which would be left when it is killed
	}
	if filepath.Base(os.Args[0]) != "archiver" { // a command of a script, which has its own environment
		ram.Use()
		os.Setenv(rescueVariable, "") // what tests run asks no archive, unless they start one
		os.Setenv(browserVariable, "off")
		if os.Getenv("GOGC") == "" {
			os.Setenv("GOGC", "400") // of the commands, which end long before their memory matters
		}
	}
	testscript.Main(ending{m}, map[string]func(){
		"archiver": func() { os.Exit(asProgram()) },
	})
}

// ending ends what tests had in common.
type ending struct{ *testing.M }

func (e ending) Run() int {
	defer s3server.End()
	// Where not all stories run, testscript leaves their folder.
	if dir, err := os.MkdirTemp("", "stories-"); err == nil && os.Chmod(dir, 0o755) == nil { // another user's programs go in
		os.Setenv("GOTMPDIR", dir)
		defer os.RemoveAll(dir)
	}
	return e.M.Run()
}

// rescueVariable says where a run looks for copies; it stands above the file.
const rescueVariable = "ARCHIVER_RESCUE_WAYBACK"

// browserVariable keeps the browser out of stories that are not about it: they tell
// the same with a Chromium and without.
const browserVariable = "ARCHIVER_BROWSER_MODE"

// asProgram is the program as tests run it: it does nothing where a run could
// ask a real archive for what tests made up.
func asProgram() int {
	if v, set := os.LookupEnv(rescueVariable); !set || !harmless(v) {
		fmt.Fprintf(os.Stderr, "a test would ask a real archive: %s is %q (set: %v)\n", rescueVariable, v, set)
		return 99
	}
	archiveStall, _ = time.ParseDuration(os.Getenv(stallVariable))
	return Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
}

// stallVariable makes a script's commands less patient with a server.
const stallVariable = "ARCHIVER_TEST_STALL"

func harmless(wayback string) bool {
	u, err := url.Parse(wayback)
	return wayback == "" || wayback == "off" || err == nil && u.Hostname() == "127.0.0.1"
}

// TestNoRealArchive: a child that could ask one refuses to run.
func TestNoRealArchive(t *testing.T) {
	for value, want := range map[string]int{"": 0, "off": 0, "http://127.0.0.1:1": 0, "https://web.archive.org": 99, "unset": 99} {
		c := exec.Command(os.Args[0], "--version")
		for _, kv := range os.Environ() {
			if !strings.HasPrefix(kv, rescueVariable+"=") {
				c.Env = append(c.Env, kv)
			}
		}
		c.Env = append(c.Env, asArchiver+"=1")
		if value != "unset" {
			c.Env = append(c.Env, rescueVariable+"="+value)
		}
		_ = c.Run() // the exit code tells
		if got := c.ProcessState.ExitCode(); got != want {
			t.Errorf("%s=%s: exit code %d, want %d", rescueVariable, value, got, want)
		}
	}
}

// TestScript runs testdata/script: each file is one story on the command line,
// against the made-up web.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			env.Values[webKey{}] = new(*demo.Web)
			env.Values[otherKey{}] = new(*wayback.Server)
			env.Values[witnessKey{}] = new(*witness.Witness)
			env.Values[clockKey{}] = new(*authority.Authority)
			env.Setenv("GORACE", os.Getenv("GORACE"))
			env.Setenv("GOGC", os.Getenv("GOGC"))
			env.Setenv(rescueVariable, "")
			env.Setenv(browserVariable, "off")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"web":    scriptWeb,
			"site":   scriptSite,
			"other":  scriptOther,
			"exits":  scriptExits,
			"json":   scriptJSON,
			"flip":   scriptFlip,
			"unflip": scriptUnflip,
			"narrow": scriptNarrow,
			"second": scriptSecond,
			"value":  scriptValue,
			"clock":  scriptClock(t),

			"witness": scriptWitness,
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
		cfg := fmt.Sprintf("fetch:\n  retries: 0\n  timeout: 5s\n  allow_networks: [\"127.0.0.0/8:%s\"]\n  per_host: {delay: 0s}\nrescue: {wayback: \"\"}\n", web.Port())
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

// scriptSite: "site DIR" serves a folder, and puts its port for PORT into report.md
// and into a configuration.
func scriptSite(ts *testscript.TestScript, _ bool, args []string) {
	srv := httptest.NewServer(http.FileServer(http.Dir(ts.MkAbs(args[0]))))
	ts.Defer(srv.Close)
	_, port, _ := net.SplitHostPort(srv.Listener.Addr().String())
	ts.Check(os.WriteFile(ts.MkAbs("report.md"), []byte(strings.ReplaceAll(ts.ReadFile("report.md"), "PORT", port)), 0o644))
	ts.Check(os.MkdirAll(ts.MkAbs("configs"), 0o755))
	cfg := fmt.Sprintf("fetch:\n  retries: 0\n  timeout: 10s\n  allow_networks: [\"127.0.0.0/8:%s\"]\n  per_host: {delay: 0s}\nrescue: {wayback: \"\"}\n", port)
	ts.Check(os.WriteFile(ts.MkAbs("configs/archiver.yaml"), []byte(cfg), 0o644))
}

// scriptOther: "other start" starts another archive, where runs look for copies
// from then on; "other has URL STAMP [FILE [packed]]" puts a copy into it, of FILE or of
// what URL answers now; "other fails STATUS" has it answer so, "other heals" no
// longer; "other asked N" wants N requests since it was asked last.
func scriptOther(ts *testscript.TestScript, _ bool, args []string) {
	held := ts.Value(otherKey{}).(**wayback.Server)
	switch args[0] {
	case "start":
		*held = wayback.Start()
		ts.Defer((*held).Close)
		(*held).TakesKeys("access:secret")
		ts.Setenv("OTHER", (*held).URL())
		ts.Setenv(rescueVariable, (*held).URL())
		cfg := ts.ReadFile("configs/archiver.yaml")
		_, port, _ := strings.Cut(strings.TrimPrefix((*held).URL(), "http://"), ":")
		cfg = strings.Replace(cfg, "allow_networks: [", fmt.Sprintf("allow_networks: [\"127.0.0.1/32:%s\", ", port), 1)
		ts.Check(os.WriteFile(ts.MkAbs("configs/archiver.yaml"), []byte(cfg), 0o644))
	case "has":
		at, err := time.Parse(wayback.Stamp, args[2])
		ts.Check(err)
		c := wayback.Capture{URL: args[1], At: at, Header: http.Header{"Content-Type": {"text/html; charset=utf-8"}}}
		if len(args) > 3 {
			c.Body = []byte(ts.ReadFile(args[3]))
			if len(args) > 4 { // packed: as the page sent it, which only the page's own header tells
				var b bytes.Buffer
				z := gzip.NewWriter(&b)
				z.Write(c.Body)
				ts.Check(z.Close())
				c.Body = b.Bytes()
				c.Header.Set("Content-Encoding", "gzip")
			}
		} else {
			dial := func(ctx context.Context, network, addr string) (net.Conn, error) { // names under localhost need no resolver
				_, port, _ := net.SplitHostPort(addr)
				return new(net.Dialer).DialContext(ctx, network, "127.0.0.1:"+port)
			}
			r, err := (&http.Client{Transport: &http.Transport{DialContext: dial}}).Get(args[1])
			ts.Check(err)
			defer r.Body.Close()
			c.Header.Set("Content-Type", r.Header.Get("Content-Type"))
			c.Body, err = io.ReadAll(r.Body)
			ts.Check(err)
		}
		(*held).Add(c)
	case "fails":
		status, err := strconv.Atoi(args[1])
		ts.Check(err)
		(*held).Fail("", -1, wayback.Answer(status, "no"))
	case "heals":
		(*held).Heal()
	case "asked":
		if got := (*held).Asked(); fmt.Sprint(len(got)) != args[1] {
			ts.Fatalf("%d requests, want %s: %q", len(got), args[1], got)
		}
		(*held).Forget()
	default:
		ts.Fatalf("other %s: start, has, fails, heals or asked", args[0])
	}
}

// scriptWitness: "witness start" starts a witness of logs, which runs ask from then
// on; "witness trust" tells it the archive's key; "witness down", "witness up";
// "witness asked N" wants that many requests since it started.
func scriptWitness(ts *testscript.TestScript, _ bool, args []string) {
	held := ts.Value(witnessKey{}).(**witness.Witness)
	switch args[0] {
	case "start":
		dir := ts.MkAbs("witness")
		ts.Check(os.MkdirAll(dir, 0o755))
		w, err := witness.New(dir, "witness.example/w1", false)
		ts.Check(err)
		*held = w
		srv := httptest.NewServer(w)
		ts.Defer(srv.Close)
		cfg := ts.ReadFile("configs/archiver.yaml") + fmt.Sprintf("log: {witnesses: [{url: %q, key: %q}]}\n", srv.URL+"/w1", w.Key)
		ts.Check(os.WriteFile(ts.MkAbs("configs/archiver.yaml"), []byte(cfg), 0o644))
	case "trust":
		ts.Check((*held).Trust(strings.TrimSpace(ts.ReadFile("archive/keys/log.pub"))))
	case "down":
		(*held).Before(func(rw http.ResponseWriter, _ *http.Request) bool {
			http.Error(rw, "closed for the night", http.StatusServiceUnavailable)
			return true
		})
	case "up":
		(*held).Before(nil)
	case "asked":
		if got := (*held).Asked(); fmt.Sprint(got) != args[1] {
			ts.Fatalf("%d requests, want %s", got, args[1])
		}
	default:
		ts.Fatalf("witness %s: start, trust, down, up or asked", args[0])
	}
}

type witnessKey struct{}

// scriptClock: "clock start" starts a time-stamp authority; its URL is in $CLOCK,
// the file with its root in $CLOCKROOT, and "clock asked N" wants that many
// requests since then. "clock down", "clock refuses", "clock up".
func scriptClock(t *testing.T) func(*testscript.TestScript, bool, []string) {
	return func(ts *testscript.TestScript, _ bool, args []string) {
		held := ts.Value(clockKey{}).(**authority.Authority)
		switch args[0] {
		case "start":
			*held = authority.Start(t, authority.Options{Root: true})
			ts.Setenv("CLOCK", (*held).URL)
			ts.Setenv("CLOCKROOT", (*held).RootFile)
		case "down":
			(*held).Answer(authority.Down)
		case "refuses":
			(*held).Answer(authority.Refuse)
		case "up":
			(*held).Answer(nil)
		case "asked":
			if got := (*held).Requests(); fmt.Sprint(got) != args[1] {
				ts.Fatalf("%d requests, want %s", got, args[1])
			}
		default:
			ts.Fatalf("clock %s: start, down, refuses, up or asked", args[0])
		}
	}
}

type clockKey struct{}

type otherKey struct{}

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

// scriptValue: "value VAR FILE|stdout PATH" puts the value at PATH into a variable.
func scriptValue(ts *testscript.TestScript, _ bool, args []string) {
	ts.Setenv(args[0], fmt.Sprint(valueAt(ts, args[1], args[2])))
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

// scriptNarrow: no line of stdout is wider than N columns, but for an address that
// stands alone, whole, to be copied.
func scriptNarrow(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[0])
	ts.Check(err)
	for line := range strings.Lines(ts.ReadFile("stdout")) {
		alone := strings.HasPrefix(strings.TrimSpace(line), "http") && !strings.Contains(strings.TrimSpace(line), " ")
		if len([]rune(strings.TrimRight(line, "\n"))) > n && !alone {
			ts.Fatalf("wider than %d columns: %q", n, line)
		}
	}
}
