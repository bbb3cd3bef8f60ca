package ledger

import (
	"crypto/sha256"
	"encoding/binary"
	"time"
)

// KindAudit is the kind of an AuditRecord.
const KindAudit = "audit"

// AuditSlices is into how many parts the snapshots are cut, so that one part
// after the other can be read again.
const AuditSlices = 90

// AuditSlice gives the slice of a snapshot: the first 8 bytes of its key's
// SHA-256 as a big-endian number, modulo AuditSlices.
func AuditSlice(object string) int {
	sum := sha256.Sum256([]byte(object))
	return int(binary.BigEndian.Uint64(sum[:8]) % AuditSlices)
}

// AuditRecord says what was read again of the archive, and what was found.
type AuditRecord struct {
	Command string `json:"command"` // verify or run
	// Level is structure (the log whole, and that every snapshot is there with
	// its size), sample (a part of the snapshots read too), all, or scrub (only
	// snapshots, with their own log records).
	Level string `json:"level"`
	Deep  bool   `json:"deep,omitempty"` // the digests inside each snapshot too
	// Sample and Seed say which part of the snapshots was read.
	Sample string `json:"sample,omitempty"`
	Seed   uint64 `json:"seed,omitempty"`
	// Objects are the snapshots that were asked for by name, all of one source, so
	// that the record can be shown without telling of others: the first 200 of
	// Snapshots. None where the archive was verified.
	Objects []string `json:"objects,omitempty"`
	// Slices are those of which every snapshot that was in the log was read,
	// ascending.
	Slices    []int `json:"slices,omitempty"`
	Size      int64 `json:"size"` // of the log that was verified
	Snapshots int   `json:"snapshots"`
	Bytes     int64 `json:"bytes"` // of snapshots, read
	// Findings are failures, Warnings are not; of each the first 200. More is
	// how many were left out.
	Findings []AuditFinding `json:"findings,omitempty"`
	Warnings []AuditFinding `json:"warnings,omitempty"`
	More     int            `json:"more,omitempty"`
	Started  time.Time      `json:"started"`
	Complete bool           `json:"complete"` // false: interrupted
}

// AuditFinding is something that was not as it should be.
type AuditFinding struct {
	Code   string `json:"code"` // as package verify lists them
	Object string `json:"object"`
}
