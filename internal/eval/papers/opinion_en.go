package papers

import "archiver/internal/eval/set"

const (
	quoteHeldEN   = "The Panel finds that Mr. Temirov was held for 43 days without being brought before a judge, in violation of article 9 (3) of the Covenant."
	quoteSermonEN = "the Government has not shown that the lecture of 7 March 2017 contained any call to violence or any advocacy of hatred"
	quoteRemedyEN = "the appropriate remedy would be to release Mr. Temirov immediately and accord him an enforceable right to compensation and other reparations, in accordance with international law"
)

// opinionEN is an opinion of a body of experts, in the form such opinions have.
func opinionEN() paper {
	fill := opinionPhrasesEN.paragraphs(58, 32, 3)
	d := paper{lang: "en", title: "Opinion No. 58/2018 concerning Ilyas Temirov (Merania)"}
	d.blocks = []block{
		mid("Opinions adopted by the Panel of Experts on Detention at its eighty-second session, 20–24 August 2018"),
		mid("Opinion No. 58/2018 concerning Ilyas Temirov (Merania)"),
		num("1.", "The Panel of Experts on Detention was established by the Conference of States in its decision 1994/17, which clarified and extended the mandate of the Panel. The mandate was most recently extended for a three-year period by decision 33/30.¤", "See CDP/36/38, annex, paras. 4–7."),
		num("2.", "In accordance with its methods of work, on 12 April 2018 the Panel transmitted to the Government of Merania a communication concerning Ilyas Temirov. The Government replied to the communication on 11 June 2018. The State is a party to the Covenant."),
		num("3.", "The Panel regards deprivation of liberty as arbitrary when it is clearly impossible to invoke any legal basis for it (category I); when it results from the exercise of protected rights (category II); when the right to a fair trial has been so gravely disregarded as to give the deprivation an arbitrary character (category III); when asylum seekers are held without review (category IV); or when it rests on discrimination (category V)."),
		h("Submissions"),
		h("Communication from the source"),
		num("4.", "Ilyas Temirov, born in 1971, is a citizen of Merania who usually resides in the town of Karasai. He taught history at a secondary school for nineteen years and gave public lectures at the municipal library."),
		num("5.", "According to the source, on 9 June 2017, at approximately 6.40 a.m., seven officers of the Department of Internal Security entered Mr. Temirov’s apartment. They did not present a warrant, and told his wife that the document would be shown “at the office”.¤ The search lasted four hours and 15 minutes.", "A copy of the search record, made available to the Panel, bears the date of 10 June 2017."),
		num("6.", "The source reports that two telephones, one laptop computer and 31 books were taken. Among the books were school textbooks that the Ministry of Education had approved in 2012."),
	}
	d.blocks = append(d.blocks, numbered(7, fill[:8]...)...)
	d.blocks = append(d.blocks,
		num("15.", "On 22 July 2017, Mr. Temirov was brought before an investigating judge of Karasai District Court No. 2 for the first time. The hearing lasted nine minutes. His request for an interpreter was refused on the ground that he spoke the language of the proceedings sufficiently well."),
		num("16.", "On 14 November 2017, the Court sentenced him to five years and six months of imprisonment under article 174 (2) of the Criminal Code. The appeal was dismissed on 30 January 2018 in his absence."),
	)
	d.blocks = append(d.blocks, numbered(17, fill[8:15]...)...)
	d.blocks = append(d.blocks,
		h("Response from the Government"),
		num("24.", "In its reply, the Government states that Mr. Temirov was apprehended lawfully and that his detention was sanctioned by a court within the period set by the Code of Criminal Procedure. It adds that he was examined by a doctor on 10 June 2017 and that no injuries were found."),
		num("25.", "The Government did not respond to the allegation that Mr. Temirov had been denied access to counsel of his own choosing between 9 and 13 June 2017."),
	)
	d.blocks = append(d.blocks, numbered(26, fill[15:22]...)...)
	d.blocks = append(d.blocks,
		h("Discussion"),
		num("33.", "In determining whether the deprivation of liberty of Mr. Temirov is arbitrary, the Panel has regard to the principles established in its jurisprudence to deal with evidentiary issues.¤ If the source has presented a prima facie case, the burden of proof rests upon the Government if it wishes to refute the allegations.", "See CDP/19/57, para. 68."),
		num("34.", quoteHeldEN+" No exceptional circumstance was invoked that might have justified a longer period than the 48 hours which are ordinarily sufficient to satisfy the requirement of promptness."),
	)
	d.blocks = append(d.blocks, numbered(35, fill[22:27]...)...)
	d.blocks = append(d.blocks,
		num("40.", "With regard to category II, "+quoteSermonEN+". A recording of the whole lecture, of 52 minutes, was placed at the disposal of the Panel, which notes that the lecturer spoke about the census of 1926 and answered questions from the audience."),
		num("41.", "The Panel considers that the conviction rested on the opinion of a single expert in linguistics, whose qualifications the defence was not permitted to examine. The trial court heard neither of the two experts whom the defence had proposed."),
	)
	d.blocks = append(d.blocks, numbered(42, fill[27:32]...)...)
	d.blocks = append(d.blocks,
		h("Disposition"),
		num("47.", "In the light of the foregoing, the Panel renders the following opinion: the deprivation of liberty of Ilyas Temirov, being in contravention of articles 9, 10, 11 and 19 of the Declaration and of articles 9, 14, 19 and 22 of the Covenant, is arbitrary and falls within categories I, II and III."),
		num("48.", "The Panel considers that, taking into account all the circumstances of the case, "+quoteRemedyEN+"."),
		num("49.", "The Panel urges the Government to ensure a full and independent investigation of the circumstances surrounding the arbitrary deprivation of liberty of Mr. Temirov and to take appropriate measures against those responsible for the violation of his rights."),
		num("50.", "The Panel requests the source and the Government to provide it, within six months of the date of transmission of the present opinion, with information on action taken in follow-up to the recommendations."),
		p("[Adopted on 23 August 2018]"),
	)
	return d
}

