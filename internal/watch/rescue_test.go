package watch

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/fetch"
	"archiver/internal/ledger"
	"archiver/internal/source"
	"archiver/internal/webtest/wayback"
)

// rescuer gives the world an archive to turn to.
func (w *world) rescuer() *wayback.Server {
	w.t.Helper()
	s := wayback.Start()
	w.t.Cleanup(s.Close)
	w.turnTo(s)
	return s
}

func (w *world) turnTo(s *wayback.Server) {
	w.t.Helper()
	svc, err := w.fetch.Wayback(s.URL())
	if err != nil {
		w.t.Fatal(err)
	}
	w.w.cfg.Rescue = &Rescue{Service: svc}
}

var pageHeader = http.Header{"Content-Type": {"text/html; charset=utf-8"}}

// onDay is n days after the report was published, at nine in the morning.
func onDay(n int) time.Time { return noon.Truncate(24*time.Hour).AddDate(0, 0, n).Add(9 * time.Hour) }

func copyOf(url string, n int, body string) wayback.Capture {
	return wayback.Capture{URL: url, At: onDay(n), Header: pageHeader, Body: []byte(body)}
}

var gone = status(http.StatusNotFound, notFound)

// requests gives what was asked of archives for a source: "kind outcome".
func (w *world) requests(url string) (list []string) {
	w.t.Helper()
	all, err := w.cat.Requests(context.Background(), source.ID(url))
	if err != nil {
		w.t.Fatal(err)
	}
	for _, r := range all {
		list = append(list, r.Kind+" "+r.Outcome)
	}
	return list
}

func (w *world) wantRequests(url string, want ...string) {
	w.t.Helper()
	if got := w.requests(url); strings.Join(got, ", ") != strings.Join(want, ", ") {
		w.t.Errorf("asked for %s: %q, want %q", url, got, want)
	}
}

// A dead source that was never captured is rescued at once, by the copy nearest
// to the report's date that shows it.
func TestRescue(t *testing.T) { // raced
	w := newWorld(t)
	s := w.rescuer()
	url := w.at("a", "/gone", gone)
	other := w.at("a", "/fine", says(2))
	// What a copy shows as well is not fetched: the live site would give today's.
	touched := func(rw http.ResponseWriter, r *http.Request) {
		t.Errorf("the live site was asked for %s", r.URL)
		http.NotFound(rw, r)
	}
	w.at("a", "/logo.png", touched)
	login := "<!DOCTYPE html><title>Log in</title><form action=/login><h1>Log in to continue</h1><input name=u><input type=password name=p></form>"
	s.Add(copyOf(url, -1, login), copyOf(url, 2, notFound+"<p>Error 404"), copyOf(url, -3, article(1)+"<img src=/logo.png><img src="+w.at("a", "/seal.png", touched)+">"), copyOf(url, -30, article(3)))
	s.Add(wayback.Capture{URL: url, At: onDay(0), Status: 404, Header: pageHeader, Body: []byte(notFound)})
	m := report("r", url, other)
	m.Footnotes[0].Citations[0].Quotes = []string{passage(1)}
	res := w.pass(all, m)
	row := res.Citations[0]
	w.want(row, "dead http-404 taken")
	w.want(res.Citations[1], "ok first-seen taken")
	if row.Archive.State != Intact || !row.Archive.CapturedAt.Equal(onDay(-3)) || row.Archive.LagDays != -3 || row.Archive.Provenance == nil {
		t.Fatalf("archive: %+v", row.Archive)
	}
	if res.Rescued.Asked != 1 || res.Rescued.Copied != 1 || res.Rescued.Trouble != "" {
		t.Errorf("rescued: %+v", res.Rescued)
	}
	w.wantRequests(url, "rescue copied")
	w.wantRequests(other)
	snaps := w.snapshots(url)
	if len(snaps) != 2 || snaps[0].Provenance == nil || snaps[0].Class != "source" || snaps[1].Class != "error" || snaps[1].Provenance != nil {
		t.Fatalf("snapshots: %+v", snaps)
	}
	p := snaps[0].Provenance
	stamp := onDay(-3).Format(wayback.Stamp)
	if p.Kind != "wayback" || p.Service != s.URL() || p.Memento != s.URL()+"/web/"+stamp+"id_/"+url || !p.MementoAt.Equal(onDay(-3)) || !p.Retrieved.Equal(noon) {
		t.Errorf("provenance: %+v", p)
	}
	if !strings.HasSuffix(snaps[0].Object, stamp+".wacz") || snaps[0].FinalURL != url || snaps[0].Status != 200 {
		t.Errorf("snapshot: %+v", snaps[0])
	}
	// It reads like any other, and holds what the archive said.
	doc, err := w.w.ReadSnapshot(context.Background(), snaps[0].Object)
	if err != nil || !strings.Contains(doc.Visible, passage(1)) {
		t.Errorf("read: %v", err)
	}
	a, closer, err := OpenSnapshot(context.Background(), w.store, snaps[0].Object)
	if err != nil {
		t.Fatal(err)
	}
	defer closer.Close()
	if len(a.Verify(context.Background())) > 0 {
		t.Errorf("inside: %v", a.Verify(context.Background()))
	}
	var urls []string
	for _, c := range a.Index() {
		urls = append(urls, c.URL)
	}
	if all := strings.Join(urls, "\n"); !strings.Contains(all, "/cdx/search/cdx") || !strings.Contains(all, "id_/"+url) {
		t.Errorf("the package holds %q", urls)
	}
	if page := a.Pages()[0]; page.Source != url || page.URL != p.Memento || page.CopiedFrom == "" {
		t.Errorf("page: %+v", page)
	}
	// Nothing is asked again.
	s.Forget()
	w.now = w.now.AddDate(0, 0, 8)
	w.pass(all, m)
	if n := len(s.Asked()); n != 0 {
		t.Errorf("asked again: %q", s.Asked())
	}
	if err := w.sameFromLog(url); err != nil {
		t.Error(err)
	}
}

