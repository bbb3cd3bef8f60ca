package source

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
)

// TestEntries: a note without an address is read with the works that it links to, each
// up to the next one, and with nothing else that it links to.
func TestEntries(t *testing.T) {
	const text = `<p>The sea rose.<sup><a href="#fn1" id="r1">1</a></sup></p>`
	note := func(s string) string { return text + `<ol><li id="fn1">` + s + `</li></ol>` }
	smith := note(`<a href="#s2001">Smith 2001</a>, p. 12`)
	const two = `<a href="#s2001">Smith 2001</a>, p. 12; <a href="#j2002">Jones 2002</a>, p. 3`
	const list = `<ul><li id="s2001">Smith, p. 1–90. https://a.example/s</li><li id="j2002">Jones. https://a.example/j</li></ul>`
	const want = "1 <The sea rose.> https://a.example/s {p. 12}; "
	for _, tt := range []struct{ name, text, want string }{
		{"a section", `<a id="sec3"></a><p>In May https://no.example fell.</p>` + note(`See <a href="#sec3">section 3</a>`), ""},
		{"a part of the text", `<section id="sec3"><p>In May https://no.example fell.</p></section>` + note(`See <a href="#sec3">section 3</a>`), ""},
		{"back to the top", `<main id="main"><p>Of <a href="https://no.example">us</a>.</p>` + note(`A book. <a href="#main">Back to top</a>`) + `</main>`, ""},
		{"a menu", `<ul id="menu"><li><a href="https://no.example">Home</a></li></ul>` + note(`A book. <a href="#menu">Up</a>`), ""},
		{"works before the text ends, within items", `<ul id="w"><li><p><cite id="s2001">Smith, p. 1–90. https://a.example/s</cite></p></li></ul>` + smith, want},
		{"an item of the text", `<ul><li id="rec3">Read https://no.example first.<sup><a href="#fn1">1</a></sup></li></ul>` + note(`See <a href="#rec3">no. 3</a>`), ""},
		{"the list as a whole", note(`See <a href="#works">all</a>`) + `<p id="works">` + strings.Repeat(`https://no.example/%d `, 12) + `</p>`, ""},
		{"one paragraph of works", smith + `<p><a id="s2001">Smith https://a.example/s<br><a id="j2002">Jones https://a.example/j<br>Lee https://a.example/l</p>`, want},
		{"works that are no targets behind it", smith + `<p><a id="s2001"></a>Smith https://a.example/s<br>Jones https://a.example/j</p>`, want},
		{"a work without an address before another", note(two) + `<p><a id="s2001"></a>Smith, Seas<br><a id="j2002"></a>Jones https://a.example/j</p>`,
			"1 <The sea rose.> https://a.example/j {p. 3}; "},
		{"an id and a line end within a work", smith + `<p><a id="s2001"></a>Smith, Seas,<br>read at <a id="q" href="https://a.example/s">a</a></p>`, want},
		{"two addresses of one work", smith + `<ul><li id="s2001">Smith https://a.example/s<br>and https://a.example/t</li></ul>`, strings.Replace(want, "; ", "; https://a.example/t {p. 12}; ", 1)},
		{"works before the text ends, under their heading", `<h2>References:</h2><p><a id="s2001"></a>Smith https://a.example/s</p><h2>Text</h2>` + smith, want},
		{"works before the text ends, by their ids", `<p id="ref-s2001">Smith https://a.example/s</p>` + strings.ReplaceAll(smith, "s2001", "ref-s2001"), want},
		{"works before the text ends, in a list", list + smith, want},
		{"each its own place", note(two) + list, "1 <The sea rose.> https://a.example/s {p. 12}; https://a.example/j {p. 3}; "},
		{"places without semicolons", note(strings.Replace(two, "; ", ", and ", 1)) + list, "1 <The sea rose.> https://a.example/s {p. 12}; https://a.example/j {p. 3}; "},
		{"places before and within", note(`P. 7: <a href="#s2001">Smith</a>; <a href="#j2002">Jones, p. 3</a>, see there`) + list, "1 <The sea rose.> https://a.example/s {P. 7}; https://a.example/j {p. 3}; "},
	} {
		if got := short(imported(t, "r.html", tt.text)); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

// TestManyEntries: what notes cite by way of lists grows with the report, not with its square.
func TestManyEntries(t *testing.T) {
	const n = 400
	addresses := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, " https://%s.example/%d", strings.Repeat("a", 60), i)
		}
		return b.String()
	}
	for name, list := range map[string]string{
		"one block":         `<p id="w">` + addresses(n) + `</p>`,
		"ids side by side":  `<p>` + strings.Repeat(`<a id="w"></a><a id="v"></a>`, n) + addresses(10) + `</p>`,
		"ids and addresses": `<p id="w">` + strings.Repeat(`<a id="v"></a>x https://b.example<br>`, n) + `</p>`,
		"long addresses":    `<p id="w">https://a.example/` + strings.Repeat("a", 1500) + ` https://b.example/` + strings.Repeat("b", 1500) + `</p>`,
	} {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, `<p>Text.<sup><a href="#fn%d">%d</a></sup></p>`, i+1, i+1)
		}
		for i := range n {
			fmt.Fprintf(&b, `<p id="fn%d">%s</p>`, i+1, strings.Repeat(`See <a href="#w">a</a> <a href="#v">b</a>. `, 20))
		}
		b.WriteString(list)
		im := imported(t, "r.html", b.String())
		citations, size := 0, len(Encode(im.Manifest))
		for _, f := range im.Manifest.Footnotes {
			citations = max(citations, len(f.Citations))
		}
		if citations > 100 || size > 12<<20 {
			t.Errorf("%s: %d citations in a note, %d bytes", name, citations, size)
		}
	}
}

// TestFlatten: putting a note of many pieces together copies none of them again and again.
func TestFlatten(t *testing.T) {
	n := note{label: "1", toks: make([]tok, 20000)}
	for i := range n.toks {
		n.toks[i] = tok{text: "a "}
		if i%2 == 1 {
			n.toks[i] = tok{kind: markTok, text: "2", mark: &mark{labels: []string{"2"}, trust: raised}}
		}
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	flat := flatten(n, nil)
	runtime.ReadMemStats(&after)
	if used := after.TotalAlloc - before.TotalAlloc; len(flat.text) != 30000 || used > 8<<20 {
		t.Errorf("%d bytes of text took %d", len(flat.text), used)
	}
}
