package eval

import (
	"fmt"
	"strings"
	"testing"

	"archiver/internal/extract"
	"archiver/internal/verdict"
)

// tellings are short articles, by language.
var tellings = map[string][]string{
	"en": {
		"Hundreds detained in January protests",
		"The ministry said on Tuesday that 1,460 people had been detained in the city of Almaty during the January protests, of whom 238 were later charged with serious offences.",
		"Lawyers for the families told reporters that they were not allowed to see their clients for nine days, in breach of the criminal procedure code.",
		"A report by the regional ombudsman counted 104 complaints, and recommended that the detention centre on Rozybakiev street be closed by the end of the year.",
		"Parliament is expected to debate the recommendations in June, and the government has not said whether it will accept them.",
	},
	"ru": {
		"Задержаны сотни участников протестов",
		"В пресс-службе министерства сообщили, что в ходе январских событий были задержаны 1 460 человек, из них 238 предъявлены обвинения.",
		"Адвокат Айгерим Сейтова заявила, что защитников не допускали к задержанным в течение девяти дней.",
		"Уполномоченный по правам человека получил 104 жалобы и рекомендовал закрыть изолятор на улице Розыбакиева до 31 декабря 2022 года.",
		"Комиссия напомнила, что решение суда вступило в силу 14 марта 2022 года и обжалованию не подлежит.",
	},
	"kk": {
		"Қаңтар оқиғалары: жүздеген адам ұсталды",
		"Министрліктің мәліметінше, қаңтар оқиғалары кезінде 1460 адам ұсталды, оның 238-іне айып тағылды.",
		"Адвокат Әйгерім Сейітова қорғаушыларды тоғыз күн бойы жібермегенін айтты.",
		"Омбудсмен 104 шағым алғанын және изоляторды жабуды ұсынғанын хабарлады.",
		"Парламент ұсыныстарды маусымда қарайды, ал үкімет оларды қабылдайтынын әлі айтқан жоқ.",
	},
	"fr": {
		"Des centaines d’arrestations en janvier",
		"Le ministère a déclaré mardi que 1 460 personnes avaient été arrêtées à Almaty pendant les manifestations de janvier.",
		"Les avocats des familles n’ont pas pu voir leurs clients pendant neuf jours, contrairement au code.",
		"Le médiateur régional a recensé 104 plaintes et recommandé la fermeture du centre de détention.",
		"Le Parlement doit débattre des recommandations en juin, et le gouvernement n’a pas encore répondu.",
	},
}

// slots are where something may stand in a page: over the headline's text, at the
// end of the article, behind it, in a column beside it.
type slots struct{ head, inside, after, side string }

// builds lay the same article out as sites do.
var builds = map[string]func(lang, title, text string, s slots) string{
	"main and article": func(lang, title, text string, s slots) string {
		return fmt.Sprintf(`<html lang=%s><title>%s | Site</title><body><header><a href="/">Site</a></header><main><article><h1>%[2]s</h1>%s<p class="byline">3 May 2024</p>%s%s</article>%s</main><aside>%s</aside><footer>© 2024 Site. <a href="/p">Privacy</a></footer>`, lang, title, s.head, text, s.inside, s.after, s.side)
	},
	"boxes": func(lang, title, text string, s slots) string {
		return fmt.Sprintf(`<html lang=%s><title>%s | Site</title><body><div class="hd"><a href="/">Site</a></div><div id="wrap"><div class="col-8"><div class="txt"><h1>%[2]s</h1>%s<div class="meta">03.05.2024</div>%s%s</div>%s</div><div class="col-4">%s</div></div><div class="bottom">© Site</div>`, lang, title, s.head, text, s.inside, s.after, s.side)
	},
	"a table": func(lang, title, text string, s slots) string {
		return fmt.Sprintf(`<html lang=%s><title>%s | Site</title><body><table width=100%%><tr><td><a href="/">Site</a></td></tr><tr><td valign=top><h1>%[2]s</h1>%s<p>03.05.2024</p>%s%s%s</td><td width=200>%s</td></tr></table>`, lang, title, s.head, text, s.inside, s.after, s.side)
	},
	"a role": func(lang, title, text string, s slots) string {
		return fmt.Sprintf(`<html lang=%s><title>%s | Site</title><body><nav><a href="/">Site</a></nav><div role="main"><div class="post"><h1>%[2]s</h1>%s<div class="entry">%s%s</div></div>%s</div><div class="right">%s</div><footer>© 2024 Site. <a href="/p">Privacy</a></footer>`, lang, title, s.head, text, s.inside, s.after, s.side)
	},
}

