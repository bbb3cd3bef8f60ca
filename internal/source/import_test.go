package source

import (
	"bytes"
	"cmp"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

var update = flag.Bool("update", false, "write testdata/*.want anew; read them before you commit them")

// published is when all the reports of these tests appeared.
func published() time.Time { return time.Date(2023, 6, 1, 0, 0, 0, 0, time.UTC) }

// saidOf is what the warnings that begin so say, each in a line.
func saidOf(im *Imported, start string) (said string) {
	for _, w := range im.Warnings {
		if strings.HasPrefix(w.Msg, start) {
			said += w.Msg + "\n"
		}
	}
	return said
}

func imported(t *testing.T, name, text string) *Imported {
	t.Helper()
	im, err := Import(name, []byte(text), ImportOptions{Published: published()})
	if err != nil {
		t.Fatal(err)
	}
	return im
}

// shown writes an import down for comparing.
func shown(im *Imported) string {
	var b strings.Builder
	fmt.Fprintf(&b, "title %s\n", im.Manifest.Title)
	for _, f := range im.Manifest.Footnotes {
		fmt.Fprintf(&b, "note %s: %s\n", f.Number, f.Text)
		for _, c := range f.Claims {
			fmt.Fprintf(&b, "  claim %s\n", c)
		}
		for _, c := range f.Citations {
			fmt.Fprintf(&b, "  url %s\n", c.URL)
			if c.Locator != "" {
				fmt.Fprintf(&b, "    at %s\n", c.Locator)
			}
			if c.Archived != nil {
				fmt.Fprintf(&b, "    copy %s %s\n", c.Archived.At.Format(time.RFC3339), c.Archived.URL)
			}
		}
	}
	for _, w := range im.Warnings {
		fmt.Fprintf(&b, "%s %d: %s\n", cmp.Or(w.Unit, "line"), w.Line, w.Msg)
	}
	return b.String()
}

// TestReports imports whole made-up reports of several kinds and languages.
func TestReports(t *testing.T) {
	files, err := filepath.Glob("testdata/*.*")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, name := range files {
		if strings.HasSuffix(name, ".want") {
			continue
		}
		seen++
		t.Run(filepath.Base(name), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			im := imported(t, name, string(data))
			got := shown(im)
			if *update {
				if err := os.WriteFile(name+".want", []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(name + ".want")
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
			// What is written reads back, and the same report adds nothing.
			text := Encode(im.Manifest)
			if back := reread(t, im.Manifest); !reflect.DeepEqual(back, im.Manifest) {
				t.Errorf("reads back as %+v", back)
			}
			out, added, warnings, err := Merge(text, "m.yaml", im)
			if err != nil || !bytes.Equal(out, text) || len(added)+len(warnings) > 0 {
				t.Errorf("merged with itself: added %v, %v, %v", added, warnings, err)
			}
		})
	}
	if seen < 7 {
		t.Errorf("only %d reports", seen)
	}
}

// TestMarkup is one sentence or two in each way of writing footnotes.
func TestMarkup(t *testing.T) {
	const want = "1 <The sea rose.> https://a.example/x; "
	for _, tt := range []struct{ name, file, text, want string }{
		{"standard", "r.md", "The sea rose.[^1] It fell.\n\n[^1]: https://a.example/x", want},
		{"right below", "r.md", "The sea rose[^1]. It fell.\n[^1]: https://a.example/x", want},
		{"indented note", "r.md", "The sea rose[^1].\n\n[^1]:\n    https://a.example/x\n", want},
		{"definition without colon", "r.md", "The sea rose[^1].\n\n[^1] https://a.example/x\n", want},
		{"scanned", "r.md", "The sea rose<sup>1</sup>. It fell.\n\n<sup>1</sup> https://a.example/x", want},
		{"scanned, mark apart", "r.md", "The sea rose. <sup>1</sup> It fell.\n\n<sup>1</sup> https://a.example/x", want},
		{"scanned, no space after", "r.md", "The sea rose.<sup>1</sup>It fell.\n\n<sup>1</sup> https://a.example/x", want},
		{"scanned, note glued to text", "r.md", "The sea rose.<sup>1</sup>\n<sup>1</sup> https://a.example/x", want},
		{"scanned, numbers with full stops", "r.md", "The sea rose <sup>1</sup>. It fell <sup>2</sup>.\n\n<sup>1</sup>. https://a.example/x  \n<sup>2</sup>. https://a.example/y", want + "2 <It fell.> https://a.example/y; "},
		{"scanned, notes in one line", "r.md", "The sea rose.<sup>1</sup> It fell<sup>2</sup> by 10<sup>3</sup> m.\n\n<sup>1</sup> https://a.example/x <sup>2</sup> See https://a.example/y of 10<sup>3</sup> m.", want + "2 <It fell by 103 m.> https://a.example/y; "},
		{"scanned, a raised number in a note", "r.md", "The sea rose.<sup>1</sup> It fell.<sup>2</sup>\n\n<sup>1</sup> Area of 30 km <sup>2</sup> of land, https://a.example/x\n\n2 https://a.example/y", want + "2 <It fell.> https://a.example/y; "},
		{"scanned, a raised number behind an address", "r.md", "The sea rose.<sup>1</sup> It fell.<sup>2</sup>\n\n<sup>1</sup> https://a.example/x on 30 km <sup>2</sup> of land\n\n2. https://a.example/y", want + "2 <It fell.> https://a.example/y; "},
		{"scanned, a raised number in notes that share a paragraph", "r.md", "The sea rose.<sup>1</sup> It fell.<sup>2</sup>\n\n<sup>1</sup> https://a.example/x on 30 km <sup>2</sup> of land\n<sup>2</sup> https://a.example/y", want + "2 <It fell.> https://a.example/y; "},
		{"scanned, linked to pages", "r.md", "The sea rose<sup>[1](#page-3-1)</sup>. See [2](#page-9-0).\n\n<span id=\"page-3-1\"></span><sup>1</sup> https://a.example/x", want},
		{"linked sup", "r.md", "The sea rose.<sup>[1](#fn1)</sup>\n\n<sup id=\"fn1\">1</sup> https://a.example/x [↩](#ref1)", want},
		{"Word to Markdown", "r.md", "The sea rose.[[1]](#_ftn1) It fell.\n\n[[1]](#_ftnref1) https://a.example/x", want},
		{"Word to Markdown, escaped", "r.md", "The sea rose.[\\[1\\]](#_ftn1) It fell.\n\n[\\[1\\]](#_ftnref1) https://a.example/x", want},
		{"brackets", "r.md", "The sea rose [1]. It fell.\n\n[1] https://a.example/x", want},
		{"escaped brackets", "r.md", "The sea rose \\[1\\]. It fell.\n\n\\[1\\] https://a.example/x", want},
		{"caret", "r.md", "The sea rose^1^. It fell.\n\n^1^ https://a.example/x", want},
		{"raised digits", "r.md", "The sea rose.¹ It fell.\n\n¹ https://a.example/x", want},
		{"endnotes as a list", "r.md", "The sea rose.<sup>1</sup> It fell.\n\n## Notes\n\n1. https://a.example/x\n", want},
		{"endnotes with plain numbers", "r.md", "The sea rose.<sup>1</sup> It fell.\n\n## Notes\n\n1 https://a.example/x\n", want},
		{"in the text", "r.md", "The sea rose.^[https://a.example/x] It fell.", want},
		{"in the text, over lines, with links", "r.md", "It fell \\^[https://b.example] and `^[c]`. The sea rose.^[[A] *[title](https://a.example/x)*,\nread [here][h].]\n\n[h]: https://a.example/y\n", strings.Replace(want, "; ", "; https://a.example/y; ", 1)},
		{"in the text, brackets in the address", "r.md", "The sea^[https://a.example/x?y[]=1] rose.", strings.Replace(want, "/x", "/x?y[]=1", 1)},
		{"in the text, among others", "r.md", "The sea rose.[^a]^[https://a.example/y]^[https://a.example/z] It fell.[^3]\n\n[^a]: https://a.example/x\n[^3]: https://a.example/w",
			strings.Replace(want, "1 ", "a ", 1) + "2 <The sea rose.> https://a.example/y; inline-2 <The sea rose.> https://a.example/z; 3 <It fell.> https://a.example/w; "},
		{"circumflex before a mark", "r.md", "The sea rose.^[12] It fell.^[13] It lay at 10 km^[2].\n\n[12] https://a.example/x\n\n[13] https://a.example/y", strings.Replace(want, "1 ", "12 ", 1) + "13 <It fell.> https://a.example/y; "},
		{"circumflex before a mark, endnotes as a list", "r.md", "The sea rose.^[1] It fell.^[2]\n\n1. https://a.example/x\n2. https://a.example/y", want + "2 <It fell.> https://a.example/y; "},
		{"circumflex before marks, within the sentence", "r.md", "The sea rose^[1]. It fell^[1]. More^[2].\n\n[^1]: https://a.example/x\n[^2]: https://a.example/y", "1 <The sea rose.> <It fell.> https://a.example/x; 2 <More.> https://a.example/y; "},
		{"circumflex before several marks", "r.md", "The sea rose^[1,2] and fell^[*]. More^[3].^[https://a.example/w]\n\n^[1] https://a.example/x\n\n^[2] https://a.example/y\n\n^[3] https://a.example/z\n\n<sup>*</sup> https://a.example/s",
			"1 <The sea rose and fell.> https://a.example/x; 2 <The sea rose and fell.> https://a.example/y; * <The sea rose and fell.> https://a.example/s; 3 <More.> https://a.example/z; inline-1 <More.> https://a.example/w; "},
		{"carets, escaped spaces between", "r.md", "The sea rose^1,\\ 2^. It fell.\n\n^1^ https://a.example/x\\\n^2^ https://a.example/y\n", want + "2 <The sea rose.> https://a.example/y; "},
		{"letters in one paragraph", "r.html", `<p>The sea rose.<sup>a</sup> It fell.<sup>b</sup></p><p><sup>a</sup> See https://a.example/x. <sup>b</sup> https://a.example/y</p>`, "a <The sea rose.> https://a.example/x; b <It fell.> https://a.example/y; "},
		{"circumflex before a label", "r.md", "The sea rose.^[sea] It fell.\n\n[^sea]: https://a.example/x", strings.Replace(want, "1 ", "sea ", 1)},
		{"HTML in Markdown", "r.md", "<p>The sea rose.<sup>1</sup></p>\n\n<div><sup>1</sup> <a href=\"https://a.example/x\">https://a.example/x</a></div>\n", want},
		{"behind an exclamation mark", "r.md", "It fell! The sea rose![^1] It fell.\n\n[^1]: https://a.example/x", strings.Replace(want, "rose.", "rose!", 1)},
		{"label", "r.md", "The sea rose.[^sea]\n\n[^sea]: https://a.example/x", strings.Replace(want, "1 ", "sea ", 1)},
		{"letter", "r.md", "The sea rose.<sup>a</sup>\n\n<sup>a</sup> https://a.example/x", strings.Replace(want, "1 ", "a ", 1)},
		{"star", "r.md", "The sea rose.<sup>*</sup>\n\n<sup>*</sup> https://a.example/x", strings.Replace(want, "1 ", "* ", 1)},
		{"range", "r.md", "The sea rose.<sup>1–3</sup>\n\n<sup>1</sup> https://a.example/x\n\n<sup>2</sup> https://a.example/y\n\n<sup>3</sup> https://a.example/z",
			want + "2 <The sea rose.> https://a.example/y; 3 <The sea rose.> https://a.example/z; "},
		{"code is no text", "r.md", "The sea rose.[^1] It fell `[^1]`.\n\n    <sup>1</sup> https://b.example/\n\n[^1]: https://a.example/x", want},
		{"a box of Obsidian", "r.md", "> [!quote] A box\n> The sea\n> rose.[^1] It fell.\n\n[^1]: https://a.example/x", want},
		{"a bullet that is text, a page number between", "r.html", "<p>• The sea</p><p>-- 4 --</p><p>rose.<sup>1</sup></p><p><sup>1</sup> https://a.example/x</p>", want},
		{"a page number before", "r.html", "<p>-- 4 --</p><p>The sea rose.<sup>1</sup></p><p><sup>1</sup> https://a.example/x</p>", want},
		{"heading", "r.md", "# The sea rose.[^1]\n\n[^1]: https://a.example/x", want},
		{"quote", "r.md", "> The sea\n> rose.[^1]\n\n[^1]: https://a.example/x", want},
		{"LibreOffice", "r.html", `<p>The sea rose.<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a></p>
			<div id="sdfootnote1"><p><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a> https://a.example/x</p></div>`, want},
		{"list items", "r.html", `<p>The sea rose.<sup><a href="#fn1" id="r1">1</a></sup> It fell.</p><ol><li id="fn1">https://a.example/x <a href="#r1">^</a></li></ol><p>Printed in May.</p>`, want},
		{"ids without a meaning", "r.html", `<p>The sea rose.<sup><a href="#x7" id="y7">1</a></sup></p><p id="x7"><a href="#y7">1</a>. <a href="https://a.example/x">https://a.example/x</a></p><p>Printed in May.</p>`, want},
		{"ids of their own", "r.html", `<p>The sea rose.<sup><a href="#x7" id="y7">1</a></sup></p><p><a id="x7" href="#y7">1</a> https://a.example/x</p><p>Printed in May.</p>`, want},
		{"one paragraph of notes", "r.html", `<p>The sea rose.<sup>1</sup> It fell.<sup>2</sup></p><p><sup>1</sup> https://a.example/x<br><sup>2</sup> https://a.example/y</p>`, want + "2 <It fell.> https://a.example/y; "},
		{"plain sup", "r.html", `<p>The sea rose<sup>1</sup>.</p><p><sup>1</sup> <a href="https://a.example/x">https://a.example/x</a></p>`, want},
		{"numbers anew in each chapter", "r.html", `<p>The sea rose.<sup><a href="#fn-1-1">1</a></sup></p><p>It fell.<sup><a href="#fn-2-1">1</a></sup></p><ol><li id="fn-1-1">https://a.example/x<li id="fn-2-1">https://a.example/y</ol>`,
			want + "fn-2-1 <It fell.> https://a.example/y; "},
		{"unclosed everything", "r.html", `<p>The sea rose.<sup><a href="#fn1">1</a></sup><ol><li id=fn1><p>https://a.example/x`, want},
		{"pages and remarks raised", "r.html", `<p>The sea<sup>[<i>by <a href="/who">whom?</a></i>]</sup> rose.<sup><a href="#cite_note-1">[1]</a></sup><sup>: 12–13 </sup> It fell.</p><ol><li id="cite_note-1">https://a.example/x</ol>`, want},
		{"behind the mark, shown when it is touched", "r.html", `<p>The sea<sup class="x"><a href="javascript:void(0)" aria-describedby="mfn-1">1</a></sup><span id="mfn-1" role="tooltip" class="modern-footnotes-footnote__note">Gauge <span>4</span>, <a href="https://a.example/x">a</a></span> rose. It fell.</p>`, want},
		{"within the raised mark, and in a table", "r.html", `<p>The sea rose.<sup><a role="button"><sup>[1]</sup></a><span class="footnote_tooltip">Gauge 4, <a href="https://a.example/x">a</a></span></sup> It fell.</p><table><tr><th><a>↑1</a></th><td>Gauge 4, <a href="https://a.example/x">a</a></td></tr></table>`, want},
		{"at the margin", "r.html", `<p>The sea rose.<label for="s" class="sidenote-number"></label><input id="s"><span class="sidenote">Gauge 4, https://a.example/x</span> It fell.</p>`, want},
		{"at the margin, never closed", "r.html", `<p>The sea rose.<span class="sidenote">Gauge 4, https://a.example/x</p><p>It fell.<span class="sidenote">Gauge 5, https://a.example/y<p>Again.<span class="sidenote">Gauge <span>6, https://a.example/z`,
			want + "2 <It fell.> https://a.example/y; 3 <Again.> https://a.example/z; "},
		{"at the margin, with a paragraph in it", "r.html", `<div>The sea<span class="sidenote">Gauge 4<p>See https://a.example/w</p></span> fell.</div><p>The sea rose.<span class="sidenote">Gauge 4, https://a.example/x</span></p>`, want},
		{"marks with the class of notes", "r.html", `<p>The sea rose.<span class="easy-footnote"><a href="#b1"><sup>1</sup></a></span><span class="easy-footnote"><a href="#b2"><sup>2</sup></a></span></p><ol><li><span id="b1"></span>https://a.example/x<li><span id="b2"></span>https://a.example/y</ol>`, want + "2 <The sea rose.> https://a.example/y; "},
		{"number and text in elements of their own", "r.html", `<p>The sea rose.<a id="footnote-anchor-1-7" href="#footnote-1-7">1</a> It fell.</p><div class="footnote"><a id="footnote-1-7" href="#footnote-anchor-1-7">1</a><div><p>Gauge 4,</p><p><a href="https://a.example/x">a</a></p></div></div><p>Printed in May: https://b.example</p>`, want},
		{"list in the class of a note", "r.html", `<p>The sea rose.<sup><a href="#fn:1" id="r1">1</a></sup> It fell.<sup><a href="#fn:2" id="r2">2</a></sup></p><div class="footnote"><hr><ol><li id="fn:1"><p>https://a.example/x</p></li><li id="fn:2"><p>https://a.example/y</p></li></ol></div>`, want + "2 <It fell.> https://a.example/y; "},
		{"in short, with a list of works", "r.html", `<p>The sea rose.<sup><a href="#cite_note-1">[1]</a></sup></p><ol><li id="cite_note-1"><a href="#CITEREFSmith">Smith 2001</a>, p. 12.</li></ol><h2 id="w">Works, see https://b.example</h2><ul><li>Lee. https://b.example/y</li><li><cite id="CITEREFSmith">Smith, J. (2001), p. 1–90. <a href="https://a.example/x">Seas</a>.</cite></li></ul>`, strings.Replace(want, "; ", " {p. 12}; ", 1)},
		{"author and year", "r.html", `<p>The sea rose.<sup><a href="#fn1" id="r1">1</a></sup></p><ol><li id="fn1">Smith (<a href="#ref-smith">2001, 12</a>; see <a href="#ref-smith">2001</a>).<a href="#r1">↩</a></li></ol><div id="refs"><div id="ref-smith" class="csl-entry" role="listitem">Smith. 2001. <em>Seas</em>. <a href="https://a.example/x">https://a.example/x</a>.</div></div>`, want},
		{"numbers like years", "r.html", `<p>The sea rose.<a href="#fn1500">1500</a> It fell.<a href="#fn1501">[1501]</a><a href="#x7">[1502]</a></p><p id="fn1500">https://a.example/x</p><p id="fn1501">https://a.example/y</p><p id="x7">https://a.example/z</p>`,
			strings.Replace(want, "1 ", "1500 ", 1) + "1501 <It fell.> https://a.example/y; 1502 <It fell.> https://a.example/z; "},
		{"Word to Markdown, a number like a year", "r.md", "The sea rose.[[1500]](#_ftn1500) It fell.\n\n[[1500]](#_ftnref1500) https://a.example/x", strings.Replace(want, "1 ", "1500 ", 1)},
		{"years of works", "r.html", `<p>The sea rose.<a href="#fn1">1</a> Smith (<a href="#ref-smith2001">2001</a>), <a href="#CITEREFLee2002">[2002]</a>, <a href="#lee2003">2003</a>.</p><p id="fn1">https://a.example/x</p><p id="ref-smith2001">Smith</p><p id="CITEREFLee2002">Lee</p><p id="lee2003">Lee</p>`, want},
		{"definition list", "r.html", `<p>The sea rose.<a href="#fn1"><sup>1</sup></a></p><dl><dt>1<dd id="fn1">https://a.example/x</dl>`, want},
	} {
		t.Run(tt.name, func(t *testing.T) {
			im := imported(t, tt.file, tt.text)
			if got := short(im); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			for _, w := range im.Warnings {
				t.Errorf("warning in line %d: %s", w.Line, w.Msg)
			}
		})
	}
}

// short writes down labels, claims and URLs.
func short(im *Imported) string {
	var b strings.Builder
	for _, f := range im.Manifest.Footnotes {
		b.WriteString(string(f.Number) + " ")
		for _, c := range f.Claims {
			b.WriteString("<" + c + "> ")
		}
		for _, c := range f.Citations {
			b.WriteString(c.URL)
			if c.Locator != "" {
				b.WriteString(" {" + c.Locator + "}")
			}
			if c.Archived != nil {
				b.WriteString(" @" + c.Archived.At.Format("20060102150405"))
			}
			b.WriteString("; ")
		}
	}
	return b.String()
}

// TestNotes is what stands in one note.
func TestNotes(t *testing.T) {
	for _, tt := range []struct{ note, want, warning string }{
		{"https://a.example/x.", "https://a.example/x; ", ""},
		{"(https://a.example/x).", "https://a.example/x; ", ""},
		{"https://a.example/wiki/Sea_(water), see", "https://a.example/wiki/Sea_(water); ", ""},
		{"(see https://a.example/wiki/Sea_(water))", "https://a.example/wiki/Sea_(water); ", ""},
		{"«https://a.example/x»", "https://a.example/x; ", ""},
		{"“https://a.example/x”…", "https://a.example/x; ", ""},
		{"HTTPS://A.example/X?y=1&z=%2f", "https://A.example/X?y=1&z=%2f; ", ""},
		{"https://a.example/a_b_c/*d*/_e_", "https://a.example/a_b_c/*d*/_e_; ", ""},
		{"[https://a.example/a\\_b](https://a.example/a_b)", "https://a.example/a_b; ", ""},
		{"https://a.example/a\\_b", "https://a.example/a_b; ", ""},
		{"<https://a.example/a_b>", "https://a.example/a_b; ", ""},
		{"**https://a.example/x**", "https://a.example/x; ", ""},
		{"https://a.example/x;https://b.example/y", "https://a.example/x; https://b.example/y; ", ""},
		{"https://a.example/x and https://a.example/x", "https://a.example/x; ", ""},
		{"https://a.example/go?to=https://b.example/y", "https://a.example/go?to=https://b.example/y; ", ""},
		{"https://a.example/Қазақ/өзен", "https://a.example/Қазақ/өзен; ", ""},
		{"Items 92 and 93 - https://a.example/x", "https://a.example/x {Items 92 and 93}; ", ""},
		{"https://a.example/x, pp. 4–7", "https://a.example/x {pp. 4–7}; ", ""},
		{"https://a.example/x (para. 12(a)).", "https://a.example/x {para. 12(a)}; ", ""},
		{"J. Author, *On seas*, Press 2019, p. 5, https://a.example/x", "https://a.example/x {p. 5}; ", ""},
		{"Art. 5 and 6: https://a.example/x; Table 2: https://b.example/y, § 3", "https://a.example/x {Art. 5 and 6}; https://b.example/y {Table 2}; ", ""},
		{"https://a.example/x, p. 1; https://b.example/y, p. 2", "https://a.example/x {p. 1}; https://b.example/y {p. 2}; ", ""},
		{"Order No. 7, 3 May 2019, p. 12, https://a.example/x", "https://a.example/x {p. 12}; ", ""},
		{"Order No. 7, https://a.example/x, p. 4", "https://a.example/x {p. 4}; ", ""},
		{"Газета. – 2019. – № 7. – С. 3–5. – URL: https://a.example/x", "https://a.example/x {С. 3–5}; ", ""},
		{"Code § 12-3(b)(2) (West 2019), https://a.example/x, aff'd, 5 U.S. 1, https://b.example/y", "https://a.example/x {§ 12-3(b)(2)}; https://b.example/y; ", ""},
		{"https://a.example/x (accessed 4 April 2021), section 1(c).", "https://a.example/x {section 1(c)}; ", ""},
		{"A/1, para. 12 (a)–(c), https://a.example/x", "https://a.example/x {para. 12 (a)–(c)}; ", ""},
		{"Smith, note 1, at 40; see also Roe, Seas and Dams, https://a.example/x", "https://a.example/x; ", ""},
		{"A/1, para. 3; available online at https://a.example/x", "https://a.example/x {para. 3}; ", ""},
		{"Ibid., para. 95; see also https://a.example/x", "https://a.example/x; ", ""},
		{"https://a.example/x,\n    para. 101; https://b.example/y, p. 3", "https://a.example/x {para. 101}; https://b.example/y {p. 3}; ", ""},
		{"Code, art. L. 110-1, https://a.example/x, table A.2", "https://a.example/x {art. L. 110-1}; ", ""},
		{"A speech from Berlin, https://a.example/x", "https://a.example/x; ", ""},
		{"משרד המים, עמ' 7, https://a.example/x", "https://a.example/x {עמ' 7}; ", ""},
		{"Vgl. https://a.example/x, Rn. 17; https://b.example/y, párr. 5", "https://a.example/x {Rn. 17}; https://b.example/y {párr. 5}; ", ""},
		{"Rossi, op.cit.p. 45, https://a.example/x", "https://a.example/x {p. 45}; ", ""},
		{"https://a.example/x, ebd.S. 12", "https://a.example/x {S. 12}; ", ""},
		{"Report, p. 14; published by the office of water: https://a.example/x", "https://a.example/x {p. 14}; ", ""},
		{"doi:10.5555/a(1)2.", "https://doi.org/10.5555/a(1)2; ", ""},
		{"DOI: 10.5555/A.1; see p. 4", "https://doi.org/10.5555/A.1 {p. 4}; ", ""},
		{"https://doi.org/10.5555/a, doi: 10.5555/a.", "https://doi.org/10.5555/a; ", ""},
		{"https://a.example/doi/full/10.5555/A (doi 10.5555/a)", "https://a.example/doi/full/10.5555/A; ", ""},
		{"doi:10.5555/2051;doi:10.5555/2052", "https://doi.org/10.5555/2051; https://doi.org/10.5555/2052; ", ""},
		{"doi:10.5555/s4158-\n020-1 and", "https://doi.org/10.5555/s4158-020-1; ", ""},
		{"doi:10.5555/\ns4158 and", "https://doi.org/10.5555/s4158; ", ""},
		{"doi:10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2.", "https://doi.org/10.1002/(SICI)1097-0258(19980815/30)17:15/16%3C1661::AID-SIM968%3E3.0.CO;2-2; ", ""},
		{"[Smith on lakes](https://a.example/smith), [National Archives of Kenya](https://perma.cc/AB12-CD34)", "https://a.example/smith; https://perma.cc/AB12-CD34; ", "the link is kept"},
		{"[doi:10.5555/a](https://doi.org/10.5555/a)", "https://doi.org/10.5555/a; ", ""},
		{"arXiv:2101.00001v2 [cs.CY]; arXiv:hep-th/9901001", "https://arxiv.org/abs/2101.00001v2; https://arxiv.org/abs/hep-th/9901001; ", ""},
		{"[Report: seas](https://a.example/x), [https: a primer](https://b.example/y)", "https://a.example/x; https://b.example/y; ", ""},
		{"[https://a.example/a b.pdf](https://a.example/a%20b.pdf)", "https://a.example/a%20b.pdf; ", ""},
		{"[press@a.example](mailto:press@a.example), https://a.example/x", "https://a.example/x; ", ""},
		{"https://a.example/x [Archived](https://ghostarchive.org/archive/AbCd1)", "https://a.example/x @00010101000000; ", "taken for https://a.example/x"},
		{"https://www.webcitation.org/5kbAUIXb6?url=http://a.example/x&date=2009-10-20", "http://a.example/x @20091020000000; ", ""},
		{"https://webcache.googleusercontent.com/search?q=cache:AbCdEfGhIjK0:https://a.example/x+seas&hl=en", "https://a.example/x @00010101000000; ", "tells no date"},
		{"https://webarchive.unhcr.example/20230519010203mp_/https://a.example/x", "https://a.example/x @20230519010203; ", ""},
		{"пп. 3 и 4: https://a.example/x", "https://a.example/x {пп. 3 и 4}; ", ""},
		{"см. https://a.example/x, стр. 7", "https://a.example/x {стр. 7}; ", ""},
		{"Operative part - https://a.example/x", "https://a.example/x {Operative part}; ", ""},
		{"Available at: https://a.example/x (accessed 5 May 2020)", "https://a.example/x; ", ""},
		{"https://web.archive.org/web/20200221101500id_/http://a.example/x?y=z#w", "http://a.example/x?y=z#w @20200221101500; ", ""},
		{"https://web.archive.org/web/20200221101500if_/http:/a.example/x", "http://a.example/x @20200221101500; ", ""},
		{"https://web.archive.org/web/2020/a.example", "http://a.example @20200101000000; ", ""},
		{"https://web.archive.org/web/*/https://a.example/x", "https://a.example/x @00010101000000; ", "tells no date"},
		{"https://web.archive.org/about/", "https://web.archive.org/about/; ", ""},
		{"https://archive.is/20200221101500/https://a.example/x", "https://a.example/x @20200221101500; ", ""},
		{"https://archive.vn/2020.02.21-101500/https://a.example/%D0%B0", "https://a.example/%D0%B0 @20200221101500; ", ""},
		{"https://archive.li/AbC1d", "https://archive.li/AbC1d; ", "the link is kept"},
		{"https://perma.cc/AB12-CD34", "https://perma.cc/AB12-CD34; ", "the link is kept"},
		{"https://a.example/x, capture : https://archive.ph/Ab1cD", "https://a.example/x @00010101000000; ", "taken for https://a.example/x"},
		{"https://a.example/x, копия: https://archive.ph/Ab1cD", "https://a.example/x @00010101000000; ", "taken for https://a.example/x"},
		{"https://a.example/x, also: https://archive.ph/Ab1cD", "https://a.example/x; https://archive.ph/Ab1cD; ", "the link is kept"},
		{"https://a.example/x; а также: https://archive.ph/Ab1cD", "https://a.example/x; https://archive.ph/Ab1cD; ", "the link is kept"},
		{"https://a.example/x, und das Urteil: https://archive.ph/Ab1cD", "https://a.example/x; https://archive.ph/Ab1cD; ", "the link is kept"},
		{"https://a.example/x et vidéo : https://archive.ph/Ab1cD", "https://a.example/x; https://archive.ph/Ab1cD; ", "the link is kept"},
		{"https://a.example/x, ответ министерства: https://archive.ph/Ab1cD", "https://a.example/x; https://archive.ph/Ab1cD; ", "the link is kept"},
		{"https://a.example/x, see: https://archive.ph/Ab1cD", "https://a.example/x; https://archive.ph/Ab1cD; ", "the link is kept"},
		{"https://a.example/x; report no. 2: https://archive.ph/Ab1cD", "https://a.example/x; https://archive.ph/Ab1cD {no. 2}; ", "the link is kept"},
		{"[https://xn–a1b.example/c](https://xn--a1b.example/c)", "https://xn--a1b.example/c; ", ""},
		{"[https://a.example/b_(2).html，存档](https://a.example/b_(2).html)", "https://a.example/b_(2).html; ", ""},
		{"[https://a.example/b%20(c).pdf](https://a.example/b (c).pdf), p. 3", "https://a.example/b%20(c).pdf {p. 3}; ", ""},
		{"https://a.example/x [https://perma.cc/AB12-CD34]", "https://a.example/x @00010101000000; ", "taken for https://a.example/x"},
		{"https://a.example/x (archived at https://web.archive.org/web/20200221101500/http://www.a.example/x/)", "https://a.example/x @20200221101500; ", ""},
		{"见https://a.example/x?b=1，访问日期2023年1月2日。", "https://a.example/x?b=1; ", ""},
		{"《公报》，第12页，https://a.example/公报/2022.pdf（已存档）", "https://a.example/公报/2022.pdf {第12页}; ", ""},
		{"منظمة العفو، ص. 7، https://a.example/ar/x، و https://a.example/ar/y؛ و", "https://a.example/ar/x {ص. 7}; https://a.example/ar/y; ", ""},
		{"https://a.example/x, § 12. Voir aussi https://b.example/y", "https://a.example/x {§ 12}; https://b.example/y; ", ""},
		{"https://a.example/x, row 3, and https://b.example/y", "https://a.example/x {row 3}; https://b.example/y; ", ""},
		{"[a](https://www.google.com/url?q=https://a.example/x%23p%3D3?y%3D1%26z%3D%252f&sa=D&usg=x), p. 3", "https://a.example/x#p=3?y=1&z=%2f {p. 3}; ", ""},
		{"[https://a.example/x#p=3](https://www.google.com/url?q=https://a.example/x%23p%3D3&sa=D&usg=x)", "https://a.example/x#p=3; ", ""},
		{"https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2Fx&h=AT0", "https://a.example/x; ", ""},
		{"https://www.google.com/url?q=javascript:x and https://www.google.com/search?q=https://a.example/x", "https://www.google.com/url?q=javascript:x; https://www.google.com/search?q=https://a.example/x; ", ""},
		{"Указ от 25.05.2020 г. № 333, п. 3 ст. 5 // https://a.example/x", "https://a.example/x {п. 3 ст. 5}; ", ""},
		{"Decree No. 44, Articles 3-5 - https://a.example/x", "https://a.example/x {Articles 3-5}; ", ""},
		{"[Speech](https://a.example/x), 12:30 ↩︎", "https://a.example/x {12:30}; ", ""},
		{"www.a.example/x", "http://www.a.example/x; ", "has no scheme"},
		{"ftp://a.example/x https://b.example/y", "https://b.example/y; ", "ftp://a.example/x is not a web address"},
		{"https:/a.example/x https://b.example/y", "https://b.example/y; ", "https:/a.example/x is not a web address"},
		{"htps://a.example/x and http//a.example/z https://b.example/y", "https://b.example/y; ", "http//a.example/z is not a web address"},
		{"[doc](file:///c:/x) https://b.example/y", "https://b.example/y; ", "not a web address"},
		{"[⏎](file:///c:/r.html#r2) https://b.example/y", "https://b.example/y; ", ""},
		{"[https://a.example/the-re- port](https://a.example/the-report)", "https://a.example/the-report; ", ""},
		{"https://a.example/\n    eng#{%22itemid%22:[%22001-1%22]}", "https://a.example/eng#{%22itemid%22:[%22001-1%22]}; ", "mended"},
		{"https://a.example/100%-sure https://b.example/y", "https://b.example/y; ", "left out"},
		{"https://user:pass@a.example/ https://b.example/y", "https://b.example/y; ", "password"},
		{"https://a.example/long-\n    name", "https://a.example/long-name; ", "mended to https://a.example/long-name"},
		{"https://a.example/2023/05/\n    06/some-name.html, p. 3", "https://a.example/2023/05/06/some-name.html {p. 3}; ", "mended"},
		{"https://a.example/x\n    /y/z", "https://a.example/x/y/z; ", "mended"},
		{"https://www.exam\n    ple.example.org/x/y", "https://www.exam; ", "may go on"},
		{"https://www\n    .a-b.org/x", "https://www.a-b.org/x; ", "mended"},
		{"<https://a.example/x\n    yz>", "https://a.example/xyz; ", "mended"},
		{"[https://a.example/x\\_y](https://a.example/x_y\n    z.html)", "https://a.example/x_yz.html; ", "mended"},
		{"See https:\n    //a.example/x/y, p. 3", "https://a.example/x/y {p. 3}; ", "mended to https://a.example/x/y, from https: and //a.example/x/y"},
		{"http:/\n    /a.example/x", "http://a.example/x; ", "mended"},
		{"https://a.example/x_67.p\n    df, para. 3; https://a.example/x.\n    all of it", "https://a.example/x_67.pdf {para. 3}; https://a.example/x; ", "mended"},
		{"[Roe, § 55, https://a.example/x](https://a.example/x)", "https://a.example/x {§ 55}; ", ""},
		{"[https://a.example/gather‐ ings, p. 31.↩](https://a.example/gatherings)", "https://a.example/gatherings {p. 31}; ", ""},
		{"[https://a.example/%D1%81% D0%B2](https://a.example/%D1%81%D0%B2)", "https://a.example/%D1%81%D0%B2; ", ""},
		{"doi:10.5555/a.\n    2019 was dry", "https://doi.org/10.5555/a; ", ""},
		{"Answer (https://a.example/x_(y), p. 2). See https://b.example/y [Rn. 4].", "https://a.example/x_(y) {p. 2}; https://b.example/y {Rn. 4}; ", ""},
		{"See https:\n    //a.example/Antwort_(x)_2021.pdf, *well_*", "https://a.example/Antwort_(x)_2021.pdf; ", "mended"},
		{"https://a.example/x, Annex 2) and (Table 3)", "https://a.example/x {Annex 2) and (Table 3)}; ", ""},
		{"By https:\n    // is meant https://a.example/x", "https://a.example/x; ", ""},
		{"https://a.example/x\n    in the second part", "https://a.example/x; ", ""},
		{"https://a.example/x-\n    Report on seas", "https://a.example/x-; ", "may go on"},
		{"https://a.example/x\n    and/or 5", "https://a.example/x; ", ""},
		{"https://a.example/x\n    https://b.example/y", "https://a.example/x; https://b.example/y; ", ""},
	} {
		im := imported(t, "r.md", "Text.[^1]\n\n[^1]: "+tt.note+"\n")
		if got := short(im); got != "1 <Text.> "+tt.want {
			t.Errorf("%q:\ngot  %s\nwant 1 <Text.> %s", tt.note, got, tt.want)
		}
		said := ""
		for _, w := range im.Warnings {
			if said += w.Msg + "\n"; w.Line != 3 {
				t.Errorf("%q: warning in line %d: %s", tt.note, w.Line, w.Msg)
			}
		}
		if !strings.Contains(said, tt.warning) || (tt.warning == "") != (said == "") {
			t.Errorf("%q: warned of %q", tt.note, said)
		}
	}
}

// TestNoteParts: lists, tables and quotations within a note of Markdown are part of it.
func TestNoteParts(t *testing.T) {
	im := imported(t, "r.md", `One.[^1] Two.[^2] Three.[^3] Four.[^4]

[^1]: - https://a.example/1
    - https://a.example/2

      and https://a.example/3
[^2]: Table:

    | a | b |
    |---|---|
    | https://b.example/1 | [x](https://b.example/2) |

    then https://b.example/3
[^3]: > https://c.example/1

    > https://c.example/2

    1. https://c.example/3
       - https://c.example/4
[^4]: https://d.example/1

- https://no.example/
`)
	want := "1 <One.> https://a.example/1; https://a.example/2; https://a.example/3; 2 <Two.> https://b.example/1; https://b.example/2; https://b.example/3; " +
		"3 <Three.> https://c.example/1; https://c.example/2; https://c.example/3; https://c.example/4; 4 <Four.> https://d.example/1; "
	if got := strings.ReplaceAll(short(im), "\n", ""); got != want || len(im.Warnings) > 0 {
		t.Errorf("got  %s\nwant %s\n%v", got, want, im.Warnings)
	}
}

// TestNoteLists: a list in a note of HTML is part of it, an item in a list of notes
// that no mark links to is not.
func TestNoteLists(t *testing.T) {
	const text = `<p>One.<sup><a href="#fn1">1</a></sup> Two.<sup><a href="#fn2">2</a></sup></p>`
	const list = `<li id="fn1">https://a.example/1</li><li>https://no.example/x</li><li id="fn9">https://no.example/y</li><li id="fn2">https://a.example/2</li>`
	const notes = `<ul><li>https://a.example/1</li><li>https://b.example/1</li></ul>`
	const apart = "1 <One.> https://a.example/1; 2 <Two.> https://a.example/2; "
	const whole = "1 <One.> https://a.example/1; https://b.example/1; 2 <Two.> https://a.example/2; "
	for _, tt := range []struct{ text, want string }{
		{`<ol>` + list + `</ol>`, apart},
		{`<ol id="ref-list1">` + list + `</ol>`, apart},
		{`<ul id="note_list1">` + list + `</ul>`, apart},
		{`<div id="fn-group1"><ol>` + list + `</ol></div>`, apart},
		{`<section id="note1"><ol>` + list + `</ol></section>`, apart},
		{`<dl id="ref-list1"><dd id="fn1">https://a.example/1<dd>https://no.example/x<dd id="fn2">https://a.example/2</dl>`, apart},
		{`<ol><li id="fn1">See: ` + notes + `</li><li id="fn2">https://a.example/2</li></ol>`, whole},
		{`<ol id="ref-list1"><li id="fn1">See: ` + notes + `</li><li id="fn2">https://a.example/2</li></ol>`, whole},
		{`<p id="fn1">See: ` + notes + `</p><p id="fn2">https://a.example/2</p>`, whole},
		{`<div id="fn1"><p>See:</p>` + notes + `</div><div id="fn2">https://a.example/2</div>`, whole},
	} {
		if got := short(imported(t, "r.html", text+tt.text)); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.text, got, tt.want)
		}
	}
}