// sameFromLog compares the catalog with one made from the log alone.
func (w *world) sameFromLog(url string) error {
	ctx := context.Background()
	fresh, err := catalog.Open(ctx, filepath.Join(w.t.TempDir(), "c.db"))
	if err != nil {
		return err
	}
	defer fresh.Close()
	if err := CatchUp(ctx, w.store, fresh, nil); err != nil {
		return err
	}
	all := func(c *catalog.Catalog) (string, error) {
		s, err := c.Snapshots(ctx, source.ID(url))
		if err != nil {
			return "", err
		}
		r, err := c.Requests(ctx, source.ID(url))
		b, _ := json.Marshal([]any{s, r}) // strings, numbers and times
		return string(b), err
	}
	have, err := all(w.cat)
	if err != nil {
		return err
	}
	if got, err := all(fresh); err != nil || got != have {
		return fmt.Errorf("from the log: %s, %v; was %s", got, err, have)
	}
	return nil
}

// A rescued copy is what citations are compared with, and never what the next
// live look is compared with to see whether it changed.
func TestRescuedCopyIsNoLook(t *testing.T) {
	w := newWorld(t)
	s := w.rescuer()
	url := w.at("a", "/page", status(http.StatusForbidden, "<title>Forbidden</title>no"))
	s.Add(copyOf(url, 0, article(1)))
	m := report("r", url)
	w.want(w.pass(all, m).Citations[0], "blocked forbidden taken")

	// It comes back, edited since: the report's page is another one.
	w.now = w.now.Add(24 * time.Hour)
	w.at("a", "/page", says(2))
	row := w.pass(all, m).Citations[0]
	w.want(row, "changed replaced taken")
	if row.Archive.Provenance == nil || !row.Archive.CapturedAt.Equal(onDay(0)) {
		t.Errorf("compared with %+v", row.Archive)
	}
	looks := w.logged(url)
	if last := looks[len(looks)-1]; last.Verdict != "ok" || last.Reason != "first-seen" {
		t.Errorf("the source's own verdict is %s %s: an old copy made it so", last.Verdict, last.Reason)
	}
	// And stays: our capture of it is the newest, whatever was logged last.
	for range 2 {
		w.now = w.now.Add(24 * time.Hour)
		w.want(w.pass(all, m).Citations[0], "changed replaced kept")
	}
	looks = w.logged(url)
	if last := looks[len(looks)-1]; last.Verdict != "ok" || last.Reason != "same" {
		t.Errorf("the source's own verdict is %s %s", last.Verdict, last.Reason)
	}
	if n := len(w.snapshots(url)); n != 3 {
		t.Errorf("%d snapshots, want the wall, the copy and the page", n)
	}
}

