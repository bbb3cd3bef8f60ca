package extract

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html"
)

func TestVisible(t *testing.T) {
	for _, c := range []struct{ name, html, want string }{
		{"blocks and inlines", "<h1>Title</h1><p>One <b>t</b>wo<i>!</i></p><div>three</div>", "Title\nOne two!\nthree"},
		{"white space", "<p>a\n\t b &nbsp; c</p>\n\n<p> d </p>", "a b c\nd"},
		{"entities", "<p>&laquo;caf&eacute;&raquo; &amp;lt; &#1240;</p>", "«café» &lt; Ә"},
		{"line breaks", "a<br>b<br/><br>c</br>d", "a\nb\nc\nd"},
		{"footnote mark", "Text<sup>12</sup>, more", "Text¹², more"},
		{"table", "<table><tr><th>Year</th><th>Sum</th></tr><tr><td>2019</td><td><p>4</p></td><td><b>5</b>6</td></tr></table>after", "Year\tSum\n2019\t4\t56\nafter"},
		{"table without end tags", "<table><tr><td>a<td>b<tr><td>c<td>d</table>e", "a\tb\nc\td\ne"},
		{"cell of blocks", "<table><tr><td><p>a</p><p>b</p></td><td>c</td></tr></table>", "a\nb\nc"},
		{"list without end tags", "<ul><li>a<li>b<ul><li>c</ul><li>d</ul>", "a\nb\nc\nd"},
		{"paragraphs without end tags", "<p>a<p>b<div>c</div>", "a\nb\nc"},
		{"preformatted", "<pre>a  b\n\n c</pre>d", "a  b\n\n c\nd"},
		{"scripts, styles, templates", "a<script>x='<p>no'</script><style>b{}</style><template>no</template>b", "ab"},
		{"drawing", `a<svg>no<title>no</title><desc>no</desc><style>no</style><defs><text>no</text></defs><symbol><text>no</text></symbol><g display="none"><text>no</text></g><text>one <tspan>wo</tspan><tspan>rd</tspan></text><text><tspan x=0 y=1>first line</tspan><tspan x=9 y=1>s</tspan><tspan x=0 y=2>second</tspan><tspan x=0 dy=1.2em>third</tspan></text><a href=x><text>link</text></a></svg>b`, "a\none word\nfirst lines second third\nlink b"},
		{"text of HTML in a drawing", "<svg><foreignObject><p>one</p><title>no</title></foreignObject><text>two</text></svg>", "one\ntwo"},
		{"hidden drawing", "<svg hidden><text>no</text></svg><svg style='display:none'><text>no</text></svg><div hidden><svg><text>no</text></svg></div>a", "a"},
		{"tabs", "<div role=tabpanel>one</div><div role=tabpanel hidden>two</div><div role=tabpanel style='display: none'>three</div><div hidden><div role=tabpanel>no</div></div>", "one\ntwo\nthree"},
		{"replaced content", "a<iframe>no</iframe><video>no</video><canvas>no</canvas><object>no</object>b", "ab"},
		{"hidden", `a<p hidden>no</p><p style="color:red; DISPLAY : none">no</p><div style="visibility:hidden">no<p>no</p></div>b`, "ab"},
		{"first of two attributes", `<p style="color:red" style="display:none">yes</p>`, "yes"},
		{"hidden until found", `<div hidden="until-found">yes</div>`, "yes"},
		{"unclosed hidden paragraph", "<p hidden>no<p>yes", "yes"},
		{"aria-hidden is seen", `<p aria-hidden="true">yes</p>`, "yes"},
		{"alternative text", `a<img src=x alt="no">b`, "ab"},
		{"details", "<details><summary>More</summary>inside</details>", "More\ninside"},
		{"closed dialog", "<dialog>no</dialog><dialog open>yes</dialog>", "yes"},
		{"text field", "<textarea>line one\nline two</textarea>", "line one\nline two"},
		{"list of options", "<select><option>first<option>second</select>after", "first after"},
		{"selected option", "<select><option>first</option><option selected>second</option><option>third</option></select>", "second"},
		{"words between options", "before<select><option>first</option>words<option selected>second</select>after", "before\nsecond after"},
		{"words at the start", "<select><option>first</option>words<option selected></select>after", "after"},
		{"list left open", "<select><option>first<option>second<p>after", "first\nafter"},
		{"buttons stand apart", "<button>Yes</button><button>No</button>", "Yes No"},
		{"noscript on a page with text", "<noscript>Please switch on scripts</noscript>text", "text"},
		{"shadow root", "<x-card><template shadowrootmode=open><p>shown</p></template></x-card>", "shown"},
		{"formula", "<math><mi>E</mi><annotation encoding=tex>no</annotation></math>", "E"},
		{"hidden body", `<body style="display:none"><p>waits for a script</p>`, "waits for a script"},
		{"unclosed drawing", "<svg><path><p>text</p>", "text"},
		{"stray end tags", "</div></table>a</p>b</span></nav>c", "a\nbc"},
		{"form ends inside a box", "<form><div>a</form>b</div>c", "ab\nc"},
		{"block in a link", "<a href=x><div>a</div></a>b", "a\nb"},
		{"button inside a button", "<button>a<button>b</button>c", "a b c"},
		{"control characters", "a\x00b\x08c" + strings.Repeat(" word", 50), "a b c" + strings.Repeat(" word", 50)},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := fromHTML(t, "<!DOCTYPE html><title>x</title>"+c.html)
			if doc.Visible != c.want {
				t.Errorf("%q\nwant %q", doc.Visible, c.want)
			}
		})
	}
}

