package social

import (
	"strings"

	"archiver/internal/eval/set"
)

const (
	tgText  = "В селе Масанчи сегодня утром заработала комиссия по оценке ущерба. По её данным, повреждены 39 домов и 20 торговых точек, сгорели 47 автомобилей.<br/><br/>Жителей просят приходить с документами в школу № 17 с девяти до шести."
	tgQuote = "повреждены 39 домов и 20 торговых точек, сгорели 47 автомобилей"
)

// tgPage is the page behind a link to a post: it invites to open the app, and is the
// same for every post of the channel, be it there or not.
const tgPage = `<!DOCTYPE html><html><head><meta charset="utf-8"><title>Telegram: Contact @kordai_news</title><meta property="og:title" content="Кордай 24"><meta property="og:description" content="Новости района. Пишите нам: @kordai_bot"><script>window.matchMedia&&window.matchMedia('(prefers-color-scheme: dark)');</script></head>
<body class="no_transition"><div class="tgme_page_wrap"><div class="tgme_head_wrap"><div class="tgme_head"><a href="//telegram.org/" class="tgme_head_brand"></a><a class="tgme_head_right_btn" href="//telegram.org/dl">Download</a></div></div>
<div class="tgme_body_wrap"><div class="tgme_page tgme_page_post"><div class="tgme_page_widget" id="widget"><script async src="https://telegram.org/js/telegram-widget.js?22" data-telegram-post="kordai_news/4312" data-width="100%"></script></div>
<div class="tgme_page_description">If you have <strong>Telegram</strong>, you can view post and join <br><strong><a class="tgme_username_link" href="tg://resolve?domain=kordai_news">@kordai_news</a></strong> right away.</div>
<div class="tgme_page_action"><a class="tgme_action_button_new" href="tg://resolve?domain=kordai_news&amp;post=4312">View in Telegram</a></div><div class="tgme_page_context_link_wrap"><a class="tgme_page_context_link" href="/s/kordai_news/4312">Preview channel</a></div></div></div></div></body></html>`

func tgHead(body string) set.Answer {
	return html(`<!DOCTYPE html><html><head><meta charset="utf-8"><title>Telegram Widget</title><link href="//telegram.org/css/widget-frame.css?72" rel="stylesheet"><script>TBaseUrl='/';</script></head>
<body class="widget_frame_base tgme_widget body_widget_post emoji_default">` + body + `<script src="//telegram.org/js/widget-frame.js?65"></script></body></html>`)
}

func tgPost(id, text, views string) set.Answer {
	if text != "" {
		text = `<div class="tgme_widget_message_text js-message_text" dir="auto">` + text + `</div>`
	} else {
		text = `<a class="tgme_widget_message_photo_wrap" href="https://t.me/` + id + `" style="width:800px;background-image:url('https://cdn4.telesco.pe/file/x.jpg')"></a>`
	}
	return tgHead(`<div class="tgme_widget_message js-widget_message" id="widget_message" data-post="` + id + `" data-peer="c1380524958_-123"><div class="tgme_widget_message_user"><a href="https://t.me/kordai_news"><i class="tgme_widget_message_user_photo"></i></a></div>
<div class="tgme_widget_message_bubble"><a class="tgme_widget_message_bubble_logo" href="//core.telegram.org/widgets"></a><div class="tgme_widget_message_author accent_color"><a class="tgme_widget_message_owner_name" href="https://t.me/kordai_news"><span dir="auto">Кордай 24</span></a></div>
` + text + `<div class="tgme_widget_message_footer js-message_footer"><div class="tgme_widget_message_link accent_color"><a href="https://t.me/` + id + `">t.me/` + id + `</a></div><div class="tgme_widget_message_info js-message_info"><span class="tgme_widget_message_views">` + views + `</span><span class="copyonly"> views</span><span class="tgme_widget_message_meta"><a class="tgme_widget_message_date" href="https://t.me/` + id + `"><time datetime="2020-02-10T06:14:09+00:00" class="datetime">Feb 10, 2020 at 06:14</time></a></span></div></div></div></div>`)
}

func tgError(says string) set.Answer {
	return tgHead(`<div class="tgme_widget_message_wrap js-widget_message_wrap"><div class="tgme_widget_message_error">` + says + `</div></div>`)
}

