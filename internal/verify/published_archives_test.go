package verify_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"archiver/internal/ledger"
)

const (
	lakeURL  = "https://example.org/lake"
	paperURL = "https://example.org/paper"
)

var later = day.AddDate(0, 0, 7)

// whole makes the archive that most cases break: of everything that there is, one.
func (m *maker) whole() *archive {
	a := m.fresh(m.skey)
	m.named(a) // size 1
	look := func(url, verdict, reason string) ledger.Record {
		return ledger.Record{Kind: ledger.KindObservation, Body: ledger.ObservationRecord{URL: url, Status: 200, Verdict: verdict, Reason: reason, Command: "run"}}
	}
	_, vkey, name := m.cosign(a.read("log/checkpoint"), day)
	pub := []byte(vkey + "\n")
	a.put("keys/witness-"+name+".pub", pub)
	a.append(ledger.Record{Kind: ledger.KindKey, Body: ledger.KeyRecord{Use: "witness", Object: "keys/witness-" + name + ".pub", SHA256: sumOf(pub)}}) // 2
	witnessed := func(size int, at time.Time) {
		cosigned, _, _ := m.cosign(a.read(fmt.Sprintf("log/checkpoints/%d", size)), at)
		a.put(fmt.Sprintf("log/witnesses/%d/%s", size, name), cosigned)
	}
	first := page{url: lakeURL, at: day, body: "<title>The lake</title><p>The lake is clean.", text: "The lake is clean.", shot: true}
	data := m.pack(first)
	one := a.keep(lakeURL, day, data, []byte(first.body), look(lakeURL, "ok", "first-seen")) // 4
	witnessed(4, day.Add(30*time.Second))
	m.stampBy(a, m.clock, "authority", 4, day.Add(time.Minute), nil, nil) // 5
	second := page{url: paperURL, at: day.Add(time.Hour), body: "<title>The paper</title><p>What the lake holds, «чисто».", text: "What the lake holds, «чисто».", gzip: true}
	a.keep(paperURL, second.at, m.pack(second), []byte(second.body)) // 6
	third := page{url: lakeURL, at: day.AddDate(0, 0, 1), body: "<title>The lake</title><p>The lake is not clean.", text: "The lake is not clean."}
	changed := m.pack(third)
	three := a.keep(lakeURL, third.at, changed, []byte(third.body), look(lakeURL, "changed", "edited")) // 8
	a.append(ledger.Record{Kind: ledger.KindQuote, Body: ledger.QuoteRecord{For: "lake/1", URL: lakeURL, Text: "The lake is clean.", Object: one, SHA256: sumOf(data)}},
		ledger.Record{Kind: ledger.KindAcceptance, Body: ledger.AcceptRecord{For: "lake/1", URL: lakeURL, Verdict: "changed", Reason: "edited", Object: three, SHA256: sumOf(changed), Why: "seen"}}) // 10
	witnessed(10, third.at.Add(time.Minute))
	m.stampBy(a, m.clock, "authority", 10, third.at.Add(2*time.Minute), nil, nil) // 11
	a.append(ledger.Record{Kind: ledger.KindAudit, Body: ledger.AuditRecord{Command: "verify", Level: "structure", Size: 11, Complete: true, Started: third.at}})
	return a // 12
}

// saved makes an archive with a copy that a person saved.
func (m *maker) saved() *archive {
	a := m.fresh(m.skey)
	m.named(a)
	p := page{url: lakeURL, at: day, body: "<title>The lake</title><p>Members alone see it.", text: "Members alone see it.", saved: "Anna"}
	data := m.pack(p)
	a.at(later)
	object := "snapshots/example.org/lake-" + sumOf([]byte(lakeURL))[:12] + "/" + day.Format("20060102150405") + ".wacz"
	a.put(object, data)
	r := recordOf(lakeURL, object, day, data, []byte(p.body))
	r.Status, r.ContentType, r.Collector = 0, "text/html", ledger.Collector{Software: "archiver published set"}
	r.Provenance = &ledger.Provenance{Kind: ledger.ProvenancePerson, Retrieved: later, By: "Anna", Why: "the site shows it to members alone", File: "lake.html",
		FileSHA256: sumOf([]byte(p.body)), FileBytes: int64(len(p.body)), Form: "html", Dated: "given"}
	a.append(ledger.Record{Kind: ledger.KindSnapshot, Body: r})
	return a
}

const savedArchive = "archives/good/saved"

const wholeArchive, oneArchive, manyArchive = "archives/good/whole", "archives/good/one", "archives/good/many"

