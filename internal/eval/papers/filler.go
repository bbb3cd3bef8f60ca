package papers

import (
	"fmt"
	"strconv"
	"strings"
)

// A phrasebook makes paragraphs where a document needs length. Its sentences
// have {slot} and {low-high} to be filled.
type phrasebook struct {
	sentences []string
	slots     map[string][]string
}

// half is every other sentence: two documents made of the two halves share no
// wording.
func (b phrasebook) half(odd int) phrasebook {
	h := phrasebook{slots: b.slots}
	for i := odd; i < len(b.sentences); i += 2 {
		h.sentences = append(h.sentences, b.sentences[i])
	}
	return h
}

// paragraphs makes n paragraphs of the given number of sentences, always the
// same for one seed. No sentence comes twice.
func (b phrasebook) paragraphs(seed uint64, n, sentences int) (ps []string) {
	d := dice(seed)
	var deck []int
	seen := map[string]bool{}
	for range n {
		var ss []string
		for tries := 0; len(ss) < sentences; tries++ {
			if tries > 1000 {
				panic("papers: a phrasebook that has no more to say: " + b.sentences[0])
			}
			if len(deck) == 0 {
				deck = d.order(len(b.sentences))
			}
			s := b.fill(&d, b.sentences[deck[0]])
			deck = deck[1:]
			if !seen[s] {
				seen[s] = true
				ss = append(ss, s)
			}
		}
		ps = append(ps, strings.Join(ss, " "))
	}
	return ps
}

func (b phrasebook) fill(d *dice, s string) string {
	for {
		head, rest, ok := strings.Cut(s, "{")
		if !ok {
			return s
		}
		slot, tail, _ := strings.Cut(rest, "}")
		var v string
		if lo, hi, ok := strings.Cut(slot, "-"); ok {
			l, err1 := strconv.Atoi(lo)
			h, err2 := strconv.Atoi(hi)
			if err1 != nil || err2 != nil {
				panic("papers: slot " + slot)
			}
			v = strconv.Itoa(l + d.n(h-l+1))
		} else {
			vs := b.slots[slot]
			if len(vs) == 0 {
				panic("papers: no slot " + slot)
			}
			v = vs[d.n(len(vs))]
		}
		s = head + v + tail
	}
}

// numbered gives the texts the labels from, from+1, …
func numbered(from int, texts ...string) (bs []block) {
	for i, t := range texts {
		bs = append(bs, num(fmt.Sprintf("%d.", from+i), t))
	}
	return bs
}

// dice are a small generator that no Go release will change: splitmix64.
type dice uint64

func (d *dice) next() uint64 {
	*d += 0x9E3779B97F4A7C15
	z := uint64(*d)
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}

func (d *dice) n(below int) int { return int(d.next() % uint64(below)) }

func (d *dice) order(n int) []int {
	o := make([]int, n)
	for i := range o {
		j := d.n(i + 1)
		o[i], o[j] = o[j], i
	}
	return o
}
