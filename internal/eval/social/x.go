package social

import (
	"strings"

	"archiver/internal/eval/set"
)

const xShell = `<!DOCTYPE html><html dir="ltr" lang="en"><head><meta charset="utf-8"><title>X</title><script src="https://abs.twimg.com/responsive-web/client-web/vendor.js"></script><script src="https://abs.twimg.com/responsive-web/client-web/main.js"></script></head>
<body><noscript><div class="errorContainer"><h1>JavaScript is not available.</h1><p>We’ve detected that JavaScript is disabled in this browser. Please enable JavaScript or switch to a supported browser to continue using x.com. You can see a list of supported browsers in our Help Center.</p><a href="https://help.x.com">Help Center</a> <a href="/tos">Terms of Service</a> <a href="/privacy">Privacy Policy</a> <p>© 2026 X Corp.</p></div></noscript><div id="react-root"></div><script>window.__INITIAL_STATE__={};</script></body></html>`

const (
	xID   = "1228991647339438080"
	xText = "Network data show that internet access has been cut across large parts of the valley since 18:40 local time; the outage is nation-scale in impact and affects all major operators"
	xPart = "internet access has been cut across large parts of the valley since 18:40 local time"
)

func xAsks(user, id string) string {
	return "//publish.twitter.com/oembed?" + query("omit_script", "1", "url", "https://twitter.com/"+user+"/status/"+id)
}

func xEmbed(user, id, text string) set.Answer {
	return asJSON(200, map[string]any{"url": "https://twitter.com/" + user + "/status/" + id, "author_name": "Net Watch", "author_url": "https://twitter.com/" + user,
		"html":  `<blockquote class="twitter-tweet"><p lang="en" dir="ltr">` + text + ` <a href="https://t.co/aB3dE">https://t.co/aB3dE</a></p>&mdash; Net Watch (@` + user + `) <a href="https://twitter.com/` + user + `/status/` + id + `?ref_src=twsrc%5Etfw">February 16, 2020</a></blockquote>` + "\n",
		"width": 550, "height": nil, "type": "rich", "cache_age": "3153600000", "provider_name": "Twitter", "provider_url": "https://twitter.com", "version": "1.0"})
}

// xPage is how the site once sent a post, with its text in the page.
const xPage = `<!DOCTYPE html><html lang="en"><head><title>Net Watch on Twitter: "Network data show"</title></head><body><div class="topbar"><a href="/">Home</a> <a href="/about">About</a> <a href="/login">Log in</a></div>
<div class="permalink-tweet"><strong>Net Watch</strong> <span>@netwatch</span> <small>10:12 AM - 16 Feb 2020</small><p class="tweet-text">` + xText + `</p><ul><li>412 Retweets</li><li>388 Likes</li></ul></div>
<div class="replies"><div><b>Aru K.</b><p>We are in Kordai and nothing has loaded for hours, phones hardly work either and the shops take cash only</p></div><div><b>Marat</b><p>Operators told callers that these are maintenance works on the backbone and gave no date</p></div></div>
<div class="trends"><h3>Worldwide trends</h3><ul><li>#MondayMotivation</li><li>Storm Dennis</li><li>Bundesliga</li></ul></div></body></html>`

var xGone = asJSON(404, map[string]string{"request": "/oembed", "error": "Sorry, that page does not exist."})

