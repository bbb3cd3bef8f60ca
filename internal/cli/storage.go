package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"archiver/internal/config"
	"archiver/internal/store"
	"archiver/internal/store/s3"
)

func newStorage(e *env) *cobra.Command {
	c := &cobra.Command{
		Use:   "storage",
		Short: "test what the stores of archive and mirror enforce",
		Args:  cobra.NoArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(&cobra.Command{
		Use:   "probe",
		Short: "try to overwrite and to delete, and tell what the store refused",
		Long: `Tries on a few small objects of its own, below .archiver-probe/, all that must not
succeed: to overwrite, to swap a value that has changed, to store bytes under a
digest that is not theirs, and, where the bucket has Object Lock, to delete and to
shorten the lock of an object that it locks for 90 seconds. Only where a delete was
really refused is a lock said to lock. The same is tried on the mirror, if there is
one. Exits 1 if either isn't fit for evidence, or does not enforce what archive.lock,
or archive.mirror.lock, asks for; 3 if either can't be reached. The archive is not
touched.`,
		Example: `  archiver storage probe
  archiver storage probe --json`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return runProbe(c.Context(), e) },
	})
	return c
}

type probeJSON struct {
	Version int `json:"version"`
	probedJSON
	// Mirror is that of archive.mirror; null: there is none.
	Mirror *probedJSON `json:"mirror"`
}

// probedJSON is what was seen of the archive, or of its mirror.
type probedJSON struct {
	URL      string     `json:"url"`
	Endpoint string     `json:"endpoint,omitempty"`
	Region   string     `json:"region,omitempty"`
	Server   string     `json:"server,omitempty"` // as it calls itself
	Skew     float64    `json:"skew_seconds"`     // its clock less ours
	Fit      bool       `json:"fit"`              // for evidence, as configured
	Faults   []string   `json:"faults"`           // why not
	Locked   lockedJSON `json:"locked"`
	Asked    askedJSON  `json:"asked"` // what archive.lock, or archive.mirror.lock, asks for
	Checks   []s3.Check `json:"checks"`
	// HeldUntil is when the first lock there may end, as far as was asked.
	HeldUntil *time.Time `json:"held_until,omitempty"`
	// Trouble is why it could not be probed, which the mirror alone may say here.
	Trouble string `json:"trouble,omitempty"`
}

// lockedJSON says under which modes a delete was tried and refused.
type lockedJSON struct {
	Governance bool `json:"governance"`
	Compliance bool `json:"compliance"`
}

func runProbe(ctx context.Context, e *env) error {
	cfg, err := e.config()
	if err != nil {
		return err
	}
	st, err := openStore(ctx, cfg, e.needs)
	if err != nil {
		return err
	}
	v := probeJSON{Version: 1}
	if v.probedJSON, err = probePlace(ctx, st, cfg.ArchiveDir(), cfg.Archive.URL, lockedIn(cfg)); err != nil {
		return err
	}
	if !e.json {
		e.printProbe(v.probedJSON, lockedIn(cfg))
	}
	var away error // the mirror, which keeps nothing of the archive back
	if cfg.Mirrored() {
		m, err := e.probeMirror(ctx, cfg)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			away = fmt.Errorf("probe the mirror %s: %w", cfg.MirrorName(), ofMirror(err))
			m = probedJSON{URL: cfg.Archive.Mirror.URL, Faults: []string{}, Asked: askedJSON(cfg.Archive.Mirror.Lock), Checks: []s3.Check{}, Trouble: oneLine(err.Error())}
		} else if !e.json {
			fmt.Fprint(e.out, "\nthe mirror: ")
			e.printProbe(m, lockedMirror(cfg))
		}
		v.Mirror = &m
	}
	if e.json {
		if err := e.printJSON(v); err != nil {
			return err
		}
	}
	switch {
	case away != nil:
		return away
	case !v.Fit, v.Mirror != nil && !v.Mirror.Fit:
		return &failedError{}
	}
	return nil
}

