package verdict

import (
	"fmt"
	"slices"

	"archiver/internal/verdict/compare"
	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/pages"
)

// dead looks for the signs of a page that is gone.
func (b *bench) dead() bool {
	l, e := b.look, b.e
	if l.Fault == DNS {
		b.settle(Dead, DNS, Likely, "no such name", l.FaultDetail)
		return true
	}
	for _, h := range l.Hops {
		if leadsToLander(h.Location) { // whatever the lander itself answers
			b.settle(Dead, Parked, Likely, "the way leads to /lander")
			return true
		}
	}
	switch {
	case b.filled(): // by scripts: what they show tells
	case l.Status == 410:
		b.settle(Dead, HTTP410, Proof, "status 410")
		return true
	case l.Status == 404:
		b.settle(Dead, HTTP404, Likely, "status 404")
		b.want(WantBrowser)
		return true
	}
	if why := b.parked(); why != "" {
		b.settle(Dead, Parked, Likely, why)
		return true
	}
	if b.framed() {
		return false
	}
	if l.Status == 204 || l.Status == 205 || b.emptyBody() {
		b.settle(Dead, Empty, Likely, fmt.Sprintf("status %d, %d bytes, no text", l.Status, l.BodyLen))
		b.want(WantBrowser)
		return true
	}
	if b.ref != nil && b.known && b.c.Share >= compare.Alive {
		// Only reached where the template alone is left.
		b.settle(Dead, Soft404, Likely, "an error's wording in the site's template", signAnywhere)
		return true
	}
	final := l.finalURL()
	newly := b.ref == nil || !SamePlace(b.refFinal(), final)
	if newly && !SamePlace(final, l.URL) && !isHome(l.URL) && !(b.ref == nil && showsHome(l.URL)) && (isHome(final) || b.sameAs(b.p.Home) && isParent(l.URL, final)) {
		b.settle(Dead, RedirectedHome, Likely, "redirected to the home page "+final)
		return true
	}
	if b.hollow() {
		if newly && !SamePlace(final, l.URL) {
			b.stead = "a page of the site without its text, " + clip(final)
			b.settle(Dead, Soft404, Likely, "redirected to "+final, "the site's menus and footer, and between them next to nothing")
			return true
		}
		if words := b.fewSaid(); words != "" {
			b.stead = "a few words: “" + words + "”"
			b.settle(Dead, Soft404, Likely, fmt.Sprintf("a sentence stands in place of %d words", len(b.ref.Page.Main().Tokens)))
			return true
		}
		b.settle(Dead, Empty, Likely, fmt.Sprintf("the site's menus and footer, and between them nothing of %d words", len(b.ref.Page.Main().Tokens)))
		return true
	}
	if b.standIn() {
		return true
	}
	plain := b.j
	odd := b.standsIn()
	if b.j.Verdict == Dead {
		return true
	}
	seen := b.j // where it is odd: unless what the page says shows that it is gone
	if odd {
		plain.Want = seen.Want
		b.j = plain
	}
	if signs := b.onlySoon(); signs != nil {
		b.stead = "an announcement that a site opens soon"
		b.settle(Dead, Soft404, Likely, signs...)
		return true
	}
	if signs := b.takenOver(); signs != nil {
		b.settle(Dead, Hijacked, Likely, signs...)
		return true
	}
	signs := b.softSigns(newly)
	if odd && !slices.ContainsFunc(signs, func(sign string) bool { return sign != signHome && sign != signAnywhere }) {
		b.j = seen
		return false
	}
	enough := len(signs) >= 2
	if b.known && newly && isParent(l.URL, final) {
		enough = true // and the text is not there
		b.want(WantHome)
	}
	// One page for any address beside it: the site's way to say "not found",
	// unless its home page is the same. Then something stands before all of it,
	// and only where that is the home page itself is the source gone.
	sibling := b.sameAs(b.p.Sibling) || b.sameMessage(b.p.Sibling)
	home := b.sameAs(b.p.Home) && !isHome(l.URL) && !(b.ref == nil && showsHome(l.URL))
	switch {
	case !sibling && !home:
		if b.saysNotFound(b.p.Sibling) {
			enough = true
			signs = append(signs, signSaid, "the text is not in it")
		}
	case e.words < 8: // some walls say no more
		alike := 0
		for _, is := range []bool{sibling, home && !isHome(final)} {
			if is {
				alike++
			}
		}
		enough = enough && len(signs) > alike
	case b.ref == nil && home && sibling && len(signs) == 2 && !b.leadsOn():
		b.everyAddress(signs)
		return false
	case b.ref != nil && b.known:
		signs = append(signs, "the text is not in it")
		// A message that names neither the page nor its going may be a wall
		// that no sign knows. A list of other things is none.
		// And where the home page was not asked for, it may be the same.
		sink := b.p.Sibling != nil && !SamePlace(final, l.URL) && SamePlace(final, b.p.Sibling.finalURL())
		enough = home && b.ofTheSite() ||
			!home && (b.p.Home != nil && (sink || e.novel().Words > compare.FewNovel || e.novel().Paragraphs() >= 3) ||
				b.ofTheSite() && e.novel().Words <= 15 || b.saysGone() != "" || e.titledGone() != "" || e.titled(errorPhrases, errorTitles) != "")
	}
	if enough {
		b.settle(Dead, Soft404, Likely, signs...)
		return true
	}
	if b.inList() {
		b.settle(Dead, Soft404, Likely, "a list of other pages, which stands at "+b.p.Section.finalURL()+" as well")
		return true
	}
	if odd {
		b.j = seen
		return false
	}
	if len(signs) > 0 {
		b.j.Evidence = append(b.j.Evidence, signs...)
		b.want(WantSibling, WantHome)
	}
	return false
}

