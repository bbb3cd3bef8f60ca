package verdict

import (
	"fmt"

	"archiver/internal/verdict/compare"
	"archiver/internal/verdict/lex"
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
	elsewhere := !SamePlace(final, l.URL)
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
	if l.Status >= 400 && l.Status < 500 && !b.filled() {
		return Forbidden, Weak, fmt.Sprintf("status %d without a sign of who refuses", l.Status)
	}
	return "", "", ""
}

// spokenWall knows a wall by what it says. Only pages of few words are asked:
// others are about such things.
func (b *bench) spokenWall() (Reason, string) {
	l, e := b.look, b.e
	refused := l.Status >= 400 && l.Status < 500 || l.Status == 202 || l.Status == 503
	lost := b.known && b.c.Share < compare.Alive
	short := lost && e.novel().Words <= compare.FewNovel // what stands in place of the text
	if !refused && (lost || e.words < compare.FewWords) && e.article() {
		return "", "" // about such things
	}
	if b.asksLetters() {
		return BotWall, "a form that asks for the letters of a picture, and no text"
	}
	if b.sendsItself() {
		return BotWall, "nothing to read or to do but a hidden form that a script sends off"
	}
	if why := b.leadsBack(); why != "" {
		return BotWall, why
	}
	if s := b.saysRobot(); s != "" && (refused && e.words < 150 || e.words < 60 || short) {
		return BotWall, "says: " + s
	}
	if s, scripts := b.waits(); scripts && refused {
		return BotWall, "says: " + s
	}
	if l.Status >= 500 {
		return "", ""
	}
	if l.Status == 202 && short {
		return BotWall, "status 202 with a few words in place of the text: a check is running"
	}
	brief := short && e.novel().Words <= compare.FewNovel/2 // an article may tell of such things
	if few := refused && e.words < compare.FewWords || e.words < 100 || short; few {
		if refused || brief {
			if s := e.message((*lex.Stream).SaysCourt); s != "" { // whom it is kept from, it says as well
				return Legal451, "says: " + s
			}
		}
		if s := e.says(geoPhrases); s != "" {
			return GeoBlock, "says: " + s
		}
		if s := e.says(ratePhrases); s != "" && (refused || brief) {
			return RateLimited, "says: " + s
		}
		for _, w := range []struct {
			says   func(*lex.Stream, lex.Span) bool
			reason Reason
			here   bool
		}{
			{(*lex.Stream).SaysLimit, RateLimited, refused || brief},
			{(*lex.Stream).SaysPlace, GeoBlock, refused || brief},
		} {
			if w.here {
				if s := e.message(w.says); s != "" {
					if w.reason == RateLimited && (e.says(loginPhrases) != "" || e.message((*lex.Stream).SaysJoin) != "") {
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
		password := l.Page.Page.PasswordInput
		switch {
		case password && e.words < compare.FewWords && (lost || title != "" || says != "" || e.words < 60):
			return LoginWall, "a password field on a page of few words"
		case says != "" && (title != "" || e.words < 100 || lost && e.words < 200):
			return LoginWall, "says: " + says
		}
	}
	if s := e.says(consentPhrases); s != "" && (e.words < 150 || short) {
		return ConsentWall, "says: " + s
	}
	if !b.known && b.bare() && e.titledGone() == "" && b.parked() == "" {
		if s := e.message((*lex.Stream).SaysRefused); s != "" {
			return Forbidden, "says: " + s
		}
	}
	if short && len(b.ref.Page.Base().Tokens) >= 2*e.novel().Words && e.titledGone() == "" && b.parked() == "" {
		if s := e.message((*lex.Stream).SaysConsent); s != "" {
			return ConsentWall, "says: " + s
		}
		if s := e.message((*lex.Stream).SaysJoin); s != "" {
			return LoginWall, "the rest is for those who log in or pay: " + s
		}
		if s := e.message((*lex.Stream).SaysRefused); s != "" {
			return Forbidden, "says: " + s
		}
		if where, s := b.stops(); where != "" {
			return LoginWall, "the rest is for those who log in or pay, after " + where + " of it: " + s
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
	p := &l.Page.Page
	if p.Kind != "html" {
		if e.words == 0 && p.Finding != "" && (b.ref != nil && b.ref.Page.HasText() || p.Finding == "no-tool" || p.Finding == "timeout") {
			return "the document cannot be read: " + p.Finding
		}
		if e.words == 0 && p.Kind == "pdf" && b.ref != nil && b.ref.Page.HasText() {
			return "no text stands in the document: its pages may be pictures"
		}
		return ""
	}
	if b.framed() {
		return "nothing stands in it but a frame that shows another page"
	}
	if s, scripts := b.waits(); scripts && !l.Rendered {
		return "it says nothing but that scripts have to run: " + s
	}
	if e.words >= 50 || p.Scripts == 0 && (e.words >= 8 || e.says(shellPhrases) == "") {
		return ""
	}
	missing := ""
	if l.Rendered {
		switch {
		case b.ref != nil && b.ref.Page.Words() >= 50 && !l.Page.Speaks(), e.words == 0, e.says(shellPhrases) != "":
			return fmt.Sprintf("%d words in a browser, which ran its scripts", e.words)
		}
		return ""
	}
	if b.p.BrowserMissing {
		missing = ", and no browser is at hand"
	}
	switch {
	case b.ref != nil && b.ref.Page.Words() >= 50 && !l.Page.Speaks(),
		e.words < 8,
		e.says(shellPhrases) != "",
		containsAny(e.head(), shellMarks) && e.words < 25:
		return fmt.Sprintf("%d words and %d scripts: a shell that scripts would fill%s", e.words, p.Scripts, missing)
	}
	return ""
}
