package meaning

import (
	"strings"
	"unicode/utf8"

	"archiver/internal/verdict/lex"
)

// honorific titles come and go before a name.
var honorific = lex.WordSet(`mr mrs ms miss dr m mm mme mlle г гн гжа господин госпожа мырза ханым herr frau señor señora`)

// connectives join sentences; at the start of one they have a large letter and
// are no names.
var connectives = lex.WordSet(`however moreover furthermore therefore thus meanwhile although though because since while also then now there here hence instead still yet so nevertheless accordingly
	in fact they he she we you i his her its their our these those such what when if once during under over
	about above across against along among around behind below beneath beside between beyond despite down during except inside into near off onto out outside over through throughout toward towards under until up upon within which who whom whose where why how being been having did does do done them him me us myself itself themselves himself herself there
	dans chez entre vers contre sous lors durant parmi hors dont où leur leurs lui eux y celui celle ceux celles cours courant
	о об обо про над под перед через между среди около возле вокруг против ради согласно относительно ввиду вследствие который которая которое которые которого которой которых которым которыми свой своя свое свои своего своей своих им ими ему ей нее него них нам вам нас вас быть
	арқылы дейін сияқты секілді қарай бойы ішінде арасында жөнінде жайлы қатысты оның олардың оған оны
	однако кроме того также поэтому затем при этом между тем впрочем кстати потому так тогда там здесь теперь если когда хотя поскольку ведь и притом причем тем менее более они он она оно мы вы я этот эта эти это тот те такие
	алайда бірақ сондықтан сонымен қатар сондай ақ ал осылайша олар ол біз сіз мен егер өйткені себебі яғни
	cependant toutefois néanmoins pourtant ainsi donc or mais car puis ensuite alors aussi enfin lorsque quand si il elle ils elles nous vous on cela ceci ces
	aber jedoch doch daher deshalb sie er wir pero sin embargo`)

func connective(w string) bool { return connectives[w] }

// SameSense tells whether what stands in one text says the same as what stands in
// its place in another, as far as numbers, dates, names, negations and the like
// go.
func SameSense(a, b []Term) bool {
	const most = 40
	if len(a) > most || len(b) > most {
		return false
	}
	return balanced(a, b) && balanced(b, a) && !contradicts(a, b)
}

// Abridge makes one term of words whose first letters are an acronym among others:
// ООН for Организация Объединённых Наций.
func Abridge(list, others []Term) []Term {
	for o := range others {
		if !others[o].acronym {
			continue
		}
		for i := range list {
			if n := spelt(others[o].Word, list[i:]); n > 0 {
				k := others[o]
				k.At = lex.Span{From: list[i].At.From, To: list[i+n-1].At.To}
				out := append(append(make([]Term, 0, len(list)), list[:i]...), k)
				list = append(out, list[i+n:]...)
				break
			}
		}
	}
	return list
}

// spelt gives how many of the first words of a list, small ones aside, begin with
// the letters of an acronym; 0 if they do not.
func spelt(acronym string, list []Term) int {
	const mostSmall = 5 // words between two letters
	k, letters := 0, 0
	for _, r := range acronym {
		for most := k + mostSmall; k < min(len(list), most) && k > 0 && list[k].Weight < fullWeight && !strings.HasPrefix(list[k].Word, string(r)); {
			k++
		}
		if k == len(list) || list[k].acronym || !strings.HasPrefix(list[k].Word, string(r)) {
			return 0
		}
		k++
		letters++
	}
	if letters < 2 || list[0].kind != termName && list[0].Weight < fullWeight {
		return 0
	}
	return k
}

// balanced tells whether each fact of a is among those of b, as often.
func balanced(a, b []Term) bool {
	taken := make([]bool, len(b))
next:
	for i := range a {
		if a[i].kind == termWord && !a[i].sense.strict {
			continue
		}
		for j := range b {
			if !taken[j] && a[i].says(&b[j]) {
				taken[j] = true
				continue next
			}
		}
		return false
	}
	return true
}

// says tells whether two terms are one fact.
func (a *Term) says(b *Term) bool {
	if a.Hash == b.Hash {
		return true
	}
	switch {
	case a.Word != "" && b.Word != "" && a.Word[0] == b.Word[0] && assimilated(a.Word, b.Word):
		return true
	case a.kind == termDate && b.kind == termDate:
		// One may leave out the year.
		return a.date.m != 0 && a.date.m == b.date.m && a.date.d != 0 && a.date.d == b.date.d && (a.date.y == 0 || b.date.y == 0)
	case a.kind == termOther && a.Word == "@" && b.Word == "@":
		h := lex.HashOf([]byte("@"))
		return a.Hash == h || b.Hash == h // one is hidden from robots
	case a.kind == termName || b.kind == termName:
		if a.Word == "" || b.Word == "" {
			return false
		}
		return SameStem(a.Word, b.Word) && !Negates(a.Word, b.Word) || IsInitialOf(a.Word, b.Word) || IsInitialOf(b.Word, a.Word)
	}
	return false
}

// IsInitialOf tells whether a is a name of which b is the first letter.
func IsInitialOf(b, a string) bool {
	_, n := utf8.DecodeRuneInString(b)
	return n == len(b) && n > 0 && strings.HasPrefix(a, b)
}

// contradicts tells whether a word of one is the negation, or one that excludes,
// a word of the other.
func contradicts(a, b []Term) bool {
	for i := range a {
		for j := range b {
			x, y := &a[i], &b[j]
			if x.Word == "" || y.Word == "" || x.Hash == y.Hash {
				continue
			}
			// At the start of a sentence a name cannot be told from another word.
			if x.First && y.First && x.large && y.large && !SameStem(x.Word, y.Word) && !assimilated(x.Word, y.Word) {
				return true
			}
			if x.sense.kind != 0 && x.sense.kind == y.sense.kind && x.sense.meaning != y.sense.meaning || Negates(x.Word, y.Word) || otherPrefix(x.Word, y.Word) {
				return true
			}
		}
	}
	return false
}

// SameStem tells whether two words differ in their endings alone.
func SameStem(a, b string) bool {
	i := commonPrefix(a, b)
	stem := utf8.RuneCountInString(a[:i])
	return stem >= 4 && utf8.RuneCountInString(a[i:]) <= 3 && utf8.RuneCountInString(b[i:]) <= 3 && !strings.ContainsAny(a[i:]+b[i:], "0123456789")
}
