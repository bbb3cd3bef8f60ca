package verdict

import (
	"strings"
	"testing"
)

// siteOf is an article within a site's menu and footer.
func siteOf(title string, paragraphs ...string) Page {
	main := title + "\n" + strings.Join(paragraphs, "\n")
	return Page{Kind: "html", Title: title + " | The Herald", Headings: []string{title}, Scripts: 1,
		Visible: "The Herald\nNews\nReports\nAbout\nContact\nDonate\n" + main + "\n© 2024 The Herald. All rights reserved. Privacy", Main: main}
}

// An article that is about what messages say, seen for the first time or in
// another's place, is an article: it has running text besides.
func TestArticlesAboutSuchThings(t *testing.T) {
	told := map[string][]string{
		"en": {
			"The ministry said on Tuesday that 1,460 people had been detained in the city during the January protests.",
			"Lawyers for the families told reporters that they were not allowed to see their clients for nine days.",
			"The prosecutor general denied that torture had been used, but said that six officers were being investigated.",
			"A report by the ombudsman counted 104 complaints, and recommended that the centre be closed by the end of the year.",
			"Parliament is expected to debate the recommendations in June.",
			"The government has not said whether it will accept them.",
		},
		"ru": {
			"В пресс-службе министерства сообщили, что в ходе январских событий были задержаны 1 460 человек.",
			"Адвокат заявила, что защитников не допускали к задержанным в течение девяти дней.",
			"Генеральный прокурор не подтвердил сообщения о пытках, однако признал, что ведётся проверка.",
			"Уполномоченный по правам человека получил 104 жалобы и рекомендовал закрыть изолятор до 31 декабря.",
			"Парламент рассмотрит рекомендации в июне.",
		},
		"kk": {
			"Министрліктің мәліметінше, қаңтар оқиғалары кезінде 1460 адам ұсталды, оның 238-іне айып тағылды.",
			"Адвокат қорғаушыларды тоғыз күн бойы изоляторға жібермегенін журналистерге айтып берді.",
			"Бас прокурор азаптау фактілерін растаған жоқ, алайда тексеру жүріп жатқанын мойындады.",
			"Омбудсмен 104 шағым алғанын және изоляторды жыл соңына дейін жабуды ұсынғанын хабарлады.",
		},
		"fr": {
			"Le ministère a déclaré mardi que 1 460 personnes avaient été arrêtées pendant les manifestations de janvier.",
			"Les avocats des familles n’ont pas pu voir leurs clients pendant neuf jours.",
			"Le procureur général a démenti les accusations de torture, mais six agents font l’objet d’une enquête.",
			"Le médiateur régional a recensé 104 plaintes et recommandé la fermeture du centre de détention.",
		},
	}
	for _, c := range []struct{ lang, title, sentence string }{
		{"en", "How a newspaper lost its archive", "Investors noticed that the domain is for sale, and that anybody could have it for 900 dollars."},
		{"en", "The newspaper's domain has expired", "Nobody had paid the bill."},
		{"en", "The domain is for sale", "The newspaper's old name can be had for 900 dollars."},
		{"ru", "Домен продаётся", "Срок действия домена истёк в марте, и теперь домен продаётся."},
		{"kk", "Газеттің домені", "Бұл домен сатылады, оның бағасы 900 доллар."},
		{"fr", "Le journal sans nom", "Le nom de domaine a expiré en mars, et ce domaine est à vendre."},
		{"en", "The page that vanished", "The page was removed in May, and the ministry says that the page no longer exists."},
		{"en", "Page not found: how a ministry lost its archive", "Readers met the words page not found for a year."},
		{"ru", "Страница не найдена: куда пропал архив", "Материал был удалён в мае, и читатели видели слова «страница не найдена»."},
		{"kk", "Бет табылмады", "Оқырмандар бір жыл бойы «бет табылмады» деген сөзді көріп жүрді."},
		{"fr", "Page introuvable", "Le document a été supprimé en mai, et les lecteurs lisaient « page introuvable »."},
		{"en", "Are you human?", "The site had asked every reader to verify you are human, and the word captcha became a joke."},
		{"en", "Subscribers only", "The paper told visitors to subscribe to read, and please log in."},
		{"en", "Blocked abroad", "The court had it blocked, and the film is not available in your country, the screen said."},
		{"en", "Maintenance", "The office said it would be back soon, after maintenance."},
		{"en", "Error establishing a database connection", "The site showed error establishing a database connection for nine days."},
		{"en", "Access denied", "Access to the archive was denied, and too many requests were made."},
		{"en", "A paper goes dark", "The website was disabled by its host in May, for the owner of the website had not paid the bill."},
		{"en", "A casino in the steppe", "The casino has 300 slots, and poker with a bonus is played all night."},
	} {
		text := told[c.lang]
		page := siteOf(c.title, append(append(append([]string{}, text[:2]...), c.sentence), text[2:]...)...)
		for name, ref := range map[string]*Reference{"first": nil, "in another's place": refOf(siteOf(tongues[0].title, tongues[0].article...))} {
			want := "ok/first-seen"
			if ref != nil {
				want = "changed/replaced"
			}
			j := Judge(ref, lookAt(200, page), Probes{Sibling: lookAt(404, siteOf("Not found", "Nothing is here.")), Home: lookAt(200, siteOf("Home", tongues[0].other().Main)), Browser: faulty(Timeout)}, nil)
			if got := string(j.Verdict) + "/" + string(j.Reason); got != want {
				t.Errorf("%s, %s: %s, want %s: %v", c.title, name, got, want, j.Evidence)
			}
		}
		// What another archive holds of it can't be asked about.
		if j := Judge(nil, lookAt(200, page), Probes{BrowserMissing: true}, nil); len(j.Want) > 0 || j.Class != ClassSource {
			t.Errorf("%s, a copy: %s/%s, wants %v: %v", c.title, j.Verdict, j.Reason, j.Want, j.Evidence)
		}
	}
}

