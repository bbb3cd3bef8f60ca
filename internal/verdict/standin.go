package verdict

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"archiver/internal/verdict/compare"
	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/pages"
)

// Where a site was taken down, its host or its server's software shows a page of
// its own at every address: the software's first page, a notice that the plan has
// run out, "coming soon". Each is known by two signs at least, and none by what
// walls and pauses say as well.

// The parts of what such pages say.
const (
	hostSite    lex.WordClass = 1 << iota // a site, a domain
	hostOff                               // being switched off
	hostOwner                             // to whom it belongs
	hostPays                              // paying, a plan
	hostDefault                           // by default
	hostPage                              // a page
	hostUnset                             // not there yet, set up just now
	hostSetUp                             // being set up, filled
	hostSoon                              // soon
	hostOpens                             // opening, launching
	hostNew                               // new
	hostBack                              // again, back, for a time: a pause
	hostMoved                             // having moved
	hostNow                               // from now on
	hostPlace                             // where it is
	hostReady                             // ready, active
	hostYour                              // of the reader
)

var hostWords = sync.OnceValue(func() *lex.WordTable {
	return lex.NewWordTable([]lex.WordList{
		{Class: hostSite, Words: `site website webpage domain portal webspace hosting server
			сайт сайта сайту сайте сайтом домен домена доменом портал портала порталы ресурс хостинг* сервер*
			сайтың сайттың сайты сайтты сайтымыз сайтына порталға порталымыз ресурсы домені доменнің серверде серверге
			hébergement serveur domaine portail website webseite domäne sitio dominio
			portale portalu portal portalı strona strony sitesi сайту сайті порталі порталу sayt`},
		{Class: hostOff, Words: `disabled deactivated suspended отключен* деактивирован* приостановлен* тоқтатыл* өшірілді өшірілген ажыратыл* désactivé suspendu deaktiviert gesperrt suspendido вимкнено призупинено`},
		{Class: hostOwner, Words: `owner owners webmaster владелец владельца владельцем владельцу владельцам вебмастер* иесі иесісіз иесіне propriétaire webmestre inhaber eigentümer propietario власник власником`},
		{Class: hostPays, Words: `pay paid payment renew renewal billing invoice unpaid plan subscription upload
			оплат* тариф* продли* продле* неоплач* загрузи* төле* ұзарт* тариф*
			payer payez paiement régler réglez renouvel* forfait facture abonnement bezahlen verlängern tarif pagar renovar`},
		{Class: hostDefault, Words: `default défaut умолчанию әдепкі standardseite predeterminada умовчанням заглушк* placeholder`},
		{Class: hostPage, Words: `page pages site website страниц* сайт* заглушка беті бет парағы seite página сторінка`},
		{Class: hostUnset, Words: `not no yet just newly successfully new не нет еще только успешно пока жоқ әлі жаңа енді сәтті ne pas encore aucun nouvellement succès nicht noch kein erfolgreich `},
		{Class: hostSetUp, Words: `installed configured configuration created uploaded assigned attached
			настроен* установлен* создан* загружен* привязан* размещен* добавлен*
			орнатыл* бапта* жасалған құрыл* жүктел* орналас* байланыстырыл*
			installé configuré créé déposé associé rattaché eingerichtet installiert konfiguriert instalado configurado`},
		{Class: hostSoon, Words: `soon shortly скоро вскоре жақында жуырда bientôt prochainement prochaine demnächst próximamente pronto незабаром`},
		{Class: hostOpens, Words: `coming open opens opening launch launches launching откро* открыти* открыва* запуск* запуст* ашыл* ашам* іске ouvre ouvrira ouverture lancement ligne eröffn* abrimos apertura відкри*`},
		{Class: hostNew, Words: `new новый нового новая новом жаңа жаңартылған nouveau nouvelle neue neuer nuevo новий
			neues neuem neuen nueva novo nova nuovo nuova nowy nowa nowym yeni новий нова новому новы новая yangi жаңы`},
		{Class: hostBack, Words: `back again temporarily temporary maintenance today tomorrow late later return returning
			снова вновь опять временно обслуживани* технические техническим работы завтра сегодня позже позднее вернемся вернется возобнов* восстанов*
			қайта уақытша техникалық жөндеу ертең бүгін кейін кейінірек
			retour revenons reprend* maintenance temporairement provisoirement demain tard wieder vorübergehend wartung nuevamente temporalmente тимчасово знову`},
		{Class: hostMoved, Words: `moved migrated relocated transferred
			переехал* перенесен* перемещен*
			көшті көшірілді көшірілген ауысты ауыстырылды
			déménagé transféré migré umgezogen trasladado переїхав перенесено
			verschoben übertragen überführt transferido mudou trasferito spostato trasferita przeniesion* taşın* перенесена перенесені перанесен* köchirildi көчүрүлдү`},
		{Class: hostNow, Words: `now теперь отныне енді ендігі désormais dorénavant jetzt nunmehr ahora відтепер тепер
			adesso agora ora teraz artık цяпер hozir эми`},
		{Class: hostPlace, Words: `address located available at gov.kz egov platform portal
			адрес* располож* находит* доступен доступны платформ* портал*
			мекенжай* орналас* платформа* портал*
			adresse disponible trouve plateforme portail
			finden findest erreichbar plattform encuentra encontrará plataforma trova raggiungibile indirizzo piattaforma encontra endereço znajdziesz adres* адреса знайти доступні доступний даступн* adresinde`},
		{Class: hostReady, Words: `ready active activated online prêt prête actif active activé activée opérationnel готов готова активен активирован* создан* дайын іске белсенді қосылды bereit aktiv listo activo
			installed installé installée установлен* орнатылды installiert instalado`},
		{Class: hostYour, Words: `your ваш вашего вашему вам сіздің votre vos ihre tu su`},
	})
})

