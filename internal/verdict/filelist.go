package verdict

import "strings"

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
	if kindOf(l.Page) != "html" || !fileKinds[kindOf(b.ref.Page)] || !b.known || b.c.share > 0 || isHome(l.URL) {
		return nil
	}
	if t := b.ref.Page.title(); len(t.tok) > 0 && indexTokens(l.Page.visible().tok, t.tok) >= 0 {
		return nil
	}
	if home == nil || home.Fault != "" || home.Status < 200 || home.Status > 299 || !home.Page.hasText() || b.sameAs(home) || sibling == nil || sibling.Fault != "" || sibling.Status < 200 || sibling.Status > 299 || kindOf(sibling.Page) != "html" ||
		len(l.Page.title().tok) == 0 || sibling.Page.title().text != l.Page.title().text {
		return nil
	}
	if b.e.titled(nil, loginTitles) != "" || b.e.says(loginPhrases) != "" {
		return nil
	}
	have := map[uint64]bool{}
	theirs := sibling.Page.visible()
	for _, t := range theirs.blocks {
		have[theirs.blockHash(t)] = true
	}
	n := novelIn(home.Page, l.Page.visible())
	rows, inRows, shared := 0, 0, 0
	for _, x := range n.blocks {
		if n.s.saysJoin(x.span) || n.s.saysPause(x.span) || n.s.saysConsent(x.span) || n.s.saysRobot(x.span) {
			return nil
		}
		if x.len() <= mostInRow && !strings.ContainsAny(lastSign(n.s.text[x.start:x.end]), ".!?") {
			rows, inRows = rows+1, inRows+x.len()
		}
		if have[n.s.blockHash(x)] {
			shared += x.len()
		}
	}
	if rows < leastInList || 3*inRows < n.words || 2*shared < n.words {
		return nil
	}
	return []string{"a list, and nothing of the document, not even its title", "a made-up address beside it gets most of the same page"}
}
