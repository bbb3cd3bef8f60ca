package ledger

import (
	"cmp"
	"encoding/json"
	"strings"
	"time"
)

// The kinds of record that are logged. A reader must skip a kind that it does
// not know.
const (
	KindKey         = "key"         // KeyRecord
	KindSnapshot    = "snapshot"    // SnapshotRecord
	KindObservation = "observation" // ObservationRecord
	KindRecovery    = "recovery"    // RecoveryRecord
	KindMend        = "mend"        // MendRecord
	KindAcceptance  = "acceptance"  // AcceptRecord
	KindQuote       = "quote"       // QuoteRecord
	KindRescue      = "rescue"      // RescueRecord
	KindSave        = "save"        // SaveRecord
	KindTimestamp   = "timestamp"   // TimestampRecord
	KindExport      = "export"      // ExportRecord
	KindWithdrawal  = "withdrawal"  // WithdrawalRecord
	KindAlert       = "alert"       // AlertRecord
	KindAlertSent   = "alert-sent"  // AlertSentRecord
)

// KeyRecord says which capture key signs the WACZ files from here on, or which
// key a witness cosigns with.
type KeyRecord struct {
	Use    string `json:"use"`    // "capture", "witness"
	Object string `json:"object"` // where the public half lies in the archive
	SHA256 string `json:"sha256"` // of the object's bytes, hex
}

// SnapshotRecord lists one WACZ: the bytes, and how they came to be.
type SnapshotRecord struct {
	URL           string    `json:"url"`
	CapturedAt    time.Time `json:"captured_at"`       // UTC, milliseconds
	Object        string    `json:"object"`            // key in the store
	Version       string    `json:"version,omitempty"` // the store's version id of Object
	SHA256        string    `json:"sha256"`            // of the WACZ, hex
	Bytes         int64     `json:"bytes"`
	Class         string    `json:"class"` // source, wall, error
	Status        int       `json:"status"`
	FinalURL      string    `json:"final_url,omitempty"` // where it differs from URL
	ContentType   string    `json:"content_type,omitempty"`
	Kind          string    `json:"kind,omitempty"` // html, pdf, …
	PayloadSHA256 string    `json:"payload_sha256"`
	Verdict       string    `json:"verdict"` // of the look that took it
	Reason        string    `json:"reason"`
	Cut           string    `json:"cut,omitempty"` // the fault that kept the answer from being whole; unclosed: nothing tells that it was
	Collector     Collector `json:"collector"`
	// Provenance is set where the bytes did not come from the source but from
	// an archive that had captured it, or from a person who had saved it:
	// CapturedAt is then their word, and FinalURL, Status (0: not known) and
	// ContentType are those of their copy.
	Provenance *Provenance `json:"provenance,omitempty"`
	// Recovered is set where a run died between storing the object and
	// logging it, and a later run listed it.
	Recovered bool `json:"recovered,omitempty"`
}

// ProvenancePerson is the Kind of a copy that a person saved and had taken in.
const ProvenancePerson = "person"

// Provenance says from whom a copy was taken over: from another archive, or from
// a person.
type Provenance struct {
	Kind      string    `json:"kind"`                      // "wayback", or "person"
	Service   string    `json:"service,omitempty"`         // base URL of the archive
	Memento   string    `json:"memento,omitempty"`         // URL of the copy there, as it was fetched
	MementoAt time.Time `json:"memento_datetime,omitzero"` // when the archive says it captured the page
	Retrieved time.Time `json:"retrieved_at"`              // when it was fetched from there, or taken in
	Note      string    `json:"note,omitempty"`            // where the URL names another day than the archive's word; of a person's, another page

	// Of a person's copy:
	By         string `json:"by,omitempty"`  // who saved it, by their own word
	Why        string `json:"why,omitempty"` // in their words
	File       string `json:"file,omitempty"`
	FileSHA256 string `json:"file_sha256,omitempty"` // of the file as it was given, hex
	FileBytes  int64  `json:"file_bytes,omitempty"`
	Form       string `json:"form,omitempty"` // wacz, warc, html, pdf, png, jpeg
	// Dated says whose word CapturedAt is: given (the person's), day (theirs, to
	// the day), record (the WARC record's) or modified (the file's).
	Dated string `json:"dated,omitempty"`
	// Finding is "no text" where none can be read from it: nothing can be compared
	// with it then. "other text" has less than half in common with our own capture of
	// the source, as Note says: it stands for the source only where the manifest names
	// its day.
	Finding string `json:"finding,omitempty"`
	// Rendered says that its text is not of the page's answer, which scripts fill,
	// but what stood there when it was saved, as the file has it beside.
	Rendered bool `json:"rendered,omitempty"`
}

