package verify_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"archiver/internal/bundle"
	"archiver/internal/ledger"
)

// proofs publishes proofs of the published archive whole: a record's line, the
// proof, the log's key, and perhaps a witness's.
func (m *maker) proofs() {
	a := m.of(wholeArchive)
	r, err := ledger.OpenReader(m.t.Context(), a.st)
	m.ok(err)
	prove := func(index, size int64, witness bool) map[string][]byte {
		proof, err := r.ProveAt(m.t.Context(), index, size)
		m.ok(err)
		files := map[string][]byte{"entry.tlog-proof": proof, "log.pub": a.read("keys/log.pub")}
		for l, err := range r.Records(m.t.Context(), index) {
			m.ok(err)
			files["record.json"] = bytes.Clone(l.Raw)
			break
		}
		if witness {
			files["witness.pub"] = a.read(a.find("keys/witness-*.pub"))
		}
		return files
	}
	put := func(name, what string, files map[string][]byte) {
		if m.has("proofs/" + name) {
			return
		}
		folder := m.t.TempDir()
		for name, b := range files {
			m.ok(os.WriteFile(filepath.Join(folder, name), b, 0o644))
		}
		m.write("proofs/"+name, what, "", folder, nil)
	}
	put("good/newest", "A snapshot's record in the newest checkpoint", prove(2, 12, false))
	put("good/earlier", "The same record in an earlier checkpoint", prove(2, 4, false))
	put("good/first-alone", "The first entry in the checkpoint of one: there is no hash between", prove(0, 1, false))
	put("good/last", "The last entry", prove(11, 12, false))
	put("good/witness", "A checkpoint with a witness's signature, which is asked for", prove(5, 10, true))
	put("good/witness-not-asked", "A checkpoint with a witness's signature, which is not asked for", prove(5, 10, false))
	for _, c := range []struct {
		name, what string
		witness    bool
		change     func(f map[string][]byte)
	}{
		{"proof-record-other-record", "The record of another entry", false, func(f map[string][]byte) { f["record.json"] = prove(3, 12, false)["record.json"] }},
		{"proof-record-byte", "One byte of the record is another", false, func(f map[string][]byte) { f["record.json"][len(f["record.json"])-4] ^= 1 }},
		{"proof-record-newline", "A newline behind the record, which is no part of it", false, func(f map[string][]byte) { f["record.json"] = append(f["record.json"], '\n') }},
		{"proof-record-index", "The proof says that it is of another entry", false, edited("entry.tlog-proof", replace("index 2\n", "index 3\n"))},
		{"proof-record-index-outside", "The proof says that it is of an entry beyond the end of the log", false, edited("entry.tlog-proof", replace("index 2\n", "index 12\n"))},
		{"proof-record-hash", "One hash is another", false, edited("entry.tlog-proof", hashLine(2, base64.StdEncoding.EncodeToString(make([]byte, 32))))},
		{"proof-record-hash-missing", "One hash is gone", false, edited("entry.tlog-proof", lines(func(l []string) []string { return slices.Delete(l, 2, 3) }))},
		{"proof-record-hash-more", "One hash too many", false, edited("entry.tlog-proof", lines(func(l []string) []string { return slices.Insert(l, 2, l[2]) }))},
		{"proof-record-other-root", "The checkpoint of another size, well signed", false, edited("entry.tlog-proof", func(b []byte) []byte {
			head, _, _ := bytes.Cut(b, []byte("\n\n"))
			return append(append(head, "\n\n"...), a.read("log/checkpoints/8")...)
		})},
		{"proof-record-other-history", "The checkpoint of another history, signed with the log's key", false, edited("entry.tlog-proof", func(b []byte) []byte {
			head, _, _ := bytes.Cut(b, []byte("\n\n"))
			return append(append(head, "\n\n"...), m.history(m.skey, 12).read("log/checkpoint")...)
		})},
		{"proof-checkpoint-root", "The root in the checkpoint is another", false, edited("entry.tlog-proof", func(b []byte) []byte {
			head, cp, _ := bytes.Cut(b, []byte("\n\n"))
			return append(append(head, "\n\n"...), hashLine(2, base64.StdEncoding.EncodeToString(make([]byte, 32)))(cp)...)
		})},
		{"proof-checkpoint-other-key", "The log's key is another of the same name", false, func(f map[string][]byte) {
			vkey, err := ledger.VerifierKey(m.another)
			m.ok(err)
			f["log.pub"] = []byte(vkey + "\n")
		}},
		{"proof-checkpoint-unsigned", "The checkpoint has no signature", false, edited("entry.tlog-proof", func(b []byte) []byte { return b[:bytes.Index(b, []byte("—"))] })},
		{"proof-checkpoint-cut", "The last half of the proof is gone", false, edited("entry.tlog-proof", func(b []byte) []byte { return b[:len(b)-40] })},
		{"proof-checkpoint-signature-first", "A witness's signature stands before the log's", true, edited("entry.tlog-proof", func(b []byte) []byte {
			i := bytes.Index(b, []byte("—"))
			sigs := strings.SplitAfter(string(b[i:]), "\n")
			return []byte(string(b[:i]) + sigs[1] + sigs[0])
		})},
		{"proof-malformed", "It is no proof", false, edited("entry.tlog-proof", func([]byte) []byte { return []byte("garbage\n") })},
		{"proof-malformed-empty", "It is empty", false, edited("entry.tlog-proof", func([]byte) []byte { return nil })},
		{"proof-malformed-version", "It is of a version that there is not", false, edited("entry.tlog-proof", replace("@v1", "@v9"))},
		{"proof-malformed-negative", "The index is below zero", false, edited("entry.tlog-proof", replace("index 2\n", "index -1\n"))},
		{"proof-malformed-huge", "The index is larger than any number of 64 bits", false, edited("entry.tlog-proof", replace("index 2\n", "index 99999999999999999999\n"))},
		{"proof-malformed-padded", "The index has a zero before it", false, edited("entry.tlog-proof", replace("index 2\n", "index 01\n"))},
		{"proof-malformed-hash", "A hash of 31 bytes", false, edited("entry.tlog-proof", hashLine(2, base64.StdEncoding.EncodeToString(make([]byte, 31))))},
		{"proof-malformed-hash-rewritten", "A hash whose base64 is written in a second way", false, edited("entry.tlog-proof", func(b []byte) []byte {
			l := strings.Split(string(b), "\n")
			for i, c := range "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/" {
				if l[2][42] == byte(c) {
					l[2] = l[2][:42] + string("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"[i^1]) + "="
					break
				}
			}
			return []byte(strings.Join(l, "\n"))
		})},
		{"proof-malformed-many", "More hashes than any tree is deep", false, edited("entry.tlog-proof", lines(func(l []string) []string {
			return slices.Insert(l, 2, slices.Repeat([]string{l[2]}, 64)...)
		}))},
		{"proof-malformed-line-ends", "The lines end as on Windows", false, edited("entry.tlog-proof", func(b []byte) []byte { return bytes.ReplaceAll(b, []byte("\n"), []byte("\r\n")) })},
		{"proof-cosignature", "The signature of the witness that is asked for is wrong", true, edited("entry.tlog-proof", func(b []byte) []byte {
			i := bytes.LastIndexByte(b[:len(b)-1], ' ')
			blob, _ := base64.StdEncoding.DecodeString(string(b[i+1 : len(b)-1]))
			blob[40] ^= 1
			return append(b[:i+1], base64.StdEncoding.EncodeToString(blob)+"\n"...)
		})},
		{"proof-key", "The log's key is none", false, func(f map[string][]byte) { f["log.pub"] = []byte("garbage\n") }},
		{"proof-key-hash", "The short hash in the log's key is not the key's", false, func(f map[string][]byte) {
			f["log.pub"] = regexp.MustCompile(`\+[0-9a-f]{8}\+`).ReplaceAll(f["log.pub"], []byte("+01234567+"))
		}},
	} {
		files := prove(2, 12, false)
		if c.witness {
			files = prove(5, 10, true)
		}
		c.change(files)
		put("bad/"+c.name, c.what, files)
	}
}

