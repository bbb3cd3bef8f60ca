package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"time"

	"archiver/internal/config"
	"archiver/internal/ledger"
	"archiver/internal/store"
	"archiver/internal/verify"
)

// markEvery is how often a verification writes down how far it is. One that is
// done sooner writes nothing.
const markEvery = 200 * time.Millisecond

// maxMark bounds such a file: a mark has 90 numbers and a checkpoint.
const maxMark = 64 << 10

// marks keep how far a verification got, for --resume: in a file of the user's
// cache folder, since the archive may be one that can only be read. Its name is
// made of the log's origin, of where the archive lies (another copy of it must not
// be taken for read), and of the level. It may be lost, or cut by a crash: then verification
// begins anew.
type marks struct {
	e     *env
	path  string // "": nowhere
	last  *verify.Mark
	saved time.Time
	told  bool // that it can't be written
}

func (e *env) verifyMarks(ctx context.Context, cfg *config.Config, st store.Store, level verify.Level) *marks {
	m := &marks{e: e, saved: time.Now()}
	dir, err := os.UserCacheDir()
	if err != nil {
		return m
	}
	origin := ""
	if r, err := ledger.OpenReader(ctx, st); err == nil {
		origin = r.Origin()
	}
	where := cfg.Archive.URL
	if _, local := st.(*store.FS); local {
		where = cfg.ArchiveDir()
		if abs, err := filepath.Abs(where); err == nil {
			where = abs
		}
	}
	sum := sha256.Sum256([]byte(origin + "\n" + cfg.Archive.Endpoint + "\n" + where))
	m.path = filepath.Join(dir, "archiver", "verify", hex.EncodeToString(sum[:16])+"-"+string(level)+".json")
	return m
}

// load gives what an earlier verification left; nil: nothing that can be read.
func (m *marks) load() *verify.Mark {
	if m.path == "" {
		return nil
	}
	fi, err := os.Stat(m.path)
	if err != nil || !fi.Mode().IsRegular() || fi.Size() > maxMark {
		return nil
	}
	data, err := os.ReadFile(m.path)
	if err != nil {
		return nil
	}
	var mark verify.Mark
	if err := json.Unmarshal(data, &mark); err != nil {
		m.e.say("what was to be gone on with is damaged: %s", oneLine(err.Error()))
		return nil
	}
	return &mark
}

// put takes a new mark, and writes it down now and then.
func (m *marks) put(mark verify.Mark) {
	m.last = &mark
	if time.Since(m.saved) >= markEvery {
		m.save()
	}
}

// close ends it: a verification that is done leaves nothing behind.
func (m *marks) close(done bool) {
	switch {
	case m.path == "":
	case done:
		os.Remove(m.path)
	case m.last != nil:
		m.save()
	}
}

// resumable says whether there is something to go on with.
func (m *marks) resumable() bool { return m.last != nil && m.path != "" && !m.told }

func (m *marks) save() {
	m.saved = time.Now()
	if m.path == "" || m.told {
		return
	}
	if err := m.write(); err != nil {
		m.told = true
		m.e.say("how far it is can't be written down, so it can't be gone on with: %s", oneLine(err.Error()))
	}
}

// write replaces the file at once, or not at all.
func (m *marks) write() error {
	data, err := json.Marshal(m.last)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(m.path), 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(m.path), ".mark-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(data)
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(f.Name(), m.path)
	}
	return err
}
