package west

import (
	"fmt"

	"archiver/internal/eval/set"
)

// caselaw is a law report of thirty paragraphs in the plain HTML of a legal
// information institute.
func caselaw() *site {
	const (
		presumed = "A body which has the exclusive right to inspect a pipe, and which has been told by its own contractor that it ought to inspect it, is presumed to know what the inspection would have shown."
		amenity  = "Damages for loss of amenity are awarded for injury to the land and not for the distress of its owner."
		costs    = "The defendant shall pay the claimant’s costs of the trial on the indemnity basis from 14 April 2016."
	)
	s := newSite("caselaw-en", "/th/cases/TCA/Civ/2018/41.html", presumed, amenity)
	missing := s.Inside("Document Not Found", s.File("notfound.html"))
	s.Rest["/"] = html(s.Inside("Thorne Legal Information Institute", s.File("home.html")))
	s.Rest["/th/cases/TCA/Civ/2018/"] = html(s.Inside("TCA Civ 2018", s.File("listing.html")))
	s.Rest["*"] = status(404, missing)
	body := s.Part(`<div id="judgment">`, `</div><!-- judgment -->`)

	s.Noise("cited-by-grew",
		below(`Stoke Abbas Parish Council v Wexmoor Water [2018] THC 507 (QB)</a>`, `; <a href="/th/cases/TCA/Civ/2019/12.html">Harbour Commissioners v Sturgeon (No 2) [2019] TCA Civ 12</a>; <a href="/th/cases/THC/Ch/2020/220.html">Glebe Holdings v Pell Rural District [2020] THC 220 (Ch)</a>; <a href="/th/cases/TLT/2021/8.html">Wexmoor Water v Assessor [2021] TLT 8 (Lands)</a>`))
	s.Add("noise", "redesign-as-archive-service", html(fill(s.File("archive.html"), body)), "ok/*").Verbatim()
	s.Noise("paragraph-anchors-and-upper-case-tags",
		rewrite(`<p><a name="para(\d+)">(\d+)\.</a> `, `<P CLASS="ParaLevel1" ID="p$1"><SPAN CLASS="num">$2.</SPAN>&nbsp;`),
		all("<h3>", `<H3 CLASS="sub">`), all("</h3>", "</H3>"))
	s.Add("noise", "windows-1252", with(set.Answer{
		Body: windows1252(apply(s.Page, []edit{sub("charset=utf-8", "charset=windows-1252")})),
	}, "Content-Type", "text/html"), "ok/*").Verbatim().
		Note("Served in an old encoding, which only the page's head names.")

	s.Edit("one-paragraph-of-thirty-removed",
		drop(`<p><a name="para21">21.</a> I would add that the defendant’s own leaflet, which was in evidence, tells customers that blockages and collapses “are our responsibility and will be put right without delay”. A company which says so can hardly be heard to say that only the regulator may ask it to do so.</p>`+"\n")).
		Note("Four per cent of a very long page, and the page still numbers its paragraphs past the hole.")
	s.Edit("not-inserted-deep-in-page", sub("It was broken. A claim", "It was not broken. A claim"))
	s.Edit("total-in-table", sub("<td>£98,300</td>", "<td>£93,800</td>"))
	s.Edit("judge-renamed-under-slip-rule",
		sub("10.</a> His Honour Judge Fallow", "10.</a> Her Honour Judge Fallows"),
		sub("He rejected the submission that knowledge", "She rejected the submission that knowledge"),
		sub("In his words, “a farmer", "In her words, “a farmer"),
		sub("11.</a> He went on", "11.</a> She went on"))
	s.Edit("correction-note-at-end", above("</div><!-- judgment -->", "<p><i>Note: paragraph 24 was corrected under the slip rule on 2 July 2018 by the substitution of “fourteen” for “fifteen”.</i></p>\n"))

	s.Quote("not-moved", amenity, []string{"gone", "unclear"}, "changed/quote-lost",
		sub("for injury to the land and not for the distress of its owner", "not only for injury to the land but for the distress of its owner")).
		Note("Nearly the same words, the opposite rule.")
	s.Quote("soft-hyphens-and-emphasis-inside", presumed, []string{"verbatim"}, "ok/*",
		sub("exclusive right to inspect a pipe", "ex\u00adclu\u00adsive right to in\u00adspect a pipe"),
		sub("is presumed to know", "is <em>presumed</em> to know"),
		sub("by its own contractor that", "by its own con&shy;trac&shy;tor that"))
	s.Quote("look-alike-letters", presumed, []string{"verbatim", "edited"}, "ok/*",
		sub("A body which has the exclusive", "\u0410 b\u043edy whi\u0441h has the ex\u0441lusive")).
		Or("changed/edited").
		Note("Some letters are Cyrillic twins after a bad scan; a reader sees the same sentence.")

	// The judgment in three pages, of which the cited address is the first.
	cut := func(para int) string { return fmt.Sprintf(`<p><a name="para%d">`, para) }
	paged := func(from int) edit {
		return span(cut(from), "</div><!-- judgment -->", `<p class="pager"><b>Page 1</b> | <a href="41.html?page=2">Page 2</a> | <a href="41.html?page=2">Next &gt;&gt;</a></p></div><!-- judgment -->`)
	}
	s.Add("quote", "paginated-after-the-quote", html(apply(s.Page, []edit{paged(26)})), "ok/*", "changed/edited").Verbatim().
		Note("The end of the judgment is now on a second page; what was cited stands on the first.")
	p := s.Quote("paginated-before-the-quote", costs, []string{"gone", "unclear"}, "changed/quote-lost", paged(22)).
		Note("The cited sentence went to a second page: the cited address no longer shows it.")
	p.After[s.Path+"?page=2"] = html(apply(s.Page, []edit{span(cut(1), cut(22), cut(22))}))

	s.Add("moved", "redirect-308", redirect(308, "/judgments/tca/civ/2018/41"), "moved/redirect").Verbatim().
		Also("/judgments/tca/civ/2018/41", html(fill(s.File("archive.html"), body))).
		Note("Another path and another template, the same judgment.")

	s.Add("dead", "no-longer-available-200", html(s.Inside("[2018] TCA Civ 41", s.File("withdrawn.html"))), "dead/soft-404").
		Or("dead/withdrawn").
		Note("Status 200, and a note that the judgment was taken down.")

	s.Add("wall", "forbidden-by-user-agent", refuseRobots(html(s.Page)), "blocked/forbidden", "ok/*").
		Also("/", refuseRobots(s.Rest["/"])).
		Also("*", refuseRobots(s.Rest["*"])).
		Note("A browser still gets the page; only clients that name themselves are refused.")

	s.Add("fault", "truncated", truncated(html(s.Page[:len(s.Page)/4])), "unreachable/truncated").Resting(costs).
		Note("The body ends before the length that was promised.")
	s.Add("fault", "redirect-loop", redirect(302, s.Path+"?session=1"), "unreachable/redirect-loop").
		Also(s.Path+"?session=1", redirect(302, s.Path))
	return s
}