// TestEndedURL says nothing of what follows a URL that a comma or bracket ended.
func TestEndedURL(t *testing.T) {
	for _, tt := range []struct{ text, warning string }{
		{"https://a.example/doc,\np. 12", ""},
		{"https://a.example/doc;\nthree.", ""},
		{"https://a.example/doc\nmore.", "may go on"},
	} {
		im := &Imported{Manifest: &Manifest{}, unit: "page"}
		at := strings.IndexByte(tt.text, '\n')
		im.mend(note{label: "1"}, &noteText{text: tt.text, full: map[int]bool{at: true}}, 0, at)
		if said := fmt.Sprint(im.Warnings); strings.Contains(said, "may go on") != (tt.warning != "") {
			t.Errorf("%q: warned of %s", tt.text, said)
		}
	}
}

func TestSentences(t *testing.T) {
	// The marked sentence stands between | and |.
	for _, text := range []string{
		"First one. |The second^.| Third.",
		"First one. |The second.^| Third.",
		"First one. |The second.^ |Third.",
		"|Under Art. 5 and No. 7 of the Act, approx. 20 were held^.| Next.",
		"He went to the U.S. |The visit was short^.| Next.",
		"|The U.S. Senate voted^.| Next.",
		"|Dr. J. R. Smith et al. wrote it on p. 5^.| Next.",
		"It cost 1.2bn. |Was it worth it^?| Next.",
		"They left. |12 of them came back^.| Next.",
		"|It rose by 3.5 per cent, to 1.000.000^.| Next.",
		"|He asked: \"Why? Who did it?\" and left^.| Next.",
		"|He said: \"We won. They lost.\"^| Then he left.",
		"|“Is it so?” she asked^.| Next.",
		"|Am 1. Januar 2021 und im 19. Jahrhundert war es so^.| Danach.",
		"|Il raconte : « Nous avions peur. »^| L’agence dément.",
		"|« Est-ce vrai ? » demande-t-elle^.| Ensuite.",
		"It was late… |But they came^.| Next.",
		"|It was... not so late^.| Next.",
		"|Wait^!| Next.",
		"|В 2019 г. Токаев подписал указ № 5^.| Дальше.",
		"|Сток закрыли в 2018 г^.| «Нам ничего не сказали», — говорит она.",
		"В пробах нашли до 0,5 мкг/л. |Норма ниже^.| Далее.",
		"|In Smith v. The Queen the court held otherwise^.| Next.",
		"Это было в 2019 г. |В 2020 г. всё изменилось^.| Дальше.",
		"|На ул. Мира, в г. Алматы и др. городах (см. рис. 3) прошли митинги, т. е. акции^.| Дальше.",
		"|Он сказал: «Нет. Никогда!»^| И ушёл.",
		"|«Нет!» — сказал он^.| И ушёл.",
		"|А. С. Иванов родился в с. Покровка^.| И жил там.",
		"|M. Dupont cite l'art. 3, al. 2 du code^.| Puis il part.",
		"|« Qui est là ? » demande-t-il^.| Puis il part.",
		"Il est parti ! |Elle reste^.| Puis il part.",
		"|He (born in 1950. Died in 2001.) wrote it^.| Next.",
		"An odd \" quote. |The second^.| Third.",
		"|Acme Inc. and Foo Ltd. merged^.| Next.",
		"|环保部门否认了这一说法^。|“没有污染”，发言人说。",
		"„Nein.“ |Er ging^.| Dann kam sie.",
		"彼は来た。|彼女は去った^。|次。",
		"He said “no.“ |Then he left^.| Next.",
		"|He said “we won.“^| Then he left.",
		"|He said “no.“^| Then he left.",
		"The answer was no. |The next was yes^.| End.",
		"|See No. A/45 of the list^.| Next.",
		"|Он жил у р. Ору, в д. Новой и с. Мирное^.| Дальше.",
		"|Стена в 30 м.^| Дамба рядом.",
		"|El Sr. García vivía en la Av. 5 de Mayo, núm. 12^.| Nadie lo vio.",
		"|Herr K. wurde gem. § 12 Abs. 3 S. 1 festgenommen^.| Dann nicht.",
		"|Il fut pris par la D.G.S.E.^| « Personne ne vint », dit-il.",
		"|They came at 6 a.m.^| Five died.",
		"|Это было в 2018 г.^| Вторая сгорела.",
		"|Table 2. Fines^|",
		"Table 2. Fines. |They rose^.| Next.",
		"|Құжат 2020 ж. 5 наурызда қабылданды^.| Келесі.",
	} {
		claimBetween(t, text)
	}
}

