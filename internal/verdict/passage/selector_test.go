package passage

import (
	"archiver/internal/verdict/pages"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestSelect(t *testing.T) {
	text := "Меню\nThe authorities have failed to comply with the Committee’s decision of 12 May 2018.\n" +
		"Суд отказал в рассмотрении жалобы, поданной её адвокатом «Нурланом Ахметовым».\n" +
		"Сот адвокат Нұрлан Ахметовтің шағымын қараудан бас тартқан жоқ.\n" +
		"Une “ﬁn” décomposée: re\u0301ponse du tribunal le 4 avril ②.\nAdd ℀ cup of 1½¹ waters.\nNo comment.\nOnce more: no comment.\n"
	d := pages.Prepare(pages.Page{Kind: "html", Visible: text, Main: text})
	for _, row := range []struct {
		quote string
		exact []string
		times int
	}{
		{"The authorities have failed to comply with the Committee's decision", []string{"The authorities have failed to comply with the Committee’s decision"}, 1},
		{"decision of 12 May 2018.", []string{"decision of 12 May 2018."}, 1},
		{"суд отказал в рассмотрении жалобы, поданной ее адвокатом \"Нурланом Ахметовым\"", []string{"Суд отказал в рассмотрении жалобы, поданной её адвокатом «Нурланом Ахметовым"}, 1},
		{"поданной её адвокатом «Нурланом Ахметовым».", []string{"поданной её адвокатом «Нурланом Ахметовым»."}, 1},
		{"Ахметовтің шағымын қараудан бас тартқан жоқ", []string{"Ахметовтің шағымын қараудан бас тартқан жоқ"}, 1},
		{"Une \"fin\" décomposée: réponse du tribunal le 4 avril", []string{"Une “ﬁn” décomposée: re\u0301ponse du tribunal le 4 avril"}, 1},
		{"The authorities … the Committee's decision", []string{"The authorities", "the Committee’s decision"}, 1},
		{"c cup of 1½ waters", []string{"℀ cup of 1½¹ waters"}, 1}, // a sign that two words are made of
		{"Add a", []string{"Add ℀"}, 1},
		{"no comment.", []string{"No comment."}, 2},
		{"No comment on this", nil, 0},
		{"…", nil, 0},
	} {
		got := Select(d, row.quote)
		if len(got) != len(row.exact) {
			t.Errorf("%q: %+v", row.quote, got)
			continue
		}
		runes := []rune(text)
		for i, s := range got {
			if s.Exact != row.exact[i] || string(runes[s.Start:s.End]) != s.Exact || s.Times != row.times {
				t.Errorf("%q: %+v, at its place %q", row.quote, s, string(runes[s.Start:s.End]))
			}
			if want := string(runes[max(0, s.Start-32):s.Start]); s.Prefix != want {
				t.Errorf("%q: prefix %q, want %q", row.quote, s.Prefix, want)
			}
			if want := string(runes[s.End:min(len(runes), s.End+32)]); s.Suffix != want {
				t.Errorf("%q: suffix %q, want %q", row.quote, s.Suffix, want)
			}
		}
	}
	if Select(nil, "a b") != nil {
		t.Error("selected in no page")
	}
}

func TestSelectPDF(t *testing.T) {
	leaves := []string{"Head\n\nThe first page co-\noperates in words.\n\n1", "Head\n\nThe second page holds the pas-\nsage that is cited.\n\n2", "Head\n\nEnd\n\n3"}
	d := pages.Prepare(pages.Page{Kind: "pdf", Pages: leaves, Visible: strings.Join(leaves, "\n"), Main: strings.Join(leaves, "\n")})
	got := Select(d, "holds the passage that is cited")
	if len(got) != 1 || got[0].Page != 2 || got[0].Exact != "holds the pas-\nsage that is cited" {
		t.Errorf("%+v", got)
	}
	if got := Select(d, "The first page … passage that"); len(got) != 2 || got[0].Page != 1 || got[1].Page != 2 {
		t.Errorf("%+v", got)
	}
}

func TestShort(t *testing.T) {
	for text, want := range map[string]bool{
		"no comment": true,
		"The authorities have failed to comply with it": false,
		"a b c d e f g h": true, // eight words, and yet next to nothing
		"Әркімнің өз құқықтары мен бостандықтарының сот арқылы қорғалуына құқығы бар": false,
		"incomprehensibilities … institutionalisation": true,
	} {
		if Short(text) != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
}

// FuzzSelect: what is selected is what stands at its place, and the same passage.
func FuzzSelect(f *testing.F) {
	f.Add("The “ﬁn” of re\u0301ponse", "the fin", false)
	f.Add("a-\nb c\xffd", "ab c", true)
	f.Fuzz(func(t *testing.T, text, quote string, pdf bool) {
		p := pages.Page{Kind: "html", Visible: text, Main: text}
		if pdf {
			p.Kind, p.Pages = "pdf", []string{text}
		}
		for _, s := range Select(pages.Prepare(p), quote) {
			if !utf8.ValidString(text) {
				continue
			}
			runes := []rune(text)
			if s.Start < 0 || s.End > len(runes) || s.Start >= s.End || string(runes[s.Start:s.End]) != s.Exact {
				t.Fatalf("%q in %q: %+v", quote, text, s)
			}
			if !strings.HasSuffix(string(runes[:s.Start]), s.Prefix) || !strings.HasPrefix(string(runes[s.End:]), s.Suffix) {
				t.Fatalf("%q in %q: %+v", quote, text, s)
			}
		}
	})
}

// FuzzLocate: any text and any number come to an end.
func FuzzLocate(f *testing.F) {
	f.Add("7. a\n8. b\nArticle 7\n(7) c", "7", int(PlaceParagraph), true)
	f.Add("A. a\nB. b\n(a) c\n(b) d\n(ii) e\nNotes\n1. f", "b", int(PlacePoint), false)
	f.Fuzz(func(t *testing.T, text, number string, kind int, pdf bool) {
		p := pages.Page{Kind: "html", Visible: text, Main: text}
		if pdf {
			p.Kind, p.Pages = "pdf", strings.Split(text, "\f")
		}
		found, missing := Locate(pages.Prepare(p), []Place{{PlaceArticle, "7"}, {PlaceKind(kind & 7), number}})
		if len(found)+len(missing) == 0 {
			t.Fatal("neither found nor missing")
		}
	})
}
