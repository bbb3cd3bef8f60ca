package source

import "testing"

// TestFlat is text of programs that lose that a mark was raised.
func TestFlat(t *testing.T) {
	const want = "1 <The sea rose in 2019.> https://a.example/x; 2 <It fell, they said.> https://a.example/y; "
	for _, tt := range []struct{ name, file, text, want string }{
		{"apart, notes as a list of points", "r.md", "The sea rose in 2019. 1 It fell 2 , they said.\n\n- 1 Gauge 4, https://a.example/x .\n- 2 https://a.example/y\n", want},
		{"right behind, numbers in lines of their own", "r.txt", "The sea rose in 2019.1 It fell, they\nsaid.2\n\n1\n\nGauge 4, at https://a.example/\nx/y.\n2\nhttps://a.example/y\n\n1\n", "1 <The sea rose in 2019.> https://a.example/x/y; 2 <It fell, they said.> https://a.example/y; "},
		{"right behind a year", "r.txt", "The sea rose in 20191 . It fell, they said.2\n\n1\nhttps://a.example/x\n2\nhttps://a.example/y\n", "1 <The sea rose in 2019.> https://a.example/x; 2 <It fell, they said.> https://a.example/y; "},
		{"indented as on the page", "r.txt", "        The sea rose in 2019.1 It fell, they said.2\n\n     1\n       Gauge 4, https://a.example/x\n     2\n       https://a.example/y\n", want},
		{"notes below each page, numbers anew", "r.txt", "The sea rose in 2019.1\n\n1 https://a.example/x\n\nIt fell, they said.1 It is 5 m deep.2\n\n1 https://b.example/x\n2 https://a.example/y\n",
			"1 <The sea rose in 2019.> https://a.example/x; s2-1 <It fell, they said.> https://b.example/x; 2 <It is 5 m deep.> https://a.example/y; "},
		{"a note without an address between", "r.txt", "The sea rose.1 It fell.2 Again.3\n\n1. https://a.example/x\n2. Ibid., p. 3 May.\n3. https://a.example/z\n", "1 <The sea rose.> https://a.example/x; 2 <It fell.> https://a.example/x {p. 3 May}; 3 <Again.> https://a.example/z; "},
		{"HTML without anything raised", "r.html", "<p>The sea rose in 2019.<span>1</span> It fell, they said.<span>2</span></p><p>1. <a href='https://a.example/x'>Gauge</a></p><p>2. https://a.example/y</p>", want},
		{"in round brackets", "r.txt", "The sea rose in 2019 (1). It fell, they said (2).\n\n(1) Gauge 4, https://a.example/x\n(2) https://a.example/y\n", want},
		{"in round brackets, notes as a list", "r.md", "The sea rose in 2019 (1). It fell, they said (2).\n\n1. Gauge 4, https://a.example/x\n2. https://a.example/y\n", want},
		{"in round brackets, behind stops", "r.txt", "The sea rose in 2019. (1) It fell, they said. (2)\n\n(1) Gauge 4, https://a.example/x\n(2) https://a.example/y\n", want},
		{"signs that no emphasis opens", "r.md", "The *sea* rose in 2019* and fell.†\n\n\\* https://a.example/x\n\n† Gauge, https://a.example/y\n", "* <The sea rose in 2019 and fell.> https://a.example/x; † <The sea rose in 2019 and fell.> https://a.example/y; "},
		{"items in round brackets, and a list of links", "r.md", "They ask (1) to stop, (2) to pay.\n\n1. https://a.example/x\n2. https://a.example/y\n", ""},
		{"in Japanese", "r.md", "海は上昇した※1。その後下がった。※2\n\n※1 計器、https://a.example/x\n※2 https://a.example/y\n", "1 <海は上昇した。> https://a.example/x; 2 <その後下がった。> https://a.example/y; "},
		{"signs", "r.md", "The sea rose.\\* It fell.† Two * three.\n\n\\* https://a.example/x\n\n† Gauge, https://a.example/y\n", "* <The sea rose.> https://a.example/x; † <It fell.> https://a.example/y; "},
		{"items in round brackets", "r.md", "They ask: (1) to stop; (2) to pay.\n\n(1) First, stop.\n(2) Then pay, see https://a.example/x\n", ""},
		{"a list of links that nothing marks", "r.md", "See chapter 1. Or 2 of them, CO2, 3.5 km.\n\n1. https://a.example/x\n2. https://a.example/y\n", ""},
		{"numbers in the text and in what is listed", "r.txt", "There were 1, 2 and 3 of them.\n\n1 boat, https://a.example/x\n", ""},
		{"decimals", "r.txt", "The lake was closed.1 It rose by 14.2 metres in a year. Nobody told it.2\n\n1 https://a.example/x\n2 https://a.example/y\n",
			"1 <The lake was closed.> https://a.example/x; 2 <Nobody told it.> https://a.example/y; "},
		{"decimals before units", "r.txt", "It stands in us-central1 (Iowa). It has 2.3 GB.\n\n1 Boats, https://a.example/x\n2 https://a.example/y\n3 https://a.example/z\n", ""},
		{"a mark behind a number that begins a line", "r.txt", "The sea rose.1 It fell below\n55.2 That was so.3\n\n1 https://a.example/x\n2 https://a.example/y\n3 https://a.example/z\n", "1 <The sea rose.> https://a.example/x; 2 <It fell below 55.> https://a.example/y; 3 <That was so.> https://a.example/z; "},
		{"chapters", "r.html", "<p>It stands in us-central1 (Iowa).</p><ul><li>2.3 Sources</li></ul><p>1 Boats, https://a.example/x</p><p>2 https://a.example/y</p><p>3 https://a.example/z</p>", ""},
		{"headings", "r.md", "## Step 1\n\nAsk.\n\n## Step 2\n\nAsk again.\n\n1. Water, https://a.example/x\n2. Health, https://a.example/y\n", ""},
		{"a title", "r.txt", "Lake report, part 1\n\nIt fell.\n\n1 Water, https://a.example/x\n2 Health, https://a.example/y\n", ""},
		{"items in the text", "r.md", "It has two parts: (1) water, and (2) land\n\n(1) see https://a.example/x\n(2) see https://a.example/y\n", ""},
		{"a list behind the notes of an excerpt", "r.txt", "It rose.12 It fell.13\n\n12 https://a.example/x\n13 https://a.example/y\n\nThe annex has part 1.\n\n1 Water, https://b.example/x\n",
			"12 <It rose.> https://a.example/x; 13 <It fell.> https://a.example/y; "},
		{"a line that the next number begins", "r.txt", "The sea rose in 2019.1 It fell, they said.2 They left.3\n\n1 Gauge 4, in its list of\n2 rivers, https://a.example/x\n2 https://a.example/y\n3 Ibid.\n",
			want + "3 <They left.> https://a.example/y; "},
		{"a line that a year begins", "r.txt", "The sea rose in 2019.1 It fell, they said.2\n\n1 Gauge 4, of March\n2019 at https://a.example/x\n2 https://a.example/y\n", want},
		{"a note without an address before one whose line a number begins", "r.txt", "The sea rose.1 It fell.2 They left.3\n\n1 https://a.example/x\n2 Ibid.\n3 Police, in a list of\n3 rivers, https://a.example/z\n",
			"1 <The sea rose.> https://a.example/x; 2 <It fell.> https://a.example/x; 3 <They left.> https://a.example/z; "},
		{"another syntax comes first", "r.md", "The sea rose.[^1] It fell.2\n\n[^1]: https://a.example/x\n\n2 https://a.example/y\n", "1 <The sea rose.> https://a.example/x; "},
	} {
		im := imported(t, tt.file, tt.text)
		if got := short(im); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

// TestFlatDraft adds to notes that nothing but their numbers tells.
func TestFlatDraft(t *testing.T) {
	const text = "The sea rose.1 It fell.2\n\n1 https://a.example/x\n2 See\nhttps://a.example/y\n"
	d, err := OpenDraft("r.md", []byte(text))
	if err != nil || len(d.Notes) != 2 {
		t.Fatalf("%+v, %v", d, err)
	}
	out, err := d.Write([][]Fragment{{{Span{Text: " A"}}}, {{Span{Text: " B"}}}})
	want := "The sea rose.1 It fell.2\n\n1 https://a.example/x" + additionOpen + " A" + additionClose + "\n2 See\nhttps://a.example/y" + additionOpen + " B" + additionClose + "\n"
	if string(out) != want || err != nil {
		t.Errorf("got %q, %v\nwant %q", out, err, want)
	}
}
