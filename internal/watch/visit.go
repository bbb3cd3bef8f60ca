package watch

import (
	"context"
	"encoding/hex"
	"maps"
	"net/http"
	"slices"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/extract"
	"archiver/internal/fetch"
	"archiver/internal/ledger"
	"archiver/internal/verdict"
)

// headBytes is how much of a body the verdict searches for fingerprints.
const headBytes = 64 << 10

// sight is one look with what was read from it.
type sight struct {
	t    *task
	h    *hostWork // nil of a canary
	look *fetch.Look
	at   time.Time
	// origin says of another archive's copy what its address does not.
	origin string

	doc       *extract.Document // nil until read
	page      *verdict.Prepared
	head      []byte
	asked     string   // what came of a plain look and one by the browser, where both were made
	byBrowser bool     // it asked for what the look is made of
	sent      *reading // of a rendered look, the document as it was sent; nil until read

	probes   map[verdict.Want]*probed // made so far
	extra    int                      // requests beyond the look itself
	probeCut bool                     // a probe may have met a fault of our own connection
	again    bool                     // this is the second try

	marks     []string          // what its page would be recognised by
	sketch    *verdict.Sketch   // nil where it has too many words, or was not asked for
	astray    bool              // it ended at a site to which the source never led
	other     bool              // of a canary: it does not say what it should
	withdrawn *catalog.Snapshot // whose page it saw, found where a snapshot would be taken
	proven    bool              // it is known to be the source's own
	beside    []*fetch.Look     // others that go into its snapshot, as evidence
}

// release lets go of the bodies of the look and its probes.
func (s *sight) release() {
	s.look.Release()
	for _, p := range s.probes {
		if p.sight != nil {
			p.sight.look.Release()
		}
	}
}

func (s *sight) payloadHex() string {
	if s.look.Main == nil {
		return ""
	}
	return hex.EncodeToString(s.look.PayloadSHA256[:])
}