// claimBetween imports a text with a footnote's mark at ^, whose claim stands between
// two bars.
func claimBetween(t *testing.T, text string) {
	t.Helper()
	want := text[strings.Index(text, "|")+1 : strings.LastIndex(text, "|")]
	want = strings.TrimSpace(strings.ReplaceAll(want, "^", ""))
	plain := strings.ReplaceAll(text, "|", "")
	im := imported(t, "r.md", strings.Replace(plain, "^", "[^1]", 1)+"\n\n[^1]: https://a.example/x\n")
	if f := im.Manifest.Footnotes; len(f) != 1 || len(f[0].Claims) != 1 || f[0].Claims[0] != want {
		t.Errorf("%s\ngot %+v", text, f)
	}
}

func TestPageBreaks(t *testing.T) {
	const notes = "\n\n<sup>1</sup> https://a.example/x\n\n<sup>2</sup> https://a.example/y\n\n"
	for _, tt := range []struct{ text, want string }{
		{"The sea<sup>1</sup> of the" + notes + "north rose<sup>2</sup>. Later it fell.", "The sea of the north rose."},
		{"They met President" + notes + "Nur in May<sup>1</sup><sup>2</sup>. Later not.", "They met President Nur in May."},
		{"The sea<sup>1, 2</sup> of" + notes + "17\n\nthe north rose. Later it fell.", "The sea of the north rose."},
		{"* The sea<sup>1, 2</sup> of" + notes + "the north rose. Later it fell.", "The sea of the north rose."},
		{"**The sea**" + notes + "## Two\n\nIt *rose*<sup>1</sup><sup>2</sup>.", "It rose."},
		{"It rose." + notes + "Then it fell<sup>1</sup><sup>2</sup>.", "Then it fell."},
		{"It is so:" + notes + "Seas rise<sup>1</sup><sup>2</sup>.", "Seas rise."},
	} {
		im := imported(t, "r.md", tt.text)
		if len(im.Manifest.Footnotes) != 2 {
			t.Errorf("%q: %d footnotes", tt.text, len(im.Manifest.Footnotes))
		}
		for _, f := range im.Manifest.Footnotes {
			if len(f.Claims) != 1 || f.Claims[0] != tt.want {
				t.Errorf("%q: note %s: %q", tt.text, f.Number, f.Claims)
			}
		}
	}
}

