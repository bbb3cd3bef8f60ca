package compare

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"archiver/internal/verdict/lex"
)

// What a page changes by itself: dates and counters in its furniture, banners,
// adverts. Judged by the words of the paragraph, since
// class names were the extractor's business and are gone by now.

// census counts the classes of a block's words.
type census struct {
	words                                                             int
	numbers, months, days, dated, glue, ago, counters, rates, consent int
	advert, related, legal, files, units, bylines, others             int
}

func (d *Side) census(r lex.Span) census {
	c := census{words: r.Len()}
	for i := r.From; i < r.To; i++ {
		if d.Stream.Tokens[i].Flags&(lex.Number|lex.Sign) != 0 {
			c.numbers++
			continue
		}
		k := lex.Vocabulary().Class(d.Stream.Word(i))
		other := true
		count := func(class lex.WordClass, n *int) {
			if k&class != 0 {
				*n++
				other = false
			}
		}
		count(lex.ClassMonth, &c.months)
		count(lex.ClassDay, &c.days)
		if k&lex.ClassDated != 0 && !weakDated[d.Stream.Word(i)] {
			c.dated++
			other = false
		} else if k&lex.ClassDated != 0 {
			other = false
		}
		count(lex.ClassGlue, &c.glue)
		count(lex.ClassAgo, &c.ago)
		count(lex.ClassCounter, &c.counters)
		count(lex.ClassRate, &c.rates)
		count(lex.ClassConsent, &c.consent)
		count(lex.ClassAdvert, &c.advert)
		count(lex.ClassRelated, &c.related)
		count(lex.ClassLegal, &c.legal)
		count(lex.ClassFile, &c.files)
		count(lex.ClassUnit, &c.units)
		count(lex.ClassByline, &c.bylines)
		if other {
			c.others++
		}
	}
	if c.dated == 0 && c.numbers > 0 && c.words <= 14 && datedHan(d.Stream, r) {
		c.dated++
	}
	return c
}

// datedHan tells whether a line begins as datelines do in letters that are not set
// apart: "更新时间：2021-03-17".
func datedHan(s *lex.Stream, r lex.Span) bool {
	if r.Len() == 0 {
		return false
	}
	text := s.Text[s.Tokens[r.From].Start:s.Tokens[r.To-1].End]
	for _, label := range []string{"更新", "发布", "發布", "发表", "發表", "修改", "编辑于", "編輯於", "更新日", "公開日"} {
		if at := strings.Index(text, label); at >= 0 && !strings.ContainsAny(text[:at], "0123456789") && at <= len("最后") {
			return true
		}
	}
	return false
}

// agedHan tells whether a line is an age in such letters, and nothing else: "3天前".
func agedHan(s *lex.Stream, b lex.Block) bool {
	ago := b.Len() >= 3 && b.Len() <= 8 && (s.Word(b.To-1) == "前" || s.Word(b.To-1) == "전")
	for i := b.From; ago && i < b.To-1; i++ {
		ago = s.Tokens[i].Flags&lex.Number != 0 || strings.Contains("秒分钟鐘小时時間天日周週个個月年", s.Word(i))
	}
	return ago && s.Tokens[b.From].Flags&lex.Number != 0
}

// readers tells whether a change is that of such a counter.
func (d *Side) readers(c Change) bool {
	return c.paired && d.onlyNumbers(c) && countedHan(d.Stream, c.Span) && countedHan(d.other, c.There)
}

// countedHan tells whether a number stands behind the label of a counter of readers in
// such letters: "浏览次数：1204 次".
func countedHan(s *lex.Stream, r lex.Span) bool {
	b := s.Blocks[s.BlockOf(r.From)]
	at := r.From
	for at < r.To && s.Tokens[at].Flags&lex.Number == 0 {
		at++
	}
	if at == r.To || b.Len() > 40 {
		return false
	}
	last := at
	for last+1 < r.To && s.Tokens[last+1].Flags&lex.Number != 0 {
		last++
	}
	rest := s.Text[s.Tokens[last].End:b.End]
	behind := strings.TrimLeft(rest, " \u00a0")
	what := strings.TrimLeft(behind, "次人万萬亿億千百+")
	if next, _ := utf8.DecodeRuneInString(what); unicode.IsLetter(next) && (what != behind || behind == rest) {
		return false // "1204 人死亡", not "1204 次 打印"
	}
	before := strings.TrimRight(s.Text[b.Start:s.Tokens[at].Start], " :：（(\u00a0")
	for _, unit := range []string{"次数", "次數", "人数", "总数", "量", "数", "數"} {
		before = strings.TrimSuffix(before, unit)
	}
	for _, label := range []string{"浏览", "瀏覽", "阅读", "閱讀", "点击", "點擊", "访问", "訪問", "观看", "觀看", "播放", "查看"} {
		if strings.HasSuffix(before, label) {
			return true
		}
	}
	return false
}