// judge turns a look into verdicts and, where due, into a snapshot.
func (p *pass) judge(ctx context.Context, s *sight) error {
	kept, whole := false, s
	defer func() {
		if !kept {
			whole.release()
		}
	}()
	defer p.pages.drop(s.t)
	t := s.t
	newest := newestOf(t.snapshots, "")
	ref := t.newestSound()

	own, err := p.ownJudgement(ctx, s, ref)
	if err != nil {
		return err
	}
	if s.h != nil {
		s.h.noteRefusal(t, own)
	}
	if s.look.Status == http.StatusOK && s.look.Fault == nil {
		if p.strange(s, own, ref != nil) {
			if err := p.vouched(ctx, s); err != nil {
				return err
			}
		} else {
			p.online.answers(s)
		}
	}
	rendered, own, err := p.byBrowser(ctx, s, own, ref)
	if err != nil {
		return err
	}
	if rendered != nil {
		defer rendered.look.Release()
		s = rendered
		if s.h != nil {
			s.h.noteRefusal(t, own)
		}
	} else if b := s.shownBy(own); b != nil {
		// Only there was the content given: that answer is what was seen.
		probes := maps.Clone(s.probes)
		maps.DeleteFunc(probes, func(_ verdict.Want, p *probed) bool { return p == b })
		s = &sight{t: t, h: s.h, look: b.sight.look, at: s.at, doc: b.sight.doc, page: b.sight.page, head: b.sight.head,
			probes: probes, extra: s.extra, asked: s.asked}
		if own.ViaPlatform {
			s.beside = append(s.beside, whole.look)
		}
	}
	for _, w := range []verdict.Want{verdict.WantPlatform, verdict.WantControl} {
		if b := whole.probes[w]; b != nil && b.sight != nil && b.sight.look != s.look && !own.ViaPlatform {
			s.beside = append(s.beside, b.sight.look)
		}
	}
	if p.glance != nil {
		return p.glance(ctx, s, own)
	}
	judgements := make([]verdict.Judgement, len(t.cites))
	references := make([]*catalog.Snapshot, len(t.cites))
	for i, c := range t.cites {
		judgements[i], references[i] = own, p.reference(t, c, true)
		if !same(references[i], ref) || len(c.Citation.Quotes) > 0 {
			if judgements[i], err = p.judgeAgainst(ctx, s, references[i], c.Citation.Quotes); err != nil {
				return err
			}
			judgements[i] = asked(judgements[i], s)
		}
	}
	if (s.probeCut || whole.probeCut) && !whole.again {
		kept = true
		return p.putAside(ctx, whole)
	}
	p.noteSink(s.look.FinalURL, t)
	if own.Class == "source" && s.look.Fault == nil && s.look.Status < 400 {
		p.noteOpen(t.host)
	}
	take, err := p.takes(ctx, s, own, newest)
	if err != nil {
		return err
	}
	t.snapshot = "none"
	if len(t.snapshots) > 0 {
		t.snapshot = "kept"
	}
	var sealed *sealed
	if take && p.commit != nil && !p.opt.Check {
		if sealed, err = p.seal(ctx, s, own); err != nil {
			return err
		}
		t.snapshot, t.captured = "taken", true
		t.snapshots = append(t.snapshots, sealed.snapshot)
	}
	shows := shown(s, own, newest, sealed, take)
	worst := standing{}
	judged := map[string]standing{}
	suspicious := false
	for i, c := range t.cites {
		j, r := judgements[i], references[i]
		key := citeKey(c)
		st := p.advance(t.standings[key], j, s, r)
		if st.Verdict == verdict.Changed {
			st.Shows = shows
			if st.Beyond, err = p.beyond(ctx, s, c); err != nil {
				return err
			}
		}
		if prev := t.standings[key]; p.incomparable(t, c, r, j, prev) {
			st = prev
		}
		judged[key] = st
		suspicious = suspicious || suspect(st)
		if worst.Verdict == "" || st.Verdict.Rank() > worst.Verdict.Rank() {
			worst = st
		}
	}
	if p.commit != nil {
		due, err := p.due(t, s, suspicious, take && sealed == nil)
		if err != nil {
			return err
		}
		if err := p.commit.add(ctx, s, own, judged, due, sealed); err != nil {
			return err
		}
	}
	t.looked, t.status, t.finalURL, t.judged = true, s.look.Status, s.look.FinalURL, judged
	p.report(t, worst)
	return nil
}

// ownJudgement judges a look for the source itself, against its newest snapshot.
func (p *pass) ownJudgement(ctx context.Context, s *sight, ref *catalog.Snapshot) (verdict.Judgement, error) {
	t := s.t
	own, err := p.judgeAgainst(ctx, s, ref, nil)
	if err != nil {
		return own, err
	}
	if quotes := t.quotes(); own.Class != verdict.ClassSource && len(quotes) > 0 {
		// A passage that is there beats every status and fingerprint.
		j, err := p.judgeAgainst(ctx, s, ref, quotes)
		if err != nil {
			return own, err
		}
		if j.Class == verdict.ClassSource {
			own = j
		}
	}
	if own.Class != verdict.ClassSource && ref == nil {
		// So does the text of another archive's copy, where we have none.
		if c := p.reference(t, t.cites[0], true); c != nil {
			j, err := p.judgeAgainst(ctx, s, c, t.quotes())
			if err != nil {
				return own, err
			}
			if j.Class == verdict.ClassSource {
				own = j
			}
		}
	}
	return own, nil
}

// shownBy is the probe that was given the content where the look was not; nil where
// the look is what was judged.
func (s *sight) shownBy(own verdict.Judgement) *probed {
	switch {
	case own.ViaBrowser:
		return s.probes[verdict.WantBrowser]
	case own.ViaPlatform:
		return s.probes[verdict.WantPlatform]
	}
	return nil
}

