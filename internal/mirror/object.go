package mirror

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"archiver/internal/ledger"
	"archiver/internal/store"
)

// one copies an object, if it is what the log says. What is there already is
// read, not believed.
func (k *copier) one(ctx context.Context, key string, w ledger.Listed) error {
	if w.SHA256 != "" { // then it need not be read at from
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
		return &store.ReadError{Err: err}
	}
	defer r.Close()
	sized, ok := r.(store.Sized)
	if !ok {
		return fmt.Errorf("copy %s: its size can't be told", key)
	}
	n := sized.Size()
	if w.Bytes >= 0 && w.Bytes != n {
		k.step(key)
		k.find("object-altered", key, fmt.Sprintf("has %d bytes, logged were %d: not copied", n, w.Bytes))
		return nil
	}
	held := false
	if w.SHA256 == "" {
		if held, err = store.Has(ctx, k.to, key); err != nil {
			return err
		}
	}
	err = k.to.Create(ctx, key, store.Hashing(r, w.SHA256), n)
	var wrong *store.HashError
	switch {
	case errors.As(err, &wrong):
		k.step(key)
		k.find("object-altered", key, fmt.Sprintf("its SHA-256 is %s, logged was %s: not copied", wrong.Got, w.SHA256))
		return nil
	case errors.Is(err, store.ErrExists):
		k.step(key)
		if key == "README.md" { // another version's text
			return nil
		}
		k.find("copy-differs", key, "other bytes stand there already, and stay")
		return nil
	case errors.Is(err, store.ErrNotObject):
		return &store.ReadError{Err: err}
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

// there says whether the object is there, with the bytes that were logged.
func (k *copier) there(ctx context.Context, key string, w ledger.Listed) (bool, error) {
	r, err := k.to.Open(ctx, key, 0, -1)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, &store.ReadError{Err: err}
	}
	defer r.Close()
	same := true
	if sized, ok := r.(store.Sized); ok && w.Bytes >= 0 && sized.Size() != w.Bytes {
		same = false
	} else if !k.quick || !ok || w.Bytes < 0 {
		h := sha256.New()
		if _, err := io.Copy(h, r); err != nil {
			return false, &store.ReadError{Err: err}
		}
		same = hex.EncodeToString(h.Sum(nil)) == w.SHA256
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
	if k.progress != nil {
		k.progress(k.done, k.total, k.out.Bytes, key)
	}
}
