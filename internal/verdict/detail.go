package verdict

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"archiver/internal/verdict/compare"
	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/pages"
)

// maxShown is how many changes a detail names.
const maxShown = 3

// SaysTheSame is the detail of a look that saw what the reference holds.
const SaysTheSame = "The source says what the archived copy says."

// detail puts the judgement into one sentence for a person who edits texts: what
// is the case, in words without jargon. What to do about it is not said here.
func (b *bench) detail(lost []string) string {
	s := b.fact(lost)
	for _, q := range b.j.Quotes {
		if q.Found && q.Outside && b.j.Class == ClassSource {
			s += fmt.Sprintf("; the quoted passage “%s” %s", shorten(q.Text, 120), onlyOutside)
			break
		}
	}
	if b.j.Class == ClassSource && b.look.Status >= 400 {
		s += fmt.Sprintf(", although the server calls it an error (%d)", b.look.Status)
	}
	return stop(s)
}

// shownToBrowsers adds to a detail that only visitors with a browser's headers
// are shown what it tells of.
func shownToBrowsers(detail string) string {
	return stop(strings.TrimSuffix(detail, ".") + "; only a browser is shown it, not an openly automated visitor")
}

// stop ends a sentence; after an address there is no full stop, which would be
// taken for a part of it.
func stop(s string) string {
	last := s[strings.LastIndexByte(s, ' ')+1:]
	if end := strings.TrimSuffix(s, "”"); strings.HasSuffix(end, ".") || strings.HasSuffix(end, "…") || strings.HasSuffix(end, "!") || strings.HasSuffix(end, "?") || strings.Contains(last, "://") {
		return s
	}
	return s + "."
}

