package lex

import "sync"

// ofAnother tells whether a sentence says what somebody else found, said or denied: "The
// court did not find that the article was breached." What a page says of itself it may put
// so as well, but then in its own name, to its reader, or in nobody's.
func (s *Stream) ofAnother(b Span) bool {
	for i := b.From + 1; i < b.To-1; i++ {
		if thatWords().Class(s.Word(i))&saysThat == 0 {
			continue
		}
		for k := b.From; k < i; k++ {
			if w := s.Word(k); thatWords().Class(w)&inItsName != 0 || SayingWords().Class(w)&(partThing|partAsked) != 0 {
				return false
			}
		}
		return i > b.From+1
	}
	return false
}

const (
	saysThat  WordClass = 1 << iota // begins what was said
	inItsName                       // who a page speaks for and to, and that something seems so
)

var thatWords = sync.OnceValue(func() *WordTable {
	return NewWordTable([]WordList{
		{saysThat, `that whether что будто dass daß que qu che że iż že hogy că че що што dat att bahwa rằng ότι أن که`},
		{inItsName, `we i our us you your sorry afraid apologize apologise apologies regret please unfortunately seems appears looks it possible likely note
			мы вы нам вам вас нас сожале* извин* прос* похоже кажется возможно вероятно видимо біз сіз кешіріңіз
			wir uns sie ihr ihnen leider scheint leid es bedauern nous vous désolé désolés désolée regrettons semble semblerait possible parece lamentamos sentimos usted tú probable posible
			ci vi spiacenti sembra possibile dispiace lamento desculpe você parece possível przepraszamy niestety wygląda możliwe ви нам шкода здається можливо bohužel omlouváme zdá sajnáljuk úgy regretăm pare съжаляваме изглежда het lijkt helaas tyvärr verkar`},
	})
})
