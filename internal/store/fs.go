package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
)

// tmpDir holds what is being written, and the locks. Its name begins with a
// dot, so that no key can reach it.
const tmpDir = ".tmp"

// FS is a Store in a folder: each key is a file of that path. The folder can be
// read, copied and checked without this program.
//
// A new object is written to a temporary file, synced, linked to its name
// (which fails if the name is taken, so nothing can be overwritten even by two
// processes at once), and the folder is synced. A crash leaves at most a
// temporary file, which the next process that writes, alone, removes. Symbolic
// links inside the folder are never followed; the folder itself may be one.
//
// The file system must know hard links and flock (so neither FAT nor exFAT).
type FS struct {
	dir string

	mu   sync.Mutex
	root *os.Root // nil until the folder exists
	base *os.File // the folder itself; nil as root is
	lock *os.File // shared lock on the temporaries; nil until the first write

	dirs sync.Map // path of a folder → *dirSync
}

// NewFS uses the folder dir. It makes nothing yet: the first write does. So
// reading works on a medium that cannot be written, and reading from a folder
// that does not exist finds nothing.
func NewFS(dir string) (*FS, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	f := &FS{dir: abs}
	if _, err := f.open(); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("open store: %w", err)
	}
	return f, nil
}

// Close gives the folder's file descriptors back. The store must not be used
// after it.
func (f *FS) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	var errs []error
	if f.lock != nil {
		errs = append(errs, f.lock.Close())
	}
	if f.root != nil {
		errs = append(errs, f.root.Close(), f.base.Close())
	}
	f.root, f.base, f.lock = nil, nil, nil
	return errors.Join(errs...)
}

// open gives the root for reading.
func (f *FS) open() (*os.Root, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.root == nil {
		root, err := os.OpenRoot(f.dir)
		if err != nil {
			return nil, err
		}
		base, err := root.Open(".")
		if err != nil {
			root.Close()
			return nil, err
		}
		f.root, f.base = root, base
	}
	return f.root, nil
}

// openForWriting gives the root, made if need be, with leftovers of dead
// processes removed.
func (f *FS) openForWriting() (*os.Root, error) {
	root, err := f.open()
	if errors.Is(err, fs.ErrNotExist) {
		if err := mkdirDurably(f.dir); err != nil {
			return nil, err
		}
		root, err = f.open()
	}
	if err != nil {
		return nil, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.lock != nil {
		return root, nil
	}
	if err := root.Mkdir(tmpDir, 0o777); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	if fi, err := root.Lstat(tmpDir); err != nil {
		return nil, err
	} else if !fi.IsDir() {
		return nil, fmt.Errorf("%s is no folder: %w", tmpDir, ErrNotObject)
	}
	lock, err := root.OpenFile(tmpDir+"/lock", os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		return nil, err
	}
	// Every process that writes holds this lock shared. Who gets it alone knows
	// that nobody owns the temporaries that lie there.
	if syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil {
		err = removeTemporaries(root)
	}
	if err == nil {
		err = syscall.Flock(int(lock.Fd()), syscall.LOCK_SH)
	}
	if err != nil {
		lock.Close()
		return nil, err
	}
	f.lock = lock
	return root, nil
}

// tmpPrefix marks files that Create was writing.
const tmpPrefix = "new-"

func removeTemporaries(root *os.Root) error {
	d, err := root.Open(tmpDir)
	if err != nil {
		return err
	}
	defer d.Close()
	names, err := d.Readdirnames(-1)
	if err != nil {
		return err
	}
	for _, name := range names {
		if strings.HasPrefix(name, tmpPrefix) {
			if err := root.Remove(tmpDir + "/" + name); err != nil {
				return err
			}
		}
	}
	return nil
}

// mkdirDurably makes an absolute folder and those above it, and syncs each
// folder that gained one.
func mkdirDurably(dir string) error {
	err := os.Mkdir(dir, 0o777)
	switch {
	case errors.Is(err, fs.ErrExist):
		return nil
	case errors.Is(err, fs.ErrNotExist) && filepath.Dir(dir) != dir:
		if err := mkdirDurably(filepath.Dir(dir)); err != nil {
			return err
		}
		err = os.Mkdir(dir, 0o777)
	}
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	d, err := os.Open(filepath.Dir(dir))
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}

// Create implements Store.
func (f *FS) Create(ctx context.Context, key string, r io.Reader, size int64) error {
	if err := CheckKey(key); err != nil {
		return err
	}
	if size < 0 {
		return fmt.Errorf("create %s: negative size %d", key, size)
	}
	root, err := f.openForWriting()
	if err != nil {
		return fmt.Errorf("create %s: %w", key, err)
	}
	if old, _, err := f.openRegular(root, key); err == nil {
		// Nothing is written for what is there already.
		defer old.Close()
		return f.same(ctx, root, key, old, r, size)
	} else if !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("create %s: %w", key, err)
	}

	w, err := f.Scratch()
	if err != nil {
		return fmt.Errorf("create %s: %w", key, err)
	}
	defer w.Close()
	if err := CopyExactly(ctx, w, r, key, size); err != nil {
		return err
	}
	return f.link(ctx, root, key, w, size)
}

