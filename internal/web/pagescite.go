package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"archiver/internal/contract"
	"archiver/internal/ledger"
	"archiver/internal/source"
)

// citationPage is all that is known of one citation.
type citationPage struct {
	*row
	Claims   []claimPage
	Timeline timeline
	After    *row   // the next citation of the report that fails
	Changed  string // the page of what changed since the copy that was compared with
	Others   []near // footnotes that cite the same source
	Snippets []snippet
	Accept   *acceptForm // nil: there is nothing that could be accepted
	Done     *acceptDone // what has just been accepted
	Error    string      // why the acceptance that was sent was not taken
	Hint     []phrase
}

// claimPage is a sentence of the report, and what of it stands in its sources.
type claimPage struct {
	Text  string
	Items []itemPage
	Known bool // it was looked up
	Found int
}

// itemPage is a figure, date or name of a claim.
type itemPage struct {
	contract.ClaimItem
	Path, In string // of another citation that has it
}

// acceptDone is what an acceptance has just written.
type acceptDone struct {
	State    string
	LogIndex int64
}

func (s *Server) serveCitation(w http.ResponseWriter, r *http.Request) {
	c, ok := s.cite(w, r)
	if !ok {
		return
	}
	page, err := s.citationPage(r, c)
	if err != nil {
		s.fault(w, r, err)
		return
	}
	s.render(w, r, "citation", page)
}

func (s *Server) citationPage(r *http.Request, c source.Cite) (*citationPage, error) {
	b := s.cfg.Backend
	known, err := b.Citation(r.Context(), c)
	if err != nil {
		return nil, err
	}
	history, err := b.History(r.Context(), c)
	if err != nil {
		return nil, err
	}
	set, _, err := manifests(r.Context(), b)
	if err != nil {
		return nil, err
	}
	p := &citationPage{row: newRow(known, c), Accept: newAcceptForm(known)}
	if p.After, err = s.nextFailing(r, set, c); err != nil {
		return nil, err
	}
	p.Changed = p.changed(history)
	p.Timeline = newTimeline(c, history, r.URL.Query())
	p.Claims = claimPages(c, known.Claims, set)
	for other := range set.Citations() {
		if other.Citation.URL == c.Citation.URL && (other.Manifest.ID != c.Manifest.ID || shortRef(other) != shortRef(c)) && len(p.Others) < 100 {
			p.Others = append(p.Others, near{citePath(other), other.Manifest.ID + "/" + shortRef(other)})
		}
	}
	if a := known.Archive; a.State == "intact" && a.CapturedAt != nil {
		p.Snippets = s.citing(c, taken{Snapshot: contract.Snapshot{CapturedAt: *a.CapturedAt, SHA256: plain(a.SHA256, maxShort)}}, "")
	}
	p.Done = justAccepted(history, r.URL.Query().Get("accepted"))
	return p, nil
}

// changed is the page of what changed between the copy that the live source was compared
// with and the newest one; "" where it did not change, or was not captured since.
func (r *row) changed(h *contract.History) string {
	if r.Verdict() != "changed" || r.Live.ComparedWith == nil {
		return ""
	}
	from := r.Live.ComparedWith
	for _, s := range slices.Backward(h.Snapshots) { // oldest first
		switch {
		case !s.CapturedAt.After(from.CapturedAt):
			return ""
		case s.Withdrawn == nil && s.Flaw == "":
			return diffPath(r.Cite, from.CapturedAt, s.CapturedAt)
		}
	}
	return ""
}

// LastGood is when the source was last seen as it should be; nil where that is the
// newest look, or where there was none.
func (r *row) LastGood() *time.Time {
	l := r.Live
	if l == nil || l.LastGood == nil || l.LookedAt != nil && !l.LastGood.Before(*l.LookedAt) {
		return nil
	}
	return l.LastGood
}

// nextFailing is the citation that an editor goes on with: the next that fails, from
// the first one again after the last; nil where there is no other.
func (s *Server) nextFailing(r *http.Request, set *source.Set, c source.Cite) (*row, error) {
	res, err := s.cfg.Backend.Result(r.Context(), c.Manifest.ID)
	if err != nil {
		return nil, err
	}
	var first *row
	past := false
	for _, other := range rowsOf(byReport(set)[c.Manifest.ID], res) {
		switch {
		case shortRef(other.Cite) == shortRef(c):
			past = true
		case other.Standing == fails && past:
			return other, nil
		case other.Standing == fails && first == nil:
			first = other
		}
	}
	return first, nil
}

