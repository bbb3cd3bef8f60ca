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

	"archiver/internal/store"
	"archiver/internal/store/s3"
)

func newStorage(e *env) *cobra.Command {
	c := &cobra.Command{
		Use:   "storage",
		Short: "what the archive's store really enforces",
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
really refused is a lock said to lock. Exits 1 if the store isn't fit for evidence,
or does not enforce what archive.lock asks for. The archive is not touched.`,
		Example: `  archiver storage probe
  archiver storage probe --json`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return runProbe(c.Context(), e) },
	})
	return c
}

type probeJSON struct {
	Version  int        `json:"version"`
	URL      string     `json:"url"`
	Endpoint string     `json:"endpoint,omitempty"`
	Region   string     `json:"region,omitempty"`
	Server   string     `json:"server,omitempty"` // as it calls itself
	Skew     float64    `json:"skew_seconds"`     // its clock less ours
	Fit      bool       `json:"fit"`              // for evidence, as configured
	Faults   []string   `json:"faults"`           // why not
	Locked   lockedJSON `json:"locked"`
	Asked    askedJSON  `json:"asked"` // what archive.lock asks for
	Checks   []s3.Check `json:"checks"`
	// HeldUntil is when the first lock in the archive may end, as far as was asked.
	HeldUntil *time.Time `json:"held_until,omitempty"`
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
	v := probeJSON{Version: 1, URL: cfg.Archive.URL, Faults: []string{}, Asked: askedJSON(cfg.Archive.Lock)}
	if bucket, ok := st.(*s3.Store); ok {
		rep, err := bucket.Probe(ctx, true)
		if err != nil {
			return err
		}
		v.Endpoint, v.Region, v.Server, v.Skew, v.Checks = rep.Endpoint, rep.Region, rep.Server, rep.Skew.Seconds(), rep.Checks
		v.Locked = lockedJSON{rep.Locks(s3.Governance), rep.Locks(s3.Compliance)}
		v.Faults = append(v.Faults, unfit(rep, cfg.Archive.Lock)...)
		until, _ := cfg.locked().held()
		v.HeldUntil = optional(until)
	} else if v.Checks, err = probeFolder(ctx, cfg.archiveDir()); err != nil {
		return err
	} else {
		for _, c := range v.Checks {
			if c.Outcome == s3.No && (c.Name == s3.RefusesOverwrite || c.Name == s3.SwapsExactly) {
				v.Faults = append(v.Faults, c.Detail)
			}
		}
	}
	v.Fit = len(v.Faults) == 0
	if e.json {
		err = e.printJSON(v)
	} else {
		e.printProbe(v, cfg)
	}
	if err == nil && !v.Fit {
		err = &failedError{}
	}
	return err
}

// unfit says why a server isn't fit for evidence: more than what stops a run,
// for all was tried.
func unfit(rep *s3.Report, lock LockConfig) []string {
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

func (e *env) printProbe(v probeJSON, cfg *Config) {
	what := cfg.archiveName()
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
	case len(locked) > 0 && cfg.Archive.Lock.set() && v.Fit:
		fmt.Fprintf(e.out, "locked: a delete was refused under %s; new objects are locked: %s\n", strings.Join(locked, " and "), cfg.Archive.Lock.words())
	case len(locked) > 0 && !cfg.Archive.Lock.set():
		fmt.Fprintf(e.out, "it locks (a delete was refused under %s), but archive.lock asks for nothing: what is stored is not locked\n", strings.Join(locked, " and "))
	case len(locked) == 0:
		fmt.Fprintln(e.out, "not locked: no delete was seen to be refused")
	}
	if words := e.heldWords(cfg.locked()); words != "" {
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
