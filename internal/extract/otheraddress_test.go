package extract

import "testing"

// TestOtherAddress: text that only touches a link keeps the address that it shows.
func TestOtherAddress(t *testing.T) {
	for _, tt := range []struct {
		text, href string
		want       int
	}{
		{", p. 31; see also https://b.example/list.", "https://a.example/1", 18},
		{"see https://a.example/1", "https://a.example/2", 0},
		{"https://b.example/1", "https://a.example/1", 0},
		{"see https://b.example/1", "https://lead.example/?url=https%3A%2F%2Fb.example%2F1", 0},
		{"the report", "https://a.example/1", 0},
	} {
		if got := otherAddress(tt.text, tt.href); got != tt.want {
			t.Errorf("%q: %d, want %d", tt.text, got, tt.want)
		}
	}
}
