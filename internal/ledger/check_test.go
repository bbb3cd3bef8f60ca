package ledger

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"archiver/internal/store"

	"golang.org/x/mod/sumdb/tlog"
)

// evidence is a log with files of every kind: full and partial tiles of two
// levels, several batches, a second public key.
func evidence(t *testing.T) *world {
	w := newWorld(t)
	pem := []byte("-----BEGIN PUBLIC KEY-----\nnot really\n-----END PUBLIC KEY-----\n")
	if err := w.archive.Create(ctx, "keys/capture.pub", bytes.NewReader(pem), int64(len(pem))); err != nil {
		t.Fatal(err)
	}
	l := w.open()
	body := KeyRecord{Use: "capture", Object: "keys/capture.pub", SHA256: fmt.Sprintf("%x", sha256.Sum256(pem))}
	if _, err := l.Append(ctx, Record{Kind: KindKey, Body: body}); err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, size := range []int{3, 200, 60, 5} {
		appendN(t, l, n, size)
		n += size
	}
	checkClean(t, w.archive)
	return w
}

// blamed gives the objects that Check names, and its first finding of damage.
func blamed(m *store.Mem) (objects []string, first Finding) {
	for _, f := range Check(ctx, m) {
		if f.Warning {
			continue
		}
		if len(objects) == 0 {
			first = f
		}
		if !slices.Contains(objects, f.Object) {
			objects = append(objects, f.Object)
		}
	}
	return objects, first
}

func TestCheckNamesTheFile(t *testing.T) {
	w := evidence(t)
	kinds := map[string]string{ // the code that is due, by prefix, longest first
		"keys/": CodeKeyAltered, "log/records/": CodeRecordAltered, "log/tile/entries/": CodeEntriesAltered,
		"log/tile/": CodeTileAltered, "log/checkpoint": "checkpoint-",
	}
	seed := rand.Uint64()
	t.Logf("seed %d", seed) // which bytes of a sample, and which bits
	phase := rand.New(rand.NewPCG(seed, 0))
	flips := 0
	files := dump(w.archive)
	for _, key := range slices.Sorted(maps.Keys(files)) {
		content := files[key]
		data := []byte(content)
		if _, ok := claimOf(key); ok {
			continue // see TestCheckClaims
		}
		var code string
		longest := 0
		for prefix, c := range kinds {
			if strings.HasPrefix(key, prefix) && len(prefix) > longest {
				code, longest = c, len(prefix)
			}
		}
		expect := func(what string, altered []byte) {
			t.Helper()
			flips++
			w.archive.Put(key, altered)
			got, first := blamed(w.archive)
			if !slices.Equal(got, []string{key}) {
				t.Errorf("%s: %s: %q are named", key, what, got)
			} else if f := first; altered != nil && !strings.HasPrefix(f.Code, code) || altered == nil && !strings.HasSuffix(f.Code, "-missing") {
				t.Errorf("%s: %s: code %s", key, what, f.Code)
			}
			w.archive.Put(key, data)
		}
		// Every byte of the newest checkpoint and of the log's key, each written in
		// ways that leave room (base64, hex); of the rest a sample.
		step := 1 + len(data)/12
		if key == checkpointObject || key == keyObject {
			step = 1
		}
		for i := phase.IntN(step); i < len(data); i += step {
			// The lowest bit is the one that base64 may not care for.
			masks := []byte{0x01}
			if step > 1 || phase.IntN(3) == 0 {
				masks = append(masks, []byte{0x20, 0x80}[phase.IntN(2)])
			}
			for _, mask := range masks {
				altered := bytes.Clone(data)
				altered[i] ^= mask
				expect(fmt.Sprintf("byte %d by %#x", i, mask), altered)
			}
		}
		if nl := bytes.IndexByte(data, '\n'); nl >= 0 {
			altered := bytes.Clone(data)
			altered[nl] = ' '
			expect("first newline", altered)
		}
		expect("one byte more", append(bytes.Clone(data), 'x'))
		expect("a newline more", append(bytes.Clone(data), '\n'))
		expect("cut at the end", data[:len(data)-1])
		expect("cut in the middle", data[:len(data)/2])
		expect("cut at the start", data[1:])
		expect("empty", []byte{})
		expect("twice", append(bytes.Clone(data), data...))
		if full, _, partial := strings.Cut(key, ".p/"); partial && w.archive.Get(full) != nil {
			w.archive.Put(key, nil) // may be dropped: the full one is there
			if got, _ := blamed(w.archive); len(got) > 0 {
				t.Errorf("%s dropped: %q are named", key, got)
			}
			w.archive.Put(key, data)
		} else {
			expect("gone", nil)
		}
	}
	checkClean(t, w.archive)
	t.Logf("%d alterations", flips)
}

