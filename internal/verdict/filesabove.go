package verdict

import (
	"net/url"
	"path"
	"strings"

	"archiver/internal/verdict/lex"
)

// filesAbove gives the signs that a server lists the files of a folder above the cited
// address: page and heading are called by the folder's own address, in whatever
// language, and what it leads to are names in that folder. Documentation and
// breadcrumbs end in such an address too, and lead elsewhere.
func (b *bench) filesAbove() []string {
	l := b.look
	if b.ref != nil || l.Page == nil || l.Page.Page.Kind != "html" || len(l.Page.Page.Headings) == 0 {
		return nil
	}
	title := l.Page.Page.Title
	fields := strings.Fields(title)
	u, err := url.Parse(l.URL)
	if err != nil || len(fields) < 2 || len(fields) > 6 || lex.Normalise(title) != lex.Normalise(l.Page.Page.Headings[0]) {
		return nil
	}
	at, cited := fields[len(fields)-1], strings.TrimSuffix(u.Path, "/")
	folder := strings.TrimSuffix(at, "/")
	if !strings.HasPrefix(at, "/") || folder == cited || !strings.HasPrefix(cited, folder+"/") || folder == "" && !indexWord(fields[:len(fields)-1]) {
		return nil
	}
	if !listsNames(l, strings.TrimPrefix(cited, folder+"/")) || b.e.article() { // which is dear: the whole text is read for it
		return nil
	}
	return []string{"titled as the list of another folder: " + title, "it leads to files of that folder"}
}

// indexWord tells whether a title calls a list by the name that servers give it.
func indexWord(words []string) bool {
	for _, w := range words {
		switch strings.ToLower(w) {
		case "index", "listing":
			return true
		}
	}
	return false
}

// listsNames tells whether a page leads to names of a folder and to little else: two
// or more, the folder above or another order of them, and not the cited one.
func listsNames(l *Look, cited string) bool {
	first, _, _ := strings.Cut(cited, "/")
	names, around, other := 0, false, 0
	for _, m := range hrefs().FindAllSubmatch(l.Head, -1) {
		href := string(m[1])
		switch name := strings.TrimSuffix(href, "/"); {
		case href == "../" || strings.HasPrefix(href, "?C="):
			around = true
		case strings.ContainsAny(name, "/?#:"):
			other++
		case name == first || path.Clean(name) == ".":
			return false
		default:
			names++
		}
	}
	return around && names >= 2 && other <= 1 // Apache leads to the folder above by its whole address
}
