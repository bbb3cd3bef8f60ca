package eval

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"archiver/internal/eval/set"
	"archiver/internal/webtest/ram"
)

func TestMain(m *testing.M) {
	if Child() {
		return
	}
	ram.Use()
	os.Exit(m.Run())
}

// page is an article of its own for every name.
func page(name string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>%s</title></head><body><nav><a href=/>Home</a></nav><main><h1>The %s inquiry</h1>", name, name)
	for i, s := range []string{"water", "schools", "roads", "hospitals", "courts", "prisons", "markets", "rivers"} {
		fmt.Fprintf(&b, "<p>The %s inquiry heard in session %d that the state of the %s had been reported to the regional council twice, and that no answer was ever recorded by its clerk. A witness from the %s department said that %d complaints lay in a drawer.</p>", name, i+1, s, s, 17*i+23)
	}
	return b.String() + "</main><footer>Footer</footer></body></html>"
}

const (
	quote    = "no answer was ever recorded by its clerk"
	notFound = "<!DOCTYPE html><html><head><title>Page not found</title></head><body><h1>Page not found</h1><p>Sorry, there is nothing here.</p></body></html>"
)

// example is a case that stays as it is, until the test has it otherwise.
func example(name string, after set.Answer, want ...string) set.Case {
	good := set.Answer{Body: []byte(page("harbour"))}
	if after.Body == nil && after.Status == 0 && after.Location == "" && after.Fault == "" {
		after.Body = good.Body
	}
	gone := set.Answer{Status: 404, Body: []byte(notFound)}
	return set.Case{Name: "example/" + name, Site: "example", Class: "fault", Path: "/reports/harbour?lang=en", Want: want,
		Before: set.Web{"/reports/harbour?lang=en": good, "/": {Body: []byte(page("home"))}, "*": gone},
		After:  set.Web{"/reports/harbour?lang=en": after, "/": {Body: []byte(page("home"))}, "*": gone}}
}

