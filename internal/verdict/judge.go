package verdict

import (
	"fmt"
	"net/http"
	"slices"

	"archiver/internal/verdict/compare"
	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/pages"
	"archiver/internal/verdict/passage"
)

// The bounds of the procedure, as shares of the reference's shingles.
const (
	nearlyAll = 0.9 // and beyond doubt
	nothing   = 0.1 // so little left: nothing of it
	alike     = 0.9 // Jaccard at which two pages are the same page
)

// Judge says what a look means. ref is nil for a first look. Where Want names
// probes, Judge may be called again with their answers; without them it gives
// the best verdict there is.
func Judge(ref *Reference, look *Look, p Probes, quotes []string) Judgement {
	if look != nil {
		if post := postAt(look.URL); post != nil {
			return post.judge(ref, look, p, quotes)
		}
	}
	return judgePage(ref, look, p, quotes)
}

// judgePage judges by what pages say.
func judgePage(ref *Reference, look *Look, p Probes, quotes []string) Judgement {
	j := judgeLook(ref, look, p, quotes)
	if p.Browser != nil && (j.Class != ClassSource || j.Reason == Replaced || j.Reason == Type) {
		// Content on either attempt wins. A page that is not the source's is
		// no content where the plain answer was clear.
		b := judgeLook(ref, p.Browser, p, quotes)
		other := b.Reason == Replaced || b.Reason == Type
		if b.Class == ClassSource && !(other && (j.Class == ClassSource || j.Verdict == Dead)) {
			b.ViaBrowser, b.Detail = true, shownToBrowsers(b.Detail)
			b.Evidence = append(b.Evidence, fmt.Sprintf("without a browser's headers the answer was %s (%s)", j.Verdict, j.Reason))
			b.Want = nil
			return b
		}
		j.Evidence = append(j.Evidence, "a browser's headers made no difference")
	}
	return j
}

// bench is all that a judgement is made from.
type bench struct {
	ref   *Reference
	look  *Look
	p     Probes
	e     *evidence
	c     compare.Result
	known bool // c is set: both sides have text
	j     Judgement
	over  string // what lies over the page now, for a person
	stead string // what stands in the source's place, for a person
	told  string // what a platform says of a post, for a person; it stands for all else
}

func judgeLook(ref *Reference, look *Look, p Probes, quotes []string) Judgement {
	if look == nil {
		look = &Look{Fault: Protocol, FaultDetail: "no look"}
	}
	b := newBench(ref, look, p)
	lost, proof := b.quotes(quotes)
	if b.found(proof) {
		b.alive(lost, proof)
	} else {
		b.absent()
	}
	b.troubled()
	return b.judgement(lost)
}

func newBench(ref *Reference, look *Look, p Probes) *bench {
	b := &bench{ref: ref, look: look, p: p, e: gather(look, ref.text())}
	if ref != nil && ref.Page.HasText() && look.Page.HasText() {
		b.c, b.known = compare.Pages(ref.Page, look.Page), true
	}
	switch {
	case b.known:
		b.j.Similarity = b.c.Share
	case ref == nil:
		b.j.Similarity = 1
	}
	return b
}

// judgement is what was settled, with all that is told of it.
func (b *bench) judgement(lost []string) Judgement {
	if b.j.Verdict == "" {
		b.settle(Unreachable, Protocol, Weak)
	}
	if v := b.j.Verdict; v == Blocked || v == Unreachable {
		b.j.Quotes = nil // nothing could be read
	}
	b.j.Detail = b.detail(lost)
	if p := b.look.Page; p.HasText() && p.Page.Finding == "too-large" {
		b.j.Evidence = append(b.j.Evidence, "the text is too large to be read whole: its beginning was compared")
	}
	b.j.Evidence = append(b.j.Evidence, b.p.asked()...)
	return b.j
}

