package watch

import (
	"context"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/source"
	"archiver/internal/verdict"
)

// A person accepts a change as it was seen. Which text that was is told by the
// moment of the snapshot that shows it: it stands in the manifest, where it can be
// read and asked for by date, and every look at the source is held against it.

// moment is how a snapshot's time stands in a manifest: to the second, as in the
// name of its file.
func moment(t time.Time) time.Time { return t.UTC().Truncate(time.Second) }

// shown is the moment of the snapshot whose text a look saw: the one that was
// taken of it, or the newest one where that says the same. Zero where none does.
func shown(s *sight, own verdict.Judgement, newest *catalog.Snapshot, sealed *sealed, take bool) time.Time {
	switch {
	case own.Class != verdict.ClassSource || s.look.Fault != nil: // half an answer is no text
	case s.withdrawn != nil:
		return moment(s.withdrawn.CapturedAt)
	case sealed != nil:
		return moment(sealed.snapshot.CapturedAt)
	case !take && newest != nil && newest.Class == verdict.ClassSource:
		return moment(newest.CapturedAt)
	}
	return time.Time{}
}

// beyond is the moment of the snapshot whose text the citation's acceptance names,
// where the look saw another text; zero where it saw that one, noise aside, or
// there is nothing to compare. Nothing is read where the bytes are the same.
func (p *pass) beyond(ctx context.Context, s *sight, c source.Cite) (time.Time, error) {
	a := c.Citation.Accept
	if p.opt.Accepted != nil {
		a = p.opt.Accepted(c)
	}
	if a == nil || a.Seen.IsZero() {
		return time.Time{}, nil
	}
	seen := SnapshotAt(s.t.snapshots, a.Seen)
	switch {
	case seen == nil && s.withdrawn != nil && moment(s.withdrawn.CapturedAt).Equal(moment(a.Seen)):
		return time.Time{}, nil // as far as can be told
	case seen == nil:
		return a.Seen, nil // none shows what was accepted: nothing is known to be it
	case s.sameBytes(seen), s.look.Fault != nil, s.look.Main == nil || s.look.Main.Response == nil:
		return time.Time{}, nil
	}
	old, err := p.pages.of(ctx, p.w, seen)
	if err != nil || old == nil { // one that can't be read fails the archive's own check
		return time.Time{}, err
	}
	now, err := p.comparable(ctx, s, seen)
	if err != nil || now == nil {
		return time.Time{}, err
	}
	if now.doc.Kind != seen.Kind || verdict.Differs(old.page, now.page) {
		return a.Seen, nil
	}
	return time.Time{}, nil
}

// SnapshotAt is our own snapshot of that moment; nil where there is none.
func SnapshotAt(list []catalog.Snapshot, at time.Time) *catalog.Snapshot {
	for i := len(list) - 1; i >= 0; i-- {
		if s := &list[i]; s.Provenance == nil && moment(s.CapturedAt).Equal(moment(at)) {
			return s
		}
	}
	return nil
}

// changedAgain says that an acceptance is overtaken.
func changedAgain(a *source.Accept) string {
	if a.On.IsZero() {
		return "It has changed again since it was accepted."
	}
	return "It has changed again since it was accepted on " + a.On.UTC().Format("2 January 2006") + "."
}
