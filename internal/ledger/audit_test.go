package ledger

import "testing"

// The slice of a snapshot is fixed: archives say when each was read.
func TestAuditSlice(t *testing.T) {
	// python3 -c 'import hashlib, sys; print(int(hashlib.sha256(sys.argv[1].encode()).hexdigest()[:16], 16) % 90)' KEY
	for object, want := range map[string]int{
		"snapshots/example.org/0-0123456789ab/20200221101500.wacz": 76,
		"": 52,
	} {
		if got := AuditSlice(object); got != want {
			t.Errorf("AuditSlice(%q) = %d, want %d", object, got, want)
		}
	}
	seen := map[int]bool{}
	for i := range 2000 {
		seen[AuditSlice(string(rune('a'+i%26))+string(rune('0'+i/26)))] = true
	}
	if len(seen) != AuditSlices {
		t.Errorf("2,000 objects are in %d slices", len(seen))
	}
}
