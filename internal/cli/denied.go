package cli

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"archiver/internal/store/s3"
	"archiver/internal/verify"
)

// denials are the snapshots that a bucket refuses to have read. Of these a
// verification knows nothing, which is no sign that they are not as they were.
type denials struct {
	e    *env
	of   func(error) error // says whose refusals they are: the mirror's, say
	mu   sync.Mutex
	keys map[string]bool
	err  error // the first
}

// watch has the store tell of them. Where it refuses the log, or a key, nothing can
// be verified, and the command ends.
func (d *denials) watch(c *s3.Config) {
	c.Denied = func(key string, err error) {
		if !strings.HasPrefix(key, "snapshots/") {
			d.e.lose(d.of(err))
			return
		}
		d.mu.Lock()
		defer d.mu.Unlock()
		if d.keys == nil {
			d.keys, d.err = map[string]bool{}, err
		}
		d.keys[key] = true
	}
}

// all gives an error if there are findings, and each comes of such a refusal alone.
func (d *denials) all(findings []verify.Finding) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(findings) == 0 || slices.ContainsFunc(findings, func(f verify.Finding) bool {
		return f.Code != verify.CodeUnreadable || !d.keys[f.Object]
	}) {
		return nil
	}
	return d.of(fmt.Errorf("%s could not be read, of the rest all is as the signed log says: %w", plural(len(findings), "snapshot"), d.err))
}
