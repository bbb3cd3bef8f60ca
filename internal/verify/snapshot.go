package verify

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"hash"
	"io"
	"slices"

	"archiver/internal/ledger"
	"archiver/internal/store"
	"archiver/internal/wacz"
)

// worker reads snapshots, one at a time.
type worker struct {
	v      *verifier
	buf    []byte
	sha256 hash.Hash
}

func newWorker(v *verifier) *worker {
	return &worker{v: v, buf: make([]byte, 1<<20), sha256: sha256.New()}
}

// snapshot reads one snapshot whole, once, and compares it with what was logged.
// n is the number of bytes read.
func (w *worker) snapshot(object string) (state State, n int64) {
	v := w.v
	r, err := v.st.Open(v.ctx, object, 0, -1)
	if err == nil {
		defer r.Close()
		n, err = w.hash(r)
	}
	if err != nil {
		if v.ctx.Err() != nil {
			return Corrupt, n // nobody will look
		}
		if notThere(err) {
			v.add(CodeMissing, object, "is not there, though the log lists it")
			return Missing, n
		}
		v.add(CodeUnreadable, object, "%v", err)
		return Corrupt, n
	}
	sum := hex.EncodeToString(w.sha256.Sum(nil))
	for _, rec := range v.logged[object] {
		switch {
		case sum != rec.SHA256:
			v.add(CodeAltered, object, "its SHA-256 is %s, logged was %s%s", sum, rec.SHA256, v.whatIsWrong(r, rec))
			return Corrupt, n
		case n != rec.Bytes:
			v.add(CodeAltered, object, "it has %d bytes, logged were %d", n, rec.Bytes)
			return Corrupt, n
		}
	}
	if v.deep {
		return v.inside(object, r), n
	}
	return Intact, n
}

// hash feeds all of r to the hash.
func (w *worker) hash(r io.Reader) (int64, error) {
	var n int64
	w.sha256.Reset()
	for {
		if err := w.v.ctx.Err(); err != nil {
			return n, err
		}
		k, err := r.Read(w.buf)
		w.sha256.Write(w.buf[:k])
		n += int64(k)
		if errors.Is(err, io.EOF) {
			return n, nil
		}
		if err != nil {
			return n, err
		}
	}
}

// inside verifies what is inside a snapshot whose bytes are as logged.
func (v *verifier) inside(object string, r io.Reader) State {
	sized, ok := r.(store.Sized)
	if !ok {
		v.add(CodeUnreadable, object, "the store gives no random access, which a deep look needs")
		return Intact // as far as its bytes go
	}
	a, err := wacz.Open(sized, sized.Size())
	if err != nil {
		v.add(CodeInner, object, "%v", err)
		return Corrupt
	}
	state := Intact
	for _, f := range a.Verify(v.ctx) {
		v.add(CodeInner, object, "%s: %s: %s", f.Path, f.Code, f.Detail)
		state = Corrupt
	}
	if signer := a.SignerSPKI(); !slices.ContainsFunc(v.signers, func(k []byte) bool { return bytes.Equal(k, signer) }) {
		v.add(CodeSigner, object, "it is not signed with a capture key that the log lists")
		state = Corrupt
	}
	return state
}

// whatIsWrong looks into an altered snapshot for the part that suffered.
func (v *verifier) whatIsWrong(r io.Reader, rec ledger.SnapshotRecord) string {
	sized, ok := r.(store.Sized)
	if !ok {
		return ""
	}
	if sized.Size() != rec.Bytes {
		return fmt.Sprintf("; it has %d bytes, logged were %d", sized.Size(), rec.Bytes)
	}
	a, err := wacz.Open(sized, sized.Size())
	if err != nil {
		return fmt.Sprintf("; %v", err)
	}
	findings := a.Verify(v.ctx)
	if len(findings) == 0 {
		return "; yet all digests inside hold: it is another capture, or was packed anew"
	}
	f := findings[0]
	return fmt.Sprintf("; inside, %s: %s", f.Path, f.Detail)
}

// loadSigners reads the capture keys that the log lists. What is wrong with
// their files, ledger.Check has told.
func (v *verifier) loadSigners(keys []ledger.KeyRecord) {
	for _, k := range keys {
		data, err := readKey(v.ctx, v.st, k.Object)
		if sum := sha256.Sum256(data); err != nil || hex.EncodeToString(sum[:]) != k.SHA256 {
			continue
		}
		block, _ := pem.Decode(data)
		if block == nil {
			continue
		}
		if _, err := x509.ParsePKIXPublicKey(block.Bytes); err == nil {
			v.signers = append(v.signers, block.Bytes)
		}
	}
}

func readKey(ctx context.Context, st store.Store, object string) ([]byte, error) {
	r, err := st.Open(ctx, object, 0, 64<<10)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}
