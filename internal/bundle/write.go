package bundle

import (
	"context"
	"crypto/ecdsa"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path"
	"slices"
	"strings"
	"time"

	"archiver/internal/ledger"
	"archiver/internal/store"
	"archiver/internal/wacz"
)

// Job says what to put into a bundle.
type Job struct {
	Report    Report
	Whole     bool       // all of the report, with an index and a collection
	Citations []Citation // in reading order
	Software  string
	Now       time.Time
	Key       *ecdsa.PrivateKey // signs the collection; nil leaves it unsigned
	// Log is called when all is written and before the bundle appears, to log that
	// it was handed out. Its error is told of and does no harm. nil: nothing is
	// logged.
	Log      func(records []ledger.ExportRecord) error
	Progress func(done, total int) // may be nil
}

// Written is what came of it.
type Written struct {
	Dir       string
	Sums      string // SHA-256 of SHA256SUMS, hex
	Files     int
	Snapshots []ledger.SnapshotRecord
	Folders   []string // of each snapshot
	Citations []Citation
	Missing   []string // refs without a snapshot
	Damaged   []string // refs whose snapshot is not what was logged: of a report, the others are handed out
	Stamps    int
	// LeftOut are timestamps and witnesses' signatures that lie in the archive and are
	// not what the log lists, or do not hold: words for a person, of a hundred at most.
	LeftOut  []string
	LogError error // of Job.Log
}

// AlteredError says that the archive does not hold what it has to hand out.
type AlteredError struct {
	Object, Detail string
	Gone           bool      // there is no file
	At             time.Time // of the snapshot that it is, where it is Gone
}

func (e *AlteredError) Error() string { return fmt.Sprintf("export %s: %s", e.Object, e.Detail) }

// FaultyError says that what was written does not pass the check of bundles: a fault
// of this program, or the archive changed meanwhile. Nothing is handed out.
type FaultyError struct{ Findings []Finding }

func (e *FaultyError) Error() string {
	f := e.Findings[0]
	more := ""
	if n := len(e.Findings); n > 1 {
		more = fmt.Sprintf(" (and %d more)", n-1)
	}
	return fmt.Sprintf("export: what was written does not pass its own check, and so is not handed out: %s: %s%s", f.File, f.Detail, more)
}

// Write makes the bundle in dir, which must not be there, or be empty: whole, or
// not at all. What does not verify is not handed out.
func Write(ctx context.Context, st store.Store, dir string, job Job) (*Written, error) {
	t, err := begin(dir)
	if err != nil {
		return nil, err
	}
	defer t.discard()
	w := &writer{ctx: ctx, st: st, dir: t.dir, job: job, sums: map[string]string{}, names: map[string]bool{}, taken: map[string]string{},
		tokens: map[string]token{}, witnessKeys: map[string]string{},
		facts: facts{Version: 1, Software: job.Software, MadeAt: job.Now.UTC().Truncate(time.Second), Report: job.Report, Whole: job.Whole,
			Citations: slices.Clone(job.Citations), Snapshots: []snapshot{}, Log: logFacts{Stamps: []stamp{}, Cosigned: []cosigned{}}}}
	if err := w.write(); err != nil {
		return nil, err
	}
	w.done.Dir, w.done.Citations = dir, w.facts.Citations
	if err := w.check(); err != nil {
		return nil, err
	}
	if job.Log != nil {
		w.done.LogError = job.Log(w.exports())
	}
	return &w.done, t.finish(ctx)
}

// check is what --bundle does: whoever is given the bundle does it too.
func (w *writer) check() error {
	res, err := Check(w.ctx, w.dir, CheckOptions{Software: w.job.Software})
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	if len(res.Findings) > 0 {
		return &FaultyError{res.Findings}
	}
	return nil
}

