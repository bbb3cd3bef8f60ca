package fetch

import (
	"net/http"
	"net/http/cookiejar"
	"net/url"
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
	sizes map[string]int // by site, and by site and name and path
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
		key := site + "\n" + u.Hostname() + "\n" + c.Domain + "\n" + c.Path + "\n" + c.Name
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
