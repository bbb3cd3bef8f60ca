package pages

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// TestSketches: those of many pages that are the same as one are those that a look at
// each of them finds.
func TestSketches(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	template := strings.Fields("Welcome dear guest of our house you have to enter the number of your room first and choose a plan for the network before you go on with what you came for today")
	var all []*Sketch
	for i := range 600 {
		words := slices.Clone(template)
		for range r.IntN(30) { // from the same to quite another
			words[r.IntN(len(words))] = fmt.Sprintf("w%c%c", 'a'+rune(r.IntN(26)), 'a'+rune(r.IntN(26)))
		}
		all = append(all, sketch(strings.Join(words, " ")+fmt.Sprintf(" Ticket %d.", i)))
	}
	for i := range 40 { // with hardly a word of their own
		all = append(all, sketch(strings.Repeat(fmt.Sprintf("%d go %d on ", i/4, i/2), 6)))
	}
	var x Sketches
	for i, s := range all {
		var want []int
		for n, o := range all[:i] {
			if o.Same(s) {
				want = append(want, n)
			}
		}
		if got := x.Same(s); !slices.Equal(got, want) {
			t.Fatalf("page %d is the same as %v, not %v", i, want, got)
		}
		if n := x.Add(s); n != i {
			t.Fatalf("page %d has the number %d", i, n)
		}
	}
	if x.Same(nil) != nil {
		t.Error("what has no sketch is the same as something")
	}
}

// BenchmarkSketches: to find the same pages among ten times as many takes some ten times
// as long, be they of all kinds or of one template.
func BenchmarkSketches(b *testing.B) {
	r := rand.New(rand.NewPCG(3, 4))
	word := func() string {
		b := make([]byte, 7)
		for i := range b {
			b[i] = 'a' + byte(r.IntN(26))
		}
		return string(b)
	}
	words := func(n int) string {
		list := make([]string, n)
		for i := range list {
			list[i] = word()
		}
		return strings.Join(list, " ")
	}
	const template = ". The centre keeps copies of all decisions that it is sent. Its staff read every paper, note who signed it, and file it by the day of receipt."
	for kind, page := range map[string]func() string{
		"of all kinds": func() string { return words(30) }, "of a template": func() string { return words(6) + template },
	} {
		for _, n := range []int{2_000, 20_000} {
			many := make([]*Sketch, n)
			for i := range many {
				many[i] = sketch(page())
			}
			b.Run(fmt.Sprintf("%s/%d", kind, n), func(b *testing.B) {
				for b.Loop() {
					var x Sketches
					for _, s := range many {
						if x.Same(s) == nil {
							x.Add(s)
						}
					}
					if len(x.list) != n {
						b.Fatalf("%d of %d pages", len(x.list), n)
					}
				}
			})
		}
	}
}
