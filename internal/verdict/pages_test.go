package verdict

import (
	"crypto/sha256"
	"net/http"
	"strings"
)

// tongue is a made-up source and the things sites say, in one language.
type tongue struct {
	lang     string
	title    string
	article  []string
	menu     []string
	quote    string // stands in the article
	figure   [2]string
	negation [2]string // the article's words, and the same without or with a "not"
	name     [2]string
	date     [2]string

	notFound, login, loginTitle, bot, geo, consent, parked string

	updated [2]string // date lines
	counter [2]string
	ago     [2]string
	cookies string
	advert  []string
	legal   [2]string
}

var tongues = []tongue{
	{
		lang: "en", title: "Dam at Karabel closed after leak",
		article: []string{
			"The regional court in Karabel ruled on Thursday that the dam must be closed, after engineers found that water had been leaking into the lower gallery since spring.",
			"According to the ministry, 118,000 people live below the dam, and the decision of 12 May 2019 does not affect the supply of drinking water to the city.",
			"Professor Aigerim Saulebek, who led the inquiry, told the court that the operator had never measured the pressure in the northern wall.",
			"The operator will appeal. A spokesman said that the company had followed every rule and that the leak was smaller than reported by the newspapers.",
			"Residents of the valley have asked for new sirens, for a shelter in the school and for a yearly report that anyone can read.",
		},
		menu:     []string{"Home", "News", "Economy", "Culture", "Contacts"},
		quote:    "the operator had never measured the pressure in the northern wall",
		figure:   [2]string{"118,000", "128,000"},
		negation: [2]string{"does not affect", "does affect"},
		name:     [2]string{"Aigerim Saulebek", "Aigerim Bekturova"},
		date:     [2]string{"12 May 2019", "12 June 2019"},
		notFound: "Page not found. The page you are looking for does not exist.", login: "Please log in to continue reading this page.", loginTitle: "Log in",
		bot: "Checking your browser before you proceed. Verify you are human.", geo: "This service is not available in your country.",
		consent: "Before you continue to the site, please accept our cookies.", parked: "This domain is for sale. Buy this domain now.",
		updated: [2]string{"Last updated: 12 May 2019, 14:05", "Last updated: 3 June 2021, 09:40"}, counter: [2]string{"1,204 views", "98,311 views"},
		ago: [2]string{"Published 3 hours ago", "Published 2 days ago"}, cookies: "We use cookies to improve your visit. Accept all cookies or read about consent in our policy.",
		advert: []string{"Advertisement", "Two pizzas for the price of one, this week only, at every branch in town"}, legal: [2]string{"© 2019 Karabel Times. All rights reserved.", "© 2024 Karabel Times. All rights reserved."},
	},
	{
		lang: "ru", title: "Плотину в Карабеле закрыли из-за течи",
		article: []string{
			"Областной суд в Карабеле в четверг постановил закрыть плотину, после того как инженеры установили, что с весны вода просачивается в нижнюю галерею.",
			"По данным министерства, ниже плотины живут 118 000 человек, и решение от 12 мая 2019 года не влияет на снабжение города питьевой водой.",
			"Профессор Айгерим Саулебек, которая вела расследование, сообщила суду, что оператор ни разу не измерял давление в северной стене.",
			"Оператор подаст апелляцию. Представитель компании заявил, что она соблюдала все правила, а течь была меньше, чем писали газеты.",
			"Жители долины попросили о новых сиренах, об убежище в школе и о ежегодном отчёте, который сможет прочитать любой.",
		},
		menu:     []string{"Главная", "Новости", "Экономика", "Культура", "Контакты"},
		quote:    "оператор ни разу не измерял давление в северной стене",
		figure:   [2]string{"118 000", "128 000"},
		negation: [2]string{"не влияет", "влияет"},
		name:     [2]string{"Айгерим Саулебек", "Айгерим Бектурова"},
		date:     [2]string{"12 мая 2019", "12 июня 2019"},
		notFound: "Страница не найдена. Запрашиваемая страница не существует или была удалена.", login: "Войдите, чтобы продолжить чтение.", loginTitle: "Вход",
		bot: "Проверка браузера. Подтвердите, что вы не робот.", geo: "Этот материал недоступен в вашей стране.",
		consent: "Прежде чем продолжить, примите cookies.", parked: "Домен продаётся. Купить домен.",
		updated: [2]string{"Обновлено: 12 мая 2019, 14:05", "Обновлено: 3 июня 2021, 09:40"}, counter: [2]string{"1 204 просмотра", "98 311 просмотров"},
		ago: [2]string{"3 часа назад", "2 дня назад"}, cookies: "Мы используем файлы cookie. Нажмите «Принять», чтобы дать согласие на cookies.",
		advert: []string{"Реклама", "Две пиццы по цене одной, только на этой неделе, в каждом кафе города"}, legal: [2]string{"© 2019 Карабельские вести. Все права защищены.", "© 2024 Карабельские вести. Все права защищены."},
	},
	{
		lang: "kk", title: "Қарабелдегі бөгет су кетуіне байланысты жабылды",
		article: []string{
			"Қарабелдегі облыстық сот бейсенбі күні бөгетті жабу туралы шешім шығарды, өйткені инженерлер көктемнен бері судың төменгі галереяға сіңіп жатқанын анықтады.",
			"Министрліктің мәліметінше, бөгеттен төмен 118 000 адам тұрады, ал 12 мамыр 2019 жылғы шешім қаланың ауыз сумен қамтылуына әсер ететін шара емес.",
			"Тергеуді жүргізген профессор Әйгерім Сәулебек сотқа оператордың солтүстік қабырғадағы қысымды ешқашан өлшемегенін айтты.",
			"Оператор шағым түсіреді. Компания өкілі барлық ереже сақталғанын және су кетуі газеттер жазғаннан аз болғанын мәлімдеді.",
			"Алқап тұрғындары жаңа дабыл қондырғыларын, мектептегі баспананы және кез келген адам оқи алатын жылдық есепті сұрады.",
		},
		menu:     []string{"Басты бет", "Жаңалықтар", "Экономика", "Мәдениет", "Байланыс"},
		quote:    "оператордың солтүстік қабырғадағы қысымды ешқашан өлшемегенін айтты",
		figure:   [2]string{"118 000", "128 000"},
		negation: [2]string{"шара емес", "шара"},
		name:     [2]string{"Әйгерім Сәулебек", "Әйгерім Бектұрова"},
		date:     [2]string{"12 мамыр 2019", "12 маусым 2019"},
		notFound: "Бет табылмады. Сіз іздеген бет жоқ немесе жойылған.", login: "Жалғастыру үшін кіріңіз.", loginTitle: "Кіру",
		bot: "Браузеріңіз тексерілуде. Робот емес екеніңізді растаңыз.", geo: "Бұл материал сіздің еліңізде қолжетімсіз.",
		consent: "Жалғастырмас бұрын cookie файлдарын қабылдаңыз.", parked: "Бұл домен сатылады.",
		updated: [2]string{"Жаңартылды: 12 мамыр 2019, 14:05", "Жаңартылды: 3 маусым 2021, 09:40"}, counter: [2]string{"1 204 қаралым", "98 311 қаралым"},
		ago: [2]string{"3 сағат бұрын", "2 күн бұрын"}, cookies: "Біз cookie файлдарын қолданамыз. Cookies үшін «Қабылдау» батырмасын басыңыз.",
		advert: []string{"Жарнама", "Бір пиццаның бағасына екі пицца, тек осы аптада, қаладағы барлық дәмханада"}, legal: [2]string{"© 2019 Қарабел хабары. Барлық құқықтар қорғалған.", "© 2024 Қарабел хабары. Барлық құқықтар қорғалған."},
	},
	{
		lang: "fr", title: "Le barrage de Karabel fermé après une fuite",
		article: []string{
			"Le tribunal régional de Karabel a ordonné jeudi la fermeture du barrage, après que des ingénieurs ont découvert que l'eau s'infiltrait depuis le printemps dans la galerie inférieure.",
			"Selon le ministère, 118 000 personnes vivent en aval du barrage, et la décision du 12 mai 2019 n'affecte pas l'alimentation de la ville en eau potable.",
			"La professeure Aigerim Saulebek, qui a mené l'enquête, a déclaré au tribunal que l'exploitant n'avait jamais mesuré la pression dans le mur nord.",
			"L'exploitant fera appel. Un porte-parole a affirmé que la société avait suivi toutes les règles et que la fuite était plus petite que ne l'ont écrit les journaux.",
			"Les habitants de la vallée ont demandé de nouvelles sirènes, un abri dans l'école et un rapport annuel que chacun puisse lire.",
		},
		menu:     []string{"Accueil", "Actualités", "Économie", "Culture", "Contact"},
		quote:    "l'exploitant n'avait jamais mesuré la pression dans le mur nord",
		figure:   [2]string{"118 000", "128 000"},
		negation: [2]string{"n'affecte pas", "affecte"},
		name:     [2]string{"Aigerim Saulebek", "Aigerim Bektourova"},
		date:     [2]string{"12 mai 2019", "12 juin 2019"},
		notFound: "Page introuvable. La page que vous recherchez n'existe plus.", login: "Veuillez vous connecter pour lire la suite.", loginTitle: "Connexion",
		bot: "Vérification de votre navigateur. Confirmez que vous n'êtes pas un robot.", geo: "Ce contenu n'est pas disponible dans votre pays.",
		consent: "Avant de continuer, acceptez nos cookies.", parked: "Ce domaine est à vendre.",
		updated: [2]string{"Mis à jour le 12 mai 2019 à 14:05", "Mis à jour le 3 juin 2021 à 09:40"}, counter: [2]string{"1 204 vues", "98 311 vues"},
		ago: [2]string{"il y a 3 heures", "il y a 2 jours"}, cookies: "Nous utilisons des cookies. Cliquez pour accepter les cookies ou retirer votre consentement.",
		advert: []string{"Publicité", "Deux pizzas pour le prix d'une, cette semaine seulement, dans toutes les agences de la ville"}, legal: [2]string{"© 2019 Le Courrier de Karabel. Tous droits réservés.", "© 2024 Le Courrier de Karabel. Tous droits réservés."},
	},
}

