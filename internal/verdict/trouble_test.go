package verdict

import (
	"slices"
	"strings"
	"testing"
)

// TestTroubles: what a rendered page lacks or says of itself is no sign where its own
// requests were not answered; what is found in it counts all the same.
func TestTroubles(t *testing.T) {
	const api = "https://api.news.example.kz/a/17"
	in := func(l *Look, list ...Trouble) *Look {
		l.Rendered, l.Troubles = true, list
		return l
	}
	failed := Trouble{URL: api, Status: 503}
	for i := range tongues {
		tg := &tongues[i]
		same := tg.page()
		ref := refOf(same)
		pdf := Page{Kind: "pdf", Visible: tg.other().Main, Main: tg.other().Main}
		menus := Page{Kind: "html", Title: tg.title, Visible: strings.Join(tg.menu, "\n")}
		cut := tg.with(slices.Delete(slices.Clone(tg.article), 2, 3))
		gone := tg.small("404", tg.notFound)
		ref404 := refOf(same)
		ref404.Status = 404
		for _, row := range []struct {
			name   string
			ref    *Reference
			look   *Look
			quotes []string
			want   string
			told   string // in the detail
		}{
			{"503, and says not found", ref, in(lookAt(200, gone), failed), nil, "unreachable/http-5xx", "(503)"},
			{"the same, first look", nil, in(lookAt(200, gone), failed), nil, "unreachable/http-5xx", api},
			{"429", ref, in(lookAt(200, gone), Trouble{URL: api, Status: 429}), []string{tg.quote}, "blocked/rate-limited", "(429)"},
			{"401", ref, in(lookAt(200, gone), Trouble{URL: api, Status: 401}), nil, "blocked/login-wall", "log in"},
			{"403", ref, in(lookAt(200, gone), Trouble{URL: api, Status: 403}), nil, "blocked/forbidden", "refused (403)"},
			{"not answered yet", ref, in(lookAt(200, menus), Trouble{URL: api}), nil, "blocked/unreadable", "not answered yet"},
			{"the connection broke", ref, in(lookAt(200, menus), Trouble{URL: api, Fault: Reset}), nil, "blocked/unreadable", "no answer"},
			{"cut short", nil, in(lookAt(200, gone), Trouble{URL: api, Fault: Truncated}), nil, "blocked/unreadable", "to its end"},
			{"nothing on it", ref, in(lookAt(200, Page{Kind: "empty"}), failed), nil, "unreachable/http-5xx", ""},
			{"nothing on it, first look", nil, in(lookAt(200, menus), failed), nil, "unreachable/http-5xx", ""},
			{"another text", ref, in(lookAt(200, tg.other()), failed), nil, "unreachable/http-5xx", ""},
			{"another kind", ref, in(lookAt(200, pdf), failed), nil, "unreachable/http-5xx", ""},
			{"led home by itself", ref, in(lookAt(200, tg.other()).at("https://news.example.kz/"), failed), nil, "unreachable/http-5xx", ""},
			{"the passage alone is missing", ref, in(lookAt(200, cut), failed), []string{tg.quote}, "blocked/unreadable", "(503)"},
			{"the worst of many", ref, in(lookAt(200, gone), Trouble{URL: "https://x.example/"}, Trouble{URL: "https://x.example/me", Status: 401}, failed), nil, "unreachable/http-5xx", api},

			{"the text is there", ref, in(lookAt(200, same), failed), []string{tg.quote}, "ok/same", ""},
			{"edited", ref, in(lookAt(200, tg.swap(tg.figure[0], tg.figure[1])), failed), []string{tg.quote}, "changed/edited", ""},
			{"much text, first look", nil, in(lookAt(200, same), Trouble{URL: api}), nil, "ok/first-seen", ""},
			{"the page itself is 404", ref, in(lookAt(404, gone), failed), nil, "dead/http-404", ""},
			{"and always was", ref404, in(lookAt(404, menus), failed), nil, "unreachable/http-5xx", ""},
			{"a login", ref, in(lookAt(200, Page{Kind: "html", Title: tg.loginTitle, Visible: tg.login, Main: tg.login, PasswordInput: true}), failed), nil, "blocked/login-wall", ""},
			{"no such name", ref, in(faulty(DNS), failed), nil, "dead/dns", ""},

			{"what it asked for is not there", ref, in(lookAt(200, gone), Trouble{URL: api, Status: 404}), nil, "dead/soft-404", "is answered “not found” (404)"},
			{"and another is not for us", ref, in(lookAt(200, gone), Trouble{URL: api, Status: 410}, Trouble{URL: api, Status: 401}, Trouble{URL: api}), nil, "dead/soft-404", "(410)"},
			{"and another failed", ref, in(lookAt(200, gone), Trouble{URL: api, Status: 404}, failed), nil, "unreachable/http-5xx", "(503)"},
			{"not found is said by nobody", ref, in(lookAt(200, tg.other()), Trouble{URL: api, Status: 404}), nil, "changed/replaced", ""},
		} {
			j := Judge(row.ref, row.look, Probes{}, row.quotes)
			if got := string(j.Verdict) + "/" + string(j.Reason); got != row.want || !strings.Contains(j.Detail, row.told) {
				t.Errorf("%s: %s: got %s, want %s\n\t%s\n\t%q", tg.lang, row.name, got, row.want, j.Detail, j.Evidence)
			}
			if wrong := unplain(j.Detail); wrong != "" {
				t.Errorf("%s: %s: %s: %q", tg.lang, row.name, wrong, j.Detail)
			}
			if j.Troubled && (j.Confidence != Weak || j.Want != nil || j.Quotes != nil || !strings.Contains(strings.Join(j.Evidence, "\n"), api)) {
				t.Errorf("%s: %s: confidence %s, wants %v, quotes %v, %q", tg.lang, row.name, j.Confidence, j.Want, j.Quotes, j.Evidence)
			}
			if strings.Contains(j.Detail, "reports no error") {
				t.Errorf("%s: %s: %q", tg.lang, row.name, j.Detail)
			}
		}
	}
}
