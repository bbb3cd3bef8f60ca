package fetch

import (
	"context"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// maxRetryAfter is the longest Retry-After that a look waits out.
const maxRetryAfter = 120 * time.Second

// retryAfter reads a Retry-After header (RFC 9110 §10.2.3): seconds or a date.
// Zero when there is none, when it makes no sense, or when the date has passed.
func retryAfter(v string, now time.Time) time.Duration {
	v = strings.TrimSpace(v)
	if v == "" {
		return 0
	}
	if n, err := strconv.ParseInt(v, 10, 64); err == nil {
		const most = int64(365 * 24 * time.Hour / time.Second)
		return time.Duration(min(max(n, 0), most)) * time.Second
	}
	t, err := http.ParseTime(v)
	if err != nil {
		return 0
	}
	return max(t.Sub(now), 0)
}

// retryable says whether a second try may bring another answer. Everything else
// would be the same, or isn't ours to insist on.
func retryable(v *visit) bool {
	if v.fault != nil {
		switch v.fault.Reason {
		case Timeout, Reset, DNSTemporary:
			return true
		case Truncated:
			return true
		}
		return false
	}
	if v.status == http.StatusNetworkAuthenticationRequired {
		return false // somebody has to log in first
	}
	return v.status == http.StatusRequestTimeout || v.status == http.StatusTooManyRequests || v.status >= 500
}

// pause gives the wait before try number n (1: the first repetition), with up
// to a quarter of jitter on top so that many clients don't return in step.
func pause(waits []time.Duration, n int) time.Duration {
	if len(waits) == 0 {
		return 0
	}
	d := waits[min(n, len(waits))-1]
	if d <= 0 {
		return 0
	}
	return d + rand.N(d/4+1)
}

// sleep waits for d or until ctx ends.
func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
