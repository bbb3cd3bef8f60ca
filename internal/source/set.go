package source

import (
	"fmt"
	"iter"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Set is all the manifests that are loaded together.
type Set struct {
	Manifests []*Manifest
	// Missing are those beside them that have a mistake, and are not among them. What
	// names no report may mean one of theirs.
	Missing []Missing
}

// Missing is a manifest that can't be read.
type Missing struct {
	Path string
	ID   string // as far as can be told: else the file's name without its ending
	Why  string // what is wrong with it
}

// Lacks says whether a report of this name is one whose manifest can't be read.
func (s *Set) Lacks(id string) bool {
	return slices.ContainsFunc(s.Missing, func(m Missing) bool {
		return m.ID == id || strings.TrimSuffix(filepath.Base(m.Path), filepath.Ext(m.Path)) == id
	})
}

// Cite is one citation with the footnote and report it belongs to.
type Cite struct {
	Manifest *Manifest
	Footnote *Footnote
	Citation *Citation
	// Ref names it in commands: "27", "27.2", and "ID/27" where several
	// reports are loaded.
	Ref string
	N   int // its place in the footnote, from 1
}

// Citations yields every citation in the order of the manifests.
func (s *Set) Citations() iter.Seq[Cite] {
	return func(yield func(Cite) bool) {
		for _, m := range s.Manifests {
			for i := range m.Footnotes {
				for n := range m.Footnotes[i].Citations {
					if !yield(s.cite(m, &m.Footnotes[i], n+1)) {
						return
					}
				}
			}
		}
	}
}

func (s *Set) cite(m *Manifest, f *Footnote, n int) Cite {
	ref := string(f.Number)
	if n > 1 {
		ref = fmt.Sprintf("%s.%d", ref, n)
	}
	if len(s.Manifests)+len(s.Missing) > 1 { // a REF means the same whether or not others can be read
		ref = m.ID + "/" + ref
	}
	return Cite{Manifest: m, Footnote: f, Citation: &f.Citations[n-1], Ref: ref, N: n}
}

// of gives the first REFs of the report of an ID; nil: there is none of it.
func (s *Set) of(id string) (refs []string) {
	for c := range s.Citations() {
		if c.Manifest.ID == id && len(refs) < 3 {
			refs = append(refs, c.Ref)
		}
	}
	return refs
}

// Resolve finds the one citation that ref names: "27" (the footnote's first
// URL), "27.2", "ID/27", "ID/27.2", or a URL, or a link that only leads on to it. It gives an *UnknownError or an
// *AmbiguousError where it names none or several.
func (s *Set) Resolve(ref string) (Cite, error) {
	ref = strings.TrimSpace(ref)
	var found []Cite
	add := func(c Cite) {
		for _, f := range found {
			if f.Citation == c.Citation {
				return
			}
		}
		found = append(found, c)
	}
	for c := range s.Citations() {
		short := string(c.Footnote.Number)
		numbered := short + "." + strconv.Itoa(c.N)
		id := c.Manifest.ID + "/"
		switch ref {
		case c.Citation.URL, numbered, id + numbered:
			add(c)
		case short, id + short:
			if c.N == 1 {
				add(c)
			}
		}
	}
	if to := (Citation{URL: ref}).LeadsTo(); len(found) == 0 && strings.Contains(ref, "://") {
		// One of the two may be a link that only leads on, as people copy it.
		for c := range s.Citations() {
			if c.Citation.LeadsTo() == to {
				add(c)
			}
		}
	}
	switch len(found) {
	case 0:
		if near := s.of(ref); near != nil {
			return Cite{}, &UnknownError{Ref: ref, Near: near, Report: true}
		}
		near, last := s.near(ref)
		return Cite{}, &UnknownError{Ref: ref, Near: near, Last: last, Reports: s.insteadOf(ref)}
	case 1:
		return found[0], nil
	}
	e := &AmbiguousError{Ref: ref, Cites: found}
	for _, c := range found {
		choice := c.Ref
		if choice == ref { // "1.2" as a label, beside the second URL of note 1
			choice = c.Citation.URL
			if c.N == 1 {
				choice = ref + ".1"
			}
		}
		e.Choices = append(e.Choices, choice)
	}
	return Cite{}, e
}

// nearReports lists the reports that a name which none has may stand for.
func (s *Set) nearReports(id string) (ids []string) {
	var begin, all []string
	for _, m := range s.Manifests {
		if m.ID == id {
			return nil
		}
		all = append(all, m.ID)
		if id != "" && strings.HasPrefix(strings.ToLower(m.ID), strings.ToLower(id)) {
			begin = append(begin, m.ID)
		}
	}
	const most = 3
	for _, near := range append(begin, Nearest(id, all, most)...) {
		if !slices.Contains(ids, near) && len(ids) < most {
			ids = append(ids, near)
		}
	}
	return ids
}

// insteadOf lists the reports where a REF names one that there is none of.
func (s *Set) insteadOf(ref string) (ids []string) {
	id, _, ok := strings.Cut(ref, "/")
	if !ok || strings.Contains(ref, "://") {
		return nil
	}
	for _, m := range s.Manifests {
		if m.ID == id {
			return nil
		}
		ids = append(ids, m.ID)
	}
	return ids
}

// near lists REFs that a wrong one may stand for: those with its number or the
// numbers next to it, then misspelt ones; or the last one, where the number is out of reach.
func (s *Set) near(ref string) (out []string, isLast bool) {
	const most = 5
	if ref == "" {
		return nil, false
	}
	var names []string
	byURL := map[string]string{}
	for c := range s.Citations() {
		names = append(names, c.Ref)
		if _, ok := byURL[c.Citation.URL]; !ok {
			byURL[c.Citation.URL] = c.Ref
			names = append(names, c.Citation.URL)
		}
	}
	if strings.Contains(ref, "://") {
		return Nearest(ref, names, 3), false
	}
	have := map[string]bool{}
	put := func(name string) {
		if !have[name] && len(out) < most {
			have[name] = true
			out = append(out, name)
		}
	}
	id, label, ok := strings.Cut(ref, "/")
	if !ok {
		id, label = "", ref
	} else if ids := s.nearReports(id); len(ids) > 0 {
		// The report's name is mistyped: that footnote of those that may be meant.
		for _, id := range ids {
			if c, err := s.Resolve(id + "/" + label); err == nil {
				put(c.Ref)
			}
		}
		if len(out) > 0 {
			return out, false
		}
		id = ids[0]
	}
	// A citation that the footnote does not have: name those it has.
	whole, _, _ := strings.Cut(label, ".")
	number, err := strconv.Atoi(whole)
	for reach := 0; err == nil && reach <= 2; reach++ {
		for c := range s.Citations() {
			n, err := strconv.Atoi(string(c.Footnote.Number))
			if err == nil && (id == "" || id == c.Manifest.ID) && (n == number-reach || n == number+reach) {
				put(c.Ref)
			}
		}
		if len(out) > 0 && label != whole {
			return out, false
		}
	}
	if len(out) == 0 && err == nil {
		// The report ends far before that number, or has a gap: name its last note,
		// and not those whose digits look alike, for a number is no misspelt word.
		last := ""
		for c := range s.Citations() {
			if id == "" || id == c.Manifest.ID {
				last = c.Ref
			}
		}
		if last != "" {
			return []string{last}, true
		}
	}
	for _, name := range Nearest(ref, names, most) {
		put(name)
	}
	if len(out) == 0 && !ok {
		for _, id := range s.nearReports(ref) {
			for _, name := range s.of(id) {
				put(name)
			}
		}
	}
	return out, false
}