// A short one too, of which a site says that it will be back.
func TestNoteOfAPause(t *testing.T) {
	page := siteOf("The museum", "The museum on the hill was built by the miners of the town in the year 1907.", "It shows their lamps, their letters and the first pump of the northern shaft.", "The east wing is closed for maintenance and opens again later.", "A ticket costs nine crowns, and children pay half of it.")
	j := Judge(refOf(siteOf(tongues[0].title, tongues[0].article...)), lookAt(200, page), Probes{Sibling: lookAt(404, Page{Kind: "html"}), Home: faulty(Timeout), Browser: faulty(Timeout)}, nil)
	if j.Reason != Replaced {
		t.Errorf("%s/%s: %v", j.Verdict, j.Reason, j.Evidence)
	}
}

// What says nothing but an error or a wall is known at first sight.
func TestFirstSight(t *testing.T) {
	ng := func(title string) Page {
		return Page{Kind: "html", Title: title, Headings: []string{title}, Visible: title + "\nnginx", Main: title + "\nnginx"}
	}
	bare := func(title string, lines ...string) Page {
		text := strings.Join(append([]string{title}, lines...), "\n")
		return Page{Kind: "html", Title: title, Headings: []string{title}, Visible: text, Main: text}
	}
	text := func(kind, s string) Page { return Page{Kind: kind, Visible: s, Main: s} }
	for _, c := range []struct {
		name string
		page Page
		head string
		want string
	}{
		{"403", ng("403 Forbidden"), "", "blocked/forbidden wall"},
		{"403, ru", ng("Ошибка 403. Доступ запрещён"), "", "blocked/forbidden wall"},
		{"401", ng("401 Authorization Required"), "", "blocked/login-wall wall"},
		{"429", ng("429 Too Many Requests"), "", "blocked/rate-limited wall"},
		{"502", ng("502 Bad Gateway"), "", "unreachable/http-5xx error"},
		{"504", ng("504 Gateway Time-out"), "", "unreachable/http-5xx error"},
		{"503", bare("Service Unavailable", "HTTP Error 503. The service is unavailable."), "", "unreachable/http-5xx error"},
		{"502, ru", ng("Ошибка 502"), "", "unreachable/http-5xx error"},
		{"500, kk", ng("Сервердің ішкі қатесі"), "", "unreachable/http-5xx error"},
		{"503, fr", ng("Service temporairement indisponible"), "", "unreachable/http-5xx error"},
		{"404", ng("404 Not Found"), "", "dead/soft-404 error"},
		{"a database", bare("Error establishing a database connection"), "", "unreachable/http-5xx error"},
		{"a database, titled", Page{Kind: "html", Title: "Database Error", Headings: []string{"Error establishing a database connection"}, Visible: "Error establishing a database connection", Main: "Error establishing a database connection"}, "", "unreachable/http-5xx error"},
		{"a database, ru", bare("Ошибка", "Ошибка подключения к базе данных"), "", "unreachable/http-5xx error"},
		{"a database, kk", bare("Қате", "Дерекқорға қосылу мүмкін болмады"), "", "unreachable/http-5xx error"},
		{"a database, fr", bare("Erreur", "Erreur lors de la connexion à la base de données"), "", "unreachable/http-5xx error"},
		{"SQL", text("text", "You have an error in your SQL syntax; check the manual that corresponds to your MySQL server version"), "", "unreachable/http-5xx error"},
		{"PHP", text("html", "Fatal error: Uncaught Error: Call to undefined function get_header() in /var/www/index.php:3 Stack trace: #0 {main} thrown in /var/www/index.php on line 3"), "", "unreachable/http-5xx error"},
		{"denied", bare("Access Denied", "You don't have permission to access this page."), "", "blocked/forbidden wall"},
		{"denied, ru", bare("Доступ запрещён", "У вас нет прав для просмотра этой страницы."), "", "blocked/forbidden wall"},
		{"denied, kk", bare("Кіруге тыйым салынған", "Бұл бетті көруге рұқсатыңыз жоқ."), "", "blocked/forbidden wall"},
		{"denied, fr", bare("Accès refusé", "Vous n'avez pas les droits nécessaires."), "", "blocked/forbidden wall"},
		{"session", bare("The Herald", "Your session has expired."), "", "blocked/login-wall wall"},
		{"session, ru", bare("Вестник", "Ваша сессия истекла."), "", "blocked/login-wall wall"},
		{"nginx", bare("Welcome to nginx!", "If you see this page, the nginx web server is successfully installed and working. Further configuration is required."), `<a href="http://nginx.org/">`, "dead/parked error"},
		{"Apache", bare("Apache2 Ubuntu Default Page: It works", "This is the default welcome page used to test the correct operation of the Apache2 server after installation on Ubuntu systems."), "", "dead/parked error"},
		{"suspended", bare("Account Suspended", "This account has been suspended. Contact your hosting provider for more information."), "", "dead/parked error"},
		{"JSON", text("text", `{"error":"not found","code":404}`), "", "dead/soft-404 error"},
		{"no results", bare("Search results", "No results found for this query."), "", "dead/soft-404 error"},
		{"no results, alone", text("html", "No results found"), "", "dead/soft-404 error"},
		{"an empty listing", bare("Index of /", "Parent Directory"), "", "dead/soft-404 error"},
		{"loading", text("html", "Loading…"), "", "blocked/unreadable wall"},
		{"blocked", bare("The Herald", "This resource is blocked for all, and access to it restricted."), "", "blocked/forbidden wall"},
		{"a seller's many words", bare("herald.example", "This domain is for sale.", "You can have the name for your own pages within a day.", "The payment is held until you are happy with what you got.", "Our people answer all questions on every day of the week.", "Please write to us, and you will get an answer within the hour."), "", "dead/parked error"},
		{"a line", bare("Notice", "The council meets on Monday."), "", "ok/first-seen source"},
		{"a short story", siteOf("The dam", tongues[0].article[0], tongues[0].article[1]), "", "ok/first-seen source"},
	} {
		j := Judge(nil, lookAt(200, c.page).head(c.head), Probes{Sibling: lookAt(404, Page{Kind: "html"}), Home: faulty(Timeout), Browser: faulty(Timeout), BrowserMissing: true}, nil)
		if got := string(j.Verdict) + "/" + string(j.Reason) + " " + j.Class; got != c.want {
			t.Errorf("%s: %s, want %s: %v", c.name, got, c.want, j.Evidence)
		}
		// Nor does another text before it make it the source.
		later := Judge(refOf(tongues[0].page()), lookAt(200, c.page).head(c.head), Probes{Sibling: lookAt(404, Page{Kind: "html"}), Home: faulty(Timeout), Browser: faulty(Timeout), BrowserMissing: true}, nil)
		if later.Class != j.Class || j.Class != ClassSource && later.Reason != j.Reason {
			t.Errorf("%s, later: %s/%s %s, first %s: %v", c.name, later.Verdict, later.Reason, later.Class, j.Reason, later.Evidence)
		}
		if strings.Contains(j.Detail, "200") {
			t.Errorf("%s: %s", c.name, j.Detail)
		}
		if hardly := strings.Contains(j.Detail, "hardly any text"); hardly != (c.name == "a line") {
			t.Errorf("%s: %s", c.name, j.Detail)
		}
	}
}

