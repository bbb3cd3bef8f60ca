package cli

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"sync"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/config"
	"archiver/internal/ledger"
	"archiver/internal/notify"
	"archiver/internal/watch"
)

// alertPauses are how long a server leaves a delivery alone that failed, by how often it did.
var alertPauses = []time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, 3 * time.Hour, 6 * time.Hour, 12 * time.Hour, 24 * time.Hour}

// alertPatience is for how long a delivery is tried, from the first try that failed, and
// alertTries how often at least: a run may come once a week.
const (
	alertPatience = 7 * 24 * time.Hour
	alertTries    = 5
)

// alertGrace is for how long a message that is on its way is waited for where the program
// is to end: a receiver that has it already is not to get it twice.
const alertGrace = 5 * time.Second

// alertLogging is for how long outcomes wait for the archive's lock: they are noted, and
// the next one logs them.
const alertLogging = 30 * time.Second

// delivering is one message that is due at one target.
type delivering struct {
	target  config.AlertTarget
	alert   catalog.Alert
	d       catalog.Delivery
	message notify.Message
	again   bool // it may have arrived already
	doubt   bool // it was on its way when a program was killed
}

// deliver sends what is pending, and logs what came of it. It begins with the archive
// locked, in a session that has caught up with the log, and gives that lock back before
// anything is sent: nobody waits for a slow receiver. To log the outcomes it takes it
// again. Meanwhile a lock of its own keeps two processes from sending the same; whoever
// does not get that one leaves the work to the other.
//
// What a crash after each step leaves:
//  1. The alert is logged (raise). It is pending, and the next run or server sends it.
//  2. That it is about to be sent is noted beside the catalog. It may or may not have
//     arrived: it is sent again with the same ID, and as a possible repetition.
//  3. It is sent, and the outcome noted there. The next one logs that, and sends nothing.
//  4. The outcome is logged. Done; the note is forgotten.
//
// A run tries all that is pending; a server (run is false) waits until its pause is over.
func (e *env) deliver(ctx context.Context, s *session, targets []config.AlertTarget, run bool) ([]ledger.AlertSentRecord, error) {
	if open, err := s.catalog.OpenAlerts(ctx); err != nil || !anyPending(open) {
		return nil, err
	}
	release, err := tryLock(s.cfg.CatalogPath() + ".alerts.lock")
	if err != nil || release == nil {
		return nil, err
	}
	defer release()
	open, err := s.catalog.OpenAlerts(ctx) // another one may have sent them meanwhile
	if err != nil {
		return nil, err
	}
	journal := &alertJournal{path: s.cfg.CatalogPath() + ".alerts"}
	known, err := journal.read()
	if err != nil {
		return nil, err
	}
	done, work := e.planDeliveries(open, known, targets, run)
	if s.release != nil {
		s.release()
		s.release = nil
	}
	failing := map[string]bool{} // told of before
	for _, a := range open {
		for _, d := range a.Deliveries {
			failing[d.Target] = failing[d.Target] || d.State == catalog.Pending && d.Tries > 0
		}
	}
	sent, sendErr := e.sendAll(ctx, work, journal)
	done = append(done, sent...)
	if len(done) == 0 {
		return nil, sendErr
	}
	e.warnAlerts(done, failing)
	late, cancel := context.WithTimeout(context.WithoutCancel(ctx), alertLogging)
	defer cancel()
	if err := e.logDelivered(late, done); err != nil {
		return done, errors.Join(sendErr, err)
	}
	if sendErr != nil || ctx.Err() != nil {
		return done, sendErr // what was under way is in doubt, and the note says so
	}
	return done, journal.clear()
}

func anyPending(open []catalog.Alert) bool {
	for _, a := range open {
		for _, d := range a.Deliveries {
			if d.State == catalog.Pending {
				return true
			}
		}
	}
	return false
}

