package cli

import (
	"bytes"
	"errors"
	"fmt"
	"html"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"archiver/internal/source"
)

// notFile is the error for who names a report where its file is asked for, with the
// file that it may be; nil where there is such a file, or no such report.
func (e *env) notFile(id string) error {
	if _, err := os.Stat(id); !errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	set, _, err := e.sources()
	if err != nil {
		return nil
	}
	i := slices.IndexFunc(set.Manifests, func(m *source.Manifest) bool { return m.ID == id })
	if i < 0 {
		return nil
	}
	hint := "name the Markdown or HTML file that it was imported from: " + e.line("annotate", "report.md", "-o", "FILE")
	if files := reportFiles(set.Manifests[i]); len(files) > 0 {
		hint = "is it " + strings.Join(files, ", or ") + "? " + e.line("annotate", files[0], "-o", "FILE")
	}
	return &usageError{msg: fmt.Sprintf("annotate %s: that is a report's name, and what is annotated is its file", id), hint: hint}
}

// reportFiles finds the Markdown and HTML files of this folder that have most addresses
// of a manifest in them: the manifest does not say what it was imported from.
func reportFiles(m *source.Manifest) (files []string) {
	const mostFiles, mostBytes, mostURLs = 200, 4 << 20, 100
	urls := map[string]bool{}
	for _, f := range m.Footnotes {
		for _, c := range f.Citations {
			if len(urls) < mostURLs {
				urls[c.URL] = true
			}
		}
	}
	entries, err := os.ReadDir(".")
	if err != nil {
		return nil
	}
	best, read := len(urls)/2, 0
	for _, entry := range entries {
		info, err := entry.Info()
		if err != nil || !info.Mode().IsRegular() || info.Size() > mostBytes || read == mostFiles ||
			!slices.Contains([]string{".md", ".markdown", ".html", ".htm", ".xhtml"}, strings.ToLower(filepath.Ext(entry.Name()))) {
			continue
		}
		read++
		data, err := os.ReadFile(entry.Name())
		if err != nil || bytes.Contains(data, []byte(`class="archiver-copy"`)) {
			continue // it is what annotate wrote
		}
		n := 0
		for u := range urls {
			if bytes.Contains(data, []byte(u)) || strings.Contains(u, "&") && bytes.Contains(data, []byte(html.EscapeString(u))) {
				n++
			}
		}
		name := shellWord(oneLine(entry.Name()))
		switch {
		case n > best:
			best, files = n, []string{name}
		case n == best && len(files) > 0 && len(files) < 3:
			files = append(files, name)
		}
	}
	return files
}
