package repair

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"archiver/internal/ledger"
	"archiver/internal/store"
)

// readHead reads the head outside the archive; nil: it is not at hand.
func (r *repairer) readHead() []byte {
	raw, err := os.ReadFile(r.cfg.Head)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		r.out.HeadUnread = err
	}
	if err != nil {
		return nil
	}
	return raw
}

// byHead gives the newest checkpoint and its place, from the head outside the archive,
// where every one in the archive is lost or is not the log's. The archive has to hold the
// head's last batch, so that it is this log, and all of it was published; else cause
// stands: what the place lacks.
func (r *repairer) byHead(ctx context.Context, cause error) (cp []byte, key string, err error) {
	var none *NoLogError
	var other *OtherError
	if r.size[0] >= 0 || !errors.As(cause, &none) && !errors.As(cause, &other) {
		return nil, "", cause
	}
	cp, records, size, ok := ledger.HeadCheckpoint(r.readHead(), r.vkey)
	if !ok {
		return nil, "", cause
	}
	s, err := r.look(ctx, 0, ledger.RecordsPath(size), listed(records))
	if err != nil {
		return nil, "", err
	}
	if s.fault != "" {
		return nil, "", cause
	}
	return cp, fmt.Sprintf("log/checkpoints/%d", size), nil
}

// againstHead tells what of a place's log is at odds with the head.
func againstHead(ctx context.Context, st store.Store, head []byte) (list []Finding) {
	if head == nil {
		return nil
	}
	for _, f := range ledger.CheckHead(ctx, st, head) {
		if !f.Warning {
			list = append(list, Finding{f.Code, f.Object, f.Detail})
		}
	}
	return list
}

// mayLead says whether the archive may be filled up from a mirror whose log is longer:
// the head has to know that log.
func (r *repairer) mayLead(ctx context.Context) error {
	head := r.readHead()
	if !ledger.HeadHas(head, r.vkey, r.size[1]) {
		return &OtherError{Newer, fmt.Sprintf("the mirror is newer: its log has %d records, that of the archive %d", r.size[1], r.size[0])}
	}
	for _, f := range againstHead(ctx, r.places[1], head) {
		if f.Code != ledger.CodeRolledBack { // else it brings back a part
			return &OtherError{Unknown, "the mirror is newer, and is not what the head knows: " + f.Detail}
		}
	}
	return nil
}

// head compares the log, as it is by now, with what the head knows: that archive and
// mirror agree does not say that their end is there. It tells too of what others put
// where the log has to go on.
func (r *repairer) head(ctx context.Context) error {
	head := r.readHead()
	r.out.Head = head != nil
	r.out.Log = append(r.out.Log, againstHead(ctx, r.places[0], head)...)
	for i, st := range r.places {
		if r.size[i] < 0 {
			continue
		}
		list, err := ledger.Ahead(ctx, st, r.vkey)
		if err != nil {
			return ofPlace(i, err)
		}
		for _, f := range list {
			r.out.Blocked = r.out.Blocked || f.Blocks
			r.out.Warnings = append(r.out.Warnings, Finding{f.Code, f.Object, "in the " + Places[i] + ": " + f.Detail})
		}
	}
	return ctx.Err()
}
