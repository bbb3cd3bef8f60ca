package repair

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"archiver/internal/ledger"
	"archiver/internal/store"
)

// withheld is what is known of withdrawals. A snapshot that the archive does not
// hold may have been taken away by a person, whom it endangers: a mirror that has it
// still must not bring it back.
type withheld struct {
	wants map[string]ledger.Listed // what the log lists, as far as it was read
	gone  map[string]bool          // by what the log's records say,
	size  int64                    // of which so many were looked at
	lost  [][2]int64               // but for these: from, and to before
	// known is how many records the log has had, by all that its key signed; 0: that
	// was not looked into yet.
	known  int64
	unread string // why the log can't be read
	// told is up to which entry the mirror was brought by runs that first took from it
	// what these entries withdraw. What it holds since, none of them has withdrawn.
	told   int64
	remain map[string]bool // but for these, which it could not be made to give up
	vouch  []string        // objects of which a person says that they were not withdrawn
	// vouched is the last that is put back for that.
	vouched string
}

// tell notes what is known of the withdrawals that the mirror was told of. Its own
// signed log has to go that far as well: that somebody knows so is not enough.
func (h *withheld) tell(told Told, size int64) {
	h.remain = map[string]bool{}
	for _, object := range told.Remain {
		h.remain[object] = true
	}
	h.told = min(told.Size, size)
}

// mayPut says whether an object may be put right that the log lists since it has so
// many entries. If not, it has told why, but for what was withdrawn.
func (r *repairer) mayPut(ctx context.Context, place int, key, fault string, since int64) (bool, error) {
	if !strings.HasPrefix(key, "snapshots/") {
		return true, nil
	}
	if err := r.readOn(ctx); err != nil {
		return false, err
	}
	h := &r.held
	if h.gone[key] || h.remain[key] {
		return false, nil
	}
	if place != 0 {
		return true, nil // the archive has it, so nobody took it away
	}
	why := h.unknown(since, h.told)
	if why == "" {
		return true, nil
	}
	if slices.Contains(h.vouch, key) || slices.Contains(h.vouch, Everything) {
		h.vouched = key
		return true, nil
	}
	r.out.Held = append(r.out.Held, Finding{"not-put-back", key, fmt.Sprintf("it is %s in the archive, and the mirror holds it whole. It was left so: %s, and they may say that it was withdrawn", fault, why)})
	return false, nil
}

// unknown says why it is not known what records say after the log had so many, but
// for those before told; "": it is.
func (h *withheld) unknown(since, told int64) (why string) {
	why = h.unread
	for _, span := range h.lost {
		if since <= span[1] && span[1] > told {
			why = fmt.Sprintf("the log's entries %d to %d are lost", span[0], span[1]-1)
		}
	}
	if why == "" && h.known > h.size {
		why = fmt.Sprintf("the log has had %d entries, of which %d are left", h.known, h.size)
	}
	return why
}

// loseObject tells of an object that neither place holds.
func (r *repairer) loseObject(ctx context.Context, key string, states [2]objectState, since int64) error {
	if !strings.HasPrefix(key, "snapshots/") || states[0].fault != "missing" {
		r.lose(key, states)
		return nil
	}
	if err := r.readOn(ctx); err != nil || r.held.gone[key] {
		return err
	}
	r.lose(key, states)
	if why := r.held.unknown(since, 0); why != "" {
		last := &r.out.Lost[len(r.out.Lost)-1]
		last.Detail += "; or it was withdrawn: " + why + ", and they may say so"
	}
	return nil
}

// takeBack removes what was put right while another machine withdrew it.
func (r *repairer) takeBack(ctx context.Context, place int, key string) error {
	if !strings.HasPrefix(key, "snapshots/") {
		return nil
	}
	if err := r.readOn(ctx); err != nil || !r.held.gone[key] {
		return err
	}
	remover, ok := r.places[place].(store.Remover)
	if !ok {
		return nil
	}
	if err := store.RemoveBytes(ctx, r.places[place], remover, key); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		r.out.Failed = append(r.out.Failed, Finding{"withdrawn", key, fmt.Sprintf("it was withdrawn while it was put right in the %s, and could not be removed again: %v", Places[place], err)})
	}
	return nil
}

// readOn notes what another machine has withdrawn since.
func (r *repairer) readOn(ctx context.Context) error {
	h := &r.held
	if err := r.readRecords(ctx); err != nil || h.unread != "" || h.known > 0 {
		return err
	}
	head, err := os.ReadFile(r.cfg.Head)
	if err != nil {
		head = nil
	}
	if h.known, err = ledger.KnownSize(ctx, r.vkey, r.places[:1], head); err != nil {
		return err
	}
	if h.known <= h.size {
		return nil
	}
	// A kill may have left records that are not written out: whoever opens the log
	// does that. If it can't be done, they stay unknown.
	_, err = ledger.Open(ctx, ledger.Config{Store: r.places[0], Head: ledger.FileHead(r.cfg.Head),
		SignerKey: r.cfg.Key, Now: r.cfg.Now, Rand: rand.Reader})
	if err != nil {
		return ctx.Err()
	}
	return r.readRecords(ctx)
}

// readRecords notes the withdrawals among the records since it last did.
func (r *repairer) readRecords(ctx context.Context) error {
	h := &r.held
	log, err := ledger.OpenReader(ctx, r.places[0])
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if h.unread = ""; err != nil {
		h.unread = fmt.Sprintf("the log's newest entries can't be read (%v)", err)
		return nil
	}
	if log.Size() <= h.size {
		return nil
	}
	from := h.size
	for line, err := range log.Records(ctx, from) {
		var altered *ledger.AlteredError
		if errors.As(err, &altered) {
			h.lost = append(h.lost, [2]int64{from, log.Size()})
			continue
		}
		if err != nil {
			return err
		}
		ledger.NoteWithdrawal(h.wants, h.gone, line)
	}
	h.size = log.Size()
	return nil
}