// judgeSlots judges a change of what stands in one slot.
func judgeSlots(t *testing.T, x *extract.Extractor, build, lang string, old, now slots) verdict.Judgement {
	t.Helper()
	var pages []*verdict.Prepared
	m := &measured{x: x}
	for _, s := range []slots{old, now} {
		text := "<p>" + strings.Join(tellings[lang][1:], "</p><p>") + "</p>"
		p, err := m.read(builds[build](lang, tellings[lang][0], text, s))
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, p)
	}
	const url = "https://review.example/late-pay"
	return verdict.Judge(&verdict.Reference{URL: url, FinalURL: url, Status: 200, Page: pages[0]},
		&verdict.Look{URL: url, FinalURL: url, Status: 200, Page: pages[1]}, verdict.Probes{}, nil)
}

// where puts a piece of a page into a slot.
var where = map[string]func(string) slots{
	"head":   func(s string) slots { return slots{head: s} },
	"inside": func(s string) slots { return slots{inside: s} },
	"after":  func(s string) slots { return slots{after: s} },
	"side":   func(s string) slots { return slots{side: s} },
}

const (
	findings = `<section><h2>Findings</h2><p>The commission counted 57 cases in all, and said that the ministry had been told of each of them in writing.</p><p>It asked for an answer by 1 June.</p></section>`
	partTwo  = `<article><h2>Part two</h2><p>The commission counted 57 cases in all, and said that the ministry had been told of each of them in writing.</p></article>`
	caption  = `<figure><img src="/x.png" alt="x"><figcaption>Police on Republic Square, 5 January 2022. 12 officers died.</figcaption></figure>`
	factBox  = `<aside class="factbox"><h3>Key facts</h3><ul><li>Detained: 1,460</li><li>Died: 238</li></ul></aside>`
	signed   = `<p>Signed:</p><ul><li>Anna Schmidt, lawyer</li><li>Boris Ivanov, journalist</li><li>Carla Rossi, professor</li></ul>`
	signedP  = `<p>Signed by the following persons:</p><p>Anna Schmidt</p><p>Boris Ivanov</p><p>Carla Rossi</p>`
	arrests  = `<ul><li>Arrested 3 years ago</li><li>Held without charge</li><li>Not yet tried by any court</li></ul>`
)

// yearTable is a table of figures, eight rows long.
func yearTable(head ...string) string {
	s := "<table><tr><th>" + strings.Join(head, "</th><th>") + "</th></tr>"
	for y := 2012; y < 2020; y++ {
		s += fmt.Sprintf("<tr><td>%d</td><td>%d</td><td>%d</td></tr>", y, y%7*31+12, y%5+1)
	}
	return s + "</table>"
}