type writer struct {
	ctx      context.Context
	st       store.Store
	log      *ledger.Reader
	vkey     string
	dir      string
	job      Job
	facts    facts
	sums     map[string]string // of the files written
	names    map[string]bool   // of folders
	taken    map[string]string // folder by object
	events   []custody         // of each snapshot
	lines    []logged          // of the log, that tell of a source here
	stamps   map[int64][]stamp
	cosigned map[int64][]cosigned
	timely   map[int64][]cosigned // see inTime
	// What the log lists of both: tokens by object, and SHA-256 of witnesses' keys.
	tokens      map[string]token
	lost        []lostRecord // in order
	witnessKeys map[string]string
	done        Written
}

func (w *writer) write() error {
	var err error
	if w.log, err = ledger.OpenReader(w.ctx, w.st); err != nil {
		return err
	}
	key, err := w.copy(logKey, logKey, maxSmall)
	if err != nil {
		return err
	}
	w.vkey = strings.TrimSuffix(string(key), "\n")
	w.facts.Log.Key, w.facts.Log.Newest = w.vkey, w.log.Size()
	if err := w.findLines(); err != nil {
		return err
	}
	if err := w.captureKeys(); err != nil {
		return err
	}
	if err := w.findStamps(); err != nil {
		return err
	}
	if err := w.findCosigned(); err != nil {
		return err
	}
	if err := w.checkpoint(w.log.Size()); err != nil {
		return err
	}
	for i := range w.facts.Citations {
		if w.job.Progress != nil {
			w.job.Progress(i, len(w.facts.Citations))
		}
		if err := w.citation(&w.facts.Citations[i]); err != nil {
			return err
		}
	}
	if w.job.Whole && len(w.facts.Snapshots) > 0 {
		if err := w.collection(); err != nil {
			return err
		}
	}
	return w.finish()
}

// factsOf is what a snapshot's record says, for the statement.
func factsOf(r ledger.SnapshotRecord) snapshot {
	s := snapshot{URL: r.URL, FinalURL: r.FinalURL, CapturedAt: r.CapturedAt, Class: r.Class, Status: r.Status,
		ContentType: r.ContentType, SHA256: r.SHA256, Bytes: r.Bytes, Payload: r.PayloadSHA256, Collector: collectorRows(r)}
	if p := r.Provenance; p != nil && p.Kind == ledger.ProvenancePerson {
		s.SavedBy, s.Unjudged = savedWords(r), unjudged(r)
	} else if p != nil {
		s.CopiedFrom = fmt.Sprintf("%s, which says that it captured the page at %s; fetched from %s at %s", p.Service, utc(p.MementoAt), p.Memento, utc(p.Retrieved))
		if p.Note != "" {
			s.CopiedFrom += "; " + p.Note
		}
	}
	return s
}

// snapshot writes the files of one snapshot.
func (w *writer) snapshot(s *snapshot, line ledger.Line, r ledger.SnapshotRecord) error {
	in := func(name string) string { return path.Join(s.Folder, name) }
	var err error
	if err := w.stream(r.Object, in(waczName), r.Bytes); err != nil {
		return err
	}
	if got := w.sums[in(waczName)]; got != r.SHA256 {
		return &AlteredError{Object: r.Object, Detail: "its bytes do not hash to what the log says"}
	}
	if err := w.put(in(recordName), line.Raw); err != nil {
		return err
	}
	if err := w.put(in(entryName), ledger.EntryOf(line.Raw)); err != nil {
		return err
	}
	if s.Checkpoint, err = w.provedBy(line.Index); err != nil {
		return err
	}
	proof, err := w.log.ProveAt(w.ctx, line.Index, s.Checkpoint)
	if err != nil {
		return err
	}
	if proof, err = w.known(proof, s.Checkpoint); err != nil {
		return err
	}
	if err := w.put(in(proofName), proof); err != nil {
		return err
	}
	if err := w.parts(s, r, in); err != nil {
		return err
	}
	if err := w.witnessed(s); err != nil {
		return err
	}
	c, err := w.custody(r.URL, r.Object, line.Index, s.Checkpoint, s.Witnessed)
	if err != nil {
		return err
	}
	if err := w.putJSON(in(custodyName), c); err != nil {
		return err
	}
	w.events = append(w.events, c)
	// Last: their tokens stay, though a snapshot that is damaged is taken out again with
	// the records that list them.
	for _, size := range []int64{s.Checkpoint, s.Witnessed} {
		if size == 0 {
			continue
		}
		if err := w.checkpoint(size); err != nil {
			return err
		}
	}
	return nil
}

