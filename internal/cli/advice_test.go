package cli

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/config"
	"archiver/internal/ledger"
	"archiver/internal/source"
	"archiver/internal/verdict"
	"archiver/internal/watch"
)

var states = map[verdict.Verdict][]verdict.Reason{
	verdict.OK:      {verdict.Same, verdict.Noise, verdict.FirstSeen},
	verdict.Moved:   {verdict.Redirect},
	verdict.Changed: {verdict.Edited, verdict.QuoteLost, verdict.Replaced, verdict.Type},
	verdict.Dead: {verdict.HTTP404, verdict.HTTP410, verdict.Soft404, verdict.RedirectedHome, verdict.DNS, verdict.Parked, verdict.Hijacked, verdict.Empty,
		verdict.Withdrawn, verdict.Timeout, verdict.Refused, verdict.Reset, verdict.TLS, verdict.HTTP5xx, verdict.DNSTemporary},
	verdict.Blocked: {verdict.BotWall, verdict.LoginWall, verdict.ConsentWall, verdict.Forbidden, verdict.Legal451, verdict.GeoBlock, verdict.RateLimited,
		verdict.Robots, verdict.PrivateAddress, verdict.Unreadable},
	verdict.Unreachable: {verdict.Timeout, verdict.Refused, verdict.Reset, verdict.TLS, verdict.HTTP5xx, verdict.DNSTemporary, verdict.RedirectLoop,
		verdict.TooLarge, verdict.Truncated, verdict.Protocol},
	"": {""}, // never looked at
}

// plainEnv is that of a command with the usual configuration.
var plainEnv = &env{configPath: config.DefaultPath}

// stand is a citation as a pass gives it: graded by the contract's table.
func stand(v verdict.Verdict, r verdict.Reason, confirmed bool, archive watch.Archive) watch.Citation {
	c := watch.Citation{Result: "pass", Live: watch.Live{Verdict: v, Reason: r, Confirmed: confirmed, Detail: "So it is.", Confidence: "B"}, Archive: archive,
		Cite: source.Cite{Ref: "27", Manifest: &source.Manifest{ID: "r", Path: "sources/r.yaml"}, Footnote: &source.Footnote{Number: "27"},
			Citation: &source.Citation{URL: "https://a.example/x"}}}
	switch {
	case archive.State != watch.Intact, v == verdict.Dead, v == verdict.Changed && r != verdict.Edited:
		c.Result = "fail"
	case v != verdict.OK:
		c.Result = "warn"
	}
	return c
}

var archives = []watch.Archive{
	{State: watch.Intact, CapturedAt: time.Date(2024, 5, 12, 9, 0, 0, 0, time.UTC), Object: "o", SHA256: "s"},
	{State: watch.Wall, CapturedAt: time.Date(2024, 5, 12, 9, 0, 0, 0, time.UTC), Object: "o", SHA256: "s"},
	{State: watch.Missing}, {State: watch.Missing, Object: "o"}, {State: watch.Corrupt, Object: "o"},
}

