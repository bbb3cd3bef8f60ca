package verdict

import (
	"fmt"
	"regexp"
	"slices"
	"sync"

	"archiver/internal/verdict/compare"
	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/passage"
)

// A text may be shown up to a place where the reader is asked to log in or to pay.
// What stands behind it was not taken out: it is not shown.

const (
	leastLead   = 20   // words before a place that only marks tell of
	leastCut    = 40   // words behind such a place
	mostChanged = 0.1  // of the words before it may have changed
	mostBehind  = 0.05 // of the words behind it may stand somewhere
)

// stops tells where and with which words a page asks its reader to log in or to
// pay for the rest of the text; "" where it does not, or other parts are lost too. It
// asks in words that are known, or tells programs that it does.
func (b *bench) stops() (where, words string) {
	if !b.known {
		return "", ""
	}
	main := b.ref.Page.Base()
	left := lex.Cover(main.Tokens, b.look.Page.Visible(), b.look.Page.Set())
	// The rest begins where little of what follows is found: a name or two may
	// stand elsewhere.
	end, behind := len(left.In), 0
	for i := len(left.In) - 1; i >= 0; i-- {
		if left.In[i] {
			behind++
		} else if float64(behind) <= mostBehind*float64(len(left.In)-i) {
			end = i
		}
	}
	changed := 0
	for _, in := range left.In[:end] {
		if !in {
			changed++
		}
	}
	if len(left.In)-end < leastCut || float64(changed) > mostChanged*float64(end) {
		return "", ""
	}
	n := compare.NovelIn(b.ref.Page, b.look.Page.Visible())
	for _, x := range n.Beginning(compare.FewNovel) {
		for _, r := range n.Stream.Sentences(x.Span) {
			if n.Stream.SaysJoin(r) || loginPhrases().First(n.TextOf([]lex.Block{{Span: r}})) != "" {
				return fmt.Sprintf("%d %%", max(1, 100*end/len(left.In))), n.Stream.Excerpt(r, 120)
			}
		}
	}
	// Those marks stand on every page of some sites: little else may have come, and what is
	// shown is no more than what is not.
	if 2*end > len(left.In) {
		return "", ""
	}
	// A note of the editors says why a text is shorter.
	alerts := func(x lex.Block) bool { return compare.Alerts(n.Stream, x.Span) }
	if blocks := n.Beginning(compare.FewNovel); len(blocks) > 0 && !slices.ContainsFunc(blocks, alerts) && n.Words <= compare.FewNovel/2 && end >= leastLead && notFree().Match(b.e.head()) {
		return fmt.Sprintf("%d %%", max(1, 100*end/len(left.In))), n.Stream.Excerpt(blocks[0].Span, 120)
	}
	return "", ""
}

// notFree is how a page tells programs that its text is not free for all: by
// schema.org and Open Graph, or by the name of the box that says so.
var notFree = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)isAccessibleForFree"\s*:\s*"?false|itemprop=["']?isAccessibleForFree["']?\s+content=["']?false` +
		`|article:content_tier["']?\s+content=["']?(?:locked|metered)|\s(?:class|id)=(?:["'][^"'<>]*)?\b(?:paywall|regwall)\b`)
})

// hidden tells whether passages stood behind the place where the text stops: none
// of what is shown has changed much, so what is lost is not shown.
func (b *bench) hidden(lost []string) bool {
	for _, t := range lost {
		for _, q := range b.j.Quotes {
			if q.Text == t && q.State != passage.StateGone {
				return false // it stands otherwise
			}
		}
	}
	return true
}
