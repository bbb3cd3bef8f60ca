package verdict

import (
	"fmt"
	"testing"
)

// Times before the parts of a transcript come and go; a single time, or times
// that do not go on, are what a text says.
func TestTimecodes(t *testing.T) {
	const length = "Listen 42:10"
	for _, c := range []struct {
		name   string
		times  []string // before each paragraph
		edited bool
	}{
		{"before each", []string{"00:12", "01:40", "4:05"}, false},
		{"in brackets, with hours", []string{"[00:00:12]", "[00:01:40]", "[1:04:05]"}, false},
		{"behind who speaks", []string{"Host: 00:12", "Guest: 01:40", "Host: 14:05"}, false},
		{"one", []string{"14:30", "", ""}, true},
		{"behind who speaks, backwards", []string{"Host: 14:30", "Guest: 13:20", "Host: 12:10"}, true},
		{"other figures", []string{"12", "40", "45"}, true},
	} {
		tg := &tongues[0]
		old, now := []string{length}, []string{length}
		for i, p := range tg.article {
			before, name := "", ""
			if i < len(c.times) {
				before = c.times[i]
				for _, n := range []string{"Host: ", "Guest: "} {
					if len(before) > len(n) && before[:len(n)] == n {
						name = n
					}
				}
			}
			old, now = append(old, name+p), append(now, fmt.Sprintf("%s %s", before, p))
		}
		for _, pair := range [][2]Page{{tg.with(old), tg.with(now)}, {tg.with(now), tg.with(old)}} {
			j := Judge(refOf(pair[0]), lookAt(200, pair[1]), Probes{}, nil)
			if got := j.Verdict == Changed; got != c.edited {
				t.Errorf("%s: %s/%s %s", c.name, j.Verdict, j.Reason, j.Detail)
			}
		}
	}
}
