package watch

import (
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// TestDrawn: passages are found in drawings, and missed there; the figures and labels of a
// chart alarm nobody and are no reason for another copy; a page that is drawn is judged by
// what is written in it.
func TestDrawn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var looks atomic.Int32
	const source = "Source: the harbour office's tables of the month of March, by ship and by cargo."
	chart := func(says string) string {
		n := int(looks.Add(1))
		ticks := `<svg width="600" height="300"><title>Chart</title>`
		for i := range 40 {
			ticks += fmt.Sprintf(`<g><text x="%d">%d,%03d</text><text>Ward %c%c</text></g>`, i, 7*i+n, 13*i*n%1000, 'A'+(i+n)%26, 'a'+i*n%26)
		}
		return ticks + `<text>` + says + `</text></svg>`
	}
	sign := func(n int) string {
		s := "<!DOCTYPE html><title>Sign</title><svg>"
		for _, p := range strings.SplitAfter(passage(n), " ") {
			s += `<text><tspan x="0" y="1">` + p + `</tspan></text>`
		}
		return s + "</svg>" + strings.Repeat("<svg><text>Whoever enters this place does so at his own risk, and leads children by the hand.</text></svg>", 4)
	}
	list := []struct {
		name         string
		first, later func() string
		quote        string
		then         string
	}{
		{"beside a text", func() string { return article(1) + chart(source) }, func() string { return article(1) + chart(source) }, passage(1), "ok"},
		{"cited", func() string { return article(2) + chart(source) }, func() string { return article(2) + chart(source) }, source, "ok"},
		{"cited and gone", func() string { return article(3) + chart(source) }, func() string { return article(3) + chart("") }, source, "changed quote-lost"},
		{"drawn as a whole", func() string { return sign(4) }, func() string { return sign(4) }, passage(4), "ok"},
		{"drawn anew", func() string { return sign(5) }, func() string { return sign(6) }, passage(5), "changed quote-lost"},
	}
	urls := make([]string, len(list))
	serve := func(i int, body func() string) {
		urls[i] = w.at(string(rune('a'+i)), "/drawn", func(rw http.ResponseWriter, r *http.Request) { status(200, body())(rw, r) })
	}
	for i, c := range list {
		serve(i, c.first)
	}
	m := report("r", urls...)
	for i, c := range list {
		m.Footnotes[i].Citations[0].Quotes = []string{c.quote}
	}
	for i, got := range w.pass(all, m).Citations {
		if w.want(got, "ok first-seen taken"); got.Result != "pass" {
			t.Errorf("%s: %s: %q", list[i].name, got.Result, got.Why)
		}
	}
	for i, c := range list {
		serve(i, c.later)
	}
	w.now = w.now.Add(24 * time.Hour)
	for i, got := range w.pass(all, m).Citations {
		c := list[i]
		if !strings.HasPrefix(string(got.Live.Verdict)+" "+string(got.Live.Reason), c.then) || c.then == "ok" && got.Snapshot != "kept" {
			t.Errorf("%s: %s %s, snapshot %s, want %s: %s %q", c.name, got.Live.Verdict, got.Live.Reason, got.Snapshot, c.then, got.Live.Detail, got.Live.Evidence)
		}
	}
}
