package many

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/source"
)

// BenchmarkWords measures searches among 100,000 snapshots, or as many as WORDS says;
// the files are kept in the folder WORDS_DIR, if it is set, and used again.
func BenchmarkWords(b *testing.B) {
	ctx := context.Background()
	total := 100000
	if s := os.Getenv("WORDS"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			b.Fatal(err)
		}
		total = n
	}
	z := Size{Reports: max(1, total/5000), Sources: 100, Snapshots: 50}
	dir := os.Getenv("WORDS_DIR")
	if dir == "" {
		dir = b.TempDir()
	}
	path := filepath.Join(dir, "catalog.db")
	c, err := catalog.Open(ctx, path)
	if err != nil {
		b.Fatal(err)
	}
	defer c.Close()
	w, err := catalog.OpenWords(ctx, catalog.WordsPath(path))
	if err != nil {
		b.Fatal(err)
	}
	defer w.Close()
	began := time.Now()
	if n, err := c.LogSize(ctx); err != nil || n == 0 {
		if err := z.Fill(ctx, c); err != nil {
			b.Fatal(err)
		}
		b.Logf("%d snapshots listed in %s", z.Total(), time.Since(began).Round(time.Second))
	}
	if st, err := w.Stats(ctx); err != nil || st.Snapshots == 0 {
		began = time.Now()
		if err := z.FillWords(ctx, c, w); err != nil {
			b.Fatal(err)
		}
		if err := w.Tidy(ctx, 10*time.Minute); err != nil {
			b.Fatal(err)
		}
		b.Logf("%d texts taken in in %s", z.Total(), time.Since(began).Round(time.Second))
	}
	if i, err := os.Stat(catalog.WordsPath(path)); err == nil {
		b.Logf("%d MB of words", i.Size()>>20)
	}
	_, text := z.Text(1%z.Reports, 3, z.Snapshots-1)
	words := func(from, n int) string {
		out := ""
		for i := range n {
			out += nth(text, from+i) + " "
		}
		return out
	}
	var ids []string
	for s := range z.Sources {
		ids = append(ids, source.ID(URL(0, s)))
	}
	for _, q := range []struct {
		name  string
		query func(i int) catalog.Query
	}{
		{"rare", func(i int) catalog.Query { return catalog.Query{Text: Rare(i * marker % z.Total())} }},
		{"common", func(i int) catalog.Query { return catalog.Query{Text: Word(i%10, i%2 == 0)} }},
		{"two-common", func(i int) catalog.Query { return catalog.Query{Text: Word(i%10, false) + " " + Word(i%7+10, false)} }},
		{"common-never-together", func(i int) catalog.Query { return catalog.Query{Text: Word(i%10, false) + " " + Word(i%7+10, true)} }},
		{"phrase", func(i int) catalog.Query { return catalog.Query{Text: `"` + words(i%15, 3) + `"`} }},
		{"common-phrase", func(i int) catalog.Query {
			return catalog.Query{Text: `"` + Word(i%10, false) + " " + Word(i%7, false) + `"`}
		}},
		{"prefix", func(i int) catalog.Query { return catalog.Query{Text: Word(i%400, false)[:4] + "*"} }},
		{"cyrillic", func(i int) catalog.Query { return catalog.Query{Text: Word(400+i%400, true)} }},
		{"report", func(i int) catalog.Query { return catalog.Query{Text: Word(i%100, false), Sources: ids} }},
		{"dates", func(i int) catalog.Query {
			return catalog.Query{Text: Word(i%100, false), From: start.Add(5 * week), To: start.Add(9 * week)}
		}},
		{"excluding", func(i int) catalog.Query { return catalog.Query{Text: Word(i%10, false) + " -" + Word(i%7+10, false)} }},
	} {
		b.Run(q.name, func(b *testing.B) {
			var took []time.Duration
			hits := 0
			for i := 0; b.Loop(); i++ {
				began := time.Now()
				f, err := w.Search(ctx, c, q.query(i))
				took = append(took, time.Since(began))
				if err != nil {
					b.Fatal(err)
				}
				hits += len(f.Hits)
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
			b.ReportMetric(float64(hits)/float64(len(took)), "hits")
		})
	}
}

// nth is a word of a text.
func nth(text string, n int) string {
	word := ""
	for range n + 1 {
		if _, err := fmt.Sscan(text, &word); err != nil {
			return word
		}
		text = text[len(word)+1:]
	}
	return word
}
