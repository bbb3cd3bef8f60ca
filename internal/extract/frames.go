package extract

import (
	"bytes"

	"golang.org/x/net/html/atom"
)

// A rendered document has what its frames show behind each frame's element, as a
// template with an attribute that says whose page it is: "own" of the page's site,
// "other" of another site's. What the page's own site shows in a frame is read as any
// other part of the page. What another site shows there, an advert, a player, a box of
// comments, is seen, and quotes are found in it, but it is no part of the text by which
// change is measured, unless the page has no other.

func (p *page) isFrame(a atom.Atom, at *attrs) bool {
	return a == atom.Template && p.rendered && at.frame != nil
}

func isOther(at *attrs) bool { return !bytes.Equal(at.frame, []byte("own")) }

// noteFrame counts a frame, by its start tag. One that is not to be seen by its tag
// alone counts visits or advertises.
func (p *page) noteFrame(tag []byte) {
	shows := false
	for {
		var k, v []byte
		if k, v, tag = nextAttr(tag); k == nil {
			break
		}
		switch {
		case bytes.EqualFold(k, []byte("src")), bytes.EqualFold(k, []byte("data")):
			v = bytes.TrimSpace(v)
			shows = len(v) > 0 && !hasPrefixFold(v, "about:") && !hasPrefixFold(v, "javascript:")
		case bytes.EqualFold(k, []byte("srcdoc")):
			shows = len(v) > 0
		case (bytes.EqualFold(k, []byte("width")) || bytes.EqualFold(k, []byte("height"))) && (len(v) == 1 && v[0] <= '1' || bytes.Equal(v, []byte("0px")) || bytes.Equal(v, []byte("1px"))):
			return
		}
	}
	if shows {
		p.doc.Frames++
	}
}

// showsPage tells of an object whether it is a frame by another name.
func showsPage(typ, tag []byte) bool {
	if typ = bytes.TrimSpace(typ); len(typ) > 0 {
		return hasPrefixFold(typ, "text/html") || hasPrefixFold(typ, "application/xhtml+xml")
	}
	for {
		var k, v []byte
		if k, v, tag = nextAttr(tag); k == nil {
			return false
		}
		if bytes.EqualFold(k, []byte("data")) || bytes.EqualFold(k, []byte("src")) {
			v, _, _ = bytes.Cut(v, []byte("#"))
			v, _, _ = bytes.Cut(v, []byte("?"))
			v = bytes.ToLower(bytes.TrimSpace(v))
			return bytes.HasSuffix(v, []byte(".html")) || bytes.HasSuffix(v, []byte(".htm")) || bytes.HasSuffix(v, []byte(".xhtml"))
		}
	}
}

// leastOwn is how many bytes of running text a page has that need not show another
// site's.
const leastOwn = 300

// sift tells how many bytes of view A are other sites', after it has taken them for the
// page's own where there is hardly any other running text, and much more of theirs.
func (p *page) sift() (size int) {
	var found []*span
	for i := range p.spans {
		if s := &p.spans[i]; s.guise == foreign && p.outermost(s) {
			found = append(found, s)
			size += s.end - s.start
		}
	}
	if size < leastOwn {
		return size
	}
	own := p.weigh()
	if own >= leastOwn {
		return size
	}
	for _, s := range found {
		s.guise = plain
	}
	p.decide()
	if theirs := p.weigh() - own; theirs >= leastOwn && theirs >= 2*own {
		return 0
	}
	for _, s := range found {
		s.guise = foreign
	}
	p.decide()
	return size
}

// foreignAt tells whether a span is of another site's frame or within one.
func (p *page) foreignAt(i int) bool {
	for ; i >= 0; i = p.spans[i].parent {
		if p.spans[i].guise == foreign {
			return true
		}
	}
	return false
}
