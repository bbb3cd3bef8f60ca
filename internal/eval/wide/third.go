package wide

import (
	"net/http"
	"strings"

	"archiver/internal/eval/set"
)

// third are cases that were written after the second had been mended.
func (l *list) third() {
	plain := func(lang string) string { return news(articles[lang], slots{}) }
	same := func(name, old, now string) { l.add("noise", name, page(old), page(now), fine) }
	swap := func(lang string, pairs ...string) string { return strings.NewReplacer(pairs...).Replace(plain(lang)) }
	a := articles["en"]
	same("en-note-marks", plain("en"), swap("en", "Forty-one miners", `Forty-one miners<sup><a href="#n1">[1]</a></sup>`, "90 days.", `90 days.<sup><a href="#n2">[2]</a></sup>`))
	same("en-breaks-for-paragraphs", plain("en"), swap("en", "<p>", "", "</p>\n", "<br><br>\n"))
	same("en-title-case", plain("en"), swap("en", "<h1>Miners were told to sign blank statements", "<h1>Miners Were Told to Sign Blank Statements"))
	same("en-links-put-in", plain("en"), swap("en", "a committee in Geneva", `<a href="/c">a committee in Geneva</a>`, "Ivan Kerr", `<a href="/k">Ivan Kerr</a>`))
	same("en-date-written-otherwise", news(a, slots{meta: "16 March 2021"}), news(a, slots{meta: "2021-03-16"}))
	same("es-entities", plain("es"), strings.NewReplacer("á", "&aacute;", "é", "&eacute;", "í", "&iacute;", "ó", "&oacute;", "ñ", "&ntilde;", "«", "&laquo;", "»", "&raquo;").Replace(plain("es")))
	same("fr-thousands", swap("fr", "90 jours", "1 460 jours"), swap("fr", "90 jours", "1\u202f460 jours"))
	same("en-mail-masked", news(a, slots{end: "<p>Write to desk@northern.example.</p>"}), news(a, slots{end: `<p>Write to <a class="__cf_email__" href="/cdn-cgi/l/email-protection">[email&#160;protected]</a>.</p>`}))
	same("zh-script-left-right-marks", plain("zh"), swap("zh", "委员会", "委\u200b员会", "罢工", "罢\u2060工"))
	same("ar-direction-marks", plain("ar"), swap("ar", "17", "\u200f17\u200f", "90", "\u202b90\u202c"))
	same("tr-dotless-capital", plain("tr"), strings.Replace(plain("tr"), "<div class=\"meta\">", "<div class=\"meta\"><span>YARGI</span>", 1))
	same("uk-donation", plain("uk"), news(articles["uk"], slots{end: `<aside class="support"><p>Підтримайте нашу редакцію: станьте учасником спільноти.</p><a href="/d">Підтримати</a></aside>`}))
	same("zh-share-line", plain("zh"), news(articles["zh"], slots{end: `<div class="share"><span>分享到：</span><a>微信</a><a>微博</a><a>QQ空间</a></div>`}))
	same("ar-share-line", plain("ar"), news(articles["ar"], slots{end: `<div class="share"><span>شارك:</span><a>فيسبوك</a><a>تويتر</a><a>واتساب</a></div>`}))
	same("es-tags", plain("es"), news(articles["es"], slots{end: `<ul class="tags"><li><a href="/t/1">minas</a></li><li><a href="/t/2">huelga</a></li></ul>`}))
	same("tr-editor-line", news(articles["tr"], slots{meta: "<span>Editör: A. Kaya</span>"}), news(articles["tr"], slots{meta: "<span>Editör: Ayşe Kaya</span>"}))
	edit := func(name, old, now string) {
		p := plain(name[:2])
		l.add("edit", name, page(p), page(once(p, old, now)), edited)
	}
	edit("en-unpaired", "released on bail", "released without charge")
	edit("ru-currency", "3,2 миллиона долларов", "3,2 миллиона тенге")
	edit("uk-fewer", "протягом 90 днів", "протягом 30 днів")
	edit("kk-month", "2 сәуірде", "2 мамырда")
	edit("fr-name", "Ivan Kerr", "Igor Kerr")
	edit("es-money", "3,2 millones de dólares", "3,2 millones de euros")
	edit("ar-money", "3.2 مليون دولار", "3.2 مليار دولار")
	edit("zh-money", "320万美元", "320亿美元")
	edit("tr-figure", "17’sini savunan", "71’ini savunan")
	table := func(n string) string {
		return strings.Replace(plain("zh"), "</article>", `<table><tr><th>区</th><th>人数</th></tr><tr><td>北区</td><td>17</td></tr><tr><td>南区</td><td>`+n+`</td></tr><tr><td>东区</td><td>9</td></tr></table></article>`, 1)
	}
	l.add("edit", "zh-cell", page(table("24")), page(table("42")), edited)
	moved := func(class, name string, now string, want ...string) {
		c := l.add(class, name, page(plain(name[:2])), set.Answer{Status: 301, Location: "/articles/20417"}, want...)
		c.After["/articles/20417"] = page(now)
	}
	moved("moved", "ar-new-address", wordpress(articles["ar"]), "moved/redirect")
	moved("moved", "zh-new-address", wordpress(articles["zh"]), "moved/redirect")
	moved("edit", "tr-new-address-and-figure", strings.Replace(wordpress(articles["tr"]), "90 gün", "30 gün", 1), edited)
	moved("replaced", "uk-new-address-of-another", around(articles["uk"], "Дорогу відкрили", "<h1>Дорогу відкрили на рік пізніше</h1><p>Нова дорога до порту відкрилася у травні, повідомила рада району. На церемонії виступили двоє міських голів.</p><p>Плата за проїзд не стягуватиметься до кінця року, а згодом рада вирішить, скільки коштуватиме проїзд.</p><p>Мешканці скаржаться на шум і просять поставити огорожу вздовж школи.</p>"), "changed/replaced")
	everywhere(l.add("wall", "tr-rate", page(plain("tr")), status(429, message("429", "<h1>Çok fazla istek</h1>")), "blocked/rate-limited"))
	l.add("wall", "uk-country", page(plain("uk")), page(message("Недоступно", "<p>Цей вміст недоступний у вашій країні.</p>")), "blocked/geo-block")
	l.add("wall", "es-legal", page(plain("es")), status(451, message("451", "<p>No disponible por motivos legales.</p>")), "blocked/legal-451")
	everywhere(l.add("wall", "ru-register", page(plain("ru")), page(message("Доступ ограничен", "<h1>Доступ к информационному ресурсу ограничен</h1><p>на основании Федерального закона от 27 июля 2006 г. № 149-ФЗ «Об информации».</p>")), "blocked/geo-block", "blocked/legal-451"))
	everywhere(l.add("wall", "en-interruption", page(plain("en")), page(message("Pardon Our Interruption", "<h1>Pardon Our Interruption</h1><p>As you were browsing something about your browser made us think you were a bot.</p>")), "blocked/bot-wall"))
	login := l.add("wall", "tr-to-login", page(plain("tr")), set.Answer{Status: 302, Location: "/giris?return=20417"}, "blocked/login-wall")
	login.After["/giris?return=20417"] = page(around(articles["tr"], "Giriş", `<h1>Üye girişi</h1><form><input name=u><input type=password name=p><button>Giriş yap</button></form>`))
	l.add("dead", "zh-410", page(plain("zh")), status(410, message("410", "<p>内容已删除</p>")), "dead/http-410")
	gone := func(name, title, main string) {
		b := articles[name[:2]]
		l.add("dead", name, page(news(b, slots{})), page(around(b, title, main)), "dead/soft-404", "changed/replaced")
	}
	gone("ar-no-results", "نتائج البحث", "<h1>نتائج البحث</h1><p>لا توجد نتائج لبحثك.</p>")
	gone("tr-no-results", "Arama", "<h1>Arama sonuçları</h1><p>Aramanızla eşleşen sonuç bulunamadı.</p>")
	gone("kk-withdrawn", "Солтүстік хабаршысы", "<p>Бұл материал жойылды.</p>")
	gone("uk-no-such", "Північний вісник", "<h1>Ой!</h1><p>Такої сторінки не існує.</p>")
	anew := around(a, "The Northern Dispatch is now a podcast", "<h1>We are now a podcast</h1><p>Listen to the week in the north every Friday, wherever you get your podcasts.</p><p>Our first season follows the river from its spring to the sea, with those who fish in it.</p><p>Write to the desk if you want to be heard.</p>")
	everywhere(l.add("dead", "en-new-site-everywhere", page(plain("en")), page(anew), "dead/soft-404"))
	everywhere(l.add("fault", "zh-gateway", page(plain("zh")), set.Answer{Status: 502, Header: http.Header{"Server": {"nginx"}}, Body: []byte(message("502 Bad Gateway", "<center><h1>502 Bad Gateway</h1></center>"))}, "unreachable/http-5xx"))
}