// RescueRecord says that an archive was asked for a copy of a source.
type RescueRecord struct {
	URL     string `json:"url"`
	Service string `json:"service"` // base URL
	// Outcome is copied; none (the archive has no copy, or none that is nearer
	// to the report's date than what is here); unfit (none that was tried shows
	// the source); excluded (the archive keeps that page to itself); or
	// unavailable (the archive did not answer as one).
	Outcome string      `json:"outcome"`
	Detail  string      `json:"detail,omitempty"`
	Tried   []RescueTry `json:"tried,omitempty"`
	Again   time.Time   `json:"again"` // not asked for this source before
}

// RescueTry is one copy that was looked at.
type RescueTry struct {
	Memento string `json:"memento"`
	Outcome string `json:"outcome"` // "copied", or why not
}

// SaveRecord says that an archive was asked to capture a source.
type SaveRecord struct {
	URL     string    `json:"url"`
	Service string    `json:"service"` // base URL
	Outcome string    `json:"outcome"` // saved, pending, refused, unavailable
	Job     string    `json:"job,omitempty"`
	Memento string    `json:"memento,omitempty"` // where the archive says the capture is
	Detail  string    `json:"detail,omitempty"`
	Again   time.Time `json:"again"` // not asked for this source before
}

// Collector is the collection data that the Berkeley Protocol asks for: who
// looked, with what, from where.
type Collector struct {
	Software  string `json:"software"`
	UserAgent string `json:"user_agent"`
	ServerIP  string `json:"server_ip,omitempty"`
	Proxy     string `json:"proxy,omitempty"`
	TLS       string `json:"tls,omitempty"` // "verified", or what was wrong with the chain
	// Capture is "browser" where a browser showed the page and its text is that of
	// the rendered document; empty where the answer was read as it was sent.
	Capture string `json:"capture,omitempty"`
	Browser string `json:"browser,omitempty"` // product and version
}

// Rendered is the browser that rendered the snapshot, "" where none did.
func (r *SnapshotRecord) Rendered() string {
	if r.Collector.Capture != "browser" {
		return ""
	}
	return cmp.Or(r.Collector.Browser, "a browser")
}

// ObservationRecord is one look at a live source, with what it meant for each
// citation and what was due next: enough to rebuild the catalog.
type ObservationRecord struct {
	URL           string    `json:"url"`
	Status        int       `json:"status,omitempty"`
	Fault         string    `json:"fault,omitempty"`
	FinalURL      string    `json:"final_url,omitempty"`
	PayloadSHA256 string    `json:"payload_sha256,omitempty"`
	Bytes         int64     `json:"bytes,omitempty"`
	Verdict       string    `json:"verdict"` // of the source, against its newest snapshot of class source
	Reason        string    `json:"reason"`
	NextDue       time.Time `json:"next_due"`
	Command       string    `json:"command"`           // run or check
	Capture       string    `json:"capture,omitempty"` // "browser" where a browser rendered the page
	Judged        []Judged  `json:"judged,omitempty"`
}

