package bundle

import (
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
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
func (w *writer) provedBy(index int64) (int64, error) {
	if size, ok := bestStamped(w.stamps, index); ok {
		return size, nil
	}
	size, ok, err := w.bestCosigned(index)
	if !ok {
		size = w.log.Size()
	}
	return size, err
}

// bestCosigned chooses among the checkpoints after an entry that witnesses signed, as
// bestStamped does among those that authorities stamped.
func (w *writer) bestCosigned(index int64) (best int64, ok bool, err error) {
	by := map[int64][]stamp{}
	for _, size := range slices.Sorted(maps.Keys(w.cosigned)) {
		if size <= index {
			continue
		}
		list, err := w.inTime(size)
		if err != nil {
			return 0, false, err
		}
		for _, c := range list {
			by[size] = append(by[size], stamp{Time: c.Time, Root: path.Base(c.File)})
		}
	}
	best, ok = bestStamped(by, index)
	return best, ok, nil
}

// witnessed proves a snapshot by a checkpoint that witnesses signed, where they did not
// sign that of its proof: they may have come later than the timestamps.
func (w *writer) witnessed(s *snapshot) error {
	if list, err := w.inTime(s.Checkpoint); err != nil || len(list) > 0 {
		return err
	}
	size, ok, err := w.bestCosigned(s.Index)
	if !ok || err != nil {
		return err
	}
	proof, err := w.log.ProveAt(w.ctx, s.Index, size)
	if err != nil {
		return err
	}
	s.Witnessed = size
	s.WitnessProof, err = hashesOf(proof)
	return err
}

// inTime gives the witnesses' signatures of a checkpoint, but for those that say to be
// older than its last record: one of two clocks is wrong, and they corroborate nothing.
func (w *writer) inTime(size int64) ([]cosigned, error) {
	if list, known := w.timely[size]; known || len(w.cosigned[size]) == 0 {
		return list, nil
	}
	var altered *ledger.AlteredError
	last, err := w.log.Record(w.ctx, size-1, 0)
	if err != nil && !errors.As(err, &altered) {
		return nil, err
	}
	list := slices.DeleteFunc(slices.Clone(w.cosigned[size]), func(c cosigned) bool { return c.Time.Before(last.At.Add(-skew)) })
	w.timely[size] = list
	return list, nil
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
		rec := w.tokens[s.File]
		if _, err := w.copyLogged(s.File, rec.SHA256); err != nil {
			return err
		}
		if _, err := w.copyLogged(rec.Chain, rec.ChainSHA256); err != nil {
			return err
		}
		w.facts.Log.Stamps = append(w.facts.Log.Stamps, s)
		w.done.Stamps++
	}
	seen, err := w.inTime(size)
	if err != nil {
		return err
	}
	for _, c := range seen {
		if _, err := w.copy(c.File, c.File, maxToken); err != nil {
			return err
		}
		if key := ledger.WitnessKeyOf(path.Base(c.File)); w.sums[key] == "" {
			if _, err := w.copyLogged(key, w.witnessKeys[key]); err != nil {
				return err
			}
		}
		w.facts.Log.Cosigned = append(w.facts.Log.Cosigned, c)
	}
	return nil
}

// maxToken bounds a token, and a chain of certificates, in bytes.
const maxToken = 1 << 20

// findStamps reads which checkpoints were timestamped: by the records of the log,
// for anybody who may write to the archive could lay tokens of his own beside them.
// A token that is not the one that was logged, or does not verify, is not handed out.
func (w *writer) findStamps() error {
	w.stamps = map[int64][]stamp{}
	for _, object := range slices.Sorted(maps.Keys(w.tokens)) {
		rec := w.tokens[object]
		t, err := ledger.VerifyTimestamp(w.ctx, w.st, rec.TimestampRecord, rec.index, tsa.VerifyOptions{System: true})
		if err != nil {
			return fmt.Errorf("export: %w", err)
		}
		var bad *ledger.TimestampError
		var unknown *tsa.UnknownRootError // whom to trust, the reader decides
		if errors.As(t.Err, &bad) && !errors.As(bad, &unknown) || !goodName(object) {
			w.leaveOut("the timestamp %s: %v", object, t.Err)
			continue
		}
		if chain, err := w.readLogged(rec.Chain, rec.ChainSHA256); err == nil && !tsa.Plain(chain) {
			w.leaveOut("the timestamp %s: its certificates have other words between them", object)
			continue
		}
		if _, err := w.log.CheckpointAt(w.ctx, rec.Size); isLost(err) {
			w.leaveOut("the timestamp %s: %v", object, err)
			continue
		} else if err != nil {
			return err
		}
		w.stamps[rec.Size] = append(w.stamps[rec.Size], stamp{Size: rec.Size, File: object, Time: t.Token.Time, Authority: t.Token.Signer, Root: t.Token.Root})
	}
	for key, err := range w.st.List(w.ctx, timestamps) {
		if err != nil {
			return fmt.Errorf("list timestamps: %w", err)
		}
		if _, listed := w.tokens[key]; !listed && strings.HasSuffix(key, ".tsr") {
			w.leaveOut("the timestamp %s: %s", key, w.whyUnlisted(key))
		}
	}
	return nil
}

