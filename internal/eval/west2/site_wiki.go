package west2

import "strings"

func wiki() *site {
	const closed = "The canal was never closed during the war, although two of its bridges were destroyed."
	const tonnes = "In 2022 the canal carried 4.8 million tonnes of goods, mostly gravel, timber and grain."
	s := newSite("wiki-en", "/wiki/Velden_Canal", closed, tonnes)
	s.Healthy(s.Inside("Lowland Wiki", `<h1>Main Page</h1><p>Welcome to Lowland Wiki, with 6,120 articles on the lowlands.</p><h2>Did you know</h2><ul><li>… that the lighthouse of Holm was moved twice?</li></ul>
`), s.Inside("Nothing - Lowland Wiki", `<h1 id="firstHeading">Nothing</h1><p>There is currently no text in this page.</p>
`))

	content := s.Part(`<div class="mw-parser-output">`, `</div></div>`)
	toc := `<div id="toc"><h2>Contents</h2><ul><li>1 History</li><li>2 Traffic</li><li>3 Accidents</li><li>4 References</li></ul></div>`
	fresh := strings.NewReplacer(toc, "", "[<a href", `<small><a class="ed" href`, "</a>]</span></h2>", "</a></small></span></h2>", ">edit<", ">edit source<").Replace(content)
	s.Add("noise", "new-skin-toc-aside", html(`<!DOCTYPE html><html lang="en" class="skin-lantern theme-auto"><head><meta charset="UTF-8"><title>Velden Canal — Lowland Wiki</title><link rel="stylesheet" href="/load.php?skin=lantern"></head>
<body><div class="lt-top"><a href="/wiki/Main_Page">Lowland Wiki</a><input placeholder="Search 6,344 articles"><a href="/x">Donate</a><a href="/y">Create account</a></div>
<div class="lt-side"><b>On this page</b> <button>hide</button><ol><li>(Top)</li><li>History</li><li>Traffic</li><li>Accidents</li><li>References</li></ol></div>
<div class="lt-main"><h1>Velden Canal</h1><div class="lt-tabs"><a>Article</a><a>Talk</a><a>Read</a><a>View history</a><a>Tools</a><a>3 languages</a></div>
`+fresh+`</div><div class="lt-app"><p>Appearance</p><label>Text: Small Standard Large</label><label>Width: Standard Wide</label></div>
<div class="lt-foot"><p>This page was last edited on 9 March 2024, at 20:11 (UTC).</p><p>Code of Conduct · Developers · Statistics</p></div></body></html>
`), "ok/*").Verbatim()
	s.Noise("appeal-for-donations-above",
		below(`<div id="mw-page-base"></div>`, `
<div id="cn"><h2>A word from the people who run this wiki</h2><p>We know that nobody reads such messages. Lowland Wiki has two servers, one of them old, and no advertisements. If each visitor of today gave the price of a coffee, our appeal would be over before supper. Most will look away. If you are one of the few who have given already, we thank you from the bottom of our hearts and ask you to close this box.</p><button>Give 3</button><button>Give 10</button><button>Maybe later</button></div>`),
		sub("<li>Nederlands</li>", "<li>Nederlands</li><li>Deutsch</li><li>Frysk</li><li>Add links</li>"),
		sub(`<a href="/wiki/C2">Buildings of 1874</a>`, `<a href="/wiki/C2">Buildings of 1874</a> | <a href="/wiki/C9">Pages with maps</a>`))
	s.Noise("note-marks-and-retrieval-dates",
		all("[1]</a></sup>", "[a]</a></sup>"), sub("[2]</a></sup>", "[b]</a></sup>"), sub("Retrieved 4 March 2024.", "Archived from the original. Retrieved 11 April 2024."),
		sub("This page was last edited on 9 March 2024, at 20:11.", "This page was last edited by a bot on 11 April 2024, at 03:00."), sub("48120", "48977")).
		Note("A bot restyled the notes; the article says what it said.")

	s.Add("noise", "mobile-front-end", html(apply(s.Page, []edit{
		span(`<div id="toc">`, "</div>\n", ""),
		func(p string) string {
			box := `<table class="infobox">` + s.Part(`<table class="infobox">`, "</table>") + "</table>\n"
			p = sub(box, "")(p)
			return sub("most recently in the 1950s.</p>\n", "most recently in the 1950s.</p>\n"+box)(p)
		},
		func(p string) string {
			p = strings.ReplaceAll(p, "<h2><span", `<div class="collapsible" aria-expanded="false"><i class="ico"></i><h2><span`)
			return strings.ReplaceAll(p, `class="mw-editsection">[`, `class="mw-editsection">✎ [`)
		},
		sub("skin-book", "skin-pocket"), sub(`<div id="siteSub">From Lowland Wiki</div>`, `<ul class="pa"><li>Language</li><li>Watch</li><li>Edit</li></ul>`),
		sub("This page was last edited on 9 March 2024, at 20:11.", "Last edited 9 months ago by Canalboy. Desktop view"),
	})), "ok/*").Verbatim()

	s.Edit("infobox-status", sub("<td>Open</td>", "<td>Closed since 2024</td>"), sub("at 20:11", "at 22:50"))
	s.Edit("vandal-swaps-year", sub("dug between 1866 and 1874", "dug between 1886 and 1894"))
	s.Edit("accident-added", below("the canal is shut for 16 days.</li>", "<li>2024: a barge sinks at lock 7; two people drown.</li>"), sub("9 March 2024, at 20:11", "2 April 2024, at 09:30"))

	s.Add("moved", "to-other-title", redirect(301, "/wiki/Velden_Ship_Canal"), "moved/redirect").Verbatim().
		Also("/wiki/Velden_Ship_Canal", html(apply(s.Page, []edit{sub(`<div id="siteSub">From Lowland Wiki</div>`, `<div id="siteSub">From Lowland Wiki</div><div id="contentSub">(Redirected from <a href="/wiki/Velden_Canal?redirect=no">Velden Canal</a>)</div>`), sub("9 March 2024, at 20:11", "13 April 2024, at 08:45")})))

	s.Dead("deletion-log", html(s.Inside("Velden Canal - Lowland Wiki", `<h1 id="firstHeading">Velden Canal</h1><div id="siteSub">From Lowland Wiki</div>
<div class="mw-warning"><p>This page has been deleted. The deletion and move log for the page is provided below for reference.</p><ul><li>14:02, 30 March 2024 Warden (talk | contribs) deleted page Velden Canal <i>(per discussion: not of lasting interest)</i></li></ul></div>
<p>You may search for this page title in other pages, or search the related logs.</p>
`)), "dead/soft-404")
	s.Dead("wiki-closed", html(`<!DOCTYPE html><html><head><meta charset="utf-8"><title>This wiki has been put to rest</title></head><body class="farm"><h1>This wiki has been put to rest</h1><p>Nobody edited <b>Lowland Wiki</b> for 120 days, so it has been removed under the farm’s policy on dormant communities. A dump can be asked for until the end of the year.</p><p><a href="https://farm.example/">Start a wiki of your own</a></p></body></html>
`), "dead/soft-404").Everywhere("/")

	s.Wall("readers-must-have-account", html(s.Inside("Permission error - Lowland Wiki", `<h1 id="firstHeading">Permission error</h1><p>Because of scraping, reading is now limited to users in the group “Confirmed users”. Please <a href="/wiki/Special:UserLogin">use your account</a> and return to Velden Canal.</p>
`)), "blocked/login-wall").Everywhere("/")
	return s
}
