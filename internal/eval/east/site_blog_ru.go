package east

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"regexp"
	"strings"

	"archiver/internal/eval/kit"
	"archiver/internal/eval/set"
)

// blogRU is a diary entry about dead links, in koi8-r, full of the words of error
// pages and walls.
func blogRU() *site {
	const (
		third = "Мёртвых оказалось 1 312, то есть примерно каждая третья"
		notes = `Надпись "Доступ к информационному ресурсу ограничен" ничего не говорит о том, жива ли страница`
	)
	s := open(site{
		Name: "blog-ru", Path: "/2016/11/14",
		Charset: "koi8-r", Type: "text/html; charset=koi8-r",
		From: "<!--entry-->", To: "<!--/entry-->",
		Quotes: []string{third, notes},
	}, "/", "Записки сетевого архивариуса", "Тут пусто - Записки сетевого архивариуса")
	counters := []edit{sub("Читают: 5821", "Читают: 9004"), sub("pv=5821", "pv=9004"), sub("c0ffee1b77", "04be1a9d3c")}
	replies := rewrite(`(?s)<h3>4 ответа</h3>.*?</div>\n</div>\n</div>`, `<h3>3 ответа (показаны новые)</h3>
<div class="r"><b>studio_k</b> (02.02.2017 17:20)<p>Материал удалён, страница не найдена, доступ ограничен - прямо стихи. Можно я это на футболку?</p></div>
<div class="r"><b>arhivarius</b> (02.02.2017 17:48)<p>Можно. С контрольной суммой на спине.</p></div>
<div class="r"><b>pravoved</b> (11.03.2017 08:05)<p>Насчёт нотариуса: теперь осмотр сайта можно заказать удалённо, и он подешевел. А вот суды районного звена по-прежнему хотят бумагу с печатью, и спорить с ними бесполезно.</p></div>
</div>
</div>`)

	s.Noise("counters-and-new-replies", append(counters, replies)...)
	s.Add("noise", "moved-to-utf-8", with(html(apply(s.Page, append(counters, sub("charset=koi8-r", "charset=utf-8"), curly))), "Content-Type", "text/html; charset=utf-8"), "ok/*").
		States("verbatim", "edited").Note("The last site in koi8-r moved to UTF-8 and took up proper quotation marks.")
	s.Add("noise", "utf-8-with-old-meta", with(html(apply(s.Page, counters)), "Content-Type", "text/html; charset=utf-8"), "ok/*").States("verbatim").
		Note("The header is right, the meta element forgotten.")
	s.Add("noise", "charset-only-in-meta", with(s.Edited(counters...), "Content-Type", "text/html"), "ok/*").States("verbatim")
	s.Add("noise", "entry-at-status-404", s.Status(404, apply(s.Page, counters)), "ok/*").States("verbatim").
		Note("The entry is called Ошибка 404, the status is 404, and it is the entry all the same.")
	s.Noise("new-skin", sub("/skin/paper.css", "/skin/night.css?2"), all(`class="r"`, `class="comment depth-0"`), sub(`<div id="entry">`, `<div id="entry" class="skin-night hentry">`),
		rewrite(`(?s)<h4>Календарь</h4>.*?</table>`, `<h4>Облако</h4><p><a href="/tag/arhiv">архив</a> <a href="/tag/roboty">роботы</a> <a href="/tag/notariat">нотариат</a></p>`),
		rewrite(`(?s)<h4>Последние записи</h4><ul>.*?</ul>`, `<h4>Последние записи</h4><ul><li><a href="/2017/05/02">Робот, который всем верил</a></li><li><a href="/2017/04/18">Письмо хостеру</a></li></ul>`), withoutYo)

	s.Edit("digit-that-a-reply-repeats", sub("410 - 744 ссылки", "410 - 734 ссылки")).Note("A reply still says 744.")
	s.Edit("may-not-becomes-may", sub("Считать такие ссылки мёртвыми нельзя.", "Считать такие ссылки мёртвыми можно."))
	s.Edit("postscript-removed", span("<p>P. S.", "</p>\n", ""))

	s.Lost("each-thirtieth", third, sub("примерно каждая третья", "примерно каждая тридцатая")).
		Note("One word of nine, and the claim is a tenth of itself.")
	s.Kept("guillemets-and-nobr", notes, sub(`Надпись "Доступ к информационному ресурсу ограничен" ничего не говорит`, `Надпись &laquo;<nobr>Доступ к</nobr> информационному ресурсу ограничен&raquo; ничего не&nbsp;говорит`))

	s.Dead("entry-deleted-by-author", s.Answer(s.Inside("Записки сетевого архивариуса", "<h1>Запись удалена</h1>\n<p>Автор удалил эту запись 3 марта 2019 года. Восстановить её может только он сам.</p>\n")), "dead/soft-404")
	s.Dead("diary-deleted-410", s.Status(410, "<html><head><meta charset=\"koi8-r\"><title>Дневник удалён</title></head><body><h1>Дневник удалён</h1><p>Дневник arhivarius удалён по желанию владельца и восстановлению не подлежит.</p></body></html>\n"), "dead/http-410").Everywhere()
	s.Dead("domain-not-linked", html(read("parked/unlinked-ru.html")), "dead/parked").Everywhere()

	s.Wall("friends-only", s.Answer(s.Inside("Запись доступна не всем", `<h1>Запись доступна только друзьям автора</h1>
<p>Если вы в списке друзей, войдите в свой дневник.</p>
<form method="post" action="/login"><input name="user"><input type="password" name="password"><input type="hidden" name="returnto" value="/2016/11/14"><input type="submit" value="Войти"></form>
`)), "blocked/login-wall")
	s.Wall("cookie-script-at-200", html(read("walls/jscookie.html")), "blocked/bot-wall", "blocked/unreadable").Everywhere()

	s.Fault("no-such-name", fault("dns"), "dead/dns")
	s.Fault("not-http", fault("protocol"), "unreachable/protocol")
	s.Add("type", "picture-in-its-place", set.Answer{Header: map[string][]string{"Content-Type": {"image/png"}}, Body: dot()}, "changed/type").States("gone").
		Note("The address answers with a picture now.")
	return s
}

// dot is a small grey picture.
func dot() []byte {
	m := image.NewGray(image.Rect(0, 0, 64, 48))
	for i := range m.Pix {
		m.Pix[i] = uint8(i * 7)
	}
	m.SetGray(3, 3, color.Gray{Y: 255})
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		panic("east: " + err.Error())
	}
	return b.Bytes()
}

// curly writes guillemets and dashes for a typewriter's marks.
var curly = kit.OnText(func(t string) string {
	return strings.ReplaceAll(typed.ReplaceAllString(t, "«$1»"), " - ", " — ")
})

var typed = regexp.MustCompile(`"([^"]+)"`)
