package source

import (
	"strings"
	"testing"
)

// TestConverted is what other programs make of reports with notes.
func TestConverted(t *testing.T) {
	const want = "1 <The sea rose.> https://a.example/x; 2 <It fell.> https://a.example/y; "
	for _, tt := range []struct{ name, file, text, want string }{
		{"brackets around a mark", "r.html", `<p>The sea rose.<span>(<a href="#fn1" id="ref1">1</a>)</span> It fell [<a href="#fn2" id="ref2">2</a>].</p><p id="fn1">https://a.example/x</p><p id="fn2">https://a.example/y</p>`, want},
		{"pandoc's raised links", "r.md", "The sea rose.^([\\[1\\]](#_ftn1)) It fell.^([2](#_ftn2))\n\n[\\[1\\]](#_ftnref1) https://a.example/x\n\n[2](#_ftnref2) https://a.example/y\n", want},
		{"notes at the margin, one of them short", "r.html", `<p>The sea rose.<span class="sidenote">https://a.example/x</span> It is so.<span class="sidenote">Ibid.</span> It fell.<span class="sidenote">https://a.example/y</span></p>`,
			"1 <The sea rose.> https://a.example/x; 3 <It fell.> https://a.example/y; "},
		{"LaTeXML", "r.html", `<p>The sea rose.` + latexml("1", "https://a.example/x") + latexml("2", "Ibid.") + latexml("3", "Gauge, https://a.example/y") + ` It fell.` + latexml("4", "https://a.example/z") + `</p>`,
			"1 <The sea rose.> https://a.example/x; 3 <The sea rose.> https://a.example/y; 4 <It fell.> https://a.example/z; "},
		{"a table of notes", "r.html", `<p>The sea rose.<sup>[1]</sup> It fell.<sup>[2]</sup></p><table><tr><th><a role="button"><span>&#8593;</span>1</a></th> <td>https://a.example/x</td></tr><tr><th><a role="button"><span>&#8593;</span>2</a></th> <td>https://a.example/y</td></tr></table>`, want},
	} {
		im := imported(t, tt.file, tt.text)
		if got := short(im); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got, tt.want)
		}
		for _, w := range im.Warnings {
			if strings.Contains(w.Msg, "has no URL") {
				continue
			}
			t.Errorf("%s: warning in line %d: %s", tt.name, w.Line, w.Msg)
		}
	}
}

func latexml(n, text string) string {
	return `<span id="footnote` + n + `" class="ltx_note ltx_role_footnote"><sup class="ltx_note_mark">` + n + `</sup><span class="ltx_note_outer"><span class="ltx_note_content"><sup class="ltx_note_mark">` +
		n + `</sup><span class="ltx_tag ltx_tag_note">` + n + `</span>` + text + `</span></span></span>`
}
