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
	what, _ := tell(l, "", 0)
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
		if e.What, e.Withheld = tell(l.Line, object, index); e.What == "" {
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

// tell says in words what a record tells of a source, of which the snapshot object
// was logged at index; "" where that is nothing.
func tell(l ledger.Line, object string, index int64) (what, withheld string) {
	switch l.Kind {
	case ledger.KindSnapshot:
		var r ledger.SnapshotRecord
		if json.Unmarshal(l.Body, &r) != nil {
			break
		}
		what = fmt.Sprintf("captured (%s): HTTP status %d, %d bytes, SHA-256 %s", classWords(r.Class), r.Status, r.Bytes, r.SHA256)
		if p := r.Provenance; p != nil && p.Kind == ledger.ProvenancePerson {
			what = fmt.Sprintf("a copy that a person saved was taken in (it shows %s): saved by %s; %d bytes, SHA-256 %s", shownWords(r), savedWords(r), r.Bytes, r.SHA256)
		} else if p != nil {
			what = fmt.Sprintf("taken over from the archive %s, which says that it captured the page at %s: %d bytes, SHA-256 %s", r.Provenance.Service, utc(r.Provenance.MementoAt), r.Bytes, r.SHA256)
		}
		for _, row := range collectorRows(r) {
			what += "; " + row.Name + ": " + row.Value
		}
		if r.Recovered {
			what += "; listed later, as the run that took it died before it could"
		}
		return what, ""
	case ledger.KindObservation:
		var r ledger.ObservationRecord
		if json.Unmarshal(l.Body, &r) != nil {
			break
		}
		what = "the live source was looked at: "
		switch {
		case r.Fault != "":
			what += "no answer (" + r.Fault + ")"
		default:
			what += fmt.Sprintf("HTTP status %d", r.Status)
		}
		return what + fmt.Sprintf("; judged %s (%s)", r.Verdict, r.Reason), ""
	case ledger.KindAcceptance:
		var r ledger.AcceptRecord
		if json.Unmarshal(l.Body, &r) != nil {
			break
		}
		what = fmt.Sprintf("a person accepted its state for %s: %s", r.For, strings.TrimSpace(r.Verdict+" "+r.Reason+r.Archive))
		if r.Why != "" {
			what += " — " + r.Why
		}
		return what, ""
	case ledger.KindQuote:
		var r ledger.QuoteRecord
		if json.Unmarshal(l.Body, &r) != nil {
			break
		}
		return fmt.Sprintf("a person named, for %s, a passage that must stay in it: “%s”", r.For, r.Text), ""
	case ledger.KindRescue, ledger.KindSave:
		var r ledger.RescueRecord // of a save, the same keys
		if json.Unmarshal(l.Body, &r) != nil {
			break
		}
		if l.Kind == ledger.KindSave {
			return fmt.Sprintf("the archive %s was asked to capture it: %s", r.Service, r.Outcome), ""
		}
		return fmt.Sprintf("the archive %s was asked for a copy of it: %s", r.Service, r.Outcome), ""
	case ledger.KindExport:
		var r ledger.ExportRecord
		if json.Unmarshal(l.Body, &r) != nil {
			break
		}
		return fmt.Sprintf("handed out in a bundle of evidence of %s; the SHA-256 of that bundle's SHA256SUMS is %s", r.For, r.Sums), ""
	case ledger.KindWithdrawal:
		return tellWithdrawal(l)
	case ledger.KindTimestamp:
		var r ledger.TimestampRecord
		if json.Unmarshal(l.Body, &r) != nil {
			break
		}
		return fmt.Sprintf("an authority stamped the log of %d entries: %s, with the SHA-256 %s", r.Size, r.Object, r.SHA256), ""
	case ledger.KindKey:
		var r ledger.KeyRecord
		if json.Unmarshal(l.Body, &r) == nil && r.Use == "witness" {
			return fmt.Sprintf("the key of a witness was named: %s, with the SHA-256 %s", r.Object, r.SHA256), ""
		}
		return "the key that signs the snapshots was named: keys/capture.pub", ""
	case ledger.KindRecovery:
		return "a person had the log go on from what the archive held, because the head of the log was lost or did not fit", withheldMore
	case ledger.KindMend:
		var r ledger.MendRecord
		if json.Unmarshal(l.Body, &r) != nil {
			break
		}
		if r.Older() {
			return fmt.Sprintf("%s, which only says how far the log goes, was an older one: this program could not replace it, or somebody had put an old one back; it was put right", r.Object), ""
		}
		return fmt.Sprintf("somebody had overwritten or removed %s, which only says how far the log goes; it was put right", r.Object), ""
	case ledger.KindRepair:
		var r ledger.RepairRecord
		if json.Unmarshal(l.Body, &r) != nil || r.Object != object {
			return "", ""
		}
		if r.From == "" {
			return fmt.Sprintf("its file was %s in the %s, and was found whole later: who put it right is not known", r.Fault, r.Place), ""
		}
		return fmt.Sprintf("its file was %s in the %s, and was put right with bytes that hash to what the log lists", r.Fault, r.Place), ""
	case ledger.KindAudit:
		return tellAudit(l, object, index)
	}
	return "a record of the kind " + l.Kind, ""
}

// tellWithdrawal says that a snapshot of the source was withdrawn. The record is
// not shown: it names who did it, who may be in danger for it.
func tellWithdrawal(l ledger.Line) (what, withheld string) {
	var r ledger.WithdrawalRecord
	if json.Unmarshal(l.Body, &r) != nil {
		return "a record of the kind " + l.Kind, ""
	}
	of := fmt.Sprintf("the snapshot captured at %s, with the SHA-256 %s", utc(r.CapturedAt), r.SHA256)
	switch r.State {
	case ledger.WithdrawalDecided:
		what = "a person decided to withdraw " + of + ": " + r.Why
	case ledger.WithdrawalRemoved:
		what = "the bytes of " + of + " were removed from the archive: " + r.Why
	case ledger.WithdrawalRefused:
		what = "the bytes of " + of + " were not removed, as a lock of the store refused it"
	default:
		what = "a withdrawal of " + of
	}
	return what, withheldPerson
}

// savedWords says who saved a copy, when and why: by their own word.
func savedWords(r ledger.SnapshotRecord) string {
	p := r.Provenance
	s := fmt.Sprintf("%s, on %s (%s); taken in at %s as the file “%s” (%s) of %d bytes with the SHA-256 %s", p.By, utc(r.CapturedAt),
		map[string]string{"given": "by their own word", "day": "by their own word, to the day", "record": "as its WARC record says", "modified": "at the latest, as the date of the file says"}[p.Dated],
		utc(p.Retrieved), p.File, p.Form, p.FileBytes, p.FileSHA256)
	if p.Why != "" {
		s += "; why: " + p.Why
	}
	if p.Note != "" {
		s += "; " + p.Note
	}
	return s
}

// shownWords says what a snapshot was judged to show: of a copy in which no text can
// be read, nothing.
func shownWords(r ledger.SnapshotRecord) string {
	if unjudged(r) {
		return classWords(notJudged)
	}
	return classWords(r.Class)
}

// unjudged is a copy that a person saved and that has no text.
func unjudged(r ledger.SnapshotRecord) bool {
	p := r.Provenance
	return r.Class == "source" && p != nil && p.Kind == ledger.ProvenancePerson && p.Finding == "no text"
}

// notJudged is a class for classWords alone.
const notJudged = "not judged"

func classWords(class string) string {
	switch class {
	case "source":
		return "the source itself"
	case "wall":
		return "a wall in front of the source"
	case "error":
		return "an error page"
	case notJudged:
		return "what was not judged: it is a picture, or a document without text; that it shows the source is that person's word"
	}
	return class
}

// collectorRows says who looked, with what and from where.
func collectorRows(r ledger.SnapshotRecord) []row {
	c, rows := r.Collector, []row{}
	for _, x := range []row{{"software", c.Software}, {"user agent", c.UserAgent}, {"server address", c.ServerIP}, {"proxy", c.Proxy}, {"server certificate", c.TLS}, {"rendered by", c.Browser}} {
		if x.Value != "" {
			rows = append(rows, x)
		}
	}
	return rows
}

func utc(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05 UTC") }

// tellAudit says what an audit means for one snapshot; "" where it did not read
// it: one that was logged before it, or of a log that did not have it yet. An
// audit's record with findings on others is not shown.
func tellAudit(l ledger.Line, object string, index int64) (what, withheld string) {
	var r ledger.AuditRecord
	if json.Unmarshal(l.Body, &r) != nil || l.Index <= index || r.Size > 0 && r.Size <= index {
		return "", ""
	}
	var here []string
	for _, f := range append(r.Findings, r.Warnings...) {
		if f.Object == object {
			here = append(here, f.Code)
		} else {
			withheld = withheldMore
		}
	}
	read := slices.Contains(r.Slices, ledger.AuditSlice(object)) || r.Complete && slices.Contains(r.Objects, object)
	switch {
	case len(here) > 0:
		return "an audit of the archive found, of this snapshot: " + strings.Join(here, ", "), withheld
	case read:
		return "an audit of the archive read its bytes again: they were as logged", withheld
	case r.Level == "structure" && r.Complete:
		return "an audit of the archive verified the log, and that the snapshot is there", withheld
	}
	return "", ""
}