// What the tokens give must be what the standard's tree gives: the tree,
// written out with all its tags, reads the same.
func TestAsTheTree(t *testing.T) {
	pages := []string{newsPage, strings.ReplaceAll(newsPage, "</p>", ""), strings.ReplaceAll(newsPage, "</div>", "")}
	for _, frag := range []string{
		"<ul><li>a<li>b<ul><li>c</ul>d</ul>e", "<dl><dt>a<dd>b<dt>c</dl>d", "<table><tr><td>a<td>b<tr><td>c</table>d",
		"<table><tbody><tr><td>a</td></tr></tbody><tfoot><tr><td>b</table>c", "<p>a<table><tr><td><p>b</table>c",
		"<div hidden><p>no</div>a", "<p hidden>no<ul><li>a</ul>", "<div hidden><span>no</div>a<span>b</span>",
		"<form class=nav><div>a</form>b</div><p>c", "<h1>a<h2>b</h3>c", "<a class=share>a<a>b</a>c", "<nav><ul><li>a</nav>b",
		"<button>a<p>b</button>c", "<div class=menu><table><tr><td>a</div>b</table>c", "<b><p hidden>no</b>no</p>a",
		"<section><p>a</section>b<aside><p>c</aside>d", "<td>a</td><p>b", "<table><td>a</table>b", "<li>a<p>b<li>c",
		"<object><p>no</object>a", "<svg><g><text>no</text></svg>a", "<p>a</br>b</p></p>c", "<div><li hidden>no<div>no<li>a</div>b",
	} {
		pages = append(pages, "<!DOCTYPE html><html><head><title>t</title></head><body>"+frag)
	}
	for _, src := range pages {
		root, err := html.Parse(strings.NewReader(src))
		if err != nil {
			t.Fatal(err)
		}
		var tree bytes.Buffer
		if err := html.Render(&tree, root); err != nil {
			t.Fatal(err)
		}
		got, want := fromHTML(t, src), fromHTML(t, tree.String())
		if got.Visible != want.Visible || got.Main != want.Main {
			t.Errorf("%s\n got %q | %q\nwant %q | %q", src[:min(len(src), 200)], got.Visible, got.Main, want.Visible, want.Main)
		}
	}
}

