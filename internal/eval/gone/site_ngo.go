package gone

// ngo is a WordPress block theme; its cited page speaks of block pages and 404s.
func ngo() *site {
	s := newSite("ngo-en", "/2019/06/a-year-of-blocked-websites/",
		"Only 37 of the owners had been told that a court had ruled on their site.",
		"Its own register shows that in 162 of 214 cases no warning had been sent before the site was closed to readers.")
	s.Healthy(s.Inside("Open Lines Watch – the right to read", `<h1>The right to read</h1>
<ul class="wp-block-latest-posts__list"><li><a href="/2019/06/a-year-of-blocked-websites/">A year of blocked websites</a></li><li><a href="/2019/05/transparency-lists/">Why the lists stay secret</a></li><li><a href="/2019/04/router-diary/">Diary of a router</a></li></ul>
<p>Open Lines Watch records where, how and by whom pages are kept from their readers. We are nine people and some three hundred volunteers.</p>
`), s.Inside("Page not found – Open Lines Watch", `<h1>Oops! That page can’t be found.</h1>
<p>It looks like nothing was found at this location. Maybe try a search?</p>
<form role="search" class="wp-block-search"><input type="search" name="s"><button>Search</button></form>
`))

	s.Intact("theme-and-donation-overlay", html(apply(s.Page, []edit{
		below(`<div class="wp-site-blocks">`, `
<div class="popmake-overlay" role="dialog" aria-modal="true" style="position:fixed;inset:0;z-index:99999;background:#000c"><div class="popmake"><h2>Before you continue</h2><p>This site is kept open by people like you. Please confirm that you have seen our appeal to access the page.</p><a class="btn" href="/donate/">Give £5</a> <button class="popmake-close">Continue to the site</button></div></div>`),
		all("wp-block-heading", "wp-block-heading has-large-font-size"),
		sub("?ver=5.2.1", "?ver=6.5.3"),
		sub("© 2019 Open Lines Watch", "© 2024 Open Lines Watch"),
		below(`<div class="entry-content wp-block-post-content">`, "\n"+`<p class="translations">Also in: <a href="/ru/">Русский</a></p>`),
	}))).Note("A page about block pages under an appeal that covers the screen.")

	s.Dead("nothing-here", html(s.Inside("Open Lines Watch", `<div class="wp-block-query"><p>Sorry, but nothing here matches. Perhaps searching can help.</p>
<form role="search" class="wp-block-search"><input type="search" name="s"><button>Search</button></form></div>
`)), "dead/soft-404").Note("The error stands in the query loop's place; a nonsense address gives a real 404.")
	shop := html(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Best Online Pharmacy – No Prescription, Worldwide Shipping</title>
<meta name="description" content="Order generic medication at low prices."><style>.p{display:grid}</style></head>
<body><header><a href="/">CanadaMedsNow</a> <a href="/cart">Cart (0)</a> <span>Call toll free +1 800 555 0133</span></header>
<h1>Generic medicines at half the price</h1>
<div class="p"><article><h3>Allergy relief 10 mg</h3><b>$0.39 per pill</b><button>Add to cart</button></article>
<article><h3>Men's health pack 100 mg</h3><b>$0.95 per pill</b><button>Add to cart</button></article>
<article><h3>Sleep aid 7.5 mg</h3><b>$1.20 per pill</b><button>Add to cart</button></article></div>
<h2>Why choose us</h2><p>Fast discreet delivery to more than 60 countries, free bonus pills with every order, payment by card or crypto. Our team of licensed experts answers questions round the clock, and every parcel that fails to arrive is sent again without charge.</p>
<h2>Customer reviews</h2><blockquote>Arrived in nine days, exactly as described. Will buy again.</blockquote><blockquote>Cheaper than my local store.</blockquote>
<footer>© 2024 CanadaMedsNow. All rights reserved.</footer></body></html>
`)
	s.Dead("pharmacy", shop, "dead/hijacked").Everywhere("/")

	s.Wall("cloudflare-challenge", with(status(403, `<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title><meta http-equiv="refresh" content="360"><meta name="robots" content="noindex,nofollow"></head>
<body><div class="main-wrapper" role="main"><div class="main-content"><noscript><div class="h2"><span id="challenge-error-text">Enable JavaScript and cookies to continue</span></div></noscript></div></div>
<script>(function(){window._cf_chl_opt={cvId:'3',cZone:'{{host}}',cType:'managed',cRay:'8a2f31c07b1d9a01',cH:'n4',cUPMDTk:"\/2019\/06\/?__cf_chl_tk=Zx1"};var a=document.createElement('script');a.src='/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1?ray=8a2f31c07b1d9a01';document.getElementsByTagName('head')[0].appendChild(a);}());</script></body></html>
`), "Cf-Mitigated", "challenge", "Server", "cloudflare", "Cf-Ray", "8a2f31c07b1d9a01-LHR"), "blocked/bot-wall").Everywhere("/")
	s.Wall("wordfence", status(503, `<!DOCTYPE html><html><head><title>Your access to this site has been limited</title><style>body{font:14px sans-serif}.inner{width:600px}</style></head>
<body><div class="inner"><h1>Your access to this site has been limited by the site owner</h1>
<p>Your access to this service has been limited. (HTTP response code 503)</p><p>If you think you have been blocked in error, contact the owner of this site for assistance.</p>
<h2>Block Technical Data</h2><table><tr><th>Block Reason:</th><td>Access from your area has been temporarily limited for security reasons.</td></tr><tr><th>Time:</th><td>Tue, 5 Mar 2024 8:14:50 GMT</td></tr></table>
<p><em>Generated by Wordfence at Tue, 5 Mar 2024 8:14:50 GMT.<br>Your computer's time: <script>document.write(new Date().toUTCString());</script></em></p></div></body></html>
`), "blocked/bot-wall", "blocked/forbidden", "blocked/geo-block").Everywhere("/")
	s.Wall("court-order-451", with(status(451, `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Unavailable For Legal Reasons</title></head><body><h1>Unavailable For Legal Reasons</h1><p>Our host has been served with an order of the Commercial Court (case 2022-1187) not to show this report to visitors connecting from your jurisdiction. We are appealing.</p></body></html>
`), "Link", `<https://host.example/legal>; rel="blocked-by"`), "blocked/legal-451")
	s.Add("fault", "database", status(500, `<!DOCTYPE html><html><head><meta charset="utf-8"><title>Database Error</title></head>
<body id="error-page"><div class="wp-die-message"><h1>Error establishing a database connection</h1></div></body></html>
`), "unreachable/http-5xx").Everywhere("/")
	return s
}
