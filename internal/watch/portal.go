package watch

import (
	"context"
	"encoding/hex"
	"fmt"
	"maps"
	"net/http"
	"slices"

	"archiver/internal/verdict"
)

// A captive portal answers in the place of every host: it sends all of them to
// its login page, or serves that page under their names. So do parking services
// and hosts of logins, for a few. What tells them apart is that beside those
// the rest of the web is there.

// mark notes what a page would be recognised by, were it in another's place.
// What the source's newest snapshot says is nobody else's.
func (p *pass) mark(ctx context.Context, s *sight) error {
	l, t := s.look, s.t
	if l.Status != http.StatusOK || l.Fault != nil {
		return nil
	}
	ref := t.newestSound()
	if ref != nil && s.sameBytes(ref) && sameURL(l.FinalURL, ref.FinalURL) {
		return nil
	}
	if err := p.read(ctx, s); err != nil {
		return err
	}
	s.sketch = verdict.NewSketch(s.page, s.t.url, l.FinalURL)
	if ref != nil && s.sketch != nil {
		old, err := p.pages.of(ctx, p.w, ref)
		if err != nil {
			return err
		}
		if old != nil && s.sketch.Like(verdict.NewSketch(old.page)) {
			s.sketch = nil
			return nil
		}
	}
	if final := hostOf(l.FinalURL); t.foreign(final) {
		s.astray = true
		s.marks = append(s.marks, "at "+final)
	}
	if l.PayloadLen > 0 && l.PayloadLen < 64<<10 {
		s.marks = append(s.marks, "bytes "+hex.EncodeToString(l.PayloadSHA256[:]))
	}
	p.online.noteMarks(s)
	return nil
}

// foreign says whether a host is of another site than the source, and of none
// that the source was ever seen to lead to.
func (t *task) foreign(host string) bool {
	site := verdict.Site(host)
	if site == verdict.Site(t.host) || t.known.FinalURL != "" && site == verdict.Site(hostOf(t.known.FinalURL)) {
		return false
	}
	for i := range t.snapshots {
		if s := &t.snapshots[i]; s.Class == verdict.ClassSource && site == verdict.Site(hostOf(s.FinalURL)) {
			return false
		}
	}
	return true
}

func (g *guard) noteMarks(s *sight) {
	g.mu.Lock()
	defer g.mu.Unlock()
	s.marks = append(s.marks, g.texts(s.sketch)...)
	for _, m := range s.marks {
		if g.marks[m] == nil {
			g.marks[m] = map[string]bool{}
		}
		g.marks[m][verdict.Site(s.t.host)] = true
	}
}

// texts gives the marks of the pages that this one is. The lock is held.
func (g *guard) texts(k *verdict.Sketch) (marks []string) {
	if k == nil {
		return nil
	}
	same := g.pages.Same(k)
	if same == nil {
		same = []int{g.pages.Add(k)}
	}
	for _, i := range same {
		marks = append(marks, fmt.Sprintf("text %d", i))
	}
	return marks
}

// shownElsewhere counts the other sites whose sources got this page too, or
// ended at this host. The lock is held.
func (g *guard) shownElsewhere(s *sight) int { return g.othersShow(verdict.Site(s.t.host), s.marks) }

// othersShow counts the sites beside this one that show a page of these marks. The
// lock is held.
func (g *guard) othersShow(site string, marks []string) int {
	most := 0
	for _, m := range marks {
		n := len(g.marks[m])
		if g.marks[m][site] {
			n--
		}
		most = max(most, n)
	}
	return most
}

// strange says whether an answer may be someone else's. own is its judgement
// against the newest reference.
func (p *pass) strange(s *sight, own verdict.Judgement) bool {
	if s.proven || s.look.Status != http.StatusOK || s.look.Fault != nil {
		return false
	}
	if s.compared {
		found := own.Verdict == verdict.OK || own.Verdict == verdict.Moved || own.Reason == verdict.Edited || own.Similarity >= 0.5
		return !found
	}
	if s.astray {
		return true
	}
	p.online.mu.Lock()
	defer p.online.mu.Unlock()
	return p.online.shownElsewhere(s) > 0 || p.online.isFresh(s)
}

// word is what those who wait are told.
type word int

const (
	waits  word = iota
	goesOn      // nothing speaks against it
	later       // it is put aside
)

