package papers

import (
	"fmt"
	"strings"
)

const (
	quoteAnnualEN = "Of the 4,318 complaints that we completed, 1,027 were upheld in full or in part, the highest proportion since the office was created"
	quoteDelayEN  = "no complainant should have to wait longer than 40 weeks for a decision, and 212 people did"
)

// annualEN is a year's report with a table of 120 rows.
func annualEN(year int, odd int, seed uint64) paper {
	fill := annualPhrasesEN.half(odd).paragraphs(seed, 5, 2)
	d := paper{lang: "en", title: fmt.Sprintf("Annual report %d: complaints by body", year)}
	add := func(bs ...block) { d.blocks = append(d.blocks, bs...) }
	add(mid(d.title))
	if odd == 0 {
		add(p(quoteAnnualEN+"."), p("We said last year that "+quoteDelayEN+". This year 58 people waited longer."))
	} else {
		add(p("The office closed 5,106 files and opened 4,880. The uphold rate was 19 per cent."), p("Staff numbers rose to 96."))
	}
	for _, f := range fill {
		add(p(f))
	}
	add(h("Complaints by body"))
	r := dice(seed)
	rows := [][]string{cells("Body | Received | Completed | Upheld | Not upheld | Median weeks")}
	for i := range 120 {
		name := fmt.Sprintf("%s %s", townsEN[i%len(townsEN)], bodiesEN[i/len(townsEN)])
		done := 20 + r.n(160)
		up := r.n(done)
		rows = append(rows, []string{name, fmt.Sprint(done + r.n(30)), fmt.Sprint(done), fmt.Sprint(up), fmt.Sprint(done - up), fmt.Sprint(6 + r.n(50))})
	}
	add(block{kind: table, rows: rows},
		p("Bodies with fewer than 20 complaints are not shown. Complaints that were withdrawn are counted as completed."))
	return d
}

var (
	townsEN  = []string{"Alderton", "Brackley", "Corrin", "Dunfell", "Eskdale", "Farrow", "Gillam", "Holt", "Isley", "Jarrow Bay", "Kenning", "Larch", "Moorby", "Netherby", "Orrin", "Penlow", "Quill", "Rushton", "Selby Cross", "Tarn", "Ullock", "Venn", "Wexcombe", "Yardley"}
	bodiesEN = []string{"Council", "Health Trust", "Housing Association", "Police Authority", "Probation Area"}
)

var annualPhrasesEN = phrasebook{
	sentences: []string{
		"In {town} a family had been moved {3-9} times in {11-30} months because two departments kept separate lists.",
		"Our visit to {town} in the spring led to {5-14} changes in the forms used at the front desk.",
		"Payments of between {100-450} and {900-4000} were recommended in {20-70} cases, and made in all but {2-6}.",
		"Telephone calls were answered after {40-190} seconds; in {town}, where the line is shared, after {4-11} minutes.",
		"We published {30-80} decisions in full and held {5-19} meetings with complaint handlers, among others in {town}.",
		"A survey of {400-900} users found that {51-88} per cent would come to us again, whatever the outcome.",
		"The oldest file, opened in {town}, concerned a drain and {3-8} successive owners.",
		"Prisoners sent {210-640} letters, of which {12-40} came from a single wing near {town}.",
		"Delays in assessing children with special needs, for example in {town}, made up {11-27} per cent of education cases.",
		"The new case system cost {2-4} million and lost {3-17} attachments in its first week, all recovered in {town}.",
	},
	slots: map[string][]string{"town": townsEN},
}

