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
