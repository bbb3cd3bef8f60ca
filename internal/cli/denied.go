package cli

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"archiver/internal/ledger"
	"archiver/internal/store/s3"
	"archiver/internal/verify"
)

// denials are the objects that a bucket refuses to have read. Of these a
// verification knows nothing, which is no sign that they are not as they were.
type denials struct {
	e    *env
	of   func(error) error // says whose refusals they are: the mirror's, say
	mu   sync.Mutex
	keys map[string]bool
	err  error // the first
}

// watch has the store tell of them. Where it refuses the log's key or its newest
// checkpoint, nothing can be verified, and the command ends.
func (d *denials) watch(c *s3.Config) {
	c.Denied = func(key string, err error) {
		if key == "keys/log.pub" || key == checkpointKey {
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
	if len(findings) == 0 || slices.ContainsFunc(findings, func(f verify.Finding) bool { return !d.explains(f) }) {
		return nil
	}
	what := plural(len(findings), "snapshot")
	if slices.ContainsFunc(findings, func(f verify.Finding) bool { return f.Code != verify.CodeUnreadable }) {
		what = plural(len(d.keys), "object")
	}
	return d.of(fmt.Errorf("%s could not be read, of the rest all is as the signed log says: %w", what, d.err))
}

// explains says whether a finding comes of a refusal: that nothing leads to the signed
// root, too, where files of the log may not be read, and that a snapshot is gone, where
// records may not be, of which one may say that it was withdrawn.
func (d *denials) explains(f verify.Finding) bool {
	under := func(prefix string) bool {
		for key := range d.keys {
			if strings.HasPrefix(key, prefix) {
				return true
			}
		}
		return false
	}
	switch f.Code {
	case verify.CodeUnreadable:
		return d.keys[f.Object]
	case ledger.CodeUnreadable: // of a token, that its checkpoint may not be read
		for key := range d.keys {
			if f.Object == key || strings.Contains(f.Detail, " "+key+":") {
				return true
			}
		}
	case ledger.CodeRoot:
		return under("log/")
	case verify.CodeMissing:
		return under("log/records/")
	}
	return false
}
