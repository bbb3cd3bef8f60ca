package web

import (
	"bytes"
	"errors"
	"net/http"
	"net/url"
	"time"

	"archiver/internal/contract"
	"archiver/internal/source"
)

// Changes that are shown of a difference: at first, and when all are asked for.
const (
	firstChanges = 200
	mostChanges  = 2000
)

// diffPage is what changed between two snapshots.
type diffPage struct {
	Cite     citeHead
	Choices  []diffChoice // that can be compared, oldest first
	From, To string       // moments
	Side     bool
	All      bool
	Notice   []string // that another moment stands for one that was asked for
	Trouble  string   // why nothing is compared

	Diff          *contract.Diff
	FromAt, ToAt  string // the pages of the two
	FromIs, ToIs  string // what they show, where that is not the source
	Summary       string
	Pictures      string // how alike they look, in words; "": they were not compared
	Picture       string // that shows it
	Quotes        []quoteChange
	Changes       []changeView
	More          int // changes that are not shown
	MoreLink      string
	Inline, Sides string // this page in the two views
}

// diffChoice is a snapshot to choose.
type diffChoice struct {
	Moment string
	At     time.Time
	Class  string
}

func (s *Server) diff(w http.ResponseWriter, r *http.Request, turns gate) {
	c, ok := s.cite(w, r)
	if !ok {
		return
	}
	list, err := s.timeline(r.Context(), c)
	if err != nil {
		s.fault(w, r, err)
		return
	}
	v := r.URL.Query()
	p := diffPage{Cite: headOf(c), Side: v.Get("view") == "side", All: v.Get("all") == "1"}
	for _, t := range list {
		if t.kept != nil && t.Withdrawn == nil {
			p.Choices = append(p.Choices, diffChoice{t.CapturedAt.UTC().Format(moment), t.CapturedAt, t.Class})
		}
	}
	from, to := p.ends(list, v, s.reference(r.Context(), c, list))
	if p.Trouble == "" && (from < 0 || to < 0) {
		p.Trouble = word0("diff.toofew")
	}
	status := http.StatusOK
	switch {
	case p.Trouble != "" && (v.Has("from") || v.Has("to")):
		status = http.StatusNotFound
	case p.Trouble == "":
		if status, ok = s.fillDiff(w, r, &p, c, list[from], list[to], turns); !ok {
			return
		}
	}
	s.renderAs(w, r, status, "diff", p)
}

// ends chooses what is compared: the snapshots of the moments that were asked for, or
// that stand for them. Without any it is the reference, or the first, with the newest.
func (p *diffPage) ends(list []taken, v url.Values, reference int) (from, to int) {
	side := func(name string, otherwise int) int {
		text := bounded(v.Get(name), 40)
		if text == "" {
			return otherwise
		}
		at, err := source.ParseDate(text)
		if err != nil {
			p.Trouble = word0("date.bad", plain(text, maxShort))
			return -1
		}
		if len(text) == len(time.DateOnly) {
			at = endOfDay(at)
		}
		if i := takenAt(list, at); i >= 0 {
			return i
		}
		i := nearest(list, at)
		if i >= 0 {
			p.Notice = append(p.Notice, word0("diff.stands", secondsWords(list[i].CapturedAt), askedFor(text)))
		}
		return i
	}
	newest, oldest := -1, reference
	for i, t := range list {
		if t.kept == nil {
			continue
		}
		if oldest < 0 {
			oldest = i
		}
		newest = i
	}
	if newest == oldest && oldest >= 0 { // the reference is the newest, or alone
		for i := oldest - 1; i >= 0; i-- {
			if list[i].kept != nil {
				oldest = i
				break
			}
		}
	}
	from, to = side("from", oldest), side("to", newest)
	if from >= 0 {
		p.From = list[from].CapturedAt.UTC().Format(moment)
	}
	if to >= 0 {
		p.To = list[to].CapturedAt.UTC().Format(moment)
	}
	return from, to
}

