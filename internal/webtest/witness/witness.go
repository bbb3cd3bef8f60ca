// Package witness is a witness of transparency logs, for tests: it serves
// add-checkpoint of https://c2sp.org/tlog-witness, keeps what it has cosigned in a
// folder, and refuses a log that does not continue it.
package witness

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	fnote "github.com/transparency-dev/formats/note"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Witness is an http.Handler.
type Witness struct {
	// Key is its verifier key.
	Key string

	dir    string
	signer note.Signer

	mu     sync.Mutex // checking and keeping are one step
	logs   map[string]note.Verifier
	before func(http.ResponseWriter, *http.Request) bool
	asked  int
}

// New makes a witness of that name which keeps its state in dir; with mldsa it
// signs with ML-DSA-44, else with Ed25519. In a folder that has a key already it
// goes on from there.
func New(dir, name string, mldsa bool) (*Witness, error) {
	w := &Witness{dir: dir, logs: map[string]note.Verifier{}}
	generate := func() (skey, vkey string, err error) {
		if mldsa {
			return fnote.GenerateMLDSAKey(name)
		}
		if skey, vkey, err = note.GenerateKey(rand.Reader, name); err == nil {
			vkey, err = fnote.VKeyToCosignatureV1(vkey)
		}
		return skey, vkey, err
	}
	file := filepath.Join(dir, "key")
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		skey, vkey, gerr := generate()
		if gerr != nil {
			return nil, fmt.Errorf("make witness: %w", gerr)
		}
		data = []byte(skey + "\n" + vkey + "\n")
		err = os.WriteFile(file, data, 0o600)
	}
	if err != nil {
		return nil, fmt.Errorf("make witness: %w", err)
	}
	skey, vkey, _ := strings.Cut(strings.TrimSpace(string(data)), "\n")
	w.Key = vkey
	if w.signer, err = fnote.NewSignerForCosignatureV1(skey); err != nil {
		return nil, fmt.Errorf("make witness: %w", err)
	}
	return w, nil
}

// Trust has it cosign the log with that verifier key.
func (w *Witness) Trust(vkey string) error {
	v, err := note.NewVerifier(vkey)
	if err != nil {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.logs[v.Name()] = v
	return nil
}

// Before has f asked first from now on (nil: no more): it may answer instead, and
// says whether it has.
func (w *Witness) Before(f func(http.ResponseWriter, *http.Request) bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.before = f
}

// Asked counts the requests.
func (w *Witness) Asked() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.asked
}

func (w *Witness) ServeHTTP(rw http.ResponseWriter, req *http.Request) {
	w.mu.Lock()
	before := w.before
	w.asked++
	w.mu.Unlock()
	if before != nil && before(rw, req) {
		return
	}
	if req.Method != http.MethodPost || !strings.HasSuffix(req.URL.Path, "/add-checkpoint") {
		http.NotFound(rw, req)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(rw, req.Body, 64<<10))
	if err != nil {
		http.Error(rw, err.Error(), http.StatusBadRequest)
		return
	}
	w.addCheckpoint(rw, body)
}

// request is what add-checkpoint is asked.
type request struct {
	old    int64
	proof  tlog.TreeProof
	note   []byte
	origin string
}

func parse(body []byte) (*request, error) {
	head, cp, ok := bytes.Cut(body, []byte("\n\n"))
	lines := strings.Split(string(head), "\n")
	if !ok || len(lines) > 1+63 {
		return nil, errors.New("malformed request")
	}
	r := &request{note: cp}
	number, ok := strings.CutPrefix(lines[0], "old ")
	old, err := strconv.ParseInt(number, 10, 64)
	if !ok || err != nil || old < 0 || strconv.FormatInt(old, 10) != number {
		return nil, errors.New("malformed old size")
	}
	r.old = old
	for _, line := range lines[1:] {
		h, err := base64.StdEncoding.Strict().DecodeString(line)
		if err != nil || len(h) != tlog.HashSize {
			return nil, errors.New("malformed hash")
		}
		r.proof = append(r.proof, tlog.Hash(h))
	}
	origin, _, ok := strings.Cut(string(cp), "\n")
	if !ok {
		return nil, errors.New("malformed checkpoint")
	}
	r.origin = origin
	return r, nil
}

// addCheckpoint goes by the order of the specification.
func (w *Witness) addCheckpoint(rw http.ResponseWriter, body []byte) {
	r, err := parse(body)
	if err != nil {
		http.Error(rw, err.Error(), http.StatusBadRequest)
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	v := w.logs[r.origin]
	if v == nil {
		http.Error(rw, "unknown log", http.StatusNotFound)
		return
	}
	n, err := note.Open(r.note, note.VerifierList(v))
	if err != nil {
		http.Error(rw, "not signed by the log", http.StatusForbidden)
		return
	}
	tree, err := tlog.ParseTree([]byte("go.sum database tree\n" + n.Text[len(r.origin)+1:])) // x/mod's own first line
	if err != nil {
		http.Error(rw, "malformed checkpoint", http.StatusBadRequest)
		return
	}
	if r.old > tree.N {
		http.Error(rw, "old size above the checkpoint's", http.StatusBadRequest)
		return
	}
	have, err := w.latest(r.origin)
	if err != nil {
		http.Error(rw, err.Error(), http.StatusInternalServerError)
		return
	}
	switch {
	case r.old != have.N:
		rw.Header().Set("Content-Type", "text/x.tlog.size")
		rw.WriteHeader(http.StatusConflict)
		fmt.Fprintf(rw, "%d\n", have.N)
		return
	case r.old == tree.N && tree.N > 0 && tree.Hash != have.Hash:
		http.Error(rw, "another root of the same size", http.StatusConflict)
		return
	case r.old == 0 && len(r.proof) > 0,
		r.old > 0 && tlog.CheckTree(r.proof, tree.N, tree.Hash, have.N, have.Hash) != nil:
		http.Error(rw, "the proof of consistency does not verify", http.StatusUnprocessableEntity)
		return
	}
	if err := w.keep(r.origin, tree); err != nil {
		http.Error(rw, err.Error(), http.StatusInternalServerError)
		return
	}
	signed, err := note.Sign(&note.Note{Text: n.Text}, w.signer)
	if err != nil {
		http.Error(rw, err.Error(), http.StatusInternalServerError)
		return
	}
	rw.Write(signed[len(n.Text)+1:])
}

// Sign signs any text, as a witness never should: the signature's line.
func (w *Witness) Sign(text string) ([]byte, error) {
	signed, err := note.Sign(&note.Note{Text: text}, w.signer)
	if err != nil {
		return nil, err
	}
	return signed[len(text)+1:], nil
}

func (w *Witness) file(origin string) string {
	return filepath.Join(w.dir, "log-"+base64.RawURLEncoding.EncodeToString([]byte(origin)))
}

// latest is what was last cosigned of a log; size 0: nothing.
func (w *Witness) latest(origin string) (tlog.Tree, error) {
	data, err := os.ReadFile(w.file(origin))
	if errors.Is(err, fs.ErrNotExist) {
		return tlog.Tree{}, nil
	}
	if err != nil {
		return tlog.Tree{}, err
	}
	return tlog.ParseTree(data)
}

func (w *Witness) keep(origin string, tree tlog.Tree) error {
	tmp := w.file(origin) + ".new"
	if err := os.WriteFile(tmp, tlog.FormatTree(tree), 0o600); err != nil {
		return err
	}
	return os.Rename(tmp, w.file(origin))
}
