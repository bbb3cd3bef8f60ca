package east

import (
	"slices"
	"strings"
	"testing"

	"archiver/internal/eval/kit/kittest"
)

// Every class is there, and every reason that a page of these sites can show.
func TestCases(t *testing.T) {
	kittest.Check(t, kittest.Set{
		Cases: Cases, Sites: sites, Least: 160, Most: 220,
		Classes: strings.Fields("noise edit quote replaced type moved dead wall fault"),
		Wants: slices.Concat(kittest.All("unreachable"), kittest.All("changed"), kittest.All("dead"), []string{
			"moved/redirect", "blocked/bot-wall", "blocked/login-wall", "blocked/forbidden", "blocked/legal-451",
			"blocked/geo-block", "blocked/rate-limited", "blocked/unreadable"}),
		Short:  map[string]int{"prosecutor-ru": 60, "social-ru": 60, "telegram-kk": 60},
		Beside: []string{"ngo-ru/quote-removed-but-commenter-quotes-it"},
	})
}
