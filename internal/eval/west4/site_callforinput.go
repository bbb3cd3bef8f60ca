package west4

// callforinput is a Drupal page of a UN office, with a deadline that passes.
func callforinput() *site {
	s := newSite("callforinput-en", "/EN/Issues/Health/Pages/CallRemand.aspx",
		"at least 30 per cent of persons held on remand had no medical examination in the first week of custody",
		"In nine States no record of such examinations was kept at all.")
	s.Healthy(s.Inside("Home | Office of Rights Mandates", `<div class="hero"><h1>Rights, everywhere</h1><p>The Office supports forty independent mandates.</p></div>
<ul class="latest"><li><a href="/en/press-releases/2022/02/a">Expert urges an end to transit cells</a></li><li><a href="/en/statements/b">Statement on World Water Day</a></li></ul>
`), s.Inside("Page not found | Office of Rights Mandates", `<h1>Page not found</h1><p>The requested page could not be found. It may have moved during the renewal of this website.</p><p><a href="/en/search">Search the site</a></p>
`))

	s.Noise("deadline-passed",
		above(`<h2>Background</h2>`, `<div class="alert alert--closed" role="status"><strong>Closed.</strong> The deadline for this call has passed; inputs are no longer accepted.</div>`+"\n"),
		sub("© ORM 1996–2022", "© ORM 1996–2023"),
		between(`<h2>Related</h2><ul>`, `</ul>`, `<li><a href="/en/calls-for-input/2023/legal-aid">Call for input: legal aid at the police station</a></li><li><a href="/en/events/2023/briefing">Briefing for States, recording</a></li>`),
	).Or("changed/edited").Note("The call has run out, and says nothing else than it did.")
	s.Noise("relaunch", func(string) string {
		return fill(`<!doctype html>
<html lang="en" class="h-100"><head><meta charset="utf-8"><title>Health care of persons held on remand (call for input) | ORM</title><link rel="stylesheet" href="/_assets/tw.3f9e.css"><script type="module" src="/_assets/islands.88c.js"></script></head>
<body class="bg-white text-slate-900"><astro-island uid="Z1x" component-url="/_assets/Header.js" client="load" ssr><div class="flex items-center justify-between px-4"><a href="/en">ORM</a><button aria-expanded="false">Menu</button><button>Search</button><button>EN</button></div></astro-island>
<div class="rounded bg-amber-100 p-3">You are seeing the renewed website. Tell us what you think of it.</div>
<div class="prose max-w-3xl mx-auto">
@BODY@
</div><div class="mx-auto flex gap-2"><button>Share</button><button>Save as PDF</button></div><div class="grid grid-cols-3"><a href="/en/calls-for-input/1">Closed calls</a><a href="/en/calls-for-input/2">Open calls</a><a href="/en/help">How to make a submission</a></div>
<div class="bg-slate-900 text-white"><p>ORM. Rights, everywhere.</p><a href="/en/donate">Donate</a></div></body></html>
`, s.Main())
	})
	s.Noise("archived-banner",
		above(`<div id="main-content">`, `<div class="banner-archive"><p>This is an archived page. It is kept for reference, is no longer updated and may not reflect current practice. Go to the <a href="/en/calls-for-input">current calls</a>.</p></div>`+"\n"),
		sub(`<li class="is-active"><a href="/en">English</a></li>`, `<li class="is-active"><a href="/en">English</a></li><li><a href="/zh">中文</a></li><li><a href="/ru">Русский</a></li>`),
		rewrite(`css_k2Zk1\.css`, "css_TTs8w.css?delta=0&amp;theme=orm"),
	)
	s.Edit("deadline-extended",
		sub(`<time datetime="2022-03-31">31 March 2022</time>`, `<time datetime="2022-04-29">29 April 2022</time> (extended)`))
	s.Edit("question-added",
		below(`eighteen?</li>`, "\n<li>Have complaints about a refused examination been brought before a court, and with what outcome?</li>"))
	s.Moved("renewed-address", 301, "/en/calls-for-input/2022/call-input-health-care-remand", "/en/calls-for-input/2022/call-input-health-care-remand",
		s.Edited(sub("© ORM 1996–2022", "© ORM 1996–2024")), "moved/redirect")
	s.Dead("list-of-calls", html(s.Inside("Calls for input | Office of Rights Mandates", `<h1>Calls for input</h1><form class="views-exposed-form"><label>Mandate <select><option>Any</option></select></label><label>Status <select><option>Open</option><option>Closed</option></select></label><button>Apply</button></form>
<div class="views-row"><h3><a href="/en/calls-for-input/2025/algorithms">Call for input: algorithms in bail decisions</a></h3><p>Deadline 12 May 2025</p></div>
<div class="views-row"><h3><a href="/en/calls-for-input/2025/women">Call for input: mothers of young children in custody</a></h3><p>Deadline 30 May 2025</p></div>
<div class="views-row"><h3><a href="/en/calls-for-input/2025/climate">Call for input: heat in places of detention</a></h3><p>Deadline 2 June 2025</p></div>
<nav class="pager"><a href="?page=1">Next</a></nav>
`)), "dead/soft-404", "changed/replaced").Note("The old address shows the list of today's calls.")
	return s
}
