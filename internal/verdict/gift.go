package verdict

import "sync"

// Sites put requests of their own between the paragraphs of an article, one or
// several, and others at the next visit: to give, to subscribe, to become a member.
// Such a paragraph speaks to its reader or of those who keep the site, names what
// they ask for, and tells nothing else.

const mostRequest = 70 // words of it

const (
	giftAsk    wordClass = 1 << iota // giving, subscribing, becoming a member
	giftHelp                         // supporting
	giftWork                         // what a site does
	giftUs                           // those who keep it
	giftReader                       // its reader
	giftMoney
)

var giftWords = sync.OnceValue(func() *wordTable {
	return makeLexicon([]wordList{
		{giftAsk, `donate donating donation donations subscribe subscribing subscriber subscribers subscription newsletter newsletters membership patreon paypal boosty
			подпишитесь подписывайтесь подпишись подписывайся подписаться подписку подписка подписчик* пожертв* донат* рассылк*
			жазылыңыз жазылыңыздар жазылып қайырымдылық* демеушілік* ақша
			don dons abonnez abonner abonnement abonnés abonné lettre infolettre adhérez adhérent adhérents mécène mécènes
			spende spenden abonnieren abonniere abonnement newsletter suscríbete suscríbase suscripción dona donar donación abbonati abbonamento iscriviti donazione donazioni assine assinatura doe doação subskrybuj prenumerat* wpłać darowizn*
			підпишіться підписуйтесь передплат* падпішыцеся падпісвайцеся ахвяраван* данат* bağış* abone obuna жазылыңыз кайрымдуулук تبرع اشترك 订阅 捐款`},
		{giftHelp, `support supporting fund backing contribute contribution
			поддержите поддержать поддержи поддержку поддержка поддержке помогите помочь помоги помощь
			қолдаңыз қолдау қолдауыңыз қолдаңыздар көмектесіңіз
			soutenez soutenir soutien aidez aider unterstützen unterstütze unterstützung apoya apoyar apoyo sostieni sostenere apoie apoiar wesprzyj wspieraj wsparcie
			підтримайте підтримати підтримку падтрымайце падтрымка падтрымку destekleyin destek qoʻllab`},
		{giftWork, `journalism journalists reporting newsroom work media project website site investigations independent
			журналист* работу работе работы редакци* проект* издани* медиа сайт* расследован*
			журналистика* жұмыс* жұмысымыз* редакция* жоба* сайт* басылым*
			journalisme travail rédaction média médias site projet indépendant indépendante indépendants
			journalismus arbeit redaktion periodismo trabajo medio giornalismo lavoro jornalismo trabalho dziennikarstwo pracę
			журналістик* роботу редакці* рэдакцы* працу gazetecilik`},
		{giftUs, `our us we my me
			нас нам нами мы наш наша наше наши нашу нашей нашего нашему наших нашим меня мне мою
			біз бізді бізге біздің
			nous notre nos mon ma mes
			uns unser unsere unseren unserer nuestro nuestra nos noi nostro nostra ci nossa nosso nas nasz nasza nasze naszą nami
			наша нашу нашого нас нам наш нашае biz bize bizi bizni`},
		{giftReader, `you your yours please
			вы вам вас ваш ваша ваше ваши вашу вашей вашего пожалуйста
			сіз сізге сізді сіздің
			vous votre vos
			sie ihr ihre ihrer ihnen bitte usted ustedes tu te voi vostro você seu sua ty twoje twój państwa
			ви вас вам ваш ваша вашу siz size sizin`},
		{giftMoney, `dollar dollars euro euros month monthly рублей рубля тенге месяц теңге айына mois an euros monat mes mese złotych гривень`},
	})
})

// request tells whether a paragraph that came or went as a whole is such a request
// of the site's, in a text that makes none.
func (d *side) request(bi int) bool {
	b := d.s.blocks[bi]
	if b.len() < 4 || b.len() > mostRequest || d.isRow(bi) || d.isTitle(bi) || d.status(b.span) && !d.gain || !d.s.asksGift(b.span) || speaks(d.s.blockText(bi)) {
		return false
	}
	if !d.mayLook() || d.newFacts(b.span) {
		return false
	}
	// Terms of use and letters speak so themselves.
	prose, speaks := 0, 0
	for i, x := range d.s.blocks {
		if i == bi || x.len() < 4 || d.isFresh(i) {
			continue
		}
		if d.s.asksGift(x.span) {
			return false
		}
		if d.prose(i) {
			prose++
			speaks += int(b2u(d.s.hasGift(x.span, giftReader)))
		}
	}
	return prose > 0 && mostSpeaking*speaks <= prose
}

// mostSpeaking: of so many paragraphs of a text one may speak to its reader.
const mostSpeaking = 8

func (s *stream) hasGift(r span, class wordClass) bool {
	for i := r.from; i < r.to; i++ {
		if giftWords().class(s.word(i))&class != 0 {
			return true
		}
	}
	return false
}

// giftNear tells whether words of two classes stand within three words.
func (s *stream) giftNear(r span, a, c wordClass) bool {
	for i := r.from; i < r.to; i++ {
		if giftWords().class(s.word(i))&a != 0 && s.hasGift(span{max(r.from, i-3), min(r.to, i+4)}, c) {
			return true
		}
	}
	return false
}

// asksGift tells whether a run asks its reader for a gift or a subscription.
func (s *stream) asksGift(r span) bool {
	var all wordClass
	call := s.calls(r)
	for i := r.from; i < r.to; i++ {
		all |= giftWords().class(s.word(i))
	}
	asks := all&giftAsk != 0 || s.giftNear(r, giftHelp, giftWork) || s.giftNear(r, giftHelp, giftUs)
	return asks && (all&giftUs != 0 || call || all&giftReader != 0 && all&giftHelp != 0) && (all&giftReader != 0 || all&giftHelp != 0 || call)
}

// newFacts tells whether a run has a number that is no sum of money, or a name that
// the other page does not know.
func (d *side) newFacts(r span) bool {
	money := false
	for i := r.from; i < r.to; i++ {
		money = money || d.s.tok[i].flags&tokSign != 0 || giftWords().class(d.s.word(i))&giftMoney != 0
	}
	var known map[uint64]bool
	for i := r.from; i < r.to; i++ {
		t := d.s.tok[i]
		switch {
		case t.flags&tokNumber != 0:
			if !money {
				return true
			}
		case monthOf(d.s.word(i)) > 0 && t.flags&tokUpper != 0 && d.s.word(i) != "may":
			return true
		case t.flags&tokUpper != 0 && t.flags&tokFirst == 0 && !platformNames[d.s.word(i)] && giftWords().class(d.s.word(i)) == 0:
			if known == nil {
				known = map[uint64]bool{}
				for _, s := range []*stream{d.other, d.peer.title()} {
					for k := range s.tok {
						known[s.tok[k].hash] = true
					}
				}
			}
			if !known[t.hash] {
				return true
			}
		}
	}
	return false
}