func hostSays(s *lex.Stream, b lex.Span, k lex.WordClass) bool {
	for i := b.From; i < b.To; i++ {
		if hostWords().Class(s.Word(i))&k != 0 {
			return true
		}
	}
	return false
}

// pauses tells whether a page speaks of a time after which it will be back.
func pauses(s *lex.Stream) bool {
	return hostSays(s, lex.Span{From: 0, To: len(s.Tokens)}, hostBack) || strings.Contains(" "+s.Words(), " à nouveau ")
}

// serverPage is what the first page of some software is known by.
type serverPage struct {
	of     string
	titles []string // a segment of the title or a heading
	says   []string // words of it
	marks  []string // what stands in its source, in small letters
}

// serverPages are first pages as the software ships them.
var serverPages = sync.OnceValue(func() []serverPage {
	for _, p := range shipped {
		for _, list := range [][]string{p.titles, p.says} {
			for i := range list {
				list[i] = lex.Normalise(list[i])
			}
		}
	}
	return shipped
})

var shipped = []serverPage{
	{of: "IIS", titles: []string{"iis windows server", "iis windows", "iis7", "iis8", "iis10", "microsoft internet information services 8"},
		says: []string{"internet information services"}, marks: []string{"iisstart.", "iis-85.png", "go.microsoft.com/fwlink/?linkid=66138", "welcome.png\" alt=\"iis7"}},
	{of: "Apache", titles: []string{"it works", "apache2 ubuntu default page", "apache2 debian default page", "apache2 default page", "test page for the apache http server", "apache http server test page powered by centos", "http server test page powered by centos", "http server test page"},
		says:  []string{"it works", "apache2 default page", "proper operation of the apache", "proper operation of the http server", "default web page for this server", "default welcome page used to test"},
		marks: []string{"/icons/ubuntu-logo", "/icons/openlogo-75", "/etc/apache2/", "/etc/httpd/conf.d/welcome.conf", "/icons/apache_pb", "/icons/poweredby.png"}},
	{of: "nginx", titles: []string{"welcome to nginx", "welcome to openresty", "test page for the nginx http server", "welcome to angie", "welcome to tengine"},
		says:  []string{"the nginx web server is successfully installed", "web server is successfully installed", "further configuration is required", "thank you for using nginx", "platform is successfully installed"},
		marks: []string{"nginx.org/", "nginx.com/", "openresty.org/", "angie.software"}},
	{of: "Plesk", titles: []string{"plesk", "web server's default page", "default page", "domain default page", "default plesk page", "default parallels plesk page", "default parallels plesk panel page", "страница веб сервера по умолчанию", "страница домена по умолчанию", "page par défaut du serveur web", "page par défaut du domaine", "page par défaut"},
		says:  []string{"generated by plesk", "generated by parallels plesk", "no web site at this address", "no website at this address", "you have not put any content on your website", "создана plesk", "сгенерирована plesk", "нет веб сайта", "générée par plesk", "aucun site web à cette adresse", "pas de site web à cette adresse"},
		marks: []string{"plesk.com", "parallels.com", "assets.plesk", "swsoft.com"}},
	{of: "cPanel", titles: []string{"default web site page", "default website page", "account suspended"},
		says:  []string{"contact your hosting provider", "apache is functioning normally", "contact your hosting provider for more information"},
		marks: []string{"cgi-sys/defaultwebpage.cgi", "cgi-sys/suspendedpage.cgi", "cgi-sys/images/", "cpanel.com", "cpanel.net", "img-sys/"}},
	{of: "WordPress", titles: []string{"wordpress installation", "wordpress setup configuration file"},
		says:  []string{"five minute wordpress installation process", "before getting started you will need to know", "welcome to wordpress before getting started", "information needed please provide the following information"},
		marks: []string{"wp-admin/install.php", "install.php?step=", "setup-config.php?step=", "wp-admin/css/install"}},
	{of: "a hosting panel", titles: []string{"website is under construction", "ispmanager", "vesta", "hestia", "directadmin", "litespeed web server", "caddy works", "default page"},
		says:  []string{"hestia control panel", "vesta control panel", "litespeed", "created by ispmanager", "caddy web server is working", "your webserver is working", "you are all set to go", "site just created", "сайт только что создан"},
		marks: []string{"hestiacp.com", "vestacp.com", "litespeedtech.com", "ispmanager.", "ispsystem.", "caddyserver.com", "directadmin.com", "hostinger.", "isp-license"}},
}

