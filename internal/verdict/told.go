package verdict

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"archiver/internal/verdict/compare"
	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/pages"
	"archiver/internal/verdict/passage"
)

// judge judges the page of a post: by what it says where it shows the post, else by
// what the platform says of it.
func (p *post) judge(ref *Reference, look *Look, probes Probes, quotes []string) Judgement {
	if p.answered(look) { // the answer itself, kept as what was seen
		j := p.judgeAnswer(ref, look, probes, quotes)
		j.ByPlatform = true
		return j
	}
	j := judgePage(ref, look, probes, quotes)
	if !p.open(ref, look, &j) {
		return j
	}
	b := newBench(ref, look, probes)
	lost, _ := b.quotes(quotes)
	own := b.player()
	tales := []tale{own}
	switch own.word {
	case saysLives, saysGone, saysPrivate, saysRegion:
	default:
		if p.ask == "" || p.unproven && len(quotes) == 0 && !ref.text().HasText() {
			break // nowhere to ask, or nothing to know the post by
		}
		if probes.Platform == nil {
			j.Want, tales = append([]Want{WantPlatform}, j.Want...), nil
			break
		}
		tales = append([]tale{p.hears(probes.Platform)}, own)
	}
	for _, t := range tales {
		shown := look.Rendered && p.shows(look.Page, t, probes.Platform)
		if t.word == saysLives && t.text && !p.part {
			if told, ok := p.judgeText(ref, look, probes.Platform, probes, quotes, shown); ok {
				told.ByPlatform, told.ViaPlatform = true, !p.unproven && !shown
				if p.unproven && !shown {
					told.Class = ClassWall // good to know the post by, and no copy of it
				}
				told.Evidence = append([]string{t.why, fmt.Sprintf("the page itself was %s (%s)", j.Verdict, j.Reason)}, told.Evidence...)
				return told
			}
		}
		if t.bare && probes.Control == nil {
			j.Want, j.Evidence = append([]Want{WantControl}, j.Want...), append(j.Evidence, t.why)
			break
		}
		if p.settles(b, t, quotes, lost, shown) {
			b.j.ByPlatform = true
			b.j.Evidence = append(b.j.Evidence, fmt.Sprintf("the page itself was %s (%s)", j.Verdict, j.Reason))
			return b.judgement(lost)
		}
		if t.why != "" {
			j.Evidence = append(j.Evidence, t.why)
		}
	}
	switch {
	case p.vague && j.Verdict == Dead && (j.Reason == HTTP404 || j.Reason == Soft404):
		p.hides(b)
	case look.Rendered && p.vouches() && (j.Class == ClassSource && (j.Verdict == Changed || ref == nil) || j.Reason == Soft404):
		b.told = p.name + " does not say what the post says now, and what its page shows beside a post changes by itself, so nothing can be said of this one"
		b.settle(Blocked, Unreadable, Weak, "a browser shows the page, and nothing in it proves the post")
	case j.Class == ClassSource && (!look.Rendered && p.sendsShell(b.e) || j.Reason == Replaced && p.vague):
		b.told = p.name + " shows a page there that is the same for every post, so nothing can be said of this one"
		b.settle(Blocked, Unreadable, Weak, "the page does not show the post")
	default:
		return j
	}
	b.j.Want, b.j.Evidence = j.Want, append(b.j.Evidence, j.Evidence...)
	return b.judgement(lost)
}

// open tells whether the look leaves open whether the post is there, and says what
// it said. Of what a browser shows, much changes by itself: replies, counters, other
// posts. And a page that it is given at the first look may be one that only says that
// something went wrong.
func (p *post) open(ref *Reference, l *Look, j *Judgement) bool {
	if l.Status >= 500 || l.Fault != "" && !(l.Rendered && l.Fault == Truncated) {
		return false
	}
	if j.Class != ClassSource || j.Reason == Replaced || j.Reason == Type {
		return true
	}
	if !l.Rendered {
		return p.sendsShell(gather(l, nil))
	}
	if t := (&bench{look: l}).player(); j.Verdict == Changed || t.why != "" && t.word != saysLives {
		return true
	}
	proven := slices.ContainsFunc(j.Quotes, func(q passage.Quote) bool { return q.Found })
	switch {
	case proven:
		return false
	case ref == nil:
		return p.vouches() || p.unproven && p.ask != "" && len(j.Quotes) > 0
	}
	return j.Reason != Same && p.vouches() // a post of a few words may have gone from much that stayed
}