// due is when the source is looked at next. A check puts nothing off, and
// brings forward what a run should capture.
func (p *pass) due(t *task, s *sight, suspicious, wanted bool) (time.Time, error) {
	if p.opt.Check {
		if wanted || t.known.NextDue.IsZero() {
			return s.at, nil
		}
		if soon := s.at.Add(suspectEvery); suspicious && soon.Before(t.known.NextDue) {
			return soon, nil
		}
		return t.known.NextDue, nil
	}
	kind := ""
	if n := newestOf(t.snapshots, ""); n != nil {
		kind = n.Kind
	}
	return t.nextDue(s.at, kind, suspicious)
}

// takes says whether a run takes a snapshot of what it sees: where text, kind,
// final URL or class differ from the newest one. So an edited page is not taken
// again every day, and a wall is kept once.
func (p *pass) takes(ctx context.Context, s *sight, own verdict.Judgement, newest *catalog.Snapshot) (bool, error) {
	switch {
	case s.look.Main == nil || s.look.Fault != nil && s.look.Main.Response == nil:
		return false, nil // nothing was answered
	}
	var err error
	if s.withdrawn, err = p.withdrawnPage(ctx, s); err != nil || s.withdrawn != nil {
		return false, err
	}
	switch {
	case newest == nil, s.t.flaws[newest.Object].state != "":
		return true, nil
	case s.look.Partial && newest.Class == verdict.ClassSource:
		return false, nil // half a page says nothing new
	case !s.rendered() && newest.Rendered():
		// Nothing can be said of its text, unless a person wants it so, or it is a
		// platform's own word that a post has another text now.
		return (s.t.capture() == "http" || own.ViaPlatform && own.Verdict == verdict.Changed) && own.Class == verdict.ClassSource, nil
	case own.Class != newest.Class:
		return true, nil
	case s.rendered() && newest.Rendered() && own.ByPlatform && own.Verdict == verdict.OK:
		return false, nil // what changed is not the post
	case own.Class == "wall":
		return false, nil
	case s.rendered() && !newest.Rendered():
		return own.Class == verdict.ClassSource, nil
	case s.sameBytes(newest) && sameURL(s.look.FinalURL, newest.FinalURL):
		return false, nil
	case s.look.Fault != nil:
		return false, nil // a cut body says nothing new
	case own.Class == "source" && own.Verdict == verdict.Moved:
		return true, nil
	}
	old, err := p.pages.of(ctx, p.w, newest)
	if err != nil || old == nil {
		return err == nil, err // the newest one can't be read: take a sound one
	}
	if err := p.read(ctx, s); err != nil {
		return false, err
	}
	defer p.w.alone(old.page, s.page)()
	return s.doc.Kind != newest.Kind || verdict.Differs(old.page, s.page), nil
}

// unchanged is the judgement of the same bytes from the same place.
var unchanged = verdict.Judgement{Verdict: verdict.OK, Reason: verdict.Same, Class: verdict.ClassSource,
	Confidence: verdict.Proof, Similarity: 1, Detail: verdict.SaysTheSame}

// judgeAgainst judges a look against one reference snapshot, asking for probes
// only where they would settle something.
func (p *pass) judgeAgainst(ctx context.Context, s *sight, ref *catalog.Snapshot, quotes []string) (verdict.Judgement, error) {
	switch {
	case ref == nil:
	case s.rendered() && !rendered(ref):
		return p.judgeMixed(ctx, s, ref, quotes)
	case !s.rendered() && rendered(ref):
		j, err := p.judgeView(ctx, s, ref, quotes)
		return guessed(unseen(j, s, ref), s), err
	case len(quotes) == 0 && s.look.Fault == nil && s.look.Status == ref.Status &&
		s.sameBytes(ref) && sameURL(s.look.FinalURL, ref.FinalURL):
		// The same bytes from the same place: nothing to read.
		return unchanged, nil
	}
	j, err := p.judgeView(ctx, s, ref, quotes)
	return guessed(j, s), err
}

