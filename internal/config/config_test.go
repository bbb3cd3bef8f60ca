package config

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

// TestShippedConfig holds configs/archiver.yaml against the program: it loads,
// says the defaults, and mentions every key that has an effect.
func TestShippedConfig(t *testing.T) {
	const path = "../../configs/archiver.yaml"
	got, err := Load(path, true, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := Default()
	want.base, want.file, want.text = got.base, got.file, got.text
	// An empty list is as good as none.
	got.Canaries, got.Fetch.AllowNetworks = nil, nil
	got.Log.Witnesses, got.Timestamp, got.Notify = nil, nil, nil
	got.Web.Hosts, got.Web.Proxies, got.Web.Operators = nil, nil, nil
	if !reflect.DeepEqual(got, want) {
		t.Errorf("the shipped file says\n%+v\nthe defaults are\n%+v", got, want)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	later := map[string]bool{"checks": true, "over": true}
	var walk func(v reflect.Type)
	walk = func(v reflect.Type) {
		for i := range v.NumField() {
			key := v.Field(i).Tag.Get("yaml")
			if key == "" || later[key] {
				continue
			}
			if !strings.Contains(string(text), key+":") {
				t.Errorf("%s is not in the shipped file", key)
			}
			if v.Field(i).Type.Kind() == reflect.Struct {
				walk(v.Field(i).Type)
			}
		}
	}
	walk(reflect.TypeOf(*want))
}

// TestEmptyConfig: a file without a key leaves every default.
func TestEmptyConfig(t *testing.T) {
	for _, text := range []string{"", "\n", "# nothing yet\n\n", "---\n", "\ufeff"} {
		path := filepath.Join(t.TempDir(), "archiver.yaml")
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		got, err := Load(path, true, nil)
		want := Default()
		want.file, want.text = path, []byte(strings.TrimPrefix(text, "\ufeff"))
		if err != nil {
			t.Errorf("%q: %v", text, err)
		} else if !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %+v", text, got)
		}
	}
}

func TestConfigErrors(t *testing.T) {
	for _, tt := range []struct {
		text, want string
		line       int
	}{
		{"fetch:\n  timeout: soon\n", `line 2: fetch.timeout: "soon" is not a duration`, 2},
		{"fetch:\n  max_body: many\n", `"many" is not a size`, 0},
		{"fetch:\n\ttimeout: 3s\n", "line 2: begins with a tab", 2},
		{"fetch: {retries: two}\n", "", 1},
		{"fetch:\n  robots: maybe\n", "neither ignore nor obey", 0},
		{"fetch:\n  allow_networks: [localhost]\n", "localhost", 0},
		{"archive: {url: s3://B_/x}\n", "archive.url: ", 0},
		{"archive: {url: gopher://x}\n", "neither file:FOLDER nor s3://BUCKET/PREFIX", 0},
		{"archive: {lock: {log: compliance, days: 3}}\n", "archive.lock: a folder has no object locks", 0},
		{"archive: {mirror: {url: file:m, lock: {log: compliance, days: 3}}}\n", "archive.mirror.lock: a folder has no object locks", 0},
		{"archive: {mirror: {url: m}}\n", "archive.mirror.url: \"m\" is neither", 0},
		{"archive: {mirror: {endpoint: http://x}}\n", "archive.mirror.url: there is no mirror", 0},
		{"archive: {mirror: {url: file:archive}}\n", "archive.mirror.url: it is the archive itself", 0},
		{"archive: {mirror: {url: file:archive/m}}\n", "archive.mirror.url: file:archive/m and file:archive lie in one another", 0},
		{"archive: {url: s3://bucket/x, mirror: {url: s3://bucket/x/y}}\n", "archive.mirror.url: s3://bucket/x/y and s3://bucket/x lie in one another", 0},
		{"archive: {mirror: {url: s3://bucket/x, endpoint: ftp://x}}\n", "archive.mirror.endpoint: ", 0},
		{"archive: {mirror: {url: s3://bucket/x, lock: {log: compliance}}}\n", "archive.mirror.lock.days: a lock needs", 0},
		{"archive: {url: s3://bucket/x, lock: {log: compliance}}\n", "archive.lock.days: a lock needs", 0},
		{"archive: {url: s3://bucket/x, lock: {days: 3}}\n", "archive.lock.days: nothing is locked", 0},
		{"archive: {url: s3://bucket/x, lock: {snapshots: hard, days: 3}}\n", "archive.lock.snapshots: ", 0},
		{"archive: {url: s3://bucket/x, lock: {snapshots: compliance, days: 99999}}\n", "can't be taken back", 0},
		{"archive: {url: s3://bucket/x, endpoint: s3.example.org}\n", "archive.endpoint: ", 0},
		{"archive: {url: s3://bucket/x, endpoint: \"https://a:b@s3.example.org\"}\n", "archive.endpoint: ", 0},
		{"catalog: postgres://x\n", "not supported by this version", 0},
		{"notify: [gopher://hook.example/]\n", "notify[0]: its scheme is none of", 0},
		{"timestamp: [tsa.example]\n", "timestamp: \"tsa.example\" is not an http or https URL", 0},
		{"timestamp: [\"https://a.example/\", {url: \"https://me:x@a.example/\"}]\n", "https://a.example/ is there twice", 0},
		{"timestamp: [{url: \"https://a.example/\", root: a.pem}]\n", "root", 1},
		{"timestamp: https://a.example/\n", "", 1},
		{"browser: {mode: on}\n", "neither auto nor off", 0},
		{"browser: {viewport: large}\n", "browser.viewport: \"large\" is no size", 0},
		{"browser: {viewport: 100x9000}\n", "browser.viewport", 0},
		{"browser: {timezone: Moon/Sea}\n", "browser.timezone", 0},
		{"browser: {timezone: Local}\n", "browser.timezone", 0},
		{"browser: {locale: \"en us\"}\n", "browser.locale", 0},
		{"browser: {size: 1x1}\n", "size", 1},
		{"unknown: 1\n", "unknown", 1},
		{"log:\n  origin: x\nfetch:\n  per_host: {dealy: 1s}\n", "fetch.per_host.dealy: there is no such key", 4},
		{"archive: {lock: {days: 60}}\nfetch: {timeout: 60}\n", "fetch.timeout: \"60\" is not a duration", 2},
		{"confirm: {checks: 2, over: 3}\n", "confirm.over: \"3\" is not a duration", 1},
		{"timestamp:\n  - https://a.example/\n  - url: https://b.example/\n    rots: a.pem\n", "timestamp[1].rots: there is no such key", 4},
		{"1: 2\n", "a key must be a plain word", 1},
		{"sources: a\n---\nsources: b\n", "a second document", 3},
		{"sources: a\ncatalog: \"\xff\"\n", "not text in UTF-8", 2},
		{"sources: a\ncatalog: \"a\x00\"\n", "not text in UTF-8", 2},
		{"fetch: &a {timeout: *a}\n", "fetch.timeout: stands for what it stands in", 1},
		{"web: &a\n  hosts: [x, *a]\n", "web.hosts[1]: stands for what it stands in", 2},
		{"canaries:\n- &a [x]\n- &b [" + strings.Repeat("*a,", 400) + "*a]\n- &c [" + strings.Repeat("*b,", 400) + "*b]\n", "canaries[2][", 4},
		{"log: {<<: {orign: x}}\n", "log.orign: there is no such key", 1},
		{"confirm: {<<: {checks: 1.5}}\n", "confirm.checks: wants a whole number", 1},
		{"fetch: " + strings.Repeat("[", 100_000) + "\n", "nested too deeply", 0},
		{"fetch: " + strings.Repeat("{a: ", 20_000) + "\n", "nested too deeply", 0},
		{strings.Repeat("k: 1\n", 100_000), "larger than 256 KiB", 0},
		{"sources: a\nsources: b\n", "sources", 2},
		{"confirm: {checks: -1}\n", "negative", 0},
		{"canaries: [not a url]\n", "canaries: ", 0},
		{"confirm: {over: 1s}\n", "over needs checks", 0},
		{"fetch: {proxy: \"ftp://x\"}\n", "fetch.proxy: ", 0},
		{"rescue: {wayback: web.archive.org}\n", "rescue.wayback: ", 0},
		{"rescue: {wayback: \"\", save: true}\n", "rescue.save: ", 0},
		{"rescue: {wayback: \"https://a.example/all\", save: true}\n", "is a collection", 0},
		{"rescue: {wayback: \"http://a.example\", save: true}\n", "rescue.save", 0},
		{"rescue: {tries: 3}\n", "tries", 1},
		{"\ufefffetch: {retries: many}\n", "retries", 1},
	} {
		path := filepath.Join(t.TempDir(), "archiver.yaml")
		if err := os.WriteFile(path, []byte(tt.text), 0o644); err != nil {
			t.Fatal(err)
		}
		_, err := Load(path, true, nil)
		ce, ok := err.(*Error)
		if !ok || !strings.Contains(err.Error(), tt.want) || tt.line > 0 && ce.Line != tt.line {
			t.Errorf("%q: %v, want %q on line %d", tt.text, err, tt.want, tt.line)
		}
	}
}

// TestConfigErrorSaysWhere: a value of a right form that can't be is told with its line, or
// with the variable that it comes from.
func TestConfigErrorSaysWhere(t *testing.T) {
	for _, tt := range []struct {
		text, env, want string
	}{
		{"sources: s\n\nfetch:\n  retries: 3\n  robots: maybe\n", "", "line 5: fetch.robots: "},
		{"# none\nfetch: {robots: maybe}\n", "", "line 2: fetch.robots: "},
		{"web:\n  listen: 127.0.0.1:8080\n  token: short\n", "", "line 3: web.token: "},
		{"notify:\n  - https://127.0.0.1/\n  - gopher://x/\n", "", "line 3: notify[1]: "},
		{"notify:\n- {url: \"gopher://x/\", name: x}\n", "", "line 2: notify[0]: "},
		{"sources: s\narchive:\n  url: s3://bucket/x\n  lock:\n    log: compliance\n", "", "line 5: archive.lock.days: "},
		{"fetch:\n  robots: obey\n", "ARCHIVER_FETCH_ROBOTS=maybe", "environment variable ARCHIVER_FETCH_ROBOTS: fetch.robots: "},
		{"", "ARCHIVER_NOTIFY=gopher://x/", "environment variable ARCHIVER_NOTIFY: notify[0]: "},
	} {
		path := filepath.Join(t.TempDir(), "archiver.yaml")
		if err := os.WriteFile(path, []byte(tt.text), 0o644); err != nil {
			t.Fatal(err)
		}
		var environ []string
		if tt.env != "" {
			environ = []string{tt.env}
		}
		if _, err := Load(path, true, environ); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q %s: %v, want %q", tt.text, tt.env, err, tt.want)
		}
	}
}

