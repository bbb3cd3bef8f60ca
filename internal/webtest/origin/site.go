package origin

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"strings"

	"archiver/internal/webtest"
)

// Hosts is the number of addresses, 127.0.1.1 and up, that pages are spread over.
const Hosts = 200

// Epoch is a state of the origin.
type Epoch struct {
	Number int  // from 1; in each later one, another 5 % of the pages say something else
	Noise  bool // a token and a counter in every page differ from those of every other state
	Serial int  // counts the states; feeds the noise
}

// file is an answer, ready to send.
type file struct {
	kind     string
	body     []byte
	gzipped  []byte // nil: not worth it
	page     bool   // a cited page, not a requisite
	head     []byte // sent before body: where body is shared by several files
	announce int    // bytes in all
}

// site is everything the origin serves in one epoch, by path.
type site map[string]*file

// Page is the path of page n, and whether it is a PDF.
func Page(n int) (path string, pdf bool) {
	if n%20 == 0 {
		return fmt.Sprintf("/papers/%d.pdf", n), true
	}
	return fmt.Sprintf("/reports/%d.html", n), false
}

// Changed says whether page n says something else in an epoch than in the one
// before: 1 page in 20, and never a PDF.
func Changed(n, epoch int) bool { return epoch > 1 && n%20 == 1+(epoch-2)%19 }

// Least is how few requests can fetch the first pages with all their requisites:
// what the pages of a host share is asked for once.
func Least(pages int) (requests int64) {
	hosts := map[int]bool{}
	for n := range pages {
		requests++
		if _, pdf := Page(n); !pdf {
			requests += 3
			hosts[n%Hosts] = true
		}
	}
	return requests + 2*int64(len(hosts))
}

// noise is 4 MiB that no coding makes smaller.
func noise() []byte {
	r := rand.New(rand.NewPCG(1, 2))
	b := make([]byte, 4<<20)
	for i := 0; i < len(b); i += 8 {
		binary.LittleEndian.PutUint64(b[i:], r.Uint64())
	}
	return b
}

// static makes what no epoch changes: style, logo, pictures and PDF files, and
// the small pages.
func static(pages, small int, random []byte) site {
	s := site{}
	css := []byte(strings.Repeat(".menu li { display: inline; margin-right: 1em }\n.text p { max-width: 42em; line-height: 1.5 }\n", 60))
	s.add("/css/site.css", &file{kind: "text/css", body: css, gzipped: pack(css)})
	s.add("/img/logo.png", &file{kind: "image/png", body: random[:6000], head: []byte("\x89PNG\r\n\x1a\n")})
	r := rand.New(rand.NewPCG(3, 4))
	slice := func(n int) []byte {
		at := r.IntN(len(random) - n)
		return random[at : at+n]
	}
	for n := range pages {
		if path, pdf := Page(n); pdf {
			s.add(path, &file{kind: "application/pdf", body: paper(n, slice(480_000)), page: true})
			continue
		}
		for k := range 3 {
			s.add(fmt.Sprintf("/img/%d-%d.jpg", n, k), &file{kind: "image/jpeg", body: slice(15_000 + r.IntN(30_000)),
				head: fmt.Appendf(nil, "\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xfe\x00\x0f%011d", n*3+k)})
		}
	}
	for n := range small {
		b := []byte("<!DOCTYPE html><title>Note " + fmt.Sprint(n) + "</title><article><p>" +
			strings.Join(webtest.Prose("en", 1_000_000+uint64(n), 6), "</p>\n<p>") + "</p></article>")
		s.add(Small(n), &file{kind: "text/html; charset=utf-8", body: b, gzipped: pack(b), page: true})
	}
	return s
}

// Small is the path of small page n: no requisites, a few KB.
func Small(n int) string { return fmt.Sprintf("/notes/%d.html", n) }

// render makes the pages of an epoch.
func render(pages int, e Epoch) site {
	s := site{}
	for n := range pages {
		if path, pdf := Page(n); !pdf {
			b := article(n, e)
			s.add(path, &file{kind: "text/html; charset=utf-8", body: b, gzipped: pack(b), page: true})
		}
	}
	return s
}