// Two damaged files are both named, unless they are two of the three that tell
// the same entry.
func TestCheckNamesBoth(t *testing.T) {
	w := evidence(t)
	for _, pair := range [][2]string{
		{RecordsPath(1), tilePath(0, 0, 256)},
		{checkpointObject, RecordsPath(204)},
		{checkpointObject, checkpointPath(269)},
		{keyObject, entriesPath(1, 13)},
		{tilePath(1, 0, 1), entriesPath(0, 256)},
		{"keys/capture.pub", RecordsPath(264)},
	} {
		old := map[string][]byte{}
		for i, key := range pair {
			data := w.archive.Get(key)
			old[key] = data
			altered := bytes.Clone(data)
			altered[len(data)*(1+i)/3] ^= 0x10
			w.archive.Put(key, altered)
		}
		got, _ := blamed(w.archive)
		for _, key := range pair {
			if !slices.Contains(got, key) {
				t.Errorf("%q altered: %q are named", pair, got)
			}
			w.archive.Put(key, old[key])
		}
	}
	// Record and tile of one entry: no majority, and the root says so.
	for _, key := range []string{RecordsPath(1), tilePath(0, 0, 256)} {
		data := w.archive.Get(key)
		data[5] ^= 1
		w.archive.Put(key, data)
	}
	if got, _ := blamed(w.archive); len(got) == 0 {
		t.Error("nothing is found")
	}
}

// Of what tells an entry, two are damaged, and the third proves itself by the signed
// root: nothing else is accused.
func TestCheckTwoOfThree(t *testing.T) {
	w := evidence(t)
	flip := func(key string, at int) func() {
		data := w.archive.Get(key)
		altered := bytes.Clone(data)
		altered[at] ^= 1
		w.archive.Put(key, altered)
		return func() { w.archive.Put(key, data) }
	}
	for _, c := range []struct {
		name string
		keys []string
		at   []int
	}{
		{"tile and bundle", []string{tilePath(0, 0, 256), entriesPath(0, 256)}, []int{5*32 + 3, 5*(2+entrySize) + 40}},
		{"tile and a bundle that is none", []string{tilePath(0, 0, 256), entriesPath(0, 256)}, []int{5 * 32, 0}},
		{"tile and bundle, at the end", []string{tilePath(0, 1, 13), entriesPath(1, 13)}, []int{12 * 32, 12*(2+entrySize) + 40}},
		{"tile and record", []string{tilePath(0, 0, 256), RecordsPath(1)}, []int{0, 60}},
		{"bundle and record", []string{entriesPath(0, 256), RecordsPath(1)}, []int{40, 60}},
	} {
		var undo []func()
		for i, key := range c.keys {
			undo = append(undo, flip(key, c.at[i]))
		}
		got, _ := blamed(w.archive)
		if slices.Sort(c.keys); !slices.Equal(slices.Sorted(slices.Values(got)), c.keys) {
			t.Errorf("%s: %q are named", c.name, got)
		}
		for _, f := range undo {
			f()
		}
	}
	// All three, in every file, and the claim is gone: that is told, and no checkpoint or claim is said
	// to be of another history.
	w.archive.Put(w.claimKey(0), nil)
	flip(RecordsPath(1), 60)
	for key := range dump(w.archive) {
		if strings.HasPrefix(key, "log/tile/0/000") || strings.HasPrefix(key, "log/tile/entries/000") {
			flip(key, 31)
		}
	}
	root := false
	for _, f := range Check(ctx, w.archive) {
		root = root || f.Code == CodeRoot
		if f.Code == CodeCheckpointFork || f.Code == CodeWitnessFork {
			t.Errorf("all three: %+v", f)
		}
	}
	if !root {
		t.Error("all three: it is not told")
	}
}

