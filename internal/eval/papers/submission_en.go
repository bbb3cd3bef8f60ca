package papers

import "slices"

const (
	quoteSchoolEN = "Eleven of the fourteen schools in the district teach no hours at all in the minority language, although the law provides for at least six a week"
	quoteFinesEN  = "Ministry of Justice, letter No. 07-2/114 of 9 October 2018, stating that 63 fines had been imposed on religious associations in nine months"
)

func submissionEN() paper {
	fill := submissionPhrasesEN.half(0).paragraphs(126, 9, 2)
	d := paper{lang: "en", title: "Alternative report on the implementation of the Covenant"}
	add := func(bs ...block) { d.blocks = append(d.blocks, bs...) }
	add(
		mid("Alternative report on the implementation of the Covenant"),
		mid("Submitted to the Committee for its 126th session by the Steppe Rights Coalition"),
		h("I. Introduction"),
		num("1.", "The Steppe Rights Coalition is a network of 17 organisations, founded in 2009. This report covers the period from July 2016 to March 2019 and follows the order of the list of issues."),
		num("2.", "The coalition has not received financial support for this report from any government. Drafts were discussed at three public meetings."),
		h("II. Languages in education"),
		num("3.", quoteSchoolEN+". Parents who asked for such lessons were told that there were no teachers."),
	)
	for i, f := range fill[:3] {
		add(num([]string{"4.", "5.", "6."}[i], f))
	}
	add(
		tab(cells("District | Schools | With lessons | Hours a week"), cells("Arka | 14 | 3 | 4"), cells("Bayan | 9 | 1 | 2"), cells("Kyzyl | 22 | 7 | 5"), cells("Tersek | 11 | 0 | 0")),
		h("III. Freedom of religion"),
		num("7.", "The amended law of 2017 made registration depend on 50 founding members. Since then no new association has been registered.¤", quoteFinesEN+"."),
		num("8.", "The Ombudswoman, Ms. Elvira Sadykh, visited the detained pastor on 4 December 2018 and asked for his treatment in a civilian hospital."),
	)
	for i, f := range fill[3:6] {
		add(num([]string{"9.", "10.", "11."}[i], f))
	}
	add(h("IV. Assembly"), num("12.", "Of the 134 notices of assemblies that we have documented, the authorities accepted seven."))
	for i, f := range fill[6:] {
		add(num([]string{"13.", "14.", "15."}[i], f))
	}
	add(
		h("V. Suggested recommendations"),
		num("16.", "Repeal the requirement of 50 founding members for religious associations."),
		num("17.", "Train and employ at least 30 teachers of minority languages by 2022."),
		num("18.", "Replace the permission procedure for assemblies by one of notification."),
	)
	return d
}

func submissionOtherEN() paper {
	fill := submissionPhrasesEN.half(1).paragraphs(127, 9, 2)
	d := paper{lang: "en", title: "Information on water and housing"}
	d.blocks = []block{
		mid("Information for the adoption of the list of issues"), mid("Right to water and adequate housing in the river districts"),
		num("1.", "This paper was written by residents of four villages that were flooded in April 2021. It concerns compensation, drinking water and the demolition of 212 houses."),
	}
	for i, f := range fill {
		d.blocks = append(d.blocks, num([]string{"2.", "3.", "4.", "5.", "6.", "7.", "8.", "9.", "10."}[i], f))
	}
	d.blocks = append(d.blocks, num("11.", "We ask the Committee to raise the drinking-water standard, the survey of 2020 and the suspended auction with the delegation."))
	return d
}

var submissionPhrasesEN = phrasebook{
	sentences: []string{
		"In {district} the head of the education department explained in {month} 2018 that {3-9} posts had been advertised and that nobody had applied.",
		"The wells in {district} were tested in {month} 2021 and showed nitrate at {2-7} times the limit.",
		"Textbooks for grades {5-9} date from {1989-1998}; in {district} {20-70} copies are shared by {90-240} pupils.",
		"A tanker comes to {district} every {2-6} days and leaves {20-60} litres for each household.",
		"Police entered a house in {district} on {2-28} {month} 2018, during a service attended by {9-33} people, and filmed their faces for {10-45} minutes.",
		"The commission valued a house of {40-95} square metres in {district} at less than the price of {3-9} cows.",
		"Appeals against the fines were decided in {5-12} minutes each, and {2-9} of them on the same morning in {month}.",
		"Of {210-480} claims filed by {month} 2021, the akimat of {district} had paid {12-60} in full.",
		"In {month} 2018 the city of {district} offered organisers a stadium {6-19} kilometres away, for {60-240} participants.",
		"The new quarter near {district} has {2-4} bus services a day, no pharmacy, and gas for {30-80} of its {90-190} flats.",
		"We know of {3-11} persons who were questioned in {district} at their place of work after giving their names to the notice.",
		"Bulldozers arrived in {district} at {5-7} a.m. on {2-28} {month}, {3-14} days before the term set by the court.",
		"The regional court in {district} held {4-15} hearings behind closed doors between {month} and December 2018.",
		"An engineer’s report of {30-90} pages, which {district} obtained in {month} 2020, had warned that the dyke was {40-110} centimetres too low.",
		"Inspectors required {9-28} certificates from one prayer house in {district}, among them a plan of the cellar.",
		"Schools in {district} reopened after {4-17} weeks, with {10-40} chemical toilets for {300-700} children.",
		"The draft decree on mother-tongue lessons has lain with the cabinet since {month} 2017, as {district} confirmed in a letter of {2-6} lines.",
		"The auction of {12-60} plots outside {district} was suspended in {month} without a reason being published.",
	},
	slots: map[string][]string{
		"district": {"Arka", "Bayan", "Kyzyl", "Tersek", "Zhylga", "Tasbulak"},
		"month":    {"January", "February", "April", "May", "June", "September", "October", "November"},
	},
}

