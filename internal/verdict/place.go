package verdict

import (
	"bytes"
	"slices"
	"strings"

	"archiver/internal/verdict/compare"
	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/pages"
)

// Where an article is gone a site may show what its own pages are: the list of a
// section, a form to search with, a category without entries. It has next to no
// running text, and calls itself by the name of a place of the site, not of a text.

const (
	mostName   = 6  // words of a place's name
	leastLines = 3  // of a list
	mostForm   = 40 // words around a form
)

// aPlace gives the signs that a place of the site stands where an article stood:
// one of what the page is called, and one of what it is made of.
func (b *bench) aPlace() []string {
	l := b.look
	if !b.known || isHome(l.URL) || !compare.HasProse(b.ref.Page.Base()) || b.joins() {
		return nil
	}
	all := compare.NovelIn(b.ref.Page, l.Page.Visible())
	lines, prose, none := 0, 0, ""
	for _, x := range all.Blocks {
		switch {
		case x.Len() <= 2*compare.Prosy && (all.Stream.SaysNone(lex.Span{From: x.From, To: min(x.To, x.From+8)}) || all.Stream.SaysGone(x.Span)):
			none = all.Stream.Excerpt(x.Span, 120)
		case x.Len() >= compare.Prosy && all.Stream.EndsAsSentence(x):
			prose++
		case x.Len() >= 2:
			lines++
		}
	}
	if all.Words <= compare.FewNovel && pauses(l.Page.Visible()) {
		return nil
	}
	var signs []string
	switch {
	case none != "" && all.Words <= 2*mostForm && prose == 0:
		signs = append(signs, "says: "+none)
	case prose > 0 && listing(b.ref.Page, l.Page) && !listing(nil, b.ref.Page):
		signs = append(signs, "a list of other pages with a few words of each")
	case prose > 0:
		return nil
	case lines >= leastLines:
		signs = append(signs, "a list of lines, and no running text")
	case all.Words <= mostForm && l.Page.Page.Scripts <= b.ref.Page.Page.Scripts && containsAny(b.e.head(), []string{"<select", `type="search"`, `role="search"`, "<form"}):
		signs = append(signs, "a form, and no running text")
	default:
		return nil
	}
	names := b.placeNames()
	if len(names) == 0 {
		return nil // what has no name and no text may stand before the site
	}
	signs = append(signs, names...)
	if !b.sameAs(b.p.Home) || b.ofTheSite() {
		signs = append(signs, b.everywhere()...) // else a wall may stand before the site
	}
	if isParent(l.URL, l.finalURL()) {
		b.want(WantHome) // it may be that
	}
	return signs
}

// placeNames gives the signs that a page is called by the name of a place.
func (b *bench) placeNames() (signs []string) {
	e := b.e
	old := gather(&Look{Page: b.ref.Page}, nil)
	was := slices.Concat(old.segments(), old.headings())
	names := lineNamesOf(b.ref.Page)
	segments := e.segments()
	for _, t := range slices.Concat(segments, e.headings()) {
		if slices.Contains(was, t) {
			continue
		}
		if n := strings.Count(t, " ") + 1; names[t] && n <= mostName || placeTitles()[t] || placeWords()[first(t)] && n <= mostName {
			signs = append(signs, "called as a place of the site: "+t)
			break
		}
	}
	site := len(segments) > 0 && len(old.segments()) > len(segments)
	for _, t := range segments {
		site = site && slices.Contains(old.segments(), t)
	}
	if site {
		signs = append(signs, "titled as the site alone")
	}
	if c := e.canonical(); c != "" && !SamePlace(c, b.look.URL) && !SamePlace(c, b.look.finalURL()) && (isHome(c) || isParent(b.look.URL, c)) {
		signs = append(signs, "calls itself the page at "+clip(c))
	}
	return signs
}

// placeTitles are what sites call such places, as a part of a title or a heading.
var placeTitles = lex.PhraseSet("search", "search results", "results", "archive", "archives", "category", "categories", "all news", "news archive", "catalogue", "catalog", "browse", "directory", "site map", "sitemap",
	"поиск", "результаты поиска", "поиск по сайту", "архив", "рубрика", "категория", "все новости", "архив новостей", "каталог", "карта сайта", "раздел", "лента новостей",
	"іздеу", "іздеу нәтижелері", "сайттан іздеу", "мұрағат", "айдар", "санат", "барлық жаңалықтар", "жаңалықтар мұрағаты", "каталог", "сайт картасы", "бөлім", "жаңалықтар таспасы",
	"recherche", "résultats de recherche", "résultats de la recherche", "rechercher", "archives", "rubrique", "catégorie", "toutes les actualités", "plan du site", "annuaire", "catalogue",
	"suche", "suchergebnisse", "archiv", "kategorie", "búsqueda", "archivo", "categoría", "пошук", "архів", "категорія")