// serverDefault gives the signs that the server's own software shows its first
// page.
func (b *bench) serverDefault() []string {
	e := b.e
	if e.words >= pages.Many {
		return nil
	}
	text := " " + b.look.Page.Visible().Words() + " "
	for _, s := range serverPages() {
		var signs []string
		title := ""
		for _, t := range slices.Concat(e.segments(), e.headings()) {
			if slices.Contains(s.titles, t) {
				title = t
				signs = append(signs, "titled as the first page of "+s.of+": "+t)
				break
			}
		}
		for _, w := range s.says {
			if strings.Contains(text, " "+w+" ") && (w != title || e.words < 12) {
				signs = append(signs, "says what the first page of "+s.of+" says: "+w)
				break
			}
		}
		if containsAny(e.head(), s.marks) {
			signs = append(signs, "holds what the first page of "+s.of+" holds")
		}
		if len(signs) >= 2 {
			return signs
		}
	}
	return nil
}

// filePhrases name what a site's files are put into, or by.
var filePhrases = lex.PhraseList("public_html", "index.html", "index.php", "httpdocs", "htdocs", "ftp", "sftp", "file manager", "файловый менеджер", "файл менеджері", "gestionnaire de fichiers",
	"www directory", "www folder", "каталог www", "папку www", "папка www", "www бумасы", "www бумасына", "www каталогы", "www каталогына", "répertoire www", "dossier www", "verzeichnis www", "ordner www")

// freshPhrases stand in the example that software for sites begins with.
var freshPhrases = lex.PhraseList("this is your first post", "this is an example page", "это ваша первая запись", "это пример страницы", "бұл сіздің алғашқы жазбаңыз", "бұл сіздің бірінші жазбаңыз", "ceci est votre premier article", "ceci est un exemple de page", "no front page content has been created yet", "aucun contenu n'a été créé pour la page d'accueil", "welcome to wordpress", "добро пожаловать в wordpress", "wordpress ке қош келдіңіз", "bienvenue sur wordpress", "welcome to your new site", "welcome to your new website", "bienvenue sur votre nouveau site", "добро пожаловать на ваш новый сайт", "жаңа сайтыңызға қош келдіңіз")

// exampleTitles are its titles, and what stands below the site's name.
var exampleTitles = lex.PhraseSet("hello world", "sample page", "just another wordpress site", "привет мир", "пример страницы", "еще один сайт на wordpress", "сәлем әлем", "бет үлгісі", "тағы бір wordpress сайты", "bonjour tout le monde", "page d'exemple", "un site utilisant wordpress", "juste un autre site wordpress")

