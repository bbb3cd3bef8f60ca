package authority

import (
	"testing"
	"time"
)

// Brief starts an authority whose certificate ends soon after it was used: as soon as it
// can, which on a busy machine is later.
func Brief(t testing.TB, opt Options, use func(*Authority) error) *Authority {
	t.Helper()
	for life := 2 * time.Second; ; life *= 3 {
		opt.NotAfter = time.Now().Add(life)
		a := Start(t, opt)
		err := use(a)
		if err == nil {
			return a
		}
		if life > time.Minute {
			t.Fatal(err)
		}
	}
}
