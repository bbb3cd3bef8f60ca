package lines

import "strings"

// heldOut are articles in other templates and languages, which were looked at once the
// rules stood.
var heldOut = []article{
	{site: "bitrix-ru", title: "Завод сбрасывал отходы в реку восемь лет", by: "Пресс-служба", build: bitrix, paragraphs: plantRU, lines: []line{
		{"withdrawn", over, "", `<p><b>Публикация снята по требованию прокуратуры</b></p>`, edited},
		{"unavailable", under, "", `<div class="news-notice">Материал недоступен на территории страны</div>`, edited},
		{"amended", within, "", `<p>Поправка: сбросы длились два года</p>`, edited},
		{"fact", within, "", `<p>Завод оштрафован и закрыт до осени</p>`, edited},
		{"fact-quote", within, "", `<blockquote>Мы ничего не сбрасывали и готовы это доказать</blockquote>`, edited},
		{"clarified", end, "", `<p>Уточнение: директора завода зовут иначе</p>`, edited},
		{"heading", within, "", `<h3>Ответ завода</h3>`, edited + " " + fine},
		{"see-also", end, "", `<p>По теме: <a href="/1">Мост через реку закрыли на ремонт</a></p>`, fine},
		{"source", end, "", `<p>Источник: пресс-служба</p>`, fine},
		{"counter", under, "", `<div class="news-show">Просмотров: 1872</div>`, fine},
		{"max", end, "", `<div class="soc">Читайте нас в Telegram и VK</div>`, fine},
		{"weather", side, "", `<div class="w">Алматы +21, ветер 3 м/с</div>`, fine},
		{"next", after, "", `<div class="nav"><a href="/p">Возврат к списку</a></div>`, fine},
		{"announcement", side, "", `<div class="ann"><b>Объявление</b><p>Приём граждан по вторникам</p></div>`, fine},
	}},
	{site: "drupal-de", title: "Das Werk leitete acht Jahre lang Abwasser in den Fluss", by: "Von Klara Moos", build: drupal, paragraphs: plantDE, lines: []line{
		{"deleted", over, "", `<div class="messages"><h2>Dieser Beitrag wurde gelöscht</h2></div>`, edited},
		{"withdrawn", under, "", `<p>Dieser Artikel wurde zurückgezogen</p>`, edited},
		{"blocked", under, "", `<h2>Zugriff gesperrt</h2>`, edited},
		{"amended", end, "", `<p>Korrektur: Die Einleitung dauerte nur zwei Jahre</p>`, edited},
		{"updated", within, "", `<p>Nachtrag: Das Verfahren wurde eingestellt</p>`, edited},
		{"fact", within, "", `<p>Die Direktorin ist inzwischen freigesprochen worden</p>`, edited},
		{"see-also", within, "", `<p>Lesen Sie auch: <a href="/1">Brücke bleibt bis Herbst gesperrt</a></p>`, fine},
		{"advert", within, "", `<p class="anz">Anzeige</p>`, fine},
		{"changed", under, "", `<p>Aktualisiert am 5. März 2024, 14:05 Uhr</p>`, fine},
		{"share", end, "", `<p>Teilen</p>`, fine},
		{"photo", within, "", `<figure><img src="/b.jpg"><figcaption>Das Werk am Fluss (Foto: Moos)</figcaption></figure>`, fine},
		{"newsletter", end, "", `<div class="nl"><h4>Unser Newsletter</h4><p>Jeden Morgen das Wichtigste</p></div>`, fine},
		{"most-read", side, "", `<div class="block"><h3>Meistgelesen</h3><ul><li><a href="/4">Beitrag über Vulkan gelöscht</a></li><li><a href="/5">Schnee im Mai</a></li></ul></div>`, fine},
	}},
	{site: "amp-en", title: "Plant fed waste into the river for eight years", by: "Clara Moss", build: amp, paragraphs: plantEN, lines: []line{
		{"taken-down", over, "", `<section class="notice"><p>This story has been taken down</p></section>`, edited},
		{"unavailable", under, "", `<p>This page is no longer available in your country</p>`, edited},
		{"clarification", end, "", `<p><em>Clarification: the plant was fined twice</em></p>`, edited},
		{"editors-note", over, "", `<p><em>Editor's note: parts of this story are disputed</em></p>`, edited},
		{"fact", within, "", `<p>The plant has won its appeal</p>`, edited},
		{"fact-bold", within, "", `<p><b>None of the samples contained arsenic</b></p>`, edited},
		{"heading", within, "", `<h2>What the plant says</h2>`, edited},
		{"heading-over", over, "", `<h1>Legal notice: publication prohibited</h1>`, edited},
		{"related-inline", within, "", `<div class="related-inline"><span>Related</span><a href="/1">Bridge closed until autumn</a></div>`, fine},
		{"scroll", within, "", `<p class="scroll">Scroll to continue with content</p>`, fine},
		{"play", within, "", `<div class="video"><span>Watch</span><span>2:41</span></div>`, fine},
		{"whatsapp", end, "", `<p>Join our WhatsApp channel</p>`, fine},
		{"sponsored", after, "", `<div class="sp"><h3>Sponsored content</h3><p><a href="/y">Ten boats you can afford</a></p></div>`, fine},
		{"live", bar, "", `<div class="strip"><b>LIVE</b> <a href="/live">Parliament votes on the water bill</a></div>`, fine},
		{"loading", after, "", `<div class="c">Loading comments</div>`, fine},
		{"poll", side, "", `<div class="poll"><p>Do you trust the mayor?</p><p>Yes</p><p>No</p></div>`, fine},
		{"author", end, "", `<div class="author-box"><p>Clara Moss</p><p>Environment correspondent</p></div>`, fine},
	}},
	{site: "plain-es", title: "La fábrica vertió residuos al río durante ocho años", by: "Clara Moreno", build: bare, paragraphs: plantES, lines: []line{
		{"deleted", over, "", `<h1>Este artículo ha sido eliminado</h1>`, edited},
		{"restricted", within, "", `<h3>Acceso restringido</h3>`, edited},
		{"correction", end, "", `<p>Corrección: los vertidos duraron dos años</p>`, edited},
		{"fact", within, "", `<p>La directora fue absuelta en marzo</p>`, edited},
		{"advert", within, "", `<p>Publicidad</p>`, fine},
		{"updated", under, "", `<p>Actualizado el 5 de marzo de 2024</p>`, fine},
		{"share", end, "", `<p>Compartir: <a href="/f">Facebook</a> <a href="/x">X</a></p>`, fine},
	}},
	{site: "portal-kk", title: "Зауыт өзенге сегіз жыл қалдық төккен", by: "Дана Ерлан", build: bitrix, paragraphs: plantKK, lines: []line{
		{"deleted", within, "", `<p>Материал прокуратураның талабымен өшірілді</p>`, edited},
		{"blocked", over, "", `<h2>Қолжетімділік шектелген</h2>`, edited},
		{"fact", within, "", `<p>Зауыт директоры сотта ақталып шықты</p>`, edited},
		{"updated", under, "", `<p>Жаңартылған күні: 05.03.2024</p>`, fine},
		{"see-also", end, "", `<p>Тағы оқыңыз: <a href="/1">Көпір жөндеуге жабылды</a></p>`, fine},
		{"counter", end, "", `<p>Оқылды: 1872 рет</p>`, fine},
	}},
}

