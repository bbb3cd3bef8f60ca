package catalog

import (
	"context"
	"database/sql"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"strings"
	"time"
)

// Query is a search for words.
//
// All words of Text have to be there; case and accents do not matter, nor whether ё or
// е is written. "Several words" in quotation marks stand in the text in a row and in
// this form, word* is the beginning of a word (of three letters or more), and -word is
// not there. All other signs are but gaps between words.
//
// A Cyrillic word of six letters or more is also found with another ending, as
// Russian and Kazakh have them: every word that is the same but for its last two letters,
// and up to four letters longer. In quotation marks it stands for itself alone.
// A beginning, or a word with its other endings, stands for up to 40 words: those that are
// in most snapshots.
type Query struct {
	Text     string
	Sources  []string  // IDs of those to search; none: all
	From, To time.Time // of capture, To not included; zero: without a bound
	// Hidden are objects that are not to be found, beside those of which the catalog
	// knows that they were withdrawn.
	Hidden map[string]bool
	Limit  int    // of hits; 0: 20, and up to 100
	Cursor string // Found.Cursor of the page before
}

// Hit is a source with snapshots that have what was asked for. Object and what follows
// are of the newest of them.
type Hit struct {
	SourceID   string
	URL        string
	Title      string
	Object     string
	SHA256     string
	CapturedAt time.Time
	LogIndex   int64
	Oldest     time.Time // of them
	Snapshots  int       // how many there are; MaxMatches if there are more
}

// MaxMatches is up to how many snapshots of a source are counted.
const MaxMatches = 200

// Found is a page of hits, those first whose newest snapshot is newest. Cursor, if not
// "", gives the next one, which may be empty.
type Found struct {
	Hits   []Hit
	Cursor string
}

// Bounds of the work for one page.
const (
	searchRows    = 5000  // that are looked at to find sources
	searchMatches = 20000 // of those sources, that one query reads
	searchTime    = 2 * time.Second
)

// Search finds the snapshots whose words are asked for and that c lists: none that was
// withdrawn, nor one that a lock alone keeps. A query that can't be answered gives a
// *QueryError. It takes some milliseconds, and two seconds at the most: a page may then
// be short.
func (w *Words) Search(ctx context.Context, c *Catalog, q Query) (*Found, error) {
	terms, err := parseQuery(q.Text)
	if err != nil {
		return nil, err
	}
	below, err := readCursor(q.Cursor)
	if err != nil {
		return nil, err
	}
	if q.Limit <= 0 {
		q.Limit = 20
	}
	q.Limit = min(q.Limit, 100)
	s := &search{w: w, c: c, q: q, most: searchMatches, hi: 1 << 62, below: below, at: below, asked: map[string]bool{}, found: &Found{}}
	const slack = 3600 * perSecond // of seconds that are full: the exact time is looked at
	if !q.From.IsZero() {
		s.lo = numberAt(q.From)
	}
	if !q.To.IsZero() {
		s.hi = numberAt(q.To) + slack
	}
	timed, cancel := context.WithTimeout(ctx, searchTime)
	defer cancel()
	if s.match, err = w.expression(timed, terms); err == nil && s.match != "" {
		err = s.run(timed)
	}
	if err != nil && ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil && timed.Err() != nil {
		if len(s.found.Hits) == 0 {
			return nil, &QueryError{QuerySlow}
		}
		s.found.Cursor, err = writeCursor(s.at), nil
	}
	if err != nil {
		return nil, fmt.Errorf("search words: %w", err)
	}
	return s.found, nil
}

// search is one at work.
type search struct {
	w      *Words
	c      *Catalog
	q      Query
	match  string
	most   int   // rows of one query for matches
	lo, hi int64 // of numbers, both included
	below  int64 // where this page begins
	at     int64 // the last number that was settled; at first below
	asked  map[string]bool
	found  *Found
}

// candidate is a source that has what is asked for, and the first number that says so.
type candidate struct {
	source string
	number int64
}

// run fills the page: sources as they come, the newest snapshot first, and then what
// else there is of each.
func (s *search) run(ctx context.Context) error {
	for rows := 0; ; {
		next, read, err := s.next(ctx, searchRows-rows)
		if err != nil {
			return err
		}
		settled := len(s.found.Hits)
		if err := s.add(ctx, next); err != nil {
			s.found.Hits = s.found.Hits[:settled] // the next page begins with them
			return err
		}
		s.at = read.last
		if !read.more {
			return nil
		}
		if rows += read.rows; rows >= searchRows || len(s.found.Hits) >= s.q.Limit {
			s.found.Cursor = writeCursor(s.at)
			return nil
		}
	}
}

