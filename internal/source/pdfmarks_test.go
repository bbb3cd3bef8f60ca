package source

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"archiver/internal/extract"
)

// laidLine is a line of its own; ^ stands before a word that is raised.
func laidLine(words string) extract.LaidLine {
	l := extract.LaidLine{Page: 1, Size: 10}
	for k, s := range strings.Fields(words) {
		bare := strings.TrimPrefix(s, "^")
		l.Words = append(l.Words, extract.LaidWord{Text: bare, Space: k > 0 && bare == s, Raised: bare != s})
	}
	return l
}

// TestPDFRomanList tells a list in the text from the endnotes, whether it has more
// items, or as many, or one has a mark of its own.
func TestPDFRomanList(t *testing.T) {
	t.Parallel()
	within := func(words string) extract.LaidLine {
		l := laidLine(words)
		l.Join = extract.JoinSpace
		return l
	}
	notes := []extract.LaidLine{laidLine("Notes"), laidLine("i Book."), laidLine("ii Letter, www.a.example"), within("i www.b.example, 4 km ^2"), laidLine("iii Film.")}
	for name, text := range map[string][]extract.LaidLine{
		"none":          {laidLine("Dry. ^i Old. ^ii Closed. ^iii")},
		"a list":        {laidLine("Dry. ^i Old. ^ii Closed. ^iii They want"), laidLine("i. water"), laidLine("ii. wells"), laidLine("and no more.")},
		"a long list":   {laidLine("Dry. ^i Old. ^ii Closed. ^iii They want"), laidLine("i. water"), laidLine("ii. wells"), laidLine("iii. dams"), laidLine("iv. more")},
		"a mark in it":  {laidLine("Dry. ^i They want"), laidLine("i. water ^ii"), laidLine("ii. wells ^iii"), laidLine("iii. dams")},
		"a word of it":  {laidLine("Dry. ^i Old. ^ii Closed. ^iii Woda"), within("i studnie.")},
		"an item of it": {laidLine("Dry. ^i Old. ^ii Closed. ^iii They want"), laidLine("i. water"), laidLine("but nothing else.")},
	} {
		at := len(text)
		e := findEndnotes(append(slices.Clone(text), notes...))
		want := map[int]string{at + 1: "i", at + 2: "ii", at + 4: "iii"}
		if !maps.Equal(e.begin, want) {
			t.Errorf("%s: begin %v, want %v", name, e.begin, want)
		}
	}
}

