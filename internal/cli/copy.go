package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"archiver/internal/config"
	"archiver/internal/mirror"
	"archiver/internal/store"
	"archiver/internal/store/s3"
)

type copyOptions struct {
	fromEndpoint, toEndpoint string
	quick, remove            bool
}

func newCopy(e *env) *cobra.Command {
	var opt copyOptions
	c := &cobra.Command{
		Use:   "copy FROM TO",
		Short: "mirror an archive into another store",
		Long: `Copies the archive at FROM to TO, each a folder (file:DIR, or a path) or a bucket
(s3://BUCKET/PREFIX). Each snapshot is hashed against the log as it is copied, and
the log is checked at TO before its checkpoint is put there, last of all: whenever
it stops, TO is a sound archive or none yet. Do it again to go on, or to bring TO up
to date; what is there is read again and not written again. FROM may be written to
meanwhile: TO is then as FROM was at a checkpoint. What archiver withdraw took away
is not copied, and nothing is ever removed at TO, unless --remove-withdrawn is given:
then what was copied before it was withdrawn goes there too.

A bucket's endpoint and locks are those of archive in the configuration, and of
archive.mirror where FROM or TO is its url; --from-endpoint and --to-endpoint name
another server. The keys and the log's head are no part of an archive.`,
		Example: `  archiver copy archive s3://evidence/archive
  archiver copy s3://evidence/archive file:/mnt/mirror --json`,
		Args: cobra.ExactArgs(2),
		RunE: func(c *cobra.Command, args []string) error { return runCopy(c.Context(), e, opt, args[0], args[1]) },
	}
	f := c.Flags()
	f.StringVar(&opt.fromEndpoint, "from-endpoint", "", "`URL` of FROM's server, where the configuration has another for it")
	f.StringVar(&opt.toEndpoint, "to-endpoint", "", "`URL` of TO's server, where the configuration has another for it")
	f.BoolVar(&opt.remove, "remove-withdrawn", false, "remove at TO what was withdrawn at FROM")
	f.BoolVar(&opt.quick, "quick", false, "of the snapshots that are there, compare the sizes only; verify reads them")
	return c
}

type mirrorJSON struct {
	Version   int           `json:"version"`
	From      string        `json:"from"`
	To        string        `json:"to"`
	Records   int64         `json:"records"`   // of the log, at the checkpoint that TO is copied up to
	Snapshots int           `json:"snapshots"` // that the log lists up to there
	Copied    int           `json:"copied"`    // objects
	Bytes     int64         `json:"bytes"`     // of those
	Withdrawn int           `json:"withdrawn"` // snapshots that were withdrawn, and so are not copied
	Remain    []string      `json:"remain"`    // of those, what lies at TO all the same, copied before
	Removed   int           `json:"removed"`   // of those, what was removed at TO now
	Kept      int           `json:"kept"`      // objects that were there already
	Unlisted  int           `json:"unlisted"`  // snapshots copied that the log does not list: left by a run that died
	Left      int           `json:"left"`      // such snapshots that were left, as a run is at work or has just been
	Findings  []findingJSON `json:"findings"`
	Complete  bool          `json:"complete"`
}

// place is one end of a copy.
type place struct {
	address  string // normal form
	endpoint string // of a bucket's server
	lock     config.Lock
	mirror   bool // it is the one that the configuration names
	st       store.Store
}

