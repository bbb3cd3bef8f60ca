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
		{"inpossible", "impossible", false}, {"impart", "inpart", false},
	} {
		if got := otherPrefix(row.a, row.b); got != row.want {
			t.Errorf("%s, %s: %v", row.a, row.b, got)
		}
	}
}

// A prefix that has the sound of what follows is the same before the same stem: where it
// is mended, nothing else is said.
func TestAssimilated(t *testing.T) {
	for _, row := range []struct {
		a, b string
		want bool
	}{
		{"inpossible", "impossible", true}, {"inlegal", "illegal", true}, {"безсмысленно", "бессмысленно", true}, {"расбирательство", "разбирательство", true}, {"израсходовал", "исрасходовал", true},
		{"import", "export", false}, {"possible", "impossible", false}, {"смысленно", "бессмысленно", false}, {"infirm", "confirm", false}, {"разбил", "избил", false}, {"imply", "inply", false},
	} {
		if got := assimilated(row.a, row.b); got != row.want {
			t.Errorf("%s, %s: %v", row.a, row.b, got)
		}
	}
}
