package eval

import (
	"slices"

	"archiver/internal/eval/set"
)

// sets are the packages of generated cases.
var sets = []func() []set.Case{}

// Cases gives the whole generated set.
func Cases() (all []set.Case) {
	for _, cases := range sets {
		all = append(all, cases()...)
	}
	return slices.Clip(all)
}
