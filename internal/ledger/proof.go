package ledger

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Sizes lists the sizes at which the log has a checkpoint, ascending, as their
// names tell.
func (r *Reader) Sizes(ctx context.Context) ([]int64, error) {
	sizes, err := listSizes(ctx, r.st, checkpointPrefix, "")
	return slices.DeleteFunc(sizes, func(size int64) bool { return size > r.cp.size }), err
}

// CheckpointAt gives log/checkpoints/SIZE to the byte, verified: signed by the
// log, and of the history that the newest checkpoint has. That there is none of
// that size matches fs.ErrNotExist.
func (r *Reader) CheckpointAt(ctx context.Context, size int64) ([]byte, error) {
	cp, err := r.checkpointAt(ctx, size)
	if err != nil {
		return nil, fmt.Errorf("read checkpoint of %d entries: %w", size, err)
	}
	return cp.signed, nil
}

func (r *Reader) checkpointAt(ctx context.Context, size int64) (*checkpoint, error) {
	if size == r.cp.size {
		return r.cp, nil
	}
	if size < 0 || size > r.cp.size {
		return nil, fmt.Errorf("the log has %d entries", r.cp.size)
	}
	cp, err := readSigned(ctx, r.st, r.v, size)
	if err != nil {
		return nil, err
	}
	root, err := r.rootAt(ctx, size)
	if err != nil {
		return nil, err
	}
	if root != cp.root {
		return nil, &ForkError{Size: size}
	}
	return cp, nil
}

// rootAt is the root hash of the first size entries.
func (r *Reader) rootAt(ctx context.Context, size int64) (tlog.Hash, error) {
	if size == r.cp.size {
		return r.cp.root, nil
	}
	return tlog.TreeHash(size, r.hashReader(ctx))
}

// hashReader gives verified hashes to tlog.
func (r *Reader) hashReader(ctx context.Context) tlog.HashReader {
	return tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		r.mu.Lock()
		defer r.mu.Unlock()
		return r.hashes(ctx, indexes)
	})
}

// Consistency proves that the log of old entries is how the log of new entries
// begins (RFC 6962, 2.1.2), for any sizes up to the log's. CheckConsistency
// verifies it.
func (r *Reader) Consistency(ctx context.Context, old, new int64) ([][32]byte, error) {
	if old < 0 || old > new || new > r.cp.size {
		return nil, fmt.Errorf("prove that %d entries begin as %d do: the log has %d entries", new, old, r.cp.size)
	}
	if old == 0 {
		return nil, nil // everything begins with nothing
	}
	proof, err := tlog.ProveTree(new, old, r.hashReader(ctx))
	if err != nil {
		return nil, fmt.Errorf("prove that %d entries begin as %d do: %w", new, old, err)
	}
	return fromHashes(proof), nil
}

// CheckConsistency verifies the proof that one checkpoint of a log grew out of
// another, older one. Both must be signed with the log's key.
func CheckConsistency(proof [][32]byte, old, new []byte, vkey string) error {
	v, err := parseKey([]byte(vkey + "\n"))
	if err != nil {
		return fmt.Errorf("check consistency: log key: %w", err)
	}
	var cps [2]*checkpoint
	for i, raw := range [][]byte{old, new} {
		if cps[i], err = parseCheckpoint(raw, v); err != nil {
			return fmt.Errorf("check consistency: %s checkpoint: %w", [...]string{"older", "newer"}[i], err)
		}
	}
	if !consistent(proof, cps[0], cps[1]) {
		return fmt.Errorf("check consistency: the log of %d entries does not continue the one of %d", cps[1].size, cps[0].size)
	}
	return nil
}

func consistent(proof [][32]byte, older, newer *checkpoint) bool {
	if older.size == 0 {
		return len(proof) == 0 && older.root == new(edge).root()
	}
	return tlog.CheckTree(toHashes(proof), newer.size, newer.root, older.size, older.root) == nil
}

func toHashes(in [][32]byte) []tlog.Hash {
	out := make([]tlog.Hash, len(in))
	for i, h := range in {
		out[i] = h
	}
	return out
}

func fromHashes(in []tlog.Hash) [][32]byte {
	out := make([][32]byte, len(in))
	for i, h := range in {
		out[i] = h
	}
	return out
}

// Prove is ProveAt for the newest checkpoint.
func (r *Reader) Prove(ctx context.Context, index int64) ([]byte, error) {
	return r.ProveAt(ctx, index, r.cp.size)
}

// ProveAt gives the proof that the entry at index is in the log of size entries,
// by the checkpoint of that size, as C2SP tlog-proof writes it
// (c2sp.org/tlog-proof@v1): who has it, the record's line and the log's verifier
// key needs nothing else. Behind the log's signature come those of the witnesses
// that cosigned that checkpoint. CheckProof verifies it.
func (r *Reader) ProveAt(ctx context.Context, index, size int64) ([]byte, error) {
	if index < 0 || index >= size || size > r.cp.size {
		return nil, fmt.Errorf("prove entry %d in the first %d: the log has %d entries", index, size, r.cp.size)
	}
	cp, err := r.checkpointAt(ctx, size)
	if err != nil {
		return nil, fmt.Errorf("prove entry %d: %w", index, err)
	}
	hashes, err := tlog.ProveRecord(size, index, r.hashReader(ctx))
	if err != nil {
		return nil, fmt.Errorf("prove entry %d: %w", index, err)
	}
	sigs, err := r.cosignatures(ctx, cp)
	if err != nil {
		return nil, fmt.Errorf("prove entry %d: %w", index, err)
	}
	p := &Proof{Index: index, Siblings: fromHashes(hashes), Note: bytes.Clone(cp.signed)}
	for _, c := range sigs {
		p.Note = append(p.Note, c.Line...)
	}
	return p.encode(), nil
}

