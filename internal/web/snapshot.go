package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/contract"
	"archiver/internal/source"
	"archiver/internal/wacz"
)

// snapshotPage is one dated capture of a citation's source.
type snapshotPage struct {
	Cite        citeHead
	At          time.Time
	Published   time.Time
	Lag         string // how far At is from Published, in words
	Asked       string // the moment that was asked for, where it is another one
	Says        string // what it shows, where that is not the source
	ByHand      string // whose copy it is, where it is not our own capture
	ByHandPlace string
	Gone        *goneView
	Nav         snapshotNav
	Self        string // this page
	Proof       string
	Bundle      string
	Diffs       []diffLink

	Title    string
	Picture  string // its address; "": there is none
	CutAt    int    // pixels at which the picture is cut; 0: it is not
	Text     textView
	Facts    []fact
	Shown    []string // what the browser did to the page, in words
	Forms    []form
	Replay   string
	Snippets []snippet
}

// goneView says why nothing of a snapshot is shown.
type goneView struct {
	Withdrawn *contract.Withdrawn // by a person
	Why       string
}

// snapshotNav leads to the other snapshots of the source.
type snapshotNav struct {
	N, Of                   int
	First, Prev, Next, Last *stop
}

// stop is another snapshot.
type stop struct {
	Path  string
	At    time.Time
	Class string
	Gone  bool
}

// diffLink leads to a difference.
type diffLink struct {
	Path, What string
	At         time.Time // of the other snapshot
}

// fact is a line of the table of metadata.
type fact struct {
	Name, Value string
	Code        bool   // a hash or a name
	Link        string // a web address; "": none
	Time        time.Time
}

// form is a form that a snapshot can be had in.
type form struct {
	Name, What, URL string
	Size            string
}

// snapshotNear leads to the snapshot that stands for a day: of a form.
func (s *Server) snapshotNear(w http.ResponseWriter, r *http.Request) {
	c, ok := s.cite(w, r)
	if !ok {
		return
	}
	date := bounded(r.URL.Query().Get("date"), 40)
	at, err := source.ParseDate(date)
	if err != nil {
		s.problem(w, r, http.StatusBadRequest, word0("date.bad", plain(date, maxShort)))
		return
	}
	if len(date) == len(time.DateOnly) {
		at = endOfDay(at)
	}
	list, err := s.timeline(r.Context(), c)
	if err != nil {
		s.fault(w, r, err)
		return
	}
	i := nearest(list, at)
	if i < 0 {
		s.problem(w, r, http.StatusNotFound, word0("snapshot.none"))
		return
	}
	to := snapshotPath(c, list[i].CapturedAt)
	if list[i].CapturedAt.Format(time.DateOnly) != at.Format(time.DateOnly) {
		to += "?" + url.Values{"asked": {date}}.Encode()
	}
	http.Redirect(w, r, to, http.StatusFound)
}

// chosen finds the snapshot of a page's address. A moment that is not there leads to
// the one that stands for it. Where it is false, the request is answered.
func (s *Server) chosen(w http.ResponseWriter, r *http.Request, then string) (c source.Cite, list []taken, i int, ok bool) {
	if c, ok = s.cite(w, r); !ok {
		return
	}
	text := r.PathValue("moment")
	list, i = s.takenOf(w, r, c, text, func(t time.Time) string {
		return snapshotPath(c, t) + then + "?" + url.Values{"asked": {text}}.Encode()
	})
	return c, list, i, i >= 0
}

