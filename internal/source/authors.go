package source

import (
	"bytes"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

const (
	maxAuthors = 20
	maxAuthor  = 200     // characters of a name
	maxHead    = 1 << 20 // bytes of a page that are read for them
)

// Authors are those that a page names in its head, each as one plain line: as journals
// do for Google Scholar (citation_author), else by Dublin Core, else as HTML has it
// (https://html.spec.whatwg.org/#meta-author). What is an address is no name.
func Authors(page []byte) []string {
	found := map[string][]string{}
	z := html.NewTokenizer(bytes.NewReader(page[:min(len(page), maxHead)]))
	z.SetMaxBuf(maxHead)
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		name, more := z.TagName()
		if tag := atom.Lookup(name); tag == atom.Body && kind == html.StartTagToken {
			break
		} else if tag != atom.Meta || !more || kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		key, value := "", ""
		for more {
			var k, v []byte
			k, v, more = z.TagAttr()
			switch string(k) {
			case "name", "property":
				key = strings.ToLower(string(v))
			case "content":
				value = Plain(string(v))
			}
		}
		if key = strings.TrimPrefix(strings.Replace(key, "dcterms.", "dc.", 1), "article:"); value == "" || strings.Contains(value, "://") || len([]rune(value)) > maxAuthor {
			continue
		}
		if list := found[key]; len(list) < maxAuthors && !slices.Contains(list, value) {
			switch key {
			case "citation_author", "dc.creator", "author":
				found[key] = append(list, value)
			}
		}
	}
	for _, key := range []string{"citation_author", "dc.creator", "author"} {
		if len(found[key]) > 0 {
			return found[key]
		}
	}
	return nil
}