func (m *maker) archives() {
	good := func(name, what string, make func() *archive) {
		if dir := "archives/good/" + name; !m.has(dir) {
			m.write(dir, what, "", filepath.Dir(make().dir), nil)
		}
	}
	good("whole", "Three snapshots of two pages, with timestamps, a witness, a quote, an acceptance and an audit", m.whole)
	good("one", "A key and one snapshot: the smallest archive of any use", func() *archive {
		a := m.fresh(m.skey)
		m.named(a)
		p := page{url: lakeURL, at: day, body: "<p>One.", text: "One."}
		a.keep(lakeURL, day, m.pack(p), []byte(p.body))
		return a
	})
	good("saved", "A key and one snapshot, which is no capture but a copy that a person saved", m.saved)
	good("empty", "A log with one key and nothing else", func() *archive {
		a := m.fresh(m.skey)
		m.named(a)
		return a
	})
	good("many", "300 entries: a full tile, a full bundle of entries, and a second level of the tree", func() *archive {
		a := m.fresh(m.skey)
		m.named(a)
		size := 1
		for _, n := range []int{254, 2, 43} {
			var recs []ledger.Record
			for range n {
				size++
				recs = append(recs, ledger.Record{Kind: "set", Body: map[string]int{"n": size}})
			}
			a.append(recs...)
		}
		return a
	})
	for _, c := range m.archiveCases() {
		dir := "archives/" + c.name
		if m.has(dir) {
			continue
		}
		a := m.of(c.of)
		c.change(a)
		m.ok(os.Remove(a.headPath()))
		if c.head != nil {
			m.ok(os.WriteFile(a.headPath(), c.head(a), 0o644))
		}
		m.write(dir, c.what, c.of, filepath.Dir(a.dir), c.links)
	}
}

type archiveCase struct {
	name, of, what string
	change         func(*archive)
	head           func(*archive) []byte // a log.head that lies with the case
	links          map[string]string
}

// find gives the one file that matches.
func (a *archive) find(pattern string) string {
	a.t.Helper()
	list, err := filepath.Glob(filepath.Join(a.dir, filepath.FromSlash(pattern)))
	if err != nil || len(list) != 1 {
		a.t.Fatalf("%s: %q, %v", pattern, list, err)
	}
	name, _ := filepath.Rel(a.dir, list[0])
	return filepath.ToSlash(name)
}

const (
	snap      = "snapshots/example.org/lake-*/20200221101500.wacz"
	snapPaper = "snapshots/example.org/paper-*/*.wacz"
	snapLater = "snapshots/example.org/lake-*/20200222101500.wacz"
)

// edit changes the file that matches.
func edit(pattern string, change func([]byte) []byte) func(*archive) {
	return func(a *archive) { name := a.find(pattern); a.write(name, change(bytes.Clone(a.read(name)))) }
}

func flipAt(pattern string, at int) func(*archive) {
	return func(a *archive) { a.flip(a.find(pattern), at) }
}

func gone(patterns ...string) func(*archive) {
	return func(a *archive) {
		for _, p := range patterns {
			list, _ := filepath.Glob(filepath.Join(a.dir, p))
			if len(list) == 0 {
				a.t.Fatalf("nothing matches %s", p)
			}
			for _, name := range list {
				if err := os.RemoveAll(name); err != nil {
					a.t.Fatal(err)
				}
			}
		}
	}
}

// withdrawn logs the withdrawal of a snapshot, and removes its bytes or not.
func withdrawn(remove bool, states ...string) func(*archive) {
	return func(a *archive) {
		for _, state := range states {
			withdrawnAs(a, sumOf(a.read(a.find(snap))), state)
		}
		if remove {
			gone(snap)(a)
		}
	}
}

func withdrawnAs(a *archive, sum, state string) {
	r := ledger.WithdrawalRecord{URL: lakeURL, CapturedAt: day, Object: a.find(snap), SHA256: sum, Bytes: int64(len(a.read(a.find(snap)))), Snapshot: 2,
		State: state, Why: "it endangers somebody", By: "anna"}
	if state == ledger.WithdrawalRefused {
		r.Mode, r.Until = "compliance", day.AddDate(10, 0, 0)
	}
	a.append(ledger.Record{Kind: ledger.KindWithdrawal, Body: r})
}

func instead(to, from string) func(*archive) {
	return func(a *archive) { a.write(a.find(to), a.read(a.find(from))) }
}

func lines(change func([]string) []string) func([]byte) []byte {
	return func(b []byte) []byte {
		return []byte(strings.Join(change(strings.Split(strings.TrimSuffix(string(b), "\n"), "\n")), "\n") + "\n")
	}
}

func replace(old, new string) func([]byte) []byte {
	return func(b []byte) []byte { return bytes.Replace(b, []byte(old), []byte(new), 1) }
}

// history is another log of the same key, of so many entries.
func (m *maker) history(skey string, size int) *archive {
	a := m.fresh(skey)
	for i := range size {
		a.append(ledger.Record{Kind: "other", Body: map[string]int{"n": i}})
	}
	return a
}

