package verdict

import (
	"fmt"
	"strings"
)

// wall names what stands between the look and the source, if anything does.
func (b *bench) wall() (Reason, string, string) {
	l, e := b.look, b.e
	switch l.Fault {
	case PrivateAddress, Robots, RateLimited:
		return l.Fault, Proof, l.FaultDetail
	case "":
	default:
		if l.Fault.Verdict() == Blocked {
			return l.Fault, Likely, l.FaultDetail
		}
		return "", "", ""
	}
	for i := range headerSigns {
		if s := &headerSigns[i]; e.matches(s) {
			return s.reason, Proof, s.vendor + ": " + s.why
		}
	}
	for i := range pageSigns {
		if s := &pageSigns[i]; e.matches(s) && !(s.reason == GeoBlock && e.reports()) {
			return s.reason, Proof, s.vendor + ": " + s.why
		}
	}
	gone := l.Status == 404 || l.Status == 410
	final := l.finalURL()
	elsewhere := !samePlace(final, l.URL)
	switch {
	case l.Status == 401 || l.Status == 407:
		return LoginWall, Proof, fmt.Sprintf("status %d", l.Status)
	case l.Status == 451:
		return Legal451, Proof, "status 451"
	case l.Status == 429:
		return RateLimited, Proof, "status 429"
	case elsewhere && consentURL(final) && !consentURL(l.URL):
		return ConsentWall, Proof, "redirected to " + final
	case elsewhere && !gone && l.Status < 500 && loginURL(final) && !loginURL(l.URL):
		return LoginWall, Likely, "redirected to " + final
	case gone:
		// Some walls answer robots with 404; what they say is theirs alone.
		if s := b.saysRobot(); s != "" && e.words < 150 {
			return BotWall, Likely, "says: " + s
		}
		return "", "", ""
	}
	if r, why := b.spokenWall(); r != "" {
		return r, Likely, why
	}
	if l.Status >= 400 && l.Status < 500 {
		return Forbidden, Weak, fmt.Sprintf("status %d without a sign of who refuses", l.Status)
	}
	return "", "", ""
}

// spokenWall knows a wall by what it says. Only pages of few words are asked:
// others are about such things.
func (b *bench) spokenWall() (Reason, string) {
	l, e := b.look, b.e
	refused := l.Status >= 400 && l.Status < 500 || l.Status == 202 || l.Status == 503
	lost := b.known && b.c.share < alive
	short := lost && e.novel().words <= fewNovel // what stands in place of the text
	if !refused && (lost || e.words < fewWords) && e.article() {
		return "", "" // about such things
	}
	if s := b.saysRobot(); s != "" && (refused && e.words < 150 || e.words < 60 || short) {
		return BotWall, "says: " + s
	}
	if l.Status >= 500 {
		return "", ""
	}
	if l.Status == 202 && short {
		return BotWall, "status 202 with a few words in place of the text: a check is running"
	}
	brief := short && e.novel().words <= fewNovel/2 // an article may tell of such things
	if few := refused && e.words < fewWords || e.words < 100 || short; few {
		if s := e.says(geoPhrases); s != "" {
			return GeoBlock, "says: " + s
		}
		if s := e.says(ratePhrases); s != "" && (refused || brief) {
			return RateLimited, "says: " + s
		}
		for _, w := range []struct {
			says   func(*stream, span) bool
			reason Reason
			here   bool
		}{
			{(*stream).saysCourt, Legal451, refused || brief},
			{(*stream).saysLimit, RateLimited, refused || brief},
			{(*stream).saysPlace, GeoBlock, refused || brief},
		} {
			if w.here {
				if s := e.message(w.says); s != "" {
					if w.reason == RateLimited && (e.says(loginPhrases) != "" || e.message((*stream).saysJoin) != "") {
						return LoginWall, "the rest is for those who log in or pay: " + s
					}
					return w.reason, "says: " + s
				}
			}
		}
	}
	if r, why := b.interposed(); r != "" {
		return r, why
	}
	if b.hijacked() != "" {
		return "", "" // those who take over names speak of access, and of joining
	}
	if r, why := b.reportedWall(); r != "" {
		return r, why
	}
	if b.bare() {
		if s := e.says(sessionPhrases); s != "" {
			return LoginWall, "says: " + s
		}
		if s := e.says(refusedPhrases); s != "" {
			return Forbidden, "says: " + s
		}
	}
	if b.saysGone() != "" {
		return "", "" // a form to log in stands beside many error pages
	}
	if l.Page != nil {
		title := e.titled(nil, loginTitles)
		says := e.says(loginPhrases)
		password := l.Page.page.PasswordInput
		switch {
		case password && e.words < fewWords && (lost || title != "" || says != "" || e.words < 60):
			return LoginWall, "a password field on a page of few words"
		case says != "" && (title != "" || e.words < 100 || lost && e.words < 200):
			return LoginWall, "says: " + says
		}
	}
	if s := e.says(consentPhrases); s != "" && (e.words < 150 || short) {
		return ConsentWall, "says: " + s
	}
	if !b.known && b.bare() && e.titledGone() == "" && b.parked() == "" {
		if s := e.message((*stream).saysRefused); s != "" {
			return Forbidden, "says: " + s
		}
	}
	if short && b.ref.Page.base().total() >= 2*e.novel().words && e.titledGone() == "" && b.parked() == "" {
		if s := e.message((*stream).saysConsent); s != "" {
			return ConsentWall, "says: " + s
		}
		if s := e.message((*stream).saysJoin); s != "" {
			return LoginWall, "the rest is for those who log in or pay: " + s
		}
		if s := e.message((*stream).saysRefused); s != "" {
			return Forbidden, "says: " + s
		}
	}
	return "", ""
}

