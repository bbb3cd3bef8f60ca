package cli

import (
	"archive/zip"
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"archiver/internal/contract"
	"archiver/internal/ledger"
	"archiver/internal/source"
	"archiver/internal/web"
)

// shownAs is what a page shows of a citation, for an acceptance.
func (p *deskProject) shownAs(ref, why string) web.Accept {
	p.t.Helper()
	one, err := p.d.Citation(p.t.Context(), p.cite(ref))
	if err != nil {
		p.t.Fatal(err)
	}
	return web.Accept{Verdict: one.Live.Verdict, Reason: one.Live.Reason, Archive: one.Archive.State, LookedAt: *one.Live.LookedAt, Why: why, By: "Ada"}
}

// acceptances gives the records of the log that accept something, in order.
func (p *deskProject) acceptances(ref string) (list []ledger.AcceptRecord) {
	p.t.Helper()
	var h contract.History
	p.json(0, &h, "history", ref)
	for _, a := range h.Acts {
		var r ledger.AcceptRecord
		if err := json.Unmarshal(a.Record, &r); err != nil {
			p.t.Fatal(err)
		}
		list = append(list, r)
	}
	return list
}

// TestDeskAccepts: an acceptance is that of the command, and of nothing that was not shown.
func TestDeskAccepts(t *testing.T) { // raced
	t.Parallel()
	p := newDeskProject(t, "", 2)
	ctx := t.Context()
	const dead, edited, fine = "3", "5", "1"
	path := filepath.Join(p.dir, "sources/demo.yaml")
	was, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var changed *web.ChangedError
	var refused *web.RefusedError
	for what, a := range map[string]web.Accept{
		"another reason":  {Verdict: "dead", Reason: "http-410", Archive: "intact"},
		"another verdict": {Verdict: "ok", Reason: "same", Archive: "intact"},
		"another copy":    {Verdict: "dead", Reason: "http-404", Archive: "wall"},
		"nothing":         {},
	} {
		if _, err := p.d.Accept(ctx, p.cite(dead), a); !errors.As(err, &changed) || changed.Now.Ref != dead || changed.Now.Live.Reason != "http-404" {
			t.Errorf("%s: %v", what, err)
		}
	}
	earlier := p.shownAs(edited, "")
	earlier.LookedAt = earlier.LookedAt.Add(-time.Hour)
	if _, err := p.d.Accept(ctx, p.cite(edited), earlier); !errors.As(err, &changed) {
		t.Errorf("a text that was captured since: %v", err)
	}
	if _, err := p.d.Accept(ctx, p.cite(fine), p.shownAs(fine, "")); !errors.As(err, &refused) || !strings.HasPrefix(refused.Why, "There is nothing to accept") {
		t.Errorf("of what is well: %v", err)
	}
	if _, err := p.d.Accept(ctx, p.cite(dead), p.shownAs(dead, strings.Repeat("x", longestReason+1))); !errors.As(err, &refused) {
		t.Errorf("a reason that is too long: %v", err)
	}
	if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, was) || len(p.acceptances(dead))+len(p.acceptances(edited)) > 0 {
		t.Errorf("what was refused was written: %v", err)
	}

	seen := p.shownAs(dead, "the archived\ncopy is\x1b[31m cited")
	v, err := p.d.Accept(ctx, p.cite(dead), seen)
	if err != nil {
		t.Fatal(err)
	}
	if v.Accepted.Verdict != "dead" || v.Accepted.Reason != "http-404" || v.Result != "warn" || v.Replaced != nil || v.LogIndex == 0 {
		t.Errorf("%+v", v)
	}
	logged := p.acceptances(dead)
	if len(logged) != 1 || logged[0].By != "Ada" || logged[0].Verdict != "dead" || strings.ContainsAny(logged[0].Why, "\n\x1b") {
		t.Fatalf("%+v", logged)
	}
	one, err := p.d.Citation(ctx, p.cite(dead))
	if err != nil || !one.Accepted || one.Result != "warn" {
		t.Errorf("the page shows %+v, %v", one, err)
	}
	// The command does the same, but for the name and the moment.
	if _, err := p.d.Accept(ctx, p.cite(edited), p.shownAs(edited, "seen")); err != nil {
		t.Fatal(err)
	}
	byDesk, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	p.run(0, "accept", edited, "--why", "seen")
	if byCommand, err := os.ReadFile(path); err != nil || !bytes.Equal(byDesk, byCommand) {
		t.Errorf("%v: the command writes\n%s\nthe desk\n%s", err, byCommand, byDesk)
	}
	list := p.acceptances(edited)
	if len(list) != 2 || list[0].By != "Ada" || list[1].By != "" {
		t.Fatalf("%+v", list)
	}
	if list[0].By = ""; fmt.Sprintf("%+v", list[0]) != fmt.Sprintf("%+v", list[1]) || list[0].Object == "" {
		t.Errorf("the desk logs %+v, the command %+v", list[0], list[1])
	}

	gone := p.cite(fine)
	gone.Footnote = &source.Footnote{Number: "99"}
	if _, err := p.d.Accept(ctx, gone, seen); !errors.As(err, &refused) {
		t.Errorf("of what is not cited: %v", err)
	}
	p.write("sources/demo.yaml", append([]byte("nonsense: 1\n"), was...))
	if _, err := p.d.Accept(ctx, gone, seen); !errors.As(err, &refused) {
		t.Errorf("with a manifest that is broken: %v", err)
	}
	p.write("sources/demo.yaml", byDesk)
	p.run(0, "verify")
}

