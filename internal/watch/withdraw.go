package watch

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"archiver/internal/catalog"
	"archiver/internal/extract"
	"archiver/internal/ledger"
	"archiver/internal/source"
	"archiver/internal/store"
)

// The crash order of a withdrawal; after each step stands what a kill leaves, and
// what mends it.
//
//  1. The decision is logged. A kill leaves a snapshot that is there and that
//     nobody is shown any more; FinishWithdrawals goes on.
//  2. The store removes the object: whole, or, where a lock refuses, not at all.
//     A kill leaves what it leaves after 1, with the bytes gone or not:
//     to remove what is gone is no error, so that FinishWithdrawals goes on.
//  3. That it is removed, or that a lock refused, is logged. Only the first of
//     these says that it was. A kill before the catalog reflects it leaves a
//     catalog that is behind the log; CatchUp applies the rest.
//
// So no bytes are gone for which the log has no reason, and the log claims no
// removal that was not done. What else fails, such as a server that does not
// answer, leaves the decision to stand and FinishWithdrawals to go on.
//
// Afterwards the source is watched as before, but the same page is not stored
// again, by the SHA-256 of its body and that of its words, numbers aside; and no other archive is
// asked for it, nor to capture it. A page with other words is stored: it may hold
// the same content, which only a person can tell.

// Withdrawal is what is to be withdrawn.
type Withdrawal struct {
	Snapshot catalog.Snapshot
	URL      string
	Why, By  string
	// Remover takes the bytes away.
	Remover store.Remover
	// Bypass says that Remover passes over a lock in mode governance.
	Bypass bool
}

// bypasser is a store that passes over locks in mode governance, where the server
// grants that.
type bypasser interface{ Bypassing() store.Remover }

// Withdraw removes the bytes of one snapshot, and gives the place of the record
// that says so in the log. A lock that refuses gives a *store.LockedError: then
// nothing has changed, but that the log knows of the attempt.
func (w *Watcher) Withdraw(ctx context.Context, d Withdrawal) (index int64, err error) {
	s := d.Snapshot
	if g := s.Withdrawal; g != nil && d.Why == "" {
		d.Why = g.Why
	}
	rec := ledger.WithdrawalRecord{URL: d.URL, CapturedAt: s.CapturedAt, Object: s.Object, SHA256: s.SHA256, Bytes: s.Bytes,
		Snapshot: s.LogIndex, State: ledger.WithdrawalDecided, Why: d.Why, By: d.By, PayloadSHA256: s.PayloadSHA256, Bypass: d.Bypass}
	if g := s.Withdrawal; g != nil {
		// Decided, or its bytes have come back: of the latter the log says already
		// that they were removed, which a lock that refuses does not undo.
		rec.Version, rec.TextSHA256 = g.Version, g.TextSHA256
		if g.State == ledger.WithdrawalRemoved {
			rec.State = g.State
		} else if d.Bypass && !g.Bypass {
			if _, err := w.Record(ctx, ledger.KindWithdrawal, rec); err != nil {
				return 0, err // whoever goes on with it must know
			}
		}
		return w.carryOut(ctx, d.Remover, rec)
	}
	if rec.TextSHA256, err = w.textSum(ctx, s.Object); err != nil {
		return 0, err
	}
	if st, ok := w.cfg.Store.(store.Versioned); ok {
		// Of no account for the removal: every version goes.
		if v, err := st.Version(ctx, s.Object); err == nil {
			rec.Version = v
		}
	}
	if _, err := w.Record(ctx, ledger.KindWithdrawal, rec); err != nil {
		return 0, err
	}
	return w.carryOut(ctx, d.Remover, rec)
}

// carryOut does what was decided and logged.
func (w *Watcher) carryOut(ctx context.Context, r store.Remover, rec ledger.WithdrawalRecord) (index int64, err error) {
	before := rec.State
	rec.State = ledger.WithdrawalRemoved
	err = store.RemoveBytes(ctx, w.cfg.Store, r, rec.Object)
	var locked *store.LockedError
	switch {
	case errors.As(err, &locked) && before == ledger.WithdrawalRemoved:
		return 0, err
	case errors.As(err, &locked):
		rec.State, rec.Mode, rec.Until = ledger.WithdrawalRefused, locked.Mode, locked.Until
	case err != nil:
		return 0, &UnfinishedError{Object: rec.Object, Err: err}
	}
	index, logErr := w.Record(context.WithoutCancel(ctx), ledger.KindWithdrawal, rec)
	if logErr != nil {
		return 0, logErr
	}
	return index, err
}

