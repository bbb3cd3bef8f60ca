package web

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
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