// placeWords begin the titles of such places, before their own name.
var placeWords = lex.PhraseSet("category", "tag", "рубрика", "категория", "метка", "тег", "айдар", "санат", "тег", "rubrique", "catégorie", "étiquette", "kategorie", "categoría", "категорія")

func first(text string) string {
	w, _, _ := strings.Cut(text, " ")
	return w
}

// lineNamesOf are the short things that a page has in lines of their own, or in
// lines with signs between: its menu, its way from the home page.
func lineNamesOf(d *pages.Prepared) map[string]bool {
	names := map[string]bool{}
	s := d.Visible()
	for i, x := range s.Blocks {
		if x.Len() > 4*mostName || x.Len() > mostName && s.EndsSentence(i) {
			continue
		}
		for _, part := range strings.FieldsFunc(s.BlockText(i), func(r rune) bool { return strings.ContainsRune("\t|>›»/·•→←", r) }) {
			if n := lex.Normalise(part); n != "" {
				names[n] = true
			}
		}
	}
	return names
}

// joins tells whether a title, a heading or a short line has to do with joining,
// proving or agreeing: what has no sentence may be a wall's buttons.
func (b *bench) joins() bool {
	const asked = lex.PartJoin | lex.PartProve | lex.PartAgree | lex.PartRobot
	e := b.e
	if e.titled(nil, loginTitles) != "" || e.says(loginPhrases) != "" {
		return true
	}
	says := func(s *lex.Stream, r lex.Span) bool {
		for i := r.From; i < r.To; i++ {
			if lex.SayingWords().Class(s.Word(i))&asked != 0 {
				return true
			}
		}
		return false
	}
	for _, t := range slices.Concat(e.segments(), e.headings()) {
		if s := lex.Text(t, false); len(s.Tokens) <= mostName && says(s, lex.Span{From: 0, To: len(s.Tokens)}) {
			return true
		}
	}
	n := compare.NovelIn(b.ref.Page, b.look.Page.Visible())
	for _, x := range n.Blocks {
		if x.Len() <= 4 && says(n.Stream, lex.Span{From: x.From, To: min(x.To, x.From+2)}) { // a button begins so
			return true
		}
	}
	return false
}

// canonical is the address by which a page calls itself, "" if it does not.
func (e *evidence) canonical() string {
	for _, tag := range bytes.SplitAfter(e.look.Head[:min(len(e.look.Head), 32<<10)], []byte(">")) {
		i := bytes.IndexByte(tag, '<')
		if i < 0 {
			continue
		}
		t := string(tag[i:])
		low := strings.ToLower(t)
		for _, k := range []struct{ tag, is, value string }{{"<link", "canonical", "href="}, {"<meta", "og:url", "content="}} {
			if !strings.HasPrefix(low, k.tag) || !strings.Contains(low, k.is) {
				continue
			}
			_, rest, ok := strings.Cut(t, k.value)
			if !ok || len(rest) < 3 {
				continue
			}
			if q := rest[0]; q == '"' || q == '\'' {
				if v, _, ok := strings.Cut(rest[1:], string(q)); ok && strings.HasPrefix(v, "http") {
					return v
				}
			}
		}
	}
	return ""
}

// anotherSite gives the signs that something else stands on the whole host. What
// is short may be a wall that no sign knows.
func (b *bench) anotherSite() []string {
	const least = 80
	if !b.onAllOfHost(least) {
		return nil
	}
	return b.everywhere()
}

// onAllOfHost tells whether a page of so many words stands at the home page and at
// a made-up address beside the cited one too, with nothing of the old site on it,
// and asks nothing of its reader.
func (b *bench) onAllOfHost(least int) bool {
	n := b.look.Page.Visible()
	if !b.known || b.e.words < least || len(b.everywhere()) < 2 || b.ofTheSite() || b.joins() || pauses(n) || b.sends() {
		return false
	}
	for _, x := range n.Blocks {
		for _, r := range n.Sentences(x.Span) {
			if n.SaysJoin(r) || n.SaysPause(r) {
				return false
			}
		}
	}
	return true
}

// sends tells whether a page has a form that sends something.
func (b *bench) sends() bool {
	return containsAny(b.e.head(), []string{`method="post"`, `method='post'`, "method=post"})
}
