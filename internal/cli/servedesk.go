package cli

import (
	"context"
	"errors"
	"io"
	"sync"

	"archiver/internal/catalog"
	"archiver/internal/contract"
	"archiver/internal/source"
	"archiver/internal/web"
)

// exclusive lets one act at a time write to the archive.
type exclusive interface {
	exclusive(ctx context.Context, f func(*session) error) error
}

// lockedOnly waits for whoever writes.
type lockedOnly struct{ e *env }

func (l lockedOnly) exclusive(ctx context.Context, f func(*session) error) error {
	s, err := l.e.openWriter(ctx)
	if err != nil {
		return err
	}
	defer s.close()
	return f(s)
}

// desk is what the pages are made of.
type desk struct {
	e *env
	x exclusive
}

func newDesk(e *env, x exclusive) *desk { return &desk{e, x} }

var errNoDesk = errors.New("this version does not show that yet")

func (d *desk) Set(context.Context) (*source.Set, error) {
	set, _, err := d.e.manifests(nil)
	var none *NoReportsError
	if errors.As(err, &none) {
		return &source.Set{}, nil
	}
	return set, err
}

func (d *desk) Catalog(ctx context.Context) (*catalog.Catalog, func(), error) {
	s, err := d.e.openKnown(ctx)
	if isEmptyArchive(err) {
		s, err = emptySession(ctx, d.e.loaded)
	}
	if err != nil {
		return nil, nil, err
	}
	return s.catalog, sync.OnceFunc(s.close), nil
}

func (d *desk) Result(context.Context, string) (*contract.Result, error) { return nil, errNoDesk }
func (d *desk) Citation(context.Context, source.Cite) (*contract.Citation, error) {
	return nil, errNoDesk
}
func (d *desk) History(context.Context, source.Cite) (*contract.History, error) {
	return nil, errNoDesk
}
func (d *desk) Open(context.Context, catalog.Snapshot) (web.File, error) { return nil, errNoDesk }
func (d *desk) As(context.Context, catalog.Snapshot, string) (io.ReadCloser, error) {
	return nil, errNoDesk
}
func (d *desk) Proof(context.Context, source.Cite, catalog.Snapshot) (*contract.Proof, error) {
	return nil, errNoDesk
}
func (d *desk) Bundle(context.Context, source.Cite, io.Writer) error { return errNoDesk }
func (d *desk) Diff(context.Context, source.Cite, catalog.Snapshot, catalog.Snapshot) (*contract.Diff, error) {
	return nil, errNoDesk
}
func (d *desk) DiffPicture(context.Context, source.Cite, catalog.Snapshot, catalog.Snapshot) ([]byte, error) {
	return nil, errNoDesk
}
func (d *desk) Search(context.Context, web.Query) (*web.Found, error) { return nil, errNoDesk }
func (d *desk) Accept(context.Context, source.Cite, web.Accept) (*contract.Acceptance, error) {
	return nil, errNoDesk
}
func (d *desk) Watching(context.Context) (*contract.Watching, error) {
	return &contract.Watching{Version: 1, Since: d.e.now(), Reports: []contract.Heartbeat{}}, nil
}
