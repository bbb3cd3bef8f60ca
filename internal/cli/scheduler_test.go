package cli

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"archiver/internal/ledger"
	"archiver/internal/source"
	"archiver/internal/watch"
)

// watched is a project whose scheduler runs in this process, under a clock.
type watched struct {
	*project
	web  *heldWeb
	now  time.Time
	said lockedBuffer
	x    *scheduler
	d    *desk
}

// heldWeb is a web whose pages can be held back.
type heldWeb struct {
	port string
	hits atomic.Int64
	mu   sync.Mutex
	hold map[string]chan struct{} // by host, until closed
	away atomic.Bool              // connections break

	gone  sync.Map     // hosts whose pages are not there
	epoch atomic.Int64 // the pages say more in each
}

func (w *heldWeb) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/page" {
		w.hits.Add(1)
	}
	if w.away.Load() {
		panic(http.ErrAbortHandler)
	}
	w.mu.Lock()
	held := w.hold[strings.Split(r.Host, ".")[0]]
	w.mu.Unlock()
	if held != nil {
		select {
		case <-held:
		case <-r.Context().Done():
		}
	}
	if _, gone := w.gone.Load(strings.Split(r.Host, ".")[0]); gone {
		http.NotFound(rw, r)
		return
	}
	rw.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprintf(rw, "<!DOCTYPE html><title>%s</title><main>", r.Host)
	for i := range w.epoch.Load() {
		fmt.Fprintf(rw, "<p>In year %d of the inquiry the prisoners of %s were asked anew, and %d of them added to what they had said.</p>", i, r.Host, 20+i)
	}
	said := sha256.Sum256([]byte(r.Host)) // sites whose texts agree are taken for a network's login page
	for i := range said {
		fmt.Fprintf(rw, "<p>On day %d the inspectors counted %d prisoners in ward %x, who told them of %x and of %x.</p>", i, 100+int(said[i])*7, said[i:], said[:i+1], said[i])
	}
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func newWatched(t *testing.T, n int, config string) *watched {
	t.Helper()
	web := &heldWeb{hold: map[string]chan struct{}{}}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, web.port, _ = net.SplitHostPort(l.Addr().String())
	srv := &http.Server{Handler: web}
	go srv.Serve(l)
	t.Cleanup(func() { srv.Close() })
	p := &watched{web: web, now: time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)}
	p.project = newProject(t, "fetch:\n  retries: 0\n  allow_networks: [\"127.0.0.0/8:"+web.port+"\"]\n  per_host: {delay: 0s}\nrescue: {wayback: \"\"}\nbrowser: {mode: \"off\"}\n"+config, nil)
	p.manifest("r", n, "@every 24h")
	p.start()
	return p
}

// manifest writes one of n footnotes, each of a host of its own.
func (p *watched) manifest(id string, n int, schedule string) {
	var b strings.Builder
	fmt.Fprintf(&b, "id: %s\ntitle: Prisons\npublished: 2026-01-05\nschedule: %q\nfootnotes:\n", id, schedule)
	for i := range n {
		fmt.Fprintf(&b, "  - number: %d\n    text: x\n    citations:\n      - url: http://%s%d.localhost:%s/page\n", i+1, id, i+1, p.web.port)
	}
	p.write("sources/"+id+".yaml", []byte(b.String()))
}

// start makes a server's scheduler anew, as a restart does.
func (p *watched) start() {
	p.t.Helper()
	log := slog.New(slog.NewTextHandler(&p.said, &slog.HandlerOptions{Level: slog.LevelDebug}))
	base := &env{now: func() time.Time { return p.now }, environ: p.env, configPath: filepath.Join(p.dir, "configs/archiver.yaml")}
	if _, err := base.config(); err != nil {
		p.t.Fatal(err)
	}
	e := base.apart(log)
	p.d = newDesk(e, func(ctx context.Context, f func(*session) error) error { return p.x.exclusive(ctx, f) })
	p.t.Cleanup(p.d.close)
	p.x = newScheduler(e, p.d.sets.get, p.d.catalogs.lend)
	p.t.Cleanup(func() {
		if p.x.sole != nil {
			p.x.sole()
		}
	})
}

