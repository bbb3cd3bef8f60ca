package verdict

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestManyEditsCost: a page that is one paragraph with a change at every other word is
// judged in a time of its size, and not of its square: nothing ends a judgement.
func TestManyEditsCost(t *testing.T) {
	for _, words := range []string{"Maks%d Bokayev ", "%d,000 people. "} {
		took := func(size int) time.Duration {
			var b strings.Builder
			for i := 0; b.Len() < size; i++ {
				fmt.Fprintf(&b, words, i)
			}
			page := func(text string) *Prepared {
				return Prepare(Page{Kind: "html", Visible: text, Main: text, Title: "The report"})
			}
			old, now := page(b.String()), page(strings.ReplaceAll(b.String(), "1", "2")+"x")
			begin := time.Now()
			Judge(&Reference{URL: "https://a.kz/x", Page: old}, &Look{URL: "https://a.kz/x", Status: 200, Page: now}, Probes{}, nil)
			return time.Since(begin)
		}
		const size = 64 << 10
		one, eight := took(size), took(8*size)
		limit := 24 * max(one, 200*time.Millisecond)
		if eight > limit {
			eight = took(8 * size) // the machine may be busy
		}
		if eight > limit {
			t.Errorf("%q: %d KB take %v, eight times as many %v", words, size>>10, one, eight)
		} else {
			t.Logf("%q: %d KB take %v, eight times as many %v", words, size>>10, one, eight)
		}
	}
}
