package ledger

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"archiver/internal/store"
	"archiver/internal/webtest/witness"
)

// startWitness runs a witness that trusts the log of w.
func startWitness(t *testing.T, w *world, name string, mldsa bool) (*witness.Witness, Witness) {
	t.Helper()
	s, err := witness.New(t.TempDir(), name, mldsa)
	if err != nil {
		t.Fatal(err)
	}
	vkey, err := VerifierKey(w.key)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Trust(vkey); err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(s)
	t.Cleanup(srv.Close)
	return s, Witness{URL: srv.URL + "/w1", Key: s.Key}
}

func cosign(t *testing.T, l *Log, ws ...Witness) []CosignResult {
	t.Helper()
	results, err := Cosign(ctx, l, ws)
	if err != nil {
		t.Fatal(err)
	}
	return results
}

func TestCosign(t *testing.T) { // raced
	w := newWorld(t)
	l := w.open()
	appendN(t, l, 0, 3)
	s1, w1 := startWitness(t, w, "witness.example/w1", false)
	s2, w2 := startWitness(t, w, "witness.example/w2", true)
	down := Witness{URL: "http://127.0.0.1:1/", Key: mustKey(t, "down.example")}
	var last int64
	for round := range 4 {
		for i, r := range cosign(t, l, w1, down, w2) {
			if i == 1 {
				if r.Err == nil || r.Object != "" || r.Cosigned {
					t.Errorf("a witness that is down: %+v", r)
				}
				continue
			}
			if r.Err != nil || !r.Cosigned || r.Size <= last || time.Since(r.Time) > time.Hour || r.Witness != "witness.example/w"+fmt.Sprint(1+i/2) {
				t.Fatalf("round %d: %+v", round, r)
			}
			raw := w.archive.Get(r.Object)
			if !bytes.HasPrefix(raw, w.archive.Get(checkpointPath(r.Size))) || bytes.Count(raw, []byte("\n— ")) != 2 {
				t.Errorf("stored as\n%s", raw)
			}
			if i == 2 {
				last = r.Size
			}
		}
		checkClean(t, w.archive)
		// The same again is not asked for again.
		asked := s1.Asked()
		for i, r := range cosign(t, l, w1, down, w2) {
			if i != 1 && (r.Err != nil || r.Cosigned || r.Object == "" || r.Time.IsZero()) {
				t.Errorf("again: %+v", r)
			}
		}
		if s1.Asked() != asked {
			t.Error("it was asked again")
		}
		if round == 0 && s1.Asked() != 1 {
			t.Errorf("asked %d times", s1.Asked())
		}
		appendN(t, l, 10*(round+1), 1+100*round)
	}
	if s1.Asked() != 4 || s2.Asked() != 4 {
		t.Errorf("asked %d and %d times for 4 checkpoints: our size was not the witness's", s1.Asked(), s2.Asked())
	}

	r, err := OpenReader(ctx, w.archive)
	if err != nil {
		t.Fatal(err)
	}
	line, err := r.Record(ctx, 2, 0)
	if err != nil {
		t.Fatal(err)
	}
	proof, err := r.ProveAt(ctx, 2, last)
	if err != nil {
		t.Fatal(err)
	}
	p, err := CheckProof(proof, line.Raw, l.Verifier(), w1.Key, w2.Key)
	if err != nil || len(p.Cosignatures) != 2 || !bytes.Equal(p.Checkpoint, w.archive.Get(checkpointPath(last))) ||
		!bytes.HasPrefix(p.Note, p.Checkpoint) || len(p.Note) < len(p.Checkpoint)+2420 {
		t.Fatalf("proof: %+v, %v\n%s", p, err, proof)
	}
	// Without the witnesses' keys they are passed over; a wrong one is not.
	if p, err := CheckProof(proof, line.Raw, l.Verifier()); err != nil || len(p.Cosignatures) > 0 {
		t.Errorf("without the witnesses' keys: %+v, %v", p, err)
	}
	at := bytes.Index(proof, []byte("— witness.example/w1 ")) + len("— witness.example/w1 ") + 40
	if proof[at]++; !('A' < proof[at] && proof[at] <= 'Z' || 'a' < proof[at] && proof[at] <= 'z') {
		proof[at] = 'A' // another digit of base64
	}
	if _, err := CheckProof(proof, line.Raw, l.Verifier(), w1.Key); err == nil {
		t.Error("a cosignature that was altered verifies")
	}
	if sigs, err := r.CosignaturesAt(ctx, last); err != nil || len(sigs) != 2 {
		t.Errorf("cosignatures: %+v, %v", sigs, err)
	}
	// A proof by the newest checkpoint, which nobody cosigned yet, has none.
	if proof, err := r.Prove(ctx, 2); err != nil || bytes.Contains(proof, []byte("witness.example")) {
		t.Errorf("proof: %v\n%s", err, proof)
	}
}