func TestConfigValues(t *testing.T) {
	path := filepath.Join(t.TempDir(), "configs", "archiver.yaml")
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("fetch: {timeout: 1h30m, max_body: 1.5GiB}\nconfirm: {checks: 2, over: 3d}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	c, err := Load(path, true, []string{"ARCHIVER_FETCH_PER_HOST_DELAY=250ms", "ARCHIVER_FETCH_ALLOW_NETWORKS=127.0.0.0/8:80,10.0.0.0/8",
		"ARCHIVER_ARCHIVE_URL=file:/srv/evidence", "ARCHIVER_HOME=/not/ours", "OTHER=1",
		"ARCHIVER_TIMESTAMP=http://a.example/tsr,https://b.example/"})
	if err != nil {
		t.Fatal(err)
	}
	if time.Duration(c.Fetch.Timeout) != 90*time.Minute || c.Fetch.MaxBody != 3<<29 || time.Duration(c.Confirm.Over) != 72*time.Hour ||
		time.Duration(c.Fetch.PerHost.Delay) != 250*time.Millisecond || len(c.Fetch.AllowNetworks) != 2 || c.ArchiveDir() != "/srv/evidence" ||
		!reflect.DeepEqual(c.Timestamp, []Timestamp{{URL: "http://a.example/tsr"}, {URL: "https://b.example/"}}) {
		t.Errorf("%+v", c)
	}
	if c, err := Load(path, true, []string{`ARCHIVER_TIMESTAMP=[http://a.example/tsr, {url: "https://b.example/", roots: b.pem}]`}); err != nil ||
		!reflect.DeepEqual(c.Timestamp, []Timestamp{{URL: "http://a.example/tsr"}, {URL: "https://b.example/", Roots: "b.pem"}}) {
		t.Errorf("%+v, %v", c, err)
	}
	// Maps and lists as in the file; a key of its own stands above its map.
	c, err = Load(path, true, []string{"ARCHIVER_FETCH_PER_HOST_DELAY=2s", "ARCHIVER_FETCH_PER_HOST={parallel: 1, delay: 5s}", "ARCHIVER_CONFIRM={checks: 7}",
		`ARCHIVER_CANARIES=["https://a.example/x,y", 'https://b.example/']`, "ARCHIVER_LOG=debug"})
	if err != nil || time.Duration(c.Fetch.PerHost.Delay) != 2*time.Second || c.Confirm.Checks != 7 || time.Duration(c.Confirm.Over) != 72*time.Hour ||
		!reflect.DeepEqual(c.Canaries, []string{"https://a.example/x,y", "https://b.example/"}) {
		t.Errorf("%+v, %v", c, err)
	}
	for _, kv := range []string{"ARCHIVER_BROWSER={mode: nonsense}", "ARCHIVER_CONFIRM={cheks: 1}", "ARCHIVER_RESCUE={wayback: [", `ARCHIVER_CANARIES=["https://a.example/`} {
		if _, err := Load(path, true, []string{kv}); err == nil {
			t.Errorf("%s is no mistake", kv)
		}
	}
	// In a project, paths start from the folder that holds configs/.
	if got, want := c.Path("sources"), filepath.Join(filepath.Dir(filepath.Dir(path)), "sources"); got != want {
		t.Errorf("sources at %s, want %s", got, want)
	}
	if _, err := Load(filepath.Join(t.TempDir(), "none.yaml"), true, nil); err == nil {
		t.Error("a file asked for by name may not be missing")
	}
}

