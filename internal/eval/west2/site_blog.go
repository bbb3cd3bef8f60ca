package west2

import (
	"strings"

	"archiver/internal/eval/set"
)

func blog() *site {
	const engineer = "we told them in March that the remote readings were failing."
	const unread = "Of 5,212 meters, 1,870 had not been read at all in the second half of the year."
	s := newSite("blog-en", "/2024/10/what-water-meters-say.html", engineer, unread)
	s.Healthy(s.Inside("Marginal Notes from Sandwick", `<div class='post hentry'><h3><a href='/2024/10/what-water-meters-say.html'>What the water meters say</a></h3><div>The council says that the new water meters have cut waste by a third. <a href='/2024/10/what-water-meters-say.html'>Read more »</a></div></div>
`), s.Inside("Marginal Notes from Sandwick", "<div class='status-msg'>Sorry, the page you were looking for in this blog does not exist.</div>\n"))

	body := s.Part(`<div class='post-body entry-content'>`, "\n</div>\n<div class='post-footer'>")
	body = strings.ReplaceAll(strings.ReplaceAll(body, "<br/><br/>\n", "</p>\n<p>"), "<b>How I counted</b><br/>\n<ul>", "<strong>How I counted</strong></p><ul>")
	s.Add("noise", "theme-notable", html(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>What the water meters say</title><link rel="stylesheet" href="/css/notable.css"></head><body class="item-view">
<div class="hero-image" style="background:#246"></div><a class="back" href="/">‹ Marginal Notes from Sandwick</a>
<div class="centered"><h1>What the water meters say</h1><p class="by">October 17, 2024 · by Ledgerman · <button>Get link</button> <button>Facebook</button> <button>Pinterest</button> <button>Email</button> <button>Other Apps</button></p>
<div class="rte"><p>`+body+`</p></div><p>water · council</p>
<h3>Comments</h3><p><b>Mrs Peel</b> Mine hasn't been read since it was put in.</p><p>Post a Comment</p>
<h3>Popular posts from this blog</h3><div class="pp"><h4>Where the library went</h4><p>The council closed the branch in Mill Lane in June and said that the books would be moved to the school. I went to look for them. The school has a cupboard and no key for it, and the caretaker knew of nothing at all.</p></div><div class="pp"><h4>Parking, a short history</h4><p>In the beginning there was a field.</p></div></div></body></html>
`), "ok/*").Verbatim()
	s.Noise("widgets-grow",
		between(`<h2>Blog Archive</h2><ul>`, "</ul>", "<li>▼ 2025 (9)</li><li>▼ February (3)</li><li>Meters again: the spring figures</li><li>What the leaflet left out</li><li>Snow, by the ton</li><li>► 2024 (41)</li><li>► 2023 (38)</li>"),
		sub("Followers (31)", "Followers (58)"), above(`<h2>About Me</h2>`, `<h2>Total Pageviews</h2><span>102,417</span><h2>Currently reading</h2><p>A history of double entry</p><h2>My other blog</h2><p>Mushrooms of the north shore, with photographs</p>`),
		below(`<div class='main-outer'>`, `<div class='msg'>This blog uses cookies from Inkpot to deliver its services and to analyse traffic. Information about your IP address and user agent is shared with Inkpot. <a href='/c'>Learn more</a> <a href='#'>Got it</a></div>`))
	s.Noise("trackbacks-and-long-comment",
		sub(`<h4>3 comments:</h4>`, `<h4>5 comments:</h4>`), sub("3 comments</a>", "5 comments</a>"),
		below("<dd>Thank you both.</dd>", `<dt>Hydro78</dt><dd>I work in the trade and I think you have it upside down. Of 5,212 meters only 187 had not been read, the rest were read by radio. Carrying over a figure is normal when the gateway is down. The saving is real, and larger than a third in the hill streets. You should take this post down or correct it.</dd><dt>Ledgerman</dt><dd>Send me the file and I will.</dd>`)).
		Note("A reader disputes the figures in a comment; the post stands as it was.")
	s.Noise("paragraph-tags-and-lazy-images", func(p string) string { return strings.ReplaceAll(p, "<br/><br/>\n", "</div><div><br/></div><div>\n") },
		sub("&#8220;we told", "\u201cwe told"), sub("failing.&#8221;", "failing.\u201d"), all("What the water meters say", "What The Water Meters Say"),
		above(`<div class='post-footer'>`, `<div class='separator'><a href='/img/meter.jpg'><img loading='lazy' src='/s320/meter.jpg'/></a></div>
`))

	s.Edit("struck-through-figure", sub("use fell by 8 per cent, which", "use fell by <strike>8</strike> 19 per cent, which"))
	s.Edit("update-takes-it-back", sub("More next month, if the office sends the figures for the spring.", "More next month, if the office sends the figures for the spring.<br/><br/><b>UPDATE, 4 November:</b> I was wrong. The office has shown me the readings, and the saving is real. I leave the post up with apologies."))

	s.Dead("domain-lapsed", html(`<!DOCTYPE html><html><head><title>{{host}}</title><meta charset="utf-8"></head><body><div class="wrap"><h1>{{host}}</h1><p>Related searches</p><ul><li><a href="/?k=1">Water softeners near me</a></li><li><a href="/?k=2">Smart meter installers</a></li><li><a href="/?k=3">Cheap holiday flats</a></li></ul><p>The name above was not renewed. Make an offer through our broker.</p></div><script src="/js/caf.js"></script></body></html>
`), "dead/parked").Everywhere("/")
	s.Dead("account-closed-for-breach", html(s.Inside("Inkpot", `<div class='status-msg'>Ledgerman’s account is closed. It broke our rules on spam or its owner chose to leave. Posts by closed accounts cannot be displayed.</div>
`)), "dead/soft-404").Everywhere("/")

	s.Wall("invited-readers-only", html(`<html><head><title>Marginal Notes from Sandwick</title></head><body><div id="m"><h2>This blog is open to invited readers only</h2><p>It doesn't look like you have been invited to read it. If you think this is a mistake, you might want to contact the author and request an invitation.</p><p><a href="/i">I have an invitation</a></p></div></body></html>
`), "blocked/login-wall", "blocked/forbidden").Everywhere("/")
	s.Wall("browser-proof-of-work", set.Answer{Status: 202, Body: []byte(`<!doctype html><html><head><title>Making sure you are a reader</title><meta charset="utf-8"></head><body><main><h1>Making sure you are a reader</h1><img src="/.guard/owl.png" alt=""><p>Your computer is solving a little sum before the post is shown. It takes a few seconds and keeps the harvesting machines of AI companies out.</p><p>Difficulty: 4, speed: 0 kH/s</p><details><summary>Why am I seeing this?</summary>The author of this site has put it behind Watchowl.</details></main><script type="module" src="/.guard/main.mjs"></script></body></html>
`)}, "blocked/bot-wall").Everywhere("/")
	return s
}