// Where a wall stands before a page that the copy knows, the page is recognised.
func TestRescuedCopyTellsThePage(t *testing.T) {
	w := newWorld(t)
	s := w.rescuer()
	url := w.at("a", "/page", status(http.StatusForbidden, "<title>Forbidden</title>no"))
	s.Add(copyOf(url, -2, article(1)))
	m := report("r", url)
	w.pass(all, m)
	w.now = w.now.Add(24 * time.Hour)
	w.at("a", "/page", status(http.StatusForbidden, article(1)))
	w.want(w.pass(all, m).Citations[0], "ok same taken")
	if n := newestOf(w.snapshots(url), ""); n.Class != "source" {
		t.Errorf("kept as %s", n.Class)
	}
}

// A dead source that we have captured is rescued only by a nearer copy.
func TestRescueOfWhatWeHave(t *testing.T) {
	for name, tt := range map[string]struct {
		published int // days before our capture
		copies    []int
		want      string // of the archive's state: copy or own
		requests  []string
	}{
		"same day":  {0, []int{0}, "own", nil},
		"nearer":    {30, []int{-28, -40}, "copy", []string{"rescue copied"}},
		"farther":   {30, []int{-90, 20}, "own", []string{"rescue none"}},
		"no copies": {30, nil, "own", []string{"rescue none"}},
	} {
		w := newWorld(t)
		s := w.rescuer()
		url := w.at("a", "/page", says(1))
		for _, n := range tt.copies {
			s.Add(copyOf(url, n, article(1)))
		}
		m := report("r", url)
		m.Published = m.Published.AddDate(0, 0, -tt.published)
		w.pass(all, m)
		w.wantRequests(url)
		w.now = w.now.Add(24 * time.Hour)
		w.at("a", "/page", gone)
		row := w.pass(all, m).Citations[0]
		got := "own"
		if row.Archive.Provenance != nil {
			got = "copy"
		}
		if got != tt.want || row.Live.Verdict != "dead" {
			t.Errorf("%s: %+v %+v", name, row.Live, row.Archive)
		}
		w.wantRequests(url, tt.requests...)
	}
}

func TestOwnCaptureOfTheSameDay(t *testing.T) {
	p := &catalog.Provenance{}
	list := []catalog.Snapshot{
		{Object: "copy", Class: "source", CapturedAt: onDay(5).Add(-time.Hour), Provenance: p},
		{Object: "own", Class: "source", CapturedAt: onDay(5)},
		{Object: "later", Class: "source", CapturedAt: onDay(9)},
	}
	for want, published := range map[string]time.Time{"own": onDay(2), "later": onDay(8)} {
		if got := nearestSource(list, published.Truncate(24*time.Hour), false, nil); got.Object != want {
			t.Errorf("nearest to %v: %s, want %s", published, got.Object, want)
		}
	}
	list[1].CapturedAt = onDay(6)
	if got := nearestSource(list, onDay(2).Truncate(24*time.Hour), false, nil); got.Object != "copy" {
		t.Errorf("a copy a day nearer is passed over for %s", got.Object)
	}
	if got := newestOf(list[:1], ""); got != nil {
		t.Errorf("%s is our newest", got.Object)
	}
}

