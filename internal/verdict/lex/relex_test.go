package lex

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
)

// A text that is read with the words of another at hand is read as it is without.
func TestWordsTakenOver(t *testing.T) {
	lines := []string{
		"", " ", "Menu", "12", "5 000 tenge", "11½ of them", "½", "⅓/2 m", "10⁶ people", "⁶ a note", "¹⁄₃", "[1]", "[12] See the report", "accused [12] of it",
		"Write to info@example.kz", "[email protected]", "a.b@c.kz, d@e.kz", "The court shall not hear the appeal.", "directorate1 whose", "стр.12", "-5 °C", "− 7", "5-7",
		"Учeный сeкретарь", "so\u00adft", "don't", "l'eau", "Цена 118 000 ₸", "中文字", "…", "© 2024", "3.2:1", "ﬁne", "а\u0301", "tab\tcell\t7", "end1", "end.1", "1", "No. 5", "'", "x'",
	}
	r := rand.New(rand.NewPCG(5, 6))
	took := 0
	for range 20_000 {
		var old, now []string
		for range 1 + r.IntN(6) {
			line := lines[r.IntN(len(lines))]
			switch r.IntN(6) {
			case 0:
				old = append(old, line)
			case 1:
				now = append(now, line)
			default:
				old, now = append(old, line), append(now, line)
			}
		}
		model, text := Text(strings.Join(old, "\n"), false), strings.Join(now, "\n")
		got, want := TextLike(text, false, model), Text(text, false)
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("%q, with %q at hand:\n%+v\nwithout:\n%+v", text, model.Text, got, want)
		}
		l := lexer{Stream: Stream{Text: want.Text}, model: model}
		if l.take(0) > 0 {
			took++
		}
	}
	if took < 2000 {
		t.Errorf("only %d texts begin with a line that was taken over", took)
	}
}