// cut takes the log back to an earlier size, as somebody would who can write to
// the archive and has no key.
func (m *maker) cut(size int) func(*archive) {
	return func(a *archive) {
		for name := range m.tree(a.dir) {
			n := 0
			rest := strings.TrimPrefix(name, "log/")
			switch parts := strings.Split(rest, "/"); {
			case rest == name || len(parts) < 2:
				continue
			case parts[0] == "checkpoints" || parts[0] == "timestamps" || parts[0] == "witnesses":
				n, _ = strconv.Atoi(parts[1])
				if parts[0] == "timestamps" {
					n += 1 // the record that lists it
				}
			case parts[0] == "records":
				n, _ = strconv.Atoi(strings.TrimSuffix(parts[1], ".jsonl"))
			case parts[0] == "tile":
				n, _ = strconv.Atoi(parts[len(parts)-1])
			}
			if n > size {
				a.remove(name)
			}
		}
		a.write("log/checkpoint", a.read(fmt.Sprintf("log/checkpoints/%d", size)))
	}
}

// list logs a snapshot that is to be broken.
func (m *maker) list(data []byte, change func(*ledger.SnapshotRecord)) func(*archive) {
	return func(a *archive) {
		url, at := "https://example.org/broken", later
		object := fmt.Sprintf("snapshots/example.org/broken-%s/%s.wacz", sumOf([]byte(url))[:12], at.Format("20060102150405"))
		r := recordOf(url, object, at, data, nil)
		if change != nil {
			change(&r)
		}
		if data != nil {
			a.put(object, data)
		}
		a.append(ledger.Record{Kind: ledger.KindSnapshot, Body: r})
	}
}

func logged(kind string, body any) func(*archive) {
	return func(a *archive) { a.append(ledger.Record{Kind: kind, Body: body}) }
}

func none(*archive) {}