// same compares r with what stands under key. Equal bytes are synced again:
// who linked them may have died before syncing the folder.
func (f *FS) same(ctx context.Context, root *os.Root, key string, old *os.File, r io.Reader, size int64) error {
	fi, err := old.Stat()
	if err != nil {
		return fmt.Errorf("create %s: %w", key, err)
	}
	c := &comparer{r: old, equal: fi.Size() == size}
	if err := CopyExactly(ctx, c, r, key, size); err != nil {
		return err
	}
	if c.err != nil {
		return fmt.Errorf("create %s: read what stands there: %w", key, c.err)
	}
	if !c.equal {
		return fmt.Errorf("create %s: %w", key, ErrExists)
	}
	if err := old.Sync(); err != nil {
		return fmt.Errorf("create %s: %w", key, err)
	}
	if err := f.syncDirs(root, path.Dir(key)); err != nil {
		return fmt.Errorf("create %s: %w", key, err)
	}
	return nil
}

// comparer is a writer that compares with a reader.
type comparer struct {
	r     io.Reader
	buf   [32 << 10]byte
	equal bool
	err   error
}

func (c *comparer) Write(p []byte) (int, error) {
	n := len(p)
	for c.equal && c.err == nil && len(p) > 0 {
		part := c.buf[:min(len(p), len(c.buf))]
		_, c.err = io.ReadFull(c.r, part)
		c.equal = c.err != nil || bytes.Equal(part, p[:len(part)])
		p = p[len(part):]
	}
	return n, nil
}

// Open implements Store; the reader is a Sized.
func (f *FS) Open(ctx context.Context, key string, off, n int64) (io.ReadCloser, error) {
	if err := CheckKey(key); err != nil {
		return nil, err
	}
	if err := CheckRange(key, off); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	root, err := f.open()
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", key, err)
	}
	file, fi, err := f.openRegular(root, key)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", key, err)
	}
	off = min(off, fi.Size())
	if left := fi.Size() - off; n < 0 || n > left {
		n = left
	}
	return fileReader{io.NewSectionReader(file, off, n), file}, nil
}

type fileReader struct {
	*io.SectionReader
	file *os.File
}

func (r fileReader) Close() error { return r.file.Close() }

// openRegular opens a file for reading, following no link: root lets none lead
// outside (whatever changes meanwhile), and the look at each part refuses those
// that stay inside. A folder in the file's place, or a file in the place of one
// of its folders, is a missing key, as it would be in a store without folders.
func (f *FS) openRegular(root *os.Root, key string) (*os.File, fs.FileInfo, error) {
	if file, done, err := openBelow(f.base, key, syscall.O_NONBLOCK); err != nil {
		return nil, nil, err
	} else if done {
		if fi, err := file.Stat(); err == nil && fi.Mode().IsRegular() {
			return file, fi, nil
		}
		file.Close() // say below what it is
	}
	for i := range len(key) + 1 {
		if i < len(key) && key[i] != '/' {
			continue
		}
		fi, err := os.Lstat(f.dir + "/" + key[:i]) // by path: several times faster than through root
		switch {
		case errors.Is(err, syscall.ENOTDIR):
			return nil, nil, fs.ErrNotExist
		case err != nil:
			return nil, nil, err
		case i < len(key) && fi.Mode().IsRegular(), i == len(key) && fi.IsDir():
			return nil, nil, fs.ErrNotExist
		case i < len(key) && !fi.IsDir(), i == len(key) && !fi.Mode().IsRegular():
			return nil, nil, fmt.Errorf("%s is neither file nor folder (%s): %w", key[:i], fi.Mode().Type(), ErrNotObject)
		}
	}
	// What was a file just now could be a pipe meanwhile: do not hang on it.
	file, err := root.OpenFile(key, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, nil, err
	}
	fi, err := file.Stat()
	if err != nil || !fi.Mode().IsRegular() {
		file.Close()
		return nil, nil, errors.Join(err, ErrNotObject)
	}
	return file, fi, nil
}

// Remove implements Remover: the file's name goes, and the folder is synced. Its
// folder stays, if empty, so that nothing is in the way of who creates there.
// What the medium below still holds of the bytes, or a snapshot or backup of it,
// is out of reach.
func (f *FS) Remove(ctx context.Context, key string) error {
	if err := CheckKey(key); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	root, err := f.open()
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("remove %s: %w", key, err)
	}
	file, _, err := f.openRegular(root, key) // no link, no folder
	if err == nil {
		file.Close()
		err = root.Remove(key)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove %s: %w", key, err)
	}
	// Also where nothing stood there: who removed it may have died before this.
	err = f.dir1(path.Dir(key)).sync(root, path.Dir(key))
	if err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, syscall.ENOTDIR) {
		return fmt.Errorf("remove %s: %w", key, err)
	}
	return nil
}

// Swap implements Store.
func (f *FS) Swap(ctx context.Context, key string, old, new []byte) error {
	if err := CheckKey(key); err != nil {
		return err
	}
	if err := CheckSwap(key, new); err != nil {
		return err
	}
	root, err := f.openForWriting()
	if err != nil {
		return fmt.Errorf("swap %s: %w", key, err)
	}
	if err := f.mkdirs(root, path.Dir(key)); err != nil {
		return fmt.Errorf("swap %s: %w", key, err)
	}
	err = swapIn(ctx, root, swapNames{value: key, lock: tmpDir + "/swap.lock", tmp: tmpDir + "/swap"}, old, new)
	if err == nil {
		err = f.syncDirs(root, path.Dir(key))
	}
	if err != nil {
		return fmt.Errorf("swap %s: %w", key, err)
	}
	return nil
}
