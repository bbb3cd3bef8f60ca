package ledger

import (
	"bytes"
	"errors"
	"io/fs"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// manySizes is a log with a checkpoint at each of these sizes.
func manySizes(t *testing.T, sizes []int64) (*world, *Reader, string) {
	w := newWorld(t)
	l := w.open()
	n := int64(0)
	for _, size := range sizes {
		appendN(t, l, int(n), int(size-n))
		n = size
	}
	r, err := OpenReader(ctx, w.archive)
	if err != nil {
		t.Fatal(err)
	}
	return w, r, l.Verifier()
}

var someSizes = []int64{1, 2, 3, 4, 5, 7, 8, 9, 13, 16, 21, 255, 256, 257, 511, 512, 513, 700}

// Every entry is proved against every checkpoint that has it, and no proof holds
// for another record, or with anything of it changed.
func TestProveAt(t *testing.T) {
	w, r, vkey := manySizes(t, someSizes)
	sizes, err := r.Sizes(ctx)
	if err != nil || !slices.Equal(sizes, append([]int64{0}, someSizes...)) {
		t.Fatalf("sizes %v, %v", sizes, err)
	}
	var lines [][]byte
	for line, err := range r.Records(ctx, 0) {
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, line.Raw)
	}
	for _, size := range someSizes {
		cp, err := r.CheckpointAt(ctx, size)
		if err != nil || !bytes.Equal(cp, w.archive.Get(checkpointPath(size))) {
			t.Fatalf("checkpoint of %d: %q, %v", size, cp, err)
		}
		for index := int64(0); index < size; index += 1 + size/40 {
			proof, err := r.ProveAt(ctx, index, size)
			if err != nil {
				t.Fatalf("entry %d of %d: %v", index, size, err)
			}
			p, err := CheckProof(proof, lines[index], vkey)
			if err != nil || p.Index != index || p.Size != size || !bytes.Equal(p.Checkpoint, cp) || !bytes.Equal(p.Note, cp) ||
				p.Origin != testOrigin || len(p.Cosignatures) > 0 {
				t.Fatalf("entry %d of %d: %+v, %v", index, size, p, err)
			}
			if _, err := CheckProof(proof, lines[(index+1)%700], vkey); err == nil {
				t.Fatalf("the proof of entry %d of %d holds for the next record", index, size)
			}
		}
	}
	proof, err := r.ProveAt(ctx, 300, 513)
	if err != nil {
		t.Fatal(err)
	}
	for i := range proof {
		mask := byte(1) // the bit that base64 may not care for
		if rand.IntN(3) == 0 {
			mask = []byte{0x20, 0x80}[rand.IntN(2)]
		}
		altered := bytes.Clone(proof)
		altered[i] ^= mask
		if p, err := CheckProof(altered, lines[300], vkey); err == nil {
			t.Errorf("byte %d by %#x: %+v", i, mask, p)
		}
		if _, err := CheckProof(proof[:i], lines[300], vkey); err == nil {
			t.Errorf("cut to %d bytes, it holds", i)
		}
	}
	head, cp, _ := strings.Cut(string(proof), "\n\n")
	hashes := strings.SplitAfter(head+"\n", "\n")
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	for i := 1; i < len(head); i++ {
		if head[i] != '=' {
			continue
		}
		altered := bytes.Clone(proof) // the same hash, written in another way
		altered[i-1] = alphabet[strings.IndexByte(alphabet, head[i-1])|1]
		if _, err := CheckProof(altered, lines[300], vkey); err == nil {
			t.Errorf("byte %d written otherwise: it holds", i-1)
		}
	}
	for i := 2; i < len(hashes)-1; i++ {
		less := strings.Join(slices.Delete(slices.Clone(hashes), i, i+1), "")
		more := strings.Join(slices.Insert(slices.Clone(hashes), i, hashes[i]), "")
		for _, h := range []string{less, more} {
			if _, err := CheckProof([]byte(h+"\n"+cp), lines[300], vkey); err == nil {
				t.Errorf("it holds with another number of hashes:\n%s", h)
			}
		}
	}
	_, other, err := GenerateKey(testOrigin)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := CheckProof(proof, lines[300], other); err == nil {
		t.Error("it holds by another key")
	}
	for _, bad := range [][2]int64{{-1, 5}, {5, 5}, {6, 5}, {0, 0}, {0, 701}, {700, 700}} {
		if _, err := r.ProveAt(ctx, bad[0], bad[1]); err == nil {
			t.Errorf("proved entry %d in %d", bad[0], bad[1])
		}
	}
	if _, err := r.ProveAt(ctx, 1, 6); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("proved by a checkpoint that never was: %v", err)
	}
}

