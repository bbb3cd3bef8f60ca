package browser

import (
	"errors"
	"slices"
	"sync"
)

var errTooMuch = errors.New("the capture met its ceiling of bytes")

// meter counts what a capture uses against its ceilings.
type meter struct {
	limits Limits
	full   chan struct{} // closed when the page may ask for nothing more

	mu       sync.Mutex
	requests int
	bytes    int64
	cut      []string
}

func newMeter(l Limits) *meter { return &meter{limits: l, full: make(chan struct{})} }

// request counts one, and tells whether it may be made.
func (m *meter) request() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.requests >= m.limits.Requests {
		m.note("requests")
		return false
	}
	if m.bytes >= m.limits.Bytes {
		m.note("bytes")
		return false
	}
	m.requests++
	return true
}

func (m *meter) room() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.bytes >= m.limits.Bytes {
		m.note("bytes")
		return false
	}
	return true
}

func (m *meter) read(n int) {
	m.mu.Lock()
	m.bytes += int64(n)
	m.mu.Unlock()
}

// met notes that a ceiling was met.
func (m *meter) met(ceiling string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.note(ceiling)
}

func (m *meter) note(ceiling string) {
	if slices.Contains(m.cut, ceiling) {
		return
	}
	m.cut = append(m.cut, ceiling)
	if ceiling != "height" && m.full != nil {
		once(m.full)
	}
}

func (m *meter) cuts() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.cut)
}
