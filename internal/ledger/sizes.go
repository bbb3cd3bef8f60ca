package ledger

import "strings"

// SizeOf says how many entries the log has, at least, if an object under log/ is
// a part of it: what belongs to a checkpoint, or to a tile, was written for a
// log of that size. False: key is not of that sort.
func SizeOf(key string) (int64, bool) {
	for _, p := range [][2]string{{checkpointPrefix, ""}, {recordsPrefix, ".jsonl"}} {
		if size, ok := sizeOf(key, p[0], p[1]); ok {
			return size, true
		}
	}
	if first, ok := claimOf(key); ok {
		return first + 1, true
	}
	if size, _, ok := splitCosigned(key); ok {
		return size, true
	}
	if rest, ok := strings.CutPrefix(key, timestampsPrefix); ok {
		size, _, _ := strings.Cut(rest, "/")
		return sizeOf(size, "", "")
	}
	return tileSize(key)
}
