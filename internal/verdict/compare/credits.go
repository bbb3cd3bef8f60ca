package compare

import (
	"sync"

	"archiver/internal/verdict/lex"
)

// Under a text its site may thank those who pay for it: "This article was made
// with our readers' donations". The line belongs to the template. It is known by
// having no other words: one that names a giver or says anything else of the
// text tells something of it.

// The words of such lines.
const (
	creditText     lex.WordClass = 1 << iota // what was made
	creditMade                               // how it came about
	creditMoney                              // by what means
	creditAudience                           // whose
	creditOther
)

var creditWords = sync.OnceValue(func() *lex.WordTable {
	return lex.NewWordTable([]lex.WordList{
		{Class: creditText, Words: `article story piece text
			материал материала стать* текст* публикац*
			мақала* материалды мәтін* maqala* mätın* mätin*`},
		{Class: creditMade, Words: `made produced prepared written published possible thanks
			подготов* создан* создать написан* опубликован* выполнен* вышел вышла возможн* благодаря
			дайында* әзірле* жазылды жазылған жарияланды жарық көрді мүмкін арқасында daiynda* äzırle* äzirle* jazyldy jariialandy arqasynda
			préparé préparée réalisé réalisée produit produite publié publiée rendu rendue possible grâce`},
		{Class: creditMoney, Words: `support supported money donation donations donated funded financed contributions paid
			поддержк* поддержива* деньги средств* пожертвован* оплачен* взнос*
			қаражат* қаржы* ақша* қолдау* жұмсалды көмег* qarajat* qarjy* aqşa* qoldau* jūmsaldy kömeg*
			soutien soutenu soutenue argent dons financé financée contributions`},
		{Class: creditAudience, Words: `reader readers subscriber subscribers
			читател* подписчик*
			оқырман* жазылушы* oqyrman* jazyluşy*
			lecteur lecteurs lectrices abonnés abonnées`},
		{Class: creditOther, Words: `our your you with thank thanks этот эта эту этого этой через наш* при
			біздің өз өздерінің арқылы есебінен bızdıñ bizdiñ öz arqyly esebınen
			nos notre vos votre cet cette été grâce et aux`},
	})
})

// mostCredit is how many words such a line has at most.
const mostCredit = 14

// credit tells whether a paragraph with which the text ends is such a line.
func (d *Side) credit(bi int) bool {
	b := d.Stream.Blocks[bi]
	if b.Len() < 3 || b.Len() > mostCredit || bi <= d.headEnd() || d.isHeading(bi) || d.isRow(bi) {
		return false
	}
	var all lex.WordClass
	for i := b.From; i < b.To; i++ {
		k := creditWords().Class(d.Stream.Word(i))
		general := lex.Vocabulary().Class(d.Stream.Word(i))
		if d.Stream.Tokens[i].Flags&(lex.Number|lex.Sign) != 0 || general&(lex.ClassNo|lex.ClassStatus|lex.ClassNumeral) != 0 || k == 0 && general&lex.ClassStop == 0 {
			return false
		}
		all |= k
	}
	if all&creditAudience == 0 || all&creditMoney == 0 || all&(creditText|creditMade) == 0 {
		return false
	}
	for i := bi + 1; i < len(d.Stream.Blocks); i++ {
		if d.prose(i) && !d.isFresh(i) {
			return false // more of the text follows
		}
	}
	return true
}
