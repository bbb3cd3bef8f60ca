// Package bundle writes and checks bundles of evidence: a folder with all that a
// stranger needs to verify what a report's footnote cites, without this program,
// the archive or a network.
//
// In the folder of one footnote:
//
//	README.html, README.txt   what is proved, what is not, and where it has been
//	verify.py                 verifies all of it with Python and openssl
//	SHA256SUMS                every file's SHA-256 but its own
//	bundle.json               what is here, for programs
//	snapshot.wacz             the snapshot, as it lies in the archive
//	record.json               the log's record that lists it, without its newline
//	entry.json                the log's entry, which is the record's SHA-256
//	entry.tlog-proof          that the entry is in the log (c2sp.org/tlog-proof)
//	original.EXT, text.txt    what the server sent, unpacked; what it says
//	screenshot.png            where the snapshot has one
//	custody.json              every record of the log about this source, proved, and
//	                          those that name the keys and the timestamps here
//	log/checkpoints/SIZE      the signed states of the log that the proofs lead to
//	log/timestamps/SIZE/…     timestamps of them, each with its certificates, and no other word
//	log/witnesses/SIZE/…      the signatures of witnesses
//	keys/log.pub, capture.pub who signed the log, who the snapshots
//
// Where the footnote is judged by another snapshot, footnotes/N-reference has the same
// files of that one. The folder of a whole report has keys/ and log/ once, a folder
// footnotes/N for each snapshot, and collection.wacz with all of them for viewers.
//
// A bundle tells of one source each, and of no other report: a record that names
// others is told of and not shown.
//
// It is made from the archive alone. Whose keys these are, and that a site served
// what was captured, no bundle proves.
package bundle

import (
	_ "embed"
	"time"
)

// Names in a bundle.
const (
	sumsName    = "SHA256SUMS"
	scriptName  = "verify.py"
	factsName   = "bundle.json"
	textName    = "README.txt"
	htmlName    = "README.html"
	collection  = "collection.wacz"
	logKey      = "keys/log.pub"
	captureKey  = "keys/capture.pub"
	checkpoints = "log/checkpoints/"
	timestamps  = "log/timestamps/"
	witnesses   = "log/witnesses/"

	waczName    = "snapshot.wacz"
	recordName  = "record.json"
	entryName   = "entry.json"
	proofName   = "entry.tlog-proof"
	custodyName = "custody.json"
	plainName   = "text.txt"
)

// Script is verify.py.
//
//go:embed verify.py
var Script []byte

// Report is what was cited in.
type Report struct {
	ID        string    `json:"id"`
	Title     string    `json:"title"`
	Published time.Time `json:"published"`
}

// Citation is one URL of one footnote, and which snapshot stands for it.
type Citation struct {
	Ref      string   `json:"ref"`
	Footnote string   `json:"footnote"`
	Text     string   `json:"text"` // of the footnote
	URL      string   `json:"url"`
	Locator  string   `json:"locator"`
	Claims   []string `json:"claims"` // the sentences that carry its mark
	Quotes   []Quote  `json:"quotes"`
	State    string   `json:"state"`   // how it stood at the last look, in words
	Warning  string   `json:"warning"` // what to know of the choice of the snapshot
	// Snapshot is the folder of its snapshot in the bundle; nil: there is none.
	Snapshot *string `json:"snapshot"`
	// Reference is the folder of the snapshot that it is judged by, where that is
	// another one, which is here too.
	Reference *string `json:"reference,omitempty"`

	// LogIndex is the snapshot's place in the log; negative: there is none. Batch
	// is the size of the log after its batch, 0 where that is not known.
	LogIndex, Batch int64 `json:"-"`

	// Lost are the moments of snapshots of which a person has accepted that they are
	// gone, to the second: that they are left out is told, and is no failure.
	Lost []time.Time `json:"-"`

	// Judge is the snapshot that it is judged by, to be put in too; nil: it is the same
	// one, or is left out.
	Judge *Entry `json:"-"`
}

// Entry is a snapshot's place in the log, and the size of the log after its batch, 0
// where that is not known.
type Entry struct{ Index, Batch int64 }

// Quote is a passage that must stay in the source.
type Quote struct {
	Text  string `json:"text"`
	State string `json:"state"` // in words; "" where it was never looked for
}

