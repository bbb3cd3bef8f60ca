package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
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
	Sources string        `yaml:"sources"` // folder of the manifests
	Archive ArchiveConfig `yaml:"archive"`
	Catalog string        `yaml:"catalog"` // sqlite:PATH
	Log     LogConfig     `yaml:"log"`
	Fetch   FetchConfig   `yaml:"fetch"`
	// Canaries are URLs that tell whether this machine is online. Empty: the
	// sources lately seen good.
	Canaries []string      `yaml:"canaries"`
	Browser  BrowserConfig `yaml:"browser"`
	Confirm  ConfirmConfig `yaml:"confirm"`
	Rescue   RescueConfig  `yaml:"rescue"`
	Audit    AuditConfig   `yaml:"audit"`
	// Timestamp are the time-stamp authorities (RFC 3161) that a run has the log
	// stamped by. Empty: none.
	Timestamp []TimestampConfig `yaml:"timestamp"`
	// Notify is who is told of confirmed changes. Empty: nobody.
	Notify []NotifyConfig `yaml:"notify"`
	Web    WebConfig      `yaml:"web"`

	// base is what relative paths start from.
	base string
	// environ is what ${NAME} in notify is taken from.
	environ []string
	// file and text are what it was read from, for errors.
	file string
	text []byte
}

// ArchiveConfig says where snapshots and log lie.
type ArchiveConfig struct {
	URL      string     `yaml:"url"`      // file:FOLDER or s3://BUCKET/PREFIX
	Endpoint string     `yaml:"endpoint"` // of the S3 server; empty: AWS_ENDPOINT_URL, else AWS
	Lock     LockConfig `yaml:"lock"`
	// Mirror is a second place, which each run fills. Empty URL: none.
	Mirror MirrorConfig `yaml:"mirror"`
}

// LockConfig is the retention that a store with object locks is asked for: each
// none, governance or compliance.
type LockConfig struct {
	Log       string `yaml:"log"` // log/ and keys/, but for log/checkpoint, which changes
	Snapshots string `yaml:"snapshots"`
	Days      int    `yaml:"days"`  // from the moment of writing
	Renew     bool   `yaml:"renew"` // runs renew locks before they end
}

// RescueConfig names another archive to look in for copies of what is dead.
type RescueConfig struct {
	Wayback string `yaml:"wayback"` // base URL; "" or "off": none is asked
	Save    bool   `yaml:"save"`    // ask it to capture what is alive, too
}

// off says that no archive is asked for anything.
func (c RescueConfig) off() bool { return c.Wayback == "" || c.Wayback == "off" }

// The account at the archive, from the environment: our own names, else those
// of the archive's own tools. https://archive.org/account/s3.php gives keys.
var saveKeys = [][2]string{{"WAYBACK_ACCESS_KEY", "WAYBACK_SECRET_KEY"}, {"IA_ACCESS_KEY_ID", "IA_SECRET_ACCESS_KEY"}}

// keys finds the account in the environment.
func (c RescueConfig) keys(environ []string) (fetch.Keys, error) {
	value := map[string]string{}
	for _, kv := range environ {
		name, v, _ := strings.Cut(kv, "=")
		value[name] = v
	}
	for _, names := range saveKeys {
		if k := (fetch.Keys{Access: value[names[0]], Secret: value[names[1]]}); k.Access != "" && k.Secret != "" {
			return k, nil
		}
	}
	return fetch.Keys{}, &ConfigError{File: "environment", Key: "rescue.save",
		Msg: fmt.Sprintf("%s saves for accounts only: set %s and %s (or %s and %s), or rescue.save to false", c.Wayback,
			saveKeys[0][0], saveKeys[0][1], saveKeys[1][0], saveKeys[1][1])}
}

// AuditConfig is about reading snapshots again.
type AuditConfig struct {
	Scrub bool `yaml:"scrub"` // each run reads the part that is due
}