// What is edited where it stands is told, wherever the text seems to end.
func TestEditedInPlace(t *testing.T) {
	x := extract.New(extract.Config{})
	for _, c := range []struct{ name, lang, slot, text, old, now string }{
		{"a figure in a section", "en", "after", findings, "57", "75"},
		{"a negation in a section", "en", "after", findings, "had been", "had not been"},
		{"a figure in a section", "ru", "after", `<section><h2>Выводы</h2><p>Комиссия насчитала 57 случаев и сообщила, что министерство было уведомлено о каждом из них.</p></section>`, "57", "75"},
		{"a figure in a second article", "en", "after", partTwo, "57", "75"},
		{"a figure in a paragraph", "en", "after", `<p>The commission counted 57 cases in all.</p>`, "57", "75"},
		{"a figure in a paragraph", "fr", "after", `<p>Le comité a recensé 57 cas en tout.</p>`, "57", "75"},
		{"a figure in a paragraph", "kk", "after", `<p>Комиссия барлығы 57 жағдайды тіркеді.</p>`, "57", "75"},
		{"a caption", "en", "after", caption, "12 officers", "2 officers"},
		{"a caption", "fr", "after", `<figure><img src="/x.png" alt="x"><figcaption>La place de la République. 12 policiers y sont morts.</figcaption></figure>`, "12", "2"},
		{"a standfirst", "en", "head", `<p class="standfirst">Lawyers say 12 of them were beaten</p>`, "12", "2"},
		{"a name in a standfirst", "en", "head", `<p>Lawyers say Aigerim Seitova was beaten</p>`, "Aigerim", "Aigul"},
		{"a standfirst", "ru", "head", `<p class="lead">Адвокаты говорят, что 12 из них избили</p>`, "12", "2"},
		{"a standfirst", "kk", "head", `<p>Адвокаттардың айтуынша, олардың 12-сі ұрып-соғылған</p>`, "12", "2"},
		{"a standfirst", "fr", "head", `<p class="chapo">Selon les avocats, 12 d’entre eux ont été battus</p>`, "12", "2"},
		{"a list of definitions", "en", "inside", `<dl><dt>Detained</dt><dd>1,460</dd><dt>Charged</dt><dd>238</dd></dl>`, "238", "283"},
		{"a list of definitions", "ru", "inside", `<dl><dt>Задержаны</dt><dd>1460</dd><dt>Обвинены</dt><dd>238</dd></dl>`, "238", "283"},
		{"a list of definitions", "kk", "inside", `<dl><dt>Ұсталды</dt><dd>1460</dd><dt>Айыпталды</dt><dd>238</dd></dl>`, "238", "283"},
		{"a list of definitions", "fr", "inside", `<dl><dt>Arrêtés</dt><dd>1460</dd><dt>Inculpés</dt><dd>238</dd></dl>`, "238", "283"},
		{"a box of facts", "en", "inside", factBox, "238", "23"},
		{"a box of facts", "ru", "inside", strings.NewReplacer("Detained", "Задержаны", "Died", "Погибли").Replace(factBox), "238", "23"},
		{"a box of facts", "kk", "inside", strings.NewReplacer("Detained", "Ұсталды", "Died", "Қаза тапты").Replace(factBox), "238", "23"},
		{"a cell", "en", "after", yearTable("Year", "Cases", "Deaths"), "<td>2016</td><td>12</td>", "<td>2016</td><td>21</td>"},
		{"a cell", "ru", "after", yearTable("Год", "Дела", "Погибло"), "<td>2016</td><td>12</td>", "<td>2016</td><td>21</td>"},
		{"a row goes", "en", "after", yearTable("Year", "Cases", "Deaths"), "<tr><td>2016</td><td>12</td><td>2</td></tr>", ""},
		{"a row goes", "fr", "after", yearTable("Année", "Affaires", "Morts"), "<tr><td>2016</td><td>12</td><td>2</td></tr>", ""},
		{"a name at a list's end comes", "en", "inside", signed, "professor</li>", "professor</li><li>Erik Olsen, teacher</li>"},
		{"a name at a list's end goes", "en", "inside", signed, "<li>Carla Rossi, professor</li>", ""},
		{"a name at a list's end comes", "ru", "inside", `<p>Подписали:</p><ul><li>Анна Шмидт</li><li>Борис Иванов</li></ul>`, "Иванов</li>", "Иванов</li><li>Карла Росси</li>"},
		{"a name behind paragraphs comes", "en", "inside", signedP, "<p>Carla Rossi</p>", "<p>Carla Rossi</p><p>Erik Olsen</p>"},
		{"a name behind paragraphs goes", "fr", "inside", signedP, "<p>Carla Rossi</p>", ""},
		{"a kicker is another", "en", "head", `<p class="kicker">Convicted</p>`, "Convicted", "Acquitted"},
		{"a kicker comes", "en", "head", " ", " ", `<p class="kicker">Acquitted</p>`},
		{"a kicker is another", "ru", "head", `<p class="kicker">Осуждён</p>`, "Осуждён", "Оправдан"},
		{"a kicker is another", "fr", "head", `<p class="kicker">Condamné</p>`, "Condamné", "Relaxé"},
		{"a sentence of two words", "en", "inside", `<p>The company said that no leak had been recorded since the dam was built.</p><p>Residents of three villages have complained of rashes since the spring.</p>`, "built.</p>", "built.</p><p>It lied.</p>"},
		{"a sentence of two words", "ru", "inside", `<p>Компания заявила, что утечек с постройки плотины не было.</p><p>Жители трёх сёл жалуются на сыпь с самой весны.</p>`, "было.</p>", "было.</p><p>Она солгала.</p>"},
		{"how long ago", "en", "inside", arrests, "3 years", "5 years"},
		{"how long ago", "ru", "inside", `<p>Арестован 3 года назад</p>`, "3 года", "5 лет"},
	} {
		for build := range builds {
			now := strings.Replace(c.text, c.old, c.now, 1)
			if j := judgeSlots(t, x, build, c.lang, where[c.slot](c.text), where[c.slot](now)); j.Reason != verdict.Edited {
				t.Errorf("%s, %s, in %s: %s/%s: %s", c.name, c.lang, build, j.Verdict, j.Reason, j.Detail)
			}
		}
	}
}

