package extract

import (
	"math"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/encoding/charmap"
)

// The Kazakh code pages, bytes 0x80 to 0xFF. KZ-1048 (STRK1048-2002) is as
// published in Unicode's MAPPINGS/VENDORS/MISC/KZ1048.TXT, PTCP154 as in its
// IANA registration. Their second halves are those of windows-1251.
const (
	kz1048High = "ЂЃ‚ѓ„…†‡€‰Љ‹ЊҚҺЏ" + "ђ‘’“”•–—\ufffd™љ›њқһџ" +
		"\u00a0ҰұӘ¤Ө¦§Ё©Ғ«¬\u00ad®Ү" + "°±Ііөµ¶·ё№ғ»әҢңү" + letters1251
	ptcp154High = "ҖҒӮғ„…ҶҮҲүҠӢҢҚҺҸ" + "җ‘’“”•–—ҳҷҡӣңқһҹ" +
		"\u00a0ЎўЈӨҘҰ§Ё©Ә«¬ӯ®Ҝ" + "°ұІіҙө¶·ё№ә»јҪҫҝ" + letters1251
	letters1251 = "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя"
)

var (
	kz1048Table  = sync.OnceValue(func() []rune { return []rune(kz1048High) })
	ptcp154Table = sync.OnceValue(func() []rune { return []rune(ptcp154High) })
)

// kz1048 and ptcp154 decode one byte from 0x80.
func kz1048(b byte) rune  { return kz1048Table()[b&0x7f] }
func ptcp154(b byte) rune { return ptcp154Table()[b&0x7f] }

// frequencies are letters in per mille of running text, of the languages that
// were written in single-byte Cyrillic, rounded from published counts. Only
// the order of magnitude matters.
var frequencies = [...]string{
	"о110 е85 а80 и73 н67 т63 с55 р47 в45 л44 к35 м32 д30 п28 у26 я20 ы19 ь17 г17 з16 б16 ч14 й12 х10 ж9 ш7 ю6 ц5 щ4 э3 ф3 ъ1 ё1",            // Russian
	"о94 а81 н68 и62 і58 т55 в53 р45 е46 с41 к36 м31 д32 л36 у33 п29 я24 з22 ь19 б17 г15 ч14 й12 х11 ц9 ж8 ю8 ї7 є6 щ5 ш6 ф3 ґ1",             // Ukrainian
	"а155 о38 н58 і64 ы46 ц31 р37 с45 л35 к36 е44 д33 у33 т27 я52 м25 п27 э38 в29 з27 б20 ь18 ў19 г17 х11 ж10 ч15 ё7 й12 ш6 ю6 ф2",           // Belarusian
	"а115 о92 и98 е88 н55 р53 с47 т43 ј43 в37 к36 у43 д37 м34 л37 п28 з17 г18 б15 ц8 ч10 ш10 ж6 х7 ћ7 љ5 њ6 ђ2 ф2 џ1 ѓ1 ќ1 ѕ1",               // Serbian, Macedonian
	"а119 е78 ы72 і72 н67 т57 р53 л52 д49 қ34 с38 м33 к36 б26 о32 ғ19 у25 п18 ж19 ң14 ө9 ш16 з15 ұ8 ү9 и18 й18 ә13 г13 я6 в6 х4 э2 ф2 ц2 һ1", // Kazakh
}

// models are the frequencies as logarithms, by letter from U+0400 to U+04FF.
var models = sync.OnceValue(func() *[len(frequencies)][256]float64 {
	var m [len(frequencies)][256]float64
	for i, f := range frequencies {
		for j := range m[i] {
			m[i][j] = rareLetter
		}
		for _, pair := range strings.Fields(f) {
			r, per := []rune(pair)[0], 0
			for _, d := range pair[len(string(r)):] {
				per = per*10 + int(d-'0')
			}
			m[i][r-0x400] = math.Log(float64(per) / 1000)
		}
	}
	return &m
})

