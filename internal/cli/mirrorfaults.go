package cli

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"archiver/internal/ledger"
	"archiver/internal/store"
	"archiver/internal/verify"
	"archiver/internal/watch"
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

// faultyObject is an object of the mirror that is not as the log says.
type faultyObject struct {
	Code   string `json:"code"`
	Object string `json:"object"`
	Detail string `json:"detail"`
	SHA256 string `json:"sha256,omitempty"` // what the log lists; "": no record does
	Bytes  int64  `json:"bytes"`            // -1: not known
}

// withdrawnObject is one whose bytes still lie in the mirror, though they were
// withdrawn.
type withdrawnObject struct {
	Object string    `json:"object"`
	Why    string    `json:"why"`            // they could not be removed
	Until  time.Time `json:"until,omitzero"` // when the lock ends that keeps them, if one does
}

func (s mirrorState) clone() mirrorState {
	s.Faulty, s.Withdrawn = slices.Clone(s.Faulty), slices.Clone(s.Withdrawn)
	return s
}

// faulty takes note of an object that is not as the log says.
func (s *mirrorState) faulty(o faultyObject) {
	o.Detail = clipBytes(oneLine(o.Detail), 500)
	i := slices.IndexFunc(s.Faulty, func(old faultyObject) bool { return old.Object == o.Object })
	switch {
	case i >= 0:
		s.Faulty[i] = o
	case len(s.Faulty) < maxFaulty:
		s.Faulty = append(s.Faulty, o)
	default:
		s.Damaged++
	}
}

// note takes over what was found since the last time, of objects of which the log
// says this.
func (f *filler) note(wants map[string]want) {
	f.copy.mu.Lock()
	defer f.copy.mu.Unlock()
	for _, x := range f.copy.out.Findings[f.noted:] {
		w, ok := wants[x.Object]
		if !ok {
			w.bytes = -1
		}
		f.state.faulty(faultyObject{x.Code, x.Object, x.Detail, w.sha256, w.bytes})
	}
	f.noted = len(f.copy.out.Findings)
}

// keep writes down what is amiss, if that is news: whoever kills this process now
// must not make the mirror pass for whole.
func (f *filler) keep(ctx context.Context) {
	f.copy.mu.Lock()
	s := loadMirrorState(f.cfg)
	news := len(f.state.Faulty) != len(s.Faulty) || f.state.Damaged != s.Damaged
	s.Faulty, s.Damaged = slices.Clone(f.state.Faulty), f.state.Damaged
	f.copy.mu.Unlock()
	if news && ctx.Err() == nil {
		s.save(ctx, f.cfg)
	}
}

