package watch

import (
	"fmt"
	"strings"
	"testing"
)

// TestDeadUnclosed: a server that sends the head of its pages and no end with a status that
// says what is wrong is heard at each look, as one is whose error pages have an end.
func TestDeadUnclosed(t *testing.T) {
	page := article(1) + "<p>The end.</p></body></html>"
	for code, want := range map[string]string{"404 Not Found": "dead http-404", "410 Gone": "dead http-410",
		"500 Internal Server Error": "unreachable http-5xx", "403 Forbidden": "blocked forbidden"} {
		w := newWorld(t)
		url := w.at("a", "/x", endsEarly(1, page))
		m := report("r", url, w.at("b", "/x", says(2)))
		w.want(w.pass(all, m).Citations[0], "ok first-seen taken")
		w.at("a", "/x", raw("HTTP/1.1 "+code+"\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n\r\n"+page[:len(page)*3/10]))
		confirmed := false
		for look := range 4 {
			w.now = w.now.Add(day)
			l := w.pass(all, m).Citations[0].Live
			if got := fmt.Sprintf("%s %s", l.Verdict, l.Reason); got != want {
				t.Errorf("%s, look %d: %s, want %s", code, look+1, got, want)
			}
			confirmed = l.Confirmed
		}
		if strings.HasPrefix(want, "dead") && !confirmed {
			t.Errorf("%s: not confirmed after four looks", code)
		}
	}
}

// TestEndsThereNow: an error page with the status of a good one, which ends amid what the
// old page had as well, is no accident at each other look.
func TestEndsThereNow(t *testing.T) {
	menu := `<nav class="menu"><a href="/">The archive of the northern court</a> <a href="/about">About the archive and its keepers</a></nav>`
	page := "<html><body>" + menu + article(1) + "<p>The end.</p></body></html>"
	gone := "<html><head><title>Page not found</title></head><body><h1>Page not found</h1><p>The page that you asked for does not exist.</p>" + menu
	w := newWorld(t)
	url := w.at("a", "/x", endsEarly(1, page))
	m := report("r", url, w.at("b", "/x", says(2)))
	w.want(w.pass(all, m).Citations[0], "ok first-seen taken")
	w.at("a", "/x", endsEarly(1, gone))
	var got []string
	for range 5 {
		w.now = w.now.Add(day)
		l := w.pass(all, m).Citations[0].Live
		got = append(got, fmt.Sprintf("%s %s", l.Verdict, l.Reason))
	}
	if want := "unreachable truncated" + strings.Repeat(", dead soft-404", 4); strings.Join(got, ", ") != want {
		t.Errorf("%s\nwant %s", strings.Join(got, ", "), want)
	}
}