func submissionShelfEN() *shelf {
	d := submissionEN()
	draft := edition{
		header: "Alternative report, 126th session", footer: "Steppe Rights Coalition", author: "Coalition", editor: "D. Osman", app: "Microsoft Office Word",
		created: "2019-05-02T11:00:00Z", modified: "2019-05-27T21:14:00Z", revision: 23, runs: 12,
		comments: []string{"Please check the number with the ministry before we send it.", "OK for me"}, reformatted: []string{"Ms. Elvira Sadykh"},
	}
	file := docxFile(d.DOCX(draft), "Content-Disposition", `attachment; filename="INT_CCPR_CSS_KSR_35118_E.docx"`)
	s := &shelf{
		site: "papers-submission-en", path: "/treatybodyexternal/Download.aspx?symbolno=INT%2fCOV%2fCSS%2f35118&Lang=en",
		before: file, was: d.words(),
		portal: portal{
			lang: "en", name: "Committee document database", about: "Reports, lists of issues and submissions", skin: "dspace",
			menu: []string{"Browse by country", "Browse by committee", "Browse by session", "Help"}, links: []string{"/treatybodyexternal/Countries.aspx", "/treatybodyexternal/Committees.aspx", "/treatybodyexternal/Sessions.aspx", "/treatybodyexternal/Help.aspx"},
			search: "Symbol or title", cookies: "This database sets one session cookie.|OK", foot: []string{"Secretariat of the Committee", "Send feedback"},
			news: []string{"1 July 2019: Opening of the 126th session", "29 May 2019: Deadline for submissions"},
			lost: [2]string{"404", "<h2>404 - File or directory not found.</h2>\n<p>The resource you are looking for might have been removed, had its name changed, or is temporarily unavailable.</p>"},
		},
	}

	clean := draft
	clean.comments, clean.reformatted, clean.runs, clean.backward, clean.rsid = nil, nil, 0, true, "00F00D11"
	clean.author, clean.editor, clean.modified, clean.revision = "", "", "2019-06-11T08:00:00Z", 1
	s.add("noise-comments-and-names-of-authors-removed", docxFile(d.DOCX(clean), "Content-Disposition", `attachment; filename="35118_E_clean.docx"`), d.words(), "ok/*").
		quote(quoteSchoolEN, "verbatim").quote(quoteFinesEN, "verbatim").
		note("The secretariat cleans the properties and comments of what it publishes.")

	name := d.with("Ms. Elvira Sadykh, visited", "Ms. Elmira Sadykh, visited")
	s.add("edit-letter-of-a-name", docxFile(name.DOCX(clean)), name.words(), "changed/edited").
		quote(quoteSchoolEN, "verbatim")

	fines := d.with("stating that 63 fines had", "stating that 36 fines had")
	s.add("quote-number-in-a-footnote", docxFile(fines.DOCX(clean)), fines.words(), "changed/quote-lost").
		quote(quoteFinesEN, "unclear", "gone").quote(quoteSchoolEN, "verbatim")

	other := submissionOtherEN()
	s.add("type-pdf-of-another-submission", pdfFile(other.PDF(look{font: subset, size: 12, id: "other", header: [2]string{"Right to water", "Right to water"}})), other.words(), "changed/type", "changed/replaced", "changed/quote-lost").
		quote(quoteSchoolEN, "gone").
		note("The number was given away again: another kind of file and another text.")

	body := file.Body
	s.add("fault-file-ends-early-with-the-right-length", docxFile(slices.Clip(body[:len(body)*3/10])), "", "unreachable/truncated", "unreachable/protocol", "blocked/unreadable").
		quote(quoteSchoolEN, "gone", "unclear").
		note("Word says that the file is damaged: the directory at the archive's end is missing.")

	s.add("wall-access-is-denied", as(403, htmlPage([]byte(`<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"/>
<title>403 - Forbidden: Access is denied.</title>
<style type="text/css">
body{margin:0;font-size:.7em;font-family:Verdana,Arial,Helvetica,sans-serif;background:#EEEEEE;}
#header{width:96%;margin:0;padding:6px 2% 6px 2%;color:#FFF;background-color:#555555;}
</style>
</head>
<body>
<div id="header"><h1>Server Error</h1></div>
<div id="content"><div class="content-container"><fieldset>
<h2>403 - Forbidden: Access is denied.</h2>
<h3>You do not have permission to view this directory or page using the credentials that you supplied.</h3>
</fieldset></div></div>
</body>
</html>
`), "Server", "Microsoft-IIS/8.5")), "", "blocked/forbidden").
		quote(quoteSchoolEN, "gone", "unclear")
	return s
}