// The archive's answers, and when it is asked again.
func TestRescueAgain(t *testing.T) { // raced
	w := newWorld(t)
	s := w.rescuer()
	none, unfit, excluded := w.at("a", "/none", gone), w.at("a", "/unfit", gone), w.at("b", "/excluded", gone)
	for n := range 5 {
		s.Add(copyOf(unfit, -n, fmt.Sprintf("<title>404 Not found</title><h1>Page not found</h1><p>Error 404 number %d", n)))
	}
	s.Fail("url=.*excluded", -1, wayback.Answer(403, "org.archive.util.io.RuntimeIOException: org.archive.wayback.exception.AdministrativeAccessControlException: Blocked Site Error"))
	m := report("r", none, unfit, excluded)
	res := w.pass(all, m)
	for _, row := range res.Citations {
		if row.Archive.State != Wall || row.Archive.Provenance != nil {
			t.Errorf("%s: %+v", row.Cite.Citation.URL, row.Archive)
		}
	}
	if res.Rescued.Asked != 3 || res.Rescued.Copied != 0 {
		t.Errorf("%+v", res.Rescued)
	}
	w.wantRequests(none, "rescue none")
	w.wantRequests(unfit, "rescue unfit")
	w.wantRequests(excluded, "rescue excluded")
	n := 0
	for _, a := range s.Asked() {
		if strings.Contains(a, "id_/") {
			n++
		}
	}
	if n != rescueTries {
		t.Errorf("%d copies were looked at, want %d", n, rescueTries)
	}
	s.Forget()
	w.now = w.now.Add(6 * 24 * time.Hour)
	res = w.pass(all, m)
	if n := len(s.Asked()); n != 0 {
		t.Errorf("asked again after six days: %q", s.Asked())
	}
	for _, row := range res.Citations {
		if !row.Archive.Sought {
			t.Errorf("%s: not known to have been sought", row.Cite.Citation.URL)
		}
	}
	s.Add(copyOf(none, 1, article(1)))
	w.now = w.now.Add(2 * 24 * time.Hour)
	if row := w.pass(Options{}, m).Citations[0]; row.Archive.Provenance == nil {
		t.Errorf("asked again after eight days: %+v", row.Archive)
	}
	// Another archive is asked at once.
	s2 := wayback.Start()
	t.Cleanup(s2.Close)
	s2.Add(copyOf(unfit, 4, article(2)))
	w.turnTo(s2)
	if row := w.pass(Options{}, m).Citations[1]; row.Archive.Provenance == nil || row.Archive.Provenance.Service != s2.URL() {
		t.Errorf("another archive: %+v", row.Archive)
	}
	w.wantRequests(excluded, "rescue excluded", "rescue excluded", "rescue none")
}

// An archive in trouble is left alone for the rest of the pass, and for as long
// as it asks.
func TestRescueTrouble(t *testing.T) { // raced
	w := newWorld(t)
	s := w.rescuer()
	one, two := w.at("a", "/1", gone), w.at("b", "/2", gone)
	s.Add(copyOf(one, 0, article(1)), copyOf(two, 0, article(2)))
	s.Fail("", -1, wayback.Answer(429, "", "Retry-After: 7200"))
	m := report("r", one, two)
	res := w.pass(all, m)
	if n := len(s.Asked()); n != 1 || res.Rescued.Trouble == "" || res.Rescued.Asked != 1 || res.Citations[0].Archive.Sought {
		t.Errorf("%d requests, %+v", n, res.Rescued)
	}
	w.wantRequests(one, "rescue unavailable")
	w.wantRequests(two)
	s.Heal()
	w.now = w.now.Add(119 * time.Minute)
	if res = w.pass(all, m); len(s.Asked()) != 1 || res.Rescued.Trouble == "" {
		t.Errorf("asked before the two hours were over: %q", s.Asked())
	}
	w.now = w.now.Add(2 * time.Minute)
	if res = w.pass(all, m); res.Rescued.Copied != 2 {
		t.Errorf("after it: %+v", res.Rescued)
	}
}

// An archive whose front end answers is in trouble, over the index and over a
// copy: it is asked again soon, and not for the same copy first.
func TestRescueOutage(t *testing.T) { // raced
	for _, status := range []int{502, 504, 403, 522} {
		for _, path := range []string{"", "id_/.*/1"} {
			w := newWorld(t)
			s := w.rescuer()
			one, two := w.at("a", "/1", gone), w.at("b", "/2", gone)
			s.Add(copyOf(one, 0, article(1)), copyOf(two, 0, article(2)))
			s.Fail(path, -1, wayback.Answer(status, "<h1>sorry</h1>"))
			m := report("r", one, two)
			res := w.pass(all, m)
			if res.Rescued.Trouble == "" || res.Rescued.Asked != 1 {
				t.Errorf("%d on %q: %+v", status, path, res.Rescued)
			}
			w.wantRequests(one, "rescue unavailable")
			w.now = w.now.Add(61 * time.Minute)
			copied := 0
			if path != "" { // the other one comes first now
				copied = 1
			}
			if res = w.pass(all, m); res.Rescued.Copied != copied {
				t.Errorf("%d on %q, an hour later: %+v", status, path, res.Rescued)
			}
			s.Heal()
			w.now = w.now.Add(61 * time.Minute)
			if res = w.pass(all, m); res.Rescued.Copied != 2-copied {
				t.Errorf("%d on %q, after it: %+v", status, path, res.Rescued)
			}
		}
	}
}

