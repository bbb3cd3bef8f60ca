package cli

import (
	"testing"
	"time"
)

func TestParseDate(t *testing.T) {
	for text, want := range map[string]string{
		"2020-02-21": "2020-02-21T00:00:00Z", "2020-02-21T10:15:00+05:00": "2020-02-21T05:15:00Z", "20200221101500": "2020-02-21T10:15:00Z",
	} {
		if got, err := parseDate(text); err != nil || got.Format(time.RFC3339) != want {
			t.Errorf("parseDate(%q) = %v, %v; want %s", text, got, err, want)
		}
	}
	for _, text := range []string{"", "soon", "2020-02-30", "2020021"} {
		if got, err := parseDate(text); err == nil {
			t.Errorf("parseDate(%q) = %v", text, got)
		}
	}
}
