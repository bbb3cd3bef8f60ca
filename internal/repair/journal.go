package repair

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"slices"
	"syscall"
	"time"

	"archiver/internal/ledger"
	"archiver/internal/store"
)

// planned is a line of the journal: of a repair that is about to be done, with the
// key under which what stands there will be kept, and of one that is done.
type planned struct {
	ledger.RepairRecord
	Will string `json:"planned_aside,omitempty"`
	// Had: something stood under that key before, which so proves nothing.
	Had bool `json:"aside_before,omitempty"`
	// Number is that of the mark, in a store that has them.
	Number int `json:"number,omitempty"`
}

// had says whether what a repair would set aside is there before it.
func (r *repairer) had(ctx context.Context, place int, rec ledger.RepairRecord, aside string) bool {
	if _, marked := r.places[place].(store.Marked); marked || rec.Fault == "missing" {
		return false
	}
	// A repair of the same that died may have put it there.
	for _, p := range slices.Backward(r.noted) {
		if p.Place == rec.Place && p.Object == rec.Object {
			if p.Will == aside {
				return p.Had
			}
			break
		}
	}
	held, err := store.Has(ctx, r.places[place], aside)
	return held || err != nil
}

// complete finds out what a repair has done that was cut short before it could say
// so. What nothing proves may be the work of somebody else: then it comes from no
// place that is known.
func (r *repairer) complete(ctx context.Context, place int, p planned) (rec ledger.RepairRecord, err error) {
	rec = p.RepairRecord
	st := r.places[place]
	aside := func() error {
		held, err := store.Has(ctx, st, p.Will)
		if errors.Is(err, store.ErrNotObject) { // a link, say
			held, err = true, nil
		}
		if held && rec.Fault != "missing" {
			rec.Aside = p.Will
		}
		return err
	}
	if marked, ok := st.(store.Marked); ok {
		n, err := marked.Mark(ctx, rec.Object)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return rec, err
		}
		if p.Number == 0 || n != p.Number {
			rec.From = ""
			return rec, nil
		}
		if v, ok := st.(store.Versioned); ok {
			if rec.Version, err = v.Version(ctx, rec.Object); err != nil || rec.Version != "" {
				return rec, err
			}
		}
		return rec, aside()
	}
	if !p.Had {
		err = aside()
	}
	if rec.Aside == "" {
		rec.From = ""
	}
	return rec, err
}

// journalError is one that no repair may go on after.
type journalError struct{ err error }

func (e *journalError) Error() string { return "the journal of repairs: " + e.err.Error() }
func (e *journalError) Unwrap() error { return e.err }

// openJournal opens the journal. It lies with the head, not in the archive: what it
// says comes into the log, and who may write to the archive may not say it.
func (r *repairer) openJournal() (err error) {
	path := r.cfg.Head + ".repairs"
	if r.journal, err = os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_APPEND|syscall.O_NOFOLLOW, 0o600); err != nil {
		return &journalError{err}
	}
	lines := bufio.NewScanner(r.journal)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var rec planned
		if json.Unmarshal(lines.Bytes(), &rec) == nil { // else cut short by a kill
			r.noted = append(r.noted, rec)
		}
	}
	if err := lines.Err(); err != nil {
		return &journalError{err}
	}
	return nil
}

func (r *repairer) note(rec planned) error {
	line, err := json.Marshal(rec)
	if err == nil {
		_, err = r.journal.Write(append(line, '\n'))
	}
	if err == nil {
		err = r.journal.Sync()
	}
	if err != nil {
		return &journalError{err}
	}
	r.noted = append(r.noted, rec)
	return nil
}

// log has the log tell of what was done, now and before a kill.
func (r *repairer) log(ctx context.Context) error {
	type id struct{ place, object string }
	open := map[id]int{} // plans that no line says to be done, by their places in list
	var list []planned
	for _, p := range r.noted {
		k := id{p.Place, p.Object}
		i, planned := open[k]
		if !planned {
			i = len(list)
			list = append(list, p)
		}
		list[i] = p
		if open[k] = i; p.Will == "" {
			delete(open, k)
		}
	}
	var recs []ledger.Record
	for _, p := range list {
		place := slices.Index(Places[:], p.Place)
		if place < 0 {
			continue
		}
		rec := p.RepairRecord
		if p.Will != "" && r.places[place] == nil {
			continue // of a mirror that there was: whether it was done is not known
		}
		if p.Will != "" {
			s, err := r.look(ctx, place, rec.Object, ledger.Listed{SHA256: rec.SHA256, Bytes: rec.Bytes})
			if err != nil {
				return err
			}
			if s.fault != "" {
				continue // it was not done
			}
			if rec, err = r.complete(ctx, place, p); err != nil {
				return err
			}
		}
		recs = append(recs, ledger.Record{Kind: ledger.KindRepair, At: r.cfg.Now().UTC().Truncate(time.Millisecond), Body: rec})
	}
	if len(recs) == 0 {
		log, err := ledger.OpenReader(ctx, r.places[0])
		if err == nil && log.Fault() != nil { // whoever opens the log puts log/checkpoint right
			_, r.out.NotLogged = r.cfg.Log(ctx, r.places[0], nil)
		}
		if err != nil && len(r.out.Failed) == 0 {
			return err
		}
	}
	for part := range slices.Chunk(recs, maxRepairsLogged) {
		entry, why := r.cfg.Log(ctx, r.places[0], part)
		if why != "" {
			r.out.NotLogged = why
			return nil // the journal stays: the next repair has it logged
		}
		if r.out.LogIndex == nil {
			r.out.LogIndex = entry
		}
	}
	r.noted = nil // else the next call tells of it again
	return r.journal.Truncate(0)
}

// maxRepairsLogged is how many repairs one batch of the log tells of.
const maxRepairsLogged = 10_000

// timestamps has tokens logged anew whose records are lost for good.
func (r *repairer) timestamps(ctx context.Context) error {
	if len(r.held.lost) == 0 || r.out.Denied != nil {
		return nil
	}
	authorities, err := r.cfg.Authorities()
	if err != nil || len(authorities) == 0 {
		return err
	}
	recs, err := ledger.Relisted(ctx, r.places[0], authorities)
	if err != nil || len(recs) == 0 {
		return err
	}
	entry, why := r.cfg.Log(ctx, r.places[0], recs)
	if why != "" {
		r.out.NotRelisted = why
		return nil
	}
	for _, rec := range recs {
		r.out.Relisted = append(r.out.Relisted, rec.Body.(ledger.TimestampRecord).Object)
	}
	if r.out.LogIndex == nil {
		r.out.LogIndex = entry
	}
	return nil
}
