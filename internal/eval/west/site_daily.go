package west

// daily is a town's newspaper: adverts, a ticker, comments and related stories
// that together are longer than the article.
func daily() *site {
	const (
		schools = "Of 98 schools, 14 had no valid certificate on 31 March, although the council had told parents in the spring that every building was safe."
		unaware = "We did not know that the contractor had stopped reporting"
	)
	s := newSite("daily-en", "/news/schools/2022/nov/08/school-fire-door-checks-council-figures", schools, unaware)
	missing := s.Inside("Page not found | The Harbour Courier", s.File("notfound.html"))
	s.Rest["/"] = html(s.Inside("The Harbour Courier | News from Eastmouth and the estuary", s.File("home.html")))
	s.Rest["/news/schools"] = html(s.Inside("Schools | The Harbour Courier", s.File("section.html")))
	s.Rest["*"] = status(404, missing)
	body := s.Part(`<div class="article-body">`, `</div><!-- /article-body -->`)

	related := between("<h2>More on this story</h2>\n<ul>", "</ul>", `
<li><a href="/news/port/2022/dec/01/dredger"><h3>Dredger finds cannon, work on deep channel stops for a month</h3><p>Divers from the maritime museum will have first look at the wreck, if it is one.</p></a></li>
<li><a href="/news/eastmouth/2022/nov/29/lights"><h3>Christmas lights to be switched on without a celebrity</h3><p>Two of them cancelled. The mayor’s neighbour will do it; she is ninety-four and has a ladder.</p></a></li>
<li><a href="/news/schools/2022/nov/27/strike"><h3>Teachers to strike on three days before the holidays</h3><p>Exam years will be taught by video, the union says, “if the machines allow”.</p></a></li>
<li><a href="/opinion/2022/nov/26/seagulls"><h3>In praise of the herring gull</h3><p>It took my chips. It looked me in the eye. There is a lesson in that for the harbour authority.</p></a></li>
`)
	comments := between(`<section id="comments">`, "</section>", "\n"+s.File("comments.html"))

	s.Noise("ticker-shares-beacon",
		between(`<span>Breaking</span> `, `</div>`, `<a href="/news/health/ward-7">Ward 7 evacuated after ceiling falls in</a>`),
		sub(`data-count="214">214 shares`, `data-count="1871">1.9K shares`),
		sub("la9x0c27rr&t=1667895551", "lb0m4f81kk&t=1668010220"),
		all("kQ8m2TfWz0yRb5LxVd7NcA==", "Zr1v0PpGm6sXy3HwKe9UdQ=="),
		all(`nonce="r4Nd0mA1"`, `nonce="Qx7cLp02"`),
		sub(`buildNumber:"48213"`, `buildNumber:"48377"`))
	s.Noise("related-and-comments-longer-than-article", related, comments,
		between("<h2>Most read</h2><ol>", "</ol>", `
<li><a href="/news/port/dredger">Dredger finds cannon</a></li>
<li><a href="/news/crime/swan">Swan attack: man fined for provocation</a></li>
<li><a href="/sport/rovers-new">Rovers appoint fourth manager, a former goalkeeper</a></li>
<li><a href="/news/eastmouth/lights">Lights without a celebrity</a></li>
<li><a href="/culture/panto">Which pantomime? Our critics sit through nine</a></li>
`),
		sub("8 comments", "11 comments")).
		Note("Half of the page's words are other words now, none of them the article's.")
	s.Noise("ab-headline-in-related-box",
		sub("<h3>Heads warn of three-day week if energy bills rise again</h3>", "<h3>Why your child may soon have Thursdays off</h3>"),
		sub("tests:{}", `tests:{"abHeadlines":"variant-b"}`),
		sub("abHeadlines:true", `abHeadlines:true,signInGate:true`))
	s.Noise("lazy-images-and-picture-swap",
		sub(`<img src="/img/7c1d/quayside-620.jpg" srcset="/img/7c1d/quayside-620.jpg 620w, /img/7c1d/quayside-1240.jpg 1240w"`, `<img class="lazyload" src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7" data-src="/img/a04e/quayside-b-700.webp" data-sizes="auto"`),
		sub(`alt="A school corridor with a red fire door"`, `alt="A red fire door in a school corridor"`))
	s.Add("noise", "amp-variant-served", html(fill(s.File("amp.html"), body)), "ok/*").Verbatim().
		Note("The site now serves its AMP page at the same address: the article whole, the furniture gone.")
	s.Noise("straight-quotes-and-entities", straight, all("£", "&pound;"))
	s.Noise("meter-banner-and-cookie-bar",
		above("<header class=\"masthead\">", "<div id=\"cookie-bar\" role=\"dialog\"><p>We use cookies and similar technology to improve your experience and show you advertising. You can change your mind at any time.</p><button>Yes, I’m happy</button><button>Manage my cookies</button></div>\n"),
		above("</main>", "<div class=\"meter-overlay\"><p>You have read 2 of 5 free articles this month. Already a subscriber? <a href=\"/signin\">Sign in</a> to hide this message.</p><form><input type=\"password\" name=\"p\"><button>Log in</button></form></div>\n")).
		Note("There is a sign-in form and a consent bar, but the whole article is there too.")
	s.Noise("print-like-redesign",
		span(`<div id="dfp-ad--top-above-nav"`, `</header>`, `<p class="print-head">The Harbour Courier – printed from the website</p>`),
		span(`<div class="breaking-ticker"`, "</div>", ""),
		span(`<aside class="right-rail">`, `</aside>`, ""),
		span(`<section class="related">`, "</section>", ""),
		span(`<section id="comments">`, "</section>", ""),
		span(`<div class="newsletter">`, "</form></div>", ""))

	s.Edit("correction-note-and-figure",
		sub("inspectors who came in August found that 21 of 64 doors", "inspectors who came in August found that 12 of 64 doors"),
		sub("where 21 of 64 doors failed", "where 12 of 64 doors failed"),
		above("</div><!-- /article-body -->", "<p class=\"correction\"><em>This article was amended on 10 November 2022. An earlier version said that 21 of 64 doors at Quayside Primary had failed; the number was 12.</em></p>\n"))
	s.Edit("name-changed", sub("Tom Arkwright, the branch secretary", "Tim Arkwright, the branch secretary"))
	s.Edit("amount-unit", sub("has set aside £1.2m for repairs", "has set aside £1.2bn for repairs")).Resting(schools)
	s.Edit("headline-softened",
		sub("<h1>One in seven schools missed deadline for fire-door checks, council figures show</h1>", "<h1>One in seven schools may have missed deadline for fire-door checks, council figures suggest</h1>"))
	s.Edit("sentence-removed-but-quoted-in-comment",
		drop(" The information commissioner rejected that argument in September."),
		below("<h2>Comments (8)</h2>\n", "<div class=\"comment\"><b>keptacopy</b> <time>9 Nov 2022 09.01</time><p>This morning it still said: “The information commissioner rejected that argument in September.” Where has that sentence gone?</p></div>\n")).
		Note("The words are still on the page, but the paper no longer says them: a reader does.")
	s.Edit("rewritten-first-paragraph-comments-unchanged",
		sub("One in seven schools run by Eastmouth council went without a compulsory check of their fire doors last year, and in some the last inspection was three years old, according to documents released to the Courier.",
			"Eastmouth council has disputed a report that one in seven of its schools went without a compulsory check of their fire doors last year, saying that most had been inspected but not certified."))

	s.Quote("gone-but-quoted-in-comment", schools, []string{"gone", "unclear"}, "changed/quote-lost",
		drop("<p>Of 98 schools, 14 had no valid certificate on 31 March, although the council had told parents in the spring that every building was safe.</p>\n"),
		below("<h2>Comments (8)</h2>\n", "<div class=\"comment\"><b>keptacopy</b> <time>9 Nov 2022 09.01</time><p>For the record, since it has vanished: “Of 98 schools, 14 had no valid certificate on 31 March, although the council had told parents in the spring that every building was safe.” Draw your own conclusions.</p></div>\n")).
		Note("The article no longer says it; only a reader's comment does, and quotes it as having vanished.")

	s.Add("replaced", "other-story-same-furniture", html(s.Inside("Swing bridge to close for nine weeks while its bearings are replaced | Transport | The Harbour Courier", s.File("other.html"))),
		"changed/replaced").States("gone").
		Note("All of the furniture is the same; the story in it is another.")

	soft := html(s.Inside("The Harbour Courier", s.File("soft.html")))
	s.Add("dead", "soft-404-suggests-similar-title", soft, "dead/soft-404").Also("*", soft).
		Note("Furniture and suggestions are most of the page, and one suggestion has nearly the article's title; the article is gone.")
	s.Add("dead", "home-page-still-has-the-teaser", redirect(302, "/"), "dead/redirected-home", "dead/soft-404").Also("*", redirect(302, "/")).
		Note("The front page carries the headline and the standfirst, but not the article.")

	s.Add("wall", "datadome-403", with(status(403, read("walls/datadome.html")), "X-DataDome", "protected", "Server", "DataDome", "Cache-Control", "private, no-cache, no-store"), "blocked/bot-wall").Everywhere()
	s.Add("wall", "unavailable-in-your-region", status(403, s.File("geo.html")), "blocked/geo-block", "blocked/forbidden", "blocked/legal-451").Everywhere()
	s.Add("wall", "registration-keeps-first-paragraph", html(s.Inside("Sign in | The Harbour Courier", s.File("login.html"))), "blocked/login-wall").
		Note("Headline, standfirst and first paragraph stand; what was cited stands behind the form.")

	s.Add("fault", "too-large", fault("too-large"), "unreachable/too-large")
	return s
}
