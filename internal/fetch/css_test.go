package fetch

import (
	"slices"
	"strings"
	"testing"
)

func TestCSS(t *testing.T) {
	for _, c := range []struct {
		css     string
		imports string // by spaces
		urls    string
	}{
		{`body { background: url(a.png) }`, "", "a.png"},
		{`a{background:url( "b.png" )}b{background:URL('c.png')}`, "", "b.png c.png"},
		{`@import "x.css"; @import url(y.css) screen; @import url('z.css') layer(a) supports(display:grid);`, "x.css y.css z.css", ""},
		{`@IMPORT "x.css" "y.css";`, "x.css", ""},
		{`@charset "utf-8"; @import 'x.css'`, "x.css", ""},
		{`/* url(no.png) @import "no.css"; */ a { background: url(yes.png) }`, "", "yes.png"},
		{`a::before { content: "url(no.png)" } b { background: url(yes.png) }`, "", "yes.png"},
		{`a { content: "it\"s url(no.png)"; background: url(yes.png) }`, "", "yes.png"},
		{`@namespace svg url(http://www.w3.org/2000/svg); a{background:url(a.png)}`, "", "a.png"},
		{`@font-face { src: local("Arial"), url(f.woff2) format("woff2"), url(f.woff) }`, "", "f.woff2 f.woff"},
		{`a { background: image-set("1.png" 1x, "2.avif" type("image/avif") 2x, url(3.png) 3x), url(4.png) }`, "", "1.png 2.avif 3.png 4.png"},
		{`a { background: -webkit-image-set(url(1.png) 1x) } b { content: "no.png" }`, "", "1.png"},
		{`a { background: url(data:image/png;base64,AAAA); fill: url(#grad); mask: url(m.svg#x) }`, "", "m.svg#x"},
		{`a { background: u\72l(a.png) }`, "", "a.png"},
		{`a { background: url(a\29 b.png) }`, "", "a)b.png"},
		{`a { background: url("\431.png") }`, "", "б.png"},
		{`a { background: url(bad"quote.png) } b { background: url(b.png) }`, "", "b.png"},
		{"a { background: url(\"broken\n.png) } b { background: url(b.png) }", "", "b.png"},
		{`a { background: url(a.png`, "", "a.png"},
		{`@media print { a { background: url(p.png) } } @import "late.css";`, "late.css", "p.png"},
		{`a{background:url()}b{background:url("")}`, "", ""},
		{`.url{x:y}a.url(b)`, "", "b"}, // nonsense, but no crash
		{`<!-- a{background:url(a.png)} -->`, "", "a.png"},
		{`a{filter:progid:DXImageTransform.Microsoft.AlphaImageLoader(src='x.png')}`, "", ""},
		{`a{background:url(a.png),url(b.png)}`, "", "a.png b.png"},
		{`@supports (background: url(s.png)) {}`, "", "s.png"},
	} {
		got := scanCSS(c.css, 100)
		if !slices.Equal(got.imports, strings.Fields(c.imports)) || !slices.Equal(got.urls, strings.Fields(c.urls)) {
			t.Errorf("%s\n got %q %q\nwant %q %q", c.css, got.imports, got.urls, c.imports, c.urls)
		}
	}
}

func TestCSSBound(t *testing.T) {
	css := strings.Repeat("a{b:url(x)}", 100)
	if got := scanCSS(css, 7); len(got.urls) != 7 {
		t.Errorf("%d urls", len(got.urls))
	}
}

func FuzzCSS(f *testing.F) {
	f.Add(`@import "x.css"; a { background: url( 'a\29 .png' ) }`)
	f.Add(`a{background:image-set("1" 1x, url(2) 2x)} /* `)
	f.Add(`\`)
	f.Add("url(\"a\\\nb\")")
	f.Fuzz(func(t *testing.T, css string) {
		r := scanCSS(css, 50)
		if n := len(r.imports) + len(r.urls); n > 50 {
			t.Fatalf("%d references", n)
		}
		for _, s := range append(r.imports, r.urls...) {
			if len(s) > 3*len(css) { // a replacement character is three bytes
				t.Fatalf("%q is longer than its source", s)
			}
		}
	})
}