func TestHead(t *testing.T) {
	doc := fromHTML(t, `<!DOCTYPE html><html lang="kk"><head><base href="/dir/"><title> Бас
		бет </title><link rel="shortcut canonical" href="page">
		<meta http-equiv="Refresh" content="5; URL='next?a=1'"><script src=x></script>
		<script type="application/ld+json">{}</script><script type=module></script></head>
		<body><svg><title>icon</title></svg><h1>First <i>head</i></h1><h3>no</h3><h2>Second</h2><h2 hidden>no</h2>
		<input type=PASSWORD><img src="a.png"><img data-src="b.png" src="data:image/gif;base64,x"><img src=dot.gif width=1>`)
	if doc.Title != "Бас бет" || doc.Lang != "kk" || doc.Scripts != 2 || !doc.PasswordInput {
		t.Errorf("title %q, lang %q, %d scripts, password %v", doc.Title, doc.Lang, doc.Scripts, doc.PasswordInput)
	}
	if !slices.Equal(doc.Headings, []string{"First head", "Second"}) {
		t.Errorf("headings %q", doc.Headings)
	}
	if doc.Canonical != "https://example.org/dir/page" || doc.MetaRefresh != "https://example.org/dir/next?a=1" {
		t.Errorf("canonical %q, refresh %q", doc.Canonical, doc.MetaRefresh)
	}
	if !slices.Equal(doc.Images, []string{"https://example.org/dir/a.png", "https://example.org/dir/b.png"}) {
		t.Errorf("images %q", doc.Images)
	}
}

func TestTitleFallsBack(t *testing.T) {
	doc := fromHTML(t, `<meta property="og:title" content="From the card"><input type=hidden><div hidden><input type=password></div>x`)
	if doc.Title != "From the card" || doc.PasswordInput {
		t.Errorf("title %q, password %v", doc.Title, doc.PasswordInput)
	}
}

func TestRefreshTarget(t *testing.T) {
	for content, want := range map[string]string{
		"0; url=/a": "/a", "0;URL=/a": "/a", "3, /a": "/a", "0.5; url = '/a' x": "/a", "; url=/a": "/a",
		"300": "", "1800; url=/a": "", "": "", "0; url=": "", "0; url='": "",
	} {
		if got := refreshTarget(content); got != want {
			t.Errorf("%q leads to %q, want %q", content, got, want)
		}
	}
}