// Base64 can write the same bytes in several ways. A signature or root that was
// written otherwise verifies, and is altered all the same.
func TestWrittenOtherwise(t *testing.T) {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	w := evidence(t)
	for _, key := range []string{checkpointObject, checkpointPath(204)} {
		data := w.archive.Get(key)
		for i := range data {
			if i == 0 || data[i] != '=' || data[i-1] == '=' {
				continue
			}
			altered := bytes.Clone(data)
			altered[i-1] = alphabet[strings.IndexByte(alphabet, data[i-1])|1]
			w.archive.Put(key, altered)
			if got, _ := blamed(w.archive); !slices.Equal(got, []string{key}) {
				t.Errorf("%s, byte %d: %q are named", key, i-1, got)
			}
			w.archive.Put(key, data)
		}
	}
	// The hash in a key may be written with capitals.
	for range 10 {
		_, vkey, err := GenerateKey(testOrigin)
		if err != nil {
			t.Fatal(err)
		}
		parts := strings.SplitN(vkey, "+", 3)
		upper := parts[0] + "+" + strings.ToUpper(parts[1]) + "+" + parts[2]
		if _, err := parseKey([]byte(upper + "\n")); (err == nil) != (upper == vkey) {
			t.Errorf("%s: %v", upper, err)
		}
	}
}

// A log that was rewritten with the right key, but whose old checkpoints were
// kept, shows.
func TestCheckFork(t *testing.T) {
	w := evidence(t)
	other := newWorld(t)
	other.key = w.key
	appendN(t, other.open(), 0, 300)
	old := w.archive.Get(checkpointPath(204))
	other.archive.Put(checkpointPath(204), old)
	other.archive.Put(RecordsPath(204), w.archive.Get(RecordsPath(204)))
	codes := map[string]bool{}
	for _, f := range Check(ctx, other.archive) {
		codes[f.Code+" "+f.Object] = true
	}
	if !codes[CodeCheckpointFork+" "+checkpointPath(204)] {
		t.Errorf("findings: %v", codes)
	}
}

func TestCheckWarns(t *testing.T) {
	w := evidence(t)
	w.archive.Put("log/notes.txt", []byte("x"))
	w.archive.Put("keys/else.pub", []byte("x"))
	w.archive.Put(RecordsPath(300), []byte("x\n"))
	w.archive.Put(tilePath(0, 2, 5), []byte("x"))
	w.archive.Put(entriesPath(0, 44), []byte("x"))
	w.archive.Put("log/timestamps/269/tsa.tsr", []byte("x"))
	want := map[string]string{
		"log/notes.txt": CodeUnexpected, "keys/else.pub": CodeUnexpected, entriesPath(0, 44): "not a warning: it makes 44 a size",
		RecordsPath(300): CodeUnexpected, tilePath(0, 2, 5): CodeUnexpected, // no claim tells of such a batch
	}
	delete(want, entriesPath(0, 44))
	w.archive.Put(entriesPath(0, 44), nil)
	got := map[string]string{}
	for _, f := range Check(ctx, w.archive) {
		if !f.Warning {
			t.Errorf("no warning: %+v", f)
		}
		got[f.Object] = f.Code
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("warnings %v, want %v", got, want)
	}
	// What a process leaves that died before the last step.
	w = evidence(t)
	w.archive.Put(checkpointObject, w.archive.Get(checkpointPath(264)))
	for _, f := range Check(ctx, w.archive) {
		if f.Code != CodeUnfinished {
			t.Errorf("%+v", f)
		}
	}
}

func TestCheckEach(t *testing.T) {
	w := evidence(t)
	key := RecordsPath(264)
	lines, _ := splitLines(w.archive.Get(key))
	// A newline lost: two records are gone, those around them stand.
	w.archive.Put(key, bytes.Replace(w.archive.Get(key), append(bytes.Clone(lines[10]), '\n'), append(bytes.Clone(lines[10]), ' '), 1))
	next := int64(0)
	var lost []int64
	CheckEach(ctx, w.archive, func(l Line, held bool) {
		if l.Index != next {
			t.Errorf("record %d comes after %d", l.Index, next-1)
		}
		next++
		if !held {
			lost = append(lost, l.Index)
		} else if l.Kind == "" || l.Batch == 0 {
			t.Errorf("record %d is %+v", l.Index, l)
		}
	})
	if next != 269 || !slices.Equal(lost, []int64{214, 215}) {
		t.Errorf("%d records, lost %v", next, lost)
	}
}

// A checkpoint can claim anything: the check does not make room for it.
func TestCheckHugeSize(t *testing.T) {
	w := evidence(t)
	l, err := newLog(w.config())
	if err != nil {
		t.Fatal(err)
	}
	for _, size := range []int64{1 << 62, 1 << 40, 270, 1000} {
		cp, err := sign(l.signer, size, tlog.Hash{1})
		if err != nil {
			t.Fatal(err)
		}
		w.archive.Put(checkpointObject, cp.raw)
		found := false
		for _, f := range Check(ctx, w.archive) {
			found = found || f.Code == CodeRoot
		}
		if !found {
			t.Errorf("a checkpoint of %d entries: %+v", size, Check(ctx, w.archive))
		}
		if _, err := Open(ctx, w.config()); err == nil {
			t.Errorf("a checkpoint of %d entries: the log opens", size)
		}
	}
}

