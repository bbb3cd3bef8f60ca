package cli

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/user"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"archiver/internal/catalog"
	"archiver/internal/contract"
	"archiver/internal/ledger"
	"archiver/internal/source"
	"archiver/internal/store"
	"archiver/internal/store/s3"
	"archiver/internal/watch"
)

type withdrawOptions struct {
	at, why     string
	yes, bypass bool
}

func newWithdraw(e *env) *cobra.Command {
	var opt withdrawOptions
	c := &cobra.Command{
		Use:   "withdraw REF",
		Short: "take away one snapshot's bytes, for content that endangers someone",
		Long: `Removes the bytes of one snapshot for good, and logs that it was done, by whom and
why. The log keeps its date and its SHA-256, and every other command says that it
was withdrawn. It is for content that endangers somebody; a page that is merely
wrong or outdated is evidence. --why is read by all who read the log: do not repeat
in it what has to go.

--at names exactly one snapshot: by its day, if it is the only one of that day, or by
its second. Nothing is taken in its place. It asks before it removes; without a
terminal it needs --yes.

Where the store locks the snapshot, nothing is removed and it stays in use; it says
until when. A lock in mode governance gives way to --bypass-governance, for those
whom the server grants that. Compliance gives way to nobody.

The source is watched as before, but the same page is not stored again, nor looked
for in another archive. It is removed from the mirror that archive.mirror names, too;
if that can't be reached, by the next run. Whatever else was copied before is out of reach: backups, bundles that were
handed out. So are passages that the log quotes. It lists what it
knows of these, and other snapshots that may show the same.`,
		Example: `  archiver withdraw 27 --at 2020-02-21 --why "shows where a witness lives"
  archiver withdraw 27 --at 20200221101500 --why "…" --yes
  archiver withdraw 27 --at 20200221101500 --why "…" --bypass-governance`,
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: e.completeFirstRef,
		RunE:              func(c *cobra.Command, args []string) error { return runWithdraw(c.Context(), e, opt, args[0]) },
	}
	f := c.Flags()
	f.StringVar(&opt.at, "at", "", "`DATE` of the snapshot: 2020-02-21, RFC 3339 or 14 digits, UTC (required)")
	f.StringVar(&opt.why, "why", "", "`TEXT` for those who read the log later (required)")
	f.BoolVar(&opt.yes, "yes", false, "do not ask")
	f.BoolVar(&opt.bypass, "bypass-governance", false, "ask the server to pass over a lock in mode governance")
	_ = c.RegisterFlagCompletionFunc("at", e.completeDates(nil))
	return c
}

type withdrawJSON struct {
	Version   int                `json:"version"`
	Ref       string             `json:"ref"`
	URL       string             `json:"url"`
	Snapshot  contract.Copy      `json:"snapshot"`
	Bytes     int64              `json:"bytes"`
	LogIndex  int64              `json:"snapshot_log_index"`
	Withdrawn contract.Withdrawn `json:"withdrawn"`
	SameBytes []copyOfJSON       `json:"same_page"` // snapshots that hold the very same page, of any source
	Others    []contract.Copy    `json:"others"`    // other snapshots of the source
	Exports   []exportedJSON     `json:"exports"`   // bundles that were handed out with it
	Passages  []loggedRecordJSON `json:"passages"`  // log records that quote the source
	Mirror    *mirroredJSON      `json:"mirror,omitempty"`
}

type copyOfJSON struct {
	contract.Copy
	Source string `json:"source"` // ID of its URL, as in the object's name
}

type exportedJSON struct {
	At       time.Time `json:"at"`
	For      string    `json:"for"`
	Sums     string    `json:"sums_sha256"`
	LogIndex int64     `json:"log_index"`
}

type loggedRecordJSON struct {
	At       time.Time `json:"at"`
	Kind     string    `json:"kind"`
	LogIndex int64     `json:"log_index"`
}

func viewWithdrawn(g *catalog.Withdrawal) *contract.Withdrawn {
	if g == nil {
		return nil
	}
	return &contract.Withdrawn{At: g.At, Why: g.Why, By: g.By, State: g.State, LogIndex: g.LogIndex}
}

func viewCopy(s catalog.Snapshot) contract.Copy {
	return contract.Copy{CapturedAt: s.CapturedAt, SHA256: s.SHA256, Object: s.Object}
}

