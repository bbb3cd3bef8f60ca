package watch

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"archiver/internal/fetch"
	"archiver/internal/record"
)

// breaksOff sends part of a page and breaks the connection.
func breaksOff(share float64, zipped bool, page string) http.HandlerFunc {
	body := []byte(page)
	return func(rw http.ResponseWriter, r *http.Request) {
		if zipped {
			var b bytes.Buffer
			z := gzip.NewWriter(&b)
			io.WriteString(z, page)
			z.Close()
			body = b.Bytes()
			rw.Header().Set("Content-Encoding", "gzip")
		}
		rw.Header().Set("Content-Type", "text/html; charset=utf-8")
		rw.Header().Set("Content-Length", fmt.Sprint(len(body)))
		rw.Write(body[:int(share*float64(len(body)))])
		rw.(http.Flusher).Flush()
		down(rw, r)
	}
}

// endsEarly sends part of a page, and ends as if that were all of it.
func endsEarly(share float64, page string) http.HandlerFunc {
	return raw("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n\r\n" + page[:int(share*float64(len(page)))])
}

// TestFirstLookUnclosed: where the protocol does not tell that an answer was cut, that it
// has an end when it comes again does. A page that never has one is what it is.
func TestFirstLookUnclosed(t *testing.T) {
	page := article(1) + "<p>The end.</p></body></html>"
	open := strings.TrimSuffix(page, "</body></html>")
	for name, c := range map[string]struct {
		first, second http.HandlerFunc
		want          string
	}{
		"cut, then whole":          {endsEarly(0.5, page), endsEarly(1, page), "ok same taken"},
		"cut, then sent otherwise": {endsEarly(0.5, page), status(200, page), "ok same taken"},
		"cut, then edited":         {endsEarly(0.5, page), endsEarly(1, strings.Replace(page, passage(1), "Nobody counted the 4200 houses", 1)), "changed edited taken"},
		"it grew":                  {endsEarly(0.5, open), endsEarly(1, open), "changed edited taken"},
		"all of it came":           {status(200, page[:len(page)/2]), endsEarly(1, page), "changed edited taken"},
		"the same":                 {endsEarly(1, open), endsEarly(1, open), "ok same kept"},
	} {
		w := newWorld(t)
		url := w.at("a", "/x", c.first)
		m := report("r", url, w.at("b", "/x", says(2)))
		w.want(w.pass(all, m).Citations[0], "ok first-seen taken")
		w.at("a", "/x", c.second)
		w.now = w.now.Add(day)
		row := w.pass(all, m).Citations[0]
		if got := fmt.Sprintf("%s %s %s", row.Live.Verdict, row.Live.Reason, row.Snapshot); got != c.want {
			t.Errorf("%s: %s, want %s (%s)", name, got, c.want, row.Live.Detail)
		}
	}
}

