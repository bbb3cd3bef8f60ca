package source

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// span is a sentence: bytes from start to before end.
type span struct{ start, end int }

// maxQuote bounds in bytes how far a quotation or parenthesis keeps its
// sentences together: beyond, its end is taken for lost.
const maxQuote = 2000

// sentences splits running text. Space between two sentences belongs to
// neither. stops are places where a mark stands: after a full stop it parts
// sentences even where no space follows.
func sentences(s string, stops map[int]bool, h *habits) []span {
	inner, math := quoted(s), &ranges{}
	for _, m := range formula().FindAllStringSubmatchIndex(s, -1) {
		math.list = append(math.list, span{m[0], m[3]})
	}
	var out []span
	start := 0
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !ends(r) {
			i += size
			continue
		}
		stop := i
		for i < len(s) { // "?!", "..." and what closes after them
			r, size := utf8.DecodeRuneInString(s[i:])
			if !ends(r) && !closes(r) && !(r == '«' && !opensAngle(s, i)) || r == '“' && opens(s[max(start, i-maxQuote):i], s[i+size:]) {
				break
			}
			i += size
		}
		if strings.HasPrefix(s[i:], " »") { // as French sets it
			i += len(" »")
		}
		if inner.within(i) || math.within(i) {
			continue
		}
		next := i
		for next < len(s) && s[next] == ' ' {
			next++
		}
		wide := r == '。' || r == '！' || r == '？'
		if wide && next == i && i > stop+size && !stops[i] && saidBy(s[start:stop], s[i:]) {
			continue
		}
		if next < len(s) && ((next == i && !stops[i] && !wide) || !breaks(s, start, stop, i, next, stops[stop] || stops[i] || stops[next], h)) {
			continue
		}
		out = append(out, span{start, i})
		start, i = next, next
	}
	if strings.TrimSpace(s[start:]) != "" {
		out = append(out, span{start, len(strings.TrimRight(s, " "))})
	}
	return out
}

// formula is mathematics in a text, by what stands in no sum of money: its signs have no
// blank within, and no digit behind the last, as of two sums.
var formula = pattern(`(\$(?:[\\{^_]|[^\s$][^$]{0,200}[\\{^_])(?:[^$]{0,200}[^\s$])?\$)(?:\D|$)`)

func ends(r rune) bool {
	switch r {
	case '.', '!', '?', '…', '。', '！', '？', '؟', '‽', '।':
		return true
	}
	return false
}

// opens reports that the mark “ between two pieces of text begins a quotation: in German
// and Russian it ends one, and a space behind it shows that it was mistaken for ”.
func opens(before, after string) bool {
	return !strings.Contains(before, "„") && after != "" && after[0] != ' '
}

// saidBy reports that a sentence of Chinese or Japanese goes on behind a quotation that
// ends with a stop: who said so follows, where the sentence began with the quotation, or a
// particle does.
func saidBy(before, after string) bool {
	r, _ := utf8.DecodeRuneInString(after)
	if unicode.Is(unicode.Hiragana, r) {
		return true
	}
	first, _ := utf8.DecodeRuneInString(before)
	return strings.ContainsRune("“「『", first) && unicode.Is(unicode.Han, r)
}

func closes(r rune) bool { return strings.ContainsRune(`"'”’»“)]}›」』）》〉】`, r) }

