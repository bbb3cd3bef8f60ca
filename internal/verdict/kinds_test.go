package verdict

import (
	"strings"
	"testing"

	"archiver/internal/verdict/compare"
)

var decisions = map[string][]string{
	"en": {"The Committee was established in 1994 and its mandate was extended for three years.", "It considers that the detention of Mr. Temirov for 43 days had no legal basis.", "The State party should pay compensation of 118,000 to each of the families without delay."},
	"fr": {"Le Comité a été créé en 1994 et son mandat a été prorogé pour une durée de trois ans.", "Il estime que la détention de M. Temirov pendant 43 jours était dépourvue de tout fondement légal.", "L’État partie devrait verser sans délai 118 000 à chacune des familles concernées."},
	"ru": {"Комитет был учреждён в 1994 году, и его мандат продлён ещё на три года.", "Он считает, что содержание Темирова под стражей в течение 43 дней не имело правовых оснований.", "Государству-участнику следует безотлагательно выплатить 118 000 каждой из пострадавших семей."},
	"kk": {"Комитет 1994 жылы құрылды және оның мандаты тағы үш жылға ұзартылды.", "Комитет Темировті 43 күн бойы қамауда ұстаудың құқықтық негізі болмаған деп санайды.", "Қатысушы мемлекет зардап шеккен отбасылардың әрқайсысына дереу 118 000 төлеуге тиіс."},
}

func TestOtherKind(t *testing.T) {
	frame := map[string][2]string{
		"en": {"Committee of Experts\nHelp for detainees and their families\nNews\nDonate", "Committee of Experts | When reprinting, name the source\nPhone 8 (7172) 00-11-22"},
		"fr": {"Comité d’experts\nAide aux détenus\nActualités\nFaire un don", "Comité d’experts | Mentions légales\nTéléphone 01 40 00 11 22"},
		"ru": {"Комитет экспертов\nПомощь заключённым и их близким\nВерсия для печати PDF В избранное", "Комитет экспертов | При перепечатке ссылка обязательна\nТелефон 8 (7172) 00-11-22"},
		"kk": {"Сарапшылар комитеті\nҚамаудағыларға көмек\nБасып шығару нұсқасы PDF", "Сарапшылар комитеті | Көшіріп басқанда сілтеме жасау міндетті\nҚолдау қызметі 8 (7172) 00-11-22"},
	}
	for lang, d := range decisions {
		page := func(kind, text string) *Prepared {
			return Prepare(Page{Kind: kind, Visible: text, Main: text})
		}
		plain := strings.Join(d, "\n")
		numbered := "1. " + d[0] + "1\n2. " + d[1] + " 2\n3. " + d[2] + "\n1 A/HRC/36/38.\n2 Ibid."
		unnumbered := strings.Join(d, "\n") + "\nA/HRC/36/38.\nIbid."
		framed := frame[lang][0] + "\n" + plain + "\n" + frame[lang][1]
		for _, c := range []struct {
			name     string
			was, is  *Prepared
			differs  bool
			oneOnly  bool // not the other way round
			noFramed bool
		}{
			{name: "pdf to web page in a frame", was: page("pdf", plain), is: page("html", framed)},
			{name: "text to web page in a frame", was: page("text", plain), is: page("html", framed)},
			{name: "numbers of notes and paragraphs", was: page("docx", unnumbered), is: page("pdf", numbered)},
			{name: "one figure", was: page("pdf", plain), is: page("html", strings.Replace(framed, "43", "34", 1)), differs: true},
			{name: "a large figure", was: page("docx", plain), is: page("pdf", strings.Replace(plain, "118", "181", 1)), differs: true},
			{name: "a paragraph less", was: page("pdf", plain), is: page("html", strings.Replace(framed, d[1]+"\n", "", 1)), differs: true},
			{name: "a sentence put in", was: page("pdf", plain), is: page("html", strings.Replace(framed, d[2], "By 14 May 2021 nothing of this was done by Mr. Karimov or by his office.\n"+d[2], 1)), differs: true},
			{name: "numbers on a page of the same kind", was: page("html", d[0]+"\n"+d[1]+" See notes 4 and 5 there.\n"+d[2]), is: page("html", d[0]+"\n"+d[1]+" See notes 4 there.\n"+d[2]), differs: true},
		} {
			for _, pair := range [][2]*Prepared{{c.was, c.is}, {c.is, c.was}} {
				if got := compare.Pages(pair[0], pair[1]); got.Significant != c.differs {
					t.Errorf("%s, %s: significant %v, want %v: %+v", lang, c.name, got.Significant, c.differs, got.Edits)
				}
			}
		}
	}
}

func TestNumberSign(t *testing.T) {
	const text = "Пресс-релиз %s 48 о положении в колонии %s 6 города Северска, дело %s 2а-1437 передано в суд."
	with := func(sign string) *Prepared {
		s := strings.ReplaceAll(text, "%s", sign)
		return Prepare(Page{Kind: "text", Visible: s, Main: s})
	}
	for _, other := range []string{"N", "No.", "№"} {
		if c := compare.Pages(with("№"), with(other)); c.Significant {
			t.Errorf("№ and %s: %+v", other, c.Edits)
		}
	}
	no := Prepare(Page{Kind: "text", Visible: "He had no 6 lawyers, and the case was not heard.", Main: "He had no 6 lawyers, and the case was not heard."})
	all := Prepare(Page{Kind: "text", Visible: "He had all 6 lawyers, and the case was not heard.", Main: "He had all 6 lawyers, and the case was not heard."})
	if !compare.Pages(no, all).Significant {
		t.Error("a negation before a number was taken for a sign")
	}
}

// TestFiguresExchanged: every word of a table stands, but another figure beside
// another name.
func TestFiguresExchanged(t *testing.T) {
	table := func(rows ...string) *Prepared {
		s := "Applications by region in the first quarter, as the office counted them:\n" + strings.Join(rows, "\n") + "\nFigures of fewer than five persons are not rounded by the office."
		return Prepare(Page{Kind: "html", Visible: s, Main: s})
	}
	for _, rows := range [][3]string{
		{"Alder\t1,486\t1,131\t430\t66.7", "Birchfield\t2,636\t156\t611\t44.2", "Camber\t1,491\t860\t398\t39.5"},
		{"Горный округ\t1 437\t1 968\t522", "Долинская область\t670\t1 379\t504", "Речная область\t2 006\t282\t89"},
		{"Ақмола облысы\t212\t39", "Абай облысы\t318\t16", "Жетісу облысы\t44\t5"},
		{"Progressistes\t138", "Souverainistes\t12", "Centre civique\t91"},
	} {
		a, b, c := rows[0], rows[1], rows[2]
		nameA, restA, _ := strings.Cut(a, "\t")
		nameB, restB, _ := strings.Cut(b, "\t")
		was := table(a, b, c)
		if got := compare.Pages(was, table(nameA+"\t"+restB, nameB+"\t"+restA, c)); !got.Significant {
			t.Errorf("%q: figures exchanged: not seen", a)
		}
		if got := compare.Pages(was, table(c, a, b)); got.Significant {
			t.Errorf("%q: rows in another order: %+v", a, got.Edits)
		}
	}
}
