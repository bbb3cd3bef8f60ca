package west

// blog is a WordPress post about dead links, which has all the words of error
// pages and walls in its own text and title.
func blog() *site {
	const (
		half  = "Of the 212 footnotes that lead to a web page, 103 now end at a page that does not say what the report says it says."
		worse = "A page that says “Page not found” with status 200 is worse than an honest 404, because no machine will ever warn you."
	)
	s := newSite("blog-en", "/2017/05/404-half-the-footnotes/", half, worse)
	missing := s.Inside("Page not found &#8211; The Marginal Note", s.File("notfound.html"))
	s.Rest["/"] = html(s.Inside("The Marginal Note &#8211; A former reference librarian checks things", s.File("home.html")))
	s.Rest["*"] = status(404, missing)
	body := s.Part(`<div class="entry-content">`, `</div><!-- .entry-content -->`)

	s.Noise("wordpress-upgrade-and-widgets",
		all("ver=4.7.5", "ver=4.9.8"), sub("WordPress 4.7.5", "WordPress 4.9.8"), sub("b31f07cc9a", "0c97d2e4b1"),
		between("<h2>Recent Posts</h2><ul>", "</ul>", `<li><a href="/2018/09/errata/">Errata, autumn</a></li><li><a href="/2018/07/the-map-is-wrong/">The map is wrong</a></li><li><a href="/2018/05/a-dictionary-lies/">A dictionary lies</a></li>`),
		between("<h2>Archives</h2><ul>", "</ul>", `<li><a href="/2018/09/">September 2018</a></li><li><a href="/2018/07/">July 2018</a></li><li><a href="/2018/05/">May 2018</a></li><li><a href="/2017/05/">May 2017</a></li>`))
	s.Add("noise", "status-404-with-the-post", status(404, apply(s.Page, []edit{
		all("ver=4.7.5", "ver=4.9.1"), sub("WordPress 4.7.5", "WordPress 4.9.1"),
	})), "ok/*").Verbatim().
		Note("A plugin sends the wrong status with every post; the post is there in full.")
	s.Add("noise", "status-500-with-the-post", status(500, apply(s.Page, []edit{
		span(`<footer id="colophon"`, "</html>", "<br />\n<b>Fatal error</b>:  Uncaught Error: Call to undefined function twentysixteen_footer() in /home/marginal/public_html/wp-content/themes/twentysixteen/footer.php:31\n"),
	})), "ok/*").Verbatim().
		Note("The footer of the theme is broken and so is the status; the post stands in full.")
	s.Noise("title-now-begins-with-page-not-found",
		sub("<title>404: how a ministry lost half of its footnotes &#8211; The Marginal Note</title>", "<title>Page not found | 404 | What became of a ministry’s footnotes</title>"),
		below(`<meta name="generator" content="WordPress 4.7.5" />`+"\n", `<meta name="robots" content="index, follow" />`+"\n"))
	s.Add("noise", "new-theme", html(fill(s.File("theme.html"), body)), "ok/*").Verbatim()
	s.Noise("comments-about-captchas-and-logins",
		sub("2 thoughts on", "5 thoughts on"),
		above("</ol>\n<div id=\"respond\"", `<li class="comment"><b class="fn">web person</b> says: <div class="comment-content"><p>Access Denied is usually the firewall. Please enable JavaScript and cookies to continue, it says, to a program that has neither.</p></div></li>
<li class="comment"><b class="fn">kettle</b> says: <div class="comment-content"><p>I once had: You must log in to continue. It was a bus timetable.</p></div></li>
<li class="comment"><b class="fn">Ruth</b> says: <div class="comment-content"><p>This domain is for sale! Sorry. I could not resist.</p></div></li>
`),
		above(`<input type="submit" value="Post Comment" />`, `<div class="cf-turnstile" data-sitekey="0x4AAAAAAA"></div>`))
	s.Add("noise", "ddos-guard-headers-on-good-page", with(html(apply(s.Page, []edit{
		sub("b31f07cc9a", "77aa10fe02"), sub(`name="ak_js" value="84"`, `name="ak_js" value="129"`),
	})), "Server", "ddos-guard", "Set-Cookie", "__ddg1_=Qm8Zx0; path=/; HttpOnly", "X-Iinfo", "12-3-0"), "ok/*").Verbatim()

	s.Edit("digit-in-list", sub("<li>8 ask you to log in.</li>", "<li>6 ask you to log in.</li>"))
	s.Edit("struck-out-and-corrected", sub("a spreadsheet and three weeks.", "a spreadsheet and <del datetime=\"2017-06-02\">three</del> <ins datetime=\"2017-06-02\">five</ins> weeks.")).
		Note("The old word is still in the page, but struck out.")
	s.Edit("update-at-head", below("<div class=\"entry-content\">\n", "<p><strong>Update, June 9:</strong> the ministry has written to say that seventeen of the pages are back.</p>\n"))

	s.Quote("punctuation-reflowed", worse, []string{"edited", "verbatim"}, "ok/*",
		sub("A page that says “Page not found” with status 200 is worse than an honest 404, because no machine", "A page that says ‘Page not found’ with status 200 is worse than an honest 404 — because no machine")).
		Or("changed/edited").
		Note("Single quotation marks and a dash for a comma.")
	s.Quote("paraphrase-keeps-words", half, []string{"gone", "unclear"}, "changed/quote-lost",
		sub("Of the 212 footnotes that lead to a web page, 103 now end at a page that does not say what the report says it says.", "Of the 212 footnotes that lead to a web page, all but 103 end at a page that does say what the report says it says."))

	s.Add("dead", "casino", html(read("parked/casino.html")), "dead/hijacked").Everywhere().
		Note("The domain expired and a casino bought it; all of its paths answer so.")
	s.Add("dead", "script-to-lander", html(read("parked/lander.html")), "dead/parked").Everywhere().
		Also("/lander", html(read("parked/broker-en.html"))).
		Note("A registrar's one-line page that sends browsers to its lander.")
	s.Add("dead", "empty-body", html(""), "dead/empty")

	s.Add("wall", "password-protected-post", html(s.Inside("Protected: 404: how a ministry lost half of its footnotes &#8211; The Marginal Note", `<article class="post hentry post-password-required"><header class="entry-header"><h1 class="entry-title">Protected: 404: how a ministry lost half of its footnotes</h1></header>
<div class="entry-content"><form action="/wp-login.php?action=postpass" class="post-password-form" method="post"><p>This content is password protected. To view it please enter your password below:</p><p><label>Password: <input name="post_password" type="password" size="20" /></label> <input type="submit" name="Submit" value="Enter" /></p></form></div></article>
`)), "blocked/login-wall")

	s.Add("fault", "database-500", status(500, read("errors/wpdb500.html")), "unreachable/http-5xx").Everywhere()
	s.Add("fault", "refused", fault("refused"), "unreachable/refused").Everywhere()
	return s
}
