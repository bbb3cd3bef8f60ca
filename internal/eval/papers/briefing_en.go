package papers

import (
	"slices"

	"archiver/internal/eval/set"
)

const (
	quoteOfficeEN   = "officials offered to reclassify the offences only after 214 of the 389 affidavits had been filed, and the first official confirmation followed five weeks later"
	quoteFacilityEN = "In the five facilities we visited, women were offered no confidential way to file a complaint"
	quoteBudgetEN   = "Funding for legal aid fell from 4.1 million to 2.6 million between 2018 and 2020, while the number of applications rose by a third"
)

func briefingEN() paper {
	fill := briefingPhrasesEN.half(0).paragraphs(2021, 10, 2)
	d := paper{lang: "en", title: "Waiting for an Answer: complaints from women in closed facilities"}
	add := func(bs ...block) { d.blocks = append(d.blocks, bs...) }
	add(
		mid("WAITING FOR AN ANSWER"),
		mid("Complaints from women in closed facilities"),
		p("Briefing paper, May 2021"),
		h("Summary"),
		p("Between September 2019 and December 2020 the Open Door Initiative interviewed 147 women who had spent at least one month in a closed facility. This briefing sets out what they told us, what the authorities have confirmed, and what remains to be clarified."),
		p(quoteFacilityEN+". Where boxes for letters existed, they were opened by the same staff about whom the letters were written.¤", "Interviews nos. 12, 31, 44 and 90; on file."),
		p("We make nine recommendations. The first, and the most urgent, is that an office independent of the prison service be given the power to enter any facility at any time."),
		h("How we worked"),
	)
	for _, f := range fill[:3] {
		add(p(f))
	}
	add(
		h("What the files show"),
		p("The files of the regional prosecutor, which we were able to consult in part, show that "+quoteOfficeEN+". The officers concerned had by then been transferred."),
		tab(cells("Facility | Complaints | Answered | Upheld"), cells("Rudny | 84 | 61 | 3"), cells("Northern, No. 2 | 112 | 70 | 0"), cells("Aksu | 57 | 49 | 2"), cells("Seaside | 39 | 12 | 1"), cells("Transit centre | 97 | 22 | 0")),
		p("Table 1. Complaints registered from January 2018 to June 2020, as stated in replies to our requests."),
	)
	for _, f := range fill[3:6] {
		add(p(f))
	}
	add(
		h("Money and staff"),
		p(quoteBudgetEN+". The difference was not explained in the two budget reports that followed."),
	)
	for _, f := range fill[6:] {
		add(p(f))
	}
	add(
		h("In her words"),
		p("“I asked for the form on Monday. On Friday they said the forms had run out. I wrote on the back of a menu. It came back with a stamp: not in the prescribed form.” — M., 34, held for 16 months"),
		h("Recommendations"),
		num("1.", "Give an independent office unconditional access to all closed facilities, including at night."),
		num("2.", "Acknowledge each complaint in writing within five working days, and answer it within 30."),
		num("3.", "Publish figures for every facility, every quarter, broken down by the subject of the complaint."),
		num("4.", "Protect those who complain, and their witnesses, from transfer for 90 days."),
		p("The Open Door Initiative is an independent organisation. It does not accept funds from governments or from companies that run facilities."),
	)
	return d
}

// briefingNextEN is the next year's paper.
func briefingNextEN() paper {
	fill := briefingPhrasesEN.half(1).paragraphs(2022, 11, 2)
	d := paper{lang: "en", title: "Who Pays for the Bus: families, distance and visits"}
	add := func(bs ...block) { d.blocks = append(d.blocks, bs...) }
	add(
		mid("WHO PAYS FOR THE BUS"), mid("Families, distance and visits"), p("Briefing paper, June 2022"),
		h("Summary"),
		p("A prison visit costs a household in the north the equivalent of 11 days’ wages. This paper asks who carries that cost, how visits are refused, and why the rules say one thing and the timetable another."),
		h("Distance"),
	)
	for i, f := range fill {
		if i == 6 {
			add(h("Refusals"))
		}
		add(p(f))
	}
	add(h("What should change"),
		num("1.", "Hold people in the region where their children live."),
		num("2.", "Refund one journey a month to households under the poverty line."),
		num("3.", "Give reasons when a visit is refused, on paper, on the day."),
		p("The Open Door Initiative is an independent organisation. It does not accept funds from governments or from companies that run facilities."))
	return d
}

