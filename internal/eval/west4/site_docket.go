package west4

import "archiver/internal/eval/kit"

// docket is a court's register of actions, in tables.
func docket() *site {
	s := newSite("docket-en", "/CaseDetail.aspx?CaseID=1188204",
		"Defendant states that the log of sensor 7 was overwritten on 08/08/2018.",
		"Defendant shall produce the logs of sensors 2, 3 and 7 within 21 days")
	s.Healthy(s.Inside("Case Information - Search", `<form action="/Search.aspx"><table><tr><td>Case number</td><td><input name="cn"></td></tr><tr><td>Party name</td><td><input name="pn"></td></tr></table><input type="submit" value="Search"></form>
`), s.Inside("Case Information - Error", `<p><b>The page cannot be found.</b></p><p>HTTP Error 404. Please begin with a <a href="/">new search</a>.</p>
`))
	s.Noise("responsive-table",
		rewrite(`<tr><td>(\d\d/\d\d/2018)</td><td>([A-Z]+)</td><td>`, `<tr role="row"><td data-label="Date">$1</td><td data-label="Event"><strong>$2</strong></td><td data-label="Text">`),
		sub(`Reported as of 11/02/2018 06:00:14.`, `Reported as of 04/17/2019 05:59:58.`),
		above(`<hr><font`, `<p><a href="#" onclick="openImg(1)">Request copies</a> | <a href="/pay">Pay online</a></p>`+"\n"),
		above(`<table width="100%" border="0"><tr><td colspan`, `<div class="notice">Scheduled maintenance: this site will be unavailable on Sunday from 2 a.m. to 6 a.m. We are sorry for the inconvenience.</div>`+"\n")).
		Note("A notice of maintenance to come is none of it.")
	s.Edit("new-entries", below("Taken under advisement.</td></tr>",
		"\n<tr><td>11/30/2018</td><td>ORDER</td><td>Sanctions imposed in the amount of $15,000, payable within 30 days.</td></tr>\n<tr><td>01/08/2019</td><td>SETTLEMENT</td><td>Notice of settlement as to defendant County of Ferris.</td></tr>")).
		Note("The case went on, and its register with it.")
	s.Lost("entry-sealed", "Defendant states that the log of sensor 7 was overwritten on 08/08/2018.",
		sub("Notice of compliance. Defendant states that the log of sensor 7 was overwritten on 08/08/2018.", "SEALED BY ORDER"))
	s.Dead("no-cases-matched", html(s.Inside("Case Information", `<p>No cases matched your search criteria.</p><p>Sessions end after 20 minutes. Records of dismissed or settled cases may have been restricted.</p>
`)), "dead/soft-404")
	s.Fault("certificate", kit.Fault("tls"), "unreachable/tls")
	return s
}