// TestKeys: an account comes from the environment, whole or not at all.
func TestKeys(t *testing.T) {
	c := Rescue{Wayback: "https://web.archive.org", Save: true}
	for _, environ := range [][]string{{"WAYBACK_ACCESS_KEY=a", "WAYBACK_SECRET_KEY=b"}, {"IA_ACCESS_KEY_ID=a", "IA_SECRET_ACCESS_KEY=b", "WAYBACK_ACCESS_KEY=x"}} {
		if k, err := c.Keys(environ); err != nil || k.Access != "a" || k.Secret != "b" {
			t.Errorf("%q: %+v, %v", environ, k, err)
		}
	}
	for _, environ := range [][]string{nil, {"WAYBACK_ACCESS_KEY=a"}, {"WAYBACK_ACCESS_KEY=a", "WAYBACK_SECRET_KEY="}} {
		_, err := c.Keys(environ)
		if err == nil || !strings.Contains(err.Error(), "WAYBACK_ACCESS_KEY") || !strings.Contains(err.Error(), "WAYBACK_SECRET_KEY") {
			t.Errorf("%q: %v", environ, err)
		}
		var bad *Error
		if !errors.As(err, &bad) {
			t.Errorf("%q: %T is not told as the configuration's", environ, err)
		}
	}
}

