package cli

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/source"
	"archiver/internal/store"
)

// An outline is as much of a manifest as a REF needs. Reading a manifest of a
// thousand footnotes takes longer than all the rest of archiver get; its
// outline is remembered in the catalog under the file's SHA-256, so that it
// can't be out of date.
//
// It is a row of strings, each with its length in front (encoding/binary's
// Uvarint): the id, the day of publication, how many footnotes and how many citations
// there are; and of each footnote its number, how many citations it has, and their URLs.
func outlineOf(m *source.Manifest) (o []byte) {
	add := func(s string) { o = append(binary.AppendUvarint(o, uint64(len(s))), s...) }
	add(m.ID)
	add(m.Published.Format(time.RFC3339))
	add(strconv.Itoa(len(m.Footnotes)))
	all := 0
	for _, f := range m.Footnotes {
		all += len(f.Citations)
	}
	add(strconv.Itoa(all))
	for _, f := range m.Footnotes {
		add(string(f.Number))
		add(strconv.Itoa(len(f.Citations)))
		for _, c := range f.Citations {
			add(c.URL)
		}
	}
	return o
}

var errOutline = errors.New("read a manifest's outline: damaged")

// outlineString takes the first string off an outline.
func outlineString(outline string) (s, rest string, err error) {
	n, length := binary.Uvarint([]byte(outline[:min(len(outline), binary.MaxVarintLen64)]))
	if length <= 0 || n > uint64(len(outline)-length) {
		return "", "", errOutline
	}
	return outline[length : length+int(n)], outline[length+int(n):], nil
}

// manifestOf gives of the manifest at path what its outline holds.
func manifestOf(path string, outline []byte) (*source.Manifest, error) {
	rest, err := string(outline), error(nil)
	next := func() (s string) {
		var bad error
		if s, rest, bad = outlineString(rest); bad != nil {
			err = bad
		}
		return s
	}
	count := func() (n int) {
		if s := next(); err == nil {
			n, err = strconv.Atoi(s)
		}
		if err == nil && (n < 0 || n > len(rest)) { // each takes a byte at least
			err = errOutline
		}
		return n
	}
	m := &source.Manifest{Path: path, ID: next()}
	published := next()
	if err == nil {
		m.Published, err = time.Parse(time.RFC3339, published)
	}
	footnotes, citations := count(), count()
	if err != nil {
		return nil, err
	}
	m.Footnotes = make([]source.Footnote, 0, footnotes)
	all := make([]source.Citation, 0, citations)
	for err == nil && rest != "" {
		f := source.Footnote{Number: source.Label(next())}
		first := len(all)
		for n := count(); n > 0 && err == nil; n-- {
			all = append(all, source.Citation{URL: next()})
		}
		if len(all) > first {
			f.Citations = all[first:len(all):len(all)]
		}
		m.Footnotes = append(m.Footnotes, f)
	}
	if err == nil && (len(m.Footnotes) != footnotes || len(all) != citations) {
		err = errOutline
	}
	return m, err
}

// resolve finds the citation that a REF means. Of its manifest only what
// outline holds is filled in.
func (e *env) resolve(ctx context.Context, s *session, ref string) (source.Cite, error) {
	c, _, err := e.resolveShared(ctx, s, ref)
	return c, err
}

// resolveShared is resolve, and says whether REF is a URL that several notes cite.
func (e *env) resolveShared(ctx context.Context, s *session, ref string) (c source.Cite, several bool, err error) {
	if set := e.remembered(ctx, s.catalog, ref); set != nil {
		if c, several, err = sharedIn(set, ref); err == nil {
			return c, several, nil
		}
	}
	_, err = e.named(ref, func(set *source.Set) error { // with those that a wrong REF may have meant
		c, several, err = sharedIn(set, ref)
		return err
	})
	return c, several, err
}

// resolveWhole finds the citation that a REF means, with all of its manifest.
func (e *env) resolveWhole(ref string) (source.Cite, error) {
	var c source.Cite
	_, err := e.named(ref, func(set *source.Set) (err error) {
		c, _, err = sharedIn(set, ref)
		return err
	})
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
	_, _, merr := e.cited(ref)
	var several *source.AmbiguousError
	if merr != nil && !errors.As(merr, &several) {
		return merr
	}
	return err
}

// remembered builds the set of manifests from their outlines: nil where one of them has
// none. Where ref names a report, the others are there by their IDs alone.
func (e *env) remembered(ctx context.Context, c *catalog.Catalog, ref string) *source.Set {
	set := &source.Set{}
	one := -1
	paths, sums := e.manifestSums()
	for i, path := range paths {
		id, err := c.Manifest(ctx, idOf(sums[path]))
		if err != nil {
			return nil
		}
		if strings.HasPrefix(ref, string(id)+"/") {
			one = i
		}
		set.Manifests = append(set.Manifests, &source.Manifest{Path: path, ID: string(id)})
	}
	for i, path := range paths {
		if one >= 0 && i != one {
			continue
		}
		outline, err := c.Manifest(ctx, sums[path])
		if err != nil {
			return nil
		}
		m, err := manifestOf(path, outline)
		if err != nil {
			return nil
		}
		set.Manifests[i] = m
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
		bodies[sum], bodies[idOf(sum)] = outlineOf(m), []byte(m.ID)
	}
	return s.catalog.SetManifests(ctx, bodies)
}

// idOf is the key of a report's ID beside that of its outline: of the reports that a REF
// does not name, the outlines need not be read.
func idOf(sum string) string { return sum + "/id" }

// manifestSums lists the manifests with their SHA-256.
func (e *env) manifestSums() (paths []string, sums map[string]string) {
	paths, err := source.Files(e.loaded.Path(e.loaded.Sources))
	if err != nil {
		return nil, nil
	}
	sums = map[string]string{}
	h, buf := sha256.New(), make([]byte, 32<<10)
	for _, path := range paths {
		h.Reset()
		f, err := store.OpenPlain(path)
		if err == nil {
			_, err = io.CopyBuffer(h, struct{ io.Reader }{f}, buf) // without the file's own WriteTo, which takes a buffer of its own
			f.Close()
		}
		if err != nil {
			return nil, nil
		}
		sums[path] = hex.EncodeToString(h.Sum(nil))
	}
	return paths, sums
}
