package west2

import (
	"fmt"
	"strings"
)

func soup() *site {
	const faith = "The board did not act in bad faith, but it acted without the papers that the law requires."
	const hurry = "We were in a hurry, and hurry is expensive"
	s := newSite("soup-en", "/s/7698/harbour-board-quay", faith, hurry)
	s.Healthy(s.Inside("The Eastmoor Ledger", `<div class="grid gap-4"><div class="text-3xl"><a href="/s/7712">Tram line 4 to close for the summer</a></div><div>Workers will renew 11 kilometres of rail.</div><div><a href="/s/7698/harbour-board-quay">Harbour board sold quay below its value</a></div></div>
`), s.Inside("404 | The Eastmoor Ledger", `<div class="text-6xl">404</div><div class="mt-4">Nothing is moored here.</div>
`))

	n := 0
	s.Noise("build-with-new-hashes", func(p string) string {
		for strings.Contains(p, " s_") {
			n++
			i := strings.Index(p, " s_")
			p = p[:i] + fmt.Sprintf(" css-%dq%x", n*37, n*7919) + p[i+8:]
		}
		return p
	}, sub("k2Jd9", "Zp0aa"), sub("8a1c.css", "f00d.css"), all("text-slate-900", "text-neutral-950 dark:text-white"),
		between(`<div class="text-xs uppercase">Now</div>`, "</div>\n</div>\n<div class=\"mt-12", `<div class="mt-2"><a href="/s/7801">Ferry strike: day two</a></div><div class="mt-2"><a href="/s/7798">Quay sale: council votes for review</a></div>`))
	s.Noise("most-read-in-column-of-text",
		below("six weeks later.</div>\n", `<div class="my-8 rounded bg-amber-50 p-4 css-19ab"><div class="font-bold">Most read</div><div>1. Ferry strike: day two</div><div>2. The council member who keeps bees on the town hall roof</div><div>3. Why your water bill will rise by 9 per cent</div></div>
`),
		below("land register was changed in October.</div>\n", `<div class="css-77ee mt-8"><div>Fund local reporting</div><div>The Ledger has no owner but its readers. For 5 crowns a month you keep eleven reporters at work, and you get the Saturday crossword.</div></div>
`))
	body := s.Part(`s_Lo44e">`, "\n</div>\n</div>\n<div class=\"col-span-4")
	plain := strings.NewReplacer(`<div class="border-l-4 pl-4 italic">“`, "<blockquote>“", `requires.”</div>`, `requires.”</blockquote>`,
		`<div class="text-2xl font-semibold">What the report recommends</div>`, "<h4>What the report recommends</h4>",
		`<div class="pl-6"><div>• `, "<ul><li>", "</div><div>• ", "</li><li>", "crowns</div></div>", "crowns</li></ul>",
		"<div>", "<p>", "</div>", "</p>").Replace(body)
	s.Add("noise", "redesign-with-real-elements", html(`<!doctype html><html lang="en-GB"><head><title>Harbour board sold quay below its value, auditors find – Ledger</title><meta charset="utf-8"><link href="/wp-content/themes/broadsheet/style.css" rel="stylesheet"></head>
<body class="post-template single"><header><p>Sunday 15 June 2025</p><a href="/">Eastmoor Ledger</a><p>19° light wind</p><nav><a href="/news">News</a><a href="/harbour">Harbour</a><a href="/opinion">Opinion</a><a href="/notices">Notices</a><a href="/puzzles">Puzzles</a></nav></header>
<article><h1>Harbour board sold quay below its value, auditors find</h1><h2>A strip of the old quay went for two thirds of its price in a sale that auditors call irregular.</h2><p class="post-meta">Staff report, May 12, 2025. Posted in Harbour</p>
`+plain+`
<p class="tags">Tags: audit, harbour board, quay</p></article>
<section><h3>Leave a reply</h3><p>Your e-mail address will not be published. Required fields are marked *</p><form><textarea></textarea></form></section>
<aside><h3>Recent</h3><ul><li>Ferry strike ends</li><li>Beekeeper of the town hall</li><li>Crossword 1,412</li></ul></aside><footer>Proudly printed since 1888</footer></body></html>
`), "ok/*").Verbatim()
	s.Noise("folded-behind-continue-button",
		sub(`<div class="mt-6 space-y-5 s_Lo44e">`, `<div class="mt-6 space-y-5 s_Lo44e max-h-96 overflow-hidden" data-fold="1">`),
		above(`</div>
<div class="col-span-4`, `<div class="relative -mt-24 bg-gradient-to-t"><button>Continue reading</button><div>Already a member? Sign in to read the rest. Create a free account to follow the Port beat.</div></div>
`),
		sub("<div>Staff report</div>", `<div><img src="/a/staff.png" alt=""/></div><div>Staff report</div><div>Edited by the city desk</div>`)).
		Note("The text is cut by style alone; all of it is in the page.")

	s.Edit("standfirst-now-illegal", sub("in a sale that auditors call irregular", "in a sale that auditors call illegal"))
	s.Edit("silent-figure-in-lede", sub("put the value at 6.3 million", "put the value at 5.3 million"), sub("k2Jd9", "yy31b")).
		Note("One digit in the first sentence, with no correction note.")
	s.Quote("chair-quote-removed", hurry, []string{"gone"}, "changed/quote-lost",
		sub("“We were in a hurry, and hurry is expensive,” she told the council’s port committee on Monday. She will not resign.", "She spoke to the council’s port committee on Monday and will not resign."))

	s.Add("replaced", "number-used-again", html(s.Inside("Tram line 4 to close for the summer | The Eastmoor Ledger", `<div class="text-4xl font-bold s_Kq0pZ">Tram line 4 to close for the summer</div>
<div class="text-xl mt-3 s_w7Rtt">Workers will renew 11 kilometres of rail between the station and the cliffs.</div>
<div class="mt-4 text-sm flex gap-2 s_mm81c"><div>Staff report</div><div>2 June 2025</div><div>3 min</div></div>
<div class="mt-6 space-y-5 s_Lo44e">
<div>Passengers on Eastmoor’s busiest tram line will have to take the bus from 20 June until the end of August. The transport company is renewing rails that were laid in 1961 and have outlived two generations of carriages.</div>
<div>Buses will run every six minutes at peak times, but they will need eleven minutes more from end to end. “Leave earlier, bring a book,” a company spokesman advised.</div>
<div>Shopkeepers on Cliff Road fear for the season. The company promises signs at both ends of the works and a footpath that stays open day and night, wide enough for prams.</div>
<div>The works cost 14 million crowns, of which the state pays half.</div>
</div>
`)), "changed/replaced").States("gone").Note("The same address now carries another story.")

	empty := s.Inside("The Eastmoor Ledger", `<div class="animate-pulse"></div>
<div class="mt-6 space-y-5 s_Lo44e"></div>
`)
	s.Dead("story-slot-left-empty", html(empty), "dead/empty", "dead/soft-404").Also("*", html(empty)).
		Note("The template stands, with nothing in the place of the story, for any number.")
	s.Dead("hosting-unpaid", html(`<html><head><title>Account on hold</title><meta name="robots" content="noindex"></head><body style="font-family:Tahoma;text-align:center;padding-top:80px">
<img src="/cgi-sys/pad.gif" alt=""><h1>This account is on hold</h1><p>The web space of this customer has been switched off by Nordrack Hosting because an invoice has not been settled. If you are the owner, please contact billing.</p></body></html>
`), "dead/parked", "dead/soft-404").Everywhere("/")

	s.Wall("slide-to-prove", status(418, `<!doctype html><html><head><meta charset="utf-8"><title>Ledger · Human?</title></head><body><div class="box"><h1>Are you a person?</h1><p>Drag the boat to the lighthouse to go on to the page. We ask because a lot of software has been reading us lately.</p><div id="slider" data-k="e81f"></div><p>No boat? Reload, or allow scripts.</p></div><script src="https://boatcheck.example/v2.js"></script></body></html>
`), "blocked/bot-wall").Everywhere("/")
	return s
}
