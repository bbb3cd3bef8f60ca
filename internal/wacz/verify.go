package wacz

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"archiver/internal/warc"
)

// Finding is one thing that is wrong with a package.
type Finding struct {
	Code   string // one of the constants below; stable
	Path   string // the file within the package
	Detail string // for a person
}

// Codes of findings.
const (
	CodePackageMalformed = "package-malformed" // datapackage.json is missing or unreadable
	CodeDigestMalformed  = "digest-malformed"  // datapackage-digest.json is missing or unreadable
	CodePackageDigest    = "package-digest"    // datapackage.json is not what the digest file says
	CodeUnsigned         = "unsigned"          // there is no signature
	CodeSignature        = "signature"         // the signature is bad, or of a kind not checked here
	CodeCreated          = "created"           // the two files disagree on when
	CodeResourceMissing  = "resource-missing"
	CodeResourceUnlisted = "resource-unlisted"
	CodeResourceDigest   = "resource-digest"  // or its size, or the ZIP's checksum
	CodeIndexMalformed   = "index-malformed"  // a line, or the whole file
	CodeIndexOrder       = "index-order"      // lines are not sorted
	CodeIndexRecord      = "index-record"     // where the index points there is no such record
	CodeIndexDigest      = "index-digest"     // recordDigest is not the member's
	CodeIndexMismatch    = "index-mismatch"   // the index says something else than the record
	CodeIndexMissing     = "index-missing"    // a response is not in the index
	CodeRecordMalformed  = "record-malformed" // a WARC file cannot be read there
	CodeBlockDigest      = "block-digest"
	CodePayloadDigest    = "payload-digest"
	CodeDigestUnknown    = "digest-unknown" // a digest of a kind not checked here
	CodePagesMalformed   = "pages-malformed"
	CodePageMissing      = "page-missing" // a page has no record
	CodeUnreadable       = "unreadable"   // the source failed, or ctx ended: nothing is proven
	CodeFormat           = "format"       // Open refuses it with a *FormatError: no WACZ, or made to deceive
)

// maxFindings bounds the list: a hostile file could be made of nothing else.
const maxFindings = 1000

type verifier struct {
	ctx context.Context
	*Archive
	found []Finding
	buf   []byte
}

// Verify computes every digest inside anew: of datapackage.json, of each file
// that it lists, of each record where the index points, of each record's block
// and payload; it checks the signature, and that index, pages and records
// agree. It returns what is wrong, at most 1,000 findings; none means that all
// of it holds. Whose key it is, and whether the file as a whole is the one that
// was sealed, it cannot know. It takes any input and never panics.
func (a *Archive) Verify(ctx context.Context) []Finding {
	v := &verifier{ctx: ctx, Archive: a, buf: make([]byte, 64<<10)}
	pages := a.Pages()
	for _, f := range a.faults {
		v.add(f.Code, f.Path, "%s", f.Detail)
	}
	v.packages()
	v.indexed()
	for _, name := range a.warcs() {
		v.records(name)
	}
	for _, p := range pages {
		if _, ok := a.Find(p.URL, p.At); !ok {
			v.add(CodePageMissing, pagesPath, "no record of %s", p.URL)
		}
	}
	if err := ctx.Err(); err != nil {
		v.found = append(v.found, Finding{CodeUnreadable, "", err.Error()})
	}
	return v.found
}

func (v *verifier) add(code, path, format string, args ...any) {
	if len(v.found) < maxFindings {
		v.found = append(v.found, Finding{code, path, fmt.Sprintf(format, args...)})
	}
}

// copy hashes or discards, and stops when ctx ends.
func (v *verifier) copy(w io.Writer, r io.Reader) (int64, error) {
	return io.CopyBuffer(struct{ io.Writer }{w}, readerFunc(func(p []byte) (int, error) {
		if err := v.ctx.Err(); err != nil {
			return 0, err
		}
		return r.Read(p)
	}), v.buf)
}

