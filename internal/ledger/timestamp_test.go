package ledger

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"archiver/internal/store"
	"archiver/internal/tsa"
	"archiver/internal/webtest/authority"

	"golang.org/x/mod/sumdb/tlog"
)

// clock is an authority and how it is configured.
func clock(a *authority.Authority) Authority {
	return Authority{URL: a.URL, Roots: []*x509.Certificate{a.Root}}
}

func stamp(t testing.TB, l *Log, as ...Authority) []StampResult {
	t.Helper()
	res, err := Stamp(context.Background(), l, as)
	if err != nil {
		t.Fatalf("Stamp: %v", err)
	}
	return res
}

// tokens reads the records of all timestamps.
func tokens(t testing.TB, st store.Store) (recs []TimestampRecord, at []int64) {
	t.Helper()
	r, err := OpenReader(context.Background(), st)
	if err != nil {
		t.Fatal(err)
	}
	for l, err := range r.Records(context.Background(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		if l.Kind == KindTimestamp {
			var rec TimestampRecord
			if err := json.Unmarshal(l.Body, &rec); err != nil {
				t.Fatal(err)
			}
			recs, at = append(recs, rec), append(at, l.Index)
		}
	}
	return recs, at
}

// allStamped fails unless every logged token verifies, and none lies about.
func allStamped(t testing.TB, st store.Store, roots ...*x509.Certificate) []Timestamp {
	t.Helper()
	ts, err := Timestamps(context.Background(), st, 0, roots)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]bool{}
	for _, z := range ts {
		if z.Err != nil || z.Token == nil {
			t.Errorf("%s: %v", z.Object, z.Err)
		}
		files[z.Object], files[z.Chain] = true, true
	}
	for key := range st.List(context.Background(), timestampsPrefix) {
		if !files[key] {
			t.Errorf("%s is stored and not logged", key)
		}
	}
	return ts
}

// TestStamp: each authority stamps the newest checkpoint, once, and again when
// something was logged.
func TestStamp(t *testing.T) { // raced
	w := newWorld(t)
	l := w.open()
	a, b := authority.Start(t, authority.Options{Name: "A"}), authority.Start(t, authority.Options{Name: "B", LeafOnly: true, RSA: true})
	two := Authority{URL: b.URL, Roots: []*x509.Certificate{b.Root}, Others: []*x509.Certificate{b.Intermediate}}
	if res := stamp(t, l, clock(a)); res[0].Err != nil || res[0].Size != 0 || a.Requests() != 0 {
		t.Fatalf("an empty log: %+v", res)
	}
	appendN(t, l, 0, 3)
	for _, r := range stamp(t, l, clock(a), two) {
		if r.Err != nil || !r.Stamped || r.Size != 3 || r.Behind != 0 || time.Since(r.Time).Abs() > time.Minute {
			t.Errorf("%+v", r)
		}
	}
	recs, at := tokens(t, w.archive)
	if len(recs) != 2 || at[0] != 3 || recs[0].Checkpoint != "log/checkpoints/3" || recs[0].Authority != a.URL {
		t.Fatalf("%+v", recs)
	}
	// Nothing but timestamps since: nobody is asked.
	for _, r := range stamp(t, l, clock(a), two) {
		if r.Err != nil || r.Stamped || r.Size != 3 || r.Behind != 0 {
			t.Errorf("%+v", r)
		}
	}
	if a.Requests() != 1 || b.Requests() != 1 {
		t.Errorf("asked %d and %d times", a.Requests(), b.Requests())
	}
	// One is down, another is new: neither is the others' business.
	appendN(t, l, 3, 2)
	a.Answer(authority.Down)
	c := authority.Start(t, authority.Options{Name: "C"})
	res := stamp(t, l, clock(a), two, clock(c))
	if res[0].Err == nil || res[0].Size != 3 || res[0].Behind != 4 || !res[1].Stamped || res[1].Size != 7 || !res[2].Stamped || res[2].Size != 7 {
		t.Errorf("%+v", res)
	}
	if standing, err := Standing(t.Context(), w.archive, []Authority{clock(a), two}); err != nil || standing[0].Behind != 4 || standing[1].Behind != 0 || standing[1].Size != 7 {
		t.Errorf("%+v, %v", standing, err)
	}
	a.Answer(nil)
	if res := stamp(t, l, clock(a), two, clock(c)); !res[0].Stamped || res[0].Size != 9 || res[1].Stamped {
		t.Errorf("%+v", res)
	}
	if standing, err := Standing(t.Context(), w.archive, []Authority{clock(a), two, clock(c)}); err != nil || standing[0].Behind != 0 || standing[0].Size != 9 {
		t.Errorf("%+v, %v", standing, err)
	}
	if ts := allStamped(t, w.archive, a.Root, b.Root, c.Root); len(ts) != 5 {
		t.Errorf("%d timestamps", len(ts))
	}
	if ts, err := Timestamps(t.Context(), w.archive, 4, nil); err != nil || len(ts) != 3 || ts[0].Size != 7 || ts[2].Size != 9 {
		t.Errorf("%+v, %v", ts, err)
	}
	checkClean(t, w.archive)
}

