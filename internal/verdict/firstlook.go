package verdict

import (
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode"

	"archiver/internal/verdict/compare"
	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/meaning"
	"archiver/internal/verdict/pages"
)

// At a first look nothing is known of what was cited but its address, and a page that
// stands in for it is taken for the source unless something tells. What a page says is
// no proof, in a language that no list has least of all. So where a page has a mark of
// one that is not of its address, others of its host are asked for: what the site shows
// at an address that nobody ever gave to anything, and as its home page, is no source.
// A page with running text that gives no such mark costs no request.
//
// Dead at a first look is final: no later look has a reference to refute it with. So
// it takes both that a made-up address gets the page and that the address promises
// something else. Where a few words are all that the site says at a made-up address too,
// in whatever language, they show nothing of the source, and it may yet come: what stands
// there is kept as no copy of it. Whatever is in doubt beyond that is first seen, and said
// to be so.

const (
	leastSlug  = 3    // words of an address that tells what its page is about
	longWord   = 4    // letters of one
	mostSlug   = 4000 // words of a page among which they are looked for
	leastMatch = 8    // words of a page that may be called the same as another
	leastSame  = 4    // of a message
)

// doubt tells why a page seen for the first time may not be that of its address; ""
// where nothing says so, or where it may be a wall.
func (b *bench) doubt() string {
	l := b.look
	if b.ref != nil || !b.p.Live || l.Status < 200 || l.Status > 299 || pages.KindOf(l.Page) != "html" || isHome(l.URL) || showsHome(l.URL) || postAt(l.URL) != nil || b.e.words < leastMatch || b.filled() {
		return ""
	}
	why := ""
	switch {
	case b.namesHome():
		why = "it gives the home page's address as its own"
	case !b.tellsMuch():
		why = "no running text stands in it"
	case b.slugAbsent():
		why = "it has none of the words of its address"
	case titledAsHost(l):
		why = "its title is the site's name"
	}
	if why == "" || b.unreadable() != "" || b.asks() {
		return ""
	}
	return why
}

// tellsMuch tells whether a page has a running text, or many words of any kind.
func (b *bench) tellsMuch() bool { return b.e.words >= compare.FewWords || b.e.article() }

// namesHome tells whether a page gives the home page of its site for its own address.
func (b *bench) namesHome() bool {
	site := Site(hostname(b.look.URL))
	return slices.ContainsFunc(b.look.Page.Page.Own, func(own string) bool {
		return isHome(own) && Site(hostname(own)) == site
	})
}

// slugAbsent tells whether the words that an address is made of, where it is, stand
// nowhere in the page. Only of letters that can be spelled in Latin ones.
func (b *bench) slugAbsent() bool {
	u, err := url.Parse(b.look.URL)
	if err != nil {
		return false
	}
	name := path.Base(strings.TrimSuffix(u.Path, "/"))
	var words []string
	for _, w := range strings.FieldsFunc(strings.ToLower(strings.TrimSuffix(name, path.Ext(name))), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if len([]rune(w)) >= longWord {
			words = append(words, w)
		}
	}
	if len(words) < leastSlug {
		return false
	}
	have := map[string]bool{}
	known := 0
	p := b.look.Page
	for _, s := range []*lex.Stream{p.Title(), p.Visible()} {
		for i := range min(len(s.Tokens), mostSlug) {
			w := s.Word(i)
			if r := []rune(w); len(r) < longWord || !unicode.In(r[0], unicode.Latin, unicode.Cyrillic) {
				continue
			}
			known++
			for _, f := range meaning.Skeletons(w) {
				have[beginningOf(f)] = true
			}
		}
	}
	if 4*known < min(len(p.Visible().Tokens), mostSlug) {
		return false // written in letters of another kind
	}
	return !slices.ContainsFunc(words, func(w string) bool {
		return slices.ContainsFunc(meaning.Skeletons(w), func(f string) bool { return have[beginningOf(f)] })
	})
}

func beginningOf(s string) string { return s[:min(len(s), longWord)] }

