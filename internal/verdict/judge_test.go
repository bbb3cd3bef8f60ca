package verdict

import (
	"slices"
	"strings"
	"testing"
)

// TestVerdicts has a row at least for each verdict and reason of CONTRACT.md,
// in each language where the page's words decide.
func TestVerdicts(t *testing.T) {
	seen := map[string]bool{}
	for i := range tongues {
		tg := &tongues[i]
		same := tg.page()
		ref := refOf(same)
		noisy := tg.page()
		noisy.Visible += "\n" + tg.updated[0] + "\n" + tg.counter[0]
		noisy.Main += "\n" + tg.updated[0] + "\n" + tg.counter[0]
		shell := Page{Kind: "html", Title: "App", Scripts: 4}
		spamText := "casino бонус казино slots jackpot bonus deposit 1xbet покер poker"
		pdf := Page{Kind: "pdf", Visible: tg.other().Main, Main: tg.other().Main}
		rows := []struct {
			name   string
			ref    *Reference
			look   *Look
			probes Probes
			quotes []string
			want   string
			class  string
		}{
			{"same", ref, lookAt(200, same), Probes{}, []string{tg.quote}, "ok/same", ClassSource},
			{"same, answered 404", ref, lookAt(404, same), Probes{}, nil, "ok/same", ClassSource},
			{"same, answered 500", ref, lookAt(500, same), Probes{}, nil, "ok/same", ClassSource},
			{"quote in a 403", nil, lookAt(403, same), Probes{}, []string{tg.quote}, "ok/first-seen", ClassSource},
			{"noise", ref, lookAt(200, noisy), Probes{}, []string{tg.quote}, "ok/noise", ClassSource},
			{"first look", nil, lookAt(200, same), Probes{}, nil, "ok/first-seen", ClassSource},
			{"https, www, slash", ref, lookAt(200, same).at("https://www.news.example.kz/2019/05/dam/index.html?utm_source=x&PHPSESSID=1", Hop{cited, "https://www.news.example.kz/2019/05/dam/index.html", 301}), Probes{}, nil, "ok/same", ClassSource},
			{"moved", ref, lookAt(200, same).at("https://news.example.kz/archive/dam", Hop{cited, "/archive/dam", 301}), Probes{}, nil, "moved/redirect", ClassSource},
			{"moved for a time", ref, lookAt(200, same).at("https://news.example.kz/archive/dam", Hop{cited, "/archive/dam", 302}), Probes{}, nil, "ok/same", ClassSource},
			{"moved and changed", ref, lookAt(200, tg.swap(tg.figure[0], tg.figure[1])).at("https://news.example.kz/archive/dam", Hop{cited, "/archive/dam", 308}), Probes{}, nil, "changed/edited", ClassSource},
			{"edited figure", ref, lookAt(200, tg.swap(tg.figure[0], tg.figure[1])), Probes{}, []string{tg.quote}, "changed/edited", ClassSource},
			{"edited negation", ref, lookAt(200, tg.swap(tg.negation[0], tg.negation[1])), Probes{}, nil, "changed/edited", ClassSource},
			{"edited name", ref, lookAt(200, tg.swap(tg.name[0], tg.name[1])), Probes{}, nil, "changed/edited", ClassSource},
			{"edited date", ref, lookAt(200, tg.swap(tg.date[0], tg.date[1])), Probes{}, nil, "changed/edited", ClassSource},
			{"quote lost", ref, lookAt(200, tg.with(slices.Delete(slices.Clone(tg.article), 2, 3))), Probes{}, []string{tg.quote}, "changed/quote-lost", ClassSource},
			{"quote that never stood", ref, lookAt(200, same), Probes{}, []string{"Никогда здесь не стояло это предложение о слонах"}, "ok/same", ClassSource},
			{"replaced", ref, lookAt(200, tg.other()), Probes{}, []string{tg.quote}, "changed/replaced", ClassSource},
			{"type", ref, lookAt(200, pdf), Probes{}, nil, "changed/type", ClassSource},
			{"404", ref, lookAt(404, tg.small("404", tg.notFound)), Probes{}, []string{tg.quote}, "dead/http-404", ClassError},
			{"404 without reference", nil, lookAt(404, tg.small("404", tg.notFound)), Probes{}, nil, "dead/http-404", ClassError},
			{"404 within the site's template", ref, lookAt(404, Page{Kind: "html", Title: tg.notFound, Visible: same.Visible[:len(same.Visible)*7/10] + "\n" + tg.notFound, Main: same.Main[:len(same.Main)*7/10]}), Probes{}, nil, "dead/http-404", ClassError},
			{"410", ref, lookAt(410, tg.small("Gone", tg.notFound)), Probes{}, nil, "dead/http-410", ClassError},
			{"soft 404 by its words", ref, lookAt(200, tg.small("404", tg.notFound)), Probes{}, nil, "dead/soft-404", ClassError},
			{"soft 404 by its words, first look", nil, lookAt(200, tg.small("404", tg.notFound)), Probes{}, nil, "dead/soft-404", ClassError},
			{"a short text at any address may be a wall", ref, lookAt(200, tg.other()), Probes{Sibling: lookAt(200, tg.other())}, nil, "changed/replaced", ClassSource},
			{"one sign is not enough", nil, lookAt(200, tg.other()), Probes{Sibling: lookAt(200, tg.other())}, nil, "ok/first-seen", ClassSource},
			{"an error's words and a third of the text, at any address", ref, lookAt(200, tg.with(append(slices.Clone(tg.article[:1]), tg.article[1][:len(tg.article[1])/2], tg.notFound))), Probes{Sibling: lookAt(200, tg.with(append(slices.Clone(tg.article[:1]), tg.article[1][:len(tg.article[1])/2], tg.notFound)))}, nil, "dead/soft-404", ClassError},
			{"redirect sink", ref, lookAt(200, tg.other()).at("https://news.example.kz/oops/404.html", Hop{cited, "/oops/404.html", 302}), Probes{Sinks: 2}, nil, "dead/soft-404", ClassError},
			{"redirected home", ref, lookAt(200, tg.other()).at("https://news.example.kz/", Hop{cited, "/", 301}), Probes{}, nil, "dead/redirected-home", ClassError},
			{"redirected home, first look", nil, lookAt(200, tg.other()).at("https://news.example.kz/ru/", Hop{cited, "/ru/", 302}), Probes{}, nil, "dead/redirected-home", ClassError},
			{"dns", ref, faulty(DNS), Probes{}, nil, "dead/dns", ClassError},
			{"parked", ref, lookAt(200, tg.small("example.kz", tg.parked)), Probes{}, nil, "dead/parked", ClassError},
			{"parked, first look", nil, lookAt(200, tg.small("example.kz", tg.parked)), Probes{}, nil, "dead/parked", ClassError},
			{"hijacked", ref, lookAt(200, tg.small("Casino", strings.Repeat(spamText+" ", 6))), Probes{}, nil, "dead/hijacked", ClassError},
			{"empty", ref, lookAt(200, Page{Kind: "empty"}), Probes{}, nil, "dead/empty", ClassError},
			{"empty, first look", nil, lookAt(204, Page{Kind: "empty"}), Probes{}, nil, "dead/empty", ClassError},
			{"bot wall by header", ref, lookAt(403, tg.small("Just a moment...", "")).header("cf-mitigated", "challenge"), Probes{}, nil, "blocked/bot-wall", ClassWall},
			{"bot wall by structure", nil, lookAt(503, tg.small("DDoS-Guard", "")).head(`<script src="/.well-known/ddos-guard/js-challenge/index.js">`), Probes{}, nil, "blocked/bot-wall", ClassWall},
			{"bot wall by words", nil, lookAt(403, tg.small("...", tg.bot)), Probes{}, nil, "blocked/bot-wall", ClassWall},
			{"good page of a guarded site", ref, lookAt(200, same).header("server", "ddos-guard").head("cf-ray __cf_bm /cdn-cgi/challenge-platform/scripts/jsd/main.js _Incapsula_Resource"), Probes{}, nil, "ok/same", ClassSource},
			{"good first page of a guarded site", nil, lookAt(200, same).header("cf-ray", "1").head("/cdn-cgi/challenge-platform/scripts/jsd/main.js page not found captcha-delivery.com"), Probes{}, nil, "ok/first-seen", ClassSource},
			{"401", ref, lookAt(401, tg.small("x", "y")), Probes{}, nil, "blocked/login-wall", ClassWall},
			{"login by address", nil, lookAt(200, tg.other()).at("https://news.example.kz/login?next=/2019", Hop{cited, "/login", 302}), Probes{}, nil, "blocked/login-wall", ClassWall},
			{"login by words", ref, lookAt(200, Page{Kind: "html", Title: tg.loginTitle, Visible: tg.login, Main: tg.login, PasswordInput: true}), Probes{}, nil, "blocked/login-wall", ClassWall},
			{"login by words, first look", nil, lookAt(200, Page{Kind: "html", Title: tg.loginTitle, Visible: tg.login, Main: tg.login, PasswordInput: true}), Probes{}, nil, "blocked/login-wall", ClassWall},
			{"consent by address", ref, lookAt(200, tg.other()).at("https://consent.youtube.com/m?continue=x", Hop{cited, "https://consent.youtube.com/m?continue=x", 302}), Probes{}, nil, "blocked/consent-wall", ClassWall},
			{"consent by words", nil, lookAt(200, tg.small("x", tg.consent)), Probes{}, nil, "blocked/consent-wall", ClassWall},
			{"403", ref, lookAt(403, tg.small("Forbidden", "No.")), Probes{}, nil, "blocked/forbidden", ClassWall},
			{"400", nil, lookAt(400, tg.small("Bad request", "No.")), Probes{}, nil, "blocked/forbidden", ClassWall},
			{"451", ref, lookAt(451, tg.small("x", "y")), Probes{}, nil, "blocked/legal-451", ClassWall},
			{"geo", nil, lookAt(403, tg.small("x", tg.geo)), Probes{}, nil, "blocked/geo-block", ClassWall},
			{"429", ref, lookAt(429, tg.small("x", "y")), Probes{}, nil, "blocked/rate-limited", ClassWall},
			{"rate limit as a fault", ref, faulty(RateLimited), Probes{}, nil, "blocked/rate-limited", ClassWall},
			{"robots", ref, faulty(Robots), Probes{}, nil, "blocked/robots", ClassWall},
			{"private", ref, faulty(PrivateAddress), Probes{}, nil, "blocked/private-address", ClassWall},
			{"shell", ref, lookAt(200, shell), Probes{BrowserMissing: true}, nil, "blocked/unreadable", ClassWall},
			{"shell, first look", nil, lookAt(200, shell), Probes{BrowserMissing: true}, nil, "blocked/unreadable", ClassWall},
			{"timeout", ref, faulty(Timeout), Probes{}, []string{tg.quote}, "unreachable/timeout", ClassError},
			{"refused", ref, faulty(Refused), Probes{}, nil, "unreachable/refused", ClassError},
			{"reset", ref, faulty(Reset), Probes{}, nil, "unreachable/reset", ClassError},
			{"tls", nil, faulty(TLS), Probes{}, nil, "unreachable/tls", ClassError},
			{"dns, for a time", ref, faulty(DNSTemporary), Probes{}, nil, "unreachable/dns-temporary", ClassError},
			{"loop", ref, faulty(RedirectLoop), Probes{}, nil, "unreachable/redirect-loop", ClassError},
			{"too large", ref, faulty(TooLarge), Probes{}, nil, "unreachable/too-large", ClassError},
			{"truncated", ref, faulty(Truncated), Probes{}, nil, "unreachable/truncated", ClassError},
			{"protocol", ref, faulty(Protocol), Probes{}, nil, "unreachable/protocol", ClassError},
			{"500", ref, lookAt(500, tg.small("Error", "y")), Probes{}, nil, "unreachable/http-5xx", ClassError},
			{"304", ref, lookAt(304, Page{Kind: "empty"}), Probes{}, nil, "unreachable/protocol", ClassError},
			{"content with a browser's headers", ref, lookAt(403, tg.small("Forbidden", "No.")), Probes{Browser: lookAt(200, same)}, nil, "ok/same", ClassSource},
		}
		for _, row := range rows {
			j := Judge(row.ref, row.look, row.probes, row.quotes)
			got := string(j.Verdict) + "/" + string(j.Reason)
			seen[string(j.Reason)] = true
			if got != row.want || j.Class != row.class {
				t.Errorf("%s: %s: got %s (%s), want %s (%s)\n\t%s\n\t%q", tg.lang, row.name, got, j.Class, row.want, row.class, j.Detail, j.Evidence)
			}
			if wrong := unplain(j.Detail); wrong != "" || j.Confidence == "" {
				t.Errorf("%s: %s: confidence %q; the detail: %s: %q", tg.lang, row.name, j.Confidence, wrong, j.Detail)
			}
			if v := j.Verdict; (v == Blocked || v == Unreachable) != (j.Quotes == nil && (v == Blocked || v == Unreachable)) || v == Dead && len(j.Quotes) != len(row.quotes) {
				t.Errorf("%s: %s: quotes %v", tg.lang, row.name, j.Quotes)
			}
		}
	}
	for _, r := range []Reason{Same, Noise, FirstSeen, Redirect, Edited, QuoteLost, Replaced, Type, HTTP404, HTTP410, Soft404, RedirectedHome, DNS, Parked, Hijacked, Empty,
		BotWall, LoginWall, ConsentWall, Forbidden, Legal451, GeoBlock, RateLimited, Robots, PrivateAddress, Unreadable,
		Timeout, Refused, Reset, TLS, HTTP5xx, DNSTemporary, RedirectLoop, TooLarge, Truncated, Protocol} {
		if !seen[string(r)] {
			t.Errorf("no row gives %s", r)
		}
	}
}

