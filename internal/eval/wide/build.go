package wide

import (
	"bytes"
	"fmt"
	"strings"
)

// slots are what may stand around a text.
type slots struct{ head, meta, inside, end, after, side, foot string }

// news is a site of today.
func news(a article, s slots) string {
	menu := ""
	for i, m := range a.menu {
		menu += fmt.Sprintf(`<li><a href="/s%d">%s</a></li>`, i, m)
	}
	return `<!DOCTYPE html><html lang="` + a.lang + `"><head><meta charset="utf-8"><title>` + a.title + ` | ` + a.site + `</title>` + s.head + `</head><body><header><a href="/">` + a.site + `</a><nav><ul>` + menu + `</ul></nav></header>
<main><article class="story"><h1>` + a.title + `</h1><div class="meta">` + s.meta + `</div><div class="story-body">` + a.text(s.inside) + s.end + `</div></article>` + s.after + `</main><aside class="rail">` + s.side + `</aside><footer><p>© ` + a.site + `</p>` + s.foot + `</footer></body></html>`
}

// text gives the paragraphs, and what comes between the second and the third.
func (a article) text(inside string) string {
	var b strings.Builder
	for i, p := range a.paragraphs {
		if i == 2 {
			b.WriteString(inside)
		}
		b.WriteString("<p>" + p + "</p>\n")
	}
	return b.String()
}

// around is a page of the same site with other words in the place of the text.
func around(a article, title, main string) string {
	page := news(a, slots{})
	from, to := strings.Index(page, "<main>")+len("<main>"), strings.Index(page, "</main>")
	return strings.Replace(page[:from], "<title>"+a.title, "<title>"+title, 1) + main + page[to:]
}

// drupal and wordpress are the same text as two content systems show it.
func drupal(a article) string {
	return `<!DOCTYPE html><html lang="` + a.lang + `" class="no-js"><head><meta charset="utf-8"/><meta name="Generator" content="Drupal 7 (http://drupal.org)"/><title>` + a.title + ` | ` + a.site + `</title></head><body class="html not-front node-type-news"><div id="skip-link"><a href="#main-content">Skip to main content</a></div><div id="page"><div id="header"><a href="/" rel="home">` + a.site + `</a></div><div id="main"><div id="content" class="column"><h1 class="title" id="page-title">` + a.title + `</h1><div class="node node-news"><div class="submitted">Submitted by press on 16 March 2021</div><div class="field field-name-body"><div class="field-items"><div class="field-item even">` + a.text("") + `</div></div></div><ul class="links inline"><li><a href="/print/812">Printer-friendly version</a></li><li><a href="/node/811">‹ previous</a></li></ul></div></div><div class="region region-sidebar-first"><h2>Navigation</h2><ul class="menu"><li><a href="/about">About us</a></li><li><a href="/campaigns">Campaigns</a></li></ul></div></div></div></body></html>`
}

func wordpress(a article) string {
	return `<!DOCTYPE html><html lang="` + a.lang + `"><head><meta charset="UTF-8"><meta name="generator" content="WordPress 6.5"><title>` + a.title + ` - ` + a.site + `</title></head><body class="single single-post"><div class="wp-site-blocks"><header class="wp-block-template-part"><p class="wp-block-site-title"><a href="/">` + a.site + `</a></p><nav class="wp-block-navigation"><ul><li><a href="/what-we-do/">What we do</a></li><li><a href="/donate/">Donate</a></li></ul></nav></header><main class="wp-block-group"><h1 class="wp-block-post-title">` + a.title + `</h1><div class="wp-block-post-date"><time>March 16, 2021</time></div><div class="entry-content wp-block-post-content">` + a.text("") + `</div><div class="wp-block-post-terms"><a href="/tag/mines">mines</a></div></main><footer class="wp-block-template-part"><p>Registered charity 20417. <a href="/privacy/">Privacy policy</a></p></footer></div></body></html>`
}

// pdf sets lines in Helvetica, so many on a page.
func pdf(title string, lines []string, perPage int) []byte {
	var b bytes.Buffer
	var at []int
	object := func(s string) {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(at), s)
	}
	b.WriteString("%PDF-1.4\n")
	pages := (len(lines) + perPage - 1) / perPage
	kids := ""
	for i := range pages {
		kids += fmt.Sprintf("%d 0 R ", 4+2*i)
	}
	object("<< /Type /Catalog /Pages 2 0 R >>")
	object(fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", kids, pages))
	object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
	escape := strings.NewReplacer("(", `\(`, ")", `\)`, "“", `"`, "”", `"`)
	for i := range pages {
		var c strings.Builder
		c.WriteString("BT /F1 11 Tf 72 770 Td 14 TL\n")
		for _, l := range lines[i*perPage : min(len(lines), (i+1)*perPage)] {
			fmt.Fprintf(&c, "(%s) Tj T*\n", escape.Replace(l))
		}
		c.WriteString("ET")
		object(fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>", 5+2*i))
		object(fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", c.Len(), c.String()))
	}
	object("<< /Title (" + title + ") >>")
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, len(at), start)
	return b.Bytes()
}

// wrapped breaks the paragraphs of a text into lines of so many letters.
func wrapped(a article, width int) (out []string) {
	out = append(out, a.title, "")
	for _, p := range a.paragraphs {
		line := ""
		for _, w := range strings.Fields(p) {
			if len(line)+len(w) >= width {
				out, line = append(out, line), ""
			}
			line = strings.TrimSpace(line + " " + w)
		}
		out = append(out, line, "")
	}
	return out
}
