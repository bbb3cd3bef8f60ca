package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/config"
	"archiver/internal/mirror"
	"archiver/internal/store"
	"archiver/internal/store/s3"
)

// mirrorParent refuses a mirror in a folder whose parent is not there.
func (e *env) mirrorParent(cfg *config.Config) error {
	parent, err := lacksParent(cfg.MirrorDir())
	if parent == "" || err != nil {
		return err
	}
	return &otherMirrorError{fmt.Sprintf("the folder %s is not there, and of a mirror's path only the last folder is made", oneLine(parent)),
		"is archive.mirror.url right, and its disk mounted? If so, make that folder: mkdir -p " + shellWord(oneLine(parent))}
}

// lacksParent is the parent of a folder where neither is there: the path may be mistyped,
// or its disk not mounted, and what is made there is no second place.
func lacksParent(dir string) (parent string, err error) {
	if dir, err = filepath.Abs(dir); err != nil {
		return "", err
	}
	if _, err := os.Lstat(dir); !errors.Is(err, fs.ErrNotExist) {
		return "", nil // whatever stands there, the store tells
	}
	parent = filepath.Dir(dir)
	if _, err := os.Stat(parent); !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	return parent, nil
}

// otherMirrorError is a mirror that this archive may not be written to, and what to do.
type otherMirrorError struct{ why, hint string }

func (e *otherMirrorError) Error() string { return e.why }

// openMirror opens the mirror for writing.
func (e *env) openMirror(ctx context.Context, cfg *config.Config) (st store.Store, err error) {
	m := cfg.Archive.Mirror
	if !strings.HasPrefix(m.URL, "s3://") {
		if err := e.mirrorParent(cfg); err != nil {
			return nil, err
		}
		return store.NewFS(cfg.MirrorDir())
	}
	bucket, err := openBucket(ctx, m.URL, m.Endpoint, m.Lock, func(c *s3.Config) { c.Servers = &e.servers })
	if err != nil {
		return nil, err
	}
	trustRepairs(cfg, bucket)
	err = e.fit(ctx, bucket, cfg.MirrorName(), m.Endpoint, m.Lock)
	var unfit *unfitError
	if errors.As(err, &unfit) {
		unfit.why = mirrorKeys.Replace(unfit.why)
	}
	return bucket, err
}

// mirrorState is what is known of the mirror without asking it.
func mirrorState(c *config.Config) mirror.State {
	return mirror.Load(mirrorStatePath(c), c.Archive.Mirror.URL)
}

func mirrorStatePath(c *config.Config) string { return c.CatalogPath() + ".mirror" }

// mirroredJSON is how far the mirror is.
type mirroredJSON struct {
	URL       string     `json:"url"`
	State     string     `json:"state"`     // complete, behind, damaged, or new: nothing is there yet
	Snapshots int        `json:"snapshots"` // that it has, damaged ones included
	Behind    int        `json:"behind"`    // that it lacks
	Records   int64      `json:"records"`   // of the log, that it has
	Damaged   int        `json:"damaged"`   // objects that are not as the log says
	Whole     *time.Time `json:"whole_at"`  // when it last had all, as the log says; null: never
	Trouble   string     `json:"trouble,omitempty"`
	Hint      string     `json:"hint,omitempty"`
	Note      string     `json:"note,omitempty"` // it was emptied, or replaced

	Copied   int           `json:"copied"`   // objects, by this run
	Bytes    int64         `json:"bytes"`    // of those
	Reread   int           `json:"reread"`   // snapshots there that this run read again
	Findings []findingJSON `json:"findings"` // what is not as the log says, up to 1000 objects

	// Withdrawn are snapshots whose bytes were withdrawn, and still lie there.
	Withdrawn []mirror.Withdrawn `json:"withdrawn"`
	// HeldUntil, Renewing and Renewal are those of retention, for archive.mirror.lock.
	HeldUntil *time.Time   `json:"held_until,omitempty"`
	Renewing  bool         `json:"renewing,omitempty"`
	Renewal   *renewedJSON `json:"renewal,omitempty"`
}

