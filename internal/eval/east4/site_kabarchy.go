package east4

import "archiver/internal/eval/kit"

// kabarchy is a Kyrgyz news site on DataLife Engine.
func kabarchy() *site {
	s := newSite("kabarchy-ky", "/koom/6120-batken-mektep.html", "Курулушка республикалык бюджеттен 84 миллион сом бөлүндү", "Балдарыбыз кышында пальто чечпей окуду")
	notFound := s.Inside("Ката » Кабарчы", "<div class=\"berrors\"><b>Көңүл буруңуз, ката табылды</b><br>Тилекке каршы, бул дарек боюнча сайтта жарыя табылган жок же сизде аны көрүүгө укук жок.</div>\n")
	s.Healthy(s.Inside("Кабарчы", "<h2>Акыркы кабарлар</h2><ul><li>Ошто көпүрө оңдолот</li><li>Нарында кар көчтү</li><li>Спорт: балбандар алтын алды</li></ul>\n"), notFound)

	s.Noise("votes-related-turbo", sub("Добуштар: 7", "Добуштар: 112"), between("Окшош жаңылыктар:</b>", "</div>", "<ul><li>Таласта токой өрттөндү</li><li>Жаңы окуу жылы качан башталат</li></ul>"),
		sub("| 14-04-2021, 10:30", "| 14 апрель 2021, 10:30 | Көрүүлөр: 5 021 | Пикирлер: 3"), above("<p>Курулушка", "<div style=\"text-align:center\"><!--dle_image_begin--><img src=\"/uploads/posts/2021-04/mektep.jpg\" alt=\"Баткенде чек арадагы айылга мектеп салынат\"><!--dle_image_end--></div>\n"))
	s.Intact("forbidden-status-by-antivirus", s.Status(403, kit.Apply(s.Page, []edit{sub("&copy; 2021", "&copy; 2023"), letters("«", "“", "»", "”")}))).
		Note("a wrong rule sends 403 with the whole page")
	s.Noise("login-panel-and-latin-menu", above(`<div class="speedbar">`, "<div class=\"loginbox\"><form method=\"post\">Логин: <input name=\"login_name\"> Сырсөз: <input type=\"password\" name=\"login_password\"><button>Кирүү</button></form> Катталуу · Сырсөздү унуттуңузбу?</div>\n"),
		sub("&copy; 2021 Кабарчы", "&copy; 2021-2026 Kabarchy"), letters("«", "\"", "»", "\""))
	s.Edit("class-count", sub("жети класс контейнерде", "төрт класс контейнерде"))
	s.Dead("engine-message", s.Answer(notFound), "dead/soft-404")
	s.Replaced("number-reused", s.Answer(s.Inside("Көчмөндөр оюнуна даярдык » Кабарчы", lines("<h1>Көчмөндөр оюнуна даярдык башталды</h1>", `<div class="info">Автору: redaktor | 02-02-2024, 16:05</div>`,
		"<p>Ысык-Көлдө Көчмөндөр оюнуна даярдык иштери башталды. Уюштуруучулар коноктор үчүн 300 боз үй тигилерин билдиришти.</p>",
		"<p>Быйыл көк бөрү, эр эңиш, күрөш жана жаа атуу боюнча мелдештер өтөт. Катышуучулар он эки өлкөдөн келет деп күтүлүүдө.</p>",
		"<p>Билеттер апрелден баштап сатылат. Ат чабыш болчу жерде трибуналар оңдолуп, жаңы унаа токтотмо курулууда.</p>"))))
	return s
}
