package west3

// mandate is a press release of UN experts on a Drupal site.
func mandate() *site {
	s := newSite("mandate", "/en/press-releases/2021/05/velmara-experts-urge-release-water-monitors",
		"These men and women are in custody for publishing figures that the Government itself had promised to publish.",
		"Their lawyers were not informed of the hearing on 16 March at which detention was extended by three months.")
	s.Healthy(
		s.Inside("Home | Special Procedures", `<div class="views-row"><h1>Special Procedures of the Human Rights Council</h1>
<div class="hero"><h2><a href="/en/media/annual-report">Annual report now available</a></h2></div>
<ul class="latest"><li><a href="/en/press-releases/2021/05/experts-alarmed-evictions">Experts alarmed by evictions in river delta</a></li><li><a href="/en/press-releases/2021/05/call-for-input-housing">Call for input: the right to housing</a></li><li><a href="/en/press-releases/2021/05/visit-ends">End of visit statement</a></li></ul></div>
`),
		s.Inside("Page not found | Special Procedures", `<h1>Page not found</h1><div class="content">The requested page could not be found.</div>
`))

	s.Noise("drupal-ten-theme-and-share-bar",
		sub("Drupal 9 (https://www.drupal.org)", "Drupal 10 (https://www.drupal.org)"),
		all("css_Ks83bD0q2Lx.css", "css_f7uZ0kQ.css?delta=0&language=en&theme=sp2&include=eJw1yEE"),
		sub(`<article role="article" class="node node--type-press-release node--view-mode-full">`, `<article class="sp-release sp-release--full"><div class="sp-share"><span>Share</span><a href="https://www.facebook.com/sharer/sharer.php?u=http://{{host}}{{path}}">Facebook</a><a href="https://twitter.com/intent/tweet">X</a><a href="#" onclick="window.print()">Print</a></div>`),
		sub(`<div class="field field--name-field-type field__item">Press releases | Special Procedures</div>`, `<p class="eyebrow">Press releases</p>`),
		sub(`<div class="field field--name-field-tags"><span>Tags</span> <a href="/en/taxonomy/term/88">Environment</a> <a href="/en/taxonomy/term/15">Arbitrary detention</a></div>`, `<ul class="tag-list"><li><a href="/en/topic/environment">Environment</a></li><li><a href="/en/topic/arbitrary-detention">Arbitrary detention</a></li><li><a href="/en/countries/velmara">Velmara</a></li></ul>`),
		all("“", `"`), all("”", `"`), all("‘", "'"), all("’", "'"),
		between(`<h2>Related</h2><ul>`, `</ul>`, `<li><a href="/en/press-releases/2024/01/plastics">Experts: plastics treaty must protect waste pickers</a></li><li><a href="/en/press-releases/2024/01/velmara-elections">Velmara: concern before elections</a></li><li><a href="/en/press-releases/2023/12/hrd">Defenders’ day message</a></li>`),
		sub("<p>© 2021</p>", "<p>© 1996–2024</p>"))

	s.Noise("languages-survey-and-contact-box",
		above(`<main role="main">`, `<div class="language-switcher-language-url" role="navigation"><ul class="links"><li><a hreflang="ar" href="/ar/press-releases/2021/05/velmara">العربية</a></li><li><a hreflang="en" class="is-active" href="#">English</a></li><li><a hreflang="fr" href="/fr/press-releases/2021/05/velmara">Français</a></li><li><a hreflang="ru" href="/ru/press-releases/2021/05/velmara">Русский</a></li></ul></div>
`),
		above(`<footer role="contentinfo">`, `<div id="survey-modal" class="modal" aria-hidden="true"><h2>Help us improve this website</h2><p>Would you take a three-minute survey about your visit today?</p><button>Yes, start the survey</button><button>No, thank you</button></div>
`),
		below(`<p>ENDS</p>`, "\n<div class=\"callout\"><p>Concerned about the world we live in? Then <a href=\"/en/stand-up\">STAND UP</a> for someone’s rights today.</p></div>"),
		all("<p>", `<p class="text-align-justify">`))

	s.Edit("number-of-homes-searched", sub("searched eleven homes", "searched fourteen homes"),
		sub("<li><a href=\"/en/press-releases/2021/02/statement-reprisals\">Statement on reprisals</a></li>", ""))

	s.Quote("verb-softened-and-hearing-dropped",
		"Their lawyers were not informed of the hearing on 16 March at which detention was extended by three months.",
		[]string{"gone", "unclear"}, "changed/quote-lost",
		sub("Their lawyers were not informed of the hearing on 16 March at which detention was extended by three months.", "The lawyers of one of them say that they learnt late of a court session."))

	s.Add("moved", "to-node-of-the-new-tree", redirect(301, "/en/news/releases/velmara-water-monitors-27104"), "moved/redirect").
		Also("/en/news/releases/velmara-water-monitors-27104", html(apply(s.Page, []edit{
			sub(`href="http://{{host}}/en/press-releases/2021/05/velmara-experts-urge-release-water-monitors"`, `href="http://{{host}}/en/news/releases/velmara-water-monitors-27104"`),
			sub(`<li><a href="/en/media">Media centre</a></li><li>Press release</li>`, `<li><a href="/en/news">News</a></li><li>Releases</li>`)}))).Verbatim()

	s.Dead("redirected-to-language-home", redirect(302, "/en"), "dead/redirected-home").
		Also("/en", s.Rest["/"])
	return s
}
