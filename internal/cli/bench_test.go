package cli

import (
	"testing"

	"archiver/internal/webtest/bench"
)

// BenchmarkPasses runs the built program beside wget on one local server:
// first pass, check, second pass, get and verify. See `make bench`.
func BenchmarkPasses(b *testing.B) {
	for b.Loop() {
		bench.Passes(b, bench.Binary(b))
	}
}

// BenchmarkHuge captures one body of 2 GiB.
func BenchmarkHuge(b *testing.B) {
	for b.Loop() {
		bench.Huge(b, bench.Binary(b))
	}
}
