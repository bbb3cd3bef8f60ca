package bundle

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"archiver/internal/ledger"
	"archiver/internal/wacz"
)

// The codes of findings; stable.
const (
	CodeSumsMalformed = "sums-malformed"  // SHA256SUMS is missing, or not written as it was
	CodeFileMissing   = "file-missing"    // a file that SHA256SUMS lists is not there
	CodeFileExtra     = "file-extra"      // a file is there that it does not list
	CodeFileAltered   = "file-altered"    // a file is not the one that it lists
	CodeFileOdd       = "file-odd"        // a link, or something else that is no file
	CodeFacts         = "facts"           // bundle.json is unreadable, or says other things than the proofs
	CodeKey           = "key"             // a public key is none, or not the one that was logged
	CodeCheckpoint    = "checkpoint"      // not signed by the log's key, or of another size
	CodeProof         = "proof"           // the entry is not in the log
	CodeSnapshot      = "snapshot"        // the WACZ is not the one that the record lists
	CodeInner         = "snapshot-inner"  // a digest or the signature inside it does not hold
	CodeDerived       = "derived"         // the text, the original or the screenshot is not what the WACZ holds
	CodeCustody       = "custody"         // an event is not what was logged
	CodeTimestamp     = "timestamp"       // a token does not hold
	CodeCosignature   = "cosignature"     // a witness's signature does not hold
	CodeCollection    = "collection"      // the collection holds something else than the snapshots
	CodeStatement     = "statement"       // README says other things than bundle.json and custody.json
	CodeScript        = "script"          // verify.py is not this version's
	CodeRoot          = "unknown-root"    // warning: the root of a timestamp is not known here
	CodeWitness       = "unknown-witness" // warning: whose a witness's key is, is not known here
	CodeClocks        = "clocks"          // warning: a timestamp of before the collector's own time
)

// Finding is something that does not hold.
type Finding struct {
	Code   string
	File   string // in the bundle
	Detail string // for a person
}

// skew is by how much clocks may differ.
const skew = 10 * time.Minute

// CheckOptions say what to check with.
type CheckOptions struct {
	Roots    []*x509.Certificate // trusted for timestamps, besides the system's
	Software string              // this program and version
}

// Result is what a check found.
type Result struct {
	Findings  []Finding
	Warnings  []Finding
	Files     int
	Software  string // that made the bundle
	MadeAt    time.Time
	Report    Report
	LogKey    string
	Sums      string // SHA-256 of SHA256SUMS, hex
	Snapshots []CheckedSnapshot
	Stamps    []CheckedStamp
	Witnesses []CheckedWitness
	Without   []string // refs of citations without a snapshot
	// WordsChecked says that the statement, the words for records and the script
	// are those of this version. A bundle of another version may have others: of
	// what it says only the proofs were checked.
	WordsChecked bool
}

// CheckedSnapshot is a snapshot in the bundle, by its proved record.
type CheckedSnapshot struct {
	Refs       []string
	Folder     string
	URL        string
	CapturedAt time.Time
	SHA256     string
	LogIndex   int64
	Checkpoint int64
}

// CheckedStamp is a timestamp that holds.
type CheckedStamp struct {
	Checkpoint int64
	Time       time.Time
	Authority  string
	Root       string // SHA-256 of the root certificate, hex
	Trusted    bool   // the root is one of the system's, or of the caller's
}

// CheckedWitness is a witness's signature that holds. Who the witness is, only its
// key can tell.
type CheckedWitness struct {
	Checkpoint int64
	Time       time.Time
	Key        string // verifier key
}

// Check verifies a bundle: all that verify.py does, by code of its own, and that
// its words are those of its facts and the facts those of its proofs. It needs no
// configuration and no network, and believes nothing that it reads. An error
// means that it could not be done. Whose the log's key is, it cannot know.
func Check(ctx context.Context, dir string, o CheckOptions) (*Result, error) {
	if info, err := os.Stat(dir); err != nil {
		return nil, fmt.Errorf("check bundle: %w", err)
	} else if !info.IsDir() {
		return nil, fmt.Errorf("check bundle: %s is no folder", dir)
	}
	dir, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return nil, fmt.Errorf("check bundle: %w", err)
	}
	c := &checker{ctx: ctx, dir: dir, o: o, res: &Result{}, warcs: map[string]bool{}, at: map[int64]time.Time{}}
	c.sums, err = walk(ctx, dir, listedIn(dir), func(name, why string) { c.add(CodeFileOdd, name, "%s", why) })
	if err != nil {
		return nil, fmt.Errorf("check bundle: %w", err)
	}
	c.res.Files = len(c.sums)
	c.files()
	c.run()
	return c.res, ctx.Err()
}