// What changes by itself beside and below the text stays silent.
func TestSurroundingsStaySilent(t *testing.T) {
	x := extract.New(extract.Config{})
	for _, c := range []struct{ name, at, old, now string }{
		{"related", "after side", `<div class="rel"><h3>Related</h3><ul><li><a href="/a">Bus timetable changes in May</a></li><li><a href="/b">Cat saved from a poplar tree</a></li></ul></div>`, `<div class="rel"><h3>Related</h3><ul><li><a href="/a">Tram timetable changes in May</a></li><li><a href="/c">Horse race won by a boy of nine</a></li></ul></div>`},
		{"teasers", "side", `<section><h2><a href="/a">Minister to visit the dam</a></h2><p>The minister will visit the dam on 3 May, his office said.</p></section>`, `<section><h2><a href="/c">Mayor to visit the port</a></h2><p>The mayor will visit the port on 4 June, his office said.</p></section>`},
		{"rates", "after side", `<div><p>USD 447.10</p><p>EUR 484.02</p><p>RUB 4.87</p></div>`, `<div><p>USD 531.20</p><p>EUR 601.90</p><p>RUB 5.12</p></div>`},
		{"a table of rates", "after side", `<table><tr><th>Currency</th><th>Rate</th></tr><tr><td>USD</td><td>447.10</td></tr><tr><td>EUR</td><td>484.02</td></tr><tr><td>RUB</td><td>4.87</td></tr></table>`, `<table><tr><th>Currency</th><th>Rate</th></tr><tr><td>USD</td><td>448.10</td></tr><tr><td>EUR</td><td>484.02</td></tr><tr><td>RUB</td><td>4.87</td></tr></table>`},
		{"weather", "side", `<div><p>Astana: +21, cloudy with rain in the evening.</p></div>`, `<div><p>Astana: -11, cloudy with rain in the evening.</p></div>`},
		{"who is there", "after side", `<ul><li>Online: 23</li><li>Guests: 20</li><li>Users: 3</li></ul>`, `<ul><li>Online: 31</li><li>Guests: 28</li><li>Users: 3</li></ul>`},
		{"who is there, in Russian", "after side", `<ul><li>Сейчас на сайте: 23</li><li>Гостей: 20</li><li>Пользователей: 3</li></ul>`, `<ul><li>Сейчас на сайте: 31</li><li>Гостей: 28</li><li>Пользователей: 3</li></ul>`},
		{"a poll", "after side", `<div><p>Do you trust the court?</p><p>Yes 45 %</p><p>No 50 %</p><p>Do not know 5 %</p><p>Votes: 214</p></div>`, `<div><p>Do you trust the court?</p><p>Yes 47 %</p><p>No 48 %</p><p>Do not know 5 %</p><p>Votes: 318</p></div>`},
		{"comments", "after side", `<div class="cm"><h3>Comments (1)</h3><div><b>Ivan</b><p>This is terrible news for everyone.</p></div></div>`, `<div class="cm"><h3>Comments (2)</h3><div><b>Ivan</b><p>This is terrible news for everyone.</p></div><div><b>Olga</b><p>I was there and saw 40 buses of police.</p></div></div>`},
		{"likes", "after side", `<div><span>Likes</span> <b>12</b></div><div>Shares 4</div>`, `<div><span>Likes</span> <b>19</b></div><div>Shares 9</div>`},
		{"today", "after side", `<div><p>Today is Monday, 3 June 2024.</p></div>`, `<div><p>Today is Thursday, 26 November 2026.</p></div>`},
		{"events", "side", `<div><h3>Events</h3><p>Round table on prisons, 3 May 2024, 10:00</p><p>Film evening, 5 May 2024, 18:30</p></div>`, `<div><h3>Events</h3><p>Lecture on courts, 3 June 2024, 10:00</p><p>Book fair, 5 June 2024, 18:30</p></div>`},
		{"a ticker", "side", `<div><p>12:41 Minister resigns over the dam</p><p>12:20 Tram derails in the north</p></div>`, `<div><p>13:41 Bus fares to rise in autumn</p><p>13:20 Court frees a journalist</p></div>`},
		{"an advert", "side", `<div><p>Buy our new book today.</p></div>`, `<div><p>Our autumn sale has begun.</p></div>`},
		{"a goal", "side", `<div><p>We have raised 12,400 of 20,000 dollars this month.</p></div>`, `<div><p>We have raised 14,900 of 20,000 dollars this month.</p></div>`},
		{"subscribers", "side", `<div><p>Join 12,400 readers who get our newsletter every week.</p></div>`, `<div><p>Join 13,100 readers who get our newsletter every week.</p></div>`},
		{"a forum", "after side", `<p>Posts: 214</p><p>Topics: 33</p><p>Members: 1,200</p>`, `<p>Posts: 218</p><p>Topics: 34</p><p>Members: 1,204</p>`},
		{"views", "after side", `<p>Прочитано 214 раз</p>`, `<p>Прочитано 1872 раза</p>`},
		{"most read", "side", `<ol><li><a href="/1">Minister resigns over the dam</a> 1,204</li><li><a href="/2">Tram derails in the north</a> 912</li></ol>`, `<ol><li><a href="/1">Minister resigns over the dam</a> 1,904</li><li><a href="/2">Tram derails in the north</a> 1,912</li></ol>`},
		{"a quote of the day", "side", `<div><p>Quote of the day: Freedom is never given, it is won.</p></div>`, `<div><p>Quote of the day: The law is silent in times of war.</p></div>`},
		{"times of prayer", "side", `<table><tr><td>Fajr</td><td>04:12</td></tr><tr><td>Dhuhr</td><td>12:58</td></tr><tr><td>Asr</td><td>17:40</td></tr><tr><td>Maghrib</td><td>20:31</td></tr></table>`, `<table><tr><td>Fajr</td><td>04:10</td></tr><tr><td>Dhuhr</td><td>12:58</td></tr><tr><td>Asr</td><td>17:41</td></tr><tr><td>Maghrib</td><td>20:32</td></tr></table>`},
		{"ages of news", "after side", `<div><p>Mayor speaks on the dam, 3 hours ago</p><p>Cat lost in the park, 5 hours ago</p></div>`, `<div><p>Mayor speaks on the dam, 8 hours ago</p><p>Cat lost in the park, 10 hours ago</p></div>`},
		{"the page's age", "head after", `<p>Published 3 years ago</p>`, `<p>Published 5 years ago</p>`},
		{"reading time", "head", `<p>4 min read</p>`, `<p>5 min read</p>`},
		{"a kicker that is a section", "head", `<p class="kicker">News</p>`, `<p class="kicker">World</p>`},
		{"a kicker that comes", "head", ``, `<p class="kicker">Exclusive</p>`},
		{"a byline", "head", `<p>Anna Schmidt</p>`, `<p>Anna Schmidt, correspondent</p>`},
		{"a telephone", "side", `<div><p>Call us: 8 701 123 45 67</p></div>`, `<div><p>Call us: 8 702 765 43 21</p></div>`},
		{"an editor", "side", `<div><p>Editor: Anna Schmidt</p></div>`, `<div><p>Editor: Boris Ivanov</p></div>`},
	} {
		for slot := range strings.FieldsSeq(c.at) {
			for build := range builds {
				for lang := range tellings {
					if j := judgeSlots(t, x, build, lang, where[slot](c.old), where[slot](c.now)); j.Verdict != verdict.OK {
						t.Errorf("%s, %s, %s in %s: %s/%s: %s", c.name, lang, slot, build, j.Verdict, j.Reason, j.Detail)
					}
				}
			}
		}
	}
}

