package bundle

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"reflect"
	"slices"
	"strings"

	"archiver/internal/ledger"
	"archiver/internal/wacz"
)

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
	want.Folder, want.Index, want.Checkpoint, want.Witnessed, want.WitnessProof = s.Folder, s.Index, s.Checkpoint, s.Witnessed, s.WitnessProof
	want.Original, want.Main, want.OriginalAs, want.Encoding, want.Text, want.Screenshot, want.View, want.Rendered, want.Done = s.Original, s.Main, s.OriginalAs, s.Encoding, s.Text, s.Screenshot, s.View, s.Rendered, s.Done
	if !reflect.DeepEqual(normal(wordless(want)), normal(wordless(s))) || !slices.Equal(values(want), values(s)) || (want.CopiedFrom == "") != (s.CopiedFrom == "") || (want.SavedBy == "") != (s.SavedBy == "") ||
		r.Provenance != nil && !strings.HasPrefix(s.SavedBy, r.Provenance.By) {
		c.add(CodeFacts, factsName, "says other things of %s than its record", in(waczName))
	} else if !reflect.DeepEqual(normal(want), normal(s)) {
		c.differs(CodeFacts, factsName, "says in other words than this version of the program who took %s", in(waczName))
	}
	c.res.Snapshots[len(c.res.Snapshots)-1] = CheckedSnapshot{Folder: s.Folder, URL: r.URL, CapturedAt: r.CapturedAt, Taken: takenWords(r), SHA256: r.SHA256, LogIndex: s.Index, Checkpoint: s.Checkpoint}
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

// values are those of the collector, whatever they are called.
func values(s snapshot) (list []string) {
	for _, r := range s.Collector {
		list = append(list, r.Value)
	}
	return list
}

