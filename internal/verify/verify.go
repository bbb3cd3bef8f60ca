// Package verify checks an archive from its own files alone: no catalog, no
// secret key, no network. A stranger with a copy of the folder gets the same
// answer as its owner.
//
// What it proves, when it finds nothing: every snapshot has, to the bit, the
// bytes that were logged; the log was only ever appended to since its first
// checkpoint that someone kept; and the log's key signed it. It says nothing of
// who holds that key, nor of what a server served.
//
// The codes of its findings are stable; testdata/README.md lists them all, with
// cases that give them:
//
//	snapshot-altered      a snapshot's bytes do not hash to what was logged
//	snapshot-missing      a snapshot that was logged is gone
//	snapshot-unreadable   the store would not give it
//	snapshot-inner        deep: a digest or signature inside it does not hold
//	snapshot-signer       deep: it is not signed with the key that was logged
//	snapshot-record       its log record does not hold (Snapshots only: Archive
//	                      names the log's file)
//	snapshot-unlisted     the log does not list it: a warning, as a run that died
//	                      may leave one (and so does whoever removes the newest
//	                      entries), unless the caller asked for it by name
//	snapshot-withdrawn    a warning: a person withdrew it, which the log says, and its
//	                      bytes are not gone. Where they are, nothing is told
//	store-overwritten     a warning: somebody wrote another version over an object
//	                      in a store that keeps every version; the first counts
//	store-deleted         a warning: somebody deleted an object there; the first
//	                      version still counts
//	store-unlisted        a warning: the store would not list its versions
//	unexpected            a warning: something in a folder of the archive that is no
//	                      object, such as a symbolic link
//	log-mended            a note: a file of the log had been overwritten or
//	                      removed, or could not be replaced, and was put right
//	log-recovered         a note: a person had the log go on without its head, or
//	                      without the newest entries that it knew of, or had
//	                      snapshots signed with a new key
//	repaired              a note: an object was not as it was, and was put right
//	                      with the bytes of a copy
//	damaged-unlisted      a warning: something under damaged/, where repairs keep
//	                      what they found, that no repair logged
//
// and those of ledger.Check and ledger.CheckHead for the files under log/ and
// keys/: record-altered, record-missing, entries-altered, entries-missing,
// tile-altered, tile-missing, checkpoint-altered, checkpoint-missing,
// checkpoint-signature, checkpoint-fork, key-altered, key-missing, log-missing,
// log-root, log-rolled-back, log-forked, head-damaged, unreadable, checkpoint-old,
// witness-altered, witness-fork; as warnings log-continued, log-unfinished and
// log-unexpected.
//
// Of the tokens of time-stamp authorities over the log's checkpoints:
//
//	timestamp-missing       a token that was logged, or its chain, is gone
//	timestamp-altered       it is not what was logged
//	timestamp-invalid       it is, and is no valid token over its checkpoint
//	timestamp-root-unknown  a warning: it is valid, but this machine does not
//	                        know the root that its chain leads to
//	timestamp-unlisted      a warning: the log does not list it
//	timestamp-order         a warning: it says to be older than one it covers
package verify

import (
	"cmp"
	"context"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"archiver/internal/ledger"
	"archiver/internal/store"
)

// The codes of findings about snapshots.
const (
	CodeAltered     = "snapshot-altered"
	CodeMissing     = "snapshot-missing"
	CodeUnreadable  = "snapshot-unreadable"
	CodeInner       = "snapshot-inner"
	CodeSigner      = "snapshot-signer"
	CodeRecord      = "snapshot-record"
	CodeUnlisted    = "snapshot-unlisted"
	CodeWithdrawn   = "snapshot-withdrawn"
	CodeOverwritten = "store-overwritten"
	CodeDeleted     = "store-deleted"
	CodeVersions    = "store-unlisted"
	CodeMended      = "log-mended"
	CodeRecovered   = "log-recovered"
	CodeStray       = "unexpected"
	CodeRepaired    = "repaired"
	// CodeMirrorBehind is of who compares a mirror with its archive.
	CodeMirrorBehind = "mirror-behind"
	CodeDamaged      = "damaged-unlisted"
)