// What was cosigned is logged once the log has gone on, and is missed and known by its
// hash from then on. A log does not grow by cosignatures and timestamps alone.
func TestCosignaturesAreLogged(t *testing.T) { // raced
	w := newWorld(t)
	l := w.open()
	appendN(t, l, 0, 3)
	_, one := startWitness(t, w, "witness.example/a", false)
	_, two := startWitness(t, w, "witness.example/b", true)
	size := func() int64 {
		r, err := OpenReader(ctx, w.archive)
		if err != nil {
			t.Fatal(err)
		}
		return r.Size()
	}
	first := cosign(t, l, one, two)
	for range 3 {
		if _, err := l.Append(ctx, Record{Kind: KindTimestamp, Body: TimestampRecord{}}); err != nil {
			t.Fatal(err)
		}
		before := size()
		first = append(first, cosign(t, l, one, two)...)
		if size() != before {
			t.Error("a log to which nothing was added has grown")
		}
	}
	appendN(t, l, 3, 1)
	before := size()
	newest := cosign(t, l, one, two)
	if n := size() - before; n != int64(len(first)) {
		t.Errorf("%d records of %d cosignatures", n, len(first))
	}
	r, err := OpenReader(ctx, w.archive)
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]CosignatureRecord{}
	for line, err := range r.Records(ctx, 0) {
		var rec CosignatureRecord
		if err != nil || line.Kind != KindCosignature {
			continue
		}
		if err := json.Unmarshal(line.Body, &rec); err != nil {
			t.Fatal(err)
		}
		listed[rec.Object] = rec
	}
	for _, f := range first {
		rec := listed[f.Object]
		if f.Err != nil || rec.Size != f.Size || rec.Witness != f.Witness || !rec.Time.Equal(f.Time) || rec.SHA256 != fmt.Sprintf("%x", sha256.Sum256(w.archive.Get(f.Object))) {
			t.Errorf("%+v is logged as %+v", f, rec)
		}
	}
	checkClean(t, w.archive)
	for _, c := range []struct {
		object string
		put    []byte
		code   string
	}{
		{first[0].Object, nil, CodeWitnessAltered},
		{first[1].Object, w.archive.Get(checkpointPath(first[1].Size)), CodeWitnessAltered},
		{newest[0].Object, nil, ""}, // not logged yet
	} {
		data := w.archive.Get(c.object)
		w.archive.Put(c.object, c.put)
		f := Check(ctx, w.archive)
		if c.code == "" && len(f) > 0 || c.code != "" && (len(f) != 1 || f[0].Code != c.code || f[0].Object != c.object || f[0].Warning) {
			t.Errorf("%s: %+v", c.object, f)
		}
		w.archive.Put(c.object, data)
	}
	// One that is damaged before it is logged is not.
	appendN(t, l, 4, 1)
	data := w.archive.Get(newest[1].Object)
	w.archive.Put(newest[1].Object, append(bytes.Clone(data), '\n'))
	before = size()
	cosign(t, l, one, two)
	if n := size() - before; n != 1 {
		t.Errorf("%d records", n)
	}
	w.archive.Put(newest[1].Object, data)
	appendN(t, l, 5, 1)
	before = size()
	cosign(t, l, one, two)
	if n := size() - before; n != 3 {
		t.Errorf("%d records once it is whole", n)
	}
	checkClean(t, w.archive)
}

func mustKey(t *testing.T, name string) string {
	t.Helper()
	w, err := witness.New(t.TempDir(), name, false)
	if err != nil {
		t.Fatal(err)
	}
	return w.Key
}

