package verdict

import (
	"strings"
	"testing"
	"time"

	"archiver/internal/verdict/meaning"
)

func TestFindQuote(t *testing.T) {
	text := strings.Join([]string{
		"The authorities have failed to comply with the Committee’s decision of 12 May 2018, said Ms. Aliya Karimova of the bar association.",
		"Some 118\u00a0000 people — among them 1.5 thousand children — were “moved” in win\u00adter, without notice.",
		"Суд отказал в рассмотрении жалобы, поданной её адвокатом Нурланом Ахметовым 3 марта 2020 года.",
		"Сот адвокат Нұрлан Ахметовтің шағымын қараудан бас тартқан жоқ, деп хабарлады министрлік өкілі.",
		"Le tribunal n’a pas examiné l’œuvre du greffier, malgré la demande déposée le 4 avril 2019.",
		"Организация объединенных нaций призвала власти освободить задержанных.", // a Latin a in нaций
	}, "\n")
	d := Prepare(Page{Kind: "html", Visible: "Menu\n" + text, Main: text})
	for _, row := range []struct {
		quote, state string
	}{
		{"The authorities have failed to comply with the Committee's decision of 12 May 2018", StateVerbatim},
		{"the  authorities have\nfailed to comply with the committee's decision", StateVerbatim},
		{"Some 118,000 people - among them 1,5 thousand children - were \"moved\" in winter", StateVerbatim},
		{"118 000 people", StateVerbatim},
		{"11 8000 people", StateGone},
		{"among them 15 thousand children were moved", StateUnclear},
		{"уд отказал в рассмотрении", StateUnclear}, // begins within a word
		{"Суд отказал в рассмотрении жалобы, поданной ее адвокатом Нурланом Ахметовым", StateVerbatim},
		{"Организация Объединённых Наций призвала власти", StateVerbatim},
		{"Le tribunal n'a pas examiné l'œuvre du greffier", StateVerbatim},
		{"The authorities […] comply with the Committee’s decision", StateVerbatim},
		{"The authorities have failed … said Ms. Aliya Karimova", StateVerbatim},
		{"The authorities have wholly failed to comply with the Committee’s decision of 12 May 2018, said Ms. Aliya Karimova", StateEdited},
		{"The authorities have failed to comply with the Committee’s decision of 13 May 2018, said Ms. Aliya Karimova", StateUnclear},
		{"The authorities have failed to comply with the Committee’s decision of 12 June 2018, said Ms. Aliya Karimova", StateUnclear},
		{"The authorities have failed to comply with the Committee’s decision of 12 May 2018, said Ms. Aliya Bekova", StateUnclear},
		{"The authorities have not failed to comply with the Committee’s decision of 12 May 2018, said Ms. Aliya Karimova", StateUnclear},
		{"Суд не отказал в рассмотрении жалобы, поданной её адвокатом Нурланом Ахметовым 3 марта 2020 года", StateUnclear},
		{"Суд отказал в рассмотрении заявления, поданной её адвокатом Нурланом Ахметовым 3 марта 2020 года", StateEdited},
		{"Сот адвокат Нұрлан Ахметовтің шағымын қараудан бас тартқан, деп хабарлады министрлік өкілі", StateUnclear},
		{"Le tribunal a examiné l’œuvre du greffier, malgré la demande déposée le 4 avril 2019", StateUnclear},
		{"The authorities have failed in many other ways to answer the letter of the members", StateGone}, // a third of it is alike
		{"The authorities took note of an entirely different matter and closed the file", StateGone},
		{"Комиссия передала материалы в прокуратуру и закрыла дело о плотине", StateGone},
		{"", StateGone},
		{"…", StateGone},
	} {
		q := FindQuote(d, row.quote)
		if q.State != row.state {
			t.Errorf("%q: %s, want %s (now %q)", row.quote, q.State, row.state, q.Now)
		}
		if q.Found != (q.State == StateVerbatim || q.State == StateEdited) || q.Text != row.quote {
			t.Errorf("%q: %+v", row.quote, q)
		}
		if (q.State == StateEdited || q.State == StateUnclear) && q.Now == "" {
			t.Errorf("%q: no passage to show", row.quote)
		}
	}
	if q := FindQuote(nil, "anything at all"); q.State != StateGone || q.Found {
		t.Errorf("in no page: %+v", q)
	}
}

func TestFindQuoteInPDF(t *testing.T) {
	leaves := []string{
		"A/HRC/WGAD/2018/67\nThe source submits that the detention of Mr. Ayan was arbi-\ntrary and without\nlegal basis.",
		"A/HRC/WGAD/2018/67\nThe Working Group considers that the Govern-\nment has not shown that the trial was",
		"A/HRC/WGAD/2018/67\nfair, and asks for remedy within six months.",
	}
	var main []string
	for _, p := range leaves {
		main = append(main, strings.TrimPrefix(p, "A/HRC/WGAD/2018/67\n"))
	}
	d := Prepare(Page{Kind: "pdf", Visible: strings.Join(leaves, "\n"), Main: strings.Join(main, "\n"), Pages: leaves})
	for _, row := range []struct {
		quote string
		page  int
	}{
		{"the detention of Mr. Ayan was arbitrary and without legal basis", 1},
		{"the Government has not shown", 2},
		{"has not shown that the trial was fair, and asks for remedy", 2}, // over the page's end
		{"asks for remedy within six months", 3},
		{"asks for remedy withinsix months", 3},
	} {
		if q := FindQuote(d, row.quote); q.State != StateVerbatim || q.Page != row.page {
			t.Errorf("%q: %s on page %d, want %d", row.quote, q.State, q.Page, row.page)
		}
	}
	if q := FindQuote(d, "The Working Group considers that the Government has shown that the trial was fair"); q.State != StateUnclear || q.Page != 2 {
		t.Errorf("without its not: %+v", q)
	}
}

