package extract

import (
	"fmt"
	"html"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"
)

// typed is a line of type at a place on a page, as pdftotext would report it.
type typed struct {
	x, y, size float64
	text       string
}

// layout gives what pdftotext writes of pages of such lines: lines of one size
// that begin under each other are a block.
func layout(pages ...[]typed) string {
	var b strings.Builder
	height := 0.0
	for _, p := range pages {
		for _, l := range p {
			height = max(height, l.y+60)
		}
	}
	for _, p := range pages {
		fmt.Fprintf(&b, "<page width=\"600\" height=\"%.0f\">\n", height)
		var last typed
		for i, l := range p {
			if i == 0 || l.x != last.x || l.size != last.size || l.y-last.y > 2*l.size || l.y < last.y {
				b.WriteString("<block >\n")
			}
			last = l
			b.WriteString("<line >\n")
			x := l.x
			for _, w := range strings.Fields(l.text) {
				end := x + 0.5*l.size*float64(utf8.RuneCountInString(w))
				fmt.Fprintf(&b, "<word xMin=\"%.2f\" yMin=\"%.2f\" xMax=\"%.2f\" yMax=\"%.2f\">%s</word>\n", x, l.y, end, l.y+l.size, html.EscapeString(w))
				x = end + 0.5*l.size
			}
			b.WriteString("</line>\n")
		}
		b.WriteString("</page>\n")
	}
	return b.String()
}

func readLayout(t testing.TB, text string) *Document {
	t.Helper()
	var p pdfReader
	if !p.read(strings.NewReader(text)) {
		t.Fatal("too much text")
	}
	doc := &Document{}
	doc.setPDF(p.pages)
	return doc
}

// press is how a text is made into pages.
type press struct {
	measure      int // letters in a line
	lines        int // on a page
	header, foot string
	notes        map[string]string // by a word that they are called at
	hyphens      bool
}

// pages sets paragraphs.
func (p press) pages(paragraphs ...string) (out [][]typed) {
	const size, left, top, feed = 10, 60, 80, 12
	var page []typed
	var notes []string
	called := map[string]bool{}
	y := float64(top)
	end := func() {
		for i, n := range notes {
			page = append(page, typed{left, float64(top + feed*p.lines + 20 + 10*i), 8, n})
		}
		if p.header != "" {
			page = append([]typed{{400, 30, 8, strings.ReplaceAll(p.header, "#", fmt.Sprint(len(out)+1))}}, page...)
		}
		if p.foot != "" {
			page = append(page, typed{290, float64(top + feed*p.lines + 60), 8, strings.ReplaceAll(p.foot, "#", fmt.Sprint(len(out)+1))})
		}
		out, page, notes, y = append(out, page), nil, nil, top
	}
	put := func(line string) {
		if y >= float64(top+feed*p.lines) {
			end()
		}
		page = append(page, typed{left, y, size, line})
		y += feed
		for word, note := range p.notes {
			if strings.Contains(line, word) && !called[word] {
				called[word] = true
				notes = append(notes, note)
			}
		}
	}
	for _, text := range paragraphs {
		line := ""
		for _, w := range strings.Fields(text) {
			switch n := utf8.RuneCountInString(line); {
			case line == "":
				line = w
			case n+1+utf8.RuneCountInString(w) <= p.measure:
				line += " " + w
			case p.hyphens && utf8.RuneCountInString(w) > 7 && n+6 <= p.measure && !strings.ContainsAny(w, "-0123456789"):
				r := []rune(w)
				put(line + " " + string(r[:4]) + "-")
				line = string(r[4:])
			default:
				put(line)
				line = w
			}
		}
		put(line)
		y += 6
	}
	end()
	return out
}