func (m *maker) archiveCases() []archiveCase {
	plain := page{url: "https://example.org/broken", at: later, body: "<p>Broken.", text: "Broken."}
	stamped := func(by authorityKeys, size int64, at time.Time, tsr func(a *archive) []byte, change func(*ledger.TimestampRecord)) func(*archive) {
		return func(a *archive) {
			var b []byte
			if tsr != nil {
				b = tsr(a)
			}
			m.stampBy(a, by, "another", size, at, b, change)
		}
	}
	over := func(by authorityKeys, checkpoint string, at time.Time) func(*archive) []byte {
		return func(a *archive) []byte { return m.token(by, a.read(checkpoint), at) }
	}
	w, o, many := wholeArchive, oneArchive, manyArchive
	return []archiveCase{
		// Good ones.
		{name: "good/unknown-kind", of: o, what: "A record of a kind that nobody knows: it is skipped", change: logged("future", map[string]any{"object": "snapshots/none", "n": 1})},
		{name: "good/long-record", of: o, what: "A record of 100,000 bytes on one line", change: logged("note", map[string]string{"text": strings.Repeat("long ", 20_000)})},
		{name: "good/old-checkpoint-witnessed", of: w, what: "log/checkpoint carries the signature of a witness behind the log's", change: func(a *archive) {
			b, _, _ := m.cosign(a.read("log/checkpoint"), later)
			a.write("log/checkpoint", b)
		}},
		{name: "good/partial-tiles-dropped", of: many, what: "The partial tiles and bundles of a tile that is full are gone, as the format lets them be", change: gone("log/tile/0/000.p", "log/tile/entries/000.p")},
		{name: "good/token-expired", of: o, what: "A token whose certificate was valid at its time, and is no more", change: stamped(m.retired, 2, time.Date(2011, 3, 1, 12, 0, 0, 0, time.UTC), nil, nil)},
		{name: "good/cut-off-without-a-head", of: w, what: "The newest entries were cut off: the archive alone can't tell, only log.head or a checkpoint from elsewhere", change: m.cut(10)},
		{name: "good/chain-without-a-token", of: w, what: "A chain of certificates to which no token was stored, as a crash may leave it", change: func(a *archive) {
			a.put("log/timestamps/12/authority.pem", a.read("log/timestamps/10/authority.pem"))
		}},
		// Snapshots.
		{name: "bad/snapshot-altered-byte", of: w, what: "One bit of a snapshot is another", change: flipAt(snap, 200)},
		{name: "bad/snapshot-altered-saved", of: savedArchive, what: "One bit of a copy that a person saved is another", change: flipAt(snap, 200)},
		{name: "bad/snapshot-altered-last-byte", of: w, what: "The last byte of a snapshot is another", change: flipAt(snap, -1)},
		{name: "bad/snapshot-altered-short", of: w, what: "The last byte of a snapshot is gone", change: edit(snap, func(b []byte) []byte { return b[:len(b)-1] })},
		{name: "bad/snapshot-altered-long", of: w, what: "A snapshot has one byte more", change: edit(snap, func(b []byte) []byte { return append(b, 0) })},
		{name: "bad/snapshot-altered-empty", of: w, what: "A snapshot is empty", change: edit(snap, func([]byte) []byte { return nil })},
		{name: "bad/snapshot-altered-swapped", of: w, what: "Two snapshots stand in each other's place", change: func(a *archive) {
			x, y := a.read(a.find(snap)), a.read(a.find(snapPaper))
			a.write(a.find(snap), y)
			a.write(a.find(snapPaper), x)
		}},
		{name: "bad/snapshot-altered-forged", of: w, what: "A whole other page, sealed with the archive's own key, stands in the place of a snapshot", change: func(a *archive) {
			a.write(a.find(snap), m.pack(page{url: lakeURL, at: day, body: "<title>The lake</title><p>The lake is dirty.", text: "The lake is dirty.", shot: true}))
		}},
		{name: "bad/snapshot-altered-two-records", of: o, what: "Two records of one snapshot disagree on its hash", change: func(a *archive) {
			r := recordOf(lakeURL, a.find(snap), day, a.read(a.find(snap)), nil)
			r.SHA256 = sumOf(nil)
			a.append(ledger.Record{Kind: ledger.KindSnapshot, Body: r})
		}},
		{name: "bad/snapshot-altered-size", of: o, what: "The record of a snapshot tells of a size below zero", change: m.list(m.pack(plain), func(r *ledger.SnapshotRecord) { r.Bytes = -1 })},
		{name: "bad/snapshot-missing", of: w, what: "A snapshot is gone", change: gone(snap)},
		{name: "bad/snapshot-missing-all", of: w, what: "All snapshots are gone", change: gone("snapshots")},
		{name: "bad/snapshot-missing-climbing", of: o, what: "The record of a snapshot names a file outside the archive: it is never opened", change: m.list(nil, func(r *ledger.SnapshotRecord) { r.Object = "snapshots/../../../etc/passwd" })},
		{name: "bad/snapshot-missing-huge", of: o, what: "The record of a snapshot that is not there tells of 4 EiB", change: m.list(nil, func(r *ledger.SnapshotRecord) { r.Bytes = 1 << 62 })},
		{name: "bad/snapshot-unreadable-link", of: w, what: "A symbolic link stands in the place of a snapshot: it is not followed", change: gone(snap),
			links: map[string]string{"archive/" + lakeObject: "/dev/zero"}},
		{name: "bad/snapshot-inner-digest", of: o, what: "A snapshot whose page was altered before it was logged: its bytes are as logged, a digest inside does not hold", change: m.list(m.broken("resource-digest"), nil)},
		{name: "bad/snapshot-inner-no-package", of: o, what: "What was logged as a snapshot is no ZIP file", change: m.list([]byte("not a ZIP file\n"), nil)},
		{name: "bad/snapshot-inner-climbing", of: o, what: "A snapshot that was logged with a file ../../evil inside", change: m.list(m.broken("format-climbing-name"), nil)},
		{name: "bad/snapshot-inner-bomb", of: o, what: "A snapshot that was logged and whose index unpacks to more than a reader should hold", change: m.list(m.broken("resource-digest-bomb"), nil)},
		{name: "bad/snapshot-inner-unsigned", of: o, what: "A snapshot that was logged without a signature", change: m.list(m.broken("unsigned"), nil)},
		{name: "bad/snapshot-signer", of: o, what: "A snapshot that is signed with a key which the log does not name", change: m.list(m.packBy(plain, m.other), nil)},
		{name: "warn/snapshot-unlisted", of: w, what: "A snapshot that the log does not list, as a run leaves it that died", change: func(a *archive) {
			a.put("snapshots/example.org/late-0123456789ab/20200301000000.wacz", m.pack(plain))
		}},
		{name: "warn/snapshot-unlisted-deep", of: o, what: "A file in very many folders", change: func(a *archive) {
			a.put("snapshots/"+strings.Repeat("deep/", 30)+"x.wacz", []byte("x"))
		}},
		{name: "good/withdrawn", of: w, what: "A snapshot was withdrawn: the log says so and why, and its bytes are gone", change: withdrawn(true, "decided", "removed")},
		{name: "good/withdrawn-cut-short", of: w, what: "A withdrawal was cut short after the bytes were gone: the log tells of the decision", change: withdrawn(true, "decided")},
		{name: "good/withdrawn-refused", of: w, what: "A lock refused a withdrawal: the snapshot is there", change: withdrawn(false, "decided", "refused")},
		{name: "warn/snapshot-withdrawn", of: w, what: "A snapshot was withdrawn, and its bytes lie there again", change: withdrawn(false, "decided", "removed")},
		{name: "warn/snapshot-withdrawn-cut-short", of: w, what: "A withdrawal was cut short before the bytes were gone", change: withdrawn(false, "decided")},
		{name: "bad/snapshot-missing-refused", of: w, what: "A lock refused a withdrawal, and yet the snapshot is gone", change: withdrawn(true, "decided", "refused")},
		{name: "bad/snapshot-missing-not-withdrawn", of: w, what: "The log tells of the withdrawal of other bytes than the snapshot's, which is gone", change: func(a *archive) {
			withdrawnAs(a, strings.Repeat("0", 64), "removed")
			gone(snap)(a)
		}},
		{name: "warn/unexpected-link", of: w, what: "A symbolic link to a folder outside lies among the snapshots: it is not followed", change: none, links: map[string]string{"archive/snapshots/away": "../../.."}},
		{name: "warn/unexpected-link-in-log", of: w, what: "A symbolic link lies among the tiles", change: none, links: map[string]string{"archive/log/tile/9": "/etc"}},
		// The log's keys.
		{name: "bad/log-missing", of: o, what: "There is no log, and no key", change: gone("log", "keys")},
		{name: "bad/key-missing", of: o, what: "The log's public key is gone", change: gone("keys/log.pub")},
		{name: "bad/key-missing-capture", of: w, what: "The public key of the snapshots is gone", change: gone("keys/capture.pub")},
		{name: "bad/key-missing-witness", of: w, what: "The public key of the witness is gone", change: gone("keys/witness-*.pub")},
		{name: "bad/key-altered-byte", of: o, what: "One byte of the log's public key is another", change: flipAt("keys/log.pub", 50)},
		{name: "bad/key-altered-replaced", of: o, what: "The log's public key is another one with the same name", change: func(a *archive) {
			vkey, err := ledger.VerifierKey(m.another)
			m.ok(err)
			a.write("keys/log.pub", []byte(vkey+"\n"))
		}},
		{name: "bad/key-altered-line-end", of: o, what: "The line of the log's public key ends otherwise", change: edit("keys/log.pub", replace("\n", "\r\n"))},
		{name: "bad/key-altered-capture", of: w, what: "The public key of the snapshots is another", change: func(a *archive) { a.write("keys/capture.pub", m.public(m.other)) }},
		{name: "bad/key-altered-witness", of: w, what: "The public key of the witness is another", change: flipAt("keys/witness-*.pub", 40)},
		{name: "bad/key-missing-climbing", of: o, what: "A key's record names a file outside the archive", change: logged(ledger.KindKey, ledger.KeyRecord{Use: "capture", Object: "keys/../../evil.pub", SHA256: sumOf(nil)})},
		// Checkpoints.
		{name: "bad/checkpoint-missing", of: w, what: "log/checkpoint is gone", change: gone("log/checkpoint")},
		{name: "bad/checkpoint-missing-earlier", of: w, what: "An earlier checkpoint is gone, over which no token was made", change: gone("log/checkpoints/5")},
		{name: "bad/checkpoint-missing-stamped", of: w, what: "The checkpoint is gone over which a token was made", change: gone("log/checkpoints/4")},
		{name: "bad/checkpoint-altered-garbage", of: w, what: "log/checkpoint is no checkpoint", change: edit("log/checkpoint", func([]byte) []byte { return []byte("garbage\n") })},
		{name: "bad/checkpoint-altered-empty", of: w, what: "log/checkpoint is empty", change: edit("log/checkpoint", func([]byte) []byte { return nil })},
		{name: "bad/checkpoint-altered-other-size", of: w, what: "An earlier checkpoint is a copy of another", change: instead("log/checkpoints/5", "log/checkpoints/6")},
		{name: "bad/checkpoint-altered-extension", of: w, what: "A checkpoint has a line more, and is signed so by the log's key", change: edit("log/checkpoints/5", func(b []byte) []byte {
			text, _, _ := bytes.Cut(b, []byte("\n\n"))
			return m.signed(m.skey, string(text)+"\nmore\n")
		})},
		{name: "bad/checkpoint-altered-appended", of: w, what: "A line was appended to the copy of the newest checkpoint", change: edit("log/checkpoints/12", func(b []byte) []byte { return append(b, "— x AAAAAAA=\n"...) })},
		{name: "bad/checkpoint-signature-root", of: w, what: "The root hash in an earlier checkpoint is another: the signature does not hold", change: edit("log/checkpoints/5", lines(func(l []string) []string {
			l[2] = base64.StdEncoding.EncodeToString(make([]byte, 32))
			return l
		}))},
		{name: "bad/checkpoint-signature-size", of: w, what: "The newest checkpoint says one entry more", change: edit("log/checkpoint", replace("\n12\n", "\n13\n"))},
		{name: "bad/checkpoint-signature-other-key", of: w, what: "An earlier checkpoint is signed by another key of the same name", change: edit("log/checkpoints/5", func(b []byte) []byte {
			text, _, _ := bytes.Cut(b, []byte("\n\n"))
			return m.signed(m.another, string(text)+"\n")
		})},
		{name: "bad/checkpoint-fork", of: w, what: "An earlier checkpoint is signed with the log's key, of another history", change: func(a *archive) {
			a.write("log/checkpoints/5", m.history(m.skey, 5).read("log/checkpoints/5"))
		}},
		{name: "bad/checkpoint-old", of: w, what: "log/checkpoint is one of long ago", change: instead("log/checkpoint", "log/checkpoints/5")},
		{name: "bad/unreadable-checkpoint", of: w, what: "log/checkpoint is longer than any can be", change: edit("log/checkpoint", func(b []byte) []byte { return append(b, bytes.Repeat([]byte("— x AAAAAAA=\n"), 6000)...) })},
		{name: "warn/log-unfinished-checkpoint", of: w, what: "log/checkpoint is the last one but one, as a crash leaves it", change: instead("log/checkpoint", "log/checkpoints/11")},
		{name: "warn/log-unfinished-batch", of: w, what: "The files of a batch that no checkpoint tells of, as a crash leaves them", change: func(a *archive) {
			a.put("log/records/13.jsonl", a.read("log/records/12.jsonl"))
		}},
		{name: "warn/log-unexpected", of: w, what: "A file that belongs to no log", change: func(a *archive) { a.put("log/notes.txt", []byte("hello\n")) }},
		{name: "warn/log-unexpected-key", of: w, what: "A key that no record names", change: func(a *archive) { a.put("keys/mine.pub", []byte("hello\n")) }},
		{name: "warn/log-unexpected-witness", of: w, what: "A cosigned checkpoint of a witness whose key was never logged", change: func(a *archive) {
			a.put("log/witnesses/10/stranger-01234567", a.read("log/checkpoints/10"))
		}},
		{name: "warn/log-unexpected-quote", of: o, what: "A quote in a snapshot that was never logged", change: logged(ledger.KindQuote, ledger.QuoteRecord{For: "lake/1", URL: lakeURL, Object: "snapshots/none.wacz", SHA256: sumOf(nil)})},
		{name: "warn/log-unexpected-record", of: o, what: "The record of a snapshot with a word where a number belongs", change: logged(ledger.KindSnapshot, map[string]any{"bytes": "many", "object": 7})},
		{name: "warn/log-mended", of: o, what: "The log tells that log/checkpoint had been overwritten, and was put right", change: logged(ledger.KindMend, ledger.MendRecord{Object: "log/checkpoint", Fault: "malformed checkpoint", Found: sumOf([]byte("x"))})},
		{name: "warn/log-recovered", of: o, what: "The log tells that a person had it go on without the newest entries that log.head knew of", change: logged(ledger.KindRecovery, ledger.RecoveryRecord{Reason: "the disk failed",
			Fault: "open log: the head knows of 99 entries", Head: setOrigin + "\n99\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"})},
		{name: "warn/repaired", of: o, what: "The log tells that a damaged file was put right from a mirror; what stood there is kept", change: func(a *archive) {
			bad := []byte("not what was logged\n")
			aside := "damaged/" + sumOf(bad) + "/keys/capture.pub"
			a.put(aside, bad)
			logged(ledger.KindRepair, ledger.RepairRecord{Object: "keys/capture.pub", Place: "archive", Fault: "altered", Found: sumOf(bad), From: "mirror",
				SHA256: sumOf(a.read("keys/capture.pub")), Bytes: int64(len(a.read("keys/capture.pub"))), Aside: aside})(a)
		}},
		{name: "warn/damaged-unlisted", of: o, what: "A file among those that repairs keep, which no repair logged", change: func(a *archive) {
			a.put("damaged/"+sumOf([]byte("x"))+"/keys/capture.pub", []byte("x"))
		}},
		// Records.
		{name: "bad/record-altered-byte", of: w, what: "One byte in a record is another", change: edit("log/records/4.jsonl", replace(`"status":200`, `"status":201`))},
		{name: "bad/record-altered-hash", of: w, what: "A record and its snapshot were altered together", change: func(a *archive) {
			name := a.find(snap)
			old := sumOf(a.read(name))
			a.flip(name, 200)
			a.write("log/records/4.jsonl", bytes.ReplaceAll(a.read("log/records/4.jsonl"), []byte(old), []byte(sumOf(a.read(name)))))
		}},
		{name: "bad/record-altered-line-removed", of: w, what: "A record's line is gone from its file", change: edit("log/records/4.jsonl", lines(func(l []string) []string { return l[1:] }))},
		{name: "bad/record-altered-line-added", of: w, what: "A line was added to a file of records", change: edit("log/records/4.jsonl", lines(func(l []string) []string { return append(l, l[0]) }))},
		{name: "bad/record-altered-order", of: w, what: "Two records stand in each other's place", change: edit("log/records/4.jsonl", lines(func(l []string) []string { slices.Reverse(l); return l }))},
		{name: "bad/record-altered-end", of: w, what: "The newline at the end of a file of records is gone", change: edit("log/records/4.jsonl", func(b []byte) []byte { return b[:len(b)-1] })},
		{name: "bad/record-altered-line-ends", of: w, what: "The lines of a file of records end as on Windows", change: edit("log/records/4.jsonl", func(b []byte) []byte { return bytes.ReplaceAll(b, []byte("\n"), []byte("\r\n")) })},
		{name: "bad/record-altered-space", of: w, what: "A space more in a record, which means nothing in JSON", change: edit("log/records/4.jsonl", replace(`"status":200`, `"status": 200`))},
		{name: "bad/record-altered-empty", of: w, what: "A file of records is empty", change: edit("log/records/4.jsonl", func([]byte) []byte { return nil })},
		{name: "bad/record-missing", of: w, what: "A file of records is gone", change: gone("log/records/4.jsonl")},
		{name: "bad/record-missing-newest", of: w, what: "The newest file of records is gone", change: gone("log/records/12.jsonl")},
		// Entries and tiles.
		{name: "bad/entries-missing", of: w, what: "A bundle of entries is gone", change: gone("log/tile/entries/000.p/12")},
		{name: "bad/entries-missing-full", of: many, what: "A full bundle of entries is gone", change: gone("log/tile/entries/000")},
		{name: "bad/entries-altered", of: w, what: "One byte of an entry is another", change: flipAt("log/tile/entries/000.p/12", 60)},
		{name: "bad/entries-altered-length", of: w, what: "An entry says to be as long as can be", change: edit("log/tile/entries/000.p/12", func(b []byte) []byte { b[0], b[1] = 0xff, 0xff; return b })},
		{name: "bad/entries-altered-full", of: many, what: "One byte of an entry in a full bundle is another", change: flipAt("log/tile/entries/000", 5000)},
		{name: "bad/entries-altered-short", of: w, what: "The last byte of a bundle of entries is gone", change: edit("log/tile/entries/000.p/12", func(b []byte) []byte { return b[:len(b)-1] })},
		{name: "bad/tile-missing", of: w, what: "A tile is gone", change: gone("log/tile/0/000.p/12")},
		{name: "bad/tile-missing-level", of: many, what: "The tile of the second level is gone", change: gone("log/tile/1")},
		{name: "bad/tile-altered", of: w, what: "One bit of a tile is another", change: flipAt("log/tile/0/000.p/12", 33)},
		{name: "bad/tile-altered-full", of: many, what: "One bit of a full tile is another", change: flipAt("log/tile/0/000", 4000)},
		{name: "bad/tile-altered-level", of: many, what: "One bit of the second level is another", change: flipAt("log/tile/1/000.p/1", 0)},
		{name: "bad/tile-altered-old", of: w, what: "One bit of a tile of an earlier, smaller tree is another", change: flipAt("log/tile/0/000.p/5", 3)},
		// The whole.
		{name: "bad/log-root", of: o, what: "A record, its entry and its hash were altered together: only the signed root tells", change: func(a *archive) {
			at := a.find("log/records/2.jsonl")
			a.write(at, replace(`"status":200`, `"status":404`)(a.read(at)))
			entry := ledger.EntryOf(bytes.TrimSuffix(a.read(at), []byte("\n")))
			entries := a.read("log/tile/entries/000.p/2")
			a.write("log/tile/entries/000.p/2", append(entries[:len(entries)-len(entry)], entry...))
			leaf := sha256.Sum256(append([]byte{0}, entry...))
			tile := a.read("log/tile/0/000.p/2")
			a.write("log/tile/0/000.p/2", append(tile[:32], leaf[:]...))
		}},
		{name: "bad/log-root-all-gone", of: o, what: "Of the log only its key is left", change: gone("log")},
		{name: "bad/log-root-huge", of: o, what: "A checkpoint, signed with the log's key, says to be of more entries than any disk holds", change: func(a *archive) {
			text := strings.Replace(strings.Split(string(a.read("log/checkpoint")), "\n\n")[0], "\n2\n", "\n1152921504606846976\n", 1) + "\n"
			a.write("log/checkpoint", m.signed(m.skey, text))
		}},
		{name: "bad/log-rolled-back", of: w, what: "The newest entries were cut off, and log.head knows of them", change: m.cut(8), head: func(*archive) []byte {
			b, err := os.ReadFile(filepath.Join(published, w, "log.head"))
			m.ok(err)
			return b
		}},
		{name: "bad/log-forked", of: w, what: "log.head holds another history of the same log", change: none, head: func(*archive) []byte { return m.history(m.skey, 12).head() }},
		{name: "bad/log-forked-other-key", of: w, what: "log.head is of another log", change: none, head: func(*archive) []byte { return m.history(m.another, 12).head() }},
		{name: "bad/head-damaged", of: w, what: "log.head was cut short, as on a full disk", change: none, head: func(*archive) []byte {
			b, err := os.ReadFile(filepath.Join(published, w, "log.head"))
			m.ok(err)
			return b[:len(b)/2]
		}},
		{name: "warn/log-unfinished-head", of: w, what: "log.head holds a batch that was not written out to the archive, as a crash leaves it", change: m.cut(11), head: func(*archive) []byte {
			b, err := os.ReadFile(filepath.Join(published, w, "log.head"))
			m.ok(err)
			return b
		}},
		{name: "warn/log-continued", of: w, what: "log.head is that of a machine which did not see the newest entries: the log begins as it knows it, and has gone on", change: none, head: func(a *archive) []byte {
			cp := a.read("log/checkpoints/8")
			return fmt.Appendf(nil, "archiver log head v1\n%d 0\n%s", len(cp), cp)
		}},
		// Witnesses.
		{name: "bad/witness-altered-byte", of: w, what: "One byte of a witness's signature is another", change: flipAt("log/witnesses/10/*", -20)},
		{name: "bad/witness-altered-size", of: w, what: "A cosigned checkpoint lies under another size", change: func(a *archive) {
			name := a.find("log/witnesses/10/*")
			a.put("log/witnesses/8/"+filepath.Base(name), a.read(name))
			a.remove(name)
		}},
		{name: "bad/witness-altered-none", of: w, what: "The witness's signature is gone from the checkpoint that it cosigned", change: func(a *archive) { a.write(a.find("log/witnesses/10/*"), a.read("log/checkpoints/10")) }},
		{name: "bad/witness-fork", of: w, what: "The witness cosigned, and the log's key signed, another history", change: func(a *archive) {
			b, _, _ := m.cosign(m.history(m.skey, 10).read("log/checkpoints/10"), later)
			a.write(a.find("log/witnesses/10/*"), b)
		}},
		// Timestamps.
		{name: "bad/timestamp-missing", of: w, what: "A token is gone", change: gone("log/timestamps/4/authority.tsr")},
		{name: "bad/timestamp-missing-chain", of: w, what: "The certificates of a token are gone", change: gone("log/timestamps/4/authority.pem")},
		{name: "bad/timestamp-altered-byte", of: w, what: "One bit of a token is another", change: flipAt("log/timestamps/4/authority.tsr", -5)},
		{name: "bad/timestamp-altered-chain", of: w, what: "One byte of a token's certificates is another", change: flipAt("log/timestamps/4/authority.pem", 200)},
		{name: "bad/timestamp-altered-swapped", of: w, what: "A good token, over another checkpoint, stands in the place of one", change: instead("log/timestamps/4/authority.tsr", "log/timestamps/10/authority.tsr")},
		{name: "bad/timestamp-invalid-imprint", of: w, what: "A token that was logged is over other bytes than its checkpoint", change: stamped(m.clock, 12, later, over(m.clock, "log/checkpoints/10", later), nil)},
		{name: "bad/timestamp-invalid-garbage", of: w, what: "What was logged as a token is none", change: stamped(m.clock, 12, later, func(*archive) []byte { return []byte("garbage") }, nil)},
		{name: "bad/timestamp-invalid-signature", of: w, what: "The signature of a token that was logged does not hold", change: stamped(m.clock, 12, later, func(a *archive) []byte {
			b := m.token(m.clock, a.read("log/checkpoints/12"), later)
			b[len(b)-1] ^= 1
			return b
		}, nil)},
		{name: "bad/timestamp-invalid-expired", of: w, what: "The certificate of a token that was logged was not valid at the time that it names", change: stamped(m.retired, 12, later, nil, nil)},
		{name: "bad/timestamp-invalid-usage", of: w, what: "The certificate of a token that was logged is not for timestamps alone", change: stamped(m.unfit, 12, later, nil, nil)},
		{name: "bad/timestamp-invalid-signer", of: w, what: "A token that was logged is signed with another key than that of its certificate", change: stamped(m.clock, 12, later, over(authorityKeys{m.clock.leaf, m.stranger.key, m.clock.chain}, "log/checkpoints/12", later), nil)},
		{name: "bad/timestamp-invalid-chain", of: w, what: "The root beside a token did not sign its certificate", change: stamped(authorityKeys{m.stranger.leaf, m.stranger.key, m.clock.chain}, 12, later, nil, nil)},
		{name: "bad/timestamp-invalid-time", of: w, what: "The record of a token tells of another time than it", change: stamped(m.clock, 12, later, nil, func(r *ledger.TimestampRecord) { r.Time = r.Time.AddDate(-1, 0, 0) })},
		{name: "bad/timestamp-invalid-future", of: w, what: "The record of a token is older than the checkpoint it names", change: stamped(m.clock, 12, later, nil, func(r *ledger.TimestampRecord) { r.Checkpoint = "log/checkpoints/10" })},
		{name: "bad/timestamp-invalid-climbing", of: w, what: "The record of a token names a file outside the archive", change: stamped(m.clock, 12, later, nil, func(r *ledger.TimestampRecord) { r.Object = "log/timestamps/12/../../../../evil.tsr" })},
		{name: "warn/timestamp-root-unknown", of: w, what: "A token that holds, of an authority whose root is not in roots.pem", change: stamped(m.stranger, 12, later, nil, nil)},
		{name: "warn/timestamp-unlisted", of: w, what: "A token that the log does not list, as a crash leaves it", change: func(a *archive) {
			a.put("log/timestamps/12/authority.tsr", m.token(m.clock, a.read("log/checkpoints/12"), later))
			a.put("log/timestamps/12/authority.pem", a.read("log/timestamps/10/authority.pem"))
		}},
		{name: "warn/timestamp-order", of: w, what: "A token says to be older than one whose hash it covers", change: stamped(m.clock, 12, day.Add(-time.Hour), nil, nil)},
	}
}

// lakeObject is the snapshot that most cases break.
var lakeObject = "snapshots/example.org/lake-" + sumOf([]byte(lakeURL))[:12] + "/20200221101500.wacz"