// planDeliveries says what to log at once, and what to send: by target, what is in doubt,
// then those that failed least often, so that one message that a target does not take holds up no other.
func (e *env) planDeliveries(open []catalog.Alert, known map[string]journalLine, targets []config.AlertTarget, run bool) (done []ledger.AlertSentRecord, work map[string][]delivering) {
	now := e.now()
	work = map[string][]delivering{}
	for _, a := range open {
		var r ledger.AlertRecord
		if json.Unmarshal(a.Body, &r) != nil {
			continue // the catalog was read from the log, so it is not so
		}
		for _, d := range a.Deliveries {
			if d.State != catalog.Pending {
				continue
			}
			note, noted := known[journalKey(a.ID, d.Target)]
			if noted && note.Done != nil && note.Done.Try > d.Tries {
				r := *note.Done // it was tried, and that could not be logged any more
				r.Alert = a.LogIndex
				done = append(done, r)
				if r.Outcome != ledger.AlertFailed {
					continue
				}
				if d.FirstTry.IsZero() {
					d.FirstTry = note.At
				}
				d.Tries, d.Next, d.Ambiguous = r.Try, r.Next, d.Ambiguous || r.Ambiguous
			}
			i := slices.IndexFunc(targets, func(t config.AlertTarget) bool { return t.Name == d.Target })
			if i < 0 {
				done = append(done, ledger.AlertSentRecord{Alert: a.LogIndex, ID: a.ID, Target: d.Target, Outcome: ledger.AlertDropped,
					Try: d.Tries, Detail: "notify names no such target any more"})
				continue
			}
			interrupted := noted && note.Done == nil
			if !run && !interrupted && now.Before(d.Next) {
				continue
			}
			again := interrupted || d.Ambiguous
			m := e.alertMessage(r, a.At)
			if again {
				m.Again = "(may be a repetition: whether this message arrived before is not known)"
			}
			work[d.Target] = append(work[d.Target], delivering{targets[i], a, d, m, again, interrupted})
		}
	}
	for _, list := range work {
		slices.SortStableFunc(list, func(a, b delivering) int {
			switch {
			case a.doubt && !b.doubt: // the note of it is forgotten at the end
				return -1
			case b.doubt && !a.doubt:
				return 1
			}
			return cmp.Compare(a.d.Tries, b.d.Tries)
		})
	}
	return done, work
}

// sendAll sends, to all targets at a time and to each one message after the other, until
// one fails. An error says that something could not be noted; that was not sent.
func (e *env) sendAll(ctx context.Context, work map[string][]delivering, journal *alertJournal) (done []ledger.AlertSentRecord, err error) {
	proxy := e.proxy()
	sender := notify.Sender{Proxy: proxy, Transport: e.alertTransport}
	var mu sync.Mutex
	var wg sync.WaitGroup
	for _, list := range work {
		wg.Go(func() {
			for _, w := range list {
				if ctx.Err() != nil {
					return
				}
				r, serr := e.sendOne(ctx, sender, w, journal)
				mu.Lock()
				if r.Outcome != "" {
					done = append(done, r)
				}
				err = errors.Join(err, serr)
				mu.Unlock()
				if r.Outcome != ledger.AlertSent {
					return
				}
			}
		})
	}
	wg.Wait()
	slices.SortFunc(done, func(a, b ledger.AlertSentRecord) int {
		return cmp.Or(cmp.Compare(a.Alert, b.Alert), cmp.Compare(a.Target, b.Target))
	})
	return done, err
}

// sendOne sends one message, with notes before and after.
func (e *env) sendOne(ctx context.Context, sender notify.Sender, w delivering, journal *alertJournal) (ledger.AlertSentRecord, error) {
	note := journalLine{ID: w.alert.ID, Target: w.d.Target, At: e.now()}
	if err := journal.add(note); err != nil {
		return ledger.AlertSentRecord{}, err
	}
	sending, end := lingering(ctx, alertGrace)
	defer end()
	err := sender.Send(sending, w.target.Target, w.message, w.again)
	if err != nil && sending.Err() != nil {
		return ledger.AlertSentRecord{}, nil // in doubt, as is noted
	}
	r := outcome(w, err, e.now())
	note.Done, note.At = &r, e.now()
	return r, journal.add(note)
}

// lingering is ctx, which ends by so much later.
func lingering(ctx context.Context, grace time.Duration) (context.Context, context.CancelFunc) {
	later, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() { time.AfterFunc(grace, cancel) })
	return later, func() {
		stop()
		cancel()
	}
}

