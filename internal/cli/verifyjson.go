package cli

import (
	"strconv"
	"strings"

	"archiver/internal/verify"
)

type verifyJSON struct {
	Version   int           `json:"version"`
	Passed    bool          `json:"passed"`
	Snapshots int           `json:"snapshots"` // read, or found missing
	Withdrawn int           `json:"withdrawn"` // whose bytes a person took away, as the log says
	Added     int           `json:"added"`     // that a person saved, as the log says; no captures
	Records   int64         `json:"records"`
	Bytes     int64         `json:"bytes"`
	Behind    int64         `json:"behind"` // log records of the archive that the mirror does not have
	Findings  []findingJSON `json:"findings"`
	Warnings  []findingJSON `json:"warnings"`
	Notes     []findingJSON `json:"notes"` // past events that the log tells of

	Level    string  `json:"level"`
	Sample   string  `json:"sample,omitempty"`
	Seed     *uint64 `json:"seed,omitempty"` // that picked the sample
	Present  int     `json:"present"`        // snapshots that are there with their size, and were not read
	Resumed  int     `json:"resumed"`        // of Snapshots, read before an interruption
	Complete bool    `json:"complete"`       // false: interrupted
	// LogIndex is the log entry with this result (the first, where REFs of several
	// sources have one each); null where it was not logged,
	// and NotLogged says why.
	LogIndex  *int64 `json:"log_index"`
	NotLogged string `json:"not_logged,omitempty"`

	// Head is "checked" where the log was compared with the local head; null: none
	// was at hand, and the archive alone can't show that the log's end is there.
	Head *string `json:"head"`
	// Checkpoint is the log's newest one; null where none verifies.
	Checkpoint *checkpointJSON `json:"checkpoint"`

	Timestamps int `json:"timestamps"` // that hold, but perhaps for a root that is not known here
}

// view takes over what a report says.
func (v *verifyJSON) view(rep *verify.Report) {
	v.Passed = len(rep.Findings) == 0 && rep.Complete
	v.Snapshots, v.Withdrawn, v.Added, v.Records, v.Bytes = rep.Snapshots, rep.Withdrawn, rep.Saved, rep.Records, rep.Bytes
	v.Findings, v.Warnings, v.Notes = viewFindings(rep.Findings), viewFindings(rep.Warnings), viewFindings(rep.Notes)
	v.Present, v.Resumed, v.Complete, v.Timestamps = rep.Present, rep.Resumed, rep.Complete, rep.Timestamps
}

type checkpointJSON struct {
	Origin string `json:"origin"`
	Size   int64  `json:"size"`
	Root   string `json:"root"`
}

// viewCheckpoint reads a checkpoint that verified; nil for none.
func viewCheckpoint(raw []byte) *checkpointJSON {
	lines := strings.SplitN(string(raw), "\n", 4)
	if len(lines) < 4 {
		return nil
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return nil
	}
	return &checkpointJSON{Origin: lines[0], Size: size, Root: lines[2]}
}

type findingJSON struct {
	Code   string `json:"code"`
	Object string `json:"object"`
	Detail string `json:"detail"`
}

func viewFindings(list []verify.Finding) []findingJSON {
	out := []findingJSON{}
	for _, f := range list {
		out = append(out, findingJSON{f.Code, f.Object, f.Detail})
	}
	return out
}
