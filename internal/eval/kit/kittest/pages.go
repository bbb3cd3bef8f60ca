package kittest

import (
	"cmp"
	"io/fs"
	"path"
	"strings"
	"unicode/utf8"

	"archiver/internal/eval/kit"
	"archiver/internal/eval/set"
)

// checkSizes holds the cited pages to 25 to 400 lines and 150 to 1,500 words.
func checkSizes(t reporter, sites map[string]*kit.Site, short map[string]int) {
	for name, site := range sites {
		lines, words := strings.Count(site.Page, "\n"), len(strings.Fields(visible(site.Main())))
		if lines < 25 || lines > 400 || words < cmp.Or(short[name], 150) || words > 1500 {
			t.Errorf("%s: %d lines, %d words in the main part", name, lines, words)
		}
		if !utf8.ValidString(site.Page) || strings.Contains(site.Page, "\uFFFD") {
			t.Errorf("%s is not UTF-8", name)
		}
		t.Logf("%-20s %4d lines, %4d words in the main part, %d cases", name, lines, words, len(site.Cases))
	}
}

// checkFiles demands that a source names every file under sites/, or the site whose
// page it is.
func checkFiles(t reporter, dir fs.FS) {
	sources, err := fs.Glob(dir, "*.go")
	if err != nil {
		t.Errorf("%v", err)
	}
	var src strings.Builder
	for _, name := range sources {
		b, err := fs.ReadFile(dir, name)
		if err != nil {
			t.Errorf("%v", err)
		}
		src.Write(b)
	}
	named := func(name string) bool { return strings.Contains(src.String(), `"`+name+`"`) }
	err = fs.WalkDir(dir, "sites", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		folder, name := path.Split(strings.TrimPrefix(file, "sites/"))
		page := name == "article.html" && named(path.Clean(folder))
		if !page && !named(name) && !named(folder+name) && !named(strings.TrimSuffix(name, ".html")) {
			t.Errorf("%s is not used", file)
		}
		return nil
	})
	if err != nil {
		t.Errorf("%v", err)
	}
}

// checkQuotes compares the labels of a case's quotes with its pages.
func checkQuotes(t reporter, c set.Case, beside bool) {
	before := fold(text(c.Before[c.Path]))
	for _, q := range c.Quotes {
		if !strings.Contains(before, fold(q)) {
			t.Errorf("the page never said %q", q)
		}
	}
	a := shown(c)
	if strings.HasPrefix(a.Header.Get("Content-Type"), "image/") {
		return
	}
	after := fold(text(a))
	for i, s := range c.QuoteStates {
		stands := strings.Contains(after, fold(c.Quotes[i]))
		if stands && s[0] != "verbatim" && !beside {
			t.Errorf("%q still stands, labelled %v", c.Quotes[i], s)
		}
		if !stands && s[0] == "verbatim" {
			t.Errorf("%q no longer stands, labelled %v", c.Quotes[i], s)
		}
	}
}

// checkSeen demands that a reader sees a case's edit.
func checkSeen(t reporter, c set.Case) {
	if text(c.Before[c.Path]) == text(c.After[c.Path]) {
		t.Errorf("an edit that no reader can see")
	}
}

// checkKept demands that noise keeps nearly every word of the main part.
func checkKept(t reporter, c set.Case, site *kit.Site) {
	after := fold(strings.ToLower(text(shown(c))))
	words, lost := strings.Fields(visible(site.Main())), []string{}
	for _, w := range words {
		if !strings.Contains(after, fold(strings.ToLower(w))) {
			lost = append(lost, w)
		}
	}
	if 20*len(lost) > len(words) {
		t.Errorf("loses %d of %d words: %v", len(lost), len(words), lost)
	}
}

// checkGone demands that a page that is gone or walled keeps no quote.
func checkGone(t reporter, c set.Case) {
	after := fold(text(shown(c)))
	for _, q := range c.Quotes {
		if strings.Contains(after, fold(q)) {
			t.Errorf("still says %q", q)
		}
	}
}