// outcome is what is logged of one try.
func outcome(w delivering, err error, now time.Time) ledger.AlertSentRecord {
	r := ledger.AlertSentRecord{Alert: w.alert.LogIndex, ID: w.alert.ID, Target: w.d.Target, Outcome: ledger.AlertSent, Try: w.d.Tries + 1}
	var failed *notify.Error
	switch {
	case err == nil:
		return r
	case errors.As(err, &failed):
		r.Detail, r.Ambiguous = failed.Msg, failed.Ambiguous || w.doubt // the note of it is forgotten
		if failed.Delivered {
			return r
		}
	default:
		r.Detail, r.Ambiguous = "it failed", true
	}
	first := w.d.FirstTry
	if first.IsZero() {
		first = now
	}
	if r.Outcome = ledger.AlertFailed; now.Sub(first) >= alertPatience && r.Try >= alertTries {
		r.Outcome = ledger.AlertGivenUp
		return r
	}
	pause := alertPauses[min(w.d.Tries, len(alertPauses)-1)]
	if failed != nil {
		pause = max(pause, failed.Wait)
	}
	r.Next = now.Add(pause).UTC()
	return r
}

// logDelivered logs the outcomes, in a session of its own.
func (e *env) logDelivered(ctx context.Context, done []ledger.AlertSentRecord) error {
	s, err := e.openWriter(ctx)
	if err != nil {
		return err
	}
	defer s.close()
	var records []ledger.Record
	for _, r := range done {
		records = append(records, ledger.Record{Kind: ledger.KindAlertSent, At: e.now(), Body: r})
	}
	if _, err := s.log.Append(ctx, records...); err != nil {
		return err
	}
	return watch.CatchUp(ctx, s.store, s.catalog, nil)
}

// warnAlerts tells of a target that fails for the first time, and of what is lost. failing
// are those that were told of already.
func (e *env) warnAlerts(done []ledger.AlertSentRecord, failing map[string]bool) {
	for _, r := range done {
		switch {
		case r.Outcome == ledger.AlertGivenUp:
			e.warn("an alert to %s was tried for %d days and is given up: %s; %s tells which", oneLine(r.Target), int(alertPatience.Hours()/24), oneLine(r.Detail), e.line("status"))
		case r.Outcome == ledger.AlertDropped:
			e.warn("an alert to %s was not delivered, and will not be: %s", oneLine(r.Target), oneLine(r.Detail))
		case r.Outcome == ledger.AlertSent && r.Detail != "":
			e.warn("an alert to %s did not reach everybody: %s", oneLine(r.Target), oneLine(r.Detail))
		case r.Outcome == ledger.AlertFailed && !failing[r.Target]:
			failing[r.Target] = true
			e.warn("an alert to %s could not be delivered: %s; it is tried again for %d days", oneLine(r.Target), oneLine(r.Detail), int(alertPatience.Hours()/24))
		}
	}
}

// deliverDue is deliver for a server, between its runs: it opens the archive only where
// something is pending.
func (e *env) deliverDue(ctx context.Context) error {
	targets, err := e.targets()
	if err != nil {
		return err
	}
	due, err := e.alertsDue(ctx)
	if err != nil || !due {
		return err
	}
	s, err := e.openWriter(ctx)
	if err != nil {
		return err
	}
	defer s.close()
	if err := watch.CatchUp(ctx, s.store, s.catalog, nil); err != nil {
		return err
	}
	_, err = e.deliver(ctx, s, targets, false)
	return err
}

// alertsDue says whether a delivery is due, by the catalog alone.
func (e *env) alertsDue(ctx context.Context) (bool, error) {
	cfg, err := e.config()
	if err != nil {
		return false, err
	}
	c, err := catalog.OpenReadOnly(ctx, cfg.CatalogPath())
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil // the next run makes it
	}
	if err != nil {
		return false, fmt.Errorf("see whether alerts are due: %w", err)
	}
	defer c.Close()
	open, err := c.OpenAlerts(ctx)
	if err != nil {
		return false, fmt.Errorf("see whether alerts are due: %w", err)
	}
	for _, a := range open {
		for _, d := range a.Deliveries {
			if d.State == catalog.Pending && !e.now().Before(d.Next) {
				return true, nil
			}
		}
	}
	return false, nil
}

// targets are those of the configuration. They are read before a run begins, so that one
// that can't be told is known before there is anything to tell.
func (e *env) targets() ([]config.AlertTarget, error) {
	cfg, err := e.config()
	if err != nil {
		return nil, err
	}
	list, key, err := cfg.Targets(true)
	if err != nil {
		return nil, cfg.Mistake(key, "%v", err)
	}
	return list, nil
}
