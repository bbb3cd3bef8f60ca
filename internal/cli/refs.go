package cli

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/gob"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/source"
)

// outline is as much of a manifest as a REF needs. Reading a manifest of a
// thousand footnotes takes longer than all the rest of archiver get; its
// outline is remembered in the catalog under the file's SHA-256, so that it
// can't be out of date.
type outline struct {
	ID        string
	Published time.Time
	Labels    []string
	URLs      [][]string
}

func outlineOf(m *source.Manifest) outline {
	o := outline{ID: m.ID, Published: m.Published}
	for _, f := range m.Footnotes {
		o.Labels = append(o.Labels, string(f.Number))
		var urls []string
		for _, c := range f.Citations {
			urls = append(urls, c.URL)
		}
		o.URLs = append(o.URLs, urls)
	}
	return o
}

func (o outline) manifest(path string) *source.Manifest {
	m := &source.Manifest{Path: path, ID: o.ID, Published: o.Published, Footnotes: make([]source.Footnote, len(o.Labels))}
	for i, label := range o.Labels {
		m.Footnotes[i].Number = source.Label(label)
		for _, u := range o.URLs[i] {
			m.Footnotes[i].Citations = append(m.Footnotes[i].Citations, source.Citation{URL: u})
		}
	}
	return m
}

// resolve finds the citation that a REF means. Of its manifest only what
// outline holds is filled in.
func (e *env) resolve(ctx context.Context, s *session, ref string) (source.Cite, error) {
	c, _, err := e.resolveShared(ctx, s, ref)
	return c, err
}

// resolveShared is resolve, and says whether REF is a URL that several notes cite.
func (e *env) resolveShared(ctx context.Context, s *session, ref string) (c source.Cite, several bool, err error) {
	set := e.remembered(ctx, s.catalog)
	if set == nil {
		if set, _, err = e.manifests(nil); err != nil {
			return source.Cite{}, false, err
		}
	}
	return sharedIn(set, ref)
}

// resolveWhole finds the citation that a REF means, with all of its manifest.
func (e *env) resolveWhole(ref string) (source.Cite, error) {
	set, _, err := e.manifests(nil)
	if err != nil {
		return source.Cite{}, err
	}
	c, _, err := sharedIn(set, ref)
	return c, err
}

func sharedIn(set *source.Set, ref string) (c source.Cite, several bool, err error) {
	c, err = set.Resolve(ref)
	var which *source.AmbiguousError
	if errors.As(err, &which) && len(which.Cites) > 0 && !slices.ContainsFunc(which.Cites, func(c source.Cite) bool {
		return c.Citation.URL != which.Cites[0].Citation.URL
	}) {
		return which.Cites[0], true, nil // one source, whichever is meant
	}
	return c, false, err
}

// resolvable gives err, unless the REF itself is wrong: then that comes first.
func (e *env) resolvable(ref string, err error) error {
	set, _, merr := e.manifests(nil)
	if merr == nil {
		_, merr = set.Resolve(ref)
	}
	var several *source.AmbiguousError
	if merr != nil && !errors.As(merr, &several) {
		return merr
	}
	return err
}

// remembered builds the set of manifests from their outlines: nil where one of
// them has none.
func (e *env) remembered(ctx context.Context, c *catalog.Catalog) *source.Set {
	set := &source.Set{}
	paths, sums := e.manifestSums()
	for _, path := range paths {
		body, err := c.Manifest(ctx, sums[path])
		if err != nil {
			return nil
		}
		var o outline
		if err := gob.NewDecoder(bytes.NewReader(body)).Decode(&o); err != nil {
			return nil
		}
		set.Manifests = append(set.Manifests, o.manifest(path))
	}
	if len(set.Manifests) == 0 {
		return nil
	}
	return set
}

// remember keeps the outlines of all manifests.
func (e *env) remember(ctx context.Context, s *session, set *source.Set) error {
	_, sums := e.manifestSums()
	bodies := map[string][]byte{}
	for _, m := range set.Manifests {
		sum, ok := sums[m.Path]
		if !ok {
			return nil // the folder changed under us: next time
		}
		var b bytes.Buffer
		if err := gob.NewEncoder(&b).Encode(outlineOf(m)); err != nil {
			return fmt.Errorf("remember manifests: %w", err)
		}
		bodies[sum] = b.Bytes()
	}
	return s.catalog.SetManifests(ctx, bodies)
}

// manifestSums lists the manifests with their SHA-256.
func (e *env) manifestSums() (paths []string, sums map[string]string) {
	paths, err := source.Files(e.loaded.path(e.loaded.Sources))
	if err != nil {
		return nil, nil
	}
	sums = map[string]string{}
	for _, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil {
			return nil, nil
		}
		sum := sha256.Sum256(b)
		sums[path] = hex.EncodeToString(sum[:])
	}
	return paths, sums
}
