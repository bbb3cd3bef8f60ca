package verdict

import (
	"sync"

	"archiver/internal/verdict/lex"
)

// What pages say of themselves, in English, Russian, Kazakh, French, German,
// Spanish and Ukrainian. All are normalised as tokens are: small letters, no
// punctuation, ё as е, elisions apart (n existe), other apostrophes left out
// (doesnt). A phrase is whole words of the visible text of a page of few
// words, or of a title or heading; never of the source.

// errorTitles are whole segments of titles, or whole headings, of error pages.
var errorTitles = lex.PhraseSet(
	"index of", "our website has changed", "our site has changed", "our website has moved", "we have moved", "наш сайт переехал", "мы переехали", "новый сайт", "notre site a changé", "notre site a déménagé", "nous avons déménagé", "сайтымыз жаңарды", "сайтымыз көшті",
	"welcome to nginx", "apache2 ubuntu default page it works", "apache2 debian default page", "apache2 ubuntu default page", "apache2 default page it works", "it works", "iis windows server", "iis windows", "test page for the apache http server", "test page for the nginx http server on fedora", "default web site page", "default page", "web server's default page",
	"404", "error 404", "404 error", "http 404", "404 page", "error", "not found", "404 not found", "not found 404", "page missing", "oops", "oops 404",
	"ошибка 404", "404 ошибка", "ошибка", "не найдено", "404 не найдено", "не найден", "404 страница не найдена",
	"қате 404", "404 қате", "404 қатесі", "қате", "табылмады",
	"erreur 404", "404 erreur", "erreur", "introuvable", "non trouvé",
	"fehler 404", "404 fehler", "nicht gefunden",
	"error 404 no encontrado", "no encontrado", "no encontrada",
	"помилка 404", "404 помилка", "не знайдено",
	"errore 404", "404 errore", "non trovato", "non trovata", "erro 404", "não encontrado", "não encontrada", "błąd 404", "nie znaleziono", "hata 404", "404 hatası", "bulunamadı",
	"памылка 404", "не знойдзена", "404 xato", "xato 404", "topilmadi", "ката 404", "404 ката", "табылган жок", "табылбады", "خطأ 404", "404 خطأ", "404错误", "404 未找到", "未找到", "404エラー", "404 오류",
)

