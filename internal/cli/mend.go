package cli

import (
	"context"
	"fmt"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/ledger"
)

// mendJSON tells that a file of the log was found overwritten or removed, and was
// put right.
type mendJSON struct {
	Object   string     `json:"object"`
	Fault    string     `json:"fault"` // what was wrong with it
	LogIndex int64      `json:"log_index"`
	At       *time.Time `json:"at,omitempty"` // status only
}

func viewMends(l *ledger.Log) []mendJSON {
	var list []mendJSON
	for _, m := range l.Mended() {
		list = append(list, mendJSON{Object: m.Object, Fault: m.Fault, LogIndex: m.Index})
	}
	return list
}

// warnMends tells what this process put right: with --quiet and --json too, for
// somebody was at the log.
func (e *env) warnMends(l *ledger.Log) {
	now := "put right"
	if l.Fault() != nil { // which run tells
		now = "not put right yet"
	}
	for _, m := range l.Mended() {
		if m.Older() {
			e.warn("%s was not the newest (%s): %s, logged as entry %d; nothing is lost. Either this program could not replace it, as a run before told then, or somebody put an old one back", m.Object, oneLine(m.Fault), now, m.Index)
			continue
		}
		e.warn("%s had been overwritten or removed (%s): %s, logged as entry %d; nothing is lost, but find out who did it", m.Object, oneLine(m.Fault), now, m.Index)
	}
}

// warnCaughtUp tells that the log was continued elsewhere, with --quiet and --json
// too: as a rule it should not be.
func (e *env) warnCaughtUp(l *ledger.Log) {
	for _, c := range l.CaughtUp() {
		since := ""
		if !c.Since.IsZero() {
			since = " since " + c.Since.UTC().Format(time.DateTime) + " UTC"
		}
		e.warn("this log was continued by another machine%s: it has %d entries, and the file named log.head in the configuration knew of %d of them (or was restored from a backup). "+
			"Nothing is lost, and this machine has caught up. But two machines must not write one log: each source is then fetched twice, and neither knows what the other is at. Stop the runs of one of them",
			since, c.Size, c.Head)
	}
}

// tellMend is for how long status tells of a mend without being asked for more.
const tellMend = 30 * 24 * time.Hour

// lastMend is the newest mend.
func lastMend(ctx context.Context, c *catalog.Catalog) (*mendJSON, error) {
	m, err := c.LastMend(ctx)
	if m == nil || err != nil {
		return nil, err
	}
	return &mendJSON{Object: m.Object, Fault: m.Fault, LogIndex: m.LogIndex, At: &m.At}, nil
}

func (e *env) printMend(m *mendJSON) {
	if m == nil || !e.verbose && e.now().Sub(*m.At) > tellMend {
		return
	}
	what := "somebody overwrote or removed " + oneLine(m.Object)
	if (ledger.MendRecord{Fault: m.Fault}).Older() {
		what = "this program could not replace " + oneLine(m.Object) + ", or somebody put an old one back,"
	}
	fmt.Fprintln(e.out, wrap(e.paint(e.out, yellow, what)+
		fmt.Sprintf(" before %s (%s); that is log entry %d", longDate(*m.At), oneLine(m.Fault), m.LogIndex), width(e.out), ""))
}

// restoreLog has files of the log made anew that are missing at its end, and logs it.
func (e *env) restoreLog(ctx context.Context, s *session) error {
	// What is logged from here on has checkpoints of its own, by which readers then go.
	if bare, err := unchecked(ctx, s.cfg, s.store); err != nil {
		return err
	} else if bare != nil {
		e.warn("the checkpoints of the log are missing (log/checkpoints), and %s puts them back. Find out what took them away", e.line("verify", "--repair"))
	}
	made, err := s.log.Restore(ctx)
	if err != nil {
		return err
	}
	var recs []ledger.Record
	for _, r := range made {
		recs = append(recs, ledger.Record{Kind: ledger.KindRepair, At: e.now().UTC().Truncate(time.Millisecond), Body: r})
	}
	if len(recs) == 0 {
		return nil
	}
	batch, err := s.log.Append(ctx, recs...)
	if err != nil {
		return err
	}
	e.warn("%s missing, and made anew from the log's records, %s among them; that is log entry %d. Find out who took them away",
		either(len(made) == 1, "1 file of the log was", fmt.Sprintf("%d files of the log were", len(made))), oneLine(made[0].Object), batch.First)
	return nil
}
