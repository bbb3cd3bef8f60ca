package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"sync"
	"time"
)

//go:embed static
var staticFiles embed.FS

// staticFile is a file of the pages. The address has a hash of its bytes, so that it
// can be kept for good, and none is ever out of date.
type staticFile struct {
	name, path string
	data       []byte
}

var statics = sync.OnceValue(func() map[string]staticFile {
	files := map[string]staticFile{}
	err := fs.WalkDir(staticFiles, "static", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := staticFiles.ReadFile(name)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(data)
		name = strings.TrimPrefix(name, "static/")
		ext := path.Ext(name)
		files[name] = staticFile{name, "/static/" + strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:6]) + ext, data}
		return nil
	})
	if err != nil {
		panic(err) // it is embedded
	}
	return files
})

// staticPath is the address of a file in static; it is named by "base.css".
func staticPath(name string) (string, error) {
	f, ok := statics()[name]
	if !ok {
		return "", &fs.PathError{Op: "open", Path: "static/" + name, Err: fs.ErrNotExist}
	}
	return f.path, nil
}

func (s *Server) routeStatic(mux *http.ServeMux) {
	for _, f := range statics() {
		mux.HandleFunc("GET "+f.path, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
			http.ServeContent(w, r, f.name, time.Time{}, bytes.NewReader(f.data))
		})
	}
	mux.HandleFunc("GET /static/", func(w http.ResponseWriter, r *http.Request) { s.problem(w, r, http.StatusNotFound, "") })
}