// idle tells whether a change says nothing: the words around it are a date
// line, a counter, a copyright line; or it is only spacing, or a hint that a
// template puts beside links.
func (d *Side) idle(c Change) bool {
	mine := d.compact(c.Span)
	if agedHan(d.Stream, d.Stream.Blocks[c.block]) || d.numbering(c) || d.rowNumber(c) || d.shortName(c) || d.generated(c) {
		return true
	}
	if d.sameWriting(c) || d.retrieved(c) || d.agoForDate(c) {
		return true
	}
	if c.paired {
		theirs := d.other.Compact(c.There)
		if (mine == theirs || lex.SameLetters(mine, theirs)) && lex.SameFigures(d.Stream, c.Span, d.other, c.There) || d.sameDate(c) || d.sameAddress(c) {
			return true
		}
		if c.Span.Len() == 0 && lex.Hints()[phrase(d.other, c.There)] {
			return true
		}
	}
	if lex.Hints()[phrase(d.Stream, c.Span)] || d.siteLine(c.block) || d.ticksOn(c) || d.countsItself(c) {
		return true
	}
	if c.paired && d.onlyNumbers(c) && numbered(d.Stream, c.Span) && numbered(d.other, c.There) {
		return false
	}
	if d.symbolEdited(c) {
		return false
	}
	if d.readers(c) {
		return true
	}
	if d.dateHeading(c.block) || d.timecode(c) || d.card(c.block) || d.ascribed(c) || d.rejoined(c) {
		return true
	}
	b := d.Stream.Blocks[c.block]
	if b.Len() > 30 || d.isHeading(c.block) {
		return false
	}
	if d.fileLabel(c) || d.playerLine(c) {
		return true
	}
	if d.amount(c) {
		return false
	}
	if d.idleInHead(c) || d.labelledCount(c) || d.counts(c) || c.paired && b.Len() <= 8 && !d.Stream.EndsSentence(c.block) && handleFor(d.Stream, c.Span, d.other, c.There) {
		return true
	}
	whole := d.census(b.Span)
	text := d.Stream.BlockText(c.block)
	if whole.legal+strings.Count(text, "©")+strings.Count(strings.ToLower(text), "(c)") > 0 && (strings.Contains(text, "©") || whole.legal >= 2 || whole.legal == 1 && whole.numbers > 0 && whole.words <= 12) && d.dateish(c.Span) {
		return true
	}
	dateOnly := !d.fate(c.block) && d.dateish(c.Span) && (!c.paired || dateish(d.other, c.There))
	if (d.Stream.EndsSentence(c.block) || LastSign(text) == ";") && whole.words >= 8 && !d.startsDated(b.Span) {
		dateOnly = false // a sentence, and what it tells of is no revision of the page
	}
	if whole.words <= 14 && dateOnly && whole.numbers > 0 && d.tellsDay(whole, b.Span) {
		// A date line: "Updated 12 May 2020, 14:05".
		if whole.dated > 0 && whole.others <= 6 {
			return true
		}
		// Nothing but a date.
		if whole.others == 0 && whole.counters == 0 && !d.isRow(c.block) {
			return true
		}
	}
	// A dateline that was drawn out: "Published 17/01/2023, updated 18/01/2023".
	if whole.dated > 0 && dateOnly && whole.others <= 6 && !d.Stream.EndsSentence(c.block) && d.tellsDay(whole, b.Span) {
		return true
	}
	if d.prose(c.block) && whole.words >= 8 {
		return false
	}
	changed := d.census(c.Span)
	if whole.words <= 14 && d.ageLine(c.block, &whole) && whole.others <= 6 && (!c.within || changed.others == 0) {
		return true
	}
	if changed.numbers == 0 || changed.others > 1 {
		return false
	}
	// A counter: its word stands beside the number.
	if whole.counters > 0 && !d.tells(b.Span) && d.beside(c.Span, b.Span, lex.ClassCounter) {
		return true
	}
	// The size of a file.
	if whole.files >= 2 && !d.status(c.Span) && d.beside(c.Span, b.Span, lex.ClassFile|lex.ClassUnit) {
		return true
	}
	// Rates and weather: nothing but such words. A line among paragraphs is a sum.
	return whole.rates > 0 && whole.others <= 1 && (d.isRow(c.block) || c.block <= d.headEnd() || c.block >= d.bodyEnd())
}