// vouched waits until a strange answer may be believed: another host was asked
// after it and has answered well; or nobody else is at work, and nothing speaks
// against it. Canaries are asked before that. Others may work in the meantime. One
// that can't be believed yet is put aside.
func (p *pass) vouched(ctx context.Context, s *sight) (aside bool, err error) {
	g := p.online
	<-g.free
	err = p.wait(ctx, s)
	g.free <- struct{}{} // soon free: no one waits with it
	g.mu.Lock()
	defer g.mu.Unlock()
	aside = err == nil && g.waiting[s] == later
	delete(g.waiting, s)
	g.crowd.leave(s)
	if aside {
		g.aside = append(g.aside, s)
	}
	return aside, err
}

func (p *pass) wait(ctx context.Context, s *sight) error {
	g := p.online
	g.mu.Lock()
	g.waiting[s] = waits
	g.crowd.join(s)
	g.changed() // this may have been the last one
	g.mu.Unlock()
	for {
		decide := false
		err := g.until(ctx, func() bool {
			if s.asking {
				return false // its look is in use
			}
			if g.waiting[s] != waits || g.vouchedFor(s) || s.fresh && !g.soleFresh(s) {
				return true
			}
			if !g.paused && (g.allWait() || g.crowd.full > 0 && !g.inVain) {
				g.paused, decide = true, true
			}
			return decide
		})
		if err != nil || !decide {
			return err
		}
		if err := p.decide(ctx); err != nil {
			return err
		}
	}
}

// allWait says that nobody is at work who does not wait. The lock is held.
func (g *guard) allWait() bool { return len(g.waiting) == g.working && g.left == 0 }

// crowd counts, by what their pages look like, the sites of those who wait. It is kept
// rather than counted when asked for: each who waits asks whenever anything changes.
type crowd struct {
	sites map[string]map[string]int // mark → site → how many of it
	full  int                       // marks that manyCut sites show or more
}

func (c *crowd) join(s *sight) {
	site := verdict.Site(s.t.host)
	for _, m := range s.marks {
		if c.sites[m] == nil {
			c.sites[m] = map[string]int{}
		}
		if c.sites[m][site]++; c.sites[m][site] == 1 && len(c.sites[m]) == manyCut {
			c.full++
		}
	}
}

func (c *crowd) leave(s *sight) {
	site := verdict.Site(s.t.host)
	for _, m := range s.marks {
		if c.sites[m][site]--; c.sites[m][site] > 0 {
			continue
		}
		delete(c.sites[m], site)
		switch len(c.sites[m]) {
		case manyCut - 1:
			c.full--
		case 0:
			delete(c.sites, m)
		}
	}
}

// decide settles what those who wait may do. Whoever was asked to no avail, or not
// asked because there is nobody, vouches for no one.
func (p *pass) decide(ctx context.Context) error {
	g := p.online
	ask := false
	g.mu.Lock()
	for s := range g.waiting {
		ask = ask || g.askFor(s)
	}
	waiting := slices.Collect(maps.Keys(g.waiting))
	g.mu.Unlock()
	asked := 0
	if ask {
		var err error
		if _, asked, err = p.askCanaries(ctx); err != nil { // those that are well vouch from now on
			return err
		}
	}
	g.mu.Lock()
	sole := g.sole()
	g.mu.Unlock()
	if err := p.tellApart(ctx, sole); err != nil {
		return err
	}
	shared := false
	g.mu.Lock()
	for _, s := range waiting { // others came since, maybe
		if _, still := g.waiting[s]; !still || g.vouchedFor(s) || s.fresh && !g.soleFresh(s) {
			continue
		}
		switch {
		case g.shownElsewhere(s) > 0 && (asked > 0 || g.allWait() && s.forgeable()) && !g.spent(s):
			shared = true
		case !g.allWait():
		case g.doubted(s):
			g.waiting[s] = later
		default:
			g.waiting[s] = goesOn
		}
	}
	g.mu.Unlock()
	if shared {
		g.cutShort(portal("several hosts answer with one page, and %s", noneWell(asked)))
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.paused, g.inVain = false, true
	g.changed()
	return g.cut
}

// noneWell says that of n canaries none is well.
func noneWell(n int) string {
	if n == 0 {
		return "no other is known that could be asked"
	}
	return fmt.Sprintf("none of %d that are known to be well answers as it should", n)
}

func portal(format string, args ...any) error {
	return offline("%s; a network that wants a login first does so. If these sites do share a text, name a page of another site under canaries", fmt.Sprintf(format, args...))
}