// breaks reports whether a sentence ends with the stop at s[stop:end], given
// that more follows at next. With a mark right behind the stop an abbreviation mostly
// ends one too.
func breaks(s string, start, stop, end, next int, marked bool, h *habits) bool {
	rest := strings.TrimLeft(s[next:min(len(s), next+64)], `"'“„«‘([{‹¿¡—–- `)
	r, _ := utf8.DecodeRuneInString(rest)
	if startsSmall(rest) || strings.IndexByte(",;:", s[next]) >= 0 {
		return false // no sentence begins so
	}
	digit := unicode.IsDigit(r) || r == '§' || r == '№'
	if s[stop] != '.' || end-stop > 1 {
		return true
	}
	// A single full stop: an abbreviation, an initial, a number?
	word := lastToken(s[start:stop])
	whole := start+len(word) == stop
	if whole && (strings.Trim(word, "0123456789") == "" && word != "" || initial(word) && !marked) {
		return false // "1. The parties": a number of a list; "M. Le Goff"
	}
	low := strings.ToLower(word)
	first := firstToken(rest)
	if !marked && stop-start < 64 && (start == 0 || !starters()[strings.ToLower(first)]) && captionHead().MatchString(s[start:stop]) {
		return false // "Table 2. Fines", "Yargıtay 3. Ceza Dairesi"
	}
	if len(first) < len(rest) && rest[len(first)] != ' ' {
		first = "" // "No. A/45"
	}
	switch {
	case len(word) <= 2 && isDigits(word) && ordinals()[strings.ToLower(first)]:
		return false // "am 1. Januar"
	case len(word) <= 2 && isDigits(word) && articles()[strings.ToLower(lastToken(strings.TrimRight(s[start:stop-len(word)], " ")))] && unicode.IsUpper(r):
		return marked || starters()[strings.ToLower(first)] // "im 2. Quartal", "der 3. Senat"
	case isDigits(word) && (dateAhead().MatchString(rest) && len(word) <= 2 || len(word) <= 2 && dayBefore().MatchString(s[max(start, stop-len(word)-8):stop-len(word)]) && yearAhead().MatchString(rest)):
		return false // "30. 4. 1999"
	case h.ordinal(word) && !marked && endsNamed(s[start:stop-len(word)]):
		return starters()[strings.ToLower(first)]
	case !strings.ContainsFunc(word, unicode.IsLetter):
		return true
	case word == "v" && versus(s[start:stop-len(word)], r):
		return false
	case low == "st" && starters()[strings.ToLower(first)]:
		return true // a street, and no saint
	case titles()[low]:
		return false // never at the end: Dr., Art., No.
	case marked && unicode.IsUpper(r):
		return true
	case (unicode.IsUpper(r) || digit) && !starters()[strings.ToLower(first)] && h.headless(s[start:stop], word, digit):
		return false // "Die Fa. Meyer"
	case months()[low], references()[low]:
		return !digit && !(references()[low] && unicode.IsUpper(r) && !starters()[strings.ToLower(first)])
	case numbered()[low] && !(unitLetters()[low] && !digit && behindNumber(s[start:stop], word)):
		return starters()[strings.ToLower(first)] && utf8.RuneCountInString(first) > 1
	case doubled(word) && doubled(firstToken(rest)):
		return false // "EE. UU."
	case initial(word), single(s[start:stop], word), h.isShort(word), h.isClipped(word) && !(units()[low] && behindNumber(s[start:stop], word)), doubled(word) && doubledBefore(s[start:stop-len(word)]), strings.Contains(strings.Trim(low, "."), ".") && !unicode.IsDigit(rune(word[0])), mayEnd()[low]:
		// J. Smith, U.S. forces, Acme Inc. against "in the U.S. The …".
		return starters()[strings.ToLower(first)]
	}
	return true
}

// versus reports that a "v." stands between the names of two who went to law: "Smith v. The
// Queen".
func versus(before string, next rune) bool {
	before = strings.TrimRight(before, " ")
	name, _ := utf8.DecodeRuneInString(before[strings.LastIndexByte(before, ' ')+1:])
	return unicode.IsUpper(name) && unicode.IsUpper(next)
}

// lastToken is the word at the end of s, with full stops inside it and no
// brackets or quotes before it.
func lastToken(s string) string {
	s = s[max(0, len(s)-64):]
	i := strings.LastIndexFunc(s, func(r rune) bool {
		return r != '.' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Han, r) // no blank before "A. Smith"
	})
	if i < 0 {
		return strings.ToValidUTF8(s, "")
	}
	_, size := utf8.DecodeRuneInString(s[i:])
	return s[i+size:]
}