// errorPhrases say that a page is not there.
var errorPhrases = lex.PhraseList(
	"failed to open stream", "no such file or directory", "file does not exist", "the specified key does not exist", "no such key", "no such object", "the specified blob does not exist",
	"failed to open stream", "something went wrong", "что то пошло не так", "бірдеңе дұрыс болмады", "une erreur s'est produite", "une erreur est survenue", "произошла ошибка", "қате орын алды", "ein fehler ist aufgetreten",
	"nothing was found at this location", "can't seem to find what you're looking for", "can't find what you're looking for", "can't seem to find the page", "sorry but nothing matched",
	"page not found", "page was not found", "page cannot be found", "page can't be found", "page could not be found", "page couldn't be found", "cannot find the page", "can't find the page", "couldn't find the page", "could not find the page", "can't find that page", "couldn't find that page", "page doesn't exist", "page does not exist", "page no longer exists", "page has been removed", "page has been deleted", "page is no longer available", "page is not available", "page isn't available", "page you requested could not be found", "page you requested was not found", "page you were looking for", "page you are looking for", "page you're looking for", "page you are trying to reach", "requested page", "requested url was not found", "requested url", "no such page", "file not found", "document not found", "article not found", "post not found", "content not found", "resource not found", "item not found", "record not found", "no longer available on this", "this article is no longer available", "this story is no longer available", "this post has been deleted", "error 404", "404 error", "404 not found", "this content is no longer available", "been taken down", "article down", "story down", "post down",
	"страница не найдена", "страницу не найдено", "страница не существует", "страницы не существует", "страницы нет", "нет такой страницы", "такой страницы", "страница удалена", "страница была удалена", "страница недоступна", "запрашиваемая страница", "запрашиваемой страницы", "запрошенная страница", "запрашиваемый документ", "страница которую вы", "страницу которую вы", "документ не найден", "материал не найден", "статья не найдена", "статья удалена", "новость не найдена", "запись не найдена", "запись удалена", "публикация не найдена", "публикация удалена", "объект не найден", "раздел не найден", "файл не найден", "элемент не найден", "материал удален", "материал был удален", "ошибка 404", "404 ошибка",
	"бет табылмады", "парақ табылмады", "парақша табылмады", "беті табылмады", "бет табылған жоқ", "парақша табылған жоқ", "мұндай бет жоқ", "бұл бет жоқ", "бет жойылған", "бет жойылды", "парақша жойылған", "сұралған бет", "сіз іздеген бет", "сіз іздеген парақша", "сұраған бет", "құжат табылмады", "материал табылмады", "мақала табылмады", "жазба табылмады", "жаңалық табылмады", "файл табылмады", "қате 404", "404 қате", "404 қатесі",
	"page introuvable", "page est introuvable", "page non trouvée", "page pas trouvée", "page n'a pas été trouvée", "page n'existe pas", "page n'existe plus", "page demandée", "page que vous recherchez", "page que vous cherchez", "page que vous avez demandée", "page a été supprimée", "page n'est plus disponible", "document introuvable", "article introuvable", "contenu introuvable", "fichier introuvable", "article n'est plus disponible", "contenu n'est plus disponible", "erreur 404",
	"seite nicht gefunden", "seite wurde nicht gefunden", "seite konnte nicht gefunden werden", "seite existiert nicht", "seite ist nicht mehr", "gewünschte seite", "angeforderte seite", "gesuchte seite", "dokument nicht gefunden", "artikel nicht gefunden", "fehler 404",
	"página no encontrada", "página no existe", "página no fue encontrada", "página que busca", "página que buscas", "página solicitada", "no se encontró la página", "no se ha encontrado la página", "documento no encontrado", "artículo no encontrado",
	"сторінку не знайдено", "сторінка не знайдена", "сторінки не існує", "сторінка не існує", "запитувана сторінка", "документ не знайдено", "помилка 404",
	"esta página ya no existe", "página que está buscando", "página no está disponible", "contenido no disponible", "página eliminada", "ya no está disponible", "die seite die sie suchen", "die von ihnen gesuchte seite", "diese seite gibt es nicht", "inhalt nicht mehr verfügbar", "nicht mehr verfügbar", "beitrag nicht gefunden", "inhalt nicht gefunden",
	"pagina non trovata", "pagina non esiste", "pagina non è stata trovata", "pagina richiesta", "pagina che stai cercando", "pagina che cerchi", "articolo non trovato", "documento non trovato", "contenuto non disponibile", "non è più disponibile", "errore 404",
	"página não encontrada", "página não foi encontrada", "página não existe", "página que procura", "página que você procura", "página solicitada", "artigo não encontrado", "documento não encontrado", "conteúdo não encontrado", "não está mais disponível", "já não está disponível", "erro 404",
	"nie znaleziono strony", "strony nie znaleziono", "strona nie została znaleziona", "strona nie istnieje", "taka strona nie istnieje", "nie ma takiej strony", "szukana strona", "strona której szukasz", "nie znaleziono dokumentu", "błąd 404",
	"sayfa bulunamadı", "sayfa bulunamadi", "sayfa mevcut değil", "aradığınız sayfa", "aradığınız içerik", "aradığınız haber", "içerik bulunamadı", "haber bulunamadı", "kayıt bulunamadı", "yayından kaldırılmıştır", "yayından kaldırıldı", "hata 404", "404 hatası",
	"новину не знайдено", "матеріал не знайдено", "статтю не знайдено", "сторінку видалено", "старонка не знойдзена", "старонку не знойдзена", "старонка не існуе", "такой старонкі няма", "матэрыял не знойдзены", "памылка 404",
	"sahifa topilmadi", "sahifa mavjud emas", "bunday sahifa", "maqola topilmadi", "material topilmadi", "саҳифа топилмади", "бундай саҳифа", "барак табылган жок", "баракча табылган жок", "бет табылган жок", "барак табылбады", "бет табылбады", "мындай барак", "мындай бет", "макала табылган жок",
	"الصفحة غير موجودة", "لم يتم العثور على الصفحة", "الصفحة المطلوبة", "الصفحة التي تبحث عنها", "هذه الصفحة غير متوفرة", "المحتوى غير متوفر", "المقال غير موجود",
	"此内容因违规无法查看", "该内容已被发布者删除", "微博已被作者删除", "微博不存在", "页面不存在", "页面未找到", "找不到页面", "找不到该页面", "找不到您", "网页不存在", "无法找到该页", "您访问的页面", "您要访问的页面", "你访问的页面", "内容不存在", "文章不存在", "已被删除", "内容已删除", "文章已删除", "信息已删除", "已经删除", "信息已过期", "内容已过期", "已经过期", "内容已下线", "文章已下线", "已经下线", "商品已下架", "頁面不存在", "找不到頁面", "已被刪除",
	"ページが見つかりません", "ページは見つかりません", "お探しのページ", "ページは存在しません", "ページは削除", "記事は削除", "記事が見つかりません", "掲載期間が終了", "公開を終了", "페이지를 찾을 수 없습니다", "존재하지 않는 페이지", "삭제된 페이지",
)

