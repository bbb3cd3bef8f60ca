package source

import (
	"testing"
)

// TestHabits: what a report itself shows of its full stops, and what words look like,
// tells abbreviations that no list has.
func TestHabits(t *testing.T) {
	const german = "\n\nAm 12. September und am 15. des Monats war es so.\n"
	// The marked sentence stands between | and |.
	for _, text := range []string{
		"ეს მოხდა. |წყალი ავიდა^.| არავინ მოვიდა. ასე იყო. ასე.\n",
		"|ეს მოხდა 2019 წ. 3 მაისს^.| ასე.\n",
		"Так було. |У 2018 р. Укравтодор замовив ремонт^.| Далі.\n",
		"Так було. |Суд на вул. Лесі Українки чекає^.| Далі.\n",
		"Так было. |Школа в пос. Северный закрыта^.| Далее.\n",
		"In 2018 sales. |Judges came^.| Next.\n",
		"Es war so. |Der 3. Senat des Gerichts entschied^.| Danach nicht." + german,
		"Es waren am Ende 12. |Die Zahl stieg^.| Danach nicht." + german,
		"Es waren am Ende 12. |Nobody came^.| Next.\n\nNo more.\n",
		"Böyle oldu. |Yargıtay 3. Ceza Dairesi karar verdi^.| Sonra.\n\nKanunun 12. maddesi ve 13. maddesi.\n",
		"|Kurul qnst. Ankara adına konuştu^.| Sonra.\n",
		"They read qnst. |Ankara did not^.| Next.\n\nThis is qnst and more.\n",
		"|Madde bkz. 5 uygulandı^.| Sonra.\n",
		"|Die Fa. Meyer zahlte^.| Danach nicht.\n",
		"Ainsi fut-il. |En qas. 2019, tout changea^.| Ensuite.\n",
		"So war es. |Die Leute gingen im 2. Quartal fort^.| Danach nicht.\n",
		"They met in town. |12 of them came back^.| Next.\n",
		"So war es. |Rd. Zwanzig kamen^.| Danach nicht.\n",
		"Sie kam. |Der Rest blieb^.| Danach nicht.\n",
		"|Es waren 12 Tsd. Menschen da^.| Danach nicht.\n",
		"|Es steht im BGBl. I dieses Jahres^.| Danach nicht.\n",
		"He paid. |iPhones were taken^.| Next.\n",
		"They sold the cow. |Bolton left^.| Next.\n\nThey took the cow. Bolton left. They found the cow. Bolton left.\n",
		"Арыз берді. |2004 жылы сот айыптады^.| Келесі.\n\nХат берді. 5 адам. Сот берді. 6 адам.\n",
		"|They met Mr qasim. Smith of it^.| Next.\n\nIt is qasim. and more.\n",
		"They wrote qasim. |Smith of it^.| Next.\n\nIt is qasim. and qasim more.\n",
		"It was 5 km. |Nobody came^.| Next.\n",
		"|Hubo casos en EE. UU. Barcelona los contó^.| Luego.\n",
		"This is under the CC. |Nobody read it^.| Next.\n",
		"|قال د. محمد إن ص. 12 واضحة^.| ثم.\n",
		"|据A. B. 史密斯称，共有3起^。|没有人。\n",
		"Die Zeitung schrieb von »3 Akten«. |Es war »so«^.| Danach.\n",
		"Er sagte: »Nein. Nie.« |Sie ging^.| Danach.\n",
		"Il dit : « Non. Jamais. » |Elle part^.| Ensuite.\n",
		"Полиция их задержала! |№ 5 решение вышло^.| Дальше.\n",
		"The law was read by MPs. |Bolton left^.| Next.\n",
		"|They paid Rs. 500 for it^.| Next.\n",
		"Yes. |Guards had keys^.| Next.\n",
		"Да. |Охранники были^.| Дальше.\n",
		"На деле. |Прокурор ушёл^.| Дальше.\n",
		"In part. |Bolton left^.| Next.\n\nA part rose.\n",
		"The toll was 12. |Bolton left^.| Next.\n\nThey asked 1. who came; 2. who left; 3. who stayed.\n",
		"Die Zahl stieg auf 12. |Polizisten kamen^.| Danach.\n\nAm 1. Januar und am 3. Mai.\n",
		"Počet stoupl na 12. |Policie mlčí^.| Pak.\n\nDne 12. května a 15. června.\n",
		"They left the dorp. |Bolton stayed^.| Next.\n\nIt was a dorp. al-Qasim saw it.\n",
		"They left the dorp. |Bolton stayed^.| Next.\n\nIt was a dorp. https://b.example shows it.\n",
		"|They said^ … and left.| Next.\n",
		"|Он обжаловал реш. № 5 суда^.| Дальше. См. реш. и далее.\n",
		"|Das Tor stand offen am 3.^| Im 19. Jahrhundert nicht.\n",
		"|Er kam am 3.^| Niemand sah ihn.\n",
		"Er kam am 14. |Das Tor stand offen^.| Danach nicht.\n",
		"|Gemessen wurde am 30. 4. 1999^.| Danach nicht.\n",
		"|Es kostete 3,1 Mio. Euro^.| Danach nicht.\n",
		"|Stát zaplatil 1,2 mld. Kč.^| Pak nic.\n",
		"It lies at 2,400 m. |Nobody lives there^.| Next.\n",
		"They raided a house in Lime St. |They took it all^.| Next.\n",
		"|They took \"everything. Even the cat.\"^; it was found.| Next.\n",
		"他走了。|“没有人来。我们走了。”李某说^。|没有人。\n",
		"他说：“没有人来。我们走了。”|他走了^。|没有人。\n",
		"|「誰も来ない。帰る。」と彼は言った^。|次。\n",
		"So it is. |The mean was $8 . 4 ~ \\mu \\mathrm { g }$ in May^.| Next.\n",
		"It cost $5. |He paid it^.| Next, for $6 {net}.\n",
		"|Der Brief vom 3. 4. wurde gelesen^.| Danach nicht.\n",
		"Il est là. |M. Le Goff en produit^.| Ensuite.\n",
		"In court. |Judges laughed^.| Next.\n",
		"Bitti. |Yargıtay 3. Ceza Dairesi karar verdi^.| Sonra.\n",
		"The dean was 12. |Captains stayed^.| Next.\n",
	} {
		claimBetween(t, text)
	}
}

