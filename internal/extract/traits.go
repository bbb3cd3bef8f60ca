package extract

import (
	"hash/fnv"

	"golang.org/x/net/html/atom"
)

// key names an element: its atom, or a hash of a name that has none.
type key uint32

func keyOf(name []byte) key {
	if a := atom.Lookup(name); a != 0 {
		return key(a)
	}
	h := fnv.New32a()
	h.Write(name)
	return key(h.Sum32() | 1<<31) // atoms stay below
}

// custom says whether the HTML standard has no such element.
func (k key) custom() bool { return k>>31 == 1 }

// traits are what the HTML standard (https://html.spec.whatwg.org, sections
// 13.2 and 15.3) says of a kind of element, as far as text depends on it.
type traits uint16

const (
	block      traits = 1 << iota // laid out on lines of its own
	special                       // not closed by the end tag of an inline element around it
	closesP                       // its start tag ends an open paragraph
	scope                         // end tags inside it close nothing outside
	void                          // has no content
	rawText                       // its content is read as one text
	unseen                        // its content is not shown
	boxed                         // inline, but visibly apart from its neighbours
	row                           // a row or a larger part of a table
	cell                          // a table cell
	sectioning                    // header and footer inside are not the page's
	title                         // h1 to h6
	list                          // ul and ol
	button                        // bounds the search for an open paragraph
)

func traitsOf(a atom.Atom) traits {
	switch a {
	case atom.P, atom.Div, atom.Address, atom.Blockquote, atom.Center, atom.Details, atom.Dialog, atom.Dir, atom.Dl,
		atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Form, atom.Header, atom.Hgroup, atom.Menu,
		atom.Pre, atom.Listing, atom.Summary, atom.Li, atom.Dd, atom.Dt:
		return block | special | closesP
	case atom.Ul, atom.Ol:
		return block | special | closesP | list
	case atom.Article, atom.Aside, atom.Main, atom.Nav, atom.Section:
		return block | special | closesP | sectioning
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return block | special | closesP | title
	case atom.Table:
		return block | special | closesP | scope | row
	case atom.Tr, atom.Tbody, atom.Thead, atom.Tfoot, atom.Colgroup:
		return block | special | row
	case atom.Caption:
		return block | special | scope | row
	case atom.Td, atom.Th:
		return special | scope | cell
	case atom.Hr:
		return block | closesP | void
	case atom.Legend, atom.Optgroup, atom.Option:
		return block
	case atom.Xmp, atom.Plaintext:
		return block | closesP | rawText
	case atom.Br, atom.Img, atom.Input, atom.Meta, atom.Link, atom.Base, atom.Wbr, atom.Col, atom.Area, atom.Embed,
		atom.Source, atom.Track, atom.Param, atom.Frame, atom.Keygen, atom.Basefont, atom.Bgsound:
		return void
	case atom.Script, atom.Style, atom.Title, atom.Iframe, atom.Noembed, atom.Noframes, atom.Noscript:
		return rawText
	case atom.Textarea:
		return rawText | boxed
	case atom.Button:
		return special | boxed | button
	case atom.Select:
		return special | boxed
	case atom.Video, atom.Audio, atom.Canvas, atom.Datalist, atom.Rp:
		return unseen
	case atom.Object, atom.Applet:
		return special | scope | unseen
	case atom.Template, atom.Marquee:
		return special | scope
	}
	return 0
}

// isAnnotation tells of the elements that hold a formula's source, which is
// not shown beside the formula.
func isAnnotation(name []byte) bool {
	return string(name) == "annotation" || string(name) == "annotation-xml"
}
