package verdict

import (
	"slices"
	"strings"
	"testing"
)

// A title that stands as often as before, but elsewhere, is the same title;
// other words are others, though the old ones stand in a caption still.
func TestTitleBuiltAnotherWay(t *testing.T) {
	for _, c := range []struct {
		name, title string
		old, now    []string // before the article
		end         []string // behind its first paragraph, now
		edited      bool
	}{
		{"box of facts moves down", "Velden Canal", []string{"Velden Canal", "From Lowland Wiki", "Velden Canal", "Length\t38.6 km", "Locks\t9"}, []string{"Velden Canal"}, []string{"Velden Canal", "Length\t38.6 km", "Locks\t9"}, false},
		{"the line between goes", "Velden Canal", []string{"Velden Canal", "From Lowland Wiki", "Velden Canal", "Length\t38.6 km", "Locks\t9"}, []string{"Velden Canal", "Velden Canal", "Length\t38.6 km", "Locks\t9"}, nil, false},
		{"in Russian", "Вельденский канал", []string{"Вельденский канал", "Материал из Низинной энциклопедии", "Вельденский канал", "Длина\t38,6 км", "Шлюзы\t9"}, []string{"Вельденский канал", "Вельденский канал", "Длина\t38,6 км", "Шлюзы\t9"}, nil, false},
		{"in Kazakh", "Велден арнасы", []string{"Велден арнасы", "Уикипедия — ашық энциклопедиясынан алынған мәлімет", "Велден арнасы", "Ұзындығы\t38,6 км"}, []string{"Велден арнасы"}, []string{"Велден арнасы", "Ұзындығы\t38,6 км"}, false},
		{"in French", "Canal de Velden", []string{"Canal de Velden", "Un article de Wikibas", "Canal de Velden", "Longueur\t38,6 km"}, []string{"Canal de Velden"}, []string{"Canal de Velden", "Longueur\t38,6 km"}, false},
		{"one word", "Velden", []string{"Velden", "From Lowland Wiki", "Velden", "Length\t38.6 km", "Locks\t9"}, []string{"Velden", "Velden", "Length\t38.6 km", "Locks\t9"}, nil, false},
		{"the headline changes, the box does not", "Velden Canal", []string{"Velden Canal", "From Lowland Wiki", "Velden Canal", "Length\t38.6 km", "Locks\t9"}, []string{"Velden Ship Canal", "From Lowland Wiki", "Velden Canal", "Length\t38.6 km", "Locks\t9"}, nil, true},
		{"a figure of the box changes as it moves", "Velden Canal", []string{"Velden Canal", "From Lowland Wiki", "Velden Canal", "Length\t38.6 km", "Locks\t9"}, []string{"Velden Canal"}, []string{"Velden Canal", "Length\t38.6 km", "Locks\t8"}, true},

		{"the headline turns round", "Court frees editor", []string{"Court frees editor", "Court frees editor", "Judge\tAnn Lee"}, []string{"Court jails editor", "Court frees editor", "Judge\tAnn Lee"}, nil, true},
	} {
		article := tongues[0].article
		page := func(head, end []string) Page {
			lines := append(slices.Clone(head), article[0])
			lines = append(append(lines, end...), article[1:]...)
			all := strings.Join(lines, "\n")
			return Page{Kind: "html", Title: c.title + " — Lowland Wiki", Headings: []string{head[0]}, Visible: "Menu\n" + all, Main: all}
		}
		old, now := page(c.old, nil), page(c.now, c.end)
		j := Judge(refOf(old), lookAt(200, now), Probes{}, nil)
		if got := j.Verdict == Changed; got != c.edited {
			t.Errorf("%s: %s/%s %s", c.name, j.Verdict, j.Reason, j.Detail)
		}
		if changes := Diff(Prepare(old), Prepare(now)).Changes; (len(changes) > 0) != c.edited {
			t.Errorf("%s: Diff gives %d changes", c.name, len(changes))
		}
	}
}