func TestDetailNamesTheChange(t *testing.T) {
	tg := &tongues[0]
	j := Judge(refOf(tg.page()), lookAt(200, tg.swap(tg.figure[0], tg.figure[1])), Probes{}, nil)
	if want := "“ministry, 118,000 people” → “ministry, 128,000 people”"; !strings.Contains(j.Detail, want) {
		t.Errorf("detail %q does not hold %s", j.Detail, want)
	}
	if j.Lost != 1 || j.Gained != 1 || j.Similarity < 0.9 {
		t.Errorf("lost %d gained %d similarity %v", j.Lost, j.Gained, j.Similarity)
	}
}

func TestWants(t *testing.T) {
	tg := &tongues[0]
	ref := refOf(tg.page())
	for _, row := range []struct {
		name string
		j    Judgement
		want []Want
	}{
		{"healthy", Judge(ref, lookAt(200, tg.page()), Probes{}, []string{tg.quote}), nil},
		{"healthy, first look", Judge(nil, lookAt(200, tg.page()), Probes{}, nil), nil},
		{"edited", Judge(ref, lookAt(200, tg.swap(tg.figure[0], tg.figure[1])), Probes{}, nil), nil},
		{"replaced", Judge(ref, lookAt(200, tg.other()), Probes{}, nil), []Want{WantSibling, WantHome}},
		{"replaced, settled", Judge(ref, lookAt(200, tg.other()), Probes{Sibling: faulty(Timeout), Home: lookAt(200, tg.page())}, nil), nil},
		{"forbidden", Judge(ref, lookAt(403, tg.small("x", "No")), Probes{}, nil), []Want{WantBrowser, WantSibling, WantHome}},
		{"forbidden, as others are", Judge(ref, lookAt(403, tg.small("x", "No")), Probes{Refused: true}, nil), []Want{WantBrowser}},
		{"forbidden, the folder closed", Judge(ref, lookAt(403, tg.small("x", "No")), Probes{Sibling: lookAt(403, tg.small("x", "No"))}, nil), []Want{WantBrowser}},
		{"another refusal", Judge(ref, lookAt(406, tg.small("x", "No")), Probes{}, nil), []Want{WantBrowser}},
		{"not found", Judge(ref, lookAt(404, tg.small("x", "No")), Probes{}, nil), []Want{WantBrowser}},
		{"timeout", Judge(ref, faulty(Timeout), Probes{}, nil), nil},
	} {
		if !slices.Equal(row.j.Want, row.want) {
			t.Errorf("%s: wants %v, expected %v", row.name, row.j.Want, row.want)
		}
	}
	none, page, no := lookAt(404, tg.small("x", tg.notFound)), lookAt(200, tg.other()), lookAt(403, tg.small("x", "No"))
	for _, row := range []struct {
		name   string
		status int
		p      Probes
		want   bool
	}{
		{"an open home page, and a folder where there is nothing", 403, Probes{Home: page, Sibling: none}, true},
		{"another cited page", 403, Probes{HostOpen: true, Sibling: none}, true},
		{"a folder that shows some page anywhere", 403, Probes{Home: page, Sibling: page}, true},
		{"an open home page alone", 403, Probes{Home: page}, false},
		{"a closed folder", 403, Probes{Home: page, Sibling: no}, false},
		{"a closed folder, and another cited page", 403, Probes{HostOpen: true, Sibling: no}, false},
		{"a folder that did not answer", 403, Probes{Home: page, Sibling: faulty(Timeout)}, false},
		{"a closed home page", 403, Probes{Home: no, Sibling: none}, false},
		{"another cited page that is refused", 403, Probes{Home: page, HostOpen: true, Refused: true, Sibling: none}, false},
		{"400", 400, Probes{Home: page, HostOpen: true, Sibling: none}, false},
		{"406", 406, Probes{Home: page, HostOpen: true, Sibling: none}, false},
		{"418", 418, Probes{Home: page, HostOpen: true, Sibling: none}, false},
	} {
		j := Judge(ref, lookAt(row.status, tg.small("x", "No")), row.p, nil)
		if j.HostOpen != row.want || j.Reason != Forbidden {
			t.Errorf("%s: %s, this page alone %v", row.name, j.Reason, j.HostOpen)
		}
	}
}