func firstToken(s string) string {
	i := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' })
	if i < 0 {
		return s
	}
	return s[:i]
}

// initial reports a single capital, as of a name.
func initial(word string) bool {
	r, size := utf8.DecodeRuneInString(word)
	return size == len(word) && unicode.IsUpper(r)
}

// single reports a letter that is all of a word, and no capital, as in "р. Ору": but
// that of a unit behind a number may end a sentence.
func single(s, word string) bool {
	r, size := utf8.DecodeRuneInString(word)
	return size == len(word) && unicode.IsLetter(r) && !unicode.IsUpper(r) && !behindNumber(s, word)
}

// behindNumber reports that a text ends with a number and a word, or with a word that is
// the last of a unit: "0,5 мкг/л".
func behindNumber(s, word string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(strings.TrimSuffix(s, word), " "))
	return unicode.IsDigit(last) || last == '/'
}

// doubledBefore reports that a text ends with a doubled letter and a full stop.
func doubledBefore(s string) bool {
	s, ok := strings.CutSuffix(strings.TrimRight(s, " "), ".")
	return ok && doubled(lastToken(s))
}

// A date may be written with blanks, as in German and Czech: "30. 4. 1999".
var (
	dateAhead = pattern(`^\d{1,2}\.(?:\s?\d{4}(?:\D|$)|\s\p{Ll})`)
	dayBefore = pattern(`(?:^|\D)\d{1,2}\.\s?$`)
	yearAhead = pattern(`^\d{4}(?:\D|$)`)
)

// captionHead is a word and a number, as figures and boxes are numbered.
var captionHead = pattern(`^\s*\p{Lu}\p{L}+\.?\s\d{1,3}(?:\.\d{1,3})?$`)

// ranges are the quotations and parentheses of a text, ascending.
type ranges struct {
	list []span
	at   int
}

// within reports whether i lies inside one; i may only grow from call to call.
func (r *ranges) within(i int) bool {
	for r.at < len(r.list) && r.list[r.at].end <= i {
		r.at++
	}
	return r.at < len(r.list) && r.list[r.at].start < i
}

// quoted finds the outermost quotations and parentheses that close again.
// Apostrophes are left alone: they are mostly that.
func quoted(s string) *ranges {
	type open struct {
		at   int
		want rune
	}
	var stack []open
	var found []span
	for i, r := range s {
		closed := false
		for k := len(stack) - 1; k >= 0 && k >= len(stack)-8; k-- {
			if stack[k].want == r || (stack[k].want == '“' && r == '”') {
				if i-stack[k].at <= maxQuote {
					for n := len(found); n > 0 && found[n-1].start > stack[k].at; n-- {
						found = found[:n-1]
					}
					found = append(found, span{stack[k].at, i})
				}
				stack, closed = stack[:k], true
				if i-stack[:k+1][k].at > maxQuote && r == '"' {
					closed = false // more likely the beginning of another one
				}
				break
			}
		}
		if closed {
			continue
		}
		want := closer(r)
		if (r == '«' || r == '»') && !opensAngle(s, i) {
			want = 0
		}
		if want != 0 {
			stack = append(stack, open{i, want})
		}
	}
	return &ranges{list: found}
}

func closer(r rune) rune {
	switch r {
	case '"':
		return '"'
	case '“':
		return '”'
	case '„':
		return '“'
	case '«':
		return '»'
	case '»':
		return '«'
	case '(':
		return ')'
	case '「':
		return '」'
	case '『':
		return '』'
	case '（':
		return '）'
	}
	return 0
}

// opensAngle reports that the angle mark at i begins a quotation. In German and Danish
// they point inwards, »so«: there each stands where the other does elsewhere.
func opensAngle(s string, i int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[i+len("«"):])
	apart := i == 0 || unicode.IsSpace(before) || strings.ContainsRune("([„“‘", before)
	glued := unicode.IsLetter(after) || unicode.IsDigit(after) || strings.ContainsRune("„‚›‹“¿¡", after)
	if strings.HasPrefix(s[i:], "»") {
		return apart && glued
	}
	return apart || glued
}

