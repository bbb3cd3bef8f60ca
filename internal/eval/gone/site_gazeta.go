package gone

// gazeta is a WordPress newspaper in Kazakh; its cited article is about blocked sites.
func gazeta() *site {
	s := newSite("gazeta-kk", "/2019/11/sajtty-kim-bugattajdy/",
		"Солардың тек 71-іне қатысты сот шешімі табылды, қалғанына қатысты ешқандай құжат көрсетілмеді.",
		"Менде сот шешімі бар, бірақ сайт жоқ.")
	s.Healthy(s.Inside("«Жайық үні» газеті", `<div class="td-block-row"><div class="td_module_1"><h3><a href="/2019/11/kopir/">Көпір жөндеуге жабылды</a></h3></div><div class="td_module_1"><h3><a href="/2019/11/kitap/">Кітапханаға 400 кітап келді</a></h3></div><div class="td_module_1"><h3><a href="/2019/11/sajtty-kim-bugattajdy/">Сайтты кім бұғаттайды?</a></h3></div></div>
`), s.Inside("Бет табылмады | «Жайық үні»", `<div class="td-404-title">Қателік 404</div><div class="td-404-sub-title">Кешіріңіз, сіз іздеген бет табылмады</div><a href="/">Басты бетке қайту</a>
`))

	s.Intact("cookie-bar-and-login", html(apply(s.Page, []edit{
		sub(`<a class="td-login" href="/wp-login.php">Кіру</a>`, `<div class="tdw-login"><p>Тіркеуден өтіңіз немесе жүйеге кіріңіз</p><form><input type="text" name="log" placeholder="Логин"><input type="password" name="pwd" placeholder="Құпиясөз"><button>Кіру</button></form></div>`),
		below(`td-standard-pack">`, `
<div id="cookie-law-info-bar">Сайт cookie файлдарын пайдаланады. Жалғастыру үшін келісіміңізді беріңіз. <a class="cli-plugin-button">Келісемін</a></div>`),
		sub(`<span class="td-post-views">812</span>`, `<span class="td-post-views">14 933</span>`),
		sub("Көпір жөндеуге жабылды", "Су тасқыны: қызыл деңгей"), sub("style.css?ver=9.8", "style.css?ver=12.6"),
	}))).Also("*", redirect(302, "/")).Note("An article that quotes a block page, with a log-in form and a cookie bar.")

	s.Dead("slot-soft-error", html(s.Inside("«Жайық үні»", `<div class="td-pb-span8"><p>Өкінішке орай, бұл жазба жойылған немесе жарияланымнан алынған.</p><p>Басқа материалдарды «Сараптама» айдарынан оқи аласыз.</p></div>
`)), "dead/soft-404", "dead/withdrawn").Note("A soft error in the article's slot; a nonsense address still gives a real 404.")
	s.Dead("coming-soon", html(`<!DOCTYPE html><html lang="kk"><head><meta charset="UTF-8"><title>Жақында ашыламыз</title><link rel="stylesheet" href="/wp-content/plugins/coming-soon/themes/default/style.css"><script>var seedprod=1;</script></head>
<body class="seedprod"><div id="coming-soon-page"><h1>Жақында ашыламыз!</h1><p>Жаңа сайт дайындалып жатыр. Бізбен бірге болыңыздар.</p><form><input type="email" placeholder="Email"><button>Хабарлау</button></form><a href="https://wordpress.org">Proudly powered by WordPress</a></div></body></html>
`), "dead/soft-404", "dead/parked").Everywhere("/")

	s.Wall("state-block", html(`<html><head><meta charset="utf-8"><title>Қол жетімділік шектелген</title></head><body><div align="center"><img src="/gerb.png"><h2>Қол жетімділік шектелген</h2><p>Бұл интернет-ресурсқа қол жетімділік Қазақстан Республикасының заңнамасына сәйкес уәкілетті органның ұйғарымы бойынша шектелген.</p><h2>Доступ ограничен</h2><p>Доступ к данному интернет-ресурсу ограничен по предписанию уполномоченного органа.</p></div></body></html>
`), "blocked/legal-451", "blocked/forbidden", "blocked/geo-block").Everywhere("/")
	s.Wall("sucuri", with(status(403, `<!DOCTYPE html><html lang="en" dir="ltr"><head><title>Sucuri WebSite Firewall - Access Denied</title><meta charset="utf-8"/><style>.app-content{max-width:800px;margin:auto}</style></head>
<body><div id="main-container"><header class="app-header"><a href="https://sucuri.net">Sucuri</a></header><section class="app-content access-denied"><h1>Access Denied - Sucuri Website Firewall</h1><p>If you are the site owner (or you manage this site), please whitelist your IP or if you think this block is an error please open a support ticket and make sure to include the block details.</p>
<table><tr><td>Your IP:</td><td>198.51.100.24</td></tr><tr><td>Block ID:</td><td>BNP005</td></tr><tr><td>Block reason:</td><td>Bad bot access attempt.</td></tr></table></section></div></body></html>
`), "Server", "Sucuri/Cloudproxy", "X-Sucuri-Id", "14008"), "blocked/bot-wall", "blocked/forbidden").Everywhere("/")
	s.Wall("home-made-robot", html(`<!DOCTYPE html><html lang="kk"><head><meta charset="utf-8"><title>Тексеру</title></head><body><div style="width:420px;margin:90px auto"><h3>Робот емес екеніңізді растаңыз</h3><p>Сіздің мекенжайыңыздан тым көп сұраныс түсті. Жалғастыру үшін суреттегі сандарды енгізіңіз.</p><form method="post"><img src="/kcaptcha/?s=1f" alt=""><input name="kod"><button>Растау</button></form></div></body></html>
`), "blocked/bot-wall", "blocked/rate-limited").Everywhere("/")
	s.Wall("cloudflare-1020", with(status(403, `<!DOCTYPE html><html class="no-js" lang="en-US"><head><title>Access denied | {{host}} used Cloudflare to restrict access</title><meta charset="UTF-8" /><link rel="stylesheet" href="/cdn-cgi/styles/main.css" /></head>
<body><div id="cf-wrapper"><div id="cf-error-details" class="p-0"><header><h1><span>Error</span> <span class="cf-error-code">1020</span></h1><span>Ray ID: 83b0aa17fd0c2d11 &bull;</span> <span>2023-12-25 06:11:40 UTC</span><h2>Access denied</h2></header><section><h2>What happened?</h2><p>This website is using a security service to protect itself from online attacks.</p></section><div class="cf-error-footer">Performance &amp; security by Cloudflare</div></div></div></body></html>
`), "Server", "cloudflare", "Cf-Ray", "83b0aa17fd0c2d11-ALA"), "blocked/bot-wall", "blocked/forbidden").Everywhere("/")
	return s
}
