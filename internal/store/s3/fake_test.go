package s3_test

import (
	"crypto/md5"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"archiver/internal/store"
	"archiver/internal/store/s3"
	"archiver/internal/store/storetest"
)

// fake is an S3 server in memory, with one bucket, that can be made to lie and to
// break. It looks at no signature.
type fake struct {
	*httptest.Server
	mu       sync.Mutex
	versions map[string][]fakeVersion // by key, oldest first
	n        int
	requests []string // "PUT key"
	locks    bool     // it says so of its bucket; it does not
	wire     *cable   // nil: the network

	// answer may take a request over, or change how it is answered. It is called
	// before anything is done.
	answer func(r *http.Request, key string) *lie
}

type fakeVersion struct {
	id, etag string
	data     []byte
	at       time.Time
	meta     string
	marker   bool
}

// lie is how one request is answered otherwise.
type lie struct {
	status  int           // instead of doing anything
	code    string        // with status
	region  string        // with status
	ignore  bool          // the conditions of a PUT
	drop    bool          // the work is done, and the connection broken without an answer
	other   bool          // bytes of a GET are others
	cut     int           // break the connection after so many bytes of the body
	short   int           // say that there are so many bytes fewer, and send fewer
	stall   time.Duration // before the answer
	slow    time.Duration // in the middle of the body
	version string        // what the version is called
	noRange bool          // the range is not looked at
	raw     string        // the body, with status 200
}

func newFake(t *testing.T) *fake { return newFakeOn(t, nil) }

func newFakeOn(t *testing.T, wire *cable) *fake {
	f := &fake{}
	f.start(t, wire, f)
	return f
}

// start has the fake serve at the end of a wire, or of the network, by a handler that
// may be before it.
func (f *fake) start(t *testing.T, wire *cable, h http.Handler) {
	f.versions, f.answer, f.wire = map[string][]fakeVersion{}, func(*http.Request, string) *lie { return nil }, wire
	f.Server = httptest.NewUnstartedServer(h)
	if wire != nil {
		f.Listener.Close()
		f.Listener = wire
	}
	f.Start()
	t.Cleanup(f.Close)
	t.Setenv("AWS_ACCESS_KEY_ID", "id")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
}

// open makes a store of the fake's bucket, with the patience that all have.
func (f *fake) open(t *testing.T, more func(*s3.Config)) *s3.Store {
	t.Helper()
	cfg := s3.Config{Endpoint: f.URL, Bucket: "bucket", Attempts: 3, Mutable: mutable}
	if f.wire != nil {
		cfg.Dial = f.wire.Dial
	}
	if more != nil {
		more(&cfg)
	}
	st, err := s3.Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	return st
}

// lies has every request that matches answered with l, n times (n < 0: always).
func (f *fake) lies(method, key string, n int, l lie) {
	f.mu.Lock()
	defer f.mu.Unlock()
	var mu sync.Mutex
	f.answer = func(r *http.Request, k string) *lie {
		mu.Lock()
		defer mu.Unlock()
		if n == 0 || r.Method != method || k != key {
			return nil
		}
		n--
		return &l
	}
}

func (f *fake) honest() { f.lies("", "", 0, lie{}) }

// count gives how many requests of a method came for a key.
func (f *fake) count(request string) (n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, r := range f.requests {
		if r == request {
			n++
		}
	}
	return n
}

func (f *fake) fail(w http.ResponseWriter, status int, code, region string) {
	w.WriteHeader(status)
	fmt.Fprintf(w, "<?xml version=\"1.0\"?><Error><Code>%s</Code><Message>so says the fake</Message><Region>%s</Region></Error>", code, region)
}

