package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"archiver/internal/catalog"
	"archiver/internal/contract"
)

// attacks are strings as hostile pages, servers and manifests would have them.
var attacks = []string{
	`<script>alert(1)</script>`,
	`"><img src=x onerror=alert(1)>`,
	`'><svg/onload=alert(1)>`,
	`</title></textarea></style><script src=//evil.example></script>`,
	`javascript:alert(1)`,
	`JaVa` + "\t" + `ScRiPt:alert(1)`,
	`data:text/html;base64,PHNjcmlwdD4=`,
	"{{.}}{{template \"x\"}}{{w \"name\"}}",
	"safe\u202etxt.exe\u2066 \u200f\u061c\ufeff\u200b",
	"a\x00b\x1b[31mred\x07\u0085\u2028\u2029end",
	strings.Repeat("A", 200_000),
	strings.Repeat("\u0301", 3000) + "Z",
	"&lt;script&gt;&#x22;&#0;&amp;amp;",
	"http://evil.example/\"onmouseover=\"alert(1)",
	"https://user:pass@evil.example/",
	"\xff\xfe\xfd broken UTF-8",
}

// poison puts a string wherever a stranger could have put one.
func poison(t *testing.T, d *desk, attack string) {
	t.Helper()
	data, err := json.Marshal(strings.ToValidUTF8(attack, "\uFFFD"))
	if err != nil {
		t.Fatal(err)
	}
	quoted := strings.NewReplacer("\\u003c", "<", "\\u003e", ">", "\\u0026", "&").Replace(string(data)) // JSON is YAML
	if len(quoted) > 10_000 {
		quoted = quoted[:5000] + `"`
	}
	address := "http://evil.example/" + url.PathEscape(attack)
	if len(address) > 2000 {
		address = address[:2000]
	}
	title := quoted
	manifest := fmt.Sprintf("id: evil\ntitle: %s\npublished: 2020-01-01\nfootnotes:\n  - number: 1\n    text: %s\n    claims: [%s]\n    citations:\n      - url: %q\n        locator: %s\n",
		title, quoted, quoted, address, quoted)
	now := time.Date(2026, 11, 26, 10, 0, 0, 0, time.UTC)
	state := contract.Citation{Report: "evil", Ref: "1", URL: address, Result: "fail", Why: []string{attack}, Advice: attack + " (archiver get " + attack + ")",
		Live: &contract.Live{Verdict: "changed", Reason: "quote-lost", Status: 200, FinalURL: attack, Detail: attack, Working: attack, Confidence: attack,
			Evidence: []string{attack}, Aside: []string{attack}, Quotes: []contract.Quote{{Text: attack, State: "gone", Now: attack}, {Text: attack, State: attack}},
			LookedAt: &now, Since: &now, ComparedWith: &contract.Copy{CapturedAt: now, SHA256: attack, Object: attack}},
		Archive: contract.Archive{State: "intact", CapturedAt: &now, LagDays: new(int), SHA256: attack, Object: attack, Detail: attack, Browser: attack,
			Provenance: &catalog.Provenance{Kind: "wayback", Service: attack, Memento: attack, MementoAt: now, Retrieved: now, Note: attack},
			Withdrawn:  &contract.Withdrawn{At: now, Why: attack, By: attack, State: "removed", CapturedAt: &now, SHA256: attack},
			Refused:    []contract.Refused{{CapturedAt: now, At: now, Why: attack, By: attack, Mode: attack, Until: &now}}},
		Claims: []contract.Claim{{Text: attack, Of: 1, Items: []contract.ClaimItem{{Text: attack, Kind: attack, Found: true, Where: attack, Ref: attack}}}}}
	d.add(t, []byte(manifest), &contract.Result{Version: 1, CheckedAt: now, Citations: []contract.Citation{state},
		Hosts: []contract.Host{{Host: attack, Verdict: attack, Detail: attack, Refs: []string{"1", attack}}}})
	record, err := json.Marshal(map[string]string{"verdict": attack, "reason": attack, "why": attack, "text": attack, "detail": attack, "by": attack})
	if err != nil {
		t.Fatal(err)
	}
	person := &catalog.Provenance{Kind: "person", By: attack, Why: attack, File: attack, FileSHA256: attack, Form: attack, Retrieved: now}
	d.history["evil/1"] = &contract.History{Version: 1, URL: address,
		Snapshots: []contract.Snapshot{{CapturedAt: now, Class: attack, SHA256: attack, Object: attack, ContentType: attack, Browser: attack, Provenance: person},
			{CapturedAt: now.Add(time.Hour), Class: "source", SHA256: attack, Flaw: attack, Withdrawn: &contract.Withdrawn{At: now, Why: attack, By: attack, State: "decided"}}},
		Observations: []contract.Observation{{At: now, Verdict: attack, Reason: attack}, {At: now.Add(time.Hour), Verdict: "dead", Reason: attack}},
		Acts: []contract.Act{{At: now, Kind: "acceptance", For: attack, LogIndex: 3, Record: record}, {At: now, Kind: "quote", For: attack, Record: record},
			{At: now, Kind: attack, For: attack, Record: json.RawMessage(`{`)}},
		Requests: []contract.Request{{At: now, Kind: attack, Service: attack, Outcome: attack, Record: record}}}
	d.watching.Last.Trouble = attack
}