// TestAdvice: whatever does not pass comes with what to do about it, in words
// that need no explanation; what passes comes without.
func TestAdvice(t *testing.T) {
	jargon := regexp.MustCompile(`(?i)\b(soft|404|shingles?|tls|https?|dns|redirect\w*|headers?|snapshots?|hash\w*|bot)\b`)
	for v, reasons := range states {
		for _, r := range reasons {
			for _, confirmed := range []bool{false, true} {
				for _, a := range archives {
					c := stand(v, r, confirmed, a)
					s := untie(plainEnv.advice(c))
					name := fmt.Sprintf("%s %s, confirmed %v, archive %s", v, r, confirmed, a.State)
					switch {
					case (s == "") != (c.Result == "pass"):
						t.Errorf("%s: result %s, advice %q", name, c.Result, s)
					case s == "":
					case jargon.MatchString(s):
						t.Errorf("%s: jargon in %q", name, s)
					case len([]rune(s)) > 240 || !strings.HasSuffix(s, ".") || s[0] < 'A' || s[0] > 'Z' || strings.Contains(s, "..") || strings.Contains(s, "  "):
						t.Errorf("%s: %q (%d characters)", name, s, len([]rune(s)))
					case a.State != watch.Intact && (strings.Contains(s, "archiver get") || strings.Contains(s, "archiver diff")):
						t.Errorf("%s: points to a copy that is no good: %q", name, s)
					}
					// An acceptance of all of it leaves nothing to do.
					c.Accepted, c.Covered.Live, c.Covered.Archive = true, true, true
					c.Cite.Citation.Accept = &source.Accept{On: archives[0].CapturedAt, Why: "known"}
					if s := plainEnv.advice(c); s != "Nothing to do, accepted on 12 May 2024: known" {
						t.Errorf("%s, accepted: %q", name, s)
					}
					if got, want := plainEnv.viewCitation(c).Settled, c.Result == "warn"; got != want {
						t.Errorf("%s, accepted: settled %v, want %v", name, got, want)
					}
				}
			}
		}
	}
	if got, want := untie(plainEnv.advice(stand(verdict.Dead, verdict.HTTP404, true, archives[0]))), "Cite the archived copy of 12 May 2024 (archiver get 27 --at 20240512090000)."; got != want {
		t.Errorf("a dead page: %q, want %q", got, want)
	}
	for sought, want := range map[bool]string{false: "Look for a copy in another archive, such as web.archive.org, or cite another source. ", true: "Cite another source. "} {
		a := archives[1]
		a.Sought = sought
		if got := untie(plainEnv.advice(stand(verdict.Dead, verdict.HTTP404, true, a))); got != want+"The link leads nowhere: take it out of the report." {
			t.Errorf("a dead page without a copy, sought elsewhere %v: %q", sought, got)
		}
	}
	c := stand(verdict.Dead, verdict.HTTP404, true, archives[2])
	c.Archive = watch.Archive{State: watch.Unread, Object: "o"}
	if got := untie(plainEnv.advice(c)); got != "Let the user that this runs as read it, and check again." {
		t.Errorf("with a copy that may not be read: %q", got)
	}
	c.Archive = archives[2]
	c.ArchiveOnly = true
	c.QuotesMissing = []string{"q"}
	if got := untie(plainEnv.advice(c)); strings.Contains(got, "link") || !strings.Contains(got, `(archiver quote 27 "TEXT")`) {
		t.Errorf("of the archive alone, with a quote that it lacks: %q", got)
	}
}

