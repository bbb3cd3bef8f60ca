package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// witnesses verifies the cosigned checkpoints, with the witnesses' keys as they
// were logged.
func (c *checker) witnesses() {
	if c.verifier == nil {
		return // which has been told
	}
	for _, key := range slices.Sorted(maps.Keys(c.cosigned)) {
		if _, _, ok := splitCosigned(key); ok && !c.has[key] {
			c.add(CodeWitnessAltered, key, "is missing, though the log lists it")
		}
	}
	keys := map[string]note.Verifier{}
	for _, key := range c.listed {
		if !strings.HasPrefix(key, witnessesPrefix) {
			continue
		}
		size, name, ok := splitCosigned(key)
		if !ok || size > c.newest.size {
			continue // unexpected
		}
		if c.keys[witnessKeyPrefix+name+".pub"].Use != "witness" {
			continue // unexpected
		}
		w, known := keys[name]
		if !known {
			w, _ = readWitnessKey(c.ctx, c.st, name) // publicKeys tells
			keys[name] = w
		}
		if w == nil {
			c.expected[key] = true
			continue
		}
		data := c.read(key, maxCheckpoint, CodeWitnessAltered)
		if data == nil {
			continue
		}
		cp, _, err := parseCosigned(data, size, c.verifier, w)
		root, had := c.roots[size]
		sum := sha256.Sum256(data)
		logged := c.cosigned[key]
		switch {
		case logged != "" && logged != hex.EncodeToString(sum[:]):
			c.add(CodeWitnessAltered, key, "is not what was logged")
		case err != nil:
			c.add(CodeWitnessAltered, key, "is not a checkpoint that %s cosigned: %v", w.Name(), err)
		case size > c.proved:
			// What is damaged is told of, and proves nothing against this.
		case !had || root != cp.root:
			c.add(CodeWitnessFork, key, "the log's key signed and %s cosigned %d entries that are not the first %d of this log: there are two histories", w.Name(), size, size)
		}
	}
}