func annualShelfEN() *shelf {
	d := annualEN(2020, 0, 2020)
	o := portal{
		lang: "en", name: "Public Services Ombudsman", about: "Independent. Impartial. Free.", skin: "gov",
		menu: []string{"Make a complaint", "Our decisions", "Publications", "About us"}, links: []string{"/complain", "/decisions", "/publications", "/about"},
		search: "Search our site", cookies: "We use some essential cookies to make this website work.|Accept",
		foot:    []string{"© Public Services Ombudsman", "<a href=\"/accessibility\">Accessibility</a> <a href=\"/foi\">Freedom of information</a>"},
		news:    []string{"8 July 2021: Annual report published", "1 July 2021: New guidance on apologies", "14 June 2021: Case summaries, May"},
		section: "/publications", document: "Annual report: complaints by body",
		lost: [2]string{"Page not found", "<h1>We can’t find that page</h1>\n<p>It may have been moved, renamed or deleted.</p>"},
	}
	page := func(d paper, modern bool, reviewed string) []byte {
		return o.page(d.title, `<nav class="breadcrumbs"><a href="/">Home</a> / <a href="/publications">Publications</a></nav>`+"\n"+
			d.HTML(modern)+`<p class="meta">Last reviewed: `+reviewed+`</p><div class="feedback"><p>Is this page useful?</p><button>Yes</button><button>No</button></div>`)
	}
	s := &shelf{site: "papers-annual-en", path: "/publications/annual-report/complaints-by-body", before: htmlPage(page(d, false, "8 July 2021")), was: d.words(), portal: o}

	striped := strings.NewReplacer("<td>", "<td role=\"cell\" class=\"cell\">", "<tr>", "<tr role=\"row\" class=\"row js-sortable\">", "Is this page useful?", "Help us improve this page. What were you looking for today?", "</h1>", "</h1>\n<div class=\"notice\"><p>Our offices are closed on Monday 29 August.</p></div>").Replace(string(page(d, true, "2 August 2022")))
	s.add("noise-other-table-and-notice-of-a-holiday", htmlPage([]byte(striped)), d.words(), "ok/*").
		quote(quoteAnnualEN, "verbatim")

	fewer := d.withoutRow("Penlow Health Trust")
	s.add("edit-one-row-of-120-gone", htmlPage(page(fewer, true, "19 November 2021")), fewer.words(), "changed/edited").
		quote(quoteAnnualEN, "verbatim")

	swapped := d.swapped("Eskdale Police Authority", "Tarn Housing Association")
	s.add("edit-values-of-two-rows-exchanged", htmlPage(page(swapped, false, "8 July 2021")), swapped.words(), "changed/edited").
		quote(quoteDelayEN, "verbatim")

	silent := d.with(" that "+quoteDelayEN+". This year 58 people waited longer.", " that decisions should be faster. They now are.")
	s.add("quote-about-delays-rewritten", htmlPage(page(silent, true, "30 September 2021")), silent.words(), "changed/quote-lost").
		quote(quoteDelayEN, "gone").quote(quoteAnnualEN, "verbatim")

	next := annualEN(2021, 1, 2021)
	s.add("replaced-by-the-next-year", htmlPage(page(next, false, "12 July 2022")), next.words(), "changed/replaced", "changed/quote-lost").
		quote(quoteAnnualEN, "gone").
		note("The same 120 names, with the figures of another year and another text.")

	s.add("dead-sent-to-the-home-page", redirect(301, "/"), "", "dead/redirected-home", "dead/soft-404").
		quote(quoteAnnualEN, "gone").
		note("The new site sends every old address to its front page.")

	s.add("moved-to-the-archive-of-the-state", redirect(301, "//records.archive.example/20220801/ombudsman/complaints-by-body"), d.words(), "moved/redirect").
		at("//records.archive.example/20220801/ombudsman/complaints-by-body", htmlPage([]byte(`<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Archived: `+d.title+`</title></head><body><div id="banner"><strong>Archived website.</strong> This snapshot was taken on 01/08/2022. <a href="#" onclick="hide()">Hide this banner</a></div><div class="page">`+d.HTML(false)+`</div></body></html>
`))).
		quote(quoteDelayEN, "verbatim")

	return s
}
