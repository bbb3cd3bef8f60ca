package source

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// seeds adds the whole reports of testdata.
func seeds(f *testing.F, ext string) {
	files, err := filepath.Glob("testdata/*." + ext)
	if err != nil || len(files) == 0 {
		f.Fatal("no seeds: ", err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
}

// checkImport holds for any report whatever: it can be imported, and what
// comes out can be written, read back, and merged with itself in vain.
func checkImport(t *testing.T, name string, data []byte) {
	checkImportWith(t, name, data, ImportOptions{})
}

func checkImportWith(t *testing.T, name string, data []byte, o ImportOptions) {
	o.ID, o.Published = "r", published()
	im, err := Import(name, data, o)
	if err != nil {
		return
	}
	lines := lineEnds(data) + 1
	if im.unit != "" {
		lines = 1 << 20 // pages, or paragraphs
	}
	for _, w := range im.Warnings {
		if w.Line < 0 || w.Line > lines || !utf8.ValidString(w.Msg) {
			t.Errorf("line %d of %d: %q", w.Line, lines, w.Msg)
		}
	}
	text := Encode(im.Manifest)
	d, err := decode("m.yaml", text)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	d.manifest.Path = ""
	if got, want := string(Encode(d.manifest)), string(text); got != want {
		t.Fatalf("reads back as\n%s\nnot\n%s", got, want)
	}
	out, added, _, err := Merge(text, "m.yaml", im)
	if err != nil || len(added) > 0 || !bytes.Equal(out, text) {
		t.Fatalf("merged with itself: %v, %v", added, err)
	}
	if n := len(im.Manifest.Footnotes); n > 1 {
		// What was taken out comes back in its place.
		less := *im.Manifest
		less.Footnotes = append(append([]Footnote(nil), less.Footnotes[:n/2]...), less.Footnotes[n/2+1:]...)
		out, added, _, err := Merge(Encode(&less), "m.yaml", im)
		if err != nil || len(added) == 0 || !bytes.Equal(out, text) {
			t.Fatalf("merged %v, %v:\n%s\nnot\n%s", added, err, out, text)
		}
	}
}

func FuzzMarkdown(f *testing.F) {
	seeds(f, "md")
	f.Add([]byte("a[^1]<sup>2,3</sup>^4^¹[5]\n\n[^1]: https://a\n  b-\n<sup>2</sup> www.a.b <a id=x>https://[\n3. ftp://x"))
	f.Add([]byte("a^[b [c](https://a) ^[d] <p>e] f^[g\n\n- h^[<br>https://b]\\^[i]"))
	f.Add([]byte("a.^[[b]{.c}1](#d){#e\nf=\"g\"}^ h^[i]{#j}\n\n1. ::: {#d}\n   [1](#e) https://k{#l}\n   :::\n\n<div id=m>\n\n[n](o#p){role=\"doc-noteref\"}"))
	f.Fuzz(func(t *testing.T, data []byte) { checkImport(t, "r.md", data) })
}

// FuzzText reads plain text with notes that nothing but their numbers tells.
func FuzzText(f *testing.F) {
	f.Add([]byte("a.1 b 2 , c\xc2\xa020193 .4\n\n     1\n\t\thttps://a/1\n2\n\n[3] www.b.c\n- 4 https://d"))
	f.Add([]byte("a (1) b※2 c† \\*\n(1) https://a\n※2 https://b\n† https://c"))
	f.Add([]byte("1 a.1\n\n1. https://a\n\n2\n\nb 2\n\n1\nhttps://c"))
	f.Fuzz(func(t *testing.T, data []byte) { checkImport(t, "r.txt", data) })
}

func FuzzHTML(f *testing.F) {
	seeds(f, "html")
	f.Add([]byte("<sup><a href=#a>1</a></sup><li id=a><p name=b>https://a.b<table><tr><td><ol start=9><li value=-1><svg><title>"))
	f.Add([]byte("<p>a<sup>1<span class=footnote_tooltip>https://a.b <p>c</span></sup> d<span class=sidenote>https://e.f <span>g</span> h</span><div class=footnote><a id=x href=#x>1</a><div>i"))
	f.Add([]byte("<p>a<sup><a id=b href=x#c>(١)</a></sup><div><a id=c href=#b>1</a><div>https://d</div><p>e</div>f<a role=doc-noteref href=#g>注 2</a><p id=g>2. https://h"))
	f.Add([]byte("\r\xb9\xb90\xb9\xb9"))         // CR alone ends a line
	f.Add([]byte("&#10;&#10;\xb9\xb90\xb9\xb9")) // what is no line end of the file
	f.Fuzz(func(t *testing.T, data []byte) { checkImport(t, "r.html", data) })
}

// TestHostile runs what makes naive readers slow; each takes
// milliseconds where it took minutes.
func TestHostile(t *testing.T) {
	const n = 1 << 15
	for name, unit := range map[string]string{
		"brackets": "[", "image brackets": "![", "definitions": "[^1]: ", "references": "[^1]", "labels": "[^a b", "emphasis": "*a_", "sup": "<sup>1</sup>",
		"open sup": "<sup>", "tags": "<a ", "comments": "<!--", "links": "[a](", "identifiers": "doi:10.1234/a ", "identifiers in one": "doi:10.1234/a,", "identifiers over lines": "doi:10.1234/a-\n", "places": "(No. 1 U.S. 1, ", "urls": "https://a;", "broken urls": "https://a-\n", "quotes": "«\"(", "stops": ". ", "quotes behind stops": "a.“",
		"abbreviations": "A.", "lines": "<sup>1</sup> a\n", "note lines": "<sup>1</sup> https://a.b\n", "paragraphs": "a\n\n<sup>1</sup> https://a.b\n\n", "lists": "* ", "list items": "1. a\n",
		"quoted": "> ", "boxes": "<div id=a>", "items": "<li id=fn1>", "anchors": "<a href=#fn1>1</a>", "rows": "<table><tr><td>a", "code": "`", "backslashes": "\\", "entities": "&amp;",
		"tables": "|a|b\n|-|-\n", "archives": "https://web.archive.org/web/", "www": "www.a www.", "marks in a sentence": "a<sup>1</sup> ", "carets": "^1^", "notes in the text": "a^[b] ", "open notes in the text": "^[", "digits": "¹²",
		"spaces": " ", "nul": "\x00", "bad bytes": "\xff", "links and text": "[a](#b)", "dashes": "1-", "empty links": "[]()", "link references": "[a][", "reference definitions": "[a]: b\n", "table columns": "|-", "html blocks": "<div>\n\n", "ranges": "[1-50]",
		"notes at the margin": "<span class=sidenote>https://a.b </span>", "open notes at the margin": "a<sup>1</sup><span class=sidenote>", "classes": "<div class=footnote>",
		"numbers behind stops": "a.1 ", "numbers that begin lines": "a.1\n1 https://a\n", "attributes": "[a]{.b}", "open attributes": "]{.b ", "closing attributes": "[]{.b}]{.c}", "links with ids": "^[1](#a){#b}^ ", "fences": "::: {#a}\n\n", "open fences": ":::\n", "lines and the next number": "1 a\n2 https://a\n", "marks that touch": "a<sup>12</sup> b<sup>3</sup> ",
		"marks of numbers with noughts": "a[^3] b[^45] c[^06]\n\n", "underscores in addresses": "a/._b_c", "years that begin lines": "1. a\n2021. b\n", "pictures that are marks": "![1](#a) ", "headings and marks": "## a\n1. b[1]\n",
		"notes anew": "a[1] b\n\n[1] https://a\n\n", "formulas": "$a^{b ", "marks as formulas": "a $^{1}$ ", "links with numbers": "[1]\n\n[1]: https://a\n",
		"numbers alone": "a.1\n\n1\n\n", "copies of notes": "a<sup>1</sup>https://a.example/x. ", "lists below headings": "## a\n\na[1] b[2]\n\n1. https://a\n",
		"additions": ` <span class="archiver-copy">a</span>`, "open additions": `<span class="archiver-copy">`, "half additions": `<span class="archiver-copy"><a `,
	} {
		for _, file := range []string{"r.md", "r.html", "r.txt"} {
			data := []byte(strings.Repeat(unit, n/len(unit)+1))
			data = append(data, "\n\n<sup>1</sup> https://a.example/x\n"...)
			start := time.Now()
			if d, err := OpenDraft(file, data); err == nil {
				if _, err := d.Write(make([][]Fragment, len(d.Notes))); err != nil {
					t.Errorf("%s, %s: %v", name, file, err)
				}
			}
			if _, err := Import(file, data, ImportOptions{ID: "r", Published: published()}); err != nil {
				t.Logf("%s, %s: %v", name, file, err)
			}
			if d := time.Since(start); d > 10*time.Second {
				t.Errorf("%s, %s: %v for %d KiB", name, file, d, len(data)>>10)
			} else if d > 300*time.Millisecond {
				t.Logf("%s, %s: %v", name, file, d)
			}
		}
	}
}

// TestOpenLabel is a bracket that closes after very many lines: quadratic, it takes a
// minute.
func TestOpenLabel(t *testing.T) {
	start := time.Now()
	imported(t, "r.md", "It rose.[^1]\n\n[1"+strings.Repeat(",\n2", 200000)+"]\n\n[^1]: https://a.example/x\n")
	if d := time.Since(start); d > 30*time.Second {
		t.Errorf("%v", d)
	}
}

// TestManyIDs is a row of elements that hold nothing: quadratic, it takes minutes.
func TestManyIDs(t *testing.T) {
	t.Parallel()
	data := []byte(strings.Repeat("<div id=a>\n\n", 200000))
	start := time.Now()
	if _, err := Import("r.md", append(data, "A.[^1]\n\n[^1]: https://a.example/x\n"...), ImportOptions{ID: "r", Published: published()}); err != nil {
		t.Fatal(err)
	}
	if d := time.Since(start); d > time.Minute {
		t.Errorf("%v for %d KiB", d, len(data)>>10)
	}
}

// TestManyAddresses is a note with more addresses than any: each is compared with those
// before it, which takes minutes of as many as a report has room for.
func TestManyAddresses(t *testing.T) {
	var note strings.Builder
	for i := range 3 * maxAddresses {
		fmt.Fprintf(&note, " https://a.example/%d", i)
	}
	im := imported(t, "r.md", "It rose.[^1]\n\n[^1]:"+note.String()+"\n")
	if n := len(im.Manifest.Footnotes[0].Citations); n != maxAddresses {
		t.Errorf("%d citations", n)
	}
	if got, want := saidOf(im, "note 1: more than"), fmt.Sprintf("note 1: more than 2000 addresses: those from https://a.example/%d on are left out\n", maxAddresses); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestManyTerms is a long text and empty definitions behind it: before each of them it is
// looked at for the number of a note.
func TestManyTerms(t *testing.T) {
	data := []byte(strings.Repeat("word ", 1<<15) + strings.Repeat("</dl><dd>", 1<<13))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	imported(t, "r.html", string(data))
	runtime.ReadMemStats(&after)
	if n := after.TotalAlloc - before.TotalAlloc; n > 1000*uint64(len(data)) {
		t.Errorf("%d MiB are written for %d KiB", n>>20, len(data)>>10)
	}
}

// TestManyMarkers is a line of nothing but the markers of lists and quotes: quadratic, it
// takes minutes.
func TestManyMarkers(t *testing.T) {
	for _, marker := range []string{"1. ", "> ", "- > "} {
		start := time.Now()
		imported(t, "r.md", "It rose.[^1]\n\n[^1]: https://a.example/x\n\n"+strings.Repeat(marker, 1<<20)+"\n")
		if d := time.Since(start); d > time.Minute {
			t.Errorf("%q: %v", marker, d)
		}
	}
}
