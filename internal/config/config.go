// Package config reads configs/archiver.yaml and the environment over it, and says
// what is wrong there, with the file, line and key. What is made of a setting, such as
// an opened archive, is internal/cli's.
package config

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"archiver/internal/catalog"
	"archiver/internal/fetch"
	"archiver/internal/netguard"
)

// Config is configs/archiver.yaml. Every key has a default, so that the file
// can be empty or absent; unknown keys are errors. Each value can be set by
// environment: ARCHIVER_ and the path in capitals, ARCHIVER_FETCH_TIMEOUT.
type Config struct {
	Sources string  `yaml:"sources"` // folder of the manifests
	Archive Archive `yaml:"archive"`
	Catalog string  `yaml:"catalog"` // sqlite:PATH
	Log     Log     `yaml:"log"`
	Fetch   Fetch   `yaml:"fetch"`
	// Canaries are URLs that tell whether this machine is online. Empty: the
	// sources lately seen good.
	Canaries []string `yaml:"canaries"`
	Browser  Browser  `yaml:"browser"`
	Confirm  Confirm  `yaml:"confirm"`
	Rescue   Rescue   `yaml:"rescue"`
	Audit    Audit    `yaml:"audit"`
	// Timestamp are the time-stamp authorities (RFC 3161) that a run has the log
	// stamped by. Empty: none.
	Timestamp []Timestamp `yaml:"timestamp"`
	// Notify is who is told of confirmed changes. Empty: nobody.
	Notify []Notify `yaml:"notify"`
	Web    Web      `yaml:"web"`

	// base is what relative paths start from.
	base string
	// environ is what ${NAME} in notify is taken from.
	environ []string
	// file and text are what it was read from, for errors.
	file string
	text []byte
}

// Audit is about reading snapshots again.
type Audit struct {
	Scrub bool `yaml:"scrub"` // each run reads the part that is due
}

// Fetch bounds and paces requests.
type Fetch struct {
	Timeout       Duration `yaml:"timeout"` // for one whole answer
	Retries       int      `yaml:"retries"`
	PerHost       PerHost  `yaml:"per_host"`
	MaxBody       Size     `yaml:"max_body"` // bytes of one body as sent
	UserAgent     string   `yaml:"user_agent"`
	Proxy         string   `yaml:"proxy"`          // http, https or socks5 URL; empty: *_PROXY variables
	Robots        string   `yaml:"robots"`         // ignore or obey
	AllowNetworks []string `yaml:"allow_networks"` // CIDR or CIDR:PORT
}

// PerHost is the politeness towards one host.
type PerHost struct {
	Parallel int      `yaml:"parallel"` // cited pages at a time; 1
	Delay    Duration `yaml:"delay"`    // between cited pages
}

// Confirm overrides every reason's own number of looks and time span.
// Checks 0 leaves the defaults.
type Confirm struct {
	Checks int      `yaml:"checks"`
	Over   Duration `yaml:"over"`
}

// Default is what holds where neither file nor environment says anything.
func Default() *Config {
	return &Config{
		Sources: "sources",
		Archive: Archive{URL: "file:archive", Lock: NoLock, Mirror: Mirror{Lock: NoLock}},
		Catalog: "sqlite:archive/catalog.db",
		Log:     Log{Key: "configs/log.key", CaptureKey: "configs/capture.key", Head: "configs/log.head"},
		Fetch: Fetch{Timeout: Duration(time.Minute), Retries: 2,
			PerHost: PerHost{Parallel: 1, Delay: Duration(time.Second)}, MaxBody: 256 << 20, Robots: "ignore"},
		Browser: Browser{Mode: "auto", TimeZone: "UTC", Locale: "en-US", Viewport: "1280x1000"},
		Rescue:  Rescue{Wayback: "https://web.archive.org"},
		Audit:   Audit{Scrub: true},
		Web:     Web{Listen: "127.0.0.1:8080"},
	}
}

// DefaultPath is where the configuration lies, seen from the folder of a project.
const DefaultPath = "configs/archiver.yaml"

// readFile reads a file, or a pipe, and one byte more than it may have where it has more.
func readFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, maxFile+1))
}

