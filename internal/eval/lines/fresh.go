package lines

// fresh are articles in templates that were written after the rules for lines of the
// site's and for notices, and judged once before anything was mended by them.
var fresh = []article{
	{site: "hub-en", title: "Plant fed waste into the river for eight years", by: "Clara Moss", build: hub, paragraphs: plantEN, lines: []line{
		{"apology", end, "", `<p>We are sorry for the mistake in the name of the director and apologise to her</p>`, edited},
		{"disputed", under, "", `<p>The findings of this story are disputed by the water board</p>`, edited},
		{"died", within, "", `<p>The director was found dead on 9 May</p>`, edited},
		{"closed", over, "", `<h2>Case closed</h2>`, edited},
		{"apology-gone", end, `<p>We apologise to the director for an error in this story</p>`, "", edited},
		{"signed", end, `<div class="sig"><b>1,204</b> people have signed. Last: Maria, 4 hours ago</div>`, `<div class="sig"><b>1,377</b> people have signed. Last: Viktor, 12 minutes ago</div>`, fine},
		{"byline", under, `<p>By Clara Moss | 4 min read | Updated 2 hours ago</p>`, `<p>By Clara Moss | 5 min read | Updated 9 hours ago</p>`, fine},
		{"author", end, `<div class="bio"><p>Clara Moss has written 112 articles for The Tide.</p></div>`, `<div class="bio"><p>Clara Moss has written 119 articles for The Tide.</p></div>`, fine},
		{"next", within, "", `<p>What to read next: The fish that came back</p>`, fine},
		{"follow", within, `<p>Follow The Tide on Instagram</p>`, `<p>Join our channel on WhatsApp</p>`, fine},
	}},
	{site: "vesti-ru", title: "Завод сбрасывал отходы в реку восемь лет", by: "Дмитрий Лось", build: vesti, paragraphs: plantRU, lines: []line{
		{"mistaken", end, "", `<p>Редакция ошиблась в имени директора и просит прощения</p>`, edited},
		{"extremist", over, "", `<div class="plate">Статья признана экстремистским материалом</div>`, edited},
		{"died", within, "", `<p>Директор умер в следственном изоляторе 9 мая</p>`, edited},
		{"unproved", under, "", `<p>Сведения о сбросах не подтвердились</p>`, edited},
		{"closed-gone", under, `<p>Дело закрыто</p>`, "", edited},
		{"earlier", within, `<p>Ранее по теме: Мост закрыли на ремонт</p>`, `<p>Ранее по теме: Рыба вернулась в реку</p>`, fine},
		{"rating", end, `<div>Оценка статьи: 4,1 (голосов: 87)</div>`, `<div>Оценка статьи: 4,3 (голосов: 95)</div>`, fine},
		{"weather", within, `<p>Погода в городе: +3, ветер 7 м/с</p>`, `<p>Погода в городе: −1, ветер 4 м/с</p>`, fine},
		{"urgent", under, "", `<p>Молния: пожар на складе в порту</p>`, fine},
		{"channel", within, `<blockquote>Подписывайтесь на наш канал в Дзене</blockquote>`, `<blockquote>Читайте нас в Telegram</blockquote>`, fine},
	}},
	{site: "gazette-fr", title: "Le ministre a ordonné l'évacuation de la place", by: "Hanna Lind", build: gazette, paragraphs: valleyFR, lines: []line{
		{"sorry", end, "", `<p>La rédaction présente ses excuses au général</p>`, edited},
		{"wrong", under, "", `<p>Nous avons publié une information fausse sur le général</p>`, edited},
		{"denied", within, "", `<p>Information démentie depuis par le ministère</p>`, edited},
		{"died", within, "", `<p>Le général est mort en exil le 9 mai</p>`, edited},
		{"reading", under, `<p>Hanna Lind • Lecture : 3 min • 12 réactions</p>`, `<p>Hanna Lind • Lecture : 4 min • 19 réactions</p>`, fine},
		{"listen", within, `<p>À écouter : La nuit de la place</p>`, `<p>À écouter : Les archives du ministère</p>`, fine},
		{"live", under, "", `<p>En direct : le vote du budget</p>`, fine},
		{"catcher", within, `<section class="promo"><p>L'infolettre du soir — Tout comprendre en cinq minutes. S’inscrire</p></section>`, `<section class="promo"><p>Notre application — L'actualité où que vous soyez. Télécharger</p></section>`, fine},
		{"horoscope", after, `<p>Mots fléchés n° 412</p>`, `<p>Mots fléchés n° 413</p>`, fine},
	}},
	{site: "qala-kk", title: "Министр алаңды тазартуға бұйрық берген", by: "Айгүл Сәрсен", build: vesti, paragraphs: valleyKK, lines: []line{
		{"sorry", end, "", `<p>Редакция министрден кешірім сұрайды</p>`, edited},
		{"false", under, "", `<p>Бұл мақаладағы деректер жалған болып шықты</p>`, edited},
		{"died", within, "", `<p>Министр 9 мамырда түрмеде қайтыс болды</p>`, edited},
		{"gone", over, `<h2>Мақала сот шешімімен жойылды</h2>`, "", edited},
		{"also", within, `<p>Тағы оқыңыз: Балық өзенге оралды</p>`, `<p>Тағы оқыңыз: Көпір жөндеуге жабылды</p>`, fine},
		{"follow", within, `<p>Instagram парақшамызға жазылыңыз</p>`, `<p>Telegram арнамызға қосылыңыз</p>`, fine},
		{"weather", under, `<p>Ауа райы: Орал +7</p>`, `<p>Ауа райы: Орал +11</p>`, fine},
		{"urgent", under, "", `<p>Шұғыл: порттағы өрт</p>`, fine},
	}},
	{site: "bote-de", title: "Das Werk leitete acht Jahre lang Abwasser in den Fluss", by: "Klara Moos", build: gazette, paragraphs: plantDE, lines: []line{
		{"sorry", end, "", `<p>Wir bitten die Direktorin um Entschuldigung</p>`, edited},
		{"refuted", under, "", `<p>Die Angaben in diesem Beitrag sind widerlegt</p>`, edited},
		{"died", within, "", `<p>Die Direktorin starb am 9. Mai in Haft</p>`, edited},
		{"closed", over, "", `<h2>Verfahren eingestellt</h2>`, edited},
		{"also", within, `<p>Lesen Sie auch: Die Fische sind zurück</p>`, `<p>Lesen Sie auch: Brücke bleibt gesperrt</p>`, fine},
		{"reading", under, `<p>Klara Moos · 12 Kommentare · vor 3 Stunden</p>`, `<p>Klara Moos · 17 Kommentare · vor 8 Stunden</p>`, fine},
		{"ticker", under, "", `<p>Eilmeldung: Brand im Hafen</p>`, fine},
	}},
	{site: "diario-es", title: "La fábrica vertió residuos al río durante ocho años", by: "Clara Moreno", build: cards, paragraphs: plantES, lines: []line{
		{"wrong", end, "", `<p>Nos equivocamos al citar a la directora</p>`, edited},
		{"denied", under, "", `<p>Noticia desmentida por la fiscalía</p>`, edited},
		{"died", within, "", `<p>La directora murió en prisión el 9 de mayo</p>`, edited},
		{"also", within, `<p>Lea también: Los peces han vuelto</p>`, `<p>Lea también: El puente sigue cerrado</p>`, fine},
		{"follow", end, `<p>Síguenos en Instagram</p>`, `<p>Suscríbete a nuestro boletín</p>`, fine},
		{"card", within, `<div class="promo-box"><a href="/7"><img src="/7.jpg" alt=""><h4>Los peces han vuelto</h4><span>hace 3 horas</span></a></div>`, `<div class="promo-box"><a href="/8"><img src="/8.jpg" alt=""><h4>El puente sigue cerrado</h4><span>hace 9 horas</span></a></div>`, fine},
	}},
	{site: "wire-en", title: "Minister ordered the clearing of the square, records show", by: "By Hanna Lind", build: cards, paragraphs: valleyEN, lines: []line{
		{"never", within, "", `<p>The meeting in the ministry never took place</p>`, edited},
		{"misled", under, "", `<p>Our reporter was misled by a forged record</p>`, edited},
		{"false", over, "", `<h1>Fake</h1>`, edited},
		{"numbers", within, "", `<p>Two soldiers were later convicted on 9 May</p>`, edited},
		{"card", within, `<div class="teaser"><a href="/7"><h3>Tram line opens a year late</h3></a></div>`, `<div class="teaser"><a href="/8"><h3>Library loses its roof</h3></a></div>`, fine},
		{"supporters", end, `<p>2,118 supporters have signed this petition</p>`, `<p>2,240 supporters have signed this petition</p>`, fine},
		{"podcast", within, "", `<p>Podcast: The night on the square</p>`, fine},
		{"sky", under, `<p>Uralsk −4°C</p>`, `<p>Uralsk +2°C</p>`, fine},
	}},
	{site: "portal-ru", title: "Министр приказал очистить площадь, показали документы", by: "Ханна Линд", build: hub, paragraphs: valleyRU, lines: []line{
		{"sorry", within, "", `<p>Приносим извинения генералу и его семье</p>`, edited},
		{"refuted", end, "", `<p>Публикация опровергнута министерством</p>`, edited},
		{"agent", under, "", `<p>Автор признан иностранным агентом</p>`, edited},
		{"fact", within, "", `<p>Генерал оправдан судом 9 мая</p>`, edited},
		{"views", under, `<p>Ханна Линд · 3 мин. чтения · 1204 просмотра</p>`, `<p>Ханна Линд · 4 мин. чтения · 1377 просмотров</p>`, fine},
		{"video", within, "", `<p>Видео: как строили мост</p>`, fine},
		{"theme", end, "", `<p>Материалы по теме</p>`, fine},
		{"stories", end, `<div class="bio"><p>Ханна Линд написала 41 статью.</p></div>`, `<div class="bio"><p>Ханна Линд написала 43 статьи.</p></div>`, fine},
	}},
}

