package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"sync/atomic"
)

// maxImport is how deep style sheets may import each other.
const maxImport = 3

// Missing is a requisite that could not be had, or not whole.
type Missing struct {
	URL string
	// Reason is that of a Fault, "limit" (not fetched: Detail says which
	// limit), or "http-404" and the like.
	Reason string
	Detail string
}

var errSpent = errors.New("the page's requisites are over their limit of bytes")

// Requisites fetches what the page needs to be shown and appends it to
// l.Exchanges: images and their other sizes, style sheets and what those load,
// scripts, icons, and the documents of its frames, not what these load in turn.
// html is the page's source in UTF-8; call it once for a look that has one.
// Each URL is fetched once, or taken from l.Shelf, and counts all the same;
// failures are facts in l.Missing. An error is our own failure.
func (c *Client) Requisites(ctx context.Context, l *Look, html []byte) error {
	if l.session == nil || l.Main == nil {
		return nil
	}
	page, err := url.Parse(l.FinalURL)
	if err != nil {
		return err
	}
	g := &gathering{c: c, look: l, page: page, known: map[string]bool{}}
	for _, e := range l.Exchanges {
		g.known[e.URL] = true // the page itself as an image of itself
	}
	g.left.Store(c.cfg.RequisiteLimits.Bytes)
	g.plan(needs(page, html), 0)
	if len(g.queue) == 0 {
		return nil
	}
	timed, cancel := context.WithTimeout(ctx, c.cfg.RequisiteLimits.Timeout)
	defer cancel()
	err = g.run(timed)
	c.pace.hold(l.visited.Hostname(), c.cfg.Delay)
	if ctx.Err() != nil {
		err = ctx.Err()
	}
	g.deliver()
	return err
}

// gathering is the requisites of one page on their way.
type gathering struct {
	c    *Client
	look *Look
	page *url.URL
	left atomic.Int64 // bytes that may still come

	mu    sync.Mutex
	known map[string]bool // URLs that were planned or are there
	queue []*item         // waiting; in the order of kinds
	items []*item         // all, in the order of planning
	count int             // fetched or being fetched
	busy  int
	wake  *sync.Cond
}

// item is one requisite.
type item struct {
	need
	depth int // of imports
	trip  *trip
	late  string   // why it was not fetched
	found *shelved // instead of the trip
}

// plan queues what is not known yet.
func (g *gathering) plan(list []need, depth int) {
	for _, n := range list {
		key := n.url.String()
		if g.known[key] {
			continue
		}
		g.known[key] = true
		it := &item{need: n, depth: depth}
		g.items = append(g.items, it)
		g.queue = append(g.queue, it)
	}
	slices.SortStableFunc(g.queue, func(a, b *item) int { return int(a.kind) - int(b.kind) })
}

// run works the queue off with a few workers; sheets add to it.
func (g *gathering) run(ctx context.Context) error {
	g.wake = sync.NewCond(&g.mu)
	var wg sync.WaitGroup
	var first error
	for range min(g.c.cfg.RequisiteLimits.Parallel, g.c.cfg.RequisiteLimits.Count) {
		wg.Go(func() {
			for {
				it := g.next(ctx)
				if it == nil {
					return
				}
				err := g.fetch(ctx, it)
				g.mu.Lock()
				if err != nil && first == nil && ctx.Err() == nil {
					first = err
				}
				g.busy--
				g.wake.Broadcast()
				g.mu.Unlock()
			}
		})
	}
	wg.Wait()
	return first
}

// next gives the next item, waiting for sheets in progress to name more; nil
// when all is done.
func (g *gathering) next(ctx context.Context) *item {
	g.mu.Lock()
	defer g.mu.Unlock()
	for {
		for len(g.queue) > 0 {
			it := g.queue[0]
			g.queue = g.queue[1:]
			switch lim := g.c.cfg.RequisiteLimits; {
			case ctx.Err() != nil:
				it.late = fmt.Sprintf("not within %v", lim.Timeout)
			case g.count >= lim.Count:
				it.late = fmt.Sprintf("more than %d requisites", lim.Count)
			case g.left.Load() <= 0:
				it.late = fmt.Sprintf("more than %d bytes of requisites", lim.Bytes)
			default:
				g.count++
				g.busy++
				return it
			}
		}
		if g.busy == 0 {
			g.wake.Broadcast()
			return nil
		}
		g.wake.Wait()
	}
}

