package eval

import (
	"fmt"
	"testing"

	"archiver/internal/extract"
	"archiver/internal/verdict"
)

// What a site counts in its menu is no figure of the text, wherever it stands; what may
// be one is told.
func TestSectionCounts(t *testing.T) {
	x := extract.New(extract.Config{})
	list := func(item string) func(n ...int) string {
		return func(n ...int) string {
			out := "<ul>"
			for i, name := range []string{"Politics", "Civil society", "Права человека"} {
				out += "<li>" + fmt.Sprintf(item, name, n[i]) + "</li>"
			}
			return out + "</ul>"
		}
	}
	inLink, inBrackets, bare := list(`<a href="/s/%[1]s">%[1]s %d</a>`), list(`<a href="/s/%[1]s">%[1]s</a> (%d)`), list(`%s %d`)
	for _, c := range []struct {
		name     string
		old, now string
		told     bool
	}{
		{"counts within links", inLink(412, 98, 77), inLink(415, 101, 77), false},
		{"counts in brackets", inBrackets(412, 98, 77), inBrackets(415, 98, 77), false},
		{"counts in boxes", list(`<a href="/s/%[1]s">%[1]s</a><span>%d</span>`)(412, 98, 77), list(`<a href="/s/%[1]s">%[1]s</a><span>%d</span>`)(412, 99, 79), false},
		{"counts below names", list(`<div><a href="/s/%[1]s">%[1]s</a></div><div>%d</div>`)(412, 98, 77), list(`<div><a href="/s/%[1]s">%[1]s</a></div><div>%d</div>`)(413, 99, 80), false},
		{"names that are no links", bare(412, 98, 77), bare(415, 101, 77), true},
		{"one figure alone", inLink(412, 98, 77), inLink(415, 98, 77), true},
		{"figures of the text", inLink(238, 104, 77), inLink(240, 106, 77), true},
		{"figures that fall", inLink(412, 98, 77), inLink(410, 98, 79), true},
		{"figures that jump", inBrackets(57, 31, 22), inBrackets(75, 31, 22), true},
		{"a table", `<table><tr><td><a href="/a">Almaty</a></td><td>412</td></tr><tr><td><a href="/b">Taraz</a></td><td>98</td></tr></table>`,
			`<table><tr><td><a href="/a">Almaty</a></td><td>415</td></tr><tr><td><a href="/b">Taraz</a></td><td>101</td></tr></table>`, true},
	} {
		for slot, at := range where {
			for build := range builds {
				j := judgeSlots(t, x, build, "en", at(c.old), at(c.now))
				if told := j.Verdict != verdict.OK; told != c.told && !(c.told && (slot == "side" || slot == "after" || slot == "head")) {
					t.Errorf("%s, %s, %s: told %v: %s", c.name, slot, build, told, j.Detail)
				}
			}
		}
	}
}
