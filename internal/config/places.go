package config

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
)

// Archive says where snapshots and log lie.
type Archive struct {
	URL      string `yaml:"url"`      // file:FOLDER or s3://BUCKET/PREFIX
	Endpoint string `yaml:"endpoint"` // of the S3 server; empty: AWS_ENDPOINT_URL, else AWS
	Lock     Lock   `yaml:"lock"`
	// Mirror is a second place, which each run fills. Empty URL: none.
	Mirror Mirror `yaml:"mirror"`
}

// Mirror is a second place of the archive. Its keys are those of the first.
type Mirror struct {
	URL      string `yaml:"url"`
	Endpoint string `yaml:"endpoint"`
	Lock     Lock   `yaml:"lock"`
}

// Mirrored says whether the archive has a second place.
func (c *Config) Mirrored() bool { return c.Archive.Mirror.URL != "" }

// MirrorName is the mirror as messages name it.
func (c *Config) MirrorName() string {
	if url := c.Archive.Mirror.URL; strings.HasPrefix(url, "s3://") {
		return url
	}
	return c.MirrorDir()
}

// MirrorDir is the folder of a mirror that is in no bucket.
func (c *Config) MirrorDir() string {
	return c.Path(strings.TrimPrefix(c.Archive.Mirror.URL, "file:"))
}

// checkArchive validates what the configuration says of the archive; key is the
// one at fault.
func (c *Config) checkArchive() (key string, err error) {
	a := c.Archive
	if key, err := checkPlace(a.URL, a.Endpoint, a.Lock); err != nil {
		return "archive." + key, err
	}
	return c.checkMirror()
}

// checkMirror validates archive.mirror; key is the one at fault.
func (c *Config) checkMirror() (key string, err error) {
	m := c.Archive.Mirror
	if !c.Mirrored() {
		if m != (Mirror{Lock: NoLock}) {
			return "archive.mirror.url", errors.New("there is no mirror: name its place, or leave archive.mirror out")
		}
		return "", nil
	}
	if key, err := checkPlace(m.URL, m.Endpoint, m.Lock); err != nil {
		return "archive.mirror." + key, err
	}
	a, b := c.Place(), strings.TrimSuffix(m.URL, "/")
	if !strings.HasPrefix(b, "s3://") {
		a, b = "file:"+resolved(strings.TrimPrefix(a, "file:")), "file:"+resolved(c.MirrorDir())
	}
	if strings.HasPrefix(b, "s3://") && m.Endpoint != c.Archive.Endpoint {
		return "", nil
	}
	switch {
	case a == b:
		return "archive.mirror.url", errors.New("it is the archive itself: what happens to the one happens to the other")
	case Within(a, b) || Within(b, a):
		return "archive.mirror.url", fmt.Errorf("%s and %s lie in one another", m.URL, c.Archive.URL)
	}
	return "", nil
}

// resolved follows links as far as a path exists.
func resolved(path string) string {
	abs, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	if real, err := filepath.EvalSymlinks(abs); err == nil {
		return real
	}
	if dir := filepath.Dir(abs); dir != abs {
		return filepath.Join(resolved(dir), filepath.Base(abs))
	}
	return abs
}

// InBucket says whether the archive is in a bucket, and in no folder.
func (c *Config) InBucket() bool { return strings.HasPrefix(c.Archive.URL, "s3://") }

// ArchiveName is the archive as messages name it.
func (c *Config) ArchiveName() string {
	if c.InBucket() {
		return c.Archive.URL
	}
	return c.ArchiveDir()
}

// Place is the address of the archive: s3://BUCKET/PREFIX, or file: and an absolute path;
// "" where the working directory is gone.
func (c *Config) Place() string {
	if c.InBucket() {
		return strings.TrimSuffix(c.Archive.URL, "/")
	}
	dir, err := filepath.Abs(c.ArchiveDir())
	if err != nil {
		return ""
	}
	return "file:" + dir
}

// Within says whether one place lies in the other.
func Within(a, b string) bool { return a == b || strings.HasPrefix(a+"/", b+"/") }

// ArchiveDir is the folder of an archive that is in no bucket.
func (c *Config) ArchiveDir() string { return c.Path(strings.TrimPrefix(c.Archive.URL, "file:")) }

// CatalogPath is the file of the catalog.
func (c *Config) CatalogPath() string { return c.Path(strings.TrimPrefix(c.Catalog, "sqlite:")) }

// Path resolves a path of the configuration.
func (c *Config) Path(p string) string {
	if p == "" || filepath.IsAbs(p) || c.base == "" {
		return p
	}
	if rel, err := filepath.Rel(".", filepath.Join(c.base, p)); err == nil && !strings.HasPrefix(rel, "..") {
		return rel // shorter in messages
	}
	return filepath.Join(c.base, p)
}
