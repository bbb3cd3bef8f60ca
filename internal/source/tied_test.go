package source

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestTied: a note that only refers back is given the source of the note that it means.
func TestTied(t *testing.T) {
	// Notes 1 to 3 have one source, two, and none.
	const text = "It rose.[^1] It fell.[^2] It stood.[^3] It was.[^4] It is.[^5]\n\n[^1]: Roe, The Sea, p. 7, https://a.example/1\n[^2]: https://a.example/2; https://a.example/3\n[^3]: Poe, Salt (1999).\n"
	const none = "has no URL: left out"
	for _, tt := range []struct{ note, want, warning string }{
		{"Roe, supra note 1, at 12.", "https://a.example/1 {at 12}; ", ""},
		{"Roe (n 1) 12–14.", "https://a.example/1 {12–14}; ", ""},
		{"See note 1 above, para. 5.", "https://a.example/1 {para. 5}; ", ""},
		{"Note 1, § 4", "https://a.example/1 {§ 4}; ", ""},
		{"Roe, op. cit., p. 3", "https://a.example/1 {p. 3}; ", ""},
		{"Roe, op. cit. (fn. 1), p. 3", "https://a.example/1 {p. 3}; ", ""},
		{"Roe, supra, p. 3", "https://a.example/1 {p. 3}; ", ""},
		{"Roe, a.a.O. (Fn. 1), S. 3.", "https://a.example/1 {S. 3}; ", ""},
		{"См. сноску 1, с. 3.", "https://a.example/1 {с. 3}; ", ""},
		{"Roe. Указ. соч. С. 3.", "https://a.example/1 {С. 3}; ", ""},
		{"Жоғарыдағы 1-сілтеме, 12-бет.", "https://a.example/1 {12-бет}; ", ""},
		{"Voir note 1 supra, p. 3.", "https://a.example/1 {p. 3}; ", ""},
		{"见注1，第3页。", "https://a.example/1 {第3页}; ", ""},
		{"See [^1], p. 3.", "https://a.example/1 {p. 3}; ", ""},
		{"Roe, supra note 1, at 12; Roe, supra note 2, at 4.", "https://a.example/1 {at 12}; ", "“supra note 2”: note 2 has 2 URLs"},
		{"Roe, supra note 2, at 4.", "", "“supra note 2”: note 2 has 2 URLs"},
		{"Poe, supra note 3, at 4.", "", "“supra note 3”: note 3 has no URL"},
		{"Poe, op. cit., p. 4.", "", "“op. cit.”: note 3 has no URL"},
		{"Lee, op. cit., p. 4.", "", "“op. cit.”: no note before it is sure to be meant"},
		{"Ibid., p. 4.", "", "“Ibid.”: note 3 has no URL"},
		{"Supra notes 1–3.", "", "“Supra notes 1–3”: it names more notes than one"},
		{"Supra note 5.", "", "“Supra note 5”: there is no note 5 before it"},
		{"Supra note 1 and accompanying text.", "", none},
		{"Annual report 2019, note 1, p. 4.", "", none},
		{"See note 1 to the accounts of 2019.", "", none},
		{"Legge 5 maggio 2001, n. 1.", "", none},
		{"See Part 1 above.", "", none},
		{"Idem sentences bind.", "", none},
		{"Idem, Salt and Sugar (2001), p. 4.", "", none},
		{"Id., “Salt and sugar”, p. 4.", "", none},
		{"Id. See also Poe.", "", "“Id.”: note 3 has no URL"},
		{"Id., Article 5.", "", "“Id.”: note 3 has no URL"},
		{"Id., passim.", "", "“Id.”: note 3 has no URL"},
		{"Roe, The Supranational, p. 4.", "", none},
		{"It is so.[^1]", "", none},
	} {
		im := imported(t, "r.md", text+"[^4]: "+tt.note+"\n[^5]: https://a.example/5\n")
		got := short(im)
		got = strings.TrimPrefix(got, "1 <It rose.> https://a.example/1 {p. 7}; 2 <It fell.> https://a.example/2; https://a.example/3; ")
		got = strings.TrimSuffix(got, "5 <It is.> https://a.example/5; ")
		if got = strings.TrimPrefix(got, "4 <It was.> "); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.note, got, tt.want)
		}
		said := saidOf(im, "note 4 ")
		if !strings.Contains(said, tt.warning) || tt.warning == "" && said != "" {
			t.Errorf("%s: said %q, want %q", tt.note, said, tt.warning)
		}
		if tied := len(im.Tied) == 1 && im.Tied[0] == "4"; tied != (tt.want != "") {
			t.Errorf("%s: tied %v", tt.note, im.Tied)
		}
	}
}