// settle gives the verdict, with why it is given.
func (b *bench) settle(v Verdict, r Reason, confidence string, why ...string) {
	b.j.Verdict, b.j.Reason, b.j.Confidence = v, r, confidence
	b.j.Evidence = append(b.j.Evidence, why...)
	switch v {
	case Blocked:
		b.j.Class = ClassWall
	case Dead, Unreachable:
		b.j.Class = ClassError
	default:
		b.j.Class = ClassSource
	}
}

func (b *bench) want(ws ...Want) {
	for _, w := range ws {
		have := w == WantSibling && b.p.Sibling != nil || w == WantHome && b.p.Home != nil || w == WantSection && b.p.Section != nil || w == WantBrowser && b.p.Browser != nil ||
			w == WantPlatform && b.p.Platform != nil || w == WantControl && b.p.Control != nil
		if !have && !slices.Contains(b.j.Want, w) {
			b.j.Want = append(b.j.Want, w)
		}
	}
}

// quotes looks for the passages. lost are those that stood in the reference
// and do not stand now; proof tells whether one of them is verbatim and long
// enough, or in its old surroundings, to prove that the source is there.
func (b *bench) quotes(texts []string) (lost []string, proof bool) {
	for _, t := range texts {
		q := passage.FindSince(b.ref.text(), b.look.Page, t)
		b.j.Quotes = append(b.j.Quotes, q)
		stood := b.ref != nil && passage.FindQuote(b.ref.Page, t).Found
		if stood && !q.Found {
			lost = append(lost, t)
		}
		if q.State == passage.StateVerbatim && b.proves(t, stood) {
			proof = true
		}
	}
	return lost, proof
}

// proves tells whether a verbatim passage is evidence by itself. A short one
// may stand anywhere, so its neighbours in the reference have to be there too.
func (b *bench) proves(text string, stood bool) bool {
	q := lex.Passage(text, pages.KindOf(b.look.Page) == "pdf")
	if len(q.Tokens) >= 7 && len([]rune(text)) >= 32 {
		return true
	}
	if !stood || b.look.Page == nil {
		return false
	}
	s := b.ref.Page.Visible()
	at, ok := passage.Verbatim(s, q, false)
	if !ok {
		return false
	}
	const around = 3
	before := lex.Span{From: max(0, at.From-around), To: at.To}
	after := lex.Span{From: at.From, To: min(len(s.Tokens), at.To+around)}
	return before.From < at.From && lex.IndexTokens(b.look.Page.Visible().Tokens, s.Tokens[before.From:before.To]) >= 0 ||
		after.To > at.To && lex.IndexTokens(b.look.Page.Visible().Tokens, s.Tokens[after.From:after.To]) >= 0
}

// found is the first question: is the source there, whatever the status code?
func (b *bench) found(proof bool) bool {
	if b.identical() || proof {
		return true
	}
	if !b.known || b.c.Share < compare.Alive {
		return false
	}
	// What is left may be the site's template around an error message. An
	// error code with an error's wording says so, unless nearly all is left.
	if b.c.Share < nearlyAll && b.saysError() {
		if b.look.Status == 404 || b.look.Status == 410 {
			return false
		}
		if b.sameAs(b.p.Sibling) {
			return false
		}
		b.want(WantSibling)
	}
	return true
}

// identical tells whether the body is the reference's, byte for byte.
func (b *bench) identical() bool {
	return b.ref != nil && b.look.Fault == "" && b.look.PayloadSHA256 != [32]byte{} && b.look.PayloadSHA256 == b.ref.PayloadSHA256
}

// samePicture tells whether a picture shows what it showed, packed in another way.
func (b *bench) samePicture() bool {
	return b.ref.Page != nil && b.look.Page != nil && b.look.Page.Page.Pixels != "" && b.look.Page.Page.Pixels == b.ref.Page.Page.Pixels
}

// saysError tells whether the page has an error's wording that the reference
// has not.
func (b *bench) saysError() bool {
	says := func(e *evidence) bool {
		return e.titled(errorPhrases, errorTitles) != "" || e.says(errorPhrases) != "" || e.says(faultPhrases) != ""
	}
	return says(b.e) && (b.ref == nil || !says(gather(&Look{Page: b.ref.Page}, nil)))
}