// probeMirror tries the same on the mirror, whose keys are its own.
func (e *env) probeMirror(ctx context.Context, cfg *config.Config) (probedJSON, error) {
	m := cfg.Archive.Mirror
	var st store.Store
	if strings.HasPrefix(m.URL, "s3://") {
		bucket, err := openBucket(ctx, m.URL, m.Endpoint, m.Lock, func(c *s3.Config) { e.waits(c, "mirror") })
		if err != nil {
			return probedJSON{}, err
		}
		st = bucket
	} else if err := e.mirrorParent(cfg); err != nil {
		return probedJSON{}, err
	}
	v, err := probePlace(ctx, st, cfg.MirrorDir(), m.URL, lockedMirror(cfg))
	for i, fault := range v.Faults {
		v.Faults[i] = mirrorKeys.Replace(fault)
	}
	return v, err
}

// probePlace tries a place: a bucket, else the folder dir.
func probePlace(ctx context.Context, st store.Store, dir, url string, l locked) (v probedJSON, err error) {
	v = probedJSON{URL: url, Faults: []string{}, Asked: askedJSON(l.lock)}
	if bucket, ok := st.(*s3.Store); ok {
		rep, err := bucket.Probe(ctx, true)
		if err != nil {
			return v, err
		}
		v.Endpoint, v.Region, v.Server, v.Skew, v.Checks = rep.Endpoint, rep.Region, rep.Server, rep.Skew.Seconds(), rep.Checks
		v.Locked = lockedJSON{rep.Locks(s3.Governance), rep.Locks(s3.Compliance)}
		v.Faults = append(v.Faults, unfit(rep, l.lock)...)
		until, _ := l.held()
		v.HeldUntil = optional(until)
	} else if v.Checks, err = probeFolder(ctx, dir); err != nil {
		return v, err
	} else {
		for _, c := range v.Checks {
			if c.Outcome == s3.No && (c.Name == s3.RefusesOverwrite || c.Name == s3.SwapsExactly) {
				v.Faults = append(v.Faults, c.Detail)
			}
		}
	}
	v.Fit = len(v.Faults) == 0
	return v, nil
}

// unfit says why a server isn't fit for evidence: more than what stops a run,
// for all was tried.
func unfit(rep *s3.Report, lock config.Lock) []string {
	faults := unsafe(rep, lock)
	if rep.Outcome(s3.KeepsVersions) == s3.No {
		faults = append(faults, "it keeps no versions, so that who may write there can destroy what it holds: "+detailOf(rep, s3.KeepsVersions))
	}
	if rep.Outcome(s3.KeepsVersions) == s3.Untested {
		faults = append(faults, "whether it keeps versions could not be found out: "+detailOf(rep, s3.KeepsVersions))
	}
	if rep.Outcome(s3.ChecksContent) == s3.No {
		faults = append(faults, "it does not check what it is sent: "+detailOf(rep, s3.ChecksContent))
	}
	modes := []string{lock.Log}
	if lock.Snapshots != lock.Log {
		modes = append(modes, lock.Snapshots)
	}
	for _, mode := range modes {
		if mode != "none" && rep.Outcome(s3.LocksObjects) != s3.No && !rep.Locks(s3.Mode(mode)) {
			faults = append(faults, fmt.Sprintf("archive.lock asks for %s, and it was not seen to refuse a delete under that", mode))
		}
	}
	return faults
}