type checker struct {
	ctx   context.Context
	dir   string
	o     CheckOptions
	res   *Result
	sums  map[string]string // of every file that is there
	facts facts
	vkey  string
	warcs map[string]bool // digests of the WARC files in the snapshots
	bad   map[int64]bool  // checkpoints that do not hold
	// others says that some words are not those of this version.
	others bool
	at     map[int64]time.Time // when each snapshot was logged, by its record, by index
}

const maxFindings = 1000

func (c *checker) add(code, file, format string, args ...any) {
	if len(c.res.Findings) < maxFindings {
		c.res.Findings = append(c.res.Findings, Finding{code, file, fmt.Sprintf(format, args...)})
	}
}

func (c *checker) warn(code, file, format string, args ...any) {
	if len(c.res.Warnings) < maxFindings {
		c.res.Warnings = append(c.res.Warnings, Finding{code, file, fmt.Sprintf(format, args...)})
	}
}

// differs tells of words that are not those of this version. A bundle of another
// version can differ; one of this version cannot.
func (c *checker) differs(code, file, format string, args ...any) {
	if c.facts.Software == c.o.Software {
		c.add(code, file, format, args...)
		return
	}
	c.others = true
	c.warn(code, file, format, args...)
}

// read reads a file that the walk found.
func (c *checker) read(name string) ([]byte, error) {
	f, err := c.open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxSmall+1))
	if err == nil && len(b) > maxSmall {
		err = fmt.Errorf("%s is over %d bytes", name, maxSmall)
	}
	return b, err
}

func (c *checker) open(name string) (*os.File, error) {
	if c.sums[name] == "" {
		return nil, fmt.Errorf("%s is not there", name)
	}
	return os.Open(filepath.Join(c.dir, filepath.FromSlash(name)))
}

// files compares what is there with SHA256SUMS.
func (c *checker) files() {
	raw, err := c.read(sumsName)
	if err != nil {
		c.add(CodeSumsMalformed, sumsName, "%v", err)
		return
	}
	c.res.Sums = c.sums[sumsName]
	listed, err := parseSums(raw)
	if err != nil {
		c.add(CodeSumsMalformed, sumsName, "%v", err)
		return
	}
	if !bytes.Equal(sumsOf(listed), raw) {
		c.add(CodeSumsMalformed, sumsName, "is not written as it was")
	}
	for _, name := range slices.Sorted(keys(listed)) {
		switch c.sums[name] {
		case "":
			c.add(CodeFileMissing, name, "is missing, though %s lists it", sumsName)
		case listed[name]:
		default:
			c.add(CodeFileAltered, name, "is not the file that %s lists: one of the two was changed", sumsName)
		}
	}
	for _, name := range slices.Sorted(keys(c.sums)) {
		if name != sumsName && listed[name] == "" {
			c.add(CodeFileExtra, name, "%s does not list it", sumsName)
		}
	}
}