func edited(name string, change func([]byte) []byte) func(map[string][]byte) {
	return func(f map[string][]byte) { f[name] = change(bytes.Clone(f[name])) }
}

func hashLine(i int, to string) func([]byte) []byte {
	return lines(func(l []string) []string { l[i] = to; return l })
}

const footnoteBundle, reportBundle, provedBundle, savedBundle = "bundles/good/footnote", "bundles/good/report", "bundles/good/footnote-2", "bundles/good/saved"

// bundles publishes bundles of the published archive whole.
func (m *maker) bundles() {
	good := func(dir, what string, whole bool, cites ...bundle.Citation) {
		if m.has(dir) {
			return
		}
		from := wholeArchive
		if dir == savedBundle {
			from = savedArchive
		}
		a := m.of(from)
		folder := m.t.TempDir()
		job := bundle.Job{Report: bundle.Report{ID: "lake", Title: "The lake", Published: day}, Whole: whole, Citations: cites, Software: "archiver published set", Now: later, Key: m.capture}
		_, err := bundle.Write(m.t.Context(), a.st, filepath.Join(folder, "bundle"), job)
		m.ok(err)
		m.write(dir, what, "", folder, nil)
	}
	lake := bundle.Citation{Ref: "1", Footnote: "1", Text: "See " + lakeURL, URL: lakeURL, Claims: []string{"The lake is clean."}, Quotes: []bundle.Quote{{Text: "The lake is clean.", State: "stands"}}, State: "changed", LogIndex: 2}
	paper := bundle.Citation{Ref: "2", Footnote: "2", Text: "See " + paperURL, URL: paperURL, State: "ok", LogIndex: 5}
	none := bundle.Citation{Ref: "3", Footnote: "3", Text: "See https://example.org/none", URL: "https://example.org/none", State: "not looked at yet", LogIndex: -1}
	good(footnoteBundle, "One footnote, with timestamps and a witness", false, lake)
	good(provedBundle, "One footnote, with the script that takes places from the snapshot's index alone", false, lake)
	good(reportBundle, "A report with three footnotes, one of them without a snapshot, and the collection for viewers", true, lake, paper, none)
	lake.Claims, lake.Quotes, lake.State, lake.LogIndex = nil, nil, "not looked at yet", 1
	good(savedBundle, "One footnote, with a copy that a person saved: the bundle says that it is no capture", false, lake)
	for _, c := range m.bundleCases() {
		dir := "bundles/" + c.name
		if m.has(dir) {
			continue
		}
		folder := m.t.TempDir()
		m.ok(os.CopyFS(folder, os.DirFS(filepath.Join(published, c.of))))
		m.ok(os.Remove(filepath.Join(folder, "expect.json")))
		files := m.tree(filepath.Join(folder, "bundle"))
		before := maps.Clone(files)
		c.change(files)
		if !c.as {
			m.resum(files)
		}
		for name := range before {
			if _, ok := files[name]; !ok {
				m.ok(os.Remove(filepath.Join(folder, "bundle", name)))
			}
		}
		for name, b := range files {
			m.ok(os.MkdirAll(filepath.Join(folder, "bundle", filepath.Dir(name)), 0o755))
			m.ok(os.WriteFile(filepath.Join(folder, "bundle", name), b, 0o644))
		}
		m.write(dir, c.what, c.of, folder, c.links)
	}
}

