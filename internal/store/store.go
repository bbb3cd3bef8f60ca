// Package store keeps the archive's objects: bytes under a key, created once
// and never changed. It has an interface, a folder (FS) and a strict in-memory
// referee for tests (Mem). storetest holds the suite that every implementation
// must pass.
//
// There is no way to overwrite, and Store has no Delete: nothing that the program
// does by itself removes an object. The one value that changes, the log's newest
// checkpoint, goes through Swap. One deliberate act takes bytes away: a person
// withdraws a snapshot whose content endangers somebody. It goes through Remover,
// which a lock may refuse, and who calls it has logged before what is removed, by
// its hash, and why: an evidence store that forgets in silence is none.
package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"strings"
	"time"
	"unicode/utf8"
)

// Store keeps objects. What Create wrote is never changed, and none of these
// methods removes it (see Remover). Methods
// may be called concurrently, also by several processes. After a nil error from
// Create or Swap the bytes survive a power cut. After an error the write may or
// may not have happened, but it never happened in part; trying again is safe.
//
// Keys are slash-separated paths; see CheckKey. A store may be unable to hold
// both "a" and "a/b" (a folder is), so callers must not want it to.
type Store interface {
	// Create stores size bytes of r under key. The same bytes again succeed;
	// different bytes give ErrExists and leave the first in place. If r yields
	// fewer or more bytes than size, nothing is stored and the error is a
	// *SizeError. r may be left partly read.
	Create(ctx context.Context, key string, r io.Reader, size int64) error

	// Open reads n bytes from off (n < 0: to the end). What lies past the end is
	// not there: the reader gives fewer bytes, or none. A missing key gives an
	// error matching fs.ErrNotExist. The reader may also be a Sized.
	Open(ctx context.Context, key string, off, n int64) (io.ReadCloser, error)

	// List yields the keys that begin with prefix, in ascending byte order.
	// prefix need not end at a slash. Objects created meanwhile may be missed.
	// After an error the sequence ends.
	List(ctx context.Context, prefix string) iter.Seq2[string, error]

	// Swap replaces the small value under key if it is still equal to old (nil:
	// absent), else gives ErrConflict. new may not be nil, nor be longer than
	// MaxSwap. Only the log's checkpoint uses it.
	Swap(ctx context.Context, key string, old, new []byte) error
}

// Sized is what a reader from Open may be besides: the bytes asked for, with
// random access. ReadAt is safe for concurrent use until Close.
type Sized interface {
	io.ReaderAt
	Size() int64
}

// Scratcher is what a Store may be besides: one that can make an object of a file
// without copying it, where the file was written for that from the start.
type Scratcher interface {
	// Scratch makes an empty file that Place can take. A process that dies leaves at
	// most a temporary file, as one that dies in Create does.
	Scratch() (*Scratch, error)
	// Place is Create with all bytes of a file of Scratch. The file may be read
	// afterwards, and must not be written to.
	Place(ctx context.Context, key string, f *Scratch) error
}

// Scratch is a file that may become an object; see Scratcher. Close must be called in
// any case.
type Scratch struct {
	*os.File
	root *os.Root
	name string
	dir  string // the folder that it is in
}

// Versioned is what a Store may be besides: it keeps every version ever written
// under a key, so that neither an overwrite nor a deletion by somebody with the
// store's own credentials changes what Open gives: the first version.
type Versioned interface {
	// Version gives the name of the version that Create wrote, which is the
	// first under key; "" where no versions are kept. A missing key gives an
	// error matching fs.ErrNotExist.
	Version(ctx context.Context, key string) (string, error)
	// OpenVersion is Open for one version, as Version named it. A version that
	// was destroyed gives an error matching fs.ErrNotExist.
	OpenVersion(ctx context.Context, key, version string, off, n int64) (io.ReadCloser, error)
	// Intrusions yields what others wrote under the keys with this prefix that
	// no Store writes: later versions of what was created once, and delete
	// markers. After an error the sequence ends.
	Intrusions(ctx context.Context, prefix string) iter.Seq2[Intrusion, error]
}

// Intrusion is a version of an object that was written over what Create wrote,
// or a mark that says the object is deleted.
type Intrusion struct {
	Key, Version string
	At           time.Time // as the store says; zero: it is not known
	Deleted      bool
	// Undo is a command line of the store's own tools that takes away this version
	// or mark alone; "": none is known.
	Undo string
}

// Remover is what a Store may be besides: one whose objects can be taken away by
// whoever may do so. It is for one use, the withdrawal of a snapshot, and whoever
// calls it has written into the log what goes, and why.
type Remover interface {
	// Remove takes every version under key away, and what marks it as deleted.
	// After a nil error nothing is left of it, and that survives a power cut. A
	// missing key is no error. Where a lock refuses, the error is a *LockedError
	// and nothing was removed. After another error it may be there, in part
	// (older versions without newer ones), or gone; trying again is safe. The key
	// may be created anew.
	Remove(ctx context.Context, key string) error
}

// LockedError says that a lock keeps an object from being removed.
type LockedError struct {
	Key  string
	Mode string // "governance", "compliance" or "legal hold"
	// Until is when the lock ends; zero: nobody has said.
	Until time.Time
}

