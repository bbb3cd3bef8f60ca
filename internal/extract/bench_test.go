package extract

import (
	"context"
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/text/encoding/charmap"
)

// bigPage is a page of some 50 KB: half of it markup and scripts, as pages are.
func bigPage() string {
	var b strings.Builder
	b.WriteString("<!DOCTYPE html><html lang=en><head><title>Report</title><script>" + strings.Repeat("var a = {b: 1, c: 'd'};\n", 300) + "</script></head><body><nav><ul>")
	for i := range 60 {
		fmt.Fprintf(&b, `<li class="menu-item level-%d"><a href="/section/%d" title="Go there">Section %d</a></li>`, i%3, i, i)
	}
	b.WriteString("</ul></nav><main><h1>Report</h1>\n")
	for i := range 105 {
		fmt.Fprintf(&b, "<div class=\"block text-%d\" id=\"p%d\"><p style=\"margin: 0\">In paragraph %d the <a href=\"/doc/%d\">committee</a> notes that the authorities&nbsp;&mdash; "+
			"having been asked <b>twice</b> &mdash; have not replied, and it decides to consider the case without their observations.</p>"+
			"<img src=\"/img/%d.jpg\" width=\"300\" alt=\"\"></div>\n", i, i, i, i, i/8)
	}
	b.WriteString("</main><footer><p>All rights reserved</p></footer></body></html>")
	return b.String()
}

// benchmark reports processor time as well: the wall's is a busy machine's.
func benchmark(b *testing.B, body, contentType string, x *Extractor) {
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	start := cpuTime()
	for b.Loop() {
		if _, err := x.Extract(context.Background(), Input{Body: strings.NewReader(body), Size: int64(len(body)), ContentType: contentType, URL: "https://example.org/"}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(cpuTime()-start)/float64(b.N)/1e6, "cpu-ms/op")
}

// cpuTime is that of this process and of the workers it has waited for.
func cpuTime() time.Duration {
	var total time.Duration
	for _, who := range [...]int{syscall.RUSAGE_SELF, syscall.RUSAGE_CHILDREN} {
		var u syscall.Rusage
		if syscall.Getrusage(who, &u) == nil {
			total += time.Duration(u.Utime.Nano() + u.Stime.Nano())
		}
	}
	return total
}

func BenchmarkHTML(b *testing.B) { benchmark(b, bigPage(), "text/html; charset=utf-8", New(Config{})) }

func BenchmarkHTMLWindows1251(b *testing.B) {
	body := encode(b, charmap.Windows1251, strings.Repeat(strings.ReplaceAll(newsPage, "©", ""), 14))
	benchmark(b, body, "text/html", New(Config{}))
}

func BenchmarkPDF(b *testing.B) {
	needPDF(b)
	benchmark(b, pdf([][]line{{{50, 700, "Some words"}}, {{50, 700, "More words"}}}, pdfOptions{}), "application/pdf", tester(b, 0))
}

func BenchmarkDOCX(b *testing.B) {
	benchmark(b, word(b, strings.Repeat(par(run("Some words in a paragraph")), 200)), "", tester(b, 0))
}

// BenchmarkTreeAlone is what building x/net/html's tree would cost before a
// single word is taken from it.
func BenchmarkTreeAlone(b *testing.B) {
	body := bigPage()
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	start := cpuTime()
	for b.Loop() {
		if _, err := html.Parse(strings.NewReader(body)); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(cpuTime()-start)/float64(b.N)/1e6, "cpu-ms/op")
}