// Beyond doubt is said of noise only where dates and counters alone differ.
func TestNoiseCertainty(t *testing.T) {
	x := extract.New(extract.Config{})
	for _, c := range []struct{ name, old, now, want string }{
		{"a date", `<p>Updated 3 May 2024</p>`, `<p>Updated 7 June 2026</p>`, verdict.Proof},
		{"a counter", `<p>214 views</p>`, `<p>1,872 views</p>`, verdict.Proof},
		{"another box", `<div><p>Buy our new book today.</p></div>`, `<div><p>Our autumn sale has begun.</p></div>`, verdict.Likely},
		{"a list of links", `<ul><li><a href="/a">Bus timetable changes</a></li></ul>`, `<ul><li><a href="/b">Cat saved from a tree</a></li></ul>`, verdict.Likely},
	} {
		for build := range builds {
			j := judgeSlots(t, x, build, "en", slots{side: c.old}, slots{side: c.now})
			if j.Reason != verdict.Noise || j.Confidence != c.want {
				t.Errorf("%s in %s: %s/%s %s, want %s", c.name, build, j.Verdict, j.Reason, j.Confidence, c.want)
			}
		}
	}
}

// One word of a row is an edit where the row is otherwise the one of the same name, and so
// is a negation that came into a cell, beside the text too. What ticks in such rows is none.
func TestCellInWords(t *testing.T) {
	x := extract.New(extract.Config{})
	rows := func(list ...string) string {
		return "<table><tr><td>" + strings.Join(list, "</td></tr><tr><td>") + "</td></tr></table>"
	}
	cell := strings.NewReplacer("|", "</td><td>")
	for _, c := range []struct {
		old, now string
		want     verdict.Verdict
	}{
		{rows("State|Signed|Ratified", "Dalatau|yes|yes", "Norvik|yes|no"), rows("State|Signed|Ratified", "Dalatau|yes|no", "Norvik|yes|no"), verdict.Changed},
		{rows("Case|Court|Outcome", "Harsh|Tarsk|acquitted", "Ivanov|Tarsk|convicted"), rows("Case|Court|Outcome", "Harsh|Tarsk|convicted", "Ivanov|Tarsk|convicted"), verdict.Changed},
		{rows("Post|Views|Status", "Dam|1,204|online", "Mill|310|online"), rows("Post|Views|Status", "Dam|2,310|online", "Mill|498|online"), verdict.OK},
	} {
		for build := range builds {
			if j := judgeSlots(t, x, build, "en", slots{inside: cell.Replace(c.old)}, slots{inside: cell.Replace(c.now)}); j.Verdict != c.want {
				t.Errorf("%s → %s in %s: %s/%s: %s", c.old, c.now, build, j.Verdict, j.Reason, j.Detail)
			}
		}
	}
	// A negation alone, in a table that is taken for the page's surroundings.
	const judgment = `<html lang=en><title>Case of Harsh v. Dalatau — Cases</title><body><div class="header">Cases <a>Search</a> <a>Help</a></div><div class="tabs"><a>View</a><a>Details</a></div><div id="document" class="content"><p>%s</p></div>%s<div class="foot">Results 3 of 61204</div>`
	var pages []*verdict.Prepared
	for _, conclusion := range []string{"V", "No v"} {
		details := cell.Replace(rows("Importance|2", "App. No.|41827/16", "Judge|M. Hallgren, President", "Conclusion|"+conclusion+"iolation of Article 3"))
		p, err := (&measured{x: x}).read(fmt.Sprintf(judgment, strings.Join(tellings["en"], "</p><p>"), details))
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, p)
	}
	const url = "https://review.example/late-pay"
	if j := verdict.Judge(&verdict.Reference{URL: url, FinalURL: url, Status: 200, Page: pages[0]}, &verdict.Look{URL: url, FinalURL: url, Status: 200, Page: pages[1]}, verdict.Probes{}, nil); j.Reason != verdict.Edited {
		t.Errorf("beside the text: %s/%s: %s", j.Verdict, j.Reason, j.Detail)
	}
}

// A line within the text that leads to another page by a link, behind a label that says so,
// is none of the text in whatever language.
func TestInlineLeads(t *testing.T) {
	x := extract.New(extract.Config{})
	for label, titles := range map[string][2]string{
		"İLGİLİ HABER":   {"Milli takım finale yükseldi", "Akaryakıta indirim bekleniyor"},
		"LEA TAMBIÉN":    {"La selección, a la final", "Feria del libro en Sevilla"},
		"Leggi anche:":   {"Nazionale in finale dopo i rigori", "Fiera del libro, il programma"},
		"Читайте також:": {"Збірна вийшла у фінал відбору", "Ціни на овочі знизилися"},
		"Czytaj także:":  {"Reprezentacja zagra w finale", "Nowa linia tramwajowa od maja"},
	} {
		lead := func(title string) slots {
			return slots{inside: "<div class=x><strong>" + label + "</strong> <a href=/x>" + title + "</a></div>"}
		}
		for build := range builds {
			if j := judgeSlots(t, x, build, "en", lead(titles[0]), lead(titles[1])); j.Verdict != verdict.OK {
				t.Errorf("%s in %s: %s/%s: %s", label, build, j.Verdict, j.Reason, j.Detail)
			}
		}
	}
}
