package scripted

import (
	"bytes"
	"fmt"
	"html"
	"strings"

	"archiver/internal/webtest"
)

// page is the document of a page that has nothing special on the wire.
func (s *Site) page(p Page) string {
	said := html.EscapeString(s.said(p))
	switch p.Host {
	case "ministry": // a shell: everything comes by the script
		return shell(p, `fetch("/passage").then(r => r.json()).then(d => show(d.text))`)
	case "gazette":
		return shell(p, `const load = () => fetch("/passage").then(r => r.json()).then(d => show(d.text))
const ready = navigator.serviceWorker.register("/worker.js").then(() => navigator.serviceWorker.ready)
Promise.race([ready, new Promise(ok => setTimeout(ok, 3000))]).then(load, load)`) // not everyone is given a worker
	case "ticker":
		return shell(p, `new WebSocket("wss://" + location.host + "/socket").onmessage = e => show(e.data)`)
	case "single":
		return shell(p, `const go = () => { if (location.hash == "#/case/17") fetch("/passage").then(r => r.json()).then(d => show(d.text)) }
addEventListener("hashchange", go); go()`)
	case "gallery":
		var b strings.Builder
		for n := range 12 {
			fmt.Fprintf(&b, `<p style="margin: 400px 0"><img src="/picture.svg?n=%d" loading=lazy width=480 height=320 onload="this.nextSibling.textContent = 'Picture %d was loaded'"><span></span>`, n+1, n+1)
		}
		return s.article(p, "", b.String()+"<p>"+said)
	case "wire":
		return s.article(p, "", `<div id=feed></div><div id=end style="height: 10px"></div><script>
let n = 0, places = ["northern", "southern", "eastern", "western"]
const more = () => { for (let i = 0; i < 8; i++) { const p = document.createElement("p"); p.style.height = "200px"
  p.textContent = "Dispatch " + ++n + " came from the " + places[(n - 24 + 400) % 4] + " harbour."; feed.append(p) } }
new IntersectionObserver(e => { if (e[0].isIntersecting) { more(); end.remove(); feed.after(end) } }).observe(end)
addEventListener("scroll", () => { if (scrollY + innerHeight > document.body.scrollHeight - 300) more() }); more()</script>`)
	case "channel":
		return s.article(p, "", `<video src="/clip.webm" controls preload=auto width=480></video><p>`+said)
	case "herald":
		return s.article(p, "", "<p>"+said+wall("We value your privacy", "We and our 842 partners store cookies on your device and use them to show you advertising. You can accept or reject this.", "Accept all", "Reject all"))
	case "courrier":
		return s.article(p, "", "<p>"+said+wall("Votre vie privée nous importe", "Nos partenaires et nous utilisons des cookies afin de vous proposer de la publicité personnalisée.", "Tout accepter", "Continuer sans accepter"))
	case "vestnik": // only one button, which agrees
		return s.article(p, "", "<p>"+said+strings.ReplaceAll(wall("Мы используем файлы cookie", "Оставаясь на сайте, вы соглашаетесь на обработку файлов cookie и данных о посещении.", "Принять все", ""), "<button id=no></button>", ""))
	case "circus":
		return s.article(p, "", "<p>"+said+`<script>setInterval(() => { alert("You have won"); confirm("Really?"); prompt("Your name?") }, 10); for (let i = 0; i < 50; i++) alert(i)
onbeforeunload = () => "Stay"</script>`)
	case "glutton":
		return s.article(p, "", "<p>"+said+`<script>const all = []; setInterval(() => { for (let i = 0; i < 8; i++) { const a = new Uint8Array(32 << 20); for (let k = 0; k < a.length; k += 4096) a[k] = k; all.push(a) } }, 20)</script>`)
	case "stall":
		return s.article(p, "", `<p><img src="/never" width=300 height=200>`+"<p>"+said)
	case "spin":
		return s.article(p, "", "<p>"+said+`<script>setTimeout(() => { for (;;); }, 50)</script>`)
	case "barker":
		return s.article(p, "", "<p>"+said+`<script>for (let i = 0; i < 5; i++) open("/end?window=" + i); setInterval(() => open("/end"), 300)</script>`)
	case "pusher":
		return s.article(p, "", "<p>"+said+`<a id=a href="/order.zip" download>order.zip</a><script>a.click(); setTimeout(() => location = "/order.zip", 100)</script>`)
	case "burglar":
		return s.article(p, "", "<p>"+said+s.attack())
	case "turn":
		return `<!doctype html><title>Turn</title><p>You are led on.<script>setTimeout(() => location.replace("/end"), 200)</script>`
	case "shadow":
		return s.article(p, "", fmt.Sprintf(`<p-witness></p-witness><script>customElements.define("p-witness", class extends HTMLElement { connectedCallback() { this.attachShadow({mode: "open"}).innerHTML = "<p>" + %q + "</p>" } })</script>`, s.said(p)))
	case "frame":
		return s.article(p, "", "<p>"+said+`<iframe src="`+s.at("inner", "/inside")+`" width=600 height=200></iframe>`)
	case "docket":
		return `<!doctype html><title>Docket</title><h1>Docket</h1><iframe src="/framed" width=800 height=900></iframe>`
	case "notice":
		return `<!doctype html><title>Notice</title><iframe src="` + s.at("notices", "/framed?notice") + `" width=800 height=900></iframe>`
	case "more":
		return s.article(p, "", `<div id=rest hidden><p>`+said+`</div><button aria-expanded=false onclick="rest.hidden = false; this.remove()">Read more</button>`)
	case "tower":
		return s.article(p, "", `<div style="height: 50000px; background: linear-gradient(#fff, #88a)"></div><p>`+said)
	case "clock":
		return s.article(p, "", "<p>"+said+`<p id=now></p><div id=ad></div><script>
setInterval(() => now.textContent = new Date().toLocaleTimeString("en-GB"), 200); ad.dataset.slot = Math.random().toString(36)</script>`)
	case "crash":
		return s.article(p, "", "<p>"+said+`<script>setTimeout(() => { const f = n => [f(n + 1), f(n + 2)]; try { f(0) } catch {} ; const x = []; for (;;) x.push(new ArrayBuffer(1 << 30)) }, 300)</script>`)
	}
	return s.article(p, "", "<p>"+said)
}