// A witness may have seen more of the log than we know of, or less.
func TestCosignStaleSize(t *testing.T) {
	w := newWorld(t)
	l := w.open()
	appendN(t, l, 0, 3)
	s, one := startWitness(t, w, "witness.example", false)
	first := cosign(t, l, one)[0]
	appendN(t, l, 3, 4)
	second := cosign(t, l, one)[0]
	if first.Err != nil || second.Err != nil {
		t.Fatal(first.Err, second.Err)
	}
	// Ours are lost.
	lost := w.archive.Get(first.Object)
	w.archive.Put(first.Object, nil)
	w.archive.Put(second.Object, nil)
	if r := cosign(t, l, one)[0]; r.Err != nil || !r.Cosigned {
		t.Errorf("the same checkpoint, again: %+v", r)
	}
	w.archive.Put(second.Object, nil)
	appendN(t, l, 7, 2)
	if r := cosign(t, l, one)[0]; r.Err != nil || !r.Cosigned {
		t.Errorf("from another size: %+v", r)
	}
	// The witness forgot all.
	vkey := l.Verifier()
	again, err := witness.New(t.TempDir(), "witness.example", false)
	if err != nil {
		t.Fatal(err)
	}
	if err := again.Trust(vkey); err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(again)
	defer srv.Close()
	appendN(t, l, 9, 1)
	// With another key, it is another witness to us; with the same state, not.
	if r := cosign(t, l, Witness{URL: srv.URL, Key: again.Key})[0]; r.Err != nil || !r.Cosigned {
		t.Errorf("a new witness: %+v", r)
	}
	asked := s.Asked()
	if r := cosign(t, l, one)[0]; r.Err != nil || s.Asked() != asked+1 {
		t.Errorf("%+v, asked %d times", r, s.Asked()-asked)
	}
	w.archive.Put(first.Object, lost) // the log lists it
	checkClean(t, w.archive)
}

// A witness tells of a fork, and we tell it on.
func TestCosignFork(t *testing.T) {
	base := newWorld(t)
	appendN(t, base.open(), 0, 4)
	_, one := startWitness(t, base, "witness.example", false)
	if r := cosign(t, base.open(), one)[0]; r.Err != nil {
		t.Fatal(r.Err)
	}
	copyWorld := func() *world {
		w := &world{t: t, archive: store.NewMem(t), head: store.NewMem(t), key: base.key}
		copyTo(t, base.archive, w.archive)
		copyTo(t, base.head, w.head)
		return w
	}
	copies := map[string]*world{"longer": copyWorld(), "as long": copyWorld(), "shorter": copyWorld()}
	appendN(t, base.open(), 10, 5)
	good := cosign(t, base.open(), one)[0]
	if good.Err != nil || good.Size != 11 { // with the record of the first cosignature
		t.Fatalf("%+v", good)
	}
	for name, n := range map[string]int{"longer": 9, "as long": 5, "shorter": 2} {
		w := copies[name]
		l := w.open()
		appendN(t, l, 20, n)
		r := cosign(t, l, one)[0]
		var fork *WitnessForkError
		if !errors.As(r.Err, &fork) || fork.Seen != 11 || fork.Size != int64(6+n) || r.Object != "" || r.Cosigned {
			t.Errorf("%s: %+v", name, r)
		}
		checkClean(t, w.archive) // by itself, it looks well
		// Beside the other's cosigned checkpoint, it does not: that is proof.
		if name != "shorter" {
			w.archive.Put(good.Object, base.archive.Get(good.Object))
			found := false
			for _, f := range Check(ctx, w.archive) {
				found = found || f.Code == CodeWitnessFork && f.Object == good.Object && !f.Warning
			}
			if !found {
				t.Errorf("%s: %+v", name, Check(ctx, w.archive))
			}
			// And no proof here takes it for its own.
			other, err := OpenReader(ctx, w.archive)
			if err != nil {
				t.Fatal(err)
			}
			if proof, err := other.Prove(ctx, 1); err != nil || bytes.Contains(proof, []byte("witness.example")) {
				t.Errorf("%s: %v\n%s", name, err, proof)
			}
		}
	}
	// The log itself goes on, and so does its witness.
	appendN(t, base.open(), 40, 1)
	if r := cosign(t, base.open(), one)[0]; r.Err != nil || !r.Cosigned {
		t.Errorf("%+v", r)
	}
}

