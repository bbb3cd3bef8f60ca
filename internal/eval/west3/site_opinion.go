package west3

import (
	"net/http"

	"archiver/internal/eval/set"
)

// opinion is a state supreme court's opinion in ASP.NET WebForms.
func opinion() *site {
	s := newSite("opinion", "/Opinion.aspx?id=20417",
		"We hold that it does, but only until the agency acts upon the renewal application.",
		"The circuit court did not separate the two periods.")
	s.Healthy(
		s.Inside("Franklin Judicial Branch", `<div class="home"><h1>Welcome to the Franklin Judicial Branch</h1>
<p>Courts are open Monday through Friday, 8:30 a.m. to 4:30 p.m. Oral arguments are streamed live from the Supreme Court chamber.</p>
<ul><li><a href="/Opinions.aspx">Latest opinions</a></li><li><a href="/Calendar.aspx">Argument calendar</a></li><li><a href="/Jury.aspx">Summoned for jury duty?</a></li></ul></div>
`),
		s.Inside("Resource Not Found - Franklin Judicial Branch", `<div class="err"><h1>Resource not found</h1><p>HTTP 404. The resource you are looking for has been removed, had its name changed, or does not exist.</p></div>
`))

	s.Noise("viewstate-and-new-skin",
		between(`id="__VIEWSTATE" value="`, `"`, "/wEPDwUJODkyMTM0NTY3D2QWAmYPZBYCAgMPZBYGAgEPFgIeCWlubmVyaHRtbAUgQWxlcnRzZAIDDxYCHgdWaXNpYmxlZ2QCBQ8PFgIeBFRleHQFB09waW5pb25kZBgBBR5fX0Nvbn"),
		sub("App_Themes/Courts/courts.css", "App_Themes/Courts2019/site.min.css"),
		sub("CA0B0334", "7E1F90AA"),
		above(`<div id="ctl00_cphMain_pnlOpinion"`, `<div class="alert-strip" role="alert">Courthouses in Tolland and Wexley Counties will close at noon on Friday because of the weather. <a href="/Closings.aspx">See all closings</a></div>
<div class="tools"><a id="ctl00_cphMain_lnkPdf" href="javascript:__doPostBack('ctl00$cphMain$lnkPdf','')">Download PDF (118 KB)</a> <a href="javascript:window.print()">Print</a> <a href="#">A+</a> <a href="#">A-</a></div>
`),
		between(`<table id="ctl00_gvRecent">`, `</table>`, `<tr><td><a href="/Opinion.aspx?id=23377">Ames Ferry Authority v. Rudd</a></td></tr><tr><td><a href="/Opinion.aspx?id=23370">State v. Collier</a></td></tr><tr><td><a href="/Opinion.aspx?id=23364">In re Water Rights of Long Valley</a></td></tr>`),
		sub("&copy; 2017", "&copy; 2019"))

	s.Noise("footnotes-and-quotes-restyled",
		sub(`<a href="#fn1" name="r1"><sup>1</sup></a>`, `<sup class="fnref" id="r1"><a href="#fn1">[1]</a></sup>`),
		sub(`<p class="fn"><a name="fn1" href="#r1">1</a>. The`, `<p class="fn" id="fn1"><a href="#r1">[1]</a> The`),
		sub(`"shall continue the existing permit in force until the application is finally determined."`, `“shall continue the existing permit in force until the application is finally determined.”`),
		sub(`"in force" to`, `“in force” to`),
		sub(`<p align="center"><b>SUPREME COURT OF THE STATE OF FRANKLIN</b></p>`, `<h1 class="court">Supreme Court of the State of Franklin</h1>`),
		all(`<th scope="row">`, `<th scope="row" class="col-sm-3">`),
		sub("No. SC-16-0482", "No.&nbsp;SC‑16‑0482"))

	s.Edit("formal-revision-of-denial-date",
		sub("denied the renewal on August 3, 2012.", "denied the renewal on August 30, 2012.")).
		Note("The slip opinion was revised: the date that parts permitted from unpermitted discharges is another.")

	s.Dead("search-form-in-its-place", html(s.Inside("Opinion Search - Franklin Judicial Branch", `<div id="ctl00_cphMain_pnlSearch" class="search"><h2>Opinion Search</h2>
<span id="ctl00_cphMain_lblMsg" style="color:Red;">The record you selected is not available in this system.</span>
<table><tr><td>Docket no.</td><td><input name="ctl00$cphMain$txtDocket" type="text" /></td></tr>
<tr><td>Court</td><td><select name="ctl00$cphMain$ddlCourt"><option>All courts</option><option>Supreme Court</option><option>Court of Appeals</option></select></td></tr>
<tr><td>Decided between</td><td><input name="ctl00$cphMain$txtFrom" /> and <input name="ctl00$cphMain$txtTo" /></td></tr></table>
<input type="submit" name="ctl00$cphMain$btnSearch" value="Search Opinions" /></div>
`)), "dead/soft-404")

	s.Wall("appliance-rejects", set.Answer{Header: http.Header{"Set-Cookie": {"TS01a4b2=01d3f; Path=/"}},
		Body: []byte("<html><head><title>Request Rejected</title></head><body>The requested URL was rejected. Please consult with your administrator.<br><br>Your support ID is: 7716402938812274410<br><br><a href='javascript:history.back();'>[Go Back]</a></body></html>")},
		"blocked/bot-wall", "blocked/forbidden").Everywhere("/")
	return s
}
