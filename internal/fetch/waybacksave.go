package fetch

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"time"

	"archiver/internal/record"
)

// Keys are an account's at the archive (https://archive.org/account/s3.php).
type Keys struct{ Access, Secret string }

// Saved is what came of asking the archive to capture a page.
type Saved struct {
	// Outcome is saved, pending (not done after Patience) or refused.
	Outcome string
	Job     string
	Memento string // where the archive says its capture is
	Detail  string // why it refused, in its words
}

// The outcomes.
const (
	SaveDone    = "saved"
	SavePending = "pending"
	SaveRefused = "refused"
)

// SaveOptions bound the wait for a capture. Zero values mean the defaults named.
type SaveOptions struct {
	Keys     Keys
	Poll     time.Duration // between two questions for how far it is. 5 s
	Patience time.Duration // for one capture. 2 min, the archive's own limit
}

// KeysError says that the archive does not know the keys.
type KeysError struct{ Host string }

func (e *KeysError) Error() string {
	return fmt.Sprintf("ask %s to save: it does not take the keys", e.Host)
}

// saveAnswer is what Save Page Now says, in all its answers. From its public
// documentation (SPN2 Public API Docs).
type saveAnswer struct {
	JobID     string `json:"job_id"`
	Status    string `json:"status"`     // pending, success, error
	StatusExt string `json:"status_ext"` // error:…
	Message   string `json:"message"`
	Timestamp string `json:"timestamp"`
	Original  string `json:"original_url"`
}

var jobID = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[\w.-]{1,200}$`) })

// Save asks the archive to capture a page, unless it has in the last 30 days,
// and waits a while for the outcome. The exchange is not kept: it holds the
// keys. An error is a *ServiceError, a *KeysError, or our own failure.
func (w *Wayback) Save(ctx context.Context, raw string, o SaveOptions) (*Saved, error) {
	if o.Poll <= 0 {
		o.Poll = 5 * time.Second
	}
	if o.Patience <= 0 {
		o.Patience = 2 * time.Minute
	}
	raw, _, _ = strings.Cut(raw, "#")
	form := url.Values{"url": {raw}, "if_not_archived_within": {"30d"}, "skip_first_archive": {"1"}}
	a, err := w.api(ctx, http.MethodPost, w.save, form.Encode(), o.Keys)
	if err != nil {
		return nil, err
	}
	s := &Saved{Job: a.JobID}
	if !jobID().MatchString(s.Job) {
		s.Job = ""
	}
	deadline := time.Now().Add(o.Patience)
	for a.Status == "" || a.Status == "pending" {
		switch {
		case s.Job == "" && a.Message != "": // it has a capture that is new enough
			s.Outcome, s.Detail = SaveRefused, short(a.Message)
			return s, nil
		case s.Job == "":
			return nil, &ServiceError{Host: w.host, Detail: "its answer to a request to save makes no sense"}
		case time.Until(deadline) < o.Poll:
			s.Outcome = SavePending
			return s, nil
		}
		if err := sleep(ctx, o.Poll); err != nil {
			return nil, err
		}
		if a, err = w.api(ctx, http.MethodGet, w.save+"/status/"+s.Job, "", o.Keys); err != nil {
			return nil, err
		}
	}
	switch {
	case a.Status == "success":
		s.Outcome = SaveDone
		k := Copy{Timestamp: a.Timestamp, URL: a.Original}
		if _, err := parseURL(k.URL); err == nil && len(k.Timestamp) == 14 && !k.At().IsZero() {
			s.Memento = w.prefix + k.Timestamp + "/" + k.URL
		}
		return s, nil
	case a.StatusExt == "error:user-session-limit", strings.HasPrefix(a.StatusExt, "error:max-daily-bandwidth") && a.StatusExt != "error:max-daily-bandwidth-host":
		return nil, &ServiceError{Host: w.host, Detail: "it takes no more requests to save (" + a.StatusExt + ")", Status: http.StatusTooManyRequests}
	}
	s.Outcome, s.Detail = SaveRefused, short(strings.TrimSpace(a.StatusExt+" "+a.Message))
	return s, nil
}

// api makes one request of an account.
func (w *Wayback) api(ctx context.Context, method, raw, form string, k Keys) (*saveAnswer, error) {
	u, err := parseURL(raw)
	if err == nil {
		err = w.c.cfg.Guard.CheckURL(u)
	}
	if err != nil {
		return nil, &ServiceError{Host: w.host, Detail: err.Error()}
	}
	ctx = record.WithSink(ctx, func(e *record.Exchange) { e.Release() })
	r, err := http.NewRequestWithContext(ctx, method, u.String(), strings.NewReader(form))
	if err != nil {
		return nil, fmt.Errorf("ask %s to save: %w", w.host, err)
	}
	r.Header = http.Header{"Accept": {"application/json"}, "User-Agent": {w.c.cfg.UserAgent}, "Authorization": {"LOW " + k.Access + ":" + k.Secret}}
	if form != "" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	w.turn.Lock()
	defer w.turn.Unlock()
	if err := w.c.pace.enter(ctx, u.Hostname()); err != nil {
		return nil, err
	}
	defer w.c.pace.leave(u.Hostname())
	// Redirects are not followed: the keys are for this host alone.
	resp, err := w.c.ways[Full].rec.RoundTrip(r)
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, &ServiceError{Host: w.host, Detail: short(err.Error())}
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	if err != nil {
		return nil, &ServiceError{Host: w.host, Detail: short(err.Error())}
	}
	switch {
	case resp.StatusCode == http.StatusUnauthorized, resp.StatusCode == http.StatusForbidden:
		return nil, &KeysError{Host: w.host}
	case resp.StatusCode == http.StatusTooManyRequests, resp.StatusCode >= 500:
		return nil, &ServiceError{Host: w.host, Detail: fmt.Sprintf("it takes no requests to save now (status %d)", resp.StatusCode),
			Status: resp.StatusCode, RetryAfter: retryAfter(resp.Header.Get("Retry-After"), time.Now())}
	}
	var a saveAnswer
	if err := json.Unmarshal(body, &a); err != nil {
		return nil, &ServiceError{Host: w.host, Detail: fmt.Sprintf("its answer to a request to save makes no sense (status %d)", resp.StatusCode)}
	}
	return &a, nil
}