func (c *checker) run() {
	raw, err := c.read(factsName)
	if err == nil {
		err = json.Unmarshal(raw, &c.facts)
	}
	if err == nil && c.facts.Version != 1 {
		err = fmt.Errorf("is of version %d, which this program does not know", c.facts.Version)
	}
	if err != nil {
		c.add(CodeFacts, factsName, "%v", err)
		return
	}
	f := &c.facts
	c.res.Software, c.res.MadeAt, c.res.Report = f.Software, f.MadeAt, f.Report
	key, err := c.read(logKey)
	if err != nil {
		c.add(CodeKey, logKey, "%v", err)
		return
	}
	c.vkey = strings.TrimSuffix(string(key), "\n")
	c.res.LogKey = c.vkey
	if f.Log.Key != c.vkey {
		c.add(CodeFacts, factsName, "names another log key than %s", logKey)
	}
	c.checkpoints()
	var custodies []custody
	folders := map[string]bool{}
	for _, s := range f.Snapshots {
		if folders[s.Folder] {
			c.add(CodeFacts, factsName, "lists the folder %q twice", s.Folder)
		}
		folders[s.Folder] = true
		custodies = append(custodies, c.snapshot(s))
		if c.ctx.Err() != nil {
			return
		}
	}
	c.tokens()
	c.witnesses()
	for _, cite := range f.Citations {
		switch {
		case cite.Snapshot == nil:
			c.res.Without = append(c.res.Without, cite.Ref)
		case !folders[*cite.Snapshot]:
			c.add(CodeFacts, factsName, "footnote %s names a snapshot that is not there", cite.Ref)
		default:
			for i, s := range f.Snapshots {
				if s.Folder == *cite.Snapshot && s.URL != cite.URL {
					c.add(CodeFacts, factsName, "footnote %s cites %s, its snapshot is of %s", cite.Ref, cite.URL, s.URL)
				}
				if s.Folder == *cite.Snapshot && i < len(c.res.Snapshots) {
					c.res.Snapshots[i].Refs = append(c.res.Snapshots[i].Refs, cite.Ref)
				}
			}
		}
	}
	if len(f.Snapshots) == 0 {
		c.add(CodeFacts, factsName, "there is no snapshot here")
	}
	c.collection()
	c.strangers()
	c.words(custodies)
}

// strangers finds files that are no part of such a bundle, though SHA256SUMS lists
// them: nothing vouches for them.
func (c *checker) strangers() {
	known := map[string]bool{sumsName: true, scriptName: true, factsName: true, textName: true, htmlName: true, logKey: true, captureKey: true,
		c.facts.Collection: true, checkpointName(c.facts.Log.Newest): true}
	for _, s := range c.facts.Snapshots {
		for _, name := range []string{waczName, recordName, entryName, proofName, custodyName, s.Original, s.Text, s.Screenshot} {
			known[path.Join(s.Folder, name)] = true
		}
		known[checkpointName(s.Checkpoint)] = true
	}
	for _, s := range c.facts.Log.Stamps {
		known[s.File], known[strings.TrimSuffix(s.File, ".tsr")+".pem"] = true, true
	}
	for _, s := range c.facts.Log.Cosigned {
		known[s.File], known[ledger.WitnessKeyOf(path.Base(s.File))] = true, true
	}
	for _, name := range []string{scriptName, textName, htmlName, captureKey} {
		if c.sums[name] == "" {
			c.add(CodeFileMissing, name, "is missing: every bundle has it")
		}
	}
	for _, name := range slices.Sorted(keys(c.sums)) {
		if !known[name] {
			c.add(CodeFileExtra, name, "is no part of this bundle, by %s", factsName)
		}
	}
}

func (c *checker) checkpoints() {
	c.bad = map[int64]bool{}
	for _, name := range slices.Sorted(keys(c.sums)) {
		if !strings.HasPrefix(name, checkpoints) {
			continue
		}
		size, err := strconv.ParseInt(strings.TrimPrefix(name, checkpoints), 10, 64)
		if err == nil {
			var raw []byte
			if raw, err = c.read(name); err == nil {
				err = ledger.CheckCheckpoint(raw, size, c.vkey)
			}
		}
		if err != nil {
			c.bad[size] = true
			c.add(CodeCheckpoint, name, "%v", err)
		}
	}
	if c.sums[checkpointName(c.facts.Log.Newest)] == "" {
		c.add(CodeCheckpoint, checkpointName(c.facts.Log.Newest), "is not there")
	}
}

func checkpointName(size int64) string { return checkpoints + strconv.FormatInt(size, 10) }

