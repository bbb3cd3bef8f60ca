package gone

// revue is a law review run on SPIP, in French; its cited article opens with an error 404.
func revue() *site {
	s := newSite("revue-fr", "/L-archive-introuvable",
		"En mai 2019, 811 d'entre eux ne répondaient plus à l'adresse indiquée au Journal officiel",
		"La loi oblige l'administration à communiquer ses rapports ; elle ne l'oblige pas à les conserver en ligne.")
	home := s.Inside("Revue des droits", `<h2>Sommaire du numéro 51</h2><ul class="liste-items"><li><a href="/Le-secret-des-avis">Le secret des avis</a><p>Qui lit les avis du Conseil ?</p></li><li><a href="/Juger-sans-pieces">Juger sans pièces</a><p>Retour sur dix ans de huis clos.</p></li><li><a href="/L-archive-introuvable">L'archive introuvable</a></li></ul>
`)
	s.Healthy(home, s.Inside("Erreur 404 - Revue des droits", `<h1>Erreur 404</h1><p>Il n'y a pas d'article à cette adresse <tt>{{path}}</tt></p>
`))

	s.Intact("subscriber-banner", html(apply(s.Page, []edit{
		above(`<div class="crayon article-chapo-913`, `<div class="abo"><strong>Article réservé aux abonnés – offert pendant 48 heures</strong><p>Vous avez déjà un compte ? <a href="/spip.php?page=login">Connectez-vous</a> pour lire la suite. Sinon, <a href="/Abonnement">abonnez-vous</a> à partir de 4 € par mois.</p></div>
`),
		sub("SPIP 3.2.4", "SPIP 4.1.13"), sub("2007-2019 ©", "2007-2023 ©"),
		all("crayon article-", "article-"),
	}))).Note("The banner promises a wall, the article stands whole below it.")
	s.Intact("typography-by-the-cms", html(apply(s.Page, []edit{
		all("d'", "d’"), all("l'", "l’"), all("« ", "«\u00a0"), all(" »", "\u00a0»"), all(" ;", "\u00a0;"),
		sub("2007-2019 ©", "2007-2022 ©"),
		below(`<div class="main">`, `<p class="alerte">La revue cherche 300 abonnés : sans eux, ce site fermera ses portes.</p>`),
	})))

	s.Dead("bare-header", html(s.Inside("Revue des droits", `<div class="cartouche"><h1 class="surlignable"></h1><p class="info-publi"></p></div><div class="texte surlignable"></div>
`)), "dead/empty", "dead/soft-404").Note("The article's template with nothing in it; other addresses get a real 404.")
	s.Dead("nginx", html(`<!DOCTYPE html>
<html>
<head>
<title>Welcome to nginx!</title>
<style>body{width:35em;margin:0 auto;font-family:Tahoma,Verdana,Arial,sans-serif}</style>
</head>
<body>
<h1>Welcome to nginx!</h1>
<p>If you see this page, the nginx web server is successfully installed and working. Further configuration is required.</p>
<p>For online documentation and support please refer to <a href="http://nginx.org/">nginx.org</a>.<br/>Commercial support is available at <a href="http://nginx.com/">nginx.com</a>.</p>
<p><em>Thank you for using nginx.</em></p>
</body>
</html>
`), "dead/parked", "dead/soft-404", "dead/empty").Everywhere("/")

	s.Wall("subscription-no-text", html(s.Inside("Revue des droits", `<div class="cartouche"><h1>Lire la revue</h1></div><div class="texte"><p>Cet article est réservé aux abonnés.</p><ul><li>Formule numérique : 4 € par mois, sans engagement</li><li>Formule intégrale : 72 € par an, quatre numéros papier</li></ul><p><a href="/Abonnement">Je m'abonne</a> – <a href="/spip.php?page=login">J'ai déjà un compte</a></p></div>
`)), "blocked/login-wall")
	s.Wall("kasada", with(status(429, `<!DOCTYPE html><html><head></head><body><script>window.KPSDK={};KPSDK.now=typeof performance!=='undefined'&&performance.now?performance.now.bind(performance):Date.now.bind(Date);KPSDK.start=KPSDK.now();KPSDK.scriptStart=KPSDK.now();</script><script src="/149e9513-01fa-4fb0-aad4-566afd725d1b/2d206a39-8ed7-437e-a3be-862e0f06eea3/ips.js?tl=1"></script></body></html>
`), "X-Kpsdk-Ct", "0a1b2c"), "blocked/bot-wall", "blocked/rate-limited").Everywhere("/")
	s.Wall("datadome", with(status(403, `<html lang="fr"><head><title>{{host}}</title><style>#cmsg{animation: A 1.5s;}@keyframes A{0%{opacity:0;}99%{opacity:0;}100%{opacity:1;}}</style></head><body style="margin:0"><p id="cmsg">Please enable JS and disable any ad blocker</p><script data-cfasync="false">var dd={'rt':'c','cid':'AHrlqAAAAAMA3k','hsh':'2F5C','t':'fe','s':43109,'host':'geo.captcha-delivery.com'}</script><script data-cfasync="false" src="https://ct.captcha-delivery.com/c.js"></script></body></html>
`), "X-Datadome", "protected", "Server", "DataDome"), "blocked/bot-wall").Everywhere("/")
	return s
}