// TestPDFRomanClose finds the endnotes whose numbers are as wide as their space, or
// whose marks stand close to each other.
func TestPDFRomanClose(t *testing.T) {
	t.Parallel()
	laid := &extract.Laid{Lines: []extract.LaidLine{laidLine("Dry. ^i Old. ^ii Closed. ^iii Gone. ^ivv"), laidLine("Notes"),
		laidLine("i https://a.example/1"), laidLine("iihttps://a.example/2"), laidLine("iiiwww.a.example/3, p. 4"), laidLine("iv https://a.example/4"), laidLine("vhttps://a.example/5")}}
	im, err := Import("r.pdf", []byte("%PDF-1.7"), ImportOptions{Published: published(), LayPDF: func([]byte) (*extract.Laid, error) { return laid, nil }})
	if err != nil {
		t.Fatal(err)
	}
	want := "i <Dry.> https://a.example/1; ii <Old.> https://a.example/2; iii <Closed.> http://www.a.example/3 {p. 4}; iv <Gone.> https://a.example/4; v <Gone.> https://a.example/5; "
	if got := short(im); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestPDFPair divides a raised number where it is those of two notes, and nowhere else.
func TestPDFPair(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ text, want string }{
		{"It is dry. ^1 Old. ^23 Closed. ^4", "It is dry.[1] Old.[2][3] Closed.[4]"},
		{"It is dry. ^1 There are 10 ^23 drops. ^2 Old. ^3 Closed. ^4", "It is dry.[1] There are 1023 drops.[2] Old.[3] Closed.[4]"},
		{"It is dry. ^1 There are 10 ^23 drops. ^23 Closed. ^4", "It is dry.[1] There are 1023 drops.[2][3] Closed.[4]"},
		{"It is dry. ^1 There are e ^23 drops. ^2 Old. ^3 Closed. ^4", "It is dry.[1] There are e[23] drops.[2] Old.[3] Closed.[4]"},
		{"It is dry. ^1 In May ^2019 it was. ^23 Closed. ^4", "It is dry.[1] In May[2019] it was.[2][3] Closed.[4]"},
		{"It is dry, ^1 all 40 m ^2 of it. ^23 Closed. ^4", "It is dry,[1] all 40 m2 of it.[2][3] Closed.[4]"},
		{"It is dry. ^1 Old. ^2 Closed. ^34 Gone. ^56", "It is dry.[1] Old.[2] Closed.[3][4] Gone.[56]"},
	} {
		laid := &extract.Laid{}
		for _, s := range []string{tt.text, "Notes", "1. Book.", "2. Film.", "3. Letter.", "4.Call.", "2019 was dry."} {
			laid.Lines = append(laid.Lines, laidLine(s))
		}
		rep, err := readPDF("r.pdf", laid)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, tok := range rep.tokens(rep.blocks[0]) {
			if tok.kind == markTok {
				got += fmt.Sprint(tok.mark.labels)
			} else {
				got += tok.text
			}
		}
		if got != tt.want {
			t.Errorf("%s\ngot  %s\nwant %s", tt.text, got, tt.want)
		}
	}
}

// TestPDFOwnLine puts marks to their sentences for which the line had no room, and an
// identifier together that it broke.
func TestPDFOwnLine(t *testing.T) {
	t.Parallel()
	full, small := laidLine("The sea rose."), laidLine("23")
	full.Full, small.Size = true, 8
	other, page := laidLine("It was in the year"), laidLine("2")
	other.Full, page.Size = true, 8
	doi, rest := laidLine("2. Roe, doi:10.5555/a."), laidLine("2019.014, p. 3")
	doi.Full, rest.Join = true, extract.JoinSpace
	laid := &extract.Laid{Lines: []extract.LaidLine{laidLine("It is dry. 1 Old."), full, small, laidLine("Closed. 4"), other, page, laidLine("Notes"),
		laidLine("1. https://a.example/1"), doi, rest, laidLine("3. https://a.example/3"), laidLine("4. https://a.example/4")}}
	im, err := Import("r.pdf", []byte("%PDF-1.7"), ImportOptions{Published: published(), LayPDF: func([]byte) (*extract.Laid, error) { return laid, nil }})
	if err != nil {
		t.Fatal(err)
	}
	want := "1 <It is dry.> https://a.example/1; 2 <The sea rose.> https://doi.org/10.5555/a.2019.014 {p. 3}; 3 <The sea rose.> https://a.example/3; 4 <Closed.> https://a.example/4; "
	if got := short(im); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestPDFRows parts the cells of a table's row, as those of other reports are.
func TestPDFRows(t *testing.T) {
	t.Parallel()
	laid := &extract.Laid{Lines: []extract.LaidLine{
		{Page: 1, Kind: extract.TableLine, Size: 10, Words: []extract.LaidWord{{Text: "2018\t2.4 hours¹"}}},
		{Page: 1, Kind: extract.NoteLine, Size: 8, Words: []extract.LaidWord{{Text: "1"}, {Text: "https://a.example/1", Space: true}}},
	}}
	im, err := Import("r.pdf", []byte("%PDF-1.7"), ImportOptions{Published: published(), LayPDF: func([]byte) (*extract.Laid, error) { return laid, nil }})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := short(im), "1 <2018 | 2.4 hours> https://a.example/1; "; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
