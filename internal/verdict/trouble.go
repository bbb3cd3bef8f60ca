package verdict

import "fmt"

// Trouble is a request of a rendered page for its own content that did not bring
// it. What such a page lacks, and what it says of itself, may come of that alone.
type Trouble struct {
	URL    string
	Status int // of the answer; 0: there was none
	// Fault is why there was no answer; "": it had not come when the page was
	// looked at.
	Fault Reason
}

// gone tells an answer that there is no such content. It is no trouble: it bears out
// a page that says so.
func (t Trouble) gone() bool { return t.Status == 404 || t.Status == 410 }

// weight orders troubles by how much they say; 0 for none.
func (t Trouble) weight() int {
	switch {
	case t.gone():
		return 0
	case t.Status == 429:
		return 6
	case t.Status >= 500:
		return 5
	case t.Status == 403:
		return 4
	case t.Status == 401:
		return 3
	case t.Status == 0 && t.Fault != "":
		return 2
	case t.Status == 0:
		return 1
	}
	return 0
}

// trouble is the one that says most; nil where there is none.
func (l *Look) trouble() *Trouble {
	var worst *Trouble
	for i := range l.Troubles {
		if t := &l.Troubles[i]; t.weight() > 0 && (worst == nil || t.weight() > worst.weight()) {
			worst = t
		}
	}
	return worst
}

// goneData is a request for content that was answered "not found"; nil for none.
func (l *Look) goneData() *Trouble {
	for i := range l.Troubles {
		if t := &l.Troubles[i]; t.gone() {
			return t
		}
	}
	return nil
}

// troubled puts right what was settled by what the page lacks or says of itself,
// where requests of its own were not answered as they should.
func (b *bench) troubled() {
	t := b.look.trouble()
	if t == nil || !b.byLack() {
		b.firstHalf(t)
		return
	}
	if t.weight() < 5 && b.j.Reason == Soft404 && b.look.goneData() != nil {
		return // what it asked for is not there, as it says
	}
	half := b.j.Verdict == Changed && b.known && b.c.Share >= nothing
	was := fmt.Sprintf("as it stands, the page would be %s (%s)", b.j.Verdict, b.j.Reason)
	b.j.Want, b.j.Lost, b.j.Gained = nil, 0, 0
	b.j.Troubled = true
	url := clip(t.URL)
	why := fmt.Sprintf("a request of the page was answered %d: %s", t.Status, url)
	tell := func(how string) {
		b.told = fmt.Sprintf("The page's content could not be loaded: its request for %s %s", url, how)
	}
	switch {
	case t.Status == 429:
		tell("was answered that there were too many (429)")
		b.settle(Blocked, RateLimited, Weak, why, was)
	case t.Status >= 500:
		tell(fmt.Sprintf("was answered with a failure of the server (%d)", t.Status))
		if half { // some of the source is there, however long this lasts
			b.settle(Blocked, Unreadable, Weak, why, was)
			return
		}
		b.settle(Unreachable, HTTP5xx, Weak, why, was)
	case t.Status == 401:
		tell("was answered that one has to log in (401)")
		b.settle(Blocked, LoginWall, Weak, why, was)
	case t.Status == 403:
		tell("was refused (403)")
		b.settle(Blocked, Forbidden, Weak, why, was)
	case t.Fault == Truncated:
		tell("was not answered to its end")
		b.settle(Blocked, Unreadable, Weak, "a request of the page was cut short: "+url, was)
	case t.Fault != "":
		tell("got no answer")
		b.settle(Blocked, Unreadable, Weak, fmt.Sprintf("a request of the page failed (%s): %s", t.Fault, url), was)
	default:
		tell("was not answered yet when the page was looked at")
		b.settle(Blocked, Unreadable, Weak, "a request of the page was not answered yet: "+url, was)
	}
}

// byLack tells whether what was settled rests on what the page lacks or says. An
// answer 404 or 410 to the page itself does not, unless the archived copy came with
// one too.
func (b *bench) byLack() bool {
	switch j := &b.j; j.Verdict {
	case Dead:
		switch j.Reason {
		case DNS:
			return false
		case HTTP404, HTTP410:
			return b.ref != nil && b.ref.Status == b.look.Status
		}
		return true
	case Changed:
		return j.Reason != Edited || b.halved(b.look.trouble())
	case Blocked:
		return j.Reason == Unreadable
	case Unreachable: // says so
		return j.Reason == HTTP5xx && b.look.Status < 400
	case OK: // hardly any text
		return j.Reason == FirstSeen && j.Confidence == Weak
	}
	return false
}
