package cli

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"archiver/internal/config"
	"archiver/internal/ledger"
	"archiver/internal/source"
)

// actNote is a small file beside the catalog, as long as an act of a person is being
// written down: see commitOne. It belongs to who holds the lock. Whether the manifest
// has the act already is told by New: the very file takes the manifest's place, so as
// long as it is there, it has not.
type actNote struct {
	Report   string          `json:"report"`
	Footnote string          `json:"footnote"`
	URL      string          `json:"url"`
	File     string          `json:"file"` // the manifest, in the folder of sources
	Was      string          `json:"was"`  // its SHA-256
	New      string          `json:"new"`  // the new manifest, beside it
	NewSum   string          `json:"new_sum"`
	Size     int64           `json:"size"` // of the log: the act comes after
	Kind     string          `json:"kind"` // of the act's record, and the body of that
	Body     json.RawMessage `json:"body"`
	change
	Replaces *source.Accept `json:"replaces,omitempty"`
}

// newNote ends the name of a note that is not whole yet.
const newNote = ".new"

func actNotePath(cfg *config.Config) string { return cfg.CatalogPath() + ".act" }

func newActNote(ctx context.Context, s *session, a act, was, now []byte) (*actNote, error) {
	body, err := json.Marshal(a.body)
	if err != nil {
		return nil, err
	}
	size, err := s.catalog.LogSize(ctx)
	if err != nil {
		return nil, err
	}
	// Of the manifest as it is now: the one that the act was made out by may be older.
	m, err := source.Load(a.cite.Manifest.Path)
	if err != nil {
		return nil, err
	}
	stands, ok := sameCite(&source.Set{Manifests: []*source.Manifest{m}}, a.cite)
	if !ok {
		return nil, fmt.Errorf("write %s: %w", a.cite.Manifest.Path, errEdited)
	}
	base := filepath.Base(a.cite.Manifest.Path)
	return &actNote{Report: m.ID, Footnote: string(a.cite.Footnote.Number), URL: a.cite.Citation.URL, File: base, Was: sumOf(was), NewSum: sumOf(now),
		New:  "." + base + "-" + strings.ToLower(rand.Text()),
		Size: size, Kind: a.kind, Body: body, change: a.change, Replaces: stands.Citation.Accept}, nil
}

func sumOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// write puts the note down, which then survives a power cut.
func (n *actNote) write(cfg *config.Config) error {
	data, err := json.Marshal(n)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(actNotePath(cfg)+newNote, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err == nil {
		err = fillFor(actNotePath(cfg), f, bytes.NewReader(data))
	}
	if err == nil {
		err = putInPlace(f.Name(), actNotePath(cfg))
	}
	if err != nil {
		return fmt.Errorf("note what is written into the manifest: %w", err)
	}
	return nil
}

// readActNote gives the note that is there, to who holds the lock; nil: none.
func readActNote(cfg *config.Config) (*actNote, error) {
	data, err := os.ReadFile(actNotePath(cfg))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read what was written into a manifest: %w", err)
	}
	n := &actNote{}
	if err := json.Unmarshal(data, n); err != nil || n.File != filepath.Base(n.File) || n.New != filepath.Base(n.New) || !strings.HasPrefix(n.New, "."+n.File+"-") {
		return nil, forgetAct(cfg) // it is none of ours
	}
	return n, nil
}

func forgetAct(cfg *config.Config) error {
	if err := os.Remove(actNotePath(cfg)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("forget what was written into a manifest: %w", err)
	}
	return nil
}

// actLeft says that a process which is gone has left an act half done, as far as can
// be told without the lock.
func (e *env) actLeft() bool {
	cfg, err := e.config()
	if err != nil {
		return false
	}
	_, err = os.Stat(actNotePath(cfg))
	return err == nil && !e.locked(cfg)
}

// finishActs does what a killed process has left to do in a manifest, before the
// manifests are read. What stands in the way, who needs the archive is told then.
func (e *env) finishActs(ctx context.Context) {
	if !e.actLeft() {
		return
	}
	if s, err := e.openWriter(ctx); err == nil {
		s.close()
	}
}