func (f *fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	key := strings.TrimPrefix(strings.TrimPrefix(r.URL.Path, "/bucket"), "/")
	body, _ := io.ReadAll(r.Body)
	f.mu.Lock()
	answer := f.answer
	f.requests = append(f.requests, r.Method+" "+key)
	f.mu.Unlock()
	l := answer(r, key)
	if l == nil {
		l = &lie{}
	}
	select {
	case <-time.After(l.stall):
	case <-r.Context().Done():
		return
	}
	if l.status != 0 {
		f.fail(w, l.status, l.code, l.region)
		return
	}
	if l.raw != "" {
		io.WriteString(w, l.raw)
		return
	}
	switch q := r.URL.Query(); {
	case q.Has("versioning"):
		io.WriteString(w, "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>")
	case q.Has("object-lock") && f.locks:
		io.WriteString(w, "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled></ObjectLockConfiguration>")
	case q.Has("retention"):
	case q.Has("object-lock"):
		f.fail(w, 404, "ObjectLockConfigurationNotFoundError", "")
	case q.Has("versions"):
		f.list(w, q.Get("prefix"), q.Get("delimiter"), q.Get("key-marker"))
	case r.Method == "PUT":
		f.put(w, r, key, body, l)
	case r.Method == "GET" || r.Method == "HEAD":
		f.get(w, r, key, q.Get("versionId"), l)
	case r.Method == "DELETE":
		f.mu.Lock()
		if id := q.Get("versionId"); id == "" {
			f.add(key, fakeVersion{marker: true})
		} else {
			f.versions[key] = slices.DeleteFunc(f.versions[key], func(v fakeVersion) bool { return v.id == id })
		}
		f.mu.Unlock()
		w.WriteHeader(204)
	default:
		f.fail(w, 501, "NotImplemented", "")
	}
}

func (f *fake) add(key string, v fakeVersion) fakeVersion {
	f.n++
	v.id, v.at = fmt.Sprintf("v%08d", f.n), time.Now().UTC()
	f.versions[key] = append(f.versions[key], v)
	return v
}

func (f *fake) put(w http.ResponseWriter, r *http.Request, key string, body []byte, l *lie) {
	f.mu.Lock()
	defer f.mu.Unlock()
	etag := fmt.Sprintf("%x", md5.Sum(body))
	sum := sha256.Sum256(body)
	if c := r.Header.Get("X-Amz-Checksum-Sha256"); c != base64.StdEncoding.EncodeToString(sum[:]) {
		f.fail(w, 400, "BadDigest", "")
		return
	}
	if c := r.Header.Get("X-Amz-Content-Sha256"); c != hex.EncodeToString(sum[:]) {
		f.fail(w, 400, "XAmzContentSHA256Mismatch", "")
		return
	}
	var now *fakeVersion
	if vs := f.versions[key]; len(vs) > 0 && !vs[len(vs)-1].marker {
		now = &vs[len(vs)-1]
	}
	if !l.ignore {
		if r.Header.Get("If-None-Match") == "*" && now != nil {
			f.fail(w, 412, "PreconditionFailed", "")
			return
		}
		if m := strings.Trim(r.Header.Get("If-Match"), `"`); m != "" && now == nil {
			f.fail(w, 404, "NoSuchKey", "")
			return
		} else if m != "" && now.etag != m {
			f.fail(w, 412, "PreconditionFailed", "")
			return
		}
	}
	v := f.add(key, fakeVersion{etag: etag, data: body, meta: r.Header.Get("X-Amz-Meta-Archiver-Swap")})
	if l.drop {
		panic(http.ErrAbortHandler)
	}
	w.Header().Set("ETag", `"`+v.etag+`"`)
	w.Header().Set("X-Amz-Version-Id", v.id)
	if l.version != "" {
		w.Header().Set("X-Amz-Version-Id", l.version)
	}
}