// softSigns are the independent signs of an error page that is served as 200.
func (b *bench) softSigns(newly bool) []string {
	l, e := b.look, b.e
	var signs []string
	add := func(ok bool, why string) {
		if ok {
			signs = append(signs, why)
		}
	}
	title := e.titled(errorPhrases, errorTitles)
	if title == "" {
		title = e.titledGone()
	}
	says := b.saysGone()
	lone := b.goneHere()
	if lone != "" {
		says = lone
	} else if title+says != "" && e.article() {
		title, says = e.headed()
	}
	add(title != "", "title or heading: "+title)
	if code, words := b.reported(); code == 404 || code == 410 {
		add(title == "" && says == "", "says: "+words)
		add(true, "next to nothing else stands on it")
	} else if !b.known && b.ref == nil && title+says != "" && (lone != "" || b.bare()) {
		if title == "" && (e.dated() || b.titledAsAddress()) {
			says = "" // of something else, as a notice does
		}
		add(title != "" || says != "" && (lone != "" || e.novel().Words <= mostGone), "next to nothing else stands on it")
	}
	add(says != "" && (lex.Normalise(says) != title || e.words < 60), "says: "+says)
	if b.known && lone != "" {
		add(true, "next to nothing else stands on it but what leads to other pages")
	} else if b.known && says+title != "" {
		was, is := len(b.ref.Page.Base().Tokens), e.novel().Words
		add(was >= 40 && is <= compare.FewNovel && was >= 2*is, fmt.Sprintf("%d words stand in place of %d", is, was))
		add(was < 40 && is <= mostGone && b.c.Share < nothing, "next to nothing else stands on it")
	}
	if t := l.goneData(); t != nil && says+title != "" && (b.known || b.bare()) {
		add(true, fmt.Sprintf("a request of the page is answered %d: %s", t.Status, clip(t.URL)))
	}
	final := l.finalURL()
	elsewhere := newly && !SamePlace(final, l.URL)
	switch {
	case errorPath(final) && !errorPath(l.URL):
		add(true, "redirected to "+final)
	case elsewhere && isParent(l.URL, final):
		add(true, "redirected to the folder above, "+final)
	}
	add(elsewhere && b.p.Sinks > 0, "other sources of other content end on the same page")
	add(b.sameAs(b.p.Sibling) || b.sameMessage(b.p.Sibling), signAnywhere)
	add(b.sameAs(b.p.Home) && !isHome(l.URL) && !(b.ref == nil && showsHome(l.URL)) && !isHome(final), signHome)
	add(headerHolds(l.Header, "Apex-Debug-Id", "level=error"), "the server's own mark of an error")
	return signs
}

// Signs that the answer is not of this address alone.
const (
	signHome     = "it is the home page"
	signAnywhere = "a nonsense address beside it gets the same page"
	signSaid     = "a made-up address beside it gets the same words with status 404"
)

// saysPause gives the words of a page that stands in for its site while that is
// being worked on. It is served with any status.
func (b *bench) saysPause() string {
	lost := b.known && b.c.Share < compare.Alive && b.e.novel().Words <= compare.FewNovel/2
	if !(lost || b.ref == nil && b.e.words < 60) || b.e.article() || b.saysGone() != "" || b.look.Status == 404 || b.look.Status == 410 {
		return ""
	}
	if b.e.message((*lex.Stream).SaysParked) != "" {
		return "" // a name or a plan that ran out
	}
	if t := b.paused(); t != "" {
		return t
	}
	return b.e.message((*lex.Stream).SaysPause)
}

// saysRobot gives the words that ask for a proof of being no robot. At a first look, which
// has no text that they stand in place of, they are no such words where the page tells
// something besides.
func (b *bench) saysRobot() string {
	e := b.e
	if s := b.robotWords(); s != "" && (b.ref != nil || b.look.Status >= 400 || !e.dated()) {
		return s
	}
	return ""
}

