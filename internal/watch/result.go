package watch

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/ledger"
	"archiver/internal/source"
	"archiver/internal/verdict"
)

// Result is how every citation of a pass stands.
type Result struct {
	CheckedAt time.Time
	Citations []Citation
	Hosts     []HostFinding // of those whose sources fail alike
	Looked    int           // sources looked at
	Taken     int           // snapshots taken of live sources
	Rescued   Rescued
	// Unrendered are the sources that the browser was to show and failed to: they
	// were judged by what was sent.
	Unrendered []Unrendered
	// Unread is why sources were left alone that have a snapshot which may not be read,
	// by URL; of a run and a check.
	Unread map[string]error
	// Denied is why other snapshots may not be read, by object; of a check.
	Denied map[string]error
	// Unrecorded is why looks of a check could not be recorded; nil: they are.
	Unrecorded error
	// Barred are the canaries of the configuration that may not be asked, and why.
	Barred map[string]string
	// Rendered is how many looks a browser made; Unsandboxed, that one of them ran
	// without Chromium's own sandbox.
	Rendered    int
	Unsandboxed bool
}

// Citation is one row of a Result.
type Citation struct {
	Cite   source.Cite
	Result string // pass, warn, fail
	// Beside is what Result would be but for a copy that is Unread; "" of any other.
	Beside   string
	Accepted bool
	// Covered says which of what is wrong an acceptance covers.
	Covered struct{ Live, Archive bool }
	// ChangedAgain says that an acceptance would cover the state, but for a
	// text that is not the one which was accepted.
	ChangedAgain bool
	// QuotesMissing are the passages that the archived copy does not hold.
	QuotesMissing []string
	ArchiveOnly   bool // the live source is no part of Result
	Looked        bool // in this pass; else Live is what the catalog knows
	Live          Live
	Archive       Archive
	Snapshot      string   // taken, kept, none
	Why           []string // the reasons of Result, a sentence each
	Claims        []Claim  // where Claims looked them up
}

// Known is what Result would be were nothing held against a copy of which nothing is
// known.
func (c Citation) Known() string {
	if c.Beside != "" {
		return c.Beside
	}
	return c.Result
}

// Live is the state of the source on the web. Verdict is empty where the
// source was never looked at.
type Live struct {
	Verdict    verdict.Verdict
	Reason     verdict.Reason
	Status     int
	FinalURL   string
	Similarity float64
	Quotes     []ledger.Quote
	ClaimsLost []string // what the report's own sentences say and the page no longer does
	Confirmed  bool
	Looks      int
	Since      time.Time
	LastGood   time.Time
	Detail     string   // what is the case, in a sentence
	Working    string   // how that came about, in a sentence; "" where all is well
	Confidence string   // A, B, C; "" where it is not known
	Evidence   []string // what was seen, and which rule decided
	Aside      []string // what was seen besides, of another kind
	LookedAt   time.Time
	Need       verdict.Rule // what confirms it; zero where nothing has to
	Earliest   time.Time    // when it can be confirmed; zero where it is, or need not be
	// Reference is the snapshot that was compared with; nil where there was
	// none, or it is not listed any more.
	Reference *catalog.Snapshot
	// Shows is when the snapshot was taken whose text was seen, of a source that
	// has changed; zero where none has it. Beyond is when the one was taken whose
	// text a person has accepted, where another text was seen.
	Shows, Beyond time.Time
}

// The states of an archived copy.
const (
	Intact  = "intact"
	Wall    = "wall"
	Missing = "missing"
	Corrupt = "corrupt"
	// Unread is one of which nothing is known, as it may not be read itself: a check
	// alone gives it.
	Unread = "unread"
)

// Archive is the state of the snapshot that stands for a citation.
type Archive struct {
	State      string
	CapturedAt time.Time
	LagDays    int
	SHA256     string
	Object     string
	Detail     string
	Unlisted   bool                // what is lost is the log's record of it, of one that is Corrupt
	Browser    string              // that rendered it; "" where none did
	Provenance *catalog.Provenance // of a copy that another archive had; nil: our own capture
	Sought     bool                // another archive was asked of late, and had none that helps
	ReadAt     time.Time           // with Options.Unread: when it was last read since it was taken; zero: not yet
	// Withdrawn is the snapshot that would stand for the citation, had a person not
	// taken its bytes away; nil where there is none such.
	Withdrawn *catalog.Snapshot
	// Lost are the moments of all snapshots of the source that are gone.
	Lost []time.Time
	// Sound is the snapshot that stands in for one that is Missing or Corrupt; nil
	// where there is none.
	Sound *catalog.Snapshot
}

