package verdict

import (
	"fmt"
	"strings"
)

// maxShown is how many changes a detail names.
const maxShown = 3

// detail puts the judgement into one sentence for a person.
func (b *bench) detail(lost []string) string {
	l, j := b.look, &b.j
	because := ""
	if len(j.Evidence) > 0 && j.Evidence[0] != "" {
		because = ": " + clip(j.Evidence[0]) // it may name a URL
	}
	switch j.Reason {
	case Same:
		return "says what the reference says"
	case Noise:
		if b.known {
			return "says what the reference says; only dates, counters or other furniture changed"
		}
		return strings.TrimPrefix(because, ": ")
	case FirstSeen:
		return "seen for the first time"
	case Redirect:
		return "same content, now permanently at " + clip(l.finalURL())
	case Edited:
		if len(b.c.edits) == 0 {
			return "changed" + because
		}
		return "changed: " + b.edits()
	case QuoteLost:
		s := fmt.Sprintf("a quoted passage no longer stands: “%s”", shorten(lost[0], 120))
		for _, q := range j.Quotes {
			if q.Text == lost[0] && q.Outside {
				s += "; it stands only outside of the article: in a comment, a box or a list"
			} else if q.Text == lost[0] && q.Now != "" {
				s += fmt.Sprintf("; the nearest is “%s”", shorten(q.Now, 160))
			}
		}
		return s
	case Replaced:
		s := fmt.Sprintf("another text: %.0f %% of the reference is left", 100*b.c.share)
		if j.Confidence == Weak {
			s += "; it is in another language, which the server may choose by the visitor"
		}
		return s
	case Type:
		return fmt.Sprintf("another kind of document with another text: was %s, is %s", kindOf(b.ref.Page), kindOf(l.Page))
	case HTTP404, HTTP410:
		return fmt.Sprintf("answers %d", l.Status)
	case Soft404:
		return "an error page, though served as found" + because
	case RedirectedHome:
		return "redirects to the home page " + clip(l.finalURL())
	case DNS:
		return "the name no longer exists"
	case Parked:
		return "the name is parked" + because
	case Hijacked:
		return "the address shows something of another kind" + because
	case Empty:
		return "answers with nothing"
	case BotWall:
		return "a wall against robots stands before it" + because
	case LoginWall:
		return "asks to log in" + because
	case ConsentWall:
		return "asks for consent before it shows anything" + because
	case Forbidden:
		return fmt.Sprintf("refuses with %d", l.Status)
	case Legal451:
		return "withheld for legal reasons (451)"
	case GeoBlock:
		return "blocked from where we look" + because
	case RateLimited:
		return "asks to come back later" + because
	case Robots:
		return "robots.txt forbids it"
	case PrivateAddress:
		return "leads to a private address, which is not fetched"
	case Unreadable:
		return "cannot be read" + because
	case HTTP5xx:
		return fmt.Sprintf("the server fails with %d", l.Status)
	}
	names := map[Reason]string{Timeout: "no answer in time", Refused: "the connection is refused", Reset: "the connection breaks", TLS: "no trusted connection (TLS)",
		DNSTemporary: "the name cannot be looked up now", RedirectLoop: "redirects without end", TooLarge: "larger than the limit", Truncated: "the answer breaks off", Protocol: "the answer is not proper HTTP"}
	s := names[j.Reason]
	if l.FaultDetail != "" {
		s += ": " + shorten(l.FaultDetail, 160)
	}
	return s
}

// edits names the first few changes.
func (b *bench) edits() string {
	var out []string
	for i, e := range b.c.edits {
		if i == maxShown {
			out = append(out, fmt.Sprintf("%d more", len(b.c.edits)-maxShown))
			break
		}
		switch {
		case e.old == "":
			out = append(out, "new: “"+e.now+"”")
		case e.now == "":
			out = append(out, "gone: “"+e.old+"”")
		default:
			out = append(out, "“"+e.old+"” → “"+e.now+"”")
		}
	}
	return strings.Join(out, "; ")
}

// clip keeps a long URL from filling a sentence: 300 characters of it do.
func clip(s string) string {
	const most = 300
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

// shorten cuts a text at about n bytes, between characters.
func shorten(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) <= n {
		return s
	}
	s = strings.ToValidUTF8(s[:n], "")
	if i := strings.LastIndexByte(s, ' '); i > n/2 {
		s = s[:i]
	}
	return s + "…"
}
