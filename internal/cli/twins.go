package cli

import (
	"fmt"

	"archiver/internal/source"
)

// twins warns of the manifests that cite mostly what a new one does, and little else: a
// report whose file was renamed is taken for another one.
func (e *env) twins(dir, path, file string, m *source.Manifest) (warnings []warningJSON) {
	files, err := source.Files(dir)
	if err != nil {
		return nil // no folder yet
	}
	mine := leadsTo(m)
	for _, f := range files {
		o, err := source.Load(f)
		if err != nil {
			continue // its mistakes are told by what needs it
		}
		theirs, shared := leadsTo(o), 0
		for url := range mine {
			if theirs[url] {
				shared++
			}
		}
		if 2*shared <= len(mine) || 2*shared <= len(theirs) {
			continue
		}
		warnings = append(warnings, warningJSON{File: path, Message: fmt.Sprintf("the report %s (%s) cites %d of its %s: if it is the same report, delete %s and add to that one: %s",
			o.ID, oneLine(f), shared, plural(len(mine), "source"), oneLine(path), e.line("import", shellWord(oneLine(file)), "--id", o.ID))})
	}
	return warnings
}

// leadsTo is the set of what a manifest cites.
func leadsTo(m *source.Manifest) map[string]bool {
	urls := map[string]bool{}
	for _, f := range m.Footnotes {
		for _, c := range f.Citations {
			urls[c.LeadsTo()] = true
		}
	}
	return urls
}
