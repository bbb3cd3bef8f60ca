package west

import (
	"strings"

	"archiver/internal/eval/set"
)

// resolution is a parliament's resolution in French: recitals, numbered
// paragraphs, a list and a table of votes.
func resolution() *site {
	const (
		share    = "considérant que 38 % des pages citées dans les rapports publics entre 2008 et 2013 ne sont plus accessibles à l’adresse indiquée"
		proposal = "demande à la Commission de présenter, au plus tard le 31 décembre 2020, une proposition législative établissant des règles minimales de conservation"
	)
	s := newSite("resolution-fr", "/doceo/document/TA-8-2019-0117_FR.html", share, proposal)
	missing := s.Inside("Page introuvable", s.File("notfound.html"))
	home := html(s.Inside("Plénière | Parlement de l’Union", s.File("home.html")))
	s.Rest["/"] = home
	s.Rest["*"] = status(404, missing)
	body := s.Part(`<div class="contents">`, `</div><!-- /contents -->`)

	s.Add("noise", "decomposed-accents", html(strings.ReplaceAll(decomposed(s.Page), "n\u0303", "ñ")), "ok/*").Verbatim().
		Note("Every accent is now a combining mark: the same text to a reader, other bytes to a machine.")
	s.Add("noise", "named-entities", html(entities(s.Page)), "ok/*").Verbatim()
	s.Add("noise", "windows-1252", with(set.Answer{
		Body: windows1252(apply(s.Page, []edit{sub(`<meta charset="utf-8">`+"\n", "")})),
	}, "Content-Type", "text/html; charset=ISO-8859-1"), "ok/*").Verbatim().
		Note("The header says ISO-8859-1 and browsers read it as windows-1252.")
	s.Noise("plain-spaces-and-straight-marks", all("&nbsp;", " "), all("’", "'"), all("« ", `"`), all(" »", `"`), all("–", "-"))
	s.Add("noise", "redesign-as-portal", html(fill(s.File("portal.html"), body)), "ok/*").Verbatim()
	s.Noise("languages-and-last-update",
		sub(`<option>DE - Deutsch</option>`, `<option>BG - български</option><option>CS - čeština</option><option>DA - dansk</option><option>DE - Deutsch</option><option>EL - ελληνικά</option>`),
		sub("Dernière mise à jour: 20 novembre 2019", "Dernière mise à jour: 5 août 2021"),
		sub("PDF 138k", "PDF 141k"), sub("WORD 52k", "WORD 58k"), all("2.0.0/", "2.4.1/"))
	s.Noise("recitals-in-layout-tables",
		rewrite(`<p>([A-E])\. (considérant[^<]*)</p>`, `<table width="100%" border="0" cellpadding="5"><tr valign="top"><td width="40">$1.</td><td>$2</td></tr></table>`))

	s.Edit("must-becomes-could", sub("ces règles doivent prévoir que", "ces règles pourraient prévoir que"))
	s.Edit("recital-removed", drop("<p>C. considérant que la durée de vie moyenne d’une page administrative est de cent jours selon les uns et de deux ans et demi selon les autres;</p>\n"),
		sub("<p>D. considérant", "<p>C. considérant"), sub("<p>E. considérant", "<p>D. considérant"))
	s.Edit("votes-swapped-in-table", sub("<td>512</td><td>71</td><td>44</td>", "<td>512</td><td>44</td><td>71</td>"))
	s.Edit("negation-removed", sub("les États membres n’invoquent pas le droit", "les États membres invoquent le droit"))
	s.Edit("millions-become-billions", sub("45&nbsp;millions d’euros", "45&nbsp;milliards d’euros"))
	s.Edit("directive-number-under-redesign", func(string) string {
		return fill(s.File("portal.html"), sub("2009/104/UE", "2009/140/UE")(body))
	}).Note("The site is new in every element; in the text two digits have changed places.")

	s.Quote("narrow-spaces-and-soft-hyphens", share, []string{"verbatim"}, "ok/*",
		sub("que 38&nbsp;% des", "que 38\u202f% des"),
		sub("ne sont plus accessibles à l’adresse indiquée", "ne sont plus acces\u00adsibles à l’a\u00addresse indi\u00adquée"))
	s.Quote("deadline-made-vague", proposal, []string{"unclear", "gone"}, "changed/quote-lost",
		sub("de présenter, au plus tard le 31&nbsp;décembre&nbsp;2020, une proposition", "de présenter, dès que possible, une proposition"))

	s.Add("replaced", "number-given-to-other-text", html(s.Inside("Textes adoptés - Transport des animaux vivants par mer - Mardi 26 mars 2019", s.File("corrigendum.html"))), "changed/replaced").States("gone")

	s.Add("moved", "new-host", redirect(301, "http://legislatif.parlement-union.example/textes/P8_TA(2019)0117"), "moved/redirect").Verbatim().
		Also("//legislatif.parlement-union.example/textes/P8_TA(2019)0117", html(fill(s.File("portal.html"), body))).
		Also("//legislatif.parlement-union.example/*", status(404, "<html><head><title>Introuvable | Portail législatif</title></head><body><p>Ce texte est introuvable.</p></body></html>\n"))

	s.Add("dead", "tomcat-404", status(404, read("errors/tomcat404.html")), "dead/http-404").
		Also("*", status(404, read("errors/tomcat404.html")))
	s.Add("dead", "everything-to-home", redirect(301, "/"), "dead/redirected-home", "dead/soft-404").
		Also("*", redirect(301, "/")).
		Note("A permanent redirect, but to the home page.")

	s.Add("wall", "aws-waf-202", with(status(202, read("walls/aws-waf.html")), "Server", "CloudFront", "X-Amzn-Waf-Action", "challenge", "Cache-Control", "no-store, max-age=0"), "blocked/bot-wall").Everywhere()

	s.Add("fault", "protocol", fault("protocol"), "unreachable/protocol").Everywhere()
	return s
}