// redates has copies of the n-th day say that they are of another.
func redates(s *wayback.Server, n, to int, body string) {
	s.Fail("/web/"+onDay(n).Format(wayback.Stamp)+"id_/", -1,
		wayback.Answer(200, body, "Memento-Datetime: "+onDay(to).Format(http.TimeFormat)))
}

// tries gives what was looked at in the last rescue: "day outcome".
func (w *world) tries(url string) (rec ledger.RescueRecord, list []string) {
	w.t.Helper()
	all, err := w.cat.Requests(context.Background(), source.ID(url))
	if err != nil || len(all) == 0 {
		w.t.Fatalf("%v, %d requests", err, len(all))
	}
	if err := json.Unmarshal(all[len(all)-1].Body, &rec); err != nil {
		w.t.Fatal(err)
	}
	for _, r := range rec.Tried {
		list = append(list, r.Outcome)
	}
	return rec, list
}

// A copy is as near as it says itself, whatever the index says.
func TestRescueByTheCopysOwnDate(t *testing.T) {
	for name, tt := range map[string]struct {
		copies []int
		to     int // day that the copy of day 0 has
		want   int
		tries  string
		note   bool
	}{
		"another is nearer":    {[]int{0, 5}, -400, 5, "it shows the source; another one is nearer, copied", false},
		"it is still nearest":  {[]int{0, 9}, 3, 3, "copied", true},
		"the others are worse": {[]int{0, -500}, -400, -400, "copied", true},
		"it stands alone":      {[]int{0}, -400, -400, "copied", true},
	} {
		w := newWorld(t)
		s := w.rescuer()
		url := w.at("a", "/page", gone)
		for _, n := range tt.copies {
			s.Add(copyOf(url, n, article(1)))
		}
		redates(s, 0, tt.to, article(1))
		row := w.pass(all, report("r", url)).Citations[0]
		p := row.Archive.Provenance
		if p == nil || !p.MementoAt.Equal(onDay(tt.want)) || (p.Note != "") != tt.note {
			t.Errorf("%s: %+v", name, p)
			continue
		}
		rec, tries := w.tries(url)
		if strings.Join(tries, ", ") != tt.tries || rec.Detail != p.Note {
			t.Errorf("%s: %q, %q", name, tries, rec.Detail)
		}
		if tt.note && (!strings.Contains(p.Note, onDay(0).Format(time.DateOnly)) || !strings.Contains(p.Note, onDay(tt.want).Format(time.DateOnly))) {
			t.Errorf("%s: note %q", name, p.Note)
		}
		if err := w.sameFromLog(url); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Neither does it displace our own capture, where it is farther after all.
func TestRescueOfACopyThatIsFartherThanOurs(t *testing.T) {
	w := newWorld(t)
	s := w.rescuer()
	url := w.at("a", "/page", says(1))
	s.Add(copyOf(url, -28, article(1)))
	redates(s, -28, -200, article(1))
	m := report("r", url)
	m.Published = m.Published.AddDate(0, 0, -30)
	w.pass(all, m)
	w.now = w.now.Add(24 * time.Hour)
	w.at("a", "/page", gone)
	if row := w.pass(all, m).Citations[0]; row.Archive.Provenance != nil {
		t.Errorf("%+v", row.Archive)
	}
	w.wantRequests(url, "rescue none")
	if _, tries := w.tries(url); len(tries) != 1 || !strings.Contains(tries[0], "no nearer") {
		t.Errorf("%q", tries)
	}
}

// The report's link leads to another day's copy: then that is one among others.
func TestRescueByALinkThatLeadsElsewhere(t *testing.T) {
	w := newWorld(t)
	s := w.rescuer()
	url := w.at("a", "/page", gone)
	far, near := copyOf(url, -300, article(1)), copyOf(url, 4, article(1))
	s.Add(far, near)
	m := report("r", url)
	link := copyOf(url, -250, "")
	m.Footnotes[0].Citations[0].Archived = &source.Archived{URL: s.Memento(link), At: link.At}
	if row := w.pass(all, m).Citations[0]; row.Archive.Provenance == nil || !row.Archive.CapturedAt.Equal(near.At) {
		t.Errorf("%+v", row.Archive)
	}
}

// What the archive failed to hand out does not stand for other copies that are
// alike, nor does a redirect for another.
func TestRescueTriesTheSameBytesElsewhere(t *testing.T) {
	for name, h := range map[string]http.HandlerFunc{
		"missing":   wayback.Answer(404, "no"),
		"cut short": wayback.Answer(200, "<p>", "Content-Length: 999", "Memento-Datetime: "+onDay(0).Format(http.TimeFormat)),
	} {
		w := newWorld(t)
		s := w.rescuer()
		url := w.at("a", "/page", gone)
		s.Add(copyOf(url, 0, article(1)), copyOf(url, 3, article(1)))
		s.Fail("/web/"+onDay(0).Format(wayback.Stamp)+"id_/", -1, h)
		if row := w.pass(all, report("r", url)).Citations[0]; row.Archive.Provenance == nil || !row.Archive.CapturedAt.Equal(onDay(3)) {
			t.Errorf("%s: %+v", name, row.Archive)
		}
	}
	w := newWorld(t) // what was judged does
	s := w.rescuer()
	url := w.at("a", "/page", gone)
	for n := range 2 {
		s.Add(copyOf(url, n, notFound+"<p>Error 404"))
	}
	w.pass(all, report("r", url))
	if _, tries := w.tries(url); len(tries) != 1 {
		t.Errorf("the same error page: %q", tries)
	}
}

// A copy that was damaged here is fetched anew.
func TestRescueOfADamagedCopy(t *testing.T) {
	w := newWorld(t)
	s := w.rescuer()
	url := w.at("a", "/page", gone)
	s.Add(copyOf(url, 0, article(1)))
	m := report("r", url)
	object := w.pass(all, m).Citations[0].Archive.Object
	w.halve(object)
	w.now = w.now.Add(24 * time.Hour)
	w.pass(all, m)
	w.wantRequests(url, "rescue copied", "rescue copied")
	w.now = w.now.Add(24 * time.Hour)
	w.pass(all, m)
	w.wantRequests(url, "rescue copied", "rescue copied")
}

// What the report itself links to comes first, if it is in this archive.
func TestRescueByTheReportsLink(t *testing.T) {
	w := newWorld(t)
	s := w.rescuer()
	url := w.at("a", "/page", gone)
	mine := copyOf(url, -50, article(1))
	mine.Hidden = true
	s.Add(mine, copyOf(url, 0, article(2)))
	m := report("r", url)
	m.Footnotes[0].Citations[0].Archived = &source.Archived{URL: s.Memento(mine), At: mine.At}
	row := w.pass(all, m).Citations[0]
	if row.Archive.Provenance == nil || !row.Archive.CapturedAt.Equal(onDay(-50)) {
		t.Errorf("%+v", row.Archive)
	}
	if n := len(s.Asked()); n != 1 {
		t.Errorf("asked %q", s.Asked())
	}
}

// Copies that deceive are not taken.
func TestHostileArchive(t *testing.T) {
	w := newWorld(t)
	s := w.rescuer()
	urls := map[string]string{}
	for _, name := range []string{"another", "inward", "huge", "script", "undated"} {
		urls[name] = w.at("a", "/"+name, gone)
	}
	wrong := copyOf(urls["another"], 0, article(1))
	wrong.Of = "https://elsewhere.example/"
	s.Add(wrong, copyOf(urls["huge"], 0, article(1)), copyOf(urls["script"], 0, article(1)), copyOf(urls["undated"], 0, article(1)))
	s.Add(wayback.Capture{URL: urls["inward"], At: onDay(0), Status: 302, Header: http.Header{"Location": {"http://169.254.169.254/latest/meta-data/"}}})
	s.Fail("id_/.*huge", -1, func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Memento-Datetime", onDay(0).Format(http.TimeFormat))
		rw.Header().Set("Content-Length", "99999999999")
		rw.Write([]byte(article(1)))
	})
	s.Fail("id_/.*script", -1, wayback.Answer(200, article(1))) // no word of being a copy
	s.Fail("id_/.*undated", -1, wayback.Answer(200, article(1), "Memento-Datetime: tomorrow"))
	for name, url := range urls {
		row := w.pass(all, report(name, url)).Citations[0]
		if row.Archive.Provenance != nil {
			t.Errorf("%s: %+v", name, row.Archive)
		}
		w.wantRequests(url, "rescue unfit")
	}
}

// Some archives hand a page out compressed as it was, and say so of the page only.
func TestRescueOfACodedCopy(t *testing.T) {
	w := newWorld(t)
	s := w.rescuer()
	url := w.at("a", "/page", gone)
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte(article(1)))
	z.Close()
	s.Add(wayback.Capture{URL: url, At: onDay(0), Body: b.Bytes(),
		Header: http.Header{"Content-Type": {"text/html; charset=utf-8"}, "Content-Encoding": {"gzip"}}})
	row := w.pass(all, report("r", url)).Citations[0]
	if row.Archive.Provenance == nil {
		t.Fatalf("%+v", row.Archive)
	}
	doc, err := w.w.ReadSnapshot(context.Background(), row.Archive.Object)
	if err != nil || !strings.Contains(doc.Visible, passage(1)) {
		t.Errorf("read: %v", err)
	}
	// Its digest is of what can be read.
	if snap := w.snapshots(url)[0]; snap.PayloadSHA256 != fmt.Sprintf("%x", sha256.Sum256([]byte(article(1)))) {
		t.Errorf("payload %s", snap.PayloadSHA256)
	}
	// One that can't be unpacked is none, and ends no run.
	for _, n := range []int{5, b.Len() - 9} {
		broken := w.at("a", fmt.Sprintf("/broken%d", n), gone)
		s.Add(wayback.Capture{URL: broken, At: onDay(0), Body: b.Bytes()[:n],
			Header: http.Header{"Content-Type": {"text/html; charset=utf-8"}, "Content-Encoding": {"gzip"}}})
		if row := w.pass(all, report(fmt.Sprint("b", n), broken)).Citations[0]; row.Archive.Provenance != nil {
			t.Errorf("%+v", row.Archive)
		}
		w.wantRequests(broken, "rescue unfit")
	}
}