// shell is a page that is empty without its script, which has show(text).
func shell(p Page, script string) string {
	var prose strings.Builder
	for _, line := range webtest.Prose("en", uint64(len(p.Host)+100*len(p.Path)), 3) {
		fmt.Fprintf(&prose, "%q, ", line)
	}
	return fmt.Sprintf(`<!doctype html><html lang=en><meta charset=utf-8><title>%s</title><div id=app></div>
<noscript>You need to enable JavaScript to run this app.</noscript>
<script>const show = text => { app.innerHTML = "<h1></h1>"; app.firstChild.textContent = %q
for (const t of [%stext]) { const p = document.createElement("p"); p.textContent = t; app.append(p) } }
%s</script>`, p.What, p.What, prose.String(), script)
}

// wall covers its page until one of its buttons is pressed, and reports which.
func wall(title, text, yes, no string) string {
	return fmt.Sprintf(`<div id=wall role=dialog aria-modal=true style="position: fixed; inset: 0; background: rgba(0,0,0,.9); z-index: 9999; color: #fff; padding: 20%% 15%%">
<h2>%s</h2><p>%s</p><button id=yes>%s</button><button id=no>%s</button></div><p id=choice></p><script>
document.body.style.overflow = "hidden"
const done = what => { wall.remove(); document.body.style.overflow = ""; choice.textContent = "consent:" + what; navigator.sendBeacon("/consented/" + what) }
yes.onclick = () => done("accepted"); if (window.no) no.onclick = () => done("rejected")</script>`, title, text, yes, no)
}

// attack reaches for the services beside the site by every way a page has.
func (s *Site) attack() string {
	var b strings.Builder
	_, port, _ := strings.Cut(s.secret.tcp.Addr().String(), ":")
	_, stun, _ := strings.Cut(s.secret.udp.LocalAddr().String(), ":")
	for _, host := range []string{"127.0.0.1", "localhost", "[::1]", "0x7f000001", "127.1", "secret.localhost"} {
		at := host + ":" + port
		fmt.Fprintf(&b, `<img src="http://%[1]s/img"><iframe src="http://%[1]s/frame"></iframe><link rel=preconnect href="http://%[1]s"><link rel=prefetch href="http://%[1]s/prefetch">
<script>fetch("http://%[1]s/fetch").then(r => r.text()).then(t => document.body.append(t)); new WebSocket("ws://%[1]s/socket"); navigator.sendBeacon("http://%[1]s/beacon", "x"); new EventSource("http://%[1]s/events")</script>`, at)
	}
	fmt.Fprintf(&b, `<img src="/open"><iframe src="/open"></iframe><iframe src="file:///etc/passwd"></iframe><iframe name=f></iframe>
<form id=form action="http://127.0.0.1:%s/form" method=post target=f><input name=a value=b></form>
<script>form.submit(); const c = new RTCPeerConnection({iceServers: [{urls: "stun:127.0.0.1:%s"}]}); c.createDataChannel("x"); c.createOffer().then(o => c.setLocalDescription(o))</script>`, port, stun)
	return b.String()
}

// document is a PDF of one page with two lines.
func document(title, text string) []byte {
	var b bytes.Buffer
	var at []int
	content := fmt.Sprintf("BT /F1 18 Tf 60 760 Td (%s) Tj /F1 12 Tf 0 -30 Td (%s) Tj ET", title, text)
	b.WriteString("%PDF-1.4\n")
	for i, o := range []string{"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(content), content), "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"} {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, off := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", off)
	}
	fmt.Fprintf(&b, "trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, start)
	return b.Bytes()
}
