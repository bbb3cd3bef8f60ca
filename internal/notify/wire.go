package notify

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// maxAnswer is how much of an answer is read.
const maxAnswer = 1 << 20

// wire is the client that the library sends one message through. It holds to the
// context, gives the message its identity, and knows what really came of it: the
// library tells nothing of what failed on the way to Telegram (v0.18.0), and takes a
// redirect of a webhook for success.
type wire struct {
	ctx    context.Context
	client *http.Client
	target Target
	id     string
	wrote  atomic.Bool // a request may have been received

	mu   sync.Mutex
	acks int     // messages that were taken
	last *answer // nil: nobody was asked
	bad  *answer // the last that was none of success
}

// answer is what came of one request.
type answer struct {
	err    error // there was none
	status int
	body   []byte
	wait   time.Duration
	wrote  bool
}

func (a *answer) good() bool { return a != nil && a.err == nil && a.status >= 200 && a.status < 300 }

func newWire(ctx context.Context, t Target, id string, transport http.RoundTripper) *wire {
	return &wire{ctx: ctx, target: t, id: id, client: &http.Client{Transport: transport,
		// The message is for who was named, and for nobody that they name.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// Do sends one request.
func (w *wire) Do(req *http.Request) (*http.Response, error) {
	a, res := &answer{}, (*http.Response)(nil)
	if a.err = w.ctx.Err(); a.err == nil {
		var wrote atomic.Bool
		req = req.Clone(httptrace.WithClientTrace(w.ctx, &httptrace.ClientTrace{WroteHeaders: func() { wrote.Store(true) }}))
		w.mark(req)
		res, a.err = w.client.Do(req)
		if a.err == nil {
			a.status = res.StatusCode
			a.wait = retryAfter(res)
			a.body, a.err = io.ReadAll(io.LimitReader(res.Body, maxAnswer))
			res.Body.Close()
			res.Body = io.NopCloser(bytes.NewReader(a.body))
		}
		a.wrote = wrote.Load()
		w.wrote.Store(w.wrote.Load() || a.wrote)
	}
	var named *url.Error
	if errors.As(a.err, &named) {
		a.err = named.Err // without the URL
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.last = a
	switch {
	case !a.good():
		w.bad = a
	case w.target.service != "matrix" || req.Method == http.MethodPut:
		w.acks++
	}
	if a.err != nil {
		return nil, a.err
	}
	return res, nil
}

// mark gives a request the message's identity, where the service knows of such.
func (w *wire) mark(req *http.Request) {
	switch w.target.service {
	case "generic":
		// https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
		req.Header.Set("Idempotency-Key", `"`+w.id+`"`)
	case "matrix":
		// The library makes up a new transaction each time. The server takes one of the
		// same name for the same message, for as long as it remembers it.
		// https://spec.matrix.org/v1.15/client-server-api/#transaction-identifiers
		const send = "/send/m.room.message/"
		if i := strings.LastIndex(req.URL.Path, send); i >= 0 && req.Method == http.MethodPut {
			room := sha256.Sum256([]byte(req.URL.Path[:i]))
			u := *req.URL
			u.Path, u.RawPath = u.Path[:i+len(send)]+w.id+"-"+hex.EncodeToString(room[:4]), ""
			req.URL = &u
		}
	}
}

func retryAfter(res *http.Response) time.Duration {
	n, err := strconv.Atoi(res.Header.Get("Retry-After"))
	if err != nil || n < 0 || n > 24*3600 {
		return 0
	}
	return time.Duration(n) * time.Second
}

// outcome is what really came of it, where the library said err.
func (w *wire) outcome(err error) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	a := w.last
	if err != nil && w.bad != nil {
		a = w.bad
	}
	failed := &Error{Target: w.target.Name, Ambiguous: w.acks > 0}
	switch {
	case a == nil && err == nil:
		return nil // by a service that sends in another way
	case a == nil:
		failed.Msg = "it could not be reached, or did not take the message"
		failed.Ambiguous = w.target.service != "generic"
	case a.err != nil:
		failed.Msg = w.target.hide(Plain(a.err.Error()))
		if errors.Is(a.err, context.DeadlineExceeded) {
			failed.Msg = fmt.Sprintf("no answer within %d seconds", int(Timeout.Seconds()))
		}
		failed.Ambiguous = failed.Ambiguous || a.wrote
	case a.status >= 300 && a.status < 400:
		failed.Msg = fmt.Sprintf("answered %d, a redirect to elsewhere, which is not followed: correct its URL", a.status)
	case !a.good():
		failed.Msg, failed.Wait = fmt.Sprintf("answered %d%s", a.status, w.said(a)), a.wait
		failed.Ambiguous = failed.Ambiguous || a.status >= 500
	case err != nil:
		failed.Msg, failed.Ambiguous = "did not take the message"+w.said(a), w.acks > 1
	case w.target.service == "telegram" && !telegramTook(a.body):
		failed.Msg = "answered, but not as Telegram does"
		failed.Ambiguous = w.acks > 1
	default:
		return nil
	}
	return failed
}

// telegramTook says whether the Bot API took a message
// (https://core.telegram.org/bots/api#making-requests).
func telegramTook(body []byte) bool {
	var r struct {
		OK bool `json:"ok"`
	}
	return json.Unmarshal(body, &r) == nil && r.OK
}

// said is what an answer gives as its reason, after a colon.
func (w *wire) said(a *answer) string {
	s := ""
	var fields map[string]any
	if json.Unmarshal(a.body, &fields) == nil {
		for _, key := range []string{"description", "error", "message", "detail", "errcode"} {
			if v, ok := fields[key].(string); ok && s == "" {
				s = v
			}
		}
	} else if text := strings.TrimSpace(string(a.body)); !strings.HasPrefix(text, "<") && len(text) < 500 {
		s = text
	}
	if s = w.target.hide(Plain(s)); s == "" {
		return ""
	}
	return ": " + cut(s, 200)
}
