// Package replay opens a WACZ in ReplayWeb.page, as a reader of it would, and
// tells what it shows. The viewer is another's program: that it shows a capture as
// the page was is a proof that our own reading of it is not.
//
// It is for tests, and for a person who wants to look: see the command in show.
package replay

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Viewer is where the parts are.
type Viewer struct {
	Files  string // the folder of the npm package replaywebpage
	Chrome string // Chromium's binary
}

// Chrome finds a Chromium where Debian puts it, the smaller one first; "" if there
// is none.
func Chrome() string {
	for _, name := range []string{"/usr/lib/chromium/chromium-headless-shell", "/usr/bin/chromium"} {
		if _, err := os.Stat(name); err == nil {
			return name
		}
	}
	return ""
}

// View is what the viewer shows of a page.
type View struct {
	Text string // of the replayed page, its frames included, as laid out
	PNG  []byte // of the window, 1280 by 1000
}

var host = template.Must(template.New("").Parse(`<!doctype html><meta charset=utf-8><script src="/ui.js"></script>
<style>html, body { margin: 0; height: 100% } replay-web-page { display: block; height: 100vh }</style>
<replay-web-page source="/file.wacz" url="{{.}}" embed="replayonly" replayBase="/replay/" noSandbox></replay-web-page>`))

// Open shows the capture of url that stands in the file.
func (v Viewer) Open(ctx context.Context, file, url string) (View, error) {
	mux := http.NewServeMux()
	serve := func(path, name, mime string) {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", mime)
			http.ServeFile(w, r, name)
		})
	}
	serve("/ui.js", filepath.Join(v.Files, "ui.js"), "text/javascript")
	serve("/replay/sw.js", filepath.Join(v.Files, "sw.js"), "text/javascript")
	serve("/file.wacz", file, "application/wacz")
	mux.HandleFunc("/{$}", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		host.Execute(w, url)
	})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return View{}, fmt.Errorf("replay %s: %w", file, err)
	}
	srv := &http.Server{Handler: mux}
	go srv.Serve(l)
	defer srv.Close()

	// What the replayed page asks for outside the capture can reach nothing.
	ctx, stop := chromedp.NewExecAllocator(ctx, append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(v.Chrome),
		chromedp.DisableGPU, chromedp.NoInheritEnv, chromedp.Env("PATH=/usr/bin:/bin", "HOME=/nonexistent"), chromedp.WindowSize(1280, 1000),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
		chromedp.Flag("proxy-server", "http://127.0.0.1:9"), chromedp.Flag("proxy-bypass-list", "<-loopback>;"+l.Addr().String()))...)
	defer stop()
	tab, done := chromedp.NewContext(ctx)
	defer done()
	if err := chromedp.Do(tab); err != nil {
		return View{}, fmt.Errorf("replay: start Chromium: %w", err)
	}
	var text string
	// Its worker is sometimes late for the first page, which stays empty then: a
	// person would load it again.
	for range 3 {
		if err := chromedp.Do(tab, chromedp.Navigate("http://"+l.Addr().String()+"/")); err != nil {
			return View{}, fmt.Errorf("replay %s: %w", file, err)
		}
		if text, err = settled(tab); err != nil {
			return View{}, fmt.Errorf("replay %s: %w", file, err)
		}
		if text != "" {
			break
		}
	}
	png, err := chromedp.Run(tab, chromedp.CaptureScreenshot())
	return View{Text: text, PNG: png}, err
}

// settled waits until the replayed page has said the same for a while.
func settled(tab context.Context) (string, error) {
	var last, frames string
	var calm time.Time
	for {
		select {
		case <-tab.Done():
			return "", fmt.Errorf("the page never came to rest; its frames: %s: %w", frames, context.Cause(tab))
		case <-time.After(200 * time.Millisecond):
		}
		tree, err := chromedp.Call(tab, page.GetFrameTree, cdp.Empty{})
		if err != nil {
			if tab.Err() != nil {
				continue
			}
			return "", err
		}
		texts, urls := []string{}, []string{}
		read(tab, tree.FrameTree, false, &texts, &urls)
		frames = strings.Join(urls, " ")
		text := strings.Join(texts, "\n")
		rest := 2 * time.Second
		if text == "" { // not loaded yet, or a page without words
			rest = 25 * time.Second
		}
		if text != last || calm.IsZero() {
			last, calm = text, time.Now()
		}
		if time.Since(calm) > rest {
			return text, nil
		}
	}
}

// read collects the text of the replayed frames below f. A frame that goes away
// while it is read is none.
func read(tab context.Context, f *page.FrameTree, in bool, texts, urls *[]string) {
	*urls = append(*urls, f.Frame.URL)
	if in = in || strings.Contains(f.Frame.URL, "mp_/"); in {
		if text, err := inner(tab, f); err == nil {
			*texts = append(*texts, text)
		}
	}
	for _, c := range f.ChildFrames {
		read(tab, c, in, texts, urls)
	}
}

// allText is the text as laid out, and that of open shadow roots after it.
const allText = `(() => { const texts = [], visit = root => { for (const e of root.querySelectorAll("*")) if (e.shadowRoot) {
for (const c of e.shadowRoot.children) texts.push(c.innerText || ""); visit(e.shadowRoot) } }
if (!document.body) return ""; texts.push(document.body.innerText); visit(document); return texts.join("\n").trim() })()`

func inner(tab context.Context, f *page.FrameTree) (string, error) {
	world, err := chromedp.Call(tab, page.CreateIsolatedWorld, page.CreateIsolatedWorldParams{FrameID: f.Frame.ID})
	if err != nil {
		return "", err
	}
	yes := true
	r, err := chromedp.Call(tab, runtime.Evaluate, runtime.EvaluateParams{ContextID: world.ExecutionContextID, ReturnByValue: &yes,
		Expression: allText})
	if err != nil {
		return "", err
	}
	if r.ExceptionDetails != nil {
		return "", errors.New(r.ExceptionDetails.Text)
	}
	var text string
	return text, json.Unmarshal(r.Result.Value, &text)
}
