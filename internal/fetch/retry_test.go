package fetch

import (
	"testing"
	"time"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func TestRetryAfter(t *testing.T) {
	for _, c := range []struct {
		in   string
		want time.Duration
	}{
		{"", 0},
		{"7", 7 * time.Second},
		{" 120 ", 2 * time.Minute},
		{"-5", 0},
		{"1.5", 0},
		{"soon", 0},
		{"99999999999999", 365 * 24 * time.Hour},
		{"99999999999999999999999", 0},
		{"Sun, 22 Nov 2026 12:00:30 GMT", 30 * time.Second},
		{"Sunday, 22-Nov-26 12:01:00 GMT", time.Minute},
		{"Sun Nov 22 12:01:00 2026", time.Minute},
		{"Sun, 22 Nov 2026 11:00:00 GMT", 0},
	} {
		if got := retryAfter(c.in, noon); got != c.want {
			t.Errorf("%q: %v, want %v", c.in, got, c.want)
		}
	}
}

func FuzzRetryAfter(f *testing.F) {
	for _, s := range []string{"", "7", "-1", "Sun, 22 Nov 2026 12:00:30 GMT", "9223372036854775807", "Fri, 31 Dec 9999 23:59:59 GMT"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if d := retryAfter(s, noon); d < 0 {
			t.Fatalf("%q: %v", s, d)
		}
	})
}

func TestPause(t *testing.T) {
	waits := []time.Duration{time.Second, 4 * time.Second}
	for n, base := range map[int]time.Duration{1: time.Second, 2: 4 * time.Second, 3: 4 * time.Second, 9: 4 * time.Second} {
		for range 20 {
			if d := pause(waits, n); d < base || d > base*5/4 {
				t.Errorf("try %d: %v", n, d)
			}
		}
	}
	if pause(nil, 1) != 0 || pause([]time.Duration{0}, 1) != 0 {
		t.Error("waits though none is asked for")
	}
}
