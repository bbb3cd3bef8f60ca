package west2

import (
	"fmt"
	"regexp"
	"strings"
)

func channel() *site {
	const words = "We never wanted to stop anyone from working, we wanted to be let through"
	s := newSite("channel-en", "/news/55120-harrow-gap", words)
	live := s.Inside("Watch live | Channel Meridian", `<div class="lv"><div class="plr"><video src="/live.m3u8" autoplay></video></div><h1>Meridian Live</h1><p>You are watching our continuous news channel. Next: Weather for farmers, 19:25. Then: The Late Report, 19:30.</p><ul><li>20:15 Film: The Ferry</li><li>22:00 Night bulletin</li></ul></div>
`)
	s.Healthy(s.Inside("Channel Meridian", `<div class="gr"><a href="/news/55120-harrow-gap">Lorry drivers end blockade</a><a href="/news/55131">Levy vote tonight</a></div>
`), s.Inside("Not found | Channel Meridian", "<div class=\"st\"><h1>Off air</h1><p>We can't find that page (404).</p></div>\n"))
	s.Rest["/live"] = html(live)

	s.Noise("video-expired",
		between(`<div class="plr" data-id="55120">`, "</div></div>", `<div class="ov"><h3>This video is no longer available</h3><p>The rights to this clip have expired or it has been removed. Error code 404-CLIP.</p></div><div class="lt">WATCH: Queue begins to move after nine days (01:48)`),
		between("<marquee>", "</marquee>", "Grain talks resume • Two held over gallery theft • United 0-0 Albion • Meridian index down 1.2%")).
		Note("The clip is gone, the written report is not.")
	s.Noise("next-story-appended",
		above(`<div class="r"><h4>`, `<div class="st nx"><h2>Levy vote: what the parties want</h2><div class="by">By Meridian politics <span>20 Feb 2025, 08:00</span></div><p>Parliament votes tonight on the fuel levy, and for once nobody is sure of the outcome. The governing parties have two votes to spare, and three of their members come from farming districts.</p><p>The levy would bring in 40 million crowns a year, most of it for rural roads. Hauliers say they would pay twice: at the pump and at the toll. The finance minister has offered a rebate for firms with fewer than five vehicles.</p><p>A vote is expected after nine in the evening. Meridian will carry the debate live from seven.</p></div>
`),
		between("<marquee>", "</marquee>", "VOTE TONIGHT: fuel levy • Snow on high ground • Cup draw at noon")).
		Note("The site began to load the next story under the cited one.")
	s.Noise("comments-pour-in",
		between(`<div class="cm">`, `<div class="ft">`, `<h4>Have your say (214)</h4><div class="c1"><b>harrier</b> “We never wanted to stop anyone from working” — really? They stopped all of us.</div><div class="c1"><b>m.k.</b> The blockade lasted ten days, not nine. I counted.</div><div class="c1"><b>Owen T</b> Comment removed by a moderator</div><div class="c1"><b>valley_girl</b> about time</div><a href="#">Load 210 more</a><p>Comments on this story are now closed.</p></div>
`))
	s.Noise("live-page-furniture-in-story",
		below(`<span class="up">Updated 18:02</span>`, ` <button>Save</button> <button>Follow topic: Borders</button> <span>1.4K watching now</span>`),
		below("from the first day.</p>", `
<div class="pz"><p>LIVE BLOG</p><a href="/live-blog/812"><b>Levy debate as it happened</b></a><ul><li>19:44 Speaker calls for order</li><li>19:31 Minister offers rebate</li></ul></div>`),
		sub("player-4.1", "player-5.0"), sub(`<a href="/schedule">TV guide</a>`, `<a href="/schedule">TV guide</a><a href="/plus">Meridian+ <i>free trial</i></a>`))

	word, para := regexp.MustCompile(`[\p{L}’,.“”-]+`), regexp.MustCompile(`<p>[^<]*</p>`)
	s.Noise("each-word-in-a-span", func(p string) string {
		n := 0
		head, tail, _ := strings.Cut(p, `<div class="r">`)
		return para.ReplaceAllStringFunc(head, func(t string) string {
			t = strings.TrimSuffix(strings.TrimPrefix(t, "<p>"), "</p>")
			return "<p>" + word.ReplaceAllStringFunc(t, func(w string) string {
				n++
				return fmt.Sprintf(`<span id="w%d">%s</span>`, n, w)
			}) + "</p>"
		}) + `<div class="r">` + tail
	}, above(`<div class="kp">`, `<div class="ra"><button>Listen to this story</button> <span>3 min 12 s</span> <span>Voice: Ada (synthetic)</span></div>
`), between("<marquee>", "</marquee>", "Thaw brings floods to lower valley • Museum reopens • Rovers out of the cup")).
		Note("A read-aloud tool marks each word.")

	s.Edit("denied-to-confirmed", sub("It denied that the police had been given orders", "It confirmed that the police had been given orders"))

	s.Quote("kept-in-pull-quote-only", words, []string{"verbatim"}, "changed/edited",
		sub("<p>“We never wanted to stop anyone from working, we wanted to be let through,” a spokeswoman for the drivers told Meridian. She said", "<p>A spokeswoman for the drivers told Meridian")).
		Note("The sentence is gone from the text but stands in the pull quote.")

	s.Dead("to-live-stream", redirect(302, "/live"), "dead/redirected-home", "dead/soft-404").Also("/live", html(live)).
		Also("*", redirect(302, "/live")).Note("Anything old leads to the live stream.")
	s.Wall("territory", html(s.Inside("Channel Meridian", `<div class="plr"><div class="ov"><h3>Sorry, you seem to be out of range</h3><p>Meridian’s pages and programmes can be enjoyed in the Two Valleys only. If you are at home and see this message, please switch off your proxy or VPN.</p></div></div>
`)), "blocked/geo-block").Everywhere("/")
	return s
}
