package cli

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"archiver/internal/ledger"
	"archiver/internal/source"
	"archiver/internal/store"
	"archiver/internal/verify"
)

type verifyOptions struct {
	level  string
	sample string
	seed   uint64
	seeded bool
	deep   bool
	resume bool
	noLog  bool
	roots  []string
	bundle string
	repair bool
	mirror bool

	putBack []string
}

func newVerify(e *env) *cobra.Command {
	var opt verifyOptions
	c := &cobra.Command{
		Use:   "verify [REF…]",
		Short: "fixity: re-read every byte, the log's proofs, the signatures",
		Long: `Re-reads every snapshot and compares it with the log, recomputes the log's tree
from its entries, and checks the log's signatures. Needs no key, no catalog,
and no network but that to the archive. Exits 1 if anything is not as it was, and
names the file, or the object in a bucket. In a bucket that keeps versions it tells too
what others deleted or wrote over, and how to settle that.

--level structure checks the log whole, and of each snapshot that it is there with
its size; it reads none. --level sample reads a part besides, 5% of the snapshots
or what --sample says; it tells the seed that picked them, and --seed picks them
again. --level all, the default, reads everything.

Timestamps are verified against the roots of this system, those of the
configuration, and those of --roots.

With --deep, and always where REFs are named, the digests and the signature
inside each snapshot are recomputed too. That shows that it was sound when it
was logged; that it has not changed since is shown without.

One that was interrupted, or killed, is gone on with by --resume.

The result is logged where the log's key and head are at hand and the archive can
be written, unless --no-log is given. Give it for a copy that lies beside a copy of
the key: two copies that both go on with one log are two logs of one name.

With --mirror it verifies the mirror that archive.mirror names, that it is this
archive's, and tells how far behind it is; that is not logged.
With --repair it reads archive and mirror whole, and puts right in either what is
missing, altered or unreadable there and whole in the other: only with bytes that
the signed log proves, and what stood there is kept (in damaged/, or as an older
version). What neither holds is told, with exit code 1, and so is a snapshot that
is not put back because lost records may say that it was withdrawn, unless a person
names it by --put-back, or all of them. Each repair is logged. Where there is no
mirror it puts right those of the log's own files that the others prove. What others
put in the way of the log's next entries is kept aside, so that runs go on.

With --bundle it verifies a bundle that archiver export wrote, anywhere: no
configuration is read then, and --roots names those of time authorities that this
machine does not trust.`,
		Example: `  archiver verify
  archiver verify 27 --json
  archiver verify --resume
  archiver verify --sample 2GB
  archiver verify --deep
  archiver verify --repair
  archiver verify --bundle evidence-27`,
		ValidArgsFunction: e.completeRefs,
		RunE: func(c *cobra.Command, args []string) error {
			if c.Flags().Changed("bundle") {
				return runVerifyBundle(c.Context(), e, opt, args)
			}
			if opt.repair {
				if len(args) > 0 {
					return &usageError{msg: "verify --repair looks at all of archive and mirror", hint: "leave the REF out"}
				}
				// It compares bytes with what was logged, and asks no root: those that a
				// call always names do no harm.
				if _, err := e.roots(opt.roots); err != nil {
					return err
				}
				return runRepair(c.Context(), e, opt.putBack)
			}
			if len(opt.putBack) > 0 {
				return &usageError{msg: "verify --put-back: nothing is put back but by a repair", hint: "give --repair too"}
			}
			opt.seeded = c.Flags().Changed("seed")
			if !c.Flags().Changed("level") && (opt.sample != "" || opt.seeded) {
				opt.level = string(verify.Sampled)
			}
			return runVerify(c.Context(), e, opt, args)
		},
	}
	f := c.Flags()
	f.StringVar(&opt.level, "level", string(verify.All), "`LEVEL`: structure, sample or all")
	f.StringVar(&opt.sample, "sample", "", "how `MUCH` is read: 5% of the snapshots, or 2GB")
	f.Uint64Var(&opt.seed, "seed", 0, "pick the sample that this `NUMBER` picked before")
	f.BoolVar(&opt.deep, "deep", false, "recompute what is inside each snapshot too")
	f.BoolVar(&opt.resume, "resume", false, "go on with the last one, which was interrupted")
	f.BoolVar(&opt.noLog, "no-log", false, "keep the result out of the log")
	f.StringVar(&opt.bundle, "bundle", "", "verify the bundle in `DIR`, not the archive")
	f.BoolVar(&opt.repair, "repair", false, "put right in the archive what the log or the mirror holds whole, and in the mirror")
	f.StringArrayVar(&opt.putBack, "put-back", nil, "with --repair: an `OBJECT` that was not withdrawn, or all")
	f.BoolVar(&opt.mirror, "mirror", false, "verify the mirror, not the archive")
	c.MarkFlagsMutuallyExclusive("bundle", "mirror")
	c.MarkFlagsMutuallyExclusive("resume", "mirror")
	c.MarkFlagsMutuallyExclusive("bundle", "level")
	c.MarkFlagsMutuallyExclusive("bundle", "sample")
	c.MarkFlagsMutuallyExclusive("bundle", "resume")
	f.StringArrayVar(&opt.roots, "roots", nil, "PEM `FILE` of roots that timestamps may lead to")
	for _, other := range []string{"bundle", "mirror", "level", "sample", "seed", "deep", "resume", "no-log"} {
		c.MarkFlagsMutuallyExclusive("repair", other)
	}
	return c
}