// faultPhrases are what a program writes that could not make the page: it may be
// there again.
var faultPhrases = lex.PhraseList(
	"error establishing a database connection", "error connecting to database", "could not connect to the database", "cannot connect to the database", "unable to connect to the database", "database connection failed", "database connection error", "can't connect to mysql server", "can't connect to local mysql server", "too many connections", "mysqli connect", "mysql server has gone away", "you have an error in your sql syntax", "sqlstate", "database error", "fatal error uncaught", "fatal error allowed memory size", "fatal error maximum execution time", "fatal error require", "fatal error out of memory", "uncaught exception", "unhandled exception", "uncaught error", "parse error syntax error", "call to undefined function", "call to a member function", "failed opening required", "traceback most recent call last", "application error", "server error in", "runtime error",
	"there has been a critical error", "internal server error", "bad gateway", "gateway timeout", "gateway time out", "service unavailable", "service temporarily unavailable", "server is temporarily unable to service", "upstream connect error", "no healthy upstream", "the web server reported a bad gateway error", "web server is down", "connection timed out", "no server is available to handle this request", "server is temporarily unavailable", "server is currently unavailable", "backend fetch failed",
	"ошибка подключения к базе данных", "ошибка базы данных", "ошибка соединения с базой данных", "ошибка установки соединения с базой данных", "ошибка при соединении с базой данных", "не удалось подключиться к базе данных", "нет соединения с базой данных", "внутренняя ошибка сервера", "сервис недоступен", "сервис временно недоступен", "сервер недоступен", "сервер временно недоступен", "сервер перегружен", "ошибка 500", "ошибка 502", "ошибка 503", "ошибка 504", "на сайте возникла критическая ошибка", "критическая ошибка на сайте",
	"дерекқор қатесі", "дерекқорға қосылу қатесі", "дерекқорға қосылу мүмкін", "деректер қорына қосылу", "сервердің ішкі қатесі", "сервердегі ішкі қате", "сервер қатесі", "қызмет қолжетімсіз", "қызмет уақытша қолжетімсіз", "сервер қолжетімсіз", "сервер уақытша қолжетімсіз", "500 қате", "502 қате", "503 қате", "504 қате", "қате 500", "қате 502", "қате 503", "қате 504",
	"erreur de connexion à la base de données", "erreur lors de la connexion à la base de données", "impossible de se connecter à la base de données", "erreur interne du serveur", "erreur interne", "service indisponible", "service temporairement indisponible", "mauvaise passerelle", "passerelle incorrecte", "délai d'attente de la passerelle", "erreur 500", "erreur 502", "erreur 503", "erreur 504", "une erreur critique",
	"interner serverfehler", "fehler beim aufbau einer datenbankverbindung", "dienst nicht verfügbar", "error al establecer una conexión con la base de datos", "error interno del servidor", "servicio no disponible", "внутрішня помилка сервера", "помилка встановлення зв'язку з базою даних",
	"errore interno del server", "servizio non disponibile", "errore nello stabilire una connessione al database", "erro interno do servidor", "serviço indisponível", "erro ao estabelecer uma conexão com o banco de dados", "wewnętrzny błąd serwera", "usługa niedostępna", "sunucu hatası", "hizmet kullanılamıyor", "veritabanı bağlantısı kurulurken hata", "памылка сервера", "خطأ في الخادم", "服务器内部错误", "服务不可用", "服务器错误", "サーバーエラー", "サービス利用不可",
)

