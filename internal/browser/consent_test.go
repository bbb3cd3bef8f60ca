package browser

import (
	"strings"
	"testing"
)

const overlay = `position:fixed;left:0;right:0;bottom:0;z-index:9999;background:#fff;padding:20px`
const curtain = `<div id=curtain style="position:fixed;inset:0;background:rgba(0,0,0,.6);z-index:9000"></div>`

// press records which button of a dialog was pressed, and closes it.
const pressScript = `<script>window.pressed='';document.addEventListener('click',e=>{const b=e.target.closest('button,a,[role=button],input');if(b){pressed+=b.id+';';const d=b.closest('[data-wall]');if(d&&!d.dataset.stay)d.remove()}});</script>`

func dialog(attrs, text, buttons string) string {
	return `<div data-wall ` + attrs + ` style="` + overlay + `"><p>` + text + `</p>` + buttons + `</div>` + pressScript
}

func TestConsent(t *testing.T) {
	t.Parallel()
	p := theProcess(t)
	en := "We and our partners use cookies to personalise content and ads and to analyse our traffic. You can accept or reject them."
	yesNo := func(yes, no string) string {
		return `<button id=yes>` + yes + `</button><button id=no>` + no + `</button>`
	}
	type row struct {
		name, body string
		want       []string
		pressed    string
		gone       bool // the dialog is out of sight
	}
	cases := []row{
		{"english", prose(20) + dialog("id=x", en, yesNo("Accept all", "Reject all")), []string{"consent a dialog: rejected with Reject all x1"}, "no;", true},
		{"german", prose(20) + dialog("id=x", "Wir verwenden Cookies und ähnliche Technologien, um unsere Website zu verbessern. Sie können zustimmen oder ablehnen.", yesNo("Alle akzeptieren", "Nur notwendige Cookies")), []string{"consent a dialog: rejected with Nur notwendige Cookies x1"}, "no;", true},
		{"french", prose(20) + dialog("id=x", "Nous et nos partenaires utilisons des cookies pour mesurer l'audience de ce site. Vous pouvez accepter ou refuser.", `<button id=yes>Accepter &amp; Fermer</button><a href="#" id=no>Continuer sans accepter →</a>`), []string{"consent a dialog: rejected with Continuer sans accepter → x1"}, "no;", true},
		{"russian", prose(20) + dialog("id=x", "Мы используем файлы cookie, чтобы улучшить работу сайта. Вы можете принять их или отклонить.", yesNo("Принять все", "Только необходимые")), []string{"consent a dialog: rejected with Только необходимые x1"}, "no;", true},
		{"kazakh", prose(20) + dialog("id=x", "Біз сайттың жұмысын жақсарту үшін cookie файлдарын пайдаланамыз. Келісесіз бе?", yesNo("Қабылдау", "Бас тарту")), []string{"consent a dialog: rejected with Бас тарту x1"}, "no;", true},
		{"spanish", prose(20) + dialog("id=x", "Utilizamos cookies propias y de terceros para analizar el tráfico y mostrar publicidad.", yesNo("Aceptar", "Rechazar todas")), []string{"consent a dialog: rejected with Rechazar todas x1"}, "no;", true},
		{"japanese", prose(20) + dialog("id=x", "当サイトではCookieを使用して体験を向上させます。同意しますか。", yesNo("すべて同意する", "すべて拒否する")), []string{"consent a dialog: rejected with すべて拒否する x1"}, "no;", true},
		// A notice that only wants an OK is not answered with one.
		{"only ok", prose(20) + dialog("id=x", "By continuing to browse this website you accept the use of cookies.", `<button id=yes>OK</button>`), []string{"consent a dialog: hidden x1"}, "", true},
		{"russian, only ok", prose(20) + dialog("id=x", "Сайт использует cookie и собирает персональные данные. Оставаясь на сайте, вы соглашаетесь с этим.", `<button id=yes>Понятно</button><a href="/policy">Подробнее</a>`), []string{"consent a dialog: hidden x1"}, "", true},
		// No is a link, or sends a form: neither is pressed.
		{"no is a link", prose(20) + dialog("id=x", en, `<button id=yes>Accept</button><a id=no href="/decline">Decline</a>`), []string{"consent a dialog: hidden x1"}, "", true},
		{"no sends a form", prose(20) + dialog("id=x", en, `<form action=/save method=post><button type=button id=yes>Accept</button><button id=no>Decline</button></form>`), []string{"consent a dialog: hidden x1"}, "", true},
		{"no leads away", prose(20) + dialog("id=x data-stay=1", en, `<button id=yes>Accept</button><button id=no onclick="location='/away'">Decline</button>`), []string{"consent a dialog: hidden, after pressing Decline x1", "navigation refused: a click wanted to leave the page x1"}, "no;", true},
		{"no does nothing", prose(20) + dialog("id=x data-stay=1", en, yesNo("Accept", "Decline")), []string{"consent a dialog: hidden, after pressing Decline x1"}, "no;", true},
		{"curtain and lock", `<style>html,body{overflow:hidden;height:100%}</style>` + prose(20) + spacer + curtain + dialog("id=x role=dialog", en, `<button id=yes>Accept</button>`), []string{"consent a dialog: hidden x1", "consent scrolling unlocked x1"}, "", true},
		{"shadow root", prose(20) + `<div id=x></div><script>x.attachShadow({mode:'open'}).innerHTML='<div style="` + overlay + `"><p>` + en + `</p><button onclick="window.pressed=\'no;\';this.parentNode.remove()">Reject all</button></div>'</script>`, []string{"consent a dialog: rejected with Reject all x1"}, "no;", false},
		// Known by their elements.
		{"onetrust", prose(20) + `<div id="onetrust-consent-sdk"><div class=onetrust-pc-dark-filter style="position:fixed;inset:0;background:#0008;z-index:99"></div><div data-wall id="onetrust-banner-sdk" style="` + overlay + `"><p>` + en + `</p><button id="onetrust-accept-btn-handler">OK then</button><button id="onetrust-reject-all-handler">Not now</button></div></div>` + pressScript + `<script>document.getElementById('onetrust-reject-all-handler').onclick=()=>document.getElementById('onetrust-consent-sdk').remove()</script>`, []string{"consent OneTrust: rejected with Not now x1"}, "onetrust-reject-all-handler;", false},
		{"usercentrics", prose(20) + `<div id="usercentrics-root"></div><script>document.getElementById('usercentrics-root').attachShadow({mode:'open'}).innerHTML='<div style="` + overlay + `"><p>` + en + `</p><button>Accept</button><button data-testid="uc-deny-all-button" onclick="window.pressed=\'uc;\';this.parentNode.remove()">Nope</button></div>'</script>`, []string{"consent Usercentrics: rejected with Nope x1"}, "uc;", false},
		{"sourcepoint", prose(20) + `<div id="sp_message_container_1" style="position:fixed;inset:0;background:#0008;z-index:9999"><iframe id="sp_message_iframe_1" title="SP Consent Message" srcdoc="<p>` + en + `</p><button>Accept all</button><button class='sp_choice_type_13' onclick=&quot;parent.pressed='sp;';parent.document.getElementById('sp_message_container_1').remove()&quot;>Reject</button>" style="width:600px;height:400px"></iframe></div>`, []string{"consent Sourcepoint: rejected with Reject x1"}, "sp;", false},
		{"frame of another site", prose(20) + `<div id=x style="position:fixed;inset:0;background:#0008;z-index:9999"><iframe src="http://consent.cmp.example/" style="width:600px;height:400px"></iframe></div>`, []string{"consent a dialog in a frame: hidden x1"}, "", true},

		// What is no wall of consent stays as it is.
		{"cookie recipe", prose(20) + `<div id=x style="` + overlay + `"><p>Our best cookies: use the recipe of the week from our site and our partners' experience in baking. Accept the challenge?</p><button id=yes>OK</button><button id=no>No, thanks</button></div>` + pressScript, nil, "", false},
		{"page about consent", `<div id=x style="position:fixed;inset:0;overflow:auto"><main><h1>Cookie banners</h1>` + strings.Repeat("<p>Websites use cookies and ask for consent; partners track, and a banner lets you accept or reject them.</p>", 20) + `<button>Accept</button><button id=no>Reject all</button></main></div>` + pressScript, nil, "", false},
		{"sticky header about cookies", `<header id=x style="position:sticky;top:0;background:#fff"><a href=/p>Privacy</a> <a href=/c>Cookies</a> <a href=/s>Site settings</a><button id=no>Close</button></header>` + prose(20) + pressScript, nil, "", false},
		{"login", `<style>body{overflow:hidden}</style>` + prose(20) + curtain + dialog("id=x role=dialog", "Log in to continue reading. By continuing you agree to our use of cookies and the privacy policy of this site.", `<form><input type=email><input type=password><button>Log in</button></form><button id=no>No thanks</button>`), []string{"consent a dialog: left, it asks for a login or a form x1"}, "", false},
		{"login without words on cookies", `<style>body{overflow:hidden}</style>` + prose(20) + curtain + dialog("id=x role=dialog", "See more of this page on Friendbook.", `<button id=no>Log in</button>`), nil, "", false},
		{"pay or consent", prose(20) + dialog("id=x", "Continue with advertising and cookies of our partners, or use this site without tracking with a subscription. Consent is needed.", `<button id=yes>Accept all</button><button id=no>Subscribe for 3.99 a month</button>`), []string{"consent a dialog: left, it asks for payment or consent x1"}, "", false},
		{"age", prose(20) + dialog("id=x", "You must be over 18 to enter. We use cookies to store your choice; accept or leave this site.", yesNo("Accept", "Decline")), []string{"consent a dialog: left, it asks for an age x1"}, "", false},
		{"paywall", prose(20) + dialog("id=x", "Subscribe to keep reading this article. Cancel at any time.", yesNo("Subscribe", "No thanks")), nil, "", false},
		{"lightbox", prose(20) + `<div id=x role=dialog style="position:fixed;inset:0;background:#000e;z-index:999"><figure><svg width=400 height=300></svg><figcaption>The river in March</figcaption></figure><button id=no>Close</button></div>` + pressScript, nil, "", false},
		{"newsletter that leads away", prose(20) + `<div id=x role=dialog style="position:fixed;inset:10%;background:#eee"><h2>Sign up for our newsletter</h2><button onclick="window.pressed=1;location.href='/away'">Reject</button></div>`, nil, "", false},
		{"newsletter, and its use of an address", prose(20) + dialog("id=x", "Get our weekly letter. We respect your privacy, use your address for this site's letter only, and you can withdraw at any time.", `<button onclick="location.href='/away'">Sign up</button><button id=no onclick="location.href='/away'">Reject</button>`), []string{"consent a dialog: left, it asks for a login x1"}, "", false},
		{"newsletter", prose(20) + dialog("id=x", "Get our weekly letter. We care about your privacy and use your address for nothing else.", `<form action=/sub method=post><input type=email name=e><button>Sign up</button></form><button id=no>No thanks</button>`), []string{"consent a dialog: left, it asks for a login or a form x1"}, "", false},
	}
	sideBySide(t, cases, func(c row) string { return c.name }, func(t *testing.T, c row) {
		r := open(t, p, "/", html(c.body))
		got := r.behave(behaviours{})
		wantActions(t, got, c.want...)
		if s := r.js("window.pressed||''"); s != c.pressed {
			t.Errorf("pressed %q, want %q", s, c.pressed)
		}
		gone := r.js(`(()=>{const x=document.getElementById('x');return !x||getComputedStyle(x).display==='none'})()`)
		if gone != "true" && c.gone || gone == "true" && !c.gone && r.js("!!document.getElementById('x')") == "true" {
			t.Errorf("dialog gone: %s, want %v", gone, c.gone)
		}
		for _, path := range []string{"/decline", "/save", "/sub", "/away", "/policy"} {
			if r.asked("site.example" + path) {
				t.Errorf("asked for %s", path)
			}
		}
		if n := r.js("document.querySelectorAll('main p').length"); n != "20" {
			t.Errorf("%s paragraphs left of 20", n)
		}
	})
}
