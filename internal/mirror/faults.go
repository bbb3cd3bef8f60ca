package mirror

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"archiver/internal/ledger"
	"archiver/internal/store"
)

// What is amiss in the mirror is kept in mind until it is seen to be right: objects
// that are not as the log says, and bytes that were withdrawn and could not be
// removed there.

const (
	// maxFaulty bounds how many faulty objects are named; the rest are counted, and a
	// repair looks at all.
	maxFaulty = 1000
	// recheckAtOnce is how many of them one run looks at again.
	recheckAtOnce = 100
)

// note takes over what was found since the last time, of objects of which the log
// says this.
func (f *Filler) note(wants map[string]ledger.Listed) {
	f.copy.mu.Lock()
	defer f.copy.mu.Unlock()
	for _, x := range f.copy.out.Findings[f.noted:] {
		w, ok := wants[x.Object]
		if !ok {
			w.Bytes = -1
		}
		f.state.faulty(Faulty{x.Code, x.Object, x.Detail, w.SHA256, w.Bytes})
	}
	f.noted = len(f.copy.out.Findings)
}

// keep writes down what is amiss, if that is news: whoever kills this process now
// must not make the mirror pass for whole.
func (f *Filler) keep(ctx context.Context) {
	f.copy.mu.Lock()
	s := Load(f.cfg.State, f.cfg.URL)
	news := len(f.state.Faulty) != len(s.Faulty) || f.state.Damaged != s.Damaged
	s.Faulty, s.Damaged = slices.Clone(f.state.Faulty), f.state.Damaged
	f.copy.mu.Unlock()
	if news && ctx.Err() == nil {
		s.Save(ctx, f.cfg.State)
	}
}

// recheck looks again at what was not as the log says, and brings over what is
// missing.
func (f *Filler) recheck(ctx context.Context) error {
	f.copy.mu.Lock()
	list := slices.Clone(f.state.Faulty[:min(len(f.state.Faulty), recheckAtOnce)])
	f.copy.mu.Unlock()
	for _, o := range list {
		k := &copier{from: f.from, to: f.copy.to, progress: f.copy.progress}
		var err error
		if !f.gone[o.Object] {
			f.beat(max(o.Bytes, 64<<20))
			if err = k.one(ctx, o.Object, ledger.Listed{SHA256: o.SHA256, Bytes: o.Bytes}); ctx.Err() != nil {
				return ctx.Err()
			}
			f.beat(0)
		}
		if err != nil {
			o.Detail = err.Error()
		} else if len(k.out.Findings) > 0 {
			o.Code, o.Detail = k.out.Findings[0].Code, k.out.Findings[0].Detail
		}
		f.copy.mu.Lock()
		f.state.Faulty = slices.DeleteFunc(f.state.Faulty, func(old Faulty) bool { return old.Object == o.Object })
		if err != nil || len(k.out.Findings) > 0 {
			f.state.faulty(o) // behind the others: of many, all have their turn
		}
		f.copy.out.Copied, f.copy.out.Bytes = f.copy.out.Copied+k.out.Copied, f.copy.out.Bytes+k.out.Bytes
		f.copy.mu.Unlock()
	}
	return nil
}

// notedReread takes over what reading snapshots again has found.
func (f *Filler) notedReread(ctx context.Context, found []Reread) {
	if len(found) == 0 {
		return
	}
	log, err := ledger.OpenReader(ctx, f.from)
	for _, x := range found {
		w := ledger.Listed{Bytes: -1}
		if err == nil && x.Index >= 0 {
			if line, err := log.Record(ctx, x.Index, x.Batch); err == nil {
				if listed, ok := ledger.ListedBy(line)[x.Object]; ok {
					w = listed
				}
			}
		}
		f.copy.mu.Lock()
		f.state.faulty(Faulty{x.Code, x.Object, x.Detail, w.SHA256, w.Bytes})
		f.copy.mu.Unlock()
	}
}

// withdrawals reads what the log says of withdrawals since this machine last saw
// the mirror, or all that it says where that is not known.
func (f *Filler) withdrawals(ctx context.Context, log *ledger.Reader, have int64) error {
	from := min(f.state.Size, have)
	if f.state.Doubt || !f.state.Seen {
		from = 0
	}
	blind := false
	wants, states := map[string]ledger.Listed{}, map[string]string{}
	for line, err := range log.Records(ctx, from) {
		var altered *ledger.AlteredError
		if errors.As(err, &altered) {
			blind = true
			continue // told elsewhere
		}
		if err != nil {
			return fmt.Errorf("read the archive: %w", err)
		}
		if r, _ := ledger.WithdrawalIn(nil, line); r.Object != "" && wants[r.Object].SHA256 == "" && r.Snapshot >= 0 && r.Snapshot < from {
			listing, err := log.Record(ctx, r.Snapshot, 0)
			switch {
			case errors.As(err, &altered):
			case err != nil:
				return fmt.Errorf("read the archive: %w", err)
			default:
				maps.Copy(wants, ledger.ListedBy(listing))
			}
		}
		if r, ok := ledger.WithdrawalIn(wants, line); ok {
			states[r.Object] = r.State
		}
		maps.Copy(wants, ledger.ListedBy(line))
	}
	f.gone = map[string]bool{}
	f.copy.mu.Lock()
	defer f.copy.mu.Unlock()
	for _, o := range f.state.Withdrawn {
		f.gone[o.Object] = true
	}
	for object, state := range states {
		blind = blind || state == ledger.WithdrawalDecided
		switch f.gone[object] = state != ledger.WithdrawalRefused; {
		case state == ledger.WithdrawalRemoved:
			if !slices.ContainsFunc(f.state.Withdrawn, func(o Withdrawn) bool { return o.Object == object }) {
				f.state.Withdrawn = append(f.state.Withdrawn, Withdrawn{Object: object})
			}
		case state == ledger.WithdrawalRefused:
			// It is in use again, and may not have come over while it was to be gone.
			w := wants[object]
			f.state.faulty(Faulty{"object-missing", object, "its withdrawal was decided, and then refused by a lock", w.SHA256, w.Bytes})
		}
	}
	f.state.Seen = !blind
	return nil
}

// remove takes away from the mirror what was withdrawn from the archive. What can't
// be removed holds nothing else up: it is tried again by each run.
func (f *Filler) remove(ctx context.Context) error {
	f.copy.mu.Lock()
	list := slices.Clone(f.state.Withdrawn)
	f.copy.mu.Unlock()
	remover, ok := f.copy.to.(store.Remover)
	for _, o := range list {
		f.beat(0)
		err := errors.New("nothing can be removed there")
		if ok {
			err = store.RemoveBytes(ctx, f.copy.to, remover, o.Object)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		o.Why, o.Until = "", time.Time{}
		if err != nil {
			o.Why = clip(err.Error())
		}
		var locked *store.LockedError
		if errors.As(err, &locked) {
			o.Until = locked.Until
		}
		f.copy.mu.Lock()
		f.state.Withdrawn = slices.DeleteFunc(f.state.Withdrawn, func(old Withdrawn) bool { return old.Object == o.Object })
		if err != nil {
			f.state.Withdrawn = append(f.state.Withdrawn, o)
		}
		f.copy.mu.Unlock()
	}
	return nil
}
