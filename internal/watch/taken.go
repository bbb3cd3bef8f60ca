package watch

import (
	"context"
	"slices"

	"archiver/internal/catalog"
	"archiver/internal/verdict"
)

// takenAway judges a rendered look whose document still holds the text of the
// reference as it was sent, but whose scripts have replaced the whole of it: what is
// shown decides, though it is never sure that every reader is shown it. Not ok where
// the text is shown, or too little could be seen to tell.
func (p *pass) takenAway(ctx context.Context, s *sight, ref *catalog.Snapshot, quotes []string) (j verdict.Judgement, ok bool, err error) {
	if s.look.Partial {
		return j, false, nil
	}
	if err := p.read(ctx, s); err != nil {
		return j, false, err
	}
	if r, err := p.referenceOf(ctx, ref); err != nil || r == nil || r.Page == nil || !verdict.Gone(r.Page, s.page) {
		return j, false, err
	}
	if j, err = p.judgeView(ctx, s, ref, quotes); err != nil || j.Reason == verdict.Unreadable || j.Verdict == verdict.OK || j.Verdict == verdict.Unreachable {
		return j, false, err
	}
	j.Confidence = verdict.Weak
	j.Evidence = append(slices.Clone(j.Evidence), "as it was sent, the page still holds the text: its scripts take it away")
	return j, true, nil
}
