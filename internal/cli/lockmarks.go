package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/config"
	"archiver/internal/ledger"
	"archiver/internal/store"
)

// Object locks lapse: what was written N days ago is protected no more. So runs
// renew them. What is kept of it is one moment, From, and what was asked for then:
// every object that was there is locked for Days days from then on at least, in what
// Log and Snapshots cover, and so is all that was written since. When the days are
// nearly over, or more is asked for than that, all objects are gone through once, a
// batch a run, and From becomes the moment at which that began. In between nothing
// is listed.
type lockMarks struct {
	Place     string    `json:"place"` // that they are about
	From      time.Time `json:"from"`
	Days      int       `json:"days"`
	Log       string    `json:"log"`
	Snapshots string    `json:"snapshots"`

	Sweep   time.Time   `json:"sweep,omitzero"` // when the one under way began
	For     config.Lock `json:"for,omitzero"`   // what it renews for
	After   string      `json:"after,omitempty"`
	Refused int         `json:"refused,omitempty"` // by the store, in this sweep so far
	Denied  string      `json:"denied,omitempty"`  // the first of those
	Rights  string      `json:"rights,omitempty"`  // that were lacking for them; "": none that is known
	Tried   time.Time   `json:"tried,omitzero"`    // when one ended at which the store refused
}

// locked is one place whose locks are renewed.
type locked struct {
	place string // its URL and endpoint
	name  string // in messages
	key   string // of its locks in the configuration
	lock  config.Lock
	path  string // of the marks: beside the catalog; where they are lost, locks are renewed early
	batch int    // how many objects one run goes through, unless time is short
}

func lockedIn(c *config.Config) locked {
	return locked{c.Archive.URL + " " + c.Archive.Endpoint, c.ArchiveName(), "archive.lock", c.Archive.Lock, c.CatalogPath() + ".locks", renewBatch}
}

func lockedMirror(c *config.Config) locked {
	m := c.Archive.Mirror
	return locked{m.URL + " " + m.Endpoint, c.MirrorName(), "archive.mirror.lock", m.Lock, c.CatalogPath() + ".mirror.locks", renewBatch}
}

// marks reads the marks; without any that are of this place and can be read, nothing
// is known of its locks.
func (l locked) marks() lockMarks {
	var m lockMarks
	if b, err := os.ReadFile(l.path); err != nil || json.Unmarshal(b, &m) != nil || m.Place != l.place {
		return lockMarks{Place: l.place}
	}
	return m
}

func (l locked) save(m lockMarks) error {
	b, err := json.Marshal(m)
	if err != nil {
		return err
	}
	tmp := l.path + ".new"
	if err := os.WriteFile(tmp, b, 0o644); err != nil {
		return err
	}
	return os.Rename(tmp, l.path)
}

// firstLogged is when the log's first record was made; zero: there is none.
func firstLogged(ctx context.Context, st store.Store) (time.Time, error) {
	r, err := ledger.OpenReader(ctx, st)
	if err != nil || r.Size() == 0 {
		return time.Time{}, err
	}
	line, err := r.Record(ctx, 0, 0)
	return line.At, err
}

// covers says whether all that c asks for was asked for since From.
func (m lockMarks) covers(c config.Lock) bool {
	return !m.From.IsZero() && m.Days >= c.Days && (c.Log == "none" || m.Log != "none" && m.Log != "") &&
		(c.Snapshots == "none" || m.Snapshots != "none" && m.Snapshots != "")
}

// lower takes note that less is asked for than was: what is written from now on is
// locked for less, and to ask for more again is to ask for more.
func (m lockMarks) lower(c config.Lock) lockMarks {
	m.Days = min(m.Days, c.Days)
	if c.Log == "none" {
		m.Log = "none"
	}
	if c.Snapshots == "none" {
		m.Snapshots = "none"
	}
	return m
}

// due says whether to go through the objects, and whether without a bound.
func (m lockMarks) due(c config.Lock, now time.Time) (due, hurry bool) {
	covered := m.covers(c)
	end := m.From.Add(c.Term())
	// What is there holds for no longer than was asked for then; if that is not known,
	// it may end at any time.
	old := config.Lock{Days: min(m.Days, c.Days)}
	hurry = now.After(m.From.Add(old.Term() - old.Window()/2))
	switch {
	case !c.Set() || !c.Renew:
		return false, false
	case !m.Sweep.IsZero():
		return true, hurry
	case m.waits(c, now):
		return false, false
	case !covered:
		return true, hurry
	case now.Before(m.From.Add(c.Term() / 10)): // of a few days: not at every run
		return false, false
	}
	return !now.Before(end.Add(-c.Window())), hurry
}

