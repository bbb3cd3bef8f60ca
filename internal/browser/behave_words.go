package browser

// The words that behave.js knows buttons and dialogs by: alternatives of
// regular expressions in JavaScript's syntax, over text in lower case. reject and
// expand must match the whole label, the others a run of whole words.
//
// A language that is missing here costs little: a wall is hidden instead of
// answered, a text stays folded.

// rejectWords are on buttons that consent to nothing, or to no more than a site
// needs to work.
var rejectWords = []string{
	// English
	`(?:no,? )?(?:i )?(?:reject|decline|refuse|deny|disagree|opt[- ]?out)(?: (?:all|them|everything|to all))?(?: (?:optional|additional|non[- ](?:essential|necessary)|unnecessary|tracking|third[- ]party))?(?: cookies?)?(?: (?:and|&) (?:close|continue))?`,
	`(?:no,? )?i (?:do not|don't) (?:accept|agree|consent)`, `do not (?:accept|consent|agree)`, `no,? thank(?:s| you)`,
	`(?:use |accept |allow |keep )?(?:only )?(?:the )?(?:strictly )?(?:necessary|essential|required)(?: cookies?)?(?: only)?`,
	`(?:use |accept |allow )?only (?:the )?(?:strictly )?(?:necessary|essential|required)(?: ones)?(?: cookies?)?`,
	`continue without (?:accepting|consent|agreeing|cookies)`, `reject (?:and|&) continue`,
	// French
	`(?:je )?(?:tout )?refuse(?:r)?(?: tout| tous| tous les cookies| les cookies)?`, `(?:tout )?rejeter(?: tout)?`, `continuer sans (?:accepter|consentir)`,
	`non,? merci`, `(?:uniquement |seulement )?(?:les )?(?:cookies )?(?:strictement )?(?:nécessaires|essentiels)(?: uniquement| seulement)?`, `je n'accepte pas`, `tout interdire`,
	// German
	`(?:alle |alles )?(?:cookies )?(?:ablehnen|verweigern|zurückweisen)(?: und (?:schließen|weiter))?`, `nein,? danke`, `nicht (?:zustimmen|akzeptieren|einverstanden)`,
	`(?:nur |ausschließlich )(?:die )?(?:technisch )?(?:notwendige[ns]?|erforderliche[ns]?|essenzielle[ns]?|essentielle[ns]?)(?: cookies)?(?: (?:akzeptieren|zulassen|erlauben|verwenden))?`,
	`(?:weiter|fortfahren) ohne (?:zustimmung|einwilligung|zu akzeptieren)`, `ohne (?:zustimmung|einwilligung) (?:fortfahren|weiter)`,
	// Spanish, Portuguese, Italian, Catalan
	`rechazar(?: tod[oa]s?)?(?: las cookies)?`, `(?:no acepto|denegar(?: tod[oa]s?)?|continuar sin aceptar)`, `(?:solo|sólo|únicamente) (?:las )?(?:cookies )?(?:necesarias|esenciales)`, `no,? gracias`,
	`(?:rejeitar|recusar)(?: tudo| todos)?(?: os cookies)?`, `(?:apenas|só|somente) (?:os )?(?:cookies )?(?:necessários|essenciais)`, `continuar sem aceitar`, `não,? obrigado`, `não aceito`,
	`rifiuta(?:re)?(?: tutt[oi])?(?: i cookie)?`, `continua senza accettare`, `(?:solo|usa solo) (?:i )?(?:cookie )?(?:necessari|essenziali|tecnici)`, `non accetto`, `no,? grazie`, `nega(?: tutto)?`,
	`rebutja(?:r)?(?:-les)?(?: tot(?:es)?)?`,
	// Dutch, Scandinavian, Finnish
	`(?:alles |alle cookies )?(?:weigeren|afwijzen)`, `(?:alleen|enkel) (?:de )?(?:noodzakelijke|essentiële|functionele)(?: cookies)?(?: (?:accepteren|toestaan))?`, `nee,? (?:bedankt|dank je)`, `doorgaan zonder (?:accepteren|te accepteren)`,
	`(?:avvisa|neka)(?: alla)?(?: cookies| kakor)?`, `(?:endast|bara) nödvändiga(?: cookies| kakor)?`, `(?:godkänn|acceptera) endast nödvändiga(?: cookies| kakor)?`,
	`(?:afvis|avvis|avslå)(?: alle)?(?: cookies)?`, `(?:kun|bare) nødvendige(?: cookies)?`, `tillad kun nødvendige(?: cookies)?`, `nei,? takk`, `nej,? tak`, `nej,? tack`,
	`hylkää(?: kaikki)?(?: evästeet)?`, `kiellä(?: kaikki)?`, `(?:vain|salli vain) (?:välttämättömät|pakolliset)(?: evästeet)?`,
	// Polish, Czech, Slovak, Hungarian, Romanian, Croatian, Baltic
	`odrzuć(?: wszystk(?:ie|o))?(?: pliki cookies?)?`, `(?:tylko|zaakceptuj tylko) (?:niezbędne|konieczne)(?: pliki cookies?)?`, `nie zgadzam się`, `nie akceptuję`, `przejdź dalej bez zgody`,
	`odmítnout(?: vš[e]?(?:echny|e)?)?(?: cookies)?`, `(?:pouze|jen|povolit pouze) (?:nezbytné|nutné)(?: cookies)?`, `nesouhlasím`, `odmietnuť(?: všetko| všetky)?`, `(?:iba|len) nevyhnutné`,
	`(?:az összes )?elutasít(?:ása|om|ás)?`, `csak a (?:szükséges(?:ek)?|feltétlenül szükséges)(?: sütik)?`, `respinge(?:ți|re)?(?: tot| toate)?`, `refuz(?: tot| toate)?`, `(?:doar|numai) (?:cele )?(?:necesare|esențiale)`,
	`odbij(?: sve)?`, `(?:samo|prihvati samo) (?:nužni|nužne|neophodn[ie])(?: kolačići| kolačiće)?`, `zavrni(?: vse)?`, `atmesti(?: visus)?`, `noraidīt(?: visas)?`, `keeldu(?:n)?(?: kõigist)?`,
	// Russian, Ukrainian, Belarusian, Bulgarian, Serbian
	`(?:отклонить|отклоняю|отказаться|отказываюсь|запретить)(?: вс[её])?(?: файлы)?(?: cookies?| куки)?(?: от всех)?`, `(?:не соглас(?:ен|на|иться)|не принимаю|не принимать|не разрешать)`,
	`(?:принять |разрешить |использовать )?только (?:строго )?(?:необходимые|обязательные|технические)(?: файлы)?(?: cookies?| куки)?`, `продолжить без (?:согласия|принятия)`, `нет,? спасибо`,
	`(?:відхилити|відмовитися|заборонити)(?: вс[еі])?(?: файли)?(?: cookies?)?`, `(?:тільки|лише) (?:необхідні|обов'язкові)(?: файли)?(?: cookies?)?`, `не погоджуюс[ья]`, `ні,? дякую`, `адхіліць(?: усе)?`,
	`(?:отхвърл(?:и|яне|ям)|отказ(?:вам)?)(?: на)?(?: всичк[иo])?`, `само (?:необходимите|задължителните)(?: бисквитки)?`, `(?:одбиј|одбаци)(?: све)?`, `само (?:неопходни|неопходне)`,
	// Kazakh, Kyrgyz, Uzbek, Turkish, Azerbaijani
	`(?:барлығынан |бәрінен )?бас тарту`, `(?:барлығын )?қабылдамау`, `қабылдамаймын`, `келіспеймін`, `тек (?:қажетті(?:лері)?|міндетті)(?: cookie| куки)?(?: файлдары?)?(?:н қабылдау)?`, `баш тартуу`, `rad etish`,
	`(?:tümünü |hepsini )?reddet`, `kabul etmiyorum`, `(?:yalnızca|sadece) (?:gerekli|zorunlu)(?: çerezler(?:i kabul et)?)?`, `rədd et`,
	// Greek, Hebrew, Arabic, Persian
	`απόρριψη(?: όλων)?`, `(?:μόνο|αποδοχή μόνο) (?:τα )?(?:απαραίτητα|αναγκαία)(?: cookies)?`, `δεν (?:αποδέχομαι|συμφωνώ)`, `דח(?:ה|ייה|יית)(?: הכל| הכול)?`, `רק (?:הכרחיות|חיוניות)`,
	`رفض(?: الكل| الجميع)?`, `الضرورية فقط`, `رد(?: همه| کردن)?`,
	// Chinese, Japanese, Korean
	`(?:全部)?(?:拒绝|拒絕)(?:全部|所有|所有 ?cookie)?`, `(?:仅|僅|只)(?:接受|限)?(?:必要|必需)(?:的)? ?(?:cookie)?`, `(?:すべて|全て)?(?:を)?拒否(?:する)?`, `同意しない`, `必要な(?:もの|cookie)のみ(?:を?(?:許可|使用))?`, `(?:모두 )?(?:거부|거절)(?:하기)?`, `필수(?: 쿠키)?만(?: 허용)?`, `동의하지 않음`,
}