// placeholder gives the signs that a host shows a notice in place of a site that
// is not there any more, or not yet.
func (b *bench) placeholder() []string {
	const most = 200 // words of a notice
	e, s := b.e, b.look.Page.Visible()
	if e.words == 0 || e.words >= most {
		return nil
	}
	var off, owner, unset bool
	text := s.Words()
	files, fresh := filePhrases().First(text), freshPhrases().First(text)
	paid := false
	for _, x := range s.Blocks {
		paid = paid || hostSays(s, x.Span, hostPays)
		for _, r := range s.Sentences(x.Span) {
			off = off || s.Near(hostWords(), r, hostSite, hostOff, 4)
			owner = owner || s.Near(hostWords(), r, hostOwner, hostSite, 5)
			unset = unset || s.Near(hostWords(), r, hostYour, hostSite, 3) && s.Near(hostWords(), r, hostSite, hostReady, 5) || s.Near(hostWords(), r, hostDefault, hostPage, 3) || s.Near(hostWords(), r, hostSetUp, hostSite, 5) && s.Near(hostWords(), r, hostSetUp, hostUnset, 4)
		}
	}
	if !off && !unset && files == "" && fresh == "" && !(owner && paid) || pauses(s) {
		return nil
	}
	var signs []string
	for _, c := range []struct {
		says bool
		why  string
	}{
		{off, "says that the site was switched off"},
		{owner && paid, "asks the site's owner to pay"},
		{unset, "says that a site is only being set up there"},
		{files != "", "tells where the files of a site go: " + files},
		{fresh != "", "is the software's own example: " + fresh},
		{fresh != "" && e.titled(nil, exampleTitles) != "", "is called as that example is"},
	} {
		if c.says {
			signs = append(signs, c.why)
		}
	}
	return append(signs, b.everywhere()...)
}

// opensSoon gives the signs that a new site is announced in place of the old one.
func (b *bench) opensSoon() []string {
	const most = 120
	e, s := b.e, b.look.Page.Visible()
	if e.words == 0 || e.words >= most || pauses(s) {
		return nil
	}
	var signs []string
	for _, t := range slices.Concat(e.segments(), e.headings()) {
		if w := lex.Text(t, false); len(w.Tokens) <= 7 && w.Near(hostWords(), lex.Span{From: 0, To: len(w.Tokens)}, hostSoon, hostOpens, 3) {
			signs = append(signs, "title or heading: "+t)
			break
		}
	}
	if len(signs) == 0 {
		return nil
	}
	for _, x := range s.Blocks {
		if s.Near(hostWords(), x.Span, hostNew, hostSite, 2) {
			signs = append(signs, "tells of a new site: "+s.Excerpt(x.Span, 120))
			break
		}
	}
	return append(signs, b.everywhere()...)
}

// movedAway gives the signs that the site tells at every address where its new
// place is.
func (b *bench) movedAway() []string {
	const most = 200
	e, s := b.e, b.look.Page.Visible()
	if e.words == 0 || e.words >= most || pauses(s) || b.saysGone() != "" || e.titledGone() != "" {
		return nil // of a page that is not found it is said that it "may have been moved", too
	}
	says, speaks := "", false
	for _, t := range slices.Concat(e.segments(), e.headings()) {
		if w := lex.Text(t, false); says == "" && len(w.Tokens) <= 7 && w.Near(hostWords(), lex.Span{From: 0, To: len(w.Tokens)}, hostSite, hostMoved, 3) {
			says = t
		}
	}
	for _, x := range s.Blocks {
		for _, r := range s.Sentences(x.Span) {
			speaks = speaks || addressing(s, r)
			if says == "" && (s.Near(hostWords(), r, hostSite, hostMoved, 7) || ownMoved(s, r) || s.Near(hostWords(), r, hostNew, hostPlace, 2) && s.Near(hostWords(), r, hostSite, hostPlace, 5) || s.Near(hostWords(), r, hostNow, hostSite, 4) && s.Near(hostWords(), r, hostNow, hostPlace, 5)) {
				says = s.Excerpt(r, 120)
			}
		}
	}
	if says == "" {
		return nil
	}
	signs := append([]string{"says: " + says}, b.everywhere()...)
	if was, is := len(b.ref.Page.Base().Tokens), e.novel().Words; speaks && was >= 40 && is <= compare.FewNovel/2 && was >= 3*is && !b.joins() {
		signs = append(signs, fmt.Sprintf("%d words to the reader stand in place of %d", is, was))
	}
	return signs
}

