package web

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/contract"
	"archiver/internal/legible"
	"archiver/internal/source"
)

// maxHeavy is how many differences are made at once: each reads whole
// snapshots, and whoever may read pages may ask for them.
const maxHeavy = 2

// heavyWait is how long a request waits for its turn.
const heavyWait = 20 * time.Second

// gate lets so many in at once as it has room for.
type gate chan struct{}

// enter waits for a turn. leave ends it; with an error it is nil.
func (g gate) enter(ctx context.Context) (leave func(), err error) {
	late := time.NewTimer(heavyWait)
	defer late.Stop()
	select {
	case g <- struct{}{}:
		return func() { <-g }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-late.C:
		return nil, &BusyError{Why: word0("busy")}
	}
}

// maxSent is how many bundles are being sent at once: each lies on the disk meanwhile,
// and whoever reads slowly keeps it there. The backend bounds how many are made.
const maxSent = 8

func (s *Server) routeResearch(mux *http.ServeMux) {
	turns, sent := make(gate, maxHeavy), make(gate, maxSent)
	mux.HandleFunc("GET /search", s.search)
	mux.HandleFunc("GET /reports/{id}/{ref}/at", s.snapshotNear)
	mux.HandleFunc("GET /reports/{id}/{ref}/snapshots/{moment}", s.snapshot)
	mux.HandleFunc("GET /reports/{id}/{ref}/snapshots/{moment}/proof", s.proof)
	mux.HandleFunc("GET /reports/{id}/{ref}/diff", func(w http.ResponseWriter, r *http.Request) { s.diff(w, r, turns) })
	mux.HandleFunc("GET /reports/{id}/{ref}/diff.png", func(w http.ResponseWriter, r *http.Request) { s.diffPicture(w, r, turns) })
	mux.HandleFunc("GET /reports/{id}/{ref}/bundle.zip", func(w http.ResponseWriter, r *http.Request) { s.bundle(w, r, sent) })
}

// taken is a snapshot of the timeline: as history tells it, and as the catalog has it.
type taken struct {
	contract.Snapshot
	kept *catalog.Snapshot // nil: it was withdrawn
}

// timeline lists the snapshots of a citation's source, oldest first, those that were
// withdrawn too.
func (s *Server) timeline(ctx context.Context, c source.Cite) ([]taken, error) {
	h, err := s.cfg.Backend.History(ctx, c)
	if err != nil {
		return nil, err
	}
	cat, release, err := s.cfg.Backend.Catalog(ctx)
	if err != nil {
		return nil, err
	}
	defer release()
	kept, err := cat.Snapshots(ctx, source.ID(c.Citation.URL))
	if err != nil {
		return nil, err
	}
	by := map[int64]*catalog.Snapshot{}
	for i := range kept {
		by[kept[i].LogIndex] = &kept[i]
	}
	list := make([]taken, len(h.Snapshots))
	for i, snap := range h.Snapshots {
		list[i] = taken{Snapshot: snap, kept: by[snap.LogIndex]}
	}
	slices.SortStableFunc(list, func(a, b taken) int { return a.CapturedAt.Compare(b.CapturedAt) })
	return list, nil
}

// takenAt is the index of the snapshot of a very second; -1: there is none. Of several
// it is the first.
func takenAt(list []taken, at time.Time) int {
	return slices.IndexFunc(list, func(t taken) bool { return t.CapturedAt.Truncate(time.Second).Equal(at.Truncate(time.Second)) })
}

// nearest is the index of the snapshot that stands for a moment, chosen as the command
// get does: the newest at or before it, else the first after it, and one that shows the
// source before one that does not. Nothing takes the place of what was withdrawn. -1:
// there is none at all.
func nearest(list []taken, at time.Time) int {
	for _, shows := range []bool{true, false} {
		before, after := -1, -1
		for i, t := range list {
			switch {
			case (t.Class == classSource) != shows:
			case !t.CapturedAt.After(at):
				before = i
			case after < 0:
				after = i
			}
		}
		if before >= 0 {
			return before
		}
		if after >= 0 {
			return after
		}
	}
	return -1
}

// The classes of snapshots, as the catalog has them.
const (
	classSource = "source"
	classWall   = "wall"
)

// parseMoment reads a moment of an address.
func parseMoment(s string) (time.Time, bool) {
	t, err := time.Parse(moment, s)
	return t, err == nil && len(s) == len(moment) && t.Year() > 0
}

// citeHead is what the pages of one citation begin with.
type citeHead struct {
	Report, ReportPath string
	Ref, Path          string
	URL                string
}

func headOf(c source.Cite) citeHead {
	return citeHead{Report: titleOf(c.Manifest), ReportPath: reportPath(c.Manifest.ID), Ref: shortRef(c), Path: citePath(c), URL: c.Citation.URL}
}

// titleOf is what a report is called.
func titleOf(m *source.Manifest) string {
	if strings.TrimSpace(m.Title) == "" {
		return m.ID
	}
	return m.Title
}

// hushed is foreign text as it may stand on a page.
func hushed(s string) string { return legible.Text(s) }
