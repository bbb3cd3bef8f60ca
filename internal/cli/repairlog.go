package cli

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"archiver/internal/ledger"
	"archiver/internal/store"
)

// planned is a line of the journal: of a repair that is about to be done, with the
// key under which what stands there will be kept, and of one that is done.
type planned struct {
	ledger.RepairRecord
	Will string `json:"planned_aside,omitempty"`
}

// complete finds out what a repair has done that was killed before it could say so.
func (r *repairer) complete(ctx context.Context, place int, p planned) (ledger.RepairRecord, error) {
	rec := p.RepairRecord
	if p.Will == "" {
		return rec, nil
	}
	if held, err := holdsKey(ctx, r.places[place], p.Will); err != nil && !errors.Is(err, store.ErrNotObject) {
		return rec, err
	} else if held || err != nil { // a link, say
		rec.Aside = p.Will
	}
	var err error
	if v, ok := r.places[place].(store.Versioned); ok {
		rec.Version, err = v.Version(ctx, rec.Object)
	}
	return rec, err
}

func (r *repairer) openJournal() (pending []planned, err error) {
	path := r.cfg.catalogPath() + ".repairs"
	if r.journal, err = os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600); err != nil {
		return nil, fmt.Errorf("open the journal of repairs: %w", err)
	}
	lines := bufio.NewScanner(r.journal)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var rec planned
		if json.Unmarshal(lines.Bytes(), &rec) == nil { // else cut short by a kill
			pending = append(pending, rec)
		}
	}
	return pending, lines.Err()
}

func (r *repairer) note(rec planned) error {
	line, err := json.Marshal(rec)
	if err != nil {
		return err
	}
	if _, err := r.journal.Write(append(line, '\n')); err != nil {
		return fmt.Errorf("write the journal of repairs: %w", err)
	}
	r.noted = append(r.noted, rec)
	return r.journal.Sync()
}

// log has the log tell of what was done, now and before a kill.
func (r *repairer) log(ctx context.Context, pending []planned) error {
	type id struct{ place, object string }
	last := map[id]planned{}
	var order []id
	for _, p := range append(pending, r.noted...) {
		k := id{p.Place, p.Object}
		if _, seen := last[k]; !seen {
			order = append(order, k)
		}
		last[k] = p
	}
	var recs []ledger.Record
	for _, k := range order {
		place := slices.Index(placeNames[:], k.place)
		if place < 0 {
			continue
		}
		rec, err := r.complete(ctx, place, last[k])
		if err != nil {
			return err
		}
		if s, err := r.look(ctx, place, rec.Object, want{sha256: rec.SHA256}); err != nil {
			return err
		} else if s.fault != "" {
			continue // it was not done
		}
		recs = append(recs, ledger.Record{Kind: ledger.KindRepair, At: r.e.now().UTC().Truncate(time.Millisecond), Body: rec})
	}
	if len(recs) == 0 {
		log, err := ledger.OpenReader(ctx, r.places[0])
		if err == nil && log.Fault() != nil { // whoever opens the log puts log/checkpoint right
			_, r.out.NotLogged = r.e.logAudit(ctx, r.cfg, r.places[0], nil)
		}
		if err != nil {
			return err
		}
	}
	for part := range slices.Chunk(recs, maxRepairsLogged) {
		entry, why := r.e.logAudit(ctx, r.cfg, r.places[0], part)
		if why != "" {
			r.out.NotLogged = why
			return nil // the journal stays: the next repair has it logged
		}
		if r.out.LogIndex == nil {
			r.out.LogIndex = entry
		}
	}
	return r.journal.Truncate(0)
}

// maxRepairsLogged is how many repairs one batch of the log tells of.
const maxRepairsLogged = 10_000