// collection writes all snapshots as one package for viewers.
func (w *writer) collection() (err error) {
	f, err := w.open(collection)
	if err != nil {
		return err
	}
	defer func() { err = f.close(err) }()
	title := w.job.Report.Title
	if title == "" {
		title = w.job.Report.ID
	}
	c, err := wacz.NewCollection(f, wacz.Options{Created: w.job.Now, Software: w.job.Software, Key: w.job.Key, Title: title,
		Description: "The sources that a report cites, as they were captured, for viewing. The evidence is in the snapshots, not here."})
	if err != nil {
		return err
	}
	for _, s := range w.facts.Snapshots {
		if err = w.ctx.Err(); err == nil {
			err = w.collect(c, s)
		}
		if err != nil {
			_, _ = c.Close() // it failed already
			return err
		}
	}
	_, err = c.Close()
	w.facts.Collection = collection
	return err
}

func (w *writer) collect(c *wacz.Collection, s snapshot) error {
	name := path.Join(s.Folder, waczName)
	f, err := os.Open(w.path(name))
	if err != nil {
		return err
	}
	defer f.Close()
	a, err := wacz.Open(f, s.Bytes)
	if err != nil {
		return err
	}
	var refs []string
	for _, cite := range w.facts.Citations {
		if cite.Snapshot != nil && *cite.Snapshot == s.Folder {
			refs = append(refs, cite.Ref)
		}
		if cite.Reference != nil && *cite.Reference == s.Folder {
			refs = append(refs, cite.Ref+" is judged by this")
		}
	}
	return c.Add(path.Base(s.Folder), "["+strings.Join(refs, ", ")+"]", a)
}

func (w *writer) exports() []ledger.ExportRecord {
	var list []ledger.ExportRecord
	for i, r := range w.done.Snapshots {
		what := w.job.Report.ID
		if !w.job.Whole {
			what += "/" + w.facts.Citations[0].Footnote
		}
		list = append(list, ledger.ExportRecord{URL: r.URL, For: what, What: "bundle", Object: r.Object, SHA256: w.facts.Snapshots[i].SHA256, Sums: w.done.Sums})
	}
	return list
}

// finish writes what tells of all the rest.
func (w *writer) finish() error {
	if err := w.putJSON(factsName, w.facts); err != nil {
		return err
	}
	text, html, err := statement(&w.facts, w.events)
	if err != nil {
		return err
	}
	if err := w.put(textName, text); err != nil {
		return err
	}
	if err := w.put(htmlName, html); err != nil {
		return err
	}
	if err := w.put(scriptName, Script); err != nil {
		return err
	}
	sums := sumsOf(w.sums)
	if err := w.put(sumsName, sums); err != nil {
		return err
	}
	sum := sha256.Sum256(sums)
	w.done.Sums, w.done.Files = hex.EncodeToString(sum[:]), len(w.sums)
	return nil
}

// folderName makes a folder's name of a footnote's, with more behind it.
func (w *writer) folderName(ref, more string) string {
	_, rest, ok := strings.Cut(ref, "/") // ID/27.2
	if !ok {
		rest = ref
	}
	name := strings.Trim(strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '.' {
			return r
		}
		return '-'
	}, rest), ".-")
	if len(name) > 40 {
		name = name[:40]
	}
	if name == "" {
		name = "note"
	}
	name += more
	for base, n := name, 2; w.names[strings.ToLower(name)]; n++ {
		name = fmt.Sprintf("%s-%d", base, n)
	}
	w.names[strings.ToLower(name)] = true
	return name
}