// judgeView judges what was read of a look, whatever the reference was read from.
func (p *pass) judgeView(ctx context.Context, s *sight, ref *catalog.Snapshot, quotes []string) (verdict.Judgement, error) {
	r, err := p.referenceOf(ctx, ref)
	if err != nil {
		return verdict.Judgement{}, err
	}
	v, err := p.verdictLook(ctx, s)
	if err != nil {
		return verdict.Judgement{}, err
	}
	switch {
	case !s.look.Partial || !s.rendered():
	case r == nil:
		v.Troubles = append(v.Troubles, verdict.Trouble{URL: s.look.FinalURL, Fault: verdict.Truncated})
	default:
		v.Fault, v.FaultDetail = verdict.Truncated, "the browser met a limit before the page was whole"
	}
	probes := verdict.Probes{BrowserMissing: !p.mayRender(s.t), HostOpen: p.isOpen(s.t.host), Refused: s.h != nil && s.h.refusesOthers(s.t)}
	if s.look.FinalURL != "" && s.look.FinalURL != s.t.url {
		probes.Sinks = p.sinkCount(s.look.FinalURL, s.t)
	}
	tried := map[verdict.Want]bool{}
	if s.byBrowser {
		tried[verdict.WantBrowser] = true // it was one
	}
	for {
		// One at a time: the answer may settle it.
		j := p.w.judge(r, v, probes, quotes)
		if j.Reason == verdict.Unreadable && !probes.BrowserMissing {
			tried[verdict.WantBrowser] = true // its headers alone run no script; see wantsBrowser
		}
		i := slices.IndexFunc(j.Want, func(w verdict.Want) bool { return !tried[w] })
		if i < 0 {
			return j, nil
		}
		tried[j.Want[i]] = true
		if err := p.probe(ctx, s, j.Want[i], &probes); err != nil {
			return j, err
		}
	}
}

// read extracts the text of a look, once.
func (p *pass) read(ctx context.Context, s *sight) error {
	if s.doc != nil {
		return nil
	}
	if s.rendered() {
		return p.readDOM(ctx, s)
	}
	return p.readBody(ctx, s)
}

// readBody extracts the text of the answer as it was sent.
func (p *pass) readBody(ctx context.Context, s *sight) error {
	body, err := s.look.Open()
	if err != nil {
		return err
	}
	defer body.Close()
	p.w.extracting <- struct{}{}
	defer func() { <-p.w.extracting }()
	in := extract.Input{Body: body, Size: s.look.PayloadLen, ContentType: s.look.ContentType, URL: s.look.FinalURL}
	if s.look.Memento != nil {
		if in, err = copyInput(s.look.Header, body, s.t.url); err != nil {
			return err
		}
	}
	doc, err := p.w.cfg.Extract.Extract(ctx, in)
	if err != nil {
		return err
	}
	if p.opt.Check {
		doc.HTML = nil // for captures
	}
	s.doc, s.page = doc, prepare(doc)
	s.head, err = s.look.Head(headBytes)
	return err
}

func (p *pass) verdictLook(ctx context.Context, s *sight) (*verdict.Look, error) {
	l := s.look
	v := &verdict.Look{URL: s.t.url, FinalURL: l.FinalURL, Status: l.Status, Header: l.Header,
		BodyLen: l.PayloadLen, PayloadSHA256: l.PayloadSHA256}
	for _, h := range l.Hops {
		v.Hops = append(v.Hops, verdict.Hop{URL: h.URL, Location: h.Location, Status: h.Status})
	}
	if l.Fault != nil {
		v.Fault, v.FaultDetail = verdict.Reason(l.Fault.Reason), l.Fault.Detail
	}
	if l.Main != nil && l.Main.Response != nil {
		if err := p.read(ctx, s); err != nil {
			return nil, err
		}
		v.Head, v.Page = s.head, s.page
		if mark := verdict.PlayerMark(s.t.url); mark != "" {
			v.Player = l.After(mark, headBytes)
		}
	}
	if s.rendered() {
		v.Rendered, v.PayloadSHA256, v.BodyLen = true, [32]byte{}, int64(len(l.Rendered.DOM))
		for _, t := range l.Troubles {
			v.Troubles = append(v.Troubles, verdict.Trouble{URL: t.URL, Status: t.Status, Fault: verdict.Reason(t.Reason)})
		}
		if l.Status >= 400 && l.Status < 500 && l.Main != nil && l.Main.Response != nil {
			sent, err := p.readSent(ctx, s)
			if err != nil {
				return nil, err
			}
			v.Filled = verdict.Unfilled(sent.page)
		}
	}
	return v, nil
}

