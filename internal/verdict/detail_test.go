package verdict

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"
)

// allReasons are those of CONTRACT.md.
var allReasons = []Reason{Same, Noise, FirstSeen, Redirect, Edited, QuoteLost, Replaced, Type,
	HTTP404, HTTP410, Soft404, RedirectedHome, DNS, Parked, Hijacked, Empty, Withdrawn,
	BotWall, LoginWall, ConsentWall, Forbidden, Legal451, GeoBlock, RateLimited, Robots, PrivateAddress, Unreadable,
	Timeout, Refused, Reset, TLS, HTTP5xx, DNSTemporary, RedirectLoop, TooLarge, Truncated, Protocol}

var (
	inserted = regexp.MustCompile(`“[^”]*”?|https?://\S+`)
	jargon   = regexp.MustCompile(`(?i)\b(soft|404s?|shingles?|tls|rst|https?|dns|redirect\w*|headers?|reference|snapshots?|hash\w*|payload|protocol|timeout|tcp|bot|bots|x509)\b`)
	bracket  = regexp.MustCompile(`\((\d{3}|robots\.txt|pdftotext)\)`)
)

// unplain says what is wrong with a sentence for a person; "" if nothing is.
func unplain(s string) string {
	bare := bracket.ReplaceAllString(inserted.ReplaceAllString(s, ""), "")
	switch {
	case s == "":
		return "it is empty"
	case !unicode.IsUpper([]rune(s)[0]):
		return "it does not begin as a sentence"
	case strings.HasSuffix(s, ".”.") || !strings.HasSuffix(strings.TrimSuffix(s, "”"), ".") && !strings.HasSuffix(strings.TrimSuffix(s, "”"), "…") && !strings.Contains(s[strings.LastIndexByte(s, ' ')+1:], "://"):
		return "it does not end as a sentence"
	case len([]rune(bare)) > 200:
		return fmt.Sprintf("it has %d characters", len([]rune(bare)))
	case jargon.MatchString(bare):
		return "it holds the jargon " + jargon.FindString(bare)
	case strings.ContainsAny(bare, "%!") && strings.Contains(bare, "%!"):
		return "it is badly formatted"
	}
	return ""
}

// TestSentences: each reason has a sentence without jargon, also where nothing else
// is known of the look, and in the light of the looks before it.
func TestSentences(t *testing.T) {
	page := Prepare(Page{Kind: "html", Title: "x", Visible: strings.Repeat("casino бонус 1xbet ", 30), Main: "casino"})
	said := map[string]Reason{}
	for _, r := range allReasons {
		for name, b := range map[string]*bench{
			"nothing known": {look: &Look{}},
			"a bare page":   {look: &Look{URL: "https://a.example/x", Status: 200, Page: Prepare(Page{})}},
			"a page":        {look: &Look{URL: "https://a.example/x", FinalURL: "https://b.example/y", Status: 403, Page: page}, ref: &Reference{Page: page}, known: true},
		} {
			b.e = gather(b.look, b.ref.text())
			for _, confidence := range []string{Proof, Likely, Weak} {
				b.j = Judgement{Verdict: r.Verdict(), Reason: r, Confidence: confidence, Class: ClassError, Evidence: []string{"says: page not found"}}
				b.j.Detail = b.detail([]string{strings.Repeat("a lost passage ", 40)})
				s := b.j.Detail
				if wrong := unplain(s); wrong != "" {
					t.Errorf("%s, %s: %s: %q", r, name, wrong, s)
				}
				if name == "nothing known" && confidence == Likely {
					if other, ok := said[s]; ok {
						t.Errorf("%s says what %s says: %q", r, other, s)
					}
					said[s] = r
				}
				if wrong := unplain(shownToBrowsers(s)); wrong != "" && len([]rune(s)) < 130 {
					t.Errorf("%s, %s: %s: %q", r, name, wrong, shownToBrowsers(s))
				}
				for _, st := range []Standing{{Verdict: r.Verdict(), Reason: r}, {Verdict: Dead, Reason: r, Confirmed: true}, {Verdict: Dead, Reason: Withdrawn}} {
					if wrong := unplain(st.Detail(b.j, b.look.Status)); wrong != "" {
						t.Errorf("%s as %s %s: %s: %q", r, st.Verdict, st.Reason, wrong, st.Detail(b.j, b.look.Status))
					}
				}
			}
		}
	}
	if b := (&bench{look: &Look{}, j: Judgement{Reason: "unheard of"}}); unplain(b.detail(nil)) != "" {
		t.Errorf("an unknown reason: %q", b.detail(nil))
	}
}