// tellsDay tells whether a date or a time of day can be read from the words and
// numbers of a line: a lone small number is none ("published within 10 days"), nor is
// a share or a sum.
func (d *Side) tellsDay(c census, r lex.Span) bool {
	for i := r.From; i < r.To; i++ {
		if d.Stream.Tokens[i].Flags&lex.Sign != 0 && strings.Contains("%‰$€£¥₽₸₴₺", d.Stream.Word(i)) {
			return false
		}
	}
	if c.months+c.days > 0 || c.numbers > 1 {
		return true
	}
	for i := r.From; i < r.To; i++ {
		if d.Stream.Tokens[i].Flags&lex.Number != 0 && len(d.Stream.Word(i)) > 2 {
			return true
		}
	}
	return false
}

// weakDated are words of datelines that stand before other dates too: "date of
// the hearing", "now".
var weakDated = map[string]bool{"date": true, "дата": true, "күні": true, "now": true, "сейчас": true, "қазір": true, "yesterday": true, "вчера": true, "кеше": true, "hier": true, "jour": true, "stand": true}

// startsDated tells whether the first word that says anything is one of a
// dateline.
func (d *Side) startsDated(r lex.Span) bool {
	for i := r.From; i < r.To; i++ {
		k := lex.Vocabulary().Class(d.Stream.Word(i))
		if k&(lex.ClassDated|lex.ClassByline) != 0 { // "Updated on …", "Source: …, updated on …"
			return true
		}
		if k&lex.ClassGlue == 0 {
			return false
		}
	}
	return false
}

// furniture tells whether a paragraph that came or went as a whole is part of
// the page's furniture.
func (d *Side) furniture(bi int, shade *shadow) bool {
	b := d.Stream.Blocks[bi]
	c := d.census(b.Span)
	heading := d.isHeading(bi) // may be a list's label, but is no date line
	switch {
	case heading:
	case c.words <= 14 && c.numbers+c.months > 0 && c.dated > 0 && (c.others <= 3 || c.others <= 6 && d.leads(b.Span, lex.ClassDated) && !d.Stream.EndsSentence(bi)) && !d.isRow(bi),
		c.words <= 8 && c.numbers > 0 && c.others == 0 && !d.isRow(bi):
		return true
	case c.words <= 14 && d.ageLine(bi, &c) && c.others <= 8:
		return true
	}
	if lex.Hints()[phrase(d.Stream, b.Span)] || d.siteLine(bi) {
		return true
	}
	switch {
	case c.consent >= 2 && c.words <= 80 && !d.about(lex.ClassConsent) && !(d.amongProse(bi) && d.treats(lex.ClassConsent, bi)):
		*shade = shadow{3, 40}
		return true
	case c.advert > 0 && c.words <= 60 && !d.about(lex.ClassAdvert) && (c.words <= 4 || d.leads(b.Span, lex.ClassAdvert)):
		*shade = shadow{1, 40}
		return true
	}
	if d.headFurniture(bi) || d.addresses(bi) || d.voice(bi) || d.credit(bi) || d.request(bi) {
		return true
	}
	if shade.left > 0 && c.words <= shade.words {
		shade.left--
		return true
	}
	return false
}

// shadow is cast by a banner: the paragraphs right after it that came with it
// belong to it.
type shadow struct{ left, words int }

// about tells whether the page as a whole treats of what a class of words
// names: a cookie policy is not a cookie banner.
func (d *Side) about(class lex.WordClass) bool {
	n := 0
	for _, s := range []*lex.Stream{d.Page.Base(), d.Peer.Base()} {
		n = 0
		for i := range s.Tokens {
			if lex.Vocabulary().Class(s.Word(i))&class != 0 {
				n++
			}
		}
		if n >= 8 && n*100 >= len(s.Tokens) {
			continue
		}
		return false
	}
	return true
}

