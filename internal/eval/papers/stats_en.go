package papers

import (
	"fmt"

	"archiver/internal/eval/set"
)

const (
	quoteArrivalsEN = "In the first quarter of 2020, 11,482 first applications for protection were registered, 17.3 per cent fewer than in the same quarter a year earlier"
	quoteMinorsEN   = "unaccompanied minors accounted for 1,096 applications, of whom 64 were under the age of ten"
)

var regionsEN = []string{
	"Alder", "Birchfield", "Camber", "Dunmore", "Eastmark", "Fernvale", "Glenroy", "Harrow Coast", "Inverlea", "Juniper", "Kestrel", "Lowmoor",
	"Marsh End", "Northgate", "Oakham", "Pinehurst", "Quarry Bank", "Ravensford", "Saltmarsh", "Thornbury", "Upland", "Vale of Ely", "Westering", "Yarrow",
}

// grouped writes 11482 as 11,482.
func grouped(n int, sep string) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%d%s%03d", n/1000, sep, n%1000)
}

// figures makes a table of a quarter; every seed gives other figures.
func figures(seed uint64, head string, names []string, sep, point string) block {
	d := dice(seed)
	rows := [][]string{cells(head)}
	for _, n := range names {
		a, b := 200+d.n(2600), 100+d.n(1900)
		rows = append(rows, []string{n, grouped(a, sep), grouped(b, sep), grouped(d.n(700), sep), fmt.Sprintf("%d%s%d", 8+d.n(70), point, d.n(10))})
	}
	return block{kind: table, rows: rows}
}

func statsEN() paper {
	fill := statsPhrasesEN.half(0).paragraphs(20201, 6, 3)
	d := paper{lang: "en", title: "Protection statistics, first quarter 2020"}
	add := func(bs ...block) { d.blocks = append(d.blocks, bs...) }
	add(
		mid("Protection Statistics"), mid("Quarterly bulletin: January to March 2020"),
		p("Statistical release, published on 28 May 2020 at 9.30 a.m."),
		h("Main points"),
		p(quoteArrivalsEN+". The fall began in the second half of February."),
		p("Over the same period "+quoteMinorsEN+". A decision was taken within 180 days in 41 per cent of their cases."),
	)
	for _, f := range fill[:3] {
		add(p(f))
	}
	add(
		h("Applications by region"),
		figures(20201, "Region | Applications | Decisions | Pending over a year | Recognition rate", regionsEN, ",", "."),
		p("Table 1. Applications, decisions and pending cases by region, first quarter of 2020. Figures for Westering are provisional.¤", "The Westering office closed on 16 March; its cases were counted by hand."),
		h("Detention on arrival"),
		figures(77, "Centre | Admitted | Released | Held over 30 days | Occupancy", []string{"Gull Point", "Harbour House", "Airport unit", "Old Barracks", "Mill Lane", "Ridge Camp", "Station Road", "Lakeside"}, ",", "."),
		p("Table 2. Persons held in reception centres of the closed type."),
	)
	for _, f := range fill[3:] {
		add(p(f))
	}
	add(
		h("Notes"),
		p("Figures of fewer than five persons are not rounded. Percentages may not add up to 100. A decision that was set aside on appeal is counted in the quarter of the new decision."),
		p("Enquiries: statistics desk, 4 Quay Street. Next release: 27 August 2020."),
	)
	return d
}

func statsNextEN() paper {
	fill := statsPhrasesEN.half(1).paragraphs(20202, 6, 3)
	d := paper{lang: "en", title: "Protection statistics, second quarter 2020"}
	add := func(bs ...block) { d.blocks = append(d.blocks, bs...) }
	add(
		mid("Protection Statistics"), mid("Quarterly bulletin: April to June 2020"),
		p("Statistical release, published on 27 August 2020 at 9.30 a.m."),
		h("Main points"),
		p("Registration was suspended from 23 March to 4 May. From April to June 4,907 persons applied for the first time, the lowest quarterly figure since the series began in 1998."),
		p("Minors without a guardian lodged 388 of these applications."),
	)
	for _, f := range fill[:3] {
		add(p(f))
	}
	add(
		h("Applications by region"),
		figures(20202, "Region | Applications | Decisions | Pending over a year | Recognition rate", regionsEN, ",", "."),
		p("Table 1. The second quarter of 2020 by region. Westering is counted with Yarrow."),
		h("Detention on arrival"),
		figures(78, "Centre | Admitted | Released | Held over 30 days | Occupancy", []string{"Gull Point", "Harbour House", "Airport unit", "Old Barracks", "Mill Lane"}, ",", "."),
	)
	for _, f := range fill[3:] {
		add(p(f))
	}
	add(h("Notes"), p("Enquiries: statistics desk, 4 Quay Street. Next release: 26 November 2020."))
	return d
}

