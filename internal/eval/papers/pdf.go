package papers

import (
	"bytes"
	"compress/zlib"
	"crypto/md5"
	"encoding/binary"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
)

// A pdf is a file's objects before they have numbers. Bodies name one another
// with ref and hold texts made by lit.
type pdf struct {
	look
	objects []object
	number  map[string]int
	crypt   *crypt
}

type object struct {
	key, body string // body is the dictionary; without << >> if a stream follows
	stream    []byte
}

func (p *pdf) add(key, body string, stream []byte) {
	p.objects = append(p.objects, object{key, body, stream})
}

// ref and lit mark what is only known when objects have numbers.
func ref(key string) string  { return "\x01" + key + "\x02" }
func lit(text string) string { return "\x03" + text + "\x04" }

var marks = regexp.MustCompile("\x01[^\x02]*\x02|\x03[^\x04]*\x04")

// PDF is the paper, set and written as l says.
func (d paper) PDF(l look) []byte {
	p := d.build(l.filled())
	p.enumerate()
	return p.whole()
}

// resaved is the paper as first, with what differs in then appended, as an
// editor that saves incrementally does. Both looks must make as many pages.
func (d paper) resaved(first look, to paper, then look) []byte {
	first, then = first.filled(), then.filled()
	a, b := d.build(first), to.build(then)
	a.enumerate()
	old := a.whole()
	b.number = a.number
	was := map[string]object{}
	for _, o := range a.objects {
		was[o.key] = o
	}
	var out bytes.Buffer
	out.Write(old)
	at := map[int]int{}
	for _, o := range b.objects {
		w, ok := was[o.key]
		if !ok {
			panic("papers: an incremental save with other pages: " + o.key)
		}
		if w.body == o.body && bytes.Equal(w.stream, o.stream) {
			continue
		}
		at[b.number[o.key]] = out.Len()
		b.write(&out, o)
	}
	start := out.Len()
	out.WriteString("xref\n0 1\n0000000000 65535 f \n")
	for _, n := range sortedKeys(at) {
		fmt.Fprintf(&out, "%d 1\n%010d 00000 n \n", n, at[n])
	}
	i := bytes.LastIndex(old, []byte("startxref\n"))
	prev, _, _ := strings.Cut(string(old[i+len("startxref\n"):]), "\n")
	fmt.Fprintf(&out, "trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R /Prev %s /ID [<%x> <%x>] >>\nstartxref\n%d\n%%%%EOF\n",
		len(a.objects)+1, a.number["catalog"], a.number["info"], prev,
		md5.Sum([]byte(first.id)), md5.Sum([]byte(then.id)), start)
	return out.Bytes()
}

// build makes the objects of the paper's file.
func (d paper) build(l look) *pdf {
	p := &pdf{look: l}
	sheets := typeset(d, l)
	q := &painter{look: l, regular: newFont(l.font, false), heavy: newFont(l.font, true)}
	p.add("catalog", fmt.Sprintf("<< /Type /Catalog /Pages %s /Lang (%s)%s >>", ref("pages"), d.lang, p.metadata(d)), nil)
	total := len(sheets)
	var kids []string
	leaf := func(key string, content []byte) {
		kids = append(kids, ref(key))
		p.add(key, fmt.Sprintf("<< /Type /Page /Parent %s /MediaBox [0 0 %s %s] /Resources << /ProcSet [/PDF /Text] /Font << /F1 %s /F2 %s >> >> /Contents %s >>",
			ref("pages"), pt(l.width), pt(l.height), ref("f1"), ref("f2"), ref(key+"s")), nil)
		p.add(key+"s", "", content)
	}
	if len(l.cover) > 0 {
		leaf("cover", q.coverLeaf())
	}
	for i, s := range sheets {
		leaf(fmt.Sprintf("page%d", i+1), q.page(s, i+1, total))
	}
	p.add("pages", fmt.Sprintf("<< /Type /Pages /Count %d /Kids [%s] >>", len(kids), strings.Join(kids, " ")), nil)
	q.regular.add(p, "f1")
	q.heavy.add(p, "f2")
	p.add("info", fmt.Sprintf("<< /Title %s /Creator %s /Producer %s /CreationDate %s /ModDate %s >>",
		lit(d.title), lit(l.creator), lit(l.producer), lit(l.created), lit(l.modified)), nil)
	return p
}

func (q *painter) coverLeaf() []byte {
	bare := q.look
	bare.watermark, bare.stamp, bare.header, bare.footer = "", "", [2]string{}, [2]string{}
	c := &painter{look: bare, regular: q.regular, heavy: q.heavy}
	s := &setter{look: bare}
	s.page()
	for _, t := range q.cover {
		s.paragraph(block{text: t})
		s.y -= s.lead()
	}
	return c.page(s.sheet(), 1, 1)
}

func (p *pdf) metadata(d paper) string {
	if !p.xmp {
		return ""
	}
	p.add("xmp", "/Type /Metadata /Subtype /XML", []byte(`<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<xmp:CreateDate>`+p.created+`</xmp:CreateDate><xmp:ModifyDate>`+p.modified+`</xmp:ModifyDate><pdf:Producer>`+p.producer+`</pdf:Producer>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">`+d.title+`</rdf:li></rdf:Alt></dc:title>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>`))
	return " /Metadata " + ref("xmp")
}