func runVerify(ctx context.Context, e *env, o verifyOptions, refs []string) error {
	opt, err := o.read(refs)
	if err != nil {
		return err
	}
	cfg, err := e.config()
	if err != nil {
		return err
	}
	denied := &denials{of: func(err error) error { return err }}
	if o.mirror {
		denied.of = ofMirror
	}
	st, err := e.openVerified(ctx, cfg, o.mirror)
	if err != nil {
		return err
	}
	if err := denied.begin(ctx, st); err != nil {
		return err
	}
	denied.know(cfg)
	denied.level = opt.Level
	// A log that was there and is gone is a failure that was found (exit code 1), as a
	// snapshot that is gone would be. The store was looked at, so 3 would be wrong: cron
	// would go on to wait for what does not come back.
	var gone *goneError
	if !o.mirror {
		if gone, err = e.gone(ctx, cfg, st); err != nil {
			return err
		}
	}
	if gone != nil && len(refs) > 0 {
		opt.Objects = []string{} // nobody can say which
	} else if opt.Objects, err = e.objectsOf(ctx, st, refs); err != nil {
		return err
	}
	opt.Readers, opt.Now = readersOf(st), e.now
	if opt.Roots, err = e.roots(o.roots); err != nil {
		return err
	}
	nothing := len(refs) > 0 && len(opt.Objects) == 0 // then the log alone is verified
	head, err := store.ReadPlain(cfg.Path(cfg.Log.Head))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		e.warn("the head outside the archive can't be read: %v", err)
	}
	if o.mirror {
		o.noLog = true
	} else {
		opt.Head = head // of a mirror, which may be behind it, see matchMirror
	}
	marks := &marks{} // of what is done soon, none
	if len(refs) == 0 && !o.mirror && opt.Level != verify.Structure {
		marks = e.verifyMarks(ctx, cfg, st, opt.Level)
	}
	if o.resume {
		if opt.Resume = marks.load(); opt.Resume == nil {
			e.say("there is nothing to go on with: beginning anew")
		} else if opt.Level == verify.Sampled && o.sample == "" && !o.seeded {
			opt.Sample, opt.Seed = opt.Resume.Sample, opt.Resume.Seed
		}
	}
	opt.Mark = marks.put
	bar := e.progress("verifying")
	opt.Progress = e.verifyProgress(bar)
	rep, err := verify.Archive(ctx, st, opt)
	if bar.stop(); o.mirror {
		err = ofMirror(err)
	}
	marks.close(err == nil)
	if err != nil && ctx.Err() == nil {
		return err
	}
	if gone != nil {
		rep.Findings = slices.DeleteFunc(rep.Findings, func(f verify.Finding) bool { return f.Code == ledger.CodeLogMissing })
		rep.Findings = slices.Insert(rep.Findings, 0, verify.Finding{Code: ledger.CodeLogMissing, Object: checkpointKey, Detail: gone.Error()})
	}
	var behind int64
	if o.mirror && err == nil {
		behind = e.matchMirror(ctx, cfg, st, rep, head)
	}
	if rep.Stale != "" {
		e.say("what was to be gone on with is of no use: %s; everything was read anew", rep.Stale)
	}
	v := verifyJSON{Version: 1, Behind: behind, Level: string(opt.Level)}
	unread := denied.all(rep)
	if opt.Level == verify.Sampled {
		v.Sample, v.Seed = opt.Sample.String(), &opt.Seed
	}
	if v.Checkpoint = viewCheckpoint(rep.Checkpoint); head != nil {
		checked := "checked"
		v.Head = &checked
	}
	if o.mirror {
		doubtMirror(ctx, cfg, rep.Warnings)
		v.NotLogged = "it is the mirror that was verified"
	} else if o.noLog {
		v.NotLogged = "--no-log was given"
	} else if gone != nil {
		v.NotLogged = "there is no log to go on with"
	} else if unread != nil {
		v.NotLogged = oneLine(unread.Error())
	} else {
		v.LogIndex, v.NotLogged = e.logAudit(ctx, cfg, st, func(log *ledger.Log) []ledger.Record {
			if putRight(rep, log); denied.all(rep) != nil {
				return nil
			}
			return auditRecords("verify", opt, denied.known(rep))
		})
		if unread = denied.all(rep); unread != nil {
			v.LogIndex, v.NotLogged = nil, oneLine(unread.Error())
		}
		if v.LogIndex != nil && cfg.InBucket() {
			e.catchUp(ctx, cfg, st)
		}
	}
	v.view(rep)
	if e.json {
		if err := e.printJSON(v); err != nil {
			return err
		}
	} else if unread != nil && rep.Complete {
		e.printFindings(v.Findings, v.Warnings)
	} else {
		e.printVerify(v)
		e.printTimestamps(v)
	}
	switch {
	case err != nil:
		if marks.resumable() {
			again := []string{"--resume"}
			if opt.Level != verify.All {
				again = append(again, "--level", string(opt.Level))
			}
			e.say("%s goes on where it stopped", e.line("verify", again...))
		}
		return err
	case unread != nil:
		return unread
	case !v.Passed:
		switch {
		case e.json, !rep.Complete:
		case gone != nil:
			e.say("%s", gone.hint)
		case !o.mirror && onlyCheckpoint(v.Findings):
			e.say("%s puts log/checkpoint right, or says what keeps it from that", e.line("run"))
		case o.mirror:
			e.adviseMirror(cfg, v.Findings)
		default:
			e.adviseRepair(cfg, v.Findings)
		}
		return &failedError{}
	case nothing:
		return &usageError{msg: fmt.Sprintf("verify %s: no snapshot was taken of it", strings.Join(refs, " "))}
	}
	return nil
}