// wordless leaves out what is put into words.
func wordless(s snapshot) snapshot {
	s.Collector, s.CopiedFrom, s.SavedBy, s.Unjudged = nil, "", "", false
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
	if s.Witnessed == 0 && s.WitnessProof == nil {
		return
	}
	seen, err := c.read(checkpointName(s.Witnessed))
	if err == nil {
		err = c.proved(event{Index: s.Index, Proof: s.WitnessProof}, sha256.Sum256(raw), seen)
	}
	if err != nil {
		c.add(CodeProof, factsName, "%s is not proved by the checkpoint of %d entries, which witnesses signed: %v", in(waczName), s.Witnessed, err)
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
	c.signer(name, a.SignerSPKI())
	if sums, err := a.WARCs(); err == nil {
		for _, sum := range sums {
			c.warcs[sum]++
		}
	}
	pages := a.Pages()
	text, person := "", false
	if len(pages) > 0 {
		text, person = pages[0].Text, pages[0].SavedBy != ""
	}
	if person != (s.SavedBy != "") {
		c.add(CodeDerived, factsName, "%s and its record disagree on whether a person saved it", name)
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
	if rendered, done := shown(a); (s.Rendered || s.Done != nil) && rendered != s.Rendered { // older bundles do not tell
		c.add(CodeDerived, factsName, "tells otherwise than %s whether a browser showed the page", name)
	} else if s.Rendered && !slices.Equal(done, s.Done) {
		c.differs(CodeDerived, factsName, "tells in other words than this version of the program what was done to the page in %s", name)
	}
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

// custody verifies the events that are told of a source.
func (c *checker) custody(s snapshot, r ledger.SnapshotRecord, raw []byte, in func(string) string) (told custody) {
	name := in(custodyName)
	b, err := c.read(name)
	if err == nil {
		err = decodeOnce(b, &told)
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
	own, last := false, int64(-1)
	listed := map[[2]string]bool{} // keys, and what else has a place and a SHA-256
	for _, e := range told.Events {
		if e.Index <= last {
			c.add(CodeCustody, name, "event %d is out of order", e.Index)
		}
		last = e.Index
		if e.Line == "" {
			c.withheld(e, newest, name)
			continue
		}
		what, err := c.event(e, r, s.Index, newest)
		proved := err == nil
		if !proved {
			c.add(CodeCustody, name, "event %d: %v", e.Index, err)
		} else if e.What != what {
			c.differs(CodeCustody, name, "event %d is told in other words than this version of the program has for it: %s", e.Index, what)
		}
		own = own || e.Index == s.Index && e.Line == string(raw)
		var k ledger.KeyRecord
		if l, err := ledger.DecodeRecord(e.Index, []byte(e.Line)); err == nil && (l.Kind == ledger.KindKey || l.Kind == ledger.KindTimestamp) && json.Unmarshal(l.Body, &k) == nil {
			listed[[2]string{k.Object, k.SHA256}] = true
			var chain ledger.TimestampRecord // of a key, none
			_ = json.Unmarshal(l.Body, &chain)
			if proved {
				c.named[[2]string{k.Object, k.SHA256}], c.named[[2]string{chain.Chain, chain.ChainSHA256}] = true, true
			}
		}
	}
	if !own {
		c.add(CodeCustody, name, "does not tell of the capture itself")
	}
	for _, name := range c.captureKeys() {
		if !listed[[2]string{name, c.sums[name]}] {
			c.add(CodeKey, name, "the log does not name this key")
		}
	}
	return told
}

// withheld verifies an event whose record is not shown: that the log has it. What
// is told of it is the word of whoever made the bundle.
func (c *checker) withheld(e event, newest []byte, name string) {
	raw, err := hex.DecodeString(e.Record)
	switch {
	case e.Withheld == "" || e.Count < 1:
		err = errors.New("it has no record")
	case err != nil || len(raw) != sha256.Size || e.Record != strings.ToLower(e.Record):
		err = errors.New("it has neither a record nor its SHA-256")
	default:
		err = c.proved(e, [32]byte(raw), newest)
	}
	if err != nil {
		c.add(CodeCustody, name, "event %d: %v", e.Index, err)
	} else if e.Withheld != withheldMore && e.Withheld != withheldPerson && e.Withheld != withheldSame(e.Count) {
		c.differs(CodeCustody, name, "event %d is withheld in other words than this version of the program has for it", e.Index)
	}
}

// proved verifies that the log has the record with this SHA-256 as an event's entry.
func (c *checker) proved(e event, record [32]byte, newest []byte) error {
	for _, h := range e.Proof {
		if raw, err := base64.StdEncoding.DecodeString(h); err != nil || len(raw) != sha256.Size || strings.ContainsAny(h, "\r\n") {
			return errors.New("its proof has something that is no hash")
		}
	}
	proof := fmt.Sprintf("c2sp.org/tlog-proof@v1\nindex %d\n%s\n%s", e.Index, strings.Join(append(slices.Clone(e.Proof), ""), "\n"), newest)
	_, err := ledger.CheckProofOf([]byte(proof), record, c.vkey)
	return err
}

// event verifies one event with a record, and gives the words for it.
func (c *checker) event(e event, r ledger.SnapshotRecord, index int64, newest []byte) (what string, err error) {
	line, err := ledger.DecodeRecord(e.Index, []byte(e.Line))
	if err != nil {
		return "", err
	}
	if err := c.proved(e, sha256.Sum256([]byte(e.Line)), newest); err != nil {
		return "", err
	}
	var a about
	if err := json.Unmarshal(line.Body, &a); err != nil {
		return "", err
	}
	if e.At != stampText(line.At) || e.Kind != line.Kind || e.Count != 1 || e.Withheld != "" || e.Record != "" || a.URL != "" && a.URL != r.URL {
		return "", fmt.Errorf("it is told otherwise than it was logged")
	}
	what, _ = tell(line, r.Object, index, nil)
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
	lacks, left := 0, maps.Clone(c.warcs) // one file may stand in several snapshots, and stands here as often
	for _, file := range slices.Sorted(keys(sums)) {
		if left[sums[file]]--; left[sums[file]] < 0 {
			c.add(CodeCollection, name, "%s is in no snapshot", file)
		}
	}
	for _, n := range left {
		lacks += max(n, 0)
	}
	if lacks > 0 {
		c.add(CodeCollection, name, "lacks %d of the WARC files of the snapshots", lacks)
	}
}
