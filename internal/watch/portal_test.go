package watch

import (
	"context"
	"fmt"
	"io"
	"maps"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"archiver/internal/source"
	"archiver/internal/verdict"
)

const loginPage = `<!DOCTYPE html><title>Hotel guest network</title><h1>Welcome, dear guest</h1>
	<p>Please choose a plan and enter your room number to use the network of our house. You asked for %s.
	Breakfast is served from seven to ten in the hall on the ground floor. The pool is open all day.`

// portals answer in the place of every host, each in its way.
func portals(w *world) map[string]http.HandlerFunc {
	login := w.at("login-portal", "/", status(200, loginPage))
	return map[string]http.HandlerFunc{
		"redirects": func(rw http.ResponseWriter, r *http.Request) {
			http.Redirect(rw, r, login+"?from="+r.Host, http.StatusFound)
		},
		"serves its page": func(rw http.ResponseWriter, r *http.Request) {
			rw.Header().Set("Content-Type", "text/html")
			fmt.Fprintf(rw, loginPage, r.Host)
		},
		"status 511": status(511, loginPage),
	}
}

// TestPortalAtStart: behind a login nothing is judged, and no page of it
// archived, whether the sources are known or not.
func TestPortalAtStart(t *testing.T) { // raced
	for name := range portals(newWorld(t)) {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			portal := portals(w)[name]
			var open atomic.Bool
			var asked atomic.Int64
			urls, m := w.many("h", 50, func(i int) http.HandlerFunc {
				return func(rw http.ResponseWriter, r *http.Request) {
					asked.Add(1)
					if open.Load() {
						says(i)(rw, r)
						return
					}
					portal(rw, r)
				}
			})
			before := w.objects()
			_, why := w.offline(all, m)
			if n := asked.Load(); n > handful+maxCanaries {
				t.Errorf("%d hosts were asked", n)
			}
			if len(w.everything()) != 0 || !maps.Equal(before, w.objects()) {
				t.Errorf("%s; in the catalog: %v; in the store: %v", why, w.everything(), w.objects())
			}
			open.Store(true)
			for _, row := range w.pass(all, m).Citations {
				w.want(row, "ok first-seen taken")
			}
			open.Store(false)
			asked.Store(0)
			w.now = w.now.Add(day)
			w.offline(all, m)
			if n := asked.Load(); n > handful+maxCanaries {
				t.Errorf("%d hosts were asked", n)
			}
			for _, u := range urls {
				if len(w.logged(u)) != 1 {
					t.Errorf("%s: looks are recorded", u)
				}
			}
		})
	}
}

// TestPortalInMidRun: a login that comes up while sources are looked at.
func TestPortalInMidRun(t *testing.T) { // raced
	for name, slots := range map[string][]int{"redirects": {1, 4, 64}, "serves its page": {4}, "status 511": {4}} {
		for _, slots := range slots {
			t.Run(fmt.Sprintf("%s, %d at a time", name, slots), func(t *testing.T) {
				w := newWorld(t)
				portal := portals(w)[name]
				var asked atomic.Int64
				urls, m := w.many("h", 40, func(i int) http.HandlerFunc {
					return func(rw http.ResponseWriter, r *http.Request) {
						if asked.Add(1) > 40+14 {
							portal(rw, r)
							return
						}
						says(i)(rw, r)
					}
				})
				w.pass(all, m)
				w.now = w.now.Add(day)
				w.w.cfg.Hosts = slots
				w.offline(all, m)
				if n := asked.Load(); slots < 40 && n > int64(40+14+slots+2*manyCut+maxCanaries) {
					t.Errorf("%d hosts were asked", n-40)
				}
				for _, u := range urls {
					list := w.logged(u)
					if last := list[len(list)-1]; len(list) > 2 || last.Verdict != "ok" {
						t.Errorf("%s: %s %s", u, last.Verdict, last.Reason)
					}
					if n := len(w.snapshots(u)); n != 1 {
						t.Errorf("%s: %d snapshots", u, n)
					}
				}
			})
		}
	}
}

