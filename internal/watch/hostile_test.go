package watch

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"archiver/internal/ledger"
)

// TestHostileAnswers: what a server puts into headers fails neither the pass
// nor the next one, nor the sources beside it.
func TestHostileAnswers(t *testing.T) { // raced
	long := strings.Repeat("e", 100<<10)
	for name, answer := range map[string]string{
		"content type":   "HTTP/1.1 200 OK\r\nContent-Type: text/html;%s\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello",
		"redirect":       "HTTP/1.1 301 Moved Permanently\r\nLocation: /b?" + long + "%.0s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
		"short redirect": "HTTP/1.1 301 Moved Permanently\r\nLocation: /b?" + long[:7<<10] + "%.0s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
		"escaped":        "HTTP/1.1 302 Found\r\nLocation: /b?" + strings.Repeat("é", 7<<10) + "%.0s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			answer := fmt.Sprintf(answer, strings.Repeat("\x01", 200<<10))
			w.at("evil", "/b", says(3))
			var urls []string
			for i := range 3 {
				urls = append(urls, w.at("evil", fmt.Sprintf("/evil%d", i), raw(answer)))
			}
			m := report("r", append(urls, w.at("good", "/x", says(1)))...)
			for i := range m.Footnotes[:3] { // judged apart, so that each has its say in the log
				m.Footnotes[i].Citations[0].Quotes = []string{passage(i)}
			}
			row := w.pass(all, m).Citations[3]
			w.want(row, "ok first-seen taken")
			for range 2 {
				w.now = w.now.Add(time.Hour)
				w.open()
				row := w.pass(all, m).Citations[3]
				w.want(row, "ok same kept")
			}
			if name == "redirect" || name == "escaped" {
				for _, o := range w.logged(urls[0]) {
					if o.Fault != "protocol" {
						t.Errorf("a redirect to somewhere of %d bytes: fault %q", len(o.FinalURL), o.Fault)
					}
				}
			}
			w.bounded(32 << 10)
		})
	}
}

// bounded holds every record of the log against a size in bytes.
func (w *world) bounded(most int) {
	w.t.Helper()
	r, err := ledger.OpenReader(context.Background(), w.store)
	if err != nil {
		w.t.Fatal(err)
	}
	for line, err := range r.Records(context.Background(), 0) {
		if err != nil {
			w.t.Fatal(err)
		}
		if len(line.Raw) > most {
			w.t.Errorf("record %d (%s) has %d bytes", line.Index, line.Kind, len(line.Raw))
		}
		var o ledger.ObservationRecord
		if err := json.Unmarshal(line.Body, &o); err != nil {
			w.t.Fatal(err)
		}
		for _, j := range o.Judged {
			if n := len([]rune(j.Detail)); n > 1000 {
				w.t.Errorf("record %d: a sentence of %d characters", line.Index, n)
			}
		}
	}
}

// TestUnknownCoding: a coding that nobody knows is taken as browsers take it,
// and the page is compared all the same.
func TestUnknownCoding(t *testing.T) {
	w := newWorld(t)
	n, text := 0, article(1)
	url := w.at("a", "/x", func(rw http.ResponseWriter, r *http.Request) {
		n++
		rw.Header().Set("Content-Encoding", "utf-8")
		status(200, fmt.Sprintf("%s<!-- %d -->", text, n))(rw, r)
	})
	m := report("r", url)
	w.want(w.pass(all, m).Citations[0], "ok first-seen taken")
	for range 2 {
		w.now = w.now.Add(time.Hour)
		w.want(w.pass(all, m).Citations[0], "ok same kept")
	}
	text = article(2)
	w.now = w.now.Add(time.Hour)
	w.want(w.pass(all, m).Citations[0], "changed replaced taken")
	doc, err := w.w.ReadSnapshot(context.Background(), w.snapshots(url)[0].Object)
	if err != nil || !strings.Contains(doc.Visible, passage(1)) {
		t.Errorf("the first snapshot: %v", err)
	}
}
