package source

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// written gives the items of a list the numbers that they are written with, where these
// rise, or begin at 1 again as those of another list with nothing between. CommonMark
// counts on from the first whatever is written; nil: so do we, and so where nothing in
// the report has the highest number: pages that were made of it show those counted.
func (w *mdWalker) written(l *ast.List) map[ast.Node]int {
	out := map[ast.Node]int{}
	var items []ast.Node
	for item := l.FirstChild(); item != nil; item = item.NextSibling() {
		first := item.FirstChild()
		if first == nil || first.Lines().Len() == 0 {
			return nil
		}
		end := first.Lines().At(0).Start
		m := itemNumber().FindSubmatch(w.src[max(0, end-16):end])
		if m == nil {
			return nil
		}
		items = append(items, item)
		out[item], _ = strconv.Atoi(string(m[1]))
	}
	before, highest := 0, 0
	for i, item := range items {
		n := out[item]
		switch {
		case n != before+1 && i+1 < len(items) && out[items[i+1]] == before+1:
			continue // a line of the one before: "of May\n2021."
		case n == 0, n <= before && (n != 1 || before == 1):
			return nil
		}
		before = n
		highest = max(highest, n)
	}
	if highest > len(items) && !w.hasNumber(highest) {
		return nil
	}
	return out
}

// hasNumber reports that a number stands right behind something in the text, as a mark
// does.
func (w *mdWalker) hasNumber(n int) bool {
	if w.behind == nil {
		w.behind = map[string]bool{}
		for _, m := range numberBehind().FindAllSubmatch(w.src, -1) {
			w.behind[asciiDigits(strings.Map(plainDigit, string(m[1])))] = true
		}
	}
	return w.behind[strconv.Itoa(n)]
}

// plainDigit is lower for raised digits, and leaves others as they are.
func plainDigit(r rune) rune {
	if strings.ContainsRune("⁰¹²³⁴⁵⁶⁷⁸⁹", r) {
		return lower(r)
	}
	return r
}

// numberBehind is a number right behind something that is none of a number itself.
var numberBehind = pattern(`[^\s\p{N}/_=&%+#–-](\p{N}{1,4})`)

// itemNumber is what an item of a list begins with.
var itemNumber = pattern(`(\d{1,9})[.)][ \t]*$`)
