package west4

import "archiver/internal/eval/kit"

// ghostpage is a blog post about error pages.
func ghostpage() *site {
	s := newSite("ghostpage-en", "/what-a-404-page-owes/",
		"The reader did not ask what may have happened.",
		"four out of five say nothing beyond “Page not found” and a link to the home page")
	s.Healthy(s.Inside("Broken Slate", `<div class="post-feed"><article class="post-card"><h2>Chains of redirects, and who forged them</h2></article><article class="post-card"><h2>In praise of the print view</h2></article></div>
`), s.Inside("404 — Broken Slate", `<section class="error-message"><h1 class="error-code">404</h1><p class="error-description">There has never been a post at this address. <a class="error-link" href="/">To the front page</a></p></section>
`))
	s.Noise("other-theme", func(string) string {
		return fill(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>What a 404 page owes its reader — Broken Slate</title><link rel="stylesheet" href="/assets/css/edition.min.css?v=9a1"><script defer src="https://cdn.jsdelivr.net/ghost/portal@~2.37/umd/portal.min.js" data-ghost="https://{{host}}/"></script></head>
<body class="post-template"><div class="gh-viewport"><div class="gh-announcement-bar">Error 404, the book, is out in May. <a href="/book">Pre-order</a></div><header class="gh-head"><a class="gh-head-brand" href="/">Broken Slate</a><button class="gh-search" data-ghost-search></button><a href="#/portal/signin">Sign in</a></header>
<main class="gh-main">@BODY@
<section class="gh-subscribe"><h3>Subscribe to Broken Slate</h3><p>Don’t miss out on the latest posts. Sign up now to get access to the library of members-only posts.</p><form data-members-form><input type="email" placeholder="jamie@example.com"><button>Subscribe</button></form></section></main>
<footer class="gh-foot">Broken Slate © 2025 · <a href="/privacy">Privacy</a></footer></div></body></html>
`, s.Main())
	})
	s.Noise("pitch-and-comments",
		above(`<h2 id="what-to-do">`, `<div class="kg-card kg-signup-card"><h3>Get the next broken page by mail</h3><p>One letter a month. Unsubscribe at any time.</p><a class="kg-signup-button" href="#/portal">Sign up</a></div>`+"\n        "),
		sub(`<section class="article-comments gh-canvas"></section>`, `<section class="article-comments gh-canvas"><h3>Member discussion</h3><p>7 comments</p><div class="c"><b>Ro</b> 2 years ago<p>Mine says “Oops! That page can’t be found.” I am ashamed.</p></div><div class="c"><b>deleted</b><p>This comment has been removed.</p></div></section>`),
		sub("© 2022", "© 2024"))
	s.Edit("count", sub("I counted 361 robots", "I counted 316 robots"))
	s.Lost("softened", "The reader did not ask what may have happened.",
		sub("is the worst of the lot. The reader did not ask what may have happened. The site knows", "is not much better. To be fair to those who wrote it, many systems cannot tell either; but often the site knows"))
	s.Dead("back-to-draft", kit.HTML(s.Inside("Broken Slate", `<section class="error-message"><h1>Not here at the moment</h1><p>I have taken this text back to rework it. Older texts are in the <a href="/archive/">archive</a>.</p></section>
`)), "dead/soft-404")
	s.Dead("http-410", status(410, s.Inside("Gone — Broken Slate", `<section class="error-message"><h1 class="error-code">410</h1><p>“What a 404 page owes its reader” was here from 2022 to 2025.</p></section>
`)), "dead/http-410")
	return s
}
