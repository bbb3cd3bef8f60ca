package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"
)

// T is what Mem needs of a testing.TB.
type T interface {
	Helper()
	Errorf(format string, args ...any)
	Cleanup(func())
}

// Mem is a Store in memory, for tests: as strict as the strictest store (it
// refuses "a" beside "a/b", as a folder does), it fails the test when a reader
// is not closed, and it can be made to fail.
type Mem struct {
	t T

	mu     sync.Mutex
	data   map[string][]byte
	open   map[*memReader]string
	writes int
	inject func(Call) Fault
}

// Call is one call of a method of Mem, before it does anything.
type Call struct {
	Op  string // "create", "open", "list", "remove" or "swap"
	Key string
	// Write counts the calls of Create, Remove and Swap, from 1; 0 for the others.
	Write int
}

// Fault is how a call shall fail.
type Fault int

// The faults.
const (
	NoFault    Fault = iota
	FailBefore       // nothing is done
	FailAfter        // all is done, but the reply is an error
)

// ErrInjected is the error of an injected fault.
var ErrInjected = errors.New("injected fault")

// NewMem gives an empty store.
func NewMem(t T) *Mem {
	m := &Mem{t: t, data: map[string][]byte{}, open: map[*memReader]string{}}
	t.Cleanup(func() {
		t.Helper()
		m.mu.Lock()
		defer m.mu.Unlock()
		for _, key := range m.open {
			t.Errorf("store: a reader of %s was never closed", key)
		}
	})
	return m
}

// Inject has f asked at every call from now on (nil: no more faults). f must
// not call the store.
func (m *Mem) Inject(f func(Call) Fault) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.inject = f
}

// Put sets or (nil) removes an object, whatever stands there: to play the
// vandal.
func (m *Mem) Put(key string, data []byte) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if data == nil {
		delete(m.data, key)
		return
	}
	m.data[key] = bytes.Clone(data)
}

// Get gives an object's bytes, nil if there is none.
func (m *Mem) Get(key string) []byte {
	m.mu.Lock()
	defer m.mu.Unlock()
	return bytes.Clone(m.data[key])
}

// call counts a call and asks for a fault. m.mu is held.
func (m *Mem) call(ctx context.Context, op, key string) (Fault, error) {
	if err := ctx.Err(); err != nil {
		return NoFault, err
	}
	c := Call{Op: op, Key: key}
	if op == "create" || op == "remove" || op == "swap" {
		m.writes++
		c.Write = m.writes
	}
	if m.inject == nil {
		return NoFault, nil
	}
	f := m.inject(c)
	if f == FailBefore {
		return f, fmt.Errorf("%s %s: %w", op, key, ErrInjected)
	}
	return f, nil
}

// done gives the error of a call that did its work.
func (f Fault) done(op, key string) error {
	if f == FailAfter {
		return fmt.Errorf("%s %s: %w (after the fact)", op, key, ErrInjected)
	}
	return nil
}

// Create implements Store.
func (m *Mem) Create(ctx context.Context, key string, r io.Reader, size int64) error {
	if err := CheckKey(key); err != nil {
		return err
	}
	if size < 0 {
		return fmt.Errorf("create %s: negative size %d", key, size)
	}
	var buf bytes.Buffer // filled without the lock: r may be slow
	if err := CopyExactly(ctx, &buf, r, key, size); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	fault, err := m.call(ctx, "create", key)
	if err != nil {
		return err
	}
	if old, ok := m.data[key]; ok {
		if !bytes.Equal(old, buf.Bytes()) {
			return fmt.Errorf("create %s: %w", key, ErrExists)
		}
		return fault.done("create", key)
	}
	if err := m.room(key); err != nil {
		return fmt.Errorf("create %s: %w", key, err)
	}
	m.data[key] = bytes.Clone(buf.Bytes())
	return fault.done("create", key)
}

// room refuses what a folder could not hold.
func (m *Mem) room(key string) error {
	for i := range key {
		if _, taken := m.data[key[:i]]; taken && key[i] == '/' {
			return fmt.Errorf("%s stands where a folder is needed: %w", key[:i], ErrNotObject)
		}
	}
	for k := range m.data {
		if strings.HasPrefix(k, key+"/") {
			return fmt.Errorf("%s is a folder: %w", key, ErrNotObject)
		}
	}
	return nil
}

// Open implements Store; the reader is a Sized.
func (m *Mem) Open(ctx context.Context, key string, off, n int64) (io.ReadCloser, error) {
	if err := CheckKey(key); err != nil {
		return nil, err
	}
	if err := CheckRange(key, off); err != nil {
		return nil, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	fault, err := m.call(ctx, "open", key)
	if err == nil {
		err = fault.done("open", key)
	}
	if err != nil {
		return nil, err
	}
	data, ok := m.data[key]
	if !ok {
		return nil, fmt.Errorf("open %s: %w", key, fs.ErrNotExist)
	}
	data = data[min(off, int64(len(data))):]
	if n >= 0 && n < int64(len(data)) {
		data = data[:n]
	}
	r := &memReader{Reader: bytes.NewReader(data), m: m}
	m.open[r] = key
	return r, nil
}

type memReader struct {
	*bytes.Reader
	m *Mem
}

func (r *memReader) Close() error {
	r.m.mu.Lock()
	defer r.m.mu.Unlock()
	if _, ok := r.m.open[r]; !ok {
		return fs.ErrClosed
	}
	delete(r.m.open, r)
	return nil
}

// List implements Store.
func (m *Mem) List(ctx context.Context, prefix string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		m.mu.Lock()
		fault, err := m.call(ctx, "list", prefix)
		keys := slices.Sorted(maps.Keys(m.data))
		m.mu.Unlock()
		if err == nil {
			err = fault.done("list", prefix)
		}
		if err != nil {
			yield("", err)
			return
		}
		for _, key := range keys {
			if err := ctx.Err(); err != nil {
				yield("", err)
				return
			}
			if strings.HasPrefix(key, prefix) && !yield(key, nil) {
				return
			}
		}
	}
}

// Remove implements Remover.
func (m *Mem) Remove(ctx context.Context, key string) error {
	if err := CheckKey(key); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	fault, err := m.call(ctx, "remove", key)
	if err != nil {
		return err
	}
	delete(m.data, key)
	return fault.done("remove", key)
}

// Swap implements Store.
func (m *Mem) Swap(ctx context.Context, key string, old, new []byte) error {
	if err := CheckKey(key); err != nil {
		return err
	}
	if err := CheckSwap(key, new); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	fault, err := m.call(ctx, "swap", key)
	if err != nil {
		return err
	}
	now, ok := m.data[key]
	if ok != (old != nil) || !bytes.Equal(now, old) {
		return fmt.Errorf("swap %s: %w", key, ErrConflict)
	}
	if !ok {
		if err := m.room(key); err != nil {
			return fmt.Errorf("swap %s: %w", key, err)
		}
	}
	m.data[key] = append([]byte{}, new...)
	return fault.done("swap", key)
}