// read understands the flags.
func (o verifyOptions) read(refs []string) (opt verify.Options, err error) {
	if opt.Level, err = verify.ParseLevel(o.level); err != nil {
		return opt, &usageError{msg: "verify --level: " + err.Error()}
	}
	switch {
	case len(refs) > 0 && (opt.Level != verify.All || o.resume):
		return opt, &usageError{msg: "verify REF reads all of that source's snapshots, in one go", hint: "leave --level, --sample and --resume out, or the REF"}
	case opt.Level == verify.Structure && o.resume:
		return opt, &usageError{msg: "verify --level structure reads no snapshot: there is nothing to go on with", hint: "leave --resume out"}
	case opt.Level != verify.Sampled && (o.sample != "" || o.seeded):
		return opt, &usageError{msg: fmt.Sprintf("verify --level %s takes no sample", opt.Level), hint: "--sample and --seed go with --level sample"}
	}
	opt.Deep = o.deep || len(refs) > 0
	if opt.Level != verify.Sampled {
		return opt, nil
	}
	if opt.Sample, err = verify.ParseSample(cmp.Or(o.sample, "5%")); err != nil {
		return opt, &usageError{msg: "verify --sample: " + err.Error()}
	}
	if opt.Seed = o.seed; !o.seeded {
		var b [8]byte
		rand.Read(b[:])
		opt.Seed = binary.BigEndian.Uint64(b[:]) >> 16 // 48 bits: any JSON reader takes it
	}
	return opt, nil
}

// readersOf is how many snapshots are read at once: SHA-256 takes a core each,
// and a disk wants few streams; a store far away is waited for.
func readersOf(st store.Store) int {
	if _, local := st.(*store.FS); local {
		return 2
	}
	return 8
}

// verifyProgress shows snapshots, bytes and the rate.
func (e *env) verifyProgress(bar *bar) func(verify.Progress) {
	start := time.Now()
	var told time.Time
	return func(p verify.Progress) {
		if time.Since(told) < moveEvery {
			return
		}
		told = time.Now()
		what := ""
		if p.TotalBytes > 0 {
			what = fmt.Sprintf("%s of %s", bytesWords(p.Bytes), bytesWords(p.TotalBytes))
			if took := time.Since(start); took > 0 {
				what += fmt.Sprintf(", %s/s", bytesWords(int64(float64(p.Bytes)/took.Seconds())))
			}
		}
		bar.more = what
		bar.set(p.Done, p.Total, what)
	}
}

// bytesWords writes a number of bytes for a person.
func bytesWords(n int64) string {
	switch {
	case n >= 1e12:
		return fmt.Sprintf("%.1f TB", float64(n)/1e12)
	case n >= 1e9:
		return fmt.Sprintf("%.1f GB", float64(n)/1e9)
	}
	if n > 0 && n < 5e4 {
		return fmt.Sprintf("%d KB", max(1, n/1e3))
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1e6)
}

// objectsOf lists the snapshots that REFs stand for: none for no REF.
func (e *env) objectsOf(ctx context.Context, st store.Store, refs []string) ([]string, error) {
	if len(refs) == 0 {
		return nil, nil
	}
	set, broken, err := e.sources()
	if err != nil {
		return nil, err
	}
	urls := map[string]bool{}
	for _, ref := range refs {
		if err := e.means(set, broken, ref, func(set *source.Set) error {
			c, err := set.Resolve(ref)
			if err == nil {
				urls[c.Citation.URL] = true
			}
			return err
		}); err != nil {
			return nil, err
		}
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
