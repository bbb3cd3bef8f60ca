package repair

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"archiver/internal/ledger"
	"archiver/internal/store"
)

// TestAheadOfRivalClaims: the server sees the claims of those who lost, and can put one
// where claims stand. What a repair puts in the log's way is of the claim that counts.
func TestAheadOfRivalClaims(t *testing.T) {
	for name, blocked := range map[string]bool{"nothing else in the way": false, "junk in the way": true} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.conf.Mirror = nil
			// The one that lost is made beside the archive, on top of the same log.
			head, err := os.ReadFile(w.conf.Head)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := w.open(w.place(1)).Append(t.Context(), ledger.Record{Kind: "lost", Body: map[string]any{}}); err != nil {
				t.Fatal(err)
			}
			claims, err := filepath.Glob(filepath.Join(w.dirs[1], "log/records/claims/3-*"))
			if err != nil || len(claims) != 1 {
				t.Fatal(claims, err)
			}
			rival, err := os.ReadFile(claims[0])
			if err := errors.Join(err, os.WriteFile(w.conf.Head, head, 0o600)); err != nil {
				t.Fatal(err)
			}
			if blocked {
				w.write(0, ledger.RecordsPath(4), []byte("junk"))
				var late *ledger.UnpublishedError
				if _, err := w.open(w.conf.Archive).Append(t.Context(), ledger.Record{Kind: "won", Body: map[string]any{}}); !errors.As(err, &late) {
					t.Fatalf("%v; want it to be blocked", err)
				}
			}
			w.write(0, fmt.Sprintf("log/records/claims/3-%032d.gz", 0), rival)
			if _, err := Run(t.Context(), w.conf); err != nil {
				t.Fatal(err)
			}
			if _, err := w.open(w.conf.Archive).Append(t.Context(), ledger.Record{Kind: "next", Body: map[string]any{}}); err != nil {
				t.Errorf("the log does not go on: %v", err)
			}
			if kinds := w.kinds(); slices.Contains(kinds, "lost") || blocked != slices.Contains(kinds, "won") {
				t.Errorf("the log has %v", kinds)
			}
		})
	}
}

// TestAheadByTheHead: what the head outside the archive holds is put in the log's way
// where its claim was taken away, or others wrote over it.
func TestAheadByTheHead(t *testing.T) {
	for name, claim := range map[string][]byte{"taken away": nil, "written over": []byte("junk")} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.conf.Mirror = nil
			w.write(0, ledger.RecordsPath(4), []byte("junk"))
			var late *ledger.UnpublishedError
			if _, err := w.open(w.conf.Archive).Append(t.Context(), ledger.Record{Kind: "won", Body: map[string]any{}}); !errors.As(err, &late) {
				t.Fatalf("%v; want it to be blocked", err)
			}
			claims, err := filepath.Glob(filepath.Join(w.dirs[0], "log/records/claims/3-*"))
			if err != nil || len(claims) != 1 {
				t.Fatal(claims, err)
			}
			w.write(0, "log/records/claims/"+filepath.Base(claims[0]), claim)
			if got, err := Run(t.Context(), w.conf); err != nil || len(got.Repaired) != 1 || got.NotLogged != "" {
				t.Fatalf("%+v, %v", got, err)
			}
			if kinds := w.kinds(); !slices.Contains(kinds, "won") {
				t.Errorf("the log has %v", kinds)
			}
		})
	}
}

// kinds are those of the log's records.
func (w *world) kinds() (list []string) {
	w.t.Helper()
	for line, err := range w.records() {
		if err != nil {
			w.t.Fatal(err)
		}
		list = append(list, line.Kind)
	}
	return list
}

func (w *world) records() iter.Seq2[ledger.Line, error] {
	w.t.Helper()
	r, err := ledger.OpenReader(w.t.Context(), w.conf.Archive)
	if err != nil {
		w.t.Fatal(err)
	}
	return r.Records(w.t.Context(), 0)
}

// shut is an archive in which one object may be neither read nor written.
type shut struct {
	*store.FS
	key string
}

func (s *shut) Create(ctx context.Context, key string, r io.Reader, size int64) error {
	if key == s.key {
		return &fs.PathError{Op: "open", Path: key, Err: fs.ErrPermission}
	}
	return s.FS.Create(ctx, key, r, size)
}

func (s *shut) Open(ctx context.Context, key string, off, n int64) (io.ReadCloser, error) {
	if key == s.key {
		return nil, &fs.PathError{Op: "open", Path: key, Err: fs.ErrPermission}
	}
	return s.FS.Open(ctx, key, off, n)
}

// TestAheadOfShutFile: what stands in the log's way and may not be read keeps a repair
// from nothing else.
func TestAheadOfShutFile(t *testing.T) {
	for _, key := range []string{ledger.RecordsPath(4), "log/tile/0/000.p/4"} {
		t.Run(key, func(t *testing.T) {
			w := newWorld(t)
			w.write(0, key, []byte("junk"))
			var late *ledger.UnpublishedError
			if _, err := w.open(w.conf.Archive).Append(t.Context(), ledger.Record{Kind: "test", Body: map[string]any{}}); !errors.As(err, &late) {
				t.Fatalf("%v; want it to be blocked", err)
			}
			good, err := os.ReadFile(filepath.Join(w.dirs[0], ledger.RecordsPath(3)))
			if err != nil {
				t.Fatal(err)
			}
			w.write(0, ledger.RecordsPath(3), []byte("damaged"))
			w.conf.Archive = &shut{w.conf.Archive.(*store.FS), key}
			w.conf.Log = func(context.Context, store.Store, []ledger.Record) (*int64, string) { return nil, "it is blocked" }
			got, err := Run(t.Context(), w.conf)
			if err != nil || !errors.Is(got.Denied, fs.ErrPermission) || len(got.Unread) != 1 || got.Unread[0].Object != key {
				t.Errorf("%v, %+v", err, got)
			}
			if !w.stands(0, ledger.RecordsPath(3), good) || !w.stands(0, key, []byte("junk")) || w.fills != 1 {
				t.Errorf("not put right, or filled %d times", w.fills)
			}
		})
	}
}
