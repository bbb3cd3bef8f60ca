package verdict

import (
	"slices"
	"strings"
	"testing"
)

// TestHalf: what a page lacks is no edit where a request of its own came to nothing;
// what is new in it, or stands otherwise, is.
func TestHalf(t *testing.T) {
	const api = "https://news.example.kz/api/half"
	for i := range tongues {
		tg := &tongues[i]
		ref := refOf(tg.page())
		n := len(tg.article)
		half := slices.Clone(tg.article[:n-2])
		altered := slices.Clone(half)
		for i := range altered {
			altered[i] = strings.ReplaceAll(strings.ReplaceAll(altered[i], tg.figure[0], tg.figure[1]), tg.negation[0], tg.negation[1])
		}
		inserted := append(slices.Clone(half), tg.other().Main)
		for _, row := range []struct {
			name     string
			article  []string
			troubles []Trouble
			want     string
			told     string // in the detail
			not      string
		}{
			{"503", half, []Trouble{{URL: api, Status: 503}}, "blocked/unreadable/C", "(503)", ""},
			{"429", half, []Trouble{{URL: api, Status: 429}}, "blocked/rate-limited/C", "(429)", ""},
			{"not answered", half, []Trouble{{URL: api}}, "blocked/unreadable/C", api, ""},
			{"broke", half, []Trouble{{URL: api, Fault: Reset}}, "blocked/unreadable/C", api, ""},
			{"and says so", append(slices.Clone(half), "Something went wrong. Please try again later."), []Trouble{{URL: api, Status: 503}}, "blocked/unreadable/C", "(503)", ""},
			{"all well", half, nil, "changed/edited", "", ""},
			{"not there", half, []Trouble{{URL: api, Status: 404}}, "changed/edited", "", ""},
			{"altered besides", altered, []Trouble{{URL: api, Status: 503}}, "changed/edited", tg.figure[1], strings.Join(strings.Fields(tg.article[n-1])[:3], " ")},
			{"more came", inserted, []Trouble{{URL: api, Status: 503}}, "changed/edited", "", strings.Join(strings.Fields(tg.article[n-1])[:3], " ")},
			{"altered alone", slices.Concat(altered, tg.article[n-2:]), []Trouble{{URL: api}}, "changed/edited", tg.figure[1], ""},
		} {
			l := lookAt(200, tg.with(row.article))
			if row.name == "503" {
				l.Rendered, l.Troubles = true, row.troubles
				if j := Judge(nil, l, Probes{}, nil); j.Verdict != OK || j.Confidence != Weak || !strings.Contains(j.Detail, "may be missing") || unplain(j.Detail) != "" {
					t.Errorf("%s: first look: %s %s: %s", tg.lang, j.Verdict, j.Confidence, j.Detail)
				}
			}
			l.Rendered, l.Troubles = true, row.troubles
			j := Judge(ref, l, Probes{}, nil)
			got := string(j.Verdict) + "/" + string(j.Reason) + "/" + j.Confidence
			if !strings.HasPrefix(got, row.want) || !strings.Contains(j.Detail, row.told) || row.not != "" && strings.Contains(j.Detail, row.not) {
				t.Errorf("%s: %s: got %s, want %s\n\t%s\n\t%q", tg.lang, row.name, got, row.want, j.Detail, j.Evidence)
			}
		}
	}
}