// unreadable tells why a look that answers well cannot be read, "" if it can.
func (b *bench) unreadable() string {
	l, e := b.look, b.e
	if l.Page == nil {
		return "the answer was not read"
	}
	p := &l.Page.page
	if p.Kind != "html" {
		if e.words == 0 && p.Finding != "" && (b.ref != nil && b.ref.Page.hasText() || p.Finding == "no-tool" || p.Finding == "timeout") {
			return "the document cannot be read: " + p.Finding
		}
		if e.words == 0 && p.Kind == "pdf" && b.ref != nil && b.ref.Page.hasText() {
			return "no text stands in the document: its pages may be pictures"
		}
		return ""
	}
	if b.framed() {
		return "nothing stands in it but a frame that shows another page"
	}
	if e.words >= 50 || p.Scripts == 0 && (e.words >= 8 || e.says(shellPhrases) == "") {
		return ""
	}
	missing := ""
	if b.p.BrowserMissing {
		missing = ", and no browser is at hand"
	}
	switch {
	case b.ref != nil && b.ref.Page.words() >= 50 && !l.Page.speaks(),
		e.words < 8,
		e.says(shellPhrases) != "",
		containsAny(e.head(), shellMarks) && e.words < 25:
		return fmt.Sprintf("%d words and %d scripts: a shell that scripts would fill%s", e.words, p.Scripts, missing)
	}
	return ""
}

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
	switch l.Status {
	case 410:
		b.settle(Dead, HTTP410, Proof, "status 410")
		return true
	case 404:
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
	if b.ref != nil && b.known && b.c.share >= alive {
		// Only reached where the template alone is left.
		b.settle(Dead, Soft404, Likely, "an error's wording in the site's template", "a nonsense address beside it gets the same page")
		return true
	}
	final := l.finalURL()
	newly := b.ref == nil || !samePlace(b.refFinal(), final)
	if newly && !samePlace(final, l.URL) && !isHome(l.URL) && (isHome(final) || b.sameAs(b.p.Home) && isParent(l.URL, final)) {
		b.settle(Dead, RedirectedHome, Likely, "redirected to the home page "+final)
		return true
	}
	if b.hollow() {
		if newly && !samePlace(final, l.URL) {
			b.stead = "a page of the site without its text, " + clip(final)
			b.settle(Dead, Soft404, Likely, "redirected to "+final, "the site's menus and footer, and between them next to nothing")
			return true
		}
		b.settle(Dead, Empty, Likely, fmt.Sprintf("the site's menus and footer, and between them nothing of %d words", b.ref.Page.main().total()))
		return true
	}
	if b.standIn() {
		return true
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
	enough := len(signs) >= 2
	if b.known && newly && isParent(l.URL, final) {
		enough = true // and the text is not there
		b.want(WantHome)
	}
	// One page for any address beside it: the site's way to say "not found",
	// unless its home page is the same. Then something stands before all of it,
	// and only where that is the home page itself is the source gone.
	sibling := b.sameAs(b.p.Sibling) || b.sameMessage(b.p.Sibling)
	home := b.sameAs(b.p.Home) && !isHome(l.URL)
	switch {
	case !sibling && !home:
		if b.saysNotFound(b.p.Sibling) {
			enough = true
			signs = append(signs, "a made-up address beside it gets the same words with status 404", "the text is not in it")
		}
	case e.words < 8: // some walls say no more
		alike := 0
		for _, is := range []bool{sibling, home && !isHome(final)} {
			if is {
				alike++
			}
		}
		enough = enough && len(signs) > alike
	case b.ref != nil && b.known:
		signs = append(signs, "the text is not in it")
		// A message that names neither the page nor its going may be a wall
		// that no sign knows. A list of other things is none.
		sink := b.p.Sibling != nil && !samePlace(final, l.URL) && samePlace(final, b.p.Sibling.finalURL())
		enough = home && b.ofTheSite() ||
			!home && (sink || b.ofTheSite() && e.novel().words <= 15 || e.novel().words > fewNovel || e.novel().paragraphs() >= 3 || b.saysGone() != "" || e.titledGone() != "" || e.titled(errorPhrases, errorTitles) != "")
	}
	if enough {
		b.settle(Dead, Soft404, Likely, signs...)
		return true
	}
	if b.inList() {
		b.settle(Dead, Soft404, Likely, "a list of other pages, which stands at "+b.p.Section.finalURL()+" as well")
		return true
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
	if title+says != "" && e.article() {
		title, says = e.headed()
	}
	add(title != "", "title or heading: "+title)
	if code, words := b.reported(); code == 404 || code == 410 {
		add(title == "" && says == "", "says: "+words)
		add(true, "next to nothing else stands on it")
	} else if !b.known && b.ref == nil && title+says != "" && b.bare() {
		add(title != "" || e.novel().words <= mostGone, "next to nothing else stands on it")
	}
	add(says != "" && (normalise(says) != title || e.words < 60), "says: "+says)
	if b.known && says+title != "" {
		was, is := b.ref.Page.base().total(), e.novel().words
		add(was >= 40 && is <= fewNovel && was >= 2*is, fmt.Sprintf("%d words stand in place of %d", is, was))
	}
	final := l.finalURL()
	elsewhere := newly && !samePlace(final, l.URL)
	switch {
	case errorPath(final) && !errorPath(l.URL):
		add(true, "redirected to "+final)
	case elsewhere && isParent(l.URL, final):
		add(true, "redirected to the folder above, "+final)
	}
	add(elsewhere && b.p.Sinks > 0, "other sources of other content end on the same page")
	add(b.sameAs(b.p.Sibling) || b.sameMessage(b.p.Sibling), "a nonsense address beside it gets the same page")
	add(b.sameAs(b.p.Home) && !isHome(l.URL) && !isHome(final), "it is the home page")
	add(headerHolds(l.Header, "Apex-Debug-Id", "level=error"), "the server's own mark of an error")
	return signs
}

// saysPause gives the words of a page that stands in for its site while that is
// being worked on. It is served with any status.
func (b *bench) saysPause() string {
	lost := b.known && b.c.share < alive && b.e.novel().words <= fewNovel/2
	if !(lost || b.ref == nil && b.e.words < 60) || b.e.article() || b.saysGone() != "" || b.look.Status == 404 || b.look.Status == 410 {
		return ""
	}
	if b.e.message((*stream).saysParked) != "" {
		return "" // a name or a plan that ran out
	}
	if t := b.paused(); t != "" {
		return t
	}
	return b.e.message((*stream).saysPause)
}

// saysRobot gives the words that ask for a proof of being no robot.
func (b *bench) saysRobot() string {
	if s := b.e.says(wallPhrases); s != "" {
		return s
	}
	return b.e.message((*stream).saysRobot)
}

// saysGone gives the words that say that the page is not there, of a page of
// few words or of what stands in place of the text; "" if there are none.
func (b *bench) saysGone() string {
	if s := b.e.says(errorPhrases); s != "" {
		return s
	}
	return b.e.message((*stream).saysGone)
}

// hollow tells whether the template alone came: nothing stands in place of the
// text. A page that scripts fill looks so too: then it has the empty element or
// more scripts than before.
func (b *bench) hollow() bool {
	if !b.known || b.c.share >= 3*nothing || b.saysGone() != "" || b.e.titled(errorPhrases, errorTitles) != "" || b.e.titledGone() != "" {
		return false
	}
	was, is := &b.ref.Page.page, &b.look.Page.page
	all := b.look.Page.visible()
	fresh := novelIn(b.ref.Page, all).words
	return b.ref.Page.main().total() >= 40 && b.leftOfMain() < nothing && fresh <= 15 && 2*fresh <= all.total() && b.e.novel().words < 8 &&
		is.Scripts <= was.Scripts && !containsAny(b.e.head(), shellMarks) && b.e.says(shellPhrases) == ""
}

// ofTheSite tells whether a page is built as the reference is: some of its
// paragraphs (menus, footer) are the reference's. A wall before a site has its
// own.
func (b *bench) ofTheSite() bool {
	all := b.look.Page.visible()
	return all.total() >= 60 && 10*(all.total()-novelIn(b.ref.Page, all).words) >= all.total()
}

// parked tells why a page is a parked name.
func (b *bench) parked() string {
	e := b.e
	if e.words >= fewWords {
		return ""
	}
	tells := e.articleBut((*stream).ofDomains)
	if s := e.says(parkingPhrases); s != "" && !tells {
		return "says: " + s
	}
	if e.words < 150 && !tells && (b.ref == nil || b.known && b.c.share < alive) {
		if s := e.message((*stream).saysParked); s != "" {
			return "says: " + s
		}
	}
	if b.look.Page != nil && leadsToLander(b.look.Page.page.ScriptRedirect) {
		return "a script leads to /lander"
	}
	if e.words < 60 && containsAny(e.head(), parkingMarks) {
		return "a parking service's own address in a page without text"
	}
	return ""
}

// leadsToLander tells the address at which parking services keep their page.
func leadsToLander(target string) bool {
	target, _, _ = strings.Cut(target, "?")
	return strings.HasSuffix(strings.TrimRight(target, "/"), "/lander")
}

// emptyBody tells whether nothing at all was served: no text, no picture, no
// script that might bring some.
func (b *bench) emptyBody() bool {
	p := b.look.Page
	if p == nil {
		return b.look.BodyLen == 0 && len(b.look.Head) == 0
	}
	switch p.page.Kind {
	case "empty":
		return true
	case "html", "text":
		return b.e.words == 0 && p.page.Scripts == 0 && len(p.page.Images) == 0 && p.page.MetaRefresh == "" && p.page.ScriptRedirect == "" && len(p.title().tok) == 0
	}
	return false
}

// hijacked tells why a page was taken over: nothing of the old text, and the
// vocabulary of those who take over names where the reference had none.
func (b *bench) hijacked() string {
	if !b.known || b.c.share >= nothing {
		return ""
	}
	now, inTitle := spamWords(b.look.Page)
	if b.e.article() && b.ofTheSite() && !b.spammed() {
		return "" // another article, about such things
	}
	old, _ := spamWords(b.ref.Page)
	if len(old) > 1 {
		return ""
	}
	if len(now) >= 3 || inTitle && len(now) >= 2 {
		return "another text, of " + strings.Join(now[:min(4, len(now))], ", ")
	}
	return ""
}

// spammed tells whether a page is full of that vocabulary.
func (b *bench) spammed() bool {
	const per = 20 // words, one of which is of it
	s := b.look.Page.visible()
	n := 0
	for i := range s.tok {
		if spam().class(s.word(i)) != 0 {
			n++
		}
	}
	return per*n >= len(s.tok)
}

// spamWords returns the different words of that vocabulary in a page.
func spamWords(p *Prepared) (words []string, inTitle bool) {
	seen := map[string]bool{}
	for n, s := range []*stream{p.title(), p.visible()} {
		for i := range s.tok {
			w := s.word(i)
			if spam().class(w) == 0 {
				continue
			}
			inTitle = inTitle || n == 0
			if !seen[w] {
				seen[w] = true
				words = append(words, w)
			}
		}
	}
	return words, inTitle
}
