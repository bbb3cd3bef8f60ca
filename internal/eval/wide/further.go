package wide

import (
	"net/http"
	"strings"

	"archiver/internal/eval/kit"
	"archiver/internal/eval/set"
)

func (l *list) tables() {
	court := func(state, count string) string {
		return `<!DOCTYPE html><html lang="en"><head><title>Case 41/2021 - Register of cases</title></head><body><div id="top"><a href="/">Register of cases</a> <a href="/search">Search</a></div><div id="content"><h2>Case 41/2021</h2><table class="details"><tr><th>Applicant</th><td>Ospan and 16 others</td></tr><tr><th>Respondent</th><td>District of Karat</td></tr><tr><th>Lodged</th><td>16 March 2021</td></tr><tr><th>State of proceedings</th><td>` + state + `</td></tr><tr><th>Judge</th><td>L. Arman</td></tr></table><p>Viewed ` + count + ` times</p></div></body></html>`
	}
	l.add("edit", "en-court-state", page(court("Pending", "12")), page(court("Struck out", "40")), edited)
	l.add("noise", "en-court-views", page(court("Pending", "12")), page(court("Pending", "40")), fine)
	l.add("dead", "en-court-no-records", page(court("Pending", "12")), page(`<!DOCTYPE html><html lang="en"><head><title>Register of cases</title></head><body><div id="top"><a href="/">Register of cases</a> <a href="/search">Search</a></div><div id="content"><p>No records match your request.</p></div></body></html>`), "dead/soft-404", "changed/replaced")
	treaty := func(adopted, rows string) string {
		return `<!DOCTYPE html><html lang="en"><head><title>Treaty bodies search</title></head><body><header><a href="/">Treaty bodies database</a></header><main><h1>Documents</h1><p>The committee receives reports of States and of organisations and publishes its observations on them.</p><table><tr><th>Symbol</th><th>Title</th><th>Adopted</th></tr><tr><td>CPT/C/41</td><td>Concluding observations on the third report</td><td>` + adopted + `</td></tr><tr><td>CPT/C/42</td><td>List of issues before the fourth report</td><td>12 May 2021</td></tr><tr><td>CPT/C/43</td><td>Replies to the list of issues</td><td>3 June 2021</td></tr>` + rows + `</table></main></body></html>`
	}
	l.add("edit", "en-treaty-date", page(treaty("14 March 2021", "")), page(treaty("15 March 2021", "")), edited)
	l.add("edit", "en-treaty-row", page(treaty("14 March 2021", "")), page(treaty("14 March 2021", "<tr><td>CPT/C/44</td><td>Follow-up letter to the State party on the mines</td><td>8 July 2021</td></tr>")), edited)
	menu := func(n string) string {
		return news(articles["en"], slots{meta: `<ul class="cats"><li><a href="/c/1">Mines</a> (` + n + `)</li><li><a href="/c/2">Courts</a> (98)</li><li><a href="/c/3">Roads</a> (12)</li></ul>`})
	}
	l.add("noise", "en-menu-counts", page(menu("412")), page(menu("431")), fine)
}

