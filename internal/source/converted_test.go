package source

import "testing"

// TestConverted is what other programs make of reports with notes.
func TestConverted(t *testing.T) {
	const want = "1 <The sea rose.> https://a.example/x; 2 <It fell.> https://a.example/y; "
	for _, tt := range []struct{ name, file, text, want string }{
		{"brackets around a mark", "r.html", `<p>The sea rose.<span>(<a href="#fn1" id="ref1">1</a>)</span> It fell [<a href="#fn2" id="ref2">2</a>].</p><p id="fn1">https://a.example/x</p><p id="fn2">https://a.example/y</p>`, want},
		{"pandoc's raised links", "r.md", "The sea rose.^([\\[1\\]](#_ftn1)) It fell.^([2](#_ftn2))\n\n[\\[1\\]](#_ftnref1) https://a.example/x\n\n[2](#_ftnref2) https://a.example/y\n", want},
	} {
		im := imported(t, tt.file, tt.text)
		if got := short(im); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got, tt.want)
		}
		for _, w := range im.Warnings {
			t.Errorf("%s: warning in line %d: %s", tt.name, w.Line, w.Msg)
		}
	}
}
