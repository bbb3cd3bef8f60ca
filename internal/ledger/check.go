package ledger

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"archiver/internal/store"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// The codes of findings.
const (
	CodeLogMissing          = "log-missing"          // there is no log
	CodeKeyMissing          = "key-missing"          // a public key is gone
	CodeKeyAltered          = "key-altered"          // a public key is not what it was
	CodeCheckpointMissing   = "checkpoint-missing"   // a signed checkpoint is gone
	CodeCheckpointAltered   = "checkpoint-altered"   // it is no checkpoint, or not written as it was
	CodeCheckpointSignature = "checkpoint-signature" // it is not signed by the log's key
	CodeCheckpointFork      = "checkpoint-fork"      // it is signed, for another history
	CodeCheckpointOld       = "checkpoint-old"       // log/checkpoint is not the newest: somebody put an old one back
	CodeRecordMissing       = "record-missing"       // records are gone
	CodeRecordAltered       = "record-altered"       // records are not what was logged
	CodeEntriesMissing      = "entries-missing"
	CodeEntriesAltered      = "entries-altered"
	CodeTileMissing         = "tile-missing"
	CodeTileAltered         = "tile-altered"
	CodeWitnessAltered      = "witness-altered" // it is not a checkpoint that a witness cosigned, or not the one that was logged
	CodeWitnessFork         = "witness-fork"    // a witness cosigned another history
	CodeRoot                = "log-root"        // too much is damaged to find out what was logged
	CodeUnreadable          = "unreadable"      // the store would not give an object
	CodeRolledBack          = "log-rolled-back" // the head knows more than the archive
	CodeForked              = "log-forked"      // head and archive hold two histories
	CodeHeadDamaged         = "head-damaged"    // the head's file is none: nothing can be told by it
	CodeContinued           = "log-continued"   // warning: the log has gone on without this head
	CodeUnfinished          = "log-unfinished"  // warning: files beyond the checkpoint, as a crash leaves
	CodeUnexpected          = "log-unexpected"  // warning: a file that belongs to no log
)

// Finding is something wrong with an archive.
type Finding struct {
	Code   string
	Object string // key in the store
	Detail string // for a person
	// Warning: nothing that was logged is harmed.
	Warning bool
	// Blocks: until it is gone, the log can't go on.
	Blocks bool
	// Denied: the store does not let it be read, and that is all that is known.
	Denied error
}

// Check recomputes the whole log from what is stored, compares every file under
// log/ and keys/ with what it must be, and names those at fault.
//
// Each entry is told by three things: its bundle, its record, and its hash in a
// tile. Where they differ, two outvote the third; that they were right to, the
// signed root of the recomputed tree proves. Where it does not, what leads there is
// looked for among each of them.
//
// No finding means that all is well, unless ctx was done.
func Check(ctx context.Context, st store.Store) []Finding {
	return CheckEach(ctx, st, func(Line, bool) {})
}

// CheckEach is Check, and hands each record over in order. For one that does not
// hold, held is false: the line has then its Index, its Batch if known, and what
// stands there in its place (Raw), if anything.
func CheckEach(ctx context.Context, st store.Store, each func(l Line, held bool)) []Finding {
	c := &checker{ctx: ctx, st: st, each: each, has: map[string]bool{}, expected: map[string]bool{}, keys: map[string]KeyRecord{}, cosigned: map[string]string{}}
	c.run()
	return c.findings
}

type checker struct {
	ctx  context.Context
	st   store.Store
	each func(Line, bool)

	findings []Finding
	listed   []string        // keys under log/ and keys/
	has      map[string]bool // the same
	expected map[string]bool // those that belong there
	keys     map[string]KeyRecord
	cosigned map[string]string // cosigned checkpoints that are logged: SHA-256, hex

	hint     []byte        // log/checkpoint, as it was before the rest was listed; nil: unread
	verifier note.Verifier // nil: the public key is of no use
	newest   *checkpoint
	signed   map[int64]*checkpoint // log/checkpoints/SIZE that are in order
	bounds   []int64               // sizes at which there was a checkpoint, ascending, from 0 to newest.size
	roots    map[int64]tlog.Hash   // at the bounds, recomputed
	proved   int64                 // how many entries are, by a signed root

	leaves []tlog.Hash // what was logged
	denied error       // the first file that may not be read
	faults []badCheckpoint
	after  *claimedAhead // see ahead
	inWay  *bool         // see blocked
}

