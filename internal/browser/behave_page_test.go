package browser

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

const spacer = `<div style="height:2500px">a long way down</div>`

func TestScroll(t *testing.T) {
	t.Parallel()
	p := theProcess(t)
	pages := map[string]string{
		"lazy":    strings.Repeat("<p>text</p>", 5) + strings.Repeat(spacer, 3) + `<img loading=lazy width=100 height=100 src=/lazy.png><div id=sentinel>-</div><script>new IntersectionObserver((es,o)=>{if(es.some(e=>e.isIntersecting)){o.disconnect();fetch('/more').then(r=>r.text()).then(t=>sentinel.textContent='loaded')}}).observe(sentinel)</script>`,
		"endless": `<div id=list></div><script>let n=0;function add(){for(let i=0;i<10;i++){const p=document.createElement('p');p.style.height='100px';p.textContent='item '+n++;list.append(p)}}add();add();addEventListener('scroll',()=>{if(scrollY+innerHeight>document.documentElement.scrollHeight-300)add()})</script>`,
		"grows":   `<div id=list></div><script>let n=0;function add(){for(let i=0;i<20;i++){const p=document.createElement('p');p.style.height='100px';p.textContent='item '+n++;list.append(p)}}add();addEventListener('scroll',()=>{if(n<80&&scrollY+innerHeight>document.documentElement.scrollHeight-50)fetch('/more').then(add)})</script>`,
		"inner":   `<style>html,body{height:100%;margin:0;overflow:hidden}</style><div id=app style="height:100vh;overflow-y:auto">` + strings.Repeat(spacer, 3) + `<img loading=lazy width=100 height=100 src=/lazy.png></div>`,
		"smooth":  `<style>html{scroll-behavior:smooth}</style>` + strings.Repeat(spacer, 2) + `<img loading=lazy width=9 height=9 src=/lazy.png>`,
		"short":   `<p>All of it.`,
	}
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, ok := pages[strings.TrimPrefix(r.URL.Path, "/page/")]
		if !ok {
			io.WriteString(w, "x")
			return
		}
		html(body).ServeHTTP(w, &http.Request{URL: mustParse("/")})
	})
	type row struct {
		page, want string // a prefix of the one action
		asks, js   string
		is         string
	}
	sideBySide(t, []row{
		{"lazy", "scroll the page x", "/lazy.png", "sentinel.textContent", "loaded"},
		{"endless", "scroll the page, not to its end: limit of steps x12", "", "n > 60 && n < 1000", "true"},
		{"grows", "scroll the page x", "/more", "n", "80"},
		{"inner", "scroll an element that scrolls in the page's place x", "/lazy.png", "app.scrollTop", "0"},
		{"smooth", "scroll the page x", "/lazy.png", "1", "1"},
		{"short", "", "", "1", "1"},
	}, func(c row) string { return c.page }, func(t *testing.T, c row) {
		r := open(t, p, "/page/"+c.page, h)
		got := r.behave(behaviours{Steps: 12})
		if len(got) > 1 || len(got) == 1 && (c.want == "" || !strings.HasPrefix(got[0], c.want)) || len(got) == 0 && c.want != "" {
			t.Errorf("done %q, want %q", got, c.want)
		}
		if c.asks != "" && !r.asked("site.example"+c.asks) {
			t.Errorf("%s was not asked for", c.asks)
		}
		if s := r.js(c.js); s != c.is {
			t.Errorf("%s is %s, want %s", c.js, s, c.is)
		}
		if s := r.js("scrollY"); s != "0" {
			t.Errorf("ends at %s px", s)
		}
	})
}

