package ledger

import (
	"fmt"
	"testing"
)

// TestWithdrawalIn: only a record that withdraws what was listed before, with the
// same hash, takes anything out of use.
func TestWithdrawalIn(t *testing.T) {
	listed := map[string]Listed{"snapshots/a": {SHA256: "aa"}, "keys/log.pub": {SHA256: "aa"}}
	for _, c := range []struct {
		object, sum, state string
		gone               bool
	}{
		{"snapshots/a", "aa", WithdrawalRemoved, true},
		{"snapshots/a", "aa", WithdrawalDecided, true},
		{"snapshots/a", "aa", WithdrawalRefused, false},
		{"snapshots/a", "bb", WithdrawalRemoved, false},
		{"snapshots/a", "", WithdrawalRemoved, false},
		{"snapshots/b", "", WithdrawalRemoved, false},
		{"keys/log.pub", "aa", WithdrawalRemoved, false},
	} {
		gone := map[string]bool{}
		body := fmt.Appendf(nil, `{"object":%q,"sha256":%q,"state":%q}`, c.object, c.sum, c.state)
		NoteWithdrawal(listed, gone, Line{Kind: KindWithdrawal, Body: body})
		if gone[c.object] != c.gone {
			t.Errorf("%+v: %v", c, gone)
		}
	}
}