// TestConclusion: the last line of a check says whether it passed.
func TestConclusion(t *testing.T) {
	pass, warn, fail := stand(verdict.OK, verdict.Same, true, archives[0]), stand(verdict.Moved, verdict.Redirect, true, archives[0]), stand(verdict.Dead, verdict.DNS, true, archives[0])
	never := stand("", "", false, archives[0])
	known := warn
	known.Accepted, known.Covered.Live = true, true
	known.Cite.Citation = &source.Citation{URL: "https://a.example/y", Accept: &source.Accept{Verdict: "moved"}}
	half := known // what is wrong with it is not all accepted
	half.Covered.Live, half.Covered.Archive, half.Archive = false, true, archives[1]
	unsure := stand(verdict.Dead, verdict.DNS, false, archives[0])
	beside := func(c watch.Citation) watch.Citation { // with a copy that may not be read
		c.Beside, c.Result, c.Archive = c.Result, "fail", watch.Archive{State: watch.Unread, Object: "o"}
		return c
	}
	for _, row := range []struct {
		rows            []watch.Citation
		strict, offline bool
		passed          bool
		want            string
	}{
		{[]watch.Citation{pass}, false, false, true, "1 citation stands as cited, and archived."},
		{[]watch.Citation{pass, pass}, true, true, true, "2 citations have their copies in the archive. That alone was judged, not the live web."},
		{[]watch.Citation{pass, warn}, false, false, true, "no citation fails; 1 of 2 has to be looked at before publication; the evidence is shown by archiver status 27"},
		{[]watch.Citation{pass, warn}, true, false, false, "no citation fails, but 1 of 2 has to be looked at, and --strict lets none pass; the evidence is shown by archiver status 27"},
		{[]watch.Citation{pass, warn, fail}, false, false, false, "1 of 3 citations fails, and 1 has to be looked at. Do what is said under each; the evidence is shown by archiver status 27"},
		{[]watch.Citation{unsure, fail}, false, false, false, "2 of 2 citations fail. Do what is said under each; the evidence is shown by archiver status 27; what is unconfirmed may be cleared by later looks"},
		{[]watch.Citation{known}, false, false, true, "no citation fails; 1 of 1 accepted."},
		{[]watch.Citation{pass, known}, false, false, true, "1 of 2 citations stands as cited, and archived; 1 accepted."},
		{[]watch.Citation{pass, known}, false, true, true, "1 of 2 citations has its copy in the archive; 1 accepted. That alone was judged, not the live web."},
		{[]watch.Citation{known, pass}, true, false, false, "no citation fails, but 1 of 2 is accepted as not being well, and --strict lets none pass; the evidence is shown by archiver status 27"},
		{[]watch.Citation{known, warn, known}, false, false, true, "no citation fails; 1 of 3 has to be looked at before publication; 2 accepted; the evidence is shown by archiver status 27"},
		{[]watch.Citation{half, never}, false, false, true, "no citation fails; 2 of 2 have to be looked at before publication; the evidence is shown by archiver status 27"},
		{[]watch.Citation{fail, known}, false, false, false, "1 of 2 citations fails; 1 accepted. Do what is said under each; the evidence is shown by archiver status 27"},
		{[]watch.Citation{beside(pass)}, true, false, false, "1 of 1 citation could not be told, as the archived copy may not be read; no citation is known to fail. Do what is said under each."},
		{[]watch.Citation{beside(warn), pass, known}, false, false, false, "1 of 3 citations could not be told, as the archived copy may not be read; no citation is known to fail, and 1 has to be looked at; 1 accepted. Do what is said under each."},
		{[]watch.Citation{beside(pass), fail}, false, false, false, "1 of 2 citations fails; 1 could not be told. Do what is said under each; the evidence is shown by archiver status 27"},
		{[]watch.Citation{beside(unsure)}, false, false, false, "1 of 1 citation fails. Do what is said under each; the evidence is shown by archiver status 27; what is unconfirmed may be cleared by later looks"},
		{[]watch.Citation{beside(pass), warn}, true, false, false, "no citation fails, but 1 of 2 has to be looked at, and --strict lets none pass; 1 could not be told; the evidence is shown by archiver status 27"},
		{nil, false, false, true, "0 citations stand as cited, and archived."},
	} {
		passed, s := plainEnv.conclusion(&watch.Result{Citations: row.rows}, row.strict, row.offline)
		if passed != row.passed || untie(s) != row.want {
			t.Errorf("%v %q, want %v %q", passed, untie(s), row.passed, row.want)
		}
	}
}

// TestGroups: what is accepted, and what was never looked at, stand apart from what
// is to be looked at and from what passes.
func TestGroups(t *testing.T) {
	known := stand(verdict.Dead, verdict.DNS, true, archives[0])
	known.Result, known.Accepted, known.Covered.Live = "warn", true, true
	known.Cite.Citation.Accept = &source.Accept{Verdict: "dead"}
	never := stand("", "", false, archives[0])
	again := stand(verdict.Changed, verdict.Edited, true, archives[0])
	again.ChangedAgain = true
	again.Cite.Citation.Accept = &source.Accept{Verdict: "changed", Seen: archives[0].CapturedAt}
	var out bytes.Buffer
	e := &env{out: &out}
	e.printResult(&watch.Result{Citations: []watch.Citation{never, known, again, stand(verdict.OK, verdict.Same, true, archives[0])}})
	for _, want := range []string{"1 citation to look at\n", "1 citation not looked at yet\n", "1 citation accepted as it is\n", "1 citation passes\n",
		"→ Look at it (archiver check).", "→ Nothing to do, accepted."} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in:\n%s", want, out.String())
		}
	}
	if got := untie(e.advice(again)); !strings.Contains(got, "(archiver diff 27 --from 20240512090000 --to now)") || !strings.Contains(got, "(archiver accept 27)") {
		t.Errorf("changed again: %q", got)
	}
	out.Reset()
	e.printOne(never)
	if !strings.HasPrefix(out.String(), "report r, footnote 27: not looked at yet\n") {
		t.Errorf("%s", out.String())
	}
	if v := e.viewCitation(never); v.Result != "warn" || !v.Passed || v.Live != nil {
		t.Errorf("in JSON: %s, passed %v", v.Result, v.Passed)
	}
}

