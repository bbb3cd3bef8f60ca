package verdict

import (
	"net/url"
	"path"
	"regexp"
	"strings"
	"sync"

	"archiver/internal/verdict/compare"
	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/pages"
)

// Where a document was, a site may show the list in which it would stand: at the
// address of any document, without a word of its going.

const (
	leastInList = 3  // of such a list
	mostInRow   = 12 // words of one
)

// fileKinds are the documents that are one file.
var fileKinds = map[string]bool{"pdf": true, "docx": true, "odt": true}

// listForFile gives the signs that a list stands in place of a document: beside what
// the home page has too, rows of a few words; of the document nothing, not even its
// title; and at a made-up address beside it a page of the same title that says most
// of the same. A document's own page has its title; what asks for something, or has
// no rows, may be a wall.
func (b *bench) listForFile() []string {
	l, sibling, home := b.look, b.p.Sibling, b.p.Home
	if !b.insteadOfFile() || sibling == nil || sibling.Fault != "" || sibling.Status < 200 || sibling.Status > 299 || pages.KindOf(sibling.Page) != "html" ||
		len(l.Page.Title().Tokens) == 0 || sibling.Page.Title().Text != l.Page.Title().Text {
		return nil
	}
	if b.e.titled(nil, loginTitles) != "" || b.e.says(loginPhrases) != "" {
		return nil
	}
	have := map[uint64]bool{}
	theirs := sibling.Page.Visible()
	for _, t := range theirs.Blocks {
		have[theirs.BlockHash(t)] = true
	}
	n := compare.NovelIn(home.Page, l.Page.Visible())
	rows, inRows, shared := 0, 0, 0
	for _, x := range n.Blocks {
		if n.Stream.SaysJoin(x.Span) || n.Stream.SaysPause(x.Span) || n.Stream.SaysConsent(x.Span) || n.Stream.SaysRobot(x.Span) {
			return nil
		}
		if x.Len() <= mostInRow && !strings.ContainsAny(compare.LastSign(n.Stream.Text[x.Start:x.End]), ".!?") {
			rows, inRows = rows+1, inRows+x.Len()
		}
		if have[n.Stream.BlockHash(x)] {
			shared += x.Len()
		}
	}
	if rows < leastInList || 3*inRows < n.Words || 2*shared < n.Words {
		return nil
	}
	return []string{"a list, and nothing of the document, not even its title", "a made-up address beside it gets most of the same page"}
}

// insteadOfFile tells whether a page stands where a document stood, with nothing of
// it, not even its title, and the home page is known and another one.
func (b *bench) insteadOfFile() bool {
	l, home, title := b.look, b.p.Home, b.ref.Page.Title()
	return pages.KindOf(l.Page) == "html" && fileKinds[pages.KindOf(b.ref.Page)] && !b.ref.Saved && b.known && b.c.Share == 0 && !isHome(l.URL) &&
		home != nil && home.Fault == "" && home.Status >= 200 && home.Status <= 299 && home.Page.HasText() && !b.sameAs(home) &&
		!(len(title.Tokens) > 0 && lex.IndexTokens(l.Page.Visible().Tokens, title.Tokens) >= 0)
}

// listBeside gives the signs that the list in which a document stood stands in its
// place, though other addresses are answered well: rows of a few words and no
// running text, which lead to documents that lie beside the cited one and that the
// home page does not lead to; and nothing of the document, not even its number.
func (b *bench) listBeside() []string {
	l, home := b.look, b.p.Home
	if !b.insteadOfFile() || len(home.Head) == 0 || b.joins() || b.asks() || len(besideOf(l.URL, l)) < leastInList {
		return nil
	}
	elsewhere, new := besideOf(l.URL, home), 0
	for link := range besideOf(l.URL, l) {
		if !elsewhere[link] {
			new++
		}
	}
	n := compare.NovelIn(home.Page, l.Page.Visible())
	name := lex.Text(strings.TrimSuffix(path.Base(l.URL), path.Ext(l.URL)), false)
	rows := 0
	for _, x := range n.Blocks {
		if n.Stream.SaysPause(x.Span) || x.Len() >= compare.Prosy && n.Stream.EndsAsSentence(x) || len(name.Tokens) > 0 && lex.IndexTokens(n.Stream.Tokens[x.From:x.To], name.Tokens) >= 0 {
			return nil
		}
		if x.Len() >= 2 && x.Len() <= mostInRow {
			rows++
		}
	}
	if new < leastInList || rows < leastInList {
		return nil
	}
	return []string{"a list, and nothing of the document, not even its number", "it leads to documents that lie beside it"}
}

var hrefs = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)<a\s[^>]*?href\s*=\s*["']?([^"'\s>]+)`)
})

// besideOf gives what a page leads to that lies where a document does, or in a
// folder of the same folder: of years, of sessions.
func besideOf(document string, l *Look) map[string]bool {
	out := map[string]bool{}
	at, err := url.Parse(document)
	base, berr := url.Parse(l.finalURL())
	if err != nil || berr != nil {
		return out
	}
	parts := strings.Split(strings.Trim(at.Path, "/"), "/")
	if len(parts) < 2 {
		return out
	}
	shared := max(1, len(parts)-2)
	for _, m := range hrefs().FindAllSubmatch(l.Head, -1) {
		u, err := base.Parse(string(m[1]))
		if err != nil || u.Host != base.Host || canonical(u.String()) == canonical(document) {
			continue
		}
		theirs := strings.Split(strings.Trim(u.Path, "/"), "/")
		if len(theirs) != len(parts) || strings.Join(theirs[:shared], "/") != strings.Join(parts[:shared], "/") {
			continue
		}
		out[u.Path] = true
	}
	return out
}