var paragraphsOf = map[string][]string{
	"en": {
		"The Working Group transmitted a communication to the Government concerning the arrest of the journalist on 14 March 2019, and asked for a reply within sixty days.",
		"The Government did not reply in time. It did not request an extension of the time limit for its reply, as provided for in the methods of work, nor did it dispute the facts.",
		"In the light of the foregoing, the deprivation of liberty is arbitrary and falls within categories II and III. The appropriate remedy would be to release her immediately.",
	},
	"fr": {
		"Le Comité a transmis au Gouvernement une communication concernant l’arrestation du journaliste, survenue le 14 mars 2019, et lui a demandé de répondre dans un délai de soixante jours.",
		"Le Gouvernement n’a pas répondu dans ce délai. Il n’a pas non plus sollicité de prolongation, comme le permettent les méthodes de travail, ni contesté les faits allégués par la source.",
		"Au vu de ce qui précède, la privation de liberté est arbitraire et relève des catégories II et III. La réparation appropriée consisterait à libérer immédiatement l’intéressée.",
	},
	"ru": {
		"Рабочая группа препроводила правительству сообщение о задержании журналистки, которое произошло 14 марта 2019 года, и просила ответить в течение шестидесяти дней.",
		"Правительство не представило ответа в установленный срок. Оно не просило о продлении этого срока, как это предусмотрено методами работы, и не оспаривало изложенные источником факты.",
		"С учётом вышеизложенного лишение свободы носит произвольный характер и подпадает под категории II и III. Надлежащим средством защиты было бы немедленное освобождение.",
	},
	"kk": {
		"Жұмыс тобы журналистің 2019 жылғы 14 наурызда ұсталуына қатысты хабарламаны Үкіметке жолдап, алпыс күн ішінде жауап беруді сұрады және қосымша мәліметтерді тапсырды.",
		"Үкімет белгіленген мерзімде жауап бермеді. Ол жұмыс әдістерінде көзделгендей бұл мерзімді ұзартуды сұрамады және дереккөз баяндаған фактілерді жоққа шығармады.",
		"Жоғарыда айтылғандарды ескере отырып, бас бостандығынан айыру негізсіз болып табылады және II мен III санаттарға жатады. Тиісті шара оны дереу босату болар еді.",
	},
}

// TestPDFSetAnew: however a text is cut into lines and pages, and whatever runs
// along, the main text is its paragraphs.
func TestPDFSetAnew(t *testing.T) {
	for lang, paragraphs := range paragraphsOf {
		paragraphs := slices.Concat(paragraphs, paragraphs[:2], paragraphs)
		for i, p := range paragraphs { // no two alike
			words := strings.Fields(strings.Trim(p, "."))
			words = append(words[2*i:], words[:2*i]...)
			r, n := utf8.DecodeRuneInString(words[0])
			words[0] = string(unicode.ToUpper(r)) + words[0][n:]
			paragraphs[i] = strings.Join(words, " ") + "."
		}
		want := strings.Join(paragraphs, "\n")
		for name, p := range map[string]press{
			"plain":        {measure: 70, lines: 40},
			"narrow":       {measure: 44, lines: 30},
			"short pages":  {measure: 70, lines: 7},
			"running":      {measure: 66, lines: 9, header: "A/HRC/WGAD/2019/25", foot: "GE.19-# Қ"},
			"numbered":     {measure: 60, lines: 8, header: "Annual report – Отчёт", foot: "#"},
			"page of":      {measure: 60, lines: 8, foot: "Page # of 6"},
			"бет":          {measure: 60, lines: 8, header: "№ 971-VI", foot: "#-бет"},
			"download":     {measure: 64, lines: 10, foot: "Скачано 17.10.2022 в 14:06, страница # из 5"},
			"divided":      {measure: 50, lines: 9, hyphens: true, foot: "– # –"},
			"two pages":    {measure: 70, lines: 15, header: "Avis no 22/2019", foot: "#"},
			"other header": {measure: 70, lines: 25, header: "Protection Statistics #"},
		} {
			t.Run(lang+" "+name, func(t *testing.T) {
				doc := readLayout(t, layout(p.pages(paragraphs...)...))
				if doc.Main != want {
					t.Errorf("main text\n%s\nwant\n%s", doc.Main, want)
				}
				if !strings.HasPrefix(doc.Visible, doc.Main) {
					t.Errorf("visible %q does not begin with the main text", doc.Visible)
				}
				if p.foot != "" && !strings.Contains(doc.Visible, strings.ReplaceAll(p.foot, "#", "1")) {
					t.Errorf("the running line cannot be seen: %q", doc.Visible[len(doc.Main):])
				}
			})
		}
	}
}

