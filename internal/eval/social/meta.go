package social

import (
	"strings"

	"archiver/internal/eval/set"
)

const (
	fbText  = "Сегодня в Нур-Султане задержали ещё двоих активистов у входа в гостиницу. Адвокатов к ним не пускали четыре часа, сказала сестра одного из них. Мы просим наблюдателей приехать в управление на улице Бейбитшилик."
	fbQuote = "Адвокатов к ним не пускали четыре часа, сказала сестра одного из них"
)

// fbPage is a public post as the server gives it to visitors whom it lets see it.
const fbPage = `<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>Асель Т. - Сегодня в Нур-Султане задержали ещё двоих... | Facebook</title></head><body><div id="blueBarDOMInspector"><form action="https://www.facebook.com/login/"><input type="email" name="email"><input type="password" name="pass"><input type="submit" value="Log In"></form></div>
<div class="userContentWrapper"><h5>Асель Т.</h5><span>16 февраля 2020</span><div data-testid="post_message" class="userContent"><p>` + fbText + `</p></div><div>214 · 18 комментариев · 96 репостов</div></div>
<div id="pageFooter"><a>English (US)</a> <a>Русский</a> <a>Қазақша</a> <a>Sign Up</a> <a>Log In</a> <a>Messenger</a> <div>Facebook © 2020</div></div></body></html>`

const fbLogin = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Log into Facebook</title><script src="https://static.xx.fbcdn.net/rsrc.php/v3/y.js"></script></head><body><div>Log Into Facebook</div><form id="login_form" action="/login/device-based/regular/login/"><input type="text" name="email" placeholder="Email or phone number"><input type="password" name="pass" placeholder="Password"><button name="login">Log In</button></form><a>Forgot account?</a> · <a>Sign up for Facebook</a><div>Meta © 2026</div></body></html>`

// fbHidden is said of what was removed and of what is for some alone.
func fbHidden(title, says string) string {
	return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>Facebook</title><script>requireLazy(["CometErrorRoot.react"],function(){});</script></head><body><div role="main"><h2>` + title + `</h2><p>` + says + `</p><a>Go to News Feed</a> <a>Go back</a> <a>Visit Help Center</a></div></body></html>`
}

func fbAsks(post string) string {
	return "//www.facebook.com/plugins/post.php?" + query("href", "https://www.facebook.com/"+post, "show_text", "true")
}

func fbEmbed(text string) set.Answer {
	return html(`<!DOCTYPE html><html lang="en" id="facebook"><head><meta charset="utf-8"><title>Facebook</title><script>requireLazy(["Bootloader"],function(){});</script></head><body class="plugin"><div class="_li"><div class="x1n2onr6"><a href="#">Асель Т.</a><span>on Sunday</span></div><div class="xdj266r"><p>` + text + `</p></div><div><span>214</span><span>96</span><a>Share</a></div></div></body></html>`)
}

const fbNoMore = `<!DOCTYPE html><html lang="en" id="facebook"><head><meta charset="utf-8"><title>Facebook</title></head><body class="plugin"><div class="_8f1i"><div>This Facebook post is no longer available. It may have been removed or the privacy settings of the post may have changed.</div><a>Help Center</a></div></body></html>`

