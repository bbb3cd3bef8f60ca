package lex

import (
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"
)

// What a check for robots says, in whatever language, is made of few parts: that its
// reader prove something, and that he is a person or no machine. An article about
// machines tells of others, so the second person has to be there, as a word of its own
// or as what the verb ends with; one that asks its reader something has more to say than
// a question of a few words.

const (
	checkRobot WordClass = 1 << iota // what robots are called
	checkHuman                       // what people are called in the singular
	checkYou                         // "you are", in languages that say it in one word
	checkThou                        // "you", where "are" has to stand beside it
	checkAre                         // that "are"
	checkProve                       // prove, as it is asked for
	checkTask                        // what is to be solved
	checkSolve                       // solving it
	checkGoOn                        // so as to go on
	checkLine                        // what the reader comes by: his connection, his browser
	checkTest                        // its being looked at
	checkSafe                        // for the sake of security, or before he may go on
	checkName                        // what such a test is called behind "human" or "robot"
)

var checkWords = sync.OnceValue(func() *WordTable {
	return NewWordTable([]WordList{
		{checkRobot, `robot robots bot bots captcha roboter robotem robô robottii robotti robotas robotu
			робот роботом роботи роботы ρομπότ רובוט روبوت روبوتا ربات რობოტი ռոբոտ`},
		{checkHuman, `human person humain humaine personne mensch humano humana persona umano umana pessoa mens persoon människa menneske ihminen
			człowiekiem osobą člověk člověkem človek človekom ember uman čovjek čovek човек человек человеком людина людиною чалавек чалавекам адам insan odam
			άνθρωπος אדם אנושי إنسان إنسانا انسان manusia người ადამიანი մարդ cilvēks žmogus inimene`},
		{checkYou, `youre musunuz musun mısınız êtes bist eres sei essere jesteś jste ste niste nejste nisi sunteți ești сте нисте вы вас ви вам екеніңізді емессіз емеспісіз адамсыз  olduğunuzu olmadığınızı değilsiniz ekanligingizni
			emasligingizni экениңизди είστε είσαι אתה שאתה הנך أنك بأنك لست أنت هستید نیستید شما anda kamu bạn ხართ ხარ եք չեք esate nesate esat neesat olete oled olet`},
		{checkThou, `you sie usted você tu je u du lei ön`},
		{checkAre, `are ben sind es é és bent är er è nem`},
		{checkProve, `verify verifying certain visa bewijs dokažte أثبت vérifions confirm confirming prove proving know sure
			confirmer confirmez vérifier vérifiez prouver prouvez bestätigen bestätige beweisen demuestre demuestra demostrar confirme confirma confirmar verifique verifica verificar
			conferma confermi verifichi dimostra dimostri comprove bevestig bevestigen verifieer bekräfta verifiera bekreft bekræft vahvista potwierdź potwierdzić udowodnij
			potvrďte ověřte prokažte overte potvrďte igazolja erősítse bizonyítsa confirmați verificați demonstrați потвърдете докажете potvrdite dokažite потврдите докажите potrdite
			подтвердите подтвердить докажите доказать убедиться підтвердіть підтвердити доведіть пацвердзіце дакажыце растаңыз дәлелдеңіз ырастаңыз тастыктаңыз doğrulayın onaylayın kanıtlayın
			təsdiqləyin təsdiq tasdiqlang isbotlang επιβεβαιώστε αποδείξτε אשר אשרו הוכח לאשר تأكيد تأكد أكد تحقق إثبات تأیید تایید konfirmasikan konfirmasi buktikan xác დაადასტურეთ
			հաստատեք հաստատել apstipriniet patvirtinkite kinnitage kinnita`},
		{checkTask, `puzzle slider challenge captcha aufgabe rätsel puzle rompecabezas desafío задание задачу капчу пазл défi énigme bulmacayı`},
		{checkSolve, `complete solve slide lösen löse résolvez résoudre resuelva resuelve complete completa решите выполните розвʼяжіть çözün`},
		{checkGoOn, `continue proceed fortzufahren fortfahren continuer continuar continuare продолжить продовжити kontynuować devam`},
		{checkLine, `connection browser verbindung connexion navigateur conexión navegador conexão connessione соединение соединения подключение браузер браузера зʼєднання połączenie połączenia`},
		{checkTest, `checking check verified verifying reviewing review checked überprüft überprüfen geprüft vérification vérifions vérifiée comprobando verificando проверка проверяем проверить sprawdzanie`},
		{checkSafe, `security secure before proceed continue sicherheit sécurité seguridad sicurezza segurança безопасность безопасности защищенность bezpieczeństwa`},
		{checkName, `verification challenge check test screen überprüfung vérification verificación verifica`},
	})
})