var opinionPhrasesEN = phrasebook{
	sentences: []string{
		"The source adds that on {day} {month} 2017 he was taken to {place}, where he was questioned for {3-9} hours by {4-6} officers who did not give their names.",
		"According to the source, the lawyer appointed by the State attended only {2-5} of the {11-19} interviews and signed the records of {6-9} others afterwards.",
		"The cell at {place} reportedly measured {7-16} square metres and was shared by {5-12} persons, who slept in turns.",
		"In the period between June and {month} 2017, relatives were permitted to visit {2-4} times, for no more than {15-45} minutes on each occasion.",
		"The source notes that a complaint lodged with {office} on {day} {month} 2017 received no answer within the {10-30} days prescribed by law.",
		"A medical certificate dated {day} {month} 2017 recorded pain in the back, a weight loss of {6-14} kilograms and blood pressure of {150-190} over {95-110}.",
		"It is further submitted that the request for release on bail was rejected by {office} without a hearing, by an order of {120-240} words.",
		"The prosecutor relied on testimony of witness No. {2-9}, whose identity was withheld and who answered through a device that altered the voice.",
		"During the hearing of {day} {month} 2017, the presiding judge ordered {3-8} members of the public to leave the room, giving no reason.",
		"The indictment, which runs to {64-180} pages, was handed to the defence only {2-6} days before the trial opened.",
		"The source observes that {office} has never published the decision by which the {noun} concerned was included in the list.",
		"On {day} {month} 2017, {office} refused to open an investigation into the alleged ill-treatment, citing the absence of elements of a crime.",
		"In the view of the source, the sanction was disproportionate, since the {noun} had been read by no more than {20-90} persons.",
		"The transfer to {place}, some {340-1900} kilometres from his home, was carried out over {5-16} days without notice to the family.",
		"The source recalls that {3-9} other teachers were summoned to {place} in {month} 2017 and were asked about the {noun}.",
		"Books returned to the family in {month} 2018 lacked {12-60} pages, and the inventory made no mention of them.",
		"The Government maintains that the {noun} was examined by a commission of {3-7} specialists, which found signs of incitement on {4-30} pages.",
		"It states that detainees at {place} receive {3-4} meals a day and that {office} inspects the premises every {2-6} weeks.",
		"According to the reply, counsel was notified by telephone on {day} {month} 2017 and arrived {40-130} minutes later.",
		"The Government refers to section {11-48} of the law on operational activities, under which the files concerned remain closed for {15-75} years.",
		"It explains that {office} considered the complaint on {day} {month} 2018 and found the actions of the officers to be lawful.",
		"The Government submits that the prisoner was placed under strict conditions for {10-45} days because of {3-6} breaches of the internal rules.",
		"The Panel observes that no copy of the order of {day} {month} 2017 was supplied with the reply, although {office} had relied on it.",
		"It recalls its opinion No. {10-90}/201{3-7}, in which it found that a {noun} could not by itself justify pretrial detention.",
		"The Panel reiterates that any restriction must be provided by law, and finds section {11-48} too vague to allow a person to foresee its effect.",
		"It notes with concern that {office} is at once responsible for the inquiry and for {place}.",
		"The Panel is not persuaded that {3-8} interviews held at night, between {10-11} p.m. and {4-6} a.m., were required by urgency.",
		"In {month} 2017 the Panel had received {3-12} comparable communications from the same region, {2-3} of which concerned a {noun}.",
		"It considers that equality of arms was not respected where the defence obtained the case file of {9-24} volumes for {2-7} days only.",
		"The Panel refers the matter to the Special Rapporteur, given that {office} took no step in the {5-14} months that followed.",
		"Paragraph {11-40} of the guidelines requires that reasons be recorded, and the order signed at {place} records none.",
		"It is undisputed that the person concerned was in the power of {office} from {day} {month} 2017, whatever the hour entered in the register.",
	},
	slots: map[string][]string{
		"day":    {"2", "3", "5", "8", "11", "13", "16", "18", "21", "24", "26", "29"},
		"month":  {"June", "July", "August", "September", "October", "November", "December"},
		"place":  {"remand centre No. 4", "the Karasai temporary holding facility", "the regional department building", "colony No. 27", "the remand prison in Ustin", "the isolation wing in Belbulak"},
		"office": {"the regional prosecutor’s office", "the Department of Internal Security", "Karasai District Court No. 2", "the Ombudsman’s office", "the Prison Service", "the supervisory chamber"},
		"noun":   {"lecture", "brochure", "reading circle", "message", "recording", "periodical", "collection of poems"},
	},
}

