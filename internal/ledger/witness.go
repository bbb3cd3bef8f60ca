package ledger

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"archiver/internal/store"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Witness is somebody else's service that cosigns checkpoints, but only such as
// continue all it has seen of a log (https://c2sp.org/tlog-witness). It learns a
// log's name, its sizes and its root hashes, and nothing of what was logged.
type Witness struct {
	URL    string       // submission prefix: add-checkpoint is asked below it
	Key    string       // verifier key, Ed25519 or ML-DSA-44
	Client *http.Client // nil: one of its own. It must not follow redirects
}

// CheckWitness says whether a witness can be asked.
func CheckWitness(w Witness) error {
	u, err := url.Parse(w.URL)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.RawQuery != "" || u.Fragment != "" {
		return fmt.Errorf("%q is not an http or https URL with a host, and no query", w.URL)
	}
	if _, err := parseWitnessKey(w.Key); err != nil {
		return fmt.Errorf("the key of %s: %w", w.URL, err)
	}
	return nil
}

// CosignResult is what came of one witness.
type CosignResult struct {
	Witness  string // name of its key
	URL      string
	Size     int64  // of the checkpoint it was asked to cosign
	Object   string // where that lies, cosigned; "": it is not
	Time     time.Time
	Cosigned bool // just now, not before
	// Err says why it is not cosigned: a *WitnessForkError is an alarm, anything
	// else may pass and is tried again for the next checkpoint.
	Err error
}

// WitnessForkError says that a witness has cosigned another history of this log.
// Either the log's key has signed two histories (a head restored from a backup, an
// archive gone on from an old copy, a stolen key), or the witness is wrong.
type WitnessForkError struct {
	Witness, URL string
	Seen, Size   int64 // what the witness has seen of the log, and what the log is
	Answer       string
}

func (e *WitnessForkError) Error() string {
	if e.Seen > e.Size {
		return fmt.Sprintf("witness %s (%s) has cosigned %d entries of this log, which has %d only: it was rolled back, or is another log of the same name", e.Witness, e.URL, e.Seen, e.Size)
	}
	return fmt.Sprintf("witness %s (%s) has cosigned another history of this log: its first %d entries are not those that the %d here begin with (%s)", e.Witness, e.URL, e.Seen, e.Size, e.Answer)
}

// Cosign has the newest checkpoint cosigned by each witness, and stores what
// verifies: as log/witnesses/SIZE/NAME, the checkpoint with the witness's
// signature behind the log's. The key of a witness that is new is logged, and laid
// beside the others in keys/; and before it asks, the cosignatures of earlier
// checkpoints are logged. What is wrong with a witness stands in its result; an
// error is the log's own.
func Cosign(ctx context.Context, l *Log, witnesses []Witness) ([]CosignResult, error) {
	results := make([]CosignResult, len(witnesses))
	keys := make([]note.Verifier, len(witnesses))
	for i, w := range witnesses {
		if err := CheckWitness(w); err != nil {
			return nil, fmt.Errorf("cosign: %w", err)
		}
		keys[i], _ = parseWitnessKey(w.Key) // just checked
		if err := l.publishWitnessKey(ctx, w, keys[i]); err != nil {
			return nil, fmt.Errorf("cosign: %w", err)
		}
	}
	if err := l.logCosigned(ctx, keys); err != nil {
		return nil, fmt.Errorf("cosign: %w", err)
	}
	r, err := OpenReader(ctx, l.cfg.Store)
	if err != nil {
		return nil, fmt.Errorf("cosign: %w", err)
	}
	var wg sync.WaitGroup
	for i, w := range witnesses {
		wg.Go(func() {
			a := &asking{r: r, st: l.cfg.Store, witness: w, v: keys[i], name: witnessName(keys[i])}
			results[i] = a.cosign(ctx)
		})
	}
	wg.Wait()
	return results, ctx.Err()
}

