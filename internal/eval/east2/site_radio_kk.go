package east2

import (
	"fmt"
	"strings"
)

// radioKK is a radio's page: a player and the transcript of a talk, in Kazakh.
func radioKK() *site {
	s := open(site{
		Name: "radio-kk", Path: "/a/31877-mektepke-avtobus-zhok.html",
		From: `<div class="u1">`, To: `</div>
<div class="u9">`,
		Quotes: []string{
			"Біз артық ештеңе сұрап отырған жоқпыз, тек заңда жазылған құқықты орындаңыздар дейміз.",
			"Қырық алты баланың он тоғызы қыста сабаққа мүлде келмейді.",
		},
	}, "/", "«Дала» радиосы", `<h1>Бүгін эфирде</h1><p>07:00 Таңғы толқын</p><p>12:00 Түскі жаңалықтар</p><p>19:00 Ашық микрофон</p>`,
		"Табылмады | «Дала» радиосы", `<h1>Парақ табылмады</h1><p>Бәлкім, сілтеме ескірген. <a href="/shows">Бағдарламалар</a></p>`)

	s.Noise("now-on-air-and-player-state", sub("Қазір эфирде: Таңғы толқын · 07:00–10:00", "Қазір эфирде: Түнгі әуендер · 23:00–02:00. Келесі: Құран таңы"),
		sub("<span>24:16</span>", "<span>24:15</span><span>Тыңдалды 2 318</span>"), sub("Жүктеу (22 МБ)", "MP3, 128 кбит/с"),
		sub(`<a href="/a/31860">Суды кім бөледі?</a>`, `<a href="/a/32010">Тілші дәптері</a><a href="/a/32004">Неге нан қымбат</a>`))
	s.Noise("timecodes-in-the-transcript", timecodes).Note("The transcript got marks of time to click on; the words are as they were.")
	s.Noise("speakers-as-blocks-not-bold", letterless("<p><b>Жүргізуші:</b> ", `<div class="sp h"><img src="/av/h.png" alt="">Жүргізуші</div><p>`, "<p><b>Гүлнәр Сейітқызы:</b> ", `<div class="sp g"><img src="/av/g.png" alt="">Гүлнәр Сейітқызы</div><p>`),
		sub("<h2>Сұхбат мәтіні</h2>", `<h2>Сұхбат мәтіні <button>Жасыру</button></h2>`), decomposed)

	s.Noise("podcast-links-and-listeners-voices", above(`<div class="tg">`, `<div class="pod">Подкаст: <a>Apple</a> <a>Spotify</a> <a>Yandex</a> <a>Castbox</a></div>
<div class="v"><p>Айнұр, Аягөз: бізде де дәл осындай жағдай, автобус екі жылдан бері жоқ.</p><p>Тыңдаушы: мұғалімге рақмет, бірақ он тоғыз емес, жиырма бала келмейді.</p></div>
`), sub("18 қаңтар 2026", "2026-01-18"), sub("101,4 FM.", "101,4 FM · Көкшетау 103,2 FM · Семей 99,9 FM."))

	s.Noise("next-episode-begins-below", above(`<div class="tg">`, `<div class="nx"><b>Келесі шығарылым</b><p><b>Жүргізуші:</b> Бүгін студияда ауыл дәрігері. Қабылдауға күніне қанша адам келеді?</p><p><b>Қонақ:</b> Отыз бес, кейде елу. Жалғызбын, мейіргер де жоқ.</p><a>Толық нұсқасы</a></div>
`), sub(`<figure><img src="/ph/31877.jpg" alt=""/>`, `<figure><a href="/ph/31877-full.jpg"><img src="/ph/31877@2x.jpg" alt="Сурет"/></a>`), sub("24:16", "24 мин 16 с"), sub(`<a href="/freq">Жиіліктер</a>`, `<a href="/freq">Жиіліктер</a><a href="/app">Қосымша</a>`))

	s.Edit("answer-negated", sub("Төрт рет жаздық. Үшеуіне жауап келмеді", "Төрт рет жаздық. Үшеуіне жауап келді"))
	s.Edit("the-office-has-replied", sub("Аудандық білім бөлімі редакцияның сауалына эфирге дейін жауап қайтарған жоқ.", "Аудандық білім бөлімі эфирден кейін автобус 2 ақпаннан бастап жүретінін хабарлады."))

	s.Dead("programme-no-longer-offered", s.Answer(s.Inside("«Дала» радиосы", `<div class="pl"><button disabled>▶</button><span>--:--</span><span>--:--</span></div><p>Бұл шығарылым енді тыңдауға ұсынылмайды.</p>`)), "dead/soft-404")
	s.Dead("name-not-bound-to-a-folder", html(`<!DOCTYPE html><html><head><meta charset="utf-8"><title>{{host}}</title></head><body style="font-family:Tahoma"><h1>Сайт не привязан</h1><p>Домен {{host}} направлен на серверы нашего хостинга, но не добавлен ни в один аккаунт. Если вы владелец домена, добавьте его в панели управления.</p><p><a href="//hoster.example/">Hoster.example</a> — хостинг от 390 ₸ в месяц, домены .kz, SSL в подарок.</p></body></html>`), "dead/parked", "dead/soft-404").Everywhere()
	s.Wall("cookies-first", html(`<!DOCTYPE html><html lang="kk"><head><meta charset="utf-8"><title>«Дала» радиосы</title></head><body class="gate"><div><h1>Жалғастырмас бұрын</h1><p>Біз және 214 серіктесіміз құрылғыңызда cookie файлдарын сақтаймыз. Сайтқа кіру үшін келісіміңізді беріңіз немесе ақылы нұсқаны таңдаңыз.</p><form method="post" action="/consent?return=/a/31877-mektepke-avtobus-zhok.html"><button name="a" value="1">Келісемін</button><button name="a" value="2">Баптаулар</button><button name="a" value="3">Айына 900 ₸ төлеймін</button></form></div></body></html>`), "blocked/consent-wall").Everywhere()
	return s
}

// timecodes puts a mark of time before each turn of a talk.
func timecodes(page string) string {
	var b strings.Builder
	for i, part := range strings.Split(page, "<p><b>") {
		if i > 0 {
			fmt.Fprintf(&b, `<p><a class="t" href="#t%d">[%02d:%02d]</a> <b>`, i, 2*i, 7*i%60)
		}
		b.WriteString(part)
	}
	return b.String()
}