// expandWords are on buttons that show the rest of a text.
var expandWords = []string{
	`(?:read|show|see|view)(?: the)? (?:more|all|rest|full|whole|entire)(?: (?:text|story|article|post|content|description|details|comments|replies|of (?:it|the (?:text|story|article))))?`,
	`continue reading`, `keep reading`, `expand(?: all| text| article| more)?`, `(?:click|tap) to (?:expand|read more)`, `full text`,
	`lire (?:la suite|plus|l'article complet|tout)`, `(?:voir|afficher|montrer) (?:plus|la suite|tout|tout le texte)`, `(?:tout )?(?:développer|déplier|dérouler)`,
	`(?:mehr|alles|alle) (?:lesen|anzeigen|zeigen)`, `weiterlesen`, `weiter lesen`, `(?:ganzen|vollständigen) (?:text|artikel|beitrag) (?:lesen|anzeigen)`, `(?:alle )?(?:ausklappen|aufklappen)`,
	`(?:leer|ver|mostrar) (?:más|todo|el texto completo)`, `(?:seguir|continuar|continúa) leyendo`, `leggi (?:tutto|di più|ancora)`, `(?:mostra|vedi) (?:altro|di più|tutto)`, `continua a leggere`, `espandi(?: tutto)?`,
	`(?:ler|leia|ver|mostrar) (?:mais|tudo)`, `continuar (?:lendo|a ler)`, `(?:lees|toon) (?:meer|verder|alles)`, `meer (?:lezen|weergeven|tonen)`,
	`(?:läs|visa) (?:mer|allt)`, `(?:læs|vis) (?:mere|alt)`, `(?:les|vis) (?:mer|alt)`, `(?:lue|näytä) (?:lisää|kaikki)`,
	`czytaj (?:więcej|dalej|całość)`, `(?:pokaż|zobacz) (?:więcej|całość|wszystko)`, `rozwiń`, `(?:číst|čtěte) (?:dál(?:e)?|více)`, `(?:zobrazit|ukázat) (?:více|vše)`, `čítať ďalej`, `zobraziť viac`,
	`(?:tovább olvas(?:om|ás)?|több megjelenítése|bővebben)`, `(?:citește|citiți|vezi|afișează|arată) (?:mai mult(?:e)?|tot|în continuare)`, `(?:pročitaj|prikaži|vidi) (?:više|sve|još)`,
	`(?:читать|читайте|прочитать) (?:далее|дальше|полностью|ещё|еще|больше|весь текст|продолжение)`, `(?:показать|смотреть|раскрыть|открыть) (?:полностью|ещё|еще|больше|вс[её]|весь текст|текст полностью|далее)`, `развернуть(?: текст| вс[её])?`, `раскрыть`, `подробнее`, `продолжить чтение`,
	`(?:читати|читайте) (?:далі|повністю|більше|ще)`, `(?:показати|дивитися) (?:більше|повністю|ще|все|весь текст)`, `розгорнути`, `докладніше`, `детальніше`, `чытаць далей`, `(?:прочети|виж|покажи) (?:още|повече|всичко)`,
	`толығырақ(?: оқу)?`, `толы(?:қ|ғымен) (?:оқу|көрсету|ашу)`, `толық мәтін(?:ін)?(?: (?:оқу|көрсету))?`, `(?:жалғасын|әрі қарай|ары қарай|одан әрі) (?:оқу|көрсету)`, `(?:көбірек|тағы|бәрін|барлығын) (?:оқу|көрсету|көру)`, `кененирээк`, `batafsil`, `ko'proq (?:o'qish|ko'rsatish)`,
	`(?:devamını|tamamını|daha fazla(?:sını)?) (?:oku|göster|gör)`, `tümünü (?:göster|gör|oku)`, `daha fazla`, `daha çox`,
	`(?:διαβάστε|δείτε|εμφάνιση) (?:περισσότερα|περισσότερων|όλων|όλα)`, `(?:קרא|קראו|הצג|ראה) (?:עוד|הכל)`, `(?:اقرأ|عرض|قراءة|إظهار) (?:المزيد|الكل)`, `ادامه مطلب`, `بیشتر بخوانید`,
	`(?:阅读|閱讀|显示|顯示|查看|展开|展開)(?:更多|全文|全部|余下全文)?`, `続きを(?:読む|表示|見る)`, `もっと(?:見る|読む|表示)`, `すべて(?:表示|見る)`, `더 ?(?:보기|읽기)`, `계속 읽기`, `전체 보기`,
}