// Nothing but a good signature is kept, and the next checkpoint is cosigned as if
// nothing had been.
func TestCosignBadAnswers(t *testing.T) { // raced
	w := newWorld(t)
	l := w.open()
	s, one := startWitness(t, w, "witness.example", false)
	other, _ := startWitness(t, w, "witness.example", false) // same name, another key
	hasty := one
	hasty.Client = &http.Client{Timeout: 300 * time.Millisecond}
	record := func(h http.Handler, req *http.Request) *httptest.ResponseRecorder {
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, req)
		return rec
	}
	var old []byte // a good answer, for another checkpoint
	text := func(status int, contentType, body string) func(http.ResponseWriter, *http.Request) bool {
		return func(rw http.ResponseWriter, _ *http.Request) bool {
			rw.Header().Set("Content-Type", contentType)
			rw.WriteHeader(status)
			rw.Write([]byte(body))
			return true
		}
	}
	turn := 0
	for _, c := range []struct {
		name   string
		answer func(http.ResponseWriter, *http.Request) bool
	}{
		{"500", text(500, "text/plain", "sorry\n")},
		{"404", text(404, "text/plain", "")},
		{"403", text(403, "text/plain", "")},
		{"400", text(400, "text/plain", "\x1b[31mred\x00")},
		{"429", text(429, "text/plain", "")},
		{"redirected", func(rw http.ResponseWriter, req *http.Request) bool {
			http.Redirect(rw, req, "/elsewhere", http.StatusTemporaryRedirect)
			return true
		}},
		{"HTML", text(200, "text/html", "<html>\n")},
		{"empty", text(200, "", "")},
		{"no signature", text(200, "", "— witness.example AAAA\n")},
		{"half a line", text(200, "", "— witness.exam")},
		{"endless", text(200, "", strings.Repeat("— witness.example AAAA\n", 10000))},
		{"another key", func(rw http.ResponseWriter, req *http.Request) bool { other.ServeHTTP(rw, req); return true }},
		{"for another checkpoint", func(rw http.ResponseWriter, _ *http.Request) bool { rw.Write(old); return true }},
		{"of another text", func(rw http.ResponseWriter, req *http.Request) bool {
			body, _ := io.ReadAll(req.Body)
			_, cp, _ := bytes.Cut(body, []byte("\n\n"))
			line, err := s.Sign(string(cp) + "more\n")
			if err != nil {
				t.Error(err)
			}
			rw.Write(append([]byte("more\n\n"), line...))
			return true
		}},
		{"cut off", func(rw http.ResponseWriter, req *http.Request) bool {
			rw.Header().Set("Content-Length", "500")
			rw.Write(old[:60])
			return true
		}},
		{"conflict without a size", text(409, "text/plain", "no\n")},
		{"conflict with rubbish", text(409, "text/x.tlog.size", "07\n")},
		{"conflict without end", text(409, "text/x.tlog.size", "1")},
		{"conflict with the same size", func(rw http.ResponseWriter, req *http.Request) bool {
			rw.Header().Set("Content-Type", "text/x.tlog.size")
			rw.WriteHeader(409)
			var n int64
			fmt.Fscanf(req.Body, "old %d\n", &n)
			fmt.Fprintf(rw, "%d\n", n)
			return true
		}},
		{"conflict in turns", func(rw http.ResponseWriter, _ *http.Request) bool {
			rw.Header().Set("Content-Type", "text/x.tlog.size")
			rw.WriteHeader(409)
			turn++
			fmt.Fprintf(rw, "%d\n", turn%2)
			return true
		}},
		{"stalls", func(_ http.ResponseWriter, req *http.Request) bool {
			io.Copy(io.Discard, req.Body) // only then it is told that the client has gone
			select {
			case <-req.Context().Done():
			case <-time.After(5 * time.Second):
			}
			return true
		}},
	} {
		appendN(t, l, 0, 2)
		s.Before(c.answer)
		asked := one
		if c.name == "stalls" {
			asked = hasty
		}
		r := cosign(t, l, asked)[0]
		if r.Err == nil || r.Object != "" || r.Cosigned {
			t.Errorf("%s: %+v", c.name, r)
			continue
		}
		if strings.ContainsAny(r.Err.Error(), "\n\x1b\x00") {
			t.Errorf("%s: %q", c.name, r.Err)
		}
		for key := range w.archive.List(ctx, cosignedPath(r.Size, "")) {
			t.Errorf("%s: %s is stored", c.name, key)
		}
		s.Before(func(rw http.ResponseWriter, req *http.Request) bool {
			rec := record(http.HandlerFunc(func(rw http.ResponseWriter, req *http.Request) { s.Before(nil); s.ServeHTTP(rw, req) }), req)
			old = slices.Clone(rec.Body.Bytes())
			for k, v := range rec.Header() {
				rw.Header()[k] = v
			}
			rw.WriteHeader(rec.Code)
			rw.Write(old)
			return true
		})
		if r := cosign(t, l, one)[0]; r.Err != nil || !r.Cosigned {
			t.Fatalf("after %s: %+v", c.name, r)
		}
	}
	checkClean(t, w.archive)
}

