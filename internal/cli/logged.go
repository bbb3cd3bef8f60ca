package cli

import (
	"encoding/json"
	"slices"
	"strings"

	"archiver/internal/ledger"
	"archiver/internal/store"
)

// What the records of a log, read in their order, say of the objects beside it: in
// one way for a copy, the mirror and a repair.

// want is what the log says of an object.
type want struct {
	sha256 string
	bytes  int64 // -1: it does not say
	// withdrawn: a person has taken it away; it is not copied, should it be there.
	withdrawn bool
}

// listedBy gives the objects that a record lists by their hashes.
func listedBy(line ledger.Line) map[string]want {
	var r struct {
		Object      string `json:"object"`
		SHA256      string `json:"sha256"`
		Bytes       *int64 `json:"bytes"`
		Chain       string `json:"chain"`
		ChainSHA256 string `json:"chain_sha256"`
	}
	kinds := []string{ledger.KindSnapshot, ledger.KindKey, ledger.KindTimestamp, ledger.KindCosignature}
	if !slices.Contains(kinds, line.Kind) || json.Unmarshal(line.Body, &r) != nil {
		return nil
	}
	w := want{sha256: r.SHA256, bytes: -1}
	if line.Kind == ledger.KindSnapshot && r.Bytes != nil {
		w.bytes = *r.Bytes
	}
	list := map[string]want{r.Object: w, r.Chain: {sha256: r.ChainSHA256, bytes: -1}}
	for object, w := range list {
		if store.CheckKey(object) != nil || w.sha256 == "" {
			delete(list, object)
		}
	}
	return list
}

// withdrawalIn gives what a record says of a withdrawal that counts: of a snapshot
// that was listed before it with the same hash, as verify has it.
func withdrawalIn(wants map[string]want, line ledger.Line) (r ledger.WithdrawalRecord, ok bool) {
	if line.Kind != ledger.KindWithdrawal || json.Unmarshal(line.Body, &r) != nil {
		return r, false
	}
	return r, strings.HasPrefix(r.Object, "snapshots/") && r.SHA256 != "" && wants[r.Object].sha256 == r.SHA256
}

// noteWithdrawal notes in gone whether a snapshot is to be gone.
func noteWithdrawal(wants map[string]want, gone map[string]bool, line ledger.Line) {
	if r, ok := withdrawalIn(wants, line); ok {
		gone[r.Object] = r.State != ledger.WithdrawalRefused
	}
}
