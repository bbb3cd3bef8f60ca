package lines

const (
	edited = "changed/edited"
	fine   = "ok/*"
)

// tuned are the articles that the rules may be tuned on.
var tuned = []article{
	{site: "semantic-en", title: "Minister ordered the clearing of the square, records show", by: "By Hanna Lind", build: semantic, paragraphs: valleyEN, lines: []line{
		{"removed-heading", over, "", `<h1>This article has been removed</h1>`, edited},
		{"removed-paragraph", over, "", `<p>This article has been removed by decision of the ministry</p>`, edited},
		{"removed-two-lines", over, "", `<div class="x"><h2>This article has been removed</h2><p>By decision of the ministry</p></div>`, edited},
		{"removed", under, "", `<p>This article has been removed</p>`, edited},
		{"restricted-heading", within, "", `<h2>Access restricted</h2>`, edited},
		{"removed", within, "", `<p>This article has been removed</p>`, edited},
		{"charges-dropped", within, "", `<p>Update: all charges were dropped</p>`, edited},
		{"resigned", end, "", `<p>Correction: the minister resigned</p>`, edited},
		{"plain-fact", within, "", `<p>The minister was acquitted on all counts</p>`, edited},
		{"strong-fact", within, "", `<p><strong>Nobody was charged over the shooting</strong></p>`, edited},
		{"heading-fact", within, "", `<h2>The general who gave the order</h2>`, edited},
		{"retraction-note", after, "", `<div class="note"><p>Retraction: the records cited here were forged</p></div>`, edited},
		{"update-bar", bar, "", `<div class="alert"><p>This story has been retracted</p></div>`, edited},
		{"headline-over", over, "", `<h1>Ministry denies the order was ever given</h1>`, edited},

		{"shares", under, "", `<div class="share">214 shares</div>`, fine},
		{"read-also", within, "", `<p>Read also: <a href="/n/9">Council votes on the budget again</a></p>`, fine},
		{"read-also-box", within, "", `<div class="more"><h4>Read also</h4><a href="/n/9">Council votes on the budget again</a></div>`, fine},
		{"advert", within, "", `<div class="ad">Advertisement</div>`, fine},
		{"advert-paragraph", within, "", `<p>Advertisement</p>`, fine},
		{"continues", within, "", `<p class="ad-note">Story continues below advertisement</p>`, fine},
		{"newsletter", within, "", `<div class="nl"><h3>Get the morning briefing</h3><p>The stories that matter, every weekday</p><form><input type="email"><button>Sign up</button></form></div>`, fine},
		{"newsletter-line", end, "", `<p>Sign up for our newsletter</p>`, fine},
		{"caption", within, `<figure><img src="/a.jpg"><figcaption>Police on the square on Sunday</figcaption></figure>`, `<figure><img src="/b.jpg"><figcaption>The ministry building at night</figcaption></figure>`, fine + " " + edited}, // another picture, or another fact
		{"caption-came", within, "", `<figure><img src="/b.jpg"><figcaption>The ministry building at night. Photo: Valley Courier</figcaption></figure>`, fine},
		{"updated", under, "", `<p>Updated 5 March 2024, 14:05</p>`, fine},
		{"reading-time", under, "", `<div>5 min read</div>`, fine},
		{"listen", under, "", `<div class="player"><span>Listen to this article</span><span>6 min</span></div>`, fine},
		{"breaking", bar, "", `<div class="breaking"><a href="/n/99">Breaking: Earthquake shakes the capital</a></div>`, fine},
		{"breaking-plain", bar, "", `<div class="breaking"><span>Breaking</span><span>Earthquake shakes the capital</span></div>`, fine},
		{"ticker", side, "", `<div class="live"><h3>Live</h3><p>14:02 Tram derails in the north</p><p>13:50 Bus fares to rise in autumn</p></div>`, fine},
		{"cookies", bar, "", `<div class="cc"><p>We use cookies to improve this site</p><button>Accept</button></div>`, fine},
		{"topics", end, "", `<p class="tags">Topics: <a href="/t/1">Protests</a>, <a href="/t/2">Ministry of the Interior</a></p>`, fine},
		{"cards", after, "", `<div class="cards"><div class="card"><a href="/n/31">Minister of transport resigns over bridge</a><p>Correction of the budget follows</p></div><div class="card"><a href="/n/32">Court removed judge</a><p>He had ruled on the dam</p></div><div class="card"><a href="/n/33">Snow in May</a><p>Farmers fear for the fruit</p></div></div>`, fine},
		{"support", end, "", `<p>Support independent journalism</p>`, fine},
		{"comments-closed", after, "", `<div class="cm"><p>Comments are closed</p></div>`, fine},
		{"app", side, "", `<div><p>Our app is now available in all stores</p></div>`, fine},
	}},
	{site: "bare-en", title: "How the square was cleared", by: "Hanna Lind", build: bare, paragraphs: valleyEN, lines: []line{
		{"removed-heading", over, "", `<h1>This article has been removed</h1>`, edited},
		{"removed-heading-and-line", over, "", `<h1>This article has been removed</h1><p>By decision of the ministry</p>`, edited},
		{"removed", within, "", `<p>This article has been removed</p>`, edited},
		{"restricted", under, "", `<h2>Access restricted</h2>`, edited},
		{"dropped", end, "", `<p>Update: all charges were dropped</p>`, edited},
		{"dropped", under, "", `<p>Update: all charges were dropped</p>`, edited},
		{"fact", within, "", `<p>No order of the kind was ever found</p>`, edited},
		{"fact", under, "", `<p>The general has since been cleared by the court</p>`, edited},
		{"updated", under, "", `<p>Last updated: 5 March 2024</p>`, fine},
		{"shares", end, "", `<p>Shares: 214</p>`, fine},
		{"photo", within, "", `<p><small>Photo: Agency</small></p>`, fine},
		{"print", end, "", `<p><a href="/print">Print this page</a></p>`, fine},
		{"follow", end, "", `<p>Follow us on <a href="https://t.example/vc">Telegram</a></p>`, fine},
	}},
	{site: "soup-ru", title: "Министр приказал очистить площадь, показали документы", by: "Ханна Линд", build: soup, paragraphs: valleyRU, lines: []line{
		{"removed", under, "", `<div class="css-p">Статья удалена по решению суда</div>`, edited},
		{"removed", within, "", `<div class="css-p">Статья удалена по решению суда</div>`, edited},
		{"removed-heading", over, "", `<h1 class="css-h">Материал удалён</h1>`, edited},
		{"restricted", over, "", `<h2>Доступ ограничен</h2>`, edited},
		{"dropped", end, "", `<div class="css-p">Обновлено: все обвинения сняты</div>`, edited},
		{"refuted", within, "", `<div class="css-p">Опровержение: приказа о стрельбе не было</div>`, edited},
		{"fact", within, "", `<div class="css-p">Министр уволен и находится под следствием</div>`, edited},
		{"heading", within, "", `<h3>Кто отдал приказ</h3>`, edited},
		{"read-also", within, "", `<div class="css-ra">Читайте также: <a href="/3">Школьники выиграли олимпиаду по химии</a></div>`, fine},
		{"read-also-paragraph", within, "", `<p>Читайте также</p><p><a href="/3">Школьники выиграли олимпиаду по химии</a></p>`, fine},
		{"advert", within, "", `<div class="css-ad">Реклама</div>`, fine},
		{"views", under, "", `<div class="css-v">1 204 просмотра</div>`, fine},
		{"telegram", end, "", `<div class="css-tg">Подписывайтесь на наш канал в Telegram</div>`, fine},
		{"photo", within, "", `<div class="css-ph">Фото: пресс-служба министерства</div>`, fine},
		{"updated", under, "", `<div class="css-d">Обновлено: 05.03.2024, 14:05</div>`, fine},
		{"typo", end, "", `<div class="css-e">Нашли ошибку? Выделите её и нажмите Ctrl+Enter</div>`, fine},
		{"other-news", after, "", `<div class="css-r2"><div class="css-t">Сейчас читают</div><div class="css-c"><a href="/5">Суд отменил штраф за парковку у рынка</a></div><div class="css-c"><a href="/6">Статья о вулкане удалена из учебника</a></div></div>`, fine},
		{"exchange", side, "", `<div>USD 447,10</div><div>EUR 484,02</div>`, fine},
		{"comments", after, "", `<div class="css-cm"><div>Комментарии (1)</div><div>Иван</div><div>Позор, надо всех уволить</div></div>`, fine},
	}},
	{site: "tables-kk", title: "Министр алаңды тазартуға бұйрық берген", by: "Айгүл Сәрсен", build: tables, paragraphs: valleyKK, lines: []line{
		{"removed", over, "", `<H2>Мақала жойылды</H2>`, edited},
		{"removed", under, "", `<P>Мақала сот шешімімен жойылды</P>`, edited},
		{"corrected", end, "", `<P>Түзету: министр қызметінен кетті</P>`, edited},
		{"fact", within, "", `<P>Министр барлық айып бойынша ақталды</P>`, edited},
		{"restricted", under, "", `<P><B>Қол жеткізу шектелген</B></P>`, edited},
		{"views", end, "", `<P>Қаралды: 214</P>`, fine},
		{"read-also", end, "", `<P><A href="/3">Мектеп оқушылары олимпиадада жеңді</A></P>`, fine},
		{"photo", within, "", `<P><FONT size="1">Сурет: баспасөз қызметі</FONT></P>`, fine},
		{"advert", side, "", `<P>Жарнама</P><A href="/x">Көктемгі жеңілдік</A>`, fine},
		{"updated", under, "", `<P>Жаңартылды: 05.03.2024</P>`, fine},
	}},
	{site: "blocks-fr", title: "Le ministre a ordonné l'évacuation de la place", by: "Hanna Lind", build: blocks, paragraphs: valleyFR, lines: []line{
		{"removed", over, "", `<h2 class="wp-block-heading">Cet article a été supprimé</h2>`, edited},
		{"removed", within, "", `<p class="wp-block-paragraph">Cet article a été retiré à la demande du ministère</p>`, edited},
		{"restricted", under, "", `<p class="has-background">Accès restreint</p>`, edited},
		{"dropped", within, "", `<p class="wp-block-paragraph">Mise à jour : toutes les poursuites ont été abandonnées</p>`, edited},
		{"corrected", end, "", `<p class="wp-block-paragraph">Rectificatif : le ministre a démissionné</p>`, edited},
		{"fact", within, "", `<p class="wp-block-paragraph">Le ministre a été relaxé en appel</p>`, edited},
		{"read-also", within, "", `<p class="wp-block-paragraph"><strong>Lire aussi :</strong> <a href="/3">Les lycéens remportent les olympiades de chimie</a></p>`, fine},
		{"advert", within, "", `<p class="wp-block-paragraph">Publicité</p>`, fine},
		{"share", end, "", `<div class="sharedaddy"><h3>Partager</h3><ul><li><a href="/f">Facebook</a></li><li><a href="/x">X</a></li></ul></div>`, fine},
		{"newsletter", end, "", `<div class="wp-block-jetpack-subscriptions"><h3>Abonnez-vous à notre lettre</h3><p>Chaque matin dans votre boîte</p></div>`, fine},
		{"updated", under, "", `<div class="upd">Mis à jour le 5 mars 2024 à 14h05</div>`, fine},
		{"photo", within, "", `<figure class="wp-block-image"><img src="/a.jpg"><figcaption>Photo : Agence du Val</figcaption></figure>`, fine},
		{"nav", after, "", `<nav class="post-nav"><a href="/p">Article précédent : La neige en mai</a><a href="/q">Article suivant : Le maire retire sa plainte</a></nav>`, fine},
		{"tags", end, "", `<p>Étiquettes : <a href="/t/1">manifestation</a>, <a href="/t/2">police</a></p>`, fine},
	}},
}

