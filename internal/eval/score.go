package eval

import (
	"cmp"
	"hash/fnv"
	"maps"
	"slices"
)

// The two halves that the sites are split into, by their names alone: verdicts
// may be tuned on one, and are tested on the other.
const (
	tune = "tune"
	test = "test"
)

// half is where a site belongs.
func half(site string) string {
	if write(fnv.New32a(), site)%2 == 0 {
		return tune
	}
	return test
}

// Split is a share of all cases, and of each half.
type Split struct {
	All  Share `json:"all"`
	Tune Share `json:"tune"`
	Test Share `json:"test"`
}

func (s *Split) add(site string, hit bool) {
	s.All.add(hit)
	if half(site) == tune {
		s.Tune.add(hit)
	} else {
		s.Test.add(hit)
	}
}

func (s *Split) parts() []Share { return []Share{s.All, s.Tune, s.Test} }

// Row is a line of a table.
type Row struct {
	Name string `json:"name"`
	Split
}

// table counts by name.
type table map[string]*Split

func (t table) add(name, site string, hit bool) {
	if t[name] == nil {
		t[name] = &Split{}
	}
	t[name].add(site, hit)
}

func (t table) rows(order []string) (rows []Row) {
	place := func(name string) int {
		if i := slices.Index(order, name); i >= 0 {
			return i
		}
		return len(order)
	}
	names := slices.SortedFunc(maps.Keys(t), func(a, b string) int {
		return cmp.Or(cmp.Compare(place(a), place(b)), cmp.Compare(a, b))
	})
	for _, n := range names {
		rows = append(rows, Row{n, *t[n]})
	}
	return rows
}

// Answer is how one answer, "verdict" or "verdict/reason", was used.
type Answer struct {
	Name string `json:"name"`
	// Precision is of the cases given it, those where it is right; Recall of
	// the cases that want it first, those that are answered right.
	Precision Split `json:"precision"`
	Recall    Split `json:"recall"`
}

// Generated is what came of the generated set.
type Generated struct {
	Cases   int      `json:"cases"`
	Classes []Row    `json:"classes"` // right, by class
	Errors  []Row    `json:"errors"`  // by kind, of the cases where it can be made
	Quotes  Split    `json:"quotes"`  // passages of which something was said, and rightly
	Answers []Answer `json:"answers"`
	// Wrong are the cases with a wrong answer, worst first.
	Wrong  []Outcome `json:"wrong"`
	Greedy []Named   `json:"greedy"` // cases that took too many requests
}

// Named is a remark on a case.
type Named struct {
	Name string `json:"name"`
	Why  string `json:"why"`
}

var (
	classes = []string{"noise", "edit", "quote", "replaced", "type", "moved", "dead", "wall", "fault"}
	errs    = []string{string(FalseAlarm), string(Miss), string(WallDead), string(Other), string(Capture)}
)

// score sums the outcomes of the generated set up.
func score(outcomes []Outcome) *Generated {
	g := &Generated{Cases: len(outcomes)}
	byClass, byError := table{}, table{}
	precision, recall := table{}, table{}
	for _, o := range outcomes {
		byClass.add(o.Class, o.Site, o.Right)
		calls := o.wants(func(v string) bool { return v == "changed" || v == "dead" })
		for kind, can := range map[Error]bool{FalseAlarm: o.wants(good), Miss: calls && !o.wants(good),
			WallDead: o.wants(func(v string) bool { return v == "blocked" }), Other: true, Capture: true} {
			if can {
				byError.add(string(kind), o.Site, o.Error == kind)
			}
		}
		for _, q := range o.Quotes {
			if len(q.Want) > 0 && q.State != "" {
				g.Quotes.add(o.Site, slices.Contains(q.Want, q.State))
			}
		}
		accepted := o.accepts(o.Given)
		first := o.Want[0]
		precision.add(o.Given, o.Site, accepted)
		precision.add(verdictOf(o.Given), o.Site, o.wants(func(v string) bool { return v == verdictOf(o.Given) }))
		recall.add(first, o.Site, accepted)
		recall.add(verdictOf(first), o.Site, o.wants(func(v string) bool { return v == verdictOf(o.Given) }))
		if !o.Right {
			g.Wrong = append(g.Wrong, o)
		}
		if why := o.greedy(); why != "" {
			g.Greedy = append(g.Greedy, Named{o.Name, why})
		}
	}
	g.Classes, g.Errors = byClass.rows(classes), byError.rows(errs)
	names := maps.Clone(precision)
	maps.Copy(names, recall)
	for _, n := range slices.Sorted(maps.Keys(names)) {
		a := Answer{Name: n}
		if s := precision[n]; s != nil {
			a.Precision = *s
		}
		if s := recall[n]; s != nil {
			a.Recall = *s
		}
		g.Answers = append(g.Answers, a)
	}
	slices.SortStableFunc(g.Wrong, func(a, b Outcome) int {
		return cmp.Or(cmp.Compare(slices.Index(errs, string(a.Error)), slices.Index(errs, string(b.Error))), cmp.Compare(a.Name, b.Name))
	})
	return g
}

// errors gives the share of one kind.
func (g *Generated) errors(kind Error) Share {
	for _, r := range g.Errors {
		if r.Name == string(kind) {
			return r.All
		}
	}
	return Share{}
}

// gates names what falls short of the aims for the generated set.
func (g *Generated) gates() (failed []string) {
	for _, kind := range []Error{FalseAlarm, Miss, WallDead} {
		if s := g.errors(kind); s.Hits > 0 {
			failed = append(failed, gate("generated set: "+string(kind), s, "none"))
		}
	}
	for _, r := range g.Classes {
		if r.All.value() < 0.98 {
			failed = append(failed, gate("generated set: right in class "+r.Name, r.All, "at least 98 %"))
		}
	}
	if n := len(g.Greedy); n > 0 {
		failed = append(failed, gate("generated set: cases with too many requests", Share{n, g.Cases}, "none"))
	}
	return failed
}