func onTelegram() (cases []set.Case) {
	const id = "kordai_news/4312"
	path, ask := "/"+id, "/"+id+"?embed=1"
	p := post{site: "telegram", host: "t.me", path: path, quotes: []string{tgQuote},
		web: set.Web{path: html(tgPage), ask: tgPost(id, tgText, "12.4K"), "*": html(tgPage)}}
	add := func(c set.Case) { cases = append(cases, c) }
	asked := func(a set.Answer) set.Web { return set.Web{ask: a} }
	gone := func(c set.Case) set.Case { c.QuoteStates = [][]string{{"gone", "unclear"}}; return c }

	add(p.with("noise", "lives", nil, "ok/*"))
	add(p.with("noise", "views", asked(tgPost(id, tgText, "31.7K")), "ok/*"))
	add(p.with("noise", "page-rebuilt", set.Web{path: html(strings.Replace(tgPage, "Preview channel", "Context", 1))}, "ok/*"))
	add(p.with("dead", "post-not-found", asked(tgError("Post not found")), "dead/soft-404"))
	add(p.with("dead", "channel-gone", asked(tgError("Channel with username <b>@kordai_news</b> not found")), "dead/soft-404"))
	add(p.with("edit", "rest-edited", asked(tgPost(id, strings.Replace(tgText, "№ 17 с девяти до шести", "№ 4 с десяти до двух", 1), "13K")), "changed/edited"))
	add(gone(p.with("quote", "figures-edited", asked(tgPost(id, strings.Replace(tgText, "39 домов", "69 домов", 1), "13K")), "changed/quote-lost")))
	add(gone(p.with("quote", "replaced-by-a-line", asked(tgPost(id, "Запись удалена по просьбе администрации района.", "13K")), "changed/quote-lost")))
	add(gone(p.with("quote", "photo-alone", asked(tgPost(id, "", "13K")), "changed/*", "blocked/*")))
	add(p.with("wall", "open-the-app", asked(tgError("Please open Telegram to view this post<br/><a href=\"tg://resolve\">VIEW IN TELEGRAM</a>")), "blocked/*"))
	add(p.with("wall", "cannot-be-displayed", asked(tgError("This channel can’t be displayed because it violated local laws.")), "blocked/*"))
	add(p.with("wall", "widget-fails", asked(status(502, "<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center></body></html>")), "blocked/*"))
	add(p.with("wall", "widget-limits", asked(status(429, "Too Many Requests")), "blocked/*"))
	add(p.with("wall", "widget-in-new-layout", asked(html("<!DOCTYPE html><html><head><title>Telegram</title><script src=\"/app.js\"></script></head><body><div id=\"root\"></div></body></html>")), "blocked/*"))
	add(p.with("wall", "widget-is-the-page", asked(html(tgPage)), "blocked/*"))
	add(p.with("wall", "another-post-given", asked(tgPost("kordai_news/4390", "Прогноз погоды на выходные: днём до плюс пяти, ночью заморозки, ветер слабый.", "2K")), "blocked/*"))

	edit := func(old, new string) set.Answer {
		a := tgPost(id, tgText, "14K")
		if !strings.Contains(string(a.Body), old) {
			panic("social: no " + old)
		}
		a.Body = []byte(strings.ReplaceAll(string(a.Body), old, new))
		return a
	}
	add(p.with("noise", "channel-renamed", asked(edit("Кордай 24", "Кордай · Новости района")), "ok/*"))
	add(p.with("noise", "reactions", asked(edit(`<div class="tgme_widget_message_footer`, `<div class="tgme_widget_message_reactions js-message_reactions"><span class="tgme_reaction">👍 112</span><span class="tgme_reaction">😢 37</span></div><div class="tgme_widget_message_footer`)), "ok/*"))
	add(p.with("noise", "marked-edited", asked(edit(`<span class="tgme_widget_message_meta">`, `<span class="tgme_widget_message_meta">edited&nbsp;`)), "ok/*"))
	add(p.with("wall", "channel-refused", set.Web{p.path: status(403, "Forbidden"), ask: status(403, "Forbidden")}, "blocked/*"))
	short := p.on(set.Web{ask: tgPost(id, "Задержан.", "12K")})
	short.site, short.quotes = "telegram-short", nil
	add(short.with("noise", "views", asked(tgPost(id, "Задержан.", "15K")), "ok/*"))
	add(short.with("edit", "word", asked(tgPost(id, "Отпущен.", "15K")), "changed/edited"))

	about := p
	about.site, about.quotes = "telegram-about", nil
	words := "Post not found: так Telegram отвечает тем, кто ищет удалённую запись. Channel with username not found, если канал переименован.<br/>Мы собрали 120 таких ответов за год."
	about = about.on(set.Web{ask: tgPost(id, words, "900")})
	add(about.with("noise", "is-about-errors", nil, "ok/*"))
	add(about.with("noise", "is-about-errors-and-views", asked(tgPost(id, words, "1.1K")), "ok/*"))

	add(p.at("telegram-me", "telegram.me", path).on(set.Web{"//t.me" + ask: tgPost(id, tgText, "12.4K")}).with("dead", "post-not-found", set.Web{"//t.me" + ask: tgError("Post not found")}, "dead/soft-404"))
	add(p.at("telegram-single", "t.me", path+"?single").with("noise", "lives", nil, "ok/*"))
	feed := post{site: "telegram-feed", host: "t.me", path: "/s/" + id, quotes: p.quotes, web: set.Web{"/s/" + id: html(strings.Replace(string(tgPost(id, tgText, "12K").Body), "Telegram Widget", "Кордай 24 – Telegram", 1)), ask: tgPost(id, tgText, "12K"), "*": html(tgPage)}}
	add(feed.with("noise", "lives", nil, "ok/*"))
	add(feed.with("dead", "leads-to-the-channel", set.Web{feed.path: html(tgPage), ask: tgError("Post not found")}, "dead/*"))
	return cases
}
