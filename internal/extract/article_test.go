package extract

import (
	"context"
	"strings"
	"testing"
	"time"
)

// texts are three paragraphs of an article in each language.
var texts = map[string][]string{
	"en": {
		"The committee found that the authorities had given no reason at all for the ban, and ordered the fines to be paid back within a year.",
		"Of the 118 assemblies that were announced in the capital, 97 were forbidden, and of those 41 took place all the same.",
		"The mayor's office said on Thursday that it would study the decision, and that no assembly had ever been forbidden without cause.",
	},
	"ru": {
		"Комитет установил, что власти не привели ни одного довода в пользу запрета, и обязал их вернуть заявителям уплаченные штрафы.",
		"Из 118 объявленных в столице собраний были запрещены 97, и 41 из них всё же состоялось, говорится в решении комитета.",
		"В мэрии сообщили в четверг, что изучат решение и что ни одно собрание не было запрещено без причины за последние годы.",
	},
	"kk": {
		"Комитет билік органдарының тыйым салуға ешқандай негіз келтірмегенін анықтап, айыппұлдарды қайтаруды міндеттеді.",
		"Астанада жарияланған 118 жиналыстың 97-сіне тыйым салынды, солардың 41-і бәрібір өтті деп көрсетілген комитет шешімінде.",
		"Әкімдік бейсенбі күні шешімді зерделейтінін және бірде-бір жиналысқа себепсіз тыйым салынбағанын хабарлады.",
	},
	"fr": {
		"Le comité a constaté que les autorités n'avaient donné aucune raison pour justifier cette interdiction, et a ordonné le remboursement.",
		"Sur les 118 rassemblements annoncés dans la capitale, 97 ont été interdits, et 41 d'entre eux ont eu lieu malgré tout.",
		"La mairie a indiqué jeudi qu'elle étudierait la décision, et qu'aucun rassemblement n'avait été interdit sans motif.",
	},
}

// prose gives an article as paragraphs.
func prose(lang string) string {
	return "<p>" + strings.Join(texts[lang], "</p>\n<p>") + "</p>"
}