// Half a body must neither alarm nor pass for the whole, but what is cited may stand in it.
func TestTruncatedBody(t *testing.T) {
	tg := &tongues[0]
	ref := refOf(tg.page())
	half := lookAt(200, tg.with(tg.article[:3]))
	half.Fault = Truncated
	if j := Judge(ref, half, Probes{}, nil); j.Reason != Truncated {
		t.Errorf("half a body: %s/%s", j.Verdict, j.Reason)
	}
	// Of what is cited, some is found, or all.
	first, last := tg.article[0], tg.article[len(tg.article)-1]
	if j := Judge(ref, half, Probes{}, []string{first, last}); j.Reason != Truncated {
		t.Errorf("half a body, with one quote of two: %s/%s", j.Verdict, j.Reason)
	}
	if j := Judge(ref, half, Probes{}, []string{first}); j.Verdict != OK || !strings.Contains(j.Detail, "not whole") {
		t.Errorf("half a body, with the quote: %s/%s, %s", j.Verdict, j.Reason, j.Detail)
	}
	other := lookAt(200, tg.with(append(slices.Clone(tg.article[:3]), "Nobody at the office has ever confirmed what was written here before that day in May.")))
	other.Fault = Truncated
	if j := Judge(ref, other, Probes{}, []string{first}); j.Reason != Truncated {
		t.Errorf("half a body, with the quote and a new text: %s/%s", j.Verdict, j.Reason)
	}
	// A passage in a comment below an error message.
	gone := lookAt(200, Page{Kind: "html", Title: "404 Not Found", Visible: "404 Not Found\nComments\nanna: " + first, Main: "404 Not Found\nComments\nanna: " + first})
	gone.Fault = Truncated
	if j := Judge(ref, gone, Probes{}, []string{first}); j.Reason != Truncated {
		t.Errorf("a passage below an error message, cut short: %s/%s", j.Verdict, j.Reason)
	}
	whole := lookAt(200, tg.page())
	whole.Fault = Truncated
	if j := Judge(ref, whole, Probes{}, nil); j.Verdict != OK {
		t.Errorf("all of the text: %s/%s", j.Verdict, j.Reason)
	}
}

// TestLongURLs: a hostile URL does not fill the sentence.
func TestLongURLs(t *testing.T) {
	tg := &tongues[0]
	long := "https://news.example.kz/" + strings.Repeat("ы", 8000)
	for want, look := range map[string]*Look{
		"moved":    lookAt(200, tg.page()).at(long, Hop{cited, long, 301}),
		"login":    lookAt(200, tg.other()).at("https://news.example.kz/login?next="+long, Hop{cited, "/login?next=" + long, 302}),
		"soft-404": lookAt(200, tg.other()).at("https://news.example.kz/404.html?"+long, Hop{cited, "/404.html?" + long, 302}),
	} {
		j := Judge(refOf(tg.page()), look, Probes{Sinks: 2}, nil)
		if n := len([]rune(j.Detail)); n > 400 {
			t.Errorf("%s (%s %s): a sentence of %d characters", want, j.Verdict, j.Reason, n)
		}
	}
}