// neverWords are on buttons that are not pressed whatever else they say.
var neverWords = []string{
	`like[sd]?`, `share[sd]?`, `sharing`, `subscri\p{L}*`, `(?:un)?follow(?:ing|s)?`, `log ?in`, `log ?out`, `sign ?(?:in|up|out)`, `register`, `join`, `pay`, `payment`, `buy`, `order`, `add to`, `cart`, `checkout`, `donate`, `delete`, `remove`, `report`, `block`, `mute`, `download`, `print`, `submit`, `send`, `post comment`, `reply`, `vote`, `save`, `bookmark`, `install`, `play`, `menu`, `search`, `accept`, `agree`, `allow`, `call`, `contact us`, `language`,
	`j'aime`, `partag\p{L}*`, `s'abonner`, `abonn\p{L}*`, `connexion`, `se connecter`, `s'inscrire`, `acheter`, `payer`, `supprimer`, `signaler`, `télécharger`, `envoyer`, `répondre`, `accepter`,
	`teilen`, `gefällt mir`, `folgen`, `anmelden`, `einloggen`, `registrieren`, `kaufen`, `bezahlen`, `löschen`, `melden`, `herunterladen`, `senden`, `absenden`, `antworten`, `akzeptieren`, `zustimmen`,
	`compartir`, `me gusta`, `seguir(?! leyendo)`, `suscri\p{L}*`, `iniciar sesión`, `comprar`, `pagar`, `eliminar`, `borrar`, `denunciar`, `descargar`, `enviar`, `condividi`, `mi piace`, `iscriviti`, `accedi`, `acquista`, `elimina`, `scarica`, `invia`, `partilhar`, `compartilhar`, `curtir`, `excluir`, `baixar`,
	`нравится`, `лайк\p{L}*`, `поделиться`, `подпис\p{L}*`, `войти`, `вход`, `выйти`, `регистрац\p{L}*`, `зарегистр\p{L}*`, `купить`, `оплат\p{L}*`, `заказать`, `в корзину`, `удалить`, `пожаловаться`, `скачать`, `отправить`, `ответить`, `сохранить`, `голосовать`, `принять`, `согласен`, `меню`, `поиск`,
	`подобається`, `поділитися`, `підпис\p{L}*`, `увійти`, `реєстр\p{L}*`, `купити`, `видалити`, `завантажити`, `надіслати`, `ұнайды`, `бөлісу`, `жазыл\p{L}*`, `кіру`, `тіркел\p{L}*`, `сатып алу`, `төле\p{L}*`, `жою`, `жүктеу`, `жіберу`, `мәзір`, `іздеу`,
	`beğen`, `paylaş`, `abone ol`, `giriş yap`, `satın al`, `sil`, `indir`, `gönder`,
}