// loginPhrases ask the reader to log in before anything is shown.
var loginPhrases = lex.PhraseList(
	"log in to continue", "login to continue", "sign in to continue", "please log in", "please login", "please sign in", "you must be logged in", "you need to be logged in", "you must log in", "you need to log in", "you must sign in", "you need to sign in", "log in or sign up", "sign in to view", "log in to view", "login required", "authentication required", "authorization required", "subscribers only", "subscribe to read", "subscribe to continue reading", "members only",
	"войдите чтобы продолжить", "войдите чтобы", "необходимо войти", "необходимо авторизоваться", "требуется авторизация", "пожалуйста авторизуйтесь", "авторизуйтесь чтобы", "войдите в систему", "войдите или зарегистрируйтесь", "вы не авторизованы", "только для зарегистрированных", "только для подписчиков",
	"жалғастыру үшін кіріңіз", "жүйеге кіріңіз", "авторизациядан өтіңіз", "авторизациядан өту қажет", "кіру қажет", "тіркелген пайдаланушыларға",
	"connectez vous pour", "veuillez vous connecter", "vous devez être connecté", "vous devez vous connecter", "connexion requise", "identifiez vous", "réservé aux abonnés", "abonnez vous pour lire",
	"bitte melden sie sich an", "melden sie sich an um", "anmeldung erforderlich", "sie müssen angemeldet sein",
	"inicie sesión para", "inicia sesión para", "debe iniciar sesión", "solo para suscriptores",
	"увійдіть щоб", "необхідно увійти", "потрібна авторизація",
	"weiterlesen mit", "haben bereits ein abo", "subscribe to keep reading", "登录后阅读全文", "um diesen artikel zu lesen", "nur für abonnenten", "nur für mitglieder", "inicia sesión", "exclusivo para suscriptores", "contenido exclusivo para", "accedi per", "effettua l'accesso", "effettua il login", "riservato agli abbonati", "abbonati per", "faça login", "inicie sessão", "exclusivo para assinantes", "conteúdo exclusivo para", "assine para", "zaloguj się", "musisz się zalogować", "tylko dla zalogowanych", "tylko dla prenumeratorów", "giriş yapın", "giriş yapmanız", "giriş yapmalısınız", "abone olun", "oturum açın", "üyelere özel", "abonelere özel", "увійдіть в обліковий запис", "тільки для передплатників", "увайдзіце каб", "tizimga kiring", "системага кириңиз", "يرجى تسجيل الدخول", "سجل الدخول", "للمشتركين فقط", "请登录后", "请先登录", "登录后查看", "登录后阅读", "登录后才能", "會員登入", "请先注册", "付费内容", "付费阅读", "订阅后可", "订阅后阅读", "开通会员", "ログインしてください", "ログインが必要", "会員限定", "로그인이 필요",
)

// loginTitles are whole segments of titles, or headings, of login pages.
var loginTitles = lex.PhraseSet("log in", "login", "sign in", "sign up", "log in or sign up", "sign in or register", "log on", "member login", "user login", "log into facebook", "log in to facebook", "linkedin login",
	"вход", "вход в систему", "авторизация", "войти", "вход на сайт", "регистрация", "личный кабинет",
	"кіру", "жүйеге кіру", "авторландыру", "тіркелу",
	"connexion", "se connecter", "identification", "s identifier", "anmelden", "anmeldung", "einloggen", "iniciar sesión", "acceso", "вхід", "увійти",
	"iniciar sesion", "accedi", "accesso", "entrar", "zaloguj się", "logowanie", "giriş", "giriş yap", "üye girişi", "oturum aç", "kirish", "кирүү", "увайсці", "تسجيل الدخول", "登录", "用户登录", "登入", "ログイン", "로그인")

