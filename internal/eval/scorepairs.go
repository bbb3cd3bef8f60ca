package eval

import (
	"fmt"
	"slices"
)

// Pairs is what came of the real pairs.
type Pairs struct {
	Original    Labelled `json:"original"`    // by the labels as they came
	Adjudicated Labelled `json:"adjudicated"` // by the labels as read
	Changed     int      `json:"changed"`     // labels that adjudication changed or found doubtful

	Surviving Split `json:"surviving"` // passages that survive, found
	Vanished  Split `json:"vanished"`  // passages that vanished, reported
	// Unanchored passages stand in the text before, but not in what the
	// program read of the page; they count in neither.
	Unanchored []Named `json:"unanchored"`
	// Passages lists those that were misjudged.
	Passages []Named `json:"passages"`
}

// Labelled are the figures by one set of labels.
type Labelled struct {
	Classes []Row     `json:"classes"` // right, by label
	Wrong   []Outcome `json:"wrong"`
}

// large is the class of the edits of 1 % of the text or more.
const large = "substantive, 1 % or more"

func (d *drift) score(outcomes []Outcome) *Pairs {
	s := &Pairs{Changed: len(d.labels)}
	s.Original, s.Adjudicated = d.labelled(outcomes, false), d.labelled(outcomes, true)
	for _, o := range outcomes {
		for _, q := range o.Quotes {
			what := Named{o.Name, fmt.Sprintf("%q is %s", clip(q.Text, 100), or(q.State, "not judged: "+o.Given))}
			right := slices.Contains(q.Want, q.State)
			switch survives := q.Want[0] == "verbatim"; {
			case q.AtCapture != "verbatim":
				s.Unanchored = append(s.Unanchored, Named{o.Name, fmt.Sprintf("%q is %s", clip(q.Text, 100), or(q.AtCapture, "not judged: "+o.AtCapture))})
				continue
			case survives:
				s.Surviving.add(o.Site, right)
				what.Why = "survives, but " + what.Why
			default:
				right = right || q.State == "" // nobody is told that it stands
				s.Vanished.add(o.Site, right)
				what.Why = "vanished, but " + what.Why
			}
			if !right {
				s.Passages = append(s.Passages, what)
			}
		}
	}
	return s
}

// labelled grades the outcomes, in the order of the pairs, by one set of
// labels. The passages are counted apart.
func (d *drift) labelled(outcomes []Outcome, adjudicated bool) (l Labelled) {
	by := table{}
	index := map[string]*pair{}
	for _, p := range d.pairs {
		index[p.name()] = p
	}
	for _, o := range outcomes {
		p := index[o.Name]
		label := d.label(p, adjudicated)
		if label == doubtful {
			continue
		}
		o.Class, o.Want = label, wantOf[label]
		o.Quotes = nil
		o.grade()
		class := label
		if label == unversioned {
			class = substantive
		}
		by.add(class, o.Site, o.Right)
		if class == substantive && p.large() {
			by.add(large, o.Site, o.Right)
		}
		if !o.Right {
			l.Wrong = append(l.Wrong, o)
		}
	}
	l.Classes = by.rows([]string{noise, substantive, large, replaced, recovered})
	return l
}

func (l *Labelled) class(name string) Share {
	for _, r := range l.Classes {
		if r.Name == name {
			return r.All
		}
	}
	return Share{}
}

// gates names what falls short of the aims for the real pairs.
func (s *Pairs) gates() (failed []string) {
	for _, g := range []struct {
		name  string
		share Share
		least float64
	}{
		{"noise left alone", s.Adjudicated.class(noise), 0.98},
		{"substantive found", s.Adjudicated.class(substantive), 0.80},
		{"substantive of 1 % or more found", s.Adjudicated.class(large), 0.97},
		{"replaced or emptied pages found", s.Adjudicated.class(replaced), 1},
		{"recovered pages not called dead", s.Adjudicated.class(recovered), 1},
		{"surviving passages found", s.Surviving.All, 0.995},
		{"vanished passages reported", s.Vanished.All, 0.98},
	} {
		if g.share.value() < g.least {
			failed = append(failed, gate("real pairs: "+g.name, g.share, fmt.Sprintf("at least %g %%", g.least*100)))
		}
	}
	return failed
}

func gate(what string, s Share, want string) string {
	return fmt.Sprintf("%s: %d of %d, wanted: %s", what, s.Hits, s.Of, want)
}
