package cli

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"strconv"
	"strings"

	"archiver/internal/catalog"
	"archiver/internal/contract"
	"archiver/internal/ledger"
	"archiver/internal/source"
	"archiver/internal/store"
	"archiver/internal/wacz"
	"archiver/internal/watch"
)

// Proof implements web.Backend. All of it is read from the archive anew, but at most once
// a minute.
func (d *desk) Proof(ctx context.Context, c source.Cite, snap catalog.Snapshot) (*contract.Proof, error) {
	if err := d.mayShow(ctx, snap); err != nil {
		return nil, err
	}
	key, err := copyKey(snap)
	if err != nil {
		return nil, err
	}
	return d.proofs.get(ctx, c.Ref+" "+key, func(ctx context.Context) (*contract.Proof, error) {
		done, err := d.begin(ctx)
		if err != nil {
			return nil, err
		}
		defer done()
		s, e, release, err := d.session(ctx)
		if err != nil {
			return nil, err
		}
		defer release()
		p := &proving{e: e, s: s, snap: snap, ref: c.Ref, v: &contract.Proof{Version: 1, Checked: e.now().UTC(), LogIndex: snap.LogIndex,
			Inclusion: []string{}, Timestamps: []contract.Timestamp{}, Witnesses: []string{}}}
		return p.v, p.prove(ctx)
	})
}

// proving is a proof under way.
type proving struct {
	e    *env
	s    *session
	snap catalog.Snapshot
	ref  string
	v    *contract.Proof

	log  *ledger.Reader         // nil: it can't be read
	vkey string                 // the log's
	line *ledger.Line           // nil: it could not be read
	rec  *ledger.SnapshotRecord // nil: as line
	size int64                  // of the checkpoint that the proof leads to

	unstamped, unwitnessed bool
	unknownRoots           []string
	tokens                 []token
}

// What is checked, in this order. Each is a sentence that holds, or does not.
const (
	stepBytes      = "The stored file is, to the bit, the one that was recorded."
	stepRecord     = "The record of it is the one whose hash stands in the log."
	stepInclusion  = "That entry is in the log, at this place."
	stepCheckpoint = "The log's key signed the state of the log that has it."
	stepInside     = "All digests inside the file hold, and it is signed with a capture key that the log lists."
)

// prove fills in the proof. An error says that something could not be looked at, which
// tells nothing of the snapshot; what does not hold stands in the steps.
func (p *proving) prove(ctx context.Context) error {
	steps := map[string]*contract.Step{}
	for _, what := range []string{stepBytes, stepRecord, stepInclusion, stepCheckpoint, stepInside} {
		steps[what] = &contract.Step{What: what, Holds: true}
	}
	for _, part := range []func(context.Context, map[string]*contract.Step) error{p.record, p.inclusion, p.bytes} {
		if err := part(ctx, steps); err != nil {
			return err
		}
	}
	for _, what := range []string{stepBytes, stepRecord, stepInclusion, stepCheckpoint, stepInside} {
		p.v.Steps = append(p.v.Steps, *steps[what])
	}
	if err := p.stamps(ctx); err != nil {
		return err
	}
	if err := p.witnesses(ctx); err != nil {
		return err
	}
	p.v.Holds = true
	for i := range p.v.Steps {
		step := &p.v.Steps[i]
		step.Detail = oneLine(step.Detail)
		p.v.Holds = p.v.Holds && step.Holds
	}
	p.commands()
	p.limits()
	return nil
}

// no says that a step does not hold, and why; the first reason stays.
func no(step *contract.Step, format string, args ...any) {
	if step.Holds {
		step.Holds, step.Detail = false, fmt.Sprintf(format, args...)
	}
}

// blame says of which step an error of the log is. An error that tells nothing of the
// log is given back.
func blame(err error, steps map[string]*contract.Step, otherwise string) error {
	var altered *ledger.AlteredError
	var fork *ledger.ForkError
	switch {
	case errors.As(err, &altered):
		what := otherwise
		switch o := altered.Object; {
		case strings.HasPrefix(o, "log/records/"), strings.HasPrefix(o, "log/tile/entries/"):
			what = stepRecord
		case strings.HasPrefix(o, "log/tile/"):
			what = stepInclusion
		case strings.HasPrefix(o, "log/checkpoint"), strings.HasPrefix(o, "keys/"):
			what = stepCheckpoint
		}
		no(steps[what], "%s: %s.", altered.Object, altered.Detail)
	case errors.As(err, &fork):
		no(steps[stepCheckpoint], "The state of the log at %d entries is not how the log of today begins.", fork.Size)
	case errors.Is(err, fs.ErrNotExist):
		no(steps[otherwise], "%v.", err)
	default:
		return err
	}
	return nil
}

