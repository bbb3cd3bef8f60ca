package west3

import "archiver/internal/eval/set"

// urgent is an NGO's urgent action in WordPress blocks.
func urgent() *site {
	s := newSite("urgent", "/urgent-actions/poet-moved-to-unknown-prison/",
		"A guard told her that he was “no longer on the list”.",
		"Two witnesses later said that their statements had been written by the police.")
	s.Healthy(
		s.Inside("Open Cells &#8211; for writers behind bars", `<main class="wp-block-group"><h1>For writers behind bars</h1><div class="wp-block-cover"><p>Words are not weapons.</p><a class="wp-block-button__link" href="/donate/">Give £5 a month</a></div><ul class="wp-block-post-template"><li><a href="/urgent-actions/nurses-on-trial/">Nurses on trial</a></li><li><a href="/news/annual-lecture/">Annual lecture: tickets on sale</a></li></ul></main>
`),
		s.Inside("Page not found &#8211; Open Cells", `<main class="wp-block-group"><h1 class="wp-block-heading">Page not found</h1><p>The page you are looking for doesn’t exist, or it has been moved. Please try searching using the form below.</p><form role="search" class="wp-block-search"><input type="search" name="s"/><button>Search</button></form></main>
`))

	s.Noise("appeal-share-and-cookie-plugin",
		above(`<h2>Please act now</h2>`, `<div class="wp-block-group has-background donate-inline"><h3>We take no money from governments</h3><p>Every letter we post costs 87p. If everyone reading this gave £3, we could write for a year.</p><div class="wp-block-button"><a href="/donate/?src=inline-ua">Donate now</a></div></div>
`),
		above(`<div class="entry-content`, `<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Share this:</h3><ul><li><a href="?share=twitter">Twitter <span class="share-count">214</span></a></li><li><a href="?share=facebook">Facebook <span class="share-count">1.3K</span></a></li><li><a href="?share=email">Email</a></li></ul></div>
`),
		above(`<script src="/wp-includes/js/dist`, `<div id="cmplz-cookiebanner-container"><div class="cmplz-title">Manage consent</div><div class="cmplz-message">To provide the best experiences, we use technologies like cookies to store device information.</div><button>Accept</button><button>Deny</button><button>View preferences</button></div>
`),
		sub(`<img src="/wp-content/uploads/2019/10/arbanov-1024x683.jpg" alt="" width="1024" height="683" />`, `<img decoding="async" loading="lazy" src="/wp-content/uploads/2019/10/arbanov.webp" srcset="/wp-content/uploads/2019/10/arbanov-300x200.webp 300w" alt="Man at a lectern"/>`),
		sub("May 2015. © Private</figcaption>", "May 2015. <span class=\"credit\">Photo: private</span></figcaption>"),
		sub("© 2019</p>", "© 2023</p>"))

	s.Noise("classic-theme-with-comments",
		rewrite(` class="(wp-block-[a-z-]+)[^"]*"`, ` class="oc-$1"`),
		sub(`17 October 2019</time></div>`, `Posted on October 17, 2019</time> by <a rel="author" href="/author/campaigns/">campaigns</a> | <a href="#comments">2 comments</a></div>`),
		sub("</main>\n", `<section id="comments" class="comments-area"><h2>2 thoughts on “Urgent action: poet moved to unknown prison”</h2><ol><li><b>Hilde</b> <span>October 19, 2019 at 8:40 pm</span><p>Letter sent from Bergen. Keep us posted!</p></li><li><b>R. Mbeki</b> <span>November 2, 2019 at 7:01 am</span><p>Our reading group of twelve wrote today.</p></li></ol><h3>Leave a Reply</h3><form><textarea></textarea><input type="submit" value="Post Comment"></form></section></main>
`),
		between(`<h2>Other urgent actions</h2>`, "</aside>", `<form class="mailpoet"><label>Email</label><input type="email"><button>Join our action network</button></form>`))

	s.Edit("demand-taken-off-list", drop("<li>allow an independent doctor to examine him;</li>\n"))

	s.Add("replaced", "page-reused-for-another-case", html(apply(s.Page, []edit{
		all("poet moved to unknown prison", "ferry workers face jail"),
		sub("Send an appeal before 30 November.", "Send an appeal before 29 April."),
		span(`<time datetime="2019-10-17`, "</time>", `<time datetime="2022-04-04T11:30:00+01:00">4 April 2022</time>`),
		between(`<div class="entry-content wp-block-post-content">`, "</main>", `
<p class="has-large-font-size">Six deckhands of the Lake Ortan ferry face up to five years each for a strike that lasted a single afternoon. Their trial opens on 2 May.</p>
<p>The crew stopped work on 11 March over wages unpaid since the autumn. Police boarded the boat at the pier, took the names of everyone aboard and held the six for three nights in a store-room without heating. Prosecutors say that the strike “endangered transport”.</p>
<h2>What you can do</h2>
<p>Write to the Prosecutor General by 29 April and ask that the charges be dropped, that the wages be paid and that the police who held the crew answer for it. Keep your letter polite and short, and tell us when you have sent it.</p>
<h2>Background</h2>
<p>Strikes on transport were outlawed by decree in 2021. Since then thirty-one railway and port employees have been fined, and nine dismissed. An inspection by the labour office found the complaint of the deckhands justified but was never published.</p>
</div>
`)})), "changed/replaced", "changed/quote-lost").States("gone")

	s.Wall("sign-in-for-members", set.Answer{Location: "/wp-login.php?redirect_to=%2Furgent-actions%2F", Status: 302}, "blocked/login-wall").
		Also("/wp-login.php?redirect_to=%2Furgent-actions%2F", html(`<!DOCTYPE html><html lang="en-GB"><head><meta charset="UTF-8"/><title>Log In &lsaquo; Open Cells &#8212; WordPress</title></head><body class="login no-js login-action-login wp-core-ui"><div id="login"><h1><a href="https://wordpress.org/">Powered by WordPress</a></h1><p class="message">Urgent actions can be read by members of the network. Please log in.</p><form name="loginform" id="loginform" action="/wp-login.php" method="post"><label for="user_login">Username or Email Address</label><input type="text" name="log" id="user_login"/><label for="user_pass">Password</label><input type="password" name="pwd" id="user_pass"/><input type="submit" name="wp-submit" value="Log In"/></form><p id="nav"><a href="/wp-login.php?action=lostpassword">Lost your password?</a></p></div></body></html>`))
	return s
}