// The log at every checkpoint is a beginning of the log at every later one, and no
// proof of that holds for another pair.
func TestConsistency(t *testing.T) {
	_, r, vkey := manySizes(t, someSizes)
	cps := map[int64][]byte{}
	for _, size := range append([]int64{0}, someSizes...) {
		cp, err := r.CheckpointAt(ctx, size)
		if err != nil {
			t.Fatal(err)
		}
		cps[size] = cp
	}
	_, other, _ := manySizes(t, []int64{5})
	for old := range cps {
		for now := range cps {
			if old > 16 && now < 257 && rand.IntN(2) == 0 {
				continue // enough of these
			}
			proof, err := r.Consistency(ctx, old, now)
			if (err == nil) != (old <= now) {
				t.Fatalf("from %d to %d: %v", old, now, err)
			}
			if err != nil {
				continue
			}
			if err := CheckConsistency(proof, cps[old], cps[now], vkey); err != nil {
				t.Errorf("from %d to %d: %v", old, now, err)
			}
			if old == now || old == 0 {
				continue
			}
			i := rand.IntN(len(proof))
			bad := slices.Clone(proof)
			bad[i][rand.IntN(32)] ^= 1 << rand.IntN(8)
			if CheckConsistency(bad, cps[old], cps[now], vkey) == nil {
				t.Errorf("from %d to %d: it holds with hash %d altered", old, now, i)
			}
			if CheckConsistency(slices.Delete(slices.Clone(proof), i, i+1), cps[old], cps[now], vkey) == nil {
				t.Errorf("from %d to %d: it holds without hash %d", old, now, i)
			}
			if CheckConsistency(append(slices.Clone(proof), [32]byte{}), cps[old], cps[now], vkey) == nil ||
				CheckConsistency(proof, cps[now], cps[old], vkey) == nil {
				t.Errorf("from %d to %d: it holds with a hash more, or backwards", old, now)
			}
		}
	}
	proof, err := r.Consistency(ctx, 5, 256)
	if err != nil {
		t.Fatal(err)
	}
	if err := CheckConsistency(proof, other.Checkpoint(), cps[256], vkey); err == nil {
		t.Error("it holds for a checkpoint of another log")
	}
	for _, bad := range [][2]int64{{-1, 5}, {6, 5}, {5, 701}} {
		if _, err := r.Consistency(ctx, bad[0], bad[1]); err == nil {
			t.Errorf("proved from %d to %d", bad[0], bad[1])
		}
	}
	// Sizes at which there was no checkpoint can be asked for: a witness may have
	// seen one that was lost.
	if proof, err := r.Consistency(ctx, 6, 600); err != nil || len(proof) == 0 {
		t.Errorf("from 6 to 600: %v", err)
	}
}

// What is proved is verified first: a checkpoint of another history, or a tile
// that was altered, is named.
func TestProveVerifies(t *testing.T) {
	w, _, _ := manySizes(t, []int64{5, 9})
	fork := newWorld(t)
	fork.key = w.key
	appendN(t, fork.open(), 100, 5)
	w.archive.Put(checkpointPath(5), fork.archive.Get(checkpointPath(5)))
	r, err := OpenReader(ctx, w.archive)
	if err != nil {
		t.Fatal(err)
	}
	var forked *ForkError
	if _, err := r.CheckpointAt(ctx, 5); !errors.As(err, &forked) {
		t.Errorf("CheckpointAt: %v", err)
	}
	if _, err := r.ProveAt(ctx, 2, 5); !errors.As(err, &forked) {
		t.Errorf("ProveAt: %v", err)
	}
	for _, put := range []string{"x", string(w.archive.Get(checkpointPath(9))), string(w.archive.Get(checkpointPath(5))) + "— w AAAA\n"} {
		w.archive.Put(checkpointPath(5), []byte(put))
		var altered *AlteredError
		if _, err := r.CheckpointAt(ctx, 5); !errors.As(err, &altered) || altered.Object != checkpointPath(5) {
			t.Errorf("CheckpointAt: %v", err)
		}
	}
	tile := w.archive.Get(tilePath(0, 0, 9))
	tile[70] ^= 1
	w.archive.Put(tilePath(0, 0, 9), tile)
	if r, err = OpenReader(ctx, w.archive); err != nil {
		t.Fatal(err)
	}
	var altered *AlteredError
	if _, err := r.Consistency(ctx, 5, 9); !errors.As(err, &altered) || altered.Object != tilePath(0, 0, 9) {
		t.Errorf("Consistency: %v", err)
	}
	if _, err := r.ProveAt(ctx, 2, 9); !errors.As(err, &altered) || altered.Object != tilePath(0, 0, 9) {
		t.Errorf("ProveAt: %v", err)
	}
}

func FuzzProof(f *testing.F) {
	skey, vkey, err := GenerateKey(testOrigin)
	if err != nil {
		f.Fatal(err)
	}
	w := newWorld(f)
	w.key = skey
	appendN(f, w.open(), 0, 3)
	r, err := OpenReader(ctx, w.archive)
	if err != nil {
		f.Fatal(err)
	}
	line, err := r.Record(ctx, 1, 0)
	if err != nil {
		f.Fatal(err)
	}
	proof, err := r.Prove(ctx, 1)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(proof, line.Raw)
	f.Add([]byte(proofHead+"index 0\n\n"), line.Raw)
	f.Add(bytes.Replace(proof, []byte("index"), []byte("extra AAAA\nindex"), 1), line.Raw)
	f.Fuzz(func(t *testing.T, p, l []byte) {
		if got, err := CheckProof(p, l, vkey); err == nil && (!bytes.Equal(l, line.Raw) || !bytes.HasPrefix(p, proof)) {
			t.Errorf("accepted: %q for %q (%+v)", p, l, got)
		}
	})
}
