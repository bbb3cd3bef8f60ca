package catalog

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// shelf is a catalog with its words.
type shelf struct {
	t *testing.T
	c *Catalog
	w *Words
	n int64 // of the log

	path string
	text map[string]string // by object
}

func newShelf(t *testing.T) *shelf {
	t.Helper()
	ctx := context.Background()
	c, path := openNew(t)
	w, err := OpenWords(ctx, WordsPath(path))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	return &shelf{t: t, c: c, w: w, path: WordsPath(path), text: map[string]string{}}
}

// put lists a snapshot of a source.
func (s *shelf) put(source, at, text string) Snapshot {
	s.t.Helper()
	when, err := time.Parse(time.DateOnly, at)
	if err != nil {
		s.t.Fatal(err)
	}
	id := fmt.Sprintf("%012x", source)[:12]
	snap := Snapshot{SourceID: id, CapturedAt: when, Object: fmt.Sprintf("snapshots/%s/%s-%d.wacz", source, at, s.n), SHA256: fmt.Sprintf("%064x", s.n),
		Class: "source", FinalURL: "https://" + source + ".example/", LogIndex: s.n, Batch: s.n + 1}
	s.apply(Change{Snapshot: &snap})
	s.text[snap.Object] = text
	return snap
}

func (s *shelf) apply(ch Change) {
	s.t.Helper()
	s.n++
	if err := s.c.Apply(context.Background(), s.n, []Change{ch}); err != nil {
		s.t.Fatal(err)
	}
}

// index takes in what is lacking, and gives the objects in the order of doing so.
func (s *shelf) index() (done []string) {
	s.t.Helper()
	ctx := context.Background()
	for {
		l, err := s.w.Lacking(ctx, s.c, 3, day(1))
		if err != nil {
			s.t.Fatal(err)
		}
		if l == nil {
			return done
		}
		var list []Entry
		for _, snap := range l.Snapshots {
			e := Entry{Snapshot: snap, URL: snap.FinalURL, Title: "Page of " + snap.FinalURL, Text: s.text[snap.Object], At: day(1)}
			if e.Text == "damaged" {
				e.Text, e.Fault = "", "its bytes are not what the log says"
			}
			list = append(list, e)
			done = append(done, snap.Object)
		}
		if err := s.w.Add(ctx, list, l); err != nil {
			s.t.Fatal(err)
		}
	}
}

// find gives hits as HOST DATE COUNT OLDEST.
func (s *shelf) find(q Query) []string {
	s.t.Helper()
	out := []string{}
	for {
		f, err := s.w.Search(context.Background(), s.c, q)
		if err != nil {
			s.t.Fatalf("search %q: %v", q.Text, err)
		}
		for _, h := range f.Hits {
			host := strings.TrimSuffix(strings.TrimPrefix(h.URL, "https://"), ".example/")
			out = append(out, fmt.Sprintf("%s %s %d %s", host, h.CapturedAt.Format(time.DateOnly), h.Snapshots, h.Oldest.Format(time.DateOnly)))
		}
		if q.Cursor = f.Cursor; q.Cursor == "" {
			return out
		}
	}
}

