package bundle

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"archiver/internal/ledger"
	"archiver/internal/store"
	"archiver/internal/tsa"
	"archiver/internal/wacz"
	"archiver/internal/warc"
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
	Missing   []string // refs without a snapshot
	Damaged   []string // refs whose snapshot is not what was logged: of a report, the others are handed out
	Stamps    int
	LogError  error // of Job.Log
}

// AlteredError says that the archive does not hold what it has to hand out.
type AlteredError struct{ Object, Detail string }

func (e *AlteredError) Error() string { return fmt.Sprintf("export %s: %s", e.Object, e.Detail) }

// Write makes the bundle in dir, which must not be there, or be empty: whole, or
// not at all. What does not verify is not handed out.
func Write(ctx context.Context, st store.Store, dir string, job Job) (*Written, error) {
	t, err := begin(dir)
	if err != nil {
		return nil, err
	}
	defer t.discard()
	w := &writer{ctx: ctx, st: st, dir: t.dir, job: job, sums: map[string]string{}, names: map[string]bool{}, taken: map[string]string{},
		facts: facts{Version: 1, Software: job.Software, MadeAt: job.Now.UTC().Truncate(time.Second), Report: job.Report, Whole: job.Whole,
			Citations: slices.Clone(job.Citations), Snapshots: []snapshot{}, Log: logFacts{Stamps: []stamp{}, Cosigned: []cosigned{}}}}
	if err := w.write(); err != nil {
		return nil, err
	}
	w.done.Dir = dir
	if job.Log != nil {
		w.done.LogError = job.Log(w.exports())
	}
	return &w.done, t.finish(ctx)
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
	done     Written
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
	if _, err := w.copy(captureKey, captureKey, maxSmall); err != nil && !errors.Is(err, fs.ErrNotExist) {
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
	if err := w.findLines(); err != nil {
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

// citation puts a citation's snapshot into the bundle, once.
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
	line, err := w.log.Record(w.ctx, c.LogIndex, c.Batch)
	if err != nil {
		return w.damaged(c, "", err)
	}
	var r ledger.SnapshotRecord
	if err := json.Unmarshal(line.Body, &r); err != nil || line.Kind != ledger.KindSnapshot || r.URL != c.URL {
		return w.damaged(c, "", &AlteredError{c.Ref, fmt.Sprintf("log record %d lists no snapshot of it", c.LogIndex)})
	}
	if folder, ok := w.taken[r.Object]; ok {
		c.Snapshot = &folder
		return nil
	}
	folder := ""
	if w.job.Whole {
		folder = "footnotes/" + w.folderName(c.Ref, c.Footnote)
	}
	s := factsOf(r)
	s.Folder, s.Index = folder, line.Index
	if err := w.snapshot(&s, line, r); err != nil {
		return w.damaged(c, folder, err)
	}
	w.taken[r.Object], c.Snapshot = folder, &folder
	w.facts.Snapshots = append(w.facts.Snapshots, s)
	w.done.Snapshots = append(w.done.Snapshots, r)
	return nil
}

// damaged leaves a snapshot out that does not hold, with what was written of it.
// One that was asked for alone is an error.
func (w *writer) damaged(c *Citation, folder string, err error) error {
	var altered *AlteredError
	var ofLog *ledger.AlteredError
	if !w.job.Whole || !errors.As(err, &altered) && !errors.As(err, &ofLog) {
		return err
	}
	c.Warning = "its snapshot is damaged, and so not handed out: " + err.Error()
	w.done.Damaged = append(w.done.Damaged, c.Ref)
	if folder == "" {
		return nil
	}
	maps.DeleteFunc(w.sums, func(name, _ string) bool { return strings.HasPrefix(name, folder+"/") })
	return os.RemoveAll(w.path(folder))
}

// factsOf is what a snapshot's record says, for the statement.
func factsOf(r ledger.SnapshotRecord) snapshot {
	s := snapshot{URL: r.URL, FinalURL: r.FinalURL, CapturedAt: r.CapturedAt, Class: r.Class, Status: r.Status,
		ContentType: r.ContentType, SHA256: r.SHA256, Bytes: r.Bytes, Payload: r.PayloadSHA256, Collector: collectorRows(r)}
	if p := r.Provenance; p != nil {
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
	if err := w.stream(r.Object, in(waczName)); err != nil {
		return err
	}
	if got := w.sums[in(waczName)]; got != r.SHA256 {
		return &AlteredError{r.Object, "its bytes do not hash to what the log says"}
	}
	if err := w.put(in(recordName), line.Raw); err != nil {
		return err
	}
	if err := w.put(in(entryName), ledger.EntryOf(line.Raw)); err != nil {
		return err
	}
	s.Checkpoint = w.provedBy(line.Index)
	if err := w.checkpoint(s.Checkpoint); err != nil {
		return err
	}
	proof, err := w.log.ProveAt(w.ctx, line.Index, s.Checkpoint)
	if err != nil {
		return err
	}
	if err := w.put(in(proofName), proof); err != nil {
		return err
	}
	if err := w.parts(s, r, in); err != nil {
		return err
	}
	c, err := w.custody(r.URL, r.Object, line.Index)
	if err != nil {
		return err
	}
	w.events = append(w.events, c)
	return w.putJSON(in(custodyName), c)
}

// parts takes out of the snapshot what a reader wants to open at once.
func (w *writer) parts(s *snapshot, r ledger.SnapshotRecord, in func(string) string) error {
	f, err := os.Open(w.path(in(waczName)))
	if err != nil {
		return err
	}
	defer f.Close()
	a, err := wacz.Open(f, r.Bytes)
	if err != nil {
		return &AlteredError{r.Object, err.Error()}
	}
	if pages := a.Pages(); len(pages) > 0 && pages[0].Text != "" {
		s.Text = plainName
		if err := w.put(in(plainName), []byte(pages[0].Text)); err != nil {
			return err
		}
	}
	d, err := original(a, r.PayloadSHA256)
	switch {
	case errors.Is(err, wacz.ErrNoPage):
	case err != nil:
		return &AlteredError{r.Object, err.Error()}
	default:
		s.Original, s.Main, s.OriginalAs, s.Encoding = d.name(r), d.at, d.as, d.encoding
		body, err := d.open()
		if err != nil {
			return &AlteredError{r.Object, err.Error()}
		}
		if err := w.create(in(s.Original), io.LimitReader(asFar{body}, d.size)); err != nil {
			return err
		}
		if w.sums[in(s.Original)] != d.sum {
			return &AlteredError{r.Object, "its main page is not read twice in the same way"}
		}
	}
	if c, ext, ok := screenshot(a); ok {
		rec, closer, err := a.Record(c)
		if err != nil {
			return &AlteredError{r.Object, err.Error()}
		}
		defer closer.Close()
		s.Screenshot, s.View = "screenshot"+ext, placeOf(c)
		return w.create(in(s.Screenshot), &archived{rec.Content, r.Object})
	}
	return nil
}

// archived is what is read of a snapshot: an error is of the snapshot, and not of
// the place that it is written to.
type archived struct {
	r      io.Reader
	object string
}

func (a *archived) Read(p []byte) (int, error) {
	n, err := a.r.Read(p)
	if err != nil && err != io.EOF {
		err = &AlteredError{a.object, err.Error()}
	}
	return n, err
}

// asFar gives what can be read: what comes of it is compared with a digest.
type asFar struct{ r io.Reader }

func (a asFar) Read(p []byte) (int, error) {
	n, err := a.r.Read(p)
	if err != nil {
		err = io.EOF
	}
	return n, err
}

// screenshot finds the picture of the page as it was rendered.
func screenshot(a *wacz.Archive) (c warc.CDX, ext string, ok bool) {
	for _, c := range a.Index() {
		if !strings.HasPrefix(c.URL, "urn:view:") {
			continue
		}
		switch c.Mime {
		case "image/png":
			return c, ".png", true
		case "image/jpeg":
			return c, ".jpg", true
		}
	}
	return c, "", false
}

func placeOf(c warc.CDX) place {
	p := wacz.PlaceOf(c)
	return place{p.File, p.Offset, p.Length}
}

// extension is that of a file with a source's body. No name runs on any system
// when it is opened, but for a page, which a browser shows.
func extension(r ledger.SnapshotRecord) string {
	mime, _, _ := strings.Cut(r.ContentType, ";")
	switch strings.ToLower(strings.TrimSpace(mime)) {
	case "text/html", "application/xhtml+xml":
		return ".html"
	case "application/pdf":
		return ".pdf"
	case "text/plain":
		return ".txt"
	case "application/json":
		return ".json"
	case "application/vnd.openxmlformats-officedocument.wordprocessingml.document":
		return ".docx"
	case "image/png":
		return ".png"
	case "image/jpeg":
		return ".jpg"
	}
	if r.Kind == "html" || r.Kind == "pdf" || r.Kind == "docx" {
		return "." + r.Kind
	}
	return ".bin"
}

// provedBy chooses the checkpoint for the proof of an entry: the first after it
// that was timestamped, else the first that was cosigned, else the newest.
func (w *writer) provedBy(index int64) int64 {
	for _, sizes := range [][]int64{slices.Collect(maps.Keys(w.stamps)), slices.Collect(maps.Keys(w.cosigned))} {
		sizes = slices.DeleteFunc(sizes, func(size int64) bool { return size <= index })
		if len(sizes) > 0 {
			return slices.Min(sizes)
		}
	}
	return w.log.Size()
}

// checkpoint puts a checkpoint into the bundle, with its timestamps and its
// witnesses' signatures.
func (w *writer) checkpoint(size int64) error {
	name := checkpoints + strconv.FormatInt(size, 10)
	if w.sums[name] != "" {
		return nil
	}
	cp, err := w.log.CheckpointAt(w.ctx, size)
	if err != nil {
		return err
	}
	if err := w.put(name, cp); err != nil {
		return err
	}
	for _, s := range w.stamps[size] {
		if _, err := w.copy(s.File, s.File, maxToken); err != nil {
			return err
		}
		chain := strings.TrimSuffix(s.File, ".tsr") + ".pem"
		if _, err := w.copy(chain, chain, maxToken); err != nil {
			return err
		}
		w.facts.Log.Stamps = append(w.facts.Log.Stamps, s)
		w.done.Stamps++
	}
	var last ledger.Line
	if len(w.cosigned[size]) > 0 {
		var altered *ledger.AlteredError
		if last, err = w.log.Record(w.ctx, size-1, 0); err != nil && !errors.As(err, &altered) {
			return err
		}
	}
	for _, c := range w.cosigned[size] {
		if c.Time.Before(last.At.Add(-skew)) {
			continue // one of two clocks is wrong: it corroborates nothing
		}
		if _, err := w.copy(c.File, c.File, maxToken); err != nil {
			return err
		}
		if key := ledger.WitnessKeyOf(path.Base(c.File)); w.sums[key] == "" {
			if _, err := w.copy(key, key, maxToken); err != nil {
				return err
			}
		}
		w.facts.Log.Cosigned = append(w.facts.Log.Cosigned, c)
	}
	return nil
}

// maxToken bounds a token, and a chain of certificates, in bytes.
const maxToken = 1 << 20

// findStamps reads which checkpoints were timestamped. A token that does not
// verify is not handed out.
func (w *writer) findStamps() error {
	w.stamps = map[int64][]stamp{}
	for key, err := range w.st.List(w.ctx, timestamps) {
		if err != nil {
			return fmt.Errorf("list timestamps: %w", err)
		}
		rest := strings.TrimPrefix(key, timestamps)
		dir, name, ok := strings.Cut(rest, "/")
		size, err := strconv.ParseInt(dir, 10, 64)
		if !ok || err != nil || size > w.log.Size() || !strings.HasSuffix(name, ".tsr") || !goodName(key) {
			continue
		}
		s, err := w.stampOf(key, size)
		if w.ctx.Err() != nil {
			return w.ctx.Err()
		}
		if err == nil {
			w.stamps[size] = append(w.stamps[size], *s)
		}
	}
	return nil
}

// findCosigned reads which checkpoints witnesses cosigned. What does not verify is
// not handed out.
func (w *writer) findCosigned() error {
	w.cosigned = map[int64][]cosigned{}
	for key, err := range w.st.List(w.ctx, witnesses) {
		if err != nil {
			return fmt.Errorf("list cosignatures: %w", err)
		}
		dir, name, ok := strings.Cut(strings.TrimPrefix(key, witnesses), "/")
		size, err := strconv.ParseInt(dir, 10, 64)
		if !ok || err != nil || size > w.log.Size() || !goodName(key) || strings.Contains(name, "/") {
			continue
		}
		raw, err := w.read(key, maxToken)
		if err != nil {
			continue
		}
		vkey, err := w.read(ledger.WitnessKeyOf(name), maxToken)
		if err != nil {
			continue
		}
		c, err := ledger.CheckCosigned(raw, size, w.vkey, string(vkey))
		if err != nil {
			continue
		}
		w.cosigned[size] = append(w.cosigned[size], cosigned{Size: size, File: key, Witness: c.Witness, Time: c.Time})
	}
	return w.ctx.Err()
}

func (w *writer) stampOf(key string, size int64) (*stamp, error) {
	tsr, err := w.read(key, maxToken)
	if err != nil {
		return nil, err
	}
	pem, err := w.read(strings.TrimSuffix(key, ".tsr")+".pem", maxToken)
	if err != nil {
		return nil, err
	}
	cp, err := w.log.CheckpointAt(w.ctx, size)
	if err != nil {
		return nil, err
	}
	t, _, err := verifyToken(tsr, pem, cp, nil)
	if err != nil {
		return nil, err
	}
	return &stamp{Size: size, File: key, Time: t.Time, Authority: t.Signer, Root: t.Root}, nil
}

// verifyToken verifies a token with its own chain. trusted says whether that leads
// to one of roots, or of the system's.
func verifyToken(tsr, pem, message []byte, roots []*x509.Certificate) (t *tsa.Token, trusted bool, err error) {
	chain, err := tsa.DecodeChain(pem)
	if err != nil {
		return nil, false, err
	}
	t, err = tsa.Verify(tsr, message, tsa.VerifyOptions{Roots: roots, System: true, Chain: chain})
	var unknown *tsa.UnknownRootError
	if errors.As(err, &unknown) && t != nil {
		return t, false, nil
	}
	return t, err == nil, err
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

// folderName makes a folder's name of a footnote's.
func (w *writer) folderName(ref, label string) string {
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
	for base, n := name, 2; w.names[strings.ToLower(name)]; n++ {
		name = fmt.Sprintf("%s-%d", base, n)
	}
	w.names[strings.ToLower(name)] = true
	return name
}

func (w *writer) path(name string) string { return filepath.Join(w.dir, filepath.FromSlash(name)) }

// file is a file of the bundle being written.
type file struct {
	w    *writer
	name string
	f    *os.File
	sum  interface {
		io.Writer
		Sum([]byte) []byte
	}
}

func (w *writer) open(name string) (*file, error) {
	if err := w.ctx.Err(); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(w.path(name)), 0o777); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(w.path(name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return nil, err
	}
	return &file{w, name, f, sha256.New()}, nil
}

func (f *file) Write(p []byte) (int, error) {
	if err := f.w.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := f.f.Write(p)
	f.sum.Write(p[:n])
	return n, err
}

func (f *file) close(err error) error {
	if err == nil {
		err = f.f.Sync()
	}
	if cerr := f.f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		f.w.sums[f.name] = hex.EncodeToString(f.sum.Sum(nil))
	}
	return err
}

func (w *writer) create(name string, r io.Reader) error {
	f, err := w.open(name)
	if err != nil {
		return err
	}
	_, err = io.Copy(struct{ io.Writer }{f}, r)
	return f.close(err)
}

func (w *writer) put(name string, data []byte) error { return w.create(name, bytes.NewReader(data)) }

func (w *writer) putJSON(name string, v any) error {
	b, err := encodeJSON(v)
	if err != nil {
		return err
	}
	return w.put(name, b)
}

func encodeJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("export: %w", err)
	}
	return b.Bytes(), nil
}

// read reads a small object of the archive.
func (w *writer) read(key string, most int64) ([]byte, error) {
	r, err := w.st.Open(w.ctx, key, 0, most+1)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	b, err := io.ReadAll(r)
	if err == nil && int64(len(b)) > most {
		err = &AlteredError{key, fmt.Sprintf("is over %d bytes", most)}
	}
	return b, err
}

// copy copies a small object into the bundle.
func (w *writer) copy(key, name string, most int64) ([]byte, error) {
	b, err := w.read(key, most)
	if err != nil {
		return nil, err
	}
	return b, w.put(name, b)
}

// stream copies an object of any size.
func (w *writer) stream(key, name string) error {
	r, err := w.st.Open(w.ctx, key, 0, -1)
	if errors.Is(err, fs.ErrNotExist) {
		return &AlteredError{key, "its file is gone"}
	}
	if err != nil {
		return err
	}
	defer r.Close()
	return w.create(name, r)
}
