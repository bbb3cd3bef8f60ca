package west2

import "strings"

func forum() *site {
	const crack = "On Monday night we measured a crack of 14 centimetres in the third girder from the Okkel side."
	const letter = "They were told in writing on 28 October."
	s := newSite("forum-en", "/threads/bridge-at-okkel.7719/", crack, letter)
	s.Healthy(s.Inside("Riverside Commuters", "<h1>Riverside Commuters</h1><div class=\"block\"><h3>Buses and trams</h3><p>Threads 1,204, messages 31,880</p><h3>Off topic</h3></div>\n"),
		s.Inside("Oops! We ran into some problems. | Riverside Commuters", "<h1>Oops! We ran into some problems.</h1><div>The requested page could not be found.</div>\n"))

	s.Noise("ranks-signatures-and-reactions",
		sub("Views: 412", "Views: 18K"), all("<dd>218</dd>", "<dd>254</dd>"), all("<h4>tollkeeper</h4><h5>Member</h5>", "<h4>tollkeeper</h4><h5>Active member</h5>"), sub("<dd>77</dd>", "<dd>1,320</dd>"),
		sub(`<div class="sig">Mind the gap.</div>`, `<div class="sig">If you see a crack, say a crack.</div><div class="rx">👍 Anneke B, Rik and 96 others</div>`), sub("<dd>3,041</dd>", "<dd>3,177</dd>"),
		between("<h3>Similar threads</h3>", "</div>\n</div>", "<div>Bridge at Okkel: petition</div><div>Bus 40 diversion: times</div><div>Photos of the girder (sticky)"))
	s.Noise("skin-and-dark-theme", func(p string) string {
		p = strings.NewReplacer(`class="msg"`, `class="ipsC"`, `class="usr"`, `class="cAuthorPane"`, `class="cnt"`, `class="ipsCol"`, `class="bb"`, `data-role="commentContent"`, `class="p-`, `class="ips-`, "<h4>", "<h3>", "</h4>", "</h3>", "#1<", "<a>Report post</a><", "#2<", "<a>Report post</a><", "#3<", "<a>Report post</a><", "#4<", "<a>Report post</a><", "Nov 5, 2024</time>", "Posted November 5, 2024</time>", "Nov 6, 2024</time>", "Posted November 6, 2024</time>").Replace(p)
		return p
	}, sub(`data-app="public"`, `data-ips-scheme="dark"`), sub("<li>Members</li>", "<li>Members</li><li>Leaderboard</li><li>Store</li>"), below(`<h1 class="ips-title">Bridge at Okkel: closed to buses from today?</h1>`, "<div>By tollkeeper in Buses and trams · Followers 12 · Reply to this topic · Start new topic</div>"))
	s.Noise("locked-and-ads-between-posts",
		above(`<div class="block">`, `<div class="stat">Not open for further replies.</div>
`), above(`<div class="msg" id="p90115">`, `<div class="samUnit"><span>Hello guest! Register to see fewer advertisements</span><div>SmartPass: a year of travel for the price of nine months</div></div>
`), sub("</div>\n</div>\n<div class=\"p-foot-n\">", "</div>\n</div>\n<div class=\"who\">Users who are viewing this thread: Total: 7 (members: 1, guests: 6)</div><div class=\"p-foot-n\">"))

	s.Noise("relative-dates-and-summary-prompt",
		all("<time>Nov 5, 2024</time>", `<time datetime="2024-11-05">Five months ago</time>`), sub("<time>Nov 6, 2024</time>", `<time datetime="2024-11-06">Five months ago</time>`), sub("Views: 412", "Views: 2,966"),
		sub(`<div class="p-acc">`, `<div class="p-acc"><a href="/verify">Your e-mail is not confirmed</a> `),
		above(`<div class="block">`, `<div class="ai"><button>Summarise this thread</button> <span>Beta, can be wrong</span></div><div class="tr">This page can be shown in your language. <a href="#">Translate</a></div>
`), all(` #1<`, ` <a title="Permalink">Post 1</a><`), sub(` #4<`, ` <a title="Permalink">Post 4</a><`))

	s.Edit("first-post-edited-by-author", sub("was to wait for the spring inspection.", "was to reduce the speed to 20 km/h at once."), below("I have the photos with the ruler in them and will give them to any journalist who asks.</div>", `<div class="le">Last edited: Nov 9, 2024</div>`))
	s.Edit("post-deleted-by-moderator", between(`<div class="cnt"><time>Nov 6, 2024</time> #4`, "</div></div>", `<div class="bb">Message removed by staff.`))

	s.Quote("measure-in-millimetres", crack, []string{"unclear", "gone", "edited"}, "changed/quote-lost", sub("a crack of 14 centimetres", "a crack of 14 millimetres")).Or("changed/edited").
		Note("The unit has changed and the number has not: a tenth of what was said.")

	s.Dead("thread-removed-by-staff", html(s.Inside("Riverside Commuters", `<h1 class="p-title">Hm, that one has left the station</h1><div class="block">The conversation you are trying to open was merged, moved out of sight or removed by the staff. Pick another from the list of forums, or start one yourself.</div>
`)), "dead/soft-404")

	s.Wall("guests-see-nothing", status(200, s.Inside("Bridge at Okkel: closed to buses from today? | Riverside Commuters", `<h1 class="p-title">Bridge at Okkel: closed to buses from today?</h1><div class="block"><p>As a guest you can see the titles of threads. Become a member, it is free and takes a minute, and the posts will be shown to you.</p><form><label>Your name or e-mail <input name="login"></label><label>Password <input type="password"></label><button>Go</button></form></div>
`)), "blocked/login-wall")
	return s
}