func (e *LockedError) Error() string {
	if e.Until.IsZero() {
		return fmt.Sprintf("remove %s: it is locked (%s)", e.Key, e.Mode)
	}
	return fmt.Sprintf("remove %s: it is locked until %s (%s)", e.Key, e.Until.UTC().Format(time.RFC3339), e.Mode)
}

// Littered is what a Store may be besides: a place where others can leave what is
// no object, and what List passes over.
type Littered interface {
	// Strays yields what lies under this prefix and is no object. After an error
	// the sequence ends.
	Strays(ctx context.Context, prefix string) iter.Seq2[Stray, error]
}

// Stray is something that is no object.
type Stray struct {
	Path string // valid UTF-8, even where the name is not
	What string // for a person, such as "a symbolic link"
}

var (
	// ErrExists: other bytes stand under this key; they stay.
	ErrExists = errors.New("exists with other content")
	// ErrConflict: the value is not the one that was to be replaced.
	ErrConflict = errors.New("value has changed meanwhile")
	// ErrNotObject: something that is no object stands in the way: a link, a
	// file where a folder is needed, a folder where a file is.
	ErrNotObject = errors.New("not an object")
	// ErrAway: the store as a whole can't be used now: its server is silent, or
	// takes neither our name nor our requests. It says nothing of any object.
	ErrAway = errors.New("the store can't be used now")
)

// MaxSwap bounds a value under Swap, in bytes.
const MaxSwap = 1 << 20

// SizeError says that a reader did not yield the size announced for it. Got is
// Want+1 if there was more.
type SizeError struct {
	Key       string
	Want, Got int64
}

func (e *SizeError) Error() string {
	if e.Got > e.Want {
		return fmt.Sprintf("create %s: more than the %d bytes announced", e.Key, e.Want)
	}
	return fmt.Sprintf("create %s: %d bytes where %d were announced", e.Key, e.Got, e.Want)
}

// KeyError says why a key is none.
type KeyError struct{ Key, Why string }

func (e *KeyError) Error() string { return fmt.Sprintf("bad key %.200q: %s", e.Key, e.Why) }

// CheckKey says whether a key may be used; the error is a *KeyError. A key is
// 1 to 1,024 bytes of UTF-8 (the limit of S3), in slash-separated parts of at
// most 255 bytes (the limit of file systems). A part is not empty and does not
// begin with a dot, which shuts out "." and ".." and leaves hidden names to the
// store itself. Control characters and the backslash are refused.
func CheckKey(key string) error {
	bad := func(why string) error { return &KeyError{Key: key, Why: why} }
	switch {
	case key == "":
		return bad("it is empty")
	case len(key) > 1024:
		return bad("it is longer than 1,024 bytes")
	case !utf8.ValidString(key):
		return bad("it is not UTF-8")
	}
	for _, r := range key {
		if r < 0x20 || r >= 0x7f && r < 0xa0 || r == '\\' || r == '\u2028' || r == '\u2029' {
			return bad(fmt.Sprintf("it has the character %U", r))
		}
	}
	for part := range strings.SplitSeq(key, "/") {
		switch {
		case part == "":
			return bad("it has an empty part")
		case part[0] == '.':
			return bad("a part begins with a dot")
		case len(part) > 255:
			return bad("a part is longer than 255 bytes")
		}
	}
	return nil
}

// CheckRange says whether Open can be asked this; for those who implement it.
func CheckRange(key string, off int64) error {
	if off < 0 {
		return fmt.Errorf("open %s: negative offset %d", key, off)
	}
	return nil
}

// CheckSwap says whether Swap can be asked this; for those who implement it.
func CheckSwap(key string, new []byte) error {
	switch {
	case new == nil:
		return fmt.Errorf("swap %s: no new value", key)
	case len(new) > MaxSwap:
		return fmt.Errorf("swap %s: %d bytes are more than %d", key, len(new), MaxSwap)
	}
	return nil
}

// CopyExactly copies size bytes from r to w, and makes sure that r ends there;
// for those who implement Create.
func CopyExactly(ctx context.Context, w io.Writer, r io.Reader, key string, size int64) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("create %s: %w", key, err)
	}
	x := &exactWriter{ctx: ctx, w: w, size: size}
	_, err := io.Copy(x, r) // a source in memory is written at once, without a buffer between
	if x.n != size && (err == nil || errors.Is(err, errMore)) {
		return &SizeError{Key: key, Want: size, Got: x.n}
	}
	if err != nil {
		return fmt.Errorf("create %s: %w", key, err)
	}
	return nil
}

// exactWriter fails at the first byte over size, and once its context is done,
// so that a long copy can be stopped.
type exactWriter struct {
	ctx     context.Context
	w       io.Writer
	size, n int64 // n is size+1 when there was more
}

var errMore = errors.New("more than announced")

func (x *exactWriter) Write(p []byte) (int, error) {
	if err := x.ctx.Err(); err != nil {
		return 0, err
	}
	if int64(len(p)) > x.size-x.n {
		x.n = x.size + 1
		return 0, errMore
	}
	n, err := x.w.Write(p)
	x.n += int64(n)
	return n, err
}
