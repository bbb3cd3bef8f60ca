package gone

import "archiver/internal/eval/set"

// newsroom is a Next.js newspaper with subscriptions.
func newsroom() *site {
	s := newSite("newsroom-en", "/investigations/miners-widows-pension",
		"The tribunal found that its own lamp register showed 48 lamps handed out that morning and none returned.",
		"The ruling does not touch the separate claim of 17 injured men, which is to be heard in May.")
	section := s.Inside("Investigations | The Harbour Courier", `<h1>Investigations</h1><ul class="list_l__2">
<li><a href="/investigations/school-roofs">The school roofs that nobody inspected</a><p>Surveyors' reports were filed and forgotten.</p></li>
<li><a href="/investigations/harbour-dues">Who pays the harbour dues?</a><p>Three firms, one address, no accounts.</p></li>
<li><a href="/investigations/bus-tender">A bus tender with one bidder</a><p>The county's auditors ask for papers.</p></li>
<li><a href="/investigations/care-homes">Night shifts in the care homes</a><p>One nurse, sixty beds.</p></li></ul>
`)
	s.Healthy(s.Inside("The Harbour Courier", `<h1>Today</h1><ul><li><a href="/news/ferry-fares">Ferry fares to rise</a></li><li><a href="/news/council-tax">Council sets tax</a></li><li><a href="/sport/cup-draw">Cup draw</a></li></ul>
`), s.Inside("404: This page could not be found | The Harbour Courier", `<h1>404</h1><h2>This page could not be found.</h2>
`))
	s.Rest["/investigations"] = html(section)

	s.Intact("consent-overlay", html(apply(s.Page, []edit{
		sub(`<body><div id="__next">`, `<body class="no-scroll"><div id="sp_message_container_1" style="position:fixed;inset:0;z-index:2147483647"><div role="dialog" aria-modal="true"><h2>Your privacy is important to us</h2>
<p>We and our 842 partners store and access information on your device. You need to make a choice to continue to the Courier. Accept all, or pay to reject.</p>
<button>Accept all</button><button>Reject and pay</button><button>Manage options</button></div></div><div id="__next">`),
		sub(`"buildId":"k3XpQ"`, `"buildId":"r81ms"`),
		sub("Ferry fares to rise", "Storm shuts the pier"),
	}))).Note("The whole text stands in the HTML beneath the overlay.")
	s.Intact("paywall-banner-whole-text", html(apply(s.Page, []edit{
		below(`<header class="layout_head__aa1">`, `<div class="meter_m__1">You have read 3 of 3 free articles this month. <a href="/subscribe">Subscribe for £1 a week</a></div>`),
		sub("</div>\n</article>", "</div>\n<section class=\"regwall_r__2\"><h2>To continue reading, subscribe today</h2><p>Already a subscriber? Log in</p><a href=\"/subscribe\">See offers</a></section>\n</article>"),
		sub("Our Industrial Desk", "the Industrial Desk"),
	}))).Note("The banner says 'to continue reading', but the text above it is whole.")

	s.Dead("to-section", redirect(301, "/investigations"), "dead/redirected-home", "dead/soft-404").
		Note("The article's address leads to the section; other nonsense addresses give a 404.")
	s.Dead("json", with(set.Answer{Body: []byte(`{"error":{"code":"ARTICLE_NOT_AVAILABLE","message":"No published content for slug","traceId":"b2c19f40aa"}}`)}, "Content-Type", "application/json"),
		"dead/soft-404").Note("A broken edge function sends the API's error in place of the page.")

	s.Wall("perimeterx", status(403, `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Access to this page has been denied</title><link rel="icon" href="data:,"></head>
<body><div class="px-captcha-container"><div class="px-captcha-header">Before we continue...</div><div class="px-captcha-message">Press &amp; Hold to confirm you are a human (and not a bot).</div><div id="px-captcha"></div>
<div class="px-captcha-report">Reference ID 5b9c8d10-2f77-11ee-8a51-0f3c</div></div>
<script>window._pxAppId='PXq8fT2kLm';window._pxJsClientSrc='/q8fT2kLm/init.js';</script><script src="https://captcha.px-cdn.net/PXq8fT2kLm/captcha.js?a=c&u=5b9c8d10"></script></body></html>
`), "blocked/bot-wall").Everywhere("/")
	s.Wall("consent-elsewhere", redirect(302, "http://consent.courier-group.example/collectConsent?sessionId=3_cc-session_91&lang=en"), "blocked/consent-wall").
		Also("/", redirect(302, "http://consent.courier-group.example/collectConsent?sessionId=3_cc-session_91&lang=en")).
		Also("*", redirect(302, "http://consent.courier-group.example/collectConsent?sessionId=3_cc-session_91&lang=en")).
		Also("//consent.courier-group.example/*", html(`<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Courier Group: your data choices</title></head><body><form method="post" class="consent-form"><h1>Before you continue to the Courier</h1><p>The Courier is part of the Courier Group. When you use our sites and apps, we use cookies to provide them to you, to authenticate users, to apply security measures and to measure your use.</p><p>If you click 'Accept all', we and our partners will also use precise geolocation data and other personal data such as IP address and browsing history for personalised advertising and audience research.</p><button name="agree" value="agree">Accept all</button><button name="reject" value="reject">Reject all</button><a href="/manage">Manage privacy settings</a></form></body></html>
`))
	s.Wall("subscribers-only", status(402, s.Inside("Subscribe | The Harbour Courier", `<section class="wall_w__1"><h1>This story is for subscribers</h1><p>Choose the plan that suits you. Cancel at any time.</p>
<div class="plan_p__1"><h3>Digital</h3><p>£6 a month</p><a href="/subscribe?p=d">Choose</a></div><div class="plan_p__1"><h3>Digital and print</h3><p>£19 a month</p><a href="/subscribe?p=p">Choose</a></div>
<p>Already a member? <a href="/account/login">Log in</a></p></section>
`)), "blocked/login-wall", "blocked/forbidden")
	return s
}