// read is how far next has come.
type read struct {
	rows int
	last int64 // number
	more bool  // there may be
}

// next gives sources below the number that was settled last, as many as the page still
// takes. No two queries are open at once: each holds a connection.
func (s *search) next(ctx context.Context, most int) (list []candidate, r read, err error) {
	match := s.match
	if len(s.q.Sources) > 0 {
		match += " AND " + ofSources(s.q.Sources...)
	}
	rows, err := s.w.db.QueryContext(ctx, `SELECT d.id, d.source_id, d.captured_at FROM word CROSS JOIN doc d ON d.id = word.rowid
	  WHERE word MATCH $1 AND word.rowid >= $2 AND word.rowid <= $3 ORDER BY word.rowid DESC`, match, s.lo, min(s.hi, s.at-1))
	if err != nil {
		return nil, r, err
	}
	defer rows.Close()
	r.last = s.at
	for rows.Next() {
		if len(list) == s.q.Limit-len(s.found.Hits) || r.rows == most {
			r.more = true
			return list, r, nil
		}
		var at int64
		var c candidate
		if err := rows.Scan(&c.number, &c.source, &at); err != nil {
			return nil, r, err
		}
		if s.in(at) && !s.asked[c.source] {
			s.asked[c.source] = true
			list = append(list, c)
		}
		r.rows++
		r.last = c.number
	}
	return list, r, rows.Err()
}

// in says whether a time of capture is asked for: the number tells it roughly.
func (s *search) in(at int64) bool {
	return (s.q.From.IsZero() || at >= millis(s.q.From)) && (s.q.To.IsZero() || at < millis(s.q.To))
}

// add adds the hits of these sources, but of those that an earlier page has.
func (s *search) add(ctx context.Context, list []candidate) error {
	if len(list) == 0 {
		return nil
	}
	ids := make([]string, len(list))
	for i, c := range list {
		ids[i] = c.source
	}
	listed, err := s.c.shown(ctx, ids)
	if err != nil {
		return err
	}
	type last struct {
		Hit
		number int64
	}
	by := map[string]*last{}
	count := func(m *matched) *last {
		h := by[m.source]
		if h == nil {
			h = &last{Hit: Hit{SourceID: m.source, Oldest: fromMillis(m.at)}, number: -1}
			by[m.source] = h
		}
		if m.number > h.number {
			h.Object, h.SHA256, h.CapturedAt, h.number = m.object, m.sum, fromMillis(m.at), m.number
		}
		if at := fromMillis(m.at); at.Before(h.Oldest) {
			h.Oldest = at
		}
		h.Snapshots = min(h.Snapshots+1, MaxMatches)
		return h
	}
	// In ascending order, which is how the index skips fastest.
	whole, err := s.matches(ctx, listed, ids, "", func(m *matched) bool { count(m); return true })
	if err != nil {
		return err
	}
	if !whole { // the newest are cut off: each source is asked for alone, from both ends
		clear(by)
		for _, id := range ids {
			full := false
			_, err := s.matches(ctx, listed, []string{id}, "ORDER BY word.rowid DESC", func(m *matched) bool {
				full = count(m).Snapshots == MaxMatches
				return !full
			})
			if err == nil && full {
				_, err = s.matches(ctx, listed, []string{id}, "", func(m *matched) bool { count(m); return false })
			}
			if err != nil {
				return err
			}
		}
	}
	for _, c := range list {
		h := by[c.source]
		if h == nil || h.number >= s.below { // on an earlier page
			continue
		}
		err := s.w.db.QueryRowContext(ctx, `SELECT url, title, log_index FROM doc WHERE id = $1`, h.number).Scan(&h.URL, &h.Title, &h.LogIndex)
		if err != nil {
			return err
		}
		s.found.Hits = append(s.found.Hits, h.Hit)
	}
	return nil
}

// matched is a snapshot that has what is asked for, and may be told of.
type matched struct {
	number, at          int64
	source, object, sum string
}

