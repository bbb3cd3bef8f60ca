package kit

import (
	"testing"
	"testing/fstest"
)

const fruit = "<p>banana</p>"

func TestEdits(t *testing.T) {
	for name, c := range map[string]struct {
		edit Edit
		want string
	}{
		"sub":         {Sub("bana", "ca"), "<p>cana</p>"},
		"all":         {All("a", "o"), "<p>bonono</p>"},
		"drop":        {Drop("nana"), "<p>ba</p>"},
		"below":       {Below("<p>", "a "), "<p>a banana</p>"},
		"above":       {Above("</p>", "s"), "<p>bananas</p>"},
		"move":        {Move("ba", "nana"), "<p>nanaba</p>"},
		"swap":        {Swap("ba", "nana"), "<p>nanaba</p>"},
		"between":     {Between("<p>", "</p>", "fig"), "<p>fig</p>"},
		"span":        {Span("<p>", "</p>", "fig"), "fig"},
		"within":      {Within("b", "</", All("n", "p")), "<p>bapapa</p>"},
		"rewrite":     {Rewrite("a(.)", "$1"), "<p>bnn</p>"},
		"letters":     {Letters("a", "o", "p", "x"), "<p>bonono</p>"},
		"decomposed":  {Edit(Decomposed), fruit},
		"without yo":  {func(string) string { return WithoutYo("<ё>ёж") }, "<ё>еж"},
		"straight":    {func(string) string { return Straight("«а — б»") }, "&quot;а - б&quot;"},
		"soft hyphen": {func(string) string { return SoftHyphens("вода") }, "во\u00adда"},
	} {
		if got := c.edit(fruit); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// An edit that finds nothing says so.
func TestEditsPanicInVain(t *testing.T) {
	for name, e := range map[string]Edit{
		"sub":     Sub("cat", "dog"),
		"twice":   Sub("a", "b"),
		"all":     All("cat", "dog"),
		"drop":    Drop("cat"),
		"below":   Below("cat", "dog"),
		"above":   Above("cat", "dog"),
		"move":    Move("cat", "p"),
		"between": Between("<p>", "</div>", ""),
		"span":    Span("<div>", "</p>", ""),
		"within":  Within("<p>", "</p>", Sub("cat", "dog")),
		"swap":    Swap("banana", "cat"),
		"rewrite": Rewrite("c.t", "dog"),
		"letters": Letters("p", "q"),
		"fill":    func(p string) string { return Fill(p, "dog") },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("changed nothing and said nothing")
				}
			}()
			e(fruit)
		})
	}
}

func TestCharsets(t *testing.T) {
	for _, c := range []struct{ charset, text, bytes string }{
		{"", "ж", "ж"},
		{"windows-1251", "ж№ə", "\xe6\xb9&#601;"},
		{"koi8-r", "ж", "\xd6"},
		{"windows-1252", "é’", "\xe9\x92"},
	} {
		if got := string(Encode(c.charset, c.text)); got != c.bytes {
			t.Errorf("%q in %q: %q, want %q", c.text, c.charset, got, c.bytes)
		}
	}
	if got := Decode("windows-1251", []byte("\xe6")); got != "ж" {
		t.Errorf("decoded %q", got)
	}
	defer func() {
		if recover() == nil {
			t.Error("EncodeAll took a letter that the charset hasn't")
		}
	}()
	EncodeAll("windows-1252", "ж")
}

// A page is parted by marks of the site's, by lines of @@ or by its element main.
func TestOpen(t *testing.T) {
	for name, c := range map[string]struct {
		file string
		site Site
		page string
	}{
		"from and to": {"<title>t</title>\n<b>\none\n</b>z", Site{From: "<b>\n", To: "</b>"}, "<title>u</title>\n<b>\ntwo\n</b>z"},
		"marks":       {"<title>t</title>\n@@\none\n@@\nz", Site{}, "<title>u</title>\ntwo\nz"},
		"kept line":   {"<base x>\n<meta name=\"author\">\n<title>t</title><main>one\n</main>", Site{Keep: "<base"}, "<base x>\n<title>u</title><main>\ntwo\n</main>"},
		"main":        {"<meta name=\"author\">\n<title>t</title><main id=a>one\n</main>z", Site{}, "<title>u</title><main id=a>\ntwo\n</main>z"},
	} {
		s := Open(fstest.MapFS{"sites/x.html": {Data: []byte(c.file)}}, "x.html", c.site)
		if s.Main() != "one\n" {
			t.Errorf("%s: main part %q", name, s.Main())
		}
		if got := s.Inside("u", "two\n"); got != c.page {
			t.Errorf("%s: %q, want %q", name, got, c.page)
		}
	}
}

func TestLabels(t *testing.T) {
	s := Open(fstest.MapFS{"sites/x.html": {Data: []byte("<title>t</title><main>one two</main>")}}, "x.html",
		Site{Name: "x-en", Path: "/a", Quotes: []string{"one", "two"}})
	s.Healthy("home", "lost")
	s.Edit("e", Sub("one", "three")).Resting("two").Or("ok/*").Note("why")
	s.Lost("l", "two", Drop("two"))
	s.Moved("m", 301, "/b", "/b", HTML("b"), "moved/redirect")
	s.Fault("f", Fault("tls"), "unreachable/tls").Also("/c", HTML("c"))
	got := Cases([]func() *Site{func() *Site { return s }})
	if len(got) != 4 {
		t.Fatalf("%d cases", len(got))
	}
	for i, c := range []struct {
		name, want string
		states     int
		places     int
	}{
		{"x-en/edit-e", "changed/edited", 1, 3},
		{"x-en/quote-l", "changed/quote-lost", 1, 3},
		{"x-en/moved-m", "moved/redirect", 2, 4},
		{"x-en/fault-f", "unreachable/tls", 0, 3},
	} {
		g := got[i]
		if g.Name != c.name || g.Want[0] != c.want || len(g.QuoteStates) != c.states || len(g.After) != c.places || len(g.Before) != 3 {
			t.Errorf("%+v, want %+v", g, c)
		}
	}
	if got[0].Note != "why" || got[0].Want[1] != "ok/*" {
		t.Errorf("%+v", got[0])
	}
	if b := got[3].After["*"]; b.Fault != "tls" {
		t.Errorf("everywhere: %+v", b)
	}
}