// sameAs tells whether a probe was answered with the page of the look.
func (b *bench) sameAs(probe *Look) bool {
	return probe != nil && probe.Fault == "" && probe.Status < 400 && probe.Page.HasText() && b.look.Page.HasText() &&
		(probe.Page.Visible().Hash == b.look.Page.Visible().Hash || lex.Jaccard(b.look.Page.Set(), probe.Page.Set()) >= alike)
}

// opens tells whether a probe was answered with content.
func opens(l *Look) bool {
	if l == nil || l.Fault != "" || l.Status < 200 || l.Status > 299 || l.Page.Words() < 20 {
		return false
	}
	b := &bench{look: l, e: gather(l, nil)}
	r, _, _ := b.wall()
	return r == ""
}

// answers tells whether a probe for an address that was made up got what such an
// address should get: that there is nothing, or some page.
func answers(l *Look) bool {
	if l == nil || l.Fault != "" {
		return false
	}
	if l.Status != http.StatusNotFound && l.Status != http.StatusGone {
		return opens(l)
	}
	b := &bench{look: l, e: gather(l, nil)}
	r, _, _ := b.wall()
	return r == ""
}

// alone tells whether a page is refused (403) and its host is otherwise open: the
// folder that it stands in answers, and so does the home page or another cited page,
// and no other cited page is refused. Other refusals are of the visitor.
func (b *bench) alone() bool {
	p := &b.p
	return b.look.Fault == "" && b.look.Status == http.StatusForbidden && !p.Refused && answers(p.Sibling) && (p.HostOpen || opens(p.Home))
}

func (b *bench) refFinal() string {
	if b.ref.FinalURL != "" {
		return b.ref.FinalURL
	}
	return b.ref.URL
}

// absent settles the case of a source whose content was not found, or of a
// first look: blocked, unreachable, dead, changed, and only then ok.
func (b *bench) absent() {
	l, p := b.look, b.p
	if r, confidence, why := b.wall(); r != "" {
		b.settle(Blocked, r, confidence, why)
		switch r {
		case Forbidden:
			b.want(WantBrowser)
			if l.Status == http.StatusForbidden && !p.Refused {
				b.want(WantSibling)
				if !p.HostOpen && (p.Sibling == nil || answers(p.Sibling)) {
					b.want(WantHome)
				}
			}
			b.j.HostOpen = b.alone()
		case BotWall, LoginWall, ConsentWall, RateLimited:
			if l.Fault == "" {
				b.want(WantBrowser)
			}
		}
		return
	}
	if b.fault() {
		return
	}
	if b.dead() || b.j.Verdict != "" { // of a first look that shows what others of its host show
		return
	}
	if b.ref != nil {
		b.changed()
		return
	}
	if why := b.unreadable(); why != "" {
		b.settle(Blocked, Unreadable, Weak, why)
		b.want(WantBrowser)
		return
	}
	if b.bare() && pages.KindOf(l.Page) == "html" {
		b.settle(OK, FirstSeen, Weak, "there is hardly any text in it")
		return
	}
	if l.Status >= 400 {
		b.j.Evidence = append(b.j.Evidence, fmt.Sprintf("the content is there although the status is %d", l.Status))
	}
	b.settle(OK, FirstSeen, Likely)
}

// fault settles what may pass.
func (b *bench) fault() bool {
	l := b.look
	switch {
	case l.Fault == DNS:
		return false // dead
	case l.Fault != "":
		r := l.Fault
		if r.Verdict() != Unreachable {
			r = Protocol
		}
		b.settle(Unreachable, r, Likely, l.FaultDetail)
	case b.cutShort():
		b.settle(Unreachable, Truncated, Likely, "the file ends before its end")
	case l.Status >= 500:
		b.settle(Unreachable, HTTP5xx, Likely, fmt.Sprintf("status %d", l.Status))
		if l.Status == 503 {
			b.want(WantBrowser)
		}
	case l.Status < 200 || l.Status >= 300 && l.Status < 400:
		b.settle(Unreachable, Protocol, Weak, fmt.Sprintf("status %d where a page was due", l.Status))
	case b.saysPause() != "":
		b.settle(Unreachable, HTTP5xx, Weak, "says: "+b.saysPause())
	case b.saysFault() != "":
		b.stead = "a message of the server that it failed"
		b.settle(Unreachable, HTTP5xx, Weak, "says: "+b.saysFault())
	default:
		return false
	}
	return true
}