// openPlace opens what a person named. Other than in the configuration, a folder
// is meant from where the person is.
func (e *env) openPlace(ctx context.Context, cfg *config.Config, address, endpoint string) (p place, err error) {
	if strings.HasPrefix(address, "s3://") {
		if _, _, err := s3.ParseURL(address); err != nil {
			return p, &usageError{msg: "copy: " + oneLine(err.Error()), hint: "want s3://BUCKET/PREFIX"}
		}
		p = bucketPlace(cfg, strings.TrimSuffix(address, "/"), endpoint)
		needs := e.needs
		if p.mirror {
			needs = e.needsMirror
		}
		p.st, err = openBucket(ctx, p.address, p.endpoint, p.lock, needs)
		if err == nil {
			trustRepairs(cfg, p.st)
		}
		return p, p.told(err)
	}
	dir := strings.TrimPrefix(address, "file:")
	if dir == "" || strings.Contains(dir, "://") {
		return p, &usageError{msg: fmt.Sprintf("copy: %q is no place of an archive", oneLine(address)), hint: "want file:DIR or s3://BUCKET/PREFIX"}
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return p, fmt.Errorf("copy: %w", err)
	}
	p.address = "file:" + dir
	p.st, err = store.NewFS(dir)
	return p, err
}

// standing says what is missing of the folders of a copy: all of FROM, or that which TO
// is to be made in.
func standing(from, to place) error {
	if dir, ok := strings.CutPrefix(from.address, "file:"); ok {
		if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
			return &noArchiveError{fmt.Sprintf("copy: there is no folder %s", oneLine(dir))}
		}
	}
	dir, ok := strings.CutPrefix(to.address, "file:")
	if !ok {
		return nil
	}
	parent, err := lacksParent(dir)
	if parent == "" {
		return err
	}
	return &usageError{msg: fmt.Sprintf("copy: the folder %s is not there, and of a path only the last folder is made", oneLine(parent)),
		hint: "is the path right, and its disk mounted? If so, make that folder: mkdir -p " + shellWord(oneLine(parent))}
}

// noArchiveError is a place that is to be copied, and is not there.
type noArchiveError struct{ why string }

func (e *noArchiveError) Error() string { return e.why }

// bucketPlace finds out what the configuration says of a bucket: the mirror's has a
// server and locks of its own. Of two places with one URL, the archive is meant,
// unless the endpoint is the mirror's.
func bucketPlace(cfg *config.Config, address, endpoint string) place {
	m, a := cfg.Archive.Mirror, cfg.Archive
	p := place{address: address, endpoint: cmp.Or(endpoint, a.Endpoint), lock: a.Lock}
	if address != strings.TrimSuffix(m.URL, "/") {
		return p
	}
	if endpoint == "" && address != cfg.Place() || endpoint != "" && endpoint == m.Endpoint && endpoint != a.Endpoint {
		p.endpoint, p.lock, p.mirror = m.Endpoint, m.Lock, true
	}
	return p
}

// told has what is said of the mirror name its keys of the configuration.
func (p place) told(err error) error {
	if p.mirror {
		return ofMirror(err)
	}
	return err
}

// isArchive says whether it is the archive that the configuration names.
func (p place) isArchive(cfg *config.Config) bool {
	return p.address == cfg.Place() && (!cfg.InBucket() || p.endpoint == cfg.Archive.Endpoint)
}

// copyBack is the command that brings the archive back from its mirror.
func (e *env) copyBack(cfg *config.Config) string {
	from, to := shellWord(oneLine(cfg.MirrorName())), shellWord(oneLine(cfg.ArchiveName()))
	if m := cfg.Archive.Mirror; m.Endpoint != "" && strings.TrimSuffix(m.URL, "/") == cfg.Place() {
		return e.line("copy", "--from-endpoint", shellWord(oneLine(m.Endpoint)), from, to)
	}
	return e.line("copy", from, to)
}

