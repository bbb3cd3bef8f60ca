package ledger

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"time"

	"archiver/internal/store"

	fnote "github.com/transparency-dev/formats/note"
	"golang.org/x/mod/sumdb/note"
)

// Cosignature is a witness's word that a checkpoint continues all that it has
// seen of the log before (https://c2sp.org/tlog-cosignature): Ed25519
// cosignature/v1, or ML-DSA-44.
type Cosignature struct {
	Witness string    // name of its key
	Time    time.Time // by the witness's clock
	Line    []byte    // as it stands behind the checkpoint, newline included
}

// parseWitnessKey reads the verifier key of a witness. An Ed25519 key may also be
// written as one of plain notes.
func parseWitnessKey(vkey string) (note.Verifier, error) {
	vkey = strings.TrimSpace(vkey)
	name, rest, _ := strings.Cut(vkey, "+")
	hash, key64, _ := strings.Cut(rest, "+")
	key, err := base64.StdEncoding.DecodeString(key64)
	if err != nil || len(key) == 0 || len(name) > 255 {
		return nil, errors.New("not a verifier key: NAME+HASH+KEY")
	}
	plain := key[0] == 1
	if plain { // checked there, and below it would not be
		if vkey, err = fnote.VKeyToCosignatureV1(vkey); err != nil {
			return nil, errors.New("its hash and its key do not fit")
		}
	}
	v, err := fnote.NewVerifierForCosignatureV1(vkey)
	if err != nil {
		return nil, errors.New("not an Ed25519 or ML-DSA-44 key of a witness")
	}
	if !plain && hash != fmt.Sprintf("%08x", v.KeyHash()) {
		return nil, errors.New("its hash and its key do not fit")
	}
	return v, nil
}

// cosignaturesIn verifies the signatures of these witnesses on a checkpoint. One
// that is not there is no error; one that is wrong is.
func cosignaturesIn(raw []byte, ws []note.Verifier) ([]Cosignature, error) {
	if len(ws) == 0 {
		return nil, nil
	}
	n, err := note.Open(raw, note.VerifierList(ws...))
	var none *note.UnverifiedNoteError
	var wrong *note.InvalidSignatureError
	switch {
	case errors.As(err, &none):
		return nil, nil
	case errors.As(err, &wrong):
		return nil, fmt.Errorf("the cosignature of %s is wrong", wrong.Name)
	case err != nil:
		return nil, errCheckpoint
	}
	var out []Cosignature
	for _, sig := range n.Sigs {
		blob, err := base64.StdEncoding.DecodeString(sig.Base64)
		if err != nil {
			return nil, errCheckpoint
		}
		at, err := fnote.CoSigV1Timestamp(sig)
		if err != nil || at.Unix() < 0 {
			return nil, fmt.Errorf("the cosignature of %s has no time", sig.Name)
		}
		out = append(out, Cosignature{Witness: sig.Name, Time: at.UTC(),
			Line: fmt.Appendf(nil, "— %s %s\n", sig.Name, base64.StdEncoding.EncodeToString(blob))})
	}
	return out, nil
}

// witnessName names the files of a witness, by its key: unlike for unlike keys,
// and fit for a store whatever the key's name.
func witnessName(v note.Verifier) string {
	safe := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '.' || r == '-' || r == '_' {
			return r
		}
		return '_'
	}, v.Name())
	safe = strings.TrimLeft(safe, ".")
	return fmt.Sprintf("%.200s-%08x", safe, v.KeyHash())
}

const (
	witnessesPrefix  = "log/witnesses/"
	witnessKeyPrefix = "keys/witness-" // + name + ".pub": its verifier key, and a newline
)

func cosignedPath(size int64, name string) string {
	return fmt.Sprintf("%s%d/%s", witnessesPrefix, size, name)
}

// splitCosigned takes the size and the name out of such a path.
func splitCosigned(key string) (size int64, name string, ok bool) {
	rest, ok := strings.CutPrefix(key, witnessesPrefix)
	if !ok {
		return 0, "", false
	}
	dir, name, ok := strings.Cut(rest, "/")
	if !ok || name == "" || strings.Contains(name, "/") {
		return 0, "", false
	}
	size, ok = sizeOf(dir, "", "")
	return size, name, ok
}

// parseCosigned reads a checkpoint that a witness cosigned, as we write it: the
// log's signature, then the witness's, and nothing else.
func parseCosigned(raw []byte, size int64, log, w note.Verifier) (*checkpoint, Cosignature, error) {
	cp, err := parseCheckpoint(raw, log)
	if err != nil {
		return nil, Cosignature{}, err
	}
	if cp.size != size {
		return nil, Cosignature{}, fmt.Errorf("is a checkpoint of another size: %d", cp.size)
	}
	sigs, err := cosignaturesIn(raw, []note.Verifier{w})
	if err != nil {
		return nil, Cosignature{}, err
	}
	if len(sigs) != 1 {
		return nil, Cosignature{}, fmt.Errorf("has no cosignature of %s", w.Name())
	}
	if !bytes.Equal(raw, append(bytes.Clone(cp.signed), sigs[0].Line...)) {
		return nil, Cosignature{}, errRewritten
	}
	return cp, sigs[0], nil
}

// readWitnessKey reads a witness's key from the archive.
func readWitnessKey(ctx context.Context, st store.Store, name string) (note.Verifier, error) {
	key := witnessKeyPrefix + name + ".pub"
	data, err := readObject(ctx, st, key, maxKey)
	if err != nil {
		return nil, err
	}
	v, err := parseWitnessKey(string(data))
	if err == nil && witnessName(v) != name {
		err = errors.New("is the key of another witness")
	}
	if err != nil {
		return nil, &AlteredError{key, err.Error()}
	}
	return v, nil
}

// CosignaturesAt gives the cosignatures stored for the checkpoint of that size,
// verified with the witnesses' keys as the archive has them. One that does not
// verify is left out: Check tells of it.
func (r *Reader) CosignaturesAt(ctx context.Context, size int64) ([]Cosignature, error) {
	cp, err := r.checkpointAt(ctx, size)
	if err != nil {
		return nil, fmt.Errorf("read cosignatures: %w", err)
	}
	return r.cosignatures(ctx, cp)
}

func (r *Reader) cosignatures(ctx context.Context, cp *checkpoint) ([]Cosignature, error) {
	var out []Cosignature
	for key, err := range r.st.List(ctx, cosignedPath(cp.size, "")) {
		if err != nil {
			return nil, fmt.Errorf("list cosignatures: %w", err)
		}
		_, name, ok := splitCosigned(key)
		if !ok {
			continue
		}
		raw, err := readObject(ctx, r.st, key, maxCheckpoint)
		if err == nil {
			var w note.Verifier
			if w, err = readWitnessKey(ctx, r.st, name); err == nil {
				var c Cosignature
				var got *checkpoint
				if got, c, err = parseCosigned(raw, cp.size, r.v, w); err == nil && got.root == cp.root {
					out = append(out, c)
				}
			}
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	return out, nil
}