func TestWarnings(t *testing.T) {
	im := imported(t, "r.md", `The sea rose.[^1] It fell.[^2] It
froze.<sup>9</sup>

[^1]: https://a.example/x
[^3]: https://a.example/y
[^4]: a book
[^1]: https://a.example/z
`)
	want := "line 2: mark 9 has no note\nline 5: note 3 is marked nowhere in the text\nline 6: note 4 is marked nowhere in the text\n" +
		"line 6: note 4 has no URL: left out\nline 7: note 1 stands in line 4 already: the sources of both are kept under it\n"
	if got := shown(im); !strings.HasSuffix(got, "line 1: mark 2 has no note\n"+want) {
		t.Errorf("got\n%s", got)
	}
	if got := short(im); got != "1 <The sea rose.> https://a.example/x; https://a.example/z; 3 https://a.example/y; " {
		t.Errorf("got %s", got)
	}
	// In a list that is one paragraph the next number begins the next note, address or not.
	im = imported(t, "r.md", "The sea rose [1]. It fell [2, 3].\n\n[1] https://a.example/x\n[2] Almanac of 1922\n[3] https://a.example/z")
	if got := shown(im); !strings.HasSuffix(got, "note 3: https://a.example/z\n  claim It fell.\n  url https://a.example/z\nline 4: note 2 has no URL: left out\n") || strings.Contains(got, "x Almanac") {
		t.Errorf("got\n%s", got)
	}
}

