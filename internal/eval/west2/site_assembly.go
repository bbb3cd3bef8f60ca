package west2

import "strings"

func assembly() *site {
	const kept = "Observers assessed the opening positively in nine of the ten regions they visited."
	s := newSite("assembly-en", "/en/newsroom/3318-kalvia-preliminary", kept)
	s.Healthy(s.Inside("Pan-European Assembly for Elections", `<div class="hero"><h1>Fair rules, fair votes</h1><p>Our members are parliamentarians of 38 countries.</p></div>
<div class="latest"><h2>Latest</h2><ul><li><a href="/en/newsroom/3318-kalvia-preliminary">Kalvia: observers note calm voting, slow counting</a></li><li><a href="/en/newsroom/3310">New members of the bureau</a></li></ul></div>
`), s.Inside("Page not found | Pan-European Assembly for Elections", "<h1>Page not found</h1>\n<p>The requested page could not be found.</p>\n"))

	// Noise.
	inner := s.Part(`<article class="n n--full">`, "</article>")
	inner = strings.NewReplacer("<h2>", "<h3>", "</h2>", "</h3>", `<p class="meta">`, `<p class="kicker">`,
		`<span class="rd">1,204 reads</span>`, `<span>4 min</span>`).Replace(inner)
	s.Add("noise", "new-template", html(`<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Kalvia: observers note calm voting, slow counting – PEA</title>
<link rel="preload" href="/build/app.3d1f.css" as="style"></head>
<body data-theme="light">
<div id="app"><div class="masthead"><button aria-label="Open menu">☰</button><a href="/en">PEA</a><form action="/en/find"><input name="q" placeholder="What are you looking for?"></form></div>
<div class="mega"><div><h4>Observe</h4><a href="/en/missions/long">Long-term missions</a><a href="/en/missions/short">Short-term missions</a><a href="/en/missions/experts">Expert visits</a></div>
<div><h4>Advise</h4><a href="/en/opinions">Legal opinions</a><a href="/en/training">Training for commissions</a></div><div><h4>Meet</h4><a href="/en/calendar">Calendar of sittings</a></div></div>
<main><div class="grid"><div class="col-8">`+inner+`</div><div class="col-4"><div class="card"><h4>Contact for journalists</h4><p>press desk, weekdays 9:00 to 17:00, with a mobile number outside these hours</p></div>
<div class="card"><h4>Stay informed</h4><p>Our monthly letter brings you the calendar of missions and all new reports.</p><button>Subscribe</button></div></div></div></main>
<div class="foot"><span>© 2025 PEA</span><a href="/en/accessibility">Accessibility: partly compliant</a><a href="/en/cookies">Cookies</a></div></div></body></html>
`), "ok/*").Verbatim()
	s.Noise("promo-box-inside-the-text",
		sub("1,204 reads", "9,871 reads"),
		above("<p>The mission regrets", `<div class="x3"><span>Also of interest</span><a href="/en/newsroom/3344"><b>Assembly opens mission in Ostria ahead of mayoral votes</b></a><p>Twelve long-term observers will follow the campaign in the capital and in the two largest towns from Monday.</p></div>
`),
		between(`<ul class="l">`, "</ul>", `<li><a href="/en/newsroom/3350">Ostria: campaign opens quietly</a></li><li><a href="/en/newsroom/3349">Bureau meets in spring</a></li><li><a href="/en/newsroom/3341">Women in local councils: a survey</a></li>`))
	s.Noise("table-becomes-cards",
		span(`<table class="tb">`, "</table>", `<div class="cards"><p>Polling stations visited and assessed, by region</p>
<dl><dt>Tarna city</dt><dd><span>Visited</span> 142</dd><dd><span>Assessed negatively</span> 11</dd></dl>
<dl><dt>Upper Sela</dt><dd><span>Visited</span> 87</dd><dd><span>Assessed negatively</span> 16</dd></dl>
<dl><dt>Lower Sela</dt><dd><span>Visited</span> 64</dd><dd><span>Assessed negatively</span> 4</dd></dl>
<dl><dt>Coast</dt><dd><span>Visited</span> 58</dd><dd><span>Assessed negatively</span> 7</dd></dl></div>`),
		sub(`1,204 reads`, `1,377 reads`), sub(`?v=8.2`, `?v=8.4`)).
		Note("Each figure still stands beside its region and its label; the layout alone is new.")
	s.Noise("outage-alert-and-survey",
		below(`<div id="c" class="region">`, `
<div class="al" role="alert"><strong>Planned maintenance.</strong> Between Friday 18:00 and Sunday 08:00 some of our documents will not be available. The page you are looking for may not be found during that time. We apologise for the inconvenience.</div>
<div class="sv"><p>Can you spare two minutes? Tell us how you use this website and help us to make it better. Your answers are anonymous.</p><button>Take part</button><button>Not now</button></div>`),
		sub(`<li><a href="/en/docs">Documents</a></li>`, `<li><a href="/en/library">Library</a><ul><li><a href="/en/library/reports">Reports</a></li><li><a href="/en/library/opinions">Opinions</a></li><li><a href="/en/library/archive">Archive before 2010</a></li></ul></li>`)).
		Note("A site-wide alert speaks of pages not found; this one is there.")

	s.Noise("consent-dialog-before-full-page",
		below(`<body class="path-node lang-en">`, `
<div id="cmp" role="dialog" aria-modal="true"><h2>Before you continue</h2><p>We and 12 providers would like to store information on your device to count visits and to show videos. You cannot enter our video library without accepting. Please choose to go on to the site.</p><button>Accept all and continue</button><button>Only what is needed</button><button>Settings</button></div>`),
		sub("1,204 reads", "1,512 reads"), sub(`<body class="path-node lang-en">`, `<body class="path-node lang-en cmp-open" style="overflow:hidden">`)).
		Note("The dialog lies over a page that is sent whole.")

	// Edits.
	s.Edit("digits-turned-in-table", sub("<td>87</td><td>16</td>", "<td>87</td><td>61</td>"))
	s.Edit("commission-did-publish", sub("The mission regrets that the electoral commission did not publish results", "The mission notes that the electoral commission did publish results"), sub("1,204 reads", "2,310 reads"))

	s.Quote("count-of-regions", kept, []string{"unclear", "gone"}, "changed/quote-lost", sub("nine of the ten", "six of the ten"))

	s.Add("moved", "to-new-archive-address", redirect(301, "/en/archive/2024/kalvia-preliminary"), "moved/redirect").Verbatim().
		Also("/en/archive/2024/kalvia-preliminary", html(apply(s.Page, []edit{
			sub(`href="/en/newsroom/3318-kalvia-preliminary"`, `href="/en/archive/2024/kalvia-preliminary"`),
			sub(`<li>Kalvia</li>`, `<li><a href="/en/archive">Archive</a></li><li>2024</li>`), drop(`<span class="rd">1,204 reads</span>`)})))

	soft := s.Inside("Our website has changed | Pan-European Assembly for Elections", `<div class="n">
<h1>Our website has changed</h1>
<p>We have reorganised our pages to make them easier to use. What you came for did not make the journey to the new structure. The documents of past missions can be requested from our library, which will be glad to help you with your research.</p>
<form action="/en/search"><label>Search the newsroom <input name="q"></label></form>
<h2>Popular at the moment</h2><ul><li><a href="/en/missions">Calendar of missions</a></li><li><a href="/en/handbook">Handbook for observers</a></li></ul></div>
`)
	s.Dead("reorganised-website", html(soft), "dead/soft-404").Also("*", html(soft))

	s.Wall("held-by-perimeter", html(`<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="robots" content="noindex"><title>One step before you continue</title>
<style>body{font:16px/1.5 sans-serif;background:#f4f6f8}.b{max-width:32em;margin:10vh auto;background:#fff;padding:2em}</style></head>
<body><div class="b"><h1>One step before you continue</h1><p>Traffic from your network looks automated. PerimeterOne is keeping this website safe and has put your visit on hold.</p>
<p id="w">Examining your browser <span>·</span><span>·</span><span>·</span></p><noscript>Scripts must be switched on to pass this check.</noscript>
<p class="s">Visit reference: p1-7c44e0-9821</p></div><script src="/.p1/verify.js?k=9821"></script></body></html>
`), "blocked/bot-wall").Everywhere("/")
	return s
}
