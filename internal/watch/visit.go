package watch

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/verdict"
)

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

	if err := p.brokeOff(ctx, s, ref); err != nil {
		return err
	}
	own, err := p.ownJudgement(ctx, s, ref)
	if err != nil {
		return err
	}
	if s.h != nil {
		s.h.noteRefusal(t, own)
	}
	if s.look.Status == http.StatusOK && s.look.Fault == nil {
		s.compared = ref != nil
		p.online.noteFresh(s)
		if !p.strange(s, own) {
			p.online.answers(s, s.compared || !s.forgeable())
		} else {
			p.online.noteOdd()
			if kept, err = p.vouched(ctx, s); err != nil || kept {
				return err
			}
			if s.fresh { // it is a ground now, as another's is
				p.online.answers(s, false)
			}
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
		if judgements[i], err = p.overruled(ctx, s, references[i], c, judgements[i]); err != nil {
			return err
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
			if st.Shows, err = shows, p.noteClaims(ctx, s, r, c, &st); err != nil {
				return err
			}
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
	return t.nextDue(s.at, kind, suspicious, p.opt.Soon)
}

// takes says whether a run takes a snapshot of what it sees: where text, kind,
// final URL or class differ from the newest one. So an edited page is not taken
// again every day, a wall is kept once, and an error page now and then.
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
	case own.Class == "source" && (own.Verdict == verdict.Moved || own.Verdict == verdict.OK && s.atNewPlace()):
		return true, nil
	case own.Class == verdict.ClassError && s.enough(own, s.errorsLike(own)):
		return false, nil
	}
	old, err := p.pages.of(ctx, p.w, newest)
	if err != nil || old == nil {
		return err == nil, err // the newest one can't be read: take a sound one
	}
	if err := p.read(ctx, s); err != nil {
		return false, err
	}
	defer p.w.alone(old.page, s.page)()
	return s.doc.Kind != newest.Kind || verdict.Due(old.page, s.page) || len(verdict.FiguresLost(old.page, s.page, s.t.claims())) > 0, nil
}

// atNewPlace says that the look ended where no snapshot of the source did. Of a site that
// sends its readers to one of several hosts, one snapshot each is enough.
func (s *sight) atNewPlace() bool {
	place := verdict.Destination(s.look.FinalURL)
	return !slices.ContainsFunc(s.t.snapshots, func(o catalog.Snapshot) bool {
		return o.Class == verdict.ClassSource && verdict.Destination(o.FinalURL) == place
	})
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
	if err == nil && ref != nil && ref.Cut != "" {
		j, err = p.asFarAs(ctx, s, ref, j)
	}
	if err == nil && ref != nil {
		j, err = p.asRead(ctx, s, ref, j)
	}
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
	if v.Troubles, err = p.telling(ctx, s, v.Troubles, ref); err != nil {
		return verdict.Judgement{}, err
	}
	switch {
	case !s.look.Partial || !s.rendered():
	case r == nil:
		v.Troubles = append(v.Troubles, verdict.Trouble{URL: s.look.FinalURL, Fault: verdict.Truncated})
	default:
		v.Fault, v.FaultDetail = verdict.Truncated, "the browser met a limit before the page was whole"
	}
	probes := verdict.Probes{Live: true, BrowserMissing: !p.mayRender(s.t), HostOpen: p.isOpen(s.t.host), Refused: s.h != nil && s.h.refusesOthers(s.t)}
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

// quotes are the passages that the citations of the source want in it.
func (t *task) quotes() []string {
	var all []string
	for _, c := range t.cites {
		all = append(all, c.Citation.Quotes...)
	}
	return all
}
