package cli

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"archiver/internal/contract"
	"archiver/internal/source"
	"archiver/internal/store"
	"archiver/internal/warc"
	"archiver/internal/watch"
	"archiver/internal/webtest"
)

// project is a folder in which the real program is run as a process.
type project struct {
	t   *testing.T
	dir string
	env []string
}

func newProject(t *testing.T, config string, files map[string][]byte) *project {
	t.Helper()
	p := &project{t: t, dir: t.TempDir()}
	p.env = append(os.Environ(), asArchiver+"=1", "SSL_CERT_FILE="+filepath.Join(p.dir, "ca.pem"))
	p.write("configs/archiver.yaml", []byte(config))
	for name, data := range files {
		p.write(name, data)
	}
	return p
}

func (p *project) write(name string, data []byte) {
	p.t.Helper()
	path := filepath.Join(p.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		p.t.Fatal(err)
	}
}

func (p *project) command(args ...string) *exec.Cmd {
	c := exec.Command(os.Args[0], args...)
	c.Dir, c.Env = p.dir, p.env
	return c
}

// run wants an exit code and gives what the program printed.
func (p *project) run(code int, args ...string) (stdout, stderr []byte) {
	p.t.Helper()
	c := p.command(args...)
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	err := c.Run()
	got := 0
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else if err != nil {
		p.t.Fatal(err)
	}
	if got != code {
		p.t.Fatalf("archiver %s: exit code %d, want %d\n%s\n%s", strings.Join(args, " "), got, code, out.Bytes(), errs.Bytes())
	}
	return out.Bytes(), errs.Bytes()
}

func (p *project) json(code int, into any, args ...string) {
	p.t.Helper()
	out, errs := p.run(code, append(args, "--json")...)
	if err := json.Unmarshal(out, into); err != nil {
		p.t.Fatalf("archiver %s --json: %v\n%s\n%s", strings.Join(args, " "), err, out, errs)
	}
}

// TestSixtySources is the whole job on sixty sources of thirty hosts, over real
// sockets and TLS, with every failure of the contract: run, age the web, run
// again, check, get before and after, verify, reindex.
func TestSixtySources(t *testing.T) {
	t.Parallel()
	web := webtest.Start(t)
	p := newProject(t, fmt.Sprintf("fetch:\n  timeout: 3s\n  retries: 1\n  max_body: %d\n  allow_networks: [%q]\n  per_host: {delay: 10ms}\nrescue: {wayback: \"\"}\n",
		webtest.HugeBytes/2, web.Networks()[0]), map[string][]byte{"report.md": web.Report(), "ca.pem": web.CA()})
	p.run(0, "import", "report.md", "--id", "sixty", "--published", "2026-01-05")
	p.addQuotes(web)

	var first resultJSON
	p.json(0, &first, "run")
	rows := byFootnote(first)
	for _, s := range web.Sources() {
		compare(t, "first pass", s, s.First, rows[s.Footnote])
	}
	p.comparePayloads(web)
	p.run(0, "verify")

	time.Sleep(1100 * time.Millisecond) // a date between the passes, in whole seconds
	between := time.Now().UTC().Format("20060102150405")
	time.Sleep(1100 * time.Millisecond)
	web.Age()
	var second resultJSON
	p.json(0, &second, "run", "--all")
	rows = byFootnote(second)
	for _, s := range web.Sources() {
		compare(t, "second pass", s, s.Later, rows[s.Footnote])
	}
	// Nothing has changed since: no snapshot is taken again.
	var third resultJSON
	p.json(0, &third, "run", "--all")
	for _, c := range third.Citations {
		if c.Snapshot == "taken" {
			t.Errorf("third pass: footnote %s was taken again (%+v)", c.Footnote, c.Live)
		}
	}
	var checked resultJSON
	p.json(1, &checked, "check")
	for n, row := range byFootnote(checked) {
		if row.Live == nil || rows[n].Live == nil || row.Live.Verdict != rows[n].Live.Verdict || row.Live.Reason != rows[n].Live.Reason {
			t.Errorf("check of footnote %d: %+v, the run said %+v", n, row.Live, rows[n].Live)
		}
	}
	p.run(0, "verify")
	p.getBeforeAndAfter(web, between)
	p.sameAfterReindex()
}

func (p *project) addQuotes(web *webtest.Web) {
	p.t.Helper()
	m, err := source.Load(filepath.Join(p.dir, "sources/sixty.yaml"))
	if err != nil {
		p.t.Fatal(err)
	}
	for _, s := range web.Sources() {
		m.Footnotes[s.Footnote-1].Citations[0].Quotes = s.Quotes
	}
	p.write("sources/sixty.yaml", source.Encode(m))
}

