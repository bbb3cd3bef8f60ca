package east

import (
	"bytes"
	"image"
	"image/color"
	"image/png"

	"archiver/internal/eval/set"
)

// blogRU is a diary entry about dead links, in koi8-r, full of the words of error
// pages and walls.
func blogRU() *site {
	const (
		third = "Мёртвых оказалось 1 312, то есть примерно каждая третья"
		notes = `Надпись "Доступ к информационному ресурсу ограничен" ничего не говорит о том, жива ли страница`
	)
	s := site{
		name: "blog-ru", path: "/2016/11/14",
		charset: "koi8-r", label: "text/html; charset=koi8-r",
		from: "<!--entry-->", to: "<!--/entry-->",
		quotes: []string{third, notes},
	}.open("/", "Записки сетевого архивариуса", "Тут пусто - Записки сетевого архивариуса")
	counters := []edit{sub("Читают: 5821", "Читают: 9004"), sub("pv=5821", "pv=9004"), sub("c0ffee1b77", "04be1a9d3c")}
	replies := rewrite(`(?s)<h3>4 ответа</h3>.*?</div>\n</div>\n</div>`, `<h3>3 ответа (показаны новые)</h3>
<div class="r"><b>studio_k</b> (02.02.2017 17:20)<p>Материал удалён, страница не найдена, доступ ограничен - прямо стихи. Можно я это на футболку?</p></div>
<div class="r"><b>arhivarius</b> (02.02.2017 17:48)<p>Можно. С контрольной суммой на спине.</p></div>
<div class="r"><b>pravoved</b> (11.03.2017 08:05)<p>Насчёт нотариуса: теперь осмотр сайта можно заказать удалённо, и он подешевел. А вот суды районного звена по-прежнему хотят бумагу с печатью, и спорить с ними бесполезно.</p></div>
</div>
</div>`)

	s.noise("counters-and-new-replies", append(counters, replies)...)
	s.add("noise", "moved-to-utf-8", with(html(apply(s.page, append(counters, sub("charset=koi8-r", "charset=utf-8"), curly))), "Content-Type", "text/html; charset=utf-8"), "ok/*").
		states("verbatim", "edited").note("The last site in koi8-r moved to UTF-8 and took up proper quotation marks.")
	s.add("noise", "utf-8-with-old-meta", with(html(apply(s.page, counters)), "Content-Type", "text/html; charset=utf-8"), "ok/*").states("verbatim").
		note("The header is right, the meta element forgotten.")
	s.add("noise", "charset-only-in-meta", with(s.edited(counters...), "Content-Type", "text/html"), "ok/*").states("verbatim")
	s.add("noise", "entry-at-status-404", s.status(404, apply(s.page, counters)), "ok/*").states("verbatim").
		note("The entry is called Ошибка 404, the status is 404, and it is the entry all the same.")
	s.noise("new-skin", sub("/skin/paper.css", "/skin/night.css?2"), all(`class="r"`, `class="comment depth-0"`), sub(`<div id="entry">`, `<div id="entry" class="skin-night hentry">`),
		rewrite(`(?s)<h4>Календарь</h4>.*?</table>`, `<h4>Облако</h4><p><a href="/tag/arhiv">архив</a> <a href="/tag/roboty">роботы</a> <a href="/tag/notariat">нотариат</a></p>`),
		rewrite(`(?s)<h4>Последние записи</h4><ul>.*?</ul>`, `<h4>Последние записи</h4><ul><li><a href="/2017/05/02">Робот, который всем верил</a></li><li><a href="/2017/04/18">Письмо хостеру</a></li></ul>`), withoutYo)

	s.edit("digit-that-a-reply-repeats", sub("410 - 744 ссылки", "410 - 734 ссылки")).note("A reply still says 744.")
	s.edit("may-not-becomes-may", sub("Считать такие ссылки мёртвыми нельзя.", "Считать такие ссылки мёртвыми можно."))
	s.edit("postscript-removed", span("<p>P. S.", "</p>\n", ""))

	s.lost("each-thirtieth", third, sub("примерно каждая третья", "примерно каждая тридцатая")).
		note("One word of nine, and the claim is a tenth of itself.")
	s.quote("guillemets-and-nobr", notes, sub(`Надпись "Доступ к информационному ресурсу ограничен" ничего не говорит`, `Надпись &laquo;<nobr>Доступ к</nobr> информационному ресурсу ограничен&raquo; ничего не&nbsp;говорит`))

	s.dead("entry-deleted-by-author", s.answer(s.inside("Записки сетевого архивариуса", "<h1>Запись удалена</h1>\n<p>Автор удалил эту запись 3 марта 2019 года. Восстановить её может только он сам.</p>\n")), "dead/soft-404")
	s.dead("diary-deleted-410", s.status(410, "<html><head><meta charset=\"koi8-r\"><title>Дневник удалён</title></head><body><h1>Дневник удалён</h1><p>Дневник arhivarius удалён по желанию владельца и восстановлению не подлежит.</p></body></html>\n"), "dead/http-410").everywhere()
	s.dead("domain-not-linked", html(read("parked/unlinked-ru.html")), "dead/parked").everywhere()

	s.wall("friends-only", s.answer(s.inside("Запись доступна не всем", `<h1>Запись доступна только друзьям автора</h1>
<p>Если вы в списке друзей, войдите в свой дневник.</p>
<form method="post" action="/login"><input name="user"><input type="password" name="password"><input type="hidden" name="returnto" value="/2016/11/14"><input type="submit" value="Войти"></form>
`)), "blocked/login-wall")
	s.wall("cookie-script-at-200", html(read("walls/jscookie.html")), "blocked/bot-wall", "blocked/unreadable").everywhere()

	s.fault("no-such-name", fault("dns"), "dead/dns")
	s.fault("not-http", fault("protocol"), "unreachable/protocol")
	s.add("type", "picture-in-its-place", set.Answer{Header: map[string][]string{"Content-Type": {"image/png"}}, Body: dot()}, "changed/type").states("gone").
		note("The address answers with a picture now.")
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