// vouches tells whether the platform can be asked for the post, and its answer proves
// what the post says.
func (p *post) vouches() bool { return p.ask != "" && !p.part && !p.unproven }

// shows tells whether a page, as a browser shows it, shows the post that the platform
// gives: its words, or the title of a video. What else the page holds says nothing:
// a login or a consent may stand around the post, or in its place.
func (p *post) shows(page *pages.Prepared, t tale, answer *Look) bool {
	switch {
	case t.word != saysLives || !page.HasText():
		return false
	case t.text:
		words := postWords(answer.Page)
		if len(words) < lex.ShingleWidth {
			return hasBlock(page.Visible(), words)
		}
		in, total := held(page, words)
		return float64(in) >= nearlyAll*float64(total)
	}
	title := lex.Text(t.title, false).Tokens
	if len(title) >= lex.ShingleWidth {
		return lex.IndexTokens(page.Visible().Tokens, title) >= 0
	}
	author := lex.Text(t.author, false).Tokens
	return hasBlock(page.Visible(), title) && lex.IndexTokens(page.Visible().Tokens, author) >= 0
}

// hasBlock tells whether some words are all that a block of the text says.
func hasBlock(s *lex.Stream, tok []lex.Token) bool {
	return len(tok) > 0 && slices.ContainsFunc(s.Blocks, func(b lex.Block) bool {
		return b.Len() == len(tok) && lex.IndexTokens(s.Tokens[b.From:b.To], tok) == 0
	})
}

// sendsShell tells whether the page is what the platform sends for any post.
func (p *platform) sendsShell(e *evidence) bool { return p.shell != nil && p.shell(e) }

// hides settles what is gone, or for some visitors alone.
func (p *post) hides(b *bench) {
	b.told = p.name + " does not show the post: it says the same of posts that were removed and of those that are for some people alone"
	b.settle(Blocked, LoginWall, Likely, "gone and private cannot be told apart")
}

// settles gives the verdict that follows from what is said; false where none does.
// shown: the look shows the post; lost: the quotes that it does not hold any longer.
func (p *post) settles(b *bench, t tale, quotes, lost []string, shown bool) bool {
	switch t.word {
	case saysGone:
		reason := Soft404
		switch b.look.Status {
		case 404:
			reason = HTTP404
		case 410:
			reason = HTTP410
		}
		confidence := Proof
		if t.bare {
			if b.p.Control == nil || p.known().hears(b.p.Control).word != saysLives {
				return false // it may say so of what is there too
			}
			confidence = Likely
		}
		b.told = "The post is gone, " + p.name + " says"
		b.settle(Dead, reason, confidence, t.why)
	case saysPrivate:
		b.told = p.name + " shows the post to some people alone: it is private, or for those who log in"
		b.settle(Blocked, LoginWall, Proof, t.why)
	case saysHidden:
		p.hides(b)
	case saysRegion:
		b.settle(Blocked, GeoBlock, Proof, t.why)
	case saysLimited:
		b.settle(Blocked, RateLimited, Likely, t.why)
	case saysLives:
		return p.named(b, t, quotes, lost, shown)
	default:
		return false
	}
	return true
}

// known is the post that is known to be there.
func (p *platform) known() *post { return &post{platform: p, id: p.controlID, ask: p.control} }

