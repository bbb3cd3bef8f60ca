package watch

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"archiver/internal/source"
)

// counts gives how many looks at each source are logged.
func (w *world) counts(ms ...*source.Manifest) (counts string) {
	w.t.Helper()
	for _, c := range cites(ms...) {
		counts += fmt.Sprint(len(w.logged(c.Citation.URL)))
	}
	return counts
}

// TestPortalOfNewSources: of a report that is new, what a network shows in the place of
// its sources without TLS is archived as none of them, and is no ground to tell of those
// with TLS, which it spoils.
func TestPortalOfNewSources(t *testing.T) { // raced
	for name := range portals(newWorld(t)) {
		for _, plain := range []int{1, 2} {
			for _, slots := range []int{1, 8} {
				t.Run(fmt.Sprintf("%s, %d without TLS, %d at a time", name, plain, slots), func(t *testing.T) {
					w := newWorld(t)
					secure := w.secured()
					secure.says(func(rw http.ResponseWriter, r *http.Request) { // each site its own page
						n := 1
						if !strings.HasPrefix(r.Host, "127.") {
							n = 2
						}
						says(n)(rw, r)
					})
					w.w.cfg.Hosts = slots
					w.other = portals(w)[name] // it stands at every address
					urls := []string{secure.url(""), secure.url("h0.example.com"), secure.url("h1.example.com")}
					for i := range plain {
						urls = append(urls, w.at(fmt.Sprint("plain", i), "/x", portals(w)[name]))
					}
					m := report("r", urls...)
					secure.spoil()
					before := len(w.objects())
					w.offline(all, m)
					if n := len(w.objects()); n != before || len(w.everything()) != 0 {
						t.Errorf("%d objects were stored; in the catalog: %v", n-before, w.everything())
					}
					// Behind the login all is well.
					for i := range plain {
						w.at(fmt.Sprint("plain", i), "/x", says(10+i))
					}
					w.other = nil
					secure.spoilt.Store(false)
					for _, row := range w.pass(all, m).Citations {
						w.want(row, "ok first-seen taken")
					}
				})
			}
		}
	}
}

// TestNewSourceAmongFailing: a new source without TLS is taken in where what fails beside
// it is no network's doing, or where others answer too.
func TestNewSourceAmongFailing(t *testing.T) { // raced
	setUp := func(t *testing.T) (w *world, s *secured, two []string) {
		w = newWorld(t)
		s = w.secured()
		s.spoil()
		return w, s, []string{s.url(""), s.url("h0.example.com")}
	}
	taken := func(t *testing.T, w *world, url string, urls ...string) {
		t.Helper()
		res, err := w.w.Pass(t.Context(), cites(report("r", append(urls, url)...)), all)
		if err != nil && !errors.Is(err, ErrOffline) {
			t.Fatal(err)
		}
		w.want(res.Citations[len(urls)], "ok first-seen taken")
	}
	t.Run("alone", func(t *testing.T) {
		w, _, _ := setUp(t)
		taken(t, w, w.at("plain", "/x", says(2)))
	})
	t.Run("one fails", func(t *testing.T) {
		w, _, two := setUp(t)
		taken(t, w, w.at("plain", "/x", says(2)), two[0])
	})
	t.Run("they fail without TLS too", func(t *testing.T) {
		w, _, _ := setUp(t)
		taken(t, w, w.at("plain", "/x", says(2)), w.at("b", "/x", down), w.at("c", "/x", down), w.at("d", "/x", down))
	})
	t.Run("another answers", func(t *testing.T) {
		w, _, two := setUp(t)
		w.at("other", "/x", says(3))
		taken(t, w, w.at("plain", "/x", says(2)), append(two, w.at("other", "/x", says(3)))...)
		if n := len(w.logged(two[0])); n != 1 {
			t.Errorf("%d looks at what fails are logged", n)
		}
	})
	t.Run("another is not there", func(t *testing.T) {
		w, _, two := setUp(t)
		taken(t, w, w.at("plain", "/x", says(2)), append(two, w.at("other", "/x", status(404, notFound)))...)
	})
	t.Run("a known one answers that is not due", func(t *testing.T) {
		w, _, two := setUp(t)
		w.pass(all, report("s", w.at("steady", "/x", says(5))))
		taken(t, w, w.at("plain", "/x", says(2)), two...)
	})
	t.Run("a canary answers", func(t *testing.T) {
		w, _, two := setUp(t)
		w.canaries = []string{w.at("canary", "/", status(200, "here"))}
		w.open()
		taken(t, w, w.at("plain", "/x", says(2)), two...)
	})
}