// enumerate numbers the objects in the look's order, and puts them in it.
func (p *pdf) enumerate() {
	switch p.order {
	case backwards:
		slices.Reverse(p.objects)
	case firstPageFirst:
		early := []string{"page1", "page1s", "f1", "f1u", "f1c", "f1d"}
		rank := func(o object) int {
			if i := slices.Index(early, o.key); i >= 0 {
				return i
			}
			return len(early)
		}
		slices.SortStableFunc(p.objects, func(a, b object) int { return rank(a) - rank(b) })
	case stirred:
		n := len(p.objects)
		out := make([]object, 0, n)
		step := 7
		for n%step == 0 {
			step += 4
		}
		for i := range n {
			out = append(out, p.objects[(i*step+3)%n])
		}
		p.objects = out
	}
	p.number = map[string]int{}
	for i, o := range p.objects {
		p.number[o.key] = i + 1
	}
	if p.locked || p.password != "" {
		p.crypt = newCrypt(p.password, p.id)
	}
}

func (p *pdf) whole() []byte {
	if p.packed {
		return p.wholePacked()
	}
	var out bytes.Buffer
	out.WriteString("%PDF-1.4\n%\xE2\xE3\xCF\xD3\n")
	at := make([]int, len(p.objects))
	for i, o := range p.objects {
		at[i] = out.Len()
		p.write(&out, o)
	}
	extra, size := "", len(p.objects)+1
	if p.crypt != nil {
		at = append(at, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", size, p.crypt.dictionary())
		extra = fmt.Sprintf(" /Encrypt %d 0 R", size)
		size++
	}
	start := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", size)
	for _, a := range at {
		fmt.Fprintf(&out, "%010d 00000 n \n", a)
	}
	id := md5.Sum([]byte(p.id))
	fmt.Fprintf(&out, "trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R%s /ID [<%x> <%x>] >>\nstartxref\n%d\n%%%%EOF\n",
		size, p.number["catalog"], p.number["info"], extra, id, id, start)
	return out.Bytes()
}

// wholePacked keeps all that isn't a stream in one object stream.
func (p *pdf) wholePacked() []byte {
	var out, index, packed bytes.Buffer
	out.WriteString("%PDF-1.5\n%\xB5\xB5\xB5\xB5\n")
	n := len(p.objects)
	entries := make([][3]int, n+3)
	inside := 0
	for _, o := range p.objects {
		k := p.number[o.key]
		if o.stream != nil {
			entries[k] = [3]int{1, out.Len(), 0}
			p.write(&out, o)
			continue
		}
		fmt.Fprintf(&index, "%d %d ", k, packed.Len())
		packed.WriteString(p.resolve(o.body, k) + "\n")
		entries[k] = [3]int{2, n + 1, inside}
		inside++
	}
	entries[n+1] = [3]int{1, out.Len(), 0}
	body := deflate(append(index.Bytes(), packed.Bytes()...))
	fmt.Fprintf(&out, "%d 0 obj\n<< /Type /ObjStm /N %d /First %d /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream\nendobj\n",
		n+1, inside, index.Len(), len(body), body)
	start := out.Len()
	entries[n+2] = [3]int{1, start, 0}
	var x bytes.Buffer
	for _, e := range entries {
		x.WriteByte(byte(e[0]))
		x.Write(binary.BigEndian.AppendUint32(nil, uint32(e[1])))
		x.Write(binary.BigEndian.AppendUint16(nil, uint16(e[2])))
	}
	xs := deflate(x.Bytes())
	id := md5.Sum([]byte(p.id))
	fmt.Fprintf(&out, "%d 0 obj\n<< /Type /XRef /Size %d /W [1 4 2] /Root %d 0 R /Info %d 0 R /ID [<%x> <%x>] /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n",
		n+2, n+3, p.number["catalog"], p.number["info"], id, id, len(xs), xs, start)
	return out.Bytes()
}

func (p *pdf) write(out *bytes.Buffer, o object) {
	n := p.number[o.key]
	body := p.resolve(o.body, n)
	if o.stream == nil {
		fmt.Fprintf(out, "%d 0 obj\n%s\nendobj\n", n, body)
		return
	}
	s, filter := o.stream, ""
	if !p.plain && o.key != "xmp" {
		s, filter = deflate(s), " /Filter /FlateDecode"
	}
	if p.crypt != nil {
		s = p.crypt.of(n, s)
	}
	fmt.Fprintf(out, "%d 0 obj\n<< %s%s /Length %d >>\nstream\n%s\nendstream\nendobj\n", n, body, filter, len(s), s)
}

// resolve puts numbers and texts where ref and lit left marks in object n.
func (p *pdf) resolve(body string, n int) string {
	return marks.ReplaceAllStringFunc(body, func(m string) string {
		in := m[1 : len(m)-1]
		if m[0] == 1 {
			k, ok := p.number[in]
			if !ok {
				panic("papers: no object " + in)
			}
			return strconv.Itoa(k) + " 0 R"
		}
		b := []byte(in)
		if strings.ContainsFunc(in, func(r rune) bool { return r > 126 }) {
			b = []byte{0xFE, 0xFF}
			for _, u := range utf16.Encode([]rune(in)) {
				b = binary.BigEndian.AppendUint16(b, u)
			}
		}
		if p.crypt != nil {
			b = p.crypt.of(n, b)
		}
		return fmt.Sprintf("<%X>", b)
	})
}

func deflate(b []byte) []byte {
	var out bytes.Buffer
	w, _ := zlib.NewWriterLevel(&out, zlib.BestCompression)
	w.Write(b)
	w.Close()
	return out.Bytes()
}

func sortedKeys(m map[int]int) (ks []int) {
	for k := range m {
		ks = append(ks, k)
	}
	slices.Sort(ks)
	return ks
}