// What is furniture by its label, its shape or its place, and what only looks
// so. In each page the words KEEP and DROP say which is which.
func TestStructure(t *testing.T) {
	signed := func(names ...string) (s string) {
		for i, n := range names {
			s += "<div class=item><b>" + n + "</b> <i>12.03.2021 1" + string(rune('0'+i)) + ":25</i><p>DROP I have seen it with my own eyes, and nobody was to be found there on that day.</p></div>"
		}
		return s
	}
	for _, c := range []struct{ name, lang, html string }{
		{"comments under a heading", "en", "<div class=a>" + prose("en") + "</div><section class=b><h2>Comments (8)</h2><div><b>Joan</b><p>DROP Nobody wrote to us about it, and we heard of it by chance from a neighbour.</p></div></section>"},
		{"comments, number first", "ru", "<div class=a>" + prose("ru") + "</div><div class=b><h3>12 комментариев</h3><div><b>Ольга</b><p>DROP У меня брат работает там же, и ничего подобного он мне никогда не рассказывал.</p></div></div>"},
		{"comments in Kazakh", "kk", "<div class=a>" + prose("kk") + "</div><div class=b><h3>Пікірлер</h3><p>DROP Бұл туралы бізге ешкім айтқан жоқ, көршіден кездейсоқ естідік, енді не істейміз.</p></div>"},
		{"a forum", "fr", "<div class=a>" + prose("fr") + "</div><div class=b><h2>Messages</h2><ul><li><strong>Fil</strong><p>DROP Merci pour ce travail, je peux prêter un thermomètre enregistreur si cela est utile.</p></li></ul></div>"},
		{"comments longer than the article", "en", "<main><div>" + prose("en") + "</div><div><h2>Reader comments</h2>" + strings.Repeat("<p>DROP Having fitted doors for thirty years I can tell you that a missing closer costs twenty quid.</p>", 30) + "</div></main>"},
		{"what listeners say", "kk", "<div class=a>" + prose("kk") + "</div><div class=b><h3>Тыңдармандар үні</h3><p>DROP Бұл туралы бізге ешкім айтқан жоқ, көршіден кездейсоқ естідік, енді не істейміз.</p></div>"},
		{"letters of readers", "ru", "<div class=a>" + prose("ru") + "</div><div class=b><h3>Нам пишут читатели</h3><p>DROP У меня брат работает там же, и ничего подобного он мне никогда не рассказывал.</p></div>"},
		{"a heading with readers in it", "en", "<h1>Libraries</h1>" + prose("en") + "<div><h3>The number of readers fell by a third</h3><p>KEEP All of the branches in the old town were closed in the spring of that year.</p></div>"},
		{"a chapter called Comments", "en", "<h2>Comments</h2><p>KEEP " + texts["en"][0] + "</p><p>KEEP " + texts["en"][1] + "</p>"},
		{"comments of a government, before the rest", "fr", prose("fr") + "<div><h2>Réactions</h2><p>KEEP Le gouvernement a répondu que la loi serait modifiée avant la fin de la session.</p></div>" + strings.ReplaceAll(prose("fr"), "<p>", "<p>KEEP ") + prose("fr")},
		{"a thread without a label", "ru", "<div class=a>" + prose("ru") + "</div><div class=b>" + signed("Ольга", "Марат К.", "сосед") + "</div>"},
		{"a thread of addresses", "en", "<div class=post><p>" + texts["en"][0] + "</p></div>" + strings.ReplaceAll(signed("Col @colquay", "Ivan @ivance", "Dad @estdad"), " <i>12.03.2021 10:25</i>", "")},
		{"a timeline is none", "en", prose("en") + "<div class=e><b>Morning of the 12th</b><p>KEEP The police closed the square to everybody.</p></div><div class=e><b>Noon</b><p>KEEP The square was opened again.</p></div><div class=e><b>Evening</b><p>KEEP All was quiet.</p></div>" + prose("en")},
		{"read also", "ru", prose("ru") + "<div class=x><h3>Ещё по теме:</h3><ul><li><a href=a>DROP В области проверили колонии</a></li><li><a href=b>DROP Депутаты обсудят закон</a></li></ul></div>"},
		{"read also, with teasers", "fr", "<main>" + prose("fr") + "</main><section><h2>Sur le même sujet</h2><ul><li><a href=5><b>DROP La papeterie cherche un repreneur</b> Trois dossiers ont été déposés, dont un par d'anciens salariés.</a></li></ul></section>"},
		{"read also within a line", "fr", "<div><p>" + texts["fr"][0] + "</p><div class=y><b>Lire aussi :</b> <a href=x>DROP La papeterie cherche un repreneur</a></div><p>KEEP " + texts["fr"][1] + "</p></div>"},
		{"a Kazakh list", "kk", prose("kk") + "<div><p>Оқи отырыңыз</p><a href=a>DROP Жаңа мектеп ашылды</a><br><a href=b>DROP Көпір жөнделді</a></div>"},
		{"most read", "en", "<div>" + prose("en") + "</div><div class=z><h2>Most read</h2><ol><li><a href=1>DROP Man who stole an anchor</a></li><li><a href=2>DROP Pier to reopen</a></li></ol></div>"},
		{"a label in a sentence", "en", "<p>" + texts["en"][0] + " KEEP Read more in the report.</p><p>" + texts["en"][1] + "</p>"},
		{"a chapter called News with prose", "ru", prose("ru") + "<div><h2>Новости</h2><p>KEEP " + texts["ru"][0] + "</p><p>KEEP " + texts["ru"][1] + "</p></div>"},
		{"documents to load", "en", prose("en") + "<section><h2>Documents</h2><table><tr><td>DROP CO/3</td><td><a href=e>E</a> <a href=f>F</a></td></tr></table></section>"},
		{"a chapter called Documents", "en", prose("en") + "<section><h2>Documents</h2><p>KEEP Passport or birth certificate</p><p>KEEP Two photographs</p></section>"},
		{"a sign-up box", "fr", "<article>" + prose("fr") + "<div class=q><p>DROP Recevez chaque matin l'essentiel de l'actualité de votre commune.</p><form><input type=email><button>Je m'inscris</button></form></div></article>"},
		{"a page in a form", "en", "<form><input type=hidden name=v><div>KEEP " + prose("en") + "</div></form>"},
		{"a call to subscribe", "fr", "<article>" + prose("fr") + "<div class=q><p>DROP Cet article vous est offert. Pour lire les suivants, <a href=x>abonnez-vous</a> ou <a href=y>connectez-vous</a>.</p></div></article>"},
		{"a call to install", "ru", "<div class=m>DROP Смотрите записи в приложении, так удобнее <a href=x>Установить</a></div><div>" + prose("ru") + "</div>"},
		{"a link of that name in the text", "en", "<div>" + prose("en") + "<p>KEEP Readers may <a href=x>subscribe</a> to the journal at the post office until the end of May.</p></div>"},
		{"outside of the column", "en", "<div class=top>DROP Storm warning for the coast</div><div class=w><div class=l><h3>DROP At a glance</h3><p>DROP Ratified 1994</p></div><div class=c><h1>KEEP The ban</h1>" + prose("en") + "</div></div><div class=f>DROP Monday to Friday, room 4</div>"},
		{"a layout table", "ru", "<table><tr><td><h3>DROP Кто где</h3><p>DROP Гостей: 4</p></td><td><h1>KEEP Решение</h1>" + prose("ru") + "</td><td>DROP Курс 450</td></tr></table>"},
		{"a data table is the text", "en", "<div><h1>KEEP Prisoners</h1><table><tr><th>KEEP Year</th><th>Number</th></tr>" + strings.Repeat("<tr><td>2019</td><td>KEEP 1,204 persons</td></tr>", 12) + "</table></div><div>KEEP or not</div>"},
		{"article in two boxes", "en", "<div class=a>" + prose("en") + "</div><div class=ad>x</div><div class=a>" + strings.ReplaceAll(prose("en"), "<p>", "<p>KEEP ") + "</div>"},
		{"a title outside of main", "fr", "<div class=hero><h1>KEEP L'interdiction</h1></div><main>" + prose("fr") + "</main>"},
		{"an article in main", "en", "<main><article>KEEP " + prose("en") + "</article><p>DROP Our reporters are there for you.</p></main>"},
		{"several articles", "en", "<main><article><p>KEEP " + texts["en"][0] + "</p></article><article><p>KEEP " + texts["en"][1] + "</p></article><article><p>KEEP " + texts["en"][2] + "</p></article></main>"},
		{"a notice of the site", "en", "<main><h1>Report</h1><div class=notice><p>DROP Our offices are closed on Monday 29 August.</p></div>" + prose("en") + "</main>"},
		{"a notice of the document", "en", "<main><h1>Report</h1><div class=notice><p>KEEP This guidance was withdrawn on 29 August.</p></div>" + prose("en") + "</main>"},
		{"the same in Russian", "ru", "<main><h1>Приказ</h1><div class='notice alert'><p>KEEP Документ утратил силу 29 августа.</p></div>" + prose("ru") + "</main>"},
		{"the same in Kazakh", "kk", "<main><h1>Бұйрық</h1><div class=alert-box><p>KEEP Құжаттың күші жойылды.</p></div>" + prose("kk") + "</main>"},
		{"a survey with links", "fr", "<main>" + prose("fr") + "<div class=v>DROP Cette réponse vous a-t-elle aidé ? <a href=o>Oui</a> <a href=n>Non</a> 12 personnes sur 15</div></main>"},
		{"a survey with buttons", "kk", "<main>" + prose("kk") + "<div class=v>DROP Сайт ыңғайлы ма? <button>Иә</button><button>Жоқ</button></div></main>"},
		{"a notice before the title", "ru", "<div class=c><div class=d>DROP Уважаемые посетители! Приём граждан временно прекращён.</div><h1>KEEP Решение</h1>" + prose("ru") + "</div>"},
		{"a title without a heading", "fr", "<div class=w><div class=t>KEEP La trêve n'est pas respectée</div><div class=x>" + prose("fr") + "</div></div>"},
		{"a link between paragraphs", "ru", "<div><p>" + texts["ru"][0] + "</p><div class=i><a href=z>DROP Почему в области нет ни одного приюта</a></div><p>" + texts["ru"][1] + "</p></div><div>x</div>"},
		{"a paragraph that is a link", "ru", "<div><p>" + texts["ru"][0] + "</p><p><a href=z>KEEP Решение суда по делу о приюте</a></p><p>" + texts["ru"][1] + "</p></div>"},
		{"tags on their line", "kk", "<div>" + prose("kk") + "<div>Тегтер: DROP әкімдік, өтініш</div></div>"},
		{"cited by", "en", "<b>KEEP Doe v Crown</b><br>Cited by: DROP Roe v Crown [2018] EWX 3<hr>" + prose("en")},
		{"a sentence with a colon", "en", prose("en") + "<p>Related: KEEP the court also found that the mayor had been told of the plan in the spring.</p>"},
		{"columns of a layout with breaks", "ru", "<table><tr><td>DROP Погода<br>Заречинск: -3<br>Ветер 4</td><td><h2>KEEP Решение</h2>" + prose("ru") + "</td></tr></table>"},
		{"notes under the text", "fr", "<main><div class=t>" + prose("fr") + "</div><div class=n><p>KEEP 1. Chiffres communiqués au conseil municipal du 14 décembre 2016.</p></div></main>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := fromHTML(t, "<!DOCTYPE html><html lang="+c.lang+"><title>x</title><body>"+c.html)
			if strings.Contains(doc.Main, "DROP") {
				t.Errorf("furniture in the main text:\n%s", doc.Main)
			}
			if strings.Count(doc.Main, "KEEP") != strings.Count(doc.Visible, "KEEP") {
				t.Errorf("text is missing in the main text:\n%s\nof\n%s", doc.Main, doc.Visible)
			}
			for _, p := range texts[c.lang] {
				if strings.Contains(doc.Visible, p) && !strings.Contains(doc.Main, p) {
					t.Errorf("missing in the main text: %s", p)
				}
			}
		})
	}
}