// TestSharedPage: dead domains at one parking service, and sources behind one
// login, with other hosts answering well, get their verdicts.
func TestSharedPage(t *testing.T) { // raced
	for _, known := range []bool{true, false} {
		w := newWorld(t)
		parking := w.at("parking", "/lander", status(200, "<title>for sale</title><h1>Buy this domain</h1><p>This domain is parked free, courtesy of the service. Buy this domain today at a price that suits you, or make us an offer."))
		login := w.at("accounts", "/login", status(200, `<title>Log in</title><form><h1>Log in to continue</h1><input name=user><input type=password name=p><button>Log in</button></form>`))
		urls, m := w.many("h", 12, says)
		if known {
			w.pass(all, m)
		}
		for i := range 6 {
			to := parking
			if i >= 3 {
				to = login
			}
			w.at(fmt.Sprintf("h%d", i), "/x", func(rw http.ResponseWriter, r *http.Request) { http.Redirect(rw, r, to, http.StatusFound) })
		}
		w.now = w.now.Add(day)
		res := w.pass(all, m)
		for i := range urls {
			got := string(res.Citations[i].Live.Verdict) + " " + string(res.Citations[i].Live.Reason)
			want := map[bool]string{true: "dead parked", false: "blocked login-wall"}[i < 3]
			if i < 6 && got != want {
				t.Errorf("known %v, %d: %s, want %s", known, i, got, want)
			}
			if i >= 6 && !strings.HasPrefix(got, "ok ") {
				t.Errorf("known %v, %d: %s", known, i, got)
			}
		}
	}
}

// TestAlone: with nothing to compare with, an answer is believed, unless it is
// a network's that wants a login.
func TestAlone(t *testing.T) {
	w := newWorld(t)
	u := w.at("a", "/x", says(1))
	m := report("r", u)
	w.want(w.pass(all, m).Citations[0], "ok first-seen taken")
	w.at("a", "/x", says(2))
	w.now = w.now.Add(day)
	w.want(w.pass(all, m).Citations[0], "changed replaced taken")
	elsewhere := w.at("b", "/y", says(3))
	w.at("a", "/x", func(rw http.ResponseWriter, r *http.Request) { http.Redirect(rw, r, elsewhere, http.StatusFound) })
	w.now = w.now.Add(day)
	w.want(w.pass(all, m).Citations[0], "changed replaced taken")
	w.at("a", "/x", status(511, "log in"))
	w.now = w.now.Add(day)
	w.offline(all, m)
	if n := len(w.logged(u)); n != 3 {
		t.Errorf("%d looks recorded, want 3", n)
	}
	// Where others answer well after it, the 511 is the host's own failing.
	_, others := w.many("h", 5, says)
	w.want(w.pass(all, m, others).Citations[0], "unreachable http-5xx taken")
}

// TestPortalBesideTLS: a portal can answer for the sources without TLS alone,
// and spoils the others.
func TestPortalBesideTLS(t *testing.T) { // raced
	for name := range portals(newWorld(t)) {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			secure := w.secured()
			urls := []string{w.at("plain", "/x", says(2)), secure.url("")}
			for i := range 8 {
				urls = append(urls, secure.url(fmt.Sprintf("h%d.example.com", i)))
			}
			m := report("r", urls...)
			w.pass(all, m)
			w.at("plain", "/x", portals(w)[name])
			secure.spoil()
			w.now = w.now.Add(day)
			w.offline(all, m)
			for _, u := range urls {
				if n := len(w.logged(u)); n != 1 {
					t.Errorf("%s: %d looks recorded", u, n)
				}
			}
		})
	}
}

// TestLikeEachOther: two sources that really say the same, and no other, are no
// portal once they are known.
func TestLikeEachOther(t *testing.T) {
	w := newWorld(t)
	small := func(n int) http.HandlerFunc {
		return status(200, fmt.Sprintf(`<title>Statement</title><h1>Statement</h1><p>The agency says that the talks of both sides were useful and
			will be continued in the autumn, and that nothing else was agreed on.</p><!-- %d -->`, n))
	}
	m := report("r", w.at("a", "/x", small(1)), w.at("b", "/x", small(2)))
	_, other := w.many("c", 1, says)
	w.pass(all, m, other) // with one to compare with
	w.at("a", "/x", small(3))
	w.at("b", "/x", small(4))
	w.now = w.now.Add(day)
	for _, row := range w.pass(all, m).Citations {
		if row.Live.Verdict != "ok" {
			t.Errorf("%+v", row.Live)
		}
	}
}

