package extract

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// label is what the first line of a box says it is.
type label uint8

const (
	noLabel     label = iota
	listLabel         // links to others, adverts, services, counters
	talkLabel         // what readers say
	fileLabel         // files to load, if links follow
	actionLabel       // of a link: what a reader is asked to do for the site
	answerLabel       // of a button: an answer to a question of the site
)

// maxLabel bounds a label in bytes.
const maxLabel = 90

// labelTexts are labels in lower case, without digits and signs.
var labelTexts = map[label]string{
	answerLabel: `yes|no|да|нет|иә|ия|жоқ|oui|non|ja|nein|sí|так|ні`,
	actionLabel: `sign the petition|sign this petition|sign now|add your name|i sign|share on facebook and sign|subscribe|subscribe now|subscribe today|subscribe for|sign in|log in|login|sign up|signup|sign up now|create account|create an account|create a free account|already a subscriber|see subscription options|view subscription options|start your free trial|become a member|become a supporter|become a subscriber|donate|donate now|donate today|give|give now|give today|make a gift|double my gift|chip in|support us|support our work|support our journalism|contribute|install|install app|install the app|get the app|open app|open in app|open in the app|use the app|download the app|download app|accept|accept all|accept all cookies|accept cookies|i accept|i agree|agree|got it|ok|no thanks|not now|maybe later|remind me later|dismiss|manage cookies|cookie settings|take the survey|take our survey|give feedback|allow notifications|turn on notifications
подписать|подписать петицию|подписаться|подписаться на рассылку|подпишитесь|оформить подписку|купить подписку|войти|вход|войдите|авторизоваться|создать аккаунт|поддержать|поддержать нас|поддержать проект|поддержать редакцию|пожертвовать|сделать пожертвование|помочь|помочь проекту|установить|установить приложение|скачать приложение|открыть в приложении|открыть приложение|принять|принять все|принимаю|согласен|согласна|хорошо|понятно|ок|не сейчас|позже|нет спасибо|пройти опрос|разрешить уведомления|включить уведомления
қол қою|қол қойыңыз|жазылу|жазылыңыз|жазылым рәсімдеу|кіру|тіркелгі ашу|қолдау|қолдау көрсету|қайырымдылық жасау|орнату|қосымшаны орнату|қосымшаны жүктеу|қосымшаны ашу|қабылдау|бәрін қабылдау|келісемін|түсінікті|жарайды|қазір емес|кейін|сауалнамаға қатысу
signer|je signe|signez|signez la pétition|signer la pétition|sabonner|abonnez vous|abonnezvous|je mabonne|connectez vous|connectezvous|se connecter|je me connecte|sinscrire|je minscris|inscrivez vous|inscrivezvous|créer un compte|faire un don|je donne|je fais un don|donner|soutenez nous|soutenir|nous soutenir|adhérer|adhérer en ligne|installer|installer lapplication|télécharger lapplication|ouvrir dans lapplication|accepter|tout accepter|accepter et fermer|accepter tout|jaccepte|je refuse|tout refuser|refuser|daccord|compris|plus tard|pas maintenant|non merci|paramétrer|personnaliser|répondre au questionnaire|donner mon avis|autoriser les notifications`,
	fileLabel: `documents|document|downloads|download|files|attachments|related documents|available documents|available languages|languages|other languages|versions|formats|multimedia|media|
документы|файлы|вложения|скачать|загрузки|прикреплённые файлы|прикрепленные файлы|приложенные файлы|версии|языки|другие языки|
құжаттар|файлдар|жүктеу|жүктеп алу|тіркелген файлдар|қосымшалар|тілдер|
documents|documents joints|documents liés|pièces jointes|fichiers|télécharger|téléchargements|versions linguistiques|langues|autres langues`,
	talkLabel: `comments|comment|reader comments|readers comments|all comments|latest comments|post a comment|leave a comment|leave a reply|join the discussion|join the conversation|join the debate|replies|responses|discussion|reactions|your comments|what readers say|reviews|comments closed|comments are closed|view comments|show comments|most relevant|thoughts on this story
комментарии|комментарий|комментарии читателей|все комментарии|комментариев|комментария|обсуждение|обсуждения|обсудить|ответы|отзывы|отзывы читателей|мнения читателей|сообщения читателей|оставить комментарий|оставьте комментарий|написать комментарий|добавить комментарий|ваш комментарий|читатели пишут|последние комментарии
пікірлер|пікір|барлық пікірлер|оқырман пікірлері|оқырмандар пікірі|оқырман пікірі|пікір қалдыру|пікір жазу|пікір қосу|жауаптар|талқылау|пікірталас|түсініктемелер|pikirler|pıkırler|pikir qaldyru
commentaires|commentaire|réactions|réaction|messages|vos réactions|vos commentaires|avis|avis des lecteurs|les avis|vos avis|réagir|réagir à cet article|laisser un commentaire|poster un message|répondre à cet article|discussion|réponses|tous les commentaires|forum|un message un commentaire|les internautes réagissent|à vous la parole
kommentare|leserkommentare|comentarios|коментарі`,
	listLabel: `on air|on air now|now on air|now playing|сейчас в эфире|қазір эфирде|à lantenne|further reading|see also|learn more|find out more|explore|about the author|about the authors|contact|contacts|contact us|contact details|media contact|media contacts|press contact|press contacts|opening hours|office hours|contents|table of contents|on this page|in this article|in this section|our partners|partners|language|choose language|print version|reasons for signing|recent signatures|recent supporters|supporters|latest signatures|share the petition|share this petition
узнать больше|узнайте больше|см также|смотрите также|об авторе|об авторах|контакты|наши контакты|контактная информация|контакты для прессы|режим работы|график работы|часы приема|часы работы|время работы|содержание|оглавление|на этой странице|в этом разделе|наши партнеры|партнеры|язык|версия для печати|последние подписи|подписавшиеся
тағы білу|тағы қараңыз|автор туралы|байланыс|байланыс деректері|байланыс мәліметтері|жұмыс уақыты|жұмыс кестесі|қабылдау уақыты|мазмұны|осы бетте|серіктестер|серіктестеріміз|тіл|тілді таңдау|басып шығару
pour en savoir plus|en savoir plus|voir aussi|explorer|à propos de lauteur|lauteur|contact|nous contacter|contact presse|contacts presse|horaires|horaires douverture|heures douverture|sommaire|table des matières|sur cette page|dans cet article|dans ce dossier|nos partenaires|partenaires|langue|choisir la langue|version imprimable|derniers signataires|dernières signatures
related|related articles|related stories|related news|related content|related posts|related documents and links|related links|related topics|read also|see also read|also read|read more|read next|read more on this|more on this|more on this story|more on this topic|on the same subject|more from this section|more from|more news|more stories|most read|most popular|most viewed|most commented|most shared|popular|popular articles|popular now|trending|trending now|trends for you|you might like|you may like|you may also like|you might also like|recommended|recommended for you|recommended reading|latest|latest news|latest stories|latest posts|recent posts|recent news|recent articles|other news|in other news|top stories|headlines|editors picks|dont miss|up next|who to follow|follow us|follow us on|stay connected|stay informed|share|share this|share this article|share this page|share on|share via|tags|topics|filed under|categories|archives|archive|newsletter|our newsletter|sign up|subscribe|subscribe to our newsletter|sign up to our newsletter|advertisement|advertising|sponsored|sponsored content|promoted|partner content|weather|exchange rates|currency|currencies|poll|who is online|whos online|visitors|statistics of visits|site statistics|calendar of events|upcoming events|upcoming sessions|cited by|quick links|useful links|follow the topic|support us|support our work|support our journalism|donate|make a donation|download the app|get the app|on social media|cookies|cookie settings|was this page helpful|is this page useful|did you find this page useful
похожие|похожие материалы|похожие новости|похожие статьи|похожие записи|по теме|ещё по теме|также по теме|материалы по теме|статьи по теме|новости по теме|другие материалы|другие новости|другие статьи|другие записи|другие записи автора|читайте также|читать также|читайте ещё|читать ещё|ещё новости|что ещё почитать|вам может быть интересно|вам будет интересно|возможно вам будет интересно|рекомендуем|рекомендуем прочитать|рекомендованное|популярное|популярные|популярные статьи|популярные новости|самое популярное|самое читаемое|самые читаемые|самое обсуждаемое|главное|главные новости|главное сегодня|последние новости|последние записи|последние статьи|последние публикации|последние материалы|свежие записи|свежие новости|лента|лента новостей|новости партнёров|новости|сегодня|выбор редакции|не пропустите|поделиться|поделитесь|поделиться в соцсетях|поделиться ссылкой|мы в соцсетях|мы в социальных сетях|подписка|подписаться|подпишитесь|подписывайтесь|подпишитесь на рассылку|рассылка|теги|метки|темы|рубрики|архив|реклама|на правах рекламы|спонсоры|погода|курс валют|курсы валют|валюты|опрос|опросы|голосование|кто онлайн|сейчас на сайте|посетители|посетителей|статистика|статистика сайта|счётчик|календарь|афиша|полезные ссылки|ссылки|вход|войти|поддержите нас|поддержать нас|поддержите проект|поддержать проект|помочь проекту|скачайте приложение|была ли полезна эта страница|полезна ли эта страница
ұқсас|ұқсас жаңалықтар|ұқсас мақалалар|ұқсас материалдар|тақырып бойынша|осы тақырыпта|осы тақырып бойынша|тағы оқыңыз|тағы да оқыңыз|оқи отырыңыз|сондайақ оқыңыз|сондай ақ оқыңыз|оқуға кеңес береміз|кеңес береміз|ұсынамыз|басқа жаңалықтар|басқа мақалалар|өзге жаңалықтар|соңғы жаңалықтар|соңғы мақалалар|соңғы материалдар|соңғы жазбалар|соңғы жарияланымдар|жаңалықтар|жаңа материалдар|танымал|танымал жаңалықтар|ең танымал|көп оқылған|көп оқылғандар|ең көп оқылған|ең көп оқылғандар|бөлісу|бөлісіңіз|бізге жазылыңыз|жазылу|жазылыңыз|тегтер|тақырыптар|айдарлар|мұрағат|жарнама|ауа райы|валюта бағамы|валюта бағамдары|бағам|сауалнама|кім онлайн|сайтта|келушілер|қонақтар|санауыш|күнтізбе|пайдалы сілтемелер|кіру|қолдау көрсетіңіз|бізді қолдаңыз|keñes beremız|keñes beremiz|tağy oqyñyz|oqi otyryñyz|ūqsas|uqsas|bölısu|bölisu
sur le même sujet|sur le même thème|dans la même rubrique|dans la même catégorie|à lire aussi|lire aussi|à lire|à lire également|lire également|voir aussi|à voir aussi|articles liés|articles similaires|articles connexes|pour aller plus loin|en lien|liens utiles|les plus lus|les plus consultés|les plus partagés|les plus commentés|le plus lu|les articles les plus lus|populaires|tendances|recommandé pour vous|recommandés|nos recommandations|vous aimerez aussi|vous pourriez aimer|derniers articles|dernières nouvelles|dernières actualités|les dernières infos|dernières infos|dernière minute|actualités|toute lactualité|brèves|en bref|à la une|partager|partager cet article|partager cette page|partagez|partager sur|suivez nous|suiveznous|nous suivre|newsletter|infolettre|notre newsletter|lettre dinformation|abonnez vous|abonnezvous|inscription à la newsletter|mots clés|motsclés|étiquettes|thèmes|catégories|rubriques|publicité|annonce|contenu sponsorisé|contenus sponsorisés|météo|agenda|évènements|événements|sondage|en ligne|visiteurs|visites|soutenez nous|soutenez-nous|soutenir|faire un don|faites un don|je fais un don|téléchargez lapplication|cette page vous atelle été utile|cette page vous a t elle été utile|cette page vous a til été utile
das könnte sie auch interessieren|mehr zum thema|meistgelesen|weitere artikel|anzeige|teilen|relacionados|noticias relacionadas|lo más leído|lea también|читайте також|схожі|популярне`,
}

