package verdict

import (
	"strings"
	"testing"
)

// What stands in the way is known at the first look as at later ones; a text that is
// called so, or speaks of it, is a text.
func TestInterposed(t *testing.T) {
	ref := refOf(tongues[0].page())
	for _, c := range []struct{ name, title, heading, text, head, first, later string }{
		{"maintenance, de", "Wartung", "Wartungsarbeiten", "Unsere Website wird gerade gewartet.", "", "unreachable/http-5xx", "unreachable/http-5xx"},
		{"maintenance, fr", "Courrier", "Site en maintenance", "Nous revenons dans quelques instants.", "", "unreachable/http-5xx", "unreachable/http-5xx"},
		{"maintenance, es", "Correo", "Estamos en mantenimiento", "Volvemos enseguida.", "", "unreachable/http-5xx", "unreachable/http-5xx"},
		{"maintenance, ru", "Курьер", "Технические работы", "Приносим извинения.", "", "unreachable/http-5xx", "unreachable/http-5xx"},
		{"maintenance, kk", "Жаршы", "Сайтта техникалық жұмыстар жүргізілуде", "", "", "unreachable/http-5xx", "unreachable/http-5xx"},
		{"maintenance, tr", "Kurye", "Bakım çalışması", "Sitemiz kısa süreliğine hizmet dışıdır.", "", "unreachable/http-5xx", "unreachable/http-5xx"},
		{"maintenance, uk", "Кур'єр", "Тривають технічні роботи", "", "", "unreachable/http-5xx", "unreachable/http-5xx"},
		{"maintenance, zh", "信使", "系统维护中", "请稍后再访问。", "", "unreachable/http-5xx", "unreachable/http-5xx"},
		{"maintenance, ar", "البريد", "الموقع تحت الصيانة", "سنعود قريبا", "", "unreachable/http-5xx", "unreachable/http-5xx"},
		{"an article on maintenance", "Maintenance", "Maintenance of the dam", "The dam was last repaired in 1998, and the ministry has not said when it will be repaired again.\nThe village below it has been asked to leave twice since the spring.\nNobody has been paid for the houses that were lost in the flood of last year.", "", "ok/first-seen", "changed/replaced"},

		{"filter", "Web Page Blocked", "Web Page Blocked!", "The page you have requested has been blocked because the URL is in violation of your internet usage policy. Category: News.", "", "blocked/geo-block", "blocked/geo-block"},
		{"queue", "Queue-it", "You are now in line", "Your estimated wait time is 12 minutes.", "", "blocked/rate-limited", "blocked/rate-limited"},
		{"queue, es", "Sala de espera", "Está en la cola", "Su turno llegará en aproximadamente 4 minutos.", "", "blocked/rate-limited", "blocked/rate-limited"},
		{"queue, de", "Warteraum", "Sie sind in der Warteschlange", "Wartezeit: 4 Minuten.", "", "blocked/rate-limited", "blocked/rate-limited"},
		{"queue, zh", "排队中", "您正在排队", "预计等待时间：4分钟。", "", "blocked/rate-limited", "blocked/rate-limited"},
		{"browser", "Courier", "Your browser is not supported", "Please use a recent version of Chrome, Firefox, Safari or Edge.", "", "blocked/unreadable", "blocked/unreadable"},
		{"browser, fr", "Navigateur non supporté", "Votre navigateur n’est pas supporté", "Veuillez utiliser une version récente de Chrome, Firefox ou Edge.", "", "blocked/unreadable", "blocked/unreadable"},
		{"browser, ru", "Ваш браузер устарел", "", "Обновите его, чтобы пользоваться сайтом.", "", "blocked/unreadable", "blocked/unreadable"},
		{"browser, zh", "浏览器版本过低", "", "请使用最新版的浏览器访问本站。", "", "blocked/unreadable", "blocked/unreadable"},
		{"a notice on an article", "Courier", "Update your browser", "The dam was last repaired in 1998, and the ministry has not said when it will be repaired again.\nThe village below it has been asked to leave twice since the spring.\nNobody has been paid for the houses that were lost in the flood of last year, nor for the cattle, nor for the bridge, and no one expects to be, the mayor said on Friday in the hall.", "", "ok/first-seen", "changed/replaced"},
		{"consent, fr", "Votre vie privée", "Nous respectons votre vie privée", "Pour accéder au site, acceptez les cookies de nos 600 partenaires ou abonnez-vous pour 2 € par mois.\nAccepter et continuer\nS'abonner", "", "blocked/consent-wall", "blocked/consent-wall"},
		{"consent, de", "Kurier", "Ihre Privatsphäre ist uns wichtig", "Wir und unsere 311 Partner verwenden Cookies. Bitte stimmen Sie zu.\nAlle akzeptieren", "", "blocked/consent-wall", "blocked/consent-wall"},
		{"a short text on privacy", "Courier", "Your privacy matters", "The court found that the ministry had read the letters of eleven lawyers, and ordered it to pay each of them.", "", "ok/first-seen", "changed/replaced"},
		{"place", "Unavailable", "", "We recognize you are attempting to access this website from a country belonging to the European Economic Area (EEA) and therefore cannot grant you access at this time.", "", "blocked/geo-block", "blocked/geo-block"},
		{"nothing found", "Nothing Found", "Nothing Found", "It seems we can’t find what you’re looking for. Perhaps searching can help.", "", "dead/soft-404", "dead/soft-404"},
		{"switched off", "", "", "Сайт отключен за неуплату хостинга. Обратитесь в службу поддержки.", "", "dead/parked", ""},
		{"to be installed", "WordPress › Installation", "Welcome", "Welcome to the famous five-minute WordPress installation process! Just fill in the information below.\nSite Title\nUsername\nPassword", "<form>", "dead/parked", "dead/parked"},
		{"news of a site", "Courier", "Site switched off", "The site of the Courier was switched off on Friday by order of a court in Tarsk, its editor says; it had 40,000 readers a day, and a staff of eleven who were told by telephone.", "", "ok/first-seen", "changed/replaced"},
		{"a banner on an error page", "Courier", "Page not found|Your browser is out of date", "The page you asked for is not here any more.", "", "dead/soft-404", "dead/soft-404"},
		{"a banner on a parked name", "dam.example", "dam.example|Your browser is out of date", "This domain is for sale. Buy this domain.", "", "dead/parked", "dead/parked"},
		{"a banner on another page", "Courier", "Our garden|Your browser is out of date", "Roses and a bench by the wall, open on Sundays.", "", "ok/first-seen", "changed/replaced"},
		{"a poem called so", "Waiting room", "Waiting room", "A chair and a window and the same rain as before.", "", "ok/first-seen", "changed/replaced"},
		{"hotel", "Hotel WiFi", "Welcome to Hotel Astana WiFi", "Enter your room number and surname to connect to the Internet.", "<form><input>", "blocked/login-wall", "blocked/login-wall"},
		{"a hotel's page", "Hotel Astana", "Hotel Astana", "Rooms with a desk and a lamp. Guests can connect to the Internet in the lobby.", "<form><input>", "ok/first-seen", "changed/replaced"},
		{"countries", "Choose your country", "Select your country and language", "Deutschland\nFrance\nUnited Kingdom", "", "blocked/consent-wall", "blocked/consent-wall"},
		{"languages, fr", "Choisissez votre langue", "", "Français\nEnglish\nDeutsch", "", "blocked/consent-wall", "blocked/consent-wall"},

		{"coming soon", "", "Coming soon", "", "", "dead/soft-404", "changed/replaced"},
		{"a film that does", "Coming soon", "Coming soon", "Two plays and a film, from the makers of the last one, at the theatre by the canal.", "", "ok/first-seen", "changed/replaced"},
		{"casino", "SLOT GACOR 88 | Situs Judi Online", "SLOT GACOR HARI INI", "Daftar situs slot gacor terpercaya dengan RTP live tertinggi. Deposit 10 ribu via DANA, OVO, pulsa tanpa potongan. Bonus new member di awal.\nMainkan Gates of Olympus, Sweet Bonanza dan Mahjong Ways setiap hari.", "", "dead/hijacked", "dead/hijacked"},
		{"news of a casino", "Casino owner jailed", "Casino owner jailed for six years", "The owner of an online casino that took bets of 40 million tenge was sentenced on Friday.\nSlot machines, roulette and poker are banned outside two zones. The bonus scheme was a fraud, the judge said.\nThe court heard forty witnesses over eleven days in the spring.", "", "ok/first-seen", ""},
		{"frame", "Courier", "", "", `<iframe src="/inner"></iframe>`, "blocked/unreadable", "blocked/unreadable"},
		{"frameset", "Courier", "", "", `<frameset cols="20%,80%"><frame src="/m"></frameset>`, "blocked/unreadable", "blocked/unreadable"},
		{"blank frames", "", "", "", `<frameset rows="100%,*"><frame src="about:blank"><frame src="about:blank"></frameset>`, "dead/empty", "dead/empty"},
		{"wechat", "", "此内容因违规无法查看", "", "", "dead/soft-404", ""},
		{"metered", "Courier", "Our reporter", "You’ve reached your limit of free articles. Subscribe to keep reading.", "", "", "blocked/login-wall"},
		{"teaser, de", "Kurier", "Der Fall", "Weiterlesen mit Plus\nSie haben bereits ein Abo? Anmelden. Testen Sie Plus 4 Wochen für 1 €.", "", "", "blocked/login-wall"},
	} {
		headings := strings.Split(c.heading, "|")
		text := strings.Trim(strings.Join(headings, "\n")+"\n"+c.text, "\n")
		p := Page{Kind: "html", Title: c.title, Visible: text, Main: text}
		if c.heading != "" {
			p.Headings = headings
		}
		for when, r := range map[string]*Reference{c.first: nil, c.later: ref} {
			if when == "" {
				continue
			}
			j := Judge(r, lookAt(200, p).head("<html>"+c.head), Probes{}, nil)
			if got := string(j.Verdict) + "/" + string(j.Reason); got != when && c.first != c.later || c.first == c.later && got != c.first {
				t.Errorf("%s (reference: %v): %s, want %s: %v", c.name, r != nil, got, when, j.Evidence)
			}
		}
		if c.first == c.later {
			if j := Judge(nil, lookAt(200, p).head("<html>"+c.head), Probes{}, nil); string(j.Verdict)+"/"+string(j.Reason) != c.first {
				t.Errorf("%s at first: %s/%s, want %s: %v", c.name, j.Verdict, j.Reason, c.first, j.Evidence)
			}
		}
	}
	refused := Page{Kind: "html", Title: "Access denied", Headings: []string{"Error 1020"}, Visible: "Error 1020\nYou do not have access to courier.example. The site owner may have set restrictions. Cloudflare Ray ID: 7a1"}
	if j := Judge(ref, lookAt(403, refused), Probes{}, nil); j.Reason != BotWall {
		t.Errorf("error 1020: %s: %v", j.Reason, j.Evidence)
	}
	if j := Judge(ref, lookAt(200, Page{Kind: "pdf"}), Probes{}, nil); j.Reason != Unreadable && j.Reason != Type {
		t.Errorf("a file without text: %s: %v", j.Reason, j.Evidence)
	}
}