// matches gives those of sources to each, until that says that it has enough; it is not
// the whole where there are more rows than one query reads.
func (s *search) matches(ctx context.Context, listed map[string]string, ids []string, order string, each func(*matched) bool) (whole bool, err error) {
	rows, err := s.w.db.QueryContext(ctx, `SELECT d.id, d.source_id, d.object, d.sha256, d.captured_at
	  FROM word CROSS JOIN doc d ON d.id = word.rowid
	  WHERE word MATCH $1 AND word.rowid >= $2 AND word.rowid <= $3 `+order+` LIMIT $4`,
		s.match+" AND "+ofSources(ids...), s.lo, s.hi, s.most)
	if err != nil {
		return false, err
	}
	defer rows.Close()
	read := 0
	for rows.Next() {
		var m matched
		if err := rows.Scan(&m.number, &m.source, &m.object, &m.sum, &m.at); err != nil {
			return false, err
		}
		read++
		if s.in(m.at) && listed[m.object] == m.sum && !s.q.Hidden[m.object] && !each(&m) {
			break
		}
	}
	return read < s.most, rows.Err()
}

// shown maps the objects of sources that may be handed out to their SHA-256: those that
// nobody has decided to withdraw.
func (c *Catalog) shown(ctx context.Context, ids []string) (map[string]string, error) {
	by := map[string]string{}
	err := c.each(ctx, `SELECT object, sha256 FROM snapshot WHERE `+kept+`
	  AND NOT EXISTS (SELECT 1 FROM refusal r WHERE r.object = snapshot.object) AND `, "source_id", ids, func(rows *sql.Rows) error {
		var object, sum string
		err := rows.Scan(&object, &sum)
		by[object] = sum
		return err
	})
	return by, err
}

// ofSources is a part of an expression for the index. IDs that are none match nothing.
func ofSources(ids ...string) string {
	var b strings.Builder
	for i, id := range ids {
		if i > 0 {
			b.WriteString(" OR ")
		}
		b.WriteString(quoted(folded(id)))
	}
	return "(source : (" + b.String() + "))"
}

// quoted is a string of the index's query language. Folded words hold no signs at all.
func quoted(words string) string { return `"` + strings.ReplaceAll(words, `"`, "") + `"` }

// expression says in the query language of FTS5 what is asked for (sqlite.org/fts5.html,
// section 3). Nothing that a person typed gets into it but folded words. "" means
// that nothing can match.
func (w *Words) expression(ctx context.Context, terms []term) (string, error) {
	var all, none []string
	for i := range terms {
		forms, err := w.forms(ctx, &terms[i])
		if err != nil {
			return "", err
		}
		switch {
		case terms[i].not:
			none = append(none, forms...)
		case len(forms) == 0:
			return "", nil
		default:
			all = append(all, "("+strings.Join(forms, " OR ")+")")
		}
	}
	e := strings.Join(all, " AND ")
	if len(none) > 0 {
		e = "(" + e + ") NOT (" + strings.Join(none, " OR ") + ")"
	}
	return "({title text} : (" + e + "))", nil
}

// forms are the phrases that a term stands for.
func (w *Words) forms(ctx context.Context, t *term) ([]string, error) {
	last := len(t.words) - 1
	begin, longest := t.words[last], 1<<20
	switch stem := t.stem(); {
	case stem != "":
		begin, longest = stem, len([]rune(t.words[0]))+longer
	case !t.prefix:
		return []string{quoted(strings.Join(t.words, " "))}, nil
	}
	// FTS5 could search by a beginning itself, but collects all that match before it
	// gives the first.
	rows, err := w.db.QueryContext(ctx, `SELECT word FROM vocabulary WHERE word >= $1 AND word < $2 AND length(word) <= $3
	  ORDER BY n DESC LIMIT $4`, begin, begin+"\U0010ffff", longest, mostForms)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var forms []string
	for rows.Next() {
		var word string
		if err := rows.Scan(&word); err != nil {
			return nil, err
		}
		forms = append(forms, quoted(strings.Join(append(t.words[:last:last], word), " ")))
	}
	return forms, rows.Err()
}

func writeCursor(number int64) string {
	return base64.RawURLEncoding.EncodeToString(binary.AppendUvarint(nil, uint64(number)))
}

func readCursor(s string) (int64, error) {
	if s == "" {
		return 1 << 62, nil
	}
	b, err := base64.RawURLEncoding.DecodeString(s)
	n, size := binary.Uvarint(b)
	if err != nil || size != len(b) || size <= 0 || n > 1<<62 {
		return 0, &QueryError{QueryCursor}
	}
	return int64(n), nil
}
