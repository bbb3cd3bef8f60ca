package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"slices"
	"strings"
	"sync"
	"syscall"
)

// mkdirs makes dir and the folders above it. It refuses links and files in
// their place.
func (f *FS) mkdirs(root *os.Root, dir string) error {
	if dir == "." {
		return nil
	}
	if _, known := f.dirs.Load(dir); known {
		return nil
	}
	// Folders that this process has synced are there, and are folders.
	known := 0
	for parent := parentOf(dir); parent != "."; parent = parentOf(parent) {
		if _, ok := f.dirs.Load(parent); ok {
			known = len(parent)
			break
		}
	}
	for i := range len(dir) + 1 {
		if i <= known || i < len(dir) && dir[i] != '/' {
			continue
		}
		err := root.Mkdir(dir[:i], 0o777)
		if err == nil {
			continue
		}
		if !errors.Is(err, fs.ErrExist) {
			return err
		}
		if fi, err := root.Lstat(dir[:i]); err != nil {
			return err
		} else if !fi.IsDir() {
			return fmt.Errorf("%s stands where a folder is needed: %w", dir[:i], ErrNotObject)
		}
	}
	return nil
}

// syncDirs makes what dir lists durable, and dir's own place in the folders
// above it. Those are synced once in a process's life: their entry for dir,
// whoever made it, stays.
func (f *FS) syncDirs(root *os.Root, dir string) error {
	if err := f.dir1(dir).sync(root, dir); err != nil {
		return err
	}
	var gained []*dirSync
	for dir != "." && !f.dir1(dir).placed() { // if placed, so are those above
		gained = append(gained, f.dir1(dir))
		dir = parentOf(dir)
		if err := f.dir1(dir).sync(root, dir); err != nil {
			return err
		}
	}
	for _, d := range slices.Backward(gained) {
		d.setPlaced()
	}
	return nil
}

func parentOf(dir string) string {
	if i := strings.LastIndexByte(dir, '/'); i >= 0 {
		return dir[:i]
	}
	return "."
}

func (f *FS) dir1(dir string) *dirSync {
	if d, ok := f.dirs.Load(dir); ok {
		return d.(*dirSync)
	}
	d, _ := f.dirs.LoadOrStore(dir, new(dirSync))
	return d.(*dirSync)
}

// dirSync joins the syncs of one folder that many goroutines ask for at once: a
// sync that has not begun yet serves everyone who asked before it begins.
type dirSync struct {
	run sync.Mutex // held while syncing

	mu       sync.Mutex
	next     *syncCall // asked for, not begun
	isPlaced bool      // the folder's own entry in its parent is durable
}

type syncCall struct {
	done chan struct{}
	err  error
}

func (d *dirSync) placed() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.isPlaced
}

func (d *dirSync) setPlaced() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.isPlaced = true
}

func (d *dirSync) sync(root *os.Root, dir string) error {
	d.mu.Lock()
	c := d.next
	if c != nil {
		d.mu.Unlock()
		<-c.done
		return c.err
	}
	c = &syncCall{done: make(chan struct{})}
	d.next = c
	d.mu.Unlock()

	d.run.Lock()
	defer d.run.Unlock()
	d.mu.Lock()
	d.next = nil
	d.mu.Unlock()
	c.err = fsyncDir(root, dir)
	close(c.done)
	return c.err
}

func fsyncDir(root *os.Root, dir string) error {
	h, err := root.Open(dir)
	if err != nil {
		return err
	}
	defer h.Close()
	return h.Sync()
}

// List implements Store. Hidden names, links and special files are no objects.
func (f *FS) List(ctx context.Context, prefix string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		root, err := f.open()
		if err != nil {
			if !errors.Is(err, fs.ErrNotExist) {
				yield("", fmt.Errorf("list %s: %w", prefix, err))
			}
			return
		}
		l := lister{ctx: ctx, root: root, base: f.base, prefix: prefix, yield: yield}
		l.walk("")
	}
}