func TestTitle(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"r.md", "---\ntitle: 'Seas: a report'\n---\n\n# Other\n", "Seas: a report"},
		{"r.md", "# Introduction\n\n# *Seas* of the north[^1]\n", "Seas of the north"},
		{"r.md", "## Seas\n\n## 1. Water\n\n# Later\n", "Seas"},
		{"dir/Seas of 2023.md", "## 1. WATER\n\n### Not a title\n", "Seas of 2023"},
		{"r.html", "<title> Seas \n of  2023</title><h1>Other</h1>", "Seas of 2023"},
		{"r.html", "<meta property='og:title' content='Seas'><title>Seas | Site</title>", "Seas"},
		{"r.html", "<h1>Seas</h1>", "Seas"},
	} {
		if im := imported(t, tt.name, tt.text); im.Manifest.Title != tt.want {
			t.Errorf("%q: got %q", tt.text, im.Manifest.Title)
		}
	}
}

func TestImportOptions(t *testing.T) {
	today := time.Date(2024, 2, 3, 23, 0, 0, 0, time.FixedZone("", -5*3600))
	im, err := Import("2023/№ 5.md", []byte("Text."), ImportOptions{Today: today})
	if err != nil || im.Manifest.ID != "report-5" || im.Manifest.Published.Format(time.DateOnly) != "2024-02-04" ||
		!strings.Contains(shown(im), "2024-02-04") {
		t.Errorf("got %+v, %v", im, err)
	}
	for when, warned := range map[time.Time]bool{today: false, today.AddDate(0, 0, 1): false, today.AddDate(0, 0, 3): true} {
		if im, err := Import("r.md", []byte("Text."), ImportOptions{Published: when, Today: today}); err != nil || strings.Contains(shown(im), "still to come") != warned {
			t.Errorf("published %v: %+v, %v", when, im, err)
		}
	}
	if _, err := Import("r.md", nil, ImportOptions{ID: "5"}); err == nil {
		t.Error("took the ID 5")
	}
	var u *UnsupportedError
	for name, head := range map[string]string{"RTF": `{\rtf1`, "DOC": "\xd0\xcf\x11\xe0", "binary": "\x7fELF\x00"} {
		if _, err := Import("r.bin", []byte(head), ImportOptions{ID: "a"}); !errors.As(err, &u) || u.Format != name {
			t.Errorf("%s: %v", name, err)
		}
	}
	var l *TooLargeError
	if _, err := Import("r.md", make([]byte, 100<<20), ImportOptions{ID: "a"}); !errors.As(err, &l) {
		t.Errorf("100 MiB: %v", err)
	}
	late := "<p>" + strings.Repeat("Text. ", 300) + "Өзен.<sup>1</sup></p><p><sup>1</sup> https://a.example/x</p>"
	if got := short(imported(t, "r.html", late)); got != "1 <Өзен.> https://a.example/x; " {
		t.Errorf("UTF-8 undeclared: got %s", got)
	}
	wide := "\xff\xfe"
	for _, r := range "Text.[^1]\n\n[^1]: https://a.example/x\n" {
		wide += string([]byte{byte(r), 0})
	}
	if got := short(imported(t, "r.md", wide)); got != "1 <Text.> https://a.example/x; " {
		t.Errorf("UTF-16: got %s", got)
	}
}