// inlineTexts are labels of what stands behind them on their line.
const inlineTexts = `on air|on air now|now on air|now playing|сейчас в эфире|в эфире|далее в эфире|қазір эфирде|эфирде|келесі эфирде|à lantenne|en ce moment à lantenne|
tags|tag|topics|topic|filed under|posted in|categories|category|labels|keywords|cited by|share|share this|share on|follow us|read also|see also|also read|read more|related|more on this|you are here|permalink|short link|url|print|languages|available in|also available in
теги|тег|метки|метка|рубрика|рубрики|темы|тема|ключевые слова|поделиться|поделитесь|поделиться в соцсетях|читайте также|читать также|см также|смотрите также|по теме|вы здесь|вы находитесь здесь|постоянная ссылка|короткая ссылка|ссылка на статью|адрес страницы|цитируется в|процитировано в|на языках
тегтер|тег|тақырып|тақырыптар|айдар|айдары|бөлісу|оқи отырыңыз|тағы оқыңыз|сондайақ оқыңыз|сіз мұндасыз|сіз осындасыз|сілтеме|кілт сөздер
mots clés|motsclés|étiquettes|étiquette|thèmes|thème|rubrique|rubriques|catégorie|catégories|partager|partager sur|partagez|lire aussi|à lire aussi|à lire|voir aussi|sur le même sujet|vous êtes ici|lien permanent|lien court|permalien|cité par|citée par|langues
lesen sie auch|mehr zum thema|lea también|lee también|más información|leia também|leia mais|veja também|leggi anche|vedi anche|lees ook|czytaj także|czytaj też|przeczytaj także|zobacz też|čtěte také|citește și|ilgili haber|ayrıca okuyun|bunu da okuyun|həmçinin oxuyun|читайте також|дивіться також|за темою|اقرأ أيضا|اقرأ أيضًا|اقرأ المزيد|بیشتر بخوانید`

