package bundle

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/asn1"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	mrand "math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	fnote "github.com/transparency-dev/formats/note"

	"archiver/internal/ledger"
	"archiver/internal/store"
	"archiver/internal/wacz"
	"archiver/internal/warc"
	"archiver/internal/webtest/ram"
)

// A footnote's bundle verifies by its own script and by the program, says what it
// proves, and tells of nothing else.
func TestBundle(t *testing.T) {
	w := newWorld(t)
	w.fill()
	w.stamp()
	var logged []ledger.ExportRecord
	job := w.job(false, w.cite("3", pageURL))
	job.Log = func(r []ledger.ExportRecord) error { logged = r; return nil }
	dir, got := w.export(job)

	want := []string{"README.html", "README.txt", "SHA256SUMS", "bundle.json", "custody.json", "entry.json", "entry.tlog-proof", "keys/capture.pub", "keys/log.pub",
		"original.html", "record.json", "screenshot.png", "snapshot.wacz", "text.txt", "verify.py"}
	have := names(t, dir)
	for _, name := range want {
		if !slices.Contains(have, name) {
			t.Errorf("%s is not in the bundle: %q", name, have)
		}
	}
	if got.Stamps != 2 || got.Files != len(have) || len(got.Snapshots) != 1 {
		t.Errorf("written: %+v", got)
	}
	if len(logged) != 1 || logged[0].URL != pageURL || logged[0].For != "lake/3" || logged[0].Sums != sum(load(t, dir, sumsName)) {
		t.Errorf("logged: %+v", logged)
	}
	out, passed := script(t, dir)
	if !passed {
		t.Errorf("verify.py fails:\n%s", out)
	}
	for _, root := range w.roots {
		if !strings.Contains(out, sum(root.Raw)) {
			t.Errorf("verify.py does not name the root %s:\n%s", sum(root.Raw), out)
		}
	}
	if !strings.Contains(out, "was cosigned at") || !strings.Contains(out, string(bytes.TrimSpace(load(t, dir, logKey)))) {
		t.Errorf("verify.py does not name the witness and the log's key:\n%s", out)
	}
	r := check(t, dir, w.roots...)
	if len(r.Findings) > 0 || len(r.Warnings) != 1 || r.Warnings[0].Code != CodeWitness || !r.WordsChecked || len(r.Witnesses) != 1 || len(r.Stamps) != 2 || !r.Stamps[0].Trusted || len(r.Snapshots) != 1 || r.Snapshots[0].URL != pageURL {
		t.Errorf("check: %+v", r)
	}
	if r := check(t, dir); len(r.Findings) > 0 || len(r.Warnings) != 3 || r.Warnings[0].Code != CodeRoot || r.Stamps[0].Trusted {
		t.Errorf("check without the roots: %+v", r)
	}

	// sha256sum agrees.
	c := exec.Command("sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS")
	c.Dir = dir
	if out, err := c.CombinedOutput(); err != nil {
		t.Errorf("sha256sum: %v\n%s", err, out)
	}

	// Privacy: nothing of other sources, other reports, or their records.
	for _, name := range have {
		for _, secret := range []string{"secret", "hidden", w.dir} {
			if bytes.Contains(load(t, dir, name), []byte(secret)) {
				t.Errorf("%s holds %q", name, secret)
			}
		}
	}
	text, html := string(load(t, dir, textName)), string(load(t, dir, htmlName))
	for _, words := range []string{"Web servers do not sign pages", "log entry", "seen & known", "EXISTED   before", "witness.example", "an audit of the archive read its bytes again",
		"not shown: it holds more", "192.0.2.1", "<clean>.”"} {
		if !strings.Contains(text, words) {
			t.Errorf("README.txt does not say %q:\n%s", words, text)
		}
	}
	for _, raw := range []string{"<script", "<b>https", "<i>so", "Clear <water", "<clean", "javascript:", "Mozilla/5.0 <b>"} {
		if strings.Contains(html, raw) {
			t.Errorf("README.html holds %q, not escaped", raw)
		}
	}
	if !strings.Contains(html, "They say &lt;i&gt;so&lt;/i&gt;.") || !strings.Contains(html, "@media print") {
		t.Error("README.html does not show the claim, or cannot be printed")
	}
}

// The proof leads to the first stamped checkpoint after the entry.
func TestWhichCheckpoint(t *testing.T) {
	w := newWorld(t)
	w.fill()
	before := w.index[pageURL]
	w.stamp()
	first := int64(0)
	for key := range w.st.List(t.Context(), timestamps) {
		fmt.Sscanf(key, timestamps+"%d/", &first)
	}
	for range 3 {
		w.add(ledger.KindObservation, ledger.ObservationRecord{URL: pageURL, Status: 200, Verdict: "ok", Reason: "same"})
	}
	w.stamp()
	w.capture(source{url: goneURL, head: "HTTP/1.1 200 OK", kind: "html", body: []byte("late"), sent: []byte("late"), text: "late"})
	dir, _ := w.export(w.job(true, w.cite("1", pageURL), w.cite("2", goneURL)))
	r := check(t, dir)
	if len(r.Findings) > 0 || len(r.Snapshots) != 2 || r.Snapshots[0].LogIndex != before || r.Snapshots[0].Checkpoint != first {
		t.Errorf("want entry %d by checkpoint %d: %+v", before, first, r)
	}
	if late := r.Snapshots[1]; late.Checkpoint != late.LogIndex+1 {
		t.Errorf("an entry without a stamp is proved by the newest checkpoint: %+v", late)
	}
	if out, passed := script(t, dir); !passed {
		t.Error(out)
	}
	if text := string(load(t, dir, textName)); strings.Count(text, "WHEN IT EXISTED IS NOT PROVED") != 1 {
		t.Errorf("one of two is not stamped:\n%s", text)
	}
}

// A report's bundle has all its footnotes, and a collection for viewers.
func TestReport(t *testing.T) {
	w := newWorld(t)
	w.fill()
	w.stamp()
	again := w.cite("7", pageURL)
	dir, got := w.export(w.job(true, w.cite("3", pageURL), w.cite("4", pdfURL), w.cite("5", brURL), w.cite("6.2", copyURL), again, w.cite("8", goneURL)))
	if len(got.Snapshots) != 4 || !slices.Equal(got.Missing, []string{"8"}) {
		t.Errorf("written: %+v", got)
	}
	out, passed := script(t, dir)
	if !passed || !strings.Contains(out, "footnotes/5/original.html: it has the SHA-256 that was logged") {
		t.Errorf("verify.py:\n%s", out)
	}
	r := check(t, dir, w.roots...)
	if len(r.Findings) > 0 || !slices.Equal(r.Without, []string{"8"}) || !slices.Equal(r.Snapshots[0].Refs, []string{"3", "7"}) {
		t.Errorf("check: %+v", r)
	}
	text := string(load(t, dir, textName))
	if !strings.Contains(text, "Its snapshot is the same as that of [3]") || !strings.Contains(text, "THERE IS NO SNAPSHOT OF THIS SOURCE") {
		t.Errorf("README.txt:\n%s", text)
	}
	if i, j := strings.Index(text, "[3]"), strings.Index(text, "[8]"); i < 0 || j < i {
		t.Error("the footnotes are not in reading order")
	}
	if bytes.Contains(load(t, dir, "collection.wacz"), []byte("secret")) {
		t.Error("the collection holds another source")
	}
	f, err := os.Open(filepath.Join(dir, "collection.wacz"))
	w.ok(err)
	defer f.Close()
	info, err := f.Stat()
	w.ok(err)
	a, err := wacz.Open(f, info.Size())
	w.ok(err)
	if found := a.Verify(t.Context()); len(found) > 0 {
		t.Errorf("collection: %v", found)
	}
	if p := a.Pages(); len(p) != 4 || p[0].Title != "[3, 7] A page" {
		t.Errorf("collection's pages: %+v", p)
	}
	for url, want := range map[string]string{pdfURL: "%PDF-1.7 or something like it", brURL: strings.Repeat("<p>packed</p>", 50)} {
		c, ok := a.Find(url, day)
		if !ok {
			t.Fatalf("no %s in the collection", url)
		}
		resp, err := a.Response(c)
		w.ok(err)
		var b bytes.Buffer
		if _, err := b.ReadFrom(resp.Body); err != nil || b.String() != want {
			t.Errorf("%s in the collection: %q, %v", url, b.String(), err)
		}
	}
}

