package verdict

import (
	"cmp"
	"fmt"
	"slices"
)

// alive settles the case of a source whose content was found.
func (b *bench) alive(lost []string, proof bool) {
	l := b.look
	if (l.Fault != "" || b.cutShort()) && b.c.lost > 0 {
		// Half an answer can't tell what the other half says. What is cited may all
		// stand in this one.
		if proof && b.c.gained < leastGained && b.allVerbatim() && !b.saysError() {
			b.told = "The answer is not whole; what came of it holds every quoted passage"
			b.settle(OK, Noise, Weak, "the answer is not whole: "+cmp.Or(l.FaultDetail, string(l.Fault), "the file ends before its end"))
			return
		}
		b.fault()
		return
	}
	confidence := Likely
	if proof || b.identical() || b.c.same || b.c.share >= nearlyAll {
		confidence = Proof
	}
	if b.ref != nil && b.ref.Page != nil && l.Page != nil && !b.ref.Saved {
		// Pictures are told of and judge nothing: their addresses change by
		// themselves.
		if n := missing(b.ref.Page.page.Images, l.Page.page.Images); n > 0 {
			defer func() {
				b.j.Evidence = append(b.j.Evidence, fmt.Sprintf("%d of %d pictures of the main text have other addresses or are gone", n, len(b.ref.Page.page.Images)))
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
	same := b.identical() || b.known && b.c.same
	if b.over = newCover(b.ref.Page, l.Page); b.over != "" {
		b.j.Evidence = append(b.j.Evidence, "a notice lies over the whole window that did not lie there; the text is in the document beneath it")
	}
	if !same {
		b.j.Lost, b.j.Gained = b.c.lost, b.c.gained
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
		case b.known && b.c.share < alive: // a quote stands, and little else
			b.settle(Changed, Edited, Likely, fmt.Sprintf("%s lost, %d gained", counted(b.c.lost, "word"), b.c.gained), fmt.Sprintf("%.0f %% of the reference's text is left", 100*b.c.share))
			return
		case b.known && b.c.weak:
			b.settle(Changed, Edited, Weak, "a line came within the text or right beside it, and may be the site's", fmt.Sprintf("%d words gained", b.c.gained))
			return
		case b.known && b.c.significant:
			b.settle(Changed, Edited, confidence, fmt.Sprintf("%s lost, %d gained", counted(b.c.lost, "word"), b.c.gained))
			return
		}
	} else {
		b.j.Similarity = 1
	}
	if b.over != "" {
		b.settle(Changed, Edited, Likely)
		return
	}
	if to := movedTo(l); to != "" && !samePlace(b.refFinal(), l.finalURL()) {
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
	why := []string{fmt.Sprintf("%d changes set aside as noise", b.c.noise)}
	if b.c.came != "" {
		why = append(why, "a line came near the text, and is taken for the site's: "+b.c.came)
	}
	b.settle(OK, Noise, confidence, why...)
}

// allVerbatim tells whether every passage stands word by word.
func (b *bench) allVerbatim() bool {
	return !slices.ContainsFunc(b.j.Quotes, func(q Quote) bool { return q.State != StateVerbatim })
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
