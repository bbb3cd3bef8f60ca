package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"archiver/internal/store"
	"archiver/internal/verify"
)

func newVerify(e *env) *cobra.Command {
	var deep bool
	c := &cobra.Command{
		Use:   "verify [REF…]",
		Short: "fixity: re-read every byte, the log's proofs, the signatures",
		Long: `Re-reads every snapshot and compares it with the log, recomputes the log's tree
from its entries, and checks the log's signatures. Needs no key, no catalog and
no network. Exits 1 if anything is not as it was, and names the file.

With --deep, and always where REFs are named, the digests and the signature
inside each snapshot are recomputed too. That shows that it was sound when it
was logged; that it has not changed since is shown without.`,
		Example: `  archiver verify
  archiver verify 27 --json
  archiver verify --deep`,
		ValidArgsFunction: e.completeRefs,
		RunE:              func(c *cobra.Command, args []string) error { return runVerify(c.Context(), e, deep, args) },
	}
	c.Flags().BoolVar(&deep, "deep", false, "recompute what is inside each snapshot too")
	return c
}

type verifyJSON struct {
	Version   int           `json:"version"`
	Passed    bool          `json:"passed"`
	Snapshots int           `json:"snapshots"`
	Records   int64         `json:"records"`
	Bytes     int64         `json:"bytes"`
	Findings  []findingJSON `json:"findings"`
	Warnings  []findingJSON `json:"warnings"`
}

type findingJSON struct {
	Code   string `json:"code"`
	Object string `json:"object"`
	Detail string `json:"detail"`
}

func runVerify(ctx context.Context, e *env, deep bool, refs []string) error {
	cfg, err := e.config()
	if err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(cfg.archiveDir(), "log")); err != nil {
		return fmt.Errorf("open archive %s: %w", cfg.archiveDir(), &emptyArchiveError{err, e.line("run")})
	}
	st, err := store.NewFS(cfg.archiveDir())
	if err != nil {
		return err
	}
	bar := e.progress("verifying")
	opt := verify.Options{Deep: deep || len(refs) > 0, Progress: func(p verify.Progress) { bar.set(p.Done, p.Total, "") }}
	if opt.Objects, err = e.objectsOf(ctx, st, refs); err != nil {
		return err
	}
	nothing := len(refs) > 0 && len(opt.Objects) == 0 // then the log alone is verified
	if opt.Head, err = os.ReadFile(cfg.path(cfg.Log.Head)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		e.warn("the head outside the archive can't be read: %v", err)
	}
	rep, err := verify.Archive(ctx, st, opt)
	bar.stop()
	if err != nil {
		return err
	}
	v := verifyJSON{Version: 1, Passed: len(rep.Findings) == 0, Snapshots: rep.Snapshots, Records: rep.Records, Bytes: rep.Bytes,
		Findings: []findingJSON{}, Warnings: []findingJSON{}}
	for _, f := range rep.Findings {
		v.Findings = append(v.Findings, findingJSON{f.Code, f.Object, f.Detail})
	}
	for _, f := range rep.Warnings {
		v.Warnings = append(v.Warnings, findingJSON{f.Code, f.Object, f.Detail})
	}
	if e.json {
		if err := e.printJSON(v); err != nil {
			return err
		}
	} else {
		e.printVerify(v)
	}
	switch {
	case !v.Passed:
		return &failedError{}
	case nothing:
		return &usageError{msg: fmt.Sprintf("verify %s: no snapshot was taken of it", strings.Join(refs, " "))}
	}
	return nil
}

func (e *env) printVerify(v verifyJSON) {
	for _, f := range v.Findings {
		fmt.Fprintf(e.out, "%s %s\n%s\n", e.paint(e.out, red, f.Code), oneLine(f.Object), wrap(f.Detail, width(e.out), "    "))
	}
	for _, f := range v.Warnings {
		fmt.Fprintf(e.out, "%s %s\n%s\n", e.paint(e.out, yellow, "warning: "+f.Code), oneLine(f.Object), wrap(f.Detail, width(e.out), "    "))
	}
	what := fmt.Sprintf("%s (%.1f MB) and %s", plural(v.Snapshots, "snapshot"), float64(v.Bytes)/1e6, plural(int(v.Records), "log record"))
	if v.Passed {
		fmt.Fprintf(e.out, "%s: %s are as the signed log says\n", e.paint(e.out, green, "verified"), what)
	} else {
		fmt.Fprintf(e.out, "%s: %s in %s\n", e.paint(e.out, red, "NOT as it was"), plural(len(v.Findings), "finding"), what)
	}
}

// objectsOf lists the snapshots that REFs stand for: none for no REF.
func (e *env) objectsOf(ctx context.Context, st store.Store, refs []string) ([]string, error) {
	if len(refs) == 0 {
		return nil, nil
	}
	set, _, err := e.manifests(nil)
	if err != nil {
		return nil, err
	}
	urls := map[string]bool{}
	for _, ref := range refs {
		c, err := set.Resolve(ref)
		if err != nil {
			return nil, err
		}
		urls[c.Citation.URL] = true
	}
	objects, err := verify.ObjectsOf(ctx, st, func(url string) bool { return urls[url] })
	return append([]string{}, objects...), err // not nil: that would mean all
}

// hostOf is how hosts are counted and shown.
func hostOf(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return raw
	}
	return strings.ToLower(u.Host)
}
