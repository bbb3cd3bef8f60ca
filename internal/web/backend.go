package web

import (
	"context"
	"errors"
	"io"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/contract"
	"archiver/internal/source"
)

// Backend is what the pages are made of: what the floors above know. Its methods may
// be called concurrently. A page asks for nothing that is fetched from a live source.
type Backend interface {
	// Set gives the manifests as they stand in the sources folder now; none where there
	// are none yet. Where some of them can't be read it gives the others, and those as they
	// were before, together with a *StaleError: who shows the one tells the other.
	Set(ctx context.Context) (*source.Set, error)
	// Result tells how the citations of a report stand, by what is known: in reading
	// order, with advice, from the catalog alone. It must not be changed. There is no
	// error for a citation that was never looked at. A report that there is not gives an
	// error matching fs.ErrNotExist.
	Result(ctx context.Context, report string) (*contract.Result, error)
	// Citation tells the same of one, with its claims, for which the archive is read.
	Citation(ctx context.Context, c source.Cite) (*contract.Citation, error)
	// History is the timeline of a citation's source, oldest first.
	History(ctx context.Context, c source.Cite) (*contract.History, error)
	// Catalog lends the catalog until release is called. Where nothing was archived yet
	// it is an empty one. A *NoCatalogError says that there is none now, here and from
	// all methods that need it.
	Catalog(ctx context.Context) (c *catalog.Catalog, release func(), err error)

	// Open gives a snapshot's WACZ, after its bytes were found to be those that the log
	// lists: what is read is what was verified. A *GoneError says that it can't be shown;
	// one that a person decided to withdraw is not, though a lock keeps its bytes.
	Open(ctx context.Context, s catalog.Snapshot) (File, error)
	// As gives such a snapshot in one of the forms of the command get: original, text,
	// html, png, pdf, warc. A form that it does not have gives a *NoFormError.
	As(ctx context.Context, s catalog.Snapshot, form string) (io.ReadCloser, error)
	// Proof checks what the log proves of a snapshot.
	Proof(ctx context.Context, c source.Cite, s catalog.Snapshot) (*contract.Proof, error)
	// Bundle writes the evidence bundle of a citation's snapshot of a moment, or of its
	// newest where that is zero, as a ZIP file. A *GoneError comes before anything is
	// written.
	Bundle(ctx context.Context, c source.Cite, at time.Time, w io.Writer) error

	// Diff compares the texts of two snapshots of a source, and their pictures where both
	// have one. What can't be compared gives a *GoneError or a *NoFormError.
	Diff(ctx context.Context, c source.Cite, from, to catalog.Snapshot) (*contract.Diff, error)
	// DiffPicture draws two pictures side by side, with what differs marked, as PNG.
	DiffPicture(ctx context.Context, c source.Cite, from, to catalog.Snapshot) ([]byte, error)

	// Search finds captured text.
	Search(ctx context.Context, q Query) (*Found, error)
	// Accept names the present state of a citation as known. Where it is not the state
	// that was seen any more, it gives a *ChangedError and does nothing; where a pass is
	// at work and does not end soon, a *BusyError.
	Accept(ctx context.Context, c source.Cite, a Accept) (*contract.Acceptance, error)
	// Watching tells what the server is at.
	Watching(ctx context.Context) (*contract.Watching, error)
}

// File is a verified copy of a snapshot.
type File interface {
	io.ReaderAt
	io.ReadSeekCloser
	Size() int64
}

// Accept is what a signed-in person decided. Verdict, Reason and Archive are what the
// page showed, so that nothing is accepted unseen; By is the person's name.
type Accept struct {
	Verdict, Reason, Archive string
	Why, By                  string
	// LookedAt is when the look was that the page told of. Where the source has changed,
	// and another text of it was captured since, nothing is accepted. Zero: that is not
	// looked at.
	LookedAt time.Time
}

// Query is a search in captured text.
type Query struct {
	Words    string // as a person typed them
	Report   string // ""; else only the sources of this report
	From, To time.Time
	Page     string // Next of an earlier answer; "": the first page
}

// Found is what a search found, newest first.
type Found struct {
	Hits []Hit
	Next string // of the next page; "": there is none
	// Lacking is how many snapshots are not in the index yet.
	Lacking int
	// Bare says that nothing was archived yet.
	Bare bool
}

// Hit is a source in whose captured text the words stand.
type Hit struct {
	URL      string
	Cites    []source.Cite // that cite it; none: nothing does any more
	Newest   time.Time     // snapshot that has the words
	Oldest   time.Time
	Count    int // of such snapshots, as far as they were counted
	Title    string
	Snippet  []Fragment // of the newest
	SourceID string
}

// Fragment is a stretch of a citing; Hit says that it is one of the words.
type Fragment struct {
	Text string `json:"text"`
	Hit  bool   `json:"hit"`
}

// StaleError says why manifests can't be read: what comes with it are the others, and how
// those stood when they last could be.
type StaleError struct{ Err error }

func (e *StaleError) Error() string { return e.Err.Error() }
func (e *StaleError) Unwrap() error { return e.Err }

// manifests gives the set to show. Where a manifest can't be read now what there is
// else is shown, if anything, and stale says why.
func manifests(ctx context.Context, b Backend) (set *source.Set, stale, err error) {
	set, err = b.Set(ctx)
	var old *StaleError
	if errors.As(err, &old) && set != nil && len(set.Manifests) > 0 {
		return set, old.Err, nil
	}
	return set, nil, err
}

// NoCatalogError says why there is no catalog though there is an archive: the next run
// makes it from the log.
type NoCatalogError struct{ Err error }

func (e *NoCatalogError) Error() string { return "there is no catalog now: " + e.Err.Error() }
func (e *NoCatalogError) Unwrap() error { return e.Err }

// GoneError says that a snapshot can't be shown: it was withdrawn, is missing or is
// damaged. Why is a sentence for a person.
type GoneError struct {
	Why       string
	Withdrawn bool
	Err       error
}

func (e *GoneError) Error() string { return e.Why }
func (e *GoneError) Unwrap() error { return e.Err }

// NoFormError says that a snapshot does not have the form that was asked for.
type NoFormError struct{ Why string }

func (e *NoFormError) Error() string { return e.Why }

// QueryError says what is wrong with a search.
type QueryError struct{ Why string }

func (e *QueryError) Error() string { return e.Why }

// ChangedError says that a citation does not stand any more as the person saw it.
type ChangedError struct{ Now *contract.Citation }

func (e *ChangedError) Error() string { return "it has changed since the page was shown" }

// RefusedError says why a state can't be accepted.
type RefusedError struct{ Why, Hint string }

func (e *RefusedError) Error() string { return e.Why }

// BusyError says that the archive is at work; nothing was written.
type BusyError struct{ Why string }

func (e *BusyError) Error() string { return e.Why }