// accept is what browsers say for each kind.
var accept = [kinds]string{
	sheet:   "text/css,*/*;q=0.1",
	frame:   "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
	script:  "*/*",
	image:   "image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5",
	icon:    "image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5",
	variant: "image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5",
}

func (g *gathering) fetch(ctx context.Context, it *item) error {
	shelf := g.look.Shelf
	if s := shelf.find(it.need); s != nil && s.ex.PayloadLen <= g.left.Load() && g.look.session.cookies(it.url) == "" {
		g.left.Add(-s.ex.PayloadLen)
		it.found = s
		g.planSheet(it, s.url, s.css)
		return nil
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	t := g.c.newTrip(g.look.session)
	t.header = http.Header{"Accept": {accept[it.kind]}, "Accept-Encoding": {"gzip"}}
	if ref := referer(g.page, it.url); ref != "" {
		t.header["Referer"] = []string{ref}
	}
	t.spend = func(n int64) {
		if g.left.Add(-n) < 0 {
			cancel(errSpent)
		}
	}
	if it.kind == sheet {
		t.keep = func(string) int64 { return maxSheet }
	}
	it.trip = t
	t.skip = func(u string) bool {
		g.mu.Lock()
		defer g.mu.Unlock()
		known := g.known[u]
		g.known[u] = true
		return known
	}
	if err := t.run(ctx, it.url); err != nil {
		if ctx.Err() != nil {
			it.late = fmt.Sprintf("not within %v", g.c.cfg.RequisiteLimits.Timeout)
			return nil
		}
		return err
	}
	if t.last != nil && t.last.status < 300 {
		g.planSheet(it, t.last.url, t.last.body)
	}
	return shelf.put(it)
}

// planSheet plans what a style sheet loads, if it is one.
func (g *gathering) planSheet(it *item, at *url.URL, css []byte) {
	if it.kind != sheet || it.depth > maxImport {
		return
	}
	more := sheetNeeds(at, css, it.depth < maxImport)
	g.mu.Lock()
	defer g.mu.Unlock()
	g.plan(more, it.depth+1)
}

// sheetNeeds finds what a style sheet loads.
func sheetNeeds(at *url.URL, css []byte, imports bool) []need {
	c := collect{base: at, at: make(map[string]int)}
	refs := scanCSS(string(css), maxRefs)
	if imports {
		for _, r := range refs.imports {
			c.add(r, sheet)
		}
	}
	for _, r := range refs.urls {
		c.add(r, image)
	}
	return c.found
}

// referer is what a browser names under its usual policy
// (strict-origin-when-cross-origin): servers refuse images without it.
func referer(page, to *url.URL) string {
	switch {
	case page.Scheme == "https" && to.Scheme == "http":
		return ""
	case page.Scheme == to.Scheme && page.Host == to.Host:
		return page.String()
	}
	return page.Scheme + "://" + page.Host + "/"
}

// deliver hands the look its exchanges and failures, in the order in which the
// page names them.
func (g *gathering) deliver() {
	l := g.look
	for _, it := range g.items {
		if it.found != nil {
			l.Exchanges = append(l.Exchanges, it.found.ex)
			continue
		}
		m := Missing{URL: it.url.String()}
		t := it.trip
		if t != nil {
			l.Exchanges = append(l.Exchanges, t.exchanges...)
		}
		switch {
		case it.late != "":
			m.Reason, m.Detail = limited, it.late
		case t.fault != nil:
			m.Reason, m.Detail = t.fault.Reason, t.fault.Detail
		case t.last.status >= 400:
			m.Reason = fmt.Sprintf("http-%d", t.last.status)
		default:
			continue
		}
		l.Missing = append(l.Missing, m)
	}
}