func (l *list) files() {
	a := articles["en"]
	b := a
	b.paragraphs = append([]string{}, a.paragraphs...)
	b.paragraphs[1] = once(b.paragraphs[1], "17 of them", "71 of them")
	file := func(a article, width, perPage int) set.Answer {
		return typed("application/pdf", string(pdf(a.title, wrapped(a, width), perPage)))
	}
	l.add("edit", "en-pdf-figure", file(a, 80, 40), file(b, 80, 40), edited)
	l.add("noise", "en-pdf-set-anew", file(a, 80, 40), file(a, 60, 12), fine)
	other := article{title: "Annual accounts of the district", paragraphs: []string{"The district spent 14 million on roads and 3 million on schools in the year under review, and took up no loans.", "The council approved the accounts on 12 June without a vote against them.", "Fees for water rose by two per cent, while those for the market stayed what they were.", "The auditors found that two invoices had been paid twice and asked for the money back."}}
	l.add("replaced", "en-pdf-by-another", file(a, 80, 40), file(other, 80, 40), "changed/replaced")
	viewer := page(`<!DOCTYPE html><html><head><title>statements.pdf</title><script src="/pdfjs/viewer.js"></script></head><body><div id="toolbar"><button>Previous</button><button>Next</button><span>Page 1 of 2</span><button>Print</button><button>Download</button></div><div id="viewer"></div></body></html>`)
	l.add("type", "en-pdf-by-viewer", file(a, 80, 40), viewer, "blocked/unreadable", "changed/type")
	l.add("type", "en-pdf-by-page", file(a, 80, 40), page(news(a, slots{})), "ok/*")
	json := func(s string) set.Answer { return typed("application/json", s) }
	one := `{"id": 41, "title": "` + a.title + `", "published": "2021-03-16", "state": "open", "body": ["` + strings.ReplaceAll(strings.Join(a.paragraphs, `", "`), "\n", "") + `"], "parties": [{"name": "Dana Ospan", "role": "lawyer"}, {"name": "Ivan Kerr", "role": "director"}], "views": 12}`
	two := `{"views": 15, "parties": [{"role": "lawyer", "name": "Dana Ospan"}, {"role": "director", "name": "Ivan Kerr"}], "body": ["` + strings.Join(a.paragraphs, `", "`) + `"], "state": "open", "published": "2021-03-16", "title": "` + a.title + `", "id": 41}`
	l.add("noise", "en-json-order", json(one), json(two), fine)
	l.add("edit", "en-json-order-and-figure", json(one), json(once(two, "17 of them", "71 of them")), edited)
	ru := news(articles["ru"], slots{})
	l.add("noise", "ru-charset", page(ru), set.Answer{Header: http.Header{"Content-Type": {"text/html; charset=windows-1251"}}, Body: kit.EncodeAll("windows-1251", strings.Replace(ru, "utf-8", "windows-1251", 1))}, fine)
}