// One WARC file stands in several snapshots where somebody's one session was added to
// several footnotes. The collection holds it as often, no more and no less.
func TestSharedWARC(t *testing.T) {
	w := newWorld(t)
	record := []byte("WARC/1.1\r\nWARC-Type: warcinfo\r\nWARC-Record-ID: " + warc.NewID() + "\r\nWARC-Date: 2020-02-21T10:15:00Z\r\nContent-Length: 3\r\n\r\nx:y\r\n\r\n")
	left := int64(1 << 20)
	g, err := wacz.ReadGiven(t.Context(), bytes.NewReader(record), int64(len(record)), &left)
	w.ok(err)
	for _, url := range []string{pageURL, brURL, copyURL} {
		page := []byte("<p>" + url)
		w.capture(source{url: url, head: "HTTP/1.1 200 OK", kind: "html", body: page, sent: page, text: url, given: g})
	}
	cites := []Citation{w.cite("1", pageURL), w.cite("2", brURL), w.cite("3", copyURL)}
	dir, _ := w.export(w.job(true, cites...))
	if out, passed := script(t, dir); !passed {
		t.Errorf("verify.py:\n%s", out)
	}
	if r := check(t, dir); len(r.Findings) > 0 {
		t.Errorf("check: %+v", r.Findings)
	}
	two, _ := w.export(w.job(true, cites[:2]...))
	for _, c := range []struct{ from, to, want string }{{two, dir, "lacks 2 of the WARC files"}, {dir, two, "is in no snapshot"}} {
		bad := copyOf(t, c.to)
		save(t, bad, "collection.wacz", load(t, c.from, "collection.wacz"))
		resum(t, bad)
		found := check(t, bad).Findings
		if len(found) == 0 || !slices.ContainsFunc(found, func(f Finding) bool { return f.Code == CodeCollection && strings.Contains(f.Detail, c.want) }) {
			t.Errorf("another collection: %+v, want %q", found, c.want)
		}
	}
}

// Any changed byte in any file fails both checks, and the file is named.
func TestAnyByte(t *testing.T) {
	w := newWorld(t)
	w.fill()
	w.stamp()
	dir, _ := w.export(w.job(false, w.cite("3", pageURL)))
	for _, name := range names(t, dir) {
		good := load(t, dir, name)
		for i, at := range []int{len(good) / 2, 0, len(good) - 1, len(good) / 3, 9 * len(good) / 10} {
			bad := bytes.Clone(good)
			bad[at] ^= 1 << (i % 7) // also the case of a letter
			save(t, dir, name, bad)
			r := check(t, dir)
			if !slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.File == name || name == sumsName && strings.HasPrefix(f.Code, "file-") }) {
				t.Errorf("%s, byte %d: %+v", name, at, r.Findings)
			}
			if i > 1 || name == scriptName {
				continue // a script that was altered can say anything: the program tells
			}
			if out, passed := script(t, dir); passed || !strings.Contains(out, name) {
				t.Errorf("%s, byte %d: verify.py says (passed: %v)\n%s", name, at, passed, out)
			}
		}
		save(t, dir, name, good)
	}
	if out, passed := script(t, dir); !passed {
		t.Errorf("restored, and it fails:\n%s", out)
	}
}

// A file more, a file less, and what is no file.
func TestFiles(t *testing.T) {
	w := newWorld(t)
	w.fill()
	w.stamp()
	made, _ := w.export(w.job(false, w.cite("3", pageURL)))
	both := func(what, name, dir string) {
		t.Helper()
		r := check(t, dir)
		if !slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.File == name }) {
			t.Errorf("%s: %+v", what, r.Findings)
		}
		if name == scriptName {
			return
		}
		if out, passed := script(t, dir); passed || !strings.Contains(out, name) {
			t.Errorf("%s: verify.py says (passed: %v)\n%s", what, passed, out)
		}
	}
	for _, name := range names(t, made) {
		dir := copyOf(t, made)
		w.ok(os.Remove(filepath.Join(dir, name)))
		both("without "+name, name, dir)
	}
	for _, name := range []string{"more", ".hidden", "keys/more.pub", "a/b/c/d", "with space", "й"} {
		dir := copyOf(t, made)
		save(t, dir, name, []byte("x"))
		if r := check(t, dir); !slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.File == name && f.Code == CodeFileExtra }) {
			t.Errorf("%s added: %+v", name, r.Findings)
		}
		if out, passed := script(t, dir); passed || !strings.Contains(out, "is not listed") {
			t.Errorf("%s added: verify.py says\n%s", name, out)
		}
	}
	for what, make := range map[string]func(p string) error{
		"link to itself":   func(p string) error { return os.Symlink(p, p) },
		"link to a secret": func(p string) error { return os.Symlink("/etc/passwd", p) },
		"pipe":             func(p string) error { return syscall.Mkfifo(p, 0o600) },
		"link to a folder": func(p string) error { return os.Symlink("/", p) },
		"link to a good copy": func(p string) error {
			return os.Symlink(filepath.Join(made, "text.txt"), p)
		},
	} {
		dir := copyOf(t, made)
		p := filepath.Join(dir, "text.txt")
		w.ok(os.Remove(p))
		w.ok(make(p))
		both(what, "text.txt", dir)
	}
}

