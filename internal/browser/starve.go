package browser

import (
	"syscall"
	"time"
)

// watchEvery is how often the memory of renderers is looked at while captures
// are under way. A page fills a hundred megabytes and more in that time.
const watchEvery = 100 * time.Millisecond

// watch keeps renderers from holding more than limit bytes. Which page a
// renderer belongs to Chromium does not tell; where there is only one, that one
// is stopped first, so that it can still be read.
func (p *process) watch(limit int64) {
	t := time.NewTicker(watchEvery)
	defer t.Stop()
	var grown owners
	for {
		select {
		case <-p.exited:
			return
		case <-t.C:
		}
		pages := p.pages()
		if len(pages) == 0 {
			continue
		}
		main := p.cmd.Process.Pid
		if memoryOf(main) > max(2*limit, 1<<30) {
			killGroup(main) // its captures have their second try
			return
		}
		all := family(main)
		grown = grown.next(all, pages, limit)
		for _, c := range all {
			switch {
			case !c.renderer:
			case c.memory > limit:
				p.mu.Lock()
				p.starved = append(p.starved, time.Now())
				p.mu.Unlock()
				syscall.Kill(c.pid, syscall.SIGKILL)
			case c.memory > limit/4*3 && len(pages) == 1 && grown[c.pid] == pages[0]:
				pages[0].starve()
			}
		}
	}
}

// owners has, by process, the page of each renderer that has grown large: the only one
// that was there when that was first seen, nil where there were others. The renderer of
// a page that is gone may live on for a while, and is not the next one's.
type owners map[int]*session

// next is what is known now.
func (o owners) next(all []child, pages []*session, limit int64) owners {
	now := owners{}
	for _, c := range all {
		if !c.renderer || c.memory <= limit/2 {
			continue
		}
		owner, known := o[c.pid]
		if !known && len(pages) == 1 {
			owner = pages[0]
		}
		now[c.pid] = owner
	}
	return now
}

// wasStarved tells a page that has lost a renderer whether that was one that was
// just killed for the memory that it held. Each of these explains one death: the next
// page that dies meanwhile did so by itself.
func (p *process) wasStarved() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	for len(p.starved) > 0 {
		at := p.starved[0]
		p.starved = p.starved[1:]
		if time.Since(at) < 10*time.Second {
			return true
		}
	}
	return false
}

// holds is the memory of all processes of the browser.
func (p *process) holds() (sum int64) {
	for _, c := range family(p.cmd.Process.Pid) {
		sum += c.memory
	}
	return sum
}

func (p *process) join(s *session) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.under[s] = struct{}{}
}

func (p *process) leave(s *session) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.under, s)
}

func (p *process) pages() (out []*session) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for s := range p.under {
		out = append(out, s)
	}
	return out
}
