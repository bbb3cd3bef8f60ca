package bundle

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

func (w *writer) path(name string) string { return filepath.Join(w.dir, filepath.FromSlash(name)) }

// file is a file of the bundle being written.
type file struct {
	w    *writer
	name string
	f    *os.File
	sum  interface {
		io.Writer
		Sum([]byte) []byte
	}
}

func (w *writer) open(name string) (*file, error) {
	if err := w.ctx.Err(); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(w.path(name)), 0o777); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(w.path(name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return nil, err
	}
	return &file{w, name, f, sha256.New()}, nil
}

func (f *file) Write(p []byte) (int, error) {
	if err := f.w.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := f.f.Write(p)
	f.sum.Write(p[:n])
	return n, err
}

func (f *file) close(err error) error {
	if err == nil {
		err = f.f.Sync()
	}
	if cerr := f.f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		f.w.sums[f.name] = hex.EncodeToString(f.sum.Sum(nil))
	}
	return err
}

func (w *writer) create(name string, r io.Reader) error {
	f, err := w.open(name)
	if err != nil {
		return err
	}
	_, err = io.Copy(struct{ io.Writer }{f}, r)
	return f.close(err)
}

func (w *writer) put(name string, data []byte) error { return w.create(name, bytes.NewReader(data)) }

func (w *writer) putJSON(name string, v any) error {
	b, err := encodeJSON(v)
	if err != nil {
		return err
	}
	return w.put(name, b)
}

func encodeJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("export: %w", err)
	}
	return b.Bytes(), nil
}

// read reads a small object of the archive.
func (w *writer) read(key string, most int64) ([]byte, error) {
	r, err := w.st.Open(w.ctx, key, 0, most+1)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	b, err := io.ReadAll(r)
	if err == nil && int64(len(b)) > most {
		err = &AlteredError{Object: key, Detail: fmt.Sprintf("is over %d bytes", most)}
	}
	return b, err
}

// copy copies a small object into the bundle.
func (w *writer) copy(key, name string, most int64) ([]byte, error) {
	b, err := w.read(key, most)
	if err != nil {
		return nil, err
	}
	return b, w.put(name, b)
}

// stream copies an object of so many bytes, and one more if it has more: its hash is
// another then.
func (w *writer) stream(key, name string, size int64) error {
	r, err := w.st.Open(w.ctx, key, 0, -1)
	if errors.Is(err, fs.ErrNotExist) {
		return &AlteredError{Object: key, Detail: "its file is gone", Gone: true}
	}
	if err != nil {
		return err
	}
	defer r.Close()
	return w.create(name, io.LimitReader(r, size+1))
}