// One sign of an error page is enough to leave a copy: the live site can't be
// asked how its error pages looked then.
func TestRescueLeavesWhatIsDoubtful(t *testing.T) {
	w := newWorld(t)
	s := w.rescuer()
	url := w.at("a", "/page", gone)
	s.Add(copyOf(url, 0, strings.Replace(article(1), "Chronicle 1", "Page not found", 1)), copyOf(url, 9, article(1)))
	row := w.pass(all, report("r", url)).Citations[0]
	if row.Archive.Provenance == nil || !row.Archive.CapturedAt.Equal(onDay(9)) {
		t.Errorf("%+v", row.Archive)
	}
}

// A run that dies after a copy was stored and before it was logged loses nothing:
// the next one lists it, with its origin, and does not ask for it again.
func TestRescueSurvivesAKill(t *testing.T) {
	w := newWorld(t)
	s := w.rescuer()
	url := w.at("a", "/page", gone)
	m := report("r", url)
	w.pass(all, m)
	s.Add(copyOf(url, 0, article(1)))
	ctx := context.Background()
	tasks, err := w.w.plan(ctx, cites(m), nil)
	if err != nil {
		t.Fatal(err)
	}
	p := &pass{w: w.w, pages: newPageCache()}
	if sealed, err := p.copyFor(ctx, w.w.cfg.Rescue.Service, tasks[source.ID(url)], &ledger.RescueRecord{}); err != nil || sealed == nil {
		t.Fatalf("%v, %v", sealed, err)
	}
	if n := len(w.snapshots(url)); n != 1 {
		t.Fatalf("%d snapshots before", n)
	}
	w.open() // mends
	w.turnTo(s)
	snaps := w.snapshots(url)
	if len(snaps) != 2 || snaps[0].Provenance == nil || !snaps[0].CapturedAt.Equal(onDay(0)) {
		t.Fatalf("%+v", snaps)
	}
	s.Forget()
	w.now = w.now.AddDate(0, 0, 8)
	if row := w.pass(all, m).Citations[0]; row.Archive.Provenance == nil || len(s.Asked()) != 0 {
		t.Errorf("%+v, asked %q", row.Archive, s.Asked())
	}
}

