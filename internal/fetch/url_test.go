package fetch

import (
	"net/url"
	"strings"
	"testing"
)

func TestResolve(t *testing.T) {
	const base = "https://Example.org:443/a/b/page.html?q=1#top"
	for _, c := range []struct{ ref, want string }{
		{"c.png", "https://example.org/a/b/c.png"},
		{"../c.png", "https://example.org/a/c.png"},
		{"../../../../c.png", "https://example.org/c.png"},
		{"/c.png", "https://example.org/c.png"},
		{"//cdn.example/c.png", "https://cdn.example/c.png"},
		{"?x=2", "https://example.org/a/b/page.html?x=2"},
		{"", "https://example.org/a/b/page.html?q=1"},
		{"#part", "https://example.org/a/b/page.html?q=1"},
		{"c.png#part", "https://example.org/a/b/c.png"},
		{" \n c.png\t", "https://example.org/a/b/c.png"},
		{"c\n/d.p\tng", "https://example.org/a/b/c/d.png"},
		{`\c\d.png`, "https://example.org/c/d.png"},
		{`https:\\other.example\x`, "https://other.example/x"},
		{"https:c.png", "https://example.org/a/b/c.png"},
		{"HTTP://Other.Example:80", "http://other.example/"},
		{"http://other.example:443/", "http://other.example:443/"},
		{"1:2.png", "https://example.org/a/b/1:2.png"},
		// Escapes stay as they are; what may not stand there is escaped as the bytes it is.
		{"a%2Fb%d0%B0.png", "https://example.org/a/b/a%2Fb%d0%B0.png"},
		{"a%2Fb|c", "https://example.org/a/b/a%2Fb%7Cc"},
		{"100%", "https://example.org/a/b/100%25"},
		{"a%zz", "https://example.org/a/b/a%25zz"},
		{"два слова.pdf?к=б", "https://example.org/a/b/%D0%B4%D0%B2%D0%B0%20%D1%81%D0%BB%D0%BE%D0%B2%D0%B0.pdf?%D0%BA=%D0%B1"},
		{"\xf4\xe0\xe9\xeb?\xf4", "https://example.org/a/b/%F4%E0%E9%EB?%F4"},
		{`x?a=b\c`, `https://example.org/a/b/x?a=b\c`},
		{"http://пример.рф/ъ", "http://%D0%BF%D1%80%D0%B8%D0%BC%D0%B5%D1%80.%D1%80%D1%84/%D1%8A"}, // host: see TestUnicodeHost
		{"http://[2001:db8::1]:8080/x", "http://[2001:db8::1]:8080/x"},
	} {
		b, err := url.Parse(strings.TrimSuffix(base, "#top"))
		if err != nil {
			t.Fatal(err)
		}
		if b, err = settle(b); err != nil {
			t.Fatal(err)
		}
		u, err := resolve(b, c.ref)
		if err != nil {
			t.Errorf("%q: %v", c.ref, err)
		} else if u.String() != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.ref, u, c.want)
		}
	}
	b := &url.URL{Scheme: "https", Host: "example.org", Path: "/"}
	for _, ref := range []string{"data:text/css,a", "mailto:a@b", "javascript:void(0)", "file:///etc/passwd",
		"ftp://x/y", "blob:https://x/1", "about:blank", "http://", "https:///", "http://[::1", strings.Repeat("a", maxURL+1)} {
		if u, err := resolve(b, ref); err == nil {
			t.Errorf("%.40q: resolved to %s", ref, u)
		}
	}
}

func TestUnwrap(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"https://www.linkedin.com/authwall?trk=x&sessionRedirect=https%3A%2F%2Fkz.linkedin.com%2Fin%2Fname%3Fa%3Db", "https://kz.linkedin.com/in/name?a=b"},
		{"https://www.instagram.com/accounts/login/?next=%2Fp%2FAbC%2F", "https://www.instagram.com/p/AbC/"},
		{"https://www.instagram.com/accounts/login/?next=https://www.instagram.com/p/1/&source=x", "https://www.instagram.com/p/1/"},
		{"https://consent.youtube.com/m?continue=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3Dx%26t%3D5&gl=DE", "https://www.youtube.com/watch?v=x&t=5"},
		{"https://consent.google.com/ml?continue=https://news.google.com/x", "https://news.google.com/x"},
		{"https://www.linkedin.com/in/name", ""},
		{"https://www.instagram.com/p/AbC/?next=/x", ""},
		{"https://consent.youtube.com/m?continue=javascript:alert(1)", ""},
		{"https://consent.youtube.com/m", ""},
		{"https://evilinstagram.com/accounts/login/?next=/x", ""},
		{"https://consent.youtube.com.evil.example/m?continue=https://x/", ""},
		{"://", ""},
	} {
		if got := unwrap(c.in); got != c.want {
			t.Errorf("%s:\n got %q\nwant %q", c.in, got, c.want)
		}
	}
}

func TestSection(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"https://x.example/a/b/c.html?id=7", "https://x.example/a/b/c.html"},
		{"https://x.example/a/b/c.html", "https://x.example/a/b/"},
		{"https://x.example/a/b/", "https://x.example/a/"},
		{"https://x.example/?id=7", "https://x.example/"},
		{"https://x.example/", "https://x.example/"},
		{"https://x.example/a%2Fb/c", "https://x.example/a%2Fb/"},
	} {
		u, err := parseURL(c.in)
		if err != nil {
			t.Fatal(err)
		}
		if got := section(u); got != c.want {
			t.Errorf("%s: %s, want %s", c.in, got, c.want)
		}
		l := &Look{visited: u}
		if key := l.ProbeKey(Section); key == "" || (key == l.ProbeKey(Home)) != (c.want == "https://x.example/") {
			t.Errorf("%s: key %q", c.in, key)
		}
	}
}

func TestSibling(t *testing.T) {
	for _, c := range []struct{ in, parent string }{
		{"https://x.example/a/b/c.html?id=7", "https://x.example/a/b/"},
		{"https://x.example/a/b/", "https://x.example/a/"},
		{"https://x.example/a", "https://x.example/"},
		{"https://x.example/", "https://x.example/"},
		{"https://x.example/a%2Fb/c", "https://x.example/a%2Fb/"},
	} {
		u, err := parseURL(c.in)
		if err != nil {
			t.Fatal(err)
		}
		one, two := sibling(u).String(), sibling(u).String()
		name, ok := strings.CutPrefix(one, c.parent)
		if !ok || len(name) != 25 || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz") != "" {
			t.Errorf("%s: sibling %s", c.in, one)
		}
		if one == two {
			t.Errorf("%s: the same sibling twice", c.in)
		}
	}
}