// Who writes SHA256SUMS anew can still not alter what is proved.
func TestForged(t *testing.T) {
	w := newWorld(t)
	w.fill()
	w.stamp()
	made, _ := w.export(w.job(false, w.cite("3", pageURL)))
	other := newWorld(t)
	other.fill()
	other.stamp()
	foreign, _ := other.export(other.job(false, other.cite("3", pageURL)))
	snapshotOf := func(change func(*snapshot)) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			edit(t, dir, factsName, func(f *facts) { change(&f.Snapshots[0]) })
		}
	}
	events := func(change func(c *custody)) func(*testing.T, string) {
		return func(t *testing.T, dir string) { edit(t, dir, custodyName, change) }
	}
	write := func(name, text string) func(*testing.T, string) {
		return func(t *testing.T, dir string) { save(t, dir, name, []byte(text)) }
	}
	replace := func(name, old, new string) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			b := load(t, dir, name)
			if !bytes.Contains(b, []byte(old)) {
				t.Fatalf("%s has no %q", name, old)
			}
			save(t, dir, name, bytes.Replace(b, []byte(old), []byte(new), 1))
		}
	}
	foreignFile := func(list ...string) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			for _, name := range list {
				save(t, dir, name, load(t, foreign, name))
			}
		}
	}
	stampFile := ""
	for _, name := range names(t, made) {
		if strings.HasSuffix(name, ".tsr") {
			stampFile = name
		}
	}
	for _, c := range []struct {
		what   string
		change func(*testing.T, string)
		code   string
		script bool // verify.py tells too
	}{
		{"text", write("text.txt", "The lake is dirty."), CodeDerived, true},
		{"original", write("original.html", "<p>dirty"), CodeDerived, true},
		{"screenshot", write("screenshot.png", "dirty"), CodeDerived, true},
		{"record", replace("record.json", `"status":200`, `"status":201`), CodeProof, true},
		{"entry", replace("entry.json", "record", "Record"), CodeProof, true},
		{"proof's index", replace("entry.tlog-proof", "index 1", "index 2"), CodeProof, true},
		{"checkpoint", func(t *testing.T, dir string) {
			for _, name := range names(t, dir) {
				if strings.HasPrefix(name, checkpoints) {
					b := load(t, dir, name)
					b[bytes.IndexByte(b, '\n')+6] ^= 1
					save(t, dir, name, b)
				}
			}
		}, CodeCheckpoint, true},
		{"log key", foreignFile(logKey), CodeCheckpoint, true},
		{"capture key", foreignFile(captureKey), CodeInner, true},
		{"another snapshot", foreignFile("snapshot.wacz", "original.html", "text.txt", "screenshot.png"), CodeSnapshot, true},
		{"another snapshot with its record", foreignFile("snapshot.wacz", "record.json", "entry.json", "entry.tlog-proof"), CodeProof, true},
		{"token", func(t *testing.T, dir string) {
			b := load(t, dir, stampFile)
			b[len(b)-20] ^= 1
			save(t, dir, stampFile, b)
		}, CodeTimestamp, true},
		{"no token", func(t *testing.T, dir string) {
			w.ok(os.Remove(filepath.Join(dir, stampFile)))
		}, CodeFacts, true},
		{"no chain", write(strings.TrimSuffix(stampFile, ".tsr")+".pem", ""), CodeTimestamp, true},
		{"time in the facts", func(t *testing.T, dir string) {
			edit(t, dir, factsName, func(f *facts) { f.Log.Stamps[0].Time = day })
		}, CodeFacts, false},
		{"event", events(func(c *custody) { c.Events[1].Line = strings.Replace(c.Events[1].Line, "200", "201", 1) }), CodeCustody, true},
		{"event's words", events(func(c *custody) { c.Events[1].What = "all is well" }), CodeCustody, false},
		{"event's time", events(func(c *custody) { c.Events[1].At = "2001-01-01T00:00:00.000Z" }), CodeCustody, true},
		{"event dropped", events(func(c *custody) { c.Events = c.Events[2:] }), CodeCustody, true},
		{"order of events", events(func(c *custody) { slices.Reverse(c.Events) }), CodeCustody, true},
		{"event of nothing", events(func(c *custody) { c.Events[1].Line = "" }), CodeCustody, true},
		{"URL in the facts", snapshotOf(func(s *snapshot) { s.URL = "https://example.org/other" }), CodeFacts, true},
		{"capture time in the facts", snapshotOf(func(s *snapshot) { s.CapturedAt = day.AddDate(-1, 0, 0) }), CodeFacts, true},
		{"index in the facts", snapshotOf(func(s *snapshot) { s.Index++ }), CodeProof, true},
		{"no text in the facts", snapshotOf(func(s *snapshot) { s.Text = "" }), CodeDerived, false},
		{"statement", replace(textName, "Web servers do not sign pages", "The site signed this page"), CodeStatement, false},
		{"page", replace(htmlName, "Web servers do not sign pages", "The site signed this page"), CodeStatement, false},
		{"script", write(scriptName, "print('OK')"), CodeScript, false},
		{"path out of the folder", snapshotOf(func(s *snapshot) { s.Folder = "../bundle" }), CodeProof, true},
		{"absolute path", snapshotOf(func(s *snapshot) { s.Original = "/etc/passwd" }), CodeDerived, true},
		{"negative place", snapshotOf(func(s *snapshot) { s.Main.Offset = -5 }), CodeDerived, true},
		{"huge place", snapshotOf(func(s *snapshot) { s.Main.Length = 1 << 62 }), CodeDerived, true},
		{"huge checkpoint", snapshotOf(func(s *snapshot) { s.Checkpoint = 1 << 62 }), CodeProof, true},
		{"nothing", write(factsName, "{}"), CodeFacts, true},
		{"no snapshot", func(t *testing.T, dir string) {
			edit(t, dir, factsName, func(f *facts) { f.Snapshots, f.Citations = nil, nil })
		}, CodeFacts, true},
		{"a snapshot more", write("more/snapshot.wacz", "x"), CodeFileExtra, true},
		{"a file more", write("keys/other.pub", "x"), CodeFileExtra, true},
		{"digest in the facts", snapshotOf(func(s *snapshot) { s.SHA256 = strings.Repeat("0", 64) }), CodeFacts, true},
		{"another URL cited", func(t *testing.T, dir string) {
			edit(t, dir, factsName, func(f *facts) { f.Citations[0].URL = pdfURL })
		}, CodeFacts, true},
		{"no statement", func(t *testing.T, dir string) { w.ok(os.Remove(filepath.Join(dir, textName))) }, CodeFileMissing, true},
		{"no capture key", func(t *testing.T, dir string) { w.ok(os.Remove(filepath.Join(dir, captureKey))) }, CodeFileMissing, true},
		{"capture withheld", events(func(c *custody) {
			for i := range c.Events {
				if c.Events[i].Kind == ledger.KindSnapshot {
					c.Events[i].Line, c.Events[i].Withheld = "", "secret"
				}
			}
		}), CodeCustody, true},
		{"event of another source", events(func(c *custody) { c.URL = pdfURL }), CodeCustody, true},
		{"another kind", events(func(c *custody) { c.Events[1].Kind = "acceptance" }), CodeCustody, true},
		{"numbers as text", replace(factsName, `"newest": `, `"newest": "1" , "x": `), CodeFacts, true},
		{"a key twice", replace(factsName, `"whole": `, `"whole": true, "whole": `), CodeFacts, true},
		{"a key twice, to some", replace(factsName, `"whole": `, `"Whole": true, "whole": `), CodeFacts, true},
		{"a key twice within", replace(factsName, `"captured_at": `, `"captured_at": "2001-01-01T00:00:00.000Z", "captured_at": `), CodeFacts, true},
		{"a key twice in the events", replace(custodyName, `"withheld": `, `"withheld": "", "withheld": `), CodeCustody, true},
		{"a list as facts", write(factsName, "[]"), CodeFacts, true},
		{"no JSON", write(factsName, strings.Repeat("[", 200000)), CodeFacts, true},
		{"sums", func(t *testing.T, dir string) {
			b := load(t, dir, sumsName)
			save(t, dir, sumsName, append(b, strings.Repeat("0", 64)+"  ../../etc/passwd\n"...))
		}, CodeSumsMalformed, true},
	} {
		t.Run(c.what, func(t *testing.T) {
			dir := copyOf(t, made)
			c.change(t, dir)
			if c.what != "sums" {
				resum(t, dir)
			}
			r := check(t, dir)
			if !slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Code == c.code }) {
				t.Errorf("want %s: %+v", c.code, r.Findings)
			}
			if !c.script {
				return
			}
			if out, passed := script(t, dir); passed || strings.Contains(out, "Traceback") {
				t.Errorf("verify.py passes, or breaks off:\n%s", out)
			}
		})
	}
}