func TestExpand(t *testing.T) {
	t.Parallel()
	p := theProcess(t)
	fold := func(tag, label string) string {
		return fmt.Sprintf(`<p>Short<span id=rest hidden> and the rest of it</span></p><%s id=b onclick="rest.hidden=false;window.pressed=(window.pressed||0)+1">%s</%s>`, tag, label, strings.Fields(tag)[0])
	}
	acc := func(attrs, label string) string {
		return `<button ` + attrs + ` aria-expanded=false aria-controls=rest onclick="this.setAttribute('aria-expanded','true');rest.hidden=false;window.pressed=1">` + label + `</button><div id=rest hidden>Answer</div>`
	}
	in := func(s string) string { return "<main>" + s + "</main>" }
	type row struct {
		name, body string
		want       []string
		pressed    string
	}
	sideBySide(t, []row{
		{"english", in(fold("button", "Read more")), []string{"expand Read more x1"}, "1"},
		{"see more, not a button", in(fold("div role=button tabindex=0", "See more")), []string{"expand See more x1"}, "1"},
		{"dots", in(fold("div role=button", "...more")), []string{"expand ...more x1"}, "1"},
		{"french, a link to nowhere", in(fold(`a href="#"`, "Lire la suite")), []string{"expand Lire la suite x1"}, "1"},
		{"russian", in(fold("button", "Читать далее…")), []string{"expand Читать далее… x1"}, "1"},
		{"russian, in full", in(fold("a href='javascript:void(0)'", "Показать полностью")), []string{"expand Показать полностью x1"}, "1"},
		{"kazakh", in(fold("button", "Толығырақ")), []string{"expand Толығырақ x1"}, "1"},
		{"german", in(fold("button", "Weiterlesen »")), []string{"expand Weiterlesen » x1"}, "1"},
		{"chinese", in(fold("button", "展开全文")), []string{"expand 展开全文 x1"}, "1"},
		{"a span that looks like one", in(fold(`span class=read-more style="cursor:pointer"`, "Show more")), []string{"expand Show more x1"}, "1"},
		{"no main", "<div>" + fold("button", "Read more") + "</div>", []string{"expand Read more x1"}, "1"},
		{"details", in(`<details><summary>Annex</summary><p>Text</p></details><details open><summary>B</summary></details>`), []string{"expand details x1"}, ""},
		{"accordion", in(acc("", "When was the river measured?")), []string{"expand When was the river measured? x1"}, "1"},
		{"shadow root", in(`<x-text id=x></x-text><script>x.attachShadow({mode:'open'}).innerHTML='<button onclick="window.pressed=1">Read more</button>'</script>`), []string{"expand Read more x1"}, "1"},
		{"more that brings more", in(`<div id=d><button onclick="window.pressed=1;this.remove();d.innerHTML='<button onclick=&quot;window.pressed=2&quot;>Show more replies</button>'">Show more</button></div>`), []string{"expand Show more x1", "expand Show more replies x1"}, "2"},

		{"a link to another page", in(`<a href="/article/2">Read more</a>`), nil, ""},
		{"a button in a link", in(`<a href="/article/2"><span role=button onclick="window.pressed=1">Read more</span></a>`), nil, ""},
		{"script that leads away", in(`<button onclick="window.pressed=1;location.href='/article/2'">Read more</button>`), []string{"navigation refused: a click wanted to leave the page x1"}, "1"},
		{"sends a form", in(`<form action=/send><input name=q><button>Show more</button></form>`), nil, ""},
		{"form elsewhere", in(`<form id=f action=/send></form><button form=f>Show more</button>`), nil, ""},
		{"share", in(acc("", "Share")), nil, ""},
		{"subscribe", in(acc("", "Подписаться")), nil, ""},
		{"like", in(acc(`aria-label="Like this"`, "♥")), nil, ""},
		{"log in to see more", in(fold("button", "Log in to see more")), nil, ""},
		{"delete", in(acc("", "Delete")), nil, ""},
		{"menu", in(acc("aria-haspopup=menu", "Read more")), nil, ""},
		{"navigation", `<nav>` + acc("", "Topics") + `</nav>` + in("<p>x"), nil, ""},
		{"footer", `<footer>` + fold("button", "Show more") + `</footer>` + in("<p>x"), nil, ""},
		{"beside main", `<div>` + fold("button", "Show more") + `</div>` + in("<p>x"), nil, ""},
		{"already open", in(`<button aria-expanded=true onclick="window.pressed=1">Show more</button>`), nil, ""},
		{"a sentence", in(fold("button", "Read more than ten books a year and win")), nil, ""},
	}, func(c row) string { return c.name }, func(t *testing.T, c row) {
		r := open(t, p, "/", html(c.body))
		wantActions(t, r.behave(behaviours{}), c.want...)
		if s := r.js("window.pressed||''"); s != c.pressed {
			t.Errorf("pressed %q, want %q", s, c.pressed)
		}
		if s := r.js("location.pathname"); s != "/" {
			t.Errorf("ends at %s", s)
		}
		for _, s := range r.seen {
			if strings.Contains(s, "/article") || strings.Contains(s, "/send") {
				t.Errorf("asked for %s", s)
			}
		}
	})
}

func TestMediaIsPaused(t *testing.T) {
	t.Parallel()
	r := open(t, theProcess(t), "/", html(`<audio id=a loop></audio><script>
		const c=new Uint8Array(44+8000);const v=new DataView(c.buffer);const s=(o,t)=>[...t].forEach((x,i)=>c[o+i]=x.charCodeAt(0));
		s(0,'RIFF');v.setUint32(4,36+8000,true);s(8,'WAVEfmt ');v.setUint32(16,16,true);v.setUint16(20,1,true);v.setUint16(22,1,true);v.setUint32(24,8000,true);v.setUint32(28,8000,true);v.setUint16(32,1,true);v.setUint16(34,8,true);s(36,'data');v.setUint32(40,8000,true);
		a.src=URL.createObjectURL(new Blob([c],{type:'audio/wav'}));</script>`))
	gesture := func(p *runtime.EvaluateParams) { p.UserGesture = new(bool); *p.UserGesture = true }
	if _, err := chromedp.Run(r.ctx, chromedp.Evaluate[string]("a.play().then(() => 'plays')", gesture, chromedp.EvalAwaitPromise)); err != nil {
		t.Fatal(err)
	}
	wantActions(t, r.behave(behaviours{}), "media paused x1")
	if r.js("a.paused") != "true" {
		t.Error("still plays")
	}
}
