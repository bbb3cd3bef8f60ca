package watch

import "archiver/internal/verdict"

// largeText is from how many bytes on a text is compared alone: that takes some
// twenty times its size in memory.
const largeText = 2 << 20

// alone is called before pages are compared, and what it gives afterwards. Large
// ones wait until no other are compared, and what was made of them is let go.
func (w *Watcher) alone(pages ...*verdict.Prepared) (done func()) {
	var large []*verdict.Prepared
	for _, p := range pages {
		if p != nil && p.Size() > largeText {
			large = append(large, p)
		}
	}
	if large == nil {
		return func() {}
	}
	w.comparing <- struct{}{}
	return func() {
		for _, p := range large {
			p.Forget()
		}
		<-w.comparing
	}
}

// judge is verdict.Judge, with large pages one look at a time.
func (w *Watcher) judge(r *verdict.Reference, v *verdict.Look, probes verdict.Probes, quotes []string) verdict.Judgement {
	var pages []*verdict.Prepared
	if r != nil {
		pages = append(pages, r.Page)
	}
	for _, l := range []*verdict.Look{v, probes.Browser, probes.Sibling, probes.Home, probes.Section} {
		if l != nil {
			pages = append(pages, l.Page)
		}
	}
	defer w.alone(pages...)()
	return verdict.Judge(r, v, probes, quotes)
}