// tokens verifies the timestamps.
func (c *checker) tokens() {
	stamps := []stamp{}
	for _, name := range slices.Sorted(keys(c.sums)) {
		if !strings.HasPrefix(name, timestamps) || !strings.HasSuffix(name, ".tsr") {
			continue
		}
		size, err := strconv.ParseInt(path.Base(path.Dir(name)), 10, 64)
		if err != nil {
			c.add(CodeTimestamp, name, "is in no folder of a checkpoint's size")
			continue
		}
		tsr, err := c.read(name)
		var chain, cp []byte
		if err == nil {
			chain, err = c.read(strings.TrimSuffix(name, ".tsr") + ".pem")
		}
		if err == nil {
			cp, err = c.read(checkpointName(size))
		}
		if err != nil {
			c.add(CodeTimestamp, name, "%v", err)
			continue
		}
		t, trusted, err := verifyToken(tsr, chain, cp, c.o.Roots)
		if err != nil {
			c.add(CodeTimestamp, name, "%v", err)
			continue
		}
		if !trusted {
			c.warn(CodeRoot, name, "its root certificate, with the SHA-256 %s, is none that this machine trusts: compare it with what the authority publishes, or name it", t.Root)
		}
		for index, at := range c.at {
			if index < size && t.Time.Before(at.Add(-skew)) {
				c.warn(CodeClocks, name, "is of %s, before entry %d was logged at %s by the collector's clock: one of the two clocks is wrong", utc(t.Time), index, utc(at))
			}
		}
		stamps = append(stamps, stamp{Size: size, File: name, Time: t.Time, Authority: t.Signer, Root: t.Root})
		c.res.Stamps = append(c.res.Stamps, CheckedStamp{size, t.Time, t.Signer, t.Root, trusted})
	}
	byFile := func(a, b stamp) int { return strings.Compare(a.File, b.File) }
	told := slices.SortedFunc(slices.Values(c.facts.Log.Stamps), byFile)
	if !slices.EqualFunc(stamps, told, func(a, b stamp) bool {
		at := a.Time.Equal(b.Time)
		a.Time, b.Time = time.Time{}, time.Time{}
		return at && a == b
	}) {
		c.add(CodeFacts, factsName, "tells of other timestamps than are here")
	}
}

func (c *checker) witnesses() {
	var seen []cosigned
	for _, name := range slices.Sorted(keys(c.sums)) {
		if !strings.HasPrefix(name, witnesses) {
			continue
		}
		size, err := strconv.ParseInt(path.Base(path.Dir(name)), 10, 64)
		var raw, key []byte
		if err == nil {
			raw, err = c.read(name)
		}
		if err == nil {
			key, err = c.read(ledger.WitnessKeyOf(path.Base(name)))
		}
		if err != nil {
			c.add(CodeCosignature, name, "%v", err)
			continue
		}
		got, err := ledger.CheckCosigned(raw, size, c.vkey, string(key))
		if err == nil {
			// Of this history: the log's key may have signed two.
			if cp, cerr := c.read(checkpointName(size)); cerr != nil || !bytes.HasPrefix(raw, cp) {
				err = fmt.Errorf("is not of %s: the log's key signed and the witness cosigned something else", checkpointName(size))
			}
		}
		if err != nil {
			c.add(CodeCosignature, name, "%v", err)
			continue
		}
		for index, at := range c.at {
			if index < size && got.Time.Before(at.Add(-skew)) {
				c.add(CodeCosignature, name, "says that it signed entry %d at %s, before that was logged at %s", index, utc(got.Time), utc(at))
			}
		}
		vkey := strings.TrimSpace(string(key))
		c.warn(CodeWitness, name, "who signed it, only its key can tell, %s: compare it with what the witness publishes", vkey)
		c.res.Witnesses = append(c.res.Witnesses, CheckedWitness{size, got.Time, vkey})
		seen = append(seen, cosigned{size, name, got.Witness, got.Time})
	}
	byFile := func(a, b cosigned) int { return strings.Compare(a.File, b.File) }
	told := slices.SortedFunc(slices.Values(c.facts.Log.Cosigned), byFile)
	if !slices.EqualFunc(seen, told, func(a, b cosigned) bool {
		return a.Time.Equal(b.Time) && a.File == b.File && a.Size == b.Size && a.Witness == b.Witness
	}) {
		c.add(CodeFacts, factsName, "tells of other witnesses' signatures than are here")
	}
}

