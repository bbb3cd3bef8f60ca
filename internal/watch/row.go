package watch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"

	"archiver/internal/catalog"
	"archiver/internal/ledger"
)

// RowError says that the catalog tells otherwise of a snapshot than the log, which is
// signed: the catalog was altered. Nothing is shown or done by such a row.
type RowError struct {
	Object string // as the catalog has it
	Index  int64  // of the log record that the catalog names
	What   string
}

func (e *RowError) Error() string {
	return fmt.Sprintf("the catalog does not tell of snapshot %s what log record %d says: %s", e.Object, e.Index, e.What)
}

// recordOf reads the log record of a snapshot and holds the catalog's row against it.
// An *ledger.AlteredError is the log's own, a *RowError the catalog's.
func recordOf(ctx context.Context, r *ledger.Reader, s *catalog.Snapshot) (rec ledger.SnapshotRecord, err error) {
	fail := func(format string, args ...any) (ledger.SnapshotRecord, error) {
		return rec, &RowError{s.Object, s.LogIndex, fmt.Sprintf(format, args...)}
	}
	if s.LogIndex < 0 || s.LogIndex >= r.Size() {
		return fail("the log has %d entries", r.Size())
	}
	line, err := r.Record(ctx, s.LogIndex, s.Batch)
	var altered *ledger.AlteredError
	if errors.As(err, &altered) {
		if found, ferr := r.Record(ctx, s.LogIndex, 0); ferr == nil {
			line, err = found, nil // it is not where the catalog says
		}
	}
	if err != nil {
		return rec, err
	}
	if err := json.Unmarshal(line.Body, &rec); err != nil || line.Kind != ledger.KindSnapshot {
		return fail("that is a record of the kind %q", line.Kind)
	}
	want := snapshotRow(rec)
	want.LogIndex, want.Batch, want.Withdrawal = line.Index, line.Batch, s.Withdrawal
	have := *s
	if want.CapturedAt.Equal(have.CapturedAt) {
		have.CapturedAt = want.CapturedAt
	}
	var other []string
	w, h := reflect.ValueOf(want), reflect.ValueOf(have)
	for i := range w.NumField() {
		if !reflect.DeepEqual(w.Field(i).Interface(), h.Field(i).Interface()) {
			other = append(other, fieldWord(w.Type().Field(i).Name))
		}
	}
	if len(other) > 0 {
		return fail("other %s", strings.Join(other, ", "))
	}
	return rec, nil
}

// fieldWord names a field of a snapshot for a person.
func fieldWord(name string) string {
	switch name {
	case "SourceID":
		return "URL"
	case "CapturedAt":
		return "time of capture"
	case "SHA256":
		return "SHA-256"
	case "Batch":
		return "place in the log"
	}
	return strings.ToLower(name)
}

// VerifyRows holds rows of the catalog against the log, which must be read from
// after they were. One that tells otherwise gives a *RowError. Those of which the
// log's record can't be read are given back: of them there is the catalog's word alone.
func VerifyRows(ctx context.Context, r *ledger.Reader, rows []catalog.Snapshot) (unread []catalog.Snapshot, err error) {
	for i := range rows {
		_, err := recordOf(ctx, r, &rows[i])
		var altered *ledger.AlteredError
		if errors.As(err, &altered) {
			unread = append(unread, rows[i])
		} else if err != nil {
			return nil, err
		}
	}
	return unread, nil
}

// decided holds a withdrawal that the catalog has as decided against the log: bytes
// that nobody decided to remove are evidence.
func decided(ctx context.Context, r *ledger.Reader, s *catalog.Snapshot) error {
	if _, err := recordOf(ctx, r, s); err != nil {
		return err
	}
	g := s.Withdrawal
	fail := func(what string) error { return &RowError{s.Object, g.LogIndex, what} }
	if g.LogIndex < 0 || g.LogIndex >= r.Size() {
		return fail(fmt.Sprintf("the log has %d entries", r.Size()))
	}
	line, err := r.Record(ctx, g.LogIndex, 0)
	if err != nil {
		return err
	}
	var rec ledger.WithdrawalRecord
	if err := json.Unmarshal(line.Body, &rec); err != nil || line.Kind != ledger.KindWithdrawal || rec.State != ledger.WithdrawalDecided || rec.Object != s.Object || rec.SHA256 != s.SHA256 {
		return fail("nobody decided there to withdraw it")
	}
	return nil
}