// steps has the scheduler do what it has to now, and gives how many pages were asked for.
func (p *watched) steps() int {
	p.t.Helper()
	was := p.web.hits.Load()
	for range 20 {
		if p.x.step(p.t.Context()) > 0 {
			return int(p.web.hits.Load() - was)
		}
	}
	p.t.Fatalf("it makes pass after pass:\n%s", p.said.String())
	return 0
}

// TestCatchesUp: a time that was missed is caught up with one look, however many they
// were; what is looked at, and when, does not depend on restarts.
func TestCatchesUp(t *testing.T) {
	t.Parallel()
	p := newWatched(t, 3, "")
	for i, tt := range []struct {
		after   time.Duration
		restart bool
		looks   int
		in      int // of 3, looked at in time before
	}{
		{0, false, 3, 0},
		{time.Hour, false, 0, 3},
		{0, true, 0, 3},
		{22*time.Hour + 40*time.Minute, false, 0, 3}, // the times are taken along 10 minutes before
		{11 * time.Minute, true, 3, 3},
		{40 * 24 * time.Hour, true, 3, 0}, // forty times were missed
		{time.Minute, false, 0, 3},
		{-10 * time.Hour, false, 0, 3}, // the clock was set back
		{-300 * time.Hour, false, 3, 3},
	} {
		p.now = p.now.Add(tt.after)
		if tt.restart {
			p.x.sole()
			p.x.sole = nil
			p.start()
		}
		v, err := p.x.watching(t.Context())
		if err != nil || len(v.Reports) != 1 || v.Reports[0].Looked != tt.in || v.Reports[0].Of != 3 || len(v.Reports[0].Late) != 3-tt.in {
			t.Errorf("step %d: %+v, %v, want %d looked at in time", i, v, err, tt.in)
		}
		if n := p.steps(); n != tt.looks {
			t.Errorf("step %d: %d looks, want %d\n%s", i, n, tt.looks, p.said.String())
		}
	}
	// New citations are noticed, and one that is looked at more often now.
	p.manifest("s", 2, "@every 24h")
	if n := p.steps(); n != 2 {
		t.Errorf("%d looks at what is new, want 2", n)
	}
	p.now = p.now.Add(3 * time.Hour)
	p.manifest("s", 2, "@every 2h")
	if n := p.steps(); n != 2 {
		t.Errorf("%d looks at what is due by its new schedule, want 2\n%s", n, p.said.String())
	}
}

// TestTroubledPasses: a pass that fails is told in words, and tried again after pauses
// that grow; so is what a pass could not look at. A manifest that is broken leaves the
// others as they were.
func TestTroubledPasses(t *testing.T) { // raced
	t.Parallel()
	p := newWatched(t, 1, "archive: {url: \"file:elsewhere/archive\"}\ncatalog: \"sqlite:catalog.db\"\n")
	p.write("elsewhere", []byte("no folder"))
	var pauses []time.Duration
	for range 9 {
		p.steps()
		v, err := p.x.watching(t.Context())
		if err != nil || v.Last == nil || v.Last.Trouble == "" || v.Next == nil {
			t.Fatalf("%+v, %v\n%s", v, err, p.said.String())
		}
		if p.now.Equal(p.x.retry) {
			t.Fatal("it does not pause")
		}
		pauses = append(pauses, p.x.retry.Sub(p.now))
		p.now = p.x.retry
	}
	if got := fmt.Sprint(pauses); got != "[1m0s 2m0s 4m0s 8m0s 16m0s 32m0s 1h0m0s 1h0m0s 1h0m0s]" {
		t.Error(got)
	}
	if err := os.Remove(filepath.Join(p.dir, "elsewhere")); err != nil {
		t.Fatal(err)
	}
	if n := p.steps(); n != 1 || p.x.pause != firstPause {
		t.Errorf("%d looks once it can, %s\n%s", n, p.x.pause, p.said.String())
	}

	// The network is away: what is due stays so, and waits; what is new does not.
	p.web.away.Store(true)
	p.now = p.now.Add(24 * time.Hour)
	for i, after := range []time.Duration{0, 0, 59 * time.Second, time.Second, 0} {
		p.now = p.now.Add(after)
		was := strings.Count(p.said.String(), "pass not complete")
		p.steps()
		if n := strings.Count(p.said.String(), "pass not complete") - was; n != []int{1, 0, 0, 1, 0}[i] {
			t.Errorf("offline, %d: %d passes\n%s", i, n, p.said.String())
		}
	}
	p.manifest("new", 1, "@every 24h")
	was := strings.Count(p.said.String(), "pass not complete")
	p.steps()
	if n := strings.Count(p.said.String(), "pass not complete") - was; n != 1 {
		t.Errorf("something new: %d passes", n)
	}
	p.web.away.Store(false)
	p.now = p.x.retry
	if n := p.steps(); n != 2 || len(p.x.stuck) > 0 {
		t.Errorf("%d looks once it is back, %v\n%s", n, p.x.stuck, p.said.String())
	}

	p.write("sources/broken.yaml", []byte("id: broken\nfootnotes: 7\n"))
	p.now = p.now.Add(24 * time.Hour)
	if n := p.steps(); n != 2 {
		t.Errorf("%d looks beside a broken manifest, want 2\n%s", n, p.said.String())
	}
	p.steps()
	if n := strings.Count(p.said.String(), "broken.yaml"); n != 1 {
		t.Errorf("told of %d times\n%s", n, p.said.String())
	}
	p.manifest("broken", 1, "@every 24h")
	if n := p.steps(); n != 1 || !strings.Contains(p.said.String(), "can be read again") {
		t.Errorf("%d looks once it is mended\n%s", n, p.said.String())
	}
}