// TestSharedFrame: new sources of several sites, each of which says something else in a
// frame that all of them have, are no login page of a network.
func TestSharedFrame(t *testing.T) { // raced
	w := newWorld(t)
	_, m := w.many("h", 6, func(i int) http.HandlerFunc {
		own := strings.Fields(vocab)[8*i : 8*i+8]
		return status(200, fmt.Sprintf(`<!DOCTYPE html><title>Decision %d</title><nav><a href="/">Home</a> <a href="/press">Press</a></nav>
			<h1>Decision %[1]d</h1><p>The %s of the %s was told that its %s and %s are to be given back by the %s.
			<p>The centre keeps copies of all decisions that it is sent. Its staff read every paper, note who signed it, and file it by the
			day of receipt. Enquiries are answered on working days from nine to five, and visitors are asked to call first.</p>
			<footer>All rights reserved. The texts may be quoted with the source named.</footer>`, i, own[0], own[1], own[2], own[3], own[4]))
	})
	for range 2 {
		for _, row := range w.pass(all, m).Citations {
			if row.Live.Verdict != verdict.OK {
				t.Errorf("%+v", row.Live)
			}
		}
		w.now = w.now.Add(day)
	}
}

// TestConfiguredCanaries: they are asked as the run begins, and what they say
// opens it where few sources are there to tell.
func TestConfiguredCanaries(t *testing.T) { // raced
	w := newWorld(t)
	var asked atomic.Int64
	w.canaries = []string{
		w.at("canary", "/", func(rw http.ResponseWriter, r *http.Request) { asked.Add(1); io.WriteString(rw, "here") }),
		w.at("canary2", "/", status(404, "no")),
	}
	w.open()
	u := refused(t)
	w.want(w.pass(all, report("r", u)).Citations[0], "unreachable refused none")
	if asked.Load() == 0 {
		t.Error("no canary was asked")
	}
	// They are asked again as the run goes on, and end it where nothing answers.
	p := &pass{w: w.w, opt: all, online: newGuard(), pages: newPageCache()}
	ctx, stop := context.WithCancelCause(t.Context())
	p.online.stop = stop
	w.at("canary", "/", down)
	w.at("canary2", "/", status(511, "log in"))
	go p.beat(ctx, 10*time.Millisecond)
	select {
	case <-ctx.Done():
	case <-time.After(time.Minute):
		t.Error("nothing answers any more, and the run goes on")
	}
}

// TestProbes: each is made once a host and run, the browser's headers once a
// source, and none for a healthy source.
func TestProbes(t *testing.T) { // raced
	w := newWorld(t)
	var urls []string
	count := map[string]*atomic.Int64{}
	serve := func(host, path string, h http.HandlerFunc) string {
		n := new(atomic.Int64)
		count[host+path] = n
		return w.at(host, path, func(rw http.ResponseWriter, r *http.Request) { n.Add(1); h(rw, r) })
	}
	for i := range 6 {
		urls = append(urls, serve("gone", fmt.Sprintf("/news/%d", i), says(i)), serve("shut", fmt.Sprintf("/news/%d", i), says(20+i)),
			serve(fmt.Sprintf("well%d", i), "/x", says(40+i)))
	}
	serve("gone", "/", says(70))
	serve("shut", "/", says(71))
	m := report("r", urls...)
	w.pass(all, m)
	for _, n := range count {
		n.Store(0)
	}
	var siblings atomic.Int64
	w.other = func(rw http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/news/") {
			siblings.Add(1)
		}
		status(200, sorry)(rw, r)
	}
	for i := range 6 {
		serve("gone", fmt.Sprintf("/news/%d", i), status(200, sorry))
		serve("shut", fmt.Sprintf("/news/%d", i), func(rw http.ResponseWriter, r *http.Request) {
			if strings.Contains(r.UserAgent(), "Chrome") {
				says(20+i)(rw, r)
				return
			}
			status(403, "<h1>Forbidden</h1>")(rw, r)
		})
	}
	w.now = w.now.Add(day)
	res := w.pass(all, m)
	for i, row := range res.Citations {
		want := []string{"dead soft-404 taken", "ok same kept", "ok same kept"}[i%3]
		w.want(row, want)
	}
	if n := siblings.Load(); n != 1 {
		t.Errorf("%d siblings of one folder were asked for", n)
	}
	for what, n := range count {
		most := int64(1)
		if strings.HasPrefix(what, "shut/news/") {
			most = 2
		}
		if n.Load() > most {
			t.Errorf("%s: %d requests, want at most %d", what, n.Load(), most)
		}
	}
	if n := count["shut/"].Load(); n != 0 {
		t.Errorf("the home page of a host whose pages open to a browser was asked for %d times", n)
	}
}