// LogConfig names the log and its files outside the archive.
type LogConfig struct {
	Origin     string `yaml:"origin"`      // the log's name; empty: made at first use
	Key        string `yaml:"key"`         // Ed25519 signing key of the log
	CaptureKey string `yaml:"capture_key"` // P-384 signing key of the WACZ files
	Head       string `yaml:"head"`        // newest signed checkpoint; never restore it from a backup
	// Witnesses cosign the log's checkpoints at the end of a run. Empty: none.
	Witnesses []WitnessConfig `yaml:"witnesses"`
}

// FetchConfig bounds and paces requests.
type FetchConfig struct {
	Timeout       Duration      `yaml:"timeout"` // for one whole answer
	Retries       int           `yaml:"retries"`
	PerHost       PerHostConfig `yaml:"per_host"`
	MaxBody       Size          `yaml:"max_body"` // bytes of one body as sent
	UserAgent     string        `yaml:"user_agent"`
	Proxy         string        `yaml:"proxy"`          // http, https or socks5 URL; empty: *_PROXY variables
	Robots        string        `yaml:"robots"`         // ignore or obey
	AllowNetworks []string      `yaml:"allow_networks"` // CIDR or CIDR:PORT
}

// PerHostConfig is the politeness towards one host.
type PerHostConfig struct {
	Parallel int      `yaml:"parallel"` // cited pages at a time; 1
	Delay    Duration `yaml:"delay"`    // between cited pages
}

// BrowserConfig says whether pages that need one may use a browser.
type BrowserConfig struct {
	Mode string `yaml:"mode"` // auto or off
	Path string `yaml:"path"` // of a Chromium; empty: the system's
	// What pages are told: the zone of their clocks, their language, the window.
	TimeZone string `yaml:"timezone"`
	Locale   string `yaml:"locale"`
	Viewport string `yaml:"viewport"` // WIDTHxHEIGHT in CSS pixels
}

// ConfirmConfig overrides every reason's own number of looks and time span.
// Checks 0 leaves the defaults.
type ConfirmConfig struct {
	Checks int      `yaml:"checks"`
	Over   Duration `yaml:"over"`
}

// Duration is a time.Duration written as "60s", "36h" or "3d".
type Duration time.Duration

// Size is a number of bytes written as "256MiB", "2GB" or "1048576".
type Size int64

func defaultConfig() *Config {
	return &Config{
		Sources: "sources",
		Archive: ArchiveConfig{URL: "file:archive", Lock: noLock, Mirror: MirrorConfig{Lock: noLock}},
		Catalog: "sqlite:archive/catalog.db",
		Log:     LogConfig{Key: "configs/log.key", CaptureKey: "configs/capture.key", Head: "configs/log.head"},
		Fetch: FetchConfig{Timeout: Duration(time.Minute), Retries: 2,
			PerHost: PerHostConfig{Parallel: 1, Delay: Duration(time.Second)}, MaxBody: 256 << 20, Robots: "ignore"},
		Browser: BrowserConfig{Mode: "auto", TimeZone: "UTC", Locale: "en-US", Viewport: "1280x1000"},
		Rescue:  RescueConfig{Wayback: "https://web.archive.org"},
		Audit:   AuditConfig{Scrub: true},
		Web:     WebConfig{Listen: "127.0.0.1:8080"},
	}
}

const defaultConfigPath = "configs/archiver.yaml"