// Judged is a verdict shared by the citations in For ("REPORT/FOOTNOTE.N").
type Judged struct {
	For        []string  `json:"for"`
	Verdict    string    `json:"verdict"`
	Reason     string    `json:"reason"`
	Similarity float64   `json:"similarity"`
	Detail     string    `json:"detail,omitempty"` // none for ok/same: it is always the same
	Quotes     []Quote   `json:"quotes,omitempty"`
	ClaimsLost []string  `json:"claims_lost,omitempty"` // what the report's own sentences say and the page no longer does
	Confirmed  bool      `json:"confirmed,omitempty"`
	Looks      int       `json:"looks,omitempty"`  // that counted towards confirmation
	Since      time.Time `json:"since"`            // since when the state has stood
	First      time.Time `json:"first,omitzero"`   // the first look that counted
	Counted    time.Time `json:"counted,omitzero"` // the last look that counted
	// LastGood is the last look that found the content. It is left out where
	// this one did.
	LastGood time.Time `json:"last_good,omitzero"`
	// Held is the evidence for other candidates, as the verdicts keep it.
	Held json.RawMessage `json:"held,omitempty"`
	// Reference is the log entry of the snapshot that was compared with.
	Reference *int64 `json:"reference,omitempty"`
	// Shows is when the snapshot was taken whose text this look saw, of a source
	// that has changed; left out where none has it.
	Shows time.Time `json:"shows,omitzero"`
	// Beyond is when the snapshot was taken whose text a person has accepted,
	// where this look saw another text.
	Beyond time.Time `json:"beyond,omitzero"`
	// Confidence is A, B or C; left out where it is the usual one of the reason.
	Confidence string `json:"confidence,omitempty"`
	// Evidence is what was seen, and which rule decided, in lines for a person;
	// none where the source is well.
	Evidence []string `json:"evidence,omitempty"`
}

// Quote is one passage and how it stood.
type Quote struct {
	Text  string `json:"text"`
	Found bool   `json:"found"`
	State string `json:"state"`
	Now   string `json:"now,omitempty"`
	// Outside: it stands outside of the article alone, as in a comment.
	Outside bool `json:"outside,omitempty"`
}

// RecoveryRecord says that a person had the log go on from what the archive
// held, because the head was lost or did not fit, or with another key for snapshots.
type RecoveryRecord struct {
	Reason string `json:"reason"` // the person's
	Fault  string `json:"fault"`  // what was wrong
	// Head is the signed checkpoint of the head that was given up, if there was
	// one. If it is not part of this log, it is a fork, and this owns up to it.
	Head string `json:"head,omitempty"`
	// Key is where the key lies that signs snapshots from then on, where it was not the
	// head that was lost, but the key before it.
	Key string `json:"key,omitempty"`
}

// MendRecord says that log/checkpoint was found not to be what the log had written
// there. It is put right, if the store lets it be.
type MendRecord struct {
	Object string `json:"object"`
	Fault  string `json:"fault"`           // what was wrong with it
	Found  string `json:"found,omitempty"` // SHA-256 of what stood there, hex; none: nothing did
}

// Older says that an older state of this log stood there: that somebody put it back is
// not known, for a writer that may not replace it leaves the same.
func (m MendRecord) Older() bool { return strings.Contains(m.Fault, olderCheckpoint) }

const olderCheckpoint = "is an older checkpoint, of "

