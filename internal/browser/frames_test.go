package browser

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
)

// TestFrames: what a reader sees in frames as a part of the page stands in the document
// at its place and in the text, and no frame reaches out of its place.
func TestFrames(t *testing.T) {
	t.Parallel()
	mux := http.NewServeMux()
	at := func(path, body string) {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			here := "https://" + r.Host
			there := strings.Replace(here, "127.0.0.1", "localhost", 1)
			if strings.HasPrefix(r.Host, "localhost") {
				there = strings.Replace(here, "localhost", "127.0.0.1", 1)
			}
			io.WriteString(w, "<!doctype html><title>"+path+"</title>"+strings.NewReplacer("HERE", here, "THERE", there).Replace(body))
		})
	}
	at("/inner", `<style>p{color:red}</style><p class=a onclick="x()">inner &lt;b&gt; <b>bold</b> <s>struck</s><p hidden>unseen<!-- a comment --></p><a href=/inner/next>a link</a><div style="visibility:hidden">nor this<i style="visibility:visible">but this</i></div><div id=h></div><script>h.attachShadow({mode:'open'}).innerHTML='<p>in its shade</p>'; document.body.append(document.createComment('--></template><h1>out</h1>'))</script>`)
	at("/nested", `<p>around<iframe src=HERE/inner></iframe>`)
	at("/far", `<p>from afar<iframe src=THERE/near></iframe>`)
	at("/near", `<p>near again`)
	at("/plaintext", `<p>before<plaintext></template><h1>swallowed`)
	at("/drawn", `<p>beside<svg width=300 height=100><title>unseen</title><desc>unseen</desc><text y=20>drawn <tspan x=0 y=20>in a</tspan><tspan x=0 y=40 onclick=x()>frame</tspan></text><foreignObject width=90 height=50><p>and in it</p></foreignObject><text y=60>after it</text></svg>`)
	frame := func(attrs, src string) string {
		return fmt.Sprintf(`<iframe %s src="%s" width=400 height=200></iframe>`, attrs, src)
	}
	type row struct {
		name, body string
		want, not  []string // in the document
	}
	rows := []row{
		{"own", `<div id=d class="a&quot;b"><p>outer` + frame("", "HERE/inner") + `<p>behind &amp; &lt;i&gt;</div><pre>kept  as
it is</pre>`,
			[]string{`<div id="d" class="a&quot;b"><p>outer<iframe src="`, `</iframe><template data-archiver-frame="own" data-src="`, `<p class="a">inner &lt;b&gt; <b>bold</b> <s style="text-decoration:line-through">struck</s></p><a href="`, `/inner/next">a link</a>`, `<i>but this</i>`, `<p>in its shade</p>`, `</template></p><p>behind &amp; &lt;i&gt;</p></div><pre>kept  as`},
			[]string{"color:red", "unseen", "nor this", "a comment", "<h1>out", "x()"}},
		{"nested", frame("", "HERE/nested"), []string{`around<template data-archiver-frame="own"`, "in its shade"}, nil},
		{"drawn", frame("", "HERE/drawn"), []string{`<text>drawn <tspan y="20">in a</tspan><tspan y="40">frame</tspan></text><foreignObject><p>and in it</p></foreignObject><text>after it</text></svg>`}, []string{"unseen", "x()"}},
		{"far", frame("", "THERE/far"), []string{`<template data-archiver-frame="other" data-src="`, "from afar", `<template data-archiver-frame="own"`, "near again"}, nil},
		{"in a shadow root", `<x-a id=h><span slot=none>unslotted</span></x-a><script>customElements.define('x-a', class extends HTMLElement { constructor() { super(); document.title += ' made' } }); h.attachShadow({mode:'open'}).innerHTML='<style>i{}</style><i>shade</i>` + frame("", "HERE/near") + `<u>after</u>'</script>`,
			[]string{`<x-a id="h"><template shadowrootmode="open"><style>i{}</style><i>shade</i><iframe `, `near again</p></div></template><u>after</u></template><span slot="none">`}, nil},
		{"two, and another's shade", frame("", "HERE/near") + `<div id=h></div><script>h.attachShadow({mode:'open'}).innerHTML='<p>beside</p>'</script>` + frame("", "THERE/near"),
			[]string{`data-archiver-frame="own"`, `<div id="h"><template shadowrootmode="open"><p>beside</p></template></div>`, `data-archiver-frame="other"`}, nil},
		{"an object", `<p>outer<object type=text/html data="HERE/near" width=400 height=200>none</object><embed type=text/html src="HERE/nested" width=400 height=200>` + `<object type=text/html data="HERE/plaintext?ads" width=400 height=200>none</object>`, []string{"near again", "around", "in its shade"}, []string{"swallowed"}},
		{"written by the page", `<iframe srcdoc="<p>by the page itself" width=400 height=200></iframe>`, []string{`data-archiver-frame="own" data-src="about:srcdoc"><div><p>by the page itself</p></div></template>`}, nil},
		{"a mark of the page's own", `<p>outer<template DATA-archiver-frame=own>planted</template>`, []string{`data-page-archiver-frame="own"`}, []string{" data-archiver-frame"}},
		{"a mark of the page's own, and a frame", `<div data-archiver-frame=own id=h><template data-archiver-frame=own>planted</template>` + frame("", "HERE/near") + `</div><script>h.attachShadow({mode:'open'}).innerHTML='<template data-archiver-frame=other>planted</template><slot></slot>'</script>`,
			[]string{`data-page-archiver-frame="own"`, `data-page-archiver-frame="other"`, `<template data-archiver-frame="own" data-src=`, "near again"}, []string{` data-archiver-frame="own">planted`, ` data-archiver-frame="other"`}},
		{"all of the window", `<style>iframe{position:fixed;inset:0;width:100vw;height:100vh}</style><iframe src=THERE/near></iframe>`, []string{"near again"}, nil},
		{"all of the page, by whatever name", `<iframe title="Statement on cookies" src="HERE/near?continental-drift" width=1200 height=900></iframe>`, []string{`data-archiver-frame="own"`, "near again"}, nil},
		{"all of the page, of another site", `<iframe title="Statement on cookies" src="THERE/near?continental-drift" width=1200 height=900></iframe>`, nil, []string{"near again"}},
		{"large beside a text", strings.Repeat("<p>The page's own text.", 20) + `<iframe src="HERE/near?ads" width=1200 height=900></iframe>`, []string{"own text"}, []string{"near again"}},
		{"a hostile one", frame("", "HERE/plaintext") + "<p>still here", []string{`<div>&lt;/template&gt;&lt;h1&gt;swallowed`, `</template><p>still here`}, nil},
		{"by chance called so", frame(`id=f7ad9b name="0c1f-4ad8-9e"`, "HERE/near?k=3ad7&gtm4=1"), []string{`data-archiver-frame="own"`, "near again"}, nil},
		{"advertising", `<p>outer` + frame("id=ad1", "HERE/near") + frame("class='ad wide'", "HERE/near") + frame("", "THERE/near?ads/top") + frame("name=top_ad", "THERE/near") + frame("name=banner2", "THERE/near"), []string{"outer"}, []string{"near again"}},
		{"none of the page's", `<p>outer` + frame("style=display:none", "HERE/near") + frame("style=opacity:0", "HERE/near") + `<div style="visibility:hidden">` + frame("", "HERE/near") + `</div>` +
			frame(`id=google_ads_iframe_1`, "HERE/near") + frame(`title="Advertisement"`, "THERE/near") + frame("", "THERE/near?consent=1") + frame(`style="position:fixed;right:0;bottom:0"`, "THERE/near") + frame(`style="position:absolute;left:-5000px"`, "HERE/near") +
			`<iframe src=HERE/near width=1 height=1></iframe>`,
			[]string{"<p>outer"}, []string{"near again", "data-archiver-frame"}},
	}
	for _, c := range rows {
		at("/row/"+strings.ReplaceAll(c.name, " ", "-"), c.body)
	}
	mux.HandleFunc("/frameset", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		io.WriteString(w, `<html><title>Set</title><frameset cols="30%,*"><frame src=/near><frame src=/nested></frameset></html>`)
	})
	s := newSite(t, mux)
	b := theBrowser(t)
	sideBySide(t, rows, func(c row) string { return c.name }, func(t *testing.T, c row) {
		p := capture(t, b, s, "/row/"+strings.ReplaceAll(c.name, " ", "-"), false)
		for _, w := range c.want {
			if !strings.Contains(string(p.DOM), w) {
				t.Errorf("the document lacks %q:\n%s", w, p.DOM)
			}
		}
		for _, n := range c.not {
			if strings.Contains(string(p.DOM), n) || strings.Contains(p.Text, n) {
				t.Errorf("%q is in the document or text:\n%s\n%s", n, p.DOM, p.Text)
			}
		}
		if strings.Count(string(p.DOM), "<template") != strings.Count(string(p.DOM), "</template>") {
			t.Errorf("templates do not end:\n%s", p.DOM)
		}
		if strings.Count(p.Title, "made") > 1 {
			t.Errorf("the page's script ran for a copy of an element: %s", p.Title)
		}
	})
	t.Run("frameset", func(t *testing.T) {
		has(t, capture(t, b, s, "/frameset", false), "near again", "around", "in its shade")
	})
}

