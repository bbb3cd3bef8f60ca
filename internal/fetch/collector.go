package fetch

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/gocolly/colly/v2"
)

// session is the state that the requests of one look share: its collector and
// its cookies.
type session struct {
	collector *colly.Collector
	jar       *jar
	effort    Effort
}

// newSession gives a look a collector and cookies of its own. What is set, and
// not set, keeps colly from its habits:
//
//   - Init, not NewCollector, which lets COLLY_* variables override the code;
//   - no MaxBodySize: it cuts without an error. The limits are the recorder's
//     and the wrapper's;
//   - error statuses are answers; a URL may be visited twice;
//   - no timeout of the client: the context and the recorder have them;
//   - redirects are ours, hop by hop: the wrapper hands no Location on, and
//     this client would not follow one;
//   - no proxy: SetProxy would replace our transport; no cache, no LimitRule,
//     no robots.txt (its fetch has no bounds), no DetectCharset, no Async.
func (c *Client) newSession(e Effort) *session {
	jar := newJar()
	k := new(colly.Collector)
	k.Init()
	k.MaxBodySize = 0
	k.ParseHTTPErrorResponse = true
	k.AllowURLRevisit = true
	k.UserAgent = c.cfg.UserAgent
	k.SetClient(&http.Client{
		Transport:     c.ways[e].rt,
		Jar:           jar,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	})
	return &session{k, jar, e}
}

// cookies are what a request for u would carry.
func (s *session) cookies(u *url.URL) string {
	var b strings.Builder
	for _, c := range s.jar.Cookies(u) {
		b.WriteString(c.Name + "=" + c.Value + ";")
	}
	return b.String()
}
