package config

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestWebConfig: what makes no sense, or would let in whom nobody wants, is refused, and
// the key is named.
func TestWebConfig(t *testing.T) {
	for text, key := range map[string]string{
		"listen: 8080":                       "web.listen: ",
		"listen: \"localhost:x\"":            "web.listen: ",
		"listen: \"0.0.0.0:80\"":             "web.address: ",
		"listen: \":80\"":                    "web.address: ",
		"listen: \"[::]:80\"":                "web.address: ",
		"listen: 127.0.0.1:65535":            "web.content: ",
		"content: 127.0.0.1:8080":            "web.content: ",
		"content: \"0.0.0.0:8081\"":          "web.content_address: ",
		"content: \":8081\"":                 "web.content_address: ",
		"address: https://a.example":         "web.content_address: ",
		"content_address: https://a.example": "web.address: ",
		"{address: a.example, content_address: https://b.example}":                 "web.address: ",
		"{address: https://a.example/x, content_address: https://b.example}":       "web.address: ",
		"{address: https://a.example, content_address: https://b.example/}":        "web.content_address: ",
		"{address: \"https://a.example:443\", content_address: https://A.example}": "web.content_address: ",
		"hosts: [\"https://a.example\"]":                                           "web.hosts: ",
		"hosts: [\"a.example:80\"]":                                                "web.hosts: ",
		"token: short":                                                             "web.token: ",
		"token: \"sixteen letters and\"":                                           "web.token: ",
		"{token: 0123456789abcdef, token_file: x}":                                 "web.token_file: ",
		"user_header: X-User":                                                      "web.proxies: ",
		"{user_header: \"X User\", proxies: [127.0.0.1]}":                          "web.user_header: ",
		"{user_header: Cookie, proxies: [127.0.0.1]}":                              "web.user_header: ",
		"proxies: [127.0.0.1/8]":                                                   "web.user_header: ",
		"{user_header: X-User, proxies: [somewhere]}":                              "web.proxies: ",
		"operators: [Anna]":                                                        "web.operators: ",
		"private: true":                                                            "web.private: ",
		"tokn: x":                                                                  "there is no such key",
		"{private: true, token: 0123456789abcdef}":                                 "",
		"{listen: \":80\", address: \"http://a.example\", content_address: \"http://a.example:81\"}": "",
		"{user_header: X-User, proxies: [127.0.0.1, \"fd00::/8\"], operators: [Anna]}":               "",
	} {
		path := filepath.Join(t.TempDir(), "archiver.yaml")
		if !strings.HasPrefix(text, "{") {
			text = "{" + text + "}"
		}
		if err := os.WriteFile(path, []byte("web: "+text+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := Load(path, true, nil)
		if key == "" && err != nil || key != "" && (err == nil || !strings.Contains(err.Error(), key)) {
			t.Errorf("%s: %v, want %q", text, err, key)
		}
		for _, secret := range []string{"sixteen letters", "short"} {
			if err != nil && strings.Contains(text, "token: \""+secret) && strings.Contains(err.Error(), secret) {
				t.Errorf("%s: the token is told: %v", text, err)
			}
		}
	}
}

// TestTokenFile: a token is taken from a file that others can't read.
func TestTokenFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "token")
	c := Default()
	c.Web.TokenFile = path
	for _, tt := range []struct {
		text string
		mode os.FileMode
		want string // of the error; "": none
	}{
		{"", 0o600, "no token in it"},
		{"short\n", 0o600, "fewer than 16"},
		{"0123456789abcdef\nmore\n", 0o604, "others"},
		{"0123456789abcdef\nmore\n", 0o640, ""},
		{"0123456789abcdef", 0o400, ""},
	} {
		os.Remove(path)
		if err := os.WriteFile(path, []byte(tt.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, tt.mode); err != nil {
			t.Fatal(err)
		}
		a, err := c.Access()
		if tt.want == "" && (err != nil || a.Token != "0123456789abcdef") || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("%q %o: %v", tt.text, tt.mode, err)
		}
		if err != nil && strings.Contains(err.Error(), "0123") {
			t.Errorf("the token is told: %v", err)
		}
	}
	os.Remove(path)
	if _, err := c.Access(); err == nil || !strings.Contains(err.Error(), "web.token_file") {
		t.Errorf("a file that is not there: %v", err)
	}
	c, err := Load(filepath.Join(t.TempDir(), "none"), false, []string{"ARCHIVER_WEB_TOKEN=0123456789abcdef", "ARCHIVER_WEB_CONTENT_ADDRESS=http://b.example", "ARCHIVER_WEB_ADDRESS=http://a.example", "ARCHIVER_WEB_PROXIES=127.0.0.1,10.0.0.0/8", "ARCHIVER_WEB_USER_HEADER=X-User"})
	if err != nil || c.Web.Token != "0123456789abcdef" || c.Web.ContentAddress != "http://b.example" || len(c.Web.Proxies) != 2 {
		t.Errorf("by environment: %+v, %v", c, err)
	}
}

// TestReached: pages and content are told apart by host name where they are on the
// loopback, for cookies do not tell ports apart.
func TestReached(t *testing.T) {
	at := func(port int) net.Addr { return &net.TCPAddr{Port: port} }
	for _, tt := range []struct{ listen, content, pages, contents string }{
		{"127.0.0.1:0", "", "http://127.0.0.1:7001", "http://localhost:7002"},
		{"localhost:8080", "", "http://localhost:7001", "http://127.0.0.1:7002"},
		{"[::1]:8080", "", "http://[::1]:7001", "http://localhost:7002"},
		{"192.0.2.7:80", "192.0.2.8:80", "http://192.0.2.7:7001", "http://192.0.2.8:7002"},
	} {
		c := Web{Listen: tt.listen, Content: tt.content}
		if pages, contents := c.Reached(at(7001), at(7002)); pages != tt.pages || contents != tt.contents {
			t.Errorf("%+v: %s and %s", tt, pages, contents)
		}
	}
	for listen, want := range map[string]string{"127.0.0.1:0": "127.0.0.1:0", "[::1]:9": "[::1]:10", ":80": ":81"} {
		if got := (&Web{Listen: listen}).ContentListen(); got != want {
			t.Errorf("content of %s is on %s", listen, got)
		}
	}
}

// TestPublic: where others can open an object, and what is no such place.
func TestPublic(t *testing.T) {
	c := &Config{Web: Web{Public: "https://example.org/a/"}}
	if got := c.PublicAddress("snapshots/h/a b#1/x.wacz"); got != "https://example.org/a/snapshots/h/a%20b%231/x.wacz" {
		t.Error(got)
	}
	for _, bad := range []string{"example.org", "ftp://example.org", "https://", "https://u:p@example.org", "https://example.org/?x", "https://example.org/#x", "https://example.org/\"x", "javascript:alert(1)"} {
		if checkPublic(bad) == nil {
			t.Errorf("%s is taken", bad)
		}
	}
}
