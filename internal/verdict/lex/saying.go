package lex

import (
	"regexp"
	"strings"
	"sync"
)

// Sayings are known by what they are made of, not by their wording: no list of
// sentences holds what the next site will write. "The article you are looking
// for is no longer online", "Материал снят с публикации", "Сұралған құжат
// жойылған": a thing, and its going, within a few words of one sentence.

// The parts of sayings.
const (
	partThing   WordClass = 1 << iota // what a page is or shows
	partGone                          // that it went
	partNot                           // a negation
	partThere                         // being found, standing, being to be had
	PartJoin                          // logging in, subscribing, registering
	partRead                          // reading, going on, the whole
	partPlace                         // a country, a territory, where a visitor is
	partAccess                        // access, and its restriction
	PartRobot                         // what robots are called, and their tests
	PartProve                         // proving, checking, typing in
	partUnusual                       // unusual, suspicious
	partTraffic                       // requests, activity
	partChars                         // characters to copy
	partImage                         // from a picture
	PartAgree                         // agreeing
	PartTerms                         // to conditions
	partAsked                         // asked for, by the reader
	partLimit                         // a limit, and its being passed
	partCount                         // what is counted against it
	partRefuse                        // refusing
	partCourt                         // a court, its order
	PartDomain                        // a domain, its hosting
	PartLapse                         // lapsing, being for sale
	partService                       // work on a site, a pause
	partLater                         // later, again
	partFound                         // what a search finds
	partQuery                         // what it looks for
	partMore                          // that it is so no more
)

// MaxSaying bounds the sentence that a saying stands in, and nearParts how far
// its parts are from each other, in words.
const (
	MaxSaying = 34
	nearParts = 9
	MaxFound  = 12 // words of a line that counts what was found
)

