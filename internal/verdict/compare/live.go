package compare

import (
	"slices"
	"strings"

	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/meaning"
)

// A live blog is turned round when it is over, and each entry has its time before
// it in the template's words: "19:05", "19 h 05 Share". Such a stamp is the
// entry's: it is the same if it tells the same time of the same entry, wherever
// both stand.

const (
	mostStamp   = 8 // words
	leastStamps = 3 // that make a live blog
)

// dropStamps removes the stamps of entries that both pages have.
func dropStamps(l, g *Side) {
	if len(l.Changes) == 0 && len(g.Changes) == 0 {
		return
	}
	a, b := stamps(l.Stream), stamps(g.Stream)
	if len(a) < leastStamps || len(b) < leastStamps {
		return
	}
	l.dropStamped(a)
	g.dropStamped(b)
	g.dropClosing()
	l.dropClosing()
}

// stamps gives the times of entries, by the block that tells them: of all that
// have the same words besides the time.
func stamps(s *lex.Stream) map[int]string {
	var all map[string]map[int]string
	for i, b := range s.Blocks {
		if b.Len() == 0 || b.Len() > mostStamp || i+1 == len(s.Blocks) || hasCells(s, i) {
			continue
		}
		time, rest, ok := stampOf(s, b.Span)
		if !ok {
			continue
		}
		if all == nil {
			all = map[string]map[int]string{}
		}
		if all[rest] == nil {
			all[rest] = map[int]string{}
		}
		all[rest][i] = time
	}
	var best map[int]string
	for _, m := range all {
		if len(m) > len(best) {
			best = m
		}
	}
	return best
}

// stampOf cuts a time of day, with or without a date, from the words beside it.
func stampOf(s *lex.Stream, r lex.Span) (time, rest string, ok bool) {
	var other []string
	var numbers []string
	for i := r.From; i < r.To; i++ {
		w := s.Word(i)
		switch {
		case s.Tokens[i].Flags&lex.Number != 0:
			if len(w) > 5 && strings.Count(w, ".") != 2 {
				return "", "", false
			}
			for n := range strings.SplitSeq(w, ".") {
				numbers = append(numbers, strings.TrimLeft(n, "0"))
			}
		case meaning.IsDatePart(s, i):
			if m := meaning.MonthOf(w); m > 0 {
				numbers = append(numbers, "m"+string(rune('0'+m)))
			}
		default:
			other = append(other, w)
		}
	}
	if len(numbers) < 2 || len(other) > 3 {
		return "", "", false
	}
	return strings.Join(numbers, ":"), strings.Join(other, " "), true
}

// dropStamped drops the changes that are stamps of which the other page has the
// like before the same entry.
func (d *Side) dropStamped(mine map[int]string) {
	times := map[uint64][]string{}
	for i, time := range stamps(d.other) {
		h := d.other.BlockHash(d.other.Blocks[i+1])
		times[h] = append(times[h], time)
	}
	out := map[int]bool{}
	for i, c := range d.Changes {
		time, ok := mine[c.block]
		if ok && slices.Contains(times[d.Stream.BlockHash(d.Stream.Blocks[c.block+1])], time) {
			out[i] = true
		}
	}
	d.drop(out)
}

// The words by which a live blog says that it is over.
var (
	liveWords  = lex.PhraseSet("live", "blog", "liveblog", "coverage", "broadcast", "stream", "direct", "suivi", "трансляция", "трансляцию", "онлайн", "эфир", "хроника", "текстовая", "текстовую", "прямая", "прямой", "эфирі", "тікелей", "эфирді", "трансляциясы", "мәтіндік", "онлайны")
	endWords   = lex.PhraseSet("over", "ended", "closed", "finished", "concluded", "end", "ends", "close", "closing", "terminé", "fini", "clos", "fin", "завершена", "завершен", "завершено", "завершаем", "закончена", "закончен", "окончена", "завершаем", "заканчиваем", "аяқталды", "аяқтаймыз", "жабылды", "тоқтатылды")
	aboutWords = lex.PhraseSet("this", "our", "the", "is", "has", "now", "we", "are", "here", "of", "ce", "cet", "cette", "notre", "est", "le", "du", "à", "présent", "de", "la", "наш", "наша", "нашу", "эта", "этот", "на", "этом", "мы", "осы", "біздің", "біз", "бұл", "осымен")
)

// dropClosing drops the line that says so.
func (d *Side) dropClosing() {
	out := map[int]bool{}
	for i, c := range d.Changes {
		b := d.Stream.Blocks[c.block]
		if c.Span != b.Span || b.Len() < 2 || b.Len() > mostStamp || d.isHeading(c.block) || d.IsTitle(c.block) {
			continue
		}
		live, end, all := false, false, true
		for k := b.From; k < b.To; k++ {
			w := d.Stream.Word(k)
			live, end = live || liveWords()[w], end || endWords()[w]
			all = all && (liveWords()[w] || endWords()[w] || aboutWords()[w])
		}
		if live && end && all {
			out[i] = true
		}
	}
	d.drop(out)
}
