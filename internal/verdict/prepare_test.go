package verdict

import (
	"reflect"
	"strings"
	"sync"
	"testing"

	"archiver/internal/verdict/compare"
	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/pages"
)

// However a text is made, its beginning tells whether it has few words.
func TestWords(t *testing.T) {
	for name, piece := range map[string]string{
		"words": "слово ", "lines": "word\n", "numbers": "118 000 ", "address": "someone@example.org ", "masked": "[email protected] ",
		"hyphens": "re-\n", "stress": "e\u0301 ", "one word": "слово", "sounds": "a\u0301", "signs": "-- ", "ideographs": "字", "bad bytes": "\xd0", "bad bytes apart": " \xd0",
	} {
		for _, kind := range []string{"html", "pdf"} {
			for _, n := range []int{0, 1, 299, 300, 399, 400, 401, 3000, 20000} {
				d := Prepare(Page{Kind: kind, Visible: strings.Repeat(piece, n)})
				got, is := d.Words(), len(lex.Text(d.Page.Visible, kind == "pdf").Tokens)
				if got != min(is, pages.Many) && !(got >= compare.FewWords && is >= compare.FewWords) {
					t.Errorf("%d %s in %s: %d words, are %d", n, name, kind, got, is)
				}
			}
		}
	}
}

// Several sources may be compared with one snapshot at the same time.
func TestPreparedIsShared(t *testing.T) { // raced
	text := article(1, 20<<10, wordsRU)
	page := func() Page {
		return Page{Kind: "pdf", Title: "Отчет", Headings: []string{"Отчет"}, Pages: []string{text[:8<<10], text[8<<10:]}, Main: text}
	}
	edited := Prepare(Page{Kind: "pdf", Title: "Отчет", Visible: strings.Replace(text, "суд", "приговор", 3), Main: text})
	quotes := []string{text[:200], "этого здесь никогда не стояло"}
	judge := func(ref *Prepared) Judgement {
		return Judge(&Reference{URL: "https://a.kz/x", Page: ref}, &Look{URL: "https://a.kz/x", Status: 200, Page: edited}, Probes{Sibling: &Look{Page: ref}}, quotes)
	}
	want, shared := judge(Prepare(page())), Prepare(page())
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if j := judge(shared); !reflect.DeepEqual(j, want) {
				t.Errorf("%+v, want %+v", j, want)
			}
		})
	}
	wg.Wait()
}

func TestPhrasesFirst(t *testing.T) {
	p := lex.PhraseList("not found", "page not found", "error 404", "404")()
	for words, want := range map[string]string{
		"": "", "not": "", "was not found": "not found", "page not found": "not found", "error 404": "error 404", "the 404 error 404": "error 404",
		"not founded": "", "xnot found": "", "found not": "", "404": "404", "a 404 not foundation": "404",
	} {
		if got := p.First(words); got != want {
			t.Errorf("%q: %q, want %q", words, got, want)
		}
	}
}

// What was made of a page is made again, and says the same.
func TestForget(t *testing.T) {
	p := Prepare(Page{Kind: "html", Visible: "One two three four five.\nMenu", Main: "One two three four five."})
	old := p.Visible()
	p.Forget()
	if now := p.Visible(); now == old || now.Hash != old.Hash || p.Size() != len("One two three four five.\nMenu") {
		t.Errorf("after Forget: the same view %t, %d bytes", now == old, p.Size())
	}
}