// A quote too long to be aligned to its end is never taken for lightly edited.
func TestVeryLongQuote(t *testing.T) {
	text := article(4, 30<<10, wordsEN)
	d := Prepare(Page{Kind: "html", Visible: text, Main: text})
	if q := FindQuote(d, text); q.State != StateVerbatim {
		t.Errorf("whole: %s", q.State)
	}
	if q := FindQuote(d, text+" and never more"); q.State != StateUnclear {
		t.Errorf("with an end put on: %s", q.State)
	}
}

// Two pages made of the same words by chance must not pass for each other.
func TestNothingInUnrelatedText(t *testing.T) {
	d := Prepare(Page{Kind: "html", Visible: article(9, 100<<10, wordsEN)})
	for i, tg := range tongues {
		if q := FindQuote(d, tg.quote); q.State != StateGone {
			t.Errorf("quote %d: %s: %q", i, q.State, q.Now)
		}
	}
}

func TestNegates(t *testing.T) {
	for _, row := range []struct {
		a, b string
		want bool
	}{
		{"виновен", "невиновен", true}, {"законный", "незаконный", true}, {"lawful", "unlawful", true},
		{"болды", "болмады", true}, {"келді", "келмеді", true}, {"берді", "бермеді", true},
		{"дом", "домов", false}, {"кел", "келді", false}, {"report", "reports", false}, {"", "", false}, {"қала", "қалада", false},
	} {
		if got := meaning.Negates(row.a, row.b); got != row.want {
			t.Errorf("%s, %s: %v", row.a, row.b, got)
		}
	}
}

// An e-mail address is one word to the lexer, so that a hidden one equals any;
// two that are shown have to agree.
func TestAddresses(t *testing.T) {
	const at = "Complaints about the decision may be sent to %s within thirty days of its publication."
	text := func(address string) string { return strings.ReplaceAll(at, "%s", address) }
	page := func(addresses ...string) *Prepared {
		var all []string
		for _, a := range addresses {
			all = append(all, text(a))
		}
		s := strings.Join(all, "\n")
		return Prepare(Page{Kind: "html", Visible: s, Main: s})
	}
	for _, c := range []struct {
		page  *Prepared
		state string
	}{
		{page("legal@example.org"), StateVerbatim},
		{page("LEGAL@Example.org"), StateVerbatim},
		{page("[email protected]"), StateVerbatim},
		{page("press@example.org", "legal@example.org"), StateVerbatim},
		{page("press@example.org"), StateUnclear},
	} {
		if q := FindQuote(c.page, text("legal@example.org")); q.State != c.state {
			t.Errorf("%q: %s, want %s", c.page.Page.Visible, q.State, c.state)
		}
	}
	ref := &Reference{URL: "https://a.example/x", Status: 200, Page: page("legal@example.org", "legal@example.org")}
	look := &Look{URL: ref.URL, Status: 200, Page: page("legal@example.org", "press@example.org"), BodyLen: 1}
	if j := Judge(ref, look, Probes{}, nil); j.Reason != Edited {
		t.Errorf("one of two addresses changed: %s, want edited", j.Reason)
	}
}

// Texts made to be slow to search are not: the work grows with the text, and no
// faster.
func TestHostileText(t *testing.T) {
	for name, row := range map[string][2]string{
		"small words":     {strings.Repeat("не да ", 2000), strings.Repeat("да не но ", 50000)},
		"acronyms":        {strings.Repeat("UN ", 1400), strings.Repeat("unit nine\n", 50000)},
		"footnote marks":  {strings.Repeat("a1 [2] ", 700), strings.Repeat("long1 [2] a1 ", 50000)},
		"one long number": {strings.Repeat("1 ", 1400), strings.Repeat("1\n", 100000)},
		"omissions":       {strings.Repeat("да … ", 500), strings.Repeat("да не ", 50000)},
		"insertions":      {strings.Repeat("да [не] ", 500), strings.Repeat("да но ", 50000)},
	} {
		for _, kind := range []string{"html", "pdf"} {
			d := Prepare(Page{Kind: kind, Visible: row[1], Main: row[1], Pages: strings.SplitAfterN(row[1], "\n", 100)})
			start := time.Now()
			FindQuote(d, row[0])
			if took := time.Since(start); took > 10*time.Second {
				t.Errorf("%s in %s: %v", name, kind, took)
			}
		}
	}
}