func runCopy(ctx context.Context, e *env, opt copyOptions, fromArg, toArg string) error {
	cfg, err := e.config()
	if err != nil {
		return err
	}
	from, err := e.openPlace(ctx, cfg, fromArg, opt.fromEndpoint)
	if err != nil {
		return err
	}
	to, err := e.openPlace(ctx, cfg, toArg, opt.toEndpoint)
	if err != nil {
		return err
	}
	if (config.Within(from.address, to.address) || config.Within(to.address, from.address)) && from.endpoint == to.endpoint {
		return &usageError{msg: fmt.Sprintf("copy: %s and %s are the same place, or one lies in the other", from.address, to.address), hint: "name a TO outside of FROM"}
	}
	if err := standing(from, to); err != nil {
		return err
	}
	if err := to.told(e.fit(ctx, to.st, to.address, to.endpoint, to.lock)); err != nil {
		return err
	}
	job := mirror.Job{From: from.st, To: to.st, FromName: from.address, ToName: to.address, Quick: opt.quick, Remove: opt.remove,
		Busy: func() bool { return from.isArchive(cfg) && e.locked(cfg) }}
	if to.isArchive(cfg) { // brought back: what was withdrawn stays away
		kept, _, err := readWithdrawals(cfg)
		if err != nil {
			return err
		}
		for _, k := range kept {
			job.Withdrawn = append(job.Withdrawn, k.WithdrawalRecord)
		}
	}
	bar := e.progress("copying")
	job.Progress = bar.copied
	done, err := mirror.Copy(ctx, job)
	bar.stop()
	for _, locked := range done.Locked {
		e.warn("%s", oneLine(locked.Error()))
	}
	if err != nil {
		if ctx.Err() != nil {
			e.say("%s copied; the same command goes on", plural(done.Copied, "object"))
		}
		var empty *mirror.EmptyError
		if errors.As(err, &empty) {
			err = fmt.Errorf("copy %s: %w", from.address, &emptyArchiveError{empty.Err, e.line("run")})
		}
		return err
	}
	v := viewCopied(done, from, to)
	if e.json {
		err = e.printJSON(v)
	} else {
		e.printCopy(v)
	}
	if err == nil && !v.Complete {
		err = &failedError{}
	}
	return err
}

func viewCopied(c mirror.Copied, from, to place) mirrorJSON {
	v := mirrorJSON{Version: 1, From: from.address, To: to.address, Records: c.Records, Snapshots: c.Snapshots, Copied: c.Copied, Bytes: c.Bytes,
		Withdrawn: c.Withdrawn, Remain: []string{}, Removed: c.Removed, Kept: c.Kept, Unlisted: c.Unlisted, Left: c.Left, Findings: []findingJSON{},
		Complete: len(c.Findings) == 0}
	v.Remain = append(v.Remain, c.Remain...)
	for _, f := range c.Findings {
		v.Findings = append(v.Findings, findingJSON(f))
	}
	return v
}

func (e *env) printCopy(v mirrorJSON) {
	e.printFindings(v.Findings, nil)
	what := fmt.Sprintf("%s (%s), %d there already", plural(v.Copied, "object"), bytesWords(v.Bytes), v.Kept)
	if v.Unlisted > 0 {
		what += fmt.Sprintf("; of them %s that the log does not list", plural(v.Unlisted, "snapshot"))
	}
	if !v.Complete {
		fmt.Fprintf(e.out, "%s: %s, %s\n", e.paint(e.out, red, "NOT copied whole"), plural(len(v.Findings), "finding"), what)
		return
	}
	fmt.Fprintf(e.out, "%s: %s and %s, to %s\n", e.paint(e.out, green, "copied"), plural(v.Snapshots-v.Withdrawn, "snapshot"), plural(int(v.Records), "log record"), oneLine(v.To))
	fmt.Fprintf(e.out, "%s\n", what)
	if v.Withdrawn > 0 {
		fmt.Fprintf(e.out, "%s withdrawn: not copied%s\n", either(v.Withdrawn == 1, "1 snapshot was", fmt.Sprintf("%d snapshots were", v.Withdrawn)),
			either(v.Removed > 0, fmt.Sprintf("; %d that had been copied before are removed", v.Removed), ""))
	}
	for _, object := range v.Remain {
		e.warn("%s was withdrawn, and lies at %s all the same: --remove-withdrawn takes it away there", oneLine(object), oneLine(v.To))
	}
	if v.Left > 0 {
		e.say("%s left, of a run that is at work there or has just been; copy again when it is done", plural(v.Left, "snapshot"))
	}
}
