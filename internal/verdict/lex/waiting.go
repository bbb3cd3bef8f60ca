package lex

import (
	"regexp"
	"sync"
)

// What stands before a site while its visitor is looked at says that he wait, that he let
// his browser do what checks need, or that he load the page anew, and it says nothing
// else. Each of these sentences may stand on any page: only one that has no other is such
// a step.

const (
	waitScript WordClass = 1 << iota // scripts
	waitCookie                       // what else a check needs: cookies, no blocker
	waitLet                          // letting the browser have it, or not
	waitLoad                         // loading again
	waitPage                         // a page
	waitWait                         // waiting, as it is asked for
	waitLook                         // looking at a request
	waitAsk                          // a request
)

var waitWords = sync.OnceValue(func() *WordTable {
	return NewWordTable([]WordList{
		{waitScript, `javascript javascripts js javascriptı javascriptu джаваскрипт скрипты скриптов جاوااسکریپت جافاسكريبت`},
		{waitCookie, `cookie cookies cookieles cookiefájlok куки кукис adblock adblocker adblockers blocker blockers werbeblocker adblockern bloqueur bloqueurs bloqueador bloqueadores bloccare blocco blocker annunci блокировщик* блокувальник* blokowanie blokowania blokadę
			çerez* кукі kakor evästeet evästeiden informasjonskapsler küpsised sīkdatnes slapukus kolačiće koky sütik sütiket كوكيز الكوكيز کوکی כוגיות עוגיות`},
		{waitLet, `enable enabled enabling enables allow turn activate activated disable disabled required requires switch
			aktivieren aktivieren aktiviere aktiviert deaktivieren erlauben einschalten zulassen activer activez activé activée désactiver désactivez autoriser autorisez
			habilite habilita habilitar active activa activar desactive desactiva desactivar permita permite ative ativar habilite desative desativar permita abilita abilitare attiva attivare disattiva disattivare consenti
			włącz włączyć wyłącz wyłączyć zezwól включите включить включены включён отключите отключить отключён разрешите разрешить выключите увімкніть увімкнути вимкніть дозвольте уключыце қосыңыз қосып қосу өшіріңіз рұқсат
			etkinleştirin etkinleştiriniz etkinleştir açın kapatın izin inschakelen schakel uitschakelen aktivera aktiver aktivér tillad tillat deaktiver salli salli ota käyttöön zapněte zapnout povolte povolit vypněte zapnite povoľte
			engedélyezze kapcsolja activați permiteți dezactivați включете разрешете omogućite uključite isključite uključi вклучете aktivirajte yoqing yoqilgan ўчиринг күйгүзүңүз ενεργοποιήστε ενεργοποιήσετε הפעל הפעילו לאפשר
			تفعيل تمكين فعل قم فعال غیرفعال aktifkan bật cho ენაბლ ჩართეთ միացրեք aktivləşdirin ieslēdziet įjunkite lubage`},
		{waitLoad, `reload reloading refresh retry laden lade recharger rechargez actualiser actualisez rafraîchir rafraîchissez recargue recarga recargar actualice actualiza recarregue atualize recarregar ricarica ricaricare aggiorna
			odśwież przeładuj обновите обновить перезагрузите перезагрузить оновіть перезавантажте абнавіце жаңартыңыз қайта yenileyin yenileyiniz yenile herlaad vernieuw ladda opdater genindlæs päivitä lataa obnovte načtěte obnovte frissítse töltse
			reîncărcați reîncarcă презаредете обновете osvježite učitajte освежите yangilang қайтадан تحديث بارگذاری رفرش רענן muat tải`},
		{waitPage, `page pages seite página pagina stronę strony страницу страница сторінку старонку бет бетті беті парақшаны sayfayı sayfa sidan siden sivu sivua stránku oldalt pagină страницата stranicu страницу sahifani баракты الصفحة صفحه הדף halaman trang browser`},
		{waitWait, `wait warten patienter patientez espere espera aguarde aguarda attendere attenda attendi czekaj czekać poczekaj подождите дождитесь ожидайте зачекайте почекайте пачакайце күтіңіз күте күтүңүз bekleyin bekleyiniz wachten wacht vänta vent vänligen
			odota odottakaa počkejte čekejte počkajte čakajte várjon várj așteptați изчакайте pričekajte sačekajte сачекајте почекајте počakajte kuting кутинг انتظر الانتظار صبر المتن המתן המתינו περιμένετε tunggu chờ đợi დაელოდოთ დაელოდეთ սպասեք gözləyin uzgaidiet palaukite oodake`},
		{waitLook, `verified verifying verify checked checking check validated validating validate processed geprüft prüfen überprüft vérifiée vérifié vérification vérifions verificada verificado verificando comprobando verificata verifica sprawdzane sprawdzamy
			проверяется проверяем проверка проверки обрабатывается перевіряється перевіряємо тексеріледі тексерілуде tексеру kontrol doğrulanıyor gecontroleerd kontrolleras kontrolleres tarkistetaan kontrolujeme ellenőrzése verificăm проверява`},
		{waitAsk, `request browser connection access anfrage verbindung requête navigateur connexion solicitud navegador conexión solicitação conexão richiesta connessione żądanie żądania przeglądarka запрос запроса браузер браузера соединение подключение запит запиту зʼєднання сұраныс сұранысыңыз браузеріңіз isteğiniz tarayıcınız bağlantı verzoek begäran forespørsel pyyntö požadavek kérés cererea`},
	})
})

