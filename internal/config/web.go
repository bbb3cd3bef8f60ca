package config

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"archiver/internal/source"
	"archiver/internal/web"
)

// Web is how the server is reached, and by whom. Lists are empty where nothing
// else is said.
type Web struct {
	Listen  string `yaml:"listen"`  // HOST:PORT of the pages; port 0: one that is free
	Content string `yaml:"content"` // HOST:PORT of archived content; "": the port after that of listen
	// The addresses under which readers reach the two, as behind a reverse proxy: both or
	// neither. Without a path.
	Address        string   `yaml:"address"`
	ContentAddress string   `yaml:"content_address"`
	Hosts          []string `yaml:"hosts"` // other names that a request may give the server

	Token      string   `yaml:"token"`       // signs an operator in; 16 characters or more
	TokenFile  string   `yaml:"token_file"`  // the same, as the first line of a file
	UserHeader string   `yaml:"user_header"` // in which a reverse proxy names the person
	Proxies    []string `yaml:"proxies"`     // addresses (CIDR) from which that is believed
	Operators  []string `yaml:"operators"`   // persons who may accept; empty: all
	Private    bool     `yaml:"private"`     // reading needs signing in too

	Viewer string `yaml:"viewer"` // folder of ReplayWeb.page's ui.js and sw.js; "": none
	Public string `yaml:"public"` // base URL under which others can open the archive's files; "": none
}

// minToken is how many characters a token must have: shorter ones can be guessed.
const minToken = 16

// Check says what is wrong, and at which key.
func (c *Web) Check() (key string, err error) {
	if err := checkPublic(c.Public); err != nil {
		return "public", err
	}
	host, port, err := SplitListen(c.Listen)
	if err != nil {
		return "listen", err
	}
	if c.Content != "" {
		chost, cport, err := SplitListen(c.Content)
		if err != nil {
			return "content", err
		}
		if chost == host && cport == port && port != 0 {
			return "content", fmt.Errorf("%s is where the pages are: archived content needs a place of its own", c.Content)
		}
	} else if port == 65535 {
		return "content", errors.New("there is no port after that of web.listen: name one")
	}
	if key, err := c.checkAddresses(host); err != nil {
		return key, err
	}
	for _, h := range c.Hosts {
		if h == "" || strings.ContainsAny(h, "/:@ ") && net.ParseIP(h) == nil {
			return "hosts", fmt.Errorf("%q is not the name of a host, without scheme and port", h)
		}
	}
	return c.checkAccess()
}

// checkAddresses checks what readers reach the server by; host is where it listens.
func (c *Web) checkAddresses(host string) (key string, err error) {
	switch {
	case c.Address == "" && c.ContentAddress == "":
		content, _, _ := SplitListen(c.ContentListen()) // checked
		if everywhere(host) {
			return "address", fmt.Errorf("%s is every address of this machine: say by which readers reach the pages, such as http://archive.example.org:8080, and in web.content_address by which archived content", c.Listen)
		}
		if everywhere(content) {
			return "content_address", fmt.Errorf("%s (web.content) is every address of this machine: say by which readers reach archived content, such as http://archive.example.org:8081, and in web.address by which the pages", c.Content)
		}
		return "", nil
	case c.Address == "":
		return "address", errors.New("it is needed beside web.content_address")
	case c.ContentAddress == "":
		return "content_address", errors.New("it is needed beside web.address, and must be another origin: another host name, or another port")
	}
	pages, err := baseOrigin(c.Address)
	if err != nil {
		return "address", err
	}
	content, err := baseOrigin(c.ContentAddress)
	if err != nil {
		return "content_address", err
	}
	if pages == content {
		return "content_address", errors.New("it is the origin of the pages: archived content needs another host name, or another port")
	}
	return "", nil
}

// everywhere says whether a host to listen on stands for all addresses of the machine.
func everywhere(host string) bool {
	ip := net.ParseIP(host)
	return host == "" || ip != nil && ip.IsUnspecified()
}

