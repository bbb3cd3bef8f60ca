package cli

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"archiver/internal/catalog"
	"archiver/internal/source"
	"archiver/internal/watch"
)

// hostileTitles are what pages may call themselves.
var hostileTitles = []string{
	`\input{/etc/passwd} \write18{rm -rf /} {unbalanced`, `closed too often}}} @article{x, title={y}}`, `100 % of #1 & $x_2^3$ ~ "quoted" \`,
	`</a><script>alert(1)</script><img src=x onerror=alert(1)>`, `" onmouseover="alert(1)`, `' autofocus onfocus='alert(1)`,
	"](javascript:alert(1)) ![x](http://evil.example/pixel) `code` <b>", "line\r\nbreak\n# heading\u2028- item", "a\x1b]0;owned\x07\x1b[2Jb\x00c",
	"safe\u202egpj.exe\u2066x\u2069\u200e\u061c", "tag\U000e0041\U000e007fged \ufff9x\ufffb", "bad \xff\xfe bytes", "&lt;script&gt; &amp;copy;", "[^1]: a note", "<!-- x", "",
}

func citationOf(title string) citation {
	return citation{Key: "demo-3", URL: "https://host.example/a_b?x=1&copy;=2#%7B\"'><{}\\", Title: source.Plain(title), Copy: standsFor{State: watch.Intact, Class: "source",
		CapturedAt: time.Date(2020, 2, 21, 10, 15, 0, 0, time.UTC), SHA256: strings.Repeat("ab", 32), Object: "snapshots/host.example/a_b-1/20200221101500.wacz",
		Address: "https://example.org/archive/a_b.wacz"}}
}

// TestCiteAuthors: whom the page names comes first, in every style that has words.
func TestCiteAuthors(t *testing.T) {
	c := citationOf("Seas")
	c.Authors = []string{"Roe, {A}", "Lee & Co", "C*", "D"}
	for style, want := range map[string]string{
		"plain":    "Roe, {A}; Lee & Co; C* et al., “Seas”, https://host.example/",
		"markdown": `Roe, {A}; Lee \& Co; C\* et al., [Seas](`,
		"html":     "Roe, {A}; Lee &amp; Co; C* et al., <a href=",
		"bibtex":   "@online{demo-3,\n  author = {{Roe, \\textbraceleft{}A\\textbraceright{}} and {Lee \\& Co} and {C*} and {D}},\n  title = {{Seas}},",
		"robust":   "<a href=",
	} {
		if got := citeStyles[style](c); !strings.HasPrefix(got, want) {
			t.Errorf("%s: %s", style, got)
		}
	}
	var items []cslItem
	if err := json.Unmarshal([]byte(citeStyles["csl"](c)), &items); err != nil || len(items[0].Author) != 4 || items[0].Author[1].Literal != "Lee & Co" {
		t.Errorf("csl: %+v, %v", items, err)
	}
}

// TestCiteHostile: no title is anything but a title, in any style.
func TestCiteHostile(t *testing.T) {
	for _, title := range hostileTitles {
		c := citationOf(title)
		if c.Title != "" {
			c.Authors = []string{c.Title}
		}
		for style, write := range citeStyles {
			text := write(c)
			for _, r := range text {
				if r != '\n' && (r < ' ' || r == 0x7f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0x200e || r == 0x61c || r >= 0xe0000 && r <= 0xe007f) {
					t.Errorf("%s of %q: %U in %q", style, title, r, text)
				}
			}
			if strings.Contains(text, "\n") && (style != "bibtex" && style != "csl") {
				t.Errorf("%s of %q has several lines: %q", style, title, text)
			}
		}
		// HTML: two links at most, with no attribute but ours, and nothing else.
		for _, style := range []string{"html", "robust"} {
			z := html.NewTokenizer(strings.NewReader(citeStyles[style](c)))
			shown := ""
			for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
				tok := z.Token()
				switch kind {
				case html.TextToken:
					shown += tok.Data
				case html.StartTagToken:
					if tok.Data != "a" && tok.Data != "code" {
						t.Errorf("%s of %q: <%s>", style, title, tok.Data)
					}
					for _, a := range tok.Attr {
						if !slices.Contains([]string{"href", "data-originalurl", "data-versionurl", "data-versiondate"}, a.Key) || strings.HasPrefix(a.Val, "javascript") {
							t.Errorf("%s of %q: %s=%q", style, title, a.Key, a.Val)
						}
					}
				case html.CommentToken, html.DoctypeToken, html.SelfClosingTagToken:
					t.Errorf("%s of %q: %v", style, title, tok)
				}
			}
			if style == "html" {
				shown = strings.TrimPrefix(shown, c.by().Text())
			}
			if !strings.HasPrefix(shown, c.shown()) {
				t.Errorf("%s of %q shows %q", style, title, shown)
			}
		}
		// Markdown: two links, and no unescaped character that means anything.
		md := regexp.MustCompile(`\\.`).ReplaceAllString(citeStyles["markdown"](c), "")
		if n := strings.Count(md, "]("); n != 2 {
			t.Errorf("markdown of %q has %d links: %s", title, n, md)
		}
		if strings.ContainsAny(md, "<>`*") || strings.Contains(md, "![") || strings.Count(md, "[") != 2 {
			t.Errorf("markdown of %q: %s", title, md)
		}
		// BibTeX counts braces whatever is before them: they pair within each field, and
		// no command is there but those of the escapes.
		bib := citeStyles["bibtex"](c)
		depth := 0
		for i, r := range bib {
			switch r {
			case '{':
				depth++
			case '}':
				if depth--; depth < 0 || depth == 0 && i != len(bib)-1 {
					t.Fatalf("bibtex of %q: braces do not pair: %s", title, bib)
				}
			}
		}
		if depth != 0 || strings.Count(bib, "\n") != 5+len(c.Authors) {
			t.Errorf("bibtex of %q: %s", title, bib)
		}
		for _, m := range regexp.MustCompile(`\\([a-zA-Z]+|.)`).FindAllStringSubmatch(bib, -1) {
			if !slices.Contains([]string{"textbackslash", "textbraceleft", "textbraceright", "textasciitilde", "textasciicircum", "textless", "textgreater", "textbar", "textasciigrave", "char", "url", "$", "&", "#", "%", "_"}, m[1]) {
				t.Errorf("bibtex of %q: \\%s in %s", title, m[1], bib)
			}
		}
		// CSL-JSON: the fields and types of csl-data.json.
		var items []map[string]any
		if err := json.Unmarshal([]byte(citeStyles["csl"](c)), &items); err != nil || len(items) != 1 {
			t.Fatalf("csl of %q: %v", title, err)
		}
		for key, value := range items[0] {
			switch key {
			case "id", "type", "title", "container-title", "URL", "archive", "archive_location", "note":
				if _, ok := value.(string); !ok {
					t.Errorf("csl of %q: %s is %T", title, key, value)
				}
			case "author":
				if b, _ := json.Marshal(value); !strings.HasPrefix(string(b), `[{"literal":`) {
					t.Errorf("csl of %q: author %s", title, b)
				}
			case "accessed":
				if b, _ := json.Marshal(value); string(b) != `{"date-parts":[[2020,2,21]]}` {
					t.Errorf("csl of %q: accessed %s", title, b)
				}
			default:
				t.Errorf("csl of %q: %s", title, key)
			}
		}
		if items[0]["title"] != c.shown() {
			t.Errorf("csl of %q: %q", title, items[0]["title"])
		}
	}
}

// TestCiteWords: what is told of each sort of copy, in few words.
func TestCiteWords(t *testing.T) {
	own := citationOf("T").Copy
	with := func(change func(*standsFor)) standsFor { c := own; change(&c); return c }
	wayback := &catalog.Provenance{Kind: "wayback", Service: "https://web.archive.org", Memento: "https://web.archive.org/web/20200221101500id_/https://host.example/"}
	const end = ", SHA-256 abababababababababababababababababababababababababababababababab, snapshots/host.example/a_b-1/20200221101500.wacz"
	for name, row := range map[string]struct {
		copy              standsFor
		words, link, none string
	}{
		"own":      {own, "2020-02-21 10:15 UTC" + end, "https://example.org/archive/a_b.wacz", ""},
		"no place": {with(func(c *standsFor) { c.Address = "" }), "2020-02-21 10:15 UTC" + end, "", ""},
		"wayback":  {with(func(c *standsFor) { c.Address, c.Provenance = "", wayback }), "taken from web.archive.org, captured there on 2020-02-21 10:15 UTC" + end, "https://web.archive.org/web/20200221101500/https://host.example/", ""},
		"person": {with(func(c *standsFor) {
			c.Address, c.Provenance = "", &catalog.Provenance{Kind: "person", By: "Anna K.", Memento: "x"}
		}), "saved by a person, not captured by the archive, on 2020-02-21 10:15 UTC" + end, "", ""},
		"a day":     {with(func(c *standsFor) { c.Provenance = &catalog.Provenance{Kind: "person", Dated: "day"} }), "saved by a person, not captured by the archive, on 2020-02-21" + end, "https://example.org/archive/a_b.wacz", ""},
		"beside":    {with(func(c *standsFor) { c.Beside = watch.Corrupt }), "2020-02-21 10:15 UTC" + end + "; another copy is damaged", "https://example.org/archive/a_b.wacz", ""},
		"wall":      {standsFor{State: watch.Wall, Object: "x"}, "none that shows the source, only a wall or an error page", "", "a wall or an error page"},
		"corrupt":   {standsFor{State: watch.Corrupt, Object: "x"}, "damaged, and not to be cited", "", "damaged"},
		"lost":      {standsFor{State: watch.Missing, Object: "x"}, "lost", "", "lost"},
		"none":      {standsFor{State: watch.Missing}, "none yet", "", "none yet"},
		"withdrawn": {standsFor{State: withdrawnCopy}, "withdrawn", "", "withdrawn"},
	} {
		none, _ := row.copy.absence()
		if got := row.copy.words("https://host.example/").Text(); got != row.words || row.copy.link() != row.link || none != row.none {
			t.Errorf("%s: %q, %q, %q", name, got, row.copy.link(), none)
		}
	}
	if key := citeKey(source.Cite{Manifest: &source.Manifest{ID: "kz-ep"}, Footnote: &source.Footnote{Number: "п{1},"}, N: 2}); key != "kz-ep-u043fu007b1u007du002c.2" {
		t.Error(key)
	}
}
