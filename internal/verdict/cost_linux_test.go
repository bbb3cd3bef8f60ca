package verdict

import (
	"fmt"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestManyEditsCost: a page that is one paragraph with a change at every other word is
// judged: nothing ends a judgement. By the square of its size it took 23 seconds. What
// counts is the time of the processor, which others' work does not lengthen.
func TestManyEditsCost(t *testing.T) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	spent := func() time.Duration {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_THREAD, &u); err != nil {
			t.Fatal(err)
		}
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	for _, words := range []string{"Maks%d Bokayev ", "%d,000 people. "} {
		var b strings.Builder
		for i := 0; b.Len() < 1<<20; i++ {
			fmt.Fprintf(&b, words, i)
		}
		page := func(text string) *Prepared {
			return Prepare(Page{Kind: "html", Visible: text, Main: text, Title: "The report"})
		}
		old, now := page(b.String()), page(strings.ReplaceAll(b.String(), "1", "2")+"x")
		began := spent()
		Judge(&Reference{URL: "https://a.kz/x", Page: old}, &Look{URL: "https://a.kz/x", Status: 200, Page: now}, Probes{}, nil)
		if took := spent() - began; took > 10*time.Second {
			t.Errorf("%q: took %v", words, took)
		} else {
			t.Logf("%q: took %v", words, took)
		}
	}
}
