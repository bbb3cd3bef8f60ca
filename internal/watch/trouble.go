package watch

import (
	"cmp"
	"slices"
	"sync"

	"archiver/internal/fetch"
)

// Unrendered is a source that the browser was to show and did not.
type Unrendered struct {
	URL string
	Why string
}

// maxTrouble is after how many failures in a row a pass gives the browser up: it
// does not start here, and plain looks are better than none.
const maxTrouble = 5

// trouble is what went wrong with the browser in a pass.
type trouble struct {
	mu   sync.Mutex
	list []Unrendered
	last string // why it failed the last time
	row  int
	made int  // captures that came about
	bare bool // one of them without Chromium's own sandbox
}

func (t *trouble) note(url string, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.last = clip(err.Error(), 300)
	t.list = append(t.list, Unrendered{url, t.last})
	t.row++
}

// passOver notes a source that the browser was not asked to show any more, where it
// was given up, and says why that was.
func (t *trouble) passOver(url string) (why string, over bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.row < maxTrouble {
		return "", false
	}
	t.list = append(t.list, Unrendered{url, t.last})
	return t.last, true
}

func (t *trouble) well(l *fetch.Look) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.row = 0
	if p := l.Rendered; p != nil {
		t.made++
		t.bare = t.bare || !p.Environment.Sandbox
	}
}

func (t *trouble) tooMuch() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.row >= maxTrouble
}

// all lists them by URL, each once.
func (t *trouble) all() []Unrendered {
	t.mu.Lock()
	defer t.mu.Unlock()
	list := slices.Clone(t.list)
	slices.SortStableFunc(list, func(a, b Unrendered) int { return cmp.Compare(a.URL, b.URL) })
	return slices.CompactFunc(list, func(a, b Unrendered) bool { return a.URL == b.URL })
}