type lister struct {
	ctx    context.Context
	root   *os.Root
	base   *os.File
	prefix string
	yield  func(string, error) bool
}

// walk lists below dir ("" or ending in a slash); false: stop.
func (l *lister) walk(dir string) bool {
	names, err := l.read(dir)
	if err != nil {
		l.yield("", fmt.Errorf("list %s: %w", l.prefix, err))
		return false
	}
	for _, name := range names {
		if err := l.ctx.Err(); err != nil {
			l.yield("", err)
			return false
		}
		key := dir + name
		isDir := strings.HasSuffix(key, "/")
		switch {
		case isDir && (strings.HasPrefix(key, l.prefix) || strings.HasPrefix(l.prefix, key)):
			if !l.walk(key) {
				return false
			}
		case !isDir && strings.HasPrefix(key, l.prefix) && CheckKey(key) == nil:
			if !l.yield(key, nil) {
				return false
			}
		}
	}
	return true
}

// read gives the names in a folder, folders with a slash at the end: sorted so,
// the walk is in the order of whole keys ("a-b" before "a/b").
func (l *lister) read(dir string) ([]string, error) {
	entries, err := l.entries(dir)
	if err != nil {
		return nil, err
	}
	names := make([]string, 0, len(entries))
	for _, e := range entries {
		switch {
		case e.Name()[0] == '.':
		case e.IsDir():
			names = append(names, e.Name()+"/")
		case e.Type().IsRegular():
			names = append(names, e.Name())
		}
	}
	slices.Sort(names)
	return names, nil
}

// entries gives what is in a folder; nothing where there is none.
func (l *lister) entries(dir string) ([]fs.DirEntry, error) {
	path := strings.TrimSuffix("./"+dir, "/")
	h, done, err := openBelow(l.base, path, syscall.O_DIRECTORY)
	if !done {
		h, err = l.root.Open(path)
	}
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
		return nil, err
	}
	defer h.Close()
	return h.ReadDir(-1)
}

// Strays implements Littered.
func (f *FS) Strays(ctx context.Context, prefix string) iter.Seq2[Stray, error] {
	return func(yield func(Stray, error) bool) {
		root, err := f.open()
		if err != nil {
			if !errors.Is(err, fs.ErrNotExist) {
				yield(Stray{}, fmt.Errorf("list strays %s: %w", prefix, err))
			}
			return
		}
		l := lister{ctx: ctx, root: root, base: f.base, prefix: prefix}
		l.strays("", yield)
	}
}

// strays looks below dir ("" or ending in a slash); false: stop.
func (l *lister) strays(dir string, yield func(Stray, error) bool) bool {
	entries, err := l.entries(dir)
	if err != nil {
		yield(Stray{}, fmt.Errorf("list strays %s: %w", l.prefix, err))
		return false
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	for _, e := range entries {
		if err := l.ctx.Err(); err != nil {
			yield(Stray{}, err)
			return false
		}
		key := dir + e.Name()
		below := strings.HasPrefix(key+"/", l.prefix)
		what := strayWords(key, e)
		switch {
		case what != "" && below:
			if !yield(Stray{strings.ToValidUTF8(key, "\uFFFD"), what}, nil) {
				return false
			}
		case what == "" && e.IsDir() && (below || strings.HasPrefix(l.prefix, key+"/")):
			if !l.strays(key+"/", yield) {
				return false
			}
		}
	}
	return true
}

// strayWords says what something in a folder is that is neither an object nor a
// folder of such; "" if it is.
func strayWords(key string, e fs.DirEntry) string {
	switch t := e.Type(); {
	case t&fs.ModeSymlink != 0:
		return "a symbolic link"
	case !t.IsDir() && !t.IsRegular():
		return "neither file nor folder"
	case CheckKey(key) == nil:
		return ""
	case t.IsDir():
		return "a folder with a name that no object has"
	}
	return "a file with a name that no object has"
}
