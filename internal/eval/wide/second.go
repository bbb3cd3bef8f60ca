package wide

import (
	"net/http"
	"strings"

	"archiver/internal/eval/set"
)

// second are cases that were written after the first had been mended.
func (l *list) second() {
	plain := func(lang string) string { return news(articles[lang], slots{}) }
	edit := func(name, old, now string) {
		p := plain(name[:2])
		l.add("edit", name, page(p), page(once(p, old, now)), edited)
	}
	edit("ru-name", "Дана Оспан", "Дана Османова")
	edit("ru-softened", "заставили подписать пустые бланки</h1>", "попросили подписать пустые бланки</h1>")
	edit("es-hedged", "fueron quemadas", "habrían sido quemadas")
	edit("tr-sentence-dropped", " Savcılık kendilerine şikâyet ulaşmadığını açıkladı.", "")
	edit("zh-sentence-dropped", "检察院表示没有收到任何投诉。", "")
	edit("ar-sentence-added", "يوم 2 أبريل.", "يوم 2 أبريل. ونفت الشركة ذلك في بيان لاحق.")
	edit("uk-sentence-added", "в котельні 2 квітня.", "в котельні 2 квітня. Компанія це заперечує.")
	edit("kk-name", "Дана Оспан", "Дина Оспан")
	edit("fr-figure-in-words", "Quarante et un mineurs", "Quarante-quatre mineurs")
	edit("zh-words-of-doubt", "罢工组织者说", "被指控的罢工组织者说")
	edit("en-number-in-words", "Forty-one miners", "Fourteen miners")
	edit("ar-month", "14 مارس", "14 مايو")
	edit("es-place-of-quote", "dijo Dana Ospan", "dijo Iván Kerr")
	same := func(name, old, now string) { l.add("noise", name, page(old), page(now), fine) }
	meta := func(name, old, now string) {
		a := articles[name[:2]]
		same(name, news(a, slots{meta: "<span>" + old + "</span>"}), news(a, slots{meta: "<span>" + now + "</span>"}))
	}
	meta("zh-hours", "5小时前", "3个月前")
	meta("zh-published-by", "发布时间：2021-03-16 来源：北方快报", "发布时间：2021-03-16 10:05 来源：北方快报")
	meta("tr-hours", "5 saat önce", "3 ay önce")
	meta("ar-hours", "قبل 5 ساعات", "قبل 3 أشهر")
	meta("tr-shares", "112 paylaşım", "340 paylaşım")
	meta("zh-comments", "评论 (12)", "评论 (48)")
	meta("ar-comments", "12 تعليق", "48 تعليقا")
	meta("es-reading", "Lectura de 3 minutos", "Lectura de 4 minutos")
	meta("uk-reading", "Час читання: 3 хв", "Час читання: 4 хв")
	meta("kk-views", "Қаралымы: 1204", "Қаралымы: 9871")
	meta("fr-updated", "Mis à jour le 17 mars 2021 à 10h05", "Mis à jour le 18 mars 2021 à 8h40")
	foot := func(name, old, now string) {
		a := articles[name[:2]]
		same(name, news(a, slots{foot: "<p>" + old + "</p>"}), news(a, slots{foot: "<p>" + now + "</p>"}))
	}
	foot("tr-weather", "İstanbul 12° Dolar 32,41 Euro 35,02", "İstanbul 19° Dolar 34,10 Euro 36,77")
	foot("zh-visitors", "您是第1204位访客", "您是第98710位访客")
	foot("es-year", "© 2021 El Despacho del Norte. Todos los derechos reservados.", "© 2024 El Despacho del Norte. Todos los derechos reservados.")
	foot("ar-year", "جميع الحقوق محفوظة 2021", "جميع الحقوق محفوظة 2024")
	for lang, label := range map[string]string{"tr": "En çok okunanlar", "zh": "热门文章", "uk": "Найпопулярніше", "ar": "الأكثر قراءة"} {
		a := articles[lang]
		same(lang+"-most-read", news(a, slots{side: "<h3>" + label + "</h3><ol><li><a href=/1>" + articles[lang].paragraphs[3] + "</a></li></ol>"}),
			news(a, slots{side: "<h3>" + label + "</h3><ol><li><a href=/7>" + articles[lang].paragraphs[2] + "</a></li></ol>"}))
	}
	a := articles["en"]
	printed := `<html><head><title>` + a.title + `</title></head><body onload="window.print()"><h2>` + a.title + `</h2><i>` + a.site + `, 16 March 2021</i><hr>` + a.text("") + `<hr>Printed from ` + a.site + `</body></html>`
	same("en-print-view", plain("en"), printed)
	same("uk-latin-look-alikes", plain("uk"), strings.NewReplacer("комітету", "кoмiтeту", "страйку", "стрaйку").Replace(plain("uk")))
	same("ru-stress-and-yo", plain("ru"), strings.NewReplacer("Шахтеров", "Шахтёров", "подписать", "подписа\u0301ть", "Ее", "Её").Replace(plain("ru")))
	same("zh-spaces-by-numbers", plain("zh"), strings.NewReplacer("41名", "41 名", "3月14日", "3 月 14 日", "17人", "17 人").Replace(plain("zh")))
	same("ar-eastern-digits", plain("ar"), strings.NewReplacer("14 مارس", "١٤ مارس", "عن 17", "عن ١٧", "خلال 90", "خلال ٩٠").Replace(plain("ar")))
	consent := page(message("La Dépêche du Nord", `<div><h2>Avec votre accord, nous et nos 714 partenaires utilisons des cookies</h2><p>Continuez sans accepter, acceptez ou abonnez-vous pour 1 € par mois.</p><button>Accepter et fermer</button></div>`))
	everywhere(l.add("wall", "fr-consent", page(plain("fr")), consent, "blocked/consent-wall"))
	everywhere(l.add("wall", "uk-robot", page(plain("uk")), status(403, message("Перевірка", `<h1>Підтвердьте, що ви не робот</h1><p>З вашої мережі надходить незвичний трафік.</p>`)), "blocked/bot-wall"))
	everywhere(l.add("wall", "ar-robot", page(plain("ar")), page(message("تحقق", `<h1>تأكد من أنك لست روبوتا</h1><p>يرجى إكمال التحقق للمتابعة إلى الموقع.</p>`)), "blocked/bot-wall"))
	l.add("wall", "es-subscribers", page(plain("es")), page(around(articles["es"], articles["es"].title, "<h1>"+articles["es"].title+"</h1><p>Este contenido es exclusivo para suscriptores. Inicia sesión o suscríbete para seguir leyendo.</p>")), "blocked/login-wall")
	l.add("wall", "zh-members", page(plain("zh")), page(around(articles["zh"], articles["zh"].title, "<h1>"+articles["zh"].title+"</h1><p>本文仅限会员阅读，请登录后继续浏览。</p>")), "blocked/login-wall")
	everywhere(l.add("wall", "en-perimeter", page(plain("en")), status(403, message("Access to this page has been denied", `<h1>Press &amp; Hold to confirm you are a human (and not a bot).</h1><script>window._pxAppId = 'PX1';</script>`)), "blocked/bot-wall"))
	dead := func(name, title, main string, want ...string) {
		b := articles[name[:2]]
		l.add("dead", name, page(news(b, slots{})), page(around(b, title, main)), want...)
	}
	dead("es-retired", "El Despacho del Norte", `<h1>Contenido no disponible</h1><p>El contenido que buscas ya no está disponible.</p>`, "dead/soft-404")
	dead("tr-taken-down", "Kuzey Postası", `<p>Bu haber yayından kaldırılmıştır.</p>`, "dead/soft-404")
	dead("ar-removed", "بريد الشمال", `<p>تم حذف هذا المقال.</p>`, "dead/soft-404")
	dead("zh-deleted", "提示", `<p>该文章已被作者删除</p>`, "dead/soft-404")
	dead("zh-violation", "提示", `<p>此内容因违规无法查看</p>`, "dead/soft-404", "blocked/forbidden", "changed/replaced", "blocked/legal-451")
	dead("fr-gone", "Page introuvable", `<h1>Oups</h1><p>La page demandée n’existe plus.</p>`, "dead/soft-404")
	alone := func(name, body string, want ...string) {
		everywhere(l.add("dead", name, page(plain(name[:2])), page(body), want...))
	}
	alone("zh-lottery", message("澳门赌场官网-真人娱乐-彩票投注平台", `<h1>澳门赌场真人娱乐</h1><p>欢迎来到澳门赌场官网，提供真人百家乐、老虎机、彩票投注，注册即送彩金。</p><p>百家乐与体育投注全天开放，存款秒到账。</p>`), "dead/hijacked", "changed/replaced")
	alone("ar-casino", message("أفضل كازينو على الإنترنت 2024", `<h1>كازينو أون لاين</h1><p>العب الروليت والبوكر وماكينات القمار واحصل على بونص ترحيبي بلا إيداع في أفضل كازينو عربي.</p>`), "dead/hijacked", "changed/replaced")
	alone("es-suspended", message("Cuenta suspendida", `<h1>Cuenta suspendida</h1><p>Este sitio web ha sido suspendido. Póngase en contacto con su proveedor de hosting.</p>`), "dead/parked")
	alone("tr-expired", message("Alan adı", `<h1>Bu alan adının süresi dolmuştur</h1><p>Alan adının sahibi sizseniz yenilemek için kayıt firmanızla iletişime geçin.</p>`), "dead/parked")
	everywhere(l.add("fault", "es-database", page(plain("es")), page(message("Error", `<h1>Error al establecer una conexión con la base de datos</h1>`)), "unreachable/http-5xx"))
	l.add("dead", "en-gone-json", typed("application/json", `{"id": 7, "title": "`+a.title+`", "body": "`+strings.Join(a.paragraphs, " ")+`"}`), set.Answer{Header: http.Header{"Content-Type": {"application/json"}}, Body: []byte(`{"error": {"code": 404, "message": "No such document"}}`)}, "dead/soft-404")
}