// TestMisspeltVariables: a variable that was meant for a key, and names none, is a
// mistake. What others set under the same prefix is not.
func TestMisspeltVariables(t *testing.T) {
	for name, near := range map[string]string{
		"FETCH_TIMEOUTS": "FETCH_TIMEOUT", "ARCHIV_URL": "ARCHIVE_URL", "FETCHTIMEOUT": "FETCH_TIMEOUT", "fetch_timeout": "FETCH_TIMEOUT",
		"ARCHIVE_MIROR_URL": "ARCHIVE_MIRROR_URL", "CANARY": "", "SOURCE": "SOURCES", "NOTIFI": "NOTIFY", "TIMESTAMPS": "TIMESTAMP",
		"LOG_LEVEL": "", "WEB_PORT": "", "BROWSER": "", "FETCH": "", "FETCH_PER_HOST": "", "PER_HOST_DELAY": "", "WEB_TOKENFILE": "WEB_TOKEN_FILE",
		"HOME": "", "URL": "", "TOKEN": "", "KEY": "", "IMAGE": "", "VERSION": "", "TEST_ACT": "", "LOGS": "", "DEBUG": "",
	} {
		c, err := Load("none", false, []string{"ARCHIVER_" + name + "=http://user:secret@x.example/"})
		if near == "" {
			if err != nil || c == nil {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		var bad *Error
		if !errors.As(err, &bad) || !strings.Contains(err.Error(), "ARCHIVER_"+name+": it names no key") || strings.Contains(err.Error()+bad.Hint(), "secret") {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !strings.Contains(bad.Hint(), "did you mean ARCHIVER_"+near+"?") {
			t.Errorf("%s: %s", name, bad.Hint())
		}
	}
	for _, environ := range [][]string{
		{"ARCHIVER_WEB_PORT=tcp://10.0.0.7:80", "ARCHIVER_WEB_PORT_80_TCP_ADDR=10.0.0.7", "ARCHIVER_WEB_SERVICE_PORT=80", "ARCHIVER_WEB_SERVICE_HOST=10.0.0.7"},
		{"ARCHIVER_NOTIFI=x", "ARCHIVER_NOTIFY=https://hook.example/${ARCHIVER_NOTIFI}"},
	} {
		if _, err := Load("none", false, environ); err != nil {
			t.Errorf("%q: %v", environ, err)
		}
	}
	for _, name := range namesInEnv(reflect.TypeFor[Config](), "") {
		if _, err := Load("none", false, []string{"ARCHIVER_" + name + "="}); err != nil && strings.Contains(err.Error(), noKey) {
			t.Errorf("%s is a key: %v", name, err)
		}
	}
}

// TestNearKey: a key that is one but for a slip is answered with that one.
func TestNearKey(t *testing.T) {
	for text, want := range map[string]string{"fetch: {timout: 3s}": "timeout", "Fetch: {}": "fetch", "canarys: []": "canaries",
		"notify: [{ulr: x}]": "url", "cooking: x": "", strings.Repeat("x", 1000) + ": 1": ""} {
		path := filepath.Join(t.TempDir(), "archiver.yaml")
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		_, err := Load(path, true, nil)
		if ce, ok := err.(*Error); !ok || ce.Near != want || want != "" && !strings.Contains(ce.Hint(), "did you mean "+want+"?") {
			t.Errorf("%.40s: %v, near %q, want %q", text, err, ce.Near, want)
		}
	}
}

// TestAnchors: what stands for something else of the file may, and what names the version
// of YAML is no document.
func TestAnchors(t *testing.T) {
	path := filepath.Join(t.TempDir(), "archiver.yaml")
	if err := os.WriteFile(path, []byte("%YAML 1.2\n---\nsources: &s here\nfetch: &f {timeout: 3s}\nlog:\n  key: *s\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if c, err := Load(path, true, nil); err != nil || c.Log.Key != "here" || c.Fetch.Timeout != Duration(3*time.Second) {
		t.Errorf("%+v, %v", c, err)
	}
}

// TestBadEnv: a value of the environment is told of as one of the file is, in a person's
// words, and is bounded as that is.
func TestBadEnv(t *testing.T) {
	for kv, want := range map[string]string{
		"ARCHIVER_FETCH_TIMEOUT=60":                           `ARCHIVER_FETCH_TIMEOUT: "60" is not a duration`,
		"ARCHIVER_FETCH={timout: 3s}":                         "ARCHIVER_FETCH: timout: there is no such key",
		"ARCHIVER_CONFIRM={checks: 2, over: 3}":               `ARCHIVER_CONFIRM: over: "3" is not a duration`,
		"ARCHIVER_CONFIRM_CHECKS=x":                           "ARCHIVER_CONFIRM_CHECKS: wants a whole number",
		"ARCHIVER_CONFIRM_CHECKS=1.5":                         "ARCHIVER_CONFIRM_CHECKS: wants a whole number",
		"ARCHIVER_CONFIRM={checks: 1.5}":                      "ARCHIVER_CONFIRM: checks: wants a whole number",
		"ARCHIVER_RESCUE_SAVE=maybe":                          "ARCHIVER_RESCUE_SAVE: wants true or false",
		"ARCHIVER_NOTIFY=[{ulr: x}]":                          "ARCHIVER_NOTIFY: [0].ulr: there is no such key",
		"ARCHIVER_FETCH={timeout: &a [*a]}":                   "stands for what it stands in",
		"ARCHIVER_WEB={hosts: " + strings.Repeat("[", 20_000): "nested too deeply",
	} {
		_, err := Load(filepath.Join(t.TempDir(), "archiver.yaml"), false, []string{kv})
		if ce, ok := err.(*Error); !ok || !strings.Contains(err.Error(), want) || ce.Line != 0 {
			t.Errorf("%.60s: %v, want %q", kv, err, want)
		}
	}
}

// TestNoFile: what is no file of a configuration's size is not read to its end, and a pipe
// is as good as a file.
func TestNoFile(t *testing.T) {
	if _, err := Load("/dev/zero", true, nil); err == nil || !strings.Contains(err.Error(), "larger than 256 KiB") {
		t.Errorf("endless: %v", err)
	}
	if _, err := Load(t.TempDir(), true, nil); err == nil || !strings.Contains(err.Error(), "is a directory") {
		t.Errorf("folder: %v", err)
	}
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	w.WriteString("sources: elsewhere\n")
	w.Close()
	if c, err := Load(fmt.Sprintf("/dev/fd/%d", r.Fd()), true, nil); err != nil || c.Sources != "elsewhere" {
		t.Errorf("pipe: %v", err)
	}
}
