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
		tab, p := visiting(t, b, s)
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

// TestShadesUnfolded: what is folded in closed shadow roots, also in one that came when the
// page was scrolled, is unfolded as it is elsewhere, and a wall of consent in one is
// answered.
func TestShadesUnfolded(t *testing.T) {
	t.Parallel()
	s := newSite(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		io.WriteString(w, `<!doctype html><title>Shade</title><p>outer<div id=a></div><div style="height:3000px"></div><div id=z></div><div id=c></div><script>
			const shade = (host, html) => { const r = host.attachShadow({mode: 'closed'}); r.innerHTML = html; return r };
			const fold = (root, text) => root.querySelector('button').onclick = (e) => e.target.outerHTML = '<p>' + text;
			const a = shade(document.getElementById('a'), '<p>a beginning</p><button>Show more</button><div></div>');
			fold(a, 'what was folded');
			fold(shade(a.querySelector('div'), '<button>Read more</button>'), 'what was folded within');
			addEventListener('scroll', () => fold(shade(z, '<button>Show more</button>'), 'what came late'), {once: true});
			const wall = shade(c, '<div style="position:fixed;inset:20% 20% 20% 20%;background:#fff"><p>We use cookies and ask for your consent to store them, with our partners.</p><button>Reject all</button><button>Accept all</button></div>');
			wall.querySelector('button').onclick = () => c.remove();
			</script>`)
	}))
	p := capture(t, theBrowser(t), s, "/", false)
	has(t, p, "a beginning", "what was folded", "what was folded within", "what came late")
	if strings.Contains(p.Text, "cookies") || !did(p, "consent") || !did(p, "expand") {
		t.Errorf("actions %v, text %q", p.Actions, p.Text)
	}
}