func (s site) add(path string, f *file) {
	f.announce = len(f.head) + len(f.body)
	s[path] = f
}

// article is page n: 26 to 73 KB, with a menu, related items and five requisites.
func article(n int, e Epoch) []byte {
	var b strings.Builder
	title := webtest.Prose("en", uint64(n), 1)[0][:40]
	fmt.Fprintf(&b, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>%s</title><link rel=\"stylesheet\" href=\"/css/site.css\"></head>\n<body><header><img src=\"/img/logo.png\" alt=\"Logo\"><nav class=\"menu\"><ul>", title)
	for k := range 30 {
		fmt.Fprintf(&b, "<li><a class=\"menu-item menu-item-type-%d\" href=\"/section/%d\">Section %d</a></li>", k%4, k, k)
	}
	b.WriteString("</ul></nav></header>\n")
	if e.Noise {
		fmt.Fprintf(&b, "<input type=\"hidden\" name=\"token\" value=\"%016x\"><div class=\"counter\">%d</div>\n", uint64(n+1)*uint64(e.Serial+1)*0x9e3779b97f4a7c15, 1000*e.Serial+n)
	}
	fmt.Fprintf(&b, "<main class=\"text\"><article><h1>%s</h1>\n", title)
	start, size := b.Len(), 22_000+(n*7919)%46_000 // noise must not move the end of the text
	for i := 0; b.Len()-start < size; i++ {
		seed := uint64(n)*1000 + uint64(i)
		if i == 3 || i == 4 { // what the newest change of this page rewrote
			for k := 2; k <= e.Number; k++ {
				if Changed(n, k) {
					seed = uint64(n)*1000 + uint64(i) + uint64(k)*10_000_000
				}
			}
		}
		fmt.Fprintf(&b, "<p class=\"body-text\">%s</p>\n", webtest.Prose("en", seed, 1)[0])
		if i%12 == 5 && i < 36 {
			fmt.Fprintf(&b, "<figure><img src=\"/img/%d-%d.jpg\" alt=\"\"></figure>\n", n, i/12)
		}
	}
	b.WriteString("</article></main>\n<aside class=\"related\"><ul>")
	for k := range 20 {
		fmt.Fprintf(&b, "<li><a href=\"/reports/%d.html\">Related item %d</a></li>", n+k+1, k)
	}
	b.WriteString("</ul></aside><footer>© 2024</footer></body></html>\n")
	return []byte(b.String())
}

// paper is a PDF: two pages of text, and a picture that fills it up.
func paper(n int, filler []byte) []byte {
	var out bytes.Buffer
	var offsets []int
	object := func(format string, args ...any) {
		offsets = append(offsets, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n"+format+"\nendobj\n", append([]any{len(offsets)}, args...)...)
	}
	out.WriteString("%PDF-1.4\n")
	object("<< /Type /Catalog /Pages 2 0 R >>")
	object("<< /Type /Pages /Kids [ 4 0 R 6 0 R ] /Count 2 >>")
	object("<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>")
	for k := range 2 {
		var c strings.Builder
		c.WriteString("BT /F 10 Tf 12 TL 50 790 Td\n")
		words := strings.Fields(strings.Join(webtest.Prose("en", uint64(2_000_000+2*n+k), 8), " "))
		for len(words) > 0 {
			m := min(len(words), 13)
			c.WriteString("(" + strings.Join(words[:m], " ") + ") Tj T*\n")
			words = words[m:]
		}
		c.WriteString("ET")
		object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> /Contents %d 0 R >>", 5+2*k)
		object("<< /Length %d >>\nstream\n%s\nendstream", c.Len(), c.String())
	}
	object("<< /Type /XObject /Subtype /Image /Width 400 /Height 400 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Length %d >>\nstream\n%s\nendstream", len(filler), filler)
	start := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&out, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&out, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, start)
	return out.Bytes()
}

func pack(b []byte) []byte {
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	w.Write(b) // a Buffer takes everything
	w.Close()
	return z.Bytes()
}