// A page that had moved when it was captured: the copy is of where it led.
func TestRescueBehindARedirect(t *testing.T) {
	w := newWorld(t)
	s := w.rescuer()
	url, to := w.at("a", "/old", gone), w.at("a", "/2020/new-place", gone)
	s.Add(wayback.Capture{URL: url, At: onDay(0), Status: 301, Header: http.Header{"Location": {to}}}, copyOf(to, 1, article(1)))
	row := w.pass(all, report("r", url)).Citations[0]
	if row.Archive.Provenance == nil || !row.Archive.CapturedAt.Equal(onDay(1)) {
		t.Fatalf("%+v", row.Archive)
	}
	for _, snap := range w.snapshots(url) {
		if snap.Provenance != nil && snap.FinalURL != to {
			t.Errorf("ended at %s", snap.FinalURL)
		}
	}
}

// Nobody outside is told of pages inside a network, nor of passwords.
func TestNothingInsideIsConfided(t *testing.T) {
	for url, want := range map[string]bool{
		"https://example.org/a": false, "http://10.1.2.3/": true, "http://[::1]/": true, "http://wiki/": true, "http://files.corp.internal/x": true,
		"http://a.localhost:8080/": true, "https://me:secret@example.org/": true, "http://93.184.216.34/": false,
	} {
		if got := confides(url, "web.archive.org"); got != want {
			t.Errorf("%s: %v", url, got)
		}
	}
	if confides("http://a.localhost:8080/", "127.0.0.1:99") {
		t.Error("an archive on this machine may know what is on this machine")
	}
}

