package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"syscall"
)

// outputError says that a place which the user named, or where a manifest stands, cannot
// be written: no matter of the archive.
type outputError struct {
	doing string // "write out/lake.yaml"
	dir   string
	err   error // why
	fixed bool  // it can be written nowhere else
}

func (e *outputError) Error() string { return fmt.Sprintf("%s: %v", e.doing, e.err) }
func (e *outputError) Unwrap() error { return e.err }

// hint says what helps.
func (e *outputError) hint() string {
	how := "let the user that this runs as read and write in " + oneLine(e.dir)
	if errors.Is(e.err, syscall.EROFS) {
		how = fmt.Sprintf("nothing can be written in %s as its disk is mounted: mount it for writing", oneLine(e.dir))
	}
	if !e.fixed {
		how += ", or name a place elsewhere with -o"
	}
	return how
}

// asOutput makes an outputError of one that comes of the folder that path is written in,
// and gives any other as it is: what is written there is read from somewhere, too.
func asOutput(doing, path string, err error) error {
	var at *fs.PathError
	if !errors.Is(err, fs.ErrPermission) && !errors.Is(err, syscall.EROFS) || !errors.As(err, &at) {
		return err
	}
	dir, err1 := filepath.Abs(filepath.Dir(path))
	where, err2 := filepath.Abs(at.Path)
	above := strings.HasPrefix(dir+"/", strings.TrimSuffix(where, "/")+"/")
	if err1 != nil || err2 != nil || filepath.Dir(where) != dir && !above {
		return err
	}
	if dir = filepath.Dir(path); above && at.Op == "mkdir" { // it is not there yet
		dir = filepath.Dir(where)
	}
	return &outputError{doing: doing, dir: dir, err: at.Err}
}