// TestLaterLookUnclosed: a later answer that ends amid the page is not taken for an edit, and
// one of another text is.
func TestLaterLookUnclosed(t *testing.T) {
	page := article(1) + "<p>The end.</p></body></html>"
	at := func(s string) float64 { return float64(strings.Index(page, s)+len(s)) / float64(len(page)) }
	var paras []string
	for _, x := range strings.Split(page, "<p>")[1:] {
		paras = append(paras, strings.TrimSpace(strings.Split(x, "<")[0]))
	}
	for name, c := range map[string]struct {
		first, then http.HandlerFunc
		quote       string
		want        string
	}{
		"half":                    {endsEarly(1, page), endsEarly(0.5, page), "", "unreachable truncated taken"},
		"half, and the quote":     {endsEarly(1, page), endsEarly(0.5, page), passage(1), "ok noise kept"},
		"half, without the quote": {endsEarly(1, page), endsEarly(0.5, page), paras[9], "unreachable truncated taken"},
		"nearly all":              {endsEarly(1, page), endsEarly(at(paras[8]), page), "", "unreachable truncated taken"},
		"all, its end missing":    {endsEarly(1, page), endsEarly(at("The end.</p>"), page), "", "ok same kept"},
		"framed":                  {endsEarly(1, page), status(200, page[:len(page)/2]), "", "changed replaced taken"},
		"replaced":                {endsEarly(1, page), endsEarly(1, article(2)), "", "changed replaced taken"},
		"edited, and never ends":  {endsEarly(1, article(1)), endsEarly(at(paras[8]), page), "", "changed edited taken"},
		"another ending":          {endsEarly(1, page), endsEarly(1, page[:len(page)/2]+" and the inspectors went home. The rest of this report was taken down by the council."), "", "changed replaced taken"},
	} {
		w := newWorld(t)
		url := w.at("a", "/x", c.first)
		m := report("r", url, w.at("b", "/x", says(2)))
		if c.quote != "" {
			m.Footnotes[0].Citations[0].Quotes = []string{c.quote}
		}
		w.want(w.pass(all, m).Citations[0], "ok first-seen taken")
		w.at("a", "/x", c.then)
		w.now = w.now.Add(day)
		row := w.pass(all, m).Citations[0]
		if got := fmt.Sprintf("%s %s %s", row.Live.Verdict, row.Live.Reason, row.Snapshot); got != c.want {
			t.Errorf("%s: %s, want %s (%s)", name, got, c.want, row.Live.Detail)
		}
		if c.want != "unreachable truncated taken" {
			continue
		}
		// Once is an accident. What breaks off from then on is told as soon as any change.
		for i, want := range []string{"ok", "unreachable truncated", "changed", "changed", "changed", "changed"} {
			w.at("a", "/x", endsEarly(0.3, strings.Replace(page, "Chronicle", fmt.Sprintf("Chronicle of day %d", i), 1)))
			if i == 0 {
				w.at("a", "/x", endsEarly(1, page))
			}
			w.now = w.now.Add(day)
			row = w.pass(all, m).Citations[0]
			if got := fmt.Sprintf("%s %s", row.Live.Verdict, row.Live.Reason); !strings.HasPrefix(got, want) {
				t.Errorf("%s, then look %d: %s, want %s", name, i, got, want)
			}
		}
		if !row.Live.Confirmed {
			t.Errorf("%s: %s %s is not confirmed", name, row.Live.Verdict, row.Live.Reason)
		}
	}
}