type badCheckpoint struct {
	key string
	err error
}

func (c *checker) add(code, key, format string, args ...any) {
	c.findings = append(c.findings, Finding{Code: code, Object: key, Detail: fmt.Sprintf(format, args...)})
}

func (c *checker) warn(code, key, format string, args ...any) {
	c.findings = append(c.findings, Finding{Code: code, Object: key, Detail: fmt.Sprintf(format, args...), Warning: true})
}

// unread tells of what the store would not give.
func (c *checker) unread(key string, err error) {
	f := Finding{Code: CodeUnreadable, Object: key, Detail: err.Error()}
	if errors.Is(err, fs.ErrPermission) {
		f.Denied = err
		c.denied = cmp.Or(c.denied, err)
	}
	c.findings = append(c.findings, f)
}

// blind says whether an entry before that size is unknown, and files may not be read:
// those that are there could only be compared with a guess.
func (c *checker) blind(size int64) bool {
	return c.denied != nil && slices.Contains(c.leaves[:size], tlog.Hash{})
}

// read gives an expected object; nil: it is missing or could not be read, which
// has been reported, under the code for missing ("": not at all).
func (c *checker) read(key string, max int64, missing string) []byte {
	c.expected[key] = true
	data, err := readObject(c.ctx, c.st, key, max)
	switch {
	case err == nil && data == nil:
		return []byte{}
	case errors.Is(err, fs.ErrNotExist):
		if missing != "" {
			c.add(missing, key, "is missing")
		}
	case err != nil && c.ctx.Err() == nil:
		c.unread(key, err)
	}
	return data
}

func (c *checker) run() {
	// A writer puts it in place last of all: what it tells of is there by now, and so
	// will be listed. Where it can't be read, it is looked for again.
	c.hint, _ = readObject(c.ctx, c.st, checkpointObject, maxCheckpoint)
	for _, prefix := range []string{"keys/", "log/"} {
		for key, err := range c.st.List(c.ctx, prefix) {
			if err != nil {
				if c.ctx.Err() == nil { // else nobody will look
					c.unread(prefix, err)
				}
				return
			}
			if !strings.HasPrefix(key, timestampsPrefix) {
				c.listed = append(c.listed, key)
				c.has[key] = true
			}
		}
	}
	if len(c.listed) == 0 {
		c.add(CodeLogMissing, checkpointObject, "the archive has no log")
		return
	}
	c.readKey()
	if !c.readCheckpoints() {
		c.tellCheckpoints()
		return
	}
	c.collect()
	c.tellCheckpoints()
	c.recompute()
	c.records()
	c.publicKeys()
	c.witnesses()
	c.claims()
	c.unexpected()
}

func (c *checker) readKey() {
	data := c.read(keyObject, maxKey, CodeKeyMissing)
	if data == nil {
		return
	}
	v, err := parseKey(data)
	if err != nil {
		c.add(CodeKeyAltered, keyObject, "is not the verifier key of a log: %v", err)
		return
	}
	c.verifier = v
}

// parse reads a checkpoint, verified if there is a key.
func (c *checker) parse(raw []byte) (*checkpoint, error) {
	if c.verifier == nil {
		return unverifiedCheckpoint(raw)
	}
	return parseCheckpoint(raw, c.verifier)
}