// snapshot verifies one snapshot, and gives what is told of its custody.
func (c *checker) snapshot(s snapshot) (told custody) {
	in := func(name string) string { return path.Join(s.Folder, name) }
	c.res.Snapshots = append(c.res.Snapshots, CheckedSnapshot{Folder: s.Folder})
	raw, err := c.read(in(recordName))
	if err != nil {
		c.add(CodeProof, in(recordName), "%v", err)
		return told
	}
	line, err := ledger.DecodeRecord(s.Index, raw)
	var r ledger.SnapshotRecord
	if err == nil && line.Kind != ledger.KindSnapshot {
		err = fmt.Errorf("is a record of the kind %q", line.Kind)
	}
	if err == nil {
		err = json.Unmarshal(line.Body, &r)
	}
	if err != nil {
		c.add(CodeProof, in(recordName), "%v", err)
		return told
	}
	c.at[s.Index] = line.At
	c.proof(s, raw, in)
	want := factsOf(r)
	want.Folder, want.Index, want.Checkpoint = s.Folder, s.Index, s.Checkpoint
	want.Original, want.Main, want.OriginalAs, want.Encoding, want.Text, want.Screenshot, want.View = s.Original, s.Main, s.OriginalAs, s.Encoding, s.Text, s.Screenshot, s.View
	if !reflect.DeepEqual(normal(wordless(want)), normal(wordless(s))) {
		c.add(CodeFacts, factsName, "says other things of %s than its record", in(waczName))
	} else if !reflect.DeepEqual(normal(want), normal(s)) {
		c.differs(CodeFacts, factsName, "says in other words than this version of the program who took %s", in(waczName))
	}
	c.res.Snapshots[len(c.res.Snapshots)-1] = CheckedSnapshot{Folder: s.Folder, URL: r.URL, CapturedAt: r.CapturedAt, SHA256: r.SHA256, LogIndex: s.Index, Checkpoint: s.Checkpoint}
	if c.sums[in(waczName)] != r.SHA256 {
		c.add(CodeSnapshot, in(waczName), "its SHA-256 is not the one in the log's record, %s", r.SHA256)
	}
	c.inside(s, r, in)
	return c.custody(s, r, raw, in)
}

// normal makes equal what JSON may write in two ways.
func normal(s snapshot) snapshot {
	s.CapturedAt = s.CapturedAt.UTC()
	if len(s.Collector) == 0 {
		s.Collector = nil
	}
	return s
}

// wordless leaves out what is put into words.
func wordless(s snapshot) snapshot {
	s.Collector, s.CopiedFrom = nil, ""
	return s
}

func (c *checker) proof(s snapshot, raw []byte, in func(string) string) {
	if entry, err := c.read(in(entryName)); err != nil || !bytes.Equal(entry, ledger.EntryOf(raw)) {
		c.add(CodeProof, in(entryName), "is not the entry of %s", in(recordName))
	}
	proof, err := c.read(in(proofName))
	if err != nil {
		c.add(CodeProof, in(proofName), "%v", err)
		return
	}
	p, err := ledger.CheckProof(proof, raw, c.vkey)
	if err != nil {
		c.add(CodeProof, in(proofName), "%v", err)
		return
	}
	cp, err := c.read(checkpointName(s.Checkpoint))
	if err != nil || p.Index != s.Index || p.Size != s.Checkpoint || !bytes.Equal(p.Checkpoint, cp) {
		c.add(CodeProof, in(proofName), "proves entry %d by the checkpoint of %d entries, not what %s says", p.Index, p.Size, factsName)
	}
}

