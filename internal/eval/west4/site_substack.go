package west4

import "archiver/internal/eval/kit"

// substack is a letter to subscribers, on a platform.
func substack() *site {
	s := newSite("substack-fr", "/p/le-barrage-que-personne-navait-assure",
		"Les quittances y sont, les trente, agrafées par année.",
		"« On payait, donc on était assurés », m'a répondu l'ancien trésorier, qui a signé vingt-deux des trente mandats.")
	s.Healthy(s.Inside("La Digue | Odile Marchenoir", `<div class="portable-archive"><h2>Les plus récents</h2><div class="post-preview">Une écluse à vendre</div><div class="post-preview">Le syndic et la source</div></div>
`), s.Inside("Page introuvable", `<div class="not-found"><h2>Page introuvable</h2><p>Ce lien ne mène à aucun numéro de la lettre.</p></div>
`))
	s.Noise("modal-over-the-text", above(`<div id="entry">`, `<div role="dialog" class="pencraft modal"><h2>Découvrez d'autres lettres que La Digue</h2><p>Plus de 3 000 abonnés. Connectez-vous pour continuer votre lecture.</p><input type="email"><button>Continuer</button><button>Non merci</button></div>`+"\n"),
		sub("♡ 61", "♡ 148"), sub(`class="comments">9<`, `class="comments">24<`)).
		Note("The window can be closed; the letter stands whole below.")
	s.Noise("apostrophes-and-buttons", kit.Letters("'", "’", " :", "\u00a0:", "« ", "«\u00a0", " »", "\u00a0»"),
		above(`<h3 class="header-anchor-post">Ce que`, `<div class="subscription-widget-wrap" data-component-name="SubscribeWidgetToDOM"><p>Merci de lire La Digue ! Abonnez-vous gratuitement pour soutenir mon travail.</p></div>`+"\n"),
		rewrite(`pencraft`, "pencraft pc-reset"), sub(`<a href="/@odile">Odile Marchenoir</a>`, `<img src="/a.jpg" alt="Avatar de Odile Marchenoir"><a href="/@odile">Odile Marchenoir</a>`))
	s.Noise("medium-export", func(string) string {
		return fill(`<!doctype html><html lang="fr"><head><title>Le barrage que personne n'avait assuré | by Odile Marchenoir | Nov, 2022</title><meta charset="utf-8"></head><body><div id="root"><div class="a b c"><div class="dw dx ab">Ouvrir dans l'appli</div><span>S'inscrire</span><span>Se connecter</span></div><div class="fj fk fl"><p>7 min de lecture</p><button>Écouter</button>
@BODY@
<p>Assurance</p><p>Barrages</p><p>Communes</p><div class="jk">148 applaudissements</div><h2>Recommandé par la rédaction</h2><div>Comment j'ai quitté la ville en quatre heures</div></div></div><script>window.__APOLLO_STATE__={"ROOT_QUERY":{"viewer":null}}</script></body></html>
`, s.Main())
	}).Note("The author took the letter to another platform, at the same address.")
	s.Edit("right-of-reply", below("Ses habitants sont 2 140.</p>", "\n"+`<p><em>Mise à jour du 2 décembre.</em> Le successeur du courtier nous écrit qu'il a remis au parquet deux contrats signés en 1991 et en 1996.</p>`))
	s.Wall("paid-subscribers", kit.HTML(s.Inside("Le barrage que personne n'avait assuré", `<div class="paywall"><h2 class="paywall-title">Ce numéro est réservé aux abonnés payants</h2><p>Abonnez-vous à La Digue pour le lire, ainsi que l'ensemble des archives.</p><a class="button primary">S'abonner</a><p>Déjà abonné ? <a href="/sign-in">Connectez-vous</a></p></div>
`)), "blocked/login-wall")
	s.Dead("publication-closed", redirect(302, "http://lettres.example/"), "dead/redirected-home").Everywhere("/").
		Also("//lettres.example/", html("<html lang=fr><head><title>Lettres, la nouvelle presse</title></head><body><h1>Un nouveau modèle pour la presse</h1><p>Lancez votre lettre en cinq minutes.</p></body></html>"))
	return s
}