func runWithdraw(ctx context.Context, e *env, opt withdrawOptions, ref string) error {
	opt.why = strings.Join(strings.Fields(oneLine(strings.ToValidUTF8(opt.why, "\uFFFD"))), " ")
	const longest = 2000
	switch {
	case opt.at == "":
		return &usageError{msg: "withdraw " + ref + ": which snapshot?", hint: "--at DATE names it; " + e.line("history", ref) + " lists them"}
	case opt.why == "":
		return &usageError{msg: "withdraw " + ref + ": no reason given", hint: "--why TEXT says why it has to go; it is logged, so do not repeat in it what has to go"}
	case len(opt.why) > longest:
		return &usageError{msg: fmt.Sprintf("withdraw %s: --why has %d bytes; a reason has up to %d", ref, len(opt.why), longest)}
	}
	cfg, err := e.config()
	if err != nil {
		return err
	}
	if opt.bypass && !cfg.InBucket() {
		return &usageError{msg: "withdraw --bypass-governance: a folder has no locks", hint: "leave it out"}
	}
	s, err := e.openReader(ctx)
	if err != nil {
		return e.resolvable(ref, err)
	}
	v, _, err := e.withdrawable(ctx, s, opt, ref)
	s.close()
	if err != nil {
		return err
	}
	e.tellWithdrawable(v)
	if !opt.yes {
		if err := e.confirm(ctx, "withdraw "+ref, "remove these bytes for good?"); err != nil {
			return err
		}
	}

	if s, err = e.openWriter(ctx); err != nil {
		return err
	}
	defer s.close()
	w, cleanup, err := e.watcher(s) // which clears what a killed run left of bodies
	if err != nil {
		return err
	}
	cleanup = sync.OnceFunc(cleanup)
	defer cleanup()
	if _, err := w.Mend(ctx); err != nil {
		return err
	}
	v, snap, err := e.withdrawable(ctx, s, opt, ref) // anew: another process may have been at work
	if err != nil {
		return err
	}
	remover, err := removerOf(s.store, opt.bypass)
	if err != nil {
		return err
	}
	by := operator()
	index, err := w.Withdraw(ctx, watch.Withdrawal{Snapshot: *snap, URL: v.URL, Why: opt.why, By: by, Remover: remover, Bypass: opt.bypass})
	var locked *store.LockedError
	if errors.As(err, &locked) {
		return &lockedSnapshotError{ref: v.Ref, bypassed: opt.bypass, locked: locked}
	}
	if err != nil {
		return err
	}
	if err := w.CatchUp(ctx); err != nil {
		return err
	}
	if err := e.keepWithdrawals(ctx, s); err != nil {
		e.warn("it is withdrawn, but not kept in mind beside the log's head: %s; the next run tries again", oneLine(err.Error()))
	}
	e.dropWords(ctx, s)
	at, err := recordedAt(ctx, s.store, index)
	if err != nil {
		return err
	}
	v.Withdrawn = contract.Withdrawn{At: at, Why: opt.why, By: by, State: ledger.WithdrawalRemoved, LogIndex: index}
	// From the mirror as well, at once: if the archive is lost before the next run, what
	// comes back must not have it.
	cleanup()
	s.release()
	s.release = nil
	if v.Mirror, err = e.mirror(ctx, s); err != nil {
		e.warn("it is withdrawn from the archive, and not from the mirror yet: %s; the next run does it", oneLine(err.Error()))
	}
	e.printMirror(v.Mirror)
	if e.json {
		return e.printJSON(v)
	}
	e.tellResult("footnote %s: the snapshot of %s is withdrawn\n  its bytes are removed from %s; log entry %d says so, and why\n",
		v.Ref, longDate(v.Snapshot.CapturedAt), oneLine(cfg.ArchiveName()), index)
	return nil
}

// recordedAt is when the log says that a record was made.
func recordedAt(ctx context.Context, st store.Store, index int64) (time.Time, error) {
	r, err := ledger.OpenReader(ctx, st)
	if err != nil {
		return time.Time{}, err
	}
	line, err := r.Record(ctx, index, 0)
	return line.At.UTC(), err
}

// operator is who runs this program, as the system knows them.
func operator() string {
	if u, err := user.Current(); err == nil && u.Username != "" {
		return oneLine(u.Username)
	}
	return fmt.Sprintf("uid %d", os.Getuid())
}