// UnfinishedError says that a withdrawal was decided and logged, and that the
// bytes could not be removed yet.
type UnfinishedError struct {
	Object string
	URL    string // of the source, where it was gone on with
	Err    error
}

func (e *UnfinishedError) Error() string {
	return fmt.Sprintf("the withdrawal of %s is decided and logged, but not done: %v", e.Object, e.Err)
}

func (e *UnfinishedError) Unwrap() error { return e.Err }

// RefusedError says that a withdrawal which was cut short was gone on with, and that
// a lock refuses it: nothing was removed, and the snapshot is in use again.
type RefusedError struct {
	Snapshot catalog.Snapshot // its Withdrawal is the decision
	Locked   *store.LockedError
}

func (e *RefusedError) Error() string {
	return fmt.Sprintf("the withdrawal of %s was cut short, and is refused: %v", e.Snapshot.Object, e.Locked)
}

func (e *RefusedError) Unwrap() error { return e.Locked }

// FinishWithdrawals goes on with withdrawals that were decided and of which it is
// not known whether they were done. What a lock refuses, or can't be done, is
// given as one error each: *RefusedError, *UnfinishedError. A decision that the
// catalog has and the log has not gives a *RowError.
func (w *Watcher) FinishWithdrawals(ctx context.Context) (done int, refused []error, err error) {
	gone, err := w.cfg.Catalog.Withdrawn(ctx)
	if err != nil {
		return 0, nil, err
	}
	var log *ledger.Reader
	for _, list := range gone {
		for _, s := range list {
			g := s.Withdrawal
			if g.State != ledger.WithdrawalDecided {
				continue
			}
			if log == nil {
				if log, err = ledger.OpenReader(ctx, w.cfg.Store); err != nil {
					return done, refused, err
				}
			}
			var altered *ledger.AlteredError
			if err := decided(ctx, log, &s); errors.As(err, &altered) {
				refused = append(refused, &UnfinishedError{Object: s.Object, URL: g.URL, Err: err})
				continue
			} else if err != nil {
				return done, refused, fmt.Errorf("withdraw: %w", err)
			}
			r, ok := w.cfg.Store.(store.Remover)
			if !ok {
				return done, refused, fmt.Errorf("withdraw %s: the store removes nothing", s.Object)
			}
			if b, can := w.cfg.Store.(bypasser); can && g.Bypass {
				r = b.Bypassing()
			}
			rec := ledger.WithdrawalRecord{URL: g.URL, CapturedAt: s.CapturedAt, Object: s.Object, Version: g.Version, SHA256: s.SHA256, Bytes: s.Bytes,
				Snapshot: s.LogIndex, Why: g.Why, By: g.By, PayloadSHA256: g.PayloadSHA256, TextSHA256: g.TextSHA256, Bypass: g.Bypass}
			_, err := w.carryOut(ctx, r, rec)
			var locked *store.LockedError
			var unfinished *UnfinishedError
			switch {
			case ctx.Err() != nil:
				return done, refused, ctx.Err()
			case errors.As(err, &locked):
				refused = append(refused, &RefusedError{Snapshot: s, Locked: locked})
			case errors.As(err, &unfinished):
				unfinished.URL = g.URL
				refused = append(refused, err)
			case err != nil:
				return done, refused, err
			default:
				done++
			}
		}
	}
	return done, refused, nil
}

// textSum is the SHA-256 of the words of a snapshot's main document; "" where it
// has none that can be read.
func (w *Watcher) textSum(ctx context.Context, object string) (string, error) {
	doc, err := w.ReadSnapshot(ctx, object)
	var unreadable *UnreadableError
	switch {
	case errors.As(err, &unreadable):
		return "", nil
	case err != nil:
		return "", err
	}
	return sumOfWords(doc), nil
}