var briefingPhrasesEN = phrasebook{
	sentences: []string{
		"Of the women we met in {place}, {12-48} said that a first complaint had been returned to them within {3-9} days, without a number or a signature.",
		"The last bus to {place} leaves at {5-9}.40 a.m. and a ticket costs {1200-3900}, which {4-9} out of ten families described as too much.",
		"Staff confirmed that the register in {place} had been rewritten in {month} 2019, after {2-6} pages were found to be missing.",
		"In {month} a grandmother travelled {300-1400} kilometres with {2-3} children, and was told at the gate that the visiting room was being painted.",
		"A doctor employed there for {4-17} years told us that injuries were recorded on a separate sheet, filed in {place} and never shown to inspectors.",
		"Only {3-9} of {20-60} places had a timetable on the wall, and in {place} it was {2-5} years old.",
		"The difficulty is not one of law: section {14-60} of the code obliges the director to forward any sealed letter within {1-3} days.",
		"Parcels weighing more than {5-19} kilograms are sent back at the sender’s expense, as happened in {place} on {3-30} {month}.",
		"We verified {15-70} of these accounts against hospital discharge notes, and found the dates to differ by no more than {2-4} days.",
		"A video call lasts {7-15} minutes and must be booked {3-8} days ahead; in {month} the line to {place} was down for {6-19} days.",
		"In the offices of the inspectorate, {3-8} people deal with letters from {11-29} facilities, which gives each of them {19-44} files a week.",
		"Children under {12-16} need a paper from school, a paper from the clinic and, in {place}, a photograph no older than {2-6} months.",
		"Officials in {place} declined to comment, but sent a list of {4-12} training sessions that had been held since {month} 2018.",
		"One father had applied {5-14} times since {month}; each refusal was a stamp of {2-4} words.",
		"Complaints about food, heating and hygiene made up {31-64} per cent of the total, and those about violence {6-19} per cent.",
		"The railway stopped selling through tickets to {place} in {month} 2020, which adds {3-9} hours and a night in a waiting room.",
		"A former officer, who served for {6-21} years, described how forms were kept in a safe to which {2-3} people had the key.",
		"Relatives told us of {6-18} visits cut short because somebody had cried, a ground that no rule mentions.",
		"When the first inspection reached {place}, in {month} 2020, {9-33} women had been moved elsewhere {2-5} days before.",
		"Households in the survey had {2-6} members and lived on {60-190} thousand a month, a fifth of it spent on visits to {place}.",
	},
	slots: map[string][]string{
		"place": {"Rudny", "Aksu", "the Seaside facility", "the transit centre", "the northern facility", "the hospital wing"},
		"month": {"January", "March", "April", "June", "September", "October", "November"},
	},
}

