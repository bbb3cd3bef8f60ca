package east2

import (
	"strings"
	"testing"

	"archiver/internal/eval/kit/kittest"
)

// Every class is there but "type".
func TestCases(t *testing.T) {
	kittest.Check(t, kittest.Set{
		Cases: Cases, Sites: sites, Least: 100, Most: 120,
		Classes: strings.Fields("noise edit quote replaced moved dead wall fault"),
		Short:   map[string]int{"note-kk": 50},
	})
}
