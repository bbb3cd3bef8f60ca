package watch

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"slices"
	"sync"
	"syscall"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/ledger"
	"archiver/internal/verdict"
)

// A batch is committed when it is this large or this old: one checkpoint costs
// a handful of small objects, and what is not committed is done again after a
// kill.
const (
	batchRecords = 500
	batchAge     = 15 * time.Second
)

// committer gathers the records of a pass and commits them in batches: first
// to the log, then to the catalog.
type committer struct {
	w       *Watcher
	command string

	mu      *sync.Mutex // the Watcher's, see Between
	records []ledger.Record
	oldest  time.Time
	err     error // a failed commit: nothing may follow it

	// gate: of a check, which judges also where its looks can't be recorded. unrecorded
	// says why they are not, from some look on.
	gate       bool
	unrecorded error
}

func newCommitter(w *Watcher, command string) *committer {
	return &committer{w: w, command: command, mu: &w.committing, gate: command == "check"}
}

// add hands over one look.
func (c *committer) add(ctx context.Context, s *sight, own verdict.Judgement, judged map[string]standing, due time.Time, snap *sealed) error {
	obs := ledger.ObservationRecord{URL: s.t.url, Status: s.look.Status, Bytes: s.look.PayloadLen,
		PayloadSHA256: s.payloadHex(), Verdict: string(own.Verdict), Reason: string(own.Reason), NextDue: due, Command: c.command,
		Judged: groupJudged(s.t, judged, s.at)}
	if s.look.Fault != nil {
		obs.Fault = s.look.Fault.Reason
	}
	if s.rendered() {
		obs.Capture = "browser"
	}
	if s.look.FinalURL != s.t.url {
		obs.FinalURL = s.look.FinalURL
	}
	var records []ledger.Record
	if snap != nil {
		records = append(records, ledger.Record{Kind: ledger.KindSnapshot, At: s.at, Body: snap.record})
	}
	return c.put(ctx, false, append(records, ledger.Record{Kind: ledger.KindObservation, At: s.at, Body: obs})...)
}

// put hands over records that belong together; now commits them, and all before
// them, at once.
func (c *committer) put(ctx context.Context, now bool, records ...ledger.Record) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.records) == 0 {
		c.oldest = time.Now()
	}
	c.records = append(c.records, records...)
	if now || len(c.records) >= batchRecords || time.Since(c.oldest) >= batchAge {
		return c.flush(ctx)
	}
	return c.err
}

// flush commits what is gathered. The lock is held: looks wait for it, so that
// no second batch can overtake the first.
func (c *committer) flush(ctx context.Context) error {
	if c.err != nil || len(c.records) == 0 {
		return c.err
	}
	ctx = context.WithoutCancel(ctx) // what was seen is kept, whoever loses patience
	if c.unrecorded == nil {
		if _, c.err = c.w.cfg.Log.Append(ctx, c.records...); c.err == nil {
			c.records = nil
			c.err = c.w.CatchUp(ctx)
		}
	}
	if c.gate && (c.unrecorded != nil || Unwritable(c.err)) { // it took no snapshot, so nothing is lost by going on
		c.unrecorded, c.err, c.records = cmp.Or(c.unrecorded, c.err), nil, nil
	}
	return c.err
}

// Unwritable says that an error is of a place that is full, or may not be written.
func Unwritable(err error) bool {
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || errors.Is(err, syscall.EROFS) || catalog.Full(err)
}

// failed says why looks of a check are not recorded.
func (c *committer) failed() error {
	if c == nil {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.unrecorded
}

// close commits the rest, also when the pass was interrupted: what was seen is
// kept.
func (c *committer) close(interrupted bool) error {
	if c == nil {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := c.flush(ctx); err != nil {
		return err
	}
	if interrupted || c.unrecorded != nil {
		return nil // a snapshot under way may be stored and not listed yet: Mend will see
	}
	return c.w.journal.clear()
}

// groupJudged lets citations with one and the same judgement share a line.
func groupJudged(t *task, judged map[string]standing, at time.Time) []ledger.Judged {
	var list []ledger.Judged
next:
	for _, c := range t.cites {
		key := citeKey(c)
		j := judged[key].logged(key, at)
		for i := range list {
			if list[i].For[0] == key {
				continue next
			}
			if sameJudged(list[i], j) {
				list[i].For = append(list[i].For, key)
				continue next
			}
		}
		list = append(list, j)
	}
	return list
}

func sameJudged(a, b ledger.Judged) bool {
	return a.Verdict == b.Verdict && a.Reason == b.Reason && a.Similarity == b.Similarity && a.Detail == b.Detail &&
		len(a.Quotes) == 0 && len(b.Quotes) == 0 && slices.Equal(a.ClaimsLost, b.ClaimsLost) && a.Confirmed == b.Confirmed && a.Looks == b.Looks &&
		a.Since.Equal(b.Since) && a.First.Equal(b.First) && a.Counted.Equal(b.Counted) && a.LastGood.Equal(b.LastGood) && string(a.Held) == string(b.Held) &&
		a.Confidence == b.Confidence && slices.Equal(a.Evidence, b.Evidence) && sameIndex(a.Reference, b.Reference) &&
		a.Shows.Equal(b.Shows) && a.Beyond.Equal(b.Beyond)
}

func sameIndex(a, b *int64) bool { return a == b || a != nil && b != nil && *a == *b }