// SayingWords tells which parts of a saying (PartRobot and its like) a word can be.
var SayingWords = sync.OnceValue(func() *WordTable {
	return NewWordTable([]WordList{
		{partThing, `cases decisions judgments judgements opinions letters photos images datasets dataset events event jobs job products product notices notice wiki site website blog note moderator moderators сайт сайта блог заметка заметку заметки модератор* выпуск сайты шығарылым* сайты блогы бағдарламасы wiki blog site modérateur question conversation programme episode sheet judgment judgement decision opinion case letter photo image text page pages article articles document documents material materials content post posts publication story news entry item file files record records video account profile link url address topic message tweet status resource listing announcement report thread result results
			документов материалов статей публикаций записей страниц новостей объявлений файлов решений вопрос тема программа выпуск решение постановление дело текст фото письмо страниц* статья статьи статью статье материал материала документ документа документы публикация публикации публикацию запись записи пост поста контент новость новости видео аккаунт аккаунта сообщество профиль адрес адреса адресу ссылка ссылке сообщение сообщения объявление файл файла раздел ресурс ничего данных
			сұрақ бағдарлама шешім үкім қаулы мәтін фото хат бет беті бетті бетіңіз парақ* мақала* материал* құжат* жазба* жарияланым* жаңалық* хабарлама* сілтеме* мекенжай* контент файл файлы бейне аккаунт парақша дерек* ештеңе maqala* bet beti qūjat* material* jazba* betti
			fiche question sujet émission décision arrêt jugement avis texte photo image page pages article articles document contenu contenus publication billet message fichier compte profil lien adresse rubrique actualité ressource élément résultat résultats vidéo annonce dossier rien
			seite seiten artikel dokument inhalt beitrag datei página páginas artículo documento contenido publicación archivo сторінка сторінку сторінки матеріал стаття статтю документ
			inhalte nachricht meldung eintrag webseite bericht angebot artikelen webpagina bestand berichten صفحه مطلب مقاله خبر سند پست noticia noticias entrada enlace recurso nota
			pagina pagine articolo articoli documento contenuto contenuti notizia risorsa comunicato artigo conteúdo notícia matéria arquivo endereço
			strona strony stronę artykuł artykułu dokument dokumentu treść treści wpis wpisu plik zasób ogłoszenie
			sayfa sayfası sayfayı sayfanın haber haberi haberin içerik içeriği makale belge yazı dosya bağlantı ilan
			новина запис файл публікація публікацію оголошення посилання старонка старонкі старонку артыкул артыкула матэрыял навіна навіны запіс дакумент публікацыя
			sahifa sahifani sahifasi maqola hujjat xabar yangilik fayl havola саҳифа мақола ҳужжат хабар барак баракча баракты макала жазуу кабар билдирүү жарыя дарек
			صفحة الصفحة مقال المقال المقالة محتوى المحتوى وثيقة الوثيقة خبر الخبر ملف الملف منشور المنشور الرابط الموضوع
			articolul articol conținut conținutul documentul știrea stránka stránku stránky článek obsah oldal oldala cikk tartalom
			trang halaman artikel konten გვერდი გვერდის სტატია მასალა დოკუმენტი էջը էջի հոդվածը նյութը səhifə səhifəsi məqalə sənəd sidan artikeln innehållet siden artiklen
			reportagem reportagens xəbər xəbərlər material पृष्ठ पेज लेख सामग्री खबर समाचार दस्तावेज़ लिंक
			σελίδα άρθρο περιεχόμενο הדף העמוד המאמר הכתבה
			sida inlägg inlägget nyheten nyheden artikkel artikkelen artikkeli artikkelia sivu sivua sivun uutinen indlæg innlegg innlegget příspěvek článku článok príspevok bejegyzés hír статия статията страницата материалът новината чланак чланка страница вест članak članka stranica stranicu objava članek strani leht lehte lehekülg artiklit uudis lapa lapu raksts ziņa puslapis puslapio straipsnis naujiena bài cikket pagină tekst tekstu posting içeriğe
			faqja pàgina stran хуудас`},
		{partGone, `reorganised сняла сняли снял убрали убрала ұсынылмайды merged trashed removed deleted disappeared vanished withdrawn unpublished expired unavailable gone missing retired discontinued archived depublished
			удален удалена удалено удалены удалил удалила удалили снят снята снято сняты скрыт скрыта скрыто перемещен* исчез* потерял* отсутств* недоступ* устарел* заблокирован* изъят* архивирован* пропал*
			табылма* жойыл* өшіріл* алынды алынған алынып көшіріл* ескір* жоғал* қолжетімсіз жасырыл* бұғатталған tabylma* joiyl* öşırıl* alyndy
			corbeille introuvable introuvables supprimé supprimée supprimés supprimées disparu disparue disparus retiré retirée retirés indisponible indisponibles dépublié dépubliée déplacé déplacée périmé périmée obsolète
			gelöscht entfernt eliminado eliminada retirado borrada видалено видалена вилучено verwijderd verplaatst verlopen حذف
			verschoben depubliziert abgelaufen umgezogen eliminados eliminadas retirada borrado caducado caducada expirado expirada desaparecido desaparecida
			rimosso rimossa rimossi rimosse eliminato eliminata cancellato cancellata spostato spostata scaduto scaduta inesistente removido removida excluído excluída apagado apagada
			usunięty usunięta usunięte usunięto przeniesiony przeniesiona przeniesione wygasł wygasła skasowan*
			kaldırıl* silin* taşın* bulunama* bulunmuyor bulunmamaktadır
			видален* вилучен* знято прибран* переміщен* выдален* знят* прыбран* перанес*
			topilmadi chirilgan chirildi tashlan* топилмади ўчирилган ўчирилди табылба* өчүрүл* алынып
			حذف حذفت محذوف محذوفة إزالة أزيل أزيلت
			șters ștearsă eliminată retrasă smazán* odstraněn* přesunut* törölt* töröltük eltávolít* megszűnt
			xóa xoá gỡ dihapus წაშლილ* წაიშალა ջնջվ* հեռացվ* borttagen borttagna raderad* slettet fjernet हटाया हटाई हटाए हटा διαγραφεί αφαιρεθεί הוסר הוסרה נמחק נמחקה
			neexistuje neexistují nenalezena nenájdená nenašla nerastas nerasta tagits poistettu odstránen* zmazan* uklonjen* izbrisan* obrisan* уклоњен* обрисан* odstranjen* премахнат* изтрит* eemaldatud kustutatud dzēst* noņemt* pašalint* ištrint* tapılma* expiré expirée raderats nepastāv neegzistuoja ulaşılamıyor
			олдсонгүй байхгүй`},
		{partNot, `not no cannot cant doesnt isnt wasnt couldnt arent didnt havent never nothing longer
			не нет больше ничего
			жоқ емес
			n ne pas plus aucun aucune rien
			nicht keine kein no ya ningún не немає niet geen نیست نشد ندارد
			non não nie değil yok няма emas эмас жок эмес لا لم ليس ليست غير
			nu nicio nenalezena nebyla nelze neexistuje nem nincs không tidak არ ვერ չի չկա deyil yoxdur inte ikke ej नहीं δεν לא אינו אינה
			ei není již nav netika nebėra nerasta nije није ni nichts
			nuk`},
		{partThere, `found find exist exists available online accessible located match matches matched matching here
			найден найдена найдено найдены найти нашли нашлось нашлась существует существуют доступен доступна доступно обнаружен обнаружена обнаружено опубликован сайте
			табылған табыл* қолжетімді қол бар сайтта
			existe existent disponible disponibles ligne trouvé trouvée trouver trouvons accessible correspond
			gefunden existiert verfügbar encontrado encontrada existe disponible знайдено знайдена існує gevonden bestaat beschikbaar сайті یافت موجود
			encontrado existen trovato trovata trovare esiste disponibile encontrar disponível
			znaleziono znaleziona znaleziony znaleźć istnieje dostępna dostępny dostępne mevcut bulunan
			знойдзена знойдзены знойдзен існуе даступн* доступн* mavjud topilgan мавжуд топилган
			موجود موجودة متاح متاحة متوفر متوفرة العثور
			găsită găsit nalezena nalezen existuje dostupná található elérhető létezik thấy tồn ditemukan tersedia მოიძებნა არსებობს
			գտնվել գոյություն tapılmadı hittades hittas hitta findes fundet tilgjengelig tillgänglig उपलब्ध मिला मिली मौजूद βρέθηκε υπάρχει נמצא נמצאה קיים קיימת
			gibt löytynyt löydy löytyi saatavilla finns finnes dostupan dostupna pronađena pronađen postoji пронађена пронађен доступан постоји voljo najdena obstaja намерена намерен достъпна достъпен съществува există érhető còn leitud leia saadaval atrasta atrasts pieejams pieejama tilgængelig dostupný dostupné finden verfügung encontramos fant obstaja disponibilă نعثر متوفرا encuentra línea eksisterer olemassa mövcud διαθέσιμο διαθέσιμη پیدا
			gjet gjendet ekziston trobada trobat existeix`},
		{PartJoin, `invited invitation users приглаш* шақыру* шақырыл* invité invités invitation представьтесь представиться log login sign register registered registering registration subscribe subscribers subscriber subscription member members membership account
			войти войдите вход авториз* зарегистрир* регистрац* подпис* подписчик* аккаунт
			кіріңіз кіру тіркел* жазыл* авторизац*
			connecter connectez connexion identifiez inscrire inscrivez inscription abonnez abonné abonnés abonnement abonner compte créez
			anmelden registrieren abonnieren abonnenten melde meldet suscríbase suscriptores увійдіть підписка
			melden einloggen anmeldung abo abonnement abonnee abonnees inloggen aanmelden وارد ورود اشتراک مشترکان عضویت inicia inicie sesión regístrese regístrate suscríbete suscripción
			accedi accedere registrati registrarsi abbonati abbonarsi abbonamento iscriviti entre cadastre assine assinantes assinatura
			zaloguj logowanie zarejestruj subskrypcja prenumerata giriş üye abone oturum kayıt увійти зареєструйт* передплат* увайдзіце зарэгістр* падпіск*
			kirish tizimga obuna кирүү кириңиз каттал* تسجيل الدخول سجل اشترك الاشتراك लॉग लॉगिन सदस्यता पंजीकरण daxil qeydiyyat* abunə`},
		{partRead, `readers read reading continue rest full unlimited access unlock article articles story remaining finish view see
			чита* прочит* продолж* полн* доступ* дочитать полностью целиком статью материал видеть увидеть просмотр* просматрива* посмотреть
			оқу оқы* жалғас* толық толығымен қолжет*
			lire lisez lecture suite intégral intégralité intégrale accéder accédez accès continuer poursuivre poursuivez article réservé réservée
			lesen weiterlesen zugang sehen ansehen verder lezen خواندن ادامه leer acceso continuar читати
			age adult возраст* жасыңыз* жасын âge alter weiter artikel leer contenido artículo edad
			leggere leggi continuare contenuto articolo età ler leia conteúdo artigo idade czytać czytaj dalej dostęp treści wiek
			okumak devam görmek içeriğe erişmek yaşınızı читати вік дальше чытаць узрост davom koʻrish окуу улантуу قراءة متابعة المقال عمرك لعرض مشاهدة المحتوى مشاهده متن مطلب पढ़ने देखने पूरा oxumaq oxuyun baxmaq davamını`},
		{partPlace, `country countries region regions territory abroad overseas location ip vpn proxy jurisdiction
			страны стране странах регион* территори* рубежа рубежом иностран* юрисдикц*
			елден елінде еліңізде шетел* аумағ* аймағ* өңірде
			pays territoire étranger région localisation
			land ländern región país territorio країни країні території
			país paese regione kraju ülkenizde bölgenizde ülke بلدك منطقتك
			țara țară regiunea zemi oblasti országában régió* negara wilayah کشور کشورتان منطقه
			ქვეყანა* ქვეყნის რეგიონ* երկրում երկրից ölkəniz* ölkədə mamlakat* мамлакат* кишвар* өлкөң* өлкөдө landet देश क्षेत्र χώρα במדינה במדינתך בארצך`},
		{PartRobot, `robot robots captcha recaptcha hcaptcha bot bots automated
			робот роботом робота роботы роботов капч* автоматическ* автоматизированн*
			роботтар роботсыз captcha robots automatisé automatisée automatisées automatiques roboter robot бот боты
			robô robotem robotów روبوت روبوتا الروبوت ربات رباتی रोबोट
			רובוט robotnak rô rôbốt`},
		{PartProve, `verify verifying verification confirm confirming prove proof check checking enter type solve complete select passed detected continue
			подтверд* докаж* введ* ввод* провер* пройд* решите отправ* обнаруж*
			раста* тексер* енгіз* дәлелде*
			vérifi* confirm* prouv* saisi* recopi* coch* démontr* bestätig* überprüf* demuestr* confirme verifi* підтверд* перевір*
			bestätigen bestätige dimostra verifica conferma potwierdź zweryfikuj doğrula* onayla* تحقق تأكد تایید تأیید पुष्टि comprob* controleer bevestig*
			التحقق نتحقق التأكيد تأكيد أكد أثبت אשר אשרו אמת הוכח erősítse igazolja bizonyítsa xác`},
		{partUnusual, `automated scraping harvesting unusual suspicious abnormal excessive необычн* подозрительн* аномальн* әдеттен күдікті inhabituel inhabituelle inhabituels inhabituelles suspect suspecte suspects anormal anormale ungewöhnlich* inusual`},
		{partTraffic, `traffic activity requests queries трафик* активност* запрос* сұраныс* сұрау белсенділік trafic activité requêtes datenverkehr anfragen tráfico actividad`},
		{partChars, `characters letters symbols символ* буквы таңба* әріп* caractères lettres zeichen caracteres символи`},
		{partImage, `image picture картинк* изображени* сурет* bild imagen зображен*`},
		{PartAgree, `accord accept agree accepting agreeing consent согласен согласна соглас* принимаю принять примите келісемін келісу қабылда* accepte acceptez accepter accord consens* akzeptieren zustimmen acepto aceptar погоджуюсь
			zustimmung consentimiento accetto accetta accettare consenso aceito aceitar akceptuj akceptuję zgadzam zgoda kabul onay* rıza* згодзен згаджа* roziman макулмун أوافق موافق accepteren accepteer toestemming einwillig* згоду згоди погоджу* qəbul स्वीकार` + " می\u200cپذیرم"},
		{PartTerms, `partners trackers tracers traceurs partenaires партнер* трекер* terms conditions cookies cookie услови* правил* куки шарттар* ереже* modalités utilisation témoins bedingungen términos condiciones умов*
			cookie condizioni termini política termos regulamin warunki çerez* koşul* شروط`},
		{partAsked, `requested asked looking seeking demandé demandée demandez recherché recherchée cherchez запрош* запраш* ищете искали сұрал* сұраған іздеген gesucht* angefordert* solicitad* buscas
			такой такого такої такога такий`},
		{partLimit, `limit limits exceeded quota allowance too лимит* превышен* исчерпан* слишком шегі лимиті таусылды тым limite quota dépassé dépassée épuisé trop grenze überschritten límite excedido`},
		{partCount, `requests views documents pages visits downloads articles запрос* просмотр* документ* обращени* страниц* сұраныс* қаралым* құжат* requêtes consultations vues visites documents pages anfragen seiten solicitudes páginas`},
		{partRefuse, `refused denied rejected forbidden blocked declined banned prohibited отклонен* отказано запрещен* заблокирован* закрыт* ограничен* refusé refusée rejeté rejetée interdit interdite bloqué bloquée қабылданбады тыйым бұғаттал* блокталды жабық abgelehnt verweigert gesperrt denegado bloqueado відхилено заборонено
			untersagt nicht prohibido rifiutato vietato negato negado bloqueada odmówiono zabroniony zablokowan* engellen* yasak* reddedil* забаронен* отклонён محظور مرفوض`},
		{partCourt, `court courts judicial суда судом судебн* сот соттың tribunal cour judiciaire gericht juzgado суду
			tribunale giudice sądu sąd mahkeme* hâkimliğinin hâkimliği суду судова محكمة`},
		{PartDomain, `نطاق النطاق دومين الدومين webspace space domain domains hosting домен домена домены доменн* доменнің хостинг* хостинга domaine domaines hébergement hébergeur dominio
			домену хостингу тариф тарифу тарифный тарифного тарифний тарифного тарифы хостынг plan
			دامنه دامنهٔ میزبانی domeniul domeniu găzduire hostingowe hostingu hostingowego domena domenę domeny domínio alojamento hospedagem dominio
			doména domény tárhely დომენ* ჰოსტინგ* դոմեն* տիրույթ* domen* hostinq* xosting* хостинги domänen domein domeinnaam barındırma הדומיין`},
		{PartLapse, `للبيع البيع معروض انتهت منتهي привязан* прилинкован* hold switched invoice billing expired expires expire renew renewed renewal suspended parked sale sold unpaid delegated delegation истек* истёк прекращен* продлен* продлит* продлев* продаж* продает* продан* приостановлен* неоплач* неоплат* делегирован* припаркован* заблокирован* expiré expirée renouvel* suspendu vendre vente impayé сатыл* мерзімі тоқтат* ұзарт* төленбе* бұғаттал* verkauf abgelaufen venta caducado
			abbestellt scaduto scadenza wygasł wygasła süresi doldu
			термін закінчився закінчилась закінчилася минув оплачено несплат* призупинен* продовжен* скончыўся тэрмін
			فروش مسدود منقضی تعلیق sprzedaż sprzedania zawieszone zawieszona zawieszony venda suspensa suspenso expirou vânzare suspendat expirat vendita sospeso
			prodej prodeji pozastaven* vypršel* eladó felfüggeszt* lejárt dijual kedaluwarsa ditangguhkan იყიდება შეჩერებულ* ვადა վաճառվում կասեցված
			satılır satılıq dayandırıl* müddəti bitib löpt utgått udløbet sotiladi xtatilgan toxtatilgan tugagan сотилади satılık satılıktır askıya koop verlopen opgeschort salu πωλείται ανασταλεί למכירה הושעה`},
		{partService, `maintenance upgrade upgrading updating downtime closed paused strike технические техническим профилактическ* обслуживани* обновлени* регламентн* работы жұмыстар* жөндеу техникалық maintenance travaux intervention grève fermé wartung wartungsarbeiten mantenimiento технічні роботи
			manutenzione manutenção konserwacja bakım обслуговування صيانة
			mentenanță întreținere údržb* karbantart* pemeliharaan ტექნიკური სამუშაოები տեխնիկական texniki texnik техникӣ техникалык konserwacyjne konserwacji techniczna
			onderhoud underhåll vedligeholdelse vedlikehold συντήρηση תחזוקה تعمیر تعمیرات`},
		{partLater, `back later again soon temporarily temporary shortly moment minutes hours monday tomorrow позже позднее временно скоро вернемся восстанов* минут часов уақытша кейінірек жақында оралыңыз provisoirement temporairement bientôt plus retour instants später bald vorübergehend pronto temporalmente тимчасово пізніше
			temporaneamente presto temporariamente breve tymczasowo wkrótce geçici yakında тимчасово незабаром часова хутка vaqtincha убактылуу مؤقتا قريبا
			wrócimy revenim curând brzy vrátíme hamarosan vissza* sớm trở kembali segera მალე շուտով tezliklə orada snel binnenkort snart tillbaka tilbage σύντομα בקרוב زودی بازمی`},
		{partFound, `result results match matches found records entries
			результат* найден* записей совпадени*
			нәтиже* табылды табылған табылғаны жазбалар жазба
			résultat résultats trouvé trouvés trouvée trouvées enregistrements notices
			ergebnis ergebnisse treffer resultado resultados encontrados результатів знайдено записів`},
		{partQuery, `query search searched criteria запрос* поиск* условиям сұрау* сұраныс* іздеу* recherche requête critères suche suchanfrage búsqueda consulta пошук* запит*`},
		{partMore, `больше больш більше уже вже mehr plus longer more anymore más mais più meer már više vairs daugiau`},
		{partAccess, `request switch disable available unavailable access accessible allowed permitted restricted restrict limited blocked denied
			доступ* недоступ* огранич* заблокир* запрещ* разреш*
			қолжетім* шектеу* шектел* кіруге кіру бұғатта* рұқсат
			disponible indisponible accès accessible bloqué bloquée restreint limité limitée autorisé
			verfügbar zugriff gesperrt disponible acceso bloqueado доступ заблоковано
			accesso dostęp erişim доступу доступ وصول الوصول
			dostępna dostępny dostępne niedostępn* disponibil disponibilă disponível disponibile dostupn* nedostupn* elérhető sẵn tersedia دسترس دسترسی
			მიუწვდომელ* ხელმისაწვდომ* հասանելի əlçatan mavjud мавжуд дастрас жеткиликтүү beschikbaar tillgänglig* tilgængelig* उपलब्ध διαθέσιμο διαθέσιμη זמין זמינה`},
	})
})

