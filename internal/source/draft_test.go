package source

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// annotated adds what mark gives to each note that has a source.
func annotated(t testing.TB, name string, data []byte, mark func(DraftNote) []Fragment) (*Draft, []byte) {
	t.Helper()
	d, err := OpenDraft(name, data)
	if err != nil {
		t.Fatal(err)
	}
	list := make([][]Fragment, len(d.Notes))
	for i, n := range d.Notes {
		if len(n.Citations) > 0 {
			list[i] = mark(n)
		}
	}
	out, err := d.Write(list)
	if err != nil {
		t.Fatal(err)
	}
	return d, out
}

func copied(n DraftNote) []Fragment {
	return []Fragment{{{Text: "Copy " + n.Label}}}
}

const added = ` <span class="archiver-copy">Copy %s</span>`

// TestAnnotatePlaces: « stands for the addition to note 1, » for that to note 2.
func TestAnnotatePlaces(t *testing.T) {
	for name, text := range map[string]string{
		"defined.md":      "Text[^1] more[^2].\n\n[^1]: See https://a.example/x.«\n[^2]: <https://b.example>»\n",
		"paragraphs.md":   "Text[^1].\n\n[^1]: See https://a.example/x.\n\n    And more of it,\n    to here.  «\n\nNo note.\n",
		"two spaces.md":   "T[^1].\n\n[^1]: https://a.example/x«  \n  goes on«\n",
		"code last.md":    "T[^1].\n\n[^1]: https://a.example/x«\n\n        code of it\n\nEnd.\n",
		"raised.md":       "T<sup>1</sup>, u<sup>2</sup>\n\n<sup>1</sup> [https://a.example/a\\_b](https://a.example/a_b)«\n\n<sup>2</sup> Items - <https://b.example>»\n\nEnd.",
		"one block.md":    "T<sup>1</sup>, u<sup>2</sup>\n\n<sup>1</sup> https://a.example/a«\n<sup>2</sup> https://b.example\nor so»\n",
		"quoted.md":       "T[^1] u[^2]\n\n> [^1]: https://a.example«\n> [^2]: https://b.example»\n",
		"split link.md":   "T[^1]\n\n[^1]: [a title](\n   https://a.example/x)«\n",
		"numbered.md":     "T[1] u[2]\n\n1. https://a.example/x«\n2. [b](https://b.example), p. 3»\n",
		"table.md":        "T<sup>1</sup>\n\n| n | s |\n|---|---|\n| <sup>1</sup> | https://a.example/x« |\n",
		"crlf.md":         "T[^1] u[^2]\r\n\r\n[^1]: https://a.example/x«\r\n\r\n[^2]: https://b.example»\r\n",
		"bom.md":          "\ufeffT[^1]\n\n[^1]: https://a.example/x«\n",
		"front matter.md": "---\ntitle: a\n---\nT[^1]\n\n[^1]: https://a.example/x«\n",
		"html block.md":   "T<sup>1</sup>\n\n<div class=\"notes\">\n<p><sup>1</sup> <a href=\"https://a.example/x\">here</a>«</p>\n</div>\n\nEnd.\n",
		"backslash.md":    "T[^1]\n\n[^1]: https://a.example/x \\«\n",
		"list.md":         "T[^1] u[^2]\n\n[^1]: - https://a.example/x\n    - and more«\n[^2]: A list:\n\n    1. https://b.example\n       - to here»\n\nEnd.\n",
		"in table.md":     "T[^1]\n\n[^1]: A\n\n    | a | b |\n    |---|---|\n    | https://a.example/x | b« |\n\nEnd.\n",
		"no end.md":       "T[^1]\n\n[^1]: https://a.example/x«",
		"bad bytes.md":    "T\xff\xfe\xe4[^1]\n\n[^1]: caf\xe9 https://a.example/x«\n",
		"in text.md":      "T^[See [it](https://a.example/x).«] u^[https://b.example»], and\nso on.\n\nEnd.\n",
		"cyr.md":          "\xcf\xf0\xe8\xe2\xe5\xf2[^1]\n\n[^1]: \xd1\xec. https://a.example/x«\n",

		"list.html":    `<p>T<a href="#fn1">1</a> u<a href="#fn2">2</a></p><ol><li id="fn1">See <em><a href="https://a.example/x">a</a></em>.« <a href="#r1">↩</a></li><li id="fn2"><p>First <a href="https://b.example/">b</a></p><p>Last.»</p></li></ol>`,
		"links.html":   "<p>T<sup><a href=\"#n1\">1</a></sup></p>\n<p id=\"n1\"><sup>1</sup> <a href=\"https://a.example/x\"><i>a</i></a>«\n</p>",
		"lines.html":   "<p>T<sup>1</sup> u<sup>2</sup></p><p><sup>1</sup> https://a.example/x«<br>\n<sup>2</sup> https://b.example/»<br></p>",
		"raw.html":     "<p>T[1] u[2]</p>\n<p>\n[1] https://a.example/x«\n[2] https://b.example/?a&amp;b»\n</p>",
		"cr.html":      "<p>T<sup>1</sup> u<sup>2</sup></p>\r<p><sup>1</sup> https://a.example/x«\r<sup>2</sup> https://b.example/»\r</p>",
		"crlf.html":    "<p>T<sup>1</sup> u<sup>2</sup></p>\r\n<p><sup>1</sup> https://a.example/x«\r\n<sup>2</sup> https://b.example/»\r\n</p>",
		"cell.html":    `<p>T<sup>1</sup></p><table><tr><td><sup>1</sup></td><td>https://a.example/x« </td></tr></table>`,
		"power.html":   `<p>T<sup>1</sup></p><p><sup>1</sup> https://a.example/x of 10<sup>9</sup>«</p>`,
		"entity.html":  "<p>T<sup>1</sup></p><p><sup>1</sup> https://a.example/x&nbsp;&gt;«</p>",
		"bytes.html":   "<p>T\xff<sup>1</sup></p><p><sup>1</sup> caf\xe9 https://a.example/x«</p>",
		"cyr.html":     "<meta charset=windows-1251><p>\xcf\xf0\xe8\xe2\xe5\xf2<sup>1</sup></p><p><sup>1</sup> \xd1\xec. https://a.example/x«</p>" + strings.Repeat("\xcf", 9000) + "<p>T<sup>2</sup></p><p><sup>2</sup> https://b.example»</p>",
		"sublist.html": `<p>T<a href="#fn1">1</a> u<a href="#fn2">2</a></p><ol><li id="fn1">See: <ul><li><a href="https://a.example/x">a</a></li><li>and so on«</li></ul></li><li id="fn2">https://b.example»</li></ol>`,
		"touched.html": `<p>T<sup>1</sup><span class="footnote__note">See <a href="https://a.example/x">it</a>.«</span> u<sup>2</sup><span role="tooltip" id="note2">https://b.example»</span></p>`,
		"comment.html": "<p>T<sup>1</sup></p><p><sup>1</sup> https://a.example/x«<!-- c --></p>",
	} {
		plain := strings.NewReplacer("«", "", "»", "").Replace(text)
		want := strings.NewReplacer("«", fmt.Sprintf(added, "1"), "»", fmt.Sprintf(added, "2")).Replace(text)
		if name == "two spaces.md" {
			want = strings.Replace(want, fmt.Sprintf(added, "1"), "", 1)
		}
		if name == "paragraphs.md" { // a space at the end of a line stays there
			plain, want = strings.Replace(plain, "here.  ", "here.", 1), strings.Replace(want, "here.  ", "here.", 1)
		}
		_, got := annotated(t, name, []byte(plain), copied)
		if string(got) != want {
			t.Errorf("%s:\n%q\nwant\n%q", name, got, want)
			continue
		}
		if back, _ := Unannotated(got); string(back) != plain {
			t.Errorf("%s: taken out again:\n%q\nwant\n%q", name, back, plain)
		}
		d, again := annotated(t, name, got, copied)
		if string(again) != want || d.Replaced == 0 {
			t.Errorf("%s: a second time, %d replaced:\n%q\nwant\n%q", name, d.Replaced, again, want)
		}
		// An import reads the same from either.
		one, err1 := Import(name, []byte(plain), ImportOptions{ID: "r", Published: published()})
		two, err2 := Import(name, got, ImportOptions{ID: "r", Published: published()})
		if err1 != nil || err2 != nil || string(Encode(one.Manifest)) != string(Encode(two.Manifest)) {
			t.Errorf("%s: imported with its copies (%v, %v):\n%s\nwithout\n%s", name, err1, err2, Encode(two.Manifest), Encode(one.Manifest))
		}
	}
}