// answerWords are on the buttons of a dialog about consent.
var answerWords = []string{
	`accept\p{L}*`, `agree`, `allow(?: all)?`, `consent`, `ok(?:ay)?`, `got it`, `understood`, `i understand`, `continue`, `dismiss`, `close`, `settings`, `preferences`, `manage\p{L}*`, `options`, `customi[sz]e`,
	`accepter`, `j'accepte`, `compris`, `d'accord`, `fermer`, `paramét\p{L}*`, `paramètres`, `personnaliser`, `préférences`, `akzept\p{L}*`, `zustimm\p{L}*`, `einverstanden`, `verstanden`, `schließen`, `einstellungen`, `annehmen`,
	`acept\p{L}*`, `entendido`, `de acuerdo`, `configura\p{L}*`, `accett\p{L}*`, `ho capito`, `chiudi`, `personalizza`, `aceit\p{L}*`, `entendi`, `concordo`, `akkoord`, `instellingen`, `begrepen`, `godkänn\p{L}*`, `godta\p{L}*`, `tillad\p{L}*`, `innstillinger`, `indstillinger`, `inställningar`, `hyväksy\p{L}*`, `asetukset`,
	`akceptuj\p{L}*`, `zaakceptuj`, `zgadzam się`, `rozumiem`, `ustawienia`, `souhlas\p{L}*`, `přijmout`, `nastavení`, `rozumím`, `súhlas\p{L}*`, `elfogad\p{L}*`, `beállítások`, `rendben`, `accept[ăa]?`, `setări`, `prihva\p{L}*`, `postavke`,
	`прин\p{L}*`, `соглас\p{L}*`, `понятно`, `хорошо`, `ок`, `закрыть`, `настро\p{L}*`, `разреш\p{L}*`, `прийн\p{L}*`, `погодж\p{L}*`, `зрозуміло`, `налаштування`, `добре`, `приемам`, `съглас\p{L}*`, `разбрах`, `қабылда\p{L}*`, `келіс\p{L}*`, `түсінікті`, `жақсы`, `жабу`, `баптау\p{L}*`, `рұқсат\p{L}*`,
	`kabul\p{L}*`, `anladım`, `tamam`, `ayarlar\p{L}*`, `αποδοχή\p{L}*`, `αποδέχομαι`, `συμφωνώ`, `ρυθμίσεις`, `קבל\p{L}*`, `אישור`, `מאשר\p{L}*`, `הגדרות`, `قبول\p{L}*`, `موافق`, `أوافق`, `\p{L}*同意\p{L}*`, `\p{L}*接受\p{L}*`, `\p{L}*許可\p{L}*`, `설정`, `\p{L}*동의\p{L}*`, `\p{L}*허용\p{L}*`, `확인`,
}

