package catalog

import (
	"errors"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// The database has numbers for what went wrong, and others have to say what to do.

// Full says whether an error means that there is no room on the disk.
func Full(err error) bool {
	code := codeOf(err)
	return code&0xff == sqlite3.SQLITE_FULL || code == sqlite3.SQLITE_IOERR_SHMSIZE
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
