package cli

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/ledger"
	"archiver/internal/tsa"
	"archiver/internal/watch"
)

// authorities gives the configured authorities, with their roots read.
func (e *env) authorities() ([]ledger.Authority, error) {
	cfg, err := e.config()
	if err != nil || len(cfg.Timestamp) == 0 {
		return nil, err
	}
	proxy := e.proxy()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true,
		Proxy: func(r *http.Request) (*url.URL, error) { return proxy(r.URL) }}}
	var list []ledger.Authority
	for _, t := range cfg.Timestamp {
		a := ledger.Authority{URL: t.URL, Client: client}
		if t.Roots != "" {
			if a.Roots, a.Others, err = readRoots(cfg.Path(t.Roots)); err != nil {
				return nil, cfg.Mistake("timestamp", "%v", err)
			}
		}
		list = append(list, a)
	}
	return list, nil
}

func readRoots(path string) (roots, others []*x509.Certificate, err error) {
	data, err := os.ReadFile(path)
	if err == nil {
		roots, others, err = tsa.ParseRoots(data)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("read roots %s: %w", path, err)
	}
	return roots, others, nil
}

// roots are those to verify timestamps against, beside the system's: of files
// named on the command line, and of the configuration. One of the latter that
// can't be read is warned of, for a stranger to the machine verifies too.
func (e *env) roots(files []string) ([]*x509.Certificate, error) {
	var all []*x509.Certificate
	for _, f := range files {
		roots, _, err := readRoots(f)
		if err != nil {
			return nil, &usageError{msg: err.Error(), hint: "--roots takes a PEM file with the authority's root, as the authority publishes it"}
		}
		all = append(all, roots...)
	}
	cfg, err := e.config()
	if err != nil {
		return nil, err
	}
	for _, t := range cfg.Timestamp {
		if t.Roots == "" {
			continue
		}
		roots, _, err := readRoots(cfg.Path(t.Roots))
		if err != nil {
			e.warn("%v", err)
		}
		all = append(all, roots...)
	}
	return all, nil
}

// stampJSON is how far an authority has stamped the log.
type stampJSON struct {
	Authority string     `json:"authority"`
	Size      int64      `json:"size"`   // entries that its newest stamp covers; 0: there is none
	Object    string     `json:"object"` // the token
	Time      *time.Time `json:"time"`   // what that says
	Behind    int64      `json:"behind"` // entries after it, if any is more than a timestamp
	Stamped   bool       `json:"stamped"`
	Error     string     `json:"error"` // why it is behind; "" where it is not, or was not asked
	Hint      string     `json:"hint,omitempty"`
}

func (e *env) viewStamps(results []ledger.StampResult) []stampJSON {
	var list []stampJSON
	for _, r := range results {
		v := stampJSON{Authority: r.Authority, Size: r.Size, Object: r.Object, Time: optional(r.Time), Behind: r.Behind, Stamped: r.Stamped}
		if r.Err != nil {
			v.Error, v.Hint = oneLine(r.Err.Error()), stampHint(r.Err)
		}
		list = append(list, v)
	}
	return list
}

// stampHint says what a person can do.
func stampHint(err error) string {
	var unknown *tsa.UnknownRootError
	var none *tsa.NoRootError
	switch {
	case errors.As(err, &unknown):
		return "compare that fingerprint with the one that the authority publishes; then name a file with that root: timestamp: [{url: …, roots: FILE.pem}]"
	case errors.As(err, &none):
		return "fetch the authority's certificates from where it publishes them, and name a file with them: timestamp: [{url: …, roots: FILE.pem}]"
	}
	return "the next run asks again"
}

