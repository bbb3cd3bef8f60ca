package gone

// court is an ASP.NET WebForms site; its cited page is a note of fifty words.
func court() *site {
	s := newSite("court-en", "/Note.aspx?id=1418",
		"The Chamber did not grant the request of the Government to hear the case behind closed doors.")
	list := s.Inside("\n\tRegistrar's notes - Regional Court for Rights\n", `<h2>Registrar's notes</h2>
<table class="grid" cellspacing="0" rules="all" border="1" id="ctl00_gv"><tr><th>No.</th><th>Date</th><th>Subject</th></tr>
<tr><td>6/2023</td><td>14 June 2023</td><td><a href="Note.aspx?id=2206">Summer recess of the Registry</a></td></tr>
<tr><td>5/2023</td><td>30 May 2023</td><td><a href="Note.aspx?id=2199">Election of the President of the Second Chamber</a></td></tr>
<tr><td>4/2023</td><td>2 May 2023</td><td><a href="Note.aspx?id=2190">Practice direction on electronic filing</a></td></tr>
<tr><td>3/2023</td><td>11 April 2023</td><td><a href="Note.aspx?id=2181">Delivery of three judgments</a></td></tr></table>
<p>Page 1 of 22</p>
`)
	s.Healthy(s.Inside("\n\tRegional Court for Rights\n", `<h2>Welcome to the Court</h2><p>The Court hears applications from persons and groups in nine States.</p>
<ul><li><a href="/Hearings.aspx">Calendar of hearings</a></li><li><a href="/Judgments.aspx">Latest judgments</a></li></ul>
`), s.Inside("\n\tNot found - Regional Court for Rights\n", `<h2>HTTP 404</h2><p>The resource you are looking for has been removed, had its name changed, or is temporarily unavailable.</p>
`))
	s.Rest["/Notes.aspx"] = html(list)

	s.Intact("login-panel-cookie-bar", html(apply(s.Page, []edit{
		sub("9 October 2018</p>\n</div>\n</form>", "2 February 2022</p>\n</div>\n</form>"),
		above(`<div id="banner">`, `<div class="cc-window" role="dialog"><span>We use cookies to run this site. You must accept them to log in.</span> <a class="cc-btn">Accept</a> <a class="cc-btn">Deny</a></div>
<div class="loginbox"><label>User name <input type="text" name="u" /></label> <label>Password <input type="password" name="p" /></label> <input type="submit" value="Log in" /> Please sign in to see your cases.</div>
`),
		rewrite(`value="/wEPD[^"]*"`, `value="/wEPDwULLTE2MTY2ODcyMjkPZBYCZg9kFgICAw9kFgIC"`),
	}))).Note("Fifty words of note among more words of log-in panel and cookie bar.")
	s.Intact("no-home-page", html(apply(s.Page, []edit{sub("Last updated: 9 October 2018", "Last updated: 10 January 2021")}))).
		Also("/", redirect(302, "/Default.aspx?lang=en")).
		Also("/Default.aspx?lang=en", s.Rest["/"]).
		Note("The home page has come to redirect; the note stands.")

	s.Dead("aspx-error-path", redirect(302, "/Error.aspx?aspxerrorpath=/Note.aspx"), "dead/soft-404").
		Also("/Error.aspx?aspxerrorpath=/Note.aspx", html(s.Inside("\n\tRegional Court for Rights\n", `<h2>Server message</h2><p>The item requested is not in the database. Please go back and choose another one from the list.</p>
<p><a href="javascript:history.back()">Back</a></p>
`)))
	s.Dead("list-in-its-place", html(list), "dead/soft-404", "dead/redirected-home").
		Note("An unknown id shows the list of notes with status 200, at the same address.")

	s.Wall("f5", html(`<html><head><title>Request Rejected</title></head><body>The requested URL was rejected. Please consult with your administrator.<br><br>Your support ID is: 9316720148330127744<br><br><a href='javascript:history.back();'>[Go Back]</a></body></html>`),
		"blocked/bot-wall", "blocked/forbidden").Everywhere("/")
	s.Wall("akamai", with(status(403, `<HTML><HEAD>
<TITLE>Access Denied</TITLE>
</HEAD><BODY>
<H1>Access Denied</H1>

You don't have permission to access "http&#58;&#47;&#47;{{host}}&#47;Note&#46;aspx&#63;" on this server.<P>
Reference&#32;&#35;18&#46;9f2d1702&#46;1700040012&#46;4d2e1a7
<P>https&#58;&#47;&#47;errors&#46;edgesuite&#46;net&#47;18&#46;9f2d1702&#46;1700040012&#46;4d2e1a7</P>
</BODY>
</HTML>
`), "Server", "AkamaiGHost", "Cache-Control", "max-age=0, no-cache"), "blocked/bot-wall", "blocked/forbidden").Everywhere("/")
	s.Add("fault", "yellow-screen", status(500, `<!DOCTYPE html><html><head><title>Runtime Error</title><style>body{font-family:"Verdana"} H1{color:red}</style></head>
<body bgcolor="white"><span><H1>Server Error in '/' Application.<hr width=100% size=1></H1><h2><i>Runtime Error</i></h2></span>
<b>Description:</b> An application error occurred on the server. The current custom error settings for this application prevent the details of the application error from being viewed remotely (for security reasons).<br>
<b>Details:</b> To enable the details of this specific error message to be viewable on remote machines, please create a &lt;customErrors&gt; tag within a &quot;web.config&quot; configuration file.</body></html>
`), "unreachable/http-5xx").Everywhere("/")
	return s
}