// named settles a post that is there, and of which the platform gives no text: a
// video with its title. The quotes of a citation can't be looked for in it, but in
// what a browser shows around the video.
func (p *post) named(b *bench, t tale, quotes, lost []string, shown bool) bool {
	if p.part || p.unproven || t.text || len(quotes) > 0 && !shown {
		return false
	}
	if t.title == "" { // a picture, without a word
		if b.ref != nil {
			return false
		}
		b.told = p.name + " has the post, and gives no text of it"
		b.settle(OK, FirstSeen, Likely, t.why)
		b.j.Class = ClassWall
		return true
	}
	by := ""
	if t.author != "" {
		by = ", by " + t.author
	}
	title := "“" + shorten(t.title, 120) + "”" + by
	switch {
	case len(lost) > 0:
		p.beside(b, t)
		return true
	case b.ref == nil && shown:
		b.settle(OK, FirstSeen, Likely, t.why)
	case b.ref == nil:
		b.told = p.name + " has it: " + title + "; no archived copy was there to compare it with"
		b.settle(OK, FirstSeen, Likely, t.why)
	case b.ref.holds(t.title):
		b.told = p.name + " has it, under the title that the archived copy has: " + title
		b.settle(OK, Noise, Likely, t.why)
	default:
		b.told = p.name + " has it, under a title that the archived copy does not have: " + title
		b.settle(Changed, Edited, Weak, t.why)
	}
	if !shown {
		b.j.Class = ClassWall // a title is not what it names
	}
	return true
}

// beside settles a post that is there as it was, without a quote that stood on its
// page: of what stands around a post, a page shows now this, now that.
func (p *post) beside(b *bench, t tale) {
	b.told = p.name + " has the post as it was, and a quoted text is not in what its page shows now: it may stand among what surrounds the post, which changes by itself"
	b.settle(Blocked, Unreadable, Weak, t.why, "the quoted text is not in what the page shows now, nor in what "+p.name+" gives of the post")
}

// holds tells whether a text stands in the reference, or in its title.
func (r *Reference) holds(text string) bool {
	tok := lex.Text(text, false).Tokens
	return lex.IndexTokens(r.Page.Visible().Tokens, tok) >= 0 || lex.IndexTokens(r.Page.Title().Tokens, tok) >= 0
}

// judgeAnswer judges a platform's answer that is all there is to look at: its text
// was found once, and is held against another reference or for other quotes.
func (p *post) judgeAnswer(ref *Reference, look *Look, probes Probes, quotes []string) Judgement {
	t := p.hears(look)
	if t.word == saysLives && t.text || len(look.Head) == 0 && look.Page.HasText() {
		if j, ok := p.judgeText(ref, look, look, probes, quotes, false); ok {
			return j
		}
		b := newBench(ref, look, probes)
		b.told = p.name + " gives the post, and in it the quoted text is not to be found: it may stand below the post, where nothing can be said of it"
		b.settle(Blocked, Unreadable, Weak, "the quoted text is not in what "+p.name+" gives of the post")
		return b.judgement(nil)
	}
	b := newBench(ref, look, probes)
	lost, _ := b.quotes(quotes)
	if p.settles(b, t, quotes, lost, false) {
		return b.judgement(lost)
	}
	return judgePage(ref, look, probes, quotes)
}

