package watch

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"sync/atomic"
	"testing"

	"archiver/internal/wacz"
)

// Two pages of one host share a style sheet: it is asked for once in a pass,
// and stands in both snapshots as it was answered. Another host's is its own.
func TestSharedSheet(t *testing.T) { // raced
	w := newWorld(t)
	var asked atomic.Int32
	page := func(n int) http.HandlerFunc {
		return status(http.StatusOK, "<link rel=stylesheet href=/s.css>"+article(n))
	}
	urls := []string{w.at("a", "/1", page(1)), w.at("a", "/2", page(2)), w.at("b", "/3", page(3))}
	for _, host := range []string{"a", "b"} {
		w.at(host, "/s.css", func(rw http.ResponseWriter, r *http.Request) {
			asked.Add(1)
			rw.Header().Set("Content-Type", "text/css")
			io.WriteString(rw, "body{} /* http://"+r.Host+"/s.css */")
		})
	}
	w.pass(all, report("r", urls...))
	if n := asked.Load(); n != 2 {
		t.Errorf("asked %d times", n)
	}
	var dates []string
	for _, u := range urls {
		snap := w.snapshots(u)[0]
		a := w.wacz(snap.Object)
		for _, f := range a.Verify(context.Background()) {
			t.Errorf("%s: %+v", u, f)
		}
		sheet := u[:len(u)-2] + "/s.css"
		at, ok := a.Find(sheet, snap.CapturedAt)
		if !ok {
			t.Fatalf("%s: no style sheet", u)
		}
		resp, err := a.Response(at)
		if err != nil {
			t.Fatal(err)
		}
		if body, err := io.ReadAll(resp.Body); err != nil || string(body) != "body{} /* "+sheet+" */" {
			t.Errorf("%s: %q, %v", u, body, err)
		}
		dates = append(dates, resp.Record.Get("WARC-Date"))
	}
	if dates[0] != dates[1] || dates[0] == dates[2] {
		t.Errorf("dates %q", dates)
	}
	w.pass(all, report("r", urls...)) // unchanged pages are not captured: nothing to load
	if n := asked.Load(); n != 2 {
		t.Errorf("asked %d times after the second pass", n)
	}
}

// wacz opens a snapshot.
func (w *world) wacz(object string) *wacz.Archive {
	w.t.Helper()
	r, err := w.store.Open(context.Background(), object, 0, -1)
	if err != nil {
		w.t.Fatal(err)
	}
	defer r.Close()
	b, err := io.ReadAll(r)
	if err != nil {
		w.t.Fatal(err)
	}
	a, err := wacz.Open(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		w.t.Fatal(err)
	}
	return a
}
