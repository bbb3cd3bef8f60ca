package source

import (
	"strings"
	"testing"
)

// TestRefs is marks and notes that nothing but their links tells: whatever their ids and
// classes are called, two that lead to each other belong together.
func TestRefs(t *testing.T) {
	const want = "1 <The sea rose.> https://a.example/x; 2 <It fell.> https://a.example/y; "
	for _, tt := range []struct{ name, text, want string }{
		{"in round brackets", `<p>The sea rose <a id="ntc1" href="#ntr1">(<span>1</span>)</a>. It fell <a id="ntc2" href="#ntr2">(<span>2</span>)</a>. See <a href="#eq">(1)</a>.</p><p id="eq">(1) a = b</p>
			<p><a id="ntr1" href="#ntc1">(1)</a> <a href="https://a.example/x">OJ</a></p><p><a id="ntr2" href="#ntc2">(2)</a> https://a.example/y</p>`, want},
		{"number and text in blocks of one element", `<p>The sea rose<sup><a id="f.1" href="#g.1">1</a></sup>. It fell<sup><a id="f.2" href="#g.2">2</a></sup>.</p>
			<div><div class="d"><sup><a id="g.1" href="#f.1">1</a></sup> <div><p>Gauge 4:</p><p>https://a.example/x</p></div></div><div class="d"><sup><a id="g.2" href="#f.2">2</a></sup> <div><p>https://a.example/y</p></div></div></div><p>Printed: https://b.example/</p>`, want},
		{"numbers and texts of all notes in blocks of one element, with more behind them", `<p>The sea rose<sup><a id="f.1" href="#g.1">1</a></sup>. It fell<sup><a id="f.2" href="#g.2">2</a></sup>. Told<sup><a id="f.3" href="#g.3">3</a></sup>.</p>
			<div><sup><a id="g.1" href="#f.1">1</a></sup><p>https://a.example/x</p><sup><a id="g.2" href="#f.2">2</a></sup><p>Roe:</p><p>https://a.example/y</p>
			<sup><a id="g.3" href="#f.3">3</a></sup><p>Also</p><p>https://a.example/z</p><p>About us: https://b.example/</p></div>`, want + "3 <Told.> https://a.example/z; "},
		{"called a mark by its role, over files", `<p>The sea rose.<a role="doc-noteref" href="#n1">1</a> It fell.<a epub:type="noteref" href="notes.xhtml#n2">2</a></p><aside id="n1"><p>1. https://a.example/x</p></aside><aside id="n2"><p>2. https://a.example/y</p></aside>`, want},
		{"a saved page, with its own address in its links", `<p>The sea rose.<a href="https://o.example/r#_ftn1" id="_ftnref1"><sup>[1]</sup></a> It fell.<a href="https://o.example/r#_ftn2" name="_ftnref2">[2]</a></p>
			<p><a href="https://o.example/r#_ftnref1" id="_ftn1">[1]</a> https://a.example/x</p><p><a href="https://o.example/r#_ftnref2" id="_ftn2">[2]</a> <a href="https://a.example/z#_ftn1">Z</a>, <a href="https://a.example/y">y</a></p>`,
			strings.Replace(want, "https://a.example/y", "https://a.example/z#_ftn1; https://a.example/y", 1)},
		{"figures of another script", `<p>The sea rose.<sup><a href="#n1">١</a></sup> It fell.<sup><a href="#n2">२</a></sup></p><p id="n1">١. https://a.example/x</p><p id="n2">२. https://a.example/y</p>`, want},
		{"a word before the number", `<p>The sea rose.<sup><a href="#cite_note-n1">[注釈 1]</a></sup> It fell.<sup><a href="#cite_note-p2">[прим. 2]</a></sup> See <a href="#t1">Table 1</a>.</p><p id="t1">Table 1: https://b.example/</p><ol><li id="cite_note-n1">https://a.example/x</li><li id="cite_note-p2">https://a.example/y</li></ol>`,
			"注釈-1 <The sea rose.> https://a.example/x; прим.-2 <It fell.> https://a.example/y; "},
		{"what leads to tables and figures", `<p>The sea rose.<sup><a href="#n1">1</a></sup> It fell.<sup><a href="#n2">2</a></sup></p><p>See <a href="#t2">[Table 2]</a>, <a id="x3" href="#f3">[Fig. 3]</a>.</p><p id="t2">Table 2. Fines: https://b.example/</p><p id="f3"><a href="#x3">Fig. 3</a> Dams: https://b.example/3</p><p id="n1">1 https://a.example/x</p><p id="n2">2 https://a.example/y</p>`, want},
		{"a table of contents with ways back", `<p><a id="t1" href="#s1">1</a> Seas</p><h2><a id="s1" href="#t1">1</a> Seas</h2><p>The sea rose.<sup><a href="#n1">1</a></sup> It fell.<sup><a href="#n2">2</a></sup></p><p id="n1">https://a.example/x</p><p id="n2">https://a.example/y</p>`, want},
		{"a table of contents with ways back, of lines with addresses", `<p><a id="t1" href="#s1">1</a> Seas</p><p><a id="t2" href="#s2">2</a> Lakes</p><p>The sea rose.<sup>1</sup> It fell.<sup>2</sup></p><p><a id="s1" href="#t1">1</a> Seas are told of at https://b.example/1 and</p><p><a id="s2" href="#t2">2</a> lakes at https://b.example/2.</p><ol><li>https://a.example/x</li><li>https://a.example/y</li></ol>`, want},
		{"a plain link to a raised number", `<p>The sea rose.<sup>1</sup> It fell <a href="#page-5-2">2</a>. See <a href="#page-6">3</a>.</p><p><span id="page-5-1"></span>1 https://a.example/x</p><p><span id="page-5-2"></span><sup>2</sup> https://a.example/y</p><p id="page-6">3 Seas</p>`, want},
	} {
		im := imported(t, "r.html", tt.text)
		if got := short(im); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got, tt.want)
		}
		for _, w := range im.Warnings {
			t.Errorf("%s: warning in line %d: %s", tt.name, w.Line, w.Msg)
		}
	}
}
