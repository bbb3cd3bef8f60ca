package catalog

import (
	"reflect"
	"testing"
	"time"
)

// TestAlerts: what is told, and how far each delivery has come, follows the records; to
// apply them again changes nothing, and what is done stays done.
func TestAlerts(t *testing.T) {
	ctx := t.Context()
	c, err := OpenMemory(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	at := time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)
	alert := func(index int64, state string, lost ...string) Change {
		return Change{Alert: &Alert{At: at, ID: "id", Report: "kz", Body: []byte(`{}`), LogIndex: index,
			Told:       []Told{{SourceID: "s", Cite: "kz/1", Part: "live", State: state, Lost: lost, Shows: at.Add(-time.Hour), At: at}},
			Deliveries: []Delivery{{Target: "desk"}, {Target: "hook"}}}}
	}
	delivery := func(index, alert int64, target, state string, try int, ambiguous bool) Change {
		return Change{Delivery: &Delivery{Alert: alert, Target: target, State: state, Tries: try, LastTry: at.Add(time.Duration(index) * time.Hour),
			Ambiguous: ambiguous, Detail: state, LogIndex: index}}
	}
	changes := []Change{
		alert(1, "quote lost", "q"),
		delivery(2, 1, "desk", Pending, 1, true),
		delivery(3, 1, "hook", "sent", 1, false),
		delivery(4, 1, "desk", Pending, 2, false),
		delivery(5, 1, "hook", Pending, 2, false), // by whom? it was sent
		alert(6, "dead"),
		delivery(7, 6, "hook", "given-up", 9, false),
		delivery(8, 9, "hook", "sent", 1, false), // of no alert
	}
	for range 2 {
		if err := c.Apply(ctx, 9, changes); err != nil {
			t.Fatal(err)
		}
		told, err := c.AllTold(ctx)
		if err != nil || !reflect.DeepEqual(told, []Told{{SourceID: "s", Cite: "kz/1", Part: "live", State: "quote lost", Lost: []string{"q"}, Shows: at.Add(-time.Hour), At: at},
			{SourceID: "s", Cite: "kz/1", Part: "live", State: "dead", Shows: at.Add(-time.Hour), At: at}}) {
			t.Errorf("told %+v, %v", told, err)
		}
		reports, err := c.AlertedReports(ctx)
		if err != nil || !reflect.DeepEqual(reports, map[string]bool{"kz": true}) {
			t.Errorf("reports %v, %v", reports, err)
		}
		list, err := c.OpenAlerts(ctx)
		if err != nil || len(list) != 2 || len(list[0].Deliveries) != 1 || len(list[1].Deliveries) != 2 {
			t.Fatalf("open %+v, %v", list, err)
		}
		want := Delivery{Alert: 1, Target: "desk", State: Pending, Tries: 2, FirstTry: at.Add(2 * time.Hour), LastTry: at.Add(4 * time.Hour), Ambiguous: true, Detail: Pending, LogIndex: 4}
		if got := list[0].Deliveries[0]; !reflect.DeepEqual(got, want) {
			t.Errorf("%+v, want %+v", got, want)
		}
		if got := list[1].Deliveries; got[0].State != Pending || got[0].Tries != 0 || got[1].State != "given-up" || got[1].Tries != 9 {
			t.Errorf("%+v", got)
		}
	}
}
