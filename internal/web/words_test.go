package web

import (
	"fmt"
	"math"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"text/template/parse"
	"unicode"
)

// Templates hold no words: all that people read is in the lists, or is data.
func TestTemplatesHoldNoWords(t *testing.T) {
	tag := regexp.MustCompile(`(?s)<[^>]*>`)
	worded := regexp.MustCompile(`(?:alt|title|aria-label|placeholder|summary)="[^"]*\pL`)
	action := regexp.MustCompile(`(?s)\{\{.*?\}\}`)
	files, err := filepath.Glob("templates/*.html")
	if err != nil || len(files) == 0 {
		t.Fatal(err, files)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text := action.ReplaceAllString(string(data), "")
		if m := worded.FindString(text); m != "" {
			t.Errorf("%s: %s", file, m)
		}
		text = tag.ReplaceAllString(text, " ")
		if i := strings.IndexFunc(text, unicode.IsLetter); i >= 0 {
			t.Errorf("%s has the bare words %.40q", file, strings.Join(strings.Fields(text[i:]), " "))
		}
	}
}

// Every word that templates and code ask for is there, and every one there is asked for.
func TestWordsAreAll(t *testing.T) {
	used := map[string]bool{}
	use := func(where, key string, counted bool) {
		keys := []string{key}
		if counted {
			keys = []string{key + ".one", key + ".many"}
		}
		for _, k := range keys {
			used[k] = true
			if _, ok := words[k]; !ok {
				t.Errorf("%s: there are no words for %q", where, k)
			}
		}
	}
	for name, page := range templates() {
		for _, part := range page.Templates() {
			if part.Tree == nil {
				continue
			}
			walk(part.Tree.Root, func(c *parse.CommandNode) {
				if len(c.Args) < 2 || (c.Args[0].String() != "w" && c.Args[0].String() != "n") {
					return
				}
				if s, ok := c.Args[1].(*parse.StringNode); ok {
					use(name, s.Text, c.Args[0].String() == "n")
				}
			})
		}
	}
	call := regexp.MustCompile(`(?:word0|word|words)[(\[]"([^"]+)"[,)\]]`)
	many := regexp.MustCompile(`(?:plural|counted|countedWords)\("([^"]+)"`)
	made := regexp.MustCompile(`"([a-z.]+\.)"`) // what a key is put together with
	literal := regexp.MustCompile(`"([a-z0-9.-]+)"`)
	files, _ := filepath.Glob("*.go")
	prefixes := []string{"sign.", "standing.", "count."} // of templates: print "sign." X
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range call.FindAllStringSubmatch(string(data), -1) {
			use(file, m[1], false)
		}
		for _, m := range many.FindAllStringSubmatch(string(data), -1) {
			use(file, m[1], true)
		}
		for _, m := range made.FindAllStringSubmatch(string(data), -1) {
			prefixes = append(prefixes, m[1])
		}
		if strings.HasPrefix(file, "words") {
			continue
		}
		for _, m := range literal.FindAllStringSubmatch(string(data), -1) {
			used[m[1]] = true
		}
	}
	for _, s := range standings {
		for _, key := range []string{"sign." + s, "standing." + s, "count." + s + ".one", "count." + s + ".many"} {
			use("standings", key, false)
		}
	}
	for key := range words {
		ok := used[key]
		for _, p := range prefixes {
			ok = ok || strings.HasPrefix(key, p)
		}
		if !ok {
			t.Errorf("nothing uses the words %q", key)
		}
	}
}

// walk visits the commands of a template.
func walk(n parse.Node, f func(*parse.CommandNode)) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n != nil {
			for _, c := range n.Nodes {
				walk(c, f)
			}
		}
	case *parse.ActionNode:
		walk(n.Pipe, f)
	case *parse.TemplateNode:
		walk(n.Pipe, f)
	case *parse.IfNode:
		walkBranch(&n.BranchNode, f)
	case *parse.RangeNode:
		walkBranch(&n.BranchNode, f)
	case *parse.WithNode:
		walkBranch(&n.BranchNode, f)
	case *parse.PipeNode:
		if n != nil {
			for _, c := range n.Cmds {
				walk(c, f)
			}
		}
	case *parse.CommandNode:
		f(n)
		for _, a := range n.Args {
			walk(a, f)
		}
	}
}