// TestClosedShadows: what a closed shadow root shows is in the document and the text,
// wherever it stands, and the page is not told.
func TestClosedShadows(t *testing.T) {
	t.Parallel()
	mux := http.NewServeMux()
	at := func(path, body string) {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			there := strings.Replace("https://"+r.Host, "127.0.0.1", "localhost", 1)
			io.WriteString(w, "<!doctype html><title>Shade</title>"+strings.ReplaceAll(body, "THERE", there))
		})
	}
	at("/script", `<x-a id=h></x-a><script>h.attachShadow({mode:'closed'}).innerHTML='<style>p{}</style><p>set by script</p>'</script>`)
	at("/plain", `<div id=h>its own words</div><div id=g>left out</div><script>h.attachShadow({mode:'closed'}).innerHTML='before them <slot></slot>'; g.attachShadow({mode:'closed'}).textContent='in their place'</script>`)
	at("/declared", `<section><template shadowrootmode=closed><p>declared to be closed</p></template></section>`)
	at("/nested", `<div id=h></div><script>const r = h.attachShadow({mode:'closed'}); r.innerHTML='<p>outer<div id=n></div>'
		const o = r.getElementById('n').attachShadow({mode:'open'}); o.innerHTML='<p>between<span id=n></span>'
		const c = o.getElementById('n').attachShadow({mode:'closed'}); c.innerHTML='<p>inner<my-card></my-card>'
		c.querySelector('my-card').attachShadow({mode:'closed'}).innerHTML='<i>innermost</i>'</script>`)
	at("/around", `<p>its page<iframe src=/script width=400 height=200></iframe><iframe src=THERE/nested width=400 height=200></iframe>`)
	at("/holds", `<div id=h></div><script>h.attachShadow({mode:'closed'}).innerHTML='<p>a frame in it<iframe src=/declared width=400 height=200></iframe>'</script>`)
	at("/watches", `<div id=h></div><p id=p>unnoticed</p><script>
		const r = h.attachShadow({mode:'closed'}); r.innerHTML='<p>watched over</p>';
		new MutationObserver(() => p.textContent = 'touched').observe(r, {attributes: true, childList: true, subtree: true});
		if (h.shadowRoot || !/^function attachShadow\(\) { \[native code\] }$/.test(Element.prototype.attachShadow)) p.textContent = 'noticed'</script>`)
	s := newSite(t, mux)
	b := theBrowser(t)
	type row struct {
		path string
		want []string
	}
	rows := []row{
		{"script", []string{"set by script"}},
		{"plain", []string{"its own words", "before them", "in their place"}},
		{"declared", []string{"declared to be closed"}},
		{"nested", []string{"outer", "between", "inner", "innermost"}},
		{"around", []string{"its page", "set by script", "outer", "innermost"}},
		{"holds", []string{"a frame in it", "declared to be closed"}},
		{"watches", []string{"watched over", "unnoticed"}},
	}
	sideBySide(t, rows, func(r row) string { return r.path }, func(t *testing.T, r row) {
		p := capture(t, b, s, "/"+r.path, false)
		has(t, p, r.want...)
		if r.path == "script" && !strings.Contains(string(p.DOM), `<x-a id="h"><template shadowrootmode="closed"><style>`) {
			t.Errorf("the document does not say that it is closed: %s", p.DOM)
		}
	})
}
