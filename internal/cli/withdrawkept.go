package cli

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/config"
	"archiver/internal/ledger"
	"archiver/internal/source"
	"archiver/internal/store"
	"archiver/internal/watch"
)

// Withdrawals are kept in mind beside the head too, in log.head.withdrawn: where the
// log's newest entries are lost with the archive, and it is brought back from a mirror
// that was not told of them, what a person took away must not come back with it.
// Nothing that a run needs is there, so it may be lost. While it is there it counts for
// any log: what the archive's own knows nothing of is not handed out, and such a page is
// not stored again by a log that was begun anew.

// keptWithdrawal is a line of it.
type keptWithdrawal struct {
	ledger.WithdrawalRecord
	At time.Time `json:"at,omitzero"` // when it came to that; older files do not say
}

// snapshot is how a catalog would tell of it.
func (k *keptWithdrawal) snapshot() catalog.Snapshot {
	return catalog.Snapshot{SourceID: source.ID(k.URL), CapturedAt: k.CapturedAt, Object: k.Object, SHA256: k.SHA256, Bytes: k.Bytes, LogIndex: -1,
		Withdrawal: &catalog.Withdrawal{SourceID: source.ID(k.URL), Object: k.Object, SHA256: k.SHA256, State: k.State, At: k.At, Why: k.Why, By: k.By, URL: k.URL,
			PayloadSHA256: k.PayloadSHA256, TextSHA256: k.TextSHA256, LogIndex: -1}}
}

// withdrawnOutside gives the withdrawal of a snapshot that is kept in mind beside the
// head, and of which the log knows nothing; nil: there is none.
func (s *session) withdrawnOutside(ctx context.Context, snap catalog.Snapshot) (*catalog.Snapshot, error) {
	list, err := s.outside()
	if err != nil {
		return nil, err
	}
	return s.amongOutside(ctx, list, snap)
}

// outside are those that this user may read: who may not knows the archive alone.
func (s *session) outside() ([]keptWithdrawal, error) {
	list, err := outsideWithdrawals(s.cfg)
	if errors.Is(err, fs.ErrPermission) {
		return nil, nil
	}
	return list, err
}

func (s *session) amongOutside(ctx context.Context, list []keptWithdrawal, snap catalog.Snapshot) (*catalog.Snapshot, error) {
	i := slices.IndexFunc(list, func(k keptWithdrawal) bool { return k.Object == snap.Object && k.SHA256 == snap.SHA256 })
	if i < 0 {
		return nil, nil
	}
	refused, err := s.catalog.Refused(ctx, snap.SourceID)
	if err != nil || slices.ContainsFunc(refused[snap.SourceID], func(r catalog.Snapshot) bool { return r.Object == snap.Object }) {
		return nil, err
	}
	gone := list[i].snapshot()
	return &gone, nil
}

// setAside takes those out of the snapshots of a source that such a withdrawal is kept
// in mind of, and adds them to those that are gone. list is what s.outside gives: a file
// is not read for each of thousands.
func (s *session) setAside(ctx context.Context, list []keptWithdrawal, kept, gone []catalog.Snapshot) ([]catalog.Snapshot, []catalog.Snapshot, error) {
	if len(list) == 0 {
		return kept, gone, nil
	}
	var shown []catalog.Snapshot
	for _, k := range kept {
		outside, err := s.amongOutside(ctx, list, k)
		if err != nil {
			return nil, nil, err
		}
		if outside == nil {
			shown = append(shown, k)
			continue
		}
		k.Withdrawal = outside.Withdrawal
		gone = append(gone, k)
	}
	slices.SortStableFunc(gone, func(a, b catalog.Snapshot) int { return a.CapturedAt.Compare(b.CapturedAt) })
	return shown, gone, nil
}

func withdrawalsPath(cfg *config.Config) string { return cfg.Path(cfg.Log.Head) + ".withdrawn" }

// readWithdrawals gives what is kept, and the file as it is.
func readWithdrawals(cfg *config.Config) (list []keptWithdrawal, raw []byte, err error) {
	raw, err = store.ReadPlain(withdrawalsPath(cfg))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("read the withdrawals kept beside the log's head: %w", err)
	}
	lines := bufio.NewScanner(bytes.NewReader(raw))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var r keptWithdrawal
		if json.Unmarshal(lines.Bytes(), &r) == nil && r.Object != "" {
			list = append(list, r)
		}
	}
	return list, raw, lines.Err()
}

// writeWithdrawals puts list in the place of old.
func writeWithdrawals(ctx context.Context, cfg *config.Config, old []byte, list []keptWithdrawal) error {
	slices.SortFunc(list, func(a, b keptWithdrawal) int { return cmp.Compare(a.Object, b.Object) })
	data := []byte{}
	for _, r := range list {
		line, err := json.Marshal(r)
		if err != nil {
			return err
		}
		data = append(append(data, line...), '\n')
	}
	if bytes.Equal(old, data) || old == nil && len(data) == 0 {
		return nil
	}
	if old != nil && len(old) == 0 {
		old = []byte{}
	}
	return store.SwapFile(context.WithoutCancel(ctx), withdrawalsPath(cfg), old, data)
}