// TestBetweenMarks: what stands between marks is no part of a claim, and a dash leads
// from one to the other.
func TestBetweenMarks(t *testing.T) {
	const notes = "<ol><li id=f1>https://a.example/1</li><li id=f2>https://a.example/2</li><li id=f3>https://a.example/3</li></ol>"
	link := func(n string) string { return `<sup><a href="#f` + n + `" id="b` + n + `">` + n + `</a></sup>` }
	all := func(claim string) string {
		return "1 <" + claim + "> https://a.example/1; 2 <" + claim + "> https://a.example/2; 3 <" + claim + "> https://a.example/3; "
	}
	for _, tt := range []struct{ file, text, want string }{
		{"r.html", "<p>It rose" + link("1") + ", " + link("2") + ", " + link("3") + " in May. It fell.</p>" + notes, all("It rose in May.")},
		{"r.html", "<p>It rose " + link("1") + ", " + link("2") + ", " + link("3") + ". It fell.</p>" + notes, all("It rose.")},
		{"r.html", "<p>It rose." + link("1") + "," + link("2") + "," + link("3") + " It fell.</p>" + notes, all("It rose.")},
		{"r.html", "<p>It rose." + link("1") + "–" + link("3") + " It fell.</p>" + notes, all("It rose.")},
		{"r.html", `<p>It rose.<sup><a href="#f1">1</a>–<a href="#f3">3</a></sup> It fell.</p>` + notes, all("It rose.")},
		{"r.html", "<p>Est-ce vrai" + link("1") + link("2") + link("3") + " ? Non.</p>" + notes, all("Est-ce vrai ?")},
		{"r.md", "Est-ce vrai [^1] [^2] [^3] ; non. Si.\n\n[^1]: https://a.example/1\n[^2]: https://a.example/2\n[^3]: https://a.example/3\n", all("Est-ce vrai ; non.")},
		{"r.html", "<p>It is so " + link("1") + link("2") + link("3") + "? No.</p>" + notes, all("It is so?")},
		{"r.md", "It rose,[^1], [^2] [^3] in May.\n\n[^1]: https://a.example/1\n[^2]: https://a.example/2\n[^3]: https://a.example/3\n", all("It rose, in May.")},
		{"r.md", "他们来了[^1] [^2] [^3]。他们走了。\n\n[^1]: https://a.example/1\n[^2]: https://a.example/2\n[^3]: https://a.example/3\n", all("他们来了。")},
	} {
		im := imported(t, tt.file, tt.text)
		if got := short(im); got != tt.want || len(im.Warnings) > 0 {
			t.Errorf("%s:\ngot  %s\nwant %s\n%v", tt.text, got, tt.want, im.Warnings)
		}
	}
}

// TestRunningHeads: what pages begin and end with parts no sentence.
func TestRunningHeads(t *testing.T) {
	note := func(n string) string { return "\n\n<sup>" + n + "</sup> https://a.example/" + n + "\n\n" }
	for _, tt := range []struct{ text, want string }{
		{"# Sea report\n\nThe sea<sup>1</sup> of" + note("1") + "7\n\nSea report\n\nthe north rose. It fell.", "1 <The sea of the north rose.> https://a.example/1; "},
		{"# Sea report\n\nThey met<sup>1</sup>" + note("1") + "Sea report | 7\n\nNur in May. It fell.", "1 <They met Nur in May.> https://a.example/1; "},
		{"The sea<sup>1</sup> of" + note("1") + "Seas in danger\n\nthe north rose. It fell.\n\n8 Seas in danger\n\nIt rose.\n\nSeas in danger 9\n\nIt fell.", "1 <The sea of the north rose.> https://a.example/1; "},
		{"The sea<sup>1</sup> of the north" + note("1") + "Seas in danger\n\nIt rose again.", "1 <The sea of the north Seas in danger> https://a.example/1; "}, // it stands there once
		{"В 2006 г. суд" + note("1") + "применил закон.<sup>1</sup> Всё.", "1 <В 2006 г. суд применил закон.> https://a.example/1; "},                          // no page's number
		{"Status\n\nThe case was closed<sup>1</sup>\n\nStatus\n\nOpen" + note("1") + "Status\n\nClosed", "1 <The case was closed> https://a.example/1; "},      // fields, not pages
		{"Arrested\n\n12\n\nKilled<sup>1</sup>\n\n3\n\nFreed" + note("1"), "1 <Killed> https://a.example/1; "},                                                 // figures, not pages
		{"Web<sup>1</sup>: <https://b.example>" + note("1") + "The sea rose.", "1 <Web: https://b.example> https://a.example/1; "},
	} {
		if got := short(imported(t, "r.md", tt.text)); got != tt.want {
			t.Errorf("%q:\ngot  %s\nwant %s", tt.text, got, tt.want)
		}
	}
}