// Every label is one by itself, and within a sentence none is.
func TestLabels(t *testing.T) {
	for _, c := range []struct {
		line string
		want label
	}{
		{"Comments (8)", talkLabel}, {"8 comments", talkLabel}, {"Комментарии: 5", talkLabel}, {"Пікірлер (12)", talkLabel}, {"RÉACTIONS", talkLabel},
		{"Ещё по теме:", listLabel}, {"Еще по теме", listLabel}, {"À lire aussi :", listLabel}, {"Соңғы жаңалықтар", listLabel}, {"Who’s online", listLabel},
		{"Documents", fileLabel}, {"Скачать", fileLabel}, {"Abonnez-vous", actionLabel}, {"Установить", actionLabel}, {"Got it!", actionLabel},
		{"Comments of the Government", noLabel}, {"Documents required", noLabel}, {"Комментарии к закону", noLabel}, {"2019", noLabel}, {"", noLabel}, {"Réactions du gouvernement", noLabel},
	} {
		if got := labelOf([]byte(c.line)); got != c.want {
			t.Errorf("%q: %d, want %d", c.line, got, c.want)
		}
	}
	if n := len(labels()); n < 500 {
		t.Errorf("only %d labels", n)
	}
}

// Pages made of nothing but what the structure is known by cost no more than
// others do.
func TestStructureInTime(t *testing.T) {
	prose := strings.Repeat("<p>The committee found that no reason had been given for the ban.</p>", 50)
	for name, body := range map[string]string{
		"labels":        strings.Repeat("<div><h3>Comments</h3><p>x</p></div>", 30000),
		"fields":        strings.Repeat("<div>", 300) + strings.Repeat("<div><div><input type=text></div></div>a<br>", 20000),
		"signed":        strings.Repeat("<div><b>Ann</b> 12:30<p>It was so.</p></div>", 30000),
		"calls":         strings.Repeat("<div><a href=x>Subscribe</a></div>", 30000),
		"kept lines":    "<main>" + strings.Repeat(prose, 40) + "</main>" + strings.Repeat("<p>It was amended in May.</p>", 3000),
		"deep":          strings.Repeat("<div>It was so, and nobody knew of it at all.", 20000),
		"notices":       strings.Repeat("<div class=notice>"+strings.Repeat("ab ", 100)+"</div>", 20000),
		"inline labels": strings.Repeat("<p>Tags: <a href=x>a</a></p>", 30000),
	} {
		start := time.Now()
		x := New(Config{Timeout: time.Minute})
		if _, err := x.Extract(context.Background(), Input{Body: strings.NewReader("<!DOCTYPE html><title>x</title>" + prose + body), ContentType: "text/html"}); err != nil {
			t.Fatal(err)
		}
		if d := time.Since(start); d > 10*time.Second {
			t.Errorf("%s: %v", name, d)
		} else {
			t.Logf("%s: %v", name, d)
		}
	}
}