// A quote that stands where most of the text is gone keeps the source alive, and is
// told with what is left; half a text with it is an edit as others are.
func TestQuoteInAFewWords(t *testing.T) {
	var lines []string
	for _, w := range strings.Fields("dam mill road school clinic market bridge court farm harbour") {
		lines = append(lines, "The report of the "+w+" was read to the families in the hall before the judge of the "+w+" came back to the town.")
	}
	quote := "Three of the men were beaten in the cellar of the station that night"
	page := func(lines ...string) Page {
		text := strings.Join(lines, "\n")
		return Page{Kind: "html", Title: "Report", Visible: text, Main: text}
	}
	ref := refOf(page(append(lines, quote+".")...))
	j := Judge(ref, lookAt(200, page("We withdraw this report. We wrote: "+quote+". That was wrong.")), Probes{}, []string{quote})
	if j.Verdict != Changed || j.Confidence == Proof || !strings.Contains(j.Detail, "Most of the text is gone") {
		t.Errorf("%s/%s %s: %s", j.Verdict, j.Reason, j.Confidence, j.Detail)
	}
	j = Judge(ref, lookAt(200, page(append(lines[:9:9], quote+".")...)), Probes{}, []string{quote})
	if j.Reason != Edited || strings.Contains(j.Detail, "Most of the text") {
		t.Errorf("one line less: %s/%s %s: %s", j.Verdict, j.Reason, j.Confidence, j.Detail)
	}
}