// A text that is cut is neither empty nor edited, and where the reader is asked to
// pay for the rest, that is said.
func TestTeasers(t *testing.T) {
	text := append(append([]string{}, tongues[0].article...), strings.Split(tongues[0].other().Main, "\n")...)
	text = append(text, "The mill stood empty for nine years before the weavers of the lower town bought it with their own savings.", "They keep four looms, sell to three cities and pay back the bank every spring.", "Their children learn the trade in the evening, and the oldest of them weaves faster than any of her teachers did.")
	whole := siteOf(tongues[0].title, text...)
	for _, c := range []struct {
		name   string
		page   Page
		quote  string
		want   string
		detail string
	}{
		{"two paragraphs, and more", siteOf(tongues[0].title, append(append([]string{}, text[:2]...), "Read more")...), "", "changed/replaced", "is left"},
		{"two paragraphs, and a subscription", siteOf(tongues[0].title, append(append([]string{}, text[:2]...), "To read the rest of this story, subscribe. Already a subscriber? Sign in")...), "", "blocked/login-wall", "log in or subscribe"},
		{"most, and a subscription", siteOf(tongues[0].title, append(append([]string{}, text[:6]...), "To read the rest of this story, subscribe. Already a subscriber? Sign in")...), "", "changed/edited", "asks visitors to log in or subscribe (“To read the rest"},
		{"most, and a subscription, ru", siteOf(tongues[0].title, append(append([]string{}, text[:6]...), "Чтобы прочитать материал полностью, оформите подписку.")...), "", "changed/edited", "asks visitors to log in or subscribe (“Чтобы"},
		{"a quote behind it", siteOf(tongues[0].title, append(append([]string{}, text[:6]...), "To read the rest of this story, subscribe. Already a subscriber? Sign in")...), "the weavers of the lower town bought it with their own savings", "blocked/login-wall", "quoted text is not shown"},
		{"a quote before it that has changed", siteOf(tongues[0].title, append(append([]string{strings.Replace(text[0], "ruled on Thursday that the dam must be closed", "ruled on Thursday that the dam must stay open", 1)}, text[1:6]...), "To read the rest of this story, subscribe. Already a subscriber? Sign in")...), "ruled on Thursday that the dam must be closed", "changed/quote-lost", "no longer stands"},
		{"most, and no word of it", siteOf(tongues[0].title, text[:6]...), "", "changed/edited", "Part of the text has changed"},
		{"cut, and changed before", siteOf(tongues[0].title, append(append([]string{}, text[1:7]...), "To read the rest of this story, subscribe. Already a subscriber? Sign in")...), "", "changed/edited", "Part of the text has changed"},
		{"a paragraph out of the middle", siteOf(tongues[0].title, append(append(append([]string{}, text[:2]...), text[3:]...), "Sign in to read our stories by mail")...), "", "changed/edited", "Part of the text has changed"},
	} {
		var quotes []string
		if c.quote != "" {
			quotes = []string{c.quote}
		}
		j := Judge(refOf(whole), lookAt(200, c.page), Probes{Sibling: lookAt(404, Page{Kind: "html"}), Home: faulty(Timeout), Browser: faulty(Timeout)}, quotes)
		if got := string(j.Verdict) + "/" + string(j.Reason); got != c.want || !strings.Contains(j.Detail, c.detail) {
			t.Errorf("%s: %s, want %s: %.2f %s %q", c.name, got, c.want, j.Similarity, j.Detail, j.Evidence)
		}
	}
}
