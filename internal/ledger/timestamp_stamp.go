package ledger

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"slices"
	"sync"
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

func (a Authority) options() tsa.VerifyOptions {
	return tsa.VerifyOptions{Roots: a.Roots, Chain: a.Others, System: len(a.Roots) == 0}
}

// StampResult is how far an authority has stamped the log.
type StampResult struct {
	Authority string    // URL
	Size      int64     // of the checkpoint that has its newest stamp; 0: none
	Object    string    // the token of it
	Time      time.Time // what that says
	Behind    int64     // entries after it; 0 where they are nothing but timestamps
	Stamped   bool      // just now
	Mended    bool      // it was stored before, and is logged only now
	// Err says why the newest checkpoint has no stamp of it: a
	// *tsa.UnknownRootError or *tsa.NoRootError wants a person, anything else may
	// pass.
	Err error
}

// Stamp has the newest checkpoint stamped by each authority, if anything but
// timestamps was logged since its last stamp. What is wrong with an authority
// stands in its result; an error is the log's own.
//
// The steps, and what a crash after each leaves:
//  1. Tokens that are stored and not logged are logged. Done with them.
//  2. An authority is asked, and what it gives is verified. Nothing has changed.
//  3. Its chain is created. A file that nobody lists: verify warns of it.
//  4. Its token is created. A token that is not logged: step 1 of the next time
//     logs it.
//  5. All tokens are logged, in one batch. Their hashes are now in the log, so
//     that every later stamp covers them too, and renews them.
func Stamp(ctx context.Context, l *Log, authorities []Authority) ([]StampResult, error) {
	s := &stamping{l: l, st: l.cfg.Store, authorities: authorities}
	if err := s.survey(ctx); err != nil {
		return nil, fmt.Errorf("stamp log: %w", err)
	}
	if err := s.mend(ctx); err != nil {
		return s.results, fmt.Errorf("stamp log: %w", err)
	}
	recs := make([]*TimestampRecord, len(authorities))
	var wg sync.WaitGroup
	for i := range authorities {
		if s.results[i].Behind > 0 {
			wg.Go(func() { recs[i], s.results[i].Err = s.stamp(ctx, authorities[i]) })
		}
	}
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return s.results, fmt.Errorf("stamp log: %w", err)
	}
	var batch []Record
	for i, rec := range recs {
		if rec != nil {
			r := &s.results[i]
			r.Size, r.Object, r.Time, r.Behind, r.Stamped = rec.Size, rec.Object, rec.Time, 0, true
			batch = append(batch, Record{Kind: KindTimestamp, Body: *rec})
		}
	}
	if len(batch) == 0 {
		return s.results, nil
	}
	if _, err := l.Append(ctx, batch...); err != nil {
		return s.results, fmt.Errorf("log timestamps: %w", err)
	}
	return s.results, nil
}

// Standing tells how far each authority has stamped the log, and asks nobody.
// Where there is no log, they have not.
func Standing(ctx context.Context, st store.Store, authorities []Authority) ([]StampResult, error) {
	s := &stamping{st: st, authorities: authorities}
	if err := s.survey(ctx); errors.Is(err, fs.ErrNotExist) { // nothing is logged yet
		results := make([]StampResult, len(authorities))
		for i, a := range authorities {
			results[i].Authority = PublicURL(a.URL)
		}
		return results, nil
	} else if err != nil {
		return nil, fmt.Errorf("read timestamps: %w", err)
	}
	return s.results, nil
}

type stamping struct {
	l           *Log // nil: reading only
	st          store.Store
	r           *Reader
	authorities []Authority
	results     []StampResult
	strays      []string // tokens that are stored and not logged
}

// survey finds each authority's newest stamp, and the tokens that were not
// logged. Tokens are stored for one checkpoint at a time, after all earlier ones
// have been logged, so those can only be of the newest checkpoint that has any.
func (s *stamping) survey(ctx context.Context) error {
	var err error
	if s.r, err = OpenReader(ctx, s.st); err != nil {
		return err
	}
	s.results = make([]StampResult, len(s.authorities))
	sizes := map[string][]int64{} // by authority's name
	newest := int64(0)
	for key, err := range s.st.List(ctx, timestampsPrefix) {
		if err != nil {
			return err
		}
		if size, name, ok := splitTimestamp(key, tokenSuffix); ok && size <= s.r.Size() {
			sizes[name] = append(sizes[name], size)
			newest = max(newest, size)
		}
	}
	s.strays = nil
	for _, name := range slices.Sorted(maps.Keys(sizes)) {
		if !slices.Contains(sizes[name], newest) {
			continue
		}
		if _, logged, err := s.logged(ctx, newest, name); err != nil {
			return err
		} else if !logged {
			s.strays = append(s.strays, timestampPath(newest, name))
		}
	}
	last, err := s.lastOther(ctx)
	if err != nil {
		return err
	}
	for i, a := range s.authorities {
		r := &s.results[i]
		r.Authority = PublicURL(a.URL)
		mine := sizes[authorityName(a.URL)]
		slices.Sort(mine)
		for _, size := range slices.Backward(mine) {
			rec, logged, err := s.logged(ctx, size, authorityName(a.URL))
			if err != nil {
				return err
			}
			if logged {
				r.Size, r.Object, r.Time = size, rec.Object, rec.Time
				break
			}
		}
		if last >= r.Size {
			r.Behind = last + 1 - r.Size
		}
	}
	return nil
}

// logged finds the record of a token. It is nearly always the next after the
// checkpoint that was stamped.
func (s *stamping) logged(ctx context.Context, size int64, authority string) (rec TimestampRecord, ok bool, err error) {
	object := timestampPath(size, authority)
	for l, err := range s.r.Records(ctx, size) {
		if err != nil {
			if isAltered(err) {
				continue
			}
			return rec, false, err
		}
		rec = TimestampRecord{}
		if l.Kind == KindTimestamp && json.Unmarshal(l.Body, &rec) == nil && rec.Object == object {
			return rec, true, nil
		}
	}
	return TimestampRecord{}, false, nil
}