// titledAsHost tells whether the title of a page is the name of its host.
func titledAsHost(l *Look) bool {
	name := strings.ReplaceAll(lex.Normalise(l.Page.Page.Title), " ", "")
	if len(name) < longWord {
		return false
	}
	host := strings.NewReplacer("-", "", "www.", "").Replace(strings.ToLower(hostname(l.URL)))
	return host == name || strings.HasPrefix(host, name+".")
}

// standsIn settles a page that is not of its address, seen for the first time.
func (b *bench) standsIn() bool {
	if signs := b.filesAbove(); signs != nil {
		b.stead = "a list of files"
		b.settle(Dead, Soft404, Likely, signs...)
		return true
	}
	why := b.doubt()
	if why == "" {
		return false
	}
	p := b.p
	if p.Sibling == nil || p.Home == nil {
		b.want(WantSibling)
		if p.Sibling == nil || !b.sameAs(p.Sibling) && p.Sibling.Status >= 400 && !b.namesHome() && !strings.Contains(b.look.URL, "?") && !b.saidThere(p.Sibling) {
			return false
		}
		b.want(WantHome)
		if p.Home == nil {
			return false
		}
	}
	home, anywhere := b.sameAs(p.Home) && !isHome(b.look.finalURL()), b.sameAs(p.Sibling)
	own := !b.tellsMuch() && !ignoresEnd(b.look.URL)
	sign := signAnywhere
	switch {
	case home:
		anywhere = anywhere || b.sameBeside(p.Sibling)
	case own && (anywhere || b.sameBeside(p.Sibling)):
		anywhere = true
	case own && b.saidThere(p.Sibling):
		anywhere, sign = true, signSaid
	default:
		return false
	}
	var signs []string
	if home {
		signs = append(signs, signHome)
	}
	if anywhere {
		signs = append(signs, sign)
	}
	other := b.promisesOther()
	named, words := b.named()
	unnamed := words > 0 && named == 0
	if home { // it says many things, and one of several words by chance
		unnamed = words == 0 || 2*named < words
	}
	if anywhere && other == "" && !b.untold() && !b.tellsMuch() && unnamed {
		b.stead = "the site answers any address like that, also one that is made up, with these words: “" + b.words(120) + "”"
		b.settle(Blocked, Unreadable, Weak, append(signs, "no running text stands in it")...)
		return true
	}
	if !anywhere || other == "" || b.untold() {
		// A first look has nothing to compare with, and what it calls dead stays so.
		b.settle(OK, FirstSeen, Weak, signs...)
		return true
	}
	if home && !b.leadsOn() && b.saysGone() == "" && b.e.titledGone() == "" && b.e.titled(errorPhrases, errorTitles) == "" {
		b.everyAddress(signs)
		return true
	}
	if b.e.words < compare.FewWords && p.Browser == nil {
		b.want(WantBrowser) // what some servers give to robots alone
	}
	b.settle(Dead, Soft404, Likely, append(signs, other)...)
	return true
}

// everyAddress settles a few words that the site shows at every address, as its home page
// too: something stands before all of it.
func (b *bench) everyAddress(signs []string) {
	b.stead = "the site answers every address like that, its home page too, with these words: “" + b.words(120) + "”"
	b.settle(Blocked, Unreadable, Weak, signs...)
	b.want(WantBrowser)
}

// leadsOn tells whether a page has many words, or links on lines of their own as menus and
// lists have them: a home page leads to other pages. What stands before all of them does not.
func (b *bench) leadsOn() bool {
	const least = 3
	n := 0
	for _, linked := range b.look.Page.Page.Layout.Linked {
		if linked >= halfLinked {
			n++
		}
	}
	return n >= least || b.e.words >= compare.FewWords
}

// named counts the words in the path of an address, and those of them that stand in the
// page, spelled as the page spells its own: a site of one page names itself so.
func (b *bench) named() (named, words int) {
	u, err := url.Parse(b.look.URL)
	if err != nil {
		return 0, 0
	}
	return namedIn(strings.TrimSuffix(u.Path, path.Ext(u.Path)), b.look.Page.Title(), b.look.Page.Visible())
}

