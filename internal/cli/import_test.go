package cli

import (
	"errors"
	"strings"
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

// TestDateMeant: a day in another order is named as it has to be written.
func TestDateMeant(t *testing.T) {
	for text, want := range map[string]string{
		"31.05.2024": "write 2024-05-31: ", "1.2.2024": "write 2024-02-01: ", "05/31/2024": "write 2024-05-31: ",
		"05/06/2024": "write 2024-06-05 or 2024-05-06: ", "2024-5-31": "write 2024-05-31: ", "2024/05/31": "write 2024-05-31: ",
		"31.02.2024": "write 2020-02-21, ", "1.2.24": "write 2020-02-21, ",
	} {
		_, err := parseDate(text)
		if usage := (*usageError)(nil); !errors.As(err, &usage) || !strings.HasPrefix(usage.hint, want) {
			t.Errorf("parseDate(%q): %+v; want %s", text, err, want)
		}
	}
}
