package verdict

import (
	"strings"
	"testing"
)

// foreignSite is an article of a site, and what the site shows in its place.
func foreignSite(notice string) (ref *Reference, look *Look) {
	const url = "https://herald.example/2019/harbour"
	menu := "The Herald\nWorld\tLocal\tCulture\nMost read: Ferry stops, Old bridge closed"
	foot := "The Herald, Quay 4, Ferris\nAbout us\tPrint\tLegal"
	article := tongueOf("en").page().Main
	page := func(title, head, text string) Page {
		return Page{Kind: "html", Title: title, Headings: []string{head}, Visible: menu + "\n" + text + "\n" + foot, Main: text}
	}
	head, _, _ := strings.Cut(notice, "\n")
	ref = refOf(page("The harbour - The Herald", "The harbour", "The harbour\n"+article))
	ref.URL, ref.FinalURL = url, url
	look = lookAt(200, page("The Herald", head, notice))
	look.URL, look.FinalURL = url, url
	return ref, look
}

// A page that says that it is gone is dead in any of these languages, and one that
// asks its reader to log in, to agree, to prove something, or refuses him is not.
func TestForeignNotices(t *testing.T) {
	gone := map[string][]string{
		"de": {"Seite nicht gefunden\nDie von Ihnen gesuchte Seite gibt es nicht.", "Dieser Artikel wurde gelöscht.\nBitte nutzen Sie die Suche."},
		"es": {"Página no encontrada\nLa página que busca ya no existe.", "Esta noticia ha sido eliminada.\nVolver a la portada"},
		"it": {"Pagina non trovata\nLa pagina richiesta non esiste.", "L'articolo è stato rimosso.\nTorna alla home"},
		"pt": {"Página não encontrada\nA página que procura não existe.", "Este artigo foi removido.\nVoltar ao início"},
		"pl": {"Nie znaleziono strony\nStrona, której szukasz, nie istnieje.", "Artykuł został usunięty.\nWróć na stronę główną"},
		"tr": {"Sayfa bulunamadı\nAradığınız sayfa mevcut değil.", "Bu haber yayından kaldırılmıştır.\nAna sayfa"},
		"uk": {"Сторінку не знайдено\nТакої сторінки не існує.", "Матеріал видалено.\nНа головну"},
		"be": {"Старонка не знойдзена\nТакой старонкі няма.", "Артыкул выдалены.\nНа галоўную"},
		"uz": {"Sahifa topilmadi\nBunday sahifa mavjud emas.", "Maqola olib tashlangan.\nBosh sahifa"},
		"ky": {"Барак табылган жок\nМындай барак жок.", "Макала өчүрүлгөн.\nБашкы бет"},
		"ar": {"الصفحة غير موجودة\nلم يتم العثور على الصفحة المطلوبة.", "تم حذف هذا المقال.\nالصفحة الرئيسية"},
		"zh": {"页面不存在\n您访问的页面不存在或已被删除。", "该内容已被删除。\n返回首页"},
		"ja": {"ページが見つかりません\nお探しのページは削除されたか、移動した可能性があります。"},
	}
	for lang, notices := range gone {
		for _, n := range notices {
			ref, look := foreignSite(n)
			j := Judge(ref, look, Probes{Sibling: faulty(Timeout), Home: faulty(Timeout)}, nil)
			if j.Verdict != Dead {
				t.Errorf("%s: %q: %s/%s %q", lang, n, j.Verdict, j.Reason, j.Evidence)
			}
		}
	}
	walls := map[string][]string{
		"en": {"For readers with an account\nPlease sign in to see this page.", "Confirm your age\nSign in to confirm your age."},
		"ru": {"Войдите в аккаунт, чтобы подтвердить свой возраст.", "Доступ к материалу ограничен."},
		"kk": {"Жүйеге кіріңіз\nТолық оқу үшін тіркеліңіз."},
		"fr": {"Connectez-vous pour lire cet article.", "Cet article est réservé à nos abonnés."},
		"de": {"Bitte melden Sie sich an, um diesen Artikel zu lesen.", "Dieser Inhalt ist nur für Abonnenten.", "Zugriff verweigert"},
		"es": {"Inicia sesión para leer este artículo.", "Contenido exclusivo para suscriptores.", "Acceso denegado"},
		"it": {"Accedi per leggere l'articolo.", "Contenuto riservato agli abbonati.", "Accesso negato"},
		"pt": {"Faça login para ler este artigo.", "Conteúdo exclusivo para assinantes.", "Acesso negado"},
		"pl": {"Zaloguj się, aby czytać dalej.", "Treść tylko dla prenumeratorów.", "Brak dostępu"},
		"tr": {"Bu haberi okumak için giriş yapın.", "Bu içerik yalnızca abonelere özel.", "Bu siteye erişim engellenmiştir."},
		"uk": {"Увійдіть, щоб читати далі.", "Доступ заборонено"},
		"be": {"Увайдзіце, каб чытаць далей.", "Доступ забаронены"},
		"uz": {"Maqolani o'qish uchun tizimga kiring."},
		"ky": {"Макаланы окуу үчүн системага кириңиз."},
		"ar": {"يرجى تسجيل الدخول لقراءة المقال.", "هذا المحتوى للمشتركين فقط."},
		"zh": {"请登录后查看全文。", "请完成验证以继续访问。"},
		"ja": {"この記事は会員限定です。ログインしてください。"},
	}
	for lang, notices := range walls {
		for _, n := range notices {
			ref, look := foreignSite(n)
			for _, home := range []*Look{faulty(Timeout), look} {
				if j := Judge(ref, look, Probes{Sibling: home, Home: home}, nil); j.Verdict == Dead {
					t.Errorf("%s: %q: %s/%s %q", lang, n, j.Verdict, j.Reason, j.Evidence)
				}
			}
		}
	}
}

