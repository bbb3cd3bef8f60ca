package west4

import "strings"

// openletter is a letter in plain text.
func openletter() *site {
	s := newText("openletter-en", "openletter.txt", "/docs/letter-2019-06-11.txt", "text/plain; charset=utf-8", "For release: immediately\n", "Contact:",
		"Nobody in the villages has been shown an environmental assessment for that station, and the ministry says that it has none on file.",
		"On 2 June the gauge at Old Ferry stood 93 centimetres below the mark of March.")
	page := func(title, main string) string {
		return "<html><head><meta charset=utf-8><title>" + title + " - Shore Residents' Forum</title><link rel=stylesheet href=/s.css></head>\n<body><h3><a href=/>Shore Residents' Forum</a></h3><p><a href=/news>News</a> | <a href=/docs>Documents</a> | <a href=/join>Join us</a></p><hr>\n" + main + "\n<hr><small>Forum, 2 Mill Lane, East Harran</small></body></html>\n"
	}
	s.Rest["/"] = html(page("Home", "<h1>Eleven villages, one lake</h1><p>We have spoken for the eastern shore since 2016.</p>"))
	s.Rest["*"] = status(404, page("Not found", "<h1>Nothing here</h1><p>This file was not found on our server (404).</p>"))

	joined := strings.NewReplacer("\n\n", "\r\n\r\n", "\n    ", "\r\n    ", "\n", " ").Replace(s.Main())
	s.Noise("rewrapped", between("For release: immediately\n", "Contact:", "\r\n"+strings.TrimSpace(joined)+"\r\n\r\n"))
	s.Intact("crlf-and-byte-order-mark", s.Answer("\uFEFF"+strings.ReplaceAll(strings.ReplaceAll(s.Page, "\n", "\r\n"), "Residents' Forum", "Residents’ Forum")))
	s.Intact("as-a-web-page", html(page("Open letter to the Board", "<h1>Open letter to the Board of the Lake Harran Water Company</h1><p class=meta>Posted 11 June 2019 · 4 comments</p>\n<p>"+strings.ReplaceAll(s.Main(), "\n\n", "</p>\n<p>")+"</p><p><a href=?print=1>Print</a> <a href=mailto:forum@harran-shore.example>Write to us</a></p>"))).
		Note("The same letter, now as a page.")
	s.Edit("signatory-withdraws", drop("    Piers Colby, councillor, East Harran\n"))
	s.Edit("number-of-residents", sub("and 312 residents", "and 1,047 residents"))
	s.Add("type", "landing-page", html(page("Open letter (2019)", `<h1>Open letter on the level of the lake (2019)</h1><p>Document type: correspondence. Language: English. Size: 2 pages.</p><p>In this letter the Forum sets out its demands to the water company.</p><p><a class=button href=/files/letter.pdf>Download PDF (88 kB)</a> <a href=/files/request>Request an accessible format</a></p><h4>Cite as</h4><p>Shore Residents' Forum, Open letter, 2019.</p>`)),
		"changed/type", "changed/replaced", "changed/quote-lost").States("gone", "unclear").
		Note("The file's address leads to a page that tells of the letter.")
	s.Dead("redirected-home", redirect(302, "/"), "dead/redirected-home")
	s.Dead("parked", html("<!doctype html><html><head><title>{{host}}</title><meta name=\"viewport\" content=\"width=device-width\"></head><body><div id=\"container\"><h1>{{host}}</h1><p>This domain is registered, but may still be available. <a href=\"https://www.namebroker.example/offer?d={{host}}\">Get this domain</a></p><h2>Related searches</h2><ul><li>Lake view homes</li><li>Water filter deals</li><li>Boat rental</li></ul><script src=\"/lander.js\"></script></div></body></html>\n"), "dead/parked").Everywhere("/")
	return s
}
