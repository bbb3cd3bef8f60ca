package east4

import "archiver/internal/eval/kit"

// senim is a fund's list of helplines: a definition list in Kazakh on Drupal.
func senim() *site {
	s := newSite("senim-kk", "/kk/node/58", "2023 жылы желіге 1 406 қоңырау түсті, соның 288-і азаптау туралы болды")
	s.Healthy(s.Inside("«Сенім» қоғамдық қоры", "<h1>Азаптауға жол жоқ</h1><p>Біз 2002 жылдан бері заң көмегін тегін көрсетеміз.</p><a href=\"/kk/komek\">Көмек алу</a>\n"),
		s.Inside("Бет табылмады", "<h1>Бет табылмады</h1><p>Сұралған бетті табу мүмкін болмады.</p>\n"))

	s.Noise("drupal-ten-weather-cookie", sub("Drupal 8 (https://www.drupal.org)", "Drupal 10 (https://www.drupal.org)"),
		below(`<div class="dialog-off-canvas-main-canvas">`, "\n<div class=\"eu-cookie\" role=\"dialog\"><p>Сайт cookie файлдарын қолданады.</p><button>Келісемін</button><button>Бас тарту</button></div><div class=\"weather\">Алматы: −4 °C, тұман</div>"),
		rewrite("<dt>([^<]*)</dt><dd>([^<]*)</dd>", `<div class="contact-row"><dt><strong>$1</strong></dt><dd>$2 <a class="tel" aria-label="Қоңырау шалу"></a></dd></div>`))
	s.Noise("donation-inside", above("<h2>Не айту керек</h2>", "<aside class=\"paragraph--type--cta\"><h4>Қорды қолдаңыз</h4><p>Бір адвокаттың бір күні 30 000 теңге тұрады. Аударымыңыз біреуге еркіндік сыйлауы мүмкін.</p><a>Қолдау көрсету</a></aside>\n"), sub("© 2024", "© 2026"),
		rewrite(`1 406`, "1\u00a0406"))
	s.Noise("quick-exit-login-menu", above(`<header role="banner">`, "<a class=\"quick-exit\">Сайттан тез шығу</a>\n"), sub(`<ul class="links language">`, `<ul class="user"><li><a href="/kk/user/login">Жүйеге кіру</a></li><li><a>Тіркелу</a></li></ul><ul class="links language">`),
		letters("–", "-"), sub("<h2>Не айту керек</h2>", "<h3>Не айту керек</h3>"))
	s.Moved("alias-set", 301, "/kk/komek/telefondar", "/kk/komek/telefondar", s.Edited(sub("© 2024", "© 2025"), sub(`href="/ru/node/58"`, `href="/ru/pomoshch/telefony"`)), "moved/redirect")
	s.Edit("phone-digit", sub("000 11 34", "000 12 34"))
	s.Edit("negation", sub("аты-жөніңізді айту міндетті емес", "аты-жөніңізді айту міндетті"))
	s.Dead("suspended-by-hoster", s.Answer(lines("<!DOCTYPE html>", `<html><head><meta charset="utf-8"><title>Сайт временно отключён</title></head>`,
		`<body style="background:#f4f6f8"><div class="box"><img src="/hoster-logo.svg" alt=""><h1>Хостинг аккаунты тоқтатылған / Аккаунт хостинга приостановлен</h1>`,
		`<p>Егер сіз сайт иесі болсаңыз, шот төлеу үшін жеке кабинетке кіріңіз.</p><p>Если вы владелец сайта, войдите в личный кабинет и оплатите счёт.</p>`, `<a>Личный кабинет</a> <a>Служба поддержки</a></div></body></html>`)), "dead/parked", "dead/soft-404").Everywhere("/")
	s.Dead("rebuilding", s.Answer(lines("<!doctype html>", `<html lang="kk"><head><meta charset="utf-8"><title>«Сенім» қоғамдық қоры</title></head>`,
		`<body><section class="soon"><h1>Жаңа сайт жақында ашылады</h1><p>Біз сайтымызды жаңалап жатырмыз. Бізді әлеуметтік желілерден табыңыз.</p><a>Instagram</a> <a>Facebook</a></section></body></html>`)), "dead/soft-404", "dead/parked").Everywhere("/")
	s.Intact("answers-404-by-mistake", s.Status(404, kit.Apply(s.Page, []edit{sub("© 2024", "© 2025")}))).
		Note("a broken rewrite rule gives every page the status 404; the page is whole")
	return s
}
