package ledger

import (
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// KindRepair is the kind of a RepairRecord.
const KindRepair = "repair"

// RepairRecord says that an object was not what the log lists, and was put right
// with the bytes of a copy, which hash to what the log lists.
type RepairRecord struct {
	Object string `json:"object"`
	Place  string `json:"place"` // where it was put right: archive or mirror
	// Fault is what was wrong: missing, altered or unreadable.
	Fault string `json:"fault"`
	// Found is the SHA-256 of what stood there, hex; none where nothing did, or it
	// could not be read.
	Found string `json:"found,omitempty"`
	// From says whose bytes were taken: archive, mirror or log (they were made anew
	// from it); of a key for snapshots also key (its secret half) or snapshot (one that
	// it signed), whose bytes the hash in the log proves. Empty: a repair was cut short, and the object was found whole since;
	// who put it right is not known.
	From   string `json:"from"`
	SHA256 string `json:"sha256"` // of the bytes put there, hex
	Bytes  int64  `json:"bytes"`
	// Version is the version that was written, and that counts from here on, where
	// the store keeps several.
	Version string `json:"version,omitempty"`
	// Aside is where what stood there is kept, where it is no version.
	Aside string `json:"aside,omitempty"`
	// Vouched: records are lost that may say that it was withdrawn, and a person said
	// that it was not.
	Vouched bool `json:"vouched,omitempty"`
}

// A mark of a repair goes with a version of an object in a store that keeps several,
// so that readers take that version for the first one. It is
//
//	N SHA256 SIGNATURE
//
// with the number of the repair (of several the highest counts), the SHA-256 of the
// bytes in hex, and the log key's Ed25519 signature in base64 over
//
//	archiver repair\nN\nSHA256\nKEY\n

func repairText(key, sum string, n int) []byte {
	return fmt.Appendf(nil, "archiver repair\n%d\n%s\n%s\n", n, sum, key)
}

// SignRepair makes a mark.
func SignRepair(skey, key, sum string, n int) (string, error) {
	signer, err := note.NewSigner(skey)
	if err != nil {
		return "", fmt.Errorf("mark repair: read log key: %w", err)
	}
	sig, err := signer.Sign(repairText(key, sum, n))
	if err != nil {
		return "", fmt.Errorf("mark repair: %w", err)
	}
	return fmt.Sprintf("%d %s %s", n, sum, base64.StdEncoding.EncodeToString(sig)), nil
}

// CheckRepair gives the number of a mark; 0: the log's key did not make it for this
// object.
func CheckRepair(vkey, key, mark string) int {
	v, err := note.NewVerifier(vkey)
	if err != nil {
		return 0
	}
	parts := strings.Split(mark, " ")
	if len(parts) != 3 {
		return 0
	}
	n, err := strconv.Atoi(parts[0])
	sig, sigErr := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || sigErr != nil || n <= 0 || !v.Verify(repairText(key, parts[1], n), sig) {
		return 0
	}
	return n
}
