package meaning

import (
	"math"

	"archiver/internal/verdict/lex"
)

// The kinds of numerals, by how they enter a number.
const (
	numUnit     = 1 + iota // 1 to 19, tens: added
	numHundred             // multiplies what stands before it
	numHundreds            // двести: added
	numOrdinal             // ends the number
	numHalf                // полтора: 1.5
)

// spelled reads a number in words, up to 999; scale reads the thousands.
func (f *Facts) spelled(i int) (figure, bool) {
	total, words, k := 0, 0, i
	ordinal := false
	half := false
read:
	for ; k < len(f.s.Tokens) && !ordinal; k++ {
		n := f.at(k)
		if k > i {
			if n.and && f.near(k-1, "") && f.near(k, "") && total > 0 && (total%100 == 0 || total >= 20 && total%10 == 0) && f.at(k+1).numeral == numUnit && (total >= 100 || f.speech(k) == "fr") {
				continue // a hundred and five, vingt et un
			}
			if !f.near(k-1, "-‑") {
				break
			}
		}
		if n.numeral == 0 || f.used[k] || k == i && n.spoken != "" && n.spoken != f.speech(k) {
			break
		}
		v := int(n.value)
		switch n.numeral {
		case numUnit, numOrdinal:
			switch {
			case v == 20 && total%100 == 4 && n.lang == "fr": // quatre-vingt
				total += 80 - 4
			case total%100 == 0, total%10 == 0 && total%100 >= 20 && v < 10,
				n.lang == "fr" && (total%100 == 60 || total%100 == 80) && v < 20,
				n.lang == "kk" && total%100 == 10 && v < 10,           // он екі
				n.lang == "fr" && total%100 == 10 && v >= 7 && v < 10: // dix-sept
				total += v
			default:
				break read
			}
			ordinal = n.numeral == numOrdinal
		case numHundred:
			switch {
			case total >= 100:
				break read
			case total == 0 && n.lang == "en":
				if k > 0 && f.at(k-1).and || k == 0 || string(f.base(k-1)) != "a" {
					break read // hundreds of
				}
				total = 100
			default:
				total = max(total, 1) * 100
			}
		case numHundreds:
			if total != 0 {
				break read
			}
			total = v
		case numHalf:
			if total != 0 {
				break read
			}
			half = true
			total = 1
		}
		words++
		if half {
			k++
			break
		}
	}
	if words == 0 {
		return figure{}, false
	}
	for k > i && f.at(k-1).numeral == 0 {
		k-- // a trailing "and"
	}
	g := figure{Span: lex.Span{From: i, To: k}, values: []decimal{newDecimal(uint64(total), 0)}}
	if half {
		g.values[0] = newDecimal(15, -1)
	}
	g.slight = total == 1 && !half || ordinal && total <= 3
	return g, true
}

// scale multiplies by the thousands and millions that follow, and adds what
// follows those: 3 million 200 thousand, 5 тысяч 200.
func (f *Facts) scale(g *figure) {
	step := func(end int) (e, next int) {
		k := f.at(end)
		if k.magnitude == 0 || !f.near(end-1, "-") {
			return 0, end
		}
		if k.gluedOnly && f.at(end+1).unit.money() && f.gap(end) == "" { // 8 M€
			return int(k.magnitude), end + 1
		}
		if k.gluedOnly && (f.gap(end-1) != "" || !f.currencyBefore(g.From) && f.s.Tokens[end].Flags&lex.Upper == 0 && k.magnitude == 6) {
			return 0, end
		}
		return int(k.magnitude), end + 1
	}
	e, next := step(g.To)
	for e != 0 {
		g.scaled, g.slight, g.To = true, false, next
		for i := range g.values {
			g.values[i] = g.values[i].times(e)
		}
		if e2, n2 := step(next); e2 != 0 { // two hundred thousand million
			e, next = e2, n2
			continue
		}
		break
	}
	for g.scaled && g.To < len(f.s.Tokens) && !f.used[g.To] && f.near(g.To-1, ".") {
		// The lesser part, if there is one.
		at := g.To
		var part figure
		ok := false
		if f.number(at) {
			part, ok = f.digits(at)
		} else if f.at(at).numeral != 0 {
			part, ok = f.spelled(at)
		}
		if !ok {
			return
		}
		pe, pn := step(part.To)
		if pe >= e {
			return
		}
		a, okA := g.values[0].whole()
		b, okB := part.values[0].times(pe).whole()
		if !okA || !okB || b == 0 || b >= uint64(math.Pow10(e)) {
			return
		}
		g.values, g.To = []decimal{newDecimal(a+b, 0)}, part.To
		if pe == 0 {
			return
		}
		g.To, e = pn, pe
	}
}

// NumeralOf is the number below a hundred that a normalised word stands for.
func NumeralOf(word string) (int, bool) {
	k := knowledge().of([]byte(word))
	if k == nil || k.numeral != numUnit {
		return 0, false
	}
	return int(k.value), true
}
