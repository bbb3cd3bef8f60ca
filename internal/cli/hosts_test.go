package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"archiver/internal/source"
	"archiver/internal/watch"
)

// TestHosts: a host that fails is told once, its citations by their refs alone;
// one that fails for its copy has its paragraph, and with -v all have. Those that
// were never captured are told in one line.
func TestHosts(t *testing.T) {
	may := time.Date(2026, 5, 12, 9, 0, 0, 0, time.UTC)
	res := &watch.Result{CheckedAt: may}
	h := watch.HostFinding{Host: "www.example.org", Verdict: "unreachable", Reason: "timeout", Sources: 6, Since: may,
		Detail: "www.example.org: 6 sources unreachable (timeout) since 12 May 2026: one finding, the host is down"}
	m := &source.Manifest{ID: "r"}
	for i := range 6 {
		m.Footnotes = append(m.Footnotes, source.Footnote{Number: source.Label(fmt.Sprint(i + 1))})
		row := watch.Citation{Cite: source.Cite{Manifest: m, Footnote: &m.Footnotes[i], Ref: fmt.Sprint(i + 1),
			Citation: &source.Citation{URL: fmt.Sprintf("https://www.example.org/page-%d", i+1)}}, Result: "warn",
			Live:    watch.Live{Verdict: "unreachable", Reason: "timeout", Since: may, Detail: "no answer in time"},
			Archive: watch.Archive{State: watch.Intact, CapturedAt: may}}
		switch i {
		case 3:
			row.Archive.State, row.Result, row.Archive.Object = watch.Corrupt, "fail", "x.wacz"
		case 4:
			row.Archive.State, row.Result, row.Archive.Object = watch.Wall, "fail", "y.wacz"
		case 5:
			row.Archive, row.Result = watch.Archive{State: watch.Missing}, "fail"
		}
		res.Citations = append(res.Citations, row)
		h.Rows = append(h.Rows, i)
	}
	res.Hosts = []watch.HostFinding{h}
	show := func(verbose bool) string {
		var out bytes.Buffer
		e := &env{out: &out, err: &bytes.Buffer{}, verbose: verbose}
		e.printResult(res)
		return out.String()
	}
	got := show(false)
	if strings.Count(got, "one finding") != 1 || !strings.Contains(got, "cited in 1, 2, 3, 4, 5, 6") || !strings.Contains(got, "3 citations to look at, told above") ||
		!strings.Contains(got, "3 citations fail, 1 of them told above") || !strings.Contains(got, "no archived copy yet: 6") {
		t.Errorf("told:\n%s", got)
	}
	for i := range 6 {
		if strings.Contains(got, fmt.Sprint("page-", i+1)) != (i == 3 || i == 4) {
			t.Errorf("footnote %d: shown by itself or not, against what it is:\n%s", i+1, got)
		}
	}
	if got := show(true); strings.Count(got, "page-") != 6 {
		t.Errorf("with -v:\n%s", got)
	}
	b, err := json.Marshal(plainEnv.viewResult(res, false))
	if err != nil || !strings.Contains(string(b), `"hosts":[{"host":"www.example.org","verdict":"unreachable","reason":"timeout","sources":6,"since":"2026-05-12T09:00:00Z","refs":["1","2","3","4","5","6"],"detail":"`) {
		t.Errorf("%v, %s", err, b)
	}
	res.Hosts = nil
	if b, err := json.Marshal(plainEnv.viewResult(res, false)); err != nil || !strings.Contains(string(b), `"hosts":[]`) {
		t.Errorf("%v, %s", err, b)
	}
}
