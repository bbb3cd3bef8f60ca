package config

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/goccy/go-yaml"

	"archiver/internal/ledger"
)

// Log names the log and its files outside the archive.
type Log struct {
	Origin     string `yaml:"origin"`      // the log's name; empty: made at first use
	Key        string `yaml:"key"`         // Ed25519 signing key of the log
	CaptureKey string `yaml:"capture_key"` // P-384 signing key of the WACZ files
	Head       string `yaml:"head"`        // newest signed checkpoint; never restore it from a backup
	// Witnesses cosign the log's checkpoints at the end of a run. Empty: none.
	Witnesses []Witness `yaml:"witnesses"`
}

// Timestamp names a time-stamp authority: by its URL alone, or as {url,
// roots}.
type Timestamp struct {
	URL   string `yaml:"url"`
	Roots string `yaml:"roots"` // PEM file of the roots trusted for it; "": the system's
}

// UnmarshalYAML reads either form.
func (c *Timestamp) UnmarshalYAML(b []byte) error {
	if yaml.Unmarshal(b, &c.URL) == nil {
		return nil
	}
	type both Timestamp
	return yaml.UnmarshalWithOptions(b, (*both)(c), yaml.Strict())
}

// checkTimestamps says what is wrong with the list of authorities.
func (c *Config) checkTimestamps() error {
	seen := map[string]bool{}
	for _, t := range c.Timestamp {
		u, err := url.Parse(t.URL)
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			return fmt.Errorf("%q is not an http or https URL with a host", t.URL)
		}
		public := ledger.PublicURL(t.URL)
		if seen[public] {
			return fmt.Errorf("%s is there twice", public)
		}
		seen[public] = true
	}
	return nil
}

// Witness names a witness of the log.
type Witness struct {
	URL string `yaml:"url"` // below it, add-checkpoint is asked
	Key string `yaml:"key"` // verifier key, as the witness publishes it: NAME+HASH+KEY
}

// Witnesses gives the configured witnesses.
func (c *Config) Witnesses(client *http.Client) (list []ledger.Witness) {
	for _, w := range c.Log.Witnesses {
		list = append(list, ledger.Witness{URL: w.URL, Key: strings.TrimSpace(w.Key), Client: client})
	}
	return list
}

// checkWitnesses says what is wrong with the list of witnesses.
func (c *Config) checkWitnesses() error {
	keys := map[string]bool{}
	for _, w := range c.Witnesses(nil) {
		if err := ledger.CheckWitness(w); err != nil {
			return err
		}
		if keys[w.Key] {
			return fmt.Errorf("the key of %s is there twice", w.URL)
		}
		keys[w.Key] = true
	}
	return nil
}
