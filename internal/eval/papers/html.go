package papers

import (
	"fmt"
	"strings"
)

// HTML is the paper as the main part of a web page. Two ways of marking it up
// stand for two releases of a site.
func (d paper) HTML(modern bool) string {
	var b, notes strings.Builder
	called := 0
	text := func(k block) string {
		t := htmlText(k.text)
		for _, n := range k.notes {
			called++
			t = strings.Replace(t, "¤", fmt.Sprintf(`<sup id="r%d"><a href="#n%d">[%d]</a></sup>`, called, called, called), 1)
			fmt.Fprintf(&notes, `<li id="n%d">%s <a href="#r%d" class="back">↑</a></li>`+"\n", called, htmlText(n), called)
		}
		return t
	}
	for i, k := range d.blocks {
		label := ""
		if k.label != "" {
			label = htmlText(k.label) + " "
			if modern {
				label = fmt.Sprintf(`<span class="n">%s</span> `, htmlText(k.label))
			}
		}
		switch {
		case k.kind == table:
			b.WriteString(k.tableHTML(modern))
		case k.kind == centred && i == 0:
			fmt.Fprintf(&b, "<h1>%s</h1>\n", text(k))
		case k.kind == heading, k.kind == centred:
			fmt.Fprintf(&b, "<h2>%s</h2>\n", text(k))
		case modern:
			fmt.Fprintf(&b, "<div class=\"para\" id=\"b%d\" data-anchor><div class=\"para__body\">%s%s</div></div>\n", i, label, text(k))
		default:
			fmt.Fprintf(&b, "<p align=\"justify\"><a name=\"p%d\"></a>%s%s</p>\n", i, label, text(k))
		}
	}
	if notes.Len() > 0 {
		b.WriteString("<hr>\n<ol class=\"footnotes\">\n" + notes.String() + "</ol>\n")
	}
	return b.String()
}

func (k block) tableHTML(modern bool) string {
	var b strings.Builder
	open, cell := `<table border="1" cellpadding="3">`, "td"
	if modern {
		open = `<div class="table-scroll"><table class="data-table">`
	}
	b.WriteString(open + "\n")
	for i, r := range k.rows {
		cell = "td"
		if i == 0 && modern {
			b.WriteString("<thead>")
			cell = `th scope="col"`
		}
		if i == 1 && modern {
			b.WriteString("<tbody>\n")
		}
		b.WriteString("<tr>")
		for _, c := range r {
			end, _, _ := strings.Cut(cell, " ")
			fmt.Fprintf(&b, "<%s>%s</%s>", cell, htmlText(c), end)
		}
		b.WriteString("</tr>")
		if i == 0 && modern {
			b.WriteString("</thead>")
		}
		b.WriteString("\n")
	}
	if modern {
		return b.String() + "</tbody></table></div>\n"
	}
	return b.String() + "</table>\n"
}
