package west

import (
	"testing"

	"archiver/internal/eval/kit/kittest"
)

// Each reason that a page of this part can show is in the set, and no class is out
// of proportion.
func TestCases(t *testing.T) {
	kittest.Check(t, kittest.Set{
		Cases: Cases, Sites: sites, Least: 160, Most: 220,
		Shares: map[string]float64{"noise": .35, "edit": .25},
		Wants: append(kittest.All("unreachable"),
			"dead/http-404", "dead/http-410", "dead/soft-404", "dead/redirected-home", "dead/dns", "dead/parked", "dead/hijacked", "dead/empty",
			"blocked/bot-wall", "blocked/login-wall", "blocked/consent-wall", "blocked/forbidden",
			"blocked/legal-451", "blocked/geo-block", "blocked/rate-limited", "blocked/unreadable"),
		Short:  map[string]int{"prefecture-fr": 60, "social-en": 60},
		Beside: []string{"daily-en/quote-gone-but-quoted-in-comment"},
	})
}
