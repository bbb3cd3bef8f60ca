package source

import "testing"

// TestNoNotesAnew is lists that begin with 1 as the notes do and are none of a chapter, so
// that they take no number and no mark from the notes.
func TestNoNotesAnew(t *testing.T) {
	const (
		two   = "1 <Roads closed.> <Roads opened.> https://north.example/1; 2 <Schools too.> https://north.example/2; "
		works = "# One\n\nRoads closed.[1] Schools too.[2]\n\n# Two\n\nRoads opened.[1]\n\n# Works\n\n1. https://north.example/1\n2. https://north.example/2\n\n# Persons heard\n\n1. Anna, https://anna.example/\n2. Boris, https://boris.example/\n"
	)
	for _, tt := range []struct{ name, file, text, want string }{
		{"more persons than marks", "r.md", works, two},
		{"as many as all works", "r.md", "# One\n\nRoads closed.[1] Schools too.[2]\n\n# Two\n\nRoads opened.[1] Shops.[3]\n\n# Works\n\n1. https://north.example/1\n2. https://north.example/2\n3. https://north.example/3\n\n# Persons heard\n\n1. Anna, https://anna.example/\n2. Boris, https://boris.example/\n3. Carla, https://carla.example/\n",
			two + "3 <Shops.> https://north.example/3; "},
		{"stories beside", "r.html", `<h2>One</h2><p>Roads closed.<sup>1</sup> Schools too.<sup>2</sup></p><h2>Two</h2><p>Roads opened.<sup>1</sup></p><h2>Notes</h2><ol><li>https://north.example/1</li><li>https://north.example/2</li></ol><h2>More</h2><ol><li><a href="https://a.example/">A</a></li><li><a href="https://b.example/">B</a></li><li><a href="https://c.example/">C</a></li></ol>`, two},
		{"letters in brackets", "r.md", "# One\n\nRoads closed.[1] Schools too.[2]\n\n# Two\n\nRoads opened.[1]\n\n# Works\n\n[1] https://north.example/1\n\n[2] https://north.example/2\n\n# Letters\n\n[1] https://l.example/1\n\n[2] https://l.example/2\n",
			"1 <Roads closed.> <Roads opened.> https://north.example/1; https://l.example/1; 2 <Schools too.> https://north.example/2; https://l.example/2; "},
		{"a list in the text before all marks", "r.md", "They want:\n\n1. Water, https://want.example/\n2. Bread.\n\nRoads closed.[1] Schools too.[2]\n\n# Sources\n\n1. https://north.example/1\n2. https://north.example/2\n",
			"1 <Roads closed.> https://want.example/; https://north.example/1; 2 <Schools too.> https://north.example/2; "},
		{"what to do, in lines, before the notes", "r.html", `<p>Roads closed.<sup>1</sup> Schools too.<sup>2</sup></p><p>How to help<br>1. Give, https://give.example/<br>2. Write, https://write.example/</p><h2>Notes</h2><ol><li>https://north.example/1</li><li>https://north.example/2</li></ol>`,
			"1 <Roads closed.> https://north.example/1; 2 <Schools too.> https://north.example/2; "},
		{"an address in lines", "r.html", `<p>Roads closed.<sup>1</sup> Schools too.<sup>2</sup></p><p>Offices:<br>1 Main Street<br>2 Main Street, <a href="https://map.example/">map</a></p><p>Notes:<br>1. https://north.example/1<br>2. https://north.example/2</p>`,
			"1 <Roads closed.> https://north.example/1; 2 <Schools too.> https://north.example/2; "},
	} {
		if got := short(imported(t, tt.file, tt.text)); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

// TestNotesHeadIsNoNote: the line above notes in one paragraph is no part of the first.
func TestNotesHeadIsNoNote(t *testing.T) {
	im := imported(t, "r.html", `<p>The sea rose.<sup>1</sup> It fell.<sup>2</sup></p><p>Notes:<br>1. Gauge, https://a.example/x<br>2. https://a.example/y</p>`)
	if got := im.Manifest.Footnotes[0].Text; got != "Gauge, https://a.example/x" {
		t.Errorf("note 1: %q", got)
	}
}

// TestLinksAreNoNotes is numbers that links are defined for, and that are no marks.
func TestLinksAreNoNotes(t *testing.T) {
	for name, tt := range map[string]struct{ text, want string }{
		"in code":             {"The first is `x[1]`, and:\n\n```\ny[1]\n```\n\n[1]: https://a.example/x\n", ""},
		"a picture":           {"See [1], and its picture ![1].\n\n[1]: https://a.example/x.png\n", ""},
		"beside notes":        {"The sea rose.[^1] So says [1].\n\n[1]: https://a.example/link\n\n[^1]: https://a.example/x\n", "1 <The sea rose.> https://a.example/x; "},
		"marks, also in code": {"The first is `x[1]`. The sea rose.[2]\n\n[2]: https://a.example/x\n", "2 <The sea rose.> https://a.example/x; "},
	} {
		if got := short(imported(t, "r.md", tt.text)); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", name, got, tt.want)
		}
	}
}

// TestSubsectionsAreNoMarks is a law that is quoted, and a list that has nothing to do with it.
func TestSubsectionsAreNoMarks(t *testing.T) {
	for name, text := range map[string]string{
		"of sections":      "The Act says so in section 4 (1). It says more in section 5 (2).\n\n1. https://a.example/x\n2. https://a.example/y\n",
		"a list goes on":   "The Act says that water is free (1). It says more (2).\n\n1. https://a.example/x\n2. https://a.example/y\n3. Burn it.\n",
		"glued to numbers": "The Act says so in section 4(1). It says more in section 5(2).\n\n1. https://a.example/x\n2. https://a.example/y\n",
	} {
		if got := short(imported(t, "r.md", text)); got != "" {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// TestSumsAreNoFormulas: two sums of money hold no mathematics, and sentences between
// them end.
func TestSumsAreNoFormulas(t *testing.T) {
	im := imported(t, "r.md", "It cost $5 on old_files. Nobody paid.[^1] It is $6 now. A.[^2] B.[^3] The rate $r^{0.5}. X$ fell.[^4]\n\n[^1]: https://a.example/1\n[^2]: https://a.example/2\n[^3]: https://a.example/3*\n[^4]: https://a.example/4\n")
	const want = "1 <Nobody paid.> https://a.example/1; 2 <A.> https://a.example/2; 3 <B.> https://a.example/3; 4 <The rate $r^{0.5}. X$ fell.> https://a.example/4; "
	if got := short(im); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestNamesBehindMarks: a sentence may begin with the name that is all of the note before it.
func TestNamesBehindMarks(t *testing.T) {
	const want = "1 <The camp closed.> https://a.example/1; 2 <Human Rights Watch said so.> https://a.example/2; 3 <Doctors of the World, which saw it, left.> https://a.example/3; "
	for name, tt := range map[string]struct{ file, text string }{
		"in Markdown": {"r.md", "The camp closed.[^1] Human Rights Watch said so.[^2] Doctors of the World, which saw it, left.[^3]\n\n[^1]: [Human Rights Watch](https://a.example/1)\n[^2]: [Doctors of the World](https://a.example/2)\n[^3]: https://a.example/3\n"},
		"in HTML":     {"r.html", `<p>The camp closed.<sup>1</sup> Human Rights Watch said so.<sup>2</sup>Doctors of the World, which saw it, left.<sup>3</sup></p><ol><li><a href="https://a.example/1">Human Rights Watch</a></li><li><a href="https://a.example/2">Doctors of the World</a></li><li>https://a.example/3</li></ol>`},
	} {
		if got := short(imported(t, tt.file, tt.text)); got != want {
			t.Errorf("%s:\ngot  %s\nwant %s", name, got, want)
		}
	}
}