var valleyEN = []string{
	"The minister of the interior ordered the clearing of the main square on the night of 2 March, according to records that were read out in court on Monday.",
	"Soldiers of the third brigade arrived shortly before one in the morning, and witnesses heard the first shots about twenty minutes later.",
	"Forty-one people were taken to the city hospital that night, eleven of them with wounds from bullets, its chief doctor told the court.",
	"The ministry has said until now that the soldiers acted without orders and that no live rounds had been handed out.",
	"Lawyers for the families asked the court to hear the general who commanded the brigade, who has lived abroad since the summer.",
	"The hearing goes on next week, when the keeper of the ministry's archive is to give evidence.",
}

var valleyRU = []string{
	"Министр внутренних дел приказал очистить главную площадь в ночь на 2 марта, следует из документов, которые огласили в суде в понедельник.",
	"Солдаты третьей бригады прибыли незадолго до часа ночи, и минут через двадцать свидетели услышали первые выстрелы.",
	"В ту ночь в городскую больницу доставили сорок одного человека, одиннадцать из них с пулевыми ранениями, рассказал суду главный врач.",
	"Министерство до сих пор заявляло, что солдаты действовали без приказа и что боевые патроны не выдавались.",
	"Адвокаты семей попросили суд выслушать генерала, который командовал бригадой и с лета живёт за границей.",
	"Заседание продолжится на следующей неделе, когда показания даст хранитель архива министерства.",
}

