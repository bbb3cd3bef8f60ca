package bundle

import (
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"archiver/internal/ledger"
)

// about is what records of several kinds say of whom they concern.
type about struct {
	URL    string `json:"url"`
	For    string `json:"for"`
	Use    string `json:"use"`
	Judged []struct {
		For []string `json:"for"`
	} `json:"judged"`
}

// looksListed bounds how many looks at one source are listed whatever they found:
// for a bundle of n sources. Beyond that a look that found the same as the one
// before is only counted.
func looksListed(n int) int { return min(10_000, max(100, 50_000/max(n, 1))) }

// maxLines bounds the records that are held, for one bundle.
const maxLines = 1_000_000

// logged is a record about a source, or count looks that found the same, of which
// it is the last.
type logged struct {
	ledger.Line
	url   string // "" for what concerns the whole archive
	count int
}

// findLines reads the log once and keeps what concerns a source of the bundle.
// Records that do not hold are passed over: verify tells of them.
func (w *writer) findLines() error {
	looks := map[string]*looked{}
	for _, c := range w.facts.Citations {
		if c.LogIndex >= 0 {
			looks[c.URL] = &looked{}
		}
	}
	for l, err := range w.log.Records(w.ctx, 0) {
		var altered *ledger.AlteredError
		if errors.As(err, &altered) {
			w.lost = append(w.lost[:min(len(w.lost), maxLost)], lostRecord{l.Index, max(l.Batch, l.Index+1)})
			continue
		}
		if err != nil {
			return err
		}
		var a about
		if json.Unmarshal(l.Body, &a) != nil {
			continue
		}
		of := looks[a.URL]
		if w.lists(l) {
			w.lines = append(w.lines, logged{l, "", 1})
			continue
		}
		switch {
		case l.Kind == ledger.KindRecovery, l.Kind == ledger.KindMend, l.Kind == ledger.KindAudit, l.Kind == ledger.KindRepair, l.Kind == ledger.KindKey && a.Use == "capture":
			w.lines = append(w.lines, logged{l, "", 1})
		case of == nil || !w.own(a.For):
		case l.Kind == ledger.KindObservation:
			w.lines = append(w.lines, of.see(l, a.URL, looksListed(len(looks)))...)
		default:
			w.lines = append(w.lines, logged{l, a.URL, 1})
		}
		if len(w.lines) > maxLines {
			return fmt.Errorf("export: the log has over %d records about these sources", maxLines)
		}
	}
	for _, of := range looks {
		w.lines = append(w.lines, of.flush()...)
	}
	slices.SortStableFunc(w.lines, func(a, b logged) int { return cmp.Compare(a.Index, b.Index) })
	return nil
}

// token is what the log lists of a timestamp, and where.
type token struct {
	ledger.TimestampRecord
	index int64
}

// lostRecord is one that does not hold, or the first of several, and the size of the
// log after them.
type lostRecord struct{ index, size int64 }

// maxLost bounds those that are held.
const maxLost = 1000

// lists keeps what a record lists of a timestamp, or of a witness's key; it says
// whether the record is one of these.
func (w *writer) lists(l ledger.Line) bool {
	switch l.Kind {
	case ledger.KindTimestamp:
		var r ledger.TimestampRecord
		if json.Unmarshal(l.Body, &r) != nil {
			return false
		}
		w.tokens[r.Object] = token{r, l.Index}
		return true
	case ledger.KindKey:
		var r ledger.KeyRecord
		if json.Unmarshal(l.Body, &r) != nil || r.Use != "witness" {
			return false
		}
		w.witnessKeys[r.Object] = r.SHA256
		return true
	}
	return false
}

