package west

// campaign is an organisation's petition page: short, with a counter, a form and
// lists of facts and demands.
func campaign() *site {
	const (
		no2     = "The yearly mean of nitrogen dioxide at the junction with Mill Lane was 58 micrograms per cubic metre in 2019; the legal limit is 40."
		council = "The council adopted its clean air plan in 2017 and has not carried out a single one of its measures on Carraway Road."
	)
	s := newSite("campaign-en", "/campaigns/carraway-road-air", no2, council)
	oops := s.Inside("Not found - Lindmouth Breathes", s.File("oops.html"))
	s.Rest["/"] = html(s.Inside("Lindmouth Breathes", s.File("home.html")))
	s.Rest["*"] = status(404, oops)
	body := s.Part(`<div class="campaign-text">`, `</div><!-- .campaign-text -->`)

	s.Noise("signature-counter",
		sub(`<span class="n">41,208</span> signatures. Help us reach 50,000.`, `<span class="n">73,940</span> signatures. Help us reach 75,000.`),
		sub("width:82%", "width:98%"),
		between(`<ul class="recent">`, `</ul>`, `<li>Gwen T. signed just now</li><li>Dr. Lau signed 1 minute ago</li><li>Emeka O. signed 4 minutes ago</li><li>Rosalind signed 4 minutes ago</li>`))
	s.Noise("donation-popup-and-appeal-bar",
		below("<body class=\"page-type-petition v2-theme\">\n", "<div class=\"lightbox\" id=\"double\"><h2>Until Sunday every gift counts twice</h2><p>An anonymous friend will match the first £20,000. Will you help us to reach it?</p><form><button value=\"15\">£15</button><button value=\"40\">£40</button><button>Other</button></form><a class=\"close\" href=\"#\">Not today</a></div>\n"),
		sub(`<a href="/donate">Donate</a>`, `<a href="/donate?match=1">Double my gift</a>`))
	s.Noise("recaptcha-on-petition-form",
		above("<button>Add my name</button>", `<div class="g-recaptcha" data-sitekey="6LdTq0AUAAAAAExAmPlE"></div><noscript>Please enable JavaScript to prove that you are not a robot.</noscript>`),
		above("</head>", "<script src=\"https://www.google.com/recaptcha/api.js\" async defer></script>\n"),
		all("8Jx0fXUuWcE2mB6tR1vQz9LkPq==", "hN5rUw3ZtYbA7sKe0CqDfM2gXv==")).
		Note("The form has got a captcha; the page around it can be read as before.")
	s.Add("noise", "redesign-on-hosted-builder", html(fill(s.File("squarespace.html"), body)), "ok/*").Verbatim()
	s.Noise("minified-on-one-line", all("\n", ""), all(" />", ">"), all("’", "&#8217;"))
	s.Noise("number-word-as-figure", sub("of all four schools.", "of all 4 schools.")).
		Or("changed/edited").
		Note("Four is written as 4: it says the same.")

	s.Edit("digit-in-fact", sub("on 161 of them", "on 181 of them"))
	s.Edit("demand-removed", drop("<li>Green screens in front of the playgrounds of all four schools.</li>\n"))
	s.Edit("decimal-point-lost", sub("1.7 times the city’s average", "17 times the city’s average"))
	s.Edit("demand-rewritten-while-counter-moves",
		sub("An official monitoring station at Mill Lane, with hourly data that anyone can download.", "Regular monitoring along the whole road, with data available on request."),
		sub(`<span class="n">41,208</span>`, `<span class="n">48,017</span>`),
		sub("width:82%", "width:96%"))

	s.Quote("contraction", council, []string{"edited", "verbatim"}, "changed/edited",
		sub("in 2017 and has not carried out", "in 2017 and hasn’t carried out")).
		Or("ok/*").
		Note("The same negation, said less stiffly.")
	s.Quote("fact-split-into-tiles", no2, []string{"gone", "unclear"}, "changed/quote-lost",
		sub("<li>The yearly mean of nitrogen dioxide at the junction with Mill Lane was 58 micrograms per cubic metre in 2019; the legal limit is 40.</li>", `<li class="tile"><b>58</b> NO₂ at Mill Lane</li><li class="tile"><b>40</b> legal limit</li>`)).
		Note("The figures stand without the sentence: unit and year are gone.")

	s.Add("replaced", "flood-appeal", html(s.Inside("Flood appeal - Lindmouth Breathes", s.File("flood.html"))), "changed/replaced").States("gone")

	s.Add("moved", "new-host", redirect(301, "http://www.carraway-air.example/campaigns/carraway-road-air"), "moved/redirect").Verbatim().
		Also("/", redirect(301, "http://www.carraway-air.example/")).
		Also("*", redirect(301, "http://www.carraway-air.example/")).
		Also("//www.carraway-air.example/campaigns/carraway-road-air", html(apply(s.Page, []edit{all("Lindmouth Breathes", "Carraway Air")}))).
		Also("//www.carraway-air.example/", html(s.Inside("Carraway Air", s.File("home.html")))).
		Also("//www.carraway-air.example/*", status(404, oops))
	l := s.Add("moved", "tracking-parameters-dropped", redirect(301, s.Path), "ok/*").Verbatim().
		Also(s.Path, html(s.Page)).
		Note("The cited address had tracking parameters; the site now sends them away.")
	l.Path = s.Path + "?utm_source=newsletter&utm_medium=email&utm_campaign=feb"
	l.Before[l.Path] = html(s.Page)
	l.After[l.Path] = redirect(301, s.Path)

	s.Add("dead", "302-to-404-page", redirect(302, "/404"), "dead/soft-404", "dead/http-404").
		Also("/404", html(oops)).Also("*", redirect(302, "/404"))

	s.Add("wall", "captcha-at-200", html(s.File("captcha.html")), "blocked/bot-wall").Everywhere()

	s.Add("wall", "provider-451", with(status(451, read("walls/isp-en.html")), "Link", `<http://help.northline-broadband.example/court-orders>; rel="blocked-by"`), "blocked/legal-451").Everywhere().
		Note("The reader's own provider answers, on a court's order; the site may be as it was.")

	s.Add("fault", "tls", fault("tls"), "unreachable/tls").Everywhere()
	s.Add("fault", "dns", fault("dns"), "dead/dns").Everywhere()
	return s
}