// publishWitnessKey logs a witness's key and puts it in the archive. It is logged
// first: a crash between leaves a key that Check misses until the next time.
func (l *Log) publishWitnessKey(ctx context.Context, w Witness, v note.Verifier) error {
	key := witnessKeyPrefix + witnessName(v) + ".pub"
	data := []byte(strings.TrimSpace(w.Key) + "\n")
	switch have, err := readWitnessKey(ctx, l.cfg.Store, witnessName(v)); {
	case err == nil && have.KeyHash() == v.KeyHash():
		return nil
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	sum := sha256.Sum256(data)
	if _, err := l.Append(ctx, Record{Kind: KindKey, Body: KeyRecord{Use: "witness", Object: key, SHA256: hex.EncodeToString(sum[:])}}); err != nil {
		return err
	}
	return createObject(ctx, l.cfg.Store, key, data)
}

// asking is one witness being asked.
type asking struct {
	r       *Reader
	st      store.Store
	witness Witness
	v       note.Verifier
	name    string
}

// Bounds on an exchange with a witness.
const (
	witnessTime   = 20 * time.Second // for all requests
	maxWitness    = 64 << 10         // bytes of an answer
	maxWitnessTry = 4                // requests: others may be asking it too
)

func (a *asking) cosign(ctx context.Context) CosignResult {
	res := CosignResult{Witness: a.v.Name(), URL: a.witness.URL, Size: a.r.cp.size}
	if res.Size == 0 {
		return res // there is nothing to be witness to
	}
	object := cosignedPath(res.Size, a.name)
	c, err := a.stored(ctx, object)
	if errors.Is(err, fs.ErrNotExist) {
		if c, err = a.ask(ctx, object); err == nil {
			res.Cosigned = true
		}
	}
	if err != nil {
		res.Err = err
		return res
	}
	res.Object, res.Time = object, c.Time
	return res
}

// stored reads the cosignature that we have.
func (a *asking) stored(ctx context.Context, object string) (Cosignature, error) {
	raw, err := readObject(ctx, a.st, object, maxCheckpoint)
	if err != nil {
		return Cosignature{}, err
	}
	_, c, err := parseCosigned(raw, a.r.cp.size, a.r.v, a.v)
	if err != nil {
		return Cosignature{}, &AlteredError{object, err.Error()}
	}
	return c, nil
}

// ask asks the witness, and stores its cosignature. It begins from the newest
// checkpoint known to be cosigned by it; a witness that has seen another says so.
func (a *asking) ask(ctx context.Context, object string) (Cosignature, error) {
	old, err := a.lastCosigned(ctx)
	if err != nil {
		return Cosignature{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, witnessTime)
	defer cancel()
	size := a.r.cp.size
	for range maxWitnessTry {
		proof, err := a.r.Consistency(ctx, old, size)
		if err != nil {
			return Cosignature{}, err
		}
		status, contentType, answer, err := a.post(ctx, old, proof)
		if err != nil {
			return Cosignature{}, err
		}
		fork := func(seen int64) error {
			return &WitnessForkError{Witness: a.v.Name(), URL: a.witness.URL, Seen: seen, Size: size, Answer: printable(status, answer)}
		}
		switch status {
		case http.StatusOK:
			return a.keep(ctx, object, answer)
		case http.StatusConflict:
			seen, ok := sizeIn409(contentType, answer)
			switch {
			case ok && seen > size:
				if now, err := OpenReader(ctx, a.st); err == nil && now.Size() >= seen {
					return Cosignature{}, fmt.Errorf("witness %s has cosigned %d entries already: another process has appended meanwhile", a.v.Name(), seen)
				}
				return Cosignature{}, fork(seen)
			case ok && seen != old:
				old = seen
				continue
			case old == size: // that size it knows, with another root
				return Cosignature{}, fork(old)
			}
		case http.StatusUnprocessableEntity:
			// The proof verifies from our own history, so that of the witness is another.
			return Cosignature{}, fork(old)
		case http.StatusNotFound:
			return Cosignature{}, fmt.Errorf("witness %s does not know this log (%s): its operator must add the key in %s", a.v.Name(), printable(status, answer), keyObject)
		case http.StatusForbidden:
			return Cosignature{}, fmt.Errorf("witness %s knows this log by another key (%s): its operator must add the one in %s", a.v.Name(), printable(status, answer), keyObject)
		}
		return Cosignature{}, fmt.Errorf("witness %s gave no cosignature: %s", a.v.Name(), printable(status, answer))
	}
	return Cosignature{}, fmt.Errorf("witness %s names another size each time: others are asking it about this log too", a.v.Name())
}

// lastCosigned is the size of the newest checkpoint that we have cosigned by this
// witness; 0: none.
func (a *asking) lastCosigned(ctx context.Context) (int64, error) {
	last := int64(0)
	for key, err := range a.st.List(ctx, witnessesPrefix) {
		if err != nil {
			return 0, fmt.Errorf("list cosignatures: %w", err)
		}
		if size, name, ok := splitCosigned(key); ok && name == a.name && size < a.r.cp.size {
			last = max(last, size)
		}
	}
	return last, nil
}

func (a *asking) post(ctx context.Context, old int64, proof [][32]byte) (status int, contentType string, answer []byte, err error) {
	fail := func(err error) (int, string, []byte, error) {
		return 0, "", nil, fmt.Errorf("ask witness %s: %w", a.v.Name(), err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, strings.TrimSuffix(a.witness.URL, "/")+"/add-checkpoint",
		bytes.NewReader(addCheckpoint(old, proof, a.r.cp.signed)))
	if err != nil {
		return fail(err)
	}
	client := a.witness.Client
	if client == nil {
		client = &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	}
	resp, err := client.Do(req)
	if err != nil {
		return fail(err)
	}
	defer resp.Body.Close()
	answer, err = io.ReadAll(io.LimitReader(resp.Body, maxWitness+1))
	if err != nil {
		return fail(err)
	}
	if len(answer) > maxWitness {
		return fail(fmt.Errorf("its answer is longer than %d bytes", maxWitness))
	}
	return resp.StatusCode, resp.Header.Get("Content-Type"), answer, nil
}

// addCheckpoint is the body of a request for a cosignature.
func addCheckpoint(old int64, proof [][32]byte, checkpoint []byte) []byte {
	body := fmt.Appendf(nil, "old %d\n", old)
	for _, h := range proof {
		body = fmt.Appendf(body, "%s\n", tlog.Hash(h))
	}
	return append(append(body, '\n'), checkpoint...)
}

// sizeIn409 reads the size that a witness says it has seen.
func sizeIn409(contentType string, answer []byte) (int64, bool) {
	if t, _, err := mime.ParseMediaType(contentType); err != nil || t != "text/x.tlog.size" {
		return 0, false
	}
	s, ok := strings.CutSuffix(string(answer), "\n")
	n, err := strconv.ParseInt(s, 10, 64)
	return n, ok && err == nil && n >= 0 && strconv.FormatInt(n, 10) == s
}

// keep verifies a witness's answer, and stores the checkpoint with its signature
// alone.
func (a *asking) keep(ctx context.Context, object string, answer []byte) (Cosignature, error) {
	cp := a.r.cp.signed
	sigs, err := cosignaturesIn(append(bytes.Clone(cp), answer...), []note.Verifier{a.v})
	if err == nil && len(sigs) == 0 {
		err = errors.New("there is no signature of its key")
	}
	if err != nil {
		return Cosignature{}, fmt.Errorf("answer of witness %s: %w", a.v.Name(), err)
	}
	cosigned := append(bytes.Clone(cp), sigs[0].Line...)
	_, c, err := parseCosigned(cosigned, a.r.cp.size, a.r.v, a.v) // as it will be read
	if err != nil {
		return Cosignature{}, fmt.Errorf("answer of witness %s: %w", a.v.Name(), err)
	}
	err = createObject(ctx, a.st, object, cosigned)
	if errors.Is(err, store.ErrExists) { // by another process, with another time
		return a.stored(ctx, object)
	}
	if err != nil {
		return Cosignature{}, fmt.Errorf("store cosignature: %w", err)
	}
	return c, nil
}

// printable is an answer, to be shown.
func printable(status int, answer []byte) string {
	s := fmt.Sprintf("%d %s", status, http.StatusText(status))
	if first, _, _ := strings.Cut(strings.TrimSpace(string(answer)), "\n"); first != "" {
		s += fmt.Sprintf(": %.120q", first)
	}
	return s
}
