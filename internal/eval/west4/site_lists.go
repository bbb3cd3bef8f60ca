package west4

import "archiver/internal/eval/kit"

// podcast is an episode's page, with its transcript.
func podcast() *site {
	s := newSite("podcast-en", "/episodes/48",
		"I numbered them from the back, so that nobody could take one out and have me not notice.",
		"the order that was served on people is not the order that I gave")
	s.Healthy(s.Inside("Out of Session", `<h1>What courts do when nobody looks</h1><p>A podcast in two seasons.</p>
`), s.Inside("Out of Session", `<h1>404</h1><p>We couldn't find the page you were looking for. This is either because there is an error in the URL, or because we have moved the page.</p>
`))
	s.Noise("timestamps-and-player",
		above(`<p><b>Asher:</b> After`, `<p class="ad">This episode is brought to you by Millbrook Paper. Use the code SESSION for ten per cent off.</p>`+"\n"),
		rewrite(`<p><b>(Asher|Hallam):</b>`, `<p><a class="ts" href="#t=60">▶</a> <strong class="speaker">$1:</strong>`),
		span(`<section class="player">`, "</section>", `<iframe title="Embed Player" src="https://play.audiohost.example/embed/48" height="192" width="100%" scrolling="no" allowfullscreen></iframe>`),
		sub("Next: Ep. 49: A jury of one", "Next: Ep. 49: A jury of one (repeat)")).
		Note("A line of advertising went into the text, and nothing else.")
	s.Noise("feed-of-the-host", func(string) string {
		return fill(`<!DOCTYPE html><html><head><meta charset="utf-8"><title>Out of Session: Ep. 48: The judge who kept the minutes</title><link rel="stylesheet" href="/v4/show.css"></head><body><div id="app" data-v-app><div class="show-header"><img src="/cover.jpg" alt="Out of Session"><h2>Out of Session</h2><p>★ 4.8 (212)</p></div><div class="tabs"><button>Show notes</button><button aria-selected="true">Transcript</button><button>Chapters</button></div>
@BODY@
<h3>Listen elsewhere</h3><ul><li>Apple Podcasts</li><li>Overcast</li><li>Pocket Casts</li></ul><h3>More episodes</h3><ul><li>Ep. 61: The clerk's piano</li><li>Ep. 60: Interest, simple and compound</li></ul><footer>Hosted on Wavebox. See wavebox.example/privacy for more information.</footer></div></body></html>
`, s.Main())
	})
	return s
}

// pqlist is a list page, cited as one: a day's questions in an assembly.
func pqlist() *site {
	s := newSite("pqlist-en", "/questions/2021-03-03",
		"To ask the Minister in how many cases a person was held in a court cell for longer than twelve hours in 2020. Answered 17 March 2021: this is not recorded.",
		"Answered 24 March 2021: 118,400 and 203,950.")
	s.Healthy(s.Inside("Assembly of Northmark", `<h1>Today in the Assembly</h1><p>The chamber sits at 2 p.m.</p>
`), s.Inside("Page not found - Assembly of Northmark", `<h1>Page not found</h1><p>If you typed the address, check that it is correct.</p>
`))
	s.Noise("cards", rewrite(`<dt><a href="([^"]*)">([^<]*)</a> <span class="hint">([^<]*)</span></dt><dd>(.*)</dd>`,
		`<div class="card card-question"><div class="badge">$3</div><a href="$1?utm_source=list">$2</a><div class="text">$4</div></div>`),
		sub("<dl>\n", "<div class=\"card-list\">\n"), sub("</dl>", "</div>"),
		above(`<form class="filters">`, `<p class="widget">Email alerts: no results found for your saved search.</p>`+"\n"))
	s.Noise("survey-and-archive-note", above(`<div class="main-header">`, `<div class="survey">Help us improve this site. <a href="/survey">Take a three-minute survey</a></div>`+"\n"),
		above(`<article`, `<div class="message-box"><p>These questions were tabled in the previous Assembly, which was dissolved on 5 May 2022.</p></div>`+"\n"))
	s.Dead("new-search", kit.HTML(`<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Find written questions - Assembly of Northmark</title></head><body><header>Assembly of Northmark</header><main><h1>Find written questions</h1><form><label>Search term <input name="SearchTerm"></label><label>Tabled from <input type="date"></label><label>Tabled to <input type="date"></label><button>Search</button></form><p>Questions tabled before May 2022 can be requested from the Library.</p></main></body></html>
`), "dead/soft-404", "changed/replaced")
	return s
}
