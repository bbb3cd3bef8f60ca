package watch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"archiver/internal/catalog"
	"archiver/internal/extract"
	"archiver/internal/fetch"
	"archiver/internal/verdict"
)

// Which looks are made by a browser:
//
//   - never, where there is none, or the manifest says capture: http;
//   - at once, where it says capture: browser, or the newest snapshot that shows
//     the source was rendered: how a source is read does not change by itself.
//     The plain look stays for where the browser's meets a fault;
//   - else the plain look comes first, and the browser where that one was given
//     no text (see wantsBrowser).
//
// A rendered page is judged by its text. Against a snapshot that was not rendered,
// the document is judged as it was sent, which every look has: what scripts add is
// no edit. And what was not rendered says little against a snapshot that was.
//
// A post on a platform that can be asked for it is looked at by the browser too, so
// that it is kept as a reader saw it, but only where the page shows what the platform
// says of the post. Else the platform's answer is what was seen. Either way that
// answer settles what became of the post: see verdict.Judgement.ByPlatform.

// reading is what was read of a document.
type reading struct {
	doc  *extract.Document
	page *verdict.Prepared
	head []byte
}

func (s *sight) rendered() bool { return s.look.Rendered != nil }

// capture is what the manifests say: auto, http or browser.
func (t *task) capture() string {
	for _, c := range t.cites { // all that say something say the same: the manifests' check
		if k := c.Citation.Capture; k != "" && k != "auto" {
			return k
		}
	}
	return "auto"
}

// mayRender says whether a browser may look at the source, and works here.
func (p *pass) mayRender(t *task) bool { return p.toRender(t) && !p.trouble.tooMuch() }

// toRender says whether one may look at it.
func (p *pass) toRender(t *task) bool {
	return p.w.cfg.Fetch.HasBrowser() && t.capture() != "http"
}

// rendersFirst says whether it does so at once.
func (p *pass) rendersFirst(t *task) bool {
	if !p.toRender(t) {
		return false
	}
	newest := newestOf(t.snapshots, verdict.ClassSource)
	return t.capture() == "browser" || newest != nil && newest.Rendered()
}

// seeRendered looks at one source by the browser. Nil: a plain look has to tell
// what is the case, since the browser failed or met a fault; that look is told of
// in tried then.
func (p *pass) seeRendered(ctx context.Context, h *hostWork, t *task) (s *sight, tried []fetch.Attempt, err error) {
	look, err := p.render(ctx, t)
	if err != nil || look == nil {
		return nil, nil, err
	}
	if look.Fault != nil || overloaded(look.Status) || look.Status == 408 {
		reason := ""
		if look.Fault != nil {
			reason = look.Fault.Reason
		}
		tried = []fetch.Attempt{{URL: look.FinalURL, At: look.Started, Status: look.Status, Reason: reason}}
		look.Release()
		return nil, tried, nil
	}
	return &sight{t: t, h: h, look: look, at: p.w.now(), byBrowser: true}, nil, nil
}

// render has the browser look at a source. Nil: it failed, now or too often before,
// which is noted.
func (p *pass) render(ctx context.Context, t *task) (*fetch.Look, error) {
	t.unshown = ""
	if why, over := p.trouble.passOver(t.url); over {
		t.unshown = why
		return nil, nil
	}
	look, err := p.w.cfg.Fetch.Render(ctx, t.url, !p.opt.Check && p.commit != nil && p.glance == nil)
	var failed *fetch.BrowserError
	if errors.As(err, &failed) && ctx.Err() == nil {
		p.trouble.note(t.url, failed)
		t.unshown = failed.Err.Error()
		return nil, nil
	}
	if err == nil {
		p.trouble.well(look)
	}
	return look, err
}

