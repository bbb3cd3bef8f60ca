package ledger

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"

	"archiver/internal/store"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// File is a file of the log, as the signed tree makes it.
type File struct {
	Key string
	// Data is what its bytes must be; nil: no copy holds what would prove them.
	Data []byte
	// Size is how many entries the log has that this file is first a part of.
	Size int64

	first int64 // of a file of records: its first entry
}

// Added gives the files by which the log has grown since it had from entries (-1:
// there was none), in the order in which a log is written out: batch after batch,
// each with its signed checkpoint last. Their bytes are not read, but made from the
// records, and proved by the checkpoints; an *AlteredError says where that fails.
// log/checkpoint and the files of witnesses and time authorities are not among them,
// nor are claims, whose records stand in the log once it has gone on.
func (r *Reader) Added(ctx context.Context, from int64, each func(File) error) error {
	r.mu.Lock()
	sizes, ok := r.newestBatches(ctx, max(0, from))
	var err error
	if !ok {
		sizes, err = r.listBatches(ctx)
	}
	r.mu.Unlock()
	if err != nil {
		return err
	}
	// No claims: they do not belong to what is copied, and what is damaged is told of.
	b := &rebuilder{ctx: ctx, stores: []store.Store{r.st}, v: r.v, claims: map[int64][]claimFile{}, each: func(f File) error {
		if f.Data == nil {
			return &AlteredError{f.Key, "what is stored does not lead to the signed root"}
		}
		return each(f)
	}}
	if from < 0 {
		if err := b.first(); err != nil {
			return err
		}
	}
	if err := b.begin(max(0, from)); err != nil {
		return err
	}
	for _, size := range sizes {
		if size <= b.e.size {
			continue
		}
		cp := r.cp.alone()
		if size < r.cp.size {
			cp, err = readSigned(ctx, r.st, r.v, size)
			if isAltered(err) || errors.Is(err, fs.ErrNotExist) {
				continue // by its name alone, it need not be a batch
			}
			if err != nil {
				return err
			}
		}
		if err := b.segment(cp); err != nil {
			return err
		}
	}
	if b.e.size < r.cp.size {
		return b.segment(r.cp.alone())
	}
	return nil
}

// alone is a checkpoint with the log's signature and no other, as it is kept.
func (c *checkpoint) alone() *checkpoint {
	return &checkpoint{origin: c.origin, size: c.size, root: c.root, raw: c.signed, signed: c.signed}
}

// Reconcile gives every file of a log of which there are several copies, any of
// which may be damaged, in the order of Added: what one lacks another proves. It
// gives the newest signed checkpoint. Two that are signed for different histories
// give a *ForkError.
func Reconcile(ctx context.Context, vkey string, copies []store.Store, each func(File) error) (newest []byte, err error) {
	v, err := note.NewVerifier(vkey)
	if err != nil {
		return nil, fmt.Errorf("read log key: %w", err)
	}
	return reconcile(&rebuilder{ctx: ctx, stores: copies, v: v, each: each})
}

// Remake is Reconcile by who has the log's key: a checkpoint of an earlier state that no
// copy has is signed anew. That states no more than the newest one does, in which that
// state is proved to be, and gives the very bytes that were lost: Ed25519 gives one
// signature always, so that timestamps of them hold.
func Remake(ctx context.Context, skey string, copies []store.Store, each func(File) error) (newest []byte, err error) {
	vkey, err := VerifierKey(skey)
	if err != nil {
		return nil, err
	}
	v, err := note.NewVerifier(vkey)
	if err != nil {
		return nil, fmt.Errorf("read log key: %w", err)
	}
	signer, err := note.NewSigner(skey)
	if err != nil {
		return nil, fmt.Errorf("read log key: %w", err)
	}
	return reconcile(&rebuilder{ctx: ctx, stores: copies, v: v, signer: signer, each: each})
}