// sound names the one that stands in for what is lost.
func (a Archive) sound() string {
	if a.Sound == nil {
		return ""
	}
	return " That of " + a.Sound.CapturedAt.UTC().Format("2 January 2006") + " is sound."
}

// Sentence says what is wrong with the archived copy; "" if nothing is.
func (a Archive) Sentence() string {
	switch {
	case a.State == Intact:
		return ""
	case a.State == Unread:
		return "Nothing is known of the archived copy, which may not be read: " + a.Detail + "."
	case a.State == Wall:
		return "What is archived shows a wall or an error page, not the source."
	case a.State == Missing && a.Object == "" && a.Withdrawn != nil:
		return WithdrawnSentence(a.Withdrawn)
	case a.State == Missing && a.Object == "":
		return "There is no archived copy."
	case a.State == Missing:
		return "The archived copy is lost: " + a.Detail + "." + a.sound()
	}
	if a.Unlisted {
		return "Whether the archived copy is as it was can't be told: " + a.Detail + "." + a.sound()
	}
	return "The archived copy is damaged: " + a.Detail + "." + a.sound()
}

func (p *pass) result(ctx context.Context, set []source.Cite, tasks map[string]*task) (*Result, error) {
	res := &Result{CheckedAt: p.w.now(), Citations: make([]Citation, len(set)), Rescued: p.rescued, Unrendered: p.trouble.all(), Rendered: p.trouble.made, Unsandboxed: p.trouble.bare, Unread: map[string]error{}, Denied: map[string]error{}, Barred: map[string]string{}}
	p.online.mu.Lock()
	maps.Copy(res.Barred, p.online.barred)
	p.online.mu.Unlock()
	for _, t := range tasks {
		if t.looked {
			res.Looked++
		}
		if t.captured {
			res.Taken++
		}
	}
	sought, err := p.sought(ctx, tasks)
	if err != nil {
		return nil, err
	}
	for i, c := range set {
		t := tasks[source.ID(c.Citation.URL)]
		if f := p.opt.Accepted; f != nil {
			if a := f(c); a != c.Citation.Accept { // accepted amid the pass
				now := *c.Citation
				now.Accept, c.Citation = a, &now
			}
		}
		row := Citation{Cite: c, Looked: t.looked, Snapshot: t.snapshot}
		if row.Snapshot == "" {
			row.Snapshot = "none"
			if len(t.snapshots) > 0 {
				row.Snapshot = "kept"
			}
		}
		row.Archive = archiveState(t, c)
		row.Archive.ReadAt = t.reads[row.Archive.Object]
		row.Archive.Sought = sought[t.id] && row.Archive.State != Intact
		row.Live = t.live(c, p.w.cfg.Policy)
		quotesMissing, err := p.quotesMissing(ctx, t, c)
		if err != nil {
			return nil, err
		}
		if a := &row.Archive; t.denied[a.Object] != nil && p.opt.gate() && a.State != Missing && a.State != Corrupt {
			a.State, a.Detail = Unread, strings.TrimPrefix(t.denied[a.Object].Error(), untold)
		}
		grade(&row, quotesMissing, p.opt.ArchiveOnly)
		res.Citations[i] = row
	}
	if !p.opt.ArchiveOnly {
		res.Hosts = findHosts(res.Citations)
	}
	for _, t := range tasks {
		switch {
		case t.unread != nil && !p.opt.ArchiveOnly:
			res.Unread[t.url] = t.unread
		case p.opt.gate():
			maps.Copy(res.Denied, t.denied)
		}
	}
	return res, nil
}

