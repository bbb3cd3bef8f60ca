package cli

import (
	"os"
	"strconv"
	"testing"

	"archiver/internal/webtest/bench"
	"archiver/internal/webtest/many"
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

// BenchmarkServer asks for the pages of an archive of 50,000 snapshots beside nginx, or of
// as many as BENCH_SNAPSHOTS says, in the folder BENCH_SERVER_DIR.
func BenchmarkServer(b *testing.B) {
	size := many.Million
	size.Reports = 10
	if s := os.Getenv("BENCH_SNAPSHOTS"); s != "" {
		n, err := strconv.Atoi(s)
		if size.Reports = n / (size.Sources * size.Snapshots); err != nil || size.Reports < 1 {
			b.Fatalf("BENCH_SNAPSHOTS=%s: no number from %d on (%v)", s, size.Sources*size.Snapshots, err)
		}
	}
	for b.Loop() {
		bench.Server(b, bench.Binary(b), size, os.Getenv("BENCH_SERVER_DIR"))
	}
}
