package verdict

import (
	"strings"
	"testing"

	"archiver/internal/verdict/lex"
)

// A page that says by whose order it went is told as taken down, whatever the status and
// the language; which verdict it is follows from the status and the words as before.
func TestTakenDown(t *testing.T) {
	for _, c := range []struct {
		status int
		text   string
		reason Reason
	}{
		{200, "This article has been removed following a court order.", Soft404},
		{200, "We have taken this story down for legal reasons.", Soft404},
		{200, "The publisher withdrew this report at the request of the Ministry of Interior.", Soft404},
		{200, "Материал удалён по требованию Роскомнадзора.", Soft404},
		{200, "Bu içerik mahkeme kararıyla yayından kaldırılmıştır.", Soft404},
		{200, "Esta reportagem foi retirada do ar por decisão judicial.", Soft404},
		{200, "Dieser Beitrag wurde aus rechtlichen Gründen entfernt.", Soft404},
		{200, "این مطلب به دستور مقام قضایی حذف شده است.", Soft404},
		{200, "此内容因违反相关法律法规已被删除。", Soft404},
		{404, "Cet article a été retiré à la suite d’une décision de justice.", HTTP404},
		{410, "Бұл материал сот шешімімен сайттан алынып тасталды.", HTTP410},
		{451, "This page has been removed by order of the High Court.", Legal451},
		// It says both whom it is kept from and by whose order.
		{200, "Bu habere 5651 sayılı kanun uyarınca Sulh Ceza Hâkimliği kararıyla erişim engellenmiştir.", Legal451},
	} {
		l := lookAt(c.status, Page{Kind: "html", Title: "Notice", Visible: "Notice\n\n" + c.text})
		j := Judge(refOf(Page{Kind: "html", Visible: article(3, 300, wordsEN)}), l, Probes{}, nil)
		if j.Reason != c.reason {
			t.Errorf("%s: %s/%s, want %s", c.text, j.Verdict, j.Reason, c.reason)
		}
		told := strings.Contains(j.Detail, "taken down") || c.reason == Legal451 && strings.Contains(j.Detail, "legal reasons")
		if words := strings.TrimRight(c.text, ".。"); !told || !strings.Contains(j.Detail, "“"+strings.ToValidUTF8(words[:min(len(words), 20)], "")) {
			t.Errorf("%s: %s", c.text, j.Detail)
		}
	}
}

func TestSaysTakenDown(t *testing.T) {
	taken, closed := (*lex.Stream).SaysTakenDown, (*lex.Stream).SaysClosed
	for _, c := range []struct {
		says func(*lex.Stream, lex.Span) bool
		want bool
		text string
	}{
		// The site of a court, or of a ministry, has pages that are simply gone.
		{taken, false, "The page was removed from the site of the Supreme Court."},
		{taken, false, "The page you requested is gone: go to the home page of the Ministry of Justice."},
		{taken, false, "Страница удалена с сайта министерства."},
		{taken, false, "Die Seite steht nicht mehr zur Verfügung."},
		{taken, false, "Your request could not be processed."},
		{closed, true, "This vacancy is now closed and is no longer accepting applications."},
		{closed, true, "Работодатель закрыл эту вакансию."},
		{closed, true, "Diese Stellenanzeige ist leider nicht mehr aktiv."},
		{closed, true, "Esta oferta de empleo ya no admite candidaturas."},
		{closed, true, "Bu hesap kurallarımızı ihlal ettiği için askıya alınmıştır."},
		{closed, true, "تم تعليق هذا الحساب لمخالفته قواعد المجتمع."},
		{closed, false, "The office is closed on Mondays."},
		{closed, false, "The company offers no jobs to people from the valley."},
		{closed, false, "The border was closed and trade suspended."},
	} {
		s := lex.Text(c.text, false)
		if got := c.says(s, lex.Span{To: len(s.Tokens)}); got != c.want {
			t.Errorf("%v, want %v: %s", got, c.want, c.text)
		}
	}
}

// What is said of a page is in its own letters, and not in those that words are
// compared by.
func TestToldAsWritten(t *testing.T) {
	for text, words := range map[string]string{
		"Bu içerik ülkenizde kullanılamıyor.": "“Bu içerik ülkenizde kullanılamıyor”",
		"抱歉,您要访问的文章不存在或已被删除。":                 "“抱歉,您要访问的文章不存在或已被删除”",
	} {
		j := Judge(refOf(Page{Kind: "html", Visible: article(3, 300, wordsEN)}), lookAt(200, Page{Kind: "html", Visible: text}), Probes{}, nil)
		if !strings.Contains(j.Detail, words) {
			t.Errorf("%s/%s: %s", j.Verdict, j.Reason, j.Detail)
		}
	}
}

// News that tell of such things in place of the source's text are another text.
func TestNewsOfTakedowns(t *testing.T) {
	for _, text := range []string{
		"Platform suspends account of river activist\nThe platform has suspended the account of Margaret Oyelaran, who runs the angling club at Hornby, after a complaint from the quarry operator.\nShe said on Friday that she had not been told which of her posts broke the rules, and that she would appeal. A spokesman for the platform declined to comment.",
		"Hundreds of vacancies filled at new mill\nThe new paper mill has filled 240 of its 300 vacancies, its manager said on Monday. The remaining jobs are in the boiler house, and the closing date is 3 June.\nUnions say that wages are too low.",
	} {
		title, _, _ := strings.Cut(text, "\n")
		j := Judge(refOf(Page{Kind: "html", Visible: article(3, 300, wordsEN)}), lookAt(200, Page{Kind: "html", Title: title, Headings: []string{title}, Visible: text, Main: text}), Probes{}, nil)
		if j.Reason != Replaced {
			t.Errorf("%s: %s/%s: %s", title, j.Verdict, j.Reason, j.Detail)
		}
	}
}