// TestShowHostile: what pages and files say can't steer the terminal, and no
// line of ours is wider than it.
func TestShowHostile(t *testing.T) {
	evil := "\x1b[2J\u202ecod.exe " + strings.Repeat("w", 200) + " \x07"
	for v, reasons := range states {
		for _, r := range reasons {
			for _, a := range archives {
				c := stand(v, r, false, a)
				c.Live.Detail, c.Live.Working = "“"+evil+"”.", "Seen by 1 look so far; it takes 3."
				c.Live.Evidence, c.Live.Aside = []string{evil, evil}, []string{evil}
				c.Live.Quotes = []ledger.Quote{{Text: evil, State: verdict.StateGone, Now: evil}, {Text: evil, State: verdict.StateVerbatim}}
				c.Live.Reference = &catalog.Snapshot{SHA256: "other", CapturedAt: archives[0].CapturedAt}
				c.Live.FinalURL, c.Live.Status = "https://"+evil, 200
				c.Cite.Citation.Locator, c.Cite.Citation.URL, c.Archive.Object = evil, "https://a.example/\x1b[2J", "o\x1b[2J"
				c.Cite.Citation.Accept = &source.Accept{Verdict: string(v), Why: evil, Quotes: []string{evil}}
				c.Why = []string{c.Live.Detail, evil}
				for _, verbose := range []bool{false, true} {
					var out bytes.Buffer
					e := &env{out: &out, err: &out, verbose: verbose}
					e.printOne(c)
					e.printResult(&watch.Result{Citations: []watch.Citation{c}})
					if bad := strings.IndexAny(out.String(), "\x1b\x07\u202e\ue000"); bad >= 0 {
						t.Fatalf("%s %s: printed %q", v, r, out.String()[bad:min(bad+20, out.Len())])
					}
					for line := range strings.Lines(out.String()) {
						if len([]rune(strings.TrimRight(line, "\n"))) > 80 {
							t.Errorf("%s %s: %q", v, r, line)
						}
					}
				}
			}
		}
	}
}

// TestCommandsStayWhole: a command line in an advice is not broken.
func TestCommandsStayWhole(t *testing.T) {
	for v, reasons := range states {
		for _, r := range reasons {
			for pad := range 30 {
				c := stand(v, r, true, archives[0])
				c.Cite.Ref = strings.Repeat("7", pad+1)
				var out bytes.Buffer
				(&env{out: &out}).printCitation(c)
				for _, cmd := range regexp.MustCompile(`archiver (get|diff|accept|status)`).FindAllString(untie(plainEnv.advice(c)), -1) {
					if !slices.ContainsFunc(strings.Split(out.String(), "\n"), func(l string) bool { return strings.Contains(l, cmd+" "+c.Cite.Ref) }) {
						t.Errorf("%s %s: %s %s is broken in:\n%s", v, r, cmd, c.Cite.Ref, out.String())
					}
				}
			}
		}
	}
}

// TestLostCopyAdvice: what is lost is put right from the mirror, where there is one;
// a sound copy besides is named.
func TestLostCopyAdvice(t *testing.T) {
	lost := archives[3]
	e := &env{configPath: config.DefaultPath, loaded: &config.Config{Archive: config.Archive{URL: "file:archive", Mirror: config.Mirror{URL: "file:mirror"}}}}
	if got := untie(e.advice(stand(verdict.OK, verdict.Same, true, lost))); !strings.Contains(got, "(archiver verify --repair)") || strings.Contains(got, "backup") {
		t.Errorf("with a mirror: %q", got)
	}
	gone := lost
	gone.State = watch.Missing
	if got := untie(e.advice(stand(verdict.OK, verdict.Same, true, gone))); !strings.Contains(got, "If it is lost there too, accept it (archiver accept 27).") {
		t.Errorf("gone, with a mirror: %q", got)
	}
	lost.Detail, lost.Sound = "it is gone", &catalog.Snapshot{CapturedAt: time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)}
	if got := untie(plainEnv.advice(stand(verdict.OK, verdict.Same, true, lost))); !strings.Contains(got, "Meanwhile there is the copy of 26 November 2026 (archiver get 27 --at 20261126090000).") {
		t.Errorf("with a sound copy besides: %q", got)
	}
	if got, want := lost.Sentence(), "The archived copy is lost: it is gone. That of 26 November 2026 is sound."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
