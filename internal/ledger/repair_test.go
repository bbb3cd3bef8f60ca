package ledger

import (
	"strings"
	"testing"
)

func TestRepairMark(t *testing.T) {
	skey, vkey, err := GenerateKey(testOrigin)
	if err != nil {
		t.Fatal(err)
	}
	_, stranger, _ := GenerateKey(testOrigin)
	const key = "snapshots/a.wacz"
	sum := strings.Repeat("ab", 32)
	mark, err := SignRepair(skey, key, sum, 12)
	if err != nil {
		t.Fatal(err)
	}
	if n := CheckRepair(vkey, key, mark); n != 12 {
		t.Errorf("a mark of 12 is of %d", n)
	}
	parts := strings.Split(mark, " ")
	for what, m := range map[string]string{
		"another number": "13 " + parts[1] + " " + parts[2],
		"another sum":    "12 " + strings.Repeat("cd", 32) + " " + parts[2],
		"no signature":   "12 " + parts[1] + " ",
		"nothing":        "", "half": "12 " + parts[1], "more": mark + " x",
	} {
		if n := CheckRepair(vkey, key, m); n != 0 {
			t.Errorf("%s: taken, as %d", what, n)
		}
	}
	if n := CheckRepair(vkey, "snapshots/b.wacz", mark); n != 0 {
		t.Errorf("for another object: taken, as %d", n)
	}
	if n := CheckRepair(stranger, key, mark); n != 0 {
		t.Errorf("of another key: taken, as %d", n)
	}
}
