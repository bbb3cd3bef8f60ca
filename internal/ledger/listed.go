package ledger

import (
	"encoding/json"
	"slices"
	"strings"

	"archiver/internal/store"
)

// What the records of a log, read in their order, say of the objects beside it: in
// one way for a copy, the mirror and a repair.

// Listed is what the log says of an object.
type Listed struct {
	SHA256 string // hex; "": no record lists it
	Bytes  int64  // -1: it does not say
}

// ListedBy gives the objects that a record lists by their hashes.
func ListedBy(line Line) map[string]Listed {
	var r struct {
		Object      string `json:"object"`
		SHA256      string `json:"sha256"`
		Bytes       *int64 `json:"bytes"`
		Chain       string `json:"chain"`
		ChainSHA256 string `json:"chain_sha256"`
	}
	kinds := []string{KindSnapshot, KindKey, KindTimestamp, KindCosignature}
	if !slices.Contains(kinds, line.Kind) || json.Unmarshal(line.Body, &r) != nil {
		return nil
	}
	o := Listed{SHA256: r.SHA256, Bytes: -1}
	if line.Kind == KindSnapshot && r.Bytes != nil {
		o.Bytes = *r.Bytes
	}
	list := map[string]Listed{r.Object: o, r.Chain: {SHA256: r.ChainSHA256, Bytes: -1}}
	for object, o := range list {
		if store.CheckKey(object) != nil || o.SHA256 == "" {
			delete(list, object)
		}
	}
	return list
}

// WithdrawalIn gives what a record says of a withdrawal that counts: of a snapshot
// that was listed before it with the same hash, as verify has it.
func WithdrawalIn(listed map[string]Listed, line Line) (r WithdrawalRecord, ok bool) {
	if line.Kind != KindWithdrawal || json.Unmarshal(line.Body, &r) != nil {
		return r, false
	}
	return r, strings.HasPrefix(r.Object, "snapshots/") && r.SHA256 != "" && listed[r.Object].SHA256 == r.SHA256
}

// NoteWithdrawal notes in gone whether a snapshot is to be gone.
func NoteWithdrawal(listed map[string]Listed, gone map[string]bool, line Line) {
	if r, ok := WithdrawalIn(listed, line); ok {
		gone[r.Object] = r.State != WithdrawalRefused
	}
}
