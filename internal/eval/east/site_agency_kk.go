package east

// agencyKK is a news agency's article about the blocking of sites: it is full of
// the words that block pages use.
func agencyKK() *site {
	const (
		total = "2019 жылы Қазақстанда 2 318 интернет-ресурсқа қолжетімділік шектелді, оның 1 460-ы сот шешімінсіз бұғатталған"
		basis = "Қалған 10 пайызының заңды негізі анықталмады"
	)
	s := open(site{
		Name: "agency-kk", Path: "/kz/article/118204",
		From: "<!--article-->", To: "<!--/article-->",
		Quotes: []string{total, basis},
	}, "/kz", "«Дала» ақпарат агенттігі", "404 | «Дала» ақпарат агенттігі")
	s.Rest["/"] = redirect(302, "/kz")
	bar := between(`<div class="infobar">`, `<a href="/ru">`, `<span>Астана +24°</span> <span>Алматы +31°</span> <span>$ 451,77</span> <span>€ 482,02</span> <span>₽ 5,59</span> `)
	breaking := sub(`<a href="/kz/article/118260">Қордайда көпір жөндеуге жабылды</a>`, `<a href="/kz/article/203118">Үкімет отставкаға кетті</a>`)
	token := sub("8Gk2LmQz0TnV", "x5HfB1wKy7Rd")
	more := between(`<div class="more"><h4>Тағы оқыңыз</h4>`, "</div>", `<a href="/kz/article/203001">Жазда қай көл жылы</a><a href="/kz/article/202988">Егін алқаптарын дрон бақылайды</a><a href="/kz/article/202954">Киносы көп қала</a>`)
	comments := between(`<div class="comments"><h4>Пікірлер: 3</h4>`, "</div>\n</div>\n<aside>", `<div><b>Ержан</b><p>Мақаланы бүгін ғана оқыдым. Біздің облыстық газеттің сайты сол тізімде болыпты, ал редакция домен мерзімі бітті деп ойлап жүрген. Сотқа берейік десек, алты ай өтіп кеткен.</p></div><div><b>Заңгер</b><p>Мерзім шешім туралы білген күннен есептеледі, сондықтан кеш емес. Прокуратурадан ұйғарымның көшірмесін сұраңыз, бес күнде беруге міндетті.</p></div><div><b>Сәуле</b><p>Мен бағдарламашымын. «404» беретіні рас, өзім тексердім: жауап провайдердің серверінен келеді, сайттың өзі тұр.</p></div><div><b>Тұрғын 1</b><p>Одан да ауылға интернет тартып берсеңізші.</p></div>`)

	s.Noise("rates-breaking-popular", bar, breaking, token, more)
	s.Noise("comments-all-new", comments, sub(`data-n="102"`, `data-n="640"`), sub("1&nbsp;872 рет", "12&nbsp;405 рет"))
	s.Noise("lazy-load-and-amp", all(`<img data-src=`, `<img loading="lazy" decoding="async" src=`), drop(`<link rel="amphtml" href="http://{{host}}/kz/article/118204-amp">`+"\n"), all("0d3e11b8", "f77c20aa"),
		sub("monitor.jpg", "monitor-1200x800.webp"))
	s.Noise("updated-line-in-kazakh", sub("6 ақпан 2020, 11:20</span>", "2020 жылғы 6 ақпан, 11:20</span> <span>Жаңартылды: 2020 жылғы 7 ақпан, 10:01</span>"))
	s.Add("noise", "cloudflare-headers-and-block-words", with(s.Edited(bar, breaking), "Server", "cloudflare", "CF-Ray", "56f1d7aa0b2e4c11-ALA", "Set-Cookie", "__cf_bm=0pQ; path=/; HttpOnly"), "ok/*").States("verbatim").
		Note("A good article about block pages, from behind a vendor of walls.")
	s.Noise("other-quotation-marks", letters("«", "“", "»", "”", " — ", " – "), token)
	s.Add("noise", "article-at-status-403", s.Status(403, apply(s.Page, []edit{bar, token})), "ok/*").States("verbatim").
		Note("A security module sends 403 and lets the page through all the same.")

	s.Edit("shares-swapped", sub("71 пайызы прокуратураның ұйғарымымен, 19 пайызы", "19 пайызы прокуратураның ұйғарымымен, 71 пайызы")).
		Note("Two figures of one sentence changed places.")
	s.Edit("complaints-not-granted", sub("шағымы қанағаттандырылды", "шағымы қанағаттандырылмады"), bar)
	s.Edit("director-renamed-under-noise", sub("Әсел Жұмабаева", "Әсел Жұмағалиева"), bar, breaking, more, comments)

	s.Lost("total-transposed-title-kept", total, sub("Қазақстанда 2&nbsp;318 интернет", "Қазақстанда 2&nbsp;381 интернет"), breaking).
		Note("The headline keeps the old figure.")
	s.Add("quote", "plural-pronoun", s.Edited(sub("шектелді, оның 1&nbsp;460-ы сот", "шектелді, олардың 1&nbsp;460-ы сот")), "changed/edited", "ok/*").
		Resting(total).States("edited").Note("A pronoun put right; the claim is the same.")

	s.Replaced("became-section", html(s.Inside("Қоғам | «Дала» ақпарат агенттігі", s.File("section.html")))).Or("dead/soft-404").
		Note("The address shows the section's list, though a nonsense address still gets a 404.")
	s.Add("replaced", "sent-to-russian-version", redirect(302, "/ru/article/118204"), "changed/replaced", "changed/quote-lost").States("gone").
		Also("/ru/article/118204", html(s.Inside("В прошлом году ограничен доступ к 2 318 сайтам | Агентство «Дала»", s.File("russian.html")))).
		Note("The Kazakh article is no more; one is sent to its Russian summary.")

	soft := html(s.Inside("«Дала» ақпарат агенттігі", s.File("soft.html")))
	s.Dead("withdrawn-from-publication-at-200", soft, "dead/soft-404").
		Note("The page says the material was taken down, and recommends a newer one with nearly the same headline.")
	s.Dead("sent-to-404-page", redirect(302, "/kz/404"), "dead/soft-404", "dead/http-404").
		Elsewhere(redirect(302, "/kz/404")).Also("/kz/404", html(s.Inside("404 | «Дала» ақпарат агенттігі", s.File("notfound.html")))).
		Note("Every wrong address is sent to /kz/404, which answers 200.")
	s.Dead("domain-for-sale", html(read("parked/sale-kz.html")), "dead/parked").Everywhere()

	s.Wall("block-page-in-both-languages", html(read("walls/isp-kz.html")), "blocked/legal-451", "blocked/forbidden", "blocked/geo-block").Everywhere().
		Note("A provider's page: nothing can be said of the source.")
	s.Wall("ddos-guard-captcha-at-404", with(status(404, read("walls/ddos-guard-ru.html")), "Server", "ddos-guard"), "blocked/bot-wall").Everywhere().
		Note("The status says not found, the page is the wall's.")
	return s
}