var statsPhrasesEN = phrasebook{
	sentences: []string{
		"The largest increase was recorded in {region}, where {120-460} more persons applied than in the previous three months.",
		"Offices in {region} stayed shut for {3-9} weeks, during which {120-460} appointments lapsed.",
		"At the end of March, {2100-8900} cases had been pending for more than {9-24} months, most of them in {region}.",
		"Of those whose appointment fell in April, {40-90} per cent had been given another date by {3-29} June.",
		"The median age of applicants was {21-34} years, and {28-47} per cent were women.",
		"Arrivals by sea numbered {90-420}, against {900-1700} in the spring of 2019, and landed chiefly at {region}.",
		"{region} and {region} together took {1200-3400} decisions, or {12-29} per cent of the national total.",
		"Interviews by video link rose from {2-9} to {210-640} a week; {region} held none.",
		"In {30-60} per cent of cases heard in {region} an interpreter was present for the whole of the interview.",
		"Remote hearings lasted {35-80} minutes on average, {5-25} fewer than hearings in person.",
		"Reception centres held {1100-2900} persons on 31 March, {40-190} of them for a second time.",
		"By midsummer the closed centres were at {11-38} per cent of capacity, since {region} took in no one after {3-29} April.",
		"The share of applications judged manifestly unfounded stood at {4-19} per cent and was highest in {region}.",
		"Appeals fell by {21-55} per cent because the courts in {region} accepted paper only.",
		"Family reunification was granted to {310-980} relatives, after a wait of {7-26} months on average.",
		"Children of school age numbered {410-980}; {22-64} per cent of them had a device for lessons at home.",
		"Transfers to {region} were carried out on {14-60} occasions and concerned {210-760} persons.",
		"The bulletin’s own collection was late: {3-8} regions, {region} among them, sent returns after the deadline of {3-29} July.",
	},
	slots: map[string][]string{"region": regionsEN},
}

