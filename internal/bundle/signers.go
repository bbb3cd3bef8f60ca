package bundle

import (
	"bytes"
	"encoding/pem"
	"errors"
	"io/fs"
	"regexp"
	"slices"

	"archiver/internal/ledger"
)

// laterKey is the name of a key for snapshots that took the place of the first one; see
// ledger.CaptureKeyOf.
var laterKey = regexp.MustCompile(`^keys/capture-[0-9a-f]{12}\.pub$`)

// captureKeys hands out the keys that sign snapshots: the archive's first, and those
// that took its place, as the log names them.
func (w *writer) captureKeys() error {
	names := []string{captureKey}
	for _, l := range w.lines {
		if k, ok := l.CaptureKey(); ok && laterKey.MatchString(k.Object) && k.Object == ledger.CaptureKeyOf(k.SHA256) && !slices.Contains(names, k.Object) {
			names = append(names, k.Object)
		}
	}
	for _, name := range names {
		if _, err := w.copy(name, name, maxSmall); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// captureKeys names the keys for snapshots that are here.
func (c *checker) captureKeys() []string {
	names := []string{captureKey}
	for name := range c.sums {
		if laterKey.MatchString(name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// signer finds the key that signed a snapshot among those that are here.
func (c *checker) signer(snapshot string, spki []byte) {
	for _, name := range c.captureKeys() {
		b, err := c.read(name)
		if err == nil {
			block, rest := pem.Decode(b)
			if block == nil || len(rest) > 0 || !bytes.Equal(pem.EncodeToMemory(block), b) {
				err = errors.New("is no PEM file with one key")
			} else if bytes.Equal(block.Bytes, spki) {
				return
			}
		}
		if err != nil {
			c.add(CodeKey, name, "%v", err)
			return
		}
	}
	c.add(CodeInner, snapshot, "is not signed with a key for snapshots that is here, such as %s", captureKey)
}
