package verdict

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestQuotations(t *testing.T) {
	for in, want := range map[string][]string{
		`It found “no basis in law for it”, and called it "a grave breach of duty".`: {"no basis in law for it", "a grave breach of duty"},
		`Он сказал: «Пробы взяли три раза» и ушёл.`:                                  {"Пробы взяли три раза"},
		`Sie schrieb „es gab drei Proben im Mai“ an das Amt.`:                        {"es gab drei Proben im Mai"},
		`The so-called “foreign agents” law.`:                                        nil,
		`He is 6" tall and the “end of this never comes`:                             nil,
		`She said « les résultats étaient connus depuis mai ».`:                      {"les résultats étaient connus depuis mai"},
		`Twice “the same four words here” and “the same four words here”.`:           {"the same four words here"},
		`”””“`: nil,
		``:     nil,
	} {
		if got := Quotations(in); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}

// TestManyQuotations: quadratic, it takes many minutes.
func TestManyQuotations(t *testing.T) {
	start := time.Now()
	if got := Quotations(strings.Repeat("“a «", 200_000)); got != nil || time.Since(start) > time.Minute {
		t.Errorf("%d in %v", len(got), time.Since(start))
	}
}

// TestClaimsLost: what a report says of a page is told as lost where it stood in the
// page's text, and only then, in whatever language.
func TestClaimsLost(t *testing.T) {
	page := func(text string) *Prepared {
		main := "The committee on water met in spring. " + text + " It will meet again when the ice is gone and the road is open to lorries."
		return Prepare(Page{Kind: "html", Main: main, Visible: main + "\n\n© 1998 The Committee"})
	}
	then := page("In May 2021 it counted 312 cases in Karasu, 12 of them grave, and Aigul Senova said: “Nobody told us of the letter until autumn”.")
	for name, row := range map[string]struct {
		now, claim string
		want       []string
	}{
		"figure":                   {"In May 2021 it counted 213 cases in Karasu.", "The committee counted 312 cases.", []string{"312 cases"}},
		"figure in another tongue": {"In May 2021 it counted 213 cases in Karasu.", "Комитет насчитал триста двенадцать случаев.", []string{"триста двенадцать"}},
		"the end of another":       {"In May 2021 it counted 312 cases in Karasu.", "Of 312 cases 12 grave ones, and 1,012 light, were counted.", []string{"12 grave"}},
		"stands":                   {"In May 2021 it counted 312 cases. Of these 20 were grave.", "The committee counted 312 cases.", nil},
		"stands elsewhere":         {"Of cases there were, in May 2021, some 312.", "The committee counted 312 cases.", nil},
		"never stood":              {"In May 2021 it counted 213 cases in Karasu.", "The committee counted 4,500 cases.", nil},
		"in the footer":            {"In May 2021 it counted 213 cases in Karasu.", "It was founded in 1998.", nil},
		"name":                     {"In May 2021 it counted 312 cases in Karasu.", "It heard Aigul Senova on this.", []string{"Aigul Senova"}},
		"date":                     {"In May 2022 it counted 312 cases in Karasu.", "The count was made in May 2021.", []string{"May 2021"}},
		"quotation":                {"In May 2021 it counted 312 cases in Karasu, and Aigul Senova spoke.", `It heard that “nobody told us of the letter until autumn”.`, []string{"nobody told us of the letter until autumn"}},
		"quotation stands":         {"In 2021 Aigul Senova said: “Nobody told us of the letter until autumn”.", `It heard that “nobody told us of the letter until autumn”.`, nil},
		"not put in":               {"In May 2021 it counted 312 cases in Karasu. The committee did not warn the town.", "The committee did warn the town in writing before the summer.", nil},
		"no text now":              {"", "The committee counted 312 cases.", nil},
	} {
		now := page(row.now)
		if row.now == "" {
			now = Prepare(Page{Kind: "html"})
		}
		if got := ClaimsLost(then, now, []string{row.claim, row.claim}); !slices.Equal(got, row.want) {
			t.Errorf("%s: %q, want %q", name, got, row.want)
		}
	}
	if got := ClaimsLost(then, page(""), []string{"In May 2021 it counted 312 cases of 12 and Aigul Senova."}); len(got) != 4 {
		t.Errorf("all of it: %q", got)
	}
	const warned = "The court found that the operator was responsible for the deaths of the workers."
	for now, want := range map[string][]string{
		strings.Replace(warned, "was", "was not", 1):                   {warned},
		strings.Replace(warned, "The court", "The court of appeal", 1): nil,
		"It heard nobody.": {warned},
	} {
		if got := ClaimsLost(page(warned), page(now), []string{warned}); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", now, got, want)
		}
	}
	if got := Bearing(page(warned), []string{warned, warned}); !slices.Equal(got, []string{warned}) {
		t.Errorf("what repeats the source: %q", got)
	}
	if got := ClaimsLost(nil, then, []string{"312 cases"}); got != nil {
		t.Errorf("no page then: %q", got)
	}
}