// ownMoved tells whether those who keep a site say that something of theirs moved.
func ownMoved(s *lex.Stream, r lex.Span) bool {
	const within = 5
	for i := r.From; i < r.To; i++ {
		if hostWords().Class(s.Word(i))&hostMoved == 0 {
			continue
		}
		for k := max(r.From, i-within); k < min(r.To, i+within); k++ {
			if speaking().Class(s.Word(k))&speaksOfItself != 0 {
				return true
			}
		}
	}
	return false
}

// everywhere gives the signs that the site answers every address alike.
func (b *bench) everywhere() (signs []string) {
	if b.sameAs(b.p.Home) && !isHome(b.look.URL) {
		signs = append(signs, signHome)
	}
	if b.sameAs(b.p.Sibling) {
		signs = append(signs, signAnywhere)
	}
	return signs
}

// standIn settles a page of the host or of the server's software. Walls and
// faults are ruled out before.
func (b *bench) standIn() bool {
	if b.ref == nil && b.e.words >= pages.Many || b.ref != nil && !b.ref.Page.HasText() || pages.KindOf(b.look.Page) != "html" || b.known && b.leftOfMain() >= nothing || b.asks() {
		return false
	}
	if b.ref == nil {
		// Software's and hosts' own pages are known by themselves.
		signs := b.serverDefault()
		if len(signs) < 2 && b.e.words < loneFault && !b.e.article() {
			if signs = b.placeholder(); len(signs) == 1 && b.bare() {
				signs = append(signs, "next to nothing else stands on it")
			}
		}
		if len(signs) < 2 {
			return false
		}
		b.stead = "a page of the server's own software, or of the host"
		b.settle(Dead, Parked, Likely, signs...)
		return true
	}
	for _, c := range []struct {
		signs   []string
		reason  Reason
		stead   string
		message bool // known by what it says
	}{
		{b.serverDefault(), Parked, "the first page of the server's own software", false},
		{b.placeholder(), Parked, "a notice of the host that there is no site", true},
		{b.opensSoon(), Soft404, "the announcement of a new site", true},
		{b.movedAway(), Soft404, "a notice that the site has moved", true},
		{b.aPlace(), Soft404, "a list or a form of the site", false},
		{b.anotherOwner(), Hijacked, "the magazine of another owner of the name", false},
		{b.anotherSite(), Soft404, "the page that the site now shows at every address", false},
	} {
		if c.message && len(c.signs) > 0 && b.e.article() {
			continue // about such things
		}
		if len(c.signs) >= 2 {
			b.stead = c.stead
			b.settle(Dead, c.reason, Likely, append(c.signs, "the text is not in it")...)
			return true
		}
		if len(c.signs) > 0 {
			b.j.Evidence = append(b.j.Evidence, c.signs...)
			b.want(WantSibling, WantHome)
		}
	}
	return false
}

// leftOfMain is the share of the reference's main text that stands in the look.
func (b *bench) leftOfMain() float64 {
	return lex.Cover(b.ref.Page.Main().Tokens, b.look.Page.Visible(), b.look.Page.Set()).Share()
}

// asks tells whether a page asks something of its reader or refuses him, in
// whatever words: it may be a wall.
func (b *bench) asks() bool {
	p := b.look.Page
	if p.Page.PasswordInput {
		return true
	}
	n := compare.NovelIn(b.ref.text(), p.Visible())
	for _, x := range n.Beginning(1000) {
		words := n.TextOf([]lex.Block{x})
		for _, list := range []func() *lex.Phrases{wallPhrases, consentPhrases, ratePhrases, geoPhrases} {
			if list().First(words) != "" {
				return true
			}
		}
		for _, r := range n.Stream.Sentences(x.Span) {
			for _, says := range []func(*lex.Stream, lex.Span) bool{(*lex.Stream).SaysRobot, (*lex.Stream).SaysConsent, (*lex.Stream).SaysRefused, (*lex.Stream).SaysPlace, (*lex.Stream).SaysLimit, (*lex.Stream).SaysCourt} {
				if says(n.Stream, r) {
					return true
				}
			}
			for i := r.From; i < r.To; i++ {
				if lex.SayingWords().Class(n.Stream.Word(i))&lex.PartRobot != 0 {
					return true
				}
			}
		}
	}
	return false
}