// changed settles a page that answers well and is not what it was.
func (b *bench) changed() {
	l, ref := b.look, b.ref
	kind, was := pages.KindOf(l.Page), pages.KindOf(ref.Page)
	if why := b.hijacked(); why != "" {
		b.settle(Dead, Hijacked, Likely, why)
		return
	}
	if why := b.unreadable(); why != "" && kind == "html" && was != "html" {
		b.settle(Blocked, Unreadable, Weak, why)
		b.want(WantBrowser)
		return
	}
	signs := b.listForFile()
	if len(signs) == 0 {
		signs = b.listBeside()
	}
	if len(signs) > 0 {
		b.settle(Dead, Soft404, Likely, signs...)
		return
	}
	if b.samePicture() {
		b.told = "The picture shows what the archived copy shows, point by point; its file was packed anew"
		b.settle(OK, Noise, Likely, "the bytes differ, and every point of the picture has the colour that it had")
		return
	}
	if kind != was && kind != "" && was != "" && !(ref.Saved && b.known) {
		b.settle(Changed, Type, Likely, fmt.Sprintf("was %s, is %s", was, kind))
		b.want(WantSibling, WantHome)
		if b.listed() {
			b.want(WantSection)
		}
		return
	}
	if why := b.unreadable(); why != "" && !(ref.Page.Words() == 0 && l.Page.Words() == 0) {
		b.settle(Blocked, Unreadable, Weak, why)
		b.want(WantBrowser)
		return
	}
	switch {
	case b.known:
		confidence := Likely
		why := fmt.Sprintf("%.0f %% of the reference's text is left", 100*b.c.Share)
		if b.c.Share < nothing && pages.OtherLanguage(ref.Page, l.Page) {
			confidence = Weak
			why += ", in another language: the server may choose it by the visitor"
			b.want(WantBrowser)
		}
		b.j.Lost, b.j.Gained = b.c.Lost, b.c.Gained
		b.settle(Changed, Replaced, confidence, why)
		b.want(WantSibling, WantHome)
		if b.listed() {
			b.want(WantSection)
		}
	case ref.Page.HasText():
		b.settle(Changed, Replaced, Likely, "no text is left")
		b.want(WantSibling, WantHome)
	case l.Page.HasText():
		b.settle(OK, Noise, Weak, "the reference has no text to compare with")
	case ref.PayloadSHA256 == [32]byte{} || l.PayloadSHA256 == [32]byte{} || kind == "html":
		b.settle(OK, Noise, Weak, "neither has text to compare")
	default:
		b.settle(Changed, Edited, Weak, "the bytes differ, and neither has text to compare")
	}
}

// cutShort tells that the file lacks its last part, and that what the reference
// was read from did not.
func (b *bench) cutShort() bool {
	const finding = "cut-short"
	return b.look.Page != nil && b.look.Page.Page.Finding == finding &&
		(b.ref == nil || b.ref.Page == nil || b.ref.Page.Page.Finding != finding)
}

// text is the reference's page, nil where there is none.
func (r *Reference) text() *pages.Prepared {
	if r == nil {
		return nil
	}
	return r.Page
}

// counted is a number of things in words: "1 word", "3 words".
func counted(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %ss", n, one)
}

// quotesGone tells how many quotes of a citation are lost.
func quotesGone(lost, all int) string {
	stand := "stand"
	if lost == 1 {
		stand = "stands"
	}
	return fmt.Sprintf("%d of %s no longer %s", lost, counted(all, "quote"), stand)
}