// wallPhrases are what robots are told. On a page of few words that refuses.
var wallPhrases = lex.PhraseList(
	"are you a person", "êtes vous une personne", "вы человек", "сіз адамсыз ба", "verify you are human", "verify that you are human", "verifying you are human", "confirm you are human", "confirm you're not a robot", "confirm that you are not a robot", "i'm not a robot", "i am not a robot", "are you a robot", "are you human", "prove you are human", "checking your browser", "checking if the site connection is secure", "needs to review the security of your connection", "unusual traffic from your computer network", "unusual activity from your", "automated access", "bot detection", "please complete the security check", "complete the captcha", "solve the captcha", "enter the characters you see", "making sure you're not a bot", "enable javascript and cookies to continue", "your request has been blocked", "you have been blocked", "access to this page has been denied", "request unsuccessful", "ddos protection by",
	"подтвердите что вы не робот", "подтвердите что запросы отправляли вы", "вы не робот", "я не робот", "проверка браузера", "проверяем ваш браузер", "проверка безопасности", "введите символы с картинки", "пройдите проверку", "запросы поступившие с вашего", "защита от роботов", "защита от ddos",
	"робот емес екеніңізді растаңыз", "сіз робот емессіз бе", "мен робот емеспін", "браузеріңіз тексерілуде", "қауіпсіздік тексеруі",
	"vérifiez que vous êtes humain", "vérifiez que vous êtes un humain", "confirmez que vous n'êtes pas un robot", "je ne suis pas un robot", "vérification de votre navigateur", "êtes vous un robot", "activité inhabituelle",
	"bestätigen sie dass sie ein mensch sind", "ich bin kein roboter", "überprüfung ihres browsers", "verifica que eres humano", "no soy un robot", "я не робот", "підтвердіть що ви не робот",
	"non sono un robot", "verifica di essere umano", "verifica que eres una persona", "que eres una persona", "que es una persona", "usted es una persona", "es usted humano", "eres humano", "não sou um robô", "confirme que você é humano", "verifique se você é humano", "nie jestem robotem", "potwierdź że jesteś człowiekiem", "ben robot değilim", "robot olmadığınızı", "insan olduğunuzu", "tarayıcınız kontrol ediliyor", "я не робот", "men robot emasman", "мен робот эмесмин", "لست برنامج روبوت", "تحقق من أنك إنسان", "请完成验证", "安全验证", "人机验证", "验证您是真人", "访问验证", "请输入验证码", "私はロボットではありません", "人間であることを確認", "로봇이 아닙니다",
)

// momentTitles are whole titles or headings of what shows nothing else while its visitor
// is looked at.
var momentTitles = lex.PhraseSet("just a moment", "one more step", "checking your browser", "security check", "security verification", "browser check", "attention required",
	"один момент", "проверка безопасности", "перевірка безпеки", "un instant", "contrôle de sécurité", "vérification de sécurité", "einen moment", "nur einen moment", "einen moment bitte", "sicherheitsüberprüfung", "sicherheitsabfrage",
	"un momento", "verificación de seguridad", "verifica di sicurezza", "verificação de segurança", "um momento", "een ogenblik", "ett ögonblick", "chwileczkę", "bir dakika", "güvenlik kontrolü", "安全检查", "セキュリティチェック")

// consentPhrases open pages that show nothing before one agrees.
var consentPhrases = lex.PhraseList("are you over 18", "are you 18", "i am over 18", "you must be 18", "18 years or older", "вам есть 18", "вам исполнилось 18", "мне есть 18", "мне исполнилось 18", "18 жасқа толдыңыз", "avez vous plus de 18 ans", "j'ai plus de 18 ans", "vous devez avoir 18 ans", "sind sie über 18", "before you continue to", "before you continue", "we value your privacy", "accept cookies to continue", "accept all cookies to continue", "please accept cookies",
	"прежде чем перейти", "прежде чем продолжить", "примите cookies чтобы продолжить", "жалғастырмас бұрын", "avant de continuer", "avant d'accéder", "acceptez les cookies pour continuer", "bevor sie fortfahren", "antes de continuar", "перш ніж продовжити",
	"prima di continuare", "accetta i cookie per continuare", "hai più di 18 anni", "ho più di 18 anni", "antes de continuar a", "aceite os cookies", "tem mais de 18 anos", "zanim przejdziesz dalej", "czy masz ukończone 18", "devam etmeden önce", "18 yaşından büyük", "çerezleri kabul edin", "tienes más de 18", "eres mayor de edad", "soy mayor de edad", "年满18岁", "已满18岁", "18歳以上")