// An answer to a query for a timestamp holds text that nobody signed. It is not
// taken for the time.
func TestTimeInUnsignedText(t *testing.T) {
	w := newWorld(t)
	w.fill()
	w.stamp()
	r, err := ledger.OpenReader(t.Context(), w.st)
	w.ok(err)
	var rec ledger.TimestampRecord
	for l, err := range r.Records(t.Context(), 0) {
		w.ok(err)
		if l.Kind == ledger.KindTimestamp && rec.Size == 0 {
			w.ok(json.Unmarshal(l.Body, &rec))
		}
	}
	var resp struct{ Status, Token asn1.RawValue }
	if _, err := asn1.Unmarshal(load(t, w.dir, rec.Object), &resp); err != nil {
		t.Fatal(err)
	}
	lies := []string{"Time stamp: Jan  1 00:00:00 2001 GMT", "x\nTime stamp: Jan  1 00:00:00 2001 GMT\n", "Time stamp:Jan  1 00:00:00 2001 GMT"}
	var tokens [][]byte
	var at []int64 // of the records that list them, as if the authority had answered so
	for _, lie := range lies {
		status, err := asn1.Marshal(struct {
			Status int
			Text   []asn1.RawValue
		}{0, []asn1.RawValue{{Tag: asn1.TagUTF8String, Bytes: []byte(lie)}}})
		w.ok(err)
		b, err := asn1.Marshal(struct{ Status, Token asn1.RawValue }{asn1.RawValue{FullBytes: status}, resp.Token})
		w.ok(err)
		told := rec
		told.SHA256 = sum(b)
		tokens, at = append(tokens, b), append(at, w.add(ledger.KindTimestamp, told))
	}
	w.add(ledger.KindTimestamp, rec)
	made, _ := w.export(w.job(false, w.cite("3", pageURL)))
	if r, err = ledger.OpenReader(t.Context(), w.st); err != nil {
		t.Fatal(err)
	}
	for i, lie := range lies {
		dir := copyOf(t, made)
		save(t, dir, rec.Object, tokens[i])
		line, err := r.Record(t.Context(), at[i], 0)
		w.ok(err)
		raw, err := r.ProveAt(t.Context(), at[i], r.Size())
		w.ok(err)
		proof, err := hashesOf(raw)
		w.ok(err)
		edit(t, dir, custodyName, func(c *custody) {
			what, _ := tell(line, "", 0, nil)
			c.Events = append(c.Events, event{Index: at[i], At: stampText(line.At), Kind: line.Kind, What: what, Count: 1, Line: string(line.Raw), Proof: proof})
			slices.SortFunc(c.Events, func(a, b event) int { return int(a.Index - b.Index) })
		})
		edit(t, dir, factsName, func(f *facts) { f.Software = "archiver v0.1" }) // the statement lacks that event
		resum(t, dir)
		out, passed := script(t, dir)
		if strings.Contains(out, "2001-01-01") || strings.Contains(out, "Jan ") || !passed && !strings.Contains(lie, "\n") || strings.Contains(out, "no record") {
			t.Errorf("with %q:\n%s", lie, out)
		}
		res := check(t, dir)
		if refused := slices.ContainsFunc(res.Findings, func(f Finding) bool { return f.Code == CodeTimestamp }); refused != strings.Contains(lie, "\n") {
			t.Errorf("with %q: the program refuses it: %v, %+v", lie, refused, res.Findings)
		}
		for _, s := range res.Stamps {
			if s.Time.Year() < 2020 {
				t.Errorf("with %q: %v", lie, s.Time)
			}
		}
	}
}

// placesOf finds where the records of a bundle's snapshot lie, by their type.
func placesOf(t *testing.T, dir string) map[string]place {
	t.Helper()
	z, err := zip.OpenReader(filepath.Join(dir, waczName))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	f, err := z.Open("archive/data.warc.gz")
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	places := map[string]place{}
	for r := bytes.NewReader(data); r.Len() > 0; {
		from := int64(len(data) - r.Len())
		g, err := gzip.NewReader(r)
		if err != nil {
			t.Fatal(err)
		}
		g.Multistream(false)
		b, err := io.ReadAll(g)
		if err != nil {
			t.Fatal(err)
		}
		_, kind, _ := strings.Cut(string(b), "WARC-Type: ")
		kind, _, _ = strings.Cut(kind, "\r\n")
		places[kind] = place{"archive/data.warc.gz", from, int64(len(data)-r.Len()) - from}
	}
	return places
}

// Who writes bundle.json and SHA256SUMS anew cannot have an invented file pass as
// part of the snapshot, nor an invented witness, timestamp or record: verify.py,
// which most people have, tells, and so does the program.
func TestInvented(t *testing.T) {
	w := newWorld(t)
	w.fill()
	w.stamp()
	made, _ := w.export(w.job(false, w.cite("3", pageURL)))
	places := placesOf(t, made)
	if places["request"].Length == 0 || places["resource"].Length == 0 {
		t.Fatalf("%+v", places)
	}
	first := func(change func(*snapshot)) func(string) {
		return func(dir string) { edit(t, dir, factsName, func(f *facts) { change(&f.Snapshots[0]) }) }
	}
	log := func(change func(*logFacts)) func(string) {
		return func(dir string) { edit(t, dir, factsName, func(f *facts) { change(&f.Log) }) }
	}
	events := func(change func(*custody)) func(string) {
		return func(dir string) { edit(t, dir, custodyName, change) }
	}
	forged := []byte("<h1>Nobody fell ill.</h1>")
	var f facts
	w.ok(json.Unmarshal(load(t, made, factsName), &f))
	chain := strings.TrimSuffix(f.Log.Stamps[0].File, ".tsr") + ".pem"
	for what, change := range map[string]func(string){
		"original, as sent, of the request": func(dir string) {
			save(t, dir, "original.html", forged)
			first(func(s *snapshot) { s.OriginalAs, s.Main = asSent, places["request"] })(dir)
		},
		"original, as sent, of the picture": func(dir string) {
			save(t, dir, "original.html", []byte("\x89PNG\r\n\x1a\n not really"))
			first(func(s *snapshot) { s.OriginalAs, s.Main = asSent, places["resource"] })(dir)
		},
		"original, as sent": func(dir string) {
			save(t, dir, "original.html", forged)
			first(func(s *snapshot) { s.OriginalAs = asSent })(dir)
		},
		"original, as nothing known": first(func(s *snapshot) { s.OriginalAs = "seen" }),
		"original under another name": func(dir string) {
			w.ok(os.Rename(filepath.Join(dir, "original.html"), filepath.Join(dir, "original.exe")))
			first(func(s *snapshot) { s.Original = "original.exe" })(dir)
		},
		"said to be as sent": first(func(s *snapshot) { s.OriginalAs = asSent }),
		"screenshot of the page": func(dir string) {
			save(t, dir, "screenshot.png", []byte("GET / HTTP/1.1\r\nHost: example.org\r\n\r\n"))
			first(func(s *snapshot) { s.View = places["request"] })(dir)
		},
		"screenshot dropped": func(dir string) {
			w.ok(os.Remove(filepath.Join(dir, "screenshot.png")))
			first(func(s *snapshot) { s.Screenshot, s.View = "", place{} })(dir)
		},
		"text dropped": func(dir string) {
			w.ok(os.Remove(filepath.Join(dir, "text.txt")))
			first(func(s *snapshot) { s.Text = "" })(dir)
		},
		"another's copy": first(func(s *snapshot) { s.CopiedFrom = "https://web.archive.example" }),
		"another server": first(func(s *snapshot) { s.Collector[2].Value = "198.51.100.7" }),
		"timestamp, elsewhere": func(dir string) {
			save(t, dir, "stamp.tsr", []byte("x"))
			save(t, dir, "stamp.pem", []byte("x"))
			log(func(l *logFacts) {
				l.Stamps = append(l.Stamps, stamp{Size: 1, File: "stamp.tsr", Time: day, Authority: "CN=Known"})
			})(dir)
		},
		"timestamp that is the text": log(func(l *logFacts) {
			l.Stamps = append(l.Stamps, stamp{Size: 1, File: "text.txt", Time: day, Authority: "CN=Known"})
		}),
		"timestamp twice": log(func(l *logFacts) { l.Stamps = append(l.Stamps, l.Stamps[0]) }),
		"witness's name":  log(func(l *logFacts) { l.Cosigned[0].Witness = "known.example" }),
		"witness elsewhere": log(func(l *logFacts) {
			l.Cosigned = append(l.Cosigned, cosigned{Size: 1, File: "text.txt", Time: day, Witness: "known.example"})
		}),
		"words in a chain": func(dir string) {
			save(t, dir, chain, append([]byte("# This is Known Inc.\n"), load(t, dir, chain)...))
		},
		"words in the proof": func(dir string) { save(t, dir, proofName, append(load(t, dir, proofName), "They said so.\n"...)) },
		"record made up": events(func(c *custody) {
			c.Events = append(c.Events, event{Index: c.Events[len(c.Events)-1].Index + 1, At: "2020-02-21T10:15:00.000Z", Kind: ledger.KindWithdrawal, What: "the prosecutor altered it", Count: 1, Proof: []string{}, Withheld: withheldPerson})
		}),
		"record made up, with a digest": events(func(c *custody) {
			e := c.Events[len(c.Events)-1]
			e.Index, e.Line, e.Record, e.Withheld, e.What = e.Index+1, "", strings.Repeat("0", 64), withheldPerson, "the prosecutor altered it"
			c.Events = append(c.Events, e)
		}),
		"words beside a record": events(func(c *custody) { c.Events[1].Withheld = "the prosecutor altered it" }),
	} {
		for _, software := range []string{"archiver test", "archiver v0.1"} {
			dir := copyOf(t, made)
			change(dir)
			edit(t, dir, factsName, func(f *facts) { f.Software = software })
			resum(t, dir)
			if r := check(t, dir); len(r.Findings) == 0 {
				t.Errorf("%s, %s: the program finds nothing", what, software)
			}
			if software != "archiver test" {
				continue // the script asks for no version
			}
			if out, passed := script(t, dir); passed || strings.Contains(out, "Traceback") {
				t.Errorf("%s: verify.py says\n%s", what, out)
			}
		}
	}
}