func reconcile(b *rebuilder) (newest []byte, err error) {
	ctx, v, copies, each := b.ctx, b.v, b.stores, b.each
	signed := map[int64]*checkpoint{}
	for _, st := range copies {
		p, err := findPublished(ctx, st, v, newestThereIs)
		if err != nil {
			return nil, err
		}
		listed, err := listSizes(ctx, st, checkpointPrefix, "")
		if err != nil {
			return nil, err
		}
		if p.newest != nil {
			if err := b.agree(signed, p.newest.alone()); err != nil {
				return nil, err
			}
		}
		for _, size := range listed {
			cp, err := readSigned(ctx, st, v, size)
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			if err != nil {
				continue // another copy may have it
			}
			if err := b.agree(signed, cp); err != nil {
				return nil, err
			}
		}
	}
	bounds := slices.Sorted(maps.Keys(signed))
	if len(bounds) == 0 {
		return nil, &AlteredError{checkpointObject, "there is no checkpoint left in any copy to check the log by"}
	}
	pass := func(each func(File) error) error {
		b.e, b.bundle, b.each = new(edge), nil, each
		empty := File{Key: checkpointPath(0)}
		if cp := signed[0]; cp != nil {
			empty.Data = cp.raw
		} else if empty.Data, err = b.sign(0, b.e.root()); err != nil {
			return err
		}
		if err := each(empty); err != nil {
			return err
		}
		for _, size := range bounds {
			if size == 0 {
				continue
			}
			if err := b.segment(signed[size]); err != nil {
				return err
			}
		}
		return nil
	}
	// That all signed checkpoints are of one history is seen before anything is
	// given: a file of another one could be proved by its own.
	if err := pass(func(File) error { return nil }); err != nil {
		return nil, err
	}
	return signed[bounds[len(bounds)-1]].raw, pass(each)
}

// rebuilder makes the files of a log anew, from what its copies hold.
type rebuilder struct {
	ctx    context.Context
	stores []store.Store
	v      note.Verifier
	signer note.Signer // makes checkpoints that are lost; nil: they stay so
	each   func(File) error
	// named are sizes of which a file tells by its name, for one who only says what
	// is damaged; nil: the file of records has to be whole.
	named  map[int64]bool
	claims map[int64][]claimFile // by their first entry, as listed; nil: not yet

	e      *edge
	bundle [][]byte // entries of the bundle that is not full; nil among them: lost
}

// agree takes a signed checkpoint, if it is not of another history.
func (b *rebuilder) agree(signed map[int64]*checkpoint, cp *checkpoint) error {
	if old := signed[cp.size]; old != nil && old.root != cp.root {
		return &ForkError{Size: cp.size}
	}
	signed[cp.size] = cp
	return nil
}

// first gives the checkpoint of the empty log.
func (b *rebuilder) first() error {
	cp, err := readSigned(b.ctx, b.stores[0], b.v, 0)
	if err != nil {
		return err
	}
	return b.each(File{Key: checkpointPath(0), Data: cp.raw})
}

// begin takes up the tree as it was with size entries, from its tiles, verified.
func (b *rebuilder) begin(size int64) error {
	if b.e = new(edge); size == 0 {
		return nil
	}
	cp, err := readSigned(b.ctx, b.stores[0], b.v, size)
	if err != nil {
		return err
	}
	if b.e, err = loadEdge(b.ctx, b.stores[0], size); err != nil {
		return err
	}
	if b.e.root() != cp.root {
		return &AlteredError{tilePrefix, fmt.Sprintf("the tiles at the edge of %d entries do not have the root signed for them", size)}
	}
	width := int(size % tileWidth)
	b.bundle = make([][]byte, width)
	entries := b.readEntries(b.stores[0], size/tileWidth, width)
	for i := range width {
		if i < len(entries) && leafOf(entries[i]) == b.e.levels[0][i] {
			b.bundle[i] = entries[i]
		}
	}
	return nil
}

// segment goes on to the next signed checkpoint.
func (b *rebuilder) segment(cp *checkpoint) error {
	if cp.size-b.e.size > 1<<24 { // what a batch can't have
		return &AlteredError{checkpointPath(cp.size), "the records before it are missing"}
	}
	s, err := b.prove(cp)
	if err != nil {
		return err
	}
	bounds := b.bounds(s)
	if err := b.ctx.Err(); err != nil {
		return err
	}
	return b.write(cp, bounds, s)
}

