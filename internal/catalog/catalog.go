// Package catalog answers quickly what the log says slowly: which sources are
// watched, which snapshots exist, how each citation stands, what is due.
//
// It is a projection. Every row comes from a log record through Apply, so a
// lost catalog is rebuilt from the archive alone and gives the same answers.
// The one exception is the manifest table, which remembers what manifests say,
// by their SHA-256, to save reading them.
//
// It holds no evidence and proves nothing: whoever must be sure reads the log.
package catalog

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"syscall"

	"modernc.org/sqlite" // the database/sql driver named "sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// schemaVersion changes whenever the schema does. A catalog of another version
// is not migrated but dropped and rebuilt from the log.
const schemaVersion = 15

// Catalog is safe for concurrent use, also by several processes; one of them
// writes at a time, which the caller ensures by a lock of its own.
type Catalog struct {
	db *sql.DB
}

// Open opens the catalog in the file path, making it where it is absent. A
// file that is damaged or of another schema version is replaced by an empty one; what
// is no catalog gives an *OtherError.
func Open(ctx context.Context, path string) (*Catalog, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, fmt.Errorf("open catalog: %w", err)
	}
	if fi, err := os.Stat(path); err == nil && fi.IsDir() { // which the database calls by a number
		return nil, fmt.Errorf("open catalog: %w", &fs.PathError{Op: "open", Path: path, Err: syscall.EISDIR})
	}
	if err := CheckOurs(ctx, path); err != nil {
		return nil, fmt.Errorf("open catalog: %w", err)
	}
	c, err := open(ctx, path, "rwc")
	if err != nil {
		return nil, err
	}
	version, err := c.version(ctx)
	if err == nil && version == 0 {
		_, err = c.db.ExecContext(ctx, schema)
	}
	var broken *sqlite.Error
	notOurs := err == nil && version != 0 && version != schemaVersion
	if errors.As(err, &broken) && (broken.Code() == sqlite3.SQLITE_NOTADB || broken.Code() == sqlite3.SQLITE_CORRUPT) {
		notOurs = true // nothing in it is not in the log too
	}
	if notOurs {
		c.Close()
		if err := Remove(path); err != nil {
			return nil, err
		}
		return Open(ctx, path)
	}
	if err != nil {
		c.Close()
		return nil, opening(path, err)
	}
	return c, nil
}

// OpenReadOnly opens an existing catalog for reading. A missing one, or one of
// another schema version, gives an error matching os.ErrNotExist.
func OpenReadOnly(ctx context.Context, path string) (*Catalog, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("open catalog: %w", err)
	}
	c, err := open(ctx, path, "ro")
	if err != nil {
		return nil, err
	}
	version, err := c.version(ctx)
	if err == nil && version != schemaVersion {
		err = fmt.Errorf("schema version %d: %w", version, os.ErrNotExist)
	}
	if err != nil {
		c.Close()
		return nil, opening(path, err)
	}
	return c, nil
}

// OpenMemory gives an empty catalog that is gone when it is closed.
func OpenMemory(ctx context.Context) (*Catalog, error) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return nil, fmt.Errorf("open catalog in memory: %w", err)
	}
	db.SetMaxOpenConns(1) // each connection would have a database of its own
	c := &Catalog{db: db}
	if _, err := db.ExecContext(ctx, schema); err != nil {
		c.Close()
		return nil, fmt.Errorf("open catalog in memory: %w", err)
	}
	return c, nil
}

func open(_ context.Context, path, mode string) (*Catalog, error) {
	// Immediate transactions: a deferred one that reads and then writes fails
	// as busy in spite of the timeout. NORMAL may lose the last commits in a
	// power cut, and Apply then replays them from the log.
	dsn := url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath()}
	q := url.Values{"mode": {mode}, "_txlock": {"immediate"}, "_pragma": {
		"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(NORMAL)"}}
	if mode == "ro" {
		q["_pragma"] = []string{"busy_timeout(10000)"}
		q.Del("_txlock")
	}
	dsn.RawQuery = q.Encode()
	db, err := sql.Open("sqlite", dsn.String())
	if err != nil {
		return nil, opening(path, err)
	}
	db.SetMaxOpenConns(4)
	return &Catalog{db: db}, nil
}

func (c *Catalog) version(ctx context.Context) (int, error) {
	var v int
	err := c.db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&v)
	return v, err
}

// Close closes the database.
func (c *Catalog) Close() error { return c.db.Close() }

// Remove deletes the catalog in path and what SQLite keeps beside it.
func Remove(path string) error {
	for _, suffix := range []string{"-wal", "-shm", "-journal", ""} {
		if err := os.Remove(path + suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("remove catalog: %w", err)
		}
	}
	return nil
}

// Replace has the closed catalog in path from take the place of that in path to. If it
// is cut short there is the old one, none, or the new one. What is no catalog stays, and
// gives an *OtherError.
func Replace(ctx context.Context, from, to string) error {
	if err := CheckOurs(ctx, to); err != nil {
		return fmt.Errorf("replace catalog: %w", err)
	}
	if err := Remove(to); err != nil {
		return err
	}
	if err := os.Rename(from, to); err != nil {
		return fmt.Errorf("replace catalog: %w", err)
	}
	return nil
}

