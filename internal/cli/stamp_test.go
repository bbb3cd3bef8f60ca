package cli

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestAuthorityNames: two authorities are never called the same.
func TestAuthorityNames(t *testing.T) {
	for _, c := range []struct{ urls, want []string }{
		{[]string{"https://a.example/tsr", "https://b.example:8080/tsr"}, []string{"a.example", "b.example:8080"}},
		{[]string{"https://a.example/one", "https://b.example/x", "https://a.example/two"}, []string{"a.example/one", "b.example", "a.example/two"}},
		{[]string{"https://a.example:1/x", "https://a.example:2/x"}, []string{"a.example:1", "a.example:2"}},
		{[]string{"https://a.example/x", "http://a.example/x", "http://a.example/y"}, []string{"https://a.example/x", "http://a.example/x", "a.example/y"}},
	} {
		var stamps []stampJSON
		for _, u := range c.urls {
			stamps = append(stamps, stampJSON{Authority: u, Stamped: true})
		}
		if got := authorityNames(stamps); !slices.Equal(got, c.want) {
			t.Errorf("%q are %q, want %q", c.urls, got, c.want)
		}
		if got := stampWords(stamps); got != "the log was timestamped by "+strings.Join(c.want, ", ") {
			t.Errorf("%q", got)
		}
		at := time.Now()
		stamps[0].Time = &at
		var out bytes.Buffer
		(&env{out: &out, err: &out}).printStamped(stamps)
		for _, name := range c.want {
			if !strings.Contains("\n"+out.String(), "\n"+name+": ") {
				t.Errorf("%s is missing in\n%s", name, &out)
			}
		}
	}
}

func TestPrintTimestamps(t *testing.T) {
	for n, want := range map[int]string{0: "", 1: "1 timestamp over the log's checkpoints holds\n", 2: "2 timestamps over the log's checkpoints hold\n"} {
		var out bytes.Buffer
		(&env{out: &out, err: &out}).printTimestamps(verifyJSON{Timestamps: n})
		if out.String() != want {
			t.Errorf("%q, want %q", &out, want)
		}
	}
}