// record reads the log, the snapshot's record and the entry that names its hash.
func (p *proving) record(ctx context.Context, steps map[string]*contract.Step) error {
	r, err := ledger.OpenReader(ctx, p.s.store)
	if err != nil {
		if err := blame(err, steps, stepCheckpoint); err != nil {
			return err
		}
		for _, what := range []string{stepRecord, stepInclusion} {
			no(steps[what], "It can't be told without a signed state of the log.")
		}
		return nil
	}
	p.log, p.v.Origin = r, r.Origin()
	if fault := r.Fault(); fault != nil { // the newest state that is signed counts, and is enough
		if err := blame(fault, steps, stepCheckpoint); err != nil {
			no(steps[stepCheckpoint], "%v.", fault)
		}
	}
	line, err := r.Record(ctx, p.snap.LogIndex, p.snap.Batch)
	if err != nil {
		if err := blame(err, steps, stepRecord); err != nil {
			return err
		}
		no(steps[stepRecord], "It can't be told, as the log can't be followed to it.")
		no(steps[stepInclusion], "It can't be told without the record.")
		return nil
	}
	p.line, p.v.Record = &line, string(line.Raw)
	var rec ledger.SnapshotRecord
	if err := json.Unmarshal(line.Body, &rec); err != nil || line.Kind != ledger.KindSnapshot {
		no(steps[stepRecord], "Log record %d is not a snapshot's.", line.Index)
		return nil
	}
	p.rec = &rec
	unread, err := watch.VerifyRows(ctx, r, []catalog.Snapshot{p.snap})
	var row *watch.RowError
	if errors.As(err, &row) {
		no(steps[stepRecord], "%v.", row)
	} else if err != nil {
		return err
	}
	if len(unread) > 0 {
		no(steps[stepRecord], "It could not be read again.")
	}
	entry, err := r.Entry(ctx, p.snap.LogIndex)
	if err != nil {
		return blame(err, steps, stepRecord)
	}
	p.v.Entry = string(entry)
	if !bytes.Equal(entry, ledger.EntryOf(line.Raw)) {
		no(steps[stepRecord], "The entry names another hash than that of the record.")
	}
	sum := sha256.Sum256(line.Raw)
	if step := steps[stepRecord]; step.Holds {
		step.Detail = fmt.Sprintf("Record %d has the SHA-256 %x, and entry %d of the log is just that.", line.Index, sum, line.Index)
	}
	return nil
}

// inclusion proves that the record's entry is in the log, and that the log's key signed
// a state that has it.
func (p *proving) inclusion(ctx context.Context, steps map[string]*contract.Step) error {
	if p.log == nil || p.line == nil {
		return nil
	}
	key, err := store.ReadSmall(ctx, p.s.store, "keys/log.pub")
	if err != nil {
		return blame(err, steps, stepCheckpoint)
	}
	p.vkey = strings.TrimSpace(string(key))
	if p.size, err = p.provedBy(ctx); err != nil {
		return err
	}
	raw, err := p.log.ProveAt(ctx, p.snap.LogIndex, p.size)
	if err != nil {
		if err := blame(err, steps, stepCheckpoint); err != nil {
			return err
		}
		no(steps[stepInclusion], "It can't be told without a signed state of the log.")
		return nil
	}
	proof, err := ledger.CheckProof(raw, p.line.Raw, p.vkey)
	var wrong *ledger.ProofError
	switch {
	case errors.As(err, &wrong) && wrong.Code == ledger.CodeProofRecord:
		no(steps[stepInclusion], "%v.", wrong.Err)
		return nil
	case err != nil:
		no(steps[stepCheckpoint], "%v.", err)
		return nil
	}
	p.v.LogSize, p.v.Checkpoint = proof.Size, string(proof.Checkpoint)
	for _, h := range proof.Siblings {
		p.v.Inclusion = append(p.v.Inclusion, base64.StdEncoding.EncodeToString(h[:]))
	}
	object := checkpointAt(p.size)
	stored, err := store.ReadSmall(ctx, p.s.store, object)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		no(steps[stepCheckpoint], "%s: is missing.", object)
	case err != nil:
		return err
	case !bytes.Equal(stored, proof.Checkpoint):
		no(steps[stepCheckpoint], "%s: is not what the log's key signed.", object)
	}
	if step := steps[stepInclusion]; step.Holds {
		step.Detail = fmt.Sprintf("The hashes that lead from entry %d to the root of the log at %d entries: %d.", proof.Index, proof.Size, len(proof.Siblings))
	}
	if step := steps[stepCheckpoint]; step.Holds {
		step.Detail = fmt.Sprintf("The log %s at %d entries, by the key in keys/log.pub: %s.", proof.Origin, proof.Size, p.vkey)
	}
	return nil
}