// A check asks no archive, and neither does a run without one.
func TestNoRescue(t *testing.T) {
	w := newWorld(t)
	s := w.rescuer()
	url := w.at("a", "/page", gone)
	s.Add(copyOf(url, 0, article(1)))
	w.pass(Options{Check: true}, report("r", url))
	w.pass(Options{NoLook: true}, report("r", url))
	if n := len(s.Asked()); n != 0 {
		t.Errorf("asked %q", s.Asked())
	}
	if (&Watcher{cfg: Config{}}).cfg.Rescue != nil {
		t.Error("an archive is asked by default")
	}
}

func TestSaveWhatIsAlive(t *testing.T) { // raced
	w := newWorld(t)
	s := w.rescuer()
	s.TakesKeys("a:b")
	w.w.cfg.Rescue.Save = &fetch.SaveOptions{Keys: fetch.Keys{Access: "a", Secret: "b"}, Poll: time.Millisecond, Patience: 100 * time.Millisecond}
	w.w.cfg.Rescue.SaveEvery = time.Millisecond
	one, two, dead := w.at("a", "/1", says(1)), w.at("b", "/2", says(2)), w.at("b", "/dead", gone)
	s.Saves(two, "pending", "error:blocked-url")
	m := report("r", one, two, dead)
	res := w.pass(all, m)
	if res.Rescued.ToSave != 2 || res.Rescued.Saved != 1 {
		t.Errorf("%+v", res.Rescued)
	}
	w.wantRequests(one, "save saved")
	w.wantRequests(two, "save refused")
	w.wantRequests(dead, "rescue none")
	list, err := w.cat.Requests(context.Background(), source.ID(one))
	if err != nil {
		t.Fatal(err)
	}
	var rec ledger.SaveRecord
	if err := json.Unmarshal(list[0].Body, &rec); err != nil || !strings.HasSuffix(rec.Memento, one) || rec.Job == "" {
		t.Errorf("%+v, %v", rec, err)
	}
	if strings.Contains(string(list[0].Body), "a:b") {
		t.Error("the keys are in the log")
	}
	// Once in thirty days.
	s.Forget()
	w.now = w.now.AddDate(0, 0, 29)
	w.pass(all, m)
	for _, a := range s.Asked() {
		if strings.HasPrefix(a, "POST") {
			t.Errorf("asked again: %s", a)
		}
	}
	w.now = w.now.AddDate(0, 0, 2)
	s.Forget()
	s.Fail("^/save", -1, wayback.Answer(429, "", "Retry-After: 60"))
	if res := w.pass(all, m); res.Rescued.Trouble == "" || res.Rescued.ToSave != 0 {
		t.Errorf("429: %+v", res.Rescued)
	}
	posts := 0
	for _, a := range s.Asked() {
		if strings.HasPrefix(a, "POST") {
			posts++
		}
	}
	if posts != 1 {
		t.Errorf("%d requests to an archive that takes no more", posts)
	}
}
