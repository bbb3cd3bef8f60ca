// Package lines holds evaluation cases of single lines that a page gains while all
// that it said stands: notices over and within the text that end without a full
// stop, and the lines that sites put there by themselves. And of feeds that gain
// whole items. Package kit says how labels are given.
package lines

import (
	"fmt"
	"strings"

	"archiver/internal/eval/set"
)

// Cases returns the cases, in a fixed order.
func Cases() []set.Case {
	return append(append(articles(tuned), articles(heldOut)...), append(articles(fresh), feeds()...)...)
}

// The places of a page where a line may come.
const (
	over   = "over"   // before the headline, in the box of the article
	under  = "under"  // between the headline and the first paragraph
	within = "within" // between two paragraphs
	end    = "end"    // behind the last paragraph, in the box of the article
	after  = "after"  // behind the box of the article
	side   = "side"   // in the column beside it
	bar    = "bar"    // above the site's own header
	foot   = "foot"   // in the site's footer
)

// line is something that came to a page, or stood there before something else.
type line struct {
	name, at string
	old, now string // one of them may be empty
	want     string // "changed/edited" or "ok/*", or both with a space between: the better one first
}

// article is a text in a language and the template that it stands in.
type article struct {
	site, title, by string
	paragraphs      []string
	build           func(a *article, at map[string]string) string
	lines           []line
}

func articles(list []article) (cases []set.Case) {
	for i := range list {
		a := &list[i]
		for _, l := range a.lines {
			page := func(s string) set.Web {
				return set.Web{"/news/20417": {Body: []byte(a.build(a, map[string]string{l.at: s}))}}
			}
			class := "edit"
			if strings.HasPrefix(l.want, "ok") {
				class = "noise"
			}
			cases = append(cases, set.Case{
				Name: "lines-" + a.site + "/" + l.at + "-" + l.name, Site: "lines-" + a.site, Class: class, Path: "/news/20417",
				Before: page(l.old), After: page(l.now), Want: strings.Fields(l.want),
			})
		}
	}
	return cases
}

// body gives the paragraphs, with what comes within and behind them.
func (a *article) body(at map[string]string, format string) string {
	var b strings.Builder
	for i, p := range a.paragraphs {
		fmt.Fprintf(&b, format, p)
		if i == 2 {
			b.WriteString(at[within])
		}
	}
	return b.String() + at[end]
}

// semantic is a news site of today, with all that stands around an article.
func semantic(a *article, at map[string]string) string {
	return `<!DOCTYPE html><html><head><title>` + a.title + ` | The Valley Courier</title></head><body>` + at[bar] + `
<header class="site-header"><a href="/">The Valley Courier</a><nav><ul><li><a href="/world">World</a></li><li><a href="/courts">Courts</a></li><li><a href="/opinion">Opinion</a></li></ul></nav></header>
<main><article class="story">` + at[over] + `<h1>` + a.title + `</h1><div class="meta"><span class="byline">` + a.by + `</span><time>4 March 2024</time></div>` + at[under] + `
<div class="story-body">` + a.body(at, "<p>%s</p>\n") + `</div></article>` + at[after] + `
<section class="related"><h2>Related stories</h2><ul><li><a href="/n/1">Tram line to the airport opens a year late</a></li><li><a href="/n/2">Council votes on the budget again</a></li></ul></section></main>
<aside class="rail"><h3>Most read</h3><ol><li><a href="/n/5">Storm closes the mountain pass</a></li><li><a href="/n/6">Library loses its roof</a></li></ol>` + at[side] + `</aside>
<footer><p>The Valley Courier, 12 Mill Lane. All rights reserved.</p>` + at[foot] + `</footer></body></html>`
}

// bare is a page with nothing around its text.
func bare(a *article, at map[string]string) string {
	return `<html><head><title>` + a.title + `</title></head><body>` + at[bar] + at[over] + `<h1>` + a.title + `</h1>` + at[under] + a.body(at, "<p>%s</p>\n") + at[after] + at[side] + at[foot] + `</body></html>`
}

// soup is built of boxes with names that say nothing.
func soup(a *article, at map[string]string) string {
	return `<!doctype html><html><head><title>` + a.title + `</title></head><body><div id="root">` + at[bar] + `<div class="css-1x2"><div class="css-9k"><a href="/">Главная</a><a href="/n">Новости</a><a href="/v">Видео</a></div></div>
<div class="css-77"><div class="css-a1">` + at[over] + `<h1 class="css-h">` + a.title + `</h1><div class="css-m">` + a.by + `, 04.03.2024</div>` + at[under] + a.body(at, `<div class="css-p">%s</div>`) + `</div>` + at[after] + `
<div class="css-r"><div class="css-t">Другие новости</div><div class="css-c"><a href="/1">В городе открыли новый мост через реку</a></div><div class="css-c"><a href="/2">Школьники выиграли олимпиаду по химии</a></div></div></div>
<div class="css-s">` + at[side] + `</div><div class="css-f">` + at[foot] + `<span>© 2024</span></div></div></body></html>`
}

// tables is a page of 2004.
func tables(a *article, at map[string]string) string {
	return `<HTML><HEAD><TITLE>` + a.title + `</TITLE></HEAD><BODY bgcolor="#FFFFFF">` + at[bar] + `<TABLE width="760"><TR><TD colspan="2"><A href="/">Басты бет</A> | <A href="/n">Жаңалықтар</A></TD></TR>
<TR><TD valign="top" width="560">` + at[over] + `<H2>` + a.title + `</H2><I>` + a.by + `</I>` + at[under] + a.body(at, "<P>%s</P>\n") + `</TD><TD valign="top">` + at[side] + `<A href="/ab">Біз туралы</A></TD></TR></TABLE>` + at[after] + `<HR><CENTER>` + at[foot] + `<FONT size="1">© 2004-2024</FONT></CENTER></BODY></HTML>`
}

// blocks is a theme of blocks.
func blocks(a *article, at map[string]string) string {
	return `<!DOCTYPE html><html lang="fr"><head><title>` + a.title + ` – L'Observateur du Val</title></head><body class="single">` + at[bar] + `<div class="wp-site-blocks"><header class="wp-block-template-part"><p class="wp-block-site-title"><a href="/">L'Observateur du Val</a></p></header>
<main class="wp-block-group"><div class="wp-block-group entry">` + at[over] + `<h1 class="wp-block-post-title">` + a.title + `</h1><div class="wp-block-post-author">` + a.by + `</div>` + at[under] + `<div class="entry-content wp-block-post-content">` + a.body(at, `<p class="wp-block-paragraph">%s</p>`) + `</div></div>` + at[after] + `</main>
<aside class="wp-block-column">` + at[side] + `</aside><footer class="wp-block-template-part"><p>Fièrement propulsé par WordPress</p>` + at[foot] + `</footer></div></body></html>`
}
