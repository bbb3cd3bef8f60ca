package fetch

import (
	"fmt"
	"net/http"
	"net/url"
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
