package bundle

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"archiver/internal/ledger"
)

// TestLookWords: a look is told by what it meant for the footnotes. Against the newest
// snapshot a page that was changed is ok, once the change was captured.
func TestLookWords(t *testing.T) {
	r := ledger.ObservationRecord{Status: 200, Verdict: "ok", Reason: "same", Judged: []ledger.Judged{
		{For: []string{"lake/1", "other/4"}, Verdict: "changed", Reason: "edited"}, {For: []string{"lake/2"}, Verdict: "ok", Reason: "same"},
		{For: []string{"lake/3"}, Verdict: "changed", Reason: "edited"}}}
	body, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	line := ledger.Line{Kind: ledger.KindObservation, Body: body}
	const looked = "the live source was looked at: HTTP status 200; "
	for _, tt := range []struct {
		own  func(string) bool
		want string
	}{
		{nil, "judged changed (edited) for lake/1, other/4, lake/3, judged ok (same) for lake/2"},
		{func(name string) bool { return strings.HasPrefix(name, "lake/") }, "judged changed (edited) for lake/1, lake/3, judged ok (same) for lake/2"},
		{func(string) bool { return false }, "judged ok (same) against its newest snapshot"},
	} {
		if got, _ := tell(line, "", 0, tt.own); got != looked+tt.want {
			t.Errorf("%s\nwant %s", got, looked+tt.want)
		}
	}
}

// TestTakenWords: whose word the moment of a snapshot is.
func TestTakenWords(t *testing.T) {
	at := time.Date(2024, 5, 16, 0, 0, 0, 0, time.UTC)
	for want, p := range map[string]*ledger.Provenance{
		"captured 2024-05-16 00:00:00 UTC by the collector's clock":         nil,
		"saved by Anna K., 2024-05-16 00:00:00 UTC (by their own word)":     {Kind: ledger.ProvenancePerson, By: "Anna K.", Dated: "given"},
		"captured 2024-05-16 00:00:00 UTC, as the archive old.example says": {Kind: "wayback", Service: "old.example", MementoAt: at},
	} {
		if got := takenWords(ledger.SnapshotRecord{CapturedAt: at, Provenance: p}); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