// recheck looks again at what was not as the log says, and brings over what is
// missing.
func (f *filler) recheck(ctx context.Context) error {
	f.copy.mu.Lock()
	list := slices.Clone(f.state.Faulty[:min(len(f.state.Faulty), recheckAtOnce)])
	f.copy.mu.Unlock()
	for _, o := range list {
		k := &copier{e: f.e, from: f.from, to: f.copy.to, bar: f.copy.bar}
		var err error
		if !f.gone[o.Object] {
			f.beat(max(o.Bytes, 64<<20))
			if err = k.one(ctx, o.Object, want{sha256: o.SHA256, bytes: o.Bytes}); ctx.Err() != nil {
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
		f.state.Faulty = slices.DeleteFunc(f.state.Faulty, func(old faultyObject) bool { return old.Object == o.Object })
		if err != nil || len(k.out.Findings) > 0 {
			f.state.faulty(o) // behind the others: of many, all have their turn
		}
		f.copy.out.Copied, f.copy.out.Bytes = f.copy.out.Copied+k.out.Copied, f.copy.out.Bytes+k.out.Bytes
		f.copy.mu.Unlock()
	}
	return nil
}

// notedReread takes over what reading snapshots again has found.
func (f *filler) notedReread(ctx context.Context, entries []verify.Entry, rep *verify.Report) {
	if len(rep.Findings) == 0 {
		return
	}
	log, err := ledger.OpenReader(ctx, f.from)
	for _, x := range rep.Findings {
		w := want{bytes: -1}
		i := slices.IndexFunc(entries, func(e verify.Entry) bool { return e.Object == x.Object })
		if err == nil && i >= 0 {
			if line, err := log.Record(ctx, entries[i].Index, entries[i].Batch); err == nil {
				if listed, ok := listedBy(line)[x.Object]; ok {
					w = listed
				}
			}
		}
		f.copy.mu.Lock()
		f.state.faulty(faultyObject{x.Code, x.Object, x.Detail, w.sha256, w.bytes})
		f.copy.mu.Unlock()
	}
}

// withdrawals reads what the log says of withdrawals since this machine last saw
// the mirror, or all that it says where that is not known.
func (f *filler) withdrawals(ctx context.Context, log *ledger.Reader, have int64) error {
	from := min(f.state.Size, have)
	if f.state.Doubt || !f.state.Seen {
		from = 0
	}
	blind := false
	wants, states := map[string]want{}, map[string]string{}
	for line, err := range log.Records(ctx, from) {
		var altered *ledger.AlteredError
		if errors.As(err, &altered) {
			blind = true
			continue // told elsewhere
		}
		if err != nil {
			return fmt.Errorf("read the archive: %w", err)
		}
		if r, _ := withdrawalIn(nil, line); r.Object != "" && wants[r.Object].sha256 == "" && r.Snapshot >= 0 && r.Snapshot < from {
			listing, err := log.Record(ctx, r.Snapshot, 0)
			switch {
			case errors.As(err, &altered):
			case err != nil:
				return fmt.Errorf("read the archive: %w", err)
			default:
				maps.Copy(wants, listedBy(listing))
			}
		}
		if r, ok := withdrawalIn(wants, line); ok {
			states[r.Object] = r.State
		}
		maps.Copy(wants, listedBy(line))
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
			if !slices.ContainsFunc(f.state.Withdrawn, func(o withdrawnObject) bool { return o.Object == object }) {
				f.state.Withdrawn = append(f.state.Withdrawn, withdrawnObject{Object: object})
			}
		case state == ledger.WithdrawalRefused:
			// It is in use again, and may not have come over while it was to be gone.
			w := wants[object]
			f.state.faulty(faultyObject{"object-missing", object, "its withdrawal was decided, and then refused by a lock", w.sha256, w.bytes})
		}
	}
	f.state.Seen = !blind
	return nil
}

// remove takes away from the mirror what was withdrawn from the archive. What can't
// be removed holds nothing else up: it is tried again by each run.
func (f *filler) remove(ctx context.Context) error {
	f.copy.mu.Lock()
	list := slices.Clone(f.state.Withdrawn)
	f.copy.mu.Unlock()
	remover, ok := f.copy.to.(store.Remover)
	for _, o := range list {
		f.beat(0)
		err := errors.New("nothing can be removed there")
		if ok {
			err = watch.RemoveBytes(ctx, f.copy.to, remover, o.Object)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		o.Why, o.Until = "", time.Time{}
		if err != nil {
			o.Why = clipBytes(oneLine(err.Error()), 500)
		}
		var locked *store.LockedError
		if errors.As(err, &locked) {
			o.Until = locked.Until
		}
		f.copy.mu.Lock()
		f.state.Withdrawn = slices.DeleteFunc(f.state.Withdrawn, func(old withdrawnObject) bool { return old.Object == o.Object })
		if err != nil {
			f.state.Withdrawn = append(f.state.Withdrawn, o)
		}
		f.copy.mu.Unlock()
	}
	return nil
}

// doubtMirror has the next run go through all that the log says of withdrawals, as a
// verification of the mirror came upon bytes that should be gone.
func doubtMirror(ctx context.Context, cfg *Config, warnings []verify.Finding) {
	if !slices.ContainsFunc(warnings, func(w verify.Finding) bool { return w.Code == verify.CodeWithdrawn }) {
		return
	}
	release, err := lockMirror(cfg)
	if err != nil {
		return // a run is at work on it
	}
	defer release()
	s := loadMirrorState(cfg)
	s.Doubt = true
	s.save(ctx, cfg)
}