// removerOf is what takes objects away from a store.
func removerOf(st store.Store, bypass bool) (store.Remover, error) {
	if bucket, ok := st.(*s3.Store); ok && bypass {
		return bucket.Bypassing(), nil
	}
	r, ok := st.(store.Remover)
	if !ok {
		return nil, errors.New("withdraw: nothing can be removed from this store")
	}
	return r, nil
}

// confirm asks a person on the terminal.
func (e *env) confirm(ctx context.Context, what, question string) error {
	in, ok := e.in.(*os.File)
	if !ok || !term.IsTerminal(int(in.Fd())) {
		return &usageError{msg: what + ": there is no terminal to ask on", hint: "--yes says that it is meant"}
	}
	fmt.Fprintf(e.err, "%s yes or no: ", question)
	answer := make(chan string, 1)
	go func() {
		line, _ := bufio.NewReader(in).ReadString('\n')
		answer <- strings.ToLower(strings.TrimSpace(line))
	}()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case a := <-answer:
		if a != "yes" && a != "y" {
			return &usageError{msg: what + ": not confirmed; nothing was done"}
		}
	}
	return nil
}

// withdrawable finds the one snapshot that is meant, and what else may show its
// content.
func (e *env) withdrawable(ctx context.Context, s *session, opt withdrawOptions, ref string) (v withdrawJSON, snap *catalog.Snapshot, err error) {
	cite, err := e.resolve(ctx, s, ref)
	if err != nil {
		return v, nil, err
	}
	id := source.ID(cite.Citation.URL)
	kept, gone, err := s.snapshotsOf(ctx, id)
	if err != nil {
		return v, nil, err
	}
	all := slices.Concat(kept, gone)
	snap, err = e.onlyAt(cite.Ref, all, opt.at)
	if err == nil {
		all = []catalog.Snapshot{*snap}
	}
	if err := e.holdRows(ctx, s, all); err != nil {
		return v, nil, err
	}
	if err != nil {
		return v, nil, err
	}
	if g := snap.Withdrawal; g != nil && g.State == ledger.WithdrawalRemoved {
		there, err := store.HasUnder(ctx, s.store, snap.Object)
		if err != nil {
			return v, nil, err
		}
		if !there {
			return v, nil, &usageError{msg: fmt.Sprintf("withdraw %s: the snapshot of %s was withdrawn already, on %s: %s", cite.Ref, longDate(snap.CapturedAt), longDate(g.At), g.Why)}
		}
	}
	v = withdrawJSON{Version: 1, Ref: cite.Ref, URL: cite.Citation.URL, Snapshot: viewCopy(*snap), Bytes: snap.Bytes, LogIndex: snap.LogIndex,
		SameBytes: []copyOfJSON{}, Others: []contract.Copy{}, Exports: []exportedJSON{}, Passages: []loggedRecordJSON{}}
	for _, o := range kept {
		if o.Object != snap.Object && (o.PayloadSHA256 != snap.PayloadSHA256 || snap.PayloadSHA256 == "") {
			v.Others = append(v.Others, viewCopy(o))
		}
	}
	if snap.PayloadSHA256 != "" {
		same, err := s.catalog.SamePayload(ctx, snap.PayloadSHA256)
		if err != nil {
			return v, nil, err
		}
		for _, o := range same {
			if o.Object != snap.Object {
				v.SameBytes = append(v.SameBytes, copyOfJSON{viewCopy(o), o.SourceID})
			}
		}
	}
	return v, snap, e.traces(ctx, s, snap, &v)
}

