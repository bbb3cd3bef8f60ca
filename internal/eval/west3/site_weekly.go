package west3

import (
	"net/http"

	"archiver/internal/eval/set"
)

// weekly is a local newspaper laid out in tables, in windows-1252.
func weekly() *site {
	s := newSite("weekly", "/2006/0611a.htm",
		"the downstream face had moved by 42 millimetres since the last survey in 1999",
		"Members voted by nine to four to ask the county for an emergency order")
	old := func(page string) set.Answer {
		return set.Answer{Header: http.Header{"Content-Type": {"text/html"}}, Body: windows1252(page)}
	}
	s.Rest["/"] = old(s.Inside("The Brackenford Courier", `<TABLE CELLPADDING=8><TR><TD><B>Your town, every Thursday</B><P><A HREF="/2006/0611b.htm">Carnival queen chosen from 22 hopefuls</A><P><A HREF="/2006/0611c.htm">Bus 14 to skip High Street</A><P><A HREF="/letters.htm">Letters: those gulls again</A></TD></TR></TABLE>
`))
	s.Rest["*"] = set.Answer{Status: 404, Header: http.Header{"Content-Type": {"text/html"}},
		Body: windows1252(s.Inside("Not here", `<TABLE CELLPADDING=8><TR><TD><FONT SIZE=4>Oops, that page is not here.</FONT><P>Try the <A HREF="/news.htm">news</A> page.</TD></TR></TABLE>
`))}
	put := func(l *label) *label {
		l.Before[s.Path] = old(s.Page)
		return l
	}

	utf8 := sub(`<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=windows-1252">`, `<META CHARSET="utf-8"><META NAME="viewport" CONTENT="width=device-width">`)
	put(s.Noise("utf-eight-and-new-tables", utf8,
		sub("<TABLE WIDTH=780 BORDER=0 CELLPADDING=0 CELLSPACING=0 ALIGN=CENTER>", `<TABLE STYLE="max-width:100%" ALIGN=CENTER>`),
		sub("<TABLE BORDER=1 CELLPADDING=3 WIDTH=320>", `<DIV CLASS="scroll"><TABLE CLASS="data">`),
		sub("<TR><TD>Sluice</TD><TD>Seized</TD></TR>\n</TABLE>", "<TR><TD>Sluice</TD><TD>Seized</TD></TR>\n</TABLE></DIV>"),
		all("“", "&ldquo;"), all("”", "&rdquo;"), sub("£380,000", "&pound;380,000"),
		sub(`<SPAN CLASS="hd">Council told mill dam may not last another winter</SPAN><BR>`, `<H1 CLASS="hd">Council told mill dam may not last another winter</H1>`),
		sub(`Visitors: <IMG SRC="/cgi-bin/count.cgi?df=bc">`, `<A HREF="https://facebook.com/brackenfordcourier">Find us on Facebook</A>`)))

	{
		l := put(s.Noise("archive-banner-and-other-sidebar"))
		page := apply(s.Page, []edit{
			above(`<SPAN CLASS="hd">`, `<TABLE WIDTH="100%" BGCOLOR="#FFFFCC"><TR><TD>You are reading an article from the Courier archive. <A HREF="/archive.htm">Search 1996–2012</A> &nbsp; <A HREF="/2006/0611a_print.htm">Printer-friendly version</A></TD></TR></TABLE>
`),
			between("<B>This week</B></TD></TR>", "</TABLE>", `<TR><TD><A HREF="/2012/0403a.htm">Pool to reopen at Easter</A></TD></TR><TR><TD><A HREF="/2012/0403d.htm">Two held after chip shop fire</A></TD></TR><TR><TD><B>Weather:</B> 9°C, showers</TD></TR>`),
			sub("By Nora Tillotson, 8 June 2006", "Nora Tillotson | 08/06/2006 | Comments (3)"),
			below("whoever is found to own the dam. The thirteen households below the weir will get a letter this week.<P>", "\n<TABLE BORDER=0 WIDTH=\"100%\"><TR><TD ALIGN=CENTER><FONT SIZE=1>ADVERTISEMENT</FONT><BR><A HREF=\"/go.cgi?ad=71\">Pruning? Call Hedgerow &amp; Sons, free quotes</A></TD></TR></TABLE>"),
			sub("© 2006 Brackenford Courier Ltd", "© 1996-2012 Brackenford Courier Ltd"),
		})
		l.After[s.Path] = old(page)
	}

	{
		l := put(s.Edit("engineer-misnamed"))
		l.After[s.Path] = old(apply(s.Page, []edit{sub("Mr Edgar Pruett, who", "Mr Edmund Prewitt, who")}))
	}
	put(s.Dead("domain-now-a-casino-blog", html(`<!DOCTYPE html><html lang="en-GB"><head><meta charset="UTF-8"><title>Best Online Casino Bonuses Without GamStop – Courier Slots Guide</title><meta name="generator" content="WordPress 6.4"><link rel="stylesheet" href="/wp-content/themes/astra/style.css"></head><body class="home blog"><header><a href="/">Courier Slots Guide</a><nav><a href="/slots/">Slots</a><a href="/no-deposit/">No deposit</a><a href="/roulette/">Roulette</a></nav></header>
<main><article><h2><a href="/top-10-casinos/">Top 10 casinos not on GamStop this year</a></h2><p>Our experts have tried hundreds of sites so you can enjoy generous welcome bonuses, fast withdrawals and more than 3,000 slots. Read our reviews and claim 200 free spins today.</p></article>
<article><h2><a href="/crypto/">Crypto casinos explained</a></h2><p>Playing with Bitcoin is quick, private and easy. Here is how to deposit in three steps.</p></article></main><footer>18+ Gamble responsibly. © Courier Slots Guide</footer></body></html>
`), "dead/hijacked").Everywhere("/"))

	return s
}
