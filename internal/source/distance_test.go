package source

import "testing"

// TestDistance: letters put in, taken out, changed or swapped with their neighbour count
// one each, whatever the script.
func TestDistance(t *testing.T) {
	for _, tt := range []struct {
		a, b        string
		limit, want int
	}{{"kitten", "sitting", 9, 3}, {"form", "from", 2, 1}, {"", "to", 2, 2}, {"сноска", "сноски", 2, 1}, {"kitten", "sitting", 1, 2}, {"same", "same", 0, 0}} {
		if got := Distance(tt.a, tt.b, tt.limit); got != tt.want {
			t.Errorf("%q and %q within %d: %d, want %d", tt.a, tt.b, tt.limit, got, tt.want)
		}
	}
}