// traces finds what the log tells of a snapshot's content: the bundles that hold
// it, and the records that quote its source.
func (e *env) traces(ctx context.Context, s *session, snap *catalog.Snapshot, v *withdrawJSON) error {
	r, err := ledger.OpenReader(ctx, s.store)
	if err != nil {
		return err
	}
	for l, err := range r.Records(ctx, snap.LogIndex) {
		var altered *ledger.AlteredError
		switch {
		case errors.As(err, &altered):
			continue
		case err != nil:
			return err
		}
		switch l.Kind {
		case ledger.KindExport:
			var x ledger.ExportRecord
			if json.Unmarshal(l.Body, &x) == nil && x.Object == snap.Object && x.SHA256 == snap.SHA256 {
				v.Exports = append(v.Exports, exportedJSON{l.At, x.For, x.Sums, l.Index})
			}
		case ledger.KindQuote:
			var q ledger.QuoteRecord
			if json.Unmarshal(l.Body, &q) == nil && q.URL == v.URL {
				v.Passages = append(v.Passages, loggedRecordJSON{l.At, l.Kind, l.Index})
			}
		case ledger.KindAcceptance:
			var a ledger.AcceptRecord
			if json.Unmarshal(l.Body, &a) == nil && a.URL == v.URL && len(a.Lost) > 0 {
				v.Passages = append(v.Passages, loggedRecordJSON{l.At, l.Kind, l.Index})
			}
		case ledger.KindObservation:
			var o ledger.ObservationRecord
			if json.Unmarshal(l.Body, &o) == nil && o.URL == v.URL && slices.ContainsFunc(o.Judged, func(j ledger.Judged) bool { return len(j.Quotes)+len(j.Evidence) > 0 }) {
				v.Passages = append(v.Passages, loggedRecordJSON{l.At, l.Kind, l.Index})
			}
		}
	}
	return nil
}

// tellWithdrawable says what is about to go, and what will stay.
func (e *env) tellWithdrawable(v withdrawJSON) {
	e.say("footnote %s: %s\n  captured %s, %s, log entry %d\n  sha256 %s\n  %s", v.Ref, oneLine(v.URL), longDate(v.Snapshot.CapturedAt),
		plural(int(v.Bytes), "byte"), v.LogIndex, v.Snapshot.SHA256, oneLine(v.Snapshot.Object))
	for i, c := range v.SameBytes {
		if i == 10 {
			e.warn("%d more snapshots hold the same page; --json lists them", len(v.SameBytes)-i)
			break
		}
		e.warn("the same page is also in the snapshot of %s, which stays: %s", longDate(c.CapturedAt), oneLine(c.Object))
	}
	if n := len(v.Others); n > 0 {
		var dates []string
		for _, c := range v.Others {
			dates = append(dates, c.CapturedAt.Format(time.RFC3339))
		}
		e.warn("%s of this source may show the same content, and stay: %s", plural(n, "other snapshot"), few(dates))
	}
	for _, x := range v.Exports {
		e.warn("it was handed out on %s in a bundle for %s, which is out of reach (SHA-256 of its SHA256SUMS: %s)", longDate(x.At), oneLine(x.For), x.Sums)
	}
	if n := len(v.Passages); n > 0 {
		e.warn("%s of the log may hold passages of the source, and stay with it, in log/records: %s %s", plural(n, "record"), either(n == 1, "entry", "entries"), entriesOf(v.Passages))
	}
	others := "copies"
	if cfg := e.loaded; cfg.Mirrored() {
		e.say("it is removed from the mirror %s too, where no lock keeps it there; if that can't be reached, the next run does it", oneLine(cfg.MirrorName()))
		others = "other copies"
	}
	e.warn("backups and %s of the archive are out of reach, and so are passages in manifests: remove it there too. At a copy, %s does", others, e.line("copy", "FROM", "TO", "--remove-withdrawn"))
}

func entriesOf(list []loggedRecordJSON) string {
	var out []string
	for _, l := range list {
		out = append(out, fmt.Sprint(l.LogIndex))
	}
	return few(out)
}

// lockedSnapshotError says that a lock keeps a snapshot.
type lockedSnapshotError struct {
	ref      string
	bypassed bool
	locked   *store.LockedError
}

func (e *lockedSnapshotError) Error() string {
	return fmt.Sprintf("withdraw %s: nothing was removed, and the snapshot stays in use: %v", e.ref, e.locked)
}

func (e *lockedSnapshotError) hint() string {
	private := "until then keep the archive from the eyes of others"
	switch {
	case e.locked.Mode == "legal hold":
		return "a legal hold has no end: who holds s3:PutObjectLegalHold can lift it with the server's own tools; " + private
	case e.locked.Mode == string(s3.Governance) && !e.bypassed:
		return "who holds s3:BypassGovernanceRetention can do it now with --bypass-governance; anybody else after that moment; " + private
	case e.locked.Mode == string(s3.Governance):
		return "these credentials lack s3:BypassGovernanceRetention; use those of somebody who holds it, or withdraw it after that moment; " + private
	}
	return "nobody can remove it before that moment; runs do not renew this lock any more, so withdraw it again then; " + private
}
