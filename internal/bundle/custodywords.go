package bundle

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"archiver/internal/ledger"
)

// tell says in words what a record tells of a source, of which the snapshot object
// was logged at index; "" where that is nothing. own says which citations a look is told
// for; nil: all.
func tell(l ledger.Line, object string, index int64, own func(string) bool) (what, withheld string) {
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
		return what + "; " + judgedWords(r, own), ""
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
		if r.Object != captureKey {
			return "a new key that signs the snapshots was named: " + oneLine(r.Object), ""
		}
		return "the key that signs the snapshots was named: keys/capture.pub", ""
	case ledger.KindRecovery:
		var r ledger.RecoveryRecord
		if json.Unmarshal(l.Body, &r) == nil && r.Key != "" {
			return "a person had the snapshots signed with a new key, because the one before was lost", withheldMore
		}
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

// dated says whose word the date of a copy is that a person saved.
var dated = map[string]string{"given": "by their own word", "day": "by their own word, to the day", "record": "as its WARC record says", "modified": "at the latest, as the date of the file says"}

// takenWords say by whom and when a snapshot was taken, and whose word that is: the
// collector's clock dates nothing but what it fetched itself.
func takenWords(r ledger.SnapshotRecord) string {
	switch p := r.Provenance; {
	case p == nil:
		return "captured " + utc(r.CapturedAt) + " by the collector's clock"
	case p.Kind == ledger.ProvenancePerson:
		return fmt.Sprintf("saved by %s, %s (%s)", oneLine(p.By), utc(r.CapturedAt), dated[p.Dated])
	default:
		return fmt.Sprintf("captured %s, as the archive %s says", utc(p.MementoAt), oneLine(p.Service))
	}
}

// savedWords says who saved a copy, when and why: by their own word.
func savedWords(r ledger.SnapshotRecord) string {
	p := r.Provenance
	s := fmt.Sprintf("%s, on %s (%s); taken in at %s as the file “%s” (%s) of %d bytes with the SHA-256 %s", p.By, utc(r.CapturedAt),
		dated[p.Dated], utc(p.Retrieved), p.File, p.Form, p.FileBytes, p.FileSHA256)
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

// judgedWords say what a look meant for the citations. The verdict of the source itself
// is against its newest snapshot: of a page that was changed it is ok once the change
// was captured. It is told only where there is no citation to tell of.
func judgedWords(r ledger.ObservationRecord, own func(string) bool) string {
	refs := map[string][]string{}
	var order []string
	for _, j := range r.Judged {
		as := fmt.Sprintf("judged %s (%s)", j.Verdict, j.Reason)
		for _, name := range j.For {
			if own != nil && !own(name) {
				continue
			}
			if refs[as] == nil {
				order = append(order, as)
			}
			refs[as] = append(refs[as], name)
		}
	}
	if len(order) == 0 {
		return fmt.Sprintf("judged %s (%s) against its newest snapshot", r.Verdict, r.Reason)
	}
	for i, as := range order {
		order[i] = as + " for " + strings.Join(refs[as], ", ")
	}
	return strings.Join(order, ", ")
}