// TestTiedBesides: a note with an address of its own that refers back cites both, unless
// what refers back is said of that address; and a note is no place in it.
func TestTiedBesides(t *testing.T) {
	const text = "A.[^1] B.[^2] C.[^3] D.[^4]\n\n[^1]: Roe, The Sea, p. 7, https://a.example/1\n[^3]: https://a.example/2; https://a.example/3\n[^2]: Doe, https://a.example/2\n"
	const own, one = "https://a.example/4", "https://a.example/1"
	for _, tt := range []struct{ note, want, warning string }{
		{"See note 1; also " + own, own + "; " + one + "; ", ""},
		{"See note 1 above; also available at " + own, own + "; " + one + "; ", ""},
		{"See note 1, p. 3, and " + own, own + "; " + one + " {p. 3}; ", ""},
		{"См. сноску 1, с. 3; также " + own, own + "; " + one + " {с. 3}; ", ""},
		{"See note 1. See also [the act](" + own + "), s. 4.", own + " {s. 4}; " + one + "; ", ""},
		{"Roe, supra note 1, p. 4; Poe, Salt, p. 9, " + own, own + " {p. 9}; " + one + " {p. 4}; ", ""},
		{"Roe, op. cit., p. 4; " + own, own + "; " + one + " {p. 4}; ", ""},
		{own + ", p. 9; see also note 1, p. 3.", own + " {p. 9}; " + one + " {p. 3}; ", ""},
		{own + " (see note 1).", own + "; " + one + "; ", ""},
		{own + "; see note 1; https://a.example/5", own + "; https://a.example/5; " + one + "; ", ""},
		{"See note 1; " + one + "; " + own, one + "; " + own + "; ", ""},
		{"Roe, supra note 1, p. 4, " + own, own + " {p. 4}; ", ""},
		{"See note 1: " + own, own + "; ", ""},
		{own + ", supra note 1; https://a.example/5", own + "; https://a.example/5; ", ""},
		{"Ibid., p. 4, " + own, own + " {p. 4}; ", ""},
		{own + "; ibid., p. 4", own + " {p. 4}; ", ""},
		{"See note 3; also " + own, own + "; ", "“See note 3”: note 3 has 2 URLs, and which is meant can't be told; what it cites besides is kept"},
		{own + "; see note 9 below", own + "; ", ""},
		{"Note 1, " + own, own + " {Note 1}; ", ""},
	} {
		im := imported(t, "r.md", text+"[^4]: "+tt.note+"\n")
		_, got, _ := strings.Cut(short(im), "4 <D.> ")
		if got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.note, got, tt.want)
		}
		said := saidOf(im, "note 4 ")
		if !strings.Contains(said, tt.warning) || tt.warning == "" && said != "" {
			t.Errorf("%s: said %q, want %q", tt.note, said, tt.warning)
		}
		if len(im.Tied) != 0 {
			t.Errorf("%s: tied %v", tt.note, im.Tied)
		}
	}
	// A note that cites both is not taken for the one work, nor for the wrong one.
	im := imported(t, "r.md", "A.[^1] B.[^2] C.[^3] D.[^4]\n\n[^1]: Roe, The Sea, https://a.example/1\n[^2]: Roe, supra note 1; Poe, Salt, https://a.example/2\n[^3]: Supra note 2.\n[^4]: Roe, op. cit.\n")
	if got, want := short(im), "1 <A.> https://a.example/1; 2 <B.> https://a.example/2; https://a.example/1; 4 <D.> https://a.example/1; "; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestIbid: what stands before a note is told by number and mark, and each says its own place.