// wantsBrowser says whether a plain look was given no text that a browser may be
// given: an empty shell, whatever its status, a page that a script seems to leave,
// a check that only wants scripts, a wall; a page with scripts or frames in which
// little of the source is left, or not the passages that are cited; one with frames
// and hardly a text of its own; one that sends its reader on. And a post that its platform gives, in words or by its title, is to be
// seen as a reader sees it.
func (p *pass) wantsBrowser(s *sight, own verdict.Judgement, ref *verdict.Prepared) bool {
	l := s.look
	if own.Reason == verdict.Unreadable && led(l) && !s.byBrowser && l.Memento == nil && p.toRender(s.t) {
		return true // whatever stands where the script seemed to lead
	}
	if s.byBrowser || l.Fault != nil || l.Memento != nil || l.Main == nil || l.Main.Response == nil || s.doc == nil ||
		s.doc.Kind != extract.KindHTML || !p.toRender(s.t) {
		return false
	}
	if own.ViaPlatform || own.ByPlatform && own.Class == verdict.ClassWall && own.Verdict != verdict.Blocked {
		return !verdict.FramesPost(s.t.url)
	}
	if led(l) && (own.Reason == verdict.FirstSeen || own.Verdict != verdict.OK && own.Verdict != verdict.Moved) {
		return true
	}
	switch own.Reason {
	case verdict.Unreadable, verdict.BotWall, verdict.ConsentWall:
		return true
	case verdict.HTTP404, verdict.HTTP410, verdict.Forbidden: // of a shell it says nothing
		return verdict.Unfilled(s.page)
	case verdict.LoginWall:
		return l.Status < 400
	case verdict.Replaced, verdict.Empty:
		return s.doc.Scripts+s.doc.Frames > 0
	}
	if own.Class == verdict.ClassSource && s.doc.MetaRefresh != "" && !samePage(s.doc.MetaRefresh, l.FinalURL) && countWords(s.doc.Visible) <= mostOnward {
		return true // a browser goes where it leads
	}
	if own.Class != verdict.ClassSource || s.doc.Scripts+s.doc.Frames == 0 {
		return false
	}
	if s.doc.Frames > 0 && countWords(s.doc.Main) < leastBeside {
		return true
	}
	for _, q := range s.t.quotes() {
		if !verdict.FindQuote(s.page, q).Found && (ref == nil || verdict.FindQuote(ref, q).Found) {
			return true
		}
	}
	return false
}

// mostOnward is how many words a page has at most that may only send its reader on.
const mostOnward = 250

// unspaced are the scripts that write without spaces.
var unspaced = []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar}

// countWords counts words; where a script writes without spaces, two letters are one.
func countWords(text string) int {
	letters := 0
	for _, r := range text {
		if r >= 0x0e00 && unicode.In(r, unspaced...) {
			letters++
		}
	}
	return len(strings.Fields(text)) + letters/2
}

// samePage tells whether two addresses differ in a fragment at most.
func samePage(a, b string) bool {
	a, _, _ = strings.Cut(a, "#")
	b, _, _ = strings.Cut(b, "#")
	return a == b
}

// leastBeside is how many words a page with frames has of its own, where its text need
// not stand in one.
const leastBeside = 50

// led tells whether a plain look went on because a script seemed to send it there: a
// guess, which a browser does not make.
func led(l *fetch.Look) bool {
	return slices.ContainsFunc(l.Hops, func(h fetch.Hop) bool { return h.Via == "script" })
}

