package west4

import "archiver/internal/eval/kit"

// shutdown is a report about block pages, which it quotes.
func shutdown() *site {
	s := newSite("shutdown-en", "/2021/10/access-denied-corvania/",
		"Access denied. This website has been blocked by order of the Communications Authority",
		"The law of 2014 allows a block of 48 hours without a court; after that a judge must confirm it.")
	s.Healthy(s.Inside("Open Line", `
<h1>Open Line</h1><ul class="wp-block-latest-posts__list"><li><a href="/2022/01/a/">The cable that was cut twice</a></li><li><a href="/2021/12/b/">Measuring from a bus</a></li></ul>
`), s.Inside("Page not found &#8211; Open Line", `
<h1 class="wp-block-heading">Page not found</h1><p>The page you are looking for doesn&#8217;t exist, or it has been moved. Please try searching using the form below.</p><form role="search" class="wp-block-search"><input type="search" name="s"></form>
`))
	s.Noise("block-theme-update", all("wp-block-heading", "wp-block-heading has-large-font-size"),
		rewrite(`&#822[01];`, `"`),
		above(`</main>`, `<div class="wp-block-comments"><h2>3 responses</h2><ol><li>“Access denied” on my phone again since Tuesday.</li><li>Same here, error 403.</li><li>Thank you for this.</li></ol></div>`+"\n"),
		below(`<a href="/donate/">Donate</a></li>`, `<li><a href="/login/">Member log in</a></li>`))
	s.Intact("behind-cloudflare", with(s.Edited(
		above(`<script src="/wp-includes`, `<script>(function(){var d=document,s=d.createElement('script');s.innerHTML="window.__CF$cv$params={r:'8a1f',t:'MTcx'};var a=document.createElement('script');a.src='/cdn-cgi/challenge-platform/scripts/jsd/main.js';document.head.appendChild(a)";d.head.appendChild(s)})();</script>`+"\n"),
		above(`<footer`, `<div id="cmplz-cookiebanner" role="dialog"><p>We use cookies. Functional cookies are always on.</p><button>Accept</button><button>Deny</button></div>`+"\n")),
		"Server", "cloudflare", "CF-RAY", "8a1f0c2d1e5bb7a1-LHR")).Note("A healthy page through a delivery network, and about blocking.")
	s.Intact("status-403-with-text", s.Status(403, kit.Apply(s.Page, []kit.Edit{sub("Text under CC BY 4.0.", "Text under CC BY 4.0. Hosted abroad.")}))).
		Note("A careless rule of the server's: the text is all there.")
	s.Edit("correction", sub("from 26 connections in nine towns", "from 22 connections in eight towns"),
		above(`<h2 class="wp-block-heading">What`, `<p><em>Correction, 12 October: an earlier version counted four connections twice.</em></p>`+"\n"))
	s.Wall("country-block", status(403, `<!DOCTYPE html><html><head><title>Access restricted</title><meta charset="utf-8"></head><body style="font-family:sans-serif;text-align:center;margin-top:12%"><h1>Sorry, this content is not available in your country</h1><p>Your address appears to be in a region from which we had to close our service for legal reasons.</p><p>Ref: 4f-20-1b</p></body></html>
`), "blocked/geo-block", "blocked/legal-451", "blocked/forbidden").Everywhere("/")
	s.Dead("casino", html(`<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Open Line Casino | 150 Free Spins No Deposit 2025</title><meta name="description" content="Best online slots, fast payout"><link rel="stylesheet" href="/wp-content/themes/astra/style.css"></head><body><header><a href="/">Open Line</a><nav><a href="/slots/">Slots</a><a href="/bonus/">Bonus</a><a href="/live/">Live dealer</a></nav></header>
<h1>Best Online Casinos Reviewed</h1><p>Our experts have tested over 70 casinos so that you can play safely and win real money. Claim your welcome bonus of up to 500% today.</p><table><tr><th>Casino</th><th>Bonus</th><th></th></tr><tr><td>LuckyRiver</td><td>$1,000 + 150 FS</td><td><a href="/go/1">Play now</a></td></tr><tr><td>SpinBarn</td><td>$750</td><td><a href="/go/2">Play now</a></td></tr></table>
<h2>How to choose a slot</h2><p>Look at the return to player. A slot with 96% or more pays back often, while jackpots are rare by design.</p><footer>18+ Gamble responsibly</footer></body></html>
`), "dead/hijacked", "changed/replaced", "dead/parked").Everywhere("/")
	return s
}
