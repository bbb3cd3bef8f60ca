package eval

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// printer writes reports for people.
type printer struct {
	w       io.Writer
	verbose bool
}

func (p printer) linef(format string, args ...any) { fmt.Fprintf(p.w, format+"\n", args...) }

// cell is a share with its interval: "  97/98   99.0 % [ 94–100]".
func cell(s Share) string {
	if s.Of == 0 {
		return strings.Repeat(" ", 28)
	}
	low, high := s.Interval()
	return fmt.Sprintf("%4d/%-4d %5.1f %% [%4.1f–%5.1f]", s.Hits, s.Of, 100*s.value(), 100*low, 100*high)
}

func (p printer) head(title string) {
	p.linef("\n%-28s  %-29s  %-29s  %-29s", title, "all", tune, test)
}

func (p printer) row(name string, s Split) {
	var cells []string
	for _, part := range s.parts() {
		cells = append(cells, cell(part))
	}
	p.linef("%s", strings.TrimRight(fmt.Sprintf("%-28s  %s", name, strings.Join(cells, "   ")), " "))
}

func (p printer) generated(g *Generated) {
	p.linef("GENERATED SET: %d cases. Right of all, with the exact 95 %% interval in percent.", g.Cases)
	p.head("class")
	all := Split{}
	for _, r := range g.Classes {
		p.row(r.Name, r.Split)
		for i, s := range []*Share{&all.All, &all.Tune, &all.Test} {
			s.Hits += r.parts()[i].Hits
			s.Of += r.parts()[i].Of
		}
	}
	p.row("all", all)
	if g.Quotes.All.Of > 0 {
		p.row("passages", g.Quotes)
	}
	p.head("error, of where it can be")
	for _, r := range g.Errors {
		p.row(r.Name, r.Split)
	}
	p.linef("\n%-28s  %-29s  %-29s  %-21s  %s", "given or wanted first", "precision", "recall", "precision, tune·test", "recall, tune·test")
	for _, a := range g.Answers {
		p.linef("%s", strings.TrimRight(fmt.Sprintf("%-28s  %s   %s   %9s · %-9s  %9s · %-9s", a.Name, cell(a.Precision.All), cell(a.Recall.All),
			short(a.Precision.Tune), short(a.Precision.Test), short(a.Recall.Tune), short(a.Recall.Test)), " "))
	}
	p.wrong("wrong", g.Wrong)
	p.named("took too many requests", g.Greedy)
}

func short(s Share) string {
	if s.Of == 0 {
		return "–"
	}
	return fmt.Sprintf("%d/%d", s.Hits, s.Of)
}

func (p printer) pairs(s *Pairs) {
	p.linef("\nREAL PAIRS. Right of all, with the exact 95 %% interval in percent.")
	for _, l := range []struct {
		name string
		Labelled
	}{{"by the original labels", s.Original}, {fmt.Sprintf("as adjudicated (%d changed)", s.Changed), s.Adjudicated}} {
		p.head(l.name)
		for _, r := range l.Classes {
			p.row(r.Name, r.Split)
		}
	}
	p.head("passages")
	p.row("surviving, found", s.Surviving)
	p.row("vanished, reported", s.Vanished)
	p.wrong("wrong by the adjudicated labels", s.Adjudicated.Wrong)
	p.named("misjudged passages", s.Passages)
	if n := len(s.Unanchored); n > 0 && !p.verbose {
		p.linef("\n%d passages that the program does not see in the page before are left out (-v lists them)", n)
	} else {
		p.named("passages that the program does not see in the page before, left out", s.Unanchored)
	}
}

func (p printer) wrong(title string, list []Outcome) {
	if len(list) == 0 {
		p.linef("\n%s: none", title)
		return
	}
	p.linef("\n%s: %d", title, len(list))
	for _, o := range list {
		p.linef("  %s %s (%s)\n      %s", strings.ToUpper(string(o.Error)), o.Name, half(o.Site), o.Why)
		p.linef("      says: %s", o.Detail)
		if p.verbose {
			p.evidence(o)
		}
	}
}

// evidence is what the harness saw of a case.
func (p printer) evidence(o Outcome) {
	p.linef("      status %d, at %s, %.2f of the reference, %d extra requests", o.Status, o.FinalURL, o.Similarity, o.Extra)
	for _, r := range o.Requests {
		p.linef("        %s", r)
	}
	for _, s := range o.Evidence {
		p.linef("      evidence: %s", s)
	}
	for _, q := range o.Quotes {
		p.linef("      quote %q: %s, then %s", q.Text, or(q.AtCapture, "nothing said"), or(q.State, "nothing said"))
		if q.Now != "" {
			p.linef("        now %q", q.Now)
		}
	}
	if o.Case.Note != "" {
		p.linef("      note: %s", o.Case.Note)
	}
}

func (p printer) named(title string, list []Named) {
	if len(list) == 0 {
		return
	}
	p.linef("\n%s: %d", title, len(list))
	for _, n := range list {
		p.linef("  %s: %s", n.Name, n.Why)
	}
}

func (p printer) cost(c Cost) {
	p.linef("\nTIME PER VERDICT: a page of %d KB against its reference: %v; from two texts that are read already: %v", c.Bytes>>10,
		c.Whole.Round(10*time.Microsecond), c.Judge.Round(10*time.Microsecond))
}

func (p printer) gates(failed []string) {
	if len(failed) == 0 {
		p.linef("\nall aims are met")
		return
	}
	p.linef("\nAIMS NOT MET: %d", len(failed))
	for _, f := range failed {
		p.linef("  %s", f)
	}
}
