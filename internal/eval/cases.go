package eval

import (
	"slices"

	"archiver/internal/eval/east"
	"archiver/internal/eval/east2"
	"archiver/internal/eval/east3"
	"archiver/internal/eval/east4"
	"archiver/internal/eval/gone"
	"archiver/internal/eval/lines"
	"archiver/internal/eval/office"
	"archiver/internal/eval/papers"
	"archiver/internal/eval/set"
	"archiver/internal/eval/social"
	"archiver/internal/eval/west"
	"archiver/internal/eval/west2"
	"archiver/internal/eval/west3"
	"archiver/internal/eval/west4"
	"archiver/internal/eval/wide"
)

// sets are the packages of generated cases. Those of each later
// line were written by people who had seen neither the code nor the cases
// that were there.
var sets = []func() []set.Case{west.Cases, east.Cases, papers.Cases,
	west2.Cases, east2.Cases,
	west3.Cases, east3.Cases, gone.Cases, office.Cases,
	west4.Cases, east4.Cases,
	social.Cases,
	lines.Cases,
	wide.Cases}

// Cases gives the whole generated set.
func Cases() (all []set.Case) {
	for _, cases := range sets {
		all = append(all, cases()...)
	}
	return slices.Clip(all)
}