// TestDeskAcceptsOnce: what many accept at once is written down one after the other.
func TestDeskAcceptsOnce(t *testing.T) { // raced
	t.Parallel()
	p := newDeskProject(t, "", 2)
	cites, shown := []source.Cite{p.cite("3"), p.cite("5")}, []web.Accept{p.shownAs("3", "x"), p.shownAs("5", "x")}
	var all sync.WaitGroup
	errs := make([]error, 6)
	for i := range errs {
		all.Go(func() { _, errs[i] = p.d.Accept(t.Context(), cites[i%2], shown[i%2]) })
	}
	all.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	if a, b := len(p.acceptances("3")), len(p.acceptances("5")); a != 3 || b != 3 {
		t.Errorf("%d and %d acceptances", a, b)
	}
	if c := p.cite("3").Citation.Accept; c == nil || p.cite("5").Citation.Accept == nil {
		t.Error("the manifest lacks one")
	}
	p.run(0, "verify")
}

// deskChild has a test binary accept something, over and over, until it is killed.
const deskChild = "ARCHIVER_TEST_DESK"

// TestDeskAcceptChild is the process that TestDeskKilledAccepts kills.
func TestDeskAcceptChild(t *testing.T) {
	dir := os.Getenv(deskChild)
	if dir == "" {
		return
	}
	e := &env{in: strings.NewReader(""), out: io.Discard, err: io.Discard, now: time.Now, environ: os.Environ(), configPath: filepath.Join(dir, "configs/archiver.yaml")}
	p := &deskProject{project: &project{t: t, dir: dir, env: os.Environ()}, e: e}
	p.d = p.desk()
	for i := 0; ; i++ {
		a := p.shownAs("3", fmt.Sprintf("%d of process %d", i, os.Getpid()))
		c := p.cite("3")
		fmt.Println("now")
		if _, err := p.d.Accept(t.Context(), c, a); err != nil {
			fmt.Println("failed:", err)
			t.Fatal(err)
		}
		fmt.Println("done", a.Why)
	}
}

// TestDeskKilledAccepts kills a process at random moments of an acceptance. What stands
// in the manifest is in the log, what was said to be done is in both, and the next one goes on.
func TestDeskKilledAccepts(t *testing.T) {
	t.Parallel()
	p := newDeskProject(t, "", 2)
	whole := 30 * time.Millisecond
	for i := range 16 {
		c := exec.Command(os.Args[0], "-test.run=^TestDeskAcceptChild$", "-test.v")
		c.Env = append(slices.DeleteFunc(slices.Clone(p.env), func(v string) bool { return strings.HasPrefix(v, asArchiver+"=") }), deskChild+"="+p.dir)
		out, err := c.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		said := bufio.NewScanner(out)
		begun, done := 0, ""
		for said.Scan() {
			if said.Text() == "now" {
				if begun++; begun == 2 {
					break // the first one was finished
				}
			}
			if why, ok := strings.CutPrefix(said.Text(), "done "); ok {
				done = why
			}
		}
		time.Sleep(time.Duration(rand.Int64N(int64(whole))))
		if err := c.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		for said.Scan() {
			if why, ok := strings.CutPrefix(said.Text(), "done "); ok {
				done = why
			}
		}
		_ = c.Wait() // killed
		if begun < 2 || done == "" {
			t.Fatalf("kill %d: it did not get so far: %d, %q", i, begun, done)
		}
		p.e.finishActs(t.Context()) // as the next run does
		in := p.cite("3").Citation.Accept
		list := p.acceptances("3")
		var whys []string
		for _, r := range list {
			whys = append(whys, r.Why)
		}
		if in == nil || !slices.Contains(whys, done) || in.Why != whys[len(whys)-1] {
			t.Fatalf("kill %d: the manifest has %+v, the log %q, and %q was done", i, in, whys, done)
		}
	}
	if err := p.exclusive()(t.Context(), func(*session) error { return nil }); err != nil { // a note may be half written
		t.Fatal(err)
	}
	p.noActLeft()
	p.run(0, "verify")
	p.run(0, "accept", "3")
}

