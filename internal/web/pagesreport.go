package web

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"

	"archiver/internal/contract"
	"archiver/internal/source"
)

// reportPage is a report as an editor reads it.
type reportPage struct {
	Manifest *source.Manifest
	Gate     gateResult
	Beat     *contract.Heartbeat // nil: not told
	Blocks   []*block
	Hosts    []hostPage
	Filter   filter
	Choices  choices
	Failing  *row // the first that fails
	Path     string
}

// block is claims of the report and the footnotes that carry them.
type block struct {
	Claims    []*claim
	Footnotes []*note
}

// claim is a sentence of the report, and the footnotes at its end.
type claim struct {
	Text  string
	Marks []mark
}

type mark struct{ Label, Anchor string }

// note is a footnote with its citations.
type note struct {
	*source.Footnote
	Anchor string
	Rows   []*row
}

// hostPage is a host whose sources fail alike.
type hostPage struct {
	contract.Host
	Rows []*row
}

func (s *Server) serveReport(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("id")
	set, _, err := manifests(r.Context(), s.cfg.Backend)
	if err != nil {
		s.fault(w, r, err)
		return
	}
	i := slices.IndexFunc(set.Manifests, func(m *source.Manifest) bool { return m.ID == id })
	if i < 0 {
		p := problemPage{Status: http.StatusNotFound, What: word0("error.report", plain(id, maxShort))}
		for _, m := range set.Manifests {
			if len(p.Near) < 20 {
				p.Near = append(p.Near, near{reportPath(m.ID), m.ID})
			}
		}
		s.problemWith(w, r, p)
		return
	}
	res, err := s.cfg.Backend.Result(r.Context(), id)
	if err != nil {
		s.fault(w, r, err)
		return
	}
	page := newReportPage(set, set.Manifests[i], res, filterOf(r.URL.Query()))
	if watching, err := s.cfg.Backend.Watching(r.Context()); err == nil {
		page.Beat = heartbeat(watching, id)
	} else {
		s.cfg.Log.Warn("the heartbeat can't be told", "error", err.Error())
	}
	s.render(w, r, "report", page)
}

func heartbeat(w *contract.Watching, report string) *contract.Heartbeat {
	if w == nil {
		return nil
	}
	if i := slices.IndexFunc(w.Reports, func(h contract.Heartbeat) bool { return h.Report == report }); i >= 0 {
		return &w.Reports[i]
	}
	return nil
}

// byReport groups the citations of a set by their report and their ref.
func byReport(set *source.Set) map[string]map[string]source.Cite {
	reports := make(map[string]map[string]source.Cite, len(set.Manifests))
	for c := range set.Citations() {
		refs := reports[c.Manifest.ID]
		if refs == nil {
			refs = map[string]source.Cite{}
			reports[c.Manifest.ID] = refs
		}
		refs[c.Ref], refs[shortRef(c)] = c, c
	}
	return reports
}

// rowsOf joins what is known of a report's citations with what its manifest says.
func rowsOf(cites map[string]source.Cite, res *contract.Result) []*row {
	rows := make([]*row, 0, len(res.Citations))
	for i := range res.Citations {
		c := &res.Citations[i]
		// One that has just been taken out of the manifest is left out.
		if cite, ok := cites[c.Ref]; ok && cite.Citation.URL == c.URL {
			rows = append(rows, newRow(c, cite))
		}
	}
	var next *row
	for _, r := range slices.Backward(rows) {
		if r.Standing == fails {
			r.Next, next = next, r
		}
	}
	return rows
}

func newReportPage(set *source.Set, m *source.Manifest, res *contract.Result, f filter) *reportPage {
	rows := rowsOf(byReport(set)[m.ID], res)
	p := &reportPage{Manifest: m, Gate: newGate(rows), Filter: f, Path: reportPath(m.ID)}
	p.Choices = f.choices(p.Path, rows)
	byRef := map[string]*row{}
	shown := rows[:0:0]
	for _, r := range rows {
		byRef[r.Ref] = r
		if f.has(r) {
			shown = append(shown, r)
		}
		if p.Failing == nil && r.Standing == fails {
			p.Failing = r
		}
	}
	if f.Any() { // links to the next one lead to what is there
		var next *row
		p.Failing = nil
		for _, r := range slices.Backward(shown) {
			if r.Standing == fails {
				r.Next, next = next, r
				p.Failing = r
			}
		}
	}
	for _, h := range res.Hosts {
		hp := hostPage{Host: h}
		for _, ref := range h.Refs {
			if r := byRef[ref]; r != nil {
				hp.Rows = append(hp.Rows, r)
			}
		}
		p.Hosts = append(p.Hosts, hp)
	}
	p.Blocks = blocksOf(m, shown, f.Any())
	return p
}

