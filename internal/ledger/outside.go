package ledger

import (
	"encoding/json"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// What is here reads pieces of a log that were taken out of it.

// EntryOf is the log entry for a record's line, given without its newline.
func EntryOf(line []byte) []byte { return entryOf(line) }

// DecodeRecord reads a record's line, at index as a proof has shown.
func DecodeRecord(index int64, line []byte) (Line, error) {
	if len(line) > maxLine {
		return Line{}, fmt.Errorf("decode record: %d bytes are more than %d", len(line), maxLine)
	}
	return decodeLine(index, 0, line)
}

// CheckCheckpoint verifies a file log/checkpoints/SIZE: that the log with this
// verifier key signed that it has size entries.
func CheckCheckpoint(raw []byte, size int64, vkey string) error {
	v, err := parseKey([]byte(vkey + "\n"))
	if err != nil {
		return fmt.Errorf("check checkpoint: log key: %w", err)
	}
	cp, err := parseCheckpoint(raw, v)
	switch {
	case err != nil:
		return fmt.Errorf("check checkpoint: %w", err)
	case cp.size != size:
		return fmt.Errorf("check checkpoint: it is the one of %d entries", cp.size)
	case string(cp.signed) != string(raw):
		return fmt.Errorf("check checkpoint: it has more than the log's signature")
	}
	return nil
}

// CheckCosigned verifies a file log/witnesses/SIZE/NAME: the checkpoint of size
// entries with the cosignature of the witness whose verifier key this is.
func CheckCosigned(raw []byte, size int64, vkey, witness string) (Cosignature, error) {
	fail := func(err error) (Cosignature, error) {
		return Cosignature{}, fmt.Errorf("check cosignature: %w", err)
	}
	v, err := parseKey([]byte(vkey + "\n"))
	if err != nil {
		return fail(fmt.Errorf("log key: %w", err))
	}
	var w note.Verifier
	if w, err = parseWitnessKey(witness); err != nil {
		return fail(fmt.Errorf("witness key: %w", err))
	}
	_, c, err := parseCosigned(raw, size, v, w)
	if err != nil {
		return fail(err)
	}
	return c, nil
}

// WitnessKeyOf is where the key of the witness lies whose cosignatures are named
// NAME.
func WitnessKeyOf(name string) string { return witnessKeyPrefix + name + ".pub" }

// CaptureKeyOf is where a key for snapshots lies that took the place of the archive's
// first one, which is keys/capture.pub; sum is the file's SHA-256, hex.
func CaptureKeyOf(sum string) string { return "keys/capture-" + sum[:min(len(sum), 12)] + ".pub" }

// IsCaptureKey says whether an object is named as a key for snapshots.
func IsCaptureKey(object string) bool {
	return strings.HasPrefix(object, "keys/capture") && strings.HasSuffix(object, ".pub")
}

// CaptureKey gives what a record says that names a key for snapshots.
func (l Line) CaptureKey() (KeyRecord, bool) {
	var k KeyRecord
	if l.Kind != KindKey || json.Unmarshal(l.Body, &k) != nil || k.Use != "capture" {
		return KeyRecord{}, false
	}
	return k, true
}