// Options says what to verify. The zero value is all of an archive.
type Options struct {
	Level Level // "" is All
	// Sample and Seed say which snapshots are read at level Sampled.
	Sample Sample
	Seed   uint64
	// Objects limits the snapshots that are read to these keys; nil: all. The log
	// is always checked as a whole.
	Objects []string
	// Head is the value of the log's head, if at hand: only it can tell that the
	// newest part of the log was cut off.
	Head []byte
	// Roots are trusted for timestamps, beside those of the system.
	Roots []*x509.Certificate
	// Deep also recomputes every digest and signature inside each snapshot. That
	// takes several times as long, and adds nothing for bytes that are as they
	// were logged, but to show that they were in order when they were.
	Deep bool
	// Readers is how many snapshots are read at once; 0: 2. SHA-256 takes a core
	// each, and more streams slow a spinning disk; a store far away wants more.
	Readers int
	// Progress, if any, is told of what is done. It is not called concurrently.
	Progress func(Progress)
	// Resume is how far an earlier verification got: it goes on from there, if it
	// was of the same log and asked for the same.
	Resume *Mark
	// Mark, if any, is given how far this one got, again and again. It is not
	// called concurrently.
	Mark func(Mark)
	// Now is the clock; nil: time.Now.
	Now func() time.Time
}

// Progress is how far a verification is.
type Progress struct {
	Done, Total       int   // snapshots
	Bytes, TotalBytes int64 // of snapshots that are read
}

// State is how a snapshot was found.
type State string

// The states.
const (
	Intact  State = "intact"
	Present State = "present" // it has its size; it was not read
	Corrupt State = "corrupt" // or its log record is
	Missing State = "missing"
)

// Finding is something that is not as it was.
type Finding struct {
	Code   string // see the package's comment
	Object string // key in the store of the file at fault
	Detail string // for a person
	// Denied: the store does not let it be read, and that is all that is known.
	Denied error
}

// Report is what was found.
type Report struct {
	Snapshots  int    // read, or found missing
	Bytes      int64  // of snapshots, read
	Present    int    // there with their size, and not read
	Withdrawn  int    // whose bytes a person took away, as the log says
	Saved      int    // of all that are looked at: not captured, but saved by a person
	Records    int64  // in the log: its size when it was verified
	Checkpoint []byte // the newest one, if it verifies
	Findings   []Finding
	Warnings   []Finding
	// Notes are past events that the log tells of and that left nothing behind:
	// CodeMended, CodeRepaired. They are told of by each verification.
	Notes      []Finding
	Timestamps int // tokens that verify, but perhaps for an unknown root
	// States tells of each snapshot looked at, by key.
	States map[string]State
	// Denied are the snapshots of which nothing is known, as they, or their records, may
	// not be read.
	Denied map[string]error
	// Sizes are the bytes read of each snapshot, where Objects were named.
	Sizes map[string]int64
	// BadRecords are the log indexes of records that do not hold, ascending.
	BadRecords []int64

	Started time.Time // with Resumed, of the earlier one
	// Slices are those of which every snapshot was read, ascending; see
	// ledger.AuditSlice.
	Slices []int
	// Resumed is how many of Snapshots an earlier verification read. Stale says
	// why it could not be gone on from; "" if it could.
	Resumed int
	Stale   string
	// Uncompared are snapshots that are there, and that no record lists which could be
	// read, where records may not be. At level All what is inside them was verified.
	Uncompared []string
	// Complete is false where ctx ended before all was done.
	Complete bool
}

// readers is how many snapshots are read at once where the caller does not say.
const readers = 2

// Archive verifies an archive. An error means that it could not be done: ctx
// ended, or the store cannot list; the report then tells what was found before.
// What is wrong with the archive is in the report.
func Archive(ctx context.Context, st store.Store, o Options) (*Report, error) {
	v := newVerifier(ctx, st, o)
	return v.report, v.archive()
}