// bitrix is a portal of an office.
func bitrix(a *article, at map[string]string) string {
	return `<!DOCTYPE html><html><head><title>` + a.title + `</title></head><body>` + at[bar] + `<div id="header"><ul class="top-menu"><li><a href="/">О нас</a></li><li><a href="/news/">Новости</a></li><li><a href="/docs/">Документы</a></li></ul></div>
<div id="workarea"><div class="news-detail">` + at[over] + `<h3>` + a.title + `</h3><span class="news-date-time">04.03.2024</span>` + at[under] + a.body(at, "<p>%s</p>") + `<div style="clear:both"></div></div>` + at[after] + `</div>
<div id="sidebar"><div class="menu-block"><a href="/reception/">Приёмная</a></div>` + at[side] + `</div><div id="footer">` + at[foot] + `© 2024</div></body></html>`
}

// drupal is a regional paper.
func drupal(a *article, at map[string]string) string {
	return `<!DOCTYPE html><html lang="de"><head><title>` + a.title + ` | Flussbote</title></head><body>` + at[bar] + `<div class="layout-container"><header role="banner"><a href="/">Flussbote</a></header><div class="region region-content"><div class="node node--type-article">` + at[over] + `
<h1 class="page-title">` + a.title + `</h1><div class="node__meta">` + a.by + `</div>` + at[under] + `<div class="node__content"><div class="field field--name-body field__item">` + a.body(at, "<p>%s</p>\n") + `</div></div></div>` + at[after] + `</div>
<div class="region region-sidebar">` + at[side] + `</div><footer role="contentinfo"><p>Impressum</p>` + at[foot] + `</footer></div></body></html>`
}

