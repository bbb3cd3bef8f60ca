package mirror

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"archiver/internal/legible"
	"archiver/internal/store"
)

// State is what is known of the mirror without asking it. It lies beside the
// catalog, and may be lost: the next run asks.
type State struct {
	URL     string    `json:"url"`
	Size    int64     `json:"size"`              // log entries that it has
	Whole   time.Time `json:"whole,omitzero"`    // when it last had all
	Trouble string    `json:"trouble,omitempty"` // why the last run did not fill it
	Damaged int       `json:"damaged,omitempty"` // objects not as the log says, beyond those of Faulty

	Faulty    []Faulty    `json:"faulty,omitempty"`
	Withdrawn []Withdrawn `json:"withdrawn,omitempty"`
	// Doubt: what was withdrawn may lie there, as a verification came upon some of it.
	// The next run goes through all that the log says of withdrawals.
	Doubt bool `json:"doubt,omitempty"`
	// Seen: all of the Size entries could be read when they were looked through for
	// withdrawals, and none says of one that it is decided and not that it is done.
	Seen bool `json:"seen,omitempty"`
}

// Faulty is an object of the mirror that is not as the log says.
type Faulty struct {
	Code   string `json:"code"`
	Object string `json:"object"`
	Detail string `json:"detail"`
	SHA256 string `json:"sha256,omitempty"` // what the log lists; "": no record does
	Bytes  int64  `json:"bytes"`            // -1: not known
}

// Withdrawn is one whose bytes still lie in the mirror, though they were
// withdrawn.
type Withdrawn struct {
	Object string    `json:"object"`
	Why    string    `json:"why"`            // they could not be removed
	Until  time.Time `json:"until,omitzero"` // when the lock ends that keeps them, if one does
}

// Load reads the state of the mirror with this URL; it is the zero state where the
// mirror is new.
func Load(path, url string) (s State) {
	data, err := os.ReadFile(path)
	if err != nil || json.Unmarshal(data, &s) != nil || s.URL != url {
		return State{URL: url}
	}
	return s
}

// Save keeps the state; that it can't be kept harms nothing. The lock on the mirror is
// held.
func (s State) Save(ctx context.Context, path string) {
	data, _ := json.Marshal(s)
	old, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		old = nil
	} else if err != nil || bytes.Equal(old, data) {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	store.SwapFile(ctx, path, old, data)
}

func (s State) clone() State {
	s.Faulty, s.Withdrawn = slices.Clone(s.Faulty), slices.Clone(s.Withdrawn)
	return s
}

// faulty takes note of an object that is not as the log says.
func (s *State) faulty(o Faulty) {
	o.Detail = clip(o.Detail)
	i := slices.IndexFunc(s.Faulty, func(old Faulty) bool { return old.Object == o.Object })
	switch {
	case i >= 0:
		s.Faulty[i] = o
	case len(s.Faulty) < maxFaulty:
		s.Faulty = append(s.Faulty, o)
	default:
		s.Damaged++
	}
}

// clip makes what somebody else may have worded fit to be kept: one line, without what
// moves a cursor, and not long.
func clip(s string) string {
	if s = legible.Line(s); len(s) > 500 {
		return strings.ToValidUTF8(s[:500], "")
	}
	return s
}