// The abbreviations that matter in reports, lower case and without the last
// full stop; English, French, Russian, Kazakh, German, Spanish, Italian.
var (
	// titles stand before what they belong to.
	titles = words(`dr mr mrs ms messrs prof st gen col lt sgt capt rev hon sen rep gov amb vs cf approx aprox env ca ок e.g i.e viz resp incl
		mm mme mlle me dra dña lic ing doç yrd avda sta sto полк ген г-н г-жа гр проф акад доц им ул вул пос смт пр просп бульв пер ср см напр р-н т.е т.к т.н т.ж зам пом исп
		макс max mind приблиз прим ред сост тыс мкр корп мыс к-сі bzw z.b d.h vgl dott avv sr sra`)
	// numbered stand before a number or a letter.
	numbered = words(`no nos nr núm núms párr rn rdnr rz gem av ave art arts fig figs para paras sec secs ch chap eq ed eds vol vols pp p fn op cit v n° éd coll env
		ст стр пп п ч рис табл абз гл обл изд кв д мин бет abs str sig q t m l r`)
	// months stand before a day or a year.
	months = words(`jan feb mar apr jun jul aug sep sept oct nov dec янв фев мар апр авг сен сент окт ноя дек janv févr avr juil oct déc dic`)
	// mays is the one month that is too short to be shortened.
	mays = words(`may mai mayo maio maggio maj mei mayıs май мая`)
	// units stand behind a number, and may end a sentence.
	units = words(`km cm mm dm nm kg mg ml dl hl kw mw gw kv kwh mwh gwh hz khz mhz ghz kb mb gb tb ft lb lbs yd mph км см мм дм кг мг мл квт мвт гвт`)
	// unitLetters are units of one letter, which may be more than that elsewhere.
	unitLetters = words(`m t l q т`)
	// openers begin phrases that need more than one word.
	openers = words(`the a an of in on at by for from to under with le la les un une des du de en dans par pour sur sous selon avec
		der die das dem den ein eine im am zu bei mit nach von laut gemäß el los las una con para por según desde il lo gli
		в на из к у о с по за до при для от об под над без через согласно`)
	// articles stand before an ordinal number in German, and behind them a noun must come.
	articles = words(`der die das dem den des im am zum zur vom beim ein eine einem einen einer`)
	// ordinals stand behind a number with a full stop.
	ordinals = words(`januar jänner februar märz april mai juni juli august september oktober november dezember jahrhundert jahrhunderts weltkrieg weltkriegs
		jan feb mär apr jun jul aug sep sept okt nov dez abs absatz satz kapitel`)
	// references stand before a name or number, or end a sentence.
	references = words(`г гг в вв ж жж с б წ წწ`)
	// mayEnd stand within or at the end of a sentence.
	mayEnd = words(`al ibid inc ltd co corp llc plc jr bros etc u.s u.k u.n e.u a.m p.m d.c др т.д т.п т.б т.с.с руб долл млн млрд н.э и.о а.е
		mln mrd mld mio mia tsd usw ee.uu s.a a.s`)
	// starters begin sentences and hardly ever names.
	starters = words(`the a an this that these those it its he she they we you his her their our in on at by for from of to as after before
		however but and or if when while although since because there here such some many most all both no not according moreover
		furthermore meanwhile thus therefore then also only despite during under over until with without what which who how why
		le la les un une des ce cet cette ces il elle ils elles on nous vous je son sa ses leur leurs l’ d’ en dans sur par pour mais et ou
		si selon ainsi cependant toutefois depuis après avant lors aucun aussi or
		в на по с со к о об от из за для при и а но или это этот эта эти он она они мы я вы его её их как что если когда однако также
		кроме после до под над без согласно поэтому так там тогда все всё ни не между
		бұл ол олар біз мен сол осы бірақ және сондай сондықтан алайда
		der die das ein eine es er sie wir im am nach bei el los las una il lo gli`)
)
