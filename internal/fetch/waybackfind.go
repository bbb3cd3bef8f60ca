package fetch

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// maxCopies is how many copies the index is asked for.
const maxCopies = 30

var jsonHeader = http.Header{"Accept": {"application/json, text/plain;q=0.9, */*;q=0.1"}, "Accept-Encoding": {"gzip"}}

// Find lists the copies of a page, those nearest to at first: from the index; if
// that makes no sense, from the availability API; and if neither does, it gives
// the one copy to which the archive itself may lead. An error is a
// *ServiceError, a *NoCopyError of a page that is excluded, or our own failure.
func (w *Wayback) Find(ctx context.Context, raw string, at time.Time) (*Found, error) {
	raw, _, _ = strings.Cut(raw, "#")
	f := &Found{}
	copies, err := w.index(ctx, f, raw, at)
	if unclear(err) && w.available != "" {
		copies, err = w.nearest(ctx, f, raw, at)
	}
	if unclear(err) {
		copies, err = []Copy{{Timestamp: at.UTC().Format("20060102150405"), URL: raw}}, nil
	}
	if err != nil {
		f.Release()
		return nil, err
	}
	distance := func(k Copy) time.Duration { return k.At().Sub(at).Abs() }
	slices.SortStableFunc(copies, func(a, b Copy) int { return cmp.Compare(distance(a), distance(b)) })
	f.Copies = copies
	return f, nil
}

// unclearError is an answer that says nothing, for or against.
type unclearError struct{ detail string }

func (e *unclearError) Error() string { return e.detail }

func unclear(err error) bool {
	var u *unclearError
	return errors.As(err, &u)
}

// interfaceAnswer asks one of the archive's interfaces and gives its body.
func (w *Wayback) interfaceAnswer(ctx context.Context, f *Found, raw string) ([]byte, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	// The body is read to its end for the record, however long: cut that short.
	v, err := w.ask(ctx, w.c.newSession(Full), raw, jsonHeader, func(string) int64 { return maxIndex }, spender(maxIndex, cancel))
	if err != nil {
		return nil, err
	}
	if v.ex != nil {
		f.Exchanges = append(f.Exchanges, v.ex)
	}
	switch {
	case excluded(v):
		return nil, &NoCopyError{Detail: "the archive does not show this page", Excluded: true}
	case v.fault != nil && v.fault.Reason == limited:
		return nil, &unclearError{errLong.Error()}
	case v.fault != nil:
		return nil, &unclearError{v.fault.Detail}
	case v.status != http.StatusOK:
		return nil, &unclearError{fmt.Sprintf("status %d", v.status)}
	}
	return bytes.TrimSpace(v.body), nil
}

// spender ends what is read through ctx once it is over limit.
func spender(limit int64, cancel context.CancelCauseFunc) func(int64) {
	return func(n int64) {
		if limit -= n; limit < 0 {
			cancel(errSpent)
		}
	}
}

// index asks the CDX server.
func (w *Wayback) index(ctx context.Context, f *Found, raw string, at time.Time) ([]Copy, error) {
	q := url.Values{"url": {raw}, "output": {"json"}, "limit": {strconv.Itoa(maxCopies)}, "closest": {at.UTC().Format("20060102150405")}}
	if !w.plainCDX {
		q.Set("sort", "closest") // without it, closest means little
		q.Set("fl", "timestamp,original,statuscode,mimetype,digest")
		// Redirects are wanted, as the page may have stood behind one, and so
		// are repeated captures, whose status is a dash.
		q.Set("filter", "!statuscode:[45]..")
	}
	body, err := w.interfaceAnswer(ctx, f, w.cdx+"?"+q.Encode())
	if err != nil {
		return nil, err
	}
	rows, err := indexRows(body)
	if err != nil {
		return nil, &unclearError{err.Error()}
	}
	var copies []Copy
	seen := map[string]bool{}
	for _, r := range rows {
		k := Copy{Timestamp: r["timestamp"], URL: r["original"] + r["url"], Digest: r["digest"]}
		k.Status, _ = strconv.Atoi(r["statuscode"] + r["status"]) // a dash is no number
		// An index that answers for another page is not to be trusted.
		if len(k.Timestamp) != 14 || k.At().Year() < 1990 || time.Until(k.At()) > 48*time.Hour ||
			k.Status >= 400 || !samePage(k.URL, raw) || seen[k.Timestamp] {
			continue
		}
		seen[k.Timestamp] = true
		copies = append(copies, k)
	}
	return copies, nil
}

// indexRows reads what CDX servers give for output=json: a list of lists, the
// first of them the names of the fields; or, from pywb, one object a line.
func indexRows(body []byte) ([]map[string]string, error) {
	if len(body) == 0 {
		return nil, nil
	}
	var rows []map[string]string
	if body[0] == '[' {
		var list [][]string
		if err := json.Unmarshal(body, &list); err != nil {
			return nil, fmt.Errorf("its index makes no sense: %w", err)
		}
		if len(list) == 0 {
			return nil, nil
		}
		names := list[0]
		for _, values := range list[1:min(len(list), 1+10*maxCopies)] {
			r := map[string]string{}
			for i, name := range names[:min(len(names), len(values))] {
				r[name] = values[i]
			}
			rows = append(rows, r)
		}
		return rows, nil
	}
	in := bufio.NewScanner(bytes.NewReader(body))
	in.Buffer(nil, 1<<20)
	for in.Scan() && len(rows) < 10*maxCopies {
		var fields map[string]any
		if err := json.Unmarshal(in.Bytes(), &fields); err != nil {
			return nil, fmt.Errorf("its index makes no sense: %w", err)
		}
		r := map[string]string{}
		for name, v := range fields {
			r[name] = fmt.Sprint(v)
		}
		rows = append(rows, r)
	}
	return rows, in.Err()
}

// nearest asks the availability API, which knows of one copy and denies many
// that there are: that it has none is not taken at its word.
func (w *Wayback) nearest(ctx context.Context, f *Found, raw string, at time.Time) ([]Copy, error) {
	q := url.Values{"url": {raw}, "timestamp": {at.UTC().Format("20060102150405")}}
	body, err := w.interfaceAnswer(ctx, f, w.available+"?"+q.Encode())
	if err != nil {
		return nil, err
	}
	var a struct {
		Snapshots struct {
			Closest struct {
				Available bool   `json:"available"`
				URL       string `json:"url"`
				Status    string `json:"status"`
			} `json:"closest"`
		} `json:"archived_snapshots"`
	}
	if err := json.Unmarshal(body, &a); err != nil {
		return nil, &unclearError{"its availability makes no sense: " + err.Error()}
	}
	k, ok := w.Copy(a.Snapshots.Closest.URL)
	if !a.Snapshots.Closest.Available || !ok || !samePage(k.URL, raw) {
		return nil, &unclearError{"it names no copy"}
	}
	k.Status, _ = strconv.Atoi(a.Snapshots.Closest.Status)
	return []Copy{k}, nil
}
