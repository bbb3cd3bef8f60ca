package verdict

import (
	"net/http"
	"strconv"
	"strings"
	"sync"

	"archiver/internal/verdict/compare"
	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/pages"
)

// Servers, and what stands before them, answer 200 with nothing but the words of
// another status: "403 Forbidden", "502 Bad Gateway", {"error":"not found"}. Such
// a page reports that status, with or without a reference to compare with.

const (
	leastText    = 30 // words: a page of fewer says hardly anything
	mostReported = 8  // words of a line that reports a status
	mostGone     = 20 // words of a page that only says that there is nothing
	loneFault    = 60 // words around a fault on a page that nothing is known of
)

// bare tells whether a page says hardly anything, or hardly anything in place of
// the reference's text.
func (b *bench) bare() bool {
	if b.look.Page == nil || b.known && b.c.Share >= compare.Alive || !b.known && b.e.words >= compare.FewWords {
		return false
	}
	if n := len(b.look.Page.Main().Tokens); !b.known && n > 0 {
		return n < leastText
	}
	return b.e.novel().Words < leastText
}

// statusNames are what the statuses are called, normalised as a whole.
var statusNames = sync.OnceValue(func() map[string]int {
	m := map[string]int{}
	for code, list := range map[int][]string{
		401: {"unauthorized", "authorization required", "authentication required", "не авторизован", "требуется авторизация", "авторизация қажет", "non autorisé", "authentification requise"},
		403: {"forbidden", "access denied", "access forbidden", "permission denied", "access is denied", "request blocked", "request rejected", "доступ запрещен", "доступ закрыт", "доступ отклонен", "в доступе отказано", "отказано в доступе", "нет доступа", "запрещено", "кіруге тыйым салынған", "қол жеткізуге тыйым салынған", "қолжетімділікке тыйым салынған", "рұқсат жоқ", "кіруге рұқсат жоқ", "тыйым салынған", "accès refusé", "accès interdit", "interdit", "zugriff verweigert", "verboten", "acceso denegado", "prohibido", "доступ заборонено", "accesso negato", "vietato", "acesso negado", "proibido", "dostęp zabroniony", "brak dostępu", "erişim engellendi", "erişim reddedildi", "yasak", "доступ забаронены", "الوصول مرفوض", "禁止访问", "访问被拒绝", "拒绝访问", "アクセスが拒否されました"},
		404: {"not found", "page not found", "file not found", "не найдено", "страница не найдена", "табылмады", "бет табылмады", "introuvable", "page introuvable", "non trouvé", "nicht gefunden", "no encontrado", "не знайдено", "non trovato", "pagina non trovata", "não encontrado", "página não encontrada", "nie znaleziono", "bulunamadı", "sayfa bulunamadı", "не знойдзена", "topilmadi", "sahifa topilmadi", "табылган жок", "غير موجود", "未找到", "页面不存在", "見つかりません"},
		410: {"gone"},
		429: {"too many requests", "слишком много запросов", "тым көп сұраныс", "trop de requêtes", "zu viele anfragen", "demasiadas solicitudes"},
		451: {"unavailable for legal reasons"},
		500: {"internal server error", "internal error", "server error", "внутренняя ошибка сервера", "ошибка сервера", "сервердің ішкі қатесі", "сервер қатесі", "erreur interne du serveur", "erreur interne", "erreur serveur", "interner serverfehler", "error interno del servidor", "внутрішня помилка сервера"},
		502: {"bad gateway", "ошибочный шлюз", "плохой шлюз", "неверный шлюз", "қате шлюз", "жарамсыз шлюз", "mauvaise passerelle", "passerelle incorrecte"},
		503: {"service unavailable", "service temporarily unavailable", "temporarily unavailable", "сервис недоступен", "сервис временно недоступен", "сервер недоступен", "қызмет қолжетімсіз", "қызмет уақытша қолжетімсіз", "сервер қолжетімсіз", "service indisponible", "service temporairement indisponible", "dienst nicht verfügbar", "servicio no disponible"},
		504: {"gateway timeout", "gateway time out", "время ожидания шлюза истекло", "таймаут шлюза", "шлюздің күту уақыты аяқталды", "délai d'attente de la passerelle", "délai de passerelle dépassé"},
	} {
		for _, s := range list {
			m[lex.Normalise(s)] = code
		}
	}
	return m
})

