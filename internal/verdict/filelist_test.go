package verdict

import (
	"strings"
	"testing"
)

// TestListForFile: a list where a document was is a dead page if the site shows it
// for documents that never were, and else another document.
func TestListForFile(t *testing.T) {
	const site = "Review of States\nHome\nCalendar\nLibrary\n"
	page := func(title string, lines ...string) Page {
		text := site + strings.Join(lines, "\n")
		return Page{Kind: "html", Title: title, Visible: text, Main: text}
	}
	const asks = "Documents of earlier sessions have been transferred to the archive."
	list := page("Documents", "Documents by session", "Session 44, 118 files", "Session 43, 121 files", "Session 42, 109 files", asks)
	other := page("Documents", "Documents by session", asks)
	home := page("Review of States", "Forty-first session", "Tavria", "Merrowland")
	title := "Children in the custody of the State"
	submission := Page{Kind: "docx", Title: title, Visible: title + "\n" + tongues[0].article[0] + "\n" + tongues[0].article[1]}
	submission.Main = submission.Visible
	own := page("Documents", title, "Session 41, document 4", "Date, 3 May 2021", "Size, 118 KB", asks)
	wall := page("Documents", "Documents by session", "Session 44, 118 files", "Session 43, 121 files", "Please log in to read the documents.")
	for name, c := range map[string]struct {
		ref           Page
		look          Page
		sibling, home *Look
		want          string
	}{
		"at any address":                  {submission, list, lookAt(200, other), lookAt(200, home), "dead/soft-404"},
		"at any address, the same":        {submission, list, lookAt(200, list), lookAt(200, home), "dead/soft-404"},
		"at this one":                     {submission, list, lookAt(404, other), lookAt(200, home), "changed/type"},
		"before the whole site":           {submission, list, lookAt(200, other), lookAt(200, list), "changed/type"},
		"no more than the menu":           {submission, other, lookAt(200, page("Documents", asks)), lookAt(200, home), "changed/type"},
		"the document's own page":         {submission, own, lookAt(200, page("Documents", "Date", "Size", asks)), lookAt(200, home), "changed/type"},
		"a wall with rows":                {submission, wall, lookAt(200, wall), lookAt(200, home), "changed/type"},
		"another title at other pages":    {submission, list, lookAt(200, page("Welcome", "Documents by session", asks)), lookAt(200, home), "changed/type"},
		"made-up addresses not looked at": {submission, list, nil, nil, "changed/type"},
	} {
		ref := refOf(c.ref)
		j := Judge(ref, lookAt(200, c.look), Probes{Sibling: c.sibling, Home: c.home}, nil)
		if got := string(j.Verdict) + "/" + string(j.Reason); got != c.want && !(name == "a wall with rows" && strings.HasPrefix(got, "blocked/")) {
			t.Errorf("%s: %s, want %s: %q", name, got, c.want, j.Evidence)
		}
	}
}

// TestListBeside: the list in which a document stood is told by where it leads, also
// where other addresses are answered well.
func TestListBeside(t *testing.T) {
	const url = "https://office.example/docs/orders/2020/46.pdf"
	for lang, s := range map[string]struct{ site, title, number, prose, log string }{
		"en": {"Office of Schools\nAbout\nDocuments", "Orders", "Order 46", "The office has put the rules of 2020 into one text, which is open for remarks until the end of the month.", "Please log in to read the orders."},
		"ru": {"Управление школ\nОб управлении\nДокументы", "Приказы", "Приказ 46", "Управление свело правила 2020 года в один текст, и замечания к нему принимаются до конца месяца.", "Войдите, чтобы читать приказы."},
		"kk": {"Мектептер басқармасы\nБасқарма туралы\nҚұжаттар", "Бұйрықтар", "Бұйрық 46", "Басқарма 2020 жылғы қағидаларды бір мәтінге біріктірді, оған ескертпелер айдың соңына дейін қабылданады.", "Бұйрықтарды оқу үшін кіріңіз."},
		"fr": {"Direction des écoles\nÀ propos\nDocuments", "Arrêtés", "Arrêté 46", "La direction a réuni les règles de 2020 en un seul texte, ouvert aux remarques jusqu'à la fin du mois.", "Connectez-vous pour lire les arrêtés."},
	} {
		rows := []string{"Canteens A B, 05.03.2024", "Timetable C D, 19.02.2024", "Holidays E F, 11.12.2023"}
		page := func(lines ...string) Page {
			text := s.site + "\n" + s.title + "\n" + strings.Join(lines, "\n")
			return Page{Kind: "html", Title: s.title, Visible: text, Main: text}
		}
		links := func(to ...string) string {
			return `<html><a href="/docs/">D</a><a href="` + strings.Join(to, `">x</a><a href="`) + `">x</a>`
		}
		list := links("/docs/orders/2024/12", "/docs/orders/2024/9", "/docs/orders/2023/131")
		for _, c := range []struct {
			name       string
			page       Page
			head, home string
			want       string
		}{
			{"the section's list", page(rows...), list, links("/docs/"), "dead/soft-404"},
			{"links elsewhere", page(rows...), links("/news/2024/12", "/news/2024/9", "/news/2023/131"), links("/docs/"), "changed/type"},
			{"links that every page has", page(rows...), list, list, "changed/type"},
			{"its own number", page(append(rows, s.number)...), list, links("/docs/"), "changed/type"},
			{"another text", page(append(rows, s.prose)...), list, links("/docs/"), "changed/type"},
			{"two rows", page(rows[:2]...), links("/docs/orders/2024/12", "/docs/orders/2024/9"), links("/docs/"), "changed/type"},
		} {
			tg := tongueOf(lang)
			text := strings.Join(tg.article, "\n")
			ref := refOf(Page{Kind: "pdf", Visible: text, Main: text})
			ref.URL, ref.FinalURL = url, url
			look := lookAt(200, c.page).head(c.head)
			look.URL, look.FinalURL = url, url
			home := lookAt(200, Page{Kind: "html", Title: "Q", Visible: s.site + "\n" + tg.article[0], Main: tg.article[0]}).head(c.home)
			j := Judge(ref, look, Probes{Sibling: lookAt(404, tg.small("404", tg.notFound)), Home: home}, nil)
			if got := string(j.Verdict) + "/" + string(j.Reason); got != c.want {
				t.Errorf("%s: %s: %s, want %s: %v", lang, c.name, got, c.want, j.Evidence)
			}
		}
		look := lookAt(200, page(append(rows, s.log)...)).head(list)
		look.URL, look.FinalURL = url, url
		text := strings.Join(tongueOf(lang).article, "\n")
		ref := refOf(Page{Kind: "pdf", Visible: text, Main: text})
		ref.URL, ref.FinalURL = url, url
		if j := Judge(ref, look, Probes{Sibling: lookAt(404, page()), Home: lookAt(200, page("A b c d e f g h i j k")).head("<html>")}, nil); j.Verdict == Dead {
			t.Errorf("%s: a wall is called dead: %v", lang, j.Evidence)
		}
	}
}
