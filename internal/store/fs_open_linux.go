package store

import (
	"errors"
	"io/fs"
	"os"
	"runtime"

	"golang.org/x/sys/unix"
)

// openBelow opens what lies under key in the folder dir, for reading, in one call
// of the system: no part of key may be a link. done is false where that did not
// tell what is there: the slow way does.
func openBelow(dir *os.File, key string, flags int) (f *os.File, done bool, err error) {
	how := unix.OpenHow{Flags: uint64(unix.O_RDONLY | unix.O_CLOEXEC | flags), Resolve: unix.RESOLVE_BENEATH | unix.RESOLVE_NO_SYMLINKS}
	defer runtime.KeepAlive(dir)
	for range 3 {
		fd, err := unix.Openat2(int(dir.Fd()), key, &how)
		switch {
		case err == nil:
			return os.NewFile(uintptr(fd), key), true, nil
		case errors.Is(err, unix.ENOENT):
			return nil, true, &fs.PathError{Op: "openat", Path: key, Err: err}
		case !errors.Is(err, unix.EINTR) && !errors.Is(err, unix.EAGAIN):
			return nil, false, nil
		}
	}
	return nil, false, nil
}