func (b *bench) robotWords() string {
	e := b.e
	if b.look.Page == nil || b.ref == nil && e.words >= compare.FewWords {
		return ""
	}
	if s := e.says(wallPhrases); s != "" {
		return s
	}
	if s := e.message((*lex.Stream).SaysRobot); s != "" {
		return s
	}
	tests := []func(*lex.Stream, lex.Span) bool{(*lex.Stream).SaysRobot}
	if e.novel().Words <= mostCheck {
		if s := e.message((*lex.Stream).SaysCheck); s != "" {
			return s
		}
		tests = append(tests, (*lex.Stream).SaysCheck)
	}
	p := &b.look.Page.Page
	for _, t := range slices.Concat([]string{p.Title}, p.Headings[:min(len(p.Headings), manyHeadings)], e.segments()) {
		s := lex.Text(t, false)
		for _, x := range s.Blocks {
			for _, r := range s.Sentences(x.Span) {
				if r.Len() <= lex.MaxAsked && slices.ContainsFunc(tests, func(says func(*lex.Stream, lex.Span) bool) bool { return says(s, r) }) {
					return s.Excerpt(r, 120)
				}
			}
		}
	}
	if s, scripts := b.waits(); s != "" && !scripts {
		return s
	}
	if e.novel().Words <= mostMoment && !b.pictured() {
		return e.named(momentTitles)
	}
	return ""
}

// mostMoment is how many words a page has that shows nothing while its visitor is looked at.
const mostMoment = 12

// mostCheck is how many words a check for robots has that says little of what it is.
const mostCheck = 25

// saysGone gives the words that say that the page is not there, of a page of
// few words or of what stands in place of the text; "" if there are none.
func (b *bench) saysGone() string {
	if s := b.e.says(errorPhrases); s != "" {
		return s
	}
	if s := b.e.message((*lex.Stream).SaysGone); s != "" {
		return s
	}
	s := b.e.message((*lex.Stream).SaysClosed)
	if s == "" {
		s = b.takenDown()
	}
	if s != "" && b.e.novel().Words > mostClosed {
		return "" // news tell of such things too
	}
	return s
}

// mostClosed is how many words stand at most on a page that says of itself that it was
// taken down, or that what it offered is over.
const mostClosed = 40

// takenDown gives the words that say who had the page taken down, or for which law, of
// one of few words or of what stands in place of the text; "" if there are none.
func (b *bench) takenDown() string { return b.e.message((*lex.Stream).SaysTakenDown) }

// hollow tells whether the template of a page alone came: nothing stands in place of the
// text. A page that scripts fill looks so too: then it has the empty element or
// more scripts than before. So does one whose text is a picture now.
func (b *bench) hollow() bool {
	if !b.known || pages.KindOf(b.look.Page) != "html" || b.c.Share >= 3*nothing || b.saysGone() != "" || b.e.titled(errorPhrases, errorTitles) != "" || b.e.titledGone() != "" {
		return false
	}
	was, is := &b.ref.Page.Page, &b.look.Page.Page
	all := b.look.Page.Visible()
	fresh := compare.NovelIn(b.ref.Page, all).Words
	return len(b.ref.Page.Main().Tokens) >= 40 && b.leftOfMain() < nothing && fresh <= 15 && 2*fresh <= len(all.Tokens) && b.e.novel().Words < 8 &&
		is.Scripts <= was.Scripts && missing(is.Images, was.Images) == 0 && !containsAny(b.e.head(), shellMarks) && b.e.says(shellPhrases) == ""
}

// fewSaid gives the sentence that stands in place of the text; "" where there is none.
func (b *bench) fewSaid() string {
	n := compare.NovelIn(b.ref.Page, b.look.Page.Visible())
	for _, x := range n.Blocks {
		if x.Len() >= 3 && n.Stream.EndsAsSentence(x) {
			return n.Stream.Excerpt(x.Span, 120)
		}
	}
	return ""
}

// ofTheSite tells whether a page is built as the reference is: some of its
// paragraphs (menus, footer) are the reference's. A wall before a site has its
// own.
func (b *bench) ofTheSite() bool {
	all := b.look.Page.Visible()
	return len(all.Tokens) >= 60 && 10*(len(all.Tokens)-compare.NovelIn(b.ref.Page, all).Words) >= len(all.Tokens)
}

// emptyBody tells whether nothing at all was served: no text, no picture, no
// script that might bring some.
func (b *bench) emptyBody() bool {
	p := b.look.Page
	if p == nil {
		return b.look.BodyLen == 0 && len(b.look.Head) == 0
	}
	switch p.Page.Kind {
	case "empty":
		return true
	case "html", "text":
		return b.e.words == 0 && p.Page.Scripts == 0 && len(p.Page.Images) == 0 && p.Page.MetaRefresh == "" && p.Page.ScriptRedirect == "" && len(p.Title().Tokens) == 0
	}
	return false
}