func onX() (cases []set.Case) {
	ask := xAsks("netwatch", xID)
	well := set.Web{"/netwatch/status/" + xID: html(xShell), ask: xEmbed("netwatch", xID, xText), "*": html(xShell),
		"//publish.twitter.com/*": xGone, xAsks("jack", "20"): xEmbed("jack", "20", "just setting up my twttr")}
	p := post{site: "x", host: "twitter.com", path: "/netwatch/status/" + xID, web: well, quotes: []string{xPart}}
	add := func(c set.Case) { cases = append(cases, c) }
	asked := func(a set.Answer) set.Web { return set.Web{ask: a} }
	retired := set.Web{ask: status(404, "<!DOCTYPE html><title>Page not found</title><h1>Nothing to see here</h1>"), xAsks("jack", "20"): status(404, "<!DOCTYPE html><title>Page not found</title><h1>Nothing to see here</h1>"), "//publish.twitter.com/*": status(404, "")}

	add(p.with("noise", "lives", nil, "ok/*"))
	add(p.with("noise", "shell-rebuilt", set.Web{p.path: html(strings.Replace(xShell, "main.js", "main.9f.js", 1))}, "ok/*"))
	add(p.with("dead", "deleted", asked(xGone), "dead/soft-404"))
	add(p.with("dead", "deleted-told-in-html", asked(status(404, "<!DOCTYPE html><title>Not found</title><p>Sorry, that page does not exist.")), "dead/soft-404"))
	add(p.with("wall", "protected", asked(asJSON(403, map[string]string{"error": "Sorry, you are not authorized to see this status.", "request": "/oembed"})), "blocked/login-wall"))
	add(p.with("wall", "suspended", asked(asJSON(403, map[string]any{"errors": []map[string]any{{"code": 63, "message": "User has been suspended."}}})), "blocked/login-wall"))
	add(p.with("wall", "rate-limited", asked(set.Answer{Status: 429, Header: map[string][]string{"Retry-After": {"900"}}, Body: []byte("Rate limit exceeded")}), "blocked/*"))
	add(p.with("wall", "interface-fails", asked(status(503, "Over capacity")), "blocked/*"))
	add(p.with("wall", "interface-hangs", asked(set.Answer{Fault: "timeout"}), "blocked/*"))
	add(p.with("wall", "interface-retired", retired, "blocked/*"))
	add(p.with("wall", "interface-is-a-page-now", asked(html("<!DOCTYPE html><title>X Publish</title><h1>What would you like to embed?</h1><p>Enter a URL of a post, a profile or a list to get the code for your website.</p>")), "blocked/*"))
	add(p.with("wall", "interface-walled", asked(status(403, challenge)), "blocked/*"))
	add(p.with("wall", "another-post-given", asked(xEmbed("netwatch", "1228000000000000001", "Good morning to everyone who follows our weekly bulletin on the state of networks")), "blocked/*"))
	add(p.with("wall", "given-without-html", asked(asJSON(200, map[string]any{"url": "https://twitter.com/netwatch/status/" + xID, "version": "1.0", "type": "error"})), "blocked/*"))
	lost := p.with("quote", "text-changed", asked(xEmbed("netwatch", xID, "Network data show that connectivity is back to ordinary levels in the whole country after an outage of about nine hours")), "changed/quote-lost")
	lost.QuoteStates = [][]string{{"gone", "unclear"}}
	add(lost)
	figure := p.with("quote", "figure-changed", asked(xEmbed("netwatch", xID, strings.Replace(xText, "18:40", "19:40", 1))), "changed/quote-lost")
	figure.QuoteStates = [][]string{{"unclear", "gone"}}
	add(figure)

	renamed := xEmbed("netwatch", xID, xText)
	renamed.Body = []byte(strings.ReplaceAll(string(renamed.Body), "Net Watch", "Internet Watch Central Asia and Caucasus"))
	add(p.with("noise", "author-renamed", asked(renamed), "ok/*"))
	add(p.with("noise", "handle-renamed", asked(xEmbed("netwatch_org", xID, xText)), "ok/*"))
	add(p.with("noise", "refused-yet-given", set.Web{p.path: status(403, "<!DOCTYPE html><title>Forbidden</title>")}, "ok/*"))
	add(p.with("noise", "not-found-yet-given", set.Web{p.path: status(404, "<!DOCTYPE html><title>X</title><h1>Hmm...this page doesn’t exist. Try searching for something else.</h1>")}, "ok/*"))
	add(p.with("dead", "not-found-and-gone", set.Web{p.path: status(404, "<!DOCTYPE html><title>X</title><h1>Hmm...this page doesn’t exist. Try searching for something else.</h1>"), ask: xGone}, "dead/http-404"))
	add(p.with("noise", "login-yet-given", set.Web{p.path: found("https://x.com/i/flow/login?redirect_after_login=%2Fnetwatch"), "//x.com/*": html("<!DOCTYPE html><title>Log in to X</title><div id=\"react-root\"></div><script>1</script>")}, "ok/*"))
	add(p.with("wall", "limited", set.Web{p.path: status(429, "")}, "blocked/rate-limited"))
	add(p.with("fault", "down", set.Web{p.path: status(502, "Bad gateway")}, "unreachable/http-5xx"))
	picture := asJSON(200, map[string]any{"url": "https://twitter.com/netwatch/status/" + xID, "author_name": "Net Watch", "html": "<blockquote class=\"twitter-tweet\"><a href=\"https://twitter.com/netwatch/status/" + xID + "\"></a>&mdash; Net Watch (@netwatch)</blockquote>", "type": "rich", "provider_name": "Twitter", "version": "1.0"})
	wordless := p.on(set.Web{ask: picture})
	wordless.site, wordless.quotes = "x-picture", nil
	add(wordless.with("noise", "lives", nil, "ok/*"))
	add(wordless.with("dead", "deleted", asked(xGone), "dead/soft-404"))

	// Other addresses of the same post.
	add(p.on(set.Web{p.path: {Status: 301, Location: "https://x.com" + p.path}, "//x.com" + p.path: html(xShell)}).at("x-renamed", "twitter.com", p.path+"?s=19").with("noise", "leads-to-x.com", nil, "ok/*"))
	add(p.on(set.Web{ask: {Status: 301, Location: strings.Replace("https:"+ask, "publish.twitter.com", "publish.x.com", 1)}, strings.Replace(ask, "publish.twitter.com", "publish.x.com", 1): xEmbed("netwatch", xID, xText)}).with("noise", "interface-moved", nil, "ok/*"))
	web := p.on(set.Web{xAsks("i", xID): xEmbed("netwatch", xID, xText)})
	add(web.at("x-web", "x.com", "/i/web/status/"+xID).with("noise", "lives", nil, "ok/*"))
	add(p.at("x-mobile", "mobile.twitter.com", "/netwatch/status/"+xID+"/photo/1").with("dead", "deleted", asked(xGone), "dead/soft-404"))

	// The archived copy shows the page as it once was.
	old := p.on(set.Web{p.path: html(xPage)})
	old.site = "x-old"
	shell := set.Web{p.path: html(xShell)}
	and := func(ws ...set.Web) set.Web {
		out := set.Web{}
		for _, w := range ws {
			for k, a := range w {
				out[k] = a
			}
		}
		return out
	}
	add(old.with("noise", "script-page-now", shell, "ok/*"))
	add(old.with("dead", "script-page-and-deleted", and(shell, asked(xGone)), "dead/soft-404"))
	add(old.with("wall", "script-page-and-protected", and(shell, asked(asJSON(403, map[string]string{"error": "Sorry, you are not authorized to see this status."}))), "blocked/login-wall"))
	reply := old
	reply.site, reply.quotes = "x-reply", []string{"Operators told callers that these are maintenance works on the backbone"}
	add(reply.with("wall", "quote-is-of-a-reply", shell, "blocked/*"))

	// What is no post.
	profile := post{site: "x-profile", host: "twitter.com", path: "/netwatch", web: set.Web{"/netwatch": html(xPage), "//publish.twitter.com/*": xGone}}
	add(profile.with("wall", "script-page-now", set.Web{"/netwatch": html(xShell)}, "blocked/unreadable"))
	return cases
}