// ratePhrases ask to come less often.
var ratePhrases = lex.PhraseList("slow down", "too many requests", "rate limit", "try again later you have made", "слишком много запросов", "слишком часто", "помедленнее", "тым көп сұраныс", "trop de requêtes", "ralentissez", "zu viele anfragen", "demasiadas solicitudes",
	"troppe richieste", "muitas solicitações", "zbyt wiele żądań", "çok fazla istek", "забагато запитів", "请求过于频繁", "访问过于频繁", "アクセスが集中")

// geoPhrases refuse by place.
var geoPhrases = lex.PhraseList("không có sẵn tại quốc gia của bạn", "không có sẵn ở quốc gia của bạn", "không khả dụng ở quốc gia của bạn", "không khả dụng tại quốc gia của bạn",
	"not available in your country", "not available in your region", "not available in your location", "unavailable in your country", "unavailable in your region", "unavailable due to legal reasons", "not available in the european economic area", "unavailable in most european countries", "blocked in your country", "access from your country", "access from your region", "visitors from your country", "content is not available in your", "from a country belonging to the european economic area", "from a country that belongs to the european economic area", "access this website from a country",
	"недоступно в вашей стране", "недоступен в вашей стране", "недоступна в вашей стране", "недоступно в вашем регионе", "недоступен в вашем регионе", "недоступна в вашем регионе", "доступ из вашей страны", "доступ из вашего региона", "доступ к информационному ресурсу ограничен", "заблокирован по решению", "ресурс заблокирован",
	"сіздің елде қолжетімсіз", "сіздің еліңізде қолжетімді емес", "сіздің еліңізде қолжетімсіз", "сіздің аймағыңызда қолжетімсіз", "қол жетімділік шектелген", "қолжетімділік шектелген",
	"pas disponible dans votre pays", "n'est pas disponible dans votre pays", "indisponible dans votre pays", "pas disponible dans votre région", "accès depuis votre pays",
	"in ihrem land nicht verfügbar", "no está disponible en tu país", "no está disponible en su país", "недоступно у вашій країні", "недоступний у вашій країні",
	"in deinem land nicht verfügbar", "no disponible en tu país", "no disponible en su país", "non disponibile nel tuo paese", "não está disponível no seu país", "não disponível no seu país", "niedostępna w twoim kraju", "niedostępne w twoim kraju", "erişim engellenmiştir", "ülkenizde kullanılamıyor", "bulunduğunuz ülkede", "bölgenizde kullanılamıyor", "غير متاح في بلدك", "غير متوفر في بلدك", "您所在的地区", "您所在的国家", "お住まいの地域", "お住まいの国", "해당 국가에서")

// shellPhrases stand in the empty shell of a page that scripts would fill.
var shellPhrases = lex.PhraseList("enable javascript", "javascript is required", "javascript is disabled", "javascript to run this app", "requires javascript", "turn on javascript", "without javascript", "loading",
	"включите javascript", "включить javascript", "необходим javascript", "поддержкой javascript", "загрузка", "javascript қосыңыз", "жүктелуде", "activer javascript", "activez javascript", "javascript est désactivé", "chargement", "javascript aktivieren", "habilite javascript", "active javascript", "увімкніть javascript")

// shellMarks are the empty elements that frameworks fill.
var shellMarks = []string{`id="root"></`, `id="app"></`, `id="__next"></`, `id="__nuxt"></`, `id=root></`, `id=app></`, "<app-root></", `id="react-root"`, `id="mount"></`, "ng-app"}

