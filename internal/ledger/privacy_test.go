package ledger

import (
	"bytes"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

// sources are records of unlike sources, reports and operators: no string that is
// long enough to tell stands in two of them, but for what says nothing.
func sources(n int) []Record {
	var out []Record
	for i := range n {
		i += 10 // none is part of another
		at := time.Date(2020, 2, i, 10, i, 0, 0, time.UTC)
		url := fmt.Sprintf("https://secret-%d.example/page-%d?q=%d", i, i, i)
		sum := fmt.Sprintf("%x", sha256.Sum256([]byte(url+"content")))
		who := Collector{Software: fmt.Sprintf("operator-%d/1.0", i), UserAgent: fmt.Sprintf("agent-of-%d", i), ServerIP: fmt.Sprintf("192.0.2.%d", 100+i), Proxy: fmt.Sprintf("proxy-%d.example:1", i)}
		out = append(out,
			Record{Kind: KindSnapshot, At: at, Body: SnapshotRecord{URL: url, CapturedAt: at, Object: fmt.Sprintf("snapshots/secret-%d.example/x.wacz", i), SHA256: sum,
				Bytes: int64(7654300 + i), Class: "source", Status: 200, PayloadSHA256: fmt.Sprintf("%x", sha256.Sum256([]byte(sum))), Verdict: "ok", Reason: "same", Collector: who}},
			Record{Kind: KindObservation, At: at, Body: ObservationRecord{URL: url, Verdict: "ok", Reason: "same", NextDue: at.Add(77 * time.Hour), Command: "run",
				Judged: []Judged{{For: []string{fmt.Sprintf("report-%d/1.1", i)}, Verdict: "ok", Reason: "same", Detail: fmt.Sprintf("detail of %d", i), Since: at}}}},
			Record{Kind: KindAcceptance, At: at, Body: AcceptRecord{For: fmt.Sprintf("report-%d/1", i), URL: url, Verdict: "dead", Why: fmt.Sprintf("reason number %d of a person", i)}})
	}
	return out
}

// stringsIn collects all strings and numbers in a JSON value.
func stringsIn(v any, add func(string)) {
	switch v := v.(type) {
	case string:
		add(v)
	case json.Number:
		add(v.String())
	case map[string]any:
		for _, x := range v {
			stringsIn(x, add)
		}
	case []any:
		for _, x := range v {
			stringsIn(x, add)
		}
	}
}

// telling is what would tell of a record: its strings, its salt, its line and what
// one may think of hashing of it, the way one may write that.
func telling(t *testing.T, l Line) map[string]bool {
	t.Helper()
	var plain [][]byte
	d := json.NewDecoder(bytes.NewReader(l.Raw))
	d.UseNumber()
	var v map[string]any
	if err := d.Decode(&v); err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	stringsIn(v, func(s string) {
		if len(s) >= 5 {
			out[s] = true
			plain = append(plain, []byte(s))
		}
	})
	salt, err := base64.RawURLEncoding.DecodeString(v["salt"].(string))
	if err != nil || len(salt) != 16 {
		t.Fatalf("salt %v, %v", v["salt"], err)
	}
	delete(v, "salt")
	unsalted, err := marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	entry := entryOf(l.Raw)
	plain = append(plain, salt, l.Raw, append(bytes.Clone(l.Raw), '\n'), l.Body, unsalted, entry)
	leaves := [][]byte{salt}
	for _, p := range plain {
		leaf := tlog.RecordHash(p)
		a, b := sha256.Sum256(p), sha512.Sum512(p)
		leaves = append(leaves, a[:], b[:])
		if !bytes.Equal(p, entry) { // that leaf is in the tree, and stands in its neighbour's proof
			leaves = append(leaves, leaf[:])
		}
	}
	for _, h := range leaves {
		out[string(h)] = true
		out[hex.EncodeToString(h)] = true
		out[strings.ToUpper(hex.EncodeToString(h))] = true
		out[strings.TrimRight(base64.StdEncoding.EncodeToString(h), "=")] = true
		out[base64.RawURLEncoding.EncodeToString(h)] = true
	}
	return out
}

// reveals gives what of those strings stands in data, as it is or with its base64
// and hexadecimal parts taken apart.
func reveals(data []byte, secrets map[string]bool) []string {
	all := string(data)
	for _, word := range strings.FieldsFunc(all, func(r rune) bool { return strings.ContainsRune(" \n\t\",:{}[]", r) }) {
		if b, err := base64.StdEncoding.DecodeString(word); err == nil {
			all += "\x00" + string(b)
		}
		if b, err := hex.DecodeString(word); err == nil {
			all += "\x00" + string(b)
		}
	}
	var found []string
	for s := range secrets {
		if strings.Contains(all, s) {
			found = append(found, s)
		}
	}
	return found
}

// TestPrivacy shows that one record with its entry and its proofs tells nothing of
// any other source, report or operator; nor does what a witness is sent.
func TestPrivacy(t *testing.T) {
	w := newWorld(t)
	l := w.open()
	all := sources(12)
	for i := 0; i < len(all); i += 6 {
		if _, err := l.Append(ctx, all[i:i+6]...); err != nil {
			t.Fatal(err)
		}
	}
	r, err := OpenReader(ctx, w.archive)
	if err != nil {
		t.Fatal(err)
	}
	var lines []Line
	for line, err := range r.Records(ctx, 0) {
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, line)
	}
	secrets := make([]map[string]bool, len(lines))
	for i, line := range lines {
		secrets[i] = telling(t, line)
	}
	sizes, err := r.Sizes(ctx)
	if err != nil {
		t.Fatal(err)
	}
	looked := 0
	for i, line := range lines {
		// All that is handed out of one record. (Its neighbours tell of the same source.)
		var out []byte
		for _, size := range sizes {
			if int64(i) < size {
				proof, err := r.ProveAt(ctx, int64(i), size)
				if err != nil {
					t.Fatal(err)
				}
				out = append(out, proof...)
			}
		}
		out = append(append(append(out, entryOf(line.Raw)...), '\n'), line.Raw...)
		if got := reveals(out, secrets[i]); len(got) < 5 {
			t.Fatalf("record %d tells too little of itself: the test would not see it: %q", i, got)
		}
		for j := range lines {
			if j/3 == i/3 {
				continue
			}
			others := map[string]bool{}
			for s := range secrets[j] {
				if !secrets[i][s] {
					others[s] = true
				}
			}
			looked += len(others)
			if got := reveals(out, others); len(got) > 0 {
				t.Errorf("what is handed out of record %d tells of record %d: %q", i, j, got)
			}
		}
	}
	t.Logf("%d looked for", looked)

	// A witness is sent hashes, and nothing of any record.
	for _, old := range sizes {
		proof, err := r.Consistency(ctx, old, r.Size())
		if err != nil {
			t.Fatal(err)
		}
		body := addCheckpoint(old, proof, r.Checkpoint())
		for i := range lines {
			if got := reveals(body, secrets[i]); len(got) > 0 {
				t.Errorf("a witness is told of record %d: %q", i, got)
			}
		}
	}
	// So are those whom the public part of the log is shown to.
	for key := range w.archive.List(ctx, "log/") {
		if strings.HasPrefix(key, recordsPrefix) {
			continue // as private as the snapshots
		}
		for i, line := range lines {
			sum := sha256.Sum256(line.Raw) // the entry's content
			public := map[string]bool{}
			for s := range secrets[i] {
				if s != string(sum[:]) && s != hex.EncodeToString(sum[:]) {
					public[s] = true
				}
			}
			if got := reveals(w.archive.Get(key), public); len(got) > 0 {
				t.Errorf("%s tells of record %d: %q", key, i, got)
			}
		}
	}
}