// loadingWords are what a page says that is about to show something.
var loadingWords = []string{
	`loading`, `please wait`, `one moment`, `just a (?:moment|second)`, `connecting`, `chargement`, `veuillez patienter`, `wird geladen`, `lädt`, `lade`, `bitte warten`, `cargando`, `espere`, `caricamento`, `attendere`,
	`carregando`, `aguarde`, `laden`, `even geduld`, `ładowanie`, `proszę czekać`, `načítá(?:ní|m)?`, `betöltés`, `se încarcă`, `učitavanje`, `загрузка`, `загружается`, `идет загрузка`, `подождите`, `завантаження`, `зачекайте`,
	`жүктелуде`, `күте тұрыңыз`, `yükleniyor`, `bekleyin`, `φόρτωση`, `טוען`, `جار[يٍ]? التحميل`, `読み込み中`, `加载中`, `載入中`, `正在加载`, `로딩`,
}

// loginWords, payWords and ageWords on a dialog say that it asks for more than
// consent; such a dialog is left as it is.
var (
	loginWords = []string{
		`log ?in`, `sign ?in`, `sign ?up`, `create (?:an )?account`, `register`, `continue with (?:google|apple|facebook|email)`, `se connecter`, `connexion`, `s'inscrire`, `anmelden`, `einloggen`, `registrieren`, `iniciar sesión`, `accedi`, `entrar`, `zaloguj\p{L}*`, `войти`, `вход`, `зарегистр\p{L}*`, `регистрация`, `увійти`, `кіру`, `тіркелу`, `giriş yap`,
	}
	payWords = []string{
		`subscri\p{L}*`, `s'abonner`, `je m'abonne`, `abonn\p{L}*`, `payer`, `pay`, `purchase`, `buy`, `kaufen`, `bezahlen`, `pur[- ]abo`, `suscri\p{L}*`, `pagar`, `abbonati`, `assinar`, `подпис\p{L}*`, `оформить`, `оплат\p{L}*`, `купить`, `підпис\p{L}*`, `жазылу`, `төлеу`, `abone ol`, `consent or pay`,
	}
	ageWords = []string{
		`(?:16|18|19|20|21) ?\+`, `(?:16|18|19|20|21) years`, `(?:over|under|at least) (?:16|18|19|20|21)`, `verify your age`, `legal (?:drinking )?age`, `age verification`, `(?:16|18|21) ans`, `(?:16|18|21) jahre`, `(?:16|18|21) años`, `(?:16|18|21) anni`, `(?:16|18|21) лет`, `(?:18|21) років`, `(?:18|21) жас\p{L}*`, `volljährig`, `совершеннолет\p{L}*`,
	}
	// kitchenWords stand in texts on biscuits.
	kitchenWords = []string{`recipes?`, `bak(?:e|ed|ing)`, `dough`, `oven`, `chocolate`, `rezept\p{L}*`, `backen`, `recettes?`, `recetas?`, `ricett\p{L}*`, `рецепт\p{L}*`, `выпечк\p{L}*`, `печень\p{L}*`}
)