// hub is a site of one column with a strip of tiles below.
func hub(a *article, at map[string]string) string {
	return `<!doctype html><html><head><title>` + a.title + `</title></head><body>` + at[bar] + `<div class="strip"><a href="/">The Tide</a><a href="/r">Rivers</a></div><div class="page"><div class="entry-wrap">` + at[over] + `<h1>` + a.title + `</h1>` + at[under] + `<div class="copy">` + a.body(at, "<p>%s</p>") + `</div></div>` + at[after] + `<div class="tiles"><div class="tile"><a href="/t1">Snow in May</a></div><div class="tile"><a href="/t2">The last ferry</a></div></div></div>` + at[side] + `<div class="end">` + at[foot] + `The Tide, 2024</div></body></html>`
}

// vesti has its text right beside its headline.
func vesti(a *article, at map[string]string) string {
	return `<html><head><title>` + a.title + `</title></head><body>` + at[bar] + `<div id="head"><a href="/">Вести</a> <a href="/all">Все</a></div><div id="left">` + at[side] + `</div><div id="center"><div class="one">` + at[over] + `<h2>` + a.title + `</h2><small>04.03.2024 | ` + a.by + `</small>` + at[under] + a.body(at, "<p>%s</p>\n") + `</div>` + at[after] + `</div><div id="low">` + at[foot] + `Вести</div></body></html>`
}

// gazette nests sections.
func gazette(a *article, at map[string]string) string {
	return `<!DOCTYPE html><html><head><title>` + a.title + ` - Gazette</title></head><body>` + at[bar] + `<header><a href="/">Gazette</a></header><main><section class="paper"><header>` + at[over] + `<h1>` + a.title + `</h1>` + at[under] + `</header><section class="paper__text">` + a.body(at, `<p class="par">%s</p>`) + `</section></section><section class="rest">` + at[after] + `</section></main><aside>` + at[side] + `</aside><footer>` + at[foot] + `</footer></body></html>`
}

// cards gives each paragraph a box of one kind.
func cards(a *article, at map[string]string) string {
	return `<!DOCTYPE html><html><head><title>` + a.title + `</title></head><body>` + at[bar] + `<nav><a href="/">A</a><a href="/b">B</a></nav><article>` + at[over] + `<h1>` + a.title + `</h1>` + at[under] + `<div class="flow">` + a.body(at, `<div class="block-text"><p>%s</p></div>`) + `</div></article>` + at[after] + `<div>` + at[side] + `</div><footer>` + at[foot] + `</footer></body></html>`
}
