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
	"io/fs"
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
	return &worker{v: v, buf: make([]byte, 1<<17), sha256: sha256.New()}
}

// snapshot reads one snapshot whole, once, and compares it with what was logged.
// n is the number of bytes read.
func (w *worker) snapshot(object string) (state State, n int64) {
	v := w.v
	r, err := v.open(object, 0, -1)
	if err == nil {
		defer r.Close()
		if size, most := v.excess(object, r); size > most+maxExcess {
			v.add(CodeAltered, object, "it has %d bytes, logged were %d", size, most)
			return Corrupt, 0
		}
		n, err = w.hash(r)
	}
	if err != nil {
		return v.unread(object, err), n
	}
	sum := hex.EncodeToString(w.sha256.Sum(nil))
	for _, rec := range v.logged[object] {
		switch {
		case sum != rec.sha256:
			v.add(CodeAltered, object, "its SHA-256 is %s, logged was %s%s", sum, rec.sha256, v.whatIsWrong(r, rec))
			return Corrupt, n
		case n != rec.bytes:
			v.add(CodeAltered, object, "it has %d bytes, logged were %d", n, rec.bytes)
			return Corrupt, n
		}
	}
	if v.o.Deep {
		return v.inside(object, r), n
	}
	return Intact, n
}

// maxExcess bounds what is hashed of a snapshot beyond the bytes that were logged: who
// can write in the archive may have put there what never ends, such as a file that is
// all holes, and no other would be looked at then.
const maxExcess = 64 << 20

// excess gives how many bytes a snapshot has, and how many were logged at most.
func (v *verifier) excess(object string, r io.Reader) (size, logged int64) {
	sized, ok := r.(store.Sized)
	if !ok || len(v.logged[object]) == 0 {
		return 0, 0
	}
	for _, rec := range v.logged[object] {
		logged = max(logged, rec.bytes)
	}
	return sized.Size(), logged
}

// open opens a snapshot: where the store keeps versions, the one that was logged,
// or that a repair wrote in its place, which the store knows.
func (v *verifier) open(object string, off, n int64) (io.ReadCloser, error) {
	if recs := v.logged[object]; v.versions != nil && len(recs) > 0 && recs[0].version != "" && !v.repairs.objects[object] {
		r, err := v.versions.OpenVersion(v.ctx, object, recs[0].version, off, n)
		if !errors.Is(err, fs.ErrNotExist) {
			return r, err
		}
		// In a copy of the archive versions have other names; the bytes tell.
	}
	return v.st.Open(v.ctx, object, off, n)
}

// unread tells of a snapshot that could not be read.
func (v *verifier) unread(object string, err error) State {
	switch {
	case v.ctx.Err() != nil: // nobody will look
	case notThere(err):
		why := ""
		if v.blind {
			why = "; that a person withdrew it, a record may say that could not be read"
		}
		v.add(CodeMissing, object, "is not there, though the log lists it%s", why)
		return Missing
	default:
		v.fail(CodeUnreadable, object, err)
		v.denied(object, err)
	}
	return Corrupt
}

// denied notes an object that could not be looked at, as it may not be read.
func (v *verifier) denied(object string, err error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if errors.Is(err, fs.ErrPermission) {
		v.report.Denied[object] = err
	}
}

// present looks whether a snapshot is there with the size that was logged: it
// asks for the last byte and one more.
func (v *verifier) present(object string) State {
	recs := v.logged[object]
	size := recs[0].bytes
	for _, rec := range recs {
		if rec.bytes != size || size < 0 {
			v.add(CodeAltered, object, "it was logged with %d bytes and with %d", size, rec.bytes)
			return Corrupt
		}
	}
	r, err := v.open(object, max(0, size-1), 2)
	if err != nil {
		return v.unread(object, err)
	}
	defer r.Close()
	got := int64(0)
	if sized, ok := r.(store.Sized); ok {
		got = sized.Size()
	} else if got, err = io.Copy(io.Discard, io.LimitReader(r, 2)); err != nil {
		return v.unread(object, err)
	}
	switch want := min(1, size); {
	case got < want:
		v.add(CodeAltered, object, "it is shorter than the %d bytes that were logged", size)
		return Corrupt
	case got > want:
		v.add(CodeAltered, object, "it is longer than the %d bytes that were logged", size)
		return Corrupt
	}
	return Present
}

// tellEvery is after how many bytes of one snapshot its reader tells how far it is.
const tellEvery = 64 << 20

// hash feeds all of r to the hash.
func (w *worker) hash(r io.Reader) (int64, error) {
	var n, told int64
	w.sha256.Reset()
	for {
		if err := w.v.ctx.Err(); err != nil {
			return n, err
		}
		k, err := r.Read(w.buf)
		w.sha256.Write(w.buf[:k])
		n += int64(k)
		w.v.bytes.Add(int64(k))
		if n-told >= tellEvery {
			told = n
			w.v.mu.Lock()
			w.v.tell()
			w.v.mu.Unlock()
		}
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
func (v *verifier) whatIsWrong(r io.Reader, rec logged) string {
	sized, ok := r.(store.Sized)
	if !ok {
		return ""
	}
	if sized.Size() != rec.bytes {
		return fmt.Sprintf("; it has %d bytes, logged were %d", sized.Size(), rec.bytes)
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

// alone verifies what is inside the snapshots that nothing can be compared with, as
// their records may not be read.
func (v *verifier) alone() {
	if v.o.Level != All {
		return
	}
	for _, object := range v.report.Uncompared {
		if v.ctx.Err() != nil {
			return
		}
		r, err := v.st.Open(v.ctx, object, 0, -1)
		switch {
		case err == nil:
			v.within(object, r)
			r.Close()
		case v.ctx.Err() == nil && !notThere(err):
			v.fail(CodeUnreadable, object, err)
		}
	}
}

func (v *verifier) within(object string, r io.Reader) {
	const unlisted = "its log record could not be read, and inside it: "
	sized, ok := r.(store.Sized)
	if !ok {
		return
	}
	a, err := wacz.Open(sized, sized.Size())
	if err != nil {
		v.add(CodeInner, object, "%s%v", unlisted, err)
		return
	}
	for _, f := range a.Verify(v.ctx) {
		if v.ctx.Err() == nil {
			v.add(CodeInner, object, "%s%s: %s: %s", unlisted, f.Path, f.Code, f.Detail)
		}
	}
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

// countSaved counts the snapshots that are no captures, but what a person saved.
func (v *verifier) countSaved(objects []string) {
	for _, object := range objects {
		if slices.ContainsFunc(v.logged[object], func(r logged) bool { return r.saved }) {
			v.report.Saved++
		}
	}
}
