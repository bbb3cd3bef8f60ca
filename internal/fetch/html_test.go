package fetch

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// list prints needs as "kind url", without the host of the page.
func list(ns []need) []string {
	names := [kinds]string{"sheet", "frame", "script", "image", "icon", "variant"}
	var out []string
	for _, n := range ns {
		out = append(out, names[n.kind]+" "+strings.TrimPrefix(n.url.String(), "https://x.example"))
	}
	return out
}

var needsCases = []struct {
	html string
	want string // by commas
}{
	{`<img src=a.png>`, "image /d/a.png"},
	{`<img src=a.png><img src=./a.png#x><img src=/d/a.png>`, "image /d/a.png"},
	{`<img src="a.png" srcset="a.png 1x, b.png 2x">`, "image /d/a.png,variant /d/b.png"},
	{`<picture><source srcset="a.avif" type=image/avif><img src=a.jpg></picture>`, "variant /d/a.avif,image /d/a.jpg"},
	{`<video poster=p.jpg src=v.mp4><source src=v.webm></video><audio src=a.mp3></audio>`, "image /d/p.jpg"},
	{`<link rel=stylesheet href=a.css><LINK REL="Alternate StyleSheet" HREF=b.css>`, "sheet /d/a.css,sheet /d/b.css"},
	{`<link rel="shortcut icon" href=/f.ico><link rel=apple-touch-icon href=t.png>`, "icon /f.ico,icon /d/t.png"},
	{`<link rel=preload as=style href=a.css><link rel=preload as=script href=a.js><link rel=preload as=font href=a.woff2><link rel=preload as=fetch href=a.json>`,
		"sheet /d/a.css,script /d/a.js,image /d/a.woff2"},
	{`<link rel=canonical href=/c><link rel=next href=/n><link rel=dns-prefetch href=//y>`, ""},
	{`<script src=a.js></script><script type=module src=b.mjs></script><script type=application/json src=c.json></script>`, "script /d/a.js,script /d/b.mjs"},
	{`<style>@import "i.css"; a{background:url(b.png)}</style>`, "sheet /d/i.css,image /d/b.png"},
	{`<p style="background:url('c.png')">`, "image /d/c.png"},
	{`<p style="background:url(&quot;c.png&quot;)">`, "image /d/c.png"},
	{`<html style="background:url(c.png)">`, "image /d/c.png"},
	{`<body background=bg.gif><table><tr><td background="td.gif">`, "image /d/bg.gif,image /d/td.gif"},
	{`<input type=IMAGE src=i.png><input type=text src=no.png>`, "image /d/i.png"},
	{`<svg><image href=a.png /><image xlink:href=b.png /><use href="s.svg#i"/><use xlink:href="#local"/></svg>`,
		"image /d/a.png,image /d/b.png,image /d/s.svg"},
	{`<img data-src=lazy.png><img src="data:image/gif;base64,R0" data-src=lazy2.png><img src=real.png data-src=other.png>`,
		"image /d/lazy.png,image /d/lazy2.png,image /d/real.png"},
	{`<noscript><img src=n.png></noscript>`, "image /d/n.png"},
	{`<template><img src=t.png></template><img src=a.png>`, "image /d/a.png"},
	{`<iframe src=f.html></iframe><iframe srcdoc="<img src=x>"></iframe>`, "frame /d/f.html"},
	{`<frameset cols="1,2"><frame src=l.html><frame src=r.html></frameset>`, "frame /d/l.html,frame /d/r.html"},
	{`<object data=o.pdf></object><embed src=e.pdf>`, "image /d/o.pdf,image /d/e.pdf"},
	{`<a href=no.html>x</a><a href=no.pdf>y</a><form action=no></form><blockquote cite=no>`, ""},
	{`<img src="data:image/png;base64,AA"><img src="javascript:x"><img src="about:blank"><img src=""><img src="  ">`, ""},
	{`<base href="/base/"><base href="/no/"><img src=a.png>`, "image /base/a.png"},
	{`<img src=a.png><base href="https://cdn.example/x/">`, "image https://cdn.example/x/a.png"},
	{`<base target=_top><base href="b/"><img src=a.png>`, "image /d/b/a.png"},
	{`<base href="data:,x"><img src=a.png>`, "image /d/a.png"},
	{`<img src="//cdn.example/a.png"><img src="http://x.example/b.png">`, "image https://cdn.example/a.png,image http://x.example/b.png"},
	{`<img src="картинка 1.png">`, "image /d/%D0%BA%D0%B0%D1%80%D1%82%D0%B8%D0%BD%D0%BA%D0%B0%201.png"},
	{`<img srcset="a.png 2x"><link rel=preload as=image imagesrcset="a.png 1x, c.png 2x">`, "variant /d/a.png,variant /d/c.png"},
	{`<img srcset=a.png><img src=a.png>`, "image /d/a.png"},
	{`<!-- <img src=no.png> --><script>var s = "<img src=no.png>"</script>`, ""},
}