func outcomesOf(t *testing.T, cases ...set.Case) []Outcome {
	t.Helper()
	out, err := Run(t.Context(), cases, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestFaults: each fault of the server is the one that the real client sees.
func TestFaults(t *testing.T) { // raced
	fault := func(f string) set.Answer { return set.Answer{Fault: f} }
	cases := []set.Case{
		example("timeout", fault("timeout"), "unreachable/timeout"),
		example("refused", fault("refused"), "unreachable/refused"),
		example("reset", fault("reset"), "unreachable/reset"),
		example("dns", fault("dns"), "dead/dns"),
		example("dns-temporary", fault("dns-temporary"), "unreachable/dns-temporary"),
		example("truncated", fault("truncated"), "unreachable/truncated"),
		example("protocol", fault("protocol"), "unreachable/protocol"),
		example("too-large", fault("too-large"), "unreachable/too-large"),
		example("loop", set.Answer{Location: "/reports/harbour?lang=en", Status: 302}, "unreachable/redirect-loop"),
		example("private", set.Answer{Location: "http://127.0.0.1:8080/admin"}, "blocked/private-address"),
		example("429", set.Answer{Status: 429, Header: http.Header{"Retry-After": {"60"}}, Body: []byte("slow")}, "blocked/rate-limited"),
		example("429-long", set.Answer{Status: 429, Header: http.Header{"Retry-After": {"86400"}}, Body: []byte("slow")}, "blocked/rate-limited"),
		example("503", set.Answer{Status: 503, Body: []byte("<title>Service unavailable</title>")}, "unreachable/http-5xx"),
	}
	for i := range 6 { // the names decide how the certificate is bad
		cases = append(cases, example(fmt.Sprint("tls-", i), fault("tls"), "unreachable/tls"))
	}
	for _, o := range outcomesOf(t, cases...) {
		if !o.Right {
			t.Errorf("%s: %s (%s)", o.Name, o.Why, o.Detail)
		}
		if len(o.Requests) == 0 {
			t.Errorf("%s: no request was seen", o.Name)
		}
	}
}

// TestAnswers: what a web says of other hosts, paths and browsers is what the
// client gets.
func TestAnswers(t *testing.T) { // raced
	elsewhere := func(name, body string) set.Case {
		c := example(name, set.Answer{Location: "https://www.shared.example/new"}, "moved/redirect")
		c.After["//www.shared.example/new"] = set.Answer{Body: []byte(body)}
		return c
	}
	gone := elsewhere("elsewhere-gone", notFound)
	gone.After["//www.shared.example/new"] = set.Answer{Status: 404, Body: []byte(notFound)}
	gone.Want = []string{"dead/http-404"}
	browsers := example("browsers-only", set.Answer{Status: 403, Body: []byte("<title>403 Forbidden</title>"),
		Browserlike: &set.Answer{Body: []byte(page("harbour"))}}, "ok/*", "blocked/forbidden")
	here := example("own-host", set.Answer{Location: "http://{{host}}/reports/the-harbour"}, "moved/redirect")
	here.After["/reports/the-harbour"] = set.Answer{Body: []byte(page("harbour"))}
	cyrillic := example("cyrillic", set.Answer{}, "ok/same")
	cyrillic.Path = "/доклады/порт?год=2020"
	cyrillic.Before[cyrillic.Path], cyrillic.After[cyrillic.Path] = cyrillic.Before["/reports/harbour?lang=en"], cyrillic.After["/reports/harbour?lang=en"]
	delete(cyrillic.After, "/reports/harbour?lang=en")
	kept := example("kept", set.Answer{Body: []byte(page("harbour") + "<!-- 7 -->")}, "ok/*")
	kept.Quotes, kept.QuoteStates = []string{quote}, [][]string{{"verbatim"}}
	out := outcomesOf(t, elsewhere("elsewhere-a", page("harbour")), elsewhere("elsewhere-b", page("harbour")+"\n"), gone, browsers, here, cyrillic, kept,
		example("404", set.Answer{Status: 404, Body: []byte(notFound)}, "dead/http-404"))
	for _, o := range out {
		if !o.Right {
			t.Errorf("%s: %s (%s) %q", o.Name, o.Why, o.Detail, o.Requests)
		}
		if why := o.greedy(); why != "" {
			t.Errorf("%s: %s: %q", o.Name, why, o.Requests)
		}
	}
	if got := out[0].Requests; len(got) != 2 || !strings.HasPrefix(got[1], "GET https://www.shared.example/new 200") {
		t.Errorf("the requests of a moved page: %q", got)
	}
}

// TestBroken: answers that are wrong are seen, and named for what they are.
func TestBroken(t *testing.T) { // raced
	noted := example("quote", set.Answer{}, "ok/*")
	noted.Quotes, noted.QuoteStates = []string{quote}, [][]string{{"gone"}}
	absent := example("absent", set.Answer{}, "ok/*")
	absent.Quotes, absent.QuoteStates = []string{"the moon is made of cheese and nobody at the ministry denies it"}, [][]string{{"verbatim"}}
	nothing := example("nothing", set.Answer{}, "ok/*")
	nothing.Before = set.Web{nothing.Path: {Status: 404, Body: []byte(notFound)}}
	dead := set.Answer{Status: 404, Body: []byte(notFound)}
	cases := map[Error][]set.Case{
		FalseAlarm: {example("alarm", dead, "ok/*")},
		Miss:       {example("miss", set.Answer{}, "dead/http-404", "changed/replaced")},
		WallDead:   {example("wall", dead, "blocked/login-wall")},
		Other:      {example("other", dead, "dead/http-410"), noted},
		Capture:    {nothing, absent},
	}
	var all []set.Case
	for _, list := range cases {
		all = append(all, list...)
	}
	outcomes := outcomesOf(t, all...)
	for kind, list := range cases {
		for _, c := range list {
			i := slices.IndexFunc(outcomes, func(o Outcome) bool { return o.Name == c.Name })
			if o := outcomes[i]; o.Error != kind || o.Why == "" || o.Right {
				t.Errorf("%s: error %q (%s), want %q", o.Name, o.Error, o.Why, kind)
			}
		}
	}
	r := &Report{Generated: score(outcomes)}
	r.NotMet = r.Generated.gates()
	var b bytes.Buffer
	r.print(printer{&b, true}, "no such folder")
	for _, want := range []string{"false alarm: 1 of", "miss: 1 of", "wall called dead: 1 of", "right in class fault: 0 of 7",
		"FALSE ALARM example/alarm", "ok/* → dead/http-404", "REAL PAIRS: skipped"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the report does not say %q:\n%s", want, b.String())
		}
	}
	if len(r.NotMet) != 4 {
		t.Errorf("aims not met: %q", r.NotMet)
	}
}

func TestGreedy(t *testing.T) {
	c := example("x", set.Answer{}, "ok/*")
	o := Outcome{Case: c, Want: c.Want, Given: "ok/same"}
	if o.greedy() != "" {
		t.Errorf("a healthy page: %s", o.greedy())
	}
	o.Extra = 1
	if o.greedy() == "" {
		t.Error("a probe of a healthy page is not seen")
	}
	o.Want, o.Given = []string{"dead/http-404"}, "dead/http-404"
	if o.greedy() != "" {
		t.Errorf("a probe of a dead page: %s", o.greedy())
	}
	if o.Extra = 4; o.greedy() == "" {
		t.Error("four probes are not seen")
	}
}

func TestCasesThatMakeNoSense(t *testing.T) {
	good := example("a", set.Answer{}, "ok/*")
	noPath, noWant, states := good, good, good
	noPath.Path, noWant.Want = "x", nil
	states.Quotes, states.QuoteStates = []string{"a"}, [][]string{{"gone"}, {"gone"}}
	for _, list := range [][]set.Case{{good, good}, {noPath}, {noWant}, {states}} {
		if _, err := newPlays(list); err == nil {
			t.Errorf("taken: %+v", list)
		}
	}
}

// TestBatches: a further host belongs to one case of a batch.
func TestBatches(t *testing.T) {
	sso := func(name string) set.Case {
		c := example(name, set.Answer{Location: "//sso.example/login"}, "blocked/login-wall")
		c.After["//sso.example/*"] = set.Answer{Body: []byte(name)}
		return c
	}
	plays, err := newPlays([]set.Case{sso("a"), sso("b"), example("c", set.Answer{}, "ok/*"), example("d", set.Answer{Fault: "timeout"}, "unreachable/timeout")})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, b := range batch(plays) {
		var names []string
		for _, p := range b.plays {
			names = append(names, strings.TrimPrefix(p.Name, "example/"))
		}
		got = append(got, strings.Join(names, ""))
	}
	if fmt.Sprint(got) != "[ac b d]" {
		t.Errorf("batches %v", got)
	}
}

// TestInterval compares with R's binom.test.
func TestInterval(t *testing.T) {
	for _, c := range []struct {
		hits, of  int
		low, high float64
	}{
		{0, 0, 0, 1},
		{0, 10, 0, 0.3084971},
		{10, 10, 0.6915029, 1},
		{5, 10, 0.1870860, 0.8129140},
		{1, 20, 0.001265089, 0.2487328},
		{84, 87, 0.9025217, 0.9928401},
		{600, 600, 0.9938707, 1},
	} {
		low, high := Share{c.hits, c.of}.Interval()
		if math.Abs(low-c.low) > 1e-5 || math.Abs(high-c.high) > 1e-5 {
			t.Errorf("%d of %d: %.7f to %.7f, want %.7f to %.7f", c.hits, c.of, low, high, c.low, c.high)
		}
	}
}

func TestAdjudications(t *testing.T) {
	got, err := readAdjudications("# why\npair\tlabel\treason\n7\tnoise\ta counter\n\n8\tdoubtful\tboth are right\n")
	if err != nil || len(got) != 2 || got[7] != noise || got[8] != doubtful {
		t.Errorf("%v, %v", got, err)
	}
	for _, bad := range []string{"x\tnoise\tfor", "7\tnoise", "7\tfine\tis it", "7\tnoise\t "} {
		if _, err := readAdjudications(bad); err == nil {
			t.Errorf("taken: %q", bad)
		}
	}
	if _, err := readAdjudications(adjudications); err != nil {
		t.Error(err)
	}
}

// TestDrift plays made pairs through the whole program.
func TestDrift(t *testing.T) {
	dir := t.TempDir()
	md := func(n int) string {
		return fmt.Sprintf("# Terms\n\nThe *first* clause names [the parties](https://x.example) to this contract by their full names.\n\n"+
			"The second clause sets a notice of %d days for either of the two parties.\n", n)
	}
	html := func(n int) string {
		var b strings.Builder
		for line := range strings.Lines(strings.NewReplacer("*", "", "[", "", "](https://x.example)", "").Replace(md(n))) {
			b.WriteString("<p>" + line + "</p>")
		}
		return strings.Replace(page("terms"), "</main>", b.String()+"</main>", 1)
	}
	file(t, filepath.Join(dir, "html", "a.html.gz"), html(30))
	file(t, filepath.Join(dir, "html", "b.html.gz"), html(90))
	file(t, filepath.Join(dir, "md", "a.md.gz"), md(30))
	file(t, filepath.Join(dir, "md", "b.md.gz"), md(90))
	line := func(id int, label, after string) string {
		return fmt.Sprintf(`{"id":%d,"label":%q,"doc":"Acme/Terms of Use","before":{"blob":"a"},"after":{"blob":%q},"text_before_md":"a","text_after_md":%q,`+
			`"truth":{"kept_4shingles":0.9,"new_4shingles":0},"passages":[{"n":9,"surv":true}]}`+"\n", id, label, after, after)
	}
	// The second is labelled wrongly: the harness has to see it.
	index := line(900001, noise, "a") + line(900002, noise, "b") + line(900003, substantive, "b")
	if err := os.WriteFile(filepath.Join(dir, "pairs.jsonl"), []byte(index), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := evaluate(t.Context(), regexp.MustCompile(`^pair-`), dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	p := r.Pairs
	if p == nil || p.Original.class(noise) != (Share{1, 2}) || p.Original.class(substantive) != (Share{1, 1}) || p.Original.class(large) != (Share{1, 1}) {
		t.Fatalf("%+v", p)
	}
	if len(p.Adjudicated.Wrong) != 1 || p.Adjudicated.Wrong[0].Name != "pair-900002" || p.Adjudicated.Wrong[0].Error != FalseAlarm {
		t.Errorf("wrong: %+v", p.Adjudicated.Wrong)
	}
	if p.Surviving.All != (Share{4, 4}) || p.Vanished.All != (Share{2, 2}) || len(p.Unanchored) > 0 {
		t.Errorf("passages: %+v %+v %v %v", p.Surviving.All, p.Vanished.All, p.Unanchored, p.Passages)
	}
	if got := r.NotMet; len(got) != 1 || !strings.Contains(got[0], "noise left alone: 1 of 2") {
		t.Errorf("aims not met: %q", got)
	}
	if _, err := json.Marshal(r); err != nil {
		t.Error(err)
	}
}

func TestMainWords(t *testing.T) {
	var out, errs bytes.Buffer
	if code := Main([]string{"-run", "("}, &out, &errs); code != 2 || errs.Len() == 0 {
		t.Errorf("a broken expression: exit %d, %s", code, errs.String())
	}
	out.Reset()
	if code := Main([]string{"-run", "^no such case$", "-drift", "-", "-json"}, &out, &errs); code != 0 || !json.Valid(out.Bytes()) {
		t.Errorf("nothing to run: exit %d, %s", code, out.String())
	}
}

// BenchmarkJudge60KB is a verdict on a page of 60 KB: both pages are read, and
// compared. The aim is under 10 ms.
func BenchmarkJudge60KB(b *testing.B) {
	m := newMeasured()
	b.ReportAllocs()
	judge := time.Duration(0)
	for b.Loop() {
		d, err := m.once()
		if err != nil {
			b.Fatal(err)
		}
		judge += d
	}
	b.ReportMetric(float64(judge.Nanoseconds())/float64(b.N), "judge-ns/op")
}

// file writes a packed file.
func file(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte(content))
	z.Close() // into memory
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}