// aboutWords are in groups; a dialog about consent has the first group's words
// and those of two others.
var aboutWords = [][]string{
	{`cookies?`, `cookie-?\p{L}*`, `cookiebot`, `куки\p{L}*`, `кукі\p{L}*`, `çerez\p{L}*`, `eväste\p{L}*`, `kakor`, `sušenk\p{L}*`, `süti\p{L}*`, `ciasteczk\p{L}*`, `kolačić\p{L}*`, `бисквитки\p{L}*`, `\p{L}*(?:クッキー|쿠키)\p{L}*`, `\p{L}*cookie\p{L}*`, `ملفات تعريف الارتباط`, `עוגיות`, `informasjonskapsler`,
		`consent\p{L}*`, `privacy`, `gdpr`, `rgpd`, `dsgvo`, `einwilligung\p{L}*`, `datenschutz\p{L}*`, `privatsphäre\p{L}*`, `consentement\p{L}*`, `vie privée`, `confidentialité`, `consentimiento`, `privacidad`, `consenso`, `consentimento`, `privacidade`, `персональн\p{L}* данн\p{L}*`, `персональн\p{L}* дан\p{L}*`, `дербес дерек\p{L}*`, `prywatno\p{L}*`, `soukrom\p{L}*`, `gizlilik\p{L}*`, `隐私`, `プライバシー`, `개인정보`},
	{`use[sd]?`, `using`, `stor(?:e|es|ed|ing|age)`, `utilis\p{L}*`, `verwend\p{L}*`, `nutz\p{L}*`, `setz\p{L}*`, `speicher\p{L}*`, `us(?:a|amos|an|are|iamo|ando)`, `utiliz\p{L}*`, `gebruik\p{L}*`, `używa\p{L}*`, `korzysta\p{L}*`, `wykorzyst\p{L}*`, `использу\p{L}*`, `использован\p{L}*`, `примен\p{L}*`, `обраб\p{L}*`, `собира\p{L}*`, `використов\p{L}*`, `оброб\p{L}*`, `пайдалан\p{L}*`, `қолдан\p{L}*`, `өңде\p{L}*`, `använd\p{L}*`, `brug\p{L}*`, `bruk\p{L}*`, `käyt\p{L}*`, `použív\p{L}*`, `használ\p{L}*`, `folos\p{L}*`, `korist\p{L}*`, `изпол\p{L}*`, `kullan\p{L}*`, `χρησιμοποι\p{L}*`, `\p{L}*使用\p{L}*`, `\p{L}*利用\p{L}*`, `\p{L}*사용\p{L}*`, `نستخدم`, `يستخدم`, `תשתמש\p{L}*`, `משתמש\p{L}*`},
	{`(?:we|site|website|page)(?: \p{L}+){0,6} (?:use|uses|using|store|set)(?: \p{L}+){0,3} cookies`, `we (?:and|use|value|care)`, `by (?:continuing|using|clicking|browsing)`, `partners?`, `partenaires`, `partnern?`, `socios`, `parceiros`, `партн[её]р\p{L}*`, `серіктес\p{L}*`, `third[- ]part\p{L}*`, `vendors?`, `nous (?:et|utilisons)`, `wir (?:und|verwenden|nutzen|setzen)`, `мы (?:и|используем|применяем|обрабатываем)`, `(?:наш |этот |данный )?сайт\p{L}*`, `біз`, `usamos`, `utilizamos`, `utilizziamo`, `noi`, `wij`, `we gebruiken`, `używamy`, `website`, `web ?site\p{L}*`, `site\p{L}*`, `ce site`, `ми (?:та|використовуємо)`, `\p{L}*当社\p{L}*`, `\p{L}*我们\p{L}*`, `\p{L}*(?:本|当|網|网)(?:网站|サイト|站)\p{L}*`, `저희`},
	{`accept\p{L}*`, `agree\p{L}*`, `consent\p{L}*`, `reject\p{L}*`, `refus\p{L}*`, `declin\p{L}*`, `necessary`, `essential`, `preferences`, `settings`, `choices?`, `opt[- ]out`, `legitimate interest`, `withdraw`, `nécessaires`, `accepter`, `paramètres`, `zustimm\p{L}*`, `einwillig\p{L}*`, `ablehn\p{L}*`, `notwendig\p{L}*`, `acept\p{L}*`, `rechaz\p{L}*`, `accett\p{L}*`, `rifiut\p{L}*`, `aceit\p{L}*`, `соглас\p{L}*`, `прин(?:ять|имаете|имаю|ять все)`, `отклон\p{L}*`, `отказ\p{L}*`, `настро\p{L}*`, `необходим\p{L}*`, `погодж\p{L}*`, `згод\p{L}*`, `келіс\p{L}*`, `қабылда\p{L}*`, `бас тарт\p{L}*`, `қажетті`, `zgod\p{L}*`, `zgadz\p{L}*`, `souhlas\p{L}*`, `elfogad\p{L}*`, `accepteren`, `weiger\p{L}*`, `toestemming`, `hyväksy\p{L}*`, `godkänn\p{L}*`, `samtyck\p{L}*`, `samtykke\p{L}*`, `kabul\p{L}*`, `αποδ\p{L}*`, `\p{L}*同意\p{L}*`, `\p{L}*接受\p{L}*`, `\p{L}*拒\p{L}*`, `\p{L}*동의\p{L}*`, `قبول\p{L}*`, `موافق\p{L}*`},
	{`personali[sz]\p{L}*`, `analytics?`, `analys\p{L}*`, `statisti\p{L}*`, `traffic`, `advertis\p{L}*`, `marketing`, `tracking`, `experience`, `improve`, `functionality`, `device`, `personal data`, `publicit\p{L}*`, `expérience`, `mesur\p{L}*`, `audience`, `werb\p{L}*`, `erfahrung`, `analyse\p{L}*`, `personalis\p{L}*`, `verbesser\p{L}*`, `publicidad`, `experiencia`, `mejorar`, `pubblicit\p{L}*`, `esperienza`, `migliorare`, `experiência`, `melhorar`, `реклам\p{L}*`, `аналит\p{L}*`, `статистик\p{L}*`, `улучш\p{L}*`, `персонализ\p{L}*`, `данн\p{L}*`, `удобств\p{L}*`, `аналіт\p{L}*`, `покращ\p{L}*`, `жақсарту`, `жарнама\p{L}*`, `талдау`, `reklam\p{L}*`, `analiz\p{L}*`, `deneyim\p{L}*`, `ervaring`, `verbeteren`, `doświadcz\p{L}*`, `upplevelse`, `zlepš\p{L}*`, `\p{L}*(?:体験|体验|分析|広告|广告|向上)\p{L}*`, `\p{L}*(?:경험|광고|분석)\p{L}*`},
}