// TestBearing: the passages of a source that a report's sentences rest on.
func TestBearing(t *testing.T) {
	text := "Eleven weeks without a lake\n" +
		"The beach was closed for eleven weeks. It opened on Sunday.\n" +
		"В 187 пробах, то есть в 45 процентах случаев, предел был превышен. Об этом сказала Айгуль Сенова.\n" +
		"The head of the laboratory said: “The results were known in May”. Others said nothing of this."
	page := Prepare(Page{Kind: "html", Main: text, Visible: text})
	for name, row := range map[string]struct {
		claim string
		want  []string
	}{
		"a sentence, not a heading": {"It stayed closed for eleven weeks.", []string{"The beach was closed for eleven weeks."}},
		"in another tongue":         {"In 45 per cent of samples the limit was exceeded.", []string{"В 187 пробах, то есть в 45 процентах случаев, предел был превышен."}},
		"two":                       {"In 45 per cent of samples it was exceeded, for eleven weeks.", []string{"The beach was closed for eleven weeks.", "В 187 пробах, то есть в 45 процентах случаев, предел был превышен."}},
		"the quotation alone":       {"He said that “the results were known in May”.", []string{"the results were known in May"}},
		"a name alone":              {"Aigul Senova was silent.", nil},
		"nothing of it":             {"Prices rose by 12 per cent.", nil},
		"no claim":                  {"", nil},
	} {
		if got := Bearing(page, []string{row.claim}); !slices.Equal(got, row.want) {
			t.Errorf("%s: %q, want %q", name, got, row.want)
		}
	}
	rows := "What the courts of the region decided over these years is in this table.\n" +
		"Outcome\t2018\t2019\nConvictions\t40\t43\nFines\t6\t43\nAcquittals\t7\t1,204\n" +
		"Notes\tAll 43 people went to prison, and none was fined.\n9\t17\n" +
		"All figures are those of the committee."
	table := Prepare(Page{Kind: "html", Main: rows, Visible: rows})
	for claim, want := range map[string][]string{
		"The courts gave 43 fines in that year.":          {"Fines | 6 | 43"}, // the row that speaks of them, not the first
		"There were forty-three convictions: 43 in 2019.": {"Convictions | 40 | 43"},
		"Суды оправдали 1204 человека.":                   {"Acquittals | 7 | 1,204"},                            // cells are no groups of one figure
		"All 43 went to prison, we were told.":            {"All 43 people went to prison, and none was fined."}, // a sentence in a cell
		"The number is 17.":                               nil,
	} {
		if got := Bearing(table, []string{claim}); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", claim, got, want)
		}
		for _, q := range want {
			if got := FindQuote(table, q); got.State != StateVerbatim {
				t.Errorf("%s: %s", q, got.State)
			}
		}
	}
	dated := "The court ruled on 14 March 2024 in case C-442/14 that the documents must be released."
	ruling := Prepare(Page{Kind: "html", Main: dated, Visible: dated})
	if got := Bearing(ruling, []string{"Das Gericht entschied am 14. März 2024, dass alles herauszugeben ist."}); !slices.Equal(got, []string{dated}) {
		t.Errorf("a date alone: %q", got)
	}
	if got := Bearing(nil, []string{"45 per cent"}); got != nil {
		t.Errorf("no page: %q", got)
	}
}

// BenchmarkClaimsLost: a hundred sentences are not each searched for in all of a long page.
func BenchmarkClaimsLost(b *testing.B) {
	text := article(1, 1700<<10, wordsEN)
	then := Prepare(Page{Kind: "html", Visible: text, Main: text})
	now := Prepare(Page{Kind: "html", Visible: text + " More.", Main: text + " More."})
	claims := make([]string, 100)
	for i := range claims {
		claims[i] = fmt.Sprintf("Thunderstorms gallop %d times around our little garden while grandmother bakes plum cake", i)
	}
	for _, n := range []int{1, 100} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				if lost := ClaimsLost(then, now, claims[:n]); len(lost) != 0 {
					b.Fatalf("lost: %q", lost)
				}
			}
		})
	}
}
