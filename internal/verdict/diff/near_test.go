package diff

import (
	"archiver/internal/verdict/pages"
	"archiver/internal/verdict/passage"
	"slices"
	"strings"
	"testing"
)

// TestNearest: what comes near is found for short texts too, and told with its
// numbers, dates, names and negations; small words alone are nothing.
func TestNearest(t *testing.T) {
	body := strings.Join([]string{
		"The lake at Kumisay was closed on 12 May 2023 after a fish kill that nobody had seen before. The price of fish rose.",
		"Inspectors took 118 samples at nine points along the shore and sent them to the laboratory in the capital.",
		"The company does not admit that it has let any waste into the water and calls Anna Petrova's report a slander.",
		"Цены на хлеб в городе выросли на 12 процентов.",
	}, "\n")
	p := pages.Prepare(pages.Page{Kind: "html", Visible: body, Main: body})
	for _, row := range []struct {
		text, near string
		facts      []Fact
		sentence   string // the beginning of that around it
	}{
		{"the price of bread", "The price of fish", nil, "The price of fish rose"},
		{"Inspectors took 128 samples", "Inspectors took 118 samples", []Fact{{NumberFact, "128", "118"}}, "Inspectors took 118 samples at nine"},
		{"the company admits that it has let waste into the water", "The company does not admit that it has let any waste into the water", []Fact{{NegationFact, "", "not"}}, "The company does not admit"},
		{"Ivan Petrova's report", "Anna Petrova's report", []Fact{{NameFact, "Ivan", "Anna"}}, "The company does not admit"},
		{"the lake … 13 May 2023", "12 May 2023", []Fact{{DateFact, "13 May 2023", "12 May 2023"}}, "The lake at Kumisay was closed"},
		{"цены на хлеб упали", "Цены на хлеб", nil, "Цены на хлеб в городе"},
		{"the of and", "", nil, ""},
		{"a sentence about the price of bread in another town altogether", "", nil, ""},
	} {
		n, ok := Nearest(p, row.text)
		if ok != (row.near != "") || !strings.HasPrefix(n.Text, row.near) || ok && (n.Similarity < nearShortAlike || n.Similarity >= 1) {
			t.Errorf("%q: nearest %v %q, %.2f", row.text, ok, n.Text, n.Similarity)
			continue
		}
		if ok && !slices.Equal(n.Change.Facts, row.facts) {
			t.Errorf("%q: facts %q, want %q", row.text, n.Change.Facts, row.facts)
		}
		if s := Sentence(p, n.Text); ok && !strings.HasPrefix(s, row.sentence) {
			t.Errorf("%q: the sentence is %q", row.text, s)
		}
	}
	if n, ok := Nearest(p, "any waste into the water … Inspectors took"); !ok || !n.Order {
		t.Errorf("parts in another order: %v %+v", ok, n)
	}
	if _, ok := Nearest(nil, "the lake"); ok {
		t.Error("near in no page")
	}
	for text, vague := range map[string]bool{"the": true, "the lake": true, "1,460": true, "не": true, "": true, "fish kill": false, "118 samples": false, "цены на хлеб": false} {
		if passage.Vague(text) != vague {
			t.Errorf("%q: vague %v", text, !vague)
		}
	}
}

// TestSentence: that of the text, where a menu has the words too.
func TestSentence(t *testing.T) {
	p := pages.Prepare(pages.Page{Kind: "html", Visible: "Around the lake\nThe wooden sign came down. The lake was closed for eleven weeks.", Main: "The wooden sign came down. The lake was closed for eleven weeks."})
	if s := Sentence(p, "the lake"); s != "The lake was closed for eleven weeks" {
		t.Errorf("%q", s)
	}
	if s := Sentence(p, "the sea"); s != "" {
		t.Errorf("%q", s)
	}
}

// TestNearestPDF: with the page on which it stands.
func TestNearestPDF(t *testing.T) {
	leaves := []string{"The first page tells of the lake.", "The second page says that\nthe works paid for 40 lorries."}
	text := strings.Join(leaves, "\n")
	n, ok := Nearest(pages.Prepare(pages.Page{Kind: "pdf", Pages: leaves, Visible: text, Main: text}), "the works paid for 14 lorries")
	if !ok || n.Page != 2 || n.Text != "the works paid for 40 lorries" || !slices.Equal(n.Change.Facts, []Fact{{NumberFact, "14", "40"}}) {
		t.Errorf("%v %+v", ok, n)
	}
}
