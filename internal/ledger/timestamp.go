package ledger

import (
	"context"
	"crypto/x509"
	"errors"
	"net/http"
	"time"

	"archiver/internal/store"
	"archiver/internal/tsa"
)

// Authority is a time-stamp authority.
type Authority struct {
	URL    string
	Roots  []*x509.Certificate // trusted for it; none: the system's
	Others []*x509.Certificate // intermediate certificates that it does not send
	Client *http.Client        // nil: one of its own
}

// StampResult is what came of one authority.
type StampResult struct {
	Authority string // URL
	Size      int64  // of the checkpoint that has its newest stamp; 0: none
	Object    string // the token of it
	Time      time.Time
	Stamped   bool  // just now
	Mended    bool  // it was stored before, and is logged only now
	Err       error // why there is no stamp of the newest checkpoint
}

// Stamp has the newest checkpoint stamped by each authority, if anything but
// timestamps was logged since its last stamp. What is wrong with an authority
// stands in its result; an error is the log's own.
func Stamp(ctx context.Context, l *Log, authorities []Authority) ([]StampResult, error) {
	return nil, errors.ErrUnsupported
}

// Timestamp is a token over a checkpoint, as logged, and how it verifies.
type Timestamp struct {
	TimestampRecord
	Index int64      // of the record
	Token *tsa.Token // nil: it does not verify
	// Err says why not. With a *tsa.UnknownRootError, Token is set.
	Err error
}

// Timestamps gives the logged tokens over checkpoints of at least size entries,
// by size, each verified against its checkpoint.
func Timestamps(ctx context.Context, st store.Store, size int64, roots []*x509.Certificate) ([]Timestamp, error) {
	return nil, errors.ErrUnsupported
}
