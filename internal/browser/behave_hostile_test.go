package browser

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// Pages that fight back: behave ends, gives no error of ours, and leaves a tab
// that still answers where the page lets it.
func TestHostilePages(t *testing.T) {
	t.Parallel()
	p := aProcess(t)
	banner := dialog("id=x", "We use cookies to personalise content on this site. You can accept or reject them.", `<button id=yes>Accept</button><button id=no>Reject all</button>`)
	rejected := "consent a dialog: rejected with Reject all x1"
	type row struct {
		name, body string
		want       []string // among what is done
		deaf       bool     // the page's own world is not asked afterwards
	}
	sideBySide(t, []row{
		{"prototypes", prose(20) + banner + `<script>
			for (const c of [Document, Element, Node, HTMLElement, NodeList, Array, String, RegExp, Set, Map, Promise, Function, MutationObserver, Object])
				for (const k of Object.getOwnPropertyNames(c.prototype)) try { if (k !== 'constructor') Object.defineProperty(c.prototype, k, {get() { throw 1 }, configurable: true}) } catch (e) {}
			try { JSON.stringify = getComputedStyle = null } catch (e) {}</script>`, []string{"consent a dialog: hidden, after pressing Reject all x1"}, true},
		{"clobbered names", `<form id=f><input name=parentNode><input name=innerText><input name=getAttribute><input name=matches><input name=closest><input name=shadowRoot>` + prose(20) + banner + `</form>
			<img name=querySelectorAll><img name=body><img name=elementsFromPoint><img name=scrollingElement><img name=documentElement><img id=archiver>`, []string{"consent a dialog: hidden x1"}, true},
		{"a click that never ends", `<main><button onclick="for(;;){}">Read more</button><button onclick="window.pressed=1">Show more</button></main>`, []string{"expand Show more x1"}, false},
		{"a loop later", prose(5) + `<script>setTimeout(()=>{for(;;){}},900)</script>`, []string{"script stopped one that held the page x1"}, false},
		{"loops for ever", prose(5) + `<script>setTimeout(()=>setInterval(()=>{for(;;){}},1),900)</script>`, []string{"limit the page does not answer x1"}, true},
		{"leaves in the middle", prose(30) + `<script>setTimeout(()=>location='/other',900)</script>`, nil, false},
		{"leaves all the time", prose(30) + `<script>setTimeout(()=>location='/?'+Math.random(),700)</script>`, nil, true},
		{"closes itself", prose(30) + `<script>setTimeout(()=>{close();document.open();document.write('<p>gone')},700)</script>`, nil, true},
		{"buttons by the thousand", `<main>` + strings.Repeat(`<p>text <button onclick="window.pressed=(window.pressed||0)+1">Read more</button>`, 6000) + `</main>`, []string{"expand Read more x8", "expand not all: limit of clicks x1"}, false},
		{"a huge document", `<main id=m></main><script>for(let i=0;i<20000;i++){const s=document.createElement(i%3?'i':'div');s.textContent='word ';m.append(s)}</script>` + banner, []string{rejected}, false},
		{"deep", `<main id=m></main><script>let e=m;for(let i=0;i<400;i++){const d=document.createElement('div');e.append(d);e=d}e.innerHTML='<button onclick="window.pressed=1">Read more</button>'</script>` + banner, []string{rejected}, false},
		{"shadow roots in shadow roots", `<main id=m></main><script>let e=m;for(let i=0;i<900;i++){const d=document.createElement('div');e.append(d);e=d.attachShadow({mode:'open'})}</script>` + banner, []string{rejected}, false},
		{"changes without end", prose(20) + `<ul id=u></ul><script>setInterval(()=>{for(let i=0;i<30;i++){u.append(document.createElement('li'));if(u.children.length>300)u.innerHTML=''}},4)</script>` + banner, []string{rejected}, false},
		{"a banner that comes back", prose(20) + `<script>const w='` + strings.ReplaceAll(strings.Split(banner, "<script>")[0], "'", `"`) + `';setInterval(()=>{if(![...document.querySelectorAll('[data-wall]')].some(e=>e.style.display!='none'))document.body.insertAdjacentHTML('beforeend',w.replace('id=x',''))},20)</script>`, nil, false},
		{"a label without end", `<main><button aria-expanded=false aria-controls=r onclick="r.hidden=false">` + strings.Repeat("&#x202e;&lt;b&gt;\x1b[31m word ", 12) + `</button><p id=r hidden>rest</p></main>`, nil, false},
		{"alerts without end", prose(5) + `<script>setTimeout(()=>{for(;;)alert(1)},600)</script>`, []string{"dialog closed: alert"}, false},
		{"alerts by the clock", prose(5) + `<script>setInterval(()=>alert(1),30)</script>`, []string{"dialog closed: alert"}, true},
		{"confirm, prompt, leave", `<main><button onclick="window.pressed=confirm('Delete all?')+' '+prompt('Name')">Read more</button></main><script>onbeforeunload=e=>{e.preventDefault();return 'stay'}</script>`, []string{"dialog closed: confirm x1", "dialog closed: prompt x1"}, false},
	}, func(c row) string { return c.name }, func(t *testing.T, c row) {
		r := open(t, p, "/", html(c.body))
		done := make(chan []string, 1)
		go func() { done <- r.behave(behaviours{Time: 25 * time.Second, Clicks: 8}) }()
		var got []string
		select {
		case got = <-done:
		case <-time.After(100 * time.Second):
			t.Fatal("behave does not end")
		}
		for _, w := range c.want {
			if !strings.Contains(strings.Join(got, "\n"), w) {
				t.Errorf("done:\n %s\nwithout: %s", strings.Join(got, "\n "), w)
			}
		}
		for _, g := range got {
			if len([]rune(g)) > 160 || strings.ContainsAny(g, "\x1b\u202e\n") {
				t.Errorf("a page's words as they came: %q", g)
			}
		}
		if len(got) > 60 {
			t.Errorf("%d actions", len(got))
		}
		if !c.deaf {
			r.js("1")
		}
	})
}