// Load reads path. A missing file is an error only where it was asked
// for by name.
func Load(path string, named bool, environ []string) (*Config, error) {
	c := Default()
	data, err := readFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !named:
	case err != nil:
		return nil, &Error{File: path, Msg: errors.Unwrap(err).Error(), unread: true}
	default:
		data = bytes.TrimPrefix(data, []byte("\ufeff")) // some editors on Windows write it
		says, err := checkShape(path, data, reflect.TypeFor[Config]())
		if err != nil {
			return nil, err
		}
		// The decoder takes a file of comments for null, and would empty the defaults.
		if says {
			dec := yaml.NewDecoder(bytes.NewReader(data), yaml.Strict())
			if err := dec.Decode(c); err != nil && err.Error() != "EOF" {
				return nil, yamlError(path, data, err)
			}
		}
	}
	if err := c.setFromEnv(environ, data); err != nil {
		return nil, err
	}
	// In a project the configuration lies in configs/, and relative paths
	// start from the project, so that cron can run from anywhere.
	if abs, err := filepath.Abs(path); err == nil && filepath.Base(filepath.Dir(abs)) == "configs" {
		c.base = filepath.Dir(filepath.Dir(abs))
	}
	c.environ, c.file, c.text = environ, path, data
	return c, c.validate()
}

func (c *Config) validate() error {
	bad := func(key, format string, args ...any) error { return c.Mistake(key, format, args...) }
	if key, err := c.checkArchive(); err != nil {
		return bad(key, "%v", err)
	}
	if key, err := c.Web.Check(); err != nil {
		return bad("web."+key, "%v", err)
	}
	if _, key, err := c.Targets(false); err != nil {
		return bad(key, "%v", err)
	}
	if err := c.checkTimestamps(); err != nil {
		return bad("timestamp", "%v", err)
	}
	if !strings.HasPrefix(c.Catalog, "sqlite:") || len(c.Catalog) == len("sqlite:") {
		return bad("catalog", "%q is not supported by this version; use sqlite:FILE", c.Catalog)
	}
	if err := catalog.CheckPlace(c.CatalogPath()); err != nil {
		return bad("catalog", "%v; name a file of its own", err)
	}
	if err := c.checkWitnesses(); err != nil {
		return bad("log.witnesses", "%v", err)
	}
	if c.Fetch.Robots != "ignore" && c.Fetch.Robots != "obey" {
		return bad("fetch.robots", "%q is neither ignore nor obey", c.Fetch.Robots)
	}
	if key, err := c.Browser.check(); err != nil {
		return bad("browser."+key, "%v", err)
	}
	if c.Fetch.PerHost.Parallel != 1 {
		return bad("fetch.per_host.parallel", "this version works one cited page of a host at a time; set it to 1")
	}
	if c.Fetch.Timeout <= 0 || c.Fetch.MaxBody <= 0 || c.Fetch.Retries < 0 || c.Fetch.PerHost.Delay < 0 {
		return bad("fetch", "timeout and max_body must be above zero, retries and per_host.delay not below it")
	}
	if c.Fetch.Retries > 10 {
		return bad("fetch.retries", "%d is more than 10", c.Fetch.Retries)
	}
	if c.Confirm.Checks < 0 || c.Confirm.Over < 0 {
		return bad("confirm", "checks and over can't be negative")
	}
	if _, err := c.Policy(); err != nil {
		return bad("fetch.allow_networks", "%v", err)
	}
	if err := fetch.CheckWayback(c.Rescue.Wayback, c.Rescue.Save); !c.Rescue.Off() && err != nil {
		return bad("rescue.wayback", "%v", err)
	}
	if c.Rescue.Off() && c.Rescue.Save {
		return bad("rescue.save", "there is no archive to save in: name one in rescue.wayback")
	}
	if c.Confirm.Checks == 0 && c.Confirm.Over > 0 {
		return bad("confirm", "over needs checks: how many looks confirm, over that time")
	}
	if p, err := url.Parse(c.Fetch.Proxy); c.Fetch.Proxy != "" && (err != nil || p.Host == "" || !slices.Contains([]string{"http", "https", "socks5", "socks5h"}, p.Scheme)) {
		return bad("fetch.proxy", "%q is not an http, https or socks5 URL with a host", c.Fetch.Proxy)
	}
	for _, u := range c.Canaries {
		if p, err := url.Parse(u); err != nil || p.Host == "" || p.Scheme != "http" && p.Scheme != "https" {
			return bad("canaries", "%q is not an http or https URL with a host", u)
		}
	}
	return nil
}

// Policy is which addresses may be dialled.
func (c *Config) Policy() (*netguard.Policy, error) {
	p := &netguard.Policy{}
	for _, s := range c.Fetch.AllowNetworks {
		a, err := netguard.ParseAllow(s)
		if err != nil {
			return nil, err
		}
		p.Allow = append(p.Allow, a)
	}
	return p, nil
}