// finishAct ends an act that a killed process was at: one that is in the log is
// written into the manifest, unless a person has edited that place since; of another
// nothing is left. Where the manifest can't be written it is told, and tried again.
func (e *env) finishAct(ctx context.Context, s *session) error {
	if err := os.Remove(actNotePath(s.cfg) + newNote); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	n, err := readActNote(s.cfg)
	if n == nil || err != nil {
		return err
	}
	path := real(filepath.Join(s.cfg.Path(s.cfg.Sources), n.File))
	file := filepath.Join(filepath.Dir(path), n.New)
	if _, err := os.Lstat(file); errors.Is(err, fs.ErrNotExist) {
		return forgetAct(s.cfg) // not begun, or done
	}
	logged, err := n.logged(ctx, s)
	what := n.what()
	var altered *ledger.AlteredError
	if errors.As(err, &altered) {
		e.warnAct("whether %s is in the log can't be told: %s; it is kept for the next run, and %s tells more", what, oneLine(err.Error()), e.line("verify"))
		return nil
	}
	if err != nil {
		return err
	}
	if logged {
		err = n.complete(path, e.reach)
		switch {
		case errors.Is(err, errEdited):
			e.warnAct("%s is in the log, and not in the manifest yet, which was edited at this very moment; the next run writes it there", what)
			return nil
		case errors.Is(err, errElsewise):
			e.warn("%s is in the log, and not in %s, which was edited there meanwhile: that stands", what, oneLine(n.File))
		case err != nil:
			e.warnAct("%s is in the log, and not in the manifest yet: %s; the next run tries again", what, oneLine(err.Error()))
			return nil
		default:
			e.say("%s, of a process that was cut short: now in %s", what, oneLine(n.File))
		}
	}
	if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
		e.warnAct("%s: %s; the next run tries again", what, oneLine(err.Error()))
		return nil
	}
	return forgetAct(s.cfg)
}

// what names the act for a person.
func (n *actNote) what() string {
	return fmt.Sprintf("an act on footnote %s of %s (%s)", oneLine(n.Footnote), oneLine(n.Report), oneLine(n.Kind))
}

// warnAct warns of what can't be finished, once.
func (e *env) warnAct(format string, args ...any) {
	if words := fmt.Sprintf(format, args...); words != e.actTold {
		e.actTold = words
		e.warn("%s", words)
	}
}

// logged says whether the act's record is in the log. Where it is not seen there and some
// records can't be read, one of which it may be, the error is an *ledger.AlteredError.
func (n *actNote) logged(ctx context.Context, s *session) (bool, error) {
	var want any
	if err := json.Unmarshal(n.Body, &want); err != nil {
		return false, err
	}
	r, err := ledger.OpenReader(ctx, s.store)
	if err != nil {
		return false, err
	}
	if r.Size() <= n.Size {
		return false, nil
	}
	var altered *ledger.AlteredError
	for line, err := range r.Records(ctx, n.Size) {
		if errors.As(err, &altered) {
			continue
		}
		if err != nil {
			return false, err
		}
		var is any
		if line.Kind == n.Kind && json.Unmarshal(line.Body, &is) == nil && reflect.DeepEqual(is, want) {
			return true, nil
		}
	}
	if altered != nil {
		return false, altered
	}
	return false, nil
}

// errElsewise says that a person has decided otherwise in the manifest.
var errElsewise = errors.New("it was edited there meanwhile")

// complete has the manifest say what was logged. One that is as it was is replaced by
// the new one; in one that was edited elsewhere the same edit is made.
func (n *actNote) complete(path string, reach func(step string)) error {
	file := filepath.Join(filepath.Dir(path), n.New)
	now, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return errElsewise // the report is gone
	}
	if err != nil {
		return err
	}
	if sumOf(now) == n.Was {
		made, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if sumOf(made) == n.NewSum { // else a kill met what follows
			return putInPlace(file, path)
		}
	}
	m, err := source.Load(path)
	if err != nil {
		return err
	}
	at := source.Cite{Manifest: &source.Manifest{ID: n.Report}, Footnote: &source.Footnote{Number: source.Label(n.Footnote)}, Citation: &source.Citation{URL: n.URL}}
	c, ok := sameCite(&source.Set{Manifests: []*source.Manifest{m}}, at)
	switch {
	case !ok || n.Accept != nil && !reflect.DeepEqual(viewAccept(c.Citation.Accept), viewAccept(n.Replaces)):
		return errElsewise
	case n.Accept == nil && slices.Contains(c.Citation.Quotes, n.Quote):
		return os.Remove(file)
	}
	edited, err := n.edit(now, path, c)
	if err != nil {
		return err
	}
	// Through the very file whose being there says that this is to be done.
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_TRUNC, 0)
	if err == nil {
		err = fillFor(path, f, bytes.NewReader(edited))
	}
	if err != nil {
		return err
	}
	reach("edited")
	if again, err := os.ReadFile(path); err != nil {
		return err
	} else if !bytes.Equal(again, now) {
		return errEdited
	}
	return putInPlace(file, path)
}
