package verify

import (
	"cmp"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"archiver/internal/ledger"
	"archiver/internal/tsa"
)

// orderSlack is how much older than what it covers a token may say to be, its
// own accuracy aside, before that is told: clocks differ.
const orderSlack = time.Minute

// stamps are the timestamps that the log lists.
type stamps struct {
	v       *verifier
	roots   []*x509.Certificate
	records []stampRecord
}

type stampRecord struct {
	ledger.TimestampRecord
	index int64
}

// note takes a record.
func (s *stamps) note(l ledger.Line) {
	r := stampRecord{index: l.Index}
	if err := json.Unmarshal(l.Body, &r.TimestampRecord); err != nil {
		s.v.warn(ledger.CodeUnexpected, ledger.RecordsPath(l.Batch), "record %d is not a timestamp's as this program writes them: %v", l.Index, err)
		return
	}
	s.records = append(s.records, r)
}

// verify verifies every token from the archive alone, and looks for files that
// are none of them.
func (s *stamps) verify() error {
	v := s.v
	listed := map[string]bool{}
	var good []ledger.Timestamp
	var roots []string // that are not known, by fingerprint
	unknown := map[string][]ledger.Timestamp{}
	for _, r := range s.records {
		listed[r.Object], listed[r.Chain] = true, true
		t, err := ledger.VerifyTimestamp(v.ctx, v.st, r.TimestampRecord, r.index, tsa.VerifyOptions{Roots: s.roots, System: true})
		if v.ctx.Err() != nil {
			return v.ctx.Err()
		}
		if err != nil {
			v.fail(ledger.CodeUnreadable, r.Object, err)
			continue
		}
		if t.Token != nil {
			good = append(good, t)
			v.report.Timestamps++
		}
		var te *ledger.TimestampError
		switch {
		case errors.As(t.Err, &te) && te.Code == ledger.CodeTimestampRoot:
			if unknown[t.Token.Root] == nil {
				roots = append(roots, t.Token.Root)
			}
			unknown[t.Token.Root] = append(unknown[t.Token.Root], t)
		case te != nil:
			v.add(te.Code, te.Object, "%v", te.Err)
		}
	}
	// Once for each root: there is one thing to do about all its tokens.
	for _, root := range roots {
		ts := unknown[root]
		v.warn(ledger.CodeTimestampRoot, ts[0].Chain, "timestamps of %s (%d) hold in all else, but %v. Compare that fingerprint with the one that the authority publishes; then name a file with that root in the configuration, or by --roots",
			ts[0].Authority, len(ts), errors.Unwrap(ts[0].Err))
	}
	s.order(good)
	for object, err := range v.st.List(v.ctx, timestamps) {
		if err != nil {
			return fmt.Errorf("verify archive: %w", err)
		}
		if !listed[object] {
			s.stray(object)
		}
	}
	return nil
}

// stray tells of a file that the log does not list. A crash may leave a chain to
// which no token was stored any more: it is of no use, and does no harm.
func (s *stamps) stray(object string) {
	v := s.v
	size, kind := ledger.TimestampFile(object)
	switch {
	case kind == ".pem" && s.isChain(object):
	case kind == "":
		v.warn(ledger.CodeUnexpected, object, "is no part of the log")
	case size > v.report.Records:
		v.warn(ledger.CodeTimestampStray, object, "is of a log of %d entries, and this one has %d only: the newest were removed, this is an old copy, or somebody put the file there", size, v.report.Records)
	case v.lost:
		v.warn(ledger.CodeTimestampStray, object, "no record that is left lists it, and one of those that are lost, or could not be read, may have: archiver verify --repair logs it anew, if it is of an authority that the configuration names and holds; or somebody put it there")
	default:
		v.warn(ledger.CodeTimestampStray, object, "the log does not list it: a run may have died before it could, and the next lists what an authority gave; or somebody put it there")
	}
}

func (s *stamps) isChain(object string) bool {
	r, err := s.v.st.Open(s.v.ctx, object, 0, 256<<10)
	if err != nil {
		return false
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	if err != nil {
		return false
	}
	_, err = tsa.DecodeChain(data)
	return err == nil
}

const timestamps = "log/timestamps/"

// order tells of tokens that say to be older than one whose record they cover:
// one of the two authorities had its clock wrong, or worse.
func (s *stamps) order(good []ledger.Timestamp) {
	covering := slices.Clone(good)
	slices.SortStableFunc(covering, func(a, b ledger.Timestamp) int { return cmp.Compare(a.Size, b.Size) })
	var latest *ledger.Timestamp // of those whose record is covered
	next := 0                    // in good, which is in the order of the log
	for _, t := range covering {
		for ; next < len(good) && good[next].Index < t.Size; next++ {
			if g := &good[next]; latest == nil || g.Token.Time.Add(-g.Token.Accuracy).After(latest.Token.Time.Add(-latest.Token.Accuracy)) {
				latest = g
			}
		}
		if latest != nil && t.Token.Time.Add(t.Token.Accuracy+orderSlack).Before(latest.Token.Time.Add(-latest.Token.Accuracy)) {
			s.v.warn(ledger.CodeTimestampOrder, t.Object, "says %s, but covers the hash of %s, which says %s: the clock of one of them was wrong",
				t.Token.Time.Format(time.RFC3339), latest.Object, latest.Token.Time.Format(time.RFC3339))
		}
	}
}