// TestFirstLookCut: a first answer that broke off is compared with as far as it goes, and
// the first whole one that says all of that is the reference from then on.
func TestFirstLookCut(t *testing.T) {
	page := article(1)
	paras := strings.Split(page, "<p>")
	edit := func(i int, what string) string {
		list := append([]string(nil), paras...)
		list[i] = what + list[i]
		return strings.Join(list, "<p>")
	}
	last := len(paras) - 1
	tail := strings.TrimSuffix(strings.Split(paras[last], "<")[0], " ")
	for name, c := range map[string]struct {
		share  float64
		zipped bool
		second string // the first whole page
		want   string
		third  string
		then   string
		says   string // in the detail at last
		quotes []string
	}{
		"whole, the same":                {share: 0.5, second: page, want: "ok same taken", third: page, then: "ok same kept"},
		"zipped, so unreadable":          {share: 0.6, zipped: true, second: page, want: "ok first-seen taken", third: page, then: "ok same kept"},
		"little came":                    {share: 0.2, second: page, want: "ok same taken", third: page, then: "ok same kept"},
		"an edit of what was cut off":    {share: 0.5, second: page, want: "ok same taken", third: edit(last, "Of 4200 prisoners none was asked. "), then: "changed edited taken", says: "4200"},
		"an edit of what had come":       {share: 0.5, second: edit(3, "Of 4200 prisoners none was asked. "), want: "changed edited taken", third: edit(3, "Of 4200 prisoners none was asked. "), then: "changed edited kept", says: "4200"},
		"an edit and back":               {share: 0.5, second: edit(3, "Of 4200 prisoners none was asked. "), want: "changed edited taken", third: page, then: "ok same taken"},
		"a quote of what had come":       {share: 0.5, second: strings.Replace(page, passage(1), "Nothing", 1), want: "changed quote-lost taken", third: page, then: "ok same taken"},
		"a quote of what was cut off":    {share: 0.5, second: page, want: "ok same taken", third: edit(last, "</p>"), then: "ok same kept", quotes: []string{tail}},
		"the other loses what it gained": {share: 0.5, second: page, want: "ok same taken", third: strings.Join(paras[:7], "<p>"), then: "changed edited taken"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			url := w.at("a", "/x", breaksOff(c.share, c.zipped, page))
			m := report("r", url, w.at("b", "/x", says(2)))
			m.Footnotes[0].Citations[0].Quotes = append([]string{passage(1)}, c.quotes...)
			row := w.pass(all, m).Citations[0]
			w.want(row, "ok first-seen taken")
			if len(row.QuotesMissing) != len(c.quotes) {
				t.Errorf("missing at first: %q", row.QuotesMissing)
			}
			for i, x := range []struct{ page, want string }{{c.second, c.want}, {c.third, c.then}} {
				w.at("a", "/x", status(200, x.page))
				w.now = w.now.Add(day)
				w.open()
				row = w.pass(all, m).Citations[0]
				w.want(row, x.want)
				if len(row.QuotesMissing) > 0 {
					t.Errorf("look %d: missing %q", i+2, row.QuotesMissing)
				}
				for _, q := range row.Live.Quotes {
					if !q.Found && !strings.Contains(x.want, "lost") {
						t.Errorf("look %d: %q is %s", i+2, q.Text, q.State)
					}
				}
			}
			if !strings.Contains(row.Live.Detail, c.says) || strings.Count(row.Live.Detail, "now also") > 1 {
				t.Errorf("it tells %q", row.Live.Detail)
			}
			list := w.snapshots(url)
			if whole := strings.HasPrefix(c.want, "ok"); list[0].Cut != "truncated" || list[1].Cut != "" || whole != (row.Archive.Object == list[1].Object) {
				t.Errorf("stands for it: %s; of %+v", row.Archive.Object, list)
			}
			if got, want := fmt.Sprint(rebuilt(t, w, url)), fmt.Sprint(w.snapshots(url)); got != want {
				t.Errorf("rebuilt: %s, want %s", got, want)
			}
		})
	}
}

// TestEndOf: where a document that was cut ends in another.
func TestEndOf(t *testing.T) {
	var b strings.Builder
	for i := range 400 {
		fmt.Fprintf(&b, "<p>Line %d of the long report on the dam", i)
	}
	page := b.String()
	for name, c := range map[string]struct {
		had, now string
		want     int
	}{
		"the same":          {page[:5000], page, 5000},
		"more before":       {page[:5000], "<h1>News of today</h1>" + page, 5022},
		"the last changed":  {page[:5000] + "xyz", page, 5003},
		"it comes again":    {page[:5000], page + page, 5000},
		"nothing in common": {strings.Repeat("lake ", 900), page, 0},
		"short":             {page[:60], page, 0},
		"all":               {page, page, len(page)},
	} {
		if got := endOf([]byte(c.had), []byte(c.now)); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}

// TestEndIsTold: over HTTP/2 the last frame says that an answer is whole (RFC 9113, 8.1), over
// HTTP/1.1 without a length or chunks nothing does.
func TestEndIsTold(t *testing.T) {
	for _, c := range []struct {
		protocol, header string
		want             bool
	}{{"http/1.1", "", false}, {"http/1.1", "Content-Length", true}, {"http/1.1", "Transfer-Encoding", true}, {"h2", "", true}} {
		look := &fetch.Look{Header: http.Header{}, Main: &record.Exchange{Protocol: []string{c.protocol, "tls/1.3"}}}
		if c.header != "" {
			look.Header.Set(c.header, "1")
		}
		if got := (&sight{look: look}).framed(); got != c.want {
			t.Errorf("%s %s: %v", c.protocol, c.header, got)
		}
	}
}
