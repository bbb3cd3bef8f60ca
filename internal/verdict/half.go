package verdict

import (
	"fmt"
	"slices"
	"strings"

	"archiver/internal/verdict/compare"
	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/pages"
)

// A page whose first part came with its document, and the rest by a request of its
// own that came to nothing, lacks the rest: nobody took it away. What is new in it, or
// stands otherwise in its place, no such request explains.

// halved tells whether all that the page was found to be edited by is that text is not
// there. Else what is left to be told of is what is new.
func (b *bench) halved(t *Trouble) bool {
	if !b.known || b.over != "" || b.stead != "" || len(b.c.Edits) == 0 {
		return false
	}
	news := slices.Clone(b.c.Edits)
	news = slices.DeleteFunc(news, func(e compare.Edit) bool { return !b.isNew(e) })
	if len(news) == 0 {
		return true
	}
	if len(news) < len(b.c.Edits) {
		b.c.Edits = news
		b.j.Evidence = append(b.j.Evidence, fmt.Sprintf("what is missing may be what a request of the page did not bring (%s): %s", t.became(), clip(t.URL)))
	}
	return false
}

// SentElse tells whether the server itself sends another text than before, of which ref
// is the greater part made: then what the page lacks now is no request's doing. was and
// now are the documents as they were sent.
func SentElse(ref, was, now *pages.Prepared) bool {
	if ref == nil || was == nil || now == nil || !ref.HasText() || !was.HasText() || !now.HasText() {
		return false
	}
	share := func(a, b *pages.Prepared) float64 { return lex.Cover(a.Base().Tokens, b.Visible(), b.Set()).Share() }
	return Alike(share(ref, was)) && compare.Alike(share(was, now)) && Differs(was, now)
}

// firstHalf says of a first look that part of the page may be missing.
func (b *bench) firstHalf(t *Trouble) {
	if t == nil || t.Status != 0 && t.weight() < 5 || b.j.Verdict != OK || b.j.Reason != FirstSeen {
		return
	}
	b.j.Confidence = Weak
	b.j.Evidence = append(b.j.Evidence, fmt.Sprintf("a request of the page came to nothing (%s): %s", t.became(), clip(t.URL)))
	b.told = "The source answers, but part of its text may be missing: a request of the page came to nothing (" + t.became() + ")"
}

// isNew tells whether an edit has words in it that the reference does not have in that
// order, other than those by which pages say that something could not be loaded.
func (b *bench) isNew(e compare.Edit) bool {
	now := strings.TrimSpace(e.Now)
	words := lex.Text(strings.TrimSuffix(now, "…"), false).Tokens
	if len(words) == 0 {
		return false
	}
	if e.Old == "" && len(words) <= 25 {
		p := pages.Prepare(pages.Page{Kind: "html", Visible: now, Main: now})
		if says := gather(&Look{Page: p}, nil); says.says(errorPhrases)+says.says(faultPhrases) != "" {
			return false
		}
	}
	return lex.IndexTokens(b.ref.Page.Visible().Tokens, words) < 0
}

// became says in a word what became of the request.
func (t *Trouble) became() string {
	switch {
	case t.Status != 0:
		return fmt.Sprintf("answered %d", t.Status)
	case t.Fault != "":
		return "failed: " + string(t.Fault)
	}
	return "not answered yet"
}
