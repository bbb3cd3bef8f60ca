package verify

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"time"

	"archiver/internal/ledger"
)

// Mark is how far a verification of all snapshots, or of a sample, has got. It
// lists slices that were read whole and in which nothing was found, so that what
// was found is found again. It belongs to one log, up to the size that it had
// then: a snapshot that was logged later is not covered.
type Mark struct {
	Format     int       `json:"format"`     // markFormat
	Checkpoint string    `json:"checkpoint"` // origin, size and root of the log, as its checkpoint has them
	Size       int64     `json:"size"`
	Level      Level     `json:"level"`
	Sample     Sample    `json:"sample,omitzero"`
	Seed       uint64    `json:"seed,omitempty"`
	Deep       bool      `json:"deep,omitempty"`
	Started    time.Time `json:"started"`
	Slices     []int     `json:"slices"`
}

const markFormat = 1

// MaxMarkAge is how old the beginning of a verification may be for another to go
// on with it.
const MaxMarkAge = 7 * 24 * time.Hour

// covers says whether a snapshot with these records was read.
func (m *Mark) covers(slice int, records []logged) bool {
	return m != nil && slices.Contains(m.Slices, slice) &&
		!slices.ContainsFunc(records, func(r logged) bool { return r.index >= m.Size })
}

// resume takes up an earlier verification's mark, or says why it can't.
func (v *verifier) resume() {
	m := v.o.Resume
	if m == nil || v.o.Objects != nil || v.ctx.Err() != nil {
		return
	}
	if v.report.Stale = v.stale(m); v.report.Stale == "" {
		v.mark, v.report.Started = m, m.Started
	}
}

func (v *verifier) stale(m *Mark) string {
	age := v.report.Started.Sub(m.Started)
	switch {
	case m.Format != markFormat:
		return "it was left by another version of this program"
	case m.Level != v.o.Level:
		return fmt.Sprintf("it was of level %s, this is %s", m.Level, v.o.Level)
	case m.Level == Sampled && (m.Sample != v.o.Sample || m.Seed != v.o.Seed):
		return "it was of another sample"
	case m.Deep != v.o.Deep && v.o.Deep:
		return "it did not look inside the snapshots"
	case age > MaxMarkAge:
		return fmt.Sprintf("it was begun %d days ago", age/(24*time.Hour))
	case age < -time.Hour:
		return "it was begun at a time that is yet to come: the clock was changed"
	case m.Size > v.report.Records:
		return "the log was longer then"
	case m.Level == Sampled && m.Size != v.report.Records:
		return "the log has grown since, and the sample would be another"
	}
	for _, f := range v.report.Findings {
		if f.Object == checkpointObject(m.Size) || f.Code == ledger.CodeRoot || f.Code == ledger.CodeKeyAltered || f.Code == ledger.CodeKeyMissing {
			return "the log is damaged where it would have to show that it is the same"
		}
	}
	if text := v.checkpointAt(m.Size); text == "" || text != m.Checkpoint {
		return "it was of another log"
	}
	return ""
}

// notch hands out a new mark. v.mu is held.
func (v *verifier) notch() {
	if v.o.Mark == nil || v.o.Objects != nil {
		return
	}
	w := &v.work
	m := Mark{Format: markFormat, Size: v.report.Records, Level: v.o.Level, Deep: v.o.Deep, Started: v.report.Started}
	if m.Level == Sampled {
		m.Sample, m.Seed = v.o.Sample, v.o.Seed
	}
	if m.Checkpoint = v.checkpointAt(m.Size); m.Checkpoint == "" {
		return // the log is damaged
	}
	for slice := range ledger.AuditSlices {
		if w.any[slice] && w.toRead[slice] == 0 && !w.flawed[slice] {
			m.Slices = append(m.Slices, slice)
		}
	}
	v.o.Mark(m)
}

func checkpointObject(size int64) string { return fmt.Sprintf("log/checkpoints/%d", size) }

// checkpointAt gives the text of the checkpoint that the log had at a size; "" if
// it can't be read. That it fits the log, the check of the log tells.
func (v *verifier) checkpointAt(size int64) string {
	r, err := v.st.Open(v.ctx, checkpointObject(size), 0, 1<<16)
	if err != nil {
		return ""
	}
	defer r.Close()
	raw, err := io.ReadAll(io.LimitReader(r, 1<<16))
	text, _, ok := bytes.Cut(raw, []byte("\n\n"))
	if err != nil || !ok {
		return ""
	}
	return string(text)
}
