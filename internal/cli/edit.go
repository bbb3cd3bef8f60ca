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
	edit func(manifest []byte) ([]byte, error)
}

// commit writes acts down, one after the other, and gives the place of each in
// the log. The crash order of one: the new manifest is written beside the old one
// and synced; the act is logged; the new manifest takes the old one's place. So
// nothing counts that is not in the log, and after a crash in between the act is
// done again. A manifest that was edited meanwhile is left alone.
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
		n, err := commitOne(ctx, w, a)
		if err != nil {
			return logged, err
		}
		logged = append(logged, n)
	}
	return logged, nil
}

func commitOne(ctx context.Context, w *watch.Watcher, a act) (index int64, err error) {
	path := a.cite.Manifest.Path
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real // a link stays, and what it leads to is replaced
	}
	was, err := os.ReadFile(path)
	if err != nil {
		return 0, fmt.Errorf("read manifest: %w", err)
	}
	now, err := a.edit(was)
	if err != nil {
		return 0, err
	}
	unchanged := func() error {
		if again, err := os.ReadFile(path); err != nil {
			return err
		} else if !bytes.Equal(again, was) {
			return errEdited
		}
		return nil
	}
	err = replace(path, bytes.NewReader(now), func() (err error) {
		if err := unchanged(); err != nil {
			return err
		}
		if index, err = w.Record(ctx, a.kind, a.body); err != nil {
			return err
		}
		return unchanged()
	})
	if err != nil {
		return 0, fmt.Errorf("write %s: %w", a.cite.Manifest.Path, err)
	}
	return index, nil
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