func onFacebook() (cases []set.Case) {
	path := "/asel.t/posts/10156683875892155"
	ask := fbAsks(path[1:])
	login := "https://www.facebook.com/login/?next=https%3A%2F%2Fwww.facebook.com%2Fasel.t%2Fposts%2F10156683875892155"
	p := post{site: "facebook", host: "www.facebook.com", path: path, quotes: []string{fbQuote},
		web: set.Web{path: html(fbPage), ask: fbEmbed(fbText), "/login/?next=https%3A%2F%2Fwww.facebook.com%2Fasel.t%2Fposts%2F10156683875892155": html(fbLogin), "//www.facebook.com/login/": html(fbLogin), "*": html(fbLogin)}}
	add := func(c set.Case) { cases = append(cases, c) }
	unavailable := fbHidden("This content isn't available right now", "When this happens, it's usually because the owner only shared it with a small group of people, changed who can see it or it's been deleted.")
	now := func(page set.Answer, asked set.Answer) set.Web { return set.Web{p.path: page, ask: asked} }

	add(p.with("noise", "lives", nil, "ok/*"))
	add(p.with("noise", "login-yet-given", now(found(login), fbEmbed(fbText)), "ok/*"))
	add(p.with("noise", "login-in-place-yet-given", now(html(fbLogin), fbEmbed(fbText)), "ok/*"))
	add(p.with("wall", "login-and-no-longer-available", now(found(login), html(fbNoMore)), "blocked/login-wall"))
	add(p.with("wall", "not-available-now", now(html(unavailable), html(fbNoMore)), "blocked/login-wall"))
	add(p.with("wall", "not-available-now-404", now(status(404, unavailable), html(fbNoMore)), "blocked/login-wall"))
	add(p.with("wall", "not-available-in-russian", now(html(fbHidden("Сейчас этот контент недоступен", "Обычно это происходит, когда владелец поделился контентом с небольшой группой людей, изменил круг лиц, которые могут его видеть, или удалил контент.")), html(fbNoMore)), "blocked/login-wall"))
	add(p.with("wall", "login-and-widget-fails", now(found(login), status(500, "Sorry, something went wrong.")), "blocked/login-wall"))
	add(p.with("wall", "login-and-widget-logs-in", now(found(login), found(login)), "blocked/login-wall"))
	add(p.with("wall", "login-and-another-text", now(found(login), fbEmbed("Всем доброго утра и хорошей недели, у нас сегодня снег")), "blocked/*"))
	add(p.with("wall", "browser-not-supported", now(html(`<!DOCTYPE html><title>Update Your Browser | Facebook</title><div>You’re using a web browser that isn’t supported by Facebook. To get a better experience, go to one of these sites and get the latest version of your preferred browser:</div><script>1</script>`), html(fbNoMore)), "blocked/*"))

	cut := strings.Index(fbText, " Мы просим")
	add(p.with("noise", "login-yet-given-in-part", now(found(login), fbEmbed(fbText[:cut]+" ... See more")), "ok/*"))
	late := p
	late.site, late.quotes = "facebook-late", []string{"Мы просим наблюдателей приехать в управление на улице Бейбитшилик"}
	add(late.with("wall", "quote-is-past-the-cut", now(found(login), fbEmbed(fbText[:cut]+" ... See more")), "blocked/login-wall"))
	add(late.with("quote", "post-edited-in-sight", now(html(strings.Replace(fbPage, "на улице Бейбитшилик", "на улице Сейфуллина", 1)), fbEmbed("")), "changed/quote-lost"))
	shell := html(`<!DOCTYPE html><html><head><title>Facebook</title><script>requireLazy([],function(){});</script><script>1</script></head><body><div id="mount_0_0_xx"></div></body></html>`)
	add(p.with("noise", "script-shell-yet-given", now(shell, fbEmbed(fbText)), "ok/*"))
	add(p.with("wall", "script-shell-and-no-longer-available", now(shell, html(fbNoMore)), "blocked/*"))
	part := p.at("facebook-comment", p.host, path+"?comment_id=10156683362197155&reply_comment_id=10156683602452155")
	add(part.with("wall", "post-lives-comment-unseen", set.Web{part.path: found(login)}, "blocked/login-wall"))
	group := post{site: "facebook-group", host: "www.facebook.com", path: "/groups/ActivistsNotExtremists/permalink/2593831140936153/", quotes: p.quotes, web: set.Web{"/groups/ActivistsNotExtremists/permalink/2593831140936153/": html(fbPage), "*": html(fbLogin)}}
	add(group.with("wall", "login", set.Web{group.path: found("https://www.facebook.com/login/?next=x")}, "blocked/login-wall"))
	story := "/story.php?story_fbid=2723522941071795&id=100002423464135&refid=52&_tn=-R"
	m := post{site: "facebook-story", host: "m.facebook.com", path: story, quotes: p.quotes, web: set.Web{story: html(fbPage), "*": html(fbLogin),
		fbAsks("permalink.php?story_fbid=2723522941071795&id=100002423464135"): fbEmbed(fbText)}}
	add(m.with("noise", "login-yet-given", set.Web{story: found("https://m.facebook.com/login.php?next=x")}, "ok/*"))
	w := post{site: "fb.watch", host: "fb.watch", path: "/2x9QkZ/", quotes: p.quotes, web: set.Web{"/2x9QkZ/": html(fbPage), "//www.facebook.com/*": html(fbLogin)}}
	add(w.with("wall", "login", set.Web{w.path: found("https://www.facebook.com/login/?next=x")}, "blocked/login-wall"))
	return cases
}