// write gives the files of entries whose leaves are proved.
func (b *rebuilder) write(cp *checkpoint, bounds []int64, s *span) (err error) {
	for _, bound := range bounds {
		before := b.e.size
		var lines [][]byte
		var files []File
		whole := true
		tile := func(level int, n int64, hashes []tlog.Hash) {
			files = append(files, File{Key: tilePath(level, n, len(hashes)), Data: joinHashes(hashes), Size: bound})
		}
		var bundles []File
		for at := before; at < bound; at++ {
			leaf := s.leaves[at-s.first]
			line, entry := s.lines[leaf], s.entries[leaf]
			if line != nil {
				entry = entryOf(line)
			}
			whole = whole && line != nil
			lines = append(lines, line)
			b.bundle = append(b.bundle, entry)
			b.e.push(leaf, tile)
			if b.e.size%tileWidth == 0 {
				bundles = append(bundles, File{Key: entriesPath(b.e.size/tileWidth-1, tileWidth), Data: joinEntries(b.bundle), Size: bound})
				b.bundle = nil
			}
		}
		if width := int(b.e.size % tileWidth); width > 0 {
			bundles = append(bundles, File{Key: entriesPath(b.e.size/tileWidth, width), Data: joinEntries(b.bundle), Size: bound})
		}
		b.e.partials(before, tile)
		records := File{Key: RecordsPath(bound), Size: bound, first: before}
		if whole {
			records.Data = joinLines(lines)
		}
		checkpoint := File{Key: checkpointPath(bound), Size: bound}
		if bound == cp.size {
			checkpoint.Data = cp.raw
		} else if checkpoint.Data, err = b.sign(bound, b.e.root()); err != nil {
			return err
		}
		for _, f := range slices.Concat([]File{records}, bundles, files, []File{checkpoint}) {
			if err := b.each(f); err != nil {
				return err
			}
		}
	}
	return nil
}

// sign makes the checkpoint of an earlier state that is lost; nil without the log's key.
func (b *rebuilder) sign(size int64, root tlog.Hash) ([]byte, error) {
	if b.signer == nil {
		return nil, nil
	}
	cp, err := sign(b.signer, size, root)
	if err != nil {
		return nil, err
	}
	return cp.raw, nil
}

// joinEntries makes a bundle; nil if one of the entries is lost.
func joinEntries(entries [][]byte) []byte {
	var bundle []byte
	for _, entry := range entries {
		var err error
		if entry == nil {
			return nil
		}
		if bundle, err = appendEntry(bundle, entry); err != nil {
			return nil
		}
	}
	return bytes.Clone(bundle)
}

// NewestOf gives the size of the newest checkpoint in a store that is signed with
// the key; an *AlteredError where there is none.
func NewestOf(ctx context.Context, st store.Store, vkey string) (int64, error) {
	v, err := note.NewVerifier(vkey)
	if err != nil {
		return 0, fmt.Errorf("read log key: %w", err)
	}
	p, err := findPublished(ctx, st, v, newestThereIs)
	if err != nil {
		return 0, err
	}
	if p.newest == nil {
		return 0, &AlteredError{checkpointObject, "there is no checkpoint that this key signed"}
	}
	return p.newest.size, nil
}

// HeadCheckpoint takes from a head, as it is kept outside the archive, the newest
// checkpoint, of so many entries, and the file of records that its last batch has in the
// archive. ok is false where the key did not sign it.
func HeadCheckpoint(head []byte, vkey string) (cp, records []byte, size int64, ok bool) {
	v, err := note.NewVerifier(vkey)
	if err != nil {
		return nil, nil, 0, false
	}
	h, err := parseHead(head, v)
	if err != nil || len(h.lines) == 0 {
		return nil, nil, 0, false
	}
	return h.cp.raw, joinLines(h.lines), h.cp.size, true
}

// HeadHas says whether a head, as it is kept outside the archive, is of this key's
// log and knows of so many entries.
func HeadHas(head []byte, vkey string, size int64) bool {
	v, err := note.NewVerifier(vkey)
	if err != nil {
		return false
	}
	h, err := parseHead(head, v)
	return err == nil && h.cp.size >= size
}