func TestNeeds(t *testing.T) {
	for _, c := range needsCases {
		u, _ := parseURL("https://x.example/d/page.html")
		var want []string
		if c.want != "" {
			want = strings.Split(c.want, ",")
		}
		if got := list(needs(u, []byte(c.html))); !slices.Equal(got, want) {
			t.Errorf("%s\n got %q\nwant %q", c.html, got, want)
		}
	}
}

// Nesting that no tree holds changes nothing.
func TestNeedsDeep(t *testing.T) {
	u, _ := parseURL("https://x.example/d/page.html")
	doc := "<base href=/b/>" + strings.Repeat("<div>", 2000) +
		`<img src=a.png><style>a{background:url(s.png)}</style><svg><use xlink:href="u.svg#x">`
	want := []string{"image /b/a.png", "image /b/s.png", "image /b/u.svg"}
	if got := list(needs(u, []byte(doc))); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

// pruneByTokens is prune as html.Tokenizer would have it.
func pruneByTokens(doc []byte) []byte {
	var out bytes.Buffer
	templates := 0
	z := html.NewTokenizer(bytes.NewReader(doc))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return out.Bytes()
		case html.EndTagToken:
			if name, _ := z.TagName(); string(name) == "template" {
				templates = max(templates-1, 0)
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			b, _ := z.TagName()
			name := string(b)
			switch name {
			case "template":
				templates++
			case "noscript":
				z.NextIsNotRawText()
			}
			if templates > 0 {
				continue
			}
			rest := z.Raw()[1:]
			if i := bytes.IndexAny(rest, " \t\r\n\f/>"); i >= 0 {
				rest = rest[i:]
			}
			before, after := "", "</"+name+">"
			switch name {
			case "img", "source", "input", "embed", "base", "link":
				after = ""
			case "script", "style", "video", "iframe", "object":
			case "frame":
				name, after = "iframe", "</iframe>"
			case "image", "feimage", "use":
				before, after = "<svg>", after+"</svg>"
			default:
				if !mayLoad(rest) {
					continue
				}
				name, after = "div", "</div>"
			}
			out.WriteString(before + "<" + name)
			out.Write(rest)
			if name == "style" && z.Next() == html.TextToken {
				out.Write(z.Raw())
			}
			out.WriteString(after)
		}
	}
}

// FuzzPrune has prune find tags where html.Tokenizer does.
func FuzzPrune(f *testing.F) {
	for _, c := range needsCases {
		f.Add([]byte(c.html))
	}
	for _, doc := range []string{
		`<!--><img src=1>--><!---><img src=2>--><!--a--!><img src=3>--><!----!-><img src=4>--><!----><img src=5><!--x--!x--><img src=6><!-- --`,
		`<!DOCTYPE html "x>y"><img src=1><!x><!><?x <img src=2>?></><img src=3></ img><img src=4><![CDATA[<img src=5>]]><!-><img src=6>`,
		`<a title="<img src=1>"><a title='>'<img src=2><a x"><img src=3>"><a x=a"><img src=4>"><a ="><img src=5>"><a x= "><img src=6>"><a x/="><img src=7>">`,
		"<img\x00 src=1><IMG\x0csrc=2><img\vsrc=3><img/src=4/><img src = 5 / ><img src=><img ==6><img a b=\rc>< img src=7><img",
		`<script>a<b</scripty></script ><img src=1><script><!--<script></script><img src=2>--></script><img src=3><script><!--></script><img src=4></scr`,
		`<SCRIPT src=s><!-- <sCript/ --> </script> --></Script/><img src=1><script><!--<script></script>--></script><script/></script><img src=2>`,
		`<style>a{b:url(1)}</styl></style/><img src=1><style/></style><style></style<style>`,
		`<title><img src=1></title><textarea><img src=2></textarea	><xmp><img src=3></xmp><noembed><img src=4></noembed><noframes><img src=5></noframes>`,
		`<iframe><img src=1></iframe x><noscript><img src=2></noscript><template><style></template></style><template></template><img src=3></template></template><img src=4>`,
		`<plaintext style="(" background=1><img src=1></plaintext>`,
		`<template/><img src=1></TEMPLATE x="></template>"><p STYLE=a(b)><p BackGround=2><feImage href=3><frame src=4>`,
		`</a title="<img src=1>"><img src=2></`, `<`, `<!`, `<!--`, `<a b='`, `<script`, `<script><!--`, `<style></style`,
	} {
		f.Add([]byte(doc))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		if got, want := prune(doc), pruneByTokens(doc); !bytes.Equal(got, want) {
			t.Fatalf("%q\n got %q\nwant %q", doc, got, want)
		}
	})
}

