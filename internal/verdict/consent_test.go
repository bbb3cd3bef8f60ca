package verdict

import (
	"slices"
	"strings"
	"testing"
)

// A page that speaks of nothing but consent, with a button for it, is a wall, however it
// is worded; one that has something to tell is none.
func TestOnlyConsent(t *testing.T) {
	const wall, first = "blocked/consent-wall", "ok/first-seen"
	ref := refOf(tongues[0].page())
	for _, c := range []struct{ name, title, text, first, later string }{
		{"de, or pay", "Zustimmung", "Weiter mit Werbung und Cookies\nBesuchen Sie unsere Website wie gewohnt mit Werbung und üblichem Tracking.\nZustimmen und weiter\nOder werbefrei mit dem PUR-Abo für 3,99 Euro im Monat", wall, wall},
		{"de, partners", "Datenschutz", "Wir und unsere 214 Partner brauchen Ihre Zustimmung\nWir verwenden Cookies und verarbeiten Ihre Daten für personalisierte Anzeigen.\nAlle akzeptieren\nEinstellungen", wall, wall},
		{"it", "Privacy", "La tua privacy è importante\nNoi e i nostri 800 partner archiviamo informazioni su un dispositivo, come i cookie. Puoi accettare o abbonarti.\nAccetta e continua\nRifiuta e abbonati", wall, wall},
		{"pl", "Prywatność", "Szanujemy Twoją prywatność\nMy i nasi 850 partnerzy przechowujemy pliki cookie na Twoim urządzeniu i przetwarzamy dane osobowe.\nPrzejdź do serwisu", wall, wall},
		{"nl", "Privacy", "Wij waarderen uw privacy\nWij en onze 750 partners gebruiken cookies om gegevens op te slaan. Geef toestemming om door te gaan.\nAkkoord", wall, wall},
		{"en, or pay", "Consent or pay", "Consent or pay\nChoose: read for free with personalised advertising, or pay 2.99 a month to reject cookies.\nAccept and continue\nPay", wall, wall},
		{"a notice with a banner", "Wells", "Wells of the north\nThe wells at Taraz were dug by hand in 1931.\nThe mayor will hear the families on Friday.\nThis site uses cookies.\nAccept all", first, "changed/replaced"},
		{"a short text on cookies", "Fine", "The authority fined Norlys for its cookies\nThe company had set them before anybody could refuse, the authority found on Friday.\nIts partners were warned.", first, "changed/replaced"},
		{"an error with a banner", "Page not found", "Page not found\nWe and our partners use cookies.\nAccept all", "dead/soft-404", "dead/soft-404"},
	} {
		p := Page{Kind: "html", Title: c.title, Headings: strings.Split(c.text, "\n")[:1], Visible: c.text, Main: c.text}
		for want, r := range map[*Reference]string{nil: c.first, ref: c.later} {
			if j := Judge(want, lookAt(200, p), Probes{}, nil); string(j.Verdict)+"/"+string(j.Reason) != r {
				t.Errorf("%s (reference: %v): %s/%s, want %s: %v", c.name, want != nil, j.Verdict, j.Reason, r, j.Evidence)
			}
		}
	}
}

// One page to which any address beside it leads proves nothing as long as the home page
// was not asked for, and nothing at all where that leads there too.
func TestAllLedToOnePage(t *testing.T) {
	ref := refOf(tongues[0].page())
	text := "Willkommen\nHier geht es weiter.\nSie haben zwei Möglichkeiten.\nOder Sie rufen uns an."
	p := Page{Kind: "html", Title: "Kurier", Headings: []string{"Willkommen"}, Visible: text, Main: text}
	led := func() *Look { return lookAt(200, p).at("https://news.example.kz/go?to=x") }
	j := Judge(ref, led(), Probes{Sibling: led()}, nil)
	if j.Verdict == Dead || !slices.Contains(j.Want, WantHome) {
		t.Errorf("home page not asked for: %s/%s, wants %v: %v", j.Verdict, j.Reason, j.Want, j.Evidence)
	}
	if j = Judge(ref, led(), Probes{Sibling: led(), Home: led()}, nil); j.Verdict == Dead {
		t.Errorf("the home page leads there: %s/%s: %v", j.Verdict, j.Reason, j.Evidence)
	}
	home := lookAt(200, Page{Kind: "html", Title: "Kurier", Visible: "Kurier\nNachrichten aus dem Tal, jeden Tag um sieben.\nWetter und Sport\nLeserbriefe"})
	if j = Judge(ref, led(), Probes{Sibling: led(), Home: home}, nil); j.Verdict != Dead {
		t.Errorf("the home page does not: %s/%s: %v", j.Verdict, j.Reason, j.Evidence)
	}
}

// At a first look a few words that stand at every address, and as the home page, are no
// dead page: a home page leads on to others.
func TestFewWordsEverywhere(t *testing.T) {
	text := "Sebentar ya, kami hendak memastikan dahulu siapa yang datang berkunjung kemari, lalu pintu kami buka lagi untuk semua"
	p := Page{Kind: "html", Title: "Sebentar", Headings: []string{"Sebentar"}, Visible: text, Main: text}
	at := func(url string) *Look { l := lookAt(200, p).at(url); l.URL = url; return l }
	look := at("https://news.example.kz/news/2024/04/30/karvia-prison-deaths")
	probes := Probes{Live: true, Sibling: at("https://news.example.kz/news/2024/04/30/xqzjw"), Home: at("https://news.example.kz/"), Browser: look}
	if j := Judge(nil, look, probes, nil); j.Reason != Unreadable || !strings.Contains(j.Detail, "its home page too") {
		t.Errorf("%s/%s: %s %v", j.Verdict, j.Reason, j.Detail, j.Evidence)
	}
}
