package browser

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
)

// TestCover shows pages over which something lies, and such where it only seems so.
func TestCover(t *testing.T) {
	t.Parallel()
	const notice = `<h1>This article has been removed</h1><p>By decision of the ministry.</p>`
	const says = "This article has been removed\n\nBy decision of the ministry."
	article := "<h1>Shore report</h1>" + strings.Repeat("<p>The inspection team arrived at the northern shore on the fourteenth of March and took samples.</p>", 60)
	over := func(style string) string { return `<div style="` + style + `">` + notice + `</div>` }
	const all = "position:fixed;inset:0;background:#fff;"
	cases := []struct {
		name, body string
		want       string
		closes     bool
	}{
		{"none", article, "", false},
		{"fixed", article + over(all+"z-index:9"), says, false},
		{"below the site's header", `<header style="position:fixed;top:0;height:60px;width:100%;background:red;z-index:10">The Herald</header>` + article + over("position:fixed;inset:60px 0 0 0;background:#fff"), says, false},
		{"the pointer goes through", article + over(all+"pointer-events:none"), says, false},
		{"over the whole height", `<div style="position:relative">` + article + over("position:absolute;inset:0;background:#fff") + `</div>`, says, false},
		{"a curtain and a box on it", article + `<div><div style="` + all + `"></div><div style="position:fixed;inset:0">` + notice + `</div></div>`, says, false},
		{"a curtain in the cover", article + `<div style="position:fixed;inset:0"><div style="position:absolute;inset:0;background:#eee"></div><div style="position:relative">` + notice + `</div></div>`, says, false},
		{"in a closed root of its own", article + `<div id=h style="position:fixed;inset:0"></div><script>h.attachShadow({mode:'open'}).innerHTML = '<div style="height:100%;background:white"><p>Removed by order</p></div>'</script>`, "Removed by order", false},
		{"a modal dialog", article + `<dialog id=d style="` + all + `width:100vw;height:100vh;max-width:none;max-height:none;border:0;padding:0;margin:0">` + notice + `</dialog><script>d.showModal()</script>`, says, false},
		{"names that shadow", article + `<form name=elementsFromPoint></form><form name=adoptedStyleSheets></form>` + over(all), says, false},
		{"with a button", article + `<div style="` + all + `">` + notice + `<button>Go on</button></div>`, says + "\n\nGo on", true},
		{"seen through", article + over("position:fixed;inset:0;background:rgba(255,255,255,.5)"), "", false},
		{"transparent", article + over(all+"opacity:0"), "", false},
		{"behind the text", over(all+"z-index:-1") + `<div style="background:#fff">` + article + `</div>`, "", false},
		{"a first screen", `<div style="height:100vh;background:#eee;position:sticky;top:0"><h1>Shore report</h1><p>A story in five parts</p></div><div style="position:relative;background:#fff">` + article + `</div>`, "", false},
		{"a fixed first screen", `<div style="height:100vh;width:100%;background:#eee;position:fixed;top:0"><h1>Shore report</h1></div><div style="position:relative;margin-top:100vh;background:#fff">` + article + `</div>`, "", false},
		{"the page itself", `<div style="` + all + `overflow:auto">` + article + `</div>`, "", false},
	}
	mux := http.NewServeMux()
	for i, c := range cases {
		mux.HandleFunc(fmt.Sprintf("/%d", i), func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			io.WriteString(w, "<!doctype html><title>Shore report</title><body>"+c.body)
		})
	}
	s := newSite(t, mux)
	b := theBrowser(t)
	for i, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := capture(t, b, s, fmt.Sprintf("/%d", i), false)
			got, closes := "", false
			if p.Cover != nil {
				got, closes = p.Cover.Text, p.Cover.Closes
			}
			if got != c.want || closes != c.closes {
				t.Errorf("%q %v, want %q %v", got, closes, c.want, c.closes)
			}
			if !strings.Contains(string(p.DOM), "northern shore") || strings.Contains(string(p.DOM), "pointer-events:auto") {
				t.Error("the document is another")
			}
		})
	}
}