// stamp has the log stamped. An authority that does not do it is told of, and is
// asked again by the next run.
func (e *env) stamp(ctx context.Context, s *session, authorities []ledger.Authority) ([]stampJSON, error) {
	if len(authorities) == 0 {
		return nil, nil
	}
	results, err := ledger.Stamp(ctx, s.log, authorities)
	if err != nil {
		return nil, err
	}
	stamps := e.viewStamps(results)
	for _, v := range stamps {
		if v.Error != "" && !e.json {
			e.warn("%s gave no timestamp: %s; %s", oneLine(v.Authority), v.Error, v.Hint)
		}
	}
	return stamps, watch.CatchUp(ctx, s.store, s.catalog, nil)
}

// stampWords tells who stamped just now; "": nobody.
func stampWords(stamps []stampJSON) string {
	var names []string
	for i, name := range authorityNames(stamps) {
		if stamps[i].Stamped {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return "the log was timestamped by " + strings.Join(names, ", ")
}

// authorityNames is what authorities are called: by their host, and by more of
// their URL where that is not enough to tell them apart.
func authorityNames(stamps []stampJSON) []string {
	names := make([]string, len(stamps))
	for _, short := range []func(string) string{hostOf, withoutScheme, func(url string) string { return url }} {
		count := map[string]int{}
		for _, v := range stamps {
			count[short(v.Authority)]++
		}
		for i, v := range stamps {
			if name := short(v.Authority); names[i] == "" && count[name] == 1 {
				names[i] = oneLine(name)
			}
		}
	}
	return names
}

func withoutScheme(url string) string {
	_, rest, _ := strings.Cut(url, "://")
	return rest
}

// stamped tells how far the authorities have stamped the log, without asking
// them; without a store, as the catalog has it.
func (e *env) stamped(ctx context.Context, s *session) ([]stampJSON, error) {
	authorities, err := e.authorities()
	if err != nil || len(authorities) == 0 {
		return nil, err
	}
	if s.store == nil {
		results, err := knownStamps(ctx, s.catalog, authorities)
		return e.viewStamps(results), err
	}
	results, err := ledger.Standing(ctx, s.store, authorities)
	return e.viewStamps(results), err
}

// knownStamps is ledger.Standing by the catalog.
func knownStamps(ctx context.Context, c *catalog.Catalog, authorities []ledger.Authority) ([]ledger.StampResult, error) {
	stamps, err := c.Stamps(ctx)
	if err != nil {
		return nil, err
	}
	last, err := c.LogSize(ctx)
	if err != nil {
		return nil, err
	}
	last-- // and then the last record that is no timestamp
	for _, s := range slices.Backward(stamps) {
		if s.LogIndex == last {
			last--
		}
	}
	results := make([]ledger.StampResult, len(authorities))
	for i, a := range authorities {
		r := &results[i]
		r.Authority = ledger.PublicURL(a.URL)
		for _, s := range stamps {
			if s.Authority == r.Authority && s.Size >= r.Size {
				r.Size, r.Object, r.Time = s.Size, s.Object, s.At
			}
		}
		if last >= r.Size {
			r.Behind = last + 1 - r.Size
		}
	}
	return results, nil
}

func (e *env) printStamped(stamps []stampJSON) {
	names := authorityNames(stamps)
	for i, v := range stamps {
		words := e.paint(e.out, yellow, "no timestamp yet; the next run asks")
		switch {
		case v.Time != nil && v.Behind > 0:
			words = e.paint(e.out, yellow, fmt.Sprintf("timestamp of %s; %s came after it, and the next run asks again", longDate(*v.Time), plural(int(v.Behind), "log record")))
		case v.Time != nil:
			words = "timestamp of " + longDate(*v.Time) + ", of all that is logged"
		}
		fmt.Fprintf(e.out, "%s: %s\n", names[i], words)
	}
}

// printTimestamps says how many tokens hold.
func (e *env) printTimestamps(v verifyJSON) {
	if v.Timestamps > 0 {
		hold := "hold"
		if v.Timestamps == 1 {
			hold = "holds"
		}
		fmt.Fprintf(e.out, "%s over the log's checkpoints %s\n", plural(v.Timestamps, "timestamp"), hold)
	}
}
