package meaning

import "testing"

// Words that differ in a piece of them that turns what they say.
func TestOtherWord(t *testing.T) {
	for _, row := range []struct {
		a, b string
		want bool
	}{
		{"двухлетний", "трехлетнего", true}, {"микрограмм", "миллиграмма", true}, {"import", "export", true}, {"overpaid", "underpaid", true},
		{"екіжақты", "үшжақты", true}, {"довоенный", "послевоенный", true}, {"ввоз", "вывоз", false}, {"вступил", "выступил", true},
		{"report", "reports", false}, {"решение", "решения", false}, {"дом", "том", false}, {"increase", "decrease", true},
	} {
		if got := otherPrefix(row.a, row.b); got != row.want {
			t.Errorf("%s, %s: %v", row.a, row.b, got)
		}
	}
}