// whyUnlisted says why a token is left out of which no record is found.
func (w *writer) whyUnlisted(key string) string {
	size, _ := ledger.TimestampFile(key)
	i := slices.IndexFunc(w.lost, func(l lostRecord) bool { return l.size > size })
	if i >= 0 {
		return fmt.Sprintf("no record that is left lists it. Those from entry %d on are lost or damaged, and one may have: verify names the file, and verify --repair puts it right where the log or a mirror has it, or else logs the timestamp anew, if it is of an authority that the configuration names; then it is handed out. Whether it is genuine, the token itself shows, by the rules in archive/README.md", w.lost[i].index)
	}
	return "the log does not list it: a run that died leaves such, and the next run lists them. If it is not listed after that, somebody put it there"
}

// findCosigned reads which checkpoints were cosigned by witnesses whose keys the log
// names: anybody who may write to the archive could be a witness of his own. What
// does not verify is not handed out.
func (w *writer) findCosigned() error {
	w.cosigned, w.timely = map[int64][]cosigned{}, map[int64][]cosigned{}
	for key, err := range w.st.List(w.ctx, witnesses) {
		if err != nil {
			return fmt.Errorf("list cosignatures: %w", err)
		}
		dir, name, ok := strings.Cut(strings.TrimPrefix(key, witnesses), "/")
		size, err := strconv.ParseInt(dir, 10, 64)
		if !ok || err != nil || key != fmt.Sprintf("%s%d/%s", witnesses, size, name) || !goodName(key) || strings.Contains(name, "/") {
			continue
		}
		c, err := w.cosignedIn(key, name, size)
		if w.ctx.Err() != nil {
			return w.ctx.Err()
		}
		if err != nil {
			w.leaveOut("the witness's signature %s: %v", key, err)
			continue
		}
		w.cosigned[size] = append(w.cosigned[size], c)
	}
	return nil
}

func (w *writer) cosignedIn(key, name string, size int64) (cosigned, error) {
	sum, known := w.witnessKeys[ledger.WitnessKeyOf(name)]
	if !known {
		return cosigned{}, errors.New("the log names no such witness")
	}
	vkey, err := w.readLogged(ledger.WitnessKeyOf(name), sum)
	if err != nil {
		return cosigned{}, err
	}
	raw, err := w.read(key, maxToken)
	if err != nil {
		return cosigned{}, err
	}
	c, err := ledger.CheckCosigned(raw, size, w.vkey, string(vkey))
	if err != nil {
		return cosigned{}, err
	}
	cp, err := w.log.CheckpointAt(w.ctx, size)
	if err == nil && !bytes.HasPrefix(raw, cp) {
		err = fmt.Errorf("the log's key signed, and the witness cosigned, another history of %d entries", size)
	}
	return cosigned{Size: size, File: key, Witness: c.Witness, Time: c.Time, line: c.Line}, err
}

// isLost says that what the log has is gone or altered, and not that it could not be
// read.
func isLost(err error) bool {
	var altered *ledger.AlteredError
	var fork *ledger.ForkError
	return errors.Is(err, fs.ErrNotExist) || errors.As(err, &altered) || errors.As(err, &fork)
}

// leaveOut notes what lies in the archive and is not handed out.
func (w *writer) leaveOut(format string, args ...any) {
	const most = 100
	if len(w.done.LeftOut) < most {
		w.done.LeftOut = append(w.done.LeftOut, fmt.Sprintf(format, args...))
	}
}

// readLogged reads a small object that has the SHA-256 which the log lists.
func (w *writer) readLogged(key, want string) ([]byte, error) {
	b, err := w.read(key, maxToken)
	if sum := sha256.Sum256(b); err == nil && hex.EncodeToString(sum[:]) != want {
		err = &AlteredError{Object: key, Detail: "it is not what was logged"}
	}
	return b, err
}

// copyLogged copies it into the bundle.
func (w *writer) copyLogged(key, want string) ([]byte, error) {
	b, err := w.readLogged(key, want)
	if err != nil {
		return nil, err
	}
	return b, w.put(key, b)
}

// known gives a proof with the signatures of those witnesses alone whose keys the
// log names.
func (w *writer) known(proof []byte, size int64) ([]byte, error) {
	cp, err := w.log.CheckpointAt(w.ctx, size)
	if err != nil {
		return nil, err
	}
	head, _, ok := bytes.Cut(proof, []byte("\n\n"))
	if !ok {
		return nil, errors.New("export: malformed proof")
	}
	out := slices.Concat(head, []byte("\n\n"), cp)
	for _, c := range w.cosigned[size] {
		out = append(out, c.line...)
	}
	return out, nil
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