// amp has each paragraph in a box of its own kind.
func amp(a *article, at map[string]string) string {
	body := strings.ReplaceAll(a.body(at, "<section class=\"par\"><p>%s</p></section>"), "\n", "")
	return `<!doctype html><html amp><head><title>` + a.title + ` - The Tide</title></head><body>` + at[bar] + `<header class="hd"><a href="/">The Tide</a></header><article>` + at[over] + `<div class="head"><h1>` + a.title + `</h1><p class="by">` + a.by + `</p></div>` + at[under] + body + `</article>` + at[after] + `<div class="rail">` + at[side] + `</div><footer>` + at[foot] + `<p>The Tide</p></footer></body></html>`
}

var plantEN = []string{
	"The chemical plant on the lower river has fed untreated waste into it since 2016, according to logs that two former engineers handed to this paper.",
	"On most nights the valves were opened between two and four in the morning, when the water board takes no samples.",
	"Fish died in three villages downstream, and doctors there counted twice as many rashes among children as in the hills.",
	"The plant said that it keeps to all limits and that the logs had been made up by people whom it had dismissed.",
	"The prosecutor opened a case in February and had the director questioned for nine hours.",
}

var plantRU = []string{
	"Химический завод в низовьях реки с 2016 года сбрасывал в неё неочищенные отходы, следует из журналов, которые передали редакции два бывших инженера.",
	"Чаще всего задвижки открывали между двумя и четырьмя часами ночи, когда водная инспекция не берёт пробы.",
	"В трёх сёлах ниже по течению погибла рыба, а врачи насчитали вдвое больше кожных болезней у детей.",
	"На заводе заявили, что соблюдают все нормы, а журналы подделали уволенные работники.",
	"Прокуратура возбудила дело в феврале и девять часов допрашивала директора.",
}

var plantDE = []string{
	"Das Chemiewerk am Unterlauf hat seit 2016 ungeklärtes Abwasser in den Fluss geleitet, wie Protokolle zeigen, die zwei frühere Ingenieure der Zeitung übergaben.",
	"Meist wurden die Schieber nachts zwischen zwei und vier Uhr geöffnet, wenn das Wasseramt keine Proben nimmt.",
	"In drei Dörfern flussabwärts starben Fische, und Ärzte zählten doppelt so viele Ausschläge bei Kindern wie im Hügelland.",
	"Das Werk erklärte, es halte alle Grenzwerte ein, und die Protokolle seien von Entlassenen erfunden.",
	"Die Staatsanwaltschaft nahm im Februar Ermittlungen auf und befragte die Direktorin neun Stunden lang.",
}

var plantES = []string{
	"La planta química del tramo bajo vierte residuos sin tratar al río desde 2016, según los registros que dos antiguos ingenieros entregaron a este diario.",
	"Casi siempre las válvulas se abrían entre las dos y las cuatro de la madrugada, cuando la agencia del agua no toma muestras.",
	"En tres pueblos río abajo murieron los peces y los médicos contaron el doble de erupciones entre los niños.",
	"La planta dijo que cumple todos los límites y que los registros fueron inventados por personas despedidas.",
	"La fiscalía abrió un caso en febrero e interrogó a la directora durante nueve horas.",
}

var plantKK = []string{
	"Өзеннің төменгі ағысындағы химия зауыты 2016 жылдан бері тазартылмаған қалдықты суға төгіп келген, бұл екі бұрынғы инженер берген журналдардан көрінеді.",
	"Көбіне ысырмалар түнгі екі мен төрттің арасында ашылған, ол кезде су инспекциясы сынама алмайды.",
	"Төмендегі үш ауылда балық қырылды, ал дәрігерлер балалардағы бөртпе екі есе көп екенін санады.",
	"Зауыт барлық нормаларды сақтайтынын, ал журналдарды жұмыстан шыққандар ойдан шығарғанын айтты.",
	"Прокуратура ақпанда іс қозғап, директордан тоғыз сағат бойы жауап алды.",
}