// message is a page of nothing but a message.
func message(title, body string) string {
	return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>` + title + `</title></head><body>` + body + `</body></html>`
}

func (l *list) walls() {
	before := func(lang string) set.Answer { return page(news(articles[lang], slots{})) }
	wall := func(name string, a set.Answer, want ...string) *set.Case {
		return l.add("wall", name, before(name[:2]), a, want...)
	}
	everywhere(wall("es-consent", page(message("El Despacho del Norte", `<div class="gdpr"><h1>Tu privacidad es importante para nosotros</h1><p>Nosotros y nuestros 812 socios almacenamos o accedemos a información en un dispositivo, tales como cookies. Puedes aceptar, rechazar o suscribirte.</p><button>Aceptar y continuar</button><button>Rechazar y suscribirse por 2 €</button></div>`)), "blocked/consent-wall"))
	tr := articles["tr"]
	cut := tr
	cut.paragraphs = tr.paragraphs[:1]
	wall("tr-paywall", page(news(cut, slots{end: `<div class="paywall"><p>Haberin devamını okumak için abone olun. Zaten abone misiniz? Giriş yapın.</p></div>`})), "blocked/login-wall", edited)
	wall("ar-login", page(message("بريد الشمال", `<form action="/login"><h1>تسجيل الدخول</h1><p>يرجى تسجيل الدخول لمتابعة القراءة.</p><input type="email" name="e"><input type="password" name="p"><button>دخول</button></form>`)), "blocked/login-wall")
	everywhere(wall("zh-captcha", page(message("安全验证", `<div><h1>安全验证</h1><p>您的访问过于频繁，请完成安全验证后继续访问。请拖动滑块完成拼图。</p></div>`)), "blocked/bot-wall", "blocked/rate-limited"))
	everywhere(wall("uk-cloudflare", set.Answer{Status: 403, Header: http.Header{"Server": {"cloudflare"}, "Cf-Mitigated": {"challenge"}}, Body: []byte(message("Зачекайте...", `<noscript>Enable JavaScript and cookies to continue</noscript><script>window._cf_chl_opt={}</script>`))}, "blocked/bot-wall"))
	everywhere(wall("en-aws-202", set.Answer{Status: 202, Header: http.Header{"X-Amzn-Waf-Action": {"challenge"}}, Body: []byte(`<!DOCTYPE html><html><head><title></title><script>AwsWafIntegration.checkForceRefresh()</script></head><body><div id="challenge-container"></div></body></html>`)}, "blocked/bot-wall"))
	everywhere(wall("ru-451", status(451, message("451", `<h1>Доступ ограничен</h1><p>Доступ к материалу ограничен по требованию прокуратуры.</p>`)), "blocked/legal-451"))
	everywhere(wall("tr-court-block", page(message("Erişim engellendi", `<h1>Bu siteye erişim engellenmiştir</h1><p>5651 sayılı Kanun uyarınca, 14/05/2021 tarihli ve 2021/412 sayılı sulh ceza hâkimliği kararıyla bu internet sitesine erişim engellenmiştir.</p>`)), "blocked/legal-451", "blocked/geo-block"))
	docs := wall("en-google-docs", set.Answer{Status: 302, Location: "https://accounts.google.com/ServiceLogin?continue=https://docs.google.com/document/d/1x"}, "blocked/login-wall")
	docs.After["//accounts.google.com/ServiceLogin?continue=https://docs.google.com/document/d/1x"] = page(message("Google Docs: Sign-in", `<h1>Sign in</h1><p>Use your Google Account to continue to Google Docs</p><input type="email"><a>Forgot email?</a><button>Next</button>`))
	wall("en-drive-access", page(message("Google Drive - Access Denied", `<h1>You need access</h1><p>Ask for access, or switch to an account with access.</p><button>Request access</button><button>Switch account</button>`)), "blocked/login-wall", "blocked/forbidden")
	everywhere(l.add("fault", "tr-maintenance", before("tr"), status(503, message("Bakım", `<h1>Sitemiz bakımda</h1><p>Kısa süre sonra tekrar buradayız.</p>`)), "unreachable/http-5xx"))
	everywhere(l.add("fault", "zh-maintenance", before("zh"), page(message("系统维护", `<h1>系统维护中</h1><p>网站正在升级维护，请稍后再来。</p>`)), "unreachable/http-5xx"))
	everywhere(l.add("fault", "ar-maintenance", before("ar"), page(message("صيانة", `<h1>الموقع تحت الصيانة</h1><p>سنعود قريبا، شكرا لصبركم.</p>`)), "unreachable/http-5xx"))
}

func (l *list) dead() {
	dead := func(name, title, main string, want ...string) *set.Case {
		a := articles[name[:2]]
		return l.add("dead", name, page(news(a, slots{})), page(around(a, title, main)), want...)
	}
	dead("ar-soft-404", "الصفحة غير موجودة", `<h1>الصفحة غير موجودة</h1><p>عذرا، الصفحة التي تبحث عنها غير موجودة أو تم حذفها.</p>`+related("قد يهمك", "افتتاح الطريق الجديد في مايو", "استقالة اثنين من رؤساء البلديات", "ارتفاع رسوم الميناء"), "dead/soft-404")
	dead("zh-soft-404", "北方快报", `<div class="tip">您访问的页面不存在或已被删除</div><p>5秒后返回首页</p>`, "dead/soft-404")
	dead("tr-soft-404", "Sayfa bulunamadı", `<h1>Aradığınız sayfa bulunamadı</h1><p>Aradığınız içerik yayından kaldırılmış olabilir.</p>`+related("Son haberler", "Yeni yol mayısta açılıyor", "İki belediye başkanı istifa etti", "Liman ücretleri arttı"), "dead/soft-404")
	dead("es-slug-echo", "Búsqueda", `<h1>Resultados de la búsqueda: news 20417</h1><p>No se encontraron resultados para «news 20417».</p><form><input name="q"></form>`, "dead/soft-404", "changed/replaced")
	dead("uk-removed", "Північний вісник", `<h1>Матеріал видалено</h1><p>Цей матеріал видалено на прохання редакції.</p>`, "dead/soft-404")
	dead("kk-soft-404", "Бет табылмады", `<h1>Бет табылмады</h1><p>Сіз іздеген бет жойылған немесе мекенжайы өзгерген.</p>`, "dead/soft-404")
	dead("ru-vk-deleted", "Запись", `<div class="message_page_title">Ошибка</div><div class="message_page_body">Запись удалена или ещё не опубликована.</div>`, "dead/soft-404")
	dead("en-drive-gone", "Error (Not Found)!!1", `<p>Sorry, the file you have requested does not exist.</p><p>Make sure that you have the correct URL and that the owner of the file hasn't deleted it.</p>`, "dead/soft-404")
	alone := func(name, body string, want ...string) {
		everywhere(l.add("dead", name, page(news(articles[name[:2]], slots{})), page(body), want...))
	}
	alone("tr-casino", message("Deneme Bonusu Veren Siteler 2024 | Canlı Casino", `<h1>Canlı casino ve bahis siteleri</h1><p>En yüksek oranlar, canlı bahis, slot oyunları ve rulet bu adreste. Hemen üye ol, 500 TL deneme bonusu kazan.</p><h2>Slot oyunları</h2><p>Jackpot kazanma şansı yüksek slot oyunları, blackjack ve poker masaları sizi bekliyor. Çevrimsiz bonus ve freespin fırsatlarını kaçırmayın.</p>`), "dead/hijacked")
	alone("fr-casino", message("Les meilleurs casinos en ligne en 2024", `<h1>Casino en ligne : notre sélection</h1><p>Découvrez les meilleurs casinos en ligne, leurs bonus sans dépôt et leurs machines à sous. Nous avons testé la roulette, le blackjack et le poker pour vous.</p><h2>Bonus de bienvenue</h2><p>Un bonus de 200 euros et 50 freespins attendent les nouveaux joueurs de ce casino, avec un jackpot progressif.</p>`), "dead/hijacked")
	alone("uk-casino", message("Казино онлайн: бонуси та слоти", `<h1>Онлайн казино України</h1><p>Грайте у слоти, рулетку та покер на гроші. Казино дарує бонус 500 гривень та 100 фріспінів за реєстрацію.</p><p>Ставки на спорт, джекпот щодня, депозит від 50 гривень у нашому казино.</p>`), "dead/hijacked")
	alone("es-for-sale", message("despacho-del-norte.example", `<h1>despacho-del-norte.example</h1><p>Este dominio está en venta. Haga una oferta a través de nuestro servicio de compra.</p>`), "dead/parked")
	alone("zh-for-sale", message("域名出售", `<h1>beifang.example</h1><p>该域名正在出售，如果您对该域名感兴趣，请联系我们报价。</p>`), "dead/parked")
	alone("ar-for-sale", message("نطاق للبيع", `<h1>barid.example</h1><p>هذا النطاق معروض للبيع. لتقديم عرض يرجى التواصل معنا.</p>`), "dead/parked")
	l.add("dead", "es-to-home", page(news(articles["es"], slots{})), set.Answer{Status: 302, Location: "/"}, "dead/redirected-home")
	section := l.add("dead", "zh-to-section", page(news(articles["zh"], slots{})), set.Answer{Status: 302, Location: "/2021/03/"}, "dead/soft-404", "dead/redirected-home")
	section.After["/2021/03/"] = page(around(articles["zh"], "三月", related("三月新闻", "新公路五月通车", "两位市长辞职", "港口费用上涨")))
}