func byFootnote(r resultJSON) map[int]contract.Citation {
	rows := map[int]contract.Citation{}
	for _, c := range r.Citations {
		var n int
		if err := json.Unmarshal(c.Footnote, &n); err == nil {
			rows[n] = c
		}
	}
	return rows
}

func compare(t *testing.T, when string, s webtest.Source, want webtest.Want, got contract.Citation) {
	t.Helper()
	if got.Live == nil {
		t.Errorf("%s: %d %s: never looked at", when, s.Footnote, s.What)
		return
	}
	if got.Live.Verdict != want.Verdict || want.Reason != "" && got.Live.Reason != want.Reason {
		t.Errorf("%s: %d %s: %s %s, want %s %s (%s)", when, s.Footnote, s.What,
			got.Live.Verdict, got.Live.Reason, want.Verdict, want.Reason, got.Live.Detail)
	}
}

// comparePayloads holds every snapshot against what the server sent.
func (p *project) comparePayloads(web *webtest.Web) {
	p.t.Helper()
	compared := 0
	for _, s := range web.Sources() {
		var h contract.History
		p.json(0, &h, "history", fmt.Sprint(s.Footnote))
		for _, snap := range h.Snapshots {
			sent := web.Sent(s.URL)
			if len(sent) == 0 || snap.Class != "source" || snap.Status != 200 {
				continue
			}
			if !slices.ContainsFunc(sent, func(x webtest.Sent) bool { return hex.EncodeToString(x.Decoded[:]) == snap.PayloadSHA256 }) {
				p.t.Errorf("%d %s: payload %s is none of what the server sent", s.Footnote, s.What, snap.PayloadSHA256)
			}
			digest, block := p.recorded(snap.Object, s.URL)
			if !slices.ContainsFunc(sent, func(x webtest.Sent) bool {
				return warc.Digest(x.Payload) == digest && bytes.Equal(x.Raw, block)
			}) {
				p.t.Errorf("%d %s: the WARC's response is not, byte for byte, what the server sent", s.Footnote, s.What)
			}
			compared++
		}
	}
	if compared < 30 {
		p.t.Errorf("only %d payloads could be compared", compared)
	}
}

// recorded gives the payload digest and the block of a snapshot's response.
func (p *project) recorded(object, url string) (digest string, block []byte) {
	p.t.Helper()
	st, err := store.NewFS(filepath.Join(p.dir, "archive"))
	if err != nil {
		p.t.Fatal(err)
	}
	a, closer, err := watch.OpenSnapshot(context.Background(), st, object)
	if err != nil {
		p.t.Fatal(err)
	}
	defer closer.Close()
	at, ok := a.Find(url, time.Now())
	if !ok {
		return "", nil
	}
	rec, done, err := a.Record(at)
	if err != nil {
		p.t.Fatal(err)
	}
	defer done.Close()
	block, err = io.ReadAll(rec.Content)
	if err != nil {
		p.t.Fatal(err)
	}
	return rec.Header.Get("WARC-Payload-Digest"), block
}

// getBeforeAndAfter fetches an edited page by dates around its edit.
func (p *project) getBeforeAndAfter(web *webtest.Web, between string) {
	p.t.Helper()
	for _, s := range web.Sources() {
		if s.What != "figure edited" {
			continue
		}
		ref := fmt.Sprint(s.Footnote)
		old, said := p.run(0, "get", ref, "--at", between, "--as", "text")
		if !bytes.Contains(said, []byte("sha256")) || !bytes.Contains(said, []byte("log entry")) {
			p.t.Errorf("get does not say where the snapshot stands: %s", said)
		}
		now, _ := p.run(0, "get", ref, "--as", "text")
		if bytes.Contains(old, []byte("87654")) || !bytes.Contains(now, []byte("87654")) {
			p.t.Errorf("get %s: the old text must lack the new figure, the new one have it", ref)
		}
		_, said = p.run(0, "get", ref, "--at", "2020-03-01", "--as", "text")
		if !bytes.Contains(said, []byte("first after it")) {
			p.t.Errorf("get for a date before the first snapshot gives no warning: %s", said)
		}
		return
	}
	p.t.Error("no edited source in the web")
}

// sameAfterReindex wants the same answers from a rebuilt catalog.
func (p *project) sameAfterReindex() {
	p.t.Helper()
	answers := func() string {
		status, _ := p.run(0, "status", "--json")
		list, _ := p.run(0, "list", "--json")
		history, _ := p.run(0, "history", "1", "--json")
		// The moment of asking differs.
		_, rest, _ := bytes.Cut(status, []byte("checked_at"))
		_, rest, _ = bytes.Cut(rest, []byte("\n"))
		return string(rest) + string(list) + string(history)
	}
	before := answers()
	p.run(0, "reindex")
	if after := answers(); after != before {
		p.t.Errorf("a rebuilt catalog answers otherwise:\n%s\n---\n%s", before, after)
	}
}
