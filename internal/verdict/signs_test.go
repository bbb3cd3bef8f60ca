package verdict

import (
	"strings"
	"testing"

	"archiver/internal/verdict/compare"
)

// A sign that says something is an edit where it becomes another one, and an ornament is
// none, whatever becomes of it.
func TestSayingSigns(t *testing.T) {
	const before = "The ministry published the results of its survey of water in twelve districts.\n"
	const after = "\nThe survey will be repeated next spring by the same laboratory in the capital."
	for _, c := range []struct {
		old, now string
		edited   bool
	}{
		{"Lead\t✓\tpassed", "Lead\t✗\tpassed", true},
		{"Lead\t☑", "Lead\t☐", true},
		{"Lead\t✓", "Lead\t", true},
		{"Lead\t✓", "Lead\t✔", false},
		{"Lead\t●\tyearly", "Lead\t○\tyearly", true},
		{"Lead\t+\tyearly", "Lead\t−\tyearly", true},
		{"Lead\t–\tyearly", "Lead\t\tyearly", false},
		{"● Lead was found in the wells", "○ Lead was found in the wells", false},
		{"• Lead was found in the wells", "· Lead was found in the wells", false},
		{"Claim about the wells: ✅", "Claim about the wells: ❌", true},
		{"Rated ★★★ by the inspectors", "Rated ★ by the inspectors", true},
		{"☆ Save this page", "★ Save this page", false},
		{"The board said 👍 to the plan", "The board said 👎 to the plan", true},
		{"Unemployment ↑ 12 per cent", "Unemployment ↓ 12 per cent", true},
		{"District ▲\tDeaths", "District ▼\tDeaths", false},
		{"The prison was given an A+ in the report", "The prison was given an A− in the report", true},
		{"The prison was given an A+ in the report", "The prison was given an A in the report", true},
		{"The level was ≤ 0.084 mg in all wells", "The level was ≥ 0.084 mg in all wells", true},
		{"The level was ≤ 0.084 mg in all wells", "The level was 0.084 mg in all wells", true},
		{"The level was ~ 12 mg in all wells", "The level was 12 mg in all wells", true},
		{"Dose 3 × 5 mg a day", "Dose 3 ÷ 5 mg a day", true},
		{"Between 15–20 people came to the hall", "Between 15, 20 people came to the hall", true},
		{"Between 15–20 people came to the hall", "Between 15-20 people came to the hall", false},
		{"Home > News > Water", "Home » News » Water", false},
		{"Read more →", "Read more ›", false},
		{"Read more →", "Read more", false},
		{"The vote was called an “election” by the ministry", "The vote was called an election by the ministry", true},
		{"The paper “Water News” wrote about the wells", "The paper Water News wrote about the wells", false},
		{"The vote was an «election» by the ministry", "The vote was an \"election\" by the ministry", false},
		{"Share the page ♥", "Share the page", false},
		{"Call +7 727 250 00 00 for help", "Call 7 727 250 00 00 for help", false},
	} {
		page := func(s string) *Prepared {
			s = before + s + after
			return Prepare(Page{Kind: "html", Visible: s, Main: s})
		}
		for _, p := range [][2]string{{c.old, c.now}, {c.now, c.old}} {
			if got := compare.Pages(page(p[0]), page(p[1])); got.Significant != c.edited {
				t.Errorf("%q → %q: %v, want %v: %+v", p[0], p[1], got.Significant, c.edited, got.Edits)
			}
		}
	}
}

func TestHeadlineAsks(t *testing.T) {
	const text = "\nThe ministry published the results of its survey of water in twelve districts."
	page := func(h string) *Prepared {
		return Prepare(Page{Kind: "html", Visible: h + text, Main: h + text, Headings: []string{h}})
	}
	if c := compare.Pages(page("Minister took bribes"), page("Minister took bribes?")); !c.Significant {
		t.Error("a question mark behind a headline is no edit")
	}
	if c := compare.Pages(page("Minister took bribes"), page("Minister took bribes.")); c.Significant {
		t.Error("a full stop behind a headline is an edit")
	}
}

// A quote stands with its signs.
func TestQuoteSigns(t *testing.T) {
	const quote = "the level of lead in the wells was ≤ 0.084 mg in a litre"
	for _, c := range []struct {
		text, state string
	}{
		{"In May " + quote + ", it said.", StateVerbatim},
		{"In May " + strings.Replace(quote, "≤ ", "≤", 1) + ", it said.", StateVerbatim},
		{"In May " + strings.Replace(quote, "≤", "≥", 1) + ", it said.", StateUnclear},
		{"In May " + strings.Replace(quote, "≤", "", 1) + ", it said.", StateUnclear},
		{"In May " + strings.Replace(quote, "≤", "≥", 1) + ". In June " + quote + ".", StateVerbatim},
		{"• In May " + strings.Replace(quote, "wells was", "wells\nwas", 1) + " →", StateVerbatim},
	} {
		p := Prepare(Page{Kind: "html", Visible: c.text, Main: c.text})
		if got := FindQuote(p, quote); got.State != c.state {
			t.Errorf("%q: %s, want %s", c.text, got.State, c.state)
		}
		if got := Select(p, quote); (got != nil) != (c.state == StateVerbatim) {
			t.Errorf("%q: selected %v", c.text, got)
		}
	}
}