// A witness with a kind of key that the script does not know is named as not
// checked, and the script does not say that every proof holds.
func TestUncheckedWitness(t *testing.T) {
	w := newWorld(t)
	w.fill()
	skey, wkey, err := fnote.GenerateMLDSAKey("known.example")
	w.ok(err)
	signer, err := fnote.NewMLDSASigner(skey)
	w.ok(err)
	name := w.knownAs("known.example", wkey, true)
	size, cp := w.newest()
	w.cosign(signer, name, size, cp)
	dir, _ := w.export(w.job(false, w.cite("3", pageURL)))
	file := fmt.Sprintf("log/witnesses/%d/%s", size, name)
	if out, passed := script(t, dir); !passed || strings.Contains(out, "every proof") || !strings.Contains(out, "NOT CHECKED") || !strings.Contains(out, "  "+file+"\n") {
		t.Error(out)
	}
	if r := check(t, dir); len(r.Findings) > 0 || len(r.Witnesses) != 1 {
		t.Errorf("%+v", r)
	}
	b := load(t, dir, file)
	b[len(b)-200] ^= 1
	save(t, dir, file, b)
	resum(t, dir)
	if r := check(t, dir); !slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Code == CodeCosignature }) {
		t.Errorf("%+v", r.Findings)
	}
}

// Without an openssl that can do what is needed the script gives no verdict.
func TestScriptWithoutOpenSSL(t *testing.T) {
	w := newWorld(t)
	w.fill()
	dir, _ := w.export(w.job(false, w.cite("3", pageURL)))
	python, err := exec.Command("python3", "-c", "import sys; print(sys.executable, end='')").Output() // python3 may be a script that needs PATH
	w.ok(err)
	for what, openssl := range map[string]string{"none": "", "too old": "#!/bin/sh\necho \"pkeyutl: Unrecognized flag rawin\" >&2\nexit 1\n"} {
		bin := t.TempDir()
		if openssl != "" {
			w.ok(os.WriteFile(filepath.Join(bin, "openssl"), []byte(openssl), 0o755))
		}
		c := exec.Command(string(python), "-I", filepath.Join(dir, scriptName))
		c.Env = []string{"PATH=" + bin}
		out, _ := c.CombinedOutput()
		if c.ProcessState.ExitCode() != 3 || bytes.Contains(out, []byte("FAIL")) || !bytes.Contains(out, []byte("NOT VERIFIED")) || bytes.Contains(out, []byte("OK")) {
			t.Errorf("%s: exit code %d\n%s", what, c.ProcessState.ExitCode(), out)
		}
	}
}

// A bomb ends in an error, and soon.
func TestBomb(t *testing.T) {
	w := newWorld(t)
	w.fill()
	dir, _ := w.export(w.job(false, w.cite("3", pageURL)))
	script4 := `import sys, zipfile
z = zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED, compresslevel=1)
with z.open("datapackage.json", "w", force_zip64=True) as f:
    for _ in range(1100): f.write(bytes(1 << 20))
z.close()`
	if out, err := exec.Command("python3", "-c", script4, filepath.Join(dir, "snapshot.wacz")).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	resum(t, dir)
	if out, passed := script(t, dir); passed || !strings.Contains(out, "FAIL  snapshot.wacz") {
		t.Error(out)
	}
	if r := check(t, dir); !slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Code == CodeSnapshot }) {
		t.Errorf("%+v", r.Findings)
	}
}

// Nothing is handed out that does not verify; of a report, the rest is.
func TestDamaged(t *testing.T) {
	w := newWorld(t)
	w.fill()
	object := "snapshots/example.org/" + sum([]byte(pageURL))[:12] + "/20200221101500.wacz"
	p := filepath.Join(w.dir, object)
	b, err := os.ReadFile(p)
	w.ok(err)
	b[len(b)/2] ^= 1
	w.ok(os.Chmod(p, 0o644))
	w.ok(os.WriteFile(p, b, 0o644))
	dir := filepath.Join(t.TempDir(), "bundle")
	var altered *AlteredError
	if _, err := Write(t.Context(), w.st, dir, w.job(false, w.cite("3", pageURL))); !errors.As(err, &altered) || altered.Object != object {
		t.Errorf("error %v", err)
	}
	if left, _ := os.ReadDir(filepath.Dir(dir)); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	dir, got := w.export(w.job(true, w.cite("3", pageURL), w.cite("4", pdfURL)))
	if !slices.Equal(got.Damaged, []string{"3"}) || len(got.Snapshots) != 1 {
		t.Errorf("written: %+v", got)
	}
	if out, passed := script(t, dir); !passed {
		t.Error(out)
	}
	if r := check(t, dir); len(r.Findings) > 0 {
		t.Errorf("check: %+v", r.Findings)
	}
	if text := string(load(t, dir, textName)); !strings.Contains(text, "its snapshot is damaged") {
		t.Error(text)
	}
}

