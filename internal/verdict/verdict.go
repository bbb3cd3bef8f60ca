package verdict

// Verdict is what a look means for a citation.
type Verdict string

// The verdicts of CONTRACT.md.
const (
	OK          Verdict = "ok"
	Moved       Verdict = "moved"
	Changed     Verdict = "changed"
	Dead        Verdict = "dead"
	Unreachable Verdict = "unreachable"
	Blocked     Verdict = "blocked"
)

// Rank orders verdicts by precedence where no content was found: a look to
// which several apply has the one of the highest rank. Unknown words rank
// below all.
func (v Verdict) Rank() int {
	switch v {
	case OK:
		return 1
	case Moved:
		return 2
	case Changed:
		return 3
	case Dead:
		return 4
	case Unreachable:
		return 5
	case Blocked:
		return 6
	}
	return 0
}

// Reason says why a verdict was given.
type Reason string

// The reasons of CONTRACT.md, under the verdict that they belong to. The
// reasons of unreachable also stand under dead once they are confirmed.
const (
	// ok
	Same      Reason = "same"
	Noise     Reason = "noise"
	FirstSeen Reason = "first-seen"
	// moved
	Redirect Reason = "redirect"
	// changed
	Edited    Reason = "edited"
	QuoteLost Reason = "quote-lost"
	Replaced  Reason = "replaced"
	Type      Reason = "type"
	// dead
	HTTP404        Reason = "http-404"
	HTTP410        Reason = "http-410"
	Soft404        Reason = "soft-404"
	RedirectedHome Reason = "redirected-home"
	DNS            Reason = "dns"
	Parked         Reason = "parked"
	Hijacked       Reason = "hijacked"
	Empty          Reason = "empty"
	Withdrawn      Reason = "withdrawn"
	// blocked
	BotWall        Reason = "bot-wall"
	LoginWall      Reason = "login-wall"
	ConsentWall    Reason = "consent-wall"
	Forbidden      Reason = "forbidden"
	Legal451       Reason = "legal-451"
	GeoBlock       Reason = "geo-block"
	RateLimited    Reason = "rate-limited"
	Robots         Reason = "robots"
	PrivateAddress Reason = "private-address"
	Unreadable     Reason = "unreadable"
	// unreachable
	Timeout      Reason = "timeout"
	Refused      Reason = "refused"
	Reset        Reason = "reset"
	TLS          Reason = "tls"
	HTTP5xx      Reason = "http-5xx"
	DNSTemporary Reason = "dns-temporary"
	RedirectLoop Reason = "redirect-loop"
	TooLarge     Reason = "too-large"
	Truncated    Reason = "truncated"
	Protocol     Reason = "protocol"
)

// Verdict returns the verdict that a reason belongs to, and "" for an unknown
// reason. A confirmed dead page may carry a reason of unreachable; that is
// Standing's doing, not the reason's.
func (r Reason) Verdict() Verdict {
	switch r {
	case Same, Noise, FirstSeen:
		return OK
	case Redirect:
		return Moved
	case Edited, QuoteLost, Replaced, Type:
		return Changed
	case HTTP404, HTTP410, Soft404, RedirectedHome, DNS, Parked, Hijacked, Empty, Withdrawn:
		return Dead
	case BotWall, LoginWall, ConsentWall, Forbidden, Legal451, GeoBlock, RateLimited, Robots, PrivateAddress, Unreadable:
		return Blocked
	case Timeout, Refused, Reset, TLS, HTTP5xx, DNSTemporary, RedirectLoop, TooLarge, Truncated, Protocol:
		return Unreachable
	}
	return ""
}

// The classes of a look and of the snapshot made of it.
const (
	ClassSource = "source" // shows the source itself
	ClassWall   = "wall"   // something stands between
	ClassError  = "error"  // an error page, or no answer
)

// How sure a judgement is.
const (
	Proof  = "A" // verbatim passage, nearly all of the text, protocol header
	Likely = "B" // two independent signs, or one that has to be confirmed
	Weak   = "C" // one weak sign: a person should look
)
