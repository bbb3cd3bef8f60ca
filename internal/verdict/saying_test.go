package verdict

import (
	"testing"

	"archiver/internal/verdict/lex"
)

func TestSayings(t *testing.T) {
	gone, join, place, robot := (*lex.Stream).SaysGone, (*lex.Stream).SaysJoin, (*lex.Stream).SaysPlace, (*lex.Stream).SaysRobot
	none, limit, court, refused, parked := (*lex.Stream).SaysNone, (*lex.Stream).SaysLimit, (*lex.Stream).SaysCourt, (*lex.Stream).SaysRefused, (*lex.Stream).SaysParked
	for _, c := range []struct {
		name string
		says func(*lex.Stream, lex.Span) bool
		want bool
		text string
	}{
		{"gone", gone, true, "Sorry, the story you asked for has been taken away: this page no longer exists."},
		{"gone", gone, true, "We could not find any document at this address."},
		{"gone", gone, true, "This post was deleted by its author"},
		{"gone", gone, true, "The content is not available any more"},
		{"gone", gone, true, "К сожалению, запрошенный вами материал удалён."},
		{"gone", gone, true, "Такого документа больше не существует: статья снята с публикации"},
		{"gone", gone, true, "По вашему запросу ничего не найдено"},
		{"gone", gone, true, "Кешіріңіз, сіз сұраған мақала жойылған."},
		{"gone", gone, true, "Бұл құжат табылған жоқ"},
		{"gone", gone, true, "Désolé, cet article n’est plus en ligne."},
		{"gone", gone, true, "Le document que vous demandez est introuvable"},
		{"gone", gone, true, "Cette publication a été retirée"},
		{"gone", gone, true, "Axtardığınız xəbər silinib və ya ünvanı dəyişib."},
		{"gone", gone, true, "आप जिस पृष्ठ को खोज रहे हैं वह उपलब्ध नहीं है।"},
		{"gone", gone, false, "The committee asked the authorities to publish the report without delay."},
		{"gone", gone, false, "She was removed from her office in March."},
		{"gone", gone, false, "Документ подписали двадцать государств."},
		{"gone", gone, false, "Құжаттың күші жойылған"},
		{"gone", gone, false, "Документ утратил силу, статья 5 исключена"},
		{"gone", gone, false, "Le rapport a été publié le 3 mars."},

		{"join", join, true, "Subscribe for one euro to read the rest of this article"},
		{"join", join, true, "Register for free to continue reading"},
		{"join", join, true, "Чтобы дочитать материал, оформите подписку или войдите"},
		{"join", join, true, "Мақаланы толық оқу үшін жазылыңыз"},
		{"join", join, true, "La suite de cet article est réservée aux abonnés"},
		{"join", join, true, "Чтобы просматривать эту страницу, войдите в свой аккаунт"},
		{"join", join, true, "برای مشاهده این مطلب باید وارد حساب کاربری خود شوید"},
		{"join", join, true, "इस सामग्री को देखने के लिए कृपया लॉग इन करें"},
		{"join", join, true, "Bu səhifəyə baxmaq üçün hesabınıza daxil olun"},
		{"join", join, false, "The union has two thousand members."},
		{"join", join, false, "Он подписал договор в среду"},

		{"place", place, true, "This service is not available in your country"},
		{"place", place, true, "Доступ с территории иностранных государств ограничен"},
		{"place", place, true, "Сайтқа шетелден кіруге шектеу қойылған"},
		{"place", place, true, "L’accès à ce site est limité au territoire national"},
		{"place", place, true, "यह सामग्री आपके देश में उपलब्ध नहीं है"},
		{"place", place, false, "L’articolo richiesto non è più disponibile su questo sito"}, // “su” is no place
		{"place", place, false, "The country has two rivers."},

		{"robot", robot, true, "Please confirm that you are no robot"},
		{"robot", robot, true, "Our systems have detected unusual traffic"},
		{"robot", robot, true, "Введите символы с картинки, чтобы продолжить"},
		{"robot", robot, true, "От вас идёт подозрительно много запросов: подозрительная активность"},
		{"robot", robot, true, "Робот емес екеніңізді растаңыз"},
		{"robot", robot, true, "Recopiez les caractères de l’image"},
		{"robot", robot, true, "لطفاً تأیید کنید که ربات نیستید"},
		{"none", none, true, "There is no such article"},
		{"none", none, true, "Aucun document"},
		{"none", none, true, "Такой записи нет"},
		{"none", none, true, "Мұндай бет жоқ"},
		{"none", none, false, "Opinion No. 58"},
		{"gone", gone, true, "По вашему запросу записей: 0"},
		{"gone", gone, true, "Найдено: 0"},
		{"gone", gone, true, "Результатов поиска: 0"},
		{"gone", gone, true, "Знайдено записів: 0"},
		{"gone", gone, true, "Записей по запросу: 0"},
		{"gone", gone, true, "The resource you are looking for has been removed, had its name changed, or is temporarily unavailable."},
		{"gone", gone, true, "Страница удалена или временно недоступна"},
		{"gone", gone, false, "The website is temporarily unavailable."},
		{"pause", (*lex.Stream).SaysPause, true, "The website is temporarily unavailable."},
		{"gone", gone, false, "Сайт временно недоступен."},
		{"pause", (*lex.Stream).SaysPause, true, "Сайт временно недоступен."},
		{"gone", gone, false, "Сайт уақытша қолжетімсіз."},
		{"pause", (*lex.Stream).SaysPause, true, "Сайт уақытша қолжетімсіз."},
		{"gone", gone, false, "Le site est momentanément indisponible."},
		{"pause", (*lex.Stream).SaysPause, true, "Le site est momentanément indisponible."},
		{"gone", gone, true, "По вашему запросу: 0 документов."},
		{"gone", gone, true, "Сұрауыңыз бойынша нәтиже: 0"},
		{"gone", gone, true, "Табылды: 0"},
		{"gone", gone, true, "0 result(s) for your search"},
		{"gone", gone, true, "Records: 0"},
		{"gone", gone, true, "0 résultat"},
		{"gone", gone, true, "Documents correspondant à votre recherche : 0"},
		{"gone", gone, true, "0 Treffer"},
		{"gone", gone, false, "По вашему запросу записей: 10"},
		{"gone", gone, false, "Результат: 0:2"},
		{"gone", gone, false, "Results: 0 of 15 shown on this line"},
		{"gone", gone, false, "Комментариев: 0"},
		{"gone", gone, false, "Documents: 0"},
		{"gone", gone, false, "0 vues"},
		{"gone", gone, false, "The result was 0 % growth"},
		{"gone", gone, false, "Inspectors who searched the archive of the ministry in May wrote of 0 records on the detention of these men"},
		{"gone", gone, true, "Your search gave 0 results: found nothing"},
		{"gone", gone, true, "We keep no file for the name you asked for."},
		{"limit", limit, true, "You have made too many requests today."},
		{"limit", limit, true, "Превышен лимит запросов с вашего адреса"},
		{"limit", limit, true, "Vous avez épuisé votre quota de consultations"},
		{"limit", limit, false, "The commission limited its visit to two days."},
		{"court", court, true, "Доступ к сайту закрыт по решению суда"},
		{"court", court, true, "Сот шешімі бойынша бұл ресурс бұғатталған"},
		{"court", court, false, "The court heard the case in May."},
		{"refused", refused, true, "Your request was rejected"},
		{"refused", refused, true, "Доступ запрещён"},
		{"refused", refused, true, "L’accès est refusé"},
		{"refused", refused, false, "He refused to sign."},
		{"parked", parked, true, "The domain has expired"},
		{"parked", parked, true, "Домен не продлён владельцем"},
		{"parked", parked, true, "Ce nom de domaine n’a pas été renouvelé"},
		{"parked", parked, false, "The public domain belongs to everybody."},

		{"pause", (*lex.Stream).SaysPause, true, "We are down for maintenance and will be back on Monday."},
		{"pause", (*lex.Stream).SaysPause, true, "Ведутся технические работы, зайдите позже"},
		{"pause", (*lex.Stream).SaysPause, true, "Сайтта техникалық жұмыстар жүруде, кейінірек оралыңыз"},
		{"pause", (*lex.Stream).SaysPause, true, "Site en maintenance, de retour bientôt"},
		{"pause", (*lex.Stream).SaysPause, false, "The works of the poet are read again."},

		{"robot", robot, false, "Page not found. Check the address."},
		{"robot", robot, false, "Vérifiez l’adresse ou revenez à l’accueil."},
		{"robot", robot, false, "Проверьте адрес или вернитесь на главную"},
	} {
		s := lex.Text(c.text, false)
		if got := c.says(s, lex.Span{From: 0, To: len(s.Tokens)}); got != c.want {
			t.Errorf("%s: %q: %v, want %v", c.name, c.text, got, c.want)
		}
	}
}