// foldTexts are on buttons that show the rest of a text.
const foldTexts = `show more|show all|show full text|show the full text|read more|read in full|expand|continue reading|see more
показать полностью|показать все|показать еще|показать целиком|читать полностью|читать далее|развернуть|раскрыть|подробнее
толығырақ|толық көрсету|толығымен көрсету|толық оқу|бәрін көрсету|жаю
afficher plus|afficher la suite|voir plus|voir tout|lire la suite|déplier`

var foldLabels = sync.OnceValue(func() map[string]label {
	m := make(map[string]label, 50)
	addLabels(m, foldTexts, listLabel)
	return m
})

var labels = sync.OnceValue(func() map[string]label {
	m := make(map[string]label, 1500)
	for k, texts := range labelTexts {
		addLabels(m, texts, k)
	}
	return m
})

var inlineLabels = sync.OnceValue(func() map[string]label {
	m := make(map[string]label, 200)
	addLabels(m, inlineTexts, listLabel)
	return m
})

func addLabels(m map[string]label, texts string, k label) {
	for line := range strings.SplitSeq(texts, "\n") {
		for t := range strings.SplitSeq(line, "|") {
			if key := string(labelKey(nil, []byte(t))); key != "" {
				m[key] = max(m[key], k)
			}
		}
	}
}