func (f *fake) get(w http.ResponseWriter, r *http.Request, key, id string, l *lie) {
	f.mu.Lock()
	vs := f.versions[key]
	var v *fakeVersion
	for i := range vs {
		if vs[i].id == id || id == "" && i == len(vs)-1 {
			v = &vs[i]
		}
	}
	f.mu.Unlock()
	if v == nil || v.marker {
		f.fail(w, 404, "NoSuchKey", "")
		return
	}
	data := slices.Clone(v.data)
	if l.other && len(data) > 0 {
		data[len(data)/2] ^= 1
	}
	h := w.Header()
	h.Set("ETag", `"`+v.etag+`"`)
	h.Set("Last-Modified", v.at.Format(http.TimeFormat))
	h.Set("X-Amz-Version-Id", v.id)
	if l.version != "" {
		h.Set("X-Amz-Version-Id", l.version)
	}
	if v.meta != "" {
		h.Set("X-Amz-Meta-Archiver-Swap", v.meta)
	}
	status, size := 200, len(data)
	if rng := r.Header.Get("Range"); rng != "" && !l.noRange {
		var a, z int
		fmt.Sscanf(rng, "bytes=%d-%d", &a, &z)
		if a >= len(data) {
			f.fail(w, 416, "InvalidRange", "")
			return
		}
		z = min(z, len(data)-1) - l.short
		h.Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", a, z, size-l.short))
		data, status = data[a:z+1], 206
	}
	h.Set("Content-Length", strconv.Itoa(len(data)))
	w.WriteHeader(status)
	if r.Method == "HEAD" {
		return
	}
	if l.slow > 0 {
		w.Write(data[:len(data)/2])
		w.(http.Flusher).Flush()
		select {
		case <-time.After(l.slow):
		case <-r.Context().Done():
			return
		}
		w.Write(data[len(data)/2:])
		return
	}
	if l.cut > 0 && l.cut < len(data) {
		w.Write(data[:l.cut])
		w.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	}
	w.Write(data)
}

type fakeEntry struct {
	XMLName            xml.Name
	Key                string
	VersionID          string `xml:"VersionId"`
	IsLatest           bool
	LastModified, ETag string
	Size               int
}

func (f *fake) list(w http.ResponseWriter, prefix, delimiter, after string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	keys := []string{}
	for k := range f.versions {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	fmt.Fprint(w, `<ListVersionsResult><Name>bucket</Name><IsTruncated>false</IsTruncated>`)
	enc := xml.NewEncoder(w)
	for _, k := range keys {
		if !strings.HasPrefix(k, prefix) || k <= after && after != "" || delimiter != "" && strings.Contains(k[len(prefix):], delimiter) {
			continue
		}
		for i := len(f.versions[k]) - 1; i >= 0; i-- {
			v := f.versions[k][i]
			e := fakeEntry{XMLName: xml.Name{Local: "Version"}, Key: k, VersionID: v.id, IsLatest: i == len(f.versions[k])-1,
				LastModified: v.at.Format("2006-01-02T15:04:05.000Z"), ETag: `"` + v.etag + `"`, Size: len(v.data)}
			if v.marker {
				e.XMLName.Local = "DeleteMarker"
			}
			enc.Encode(e)
		}
	}
	enc.Flush()
	fmt.Fprint(w, `</ListVersionsResult>`)
}

func (f *fake) Overwrite(t testing.TB, key, content string) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.add(key, fakeVersion{etag: fmt.Sprintf("%x", md5.Sum([]byte(content))), data: []byte(content)}).id
}

func (f *fake) Delete(t testing.TB, key string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.add(key, fakeVersion{marker: true})
}

func (f *fake) Destroy(key, version string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.versions[key] = slices.DeleteFunc(f.versions[key], func(v fakeVersion) bool { return v.id == version })
	if len(f.versions[key]) == 0 {
		delete(f.versions, key)
	}
	return nil
}

// While it is honest, the fake is a server like the others: else what it shows of
// lies would show nothing.
func TestFakeConforms(t *testing.T) { // raced
	patient := func(c *s3.Config) { c.Attempts = 6 }
	t.Run("suite", func(t *testing.T) {
		storetest.Run(t, func(t *testing.T) store.Store { return newFake(t).open(t, patient) })
	})
	t.Run("versions", func(t *testing.T) {
		storetest.RunVersioned(t, func(t *testing.T) storetest.Versions {
			f := newFake(t)
			return storetest.Versions{Store: f.open(t, patient), Admin: f, Mutable: "log/checkpoint",
				Reopen: func(t *testing.T) store.Store { return f.open(t, patient) }}
		})
	})
}
