package s3

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
	"github.com/minio/minio-go/v7/pkg/s3utils"

	"archiver/internal/store"
)

// Mode is how an object is locked.
type Mode string

// The modes of Object Lock.
const (
	None       Mode = ""           // no lock
	Governance Mode = "governance" // who holds a special permission may lift it
	Compliance Mode = "compliance" // nobody may lift it
)

// Retention is the lock that an object is created with.
type Retention struct {
	Mode Mode
	Days int // from the moment of creation; 0: no lock
}

// Config says where the bucket is, and how to use it. Credentials come from the
// usual places of AWS: the environment, the shared files (AWS_PROFILE), the role
// of a container or of a web identity that the environment names, and, on AWS or
// with Role, the role of the machine.
type Config struct {
	// Endpoint is the server's URL, such as https://s3.example.org. Empty:
	// AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL, else AWS.
	Endpoint string
	Bucket   string
	// Prefix stands before every key, with a slash between. Empty: none.
	Prefix string
	// Region. Empty: AWS_REGION, AWS_DEFAULT_REGION, else the one that AWS names,
	// or us-east-1 elsewhere.
	Region string
	// Style is how a URL names the bucket: "path", "host", or "" (host on AWS,
	// path elsewhere).
	Style string
	// CAFile has roots in PEM that the server's certificate may go back to,
	// besides the system's. Empty: AWS_CA_BUNDLE.
	CAFile string
	// Role takes the credentials from the role of this machine or container, even
	// if the environment or a file gives some.
	Role bool
	// Retention says how a new object is locked. Nil: not at all.
	Retention func(key string) Retention
	// Mutable names the keys that Swap may write, and only Swap. Nil:
	// log/checkpoint alone.
	Mutable func(key string) bool

	// Stall is how long a connection may stand still, an upload's end aside: for
	// that the server has a second more for each MiB, up to five minutes. 0: 30
	// seconds. A server that says nothing for twice as long is given up.
	Stall time.Duration
	// Waiting, if set, is called once, when the server has said nothing for some
	// seconds (a sixth of Stall).
	Waiting func()
	// Servers, if set, is shared by stores: a server that one of them gave up is not
	// waited for anew by the next. Nil: each finds out for itself.
	Servers *Servers
	// Lost, if set, is called once, when a call has failed for good and none other
	// would go better: the server is away, the credentials have expired, the bucket
	// has gone. It is called before that call returns, but not by Open.
	Lost func(error)
	// Attempts bounds how often one request is sent. 0: 6.
	Attempts int
	// MaxList bounds one list, in bytes: an entry counts for its key and 64 more. 0:
	// 4 GiB, some 25 million objects. A list that is longer is an error: a server that
	// names ever further objects would have it go on for good.
	MaxList int64
	// TempDir holds what is created from a reader that cannot be read twice.
	// Empty: the system's.
	TempDir string
	// Transport, for tests, carries the requests instead of one of our own.
	Transport http.RoundTripper
	// Dial, for tests, connects instead of the network.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
}

// ParseURL takes s3://BUCKET/PREFIX apart.
func ParseURL(s string) (bucket, prefix string, err error) {
	rest, ok := strings.CutPrefix(s, "s3://")
	if !ok {
		return "", "", fmt.Errorf("%q is no URL of a bucket: want s3://BUCKET/PREFIX", s)
	}
	bucket, prefix, _ = strings.Cut(rest, "/")
	prefix = strings.TrimSuffix(prefix, "/")
	if err := s3utils.CheckValidBucketNameStrict(bucket); err != nil {
		return "", "", fmt.Errorf("%q is no URL of a bucket: %w", s, err)
	}
	if prefix != "" {
		if err := store.CheckKey(prefix); err != nil {
			return "", "", fmt.Errorf("%q is no URL of a bucket: %w", s, err)
		}
	}
	return bucket, prefix, nil
}