func opinionShelfEN() *shelf {
	d := opinionEN()
	un := look{
		size: 13.5, margin: 120, header: [2]string{"CDP/2018/58", "CDP/2018/58"}, footer: [2]string{"GE.18-15202   %p", "%p   GE.18-15202"},
		font: composite, breakIn: quoteSermonEN, producer: "Acrobat Distiller 15.0 (Windows)", creator: "Acrobat PDFMaker 15 for Word",
		created: "D:20181109154402+01'00'", id: "ge-15202",
	}
	file := pdfFile(d.PDF(un), "Last-Modified", "Fri, 09 Nov 2018 14:45:10 GMT", "ETag", `"5be59d16-4a1f2"`)
	s := &shelf{
		site: "papers-opinion-en", path: "/sites/default/files/Documents/Issues/Detention/Opinions/Session82/CDP_2018_58.pdf",
		before: file, was: d.words(),
		portal: portal{
			lang: "en", name: "Panel of Experts on Detention", about: "Independent experts of the Conference of States", skin: "drupal",
			menu: []string{"Opinions", "Sessions", "Submit a case", "Annual reports", "News and events"}, links: []string{"/en/opinions", "/en/sessions", "/en/submit", "/en/reports", "/en/news"},
			search: "Search", cookies: "We use cookies to measure visits. No personal data are kept.|Accept all",
			foot:    []string{"© Conference of States, Palais des Bastions, 1202 Geneva", "<a href=\"/en/terms\">Terms of use</a> · <a href=\"/en/contact\">Contact</a> · <a href=\"/en/jobs\">Employment</a>"},
			news:    []string{"23 August 2018: Panel closes its eighty-second session", "2 August 2018: Experts to visit two countries this autumn", "11 July 2018: Call for input on detention and new technologies", "19 June 2018: Statement on prolonged pretrial detention"},
			section: "/en/opinions", document: "Opinion No. 58/2018 (Merania)",
			lost: [2]string{"Page not found", "<h1>Page not found</h1>\n<p>The requested page could not be found. It may have been moved during the migration of our website in 2020.</p>\n<p>Please use the search, or go to the <a href=\"/\">home page</a>.</p>"},
		},
	}

	other := un
	other.font, other.ligatures, other.words, other.order, other.plain = standard, true, asKerned, backwards, true
	other.producer, other.creator, other.created, other.id, other.breakIn = "GPL Ghostscript 9.27", "", "D:20200217083011Z", "gs 1", ""
	s.add("noise-resaved-by-other-producer", pdfFile(d.PDF(other), "Last-Modified", "Mon, 17 Feb 2020 08:30:15 GMT"), d.words(), "ok/*").
		quote(quoteHeldEN, "verbatim").
		note("The library recompressed all its files: fonts, ligatures, kerning and numbering of objects differ, the text doesn't.")

	paper2 := un.letter()
	paper2.size, paper2.margin, paper2.hyphen, paper2.justify, paper2.breakIn = 10, 80, '-', true, quoteHeldEN
	paper2.header = [2]string{"CDP/2018/58", "Opinions adopted at the eighty-second session"}
	paper2.id, paper2.created, paper2.packed = "letter", "D:20190304111500-05'00'", true
	s.add("noise-repaginated-for-american-paper", pdfFile(d.PDF(paper2), "Last-Modified", "Mon, 04 Mar 2019 16:15:08 GMT"), d.words(), "ok/*").
		quote(quoteHeldEN, "verbatim").quote(quoteSermonEN, "verbatim").
		note("The quotes now stand across line ends with hyphens, and the first across a page with its running header.")

	covered := un
	covered.cover = []string{
		"Reference Library of the Refugee Council", "You have downloaded a document from the Reference Library, the collection of documents on countries of origin.",
		"Title: Opinion No. 58/2018 concerning Ilyas Temirov (Merania)", "Publisher: Panel of Experts on Detention", "Publication date: 23 August 2018",
		"Reference: CDP/2018/58", "Accessed: 6 May 2021", "Disclaimer: This is not a publication of the Refugee Council. The Council is not responsible for, nor does it necessarily endorse, its content.",
	}
	covered.id, covered.producer, covered.order = "covered", "iText 2.1.7 by 1T3XT", stirred
	s.add("noise-cover-leaf-of-a-repository", pdfFile(d.PDF(covered)), d.words(), "ok/*").
		quote(quoteRemedyEN, "verbatim").
		note("A leaf in front names the collection; the opinion itself is untouched.")

	stamped, restamped := un, un
	stamped.stamp = "Downloaded on 12 March 2020 from the Panel’s library. Page %p of %n. IP 203.0.113.9"
	restamped.stamp = "Downloaded on 30 October 2022 from the Panel’s library. Page %p of %n. IP 198.51.100.77"
	restamped.id, restamped.created = "restamped", "D:20221030104403Z"
	s.add("noise-download-line-on-every-page", pdfFile(d.PDF(restamped)), d.words(), "ok/*").
		from(pdfFile(d.PDF(stamped)), d.words()).
		quote(quoteSermonEN, "verbatim").
		note("Each page carries the day and address of the download; the quote runs over a page's end, where the line stands in the middle of it.")

	digit := d.with("31 books were taken", "37 books were taken")
	later := un
	later.modified, later.id, later.producer = "D:20190115090000+01'00'", "saved again", "Adobe Acrobat Pro DC 19.10"
	s.add("edit-digit-in-an-incremental-save", pdfFile(d.resaved(un, digit, later), "Last-Modified", "Tue, 15 Jan 2019 08:00:21 GMT"), digit.words(), "changed/edited").
		quote(quoteHeldEN, "verbatim").
		note("The old page lies in the file still, but is no longer what a reader sees.")

	gone := d.without("31.")
	s.add("edit-paragraph-left-out-in-the-middle", pdfFile(gone.PDF(un)), gone.words(), "changed/edited").
		quote(quoteRemedyEN, "verbatim")

	silent := d.with("The Government did not respond to the allegation", "The Government responded to the allegation")
	s.add("edit-negation", pdfFile(silent.PDF(other)), silent.words(), "changed/edited").
		quote(quoteSermonEN, "verbatim").
		note("Two words less in 4,000, in a file that another program wrote.")

	days := d.with("was held for 43 days", "was held for 34 days")
	s.add("quote-number-changed", pdfFile(days.PDF(un)), days.words(), "changed/quote-lost").
		quote(quoteHeldEN, "unclear", "gone").quote(quoteRemedyEN, "verbatim")

	corr := d.with("at approximately 6.40 a.m., seven officers", "at approximately 7.40 a.m., six officers", "The search lasted four hours and 15 minutes.", "The search lasted four hours.").
		after("Opinion No. 58/2018", p("Reissued for technical reasons on 14 December 2018 (corrigendum)."))
	corrLook := un
	corrLook.header = [2]string{"CDP/2018/58/Corr.1", "CDP/2018/58/Corr.1"}
	corrLook.id, corrLook.created = "corr", "D:20181214170000+01'00'"
	s.add("edit-corrigendum-at-the-same-address", pdfFile(corr.PDF(corrLook)), corr.words(), "changed/edited").
		quote(quoteSermonEN, "verbatim")

	s.add("dead-404-with-a-page", as(404, htmlPage(s.portal.page("Page not found", "<h1>Page not found</h1>\n<p>The document you asked for is not available at this address. Documents issued before 2019 were moved to the Official Documents System.</p>"))), "", "dead/http-404").
		quote(quoteHeldEN, "gone")

	s.add("moved-to-another-folder", redirect(301, "/documents/opinions/2018/cdp-2018-58-merania.pdf"), d.words(), "moved/redirect").
		at("/documents/opinions/2018/cdp-2018-58-merania.pdf", file).
		quote(quoteHeldEN, "verbatim")

	s.add("type-record-page-in-place-of-the-file", htmlPage(s.portal.page("CDP/2018/58", `<article class="node node--type-document">
<h1>Opinion No. 58/2018</h1>
<dl><dt>Symbol</dt><dd>CDP/2018/58</dd><dt>Country</dt><dd>Merania</dd><dt>Session</dt><dd>Eighty-second session</dd><dt>Publication</dt><dd>9 November 2018</dd><dt>Languages</dt><dd>English, French, Russian</dd></dl>
<p>The Panel adopted this opinion under its regular communications procedure. Follow-up information received from the State or the source is published separately, once the Panel has considered it.</p>
<h2>Keywords</h2><ul><li>arrest without warrant</li><li>freedom of expression</li><li>fair trial</li><li>teachers</li></ul>
<p><a class="button" href="/download/17733?lang=en" download>Download (PDF, 412 KB)</a> <a href="/en/cite/17733">Cite this document</a></p>
</article>`)), "", "changed/type").
		note("The address shows a catalogue record with other words; the opinion has to be fetched from elsewhere.")

	s.add("wall-challenge-in-place-of-the-file", set.Answer{Status: 403, Header: httpHeader("Content-Type", "text/html; charset=UTF-8", "Server", "cloudflare", "Cf-Mitigated", "challenge", "Cf-Ray", "88aa3c1f0d2e9c31-FRA", "Cache-Control", "private, max-age=0, no-store"),
		Body: []byte(challengePage)}, "", "blocked/bot-wall").
		quote(quoteHeldEN, "gone", "unclear")
	return s
}

const challengePage = `<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"><meta http-equiv="X-UA-Compatible" content="IE=Edge"><meta name="robots" content="noindex,nofollow"><meta name="viewport" content="width=device-width,initial-scale=1"><style>*{box-sizing:border-box;margin:0;padding:0}html{line-height:1.15;color:#313131;font-family:system-ui}.main-content{margin:8rem auto;max-width:60rem;padding-left:1.5rem}</style><meta http-equiv="refresh" content="390"></head><body class="no-js"><div class="main-wrapper" role="main"><div class="main-content"><noscript><div id="challenge-error-title"><div class="h2"><span id="challenge-error-text">Enable JavaScript and cookies to continue</span></div></div></noscript></div></div><script>(function(){window._cf_chl_opt={cvId:'3',cZone:"{{host}}",cType:'managed',cRay:'88aa3c1f0d2e9c31',cH:'Nn0b2Vw'};var a=document.createElement('script');a.src='/cdn-cgi/challenge-platform/h/g/orchestrate/chl_page/v1?ray=88aa3c1f0d2e9c31';document.getElementsByTagName('head')[0].appendChild(a);}());</script></body></html>
`