// What the server says of a made-up address with status 404 it says of the cited
// one, in whatever words; a wall that lets the status through says nothing.
func TestSiblingSaysNotFound(t *testing.T) {
	for _, c := range []struct {
		notice string
		dead   bool
	}{
		{"Hapa hakuna kitu unachotafuta\nRudi nyumbani kwetu kila siku asubuhi", true},
		{"Please sign in to see this page\nHapa hakuna kitu", false},
	} {
		ref, look := foreignSite(c.notice)
		look.Page = Prepare(func(p Page) Page { p.Title = "Hapa - Q"; return p }(look.Page.Page))
		sibling := *look
		sibling.Status = 404
		j := Judge(ref, look, Probes{Sibling: &sibling, Home: faulty(Timeout)}, nil)
		if (j.Verdict == Dead) != c.dead {
			t.Errorf("%q: %s/%s %q", c.notice, j.Verdict, j.Reason, j.Evidence)
		}
		sibling.Status = 403
		if j := Judge(ref, look, Probes{Sibling: &sibling, Home: faulty(Timeout)}, nil); j.Verdict == Dead {
			t.Errorf("%q refused beside it: %s/%s %q", c.notice, j.Verdict, j.Reason, j.Evidence)
		}
	}
}

// What the good page says too is no sign: "log in to comment" stands below an
// article, and below the list that stands in its place.
func TestStandingInvitation(t *testing.T) {
	ref, look := foreignSite("Local\nThe pool opens on Monday\nTwo lists for one town hall\nThe cinema is a hundred\nWorks in Mill street")
	for _, p := range []**Prepared{&ref.Page, &look.Page} {
		page := (*p).Page
		page.Visible += "\nPlease log in to comment"
		*p = Prepare(page)
	}
	if j := Judge(ref, look, Probes{Sibling: faulty(Timeout), Home: faulty(Timeout)}, nil); j.Verdict == Blocked {
		t.Errorf("%s/%s %q", j.Verdict, j.Reason, j.Evidence)
	}
}