// live is the newest standing, of this pass or an earlier one.
func (t *task) live(c source.Cite, policy verdict.Policy) Live {
	st, ok := t.judged[citeKey(c)]
	l := Live{Status: t.status, FinalURL: t.finalURL}
	if !ok {
		if st, ok = t.standings[citeKey(c)]; !ok {
			return Live{}
		}
		l.Status, l.FinalURL = t.known.Status, t.known.FinalURL
	}
	l.Verdict, l.Reason, l.Similarity = st.Verdict, st.Reason, st.Similarity
	for _, q := range st.Quotes { // one that was taken out of the manifest since says nothing
		if slices.Contains(c.Citation.Quotes, q.Text) {
			l.Quotes = append(l.Quotes, q)
		}
	}
	l.Confirmed, l.Looks, l.Since, l.LastGood, l.Detail = st.Confirmed, st.Looks, st.Since, st.LastGood, st.Detail
	l.Working, l.Aside, l.Need = policy.Working(st.Standing), st.Aside(), policy.Needs(st.Reason)
	l.Confidence, l.Evidence, l.LookedAt = st.Confidence, st.Evidence, st.At
	l.Shows, l.Beyond, l.ClaimsLost = st.Shows, st.Beyond, st.ClaimsLost
	if st.Looks > 0 && !st.Settled() {
		l.Earliest = st.Earliest(l.Need)
	}
	if st.Reference != nil {
		if i := slices.IndexFunc(t.snapshots, func(s catalog.Snapshot) bool { return s.LogIndex == *st.Reference }); i >= 0 {
			l.Reference = &t.snapshots[i]
		}
	}
	return l
}

// archiveState picks the snapshot that stands for the citation and says how it
// stands. One damaged snapshot of the source speaks for all: evidence is lost.
func archiveState(t *task, c source.Cite) Archive {
	s := nearestSource(familiar(t.snapshots, c), referenceDay(c), false, nil)
	a := Archive{State: Intact, Withdrawn: t.withdrawnFor(c)}
	if s == nil {
		if s = newestOf(t.snapshots, ""); s == nil && len(t.snapshots) > 0 {
			s = &t.snapshots[len(t.snapshots)-1]
		}
		if s == nil {
			for object, f := range t.flaws {
				return Archive{State: f.state, Detail: f.why, Unlisted: f.unlisted, Object: object, Withdrawn: a.Withdrawn}
			}
			if a.Withdrawn != nil {
				return Archive{State: Missing, Detail: "it was withdrawn", Withdrawn: a.Withdrawn}
			}
			return Archive{State: Missing, Detail: "no snapshot was taken"}
		}
		a.State, a.Detail = Wall, "all snapshots show a wall or an error page"
	}
	for i := range t.snapshots {
		other := &t.snapshots[i]
		if t.flaws[other.Object].state == Missing {
			a.Lost = append(a.Lost, moment(other.CapturedAt))
		}
		if f := t.flaws[other.Object]; f.state != "" && (a.State != Missing && a.State != Corrupt || f.state == Corrupt && a.State != Corrupt) {
			s, a.State, a.Detail, a.Unlisted = other, f.state, f.why, f.unlisted
		}
	}
	if a.State == Missing || a.State == Corrupt {
		if sound := nearestSource(familiar(t.snapshots, c), referenceDay(c), false, t.flaws); sound != nil && t.flaws[sound.Object].state == "" {
			a.Sound = sound
		}
	}
	a.CapturedAt, a.SHA256, a.Object, a.Provenance, a.Browser = s.CapturedAt, s.SHA256, s.Object, s.Provenance, s.Browser
	if a.State != Corrupt && a.State != Missing {
		for _, f := range t.flaws { // of one that the catalog does not list
			a.State, a.Detail, a.Unlisted = f.state, f.why, f.unlisted
		}
	}
	a.LagDays = int(s.CapturedAt.Truncate(24*time.Hour).Sub(c.Manifest.Published.Truncate(24*time.Hour)).Hours() / 24)
	return a
}

// quotesMissing lists the passages that the reference itself does not hold.
func (p *pass) quotesMissing(ctx context.Context, t *task, c source.Cite) ([]string, error) {
	if len(c.Citation.Quotes) == 0 || p.opt.Unread {
		return nil, nil
	}
	ref := t.cited(c, t.flaws)
	if judged := t.cited(c, nil); ref == nil || judged != nil && judged.Object != ref.Object {
		return nil, nil // the archive state says so already: another copy proves nothing of this one
	}
	if bare(*ref) {
		return c.Citation.Quotes, nil
	}
	if t.denied[ref.Object] != nil {
		return nil, nil
	}
	a, err := p.pages.of(ctx, p.w, ref)
	if errors.Is(err, fs.ErrPermission) && ctx.Err() == nil && p.opt.goesOn() {
		t.unread = onceNamed(err)
		return nil, nil
	}
	if err != nil || a == nil {
		return nil, err
	}
	defer p.w.alone(a.page)()
	if a.page.Size() > largeText {
		defer p.pages.forget(ref.Object)
	}
	var missing []string
	for _, q := range c.Citation.Quotes {
		if !verdict.FindQuote(a.page, q).Found {
			missing = append(missing, q)
		}
	}
	return missing, nil
}