func (b *bench) fact(lost []string) string {
	l, j := b.look, &b.j
	status := ""
	if l.Status >= 400 { // what is served with 200 and says otherwise has no number
		status = fmt.Sprintf(" (%d)", l.Status)
	}
	if b.told != "" {
		return b.told
	}
	switch j.Reason {
	case Same:
		return SaysTheSame[:len(SaysTheSame)-1]
	case Noise:
		switch {
		case b.known && b.c.Came != "":
			return "The source says what the archived copy says; a line came near its text that is taken for surroundings of it: “" + b.c.Came + "”"
		case b.known:
			return "The source says what the archived copy says; nothing else was found to differ than what is taken for dates, counters or surroundings of the text"
		case l.Page.HasText():
			return "The source answers; the archived copy has no text to compare it with"
		}
		return "The source answers; it has no text that could be compared"
	case FirstSeen:
		if b.bare() && pages.KindOf(l.Page) == "html" {
			return "The source answers, with hardly any text: look at it; no archived copy was there to compare it with"
		}
		if b.j.Confidence == Weak && slices.Contains(b.j.Evidence, signHome) {
			return "The source answers with what the site's home page shows: look at it; no archived copy was there to compare it with"
		}
		if b.j.Confidence == Weak && slices.Contains(b.j.Evidence, signAnywhere) {
			return "The source answers with what the site shows at any address that is made up: look at it; no archived copy was there to compare it with"
		}
		if b.j.Confidence == Weak && slices.Contains(b.j.Evidence, signSaid) {
			return "The source answers with what the site says at an address that is made up: look at it; no archived copy was there to compare it with"
		}
		if b.filled() {
			return fmt.Sprintf("A browser shows the source, although the server answers %d; no archived copy was there to compare it with", l.Status)
		}
		return "The source answers; no archived copy was there to compare it with"
	case Redirect:
		return "The source has moved for good and says the same at its new address, " + clip(l.finalURL())
	case Edited:
		switch {
		case b.over != "":
			return "A notice now covers the page: “" + b.over + "”"
		case b.stead != "":
			return "Part of the text is not shown: " + b.stead
		case b.known && b.c.Share < compare.Alive:
			return "Most of the text is gone: " + Left(b.c.Share) + " of the archived one is left, the quoted passage with it; read what the page now says of it"
		case len(b.c.Edits) > 0:
			return "Part of the text has changed: " + b.edits()
		case b.known:
			return fmt.Sprintf("Part of the text has changed: %d words are gone, %d are new", b.c.Lost, b.c.Gained)
		}
		return "The file is not the archived one, and has no text that could be compared"
	case QuoteLost:
		return b.lostQuote(lost)
	case Replaced:
		switch {
		case b.known && j.Confidence == Weak:
			return "Another text stands there, in another language, which the site may choose by the visitor"
		case b.known:
			return "Another text stands there: " + Left(b.c.Share) + " of the archived one is left"
		}
		return "The source answers without any text, where the archived copy has one"
	case Type:
		return fmt.Sprintf("Another document stands there, with another text: %s, where the archived copy is %s", kindWords(pages.KindOf(l.Page)), kindWords(pages.KindOf(b.ref.text())))
	case HTTP404:
		if words := b.takenDown(); words != "" {
			return "The page was taken down, as it says itself (“" + words + "”): the server answers “not found” (404)"
		}
		return "The page is gone: the server answers “not found” (404)"
	case HTTP410:
		if words := b.takenDown(); words != "" {
			return "The page was taken down, as it says itself (“" + words + "”): the server says that it was removed for good (410)"
		}
		return "The page is gone: the server says that it was removed for good (410)"
	case Soft404:
		if words := b.takenDown(); words != "" {
			return "The page was taken down, as what stands in its place says: “" + words + "”"
		}
		if b.stead != "" {
			return "The page is gone: in its place stands " + b.stead
		}
		if b.inList() {
			return "The page is gone: in its place stands a list of other pages, the same as at " + clip(b.p.Section.finalURL())
		}
		if t := l.goneData(); t != nil {
			return fmt.Sprintf("The page is gone: in its place stands an error message%s, and its request for %s is answered “not found” (%d)", b.said(), clip(t.URL), t.Status)
		}
		if what := b.said(); what == "" && slices.Contains(j.Evidence, signHome) {
			return "The page is gone: in its place stands what the site's home page shows"
		} else if what == "" && slices.Contains(j.Evidence, signAnywhere) {
			return "The page is gone: in its place stands what the site shows at any address that is made up"
		}
		return "The page is gone: in its place stands an error message" + b.said() + ", although the server reports no error"
	case RedirectedHome:
		if Site(hostname(l.finalURL())) != Site(hostname(l.URL)) {
			return "The page is gone: its address only leads to the home page of another site, " + clip(l.finalURL())
		}
		return "The page is gone: its address only leads to the site's home page, " + clip(l.finalURL())
	case DNS:
		return "The site is gone: the name " + clip(hostname(l.finalURL())) + " does not exist"
	case Parked:
		if b.stead != "" {
			return "The site is gone: in its place stands " + b.stead
		}
		return "The site is gone: its name is for sale, or shows nothing but advertising"
	case Hijacked:
		return "The site seems to be in other hands: the address now shows " + b.spam()
	case Empty:
		if b.known && b.e.words > 0 {
			return "The page is gone: of it only the site's menus and footer come"
		}
		return "The page is gone: its address answers with an empty page"
	case Withdrawn:
		return "The page was withdrawn: the server refuses it" + status + " and shows others"
	case BotWall:
		return "A check against automated visitors stands before the page, so its text could not be read"
	case LoginWall:
		if b.stead != "" {
			if b.known && b.c.Share < compare.Alive || b.ref == nil {
				return "The page is not shown: " + b.stead
			}
			return "The quoted text is not shown: " + b.stead
		}
		return "The site asks visitors to log in or subscribe before it shows the text" + status401(l.Status)
	case ConsentWall:
		if b.stead != "" {
			return "Before it shows the text, the site asks visitors " + b.stead
		}
		return "The site asks visitors for their consent, to cookies or terms, before it shows the text"
	case Forbidden:
		if l.Status < 400 {
			return "In place of the page stands a refusal" + b.said()
		}
		return "The server refuses to show the page" + status + " and does not say why"
	case Legal451:
		if l.Status != 451 {
			return "The page is withheld for legal reasons" + b.said()
		}
		if words := b.takenDown(); words != "" {
			return "The page is withheld for legal reasons, the server says (451): “" + words + "”"
		}
		return "The page is withheld for legal reasons, the server says (451)"
	case GeoBlock:
		if b.stead != "" {
			return "The page is not shown: " + b.stead
		}
		return "The page is not shown to visitors from the place where this program runs" + b.said()
	case RateLimited:
		return "The server has had too many requests and asks to come back later" + status
	case Robots:
		return "The site asks automated visitors not to read this page (robots.txt)"
	case PrivateAddress:
		return "The address leads into a private network, where the program does not look"
	case Unreadable:
		if b.stead != "" {
			return "The page is not shown: " + b.stead
		}
		return b.unread()
	case Timeout:
		return "The server gave no answer in time"
	case Refused:
		return "The server does not accept the connection"
	case Reset:
		return "The server broke off the connection"
	case TLS:
		return "No secure connection to the site could be made, because its certificate or encryption is at fault"
	case HTTP5xx:
		if b.stead != "" {
			return "In place of the page stands " + b.stead + b.said()
		}
		if l.Status < 500 {
			return "In place of the page stands a notice that the site is being worked on"
		}
		return "The server reports a failure of its own" + status
	case DNSTemporary:
		return "The site's name could not be looked up, which may pass"
	case RedirectLoop:
		return "The address leads from one address to the next without end"
	case TooLarge:
		return "The answer is larger than the program was told to accept, and was not read whole"
	case Truncated:
		return "The answer broke off before its end"
	case Protocol:
		return "The server's answer makes no sense, and could not be read" + status
	}
	return "Nothing can be said of the source"
}