// firstLogged is the day on which a pass first logs a look at each source beyond those
// that there are; 0: on none of so many.
func (w *world) firstLogged(days int, m *source.Manifest) int {
	w.t.Helper()
	before := w.counts(m)
	for d := range days {
		w.now = w.now.Add(day)
		if _, err := w.w.Pass(w.t.Context(), cites(m), all); err != nil && !errors.Is(err, ErrOffline) {
			w.t.Fatal(err)
		}
		if w.counts(m) != before {
			return d + 1
		}
	}
	return 0
}

// TestDoubtAsBehindALogin: what may be a network's login page is told of for a source
// within two weeks, and not before. Over TLS it is no network's.
func TestDoubtAsBehindALogin(t *testing.T) {
	for name, c := range map[string]struct {
		set  func(w *world, s *secured) (known, new []string, turn func())
		want int
	}{
		"one without TLS": {func(w *world, s *secured) (known, new []string, turn func()) {
			return []string{w.at("plain", "/x", says(2)), s.url(""), s.url("h0.example.com")}, nil, func() { w.at("plain", "/x", says(9)); s.spoil() }
		}, 15},
		"one is sent elsewhere": {func(w *world, s *secured) (known, new []string, turn func()) {
			login := w.at("login-portal", "/", status(200, loginPage))
			return []string{w.at("plain", "/x", says(2)), s.url(""), s.url("h0.example.com")}, nil, func() {
				w.at("plain", "/x", func(rw http.ResponseWriter, r *http.Request) { http.Redirect(rw, r, login, http.StatusFound) })
				s.spoil()
			}
		}, 15},
		"two of one page, others fail": {func(w *world, s *secured) (known, new []string, turn func()) {
			return []string{w.at("a", "/x", says(2)), w.at("b", "/x", says(3)), w.at("c", "/x", says(4)), w.at("d", "/x", says(5))}, nil, func() {
				w.at("a", "/x", says(9))
				w.at("b", "/x", says(9))
				w.at("c", "/x", down)
				w.at("d", "/x", down)
			}
		}, 15},
		"two of one page": {func(w *world, s *secured) (known, new []string, turn func()) {
			return []string{w.at("a", "/x", says(2)), w.at("b", "/x", says(3))}, nil, func() { w.at("a", "/x", says(9)); w.at("b", "/x", says(9)) }
		}, 15},
		"two of one page, over TLS": {func(w *world, s *secured) (known, new []string, turn func()) {
			return []string{s.url(""), s.url("h0.example.com")}, nil, func() { s.says(says(9)) }
		}, 4},
		"new ones": {func(w *world, s *secured) (known, new []string, turn func()) {
			return nil, []string{w.at("plain", "/x", says(2)), s.url(""), s.url("h0.example.com")}, func() { w.other = says(2); s.spoil() }
		}, 15},
		"new ones of one page": {func(w *world, s *secured) (known, new []string, turn func()) {
			return nil, []string{w.at("a", "/x", says(2)), w.at("b", "/x", says(2))}, func() {}
		}, 15},
		"new ones of one page, over TLS": {func(w *world, s *secured) (known, new []string, turn func()) {
			return nil, []string{s.url(""), s.url("h0.example.com")}, func() {}
		}, 4},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			s := w.secured()
			known, new, turn := c.set(w, s)
			m := report("r", append(known, new...)...)
			page := s.page.Load()
			s.says(func(rw http.ResponseWriter, r *http.Request) { says(20+len(r.Host))(rw, r) })
			if len(known) > 0 {
				w.pass(all, report("r", known...))
				w.pass(all, report("r", known...))
			}
			s.page.Store(page)
			turn()
			if got := w.firstLogged(20, m); got != c.want {
				t.Errorf("told on day %d, want %d", got, c.want)
			}
			// From then on of all.
			before := w.counts(m)
			w.now = w.now.Add(2 * day)
			w.pass(all, m)
			for i, was := range before {
				if now := w.counts(m); rune(now[i]) <= was {
					t.Errorf("looks at each: %s, before %s", now, before)
				}
			}
		})
	}
}
