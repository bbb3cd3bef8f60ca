package bundle

import (
	"crypto/x509"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"archiver/internal/ledger"
	"archiver/internal/tsa"
)

// provedBy chooses the checkpoint for the proof of an entry: the first after it
// that was timestamped, or one of the week after that more authorities stamped;
// else the first that was cosigned, else the newest.
func (w *writer) provedBy(index int64) int64 {
	if size, ok := bestStamped(w.stamps, index); ok {
		return size
	}
	cosigned := slices.DeleteFunc(slices.Collect(maps.Keys(w.cosigned)), func(size int64) bool { return size <= index })
	if len(cosigned) > 0 {
		return slices.Min(cosigned)
	}
	return w.log.Size()
}

// bestStamped chooses among the checkpoints after an entry that were timestamped.
// An authority that was down is asked again by the next run, for a later
// checkpoint: the word of two is worth some days.
func bestStamped(stamps map[int64][]stamp, index int64) (best int64, ok bool) {
	const wait = 7 * 24 * time.Hour
	var until time.Time
	most := 0
	for _, size := range slices.Sorted(maps.Keys(stamps)) {
		if size <= index {
			continue
		}
		roots := map[string]bool{}
		for _, s := range stamps[size] {
			roots[s.Root] = true
		}
		at := slices.MinFunc(stamps[size], func(a, b stamp) int { return a.Time.Compare(b.Time) }).Time
		if !ok {
			until = at.Add(wait)
		}
		if len(roots) > most && !at.After(until) {
			best, most, ok = size, len(roots), true
		}
	}
	return best, ok
}

// checkpoint puts a checkpoint into the bundle, with its timestamps and its
// witnesses' signatures.
func (w *writer) checkpoint(size int64) error {
	name := checkpoints + strconv.FormatInt(size, 10)
	if w.sums[name] != "" {
		return nil
	}
	cp, err := w.log.CheckpointAt(w.ctx, size)
	if err != nil {
		return err
	}
	if err := w.put(name, cp); err != nil {
		return err
	}
	for _, s := range w.stamps[size] {
		if _, err := w.copy(s.File, s.File, maxToken); err != nil {
			return err
		}
		chain := strings.TrimSuffix(s.File, ".tsr") + ".pem"
		pem, err := w.read(chain, maxToken)
		if err == nil {
			pem, err = tsa.Bare(pem)
		}
		if err != nil {
			return err
		}
		if err := w.put(chain, pem); err != nil {
			return err
		}
		w.facts.Log.Stamps = append(w.facts.Log.Stamps, s)
		w.done.Stamps++
	}
	var last ledger.Line
	if len(w.cosigned[size]) > 0 {
		var altered *ledger.AlteredError
		if last, err = w.log.Record(w.ctx, size-1, 0); err != nil && !errors.As(err, &altered) {
			return err
		}
	}
	for _, c := range w.cosigned[size] {
		if c.Time.Before(last.At.Add(-skew)) {
			continue // one of two clocks is wrong: it corroborates nothing
		}
		if _, err := w.copy(c.File, c.File, maxToken); err != nil {
			return err
		}
		if key := ledger.WitnessKeyOf(path.Base(c.File)); w.sums[key] == "" {
			if _, err := w.copy(key, key, maxToken); err != nil {
				return err
			}
		}
		w.facts.Log.Cosigned = append(w.facts.Log.Cosigned, c)
	}
	return nil
}

// maxToken bounds a token, and a chain of certificates, in bytes.
const maxToken = 1 << 20

// findStamps reads which checkpoints were timestamped. A token that does not
// verify is not handed out.
func (w *writer) findStamps() error {
	w.stamps = map[int64][]stamp{}
	for key, err := range w.st.List(w.ctx, timestamps) {
		if err != nil {
			return fmt.Errorf("list timestamps: %w", err)
		}
		rest := strings.TrimPrefix(key, timestamps)
		dir, name, ok := strings.Cut(rest, "/")
		size, err := strconv.ParseInt(dir, 10, 64)
		if !ok || err != nil || size > w.log.Size() || !strings.HasSuffix(name, ".tsr") || !goodName(key) {
			continue
		}
		s, err := w.stampOf(key, size)
		if w.ctx.Err() != nil {
			return w.ctx.Err()
		}
		if err == nil {
			w.stamps[size] = append(w.stamps[size], *s)
		}
	}
	return nil
}

// findCosigned reads which checkpoints witnesses cosigned. What does not verify is
// not handed out.
func (w *writer) findCosigned() error {
	w.cosigned = map[int64][]cosigned{}
	for key, err := range w.st.List(w.ctx, witnesses) {
		if err != nil {
			return fmt.Errorf("list cosignatures: %w", err)
		}
		dir, name, ok := strings.Cut(strings.TrimPrefix(key, witnesses), "/")
		size, err := strconv.ParseInt(dir, 10, 64)
		if !ok || err != nil || size > w.log.Size() || !goodName(key) || strings.Contains(name, "/") {
			continue
		}
		raw, err := w.read(key, maxToken)
		if err != nil {
			continue
		}
		vkey, err := w.read(ledger.WitnessKeyOf(name), maxToken)
		if err != nil {
			continue
		}
		c, err := ledger.CheckCosigned(raw, size, w.vkey, string(vkey))
		if err != nil {
			continue
		}
		w.cosigned[size] = append(w.cosigned[size], cosigned{Size: size, File: key, Witness: c.Witness, Time: c.Time})
	}
	return w.ctx.Err()
}

func (w *writer) stampOf(key string, size int64) (*stamp, error) {
	tsr, err := w.read(key, maxToken)
	if err != nil {
		return nil, err
	}
	pem, err := w.read(strings.TrimSuffix(key, ".tsr")+".pem", maxToken)
	if err != nil {
		return nil, err
	}
	cp, err := w.log.CheckpointAt(w.ctx, size)
	if err != nil {
		return nil, err
	}
	t, _, err := verifyToken(tsr, pem, cp, nil)
	if err != nil {
		return nil, err
	}
	return &stamp{Size: size, File: key, Time: t.Time, Authority: t.Signer, Root: t.Root}, nil
}

// verifyToken verifies a token with its own chain. trusted says whether that leads
// to one of roots, or of the system's.
func verifyToken(tsr, pem, message []byte, roots []*x509.Certificate) (t *tsa.Token, trusted bool, err error) {
	chain, err := tsa.DecodeChain(pem)
	if err != nil {
		return nil, false, err
	}
	t, err = tsa.Verify(tsr, message, tsa.VerifyOptions{Roots: roots, System: true, Chain: chain})
	var unknown *tsa.UnknownRootError
	if errors.As(err, &unknown) && t != nil {
		return t, false, nil
	}
	return t, err == nil, err
}