// vouches says whether a record that lists a timestamp or a witness's key lists one
// of a checkpoint that is handed out for the snapshot: that with the proof, that which
// witnesses signed, or the newest; of any other it does not.
func (w *writer) vouches(l ledger.Line, size, witnessed int64) bool {
	var of struct{ Object, SHA256 string }
	_ = json.Unmarshal(l.Body, &of) // it was read before
	if l.Kind == ledger.KindTimestamp {
		return w.tokens[of.Object].index == l.Index && slices.ContainsFunc(slices.Concat(w.stamps[size], w.stamps[witnessed]), func(s stamp) bool { return s.File == of.Object })
	}
	return w.witnessKeys[of.Object] == of.SHA256 && slices.ContainsFunc(slices.Concat(w.cosigned[size], w.cosigned[witnessed], w.cosigned[w.log.Size()]),
		func(c cosigned) bool { return ledger.WitnessKeyOf(path.Base(c.File)) == of.Object })
}

// looked is what was seen of one source so far.
type looked struct {
	n    int
	last string  // what the last look found
	same *logged // looks since then that found the same, and are not listed
}

func (o *looked) see(l ledger.Line, url string, most int) []logged {
	what, _ := tell(l, "", 0, nil)
	o.n++
	if o.n > most && what == o.last {
		if o.same == nil {
			o.same = &logged{url: url}
		}
		o.same.Line = l
		o.same.count++
		return nil
	}
	o.last = what
	return append(o.flush(), logged{l, url, 1})
}

func (o *looked) flush() []logged {
	if o.same == nil {
		return nil
	}
	same := *o.same
	o.same = nil
	return []logged{same}
}

// own says whether a record's "for" is of the report that is exported.
func (w *writer) own(name string) bool {
	id := w.job.Report.ID
	return name == "" || name == id || strings.HasPrefix(name, id+"/")
}

// custody tells of every record about a source whose snapshot is proved by the
// checkpoint of that size, and of those that list its timestamps and witnesses, or
// those of the other.
func (w *writer) custody(url, object string, index, size, witnessed int64) (custody, error) {
	c := custody{URL: url, Events: []event{}}
	for _, l := range w.lines {
		if l.url != "" && l.url != url {
			continue
		}
		var a about
		_ = json.Unmarshal(l.Body, &a) // it was read before
		if (l.Kind == ledger.KindTimestamp || a.Use == "witness") && !w.vouches(l.Line, size, witnessed) {
			continue
		}
		e := event{Index: l.Index, At: stampText(l.At), Kind: l.Kind, Count: l.count, Proof: []string{}}
		if e.What, e.Withheld = tell(l.Line, object, index, w.own); e.What == "" {
			continue
		}
		for _, j := range a.Judged {
			for _, name := range j.For {
				if !w.own(name) {
					e.Withheld = withheldMore
				}
			}
		}
		if l.count > 1 {
			e.Withheld = withheldSame(l.count)
		}
		if e.Withheld == "" {
			e.Line = string(l.Raw)
		} else {
			sum := sha256.Sum256(l.Raw)
			e.Record = hex.EncodeToString(sum[:])
		}
		proof, err := w.log.ProveAt(w.ctx, l.Index, w.log.Size())
		if err != nil {
			return custody{}, err
		}
		if e.Proof, err = hashesOf(proof); err != nil {
			return custody{}, err
		}
		c.Events = append(c.Events, e)
	}
	return c, nil
}

const (
	withheldMore   = "the record is not shown: it holds more than what concerns this source and this report"
	withheldPerson = "the record is not shown: it names a person"
)

func withheldSame(count int) string {
	return fmt.Sprintf("so found %d looks, of which this is the last; there are too many to show each", count)
}

// hashesOf takes the hashes out of a tlog-proof.
func hashesOf(proof []byte) ([]string, error) {
	head, _, ok := strings.Cut(string(proof), "\n\n")
	lines := strings.Split(head, "\n")
	if !ok || len(lines) < 2 {
		return nil, errors.New("export: malformed proof")
	}
	for _, h := range lines[2:] {
		if _, err := base64.StdEncoding.DecodeString(h); err != nil {
			return nil, errors.New("export: malformed proof")
		}
	}
	return append([]string{}, lines[2:]...), nil
}

func stampText(t time.Time) timestamp { return timestamp(t.UTC().Format("2006-01-02T15:04:05.000Z")) }

// notJudged is a class for classWords alone.
const notJudged = "not judged"