func TestSrcset(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"a.png", "a.png"},
		{"a.png 1x, b.png 2x", "a.png b.png"},
		{"a.png,b.png 2x", "a.png,b.png"}, // one address with a comma
		{"a.png, b.png", "a.png b.png"},   // the comma ends the address
		{" ,, a.png 100w ,\n b.png 200w,", "a.png b.png"},
		{"https://x/c_fill,w_100/a.png 1x, https://x/c_fill,w_200/a.png 2x", "https://x/c_fill,w_100/a.png https://x/c_fill,w_200/a.png"},
		{"data:image/png;base64,AA== 1x, b.png 2x", "data:image/png;base64,AA== b.png"},
		{"a.png f(1,2) 1x, b.png", "a.png b.png"},
		{"a.png 1x b, c.png", "a.png c.png"},
		{"", ""},
		{", ,", ""},
	} {
		if got := parseSrcset(c.in); !slices.Equal(got, strings.Fields(c.want)) {
			t.Errorf("%q: got %q, want %q", c.in, got, c.want)
		}
	}
}

func TestRefresh(t *testing.T) {
	for _, c := range []struct{ html, want string }{
		{`<meta http-equiv=refresh content="0; url=/next">`, "meta /next"},
		{`<META HTTP-EQUIV="Refresh" CONTENT="0;URL='/next'">`, "meta /next"},
		{`<meta http-equiv=refresh content="0, /next">`, "meta /next"},
		{`<meta http-equiv=refresh content="5;url = https://y/ ">`, "meta https://y/"},
		{`<meta http-equiv=refresh content="0;url=&quot;/a b&quot;x">`, "meta /a b"},
		{`<meta http-equiv=refresh content="0.5;/next">`, "meta /next"},
		{`<meta http-equiv=refresh content="600;url=/next">`, ""},
		{`<meta http-equiv=refresh content="5">`, ""},
		{`<meta http-equiv=refresh content="url=/next">`, ""},
		{`<noscript><meta http-equiv=refresh content="0;url=/nojs"></noscript>`, ""},
		{`<script>window.location = "/n"</script>`, "script /n"},
		{`<script>location.href='/n';</script>`, "script /n"},
		{`<script>document.location.replace( "/n" )</script>`, "script /n"},
		{`<script>top.location.assign('/n')</script>`, "script /n"},
		{`<script>location = base + "/n"</script>`, ""},
		{`<script>mylocation = "/n"; x.location="/m"</script>`, ""},
		{`<script>if (location == "/n") {}</script>`, ""},
		{`<p>location = "/n"</p>`, ""},
		{`<script>app.innerHTML = "<p>Text</p><button onclick=\"location.href='/home'\">Reject</button>"</script>`, ""},
		{"<script>app.innerHTML = `<a onclick=\"location='/home'\">x</a>`; location = '/n'</script>", "script /n"},
		{"<script>// location = '/a'\n/* location = '/b' */ if (/['\"]/.test(x)) location = '/n'</script>", "script /n"},
		{`<script>b.onclick = function () { location.href = "/n" }</script>`, ""},
		{`<script>b.onclick = () => location.href = "/n"</script>`, ""},
		{`<script>b.addEventListener("click", e => { if (e) { location = "/n" } })</script>`, ""},
		{`<script>$("#b").on("click", function() { location = "/n" })</script>`, ""},
		{`<script>window.onload = function () { location.href = "/n" }</script>`, "script /n"},
		{`<script>addEventListener("DOMContentLoaded", () => { location = "/n" })</script>`, "script /n"},
		{`<script>setTimeout(function() { location = "/n" }, 100)</script>`, "script /n"},
		{`<script>function go() { location = "/n" }</script>`, ""},
		{`<script>function go() { location = "/n" } go()</script>`, "script /n"},
		{`<script>b.onclick = f; (function() { window.location.replace('/n') })()</script>`, "script /n"},
		{`<script>location="/n"</script><p>` + strings.Repeat("word ", fewWords), ""},
		{`<meta http-equiv=refresh content="0; url=/next">` + strings.Repeat(" ", smallPage), ""},
		{``, ""},
	} {
		ref, how := refresh([]byte(c.html))
		if got := strings.TrimSpace(how + " " + ref); got != c.want {
			t.Errorf("%.80s: got %q, want %q", c.html, got, c.want)
		}
	}
}

func FuzzRequisites(f *testing.F) {
	f.Add([]byte(`<base href=/b/><img src=a.png srcset="a 1x, b 2x"><style>@import "x";a{b:url(c)}</style><svg><use href=x>`))
	f.Add([]byte(`<noscript><meta http-equiv=refresh content="0;url='/x"></noscript><script>location="/y"</script>`))
	f.Add([]byte(strings.Repeat("<b>", 600) + `<img srcset=", a%zz ,,"><input type=image src="\\[">`))
	f.Add([]byte("<i}\x00><style x\x00=(>"))
	u, _ := parseURL("https://x.example/d/page.html")
	f.Fuzz(func(t *testing.T, doc []byte) {
		refresh(doc)
		seen := map[string]bool{}
		for _, n := range needs(u, doc) {
			s := n.url.String()
			if seen[s] {
				t.Fatalf("%s twice", s)
			}
			seen[s] = true
			again, err := parseURL(s)
			if err != nil || again.String() != s {
				t.Fatalf("%q reads back as %v, %v", s, again, err)
			}
			if n.kind >= kinds || n.url.Fragment != "" || !isHTTP(n.url.Scheme) {
				t.Fatalf("%v", n)
			}
		}
	})
}
