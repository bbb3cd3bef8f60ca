package eval

import (
	"testing"

	"archiver/internal/extract"
	"archiver/internal/verdict"
)

// firstAt judges the first look at a page with some status.
func firstAt(t *testing.T, status int, page string) verdict.Judgement {
	t.Helper()
	m := &measured{x: extract.New(extract.Config{})}
	p, err := m.read(page)
	if err != nil {
		t.Fatal(err)
	}
	return verdict.Judge(nil, &verdict.Look{URL: shortURL, FinalURL: shortURL, Status: status, BodyLen: int64(len(page)), Page: p, Head: []byte(page)}, verdict.Probes{}, nil)
}

// interstitials are what stands before sites while a visitor is looked at, as it is sent.
var interstitials = map[string]string{
	"a moment":                           `<!DOCTYPE html><html lang="en-us"><head><title>One moment, please...</title><style>.spinner{animation:a 1s}</style></head><body><div class="container"><div class="spinner"></div><h1>Please wait while your request is being verified...</h1></div></body></html>`,
	"a moment, which loads itself again": `<!DOCTYPE html><html><head><title>One moment, please...</title></head><body><h1>Please wait while your request is being verified...</h1><form id="wsidchk-form" style="display:none;" action="/z0f76a1d14fd21a8fb5fd0d03e0fdc3d3cedae52f" method="GET"><input type="hidden" id="wsidchk" name="wsidchk"/></form><script>(function(){setTimeout(function(){document.getElementById('wsidchk').value=1;document.getElementById('wsidchk-form').submit()},1000)})();</script></body></html>`,
	"a moment in a line of its own":      `<html><head><title>herald.example</title></head><body><div class="lds-ring"><div></div><div></div></div><p>One moment, please…</p></body></html>`,
	"a moment and a script":              `<html><head><title>herald.example</title></head><body><div class="loader"></div><p>One moment, please…</p><script>setTimeout(function(){location.reload()},3000)</script></body></html>`,
	"scripts and blockers":               `<html lang="en"><head><title>herald.example</title><style>#cmsg{animation: A 1.5s;}</style></head><body style="margin:0"><p id="cmsg">Please enable JS and disable any ad blocker</p><script>var dd={'rt':'c','cid':'AHrlqAAAAAMA'}</script><script src="/c.js"></script></body></html>`,
	"scripts and blockers, no script":    `<html lang="en"><head><title>herald.example</title></head><body><p>Please enable JS and disable any ad blocker</p></body></html>`,
	"cookies":                            `<html><head><title>herald.example</title></head><body><p>Please enable cookies and reload the page</p></body></html>`,
	"cookies, in two sentences":          `<html><head><title>Cookies required</title></head><body><h2>Please enable cookies.</h2><p>Reload the page to continue.</p></body></html>`,
	"five seconds":                       `<html><head><title>Please wait...</title></head><body><h1>Please wait 5 seconds...</h1><script>setTimeout(function(){document.cookie="c=1";window.location.reload(true)},5000)</script></body></html>`,
	"being redirected":                   `<html><head><title>You are being redirected...</title></head><body><noscript>Javascript is required. Please enable javascript before you are allowed to see this page.</noscript><p>You are being redirected...</p><script>var s={},u,c;document.cookie='sucuri_cloudproxy_uuid=1;path=/';location.reload();</script></body></html>`,
	"a cookie is set":                    `<html><head></head><body>This process is automatic. Your browser will redirect to your requested content shortly.<script>document.cookie="__test=abc; path=/"; location.href="/inquiry/report?i=1";</script></body></html>`,
	"meta refresh":                       `<html><head><title>herald.example</title><meta http-equiv="refresh" content="5; URL=https://valley.example/inquiry/report?bm-verify=AAQAAAAJ"></head><body><p>Powered and protected by Privacy</p></body></html>`,
	"transferring":                       `<html dir=rtl><head><title>در حال انتقال</title><meta http-equiv="refresh" content="5"></head><body><p>در حال انتقال به سایت مورد نظر هستید...</p></body></html>`,
	"de":                                 `<html lang=de><head><title>Bitte warten</title></head><body><p>Einen Moment bitte, Ihre Anfrage wird geprüft…</p></body></html>`,
	"de, scripts":                        `<html lang=de><head><title>herald.example</title></head><body><p>Bitte aktivieren Sie JavaScript und deaktivieren Sie Ihren Werbeblocker.</p></body></html>`,
	"de, cookies":                        `<html lang=de><head><title>herald.example</title></head><body><p>Bitte aktivieren Sie Cookies und laden Sie die Seite neu.</p></body></html>`,
	"fr":                                 `<html lang=fr><head><title>Un instant…</title></head><body><p>Veuillez patienter quelques instants…</p></body></html>`,
	"fr, scripts":                        `<html lang=fr><head><title>herald.example</title></head><body><p>Veuillez activer JavaScript et désactiver votre bloqueur de publicités.</p></body></html>`,
	"fr, cookies":                        `<html lang=fr><head><title>herald.example</title></head><body><p>Veuillez activer les cookies et recharger la page.</p></body></html>`,
	"es":                                 `<html lang=es><head><title>herald.example</title></head><body><p>Un momento, por favor…</p></body></html>`,
	"es, cookies":                        `<html lang=es><head><title>herald.example</title></head><body><p>Por favor, habilite las cookies y recargue la página.</p></body></html>`,
	"it, scripts":                        `<html lang=it><head><title>herald.example</title></head><body><p>Abilita JavaScript e disattiva il blocco degli annunci.</p></body></html>`,
	"pt, cookies":                        `<html lang=pt><head><title>herald.example</title></head><body><p>Ative os cookies e recarregue a página.</p></body></html>`,
	"ru":                                 `<html lang=ru><head><title>herald.example</title></head><body><p>Подождите, пожалуйста…</p></body></html>`,
	"ru, titled":                         `<html lang=ru><head><title>Один момент…</title></head><body><p>Пожалуйста, подождите, ваш запрос проверяется.</p></body></html>`,
	"ru, scripts":                        `<html lang=ru><head><title>herald.example</title></head><body><p>Пожалуйста, включите JavaScript и отключите блокировщик рекламы.</p></body></html>`,
	"ru, cookies":                        `<html lang=ru><head><title>herald.example</title></head><body><p>Включите файлы cookie и обновите страницу.</p></body></html>`,
	"kk":                                 `<html lang=kk><head><title>herald.example</title></head><body><p>Күте тұрыңыз…</p></body></html>`,
	"kk, cookies":                        `<html lang=kk><head><title>herald.example</title></head><body><p>Cookie файлдарын қосып, бетті жаңартыңыз.</p></body></html>`,
	"uk, cookies":                        `<html lang=uk><head><title>herald.example</title></head><body><p>Увімкніть cookies та оновіть сторінку.</p></body></html>`,
	"pl, scripts":                        `<html lang=pl><head><title>herald.example</title></head><body><p>Włącz JavaScript i wyłącz blokowanie reklam.</p></body></html>`,
	"tr, cookies":                        `<html lang=tr><head><title>herald.example</title></head><body><p>Lütfen çerezleri etkinleştirin ve sayfayı yenileyin.</p></body></html>`,
	"zh":                                 `<html lang=zh><head><title>请稍候</title></head><body><p>请稍候…</p></body></html>`,
	"ja":                                 `<html lang=ja><head><title>しばらくお待ちください</title></head><body><p>しばらくお待ちください...</p></body></html>`,
	"es, redirected":                     `<html lang=es><head><title>herald.example</title></head><body><p>Su navegador será redirigido en unos segundos.</p></body></html>`,
	"en, redirected":                     `<html><head><title>herald.example</title></head><body><p>This page is being redirected to herald.example</p></body></html>`,
	"nb":                                 `<html lang=nb><head><title>herald.example</title></head><body><p>Slå på informasjonskapsler og last inn siden på nytt.</p></body></html>`,
	"pl, a while":                        `<html lang=pl><head><title>herald.example</title></head><body><p>Proszę zaczekać chwilę…</p></body></html>`,
	"zh, checked":                        `<html lang=zh><head><title>herald.example</title></head><body><p>正在检查您的浏览器…</p></body></html>`,
	"zh, verified":                       `<html lang=zh><head><title>herald.example</title></head><body><p>正在验证…</p></body></html>`,
	"ja, loaded anew":                    `<html lang=ja><head><title>herald.example</title></head><body><p>ページを更新してください。</p></body></html>`,
	"ar":                                 `<html lang=ar><head><title>لحظة من فضلك</title></head><body><p>لحظة من فضلك…</p></body></html>`,
	"a script that leads on, in words that no list has": `<html lang=ka><head><title>herald.example</title></head><body><p>გთხოვთ დაელოდოთ, მოწმდება თქვენი მოთხოვნა</p><script>document.cookie="k=1;path=/";setTimeout(function(){window.location.reload()},2000)</script></body></html>`,
}