func TestPDFNotes(t *testing.T) {
	for lang, paragraphs := range paragraphsOf {
		words := strings.Fields(paragraphs[1])
		note := "1 See A/HRC/36/38, annex, para. 15; résolution 33/30, там же, 12-бет."
		p := press{measure: 60, lines: 5, foot: "#", notes: map[string]string{words[1] + " " + words[2]: note, words[len(words)-1]: "2 Ibid."}}
		doc := readLayout(t, layout(p.pages(paragraphs...)...))
		for _, want := range append(slices.Clone(paragraphs), note) {
			if !strings.Contains("\n"+doc.Main+"\n", "\n"+want+"\n") {
				t.Errorf("%s: %q is no paragraph of\n%s", lang, want, doc.Main)
			}
		}
		if !strings.Contains(strings.Join(doc.Pages, " "), note) {
			t.Errorf("%s: the pages have no note: %q", lang, doc.Pages)
		}
	}
	// Small print that is a table or the whole page is no note.
	rows := []typed{{60, 100, 10, "Population of the regions in thousands, as of 1 January of the year"}, {60, 112, 10, "that is given, according to the statistical office of the country:"}}
	for i, region := range []string{"1 North", "2 South", "3 East"} {
		y := float64(140 + 12*i)
		rows = append(rows, typed{60, y, 8, region}, typed{200, y, 8, fmt.Sprint(1_100 + i)}, typed{300, y, 8, fmt.Sprint(2_200 + i)})
	}
	if doc := readLayout(t, layout(rows)); !strings.Contains(doc.Main, "2 South\t1101\t2201") {
		t.Errorf("%q", doc.Main)
	}
}

// TestPDFStays: what looks like a running line and is none.
func TestPDFStays(t *testing.T) {
	body := func(y float64, text ...string) (out []typed) {
		for i, s := range text {
			out = append(out, typed{60, y + 12*float64(i), 10, s})
		}
		return out
	}
	for name, c := range map[string]struct {
		pages [][]typed
		want  string
	}{
		"a sentence at the foot of two pages": {[][]typed{
			body(100, "The first page says one thing and then another.", "No 12 was not heard."),
			body(100, "The second page says something else again, at length.", "No 14 was not heard."),
		}, "The second page says something else again, at length. No 14 was not heard."},
		"articles that begin pages": {[][]typed{
			body(100, "Статья 12", "Каждый имеет право на судебную защиту своих прав и свобод."),
			body(100, "Статья 13", "Никто не может быть лишён свободы иначе как по решению суда."),
			body(100, "Статья 14", "Жилище неприкосновенно, проникновение в него не допускается."),
			body(100, "Статья 15", "Каждый имеет право на свободу слова и творчества."),
			body(100, "Конец"), body(100, "Приложение"), body(100, "Подписи сторон"), body(100, "Оглавление"), body(100, "Выходные данные"),
		}, "Статья 14"},
		"a figure in the last row": {[][]typed{
			append(body(100, "Deaths by year and by cause, as the ministry gave them:"), typed{60, 130, 10, "2018"}, typed{200, 130, 10, "212"}, typed{60, 142, 10, "2019"}, typed{200, 142, 10, "39"}),
			append(body(100, "Births by year and by place, as the ministry gave them:"), typed{60, 130, 10, "2018"}, typed{200, 130, 10, "712"}, typed{60, 142, 10, "2019"}, typed{200, 142, 10, "40"}),
		}, "2019\t40"},
		"a year that stands alone": {[][]typed{body(100, "Report on the state of human rights in the republic in the year"), {{280, 760, 10, "2019"}}}, "2019"},
		"the title":                {[][]typed{{{200, 60, 16, "Opinion No. 67/2018"}, {60, 120, 10, "The Working Group was established in resolution 1991/42 of the Commission."}}}, "Opinion No. 67/2018"},
	} {
		if doc := readLayout(t, layout(c.pages...)); !strings.Contains("\n"+doc.Main+"\n", "\n"+c.want+"\n") {
			t.Errorf("%s: %q is no paragraph of\n%s", name, c.want, doc.Main)
		}
	}
}

