package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"archiver/internal/config"
	"archiver/internal/store/s3"
)

// TestRetention: what changes is never locked, nor is what comes with the program.
func TestRetention(t *testing.T) {
	lock := config.Lock{Log: "compliance", Snapshots: "governance", Days: 7}
	for key, want := range map[string]s3.Mode{
		"snapshots/h/s/20200101000000.wacz": s3.Governance,
		"log/records/3.jsonl":               s3.Compliance,
		"log/checkpoints/3":                 s3.Compliance,
		"log/tile/0/000.p/3":                s3.Compliance,
		"log/timestamps/3/a.tsr":            s3.Compliance,
		"keys/log.pub":                      s3.Compliance,
		"log/checkpoint":                    s3.None,
		"README.md":                         s3.None,
	} {
		r := lock.Retention(key)
		if r.Mode != want || (want != s3.None) != (r.Days == 7) {
			t.Errorf("%s: %+v, want mode %q", key, r, want)
		}
	}
	if r := (config.Lock{Log: "none", Snapshots: "none"}).Retention("keys/log.pub"); r != (s3.Retention{}) {
		t.Errorf("without a lock: %+v", r)
	}
}

const awsConfig = `# a comment
region = elsewhere
[default]
region=eu-north-1
s3 =
    addressing_style = path
    endpoint_url = https://inner.example
cli_pager =

[profile evidence] ; ours
region = eu-west-3
endpoint_url = https://s3.example.org
ca_bundle = /etc/ca.pem
s3 =
  addressing_style = virtual
[profile default-not]
region = nowhere
[evidence]
region = nowhere
`

func TestSharedConfig(t *testing.T) {
	for profile, want := range map[string]sharedConfig{
		"default":  {region: "eu-north-1", endpoint: "https://inner.example", style: "path"},
		"evidence": {region: "eu-west-3", endpoint: "https://s3.example.org", ca: "/etc/ca.pem", style: "host"},
		"none":     {},
	} {
		if got := parseSharedConfig([]byte(awsConfig), profile); got != want {
			t.Errorf("%s: %+v, want %+v", profile, got, want)
		}
	}
	// The environment stands above the file, and a file that is not there is none.
	for _, name := range []string{"AWS_REGION", "AWS_DEFAULT_REGION", "AWS_CA_BUNDLE", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "AWS_PROFILE"} {
		t.Setenv(name, "")
	}
	path := filepath.Join(t.TempDir(), "config")
	t.Setenv("AWS_CONFIG_FILE", path)
	if c, err := readSharedConfig(); err != nil || c != (sharedConfig{}) {
		t.Errorf("no file: %+v, %v", c, err)
	}
	if err := os.WriteFile(path, []byte(awsConfig), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("AWS_PROFILE", "evidence")
	c, err := readSharedConfig()
	if err != nil {
		t.Fatal(err)
	}
	var to s3.Config
	c.apply(&to)
	if to.Region != "eu-west-3" || to.Endpoint != "https://s3.example.org" || to.CAFile != "/etc/ca.pem" || to.Style != "host" {
		t.Errorf("from the file: %+v", to)
	}
	t.Setenv("AWS_REGION", "mars")
	t.Setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
	to = s3.Config{}
	if c.apply(&to); to.Region != "" || to.Endpoint != "" {
		t.Errorf("the environment has them: %+v", to)
	}
	if err := os.WriteFile(path, []byte(strings.Repeat("#", maxSharedConfig+1)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := readSharedConfig(); err == nil {
		t.Error("an endless file was read")
	}
}

func FuzzSharedConfig(f *testing.F) {
	f.Add([]byte(awsConfig), "evidence")
	f.Fuzz(func(t *testing.T, data []byte, profile string) {
		c := parseSharedConfig(data, profile)
		for _, v := range []string{c.region, c.endpoint, c.ca} {
			if strings.ContainsAny(v, "\n") || !strings.Contains(string(data), v) {
				t.Errorf("%q is not in the file", v)
			}
		}
	})
}