// labelOf tells what a line labels, if it is a label.
func labelOf(line []byte) label {
	if k := lookUp(labels(), line); k != noLabel {
		return k
	}
	if len(line) <= maxLabel && saidByAudience(line) {
		return talkLabel
	}
	return noLabel
}

// Beginnings of words for those who read, hear and see what a site publishes, and
// for what they do about it.
var (
	audience = []string{"reader", "listener", "viewer", "читател", "слушател", "зрител", "подписчик", "оқырман", "тыңдарман", "тыңдаушы", "көрермен", "lecteur", "lectrice", "auditeur", "auditrice", "internaute", "téléspectateur"}
	sayings  = []string{"comment", "voice", "letter", "opinion", "say", "wr", "repl", "react", "respon", "question", "мнени", "голос", "отзыв", "вопрос", "письм", "пиш", "говор", "спраш", "сообщен", "отвеча", "реакци", "пікір", "үн", "хат", "сұра", "жаз", "айт", "хабар", "дауыс", "лебіз", "avis", "réact", "messag", "courrier", "voix", "lettre"}
)

// saidByAudience tells whether a short line names what readers, listeners or
// viewers say, in whatever words.
func saidByAudience(line []byte) bool {
	var buf [maxLabel + 8]byte
	words, who, what := 0, false, false
	for w := range strings.SplitSeq(string(labelKey(buf[:0], line)), " ") {
		if words++; words > 4 {
			return false
		}
		begins := func(list []string) bool {
			for _, s := range list {
				if strings.HasPrefix(w, s) {
					return true
				}
			}
			return false
		}
		if !who && begins(audience) {
			who = true
		} else {
			what = what || begins(sayings)
		}
	}
	return who && what
}

// isInlineLabel tells whether what stands before a colon or a link labels it.
func isInlineLabel(line []byte) bool { return lookUp(inlineLabels(), line) != noLabel }

func lookUp(m map[string]label, line []byte) label {
	if len(line) > maxLabel {
		return noLabel
	}
	var buf [maxLabel]byte
	key := labelKey(buf[:0], line)
	if len(key) == 0 {
		return noLabel
	}
	return m[string(key)]
}

// labelKey is a line's letters in lower case, one space between the words.
// Digits count what is below, and say nothing.
func labelKey(to, line []byte) []byte {
	gap := false
	for len(line) > 0 {
		if c := line[0] | 0x20; 'a' <= c && c <= 'z' { // the commonest, without tables
			if gap && len(to) > 0 {
				to = append(to, ' ')
			}
			gap = false
			to = append(to, c)
			line = line[1:]
			continue
		}
		r, n := utf8.DecodeRune(line)
		line = line[n:]
		switch {
		case unicode.IsLetter(r):
			if gap && len(to) > 0 {
				to = append(to, ' ')
			}
			gap = false
			r = unicode.ToLower(r)
			if r == 'ё' {
				r = 'е'
			}
			to = utf8.AppendRune(to, r)
		case r == '\'' || r == '’' || r == '\u00ad' || r == '-' || r == '‑':
		default:
			gap = true
		}
	}
	return to
}