// TestUnread: why a document could not be read is told for every finding.
func TestUnread(t *testing.T) {
	seen := map[string]bool{}
	for _, finding := range []string{"encrypted", "damaged", "needs-ocr", "too-large", "no-tool", ""} {
		b := &bench{look: &Look{Status: 200, Page: Prepare(Page{Kind: "pdf", Finding: finding})}, j: Judgement{Reason: Unreadable}}
		s := b.detail(nil)
		if wrong := unplain(s); wrong != "" || seen[s] {
			t.Errorf("%q: %s: %q", finding, wrong, s)
		}
		seen[s] = true
	}
}

// TestFailedFor: only where a source failed over days is it told that it did for long.
func TestFailedFor(t *testing.T) {
	j := Judgement{Verdict: Unreachable, Reason: Timeout, Detail: "No answer came in time."}
	for _, row := range []struct {
		p     Policy
		looks []seen
		want  string
	}{
		{Policy{}, every(72*time.Hour, 6, Timeout), "The source has failed for so long that it counts as gone: no answer came in time."},
		{Policy{Override: &Rule{1, 0}}, every(time.Minute, 1, Timeout), "No answer came in time."},
		{Policy{Override: &Rule{2, 0}}, every(time.Minute, 2, Timeout), "The source has failed in 2 looks, and so counts as gone: no answer came in time."},
		{Policy{Override: &Rule{3, 0}}, every(0, 3, Timeout), "The source has failed in 3 looks, and so counts as gone: no answer came in time."},
	} {
		if got := run(row.p, row.looks...).Detail(j, 0); got != row.want {
			t.Errorf("%+v: %q, want %q", row.p.Override, got, row.want)
		}
	}
}

// TestWorking shows how each kind of state came about.
func TestWorking(t *testing.T) {
	h := time.Hour
	open := Policy{HostOpen: true}
	for _, row := range []struct {
		name  string
		p     Policy
		looks []seen
		want  string
	}{
		{"well", Policy{}, every(24*h, 3, Same), ""},
		{"edited", Policy{}, every(24*h, 3, Edited), ""},
		{"a wall", Policy{}, []seen{{0, Same}, {24 * h, BotWall}, {48 * h, BotWall}}, "It has been so since 2 March 2026; last good look 1 March 2026."},
		{"404 once", Policy{}, []seen{{0, Same}, {24 * h, HTTP404}}, "Seen by 1 look so far; it takes 3 over 3 days, so it is confirmed on 5 March 2026 at the earliest; last good look 1 March 2026."},
		{"404 twice", Policy{}, []seen{{0, Same}, {24 * h, HTTP404}, {48 * h, HTTP404}}, "Seen by 2 looks so far, over 24 hours; it takes 3 over 3 days, so it is confirmed on 5 March 2026 at the earliest; last good look 1 March 2026."},
		{"404 four times in two days", Policy{}, every(15*h, 4, HTTP404), "Seen by 4 looks so far, over 2 days; it takes 3 over 3 days, so it is confirmed on 4 March 2026 at the earliest; no look has found the source yet."},
		{"404 twice, late", Policy{}, every(240*h, 2, HTTP404), "Seen by 2 looks so far, over 10 days; it takes 3 over 3 days, so it is confirmed on 11 March 2026 at the earliest; no look has found the source yet."},
		{"404 confirmed", Policy{}, append([]seen{{0, Same}}, every(72*h, 4, HTTP404)[1:]...), "Confirmed by 3 looks over 6 days; last good look 1 March 2026."},
		{"410", Policy{}, every(0, 1, HTTP410), "Seen by 1 look so far; it takes 2 over 24 hours, so it is confirmed on 2 March 2026 at the earliest; no look has found the source yet."},
		{"a name", Policy{}, every(84*h, 2, DNS), "Seen by 2 looks so far, over 4 days; it takes 4 over 7 days, so it is confirmed on 8 March 2026 at the earliest; no look has found the source yet."},
		{"down", Policy{}, every(72*h, 2, Timeout), "Seen by 2 looks so far, over 3 days; it takes 6 over 14 days, so it counts as gone on 15 March 2026 at the earliest; no look has found the source yet."},
		{"down for long", Policy{}, every(72*h, 6, Timeout), "Confirmed by 6 looks over 15 days; no look has found the source yet."},
		{"never dead", Policy{}, every(72*h, 6, TooLarge), "It has been so since 1 March 2026; no look has found the source yet."},
		{"refused", open, every(72*h, 2, Forbidden), "Seen by 2 looks so far, over 3 days; it takes 3 over 3 days, so it counts as withdrawn on 4 March 2026 at the earliest; no look has found the source yet."},
		{"refused with the whole site", Policy{}, every(72*h, 2, Forbidden), "It has been so since 1 March 2026; such looks only count while other pages of the site are seen to be open; no look has found the source yet."},
		{"withdrawn", open, every(36*h, 3, Forbidden), "Confirmed by 3 looks over 3 days; no look has found the source yet."},
		{"one look is enough", Policy{Override: &Rule{1, 0}}, every(0, 1, HTTP404), "Confirmed by 1 look; no look has found the source yet."},
		{"a rule of one's own", Policy{Override: &Rule{2, 10 * day}}, every(0, 1, HTTP404), "Seen by 1 look so far; it takes 2 over 10 days, so it is confirmed on 11 March 2026 at the earliest; no look has found the source yet."},
		{"no rule at all", Policy{Override: &Rule{}}, every(0, 1, HTTP404), "Confirmed by 1 look; no look has found the source yet."},
	} {
		got := row.p.Working(run(row.p, row.looks...))
		if got != row.want {
			t.Errorf("%s: %q\n\twant %q", row.name, got, row.want)
		}
		if wrong := unplain(got); got != "" && wrong != "" {
			t.Errorf("%s: %s: %q", row.name, wrong, got)
		}
	}
	// What was seen besides is told.
	s := run(Policy{}, seen{0, HTTP404}, seen{36 * h, Timeout}, seen{72 * h, HTTP404})
	if got := fmt.Sprint(s.Aside()); got != "[no answer from the site, in 1 look since 2 March 2026]" {
		t.Errorf("timeouts among 404s: %s", got)
	}
	// The earliest moment is the true one: a look then confirms, one before does not.
	for _, r := range []Reason{HTTP404, HTTP410, QuoteLost, Replaced, DNS, Timeout, Forbidden} {
		s := run(open, every(0, 1, r)...)
		for open.Needs(r).Looks-s.Looks > 1 {
			s = open.Advance(&s, r.Verdict(), r, s.LastCounted.Add(open.Needs(r).Over/time.Duration(2*open.Needs(r).Looks)))
		}
		at := s.Earliest(open.Needs(r))
		early, due := open.Advance(&s, r.Verdict(), r, at.Add(-time.Second)), open.Advance(&s, r.Verdict(), r, at)
		if early.Settled() || !due.Settled() {
			t.Errorf("%s: confirmed before %s: %v; then: %v", r, at, early.Settled(), due.Settled())
		}
	}
}