// TestAnnotateReports: of whole reports, every note with a source gets its copy,
// behind its own source and before the next note's.
func TestAnnotateReports(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.*")
	n := 0
	for _, file := range files {
		if ext := filepath.Ext(file); ext != ".md" && ext != ".html" {
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		n++
		d, out := annotated(t, file, data, copied)
		sources, placed := 0, 0
		for _, note := range d.Notes {
			if len(note.Citations) > 0 {
				sources++
				if note.Placed() {
					placed++
				}
			}
		}
		if got := bytes.Count(out, []byte(additionOpen)); got != placed || placed < sources {
			t.Errorf("%s: %d of %d notes got %d additions: %v", file, placed, sources, got, d.Warnings)
		}
		if back, _ := Unannotated(out); !bytes.Equal(back, data) {
			t.Errorf("%s: is another when the additions are taken out", file)
		}
		// Read as they stand, with the additions as text, the notes are the same.
		rep := readMarkdown(out)
		if d.HTML {
			rep = readHTML(out)
		}
		l := takeApart(rep)
		if len(l.notes) != len(d.Notes) {
			t.Errorf("%s: %d notes, with additions %d", file, len(d.Notes), len(l.notes))
			continue
		}
		for i, note := range l.notes {
			text := flatten(note, rep.links).text
			want := 0
			if len(d.Notes[i].Citations) > 0 {
				want = 1
			}
			if note.label != d.Notes[i].Label || strings.Count(text, "Copy "+note.label) != want {
				t.Errorf("%s: note %s (%d) reads %q", file, note.label, want, text)
			}
		}
	}
	if n < 2 {
		t.Fatal("no reports")
	}
}

// TestAdditionForm: what is an addition, and what is not.
func TestAdditionForm(t *testing.T) {
	for in, want := range map[string]string{
		`a <span class="archiver-copy">b</span> c`:                                    "a c",
		"a\n  <span\n class='archiver-copy'>b <a href=\"x\">y</a></span>\nc":          "a\nc",
		`a <span class=archiver-copy >b</span> <span class="archiver-copy">c</span>`:  "a",
		`a <span class="archiver-copy">b`:                                             "=",
		`a <span class="archiver-copies">b</span>`:                                    "=",
		`a <span class="archiver-copy">b <span>c</span></span>`:                       "=",
		`a <span class="archiver-copy"><span class="archiver-copy">b</span>`:          `a <span class="archiver-copy">`,
		`<span class="archiver-copy">` + strings.Repeat("x", maxAddition) + "</span>": "=",
	} {
		if want == "=" {
			want = in
		}
		if got, _ := Unannotated([]byte(in)); string(got) != want {
			t.Errorf("%.80q: %.80q, want %.80q", in, got, want)
		}
	}
	// What becomes an addition only when others are taken out is refused.
	in := "T[^1]\n\n[^1]: https://a.example\n\n<span class=\"archiver-c<span class=\"archiver-copy\">x</span>opy\">y</span>\n"
	in = strings.Replace(in, "archiver-c<", "archiver-c <", 1)
	in = strings.Replace(in, " <span class=\"archiver-copy\">x", "<span class=\"archiver-copy\">x", 1)
	d, err := OpenDraft("r.md", []byte(in))
	if err != nil {
		t.Fatal(err)
	}
	if out, err := d.Write(make([][]Fragment, len(d.Notes))); err == nil {
		t.Errorf("written as %q", out)
	}
	for name, data := range map[string]string{"r.md": "\xff\xfeT\x00", "r.html": "<meta charset=shift_jis><p>\x83\x65\x83\x58", "r.pdf": "%PDF-1.4"} {
		if _, err := OpenDraft(name, []byte(data)); err == nil {
			t.Errorf("%s: was opened", name)
		}
	}
}

// TestFragment: text of strangers stays text.
func TestFragment(t *testing.T) {
	for _, row := range []struct{ in, plain, md, html string }{
		{"Plain words, 1.5 %", "Plain words, 1.5 %", "Plain words, 1.5 %", "Plain words, 1.5 %"},
		{"a\x00b\x1b[2J\r\nc\u202ed\u2066e\u200ff\U000e0041", "ab[2J cdef", `ab\[2J cdef`, "ab[2J cdef"},
		{`<script>alert(1)</script> "x" 'y'`, `<script>alert(1)</script> "x" 'y'`, `&lt;script\>alert(1)&lt;/script\> "x" 'y'`, `&lt;script&gt;alert(1)&lt;/script&gt; &#34;x&#34; &#39;y&#39;`},
		{"[a](javascript:x) ![b](c) `d` *e* _f_ ~g~ \\ $h$", "[a](javascript:x) ![b](c) `d` *e* _f_ ~g~ \\ $h$",
			"\\[a\\](javascript:x) \\!\\[b\\](c) \\`d\\` \\*e\\* \\_f\\_ \\~g\\~ \\\\ \\$h\\$", "[a](javascript:x) ![b](c) `d` *e* _f_ ~g~ \\ $h$"},
		{"# no heading &amp; https://x.example www.y.example @z", "# no heading &amp; https://x.example www.y.example @z",
			`\# no heading \&amp; https&#58;//x.example www&#46;y.example &#64;z`, "# no heading &amp;amp; https://x.example www.y.example @z"},
		{"a/www.b www.c", "a/www.b www.c", "a/www.b www&#46;c", "a/www.b www.c"},
		{"نامه\u200cها", "نامه\u200cها", "نامه\u200cها", "نامه\u200cها"},
		{"bad \xff byte", "bad \ufffd byte", "bad \ufffd byte", "bad \ufffd byte"},
	} {
		f := Fragment{{Text: row.in}}
		if f.Text() != row.plain || f.Markdown() != row.md || f.HTML() != row.html {
			t.Errorf("%q:\n%q\n%q\n%q", row.in, f.Text(), f.Markdown(), f.HTML())
		}
	}
	link := Fragment{{Text: "a]b", URL: "https://a.example/(x)?a=1&copy;=\"<é|", Original: "http://b.example/'", Version: "https://c.example/", Date: "2020-02-21"}, {Text: " end"}}
	if got, want := link.Markdown(), `[a\]b](https://a.example/\(x\)?a=1&amp;copy;=%22%3C%C3%A9%7C) end`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got, want := link.HTML(), `<a href="https://a.example/(x)?a=1&amp;copy;=%22%3C%C3%A9%7C" data-originalurl="http://b.example/&#39;" data-versionurl="https://c.example/" data-versiondate="2020-02-21">a]b</a> end`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got := (Fragment{{Text: "a", URL: "javascript:alert(1)"}}).HTML(); strings.Contains(got, "javascript") {
		t.Error(got)
	}
}

// FuzzAnnotate: whatever a report is, taking out what was added gives what it was,
// and a second time changes nothing.
func FuzzAnnotate(f *testing.F) {
	for _, ext := range []string{"md", "html"} {
		files, _ := filepath.Glob("testdata/*." + ext)
		for _, name := range files {
			if data, err := os.ReadFile(name); err == nil {
				f.Add(data, ext == "html")
			}
		}
	}
	f.Add([]byte("a[^1]<sup>2</sup>\n\n[^1]: https://a\n  b <span class=\"archiver-copy\">x</span>\n<sup>2</sup> www.a.b <a id=x>https://[\n3. ftp://x"), false)
	f.Add([]byte("<meta charset=koi8-r><sup><a href=#a>1</a></sup><li id=a><p name=b>https://a.b <span class='archiver-copy'>x</span><table><tr><td>\r<ol start=9>"), true)
	f.Fuzz(func(t *testing.T, data []byte, html bool) {
		name := "r.md"
		if html {
			name = "r.html"
		}
		base, _ := Unannotated(data)
		d, err := OpenDraft(name, data)
		if err != nil {
			return
		}
		write := func(d *Draft) ([]byte, error) {
			list := make([][]Fragment, len(d.Notes))
			for i, n := range d.Notes {
				list[i] = []Fragment{{{Text: "Copy é"}, {Text: "x", URL: "https://a.example"}}}
				if n.end > len(d.data) {
					t.Fatalf("note %s ends at %d of %d", n.Label, n.end, len(d.data))
				}
			}
			return d.Write(list)
		}
		out, err := write(d)
		if err != nil {
			return // it says so, and gives nothing
		}
		if back, _ := Unannotated(out); !bytes.Equal(back, base) {
			t.Fatalf("%q\nadded to\n%q\nback\n%q", base, out, back)
		}
		if utf8.Valid(data) != utf8.Valid(out) {
			t.Fatalf("%q\nadded to\n%q", base, out)
		}
	})
}