func newVerifier(ctx context.Context, st store.Store, o Options) *verifier {
	if o.Level == "" {
		o.Level = All
	}
	if o.Readers <= 0 {
		o.Readers = readers
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	v := &verifier{ctx: ctx, st: st, o: o, logged: map[string][]logged{}, withdrawn: map[string]withdrawn{}, suspects: map[string]bool{},
		report: &Report{States: map[string]State{}, Sizes: map[string]int64{}, Denied: map[string]error{}, Started: o.Now().UTC().Truncate(time.Millisecond)}}
	v.versions, _ = st.(store.Versioned)
	return v
}

func (v *verifier) archive() error {
	if err := v.log(v.o.Head); err != nil {
		return err
	}
	v.resume()
	objects := v.withoutWithdrawn(v.objects(v.o.Objects))
	v.countSaved(objects)
	// The store is listed while snapshots are read, unless what is read depends on it.
	listed := make(chan error, 1)
	list := func() {
		var err error
		if v.o.Objects == nil {
			if err = v.listStore(); err == nil {
				v.intrusions("")
				v.strays()
				err = v.damaged()
			}
		}
		listed <- err
	}
	if v.mark != nil {
		list()
	} else {
		go list()
	}
	v.plan(objects)
	v.read()
	err := <-listed
	if v.ctx.Err() != nil {
		return v.ctx.Err()
	}
	if err != nil {
		return err
	}
	v.alone()
	v.finish()
	return v.ctx.Err()
}

// finish closes a report on which nothing is to follow.
func (v *verifier) finish() {
	v.withdrawnSince()
	for object := range v.suspects {
		v.report.States[object] = Corrupt
	}
	slices.SortStableFunc(v.report.Findings[v.ofLog:], func(a, b Finding) int { return cmp.Compare(a.Object, b.Object) })
	v.report.Complete = true
}

type verifier struct {
	ctx      context.Context
	st       store.Store
	versions store.Versioned // nil: the store keeps one version
	o        Options

	logged   map[string][]logged // by object
	began    time.Time           // of the first record that holds
	seen     map[string]bool     // objects that the store lists; only with a mark
	signers  [][]byte            // capture keys, as SPKI
	repairs                      // that the log tells of
	suspects map[string]bool     // objects named by records that do not hold
	lost     bool                // a record does not hold, and can't be told any more
	blind    bool                // or may not be read
	ofLog    int                 // findings about the log come first

	withdrawn map[string]withdrawn // by object

	bytes atomic.Int64 // of snapshots, read

	mu     sync.Mutex
	report *Report
	work   work
	mark   *Mark // gone on from; nil: from the beginning
}

// logged is what the log says of a snapshot.
type logged struct {
	sha256  string // hex
	version string // of the store, if it keeps several
	bytes   int64
	index   int64     // of the record
	at      time.Time // when it was captured, or fetched from who had it
	saved   bool      // by a person
}

func (v *verifier) add(code, object, format string, args ...any) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.report.Findings = append(v.report.Findings, Finding{Code: code, Object: object, Detail: fmt.Sprintf(format, args...)})
}

// fail tells of what the store would not give.
func (v *verifier) fail(code, object string, err error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	f := Finding{Code: code, Object: object, Detail: err.Error()}
	if errors.Is(err, fs.ErrPermission) {
		f.Denied = err
	}
	v.report.Findings = append(v.report.Findings, f)
}

func (v *verifier) warn(code, object, format string, args ...any) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.report.Warnings = append(v.report.Warnings, Finding{Code: code, Object: object, Detail: fmt.Sprintf(format, args...)})
}

