package catalog

import (
	"errors"
	"fmt"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// The database has numbers for what went wrong, and others have to say what to do.

// Full says whether an error means that there is no room on the disk.
func Full(err error) bool {
	code := codeOf(err)
	return code&0xff == sqlite3.SQLITE_FULL || code == sqlite3.SQLITE_IOERR_SHMSIZE
}

// fullError says by words what the database says by a number, as if a disk were broken.
type fullError struct {
	path string
	err  error
}

func (e *fullError) Error() string { return "open catalog: the disk of " + e.path + " is full" }
func (e *fullError) Unwrap() error { return e.err }

// opening tells why the catalog in the file path could not be opened.
func opening(path string, err error) error {
	if Full(err) {
		return &fullError{path, err}
	}
	return fmt.Errorf("open catalog %s: %w", path, err)
}

// Shut says whether an error means that the file could not be opened.
func Shut(err error) bool { return codeOf(err)&0xff == sqlite3.SQLITE_CANTOPEN }

func codeOf(err error) int {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return 0
	}
	return e.Code()
}
