package bundle

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"archiver/internal/ledger"
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
	Judges     []string // refs that are judged by it, and have a newer one here
	Folder     string
	URL        string
	CapturedAt time.Time
	Taken      string // by whom, when and by whose word, in words
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
	Named      bool   // by a record of the log that is here: else anybody may have put it in
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
	c := &checker{ctx: ctx, dir: dir, o: o, res: &Result{}, warcs: map[string]int{}, named: map[[2]string]bool{}, at: map[int64]time.Time{}}
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
	warcs map[string]int // digests of the WARC files in the snapshots, and in how many places each stands
	bad   map[int64]bool // checkpoints that do not hold
	// named are the timestamps and keys that proved records here list, by name and SHA-256.
	named map[[2]string]bool
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

// unlisted tells of a timestamp, or of a witness's key, that no record of the log
// lists which is here. Bundles of other versions may have no such records.
func (c *checker) unlisted(code, file, format string, args ...any) {
	if c.facts.Software == c.o.Software {
		c.add(code, file, format, args...)
		return
	}
	c.others = true
	c.warn(CodeCustody, file, format, args...)
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
	text := unixed(raw)
	listed, err := parseSums(text)
	if err != nil {
		c.add(CodeSumsMalformed, sumsName, "%v", err)
		return
	}
	if !bytes.Equal(text, raw) {
		c.add(CodeSumsMalformed, sumsName, lineEnds)
	} else if !bytes.Equal(sumsOf(listed), raw) {
		c.add(CodeSumsMalformed, sumsName, "is not written as it was")
	}
	for _, name := range slices.Sorted(keys(listed)) {
		switch c.sums[name] {
		case "":
			c.add(CodeFileMissing, name, "is missing, though %s lists it", sumsName)
		case listed[name]:
		default:
			why := "one of the two was changed"
			if b, err := c.read(name); err == nil && hexSum(unixed(b)) == listed[name] {
				why = lineEnds
			}
			c.add(CodeFileAltered, name, "is not the file that %s lists: %s", sumsName, why)
		}
	}
	for _, name := range slices.Sorted(keys(c.sums)) {
		if name != sumsName && listed[name] == "" && litter(name) {
			delete(c.sums, name)
			c.res.Files--
			c.warn(CodeFileExtra, name, "is no part of what was handed out, and nothing rests on it: file managers leave files of this name")
		} else if name != sumsName && listed[name] == "" {
			c.add(CodeFileExtra, name, "%s does not list it", sumsName)
		}
	}
}

func (c *checker) run() {
	raw, err := c.read(factsName)
	if err == nil {
		err = decodeOnce(raw, &c.facts)
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
		if cite.Snapshot == nil {
			c.res.Without = append(c.res.Without, cite.Ref)
		}
		c.cited(cite, cite.Snapshot, folders, func(s *CheckedSnapshot) { s.Refs = append(s.Refs, cite.Ref) })
		c.cited(cite, cite.Reference, folders, func(s *CheckedSnapshot) { s.Judges = append(s.Judges, cite.Ref) })
		c.older(cite)
	}
	if len(f.Snapshots) == 0 {
		c.add(CodeFacts, factsName, "there is no snapshot here")
	}
	c.collection()
	c.strangers()
	c.words(custodies)
}

// older checks that a footnote's reference, if it has one here, is another snapshot than
// its newest, and no newer one: by their records, whatever the statement says of the two.
func (c *checker) older(cite Citation) {
	if cite.Reference == nil {
		return
	}
	at := map[string]time.Time{}
	for _, s := range c.facts.Snapshots {
		at[s.Folder] = s.CapturedAt.Truncate(time.Second)
	}
	if cite.Snapshot == nil || *cite.Snapshot == *cite.Reference || at[*cite.Reference].After(at[*cite.Snapshot]) {
		c.add(CodeFacts, factsName, "footnote %s is judged by a snapshot that is not older than its newest", cite.Ref)
	}
}

// cited finds the snapshot of a footnote in a folder, and has it told of; nil: none.
func (c *checker) cited(cite Citation, folder *string, folders map[string]bool, tell func(*CheckedSnapshot)) {
	if folder == nil {
		return
	}
	if !folders[*folder] {
		c.add(CodeFacts, factsName, "footnote %s names a snapshot that is not there", cite.Ref)
	}
	for i, s := range c.facts.Snapshots {
		if s.Folder != *folder {
			continue
		}
		if s.URL != cite.URL {
			c.add(CodeFacts, factsName, "footnote %s cites %s, its snapshot is of %s", cite.Ref, cite.URL, s.URL)
		}
		if i < len(c.res.Snapshots) {
			tell(&c.res.Snapshots[i])
		}
	}
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
		if s.Witnessed != 0 {
			known[checkpointName(s.Witnessed)] = true
		}
	}
	for _, name := range c.captureKeys() { // custody.json has to tell of each
		known[name] = true
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

func scriptSum() string { return hexSum(Script) }

func hexSum(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