func TestPDFStamps(t *testing.T) {
	var with, without [][]typed
	for i := range 3 {
		var page []typed
		for n, s := range paragraphsOf["ru"] {
			page = append(page, typed{60, float64(100 + 40*n), 5, fmt.Sprintf("%d) %s", 3*i+n, s)})
		}
		without = append(without, page)
		with = append(with, append(slices.Clone(page), typed{100, 90, 60, "КОПИЯ"}, typed{20, 300, 6, "Downloaded from the library"}))
	}
	if a, b := readLayout(t, layout(with...)).Main, readLayout(t, layout(without...)).Main; a != b {
		t.Errorf("with a stamp\n%s\nwithout\n%s", a, b)
	}
}

func TestPDFTables(t *testing.T) {
	row := func(y float64, cells ...string) (out []typed) {
		for i, c := range cells {
			if c != "" {
				out = append(out, typed{60 + 110*float64(i), y, 10, c})
			}
		}
		return out
	}
	head := row(300, "Region", "Applied", "Refused")
	page1 := slices.Concat([]typed{{60, 100, 10, "Applications by region in the first quarter:"}}, head, row(314, "Alder", "1,486", "430"), row(328, "Birchfield", "2,636", "611"))
	page2 := slices.Concat(row(100, "Region", "Applied", "Refused"), row(114, "Camber", "1,491", "398"), row(128, "Vale of", "746", ""), row(139, "ely", "", ""), row(153, "Total", "9", "8"))
	doc := readLayout(t, layout(page1, page2))
	want := "Applications by region in the first quarter:\nRegion\tApplied\tRefused\nAlder\t1,486\t430\nBirchfield\t2,636\t611\nCamber\t1,491\t398\nVale of ely\t746\nTotal\t9\t8"
	if doc.Main != want {
		t.Errorf("%q\nwant %q", doc.Main, want)
	}
}

// TestPDFTableHeads: heads over narrow columns run into each other, and over two
// lines.
func TestPDFTableHeads(t *testing.T) {
	page := []typed{{60, 100, 10, "Region"}, {130, 100, 10, "Applied"}, {180, 100, 10, "Pending Recognition"}, {190, 112, 10, "a year"}, {255, 112, 10, "rate"}}
	for i, r := range [][4]string{{"Alder", "212", "430", "66.7"}, {"Горный округ", "318", "611", "44.2"}, {"Ақмола", "44", "398", "39.5"}} {
		y := float64(134 + 16*i)
		page = append(page, typed{60, y, 10, r[0]}, typed{130, y, 10, r[1]}, typed{200, y, 10, r[2]}, typed{255, y, 10, r[3]})
	}
	doc := readLayout(t, layout(page))
	want := "Region\tApplied\tPending a year\tRecognition rate\nAlder\t212\t430\t66.7\nГорный округ\t318\t611\t44.2\nАқмола\t44\t398\t39.5"
	if doc.Main != want {
		t.Errorf("%q\nwant %q", doc.Main, want)
	}
}

func TestPDFColumns(t *testing.T) {
	for lang, paragraphs := range paragraphsOf {
		text := strings.Join(paragraphs, " ")
		var cols [2][]string
		p := press{measure: 40, lines: 100}
		lines := p.pages(text)[0]
		half := (len(lines) + 1) / 2
		for i, l := range lines {
			cols[i/half] = append(cols[i/half], l.text)
		}
		page := []typed{{60, 60, 16, "Title over both of the columns, as it is"}}
		for i := range half { // across, as a careless reader would
			for c, x := range []float64{60, 320} {
				if i < len(cols[c]) {
					page = append(page, typed{x, float64(100 + 12*i), 10, cols[c][i]})
				}
			}
		}
		if doc := readLayout(t, layout(page)); !strings.HasSuffix(strings.ReplaceAll(doc.Main, "\n", " "), " "+text) {
			t.Errorf("%s: %s", lang, doc.Main)
		}
	}
}

