package verdict

import (
	"strings"
	"unicode"
	"unicode/utf8"
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

func (d *side) census(r span) census {
	c := census{words: r.len()}
	for i := r.from; i < r.to; i++ {
		if d.s.tok[i].flags&(tokNumber|tokSign) != 0 {
			c.numbers++
			continue
		}
		k := lexicon().class(d.s.word(i))
		other := true
		count := func(class wordClass, n *int) {
			if k&class != 0 {
				*n++
				other = false
			}
		}
		count(classMonth, &c.months)
		count(classDay, &c.days)
		if k&classDated != 0 && !weakDated[d.s.word(i)] {
			c.dated++
			other = false
		} else if k&classDated != 0 {
			other = false
		}
		count(classGlue, &c.glue)
		count(classAgo, &c.ago)
		count(classCounter, &c.counters)
		count(classRate, &c.rates)
		count(classConsent, &c.consent)
		count(classAdvert, &c.advert)
		count(classRelated, &c.related)
		count(classLegal, &c.legal)
		count(classFile, &c.files)
		count(classUnit, &c.units)
		count(classByline, &c.bylines)
		if other {
			c.others++
		}
	}
	if c.dated == 0 && c.numbers > 0 && c.words <= 14 && d.s.datedHan(r) {
		c.dated++
	}
	return c
}

// datedHan tells whether a line begins as datelines do in letters that are not set
// apart: "更新时间：2021-03-17".
func (s *stream) datedHan(r span) bool {
	if r.len() == 0 {
		return false
	}
	text := s.text[s.tok[r.from].start:s.tok[r.to-1].end]
	for _, label := range []string{"更新", "发布", "發布", "发表", "發表", "修改", "编辑于", "編輯於", "更新日", "公開日"} {
		if at := strings.Index(text, label); at >= 0 && !strings.ContainsAny(text[:at], "0123456789") && at <= len("最后") {
			return true
		}
	}
	return false
}

// agedHan tells whether a line is an age in such letters, and nothing else: "3天前".
func (s *stream) agedHan(b block) bool {
	ago := b.len() >= 3 && b.len() <= 8 && (s.word(b.to-1) == "前" || s.word(b.to-1) == "전")
	for i := b.from; ago && i < b.to-1; i++ {
		ago = s.tok[i].flags&tokNumber != 0 || strings.Contains("秒分钟鐘小时時間天日周週个個月年", s.word(i))
	}
	return ago && s.tok[b.from].flags&tokNumber != 0
}

// readers tells whether a change is that of such a counter.
func (d *side) readers(c change) bool {
	return c.paired && d.onlyNumbers(c) && d.s.countedHan(c.span) && d.other.countedHan(c.there)
}

// countedHan tells whether a number stands behind the label of a counter of readers in
// such letters: "浏览次数：1204 次".
func (s *stream) countedHan(r span) bool {
	b := s.blocks[s.blockOf(r.from)]
	at := r.from
	for at < r.to && s.tok[at].flags&tokNumber == 0 {
		at++
	}
	if at == r.to || b.len() > 40 {
		return false
	}
	last := at
	for last+1 < r.to && s.tok[last+1].flags&tokNumber != 0 {
		last++
	}
	rest := s.text[s.tok[last].end:b.end]
	behind := strings.TrimLeft(rest, " \u00a0")
	what := strings.TrimLeft(behind, "次人万萬亿億千百+")
	if next, _ := utf8.DecodeRuneInString(what); unicode.IsLetter(next) && (what != behind || behind == rest) {
		return false // "1204 人死亡", not "1204 次 打印"
	}
	before := strings.TrimRight(s.text[b.start:s.tok[at].start], " :：（(\u00a0")
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
func (d *side) idle(c change) bool {
	mine := d.compact(c.span)
	if d.s.agedHan(d.s.blocks[c.block]) || d.numbering(c) || d.rowNumber(c) || d.shortName(c) || d.generated(c) {
		return true
	}
	if d.sameWriting(c) || d.retrieved(c) || d.agoForDate(c) {
		return true
	}
	if c.paired {
		theirs := d.other.compact(c.there)
		if (mine == theirs || sameLetters(mine, theirs)) && sameFigures(d.s, c.span, d.other, c.there) || d.sameDate(c) || d.sameAddress(c) {
			return true
		}
		if c.span.len() == 0 && hints()[d.other.phrase(c.there)] {
			return true
		}
	}
	if hints()[d.s.phrase(c.span)] || d.siteLine(c.block) || d.ticksOn(c) {
		return true
	}
	if c.paired && d.onlyNumbers(c) && d.s.numbered(c.span) && d.other.numbered(c.there) {
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
	b := d.s.blocks[c.block]
	if b.len() > 30 || d.isHeading(c.block) {
		return false
	}
	if d.fileLabel(c) || d.playerLine(c) {
		return true
	}
	if d.idleInHead(c) || d.labelledCount(c) || d.counts(c) || c.paired && b.len() <= 8 && !d.s.endsSentence(c.block) && d.s.handleFor(c.span, d.other, c.there) {
		return true
	}
	whole := d.census(b.span)
	text := d.s.blockText(c.block)
	if whole.legal+strings.Count(text, "©")+strings.Count(strings.ToLower(text), "(c)") > 0 && (strings.Contains(text, "©") || whole.legal >= 2 || whole.legal == 1 && whole.numbers > 0 && whole.words <= 12) && d.dateish(c.span) {
		return true
	}
	dateOnly := !d.fate(c.block) && d.dateish(c.span) && (!c.paired || dateish(d.other, c.there))
	if (d.s.endsSentence(c.block) || lastSign(text) == ";") && whole.words >= 8 && !d.startsDated(b.span) {
		dateOnly = false // a sentence, and what it tells of is no revision of the page
	}
	if whole.words <= 14 && dateOnly && whole.numbers > 0 && d.tellsDay(whole, b.span) {
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
	if whole.dated > 0 && dateOnly && whole.others <= 6 && !d.s.endsSentence(c.block) && d.tellsDay(whole, b.span) {
		return true
	}
	if d.prose(c.block) && whole.words >= 8 {
		return false
	}
	changed := d.census(c.span)
	if whole.words <= 14 && isAgo(d, b.span) && whole.others <= 6 && (!c.within || changed.others == 0) {
		return true
	}
	if changed.numbers == 0 || changed.others > 1 {
		return false
	}
	// A counter: its word stands beside the number.
	if whole.counters > 0 && !d.tells(b.span) && d.beside(c.span, b.span, classCounter) {
		return true
	}
	// The size of a file.
	if whole.files >= 2 && !d.status(c.span) && d.beside(c.span, b.span, classFile|classUnit) {
		return true
	}
	// Rates and weather: nothing but such words. A line among paragraphs is a sum.
	return whole.rates > 0 && whole.others <= 1 && (d.isRow(c.block) || c.block <= d.headEnd() || c.block >= d.bodyEnd())
}

// tellsDay tells whether a date or a time of day can be read from the words and
// numbers of a line: a lone small number is none ("published within 10 days"), nor is
// a share or a sum.
func (d *side) tellsDay(c census, r span) bool {
	for i := r.from; i < r.to; i++ {
		if d.s.tok[i].flags&tokSign != 0 && strings.Contains("%‰$€£¥₽₸₴₺", d.s.word(i)) {
			return false
		}
	}
	if c.months+c.days > 0 || c.numbers > 1 {
		return true
	}
	for i := r.from; i < r.to; i++ {
		if d.s.tok[i].flags&tokNumber != 0 && len(d.s.word(i)) > 2 {
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
func (d *side) startsDated(r span) bool {
	for i := r.from; i < r.to; i++ {
		k := lexicon().class(d.s.word(i))
		if k&(classDated|classByline) != 0 { // "Updated on …", "Source: …, updated on …"
			return true
		}
		if k&classGlue == 0 {
			return false
		}
	}
	return false
}

// furniture tells whether a paragraph that came or went as a whole is part of
// the page's furniture.
func (d *side) furniture(bi int, shade *shadow) bool {
	b := d.s.blocks[bi]
	c := d.census(b.span)
	heading := d.isHeading(bi) // may be a list's label, but is no date line
	switch {
	case heading:
	case c.words <= 14 && c.numbers+c.months > 0 && c.dated > 0 && (c.others <= 3 || c.others <= 6 && d.leads(b.span, classDated) && !d.s.endsSentence(bi)) && !d.isRow(bi),
		c.words <= 8 && c.numbers > 0 && c.others == 0 && !d.isRow(bi):
		return true
	case c.words <= 14 && isAgo(d, b.span) && c.others <= 8:
		return true
	}
	if hints()[d.s.phrase(b.span)] || d.siteLine(bi) {
		return true
	}
	switch {
	case c.consent >= 2 && c.words <= 80 && !d.about(classConsent) && !(d.amongProse(bi) && d.treats(classConsent, bi)):
		*shade = shadow{3, 40}
		return true
	case c.advert > 0 && c.words <= 60 && !d.about(classAdvert) && (c.words <= 4 || d.leads(b.span, classAdvert)):
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
func (d *side) about(class wordClass) bool {
	n := 0
	for _, s := range []*stream{d.page.base(), d.peer.base()} {
		n = 0
		for i := range s.tok {
			if lexicon().class(s.word(i))&class != 0 {
				n++
			}
		}
		if n >= 8 && n*100 >= len(s.tok) {
			continue
		}
		return false
	}
	return true
}

// leads tells whether one of the first three words is of a class.
func (d *side) leads(r span, class wordClass) bool {
	for i := r.from; i < min(r.to, r.from+3); i++ {
		if lexicon().class(d.s.word(i))&class != 0 {
			return true
		}
	}
	return false
}

// beside tells whether a word of a class stands within two words of the run.
func (d *side) beside(r, within span, class wordClass) bool {
	for i := max(within.from, r.from-2); i < min(within.to, r.to+2); i++ {
		if lexicon().class(d.s.word(i))&class != 0 {
			return true
		}
	}
	return false
}

func (d *side) dateish(r span) bool { return dateish(d.s, r) }

// dateish tells whether a run is nothing but parts of a date or a time.
func dateish(s *stream, r span) bool {
	for i := r.from; i < r.to; i++ {
		if s.tok[i].flags&tokNumber != 0 {
			w := s.word(i)
			if strings.Count(w, ".") == 2 || len(w) <= 2 || len(w) == 4 && (w[:2] == "19" || w[:2] == "20") || len(w) == 5 && w[2] == '.' {
				continue
			}
			return false
		}
		if lexicon().class(s.word(i))&(classMonth|classDay|classGlue|classDated) == 0 {
			return false
		}
	}
	return true
}

// mostAge is how many words an age has that stands by itself: "منذ 3 ساعات".
const mostAge = 3

// isAgo tells whether a run speaks of relative time: "3 hours ago".
func isAgo(d *side, r span) bool {
	for i := r.from; i < r.to; i++ {
		switch d.s.word(i) {
		case "ago", "назад", "бұрын", "тому":
			return r.len() <= 8 || unitNear(d.s, i, r)
		case "vor", "hace":
			return unitNear(d.s, i, r)
		case "önce": // "before", too
			return i+1 == r.to && r.len() <= mostAge && unitNear(d.s, i, r)
		case "منذ", "قبل": // "since", "before"
			return i == r.from && r.len() <= mostAge && unitNear(d.s, i, r)
		case "il":
			if i+2 < r.to && d.s.word(i+1) == "y" && d.s.word(i+2) == "a" {
				return true
			}
		}
	}
	return false
}

func unitNear(s *stream, at int, r span) bool {
	for i := max(r.from, at-3); i < min(r.to, at+4); i++ {
		if i != at && lexicon().class(s.word(i))&classAgo != 0 {
			return true
		}
	}
	return false
}

func (s *stream) phrase(r span) string {
	if r.len() > 10 {
		return ""
	}
	words := make([]string, 0, r.len())
	for i := r.from; i < r.to; i++ {
		words = append(words, s.word(i))
	}
	return strings.Join(words, " ")
}

func (d *side) drop(which map[int]bool) {
	kept := d.changes[:0]
	for i, c := range d.changes {
		if which[i] && !c.kept {
			d.noise++
		} else {
			kept = append(kept, c)
		}
	}
	d.changes = kept
}