const sorry = `<!DOCTYPE html><title>The daily</title><h1>The daily</h1><p>This page is no longer here. Read what the town talks of: the new bridge, the old market,
	the harvest of this year and the weather of the next week. Our reporters are out in the valley from early morning until late, and
	write down for you what they see and hear. Subscribe and have it brought to your door, or come to our shop in the main street, where
	coffee is served and old numbers lie on the table for everyone to read as long as it is open. On
	Sundays the brass band plays before the door at eleven, and whoever brings a chair of his own is given a place in the first row; the
	band has sixteen players, four of whom have been with it since it was founded, and is looking for a second trombone.`

// TestFindings: what counts as one finding.
func TestFindings(t *testing.T) {
	row := func(url, v, r string) Citation {
		return Citation{Cite: source.Cite{Citation: &source.Citation{URL: url}}, Live: Live{Verdict: verdict.Verdict(v), Reason: verdict.Reason(r), Since: noon}}
	}
	for name, tt := range map[string]struct {
		rows []Citation
		want string
	}{
		"two of two":   {[]Citation{row("http://a/1", "dead", "dns"), row("http://a/2", "dead", "dns")}, "a dns 2"},
		"two of three": {[]Citation{row("http://a/1", "dead", "dns"), row("http://a/2", "dead", "dns"), row("http://a/3", "ok", "same")}, ""},
		"one twice":    {[]Citation{row("http://a/1", "dead", "dns"), row("http://a/1", "dead", "dns")}, ""},
		"in many ways": {[]Citation{row("http://a/1", "unreachable", "timeout"), row("http://a/2", "dead", "reset"), row("http://a/3", "unreachable", "timeout"), row("http://a/4", "ok", "same")}, "a timeout 3"},
		"pages":        {[]Citation{row("http://a/1", "dead", "http-404"), row("http://a/2", "dead", "http-404"), row("http://a/3", "dead", "http-404")}, ""},
		"walls":        {[]Citation{row("http://a/1", "blocked", "bot-wall"), row("http://a/2", "blocked", "bot-wall"), row("http://a/3", "blocked", "login-wall"), row("http://a:80/4", "blocked", "bot-wall")}, "a bot-wall 3"},
	} {
		got := ""
		for _, f := range findHosts(tt.rows) {
			got += fmt.Sprintf("%s %s %d", f.Host, f.Reason, f.Sources)
		}
		if got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

// TestCrowd: sites are counted once each, and as long as one of theirs waits.
func TestCrowd(t *testing.T) {
	c := crowd{sites: map[string]map[string]int{}}
	at := func(host string, marks ...string) *sight { return &sight{t: &task{host: host}, marks: marks} }
	a, again, b, other := at("www.a.example", "text 1"), at("a.example:8080", "text 1", "at p.example"), at("b.example", "text 1"), at("c.example", "text 2")
	third := at("c.example", "text 1")
	for _, step := range []struct {
		do   func(*sight)
		s    *sight
		full int
	}{
		{c.join, a, 0}, {c.join, again, 0}, {c.join, b, 0}, {c.join, other, 0}, {c.join, third, 1},
		{c.leave, a, 1}, {c.leave, again, 0}, {c.join, again, 1}, {c.leave, b, 0}, {c.leave, again, 0}, {c.leave, third, 0}, {c.leave, other, 0},
	} {
		if step.do(step.s); c.full != step.full {
			t.Fatalf("after %s %v: %d, want %d", step.s.t.host, step.s.marks, c.full, step.full)
		}
	}
	if len(c.sites) > 0 {
		t.Errorf("left: %v", c.sites)
	}
}
