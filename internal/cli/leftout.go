package cli

import (
	"fmt"
	"path/filepath"
	"strings"

	"archiver/internal/source"
)

// brokenError tells of manifests with a mistake, which were left out.
type brokenError struct {
	err  error
	left []source.Missing // in the order of their names
	did  string           // what was done with the others, where all were asked for; else ""
}

func (e *brokenError) Error() string {
	var told, names []string
	for _, s := range sentences(e.err) {
		told = append(told, oneLine(s))
	}
	for _, m := range e.left {
		names = append(names, oneLine(filepath.Base(m.Path)))
	}
	left := "this manifest was"
	switch {
	case len(names) > len(told): // they contradict each other, and one sentence tells of all
		left = first(names) + " were"
	case len(names) > 1:
		left = "these manifests were"
	}
	return fmt.Sprintf("%s; %s left out%s", strings.Join(told, "; "), left,
		either(e.did == "", "", ", and the other reports were "+e.did))
}

func (e *brokenError) Unwrap() error { return e.err }

// leftOut lists the manifests that were left out of what was asked for; nil: none.
func (e *env) leftOut() (list []leftOutJSON) {
	if e.broken == nil || e.broken.did == "" {
		return nil
	}
	for _, m := range e.broken.left {
		list = append(list, leftOutJSON{m.ID, m.Path, m.Why})
	}
	return list
}

// leaveOut tells of them. What nobody could look at has not passed.
func (v *resultJSON) leaveOut(list []leftOutJSON) {
	v.LeftOut = list
	v.Passed = v.Passed && len(list) == 0
}

// leftOutJSON is a manifest with a mistake, of whose report nothing was done.
type leftOutJSON struct {
	Report   string `json:"report"` // as far as can be told
	Manifest string `json:"manifest"`
	Error    string `json:"error"`
}