// fillDiff compares two snapshots. Where it is false, the request is answered.
func (s *Server) fillDiff(w http.ResponseWriter, r *http.Request, p *diffPage, c source.Cite, from, to taken, turns gate) (status int, ok bool) {
	p.FromAt, p.ToAt = snapshotPath(c, from.CapturedAt), snapshotPath(c, to.CapturedAt)
	p.FromIs, p.ToIs = instead(from), instead(to)
	p.Inline, p.Sides = p.address("inline", p.All), p.address("side", p.All)
	for _, t := range []taken{from, to} {
		if t.kept == nil || t.Withdrawn != nil {
			p.Trouble = word0("diff.withdrawn", secondsWords(t.CapturedAt))
			return http.StatusGone, true
		}
	}
	leave, err := turns.enter(r.Context())
	if err != nil {
		s.fault(w, r, err)
		return 0, false
	}
	defer leave()
	d, err := s.cfg.Backend.Diff(r.Context(), c, *from.kept, *to.kept)
	if why, status := cannotBeShown(err); why != "" {
		p.Trouble = why
		return status, true
	}
	if err != nil {
		s.fault(w, r, err)
		return 0, false
	}
	p.show(d)
	if d.Pictures != nil {
		p.Pictures = pictureWords(d.Pictures)
		p.Picture = citePath(c) + "/diff.png?" + url.Values{"from": {p.From}, "to": {p.To}}.Encode()
	}
	return http.StatusOK, true
}

// address is that of this page in a view.
func (p *diffPage) address(view string, all bool) string {
	v := url.Values{"from": {p.From}, "to": {p.To}, "view": {view}}
	if all {
		v.Set("all", "1")
	}
	return p.Cite.Path + "/diff?" + v.Encode()
}

// show makes the views of a difference.
func (p *diffPage) show(d *contract.Diff) {
	p.Diff, p.Summary = d, diffSummary(d)
	most := firstChanges
	if p.All {
		most = mostChanges
	}
	shown := d.Changes[:min(len(d.Changes), most)]
	if p.More = len(d.Changes) - len(shown); p.More > 0 && !p.All {
		view := "inline"
		if p.Side {
			view = "side"
		}
		p.MoreLink = p.address(view, true)
	}
	touched := map[int][]string{}
	for _, q := range d.Quotes {
		v := quoteChange{Text: q.Text, Now: q.Now, Words: quoteWords(q)}
		for _, i := range q.Changes {
			if i >= 0 && i < len(d.Changes) {
				v.Changes = append(v.Changes, changeRef{i + 1, i < len(shown)})
				touched[i] = append(touched[i], q.Text)
			}
		}
		p.Quotes = append(p.Quotes, v)
	}
	for i, ch := range shown {
		p.Changes = append(p.Changes, viewChange(i+1, ch, touched[i]))
	}
}

// cannotBeShown says why something has nothing to show, and by which status; "" for
// other errors. What was decided to be withdrawn is gone, and no fault.
func cannotBeShown(err error) (why string, status int) {
	var gone *GoneError
	var form *NoFormError
	switch {
	case errors.As(err, &gone) && gone.Withdrawn:
		return gone.Why, http.StatusGone
	case errors.As(err, &gone):
		return gone.Why, http.StatusNotFound
	case errors.As(err, &form):
		return form.Why, http.StatusNotFound
	}
	return "", 0
}

// diffPicture sends the comparison of two pictures.
func (s *Server) diffPicture(w http.ResponseWriter, r *http.Request, turns gate) {
	c, ok := s.cite(w, r)
	if !ok {
		return
	}
	list, err := s.timeline(r.Context(), c)
	if err != nil {
		s.fault(w, r, err)
		return
	}
	var ends [2]taken
	for i, name := range []string{"from", "to"} {
		at, fits := parseMoment(r.URL.Query().Get(name))
		k := -1
		if fits {
			k = takenAt(list, at)
		}
		if k < 0 || list[k].kept == nil || list[k].Withdrawn != nil {
			s.problem(w, r, http.StatusNotFound, word0("diff.nopicture"))
			return
		}
		ends[i] = list[k]
	}
	leave, err := turns.enter(r.Context())
	if err != nil {
		s.fault(w, r, err)
		return
	}
	b, err := func() ([]byte, error) {
		defer leave() // before it is sent: who reads slowly must not keep others waiting
		return s.cfg.Backend.DiffPicture(r.Context(), c, *ends[0].kept, *ends[1].kept)
	}()
	if err != nil {
		s.fault(w, r, err)
		return
	}
	if !bytes.HasPrefix(b, []byte("\x89PNG\r\n\x1a\n")) {
		s.fault(w, r, errors.New("the picture of a difference is no PNG"))
		return
	}
	h := w.Header()
	h.Set("Content-Type", "image/png")
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cache-Control", "private, no-store") // a snapshot may be withdrawn
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(b))
}