// near tells whether a run of words has a part of each of two classes near each
// other.
func (s *Stream) near(b Span, a, c WordClass) bool { return s.Near(SayingWords(), b, a, c, nearParts) }

// Near tells whether a run of words has one of each of two classes of a table, so many
// words from each other at most.
func (s *Stream) Near(t *WordTable, b Span, a, c WordClass, within int) bool {
	lastA, lastC := -1<<20, -1<<20
	for i := b.From; i < b.To; i++ {
		k := t.Class(s.Word(i))
		if k&a != 0 && i-lastC <= within || k&c != 0 && i-lastA <= within {
			return true
		}
		if k&a != 0 {
			lastA = i
		}
		if k&c != 0 {
			lastC = i
		}
	}
	return false
}

// hanGone is how Chinese says that something was taken down, by whomever, and how
// Japanese, Korean and Thai, which write no blanks or endings of many forms, say it of a page.
var hanGone = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?:已|被|遭).{0,6}(?:删除|刪除|下架|撤下|下线|下線)|(?:ページ|記事|投稿).{0,8}(?:見つか|見当たら|ご覧いただけ|存在し(?:ま|な)|削除)|삭제(?:된|되었|됐)|(?:페이지|게시물|기사).{0,4}존재하지|ไม่พบ(?:หน้า|เนื้อหา|บทความ)`)
})

// SaysGone tells whether a short sentence says that a page is not there.
func (s *Stream) SaysGone(b Span) bool {
	if b.Len() < 2 || b.Len() > MaxSaying || s.passing(b) || s.ofAnother(b) {
		return false
	}
	if !s.repeals(b) && s.near(b, partThing, partGone) {
		return true
	}
	if s.foundNone(b) || hanGone().MatchString(s.raw(b)) {
		return true
	}
	// "We have no sheet for the country asked for."
	for i := b.From; i < b.To; i++ {
		r := Span{max(b.From, i-nearParts), min(b.To, i+nearParts)}
		if SayingWords().Class(s.Word(i))&partAsked != 0 && s.near(r, partNot, partThing) {
			return true
		}
	}
	// "Такой страницы больше нет."
	if b.Len() <= mostNone && s.near(b, partNot, partMore) && s.near(b, partNot, partThing) && s.lacks(b) {
		return true
	}
	// "is not found", "no longer exists", "n'est plus en ligne", "табылған жоқ".
	for i := b.From; i < b.To; i++ {
		if w := s.Word(i); SayingWords().Class(w)&partNot == 0 && w != "0" { // "0 results found"
			continue
		}
		r := Span{max(b.From, i-3), min(b.To, i+5)}
		for j := r.From; j < r.To; j++ {
			if j != i && SayingWords().Class(s.Word(j))&partThere != 0 && s.near(Span{max(b.From, i-nearParts), min(b.To, i+nearParts)}, partThing, partThere) {
				return true
			}
		}
	}
	return false
}

// mostNone is how many words a sentence has that says that there is none of a thing.
const mostNone = 8

// lacks tells whether a negation stands for the verb: there is none.
func (s *Stream) lacks(b Span) bool {
	for i := b.From; i < b.To; i++ {
		switch s.Word(i) {
		case "нет", "немає", "няма", "жоқ", "жок", "yok", "yoxdur", "نیست":
			return true
		}
	}
	return false
}

// foundNone tells whether a short line counts what a search found, and there is
// none: "По вашему запросу записей: 0", "0 résultat".
func (s *Stream) foundNone(b Span) bool {
	if b.Len() > MaxFound {
		return false
	}
	of := func(i int, class WordClass) bool {
		return i >= b.From && i < b.To && SayingWords().Class(s.Word(i))&class != 0
	}
	query, found, thing := false, false, false
	for i := b.From; i < b.To; i++ {
		if s.Word(i) != "0" && s.Tokens[i].Flags&(Number|Sign) != 0 {
			return false // 0:2, 0 %, 0 of 15 are of something else
		}
		query, found, thing = query || of(i, partQuery), found || of(i, partFound), thing || of(i, partThing)
	}
	for i := b.From; i < b.To; i++ {
		if s.Word(i) != "0" {
			continue
		}
		label := i == b.To-1 && i > b.From && strings.Contains(s.Text[s.Tokens[i-1].End:s.Tokens[i].Start], ":")
		if label && (found || query && thing) || of(i-1, partFound) || of(i+1, partFound) || query && (of(i-1, partThing) || of(i+1, partThing)) {
			return true
		}
	}
	return false
}

// SaysNone tells whether a title or a heading says that there is no such
// thing: "Pas d'article à cette adresse", "Здесь ничего нет".
func (s *Stream) SaysNone(b Span) bool {
	for i := b.From; i < b.To; i++ {
		if s.Tokens[i].Flags&Number != 0 {
			return false // "No. 58" is a number
		}
	}
	return b.Len() <= 8 && s.near(b, partNot, partThing)
}

// repeals tells whether a text says that a law is no longer in force, which it
// can only say while it is there.
func (s *Stream) repeals(b Span) bool {
	for i := b.From; i < b.To; i++ {
		switch s.Word(i) {
		case "күші", "күшін", "силу", "силы", "force", "vigueur", "abrogé", "abrogée", "repealed", "күшi":
			return true
		}
	}
	return false
}

// SaysJoin tells whether a short text asks to log in or to pay for the rest.
func (s *Stream) SaysJoin(b Span) bool {
	return b.Len() >= 3 && b.Len() <= 2*MaxSaying && s.near(b, PartJoin, partRead)
}

// SaysConsent tells whether a short text asks to agree to cookies or terms.
func (s *Stream) SaysConsent(b Span) bool {
	return b.Len() >= 3 && b.Len() <= 2*MaxSaying && s.near(b, PartAgree, PartTerms)
}

// SaysPlace tells whether a short text refuses by where the visitor is.
func (s *Stream) SaysPlace(b Span) bool {
	return b.Len() >= 3 && b.Len() <= MaxSaying && s.near(b, partPlace, partAccess)
}

// SaysRobot tells whether a short text asks its reader to prove that he is no
// robot.
func (s *Stream) SaysRobot(b Span) bool {
	return b.Len() <= MaxSaying && s.asksHuman(b) || b.Len() >= 3 && b.Len() <= MaxSaying &&
		(s.near(b, PartRobot, PartProve) || s.near(b, partUnusual, partTraffic) || s.near(b, partChars, partImage))
}

// SaysLimit tells whether a short text says that the reader asked too often.
func (s *Stream) SaysLimit(b Span) bool {
	return b.Len() >= 3 && b.Len() <= MaxSaying && s.near(b, partLimit, partCount)
}

// SaysCourt tells whether a short text refuses by a court's order.
func (s *Stream) SaysCourt(b Span) bool {
	return b.Len() >= 4 && b.Len() <= MaxSaying && s.near(b, partCourt, partRefuse)
}

// SaysRefused tells whether a short text refuses the reader's request.
func (s *Stream) SaysRefused(b Span) bool {
	return b.Len() >= 2 && b.Len() <= MaxSaying && s.near(b, partRefuse, partAccess|partCount)
}

// SaysParked tells whether a short text says that a name or its hosting has
// lapsed or is for sale.
func (s *Stream) SaysParked(b Span) bool {
	return b.Len() >= 3 && b.Len() <= MaxSaying && s.near(b, PartDomain, PartLapse)
}

// SaysPause tells whether a short text says that the site is being worked on
// and will be back, or cannot be had for a time.
func (s *Stream) SaysPause(b Span) bool {
	return b.Len() >= 3 && b.Len() <= 2*MaxSaying && (s.near(b, partService, partLater) || s.passing(b))
}
