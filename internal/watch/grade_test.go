package watch

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/ledger"
	"archiver/internal/source"
	"archiver/internal/verdict"
)

// TestGrade is the contract's table of results: for every verdict and reason,
// what it is by itself, and what an accept of just that makes of it.
func TestGrade(t *testing.T) {
	grades := func(live Live, a Archive, accept *source.Accept, quotes []string, archiveOnly bool) string {
		row := Citation{Cite: source.Cite{Citation: &source.Citation{Accept: accept}}, Live: live, Archive: a}
		grade(&row, quotes, archiveOnly)
		if row.Accepted {
			return row.Result + " accepted"
		}
		return row.Result
	}
	intact := Archive{State: Intact, Object: "x"}
	seen := map[verdict.Reason]bool{}
	for _, tt := range []struct {
		v        verdict.Verdict
		reasons  []verdict.Reason
		bare     string
		accepted string
	}{
		{"", []verdict.Reason{""}, "warn", "warn"}, // never looked at
		{"ok", []verdict.Reason{"same", "noise", "first-seen"}, "pass", "pass"},
		{"moved", []verdict.Reason{"redirect"}, "warn", "warn accepted"},
		{"changed", []verdict.Reason{"edited"}, "warn", "warn accepted"},
		{"changed", []verdict.Reason{"quote-lost", "replaced", "type"}, "fail", "warn accepted"},
		{"dead", []verdict.Reason{"http-404", "http-410", "soft-404", "redirected-home", "dns", "parked", "hijacked", "empty", "withdrawn",
			"timeout", "refused", "reset", "tls", "http-5xx", "dns-temporary"}, "fail", "warn accepted"},
		{"blocked", []verdict.Reason{"bot-wall", "login-wall", "consent-wall", "forbidden", "legal-451", "geo-block", "rate-limited",
			"robots", "private-address", "unreadable"}, "warn", "warn accepted"},
		{"unreachable", []verdict.Reason{"timeout", "refused", "reset", "tls", "http-5xx", "dns-temporary", "redirect-loop", "too-large",
			"truncated", "protocol"}, "warn", "warn accepted"},
	} {
		for _, r := range tt.reasons {
			seen[r] = true
			live := Live{Verdict: tt.v, Reason: r, Detail: "so it is"}
			is := func(what, want string, a Archive, accept *source.Accept, quotes ...string) {
				t.Helper()
				if got := grades(live, a, accept, quotes, false); got != want {
					t.Errorf("%s %s, %s: %s, want %s", tt.v, r, what, got, want)
				}
			}
			is("nothing accepted", tt.bare, intact, nil)
			if tt.v != "" {
				is("accepted with its reason", tt.accepted, intact, &source.Accept{Verdict: string(tt.v), Reason: string(r)})
				is("accepted whatever the reason", tt.accepted, intact, &source.Accept{Verdict: string(tt.v)})
				is("accepted for another reason", tt.bare, intact, &source.Accept{Verdict: string(tt.v), Reason: "other"})
			}
			is("another verdict accepted", tt.bare, intact, &source.Accept{Verdict: "other", Reason: string(r)})
			is("an archive state accepted", tt.bare, intact, &source.Accept{Archive: Wall})
			is("accepted, and a quote not in the reference", "fail", intact, &source.Accept{Verdict: string(tt.v), Reason: string(r)}, "quote")
			is("accepted, and the archive corrupt", "fail", Archive{State: Corrupt, Object: "x"}, &source.Accept{Verdict: string(tt.v)})
			if got := grades(live, intact, nil, nil, true); got != "pass" {
				t.Errorf("%s %s, of the archive alone: %s", tt.v, r, got)
			}
		}
	}
	for _, r := range []verdict.Reason{verdict.Same, verdict.QuoteLost, verdict.Withdrawn, verdict.Unreadable, verdict.Protocol} {
		if !seen[r] {
			t.Errorf("no row for %s", r)
		}
	}

	// What is accepted covers nothing worse that comes later.
	edited := &source.Accept{Verdict: "changed", Reason: "edited"}
	if got := grades(Live{Verdict: "changed", Reason: "quote-lost"}, intact, edited, nil, false); got != "fail" {
		t.Errorf("edited is accepted, a quote is lost: %s", got)
	}

	lost := func(quotes ...string) Live {
		l := Live{Verdict: "changed", Reason: "quote-lost", Quotes: []ledger.Quote{{Text: "stands", Found: true}}}
		for _, q := range quotes {
			l.Quotes = append(l.Quotes, ledger.Quote{Text: q, State: verdict.StateGone})
		}
		return l
	}
	one := &source.Accept{Verdict: "changed", Reason: "quote-lost", Quotes: []string{"a"}}
	if got := grades(lost("a"), intact, one, nil, false); got != "warn accepted" {
		t.Errorf("a is accepted as lost, and is: %s", got)
	}
	if got := grades(lost("a", "b"), intact, one, nil, false); got != "fail" {
		t.Errorf("a is accepted as lost, a and b are: %s", got)
	}

	// A text that was accepted covers no other, whatever the reason.
	seen1, seen2 := noon, noon.Add(day)
	for _, r := range []verdict.Reason{verdict.Edited, verdict.QuoteLost, verdict.Replaced, verdict.Type} {
		bare := map[bool]string{true: "warn", false: "fail"}[r == verdict.Edited]
		for _, tt := range []struct {
			pinned, beyond time.Time
			want           string
		}{
			{seen1, time.Time{}, "warn accepted"}, {seen1, seen1, bare},
			{seen2, seen1, "warn accepted"},       // accepted anew since that look
			{time.Time{}, seen1, "warn accepted"}, // by hand: any text
		} {
			live := Live{Verdict: verdict.Changed, Reason: r, Detail: "so it is", Beyond: tt.beyond}
			row := Citation{Cite: source.Cite{Citation: &source.Citation{Accept: &source.Accept{Verdict: "changed", Seen: tt.pinned, On: noon}}},
				Live: live, Archive: intact}
			grade(&row, nil, false)
			if got := row.Result + map[bool]string{true: " accepted"}[row.Accepted]; got != tt.want || row.ChangedAgain != (got == bare) {
				t.Errorf("%s, accepted as seen %v, beyond %v: %s, want %s", r, tt.pinned, tt.beyond, got, tt.want)
			}
			if told := fmt.Sprint(row.Why); row.ChangedAgain != strings.Contains(told, "changed again since it was accepted on 2 March 2026.") {
				t.Errorf("%s: told %s", r, told)
			}
		}
	}

	// The archive's states. A missing one has an object where its file has gone.
	wall, never := Archive{State: Wall, Object: "x"}, Archive{State: Missing}
	gone, corrupt := Archive{State: Missing, Object: "x"}, Archive{State: Corrupt, Object: "x"}
	ok, dead := Live{Verdict: "ok", Reason: "same"}, Live{Verdict: "dead", Reason: "dns"}
	for _, tt := range []struct {
		archive                                    Archive
		bare, acceptWall, acceptMissing, whileDead string
	}{
		{intact, "pass", "pass", "pass", "fail"},
		{wall, "fail", "warn accepted", "fail", "fail"},
		{never, "fail", "fail", "warn accepted", "fail"},
		{gone, "fail", "fail", "fail", "fail"},
		{corrupt, "fail", "fail", "fail", "fail"},
	} {
		for accept, want := range map[string]string{"": tt.bare, Wall: tt.acceptWall, Missing: tt.acceptMissing, Corrupt: tt.bare} {
			a := &source.Accept{Archive: accept}
			if accept == "" {
				a = nil
			}
			for _, alone := range []bool{false, true} {
				if got := grades(ok, tt.archive, a, nil, alone); got != want {
					t.Errorf("archive %+v, accepting %q, alone %v: %s, want %s", tt.archive, accept, alone, got, want)
				}
			}
		}
		if got := grades(dead, tt.archive, &source.Accept{Archive: tt.archive.State}, nil, false); got != tt.whileDead {
			t.Errorf("archive %+v accepted, source dead: %s, want %s", tt.archive, got, tt.whileDead)
		}
	}
	// What is gone is accepted by its moment: nothing that goes later is covered.
	first, second := noon, noon.Add(time.Hour)
	for _, tt := range []struct {
		lost, accepted []time.Time
		state, want    string
	}{
		{[]time.Time{first}, []time.Time{first}, Missing, "warn accepted"},
		{[]time.Time{first}, []time.Time{first.Add(time.Millisecond)}, Missing, "warn accepted"}, // a name has seconds
		{[]time.Time{first}, []time.Time{second, first}, Missing, "warn accepted"},
		{[]time.Time{first, second}, []time.Time{first}, Missing, "fail"},
		{[]time.Time{second}, []time.Time{first}, Missing, "fail"},
		{[]time.Time{first}, nil, Missing, "fail"},
		{nil, []time.Time{first}, Missing, "fail"},
		{[]time.Time{first}, []time.Time{first}, Corrupt, "fail"},
	} {
		a := Archive{State: tt.state, Object: "x", Lost: tt.lost}
		if got := grades(ok, a, &source.Accept{Archive: Missing, Lost: tt.accepted}, nil, false); got != tt.want {
			t.Errorf("%+v: %s", tt, got)
		}
	}
	row := Citation{Cite: source.Cite{Citation: &source.Citation{Accept: &source.Accept{Archive: Missing}}}, Live: ok, Archive: Archive{State: Missing, Object: "x", Lost: []time.Time{first}}}
	if grade(&row, nil, false); !strings.Contains(strings.Join(row.Why, " "), "not named there") {
		t.Errorf("an acceptance that names nothing: told is %q", row.Why)
	}
	// Why it is so is told.
	row = Citation{Cite: source.Cite{Citation: &source.Citation{}}, Live: Live{Verdict: "dead", Reason: "dns", Detail: "no such name"}, Archive: never}
	grade(&row, []string{"q"}, false)
	if got := fmt.Sprint(row.Why); len(row.Why) != 3 {
		t.Errorf("three things are wrong, told are %s", got)
	}
}