// statusWords stand beside a status' number.
var statusWords = lex.PhraseSet("error", "http", "https", "code", "status", "message", "statuscode", "ошибка", "код", "қате", "қатесі", "коды", "erreur", "fehler", "помилка", "false", "true", "success", "ok", "detail", "reason", "nginx", "apache", "openresty", "server")

// reportedIn gives the status that a short line reports; 0 if it reports none.
func reportedIn(line string) int {
	words := strings.Fields(line)
	if len(words) > mostReported {
		return 0
	}
	number, name := 0, words[:0:0]
	for _, w := range words {
		n, err := strconv.Atoi(w)
		switch {
		case err == nil && n >= 400 && n < 600 && number == 0:
			number = n
		case err == nil && n == number || statusWords()[w]:
		default:
			name = append(name, w)
		}
	}
	code := statusNames()[strings.Join(name, " ")]
	switch {
	case len(name) > 0 && code == 0:
		return 0
	case number != 0:
		return number
	}
	return code
}

// reported gives the status whose words a page is made of, and these words; 0
// if it has some of its own, or answers with that status anyway.
func (b *bench) reported() (int, string) {
	e := b.e
	if s := b.look.Status; s < 200 || s > 299 || !b.bare() || e.article() {
		return 0, ""
	}
	for _, list := range [][]string{e.headings(), e.segments()} {
		for _, t := range list {
			if n := reportedIn(t); n != 0 {
				return n, t
			}
		}
	}
	n := e.novel()
	if pages.KindOf(b.look.Page) == "text" {
		// A program's answer has the number in a line of its own, and its own words for it.
		if code, words := answered(n); code != 0 {
			return code, words
		}
	}
	text := n.TextOf(n.Beginning(mostReported))
	if n := reportedIn(text); n != 0 {
		return n, text
	}
	return 0, ""
}

// messageKeys are what programs call the parts of a message about a fault. A number
// among other parts may be a figure of what is cited, or told of another page.
var messageKeys = lex.PhraseSet("error", "errors", "code", "errorcode", "error_code", "status", "statuscode", "status_code", "http_status", "message", "msg", "error_message", "detail", "details", "description", "error_description",
	"reason", "title", "type", "path", "instance", "timestamp", "time", "exception", "trace", "traceid", "trace_id", "requestid", "request_id", "success", "ok")

// answered gives the status that a program's answer reports, of one that is nothing
// but a message about it, or says in words that there is nothing.
func answered(n compare.Novelty) (int, string) {
	code, words, message := 0, "", true
	for _, x := range n.Beginning(leastText) {
		line := n.TextOf([]lex.Block{x})
		if c := reportedIn(line); c != 0 {
			if code == 0 {
				code, words = c, line
			}
			continue
		}
		key, _, _ := strings.Cut(line, " ")
		if n.Stream.SaysGone(x.Span) || errorPhrases().First(line) != "" {
			return max(code, 0), words
		}
		message = message && messageKeys()[key]
	}
	if !message {
		return 0, ""
	}
	return code, words
}

// reportedWall gives the wall that a page reports.
func (b *bench) reportedWall() (Reason, string) {
	code, words := b.reported()
	switch {
	case code == 404 || code == 410 || code >= 500 || code == 0:
		return "", ""
	case code == 401 || code == 407 || code == 403 && (b.look.Page.Page.PasswordInput || b.e.says(loginPhrases) != ""):
		return LoginWall, "says: " + words
	case code == 429:
		return RateLimited, "says: " + words
	case code == 451:
		return Legal451, "says: " + words
	}
	return Forbidden, "says: " + words
}

