package west4

// readme is the front page of a repository on a code host.
func readme() *site {
	s := newSite("readme-en", "/openrivers/sluice",
		"Versions before 1.4.0 did not check the frame's CRC.",
		"in our test archive 2.7 % of the frames were damaged, and every one of them was taken at face value")
	shell := func(title, main string) string {
		return `<!DOCTYPE html><html lang="en" data-color-mode="auto"><head><meta charset="utf-8"><title>` + title + `</title><link rel="stylesheet" href="https://assets.codehost.example/assets/primer-primitives-4cf0d59ab51a.css" /><script type="application/json" id="client-env">{"locale":"en","featureFlags":["copilot_new_references_ui","react_blob"]}</script></head>
<body class="logged-out env-production"><header class="HeaderMktg" role="banner"><a href="/">CodeHost</a><ul><li>Product</li><li>Solutions</li><li>Open Source</li><li>Pricing</li></ul><button>Search or jump to...</button><a href="/login">Sign in</a></header><main>
` + main + `
</main><footer class="footer"><p>© 2025 CodeHost, Inc.</p><ul><li>Terms</li><li>Privacy</li><li>Security</li><li>Do not share my personal information</li></ul></footer></body></html>
`
	}
	notFound := shell("Page not found · CodeHost", `<div class="d-flex flex-auto"><img alt="404 “This is not the web page you are looking for”" src="/images/404.png"><p>Find code, projects, and people on CodeHost:</p><form action="/search"><input name="q" type="text"><button>Search</button></form></div>`)
	s.Healthy(shell("CodeHost: let's build", `<h1>Where code lives</h1><form><input placeholder="you@domain.com"><button>Sign up</button></form>`), notFound)

	s.Noise("counters", sub(`41</span>`, `57</span>`), sub(`318</span>`, `402</span>`), sub(`23</span>`, `38</span>`),
		sub(`3 months ago</time-ago></div><div role="row"><span>LICENSE</span>`, `2 years ago</time-ago></div><div role="row"><span>.github</span><span>Bump actions/checkout from 2 to 4</span><time-ago>last month</time-ago></div><div role="row"><span>LICENSE</span>`),
		sub("11 tags", "12 tags"), sub("Releases 11", "Releases 12"))
	s.Intact("react-tree", html(shell("openrivers/sluice: Parser for sluice-gate telemetry (SGT-2 frames)", `<react-partial partial-name="repos-overview" data-ssr="true"><script type="application/json" data-target="react-partial.embeddedData">{"props":{"initialPayload":{"allShortcutsEnabled":false,"path":"/","repo":{"id":13388,"name":"sluice","ownerLogin":"openrivers","isEmpty":false}}}}</script>
<div class="OverviewContent-module__Box_1--RhaEy"><table aria-labelledby="folders-and-files"><thead><tr><th>Name</th><th>Last commit message</th><th>Last commit date</th></tr></thead><tbody><tr><td>src</td><td></td><td></td></tr><tr><td>README.md</td><td></td><td></td></tr></tbody></table>
<nav class="prc-UnderlineNav"><a>README</a><a>MIT license</a></nav>`+s.Main()+`</div></react-partial>`)))
	s.Noise("archived", above(`<div class="file-navigation">`, `<div class="flash flash-warn flash-full">This repository has been archived by the owner on Apr 9, 2023. It is now read-only.</div>`+"\n"),
		sub(`<span class="Label">Public</span>`, `<span class="Label Label--attention">Public archive</span>`), drop("<li>Notifications</li>")).
		Note("No more work is done on it; it says what it said.")
	s.Moved("renamed", 301, "/water-commons/sluice", "/water-commons/sluice", s.Edited(all(`"/openrivers`, `"/water-commons`), all("openrivers", "water-commons")), "moved/redirect")
	s.Lost("figure", "in our test archive 2.7 % of the frames were damaged, and every one of them was taken at face value",
		sub("2.7 % of the frames", "0.4 % of the frames"), sub("every one of them was", "some of them were"), sub("sluice==1.4.2", "sluice==1.6.0"))
	s.Dead("private", status(404, notFound), "dead/http-404")
	s.Wall("too-many-requests", with(status(429, `<!DOCTYPE html><html><head><title>Rate limit · CodeHost</title></head><body><div class="c"><h1>Whoa there!</h1><p>You have exceeded a secondary rate limit.<br><br>Please wait a few minutes before you try again;<br>in some cases this may take up to an hour.</p></div></body></html>
`), "Retry-After", "60"), "blocked/rate-limited").Everywhere("/")
	return s
}