// Times are Unix milliseconds, 0 for none. One SQL text serves SQLite and,
// later, PostgreSQL: $n placeholders, no database's own types.
const schema = `
BEGIN;
CREATE TABLE meta (key TEXT PRIMARY KEY, value BIGINT NOT NULL);
CREATE TABLE source (
  id TEXT PRIMARY KEY, url TEXT NOT NULL, host TEXT NOT NULL,
  looked_at BIGINT NOT NULL, next_due BIGINT NOT NULL, last_good BIGINT NOT NULL,
  status INTEGER NOT NULL, fault TEXT NOT NULL, final_url TEXT NOT NULL,
  verdict TEXT NOT NULL, reason TEXT NOT NULL);
CREATE INDEX source_due ON source (next_due, host);
CREATE TABLE snapshot (
  source_id TEXT NOT NULL, captured_at BIGINT NOT NULL,
  object TEXT NOT NULL, sha256 TEXT NOT NULL, bytes BIGINT NOT NULL,
  class TEXT NOT NULL, status INTEGER NOT NULL, final_url TEXT NOT NULL,
  content_type TEXT NOT NULL, kind TEXT NOT NULL, payload_sha256 TEXT NOT NULL,
  verdict TEXT NOT NULL, reason TEXT NOT NULL, provenance TEXT NOT NULL,
  log_index BIGINT NOT NULL, batch BIGINT NOT NULL, withdrawal TEXT NOT NULL, browser TEXT NOT NULL, cut TEXT NOT NULL,
  PRIMARY KEY (source_id, log_index));
CREATE INDEX snapshot_at ON snapshot (source_id, captured_at);
CREATE INDEX snapshot_log ON snapshot (log_index);
CREATE INDEX snapshot_withdrawn ON snapshot (source_id, captured_at) WHERE withdrawal <> '';
CREATE TABLE observation (
  source_id TEXT NOT NULL, at BIGINT NOT NULL, verdict TEXT NOT NULL,
  reason TEXT NOT NULL, status INTEGER NOT NULL, judged TEXT NOT NULL, log_index BIGINT NOT NULL,
  PRIMARY KEY (source_id, log_index));
CREATE TABLE standing (
  cite TEXT NOT NULL, source_id TEXT NOT NULL, at BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (source_id, cite));
CREATE TABLE act (
  source_id TEXT NOT NULL, at BIGINT NOT NULL, cite TEXT NOT NULL,
  kind TEXT NOT NULL, body TEXT NOT NULL, log_index BIGINT NOT NULL,
  PRIMARY KEY (source_id, log_index));
CREATE TABLE request (
  source_id TEXT NOT NULL, at BIGINT NOT NULL, kind TEXT NOT NULL,
  service TEXT NOT NULL, outcome TEXT NOT NULL, again BIGINT NOT NULL,
  body TEXT NOT NULL, log_index BIGINT NOT NULL,
  PRIMARY KEY (source_id, log_index));
CREATE TABLE stamp (
  log_index BIGINT PRIMARY KEY, authority TEXT NOT NULL, object TEXT NOT NULL, log_size BIGINT NOT NULL, at BIGINT NOT NULL);
CREATE TABLE slice (
  slice INTEGER PRIMARY KEY, read_at BIGINT NOT NULL, log_size BIGINT NOT NULL, log_index BIGINT NOT NULL);
CREATE TABLE flaw (
  object TEXT PRIMARY KEY, slice INTEGER NOT NULL, code TEXT NOT NULL, log_index BIGINT NOT NULL);
CREATE TABLE mend (
  log_index BIGINT PRIMARY KEY, at BIGINT NOT NULL, object TEXT NOT NULL, fault TEXT NOT NULL);
CREATE TABLE refusal (object TEXT PRIMARY KEY, source_id TEXT NOT NULL, log_index BIGINT NOT NULL, sha256 TEXT NOT NULL, body TEXT NOT NULL);
CREATE TABLE alert (
  log_index BIGINT PRIMARY KEY, at BIGINT NOT NULL, id TEXT NOT NULL, report TEXT NOT NULL, body TEXT NOT NULL);
CREATE TABLE delivery (
  alert BIGINT NOT NULL, target TEXT NOT NULL, state TEXT NOT NULL, tries INTEGER NOT NULL,
  first_try BIGINT NOT NULL, last_try BIGINT NOT NULL, next BIGINT NOT NULL, ambiguous BOOLEAN NOT NULL,
  detail TEXT NOT NULL, log_index BIGINT NOT NULL,
  PRIMARY KEY (alert, target));
CREATE TABLE told (
  source_id TEXT NOT NULL, cite TEXT NOT NULL, part TEXT NOT NULL, state TEXT NOT NULL,
  lost TEXT NOT NULL, shows BIGINT NOT NULL, at BIGINT NOT NULL, log_index BIGINT NOT NULL,
  PRIMARY KEY (source_id, cite, part, log_index));
CREATE TABLE manifest (sha256 TEXT PRIMARY KEY, body BLOB NOT NULL);
PRAGMA user_version = 15;
COMMIT;
`
