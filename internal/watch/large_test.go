package watch

import (
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"archiver/internal/verdict"
)

// Large pages are compared one look at a time, and hold nothing afterwards; the
// others wait for nobody.
func TestLargePagesAlone(t *testing.T) { // raced
	w := New(Config{})
	page := func(n int) *verdict.Prepared {
		text := strings.Repeat("word ", n/5+1)
		return verdict.Prepare(verdict.Page{Kind: "html", Visible: text, Main: text})
	}
	large, small := page(largeText), page(1000)
	done := w.alone(small, large)
	w.alone(small, nil)()
	var wg sync.WaitGroup
	entered := make(chan struct{})
	wg.Go(func() {
		defer w.alone(large)()
		close(entered)
	})
	select {
	case <-entered:
		t.Error("two comparisons of large pages at once")
	case <-time.After(50 * time.Millisecond):
	}
	done()
	wg.Wait()

	look := &verdict.Look{URL: "http://a.example/", FinalURL: "http://a.example/", Status: 200, Page: large}
	ref := &verdict.Reference{FinalURL: look.FinalURL, Status: 200, Page: page(largeText + 10)}
	quote := []string{"word word word"}
	held := func() int64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	before := held()
	first := w.judge(ref, look, verdict.Probes{BrowserMissing: true}, quote)
	if again := w.judge(ref, look, verdict.Probes{BrowserMissing: true}, quote); again.Verdict != first.Verdict || again.Reason != first.Reason || !again.Quotes[0].Found {
		t.Errorf("first %s %s, then %s %s", first.Verdict, first.Reason, again.Verdict, again.Reason)
	}
	if n := held() - before; n > largeText {
		t.Errorf("%d bytes are kept of pages that were compared", n)
	}
	runtime.KeepAlive(ref)
	runtime.KeepAlive(look)
}