// judgeText judges the text of a post as the platform gives it. It reports false
// where nothing follows from it. shown: the look shows the post, and quotes may stand
// in what it shows around it.
func (p *post) judgeText(ref *Reference, look, answer *Look, probes Probes, quotes []string, shown bool) (Judgement, bool) {
	l := *answer
	l.URL, l.FinalURL, l.Hops = look.URL, look.URL, nil
	b := newBench(ref, &l, probes)
	lost, proof := b.quotes(quotes)
	by := p.name + " gives the post, which its page does not show"
	if shown {
		by = p.name + " gives the post, and its page shows it"
		page := newBench(ref, look, probes)
		alsoLost, _ := page.quotes(quotes)
		lost = slices.DeleteFunc(lost, func(q string) bool { return !slices.Contains(alsoLost, q) })
		for i, q := range page.j.Quotes {
			if q.Found && !b.j.Quotes[i].Found {
				b.j.Quotes[i] = q
			}
		}
	}
	said := func() (Judgement, bool) {
		j := b.judgement(lost)
		if b.told == "" {
			j.Detail = stop(strings.TrimSuffix(j.Detail, ".") + "; " + by)
		}
		return j, true
	}
	if ref == nil || !ref.Page.HasText() {
		found := slices.ContainsFunc(b.j.Quotes, func(q passage.Quote) bool { return q.Found })
		switch {
		case p.unproven && !proof, len(quotes) > 0 && !found:
			return Judgement{}, false
		case ref == nil:
			b.settle(OK, FirstSeen, Likely)
		default:
			b.settle(OK, Noise, Weak)
		}
		b.told = by + "; there is no archived text to compare it with"
		return said()
	}
	// A reference that was made of such an answer is compared like any other.
	if p.answered(&Look{URL: look.URL, FinalURL: ref.FinalURL}) {
		switch {
		case b.identical() || proof || b.c.Share >= compare.Alive:
			b.alive(lost, proof)
		case p.unproven:
			return Judgement{}, false
		case len(lost) > 0:
			b.settle(Changed, QuoteLost, Likely, quotesGone(len(lost), len(quotes)))
		default:
			b.settle(Changed, Replaced, Likely, fmt.Sprintf("%.0f %% of the reference's text is left", 100*b.c.Share))
		}
		return said()
	}
	// Any other holds more than the post: what surrounds it, and what was answered.
	words := postWords(answer.Page)
	in, total := held(ref.Page, words)
	if shown { // words that its page does not show now are none that the copy lacks
		now := lex.Cover(words, look.Page.Visible(), look.Page.Set()).In
		for i, is := range lex.Cover(words, ref.Page.Visible(), ref.Page.Set()).In {
			if !is && !now[i] {
				total--
			}
		}
	}
	switch {
	case p.unproven && (len(lost) > 0 || float64(in) < nearlyAll*float64(total) || total < 8 && !proof):
		return Judgement{}, false
	case len(lost) == 0 && (in == total || p.unproven):
		b.told = "The post says what the archived copy says; " + by
		b.settle(OK, Noise, Likely, fmt.Sprintf("%d of %d words of the post stand in the archived copy", in, total))
	case len(lost) > 0 && in == total && shown:
		p.beside(b, tale{why: by})
	case len(lost) > 0 && (in == total || total == 0):
		return Judgement{}, false // the quotes may be of what was answered
	case len(lost) > 0:
		b.settle(Changed, QuoteLost, Likely, quotesGone(len(lost), len(quotes)))
	default:
		b.told = "The post may have changed: words stand in it that the archived copy does not have"
		b.settle(Changed, Edited, Weak, fmt.Sprintf("%d of %d words of the post stand in the archived copy", in, total))
	}
	return said()
}

// links are the addresses in a post, which every rendering writes in its own way.
var links = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?:https?://|pic\.twitter\.com/|t\.co/)\S+`) })

// postWords are the words of a post as an answer gives it: its paragraphs, without
// the line that names its author and without what stands around it in a few words.
func postWords(p *pages.Prepared) []lex.Token {
	if p == nil {
		return nil
	}
	s := p.Visible()
	longest := 0
	own := func(b lex.Block) bool {
		return !strings.HasPrefix(strings.TrimSpace(s.Text[b.Start:b.End]), "—")
	}
	for _, b := range s.Blocks {
		if own(b) {
			longest = max(longest, b.Len())
		}
	}
	var text strings.Builder
	for _, b := range s.Blocks {
		if own(b) && (b.Len() >= 8 || 2*b.Len() >= longest) {
			text.WriteString(links().ReplaceAllString(s.Text[b.Start:b.End], " ") + "\n")
		}
	}
	return lex.Text(text.String(), false).Tokens
}

// held counts the words of a text that stand in a page, in their order.
func held(page *pages.Prepared, tok []lex.Token) (in, total int) {
	for _, is := range lex.Cover(tok, page.Visible(), page.Set()).In {
		if is {
			in++
		}
	}
	return in, len(tok)
}
