package west2

func presse() *site {
	const loi = "Aucun journaliste n’a été condamné sur la base de ce texte à ce jour."
	const blesses = "En 2023, 17 reporters ont été blessés, dont quatre par des tirs de balles en caoutchouc."
	s := newSite("presse-fr", "/fr/pays/ostravie", loi, blesses)
	s.Healthy(s.Inside("Plumes Libres", `<h1>Informer n’est pas un crime</h1><p>Notre réseau de correspondants veille dans 110 pays.</p><a href="/fr/pays/ostravie">Ostravie</a>
`), s.Inside("Page introuvable | Plumes Libres", "<h1>Cette page n’existe pas</h1><p>Erreur 404.</p>\n"))
	s.Rest["/fr/pays"] = html(s.Inside("Pays | Plumes Libres", "<h1>Tous les pays</h1><ul><li>Norvanie</li><li>Ostravie</li><li>Pélasie</li></ul>\n"))

	s.Noise("world-counters-and-campaign",
		sub("<b>11</b> journalistes tués <b>523</b> journalistes emprisonnés", "<b>19</b> journalistes tués <b>548</b> journalistes emprisonnés <b>37</b> journalistes otages"),
		below(`<div class="corps">`, `
<div class="camp"><h2>Dix jours pour doubler vos dons</h2><p>Jusqu’au 31 mai, chaque euro versé est doublé par un fonds de mécènes. En 2024, vos dons ont permis de protéger 213 reporters, d’équiper 41 rédactions de gilets pare-balles et de payer les avocats de ceux que l’on juge à huis clos.</p><a href="/fr/don">Je donne</a></div>`)).
		Note("The counters are for the world and stand on each page.")
	s.Noise("rows-sorted-by-rank", func(p string) string {
		rows := []string{"<tr><td>Politique</td><td>121</td><td>38,90</td></tr>\n", "<tr><td>Économique</td><td>109</td><td>40,15</td></tr>\n", "<tr><td>Législatif</td><td>126</td><td>39,44</td></tr>\n", "<tr><td>Social</td><td>97</td><td>52,60</td></tr>\n", "<tr><td>Sécuritaire</td><td>114</td><td>44,02</td></tr>\n"}
		return sub(rows[0]+rows[1]+rows[2]+rows[3]+rows[4], rows[3]+rows[1]+rows[4]+rows[0]+rows[2])(p)
	}, sub("<th>Rang</th>", `<th aria-sort="ascending">Rang <span>▲</span></th>`)).Note("The same rows in another order.")
	s.Noise("tabs-map-and-recent-news",
		above(`<h2>Paysage médiatique</h2>`, `<div class="tabs"><button>Contexte</button><button>Indicateurs</button><button>Exactions</button></div><div id="map" aria-label="Carte"><span>Bonne</span><span>Plutôt bonne</span><span>Problématique</span><span>Difficile</span><span>Très grave</span></div>
`),
		between(`<h3>Dernières nouvelles d’Ostravie</h3>`, "</section>", `<ul><li><a href="/fr/n/988">Le rédacteur détenu à Karsk a été libéré sous contrôle judiciaire</a></li><li><a href="/fr/n/979">Deux reporters condamnés en première instance</a></li></ul>`)).
		Note("News teasers beside the page say newer things than the page, whose text is the same.")
	s.Noise("long-country-menu",
		between(`<select name="pays">`, "</select>", `<option>Andorie</option><option>Belgravie</option><option>Caspie</option><option>Dalmoravie</option><option>Estrie</option><option>Hélvonie</option><option>Norvanie</option><option selected>Ostravie</option><option>Pélasie</option><option>Ruthie</option><option>Sabraie</option>`),
		sub(`<div class="tab">`, `<div class="tab"><p class="dl"><a href="/csv/osv.csv">Télécharger les données (CSV, 2 Ko)</a></p>`), sub("front.5b", "front.5f"), all("<h2>", `<h2 class="t2"><a class="anc" href="#">#</a> `))

	s.Noise("table-turned-on-its-side",
		between("classement 2024</caption>\n", "</table>", `<tr><th>Indicateur</th><th>Politique</th><th>Économique</th><th>Législatif</th><th>Social</th><th>Sécuritaire</th></tr>
<tr><th>Rang</th><td>121</td><td>109</td><td>126</td><td>97</td><td>114</td></tr>
<tr><th>Score</th><td>38,90</td><td>40,15</td><td>39,44</td><td>52,60</td><td>44,02</td></tr>
`), sub("<b>11</b>", "<b>14</b>"), sub("<b>523</b>", "<b>531</b>")).Note("Rows and columns have changed places, figures have not.")

	s.Edit("rank-corrected-in-table", sub("<td>Législatif</td><td>126</td>", "<td>Législatif</td><td>136</td>"))
	s.Edit("demand-dropped", sub("<li>libérer le rédacteur détenu à Karsk depuis novembre.</li>", ""), sub("publicité d’État ;</li>", "publicité d’État.</li>"))

	s.Quote("convictions-now", loi, []string{"gone", "unclear"}, "changed/quote-lost", sub(loi, "Deux journalistes ont été condamnés sur la base de ce texte depuis mars."))

	s.Add("replaced", "next-year-edition", html(s.Inside("Ostravie | Plumes Libres", `<h1>Ostravie</h1>
<p class="ann">Classement 2025 : <strong>97</strong> sur 180 · Score : <strong>49,80</strong></p>
<p class="chapo">Le changement de majorité a rendu quelque espoir aux rédactions, sans que les lois qui les entravent aient encore été touchées.</p>
<h2>Paysage médiatique</h2>
<p>Une quatrième chaîne, lancée par d’anciens salariés du service public, émet depuis l’automne. Les podcasts ont trouvé leur public dans les villes, et plusieurs hebdomadaires locaux vivent désormais de leurs abonnés en ligne.</p>
<h2>Cadre légal</h2>
<p>Un projet de réforme prévoit de remplacer les peines de prison par des amendes. Il attend depuis février d’être inscrit à l’ordre du jour, et les associations craignent qu’il soit vidé de sa portée en commission.</p>
<h2>Sécurité</h2>
<p>La police a reçu l’ordre de laisser travailler les équipes de télévision dans les cortèges. Les plaintes pour violences ont reculé de moitié, mais une correspondante a dû quitter sa ville après des menaces répétées.</p>
<div class="tab"><table><caption>Indicateurs d’Ostravie, classement 2025</caption><tr><th>Indicateur</th><th>Rang</th><th>Score</th></tr><tr><td>Politique</td><td>90</td><td>50,12</td></tr><tr><td>Économique</td><td>101</td><td>43,00</td></tr><tr><td>Législatif</td><td>119</td><td>42,87</td></tr><tr><td>Social</td><td>80</td><td>58,31</td></tr><tr><td>Sécuritaire</td><td>88</td><td>54,70</td></tr></table></div>
<h2>Nos demandes</h2>
<ul class="dem"><li>adopter la réforme sans l’affaiblir ;</li><li>ouvrir les conférences de presse à tous.</li></ul>
`)), "changed/replaced", "changed/quote-lost").States("gone").Note("The country page was written anew for the next edition.")

	s.Dead("sheet-in-preparation", html(s.Inside("Plumes Libres", `<h1>Fiche pays</h1><p>Nous ne proposons pas de fiche pour le territoire demandé. Choisissez un autre pays dans la liste ou consultez le classement mondial de la liberté de la presse, établi chaque printemps par nos experts.</p>
<ul class="dem"><li>Norvanie</li><li>Pélasie</li></ul>
`)), "dead/soft-404")

	s.Wall("accept-or-pay", html(`<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Plumes Libres et vos données</title></head><body><div class="full"><h1>C’est vous qui choisissez</h1><p>Avec votre accord, nos 214 partenaires et nous déposons des traceurs pour mesurer l’audience et personnaliser nos appels aux dons. Sans votre accord, l’accès aux pages coûte 2 € par mois.</p><button>Tout accepter et entrer</button><button>Entrer sans traceurs pour 2 €</button><p><a href="/fr/traceurs">Liste des partenaires</a></p></div><script src="/pur/porte.js"></script></body></html>
`), "blocked/consent-wall").Everywhere("/")
	return s
}