// TestNoErrorMessage: where a page is known to be gone by what it equals, no error
// message is told of that nobody would find there.
func TestNoErrorMessage(t *testing.T) {
	tg := tongues[0]
	other := lookAt(200, tg.with([]string{"The market opens on Saturday at nine, and closes when the last stall is sold out.", "Bakers come from four villages, and two of them bring cheese of their own goats along with the bread that they baked in the night."}))
	j := Judge(refOf(tg.page()), other, Probes{Home: other, Sibling: lookAt(404, tg.small("404", tg.notFound)), Browser: faulty(Timeout)}, nil)
	if j.Reason != Soft404 || !strings.Contains(j.Detail, "home page") || strings.Contains(j.Detail, "error message") || unplain(j.Detail) != "" {
		t.Errorf("%s: %s", j.Reason, j.Detail)
	}
	b := &bench{look: &Look{}, j: Judgement{Verdict: Dead, Reason: Soft404, Class: ClassError, Evidence: []string{signAnywhere, "the text is not in it"}}}
	b.e = gather(b.look, nil)
	if s := b.detail(nil); strings.Contains(s, "error message") || unplain(s) != "" {
		t.Error(s)
	}
}

// TestNotFoundIsNoMove: a page that is not found is told as that, though it says that it
// may have been moved.
func TestNotFoundIsNoMove(t *testing.T) {
	ref := refOf(tongues[0].page())
	text := "Page not found\nSorry, the page you are looking for could not be found. It may have been moved or deleted. Try our search."
	j := Judge(ref, lookAt(200, Page{Kind: "html", Title: "Page not found", Headings: []string{"Page not found"}, Visible: "Home\nNews\n" + text, Main: text}), Probes{}, nil)
	if j.Verdict != Dead || j.Reason != Soft404 || strings.Contains(j.Detail, "the site has moved") || !strings.Contains(j.Detail, "not found") {
		t.Errorf("%s %s: %s", j.Verdict, j.Reason, j.Detail)
	}
}