// TestStampServer: an authority of another make, which must be given its
// intermediate certificate, and which keeps no pace: many at once.
func TestStampServer(t *testing.T) { // raced
	server, a := authority.StartServer(t, false), authority.Start(t, authority.Options{})
	roots, others, err := tsa.ParseRoots(server.Chain)
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t)
	l := w.open()
	for n := range 5 {
		appendN(t, l, n, 1)
		for _, r := range stamp(t, l, Authority{URL: server.URL, Roots: roots, Others: others}, clock(a)) {
			if r.Err != nil || !r.Stamped || r.Behind != 0 {
				t.Fatalf("%+v", r)
			}
		}
	}
	if ts := allStamped(t, w.archive, append(roots, a.Root)...); len(ts) != 10 {
		t.Errorf("%d timestamps", len(ts))
	}
	checkClean(t, w.archive)
}

// TestRenewal: a later stamp covers the hashes of the earlier tokens: by its
// imprint the checkpoint, by the checkpoint the tree, by the tree the record, by
// the record the token and its chain.
func TestRenewal(t *testing.T) {
	w := newWorld(t)
	l := w.open()
	renewer := authority.Start(t, authority.Options{Name: "New"})
	appendN(t, l, 0, 300)
	old := authority.Brief(t, authority.Options{Name: "Old"}, func(a *authority.Authority) error {
		r := stamp(t, l, clock(a))[0]
		if r.Err == nil && r.Size != 300 {
			t.Fatalf("%+v", r)
		}
		return r.Err
	})
	appendN(t, l, 300, 5)
	r, err := OpenReader(t.Context(), w.archive)
	if err != nil {
		t.Fatal(err)
	}
	proof, err := r.Prove(t.Context(), 300)
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Until(old.Leaf.NotAfter.Add(1500 * time.Millisecond)))
	res := stamp(t, l, clock(old), clock(renewer))
	if res[0].Err == nil || res[0].Stamped {
		t.Errorf("stamped with a certificate that has expired: %+v", res[0])
	}
	if res[1].Err != nil || res[1].Size != 306 {
		t.Fatalf("%+v", res[1])
	}

	// From the files alone.
	tsr, pem := w.archive.Get(res[1].Object), w.archive.Get(chainOf(res[1].Object))
	chain, err := tsa.DecodeChain(pem)
	if err != nil {
		t.Fatal(err)
	}
	cp := w.archive.Get("log/checkpoints/306")
	token, err := tsa.Verify(tsr, cp, tsa.VerifyOptions{Roots: []*x509.Certificate{renewer.Root}, Chain: chain})
	if err != nil {
		t.Fatal(err)
	}
	head, signed, _ := bytes.Cut(proof, []byte("\n\n"))
	if !bytes.Equal(signed, cp) {
		t.Fatal("the proof is not under the checkpoint that was stamped")
	}
	var path tlog.RecordProof
	for _, line := range strings.Split(string(head), "\n")[2:] {
		h, err := tlog.ParseHash(line)
		if err != nil {
			t.Fatal(err)
		}
		path = append(path, h)
	}
	line, _, _ := bytes.Cut(w.archive.Get(RecordsPath(301)), []byte("\n"))
	state, err := parseText(strings.SplitAfter(string(cp), "=\n")[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := tlog.CheckRecord(path, 306, state.root, 300, leafOf(entryOf(line))); err != nil {
		t.Fatal(err)
	}
	var e envelope
	var rec TimestampRecord
	if json.Unmarshal(line, &e) != nil || json.Unmarshal(e.Body, &rec) != nil {
		t.Fatalf("%s", line)
	}
	for object, sum := range map[string]string{rec.Object: rec.SHA256, rec.Chain: rec.ChainSHA256} {
		if got := sha256.Sum256(w.archive.Get(object)); hex.EncodeToString(got[:]) != sum {
			t.Errorf("%s is not what the record says", object)
		}
	}
	if !token.Time.After(rec.Time) {
		t.Errorf("renewed at %v, made at %v", token.Time, rec.Time)
	}
	// And the expired authority's own still verifies, at its time.
	if ts := allStamped(t, w.archive, old.Root, renewer.Root); len(ts) != 2 || !ts[0].Token.Time.Before(old.Leaf.NotAfter) {
		t.Errorf("%+v", ts)
	}
}

// TestStampRefused: what does not verify is not stored, and leaves no trace.
func TestStampRefused(t *testing.T) {
	w := newWorld(t)
	l := w.open()
	appendN(t, l, 0, 3)
	a, other := authority.Start(t, authority.Options{}), authority.New(t, authority.Options{})
	relay := func(w http.ResponseWriter, r *http.Request) { // a token of another authority
		q, _ := io.ReadAll(r.Body)
		reply, err := other.Reply(q)
		if err != nil {
			panic(err)
		}
		w.Write(reply)
	}
	sha := sha256.Sum256([]byte("other data"))
	swap := func(w http.ResponseWriter, r *http.Request) {
		q, _ := io.ReadAll(r.Body)
		i := bytes.Index(q, []byte{4, 32})
		copy(q[i+2:], sha[:])
		reply, err := a.Reply(q)
		if err != nil {
			panic(err)
		}
		w.Write(reply)
	}
	for name, tt := range map[string]struct {
		answer http.HandlerFunc
		a      Authority
		want   string
	}{
		"unknown root":      {nil, Authority{URL: a.URL}, "is not trusted here"},
		"no root":           {nil, Authority{URL: a.URL, Roots: []*x509.Certificate{other.Root}}, "lead to no root"},
		"another authority": {relay, clock(a), "lead to no root"},
		"other data":        {swap, clock(a), "it is over other bytes"},
		"refuses":           {authority.Refuse, clock(a), "rejected"},
		"no such host":      {nil, Authority{URL: "http://127.0.0.1:1/"}, "connection refused"},
	} {
		if name == "unknown root" {
			tt.a.Others = []*x509.Certificate{a.Root}
		}
		a.Answer(tt.answer)
		res := stamp(t, l, tt.a)
		if res[0].Err == nil || !strings.Contains(res[0].Err.Error(), tt.want) || res[0].Behind != 3 {
			t.Errorf("%s: %+v", name, res[0])
		}
		for key := range w.archive.List(t.Context(), timestampsPrefix) {
			t.Errorf("%s: %s is stored", name, key)
		}
	}
	if recs, _ := tokens(t, w.archive); len(recs) > 0 {
		t.Errorf("%+v", recs)
	}
}

// TestStampFaults has each call of the store fail in turn, undone and done. The
// next time mends all of it.
func TestStampFaults(t *testing.T) {
	a, b := authority.Start(t, authority.Options{}), authority.Start(t, authority.Options{})
	for _, fault := range []store.Fault{store.FailBefore, store.FailAfter} {
		for n := 1; ; n++ {
			w := newWorld(t)
			l := w.open()
			appendN(t, l, 0, 2)
			stamp(t, l, clock(a), clock(b))
			appendN(t, l, 2, 2)
			calls := 0
			w.archive.Inject(func(store.Call) store.Fault {
				if calls++; calls == n {
					return fault
				}
				return store.NoFault
			})
			res, err := Stamp(t.Context(), l, []Authority{clock(a), clock(b)})
			w.archive.Inject(nil)
			if calls < n {
				if n < 20 || err != nil {
					t.Errorf("only %d calls, %v", calls, err)
				}
				break
			}
			failed := err != nil || slices.ContainsFunc(res, func(r StampResult) bool { return r.Err != nil })
			// The next run logs something, then stamps.
			again := w.open()
			appendN(t, again, 4, 1)
			for _, r := range stamp(t, again, clock(a), clock(b)) {
				if r.Err != nil || r.Behind != 0 {
					t.Fatalf("call %d, fault %d, failed %v: then %+v", n, fault, failed, r)
				}
			}
			pruneChains(t, w.archive)
			allStamped(t, w.archive, a.Root, b.Root)
			checkClean(t, w.archive)
			if t.Failed() {
				t.Fatalf("call %d, fault %d: %+v, %v", n, fault, res, err)
			}
		}
	}
}

// pruneChains removes the chains to which no token was stored any more.
func pruneChains(t testing.TB, m *store.Mem) {
	for key := range m.List(t.Context(), timestampsPrefix) {
		if object, ok := strings.CutSuffix(key, chainSuffix); ok && m.Get(object+tokenSuffix) == nil {
			m.Put(key, nil)
		}
	}
}

// TestStampMends: a token that a crash left unlogged is logged by the next run,
// though its authority is down; one that is none is not, nor one of an authority
// that nobody here trusts.
func TestStampMends(t *testing.T) {
	w := newWorld(t)
	l := w.open()
	appendN(t, l, 0, 2)
	a, b := authority.Start(t, authority.Options{}), authority.Start(t, authority.Options{})
	w.archive.Inject(func(c store.Call) store.Fault {
		if c.Op == "create" && strings.HasPrefix(c.Key, claimsPrefix) {
			return store.FailBefore
		}
		return store.NoFault
	})
	if _, err := Stamp(t.Context(), l, []Authority{clock(a), clock(b)}); err == nil {
		t.Fatal("no error")
	}
	w.archive.Inject(nil)
	forged := timestampPath(2, "liar.example-00000000")
	w.archive.Put(forged, []byte("no token"))
	w.archive.Put(chainOf(forged), w.archive.Get(chainOf(timestampPath(2, authorityName(a.URL)))))
	evil := authority.Start(t, authority.Options{})
	planted := timestampPath(2, authorityName(evil.URL))
	answer, err := tsa.Request(t.Context(), nil, evil.URL, w.archive.Get(checkpointPath(2)))
	if err != nil {
		t.Fatal(err)
	}
	w.archive.Put(planted, answer.TSR)
	w.archive.Put(chainOf(planted), tsa.EncodeChain([]*x509.Certificate{evil.Leaf, evil.Intermediate, evil.Root}))
	down := clock(b)
	down.Client = &http.Client{Transport: http.NewFileTransport(http.Dir(t.TempDir()))}
	l = w.open()
	appendN(t, l, 2, 1) // the next run's
	// The store gives nothing of one just now: it must not be lost sight of.
	object := timestampPath(2, authorityName(b.URL))
	w.archive.Inject(func(c store.Call) store.Fault {
		if c.Op == "open" && c.Key == object {
			return store.FailBefore
		}
		return store.NoFault
	})
	if res, err := Stamp(t.Context(), l, []Authority{clock(a), down}); err == nil {
		t.Errorf("went on: %+v", res)
	}
	w.archive.Inject(nil)
	res, err := Stamp(t.Context(), l, []Authority{clock(a), down})
	if err != nil || res[0].Err != nil || res[0].Size != 5 || res[1].Err == nil || res[1].Size != 2 {
		t.Errorf("%+v", res)
	}
	recs, _ := tokens(t, w.archive)
	var sizes []int64
	for _, r := range recs {
		sizes = append(sizes, r.Size)
		if r.Object == forged || r.Object == planted {
			t.Errorf("a token that somebody put there was logged: %s", r.Object)
		}
	}
	if !slices.Equal(sizes, []int64{2, 2, 5}) {
		t.Errorf("%+v", recs)
	}
	w.archive.Put(forged, nil)
	w.archive.Put(chainOf(forged), nil)
	w.archive.Put(planted, nil)
	w.archive.Put(chainOf(planted), nil)
	allStamped(t, w.archive, a.Root, b.Root)
}

// TestVerifyTimestamp: what anybody does to the files is told, by the file.
func TestVerifyTimestamp(t *testing.T) {
	w := newWorld(t)
	l := w.open()
	appendN(t, l, 0, 2)
	a, other := authority.Start(t, authority.Options{}), authority.New(t, authority.Options{})
	res := stamp(t, l, clock(a))
	object := res[0].Object
	flip := func(d []byte) []byte { d[len(d)/2] ^= 1; return d }
	cp := "log/checkpoints/2"
	for name, tt := range map[string]struct {
		object string
		change func([]byte) []byte
		roots  []*x509.Certificate
		code   string
		at     string
	}{
		"none":             {object, func(d []byte) []byte { return d }, []*x509.Certificate{a.Root}, "", ""},
		"token altered":    {object, flip, []*x509.Certificate{a.Root}, CodeTimestampAltered, object},
		"token gone":       {object, func([]byte) []byte { return nil }, []*x509.Certificate{a.Root}, CodeTimestampMissing, object},
		"token huge":       {object, func([]byte) []byte { return make([]byte, 1<<20) }, []*x509.Certificate{a.Root}, CodeTimestampAltered, object},
		"chain altered":    {chainOf(object), flip, []*x509.Certificate{a.Root}, CodeTimestampAltered, chainOf(object)},
		"chain gone":       {chainOf(object), func([]byte) []byte { return nil }, []*x509.Certificate{a.Root}, CodeTimestampMissing, chainOf(object)},
		"chain replaced":   {chainOf(object), func([]byte) []byte { return authority.PEM(other.Leaf, other.Intermediate, other.Root) }, []*x509.Certificate{other.Root}, CodeTimestampAltered, chainOf(object)},
		"checkpoint gone":  {cp, func([]byte) []byte { return nil }, []*x509.Certificate{a.Root}, CodeTimestampInvalid, object},
		"checkpoint other": {cp, flip, []*x509.Certificate{a.Root}, CodeTimestampInvalid, object},
		"root unknown":     {object, func(d []byte) []byte { return d }, nil, CodeTimestampRoot, chainOf(object)},
		"root another's":   {object, func(d []byte) []byte { return d }, []*x509.Certificate{other.Root}, CodeTimestampRoot, chainOf(object)},
	} {
		was := w.archive.Get(tt.object)
		w.archive.Put(tt.object, tt.change(bytes.Clone(was)))
		ts, err := Timestamps(t.Context(), w.archive, 0, tt.roots)
		w.archive.Put(tt.object, was)
		if err != nil || len(ts) != 1 {
			t.Errorf("%s: %+v, %v", name, ts, err)
			continue
		}
		var te *TimestampError
		errors.As(ts[0].Err, &te)
		switch {
		case tt.code == "":
			if ts[0].Err != nil {
				t.Errorf("%s: %v", name, ts[0].Err)
			}
		case te == nil || te.Code != tt.code || te.Object != tt.at || (ts[0].Token != nil) != (tt.code == CodeTimestampRoot):
			t.Errorf("%s: %+v, %v", name, ts[0], ts[0].Err)
		}
	}
	// Records that say otherwise than the files, signed by the log's key.
	recs, _ := tokens(t, w.archive)
	for name, change := range map[string]func(*TimestampRecord){
		"time":       func(r *TimestampRecord) { r.Time = r.Time.Add(-time.Hour) },
		"size":       func(r *TimestampRecord) { r.Size = 1 },
		"checkpoint": func(r *TimestampRecord) { r.Checkpoint = "log/checkpoint" },
		"chain":      func(r *TimestampRecord) { r.Chain = "keys/log.pub" },
		"object":     func(r *TimestampRecord) { r.Object = "log/timestamps/../x.tsr" },
	} {
		r := recs[0]
		change(&r)
		ts, err := VerifyTimestamp(t.Context(), w.archive, r, 2, tsa.VerifyOptions{Roots: []*x509.Certificate{a.Root}})
		var te *TimestampError
		if err != nil || !errors.As(ts.Err, &te) || te.Code != CodeTimestampInvalid {
			t.Errorf("%s: %+v, %v", name, ts, err)
		}
	}
	if ts, err := VerifyTimestamp(t.Context(), w.archive, recs[0], 1, tsa.VerifyOptions{Roots: []*x509.Certificate{a.Root}}); err != nil || ts.Err == nil {
		t.Errorf("covers what came after it: %+v, %v", ts, err)
	}
}

func TestAuthorityName(t *testing.T) {
	seen := map[string]bool{}
	for _, u := range []string{"https://freetsa.org/tsr", "http://freetsa.org/tsr", "https://freetsa.org/", "http://127.0.0.1:3000/x", "http://[::1]:80/", "https://.hidden/",
		"https://" + strings.Repeat("long.", 60) + "example/"} {
		name := authorityName(u)
		if seen[name] || store.CheckKey(timestampPath(1, name)) != nil {
			t.Errorf("%s: %s", u, name)
		}
		seen[name] = true
		if size, got, ok := splitTimestamp(timestampPath(42, name), tokenSuffix); !ok || size != 42 || got != name {
			t.Errorf("%s: %d, %s, %v", u, size, got, ok)
		}
	}
	if authorityName("https://me:secret@freetsa.org/tsr") != authorityName("https://freetsa.org/tsr") || PublicURL("https://me:secret@freetsa.org/tsr") != "https://freetsa.org/tsr" {
		t.Error("a password has its say")
	}
	for _, key := range []string{"log/timestamps/x/a.tsr", "log/timestamps/042/a.tsr", "log/timestamps/0/a.tsr", "log/timestamps/4/.tsr", "log/timestamps/4/a/b.tsr", "log/timestamps/4", "log/checkpoints/4"} {
		if _, _, ok := splitTimestamp(key, tokenSuffix); ok {
			t.Errorf("%s is taken for a token", key)
		}
	}
}
