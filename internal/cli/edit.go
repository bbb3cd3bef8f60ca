package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"archiver/internal/source"
	"archiver/internal/watch"
)

// act is something a person decides of a citation: it goes into the manifest and
// into the log.
type act struct {
	cite source.Cite
	kind string // of the log record
	body any
	change
}

// change is what an act makes of its citation in the manifest: the one or the other.
type change struct {
	Accept *source.Accept `json:"accept,omitempty"`
	Quote  string         `json:"quote,omitempty"`
}

func (c change) edit(manifest []byte, path string, cite source.Cite) ([]byte, error) {
	if c.Accept != nil {
		return source.SetAccept(manifest, path, cite, *c.Accept)
	}
	return source.AddQuote(manifest, path, cite, c.Quote)
}

// commit writes acts down, one after the other, and gives the place of each in
// the log. See commitOne.
func (e *env) commit(ctx context.Context, acts []act) (logged []int64, err error) {
	s, err := e.openWriter(ctx)
	if err != nil {
		return nil, err
	}
	defer s.close()
	return e.commitIn(ctx, s, acts)
}

// commitIn is commit for who has a session that may write.
func (e *env) commitIn(ctx context.Context, s *session, acts []act) (logged []int64, err error) {
	w := watch.New(e.judging(s))
	if _, err := w.Mend(ctx); err != nil {
		return nil, err
	}
	for _, a := range acts {
		n, err := e.commitOne(ctx, s, w, a)
		if err != nil {
			return logged, err
		}
		logged = append(logged, n)
	}
	return logged, nil
}

// commitOne writes an act down. The crash order; a kill after each step leaves what
// finishAct mends when the archive is opened for writing next:
//
//  1. A note beside the catalog says what is to be done. Nothing was done.
//  2. The new manifest is written beside the old one, and synced. Nothing was done:
//     note and file are removed.
//  3. The act is logged. From here on it counts: the new manifest takes the old one's
//     place, or where that was edited meanwhile, the same edit is made in it.
//  4. The new manifest takes the old one's place. All is done, and the note, whose file
//     is gone, says so: what a person takes out of the manifest from here on stays out.
//  5. The note is removed.
//
// So nothing counts that is not in the log, and what is there stands in the manifest. A
// manifest that was edited before step 3 is left alone.
func (e *env) commitOne(ctx context.Context, s *session, w *watch.Watcher, a act) (index int64, err error) {
	if left, err := readActNote(s.cfg); err != nil {
		return 0, err
	} else if left != nil { // opening the archive could not end it, and told why
		return 0, &usageError{msg: left.what() + " is not finished, and would be lost", hint: "put right what is said of it; or remove " + actNotePath(s.cfg) + " to give it up"}
	}
	path := real(a.cite.Manifest.Path)
	was, err := os.ReadFile(path)
	if err != nil {
		return 0, fmt.Errorf("read manifest: %w", err)
	}
	now, err := a.edit(was, a.cite.Manifest.Path, a.cite)
	if err != nil {
		return 0, err
	}
	n, err := newActNote(ctx, s, a, was, now)
	if err != nil {
		return 0, err
	}
	file := filepath.Join(filepath.Dir(path), n.New)
	if err := n.write(s.cfg); err != nil {
		return 0, err
	}
	logging := false
	defer func() {
		if !logging { // else it may be in the log, whatever Record says
			os.Remove(file)
			_ = forgetAct(s.cfg) // the next writer does
		}
	}()
	e.reach("noted")
	unchanged := func() error {
		if again, err := os.ReadFile(path); err != nil {
			return err
		} else if !bytes.Equal(again, was) {
			return errEdited
		}
		return nil
	}
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err == nil {
		err = fillFor(path, f, bytes.NewReader(now))
	}
	if err == nil {
		err = syncFolder(filepath.Dir(path))
	}
	if err == nil {
		e.reach("written")
		err = unchanged()
	}
	if err != nil {
		err = asOutput("write "+a.cite.Manifest.Path, path, fmt.Errorf("write %s: %w", a.cite.Manifest.Path, err))
		if out := (*outputError)(nil); errors.As(err, &out) {
			out.fixed = true
		}
		return 0, err
	}
	logging = true
	if index, err = w.Record(ctx, a.kind, a.body); err != nil {
		return 0, err
	}
	e.reach("logged")
	if err := n.complete(path, e.reach); err != nil {
		logging = !errors.Is(err, errElsewise) // which is an end too
		return index, &halfDoneError{index, a.cite.Manifest.Path, err}
	}
	e.reach("replaced")
	logging = false
	return index, nil
}

// halfDoneError says that an act is in the log, and why it is not in the manifest.
type halfDoneError struct {
	index int64
	path  string
	err   error
}

func (e *halfDoneError) Error() string {
	s := fmt.Sprintf("it is in the log, as entry %d, and not in %s", e.index, e.path)
	switch {
	case e.elsewise():
		return s + ", which was edited there meanwhile: that stands"
	case errors.Is(e.err, errEdited):
		return s + " yet, which was edited at this very moment: the next run writes it there"
	}
	return s + " yet, which the next run tries again: " + e.err.Error()
}

// elsewise says that it will not get there either.
func (e *halfDoneError) elsewise() bool { return errors.Is(e.err, errElsewise) }

// Unwrap leaves out what is told to who may try again: the act counts.
func (e *halfDoneError) Unwrap() error {
	if errors.Is(e.err, errEdited) {
		return nil
	}
	return e.err
}

// reach tells a test how far an act is.
func (e *env) reach(step string) {
	if e.reached != nil {
		e.reached(step)
	}
}

// real is where a link leads to: it stays, and that is replaced.
func real(path string) string {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		return real
	}
	return path
}

var errEdited = errors.New("it was edited meanwhile, and is left as it is; try again")

// looked opens the archive for reading. Where it is empty, nothing was ever
// looked at.
func (e *env) looked(ctx context.Context, command string, c source.Cite) (*session, error) {
	s, err := e.openReader(ctx)
	if isEmptyArchive(err) {
		return nil, e.neverLooked(command, c)
	}
	return s, err
}

func (e *env) neverLooked(command string, c source.Cite) error {
	return &usageError{msg: fmt.Sprintf("%s %s: its source was never looked at", command, c.Ref), hint: e.line("run") + " looks at it"}
}