// byBrowser has the browser look where the plain look was given no text. It gives
// that look and its judgement where they say more, and then owns the plain one no
// longer: the caller releases both.
func (p *pass) byBrowser(ctx context.Context, s *sight, own verdict.Judgement, ref *catalog.Snapshot) (*sight, verdict.Judgement, error) {
	var old *verdict.Prepared
	if ref != nil && len(s.t.quotes()) > 0 {
		a, err := p.pages.of(ctx, p.w, ref)
		if err != nil {
			return nil, own, err
		}
		if a != nil {
			old = a.page
		}
	}
	if !p.wantsBrowser(s, own, old) {
		return nil, own, nil
	}
	look, err := p.render(ctx, s.t)
	if err != nil || look == nil {
		return nil, own, err
	}
	if s.probes == nil {
		s.probes = map[verdict.Want]*probed{} // shared: they are released with s
	}
	b := &sight{t: s.t, byBrowser: true, h: s.h, look: look, at: p.w.now(), probes: s.probes, extra: s.extra + 1, again: s.again, proven: s.proven}
	ok := false
	defer func() {
		if !ok {
			look.Release()
		}
	}()
	if look.Rendered == nil || look.Fault != nil {
		return nil, own, nil
	}
	j, err := p.ownJudgement(ctx, b, ref)
	if err != nil {
		return nil, own, err
	}
	if j.ViaPlatform || own.ByPlatform && j.Class != verdict.ClassSource {
		s.asked = "also asked: the page itself, by a browser, which was not shown the post"
		return nil, asked(own, s), nil
	}
	// An empty shell says nothing of its own: what came of it does. Elsewhere
	// content on either attempt wins. What the page lacks as it was sent says nothing
	// where its scripts were not given their data.
	lacking := own.Reason == verdict.Unreadable || led(s.look) || j.Troubled && (own.Verdict == verdict.Dead || own.Verdict == verdict.Changed)
	if !lacking && (j.Class != verdict.ClassSource || j.Reason == verdict.Replaced || j.Reason == verdict.Type) {
		s.asked = fmt.Sprintf("also asked: the page itself, by a browser; it was %s (%s)", j.Verdict, j.Reason)
		return nil, asked(own, s), nil
	}
	if own.ByPlatform {
		b.beside = append(b.beside, s.look)
	} else if own.Class != verdict.ClassSource || own.Reason == verdict.Replaced {
		b.asked = fmt.Sprintf("without a browser the answer was %s (%s)", own.Verdict, own.Reason)
		j = asked(j, b)
	}
	plain := s.look
	look.Attempts = append(slices.Clone(plain.Attempts), fetch.Attempt{URL: plain.FinalURL, At: plain.Started, Status: plain.Status, Reason: string(own.Reason)})
	ok = true
	return b, j, nil
}

// asked adds to a judgement what came of the other way to look.
func asked(j verdict.Judgement, s *sight) verdict.Judgement {
	if s.asked != "" && !slices.Contains(j.Evidence, s.asked) {
		j.Evidence = append(slices.Clone(j.Evidence), s.asked)
	}
	return j
}

// readSent reads the document of a rendered look as it was sent, once.
func (p *pass) readSent(ctx context.Context, s *sight) (*reading, error) {
	if s.sent == nil {
		plain := &sight{t: s.t, look: s.look}
		if err := p.readBody(ctx, plain); err != nil {
			return nil, err
		}
		s.sent = &reading{plain.doc, plain.page, plain.head}
	}
	return s.sent, nil
}

// readDOM reads the document of a rendered look as it was shown.
func (p *pass) readDOM(ctx context.Context, s *sight) error {
	dom := s.look.Rendered.DOM
	p.w.extracting <- struct{}{}
	defer func() { <-p.w.extracting }()
	doc, err := p.w.cfg.Extract.Extract(ctx, renderedInput(bytes.NewReader(dom), int64(len(dom)), s.look.FinalURL))
	if err != nil {
		return err
	}
	if p.opt.Check {
		doc.HTML = nil
	}
	cover(doc, s.look.Rendered.Cover)
	s.doc, s.page, s.head = doc, prepare(doc), dom[:min(len(dom), headBytes)]
	return nil
}

// comparable gives what of a look can be compared with the text of a snapshot;
// nil where that is nothing.
func (p *pass) comparable(ctx context.Context, s *sight, snap *catalog.Snapshot) (*reading, error) {
	switch {
	case s.rendered() && !rendered(snap):
		return p.readSent(ctx, s)
	case !s.rendered() && rendered(snap):
		return nil, nil
	}
	if err := p.read(ctx, s); err != nil {
		return nil, err
	}
	return &reading{s.doc, s.page, s.head}, nil
}

// sameBytes says whether a look got the very bytes of a snapshot, and these are
// what both were read from.
func (s *sight) sameBytes(snap *catalog.Snapshot) bool {
	return !s.rendered() && !rendered(snap) && s.payloadHex() == snap.PayloadSHA256
}

