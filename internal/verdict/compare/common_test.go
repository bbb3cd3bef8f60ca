package compare

import (
	"archiver/internal/verdict/pages"
	"testing"
)

func TestCommon(t *testing.T) {
	page := func(s string) *pages.Prepared { return pages.Prepare(pages.Page{Kind: "html", Visible: s, Main: s}) }
	text := "In the year of the flood the council of the valley counted nine hundred empty houses and wrote a letter about it."
	other := "A recipe for bread: take flour, water, salt and yeast, knead the dough and let it rest until the evening comes."
	for _, c := range []struct {
		name string
		a, b *pages.Prepared
		like bool
		ok   bool
	}{
		{"the same", page(text), page(text), true, true},
		{"with its menus", page(text), page("Home About Contact us today. " + other + " " + text), true, true},
		{"a part of it", page(other + " " + text), page(text), true, true},
		{"another", page(text), page(other), false, true},
		{"no text", page(text), page(""), false, false},
		{"none", page(text), nil, false, false},
	} {
		share, ok := Common(c.a, c.b)
		if ok != c.ok || Alike(share) != c.like {
			t.Errorf("%s: %v, %v", c.name, share, ok)
		}
	}
}