// Natural logarithms of how likely it is that a high byte decodes to this.
const (
	rareLetter  = -9.2  // a Cyrillic letter that the language lacks: 1 in 10,000
	typographic = -4.6  // quotation marks, dashes, signs of running text: 1 in 100
	nonsense    = -11.5 // box drawing, controls, holes in the table: 1 in 100,000
	midCapital  = -6.9  // on top, a capital after a small letter: 1 in 1,000
)

const (
	sampleBytes = 4 << 10 // high bytes that are scored
	// plausible is what real text reaches: Russian scores about -3.1, a
	// wrong table or another script under -4.
	plausible = -3.8
	// margin is how much better another table must be, per letter, before
	// a label that names a Cyrillic one is overruled.
	margin = 0.25
	// enough high bytes to overrule a label.
	enough = 40
)

// cyrillic finds the single-byte Cyrillic table that makes the likeliest
// words of src. A labelled table is kept unless another is clearly better; a
// label of another script stays. It reports false if nothing is plausible.
func cyrillic(src []byte, label coding) (coding, bool) {
	candidates := []coding{ // the likelier first: only a better score displaces
		{name: "windows-1251", table: charmap.Windows1251.DecodeByte},
		{name: "koi8-r", table: charmap.KOI8R.DecodeByte},
		{name: "koi8-u", table: charmap.KOI8U.DecodeByte},
		{name: "ibm866", table: charmap.CodePage866.DecodeByte},
		{name: "iso-8859-5", table: charmap.ISO8859_5.DecodeByte},
		{name: "x-mac-cyrillic", table: charmap.MacintoshCyrillic.DecodeByte},
		{name: "kz-1048", table: kz1048},
		{name: "ptcp154", table: ptcp154},
	}
	sample, high := highBytes(src)
	var best, own coding
	bestScore, ownScore := math.Inf(-1), math.Inf(-1)
	for _, c := range candidates {
		s := score(sample, high, c.table)
		if s > bestScore {
			best, bestScore = c, s
		}
		if c.name == label.name {
			own, ownScore = c, s
		}
	}
	switch {
	case label.name != "" && (own.name == "" || high < enough || bestScore < ownScore+margin):
		return label, true
	case bestScore < plausible:
		return coding{}, false
	}
	return best, true
}

// highBytes gives the words of src that hold high bytes, one zero between
// them, until there are enough to score.
func highBytes(src []byte) (sample []byte, high int) {
	for _, b := range src {
		switch {
		case b >= 0x80:
			sample = append(sample, b)
			if high++; high == sampleBytes {
				return sample, high
			}
		case len(sample) > 0 && sample[len(sample)-1] != 0:
			sample = append(sample, 0)
		}
	}
	return sample, high
}

// score is the mean logarithm of likelihood per high byte, in the language
// that fits best.
func score(sample []byte, high int, table func(byte) rune) float64 {
	if high == 0 {
		return math.Inf(-1)
	}
	var times [128]float64 // how often each high byte occurs
	var letter [256]uint8  // 1 a small letter, 2 a capital
	for _, b := range sample {
		if b >= 0x80 {
			times[b&0x7f]++
		}
	}
	m := models()
	var sums [len(frequencies)]float64
	for i, n := range times {
		if n == 0 {
			continue
		}
		r := table(byte(i) | 0x80)
		if r < 0x400 || r > 0x4ff {
			p := nonsense
			if strings.ContainsRune("\u00a0\u00ad«»“”„‘’–—…№§©®°•·", r) {
				p = typographic
			}
			for l := range sums {
				sums[l] += n * p
			}
			continue
		}
		low := unicode.ToLower(r)
		letter[i|0x80] = 1
		if low != r {
			letter[i|0x80] = 2
		}
		for l := range sums {
			sums[l] += n * m[l][low-0x400]
		}
	}
	capitals := 0 // after small letters
	last := byte(0)
	for _, b := range sample {
		if letter[last] == 1 && letter[b] == 2 {
			capitals++
		}
		last = b
	}
	best := math.Inf(-1)
	for _, s := range sums {
		best = max(best, s)
	}
	return (best + midCapital*float64(capitals)) / float64(high)
}
