package eval

import (
	"fmt"
	"testing"

	"archiver/internal/verdict"
)

// missing are what sites say in place of a page, as their visitors' languages have it.
var missing = []string{
	"Dieser Artikel ist nicht mehr verfügbar.",
	"Dieser Beitrag ist nicht mehr verfügbar. Aufgrund des Rundfunkstaatsvertrags musste er depubliziert werden.",
	"Die gesuchte Seite existiert leider nicht mehr.",
	"Die von Ihnen aufgerufene Seite gibt es nicht mehr.",
	"Diesen Beitrag haben wir gelöscht.",
	"La page demandée n'existe plus.",
	"Désolé, cet article a été retiré du site.",
	"Запрашиваемая страница не найдена.",
	"Материал удалён.",
	"К сожалению, такой новости у нас уже нет.",
	"Strona nie została znaleziona.",
	"Ten artykuł nie jest już dostępny.",
	"La página que buscas ya no existe.",
	"Esta noticia fue eliminada por su autor.",
	"This story has been unpublished.",
	"We took this article down.",
	"Sorry, that page has gone missing.",
	"It seems that the page was deleted.",
	"Похоже, что страница удалена.",
	"Es tut uns leid, dass dieser Artikel nicht mehr verfügbar ist.",
	"La página que busca no existe.",
	"Questo articolo non è più disponibile.",
	"L'articolo è stato rimosso dalla redazione.",
	"Este artigo já não se encontra disponível.",
	"A notícia que procura foi apagada.",
	"Dit artikel is niet meer beschikbaar.",
	"De pagina die u zoekt kan niet worden gevonden.",
	"Artikeln finns inte längre.",
	"Sidan du letar efter har tagits bort.",
	"Artikkelen er fjernet.",
	"Siden du leter etter finnes ikke lenger.",
	"Artiklen er ikke længere tilgængelig.",
	"Sivua ei löytynyt.",
	"Etsimäsi artikkeli on poistettu.",
	"Tento článek již není dostupný.",
	"Hledaná stránka neexistuje.",
	"Článok bol odstránený.",
	"A keresett oldal nem található.",
	"Ez a cikk már nem érhető el.",
	"Pagina pe care o căutați nu mai există.",
	"Articolul a fost șters.",
	"Страницата не е намерена.",
	"Тази статия вече не е достъпна.",
	"Страница није пронађена.",
	"Članak više nije dostupan.",
	"Stranica koju tražite ne postoji.",
	"Članka ni več na voljo.",
	"Сторінку не знайдено.",
	"Цю публікацію видалено.",
	"Такой старонкі больш няма.",
	"Бұл мақала жойылған.",
	"Сіз іздеген бет табылмады.",
	"Aradığınız sayfa bulunamadı.",
	"Bu haber yayından kaldırıldı.",
	"Η σελίδα δεν βρέθηκε.",
	"Το άρθρο δεν υπάρχει πλέον.",
	"הדף המבוקש לא נמצא.",
	"الصفحة المطلوبة غير موجودة.",
	"تم حذف هذا المقال.",
	"صفحه مورد نظر یافت نشد.",
	"Lehte ei leitud.",
	"Artikkel on eemaldatud.",
	"Lapa netika atrasta.",
	"Šis raksts vairs nav pieejams.",
	"Puslapis nerastas.",
	"Straipsnis pašalintas.",
	"Halaman yang Anda cari tidak ditemukan.",
	"Bài viết này không còn tồn tại.",
	"გვერდი ვერ მოიძებნა.",
	"Էջը չի գտնվել։",
	"Səhifə tapılmadı.",
	"Siz qidirgan sahifa topilmadi.",
	"Барак табылган жок.",
	"页面不存在。",
	"抱歉,该文章已被删除。",
	"お探しのページは見つかりませんでした。",
	"この記事は削除されました。",
	"요청하신 페이지를 찾을 수 없습니다.",
	"삭제된 게시물입니다.",
	"페이지가 존재하지 않습니다.",
	"La noticia ya no está en línea.",
	"Siden eksisterer ikke.",
	"Sivua ei ole olemassa.",
	"Səhifə mövcud deyil.",
	"Το άρθρο δεν είναι διαθέσιμο.",
	"صفحه پیدا نشد.",
	"यह पृष्ठ उपलब्ध नहीं है।",
}