// TestEncodings: a report is read in the encoding that its bytes are in, which
// Markdown has no way to name, and what was taken for it is said.
func TestEncodings(t *testing.T) {
	const ru = "# Отчёт о реке\n\nСуд отказал 14 апреля.[^1] По словам адвоката Сейтова, дело закрыто.[^2]\n\n" +
		"[^1]: П. 92 - https://a.example/x\n[^2]: Пост адвоката, https://b.example/y, с. 3\n"
	const fr = "Le ministère a été prévenu.[^1]\n\n[^1]: Voir le procès-verbal, https://a.example/x\n"
	const page = "<title>Отчёт</title><p>Суд отказал 14 апреля, пишет газета.<sup>1</sup></p><p><sup>1</sup> Решение суда, https://a.example/x</p>"
	for _, row := range []struct {
		name, text string
		enc        encoding.Encoding
		read       string
	}{
		{"r.md", ru, charmap.Windows1251, "windows-1251"},
		{"r.md", ru, charmap.KOI8R, "koi8-r"},
		{"r.md", fr, charmap.Windows1252, "windows-1252"},
		{"r.md", fr, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), ""},
		{"r.md", ru, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), ""},
		{"r.html", page, charmap.Windows1251, ""},
	} {
		data, err := row.enc.NewEncoder().String(row.text)
		if err != nil {
			t.Fatal(err)
		}
		got, want := imported(t, row.name, data), imported(t, row.name, row.text)
		if g, w := Encode(got.Manifest), Encode(want.Manifest); string(g) != string(w) {
			t.Errorf("%s in %v: got\n%s\nwant\n%s", row.name, row.enc, g, w)
		}
		if said := shown(got); strings.Contains(said, "read as") != (row.read != "") || !strings.Contains(said, row.read) {
			t.Errorf("%s in %v: %s", row.name, row.enc, said)
		}
	}
	// What is UTF-8 but for a byte, or is cut, stays that.
	const one = "Le niveau est de 3 m.[^1]\n\n[^1]: https://a.example/é"
	for _, row := range []struct{ name, text, want string }{
		{"r.md", strings.Replace(one, "3 m", "3\xa0m", 1), "line 1: not valid UTF-8"},
		{"r.md", strings.Replace(one, "3 m", "3\xa0m, 4\xa0m, é, 5\xa0m, à", 1), "line 1: not valid UTF-8"},
		{"r.md", one + ", voir Ж"[:8], "line 3: not valid UTF-8"},
		{"r.md", one + ", «\xe2\x82", "line 3: not valid UTF-8"},
		{"r.html", "<p>3\xa0m.<sup>1</sup></p>\n<p><sup>1</sup> https://a.example/é</p>", "line 1: not valid UTF-8"},
	} {
		if got := shown(imported(t, row.name, row.text)); !strings.Contains(got, "url https://a.example/é\n") || !strings.Contains(got, row.want) {
			t.Errorf("%q: got\n%s", row.text, got)
		}
	}
}