// baseOrigin is the scheme, host and port of a base URL that has nothing else, with the
// port that the scheme stands for left out.
func baseOrigin(base string) (string, error) {
	u, err := url.Parse(base)
	if err != nil || u.Hostname() == "" || u.Scheme != "http" && u.Scheme != "https" || u.Path != "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return "", fmt.Errorf("%q is not like https://archive.example.org: http or https, a host, and no path nor slash after it", base)
	}
	standard := map[string]string{"http": "80", "https": "443"}[u.Scheme]
	if port := u.Port(); port == "" || port == standard {
		return u.Scheme + "://" + strings.ToLower(u.Hostname()), nil
	}
	return u.Scheme + "://" + strings.ToLower(u.Host), nil
}

var headerName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z0-9-]+$`) })

// checkAccess checks who may do what.
func (c *Web) checkAccess() (key string, err error) {
	switch {
	case c.Token != "" && c.TokenFile != "":
		return "token_file", errors.New("web.token is set too: keep one of them")
	case c.Token != "" && !fitToken(c.Token):
		return "token", errToken // never the token itself
	case c.UserHeader != "" && !headerName().MatchString(c.UserHeader):
		return "user_header", fmt.Errorf("%q is not the name of a header, such as X-Forwarded-User", c.UserHeader)
	case slices.Contains([]string{"authorization", "cookie", "host", "origin", "referer"}, strings.ToLower(c.UserHeader)):
		return "user_header", fmt.Errorf("%s is a header that browsers send", c.UserHeader)
	case c.UserHeader != "" && len(c.Proxies) == 0:
		return "proxies", errors.New("web.user_header is believed only from these addresses: name that of the reverse proxy, such as 127.0.0.1/32")
	case c.UserHeader == "" && len(c.Proxies) > 0:
		return "user_header", errors.New("web.proxies are set, but no header that they name a person in")
	case c.UserHeader == "" && len(c.Operators) > 0:
		return "operators", errors.New("these are names from web.user_header, which is not set")
	case c.Private && !c.signsIn():
		return "private", errors.New("nobody could sign in: set web.token or web.token_file, or web.user_header and web.proxies")
	}
	if _, err := c.prefixes(); err != nil {
		return "proxies", err
	}
	return "", nil
}

// signsIn says whether there is a way to sign in.
func (c *Web) signsIn() bool { return c.Token != "" || c.TokenFile != "" || c.UserHeader != "" }

var errToken = fmt.Errorf("it has fewer than %d characters, or spaces or others than ASCII in it: openssl rand -hex 16 makes a good one", minToken)

func fitToken(s string) bool {
	return len(s) >= minToken && len(s) <= 1000 && !strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r >= 0x7f })
}

func (c *Web) prefixes() (list []netip.Prefix, err error) {
	for _, s := range c.Proxies {
		p, err := netip.ParsePrefix(s)
		if addr, aerr := netip.ParseAddr(s); aerr == nil {
			p, err = netip.PrefixFrom(addr, addr.BitLen()), nil
		}
		if err != nil {
			return nil, fmt.Errorf("%q is not a network such as 127.0.0.1/32", s)
		}
		list = append(list, p.Masked())
	}
	return list, nil
}

// SplitListen takes HOST:PORT apart; 0 stands for any port.
func SplitListen(s string) (host string, port int, err error) {
	host, p, err := net.SplitHostPort(s)
	if err == nil {
		port, err = strconv.Atoi(p)
	}
	if err != nil || port < 0 || port > 65535 {
		return "", 0, fmt.Errorf("%q is not HOST:PORT, such as 127.0.0.1:8080", s)
	}
	return host, port, nil
}

// ContentListen is where archived content is served.
func (c *Web) ContentListen() string {
	if c.Content != "" {
		return c.Content
	}
	host, port, _ := SplitListen(c.Listen) // checked
	if port != 0 {
		port++
	}
	return net.JoinHostPort(host, strconv.Itoa(port))
}

// Reached gives the addresses under which readers reach the listeners. On a machine's
// own loopback the content gets another host name than the pages, for cookies do not
// tell ports apart.
func (c *Web) Reached(pages, content net.Addr) (address, contentAddress string) {
	if c.Address != "" {
		return c.Address, c.ContentAddress
	}
	at := func(listen string, addr net.Addr, other bool) string {
		host, _, _ := SplitListen(listen)
		if other && host == "localhost" {
			host = "127.0.0.1"
		} else if ip := net.ParseIP(host); other && ip != nil && (ip.Equal(net.IPv4(127, 0, 0, 1)) || ip.Equal(net.IPv6loopback)) {
			host = "localhost"
		}
		return "http://" + net.JoinHostPort(host, strconv.Itoa(addr.(*net.TCPAddr).Port))
	}
	return at(c.Listen, pages, false), at(c.ContentListen(), content, true)
}

// Access is who may do what, with the token read.
func (c *Config) Access() (web.Access, error) {
	w := &c.Web
	a := web.Access{Token: w.Token, UserHeader: w.UserHeader, Operators: w.Operators, Private: w.Private}
	var err error
	if a.Proxies, err = w.prefixes(); err != nil {
		return a, err // checked before
	}
	if w.TokenFile != "" {
		if a.Token, err = readToken(c.Path(w.TokenFile)); err != nil {
			return a, c.Mistake("web.token_file", "%v", err)
		}
	}
	return a, nil
}

// readToken reads the first line of a file that others can't read.
func readToken(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return "", err
	}
	// The group is let be: with an access list, as systemd sets on credentials, its bits
	// show something else.
	if st.Mode().Perm()&0o007 != 0 {
		return "", fmt.Errorf("%s can be read by others on this machine; chmod o= takes that away", path)
	}
	buf := make([]byte, 2000)
	n, err := f.Read(buf)
	if n == 0 && err != nil {
		return "", fmt.Errorf("%s has no token in it", path)
	}
	line, _, _ := strings.Cut(string(buf[:n]), "\n")
	if line = strings.TrimSuffix(line, "\r"); !fitToken(line) {
		return "", fmt.Errorf("the first line of %s is no token: %w", path, errToken)
	}
	return line, nil
}

// viewerBeside is the folder "viewer" beside the program, where make puts the viewer's
// files; "" where they are not there.
func viewerBeside() string {
	exe, err := os.Executable()
	if err != nil {
		return ""
	}
	dir := filepath.Join(filepath.Dir(exe), "viewer")
	for _, name := range []string{"ui.js", "sw.js"} {
		if st, err := os.Stat(filepath.Join(dir, name)); err != nil || !st.Mode().IsRegular() {
			return ""
		}
	}
	return dir
}

// Viewer is the folder of the viewer's files, if it has them.
func (c *Config) Viewer() (string, error) {
	if c.Web.Viewer == "" {
		return viewerBeside(), nil
	}
	dir := c.Path(c.Web.Viewer)
	for _, name := range []string{"ui.js", "sw.js"} {
		if st, err := os.Stat(filepath.Join(dir, name)); err != nil || !st.Mode().IsRegular() {
			return "", c.Mistake("web.viewer", "%s has no file %s: it is to be the folder of ReplayWeb.page's ui.js and sw.js (npm package replaywebpage)", dir, name)
		}
	}
	return dir, nil
}

func checkPublic(s string) error {
	if s == "" {
		return nil
	}
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || source.LinkAddress(s) != s {
		return fmt.Errorf("%q is not the address of a folder on the web, such as https://example.org/archive", s)
	}
	return nil
}

// PublicAddress is where others can open an object of the archive; "" where it is
// not published.
func (c *Config) PublicAddress(object string) string {
	if c.Web.Public == "" || object == "" {
		return ""
	}
	parts := strings.Split(object, "/")
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	return strings.TrimRight(c.Web.Public, "/") + "/" + strings.Join(parts, "/")
}
