package verdict

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestManyEditsCost: a page that is one paragraph with a change at every other word is
// judged: nothing ends a judgement. By the square of its size it would take minutes; a
// busy machine is no fault.
func TestManyEditsCost(t *testing.T) {
	for _, words := range []string{"Maks%d Bokayev ", "%d,000 people. "} {
		var b strings.Builder
		for i := 0; b.Len() < 2<<20; i++ {
			fmt.Fprintf(&b, words, i)
		}
		page := func(text string) *Prepared {
			return Prepare(Page{Kind: "html", Visible: text, Main: text, Title: "The report"})
		}
		old, now := page(b.String()), page(strings.ReplaceAll(b.String(), "1", "2")+"x")
		begin := time.Now()
		Judge(&Reference{URL: "https://a.kz/x", Page: old}, &Look{URL: "https://a.kz/x", Status: 200, Page: now}, Probes{}, nil)
		if took := time.Since(begin); took > time.Minute {
			t.Errorf("%q: took %v", words, took)
		} else {
			t.Logf("%q: took %v", words, took)
		}
	}
}
