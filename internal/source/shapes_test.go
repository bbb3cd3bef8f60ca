package source

import "testing"

// TestNoteShapes is notes as programs write them that few reports were made with.
func TestNoteShapes(t *testing.T) {
	const want = "1 <It rose.> https://a.example/1; 2 <It fell.> https://a.example/2; "
	linked := `<p>It rose.<a href="#d1"><sup>1</sup></a> It fell.<a href="#d2"><sup>2</sup></a></p>`
	for _, tt := range []struct{ name, file, text, want string }{
		{"ids of terms", "r.html", linked + `<dl><dt id="d1">1</dt><dd>https://a.example/1</dd><dt id="d2">2.</dt><dd><p>See</p><p>https://a.example/2</p></dd></dl>`, want},
		{"terms that nothing links to", "r.html", `<p>By Abs. 1 S. 2 an act it rose.<sup>1</sup> It fell.<sup>2</sup></p><dl><dt>1</dt><dd>https://a.example/1</dd><dt>2</dt><dd>https://a.example/2</dd></dl>`,
			"1 <By Abs. 1 S. 2 an act it rose.> https://a.example/1; 2 <It fell.> https://a.example/2; "},
		{"raised marks and numbers in the text", "r.html", `<p>By Abs. 1 S. 2 an act it was so.</p><p>It rose.<sup>1</sup> It fell.<sup>2</sup></p><div>1</div><div>https://a.example/1</div><div>2</div><div>https://a.example/2</div>`, want},
		{"notes in cells", "r.md", "| a | b |\n|---|---|\n| 7 | It rose.^[https://a.example/1] |\n| 8 | It fell.^[https://a.example/2] |\n", "1 <7 | It rose.> https://a.example/1; 2 <8 | It fell.> https://a.example/2; "},
		{"brackets escaped in an address", "r.md", "It rose.^[[https://a.example/1?a\\[\\]=1](https://a.example/1?a[]=1)] It fell.^[https://a.example/2]\n", "1 <It rose.> https://a.example/1?a[]=1; 2 <It fell.> https://a.example/2; "},
		{"a note that a list would begin", "r.md", "It rose.[^1]\n\n[^1]: 12. madde: https://a.example/1\n", "1 <It rose.> https://a.example/1 {12. madde}; "},
		{"a mark that is lost", "r.html", `<p>It rose.<a href="#fn1">1</a> Again. It fell.<a href="#fn3">3</a></p><ol><li id="fn1">https://a.example/1</li><li id="fn2">https://a.example/2</li><li id="fn3">https://a.example/3</li></ol>`,
			"1 <It rose.> https://a.example/1; 2 https://a.example/2; 3 <It fell.> https://a.example/3; "},
		{"lists of marks right behind words", "r.txt", "It rose again1,2. It fell.3\n\n1 https://a.example/1\n2 https://a.example/2\n3 https://a.example/3\n", "1 <It rose again.> https://a.example/1; 2 <It rose again.> https://a.example/2; 3 <It fell.> https://a.example/3; "},
		{"a list of marks that a line ends in", "r.md", "It rose [1,\n2]. It fell.\n\n[1] https://a.example/1\n\n[2] https://a.example/2\n", "1 <It rose.> https://a.example/1; 2 <It rose.> https://a.example/2; "},
		{"underscores in an address behind a mark of Chinese", "r.md", "It rose.[^1]\n\n[^1]: 见，http://a.example/n/Foo_(bar)/?list[]=2#_Toc12\n", "1 <It rose.> http://a.example/n/Foo_(bar)/?list[]=2#_Toc12; "},
		{"lists of marks behind German quotation marks", "r.txt", "Es war »so«1. Nie.2\n\n1 https://a.example/1\n2 https://a.example/2\n", "1 <Es war »so«.> https://a.example/1; 2 <Nie.> https://a.example/2; "},
		{"marks right behind words, and numbers apart", "r.txt", "By Art. 1 Abs. 2 of the act it rose in the USA1. It fell.2\n\n1 https://a.example/1\n2 https://a.example/2\n", "1 <By Art. 1 Abs. 2 of the act it rose in the USA.> https://a.example/1; 2 <It fell.> https://a.example/2; "},
		{"a mark made again below its note", "r.md", "It rose<sup>[1](#page-5-1)</sup>.\n\n<span id=\"page-5-1\"></span><sup>1</sup> https://a.example/1\n\nIt fell<sup>[1](#page-5-1)</sup>.\n", "1 <It rose.> <It fell.> https://a.example/1; "},
		{"a line that ends between two marks", "r.md", "It rose.¹\n² It fell.\n\n¹ https://a.example/1\n\n² https://a.example/2\n", "1 <It rose.> https://a.example/1; 2 <It rose.> https://a.example/2; "},
		{"a note's own number in its text", "r.html", `<p>It rose.<a href="#d1"><sup>1</sup></a></p><aside id="d1">1. syf. 4 - https://a.example/1</aside>`, "1 <It rose.> https://a.example/1 {syf. 4}; "},
		{"places that no list has", "r.md", "It rose.[^1]\n\n[^1]: https://a.example/1, qasim 12–14; https://a.example/2 (qas. 5); https://a.example/3, May 2019; https://a.example/4 (May 12); https://a.example/5, June 5-7; https://a.example/6, décembre 3\n", "1 <It rose.> https://a.example/1 {qasim 12–14}; https://a.example/2 {qas. 5}; https://a.example/3; https://a.example/4; https://a.example/5; https://a.example/6; "},
		{"places in French and Turkish", "r.md", "It rose.[^1]\n\n[^1]: https://a.example/1, paragraphe 12; https://a.example/2, md. 5; https://a.example/3, 12.\n    madde; https://a.example/4، ص. 3،\n", "1 <It rose.> https://a.example/1 {paragraphe 12}; https://a.example/2 {md. 5}; https://a.example/3 {12. madde}; https://a.example/4 {ص. 3}; "},
	} {
		if got := short(imported(t, tt.file, tt.text)); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got, tt.want)
		}
	}
}