// The page of Google that asks for consent before it shows another one is
// answered by its form; no other form is sent.
func TestGoogleForm(t *testing.T) {
	t.Parallel()
	form := func(action string) string {
		return `<p>Before you continue to YouTube</p><p>We use cookies and data to deliver and maintain our services, and to improve them. If you agree we also use them for ads.</p>
			<form action="` + action + `" method=post><input type=hidden name=set_eom value=false><button>Accept all</button></form>
			<form action="` + action + `" method=post><input type=hidden name=set_eom value=true><button>Reject all</button></form>`
	}
	p := theProcess(t)
	type row struct {
		action string
		sent   bool
	}
	sideBySide(t, []row{{"https://consent.youtube.com/save", true}, {"https://consent.youtube.com.evil.example/save", false}, {"/save", false}}, func(c row) string { return c.action }, func(t *testing.T, c row) {
		var posted string
		r := open(t, p, "/", http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
			if req.Method == http.MethodPost {
				b, _ := io.ReadAll(io.LimitReader(req.Body, 1000))
				posted = string(b)
				http.Redirect(w, req, "http://site.example/video", http.StatusSeeOther)
				return
			}
			html(form(c.action)).ServeHTTP(w, req)
		}))
		got := r.behave(behaviours{})
		if !c.sent {
			wantActions(t, got)
			if posted != "" {
				t.Errorf("%s: sent %s", c.action, posted)
			}
			return
		}
		wantActions(t, got, "consent Google: rejected with Reject all x1")
		if posted != "set_eom=true" || r.js("document.body.innerText") != "another page" {
			t.Errorf("%s: sent %q, shows %q", c.action, posted, r.js("document.body.innerText"))
		}
	})
}

func TestGone(t *testing.T) {
	r := open(t, theProcess(t), "/", html(prose(5)))
	ctx, cancel := context.WithCancel(r.ctx)
	cancel()
	if _, err := behave(ctx, behaviours{}); err == nil {
		t.Error("no error though the context had ended")
	}
}