// log checks the log, and notes the snapshots and keys that it lists.
func (v *verifier) log(head []byte) error {
	var keys []ledger.KeyRecord
	stamps := &stamps{v: v, roots: v.o.Roots}
	findings := ledger.CheckEach(v.ctx, v.st, func(l ledger.Line, held bool) {
		v.report.Records++
		if !held {
			v.report.BadRecords = append(v.report.BadRecords, l.Index)
			if object := objectIn(l.Raw); object != "" {
				v.suspects[object] = true
			} else {
				v.lost = true
			}
			return
		}
		if v.began.IsZero() {
			v.began = l.At
		}
		switch l.Kind {
		case ledger.KindSnapshot:
			var r ledger.SnapshotRecord
			if err := json.Unmarshal(l.Body, &r); err != nil {
				v.warn(ledger.CodeUnexpected, ledger.RecordsPath(l.Batch), "record %d is not a snapshot's as this program writes them: %v", l.Index, err)
				return
			}
			v.list(r, l.Index)
		case ledger.KindKey:
			var k ledger.KeyRecord
			if json.Unmarshal(l.Body, &k) == nil && k.Use == "capture" {
				keys = append(keys, k)
			}
		case ledger.KindTimestamp:
			stamps.note(l)
		case ledger.KindMend:
			v.mended(l)
		case ledger.KindRecovery:
			v.recovered(l)
		case ledger.KindWithdrawal:
			v.noteWithdrawal(l)
		case ledger.KindRepair:
			v.repaired(l)
		case ledger.KindQuote:
			var q ledger.QuoteRecord
			if err := json.Unmarshal(l.Body, &q); err != nil {
				v.warn(ledger.CodeUnexpected, ledger.RecordsPath(l.Batch), "record %d is not a quote's as this program writes them: %v", l.Index, err)
			} else if !v.listed(q.Object, q.SHA256) {
				v.warn(ledger.CodeUnexpected, ledger.RecordsPath(l.Batch), "record %d tells of a quote in a snapshot that the log did not list before it: %s", l.Index, q.Object)
			}
		case ledger.KindAcceptance:
			var a ledger.AcceptRecord
			if err := json.Unmarshal(l.Body, &a); err != nil {
				v.warn(ledger.CodeUnexpected, ledger.RecordsPath(l.Batch), "record %d is not an acceptance as this program writes them: %v", l.Index, err)
			} else if a.Object != "" && !v.listed(a.Object, a.SHA256) {
				v.warn(ledger.CodeUnexpected, ledger.RecordsPath(l.Batch), "record %d accepts the text of a snapshot that the log did not list before it: %s", l.Index, a.Object)
			}
		}
	})
	if head != nil {
		findings = append(findings, ledger.CheckHead(v.ctx, v.st, head)...)
	}
	if err := v.ctx.Err(); err != nil {
		return err
	}
	for _, f := range findings {
		if f.Warning {
			v.warn(f.Code, f.Object, "%s", f.Detail)
		} else {
			v.report.Findings = append(v.report.Findings, Finding{Code: f.Code, Object: f.Object, Detail: f.Detail, Denied: f.Denied})
		}
		if f.Denied != nil && (strings.HasPrefix(f.Object, "log/records/") || f.Object == "log/" || f.Code == ledger.CodeRoot) {
			v.lost, v.blind = true, true
		}
	}
	if err := stamps.verify(); err != nil {
		return err
	}
	v.ofLog = len(v.report.Findings)
	if r, err := ledger.OpenReader(v.ctx, v.st); err == nil {
		v.report.Checkpoint = r.Checkpoint()
	}
	if v.o.Deep {
		v.loadSigners(keys)
	}
	return v.ctx.Err()
}

// mended tells of a mend: somebody was at the log.
func (v *verifier) mended(l ledger.Line) {
	var m ledger.MendRecord
	if err := json.Unmarshal(l.Body, &m); err != nil {
		v.warn(ledger.CodeUnexpected, ledger.RecordsPath(l.Batch), "record %d is not a mend's as this program writes them: %v", l.Index, err)
		return
	}
	if m.Older() {
		v.report.Notes = append(v.report.Notes, Finding{Code: CodeMended, Object: m.Object, Detail: fmt.Sprintf("it was not the newest before %s UTC (%s); that is log entry %d. Nothing was lost; either this program could not replace it, or somebody put an old one back",
			l.At.UTC().Format(time.DateTime), m.Fault, l.Index)})
		return
	}
	v.report.Notes = append(v.report.Notes, Finding{Code: CodeMended, Object: m.Object, Detail: fmt.Sprintf("somebody had overwritten or removed it before %s UTC (%s); that is log entry %d. Nothing was lost; find out who did it",
		l.At.UTC().Format(time.DateTime), m.Fault, l.Index)})
}
