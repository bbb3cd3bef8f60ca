package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"

	"archiver/internal/store"
)

// one copies an object, if it is what the log says. What is there already is
// read, not believed.
func (k *copier) one(ctx context.Context, key string, w want) error {
	if w.sha256 != "" { // then it need not be read at from
		there, err := k.there(ctx, key, w)
		if err != nil || there {
			return err
		}
	}
	r, err := k.from.Open(ctx, key, 0, -1)
	if errors.Is(err, fs.ErrNotExist) {
		k.step(key)
		k.find("object-missing", key, "is not there, though the log lists it")
		return nil
	}
	if err != nil {
		return &unreadError{err}
	}
	defer r.Close()
	sized, ok := r.(store.Sized)
	if !ok {
		return fmt.Errorf("copy %s: its size can't be told", key)
	}
	n := sized.Size()
	if w.bytes >= 0 && w.bytes != n {
		k.step(key)
		k.find("object-altered", key, fmt.Sprintf("has %d bytes, logged were %d: not copied", n, w.bytes))
		return nil
	}
	held := false
	if w.sha256 == "" {
		if held, err = holdsKey(ctx, k.to, key); err != nil {
			return err
		}
	}
	err = k.to.Create(ctx, key, &hashed{r: r, h: sha256.New(), want: w.sha256}, n)
	var wrong *wrongHashError
	switch {
	case errors.As(err, &wrong):
		k.step(key)
		k.find("object-altered", key, fmt.Sprintf("its SHA-256 is %s, logged was %s: not copied", wrong.got, w.sha256))
		return nil
	case errors.Is(err, store.ErrExists):
		k.step(key)
		if key == "README.md" { // another version's text
			return nil
		}
		k.find("copy-differs", key, "other bytes stand there already, and stay")
		return nil
	case errors.Is(err, store.ErrNotObject):
		return &unreadError{err}
	case err != nil:
		return err
	}
	k.mu.Lock()
	if held {
		k.out.Kept++
	} else {
		k.out.Copied++
		k.out.Bytes += n
	}
	k.mu.Unlock()
	k.step(key)
	return nil
}

func holdsKey(ctx context.Context, st store.Store, key string) (bool, error) {
	r, err := st.Open(ctx, key, 0, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return true, r.Close()
}

// there says whether the object is there, with the bytes that were logged.
func (k *copier) there(ctx context.Context, key string, w want) (bool, error) {
	r, err := k.to.Open(ctx, key, 0, -1)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, &unreadError{err}
	}
	defer r.Close()
	same := true
	if sized, ok := r.(store.Sized); ok && w.bytes >= 0 && sized.Size() != w.bytes {
		same = false
	} else if !k.quick || !ok || w.bytes < 0 {
		h := sha256.New()
		if _, err := io.Copy(h, r); err != nil {
			return false, &unreadError{err}
		}
		same = hex.EncodeToString(h.Sum(nil)) == w.sha256
	}
	k.step(key)
	if !same {
		k.find("copy-differs", key, "other bytes stand there already, and stay")
		return true, nil
	}
	k.mu.Lock()
	k.out.Kept++
	k.mu.Unlock()
	return true, nil
}

func (k *copier) step(key string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.done++
	k.bar.more = fmt.Sprintf("%s copied", bytesWords(k.out.Bytes))
	k.bar.set(k.done, k.total, key)
}

// hashed gives what r gives, and at its end an error where that is not what was
// wanted: then nothing is stored.
type hashed struct {
	r    io.Reader
	h    hash.Hash
	want string // hex; "": anything
}

// unreadError is an object that could not be read, at either place.
type unreadError struct{ err error }

func (e *unreadError) Error() string { return e.err.Error() }
func (e *unreadError) Unwrap() error { return e.err }

type wrongHashError struct{ got string }

func (e *wrongHashError) Error() string { return "its SHA-256 is " + e.got }

func (h *hashed) Read(p []byte) (int, error) {
	n, err := h.r.Read(p)
	h.h.Write(p[:n])
	if errors.Is(err, io.EOF) && h.want != "" {
		if got := hex.EncodeToString(h.h.Sum(nil)); got != h.want {
			return n, &wrongHashError{got}
		}
	} else if err != nil && !errors.Is(err, io.EOF) {
		err = &unreadError{err}
	}
	return n, err
}