// checks are what visitors are asked that may be robots: a title and a line.
var checks = [][2]string{
	{"Just a moment...", "One more step"},
	{"Are you a robot?", "Please verify you are a human"},
	{"Security check", "Please complete the security check to access the site"},
	{"Human Verification", "Complete the puzzle to continue"},
	{"Robot Challenge Screen", "Checking the site connection security"},
	{"Attention", "Your connection needs to be verified before you can proceed"},
	{"valley.example", "Let us know that you're not a bot"},
	{"One more step", "Slide to prove that you are a real person"},
	{"Checking", "We need to make sure you are human. This takes a few seconds."},
	{"Vérification", "Veuillez confirmer que vous êtes un humain"},
	{"Vérification de sécurité", "Êtes-vous un robot ?"},
	{"Sicherheitsabfrage", "Bitte bestätigen Sie, dass Sie kein Roboter sind"},
	{"Sind Sie ein Mensch?", "Lösen Sie die Aufgabe, um fortzufahren."},
	{"Verificación", "Demuestre que usted es humano"},
	{"Un momento", "¿Eres un robot?"},
	{"Verifica", "Conferma di essere una persona reale"},
	{"Verificação", "Confirme que não é um robô"},
	{"Controle", "Bevestig dat u geen robot bent"},
	{"Kontroll", "Bekräfta att du inte är en robot"},
	{"Kontroll", "Bekreft at du er et menneske"},
	{"Kontrol", "Bekræft, at du er et menneske"},
	{"Tarkistus", "Vahvista, että olet ihminen"},
	{"Weryfikacja", "Potwierdź, że nie jesteś robotem"},
	{"Ověření", "Potvrďte, že jste člověk"},
	{"Overenie", "Overte, že nie ste robot"},
	{"Ellenőrzés", "Igazolja, hogy Ön nem robot"},
	{"Verificare", "Confirmați că nu sunteți robot"},
	{"Проверка", "Потвърдете, че сте човек"},
	{"Provjera", "Potvrdite da ste čovjek"},
	{"Провера", "Потврдите да нисте робот"},
	{"Проверка", "Подтвердите, что вы человек"},
	{"Вы робот?", "Нажмите на кнопку, чтобы продолжить."},
	{"Перевірка", "Підтвердіть, що ви людина"},
	{"Праверка", "Пацвердзіце, што вы чалавек"},
	{"Тексеру", "Адам екеніңізді растаңыз"},
	{"Doğrulama", "İnsan olduğunuzu doğrulayın"},
	{"Yoxlama", "Robot olmadığınızı təsdiqləyin"},
	{"Tekshiruv", "Odam ekanligingizni tasdiqlang"},
	{"Επαλήθευση", "Επιβεβαιώστε ότι είστε άνθρωπος"},
	{"אימות", "אנא אשר שאתה לא רובוט"},
	{"تحقق", "يرجى تأكيد أنك إنسان"},
	{"تأیید", "تأیید کنید که شما ربات نیستید"},
	{"Verifikasi", "Konfirmasikan bahwa Anda bukan robot"},
	{"Xác minh", "Vui lòng xác nhận bạn không phải là robot"},
	{"შემოწმება", "დაადასტურეთ, რომ არ ხართ რობოტი"},
	{"Ստուգում", "Հաստատեք, որ ռոբոտ չեք"},
	{"验证", "请确认您不是机器人"},
	{"確認", "あなたがロボットではないことを確認してください"},
	{"확인", "로봇이 아님을 확인해 주세요"},
}