// hanCheck is how Chinese, Japanese and Korean ask for it, without blanks.
var hanCheck = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?:不是|並非|并非).{0,3}(?:机器人|機器人)|ロボット(?:では|じゃ)(?:ない|ありません)|로봇(?:이|은)?\s?아(?:님|닙|닌|니)|(?:您|你)是(?:真人|人类|人類)`)
})

// asksHuman tells whether a sentence asks its reader to prove that he is a person.
func (s *Stream) asksHuman(b Span) bool {
	if b.Len() < 1 {
		return false
	}
	if hanCheck().MatchString(s.Text[s.Tokens[b.From].Start:s.Tokens[b.To-1].End]) {
		return true
	}
	const near = 4
	for i := b.From; i < b.To; i++ {
		if checkWords().Class(s.Word(i))&(checkRobot|checkHuman) == 0 || s.ofRights(i, b) {
			continue
		}
		r := Span{max(b.From, i-near), min(b.To, i+near+1)}
		if !s.youAre(r) {
			continue
		}
		for j := max(b.From, i-nearParts); j < min(b.To, i+nearParts+1); j++ {
			if j != i && checkWords().Class(s.Word(j))&checkProve != 0 {
				return true
			}
		}
		if b.Len() <= MaxAsked && s.asks(b) {
			return true
		}
	}
	return false
}

// MaxAsked is how many words a question has that asks whether its reader is a robot.
const MaxAsked = 7

// youAre tells whether a run of words says "you are".
func (s *Stream) youAre(r Span) bool {
	for i := r.From; i < r.To; i++ {
		if checkWords().Class(s.Word(i))&checkYou != 0 {
			return true
		}
	}
	return s.Near(checkWords(), r, checkThou, checkAre, r.Len())
}

// ofRights tells whether a word for people is what something else is named for: human
// rights are no person.
func (s *Stream) ofRights(i int, b Span) bool {
	if s.Word(i) != "human" || i+1 == b.To {
		return false
	}
	switch s.Word(i + 1) {
	case "being", "and", "or", "to", "before", "by", "not", "user", "visitor":
		return false
	}
	return !strings.ContainsAny(s.Text[s.Tokens[i].End:s.Tokens[i+1].Start], ",.;:()–—")
}

// asks tells whether a sentence is a question.
func (s *Stream) asks(b Span) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s.Text[s.Tokens[b.To-1].End:], " \u00a0\"'»”’)"))
	return strings.ContainsRune("?？؟;՞", r)
}

// SaysCheck tells whether a line is that of a check which says less: of a page that says
// hardly anything else.
func (s *Stream) SaysCheck(b Span) bool {
	if b.Len() < 2 || b.Len() > 16 {
		return false
	}
	t := checkWords()
	return s.Near(t, b, checkTask, checkSolve, 4) && s.Near(t, b, checkTask, checkGoOn, nearParts) ||
		s.Near(t, b, checkLine, checkTest, 5) && s.Near(t, b, checkLine, checkSafe, 8) ||
		b.Len() <= 4 && s.Near(t, b, checkRobot|checkHuman, checkName, 1)
}
