package extract

import (
	"bytes"
	"io"

	"golang.org/x/net/html"
)

// maxTag is up to what length in bytes the tokenizer reads a start tag. It notes
// every attribute, at some hundred bytes each: with one tag of 32 MiB that took a
// gigabyte.
const maxTag = 64 << 10

// tokens are those that x/net/html finds in a page. A start tag of more than maxTag
// is read here instead: nothing of it is kept, and nothing of it is lost.
type tokens struct {
	src        []byte
	start, end int // of the newest token
	z          *html.Tokenizer
}

func newTokens(src []byte) *tokens {
	return &tokens{src: src, z: html.NewTokenizer(bytes.NewReader(src))}
}

// next goes on to the next token. Nothing comes after html.ErrorToken.
func (t *tokens) next() html.TokenType {
	rest := t.src[t.end:]
	limit := 0
	if len(rest) > maxTag && rest[0] == '<' && isLetter(rest[1]) && !t.beforeRawText() {
		limit = maxTag
	}
	t.z.SetMaxBuf(limit)
	kind := t.z.Next()
	t.start = t.end
	if kind == html.ErrorToken && t.z.Err() == html.ErrBufferExceeded {
		return t.longTag(rest)
	}
	t.end += len(t.z.Raw())
	return kind
}

// beforeRawText tells whether what comes next is text, whatever it looks like.
func (t *tokens) beforeRawText() bool {
	raw := t.raw()
	if len(raw) < 2 || raw[0] != '<' || !isLetter(raw[1]) {
		return false
	}
	name := raw[1:]
	switch string(bytes.ToLower(name[:min(nameEnd(name), len("plaintext"))])) {
	case "iframe", "noembed", "noframes", "noscript", "plaintext", "script", "style", "textarea", "title", "xmp":
		return true
	}
	return false
}

// nameEnd gives where the name of a tag ends that begins here.
func nameEnd(b []byte) (n int) {
	for n < len(b) && !isTagSpace(b[n]) && b[n] != '/' && b[n] != '>' {
		n++
	}
	return n
}

// longTag reads the start tag that b begins with. The tokenizer goes on behind it,
// in the state that a tag of this name brings it to.
func (t *tokens) longTag(b []byte) html.TokenType {
	name := 1 + nameEnd(b[1:])
	n, selfClosing := tagEnd(b[name:])
	if n < 0 {
		return html.ErrorToken // as any tag that the page ends in
	}
	t.end += name + n
	if name >= maxTag {
		name = len("<a") // no element is called so
	}
	t.z = html.NewTokenizer(io.MultiReader(bytes.NewReader(b[:name]), bytes.NewReader([]byte(">")), bytes.NewReader(t.src[t.end:])))
	t.z.Next()
	if selfClosing {
		return html.SelfClosingTagToken
	}
	return html.StartTagToken
}

// raw is the newest token as the page has it.
func (t *tokens) raw() []byte { return t.src[t.start:t.end] }

// text is what the newest token says, where it is text; valid until the next.
func (t *tokens) text() []byte { return t.z.Text() }

// tagEnd gives where the start tag ends of which b is what follows the name, and
// whether it closes itself. It is -1 if none does.
func tagEnd(b []byte) (n int, selfClosing bool) {
	for rest := b; ; {
		for len(rest) > 0 && (isTagSpace(rest[0]) || rest[0] == '/') {
			selfClosing = rest[0] == '/'
			rest = rest[1:]
		}
		if len(rest) == 0 {
			return -1, false
		}
		if rest[0] == '>' {
			return len(b) - len(rest) + 1, selfClosing
		}
		_, _, rest = nextAttr(rest)
		selfClosing = false
	}
}