// probeFolder tries the same on a folder of its own beside the archive, on the
// same file system.
func probeFolder(ctx context.Context, dir string) (checks []s3.Check, err error) {
	dir, err = filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("probe folder: %w", err)
	}
	at := dir
	for {
		if fi, err := os.Stat(at); err == nil && fi.IsDir() {
			break
		}
		if at == filepath.Dir(at) {
			return nil, fmt.Errorf("probe folder %s: %w", dir, os.ErrNotExist)
		}
		at = filepath.Dir(at)
	}
	tmp, err := os.MkdirTemp(at, ".archiver-probe-*")
	if err != nil {
		return nil, fmt.Errorf("probe folder: %w", err)
	}
	defer os.RemoveAll(tmp)
	st, err := store.NewFS(tmp)
	if err != nil {
		return nil, err
	}
	defer st.Close()
	found := func(name string, outcome s3.Outcome, detail string) {
		checks = append(checks, s3.Check{Name: name, Outcome: outcome, Detail: detail})
	}
	put := func(content string) error {
		return st.Create(ctx, "object", strings.NewReader(content), int64(len(content)))
	}
	if err := put("one\n"); err != nil {
		return nil, fmt.Errorf("probe folder %s: %w", dir, err)
	}
	if err := put("two\n"); errors.Is(err, store.ErrExists) {
		found(s3.RefusesOverwrite, s3.Yes, "by this program; whoever may write to the folder can change it, and verify tells")
	} else {
		found(s3.RefusesOverwrite, s3.No, fmt.Sprintf("a second object was written over the first (%v)", err))
	}
	if err := st.Swap(ctx, "value", nil, []byte("one\n")); err != nil {
		return nil, fmt.Errorf("probe folder %s: %w", dir, err)
	}
	if err := st.Swap(ctx, "value", []byte("none\n"), []byte("two\n")); errors.Is(err, store.ErrConflict) {
		found(s3.SwapsExactly, s3.Yes, "by this program")
	} else {
		found(s3.SwapsExactly, s3.No, fmt.Sprintf("a value that had changed was replaced (%v)", err))
	}
	found(s3.KeepsVersions, s3.No, "a folder has one version of a file")
	found(s3.LocksObjects, s3.No, "a folder has no object locks")
	return checks, nil
}

func (e *env) printProbe(v probedJSON, l locked) {
	what := l.name
	if v.Endpoint != "" {
		what += " at " + oneLine(v.Endpoint)
	}
	if v.Server != "" {
		what += " (" + oneLine(v.Server) + ")"
	}
	fmt.Fprintln(e.out, what)
	var rows [][]string
	for _, c := range v.Checks {
		colour := map[s3.Outcome]string{s3.Yes: green, s3.No: red, s3.Untested: yellow}[c.Outcome]
		rows = append(rows, []string{strings.ReplaceAll(c.Name, "-", " "), e.paint(e.out, colour, string(c.Outcome)), oneLine(c.Detail)})
	}
	e.table([]column{{name: "what", wide: 26}, {name: "", wide: 20}, {name: "seen", whole: true}}, rows)
	if skew := time.Duration(v.Skew * float64(time.Second)); skew.Abs() > time.Minute {
		fmt.Fprintf(e.out, "its clock and this machine's differ by %s\n", skew.Abs())
	}
	var locked []string
	for _, m := range []struct {
		is   bool
		name string
	}{{v.Locked.Governance, "governance"}, {v.Locked.Compliance, "compliance"}} {
		if m.is {
			locked = append(locked, m.name)
		}
	}
	switch {
	case len(locked) > 0 && l.lock.Set() && v.Fit:
		fmt.Fprintf(e.out, "locked: a delete was refused under %s; new objects are locked: %s\n", strings.Join(locked, " and "), lockTerms(l.lock))
	case len(locked) > 0 && !l.lock.Set():
		fmt.Fprintf(e.out, "it locks (a delete was refused under %s), but %s asks for nothing: what is stored is not locked\n", strings.Join(locked, " and "), l.key)
	case len(locked) == 0:
		fmt.Fprintln(e.out, "not locked: no delete was seen to be refused")
	}
	if words := e.heldWords(l); words != "" {
		fmt.Fprintln(e.out, wrap(words, width(e.out), ""))
	}
	if v.Fit {
		fmt.Fprintf(e.out, "%s for evidence\n", e.paint(e.out, green, "fit"))
		return
	}
	for _, f := range v.Faults {
		fmt.Fprintf(e.out, "%s\n", wrap(oneLine(f), width(e.out), "  "))
	}
	fmt.Fprintf(e.out, "%s for evidence\n", e.paint(e.out, red, "NOT FIT"))
}