// lastOther is the place of the newest record that is no timestamp; -1: there is
// none.
func (s *stamping) lastOther(ctx context.Context) (int64, error) {
	for i := s.r.Size() - 1; i >= 0; i-- {
		l, err := s.r.Record(ctx, i, 0)
		if err != nil && !isAltered(err) {
			return 0, err
		}
		if err != nil || l.Kind != KindTimestamp {
			return i, nil
		}
	}
	return -1, nil
}

// mend logs the tokens that a crash left unlogged. One that does not verify, or
// leads to a root that is not trusted here, is left alone, and verify tells of it:
// anybody who may write to the archive can put a token of his own there, and what is
// logged is evidence.
func (s *stamping) mend(ctx context.Context) error {
	var batch []Record
	mended := map[string]bool{}
	for _, object := range s.strays {
		size, name, _ := splitTimestamp(object, tokenSuffix)
		a := Authority{URL: name} // as good as we know
		i := slices.IndexFunc(s.authorities, func(a Authority) bool { return authorityName(a.URL) == name })
		if i >= 0 {
			a = s.authorities[i]
		}
		rec, err := s.stored(ctx, size, a, object)
		switch {
		case errors.Is(err, errStray), errors.Is(err, fs.ErrNotExist), isAltered(err):
			continue
		case err != nil: // of the store: to go on would lose sight of it
			return err
		}
		batch = append(batch, Record{Kind: KindTimestamp, Body: *rec})
		mended[object] = true
	}
	if len(batch) == 0 {
		return nil
	}
	if _, err := s.l.Append(ctx, batch...); err != nil {
		return fmt.Errorf("log timestamps: %w", err)
	}
	if err := s.survey(ctx); err != nil {
		return err
	}
	for i := range s.results {
		s.results[i].Mended = mended[s.results[i].Object]
	}
	return nil
}

var errStray = errors.New("it does not verify")

// stored makes the record of a token that is in the store, from what is there.
func (s *stamping) stored(ctx context.Context, size int64, a Authority, object string) (*TimestampRecord, error) {
	tsr, err := readObject(ctx, s.st, object, tsa.MaxResponse)
	if err != nil {
		return nil, err
	}
	pem, err := readObject(ctx, s.st, chainOf(object), maxChain)
	if err != nil {
		return nil, err
	}
	cp, err := readObject(ctx, s.st, checkpointPath(size), maxCheckpoint)
	if err != nil {
		return nil, err
	}
	o := a.options()
	if o.Chain, err = tsa.DecodeChain(pem); err != nil {
		return nil, fmt.Errorf("%w: %w", errStray, err)
	}
	token, err := tsa.Verify(tsr, cp, o)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errStray, err)
	}
	return timestampRecord(size, a, object, tsr, pem, token), nil
}

func timestampRecord(size int64, a Authority, object string, tsr, pem []byte, token *tsa.Token) *TimestampRecord {
	t, p := sha256.Sum256(tsr), sha256.Sum256(pem)
	return &TimestampRecord{Size: size, Checkpoint: checkpointPath(size), Authority: PublicURL(a.URL), Object: object, SHA256: hex.EncodeToString(t[:]),
		Chain: chainOf(object), ChainSHA256: hex.EncodeToString(p[:]), Time: token.Time.Truncate(time.Millisecond)}
}

// stamp asks one authority, and stores what verifies.
func (s *stamping) stamp(ctx context.Context, a Authority) (*TimestampRecord, error) {
	size := s.r.Size()
	object := timestampPath(size, authorityName(a.URL))
	if rec, err := s.stored(ctx, size, a, object); err == nil {
		return rec, nil // by another process, just now
	} else if !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read %s, which is there already: %w", object, err)
	}
	cp, err := readObject(ctx, s.st, checkpointPath(size), maxCheckpoint)
	if err != nil {
		return nil, err
	}
	// The authority must not be made to sign what the log did not.
	if c, err := parseCheckpoint(cp, s.r.v); err != nil || c.size != size || c.root != s.r.cp.root {
		return nil, &AlteredError{checkpointPath(size), "is not the log's newest checkpoint"}
	}
	answer, err := tsa.Request(ctx, a.Client, a.URL, cp)
	if err != nil {
		return nil, err
	}
	token, err := answer.Verify(cp, a.options())
	if err != nil {
		return nil, err
	}
	pem := tsa.EncodeChain(token.Chain)
	if len(pem) > maxChain {
		return nil, fmt.Errorf("its certificates have %d bytes: too many", len(pem))
	}
	if err := createObject(ctx, s.st, chainOf(object), pem); errors.Is(err, store.ErrExists) {
		// A crash left one, and the authority has another now: the first stays,
		// and will do if it verifies the token.
		if pem, err = readObject(ctx, s.st, chainOf(object), maxChain); err != nil {
			return nil, err
		}
		o := a.options()
		if o.Chain, err = tsa.DecodeChain(pem); err == nil {
			_, err = tsa.Verify(answer.TSR, cp, o)
		}
		if err != nil {
			return nil, fmt.Errorf("%s is there, and is not of this token: %w", chainOf(object), err)
		}
	} else if err != nil {
		return nil, err
	}
	if err := createObject(ctx, s.st, object, answer.TSR); errors.Is(err, store.ErrExists) {
		return s.stored(ctx, size, a, object)
	} else if err != nil {
		return nil, err
	}
	return timestampRecord(size, a, object, answer.TSR, bytes.Clone(pem), token), nil
}