// facts is bundle.json: all that the statement says, and what programs need.
type facts struct {
	Version    int        `json:"version"`
	Software   string     `json:"software"`
	MadeAt     time.Time  `json:"made_at"`
	Report     Report     `json:"report"`
	Whole      bool       `json:"whole"` // a report, not one footnote of it
	Citations  []Citation `json:"citations"`
	Log        logFacts   `json:"log"`
	Snapshots  []snapshot `json:"snapshots"`
	Collection string     `json:"collection"`
}

type logFacts struct {
	Key      string     `json:"key"`    // verifier key
	Newest   int64      `json:"newest"` // size of the newest checkpoint here
	Stamps   []stamp    `json:"stamps"`
	Cosigned []cosigned `json:"cosigned"`
}

// stamp is a timestamp token in the bundle.
type stamp struct {
	Size      int64     `json:"size"`
	File      string    `json:"file"`
	Time      time.Time `json:"time"`
	Authority string    `json:"authority"` // the signer's name
	Root      string    `json:"root"`      // SHA-256 of the root certificate
}

// cosigned is a witness's signature in the bundle.
type cosigned struct {
	Size    int64     `json:"size"`
	File    string    `json:"file"`
	Witness string    `json:"witness"` // name of its key
	Time    time.Time `json:"time"`

	line []byte // as it stands behind the checkpoint
}

// snapshot is one snapshot in the bundle. Names of files are "" where there is
// none.
type snapshot struct {
	Folder     string `json:"folder"` // "" for the bundle's own
	Index      int64  `json:"index"`
	Checkpoint int64  `json:"checkpoint"` // size of the checkpoint of its proof
	// Witnessed is the size of another checkpoint, which witnesses signed where they did
	// not sign that one, and WitnessProof are the hashes that lead there.
	Witnessed    int64    `json:"witnessed,omitempty"`
	WitnessProof []string `json:"witness_proof,omitempty"`
	Original     string   `json:"original"`
	Main         place    `json:"main"` // the record of Original
	// OriginalAs is "" where Original is what was sent, unpacked; cut where it was
	// unpacked as far as it goes; sent where it is still packed, as Encoding.
	OriginalAs string `json:"original_as"`
	Encoding   string `json:"encoding"`
	Text       string `json:"text"`
	Screenshot string `json:"screenshot"`
	View       place  `json:"view"` // the record of Screenshot

	// Rendered says that a browser showed the page, and Done what was done to it and
	// what is cut, as the snapshot says.
	Rendered bool     `json:"rendered,omitempty"`
	Done     []string `json:"done,omitempty"`

	// What its record says, for the statement.
	URL         string    `json:"url"`
	FinalURL    string    `json:"final_url"`
	CapturedAt  time.Time `json:"captured_at"`
	Class       string    `json:"class"`
	Status      int       `json:"status"`
	ContentType string    `json:"content_type"`
	SHA256      string    `json:"sha256"`
	Bytes       int64     `json:"bytes"`
	Payload     string    `json:"payload_sha256"`
	Collector   []row     `json:"collector"`
	// CopiedFrom says whose copy it is, where it was not captured from the source.
	CopiedFrom string `json:"copied_from"`
	// SavedBy says which person saved it, where no program captured it.
	SavedBy string `json:"saved_by,omitempty"`
	// Unjudged says that no text can be read in what that person saved: nobody but
	// them says what it shows.
	Unjudged bool `json:"unjudged,omitempty"`
}

// row is a line of a table: a name and a value.
type row struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type place struct {
	File   string `json:"file"`
	Offset int64  `json:"offset"`
	Length int64  `json:"length"`
}

// custody is custody.json.
type custody struct {
	URL    string  `json:"url"`
	Events []event `json:"events"` // in the order of the log
}

// event is one record of the log about the source.
type event struct {
	Index int64     `json:"index"`
	At    timestamp `json:"at"` // as the record says
	Kind  string    `json:"kind"`
	What  string    `json:"what"`  // for a person
	Count int       `json:"count"` // how many records it stands for: over 1 where looks that found the same are not shown
	// Line is the record's line. It is empty where Withheld says why; then Record is
	// its SHA-256, hex, which is all that the log's entry holds of it. Proof are the
	// hashes that lead from the entry to the newest checkpoint here. So no record can
	// be made up; what a withheld one says is not proved, but for whoever has it.
	Line     string   `json:"line"`
	Record   string   `json:"record,omitempty"`
	Proof    []string `json:"proof"`
	Withheld string   `json:"withheld"`
}

// timestamp is a moment as records write it.
type timestamp string