// A store that fails, before or after the fact, loses no more than a cosignature,
// and that only until the next time.
func TestCosignCrash(t *testing.T) {
	begin := func() (*world, Witness) {
		w := newWorld(t)
		appendN(t, w.open(), 0, 3)
		_, one := startWitness(t, w, "witness.example", false)
		cosign(t, w.open(), one)
		appendN(t, w.open(), 3, 1)
		return w, one
	}
	var count faults
	w, one := begin()
	l := w.open()
	count.inject(w)
	cosign(t, l, one)
	for at := 1; at <= count.step; at++ {
		for _, kind := range []store.Fault{store.FailBefore, store.FailAfter} {
			name := fmt.Sprintf("%d %s, after %v", at, count.seen[at-1], kind == store.FailAfter)
			w, one := begin()
			l := w.open()
			f := &faults{at: at, kind: kind, dying: true}
			f.inject(w)
			Cosign(ctx, l, []Witness{one})
			w.archive.Inject(nil)
			w.head.Inject(nil)
			l = w.open()
			if r := cosign(t, l, one)[0]; r.Err != nil || r.Object == "" {
				t.Errorf("%s: %+v", name, r)
			}
			for _, f := range Check(ctx, w.archive) {
				t.Errorf("%s: %s %s: %s", name, f.Code, f.Object, f.Detail)
			}
			r, err := OpenReader(ctx, w.archive)
			if err != nil {
				t.Fatal(err)
			}
			logged := 0
			for line := range r.Records(ctx, 0) {
				if line.Kind == KindCosignature {
					logged++
				}
			}
			if logged != 1 {
				t.Errorf("%s: the first cosignature is logged %d times", name, logged)
			}
		}
	}
}

// Every byte of a cosigned checkpoint, and of a witness's key, counts.
func TestCheckWitnesses(t *testing.T) {
	w := newWorld(t)
	l := w.open()
	appendN(t, l, 0, 3)
	_, one := startWitness(t, w, "witness.example", false)
	r := cosign(t, l, one)[0]
	if r.Err != nil {
		t.Fatal(r.Err)
	}
	appendN(t, l, 3, 2)
	checkClean(t, w.archive)
	keyOf := ""
	for key := range w.archive.List(ctx, witnessKeyPrefix) {
		keyOf = key
	}
	for key, code := range map[string]string{r.Object: CodeWitnessAltered, keyOf: CodeKeyAltered} {
		data := w.archive.Get(key)
		for i := range data {
			mask := byte(1) // the bit that base64 may not care for
			if rand.IntN(3) == 0 {
				mask = []byte{0x20, 0x80}[rand.IntN(2)]
			}
			altered := bytes.Clone(data)
			altered[i] ^= mask
			w.archive.Put(key, altered)
			if f := Check(ctx, w.archive); len(f) != 1 || f[0].Code != code || f[0].Object != key || f[0].Warning {
				t.Errorf("%s, byte %d by %#x: %+v", key, i, mask, f)
			}
		}
		for _, altered := range [][]byte{data[:len(data)-1], append(bytes.Clone(data), '\n'), append(bytes.Clone(data), data...), {}} {
			w.archive.Put(key, altered)
			if f := Check(ctx, w.archive); len(f) != 1 || f[0].Code != code || f[0].Object != key {
				t.Errorf("%s as %q: %+v", key, altered, f)
			}
		}
		w.archive.Put(key, data)
	}
	// A cosignature that was written in another way, or has another behind it, holds,
	// and is altered all the same.
	whole := w.archive.Get(r.Object)
	rewritten := bytes.Clone(whole)
	last := len(whole) - len("=\n") - 1
	for rewritten[last] == '=' {
		last--
	}
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	rewritten[last] = alphabet[strings.IndexByte(alphabet, rewritten[last])|1]
	for _, altered := range [][]byte{rewritten, append(bytes.Clone(whole), "— else AAAAAAAA\n"...)} {
		w.archive.Put(r.Object, altered)
		if f := Check(ctx, w.archive); len(f) != 1 || f[0].Code != CodeWitnessAltered || f[0].Object != r.Object {
			t.Errorf("as\n%s%+v", altered, f)
		}
	}
	w.archive.Put(r.Object, whole)
	// An altered cosignature stays out of proofs, and is not asked for again: the
	// altered one cannot be written over.
	appendN(t, l, 5, 1)
	r = cosign(t, l, one)[0]
	data := w.archive.Get(r.Object)
	data[len(data)-5] ^= 1
	w.archive.Put(r.Object, data)
	again := cosign(t, l, one)[0]
	var altered *AlteredError
	if !errors.As(again.Err, &altered) || altered.Object != r.Object {
		t.Errorf("%+v", again)
	}
	reader, err := OpenReader(ctx, w.archive)
	if err != nil {
		t.Fatal(err)
	}
	if proof, err := reader.Prove(ctx, 1); err != nil || bytes.Contains(proof, []byte("witness.example")) {
		t.Errorf("%v\n%s", err, proof)
	}
	w.archive.Put(r.Object, nil)
	// What is not ours is unexpected.
	for _, key := range []string{"log/witnesses/x", "log/witnesses/3/unknown-00000000", "log/witnesses/03/" + witnessNameOf(r.Object), "log/witnesses/900/" + witnessNameOf(r.Object)} {
		w.archive.Put(key, []byte("x"))
		if f := Check(ctx, w.archive); len(f) != 1 || f[0].Code != CodeUnexpected || f[0].Object != key || !f[0].Warning {
			t.Errorf("%s: %+v", key, f)
		}
		w.archive.Put(key, nil)
	}
}