// takenOf finds the snapshot of a moment among those of the source. One that is not there
// leads to where instead says of the one that stands for it. Where i is below zero, the
// request is answered.
func (s *Server) takenOf(w http.ResponseWriter, r *http.Request, c source.Cite, text string, instead func(time.Time) string) (list []taken, i int) {
	at, fits := parseMoment(text)
	if !fits {
		s.problem(w, r, http.StatusNotFound, word0("moment.bad", plain(text, maxShort)))
		return nil, -1
	}
	list, err := s.timeline(r.Context(), c)
	if err != nil {
		s.fault(w, r, err)
		return nil, -1
	}
	if i = takenAt(list, at); i >= 0 {
		return list, i
	}
	if i = nearest(list, at); i < 0 {
		s.problem(w, r, http.StatusNotFound, word0("snapshot.none"))
		return nil, -1
	}
	http.Redirect(w, r, instead(list[i].CapturedAt), http.StatusFound)
	return nil, -1
}

func (s *Server) snapshot(w http.ResponseWriter, r *http.Request) {
	c, list, i, ok := s.chosen(w, r, "")
	if !ok {
		return
	}
	t := list[i]
	p := snapshotPage{Cite: headOf(c), At: t.CapturedAt, Published: c.Manifest.Published, Lag: lagWords(c.Manifest.Published, t.CapturedAt),
		Says: instead(t), Nav: navOf(c, list, i), Self: snapshotPath(c, t.CapturedAt), Facts: factsOf(c.Citation.URL, t)}
	p.Asked = askedFor(r.URL.Query().Get("asked"))
	p.Proof, p.Bundle = p.Self+"/proof", bundlePath(c, t.CapturedAt)
	if t.Provenance != nil {
		p.ByHand, p.ByHandPlace = provenanceWords(t.Provenance)
	}
	p.Gone = goneOf(t)
	decided := p.Gone != nil && p.Gone.Withdrawn != nil
	if p.Gone == nil {
		var gone *GoneError
		err := s.fill(r.Context(), &p, c, t)
		switch {
		case errors.As(err, &gone) && gone.Withdrawn:
			p.Gone, decided = &goneView{Why: gone.Why}, true
		case errors.As(err, &gone):
			s.cfg.Log.Error("snapshot can't be shown", "path", clip(r.URL.Path, 200), "error", err.Error())
			p.Gone = &goneView{Why: gone.Why}
		case err != nil:
			s.fault(w, r, err)
			return
		}
	}
	status := http.StatusOK
	switch {
	case p.Gone == nil:
		p.Diffs = s.diffLinks(r.Context(), c, list, i)
		p.Snippets = s.citing(c, t, p.Title)
	case decided:
		status = http.StatusGone
	default:
		status = http.StatusNotFound
	}
	s.renderAs(w, r, status, "snapshot", p)
}

// askedFor is a moment as an address gives it, in words; "" where it is none.
func askedFor(text string) string {
	t, err := source.ParseDate(bounded(text, 40))
	switch {
	case text == "" || err != nil:
		return ""
	case len(text) == len(time.DateOnly):
		return t.Format("2 January 2006")
	}
	return t.Format("2 January 2006, 15:04:05 UTC")
}

// goneOf says why a snapshot has nothing to show, as far as that is known; nil: it is
// not gone.
func goneOf(t taken) *goneView {
	switch {
	case t.Withdrawn != nil:
		return &goneView{Withdrawn: t.Withdrawn}
	case t.kept == nil:
		return &goneView{Why: word0("gone.unlisted")}
	}
	return nil
}

// fill reads the verified snapshot.
func (s *Server) fill(ctx context.Context, p *snapshotPage, c source.Cite, t taken) error {
	f, err := s.cfg.Backend.Open(ctx, *t.kept)
	if err != nil {
		return err
	}
	defer f.Close()
	a, err := wacz.Open(f, f.Size())
	if err != nil {
		return &GoneError{Why: word0("gone.unreadable"), Err: err}
	}
	text := ""
	if pages := a.Pages(); len(pages) > 0 {
		p.Title, text = pages[0].Title, pages[0].Text
	}
	if _, ok := a.View("view"); ok {
		p.Picture = s.fileURL(*t.kept, "png")
	}
	if info, err := a.PageInfo(); err == nil && info != nil {
		p.Shown = info.Told()
		if info.PictureCut() {
			p.CutAt = info.PictureHeight
		}
	}
	p.Facts = append(p.Facts, wireFacts(a)...)
	p.Forms = s.forms(a, *t.kept, len(text))
	p.Text = viewText(text, s.pdfPages(ctx, *t.kept), t.kept.Kind == kindPDF, c.Citation.Quotes)
	if s.cfg.Viewer != "" {
		p.Replay = s.replayURL(*t.kept)
	}
	return nil
}