func TestSearch(t *testing.T) {
	s := newShelf(t)
	s.put("aaa", "2026-01-02", "The commission published its report on water quality.")
	s.put("aaa", "2026-02-02", "The commission withdrew its report on water.")
	s.put("bbb", "2026-01-20", "Résumé: la qualité de l’eau, don't panic; ﬁnal report.")
	s.put("ccc", "2026-03-01", "Правительство Республики Казахстан приняло закон о воде. Всё ещё в силе.")
	s.put("ddd", "2026-02-20", "В республике Казахстане законы о правительстве; Қазақстанның суы. Й и й.")
	s.put("eee", "2026-02-21", "中国政府发布了报告。 รายงานน้ำ")
	s.put("fff", "2026-02-22", "reporting reported reporter; a sovereign\u00adty matter")
	s.put("ggg", "2026-02-23", "damaged")
	if done := s.index(); len(done) != 8 {
		t.Fatalf("%d were lacking", len(done))
	}
	for _, tt := range []struct {
		q    string
		want []string
	}{
		{"report", []string{"aaa 2026-02-02 2 2026-01-02", "bbb 2026-01-20 1 2026-01-20"}},
		{"REPORT Water", []string{"aaa 2026-02-02 2 2026-01-02"}},
		{"report -quality", []string{"aaa 2026-02-02 1 2026-02-02", "bbb 2026-01-20 1 2026-01-20"}},
		{"report -\"water quality\" -qualite", []string{"aaa 2026-02-02 1 2026-02-02"}},
		{`"report on water"`, []string{"aaa 2026-02-02 2 2026-01-02"}},
		{`“its commission”`, []string{}},
		{`"commission published`, []string{"aaa 2026-01-02 1 2026-01-02"}},
		{"resume", []string{"bbb 2026-01-20 1 2026-01-20"}},
		{"QUALITÉ", []string{"bbb 2026-01-20 1 2026-01-20"}},
		{"don't", []string{"bbb 2026-01-20 1 2026-01-20"}},
		{"final", []string{"bbb 2026-01-20 1 2026-01-20"}},
		{"report*", []string{"fff 2026-02-22 1 2026-02-22", "aaa 2026-02-02 2 2026-01-02", "bbb 2026-01-20 1 2026-01-20"}},
		{"report* -reporter", []string{"aaa 2026-02-02 2 2026-01-02", "bbb 2026-01-20 1 2026-01-20"}},
		{"sovereignty", []string{"fff 2026-02-22 1 2026-02-22"}},
		{"казахстан", []string{"ccc 2026-03-01 1 2026-03-01", "ddd 2026-02-20 1 2026-02-20"}},
		{"казахстане", []string{"ccc 2026-03-01 1 2026-03-01", "ddd 2026-02-20 1 2026-02-20"}},
		{`"казахстане"`, []string{"ddd 2026-02-20 1 2026-02-20"}},
		{"правительством", []string{"ccc 2026-03-01 1 2026-03-01", "ddd 2026-02-20 1 2026-02-20"}},
		{"закон", []string{"ccc 2026-03-01 1 2026-03-01"}},
		{"закон*", []string{"ccc 2026-03-01 1 2026-03-01", "ddd 2026-02-20 1 2026-02-20"}},
		{"қазақстан", []string{"ddd 2026-02-20 1 2026-02-20"}},
		{"все еще", []string{"ccc 2026-03-01 1 2026-03-01"}},
		{"всё", []string{"ccc 2026-03-01 1 2026-03-01"}},
		{"й", []string{"ddd 2026-02-20 1 2026-02-20"}},
		{"政府", []string{"eee 2026-02-21 1 2026-02-21"}},
		{"府政", []string{}},
		{"รายงาน", []string{"eee 2026-02-21 1 2026-02-21"}},
		{"https://aaa.example/", []string{"aaa 2026-02-02 2 2026-01-02"}}, // of the title
		{"nowhere", []string{}},
		{"report nowhere", []string{}},
		{"report NOT water", []string{}}, // words like others
		{"source:report", []string{}},
		{`report) OR (water`, []string{}},
		{`^report + water {title} : "`, []string{}},
		{"616161616161", []string{}}, // an ID is no word
		{"NEAR(report water)", []string{}},
		{"report AND on", []string{}},
	} {
		if got := s.find(Query{Text: tt.q}); !slices.Equal(got, tt.want) {
			t.Errorf("%q: %q, want %q", tt.q, got, tt.want)
		}
		if got := s.find(Query{Text: tt.q, Limit: 1}); !slices.Equal(got, tt.want) {
			t.Errorf("%q, one on each page: %q, want %q", tt.q, got, tt.want)
		}
	}
	id := func(source string) string { return fmt.Sprintf("%012x", source)[:12] }
	date := func(s string) time.Time { d, _ := time.Parse(time.DateOnly, s); return d }
	for _, tt := range []struct {
		name string
		q    Query
		want []string
	}{
		{"of a report", Query{Sources: []string{id("bbb"), id("ccc")}}, []string{"bbb 2026-01-20 1 2026-01-20"}},
		{"of none", Query{Sources: []string{"x OR y", ""}}, []string{}},
		{"from a day", Query{From: date("2026-01-20")}, []string{"aaa 2026-02-02 1 2026-02-02", "bbb 2026-01-20 1 2026-01-20"}},
		{"to before a day", Query{To: date("2026-01-20")}, []string{"aaa 2026-01-02 1 2026-01-02"}},
		{"from and to", Query{From: date("2026-01-20"), To: date("2026-01-21")}, []string{"bbb 2026-01-20 1 2026-01-20"}},
	} {
		tt.q.Text = "report"
		if got := s.find(tt.q); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
	if st, err := s.w.Stats(context.Background()); err != nil || st.Snapshots != 7 || st.Unread != 1 {
		t.Errorf("Stats = %+v, %v", st, err)
	}
}

func TestSearchErrors(t *testing.T) {
	s := newShelf(t)
	for _, tt := range []struct {
		q   Query
		why string
	}{
		{Query{Text: ""}, QueryEmpty},
		{Query{Text: " -- \" ** ”“ 。"}, QueryEmpty},
		{Query{Text: strings.Repeat("long ", 101)}, QueryLong},
		{Query{Text: strings.Repeat("a ", 17)}, QueryLong},
		{Query{Text: "-report"}, QueryExcludes},
		{Query{Text: "ab*"}, QueryShort},
		{Query{Text: "word", Cursor: "!"}, QueryCursor},
		{Query{Text: "word", Cursor: "_____________w"}, QueryCursor},
	} {
		_, err := s.w.Search(context.Background(), s.c, tt.q)
		var qe *QueryError
		if !errors.As(err, &qe) || qe.Why != tt.why || qe.Error() == "" {
			t.Errorf("%+v: %v, want %s", tt.q, err, tt.why)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := s.w.Search(ctx, s.c, Query{Text: "word"}); !errors.Is(err, context.Canceled) {
		t.Errorf("of who gave up: %v", err)
	}
}

// The newest come first; what was begun is gone on with; and nothing is read twice.
func TestLacking(t *testing.T) {
	ctx := context.Background()
	s := newShelf(t)
	var all []string
	for n := range 10 {
		all = append(all, s.put(fmt.Sprint("s", n%3), fmt.Sprintf("2026-01-%02d", n+1), "word").Object)
		s.apply(Change{}) // a look
	}
	l, err := s.w.Lacking(ctx, s.c, 4, day(1))
	if err != nil || len(l.Snapshots) != 4 || l.Snapshots[0].Object != all[9] {
		t.Fatalf("%+v, %v", l, err)
	}
	// Cut short: two of four are kept.
	if err := s.w.Add(ctx, []Entry{{Snapshot: l.Snapshots[0], Text: "word"}, {Snapshot: l.Snapshots[1], Text: "word"}}, nil); err != nil {
		t.Fatal(err)
	}
	newest := s.put("s1", "2026-02-01", "word").Object
	want := append([]string{newest}, all[:8]...)
	slices.Reverse(want[1:])
	if got := s.index(); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if got := s.index(); len(got) != 0 {
		t.Errorf("again: %q", got)
	}
	if got := s.find(Query{Text: "word"}); len(got) != 3 {
		t.Errorf("found %q", got)
	}
	// One that could not be read is tried again a day later.
	bad := s.put("s2", "2026-02-02", "damaged")
	s.index()
	if l, err := s.w.Lacking(ctx, s.c, 4, day(1).Add(time.Hour)); l != nil || err != nil {
		t.Errorf("an hour later: %+v, %v", l, err)
	}
	l, err = s.w.Lacking(ctx, s.c, 4, day(2))
	if err != nil || l == nil || len(l.Snapshots) != 1 || l.Snapshots[0].Object != bad.Object {
		t.Fatalf("a day later: %+v, %v", l, err)
	}
	if err := s.w.Add(ctx, []Entry{{Snapshot: bad, Text: "mended"}}, l); err != nil {
		t.Fatal(err)
	}
	if got := s.find(Query{Text: "mended"}); len(got) != 1 {
		t.Errorf("mended: %q", got)
	}
	if st, _ := s.w.Stats(ctx); st.Unread != 0 {
		t.Errorf("%+v", st)
	}
}

// A log that was put back, and went on differently, is read anew, without reading twice
// what it still has.
func TestLackingOfAnotherLog(t *testing.T) {
	s := newShelf(t)
	s.put("aaa", "2026-01-01", "first")
	s.put("bbb", "2026-01-02", "second")
	s.put("ccc", "2026-01-03", "third")
	s.index()
	other := newShelf(t)
	other.put("aaa", "2026-01-01", "first")
	second := other.put("ddd", "2026-01-02", "another")
	s.c, s.text = other.c, other.text
	if got := s.index(); !slices.Equal(got, []string{second.Object}) {
		t.Errorf("shorter: %q, want the other one alone", got)
	}
	var covered int
	if l, err := s.w.Lacking(context.Background(), s.c, 3, day(1)); l != nil || err != nil {
		t.Errorf("again: %+v, %v", l, err)
	}
	if err := s.w.db.QueryRow(`SELECT count(*) FROM covered`).Scan(&covered); err != nil || covered != 1 {
		t.Errorf("%d stretches are covered, %v", covered, err)
	}
	if st, err := s.w.Stats(context.Background()); err != nil || st.Snapshots != 2 {
		t.Errorf("%+v, %v; want what this log has alone", st, err)
	}
	third := other.put("eee", "2026-01-03", "other still")
	if got := s.index(); !slices.Equal(got, []string{third.Object}) {
		t.Errorf("gone on: %q, want the third alone", got)
	}
	for q, n := range map[string]int{"first": 1, "second": 0, "third": 0, "another": 1, "still": 1} {
		if got := s.find(Query{Text: q}); len(got) != n {
			t.Errorf("%s: %q, want %d", q, got, n)
		}
	}
}

// What was withdrawn is not found from the moment on at which the catalog knows, and
// then gone from the bytes of the files.
func TestDropWords(t *testing.T) {
	ctx := context.Background()
	s := newShelf(t)
	for n := range 40 {
		s.put(fmt.Sprint("s", n), "2026-01-05", fmt.Sprintf("ordinary words %d and their neighbours", n))
	}
	secret := "zanzibarish witnesses Мангистауская " + strings.Repeat("улица ", 50)
	gone := s.put("aaa", "2026-01-02", secret)
	kept := s.put("aaa", "2026-01-03", "nothing of it; zanzibarina")
	locked := s.put("bbb", "2026-01-03", "zanzibarish lockedword")
	s.index()
	if got := s.find(Query{Text: "zanzibarish"}); len(got) != 2 {
		t.Fatalf("%q", got)
	}
	s.apply(Change{Withdrawal: &Withdrawal{SourceID: gone.SourceID, Object: gone.Object, SHA256: gone.SHA256, LogIndex: s.n}})
	s.apply(Change{Withdrawal: &Withdrawal{SourceID: locked.SourceID, Object: locked.Object, SHA256: locked.SHA256, LogIndex: s.n, Void: true}})
	if got := s.find(Query{Text: "zanzibar*"}); !slices.Equal(got, []string{"aaa 2026-01-03 1 2026-01-03"}) {
		t.Errorf("not dropped yet: %q", got)
	}
	if got := s.find(Query{Text: "zanzibar*", Hidden: map[string]bool{kept.Object: true}}); len(got) != 0 {
		t.Errorf("hidden: %q", got)
	}
	// While somebody reads, the journal can't be emptied: a later sweep does it.
	reader, err := s.w.db.Query(`SELECT id FROM doc`)
	if err != nil || !reader.Next() {
		t.Fatal(err)
	}
	quick, err := openWords(s.path, "rwc")
	if err != nil {
		t.Fatal(err)
	}
	defer quick.Close()
	quick.db.SetMaxOpenConns(1)
	if _, err := quick.db.Exec(`PRAGMA busy_timeout = 1`); err != nil {
		t.Fatal(err)
	}
	if n, err := quick.Sweep(ctx, s.c); n != 2 || !errors.Is(err, errInUse) {
		t.Errorf("swept %d, %v; want two that are still in the journal", n, err)
	}
	reader.Close()
	if n, err := quick.Sweep(ctx, s.c); n != 0 || err != nil {
		t.Errorf("swept %d, %v", n, err)
	}
	if got := s.find(Query{Text: "zanzibar*"}); !slices.Equal(got, []string{"aaa 2026-01-03 1 2026-01-03"}) {
		t.Errorf("dropped: %q", got)
	}
	for _, suffix := range []string{"", "-wal"} {
		b, err := os.ReadFile(s.path + suffix)
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range []string{"zanzibarish", "zibarish", "witnesses", "мангистауская", "ангистау", "улица", "lockedword", gone.Object, locked.Object} {
			if strings.Contains(string(b), word) {
				t.Errorf("%s holds %q", filepath.Base(s.path+suffix), word)
			}
		}
	}
	if _, err := s.w.db.Exec(`INSERT INTO word (word) VALUES ('integrity-check')`); err != nil {
		t.Error(err)
	}
	if _, _, err := s.w.Text(ctx, gone.Object, gone.SHA256); err == nil {
		t.Error("its text is still there")
	}
	if title, text, err := s.w.Text(ctx, kept.Object, kept.SHA256); err != nil || text != "nothing of it; zanzibarina" || title == "" {
		t.Errorf("the other's text: %q, %q, %v", title, text, err)
	}
	if got := s.index(); len(got) != 0 {
		t.Errorf("taken in again: %q", got)
	}
}

func TestOpenWords(t *testing.T) {
	ctx := context.Background()
	s := newShelf(t)
	s.put("aaa", "2026-01-02", "word")
	s.index()
	ro, err := OpenWordsReadOnly(ctx, s.path)
	if err != nil {
		t.Fatal(err)
	}
	if f, err := ro.Search(ctx, s.c, Query{Text: "word"}); err != nil || len(f.Hits) != 1 {
		t.Errorf("read only: %+v, %v", f, err)
	}
	ro.Close()
	spoil := map[string]func(string) error{
		"of another version": func(path string) error {
			w, err := openWords(path, "rwc")
			if err == nil {
				_, err = w.db.Exec(`UPDATE made SET by = '0'`)
				w.Close()
			}
			return err
		},
		"no database": func(path string) error {
			return os.WriteFile(path, []byte(strings.Repeat("what is this? ", 100)), 0o644)
		},
		"cut short": func(path string) error {
			w, err := openWords(path, "rwc")
			if err == nil {
				_, err = w.db.Exec(`CREATE TABLE other (n INTEGER)`)
				w.Close()
			}
			return err
		},
	}
	for name, do := range spoil {
		path := filepath.Join(t.TempDir(), "words")
		if name == "of another version" {
			w, err := OpenWords(ctx, path)
			if err != nil {
				t.Fatal(err)
			}
			w.Close()
		}
		if err := do(path); err != nil {
			t.Fatal(err)
		}
		if _, err := OpenWordsReadOnly(ctx, path); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s, to be read: %v", name, err)
		}
		w, err := OpenWords(ctx, path)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if l, err := w.Lacking(ctx, s.c, 10, day(1)); err != nil || l == nil || len(l.Snapshots) != 1 {
			t.Errorf("%s: made anew, it lacks %+v, %v", name, l, err)
		}
		w.Close()
	}
	if _, err := OpenWordsReadOnly(ctx, filepath.Join(t.TempDir(), "none")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("none: %v", err)
	}
}

// Copies that people date by the day all fall on one second.
func TestManyOfOneSecond(t *testing.T) {
	s := newShelf(t)
	const many = 3*perSecond + 5
	for n := range many {
		s.put(fmt.Sprintf("s%03d", n), "2026-01-05", "word")
	}
	s.put("late", "2026-01-06", "word")
	s.index()
	d, _ := time.Parse(time.DateOnly, "2026-01-05")
	if got := s.find(Query{Text: "word", From: d, To: d.Add(24 * time.Hour), Limit: 7}); len(got) != many {
		t.Errorf("%d found of that day, want %d", len(got), many)
	}
	if got := s.find(Query{Text: "word", To: d.Add(time.Second), Limit: 100}); len(got) != many {
		t.Errorf("%d found until then, want %d", len(got), many)
	}
	if got := s.find(Query{Text: "word", Limit: 100}); len(got) != many+1 || !strings.HasPrefix(got[0], "late") {
		t.Errorf("%d found, first %s", len(got), got[0])
	}
}

// Where there are more matches than one query reads, the newest are found all the same,
// of each source.
func TestManyMatches(t *testing.T) {
	ctx := context.Background()
	s := newShelf(t)
	for n := range 12 {
		s.put("old", fmt.Sprintf("2026-01-%02d", n+1), "word")
	}
	s.put("new", "2026-02-01", "word")
	s.index()
	terms, err := parseQuery("word")
	if err != nil {
		t.Fatal(err)
	}
	match, err := s.w.expression(ctx, terms)
	if err != nil {
		t.Fatal(err)
	}
	few := &search{w: s.w, c: s.c, q: Query{Limit: 20}, match: match, most: 12, hi: 1 << 62, below: 1 << 62, at: 1 << 62, asked: map[string]bool{}, found: &Found{}}
	if err := few.run(ctx); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, h := range few.found.Hits {
		got = append(got, fmt.Sprintf("%s %s %d %s", h.URL, h.CapturedAt.Format(time.DateOnly), h.Snapshots, h.Oldest.Format(time.DateOnly)))
	}
	want := []string{"https://new.example/ 2026-02-01 1 2026-02-01", "https://old.example/ 2026-01-12 12 2026-01-01"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