func TestScriptRedirect(t *testing.T) {
	for _, c := range []struct{ name, html, want string }{
		{"location", `<script>window.location = "/lander"</script>`, "https://example.org/lander"},
		{"href", `<script>if(1){top.location.href='https:\/\/other.example\/x'}</script>`, "https://other.example/x"},
		{"replace", "<script>location . x; location.replace( `/a` )</script>", "https://example.org/a"},
		{"onload", `<body onload="location.assign('/b')">`, "https://example.org/b"},
		{"comparison", `<script>if (location.href == "/a") {}</script>`, ""},
		{"another variable", `<script>my_location = "/a"; allocation = "/b"</script>`, ""},
		{"built up", `<script>location.href = "/a?" + x</script>`, ""},
		{"outside of a script", `<p>location = "/a"</p>`, ""},
		{"on a page with text", `<script>location = "/a"</script><p>` + strings.Repeat("word ", thinPage), ""},
	} {
		if got := fromHTML(t, "<!DOCTYPE html>"+c.html).ScriptRedirect; got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestNoscriptHoldsThePage(t *testing.T) {
	text := strings.TrimSpace(strings.Repeat("The text that only browsers without scripts show. ", 10))
	doc := fromHTML(t, "<!DOCTYPE html><p>Loading</p><noscript><p>"+text+"</p><img src=x></noscript><script>go()</script>")
	if doc.Visible != "Loading\n"+text || doc.Main != doc.Visible {
		t.Errorf("%q", doc.Visible)
	}
}

// Each of these brings a tree builder to its knees, or past 512 open elements.
func TestHostileHTML(t *testing.T) {
	var formats strings.Builder
	for i := range 400 {
		fmt.Fprintf(&formats, "<b id=%d>", i)
	}
	for name, body := range map[string]string{
		"deep":                 strings.Repeat("<div>", 200000) + "end",
		"deep and wide":        strings.Repeat("<div><span>x</div>", 200000) + "end",
		"unclosed formatting":  formats.String() + strings.Repeat("<p>x", 300000) + "end",
		"text in a table":      "<table>" + strings.Repeat("a<!---->", 300000) + "end",
		"end tags for nothing": strings.Repeat("<i>", 600) + strings.Repeat("</b>", 500000) + "end",
		"attributes":           "<p " + strings.Repeat("a=b ", 500000) + ">end",
		"furniture":            strings.Repeat("<div class=menu>x", 200000) + "end",
		"furniture in a row":   strings.Repeat("<div class=menu>x</div>", 100000) + "end",
		"unclosed comment":     "<p>end<!--" + strings.Repeat("-", 3000000),
		"one long tag":         "<p>end<p class='" + strings.Repeat("x ", 1500000),
		"options":              "<select>" + strings.Repeat("<option selected>x", 200000) + "</select>end",
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			doc := fromHTML(t, "<!DOCTYPE html>"+body)
			if !strings.HasSuffix(doc.Visible, "end") || doc.Finding != "" {
				t.Errorf("finding %q, text ends in %q", doc.Finding, doc.Visible[max(0, len(doc.Visible)-20):])
			}
			if took := time.Since(start); took > 20*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}

func TestHTMLCut(t *testing.T) {
	body := "<!DOCTYPE html><p>ы" + strings.Repeat("<b></b>", maxHTML/7-100)
	doc := fromHTML(t, body+"<p>beyond")
	if doc.Finding != "" || doc.Visible != "ы\nbeyond" {
		t.Fatalf("finding %q, %d bytes", doc.Finding, len(doc.Visible))
	}
	doc = fromHTML(t, body+strings.Repeat("z ", maxHTML/100))
	if doc.Finding != FindingTooLarge || !utf8.ValidString(doc.Visible) {
		t.Errorf("finding %q", doc.Finding)
	}
}

// The text that is kept ends with a whole word, and both views with the same.
func TestTextCut(t *testing.T) {
	for name, typ := range map[string]string{"<!DOCTYPE html><title>x</title><p>": "text/html", "A letter.\n": "text/plain", "{\"a\":1} ": "application/json"} {
		for _, word := range []string{"слово ", "слово\n\n", "<p>слово"} {
			if word[0] == '<' && typ != "text/html" {
				continue
			}
			body := name + strings.Repeat(word, maxVisible/5)
			doc := extract(t, New(Config{}), body, typ)
			if doc.Finding != FindingTooLarge || !strings.Contains(doc.Detail, "only the first 8 MiB") {
				t.Errorf("%s of %q: finding %q, %s", typ, word, doc.Finding, doc.Detail)
			}
			if n := len(doc.Visible); n > maxVisible || n < maxVisible*9/10 || !strings.HasSuffix(doc.Visible, "слово") {
				t.Errorf("%s of %q: %d bytes, ending in %q", typ, word, n, doc.Visible[max(0, n-20):])
			}
			if !strings.HasSuffix(doc.Visible, doc.Main[max(0, len(doc.Main)-1000):]) {
				t.Errorf("%s of %q: the views end in different places", typ, word)
			}
		}
	}
	doc := &Document{Visible: strings.Repeat("ы", maxVisible), Main: "x", Pages: []string{strings.Repeat("a", maxVisible), "b"}}
	if doc.bound(); doc.Finding != FindingTooLarge || !utf8.ValidString(doc.Visible) || len(doc.Visible) > maxVisible || len(doc.Pages) != 1 {
		t.Errorf("a document of one word: %q, %d bytes, %d pages", doc.Finding, len(doc.Visible), len(doc.Pages))
	}
}

func TestHTMLTimeout(t *testing.T) {
	x := New(Config{Timeout: time.Nanosecond})
	doc := extract(t, x, "<!DOCTYPE html><p>x", "text/html")
	if doc.Finding != FindingTimeout {
		t.Errorf("finding %q", doc.Finding)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := x.Extract(ctx, Input{Body: strings.NewReader("x")}); err == nil {
		t.Error("a context that ended gives no error")
	}
}

func FuzzHTML(f *testing.F) {
	f.Add([]byte(newsPage))
	f.Add([]byte("<table><form><tr><td hidden>a<select><option selected>b<h1>c</table></form></select>"))
	f.Add([]byte("<noscript><frameset><svg><foreignobject><p></svg></noscript><meta http-equiv=refresh content=0,url=a>"))
	f.Add([]byte("<h1><select><option>a</option></h1><option selected>b<script>location='"))
	f.Add([]byte("<seleCt><option>0</option>0<option seleCted>"))
	f.Fuzz(func(t *testing.T, src []byte) {
		doc := &Document{}
		src = coding{}.decode(src)
		readHTML(context.Background(), doc, src, "https://example.org/", false)
		for _, s := range append([]string{doc.Visible, doc.Main, doc.Title}, doc.Headings...) {
			if !utf8.ValidString(s) {
				t.Fatalf("invalid UTF-8: %q", s)
			}
		}
		if len(doc.Main) > len(doc.Visible) {
			t.Fatalf("view B is longer than view A:\n%q\n%q", doc.Main, doc.Visible)
		}
		if strings.Contains(doc.Visible, "\n\n\n") && !bytes.Contains(src, []byte("\n")) && !bytes.Contains(src, []byte("<")) {
			t.Fatalf("blank lines: %q", doc.Visible)
		}
	})
}

func TestHiddenAddresses(t *testing.T) {
	// "press@example.org", with the keys 0x42 and 0x1f.
	for _, c := range []struct{ html, want string }{
		{`Write to <a href="/cdn-cgi/l/email-protection" class="__cf_email__" data-cfemail="42323027313102273a232f322e276c2d3025">[email&#160;protected]</a> today`, "Write to press@example.org today"},
		{`Write to <b>pr</b><span data-cfemail="1f7a6c6c5f7a677e726f737a31706d78">[email&#160;protected]</span>.`, "Write to press@example.org."},
		{`Write to <span data-cfemail="zz">[email&#160;protected]</span>.`, "Write to [email protected]."},
		{`Write to <span data-cfemail="00412042">[email&#160;protected]</span>.`, "Write to [email protected]."}, // not of one word
	} {
		if doc := fromHTML(t, "<p>"+c.html+"</p>"); doc.Visible != c.want {
			t.Errorf("%s\n%q, want %q", c.html, doc.Visible, c.want)
		}
	}
}

// A path that needs no cleaning is resolved as net/url does it.
func TestPlainPaths(t *testing.T) {
	base, _ := url.Parse("https://example.org:8080/a/b?c")
	p := &page{base: base}
	for _, ref := range []string{"/", "/img/1.jpg", "/a/b-c_d.e/", "//other.example/x", "/a//b", "/a/../b", "/a/./b", "/.b", "/a b", "/ä", "/a?b=c", "/a#b", "/a%20b", "x.jpg", "/a..b", "/a/b..", "/:x"} {
		u, err := base.Parse(ref)
		if err != nil {
			t.Fatal(err)
		}
		if got := p.resolve(ref); got != u.String() {
			t.Errorf("%q: %q, want %q", ref, got, u)
		}
	}
}