// titledAsAddress tells whether the title or a heading of a page has half of the words that
// its address ends with: it is about what was asked for.
func (b *bench) titledAsAddress() bool {
	u, err := url.Parse(b.look.URL)
	if err != nil {
		return false
	}
	p := &b.look.Page.Page
	name := path.Base(u.Path)
	named, words := namedIn(strings.TrimSuffix(name, path.Ext(name)), b.look.Page.Title(), lex.Text(strings.Join(p.Headings[:min(len(p.Headings), manyHeadings)], "\n"), false))
	return words > 0 && 2*named >= words
}

// namedIn counts the words of a path, and those of them that stand in some texts.
func namedIn(name string, texts ...*lex.Stream) (named, words int) {
	have := map[string]bool{}
	for _, s := range texts {
		for i := range min(len(s.Tokens), mostSlug) {
			for _, f := range meaning.Skeletons(s.Word(i)) {
				have[beginningOf(f)] = true
			}
		}
	}
	for _, w := range strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if len([]rune(w)) < longWord {
			continue
		}
		words++
		if slices.ContainsFunc(meaning.Skeletons(w), func(f string) bool { return have[beginningOf(f)] }) {
			named++
		}
	}
	return named, words
}

// words are those of the page that its site does not show on its home page, so many
// bytes of them.
func (b *bench) words(limit int) string {
	s := b.look.Page.Visible()
	if home := b.p.Home; home != nil && home.Page.HasText() && !b.sameAs(home) {
		if n := compare.NovelIn(home.Page, s); len(n.Blocks) > 0 {
			return n.Stream.Excerpt(n.Blocks[0].Span, limit)
		}
	}
	return s.Excerpt(lex.Span{From: 0, To: len(s.Tokens)}, limit)
}

// sameBeside tells whether a probe says the same between what the home page has too.
func (b *bench) sameBeside(probe *Look) bool {
	return probe.Status < 400 && b.besideHome(probe)
}

// saidThere tells whether a probe for an address that was made up was answered "not
// found" with the words of the look.
func (b *bench) saidThere(probe *Look) bool {
	if probe.Status != 404 && probe.Status != 410 {
		return false
	}
	said := *probe
	said.Status = 200
	return b.sameAs(&said) || b.besideHome(probe)
}

// besideHome tells whether most of what a page has besides what the home page has
// stands in a probe's answer as well.
func (b *bench) besideHome(probe *Look) bool {
	home := b.p.Home
	if home == nil || home.Fault != "" || home.Status >= 400 || !home.Page.HasText() || probe.Fault != "" || !probe.Page.HasText() {
		return false
	}
	mine, theirs := compare.NovelIn(home.Page, b.look.Page.Visible()), compare.NovelIn(home.Page, probe.Page.Visible())
	have := map[uint64]bool{}
	for _, t := range theirs.Blocks {
		have[theirs.Stream.BlockHash(t)] = true
	}
	said, shared := 0, 0
	for _, m := range mine.Blocks {
		if have[mine.Stream.BlockHash(m)] {
			shared += m.Len()
		} else if b.echoed(m, mine.Stream) {
			continue
		}
		said += m.Len()
	}
	return shared >= leastSame && 10*shared >= 7*said
}

// echoed tells whether a line says nothing but words of the cited address.
func (b *bench) echoed(x lex.Block, s *lex.Stream) bool {
	u, err := url.Parse(b.look.URL)
	if err != nil {
		return false
	}
	address := lex.Text(u.Host+" "+strings.NewReplacer("/", " ", "-", " ", "_", " ", ".", " ").Replace(u.Path), false)
	have := map[uint64]bool{}
	for _, t := range address.Tokens {
		have[t.Hash] = true
	}
	for i := x.From; i < x.To; i++ {
		if !have[s.Tokens[i].Hash] {
			return false
		}
	}
	return true
}