func (c *Config) setDefaults() error {
	c.Endpoint = first(c.Endpoint, os.Getenv("AWS_ENDPOINT_URL_S3"), os.Getenv("AWS_ENDPOINT_URL"), amazonEndpoint)
	c.Region = first(c.Region, os.Getenv("AWS_REGION"), os.Getenv("AWS_DEFAULT_REGION"))
	c.CAFile = first(c.CAFile, os.Getenv("AWS_CA_BUNDLE"))
	if c.Retention == nil {
		c.Retention = func(string) Retention { return Retention{} }
	}
	if c.Mutable == nil {
		c.Mutable = func(key string) bool { return key == "log/checkpoint" }
	}
	if c.Stall == 0 {
		c.Stall = 30 * time.Second
	}
	if c.Attempts == 0 {
		c.Attempts = 6
	}
	if c.MaxList == 0 {
		c.MaxList = 4 << 30
	}
	c.Prefix = strings.Trim(c.Prefix, "/")
	if c.Prefix != "" {
		if err := store.CheckKey(c.Prefix); err != nil {
			return fmt.Errorf("prefix: %w", err)
		}
		c.Prefix += "/"
	}
	return nil
}

// Host names the server, for messages.
func (c *Config) Host() string {
	at := first(c.Endpoint, os.Getenv("AWS_ENDPOINT_URL_S3"), os.Getenv("AWS_ENDPOINT_URL"), amazonEndpoint)
	if u, err := url.Parse(at); err == nil && u.Host != "" {
		return u.Host
	}
	return "its endpoint"
}

const amazonEndpoint = "https://s3.amazonaws.com"

func first(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// client makes the client that all requests go through.
func (c *Config) client() (*minio.Core, *wire, *credentials.Credentials, error) {
	u, err := url.Parse(c.Endpoint)
	if err != nil {
		return nil, nil, nil, fmt.Errorf("endpoint: %w", err)
	}
	if u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || strings.Trim(u.Path, "/") != "" || u.User != nil || u.RawQuery != "" {
		return nil, nil, nil, fmt.Errorf("endpoint %q: want https://HOST or http://HOST:PORT, and nothing else", u.Redacted())
	}
	amazon := s3utils.IsAmazonEndpoint(*u)
	if c.Region == "" && !amazon {
		c.Region = "us-east-1"
	}
	lookup := minio.BucketLookupAuto
	switch c.Style {
	case "":
		if !amazon {
			lookup = minio.BucketLookupPath
		}
	case "path":
		lookup = minio.BucketLookupPath
	case "host":
		lookup = minio.BucketLookupDNS
	default:
		return nil, nil, nil, fmt.Errorf("style %q: want path or host", c.Style)
	}
	p := c.Servers.patience(c.Stall, u.Scheme+"://"+u.Host, c.Waiting)
	tr := c.Transport
	if tr == nil {
		if tr, err = c.transport(p); err != nil {
			return nil, nil, nil, err
		}
	}
	w := &wire{next: tr, patience: p}
	creds := credentials.New(&provider{role: c.Role, amazon: amazon})
	core, err := minio.NewCore(u.Host, &minio.Options{
		Creds: creds, Secure: u.Scheme == "https", Region: c.Region, BucketLookup: lookup,
		Transport: w, MaxRetries: c.Attempts,
	})
	if err != nil {
		return nil, nil, nil, fmt.Errorf("endpoint %q: %w", u.Redacted(), err)
	}
	core.SetAppInfo("archiver", "1")
	return core, w, creds, nil
}

func (c *Config) transport(p *patience) (*http.Transport, error) {
	conf := &tls.Config{MinVersion: tls.VersionTLS12}
	if c.CAFile != "" {
		pem, err := os.ReadFile(c.CAFile)
		if err != nil {
			return nil, fmt.Errorf("roots of certificates: %w", err)
		}
		if conf.RootCAs, err = x509.SystemCertPool(); err != nil {
			conf.RootCAs = x509.NewCertPool()
		}
		if !conf.RootCAs.AppendCertsFromPEM(pem) {
			return nil, fmt.Errorf("roots of certificates: %s has no certificate in PEM", c.CAFile)
		}
	}
	dial := c.Dial
	if dial == nil {
		dial = (&net.Dialer{Timeout: 10 * time.Second}).DialContext
	}
	return &http.Transport{
		Proxy: http.ProxyFromEnvironment,
		DialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
			conn, err := dial(ctx, network, addr)
			if err != nil {
				return nil, err
			}
			return &stallConn{Conn: conn, patience: p}, nil
		},
		TLSClientConfig:     conf,
		TLSHandshakeTimeout: 10 * time.Second,
		MaxIdleConnsPerHost: 64,
		IdleConnTimeout:     time.Minute,
		DisableCompression:  true, // bytes as they are stored
	}, nil
}