// Chapters, tables of figures and captions behind an article in the main element
// are the page's text. What comes behind the first box that is none of these is not,
// nor are lists of other pages, a second story, and what has a label of the site's.
func TestFurther(t *testing.T) {
	const text = "<p>The commission heard forty witnesses in the spring, and found that none of them had been told of their rights.</p><p>It asked the ministry for an answer by the first of June, and has had none to this day.</p><p>Lawyers for the families said that they were not allowed to see their clients for nine days, in breach of the law.</p><p>Parliament is to debate the recommendations of the report before it rises for the summer, its speaker said.</p>"
	for _, c := range []struct {
		name, after string
		want        bool
	}{
		{"a chapter", "<section><h2>Findings</h2><p>The kept sentence counts 57 cases.</p></section>", true},
		{"a second part", "<article><h2>Part two</h2><p>The kept sentence counts 57 cases.</p></article>", true},
		{"a table", "<table><tr><td>Kept in</td><td>2012</td></tr><tr><td>Died</td><td>3</td></tr><tr><td>Freed</td><td>5</td></tr></table>", true},
		{"a caption", "<figure><img src=/x.png><figcaption>Kept in the square of the republic</figcaption></figure>", true},
		{"a chapter behind comments", `<div class="comments"><p>Shame on them.</p></div><section><h2>Findings</h2><p>The kept sentence counts 57 cases.</p></section>`, true},
		{"teasers", `<section><h2><a href="/a">Kept away</a></h2><p>The mayor opened the bridge.</p></section>`, false},
		{"another story", `<article><h1>Kept away</h1><p>The mayor opened the bridge on Sunday.</p></article>`, false},
		{"a chapter without prose", `<section><h2>Kept away</h2><ul><li>One</li><li>Two</li></ul></section>`, false},
		{"behind another box", `<div>Anything</div><section><h2>Kept away</h2><p>The mayor opened the bridge.</p></section>`, false},
		{"a timetable", "<table><tr><td>Kept</td><td>04:12</td></tr><tr><td>Noon</td><td>12:58</td></tr><tr><td>Eve</td><td>17:40</td></tr></table>", false},
		{"related", `<section><h2>Related</h2><p>Kept away from the bridge by the mayor, who opened it.</p></section>`, false},
	} {
		doc := fromHTML(t, "<body><main><article><h1>Report</h1>"+text+"</article>"+c.after+"</main>")
		if got := strings.Contains(strings.ToLower(doc.Main), "kept"); got != c.want {
			t.Errorf("%s: in the main text %v, want %v: %q", c.name, got, c.want, doc.Main)
		}
	}
}
