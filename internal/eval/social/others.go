package social

import (
	"strings"

	"archiver/internal/eval/set"
)

// others are pages that look or sound like a platform's and are not: nothing is
// asked of a platform for them, and what they say is theirs.
func others() (cases []set.Case) {
	article := func(words string) string {
		return `<!DOCTYPE html><html lang="en"><head><title>How deleted posts vanish from the record</title></head><body><nav><a href="/">Home</a> <a href="/media">Media</a></nav><main><h1>How deleted posts vanish from the record</h1>
<p>When the account of a witness is closed, what is left behind is a sentence in grey: “This post is from a suspended account.” Researchers who followed 4,100 posts of February found that every ninth had gone within a year.</p>
<p>` + words + `</p><p>Platforms answer in different ways. One says “Post not found”, another “Video unavailable”, a third “Sorry, this page isn't available”, and the fourth asks for a login, which may mean anything at all.</p>
<p>The archive of the law faculty keeps copies of 2,300 of them, with the date of each capture and the address at which it stood.</p></main><footer>Media Review</footer></body></html>`
	}
	const words = "The code of a page tells more: \"playabilityStatus\":{\"status\":\"ERROR\"} and tgme_widget_message_error stood in 61 of the answers."
	add := func(c set.Case) { cases = append(cases, c) }
	trap := set.Web{"//publish.twitter.com/*": xGone, "//www.youtube.com/*": plain(404, "Not Found"), "//t.me/*": tgError("Post not found")}
	news := post{site: "news-of-deleted-posts", host: "", path: "/media/deleted-posts/status/1228991647339438080", quotes: []string{"every ninth had gone within a year"}, web: set.Web{}}
	news = news.on(trap).on(set.Web{news.path: html(article(words)), "/": html(article("")), "*": status(404, "<!DOCTYPE html><title>Not found</title>")})
	add(news.with("noise", "lives", nil, "ok/*"))
	add(news.with("edit", "figure", set.Web{news.path: html(strings.Replace(article(words), "2,300", "2,200", 1))}, "changed/edited"))
	add(news.with("dead", "gone", set.Web{news.path: status(404, "<!DOCTYPE html><title>Not found</title><h1>Not found</h1>")}, "dead/http-404"))

	for _, host := range []string{"nitter.net", "vxtwitter.com", "twitter.com.mirror-of-posts.example", "x.com.example"} {
		p := post{site: "front-" + strings.SplitN(host, ".", 2)[0] + "-" + host, host: host, path: "/netwatch/status/" + xID, quotes: []string{xPart}, web: set.Web{"/netwatch/status/" + xID: html(xPage), "/": html(xShell), "*": status(404, "<!DOCTYPE html><title>Error</title>")}}
		p = p.on(trap)
		add(p.with("noise", "lives", nil, "ok/*"))
		add(p.with("dead", "post-not-found", set.Web{p.path: status(404, `<!DOCTYPE html><html><head><title>Error|front</title></head><body><nav><a href="/">front</a></nav><div class="error-panel"><span>Tweet not found</span></div></body></html>`)}, "dead/http-404"))
	}
	widget := post{site: "front-telegram", host: "tg.reader.example", path: "/kordai_news/4312", quotes: []string{tgQuote}, web: set.Web{"/kordai_news/4312": tgPost("kordai_news/4312", tgText, "12K"), "*": status(404, "")}}
	add(widget.on(trap).with("noise", "lives", nil, "ok/*"))
	return cases
}
