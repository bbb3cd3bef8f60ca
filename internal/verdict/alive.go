package verdict

import (
	"cmp"
	"fmt"
	"slices"

	"archiver/internal/verdict/compare"
	"archiver/internal/verdict/passage"
)

// alive settles the case of a source whose content was found.
func (b *bench) alive(lost []string, proof bool) {
	l := b.look
	if (l.Fault != "" || b.cutShort()) && b.c.Lost > 0 {
		// Half an answer can't tell what the other half says. What is cited may all
		// stand in this one.
		if proof && b.c.Gained < compare.LeastGained && b.allVerbatim() && !b.saysError() {
			b.told = "The answer is not whole; what came of it holds every quoted passage"
			b.settle(OK, Noise, Weak, "the answer is not whole: "+cmp.Or(l.FaultDetail, string(l.Fault), "the file ends before its end"))
			return
		}
		b.fault()
		return
	}
	confidence := Likely
	if proof || b.identical() || b.c.Same || b.c.Share >= nearlyAll {
		confidence = Proof
	}
	if b.ref != nil && b.ref.Page != nil && l.Page != nil && !b.ref.Saved {
		// Pictures are told of and judge nothing: their addresses change by
		// themselves.
		if n := missing(b.ref.Page.Page.Images, l.Page.Page.Images); n > 0 {
			defer func() {
				b.j.Evidence = append(b.j.Evidence, fmt.Sprintf("%d of %d pictures of the main text have other addresses or are gone", n, len(b.ref.Page.Page.Images)))
			}()
		}
	}
	if l.Status >= 400 {
		b.j.Evidence = append(b.j.Evidence, fmt.Sprintf("the content is there although the status is %d", l.Status))
	}
	if b.ref == nil {
		b.settle(OK, FirstSeen, confidence, "a quoted passage stands in it")
		return
	}
	same := b.identical() || b.known && b.c.Same
	if b.over = newCover(b.ref.Page, l.Page); b.over != "" {
		b.j.Evidence = append(b.j.Evidence, "a notice lies over the whole window that did not lie there; the text is in the document beneath it")
	}
	if !same {
		b.j.Lost, b.j.Gained = b.c.Lost, b.c.Gained
		where, words := b.stops()
		if where != "" {
			b.j.Evidence = append(b.j.Evidence, "the text stops after "+where+" of it", "there it says: "+words)
			b.stead = "after " + where + " of it the site asks visitors to log in or subscribe (“" + shorten(words, 80) + "”)"
		}
		switch {
		case len(lost) > 0 && where != "" && b.hidden(lost):
			b.settle(Blocked, LoginWall, Likely)
			return
		case len(lost) > 0:
			b.settle(Changed, QuoteLost, Likely, quotesGone(len(lost), len(b.j.Quotes)))
			return
		case b.known && b.c.Share < compare.Alive: // a quote stands, and little else
			b.settle(Changed, Edited, Likely, fmt.Sprintf("%s lost, %d gained", counted(b.c.Lost, "word"), b.c.Gained), fmt.Sprintf("%.0f %% of the reference's text is left", 100*b.c.Share))
			return
		case b.known && b.c.Weak:
			b.settle(Changed, Edited, Weak, "a line came within the text or right beside it, and may be the site's", fmt.Sprintf("%d words gained", b.c.Gained))
			return
		case b.known && b.c.Significant:
			b.settle(Changed, Edited, confidence, fmt.Sprintf("%s lost, %d gained", counted(b.c.Lost, "word"), b.c.Gained))
			return
		}
	} else {
		b.j.Similarity = 1
	}
	if b.over != "" {
		b.settle(Changed, Edited, Likely)
		return
	}
	if to := movedTo(l); to != "" && !SamePlace(b.refFinal(), l.finalURL()) {
		b.settle(Moved, Redirect, confidence, "permanently redirected to "+to)
		return
	}
	if same {
		b.settle(OK, Same, confidence)
		return
	}
	if confidence == Proof && !proof && b.known && !b.onlyTicks() {
		confidence = Likely // other words differ, and that they are none of the text's is a guess
	}
	why := []string{fmt.Sprintf("%d changes set aside as noise", b.c.Noise)}
	if b.c.Came != "" {
		why = append(why, "a line came near the text, and is taken for the site's: "+b.c.Came)
	}
	b.settle(OK, Noise, confidence, why...)
}

// allVerbatim tells whether every passage stands word by word.
func (b *bench) allVerbatim() bool {
	return !slices.ContainsFunc(b.j.Quotes, func(q passage.Quote) bool { return q.State != passage.StateVerbatim })
}

// missing counts the entries of list that other has not.
func missing(list, other []string) int {
	n := 0
	for _, s := range list {
		if !slices.Contains(other, s) {
			n++
		}
	}
	return n
}