// A bundle appears whole or not at all, and only where nothing is.
func TestPlace(t *testing.T) {
	w := newWorld(t)
	w.fill()
	parent := t.TempDir()
	in := func(name string) string { return filepath.Join(parent, name) }
	job := w.job(false, w.cite("3", pageURL))
	save(t, parent, "full/file", []byte("x"))
	save(t, parent, "file", []byte("x"))
	w.ok(os.Mkdir(in("empty"), 0o755))
	w.ok(os.Symlink(in("nowhere"), in("dangling")))
	w.ok(os.Symlink(in("empty2"), in("link")))
	w.ok(os.Mkdir(in("empty2"), 0o755))
	for _, name := range []string{"full", "file", "file/under", "dangling", "missing/folder"} {
		var place *PlaceError
		if _, err := Write(t.Context(), w.st, in(name), job); !errors.As(err, &place) || place.Hint == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	t.Chdir(in("empty"))
	if err := Place("."); err == nil {
		t.Error("the current folder is taken")
	}
	t.Chdir(parent)
	for _, name := range []string{"new", "empty", "link"} {
		if _, err := Write(t.Context(), w.st, name, job); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if r := check(t, in(name)); len(r.Findings) > 0 {
			t.Errorf("%s: %+v", name, r.Findings)
		}
	}

	// Until it is logged nothing is there; ended before that, nothing is left.
	ctx, cancel := context.WithCancel(t.Context())
	stopped := job
	stopped.Log = func([]ledger.ExportRecord) error {
		if _, err := os.Stat(in("stopped")); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("it is there before it is whole: %v", err)
		}
		cancel()
		return nil
	}
	if _, err := Write(ctx, w.st, in("stopped"), stopped); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	// What a killed export left is cleared by the next; one at work is not.
	save(t, parent, ".next.export-dead/half", []byte("x"))
	busy := in(".next.export-busy")
	w.ok(os.Mkdir(busy, 0o755))
	lock, err := lockDir(busy)
	w.ok(err)
	defer lock.Close()
	if _, err := Write(t.Context(), w.st, in("next"), job); err != nil {
		t.Error(err)
	}
	left, err := filepath.Glob(in(".*"))
	w.ok(err)
	if !slices.Equal(left, []string{busy}) {
		t.Errorf("left: %q", left)
	}
}

// dieAt makes a child of the test write a bundle and be killed: at a footnote, or,
// -1, when all is written and the bundle is to appear.
const dieAt = "BUNDLE_TEST_DIE_AT"

func TestMain(m *testing.M) {
	if at := os.Getenv(dieAt); at != "" {
		child(at)
	}
	ram.Use()
	os.Exit(m.Run())
}

func child(at string) {
	fail := func(err error) {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	st, err := store.NewFS(os.Args[1])
	if err != nil {
		fail(err)
	}
	var job Job
	if err := json.Unmarshal([]byte(os.Args[3]), &job.Citations); err != nil {
		fail(err)
	}
	for i, s := range strings.Split(os.Args[4], ",") {
		fmt.Sscan(s, &job.Citations[i].LogIndex)
	}
	die := func() { syscall.Kill(os.Getpid(), syscall.SIGKILL); select {} }
	job.Whole, job.Report = true, Report{ID: "lake"}
	job.Progress = func(done, _ int) {
		if fmt.Sprint(done) == at {
			die()
		}
	}
	job.Log = func([]ledger.ExportRecord) error { die(); return nil }
	_, err = Write(context.Background(), st, os.Args[2], job)
	fail(fmt.Errorf("not killed: %v", err))
}

// A killed export leaves nothing that looks like a bundle, and the next one clears
// what it left.
func TestKilled(t *testing.T) {
	w := newWorld(t)
	w.fill()
	cites := []Citation{w.cite("3", pageURL), w.cite("4", pdfURL), w.cite("5", brURL)}
	list, err := json.Marshal(cites)
	w.ok(err)
	parent := t.TempDir()
	dir := filepath.Join(parent, "bundle")
	for _, at := range []string{"0", "1", "2", "-1"} {
		c := exec.Command(os.Args[0], w.dir, dir, string(list), fmt.Sprintf("%d,%d,%d", cites[0].LogIndex, cites[1].LogIndex, cites[2].LogIndex))
		c.Env = append(os.Environ(), dieAt+"="+at)
		out, err := c.CombinedOutput()
		var died *exec.ExitError
		if !errors.As(err, &died) || died.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
			t.Fatalf("killed at %s: %v\n%s", at, err, out)
		}
		if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("killed at %s: there is something: %v", at, err)
		}
		if left, err := os.ReadDir(parent); err != nil || len(left) != 1 {
			t.Errorf("killed at %s: left %v, %v", at, left, err)
		}
	}
	if _, err := Write(t.Context(), w.st, dir, w.job(true, cites...)); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(parent); err != nil || len(left) != 1 || left[0].Name() != "bundle" {
		t.Errorf("left %v, %v", left, err)
	}
	if r := check(t, dir); len(r.Findings) > 0 {
		t.Errorf("%+v", r.Findings)
	}
}

// Two exports to one place: one is whole there, the other is told.
func TestTwoAtOnce(t *testing.T) {
	w := newWorld(t)
	w.fill()
	dir := filepath.Join(t.TempDir(), "bundle")
	job := w.job(false, w.cite("3", pageURL))
	outer := job
	outer.Log = func([]ledger.ExportRecord) error {
		_, err := Write(t.Context(), w.st, dir, job)
		w.ok(err)
		return nil
	}
	var place *PlaceError
	if _, err := Write(t.Context(), w.st, dir, outer); !errors.As(err, &place) {
		t.Errorf("error %v", err)
	}
	if r := check(t, dir); len(r.Findings) > 0 {
		t.Errorf("%+v", r.Findings)
	}
}

// Looks without number are listed up to a bound, and then only counted where they
// found the same.
func TestManyLooks(t *testing.T) {
	w := newWorld(t)
	w.fill()
	const n, most = 12_300, 10_000
	var list []ledger.Record
	for i := range n {
		r := ledger.ObservationRecord{URL: pdfURL, Status: 200, Verdict: "ok", Reason: "same"}
		if i == n-100 {
			r.Status, r.Verdict = 404, "dead"
		}
		list = append(list, ledger.Record{Kind: ledger.KindObservation, At: day, Body: r})
	}
	_, err := w.log.Append(t.Context(), list...)
	w.ok(err)
	dir, _ := w.export(w.job(false, w.cite("4", pdfURL)))
	if r := check(t, dir); len(r.Findings) > 0 {
		t.Errorf("%+v", r.Findings)
	}
	var c custody
	w.ok(json.Unmarshal(load(t, dir, custodyName), &c))
	looks, listed := 0, 0
	for _, e := range c.Events {
		if e.Kind == ledger.KindObservation {
			looks += e.Count
			if e.Line != "" {
				listed++
			}
		}
	}
	if looks != n || listed != most+2 {
		t.Errorf("%d looks told of, %d shown", looks, listed)
	}
	if text := string(load(t, dir, textName)); !strings.Contains(text, fmt.Sprintf("%d looks at the live source", n)) || len(text) > 20_000 {
		t.Errorf("README.txt has %d bytes:\n%.3000s", len(text), text)
	}
	if out, passed := script(t, dir); !passed {
		t.Error(out)
	}
}