// The reader gives nothing that does not verify, and names what is at fault.
func TestReaderVerifies(t *testing.T) {
	w := evidence(t)
	good := dump(w.archive)
	restore := func() {
		for k, v := range good {
			w.archive.Put(k, []byte(v))
		}
	}
	flip := func(key string, i int) {
		data := w.archive.Get(key)
		data[i] ^= 1
		w.archive.Put(key, data)
	}
	read := func(index, batch int64) error {
		r, err := OpenReader(ctx, w.archive)
		if err != nil {
			return err
		}
		_, err = r.Record(ctx, index, batch)
		return err
	}
	named := func(err error, key string) {
		t.Helper()
		var a *AlteredError
		if !errors.As(err, &a) || a.Object != key {
			t.Errorf("error %v, want an AlteredError of %s", err, key)
		}
	}
	for _, batch := range []int64{0, 204} {
		flip(RecordsPath(204), 30)
		named(read(4, batch), RecordsPath(204))
		if err := read(5, batch); err != nil {
			t.Errorf("the record beside: %v", err)
		}
		restore()
		w.archive.Put(RecordsPath(204), nil)
		if err := read(4, batch); err == nil {
			t.Error("a missing batch reads")
		}
		restore()
		flip(tilePath(0, 0, 256), 999)
		named(read(4, batch), tilePath(0, 0, 256))
		restore()
		w.archive.Put(tilePath(0, 1, 13), nil)
		named(read(264, batch*269/204), tilePath(0, 1, 13))
		restore()
	}
	flip(checkpointObject, 30)
	if err := read(0, 0); err != nil {
		t.Errorf("with a newest checkpoint that is altered: %v", err)
	}
	for key := range good {
		if strings.HasPrefix(key, checkpointPrefix) {
			w.archive.Put(key, nil)
		}
	}
	named(read(0, 0), checkpointObject)
	restore()
	flip(keyObject, 30)
	named(read(0, 0), keyObject)
	restore()
	// A batch that is not that record's.
	if err := read(2, 269); err == nil {
		t.Error("record 2 reads from the batch of 269")
	}

	// Records goes on after what does not hold.
	flip(RecordsPath(4), 5)
	w.archive.Put(RecordsPath(264), nil)
	r, err := OpenReader(ctx, w.archive)
	if err != nil {
		t.Fatal(err)
	}
	held, bad := 0, []string{}
	for l, err := range r.Records(ctx, 0) {
		if err == nil {
			held++
			continue
		}
		bad = append(bad, fmt.Sprint(l.Index, " ", l.Batch))
	}
	if held != 1+2+200+5 || !slices.Equal(bad, []string{"1 4", "204 269"}) {
		t.Errorf("%d held, bad %q", held, bad)
	}
}

