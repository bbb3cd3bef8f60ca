package fetch

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// TestCookiesGone: a cookie that a site takes back takes no room.
func TestCookiesGone(t *testing.T) {
	u, _ := url.Parse("https://www.example.org/")
	for how, gone := range map[string]http.Cookie{"by age": {MaxAge: -1}, "by date": {Expires: time.Unix(1, 0)}} {
		j := newJar()
		for i := range 2 * maxCookies / perCookie {
			c := gone
			c.Name = fmt.Sprint("c", i)
			j.SetCookies(u, []*http.Cookie{{Name: c.Name, Value: "x"}})
			j.SetCookies(u, []*http.Cookie{&c})
		}
		j.SetCookies(u, []*http.Cookie{{Name: "session", Value: "s"}})
		if got := j.Cookies(u); len(got) != 1 || got[0].Name != "session" || len(j.sizes) > 3 {
			t.Errorf("%s: %d cookies, %d sizes kept", how, len(got), len(j.sizes))
		}
	}
}

// TestCookiesOfOthers: what a page sets for another site, or sets again by another
// spelling of the same domain and path, takes no room.
func TestCookiesOfOthers(t *testing.T) {
	u, _ := url.Parse("https://www.example.org/a/b")
	for how, c := range map[string]http.Cookie{
		"another site": {Domain: "other.example"}, "a suffix": {Domain: "org"}, "a host below": {Domain: "deep.www.example.org"},
		"no domain": {Domain: "."}, "an address": {Domain: "127.0.0.1"},
	} {
		j := newJar()
		for i := range 2 * maxCookies / perCookie {
			c.Name = fmt.Sprint("c", i)
			j.SetCookies(u, []*http.Cookie{&c})
		}
		j.SetCookies(u, []*http.Cookie{{Name: "session", Value: "s"}})
		if got := j.Cookies(u); len(got) != 1 || got[0].Name != "session" {
			t.Errorf("%s: %d cookies, session not among them", how, len(got))
		}
	}

	j := newJar()
	long := strings.Repeat("x", maxCookie-10)
	for range 2 * maxCookies / maxCookie {
		for _, c := range []http.Cookie{{}, {Domain: "www.example.org"}, {Domain: ".WWW.example.org", Path: "/a"}, {Path: "a"}} {
			c.Name, c.Value = "c", long
			j.SetCookies(u, []*http.Cookie{&c})
		}
	}
	if want := len("c"+long) + perCookie; len(j.Cookies(u)) != 1 || j.all != want {
		t.Errorf("%d cookies take %d bytes, want one of %d", len(j.Cookies(u)), j.all, want)
	}
	j.SetCookies(u, []*http.Cookie{{Name: "c", Domain: "www.example.org", Path: "/a", MaxAge: -1}})
	if len(j.Cookies(u)) != 0 || j.all != 0 {
		t.Errorf("%d cookies, %d bytes are left of one that was taken back", len(j.Cookies(u)), j.all)
	}

	// A host that is an address has cookies too, and so has a site's other host.
	local, _ := url.Parse("http://127.0.0.1:8080/")
	j.SetCookies(local, []*http.Cookie{{Name: "a", Value: "1", Domain: "127.0.0.1"}, {Name: "b", Value: "2"}})
	j.SetCookies(u, []*http.Cookie{{Name: "s", Value: "3", Domain: "example.org", Path: "/"}})
	other, _ := url.Parse("https://example.org/")
	if len(j.Cookies(local)) != 2 || len(j.Cookies(other)) != 1 {
		t.Errorf("%v of an address, %v of the site", j.Cookies(local), j.Cookies(other))
	}
}
