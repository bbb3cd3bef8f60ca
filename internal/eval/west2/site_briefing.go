package west2

import (
	"fmt"
	"strings"
)

func briefing() *site {
	const talks = "The Organization has not received any request to move the talks to another city."
	const dam = "We are not in a position to confirm them, and we call for an independent look at what happened that night."
	s := newSite("briefing-en", "/en/briefings?doc=db250306", talks, dam)
	list := s.Inside("Noon Briefings | Meetings Coverage and Press Releases", `<h1 id="page-title">Noon Briefings</h1>
<div class="view"><div class="row"><a href="/en/briefings?doc=db250407">Daily Press Briefing by the Spokesperson, 7 April</a><p>The following is a near-verbatim transcript of the noon briefing. Good afternoon, everyone.</p></div>
<div class="row"><a href="/en/briefings?doc=db250404">Daily Press Briefing by the Spokesperson, 4 April</a><p>The following is a near-verbatim transcript of the noon briefing. I will begin with a travel announcement.</p></div>
<div class="row"><a href="/en/briefings?doc=db250403">Daily Press Briefing by the Spokesperson, 3 April</a><p>The following is a near-verbatim transcript of the noon briefing. A good day to all.</p></div></div>
<ul class="pager"><li>1</li><li><a href="?page=1">2</a></li><li><a href="?page=2">3</a></li></ul>
`)
	s.Healthy(s.Inside("Meetings Coverage and Press Releases", `<h1>Meetings Coverage</h1><p><a href="/en/council">Council takes up report on small arms</a></p><p><a href="/en/assembly">Committee approves draft budget</a></p>
`), s.Inside("Page not found | Meetings Coverage and Press Releases", "<h1>Page not found</h1><p>The requested page could not be found. Try the search.</p>\n"))
	s.Rest["/en/briefings"] = html(list)

	s.Noise("paragraphs-become-breaks",
		func(p string) string {
			body := s.Part(`<div class="fld-body">`, "</div>")
			flat := strings.NewReplacer("<p>", "", "</p>", "<br><br>", "<strong>", `<span style="font-weight:700">`, "</strong>", "</span>", "<u>", "", "</u>", "").Replace(body)
			return sub(body, "\n<div>"+flat+"</div>\n")(p)
		},
		sub("css_kd81", "css_w02m"))
	n := 0
	s.Noise("video-marks-at-each-turn", func(p string) string {
		for strings.Contains(p, "<p><strong>Spokesperson:") || strings.Contains(p, "<p><strong>Question:") {
			for _, who := range []string{"Spokesperson:", "Question:"} {
				n += 47
				p = strings.Replace(p, "<p><strong>"+who, fmt.Sprintf(`<p><a class="tc" href="#t=%d">[%02d:%02d]</a> <strong class="w">%s`, n, n/60, n%60, who), 1)
			}
		}
		return p
	}, above(`<div class="fld-body">`, `<div class="pl"><iframe src="/player/88121"></iframe><p>Watch the briefing · 38 min · English, floor</p></div>
`)).Note("Time marks of the video are furniture; not a word of the transcript differs.")
	s.Noise("sidebars-a-month-on",
		between(`<div class="sb-second">`, "</div>", `<h3>Related</h3><p><a href="/en/briefings?doc=db250407">Briefing of 7 April</a></p><p><a href="/en/n/9">Flooding along the Sabra river: 2,900 families still away from home, coordinator says</a></p><p><a href="/en/n/10">Talks in Belmora end without a text</a></p>`),
		between(`<h3>Highlights</h3>`, `</div>
<div class="ctr">`, `<div class="v"><a href="/en/h/31">Spring session: what to know</a></div><div class="v"><a href="/en/h/32">World Forest Day</a></div><div class="v"><a href="/en/h/33">Seven observers’ posts close</a></div>`),
		sub("Not an official record.", "Not an official record. Corrections may be sent to the Press Office."),
		sub(`<a href="/es">Español</a>`, `<a href="/es">Español</a> <a href="/pt">Português</a> <a href="/sw">Kiswahili</a>`))
	s.Noise("accreditation-box-and-reader",
		below(`<div class="fld-date"><span>6 March 2025</span></div>`, `
<div class="tts"><button>Listen</button> <select><option>1×</option><option>1.5×</option></select> <span>Machine voice, may mispronounce names</span></div>
<div class="utils"><a href="?print=1">Printer version</a> <a href="#">A−</a> <a href="#">A+</a></div>`),
		above(`<div id="ftr">`, `<div class="acc"><h4>Accreditation</h4><p>Journalists who wish to attend must apply three working days ahead. Passes issued before January are no longer valid and have been withdrawn. Questions sent by e-mail are answered in the order in which they come in.</p></div>
`))

	s.Edit("spokesperson-later-clarified", sub("two bridges remain closed to trucks.", "two bridges remain closed to trucks. [He later clarified that the number was 4,100.]"))
	s.Edit("one-exchange-cut", span("<p><strong>Question:</strong> And on Belmora", "in person?</p>\n", ""), sub("Yes, on 14 March, and that meeting will be open. Thank you all", "Thank you all"))

	s.Quote("request-was-received", talks, []string{"unclear", "gone"}, "changed/quote-lost", sub("The Organization has not received any request", "The Organization has received a request"))
	s.Quote("dam-answer-softened", dam, []string{"gone", "unclear"}, "changed/quote-lost", sub(dam, "We leave it to the authorities to look into them."))

	s.Dead("list-in-its-place", html(list), "dead/soft-404", "dead/redirected-home").
		Note("An unknown document number shows the list of briefings; the cited one is not on it.")

	s.Wall("too-many-at-200", html(`<html><head><title>Slow down, please</title></head><body>
<h3>Slow down, please</h3><p>More pages were requested from your address in the past hour than one reader can read. We let you in again at a quarter past. Bulk users are kindly asked to write to the web team for a data feed.</p></body></html>
`), "blocked/rate-limited", "blocked/bot-wall").Everywhere("/")
	return s
}