// What stands around a message does not hide it, and what a site serves at
// every address is told from what it serves in place of a page.
func TestInPlaceOfTheText(t *testing.T) {
	const menu = "Home\nNews\nReports\nAbout the foundation\nContact us\n"
	const foot = "\nThe foundation is a registered charity and publishes its accounts each spring.\nWrite to us at the address in the imprint."
	const article = "Inspectors counted nine locked doors\nThe inspectors of the district visited the building on two days and counted nine doors that could not be opened from within.\nThey asked the owner to mend them before the end of the month, and he agreed to do so in writing.\nNobody had been told of the visit, the head of the inspection said when she was asked."
	page := func(title, text string) *Prepared {
		return Prepare(Page{Kind: "html", Title: title, Visible: menu + text + foot, Main: text, Scripts: 2})
	}
	const url = "https://foundation.example/news/nine-doors"
	ref := &Reference{URL: url, Status: 200, Page: page("Nine doors", article)}
	look := func(text string) *Look {
		return &Look{URL: url, Status: 200, Page: page("The foundation", text), BodyLen: 9000}
	}
	home := look("Welcome to the foundation of the district\nOur newest report is about the schools of the valley and those who teach there.\nRead what the volunteers did during the summer on the farms.")
	notFound := &Look{URL: url, Status: 404, Page: page("Nothing here", "Nothing here")}
	const sorry = "Oh dear\nThe text you are looking for has left us: this article was withdrawn."
	const wall = "A short check\nPlease wait while we make sure of your connection."
	for _, c := range []struct {
		name string
		look *Look
		p    Probes
		want string
	}{
		{"gone, and the site says 404 elsewhere", look(sorry), Probes{Sibling: notFound, Home: home}, "dead/soft-404"},
		{"the same at any address", look("Oh dear\nNo such thing here, try the search."), Probes{Sibling: look("Oh dear\nNo such thing here, try the search."), Home: home}, "changed/replaced"},
		{"the same at any address, of the page", look("Oh dear\nThere is no such page, try the search."), Probes{Sibling: look("Oh dear\nThere is no such page, try the search."), Home: home}, "dead/soft-404"},
		{"the home page at any address", home, Probes{Sibling: home, Home: home}, "dead/soft-404"},
		{"nothing between menu and footer", look(""), Probes{Sibling: notFound, Home: home}, "dead/empty"},
		{"the rest is for members", look(article[:140] + ".\nRegister for free to read the whole story"), Probes{Sibling: notFound, Home: home}, "blocked/login-wall"},
		{"another article", look("Ten new bridges for the valley\nThe council decided on Monday to build ten bridges over the river before the winter comes, and to pay for them out of the reserve."), Probes{Sibling: notFound, Home: home}, "changed/replaced"},
	} {
		j := Judge(ref, c.look, c.p, nil)
		if got := string(j.Verdict) + "/" + string(j.Reason); got != c.want {
			t.Errorf("%s: %s, want %s: %q", c.name, got, c.want, j.Evidence)
		}
	}
	// An unknown wall before the whole site, with nothing of its template.
	bare := &Look{URL: url, Status: 200, Page: Prepare(Page{Kind: "html", Title: "One moment", Visible: wall, Main: wall, Scripts: 1}), BodyLen: 900}
	if j := Judge(ref, bare, Probes{Sibling: bare, Home: bare}, nil); j.Verdict == Dead {
		t.Errorf("a wall before the site is called dead: %q", j.Evidence)
	}
	for _, few := range []string{"Please hold on", "Подождите немного", "Сәл күте тұрыңыз", "Un instant, merci"} {
		bare := &Look{URL: url, Status: 200, Page: Prepare(Page{Kind: "html", Title: few, Visible: few, Main: few}), BodyLen: 400}
		if j := Judge(ref, bare, Probes{Sibling: bare, Home: bare}, nil); j.Verdict == Dead {
			t.Errorf("%s: a wall of a few words before the site is called dead: %q", few, j.Evidence)
		}
	}
	// The site's menus and footer at another address.
	led := look("")
	led.FinalURL, led.Hops = "https://foundation.example/find", []Hop{{url, "/find", 302}}
	if j := Judge(ref, led, Probes{Sibling: notFound, Home: home}, nil); j.Reason != Soft404 {
		t.Errorf("an empty search form: %s: %q", j.Reason, j.Evidence)
	}
}
