package cli

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/iotest"
	"time"

	"archiver/internal/config"
	"archiver/internal/store"
)

// plain has the project run once without its mirror, which is behind then, and gives
// the snapshots that it lacks.
func (p *project) plain(web *changingWeb) (lacks []string) {
	p.t.Helper()
	p.write("configs/plain.yaml", []byte(strings.Replace(string(p.read("configs/archiver.yaml")), "archive: {mirror: {url: file:mirror}}", "", 1)))
	web.epoch.Add(1)
	p.run(0, "--config", "configs/plain.yaml", "run", "--all")
	for _, object := range p.snapshotsIn("archive") {
		if !p.stands("mirror/" + object) {
			lacks = append(lacks, object)
		}
	}
	return lacks
}

// TestFillPastUnread: what can't be read in one of the places, or can't be made sense
// of, is told of, and all else comes over.
func TestFillPastUnread(t *testing.T) {
	t.Parallel()
	p, web := mirrored(t)
	web.epoch.Add(1)
	p.run(0, "run", "--all")
	records := map[string]bool{}
	files := func() (list []string) {
		list, _ = filepath.Glob(filepath.Join(p.dir, "archive/log/records/*.jsonl"))
		return list
	}
	for _, name := range files() {
		records[name] = true
	}
	lacks := p.plain(web)
	if len(lacks) < 3 {
		t.Fatalf("the mirror lacks %d", len(lacks))
	}
	bad := map[string]bool{lacks[0]: true, lacks[1]: true}
	// A folder stands in the mirror where a snapshot is to be, another in the archive,
	// and one where a file of the log is to be.
	if err := os.MkdirAll(filepath.Join(p.dir, "mirror", lacks[0]), 0o755); err != nil {
		t.Fatal(err)
	}
	good := p.read("archive/" + lacks[1])
	p.remove("archive/" + lacks[1])
	if err := os.Mkdir(filepath.Join(p.dir, "archive", lacks[1]), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range files() {
		if !records[name] {
			rel, _ := filepath.Rel(filepath.Join(p.dir, "archive"), name)
			bad[rel] = true
			if err := os.Mkdir(filepath.Join(p.dir, "mirror", rel), 0o755); err != nil {
				t.Fatal(err)
			}
			break
		}
	}
	for range 2 {
		_, said := p.run(0, "run")
		if !strings.Contains(string(said), "3 objects there are not as the log says") || strings.Contains(string(said), "was not filled") {
			t.Errorf("run says %s", said)
		}
		var v resultJSON
		p.json(0, &v, "status")
		m := v.Mirror
		if m.State != "damaged" || m.Behind != 0 || m.Trouble != "" || len(m.Findings) != len(bad) {
			t.Errorf("status: %+v", m)
		}
		for _, f := range m.Findings {
			if !bad[f.Object] || f.Code != "object-unreadable" && f.Object != lacks[1] {
				t.Errorf("%+v", f)
			}
		}
		for _, object := range lacks[2:] {
			if !p.stands("mirror/" + object) {
				t.Errorf("%s did not come over", object)
			}
		}
	}
	for object := range bad {
		place := "mirror/"
		if object == lacks[1] {
			place = "archive/"
		}
		p.remove(place + object)
	}
	p.write("archive/"+lacks[1], good)
	p.run(0, "run")
	var v resultJSON
	p.json(0, &v, "status")
	if v.Mirror.State != "complete" {
		t.Errorf("once it can be read: %+v", v.Mirror)
	}
	p.run(0, "verify", "--mirror")
}

// worn is a folder on a disk that does not give one file to its end.
type worn struct {
	*store.FS
	key string
}

func (w worn) Open(ctx context.Context, key string, off, n int64) (io.ReadCloser, error) {
	r, err := w.FS.Open(ctx, key, off, n)
	if err == nil && key == w.key {
		r.Close()
		return io.NopCloser(iotest.ErrReader(syscall.EIO)), nil
	}
	return r, err
}

// TestFillPastWorn: an object that is there already, and that the disk does not give.
func TestFillPastWorn(t *testing.T) {
	t.Parallel()
	p, web := mirrored(t)
	web.epoch.Add(1)
	p.run(0, "run", "--all")
	lacks := p.plain(web)
	p.write("mirror/"+lacks[1], p.read("archive/"+lacks[1]))
	cfg, err := config.Load(filepath.Join(p.dir, "configs/archiver.yaml"), true, nil)
	if err != nil {
		t.Fatal(err)
	}
	from, _ := store.NewFS(filepath.Join(p.dir, "archive"))
	to, _ := store.NewFS(filepath.Join(p.dir, "mirror"))
	e := &env{out: os.Stderr, err: os.Stderr, quiet: true, now: time.Now, loaded: cfg}
	if err := e.fillInto(t.Context(), cfg, from, worn{to, lacks[1]}); err != nil {
		t.Fatal(err)
	}
	if s := mirrorState(cfg); len(s.Faulty) != 1 || s.Faulty[0].Object != lacks[1] || s.Size != int64(p.logSize()) {
		t.Errorf("of %d records it has %d; %+v", p.logSize(), s.Size, s.Faulty)
	}
	for _, object := range lacks {
		if !p.stands("mirror/" + object) {
			t.Errorf("%s did not come over", object)
		}
	}
}

// TestFillRaced: another machine goes on with archive and mirror while this one fills
// the mirror, which is no trouble.
func TestFillRaced(t *testing.T) {
	t.Parallel()
	p, web := mirrored(t)
	web.epoch.Add(1)
	p.run(0, "run", "--all")
	lacks := p.plain(web)
	cfg, err := config.Load(filepath.Join(p.dir, "configs/archiver.yaml"), true, nil)
	if err != nil {
		t.Fatal(err)
	}
	from, _ := store.NewFS(filepath.Join(p.dir, "archive"))
	to, _ := store.NewFS(filepath.Join(p.dir, "mirror"))
	e := &env{out: os.Stderr, err: os.Stderr, quiet: true, now: time.Now, loaded: cfg}

	// It adds to both while this one opens them.
	other := &hooked{FS: to, key: "log/checkpoint", open: func() {
		web.epoch.Add(1)
		p.run(0, "run", "--all")
	}}
	if err := e.fillInto(t.Context(), cfg, from, other); err != nil {
		t.Errorf("while another fills it: %v", err)
	}
	for _, object := range lacks {
		if !p.stands("mirror/" + object) {
			t.Errorf("%s did not come over", object)
		}
	}
}
