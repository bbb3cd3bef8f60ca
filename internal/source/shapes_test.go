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
		{"places in Kazakh, Japanese and Korean", "r.md", "It rose.[^1]\n\n[^1]: 5-баптың 2-тармағы: https://a.example/1; https://a.example/2, 4-б.; 『台帳』12頁、https://a.example/3\n", "1 <It rose.> https://a.example/1 {5-баптың 2-тармағы}; https://a.example/2 {4-б}; https://a.example/3 {12頁}; "},
		{"places of a source that has no address", "r.md", "It rose.[^1] It fell.[^2]\n\n[^1]: Ibid., p. 3. Cf. [Turf](https://a.example/1), fig. 2.\n[^2]: A.g.e., s. 15; ayrıca bkz. https://a.example/2.\n", "1 <It rose.> https://a.example/1 {fig. 2}; 2 <It fell.> https://a.example/2; "},
		{"places of what is cited by reference", "r.md", "It rose.[^1] It fell.[^2]\n\n[^1]: https://a.example/1\n[^2]: Supra note 1, p. 21; a letter, https://a.example/2\n", "1 <It rose.> https://a.example/1; 2 <It fell.> https://a.example/2; https://a.example/1 {p. 21}; "},
		{"places in marks", "r.md", "It rose [1, п. 4]. It fell [2, гл. 3].\n\n1. https://a.example/1\n2. https://a.example/2\n", want},
		{"places before what is cited besides", "r.md", "It rose.[^1]\n\n[^1]: https://a.example/1, S. 3; siehe auch ebd., S. 5\n", "1 <It rose.> https://a.example/1 {S. 3}; "},
		{"sections of an act, and the year behind pages", "r.md", "It rose.[^1]\n\n[^1]: Act 1965, ss. 4–5, https://a.example/1; Roe, vol. 12, no. 3, pp. 101–109, 2008. https://a.example/2\n", "1 <It rose.> https://a.example/1 {ss. 4–5}; https://a.example/2 {vol. 12, no. 3, pp. 101–109}; "},
		{"a copy of a page without its fragment", "r.md", "It rose.[^1]\n\n[^1]: http://a.example/1#top, archived at https://web.archive.org/web/20110510120000/http://a.example/1\n", "1 <It rose.> http://a.example/1#top @20110510120000; "},
		{"a DOI that a line end breaks", "r.md", "It rose.[^1] (It fell.[^2])\n\n[^1]: doi:10.5555/s0140(12)\n    60001-9.\n[^2]: Roe (doi:10.5555/ab)\n    12 May 2012\n", "1 <It rose.> https://doi.org/10.5555/s0140(12)60001-9; 2 <(It fell.)> https://doi.org/10.5555/ab; "},
		{"places of what comes next, and nearer ones", "r.md", "It rose.[^1] It fell.[^2]\n\n[^1]: Vol. 1, p. 4: https://a.example/1, and the reply of May, p. 2: https://a.example/2.\n[^2]: Ebd., S. 2; ferner [Blatt](https://a.example/3), Abschnitt 4.\n", "1 <It rose.> https://a.example/1 {Vol. 1, p. 4}; https://a.example/2 {p. 2}; 2 <It fell.> https://a.example/3 {Abschnitt 4}; "},
		{"places of a short work, and of another note", "r.md", "It rose.[^1]\n\n[^1]: Roe (see note 1), pp. 12–14; Poe, Salt, p. 9, https://a.example/1; https://a.example/2, see also note 2\n", "1 <It rose.> https://a.example/1 {p. 9}; https://a.example/2; "},
		{"places that no list has, before an address", "r.md", "It rose.[^1]\n\n[^1]: Acta, punto 6, disponible en: https://a.example/1; Лист № 7, дод. 1, https://a.example/2; TA, cons. 14, https://a.example/3; ანგარიში 2018, გვ. 31, https://a.example/4; Rules, r. 44(3)(a) (https://a.example/5); Tapu, Ek-3, https://a.example/6; 数据，表4，https://a.example/7; Roe v Poe [2001] HCA 50, [23]–[25], https://a.example/8\n",
			"1 <It rose.> https://a.example/1 {punto 6}; https://a.example/2 {дод. 1}; https://a.example/3 {cons. 14}; https://a.example/4 {გვ. 31}; https://a.example/5 {r. 44(3)(a)}; https://a.example/6 {Ek-3}; https://a.example/7 {表4}; https://a.example/8 {[23]–[25]}; "},
		{"names, dates and series that are no places", "r.md", "It rose.[^1]\n\n[^1]: Note, dated May 3, https://a.example/1; Letter, of 3, https://a.example/2; On health, covid-19, https://a.example/3; The law, Act 7, https://a.example/4; UN, art. 1, 989 U.N.T.S. 175, https://a.example/5; Roe, gauge 3308, https://a.example/6\n",
			"1 <It rose.> https://a.example/1; https://a.example/2; https://a.example/3; https://a.example/4; https://a.example/5 {art. 1}; https://a.example/6; "},
		{"sheets, exhibits and folios", "r.md", "It rose.[^1]\n\n[^1]: Акт № 14, л. 3, https://a.example/1; Mail, exhibit 12, https://a.example/2; Log, ff. 12–14, https://a.example/3; Report, sect. 2.4, https://a.example/4; Plainte, pièce 4, https://a.example/5\n",
			"1 <It rose.> https://a.example/1 {л. 3}; https://a.example/2 {exhibit 12}; https://a.example/3 {ff. 12–14}; https://a.example/4 {sect. 2.4}; https://a.example/5 {pièce 4}; "},
		{"numbers of laws, issues, editions and versions are no places", "r.md", "It rose.[^1]\n\n[^1]: Legge 12 maggio 2010, n. 45, https://a.example/1; Gazeta, nr 45, https://a.example/2; Ley, nº 45, https://a.example/3; Manual, version 2.1, https://a.example/4; Учебник, изд. 3, https://a.example/5; Lehrbuch, Aufl. 3, https://a.example/6; Comment, Rev. 1, https://a.example/7; NRK, kl. 14.30, https://a.example/8; 人大代表2019年声明，https://a.example/9\n",
			"1 <It rose.> https://a.example/1; https://a.example/2; https://a.example/3; https://a.example/4; https://a.example/5; https://a.example/6; https://a.example/7; https://a.example/8; https://a.example/9; "},
		{"an article and its part in Kazakh", "r.md", "It rose.[^1]\n\n[^1]: Су кодексі, 66-бап, 3-тармақ, https://a.example/1\n", "1 <It rose.> https://a.example/1 {66-бап, 3-тармақ}; "},
		{"an annex in Kazakh, and no part of a name in Turkish", "r.md", "It rose.[^1]\n\n[^1]: Шешім, 4-қосымша, https://a.example/1; T.C. Adalet Bakanlığı, md. 5, https://a.example/2\n", "1 <It rose.> https://a.example/1 {4-қосымша}; https://a.example/2 {md. 5}; "},
		{"years that are no places", "r.md", "It rose.[^1]\n\n[^1]: Tram Co., Minutes 1967, p. 3, https://a.example/1\n", "1 <It rose.> https://a.example/1 {p. 3}; "},
		{"items in paragraphs of their own", "r.html", `<p>It recommends that:</p><p>(a) It rise;<sup>1</sup></p><p>(b) It fall.<sup>2</sup></p><p><sup>1</sup> https://a.example/1</p><p><sup>2</sup> https://a.example/2</p>`, "1 <(a) It rise;> https://a.example/1; 2 <(b) It fall.> https://a.example/2; "},
		{"a full stop behind that of an abbreviation", "r.md", "It rose, fell etc. [1]. So it is.\n\n[1] https://a.example/1\n", "1 <It rose, fell etc.> https://a.example/1; "},
		{"asterisks before numbers", "r.html", `<p>川は上がった。<a href="#fn1"><sup>*1</sup></a>下がった。<a href="#fn2"><sup>*2</sup></a></p><p><a href="#fn-1" name="fn1" class="footnote-number">*1</a>: <a href="https://a.example/1">社史</a></p><p><a href="#fn-2" name="fn2">*2</a>: https://a.example/2</p>`, "1 <川は上がった。> https://a.example/1; 2 <下がった。> https://a.example/2; "},
		{"the way back in words", "r.html", `<p>It rose.<a id="r1" href="#e1"><sup>1</sup></a> It fell, see <a href="#r1">above</a>.<a id="r2" href="#e2"><sup>2</sup></a></p><ol><li id="e1"><a href="https://a.example/1">Film</a> at 01:30 <a href="#r1">Back</a></li><li id="e2">https://a.example/2 (<a href="#r2">go back</a>)</li></ol>`,
			"1 <It rose.> https://a.example/1 {at 01:30}; 2 <It fell, see above.> https://a.example/2; "},
		{"a note behind its mark too", "r.html", `<p>It rose.<a href="#t1"><sup>1</sup></a><span class="tip">Survey, https://a.example/1</span> It fell.<a href="#t2"><sup>2</sup></a><i>Survey, p. 9.</i> So it is.</p><ol><li id="t1">Survey, <a href="https://a.example/1">https://a.example/1</a></li><li id="t2">Survey of 2003, https://a.example/2</li></ol><p>More.</p>`,
			"1 <It rose.> https://a.example/1; 2 <It fell.> https://a.example/2; "},
	} {
		if got := short(imported(t, tt.file, tt.text)); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got, tt.want)
		}
	}
}
