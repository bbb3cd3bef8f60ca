package cli

import (
	"os"
	"strconv"
	"testing"

	"archiver/internal/webtest/bench"
	"archiver/internal/webtest/replay"
)

// BenchmarkPasses runs the built program beside wget on one local server:
// first pass, check, second pass, get and verify. See `make bench`.
func BenchmarkPasses(b *testing.B) {
	for b.Loop() {
		bench.Passes(b, bench.Binary(b))
	}
}

// BenchmarkVerify verifies 5 GB beside sha256sum and openssl, or as many bytes as
// BENCH_VERIFY_BYTES says.
func BenchmarkVerify(b *testing.B) {
	size := int64(bench.VerifyBytes)
	if s := os.Getenv("BENCH_VERIFY_BYTES"); s != "" {
		var err error
		if size, err = strconv.ParseInt(s, 10, 64); err != nil || size < 1<<20 {
			b.Fatalf("BENCH_VERIFY_BYTES=%s: no number of bytes from 1 MiB on (%v)", s, err)
		}
	}
	for b.Loop() {
		bench.Verify(b, bench.Binary(b), size)
	}
}

// BenchmarkHuge captures one body of 2 GiB.
func BenchmarkHuge(b *testing.B) {
	for b.Loop() {
		bench.Huge(b, bench.Binary(b))
	}
}

// BenchmarkCaptures keeps 100 pages with Chromium, beside npm's single-file-cli.
func BenchmarkCaptures(b *testing.B) {
	for b.Loop() {
		bench.Captures(b, bench.Binary(b), replay.Chrome())
	}
}