// TestPDFColumnNotes: notes at the foot of the left column stand between its last
// line and the first of the right one; a table in a column is one.
func TestPDFColumnNotes(t *testing.T) {
	for lang, paragraphs := range paragraphsOf {
		lines := press{measure: 34, lines: 100}.pages(strings.Join(paragraphs, " "))[0]
		half := (len(lines) + 1) / 2
		page := []typed{{60, 30, 8, "Обзор практики – Review"}, {120, 60, 16, "Title over both of the columns"}}
		for i, l := range lines {
			l.y = float64(100 + 12*i)
			if i >= half {
				l.x, l.y = 320, float64(100+12*(i-half))
			}
			page = append(page, l)
		}
		y := float64(100 + 12*half)
		page = append(page, typed{60, y + 10, 8, "1 A/HRC/36/38, para. 15."}, typed{60, y + 20, 8, "2 Ibid., para. 17."})
		for i, r := range []string{"2018", "2019", "2020"} {
			page = append(page, typed{320, y + 13*float64(i), 10, r}, typed{420, y + 13*float64(i), 10, fmt.Sprint(212 + i)})
		}
		doc := readLayout(t, layout(page))
		text := strings.ReplaceAll(doc.Main, "\n", " ")
		for _, want := range []string{strings.Join(paragraphs, " "), "2018\t212 2019\t213 2020\t214", "1 A/HRC/36/38, para. 15. 2 Ibid., para. 17."} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %q is not in\n%s", lang, want, doc.Main)
			}
		}
	}
}

// TestPDFHostile: pages that no writer makes are read in time that grows with
// their size.
func TestPDFHostile(t *testing.T) {
	const n = 40_000
	var oneRow, oneColumn, onePlace, cells []typed
	for i := range n {
		oneRow = append(oneRow, typed{float64(10 * i), 100, 10, "word"})
		oneColumn = append(oneColumn, typed{60, float64(12 * i), 10, "1. word"})
		onePlace = append(onePlace, typed{60, 100, 40 + float64(i%7), "word"})
		cells = append(cells, typed{60 + 20*float64(i%100), 100 + 12*float64(i/100), 10, "1"})
	}
	for name, page := range map[string][]typed{"a row": oneRow, "a column": oneColumn, "a place": onePlace, "cells": cells} {
		start := time.Now()
		if doc := readLayout(t, layout(page)); doc.Visible == "" {
			t.Errorf("%s: nothing read", name)
		}
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("%s took %v", name, took)
		}
	}
}

func TestJoinLine(t *testing.T) {
	known := map[string]bool{"интернет-ресурс": true, "procès-verbal": true, "long-term": true}
	for _, c := range []struct{ open, line, want string }{
		{"the hyphen-", "ated word", "the hyphenated word"},
		{"мекенжай\u00ad", "ында", "мекенжайында"},
		{"a long-", "term plan", "a long-term plan"},
		{"le procès-", "verbal", "le procès-verbal"},
		{"Saint-", "Pierre", "Saint-Pierre"},
		{"19.00-", "ден кеш", "19.00-ден кеш"},
		{"pages 10-", "20", "pages 10-20"},
		{"one –", "two", "one – two"},
		{"one -", "two", "one - two"},
		{"no", "hyphen", "no hyphen"},
	} {
		if got := string(joinLine([]byte(c.open), c.line, known)); got != c.want {
			t.Errorf("%q + %q: %q, want %q", c.open, c.line, got, c.want)
		}
	}
}

func TestPageNumber(t *testing.T) {
	for s, want := range map[string]int{
		"3": 3, "- 12 -": 12, "Page 2 of 9": 2, "стр. 7": 7, "5-бет": 5, "Seite 4": 4, "xiv": 14, "iv": 4, "[8]": 8, "page 3 sur 10": 3,
		"12 000": 0, "2019–2020": 0, "A/1": 0, "Article 7": 0, "": 0,
	} {
		if got, _, _ := pageNumber(s); got != want {
			t.Errorf("%q: %d, want %d", s, got, want)
		}
	}
}