// resum writes SHA256SUMS anew, as whoever altered a bundle would.
func (m *maker) resum(files map[string][]byte) {
	var b bytes.Buffer
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if name != "SHA256SUMS" {
			fmt.Fprintf(&b, "%s  %s\n", sumOf(files[name]), name)
		}
	}
	files["SHA256SUMS"] = b.Bytes()
}

type bundleCase struct {
	name, of, what string
	as             bool // SHA256SUMS is left as it was
	change         func(map[string][]byte)
	links          map[string]string
}

func (m *maker) bundleCases() []bundleCase {
	f, r := footnoteBundle, reportBundle
	drop := func(name string) func(map[string][]byte) { return func(f map[string][]byte) { delete(f, name) } }
	to := func(name string, b []byte) func(map[string][]byte) {
		return func(f map[string][]byte) { f[name] = b }
	}
	tail := func(b []byte) []byte { return append(b, '\n') }
	flip := func(at int) func([]byte) []byte {
		return func(b []byte) []byte { b[(at+len(b))%len(b)] ^= 1; return b }
	}
	fact := func(name string, change func(map[string]any)) func(map[string][]byte) {
		return edited(name, func(b []byte) []byte {
			var v map[string]any
			d := json.NewDecoder(bytes.NewReader(b))
			d.UseNumber()
			m.ok(d.Decode(&v))
			change(v)
			b, err := json.MarshalIndent(v, "", "  ")
			m.ok(err)
			return append(b, '\n')
		})
	}
	one := func(v map[string]any, key string, i int) map[string]any { return v[key].([]any)[i].(map[string]any) }
	all := func(changes ...func(map[string][]byte)) func(map[string][]byte) {
		return func(f map[string][]byte) {
			for _, c := range changes {
				c(f)
			}
		}
	}
	a := m.of(wholeArchive)
	witnessFile := "log/witnesses/4/" + strings.TrimSuffix(strings.TrimPrefix(a.find("keys/witness-*.pub"), "keys/witness-"), ".pub")
	token := "log/timestamps/4/authority.tsr"
	stampAt := func(at time.Time) func(map[string][]byte) {
		return all(to(token, m.token(m.clock, a.read("log/checkpoints/4"), at)), fact("bundle.json", func(v map[string]any) {
			for _, s := range v["log"].(map[string]any)["stamps"].([]any) {
				if s := s.(map[string]any); s["file"] == token {
					s["time"] = at.Format(time.RFC3339)
				}
			}
		}))
	}
	return []bundleCase{
		// What the first version of the script let pass.
		{name: "bad/derived-original-sent", of: provedBundle, what: "An invented page, said to be as it was sent, of the place of the screenshot", change: all(to("original.html", []byte("<h1>invented</h1>")), fact("bundle.json", func(v map[string]any) {
			s := one(v, "snapshots", 0)
			s["original_as"], s["main"] = "sent", s["view"]
		}))},
		{name: "bad/derived-screenshot-place", of: provedBundle, what: "The screenshot is said to lie where the page does", change: fact("bundle.json", func(v map[string]any) {
			s := one(v, "snapshots", 0)
			s["view"] = s["main"]
		})},
		{name: "bad/facts-stamp-elsewhere", of: provedBundle, what: "bundle.json tells of a timestamp of 2019 that is the text", change: fact("bundle.json", func(v map[string]any) {
			log := v["log"].(map[string]any)
			log["stamps"] = append(log["stamps"].([]any), map[string]any{"size": 4, "file": "text.txt", "time": "2019-01-01T00:00:00Z", "authority": "CN=Known", "root": strings.Repeat("0", 64)})
		})},
		{name: "bad/timestamp-words", of: provedBundle, what: "Words that nobody signed stand before the certificates of a timestamp", change: edited("log/timestamps/4/authority.pem", func(b []byte) []byte { return append([]byte("This authority is known.\n"), b...) })},
		{name: "bad/custody-withheld", of: provedBundle, what: "A record that is not shown was made up: nothing proves it", change: fact("custody.json", func(v map[string]any) {
			v["events"] = append(v["events"].([]any), map[string]any{"index": 999, "at": "2020-02-21T10:15:00.000Z", "kind": "withdrawal", "what": "it was altered", "count": 1, "line": "", "proof": []any{}, "withheld": "the record is not shown: it names a person"})
		})},
		// What SHA256SUMS tells.
		{name: "bad/sums-malformed", of: f, as: true, what: "SHA256SUMS is garbage", change: to("SHA256SUMS", []byte("garbage\n"))},
		{name: "bad/sums-malformed-missing", of: f, as: true, what: "SHA256SUMS is gone", change: drop("SHA256SUMS")},
		{name: "bad/sums-malformed-order", of: f, as: true, what: "The lines of SHA256SUMS are in another order", change: edited("SHA256SUMS", lines(func(l []string) []string { slices.Reverse(l); return l }))},
		{name: "bad/sums-malformed-climbing", of: f, as: true, what: "SHA256SUMS lists a file outside the bundle", change: edited("SHA256SUMS", func(b []byte) []byte { return append(b, sumOf(nil)+"  ../../evil\n"...) })},
		{name: "bad/file-altered-text", of: f, as: true, what: "One byte of the page's text is another", change: edited("text.txt", flip(5))},
		{name: "bad/file-altered-snapshot", of: f, as: true, what: "One bit of the snapshot is another", change: edited("snapshot.wacz", flip(300))},
		{name: "bad/file-altered-statement", of: f, as: true, what: "One byte of the statement is another", change: edited("README.txt", flip(100))},
		{name: "bad/file-altered-script", of: f, as: true, what: "The script is another, which says that all is well", change: edited("verify.py", func(b []byte) []byte { return append(b, "\n# altered\n"...) })},
		{name: "bad/file-missing", of: f, as: true, what: "The text is gone", change: drop("text.txt")},
		{name: "bad/file-missing-key", of: f, as: true, what: "The log's key is gone", change: drop("keys/log.pub")},
		{name: "bad/file-missing-capture-key", of: f, what: "The key of the snapshots is gone, from SHA256SUMS too", change: drop("keys/capture.pub")},
		{name: "bad/file-extra", of: f, as: true, what: "A file more", change: to("more.txt", []byte("hello\n"))},
		{name: "bad/file-extra-listed", of: f, what: "A file more, which SHA256SUMS lists too", change: to("more.txt", []byte("hello\n"))},
		{name: "bad/file-extra-module", of: f, as: true, what: "A file hashlib.py, which a script that is run carelessly would load", change: to("hashlib.py", []byte("raise SystemExit(0)\n"))},
		{name: "bad/file-odd-link", of: f, as: true, what: "A symbolic link lies in the bundle", change: func(map[string][]byte) {}, links: map[string]string{"bundle/away": "/etc/passwd"}},
		{name: "bad/file-odd-linked-file", of: f, as: true, what: "A symbolic link stands in the place of a file", change: drop("text.txt"), links: map[string]string{"bundle/text.txt": "README.txt"}},
		// From here on SHA256SUMS fits what was done.
		{name: "bad/facts", of: f, what: "bundle.json is garbage", change: to("bundle.json", []byte("garbage"))},
		{name: "bad/facts-version", of: f, what: "bundle.json is of a version that there is not", change: fact("bundle.json", func(v map[string]any) { v["version"] = 9 })},
		{name: "bad/facts-status", of: f, what: "bundle.json tells of another status than the record", change: fact("bundle.json", func(v map[string]any) { one(v, "snapshots", 0)["status"] = 404 })},
		{name: "bad/facts-captured-at", of: f, what: "bundle.json tells of another time than the record", change: fact("bundle.json", func(v map[string]any) { one(v, "snapshots", 0)["captured_at"] = "2019-02-21T10:15:00Z" })},
		{name: "bad/facts-saved-by", of: savedBundle, what: "bundle.json does not say that a person saved it", change: fact("bundle.json", func(v map[string]any) { delete(one(v, "snapshots", 0), "saved_by") })},
		{name: "bad/facts-saved-by-another", of: savedBundle, what: "bundle.json says that another person saved it", change: fact("bundle.json", func(v map[string]any) { one(v, "snapshots", 0)["saved_by"] = "Boris" })},
		{name: "bad/facts-url", of: f, what: "bundle.json has the footnote cite another page than its snapshot is of", change: fact("bundle.json", func(v map[string]any) { one(v, "citations", 0)["url"] = "https://example.org/other" })},
		{name: "bad/facts-key", of: f, what: "bundle.json names another log key", change: fact("bundle.json", func(v map[string]any) { v["log"].(map[string]any)["key"] = "x" })},
		{name: "bad/facts-nothing", of: f, what: "bundle.json lists no snapshot", change: fact("bundle.json", func(v map[string]any) { v["snapshots"] = []any{} })},
		{name: "bad/facts-climbing", of: f, what: "bundle.json names a folder outside the bundle", change: fact("bundle.json", func(v map[string]any) { one(v, "snapshots", 0)["folder"] = "../.." })},
		{name: "bad/facts-stamps", of: f, what: "bundle.json tells of another time of a timestamp", change: fact("bundle.json", func(v map[string]any) {
			one(v["log"].(map[string]any), "stamps", 0)["time"] = "2019-01-01T00:00:00Z"
		})},
		{name: "bad/key", of: f, what: "The key of the snapshots is another", change: to("keys/capture.pub", m.public(m.other))},
		{name: "bad/checkpoint-other-key", of: f, what: "The log's key is another of the same name, and bundle.json names it", change: func(f map[string][]byte) {
			vkey, err := ledger.VerifierKey(m.another)
			m.ok(err)
			f["keys/log.pub"] = []byte(vkey + "\n")
			fact("bundle.json", func(v map[string]any) { v["log"].(map[string]any)["key"] = vkey })(f)
		}},
		{name: "bad/checkpoint", of: f, what: "The root in a checkpoint is another", change: edited("log/checkpoints/4", hashLine(2, base64.StdEncoding.EncodeToString(make([]byte, 32))))},
		{name: "bad/checkpoint-size", of: f, what: "A checkpoint lies under another size", change: func(f map[string][]byte) { f["log/checkpoints/4"] = a.read("log/checkpoints/5") }},
		{name: "bad/proof-other-history", of: f, what: "A checkpoint of another history, signed with the log's key: the proof ends with another", change: to("log/checkpoints/4", m.history(m.skey, 4).read("log/checkpoint"))},
		{name: "bad/proof", of: f, what: "One hash of the proof is another", change: edited("entry.tlog-proof", hashLine(2, base64.StdEncoding.EncodeToString(make([]byte, 32))))},
		{name: "bad/proof-record", of: f, what: "The record is another", change: edited("record.json", replace(`"status":200`, `"status":201`))},
		{name: "bad/proof-entry", of: f, what: "The entry is another", change: edited("entry.json", replace("a", "b"))},
		{name: "bad/proof-kind", of: f, what: "The record is one of another kind, and is proved", change: func(f map[string][]byte) {
			rd, err := ledger.OpenReader(m.t.Context(), a.st)
			m.ok(err)
			for l, err := range rd.Records(m.t.Context(), 3) {
				m.ok(err)
				f["record.json"], f["entry.json"] = bytes.Clone(l.Raw), ledger.EntryOf(l.Raw)
				break
			}
			f["entry.tlog-proof"], err = rd.ProveAt(m.t.Context(), 3, 4)
			m.ok(err)
			fact("bundle.json", func(v map[string]any) { one(v, "snapshots", 0)["index"] = 3 })(f)
		}},
		{name: "bad/snapshot", of: f, what: "The snapshot is a later one of the same page", change: to("snapshot.wacz", a.read(a.find(snapLater)))},
		{name: "bad/snapshot-forged", of: f, what: "The snapshot is a forged one, sealed with the archive's own key", change: to("snapshot.wacz", m.pack(page{url: lakeURL, at: day, body: "<p>Forged.", text: "Forged."}))},
		{name: "bad/snapshot-inner", of: f, what: "The snapshot's text was changed inside, and beside it", change: func(f map[string][]byte) {
			l := m.unzip(f["snapshot.wacz"])
			p := l.at(pagesPart)
			p.data = replace("The lake is clean.", "The lake is dirty.")(p.data)
			f["snapshot.wacz"], f["text.txt"] = m.zip(l), []byte("The lake is dirty.")
		}},
		{name: "bad/derived", of: f, what: "The text is not what the snapshot says", change: to("text.txt", []byte("The lake is dirty."))},
		{name: "bad/derived-original", of: f, what: "The page is not what the snapshot holds", change: edited("original.html", tail)},
		{name: "bad/derived-screenshot", of: f, what: "The screenshot is not that in the snapshot", change: edited("screenshot.png", tail)},
		{name: "bad/custody", of: f, what: "An event of the custody is another than was logged", change: fact("custody.json", func(v map[string]any) {
			e := one(v, "events", 2)
			e["line"] = strings.Replace(e["line"].(string), `"status":200`, `"status":404`, 1)
		})},
		{name: "bad/custody-kind", of: f, what: "An event of the custody is said to be of another kind", change: fact("custody.json", func(v map[string]any) { one(v, "events", 2)["kind"] = "rescue" })},
		{name: "bad/custody-order", of: f, what: "The events of the custody are out of order", change: fact("custody.json", func(v map[string]any) { slices.Reverse(v["events"].([]any)) })},
		{name: "bad/custody-capture", of: f, what: "The custody does not tell of the capture", change: fact("custody.json", func(v map[string]any) { v["events"] = slices.Delete(v["events"].([]any), 1, 2) })},
		{name: "bad/custody-url", of: f, what: "The custody says to be of another page", change: fact("custody.json", func(v map[string]any) { v["url"] = "https://example.org/other" })},
		{name: "bad/timestamp", of: f, what: "One bit of a token is another", change: edited(token, flip(-5))},
		{name: "bad/timestamp-imprint", of: f, what: "A token over another checkpoint", change: to(token, m.token(m.clock, a.read("log/checkpoints/5"), day.Add(time.Minute)))},
		{name: "bad/timestamp-expired", of: f, what: "A token whose certificate was not valid at its time", change: all(to(token, m.token(m.retired, a.read("log/checkpoints/4"), day.Add(time.Minute))), to("log/timestamps/4/authority.pem", m.chain(m.retired)))},
		{name: "bad/timestamp-usage", of: f, what: "A token whose certificate is not for timestamps alone", change: all(to(token, m.token(m.unfit, a.read("log/checkpoints/4"), day.Add(time.Minute))), to("log/timestamps/4/authority.pem", m.chain(m.unfit)))},
		{name: "bad/cosignature", of: f, what: "One bit of the witness's signature is another", change: edited(witnessFile, flip(-20))},
		{name: "bad/cosignature-fork", of: f, what: "The witness cosigned another history", change: func(f map[string][]byte) {
			f[witnessFile], _, _ = m.cosign(m.history(m.skey, 4).read("log/checkpoint"), day.Add(30*time.Second))
		}},
		{name: "bad/cosignature-early", of: f, what: "The witness says that it signed before the snapshot was logged", change: func(f map[string][]byte) {
			f[witnessFile], _, _ = m.cosign(f["log/checkpoints/4"], day.AddDate(0, 0, -1))
			fact("bundle.json", func(v map[string]any) {
				one(v["log"].(map[string]any), "cosigned", 0)["time"] = day.AddDate(0, 0, -1).Format(time.RFC3339)
			})(f)
		}},
		{name: "bad/collection", of: r, what: "The collection holds a page that is in no snapshot", change: func(f map[string][]byte) {
			f["collection.wacz"] = m.pack(page{url: lakeURL, at: day, body: "<p>Forged.", text: "Forged."})
		}},
		{name: "bad/collection-digest", of: r, what: "A digest in the collection does not hold", change: func(f map[string][]byte) {
			l := m.unzip(f["collection.wacz"])
			p := l.at(pagesPart)
			p.data = replace("clean", "dirty")(p.data)
			f["collection.wacz"] = m.zip(l)
		}},
		// What another version of the program may have written otherwise, and what only
		// the SHA-256 of SHA256SUMS protects.
		{name: "warn/statement", of: f, what: "The statement says something else, and SHA256SUMS fits it: only that file's own sum, from elsewhere, tells", change: edited("README.txt", replace("lake", "sea"))},
		{name: "warn/script", of: f, what: "The script is another version's", change: edited("verify.py", func(b []byte) []byte { return append(b, "# another version\n"...) })},
		{name: "warn/custody-words", of: f, what: "A record is told in other words", change: fact("custody.json", func(v map[string]any) { one(v, "events", 2)["what"] = "it was looked at" })},
		{name: "warn/facts-words", of: f, what: "Who took it is told in other words", change: fact("bundle.json", func(v map[string]any) { one(one(v, "snapshots", 0), "collector", 0)["name"] = "program" })},
		{name: "warn/clocks", of: f, what: "A timestamp of before the snapshot was logged: one of the two clocks is wrong", change: stampAt(day.Add(-time.Hour))},
		{name: "warn/unknown-root", of: f, what: "A timestamp of an authority whose root is not in roots.pem", change: all(to(token, m.token(m.stranger, a.read("log/checkpoints/4"), day.Add(time.Minute))), to("log/timestamps/4/authority.pem", m.chain(m.stranger)),
			fact("bundle.json", func(v map[string]any) {
				for _, s := range v["log"].(map[string]any)["stamps"].([]any) {
					if s := s.(map[string]any); s["file"] == token {
						s["root"], s["authority"] = sumOf(m.stranger.chain[0].Raw), m.stranger.leaf.Subject.String()
					}
				}
			}))},
		{name: "warn/unknown-witness", of: f, what: "Whose the key of a witness is, no bundle can tell", change: func(map[string][]byte) {}},
	}
}