// TestDeskBundlesOfMoment: beside each snapshot stands its own bundle, and so does the
// command in its proof: not that of the newest. It is not parallel to TestDeskBundles,
// which looks for what is left behind.
func TestDeskBundlesOfMoment(t *testing.T) { // raced
	p := newDeskProject(t, "", 1)
	list := p.snapshots("7")
	time.Sleep(time.Until(list[0].CapturedAt.Truncate(time.Second).Add(time.Second))) // a moment is a second
	p.web.Age()
	p.run(0, "run", "--all")
	if list = p.snapshots("7"); len(list) != 2 {
		t.Fatalf("%d snapshots", len(list))
	}
	for _, snap := range list {
		var b bytes.Buffer
		if err := p.d.Bundle(t.Context(), p.cite("7"), snap.CapturedAt, &b); err != nil {
			t.Fatal(err)
		}
		z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
		if err != nil {
			t.Fatal(err)
		}
		in := "evidence-demo-7-" + snap.CapturedAt.UTC().Format("20060102150405")
		has := func(data []byte, err error) {
			t.Helper()
			if err != nil || fmt.Sprintf("%x", sha256.Sum256(data)) != snap.SHA256 {
				t.Errorf("the bundle of %v has another snapshot: %v", snap.CapturedAt, err)
			}
		}
		has(fs.ReadFile(z, in+"/snapshot.wacz"))

		proof, err := p.d.Proof(t.Context(), p.cite("7"), snap)
		if err != nil {
			t.Fatal(err)
		}
		line := proof.Commands[len(proof.Commands)-1].Line
		words := strings.Fields(line[:strings.Index(line, " && ")])
		p.run(0, words[1:]...)
		has(p.read(words[len(words)-1]+"/snapshot.wacz"), nil)
	}
}

// TestDeskBundles: a bundle is that of the command, and verifies without this program.
func TestDeskBundles(t *testing.T) { // raced
	t.Parallel()
	p := newDeskProject(t, "", 1)
	var b bytes.Buffer
	if err := p.d.Bundle(t.Context(), p.cite("2"), time.Time{}, &b); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		if f.Method != zip.Store || !strings.HasPrefix(f.Name, "evidence-demo-2/") {
			t.Errorf("%s, method %d", f.Name, f.Method)
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		p.write(f.Name, data)
	}
	p.run(0, "verify", "--bundle", "evidence-demo-2")
	if out, err := exec.Command("python3", "-I", filepath.Join(p.dir, "evidence-demo-2/verify.py")).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	if left, err := filepath.Glob(filepath.Join(os.TempDir(), "archiver-*", "evidence")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
	// Nothing of what is damaged is handed out.
	list := p.snapshots("2")
	object := filepath.Join(p.dir, "archive", list[0].Object)
	data, err := os.ReadFile(object)
	if err != nil {
		t.Fatal(err)
	}
	data[len(data)/2] ^= 1
	if err := os.WriteFile(object, data, 0o644); err != nil {
		t.Fatal(err)
	}
	b.Reset()
	var gone *web.GoneError
	if err := p.d.Bundle(t.Context(), p.cite("2"), time.Time{}, &b); !errors.As(err, &gone) || gone.Withdrawn || b.Len() > 0 {
		t.Errorf("of a damaged snapshot: %v, %d bytes", err, b.Len())
	}
}