// bytes hashes the stored file, and checks what is inside that very file.
func (p *proving) bytes(ctx context.Context, steps map[string]*contract.Step) error {
	t := &tee{Store: p.s.store, key: p.snap.Object}
	defer func() {
		if t.file != nil {
			t.file.Close()
		}
	}()
	most := int64(math.MaxInt64)
	if p.rec != nil {
		most = p.rec.Bytes + 1 // a longer one is another, whatever follows
	}
	sum, err := hashWhole(ctx, t, p.snap.Object, most)
	switch {
	case t.fault != nil:
		return t.fault
	case errors.Is(err, fs.ErrNotExist):
		no(steps[stepBytes], "The file is gone: %s.", p.snap.Object)
		no(steps[stepInside], "The file is gone.")
		return nil
	case err != nil && (ctx.Err() != nil || errors.Is(err, fs.ErrPermission)):
		return err
	case err != nil:
		no(steps[stepBytes], "The file can't be read: %v.", err)
		no(steps[stepInside], "The file can't be read.")
		return nil
	case p.rec == nil:
		no(steps[stepBytes], "Its SHA-256 is %s; with what to compare it can't be told without the record.", sum)
	case sum != p.rec.SHA256 || t.size != p.rec.Bytes:
		no(steps[stepBytes], "It has %d bytes with the SHA-256 %s; recorded were %d with %s.", t.size, sum, p.rec.Bytes, p.rec.SHA256)
	default:
		steps[stepBytes].Detail = fmt.Sprintf("%d bytes, SHA-256 %s, in the file %s.", t.size, sum, p.snap.Object)
	}
	return p.inside(ctx, t, steps[stepInside])
}

func hashWhole(ctx context.Context, st store.Store, object string, most int64) (string, error) {
	r, err := st.Open(ctx, object, 0, -1)
	if err != nil {
		return "", err
	}
	defer r.Close()
	h := sha256.New()
	if _, err := io.Copy(h, io.LimitReader(r, most)); err != nil {
		return "", fmt.Errorf("read %s: %w", object, err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

func (p *proving) inside(ctx context.Context, t *tee, step *contract.Step) error {
	a, err := wacz.Open(t.file, t.size)
	if err != nil {
		no(step, "%v.", err)
		return nil
	}
	found := a.Verify(ctx)
	if err := ctx.Err(); err != nil {
		return err
	}
	for _, f := range found {
		no(step, "%s: %s.", f.Path, f.Detail)
	}
	if p.log == nil {
		no(step, "Which capture keys the log lists can't be told.")
		return nil
	}
	object, err := p.captureKey(ctx, a.SignerSPKI())
	switch {
	case err != nil:
		return err
	case object == "":
		no(step, "It is not signed with a capture key that the log lists, as that lies in the archive.")
	case step.Holds:
		step.Detail = fmt.Sprintf("The key is in the file %s.", object)
	}
	return nil
}

// captureKey finds the capture key of which this is the public half among those that the
// log lists before the snapshot; "": it is none of them.
func (p *proving) captureKey(ctx context.Context, spki []byte) (object string, err error) {
	for line, err := range p.log.Records(ctx, 0) {
		var altered *ledger.AlteredError
		if err != nil && !errors.As(err, &altered) {
			return "", err
		}
		if line.Index > p.snap.LogIndex {
			break
		}
		var k ledger.KeyRecord
		if err != nil || line.Kind != ledger.KindKey || json.Unmarshal(line.Body, &k) != nil || k.Use != "capture" {
			continue
		}
		data, err := store.ReadSmall(ctx, p.s.store, k.Object)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return "", err
		}
		sum := sha256.Sum256(data)
		block, _ := pem.Decode(data)
		if block == nil || hex.EncodeToString(sum[:]) != k.SHA256 || !bytes.Equal(block.Bytes, spki) {
			continue
		}
		if _, err := x509.ParsePKIXPublicKey(block.Bytes); err == nil {
			return k.Object, nil
		}
	}
	return "", nil
}

func checkpointAt(size int64) string { return "log/checkpoints/" + strconv.FormatInt(size, 10) }
