package eval

import (
	"testing"

	"archiver/internal/extract"
	"archiver/internal/verdict"
)

// TestInitials: the letter of a first name is a part of the name, also where it is a
// word by itself in some language, and another letter is another person.
func TestInitials(t *testing.T) {
	x := extract.New(extract.Config{})
	for _, c := range [][2]string{{"By A. Karimov", "By B. Karimov"}, {"By D. Karimov", "By C. Karimov"}, {"Автор: И. Каримов", "Автор: Б. Каримов"}, {"By A. C. Karimov", "By B. C. Karimov"}} {
		for build := range builds {
			html := func(s string) slots { return slots{head: `<p class="byline">` + s + "</p>"} }
			if j := judgeSlots(t, x, build, "en", html(c[0]), html(c[1])); j.Verdict == verdict.OK {
				t.Errorf("%s to %s, %s: %s", c[0], c[1], build, j.Detail)
			}
		}
	}
}
