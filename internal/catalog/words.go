package catalog

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// Words finds snapshots by the words of their text. It is a file of its own beside the
// catalog, made from the archive's objects, and may be deleted: it is then made anew.
// Like the catalog it proves nothing.
//
// The texts stand in it too, compressed. What is removed is thereby removed wholly:
// the index can strike out each word only if it is told which they were.
//
// It is safe for concurrent use, also by several processes, of which one writes at a
// time: the caller sees to that by a lock of its own.
type Words struct {
	db *sql.DB
}

// WordsPath is where the words of the catalog in path are.
func WordsPath(path string) string { return path + ".words" }

// wordsMade says what made a file. Another version of it, or of the tables by which
// letters are told apart, would not find again what stands there.
func wordsMade() string { return "1 " + unicode.Version + " " + norm.Version }

const wordsSchema = `
BEGIN;
CREATE TABLE made (by TEXT NOT NULL);
INSERT INTO made (by) VALUES ('MADE');
CREATE TABLE unswept (n INTEGER NOT NULL);
CREATE TABLE doc (
  id INTEGER PRIMARY KEY, source_id TEXT NOT NULL, object TEXT NOT NULL, sha256 TEXT NOT NULL,
  captured_at BIGINT NOT NULL, log_index BIGINT NOT NULL, url TEXT NOT NULL, title TEXT NOT NULL);
CREATE UNIQUE INDEX doc_log ON doc (log_index);
CREATE INDEX doc_object ON doc (object);
CREATE TABLE body (id INTEGER PRIMARY KEY, text BLOB NOT NULL);
CREATE TABLE vocabulary (word TEXT PRIMARY KEY, n BIGINT NOT NULL) WITHOUT ROWID;
CREATE TABLE covered (lo BIGINT PRIMARY KEY, hi BIGINT NOT NULL);
CREATE TABLE unread (log_index BIGINT PRIMARY KEY, object TEXT NOT NULL, at BIGINT NOT NULL, why TEXT NOT NULL);
CREATE VIRTUAL TABLE word USING fts5(source, title, text, content='', columnsize=0,
  tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'");
INSERT INTO word (word, rank) VALUES ('secure-delete', 1);
COMMIT;
`

// OpenWords opens the words in the file path, making it where it is absent. A file that
// is damaged or of another version is replaced by an empty one.
func OpenWords(ctx context.Context, path string) (*Words, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, fmt.Errorf("open words: %w", err)
	}
	w, err := openWords(path, "rwc")
	if err != nil {
		return nil, err
	}
	made, err := w.made(ctx)
	if err == nil && made == "" {
		_, err = w.db.ExecContext(ctx, strings.Replace(wordsSchema, "MADE", wordsMade(), 1))
	} else if err == nil && made != wordsMade() {
		err = errOtherWords
	}
	if damaged(err) {
		w.Close()
		if err := Remove(path); err != nil {
			return nil, err
		}
		return OpenWords(ctx, path)
	}
	if err != nil {
		w.Close()
		return nil, fmt.Errorf("open words %s: %w", path, err)
	}
	return w, nil
}

// errOtherWords is that a file was made by another version.
var errOtherWords = fmt.Errorf("made by another version: %w", os.ErrNotExist)

// errBrokenText is that a packed text can't be unpacked.
var errBrokenText = errors.New("a text that stands there is damaged")

// WordsDamaged says whether an error of Words tells that the file is damaged, which
// opening it may not find. It is then of no use: Remove it, and make it anew.
func WordsDamaged(err error) bool { return damaged(err) || errors.Is(err, errBrokenText) }

// damaged says whether a file is of no use.
func damaged(err error) bool {
	var broken *sqlite.Error
	return errors.Is(err, errOtherWords) || errors.As(err, &broken) &&
		(broken.Code()&0xff == sqlite3.SQLITE_NOTADB || broken.Code()&0xff == sqlite3.SQLITE_CORRUPT)
}

// OpenWordsReadOnly opens existing words for searching. Missing ones, damaged ones and
// those of another version give an error matching os.ErrNotExist.
func OpenWordsReadOnly(ctx context.Context, path string) (*Words, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("open words: %w", err)
	}
	w, err := openWords(path, "ro")
	if err != nil {
		return nil, err
	}
	made, err := w.made(ctx)
	if err == nil && made != wordsMade() {
		err = errOtherWords
	}
	if err != nil {
		w.Close()
		if damaged(err) && !errors.Is(err, os.ErrNotExist) {
			err = fmt.Errorf("%w: %w", err, os.ErrNotExist)
		}
		return nil, fmt.Errorf("open words %s: %w", path, err)
	}
	return w, nil
}

func openWords(path, mode string) (*Words, error) {
	dsn := url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath()}
	q := url.Values{"mode": {mode}, "_txlock": {"immediate"}, "_pragma": {
		// What is removed is overwritten, also what a merge of the index leaves behind.
		"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(NORMAL)", "secure_delete(ON)", "cache_size(-16000)"}}
	if mode == "ro" {
		q["_pragma"] = []string{"busy_timeout(10000)", "cache_size(-16000)"}
		q.Del("_txlock")
	}
	dsn.RawQuery = q.Encode()
	db, err := sql.Open("sqlite", dsn.String())
	if err != nil {
		return nil, fmt.Errorf("open words %s: %w", path, err)
	}
	db.SetMaxOpenConns(8)
	return &Words{db: db}, nil
}

// made says what made the file; "" of one that is new.
func (w *Words) made(ctx context.Context) (by string, err error) {
	var tables int
	if err := w.db.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_schema`).Scan(&tables); err != nil || tables == 0 {
		return "", err
	}
	err = w.db.QueryRowContext(ctx, `SELECT by FROM made`).Scan(&by)
	if errors.Is(err, sql.ErrNoRows) || err != nil && strings.Contains(err.Error(), "no such table") {
		return "", errOtherWords // no words at all
	}
	return by, err
}

// Close closes the file.
func (w *Words) Close() error { return w.db.Close() }

// WordsStats is what is in the file.
type WordsStats struct {
	Snapshots int64 // that can be found
	Unread    int64 // whose text could not be read
}

// Stats counts; with a million snapshots it takes some milliseconds.
func (w *Words) Stats(ctx context.Context) (s WordsStats, err error) {
	err = w.db.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM doc), (SELECT count(*) FROM unread)`).Scan(&s.Snapshots, &s.Unread)
	if err != nil {
		return s, fmt.Errorf("count words: %w", err)
	}
	return s, nil
}

// Text gives the title and text that were read of a snapshot when it was taken in: what
// its words were found in. None gives an error matching sql.ErrNoRows.
func (w *Words) Text(ctx context.Context, object, sha256 string) (title, text string, err error) {
	var packed []byte
	err = w.db.QueryRowContext(ctx, `SELECT d.title, b.text FROM doc d JOIN body b ON b.id = d.id WHERE d.object = $1 AND d.sha256 = $2`,
		object, sha256).Scan(&title, &packed)
	if err != nil {
		return "", "", fmt.Errorf("read words of %s: %w", object, err)
	}
	text, err = unpackText(packed)
	return title, text, err
}
