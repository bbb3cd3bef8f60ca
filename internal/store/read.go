package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
)

// ReadSmall gives an object of at most MaxSwap bytes. A missing key gives an error
// matching fs.ErrNotExist.
func ReadSmall(ctx context.Context, st Store, key string) ([]byte, error) {
	r, err := st.Open(ctx, key, 0, MaxSwap+1)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, MaxSwap+1))
	if err == nil && len(data) > MaxSwap {
		err = fmt.Errorf("it has more than %d bytes", MaxSwap)
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", key, err)
	}
	return data, nil
}

// Has says whether something stands under a key.
func Has(ctx context.Context, st Store, key string) (bool, error) {
	r, err := st.Open(ctx, key, 0, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return true, r.Close()
}

// HasUnder says whether a store has a key with this prefix.
func HasUnder(ctx context.Context, st Store, prefix string) (bool, error) {
	for _, err := range st.List(ctx, prefix) {
		return err == nil, err
	}
	return false, nil
}

// ReadError is an object that could not be read where it is copied from, or where it
// is to be compared: that nothing could be written is another matter.
type ReadError struct{ Err error }

func (e *ReadError) Error() string { return e.Err.Error() }
func (e *ReadError) Unwrap() error { return e.Err }

// HashError is of bytes that are not those that were wanted.
type HashError struct{ Got string }

func (e *HashError) Error() string { return "its SHA-256 is " + e.Got }

// Hashing gives what r gives, and at its end a *HashError where that does not have
// the SHA-256 (in hex) that is wanted: then Create and Repair store nothing. "" wants
// nothing. That r can't be read is a *ReadError.
func Hashing(r io.Reader, want string) io.Reader { return &hashing{r, sha256.New(), want} }

type hashing struct {
	r    io.Reader
	h    hash.Hash
	want string
}

func (h *hashing) Read(p []byte) (int, error) {
	n, err := h.r.Read(p)
	h.h.Write(p[:n])
	if errors.Is(err, io.EOF) && h.want != "" {
		if got := hex.EncodeToString(h.h.Sum(nil)); got != h.want {
			return n, &HashError{got}
		}
	} else if err != nil && !errors.Is(err, io.EOF) {
		err = &ReadError{err}
	}
	return n, err
}