// TestActsAmidPass: while a pass looks at sources, a person's act is let in at once,
// and nothing of the pass is taken for what a dead run left.
func TestActsAmidPass(t *testing.T) { // raced
	t.Parallel()
	p := newWatched(t, 4, "")
	held := make(chan struct{})
	p.web.hold["r3"] = held
	passed := make(chan struct{})
	go func() {
		p.x.step(t.Context())
		close(passed)
	}()
	for p.web.hits.Load() < 4 {
		time.Sleep(5 * time.Millisecond)
	}
	for i := range 3 {
		err := p.x.exclusive(t.Context(), func(s *session) error {
			w := watch.New(p.x.e.judging(s))
			if n, err := w.Mend(t.Context()); n != 0 || err != nil {
				return fmt.Errorf("%d mended, %v", n, err)
			}
			_, err := w.Record(t.Context(), ledger.KindAcceptance, ledger.AcceptRecord{For: "r/1", URL: "http://r1.localhost:" + p.web.port + "/page", Why: fmt.Sprint(i)})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	select {
	case <-passed:
		t.Fatal("the pass is over")
	default:
	}
	close(held)
	<-passed
	// The other way round: a pass waits for an act, and others for that.
	p.now = p.now.Add(24 * time.Hour)
	err := p.x.exclusive(t.Context(), func(*session) error {
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		if err := p.x.exclusive(ctx, func(*session) error { return nil }); err != context.DeadlineExceeded {
			return fmt.Errorf("a second act at once: %v", err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	p.web.hold["r3"] = nil
	if n := p.steps(); n != 4 {
		t.Errorf("%d looks, want 4", n)
	}
	c, release, err := p.d.Catalog(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	acts, err := c.Acts(t.Context(), source.ID("http://r1.localhost:"+p.web.port+"/page"))
	if err != nil || len(acts) != 3 {
		t.Errorf("%d acts, %v", len(acts), err)
	}
	for i := range 4 {
		list, err := c.Snapshots(t.Context(), source.ID(fmt.Sprintf("http://r%d.localhost:%s/page", i+1, p.web.port)))
		if err != nil || len(list) != 1 {
			t.Errorf("%d snapshots of footnote %d, %v, want 1", len(list), i+1, err)
		}
	}
	p.run(0, "verify")
}

// TestPassWaits: what was done while a pass waited for its turn, it goes by.
func TestPassWaits(t *testing.T) {
	t.Parallel()
	p := newWatched(t, 1, "")
	p.x.gate <- struct{}{}
	passed := make(chan struct{})
	go func() {
		p.x.step(t.Context())
		close(passed)
	}()
	for begun := false; !begun; time.Sleep(time.Millisecond) {
		p.x.mu.Lock()
		begun = p.x.now != nil
		p.x.mu.Unlock()
	}
	p.manifest("r", 2, "@every 24h")
	<-p.x.gate
	<-passed
	if n := p.web.hits.Load(); n != 2 {
		t.Errorf("%d looks, want 2: it went by the manifests of before", n)
	}
}

// TestFinishesAct: a server that stops lets an act end that has begun, and waits for
// nothing else.
func TestFinishesAct(t *testing.T) {
	t.Parallel()
	p := newWatched(t, 1, "")
	p.x.finish(time.Hour) // nothing is at work
	begun, end, done := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	go func() {
		done <- p.x.exclusive(context.Background(), func(*session) error {
			close(begun)
			<-end
			return nil
		})
	}()
	<-begun
	p.x.finish(time.Millisecond) // it takes too long
	time.AfterFunc(20*time.Millisecond, func() { close(end) })
	p.x.finish(time.Hour)
	select {
	case <-end:
	default:
		t.Error("it did not wait for the act")
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
	p.x.finish(time.Hour)
}

// TestTwoSchedulers: of two servers over one archive one makes the passes, and the
// other takes over.
func TestTwoSchedulers(t *testing.T) { // raced
	t.Parallel()
	p := newWatched(t, 1, "")
	if !p.x.alone() {
		t.Fatal(p.said.String())
	}
	first := p.x
	p.start()
	for range 3 {
		if p.x.alone() || p.steps() != 0 {
			t.Error("both make passes")
		}
	}
	if n := strings.Count(p.said.String(), fmt.Sprintf("(process %d)", os.Getpid())); n != 1 {
		t.Errorf("told %d times:\n%s", n, p.said.String())
	}
	first.sole()
	n := 0
	for began := time.Now(); n == 0 && time.Since(began) < time.Minute; time.Sleep(10 * time.Millisecond) {
		n = p.steps() // a process that another test forks just now holds the lock until it is executed
	}
	if n != 1 || !strings.Contains(p.said.String(), "makes the passes now") {
		t.Errorf("%d looks\n%s", n, p.said.String())
	}
}

// TestHeartbeat: late is what was not looked at within its interval, a tenth, and a day.
func TestHeartbeat(t *testing.T) {
	now := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	const day = 24 * time.Hour
	for _, tt := range []struct {
		every, looked, due time.Duration // before and after now
		want               bool
	}{
		{7 * day, day, 6 * day, true},
		{7 * day, 8 * day, -day, true},
		{7 * day, 7*day + 41*time.Hour, -41 * time.Hour, false},
		{7 * day, 7*day + 40*time.Hour, -40 * time.Hour, true}, // 16.8 h and a day
		{7 * day, 2 * day, -3 * day, true},                     // a check looked at it
		{day, 3 * day, day, true},                              // twice a month, say
		{day, 3 * day, -2 * day, false},
	} {
		if got := inTime(watch.Timed{Interval: tt.every, LookedAt: now.Add(-tt.looked), Due: now.Add(tt.due)}, now); got != tt.want {
			t.Errorf("%+v: %v", tt, got)
		}
	}
	if inTime(watch.Timed{Interval: day}, now) {
		t.Error("what was never looked at was in time")
	}
	set := &source.Set{Manifests: []*source.Manifest{{ID: "r", Footnotes: []source.Footnote{{Number: "1", Citations: []source.Citation{{URL: "https://a.example/"}}}}}}}
	v := viewSchedule(set, nil, now)
	if v.Of != 1 || v.Looked != 0 || v.words() != "" {
		t.Errorf("%+v %q", v, v.words())
	}
	var cite source.Cite
	for c := range set.Citations() {
		cite = c
	}
	v = viewSchedule(set, []watch.Timed{{ID: source.ID("https://a.example/"), Cites: []source.Cite{cite}, Interval: 7 * day, Schedule: "@every 168h", LookedAt: now, Due: now.Add(6 * day)}}, now)
	if got := v.words(); got != "1 of 1 looked at in time; next: "+cite.Ref+" on 8 March 2026 12:00 UTC (weekly)" {
		t.Error(got)
	}
}
