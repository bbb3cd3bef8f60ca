package catalog

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// OtherError says that what stands in a catalog's place was not made by this program. A
// catalog that is damaged is thrown away, so nothing else may be taken for one.
type OtherError struct {
	Path string
	What string // it is
}

func (e *OtherError) Error() string {
	return fmt.Sprintf("%s is %s, and would be lost", e.Path, e.What)
}

// sqliteMagic begins each database, https://www.sqlite.org/fileformat.html#magic_header_string.
const sqliteMagic = "SQLite format 3\x00"

// CheckPlace returns an *OtherError where a file stands in path that is no database, and
// is not named like one either (of which the first page may be damaged).
func CheckPlace(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return nil // whoever opens the catalog tells
	}
	defer f.Close()
	if fi, err := f.Stat(); err != nil || !fi.Mode().IsRegular() {
		return nil
	}
	head := make([]byte, len(sqliteMagic))
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil // empty, or not to be read
	}
	switch strings.ToLower(filepath.Ext(path)) {
	case ".db", ".sqlite", ".sqlite3":
		return nil
	}
	if string(head[:n]) == sqliteMagic || len(bytes.Trim(head[:n], "\x00")) == 0 { // zeros: lost in a power cut
		return nil
	}
	return &OtherError{path, "no catalog"}
}

// CheckOurs is CheckPlace that looks into databases of another schema version too,
// before they are opened for writing, which changes them.
func CheckOurs(ctx context.Context, path string) error {
	if err := CheckPlace(path); err != nil {
		return err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil
	}
	head := make([]byte, 64)
	_, err = io.ReadFull(f, head)
	f.Close()
	if err != nil || binary.BigEndian.Uint32(head[60:]) == schemaVersion { // its user version
		return nil
	}
	c, err := open(ctx, path, "ro")
	if err != nil {
		return err
	}
	defer c.Close()
	var other *OtherError
	if err := c.checkTables(ctx, path); errors.As(err, &other) {
		return err
	}
	return nil // what is damaged was ours
}

// checkTables returns an *OtherError for a database with tables, none of which is ours.
func (c *Catalog) checkTables(ctx context.Context, path string) error {
	var all, ours int
	err := c.db.QueryRowContext(ctx, `SELECT count(*), count(CASE WHEN name IN ('source', 'snapshot', 'observation') THEN 1 END)
	  FROM sqlite_master WHERE type = 'table'`).Scan(&all, &ours)
	if err == nil && all > 0 && ours < 3 {
		err = &OtherError{path, "another program's database"}
	}
	return err
}
