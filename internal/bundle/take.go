package bundle

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"archiver/internal/ledger"
)

// citation puts a citation's snapshot into the bundle, once, and the one that it is
// judged by.
func (w *writer) citation(c *Citation) error {
	if c.Claims == nil {
		c.Claims = []string{}
	}
	if c.Quotes == nil {
		c.Quotes = []Quote{}
	}
	if c.LogIndex < 0 {
		w.done.Missing = append(w.done.Missing, c.Ref)
		return nil
	}
	var err error
	c.Snapshot, err = w.take(c, Entry{c.LogIndex, c.Batch}, false)
	switch {
	case err == nil:
	case !w.job.Whole || !isAltered(err): // what was asked for alone
		return err
	default:
		w.damaged(c, "its snapshot", err)
	}
	if c.Judge == nil {
		return nil
	}
	folder, err := w.take(c, *c.Judge, true)
	switch {
	case err != nil && !isAltered(err):
		return err
	case err != nil:
		w.damaged(c, "the snapshot that it is judged by", err)
	case c.Snapshot == nil:
		c.Snapshot = folder
		c.Warning += ". This is the one that it is judged by"
	default:
		c.Reference = folder
	}
	return nil
}

// take puts a snapshot into the bundle, once, and gives its folder. One that does not
// hold is left out, with what was written of it, and gives an error.
func (w *writer) take(c *Citation, at Entry, judge bool) (in *string, err error) {
	line, err := w.log.Record(w.ctx, at.Index, at.Batch)
	if err != nil {
		return nil, err
	}
	var r ledger.SnapshotRecord
	if err := json.Unmarshal(line.Body, &r); err != nil || line.Kind != ledger.KindSnapshot || r.URL != c.URL {
		return nil, &AlteredError{Object: c.Ref, Detail: fmt.Sprintf("log record %d lists no snapshot of it", at.Index)}
	}
	if folder, ok := w.taken[r.Object]; ok {
		return &folder, nil
	}
	folder := ""
	switch {
	case judge:
		folder = "footnotes/" + w.folderName(c.Ref, "-reference")
	case w.job.Whole:
		folder = "footnotes/" + w.folderName(c.Ref, "")
	}
	s := factsOf(r)
	s.Folder, s.Index = folder, line.Index
	if err := w.snapshot(&s, line, r); err != nil {
		var altered *AlteredError
		if errors.As(err, &altered) {
			altered.At = r.CapturedAt
		}
		if folder != "" && isAltered(err) {
			maps.DeleteFunc(w.sums, func(name, _ string) bool { return strings.HasPrefix(name, folder+"/") })
			if err := os.RemoveAll(w.path(folder)); err != nil {
				return nil, err
			}
		}
		return nil, err
	}
	w.taken[r.Object] = folder
	w.facts.Snapshots = append(w.facts.Snapshots, s)
	w.done.Snapshots = append(w.done.Snapshots, r)
	w.done.Folders = append(w.done.Folders, folder)
	return &folder, nil
}

// isAltered says whether it is what is handed out that does not hold.
func isAltered(err error) bool {
	var altered *AlteredError
	var ofLog *ledger.AlteredError
	return errors.As(err, &altered) || errors.As(err, &ofLog)
}

// damaged notes that a snapshot of a citation is left out.
func (w *writer) damaged(c *Citation, which string, err error) {
	var altered *AlteredError
	gone := errors.As(err, &altered) && altered.Gone
	known := gone && slices.ContainsFunc(c.Lost, func(t time.Time) bool { return t.Equal(altered.At.Truncate(time.Second)) })
	how := "damaged"
	switch {
	case known:
		how = "lost, which is accepted"
	case gone:
		how = "lost"
	}
	c.Warning = strings.TrimPrefix(fmt.Sprintf("%s; %s is %s, and so not handed out: %v", c.Warning, which, how, err), "; ")
	if !known && !slices.Contains(w.done.Damaged, c.Ref) {
		w.done.Damaged = append(w.done.Damaged, c.Ref)
	}
}
