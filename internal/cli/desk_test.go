package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/contract"
	"archiver/internal/demo"
	"archiver/internal/source"
	"archiver/internal/web"
)

// deskProject is an archive of the demo's web, before and after it aged, and a desk that
// answers of it.
type deskProject struct {
	*project
	web *demo.Web
	e   *env
	d   *desk
}

func newDeskProject(t *testing.T, config string, runs int) *deskProject {
	t.Helper()
	site, err := demo.New(demo.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { site.Close() })
	p := newProject(t, "fetch:\n  retries: 0\n  allow_networks: [\"127.0.0.0/8:"+site.Port()+"\"]\n  per_host: {delay: 0s}\nrescue: {wayback: \"\"}\nbrowser: {mode: off}\n"+config,
		map[string][]byte{"report.md": site.Report()})
	if runs > 0 {
		p.run(0, "import", "report.md", "--id", "demo", "--published", "2026-01-05")
	}
	for i := range runs {
		if i == 1 {
			site.Age()
		}
		p.run(0, "run", "--all")
	}
	dp := &deskProject{project: p, web: site}
	dp.e = &env{in: strings.NewReader(""), out: io.Discard, err: new(bytes.Buffer), now: time.Now, environ: p.env, configPath: filepath.Join(p.dir, "configs/archiver.yaml")}
	dp.d = dp.desk()
	return dp
}

// desk makes a desk whose exclusive opens a writer each time.
func (p *deskProject) desk() *desk {
	p.t.Helper()
	if _, err := p.e.config(); err != nil {
		p.t.Fatal(err)
	}
	d := newDesk(p.e, p.exclusive())
	p.t.Cleanup(d.close)
	return d
}

func (p *deskProject) exclusive() exclusive {
	var mu sync.Mutex
	return func(ctx context.Context, f func(*session) error) error {
		mu.Lock()
		defer mu.Unlock()
		e := &env{in: strings.NewReader(""), out: io.Discard, err: io.Discard, now: p.e.now, environ: p.env, configPath: p.e.configPath, quiet: true}
		s, err := e.openWriter(ctx)
		if err != nil {
			return err
		}
		defer s.close()
		return f(s)
	}
}

func (p *deskProject) cite(ref string) source.Cite {
	p.t.Helper()
	set, err := p.d.Set(p.t.Context())
	if err != nil {
		p.t.Fatal(err)
	}
	c, err := set.Resolve(ref)
	if err != nil {
		p.t.Fatal(err)
	}
	return c
}

// snapshots gives those of a citation's source, oldest first.
func (p *deskProject) snapshots(ref string) []catalog.Snapshot {
	p.t.Helper()
	c, release, err := p.d.Catalog(p.t.Context())
	if err != nil {
		p.t.Fatal(err)
	}
	defer release()
	list, err := c.Snapshots(p.t.Context(), source.ID(p.cite(ref).Citation.URL))
	if err != nil {
		p.t.Fatal(err)
	}
	return list
}

// says compares what a desk gives with what a command prints.
func (p *deskProject) says(what string, got any, printed []byte) {
	t := p.t
	t.Helper()
	b, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	var x, y any
	if json.Unmarshal(b, &x) != nil || json.Unmarshal(printed, &y) != nil {
		t.Fatalf("%s: %s\n%s", what, b, printed)
	}
	if !reflect.DeepEqual(x, y) {
		t.Errorf("%s: the desk says\n%.2000s\nthe command\n%.2000s", what, b, printed)
	}
}

