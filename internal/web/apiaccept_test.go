package web

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"
)

// TestAPIAccept: what is accepted by a program is what it saw, as of the look that it names.
func TestAPIAccept(t *testing.T) {
	d := newDesk(t)
	s := newServer(t, d)
	looked := *d.of(t, "lake", "3").Live.LookedAt
	for _, test := range []struct {
		body string
		want int
		at   time.Time
	}{
		{`{"verdict":"dead","reason":"http-404","archive":"intact","why":"known","looked_at":"` + looked.Format(time.RFC3339Nano) + `"}`, 200, looked},
		{`{"verdict":"dead","reason":"http-404","archive":"intact","why":"known"}`, 200, time.Time{}},
		{`{"verdict":"dead","reason":"http-404","archive":"intact","why":"known","looked_at":"yesterday"}`, 400, time.Time{}},
		{`{"verdict":"dead","reason":"http-404","archive":"intact","why":" "}`, 422, time.Time{}},
	} {
		d.accepts = nil
		r := httptest.NewRequest(http.MethodPost, "http://pages.test/api/v1/reports/lake/citations/3/accept", strings.NewReader(test.body))
		r.Header.Set("Authorization", "Bearer secret")
		w := httptest.NewRecorder()
		s.Pages().ServeHTTP(w, r)
		if w.Code != test.want || len(d.accepts) > 0 != (test.want == 200) || !json.Valid(w.Body.Bytes()) {
			t.Fatalf("%s: %d, %+v: %s", test.body, w.Code, d.accepts, w.Body)
		}
		if test.want == 200 && !d.accepts[0].LookedAt.Equal(test.at) {
			t.Errorf("%s: looked at %v", test.body, d.accepts[0].LookedAt)
		}
	}
}

// TestAPIRefusesAsJSON: a program is told as JSON why it may not, and whether signing in
// would help.
func TestAPIRefusesAsJSON(t *testing.T) {
	s := newServer(t, newDesk(t), func(c *Config) {
		c.Access = Access{Private: true, UserHeader: "X-User", Proxies: []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24")}, Operators: []string{"saule"}}
	})
	for _, test := range []struct {
		method, path, user string
		want               int
	}{
		{http.MethodGet, "/reports", "", 401},
		{http.MethodGet, "/reports", "erlan", 200},
		{http.MethodPost, "/reports/lake/citations/3/accept", "", 401},
		{http.MethodPost, "/reports/lake/citations/3/accept", "erlan", 403},
	} {
		r := httptest.NewRequest(test.method, "http://pages.test/api/v1"+test.path, strings.NewReader("{}"))
		if test.user != "" {
			r.Header.Set("X-User", test.user)
		}
		w := httptest.NewRecorder()
		s.Pages().ServeHTTP(w, r)
		var body errorBody
		if err := json.Unmarshal(w.Body.Bytes(), &body); err != nil || w.Code != test.want || (body.Error.Message == "") != (test.want == 200) {
			t.Errorf("%+v: %d, %v: %s", test, w.Code, err, w.Body)
		}
	}
}
