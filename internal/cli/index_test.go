package cli

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/demo"
)

// newSearched is a project with the demo's sources captured once, and a session of it.
func newSearched(t *testing.T) (*project, *env, *session, string) {
	t.Helper()
	web, err := demo.New(demo.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { web.Close() })
	cfg := "fetch:\n  allow_networks: [\"127.0.0.0/8:" + web.Port() + "\"]\n  per_host: {delay: 0s}\nrescue: {wayback: \"\"}\n"
	p := newProject(t, cfg, map[string][]byte{"report.md": web.Report()})
	p.run(0, "import", "report.md", "--id", "demo", "--published", "2026-01-05")
	p.run(0, "run")
	e := &env{out: io.Discard, err: new(bytes.Buffer), now: time.Now, configPath: filepath.Join(p.dir, "configs/archiver.yaml")}
	s, err := e.openReader(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.close)
	return p, e, s, cfg
}

// What was read before an interruption is kept, one process at a time reads, and of an
// archive that can only be read the words are found all the same.
func TestIndexWords(t *testing.T) {
	ctx := context.Background()
	p, e, s, cfg := newSearched(t)
	short, cancel := context.WithCancel(ctx)
	n, err := e.indexWords(short, s, func(done, total int) {
		if done == 5 {
			cancel()
		}
		if total != 12 {
			t.Errorf("%d of %d", done, total)
		}
	})
	if n != 5 || !errors.Is(err, context.Canceled) {
		t.Fatalf("interrupted: %d read, %v", n, err)
	}
	release, err := lockWords(s.cfg)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.indexWords(ctx, s, nil); !errors.Is(err, errIndexing) {
		t.Errorf("two at once: %v", err)
	}
	if _, said := p.run(0, "search", "water"); !bytes.Contains(said, []byte("is reading the texts of this archive just now")) {
		t.Errorf("a search meanwhile says %s", said)
	}
	release()
	if n, err := e.indexWords(ctx, s, nil); n != 7 || err != nil {
		t.Errorf("gone on with: %d read, %v; want the other 7", n, err)
	}
	if n, err := e.indexWords(ctx, s, func(int, int) { t.Error("there is nothing to do") }); n != 0 || err != nil {
		t.Errorf("again: %d read, %v", n, err)
	}
	want, _ := p.run(0, "search", "plages")
	if !bytes.Contains(want, []byte("footnote 5")) {
		t.Fatalf("search says\n%s", want)
	}

	// No catalog can be made where a file is no folder, and no words beside it.
	p.write("blocked", nil)
	p.write("configs/archiver.yaml", []byte(cfg+"catalog: sqlite:blocked/catalog.db\n"))
	if got, _ := p.run(0, "search", "plages"); !bytes.Equal(got, want) {
		t.Errorf("of a copy that can only be read:\n%s\nwant\n%s", got, want)
	}
}

// What is withdrawn while its text is read does not come into the index, though the
// reading is cut short.
func TestIndexWithdrawnMeanwhile(t *testing.T) {
	ctx := context.Background()
	_, e, s, _ := newSearched(t)
	w, err := catalog.OpenWords(ctx, wordsPath(s.cfg))
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	lacking, err := w.Lacking(ctx, s.catalog, 1, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	first := lacking.Snapshots[0]
	short, cancel := context.WithCancel(ctx)
	_, err = e.indexWords(short, s, func(done, _ int) {
		if done != 5 {
			return
		}
		cancel()
		c, err := catalog.Open(ctx, s.cfg.CatalogPath())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		size, err := c.LogSize(ctx)
		if err == nil {
			err = c.Apply(ctx, size+1, []catalog.Change{{Withdrawal: &catalog.Withdrawal{SourceID: first.SourceID, Object: first.Object, SHA256: first.SHA256, LogIndex: size}}})
		}
		if err != nil {
			t.Fatal(err)
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	if _, _, err := w.Text(ctx, first.Object, first.SHA256); !errors.Is(err, sql.ErrNoRows) {
		t.Errorf("its text: %v", err)
	}
	if st, err := w.Stats(ctx); err != nil || st.Snapshots != 4 {
		t.Errorf("%+v, %v; want the other four", st, err)
	}
}

// Words that are damaged where opening them does not look are made anew.
func TestIndexDamagedWords(t *testing.T) {
	ctx := context.Background()
	for name, spoil := range map[string]string{
		"a text":    `UPDATE body SET text = x'ffff'`,
		"the index": `UPDATE word_data SET block = x'00' WHERE id > 10`,
	} {
		p, e, s, _ := newSearched(t)
		if n, err := e.indexWords(ctx, s, nil); n != 12 || err != nil {
			t.Fatal(n, err)
		}
		w, err := catalog.OpenWords(ctx, wordsPath(s.cfg))
		if err != nil {
			t.Fatal(err)
		}
		found, err := w.Search(ctx, s.catalog, catalog.Query{Text: "plages"})
		if err != nil || len(found.Hits) != 1 {
			t.Fatalf("%+v, %v", found, err)
		}
		w.Close()
		db, err := sql.Open("sqlite", wordsPath(s.cfg))
		if err == nil {
			_, err = db.Exec(spoil)
			db.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
		// One is to be taken out, which reads it.
		p.write("configs/log.head.withdrawn", []byte(`{"object":"`+found.Hits[0].Object+`","sha256":"`+found.Hits[0].SHA256+`"}`+"\n"))
		if n, err := e.indexWords(ctx, s, nil); n != 12 || err != nil {
			t.Errorf("%s: %d read, %v; want all 12", name, n, err)
		}
		if n, err := e.indexWords(ctx, s, nil); n != 0 || err != nil {
			t.Errorf("%s, again: %d read, %v", name, n, err)
		}
	}
}

// What a withdrawal is kept in mind of beside the head is not found, though the log that
// is here knows nothing of it.
func TestSearchWithdrawnBesideHead(t *testing.T) {
	ctx := context.Background()
	p, e, s, _ := newSearched(t)
	if _, err := e.indexWords(ctx, s, nil); err != nil {
		t.Fatal(err)
	}
	w, err := catalog.OpenWords(ctx, wordsPath(s.cfg))
	if err != nil {
		t.Fatal(err)
	}
	found, err := w.Search(ctx, s.catalog, catalog.Query{Text: "plages"})
	if err != nil || len(found.Hits) != 1 {
		t.Fatalf("%+v, %v", found, err)
	}
	object := found.Hits[0].Object
	w.Close()
	p.write("configs/log.head.withdrawn", []byte(`{"object":"`+object+`","sha256":"`+found.Hits[0].SHA256+`"}`+"\n"))
	if out, _ := p.run(0, "search", "plages"); len(out) > 0 {
		t.Errorf("it is found:\n%s", out)
	}
	b, err := os.ReadFile(wordsPath(s.cfg))
	if err != nil || strings.Contains(string(b), object) {
		t.Errorf("its words are still there (%v)", err)
	}
}