// Proof is a parsed tlog-proof.
type Proof struct {
	Index    int64
	Siblings [][32]byte // from the leaf's up to the root's child
	Note     []byte     // the checkpoint with all its signatures

	// What CheckProof found in the checkpoint:
	Origin       string
	Size         int64
	Root         [32]byte
	Checkpoint   []byte        // with the log's signature alone: the bytes of log/checkpoints/SIZE
	Cosignatures []Cosignature // of the witnesses that were asked for
}

const proofHead = "c2sp.org/tlog-proof@v1\n"

func (p *Proof) encode() []byte {
	out := fmt.Appendf(nil, "%sindex %d\n", proofHead, p.Index)
	for _, h := range p.Siblings {
		out = fmt.Appendf(out, "%s\n", tlog.Hash(h))
	}
	return append(append(out, '\n'), p.Note...)
}

// maxProof bounds a proof, in bytes: 63 hashes and a checkpoint.
const maxProof = 4<<10 + maxCheckpoint

// parseProof reads a tlog-proof that is written as ProveAt writes it. (The
// format's line "extra", which nothing authenticates, is refused.)
func parseProof(raw []byte) (*Proof, error) {
	bad := errors.New("malformed proof")
	head, cp, ok := bytes.Cut(raw, []byte("\n\n"))
	if !ok || len(raw) > maxProof {
		return nil, bad
	}
	rest, ok := strings.CutPrefix(string(head)+"\n", proofHead+"index ")
	if !ok {
		return nil, bad
	}
	lines := strings.Split(strings.TrimSuffix(rest, "\n"), "\n")
	p := &Proof{Note: cp}
	var err error
	if p.Index, err = strconv.ParseInt(lines[0], 10, 64); err != nil || p.Index < 0 || len(lines) > 64 {
		return nil, bad
	}
	for _, line := range lines[1:] {
		h, err := base64.StdEncoding.DecodeString(line)
		if err != nil || len(h) != tlog.HashSize {
			return nil, bad
		}
		p.Siblings = append(p.Siblings, [32]byte(h))
	}
	if !bytes.Equal(p.encode(), raw) {
		return nil, errRewritten // base64 has more than one way to write a hash
	}
	return p, nil
}

// The codes of what can be wrong with a proof.
const (
	CodeProofKey         = "proof-key"         // the key to verify with is none
	CodeProofMalformed   = "proof-malformed"   // it is no proof, or not written as one is
	CodeProofCheckpoint  = "proof-checkpoint"  // the checkpoint in it is malformed, or not signed by the log's key
	CodeProofRecord      = "proof-record"      // it does not lead from the record to the root
	CodeProofCosignature = "proof-cosignature" // the signature of a witness that was asked for is wrong
)

// ProofError says why a proof does not hold.
type ProofError struct {
	Code string
	Err  error
}

func (e *ProofError) Error() string { return fmt.Sprintf("check proof: %v", e.Err) }
func (e *ProofError) Unwrap() error { return e.Err }

// CheckProof verifies a tlog-proof: that the log with that verifier key has
// logged line, a record's without its newline. Cosignatures are verified for
// these witnesses alone, each given by its verifier key, and a wrong one of them
// fails; who must have cosigned is for the caller to say. An error is a
// *ProofError.
func CheckProof(proof, line []byte, vkey string, witnesses ...string) (*Proof, error) {
	return CheckProofOf(proof, sha256.Sum256(line), vkey, witnesses...)
}

// CheckProofOf is CheckProof for who has the SHA-256 of a record's line alone.
func CheckProofOf(proof []byte, record [sha256.Size]byte, vkey string, witnesses ...string) (*Proof, error) {
	fail := func(code string, err error) (*Proof, error) { return nil, &ProofError{code, err} }
	v, err := parseKey([]byte(vkey + "\n"))
	if err != nil {
		return fail(CodeProofKey, fmt.Errorf("log key: %w", err))
	}
	var ws []note.Verifier
	for _, key := range witnesses {
		w, err := parseWitnessKey(key)
		if err != nil {
			return fail(CodeProofKey, fmt.Errorf("witness key: %w", err))
		}
		ws = append(ws, w)
	}
	p, err := parseProof(proof)
	if err != nil {
		return fail(CodeProofMalformed, err)
	}
	cp, err := parseCheckpoint(p.Note, v)
	if err != nil {
		return fail(CodeProofCheckpoint, fmt.Errorf("checkpoint: %w", err))
	}
	if err := tlog.CheckRecord(toHashes(p.Siblings), cp.size, cp.root, p.Index, leafOf(entryFor(record))); err != nil {
		return fail(CodeProofRecord, errors.New("the record is not the one that was logged there"))
	}
	p.Origin, p.Size, p.Root, p.Checkpoint = cp.origin, cp.size, cp.root, cp.signed
	if p.Cosignatures, err = cosignaturesIn(p.Note, ws); err != nil {
		return fail(CodeProofCosignature, err)
	}
	return p, nil
}
