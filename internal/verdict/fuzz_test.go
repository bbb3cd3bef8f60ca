package verdict

import (
	"net/http"
	"reflect"
	"strings"
	"testing"

	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/passage"
)

func seeds() []string {
	var out []string
	for i := range tongues {
		out = append(out, tongues[i].page().Visible, tongues[i].notFound, strings.Join(tongues[i].advert, "\n"))
	}
	return append(out, "", "\n\n", "1 000 000,5", "a@b.c [email protected]", "[email", "exam-\nple \u00ad\n x", "\xff\xfe", "а\u0301б", "ﬁ ½ ²", "日本語 テスト ไทย", "don't l'eau '", "-5 (-7) −3", "…", "№ 5 % €")
}

// Whatever the text, tokens and blocks lie within it, in order, and a page
// does not differ from itself.
func FuzzPrepare(f *testing.F) {
	for _, s := range seeds() {
		f.Add(s, uint(1), "html")
		f.Add(s, uint(3), "pdf")
	}
	f.Fuzz(func(t *testing.T, visible string, every uint, kind string) {
		var keep []string // Main loses whole pieces of Visible and adds none
		for i, l := range strings.Split(visible, "\n") {
			if every == 0 || uint(i)%(every%16+1) == 0 {
				keep = append(keep, l)
			}
		}
		p := Page{Kind: kind, Visible: visible, Main: strings.Join(keep, "\n"), Title: kind, Headings: keep}
		d := Prepare(p)
		for _, s := range []*lex.Stream{d.Visible(), d.Main()} {
			at := uint32(0)
			for i, k := range s.Tokens {
				if k.Start < at || k.End <= k.Start || int(k.End) > len(s.Text) || s.Word(i) == "" {
					t.Fatalf("token %d: %+v in %d bytes", i, k, len(s.Text))
				}
				at = k.End
			}
			from := 0
			for _, b := range s.Blocks {
				if b.From != from || b.To <= b.From || b.Start > b.End || int(b.End) > len(s.Text) {
					t.Fatalf("block %+v", b)
				}
				from = b.To
			}
			if from != len(s.Tokens) {
				t.Fatalf("blocks hold %d of %d tokens", from, len(s.Tokens))
			}
		}
		if Differs(d, Prepare(p)) {
			t.Fatal("a page differs from itself")
		}
	})
}

// Every paragraph of a page stands in it verbatim, and any text gets a state.
func FuzzFindQuote(f *testing.F) {
	for _, s := range seeds() {
		f.Add(s, "the operator had never measured the pressure")
		f.Add(tongues[0].page().Visible, s)
	}
	f.Fuzz(func(t *testing.T, text, quote string) {
		d := Prepare(Page{Kind: "html", Visible: text, Main: text})
		q := FindQuote(d, quote)
		if q.Text != quote || q.Found != (passage.StateRank(q.State) <= 1) {
			t.Fatalf("%+v", q)
		}
		for i := range d.Visible().Blocks {
			p := d.Visible().BlockText(i)
			if passage.Omission().MatchString(p) {
				continue
			}
			if q := FindQuote(d, p); q.State != StateVerbatim {
				t.Fatalf("paragraph %q is %s", p, q.State)
			}
		}
		FindQuote(Prepare(Page{Kind: "pdf", Visible: text, Main: quote, Pages: []string{text, quote}}), quote)
	})
}

// Every look gets a verdict and a reason that belong together, the same each
// time.
func FuzzJudge(f *testing.F) {
	for i, s := range seeds() {
		f.Add(tongues[i%4].page().Visible, s, 200+i*17%400, "https://news.example.kz/x", "https://news.example.kz/", "", s, "html")
	}
	f.Add("a b c d e", "a b c d", 403, "http://xn--a/", ":", "timeout", "q", "pdf")
	f.Fuzz(func(t *testing.T, old, now string, status int, from, final, fault, quote, kind string) {
		ref := &Reference{URL: from, Status: 200, Page: Prepare(Page{Kind: "html", Visible: old, Main: old})}
		look := func() *Look {
			return &Look{URL: from, FinalURL: final, Hops: []Hop{{from, final, 301}}, Status: status, Header: http.Header{"Server": {quote}}, Fault: Reason(fault),
				BodyLen: int64(len(now)), Head: []byte(now), Page: Prepare(Page{Kind: kind, Title: quote, Visible: now, Main: now, Scripts: status % 3})}
		}
		probes := Probes{Sibling: look(), Home: look(), BrowserMissing: status%2 == 0}
		for _, r := range []*Reference{nil, ref} {
			for _, p := range []Probes{{}, probes} {
				j := Judge(r, look(), p, []string{quote})
				if j.Verdict.Rank() == 0 || j.Reason.Verdict() != j.Verdict || j.Detail == "" && j.Reason != Noise {
					t.Fatalf("%+v", j)
				}
				if (j.Class == ClassWall) != (j.Verdict == Blocked) || (j.Class == ClassError) != (j.Verdict == Dead || j.Verdict == Unreachable) {
					t.Fatalf("class %s of %s", j.Class, j.Verdict)
				}
				if j.Similarity < 0 || j.Similarity > 1 {
					t.Fatalf("similarity %v", j.Similarity)
				}
				if again := Judge(r, look(), p, []string{quote}); !reflect.DeepEqual(j, again) {
					t.Fatalf("%+v, then %+v", j, again)
				}
			}
		}
	})
}
