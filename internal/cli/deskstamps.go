package cli

import (
	"cmp"
	"context"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/contract"
	"archiver/internal/ledger"
	"archiver/internal/store"
	"archiver/internal/tsa"
)

// mostShown bounds the timestamps and the witnesses of one proof.
const mostShown = 16

// token is a timestamp that holds, as it lies in the archive.
type token struct {
	ledger.TimestampRecord
	at time.Time
}

// covering gives, of each authority, the first timestamp of a state of the log that has
// the snapshot, by size.
func (p *proving) covering(ctx context.Context) ([]catalog.Stamp, error) {
	all, err := p.s.catalog.Stamps(ctx)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(all, func(a, b catalog.Stamp) int { return cmp.Compare(a.Size, b.Size) })
	var first []catalog.Stamp
	for _, s := range all {
		if s.Size > p.snap.LogIndex && len(first) < mostShown && !slices.ContainsFunc(first, func(o catalog.Stamp) bool { return o.Authority == s.Authority }) {
			first = append(first, s)
		}
	}
	return first, nil
}

// provedBy chooses the state of the log that the proof leads to: the first that an
// authority has stamped, and that a witness signed too if there is one, else the first
// that a witness signed, else the newest.
func (p *proving) provedBy(ctx context.Context) (int64, error) {
	stamps, err := p.covering(ctx)
	if err != nil {
		return 0, err
	}
	var signed []int64
	for key, err := range p.s.store.List(ctx, "log/witnesses/") {
		if err != nil {
			return 0, fmt.Errorf("list cosignatures: %w", err)
		}
		size, err := strconv.ParseInt(path.Base(path.Dir(key)), 10, 64)
		if err == nil && size > p.snap.LogIndex && size <= p.log.Size() {
			signed = append(signed, size)
		}
	}
	slices.Sort(signed)
	for _, s := range stamps {
		if slices.Contains(signed, s.Size) && s.Size <= p.log.Size() {
			return s.Size, nil
		}
	}
	switch {
	case len(stamps) > 0 && stamps[0].Size <= p.log.Size():
		return stamps[0].Size, nil
	case len(signed) > 0:
		return signed[0], nil
	}
	return p.log.Size(), nil
}

// stamps verifies the timestamps that cover the snapshot.
func (p *proving) stamps(ctx context.Context) error {
	if p.log == nil {
		return nil // the steps say so
	}
	list, err := p.covering(ctx)
	if err != nil {
		return err
	}
	roots, err := p.e.roots(nil)
	if err != nil {
		return err
	}
	p.unstamped = len(list) == 0
	for _, s := range list {
		step := contract.Step{What: fmt.Sprintf("%s says that this state of the log existed before %s.", oneLine(s.Authority), longDate(s.At)), Holds: true}
		t, err := p.stamp(ctx, s, roots, &step)
		if err != nil {
			return err
		}
		if step.Holds && t != nil {
			p.tokens = append(p.tokens, token{t.TimestampRecord, t.Token.Time})
			p.v.Timestamps = append(p.v.Timestamps, contract.Timestamp{Authority: t.Authority, At: t.Token.Time, LogSize: t.Size, Object: t.Object})
		}
		p.v.Steps = append(p.v.Steps, step)
	}
	return nil
}

func (p *proving) stamp(ctx context.Context, s catalog.Stamp, roots []*x509.Certificate, step *contract.Step) (*ledger.Timestamp, error) {
	var altered *ledger.AlteredError
	var fork *ledger.ForkError
	if s.LogIndex < 0 || s.LogIndex >= p.log.Size() {
		no(step, "The log has no record of it.")
		return nil, nil
	}
	line, err := p.log.Record(ctx, s.LogIndex, 0)
	if errors.As(err, &altered) {
		no(step, "Its record can't be read: %s: %s.", altered.Object, altered.Detail)
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var rec ledger.TimestampRecord
	if err := json.Unmarshal(line.Body, &rec); err != nil || line.Kind != ledger.KindTimestamp || rec.Object != s.Object || rec.Size != s.Size || rec.Authority != s.Authority {
		no(step, "Log record %d does not tell of it.", line.Index)
		return nil, nil
	}
	if _, err := p.log.CheckpointAt(ctx, rec.Size); errors.As(err, &altered) || errors.As(err, &fork) || errors.Is(err, fs.ErrNotExist) {
		no(step, "The state that it was made over does not hold: %v.", err)
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	t, err := ledger.VerifyTimestamp(ctx, p.s.store, rec, line.Index, tsa.VerifyOptions{Roots: roots, System: true})
	if err != nil {
		return nil, err
	}
	var wrong *ledger.TimestampError
	switch {
	case errors.As(t.Err, &wrong) && wrong.Code == ledger.CodeTimestampRoot:
		step.Detail = fmt.Sprintf("The token %s over %s holds, but %v.", rec.Object, rec.Checkpoint, wrong.Err)
		p.unknownRoots = append(p.unknownRoots, s.Authority)
	case wrong != nil:
		no(step, "%s: %v.", wrong.Object, wrong.Err)
	case t.Token == nil:
		no(step, "It could not be verified.")
	default:
		step.Detail = fmt.Sprintf("The token %s over %s holds; %s signed it.", rec.Object, rec.Checkpoint, t.Token.Signer)
	}
	return &t, nil
}

// witnesses verifies the signatures of others on the state that the proof leads to.
func (p *proving) witnesses(ctx context.Context) error {
	if p.log == nil || p.v.LogSize == 0 {
		return nil
	}
	n := 0
	for key, err := range p.s.store.List(ctx, fmt.Sprintf("log/witnesses/%d/", p.v.LogSize)) {
		if err != nil {
			return fmt.Errorf("list cosignatures: %w", err)
		}
		if n++; n > mostShown {
			break
		}
		name := path.Base(key)
		step := contract.Step{What: fmt.Sprintf("The witness %s has seen this state of the log, and no other history of it.", oneLine(name)), Holds: true}
		raw, err := store.ReadSmall(ctx, p.s.store, key)
		var witness []byte
		if err == nil {
			witness, err = store.ReadSmall(ctx, p.s.store, ledger.WitnessKeyOf(name))
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if err != nil {
			no(&step, "%v.", err)
			p.v.Steps = append(p.v.Steps, step)
			continue
		}
		c, err := ledger.CheckCosigned(raw, p.v.LogSize, p.vkey, strings.TrimSpace(string(witness)))
		switch {
		case err != nil:
			no(&step, "%s: %v.", key, err)
		case !strings.HasPrefix(string(raw), p.v.Checkpoint):
			no(&step, "%s: is of another state of the log.", key)
		default:
			step.What = fmt.Sprintf("The witness %s has seen this state of the log, and no other history of it.", oneLine(c.Witness))
			step.Detail = fmt.Sprintf("It signed on %s, by its own clock.", longDate(c.Time))
			p.v.Witnesses = append(p.v.Witnesses, c.Witness)
		}
		p.v.Steps = append(p.v.Steps, step)
	}
	p.unwitnessed = n == 0
	return nil
}