// inside verifies the WACZ, and that the files beside it are what it holds.
func (c *checker) inside(s snapshot, r ledger.SnapshotRecord, in func(string) string) {
	name := in(waczName)
	a, closer, ok := c.openWACZ(name, CodeSnapshot)
	if !ok {
		return
	}
	defer closer.Close()
	for _, f := range a.Verify(c.ctx) {
		c.add(CodeInner, name, "%s: %s: %s", f.Path, f.Code, f.Detail)
	}
	spki, err := c.captureKey()
	if err != nil {
		c.add(CodeKey, captureKey, "%v", err)
	} else if !bytes.Equal(spki, a.SignerSPKI()) {
		c.add(CodeInner, name, "is not signed with %s", captureKey)
	}
	if sums, err := a.WARCs(); err == nil {
		for _, sum := range sums {
			c.warcs[sum] = true
		}
	}
	pages := a.Pages()
	text := ""
	if len(pages) > 0 {
		text = pages[0].Text
	}
	if (s.Text != "") != (text != "") {
		c.add(CodeDerived, factsName, "%s has text and the bundle none, or the other way round", name)
	} else if s.Text != "" {
		if b, err := c.read(in(s.Text)); err != nil || string(b) != text {
			c.add(CodeDerived, in(s.Text), "is not the text inside %s", name)
		}
	}
	d, err := original(a, r.PayloadSHA256)
	switch {
	case err != nil && s.Original == "":
	case err != nil:
		c.add(CodeDerived, in(s.Original), "%s: %v", name, err)
	case s.Original == "":
		c.add(CodeDerived, factsName, "%s has an original and the bundle none", name)
	case d.sum != c.sums[in(s.Original)]:
		c.add(CodeDerived, in(s.Original), "is not the main document inside %s", name)
	case d.name(r) != s.Original || d.at != s.Main || d.as != s.OriginalAs || d.encoding != s.Encoding:
		c.add(CodeDerived, in(s.Original), "is told otherwise than %s has it", name)
	}
	c.shot(s, a, in)
}

func (c *checker) shot(s snapshot, a *wacz.Archive, in func(string) string) {
	shot, _, ok := screenshot(a)
	if ok != (s.Screenshot != "") {
		c.add(CodeDerived, factsName, "%s has a screenshot and the bundle none, or the other way round", in(waczName))
	}
	if !ok || s.Screenshot == "" {
		return
	}
	rec, closer, err := a.Record(shot)
	if err != nil {
		c.add(CodeDerived, in(s.Screenshot), "%v", err)
		return
	}
	defer closer.Close()
	h := sha256.New()
	if _, err := io.Copy(h, rec.Content); err != nil || hex.EncodeToString(h.Sum(nil)) != c.sums[in(s.Screenshot)] || placeOf(shot) != s.View {
		c.add(CodeDerived, in(s.Screenshot), "is not the one inside %s", in(waczName))
	}
}

func (c *checker) openWACZ(name, code string) (*wacz.Archive, io.Closer, bool) {
	f, err := c.open(name)
	if err != nil {
		c.add(code, name, "%v", err)
		return nil, nil, false
	}
	info, err := f.Stat()
	var a *wacz.Archive
	if err == nil {
		a, err = wacz.Open(f, info.Size())
	}
	if err != nil {
		f.Close()
		c.add(code, name, "%v", err)
		return nil, nil, false
	}
	return a, f, true
}

// captureKey reads the key that signs snapshots, as SPKI.
func (c *checker) captureKey() ([]byte, error) {
	b, err := c.read(captureKey)
	if err != nil {
		return nil, err
	}
	block, rest := pem.Decode(b)
	if block == nil || len(rest) > 0 || !bytes.Equal(pem.EncodeToMemory(block), b) {
		return nil, fmt.Errorf("is no PEM file with one key")
	}
	return block.Bytes, nil
}

// custody verifies the events that are told of a source.
func (c *checker) custody(s snapshot, r ledger.SnapshotRecord, raw []byte, in func(string) string) (told custody) {
	name := in(custodyName)
	b, err := c.read(name)
	if err == nil {
		err = json.Unmarshal(b, &told)
	}
	if err != nil {
		c.add(CodeCustody, name, "%v", err)
		return told
	}
	if told.URL != r.URL {
		c.add(CodeCustody, name, "is about another source: %s", told.URL)
	}
	newest, err := c.read(checkpointName(c.facts.Log.Newest))
	if err != nil {
		return told // told of already
	}
	own, key, last := false, false, int64(-1)
	for _, e := range told.Events {
		if e.Index <= last {
			c.add(CodeCustody, name, "event %d is out of order", e.Index)
		}
		last = e.Index
		if e.Line == "" {
			if e.Withheld == "" || e.Count < 1 {
				c.add(CodeCustody, name, "event %d has no record", e.Index)
			}
			continue
		}
		if what, err := c.event(e, r, s.Index, newest); err != nil {
			c.add(CodeCustody, name, "event %d: %v", e.Index, err)
		} else if e.What != what {
			c.differs(CodeCustody, name, "event %d is told in other words than this version of the program has for it: %s", e.Index, what)
		}
		own = own || e.Index == s.Index && e.Line == string(raw)
		var k ledger.KeyRecord
		if l, err := ledger.DecodeRecord(e.Index, []byte(e.Line)); err == nil && l.Kind == ledger.KindKey && json.Unmarshal(l.Body, &k) == nil {
			key = key || k.Object == captureKey && k.SHA256 == c.sums[captureKey]
		}
	}
	if !own {
		c.add(CodeCustody, name, "does not tell of the capture itself")
	}
	if !key {
		c.add(CodeKey, captureKey, "the log does not name this key")
	}
	return told
}