func witnessNameOf(object string) string { return object[strings.LastIndex(object, "/")+1:] }

func TestCheckWitness(t *testing.T) {
	good := mustKey(t, "witness.example/w1")
	mldsa, err := witness.New(t.TempDir(), "witness.example", true)
	if err != nil {
		t.Fatal(err)
	}
	_, plain, err := GenerateKey("witness.example")
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{good, " " + good + "\n", mldsa.Key, plain} {
		if err := CheckWitness(Witness{URL: "https://witness.example/w1", Key: key}); err != nil {
			t.Errorf("%.60s: %v", key, err)
		}
	}
	flip := func(key string, i int) string {
		b := []byte(key)
		b[i] ^= 1
		return string(b)
	}
	hash := len("witness.example/w1+")
	for _, w := range []Witness{
		{"", good, nil}, {"witness.example", good, nil}, {"ftp://witness.example", good, nil}, {"https://", good, nil}, {"https://x/?y", good, nil},
		{"https://x", "", nil}, {"https://x", "x", nil}, {"https://x", good[:len(good)-4], nil}, {"https://x", flip(good, hash), nil},
		{"https://x", flip(good, hash+20), nil}, {"https://x", flip(plain, len("witness.example+")+2), nil}, {"https://x", flip(mldsa.Key, 100), nil},
		{"https://x", "PRIVATE+KEY+" + good, nil}, {"https://x", strings.Replace(good, "+", " ", 1), nil},
	} {
		if err := CheckWitness(w); err == nil {
			t.Errorf("%q with the key %.60q can be asked", w.URL, w.Key)
		}
	}
	// Names that would leave the folder, or fall together.
	names := map[string]bool{}
	for _, name := range []string{"a/b", "a_b", "..", ".hidden", "é", strings.Repeat("x", 250)} {
		v, err := parseWitnessKey(mustKey(t, name))
		if err != nil {
			t.Fatal(err)
		}
		n := witnessName(v)
		if err := store.CheckKey(cosignedPath(7, n)); err != nil || strings.Contains(n, "/") || names[n] {
			t.Errorf("%q is named %q: %v", name, n, err)
		}
		names[n] = true
		if size, got, ok := splitCosigned(cosignedPath(7, n)); !ok || size != 7 || got != n {
			t.Errorf("%q does not read back", n)
		}
	}
}

func FuzzCosigned(f *testing.F) {
	f.Add([]byte("— w AAAA\n"), "w+00000000+AAAA", "text/x.tlog.size")
	f.Add([]byte("123\n"), "PRIVATE+KEY+a+b+c", "text/x.tlog.size; charset=utf-8")
	skey, vkey, err := GenerateKey(testOrigin)
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
	w, err := parseWitnessKey(vkey)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, answer []byte, key, contentType string) {
		if _, c, err := parseCosigned(append(bytes.Clone(cp.raw), answer...), 0, l.verifier, w); err == nil {
			t.Errorf("accepted: %q (%+v)", answer, c)
		}
		if n, ok := sizeIn409(contentType, answer); ok && fmt.Sprintf("%d\n", n) != string(answer) {
			t.Errorf("%q is %d", answer, n)
		}
		if v, err := parseWitnessKey(key); err == nil && store.CheckKey(cosignedPath(0, witnessName(v))) != nil {
			t.Errorf("%q is named %q", key, witnessName(v))
		}
	})
}