func status401(status int) string {
	if status == 401 || status == 407 {
		return fmt.Sprintf(" (%d)", status)
	}
	return ""
}

// onlyOutside says where a passage stands that the article does not hold.
const onlyOutside = "stands only outside of the article, in a comment, a box or a list"

// lostQuote names the first passage that is gone, and what stands there now.
func (b *bench) lostQuote(lost []string) string {
	if len(lost) == 0 {
		return "A quoted passage no longer stands"
	}
	s := fmt.Sprintf("A quoted passage no longer stands: “%s”", shorten(lost[0], 120))
	if len(lost) > 1 {
		s = fmt.Sprintf("%d quoted passages no longer stand, the first of them “%s”", len(lost), shorten(lost[0], 120))
	}
	for _, q := range b.j.Quotes {
		switch {
		case q.Text != lost[0]:
		case q.Outside:
			s += "; it " + onlyOutside
		case q.Now != "":
			s += fmt.Sprintf("; the nearest is “%s”", shorten(q.Now, 160))
		}
	}
	return s
}

// unread says why a look that answered well could not be read.
func (b *bench) unread() string {
	finding := ""
	if b.look.Page != nil {
		finding = b.look.Page.Page.Finding
	}
	switch finding {
	case "":
		if b.look.Rendered {
			return "The page was opened in a browser, and hardly any text came of it"
		}
		if b.look.Page != nil && b.look.Page.Page.Scripts > 0 {
			if !b.p.BrowserMissing {
				return "The page's text is only filled in by a browser, and there was none for this look"
			}
			return "The page's text is only filled in by a browser, which the program does not have at hand"
		}
		return "The answer could not be read"
	case "encrypted":
		return "The document is locked with a password, so its text could not be read"
	case "needs-ocr":
		return "The document is a scan, a picture of a text, and could not be read"
	case "damaged":
		return "The document is damaged and could not be read"
	case "no-tool":
		return "The document could not be read: the program that reads such files (pdftotext) is not installed"
	case "timeout", "too-large":
		return "The document is too large or too intricate to be read"
	}
	return "The document could not be read"
}