// saysFault gives the words of a fault of the server's that stand in place of the
// page, served as if all were well.
func (b *bench) saysFault() string {
	e := b.e
	if s := b.look.Status; s < 200 || s > 299 || b.look.Page == nil || !b.known && e.words >= compare.FewWords || e.article() {
		return ""
	}
	if code, words := b.reported(); code >= 500 {
		return words
	}
	if !b.known && e.words >= loneFault || b.saysGone() != "" {
		return ""
	}
	return e.says(faultPhrases)
}

// refusedPhrases refuse the page to whoever asks.
var refusedPhrases = lex.PhraseList("you don't have permission", "you do not have permission", "you are not authorized to", "you are not allowed to", "you don't have access", "you do not have access",
	"у вас нет прав", "у вас нет доступа", "у вас недостаточно прав", "недостаточно прав для", "нет прав доступа", "доступ к этой странице запрещен",
	"сізде рұқсат жоқ", "сізге рұқсат жоқ", "сізде құқық жоқ", "кіруге құқығыңыз жоқ", "кіруге рұқсатыңыз жоқ", "қарауға құқығыңыз жоқ", "қол жеткізуге рұқсатыңыз жоқ", "рұқсатыңыз жоқ",
	"vous n'avez pas la permission", "vous n'avez pas les droits", "vous n'avez pas le droit", "vous n'êtes pas autorisé", "vous n'avez pas accès",
	"sie haben keine berechtigung", "no tiene permiso", "no tienes permiso", "у вас немає прав")

// sessionPhrases say that a visit is over, which only those who begin another
// may go on with.
var sessionPhrases = lex.PhraseList("session has expired", "session expired", "session has timed out", "session timed out", "session is no longer valid", "invalid session",
	"сессия истекла", "сеанс истек", "время сеанса истекло", "срок действия сессии истек", "ваша сессия завершена", "сессия завершена",
	"сессия мерзімі аяқталды", "сессияңыздың мерзімі", "сеанс мерзімі аяқталды", "сеанс уақыты аяқталды", "сессияңыз аяқталды", "сессия уақыты аяқталды",
	"session a expiré", "session expirée", "session est expirée", "sitzung ist abgelaufen", "sesión ha expirado", "сесія завершена")

// sameMessage tells whether a probe says the same in place of the text: most of
// it word for word, whatever else a site varies on its error pages.
func (b *bench) sameMessage(probe *Look) bool {
	if probe == nil || probe.Fault != "" || probe.Status >= 400 || !probe.Page.HasText() || !b.look.Page.HasText() || !b.e.ref.HasText() {
		return false
	}
	mine, theirs := b.e.novel(), compare.Novel(b.e.ref, probe.Page)
	have := map[uint64]bool{}
	for _, t := range theirs.Blocks {
		have[theirs.Stream.BlockHash(t)] = true
	}
	shared, gone := 0, false
	for _, m := range mine.Blocks {
		if have[mine.Stream.BlockHash(m)] {
			shared += m.Len()
			gone = gone || mine.Stream.SaysGone(m.Span)
		}
	}
	return mine.Words >= 4 && (10*shared >= 7*mine.Words || gone)
}

// saysNotFound tells whether a probe for an address that was made up got status 404
// and the page of the look: what the server says there it says here. What asks
// something of its reader may be a wall that lets the status through.
func (b *bench) saysNotFound(probe *Look) bool {
	if probe == nil || probe.Status != http.StatusNotFound && probe.Status != http.StatusGone || !b.known || b.look.Status >= 300 || b.e.words < 8 {
		return false
	}
	said := *probe
	said.Status = http.StatusOK
	return (b.sameMessage(&said) || b.sameAs(&said)) && !b.asks() && !b.joins()
}