// loadConfig reads path. A missing file is an error only where it was asked
// for by name.
func loadConfig(path string, named bool, environ []string) (*Config, error) {
	c := defaultConfig()
	data, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !named:
	case err != nil:
		return nil, &ConfigError{File: path, Msg: errors.Unwrap(err).Error()}
	default:
		data = bytes.TrimPrefix(data, []byte("\ufeff")) // some editors on Windows write it
		dec := yaml.NewDecoder(bytes.NewReader(data), yaml.Strict())
		if says(data) {
			if err := dec.Decode(c); err != nil && err.Error() != "EOF" {
				return nil, yamlConfigError(path, data, err)
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

// says tells whether a file has more than comments. The decoder takes one that
// has none for null, and would empty the defaults.
func says(data []byte) bool {
	for line := range bytes.Lines(data) {
		if s := bytes.TrimSpace(line); len(s) > 0 && s[0] != '#' && !bytes.Equal(s, []byte("---")) {
			return true
		}
	}
	return false
}

func (c *Config) validate() error {
	bad := func(key, format string, args ...any) error { return c.mistake(key, format, args...) }
	if err := c.checkWhole(); err != nil {
		return err
	}
	if key, err := c.checkArchive(); err != nil {
		return bad(key, "%v", err)
	}
	if key, err := c.Web.check(); err != nil {
		return bad("web."+key, "%v", err)
	}
	if _, key, err := c.targets(false); err != nil {
		return bad(key, "%v", err)
	}
	if err := c.checkTimestamps(); err != nil {
		return bad("timestamp", "%v", err)
	}
	if !strings.HasPrefix(c.Catalog, "sqlite:") || len(c.Catalog) == len("sqlite:") {
		return bad("catalog", "%q is not supported by this version; use sqlite:FILE", c.Catalog)
	}
	if err := catalog.CheckPlace(c.catalogPath()); err != nil {
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
	if _, err := c.policy(); err != nil {
		return bad("fetch.allow_networks", "%v", err)
	}
	if err := fetch.CheckWayback(c.Rescue.Wayback, c.Rescue.Save); !c.Rescue.off() && err != nil {
		return bad("rescue.wayback", "%v", err)
	}
	if c.Rescue.off() && c.Rescue.Save {
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

func (c *Config) policy() (*netguard.Policy, error) {
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

// path resolves a path of the configuration.
func (c *Config) path(p string) string {
	if p == "" || filepath.IsAbs(p) || c.base == "" {
		return p
	}
	if rel, err := filepath.Rel(".", filepath.Join(c.base, p)); err == nil && !strings.HasPrefix(rel, "..") {
		return rel // shorter in messages
	}
	return filepath.Join(c.base, p)
}

func (c *Config) archiveDir() string  { return c.path(strings.TrimPrefix(c.Archive.URL, "file:")) }
func (c *Config) catalogPath() string { return c.path(strings.TrimPrefix(c.Catalog, "sqlite:")) }

// UnmarshalYAML reads a duration; a bare number is refused, its unit is a guess.
func (d *Duration) UnmarshalYAML(b []byte) error {
	s := strings.Trim(strings.TrimSpace(string(b)), `"'`)
	v, err := parseDuration(s)
	if err != nil {
		return &valueError{s, "a duration such as 60s, 36h or 3d"}
	}
	*d = Duration(v)
	return nil
}

func parseDuration(s string) (time.Duration, error) {
	if days, ok := strings.CutSuffix(s, "d"); ok {
		n, err := strconv.ParseFloat(days, 64)
		return time.Duration(n * 24 * float64(time.Hour)), err
	}
	if s == "0" {
		return 0, nil
	}
	return time.ParseDuration(s)
}

// UnmarshalYAML reads a size in bytes.
func (z *Size) UnmarshalYAML(b []byte) error {
	s := strings.Trim(strings.TrimSpace(string(b)), `"'`)
	units := []struct {
		suffix string
		factor float64
	}{{"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30}, {"TiB", 1 << 40},
		{"KB", 1e3}, {"MB", 1e6}, {"GB", 1e9}, {"TB", 1e12}, {"B", 1}, {"", 1}}
	for _, u := range units {
		if digits, ok := strings.CutSuffix(s, u.suffix); ok {
			n, err := strconv.ParseFloat(strings.TrimSpace(digits), 64)
			if err != nil || n < 0 || n*u.factor > 1<<50 {
				break
			}
			*z = Size(n * u.factor)
			return nil
		}
	}
	return &valueError{s, "a size such as 256MiB"}
}