// lives says whether a person has accepted that these snapshots are gone: each by its
// moment, so that one which goes later is told of.
func (a Archive) lives(accept *source.Accept) bool {
	if a.State != Missing || a.Object == "" {
		return true
	}
	return len(a.Lost) > 0 && !slices.ContainsFunc(a.Lost, func(t time.Time) bool {
		return !slices.ContainsFunc(accept.Lost, func(known time.Time) bool { return moment(known).Equal(t) })
	})
}

// grade decides pass, warn or fail, with the reasons in plain words.
func grade(row *Citation, quotesMissing []string, archiveOnly bool) {
	accept := row.Cite.Citation.Accept
	row.QuotesMissing, row.ArchiveOnly = quotesMissing, archiveOnly
	fail, warn := false, false
	covered := func(part *bool, ok bool) {
		*part = ok
		if ok {
			row.Accepted, warn = true, true
		} else {
			fail = true
		}
	}
	if st := row.Archive.State; st != Intact {
		row.Why = append(row.Why, row.Archive.Sentence())
	}
	if st := row.Archive.State; st != Intact && st != Unread {
		named := accept != nil && st != Corrupt && accept.Archive == st
		covered(&row.Covered.Archive, named && row.Archive.lives(accept))
		if named && !row.Covered.Archive {
			row.Why = append(row.Why, "A missing archive is accepted, but what is lost now is not named there, under lost: accepting it anew does that.")
		}
	}
	for _, q := range quotesMissing {
		holds := "does not hold"
		if p := row.Archive.Provenance; p != nil && p.Finding == noText {
			holds = "has no text that could be read, and so cannot prove"
		}
		row.Why = append(row.Why, fmt.Sprintf("The archived copy %s the quote “%s”.", holds, clip(q, 60)))
		fail = true
	}
	live := row.Live
	accepted := accept != nil && accept.Verdict == string(live.Verdict) && (accept.Reason == "" || accept.Reason == string(live.Reason)) &&
		(accept.Quotes == nil || !slices.ContainsFunc(live.Quotes, func(q ledger.Quote) bool {
			return !q.Found && !slices.Contains(accept.Quotes, q.Text) // lost since
		}))
	if accepted && !archiveOnly && live.Verdict == verdict.Changed && !accept.Seen.IsZero() && live.Beyond.Equal(accept.Seen) {
		accepted, row.ChangedAgain = false, true
		defer func() { row.Why = append(row.Why, changedAgain(accept)) }()
	}
	switch {
	case archiveOnly:
	case live.Verdict == "":
		row.Why = append(row.Why, "The source was not looked at yet.")
		warn = true
	case live.Verdict == verdict.Dead,
		live.Verdict == verdict.Changed && live.Reason != verdict.Edited:
		row.Why = append(row.Why, live.Detail)
		covered(&row.Covered.Live, accepted)
	case live.Verdict == verdict.Moved, live.Verdict == verdict.Changed,
		live.Verdict == verdict.Blocked, live.Verdict == verdict.Unreachable:
		row.Why = append(row.Why, live.Detail)
		warn = true
		row.Covered.Live = accepted
		row.Accepted = row.Accepted || accepted
	}
	switch {
	case fail:
		row.Result, row.Accepted = "fail", false
	case warn:
		row.Result = "warn"
	default:
		row.Result = "pass"
	}
	if row.Archive.State == Unread {
		row.Beside, row.Result, row.Accepted = row.Result, "fail", false
	}
}

func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}

// parallel calls work for 0 to n-1, a few at a time.
func parallel(n, workers int, work func(int)) {
	next := make(chan int)
	done := make(chan struct{})
	for range workers {
		go func() {
			for i := range next {
				work(i)
			}
			done <- struct{}{}
		}()
	}
	for i := range n {
		next <- i
	}
	close(next)
	for range workers {
		<-done
	}
}