// shortPages are sources of few words, which have something of all that in them.
var shortPages = map[string]string{
	"a film and its player":         `<html><head><title>Wells of the north</title></head><body><h1>Wells of the north</h1><p>12 minutes, with subtitles</p><p>Please wait, the player is loading…</p><script src="/p.js"></script></body></html>`,
	"a poem":                        `<html><head><title>One moment, please</title></head><body><h1>One moment, please</h1><p>A chair and a window and the same rain as before.</p></body></html>`,
	"a poem, ru":                    `<html lang=ru><head><title>Подождите</title></head><body><h1>Подождите</h1><p>Снег над рекой и старый мост без перил.</p></body></html>`,
	"a picture":                     `<html><head><title>Just a moment</title></head><body><h1>Just a moment</h1><img src="/bridge.jpg"></body></html>`,
	"how cookies are let":           `<html><head><title>Help</title></head><body><h1>Cookies</h1><p>Open the menu, choose Settings and allow cookies.</p><p>Firefox asks once for each site.</p></body></html>`,
	"a notice, and its map":         `<html><head><title>Wells</title></head><body><h1>Wells of the north</h1><p>Taraz 14, Osh 9.</p><p>Please enable JavaScript to see the map.</p></body></html>`,
	"a notice on cookies":           `<html><head><title>The council</title></head><body><p>The council meets on Monday. Please enable cookies to vote.</p></body></html>`,
	"a counter":                     `<html><head><title>Cases</title></head><body><p>43 cases</p><script>document.cookie="seen=1";setTimeout(function(){location.reload()},30000)</script></body></html>`,
	"a counter in its head":         `<html><head><title>Level</title><meta http-equiv="refresh" content="30"></head><body><p>The river is falling.</p></body></html>`,
	"what a banner could do":        `<html><head><title>Notice</title></head><body><p>The office is closed until further notice.</p><script>function agree(){document.cookie="ok=1";location.reload()}</script></body></html>`,
	"what a click does":             `<html><head><title>Notice</title></head><body><p>The office is closed until further notice.</p><script>document.body.onclick=function(){document.cookie="ok=1";location.reload()}</script></body></html>`,
	"who is awaited":                `<html><head><title>Case 41</title></head><body><h1>Case 41</h1><p>The applicants had to wait nine years for an answer.</p></body></html>`,
	"who is awaited, ru":            `<html lang=ru><head><title>Дело 41</title></head><body><h1>Дело 41</h1><p>Заявители так и не смогли дождаться ответа министерства.</p></body></html>`,
	"a request that is looked into": `<html><head><title>Request 41</title></head><body><p>The request of the miners was checked by the court.</p></body></html>`,
	"a last page":                   `<html><head><title>Scan 12</title></head><body><p>The last page of the diary was torn out before the trial.</p></body></html>`,
	"what is redirected":            `<html><head><title>Ministry of Health</title></head><body><p>Vaccines are being redirected to the north, the ministry says.</p></body></html>`,
	"what is redirected, es":        `<html lang=es><head><title>Puerto</title></head><body><p>El tráfico será redirigido por la avenida del puerto.</p></body></html>`,
	"a while, pl":                   `<html lang=pl><head><title>Sejm</title></head><body><p>Sejm na chwilę przerwał obrady z powodu alarmu.</p></body></html>`,
	"what is being checked, zh":     `<html lang=zh><head><title>通报</title></head><body><p>警方正在检查现场</p></body></html>`,
	"a page that was renewed, ja":   `<html lang=ja><head><title>お知らせ</title></head><body><p>市長の経歴のページを更新しました</p></body></html>`,
	"a page that is new, de":        `<html lang=de><head><title>Rathaus</title></head><body><p>Diese Seite ist neu.</p></body></html>`,
	"what a choice does":            `<html><head><title>Notice</title></head><body><p>The office is closed until further notice.</p><script>document.body.onchange=function(){document.cookie="lang=en";location.reload()}</script></body></html>`,
	"a form of a library":           `<html><head><title>Library</title></head><body><p>One moment, please: the catalogue</p><form><input name=q><input type=submit></form><a href="/a">All books</a></body></html>`,
}

// TestInterstitials: what stands before a site is known at the first look, whatever status
// it has and whoever made it; a short page with something of its own is none,
// though its scripts may be wanted to show all of it.
func TestInterstitials(t *testing.T) {
	for name, page := range interstitials {
		for _, status := range []int{200, 403, 503} {
			if j := firstAt(t, status, page); j.Reason != verdict.BotWall {
				t.Errorf("%s, %d: %s/%s %q", name, status, j.Verdict, j.Reason, j.Evidence)
			}
		}
		// Nor is it a change or the death of what stood there.
		if j := judgeShort(t, amid(1, true, "Wells", "The council counted 57 wells in the north, and said that nine of them were dry.\nIt asked for an answer by June, and said that it would publish what it was told."), page); j.Verdict != verdict.Blocked {
			t.Errorf("%s, later: %s/%s %q", name, j.Verdict, j.Reason, j.Evidence)
		}
	}
	for name, page := range shortPages {
		if j := firstAt(t, 200, page); j.Class != verdict.ClassSource && j.Reason != verdict.Unreadable {
			t.Errorf("%s: %s/%s %q", name, j.Verdict, j.Reason, j.Evidence)
		}
	}
}