// blocksOf puts footnotes under their claims, in reading order. A claim that several
// footnotes carry stands once, and a footnote once, under the first of its claims.
// With some chosen, footnotes without a row are left out.
func blocksOf(m *source.Manifest, rows []*row, some bool) []*block {
	of := map[*source.Footnote][]*row{}
	for _, r := range rows {
		of[r.Cite.Footnote] = append(of[r.Cite.Footnote], r)
	}
	var blocks []*block
	claims := map[string]*claim{}
	home := map[string]*block{}
	for i := range m.Footnotes {
		f := &m.Footnotes[i]
		if some && len(of[f]) == 0 {
			continue
		}
		n := &note{Footnote: f, Anchor: anchor(string(f.Number)), Rows: of[f]}
		here := mark{string(f.Number), n.Anchor}
		var b *block
		for _, text := range f.Claims {
			if b = home[text]; b != nil {
				break
			}
		}
		if b == nil {
			b = &block{}
			blocks = append(blocks, b)
		}
		for _, text := range f.Claims {
			c := claims[text]
			if c == nil {
				c = &claim{Text: text}
				claims[text], home[text] = c, b
				b.Claims = append(b.Claims, c)
			}
			if !slices.Contains(c.Marks, here) {
				c.Marks = append(c.Marks, here)
			}
		}
		b.Footnotes = append(b.Footnotes, n)
	}
	return blocks
}

// leftover is what stands around an address that was taken out: empty brackets, and of
// several separators the last, as it stood after the address.
var leftover = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\s*(?:<\s*>|\(\s*\)|\[\s*\])|\s*[:,;]\s+([,;.])|\s+([,;])`)
})

// Note is a note's text without the addresses of its citations, which stand beneath;
// "" where nothing worth reading is left.
func (n *note) Note() string {
	text := n.Text
	for _, c := range n.Citations {
		text = strings.ReplaceAll(text, c.URL, "")
	}
	text = leftover().ReplaceAllString(text, "$1$2")
	text = strings.Trim(plain(text, maxShort), " \t:;,.()[]<>-–—/")
	if len(text) < 3 {
		return ""
	}
	return text
}

// Unsaid is a citation's locator, where Note does not say it already.
func (n *note) Unsaid(locator string) string {
	if strings.Contains(n.Note(), strings.TrimSpace(locator)) {
		return ""
	}
	return locator
}

// Copies says that an archived copy stands on the page: as it was taken or last read.
func (p *reportPage) Copies() bool {
	for _, b := range p.Blocks {
		for _, n := range b.Footnotes {
			if slices.ContainsFunc(n.Rows, func(r *row) bool { return r.Archive.CapturedAt != nil }) {
				return true
			}
		}
	}
	return false
}

// gateResult is whether a report may be published, by what is known.
type gateResult struct {
	Of     int
	Counts map[string]int // by standing
	// Unconfirmed are failures that later looks may clear.
	Unconfirmed int
	// Never are those of what does not pass whose source was never looked at.
	Never int
}

func newGate(rows []*row) gateResult {
	g := gateResult{Of: len(rows), Counts: map[string]int{}}
	for _, r := range rows {
		g.Counts[r.Standing]++
		if r.Standing == fails && r.Unconfirmed() {
			g.Unconfirmed++
		}
		if r.Standing == neverSeen || r.Standing == fails && r.Live == nil {
			g.Never++
		}
	}
	return g
}

// Open is how many have to be looked at by a person.
func (g gateResult) Open() int { return g.Counts[toLookAt] + g.Counts[neverSeen] }

// Class is the standing of the report as a whole.
func (g gateResult) Class() string {
	switch {
	case g.Counts[fails] > 0:
		return fails
	case g.Open() > 0 || g.Of == 0:
		return toLookAt
	}
	return passes
}

// Verdict is the gate's result in a sentence, and Then what else there is to say.
func (g gateResult) Verdict() string {
	n := g.Counts[fails]
	switch {
	case g.Of == 0:
		return word0("gate.none")
	case n > 0:
		return word0(plural("gate.fails", n), n, citations(g.Of))
	case g.Open() > 0:
		return word0(plural("gate.open", g.Open()), g.Open(), citations(g.Of))
	case g.Counts[accepted] == g.Of:
		return word0(plural("gate.all", g.Of), citations(g.Of))
	case g.Counts[accepted] > 0:
		return word0(plural("gate.accepted", g.Counts[passes]), g.Counts[passes], citations(g.Of))
	}
	return word0(plural("gate.passes", g.Of), citations(g.Of))
}

// Then is what else there is to say.
func (g gateResult) Then() []string {
	var out []string
	if n := g.Open(); n > 0 && g.Counts[fails] > 0 {
		out = append(out, word0(plural("gate.besides", n), n))
	}
	if n := g.Never; n > 0 {
		out = append(out, word0(plural("gate.never", n), n))
	}
	if n := g.Counts[accepted]; n > 0 {
		out = append(out, word0(plural("gate.settled", n), n))
	}
	if n := g.Unconfirmed; n > 0 {
		out = append(out, word0(plural("gate.unconfirmed", n), n))
	}
	return out
}

func citations(n int) string { return word0(plural("citations", n), n) }
