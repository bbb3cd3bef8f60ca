package watch

import (
	"fmt"
	"slices"

	"archiver/internal/fetch"
	"archiver/internal/verdict"
)

// guessed puts right the judgement of a plain look that went on because a script
// seemed to send it there. Whether the script would ever do so (in a function that
// logs a reader out, for a browser that is too old) only a browser knows: without one
// the source could not be read. What the script surely leads to counts where it is
// itself an error, or another text; the home page may be where an application begins.
func guessed(j verdict.Judgement, s *sight) verdict.Judgement {
	if !led(s.look) || s.rendered() || j.ByPlatform || j.Verdict != verdict.Dead && j.Reason != verdict.Replaced {
		return j
	}
	unsure := slices.ContainsFunc(s.look.Hops, func(h fetch.Hop) bool { return byScript(h) && !h.Sure })
	if !unsure && j.Reason != verdict.RedirectedHome {
		return j
	}
	i := slices.IndexFunc(s.look.Hops, byScript)
	return verdict.Judgement{Verdict: verdict.Blocked, Reason: verdict.Unreadable, Class: verdict.ClassWall, Confidence: verdict.Weak,
		Similarity: j.Similarity, Detail: "The page has scripts that may lead elsewhere, and this look was made without a browser: what the page shows could not be read.",
		Evidence: append([]string{"a script of the page names the address " + s.look.Hops[i].Location,
			fmt.Sprintf("if it leads there, the page would be %s (%s)", j.Verdict, j.Reason)}, j.Evidence...)}
}

func byScript(h fetch.Hop) bool { return h.Via == "script" }