// parkingPhrases are what registrars and sellers write on a name without a
// site. Sources: registrars' parking pages as excerpted in public code.
var parkingPhrases = lex.PhraseList("tên miền này đang được rao bán", "được rao bán", "tên miền này đã hết hạn", "tên miền đã hết hạn", "lưu trữ này đã bị tạm ngưng",
	"make an offer", "buy this domain", "this domain is for sale", "this domain may be for sale", "domain is for sale", "domain name is for sale", "domain for sale", "the domain is for sale", "purchase this domain", "make an offer on this domain", "this domain is parked", "domain is parked free", "parked free courtesy of", "this domain has expired", "domain has expired", "domain name has expired", "domain expired", "this domain name has been registered", "this domain is registered", "domain has recently been registered", "related searches sponsored", "future home of something quite cool", "this web page is parked",
	"домен продается", "домен продаётся", "продается домен", "купить домен", "купить этот домен", "этот домен продается", "домен припаркован", "припаркован", "срок регистрации домена истек", "срок действия домена истек", "регистрация домена истекла", "домен не прилинкован ни к одной из директорий", "домен не привязан", "сайт заблокирован хостинг провайдером", "домен зарегистрирован", "домен был зарегистрирован",
	"домен сатылады", "домен сатылымда", "бұл домен сатылады", "домен мерзімі аяқталды", "доменнің мерзімі аяқталды", "домен тіркелген",
	"ce domaine est à vendre", "nom de domaine est à vendre", "domaine à vendre", "acheter ce domaine", "ce domaine est réservé", "nom de domaine a expiré", "domaine a expiré", "ce domaine est parqué",
	"diese domain steht zum verkauf", "domain steht zum verkauf", "domain kaufen", "diese domain ist geparkt", "este dominio está en venta", "dominio en venta", "comprar este dominio", "домен продається",
	"dominio è in vendita", "dominio in vendita", "questo dominio è scaduto", "domínio à venda", "este domínio está à venda", "domena na sprzedaż", "domena jest na sprzedaż", "domena wygasła", "alan adı satılık", "bu alan adı satılıktır", "alan adının süresi dolmuştur", "термін реєстрації домену", "dominio caducado", "dominio ha caducado", "domain ist abgelaufen", "域名出售")

// parkingMarks are the addresses and scripts of parking services, which are on
// parked pages only.
var parkingMarks = []string{"sedoparking.com", "parkingcrew.net", "bodis.com", "parklogic.com", "parking-lander", `location.href="/lander"`, `location.href='/lander'`, "window.park = ", `"/lander?`, "dan.com/buy-domain", "img1.wsimg.com/parking", "afternic.com/forsale", "hugedomains.com/domain_profile", "cdn.parking.reg.ru", "parking.reg.ru", "parkpage.foundationapi.com", "skenzo.com", "d38psrni17bvxu.cloudfront.net"}

// spam is the vocabulary of those who take over lapsed names: gambling,
// pharmacy, adult. One word of it means nothing; several where the reference
// had none do.
var spam = sync.OnceValue(func() *lex.WordTable {
	return lex.NewWordTable([]lex.WordList{{Class: 1, Words: `casino casinos slot slots jackpot poker roulette blackjack baccarat betting sportsbook bookmaker gacor togel judi bandar bonus deposit freespin freespins 1xbet pinup vulkan
	viagra cialis levitra pharmacy xanax tramadol porn porno xxx escort escorts camgirl webcam hentai milf nude payday
	казино слот слоты слотов джекпот покер рулетка букмекер* ставки бонус* фриспин* депозит вулкан пинап виагра сиалис порно эскорт проститутки интим займ* микрозайм*
	казиносы құмар бәс бонустар тіркелу
	paris bookmakers machines sous jeux argent escorte sexe glücksspiel spielautomaten wetten apuestas tragaperras казіно ставок
	cassino cassinos apostas aposta roleta níqueis bônus tigrinho ruleta tragamonedas scommesse casinò kasyno bukmacher* zakłady sportwetten gokkast* gokken bahis bahisi rulet kumarhane kumarhaneler iddaa букмекерськ* كازينو مراهنات روليت کازینو شرطبندی`}})
})