// The script is short enough to be read, and no more than Python 3.8.
func TestVerifyScript(t *testing.T) {
	if n := bytes.Count(Script, []byte("\n")); n > 400 {
		t.Errorf("%d lines", n)
	}
	c := exec.Command("python3", "-c", "import ast, sys; ast.parse(sys.stdin.read(), feature_version=(3, 8))")
	c.Stdin = bytes.NewReader(Script)
	if out, err := c.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// The script runs nothing of the folder that it judges, however it is started.
func TestScriptRunsNothingOfTheFolder(t *testing.T) {
	w := newWorld(t)
	w.fill()
	dir, _ := w.export(w.job(false, w.cite("3", pageURL)))
	for _, name := range []string{"hashlib.py", "json/__init__.py", "base64.py", "contextlib.py", "ssl.py", "zipfile.py", "tempfile.py", "_strptime.py", "calendar.py", "signal.py"} {
		save(t, dir, name, []byte("import os, sys\nsys.stdout.write('TAKEN OVER'); sys.stdout.flush(); os._exit(0)\n"))
	}
	for _, args := range [][]string{{"verify.py"}, {"-I", "verify.py"}, {"./verify.py"}, {filepath.Join(dir, "verify.py")}} {
		c := exec.Command("python3", args...)
		c.Dir = dir
		out, err := c.CombinedOutput()
		if err == nil || bytes.Contains(out, []byte("TAKEN OVER")) || !bytes.Contains(out, []byte("FAIL  hashlib.py: is not listed")) {
			t.Errorf("python3 %q: %v\n%s", args, err, out)
		}
	}
	link := filepath.Join(t.TempDir(), "link")
	w.ok(os.Symlink(dir, link))
	if out, passed := script(t, link); passed || strings.Contains(out, "TAKEN OVER") {
		t.Errorf("through a link: %s", out)
	}
}

// A capture that was cut off, or larger than a limit, is handed out as far as it
// was logged; where that cannot be made again, as it was sent. None is damage.
func TestCutOff(t *testing.T) {
	w := newWorld(t)
	w.fill()
	page := make([]byte, 40_000)
	random := mrand.New(mrand.NewPCG(1, 2))
	for i := range page {
		page[i] = "abcdefgh"[random.IntN(8)]
	}
	z := gzipped(page)
	cut := z[:len(z)/2]
	r, err := gzip.NewReader(bytes.NewReader(cut))
	w.ok(err)
	got, _ := io.ReadAll(r)
	if len(got) < 100 || len(got) >= len(page) {
		t.Fatalf("%d bytes of %d", len(got), len(page))
	}
	half := chunked(cut)
	half = half[:len(half)-200] // in its second chunk
	r, err = gzip.NewReader(bytes.NewReader(cut[:len(cut)-193]))
	w.ok(err)
	gotHalf, _ := io.ReadAll(r)
	var cites []Citation
	for i, c := range []struct {
		what, head string
		sent, body []byte
		as, file   string
	}{
		{"cut in its gzip", "Content-Encoding: gzip", cut, got, asCut, "original.html"},
		{"cut in its chunks", "Content-Encoding: gzip\r\nTransfer-Encoding: chunked", half, gotHalf, asCut, "original.html"},
		{"cut before anything", "Content-Encoding: gzip", z[:5], nil, asCut, "original.html"},
		{"over a limit", "Content-Encoding: gzip", z, page[:20*1024], asCut, "original.html"},
		{"over a decimal limit", "Content-Encoding: gzip", z, page[:21000], asCut, "original.html"},
		{"short of its length", "Content-Length: 50000", page, page, "", "original.html"},
		{"whole, at a round size", "Content-Encoding: gzip", z, page, "", "original.html"},
		{"logged otherwise", "Content-Encoding: gzip", z, []byte("?"), asSent, "original.packed"},
		{"logged otherwise, not packed", "Content-Type: text/html", page, []byte("?"), asSent, "original.html"},
		{"garbled in its gzip", "Content-Encoding: gzip", append(bytes.Clone(cut), bytes.Repeat([]byte{0xff}, 90)...), []byte("?"), asSent, "original.packed"},
	} {
		url := fmt.Sprintf("https://example.org/cut/%d", i)
		w.capture(source{url: url, head: "HTTP/1.1 200 OK\r\n" + c.head, kind: "html", body: c.body, sent: c.sent, text: "x"})
		cites = append(cites, w.cite(fmt.Sprint(i+1), url))
		dir, _ := w.export(w.job(false, w.cite("3", url)))
		want := c.body
		if c.as == asSent {
			want = c.sent
		}
		if have := load(t, dir, c.file); !bytes.Equal(have, want) {
			t.Errorf("%s: %d bytes, want %d", c.what, len(have), len(want))
		}
		if r := check(t, dir); len(r.Findings) > 0 {
			t.Errorf("%s: %+v", c.what, r.Findings)
		}
		if out, passed := script(t, dir); !passed {
			t.Errorf("%s: verify.py:\n%s", c.what, out)
		}
		text := string(load(t, dir, textName))
		if strings.Contains(text, "is cut off where") != (c.as == asCut) || strings.Contains(text, "is as it was sent") != (c.as == asSent) ||
			strings.Contains(text, "packed as gzip") != (c.file == "original.packed") {
			t.Errorf("%s: README.txt says\n%s", c.what, text)
		}
	}
	dir, done := w.export(w.job(true, cites...))
	if len(done.Damaged) > 0 || len(done.Snapshots) != len(cites) {
		t.Errorf("written: %+v", done)
	}
	if r := check(t, dir); len(r.Findings) > 0 {
		t.Errorf("%+v", r.Findings)
	}
}

// An audit tells nothing of a snapshot that was not there yet.
func TestAuditBefore(t *testing.T) {
	w := newWorld(t)
	w.capture(source{url: pdfURL, head: "HTTP/1.1 200 OK", kind: "pdf", body: []byte("x"), sent: []byte("x")})
	audits := func(size int64) {
		w.add(ledger.KindAudit, ledger.AuditRecord{Command: "verify", Level: "all", Slices: allSlices(), Size: size, Complete: true})
		w.add(ledger.KindAudit, ledger.AuditRecord{Command: "run", Level: "structure", Size: size, Complete: true})
	}
	audits(2)
	w.capture(source{url: pageURL, head: "HTTP/1.1 200 OK", kind: "html", body: []byte("x"), sent: []byte("x")})
	audits(4) // begun before the snapshot was logged
	count := func(url string) (n int) {
		dir, _ := w.export(w.job(false, w.cite("3", url)))
		if r := check(t, dir); len(r.Findings) > 0 {
			t.Errorf("%+v", r.Findings)
		}
		var c custody
		w.ok(json.Unmarshal(load(t, dir, custodyName), &c))
		for _, e := range c.Events {
			if e.Kind == ledger.KindAudit {
				n++
			}
		}
		return n
	}
	if n := count(pageURL); n != 0 {
		t.Errorf("%d audits read a snapshot that was not there", n)
	}
	audits(6)
	if n := count(pageURL); n != 2 {
		t.Errorf("%d audits read it", n)
	}
	if n := count(pdfURL); n != 6 {
		t.Errorf("%d audits read the first", n)
	}
	// One that was asked for by name, and not the other; and log/checkpoint put right.
	w.add(ledger.KindAudit, ledger.AuditRecord{Command: "verify", Level: "all", Objects: []string{"snapshots/example.org/" + sum([]byte(pageURL))[:12] + "/20200221101500.wacz"}, Size: 8, Complete: true})
	w.add(ledger.KindMend, ledger.MendRecord{Object: "log/checkpoint", Fault: "is missing"})
	if a, b := count(pageURL), count(pdfURL); a != 3 || b != 6 {
		t.Errorf("%d and %d audits read them", a, b)
	}
	dir, _ := w.export(w.job(false, w.cite("3", pageURL)))
	if !strings.Contains(string(load(t, dir, custodyName)), "overwritten or removed log/checkpoint") {
		t.Error("the mend is not told")
	}
	// Of an older state nobody is accused: a run that may not replace it leaves that.
	w = newWorld(t)
	w.fill()
	w.add(ledger.KindMend, ledger.MendRecord{Object: "log/checkpoint", Fault: "verify log/checkpoint: is an older checkpoint, of 3 entries; the newest has 9"})
	dir, _ = w.export(w.job(false, w.cite("3", pageURL)))
	if told := string(load(t, dir, custodyName)); strings.Contains(told, "somebody had overwritten") || !strings.Contains(told, "this program could not replace it") {
		t.Error(told)
	}
}

// Who writes SHA256SUMS anew is told by its sum alone: both checks print it, and
// say what only it protects.
func TestSums(t *testing.T) {
	w := newWorld(t)
	w.fill()
	dir, got := w.export(w.job(false, w.cite("3", pageURL)))
	out, passed := script(t, dir)
	if !passed || !strings.Contains(out, "Only") && !strings.Contains(out, "only this sum tells") || !strings.Contains(out, "\n  "+got.Sums+"\n") || strings.Contains(out, "as they were handed out") {
		t.Errorf("verify.py:\n%s", out)
	}
	if r := check(t, dir); r.Sums != got.Sums {
		t.Errorf("%q, want %q", r.Sums, got.Sums)
	}
	edit(t, dir, factsName, func(f *facts) { f.Citations[0].Claims = []string{"four hundred died"} })
	resum(t, dir)
	if out, passed := script(t, dir); !passed || strings.Contains(out, got.Sums) {
		t.Errorf("a claim that nobody signed was changed, and the sum is the same:\n%s", out)
	}
	for _, name := range []string{textName, htmlName} {
		text := string(load(t, dir, name))
		if strings.Contains(text, "Any changed byte") || !strings.Contains(text, "rewritten as well") || !strings.Contains(text, "That this is true is not proved.") {
			t.Errorf("%s promises too much, or not enough", name)
		}
	}
}

// Of a bundle that names another version only the evidence is checked: its words
// may be others.
func TestOtherVersion(t *testing.T) {
	w := newWorld(t)
	w.fill()
	dir, _ := w.export(w.job(false, w.cite("3", pageURL)))
	edit(t, dir, custodyName, func(c *custody) { c.Events[1].What = "was looked at" })
	edit(t, dir, factsName, func(f *facts) { f.Snapshots[0].Collector[0].Name = "program" })
	resum(t, dir)
	if r := check(t, dir); len(r.Findings) < 2 {
		t.Errorf("words of this version that are not its own: %+v", r)
	}
	edit(t, dir, factsName, func(f *facts) { f.Software = "archiver v9" })
	save(t, dir, textName, []byte("The site signed this page."))
	save(t, dir, scriptName, []byte("print('OK')"))
	resum(t, dir)
	if r := check(t, dir); len(r.Findings) > 0 || r.WordsChecked || r.Software != "archiver v9" {
		t.Errorf("%+v", r)
	}
	edit(t, dir, custodyName, func(c *custody) { c.Events[1].Kind = "rescue" })
	edit(t, dir, factsName, func(f *facts) { f.Snapshots[0].Status = 404 })
	resum(t, dir)
	if r := check(t, dir); len(r.Findings) != 2 {
		t.Errorf("another version's bundle tells of other facts: %+v", r.Findings)
	}
}

// A witness's signature of before the record was logged is refused, and its key
// is shown; a timestamp of before is told of.
func TestBackdated(t *testing.T) {
	w := newWorld(t)
	w.fill()
	w.stamp()
	made, _ := w.export(w.job(false, w.cite("3", pageURL)))
	var f facts
	w.ok(json.Unmarshal(load(t, made, factsName), &f))
	out, passed := script(t, made)
	key := strings.TrimSpace(string(load(t, made, ledger.WitnessKeyOf(filepath.Base(f.Log.Cosigned[0].File)))))
	if !passed || !strings.Contains(out, "  "+key+"\n") || !strings.Contains(out, "compare it") || !strings.Contains(out, "CN=") {
		t.Errorf("verify.py does not show the witness's key, or the authority's subject:\n%s", out)
	}
	for name, after := range map[string]bool{"late": true, "now": false} {
		at := day
		if after {
			at = day.AddDate(300, 0, 0) // by the collector's clock
		}
		x := newWorld(t)
		x.now = at
		x.fill()
		x.stamp()
		dir, _ := x.export(x.job(false, x.cite("3", pageURL)))
		r := check(t, dir, x.roots...)
		if len(r.Findings) > 0 || (len(r.Witnesses) == 0) != after || slices.ContainsFunc(r.Warnings, func(f Finding) bool { return f.Code == CodeClocks }) != after {
			t.Errorf("%s: %+v", name, r)
		}
		if out, passed := script(t, dir); !passed || strings.Contains(out, "one of the two clocks is wrong") != after {
			t.Errorf("%s: %s", name, out)
		}
		if !after {
			continue
		}
		// Put in by somebody.
		for key := range x.st.List(t.Context(), witnesses) {
			for _, name := range []string{key, ledger.WitnessKeyOf(filepath.Base(key))} {
				save(t, dir, name, load(t, x.dir, name))
			}
		}
		resum(t, dir)
		if r := check(t, dir); !slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Code == CodeCosignature }) {
			t.Errorf("put in: %+v", r)
		}
		if out, passed := script(t, dir); passed || !strings.Contains(out, "before that was logged") {
			t.Errorf("put in: %s", out)
		}
	}
}

