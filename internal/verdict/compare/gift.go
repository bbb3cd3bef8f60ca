package compare

import (
	"sync"

	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/meaning"
)

// Sites put requests of their own between the paragraphs of an article, one or
// several, and others at the next visit: to give, to subscribe, to become a member.
// Such a paragraph speaks to its reader or of those who keep the site, names what
// they ask for, and tells nothing else.

const mostRequest = 70 // words of it

const (
	giftAsk    lex.WordClass = 1 << iota // giving, subscribing, becoming a member
	giftHelp                             // supporting
	giftWork                             // what a site does
	giftUs                               // those who keep it
	giftReader                           // its reader
	giftMoney
)

var giftWords = sync.OnceValue(func() *lex.WordTable {
	return lex.NewWordTable([]lex.WordList{
		{Class: giftAsk, Words: `donate donating donation donations subscribe subscribing subscriber subscribers subscription newsletter newsletters membership patreon paypal boosty
			подпишитесь подписывайтесь подпишись подписывайся подписаться подписку подписка подписчик* пожертв* донат* рассылк*
			жазылыңыз жазылыңыздар жазылып қайырымдылық* демеушілік* ақша
			don dons abonnez abonner abonnement abonnés abonné lettre infolettre adhérez adhérent adhérents mécène mécènes
			spende spenden abonnieren abonniere abonnement newsletter suscríbete suscríbase suscripción dona donar donación abbonati abbonamento iscriviti donazione donazioni assine assinatura doe doação subskrybuj prenumerat* wpłać darowizn*
			підпишіться підписуйтесь передплат* падпішыцеся падпісвайцеся ахвяраван* данат* bağış* abone obuna жазылыңыз кайрымдуулук تبرع اشترك 订阅 捐款`},
		{Class: giftHelp, Words: `support supporting fund backing contribute contribution
			поддержите поддержать поддержи поддержку поддержка поддержке помогите помочь помоги помощь
			қолдаңыз қолдау қолдауыңыз қолдаңыздар көмектесіңіз
			soutenez soutenir soutien aidez aider unterstützen unterstütze unterstützung apoya apoyar apoyo sostieni sostenere apoie apoiar wesprzyj wspieraj wsparcie
			підтримайте підтримати підтримку падтрымайце падтрымка падтрымку destekleyin destek qoʻllab`},
		{Class: giftWork, Words: `journalism journalists reporting newsroom work media project website site investigations independent
			журналист* работу работе работы редакци* проект* издани* медиа сайт* расследован*
			журналистика* жұмыс* жұмысымыз* редакция* жоба* сайт* басылым*
			journalisme travail rédaction média médias site projet indépendant indépendante indépendants
			journalismus arbeit redaktion periodismo trabajo medio giornalismo lavoro jornalismo trabalho dziennikarstwo pracę
			журналістик* роботу редакці* рэдакцы* працу gazetecilik`},
		{Class: giftUs, Words: `our us we my me
			нас нам нами мы наш наша наше наши нашу нашей нашего нашему наших нашим меня мне мою
			біз бізді бізге біздің
			nous notre nos mon ma mes
			uns unser unsere unseren unserer nuestro nuestra nos noi nostro nostra ci nossa nosso nas nasz nasza nasze naszą nami
			наша нашу нашого нас нам наш нашае biz bize bizi bizni`},
		{Class: giftReader, Words: `you your yours please
			вы вам вас ваш ваша ваше ваши вашу вашей вашего пожалуйста
			сіз сізге сізді сіздің
			vous votre vos
			sie ihr ihre ihrer ihnen bitte usted ustedes tu te voi vostro você seu sua ty twoje twój państwa
			ви вас вам ваш ваша вашу siz size sizin`},
		{Class: giftMoney, Words: `dollar dollars euro euros month monthly рублей рубля тенге месяц теңге айына mois an euros monat mes mese złotych гривень`},
	})
})

// request tells whether a paragraph that came or went as a whole is such a request
// of the site's, in a text that makes none.
func (d *Side) request(bi int) bool {
	b := d.Stream.Blocks[bi]
	if b.Len() < 4 || b.Len() > mostRequest || d.isRow(bi) || d.IsTitle(bi) || d.status(b.Span) && !d.gain || !asksGift(d.Stream, b.Span) || speaks(d.Stream.BlockText(bi)) {
		return false
	}
	if !d.mayLook() || d.newFacts(b.Span) {
		return false
	}
	// Terms of use and letters speak so themselves.
	prose, speaks := 0, 0
	for i, x := range d.Stream.Blocks {
		if i == bi || x.Len() < 4 || d.isFresh(i) {
			continue
		}
		if asksGift(d.Stream, x.Span) {
			return false
		}
		if d.prose(i) {
			prose++
			speaks += int(lex.Bit(hasGift(d.Stream, x.Span, giftReader)))
		}
	}
	return prose > 0 && mostSpeaking*speaks <= prose
}

// mostSpeaking: of so many paragraphs of a text one may speak to its reader.
const mostSpeaking = 8

func hasGift(s *lex.Stream, r lex.Span, class lex.WordClass) bool {
	for i := r.From; i < r.To; i++ {
		if giftWords().Class(s.Word(i))&class != 0 {
			return true
		}
	}
	return false
}

// giftNear tells whether words of two classes stand within three words.
func giftNear(s *lex.Stream, r lex.Span, a, c lex.WordClass) bool {
	for i := r.From; i < r.To; i++ {
		if giftWords().Class(s.Word(i))&a != 0 && hasGift(s, lex.Span{From: max(r.From, i-3), To: min(r.To, i+4)}, c) {
			return true
		}
	}
	return false
}

// asksGift tells whether a run asks its reader for a gift or a subscription.
func asksGift(s *lex.Stream, r lex.Span) bool {
	var all lex.WordClass
	call := callsOut(s, r)
	for i := r.From; i < r.To; i++ {
		all |= giftWords().Class(s.Word(i))
	}
	asks := all&giftAsk != 0 || giftNear(s, r, giftHelp, giftWork) || giftNear(s, r, giftHelp, giftUs)
	return asks && (all&giftUs != 0 || call || all&giftReader != 0 && all&giftHelp != 0) && (all&giftReader != 0 || all&giftHelp != 0 || call)
}

// newFacts tells whether a run has a number that is no sum of money, or a name that
// the other page does not know.
func (d *Side) newFacts(r lex.Span) bool {
	money := false
	for i := r.From; i < r.To; i++ {
		money = money || d.Stream.Tokens[i].Flags&lex.Sign != 0 || giftWords().Class(d.Stream.Word(i))&giftMoney != 0
	}
	var known map[uint64]bool
	for i := r.From; i < r.To; i++ {
		t := d.Stream.Tokens[i]
		switch {
		case t.Flags&lex.Number != 0:
			if !money {
				return true
			}
		case meaning.MonthOf(d.Stream.Word(i)) > 0 && t.Flags&lex.Upper != 0 && d.Stream.Word(i) != "may":
			return true
		case t.Flags&lex.Upper != 0 && t.Flags&lex.First == 0 && !platformNames[d.Stream.Word(i)] && giftWords().Class(d.Stream.Word(i)) == 0:
			if known == nil {
				known = map[uint64]bool{}
				for _, s := range []*lex.Stream{d.other, d.Peer.Title()} {
					for k := range s.Tokens {
						known[s.Tokens[k].Hash] = true
					}
				}
			}
			if !known[t.Hash] {
				return true
			}
		}
	}
	return false
}