// TestArchiveState: one damaged snapshot of a source speaks for all, and the
// worst of them: a corrupt one is not hidden behind one that has gone.
func TestArchiveState(t *testing.T) {
	c := cites(report("r", "http://a.example/"))[0]
	c.Citation.Accept = &source.Accept{Archive: Missing}
	for _, flaws := range []map[string]flaw{
		{"a": {state: Missing, why: "gone"}, "b": {state: Corrupt, why: "bytes"}},
		{"a": {state: Corrupt, why: "bytes"}, "b": {state: Missing, why: "gone"}},
		{"b": {state: Corrupt, why: "bytes"}},
		{"unlisted": {state: Corrupt, why: "its log record is damaged"}},
		{"b": {state: Missing, why: "gone"}},
	} {
		tk := &task{flaws: flaws, snapshots: []catalog.Snapshot{
			{Class: "source", Object: "a", CapturedAt: noon}, {Class: "source", Object: "b", CapturedAt: noon.Add(day)}}}
		row := Citation{Cite: c, Archive: archiveState(tk, c)}
		grade(&row, nil, false)
		want := Corrupt
		if len(flaws) == 1 && flaws["b"].state == Missing {
			want = Missing
		}
		if row.Archive.State != want || row.Result != "fail" || row.Accepted {
			t.Errorf("%v: %s, %s; want %s and fail", flaws, row.Archive.State, row.Result, want)
		}
	}
}