func statsShelfEN() *shelf {
	d := statsEN()
	bulletin := look{
		size: 11, margin: 80, font: standard, header: [2]string{"Protection Statistics", "January to March 2020"}, footer: [2]string{"Page %p of %n", "Page %p of %n"},
		producer: "Microsoft® Excel® 2016", created: "D:20200528080000+01'00'", id: "q1",
	}
	file := pdfFile(d.PDF(bulletin), "Cache-Control", "max-age=1800, public", "ETag", `"q1-2020"`)
	s := &shelf{
		site: "papers-stats-en", path: "/government/uploads/system/uploads/attachment_data/file/887123/protection-statistics-quarterly.pdf",
		before: file, was: d.words(),
		portal: portal{
			lang: "en", name: "Office for Migration Data", about: "Official statistics. We welcome your feedback.", skin: "gov",
			menu: []string{"Statistics", "Release calendar", "Methods", "Contact"}, links: []string{"/statistics", "/calendar", "/methods", "/contact"},
			search: "Search statistics", cookies: "We’d like to use analytics cookies so we can understand how you use the site.|Accept analytics cookies",
			foot:    []string{"All content is available under the Open Data Licence, except where otherwise stated", "© Crown of the Isles"},
			news:    []string{"28 May 2020: Protection statistics, first quarter", "14 May 2020: Changes to the release calendar", "30 April 2020: Population estimates by district"},
			section: "/statistics", document: "Protection statistics, quarterly",
			lost: [2]string{"Page not found", "<h1>Page not found</h1>\n<p>If you typed the web address, check it is correct.</p>\n<p>If you pasted the web address, check you copied the entire address.</p>"},
		},
	}

	again := bulletin
	again.font, again.size, again.margin, again.order, again.headerLast, again.packed = composite, 10, 64, backwards, true, true
	again.header = [2]string{"Office for Migration Data", "Protection Statistics, quarterly bulletin"}
	again.producer, again.created, again.id, again.words = "Apache FOP Version 2.5", "D:20210211110000Z", "fop", asGaps
	s.add("noise-tables-broken-at-other-rows", pdfFile(d.PDF(again)), d.words(), "ok/*").
		quote(quoteArrivalsEN, "verbatim").
		note("Pages end elsewhere, so the heads of tables are repeated at other rows.")

	swap := d.swapped("Glenroy", "Thornbury")
	s.add("edit-two-rows-exchanged", pdfFile(swap.PDF(again)), swap.words(), "changed/edited").
		quote(quoteMinorsEN, "verbatim").
		note("The same numbers stand on the page, against other names.")

	fewer := d.withoutRow("Airport unit")
	s.add("edit-row-gone", pdfFile(fewer.PDF(bulletin)), fewer.words(), "changed/edited").
		quote(quoteMinorsEN, "verbatim")

	percent := d.with("17.3 per cent fewer", "13.7 per cent fewer")
	s.add("quote-percentage-changed", pdfFile(percent.PDF(again)), percent.words(), "changed/quote-lost").
		quote(quoteArrivalsEN, "unclear", "gone").quote(quoteMinorsEN, "verbatim")

	next := statsNextEN()
	nextLook := bulletin
	nextLook.header[1], nextLook.id, nextLook.created = "April to June 2020", "q2", "D:20200827080000+01'00'"
	s.add("replaced-by-the-next-quarter", pdfFile(next.PDF(nextLook)), next.words(), "changed/replaced", "changed/quote-lost").
		quote(quoteArrivalsEN, "gone").
		note("The same form with other figures: nothing that was cited is there.")

	s.add("type-explorer-of-the-newest-data", htmlPage(s.portal.page("Protection data explorer", `<h1>Protection data explorer</h1>
<p class="lead">Since July 2022 the quarterly bulletin is no longer published as a PDF. Use the explorer to choose a period, a region and a measure.</p>
<form><label>Period <select><option>April to June 2022</option><option>January to March 2022</option></select></label><label>Measure <select><option>First applications</option><option>Decisions</option></select></label></form>
<figure role="img" aria-label="line chart"><svg viewBox="0 0 400 120"><polyline points="0,90 60,70 120,84 180,40 240,30 300,22 360,9"/></svg><figcaption>First applications, four-quarter average</figcaption></figure>
<p>Between April and June 2022 there were 19,204 first applications. Data before 2021 are being converted and will be added in stages.</p>`)), "", "changed/type", "changed/quote-lost").
		quote(quoteArrivalsEN, "gone")

	s.add("wall-too-many-requests", set.Answer{Status: 429, Header: httpHeader("Content-Type", "text/html", "Retry-After", "3600"), Body: []byte("<html>\r\n<head><title>429 Too Many Requests</title></head>\r\n<body>\r\n<center><h1>429 Too Many Requests</h1></center>\r\n<hr><center>nginx/1.18.0</center>\r\n</body>\r\n</html>\r\n")}, "", "blocked/rate-limited").
		quote(quoteArrivalsEN, "gone", "unclear")

	s.add("fault-service-unavailable", as(503, htmlPage([]byte(`<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Sorry, there is a problem with the service</title></head><body><main><h1>Sorry, there is a problem with the service</h1><p>Try again later. Your files have not been lost.</p></main></body></html>
`), "Retry-After", "600")), "", "unreachable/http-5xx").
		quote(quoteMinorsEN, "gone", "unclear")
	return s
}

// value is a row's value with its last two digits exchanged or, if they are
// alike, raised by more.
func (d paper) value(row string, col, more int) string {
	b, i := d.row(row)
	v := []byte(b.rows[i][col])
	n := len(v)
	if v[n-1] != v[n-2] {
		v[n-1], v[n-2] = v[n-2], v[n-1]
		return string(v)
	}
	v[n-2] = '0' + byte((int(v[n-2]-'0')+more/10)%10)
	return string(v)
}