// forms lists the forms that there are, with their sizes where they are told.
func (s *Server) forms(a *wacz.Archive, snap catalog.Snapshot, text int) []form {
	var list []form
	add := func(name string, size int64) {
		f := form{Name: name, What: word0("form." + name), URL: s.fileURL(snap, name)}
		if size > 0 {
			f.Size = bytesWords(size)
		}
		list = append(list, f)
	}
	view := func(name string) int64 {
		c, ok := a.View(name)
		if !ok {
			return 0
		}
		rec, closer, err := a.Record(c)
		if err != nil {
			return 0
		}
		defer closer.Close()
		return max(rec.Length, 1)
	}
	if main, err := a.Main(); err == nil {
		main.Body.Close()
		add("original", 0)
	}
	if text > 0 {
		add("text", int64(text)+1)
	}
	if snap.Kind == "html" {
		add("html", 0)
	}
	for _, v := range []struct{ name, view string }{{"png", "view"}, {"pdf", "pdf"}} {
		if n := view(v.view); n > 0 {
			add(v.name, n)
		}
	}
	if r, err := a.WARC(); err == nil {
		r.Close()
		add("warc", 0)
	}
	add("wacz", snap.Bytes)
	return list
}

// navOf leads to the snapshots around the i-th, and to the ends where those are others.
func navOf(c source.Cite, list []taken, i int) snapshotNav {
	n := snapshotNav{N: i + 1, Of: len(list)}
	at := func(k int) *stop {
		t := list[k]
		return &stop{snapshotPath(c, t.CapturedAt), t.CapturedAt, t.Class, t.Withdrawn != nil}
	}
	last := len(list) - 1
	if i > 0 {
		n.Prev = at(i - 1)
	}
	if i > 1 {
		n.First = at(0)
	}
	if i < last {
		n.Next = at(i + 1)
	}
	if i < last-1 {
		n.Last = at(last)
	}
	return n
}

// diffLinks leads to the differences with the snapshot that stands for the citation,
// and with the ones before and after.
func (s *Server) diffLinks(ctx context.Context, c source.Cite, list []taken, i int) []diffLink {
	var links []diffLink
	add := func(what string, k int) {
		if k == i || list[k].kept == nil {
			return
		}
		from, to := list[min(i, k)].CapturedAt, list[max(i, k)].CapturedAt
		links = append(links, diffLink{diffPath(c, from, to), word0(what), list[k].CapturedAt})
	}
	reference := s.reference(ctx, c, list)
	if reference >= 0 {
		add("diff.reference", reference)
	}
	for _, step := range []struct {
		what string
		by   int
	}{{"diff.before", -1}, {"diff.after", 1}} {
		k := i + step.by
		for k >= 0 && k < len(list) && list[k].kept == nil {
			k += step.by
		}
		if k >= 0 && k < len(list) && k != reference {
			add(step.what, k)
		}
	}
	return links
}

// reference is the index of the snapshot that stands for a citation; -1: none does, or
// it is not known.
func (s *Server) reference(ctx context.Context, c source.Cite, list []taken) int {
	result, err := s.cfg.Backend.Result(ctx, c.Manifest.ID)
	if err != nil {
		return -1 // the page is good without this link
	}
	for _, other := range result.Citations {
		if other.Ref != c.Ref || other.URL != c.Citation.URL || other.Archive.CapturedAt == nil {
			continue
		}
		return takenAt(list, *other.Archive.CapturedAt)
	}
	return -1
}
