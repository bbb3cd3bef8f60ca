package west2

import (
	"regexp"
	"strings"

	"archiver/internal/eval/set"
)

func homepage() *site {
	const lawyer = "No lawyer has been let into the barracks since the day of the arrest."
	const favours = "We do not ask for favours."
	s := newSite("homepage-en", "/appeal7.htm", lawyer, favours)
	s.Healthy(s.Inside("Committee for the Prisoners of Dorn", `<FONT SIZE="3"><P>Welcome to our page. <A HREF="appeal7.htm">Appeal No. 7</A></FONT>
`), `<HTML><HEAD><TITLE>404 Not Found</TITLE></HEAD><BODY><H1>Not Found</H1>The requested URL was not found on this server.<P><HR><ADDRESS>Apache/1.3.29 Server at {{host}} Port 80</ADDRESS></BODY></HTML>
`)

	s.Noise("counter-marquee-and-webring",
		sub("004127", "011983"), sub("Last updated 23.04.04", "Last updated 30.05.04"),
		above(`<TABLE WIDTH="760"`, `<MARQUEE BGCOLOR="#000000"><FONT COLOR="#FFFF00">*** NEW: photos from the vigil of 22 May *** sign the petition *** Appeal No. 8 is online ***</FONT></MARQUEE>
`),
		sub("</TABLE>\n</BODY>", `<TR><TD COLSPAN="2"><FONT SIZE="1">[ <A HREF="http://ring.example/prev">Prev</A> | Human Rights Webring | <A HREF="http://ring.example/next">Next</A> ] This site is hosted free by BigPages. <A HREF="http://bigpages.example">Get your own free 20 MB!</A></FONT></TD></TR>
</TABLE>
</BODY>`))
	font := regexp.MustCompile(`</?FONT[^>]*>`)
	tag := regexp.MustCompile(`</?[A-Z][A-Z0-9]*\b`)
	s.Noise("saved-by-a-newer-editor", func(p string) string {
		p = font.ReplaceAllString(p, "")
		p = strings.ReplaceAll(p, "<P>", "</P>\n<P CLASS=MsoNormal>")
		return tag.ReplaceAllStringFunc(p, strings.ToLower)
	}, sub("<center>", "<div style='text-align:center'>"), sub("</center>", "</div>"))
	s.Noise("left-column-full-of-news",
		between(`<A HREF="guest.htm">Guestbook</A><BR><BR>`, "</FONT></TD>", `
<B>NEWS</B><BR>28.05.04: Seventeen of the men were moved to the hospital of the province, reports say.<BR><BR>25.05.04: The governor received a delegation of mothers.<BR><BR>19.05.04: Our secretary spoke on the radio.<BR><BR>
<B>POLL</B><BR>Should the governor resign? <BR>Yes 88%<BR>No 12%<BR><BR>You are visitor<BR><B>010022</B>`))
	main := s.Main()
	s.Add("noise", "rescued-on-archive-blog-template", html(`<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Appeal No. 7 (2004) – Dorn Committee</title><style>body{max-width:44rem;margin:auto}</style></head><body>
<nav><a href="/">Dorn Committee 2003–2009</a> <a href="/about-this-archive">About this archive</a></nav>
<div class="entry">`+strings.NewReplacer(`<FONT FACE="Arial" SIZE="5" COLOR="#990000"><B>APPEAL No. 7</B></FONT><BR>`, "<h1>APPEAL No. 7</h1>", "<HR>", "", `<FONT SIZE="2">`, "", "</FONT>", "", `<FONT FACE="Arial" SIZE="2">`, "").Replace(main)+`</div>
<aside><p>This page was carried over from the committee’s first website without changes to the text. Volunteers keep the archive; write to us if a link does not work.</p></aside><footer>Static site, no cookies</footer></body></html>
`), "ok/*").Verbatim().Note("An archive page says itself that it was carried over unchanged, and it was.")

	s.Edit("demand-replaced", sub("<LI>that a doctor of the families' choice may see them;", "<LI>that the governor leave his office;"))

	s.Quote("split-by-layout-table", lawyer, []string{"verbatim"}, "ok/*",
		sub("No lawyer has been let into the barracks since the day of the arrest.", "<B>No lawyer</B> has been let\n<FONT COLOR=\"#990000\">into the&nbsp;barracks</FONT> since the day<WBR> of the arrest."), sub("004127", "005301"))

	s.Dead("directory-listing", html(`<HTML><HEAD><TITLE>Index of /</TITLE></HEAD><BODY><H1>Index of /</H1><PRE>Name                    Last modified       Size
<HR><A HREF="cgi-bin/">cgi-bin/</A>                12-Jan-2005 10:11      -
<A HREF="old/">old/</A>                    12-Jan-2005 10:12      -
</PRE><HR><ADDRESS>Apache/1.3.29</ADDRESS></BODY></HTML>
`), "dead/soft-404", "dead/empty").Everywhere("/")
	s.Dead("free-host-ends", html(`<html><head><title>BigPages says goodbye</title></head><body><h1>Thank you for nine great years!</h1><p>On 31 December BigPages closed its free home pages. All member pages, guestbooks and counters have been deleted and cannot be brought back. We wish you all the best on the web.</p></body></html>
`), "dead/soft-404").Everywhere("/")
	s.Dead("two-blank-frames", html("<html><head><title></title></head><frameset rows=\"100%,*\" border=0><frame src=\"about:blank\"><frame src=\"about:blank\"></frameset></html>\n"), "dead/empty", "dead/soft-404").Everywhere("/")

	s.Wall("members-area-dialog", set.Answer{Status: 401, Header: map[string][]string{"Www-Authenticate": {`Basic realm="Friends of Dorn"`}},
		Body: []byte("<HTML><HEAD><TITLE>Password, please</TITLE></HEAD><BODY>Since the attacks on our page, only friends may come in. Ask the secretary for the word.</BODY></HTML>\n")}, "blocked/login-wall").Everywhere("/")
	return s
}
