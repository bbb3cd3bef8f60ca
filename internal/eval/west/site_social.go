package west

// social is a post on a social network, rendered on the server at first; later
// looks meet its deletions, its walls and its empty script shell.
func social() *site {
	const (
		flags = "7 of them were above the limit for E. coli, and two of those have a green flag flying."
		worst = "Worst place: Saltpan Steps, 2,400 colonies per 100 ml. The limit is 500."
	)
	s := newSite("social-en", "/@merewatch/posts/160482", flags, worst)
	nothing := s.Inside("Perchline", "<div class=\"empty-state\"><h2>Hmm… this page doesn’t exist.</h2><p>Try searching for something else.</p><p><a class=\"cta\" href=\"/search\">Search</a></p></div>\n")
	s.Rest["/"] = html(s.Inside("Perchline. What’s happening on your shore", "<h1>Happening now</h1><p>Join Perchline today.</p><p><a class=\"cta\" href=\"/join\">Create account</a></p><p>By signing up, you agree to the Terms of Service and Privacy Policy, including cookie use.</p>\n"))
	s.Rest["*"] = status(404, nothing)

	s.Noise("like-and-share-counts",
		sub("<span>312 Shares</span> <span>41 Quotes</span> <span>1,006 Likes</span>", "<span>1.2K Shares</span> <span>180 Quotes</span> <span>4,377 Likes</span>"),
		sub(`"guestToken":"1584020411"`, `"guestToken":"1584339074"`), sub("Yk7Qw0dR5tPz", "b0VnLs3KqX8e"),
		all("main.b80d2e55.js", "main.c2210f9d.js"))
	s.Noise("replies-all-new-and-longer",
		between("<!-- replies -->", "<!-- /replies -->", `
<div class="post reply"><b>Harbour Courier</b> <span>@hcourier</span><div class="text"><p>Hello, we would like to report on this. Could you follow us back so that we can send you a message? Thank you, the news desk.</p></div></div>
<div class="post reply"><b>Pat</b> <span>@patpatpat</span><div class="text"><p>My kid had a rash for a fortnight. The doctor asked whether we had been abroad. Abroad! We had been to Saltpan Steps with a bucket.</p></div></div>
<div class="post reply"><b>old salt</b> <span>@oldsalt1949</span><div class="text"><p>It was worse in the seventies and we all lived. Except for Trevor. But that was the motorbike.</p></div></div>
<div class="post reply"><b>Lindmouth Breathes</b> <span>@lbreathes</span><div class="text"><p>Solidarity from the people who do the air. Come and borrow our spreadsheet, it has macros.</p></div></div>
<div class="post reply"><b>n.n.</b> <span>@quietone</span><div class="text"><p>Flag is down this morning. Somebody took a photo of the ladder.</p></div></div>
`))
	s.Noise("sign-up-sheet-over-the-post",
		above("<footer><a href=\"/tos\">", "<div id=\"signup-sheet\" role=\"dialog\"><h2>Don’t miss what’s happening</h2><p>People on Perchline are the first to know.</p><a href=\"/login\">Log in</a><a href=\"/join\">Sign up</a><form action=\"/session\"><input name=\"login\"/><input type=\"password\" name=\"password\"/></form></div>\n")).
		Note("A sheet asks the reader to sign up, but the post is in the page.")
	s.Noise("trends-and-suggestions",
		between("<h2>Trends for you</h2><ul>", "</ul>", "<li>#SwingBridge</li><li>Eurovision</li><li>Basilisk</li><li>bees</li>"),
		between("<h2>You might like</h2><ul>", "</ul>", "<li>Perchline Tips</li><li>Estuary Rowing</li>"),
		sub("8:15 AM · Jul 20, 2022", "20.07.22, 08:15"), sub("© 2022 Perchline Inc.", "© 2023 Perchline Inc."))

	s.Edit("edited-post-number", all("water at 12 bathing places along", "water at 14 bathing places along"),
		sub("8:15 AM · Jul 20, 2022</time>", "8:15 AM · Jul 20, 2022</time> · <span>Last edited 9:02 AM</span>")).
		Note("One number in a short post.")
	s.Edit("last-sentence-of-post-removed", drop(" Nobody from the authority has answered our calls since Monday."))
	s.Quote("second-post-deleted", worst, []string{"gone"}, "changed/quote-lost",
		span(`<div class="post by-author" data-id="160483">`, "</p></div></div>", `<div class="post tombstone">This post was deleted by its author.</div>`)).
		Note("The thread stands; the post in it that was cited does not.")

	s.Add("moved", "handle-renamed", redirect(301, "/@merewaterwatch/posts/160482"), "moved/redirect").Verbatim().
		Also("/@merewaterwatch/posts/160482", html(apply(s.Page, []edit{all("@merewatch</span>", "@merewaterwatch</span>"), all("312 Shares", "340 Shares")})))

	s.Add("dead", "post-deleted-200", html(s.Inside("Perchline", "<div class=\"post tombstone\"><p>This post was deleted by its author. <a href=\"/help/deleted\">Learn more</a></p></div>\n")), "dead/soft-404").
		Also("*", html(nothing))
	s.Add("dead", "post-deleted-replies-stand", html(apply(s.Page, []edit{
		span(`<div class="post focused" data-id="160482">`, "Likes</span></div>\n</div>", `<div class="post tombstone">This post was deleted by its author.</div>`),
		span(`<div class="post by-author" data-id="160483">`, "</p></div></div>", `<div class="post tombstone">This post was deleted by its author.</div>`),
		sub(`<title>Mere Water Watch on Perchline: "NEW: we tested the water at 12 bathing places along the Lower Mere on Saturday."</title>`, "<title>Post on Perchline</title>"),
		rewrite(`<meta property="og:(title|description)" content="[^"]*" />\n`, ""),
	})), "dead/soft-404", "changed/quote-lost", "changed/replaced").States("gone").
		Note("Both posts are gone; strangers' replies to them still stand.")
	s.Add("dead", "sent-to-profile", redirect(302, "/@merewatch"), "dead/redirected-home", "dead/soft-404").
		Also("/@merewatch", html(s.Inside("Mere Water Watch (@merewatch) / Perchline", "<div class=\"profile\"><h1>Mere Water Watch</h1><p>@merewatch. Volunteers with bottles. We test, you swim.</p><p>814 posts · 9,204 followers</p><div class=\"post\"><div class=\"text\"><p>Our stand at the regatta is next to the ice cream. Come and see a sample under the microscope.</p></div></div><div class=\"post\"><div class=\"text\"><p>Thank you to the forty people who carried buckets today!</p></div></div></div>\n"))).
		Note("The post's address sends to the account's profile, on which the post no longer stands.")

	s.Add("wall", "script-shell-only", html(s.File("shell.html")), "blocked/unreadable").Everywhere().
		Note("The network stopped rendering posts on its server; nothing can be said of the post.")
	s.Add("wall", "redirected-to-login", redirect(302, "/login?next=%2F%40merewatch%2Fposts%2F160482"), "blocked/login-wall").
		Also("/login?next=%2F%40merewatch%2Fposts%2F160482", html(s.File("login.html"))).
		Also("*", redirect(302, "/login")).
		Also("/login", html(s.File("login.html")))
	s.Add("wall", "999", with(status(999, "<html><head>\n<script type=\"text/javascript\">\nwindow.onload = function() { var trk = 'bf', domain = 'www.perchline.example'; window.location.href = 'https://' + domain + '/authwall?trk=' + trk + '&sessionRedirect=' + encodeURIComponent(window.location.href); }\n</script>\n</head></html>\n"), "Set-Cookie", "trkCode=bf; Max-Age=5"), "blocked/login-wall", "blocked/bot-wall", "blocked/forbidden").Everywhere()
	s.Add("wall", "content-not-available-right-now", html(s.Inside("Perchline", s.File("unavailable.html"))), "blocked/login-wall", "dead/soft-404").
		Also("*", html(s.Inside("Perchline", s.File("unavailable.html")))).
		Note("Private or deleted: the network says the same of both, so nothing can be said.")
	s.Add("wall", "429-json", with(status(429, `{"errors":[{"code":88,"message":"Rate limit exceeded."}]}`), "Content-Type", "application/json", "X-Rate-Limit-Remaining", "0"), "blocked/rate-limited").Everywhere()

	s.Add("fault", "reset", fault("reset"), "unreachable/reset").Everywhere()
	return s
}
