package watch

import (
	"archiver/internal/fetch"
	"context"
	"errors"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// refused is a URL of a host at whose port nobody listens.
func refused(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return "http://gone.localhost:" + l.Addr().(*net.TCPAddr).AddrPort().String()[len("127.0.0.1:"):] + "/x"
}

// TestOffline: a failure that may be this machine's own counts only if another
// host answered after it. What was refused before anything was sent is no answer.
func TestOffline(t *testing.T) { // raced
	for name, beside := range map[string]string{"private address": "http://10.0.0.1/intranet", "no host": "http://a..b/", "alone": ""} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			dead := refused(t)
			m := report("a", dead)
			if beside != "" {
				m = report("a", dead, beside)
			}
			w.w.cfg.Hosts = 1
			for range 8 { // in either order
				res, err := w.w.Pass(context.Background(), cites(m), all)
				if !errors.Is(err, ErrOffline) || res == nil || res.Citations[0].Live.Verdict != "" {
					t.Fatalf("%v, %+v; want to be offline without a verdict", err, res)
				}
			}
			if n := len(w.logged(dead)); n != 0 || !w.due(dead).IsZero() {
				t.Errorf("%d looks are recorded while offline", n)
			}
		})
	}
	t.Run("another host answers", func(t *testing.T) {
		w := newWorld(t)
		dead := refused(t)
		// It answers after the refusal, which nobody but the pass sees: it takes its time.
		alive := w.at("alive", "/x", func(rw http.ResponseWriter, r *http.Request) {
			time.Sleep(time.Second)
			says(1)(rw, r)
		})
		res := w.pass(all, report("a", dead, alive))
		w.want(res.Citations[0], "unreachable refused none")
		w.want(res.Citations[1], "ok first-seen taken")
		if n := len(w.logged(dead)); n != 1 {
			t.Errorf("%d looks recorded, want 1", n)
		}
	})
}

// TestCanaries: whether we are online is not asked of the hosts that have just
// failed, though they were the last to be seen good.
func TestCanaries(t *testing.T) { // raced
	w := newWorld(t)
	a := report("a", w.at("steady", "/x", says(1)))
	w.pass(all, a)
	w.now = w.now.Add(time.Hour)
	var urls []string
	for i, host := range []string{"one", "two", "three", "four"} {
		urls = append(urls, w.at(host, "/x", says(2+i)), w.at(host, "/y", says(20+i)))
	}
	b := report("b", urls...)
	w.pass(all, b)
	for _, host := range []string{"one", "two", "three", "four"} {
		w.at(host, "/x", down)
		w.at(host, "/y", down)
	}
	w.now = w.now.Add(time.Hour)
	for _, row := range w.pass(all, b).Citations {
		w.want(row, "unreachable reset kept")
	}
	w.at("steady", "/x", down)
	if _, err := w.w.Pass(context.Background(), cites(b), all); !errors.Is(err, ErrOffline) {
		t.Errorf("no canary answers: %v", err)
	}

	// One named in the configuration is asked instead.
	w.canaries = []string{w.at("canary", "/", status(500, "ill, but there"))}
	w.open()
	if _, err := w.w.Pass(context.Background(), cites(b), all); err != nil {
		t.Errorf("a canary answers: %v", err)
	}
}

func TestOneHostIsNotMany(t *testing.T) {
	for n, want := range map[[2]int]string{
		{1, 0}: "the one host asked first does not answer", {3, 0}: "none of the 3 hosts asked first answers",
		{1, 1}: "the one host asked first does not answer, nor does the canary",
		{3, 2}: "none of the 3 hosts asked first answers, nor does any of the 2 canaries",
		{0, 1}: "the canary does not answer", {0, 2}: "none of the 2 canaries answers",
	} {
		if got := noneAnswers(n[0], n[1]); got != want {
			t.Errorf("%d: %q", n, got)
		}
	}
	// Of a canary it is told that it is one.
	w := newWorld(t)
	w.canaries = []string{refused(t)}
	w.open()
	if _, err := w.w.Pass(context.Background(), cites(report("r", refused(t))), all); !errors.Is(err, ErrOffline) || !strings.Contains(err.Error(), "the one host asked first does not answer, nor does the canary") {
		t.Errorf("%v", err)
	}
}

// TestBarredCanary: a canary that may not be asked counts among no hosts that did not
// answer, and is named.
func TestBarredCanary(t *testing.T) { // raced
	w := newWorld(t)
	w.canaries = []string{"http://10.1.2.3/"}
	w.open()
	res, err := w.w.Pass(context.Background(), cites(report("r", refused(t))), all)
	if !errors.Is(err, ErrOffline) || !strings.Contains(err.Error(), "the one host asked first") {
		t.Errorf("%v", err)
	}
	if res == nil || len(res.Barred) != 1 || res.Barred["http://10.1.2.3/"] == "" {
		t.Errorf("%+v", res)
	}
}

// TestBarredByName: a name that leads to a private address may do so because a portal
// says so of all names. Only one that is such an address is barred by our own rules.
func TestBarredByName(t *testing.T) {
	for url, want := range map[string]bool{"http://10.1.2.3/": true, "http://[fd00::1]:8080/": true, "http://canary.example/": false} {
		g := newGuard()
		g.noteBarred(&sight{t: canary(url), look: &fetch.Look{Fault: &fetch.Fault{Reason: fetch.PrivateAddress, Detail: "refused"}}})
		if got := g.barred[url] != ""; got != want {
			t.Errorf("%s: %v", url, got)
		}
	}
}
