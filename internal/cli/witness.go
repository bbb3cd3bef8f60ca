package cli

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"archiver/internal/ledger"
	"archiver/internal/watch"
)

// witnessJSON is what came of asking a witness.
type witnessJSON struct {
	Witness  string     `json:"witness"`
	URL      string     `json:"url"`
	Size     int64      `json:"size"`     // of the checkpoint it was asked to cosign
	Object   string     `json:"object"`   // the cosigned checkpoint; "": there is none
	Time     *time.Time `json:"time"`     // by the witness's clock
	Cosigned bool       `json:"cosigned"` // just now
	Fork     bool       `json:"fork"`     // it has seen another history of this log
	Error    string     `json:"error"`    // why it is not cosigned
}

// cosign has the newest checkpoint cosigned by the configured witnesses, before it
// is timestamped: so the proof of an entry has both. A witness that does not do it
// is told of, and never stops a run; one that has seen another history of the log
// is told of loudly.
func (e *env) cosign(ctx context.Context, s *session) ([]witnessJSON, error) {
	if len(s.cfg.Log.Witnesses) == 0 {
		return nil, nil
	}
	proxy := e.proxy()
	client := &http.Client{
		Transport:     &http.Transport{DisableKeepAlives: true, Proxy: func(r *http.Request) (*url.URL, error) { return proxy(r.URL) }},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	results, err := ledger.Cosign(ctx, s.log, s.cfg.Witnesses(client))
	if err != nil {
		return nil, err
	}
	var views []witnessJSON
	for _, r := range results {
		v := witnessJSON{Witness: r.Witness, URL: r.URL, Size: r.Size, Object: r.Object, Time: optional(r.Time), Cosigned: r.Cosigned}
		var fork *ledger.WitnessForkError
		if r.Err != nil {
			v.Error, v.Fork = oneLine(r.Err.Error()), errors.As(r.Err, &fork)
		}
		views = append(views, v)
		switch {
		case v.Fork: // with --json too: it must not be overlooked
			fmt.Fprintf(e.err, "%s %s\n", e.paint(e.err, red, "archiver: ALARM:"), v.Error)
			fmt.Fprintf(e.err, "%s %s\n", e.paint(e.err, bold, "archiver: hint:"), "two histories of this log are about: keep this archive and the file named log.head as they are, and find out which machine, or which copy, wrote the other")
		case r.Err != nil && !e.json:
			e.warn("%s; the next run asks again", v.Error)
		}
	}
	return views, watch.CatchUp(ctx, s.store, s.catalog, nil) // the key of a new witness is logged
}

// cosignedWords tells who cosigned just now; "": nobody.
func cosignedWords(views []witnessJSON) string {
	var names []string
	for _, v := range views {
		if v.Cosigned {
			names = append(names, oneLine(v.Witness))
		}
	}
	if len(names) == 0 {
		return ""
	}
	return "the log was cosigned by " + strings.Join(names, ", ")
}
