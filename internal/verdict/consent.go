package verdict

import (
	"sync"

	"archiver/internal/verdict/lex"
)

// A wall of consent is known by more than its phrases, which every vendor words in
// his own way: it speaks of nothing but cookies, partners, advertising and agreeing,
// and has a button to agree with. A page with something to read has other sentences.

// Words of walls of consent.
const (
	consentAgree lex.WordClass = 1 << iota // what stands on the button
	consentAbout                           // what one agrees to, or pays to be rid of
	consentThem                            // cookies and those who set them: no other page of few words is all about these
)

var consentWords = sync.OnceValue(func() *lex.WordTable {
	return lex.NewWordTable([]lex.WordList{
		{Class: consentAgree, Words: `accept agree consent allow continue ok okay
			принять принимаю согласен согласна согласиться разрешить продолжить қабылдау қабылдаймын келісемін жалғастыру
			accepter acceptez j'accepte continuer akzeptieren zustimmen einverstanden weiter annehmen aceptar acepto continuar accetta accetto continua aceitar aceito
			akceptuj akceptuję zgadzam przejdź dalej akkoord accepteren accepteer akzeptieren kabul onaylıyorum погоджуюсь погоджуюся прийняти прийняти приймаю
			accept acceptă souhlasím přijmout elfogadom hyväksy godkänn godkend godta αποδοχή אישור موافق قبول أوافق 同意 接受 同意する 동의`},
		{Class: consentAbout, Words: `privacy advertising advertisements ads ad personalised personalized tracking data device consent choices preferences settings reject refuse decline subscribe subscription free pay purposes
			конфиденциальност* реклам* персональн* данны* данных согласи* настройк* отказ* подписк* құпиялылық* жарнама* деректер* келісім*
			privée confidentialité publicité* personnalis* données appareil consentement choix paramétr* paramètres refuser abonne* abonnez
			privatsphäre datenschutz* werbung werbe* werbefrei* anzeigen personalisiert* daten tracking trackern einwilligung zustimmung ablehnen einstellungen pur abo
			privacidad publicidad anuncios personalizad* datos dispositivo consentimiento rechazar configurar suscrib* suscríb*
			pubblicità personalizzat* dati dispositivo consenso rifiuta abbonati abbonarti abbonamento preferenze privacidade publicidade dados dispositivo consentimento rejeitar
			prywatność prywatności reklam* danych dane urządzeni* zgod* odrzuć ustawienia gegevens toestemming advertenties weigeren instellingen abonneer
			gizlili* reklam* kişisel veri* cihaz* reddet приватн* реклам* дан* згод* відхилити خصوصيت* الإعلانات البيانات`},
		{Class: consentThem, Words: `cookie cookies partners vendors iab куки партнер* партнёр* серіктес*
			partenaires traceurs partner partnern cookies socios partners parceiros partnerzy partnerów partnerami ciasteczk* plików çerez* ortaklarımız* партнери* fornitori zulieferer drittanbieter* tracking trackern tracker`},
	})
})

const (
	mostConsent = 120 // words of such a page
	mostButton  = 6   // words of a button
)

// onlyConsent gives the line with which one agrees, of a page that speaks of nothing but
// consent; "" of any other.
func (b *bench) onlyConsent() string {
	if b.look.Page == nil || b.e.words > mostConsent || b.known && b.c.Share >= nothing || b.saysGone() != "" || b.e.titledGone() != "" || b.e.titled(errorPhrases, errorTitles) != "" {
		return ""
	}
	s := b.look.Page.Visible()
	button, them, about, all := "", false, 0, 0
	for _, x := range s.Blocks {
		var has lex.WordClass
		for _, r := range s.Sentences(x.Span) {
			var k lex.WordClass
			for i := r.From; i < r.To; i++ {
				k |= consentWords().Class(s.Word(i))
			}
			if k != 0 {
				about += r.Len()
			}
			all += r.Len()
			has |= k
		}
		if button == "" && x.Len() <= mostButton && has&consentAgree != 0 {
			button = s.Excerpt(x.Span, 80)
		}
		them = them || has&consentThem != 0
	}
	if !them || 5*about < 4*all {
		return ""
	}
	return button
}