// waits says whether the store refused a short while ago: then all are gone through
// again later, or once it no longer refuses the first that it did refuse, of which
// each run asks.
func (m lockMarks) waits(c config.Lock, now time.Time) bool {
	return c.Set() && c.Renew && m.Sweep.IsZero() && now.Before(m.Tried.Add(min(c.Window()/4, 24*time.Hour)))
}

// needs says what the credentials lack.
func (m lockMarks) needs() string {
	if m.Rights == "" {
		return ""
	}
	return "; the credentials need " + m.Rights + " there"
}

// held says until when the locks of a place hold at least, as far as was asked for.
// Where less was asked for of what is there, or nothing is known of it, nothing is
// claimed: until is zero, and renewing says that runs are about to ask.
func (l locked) held() (until time.Time, renewing bool) {
	m := l.marks()
	switch {
	case !l.lock.Set():
		return time.Time{}, false
	case !m.covers(l.lock):
		return time.Time{}, l.lock.Renew && !(m.From.IsZero() && m.Sweep.IsZero())
	}
	return m.From.Add(l.lock.Term()), false
}

// heldWords tells when locks end.
func (e *env) heldWords(l locked) string {
	until, renewing := l.held()
	tried, whose := l.marks().Tried, ""
	if l.key != "archive.lock" {
		whose = "of the mirror "
	}
	switch {
	case !l.lock.Set():
		return ""
	case until.IsZero() && !l.lock.Renew:
		return fmt.Sprintf("how long the object locks %shold is not known, and they are not renewed: %s.renew is false", whose, l.key)
	case until.IsZero() && !tried.IsZero():
		return fmt.Sprintf("the object locks %swere to be renewed for %s, and the store refused some on %s: how long those hold is not known%s; %s tries again",
			whose, plural(l.lock.Days, "day"), longDate(tried), l.marks().needs(), e.line("run"))
	case renewing:
		return fmt.Sprintf("the object locks %sare being renewed, for %s: until %s has gone through all, older objects may be locked for less, or not at all", whose, plural(l.lock.Days, "day"), e.line("run"))
	case until.IsZero():
		return fmt.Sprintf("how long the object locks %shold is not known yet: %s looks at them", whose, e.line("run"))
	case !until.After(e.now()) && !l.lock.Renew:
		return fmt.Sprintf("the first object locks %shave ended, on %s: %s.renew is false", whose, longDate(until), l.key)
	case !until.After(e.now()):
		return fmt.Sprintf("the first object locks %sended on %s: %s renews them", whose, longDate(until), e.line("run"))
	case !l.lock.Renew:
		return fmt.Sprintf("the first object locks %send on %s, and are not renewed: %s.renew is false", whose, longDate(until), l.key)
	case !tried.IsZero():
		return fmt.Sprintf("object locks %swere asked for until %s at least; the store refused to renew some on %s%s; %s tries again",
			whose, longDate(until), longDate(tried), l.marks().needs(), e.line("run"))
	}
	return fmt.Sprintf("object locks %swere asked for until %s at least, and runs renew them before", whose, longDate(until))
}

// leftToEnd tells of the locks of which heldWords do not hold: of snapshots that a
// person decided to withdraw. The lock that refused that, and the mirror's, are not
// renewed.
func leftToEnd(l locked, refused map[string][]catalog.Snapshot) string {
	n := 0
	var first time.Time
	for _, list := range refused {
		for _, s := range list {
			n++
			if u := s.Withdrawal.Until; !u.IsZero() && (first.IsZero() || u.Before(first)) {
				first = u
			}
		}
	}
	if until, _ := l.held(); n == 0 || until.IsZero() || !l.lock.Renew {
		return ""
	}
	when := ""
	if !first.IsZero() && l.key == "archive.lock" { // who refused it told when that one ends
		when = " on " + longDate(first)
		if n > 1 {
			when = ", the first" + when
		}
	}
	return fmt.Sprintf("; but for %s that a person decided to withdraw, whose %s left to end%s", plural(n, "snapshot"), either(n == 1, "lock is", "locks are"), when)
}