// waitPhrases are said as a whole while one waits.
var waitPhrases = PhraseList("a moment please", "moment please", "please wait", "please hold on", "please stand by", "please be patient", "hang tight", "you are being redirected", "you're being redirected", "you will be redirected", "browser will redirect", "redirecting you", "process is automatic", "last inn siden", "last siden",
	"moment bitte", "augenblick bitte", "bitte warten", "bitte haben sie einen moment geduld", "sie werden weitergeleitet", "un moment s'il vous plaît", "veuillez patienter", "merci de patienter", "vous allez être redirigé", "redirection en cours",
	"un momento por favor", "por favor espere", "espere por favor", "espere un momento", "aguarde um momento", "por favor aguarde", "attendere prego", "si prega di attendere", "proszę czekać", "proszę poczekać",
	"подождите", "пожалуйста подождите", "дождитесь", "вы будете перенаправлены", "происходит перенаправление", "выполняется перенаправление", "зачекайте", "пачакайце", "күте тұрыңыз", "күтіңіз", "сәл күтіңіз", "бір сәт",
	"lütfen bekleyin", "lütfen bekleyiniz", "yönlendiriliyorsunuz", "even geduld", "vänligen vänta", "vent venligst", "vennligst vent", "odota hetki", "počkejte prosím", "moment prosím", "okamžik prosím", "počkajte prosím", "kérjük várjon", "vă rugăm așteptați", "un moment vă rugăm",
	"моля изчакайте", "molimo pričekajte", "molimo sačekajte", "iltimos kuting", "илтимос кутинг", "күтө туруңуз", "لحظة من فضلك", "يرجى الانتظار", "لحظات من فضلك", "لطفا صبر کنید", "لطفاً صبر کنید", "در حال انتقال", "נא להמתין", "παρακαλώ περιμένετε", "mohon tunggu", "harap tunggu", "vui lòng chờ", "vui lòng đợi", "გთხოვთ დაელოდოთ", "խնդրում ենք սպասել", "zəhmət olmasa gözləyin", "lūdzu uzgaidiet", "prašome palaukti", "palun oodake")

// redirectPhrases are such of a page or a browser, and of hardly anything else: flights and
// money are redirected as well.
var redirectPhrases = PhraseList("being redirected", "está siendo redirigido", "está siendo redirigida", "será redirigido", "será redirigida")

// momentPhrases are such too, of a sentence that says hardly more.
var momentPhrases = PhraseList("un instant", "un momento", "bir dakika", "bir saniye", "chwileczkę", "chwilę", "trenutak", "einen moment", "einen augenblick", "одну минуту", "одну секунду", "минуточку", "секундочку", "один момент", "бір сәт", "aguarde", "vänta", "hetkinen", "um instante", "un attimo", "одну хвилину", "egy pillanat", "μια στιγμή", "רק רגע", "een ogenblik", "ett ögonblick", "et øjeblik", "et øyeblikk", "one moment", "just a moment", "um momento", "patientez")

const mostMoment = 4 // words of it

// hanWait is how Chinese, Japanese and Korean say it, without blanks.
var hanWait = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?:请|請)(?:稍(?:候|等|待)|等待)|(?:稍候|稍等)|正在(?:跳转|跳轉|(?:验证|驗證|检查|檢查)(?:\P{L}*$|.{0,8}(?:您|你|浏览器|瀏覽器|连接|連線|访问|請求|请求)))|(?:请|請)(?:启用|啟用|开启|開啟|打开).{0,8}(?i:cookie|javascript)|(?:刷新|重新加载|重新整理).{0,4}(?:页面|頁面|网页)|お待ちください|(?i:cookie|クッキー|javascript).{0,4}を有効|ページを(?:再読み込み|更新し(?:て|直))|잠시만\s?기다려|기다려\s?(?:주세요|주십시오)|새로\s?고침`)
})

// mostWait is how many words a sentence of such a page has.
const mostWait = 16

// Waits tells what a sentence asks for that a page says which only stands before
// another: to wait, or what a browser shall do besides running scripts (asks), or that
// it run them (scripts).
func (s *Stream) Waits(b Span) (asks, scripts bool) {
	if b.Len() < 1 || b.Len() > mostWait {
		return false, false
	}
	t := waitWords()
	var has WordClass
	digits := 0
	for i := b.From; i < b.To; i++ {
		has |= t.Class(s.Word(i))
		if s.Tokens[i].Flags&Number != 0 {
			digits++
		}
	}
	if digits > 1 {
		return false, false // of something else
	}
	switch lets := has&waitLet != 0; {
	case lets && has&waitCookie != 0 && s.Near(t, b, waitLet, waitCookie, nearParts),
		has&waitLoad != 0 && s.Near(t, b, waitLoad, waitPage, 3),
		has&waitWait != 0 && s.Near(t, b, waitLook, waitAsk, 5),
		hanWait().MatchString(s.raw(b)),
		waitPhrases().First(Normalise(s.raw(b))) != "",
		(b.Len() <= mostMoment || has&(waitPage|waitAsk) != 0) && redirectPhrases().First(Normalise(s.raw(b))) != "",
		b.Len() <= mostMoment && momentPhrases().First(Normalise(s.raw(b))) != "":
		return true, false
	case lets && has&waitScript != 0 && s.Near(t, b, waitLet, waitScript, 5):
		return false, true
	}
	return false, false
}