// AcceptRecord says that a person has seen a state of a citation and lives with
// it. It covers what it names, and nothing worse. A later one for the same
// citation takes its place.
type AcceptRecord struct {
	For string `json:"for"` // "REPORT/FOOTNOTE"; with URL, the citation
	URL string `json:"url"`
	// Verdict and Reason, or else Archive, is what was accepted.
	Verdict string `json:"verdict,omitempty"`
	Reason  string `json:"reason,omitempty"`
	Archive string `json:"archive,omitempty"` // wall, missing
	// Lost are the passages that were gone; another one that goes is not
	// covered.
	Lost []string `json:"lost,omitempty"`
	// LostSnapshots are the moments of the snapshots that were gone, of Archive
	// missing: another one that goes is not covered.
	LostSnapshots []time.Time `json:"lost_snapshots,omitempty"`
	// Object and SHA256 name the snapshot that shows the text which was seen, of
	// Verdict changed: another text is not covered. None where none was taken.
	Object string `json:"object,omitempty"`
	SHA256 string `json:"sha256,omitempty"`
	Why    string `json:"why,omitempty"` // the person's
	By     string `json:"by,omitempty"`  // who it was, where a server knows that
	// Since is since when the state had stood, as far as that is known, and
	// Confirmed whether enough looks had found it so.
	Since     time.Time `json:"since,omitzero"`
	Confirmed bool      `json:"confirmed,omitempty"`
}

// QuoteRecord says that a person named a passage that must stay in a source,
// and where it stood in the snapshot that the citation is compared with.
type QuoteRecord struct {
	For    string `json:"for"` // "REPORT/FOOTNOTE"; with URL, the citation
	URL    string `json:"url"`
	Text   string `json:"text"`   // in the words of the person
	Object string `json:"object"` // the snapshot's key in the store
	SHA256 string `json:"sha256"` // of the snapshot's bytes, hex
	// Targets is where the passage stands: one place, or one for each part of a
	// passage with omissions. Their text is that of the first page in the
	// snapshot's pages/pages.jsonl, as it is written there.
	Targets []Target `json:"targets"`
}

// Target is one place in a text, by two selectors of the Web Annotation Data
// Model (https://www.w3.org/TR/annotation-model/).
type Target struct {
	Page     int                  `json:"page,omitempty"` // of a PDF, from 1
	Quote    TextQuoteSelector    `json:"quote"`
	Position TextPositionSelector `json:"position"`
}

// TextQuoteSelector is a passage with what stands before and after it
// (https://www.w3.org/TR/annotation-model/#text-quote-selector).
type TextQuoteSelector struct {
	Type   string `json:"type"` // "TextQuoteSelector"
	Exact  string `json:"exact"`
	Prefix string `json:"prefix"`
	Suffix string `json:"suffix"`
}

// TextPositionSelector is the same by number: start is the first character of
// the passage, end the one after its last, both counted in Unicode code points
// from 0 (https://www.w3.org/TR/annotation-model/#text-position-selector).
type TextPositionSelector struct {
	Type  string `json:"type"` // "TextPositionSelector"
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// TimestampRecord says that an authority stamped a checkpoint. Being in the log,
// it has later stamps renew earlier ones: they cover the hashes of their tokens.
type TimestampRecord struct {
	Size        int64     `json:"size"`         // of the checkpoint
	Checkpoint  string    `json:"checkpoint"`   // the object whose bytes were stamped
	Authority   string    `json:"authority"`    // URL
	Object      string    `json:"object"`       // the response with the token, DER
	SHA256      string    `json:"sha256"`       // of Object, hex
	Chain       string    `json:"chain"`        // the certificates, PEM, root last
	ChainSHA256 string    `json:"chain_sha256"` // of Chain, hex
	Time        time.Time `json:"time"`         // what the token says
}

// ExportRecord says that evidence was handed out: to read it is an event in its
// custody. Where it went is not said. What a report's footnotes share is one
// record for each source, so that each can be shown without the others.
type ExportRecord struct {
	URL    string `json:"url"`
	For    string `json:"for"`    // "REPORT/FOOTNOTE", or "REPORT" where all of it was exported
	What   string `json:"what"`   // "bundle"
	Object string `json:"object"` // the snapshot's key in the store
	SHA256 string `json:"sha256"` // of the snapshot's bytes, hex
	// Sums is the SHA-256 of the bundle's SHA256SUMS, hex: by it a bundle is
	// known to be the one that was handed out.
	Sums string `json:"sums"`
}
