package ledger

import "time"

// The states of a withdrawal, in their order.
const (
	// WithdrawalDecided: a person has decided it, and the bytes are about to be
	// removed. From here on nobody is shown them.
	WithdrawalDecided = "decided"
	// WithdrawalRemoved: the store has removed them.
	WithdrawalRemoved = "removed"
	// WithdrawalRefused: a lock of the store refused, nothing was removed, and the
	// snapshot is what it was before the decision.
	WithdrawalRefused = "refused"
)

// WithdrawalRecord says that a person took the bytes of one snapshot away, as
// they endanger somebody. It is logged twice: before the removal, and once it is
// done or was refused; the later one counts. The log goes on to say which bytes
// they were: a copy that turns up elsewhere can still be told by its SHA-256.
type WithdrawalRecord struct {
	URL        string    `json:"url"`
	CapturedAt time.Time `json:"captured_at"`
	Object     string    `json:"object"`            // key in the store
	Version    string    `json:"version,omitempty"` // the store's version id of Object
	SHA256     string    `json:"sha256"`            // of the WACZ, hex
	Bytes      int64     `json:"bytes"`
	Snapshot   int64     `json:"snapshot"` // log entry of its SnapshotRecord
	State      string    `json:"state"`    // decided, removed, refused
	Why        string    `json:"why"`      // the person's
	By         string    `json:"by,omitempty"`
	// PayloadSHA256 and TextSHA256, of the main resource's body and of its words,
	// keep the same page from being stored again. The words are those of its text
	// without menus and the like, but for such as have a digit, with one space
	// between; none where no text could be read.
	PayloadSHA256 string `json:"payload_sha256,omitempty"`
	TextSHA256    string `json:"text_sha256,omitempty"`
	// Bypass says that it was decided to ask the server to pass over a lock in mode
	// governance.
	Bypass bool `json:"bypass_governance,omitempty"`
	// Mode and Until say which lock refused, and how long it holds, if it says so.
	Mode  string    `json:"mode,omitempty"`
	Until time.Time `json:"until,omitzero"`
	// Recovered is set where the records of a withdrawal were lost with the log's newest
	// entries, and this takes the place of the first.
	Recovered bool `json:"recovered,omitempty"`
}
