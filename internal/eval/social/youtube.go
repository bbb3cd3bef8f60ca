package social

import (
	"encoding/json"
	"fmt"
	"strings"

	"archiver/internal/eval/set"
)

const (
	ytID    = "Jz9MGhMPj2s"
	ytTitle = "Almaty: the night of 8 February, filmed from a balcony"
)

// ytPage is a watch page as its server sends it: what is to be seen is the title and
// the footer, and the player's state stands far down in the scripts.
func ytPage(title string, state map[string]any) string {
	b, err := json.Marshal(state)
	if err != nil {
		panic("social: " + err.Error())
	}
	name := "YouTube"
	if title != "" {
		name = title + " - YouTube"
	}
	return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>` + name + `</title>` + "\n" + filler(90) +
		`</head><body><div id="player"></div><script nonce="r4nd">var ytInitialPlayerResponse = {"responseContext":{"visitorData":"CgtB"},"playabilityStatus":` + string(b) + `,"trackingParams":"CAAQ"};</script>
<script nonce="r4nd">var ytInitialData = {"contents":{"twoColumnWatchNextResults":{}}};</script><ytd-app></ytd-app>
<div id="footer"><a href="/about/">About</a><a href="/press/">Press</a><a href="/copyright/">Copyright</a><a href="/contact/">Contact us</a><a href="/creators/">Creators</a><a href="/ads/">Advertise</a><a href="/dev/">Developers</a><a href="/t/terms">Terms</a><a href="/t/privacy">Privacy</a><a href="/policies/">Policy &amp; Safety</a><a href="/howyoutubeworks">How YouTube works</a><a href="/new">Test new features</a><div>© 2026 Google LLC</div></div></body></html>`
}

func ytState(status, reason, sub string) map[string]any {
	s := map[string]any{"status": status, "contextParams": "Q0FFU0FnZ0M="}
	if status == "OK" {
		s["playableInEmbed"] = true
		s["miniplayer"] = map[string]any{"miniplayerRenderer": map[string]any{"playbackMode": "PLAYBACK_MODE_ALLOW"}}
		return s
	}
	screen := map[string]any{"reason": map[string]any{"simpleText": reason}, "thumbnail": map[string]any{"thumbnails": []any{map[string]any{"url": "//s.ytimg.com/yts/img/meh7-vflGevej7.png", "width": 140, "height": 100}}}}
	if sub != "" {
		screen["subreason"] = map[string]any{"simpleText": sub}
	}
	s["reason"] = reason
	s["errorScreen"] = map[string]any{"playerErrorMessageRenderer": screen}
	return s
}

func ytAsks(id string) string {
	return "//www.youtube.com/oembed?" + query("format", "json", "url", "https://www.youtube.com/watch?v="+id)
}

func ytEmbed(id, title string) set.Answer {
	return asJSON(200, map[string]any{"title": title, "author_name": "Balcony Views", "author_url": "https://www.youtube.com/@balconyviews", "type": "video", "height": 113, "width": 200, "version": "1.0", "provider_name": "YouTube", "provider_url": "https://www.youtube.com/", "thumbnail_height": 360, "thumbnail_width": 480, "thumbnail_url": "https://i.ytimg.com/vi/" + id + "/hqdefault.jpg",
		"html": `<iframe width="200" height="113" src="https://www.youtube.com/embed/` + id + `?feature=oembed" frameborder="0" allowfullscreen title="` + title + `"></iframe>`})
}

func onYouTube() (cases []set.Case) {
	ask, known := ytAsks(ytID), ytAsks("jNQXAC9IVRw")
	watch := "/watch?v=" + ytID
	p := post{site: "youtube", host: "www.youtube.com", path: watch, web: set.Web{watch: html(ytPage(ytTitle, ytState("OK", "", ""))), ask: ytEmbed(ytID, ytTitle),
		known: ytEmbed("jNQXAC9IVRw", "Me at the zoo"), "*": status(404, "<!DOCTYPE html><title>404 Not Found</title><p>This page isn't available. Sorry about that.")}}
	add := func(c set.Case) { cases = append(cases, c) }
	gone, private := plain(404, "Not Found"), plain(403, "Forbidden")
	says := func(status, reason, sub string) set.Answer { return html(ytPage("", ytState(status, reason, sub))) }
	page := func(a set.Answer, asked ...set.Answer) set.Web {
		w := set.Web{p.path: a}
		for _, x := range asked {
			w[ask] = x
		}
		return w
	}
	consent := found("https://consent.youtube.com/m?continue=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3D" + ytID + "&gl=DE&hl=de&cm=2&pc=yt")
	wall := set.Web{p.path: consent, "//consent.youtube.com/*": html(`<!DOCTYPE html><html lang="de"><head><title>Bevor Sie zu YouTube weitergehen</title></head><body><h1>Bevor Sie zu YouTube weitergehen</h1><p>Wir verwenden Cookies und Daten, um Dienste bereitzustellen.</p><form action="https://consent.youtube.com/save" method="POST"><button>Alle ablehnen</button><button>Alle akzeptieren</button></form></body></html>`)}
	walled := func(a set.Answer) set.Web {
		w := set.Web{ask: a}
		for k, v := range wall {
			w[k] = v
		}
		return w
	}
	bare := html(strings.Replace(ytPage("", nil), "ytInitialPlayerResponse", "ytPlayerBootstrap", 1))
	bare.Body = []byte(strings.Replace(string(bare.Body), `"playabilityStatus":null`, `"p":1`, 1))

	add(p.with("noise", "lives", nil, "ok/*"))
	add(p.with("noise", "scripts-rebuilt", page(html(strings.ReplaceAll(ytPage(ytTitle, ytState("OK", "", "")), "r4nd", "n0w"))), "ok/*"))
	add(p.with("noise", "stream-is-over", page(html(ytPage(ytTitle, ytState("LIVE_STREAM_OFFLINE", "This live event has ended.", "")))), "ok/*"))
	add(p.with("dead", "removed-by-uploader", page(says("ERROR", "Video unavailable", "This video has been removed by the uploader"), gone), "dead/soft-404"))
	add(p.with("dead", "account-terminated", page(says("ERROR", "Video unavailable", "This video is no longer available because the YouTube account associated with this video has been terminated."), gone), "dead/soft-404"))
	add(p.with("dead", "unavailable-without-a-cause", page(says("ERROR", "This video isn't available anymore", ""), gone), "dead/soft-404"))
	add(p.with("dead", "unavailable-in-russian", page(says("ERROR", "Видео недоступно", ""), gone), "dead/soft-404"))
	add(p.with("wall", "unavailable-in-russian-yet-given", page(says("ERROR", "Произошла ошибка. Повторите попытку позже.", "")), "blocked/*", "ok/*"))
	add(p.with("wall", "private", page(says("LOGIN_REQUIRED", "Private video", "Sign in if you've been granted access to this video"), private), "blocked/login-wall"))
	add(p.with("wall", "age-gate", page(says("LOGIN_REQUIRED", "Sign in to confirm your age", "This video may be inappropriate for some users.")), "blocked/login-wall"))
	add(p.with("wall", "content-check", page(says("CONTENT_CHECK_REQUIRED", "The following content may contain suicide or self-harm topics.", "Viewer discretion is advised.")), "blocked/login-wall", "blocked/consent-wall"))
	add(p.with("noise", "bot-check-yet-given", page(says("LOGIN_REQUIRED", "Sign in to confirm you’re not a bot", "This helps protect our community.")), "ok/*"))
	add(p.with("dead", "bot-check-and-gone", page(says("LOGIN_REQUIRED", "Sign in to confirm you’re not a bot", "This helps protect our community."), gone), "dead/soft-404"))
	add(p.with("wall", "bot-check-and-silence", page(says("LOGIN_REQUIRED", "Sign in to confirm you’re not a bot", ""), plain(429, "")), "blocked/*"))
	add(p.with("wall", "region", page(says("UNPLAYABLE", "Video unavailable", "The uploader has not made this video available in your country")), "blocked/geo-block"))
	add(p.with("wall", "region-copyright", page(says("UNPLAYABLE", "Video unavailable", "This video contains content from ZDFE, who has blocked it in your country on copyright grounds")), "blocked/geo-block"))
	add(p.with("wall", "members-only", page(says("UNPLAYABLE", "Join this channel to get access to members-only content like this video, and other exclusive perks.", "")), "blocked/login-wall"))
	add(p.with("wall", "session-limited", page(says("UNPLAYABLE", "Video unavailable", "This content isn’t available, try again later.")), "blocked/rate-limited", "ok/*"))
	add(p.with("noise", "consent-yet-given", walled(ytEmbed(ytID, ytTitle)), "ok/*"))
	add(p.with("dead", "consent-and-gone", walled(gone), "dead/soft-404"))
	add(p.with("wall", "consent-and-private", walled(private), "blocked/login-wall"))
	add(p.with("wall", "consent-and-no-embedding", walled(plain(401, "Unauthorized")), "blocked/consent-wall"))
	lost := walled(gone)
	lost[known] = gone
	add(p.with("wall", "consent-and-interface-retired", lost, "blocked/consent-wall"))
	add(p.with("noise", "new-layout-yet-given", page(bare), "ok/*"))
	add(p.with("wall", "new-layout-forbidden-as-200", page(bare, plain(200, "Forbidden")), "blocked/*"))
	add(p.with("wall", "new-layout-refused-by-another", page(bare, status(403, "<!DOCTYPE html><title>403 Forbidden</title><h1>Access denied by the network's policy</h1><p>Category: video. Ask your administrator.</p>")), "blocked/*"))
	// Nothing of it is archived that a new title could be held against.
	add(p.with("noise", "renamed-and-never-captured", page(html(ytPage("Music to fall asleep to, ten hours of rain", ytState("OK", "", ""))), ytEmbed(ytID, "Music to fall asleep to, ten hours of rain")), "ok/*"))

	// The archived copy shows the page as a reader saw it.
	old := p.on(set.Web{p.path: html("<!DOCTYPE html><html lang=\"en\"><head><title>" + ytTitle + " - YouTube</title></head><body><nav><a>Home</a> <a>Trending</a></nav><main><h1>" + ytTitle + "</h1><p>4,512 views</p><p>Balcony Views</p><p>This was filmed between one and three in the morning from the sixth floor of a house at the corner of Seifullin Avenue. The first cars arrive at 1:12, the firemen at 1:50; nobody was hurt as far as we could see. The sound was taken out where people can be recognised.</p></main></body></html>")})
	old.site = "youtube-old"
	alive := html(ytPage(ytTitle, ytState("OK", "", "")))
	add(old.with("noise", "script-page-now", page(alive), "ok/*"))
	add(old.with("noise", "script-page-behind-consent", walled(ytEmbed(ytID, ytTitle)), "ok/*"))
	add(old.with("edit", "renamed", page(html(ytPage("Music to fall asleep to, ten hours of rain", ytState("OK", "", "")))), "changed/edited"))
	add(old.with("dead", "removed", page(says("ERROR", "Video unavailable", "This video is no longer available due to a copyright claim by Kaz Media"), gone), "dead/soft-404"))
	quoted := old
	quoted.site, quoted.quotes = "youtube-quoted", []string{"The first cars arrive at 1:12, the firemen at 1:50"}
	add(quoted.with("wall", "description-unseen", page(alive), "blocked/*"))

	// A description that holds a state's words, in the text and in the data.
	trap := strings.Replace(ytPage(ytTitle, ytState("OK", "", "")), `"trackingParams"`, `"videoDetails":{"shortDescription":"how the player says \"playabilityStatus\":{\"status\":\"ERROR\",\"reason\":\"Video unavailable\"}"},"trackingParams"`, 1)
	add(p.with("noise", "description-of-errors", page(html(trap)), "ok/*"))

	// Other addresses.
	short := p.on(set.Web{"//youtu.be/" + ytID: found("https://www.youtube.com" + watch + "&feature=youtu.be"), "//www.youtube.com" + watch + "&feature=youtu.be": html(ytPage(ytTitle, ytState("OK", "", "")))})
	short.web["/"+ytID] = short.web["//youtu.be/"+ytID]
	yb := post{site: "youtu.be", host: "youtu.be", path: "/" + ytID + "?t=42", web: set.Web{"/" + ytID + "?t=42": short.web["/"+ytID], "//www.youtube.com" + watch + "&feature=youtu.be": html(ytPage(ytTitle, ytState("OK", "", ""))), ask: ytEmbed(ytID, ytTitle), known: ytEmbed("jNQXAC9IVRw", "Me at the zoo")}}
	add(yb.with("noise", "lives", nil, "ok/*"))
	add(yb.with("dead", "removed", set.Web{"//www.youtube.com" + watch + "&feature=youtu.be": says("ERROR", "Video unavailable", "This video has been removed by the uploader"), ask: gone}, "dead/soft-404"))
	add(p.at("youtube-shorts", "www.youtube.com", "/shorts/"+ytID).with("dead", "removed", set.Web{"/shorts/" + ytID: says("ERROR", "Video unavailable", "This video has been removed for violating YouTube's Community Guidelines"), ask: gone}, "dead/soft-404"))
	mobile := p.at("youtube-mobile", "m.youtube.com", watch+"&app=desktop")
	mobile.web[watch+"&app=desktop"] = p.web[watch]
	add(mobile.with("dead", "gone-without-a-player", set.Web{watch + "&app=desktop": bare, ask: gone}, "dead/soft-404"))

	// What is no video, or a part of one.
	videos := ""
	for i, s := range []string{"the first hearing and the lawyers at the door", "what the judge read out and what was left out", "the families outside of the court in the snow", "the appeal, in full, with the clerk's corrections", "release of the last of the four, at the gate", "a walk through the settlement two years later"} {
		videos += fmt.Sprintf("<div><h3>Part %d: %s</h3><p>%d views</p></div>", i+1, s, 1200*(i+3))
	}
	list := post{site: "youtube-list", host: "www.youtube.com", path: "/playlist?list=PLbalconyviews01", web: set.Web{"/playlist?list=PLbalconyviews01": html("<!DOCTYPE html><title>Trials - YouTube</title><main><h1>Trials</h1>" + videos + "</main>"), "*": status(404, "<!DOCTYPE html><title>404 Not Found</title>")}}
	add(list.with("noise", "lives", nil, "ok/*"))
	add(list.with("dead", "removed", set.Web{list.path: status(404, "<!DOCTYPE html><title>404 Not Found</title><p>This playlist does not exist.")}, "dead/http-404"))
	note := post{site: "youtube-comment", host: "www.youtube.com", path: watch + "&lc=UgxB1n4AaABAg", web: set.Web{watch + "&lc=UgxB1n4AaABAg": html("<!DOCTYPE html><title>" + ytTitle + " - YouTube</title><main><h1>" + ytTitle + "</h1><p>Highlighted comment: I was on the fourth floor of the same house and saw three buses without plates stop at the corner before the light went out</p>" + videos + "</main>"), ask: ytEmbed(ytID, ytTitle), known: ytEmbed("jNQXAC9IVRw", "Me at the zoo")},
		quotes: []string{"saw three buses without plates stop at the corner before the light went out"}}
	add(note.with("wall", "video-lives-comment-unseen", set.Web{note.path: html(ytPage(ytTitle, ytState("OK", "", "")))}, "blocked/*"))
	add(note.with("dead", "video-removed", set.Web{note.path: says("ERROR", "Video unavailable", "This video has been removed by the uploader"), ask: gone}, "dead/soft-404"))
	return cases
}
