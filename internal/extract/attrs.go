package extract

import (
	"bytes"
	"html"
)

// tagName gives the name in a raw tag that begins at its first letter, in
// lower case, and what follows it. The name is valid until the next call.
func (p *page) tagName(raw []byte) (name, rest []byte) {
	i := nameEnd(raw)
	p.name = p.name[:0]
	for _, c := range raw[:i] {
		p.name = append(p.name, lower(c))
	}
	return p.name, raw[i:]
}

// nextAttr takes the next attribute out of the rest of a start tag, by the
// HTML standard's rules (13.2.5.32 and on). It does what the tokenizer's own
// TagAttr does, without a copy of each name and value: those copies were a
// third of the time of reading a page. The name is as written;
// the value has its entities decoded. It returns a nil name at the end.
func nextAttr(tag []byte) (name, value, rest []byte) {
	i := 0
	for i < len(tag) && (isTagSpace(tag[i]) || tag[i] == '/') {
		i++
	}
	start := i
	if i < len(tag) && tag[i] == '=' { // a name may begin so
		i++
	}
	for i < len(tag) && !isTagSpace(tag[i]) && tag[i] != '/' && tag[i] != '=' && tag[i] != '>' {
		i++
	}
	if i == start {
		return nil, nil, nil
	}
	name = tag[start:i]
	for i < len(tag) && isTagSpace(tag[i]) {
		i++
	}
	if i == len(tag) || tag[i] != '=' {
		return name, nil, tag[i:]
	}
	for i++; i < len(tag) && isTagSpace(tag[i]); i++ {
	}
	if i < len(tag) && (tag[i] == '"' || tag[i] == '\'') {
		quote := tag[i]
		i++
		end := bytes.IndexByte(tag[i:], quote)
		if end < 0 {
			return name, decodeEntities(tag[i:]), nil
		}
		return name, decodeEntities(tag[i : i+end]), tag[i+end+1:]
	}
	start = i
	for i < len(tag) && !isTagSpace(tag[i]) && tag[i] != '>' {
		i++
	}
	return name, decodeEntities(tag[start:i]), tag[i:]
}

func isTagSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'
}

func decodeEntities(b []byte) []byte {
	if bytes.IndexByte(b, '&') < 0 {
		return b
	}
	return []byte(html.UnescapeString(string(b)))
}

// attrs are the attributes that matter to any element. Values are valid until
// the next token.
type attrs struct {
	class, id, role, style, typ, address, href, rel, frame, y, dy []byte
	hidden, open, selected, multiple, shadow                      bool
	undrawn                                                       bool // in a drawing
	standIn                                                       bool // until what stands around it has loaded, or where it can't
}

// attributes reads the attributes of a start tag. Of several with one name
// the first counts.
func attributes(tag []byte) (at attrs) {
	for {
		var k, v []byte
		if k, v, tag = nextAttr(tag); k == nil {
			return at
		}
		switch len(k) {
		case 3:
			set(&at.rel, k, "rel", v)
		case 1:
			set(&at.y, k, "y", v)
		case 2:
			set(&at.id, k, "id", v)
			set(&at.dy, k, "dy", v)
		case 7:
			at.undrawn = at.undrawn || hasPrefixFold(k, "display") && bytes.EqualFold(v, []byte("none"))
		case 10:
			at.undrawn = at.undrawn || hasPrefixFold(k, "visibility") && (bytes.EqualFold(v, []byte("hidden")) || bytes.EqualFold(v, []byte("collapse")))
		case 4:
			set(&at.role, k, "role", v)
			set(&at.typ, k, "type", v)
			set(&at.href, k, "href", v)
			at.open = at.open || hasPrefixFold(k, "open")
		case 5:
			set(&at.class, k, "class", v)
			set(&at.style, k, "style", v)
		case 6: // until-found: the browser's own search opens it
			at.hidden = at.hidden || hasPrefixFold(k, "hidden") && !bytes.EqualFold(v, []byte("until-found"))
		case 8:
			at.selected = at.selected || hasPrefixFold(k, "selected")
			at.multiple = at.multiple || hasPrefixFold(k, "multiple")
			at.standIn = at.standIn || hasPrefixFold(k, "fallback")
		case 11:
			at.standIn = at.standIn || hasPrefixFold(k, "placeholder")
		case 12:
			set(&at.address, k, "data-cfemail", v)
		case 19:
			set(&at.frame, k, "data-archiver-frame", v)
		case 14:
			at.shadow = at.shadow || hasPrefixFold(k, "shadowrootmode")
		}
	}
}

// set takes v for *to if name is want, which has the same length.
func set(to *[]byte, name []byte, want string, v []byte) {
	if *to == nil && hasPrefixFold(name, want) {
		*to = v
	}
}