var valleyKK = []string{
	"Ішкі істер министрі 2 наурызға қараған түні басты алаңды тазартуға бұйрық берген, бұл дүйсенбіде сотта оқылған құжаттардан белгілі болды.",
	"Үшінші бригаданың сарбаздары түнгі бірге таман келді, ал жиырма минуттан кейін куәгерлер алғашқы оқ даусын естіді.",
	"Сол түні қалалық ауруханаға қырық бір адам жеткізілді, олардың он бірі оқтан жараланған, деді сотта бас дәрігер.",
	"Министрлік осы уақытқа дейін сарбаздар бұйрықсыз әрекет етті деп мәлімдеп келді.",
	"Отбасылардың адвокаттары соттан бригаданы басқарған генералды тыңдауды сұрады.",
	"Отырыс келесі аптада жалғасады, онда министрлік мұрағатының сақтаушысы айғақ береді.",
}

var valleyFR = []string{
	"Le ministre de l'Intérieur a ordonné l'évacuation de la grande place dans la nuit du 2 mars, selon des documents lus lundi devant le tribunal.",
	"Les soldats de la troisième brigade sont arrivés peu avant une heure du matin, et des témoins ont entendu les premiers tirs vingt minutes plus tard.",
	"Quarante et une personnes ont été conduites à l'hôpital cette nuit-là, dont onze blessées par balle, a déclaré le médecin-chef.",
	"Le ministère affirmait jusqu'ici que les soldats avaient agi sans ordre et qu'aucune munition réelle n'avait été distribuée.",
	"Les avocats des familles ont demandé au tribunal d'entendre le général qui commandait la brigade.",
	"L'audience reprendra la semaine prochaine avec le témoignage du gardien des archives du ministère.",
}
