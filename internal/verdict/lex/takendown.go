package lex

import (
	"regexp"
	"sync"
)

// Who had a page taken down, an offer that is over, an account that was closed: each is
// said by what it is made of, as other sayings are (see saying.go), in words of its own.

const (
	takenOff    WordClass = 1 << iota // taken down, beside partGone and partRefuse
	takenBy                           // who orders such a thing, or what by
	takenOrder                        // an order, a request, a ground
	takenRight                        // what orders by its name alone: an injunction, the DMCA
	isOffer                           // a vacancy, a tender, an advertisement
	isOver                            // closed, filled, expired
	isOpen                            // active, taking applications
	isAccount                         // whose pages these are
	isSuspended                       // suspended, blocked, closed
)

// How far the parts of these are from each other, in words.
const (
	nearOver      = 4
	nearSuspended = 7
	nearTaken     = 11
)

var takenWords = sync.OnceValue(func() *WordTable {
	return NewWordTable([]WordList{
		{takenOff, `withdrew withdraw pulled taken takedown down
			снять сняла снята удалить изъять retirada retirado retirados retiradas dépublier fjernet offline
			алынып алынды ausgeblendet gelöscht bloqueado bloqueada ritirato ritirata हटाया हटाई हटा हटाए رفع سحب سحبت مسدود verwijderd ingetrokken
			usunięto cofnięto знято прибрано`},
		{takenBy, `court courts judge judicial tribunal ministry minister government governmental authority authorities regulator police prosecutor prosecutors legal law laws copyright holder owner rightholder rightsholder
			суд суда суду судом судебн* прокур* министерств* ведомств* власт* госорган* закон* юридическ* правообладател* авторск* органов законодательств*
			сот соттың прокурат* министрлі* заң* құқық* авторлық билік* уәкілетті
			justice judiciaire judiciaires tribunal juge ministère gouvernement autorité autorités légale légales légal légaux loi juridique juridiques droits auteur ayant
			gericht gerichts gerichtlich* richter* behörde behörden ministerium ministeriums rechtlich* gesetzlich* urheber* rechteinhaber* staatsanwalt* regierung
			judicial judiciales juzgado juez legal legales ministerio gobierno autoridad autoridades derechos titular ley
			justiça juiz governo autoridades legais direitos titular lei
			mahkeme* hâkimli* hakimli* sulh yasal kanun* savcılı* bakanlı* telif yasa
			судів судов* законодавств* правовласник* відомств* міністерств*
			məhkəmə* qanun* nazirli* prokuror* müəllif*
			دادگاه قضایی قضائی قاضی قانونی قانون دولت مقامات المحكمة محكمة قضائي قضائية القضاء قانوني قانونية القانون السلطات السلطة الحكومة الوزارة وزارة النشر الحقوق
			rechter rechtbank wettelijke juridische auteursrecht* overheid ministerie giudice giudiziaria giudiziario legge legali diritti autore governo
			न्यायालय अदालत कानूनी कानून सरकार मंत्रालय पुलिस sąd sądu prawnych prawa prokurat* mahkamah pengadilan hukum pemerintah sud qonun* сотунун мыйзам*`},
		{takenOrder, `order orders ordered ruling decision judgment request demand demanded complaint complaints notice claim reasons grounds violation violating breach comply compliance accordance
			решению решением решения постановлени* определени* требованию требования требованием запросу обращению жалобе причинам основании основаниям исполнение нарушен* связи
			шешімі* шешіміне талабы* өтініші* сұрауы* негізінде себептермен
			décision ordonnance demande requête raisons motifs suite injonction plainte violation
			beschluss* anordnung* urteil* antrag* gründen verstoß* aufforderung verlangen
			orden decisión resolución solicitud petición motivos razones requerimiento denuncia sentencia
			decisão ordem determinação pedido solicitação motivos razões
			karar* talebi* talep gereği uyarınca nedenle* nedeniyle emriyle
			рішенням рішення вимогу вимогою вимогами виконання підставі порушення
			qərar* tələb* əsasən دستور حکم درخواست دلیل دلایل شکایت أمر بأمر قرار بقرار طلب بطلب لأسباب بموجب شكوى بناء
			bevel last verzoek redenen uitspraak ordine richiesta provvedimento motivi decisione
			आदेश कारणों अनुरोध निर्देश decyzją decyzji nakaz* wniosek żądanie powodów perintah permintaan alasan qarori talabi`},
		{takenRight, `injunction dmca lawsuit роскомнадзор* ркн injonction`},
		{isOffer, `vacancy job position post role offer listing advert advertisement auction tender
			вакансия вакансию вакансии объявление конкурс тендер аукцион жарнама хабарландыру offre annonce poste appel
			stelle stellenangebot stellenanzeige anzeige angebot ausschreibung oferta empleo vacante anuncio convocatoria vaga anúncio
			ilan ilanı pozisyon вакансію оголошення offerta annuncio posizione bando vacature advertentie الوظيفة وظيفة الإعلان آگهی vakansiya elan oferta ogłoszenie`},
		{isOver, `closed filled expired over ended
			закрыта закрыто закрыт закрыл закрыла закрыли архиве архив неактивн* завершен* заполнена жабылды жабылған жабық аяқталды
			expirée expiré pourvue pourvu clôturée clôturé close terminée besetzt abgelaufen geschlossen vergeben
			cerrada cerrado caducada cubierta finalizada finalizado expirada encerrada encerrado preenchida expirou kapandı kapanmıştır doldu dolmuştur
			закрито закрита неактивн* chiusa chiuso scaduta scaduto coperta vervuld gesloten verlopen مغلقة مغلق انتهت انتهى بسته منقضی bağlanıb bitib zamknięta wygasła`},
		{isOpen, `active accepting accepts applications open available ligne actif active aktiv aktuell admite candidaturas solicitudes activa ativa aceita inscrições attiva attivo candidature actief aktif aktual актуальна активна активно принимает`},
		{isAccount, `account profile user channel community group blog
			аккаунт аккаунта профиль пользователь пользователя страница канал сообщество группа блог
			compte profil chaîne utilisateur konto kanal nutzerkonto nutzer benutzer cuenta perfil usuario conta usuário
			hesap hesabı profili kullanıcı обліковий акаунт профіль користувач користувача сторінка парақша пайдаланушы حساب الحساب حسابه کاربری utente gebruiker खाता hesabı istifadəçi konto użytkownik`},
		{isSuspended, `suspended banned deactivated disabled terminated blocked closed
			заблокирован* приостановлен* деактивирован* заморожен* suspendu suspendue désactivé désactivée bloqué clôturé fermé
			gesperrt deaktiviert stillgelegt suspendida suspendido bloqueada bloqueado desactivada desactivado cerrada suspensa suspenso desativada desativado excluiu excluída encerrou
			askıya donduruldu kapatıl* engellen* призупинен* заблокован* деактивован* бұғаттал* تعليق حظر معلق موقوف مسدود تعلیق sospeso disattivato geblokkeerd opgeschort निलंबित bloklan* dayandırıl* zawieszone zablokowane`},
	})
})