// keepWithdrawals keeps what the catalog, which reflects the log, says by now. What
// the catalog knows nothing of stays: it may be of entries that are lost.
func (e *env) keepWithdrawals(ctx context.Context, s *session) error {
	gone, err := s.catalog.Withdrawn(ctx)
	if err != nil {
		return err
	}
	refused, err := s.catalog.Refused(ctx)
	if err != nil {
		return err
	}
	old, raw, err := readWithdrawals(s.cfg)
	if err != nil {
		return err
	}
	known := map[string]bool{}
	var list []keptWithdrawal
	note := func(by map[string][]catalog.Snapshot, keep bool) {
		for _, snaps := range by {
			for _, snap := range snaps {
				g := snap.Withdrawal
				if known[snap.Object] = true; keep {
					list = append(list, keptWithdrawal{At: g.At, WithdrawalRecord: ledger.WithdrawalRecord{URL: g.URL, CapturedAt: snap.CapturedAt, Object: snap.Object, Version: g.Version, SHA256: snap.SHA256, Bytes: snap.Bytes,
						Snapshot: snap.LogIndex, State: g.State, Why: g.Why, By: g.By, PayloadSHA256: g.PayloadSHA256, TextSHA256: g.TextSHA256, Bypass: g.Bypass}})
				}
			}
		}
	}
	note(refused, false)
	note(gone, true)
	for _, r := range old {
		if !known[r.Object] {
			list = append(list, r)
		}
	}
	return writeWithdrawals(ctx, s.cfg, raw, list)
}

// keepHeadWithdrawals keeps those of the head's batch, which a recovery gives up.
func keepHeadWithdrawals(ctx context.Context, cfg *config.Config) error {
	list, raw, err := readWithdrawals(cfg)
	if err != nil {
		return err
	}
	return writeWithdrawals(ctx, cfg, raw, withHead(cfg, list))
}

// outsideWithdrawals are those kept in mind beside the head, and those of its batch,
// which may have been lost with the archive before they were noted there.
func outsideWithdrawals(cfg *config.Config) ([]keptWithdrawal, error) {
	list, _, err := readWithdrawals(cfg)
	return withHead(cfg, list), err
}

// withHead adds to a list what the head's batch says.
func withHead(cfg *config.Config, list []keptWithdrawal) []keptWithdrawal {
	head, err := store.ReadPlain(cfg.Path(cfg.Log.Head))
	if err != nil {
		return list // it is lost
	}
	for _, line := range ledger.HeadRecords(head, ledger.KindWithdrawal) {
		r := keptWithdrawal{At: line.At}
		if json.Unmarshal(line.Body, &r.WithdrawalRecord) != nil || r.Object == "" {
			continue
		}
		list = slices.DeleteFunc(list, func(old keptWithdrawal) bool { return old.Object == r.Object })
		if r.State != ledger.WithdrawalRefused {
			list = append(list, r)
		}
	}
	return list
}

// carryWithdrawals has the log decide again what is kept and the log knows nothing of,
// though it lists the snapshot. From then on nobody is shown it, and the next run
// removes what there is of it.
func (e *env) carryWithdrawals(ctx context.Context, cfg *config.Config, st store.Store, log *ledger.Log) (carried []ledger.WithdrawalRecord, err error) {
	list, _, err := readWithdrawals(cfg)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	r, err := ledger.OpenReader(ctx, st)
	if err != nil {
		return nil, err
	}
	wants, gone, at := map[string]ledger.Listed{}, map[string]bool{}, map[string]int64{}
	for line, err := range r.Records(ctx, 0) {
		var altered *ledger.AlteredError
		if errors.As(err, &altered) {
			continue // told elsewhere
		}
		if err != nil {
			return nil, err
		}
		ledger.NoteWithdrawal(wants, gone, line)
		for object, w := range ledger.ListedBy(line) {
			wants[object], at[object] = w, line.Index
		}
	}
	var recs []ledger.Record
	for _, k := range list {
		if _, known := gone[k.Object]; known || wants[k.Object].SHA256 != k.SHA256 || k.SHA256 == "" {
			continue
		}
		k.State, k.Snapshot, k.Version, k.Recovered = ledger.WithdrawalDecided, at[k.Object], "", true
		recs = append(recs, ledger.Record{Kind: ledger.KindWithdrawal, At: e.now().UTC().Truncate(time.Millisecond), Body: k.WithdrawalRecord})
		carried = append(carried, k.WithdrawalRecord)
	}
	if len(recs) == 0 {
		return nil, nil
	}
	_, err = log.Append(ctx, recs...)
	return carried, err
}

// tellCarried tells of withdrawals that were decided again.
func (e *env) tellCarried(list []ledger.WithdrawalRecord) {
	if n := len(list); n > 0 {
		e.warn("the log as it is now did not know of %s, which %s decided again: nobody is shown %s, and the next run removes what there is of %s (%s)",
			plural(n, "withdrawal"), either(n == 1, "is", "are"), either(n == 1, "it", "them"), either(n == 1, "it", "them"), oneLine(list[0].Object))
	}
}

// resumeWithdrawals carries over what a recovery that died has not, before a run goes on.
func (e *env) resumeWithdrawals(ctx context.Context, s *session, w *watch.Watcher) error {
	list, _, err := readWithdrawals(s.cfg)
	if err != nil || len(list) == 0 {
		return err
	}
	inUse := map[string]bool{}
	if err := s.catalog.EachSnapshot(ctx, func(l catalog.Listed) { inUse[l.Object] = true }); err != nil {
		return err
	}
	refused, err := s.catalog.Refused(ctx)
	if err != nil {
		return err
	}
	for _, snaps := range refused {
		for _, snap := range snaps {
			delete(inUse, snap.Object)
		}
	}
	if !slices.ContainsFunc(list, func(r keptWithdrawal) bool { return inUse[r.Object] }) {
		return nil
	}
	carried, err := e.carryWithdrawals(ctx, s.cfg, s.store, s.log)
	if err != nil || len(carried) == 0 {
		return err
	}
	e.tellCarried(carried)
	return w.CatchUp(ctx)
}
