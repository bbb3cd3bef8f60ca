package watch

import (
	"encoding/json"
	"testing"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/verdict"
)

// TestClockBehindFromCatalog: between two passes a standing lies in the catalog, and one
// look by a clock that was behind confirms nothing there either.
func TestClockBehindFromCatalog(t *testing.T) {
	now := time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)
	st := standing{}
	for i, at := range []time.Time{now, now.AddDate(-1, 0, 0), now.Add(time.Hour)} {
		var before *verdict.Standing
		if i > 0 {
			before = &st.Standing
		}
		st = standing{Standing: verdict.Policy{}.Advance(before, verdict.Dead, verdict.HTTP410, at)}
		body, err := json.Marshal(st.logged("r/1", at))
		if err != nil {
			t.Fatal(err)
		}
		if st, err = decodeStanding(catalog.Standing{Cite: "r/1", At: at, Body: body}); err != nil {
			t.Fatal(err)
		}
	}
	if st.Looks != 1 || st.Confirmed {
		t.Errorf("%d looks counted, confirmed %v: want 1, false", st.Looks, st.Confirmed)
	}
}
