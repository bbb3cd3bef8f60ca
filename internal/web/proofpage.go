package web

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"archiver/internal/contract"
)

// proofPage is what is proved of a snapshot, and how anyone can check it.
type proofPage struct {
	Cite     citeHead
	At       time.Time
	Asked    string
	Snapshot string // its page
	Bundle   string
	SHA256   string
	Payload  string
	Object   string
	Gone     *goneView
	Proof    *contract.Proof // nil: nothing could be checked
	Why      string          // where nothing could
	Holds    bool
	Fails    int // steps that do not hold
}

func (s *Server) proof(w http.ResponseWriter, r *http.Request) {
	c, list, i, ok := s.chosen(w, r, "/proof")
	if !ok {
		return
	}
	t := list[i]
	p := proofPage{Cite: headOf(c), At: t.CapturedAt, Asked: askedFor(r.URL.Query().Get("asked")), Snapshot: snapshotPath(c, t.CapturedAt),
		Bundle: bundlePath(c, t.CapturedAt), SHA256: t.SHA256, Payload: t.PayloadSHA256, Object: t.Object, Gone: goneOf(t)}
	status := http.StatusOK
	if p.Gone != nil {
		status = http.StatusGone
		if p.Gone.Withdrawn == nil {
			status = http.StatusNotFound
		}
		s.renderAs(w, r, status, "proof", p)
		return
	}
	proof, err := s.cfg.Backend.Proof(r.Context(), c, *t.kept)
	if why, not := cannotBeShown(err); why != "" {
		if p.Why, status = why, not; status != http.StatusGone {
			s.cfg.Log.Error("proof can't be made", "path", clip(r.URL.Path, 200), "error", err.Error())
		}
	} else if err != nil {
		s.fault(w, r, err)
		return
	}
	if proof != nil {
		p.Proof = seen(proof)
		for _, step := range proof.Steps {
			if !step.Holds {
				p.Fails++
			}
		}
		p.Holds = proof.Holds && p.Fails == 0
	}
	s.renderAs(w, r, status, "proof", p)
}

// seen is a proof whose texts of several lines are as they may stand on a page.
func seen(proof *contract.Proof) *contract.Proof {
	p := *proof
	p.Entry, p.Record, p.Checkpoint = hushed(p.Entry), hushed(p.Record), hushed(p.Checkpoint)
	p.Commands, p.Inclusion = slices.Clone(p.Commands), slices.Clone(p.Inclusion)
	for i := range p.Commands {
		p.Commands[i].Line = hushed(p.Commands[i].Line)
	}
	for i := range p.Inclusion {
		p.Inclusion[i] = hushed(p.Inclusion[i])
	}
	return &p
}

// bundle sends the evidence of a citation as a ZIP file, as it is made: that of its newest
// snapshot, or of the one that is named by ?at=MOMENT.
func (s *Server) bundle(w http.ResponseWriter, r *http.Request, sent gate) {
	c, ok := s.cite(w, r)
	if !ok {
		return
	}
	name, text := c.Manifest.ID+"-"+shortRef(c), r.URL.Query().Get("at")
	var at time.Time
	if text != "" {
		list, i := s.takenOf(w, r, c, text, func(t time.Time) string { return bundlePath(c, t) })
		if i < 0 {
			return
		}
		at = list[i].CapturedAt
		name += "-" + text
	}
	out := &lateHeader{w: w, name: zipName(name) + "-evidence.zip"}
	if r.Method == http.MethodHead {
		out.head()
		return
	}
	leave, err := sent.enter(r.Context())
	if err != nil {
		s.fault(w, r, err)
		return
	}
	defer leave()
	err = s.cfg.Backend.Bundle(r.Context(), c, at, out)
	switch {
	case err == nil:
	case !out.begun:
		s.fault(w, r, err)
	default:
		// The rest is missing: the connection ends as a broken one, so that nobody takes
		// the part for the whole.
		s.cfg.Log.Error("bundle broke off", "path", clip(r.URL.Path, 200), "error", err.Error())
		panic(http.ErrAbortHandler)
	}
}

// lateHeader begins an answer with its first byte, so that what fails before can still
// be told on a page.
type lateHeader struct {
	w     http.ResponseWriter
	name  string
	begun bool
	pace  io.Writer
}

func (l *lateHeader) head() {
	h := l.w.Header()
	h.Set("Content-Type", "application/zip")
	h.Set("Content-Disposition", `attachment; filename="`+l.name+`"`)
	h.Set("Cache-Control", "private, no-store")
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
}

func (l *lateHeader) Write(p []byte) (int, error) {
	if !l.begun {
		l.begun = true
		l.head()
		l.pace = paced(l.w)
	}
	return l.pace.Write(p)
}

// zipName keeps of a name what any system takes.
func zipName(s string) string {
	return strings.Trim(strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '.' || r == '_' {
			return r
		}
		return '-'
	}, s), ".-")
}