// page is the article as a site shows it.
func (t *tongue) page() Page { return t.with(t.article) }

func (t *tongue) with(article []string) Page {
	main := t.title + "\n" + strings.Join(article, "\n")
	return Page{
		Kind: "html", Lang: t.lang, Title: t.title + " — Karabel", Headings: []string{t.title}, Scripts: 3,
		Visible: strings.Join(t.menu, "\n") + "\n" + main + "\n" + strings.Join(t.menu, " ") + "\n" + t.legal[0],
		Main:    main,
	}
}

// swap replaces a passage of the article.
func (t *tongue) swap(old, now string) Page {
	article := strings.Split(strings.Replace(strings.Join(t.article, "\n"), old, now, 1), "\n")
	return t.with(article)
}

// small is a page that says one thing.
func (t *tongue) small(title, text string) Page {
	return Page{Kind: "html", Lang: t.lang, Title: title, Headings: []string{title}, Visible: title + "\n" + text, Main: title + "\n" + text, Scripts: 1}
}

// other is another text in the same language, on the same site.
func (t *tongue) other() Page {
	text := map[string]string{
		"en": "Tickets for the spring festival go on sale next week. Twelve theatres take part, among them three from the mountains, and the opening night will be shown on the square. Children pay half, and those who come by bicycle get a free lemonade from the brewery.",
		"ru": "Билеты на весенний фестиваль поступят в продажу на следующей неделе. В нём участвуют двенадцать театров, из них три горных, а вечер открытия покажут прямо на площади. Дети платят половину, а приехавшие на велосипеде получат лимонад от пивоварни.",
		"kk": "Көктемгі фестивальдің билеттері келесі аптада сатылымға шығады. Оған он екі театр қатысады, олардың үшеуі таудан келеді, ал ашылу кеші алаңда көрсетіледі. Балалар жартысын төлейді, велосипедпен келгендерге сыра қайнатушылар лимонад сыйлайды.",
		"fr": "Les billets du festival de printemps seront en vente la semaine prochaine. Douze théâtres y participent, dont trois venus des montagnes, et la soirée d'ouverture sera montrée sur la place. Les enfants paient la moitié, et ceux qui viennent à vélo reçoivent une limonade offerte par la brasserie.",
	}[t.lang]
	return Page{Kind: "html", Lang: t.lang, Title: "Festival", Headings: []string{"Festival"}, Visible: strings.Join(t.menu, "\n") + "\nFestival\n" + text + "\n" + t.legal[0], Main: "Festival\n" + text, Scripts: 3}
}

const cited = "https://news.example.kz/2019/05/dam"

func refOf(p Page) *Reference {
	return &Reference{URL: cited, FinalURL: cited, Status: 200, Page: Prepare(p), PayloadSHA256: sha256.Sum256([]byte("reference" + p.Visible))}
}

// lookAt is a look at a page answered with a status.
func lookAt(status int, p Page) *Look {
	return &Look{URL: cited, FinalURL: cited, Status: status, Header: http.Header{}, BodyLen: int64(len(p.Visible) + 2000), Head: []byte("<html>" + p.Visible), Page: Prepare(p), PayloadSHA256: sha256.Sum256([]byte("look" + p.Visible))}
}

func (l *Look) at(final string, hops ...Hop) *Look {
	l.FinalURL, l.Hops = final, hops
	return l
}

func (l *Look) header(k, v string) *Look {
	l.Header.Set(k, v)
	return l
}

func (l *Look) head(s string) *Look {
	l.Head = []byte(s)
	return l
}

func faulty(r Reason) *Look { return &Look{URL: cited, FinalURL: cited, Fault: r} }