// judgeMixed judges a rendered look against a snapshot that was not rendered.
func (p *pass) judgeMixed(ctx context.Context, s *sight, ref *catalog.Snapshot, quotes []string) (verdict.Judgement, error) {
	if verdict.PlatformURL(s.t.url) != "" {
		// What scripts add to a post is the post.
		j, err := p.judgeView(ctx, s, ref, quotes)
		if err != nil || j.ByPlatform || j.Verdict == verdict.OK {
			return j, err
		}
	}
	sent, err := p.readSent(ctx, s)
	if err != nil {
		return verdict.Judgement{}, err
	}
	if s.probes == nil {
		s.probes = map[verdict.Want]*probed{}
	}
	look := *s.look
	look.Rendered, look.Partial = nil, false
	plain := &sight{t: s.t, h: s.h, look: &look, at: s.at, byBrowser: true, doc: sent.doc, page: sent.page, head: sent.head, probes: s.probes, extra: s.extra}
	j, err := p.judgeView(ctx, plain, ref, quotes)
	s.extra, s.probeCut = plain.extra, s.probeCut || plain.probeCut
	if err != nil {
		return j, err
	}
	found := j.Verdict == verdict.OK || j.Verdict == verdict.Moved || j.Reason == verdict.Edited
	if found {
		if taken, ok, err := p.takenAway(ctx, s, ref, quotes); err != nil || ok {
			return taken, err
		}
	}
	if found && !slices.ContainsFunc(j.Quotes, func(q verdict.Quote) bool { return !q.Found }) {
		return j, nil
	}
	shown, err := p.judgeView(ctx, s, ref, quotes)
	if err != nil {
		return j, err
	}
	if found { // and the passages may be among what scripts add
		for i := range j.Quotes {
			if i < len(shown.Quotes) && shown.Quotes[i].Found && !j.Quotes[i].Found {
				j.Quotes[i] = shown.Quotes[i]
			}
		}
		return j, nil
	}
	if shown.Reason == verdict.Edited && shown.Lost == 0 {
		shown.Verdict, shown.Reason = verdict.OK, verdict.Noise
		shown.Detail = verdict.SaysTheSame
		shown.Evidence = append(shown.Evidence, fmt.Sprintf("%d words more than in the archived copy, which no browser rendered: scripts add them", shown.Gained))
	}
	if shown.Class != verdict.ClassSource && !shown.Troubled && j.Class == verdict.ClassSource {
		return j, nil
	}
	return shown, nil
}

// unseen puts right the judgement of a look that was not rendered against a
// snapshot that was: that its text is not there says nothing. What the platform says
// of a post does.
func unseen(j verdict.Judgement, s *sight, ref *catalog.Snapshot) verdict.Judgement {
	if !asSent(j, s, ref) || j.ByPlatform || s.doc != nil && s.doc.Kind != extract.KindHTML {
		return j
	}
	return verdict.Judgement{Verdict: verdict.Blocked, Reason: verdict.Unreadable, Class: verdict.ClassWall, Confidence: verdict.Weak,
		Similarity: j.Similarity, Detail: "The archived copy says what a browser showed, and this look was made without one: what the page shows now could not be read.",
		Evidence: append([]string{"the archived copy was rendered, the look was not", fmt.Sprintf("as it was sent, the page would be %s (%s)", j.Verdict, j.Reason)}, j.Evidence...)}
}

// asSent tells whether a judgement follows from what the page holds or does as it
// was sent, and not from what a server says of it: a status, a redirect, no name.
func asSent(j verdict.Judgement, s *sight, ref *catalog.Snapshot) bool {
	ledByPage := slices.ContainsFunc(s.look.Hops, func(h fetch.Hop) bool { return h.Via == "meta" || h.Via == "script" })
	switch j.Reason {
	case verdict.HTTP404, verdict.HTTP410:
		return s.look.Status == ref.Status || verdict.Unfilled(s.page) && !verdict.SaysGone(s.page)
	case verdict.HTTP5xx:
		return s.look.Status < 500
	case verdict.RedirectedHome:
		return ledByPage
	case verdict.Unreadable:
		return true
	}
	switch j.Verdict {
	case verdict.Dead:
		return j.Reason != verdict.DNS
	case verdict.Changed:
		return true
	case verdict.Blocked:
		return ledByPage && s.look.Fault == nil
	}
	return false
}