// Nothing that a stranger wrote acts on a page: safe looks at each.
func TestHostileStrings(t *testing.T) {
	for i, attack := range attacks {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			d := newDesk(t)
			poison(t, d, attack)
			s := newServer(t, d)
			b := newBrowser(t, s)
			for range 2 {
				for _, path := range []string{"/", "/reports/evil", "/reports/evil/1", "/reports/evil/1?accepted=3", "/reports/evil?host=evil.example&q=" + url.QueryEscape(attack[:min(len(attack), 3000)]), "/signin?next=" + url.QueryEscape(attack[:min(len(attack), 3000)])} {
					w := b.send(httptest.NewRequest(http.MethodGet, "http://pages.test"+path, nil))
					if w.Code == http.StatusSeeOther { // signed in already
						if to := w.Header().Get("Location"); !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") {
							t.Errorf("%s leads to %s", path, to)
						}
						continue
					}
					if w.Code != http.StatusOK {
						t.Fatalf("%s: %d", path, w.Code)
					}
					safe(t, path, w)
					if w.Body.Len() > 500_000 {
						t.Errorf("%s: a page of %d bytes", path, w.Body.Len())
					}
				}
				b.signIn()
			}
			d.refuse = &RefusedError{Why: attack, Hint: attack + " (archiver " + attack + ")"}
			_, page := b.get("/reports/evil/1")
			form := formOf(t, page)
			form.Set("why", attack)
			if len(attack) < 2000 {
				safe(t, "a refused acceptance", b.post("/reports/evil/1/accept", form))
			}
		})
	}
}

// The address of a citation becomes a link only if it is one of the web.
func TestHostileLinks(t *testing.T) {
	d := newDesk(t)
	for _, c := range []string{"3", "5"} {
		d.of(t, "lake", c).Live.FinalURL = "javascript:alert(document.domain)//http://a.example/"
	}
	_, page := newBrowser(t, newServer(t, d)).get("/reports/lake/3")
	shown := find(page, func(n *html.Node) bool { return n.Data == "bdi" && strings.HasPrefix(textOf(n), "javascript:") })
	if shown == nil || shown.Parent.Data == "a" {
		t.Error("the final address is not shown as text")
	}
}

// Titles and addresses of other pages in the query of an address do nothing.
func TestHostileAddresses(t *testing.T) {
	b := newBrowser(t, newServer(t, newDesk(t)))
	for _, attack := range attacks {
		attack = attack[:min(len(attack), 1000)]
		for _, path := range []string{"/reports/" + url.PathEscape(attack), "/reports/lake/" + url.PathEscape(attack), "/" + url.PathEscape(attack)} {
			w := b.send(httptest.NewRequest(http.MethodGet, "http://pages.test"+path, nil))
			if w.Code != http.StatusNotFound && w.Code/100 != 3 {
				t.Errorf("%.60s: %d", path, w.Code)
			}
			if w.Code == http.StatusNotFound {
				safe(t, fmt.Sprintf("%.60s", path), w)
			}
		}
	}
}
