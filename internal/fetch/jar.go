package fetch

import (
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"sync"
	"time"

	"golang.org/x/net/publicsuffix"
)

// What the cookies of one look may be: each answer may set as many as its head has room
// for, and each request sends them all back, to be recorded. A browser keeps 180 of a
// site, of 4 KiB each; a server takes some 8 KiB with a request.
const (
	maxCookie  = 4 << 10   // bytes of a name and a value
	maxCookies = 64 << 10  // bytes of all of a site
	maxJar     = 512 << 10 // bytes of all
	perCookie  = 32        // bytes that one counts for besides
)

// jar keeps cookies within these bounds. What has no room is not taken; one that has
// its place may still change, but grows only while there is room.
type jar struct {
	*cookiejar.Jar

	mu    sync.Mutex
	sizes map[string]int // by site, and by site and id
	all   int
}

func newJar() *jar {
	inner, _ := cookiejar.New(&cookiejar.Options{PublicSuffixList: publicsuffix.List}) // never fails
	return &jar{Jar: inner, sizes: map[string]int{}}
}

// SetCookies implements http.CookieJar.
func (j *jar) SetCookies(u *url.URL, list []*http.Cookie) {
	site, err := publicsuffix.EffectiveTLDPlusOne(u.Hostname())
	if err != nil {
		site = u.Hostname()
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	var taken []*http.Cookie
	for _, c := range list {
		id, ok := idOf(u, c)
		if !ok {
			continue // for another site: it would take room and never be sent
		}
		key := site + "\n" + id
		if c.MaxAge < 0 || c.MaxAge == 0 && !c.Expires.IsZero() && !c.Expires.After(time.Now()) { // taken back
			j.sizes[site] -= j.sizes[key]
			j.all -= j.sizes[key]
			delete(j.sizes, key)
			taken = append(taken, c)
			continue
		}
		size := len(c.Name) + len(c.Value)
		more := size + perCookie - j.sizes[key]
		if size > maxCookie || more > 0 && (j.sizes[site]+more > maxCookies || j.all+more > maxJar) {
			continue
		}
		j.sizes[key] += more
		j.sizes[site] += more
		j.all += more
		taken = append(taken, c)
	}
	j.Jar.SetCookies(u, taken)
}

// idOf is by what the jar tells a cookie that u sets from others: the domain that it is
// for, its path and its name. Not ok: the jar takes none of this domain from u.
func idOf(u *url.URL, c *http.Cookie) (id string, ok bool) {
	host := strings.ToLower(u.Hostname())
	domain := host
	if c.Domain != "" {
		// What a jar of its own gives back of it, it has taken.
		trial, _ := cookiejar.New(&cookiejar.Options{PublicSuffixList: publicsuffix.List})
		at := &url.URL{Scheme: "https", Host: u.Host, Path: "/"}
		trial.SetCookies(at, []*http.Cookie{{Name: "a", Domain: c.Domain, Path: "/"}})
		if len(trial.Cookies(at)) == 0 {
			return "", false
		}
		domain = strings.ToLower(strings.TrimPrefix(c.Domain, "."))
	}
	path := c.Path
	if !strings.HasPrefix(path, "/") { // RFC 6265, 5.1.4
		path = "/"
		if i := strings.LastIndexByte(u.Path, '/'); i > 0 {
			path = u.Path[:i]
		}
	}
	return domain + "\n" + path + "\n" + c.Name, true
}