type readerFunc func(p []byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

// packages follows the chain from the signature down to each file.
func (v *verifier) packages() {
	d, err := v.packageDigest()
	if err != nil {
		v.add(CodeDigestMalformed, digestPath, "%v", err)
	}
	if v.entries[packagePath] == nil {
		v.add(CodePackageMalformed, packagePath, "is not there")
		return
	}
	raw, err := v.read(packagePath, maxJSON)
	if err != nil {
		v.add(CodePackageMalformed, packagePath, "%v", err)
		return
	}
	var p datapackage
	if err := json.Unmarshal(raw, &p); err != nil {
		v.add(CodePackageMalformed, packagePath, "%v", err)
		return
	}
	if d != nil {
		v.digest(d, raw, p.Created)
	}
	listed := map[string]bool{packagePath: true, digestPath: true}
	for _, r := range p.Resources {
		if listed[r.Path] {
			v.add(CodePackageMalformed, packagePath, "lists %q twice", r.Path)
			continue
		}
		listed[r.Path] = true
		v.resource(r)
	}
	for _, name := range v.names {
		if !listed[name] {
			v.add(CodeResourceUnlisted, name, "is not listed in %s", packagePath)
		}
	}
}

func (v *verifier) digest(d *packageDigest, raw []byte, created string) {
	sum := sha256.Sum256(raw)
	if want := "sha256:" + hex.EncodeToString(sum[:]); d.Hash != want || d.Path != packagePath {
		v.add(CodePackageDigest, packagePath, "hashes to %s, said to be %s of %q", want, d.Hash, d.Path)
	}
	s := d.SignedData
	if s == nil {
		v.add(CodeUnsigned, digestPath, "there is no signature")
		return
	}
	if s.Hash != d.Hash {
		v.add(CodeSignature, digestPath, "what is signed is %s", s.Hash)
	}
	if s.Created != created {
		v.add(CodeCreated, digestPath, "%q here, %q in %s", s.Created, created, packagePath)
	}
	if s.Domain != "" {
		v.add(CodeSignature, digestPath, "signed for the domain %s: not checked here", s.Domain)
	} else if err := checkSignature(s); err != nil {
		v.add(CodeSignature, digestPath, "%v", err)
	}
}

func (v *verifier) resource(r resource) {
	e := v.entries[r.Path]
	if e == nil {
		v.add(CodeResourceMissing, r.Path, "is listed and not there")
		return
	}
	want, ok := parseDigest(r.Hash)
	if !ok {
		v.add(CodeDigestUnknown, r.Path, "%s", r.Hash)
		return
	}
	f, err := e.Open()
	if err != nil {
		v.add(CodeResourceDigest, r.Path, "%v", err)
		return
	}
	defer f.Close()
	// What inflates to more than is listed need not be inflated to its end.
	n, err := v.copy(want.hash, io.LimitReader(f, r.Bytes+1))
	switch {
	case err != nil:
		v.add(CodeResourceDigest, r.Path, "%v", err)
	case n != r.Bytes:
		v.add(CodeResourceDigest, r.Path, "is not the %d bytes that are listed", r.Bytes)
	case !want.matches():
		v.add(CodeResourceDigest, r.Path, "hashes to %s", want.got())
	}
}

// indexed checks each line of the index against the bytes it points to.
func (v *verifier) indexed() {
	for _, c := range v.index {
		path := archiveDir + c.Filename
		if c.SURT != c.Key() {
			v.add(CodeIndexMismatch, path, "%s is sorted under %s", c.URL, c.SURT)
		}
		s, err := v.section(c)
		if err != nil {
			v.add(CodeIndexRecord, path, "%s: %v", c.URL, err)
			continue
		}
		if c.RecordDigest == "" {
			continue
		}
		want, ok := parseDigest(c.RecordDigest)
		if !ok {
			v.add(CodeDigestUnknown, path, "%s", c.RecordDigest)
			continue
		}
		if _, err := v.copy(want.hash, s); err != nil {
			v.add(CodeIndexDigest, path, "record at %d: %v", c.Offset, err)
		} else if !want.matches() {
			v.add(CodeIndexDigest, path, "record at %d hashes to %s", c.Offset, want.got())
		}
	}
}

// records reads a whole WARC file.
func (v *verifier) records(name string) {
	index := map[int64][]warc.CDX{}
	for _, c := range v.index {
		if archiveDir+c.Filename == name {
			index[c.Offset] = append(index[c.Offset], c)
		}
	}
	e := v.entries[name]
	section := io.NewSectionReader(v.r, e.off, e.size())
	r := warc.NewReader(section)
	for v.ctx.Err() == nil && len(v.found) < maxFindings {
		rec, err := r.Next()
		if err == io.EOF {
			break
		}
		var fault *warc.ReadError
		if errors.As(err, &fault) {
			v.add(CodeRecordMalformed, name, "%v", err)
			continue
		}
		if err != nil {
			v.add(CodeUnreadable, name, "%v", err)
			return
		}
		v.listing(name, rec, index)
		v.record(name, rec)
	}
	if v.ctx.Err() != nil || len(v.found) == maxFindings {
		return
	}
	for _, list := range index {
		for _, c := range list {
			v.add(CodeIndexRecord, name, "%s: no record begins at %d", c.URL, c.Offset)
		}
	}
}

// listing compares a record with its line in the index.
func (v *verifier) listing(name string, rec *warc.Record, index map[int64][]warc.CDX) {
	uri, date := rec.Header.TargetURI(), rec.Header.Get("WARC-Date")
	list := index[rec.Offset]
	delete(index, rec.Offset)
	if t := rec.Type(); len(list) == 0 && (t == "response" || t == "revisit") {
		v.add(CodeIndexMissing, name, "%s %s at %d", t, uri, rec.Offset)
	}
	_, digest, _ := strings.Cut(rec.Header.Get("WARC-Payload-Digest"), ":")
	for _, c := range list {
		_, label, ok := strings.Cut(c.Digest, ":")
		if !ok {
			label = c.Digest
		}
		if c.URL != warc.URI(uri) || timestamp(date) != c.Timestamp || label != "" && label != digest {
			v.add(CodeIndexMismatch, name, "the index and the record at %d disagree: %s %s, %s %s", c.Offset, c.URL, c.Timestamp, uri, date)
		}
	}
}

// record checks the digests of one record, in one reading.
func (v *verifier) record(name string, rec *warc.Record) {
	block := v.recordDigest(name, rec, "WARC-Block-Digest")
	payload := v.recordDigest(name, rec, "WARC-Payload-Digest")
	if rec.Type() == "revisit" {
		payload = nil // it is the digest of what is revisited
	}
	whole := rec.Content
	if block != nil {
		whole = io.TeeReader(rec.Content, block.hash)
	}
	if payload != nil {
		r := *rec
		r.Content = whole
		body, err := warc.Payload(&r)
		if err == nil {
			_, err = v.copy(payload.hash, body)
		}
		var fault *warc.ReadError
		if errors.As(err, &fault) {
			return // Next tells it again
		}
		if ((err != nil && !errors.Is(err, warc.ErrChunk)) || !payload.matches()) && !v.asSent(name, rec) {
			v.add(CodePayloadDigest, name, "record at %d: the payload hashes to %s", rec.Offset, payload.got())
		}
	}
	if block == nil {
		return
	}
	if _, err := v.copy(io.Discard, whole); err == nil && !block.matches() {
		v.add(CodeBlockDigest, name, "record at %d hashes to %s", rec.Offset, block.got())
	}
}

// asSent says whether the payload's digest is that of the body with its chunks,
// as many other programs compute it. It binds the same bytes.
func (v *verifier) asSent(name string, rec *warc.Record) bool {
	want, ok := parseDigest(rec.Header.Get("WARC-Payload-Digest"))
	e := v.entries[name]
	if !ok || rec.Offset >= e.size() {
		return false
	}
	again, err := warc.NewReader(io.NewSectionReader(v.r, e.off+rec.Offset, e.size()-rec.Offset)).Next()
	if err != nil || !isHTTP(again) {
		return false
	}
	br := bufio.NewReader(again.Content)
	if _, err := warc.ReadHTTPHead(br, warc.MaxHTTPHead); err != nil {
		return false
	}
	_, err = v.copy(want.hash, br)
	return err == nil && want.matches()
}

func (v *verifier) recordDigest(name string, rec *warc.Record, field string) *digest {
	s := rec.Header.Get(field)
	if s == "" {
		return nil
	}
	d, ok := parseDigest(s)
	if !ok {
		v.add(CodeDigestUnknown, name, "record at %d: %s %s", rec.Offset, field, s)
		return nil
	}
	return d
}
