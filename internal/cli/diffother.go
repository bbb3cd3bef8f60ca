package cli

import (
	"context"
	"fmt"

	"archiver/internal/contract"
	"archiver/internal/source"
	"archiver/internal/verdict"
	"archiver/internal/watch"
)

// A page is another document where hardly any passage of the older text is left, nor its
// words in their order: what a comparison by words finds there are words that any two
// texts share. Of a table whose figures all changed, and of a text in which words were
// exchanged all over, the words that stand do so in order; of a short text nearly any
// change leaves no passage, and it is read at a glance. Texts of real pages that are
// others have up to 0.23 in order, ones of which six words in ten were exchanged 0.27
// and more.
const (
	fewPassages = 0.15
	fewInOrder  = 0.25
	shortText   = 20 // different words
)

// other says whether the newer side is another document than the older one.
func (d *comparison) other() bool {
	if d.sameBytes() || d.changes.Similarity >= fewPassages || len(d.changes.Changes) == 0 {
		return false
	}
	share, of := d.from.text.InOrder(d.to.text)
	return share < fewInOrder && of >= shortText
}

// beginning is how many words are shown of a text.
const beginning = 40

// otherWords says so in a sentence.
func (d *comparison) otherWords() string {
	return fmt.Sprintf("another document stands there: %s of the older text is left", verdict.Left(d.changes.Similarity))
}

// printBeginnings shows how both sides begin.
func (e *env) printBeginnings(d *comparison) {
	cols := width(e.out)
	for _, side := range []struct {
		name, colour string
		c            capture
	}{{"the older one begins", red, d.from}, {"the newer one begins", green, d.to}} {
		fmt.Fprintln(e.out, "\n"+e.paint(e.out, bold, side.name))
		if t := side.c.text.Title; t != "" {
			fmt.Fprintln(e.out, wrap("title: "+t, cols, "   "))
		}
		fmt.Fprintln(e.out, e.paint(e.out, side.colour, wrap(side.c.text.Begins(beginning), cols, "   ")))
	}
}

// addLater finds what later looks than the newer side found, where that is no text to
// compare with: they take no snapshot that shows the source.
func (e *env) addLater(ctx context.Context, s *session, d *comparison) error {
	w, cleanup, err := e.watcher(s)
	if err != nil {
		return err
	}
	defer cleanup()
	res, err := w.Pass(ctx, []source.Cite{d.cite}, watch.Options{NoLook: true, Unread: true})
	if err != nil {
		return err
	}
	l := res.Citations[0].Live
	if l.Verdict == "" || !l.LookedAt.After(d.to.at) {
		return nil
	}
	switch l.Verdict {
	case verdict.Dead, verdict.Blocked, verdict.Unreachable:
		d.later = &l
	case verdict.Changed:
		if d.same() {
			d.later = &l
		}
	}
	return nil
}

// laterWords tell what a later look found.
func (d *comparison) laterWords() string {
	return fmt.Sprintf("At the last look, on %s, the source was %s: %s", dayWords(d.later.LookedAt), liveWords(*d.later), d.later.Detail)
}

func viewLater(l *watch.Live) *contract.Later {
	if l == nil {
		return nil
	}
	return &contract.Later{LookedAt: l.LookedAt, Verdict: string(l.Verdict), Reason: string(l.Reason), Confirmed: l.Confirmed, Detail: l.Detail}
}
