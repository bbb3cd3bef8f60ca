package gone

import "archiver/internal/eval/set"

// zakon is a database of legal acts; the cited one is about blocking pages.
func zakon() *site {
	s := newSite("zakon-ru", "/d/30118",
		"Предписание, вынесенное без решения суда, теряет силу через 30 дней, если суд его не подтвердит.",
		"Неизвестность владельца не препятствует ограничению доступа.")
	s.Healthy(s.Inside("Свод — база документов", `<h1>Новые поступления</h1><dl><dt>04.04</dt><dd><a href="/d/30990">О порядке ведения реестра перевозчиков</a></dd><dt>03.04</dt><dd><a href="/d/30987">Об утверждении формы журнала проб</a></dd><dt>02.04</dt><dd><a href="/d/30981">О признании утратившими силу некоторых приказов</a></dd></dl>
`), s.Inside("Свод — база документов: ошибка", `<h1>404</h1><p>Документа с таким номером в базе нет.</p>
`))

	s.Intact("register-to-download", html(apply(s.Page, []edit{
		above("<h1>Об утверждении", `<div class="reg-banner"><b>Полный доступ — после регистрации.</b> Чтобы скачать документ, сравнить редакции и поставить его на контроль, <a href="/enter">войдите</a> или <a href="/reg">зарегистрируйтесь</a>.<form><input type="text" name="login"><input type="password" name="pw"></form></div>
`),
		sub("doc.css?v=14", "doc.css?v=31"),
		all(`<a name="p`, `<a class="anc" id="a" name="p`),
	}))).Note("The text stands whole under a banner that offers registration.")
	s.Edit("no-longer-in-force", sub("<dd>Действует</dd>", "<dd>Утратил силу с 1 января 2021 года (приказ № 402)</dd>"))

	s.Dead("withdrawn", html(s.Inside("Документ 30118 :: Свод — база документов", `<h1>Документ изъят из базы</h1><p>Документ № 30118 изъят из открытой части базы по требованию органа, его принявшего. Текст не предоставляется.</p>
`)), "dead/soft-404", "dead/withdrawn")
	s.Dead("empty-template", html(s.Inside("Свод — база документов", "\n")), "dead/empty", "dead/soft-404").
		Note("Menu and footer, and nothing between them; other unknown documents get a real 404.")
	s.Dead("search-in-its-place", redirect(302, "/find?t=30118"), "dead/soft-404", "dead/redirected-home").
		Also("/find?t=30118", html(s.Inside("Поиск :: Свод — база документов", `<h1>Поиск</h1><form action="/find"><label>Слова <input name="t" value="30118"></label> <label>Вид <select><option>Любой<option>Закон<option>Приказ</select></label> <input type="submit" value="Искать"></form><p>По вашему запросу: 0 документов.</p>
`)))

	s.Wall("registration", html(s.Inside("Свод — база документов", `<h1>Текст доступен зарегистрированным пользователям</h1><p>Чтобы открыть документ, войдите под своим именем. Регистрация бесплатна и занимает минуту.</p>
<form action="/enter" method="post"><p>E-mail <input name="login"></p><p>Пароль <input type="password" name="pw"></p><input type="submit" value="Войти"> <a href="/reg">Зарегистрироваться</a> <a href="/lost">Забыли пароль?</a></form>
`)), "blocked/login-wall")
	s.Add("fault", "certificate", set.Answer{Fault: "tls"}, "unreachable/tls").Everywhere("/")
	return s
}