// sumOfWords is that of the words of the page without its furniture, numbers
// aside: counters and dates change at every look.
func sumOfWords(doc *extract.Document) string {
	words := strings.Fields(cmp.Or(doc.Main, doc.Visible))
	words = slices.DeleteFunc(words, func(w string) bool { return strings.ContainsFunc(w, unicode.IsDigit) })
	if len(words) == 0 {
		return ""
	}
	sum := sha256.Sum256([]byte(strings.Join(words, " ")))
	return hex.EncodeToString(sum[:])
}

// withdrawnPage gives the withdrawn snapshot whose page a look saw; nil for none.
func (p *pass) withdrawnPage(ctx context.Context, s *sight) (*catalog.Snapshot, error) {
	onBytes := true // which a page that scripts fill has in common with every other text
	find := func(f func(*catalog.Withdrawal) bool) *catalog.Snapshot {
		for i := len(s.t.withdrawn) - 1; i >= 0; i-- {
			if w := &s.t.withdrawn[i]; f(w.Withdrawal) && !(onBytes && rendered(w)) {
				return w
			}
		}
		return nil
	}
	body := s.payloadHex()
	if was := find(func(g *catalog.Withdrawal) bool { return body != "" && g.PayloadSHA256 == body }); was != nil {
		return was, nil
	}
	onBytes = false
	if s.look.Main == nil || s.look.Main.Response == nil || find(func(g *catalog.Withdrawal) bool { return g.TextSHA256 != "" }) == nil {
		return nil, nil
	}
	if err := p.read(ctx, s); err != nil {
		return nil, err
	}
	sums := []string{sumOfWords(s.doc)}
	if s.rendered() {
		sent, err := p.readSent(ctx, s)
		if err != nil {
			return nil, err
		}
		sums = append(sums, sumOfWords(sent.doc))
	}
	return find(func(g *catalog.Withdrawal) bool { return g.TextSHA256 != "" && slices.Contains(sums, g.TextSHA256) }), nil
}

// withdrawnFor is the snapshot that would stand for a citation, if its bytes were
// not taken away; nil where that is one which is kept.
func (t *task) withdrawnFor(c source.Cite) *catalog.Snapshot {
	if len(t.withdrawn) == 0 {
		return nil
	}
	all := slices.Concat(t.withdrawn, t.snapshots)
	best := nearestSource(familiar(all, c), referenceDay(c), false, nil)
	if best == nil && len(t.snapshots) == 0 {
		if best = newestOf(t.withdrawn, ""); best == nil {
			best = &t.withdrawn[len(t.withdrawn)-1]
		}
	}
	if best == nil || best.Withdrawal == nil {
		return nil
	}
	return best
}

// WithdrawnSentence tells of a snapshot that was withdrawn.
func WithdrawnSentence(s *catalog.Snapshot) string {
	day := func(t time.Time) string { return t.UTC().Format("2 January 2006") }
	why := s.Withdrawal.Why
	if !strings.HasSuffix(why, ".") && !strings.HasSuffix(why, "!") && !strings.HasSuffix(why, "?") {
		why += "."
	}
	on := ""
	if at := s.Withdrawal.At; !at.IsZero() {
		on = " on " + day(at)
	}
	return fmt.Sprintf("The archived copy of %s was withdrawn%s: %s", day(s.CapturedAt), on, why)
}

// withoutWithdrawn takes those out of a source's snapshots of which it is kept in mind
// beside the archive that they were withdrawn, and which the archive's log, of an older
// day, takes for sound. A withdrawal that the log knows to be refused is none.
func (w *Watcher) withoutWithdrawn(ctx context.Context, t *task) error {
	for _, k := range w.cfg.Withdrawn {
		known := func(s catalog.Snapshot) bool { return s.Object == k.Object }
		if k.SourceID != t.id || slices.ContainsFunc(t.withdrawn, known) {
			continue
		}
		i := slices.IndexFunc(t.snapshots, known)
		if i < 0 {
			t.withdrawn = append(t.withdrawn, k)
			continue
		}
		refused, err := w.cfg.Catalog.Refused(ctx, t.id)
		if err != nil {
			return err
		}
		if s := t.snapshots[i]; s.SHA256 == k.SHA256 && !slices.ContainsFunc(refused[t.id], known) {
			s.Withdrawal = k.Withdrawal
			t.withdrawn = append(t.withdrawn, s)
			t.snapshots = slices.Delete(slices.Clone(t.snapshots), i, i+1)
		}
	}
	return nil
}
