package catalog

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"
)

// marked writes the hits in brackets.
func marked(list []Fragment) string {
	var b strings.Builder
	for _, f := range list {
		if f.Hit {
			b.WriteString("[" + f.Text + "]")
		} else {
			b.WriteString(f.Text)
		}
	}
	return b.String()
}

func TestSnippet(t *testing.T) {
	far := strings.Repeat("one two three four five ", 40)
	for _, tt := range []struct{ name, q, text, want string }{
		{"a short text", "water", "The  Water\n\treport.", "The [Water] report."},
		{"accents and case", "resume QUALITÉ", "Un résumé de la qualite\u0301.", "Un [résumé] de la [qualite\u0301]."},
		{"another ending", "казахстана", "О Казахстане и казахстанских: казаки", "О [Казахстане] и [казахстанских]: казаки"},
		{"in quotation marks as it is", `"казахстана"`, "О Казахстане, Казахстана", "О Казахстане, [Казахстана]"},
		{"a passage", `"published its report"`, "It published  its\nreport; its report published", "It [published its report]; its report published"},
		{"a beginning", "rep*", "re rep report", "re [rep] [report]"},
		{"what is excluded is no hit", "report -water", "water report", "water [report]"},
		{"none of it", "nowhere", "A page of\u202e other\u0000 words", "A page of other words"},
		{"no query at all", "", "A page", "A page"},
		{"far within", "needle", far + "here a needle lies " + far, "… five one two three four five here a [needle] lies one two"},
		{"both together are better", "needle thread", "a needle first " + far + "then needle with thread " + far, "then [needle] with [thread]"},
		{"without spaces", "政府", "中国政府发布", "中国[政府]发布"},
		{"nothing", "word", "", ""},
		{"signs alone", "word", "… --- …", ""},
		{"overlapping", `"a b" "b c"`, "x a b c y", "x [a b c] y"},
	} {
		got := marked(Snippet(tt.text, Query{Text: tt.q}))
		if got != tt.want && (len(tt.text) < 200 || !strings.Contains(got, tt.want)) {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
		if n := len(strings.Fields(got)); n > snippetWords+2 {
			t.Errorf("%s: %d words", tt.name, n)
		}
	}
	long := strings.Repeat("x", 5000)
	if got := marked(Snippet(long+" word "+long+strings.Repeat(" .", 9000)+"end", Query{Text: "word"})); len(got) > 4*snippetBytes+100 {
		t.Errorf("%d bytes of long words", len(got))
	}
}

// Nothing that is typed is a fault of the index, or finds what its words do not say; and
// a snippet is pieces of the text.
func FuzzWords(f *testing.F) {
	for _, s := range []string{`report "water quality" -rep* казахстана`, `"`, `a"b"c`, "-", `x:y^2 NEAR(a b, 3) {c}`, "中国 ﬁ İ ß ½ ㎢ \u0301\u0300a", "*** ab* abc*", "\xff\xfe"} {
		f.Add(s, "The water report: "+s)
	}
	c, err := OpenMemory(f.Context())
	if err != nil {
		f.Fatal(err)
	}
	path := f.TempDir() + "/words"
	w, err := OpenWords(f.Context(), path)
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { w.Close(); c.Close() })
	w.db.SetMaxOpenConns(1) // no query waits for another of its own
	if _, err := w.db.Exec(`PRAGMA synchronous = OFF`); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, q, text string) {
		ctx := t.Context()
		s := Snapshot{SourceID: "0123456789ab", CapturedAt: day(1), Object: "snapshots/a", SHA256: "aa"}
		if err := c.Apply(ctx, 1, []Change{{Snapshot: &s}}); err != nil {
			t.Fatal(err)
		}
		if err := w.Add(ctx, []Entry{{Snapshot: s, Text: text}}, nil); err != nil {
			t.Fatal(err)
		}
		var qe *QueryError
		found, err := w.Search(ctx, c, Query{Text: q})
		if err != nil && !errors.As(err, &qe) {
			t.Fatalf("search %q: %v", q, err)
		}
		frags := Snippet(text, Query{Text: q})
		hits := 0
		for _, fr := range frags {
			if !utf8.ValidString(fr.Text) {
				t.Fatalf("%q is cut within a letter", fr.Text)
			}
			if fr.Hit {
				hits++
			}
		}
		if err == nil && len(found.Hits) > 0 && hits == 0 {
			t.Fatalf("%q is found in %q, and not shown: %+v", q, text, frags)
		}
		terms, _ := parseQuery(q)
		if err == nil && len(found.Hits) == 0 && len(terms) == 1 && hits > 0 {
			t.Fatalf("%q is shown in %q, and not found: %+v", q, text, frags)
		}
		if n, err := w.Drop(ctx, s.Object); n != 1 || err != nil {
			t.Fatal(n, err)
		}
		var left int
		if err := w.db.QueryRow(`SELECT count(*) FROM vocabulary`).Scan(&left); err != nil || left != 0 {
			t.Fatalf("%d words are left, %v", left, err)
		}
		if _, err := w.db.Exec(`INSERT INTO word (word) VALUES ('integrity-check')`); err != nil {
			t.Fatal(err)
		}
	})
}