// TestDeskTellsAsCommands: what the pages are given is what the commands print.
func TestDeskTellsAsCommands(t *testing.T) { // raced
	t.Parallel()
	p := newDeskProject(t, "", 2)
	ctx := t.Context()
	res, err := p.d.Result(ctx, "demo")
	if err != nil {
		t.Fatal(err)
	}
	var status resultJSON
	p.json(0, &status, "status", "demo")
	status.CheckedAt = res.CheckedAt
	b, _ := json.Marshal(status.Result)
	p.says("status", res, b)
	if len(res.Citations) < 5 || res.Passed {
		t.Fatalf("this is no test: %+v", res)
	}
	if again, err := p.d.Result(ctx, "demo"); err != nil || again != res {
		t.Errorf("the same is worked on twice (%v)", err)
	}
	withClaims := 0
	for _, row := range res.Citations {
		one, err := p.d.Citation(ctx, p.cite(row.Ref))
		if err != nil {
			t.Fatal(err)
		}
		var status resultJSON
		p.json(0, &status, "status", row.Ref)
		b, _ := json.Marshal(status.Citations[0])
		p.says("status "+row.Ref, one, b)
		withClaims += len(one.Claims)
		h, err := p.d.History(ctx, p.cite(row.Ref))
		if err != nil {
			t.Fatal(err)
		}
		out, _ := p.run(0, "history", row.Ref, "--json")
		p.says("history "+row.Ref, h, out)
	}
	if withClaims == 0 {
		t.Error("no citation has claims")
	}
	// A page that began before the manifests were edited leaves no poorer answer behind.
	var before []source.Cite
	for _, row := range res.Citations {
		before = append(before, p.cite(row.Ref))
	}
	was := p.read("sources/demo.yaml")
	p.write("sources/demo.yaml", bytes.Replace(was, []byte("title: "), []byte("title: New "), 1))
	for _, c := range before {
		one, err := p.d.Citation(ctx, c)
		if err != nil {
			t.Fatal(err)
		}
		withClaims -= len(one.Claims)
	}
	if withClaims != 0 {
		t.Errorf("%d claims are lost after an edit", withClaims)
	}
	p.write("sources/demo.yaml", was)
	compared := 0
	for _, row := range res.Citations {
		list := p.snapshots(row.Ref)
		if len(list) < 2 || list[0].Class != "source" || list[1].Class != "source" {
			continue
		}
		v, err := p.d.Diff(ctx, p.cite(row.Ref), list[0], list[1])
		var none *web.NoFormError
		if errors.As(err, &none) {
			p.run(3, "diff", row.Ref)
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		out, _ := p.run(0, "diff", row.Ref, "--json")
		p.says("diff "+row.Ref, v, out)
		compared++
		for _, form := range []string{"original", "text", "html", "warc", "wacz"} {
			r, err := p.d.As(ctx, list[1], form)
			if errors.As(err, &none) {
				p.run(2, "get", row.Ref, "--as", form)
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			b, err := io.ReadAll(r)
			if err := errors.Join(err, r.Close()); err != nil {
				t.Fatal(err)
			}
			if out, _ := p.run(0, "get", row.Ref, "--as", form); !bytes.Equal(b, out) || len(b) == 0 {
				t.Errorf("%s as %s: %d bytes, the command gives %d", row.Ref, form, len(b), len(out))
			}
		}
		if _, err := p.d.As(ctx, list[1], "png"); !errors.As(err, &none) {
			t.Errorf("a picture that there is not: %v", err)
		}
	}
	if compared == 0 {
		t.Error("nothing was compared")
	}
	if _, err := p.d.Result(ctx, "other"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a report that there is not: %v", err)
	}
}

// TestDeskOfNothing: before anything was imported or archived there are answers, and
// they are empty ones.
func TestDeskOfNothing(t *testing.T) { // raced
	t.Parallel()
	p := newDeskProject(t, "", 0)
	ctx := t.Context()
	if set, err := p.d.Set(ctx); err != nil || len(set.Manifests) != 0 {
		t.Errorf("%+v, %v", set, err)
	}
	p.run(0, "import", "report.md", "--id", "demo", "--published", "2026-01-05")
	res, err := p.d.Result(ctx, "demo")
	if err != nil || len(res.Citations) == 0 || res.Citations[0].Live != nil || res.Citations[0].Archive.State != "missing" {
		t.Fatalf("%+v, %v", res, err)
	}
	c := p.cite(res.Citations[0].Ref)
	if one, err := p.d.Citation(ctx, c); err != nil || one.Live != nil {
		t.Errorf("%+v, %v", one, err)
	}
	if h, err := p.d.History(ctx, c); err != nil || len(h.Snapshots)+len(h.Observations) != 0 {
		t.Errorf("%+v, %v", h, err)
	}
	if _, err := os.Stat(filepath.Join(p.dir, "archive")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("asking made something: %v", err)
	}
	p.run(0, "run")
	if res, err = p.d.Result(ctx, "demo"); err != nil || res.Citations[0].Live == nil {
		t.Errorf("after a run: %+v, %v", res, err)
	}
}

// TestDeskKeepsSet: a manifest is read again when it was changed; one that is broken
// leaves the last that was not.
func TestDeskKeepsSet(t *testing.T) { // raced
	t.Parallel()
	p := newDeskProject(t, "", 0)
	ctx := t.Context()
	p.run(0, "import", "report.md", "--id", "demo", "--published", "2026-01-05")
	first, err := p.d.Set(ctx)
	if err != nil || len(first.Manifests) != 1 {
		t.Fatalf("%+v, %v", first, err)
	}
	if again, err := p.d.Set(ctx); err != nil || again != first {
		t.Errorf("it was read again: %v", err)
	}
	path := filepath.Join(p.dir, "sources/demo.yaml")
	was, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	at, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	// The same length, in the same moment.
	other := bytes.Replace(was, []byte("2026-01-05"), []byte("2026-01-06"), 1)
	p.write("sources/demo.yaml", other)
	if err := os.Chtimes(path, at.ModTime(), at.ModTime()); err != nil {
		t.Fatal(err)
	}
	second, err := p.d.Set(ctx)
	if err != nil || second == first || second.Manifests[0].Published.Day() != 6 {
		t.Errorf("a change was not seen: %v", err)
	}
	p.write("sources/demo.yaml", append([]byte("nonsense: 1\n"), was...))
	kept, err := p.d.Set(ctx)
	var stale *web.StaleError
	var mistake *source.Error
	if kept != second || !errors.As(err, &stale) || !errors.As(err, &mistake) {
		t.Errorf("%p, want %p; %v", kept, second, err)
	}
	if _, err := p.d.Result(ctx, "demo"); err != nil {
		t.Errorf("with a manifest that is broken: %v", err)
	}
	p.write("sources/demo.yaml", was)
	if set, err := p.d.Set(ctx); err != nil || set.Manifests[0].Published.Day() != 5 {
		t.Errorf("after it was put right: %v", err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if set, err := p.d.Set(ctx); err != nil || len(set.Manifests) != 0 {
		t.Errorf("after it was removed: %+v, %v", set, err)
	}
}

// TestDeskLendsCatalog: whoever asks after another file has taken the catalog's place is
// lent that one; who has the old one can go on reading it.
func TestDeskLendsCatalog(t *testing.T) { // raced
	t.Parallel()
	p := newDeskProject(t, "", 1)
	ctx := t.Context()
	count := func(c *catalog.Catalog) int64 {
		t.Helper()
		_, n, _, err := c.Stats(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	old, release, err := p.d.Catalog(ctx)
	if err != nil {
		t.Fatal(err)
	}
	n := count(old)
	p.run(0, "reindex")
	now, back, err := p.d.Catalog(ctx)
	if err != nil || now == old || n == 0 || count(now) != n || count(old) != n {
		t.Errorf("after a reindex: %p, was %p (%v)", now, old, err)
	}
	back()
	release()
	release() // does nothing
	if _, _, _, err := old.Stats(ctx); err == nil {
		t.Error("the old one was not closed")
	}
	if again, back, err := p.d.Catalog(ctx); err != nil || again != now {
		t.Errorf("it is opened anew each time (%v)", err)
	} else {
		back()
	}
	// A run that writes while a reader reads.
	c, back, err := p.d.Catalog(ctx)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan bool)
	go func() {
		defer close(done)
		p.web.Age()
		p.run(0, "run", "--all")
	}()
	for reading := true; reading; {
		select {
		case <-done:
			reading = false
		default:
			count(c)
		}
	}
	if count(c) <= n {
		t.Error("what the run wrote is not seen")
	}
	back()
	path := filepath.Join(p.dir, "archive/catalog.db")
	for _, what := range []string{"gone", "no catalog", "of another version"} {
		if err := catalog.Remove(path); err != nil {
			t.Fatal(err)
		}
		switch what {
		case "no catalog":
			p.write("archive/catalog.db", []byte(strings.Repeat("this is no database ", 500)))
		case "of another version":
			p.write("archive/catalog.db", nil)
		}
		_, _, err := p.d.Catalog(ctx)
		var none *web.NoCatalogError
		if !errors.As(err, &none) {
			t.Errorf("%s: %v", what, err)
		}
		if _, err := p.d.Result(ctx, "demo"); !errors.As(err, &none) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if err := catalog.Remove(path); err != nil {
		t.Fatal(err)
	}
	p.run(0, "list")
	var res *contract.Result
	if res, err = p.d.Result(ctx, "demo"); err != nil || res.Citations[0].Live == nil {
		t.Errorf("after it was made anew: %v", err)
	}
}