// viewMirror says how far the mirror is; nil where there is none.
func (s *session) viewMirror(ctx context.Context) (*mirroredJSON, error) {
	if !s.cfg.Mirrored() {
		return nil, nil
	}
	state := mirrorState(s.cfg)
	v := &mirroredJSON{URL: state.URL, State: "new", Records: state.Size, Trouble: state.Trouble, Damaged: len(state.Faulty) + state.Damaged, Findings: []findingJSON{}, Withdrawn: []mirror.Withdrawn{}}
	for _, o := range state.Faulty {
		v.Findings = append(v.Findings, findingJSON{o.Code, o.Object, o.Detail})
	}
	v.Withdrawn = append(v.Withdrawn, state.Withdrawn...)
	until, renewing := lockedMirror(s.cfg).held()
	v.HeldUntil, v.Renewing = optional(until), renewing
	err := s.catalog.EachSnapshot(ctx, func(l catalog.Listed) {
		if l.LogIndex < state.Size {
			v.Snapshots++
		} else {
			v.Behind++
		}
	})
	if !state.Whole.IsZero() {
		v.Whole = &state.Whole
	}
	switch {
	case v.Behind > 0 && state.Size > 0:
		v.State = "behind"
	case v.Damaged > 0 && state.Size > 0:
		v.State = "damaged"
	case v.Behind == 0 && v.Whole != nil:
		v.State = "complete"
	case state.Size > 0:
		v.State = "behind"
	}
	return v, err
}

// words say it in a line.
func (v *mirroredJSON) words(e *env) string {
	total := v.Snapshots + v.Behind
	said := ""
	switch v.State {
	case "complete":
		said = fmt.Sprintf("mirror: all of %s, %s", plural(total, "snapshot"), minuteDate(*v.Whole))
	case "new":
		said = fmt.Sprintf("mirror: nothing is there yet; %s fills it", e.line("run"))
	case "damaged":
		said = fmt.Sprintf("mirror: NOT all of %s: %s", plural(total, "snapshot"), v.damage(e))
	default:
		said = fmt.Sprintf("mirror: %d of %s behind", v.Behind, plural(total, "snapshot"))
		if v.Whole != nil {
			said += " since " + minuteDate(*v.Whole)
		}
		if v.Damaged > 0 {
			said += "; " + v.damage(e)
		}
	}
	if v.Trouble != "" {
		said += " (" + oneLine(v.Trouble) + ")"
	}
	return said
}

// damage tells of what is not as the log says.
func (v *mirroredJSON) damage(e *env) string {
	return fmt.Sprintf("%s not as the log says; %s puts right what archive or mirror holds whole",
		either(v.Damaged == 1, "1 object there is", fmt.Sprintf("%d objects there are", v.Damaged)), e.line("verify", "--repair"))
}

// remain tells of withdrawn bytes that lie there; "" for none.
func (v *mirroredJSON) remain(e *env) string {
	n := len(v.Withdrawn)
	if n == 0 {
		return ""
	}
	said := fmt.Sprintf("the bytes of %s still lie in the mirror", either(n == 1, "1 withdrawn snapshot", fmt.Sprintf("%d withdrawn snapshots", n)))
	var until time.Time
	for _, o := range v.Withdrawn {
		if o.Until.After(until) {
			until = o.Until
		}
	}
	if until.After(e.now()) {
		said += ", locked until " + minuteDate(until) + " UTC"
	}
	return said + fmt.Sprintf(" (%s); each run tries to remove them", oneLine(v.Withdrawn[0].Why))
}

// minuteDate is a moment as a line about the state of things has it, in UTC.
func minuteDate(t time.Time) string { return t.UTC().Format("2 Jan 2006 15:04") }
