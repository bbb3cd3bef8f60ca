package extract

import (
	"bytes"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// headTag takes what the tags say that are read for their attributes alone.
// html, head and body are not tracked as open elements: they are implied where
// they are missing, and a page that hides its body does so until a script
// shows it.
func (p *page) headTag(a atom.Atom, tag []byte) {
	var content, equiv, name, rel, href, src, lazy, typ, lang, alt string
	tiny := false
	for {
		var k, v []byte
		if k, v, tag = nextAttr(tag); k == nil {
			break
		}
		switch strings.ToLower(string(k)) {
		case "content":
			content = string(v)
		case "http-equiv":
			equiv = strings.ToLower(string(v))
		case "name", "property":
			name = strings.ToLower(string(v))
		case "rel":
			rel = strings.ToLower(string(v))
		case "href":
			href = string(v)
		case "alt":
			alt = string(v)
		case "src":
			src = string(v)
		case "data-src", "data-original", "data-lazy-src":
			lazy = string(v)
		case "type":
			typ = strings.ToLower(strings.TrimSpace(string(v)))
		case "lang", "xml:lang":
			if len(v) > 0 && lang == "" {
				lang = strings.TrimSpace(string(v))
			}
		case "width", "height":
			tiny = tiny || len(v) == 1 && v[0] <= '1'
		case "onload":
			if a == atom.Body {
				p.onload = string(v)
			}
		case "hidden":
			tiny = true
		case "style":
			tiny = tiny || styleHides(v)
		}
	}
	switch a {
	case atom.Html, atom.Body:
		if p.doc.Lang == "" {
			p.doc.Lang = lang
		}
	case atom.Base:
		if u := p.resolve(href); u != "" && !p.baseSet {
			p.base, _ = url.Parse(u)
			p.baseSet = true
		}
	case atom.Link:
		if p.doc.Canonical == "" && hasField(rel, "canonical") {
			p.doc.Canonical = p.resolve(href)
		}
		if isNeighbour([]byte(rel)) && len(p.neighbours) < maxNeighbours {
			p.neighbours = append(p.neighbours, targetOf([]byte(href)))
		}
	case atom.Meta:
		p.meta(equiv, name, content)
	case atom.Script:
		if isJavaScript(typ) {
			p.doc.Scripts++
		}
	case atom.Img:
		if src == "" || strings.HasPrefix(src, "data:") {
			src = lazy
		}
		if p.hidden == 0 {
			p.noteAlt(alt)
		}
		if p.hidden > 0 || tiny || len(p.images) == maxImages {
			return
		}
		if u := p.resolve(src); u != "" {
			p.images = append(p.images, picture{u, p.span})
		}
	}
}

func (p *page) meta(equiv, name, content string) {
	switch {
	case equiv == "refresh" && p.doc.MetaRefresh == "":
		p.doc.MetaRefresh = p.resolve(refreshTarget(content))
	case equiv == "content-language" && p.doc.Lang == "":
		p.doc.Lang, _, _ = strings.Cut(strings.TrimSpace(content), ",")
	case name == "og:title" && p.ogTitle == "":
		p.ogTitle = collapse([]byte(content), maxTitle)
	case name == "og:url" && p.doc.Shared == "":
		p.doc.Shared = p.resolve(content)
	}
}

// refreshTarget takes the URL out of "5; url=…". It gives "" for a page that
// loads itself anew, and for waits over a minute, which renew a page and do
// not lead away from it.
func refreshTarget(content string) string {
	s := strings.TrimLeft(content, " \t\r\n")
	seconds, digits := 0, 0
	for digits < len(s) && '0' <= s[digits] && s[digits] <= '9' {
		seconds = min(seconds*10+int(s[digits]-'0'), 1000)
		digits++
	}
	s = strings.TrimLeft(s[digits:], "0123456789.")
	s = strings.TrimLeft(s, " \t\r\n;,")
	if seconds > 60 || digits == 0 && s == "" {
		return ""
	}
	if len(s) >= 3 && strings.EqualFold(s[:3], "url") {
		if rest := strings.TrimLeft(s[3:], " \t\r\n"); strings.HasPrefix(rest, "=") {
			s = strings.TrimLeft(rest[1:], " \t\r\n")
		}
	}
	if s != "" && (s[0] == '"' || s[0] == '\'') {
		s, _, _ = strings.Cut(s[1:], s[:1])
	}
	return s
}

func hasField(list, want string) bool {
	for _, f := range strings.Fields(list) {
		if f == want {
			return true
		}
	}
	return false
}

func isJavaScript(typ string) bool {
	return typ == "" || typ == "module" || strings.Contains(typ, "javascript") || strings.Contains(typ, "ecmascript")
}

// scriptRedirect looks through the scripts of a page for the first constant
// that is assigned to its location.
func (p *page) scriptRedirect(src []byte) string {
	if t := p.assigned([]byte(p.onload)); t != "" {
		return t
	}
	z := html.NewTokenizer(bytes.NewReader(src[:min(len(src), maxSecondary)]))
	for script := false; ; {
		switch z.Next() {
		case html.ErrorToken:
			return ""
		case html.StartTagToken:
			name, _ := z.TagName()
			script = string(name) == "script"
		case html.TextToken:
			if script {
				if t := p.assigned(z.Raw()); t != "" {
					return t
				}
			}
			script = false
		}
	}
}

// assigned finds location = "…", location.href = "…", location.replace("…")
// and location.assign("…"), with a constant that stands alone.
func (p *page) assigned(js []byte) string {
	for {
		i := bytes.Index(js, []byte("location"))
		if i < 0 {
			return ""
		}
		own := i == 0 || !identifier(js[i-1])
		js = bytes.TrimLeft(js[i+len("location"):], " \t\r\n")
		if !own {
			continue
		}
		rest := js
		switch {
		case bytes.HasPrefix(rest, []byte(".replace")):
			rest = call(rest[len(".replace"):])
		case bytes.HasPrefix(rest, []byte(".assign")):
			rest = call(rest[len(".assign"):])
		default:
			rest = bytes.TrimLeft(bytes.TrimPrefix(rest, []byte(".href")), " \t\r\n")
			if len(rest) < 2 || rest[0] != '=' || rest[1] == '=' {
				continue
			}
			rest = rest[1:]
		}
		if t := p.resolve(constant(rest)); t != "" {
			return t
		}
	}
}

func identifier(c byte) bool {
	return c == '_' || c == '$' || '0' <= c && c <= '9' || 'a' <= lower(c) && lower(c) <= 'z'
}

func call(js []byte) []byte {
	js = bytes.TrimLeft(js, " \t\r\n")
	if len(js) == 0 || js[0] != '(' {
		return nil
	}
	return js[1:]
}

// constant gives the string literal that js starts with, or "" if more is
// added to it.
func constant(js []byte) string {
	js = bytes.TrimLeft(js, " \t\r\n")
	if len(js) == 0 || js[0] != '"' && js[0] != '\'' && js[0] != '`' {
		return ""
	}
	quote := js[0]
	js = js[1:]
	end := bytes.IndexByte(js[:min(len(js), maxTitle)], quote)
	if end < 0 {
		return ""
	}
	if rest := bytes.TrimLeft(js[end+1:], " \t\r\n"); len(rest) > 0 && rest[0] == '+' || bytes.Contains(js[:end], []byte("${")) {
		return ""
	}
	return strings.ReplaceAll(string(js[:end]), `\/`, "/")
}
