package browser

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/runtime"
)

// TestShadesGone: where the nodes that were found in closed shadow roots are gone when
// the page is read, as those of a frame that loads anew, all else is still read, and the
// page does not say that they are in it.
func TestShadesGone(t *testing.T) {
	t.Parallel()
	mux := http.NewServeMux()
	for path, body := range map[string]string{
		"/":       `<p>outer<div id=h></div><iframe src=/within width=400 height=200></iframe><script>h.attachShadow({mode:'closed'}).innerHTML='<p>in its shade'</script>`,
		"/within": `<p>within<div id=h></div><script>h.attachShadow({mode:'closed'}).innerHTML='<p>shade within'</script>`,
	} {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			io.WriteString(w, "<!doctype html><title>Shade</title>"+body)
		})
	}
	s := newSite(t, mux)
	b := theBrowser(t)
	for _, gone := range []string{"nothing", "page", "frame"} {
		proc, err := b.acquire(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer b.release(proc, false)
		tab, err := b.open(t.Context(), proc, Options{Transport: s.transport})
		if err != nil {
			t.Fatal(err)
		}
		defer tab.close()
		p := &Page{URL: s.URL + "/"}
		tab.navigate(tab.tab, p)
		tab.waitLoad(tab.tab)
		if !tab.shade(tab.tab, p) || !p.Shades || len(tab.shades) != 2 {
			t.Fatalf("%d documents with closed shadow roots, looked for: %v", len(tab.shades), p.Shades)
		}
		for frame := range tab.shades {
			if gone == "page" && frame == tab.frame || gone == "frame" && frame != tab.frame {
				tab.shades[frame] = []runtime.RemoteObjectID{"-1.1.1"}
			}
		}
		tab.read(tab.tab, p)
		p.Shades = p.Shades && !tab.unshaded
		if has(t, p, "outer"); gone != "page" {
			has(t, p, "within")
		}
		if all := strings.Contains(p.Text, "in its shade") && strings.Contains(p.Text, "shade within"); all != (gone == "nothing") || p.Shades != all {
			t.Errorf("%s is gone: the text has all: %v; it says so: %v: %q", gone, all, p.Shades, p.Text)
		}
	}
}