func briefingShelfEN() *shelf {
	d := briefingEN()
	two := look{
		size: 11, margin: 80, columns: 2, font: subset, hyphen: '-', justify: true, words: asKerned,
		header: [2]string{"WAITING FOR AN ANSWER", "OPEN DOOR INITIATIVE | MAY 2021"}, footer: [2]string{"%p", "%p"},
		producer: "Adobe PDF Library 15.0", creator: "Adobe InDesign CC 2017 (Windows)", created: "D:20210517160233+01'00'", id: "odi", breakIn: quoteBudgetEN, breakColumn: true,
	}
	body := d.PDF(two)
	file := pdfFile(body, "Last-Modified", "Mon, 17 May 2021 15:10:00 GMT")
	s := &shelf{
		site: "papers-briefing-en", path: "/wp-content/uploads/briefings/latest.pdf",
		before: file, was: d.words(),
		portal: portal{
			lang: "en", name: "Open Door Initiative", about: "Eyes and ears in closed places", skin: "wordpress",
			menu: []string{"Publications", "Campaigns", "About us", "Donate"}, links: []string{"/publications/", "/campaigns/", "/about/", "/donate/"},
			search: "Search", cookies: "This website uses cookies to improve your experience.|Accept",
			foot:    []string{"© 2021 Open Door Initiative. Registered charity no. 0009911", "<a href=\"/privacy/\">Privacy</a> <a href=\"/jobs/\">Jobs</a> <a href=\"/newsletter/\">Newsletter</a>"},
			news:    []string{"17 May 2021: New briefing: Waiting for an Answer", "4 May 2021: Our answer to the ministry’s statement", "22 April 2021: We are hiring a researcher"},
			section: "/publications/", document: "Waiting for an Answer (PDF)",
			lost: [2]string{"Nothing here", "<h1>Oops! That page can’t be found.</h1>\n<p>It looks like nothing was found at this location. Maybe try one of the links above or a search?</p>"},
		},
	}

	one := two
	one.columns, one.size, one.margin, one.font, one.ligatures, one.words, one.breakIn = 1, 11, 80, standard, true, asLine, ""
	one.producer, one.creator, one.created, one.id, one.stamp = "Skia/PDF m90", "Chromium", "D:20220110101010+00'00'", "print", "Printer-friendly version"
	s.add("noise-one-column-for-printing", pdfFile(d.PDF(one)), d.words(), "ok/*").
		quote(quoteOfficeEN, "verbatim").quote(quoteBudgetEN, "verbatim").
		note("The quote on offices and affidavits is full of ligatures now.")

	rows := two
	rows.byRow, rows.font, rows.ligatures, rows.id, rows.packed, rows.words = true, composite, true, "rows", true, asWords
	rows.producer = "PDFlib 9.1 (Linux)"
	s.add("noise-written-across-the-columns", pdfFile(d.PDF(rows)), d.words(), "ok/*").
		quote(quoteFacilityEN, "verbatim").quote(quoteBudgetEN, "verbatim").
		note("It looks as before; in the file, lines of the two columns take turns.")

	signed := redirect(302, "/wp-content/uploads/briefings/latest.pdf?token=eyJhbGciOiJIUzI1NiJ9.9f3c&expires=1660000000")
	s.add("noise-token-in-the-query", signed, d.words(), "ok/*").
		at("/wp-content/uploads/briefings/latest.pdf?token=eyJhbGciOiJIUzI1NiJ9.9f3c&expires=1660000000", file).
		quote(quoteBudgetEN, "verbatim").
		note("A plugin hands the file out by a signed address that lives for an hour: a temporary redirect, nothing moved.")

	cell := d.cell("Seaside", 1, "93")
	s.add("edit-table-cell-in-a-column", pdfFile(cell.PDF(two)), cell.words(), "changed/edited").
		quote(quoteBudgetEN, "verbatim").
		note("39 complaints became 93.")

	annex := d.append(
		h("Annex: letter from the prison service"),
		p("The prison service wrote to us on 30 July 2021, after publication. At its request we reproduce the letter in full."),
		p("“The Service takes every communication seriously. A working group has been set up to study the paper, and will report by the end of the year. The Service wishes to state that boxes for letters are sealed, that they are opened in the presence of a public council, and that the table published on page 3 omits complaints settled orally. It further regrets that the authors did not wait for its written position, which was sent on 14 May by ordinary post.”"),
		p("We received the letter of 14 May on 2 June. The table is taken from the Service’s own replies."))
	s.add("edit-annex-added", pdfFile(annex.PDF(two)), annex.words(), "changed/edited").
		quote(quoteFacilityEN, "verbatim").quote(quoteBudgetEN, "verbatim")

	figures := d.with("after 214 of the 389 affidavits", "after 241 of the 389 affidavits")
	s.add("quote-number-changed-among-ligatures", pdfFile(figures.PDF(rows)), figures.words(), "changed/quote-lost").
		quote(quoteOfficeEN, "unclear", "gone").quote(quoteFacilityEN, "verbatim")

	next := briefingNextEN()
	nextLook := two
	nextLook.header, nextLook.id, nextLook.created = [2]string{"WHO PAYS FOR THE BUS", "OPEN DOOR INITIATIVE | JUNE 2022"}, "odi 2022", "D:20220620120000+01'00'"
	nextLook.breakIn = ""
	s.add("replaced-by-the-next-edition", pdfFile(next.PDF(nextLook)), next.words(), "changed/replaced", "changed/quote-lost").
		quote(quoteBudgetEN, "gone").
		note("The address always shows the newest paper.")

	s.add("wall-terms-to-accept-first", htmlPage(s.portal.page("Terms of download", `<article class="page">
<h1>Before you download</h1>
<p>Our publications are free. To download <em>latest.pdf</em>, please confirm that you have read our terms of use and our cookie policy.</p>
<form method="post" action="/wp-admin/admin-post.php"><input type="hidden" name="action" value="accept_terms"><label><input type="checkbox" name="terms" required> I accept the terms of use and the storing of cookies on my device</label><button type="submit">Agree and continue</button><a href="/">No, take me back</a></form>
</article>`)), "", "blocked/consent-wall").
		quote(quoteOfficeEN, "gone", "unclear")

	s.add("type-viewer-of-scripts-only", htmlPage([]byte(`<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Viewer</title><meta name="viewport" content="width=device-width,initial-scale=1"><link rel="stylesheet" href="/flipbook/static/css/main.4f0a1c.css"></head>
<body><div id="root"></div><div id="toolbar" hidden></div><script>window.__DOC__={"id":"a81f","pages":12,"tiles":"/flipbook/tiles/a81f/"};</script><script src="/flipbook/static/js/runtime.7d1e.js"></script><script src="/flipbook/static/js/vendor.0b55.js"></script><script src="/flipbook/static/js/main.e1c0.js"></script></body></html>
`)), "", "blocked/unreadable").
		quote(quoteFacilityEN, "gone", "unclear").
		note("Without scripts nothing of the document can be seen, nor that it is another.")

	s.add("dead-file-of-no-bytes", pdfFile(nil, "Last-Modified", "Sat, 12 Feb 2022 03:10:00 GMT"), "", "dead/empty").
		quote(quoteBudgetEN, "gone").
		note("The disk was full when the file was copied: 200, application/pdf, Content-Length 0.")

	s.add("moved-to-the-library-host", redirect(301, "//library.open-door.example/2021/waiting-for-an-answer.pdf"), d.words(), "moved/redirect").
		at("//library.open-door.example/2021/waiting-for-an-answer.pdf", pdfFile(d.PDF(one))).
		quote(quoteOfficeEN, "verbatim")

	s.add("fault-connection-breaks-off", set.Answer{Header: httpHeader("Content-Type", "application/pdf"), Body: body[:len(body)*2/5], Fault: "truncated"}, "", "unreachable/truncated").
		quote(quoteBudgetEN, "gone", "unclear")

	s.add("fault-without-end", set.Answer{Header: httpHeader("Content-Type", "application/pdf"), Body: slices.Clip(body[:1000]), Fault: "too-large"}, "", "unreachable/too-large").
		quote(quoteBudgetEN, "gone", "unclear")
	return s
}
