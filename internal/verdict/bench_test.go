package verdict

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"archiver/internal/verdict/passage"
)

// article makes a text of about n bytes whose words repeat as those of a
// language do. The same seed gives the same text.
func article(seed uint64, n int, vocabulary string) string {
	r := rand.New(rand.NewPCG(seed, 1))
	words := strings.Fields(vocabulary)
	var b strings.Builder
	for b.Len() < n {
		k := 8 + r.IntN(20)
		for i := range k {
			w := words[int(float64(len(words))*r.Float64()*r.Float64())]
			switch {
			case i == 0:
				w = strings.ToUpper(string([]rune(w)[:1])) + string([]rune(w)[1:])
			case r.IntN(25) == 0:
				w = fmt.Sprint(1 + r.IntN(90000))
			}
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(w)
		}
		b.WriteByte('.')
		if r.IntN(4) == 0 {
			b.WriteByte('\n')
		} else {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

const (
	wordsEN = `the of and to in report court people state rights authorities government failed comply resolution parliament law arrest trial prison region company water factory workers union strike data figure year month police journalist witness statement decision appeal minister budget price growth bank school hospital road river city village family child woman man`
	wordsRU = `суд права граждане власти закон решение отчет доклад правительство регион завод рабочие профсоюз забастовка данные год месяц полиция журналист свидетель заявление апелляция министр бюджет цена рост банк школа больница дорога река город село семья ребенок женщина человек и в на по с что это для также`
	wordsKK = `сот құқық азаматтар билік заң шешім есеп баяндама үкімет өңір зауыт жұмысшылар кәсіподақ ереуіл деректер жылы ай полиция журналист куәгер мәлімдеме шағым министр бюджет баға өсім банк мектеп аурухана жол өзен қала ауыл отбасы бала әйел адам және үшін туралы бойынша осы деп`
	wordsFR = `le la les des tribunal droits citoyens autorités loi décision rapport gouvernement région usine ouvriers syndicat grève données année mois police journaliste témoin déclaration appel ministre budget prix croissance banque école hôpital route rivière ville village famille enfant femme homme et dans pour avec sur`
)

func BenchmarkPrepare50KB(b *testing.B) {
	for name, words := range map[string]string{"en": wordsEN, "ru": wordsRU} {
		text := article(1, 50<<10, words)
		p := Page{Kind: "html", Visible: "Menu\nHome\n" + text, Main: text}
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				d := Prepare(p)
				d.Main()
				d.Set()
			}
		})
	}
}

// BenchmarkFirstLook is what the first pass pays for a page that answers well.
func BenchmarkFirstLook(b *testing.B) {
	for name, words := range map[string]string{"en": wordsEN, "ru": wordsRU} {
		text := article(1, 50<<10, words)
		p := Page{Kind: "html", Title: "The report | News", Headings: []string{"The report", "The law", "The court"}, Visible: "Menu\nHome\n" + text, Main: text, Scripts: 3}
		l := Look{URL: "https://news.kz/2020/05/the-report", Status: 200, BodyLen: 1 << 20, Head: bytes.Repeat([]byte("<p class=Text>"), 4<<10)}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				l.Page = Prepare(p)
				if j := Judge(nil, &l, Probes{}, nil); j.Reason != FirstSeen {
					b.Fatal(j.Reason)
				}
			}
		})
	}
}

func BenchmarkJudge(b *testing.B) {
	text := article(1, 50<<10, wordsRU)
	ref := Prepare(Page{Kind: "html", Visible: "Меню\n" + text + "\n12 мая 2020", Main: text})
	same := Prepare(Page{Kind: "html", Visible: "Меню\n" + text + "\n12 мая 2020", Main: text})
	dated := Prepare(Page{Kind: "html", Visible: "Меню\n" + text + "\n13 мая 2020", Main: text + "\n13 мая 2020"})
	edited := strings.Replace(text, "суд", "приговор", 40)
	changed := Prepare(Page{Kind: "html", Visible: "Меню\n" + edited, Main: edited})
	r := &Reference{URL: "https://a.kz/x", Page: ref}
	for name, p := range map[string]*Prepared{"same": same, "noise": dated, "edited": changed} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				Judge(r, &Look{URL: "https://a.kz/x", Status: 200, Page: p}, Probes{}, nil)
			}
		})
	}
}

// BenchmarkNoisyLook is what a look pays for a page that says the same as its
// snapshot, but for a counter.
func BenchmarkNoisyLook(b *testing.B) {
	for name, words := range map[string]string{"en": wordsEN, "ru": wordsRU} {
		text := article(1, 50<<10, words)
		page := func(counter string) *Prepared {
			return Prepare(Page{Kind: "html", Title: "The report", Visible: "Menu\nHome\n" + counter + "\n" + text + "\n© 2024", Main: text})
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				l := Look{URL: "https://news.kz/2020/05/the-report", Status: 200, BodyLen: 1 << 20, Page: page("1204")}
				if j := Judge(&Reference{URL: l.URL, Page: page("9311")}, &l, Probes{}, nil); j.Verdict != OK {
					b.Fatal(j.Reason)
				}
			}
		})
	}
}

// BenchmarkFindQuote is what a passage costs on a page of the usual length, seen
// before and now.
func BenchmarkFindQuote(b *testing.B) {
	text := article(1, 60<<10, wordsRU)
	whole := Page{Kind: "html", Visible: "Меню\n" + text, Main: text}
	middle := strings.Join(strings.Fields(text[len(text)/2 : len(text)/2+600])[1:31], " ")
	for name, q := range map[string]string{
		"verbatim": middle,
		"edited":   strings.Replace(middle, " ", " вдруг ", 1),
		"gone":     "Комиссия установила шестнадцать нарушений при строительстве плотины и передала материалы следователям областной прокуратуры",
	} {
		ref, now := Prepare(whole), Prepare(whole)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				passage.FindSince(ref, now, q)
			}
		})
	}
}

func BenchmarkFindQuote1MB(b *testing.B) {
	text := article(1, 1<<20, wordsRU)
	d := Prepare(Page{Kind: "html", Visible: text, Main: text})
	middle := strings.Join(strings.Fields(text[len(text)/2 : len(text)/2+600])[1:31], " ")
	for name, q := range map[string]string{
		"verbatim": middle,
		"edited":   strings.Replace(middle, " ", " вдруг ", 1),
		"gone":     "Комиссия установила шестнадцать нарушений при строительстве плотины и передала материалы следователям областной прокуратуры",
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				FindQuote(d, q)
			}
		})
	}
}
