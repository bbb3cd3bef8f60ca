package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
)

// records compares the files of records with what was logged, and hands the
// records over.
func (c *checker) records() {
	for b := 1; b < len(c.bounds); b++ {
		first, last := c.bounds[b-1], c.bounds[b]
		key := RecordsPath(last)
		data := c.read(key, maxRecords, CodeRecordMissing)
		if c.ctx.Err() != nil {
			return
		}
		var lines [][]byte
		if data != nil {
			var ok bool
			if lines, ok = splitLines(data); !ok || int64(len(lines)) != last-first {
				c.add(CodeRecordAltered, key, "is not %d whole lines", last-first)
				data = nil // once is enough
			}
		}
		// Where a line was lost, those after it are found from the end.
		shift := int64(len(lines)) - (last - first)
		for at := first; at < last; at++ {
			l := Line{Index: at, Batch: last}
			held := false
			for _, i := range []int64{at - first, at - first + shift} {
				if i < 0 || i >= int64(len(lines)) || held {
					continue
				}
				l.Raw = lines[i]
				held = leafOf(entryOf(l.Raw)) == c.leaves[at]
			}
			if !held && data != nil {
				c.add(CodeRecordAltered, key, "line %d is not what was logged as entry %d", at-first+1, at)
				data = nil
			}
			if held {
				if d, err := decodeLine(at, last, l.Raw); err == nil {
					l = d
					c.noteObject(l)
				}
			}
			c.each(l, held)
		}
	}
}

func (c *checker) noteObject(l Line) {
	var k KeyRecord
	var cosigned CosignatureRecord
	if l.Kind == KindCosignature && json.Unmarshal(l.Body, &cosigned) == nil && cosigned.Size <= l.Index {
		c.cosigned[cosigned.Object] = cosigned.SHA256
	}
	if l.Kind == KindKey && json.Unmarshal(l.Body, &k) == nil {
		c.keys[k.Object] = k
	}
}

// publicKeys compares the public keys with the records that name them.
func (c *checker) publicKeys() {
	for key, k := range c.keys {
		if !strings.HasPrefix(key, "keys/") || key == keyObject {
			continue
		}
		if !c.has[key] {
			c.add(CodeKeyMissing, key, "is missing")
			continue
		}
		data := c.read(key, maxKey, CodeKeyMissing)
		if sum := sha256.Sum256(data); data != nil && hex.EncodeToString(sum[:]) != k.SHA256 {
			c.add(CodeKeyAltered, key, "is not the key that was logged")
		}
	}
}

// unexpected warns of files that the log, as signed, does not have.
func (c *checker) unexpected() {
	for _, key := range c.listed {
		if c.expected[key] {
			continue
		}
		if c.isStray(key) {
			c.warn(CodeUnexpected, key, "%s", c.ahead().words(key))
			continue
		}
		size, ok := beyond(key)
		if !ok {
			size, ok = claimOf(key)
		}
		if ok && size > c.newest.size && size <= c.ahead().last && c.blocked() {
			continue // it is what was claimed, and all that is told of it
		}
		if ok && size > c.newest.size {
			c.warn(CodeUnfinished, key, "belongs to a batch after the newest checkpoint: left by a crash, the next run finishes it; or the checkpoint is an old one")
			continue
		}
		c.warn(CodeUnexpected, key, "is no part of the log")
	}
}
