package meaning

import (
	"archiver/internal/verdict/lex"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"
)

func stands(t *testing.T, claim, source string) bool {
	t.Helper()
	items := Claim(claim)
	if len(items) != 1 {
		t.Fatalf("%q has %d items: %+v", claim, len(items), items)
	}
	_, found := IndexFacts(lex.Text(source, false), false).Find(items[0])
	return found
}

func grouped(n uint64, sep string) string {
	s := strconv.FormatUint(n, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + sep + s[i:]
	}
	return s
}

// A figure is found however it is grouped, and not where one digit differs.
func TestFigureGroupings(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	seps := []string{"", " ", "\u00a0", "\u202f", "\u2009", ",", ".", "'", "’"}
	for range 300 {
		n := 10_000 + r.Uint64N(1_000_000_000)
		claim := "The list has " + grouped(n, ",") + " names."
		digits := []byte(strconv.FormatUint(n, 10))
		at := r.IntN(len(digits))
		digits[at] = '1' + (digits[at]-'0')%9 // another one, not 0
		other, err := strconv.ParseUint(string(digits), 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		for _, sep := range seps {
			for _, text := range []string{"В списке %s имён.", "The list has %s names.", "Тізімде %s есім бар.", "La liste compte %s noms."} {
				if s := fmt.Sprintf(text, grouped(n, sep)); !stands(t, claim, s) {
					t.Errorf("%q is not found in %q", claim, s)
				}
				if s := fmt.Sprintf(text, grouped(other, sep)); other != n && stands(t, claim, s) {
					t.Errorf("%q is found in %q", claim, s)
				}
			}
		}
	}
}

var monthForms = [12][4]string{
	{"January", "января", "қаңтар", "janvier"}, {"February", "февраля", "ақпан", "février"}, {"March", "марта", "наурыз", "mars"},
	{"April", "апреля", "сәуір", "avril"}, {"May", "мая", "мамыр", "mai"}, {"June", "июня", "маусым", "juin"},
	{"July", "июля", "шілде", "juillet"}, {"August", "августа", "тамыз", "août"}, {"September", "сентября", "қыркүйек", "septembre"},
	{"October", "октября", "қазан", "octobre"}, {"November", "ноября", "қараша", "novembre"}, {"December", "декабря", "желтоқсан", "décembre"},
}

// A date is found however it is written, and not where the day, the month or the
// year is another one.
func TestDateForms(t *testing.T) {
	write := func(d time.Time) []string {
		y, m, day := d.Date()
		n := monthForms[m-1]
		return []string{
			fmt.Sprintf("on %d %s %d", day, n[0], y), fmt.Sprintf("on %s %d, %d", n[0], day, y), fmt.Sprintf("On %s. %d, %d", n[0][:3], day, y),
			fmt.Sprintf("dated %d.%02d.%d", day, m, y), fmt.Sprintf("dated %02d.%02d.%d г.", day, m, y), d.Format("dated 2006-01-02 ok"), d.Format("2006-01-02T15:04:05Z"),
			fmt.Sprintf("%d %s %d года", day, n[1], y), fmt.Sprintf("%d-го %s %d г.", day, n[1], y), fmt.Sprintf("%d %s, %d", day, strings.ToUpper(n[1]), y),
			fmt.Sprintf("%d жылғы %d %sда", y, day, n[2]), fmt.Sprintf("%d жылдың %d %sы", y, day, n[2]), fmt.Sprintf("%d %s %d", day, n[2], y),
			fmt.Sprintf("le %d %s %d", day, n[3], y), fmt.Sprintf("%02d/%02d/%d", day, m, y), fmt.Sprintf("%02d/%02d/%d", m, day, y),
		}
	}
	r := rand.New(rand.NewPCG(4, 1))
	for range 60 {
		d := time.Date(2000+r.IntN(30), time.Month(1+r.IntN(12)), 1+r.IntN(28), 10, 0, 0, 0, time.UTC)
		if int(d.Month()) == d.Day() {
			continue
		}
		for _, claim := range []string{d.Format("It was signed on 2 January 2006."), d.Format("It was signed on January 2, 2006."), d.Format("It was signed on 2006-01-02.")} {
			for _, s := range write(d) {
				if !stands(t, claim, s) {
					t.Errorf("%q is not found in %q", claim, s)
				}
			}
			for _, other := range []time.Time{d.AddDate(0, 0, 13), d.AddDate(0, 1, 0), d.AddDate(1, 0, 0)} {
				if int(other.Month()) == d.Day() && other.Day() == int(d.Month()) {
					continue // 05/03 and 03/05
				}
				for _, s := range write(other) {
					if stands(t, claim, s) {
						t.Errorf("%q is found in %q", claim, s)
					}
				}
			}
		}
	}
}

// Months in the cases in which sentences have them.
func TestMonthCases(t *testing.T) {
	for i, row := range []string{
		"январь январе январю", "февраль феврале февралём", "март марте марту", "апрель апреле", "май мае маю", "июнь июне июню", "июль июле", "август августе", "сентябрь сентябре", "октябрь октябре", "ноябрь ноябре", "декабрь декабре",
	} {
		for _, w := range append(strings.Fields(row), monthForms[i][2]+"да", monthForms[i][2]+"нан", monthForms[i][2]+"ының", monthForms[i][3]) {
			claim := fmt.Sprintf("It began in %s 2019.", monthForms[i][0])
			if s := w + " 2019"; !stands(t, claim, s) {
				t.Errorf("%q is not found in %q", claim, s)
			}
			next := fmt.Sprintf("It began in %s 2019.", monthForms[(i+1)%12][0])
			if s := w + " 2019"; stands(t, next, s) {
				t.Errorf("%q is found in %q", next, s)
			}
		}
	}
}

// Every number in words up to a hundred is the number.
func TestNumbersInWords(t *testing.T) {
	en := strings.Split(numeralsEN, "|")
	word := func(list []string, n int) string {
		first := func(i int) string { return strings.Fields(list[i])[0] }
		switch {
		case n < 20:
			return first(n - 1)
		case n%10 == 0:
			return first(17 + n/10)
		}
		return first(17+n/10) + "-" + first(n%10-1)
	}
	ru := strings.Split(numeralsRU, "|")
	kk := strings.Split(numeralsKK, "|")
	for n := 2; n < 100; n++ {
		figure := fmt.Sprintf("The list has %d names.", n)
		texts := []string{"There are " + word(en, n) + " of them.", "Их было " + strings.ReplaceAll(word(ru, n), "-", " ") + "."}
		if n <= 10 || n >= 20 {
			texts = append(texts, "Барлығы "+strings.ReplaceAll(word(kk, n), "-", " ")+" және басқа.")
		} else {
			texts = append(texts, "Барлығы он "+word(kk, n-10)+" және басқа.")
		}
		for _, s := range texts {
			if !stands(t, figure, s) {
				t.Errorf("%q is not found in %q", figure, s)
			}
			if other := fmt.Sprintf("The list has %d names.", n+1); stands(t, other, s) {
				t.Errorf("%q is found in %q", other, s)
			}
		}
	}
	for n, s := range map[int]string{16: "seize", 17: "dix-sept", 21: "vingt et un", 22: "vingt-deux", 60: "soixante", 70: "soixante-dix", 71: "soixante et onze",
		77: "soixante-dix-sept", 80: "quatre-vingts", 81: "quatre-vingt-un", 90: "quatre-vingt-dix", 99: "quatre-vingt-dix-neuf", 200: "deux cents", 215: "deux cent quinze", 3000: "trois mille", 12500: "douze mille cinq cents"} {
		if claim := fmt.Sprintf("The list has %d names.", n); !stands(t, claim, "Il y en a "+s+" dans la liste et le registre.") {
			t.Errorf("%d is not found in %q", n, s)
		}
	}
}