func TestIbid(t *testing.T) {
	for _, tt := range []struct{ name, file, text, want string }{
		{"a row of them", "r.md", "A.[^1] B.[^2] C.[^3] D.[^4]\n\n[^1]: https://a.example/1, p. 7\n[^2]: Ibid.\n[^3]: Ibid., para. 9.\n[^4]: Id. at 12 (emphasis added).\n",
			"1 <A.> https://a.example/1 {p. 7}; 2 <B.> https://a.example/1 {p. 7}; 3 <C.> https://a.example/1 {para. 9}; 4 <D.> https://a.example/1 {at 12}; "},
		{"in other languages", "r.md", "A.[^1] B.[^2] C.[^3] D.[^4]\n\n[^1]: https://a.example/1\n[^2]: Там же. С. 45.\n[^3]: Сонда, 12-бет.\n[^4]: Ebd., S. 3 f.\n",
			"1 <A.> https://a.example/1; 2 <B.> https://a.example/1 {С. 45}; 3 <C.> https://a.example/1 {12-бет}; 4 <D.> https://a.example/1 {S. 3 f}; "},
		{"names, in the order of their marks", "r.md", "A.[^z] B.[^b] C.[^a]\n\n[^a]: Ibid, 12.\n[^b]: https://a.example/b\n[^z]: https://a.example/z\n",
			"z <A.> https://a.example/z; b <B.> https://a.example/b; a <C.> https://a.example/b {12}; "},
		{"numbers against the order of marks", "r.md", "A.[^1] B.[^3] C.[^2]\n\n[^1]: https://a.example/1\n[^2]: https://a.example/2\n[^3]: Ibid., p. 4.\n", "1 <A.> https://a.example/1; 2 <C.> https://a.example/2; "},
		{"numbers that leave some out", "r.md", "A.[^1] B.[^30]\n\n[^1]: https://a.example/1\n[^30]: Ibid.\n", "1 <A.> https://a.example/1; 30 <B.> https://a.example/1; "},
		{"a note that was not found", "r.html", "<p>A.<sup>1</sup> B.<sup>3</sup></p><p><sup>1</sup> https://a.example/1</p><p><sup>3</sup> Ibid., p. 4.</p>", "1 <A.> https://a.example/1; "},
		{"a mark made before its time", "r.html", "<p>A.<sup>1</sup> B.<sup>3</sup></p><p>C.<sup>2</sup> D.<sup>3</sup></p><p><sup>1</sup> https://a.example/1</p><p><sup>2</sup> https://a.example/2</p><p><sup>3</sup> Ibid., p. 4.</p>",
			"1 <A.> https://a.example/1; 2 <C.> https://a.example/2; 3 <B.> <D.> https://a.example/2 {p. 4}; "},
		{"paragraphs of a judgment", "r.md", "A.[^1] B.[^2] C.[^3]\n\n[^1]: https://a.example/1\n[^2]: *Id.* at [35].\n[^3]: Ibid, [3]–[5].\n", "1 <A.> https://a.example/1; 2 <B.> https://a.example/1 {[35]}; 3 <C.> https://a.example/1 {[3]–[5]}; "},
		{"none before it", "r.md", "A.[^1] B.[^2]\n\n[^1]: Ibid.\n[^2]: https://a.example/2\n", "2 <B.> https://a.example/2; "},
		{"links to the note, and to its mark", "r.html", `<p>A.<a name="_Ref7"></a><a href="#_ftn1" name="_ftnref1">[1]</a> B.<a href="#_ftn2" name="_ftnref2">[2]</a> C.<a href="#_ftn3" name="_ftnref3">[3]</a></p><p><a href="#_ftnref1" name="_ftn1">[1]</a> https://a.example/1</p><p><a href="#_ftnref2" name="_ftn2">[2]</a> Roe, supra note <a href="#_Ref7">1</a>, at 5.</p><p><a href="#_ftnref3" name="_ftn3">[3]</a> Roe, <a href="#_ftn1">same work</a>, at 6.</p>`,
			"1 <A.> https://a.example/1; 2 <B.> https://a.example/1 {at 5}; 3 <C.> https://a.example/1 {at 6}; "},
	} {
		if got := short(imported(t, tt.file, tt.text)); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

// TestTiedAgain: a second import leaves what a person found for such a note, and follows a
// source that the report changed.
func TestTiedAgain(t *testing.T) {
	const text = "A.[^1] B.[^2] C.[^3]\n\n[^1]: https://a.example/1\n[^2]: Ibid., p. 4.\n[^3]: Poe, op. cit.\n"
	im := imported(t, "r.md", text)
	first := Encode(im.Manifest)
	merge := func(have []byte, text string) (string, []string, string) {
		out, added, warnings, err := Merge(have, "m.yaml", imported(t, "r.md", text))
		if err != nil {
			t.Fatal(err)
		}
		said := ""
		for _, w := range warnings {
			said += w.Msg + "\n"
		}
		return string(out), added, said
	}
	own := bytes.Replace(first, []byte("url: https://a.example/1\n        locator: p. 4"), []byte("url: https://a.example/paper.pdf\n        locator: p. 5"), 1)
	own = append(own, "  - number: 3\n    citations:\n      - url: https://a.example/poe\n"...)
	if out, added, said := merge(own, text); out != string(own) || added != nil || said != "" || bytes.Equal(own, first) {
		t.Errorf("a person's own: added %v, said %q\n%s", added, said, out)
	}
	out, added, said := merge(first, strings.Replace(text, "example/1", "example/new", 1))
	if strings.Count(out, "example/new") != 2 || len(added) != 2 || strings.Count(said, "no longer cites") != 2 {
		t.Errorf("a changed source: added %v, said %q\n%s", added, said, out)
	}
}

// TestTiedDraft: what is added to a report is added to such notes too.
func TestTiedDraft(t *testing.T) {
	d, err := OpenDraft("r.md", []byte("A.[^1] B.[^2]\n\n[^1]: https://a.example/1\n[^2]: Ibid., p. 4.\n"))
	if err != nil || len(d.Notes) != 2 || len(d.Notes[1].Citations) != 1 || d.Notes[1].Citations[0].Locator != "p. 4" || !d.Notes[1].Placed() {
		t.Errorf("%+v, %v", d, err)
	}
}

// TestManyTies: quadratic, it takes minutes.
func TestManyTies(t *testing.T) {
	var text, notes strings.Builder
	for i := 1; i <= maxNotes; i++ {
		fmt.Fprintf(&text, "A.[^%d] ", i)
		fmt.Fprintf(&notes, "[^%d]: %s\n\n", i, []string{"Roe, The Sea, https://a.example/1", "Ibid., p. 3", "Roe, op. cit.", "Poe, op. cit."}[i%4])
	}
	start := time.Now()
	im := imported(t, "r.md", text.String()+"\n\n"+notes.String())
	if d := time.Since(start); len(im.Tied) != maxNotes/2-2 || d > time.Minute {
		t.Errorf("%d tied in %v", len(im.Tied), d)
	}
	start = time.Now()
	if _, _, _, err := Merge(Encode(im.Manifest), "m.yaml", im); err != nil || time.Since(start) > time.Minute {
		t.Errorf("merged in %v, %v", time.Since(start), err)
	}
}