// Full is the footnote's text; Code marks the addresses of its citations, which read from
// left to right in a text that reads from right to left, too.
func (r *row) Full() []phrase {
	text := r.Cite.Footnote.Text
	var out []phrase
	for text != "" {
		at, found := len(text), ""
		for _, c := range r.Cite.Footnote.Citations {
			if i := strings.Index(text, c.URL); i >= 0 && c.URL != "" && (i < at || i == at && len(c.URL) > len(found)) {
				at, found = i, c.URL
			}
		}
		if at > 0 {
			out = append(out, phrase{Text: text[:at]})
		}
		if found != "" {
			out = append(out, phrase{Text: found, Code: true})
		}
		text = text[at+len(found):]
	}
	return out
}

// LookedUp says that a figure, date or name of a claim was looked for.
func (p *citationPage) LookedUp() bool {
	return slices.ContainsFunc(p.Claims, func(c claimPage) bool { return len(c.Items) > 0 })
}

// claimPages joins the claims of a footnote with what was looked up of them.
func claimPages(c source.Cite, looked []contract.Claim, set *source.Set) []claimPage {
	of := map[string]contract.Claim{}
	for _, l := range looked {
		of[l.Text] = l
	}
	var out []claimPage
	for _, text := range c.Footnote.Claims {
		l, ok := of[text]
		p := claimPage{Text: text, Known: ok, Found: l.Found}
		for _, item := range l.Items {
			i := itemPage{ClaimItem: item}
			if item.Ref != "" && item.Ref != c.Ref {
				if other, err := set.Resolve(item.Ref); err == nil {
					i.Path, i.In = citePath(other), shortRef(other)
				}
			}
			p.Items = append(p.Items, i)
		}
		out = append(out, p)
	}
	return out
}

// justAccepted finds the acceptance that a page was sent back from, by its place in
// the log: an address can't make one up.
func justAccepted(h *contract.History, index string) *acceptDone {
	n, err := strconv.ParseInt(index, 10, 64)
	if err != nil {
		return nil
	}
	for _, a := range h.Acts {
		if a.LogIndex == n && a.Kind == ledger.KindAcceptance {
			what, _ := actWords(a)
			return &acceptDone{what, n}
		}
	}
	return nil
}

// Sure says how sure the judgement is; "" where nothing is said.
func (r *row) Sure() string {
	if r.Live == nil {
		return ""
	}
	return words["sure."+r.Live.Confidence]
}

// Left is how much of the reference's text still stands, where texts were compared.
func (r *row) Left() string {
	l := r.Live
	switch {
	case l == nil, l.ComparedWith == nil, l.Verdict == "blocked", l.Verdict == "unreachable", l.Verdict == "dead" && l.Similarity <= 0:
		return ""
	case l.Similarity >= 0.995:
		return word0("left.all")
	case l.Similarity <= 0:
		return word0("left.none")
	}
	return word0("left.some", max(1, int(l.Similarity*100)))
}

// Elsewhere is where the answer came from, if not from the cited address.
func (r *row) Elsewhere() string {
	if r.Live == nil || r.Live.FinalURL == r.URL {
		return ""
	}
	return r.Live.FinalURL
}

// OtherReference is the snapshot that was compared with, if it is another than the one
// that stands for the citation.
func (r *row) OtherReference() *contract.Copy {
	if r.Live == nil || r.Live.ComparedWith == nil || r.Live.ComparedWith.SHA256 == r.Archive.SHA256 {
		return nil
	}
	return r.Live.ComparedWith
}

// SnapshotPath is the page of a snapshot of the source.
func (r *row) SnapshotPath(t time.Time) string { return snapshotPath(r.Cite, t) }

// quoteState puts the state of a passage into words.
func quoteState(state string) string {
	if text, ok := words["passage."+state]; ok {
		return text
	}
	return plain(state, maxShort)
}

// quoteClass is the standing whose colours a passage's state has.
func quoteClass(state string) string {
	switch state {
	case "verbatim", "edited":
		return passes
	case "gone", "unclear":
		return fails
	}
	return toLookAt
}
