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
			"1 <The sea rose.> https://a.example/x; 2 <It is so.> https://a.example/x; 3 <It fell.> https://a.example/y; "},
		{"LaTeXML", "r.html", `<p>The sea rose.` + latexml("1", "https://a.example/x") + latexml("2", "Ibid.") + latexml("3", "Gauge, https://a.example/y") + ` It fell.` + latexml("4", "https://a.example/z") + `</p>`,
			"1 <The sea rose.> https://a.example/x; 2 <The sea rose.> https://a.example/x; 3 <The sea rose.> https://a.example/y; 4 <It fell.> https://a.example/z; "},
		{"a table of notes", "r.html", `<p>The sea rose.<sup>[1]</sup> It fell.<sup>[2]</sup></p><table><tr><th><a role="button"><span>&#8593;</span>1</a></th> <td>https://a.example/x</td></tr><tr><th><a role="button"><span>&#8593;</span>2</a></th> <td>https://a.example/y</td></tr></table>`, want},
		{"pandoc's ids", "r.md", "The sea rose.^[\\[1\\]](#_ftn1){#_ftnref1 role=\"doc-noteref\"}^ [It [fell]{.c}.[[[\\[2\\]]{lang=\"EN-US\"\nstyle=\"x\"}]{.Ref}](#_ftn2){#_ftnref2\nstyle=\"y\"}]{#z}\n\n" +
			"::: {#ftn1 .footnote}\n[\\[1\\]](#_ftnref1){#_ftn1}[ <https://a.example/x>{.uri}]{.c2}\n:::\n\n::: {#ftn2}\n[\\[2\\]](#_ftnref2){#_ftn2} https://a.example/y\n:::\n", want},
		{"pandoc's raised links with ids", "r.md", "The sea rose.[^1^](#fn1){#ref1 .footnote-ref} It fell.[^2^](#fn2){#ref2 .footnote-ref}\n\n1.  ::: {#fn1}\n    https://a.example/x[↩︎](#ref1){.back}\n    :::\n\n2.  ::: {#fn2}\n    https://a.example/y[↩︎](#ref2){.back}\n    :::\n", want},
		{"ids of an item around the whole of it", "r.md", "The sea rose.^[1](#b-1){#c-1}^ It fell.^[2](#b-2){#c-2}^\n\n1.  [<https://a.example/x> [↩︎](#c-1){aria-label=\"back\"}]{#b-1}\n2.  [[[\\^](#c-2)]{.back} https://a.example/y]{#b-2}\n", want},
		{"elements that hold Markdown", "r.md", "The sea rose.<a href=\"#fn1\" id=\"ref1\"><sup>1</sup></a> It fell.<a href=\"#fn2\" id=\"ref2\"><sup>2</sup></a>\n\n1.  <div id=\"fn1\">\n\n    <https://a.example/x> <a href=\"#ref1\">↩︎</a>\n\n    </div>\n\n2.  <div id=\"fn2\">\n\n    <https://a.example/y> <a href=\"#ref2\">↩︎</a>\n\n    </div>\n", want},
		{"links whose ids are lost", "r.md", "The sea rose.[1](r.html#n-001) It fell.[2](r.html#n-002)\n\n[1](r.html#b-001) https://a.example/x\n\n[2](r.html#b-002) https://a.example/y\n", want},
		{"numbers in paragraphs of their own", "r.md", "The sea rose.[1](#n-001) It fell.[2](#n-002)\n\n[1](#b-001)\n\nhttps://a.example/x\n\n[2](#b-002)\n\nhttps://a.example/y\n\nAbout us: https://b.example/\n", want},
		{"braces that are text", "r.md", "The sea {#rose} rose [and]{more}.[^1] It fell.[^2]\n\n[^1]: https://a.example/x\n\n[^2]: https://a.example/y\n", strings.Replace(want, "sea rose", "sea {#rose} rose [and]{more}", 1)},
		{"marks without anything between them", "r.md", "The sea rose.<sup>1</sup> It fell.<sup>23</sup> Again.⁴\n\n1. https://a.example/x\n2. https://a.example/y\n3. https://a.example/z\n4. Ibid.\n",
			want + "3 <It fell.> https://a.example/z; 4 <Again.> https://a.example/z; "},
		{"a list right behind another", "r.txt", "1. Summary\nThe sea rose.1 It fell.2\n4. What is asked\nTo stop.\n1. Gauge, https://a.example/x\n2. https://a.example/y\n",
			strings.Replace(want, "The sea", "Summary The sea", 1)},
		{"a list that leaves a number out", "r.md", "The sea rose.<sup>1</sup> It fell.<sup>3</sup>\n\n1. https://a.example/x\n3. https://a.example/y\n", strings.Replace(want, "2 <It", "3 <It", 1)},
		{"a line of a list that a year begins", "r.txt", "The sea rose.1 It fell.2\n\n1. https://a.example/x of May\n2021. So it is.\n2. https://a.example/y\n", want},
		{"a list whose numbers do not rise", "r.md", "The sea rose.<sup>1</sup> It fell.<sup>2</sup>\n\n1. https://a.example/x\n1. https://a.example/y\n", want},
		{"a page that begins with a note", "r.txt", "The sea rose.1 It fell.2\n\n1. https://a.example/x\n\f2. https://a.example/y\n", want},
		{"marks without anything between them, of plain text", "r.txt", "The sea rose.1 It fell.23 Again.4\n\n1. https://a.example/x\n2. https://a.example/y\n3. https://a.example/z\n4. Ibid.\n",
			want + "3 <It fell.> https://a.example/z; 4 <Again.> https://a.example/z; "},
		{"a place parted from its word", "r.md", "It fell under Article\n\n41.[^1]\n\n[^1]: https://a.example/x\n", "1 <It fell under Article 41.> https://a.example/x; "},
		{"a note with neither mark nor address among those of a list", "r.txt", "The sea rose.1 It fell under Article 41.3 Again.4\n\n1. https://a.example/x\n2. Ibid.\n3. https://a.example/y\n4. Roe.\n",
			strings.Replace(want, "2 <It fell", "2 https://a.example/x; 3 <It fell under Article 41", 1)},
		{"a number that a list leaves out", "r.txt", "The sea rose.1 It fell.3\n\n1. https://a.example/x\n3. https://a.example/y\n", strings.Replace(want, "2 <It", "3 <It", 1)},
		{"paragraphs with numbers", "r.txt", "2. The sea rose.1 It fell, see § 1.2 The law.2\n\n3. More: https://b.example/\n\n1. https://a.example/x\n2. https://a.example/y\n", strings.Replace(want, "It fell.", "It fell, see § 1.2 The law.", 1)},
		{"text that lost the numbers of its notes", "r.txt", "It rose.1 It fell.2 So.3 And.4 No.5 It is.6\n4. Requests\nTo stop.\nhttps://a.example/x\nhttps://a.example/y\n", ""},
		{"marks by themselves in the next line", "r.txt", "The sea rose.1 It fell.\n2\n\nAgain.\n\n1. https://a.example/x\n2. https://a.example/y\n", want},
		{"a hyphen of the line", "r.txt", "The sea ro‐\nse.1 It fell.2\n\n1. https://a.example/x\n2. https://a.example/‐\ny\n", want},
		{"an id in an element of its own", "r.html", `<p>The sea rose.<a href="#f1" id="r1">[1]</a> It fell.<a href="#f2" id="r2">[2]</a></p><table id="f1"><colgroup></colgroup>
<tr><td><a href="#r1">[1]</a></td><td>https://a.example/x</td></tr></table><table id="f2"><colgroup></colgroup>
<tr><td><a href="#r2">[2]</a></td><td>https://a.example/y</td></tr></table>`, want},
		{"a mark behind an exclamation", "r.md", "The sea rose![\\[1\\]](#_ftn1){#ref1} It fell.[\\[2\\]](#_ftn2){#ref2}\n\n[\\[1\\]](#ref1){#_ftn1} https://a.example/x\n\n[\\[2\\]](#ref2){#_ftn2} https://a.example/y\n", strings.Replace(want, "rose.", "rose!", 1)},
		{"circumflexes on both sides of a label", "r.md", "The sea rose.[^1^] It fell.[^2^]\n\n[^1^]: https://a.example/x\n[^2^]: https://a.example/y\n", strings.NewReplacer("1 <", "1^ <", "2 <", "2^ <").Replace(want)},
		{"emphasis around addresses", "r.md", "The _sea/lake.b_ (_a.b/c_) rose.[^1] It fell.[^2]\n\n[^1]: (_https://a.example/x_)\n\n[^2]: **_https://a.example/y_**\n", strings.Replace(want, "sea", "sea/lake.b (a.b/c)", 1)},
		{"pictures whose addresses have a fragment", "r.md", "![The](l.png#dark) sea rose.[^1] It fell.[^2]\n\n[^1]: ![2020](https://b.example/g.png#dark) https://a.example/x\n\n[^2]: https://a.example/y\n", want},
		{"chapters whose numbers are those of marks", "r.md", "The sea rose.[1](#cite_note-1) It fell.[2](#cite_note-2)\n\n[1](#seas) Seas\n\n[2](#lakes) Lakes\n\n1. [↑](#cite_ref-1) https://a.example/x\n2. [↑](#cite_ref-2) https://a.example/y\n", want},
		{"a list counted otherwise than it is written", "r.md", "The sea rose.<sup>1</sup> It fell.<sup>2</sup> So.<sup>3</sup>\n\n1. https://a.example/x\n2. https://a.example/y\n7. https://a.example/7\n", want + "3 <So.> https://a.example/7; "},
		{"a list that leaves raised figures out", "r.md", "The sea rose.¹ It fell.³\n\n1. https://a.example/x\n3. https://a.example/y\n", strings.Replace(want, "2 <It", "3 <It", 1)},
		{"headings that are words of places", "r.md", "**Minutes**\n\n10 seas rose.[^1]\n\nPart\n\n2019 was dry.[^2]\n\n[^1]: https://a.example/x\n\n[^2]: https://a.example/y\n", "1 <10 seas rose.> https://a.example/x; 2 <2019 was dry.> https://a.example/y; "},
		{"a letter that is a mark besides a number", "r.html", `<p>The sea rose<sup>1</sup><span class="footnote">a</span>. It fell.<sup>2</sup></p><p>1. https://a.example/x</p><p>2. https://a.example/y</p>`, strings.Replace(want, "rose", "rosea", 1)},
		{"a mark behind an exclamation, with another number in its id", "r.md", "The sea rose![1](r.html#n-012) It fell.[2](r.html#n-013)\n\n[1](r.html#b-012) https://a.example/x\n\n[2](r.html#b-013) https://a.example/y\n", strings.Replace(want, "rose.", "rose!", 1)},
		{"brackets around several marks", "r.html", `<p>The sea rose.[<a href="#note-1" id="b1">1</a>, <a href="#note-2" id="b2">2</a>] It fell.</p><p id="note-1">[<a href="#b1">1</a>] https://a.example/x</p><p id="note-2">[<a href="#b2">2</a>] https://a.example/y</p>`, strings.Replace(want, "It fell", "The sea rose", 1)},
		{"links with numbers as notes", "r.md", "The sea rose [1]. It fell.[2][3] See [b](https://b.example/).\n\n  [1]: <https://a.example/x>\n  [2]: https://a.example/y \"Gauge\"\n  [3]: https://a.example/z\n", want + "3 <It fell.> https://a.example/z; "},
		{"links with numbers behind their text", "r.md", "The sea [rose][1]. It fell [2].\n\n[1]: https://a.example/x\n[2]: https://a.example/y\n", ""},
		{"wide brackets", "r.md", "The sea rose【1】. It fell.【2】\n\n【1】 https://a.example/x\n\n【2】 https://a.example/y。\n", want},
		{"doubled brackets", "r.md", "The sea rose.[[1]] It fell.[[2]]\n\n[[1]] https://a.example/x\n[[2]] https://a.example/y\n", want},
		{"rules with the numbers of pages", "r.md", "The sea rose.<sup>1</sup>\n\n<sup>1</sup> https://a.example/x\n\n{1}------------------------------------------------\n\nIt\n\n{2}------------------------------------------------\n\nfell.<sup>2</sup>\n\n<sup>2</sup> https://a.example/y\n", want},
		{"marks as formulas", "r.md", "The sea rose $^{1}$ . It fell.${ }^{2}$ It was 3 km$^{2}$.\n\n$^ { 1 }$ https://a.example/x\n\n${}^{2}$ https://a.example/y\n", want},
		{"numbers that lines begin with", "r.html", `<p>The sea rose.<sup>1</sup> It fell.<sup>2</sup></p><p>1. Gauge, <a href="https://a.example/x">4</a><br>2. https://a.example/y</p>`, want},
		{"numbers that lines begin with, under a head", "r.html", `<p>The sea rose.<sup>1</sup> Again.<sup>2</sup> It fell.<sup>3</sup></p><p>Notes:<br>1. <a href="https://a.example/x">Gauge</a><br>2. Ibid.<br>3. Gauge, 12<br>4 May, https://a.example/y</p>`, strings.Replace(want, "2 <", "2 <Again.> https://a.example/x; 3 <", 1)},
		{"marks that lines begin with", "r.txt", "The sea rose. [1] It fell.\n[2]\n\n--\n[1] https://a.example/x\n[2] https://a.example/y\n", want},
		{"a range of marks in brackets, and places in them", "r.txt", "The sea rose [1]-[3]. It fell [4, p. 12].\n\n[1] https://a.example/x\n[2] https://a.example/2\n[3] https://a.example/3\n[4] https://a.example/y\n",
			"1 <The sea rose.> https://a.example/x; 2 <The sea rose.> https://a.example/2; 3 <The sea rose.> https://a.example/3; 4 <It fell.> https://a.example/y; "},
		{"a link without its last bracket", "r.html", `<p>The sea rose.<sup>1</sup></p><p><sup>1</sup> <a href="https://a.example/x_(y">https://a.example/x_(y</a>), p. 3</p>`, "1 <The sea rose.> https://a.example/x_(y) {p. 3}; "},
	} {
		im := imported(t, tt.file, tt.text)
		if got := short(im); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got, tt.want)
		}
		if tt.want == "" {
			continue
		}
		for _, w := range im.Warnings {
			if strings.Contains(w.Msg, "has no URL") || strings.Contains(w.Msg, "mended") || strings.Contains(w.Msg, "marked nowhere") {
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

// TestEmptyBehindMark: where a raised link was followed by nothing, converters leave
// empty brackets behind it, and these are no note.
func TestEmptyBehindMark(t *testing.T) {
	im := imported(t, "r.md", "It was never built.^[\\[1\\]](#ftnt1){#ftnt_ref1}^[]{.c0} The money\nwas paid^[\\[2\\]](#ftnt2){#ftnt_ref2}^[]{.c0}.\n\n"+
		"[\\[1\\]](#ftnt_ref1){#ftnt1}[ Register, https://a.example/x]{.c1}\n\n[\\[2\\]](#ftnt_ref2){#ftnt2}[ https://b.example/y]{.c1}\n")
	const want = "1 <It was never built.> https://a.example/x; 2 <The money was paid.> https://b.example/y; "
	if got := short(im); got != want || len(im.Warnings) > 0 {
		t.Errorf("got  %s\nwant %s\n%v", got, want, im.Warnings)
	}
}
