package watch

import (
	"fmt"
	"testing"

	"archiver/internal/source"
	"archiver/internal/verdict"
)

// That this machine has no browser is no finding of a host, which answers.
func TestUnreadableIsNoHost(t *testing.T) {
	for reason, want := range map[verdict.Reason]int{verdict.Unreadable: 0, verdict.BotWall: 1} {
		var rows []Citation
		for i := range 4 {
			rows = append(rows, Citation{Cite: source.Cite{Citation: &source.Citation{URL: fmt.Sprintf("https://www.example.org/%d", i)}},
				Live: Live{Verdict: verdict.Blocked, Reason: reason}})
		}
		if got := findHosts(rows); len(got) != want {
			t.Errorf("%s: %+v", reason, got)
		}
	}
}