// provider finds credentials where AWS's own programs do, in their order, but
// asks the network only where somebody said so or there is no other way.
type provider struct {
	role, amazon bool
	found        credentials.Provider
}

func (p *provider) Retrieve() (credentials.Value, error) { return p.RetrieveWithCredContext(nil) }

func (p *provider) RetrieveWithCredContext(cc *credentials.CredContext) (credentials.Value, error) {
	found, v, err := p.choose()
	if err == nil && v.AccessKeyID == "" {
		v, err = found.RetrieveWithCredContext(cc)
	}
	if err == nil && v.AccessKeyID == "" {
		err = errors.New("they are empty")
	}
	if err != nil {
		return credentials.Value{}, &Error{Op: "find credentials", Kind: ErrNoCredentials, Err: err}
	}
	p.found = found
	return v, nil
}

func (p *provider) IsExpired() bool { return p.found == nil || p.found.IsExpired() }

// choose gives where to ask, and what it said if it was asked already.
func (p *provider) choose() (from credentials.Provider, said credentials.Value, err error) {
	// The machine's metadata service stands still where there is none.
	iam := &credentials.IAM{Client: &http.Client{Timeout: 5 * time.Second}}
	if p.role {
		iam.Endpoint = metadataEndpoint()
		return iam, said, nil
	}
	id, secret := os.Getenv("AWS_ACCESS_KEY_ID"), os.Getenv("AWS_SECRET_ACCESS_KEY")
	switch {
	case id != "" && secret != "":
		return &credentials.EnvAWS{}, said, nil
	case id != "":
		return nil, said, errors.New("AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not")
	case secret != "":
		return nil, said, errors.New("AWS_SECRET_ACCESS_KEY is set, but AWS_ACCESS_KEY_ID is not")
	}
	file := &credentials.FileAWSCredentials{}
	v, fileErr := file.RetrieveWithCredContext(nil)
	switch {
	case fileErr == nil && v.AccessKeyID != "":
		return file, v, nil
	case fileErr != nil && os.Getenv("AWS_PROFILE") != "":
		return nil, said, fmt.Errorf("profile %s: %w", os.Getenv("AWS_PROFILE"), fileErr)
	case fileErr != nil && !errors.Is(fileErr, os.ErrNotExist) && !strings.Contains(fileErr.Error(), "does not exist"):
		return nil, said, fileErr // garbled: do not go on to other credentials than were meant
	}
	if os.Getenv("AWS_WEB_IDENTITY_TOKEN_FILE") != "" || os.Getenv("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") != "" ||
		os.Getenv("AWS_CONTAINER_CREDENTIALS_FULL_URI") != "" {
		return iam, said, nil
	}
	if p.amazon && !strings.EqualFold(os.Getenv("AWS_EC2_METADATA_DISABLED"), "true") {
		iam.Endpoint = metadataEndpoint()
		return iam, said, nil
	}
	return nil, said, errors.New("neither AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are set, nor has a shared file the profile " +
		first(os.Getenv("AWS_PROFILE"), "default"))
}

// metadataEndpoint gives where the machine's role is asked for; empty: the usual
// address. It is not given where the environment names another source.
func metadataEndpoint() string {
	if os.Getenv("AWS_WEB_IDENTITY_TOKEN_FILE") != "" || os.Getenv("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") != "" ||
		os.Getenv("AWS_CONTAINER_CREDENTIALS_FULL_URI") != "" {
		return ""
	}
	return os.Getenv("AWS_EC2_METADATA_SERVICE_ENDPOINT")
}