// event verifies one event with a record, and gives the words for it.
func (c *checker) event(e event, r ledger.SnapshotRecord, index int64, newest []byte) (what string, err error) {
	line, err := ledger.DecodeRecord(e.Index, []byte(e.Line))
	if err != nil {
		return "", err
	}
	for _, h := range e.Proof {
		if raw, err := base64.StdEncoding.DecodeString(h); err != nil || len(raw) != sha256.Size || strings.ContainsAny(h, "\r\n") {
			return "", fmt.Errorf("its proof has something that is no hash")
		}
	}
	proof := fmt.Sprintf("c2sp.org/tlog-proof@v1\nindex %d\n%s\n%s", e.Index, strings.Join(append(slices.Clone(e.Proof), ""), "\n"), newest)
	if _, err := ledger.CheckProof([]byte(proof), []byte(e.Line), c.vkey); err != nil {
		return "", err
	}
	var a about
	if err := json.Unmarshal(line.Body, &a); err != nil {
		return "", err
	}
	if e.At != stampText(line.At) || e.Kind != line.Kind || e.Count != 1 || a.URL != "" && a.URL != r.URL {
		return "", fmt.Errorf("it is told otherwise than it was logged")
	}
	what, _ = tell(line, r.Object, index)
	return what, nil
}

// collection verifies the package for viewers: it holds what the snapshots hold.
func (c *checker) collection() {
	if c.facts.Collection == "" {
		return
	}
	name := c.facts.Collection
	a, closer, ok := c.openWACZ(name, CodeCollection)
	if !ok {
		return
	}
	defer closer.Close()
	for _, f := range a.Verify(c.ctx) {
		if f.Code != wacz.CodeUnsigned {
			c.add(CodeCollection, name, "%s: %s: %s", f.Path, f.Code, f.Detail)
		}
	}
	sums, err := a.WARCs()
	if err != nil {
		c.add(CodeCollection, name, "%v", err)
	}
	for _, file := range slices.Sorted(keys(sums)) {
		if !c.warcs[sums[file]] {
			c.add(CodeCollection, name, "%s is in no snapshot", file)
		}
	}
	if len(sums) != len(c.warcs) {
		c.add(CodeCollection, name, "holds %d WARC files, the snapshots hold %d", len(sums), len(c.warcs))
	}
}

// words compares the statement and the script with what this program writes.
func (c *checker) words(custodies []custody) {
	text, html, err := statement(&c.facts, custodies)
	if err != nil {
		c.add(CodeStatement, textName, "%v", err)
		return
	}
	for _, x := range []struct {
		name string
		want []byte
	}{{textName, text}, {htmlName, html}} {
		if b, err := c.read(x.name); err != nil || !bytes.Equal(b, x.want) {
			c.differs(CodeStatement, x.name, "is not what this version of the program writes of these facts")
		}
	}
	if b, err := c.read(scriptName); err != nil || !bytes.Equal(b, Script) {
		c.differs(CodeScript, scriptName, "is not the script of this version of the program (SHA-256 %s): compare it with that of %q before you run it", scriptSum(), oneLine(c.facts.Software))
	}
	c.res.WordsChecked = !c.others
}

func scriptSum() string {
	sum := sha256.Sum256(Script)
	return hex.EncodeToString(sum[:])
}