// readCheckpoints reads all checkpoints, and finds the newest to go by; false:
// there is none.
func (c *checker) readCheckpoints() bool {
	c.signed = map[int64]*checkpoint{}
	var faults []badCheckpoint
	inOrder := 0
	c.expected[checkpointObject] = true
	raw := c.hint
	if raw == nil {
		raw = c.read(checkpointObject, maxCheckpoint, CodeCheckpointMissing)
	}
	if raw != nil {
		cp, err := c.parse(raw)
		if err != nil {
			faults = append(faults, badCheckpoint{checkpointObject, err})
		} else {
			c.newest = cp
			inOrder++
		}
	}
	for _, key := range c.listed {
		size, ok := sizeOf(key, checkpointPrefix, "")
		if !ok {
			continue
		}
		data := c.read(key, maxCheckpoint, CodeCheckpointMissing)
		if data == nil {
			continue
		}
		cp, err := c.parse(data)
		switch {
		case err != nil:
			faults = append(faults, badCheckpoint{key, err})
		case cp.size != size:
			faults = append(faults, badCheckpoint{key, fmt.Errorf("is the checkpoint of another size: %d", cp.size)})
		default:
			c.signed[size] = cp
			inOrder++
		}
	}
	if c.verifier != nil && inOrder == 0 && len(faults) > 0 {
		c.add(CodeKeyAltered, keyObject, "not one checkpoint of the log is signed by this key")
		c.verifier = nil
		if cp, err := unverifiedCheckpoint(raw); err == nil {
			c.newest = cp
		}
		faults = nil
	}
	c.faults = faults
	hinted := c.newest
	if hinted != nil {
		// Its immutable copy is the same, but for signatures of others that follow.
		if cp := c.signed[hinted.size]; cp != nil && !bytes.HasPrefix(hinted.raw, cp.raw) {
			c.add(CodeCheckpointAltered, checkpointPath(cp.size), "is not the same as %s", checkpointObject)
		}
	}
	newer := 0
	for _, size := range slices.Sorted(maps.Keys(c.signed)) {
		if size > sizeIn(hinted) {
			newer++
			c.newest = c.signed[size]
		}
	}
	if newer > 0 && hinted != nil && c.goneOn() {
		newer = 0
	}
	switch {
	case c.newest == nil:
		c.add(CodeRoot, checkpointObject, "there is no checkpoint left to check the log by")
		return false
	case hinted != nil && newer == 1:
		c.warn(CodeUnfinished, checkpointObject, "is of %d entries, where the log has %d: left by a crash, the next run puts it right; or somebody put the last one back", hinted.size, c.newest.size)
	case hinted != nil && newer > 1:
		c.add(CodeCheckpointOld, checkpointObject, "is of %d entries, where the log has %d: somebody put an old one back, or it could not be replaced", hinted.size, c.newest.size)
	}
	return true
}

// goneOn says whether log/checkpoint has caught up since with the newest that was
// listed: a writer is at work.
func (c *checker) goneOn() bool {
	raw, err := readObject(c.ctx, c.st, checkpointObject, maxCheckpoint)
	if err != nil {
		return false
	}
	cp, err := c.parse(raw)
	return err == nil && cp.size >= c.newest.size
}

// tellCheckpoints tells of those that are none. One of a size that no batch ended
// at is just a file that somebody added.
func (c *checker) tellCheckpoints() {
	for _, f := range c.faults {
		if size, ok := sizeOf(f.key, checkpointPrefix, ""); ok && c.newest != nil && size < c.newest.size && c.bounds != nil && !slices.Contains(c.bounds, size) {
			delete(c.expected, f.key)
			continue
		} else if ok && c.isStray(f.key) && !(c.has[RecordsPath(size)] && c.ahead().blocks(f.key)) { // else it may have been in order
			c.warn(CodeUnexpected, f.key, "%v: somebody added it; %s", f.err, c.ahead().words(f.key))
			continue
		} else if ok && c.newest != nil && size > c.newest.size && !c.has[RecordsPath(size)] {
			c.warn(CodeUnexpected, f.key, "%v, and the log has no such number of entries: somebody added it. Take it away, for the log may need its place", f.err)
			continue
		}
		code := CodeCheckpointAltered
		if errors.Is(f.err, errSignature) {
			code = CodeCheckpointSignature
		}
		if c.newest != nil && c.verifier != nil && c.isStray(f.key) {
			c.add(code, f.key, "%v; if it never was in order, %s", f.err, c.ahead().words(f.key))
			continue
		}
		c.add(code, f.key, "%v", f.err)
	}
}
