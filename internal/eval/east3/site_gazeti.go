package east3

// gazeti is a university newspaper in Latin script, on Joomla.
func gazeti() *site {
	s := newSite("gazeti-kk", "/index.php/gazet/37-jataqhana",
		"Alaıda stýdenttik keńes tekserý kezinde jeńildigi joq 38 adamnyń tizimge engenin anyqtady.",
		"Shákirtaqym 26 myń teńge, páter aqysy 20 myń teńge.")
	s.Keep = `<base `
	s.Healthy(
		s.Inside("BILIM ORDASY", `<div class="blog-featured"><h2><a href="/index.php/gazet/37-jataqhana">Jataqhana kezegi: 640 stýdent orynsyz qaldy</a></h2><h2><a href="/index.php/gazet/36-sport">Fakýltetaralyq týrnır</a></h2></div>
`),
		s.Inside("404 - Qate", `<h1 class="page-header">Suralǵan bet tabylmady</h1><div class="well"><p>Saıtta qate oryn aldy nemese bet joıyldy.</p><p><a href="/" class="btn">Bas betke qaıtý</a></p></div>
`))

	s.Noise("newer-joomla",
		span(`<!DOCTYPE html>`, `<head>`, "<!DOCTYPE html>\n<html lang=\"kk-kz\" dir=\"ltr\">\n<head>"),
		sub("/templates/protostar/css/template.css", "/media/templates/site/cassiopeia/css/template.min.css?ad5811"),
		sub("/media/jui/css/bootstrap.min.css", "/media/vendor/bootstrap/css/bootstrap.min.css?5.2.3"),
		span(`<dl class="article-info muted">`, `</dl>`, `<div class="com-content-article__info small"><span class="icon-user"></span> Avtor: Aıym Serikqyzy <span class="icon-calendar"></span> 12.09.2018 <span class="icon-eye"></span> 1906</div>`),
		sub(`<h2 itemprop="headline">Jataqhana kezegi: 640 stýdent orynsyz qaldy</h2>`, `<h1>Jataqhana kezegi: 640 stýdent orynsyz qaldy</h1>`),
		sub("<h3>Ne isteledi?</h3>", "<h2>Ne isteledi?</h2>"),
		sub(`<img class="caption" title="Úshinshi jataqhananyń aldyndaǵy kezek" src="/images/2018/kezek.jpg" alt="kezek" />`, `<img src="/images/2018/kezek.jpg#joomlaImage://local-images/2018/kezek.jpg?width=800&amp;height=533" alt="kezek" loading="lazy" width="800" height="533">`),
		sub("Saıtta 14 qonaq", "Saıtta 3 qonaq, 1 qoldanýshy"),
		sub("№ 7 (112), qyrkúıek (PDF)", "№ 2 (141), aqpan (PDF)"),
		sub("&copy; 2018", "&copy; 2018–2022"),
	)

	s.Noise("icons-and-comments",
		above(`<dl class="article-info`, `<div class="icons"><div class="btn-group pull-right"><a class="btn dropdown-toggle" href="#">⚙</a><ul class="dropdown-menu"><li><a href="?tmpl=component&amp;print=1">Basyp shyǵarý</a></li><li><a href="/component/mailto">Dosqa jiberý</a></li></ul></div></div>
`),
		below(`<input name="searchword" type="search" placeholder="Izdeý ..." /></form></div>`, `<div class="mod-languages"><ul><li class="lang-active"><a href="/index.php/gazet/37-jataqhana">Qazaqsha</a></li><li><a href="/kz/gazet/37-jataqhana">Қазақша</a></li><li><a href="/ru/">Русский</a></li></ul></div>`),
		sub("Qaralǵany: 318", "Qaralǵany: 702"),
		above(`<ul class="pager pagenav">`, `<div id="jc"><h4>Pikirler</h4><div class="comment-box"><b>#1 Sanjar</b> Ózim de osyndaı jaǵdaıdamyn, rahmet jazǵandaryńyzǵa!</div><div class="comment-box"><b>#2 Qonaq</b> Ótemaqy qashan túsedi?</div><form><textarea></textarea><input type="submit" value="Jiberý" /></form></div>
`),
		below(`bir aı tamaqtanýymyz kerek», – deıdi ol.</p>`, `
<div class="moduletable banner"><a href="https://oqy.example/?ref=ordasy">IELTS kýrsy: alǵashqy sabaq tegin!</a></div>`),
		sub("Saıtta 14 qonaq", "Saıtta 22 qonaq"),
	)

	s.Edit("prorector-left-out", sub("Prorektor Marat Isaev tizim komıssıa otyrysynda bekitilgenin, buzýshylyq joq ekenin aıtty.",
		"Prorektor Marat Isaev tizim qaıta qaralatynyn aıtty.")).
		Note("A denial became a promise.")

	s.Dead("casino", html(`<!DOCTYPE html>
<html lang="ru"><head><meta charset="utf-8"><title>Онлайн казино — играть на деньги, бонус 150 фриспинов</title>
<meta name="description" content="Лучшие игровые автоматы, моментальный вывод, рабочее зеркало">
<link rel="canonical" href="https://{{host}}/"></head>
<body><header><a href="/">VULK-BET</a><a href="/go/reg" rel="nofollow">Регистрация</a><a href="/go/login" rel="nofollow">Вход</a></header>
<main><h1>Онлайн казино с выводом на карту</h1><p>Наше казино дарит каждому новичку 150 фриспинов и бонус до 200 000 ₸ на первый депозит. Более 3 000 слотов от лицензированных провайдеров.</p>
<h2>Как найти рабочее зеркало</h2><p>Если основной сайт не открывается, воспользуйтесь зеркалом: баланс и история ставок сохраняются.</p>
<table><tr><th>Слот</th><th>RTP</th></tr><tr><td>Book of Sand</td><td>96,2 %</td></tr><tr><td>Fruit Rush</td><td>95,7 %</td></tr></table>
<h2>Отзывы игроков</h2><p>Вывел выигрыш за 15 минут, поддержка отвечает быстро.</p></main>
<footer>18+ Играйте ответственно</footer></body></html>
`), "dead/hijacked").Everywhere("/")
	return s
}