func TestCheckHead(t *testing.T) {
	w := evidence(t)
	codes := func(m *store.Mem, head []byte) string {
		var out []string
		for _, f := range CheckHead(ctx, m, head) {
			out = append(out, f.Code)
		}
		return strings.Join(out, " ")
	}
	old := store.NewMem(t)
	copyTo(t, w.archive, old)
	oldHead := w.head.Get("head")
	fork := &world{t: t, archive: store.NewMem(t), head: store.NewMem(t), key: w.key}
	copyTo(t, w.archive, fork.archive)
	copyTo(t, w.head, fork.head)
	l := w.open()
	appendN(t, l, 300, 2)
	appendN(t, fork.open(), 400, 2)
	head := w.head.Get("head")
	other := evidence(t)
	appendN(t, other.open(), 500, 1)
	for _, c := range []struct {
		name string
		m    *store.Mem
		head []byte
		want string
	}{
		{"all well", w.archive, head, ""},
		{"an old head", w.archive, oldHead, CodeContinued},
		{"the batch not written out", old, head, CodeUnfinished},
		{"another history", fork.archive, head, CodeForked},
		{"no head", w.archive, []byte("x"), CodeHeadDamaged},
		{"half a head", w.archive, head[:len(head)/2], CodeHeadDamaged},
		{"of another key", w.archive, other.head.Get("head"), CodeForked},
	} {
		if got := codes(c.m, c.head); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	cp, _, err := splitHead(head)
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(head, cp)
	for i := at; i < at+len(cp); i++ {
		flipped := bytes.Clone(head)
		flipped[i] ^= 1
		if got := codes(w.archive, flipped); got != CodeHeadDamaged {
			t.Errorf("byte %d flipped: %q", i-at, got)
		}
	}
	appendN(t, l, 302, 2)
	if got := codes(old, w.head.Get("head")); got != CodeRolledBack {
		t.Errorf("rolled back: %q", got)
	}
	appendN(t, fork.open(), 402, 2)
	if got := codes(fork.archive, head); got != CodeForked {
		t.Errorf("another history, gone on: %q", got)
	}
}

func FuzzCheckpoint(f *testing.F) {
	skey, _, err := GenerateKey(testOrigin)
	if err != nil {
		f.Fatal(err)
	}
	l, err := newLog(Config{SignerKey: skey})
	if err != nil {
		f.Fatal(err)
	}
	cp, err := sign(l.signer, 0, new(edge).root())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(cp.raw)
	f.Add([]byte("x\n0\nAAAA\n\n— x AAAA\n"))
	f.Add([]byte("\n\n\n"))
	f.Add([]byte(headMagic + "0 0"))
	f.Add([]byte(l.vkey + "\n"))
	f.Add(encodeHead(cp, [][]byte{[]byte("{}")}).raw)
	f.Fuzz(func(t *testing.T, raw []byte) {
		if got, err := parseCheckpoint(raw, l.verifier); err == nil && !bytes.HasPrefix(raw, cp.raw) {
			t.Errorf("accepted, though never signed: %q (%+v)", raw, got)
		}
		if got, err := unverifiedCheckpoint(raw); err == nil && !bytes.HasPrefix(raw, []byte(got.text()+"\n")) {
			t.Errorf("%q reads as %q", raw, got.text())
		}
		if v, err := parseKey(raw); err == nil && !bytes.HasPrefix(raw, []byte(v.Name()+"+")) {
			t.Errorf("%q is a key of %q", raw, v.Name())
		}
		if cpRaw, lines, err := splitHead(raw); err == nil {
			if again := encodeHead(&checkpoint{raw: cpRaw}, lines); !bytes.Equal(again.raw, raw) {
				t.Errorf("head %q reads as %q", raw, again.raw)
			}
		}
	})
}

func FuzzRecords(f *testing.F) {
	line, err := encodeLine(rec(1), rec(1).At, bytes.NewReader(make([]byte, 16)))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(append(line, '\n'))
	f.Add([]byte("\n"))
	f.Add([]byte("{}\n{}\n"))
	f.Add([]byte(`{"at":"2020-02-30T00:00:00Z","body":null,"kind":"","salt":"","v":1}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		lines, ok := splitLines(data)
		if ok && !bytes.Equal(joinLines(lines), data) {
			t.Errorf("%q reads as %q", data, lines)
		}
		for i, raw := range lines {
			if l, err := decodeLine(int64(i), 0, raw); err == nil && !bytes.Equal(l.Raw, raw) {
				t.Errorf("%q reads as %q", raw, l.Raw)
			}
		}
	})
}

// TestCheckJunk: files that somebody adds inside a batch are told of, and nothing
// more: the log can be recovered all the same.
func TestCheckJunk(t *testing.T) {
	for what, claims := range map[string]bool{"with claims": true, "without": false} {
		w := newWorld(t)
		appendN(t, w.open(), 0, 1)
		appendN(t, w.open(), 1, 12)
		appendN(t, w.open(), 13, 4)
		if !claims {
			noClaims(w)
		}
		whole := dump(w.archive)
		for _, data := range []string{"", "{}\n", whole[RecordsPath(13)], strings.SplitAfter(whole[RecordsPath(13)], "\n")[0], whole[checkpointPath(13)]} {
			for _, key := range []string{RecordsPath(2), RecordsPath(12), checkpointPath(2), checkpointPath(15), entriesPath(0, 2), tilePath(0, 0, 2)} {
				w.archive.Put(key, []byte(data))
				f := Check(ctx, w.archive)
				if len(f) != 1 || !f[0].Warning || f[0].Code != CodeUnexpected || f[0].Object != key {
					t.Errorf("%s: %q as %s: %+v", what, data, key, f)
				}
				w.archive.Put(key, nil)
			}
		}
		w.archive.Put(RecordsPath(2), []byte{})
		w.archive.Put(checkpointPath(2), []byte{})
		w.head.Put("head", nil)
		if _, err := Recover(ctx, w.config(), "lost"); err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
}