// prepare hands an extracted document to the verdicts.
func prepare(d *extract.Document) *verdict.Prepared {
	return verdict.Prepare(verdict.Page{Kind: d.Kind, Title: d.Title, Headings: d.Headings, Lang: d.Lang,
		Visible: d.Visible, Main: d.Main, Pages: d.Pages, Finding: d.Finding, Scripts: d.Scripts,
		PasswordInput: d.PasswordInput, MetaRefresh: d.MetaRefresh, ScriptRedirect: d.ScriptRedirect, Images: d.Images,
		Layout: verdict.Layout(d.Layout), Cover: d.Cover, CoverCloses: d.CoverCloses})
}

// newestSound is our own newest capture of class source that is not damaged.
func (t *task) newestSound() *catalog.Snapshot {
	for i := len(t.snapshots) - 1; i >= 0; i-- {
		if s := &t.snapshots[i]; s.Provenance == nil && s.Class == verdict.ClassSource && t.flaws[s.Object].state == "" {
			return s
		}
	}
	return nil
}

func same(a, b *catalog.Snapshot) bool {
	return a == b || a != nil && b != nil && a.Object == b.Object
}

// fromDay is how far t is from a day, which begins at day: 0 within it.
func fromDay(t, day time.Time) time.Duration {
	if end := day.Add(24 * time.Hour); !t.Before(end) {
		return t.Sub(end) + 1
	}
	return max(day.Sub(t), 0)
}

// nearestSource picks from a list, leaving out those not logged yet and those
// with a flaw where asked to. Of one and the same day what we captured ourselves
// comes first, of which all is known; then another archive's copy, which has no
// stake in what we cite; and last a person's.
func nearestSource(list []catalog.Snapshot, want time.Time, logged bool, flaws map[string]flaw) *catalog.Snapshot {
	nearest := func(fits func(*catalog.Snapshot) bool) *catalog.Snapshot {
		var best *catalog.Snapshot
		for i := range list {
			s := &list[i]
			if s.Class != verdict.ClassSource || logged && s.LogIndex < 0 || flaws[s.Object].state != "" || !fits(s) {
				continue
			}
			if best == nil || fromDay(s.CapturedAt, want) < fromDay(best.CapturedAt, want) {
				best = s
			}
		}
		return best
	}
	best := nearest(func(*catalog.Snapshot) bool { return true })
	if best == nil || best.Provenance == nil {
		return best
	}
	day := best.CapturedAt.UTC().Format(time.DateOnly)
	for rank := range originRank(best) {
		s := nearest(func(s *catalog.Snapshot) bool {
			return originRank(s) == rank && s.CapturedAt.UTC().Format(time.DateOnly) == day
		})
		if s != nil {
			return s
		}
	}
	return best
}

// originRank is 0 for what we captured ourselves, 1 for another archive's copy, 2
// for a person's.
func originRank(s *catalog.Snapshot) int {
	switch {
	case s.Provenance == nil:
		return 0
	case s.Provenance.Kind != ledger.ProvenancePerson:
		return 1
	}
	return 2
}

// newestOf gives our own newest capture of a class ("": of any).
func newestOf(list []catalog.Snapshot, class string) *catalog.Snapshot {
	for i := len(list) - 1; i >= 0; i-- {
		if list[i].Provenance == nil && (class == "" || list[i].Class == class) {
			return &list[i]
		}
	}
	return nil
}

// quotes are the passages that the citations of the source want in it.
func (t *task) quotes() []string {
	var all []string
	for _, c := range t.cites {
		all = append(all, c.Citation.Quotes...)
	}
	return all
}
