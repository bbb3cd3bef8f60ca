package cli

import (
	"context"
	"fmt"
	"testing"
	"time"

	"archiver/internal/contract"
)

// TestDeskKeepsResults: the list of reports and the metrics ask for every report again and
// again; of an archive of many reports, none is worked out twice within a minute.
func TestDeskKeepsResults(t *testing.T) { // raced
	t.Parallel()
	p := newDeskProject(t, "", 0)
	worked := 0
	for range 2 {
		for i := range 500 {
			_, err := p.d.results.get(t.Context(), fmt.Sprint(i), func(context.Context) (*contract.Result, error) {
				worked++
				return &contract.Result{}, nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	if worked != 500 {
		t.Errorf("%d results of 500 reports were worked out", worked)
	}
}

// TestRecentDropsOld: what is too old to be given takes no memory.
func TestRecentDropsOld(t *testing.T) {
	t.Parallel()
	r := newRecent[int](100, time.Hour)
	r.keep("old", 1, time.Now().Add(-time.Hour))
	r.keep("new", 2, time.Now())
	if r.by["old"] != nil || r.by["new"] == nil {
		t.Errorf("%v", r.by)
	}
}