// leads tells whether one of the first three words is of a class.
func (d *Side) leads(r lex.Span, class lex.WordClass) bool {
	for i := r.From; i < min(r.To, r.From+3); i++ {
		if lex.Vocabulary().Class(d.Stream.Word(i))&class != 0 {
			return true
		}
	}
	return false
}

// beside tells whether a word of a class stands within two words of the run.
func (d *Side) beside(r, within lex.Span, class lex.WordClass) bool {
	for i := max(within.From, r.From-2); i < min(within.To, r.To+2); i++ {
		if lex.Vocabulary().Class(d.Stream.Word(i))&class != 0 {
			return true
		}
	}
	return false
}

func (d *Side) dateish(r lex.Span) bool { return dateish(d.Stream, r) }

// dateish tells whether a run is nothing but parts of a date or a time.
func dateish(s *lex.Stream, r lex.Span) bool {
	for i := r.From; i < r.To; i++ {
		if s.Tokens[i].Flags&lex.Number != 0 {
			w := s.Word(i)
			if strings.Count(w, ".") == 2 || len(w) <= 2 || len(w) == 4 && (w[:2] == "19" || w[:2] == "20" || (w[:2] == "13" || w[:2] == "14") && hasMonth(s, r)) || len(w) == 5 && w[2] == '.' {
				continue
			}
			return false
		}
		if lex.Vocabulary().Class(s.Word(i))&(lex.ClassMonth|lex.ClassDay|lex.ClassGlue|lex.ClassDated) == 0 {
			return false
		}
	}
	return true
}

// hasMonth tells whether a run names a month: beside it a year may be one of the Persian
// or the Islamic calendar.
func hasMonth(s *lex.Stream, r lex.Span) bool {
	for i := r.From; i < r.To; i++ {
		if lex.Vocabulary().Class(s.Word(i))&lex.ClassMonth != 0 {
			return true
		}
	}
	return false
}

// mostAge is how many words an age has that stands by itself: "منذ 3 ساعات".
const mostAge = 3

// isAgo tells whether a run speaks of relative time: "3 hours ago".
func isAgo(d *Side, r lex.Span) bool {
	for i := r.From; i < r.To; i++ {
		switch d.Stream.Word(i) {
		case "ago", "назад", "бұрын", "тому":
			return r.Len() <= 8 || unitNear(d.Stream, i, r)
		case "vor", "hace":
			return unitNear(d.Stream, i, r)
		case "önce": // "before", too
			return i+1 == r.To && r.Len() <= mostAge && unitNear(d.Stream, i, r)
		case "منذ", "قبل": // "since", "before"
			return i == r.From && r.Len() <= mostAge && unitNear(d.Stream, i, r)
		case "il":
			if i+2 < r.To && d.Stream.Word(i+1) == "y" && d.Stream.Word(i+2) == "a" {
				return true
			}
		}
	}
	return false
}

// ageLine tells whether a block is a line with an age, and no sentence that tells when
// something was: "Построили 12 лет назад."
func (d *Side) ageLine(bi int, c *census) bool {
	b := d.Stream.Blocks[bi]
	return isAgo(d, b.Span) && !(d.Stream.EndsSentence(bi) && c.dated == 0 && c.bylines == 0 && c.others >= 2 && lowerCase(d.Stream, b.Span) > 0)
}

func unitNear(s *lex.Stream, at int, r lex.Span) bool {
	for i := max(r.From, at-3); i < min(r.To, at+4); i++ {
		if i != at && lex.Vocabulary().Class(s.Word(i))&lex.ClassAgo != 0 {
			return true
		}
	}
	return false
}

func phrase(s *lex.Stream, r lex.Span) string {
	if r.Len() > 10 {
		return ""
	}
	words := make([]string, 0, r.Len())
	for i := r.From; i < r.To; i++ {
		words = append(words, s.Word(i))
	}
	return strings.Join(words, " ")
}

func (d *Side) drop(which map[int]bool) {
	kept := d.Changes[:0]
	for i, c := range d.Changes {
		if which[i] && !c.kept {
			d.noise++
		} else {
			kept = append(kept, c)
		}
	}
	d.Changes = kept
}
