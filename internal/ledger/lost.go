package ledger

import (
	"context"
	"fmt"
	"strings"

	"archiver/internal/store"

	"golang.org/x/mod/sumdb/note"
)

// Lost says whether f is a file of records that no copy proves: entries first to
// end-1 may have said anything, that a snapshot was withdrawn among it.
func (f File) Lost() (first, end int64, lost bool) {
	return f.first, f.Size, f.Data == nil && strings.HasPrefix(f.Key, recordsPrefix)
}

// KnownSize gives how many entries a log has had, by all that the log's key signed:
// the newest checkpoint of each copy, the claims to go on from there, and the head
// (nil: not at hand). Where it is more than Reconcile gives, records are not written
// out yet, or their files and checkpoints were taken away: what they say is unknown.
func KnownSize(ctx context.Context, vkey string, copies []store.Store, head []byte) (int64, error) {
	v, err := note.NewVerifier(vkey)
	if err != nil {
		return 0, fmt.Errorf("read log key: %w", err)
	}
	var known int64
	for _, st := range copies {
		p, err := findPublished(ctx, st, v, newestThereIs)
		if err != nil {
			return 0, err
		}
		known = max(known, sizeIn(p.newest))
	}
	if h, err := parseHead(head, v); err == nil {
		known = max(known, h.cp.size)
	}
	newest := known
	for _, st := range copies {
		for key, err := range st.List(ctx, claimsPrefix) {
			if err != nil {
				return 0, fmt.Errorf("list %s: %w", claimsPrefix, err)
			}
			first, ok := claimOf(key)
			if !ok || first < newest {
				continue
			}
			data, err := readObject(ctx, st, key, maxRecords)
			if ctx.Err() != nil {
				return 0, ctx.Err()
			}
			if err != nil {
				continue
			}
			if c, err := parseClaim(data, first, v); err == nil {
				known = max(known, c.size)
			}
		}
	}
	return known, nil
}
