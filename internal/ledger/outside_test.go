package ledger

import (
	"bytes"
	"path/filepath"
	"testing"

	"archiver/internal/store"
)

// What was taken out of a log is verified without it: each piece, and nothing
// that was altered.
func TestOutside(t *testing.T) {
	ctx := t.Context()
	st, err := store.NewFS(filepath.Join(t.TempDir(), "archive"))
	if err != nil {
		t.Fatal(err)
	}
	skey, vkey, err := GenerateKey("example.org/log")
	if err != nil {
		t.Fatal(err)
	}
	log, err := Open(ctx, Config{Store: st, Head: FileHead(filepath.Join(t.TempDir(), "head")), SignerKey: skey})
	if err != nil {
		t.Fatal(err)
	}
	for range 5 {
		if _, err := log.Append(ctx, Record{Kind: KindExport, Body: ExportRecord{URL: "https://example.org/", For: "r/1", What: "bundle"}}); err != nil {
			t.Fatal(err)
		}
	}
	r, err := OpenReader(ctx, st)
	if err != nil {
		t.Fatal(err)
	}
	line, err := r.Record(ctx, 2, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, size := range []int64{3, 5} {
		cp, err := r.CheckpointAt(ctx, size)
		if err != nil {
			t.Fatal(err)
		}
		if err := CheckCheckpoint(cp, size, vkey); err != nil {
			t.Error(err)
		}
		for what, err := range map[string]error{
			"another size": CheckCheckpoint(cp, size-1, vkey),
			"another key":  CheckCheckpoint(cp, size, "example.org/log+00000000+AAAA"),
			"more":         CheckCheckpoint(append(bytes.Clone(cp), "— other AAAAAAAA\n"...), size, vkey),
		} {
			if err == nil {
				t.Errorf("checkpoint %d with %s is taken", size, what)
			}
		}
		for i := range cp {
			bad := bytes.Clone(cp)
			bad[i] ^= 1
			if CheckCheckpoint(bad, size, vkey) == nil {
				t.Errorf("checkpoint %d is taken with byte %d altered", size, i)
			}
		}
		proof, err := r.ProveAt(ctx, 2, size)
		if err != nil {
			t.Fatal(err)
		}
		if p, err := CheckProof(proof, line.Raw, vkey); err != nil || p.Index != 2 || p.Size != size || !bytes.Equal(p.Checkpoint, cp) {
			t.Errorf("proof by %d: %+v, %v", size, p, err)
		}
		if _, err := CheckProof(proof, append(bytes.Clone(line.Raw), ' '), vkey); err == nil {
			t.Error("another record is taken")
		}
	}
	if got, err := DecodeRecord(2, line.Raw); err != nil || got.Kind != KindExport || !got.At.Equal(line.At) || !bytes.Equal(got.Body, line.Body) {
		t.Errorf("decoded: %+v, %v", got, err)
	}
	if _, err := DecodeRecord(0, bytes.Repeat([]byte(" "), maxLine+1)); err == nil {
		t.Error("a line without end is taken")
	}
	if _, err := CheckCosigned(nil, 3, vkey, "no key"); err == nil {
		t.Error("a cosignature without a key is taken")
	}
}