const (
	igText  = "Наша выставка «Степь без границ» открыта до 14 марта в галерее на Абая 46. Вход свободный, в субботу в 15:00 встреча с автором."
	igLogin = `<!DOCTYPE html><html lang="en"><head><title>Login • Instagram</title><script src="https://static.cdninstagram.com/rsrc.php/v3/x.js"></script></head><body><div id="react-root"></div><noscript>Log in to Instagram</noscript></body></html>`
	igNone  = `<!DOCTYPE html><html lang="en"><head><title>Page not found • Instagram</title><script src="https://static.cdninstagram.com/rsrc.php/v3/x.js"></script></head><body><main><h2>Sorry, this page isn't available.</h2><p>The link you followed may be broken, or the page may have been removed. <a href="/">Go back to Instagram.</a></p></main></body></html>`
	igBroke = `<!DOCTYPE html><html><head><title>Instagram</title></head><body><div class="EmbedIsBroken"><div class="ebmLogo"></div><div class="ebmMessage">The link to this photo or video may be broken, or the post may have been removed.</div><a href="https://www.instagram.com/">Visit Instagram</a></div></body></html>`
)

func igEmbed(text string) set.Answer {
	return html(`<!DOCTYPE html><html><head><meta charset="utf-8"><title>Instagram</title></head><body><div class="Embed" data-media-type="GraphImage"><div class="Header"><a class="Username" href="#"><span class="UsernameText">galereya46</span></a></div><img class="EmbeddedMediaImage" alt="" src="https://scontent.cdninstagram.com/v/1.jpg"><div class="SocialProof"><a>1,204 likes</a></div><div class="Caption"><a class="CaptionUsername" href="#">galereya46</a><br><br>` + text + `<div class="CaptionComments"><a>View all 17 comments</a></div></div></div></body></html>`)
}

func onInstagram() (cases []set.Case) {
	path, ask := "/p/B8x_kQvnA1c/", "/p/B8x_kQvnA1c/embed/captioned/"
	login := found("https://www.instagram.com/accounts/login/?next=%2Fp%2FB8x_kQvnA1c%2F")
	p := post{site: "instagram", host: "www.instagram.com", path: path, quotes: []string{"открыта до 14 марта в галерее на Абая 46"},
		web: set.Web{path: login, ask: igEmbed(igText), "*": html(igLogin)}}
	add := func(c set.Case) { cases = append(cases, c) }
	now := func(page set.Answer, asked set.Answer) set.Web { return set.Web{path: page, ask: asked} }
	gone := func(c set.Case) set.Case { c.QuoteStates = [][]string{{"gone", "unclear"}}; return c }

	add(p.with("noise", "lives", nil, "ok/*"))
	add(p.with("noise", "likes", set.Web{ask: html(strings.Replace(string(igEmbed(igText).Body), "1,204", "1,377", 1))}, "ok/*"))
	add(p.with("wall", "login-and-broken-embed", now(login, html(igBroke)), "blocked/login-wall"))
	add(p.with("wall", "not-available", now(html(igNone), html(igBroke)), "blocked/login-wall"))
	add(p.with("wall", "not-available-404", now(status(404, igNone), html(igBroke)), "blocked/login-wall"))
	add(p.with("wall", "limited", now(status(429, ""), status(429, "")), "blocked/rate-limited"))
	add(p.with("wall", "script-shell-and-broken-embed", now(html(igLogin), html(igBroke)), "blocked/*"))
	add(gone(p.with("quote", "caption-edited", set.Web{ask: igEmbed(strings.Replace(igText, "14 марта", "29 марта", 1))}, "changed/quote-lost")))
	add(p.at("instagram-reel", "www.instagram.com", "/reel/B8x_kQvnA1c/?igshid=1").with("noise", "lives", nil, "ok/*"))
	profile := post{site: "instagram-profile", host: "www.instagram.com", path: "/galereya46/", web: set.Web{"/galereya46/": html("<!DOCTYPE html><title>Галерея 46 (@galereya46) • Instagram</title><main><h1>galereya46</h1><p>" + igText + "</p><p>Пишите нам о выставках, экскурсиях и лекциях, мы отвечаем каждый день с десяти до шести</p></main>"), "*": html(igLogin)}}
	add(profile.with("dead", "account-gone", set.Web{profile.path: status(404, igNone)}, "dead/http-404"))
	return cases
}