// hanTakenDown is how it is said in letters that are not set apart, and hanClosed how an
// account or an offer is said to be closed.
var (
	hanTakenDown = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?:法律|法规|法規|法院|判决|判決|投诉|投訴|权利人|權利人|版权|版權|侵权|侵權|有关部门|主管部门|监管|违规|違規).{0,14}(?:删除|刪除|下架|撤下|屏蔽|移除|封禁|无法查看)|(?:裁判所|著作権|法的|削除要請).{0,16}削除|(?:법원|저작권|법적).{0,16}(?:삭제|차단)`)
	})
	hanClosed = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?:账号|帐号|账户|賬號|用户|職位|职位|岗位|招聘).{0,8}(?:封禁|被封|停用|注销|冻结|關閉|关闭|下线|已满|结束)`)
	})
)

// SaysTakenDown tells whether a short text says that something was taken down, and by
// whose order or for which law.
func (s *Stream) SaysTakenDown(b Span) bool {
	if b.Len() < 3 || b.Len() > MaxSaying {
		return false
	}
	if hanTakenDown().MatchString(s.raw(b)) {
		return true
	}
	t := takenWords()
	taken := func(i int) bool {
		return t.Class(s.Word(i))&takenOff != 0 || SayingWords().Class(s.Word(i))&(partGone|partRefuse) != 0
	}
	for i := b.From; i < b.To; i++ {
		if !taken(i) {
			continue
		}
		var by, order bool
		for j := max(b.From, i-nearTaken); j < min(b.To, i+nearTaken+1); j++ {
			k := t.Class(s.Word(j))
			if k&takenRight != 0 {
				return true
			}
			by, order = by || j != i && k&takenBy != 0, order || j != i && k&takenOrder != 0
		}
		if by && order {
			return true
		}
	}
	return false
}

// SaysClosed tells whether a short text says that an offer is over, or an account closed.
func (s *Stream) SaysClosed(b Span) bool {
	if b.Len() < 2 || b.Len() > MaxSaying {
		return false
	}
	t := takenWords()
	if hanClosed().MatchString(s.raw(b)) || s.Near(t, b, isAccount, isSuspended, nearSuspended) || s.Near(t, b, isOffer, isOver, nearOver) {
		return true
	}
	// "no longer accepting applications", "nicht mehr aktiv"
	for i := b.From; i < b.To; i++ {
		if SayingWords().Class(s.Word(i))&partNot == 0 {
			continue
		}
		r := Span{max(b.From, i-nearParts), min(b.To, i+nearParts)}
		for j := max(b.From, i-1); j < min(b.To, i+4); j++ {
			if j != i && t.Class(s.Word(j))&isOpen != 0 && s.Near(t, r, isOffer, isOpen, nearParts) {
				return true
			}
		}
	}
	return false
}

// raw is the text that a run of words stands for.
func (s *Stream) raw(b Span) string { return s.Text[s.Tokens[b.From].Start:s.Tokens[b.To-1].End] }