func walkBranch(n *parse.BranchNode, f func(*parse.CommandNode)) {
	walk(n.Pipe, f)
	walk(n.List, f)
	walk(n.ElseList, f)
}

func TestWordsTakeTheirValues(t *testing.T) {
	if got := word0("error.404"); got == "error.404" {
		t.Error("no words")
	}
	for key, text := range words {
		if strings.ContainsAny(text, "—–<>") {
			t.Errorf("%s: %q", key, text)
		}
	}
	if _, err := counted("looks", 2); err != nil {
		t.Error(err)
	}
	if _, err := word("no.such"); err == nil {
		t.Error("words that are not there are no error")
	}
}

func mustStatic(t *testing.T, name string) string {
	t.Helper()
	path, err := staticPath(name)
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func TestStatic(t *testing.T) {
	s := newServer(t, newDesk(t))
	for name, kind := range map[string]string{"base.css": "text/css; charset=utf-8", "icon.svg": "image/svg+xml"} {
		w := httptest.NewRecorder()
		s.Pages().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://pages.test"+mustStatic(t, name), nil))
		if w.Code != 200 || w.Header().Get("Content-Type") != kind || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") || w.Body.Len() < 50 {
			t.Errorf("%s: %d %v", name, w.Code, w.Header())
		}
	}
	for _, path := range []string{"/static/base.css", "/static/base.000000000000.css", "/static/", "/static/../layout.go"} {
		w := httptest.NewRecorder()
		s.Pages().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://pages.test"+path, nil))
		if w.Code == 200 {
			t.Errorf("%s is there", path)
		}
	}
	if _, err := staticPath("none.css"); err == nil {
		t.Error("a file that is not there has an address")
	}
}

// Text has a contrast of 4.5:1 (WCAG 2.2, 1.4.3) and signs one of 3:1 (1.4.11), by day
// and by night.
func TestContrast(t *testing.T) {
	css, err := os.ReadFile("static/base.css")
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile(`(?s):root \{(.*?)\}`).FindAllStringSubmatch(string(css), -1)
	if len(blocks) < 2 {
		t.Fatal("no colours for the night")
	}
	value := regexp.MustCompile(`--([a-z-]+): (#[0-9a-f]{6});`)
	colours := map[string]string{}
	for i, scheme := range []string{"light", "dark"} {
		for _, m := range value.FindAllStringSubmatch(blocks[i][1], -1) {
			colours[m[1]] = m[2]
		}
		check := func(text, ground string, least float64) {
			t.Helper()
			if colours[text] == "" || colours[ground] == "" {
				t.Fatalf("%s or %s has no colour", text, ground)
			}
			if c := contrast(t, colours[text], colours[ground]); c < least {
				t.Errorf("%s: %s on %s: %.2f, want %.1f", scheme, text, ground, c, least)
			}
		}
		for _, ground := range []string{"page", "raised", "fail-tint", "warn-tint", "pass-tint", "calm-tint"} {
			for _, text := range []string{"text", "link"} {
				check(text, ground, 4.5)
			}
			check("focus", ground, 3)
		}
		for _, ground := range []string{"lost-tint", "gained-tint"} {
			check("text", ground, 4.5)
		}
		for _, state := range []string{"fail", "warn", "pass", "calm"} {
			check(state, state+"-tint", 4.5)
			check(state, "page", 4.5)
		}
		check("muted", "page", 4.5)
		check("muted", "raised", 4.5)
		check("button-text", "button", 4.5)
		check("mark-text", "mark", 4.5)
		check("strong-line", "page", 3) // the edges of fields
	}
}

func contrast(t *testing.T, a, b string) float64 {
	x, y := luminance(t, a), luminance(t, b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

// luminance is relative luminance as WCAG defines it.
func luminance(t *testing.T, colour string) float64 {
	var sum float64
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(colour[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatal(fmt.Errorf("%s: %w", colour, err))
		}
		v := float64(n) / 255
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		sum += weight * v
	}
	return sum
}