// spam says what stands on a page that was taken over.
func (b *bench) spam() string {
	var words []string
	if b.look.Page != nil {
		words, _ = spamWords(b.look.Page)
	}
	if len(words) == 0 {
		return "something of another kind"
	}
	return "another text, with words such as " + shorten(strings.Join(words[:min(3, len(words))], ", "), 80)
}

// said gives the words of an error message, as the page has them.
func (b *bench) said() string {
	for _, prefix := range []string{"says: ", "title or heading: "} {
		for _, e := range b.j.Evidence {
			if words, ok := strings.CutPrefix(e, prefix); ok {
				return " (“" + shorten(b.written(words), 80) + "”)"
			}
		}
	}
	return ""
}

// written gives the sentence of the page that has some words. Signs are found in words
// that are normalised, which nobody writes: "ülkenizde kullanilamiyor", "文 章 不 存 在".
func (b *bench) written(words string) string {
	if !b.look.Page.HasText() {
		return words
	}
	s := b.look.Page.Visible()
	tok := lex.Text(words, false).Tokens
	at := lex.IndexTokens(s.Tokens, tok)
	if len(tok) == 0 || at < 0 {
		return words
	}
	for _, r := range s.Sentences(s.Blocks[s.BlockOf(at)].Span) {
		if r.From <= at && at < r.To {
			return s.Excerpt(r, 120)
		}
	}
	return words
}

// Left puts a share of the archived text into words: "98 %", "all", "nothing".
func Left(share float64) string {
	switch percent := fmt.Sprintf("%.0f %%", 100*share); {
	case share >= 1:
		return "all"
	case share <= 0:
		return "nothing"
	case percent == "100 %":
		return "nearly all"
	case percent == "0 %":
		return "hardly anything"
	default:
		return percent
	}
}

// kindWords names a kind of document.
func kindWords(kind string) string {
	switch kind {
	case "html":
		return "a web page"
	case "pdf":
		return "a PDF file"
	case "docx":
		return "a Word document"
	case "text":
		return "a plain text"
	case "image":
		return "a picture"
	case "audio":
		return "a sound recording"
	case "video":
		return "a video"
	case "empty":
		return "an empty page"
	}
	return "a file of another kind"
}

func hostname(raw string) string {
	u, err := url.Parse(raw)
	if err != nil || u.Hostname() == "" {
		return raw
	}
	return u.Hostname()
}

// asked tells what the probes were answered.
func (p Probes) asked() []string {
	var out []string
	tell := func(what string, l *Look) {
		switch {
		case l == nil:
		case l.Fault != "":
			out = append(out, fmt.Sprintf("also asked: %s; no answer (%s)", what, l.Fault))
		default:
			out = append(out, fmt.Sprintf("also asked: %s; it answers %d", what, l.Status))
		}
	}
	tell("a made-up address beside it", p.Sibling)
	tell("the site's home page", p.Home)
	tell("the list that it would stand in", p.Section)
	tell("the page itself, as a browser asks", p.Browser)
	tell("the platform, for the post", p.Platform)
	tell("the platform, for a post that is known to be there", p.Control)
	return out
}

// edits names the first few changes.
func (b *bench) edits() string {
	var out []string
	for i, e := range b.c.Edits {
		if i == maxShown {
			out = append(out, fmt.Sprintf("%d more", len(b.c.Edits)-maxShown))
			break
		}
		switch {
		case e.Old == "":
			out = append(out, "now also “"+e.Now+"”")
		case e.Now == "":
			out = append(out, "no longer “"+e.Old+"”")
		default:
			out = append(out, "“"+e.Old+"” → “"+e.Now+"”")
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
