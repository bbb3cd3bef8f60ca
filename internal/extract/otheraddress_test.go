package extract

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

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

// TestOtherAddressLong: quadratic, it takes minutes.
func TestOtherAddressLong(t *testing.T) {
	var text strings.Builder
	for i := 0; text.Len() < maxPDFLine; i++ {
		fmt.Fprintf(&text, "a%d://b ", i)
	}
	start := time.Now()
	if otherAddress(text.String(), "http://b/") != 0 || time.Since(start) > 20*time.Second {
		t.Errorf("a long line took %v", time.Since(start))
	}
}