// standing are short pages that are what was cited, though some of their words are those
// of error pages and of robot checks.
var standing = [][2]string{
	{"Notice", "The office is closed on 3 May. The form is no longer available online; ask for it at the desk."},
	{"Are you human?", "A play in two acts. First night on 3 May in the town theatre, tickets 12 euros."},
	{"Robots at work", "A robot checks the bottles at the brewery since March. Nobody lost a job, says the works council."},
	{"Human rights", "The committee confirmed that human dignity is to be respected by the police at all times."},
	{"I, Robot", "Stories by Isaac Asimov, first published in 1950. The library has three copies, all on loan."},
	{"Resolution 14/2", "The council confirms that the machine must not verify persons without a human being present."},
	{"Bekanntmachung", "Die Bescheinigung kann nicht mehr im Rathaus abgeholt werden, sondern ab 4. Juni im Bürgerbüro am Markt."},
	{"Roboter im Stall", "Der Mensch bestätigt, der Roboter melkt: so arbeitet der Hof Petersen seit 2019."},
	{"Объявление", "Приём граждан 3 мая не проводится. Справки можно найти у дежурного, телефон 4711."},
	{"Человек и робот", "Выставка открыта до 12 июня. Проверьте время работы музея по телефону."},
	{"Droits humains", "La commission confirme que des personnes ont disparu à Osh en juin 2010."},
	{"Avis", "Le bac ne circule plus depuis le 3 mai. Rien n'a été trouvé dans l'épave."},
	{"Lost property", "One black umbrella was found in tram 7 on 2 March. It is available at the depot."},
	{"Test", "Prüfen Sie Ihr Wissen: zehn Fragen über den Menschen und die Maschine."},
	{"Captcha", "A captcha is a test that tells people from machines. The word was made up in 2003."},
	{"Recall", "The heater of type K4 was withdrawn from sale on 9 January; a report on it is in preparation."},
	{"Report", "The photo was removed at the request of the family."},
	{"Puzzle", "Solve the puzzle and win a weekend in Rome. The answers appear here on Sunday."},
	{"Hiring", "Please confirm by telephone that you are coming. Bring a person you trust."},
	{"Reply", "You are human, and so am I: Mrs. Dahl in her speech to the court."},
	{"Ogłoszenie", "Nie znaleziono sprawcy kradzieży. Policja szuka świadków."},
	{"Решение", "Документ не подписан. Подпись директора на нём не найдена."},
	{"Judgment", "The court did not find that the article was breached."},
	{"Arrêt", "La Cour n'a pas trouvé que l'article avait été violé."},
	{"Urteil", "Das Gericht hat nicht gefunden, dass der Artikel verletzt wurde."},
	{"Справка", "Министерство отрицает, что документ удалён."},
	{"Letter", "The ministry denies that the page was deleted."},
	{"Statement", "We have found no evidence of fraud in the accounts of the years 2018 and 2019."},
}

// TestErrorsAtFirstSight: the one sentence of an error page is known in whatever form, where
// nothing else stands on it.
func TestErrorsAtFirstSight(t *testing.T) {
	for _, s := range missing {
		if j := judgeShort(t, amid(1, true, "Valley", s)); j.Reason != verdict.Soft404 {
			t.Errorf("%q: %s %s: %q", s, j.Verdict, j.Reason, j.Evidence)
		}
	}
}

// TestChecksAtFirstSight: so is what robots are asked.
func TestChecksAtFirstSight(t *testing.T) {
	for _, c := range checks {
		if j := judgeShort(t, bare(c[0], c[1], "<button>OK</button>")); j.Reason != verdict.BotWall {
			t.Errorf("%q: %s %s: %q", c, j.Verdict, j.Reason, j.Evidence)
		}
	}
}

// TestShortPagesAtFirstSight: a page of a line or two that tells something is what was cited.
func TestShortPagesAtFirstSight(t *testing.T) {
	for _, c := range standing {
		for k, page := range []string{amid(1, true, c[0], c[1]), amid(1, false, c[0], c[1]), bare(c[0], c[0], "<p>"+c[1]+"</p>")} {
			if j := judgeShort(t, page); j.Verdict != verdict.OK {
				t.Errorf("%d: %q: %s %s: %q", k, c, j.Verdict, j.Reason, j.Evidence)
			}
		}
	}
}

// bare is a page without a site around it.
func bare(title, heading, rest string) string {
	return fmt.Sprintf("<html><head><title>%s</title></head><body><h1>%s</h1>%s</body></html>", title, heading, rest)
}
