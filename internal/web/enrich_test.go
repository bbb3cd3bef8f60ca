package web

import (
	"testing"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/contract"
)

// enrich gives the demo's report a longer life: states that a demo does not come to.
func enrich(t testing.TB, d *desk) {
	t.Helper()
	res := d.results["lake"]
	now := res.CheckedAt
	days := func(n int) time.Time { return now.Add(time.Duration(n) * 24 * time.Hour) }

	never := d.of(t, "lake", "4")
	never.Live, never.Result, never.Advice = nil, "warn", "Look at it (archiver check)."
	never.Archive = contract.Archive{State: "missing"}

	settled := d.of(t, "lake", "11")
	settled.Accepted, settled.Settled, settled.Advice = true, true, "Nothing to do, accepted on 26 November 2026: it opens in a browser"

	copied := d.of(t, "lake", "9")
	copied.Archive.Provenance = &catalog.Provenance{Kind: "wayback", Service: "https://web.archive.org", Memento: "https://web.archive.org/web/20240102030405id_/" + copied.URL,
		MementoAt: days(-500), Retrieved: days(-1)}

	broken := d.of(t, "lake", "12")
	broken.Result, broken.Passed = "fail", false
	broken.Archive.State, broken.Archive.Detail = "corrupt", "Its bytes are not those that the log lists."
	broken.Why = []string{"The archived copy is damaged."}
	broken.Archive.Sound = &contract.Copy{CapturedAt: days(-3), SHA256: broken.Archive.SHA256, Object: broken.Archive.Object}
	broken.Advice = "Put the file back from a backup or a mirror (archiver verify 12). Meanwhile there is the copy of 23 November 2026 (archiver get 12)."
	broken.Archive.Withdrawn = &contract.Withdrawn{At: days(-2), Why: "names a witness", By: "Saule", State: "removed", LogIndex: 7}

	gone := d.of(t, "lake", "10")
	gone.Live.Confirmed, gone.Live.LooksNeeded = false, 3
	at := days(2)
	gone.Live.ConfirmableAt = &at

	res.Hosts = []contract.Host{{Host: "council.example", Verdict: "unreachable", Reason: "timeout", Sources: 2, Since: days(-3), Refs: []string{"1", "12"},
		Detail: "2 sources at council.example do not answer since 23 November 2026: the host as a whole does not."}}

	h := d.history["lake/7"]
	first := h.Snapshots[0]
	h.Snapshots, h.Observations = nil, nil
	look := func(day int, verdict, reason string) {
		h.Observations = append(h.Observations, contract.Observation{At: days(day), Verdict: verdict, Reason: reason})
	}
	for day := -420; day <= 0; day += 7 {
		switch {
		case day == -420:
			look(day, "ok", "first-seen")
		case day < -300:
			look(day, "ok", "same")
		case day < -280:
			look(day, "unreachable", "timeout")
		case day < -200:
			look(day, "ok", "noise")
		case day < -120:
			look(day, "blocked", "bot-wall")
		case day < -100:
			look(day, "dead", "http-404")
		default:
			look(day, "changed", "edited")
		}
	}
	for i, day := range []int{-420, -200, -100, -40} {
		s := first
		s.CapturedAt, s.LogIndex = days(day), int64(10+i)
		switch i {
		case 1:
			s.Class, s.Status = "wall", 403
		case 2:
			s.Withdrawn = &contract.Withdrawn{At: days(-90), Why: "shows a home address", By: "Saule", State: "removed", LogIndex: 50}
		}
		h.Snapshots = append(h.Snapshots, s)
	}
	h.Acts = []contract.Act{{At: days(-30), Kind: "quote", For: "lake/7", LogIndex: 60, Record: []byte(`{"for":"lake/7","text":"45 процентов проб"}`)}}
	h.Requests = []contract.Request{{At: days(-110), Kind: "rescue", Service: "https://web.archive.org", Outcome: "none", LogIndex: 55, Record: []byte(`{"detail":"the copies are older than ours"}`)}}
}
