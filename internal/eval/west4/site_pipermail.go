package west4

import "strings"

// pipermail is a message in the archive of a mailing list.
func pipermail() *site {
	s := newSite("pipermail-en", "/pipermail/tidewatch/2017-November/004411.html",
		"Somebody reset the zero by 31 cm at 04:12 on 23 October, two hours before the water came over the quay.",
		"the true level was 5.38 m, and the gauge showed 5.07 m")
	s.Rest["/"] = html("<HTML><HEAD><TITLE>lists.example Mailing Lists</TITLE></HEAD><BODY><H1>Mailing lists</H1><TABLE><TR><TD><A HREF=\"/mailman/listinfo/tidewatch\">Tidewatch</A></TD><TD>Tides, gauges, floods</TD></TR></TABLE></BODY></HTML>\n")
	s.Rest["*"] = status(404, "<!DOCTYPE HTML PUBLIC \"-//IETF//DTD HTML 2.0//EN\">\n<html><head>\n<title>404 Not Found</title>\n</head><body>\n<h1>Not Found</h1>\n<p>The requested URL was not found on this server.</p>\n<hr>\n<address>Apache/2.4.25 (Debian) Server</address>\n</body></html>\n")

	s.Noise("archive-rebuilt", all("HREF=\"004412.html\"", "HREF=\"004415.html\""),
		all("Next message: <A HREF=\"004415.html\">[Tidewatch] Gauge at Cold Haven was reset, not broken", "Next message (by thread): <A HREF=\"004415.html\">[Tidewatch] Dues for 2018"),
		sub("rpike at tides.example", "rpike@tides.example"), sub("us-ascii", "utf-8"))
	body := strings.NewReplacer("<PRE>", "<div class=\"email-body\"><p>", "</PRE>", "</p></div>", "\n\n", "</p>\n<p>").Replace(s.Main())
	s.Intact("hyperkitty", html(`<!DOCTYPE HTML><html><head><meta charset="utf-8"><title>[Tidewatch] Gauge at Cold Haven was reset, not broken - tidewatch - lists.example</title><link rel="stylesheet" href="/static/CACHE/css/output.e68c4908b3de.css"></head>
<body><nav class="navbar"><a class="navbar-brand" href="/archives/">HyperKitty</a><form><input name="query" placeholder="Search this list"></form><a class="btn" href="/accounts/login/">Sign In</a><a class="btn" href="/accounts/signup/">Sign Up</a></nav>
<div class="container"><div class="email-header"><span class="fa fa-plus"></span> Rosalind Pike<div class="time">7 Nov 2017<span>6:42 p.m.</span></div></div>
`+body+`
<div class="email-info"><a class="youlike" href="#like">0</a><a class="youdislike" href="#dislike">0</a></div><p>Back to the thread</p></div>
<footer>Powered by HyperKitty version 1.3.8.</footer></body></html>
`)).Note("The list went over to other software, which shows old mails at their old addresses.")
	s.Wall("private-archive", html(`<HTML>
<HEAD>
<TITLE>Tidewatch Private Archives Authentication</TITLE>
</HEAD>
<BODY bgcolor="#ffffff">
<FORM METHOD=POST ACTION="/mailman/private/tidewatch/">
<TABLE WIDTH="100%" BORDER="0" CELLSPACING="4" CELLPADDING="5"><TR><TD COLSPAN="2" WIDTH="100%" BGCOLOR="#99CCFF" ALIGN="CENTER"><B><FONT COLOR="#000000" SIZE="+1">Tidewatch Private Archives Authentication</FONT></B></TD></TR>
<TR><TD><DIV ALIGN="Right">Email address:</DIV></TD><TD><INPUT TYPE="text" NAME="username" SIZE="30"></TD></TR>
<TR><TD><DIV ALIGN="Right">Password:</DIV></TD><TD><INPUT TYPE="password" NAME="password" SIZE="30"></TD></TR>
<TR><TD colspan=2 align="middle"><INPUT type="SUBMIT" name="submit" value="Let me in..."></TD></TR></TABLE>
<p><strong>Important:</strong> From this point on, you must have cookies enabled in your browser.</p>
</FORM></BODY></HTML>
`), "blocked/login-wall")
	s.Replaced("renumbered", s.Edited(sub(s.Main(), `<PRE>Dear list,

the treasurer reminds everybody that the dues for 2018 fall due on 15 January.
They stay at twelve pounds, or six for those under thirty. Please put your name
on the transfer: last year we had nine payments that nobody could place.

The annual dinner will be in the Lifeboat Arms this time, because the Anchor has
changed hands. If you want the fish, tell Margery by Sunday.

With best wishes
Owen
</PRE>
`), all("Gauge at Cold Haven was reset, not broken", "Dues for 2018, and the dinner"), all("Tidewatch%5D%20Gauge", "Tidewatch%5D%20Dues"), sub(`TITLE="[Tidewatch] Gauge"`, `TITLE="[Tidewatch] Dues"`), all("Rosalind Pike", "Owen Lister"), all("rpike at", "olister at"), sub("Tue Nov  7 18:42:10 GMT 2017", "Sun Nov 12 09:15:33 GMT 2017"))).Note("The archive was rebuilt and its numbers now name other messages.")
	return s
}