// Whoever guesses a record, but for its salt, cannot find out that it was logged.
func TestPrivacyGuess(t *testing.T) {
	w := newWorld(t)
	l := w.open()
	mine, other := rec(1), sources(1)[0]
	if _, err := l.Append(ctx, mine, other); err != nil {
		t.Fatal(err)
	}
	r, err := OpenReader(ctx, w.archive)
	if err != nil {
		t.Fatal(err)
	}
	proof, err := r.Prove(ctx, 0)
	if err != nil {
		t.Fatal(err)
	}
	truth, err := r.Record(ctx, 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	if leaf := leafOf(entryOf(truth.Raw)); !bytes.Contains(proof, []byte(leaf.String())) {
		t.Fatal("the other entry's hash is not in the proof: the test shows nothing")
	}
	own, err := r.Record(ctx, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	var ownSalt struct{ Salt string }
	if err := json.Unmarshal(own.Raw, &ownSalt); err != nil {
		t.Fatal(err)
	}
	salt, err := base64.RawURLEncoding.DecodeString(ownSalt.Salt)
	if err != nil {
		t.Fatal(err)
	}
	for _, guess := range [][]byte{make([]byte, 16), bytes.Repeat([]byte{0xff}, 16), salt} {
		line, err := encodeLine(other, time.Time{}, bytes.NewReader(guess))
		if err != nil {
			t.Fatal(err)
		}
		if leaf := leafOf(entryOf(line)); bytes.Contains(proof, []byte(leaf.String())) {
			t.Errorf("with the salt %x the record is recognised", guess)
		}
	}
}

// Entries are all of one length, so that a bundle tells nothing by its size, and the
// same content logged again, at the same moment, gives another entry.
func TestEntriesTellNothing(t *testing.T) {
	w := newWorld(t)
	l := w.open()
	batch := []Record{rec(1), rec(1), rec(1), {Kind: "x", Body: map[string]string{"f": strings.Repeat("x", maxLine/2)}}, {Kind: "x", Body: map[string]string{}}}
	for range 60 {
		if _, err := l.Append(ctx, batch...); err != nil {
			t.Fatal(err)
		}
		batch = []Record{rec(1), rec(1), rec(1)}
	}
	salts, entries := map[string]bool{}, map[string]bool{}
	r, err := OpenReader(ctx, w.archive)
	if err != nil {
		t.Fatal(err)
	}
	for line, err := range r.Records(ctx, 0) {
		if err != nil {
			t.Fatal(err)
		}
		var v struct{ Salt string }
		if err := json.Unmarshal(line.Raw, &v); err != nil {
			t.Fatal(err)
		}
		if b, err := base64.RawURLEncoding.DecodeString(v.Salt); err != nil || len(b) != 16 || salts[v.Salt] {
			t.Errorf("record %d has the salt %q", line.Index, v.Salt)
		}
		salts[v.Salt] = true
	}
	const length = len(entryHead) + 64 + len(entryTail)
	for n := int64(0); n*tileWidth < r.Size(); n++ {
		width := int(min(tileWidth, r.Size()-n*tileWidth))
		bundle, err := splitEntries(w.archive.Get(entriesPath(n, width)))
		if err != nil || len(bundle) != width {
			t.Fatalf("bundle %d: %v", n, err)
		}
		for _, e := range bundle {
			if len(e) != length || entries[string(e)] {
				t.Errorf("entry %s", e)
			}
			entries[string(e)] = true
		}
	}
	if len(entries) != 5+59*3 || len(salts) != len(entries) {
		t.Errorf("%d entries, %d salts", len(entries), len(salts))
	}
}