// A name forges no line, and a file that is not listed is not read.
func TestNames(t *testing.T) {
	w := newWorld(t)
	w.fill()
	dir, _ := w.export(w.job(false, w.cite("3", pageURL)))
	name := "x\nOK: all 15 files fit together\x1b[2J"
	save(t, dir, name, nil)
	w.ok(os.Truncate(filepath.Join(dir, name), 1<<42)) // has no bytes, and takes hours to be read
	out, passed := script(t, dir)
	if passed || strings.Contains(out, "\nOK") || strings.Contains(out, "\x1b") || !strings.Contains(out, "FAIL  x?OK") {
		t.Errorf("%q", out)
	}
	if r := check(t, dir); !slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Code == CodeFileExtra && f.File == name }) {
		t.Errorf("%+v", r)
	}
	// Nor is one that is listed, and larger than anything.
	w.ok(os.Rename(filepath.Join(dir, name), filepath.Join(dir, "large")))
	save(t, dir, sumsName, append(load(t, dir, sumsName), strings.Repeat("0", 64)+"  large\n"...))
	if out, passed := script(t, dir); passed || !strings.Contains(out, "lists files of more than") {
		t.Error(out)
	}
	if r := check(t, dir); !slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Code == CodeFileOdd && f.File == "large" }) {
		t.Errorf("%+v", r)
	}
}
